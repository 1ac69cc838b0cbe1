"""The events of a reading, and who its entities are, in; which known events they are, or begin, out.

A new event is compared with those known of its type, month, and one of its parties or its place. It is the one whose
reports are most like its own, if they are alike enough, and if day and place allow it. Two of one article are never
joined: the article has been asked about these.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np

from sayso.data import Entity, Event, EventPlace, Judgement, KnownEvent, Placed, PlacedEvent, Posting, Reading
from sayso.ids import hash_id
from sayso.link.traces import Floats, Meanings, describe_reports, leave_trace, number_names

LEAST = -0.5
"""Log odds from which on a known event is taken for the one; chosen on the dev topics of ECB+."""
KEPT = 3
"""Traces that are kept of the first reports of a known event, and of the last."""
_UNREAL = frozenset(("planned", "requested", "threatened", "hypothetical"))
_ISO_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?!\d)")
_MONTH, _DAY = 7, 10
"""Characters of an ISO date down to the month, and to the day."""


class Matcher(Meanings, Protocol):
    """What says how likely two reports tell of one event: the head, or a test's."""

    def score(self, features: Floats) -> Floats:
        """Give the log odds of pairs (n, FEATURES) that they are one."""


@dataclass(frozen=True, slots=True)
class MetEvents:
    """The events of a new article as known events of one member each.

    `keys` are those under which each will be looked up, `asked` those that lead to what it may be.
    """

    known: tuple[KnownEvent, ...]
    keys: tuple[tuple[str, ...], ...] = field(repr=False)
    asked: tuple[tuple[str, ...], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class EventPlacing:
    """Where the events of a new article belong, in their order, and the judgements that say why."""

    placed: tuple[PlacedEvent, ...]
    judgements: tuple[Judgement, ...]


def meet_events(reading: Reading, placed: Sequence[Placed]) -> MetEvents:
    """Make the events of a new article ready to be looked up; `placed` tells who its entities are, in their order."""
    if not reading.events:
        return MetEvents((), (), ())
    who = {entity.id: one.known.id for entity, one in zip(reading.entities, placed, strict=True)}
    names = number_names(reading.article)
    known = tuple(_introduce(event, reading, who, names) for event in reading.events)
    keys = tuple(_list_keys(one, _list_months(one)) for one in known)
    asked = tuple(_list_keys(one, [*_list_months(one), *_list_months_before(one)]) for one in known)
    return MetEvents(known, keys, asked)


def _introduce(event: Event, reading: Reading, who: Mapping[str, str], names: frozenset[int]) -> KnownEvent:
    article, date, place = reading.article, event.date, event.place
    told = date is not None and date.value and date.basis in ("stated", "relative")
    called = {entity.id: entity for entity in reading.entities}
    trace = leave_trace(
        article.text,
        [(span.start, span.end) for span in (*event.trigger.spans, *event.mentions)],
        names=names,
        actor=_list_names(called[one] for one in event.actor),
        recipient=_list_names(called[one] for one in event.recipient),
        place=() if place is None else [place.name],
    )
    return KnownEvent(
        hash_id("h", f"{article.id} {event.id}"),
        event.event_type,
        event.modes,
        tuple(dict.fromkeys(who[one] for one in event.actor)),
        tuple(dict.fromkeys(who[one] for one in event.recipient)),
        (str(date.value),) if date and told else (),
        () if place is None else (_name_place(place),),
        event.historical,
        event.status in _UNREAL,
        ((article.id, event.id),),
        tuple(name for name in (article.publisher, article.series) if name),
        article.published,
        article.published,
        (trace,),
    )


def _list_names(entities: Iterable[Entity]) -> Iterator[str]:
    return (name for entity in entities for name in (entity.name, *entity.aliases))


def _name_place(place: EventPlace) -> str:
    """Name a place by its number, its country and what it is, as far as these are known; else by its words."""
    known = (place.geonames, place.country or "-", place.kind)
    return place.name.casefold() if place.geonames is None else " ".join(map(str, known))


def _list_keys(known: KnownEvent, months: Iterable[str]) -> tuple[str, ...]:
    """List the keys under which an event is looked up: none where nothing tells it from others of its type."""
    around = (*(place.split(" ")[0] for place in known.places), *known.actor, *known.recipient)
    return tuple(dict.fromkeys(f"{known.event_type} {month} {one}" for month in months for one in around))


def _list_months(known: KnownEvent) -> list[str]:
    """List when it was, by months; where nobody tells, when it was in the news."""
    told = [day[:_MONTH] for day in (known.dates or (known.first or "",)) if len(day) >= _MONTH]
    return list(dict.fromkeys(told))


def _list_months_before(known: KnownEvent) -> Iterator[str]:
    """List the months in which others may have told of it, where it was in the news: that, and the one before."""
    told = _ISO_MONTH.match(known.first or "")
    if told and not known.historical:
        year, month = int(told[1]), int(told[2])
        yield f"{year:04}-{month:02}"
        yield f"{year:04}-{month - 1:02}" if month > 1 else f"{year - 1:04}-12"


def choose_events(met: MetEvents, postings: Mapping[str, Posting]) -> tuple[tuple[str, ...], ...]:
    """Choose for each event the known events that share a key with it, by id."""
    found = ((old for key in keys if key in postings for old in postings[key].last) for keys in met.asked)
    return tuple(tuple(dict.fromkeys(old)) for old in found)


def place_events(
    met: MetEvents,
    candidates: Sequence[Iterable[str]],
    known: Mapping[str, KnownEvent],
    open_matcher: Callable[[], Matcher | None],
) -> EventPlacing:
    """Join events to the known ones they are, of those chosen for each, the likeliest first; or begin new ones.

    Without a matcher all are new.
    """
    pairs = [
        (n, old)
        for n, (new, chosen) in enumerate(zip(met.known, candidates, strict=True))
        for old in chosen
        if may_be_one(known[old], new)
    ]
    matcher = open_matcher() if pairs else None
    scores = [score_reports(known[old], met.known[n], matcher) for n, old in pairs] if matcher is not None else []
    joined: dict[int, tuple[str, float]] = {}
    taken = set[str]()
    for score, (n, old) in sorted(zip(scores, pairs, strict=matcher is not None), key=lambda pair: -pair[0]):
        if score > LEAST and n not in joined and old not in taken:
            joined[n] = old, score
            taken.add(old)
    placed, judgements = [], []
    for n, (new, keys) in enumerate(zip(met.known, met.keys, strict=True)):
        if n in joined:
            old, score = joined[n]
            judgements.append(_judge(known[old], new, score))
            new = _join(known[old], new)
        placed.append(PlacedEvent(new, keys))
    return EventPlacing(tuple(placed), tuple(judgements))


def may_be_one(old: KnownEvent, new: KnownEvent) -> bool:
    """Tell whether day, place and what kind of news it was allow two events to be one."""
    if old.historical != new.historical or old.unreal != new.unreal:
        return False
    return _may_agree(old.dates, new.dates, _are_one_day) and _may_agree(old.places, new.places, _are_one_place)


def _may_agree(some: Sequence[str], others: Sequence[str], agree: Callable[[str, str], bool]) -> bool:
    return not some or not others or any(agree(one, other) for one in some for other in others)


def _are_one_day(one: str, other: str) -> bool:
    """Tell whether one date may be the other: "2024-03" and "2024-03-19"."""
    return one.startswith(other) or other.startswith(one)


def _are_one_place(one: str, other: str) -> bool:
    """Tell whether one place may be the other: no two towns, and no two countries; a town lies in its province."""
    mine, theirs = one.split(" "), other.split(" ")
    if not mine[0].isdecimal() or not theirs[0].isdecimal() or mine[0] == theirs[0]:
        return True
    return mine[1:2] == theirs[1:2] and mine[2:] != theirs[2:]


def score_reports(old: KnownEvent, new: KnownEvent, matcher: Matcher) -> float:
    """Give the log odds that the reports of a known event tell of a new one."""
    own = (new.event_type, new.traces[0])
    features = [describe_reports((old.event_type, trace), own, matcher) for trace in old.traces]
    return sum_up_scores(matcher.score(np.stack(features)))


def sum_up_scores(scores: Floats) -> float:
    """Sum up the log odds of a new event with each report of a known one: between their mean and the highest."""
    return float(scores.mean() + scores.max()) / 2


def _judge(old: KnownEvent, new: KnownEvent, score: float) -> Judgement:
    alike = [
        ("with one word for it", set(old.traces[0].words) & set(new.traces[0].words)),
        ("of one day", {day for day in old.dates if len(day) == _DAY} & set(new.dates)),
        ("in one place", set(old.places) & set(new.places)),
        ("by the same", set(old.actor) & set(new.actor)),
        ("to the same", set(old.recipient) & set(new.recipient)),
    ]
    reason = ", ".join(["of one type", *(words for words, shared in alike if shared)])
    return Judgement(new.members[0], old.members[0], "same", round(float(1 / (1 + np.exp(-score))), 4), reason)


def _join(old: KnownEvent, new: KnownEvent) -> KnownEvent:
    traces = (*old.traces, *new.traces)
    return replace(
        old,
        modes=tuple(dict.fromkeys((*old.modes, *new.modes))),
        actor=tuple(dict.fromkeys((*old.actor, *new.actor))),
        recipient=tuple(dict.fromkeys((*old.recipient, *new.recipient))),
        dates=tuple(dict.fromkeys((*old.dates, *new.dates))),
        places=tuple(dict.fromkeys((*old.places, *new.places))),
        members=(*old.members, *new.members),
        publishers=tuple(dict.fromkeys((*old.publishers, *new.publishers))),
        first=min(filter(None, (old.first, new.first)), default=None),
        last=max(filter(None, (old.last, new.last)), default=None),
        traces=traces if len(traces) <= 2 * KEPT else (*traces[:KEPT], *traces[-KEPT:]),
    )


def assemble_events(members: Iterable[KnownEvent]) -> PlacedEvent:
    """Join known events of one member each, which are one, in the order in which they came; at least one."""
    waiting = iter(members)
    whole = next(waiting)
    keys = dict.fromkeys(_list_keys(whole, _list_months(whole)))
    for member in waiting:
        whole = _join(whole, member)
        keys |= dict.fromkeys(_list_keys(member, _list_months(member)))
    return PlacedEvent(whole, tuple(keys))
