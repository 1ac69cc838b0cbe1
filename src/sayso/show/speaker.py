"""A Reading and its statements in, who speaks in each of them out, in words that are safe to show.

Who is meant comes first, then the article's own words where they are others, then what is unsure or second-hand.
What stands in curly marks is the article's; what stands in brackets without them is ours.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.data import Addressee, Attribution, Entity, Reading, Role, Source
from sayso.show.characters import tidy
from sayso.show.order import Statement

NOBODY = "(nobody named)"

_FILLERS = frozenset("a an and as at for from her his in its of s the their".split())
_OPENERS = frozenset("A An Her His Its One Some The Their".split())
_PAST = re.compile(r"(?:former|ex|late|one-?time)\b", re.IGNORECASE)
_MOST_TITLES, _MOST_BODIES, _MOST_CANDIDATES, _MOST_WORDS = 2, 2, 3, 3


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks in a statement: `name`, straight after it `more` about it, and apart from both the `notes`.

    `entity` is the id of who is meant, "writer" for the article's own voice, None where that is not known.
    """

    name: str
    more: str = ""
    notes: tuple[str, ...] = ()
    entity: str | None = None


def name_entities(reading: Reading) -> Mapping[str, str]:
    """Give the name of each entity by its id, and that of the article's own voice."""
    return {entity.id: tidy(entity.name) for entity in reading.entities} | {"writer": "the writer"}


def name_within(entity: str | None, names: Mapping[str, str]) -> str:
    """Name an entity as one does inside a sentence: "The harbour ministry" as "the harbour ministry"."""
    name = names.get(entity or "", "")
    first, blank, rest = name.partition(" ")
    return first.lower() + blank + rest if first in _OPENERS and rest else name


def name_speakers(reading: Reading, statements: Iterable[Statement]) -> tuple[Speaker, ...]:
    """Name who speaks in each statement; an entity is presented where it first speaks."""
    names = name_entities(reading)
    unmet = {entity.id: entity for entity in reading.entities}
    speakers = []
    for statement in statements:
        source = statement.attribution.source
        entity = unmet.pop(source.entity or "", None) if source else None
        presented = present_entity(entity, names) if entity else ""
        speakers.append(_name_speaker(statement.attribution, names, presented))
    return tuple(speakers)


def present_entity(entity: Entity, names: Mapping[str, str]) -> str:
    """Say what an entity is and for whom it speaks, as far as its name does not: ", spokesman, for the port"."""
    bodies = [name_within(body, names) for body in entity.speaks_for if body in names and body != entity.id]
    roles = [role for role in entity.roles if role.current is not False] or entity.roles[:1]
    titles = (label_role(role, names, known=(entity.name, *bodies)) for role in roles)
    told = [title for title in dict.fromkeys(titles) if title and not _within(title, entity.name)][:_MOST_TITLES]
    untold = [body for body in bodies if not _within(body, entity.name)]
    if untold:
        told.append("for " + list_some(untold, _MOST_BODIES, "and"))
    return "".join(f", {part}" for part in told)


def label_role(role: Role, names: Mapping[str, str], *, known: Iterable[str] = ()) -> str:
    """Name a role, with "former" where it is over, and with its body unless that is known already."""
    title, body = label_title_of(role), name_within(role.of, names)
    if not body or _within(body, title) or any(_within(body, name) for name in known):
        return title
    if body[:1].islower() and body.split()[0] not in _FILLERS:  # "former city manager", as it stood there
        past = _PAST.match(title)
        at = past.end() + 1 if past else 0
        return f"{title[:at]}{body} {title[at:]}"
    return f"{title} of {body}"


def label_title_of(role: Role) -> str:
    """Give the title of a role, with "former" before it where it is over and the title does not say so."""
    title = tidy(role.title)
    return f"former {title}" if role.current is False and not _PAST.match(title) else title


def _name_speaker(attribution: Attribution, names: Mapping[str, str], presented: str) -> Speaker:
    source = attribution.source
    told = _tell(attribution.addressee, names)
    chain = tuple(_tell_word(attribution, names))
    words = trim(source.text) if source else ""
    name = names.get(source.entity or "") if source else None
    if source is None or name is None:
        return Speaker(words or NOBODY, _add("", told, words), (*_tell_doubt(source, names), *chain))
    if _says_it_all(words, name, presented):
        name, presented, words = words, "", ""
    quoted = [] if not words or _within(words, name + presented) else [f"“{words}”"]
    aside = ", ".join([*quoted, *(["inferred"] if source.inferred else [])])
    more = presented + (f" ({aside})" if aside else "")
    return Speaker(name, _add(more, told, name), chain, source.entity)


def trim(words: str) -> str:
    """Leave out the comma behind a description: "Ida Marsh, the harbour master,"."""
    return tidy(words).rstrip(" ,")


def _says_it_all(words: str, name: str, presented: str) -> bool:
    """Tell whether the article's words name the speaker by themselves, and say more than we would."""
    parts = [part.strip().casefold() for part in words.split(",")]
    named = name.casefold() in parts and len(parts) > 1
    return named and _within(presented, words) and not _within(words, name + presented)


def _within(words: str, others: str) -> bool:
    """Tell whether a text says nothing that another does not say, articles and such aside."""
    return _weigh(words) <= _weigh(others) or not _weigh(words)


def _weigh(words: str) -> set[str]:
    found = set(re.findall(r"\w+", words.casefold()))
    return found - _FILLERS or found


def _tell(addressee: Addressee | None, names: Mapping[str, str]) -> str:
    if addressee is None:
        return ""
    return name_within(addressee.entity, names) or trim(" … ".join(span.exact for span in addressee.spans))


def _add(more: str, told: str, name: str) -> str:
    """Add to whom it was said, behind a comma where there are commas before it."""
    if not told:
        return more
    comma = "," if "," in name + more and not more.endswith(")") else ""
    return f"{more}{comma} to {told}"


def _tell_doubt(source: Source | None, names: Mapping[str, str]) -> Iterator[str]:
    if source is None or not (source.spans or source.candidates):
        return
    known = list(dict.fromkeys(name_within(c.entity, names) for c in source.candidates if c.entity in names))
    might = f"; might be {list_some(known[:_MOST_CANDIDATES], _MOST_CANDIDATES, 'or')}" if known else ""
    yield f"not resolved{might}"


def _tell_word(attribution: Attribution, names: Mapping[str, str]) -> Iterator[str]:
    """Say through whom the words have come to the writer, the nearest to the speaker first."""
    chain = [entity for entity in attribution.on_whose_word[1:] if entity in names]
    if chain and attribution.source and chain[-1] == attribution.source.entity:
        chain.pop()
    if chain:
        shown = (f"on the word of {name_within(entity, names)}" for entity in chain[: -_MOST_WORDS - 1 : -1])
        yield ", ".join(shown) + _count_rest(len(chain) - _MOST_WORDS, "and of")


def list_some(words: Sequence[str], most: int, joint: str) -> str:
    """List words as people do, the first few of them: one, two or three."""
    if len(words) > most:
        return ", ".join(words[:most]) + _count_rest(len(words) - most, "and")
    return f" {joint} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def _count_rest(count: int, joint: str) -> str:
    return f" {joint} {count:,} more" if count > 0 else ""
