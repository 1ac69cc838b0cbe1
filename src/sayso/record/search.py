"""A Query in, the numbers of the statements that satisfy it out, the latest first, a page at a time.

Statements are numbered by day of publication, so the full-text index gives them in order by itself, and a search by
date is a range of it. Where the words are frequent and somebody is asked for who says little, it goes the other way:
from the speaker's statements to the words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from sqlite3 import Connection

from sayso.data import Query
from sayso.errors import SettingError
from sayso.record.known import number_known
from sayso.record.rows import writable
from sayso.record.write import DAY, number_of_day

FEW = 20_000
"""Up to so many statements are looked at one by one, some 40 ms of work; of more, the index is walked from the top."""
_PIECE = re.compile(r'(-?)"([^"]*)"(\*?)|(\S+)')
_WORD = re.compile(r"[^\W_]+")
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T.*)?)?)?$", re.ASCII)
_LAST = 10**16
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
"""Code points that are no characters, and stand in no text."""

_SPEAKER = "SELECT entity_id FROM entity WHERE known_id IN ({})"


@dataclass(frozen=True, slots=True)
class Plan:
    """A query in SQL: what is sought in the index, what must hold of a statement `s` and its article `a`, and values.

    `driver` gives the rows of the entities of whom the statements are asked for, where there are such.
    """

    match: str | None
    first: int
    last: int
    holds: tuple[str, ...] = ()
    values: tuple[object, ...] = field(default=())
    driver: tuple[str, tuple[object, ...]] | None = None


def find_numbers(connection: Connection, query: Query, *, limit: int, before: int | None = None) -> list[int]:
    """Find at most `limit` statements, the latest first, from below the number `before` on."""
    plan = make_plan(query, before=before)
    if plan.match is None:
        return _run(connection, _plain(plan), limit)
    if plan.driver and not _is_short(connection, plan) and _is_short_driver(connection, plan):
        return _run(connection, _driven(plan), limit)
    return _run(connection, _matched(plan), limit)


def count_matches(connection: Connection, query: Query, *, most: int = FEW) -> int:
    """Count the statements of a query, up to `most`."""
    return len(find_numbers(connection, query, limit=most))


def list_articles(connection: Connection, query: Query | None, *, decided: bool) -> Iterator[int]:
    """List the articles in which a query finds something, by their rows; without one all that are no older version."""
    holds = "a.replaced_by IS NULL"
    if decided:
        holds += " AND EXISTS (SELECT 1 FROM statement AS s WHERE s.article_id = a.article_id AND s.decision NOT NULL)"
    rows = (row for (row,) in connection.execute(f"SELECT a.article_id FROM article AS a WHERE {holds} ORDER BY 1"))
    if query is None or query == Query():
        yield from rows
        return
    for row in rows:
        if find_numbers(connection, replace(query, article=_name(connection, row)), limit=1):
            yield row


def _name(connection: Connection, article_id: int) -> str:
    return str(connection.execute("SELECT id FROM article WHERE article_id = ?", (article_id,)).fetchone()[0])


Command = tuple[str, tuple[object, ...]]


def _run(connection: Connection, command: Command, limit: int) -> list[int]:
    text, values = command
    return [number for (number,) in connection.execute(f"{text} LIMIT ?", (*values, limit))]


def _holds(plan: Plan) -> str:
    return "".join(f" AND {condition}" for condition in plan.holds)


def _matched(plan: Plan) -> Command:
    """Walk the index from the latest statement on."""
    return (
        "SELECT s.statement_id FROM statement_fts AS f CROSS JOIN statement AS s ON s.statement_id = f.rowid "
        "CROSS JOIN article AS a ON a.article_id = s.article_id "
        f"WHERE f.statement_fts MATCH ? AND f.rowid >= ? AND f.rowid < ?{_holds(plan)} ORDER BY f.rowid DESC",
        (plan.match, plan.first, plan.last, *plan.values),
    )


def _driven(plan: Plan) -> Command:
    """Go through the statements of the entities that are asked for, and look each up in the index."""
    assert plan.driver is not None
    rows, values = plan.driver
    return (
        f"SELECT s.statement_id FROM statement AS s CROSS JOIN article AS a ON a.article_id = s.article_id "
        f"WHERE s.speaker_id IN ({rows}) AND s.statement_id >= ? AND s.statement_id < ? AND EXISTS "
        "(SELECT 1 FROM statement_fts AS f WHERE f.statement_fts MATCH ? AND f.rowid = s.statement_id)"
        f"{_holds(plan)} ORDER BY s.statement_id DESC",
        (*values, plan.first, plan.last, plan.match, *plan.values),
    )


def _plain(plan: Plan) -> Command:
    """Give statements without looking at words."""
    if plan.driver:
        rows, values = plan.driver
        return (
            "SELECT s.statement_id FROM statement AS s CROSS JOIN article AS a ON a.article_id = s.article_id "
            f"WHERE s.speaker_id IN ({rows}) AND s.statement_id >= ? AND s.statement_id < ?{_holds(plan)} "
            "ORDER BY s.statement_id DESC",
            (*values, plan.first, plan.last, *plan.values),
        )
    return (
        "SELECT s.statement_id FROM statement AS s CROSS JOIN article AS a ON a.article_id = s.article_id "
        f"WHERE s.statement_id >= ? AND s.statement_id < ?{_holds(plan)} ORDER BY s.statement_id DESC",
        (plan.first, plan.last, *plan.values),
    )


def find_marks(connection: Connection, words: str, number: int, said: str) -> tuple[tuple[int, int], ...]:
    """Find the places in what was said that match the words of a query; none where the text is not fit for marks."""
    command = "SELECT highlight(statement_fts, 0, ?, ?) FROM statement_fts WHERE statement_fts MATCH ? AND rowid = ?"
    row = connection.execute(command, (_OPEN, _CLOSE, quote_words(words), number)).fetchone()
    marked = row[0] if row and row[0] else ""
    if marked.replace(_OPEN, "").replace(_CLOSE, "") != said:
        return ()
    marks, length = [], 0
    for n, piece in enumerate(re.split(f"[{_OPEN}{_CLOSE}]", marked)):
        if n % 2:
            marks.append((length, length + len(piece)))
        length += len(piece)
    return tuple(marks)


def _is_short(connection: Connection, plan: Plan) -> bool:
    command = "SELECT count(*) FROM (SELECT 1 FROM statement_fts WHERE statement_fts MATCH ? LIMIT ?)"
    return bool(connection.execute(command, (plan.match, FEW)).fetchone()[0] < FEW)


def _is_short_driver(connection: Connection, plan: Plan) -> bool:
    assert plan.driver is not None
    rows, values = plan.driver
    command = f"SELECT count(*) FROM (SELECT 1 FROM statement WHERE speaker_id IN ({rows}) LIMIT ?)"
    return bool(connection.execute(command, (*values, FEW)).fetchone()[0] < FEW)


def make_plan(query: Query, *, before: int | None = None) -> Plan:
    """Put a query into SQL; raise SettingError where there is nothing to seek in what was given, or a day is none."""
    holds: list[str] = []
    values: list[object] = []

    def hold(condition: str, *given: object) -> None:
        holds.append(condition)
        values.extend(given)

    _hold_columns(query, hold)
    driver = None
    for name, column in ((query.speaker, "s.speaker_id"), (query.speaks_for, "tie")):
        if name is None:
            continue
        rows, given = find_entities(name)
        if column == "tie":
            rows = f"SELECT t.entity_id FROM tie AS t WHERE t.kind = 'speaks_for' AND t.other_id IN ({rows})"
        if driver is None:
            driver = (rows, given)
        hold(f"s.speaker_id IN ({rows})", *given)
    if query.about is not None:
        rows, given = find_entities(query.about)
        hold(
            "EXISTS (SELECT 1 FROM entity AS e, json_each(e.mentions) AS f, json_each(f.value) AS m, "
            "json_each(s.content_spans) AS c WHERE e.entity_id BETWEEN s.article_id * 1000000 "
            f"AND s.article_id * 1000000 + 999999 AND e.entity_id IN ({rows}) "
            "AND m.value ->> 0 >= c.value ->> 0 AND m.value ->> 1 <= c.value ->> 1)",
            *given,
        )
    for day in filter(None, (query.since, query.until)):
        if not _DAY.match(day):
            raise SettingError(f"{day[:40]!r} is no date; give it as YYYY, YYYY-MM or YYYY-MM-DD")
    last = _end_of(query.until) if query.until else _LAST
    first = number_of_day(query.since) if query.since else -1
    match = None if query.words is None else quote_words(query.words)
    return Plan(match, first, min(last, before if before is not None else _LAST), tuple(holds), tuple(values), driver)


def _hold_columns(query: Query, hold) -> None:  # type: ignore[no-untyped-def]
    columns = (("s.act", query.act), ("s.manner", query.manner), ("coalesce(s.decision, 'machine')", query.status))
    for column, wanted in columns:
        if wanted:
            hold(f"{column} IN ({', '.join('?' * len(wanted))})", *wanted)
    if not query.status:
        hold("s.decision IS NOT 'rejected'")
    if not query.replaced:
        hold("a.replaced_by IS NULL")
    if query.article is not None:
        hold("a.id = ?", writable(query.article))
    if query.publisher is not None:
        own, name = "SELECT 1 FROM reprint AS r WHERE r.article_id = a.article_id AND r.publisher = ?", query.publisher
        hold(f"(a.publisher = ? OR EXISTS ({own}))", writable(name), writable(name))


def _end_of(until: str) -> int:
    """Give the number behind the last of a day, a month or a year."""
    day = number_of_day(until) // DAY
    if day % 10_000 == 0:
        return (day + 10_000) * DAY
    return (day + 100 if day % 100 == 0 else day + 1) * DAY


def find_entities(name: str) -> tuple[str, tuple[object, ...]]:
    """Put into SQL which rows of entities are meant by a name, a part of a name, or the id of a known entity."""
    number = number_known(name)
    if number is not None:
        return _SPEAKER.format("?"), (number,)
    known = "SELECT rowid FROM people_fts WHERE people_fts MATCH ?"
    return _SPEAKER.format(known), (quote_words(name),)


def quote_words(words: str) -> str:
    """Put what a person seeks into the index's own language, every word quoted, so that none can be an operator.

    Raise SettingError where there is no word in it.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, star, word in _PIECE.findall(writable(words)):
        text = phrase or word
        bare = text.removeprefix("-") if word else text
        prefix = bool(star) or (bool(word) and bare.endswith("*"))
        if not _WORD.search(bare):
            continue
        quoted = '"' + bare.rstrip("*").replace('"', '""').replace("\0", " ") + '"' + ("*" if prefix else "")
        (unwanted if minus or (word and text.startswith("-")) else wanted).append(quoted)
    if not wanted:
        raise SettingError(f"{words[:60]!r}: there is no word in this to search for")
    return " AND ".join(wanted) + "".join(f" NOT {part}" for part in unwanted)


def list_words(words: str | None) -> Sequence[str]:
    """List the words that a query seeks, for a view to mark."""
    if words is None:
        return ()
    pieces = [phrase or word for minus, phrase, _, word in _PIECE.findall(words) if not minus and word[:1] != "-"]
    return [piece for piece in pieces if _WORD.search(piece)]
