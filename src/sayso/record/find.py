"""An id, a beginning of one, or a name in; the row that is meant out, or a fault that says what else it might be."""

from collections.abc import Sequence
from contextlib import suppress
from itertools import islice
from sqlite3 import Connection
from typing import Literal, NamedTuple

from sayso.errors import UnknownIdError
from sayso.record.here import name_entity
from sayso.record.known import name_known, number_known
from sayso.record.known_events import name_known_event
from sayso.record.rows import writable
from sayso.record.search import quote_words

Kind = Literal[
    "article", "statement", "entity", "event", "known_entity", "known_event", "judgement", "event_judgement", "edit",
]  # fmt: skip
_BEGIN = (
    "ids begin with t (articles), a (statements), v (events), k (people and bodies), h (what happened), "
    "j (judgements); a number alone is a line of the log"
)
_SHOWN = 8
"""Candidates that a fault names, the most spoken of first."""


class Thing(NamedTuple):
    """Something of the record: of what kind, its row, and its id."""

    kind: Kind
    row: int
    id: str


def find_thing(connection: Connection, name: str) -> Thing:
    """Find what an id, or a beginning of one that is nobody else's, stands for.

    Raises UnknownIdError where there is none, or more than one.
    """
    name = f"#{name}" if name.isascii() and name.isdigit() else name
    if name[:1] in "khj#" and (number := _number(name)) is not None:
        return _find_numbered(connection, name, number)
    tables: dict[str, Kind] = {"t": "article", "a": "statement", "e": "entity", "v": "event"}
    kind = tables.get(name[:1])
    if kind is None or not name[1:].isascii() or not name[1:].isalnum():
        raise UnknownIdError(f"{name[:60]}: no id; {_BEGIN}")
    rows = _find_begun(connection, kind, name)
    if kind == "entity" and not rows:
        rows = _find_worked_out(connection, name)
    if not rows:
        raise UnknownIdError(f"{name}: there is nothing of this id in the record")
    if len(rows) > 1 and name not in (own for _, own in rows):
        raise UnknownIdError(f"{name}: more than one id begins so: {', '.join(own for _, own in rows)}")
    row, own = next((found for found in rows if found[1] == name), rows[0])
    return Thing(kind, row, own)


def _find_worked_out(connection: Connection, name: str) -> Sequence[tuple[int, str]]:
    """Find entities whose ids are not in the file, since they can be worked out: each is looked at."""
    rows = connection.execute(
        "SELECT e.entity_id, a.sha256, e.mentions FROM article AS a JOIN entity AS e "
        "ON e.entity_id BETWEEN a.article_id * 1000000 AND a.article_id * 1000000 + 999999 WHERE e.id IS NULL"
    )
    named = ((row, name_entity(sha256, mentions)) for row, sha256, mentions in rows)
    return list(islice(((row, own) for row, own in named if own.startswith(name)), _SHOWN))


def is_id(name: str) -> bool:
    """Tell whether a name has the form of an id, whole or not."""
    return name[:1] in "takehvj#" and name[1:].isascii() and name[1:].isalnum() and any(map(str.isdigit, name[1:]))


def _number(name: str) -> int | None:
    return number_known("k" + name[1:])


def _find_numbered(connection: Connection, name: str, number: int) -> Thing:
    for kind in _NUMBERED[name[0]]:
        if connection.execute(f"SELECT 1 FROM {kind} WHERE {name_key(kind)} = ?", (number,)).fetchone() is not None:
            return Thing(kind, number, f"{name[0]}{number}")
    raise UnknownIdError(f"{name}: there is nothing of this id in the record")


_NUMBERED: dict[str, tuple[Kind, ...]] = {
    "k": ("known_entity",), "h": ("known_event",), "j": ("judgement", "event_judgement"), "#": ("edit",),
}  # fmt: skip
"""What is called by a number; no judgement over events has the number of one over people."""


def name_key(kind: Kind) -> str:
    """Name the column that numbers the rows of a kind of things."""
    keys = {"known_entity": "known_id", "event_judgement": "judgement_id"}
    return keys.get(kind, f"{kind}_id")


