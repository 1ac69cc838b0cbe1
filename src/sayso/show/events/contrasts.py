"""A Happening in, what its reports make of it side by side out: in what they differ, and who says which."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from sayso.data import Happening, Report, Size
from sayso.show.characters import tidy
from sayso.show.events.label import label_parties, label_place, label_size, label_status, label_when, list_statuses
from sayso.show.events.reported import name_reported
from sayso.show.events.rivals import Rivals, is_disputed
from sayso.show.speaker import list_some, name_within

_MOST = 3
_MOST_STATUSES = 4
_PLAIN = label_status("asserted", ("writer",), {"writer": "the writer"})


@dataclass(frozen=True, slots=True)
class _Aspect:
    """Something that reports may differ in: what is compared, None where a report does not tell, when two values can
    both hold, and how a value is shown.
    """

    of: str
    find: Callable[[Report], Hashable]
    agree: Callable[..., bool]
    label: Callable[[Report], str]


def compare_reports(happening: Happening) -> Iterator[Rivals]:
    """Give the values in which reports differ, each with those who published it."""
    sizes = dict.fromkeys(what for report in happening.reports for what in report.event.size)
    for aspect in (*_ASPECTS, *map(_size_of, sizes)):
        if _differ(happening.reports, aspect):
            yield Rivals(aspect.of, tuple(_gather(happening.reports, aspect)))


def differ_in_actor(happening: Happening) -> bool:
    """Tell whether it is not agreed who did it, by the sources of a report or between reports."""
    within = any(is_disputed(report.event, name_reported(report)) for report in happening.reports)
    return within or _differ(happening.reports, _ASPECTS[0])


def name_sides(happening: Happening) -> str:
    """Say who did it to whom; "or" stands between those of whom it is not agreed who did it."""
    sides = (happening.actor, happening.recipient)
    actors, recipients = ([name_within(one.id, {one.id: tidy(one.name)}) for one in some] for some in sides)
    return label_parties(actors, recipients, joint="or" if differ_in_actor(happening) else "and")


def label_standing(happening: Happening) -> str:
    """Say what its sources make of it, over all reports; in one word where all of its writers assert it."""
    told = dict.fromkeys(
        label_status(status.status, status.on_whose_word, name_reported(report))
        for report in happening.reports
        for status in list_statuses(report.event)
    )
    shown = [*told][:_MOST_STATUSES] + ([f"{len(told) - _MOST_STATUSES} more"] if len(told) > _MOST_STATUSES else [])
    return happening.status if shown in ([], [_PLAIN]) else "; ".join(shown)


def name_publisher(report: Report) -> str:
    """Name who published a report, or where that is unknown its title."""
    article = report.publication
    return tidy(article.publisher or article.title or article.path or article.url or article.article)


def _differ(reports: Iterable[Report], aspect: _Aspect) -> bool:
    values = {aspect.find(report) for report in reports} - {None}
    return any(not aspect.agree(one, other) for one, other in combinations(values, 2))


def _gather(reports: Iterable[Report], aspect: _Aspect) -> Iterator[tuple[str, str]]:
    values: dict[str, dict[str, None]] = {}
    for report in reports:
        if aspect.find(report) is not None:
            values.setdefault(aspect.label(report), {})[name_publisher(report)] = None
    for value, names in values.items():
        yield value, f"says {list_some(list(names), _MOST, 'and')}"


def _find_actors(report: Report) -> frozenset[str] | None:
    return frozenset(report.parties[one].id for one in report.event.actor if one in report.parties) or None


def _label_actors(report: Report) -> str:
    names = name_reported(report)
    return list_some([names[one] for one in report.event.actor if one in names], _MOST, "and")


def _find_date(report: Report) -> str | None:
    """Find the value of a date that words tell: one that was assumed contradicts nobody."""
    date = report.event.date
    return None if date is None or date.basis == "assumed" else date.value or None


def _agree_on_date(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _find_place(report: Report) -> tuple[int | None, str, bool, str | None] | None:
    place = report.event.place
    return None if place is None else (place.geonames, place.name.casefold(), place.kind == "country", place.country)


def _agree_on_place(
    one: tuple[int | None, str, bool, str | None], other: tuple[int | None, str, bool, str | None]
) -> bool:
    """Tell whether two places can both be meant: the same one, or a country and what lies in it."""
    inside = (one[2] or other[2]) and one[3] is not None and one[3] == other[3]
    return inside or one[1] == other[1] or (one[0] is not None and one[0] == other[0])


def _size_of(what: str) -> _Aspect:
    def find(report: Report) -> Size | None:
        size = report.event.size.get(what)
        return None if size is None else Size(size.value, size.bound)

    return _Aspect("how many", find, _agree_on_size, lambda report: label_size(what, report.event.size[what]))


def _agree_on_size(one: Size, other: Size) -> bool:
    """Tell whether two numbers can both hold: "at least 10" and 12."""
    few, many = sorted((one, other), key=lambda size: size.value)
    return few.value == many.value or few.bound == "at_least" or many.bound == "at_most"


_ASPECTS = (
    _Aspect("who did it", _find_actors, lambda one, other: not one.isdisjoint(other), _label_actors),
    _Aspect("when", _find_date, _agree_on_date, lambda report: label_when(report.event.date)),
    _Aspect("where", _find_place, _agree_on_place, lambda report: label_place(report.event.place)),
)
