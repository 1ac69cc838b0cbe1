"""Happenings in, a timeline out that TimelineJS shows (https://timeline.knightlab.com/docs/json-format.html).

A day is given where a day is known, else a month or a year; what is longer begins and ends. TimelineJS shows its texts
as HTML: all of them are escaped.
"""

from collections.abc import Iterable, Iterator
from html import escape
from typing import IO, Any, Final

from sayso.data import EventDate, Happening, Report
from sayso.show.characters import tidy
from sayso.show.events.contrasts import name_sides
from sayso.show.events.days import find_days
from sayso.show.events.label import (
    label_deed,
    label_place,
    label_sizes,
    label_statuses,
    label_when,
)
from sayso.show.events.reported import name_reported
from sayso.show.export.encode import drop_none, write_items
from sayso.show.label import label_date

_LONG: Final = frozenset(("decade", "century"))


def write_timelinejs(happenings: Iterable[Happening], out: IO[bytes]) -> int:
    """Write a slide for each happening; give how many were left out because nobody knows when they were."""
    left = 0

    def make_slides() -> Iterator[dict[str, Any]]:
        nonlocal left
        for happening in happenings:
            slide = _make_slide(happening)
            left += slide is None
            if slide is not None:
                yield slide

    write_items(make_slides(), out, head=b'{"events":[', tail=b"]}\n")
    return left


def _make_slide(happening: Happening) -> dict[str, Any] | None:
    date = happening.date
    days = find_days(date)
    if date is None or days is None:
        return None
    deed = label_deed(happening.event_type, happening.modes)
    headline = f"{deed}: {name_sides(happening)}"
    return drop_none({
        "start_date": _make_date(date),
        "end_date": {"year": days[1].year} if date.precision in _LONG else None,
        "display_date": escape(label_when(date)),
        "text": {"headline": escape(headline), "text": _write_text(happening)},
        "group": escape(label_deed(happening.event_type, ())),
        "unique_id": happening.id,
        "autolink": False,
    })  # fmt: skip


def _make_date(date: EventDate) -> dict[str, int]:
    """Give year, month and day, as far as each is known; of a longer time the year in which it begins."""
    days = find_days(date)
    assert days is not None
    first, last = days
    known = {"year": first.year}
    if (first.year, first.month) == (last.year, last.month):
        known["month"] = first.month
    return known | ({"day": first.day} if first == last else {})


def _write_text(happening: Happening) -> str:
    facts = [label_place(happening.place), *label_sizes(happening.size)]
    facts += ["told as history"] if happening.historical else []
    paragraphs = [" · ".join(fact for fact in facts if fact), *map(_write_report, happening.reports)]
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs if paragraph)


def _write_report(report: Report) -> str:
    article = report.publication
    names = name_reported(report)
    said = f"said on {label_date(article.published[:10])}" if article.published else ""
    who = [tidy(article.publisher or article.title or article.article), said, label_statuses(report.event, names)]
    return " · ".join(part for part in who if part)
