"""Who speaks in an article and who its entities are in, the panel of its people and bodies out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.data import Entity, Reading, Role
from sayso.show.characters import tidy
from sayso.show.label import label_count
from sayso.show.markup import Html, element, join
from sayso.show.order import Statement
from sayso.show.rows import Anchor
from sayso.show.speaker import Speaker, label_title_of, name_entities, name_within

# PLOVER's sectors of actors, in plain words.
_SECTORS = {
    "COP": "police", "GOV": "government", "JUD": "courts", "LEG": "legislature", "MIL": "military",
    "PRM": "paramilitaries", "PTY": "political party", "REB": "rebels", "SPY": "intelligence", "UAF": "armed, unknown",
    "AGR": "farming", "BUS": "business", "CRM": "crime", "CVL": "civilians", "EDU": "education", "ELI": "elite",
    "JRN": "press", "LAB": "labour", "MED": "health", "OPP": "opposition", "REF": "refugees", "REL": "religion",
    "SOC": "civil society", "UNK": "unknown",
}  # fmt: skip
_KINDS = {"unnamed": "unnamed source"}

# In a longer list those who say nothing stand in a part that opens.
_MOST_OPEN = 12


@dataclass(frozen=True, slots=True)
class Cast:
    """The entities of an article by their ids, with their names and statements.

    `listed` numbers those that the panel tells of, in its order; every id on the page begins with `prefix`.
    """

    prefix: str
    entities: Mapping[str, Entity]
    names: Mapping[str, str]
    parts: Mapping[str | None, Sequence[Statement]]
    listed: Mapping[str | None, int]


def gather_cast(reading: Reading, told: Mapping[Statement, Speaker], *, prefix: str) -> Cast:
    """Gather who speaks, is spoken to or for, backs another, has a role or takes part: who says most comes first."""
    entities = {entity.id: entity for entity in reading.entities}
    parts: dict[str | None, list[Statement]] = {}
    for statement, speaker in told.items():
        parts.setdefault(speaker.entity, []).append(statement)
    addressees = (statement.attribution.addressee for statement in told)
    met = {*parts, *(addressee.entity for addressee in addressees if addressee)}
    for entity in reading.entities:
        met |= {entity.id, *entity.speaks_for} if entity.roles else {*entity.speaks_for}
        met |= {backing.entity for backing in entity.backed_by}
    met |= {party for event in reading.events for party in (*event.actor, *event.recipient)}
    listed = [name for name in entities if name in met]
    listed.sort(key=lambda name: (-len(parts.get(name, ())), -len(entities[name].mentions)))
    numbers: dict[str | None, int] = {name: at for at, name in enumerate(listed, 1)}
    return Cast(prefix, entities, name_entities(reading), parts, numbers)


def anchor_cast(cast: Cast) -> Iterator[Anchor]:
    """Give the place of the first mention of each entity that is listed."""
    for entity in cast.entities.values():
        if entity.id in cast.listed and entity.mentions:
            first = min(entity.mentions, key=lambda mention: mention.start)
            yield Anchor(f"{cast.prefix}-m{cast.listed[entity.id]}", first.start, first.end)


def link_entity(shown: str, name: str | None, cast: Cast) -> Html | str:
    """Lead from what is shown of an entity to its entry in the panel, where it has one."""
    return element("a", shown, href=f"#{cast.prefix}-p{cast.listed[name]}") if name in cast.listed else shown


def list_people(cast: Cast, anchored: frozenset[str], *, heading: str) -> list[Html]:
    """List people and bodies under a heading of this rank; `anchored` are the anchors that the text has."""
    if not cast.parts and not cast.listed:
        return []
    entries = {name: _entry(cast.entities[name], cast, anchored) for name in cast.listed if name}
    silent = [entry for name, entry in entries.items() if name not in cast.parts]
    opens = len(entries) > _MOST_OPEN and len(silent) > 1
    shown = [entry for name, entry in entries.items() if name in cast.parts or not opens]
    children: list[Html] = [element(heading, "People and bodies", id=f"{cast.prefix}-people")]
    if shown:
        children.append(element("ul", *shown))
    if opens:
        summary = element("summary", f"{len(silent):,} more, who say nothing here themselves")
        children.append(element("details", summary, element("ul", *silent)))
    rest = _count_rest(cast)
    if rest:
        children.append(element("p", rest, class_="meta"))
    return [element("section", *children, class_="people", aria_labelledby=f"{cast.prefix}-people")]


def _entry(entity: Entity, cast: Cast, anchored: frozenset[str]) -> Html:
    place, name = cast.listed[entity.id], cast.names[entity.id]
    mention = f"{cast.prefix}-m{place}"
    who = element("a", name, href=f"#{mention}") if mention in anchored else name
    facts = [element("div", element("dt", term), element("dd", value)) for term, value in _facts(entity, cast)]
    return element(
        "li",
        element("p", element("b", who), " ", element("span", *_counts(entity, cast), class_="meta")),
        *([element("dl", *facts)] if facts else []),
        id=f"{cast.prefix}-p{place}",
    )


def _counts(entity: Entity, cast: Cast) -> Iterator[Html | str]:
    yield _KINDS.get(entity.kind, entity.kind)
    statements = cast.parts.get(entity.id, ())
    if statements:
        yield " · "
        first = statements[0].number.replace(".", "-")
        yield element("a", label_count(len(statements), "statement"), href=f"#n-{cast.prefix}-{first}")
        inferred = sum(bool(s.attribution.source and s.attribution.source.inferred) for s in statements)
        yield f", {inferred:,} of them inferred" if 0 < inferred < len(statements) else ", inferred" * bool(inferred)
    if entity.mentions:
        yield f" · {label_count(len(entity.mentions), 'mention')}"


def _facts(entity: Entity, cast: Cast) -> Iterator[tuple[str, Html]]:
    """Tell what the article says of an entity, a term and its value each."""
    lists: dict[str, list[Html | str]] = {
        "Also": [tidy(alias) for alias in entity.aliases],
        "Role": [_role(role, cast) for role in entity.roles],
        "Speaks for": ["itself" if body == entity.id else _link(body, cast) for body in entity.speaks_for],
        "Backed by": [_link(backing.entity, cast) for backing in entity.backed_by],
        "Country": [_name_country(entity.country, cast)] if entity.country else [],
        "Sector": [_name_sector(entity.sector)] if entity.sector else [],
    }
    if lists["Speaks for"] == ["itself"]:
        del lists["Speaks for"]
    for term, values in lists.items():
        if values:
            yield term, join(part for at, value in enumerate(values) for part in (", " if at else "", value))


def _role(role: Role, cast: Cast) -> Html:
    parts: list[Html | str] = [label_title_of(role)]
    if role.of in cast.names:
        parts += [" of ", _link(role.of or "", cast)]
    return join([*parts, " (current)" if role.current else ""])


def _link(name: str, cast: Cast) -> Html | str:
    return link_entity(name_within(name, cast.names) or "(unknown)", name, cast)


def _name_country(code: str, cast: Cast) -> str:
    lands = (cast.names[e.id] for e in cast.entities.values() if e.kind == "country" and e.country == code)
    land = next(lands, None)
    return f"{land} ({tidy(code)})" if land else tidy(code)


def _name_sector(code: str) -> str:
    return f"{_SECTORS[code]} ({code})" if code in _SECTORS else tidy(code)


def _count_rest(cast: Cast) -> str:
    """Count the statements of nobody in the list."""
    unknown = cast.parts.get(None, ())
    nameless = sum(s.attribution.source is None or not s.attribution.source.text for s in unknown)
    counts = {
        "by the writer": len(cast.parts.get("writer", ())),
        "with nobody named": nameless,
        "with a speaker not resolved": len(unknown) - nameless,
    }
    told = [f"{label_count(count, 'statement')} {what}" for what, count in counts.items() if count]
    return f"Besides: {', '.join(told)}." if told else ""
