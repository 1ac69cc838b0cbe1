"""An open record and a person in, the record's events without the names out: ids, places, sizes, traces, index.

Parties go with the entities that they are, and words with the text: what is left is what is written out beside them.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from sqlite3 import Connection

import msgspec

from sayso.ids import hash_number, make_id
from sayso.record.events import PARTIES, PLACE, fetch_event_words, index_events, range_of, unindex_events
from sayso.record.known_events import Profile, Trace, number_known_event, sum_known_events
from sayso.record.names import Names, find_parts, find_whole, scrub
from sayso.record.spans import pack_pairs, unpack_pairs
from sayso.sentences import find_sentences

_PROFILES = msgspec.msgpack.Decoder(Profile)
_ENCODER = msgspec.msgpack.Encoder()


def list_new_ids(connection: Connection, article_id: int, digests: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """List the ids of an article's events, each with the one that it has when the text has another digest."""
    command = "SELECT id, mentions FROM event WHERE event_id BETWEEN ? AND ?"
    for own, mentions in connection.execute(command, range_of(article_id)):
        made = {make_id("v", digests[0], [place]): place for place in unpack_pairs(mentions)}
        if own in made:
            yield own, make_id("v", digests[1], [made[own]])


def is_reported_near(connection: Connection, name: str) -> bool:
    """Tell whether what happened, by its id, is reported by an article that is about the person."""
    number = number_known_event(name)
    command = (
        "SELECT 1 FROM event AS v JOIN temp.touched AS t ON t.article_id = v.article_id "
        "WHERE v.known_event_id = ? LIMIT 1"
    )
    return number is not None and connection.execute(command, (number,)).fetchone() is not None


def rename_events(connection: Connection, article_id: int, rename: Callable[[str], str], text: str) -> None:
    """Give the events of an article the ids that they have now; its sentences may begin elsewhere without a name."""
    command = "SELECT event_id, id, mentions, trigger_spans FROM event WHERE event_id BETWEEN ? AND ?"
    for row, own, mentions, trigger in connection.execute(command, range_of(article_id)).fetchall():
        places = find_sentences(text, (*unpack_pairs(mentions), *unpack_pairs(trigger)))
        command = "UPDATE event SET id = ?, sentence_spans = ? WHERE event_id = ?"
        connection.execute(command, (rename(own), pack_pairs(places), row))


def index_events_anew(connection: Connection, before: Sequence[tuple[int, str]], article_id: int) -> None:
    """Index the sentences around an article's events again, where they are others now."""
    old, new = dict(before), dict(fetch_event_words(connection, article_id))
    changed = [row for row in sorted(old) if old[row] != new[row]]
    unindex_events(connection, [(row, old[row]) for row in changed])
    index_events(connection, [(row, new[row]) for row in changed])


def sweep_events(connection: Connection, names: Names) -> None:
    """Take a person's names out of what is told of events in words of its own; parts only where the person is near."""
    near = {row for (row,) in connection.execute("SELECT article_id FROM temp.touched")}
    changed = set[int]()
    for what in (
        ("event", "event_id", ("date_phrase", "date_value", "modes")),
        ("event_size", "event_id, number", ("what", "unit")),
        ("event_account", "event_id, number", ("value",)),
    ):
        changed.update(_sweep_columns(connection, what, names, near))
    _sweep_places(connection, names, near)
    _sweep_known(connection, names)
    command = "SELECT known_event_id FROM event WHERE event_id = ?"
    known = {connection.execute(command, (row,)).fetchone()[0] for row in changed}
    sum_known_events(connection, sorted(known))


def _sweep_columns(
    connection: Connection, what: tuple[str, str, tuple[str, ...]], names: Names, near: set[int]
) -> Iterator[int]:
    """Take names out of columns of a table; give the events of which something is another then."""
    table, key, columns = what
    where = " AND ".join(f"{one} = ?" for one in key.split(", "))
    others = f" WHERE field NOT IN {PARTIES}" if table == "event_account" else ""
    keys = len(key.split(", "))
    for row in connection.execute(f"SELECT {key}, {', '.join(columns)} FROM {table}{others}").fetchall():
        told = row[keys:]
        parts = row[0] // 1_000_000 in near
        now = tuple(None if words is None else scrub(words, names, parts=parts) for words in told)
        if now != told:
            changes = ", ".join(f"{column} = ?" for column in columns)
            connection.execute(f"UPDATE {table} SET {changes} WHERE {where}", (*now, *row[:keys]))
            yield row[0]


def _sweep_places(connection: Connection, names: Names, near: set[int]) -> None:
    """Take names out of names of places: what is left is another place, by another number."""
    listed = ", ".join(PLACE)
    for number, name, *more in connection.execute(f"SELECT place_id, {listed} FROM place").fetchall():
        if not find_whole(name, names) and not find_parts(name, names):
            continue
        command = "SELECT DISTINCT event_id / 1000000 FROM event WHERE place_id = ?"
        articles = {row for (row,) in connection.execute(command, (number,))}
        now = scrub(name, names, parts=not more[0] and articles <= near)
        if now != name:
            new = hash_number(json.dumps([now, *more]))
            connection.execute(f"INSERT OR IGNORE INTO place VALUES ({', '.join('?' * 7)})", (new, now, *more))
            connection.execute("UPDATE event SET place_id = ? WHERE place_id = ?", (new, number))
            connection.execute("DELETE FROM place WHERE place_id = ?", (number,))


def _sweep_known(connection: Connection, names: Names) -> None:
    """Take names out of what known events are compared by: words that hold one; near one, all that are numbers."""
    command = "SELECT v.known_event_id FROM temp.touched AS t JOIN event AS v ON v.article_id = t.article_id"
    near = {row for (row,) in connection.execute(command)}
    for known, profile in connection.execute("SELECT known_event_id, profile FROM known_event").fetchall():
        told = _PROFILES.decode(profile)
        now = _scrub_profile(told, names, numbers=known not in near)
        if now != told:
            command = "UPDATE known_event SET profile = ? WHERE known_event_id = ?"
            connection.execute(command, (_ENCODER.encode(now), known))


def _scrub_profile(told: Profile, names: Names, *, numbers: bool) -> Profile:
    def is_free(words: str) -> bool:
        return not find_whole(words, names) and not find_parts(words.title(), names)

    publishers = None if told.publishers is None else tuple(scrub(name, names) for name in told.publishers)
    places = tuple(filter(is_free, told.places))
    traces = tuple(Trace(tuple(filter(is_free, one.words)), one.numbers if numbers else ()) for one in told.traces)
    return Profile(told.dates, places, told.unreal, traces, publishers, told.said)
