"""EventStoryLine's words for times (Caselli & Vossen 2017) in; how often the days that they mean are right, out.

The words are given, and so is the day of publication, where the file has one. What decides between last Friday and
next is what the pipeline takes for it: whether an event that the words date is still to come.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from evaluation.parts import Measured, make_text
from evaluation.tokens import Document, Mark, read_document
from sayso.data import EventMention
from sayso.evaluate.pieces import Piece, touch
from sayso.evaluate.scores import Count, Tally, score_tallies
from sayso.link.dates import Days, find_times, resolve
from sayso.pipeline import link_articles
from sayso.settings import Settings

if TYPE_CHECKING:
    from sayso.model import Model

FUTURE = frozenset(("planned", "requested", "threatened", "hypothetical"))
"""States of events that are still to come, as in `sayso.link.events`."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_VALUE = re.compile(r"\d{4}(?:-(?:\d\d(?:-\d\d)?|W\d\d(?:-WE)?))?")


@dataclass(frozen=True, slots=True)
class DatedPhrase:
    """Words for a time, by their place and that of their sentence, and the value that they have."""

    place: Piece
    sentence: Piece
    value: str


@dataclass(frozen=True, slots=True)
class DatedText:
    """A text, its day of publication, and its words for times that have a value of that kind."""

    name: str
    text: str
    published: date
    phrases: tuple[DatedPhrase, ...]


def measure_times(corpora: Path, model: "Model") -> Measured:
    """Measure how often words for a time are read as the days, week, month or year that they have in gold."""
    texts = list(list_texts(corpora / "eventstoryline"))
    articles = [make_text(text.text, path=text.name, published=text.published.isoformat()) for text in texts]
    tallies, faults = list[Tally](), list[str]()
    linked = link_articles(articles, model, settings=Settings())
    for text, (_, found) in zip(texts, linked, strict=True):
        mentions = [draft.mention for draft in found.drafts]
        values = [read_value(text, phrase, mentions) for phrase in text.phrases]
        tallies.append(tally_values(text.phrases, values))
        for phrase, value in zip(text.phrases, values, strict=True):
            if value != phrase.value:
                words = text.text[slice(*phrase.place)]
                faults.append(f"dates: {text.published} {words!r}: {value}, not {phrase.value}")
    return Measured(score_tallies(tallies), len(texts), tuple(faults))


def list_texts(folder: Path) -> Iterator[DatedText]:
    """List the texts that have a day of publication and words for times with a value."""
    for path in sorted(folder.glob("*/*.xml")):
        document = read_document(path)
        times = [mark for mark in document.marks if mark.tag == "TIME_DATE"]
        published = find_published(path)
        phrases = tuple(_make_phrase(document, mark) for mark in times if _has_value(mark))
        if published and phrases:
            yield DatedText(document.name, document.text, published, phrases)


def find_published(path: Path) -> date | None:
    """Find the day of publication of a file, which may be given without words."""
    times = ElementTree.parse(path).getroot().iter("TIME_DATE")
    given = (_DAY.match(time.get("value", "")) for time in times if time.get("DCT") == "TRUE")
    return next((date.fromisoformat(day[0]) for day in given if day), None)


def _has_value(mark: Mark) -> bool:
    return mark.told.get("DCT") != "TRUE" and bool(_VALUE.fullmatch(mark.told.get("value", "")))


def _make_phrase(document: Document, mark: Mark) -> DatedPhrase:
    return DatedPhrase(document.place(mark), document.sentence(mark), mark.told["value"])


def read_value(text: DatedText, phrase: DatedPhrase, mentions: Sequence[EventMention]) -> str | None:
    """Read the value of words for a time, with the nearest event that they date to tell what is to come."""
    times = [time for time in find_times(text.text, *phrase.sentence) if touch((time.start, time.end), phrase.place)]
    if not times:
        return None
    dated = [mention for mention in mentions if any(touch(place, phrase.place) for place in mention.when)]
    nearest = min(dated, key=lambda mention: abs(mention.trigger[0] - phrase.place[0]), default=None)
    future = True if nearest is not None and nearest.state in FUTURE else None
    return write_value(resolve(times[0], text.published, future=future))


def write_value(days: Days | None) -> str | None:
    """Write days as TimeML does: weeks and weekends by number."""
    if days is None or days.precision not in ("week", "weekend"):
        return days.value if days else None
    year, week, _ = days.first.isocalendar()
    return f"{year}-W{week:02}" + ("-WE" if days.precision == "weekend" else "")


def tally_values(phrases: Sequence[DatedPhrase], values: Sequence[str | None]) -> Tally:
    """Count the values that are right in one text."""
    right = sum(phrase.value == value for phrase, value in zip(phrases, values, strict=True))
    return {"dates.eventstoryline": Count(right, len(phrases))}
