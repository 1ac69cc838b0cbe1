"""A Query in, the numbers of the statements that satisfy it out, the latest first, a page at a time.

Statements are numbered by day of publication, so the full-text index gives them in order by itself, and a search by
date is a range of it. Where the words are frequent and somebody is asked for who says little, or articles that are
few, it goes the other way: from the statements of these to the words.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from sqlite3 import Connection, connect

from sayso.data import Query
from sayso.errors import SettingError, UnknownIdError
from sayso.record.known import number_known
from sayso.record.rows import writable
from sayso.record.spans import join_words, unpack
from sayso.record.write import DAY, number_of_day

FEW = 8_000
"""Up to so many statements of somebody, or of some articles, are listed first, some 10 ms of work."""
LOOKED_AT, WORTH = 1_500, 100
"""Up to so many of them are looked at one by one, where the walk through the index would pass by a hundred for each."""
AT_ONCE = 200
"""Statements that are looked at together, until a page is full."""
_PIECE = re.compile(r'(-?)"([^"]*)"(\*?)|(\S+)')
_WORD = re.compile(r"[^\W_]+")
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T.*)?)?)?$", re.ASCII)
_LAST = 10**16
TOKENIZER = 'tokenize="unicode61 remove_diacritics 2"'
"""How words are cut and folded in the index of the record."""

Command = tuple[str, tuple[object, ...]]
"""A piece of SQL, and the values of its marks."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A query in SQL: what is sought in the index, what must hold of a statement `s` and its article `a`, and values.

    `drivers` are conditions, each with its values, that an index of the statements answers: somebody's, some articles'.
    They say again what must hold. `late` is what costs most to find out of a statement, and is asked last.
    """

    match: str | None
    first: int
    last: int
    holds: tuple["Command", ...] = ()
    drivers: tuple["Command", ...] = ()
    late: tuple["Command", ...] = ()


def find_numbers(connection: Connection, query: Query, *, limit: int, before: int | None = None) -> list[int]:
    """Find at most `limit` statements, the latest first, from below the number `before` on."""
    plan = make_plan(connection, query, before=before)
    listed = _list_driven(connection, plan)
    if listed == []:
        return []
    if listed is None:
        return _run(connection, _plain(plan) if plan.match is None else _matched(plan), limit)
    if plan.match is None or (len(listed) <= LOOKED_AT and _is_long_walk(connection, plan.match, WORTH * len(listed))):
        return _look_at(connection, plan, listed, limit)
    return _run(connection, _matched(plan, among=listed), limit)


def _is_long_walk(connection: Connection, match: str, most: int) -> bool:
    """Tell whether more statements have some words than a number; to begin with a prefix is long by itself."""
    command = "SELECT count(*) FROM (SELECT 1 FROM statement_fts WHERE statement_fts MATCH ? LIMIT ?)"
    return "*" in match or int(connection.execute(command, (match, most + 1)).fetchone()[0]) > most


def _list_driven(connection: Connection, plan: Plan) -> list[int] | None:
    """List the statements that the driver with the fewest gives, the latest first; None where each has too many."""
    best: list[int] | None = None
    for condition, values in plan.drivers:
        most = FEW + 1 if best is None else len(best)
        command = (
            f"SELECT s.statement_id FROM statement AS s WHERE {condition} AND s.statement_id >= ? "
            "AND s.statement_id < ? LIMIT ?"
        )
        found = [number for (number,) in connection.execute(command, (*values, plan.first, plan.last, most))]
        if len(found) < most:
            best = found
    return None if best is None else sorted(best, reverse=True)


def _look_at(connection: Connection, plan: Plan, numbers: Sequence[int], limit: int) -> list[int]:
    """Look at statements, in their order, until so many that satisfy a query are found.

    Their words are put into an index of their own: to look up each in that of all takes ten times as long.
    """
    found: list[int] = []
    listed = "json_each(?) AS n CROSS JOIN statement AS s ON s.statement_id = n.value "
    begun = f"FROM {listed}CROSS JOIN article AS a ON a.article_id = s.article_id WHERE TRUE"
    holds, values = _all(plan.holds)
    late, more = _all(plan.late)
    for at in range(0, len(numbers), AT_ONCE):
        some: Sequence[int] = numbers[at : at + AT_ONCE]
        if plan.match is None:
            rows = connection.execute(f"SELECT s.statement_id {begun}{holds}", (json.dumps(some), *values))
            some = [number for (number,) in rows]
        else:
            command = f"SELECT s.statement_id, s.content_spans, a.text {begun}{holds}"
            rows = connection.execute(command, (json.dumps(some), *values))
            some = _match_words(plan.match, ((number, join_words(unpack(*told))) for number, *told in rows))
        command = f"SELECT s.statement_id {begun}{late} ORDER BY s.statement_id DESC"
        found += _run(connection, (command, (json.dumps(some), *more)), limit - len(found))
        if len(found) == limit:
            break
    return found


def _match_words(match: str, words: Iterable[tuple[int, str]]) -> list[int]:
    """Give which statements match, by their numbers and what was said in them."""
    with closing(connect(":memory:")) as index:
        index.execute(f"CREATE VIRTUAL TABLE said USING fts5 (words, content='', {TOKENIZER}, columnsize=0)")
        index.executemany("INSERT INTO said (rowid, words) VALUES (?, ?)", words)
        return [number for (number,) in index.execute("SELECT rowid FROM said WHERE said MATCH ?", (match,))]


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
    """Tell whether a person has decided anything of an article, a statement in it, an event, or an entity."""
    return bool(
        connection.execute(
            "SELECT EXISTS (SELECT 1 FROM article WHERE article_id = ?1 AND decision IS NOT NULL) "
            "OR EXISTS (SELECT 1 FROM statement WHERE article_id = ?1 AND decision IS NOT NULL) "
            "OR EXISTS (SELECT 1 FROM entity WHERE entity_id BETWEEN ?1 * 1000000 AND ?1 * 1000000 + 999999 "
            "AND decision IS NOT NULL) "
            "OR EXISTS (SELECT 1 FROM event WHERE event_id BETWEEN ?1 * 1000000 AND ?1 * 1000000 + 999999 "
            "AND decision IS NOT NULL)",
            (article_id,),
        ).fetchone()[0]
    )


def _run(connection: Connection, command: Command, limit: int) -> list[int]:
    text, values = command
    return [number for (number,) in connection.execute(f"{text} LIMIT ?", (*values, limit))]


def _all(commands: Iterable[Command]) -> Command:
    """Join conditions, each behind an "AND", and their values."""
    told = list(commands)
    return "".join(f" AND {condition}" for condition, _ in told), tuple(value for _, values in told for value in values)


def _list_holds(plan: Plan) -> tuple[Command, ...]:
    """List what must hold where statements are not listed first: the articles that name somebody are, all the same."""
    return (*plan.holds, *(plan.drivers[-1:] if plan.late else ()), *plan.late)


def _matched(plan: Plan, among: Sequence[int] | None = None) -> Command:
    """Walk the index from the latest statement on; past those that are not among some, where some are given."""
    holds, values = _all(_list_holds(plan) if among is None else (*plan.holds, *plan.late))
    first, last = (plan.first, plan.last) if not among else (among[-1], among[0] + 1)
    # "+": each is looked for among them, and not each of them in the index
    listed = "" if among is None else " AND +f.rowid IN (SELECT value FROM json_each(?))"
    return (
        "SELECT s.statement_id FROM statement_fts AS f CROSS JOIN statement AS s ON s.statement_id = f.rowid "
        "CROSS JOIN article AS a ON a.article_id = s.article_id "
        f"WHERE f.statement_fts MATCH ? AND f.rowid >= ? AND f.rowid < ?{listed}{holds} ORDER BY f.rowid DESC",
        (plan.match, first, last, *(() if among is None else (json.dumps(among),)), *values),
    )


def _plain(plan: Plan) -> Command:
    """Walk the statements from the latest on."""
    holds, values = _all(_list_holds(plan))
    return (
        "SELECT s.statement_id FROM statement AS s CROSS JOIN article AS a ON a.article_id = s.article_id "
        f"WHERE s.statement_id >= ? AND s.statement_id < ?{holds} ORDER BY s.statement_id DESC",
        (plan.first, plan.last, *values),
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


def make_plan(connection: Connection, query: Query, *, before: int | None = None) -> Plan:
    """Put a query into SQL; raise SettingError where there is nothing to seek in what was given, or a day is none."""
    _refuse_nobody(connection, query)
    publishers = None if query.publisher is None else find_publishers(connection, query.publisher)
    for day in filter(None, (query.since, query.until)):
        if not is_day(day):
            raise SettingError(f"{day[:40]!r} is no date; give it as YYYY, YYYY-MM or YYYY-MM-DD")
    last = _end_of(query.until) if query.until else _LAST
    return Plan(
        None if query.words is None else quote_words(query.words),
        number_of_day(query.since) if query.since else -1,
        min(last, before if before is not None else _LAST),
        (*_hold_columns(query), *hold_article(query.article, publishers), *_hold_people(query)),
        (*_drive_by_people(query), *_drive_by_articles(query, publishers)),
        tuple(_hold_about(query.about)),
    )


def is_day(day: str) -> bool:
    """Tell whether a text is an ISO 8601 prefix of a day."""
    return _DAY.match(day) is not None


def _refuse_nobody(connection: Connection, query: Query) -> None:
    """Raise UnknownIdError where an id is asked for that is nobody's: "nothing found" would be no answer."""
    for name in filter(None, (query.speaker, query.speaks_for, query.about)):
        number = number_known(name)
        sought = "SELECT 1 FROM known_entity WHERE known_id = ?"
        if number is not None and connection.execute(sought, (number,)).fetchone() is None:
            raise UnknownIdError(f"{name}: there is nothing of this id in the record")
    if query.article is not None:
        sought = "SELECT 1 FROM article WHERE id >= ? AND id < ? LIMIT 1"
        if connection.execute(sought, range_of_ids(query.article)).fetchone() is None:
            raise UnknownIdError(f"{query.article[:60]}: there is nothing of this id in the record")


