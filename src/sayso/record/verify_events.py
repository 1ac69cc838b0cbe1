"""A record in, what is wrong with its events out: places, ids, parties, places on the earth, sums, keys, judgements."""

import json
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from sayso.ids import hash_number, make_id
from sayso.record.events import EVENTS, PLACE, range_of
from sayso.record.faults import Fault, Here, are_inside, is_of, misshapen, read_places, seek, try_places
from sayso.record.indexes import compare_index
from sayso.record.joins import EVENTS_JOINED, check_joins
from sayso.record.known import ENTITIES
from sayso.record.known_events import Profile, fetch_reports, find_sum
from sayso.record.load import KEPT
from sayso.record.spans import JOINT
from sayso.sentences import find_sentences

_PROFILES = msgspec.msgpack.Decoder(Profile)
_PLACES = ("trigger_spans", "sentence_spans", "date_spans", "place_spans")
_TOLD = ("event_size", "event_status", "event_account")

check_event_columns = seek(
    misshapen("event", "event_id", "modes"),
    misshapen("known_event", "known_event_id", "modes"),
    ("event", "is numbered by an article that is not there, or among its entities",
     "SELECT event_id FROM event WHERE article_id NOT IN (SELECT article_id FROM article) "
     f"OR event_id % {ENTITIES} < {EVENTS}"),
    ("entity", "is numbered among the events of its article",
     f"SELECT entity_id FROM entity WHERE entity_id % {ENTITIES} >= {EVENTS}"),
    ("event_judgement", "is numbered by an event that is not there",
     "SELECT judgement_id FROM event_judgement WHERE left_id NOT IN (SELECT event_id FROM event)"),
    ("known_event", "begins with the event that another began with",
     "SELECT max(known_event_id) FROM known_event GROUP BY root HAVING count(*) > 1"),
)  # fmt: skip


def check_events(connection: sqlite3.Connection, here: Here) -> Iterator[Fault]:
    """Check the events of an article."""
    columns = ("event_id", "id", "mentions", "word", *_PLACES)
    command = f"SELECT {', '.join(columns)} FROM event WHERE event_id BETWEEN ? AND ? ORDER BY 1"
    rows = connection.execute(command, range_of(here.article_id)).fetchall()
    text = _fetch_text(connection, here.article_id) if rows else ""
    for values in rows:
        row = dict(zip(columns, values, strict=True))
        for what in _check_event(connection, row, here, text):
            yield Fault("event", row["event_id"], f"{row['id']}: {what}")
    for table in _TOLD if rows else ():
        yield from _check_told(connection, table, here)
    yield from _check_references(connection, here) if rows else ()


def _check_event(connection: sqlite3.Connection, row: Mapping[str, Any], here: Here, text: str) -> Iterator[str]:
    mentions = read_places(row["mentions"], here)
    for column in _PLACES:
        if row[column] is not None and read_places(row[column], here) is None:
            yield f"its {column} are no places in its article's text"
    if not mentions:
        yield "its mentions are no places in its article's text"
        return
    if not any(row["id"] == make_id("v", here.sha256, [place]) for place in mentions):
        yield "its id is not the one that a place of a word for it makes"
    sentences, trigger = try_places(row["sentence_spans"]), try_places(row["trigger_spans"] or "")
    sound = trigger is not None and are_inside(trigger, here)
    if sound and sentences != find_sentences(text, (*mentions, *(trigger or ()))):
        yield "its sentences are not those around the words for it"
    if not _are_of(connection, row["word"], here):
        yield "is on the word of another article's entity"


def _are_of(connection: sqlite3.Connection, word: str | None, here: Here) -> bool:
    """Tell whether those on whose word something is are entities of an article."""
    command = "SELECT 1 FROM entity WHERE entity_id = ?"
    numbers = (word or "").split()
    rows = [here.article_id * ENTITIES + int(number) for number in numbers if number.isdigit() and len(number) < 7]
    return len(rows) == len(numbers) and all(connection.execute(command, (row,)).fetchone() for row in rows)


