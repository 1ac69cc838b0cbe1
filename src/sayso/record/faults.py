"""What is wrong with a record, as a noun; and what its checks have in common: places in texts, conditions in SQL."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sayso.record.known import ENTITIES
from sayso.record.spans import pack_pairs, unpack_pairs

_PASSING = {
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM,
}  # fmt: skip
"""Faults of SQLite's that tell nothing about the record."""

Place = tuple[int, int]


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


def heed(faults: Iterator[Fault], table: str, row: int | None = None) -> Iterator[Fault]:
    """Give faults, and as the last one that SQLite could not go on."""
    try:
        yield from faults
    except UnicodeDecodeError:  # SQLite's message quotes what it could not read, and Python cannot read that
        yield Fault(table, row, "cannot be read, for it is overwritten")
    except sqlite3.DatabaseError as fault:
        if getattr(fault, "sqlite_errorcode", 0) & 0xFF in _PASSING:
            raise
        yield Fault(table, row, f"cannot be read ({' '.join(str(fault).split())[:200]})")


def seek(*conditions: tuple[str, str, str]) -> Callable[[sqlite3.Connection], Iterator[Fault]]:
    """Make a check of commands that give the rows in which something is wrong: the table, what it is, the command."""

    def check(connection: sqlite3.Connection) -> Iterator[Fault]:
        for table, what, command in conditions:
            yield from heed((Fault(table, row, what) for (row,) in connection.execute(command)), table)

    return check


def misshapen(table: str, row: str, column: str, shape: str = "array") -> tuple[str, str, str]:
    """Make the condition that a column holds JSON of another shape."""
    test = f"CASE WHEN json_valid({column}) THEN json_type({column}) <> '{shape}' ELSE TRUE END"
    command = f"SELECT {row} FROM {table} WHERE {column} IS NOT NULL AND {test}"
    return table, f"its {column} is no JSON {shape}", command


def is_of(here: Here, entity_id: int | None) -> bool:
    """Tell whether an entity or an event, by its row, is an article's; none is anybody's."""
    return entity_id is None or entity_id // ENTITIES == here.article_id


def read_places(value: str, here: Here) -> list[Place] | None:
    """Read places; None where they are none, or where they do not lie in the article's text."""
    places = try_places(value)
    return places if places is not None and are_inside(places, here) else None


def try_places(value: str) -> list[Place] | None:
    """Read places; None where they are none, or are written in another way than ours."""
    try:
        places = unpack_pairs(value)
    except ValueError:
        return None
    return places if pack_pairs(places) == value else None


def are_inside(places: Iterable[Place], here: Here) -> bool:
    """Tell whether places lie in an article's text, none of them empty."""
    return all(0 <= start < end <= here.size for start, end in places)