def _drive_by_articles(query: Query, publishers: Sequence[str] | None) -> Iterator[Command]:
    """Seek the statements of an article, by its id or the beginning of it, of a publisher, and of those who name one.

    All of these at once: the articles that two of them share are few where neither's are.
    """
    told = list[Command]()
    if query.article is not None:
        told.append(("SELECT article_id FROM article WHERE id >= ? AND id < ?", range_of_ids(query.article)))
    if publishers is not None:
        own, again = (
            f"SELECT article_id FROM {table} WHERE publisher IN ({_marks(publishers)})"
            for table in ("article", "reprint")
        )
        told.append((f"SELECT article_id FROM ({own} UNION ALL {again})", (*publishers, *publishers)))
    if query.about is not None:
        rows, values = find_entities(query.about)
        told.append((f"SELECT entity_id / 1000000 FROM ({rows})", values))
    if told:
        joined = " INTERSECT ".join(command for command, _ in told)
        yield f"s.article_id IN ({joined})", tuple(value for _, values in told for value in values)


def hold_article(article: str | None, publishers: Sequence[str] | None) -> Iterator[Command]:
    """Ask for an article, and for who published it or printed it again."""
    if article is not None:
        yield "a.id >= ? AND a.id < ?", range_of_ids(article)
    if publishers is not None:
        marks = _marks(publishers)
        again = f"SELECT 1 FROM reprint AS r WHERE r.article_id = a.article_id AND r.publisher IN ({marks})"
        yield f"(a.publisher IN ({marks}) OR EXISTS ({again}))", (*publishers, *publishers)


