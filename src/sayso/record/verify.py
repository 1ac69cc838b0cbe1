"""An open record in, what is wrong with it out: each digest, place, id, number, judgement and word of its indexes.

Whatever can be worked out again from the rest is, and compared with what is kept. Nothing is written, nobody is kept
from writing meanwhile, and memory is that of the longest article and of the known entity with most members: the words
of the full-text indexes are indexed again in a temporary file.
"""

import hashlib
import re
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

import msgspec

from sayso.data import Block
from sayso.ids import DIGITS, hash_number, make_id
from sayso.record.check import MOST
from sayso.record.here import name_entity
from sayso.record.known import ENTITIES, Profile
from sayso.record.load import KEPT
from sayso.record.opening import load_migrations, split_script
from sayso.record.places import pack_blocks, pack_mentions, unpack_blocks, unpack_places
from sayso.record.spans import JOINT, pack_pairs, unpack_pairs
from sayso.record.write import DAY, number_of_day

NAMED = 1_000
"""Rows of a full-text index that are named at most: who has more has to make it again anyway."""
_PASSING = {
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM,
}  # fmt: skip
"""Faults of SQLite's that tell nothing about the record."""

Place = tuple[int, int]
_CHANGED = msgspec.json.Decoder(list[Place] | None)
_PROFILES = msgspec.msgpack.Decoder(Profile)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong in a record: in which table, at which row where one can be named, and what.

    `table` is "file" for the file as a whole, "schema" for its tables, indexes, views and triggers.
    """

    table: str
    row: int | None
    what: str


@dataclass(frozen=True, slots=True)
class Here:
    """What of an article its statements and entities are checked by; `size` is the length of its text."""

    article_id: int
    sha256: str
    size: int
    published: str | None


def verify(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Say what is wrong with a record as it is at this moment, if anything.

    Where SQLite finds its file damaged, a row might hold anything, and nothing more is looked at. Raises sqlite3.Error
    only where the record could not be checked: the disk is full, another program has locked it.
    """
    with _looking(connection):
        damaged = False
        for fault in _heed(_check_file(connection), "file"):
            damaged = True
            yield fault
        for table, check in () if damaged else _CHECKS:
            yield from _heed(check(connection), table)


@contextmanager
def _looking(connection: sqlite3.Connection) -> Iterator[None]:
    """Look at one state of the record, and leave nothing behind."""
    within = connection.in_transaction
    connection.execute("SAVEPOINT looking" if within else "BEGIN")
    try:
        yield
    finally:
        for command in ("ROLLBACK TO looking", "RELEASE looking") if within else ("ROLLBACK",):
            connection.execute(command)


def _heed(faults: Iterator[Fault], table: str, row: int | None = None) -> Iterator[Fault]:
    """Give faults, and as the last one that SQLite could not go on."""
    try:
        yield from faults
    except UnicodeDecodeError:  # SQLite's message quotes what it could not read, and Python cannot read that
        yield Fault(table, row, "cannot be read, for it is overwritten")
    except sqlite3.DatabaseError as fault:
        if getattr(fault, "sqlite_errorcode", 0) & 0xFF in _PASSING:
            raise
        yield Fault(table, row, f"cannot be read ({' '.join(str(fault).split())[:200]})")


def _check_file(connection: sqlite3.Connection) -> Iterator[Fault]:
    for (words,) in connection.execute("PRAGMA integrity_check"):
        if words != "ok":
            yield Fault("file", None, " ".join(words.split()))


def _check_references(connection: sqlite3.Connection) -> Iterator[Fault]:
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Fault(table, row, f"points to a row of {parent} that is not there")


def _check_schema(connection: sqlite3.Connection) -> Iterator[Fault]:
    found, made = _list_objects(connection), _list_made_objects()
    for name in sorted(made.keys() | found.keys()):
        if name not in found:
            yield Fault("schema", None, f"{name} is missing")
        elif name not in made:
            yield Fault("schema", None, f"{name} is none of a record's; another program added it")
        elif found[name] != made[name]:
            yield Fault("schema", None, f"{name} is not as Sayso made it")