def _check_told(connection: sqlite3.Connection, table: str, here: Here) -> Iterator[Fault]:
    """Check what sources make of the events of an article, and what they give of them."""
    word = "NULL" if table == "event_size" else "word"
    party = "CASE WHEN field IN ('actor', 'recipient') THEN value END" if table == "event_account" else "NULL"
    command = f"SELECT event_id, spans, {word}, {party} FROM {table} WHERE event_id BETWEEN ? AND ?"
    for row, spans, chain, value in connection.execute(command, range_of(here.article_id)).fetchall():
        if read_places(spans, here) is None:
            yield Fault(table, row, "its spans are no places in its article's text")
        if not _are_of(connection, chain, here) or not _are_of(connection, value, here):
            yield Fault(table, row, "is of another article's entity, or on its word")


def _check_references(connection: sqlite3.Connection, here: Here) -> Iterator[Fault]:
    """Check that those who did something, what it is told in and what it answers are of its own article."""
    told = " UNION ALL ".join(
        f"SELECT '{table}', t.event_id, s.article_id * {ENTITIES} FROM {table} AS t "
        "JOIN statement AS s ON s.statement_id = t.statement_id WHERE t.event_id BETWEEN ?1 AND ?2"
        for table in ("event_status", "event_account")
    )
    command = (
        "SELECT 'event_party', event_id, entity_id FROM event_party WHERE event_id BETWEEN ?1 AND ?2 UNION ALL "
        f"SELECT 'event_answer', event_id, other_id FROM event_answer WHERE event_id BETWEEN ?1 AND ?2 UNION ALL {told}"
    )
    for table, row, other in connection.execute(command, range_of(here.article_id)):
        if not is_of(here, other):
            yield Fault(table, row, "points to another article's")


def check_places(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Check that places are numbered by what is known of them."""
    for place_id, *told in connection.execute(f"SELECT place_id, {', '.join(PLACE)} FROM place"):
        if place_id != hash_number(json.dumps(told)):
            yield Fault("place", place_id, "is not numbered by what is known of it")


def check_known_events(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Check that known events are what their reports make of them together, and can be compared."""
    rows = connection.execute("SELECT known_event_id, profile FROM known_event ORDER BY 1")
    for known_event_id, profile in rows:
        try:
            _PROFILES.decode(profile)
        except (msgspec.MsgspecError, UnicodeDecodeError):  # of another shape, or with a text that is no UTF-8
            yield Fault("known_event", known_event_id, "what it is compared by cannot be read")
        try:
            wanted = find_sum(fetch_reports(connection, known_event_id))
        except (ValueError, KeyError, TypeError):  # modes or a precision that are none, which is said elsewhere
            continue
        command = f"SELECT {', '.join(wanted)} FROM known_event WHERE known_event_id = ?"
        if connection.execute(command, (known_event_id,)).fetchone() != tuple(wanted.values()):
            yield Fault("known_event", known_event_id, "is not what its reports make of it together")


def check_event_joins(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Check that the judgements which hold join the events of each known one, and no others."""
    yield from check_joins(connection, EVENTS_JOINED)


def check_event_words(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Check that the full-text index holds the sentences around every event."""
    yield from compare_index(connection, "event_fts", ("words",), _list_words(connection))


def _list_words(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    texts: OrderedDict[int, str] = OrderedDict()
    command = "SELECT event_id, article_id, sentence_spans FROM event ORDER BY event_id"
    for number, article_id, spans in connection.execute(command):
        if article_id not in texts:
            texts[article_id] = _fetch_text(connection, article_id)
            if len(texts) > KEPT:
                texts.popitem(last=False)
        yield number, JOINT.join(texts[article_id][start:end] for start, end in try_places(spans) or ())


def _fetch_text(connection: sqlite3.Connection, article_id: int) -> str:
    command = "SELECT CAST(text AS BLOB) FROM article WHERE article_id = ?"
    row = connection.execute(command, (article_id,)).fetchone()
    return "" if row is None else str(row[0], "utf-8", "replace")


EVENT_CHECKS: tuple[tuple[str, Callable[[sqlite3.Connection], Iterator[Fault]]], ...] = (
    ("event", check_event_columns),
    ("place", check_places),
    ("known_event", check_known_events),
    ("event_judgement", check_event_joins),
    ("event_fts", check_event_words),
)
