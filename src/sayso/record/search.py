"""A Query in, the numbers of the statements that satisfy it out, the latest first, a page at a time.

Statements are numbered by day of publication, so the full-text index gives them in order by itself, and a search by
date is a range of it. Where the words are frequent and somebody is asked for who says little, it goes the other way:
from the speaker's statements to the words.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from sqlite3 import Connection

from sayso.data import Query
from sayso.errors import SettingError, UnknownIdError
from sayso.record.known import number_known
from sayso.record.rows import writable
from sayso.record.write import DAY, number_of_day

FEW = 20_000
"""Up to so many statements are looked at one by one, some 40 ms of work; of more, the index is walked from the top."""
_PIECE = re.compile(r'(-?)"([^"]*)"(\*?)|(\S+)')
_WORD = re.compile(r"[^\W_]+")
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T.*)?)?)?$", re.ASCII)
_LAST = 10**16

Command = tuple[str, tuple[object, ...]]
"""A piece of SQL, and the values of its marks."""

_SPEAKER = "SELECT entity_id FROM entity WHERE known_id IN ({})"


@dataclass(frozen=True, slots=True)
class Plan:
    """A query in SQL: what is sought in the index, what must hold of a statement `s` and its article `a`, and values.

    `drivers` are conditions, each with its values, that an index of the statements answers: somebody's, an article's.
    They are among what must hold.
    """

    match: str | None
    first: int
    last: int
    holds: tuple[str, ...] = ()
    values: tuple[object, ...] = field(default=())
    drivers: tuple["Command", ...] = ()


def find_numbers(connection: Connection, query: Query, *, limit: int, before: int | None = None) -> list[int]:
    """Find at most `limit` statements, the latest first, from below the number `before` on."""
    plan = make_plan(connection, query, before=before)
    short = next((driver for driver in plan.drivers if _is_short_driver(connection, driver)), None)
    if plan.match is None:
        return _run(connection, _driven(plan, short) if short else _plain(plan), limit)
    # to look up a prefix for each statement is to join the lists of all its words each time
    if short and "*" not in plan.match and not _is_short(connection, plan):
        return _run(connection, _driven(plan, short), limit)
    return _run(connection, _matched(plan), limit)


def list_articles(connection: Connection, numbers: Iterable[int] | None, *, decided: bool) -> Iterator[int]:
    """List articles, by their rows: those of some statements, or all that are no older version.

    `decided` leaves out those on which nobody has decided anything.
    """
    if numbers is not None:
        command = "SELECT article_id FROM statement WHERE statement_id = ?"
        found = {connection.execute(command, (number,)).fetchone()[0] for number in numbers}
        rows: Iterable[int] = sorted(found)
    else:
        command = "SELECT article_id FROM article WHERE replaced_by IS NULL ORDER BY 1"
        rows = (row for (row,) in connection.execute(command))
    for row in rows:
        if not decided or _is_decided(connection, row):
            yield row


def _is_decided(connection: Connection, article_id: int) -> bool:
    """Tell whether a person has decided anything of an article, a statement in it, or an entity."""
    return bool(
        connection.execute(
            "SELECT EXISTS (SELECT 1 FROM article WHERE article_id = ?1 AND decision IS NOT NULL) "
            "OR EXISTS (SELECT 1 FROM statement WHERE article_id = ?1 AND decision IS NOT NULL) "
            "OR EXISTS (SELECT 1 FROM entity WHERE entity_id BETWEEN ?1 * 1000000 AND ?1 * 1000000 + 999999 "
            "AND decision IS NOT NULL)",
            (article_id,),
        ).fetchone()[0]
    )


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


def _driven(plan: Plan, driver: Command) -> Command:
    """Go through the statements that a driver gives, and look each up in the index."""
    condition, values = driver
    match = () if plan.match is None else (plan.match,)
    found = "SELECT 1 FROM statement_fts AS f WHERE f.statement_fts MATCH ? AND f.rowid = s.statement_id"
    sought = f" AND EXISTS ({found})" if match else ""
    return (
        f"SELECT s.statement_id FROM statement AS s CROSS JOIN article AS a ON a.article_id = s.article_id "
        f"WHERE {condition} AND s.statement_id >= ? AND s.statement_id < ?{sought}{_holds(plan)} "
        "ORDER BY s.statement_id DESC",
        (*values, plan.first, plan.last, *match, *plan.values),
    )


def _plain(plan: Plan) -> Command:
    """Walk the statements from the latest on."""
    return (
        "SELECT s.statement_id FROM statement AS s CROSS JOIN article AS a ON a.article_id = s.article_id "
        f"WHERE s.statement_id >= ? AND s.statement_id < ?{_holds(plan)} ORDER BY s.statement_id DESC",
        (plan.first, plan.last, *plan.values),
    )


def find_marks(words: str, said: str) -> tuple[tuple[int, int], ...]:
    """Find the places in what was said that match the words of a query, as the index sees them."""
    tokens = [(fold(match[0]), match.start(), match.end()) for match in _WORD.finditer(said)]
    found = set[tuple[int, int]]()
    for piece in list_words(words):
        sought = [fold(word) for word in _WORD.findall(piece)]
        for n in range(len(tokens) - len(sought) + 1):
            here = tokens[n : n + len(sought)]
            if _matches(sought, [token for token, _, _ in here], prefix=piece.endswith("*")):
                found.add((here[0][1], here[-1][2]))
    return tuple(_join_overlaps(found))


def _join_overlaps(places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join places that lie over each other."""
    start = end = -1
    for first, last in sorted(places):
        if first > end:
            if end >= 0:
                yield start, end
            start = first
        end = max(end, last)
    if end >= 0:
        yield start, end


