"""Happenings in, a table out that spreadsheets open: a row each, or a row for each of their reports."""

from collections.abc import Iterable, Iterator
from typing import IO, Final

from sayso.data import EventDate, EventPlace, Happening, Party, Report
from sayso.show.events.label import label_size, label_statuses
from sayso.show.events.reduced import QUADS
from sayso.show.events.reported import make_happening, name_reported
from sayso.show.events.rivals import find_rivals
from sayso.show.events.tally import count_sizes
from sayso.show.export.columns import Column, join_words
from sayso.show.records import write_rows

COLUMNS: Final = (
    Column("id", "text", 12, "the happening's id; of what was only read, the event's"),
    Column("event_type", "text", 12, "PLOVER's type, or OTHER"),
    Column("modes", "texts", 20, "how it was done"),
    Column("quad_class", "number", 5, "PLOVER's: 1 cooperation in words, 2 in deeds, 3 conflict in words, 4 in deeds"),
    Column("actor", "texts", 26, "who did it; empty where nobody is named"),
    Column("actor_id", "texts", 12, "the actors' ids"),
    Column("actor_country", "texts", 9, "ISO 3166-1 alpha-3"),
    Column("actor_sector", "texts", 9, "PLOVER's sector"),
    Column("recipient", "texts", 26, "to whom it was done"),
    Column("recipient_id", "texts", 12, "the recipients' ids"),
    Column("recipient_country", "texts", 9, "ISO 3166-1 alpha-3"),
    Column("recipient_sector", "texts", 9, "PLOVER's sector"),
    Column("date", "text", 12, "when it happened: an ISO 8601 prefix, as precise as known"),
    Column("date_precision", "text", 10, "day, week, month, …"),
    Column("date_basis", "text", 11, "stated, relative, unresolved or assumed"),
    Column("date_words", "text", 20, "the article's words for it"),
    Column("place", "text", 20, "where it happened"),
    Column("geonames", "number", 10, "the place's id in GeoNames"),
    Column("place_kind", "text", 10, "city, country, admin1, …"),
    Column("place_country", "text", 9, "ISO 3166-1 alpha-3"),
    Column("latitude", "number", 10, "of the place, WGS 84"),
    Column("longitude", "number", 10, "of the place, WGS 84"),
    Column("dead", "number", 7, "how many were killed"),
    Column("dead_bound", "text", 9, "exact, at_least, at_most or about"),
    Column("injured", "number", 7, "how many were hurt"),
    Column("injured_bound", "text", 9, "as of the dead"),
    Column("arrested", "number", 7, "how many were taken"),
    Column("arrested_bound", "text", 9, "as of the dead"),
    Column("sizes", "texts", 26, "all numbers, in words"),
    Column("status", "text", 12, "asserted, claimed, denied, planned, requested, threatened, hypothetical or negated"),
    Column("historical", "flag", 9, "whether it is told as history"),
    Column("answers", "texts", 12, "the ids of what it answers"),
    Column("decision", "text", 11, "machine, confirmed, corrected or rejected"),
    Column("reports", "number", 7, "how many articles report it"),
    Column("publishers", "texts", 26, "who published these"),
    Column("first_said", "text", 20, "when the first of them was published"),
    Column("last_said", "text", 20, "when the last of them was published"),
)
"""Columns are only ever added, and only at the end."""
REPORT_COLUMNS: Final = (
    Column("event", "text", 16, "the event's id in the article"),
    Column("on_whose_word", "texts", 26, "what each source makes of it"),
    Column("rivals", "texts", 40, "values in which the sources differ, each on its word"),
    Column("words", "text", 16, "the words for it"),
    Column("start", "numbers", 8, "where each piece begins: code points of the article's text, from 0"),
    Column("end", "numbers", 8, "where each piece ends: the code point after its last"),
    Column("context", "text", 60, "what stands around them"),
    Column("confidence", "share", 8, "of the events given 0.8, eight in ten are right"),
    Column("publisher", "text", 22, "who published the article"),
    Column("title", "text", 44, "its title"),
    Column("published", "text", 20, "when: ISO 8601, as precise as known"),
    Column("url", "text", 30, "its address on the web"),
    Column("path", "text", 24, "the file it was read from"),
    Column("article", "text", 15, "its id"),
)
"""What a row has besides where it is one report: all its other values are those of that report."""
Value = str | int | float | bool | tuple[str, ...] | tuple[int, ...] | None
_COUNTED: Final = ("dead", "injured", "arrested")


