"""evaluation/cases.jsonl, eight cases in three passages each, in; which are exact, and what is wrong elsewhere, out.

A passage is exact where every event that it lists is found, with all that is listed of it, and no other is given but
one that is optional. An event is found where the words for it overlap words that are listed; of the parties, one must
bear a name that is listed. What is not listed of an event is not asked for.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from evaluation.parts import Measured, make_text, read_texts
from sayso.data import Event, Reading
from sayso.evaluate.matching import pair_best
from sayso.evaluate.names import same_name
from sayso.evaluate.pieces import Piece, pieces_of, touch
from sayso.evaluate.scores import Count, score_tallies

if TYPE_CHECKING:
    from sayso.model import Model

CASES = Path(__file__).with_name("cases.jsonl")


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """An event as listed, each field the values accepted; None is not asked for, an empty list of parties is nobody.

    None among the parties says that there may be nobody. `word` and `actor_word` bear the name of whose word it is,
    `denied_by` of who denies it, `answers` is the place in the list of what it answers, `sector` the recipient's.
    """

    trigger: tuple[str, ...]
    type: tuple[str, ...]
    modes: tuple[str, ...] = ()
    actor: tuple[str | None, ...] | None = None
    recipient: tuple[str | None, ...] | None = None
    status: tuple[str, ...] = ()
    word: tuple[str, ...] = ()
    date: str | None = None
    place: str | None = None
    dead: int | None = None
    answers: int | None = None
    denied_by: str | None = None
    actor_word: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A passage with the events in it; words that are `optional` may be taken for one more."""

    case: int
    published: str
    text: str
    events: tuple[CaseEvent, ...]
    optional: tuple[str, ...] = ()


def measure_cases(_: Path, model: "Model") -> Measured:
    """Measure how many passages are exact."""
    cases = read_cases(CASES)
    readings = read_texts((make_text(case.text, published=case.published) for case in cases), model)
    judged = [list(find_faults(case, reading)) for case, reading in zip(cases, readings, strict=True)]
    told = [
        f"case {case.case}: {case.text}\n" + "\n".join(f"    {fault}" for fault in faults)
        for case, faults in zip(cases, judged, strict=True)
        if faults
    ]
    return Measured(
        score_tallies([{"cases.exact": Count(not faults, 1)} for faults in judged]), len(cases), tuple(told)
    )


def read_cases(path: Path) -> list[Case]:
    """Read the passages, in their order."""
    return msgspec.json.Decoder(Case).decode_lines(path.read_bytes())


def find_faults(case: Case, reading: Reading) -> Iterator[str]:
    """Say what is wrong with the reading of a passage, a line a fault."""
    found = pair_events(case, reading.events)
    answered = {n: event.id for n, event in found.items()}
    for n, wanted in enumerate(case.events):
        event = found.get(n)
        if event is None:
            yield f"{wanted.trigger[0]!r} is not found"
            continue
        for name, right, given in _Judge(reading).judge(wanted, event, answered):
            if not right:
                yield f"{wanted.trigger[0]!r}: {name}: {given}, not {getattr(wanted, name)}"
    taken = {event.id for event in found.values()}
    optional = find_places(case.text, case.optional)
    for event in reading.events:
        if event.id not in taken and not _touches(event, optional):
            yield f"{event.trigger.text!r} is one too many: {event.event_type}, {event.status}"


def pair_events(case: Case, events: Sequence[Event]) -> dict[int, Event]:
    """Pair the events that are listed with those given, of several that overlap the one of its type first."""
    places = [find_places(case.text, wanted.trigger) for wanted in case.events]

    def likeness(one: int, other: int) -> float:
        return float(_touches(events[other], places[one])) * (1 + (events[other].event_type in case.events[one].type))

    return {n: events[other] for n, other in pair_best(len(places), len(events), likeness, least=1).items()}


def find_places(text: str, words: Iterable[str]) -> list[Piece]:
    """Find everywhere that whole words stand."""
    return [match.span() for some in words for match in re.finditer(rf"\b{re.escape(some)}\b", text)]


def _touches(event: Event, places: Iterable[Piece]) -> bool:
    return any(touch(piece, place) for piece in pieces_of(event.trigger) for place in places)


Judged = tuple[str, bool, object]
"""A field of what is listed, whether it is right, and what was given."""


class _Judge:
    """Judges what is said of events by the names of a reading's entities."""

    def __init__(self, reading: Reading) -> None:
        self._sectors = {entity.id: entity.sector for entity in reading.entities}
        self._names = {entity.id: [entity.name, *entity.aliases] for entity in reading.entities}
        self._names["writer"] = ["writer"]

    def judge(self, wanted: CaseEvent, event: Event, answered: Mapping[int, str]) -> Iterator[Judged]:
        """Judge all that is asked of an event; `answered` gives the ids of the events that are listed."""
        yield "type", event.event_type in wanted.type, event.event_type
        yield "modes", {*wanted.modes} <= {*event.modes}, event.modes
        yield self._judge_parties("actor", wanted.actor, event.actor)
        yield self._judge_parties("recipient", wanted.recipient, event.recipient)
        yield "status", not wanted.status or event.status in wanted.status, event.status
        yield "word", not wanted.word or self._is_said_by(event.on_whose_word, wanted.word), self._show(event)
        yield from self._judge_details(wanted, event)
        yield from self._judge_sources(wanted, event)
        if wanted.answers is not None:
            yield "answers", answered.get(wanted.answers) in event.answers, event.answers

    def _judge_details(self, wanted: CaseEvent, event: Event) -> Iterator[Judged]:
        value, place, dead = event.date.value if event.date else None, event.place, event.size.get("dead")
        places = [place.name, *(span.exact for span in place.spans)] if place else []
        yield "date", wanted.date in (None, value), value
        yield "place", wanted.place is None or same_name(places, [wanted.place]), places
        yield "dead", wanted.dead is None or (dead is not None and dead.value == wanted.dead), dead and dead.value
        sectors = [self._sectors.get(one) for one in event.recipient]
        yield "sector", wanted.sector is None or wanted.sector in sectors, sectors

    def _judge_sources(self, wanted: CaseEvent, event: Event) -> Iterator[Judged]:
        if wanted.denied_by is not None:
            denials = [status.on_whose_word for status in event.statuses if status.status == "denied"]
            right = any(self._is_said_by(word, [wanted.denied_by]) for word in denials)
            yield "denied_by", right, [self._name(word[-1]) for word in denials if word]
        if wanted.actor_word is not None:
            words = [account.on_whose_word for account in event.accounts if self._is_of_actor(account.value, wanted)]
            right = any(self._is_said_by(word, [wanted.actor_word]) for word in words)
            yield "actor_word", right, [self._name(word[-1]) for word in words if word]

    def _is_of_actor(self, value: str, wanted: CaseEvent) -> bool:
        return same_name(self._names.get(value, []), filter(None, wanted.actor or ()))

    def _judge_parties(self, role: str, wanted: Sequence[str | None] | None, given: Sequence[str]) -> Judged:
        names = [name for name in wanted or () if name is not None]
        borne = any(same_name(self._names.get(one, []), names) for one in given)
        nobody = not given and wanted is not None and (not wanted or None in wanted)
        return role, wanted is None or borne or nobody, [self._name(one) for one in given]

    def _is_said_by(self, word: Sequence[str], names: Sequence[str]) -> bool:
        return bool(word) and same_name(self._names.get(word[-1], []), names)

    def _show(self, event: Event) -> list[str]:
        return [self._name(one) for one in event.on_whose_word]

    def _name(self, one: str) -> str:
        return self._names.get(one, [one])[0]