def _matches(sought: Sequence[str], tokens: Sequence[str], *, prefix: bool) -> bool:
    last = tokens[-1].startswith(sought[-1]) if prefix else tokens[-1] == sought[-1]
    return last and list(sought[:-1]) == list(tokens[:-1])


def fold(word: str) -> str:
    """Fold a word as the index does: small letters, without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))


def _is_short(connection: Connection, plan: Plan) -> bool:
    command = "SELECT count(*) FROM (SELECT 1 FROM statement_fts WHERE statement_fts MATCH ? LIMIT ?)"
    return bool(connection.execute(command, (plan.match, FEW)).fetchone()[0] < FEW)


def _is_short_driver(connection: Connection, driver: Command) -> bool:
    condition, values = driver
    command = f"SELECT count(*) FROM (SELECT 1 FROM statement AS s WHERE {condition} LIMIT ?)"
    return bool(connection.execute(command, (*values, FEW)).fetchone()[0] < FEW)


def make_plan(connection: Connection, query: Query, *, before: int | None = None) -> Plan:
    """Put a query into SQL; raise SettingError where there is nothing to seek in what was given, or a day is none."""
    _refuse_nobody(connection, query)
    conditions = [*_hold_columns(query), *_hold_publisher(connection, query.publisher), *_hold_about(query.about)]
    drivers = [*_drive_by_article(query.article), *_drive_by_people(query), *_drive_by_mentions(query.about)]
    for day in filter(None, (query.since, query.until)):
        if not _DAY.match(day):
            raise SettingError(f"{day[:40]!r} is no date; give it as YYYY, YYYY-MM or YYYY-MM-DD")
    last = _end_of(query.until) if query.until else _LAST
    return Plan(
        None if query.words is None else quote_words(query.words),
        number_of_day(query.since) if query.since else -1,
        min(last, before if before is not None else _LAST),
        tuple(condition for condition, _ in (*drivers, *conditions)),
        tuple(value for _, values in (*drivers, *conditions) for value in values),
        tuple(drivers),
    )


def _refuse_nobody(connection: Connection, query: Query) -> None:
    """Raise UnknownIdError where an id is asked for that is nobody's: "nothing found" would be no answer."""
    for name in filter(None, (query.speaker, query.speaks_for, query.about)):
        number = number_known(name)
        sought = "SELECT 1 FROM known_entity WHERE known_id = ?"
        if number is not None and connection.execute(sought, (number,)).fetchone() is None:
            raise UnknownIdError(f"{name}: there is nothing of this id in the record")
    if query.article is not None:
        begun = writable(query.article)
        sought = "SELECT 1 FROM article WHERE id >= ? AND id < ? LIMIT 1"
        if connection.execute(sought, (begun, begun + "\x7f")).fetchone() is None:
            raise UnknownIdError(f"{query.article[:60]}: there is nothing of this id in the record")


def _drive_by_article(article: str | None) -> Iterator[Command]:
    """Seek the statements of an article, by its id or the beginning of it."""
    if article is not None:
        begun = writable(article)
        yield (
            "s.article_id IN (SELECT article_id FROM article WHERE id >= ? AND id < ?)",
            (begun, begun + "\x7f"),
        )


