"""Articles of a record in, what today's weights read in them out: as proposals, or in the place of the old readings."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sayso.data import Article, Reading
from sayso.errors import UnknownIdError
from sayso.keeping import Record
from sayso.record import Difference, EventDifference, Hand, compare_events, compare_readings

Read = Callable[[Iterable[Article]], Iterator[Reading]]
"""Reads articles, in order: `sayso.crew.read_together`, or a script in a test."""


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading an article again makes different.

    `orphans` are statements that a person decided on and whose words are no longer read, `orphaned_events` such events.
    A difference whose old statement a person decided on is not applied: the decision stays.
    """

    article: Article
    differences: tuple[Difference, ...]
    orphans: tuple[str, ...] = ()
    applied: bool = False
    orphaned_events: tuple[str, ...] = ()
    event_differences: tuple[EventDifference, ...] = ()


def reread_articles(
    record: Record, names: Iterable[str] = (), *, read: Read, applied: bool = False, hand: Hand | None = None
) -> Iterator[Reread]:
    """Read articles again, those of some ids or all, and say what is different; change it only where `applied` says so.

    Raises UnknownIdError where an id is no article's.
    """
    pending: deque[Reading] = deque()

    def list_articles() -> Iterator[Article]:
        for old in _list_readings(record, tuple(names)):
            pending.append(old)
            yield old.article

    for reading in read(list_articles()):
        old = pending.popleft()
        if applied:
            by = hand or Hand()
            done = record.reread(reading, by=by.by, why=by.why)
            yield Reread(
                old.article,
                done.differences,
                done.orphans,
                applied=True,
                orphaned_events=done.orphaned_events,
                event_differences=done.event_differences,
            )
        else:
            different = compare_readings(old, reading)
            yield Reread(old.article, different, event_differences=compare_events(old, reading))


def _list_readings(record: Record, names: tuple[str, ...]) -> Iterator[Reading]:
    if not names:
        yield from record.readings()
    for name in names:
        thing = record.find(name)
        if thing.kind != "article":
            raise UnknownIdError(f"{name}: no article; ids of articles begin with t")
        yield record.load_reading(thing.row)
