"""What reports make of an event in, the earliest first; what they make of it together, out.

What most of them give counts; of equally many the most precise, then the first. Nobody's word is weighed against
another's: what a writer states is asserted, whoever denies it, and both stand in the reports.
"""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Final, NamedTuple

from sayso.data import EventDate, EventPlace, EventType, Size, Standing

_PRECISE: Final = {None: 0, "century": 1, "decade": 2, "year": 3, "season": 4, "month": 5, "week": 6, "weekend": 7,
                   "day": 8}  # fmt: skip
_NEAR: Final = {"continent": 1, "country": 2, "region": 3, "water": 3, "admin1": 4, "admin2": 5, "city": 6}
_BOUND: Final = {"exact": 2, "about": 1}
_VALUE: Final = re.compile(r"(\d{2})(\d)?(?:(?<=\d{3})(\d)(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?)?", re.ASCII)


class Told(NamedTuple):
    """What one report makes of an event, in short; `stated` tells that a source there states what is denied."""

    event_type: EventType
    modes: tuple[str, ...]
    status: Standing
    stated: bool
    historical: bool
    date: EventDate | None


class Sum(NamedTuple):
    """What reports make of an event together; `date` is the place in the list of the report that gives its date."""

    event_type: EventType
    modes: tuple[str, ...]
    status: Standing
    historical: bool
    date: int | None


def sum_up(told: Sequence[Told]) -> Sum:
    """Sum up what reports make of an event; there is one at least."""
    kind = told[choose([one.event_type for one in told])].event_type
    modes = Counter(mode for one in told if one.event_type == kind for mode in dict.fromkeys(one.modes))
    return Sum(
        kind,
        tuple(mode for mode, _ in modes.most_common()),
        _sum_status(told),
        2 * sum(one.historical for one in told) > len(told),
        choose_date([one.date for one in told]),
    )


def _sum_status(told: Sequence[Told]) -> Standing:
    statuses = [one.status for one in told]
    found = set[Standing](statuses)
    if "asserted" in found:
        return "asserted"
    if "denied" in found and ("claimed" in found or any(one.stated for one in told)):
        return "denied"
    return "claimed" if "claimed" in found else statuses[choose(statuses)]


def choose(options: Sequence[Hashable], precision: Sequence[int] = ()) -> int:
    """Choose which of some options is given most, of equally many the most precise, then the first; give its place."""
    counts = Counter(options)
    ranks = precision or [0] * len(options)
    return max(range(len(options)), key=lambda n: (counts[options[n]], ranks[n], -n))


def choose_date(dates: Sequence[EventDate | None]) -> int | None:
    """Choose a date, by its place: of those that words give, else of those that are assumed, else of what is left."""
    given = [(n, date) for n, date in enumerate(dates) if date is not None]
    for basis in (("stated", "relative"), ("assumed",)):
        known = [(n, date) for n, date in given if date.value and date.basis in basis]
        if known:
            at = choose([date.value for _, date in known], [_PRECISE[date.precision] for _, date in known])
            return known[at][0]
    return given[0][0] if given else None


def choose_place(places: Sequence[EventPlace | None]) -> EventPlace | None:
    """Choose a place; one is the same as another where GeoNames knows them as one, or their names are the same."""
    given = [place for place in places if place is not None]
    if not given:
        return None
    keys = [place.geonames or place.name.casefold() for place in given]
    return given[choose(keys, [_NEAR.get(place.kind or "", 0) for place in given])]


def choose_size(sizes: Sequence[Size]) -> Size:
    """Choose how many; there is one size at least."""
    keys = [(size.value, size.bound, size.unit) for size in sizes]
    return sizes[choose(keys, [_BOUND.get(size.bound, 0) for size in sizes])]


def find_days(value: str | None) -> tuple[int, int] | None:
    """Find the first and the last day that an ISO prefix may mean, as numbers: 20240201, 20240229; None where none is.

    A decade has three digits, a century two.
    """
    match = _VALUE.fullmatch(value or "")
    if match is None:
        return None
    century, decade, year, month, day = match.groups()
    first, last = (int(f"{century}{decade or fill}{year or fill}") for fill in "09")
    if month is None:
        return first * 10_000 + 101, last * 10_000 + 1231
    days = first * 10_000 + int(month) * 100
    if day is not None:
        return days + int(day), days + int(day)
    return days + 1, days + (monthrange(first, int(month))[1] if first else 31)
