"""Lines of a table in (CSV, or with semicolons or tabs), its rows out, and of a row the article that it records.

Rows are cut as bytes, so that each shows its own encoding and a bad one spoils no other. No more than a row is held.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.collect.decode import BOM, decode_text, is_wide
from sayso.collect.inputs import Source
from sayso.collect.records import Record, fit_record, textless
from sayso.collect.shapes import HEADERLESS, KNOWN, NOTHING, TABLE, Shape, find_shape, plain_name
from sayso.errors import InputError, NoArticleError, TooLargeError

_DELIMITERS = ",;\t"
_EMPTY = (b"\n", b"\r\n")
_LONGEST_NAME = 40
_LARGEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Table:
    """What a header says: the names of the columns, the shape that they make, what stands between them."""

    names: tuple[str, ...]
    delimiter: str
    shape: Shape
    header: bytes


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in the file, from the line of this number on; `error` says why it is none."""

    number: int
    data: bytes
    size: int
    error: InputError | None = None


def read_header(head: bytes, where: str) -> Table:
    """Read a table's first line; raise NoArticleError where no column of it can hold texts, EncodingError."""
    text = decode_text(head.removeprefix(BOM), where)
    names, delimiter = _split_header(text)
    if _is_headerless(text):
        return Table(HEADERLESS, "\t", find_shape(HEADERLESS) or TABLE, b"")
    shape = find_shape(names) or TABLE
    if not set(names).intersection(shape.texts) and not (shape.tool is None and "path" in names):
        if shape.tool:
            raise NoArticleError(where, textless(shape, where).what)
        seen = repr(", ".join(names)[:200])
        raise NoArticleError(
            where, f'has no column of texts; name one of these "text", or "path" where the texts are files: {seen}'
        )
    return Table(names, delimiter, shape, head)


def looks_like_header(head: bytes) -> bool:
    """Tell a table's first line where it is unmistakable: names without blanks around, two of them known, one a text's.

    A line that a known tool's fields stand in counts without a text's.
    """
    try:
        # the line end of UTF-16 has a byte more than was read
        text = decode_text(head[: len(head) // 2 * 2] if is_wide(head) else head, "")
    except InputError:
        return False
    if _is_headerless(text):
        return True
    names, delimiter = _split_header(text)
    cells = _cells(text, delimiter)
    if any(cell != cell.strip() or len(cell) > _LONGEST_NAME for cell in cells) or len(KNOWN.intersection(names)) < 2:
        return False
    return find_shape(names) is not None or bool({"path", *TABLE.text}.intersection(names))


def cut_rows(source: Source, table: Table, *, head: bytes) -> Iterator[Row]:
    """Cut what follows the header into rows; `head` is the first line of a table without one."""
    lines = _Lines(source, head, number=1 if head else 2)
    rows = csv.reader(lines, delimiter=table.delimiter, strict=True)
    while True:
        number = lines.begin()
        try:
            cells = _next_row(rows, source.max_bytes)
        except (csv.Error, TooLargeError) as error:
            yield _spoil(error, lines, number)
            continue
        if cells is None:
            return
        row = Row(number, b"".join(lines.taken), lines.size)
        if any(cell.strip() for cell in cells):
            yield row
        else:
            lines.carry = row.size


def read_row(data: bytes, table: Table, where: str) -> Record:
    """Read the article of a row; raise InputError, which names `where`, for a row that holds none."""
    text = decode_text(data.removeprefix(BOM), where)
    try:
        cells = _next_row(csv.reader([text], delimiter=table.delimiter, strict=True), len(text)) or []
    except csv.Error as error:
        raise InputError(where, _say_broken(error)) from None
    if len(cells) > len(table.names) and any(cell.strip() for cell in cells[len(table.names) :]):
        what = f"has {len(cells)} fields where the header names {len(table.names)}"
        raise InputError(where, f"{what}; put quotation marks around a field that holds {table.delimiter!r}")
    values: dict[str, object] = {}
    for name, cell in zip(table.names, cells, strict=False):
        if cell.strip().lower() not in NOTHING:
            values.setdefault(name, cell)
    return fit_record(table.shape, values, where)


class _Lines:
    """The lines of a source as the csv module wants them, a byte a character, with what was taken of them."""

    def __init__(self, source: Source, head: bytes, *, number: int) -> None:
        self.source = source
        self.head = head
        self.number = number
        self.taken: list[bytes] = []
        self.held = self.size = self.carry = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line, self.head = self.head or self.source.read_line(), b""
        if not line:
            raise StopIteration
        self.number += line.endswith(b"\n")
        self.size += len(line)
        self.held += len(line)
        self.taken.append(line)
        if self.held > self.source.max_bytes:
            raise TooLargeError(self.source.where, "")  # out through the csv module, to `_spoil`
        return line.decode("latin-1")

    def begin(self) -> int:
        """Begin a row after the empty lines above it, which count to it; give the number of its first line."""
        self.taken.clear()
        self.held, self.size, self.carry = 0, self.carry, 0
        line = self.head or self.source.read_line()
        while line in _EMPTY:
            self.size += len(line)
            self.number += 1
            line = self.source.read_line()
        self.head = line
        return self.number

    def skip(self) -> None:
        """Pass over the rest of a row, by its quotation marks, and hold nothing of it."""
        quotes, line = sum(line.count(b'"') for line in self.taken), self.taken[-1]
        self.taken.clear()
        while line and (quotes % 2 or not line.endswith(b"\n")):
            line = self.source.read_line()
            quotes += line.count(b'"')
            self.number += line.endswith(b"\n")
            self.size += len(line)


def _spoil(error: Exception, lines: _Lines, number: int) -> Row:
    """Make the row that is none of a fault."""
    where = f"{lines.source.where}:{number}"
    if isinstance(error, TooLargeError):
        lines.skip()
        what = f"is a row of more than {lines.source.max_bytes:,} bytes, or its quotation marks are not closed"
        return Row(number, b"", lines.size, TooLargeError(where, what))
    return Row(number, b"", lines.size, InputError(where, _say_broken(error)))


def _say_broken(error: Exception) -> str:
    return f"is no row of a table ({error}); see to its quotation marks, which are doubled inside a field"


def _next_row(rows: "Iterator[list[str]]", longest: int) -> list[str] | None:
    """Give the next row, its fields as long as they like: the csv module has one limit for all of a program."""
    before = csv.field_size_limit(min(longest + 1, _LARGEST))
    try:
        return next(rows, None)
    finally:
        csv.field_size_limit(before)


def _cells(header: str, delimiter: str) -> list[str]:
    line = header.splitlines()[0] if header.strip() else ""
    try:
        return _next_row(csv.reader([line], delimiter=delimiter), len(line)) or []
    except csv.Error:
        return []


def _split_header(header: str) -> tuple[tuple[str, ...], str]:
    """Split a header where most names are known then, or at least most names are."""
    splits = [(tuple(plain_name(cell) for cell in _cells(header, mark)), mark) for mark in _DELIMITERS]
    return max(splits, key=lambda split: (len(KNOWN.intersection(split[0])), len(split[0])))


def _is_headerless(line: str) -> bool:
    """Tell a line of tabs as trafilatura writes them: an address, a digest, a day, each in its place."""
    cells = line.split("\t")
    if len(cells) < HEADERLESS.index("text") + 1 or not cells[0].startswith(("http://", "https://", "null")):
        return False
    day = cells[HEADERLESS.index("date")]
    return day == "null" or (len(day) == 10 and day.replace("-", "").isdigit())
