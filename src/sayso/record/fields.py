"""A field of a thing, as a person may correct it: how its value is read, put, and checked; those that are a column."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

Read = Callable[[Connection, int], Any]
Put = Callable[[Connection, int, Any], None]


@dataclass(frozen=True, slots=True)
class Field:
    """Part of a thing that a person may correct; `check` says what is wrong with a value, if anything."""

    read: Read
    put: Put
    check: Callable[[Any], str | None]


def show_value(value: Any) -> str:
    """Show a value that cannot be."""
    return "empty" if value is None else json.dumps(value, ensure_ascii=False)[:60]


def make_column(
    table: str,
    column: str,
    *,
    allowed: Sequence[str] = (),
    optional: bool = True,
    shape: tuple[str, str] | None = None,
) -> Field:
    """Make a field of a column; `shape` is a pattern that its values have, and what to say of one that has it not."""
    key = f"{table}_id"

    def read(connection: Connection, row: int) -> Any:
        return connection.execute(f"SELECT {column} FROM {table} WHERE {key} = ?", (row,)).fetchone()[0]

    def put(connection: Connection, row: int, value: Any) -> None:
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (value, row))

    def check(value: Any) -> str | None:
        if allowed and value not in allowed:
            return f"{column} cannot be {show_value(value)}; it is one of {', '.join(allowed)}"
        if value is None and not optional:
            return f"{column} cannot be empty"
        if shape is not None and value is not None and not re.fullmatch(shape[0], str(value)):
            return f"{column} is {shape[1]}, not {show_value(value)}"
        return None if value is None or isinstance(value, str) else f"{column} is a text, not {show_value(value)}"

    return Field(read, put, check)


def check_nothing(value: Any) -> None:
    """Let every value be."""
    del value  # who gives it has made sure of it
