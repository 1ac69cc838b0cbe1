"""Sentences in which something did not happen, or may not have, in; how often it is given as asserted, out.

megaveridicality says of sentences such as "someone failed to do a particular thing" whether the thing was done; ECB+
marks what the words around it negate.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from happenings import Told, read_truths

from evaluation.ecbplus import list_documents
from evaluation.parts import Measured, make_text, read_texts
from evaluation.pointed import PointedHearing, read_pointed
from evaluation.tokens import Document
from sayso.data import Event, Reading
from sayso.evaluate.pieces import Piece, touch
from sayso.evaluate.scores import Count, Tally, score_tallies
from sayso.model.events import find_events
from sayso.model.labels import EVENT_TRUTHS

if TYPE_CHECKING:
    from sayso.model import Model

TRUE = EVENT_TRUTHS.index("true")


def measure_truths(corpora: Path, model: "Model") -> Measured:
    """Measure how often what a verb embeds is asserted though its sentence does not make it true."""
    sentences = list(read_truths(corpora / "megaveridicality" / "dev.json"))
    tallies, faults = list[Tally](), list[str]()
    for told in sentences:
        place, wanted = find_embedded(told)
        statuses = {event.status for event in find_at(read_pointed(told.text, [place], model), place)}
        tallies.append(tally_truth(wanted, judge_truth(told, model), asserted="asserted" in statuses))
        if wanted != TRUE and "asserted" in statuses:
            faults.append(f"megaveridicality: {EVENT_TRUTHS[wanted]}, and asserted: {told.text}")
    return Measured(score_tallies(tallies), len(tallies), tuple(faults))


def find_embedded(told: Told) -> tuple[Piece, int]:
    """Find the place of the word for what a verb embeds, and which of EVENT_TRUTHS its sentence makes of it."""
    assert told.truth is not None
    word, wanted = told.truth
    return told.words[word], wanted


def judge_truth(told: Told, model: "Model") -> int:
    """Give which of EVENT_TRUTHS the heads make of what a verb embeds."""
    assert told.truth is not None
    heard = PointedHearing(model.submit(told.text), [find_embedded(told)[0]]).result()
    event = next(event for event in find_events(heard, model.heads) if event.word == told.truth[0])
    return event.truths.index(max(event.truths))


def tally_truth(wanted: int, given: int, *, asserted: bool) -> Tally:
    """Count one sentence: what is asserted of what is not true, lower is better; and the answer of the heads."""
    untrue = int(wanted != TRUE)
    return {
        "unreal.megaveridicality": Count(untrue and asserted, untrue),
        "unreal.megaveridicality.heads": Count(untrue and given == TRUE, untrue),
        "megaveridicality.asserted": Count(not untrue and asserted, 1 - untrue),
        "megaveridicality.answer": Count(given == wanted, 1),
    }


def measure_negations(corpora: Path, model: "Model") -> Measured:
    """Measure how often what is marked as negated is asserted, of what is found, and of all of it."""
    documents = [document for document in list_documents(corpora / "ecbplus") if find_negated(document)]
    readings = read_texts((make_text(document.text, path=document.name) for document in documents), model)
    tallies, faults = list[Tally](), list[str]()
    for document, reading in zip(documents, readings, strict=True):
        places = find_negated(document)
        pointed = read_pointed(document.text, places, model)
        tallies.append(tally_negations(places, reading, pointed))
        for place in places:
            if any(event.status == "asserted" for event in find_at(pointed, place)):
                found = "found" if find_at(reading, place) else "not found"
                faults.append(f"negated, and asserted ({found}): {_show(document.text, place)}")
    return Measured(score_tallies(tallies), len(tallies), tuple(faults))


def find_negated(document: Document) -> list[Piece]:
    """Find the places of what is marked as negated."""
    return [document.place(mark) for mark in document.marks if mark.tag.startswith("NEG_ACTION")]


def tally_negations(places: Iterable[Piece], reading: Reading, pointed: Reading) -> Tally:
    """Count what is found of what is negated, and what of it is asserted; `pointed` was read with the words given."""
    found = [events for place in places if (events := find_at(reading, place))]
    given = [find_at(pointed, place) for place in places]
    return {
        "unreal.ecbplus": Count(sum(map(_is_asserted, found)), len(found)),
        "unreal.ecbplus.given": Count(sum(map(_is_asserted, given)), len(given)),
        "ecbplus.negated_found": Count(len(found), len(given)),
    }


def find_at(reading: Reading, place: Piece) -> list[Event]:
    """Find the events of which a mention stands at a place."""
    return [event for event in reading.events if any(touch((s.start, s.end), place) for s in event.mentions)]


def _is_asserted(events: Iterable[Event]) -> bool:
    return any(event.status == "asserted" for event in events)


def _show(text: str, place: Piece) -> str:
    start, end = max(0, place[0] - 60), place[1] + 60
    return f"{text[start : place[0]]}[{text[slice(*place)]}]{text[place[1] : end]}".replace("\n", " ")