def write_csv(happenings: Iterable[Happening], out: IO[bytes]) -> int:
    """Write a header and a row for each happening; none is left out."""
    for row in write_rows([column.name for column in COLUMNS], map(list_values, happenings)):
        out.write(row)
    return 0


def write_reports_csv(happenings: Iterable[Happening], out: IO[bytes]) -> int:
    """Write a header and a row for each report, with what that article makes of the happening."""
    columns = [column.name for column in (*COLUMNS, *REPORT_COLUMNS)]
    for row in write_rows(columns, _list_reports(happenings)):
        out.write(row)
    return 0


def list_values(happening: Happening) -> tuple[Value, ...]:
    """List a happening's values in the order of the columns; None where there is none."""
    published = sorted(one.publication.published for one in happening.reports if one.publication.published)
    publishers = dict.fromkeys(one.publication.publisher for one in happening.reports if one.publication.publisher)
    return (
        happening.id,
        happening.event_type,
        happening.modes,
        QUADS.get(happening.event_type),
        *_list_parties(happening.actor),
        *_list_parties(happening.recipient),
        *_list_date(happening.date),
        *_list_place(happening.place),
        *_list_sizes(happening),
        happening.status,
        happening.historical,
        happening.answers,
        happening.decision,
        len(happening.reports),
        tuple(publishers),
        published[0] if published else None,
        published[-1] if published else None,
    )


def _list_parties(parties: tuple[Party, ...]) -> tuple[Value, ...]:
    """List names, ids, countries and sectors; a country and a sector once, and only those that are known."""
    return (
        tuple(party.name for party in parties),
        tuple(party.id for party in parties),
        tuple(dict.fromkeys(party.country for party in parties if party.country)),
        tuple(dict.fromkeys(party.sector for party in parties if party.sector)),
    )


def _list_date(date: EventDate | None) -> tuple[Value, ...]:
    return (date.value, date.precision, date.basis, date.phrase or None) if date else (None,) * 4


def _list_place(place: EventPlace | None) -> tuple[Value, ...]:
    if place is None:
        return (None,) * 6
    return place.name, place.geonames, place.kind, place.country, place.latitude, place.longitude


def _list_sizes(happening: Happening) -> Iterator[Value]:
    numbers, sizes = count_sizes(happening.size), happening.size
    for what in _COUNTED:
        yield numbers.get(what)
        yield sizes[what].bound if what in sizes else None
    yield tuple(label_size(what, size) for what, size in sizes.items())


def _list_reports(happenings: Iterable[Happening]) -> Iterator[tuple[Value, ...]]:
    for happening in happenings:
        for report in happening.reports:
            yield (*list_values(make_happening(report, id=happening.id)), *_list_report(report))


def _list_report(report: Report) -> tuple[Value, ...]:
    event, article, names = report.event, report.publication, name_reported(report)
    spans = event.trigger.spans
    return (
        event.id,
        label_statuses(event, names),
        tuple(
            f"{rivals.of}: {', '.join(f'{value} {word}' for value, word in rivals.values)}"
            for rivals in find_rivals(event, names)
        ),
        join_words(spans),
        tuple(span.start for span in spans),
        tuple(span.end for span in spans),
        f"{spans[0].prefix}{event.trigger.text}{spans[-1].suffix}" if spans else None,
        event.confidence,
        article.publisher,
        article.title,
        article.published,
        article.url,
        article.path,
        article.article,
    )
