"""Happenings in, the lines of a terminal out: a list of them, a timeline, or one with all its reports."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from sayso.data import Edit, EventDate, Happening, Report
from sayso.show.cells import pad
from sayso.show.characters import tidy
from sayso.show.events.contrasts import compare_reports, label_standing, name_publisher, name_sides
from sayso.show.events.label import (
    label_day,
    label_deed,
    label_place,
    label_said,
    label_sizes,
    label_statuses,
    label_when,
)
from sayso.show.events.passage import quote_around
from sayso.show.events.reported import make_happening, name_reported
from sayso.show.events.terminal import lay_out_deed, lay_out_rivals, mark_words
from sayso.show.label import label_count, label_date
from sayso.show.lines import Line, Piece, fill, flow
from sayso.show.listing import lay_out_log

_MARGIN = Piece("  ")


def lay_out_happenings(happenings: Iterable[Happening], *, width: int) -> Iterator[Line]:
    """Lay happenings out: id, what was done by whom to whom, its status, when, where, how many, and who reports it."""
    for n, happening in enumerate(happenings):
        if n:
            yield ()
        yield from _lay_out_happening(happening, label_when(happening.date), width)


def lay_out_timeline(happenings: Iterable[Happening], *, width: int) -> Iterator[Line]:
    """Lay happenings out below the days, months and years on which they were, as far as these are known."""
    for n, (time, some) in enumerate(groupby(happenings, key=lambda one: _name_time(one.date))):
        if n:
            yield ()
        yield from fill(time, "title", width)
        for happening in some:
            yield ()
            yield from _lay_out_happening(happening, _label_words(happening.date), width)


def lay_out_one(happening: Happening, history: Sequence[Edit], *, width: int) -> Iterator[Line]:
    """Lay a happening out with all its reports, each with what it makes of it, and with what was decided of it."""
    yield from _lay_out_happening(happening, label_when(happening.date), width)
    for answer in happening.answers:
        yield (_MARGIN, Piece("in answer to ", "faint"), Piece(answer))
    for report in happening.reports:
        yield ()
        yield from _lay_out_report(report, width)
    if history:
        yield ()
        yield from lay_out_log(history, width=width)


def lay_out_report(report: Report, history: Sequence[Edit], *, width: int) -> Iterator[Line]:
    """Lay an event out as one article has it, and what was decided of it."""
    event = report.event
    told = [*(["told as history"] if event.historical else []), "" if event.decision == "machine" else event.decision]
    yield from _lay_out_deed(make_happening(report), width)
    yield from _set_in(fill(" · ".join(filter(None, told)), "plain", width - 2))
    yield from _set_in(fill(_label_article(report), "faint", width - 2))
    yield from _set_in(_lay_out_told(report, width - 2))
    if history:
        yield ()
        yield from lay_out_log(history, width=width)


def _lay_out_happening(happening: Happening, when: str, width: int) -> Iterator[Line]:
    yield from _lay_out_deed(happening, width)
    yield from _set_in(_lay_out_facts(happening, when, width - 2))
    yield from _set_in(_lay_out_contrasts(happening, width - 2))
    yield from _set_in(fill(_label_reports(happening), "faint", width - 2))


def _lay_out_deed(happening: Happening, width: int) -> Iterator[Line]:
    left = len(happening.id) + 2
    deed = label_deed(happening.event_type, happening.modes)
    for n, line in enumerate(lay_out_deed(deed, name_sides(happening), max(20, width - left))):
        yield (Piece(pad("" if n else happening.id, left), "faint"), *line)


def _lay_out_facts(happening: Happening, when: str, width: int) -> Iterator[Line]:
    facts = [label_standing(happening), when, label_place(happening.place), *label_sizes(happening.size)]
    facts += ["told as history"] if happening.historical else []
    facts += [] if happening.decision == "machine" else [happening.decision]
    return fill(" · ".join(fact for fact in facts if fact), "plain", width)


def _lay_out_contrasts(happening: Happening, width: int) -> Iterator[Line]:
    """Lay out in what the reports differ, each value with those who published it."""
    for rivals in compare_reports(happening):
        told = "; ".join(f"{value}, {who}" for value, who in rivals.values)
        yield from fill(f"{rivals.of}: {told}", "notice", width)


def _label_reports(happening: Happening) -> str:
    """Say who reports it, and on which days it was said."""
    publishers = list(dict.fromkeys(name_publisher(report) for report in happening.reports))
    reports = label_count(len(happening.reports), "report")
    told = f"{reports} by {label_count(len(publishers), 'publisher')}" if len(publishers) > 1 else "".join(publishers)
    said = label_said(happening)
    return f"{told} · said {said}" if said else told


def _lay_out_report(report: Report, width: int) -> Iterator[Line]:
    yield from flow((Piece(report.event.id, "faint"), Piece(_label_article(report))), width)
    yield from _set_in(_lay_out_told(report, width - 2))


def _label_article(report: Report) -> str:
    """Say who published a report, when, and under which title."""
    article = report.publication
    said = f"said {label_date(article.published)}" if article.published else ""
    return " · ".join(part for part in (name_publisher(report), said, tidy(article.title or "")) if part)


def _lay_out_told(report: Report, width: int) -> Iterator[Line]:
    """Lay out what a report tells: on whose word, when, where, how many, in what its sources differ, in which words."""
    event, names = report.event, name_reported(report)
    yield from fill(label_statuses(event, names), "faint", width)
    facts = [label_when(event.date), label_place(event.place), *label_sizes(event.size)]
    yield from fill(" · ".join(fact for fact in facts if fact), "plain", width)
    yield from lay_out_rivals(event, names, width)
    yield from mark_words(quote_around(event.trigger.spans), width)
    yield from fill(f"article {report.publication.article}", "faint", width)


def _set_in(lines: Iterable[Line]) -> Iterator[Line]:
    return ((_MARGIN, *line) for line in lines)


def _name_time(date: EventDate | None) -> str:
    """Name the time below which a happening stands; what was assumed is not put beside what is known."""
    day = label_day(date) if date and date.basis != "unresolved" else ""
    if not day:
        return "When is not known"
    return f"{day}, assumed" if date and date.basis == "assumed" else day


def _label_words(date: EventDate | None) -> str:
    """Give the words for a date whose value stands above."""
    return f"“{tidy(date.phrase)}”" if date and date.phrase.strip() else ""
