"""Events in, the same in reading order out, numbered."""

from collections.abc import Iterable

from sayso.data import Event


def number_events(events: Iterable[Event]) -> tuple[tuple[int, Event], ...]:
    """Put events in the order in which an article first speaks of them, and number them from 1."""
    return tuple(enumerate(sorted(events, key=_first_place), 1))


def _first_place(event: Event) -> int:
    return min((span.start for span in (*event.mentions, *event.trigger.spans)), default=0)
