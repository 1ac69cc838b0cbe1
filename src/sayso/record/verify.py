"""An open record in, what is wrong with it out: each digest, place, id, number, judgement and word of its indexes.

Whatever can be worked out again from the rest is, and compared with what is kept. Nothing is written, nobody is kept
from writing meanwhile, and memory is that of the longest article and of the known entity with most members: the words
of the full-text indexes are indexed again in a temporary file.
"""

import hashlib
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import msgspec

from sayso.data import Block
from sayso.ids import DIGITS, hash_number, make_id
from sayso.record.check import MOST
from sayso.record.faults import Fault, Here, Place, are_inside, heed, is_of, misshapen, read_places, seek, try_places
from sayso.record.here import name_entity
from sayso.record.indexes import compare_index
from sayso.record.joins import ENTITIES_JOINED, check_joins
from sayso.record.known import ENTITIES, Profile
from sayso.record.load import KEPT
from sayso.record.places import pack_blocks, pack_mentions, unpack_blocks, unpack_places
from sayso.record.schema import check_schema, check_texts
from sayso.record.spans import JOINT
from sayso.record.verify_events import EVENT_CHECKS, check_events
from sayso.record.write import DAY, number_of_day

_CHANGED = msgspec.json.Decoder(list[Place] | None)
_PROFILES = msgspec.msgpack.Decoder(Profile)


