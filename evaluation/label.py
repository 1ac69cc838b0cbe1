"""evaluation/sample/source/*.json, labels as exact words -> evaluation/sample/labels/*.json, the same as offsets.

    python evaluation/label.py            compile and write
    python evaluation/label.py --check    compile and compare with what is written; exit 1 where they differ

A source file is written by hand, as evaluation/sample/README.md describes: every stretch of text is an
exact copy of the report's words, or {"text": ..., "nth": 2} where the same words stand there more than once
(whole words, counted from 1). `also` holds further values that are accepted. A label file holds offsets in code
points, end excluded, in the form that `sayso eval` reads.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import get_args

import msgspec

from sayso.data import Act, EntityKind, EventType, Manner, Standing

SAMPLE = Path(__file__).parent / "sample"
FORMS = {"name", "nominal", "pronoun", "none"}
ROLES = ("actor", "recipient", "on_word_of")
PRONOUNS = frozenset(
    "he she it they we i you him her them us me who which that this these those one another both".split()
)

Offsets = tuple[int, int]


class LabelError(ValueError):
    """A label does not fit its report."""


@dataclass(frozen=True, slots=True)
class Nth:
    """Words that stand in the report more than once, and which time is meant, from 1."""

    text: str
    nth: int


Words = str | Nth


@dataclass(frozen=True, slots=True)
class Role:
    """A title, and the id of the entity in which it is held."""

    title: str
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something, with the fullest name that the report gives."""

    id: str
    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    speaks_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Also:
    """Further accepted values of an attribution, beside the first."""

    source: tuple[Words | None, ...] = ()
    cue: tuple[Words | None, ...] = ()
    content: tuple[tuple[Words, ...], ...] = ()
    manner: tuple[Manner, ...] = ()
    act: tuple[Act, ...] = ()
    entity: tuple[str, ...] = ()
    nested_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """An attribution in words; one that is not `agreed` is neither asked for nor counted against."""

    id: str
    content: tuple[Words, ...]
    manner: Manner
    act: Act
    source: Words | None = None
    entity: str | None = None
    cue: Words | None = None
    nested_in: str | None = None
    also: Also = field(default_factory=Also)
    agreed: bool = True
    nested_agreed: bool = True
    speaker_may_be_null: bool = False
    form: str | None = None


@dataclass(frozen=True, slots=True)
class AlsoEvent:
    """Further accepted values of an event; of parties each is all of those it may have instead."""

    trigger: tuple[Words, ...] = ()
    type: tuple[EventType, ...] = ()
    status: tuple[Standing, ...] = ()
    place: tuple[str, ...] = ()
    actor: tuple[tuple[str, ...], ...] = ()
    recipient: tuple[tuple[str, ...], ...] = ()
    on_word_of: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """An event in words, its parties by their ids; one that is not `agreed` is neither asked for nor counted against.

    `date` is as precise as the report tells it; neither it nor `place` is asked for where there is none.
    """

    id: str
    trigger: Words
    type: EventType
    status: Standing
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    date: str | None = None
    place: str | None = None
    on_word_of: tuple[str, ...] = ()
    also: AlsoEvent = field(default_factory=AlsoEvent)
    agreed: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """The labels of one report, in words; stretches that are `unmarked` do not count."""

    article: str
    published: str
    entities: tuple[Entity, ...]
    attributions: tuple[Attribution, ...]
    events: tuple[Event, ...] = ()
    unmarked: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelledEntity:
    """An entity with every name it bears, the fullest first."""

    id: str
    names: tuple[str, ...]
    kind: str
    roles: tuple[dict[str, str | tuple[str, ...]], ...]
    speaks_for: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class LabelledAttribution:
    """An attribution as offsets, each field a list of the accepted values, the preferred first."""

    id: str
    agreed: bool
    source: tuple[Offsets | None, ...]
    cue: tuple[Offsets | None, ...]
    content: tuple[tuple[Offsets, ...], ...]
    manner: tuple[str, ...]
    act: tuple[str, ...]
    speaker: tuple[str, ...]
    speaker_may_be_null: bool
    form: str
    nested_in: tuple[str, ...]
    nested_agreed: bool


Names = tuple[str, ...]
"""Every name that somebody bears in a report."""


