"""Known events in, their rows out, and back: what happened over all articles, and the keys by which it is looked up.

What reports make of it together is worked out of the events of its articles, whenever one of them changes.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from sqlite3 import Connection
from typing import Any, Final

import msgspec

from sayso.data import Edit, Event, EventDate, EventTrace, KnownEvent, PlacedEvent, Posting
from sayso.ids import hash_briefly
from sayso.record.known import COUNTED, ENTITIES, MEMBERS, name_known, name_member, number_known
from sayso.record.rows import insert_many, pack_names, unpack_names
from sayso.record.summing import Sum, Told, find_days, sum_up

Assemble = Callable[[Sequence[int]], PlacedEvent]
"""Makes one known event of events of articles, by their rows, in order."""
FOUND: Final = 40
"""Known events that are looked up under one key, the last ones: what is reported again is fresh."""
RENEWED: Final = 100
"""Known events that are put together anew when people are merged or split: what is reported again is fresh."""
_NEW: Final = re.compile(r"\bk[0-9a-f]{12}\b")
"""The id of a known entity that has no number yet."""


class Trace(msgspec.Struct, array_like=True):
    """What a report of an event has left: the words for it, and numbers of three bytes each for the rest."""

    words: tuple[str, ...]
    numbers: tuple[bytes, ...] = ()


class Profile(msgspec.Struct, omit_defaults=True, rename=lambda field: field[:3]):
    """What the link step compares a known event by, beside its columns and its parties; what is as usual takes no room.

    `publishers` and `said`, its days of publication, are None where its one article tells.
    """

    dates: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    unreal: bool = False
    traces: tuple[Trace, ...] = ()
    publishers: tuple[str, ...] | None = None
    said: tuple[str | None, str | None] | None = None


_NUMBERED: Final = ("around", "names", "actor", "recipient", "place")
"""The parts of a trace that are numbers, in the order in which it has them."""
_BYTES: Final = 3
_PROFILES: Final = msgspec.msgpack.Decoder(Profile)
_ENCODER: Final = msgspec.msgpack.Encoder()


def name_known_event(known_event_id: int) -> str:
    """Give the id of a known event."""
    return f"h{known_event_id}"


def number_known_event(name: str) -> int | None:
    """Give the number of a known event by its id; None where it is no such id."""
    return int(name[1:]) if name[:1] == "h" and name[1:].isascii() and name[1:].isdigit() and len(name) < 17 else None


# Looked up, and fetched.


def look_up_event_keys(connection: Connection, keys: Iterable[str]) -> dict[str, Posting]:
    """Find which known events bear which keys: how many, and the ids of those that were met last, the last one first.

    A key that more than a hundred bear finds nobody.
    """
    found = {}
    command = "SELECT count(*) FROM (SELECT 1 FROM event_key WHERE key = ? LIMIT ?)"
    for key in dict.fromkeys(keys):
        number = hash_briefly(key)
        count = connection.execute(command, (number, COUNTED)).fetchone()[0]
        if count:
            last = () if count >= COUNTED else _list_last(connection, number)
            found[key] = Posting(count, tuple(map(name_known_event, last)))
    return found


def _list_last(connection: Connection, key: int) -> list[int]:
    members = "SELECT max(v.event_id) FROM event AS v WHERE v.known_event_id = h.known_event_id"
    rows = connection.execute(
        "SELECT h.known_event_id FROM event_key AS w JOIN known_event AS h ON h.known_event_id = w.known_event_id "
        f"WHERE w.key = ? AND h.articles > 0 ORDER BY iif(h.articles = 1, h.root, ({members})) DESC LIMIT ?",
        (key, FOUND),
    )
    return [known_event_id for (known_event_id,) in rows]


def fetch_known_events(connection: Connection, ids: Iterable[str]) -> dict[str, KnownEvent]:
    """Fetch known events by their ids, with their first and their last members."""
    found = {}
    for name in ids:
        row = connection.execute(
            "SELECT h.known_event_id, h.type, h.modes, h.historical, h.root, h.profile, a.publisher, a.series, "
            "a.published FROM known_event AS h LEFT JOIN article AS a ON a.article_id = h.root / 1000000 "
            "WHERE h.known_event_id = ?",
            (number_known_event(name),),
        ).fetchone()
        if row is not None:
            found[name] = _make_known(connection, row)
    return found


def _make_known(connection: Connection, row: Sequence[Any]) -> KnownEvent:
    known_event_id, kind, modes, historical, root, profile, *where, day = row
    told = _PROFILES.decode(profile)
    parties = _list_parties(connection, known_event_id)
    first, last = told.said or (day, day)
    return KnownEvent(
        name_known_event(known_event_id), kind, unpack_names(modes), parties["actor"], parties["recipient"],
        told.dates, told.places, bool(historical), told.unreal,
        list_members(connection, known_event_id, first=root),
        tuple(name for name in where if name) if told.publishers is None else told.publishers,
        first, last, tuple(map(_unpack_trace, told.traces)),
    )  # fmt: skip


def _list_parties(connection: Connection, known_event_id: int) -> dict[str, tuple[str, ...]]:
    """List who did it and to whom, as the known entities that they are now: those met first may have been merged."""
    rows = connection.execute(
        "SELECT p.role, e.known_id FROM event AS v CROSS JOIN event_party AS p ON p.event_id = v.event_id "
        "CROSS JOIN entity AS e ON e.entity_id = p.entity_id WHERE v.known_event_id = ? "
        "ORDER BY p.event_id, p.role, p.number",
        (known_event_id,),
    ).fetchall()
    return {
        role: tuple(dict.fromkeys(name_known(known_id) for part, known_id in rows if part == role))
        for role in ("actor", "recipient")
    }


def list_members(connection: Connection, known_event_id: int, *, first: int) -> tuple[tuple[str, str], ...]:
    """List the first and the last members of a known event, as articles and numbers of their events."""
    command = "SELECT event_id FROM event WHERE known_event_id = ? AND event_id > ? ORDER BY event_id DESC LIMIT ?"
    rows = [row for (row,) in connection.execute(command, (known_event_id, first, MEMBERS - 1))]
    return tuple(name_member(row) for row in (first, *reversed(rows)))


# Kept.


def keep_known_events(
    connection: Connection,
    placed: Sequence[PlacedEvent],
    events: Sequence[Event],
    *,
    first: int,
    names: Mapping[str, str],
) -> list[int]:
    """Keep known events that a new article's have joined or begun; give their rows, in order.

    `first` is the row that the first of the article's events will have; `names` are the ids of known entities by those
    that they had before they had a number. What was joined has to be summed up when the events are in.
    """
    begun = int(connection.execute("SELECT coalesce(max(known_event_id), 0) FROM known_event").fetchone()[0])
    rows, fresh, joined = [], [], []
    for n, (one, event) in enumerate(zip(placed, events, strict=True)):
        if len(one.known.members) < 2:
            begun += 1
            rows.append(begun)
            fresh.append((begun, *sum_alone(event), pack_profile(one.known), first + n))
        else:
            rows.append(number_known_event(one.known.id) or 0)
            joined.append((pack_profile(one.known), rows[-1]))
    columns = ("known_event_id", *_SUMMED, "articles", "reports", "profile", "root")
    insert_many(connection, "known_event", columns, fresh)
    connection.executemany("UPDATE known_event SET profile = ? WHERE known_event_id = ?", joined)
    for row, one in zip(rows, placed, strict=True):
        keep_event_keys(connection, row, (_NEW.sub(lambda new: names.get(new[0], new[0]), key) for key in one.keys))
    return rows


def keep_event_keys(connection: Connection, known_event_id: int, keys: Iterable[str]) -> None:
    """Keep the keys under which a known event is looked up; one that very many bear finds nobody, and is not kept."""
    command = (
        "INSERT OR IGNORE INTO event_key (key, known_event_id) SELECT ?1, ?2 "
        "WHERE (SELECT count(*) FROM (SELECT 1 FROM event_key WHERE key = ?1 LIMIT ?3)) < ?3"
    )
    connection.executemany(command, [(hash_briefly(key), known_event_id, COUNTED) for key in keys])


def pack_profile(known: KnownEvent) -> bytes:
    """Write what the link step compares a known event by."""
    alone = len(known.members) < 2
    traces = tuple(map(_pack_trace, known.traces))
    publishers, said = (None, None) if alone else (known.publishers, (known.first, known.last))
    return _ENCODER.encode(Profile(known.dates, known.places, known.unreal, traces, publishers, said))


def _pack_trace(trace: EventTrace) -> Trace:
    numbers = (getattr(trace, name) for name in _NUMBERED)
    return Trace(trace.words, tuple(b"".join(n.to_bytes(_BYTES, "big") for n in sorted(some)) for some in numbers))


def _unpack_trace(trace: Trace) -> EventTrace:
    numbers = (
        frozenset(int.from_bytes(some[n : n + _BYTES], "big") for n in range(0, len(some), _BYTES))
        for some in trace.numbers
    )
    return EventTrace(trace.words, *numbers)


def renew_known_events(connection: Connection, known: Iterable[int], assemble: Assemble) -> None:
    """Put known events together anew of the members that they have, where they have any."""
    for known_event_id in known:
        members = list_event_members(connection, known_event_id)
        if members:
            placed = assemble(members)
            command = "UPDATE known_event SET profile = ? WHERE known_event_id = ?"
            connection.execute(command, (pack_profile(placed.known), known_event_id))
            keep_event_keys(connection, known_event_id, placed.keys)


def list_touched(connection: Connection, edit: Edit) -> list[int]:
    """List the known events that are compared otherwise since an edit: since one of theirs, or of who did something.

    Of what those who were merged or split did, the last: their keys have ids in them.
    """
    if edit.object.startswith("v") and edit.field not in ("decision", "status"):
        command = "SELECT known_event_id FROM event WHERE id = ?"
        return [row for (row,) in connection.execute(command, (edit.object,))]
    if edit.object.startswith("t") and edit.field == "published":
        command = "SELECT DISTINCT v.known_event_id FROM article AS a JOIN event AS v ON v.event_id BETWEEN "
        range_of = "a.article_id * 1000000 AND a.article_id * 1000000 + 999999"
        return [row for (row,) in connection.execute(f"{command} {range_of} WHERE a.id = ?", (edit.object,))]
    if edit.field != "members" or not edit.object.startswith("k"):
        return []
    told = [value for value in (edit.before, edit.after) if isinstance(value, dict)]
    names = {
        edit.object,
        *(one.get("with", "") for one in told),
        *(name for one in told for name in one.get("into", ())),
    }
    listed = json.dumps(sorted(number for name in names if (number := number_known(name)) is not None))
    rows = connection.execute(
        "SELECT DISTINCT v.known_event_id FROM entity AS e CROSS JOIN event_party AS p ON p.entity_id = e.entity_id "
        "CROSS JOIN event AS v ON v.event_id = p.event_id WHERE e.known_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY v.event_id DESC LIMIT ?",
        (listed, RENEWED),
    )
    return [row for (row,) in rows]


def list_event_members(connection: Connection, known_event_id: int) -> list[int]:
    """List the events of articles that are a known one, in the order in which they came."""
    command = "SELECT event_id FROM event WHERE known_event_id = ? ORDER BY event_id"
    return [row for (row,) in connection.execute(command, (known_event_id,))]


# Summed up.


_SUMMED: Final = ("type", "modes", "status", "historical", "first", "last")


def sum_alone(event: Event) -> tuple[object, ...]:
    """Give the columns of a known event that one article reports, and that nobody has decided on."""
    told = Told(event.event_type, event.modes, event.status, stated=False, historical=event.historical, date=event.date)
    return (*_make_columns(sum_up([told]), event.date), 1, 1)


def _make_columns(found: Sum, date: EventDate | None) -> tuple[object, ...]:
    days = find_days(date.value if date else None)
    first, last = days or (None, None)
    shown = (found.event_type, pack_names(found.modes), found.status, found.historical or None)
    return (*shown, first, None if last == first else last)


_MEMBERS: Final = (
    "SELECT v.event_id, v.article_id, v.type, v.modes, v.status, v.historical, v.date_value, v.date_precision, "
    "v.date_basis, a.replaced_by IS NULL AND a.decision IS NOT 'rejected' AND v.decision IS NOT 'rejected', "
    "v.status = 'denied' AND EXISTS (SELECT 1 FROM event_status AS s WHERE s.event_id = v.event_id AND "
    "s.status IN ('claimed', 'asserted')) FROM event AS v JOIN article AS a ON a.article_id = v.article_id "
    "WHERE v.known_event_id = ? ORDER BY a.published IS NULL, a.published, v.event_id"
)
"""The reports of a known event, the earliest first, each with whether it counts."""


def sum_known_events(connection: Connection, known: Iterable[int]) -> None:
    """Sum up anew what the reports of known events make of them, and count these; one without any is left as it was."""
    for known_event_id in known:
        values = find_sum(fetch_reports(connection, known_event_id))
        changes = ", ".join(f"{column} = ?" for column in values)
        command = f"UPDATE known_event SET {changes} WHERE known_event_id = ?"
        connection.execute(command, (*values.values(), known_event_id))


def find_sum(rows: Sequence[Sequence[Any]]) -> dict[str, object]:
    """Work out the columns of a known event of its reports: of those that count, or of all where none does."""
    if not rows:
        return {"articles": 0, "reports": 0}
    counting = [row for row in rows if row[9]]
    told = [_make_told(row) for row in counting or rows]
    found = sum_up(told)
    columns = _make_columns(found, None if found.date is None else told[found.date].date)
    counts = {"articles": len({row[1] for row in rows}), "reports": len(counting)}
    return dict(zip(_SUMMED, columns, strict=True)) | counts | {"root": min(row[0] for row in rows)}


def _make_told(row: Sequence[Any]) -> Told:
    _, _, kind, modes, status, historical, value, precision, basis, _, stated = row
    date = None if basis is None else EventDate(value, precision, "", (), basis)
    return Told(kind, unpack_names(modes), status, bool(stated), bool(historical), date)


def fetch_reports(connection: Connection, known_event_id: int) -> list[tuple[Any, ...]]:
    """Fetch the reports of a known event, as `find_sum` takes them."""
    return connection.execute(_MEMBERS, (known_event_id,)).fetchall()


def list_known_events_of(connection: Connection, article_id: int) -> list[int]:
    """List the known events that an article reports."""
    command = "SELECT DISTINCT known_event_id FROM event WHERE event_id BETWEEN ? AND ? ORDER BY 1"
    first = article_id * ENTITIES
    return [row for (row,) in connection.execute(command, (first, first + ENTITIES - 1))]