def _drive_by_people(query: Query) -> Iterator[Command]:
    """Seek the statements of somebody, or of those who speak for somebody."""
    if query.speaker is not None:
        rows, values = find_entities(query.speaker)
        yield f"s.speaker_id IN ({rows})", values
    if query.speaks_for is not None:
        rows, values = find_entities(query.speaks_for)
        spoken = f"SELECT t.entity_id FROM tie AS t WHERE t.kind = 'speaks_for' AND t.other_id IN ({rows})"
        yield f"s.speaker_id IN ({spoken})", values


def _drive_by_mentions(about: str | None) -> Iterator[Command]:
    """Seek the statements of the articles that mention somebody or something."""
    if about is not None:
        rows, values = find_entities(about)
        yield f"s.article_id IN (SELECT entity_id / 1000000 FROM ({rows}))", values


def _hold_about(about: str | None) -> Iterator[Command]:
    """Ask for statements in whose words somebody or something is named."""
    if about is not None:
        rows, values = find_entities(about)
        named, said = (
            f"json_each('[\"' || replace({places}, ' ', '\",\"') || '\"]')"
            for places in ("e.mentions", "s.content_spans")
        )
        yield (
            f"EXISTS (SELECT 1 FROM entity AS e, {named} AS m, {said} AS c "
            "WHERE e.entity_id BETWEEN s.article_id * 1000000 AND s.article_id * 1000000 + 999999 "
            f"AND e.entity_id IN ({rows}) AND m.value + 0 >= c.value + 0 "
            "AND m.value + substr(m.value, instr(m.value, '+') + 1) "
            "<= c.value + substr(c.value, instr(c.value, '+') + 1))",
            values,
        )


def _hold_publisher(connection: Connection, publisher: str | None) -> Iterator[Command]:
    """Ask for a publisher, in small or capital letters; for a part of a name where none is called so."""
    if publisher is None:
        return
    names: list[str] = [writable(publisher)]
    known = "SELECT 1 FROM article WHERE publisher = ?1 UNION ALL SELECT 1 FROM reprint WHERE publisher = ?1 LIMIT 1"
    if connection.execute(known, names).fetchone() is None:
        names = _list_publishers(connection, names[0])
    marks = ", ".join("?" * len(names))
    own = f"SELECT 1 FROM reprint AS r WHERE r.article_id = a.article_id AND r.publisher IN ({marks})"
    yield f"(a.publisher IN ({marks}) OR EXISTS ({own}))", (*names, *names)


def _list_publishers(connection: Connection, part: str) -> list[str]:
    """List the publishers that have a part in their name; the index is skipped through, from one name to the next."""
    found: list[str] = []
    for table in ("article", "reprint"):
        command = f"SELECT min(publisher) FROM {table} WHERE publisher > ?"
        name = connection.execute(f"SELECT min(publisher) FROM {table} WHERE publisher IS NOT NULL").fetchone()[0]
        while name is not None:
            if part.casefold() in name.casefold():
                found.append(name)
            name = connection.execute(command, (name,)).fetchone()[0]
    return found


def _hold_columns(query: Query) -> Iterator[Command]:
    columns = (("s.act", query.act), ("s.manner", query.manner), ("coalesce(s.decision, 'machine')", query.status))
    for column, wanted in columns:
        if wanted:
            yield f"{column} IN ({', '.join('?' * len(wanted))})", tuple(wanted)
    if not query.status:
        yield "s.decision IS NOT 'rejected' AND a.decision IS NOT 'rejected'", ()
    if not query.replaced:
        yield "a.replaced_by IS NULL", ()


def _end_of(until: str) -> int:
    """Give the number behind the last of a day, a month or a year."""
    day = number_of_day(until) // DAY
    if day % 10_000 == 0:
        return (day + 10_000) * DAY
    return (day + 100 if day % 100 == 0 else day + 1) * DAY


def find_entities(name: str) -> tuple[str, tuple[object, ...]]:
    """Put into SQL which rows of entities are meant by a name, a part of a name, or the id of a known entity."""
    number = number_known(name)
    if number is not None:  # of somebody who was merged, whom they are now
        now = "SELECT e.known_id FROM known_entity AS k JOIN entity AS e ON e.entity_id = k.root WHERE k.known_id = ?"
        return _SPEAKER.format(now), (number,)
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


def list_words(words: str) -> list[str]:
    """List the words and phrases that a query seeks, a prefix with its star."""
    pieces = [(phrase + star if phrase else word) for minus, phrase, star, word in _PIECE.findall(words)
              if not minus and word[:1] != "-"]  # fmt: skip
    return [piece for piece in pieces if _WORD.search(piece)]