def _list_objects(connection: sqlite3.Connection) -> dict[str, str | None]:
    """List tables, indexes, views and triggers by kind and name, with the commands that make them."""
    rows = connection.execute("SELECT type || ' ' || name, sql FROM sqlite_master").fetchall()
    # SQLite keeps its own counts for its planner; of what FTS5 makes for itself each version may have its own wording.
    kept = [(name, sql) for name, sql in rows if not name.startswith("table sqlite_stat")]
    return {name: None if re.match(r"table \w+_fts_", name) else sql for name, sql in kept}


@cache
def _list_made_objects() -> Mapping[str, str | None]:
    empty = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for script in load_migrations().values():
            for command in split_script(script):
                empty.execute(command)
        return _list_objects(empty)
    finally:
        empty.close()


def _check_texts(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Read every text, which fails where one is no UTF-8 any more; those of the articles have their digests."""
    listing = "SELECT group_concat(name) FROM pragma_table_info(?) WHERE type = 'TEXT' AND name <> 'text'"
    for name, command in _list_made_objects().items():
        table = name.removeprefix("table ")
        columns = connection.execute(listing, (table,)).fetchone()[0] if "STRICT" in (command or "") else None
        if columns is not None:
            yield from _heed(_read_through(connection, f"SELECT {columns} FROM {table}"), table)


def _read_through(connection: sqlite3.Connection, command: str) -> Iterator[Fault]:
    for _ in connection.execute(command):
        pass
    yield from ()


def _seek(*conditions: tuple[str, str, str]) -> Callable[[sqlite3.Connection], Iterator[Fault]]:
    """Make a check of commands that give the rows in which something is wrong: the table, what it is, the command."""

    def check(connection: sqlite3.Connection) -> Iterator[Fault]:
        for table, what, command in conditions:
            yield from _heed((Fault(table, row, what) for (row,) in connection.execute(command)), table)

    return check


def _misshapen(table: str, row: str, column: str, shape: str = "array") -> tuple[str, str, str]:
    """Make the condition that a column holds JSON of another shape."""
    test = f"CASE WHEN json_valid({column}) THEN json_type({column}) <> '{shape}' ELSE TRUE END"
    command = f"SELECT {row} FROM {table} WHERE {column} IS NOT NULL AND {test}"
    return table, f"its {column} is no JSON {shape}", command


_check_columns = _seek(
    _misshapen("article", "article_id", "byline"),
    _misshapen("reprint", "reprint_id", "byline"),
    _misshapen("known_entity", "known_id", "aliases"),
    _misshapen("known_entity", "known_id", "decided", "object"),
    _misshapen("entity", "entity_id", "aliases"),
    _misshapen("statement", "statement_id", "candidates"),
    _misshapen("statement", "statement_id", "on_whose_word"),
    ("entity", "has no name, and no mention whose words are one",
     "SELECT entity_id FROM entity WHERE name IS NULL AND mentions = ''"),
    # Of numbers that are part of others SQLite does not see where they point.
    ("entity", "is numbered by an article that is not there",
     "SELECT entity_id FROM entity WHERE article_id NOT IN (SELECT article_id FROM article)"),
    ("judgement", "is numbered by an entity that is not there",
     "SELECT judgement_id FROM judgement WHERE left_id NOT IN (SELECT entity_id FROM entity)"),
)  # fmt: skip

_check_log = _seek(
    ("edit", "its before or its after is no JSON",
     "SELECT edit_id FROM edit "
     "WHERE NOT json_valid(coalesce(before, 'null')) OR NOT json_valid(coalesce(after, 'null'))"),
    ("edit", "takes back an edit that is not before it", "SELECT edit_id FROM edit WHERE undoes >= edit_id"),
    ("edit", "was taken back more than once",
     "SELECT undoes FROM edit NOT INDEXED WHERE undoes IS NOT NULL GROUP BY undoes HAVING count(*) > 1"),
)  # fmt: skip

_MEMBER = "FROM entity AS e WHERE e.known_id = k.known_id AND e.mentions <> ''"
"""The entities of a known one; those that a person brought into an article which does not mention them do not count."""
_check_counts = _seek(
    ("known_entity", "its articles are not those of its entities",
     "SELECT known_id FROM known_entity AS k "
     f"WHERE articles <> (SELECT count(DISTINCT e.entity_id / {ENTITIES}) {_MEMBER})"),
    ("known_entity", "its statements are not those that its entities made",
     "SELECT known_id FROM known_entity AS k WHERE statements <> (SELECT count(*) FROM entity AS e "
     "CROSS JOIN statement AS s ON s.speaker_id = e.entity_id WHERE e.known_id = k.known_id "
     "AND s.decision IS NOT 'rejected' "
     "AND s.article_id NOT IN (SELECT article_id FROM article WHERE replaced_by IS NOT NULL))"),
    ("known_entity", "does not begin with its first entity",
     f"SELECT known_id FROM known_entity AS k WHERE root <> (SELECT min(e.entity_id) {_MEMBER})"),
    ("known_entity", "begins with the entity that another began with",
     "SELECT max(known_id) FROM known_entity GROUP BY root HAVING count(*) > 1"),
)  # fmt: skip


def _check_articles(connection: sqlite3.Connection) -> Iterator[Fault]:
    for (article_id,) in connection.execute("SELECT article_id FROM article ORDER BY article_id"):
        yield from _heed(_check_article(connection, article_id), "article", article_id)


def _check_article(connection: sqlite3.Connection, article_id: int) -> Iterator[Fault]:
    name, sha256, published, size, digest = _digest_text(connection, article_id)
    if digest != sha256 or name != f"t{sha256[:DIGITS]}":
        yield Fault("article", article_id, f"{name}: its text is not the one that its digest was made of")
    here = Here(article_id, sha256, size, published)
    yield from _check_stretches(connection, here)
    yield from _check_entities(connection, here)
    yield from _check_ties(connection, here)
    yield from _check_statements(connection, here)


def _digest_text(connection: sqlite3.Connection, article_id: int) -> tuple[str, str, str | None, int, str]:
    # The text as bytes: of one that is no UTF-8 any more, SQLite would only say that it cannot be decoded.
    command = "SELECT id, sha256, published, CAST(text AS BLOB) FROM article WHERE article_id = ?"
    name, sha256, published, text = connection.execute(command, (article_id,)).fetchone()
    return name, sha256, published, len(text.decode("utf-8", "replace")), hashlib.sha256(text).hexdigest()


def _check_stretches(connection: sqlite3.Connection, here: Here) -> Iterator[Fault]:
    """Check blocks, which may be empty, and paragraphs, which may not."""
    command = "SELECT paragraph_id, start, end FROM paragraph WHERE article_id = ?"
    for row, start, end in connection.execute(command, (here.article_id,)):
        if not 0 <= start < end <= here.size:
            yield Fault("paragraph", row, f"{start} to {end} is no stretch of its article's text")
    packed = connection.execute("SELECT blocks FROM article WHERE article_id = ?", (here.article_id,)).fetchone()[0]
    blocks = _read_blocks(packed)
    if blocks is None:
        yield Fault("article", here.article_id, "its blocks are no places")
    for block in blocks or ():
        if not 0 <= block.start <= block.end <= here.size:
            yield Fault("article", here.article_id, f"its block {block.start} to {block.end} is no stretch of its text")


def _read_blocks(packed: str) -> tuple[Block, ...] | None:
    """Read blocks; None where they are not written as Sayso writes them."""
    try:
        blocks = unpack_blocks(packed)
    except ValueError:
        return None
    return blocks if pack_blocks(blocks) == packed else None


def _range_of(here: Here) -> Place:
    return here.article_id * ENTITIES, here.article_id * ENTITIES + ENTITIES - 1


def _is_of(here: Here, entity_id: int | None) -> bool:
    return entity_id is None or entity_id // ENTITIES == here.article_id


def _check_entities(connection: sqlite3.Connection, here: Here) -> Iterator[Fault]:
    seen: set[str] = set()
    command = "SELECT entity_id, id, mentions FROM entity WHERE entity_id BETWEEN ? AND ?"
    for row, own, mentions in connection.execute(command, _range_of(here)):
        places = _read_mentions(mentions)
        brought = not mentions and own is not None  # by a person who corrected a speaker
        if not brought and not (places and _are_inside(places, here)):
            yield Fault("entity", row, "its mentions are no places in its article's text")
            continue
        name = own or name_entity(here.sha256, mentions)
        if name in seen or not (brought or _is_named_by(name, places, here)):
            yield Fault("entity", row, f"{name} is not the id that a mention of it makes")
        seen.add(name)


def _read_mentions(mentions: str) -> list[Place]:
    """Read the places of mentions; none where they are not written as Sayso writes them."""
    try:
        places = list(unpack_places(mentions))
    except ValueError:
        return []
    return [(place.start, place.end) for place in places] if pack_mentions(places) == mentions else []


def _is_named_by(name: str, places: Iterable[Place], here: Here) -> bool:
    """Tell whether one of its mentions gives an entity its name: each gives more, where others begin there too."""
    return any(name == make_id("e", here.sha256, [place] * n) for place in places for n in range(1, MOST + 1))


def _check_ties(connection: sqlite3.Connection, here: Here) -> Iterator[Fault]:
    command = (
        "SELECT 'role', entity_id, of_id, spans FROM role WHERE entity_id BETWEEN ?1 AND ?2 UNION ALL "
        "SELECT 'tie', entity_id, other_id, spans FROM tie WHERE entity_id BETWEEN ?1 AND ?2"
    )
    for table, row, other, spans in connection.execute(command, _range_of(here)):
        if not _is_of(here, other):
            yield Fault(table, row, f"ties an entity to {other}, which is another article's")
        if spans is not None and _read_places(spans, here) is None:
            yield Fault(table, row, "its spans are no places in its article's text")


def _check_statements(connection: sqlite3.Connection, here: Here) -> Iterator[Fault]:
    columns = (
        "statement_id", "id", "content_spans", "cue_spans", "source_spans", "addressee_spans", "speaker_id",
        "addressee_id", "nested_in",
    )  # fmt: skip
    command = f"SELECT {', '.join(columns)} FROM statement WHERE article_id = ? ORDER BY statement_id"
    outer: dict[int, int | None] = {}
    for values in connection.execute(command, (here.article_id,)):
        row = dict(zip(columns, values, strict=True))
        outer[row["statement_id"]] = row["nested_in"]
        for what in _check_statement(connection, row, here):
            yield Fault("statement", row["statement_id"], f"{row['id']}: {what}")
    yield from _check_nesting(outer)


def _check_statement(connection: sqlite3.Connection, row: Mapping[str, Any], here: Here) -> Iterator[str]:
    parts: dict[str, list[Place] | None] = {}
    for part in ("content", "cue", "source", "addressee"):
        spans = row[f"{part}_spans"]
        parts[part] = [] if spans is None else _read_places(spans, here)
        if parts[part] is None:
            yield f"its {part}_spans are no places in its article's text"
    if None not in parts.values() and not _is_named_by_parts(connection, row["id"], parts, here):
        yield "its id is not the one that its places make, as they were first read"
    first = number_of_day(here.published)
    if not first < row["statement_id"] < first + DAY:
        yield "its number is not of the day on which its article was published"
    if not _is_of(here, row["speaker_id"]) or not _is_of(here, row["addressee_id"]):
        yield "its speaker or its addressee is another article's"


def _is_named_by_parts(
    connection: sqlite3.Connection, name: str, parts: Mapping[str, list[Place] | None], here: Here
) -> bool:
    """Tell whether its places make the id of a statement; where a person corrected them, those in the log."""
    named = ("content", "cue", "source")
    if name == make_id("a", here.sha256, [place for part in named for place in parts[part] or ()]):
        return True
    command = "SELECT before FROM edit WHERE object = ? AND field = ? ORDER BY edit_id LIMIT 1"
    first: list[Place] = []
    for part in named:
        changed = connection.execute(command, (name, part)).fetchone()
        first += (parts[part] if changed is None else _decode(_CHANGED, changed[0] or "null")) or ()
    return name == make_id("a", here.sha256, first)


def _check_nesting(outer: Mapping[int, int | None]) -> Iterator[Fault]:
    for number, around in outer.items():
        at, steps = around, 0
        while at is not None and at != number and steps < len(outer):
            at, steps = outer.get(at), steps + 1
        if at == number:
            yield Fault("statement", number, "is nested in itself")
        elif around is not None and around not in outer:
            yield Fault("statement", number, f"is nested in {around}, which is another article's")


def _decode(decoder: msgspec.json.Decoder[Any], value: str) -> Any:
    """Read JSON of a shape; None where it has another."""
    try:
        return decoder.decode(value)
    except msgspec.MsgspecError:
        return None


def _read_places(value: str, here: Here) -> list[Place] | None:
    """Read places; None where they are none, or where they do not lie in the article's text."""
    places = _try_places(value)
    return places if places is not None and _are_inside(places, here) else None


def _try_places(value: str) -> list[Place] | None:
    """Read places; None where they are none, or are written in another way than ours."""
    try:
        places = unpack_pairs(value)
    except ValueError:
        return None
    return places if pack_pairs(places) == value else None


def _are_inside(places: Iterable[Place], here: Here) -> bool:
    return all(0 <= start < end <= here.size for start, end in places)


def _check_profiles(connection: sqlite3.Connection) -> Iterator[Fault]:
    for known_id, profile in connection.execute("SELECT known_id, profile FROM known_entity"):
        try:
            _PROFILES.decode(profile)
        except (msgspec.MsgspecError, UnicodeDecodeError):  # of another shape, or with a text that is no UTF-8
            yield Fault("known_entity", known_id, "what it is compared by cannot be read")


def _check_reasons(connection: sqlite3.Connection) -> Iterator[Fault]:
    for reason_id, words in connection.execute("SELECT reason_id, words FROM reason"):
        if reason_id != hash_number(words):
            yield Fault("reason", reason_id, "is not numbered by its words")


def _check_judgements(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Check that the judgements which hold join the entities of each known entity, and no others.

    Each is joined to the rest in one way only, so that a judgement taken back parts them; and two of one article are
    joined by persons only.
    """
    rows = connection.execute(
        "SELECT e.known_id, e.entity_id, j.judgement_id, j.right_id, j.made_by FROM entity AS e "
        "LEFT JOIN judgement AS j ON j.judgement_id BETWEEN e.entity_id * 100 AND e.entity_id * 100 + 99 "
        "AND j.verdict = 'same' AND j.withdrawn_by IS NULL "
        "WHERE e.mentions <> '' ORDER BY e.known_id, e.entity_id"
    )
    for known_id, members in groupby(rows, key=lambda row: int(row[0])):
        yield from _check_members(known_id, [row[1:] for row in members])


def _check_members(known_id: int, rows: list[tuple[int, int | None, int, int | None]]) -> Iterator[Fault]:
    joined, by_program = {row[0]: row[0] for row in rows}, {row[0]: row[0] for row in rows}
    for entity_id, judgement, other, made_by in rows:
        if judgement is None:
            continue
        if other not in joined:
            yield Fault("judgement", judgement, f"joins {entity_id} to {other}, which is not the same known entity's")
        elif not _join(joined, entity_id, other):
            yield Fault("judgement", judgement, f"joins {entity_id} to {other}, which others join already")
        elif made_by is None:
            _join(by_program, entity_id, other)
    if len({_find(joined, entity_id) for entity_id in joined}) > 1:
        yield Fault("known_entity", known_id, "holds entities that no judgement joins")
    met = [(_find(by_program, entity_id), entity_id // ENTITIES) for entity_id in by_program]
    if len(set(met)) < len(met):
        yield Fault("known_entity", known_id, "holds two entities of one article, which no person joined")


def _find(parents: dict[int, int], entity_id: int) -> int:
    """Find who stands for all that an entity is joined to."""
    while parents[entity_id] != entity_id:
        parents[entity_id] = parents[parents[entity_id]]
        entity_id = parents[entity_id]
    return entity_id


def _join(parents: dict[int, int], left: int, right: int) -> bool:
    """Join two; tell whether they were not joined before."""
    left, right = _find(parents, left), _find(parents, right)
    parents[max(left, right)] = min(left, right)
    return left != right


def _check_statement_words(connection: sqlite3.Connection) -> Iterator[Fault]:
    yield from _compare_index(connection, "statement_fts", ("words",), _list_words(connection))


def _check_people_words(connection: sqlite3.Connection) -> Iterator[Fault]:
    people = connection.execute("SELECT rowid, name, aliases FROM people ORDER BY rowid")
    yield from _compare_index(connection, "people_fts", ("name", "aliases"), people)


def _list_words(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """List what was said by the number of the statement; in its order, in which FTS5 takes it fastest."""
    texts: OrderedDict[int, str] = OrderedDict()
    command = "SELECT statement_id, article_id, content_spans FROM statement ORDER BY statement_id"
    for number, article_id, content in connection.execute(command):
        if article_id not in texts:
            texts[article_id] = _fetch_text(connection, article_id)
            if len(texts) > KEPT:
                texts.popitem(last=False)
        places = _try_places(content) or ()
        yield number, JOINT.join(texts[article_id][start:end] for start, end in places)


def _fetch_text(connection: sqlite3.Connection, article_id: int) -> str:
    command = "SELECT CAST(text AS BLOB) FROM article WHERE article_id = ?"
    row = connection.execute(command, (article_id,)).fetchone()
    return "" if row is None else str(row[0], "utf-8", "replace")


def _compare_index(
    connection: sqlite3.Connection, index: str, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]
) -> Iterator[Fault]:
    """Index words again, and compare the two indexes word by word.

    FTS5's own check would need to write, and before SQLite 3.44 it did not look at the words.
    """
    named = set[int]()
    _index_again(connection, index, columns, rows)
    for (term,) in connection.execute(_DIFFERENT.format(index=index)).fetchall():
        for number, what in _find_differences(connection, index, term):
            if number in named:
                continue
            if len(named) == NAMED:
                yield Fault(index, None, "and so on; only the first rows are named")
                return
            named.add(number)
            yield Fault(index, number, what)


_PRINT = (
    "(SELECT count(*) || ' ' || sum(doc % 1000000007) || ' ' || sum(doc % 999983 * (offset + unicode(col)) % 999983) "
    "FROM temp.{index}_{side} AS i WHERE i.term = t.term)"
)
"""What tells of a word in an index in how many rows it is, in which, and where; null where it is in none."""
_DIFFERENT = (
    "SELECT t.term FROM (SELECT term FROM temp.{index}_kept_terms UNION SELECT term FROM temp.{index}_made_terms) AS t "
    f"WHERE {_PRINT.replace('{side}', 'kept')} IS NOT {_PRINT.replace('{side}', 'made')} LIMIT 10000"
)


def _index_again(
    connection: sqlite3.Connection, index: str, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]
) -> None:
    made = _list_made_objects()[f"table {index}"] or ""
    tokenize = re.search(r'tokenize="[^"]*"', made)
    assert tokenize is not None
    listed, marks = ", ".join(columns), ", ".join("?" * len(columns))
    connection.execute(
        f"CREATE VIRTUAL TABLE temp.{index}_again USING fts5({listed}, content='', columnsize=0, {tokenize[0]})"
    )
    connection.executemany(f"INSERT INTO temp.{index}_again (rowid, {listed}) VALUES (?, {marks})", rows)
    for name, place in (("kept", f"main, {index}"), ("made", f"temp, {index}_again")):
        connection.execute(f"CREATE VIRTUAL TABLE temp.{index}_{name} USING fts5vocab({place}, instance)")
        connection.execute(f"CREATE VIRTUAL TABLE temp.{index}_{name}_terms USING fts5vocab({place}, row)")


def _find_differences(connection: sqlite3.Connection, index: str, term: str) -> Iterator[tuple[int, str]]:
    """Find the rows in which one index has a word at a place where the other has not."""
    command = (
        "SELECT DISTINCT doc FROM (SELECT doc, col, offset FROM temp.{0}_{1} WHERE term = ?1 "
        "EXCEPT SELECT doc, col, offset FROM temp.{0}_{2} WHERE term = ?1)"
    )
    for mine, other, what in (
        ("made", "kept", "the full-text index lacks words of it, as {!r}; it would not be found"),
        ("kept", "made", "the full-text index has words that are not in it, as {!r}; it would be found in vain"),
    ):
        for (number,) in connection.execute(command.format(index, mine, other), (term,)):
            yield number, what.format(term)


_CHECKS: tuple[tuple[str, Callable[[sqlite3.Connection], Iterator[Fault]]], ...] = (
    ("schema", _check_schema),
    ("file", _check_references),
    ("article", _check_articles),
    ("file", _check_texts),
    ("entity", _check_columns),
    ("known_entity", _check_counts),
    ("known_entity", _check_profiles),
    ("reason", _check_reasons),
    ("judgement", _check_judgements),
    ("edit", _check_log),
    ("statement_fts", _check_statement_words),
    ("people_fts", _check_people_words),
)