def range_of_ids(article: str) -> tuple[str, str]:
    """Give the first id that begins so, and the first behind those."""
    return writable(article), writable(article) + "\x7f"


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _drive_by_people(query: Query) -> Iterator[Command]:
    """Seek the statements of somebody, or of those who speak for somebody."""
    if query.speaker is not None:
        rows, values = find_entities(query.speaker)
        yield f"s.speaker_id IN ({rows})", values
    if query.speaks_for is not None:
        rows, values = find_entities(query.speaks_for)
        spoken = f"SELECT t.entity_id FROM tie AS t WHERE t.kind = 'speaks_for' AND t.other_id IN ({rows})"
        yield f"s.speaker_id IN ({spoken})", values


def _hold_people(query: Query) -> Iterator[Command]:
    """Ask for somebody as the speaker, and for those who speak for somebody."""
    if query.speaker is not None:
        known, values = seek_known(query.speaker)
        yield (
            f"EXISTS (SELECT 1 FROM entity AS e WHERE e.entity_id = s.speaker_id AND +e.known_id IN ({known}))",
            values,
        )
    if query.speaks_for is not None:
        known, values = seek_known(query.speaks_for)
        yield (
            "EXISTS (SELECT 1 FROM tie AS t CROSS JOIN entity AS e ON e.entity_id = t.other_id "
            f"WHERE t.entity_id = s.speaker_id AND t.kind = 'speaks_for' AND +e.known_id IN ({known}))",
            values,
        )


def _hold_about(about: str | None) -> Iterator[Command]:
    """Ask for statements in whose words somebody or something is named."""
    if about is not None:
        known, values = seek_known(about)
        named, said = (
            f"json_each('[\"' || replace({places}, ' ', '\",\"') || '\"]')"
            for places in ("e.mentions", "s.content_spans")
        )
        yield (
            f"EXISTS (SELECT 1 FROM entity AS e, {named} AS m, {said} AS c "
            "WHERE e.entity_id BETWEEN s.article_id * 1000000 AND s.article_id * 1000000 + 999999 "
            f"AND +e.known_id IN ({known}) AND m.value + 0 >= c.value + 0 "  # "+": an article's entities are few
            "AND m.value + substr(m.value, instr(m.value, '+') + 1) "
            "<= c.value + substr(c.value, instr(c.value, '+') + 1))",
            values,
        )


def find_publishers(connection: Connection, publisher: str) -> list[str]:
    """Find a publisher, in small or capital letters; those with a part of a name where none is called so."""
    names = [writable(publisher)]
    known = "SELECT 1 FROM article WHERE publisher = ?1 UNION ALL SELECT 1 FROM reprint WHERE publisher = ?1 LIMIT 1"
    found = connection.execute(known, names).fetchone()
    return _list_publishers(connection, names[0]) if found is None else names


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


def find_entities(name: str) -> Command:
    """Put into SQL which rows of entities are meant by a name, a part of a name, or the id of a known entity."""
    known, values = seek_known(name)
    return f"SELECT entity_id FROM entity WHERE known_id IN ({known})", values


def seek_known(name: str) -> Command:
    """Put into SQL which known entities are meant by a name, a part of a name, or an id."""
    number = number_known(name)
    if number is not None:  # of somebody who was merged, whom they are now
        now = "SELECT e.known_id FROM known_entity AS k JOIN entity AS e ON e.entity_id = k.root WHERE k.known_id = ?"
        return now, (number,)
    return "SELECT rowid FROM people_fts WHERE people_fts MATCH ?", (quote_words(name),)


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
