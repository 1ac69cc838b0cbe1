"""Inputs in, the record out: what is new is read and kept, one outcome for each document, in order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO, Literal

from sayso.collect import Form, Found, Metadata, find_articles
from sayso.data import Article, Kept, Provenance, Reading
from sayso.errors import InputError
from sayso.keeping import Record
from sayso.settings import Settings

READY = 100
"""Ready readings that wait behind an article until it is read; there may be more of them than memory holds."""

Read = Callable[[Iterable[Article]], Iterator[Reading]]
"""Reads articles, in order: `sayso.crew.read_together`, or a script in a test."""
Came = Kept | Literal["skipped", "failed"]


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be added: inputs, what is known of them, and how they are told apart."""

    inputs: tuple[str, ...]
    given: Metadata | None = None
    form: Form | None = None
    stdin: BinaryIO | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: `size` bytes of the inputs, read into so many statements and events if it was new.

    `came` is what it was to the record, or "skipped" where it was in as it is, or "failed", with the fault.
    """

    where: str
    size: int
    came: Came
    statements: int = 0
    error: InputError | None = None
    events: int = 0


def add_inputs(record: Record, request: Request, *, settings: Settings, read: Read) -> Iterator[Outcome]:
    """Add what is in some inputs to a record; what is in already is passed over, what fails is told, the rest goes on.

    Each article is in the record for good when its outcome is given.
    """
    found = _find(record, request, settings)
    for one in found:  # what was added the last time stands at the beginning: it is told at once
        if _is_unread(record, one):
            yield from _add(record, chain([one], found), read)
        else:
            yield _keep(record, one)


def _find(record: Record, request: Request, settings: Settings) -> Iterator[Found]:
    return find_articles(
        request.inputs,
        settings=settings,
        given=request.given,
        form=request.form,
        stdin=request.stdin,
        is_known=record.knows_input,
    )


def _is_unread(record: Record, one: Found) -> bool:
    return one.article is not None and not record.holds(one.article)


def _add(record: Record, found: Iterable[Found], read: Read) -> Iterator[Outcome]:
    """Read what has to be read; all else waits in its place among it.

    It may end before the inputs do; what is left of them begins anew.
    """
    pending: deque[tuple[Found, bool]] = deque()

    def list_articles() -> Iterator[Article]:
        ready = 0
        for one in found:
            unread = _is_unread(record, one)
            pending.append((one, unread))
            if unread and one.article is not None:
                yield one.article
            ready += one.reading is not None
            if ready > READY:
                return

    def settle() -> Iterator[Outcome]:
        while pending and not pending[0][1]:
            yield _keep(record, pending.popleft()[0])

    for reading in read(list_articles()):
        yield from settle()
        yield _keep(record, pending.popleft()[0], reading)
    yield from settle()


def _keep(record: Record, one: Found, reading: Reading | None = None) -> Outcome:
    """Keep what a document came to, and give what became of it."""
    if one.error is not None:
        return Outcome(one.where, one.size, "failed", error=one.error)
    reading = reading or one.reading
    if reading is None and one.article is not None:  # its text is in: there is no more to it than where it appeared
        reading = Reading(one.article, Provenance("", ""))
    if reading is None:
        return Outcome(one.where, one.size, "skipped")
    try:
        came = record.add(reading, place=one.place, digest=one.digest)
    except InputError as fault:
        return Outcome(one.where, one.size, "failed", error=fault)
    if came not in ("new", "version"):
        return Outcome(one.where, one.size, came)
    return Outcome(one.where, one.size, came, len(reading.attributions), events=len(reading.events))


def preview_inputs(record: Record | None, request: Request, *, settings: Settings) -> Iterator[Outcome]:
    """Say what would become of inputs if they were added, without reading or keeping anything; None is a new record."""
    known = record.knows_input if record is not None else None
    seen: set[str] = set()
    found = find_articles(
        request.inputs, settings=settings, given=request.given, form=request.form, stdin=request.stdin, is_known=known
    )
    for one in found:
        if one.error is not None:
            yield Outcome(one.where, one.size, "failed", error=one.error)
            continue
        article = one.article or (one.reading.article if one.reading else None)
        if article is None or article.id in seen or (record is not None and record.holds(article)):
            yield Outcome(one.where, one.size, "skipped")
            continue
        seen.add(article.id)
        replaces = record is not None and record.replaces(article, one.place)
        yield Outcome(one.where, one.size, "version" if replaces else "new")
