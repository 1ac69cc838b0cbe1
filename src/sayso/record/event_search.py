"""An EventQuery in, the rows of the known events that satisfy it out: the latest first, or as time goes, page by page.

Some of what is asked is told of what happened as all reports make of it together: its type, day and status. The rest is
asked of a report, and holds of one and the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Final

from sayso.data import EventQuery
from sayso.errors import SettingError, UnknownIdError
from sayso.record.known import number_known
from sayso.record.rows import writable
from sayso.record.search import (
    Command,
    find_publishers,
    hold_article,
    is_day,
    quote_words,
    range_of_ids,
    seek_known,
)
from sayso.record.summing import find_days

_OWN: Final = "CASE WHEN h.decision = 'rejected' THEN 'rejected' ELSE coalesce(v.decision, h.decision, 'machine') END"
"""On whose decision a report stands: that on its event, or that on what happened; who rejects that rejects them all."""


@dataclass(frozen=True, slots=True)
class Order:
    """In which order known events are given, and behind which one they begin; `late` is from the latest on."""

    late: bool = True
    behind: int | None = None


def find_known_events(
    connection: Connection, query: EventQuery, *, order: Order, limit: int = -1
) -> list[int]:  # fmt: skip
    """Find known events, by their rows; those that have no day come last. A limit of -1 is none."""
    wanted, values = make_condition(connection, query)
    place = _find_place(connection, order.behind)
    found: list[int] = []
    for dated in (True, False):
        if dated and place is not None and place[0] is None:
            continue
        begin, more = _begin(place, dated=dated, late=order.late)
        sign = "DESC" if order.late else "ASC"
        command = (
            f"SELECT h.known_event_id FROM known_event AS h WHERE {wanted} AND {begin} "
            f"ORDER BY h.first {sign}, h.known_event_id {sign} LIMIT ?"
        )
        left = limit if limit < 0 else limit - len(found)
        found += [row for (row,) in connection.execute(command, (*values, *more, left))]
        if len(found) == limit:
            break
    return found


def count_known_events(connection: Connection, query: EventQuery) -> int:
    """Count the known events that satisfy a query."""
    wanted, values = make_condition(connection, query)
    command = f"SELECT count(*) FROM known_event AS h WHERE {wanted}"
    return int(connection.execute(command, values).fetchone()[0])


def _find_place(connection: Connection, behind: int | None) -> tuple[int | None, int] | None:
    """Find where in the order a known event stands: by its day, then by its number."""
    if behind is None:
        return None
    command = "SELECT first FROM known_event WHERE known_event_id = ?"
    return connection.execute(command, (behind,)).fetchone()[0], behind


def _begin(place: tuple[int | None, int] | None, *, dated: bool, late: bool) -> Command:
    """Put into SQL from where on known events are given, of those that have a day or of those that have none."""
    day = "h.first IS NOT NULL" if dated else "h.first IS NULL"
    if place is None or (not dated and place[0] is not None):
        return day, ()
    sign = "<" if late else ">"
    if not dated:
        return f"{day} AND h.known_event_id {sign} ?", (place[1],)
    return f"(h.first, h.known_event_id) {sign} (?, ?)", place


def make_condition(connection: Connection, query: EventQuery) -> Command:
    """Put a query into SQL, of known_event AS h; raise SettingError where a day is none, UnknownIdError for no id."""
    _refuse_nobody(connection, query)
    told = [*_hold_together(query), _hold_report(connection, query)]
    return " AND ".join(condition for condition, _ in told), tuple(value for _, values in told for value in values)


def _refuse_nobody(connection: Connection, query: EventQuery) -> None:
    for day in filter(None, (query.since, query.until, query.said_since, query.said_until)):
        if not is_day(day):
            raise SettingError(f"{day[:40]!r} is no date; give it as YYYY, YYYY-MM or YYYY-MM-DD")
    sought = [
        (name, "SELECT 1 FROM known_entity WHERE known_id = ?", (number_known(name),))
        for name in filter(None, (query.actor, query.recipient))
        if number_known(name) is not None
    ]
    given: list[tuple[str, str, tuple[object, ...]]] = [*sought]
    if query.article is not None:
        given.append((query.article, "SELECT 1 FROM article WHERE id >= ? AND id < ?", range_of_ids(query.article)))
    for name, command, values in given:
        if connection.execute(f"{command} LIMIT 1", values).fetchone() is None:
            raise UnknownIdError(f"{name[:60]}: there is nothing of this id in the record")


# What all reports make of it together.


def _hold_together(query: EventQuery) -> Iterator[Command]:
    for column, wanted in (("h.type", query.event_type), ("h.status", query.status)):
        if wanted:
            yield _among(column, wanted)
    if query.mode:
        among, values = _among("m.value", query.mode)
        yield f"EXISTS (SELECT 1 FROM json_each(h.modes) AS m WHERE {among})", values
    if not query.historical:
        yield "h.historical IS NULL", ()
    if query.since is not None:
        yield "coalesce(h.last, h.first) >= ?", (_find_day(query.since)[0],)
    if query.until is not None:
        yield "h.first <= ?", (_find_day(query.until)[1],)


def _among(column: str, values: Sequence[str]) -> Command:
    return f"{column} IN ({', '.join('?' * len(values))})", tuple(values)


def _find_day(day: str) -> tuple[int, int]:
    found = find_days(day[:10])
    if found is None:
        raise SettingError(f"{day[:40]!r} is no date; give it as YYYY, YYYY-MM or YYYY-MM-DD")
    return found


# What one report has.


def _hold_report(connection: Connection, query: EventQuery) -> Command:
    """Ask that one of its reports satisfies all that is asked of one; most ask for no more than that one counts."""
    counting = list(_hold_counting(query))
    by_event = list(_hold_event(query))
    by_article = list(_hold_article(connection, query))
    if not by_event and not by_article and not query.decision and not query.replaced:
        return "h.reports > 0 AND h.decision IS NOT 'rejected'", ()
    # What is rare comes first: the events of somebody, or the articles, whose events lie together.
    joined = (
        "article AS a CROSS JOIN event AS v ON v.event_id BETWEEN a.article_id * 1000000 + 500000 "
        "AND a.article_id * 1000000 + 999999"
        if by_article and not by_event
        else "event AS v CROSS JOIN article AS a ON a.article_id = v.article_id"
    )
    told = [*by_event, *by_article, *counting]
    holds = " AND ".join(condition for condition, _ in told) or "TRUE"
    values = tuple(value for _, some in told for value in some)
    if not by_event and not by_article:
        return f"EXISTS (SELECT 1 FROM {joined} WHERE v.known_event_id = h.known_event_id AND {holds})", values
    listed = f"SELECT v.known_event_id FROM {joined} JOIN known_event AS h ON h.known_event_id = v.known_event_id"
    return f"h.known_event_id IN ({listed} WHERE {holds})", values


def _hold_counting(query: EventQuery) -> Iterator[Command]:
    if not query.replaced:
        yield "a.replaced_by IS NULL", ()
    if query.decision:
        yield _among(_OWN, query.decision)
    else:
        yield (
            "v.decision IS NOT 'rejected' AND a.decision IS NOT 'rejected' AND h.decision IS NOT 'rejected'",
            (),
        )


def _hold_event(query: EventQuery) -> Iterator[Command]:
    for role, name in (("actor", query.actor), ("recipient", query.recipient)):
        if name is not None:
            rows, values = seek_known(name)
            entities = f"SELECT entity_id FROM entity WHERE known_id IN ({rows})"
            party = f"SELECT p.event_id FROM event_party AS p WHERE p.role = '{role}' AND p.entity_id IN ({entities})"
            yield f"v.event_id IN ({party})", values
    if query.place is not None:
        rows, values = _find_places(query.place.strip())
        yield f"v.place_id IN ({rows})", values
    if query.words is not None:
        match = (quote_words(query.words),)
        yield "v.event_id IN (SELECT rowid FROM event_fts WHERE event_fts MATCH ?)", match


def _find_places(place: str) -> Command:
    """Put into SQL which places are meant by a GeoNames id, a country's code, a name or a part of one."""
    if place.isascii() and place.isdigit():
        return "SELECT place_id FROM place WHERE geonames = ?", (int(place),)
    if len(place) == 3 and place.isascii() and place.isupper():
        return "SELECT place_id FROM place WHERE country = ? OR name = ?", (place, place)
    part = writable(place).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return "SELECT place_id FROM place WHERE name LIKE ? ESCAPE '\\'", (f"%{part}%",)


def _hold_article(connection: Connection, query: EventQuery) -> Iterator[Command]:
    publishers = None if query.publisher is None else find_publishers(connection, query.publisher)
    yield from hold_article(query.article, publishers)
    if query.said_since is not None:
        yield "a.published >= ?", (query.said_since,)
    if query.said_until is not None:  # the last of a month, and of a day, are behind it: 2024-03-31 is behind 2024-03
        yield "a.published < ?", (query.said_until + "\x7f",)