def _find_begun(connection: Connection, kind: Kind, name: str) -> Sequence[tuple[int, str]]:
    command = f"SELECT {kind}_id, id FROM {kind} WHERE id >= ? AND id < ? LIMIT ?"
    return connection.execute(command, (name, name + "\x7f", _SHOWN)).fetchall()


def find_known(connection: Connection, name: str) -> int:
    """Find the one known entity that an id or a name stands for; raise UnknownIdError where it is none, or many.

    A whole name goes before a part of one.
    """
    if number_known(name) is not None:
        return follow_merges(connection, find_thing(connection, name).row)
    rows = list_called(connection, name, limit=_SHOWN)
    whole = [row for row in rows if row[1].casefold() == name.strip().casefold()]
    if len(whole) == 1 or len(rows) == 1:
        return (whole or rows)[0][0]
    if not rows:
        raise UnknownIdError(f"{name[:60]}: nobody and nothing of this name is in the record")
    told = "; ".join(f"{name_known(row)} {called} ({kind})" for row, called, kind in whole or rows)
    raise UnknownIdError(f"{name[:60]}: more than one is called so; give an id: {told}")


def find_kin(connection: Connection, name: str) -> Thing:
    """Find the known event of an id, or the known entity of an id or a name."""
    if is_id(name) and name[0] in "hv":
        with suppress(UnknownIdError):  # which might be a name, too
            known_event_id = find_known_event(connection, name)
            return Thing("known_event", known_event_id, name_known_event(known_event_id))
    known_id = find_known(connection, name)
    return Thing("known_entity", known_id, name_known(known_id))


def follow_merges(connection: Connection, known_id: int) -> int:
    """Give who a known entity is now: itself, or the one into which it was merged."""
    row = connection.execute(
        "SELECT e.known_id FROM known_entity AS k JOIN entity AS e ON e.entity_id = k.root "
        "WHERE k.known_id = ? AND k.articles = 0",
        (known_id,),
    ).fetchone()
    return known_id if row is None else int(row[0])


def follow_joins(connection: Connection, known_event_id: int) -> int:
    """Give what a known event is now: itself, or the one into which it was merged."""
    row = connection.execute(
        "SELECT v.known_event_id FROM known_event AS h JOIN event AS v ON v.event_id = h.root "
        "WHERE h.known_event_id = ? AND h.articles = 0",
        (known_event_id,),
    ).fetchone()
    return known_event_id if row is None else int(row[0])


def find_judged_event(connection: Connection, thing: Thing) -> int:
    """Find the known event that a thing is, or, of a judgement over events, that its left one belongs to."""
    if thing.kind == "known_event":
        return follow_joins(connection, thing.row)
    command = "SELECT v.known_event_id FROM event_judgement AS j JOIN event AS v ON v.event_id = j.left_id "
    return int(connection.execute(f"{command} WHERE j.judgement_id = ?", (thing.row,)).fetchone()[0])


def find_known_event(connection: Connection, name: str) -> int:
    """Find the known event that its id stands for, or that of an event of an article; raise UnknownIdError for none."""
    thing = find_thing(connection, name)
    if thing.kind == "known_event":
        return follow_joins(connection, thing.row)
    if thing.kind != "event":
        raise UnknownIdError(f"{name[:60]}: no event; ids of events begin with h, or with v as one article has them")
    command = "SELECT known_event_id FROM event WHERE event_id = ?"
    return int(connection.execute(command, (thing.row,)).fetchone()[0])


def list_called(connection: Connection, name: str, *, limit: int) -> list[tuple[int, str, str]]:
    """List known entities of a name, or a part of one: row, name and kind, who says most first."""
    return connection.execute(
        "SELECT k.known_id, k.name, k.kind FROM people_fts AS f JOIN known_entity AS k ON k.known_id = f.rowid "
        "WHERE f.people_fts MATCH ? AND k.articles > 0 ORDER BY k.name = ? COLLATE NOCASE DESC, k.statements DESC, "
        "k.articles DESC, k.known_id LIMIT ?",
        (quote_words(name), writable(name.strip()), limit),
    ).fetchall()
