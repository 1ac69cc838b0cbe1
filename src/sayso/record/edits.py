"""What was changed in, a line of the log out; and the log, read back. Lines are only added."""

import getpass
import json
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

from sayso.data import Edit, EditAction
from sayso.record.opening import now
from sayso.record.rows import insert, writable

PROGRAM = "sayso"
"""Who made the edits that nobody asked for by name."""

_COLUMNS = (
    "e.edit_id, e.at, e.by, e.action, e.object, e.field, e.before, e.after, e.why, e.undoes, "
    "(SELECT u.edit_id FROM edit AS u WHERE u.undoes = e.edit_id)"
)


@dataclass(frozen=True, slots=True)
class Change:
    """What is changed: which field of which object, from what to what. Values are anything that JSON can hold."""

    action: EditAction
    object: str
    field: str | None = None
    before: Any = None
    after: Any = None


@dataclass(frozen=True, slots=True)
class Hand:
    """Who changes something, and why."""

    by: str = PROGRAM
    why: str | None = None

    @classmethod
    def of(cls, by: str | None, why: str | None) -> "Hand":
        """Give the hand of somebody, or where nobody is named, of who is logged in."""
        return cls(by or name_user(), why)


def name_user() -> str:
    """Name who is logged in; "somebody" where the system does not know."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # Python 3.13 raises OSError where 3.12 and before raise what the system does
        return "somebody"


def log(connection: Connection, change: Change, hand: Hand, *, undoes: int | None = None) -> int:
    """Add a line to the log; give its number."""
    values = {
        "at": now(), "by": writable(hand.by), "action": change.action, "object": change.object, "field": change.field,
        "before": _pack(change.before), "after": _pack(change.after), "undoes": undoes,
        "why": None if hand.why is None else writable(hand.why),
    }  # fmt: skip
    return insert(connection, "edit", values)


def number_next(connection: Connection) -> int:
    """Give the number that the next line of the log will have."""
    return 1 + int(connection.execute("SELECT coalesce(max(edit_id), 0) FROM edit").fetchone()[0])


def _pack(value: Any) -> str | None:
    return None if value is None else writable(json.dumps(value, ensure_ascii=False))


def read_log(
    connection: Connection, *, object: str | None = None, before: int | None = None, limit: int = 50
) -> list[Edit]:
    """Read the log, the last line first: of one object where it is given, from below the line `before` on."""
    first = before if before is not None else 2**62
    values: tuple[Any, ...]
    told = "AND (e.object = ?2 OR (e.action = 'merge' AND e.after ->> 'with' = ?2))"
    wanted, values = (told, (first, object, limit)) if object is not None else ("", (first, limit))
    command = (
        f"SELECT {_COLUMNS} FROM edit AS e WHERE e.edit_id < ?1 {wanted} ORDER BY e.edit_id DESC LIMIT ?{len(values)}"
    )
    return [_read(row) for row in connection.execute(command, values)]


def fetch_edit(connection: Connection, number: int) -> Edit | None:
    """Fetch a line of the log; None where there is none of this number."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM edit AS e WHERE e.edit_id = ?", (number,)).fetchone()
    return None if row is None else _read(row)


def list_standing(connection: Connection, object: str) -> list[Edit]:
    """List the edits of an object that were not taken back, the first one first."""
    command = f"SELECT {_COLUMNS} FROM edit AS e WHERE e.object = ? AND e.undoes IS NULL ORDER BY e.edit_id"
    edits = [_read(row) for row in connection.execute(command, (object,))]
    return [edit for edit in edits if edit.undone_by is None]


def _read(row: tuple[Any, ...]) -> Edit:
    number, at, by, action, name, part, before, after, why, undoes, undone_by = row
    values = [None if value is None else json.loads(value) for value in (before, after)]
    return Edit(number, at, by, action, name, part, values[0], values[1], why, undoes, undone_by)
