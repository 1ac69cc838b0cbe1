"""A table and values by column in, a row out. Tables and columns are always ours; values may be anybody's."""

import json
from collections.abc import Mapping, Sequence
from sqlite3 import Connection

CERTAIN = 10_000
"""A confidence or a score of 1, as columns have it: readings give four decimals, and two bytes hold them."""


def insert(connection: Connection, table: str, row: Mapping[str, object]) -> int:
    """Insert a row; give its number."""
    marks = ", ".join("?" * len(row))
    cursor = connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
    return int(cursor.lastrowid or 0)


def insert_many(
    connection: Connection, table: str, columns: tuple[str, ...], rows: Sequence[tuple[object, ...]]
) -> None:
    """Insert rows that have the same columns."""
    marks = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


def pack_names(names: Sequence[str]) -> str | None:
    """Write names as JSON that people can read; None where there are none."""
    return json.dumps(names, ensure_ascii=False) if names else None


def unpack_names(names: str | None) -> tuple[str, ...]:
    """Read names from JSON."""
    return tuple(json.loads(names)) if names else ()


def writable(text: str) -> str:
    """Make of a text what SQLite can hold: half characters, as in names of files that are no UTF-8, become "?"."""
    return text.encode("utf-8", "replace").decode("utf-8")
