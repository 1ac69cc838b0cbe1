"""Statements in, a CSV file out that spreadsheets open with its accents and without running anything in it."""

import csv
from codecs import BOM_UTF8, getwriter
from collections.abc import Iterable, Iterator
from typing import IO

from sayso.data import Statement
from sayso.show.export.columns import COLUMNS, Value, list_values
from sayso.show.export.guard import guard_cell
from sayso.show.export.options import Options


def write_csv(statements: Iterable[Statement], out: IO[bytes], *, options: Options) -> None:
    """Write a header and a row for each statement (RFC 4180, UTF-8 with the mark by which Excel knows it)."""
    out.write(BOM_UTF8)
    rows = csv.writer(getwriter("utf-8")(out))
    rows.writerow([column.name for column in COLUMNS])
    rows.writerows(_list_rows(statements, options))


def _list_rows(statements: Iterable[Statement], options: Options) -> Iterator[list[str | int | float | None]]:
    for statement in statements:
        values = list_values(statement, options)
        # most cells are texts or empty: done here, without a call more, for the sake of millions of rows
        yield [
            value if value is None else guard_cell(value) if isinstance(value, str) else _show(value)
            for value in values
        ]


def _show(value: Value) -> str | int | float | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return guard_cell("; ".join(map(str, value))) if value else ""
    return value
