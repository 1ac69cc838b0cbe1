"""The events of a Reading in, the lines of a terminal out: what happened, one entry after another."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from sayso.data import Event, Reading
from sayso.show.cells import pad
from sayso.show.events.label import (
    label_deed,
    label_place,
    label_sizes,
    label_statuses,
    label_when,
)
from sayso.show.events.order import number_events
from sayso.show.events.passage import Quoted, quote_sentence
from sayso.show.events.rivals import find_rivals, name_parties
from sayso.show.label import label_count, label_date
from sayso.show.lines import Line, Piece, fill, fill_marked, flow
from sayso.show.speaker import NOBODY, name_entities

_GAP: Final = 2
_DISPUTED: Final = frozenset(("denied", "negated"))


def lay_out_events(reading: Reading, *, width: int) -> Iterator[Line]:
    """Lay out what happened, in reading order; nothing where an article reports no events."""
    numbered = number_events(reading.events)
    if not numbered:
        return
    told = f", as told on {label_date(reading.article.published[:10])}" if reading.article.published else ""
    yield from ((), (), (Piece("What happened", "title"),))
    yield from fill(label_count(len(numbered), "event") + told, "faint", width)
    names = name_entities(reading)
    numbers = {event.id: number for number, event in numbered}
    left = len(str(len(numbered))) + _GAP
    for number, event in numbered:
        answers = [str(numbers[one]) for one in event.answers if one in numbers]
        yield ()
        entry = chain(
            _lay_out_event(event, names, answers, width - left),
            mark_words(quote_sentence(reading.article.text, event.trigger.spans), width - left),
        )
        for n, line in enumerate(entry):
            yield (Piece(pad("" if n else str(number), left), "faint"), *line)


def lay_out_deed(deed: str, parties: str, width: int) -> Iterator[Line]:
    """Say what was done, and who did it to whom."""
    nobody = NOBODY if parties.startswith(NOBODY) else ""
    told = parties.removeprefix(nobody)
    return flow((Piece(f"{deed}:", "act"), Piece(f" {nobody}", "nobody"), Piece(f" {told}", "speaker")), width, left=0)


def mark_words(quoted: Quoted | None, width: int) -> Iterator[Line]:
    """Break a sentence into lines, the words for the event marked in it."""
    if quoted is not None:
        pieces = (Piece(quoted.before, "words"), Piece(quoted.words, "match"), Piece(quoted.behind, "words"))
        yield from fill_marked(pieces, width - 2)  # a match that is broken in two has two asterisks more


def lay_out_rivals(event: Event, names: Mapping[str, str], width: int) -> Iterator[Line]:
    """Lay out in what the sources of an event differ, each value on its word."""
    for rivals in find_rivals(event, names):
        told = "; ".join(f"{value}, {word}" for value, word in rivals.values)
        yield from fill(f"{rivals.of}: {told}", "notice", width)


def _lay_out_event(event: Event, names: Mapping[str, str], answers: Sequence[str], width: int) -> Iterator[Line]:
    """Lay out what was done, on whose word, when, where and how many, and in what the sources differ."""
    yield from lay_out_deed(label_deed(event.event_type, event.modes), name_parties(event, names), width)
    yield from fill(label_statuses(event, names), "notice" if event.status in _DISPUTED else "faint", width)
    facts = [label_when(event.date), label_place(event.place), *label_sizes(event.size)]
    facts += ["told as history"] if event.historical else []
    facts += [f"in answer to {', '.join(answers)}"] if answers else []
    yield from fill(" · ".join(fact for fact in facts if fact), "plain", width)
    yield from lay_out_rivals(event, names, width)
