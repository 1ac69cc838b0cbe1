"""Statements in, an Excel workbook out: the rows of the CSV, header frozen and filtered, texts always texts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from tempfile import TemporaryDirectory
from typing import IO, Any, Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from sayso.data import Statement
from sayso.show.export.columns import COLUMNS, Value, list_values
from sayso.show.export.guard import clean_cell, is_formula
from sayso.show.export.options import Options

_MOST_ROWS = 1_048_576
"""Excel's limit to the rows of a sheet, the header's included."""
_MOST_UNITS: Final = 32_767
"""Excel's limit to the characters of a cell, in UTF-16 units."""
_LONGEST_NUMBER: Final = 10**15
_CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""A date of no meaning, so that the same statements give the same file."""


@dataclass(frozen=True, slots=True)
class _Book:
    """An open workbook and its formats: of the header, and of a text that looks like a formula."""

    book: Any
    header: Any
    quoted: Any


def write_xlsx(statements: Iterable[Statement], out: IO[bytes], *, options: Options) -> None:
    """Write a workbook; what no longer fits on a sheet goes on on the next.

    Rows wait in a temporary file, not in memory; the workbook is written when the last is known.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        settings = {"constant_memory": True, "tmpdir": folder, "use_zip64": True}
        plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        book = Workbook(out, settings | plain)
        book.set_properties({"created": _CREATED, "comments": "Made by Sayso. It does not say who is right."})
        bold = book.add_format({"bold": True, "bottom": 1})
        _write_rows(statements, _Book(book, bold, book.add_format({"quote_prefix": True})), options)
        book.close()


def _write_rows(statements: Iterable[Statement], book: _Book, options: Options) -> None:
    numbers = count(1)
    sheet, row = _add_sheet(book, next(numbers)), 0
    for statement in statements:
        if row == _MOST_ROWS - 1:
            sheet.autofilter(0, 0, row, len(COLUMNS) - 1)
            sheet, row = _add_sheet(book, next(numbers)), 0
        row += 1
        for place, value in enumerate(list_values(statement, options)):
            if value is not None:
                _write_cell(sheet, (row, place), value=value, quoted=book.quoted)
    sheet.autofilter(0, 0, row, len(COLUMNS) - 1)


def _add_sheet(book: _Book, number: int) -> Any:
    sheet = book.book.add_worksheet("Statements" if number == 1 else f"Statements {number}")
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(COLUMNS):
        sheet.write_string(0, place, column.name, book.header)
    return sheet


def _write_cell(sheet: Any, at: tuple[int, int], *, value: Value, quoted: Any) -> None:
    if isinstance(value, tuple) and len(value) == 1:
        value = value[0]
    if isinstance(value, bool):
        sheet.write_boolean(*at, value)
    elif isinstance(value, int | float) and abs(value) < _LONGEST_NUMBER:
        sheet.write_number(*at, value)
    else:
        raw = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        text = _cut(clean_cell(raw))
        # The mark that typing an apostrophe leaves: the text stays as it is, and a text when it is edited.
        sheet.write_string(*at, text, quoted if is_formula(raw) else None)


def _cut(text: str) -> str:
    """Cut a text that is too long for a cell, and say in the cell how long it was."""
    if 2 * len(text) <= _MOST_UNITS or len(text.encode("utf-16-le")) <= 2 * _MOST_UNITS:
        return text
    note = f"… (cut here, of {len(text):,} characters)"
    kept = text[:_MOST_UNITS].encode("utf-16-le")[: 2 * (_MOST_UNITS - len(note))]
    return kept.decode("utf-16-le", "ignore") + note
