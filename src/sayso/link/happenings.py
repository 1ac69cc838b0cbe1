"""The events of a reading, and who its entities are, in; which known events they are, or begin, out.

For now two are one only where type, day, parties and place are equal. Two of one article are never joined.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sayso.data import Event, Judgement, KnownEvent, Placed, PlacedEvent, Posting, Reading
from sayso.ids import hash_id

STEMS = 24
"""Words for an event that are kept of one, the first ones."""


@dataclass(frozen=True, slots=True)
class MetEvents:
    """The events of a new article as known events of one member each, and the keys under which each is looked up."""

    known: tuple[KnownEvent, ...]
    keys: tuple[tuple[str, ...], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class EventPlacing:
    """Where the events of a new article belong, in their order, and the judgements that say why."""

    placed: tuple[PlacedEvent, ...]
    judgements: tuple[Judgement, ...]


def meet_events(reading: Reading, placed: Sequence[Placed]) -> MetEvents:
    """Make the events of a new article ready to be looked up; `placed` tells who its entities are, in their order."""
    who = {entity.id: one.known.id for entity, one in zip(reading.entities, placed, strict=True)}
    known = tuple(_introduce(event, reading, who) for event in reading.events)
    return MetEvents(known, tuple(_list_keys(one) for one in known))


def _introduce(event: Event, reading: Reading, who: Mapping[str, str]) -> KnownEvent:
    article, date, place = reading.article, event.date, event.place
    told = date is not None and date.value and date.basis in ("stated", "relative")
    return KnownEvent(
        hash_id("h", f"{article.id} {event.id}"),
        event.event_type,
        event.modes,
        tuple(dict.fromkeys(who[one] for one in event.actor)),
        tuple(dict.fromkeys(who[one] for one in event.recipient)),
        (str(date.value),) if date and told else (),
        () if place is None else (str(place.geonames or place.name.casefold()),),
        tuple(dict.fromkeys(span.exact.lower() for span in event.mentions))[:STEMS],
        event.historical,
        ((article.id, event.id),),
        tuple(name for name in (article.publisher, article.series) if name),
        article.published,
        article.published,
    )


def _list_keys(known: KnownEvent) -> tuple[str, ...]:
    """List the keys under which an event is looked up: none where nothing tells it from others of its type."""
    around = (*known.places, *known.actor, *known.recipient)
    return tuple(f"{known.event_type} {day} {one}" for day in known.dates if len(day) == 10 for one in around)


def choose_events(met: MetEvents, postings: Mapping[str, Posting]) -> tuple[tuple[str, ...], ...]:
    """Choose for each event the known events that share a key with it, by id."""
    found = ((old for key in keys if key in postings for old in postings[key].last) for keys in met.keys)
    return tuple(tuple(dict.fromkeys(old)) for old in found)


def place_events(
    met: MetEvents, candidates: Sequence[Iterable[str]], known: Mapping[str, KnownEvent]
) -> EventPlacing:  # fmt: skip
    """Join events to the known ones they are, of those chosen for each, or begin new ones with them."""
    placed, judgements, taken = [], [], set[str]()
    for new, keys, chosen in zip(met.known, met.keys, candidates, strict=True):
        same = [known[old] for old in chosen if old not in taken and _are_one(known[old], new)]
        for old in same[:1]:
            taken.add(old.id)
            reason = "of one type, on one day, with the same parties in the same place"
            judgements.append(Judgement(new.members[0], old.members[0], "same", 0.9, reason))
        placed.append(PlacedEvent(_join(same[0], new) if same else new, keys))
    return EventPlacing(tuple(placed), tuple(judgements))


def _are_one(old: KnownEvent, new: KnownEvent) -> bool:
    parties = [(set(one.actor), set(one.recipient)) for one in (old, new)]
    known = bool(new.dates) and any(parties[1])
    same = old.event_type == new.event_type and set(old.dates) == set(new.dates) and set(old.places) == set(new.places)
    return known and same and parties[0] == parties[1] and old.historical == new.historical


def _join(old: KnownEvent, new: KnownEvent) -> KnownEvent:
    return replace(
        old,
        modes=tuple(dict.fromkeys((*old.modes, *new.modes))),
        actor=tuple(dict.fromkeys((*old.actor, *new.actor))),
        recipient=tuple(dict.fromkeys((*old.recipient, *new.recipient))),
        dates=tuple(dict.fromkeys((*old.dates, *new.dates))),
        places=tuple(dict.fromkeys((*old.places, *new.places))),
        stems=tuple(dict.fromkeys((*old.stems, *new.stems)))[:STEMS],
        members=(*old.members, *new.members),
        publishers=tuple(dict.fromkeys((*old.publishers, *new.publishers))),
        first=min(filter(None, (old.first, new.first)), default=None),
        last=max(filter(None, (old.last, new.last)), default=None),
    )


def assemble_events(members: Iterable[KnownEvent]) -> PlacedEvent:
    """Join known events of one member each, which are one, in the order in which they came; at least one."""
    waiting = iter(members)
    whole = next(waiting)
    keys = dict.fromkeys(_list_keys(whole))
    for member in waiting:
        whole = _join(whole, member)
        keys |= dict.fromkeys(_list_keys(member))
    return PlacedEvent(whole, tuple(keys))
