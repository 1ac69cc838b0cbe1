"""Two readings of one text in; what is different among their events out: new, gone, or read otherwise.

An event is the same one where words for it are, however it is read there.
"""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sayso.data import Event, Reading
from sayso.record.changes import match_entities

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class EventDifference:
    """What is different in one event; `fields` name what is, where it is in both readings.

    `names` are those of the entities that either names, by id.
    """

    kind: Literal["new", "gone", "changed"]
    old: Event | None
    new: Event | None
    fields: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict, repr=False)


def compare_events(old: Reading, new: Reading) -> tuple[EventDifference, ...]:
    """Say what is different among the events of two readings of one text, in reading order."""
    found = sorted(_list_differences(old, new), key=lambda one: _begin(one.new or one.old))
    return tuple(found)


def _list_differences(old: Reading, new: Reading) -> Iterator[EventDifference]:
    matched, same = match_events(old, new), match_entities(old, new)
    names = {entity.id: entity.name for reading in (old, new) for entity in reading.entities}
    news = {event.id: event for event in new.events}
    for before in old.events:
        after = news.pop(matched.get(before.id, ""), None)
        if after is None:
            yield EventDifference("gone", before, None, names=names)
            continue
        parts = _list_parts(before, same), _list_parts(after, {})
        fields = tuple(name for name, part in parts[0].items() if part != parts[1][name])
        if fields:
            yield EventDifference("changed", before, after, fields, names)
    for event in news.values():
        yield EventDifference("new", None, event, names=names)


def _list_parts(event: Event, same: Mapping[str, str]) -> dict[str, Hashable]:
    """List what is told of an event, each part as something that is equal where the part is."""
    date, place = event.date, event.place
    return {
        "type": event.event_type,
        "modes": frozenset(event.modes),
        "actor": frozenset(same.get(one, one) for one in event.actor),
        "recipient": frozenset(same.get(one, one) for one in event.recipient),
        "date": date and (date.value, date.precision, date.basis == "assumed"),
        "place": place and (place.geonames or place.name),
        "size": frozenset((what, size.value, size.bound) for what, size in event.size.items()),
        "status": event.status,
        "on_whose_word": tuple(same.get(one, one) for one in event.on_whose_word),
        "historical": event.historical,
    }


def match_events(old: Reading, new: Reading) -> dict[str, str]:
    """Match the events of two readings of one text that have words in common, those that share most first."""
    shared = []
    for n, one in enumerate(old.events):
        for m, other in enumerate(new.events):
            common = len(list_places(one) & list_places(other))
            if common or one.id == other.id:
                shared.append((one.id != other.id, -common, n, m))
    matched: dict[str, str] = {}
    taken = set[int]()
    for *_, n, m in sorted(shared):
        if old.events[n].id not in matched and m not in taken:
            matched[old.events[n].id] = new.events[m].id
            taken.add(m)
    return matched


def list_places(event: Event) -> set[Place]:
    """List the places of the words for an event."""
    return {(span.start, span.end) for span in event.mentions}


def _begin(event: Event | None) -> int:
    return event.trigger.spans[0].start if event is not None and event.trigger.spans else 0