def verify(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Say what is wrong with a record as it is at this moment, if anything.

    Where SQLite finds its file damaged, a row might hold anything, and nothing more is looked at. Raises sqlite3.Error
    only where the record could not be checked: the disk is full, another program has locked it.
    """
    with _looking(connection):
        damaged = False
        for fault in heed(_check_file(connection), "file"):
            damaged = True
            yield fault
        for table, check in () if damaged else _CHECKS:
            yield from heed(check(connection), table)


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


def _check_file(connection: sqlite3.Connection) -> Iterator[Fault]:
    for (words,) in connection.execute("PRAGMA integrity_check"):
        if words != "ok":
            yield Fault("file", None, " ".join(words.split()))


def _check_references(connection: sqlite3.Connection) -> Iterator[Fault]:
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Fault(table, row, f"points to a row of {parent} that is not there")


_check_columns = seek(
    misshapen("article", "article_id", "byline"),
    misshapen("reprint", "reprint_id", "byline"),
    misshapen("known_entity", "known_id", "aliases"),
    misshapen("known_entity", "known_id", "decided", "object"),
    misshapen("entity", "entity_id", "aliases"),
    misshapen("statement", "statement_id", "candidates"),
    misshapen("statement", "statement_id", "on_whose_word"),
    ("entity", "has no name, and no mention whose words are one",
     "SELECT entity_id FROM entity WHERE name IS NULL AND mentions = ''"),
    # Of numbers that are part of others SQLite does not see where they point.
    ("entity", "is numbered by an article that is not there",
     "SELECT entity_id FROM entity WHERE article_id NOT IN (SELECT article_id FROM article)"),
    ("judgement", "is numbered by an entity that is not there",
     "SELECT judgement_id FROM judgement WHERE left_id NOT IN (SELECT entity_id FROM entity)"),
)  # fmt: skip

_check_log = seek(
    ("edit", "its before or its after is no JSON",
     "SELECT edit_id FROM edit "
     "WHERE NOT json_valid(coalesce(before, 'null')) OR NOT json_valid(coalesce(after, 'null'))"),
    ("edit", "takes back an edit that is not before it", "SELECT edit_id FROM edit WHERE undoes >= edit_id"),
    ("edit", "was taken back more than once",
     "SELECT undoes FROM edit NOT INDEXED WHERE undoes IS NOT NULL GROUP BY undoes HAVING count(*) > 1"),
)  # fmt: skip

_MEMBER = "FROM entity AS e WHERE e.known_id = k.known_id AND e.mentions <> ''"
"""The entities of a known one; those that a person brought into an article which does not mention them do not count."""
_check_counts = seek(
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
        yield from heed(_check_article(connection, article_id), "article", article_id)


def _check_article(connection: sqlite3.Connection, article_id: int) -> Iterator[Fault]:
    name, sha256, published, size, digest = _digest_text(connection, article_id)
    if digest != sha256 or name != f"t{sha256[:DIGITS]}":
        yield Fault("article", article_id, f"{name}: its text is not the one that its digest was made of")
    here = Here(article_id, sha256, size, published)
    yield from _check_stretches(connection, here)
    yield from _check_entities(connection, here)
    yield from _check_ties(connection, here)
    yield from _check_statements(connection, here)
    yield from check_events(connection, here)


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


def _check_entities(connection: sqlite3.Connection, here: Here) -> Iterator[Fault]:
    seen: set[str] = set()
    command = "SELECT entity_id, id, mentions FROM entity WHERE entity_id BETWEEN ? AND ?"
    for row, own, mentions in connection.execute(command, _range_of(here)):
        places = _read_mentions(mentions)
        brought = not mentions and own is not None  # by a person who corrected a speaker
        if not brought and not (places and are_inside(places, here)):
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
        if not is_of(here, other):
            yield Fault(table, row, f"ties an entity to {other}, which is another article's")
        if spans is not None and read_places(spans, here) is None:
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
        parts[part] = [] if spans is None else read_places(spans, here)
        if parts[part] is None:
            yield f"its {part}_spans are no places in its article's text"
    if None not in parts.values() and not _is_named_by_parts(connection, row["id"], parts, here):
        yield "its id is not the one that its places make, as they were first read"
    first = number_of_day(here.published)
    if not first < row["statement_id"] < first + DAY:
        yield "its number is not of the day on which its article was published"
    if not is_of(here, row["speaker_id"]) or not is_of(here, row["addressee_id"]):
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


def _check_joins(connection: sqlite3.Connection) -> Iterator[Fault]:
    yield from check_joins(connection, ENTITIES_JOINED)


def _check_statement_words(connection: sqlite3.Connection) -> Iterator[Fault]:
    yield from compare_index(connection, "statement_fts", ("words",), _list_words(connection))


def _check_people_words(connection: sqlite3.Connection) -> Iterator[Fault]:
    people = connection.execute("SELECT rowid, name, aliases FROM people ORDER BY rowid")
    yield from compare_index(connection, "people_fts", ("name", "aliases"), people)


def _list_words(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """List what was said by the number of the statement; in its order, in which FTS5 takes it fastest."""
    texts: OrderedDict[int, str] = OrderedDict()
    command = "SELECT statement_id, article_id, content_spans FROM statement ORDER BY statement_id"
    for number, article_id, content in connection.execute(command):
        if article_id not in texts:
            texts[article_id] = _fetch_text(connection, article_id)
            if len(texts) > KEPT:
                texts.popitem(last=False)
        places = try_places(content) or ()
        yield number, JOINT.join(texts[article_id][start:end] for start, end in places)


def _fetch_text(connection: sqlite3.Connection, article_id: int) -> str:
    command = "SELECT CAST(text AS BLOB) FROM article WHERE article_id = ?"
    row = connection.execute(command, (article_id,)).fetchone()
    return "" if row is None else str(row[0], "utf-8", "replace")


_CHECKS: tuple[tuple[str, Callable[[sqlite3.Connection], Iterator[Fault]]], ...] = (
    ("schema", check_schema),
    ("file", _check_references),
    ("article", _check_articles),
    ("file", check_texts),
    ("entity", _check_columns),
    ("known_entity", _check_counts),
    ("known_entity", _check_profiles),
    ("reason", _check_reasons),
    ("judgement", _check_joins),
    ("edit", _check_log),
    ("statement_fts", _check_statement_words),
    ("people_fts", _check_people_words),
    *EVENT_CHECKS,
)