@dataclass(frozen=True, slots=True)
class LabelledEvent:
    """An event as offsets, each field a list of the accepted values; of parties each is all of them, by their names."""

    id: str
    agreed: bool
    trigger: tuple[Offsets, ...]
    type: tuple[str, ...]
    status: tuple[str, ...]
    date: tuple[str, ...]
    place: tuple[str, ...]
    actor: tuple[tuple[Names, ...], ...]
    recipient: tuple[tuple[Names, ...], ...]
    on_word_of: tuple[tuple[Names, ...], ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one report, as offsets."""

    article: str
    published: str
    attributions: tuple[LabelledAttribution, ...]
    entities: tuple[LabelledEntity, ...]
    events: tuple[LabelledEvent, ...] = ()
    disputes: tuple[str, ...] = ()
    unmarked: tuple[Offsets, ...] = ()


def compile_report(report: Report, text: str) -> Labels:
    """Turn labels in words into labels in offsets; raise LabelError where they do not fit the text."""
    names = {entity.id: (entity.name, *entity.aliases) for entity in report.entities} | {"writer": ("writer",)}
    unknown = sorted(list_holders(report) - set(names))
    if unknown:
        raise LabelError(f"{report.article}: no entity has the id {', '.join(unknown)}")
    labels = Labels(
        report.article,
        report.published,
        tuple(_compile_attribution(attribution, text, names) for attribution in report.attributions),
        tuple(_compile_entity(entity, names) for entity in report.entities),
        tuple(_compile_event(event, text, names) for event in report.events),
        unmarked=tuple(find_words(words, text) for words in report.unmarked),
    )
    faults = list(find_faults(report, labels, text))
    if faults:
        raise LabelError("\n".join(f"{report.article}: {fault}" for fault in faults))
    return labels


def list_holders(report: Report) -> set[str]:
    """List the ids of all entities that hold a content or a role, are spoken for, or have a part in an event."""
    held = [role.of for entity in report.entities for role in entity.roles]
    held += [body for entity in report.entities for body in entity.speaks_for]
    held += [holder for given in report.attributions for holder in (given.entity, *given.also.entity)]
    held += [
        party for given in report.events for role in ROLES for parties in list_parties(given, role) for party in parties
    ]
    return {holder for holder in held if holder}


def list_parties(given: Event, role: str) -> tuple[tuple[str, ...], ...]:
    """List what is accepted as the parties in a role, one of ROLES: each all of them, by their ids."""
    return (getattr(given, role), *getattr(given.also, role))


def find_words(words: Words, text: str) -> Offsets:
    """Find where whole words stand in a text; raise LabelError where they do not."""
    wanted = words if isinstance(words, Nth) else Nth(words, 1)
    before = r"(?<!\w)" if re.match(r"\w", wanted.text) else ""
    after = r"(?!\w)" if re.search(r"\w\Z", wanted.text) else ""
    found = list(re.finditer(before + re.escape(wanted.text) + after, text))
    if not 0 < wanted.nth <= len(found):
        raise LabelError(f"{wanted.text!r} stands {len(found)} times in the report, not {wanted.nth}")
    return found[wanted.nth - 1].span()


def _compile_entity(entity: Entity, names: dict[str, tuple[str, ...]]) -> LabelledEntity:
    return LabelledEntity(
        entity.id,
        names[entity.id],
        entity.kind,
        tuple({"title": role.title, "of": names[role.of] if role.of else ()} for role in entity.roles),
        tuple(names[body] for body in entity.speaks_for),
    )


def _compile_attribution(given: Attribution, text: str, names: dict[str, tuple[str, ...]]) -> LabelledAttribution:
    def find(words: Words | None) -> Offsets | None:
        return find_words(words, text) if words is not None else None

    holders = [holder for holder in (given.entity, *given.also.entity) if holder]
    source = tuple(map(find, (given.source, *given.also.source)))
    return LabelledAttribution(
        id=given.id,
        agreed=given.agreed,
        source=source,
        cue=tuple(map(find, (given.cue, *given.also.cue))),
        content=tuple(
            tuple(find_words(words, text) for words in pieces) for pieces in (given.content, *given.also.content)
        ),
        manner=(given.manner, *given.also.manner),
        act=(given.act, *given.also.act),
        speaker=tuple(dict.fromkeys(name for holder in holders for name in names[holder])),
        speaker_may_be_null=given.speaker_may_be_null or not holders,
        form=given.form or judge_form(text[slice(*source[0])] if source[0] else None),
        nested_in=tuple(parent for parent in (given.nested_in, *given.also.nested_in) if parent),
        nested_agreed=given.nested_agreed,
    )


def _compile_event(given: Event, text: str, names: dict[str, Names]) -> LabelledEvent:
    return LabelledEvent(
        id=given.id,
        agreed=given.agreed,
        trigger=tuple(find_words(words, text) for words in (given.trigger, *given.also.trigger)),
        type=(given.type, *given.also.type),
        status=(given.status, *given.also.status),
        date=(given.date,) if given.date else (),
        place=(given.place, *given.also.place) if given.place else (),
        **{
            role: tuple(tuple(names[party] for party in parties) for parties in list_parties(given, role))
            for role in ROLES
        },
    )


def judge_form(words: str | None) -> str:
    """Tell whether a source is a name, a nominal, a pronoun or none; a capital after the first word makes a name.

    Words that are capitals throughout say nothing: these are nominal unless the label says otherwise.
    """
    if words is None:
        return "none"
    if words.lower() in PRONOUNS:
        return "pronoun"
    rest = words.split()[1:] or words.split()
    return "name" if not words.isupper() and any(word[:1].isupper() for word in rest) else "nominal"


def find_faults(report: Report, labels: Labels, text: str) -> Iterator[str]:
    """Say what is wrong with labels that can be compiled, one line a fault."""
    ids = [attribution.id for attribution in labels.attributions]
    every = [*ids, *(event.id for event in labels.events)]
    if len(set(every)) < len(every):
        yield "an id is used twice"
    for entity in labels.entities:
        yield from (f"{entity.id}: {name!r} is not in the report" for name in entity.names if name not in text)
    by_id = dict(zip(ids, labels.attributions, strict=True))
    for attribution in labels.attributions:
        yield from (f"{attribution.id}: {fault}" for fault in _find_faults(attribution, by_id))
    for event in labels.events:
        yield from (f"{event.id}: {place!r} is not in the report" for place in event.place if place not in text)
        if event.date and not re.fullmatch(r"\d{4}(-\d\d){0,2}", event.date[0]):
            yield f"{event.id}: {event.date[0]!r} is no date"
    used = list_holders(report) | {entity.id for entity in report.entities if entity.roles}
    yield from (f"{entity.id} is named but not used" for entity in report.entities if entity.id not in used)


def _find_faults(attribution: LabelledAttribution, by_id: dict[str, LabelledAttribution]) -> Iterator[str]:
    if not set(attribution.manner) <= set(get_args(Manner)) or not set(attribution.act) <= set(get_args(Act)):
        yield "a manner or an act that is none"
    if attribution.form not in FORMS:
        yield f"{attribution.form!r} is no form of a source"
    for pieces in attribution.content:
        if any(_overlap(*pair) for pair in combinations(pieces, 2)):
            yield "the pieces of its content overlap"
    cue = attribution.cue[0]
    if cue and any(_overlap(piece, cue) for piece in attribution.content[0]):
        yield "its cue stands inside its content"
    for parent in attribution.nested_in:
        if parent not in by_id or parent == attribution.id:
            yield f"nested in {parent!r}, which is not there"
        elif not any(_holds(pieces, attribution.content[0]) for pieces in by_id[parent].content):
            yield f"its content does not stand inside that of {parent}"


def _overlap(one: Offsets, other: Offsets) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _holds(pieces: tuple[Offsets, ...], inner: tuple[Offsets, ...]) -> bool:
    return all(any(start <= a and b <= end for start, end in pieces) for a, b in inner)


def compile_sample(folder: Path) -> Iterator[tuple[Path, str]]:
    """Compile every source file of a sample; give each label file's path and what must stand in it."""
    for path in sorted((folder / "source").glob("*.json")):
        report = msgspec.json.decode(path.read_bytes(), type=Report)
        text = (folder / "text" / f"{report.article}.txt").read_bytes().decode("utf-8")
        yield folder / "labels" / path.name, write_labels(compile_report(report, text))


def write_labels(labels: Labels) -> str:
    """Write labels as JSON, one attribution or entity a line, so that a change shows as a line."""
    written = []
    for name, value in msgspec.to_builtins(labels).items():
        lines = [msgspec.json.encode(item).decode() for item in value] if isinstance(value, list) and value else None
        one = "[\n  " + ",\n  ".join(lines) + "\n ]" if lines else msgspec.json.encode(value).decode()
        written.append(f' "{name}": {one}')
    return "{\n" + ",\n".join(written) + "\n}\n"


def main(arguments: list[str]) -> int:
    """Compile the sample, or check that it is compiled; return 1 where it is not."""
    stale = []
    for path, labels in compile_sample(SAMPLE):
        if "--check" not in arguments:
            path.parent.mkdir(exist_ok=True)
            path.write_text(labels, encoding="utf-8", newline="\n")
        elif not path.exists() or path.read_text(encoding="utf-8") != labels:
            stale.append(path.name)
    for name in stale:
        print(f"{name}: not what its source says; run `python evaluation/label.py`")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
