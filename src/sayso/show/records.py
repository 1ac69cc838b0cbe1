"""Lists of the record's things in, JSON lines or a table for spreadsheets out."""

import csv
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Any

import msgspec

from sayso.data import Happening, Listed, Party, Sighting, Statement
from sayso.show.contract import encode_reading
from sayso.show.events.jsonl import make_line as make_happening_line
from sayso.show.export.encode import encode_json
from sayso.show.export.guard import guard_cell
from sayso.show.export.jsonl import make_line
from sayso.show.export.options import Options

EDIT_COLUMNS = ("number", "at", "by", "action", "object", "field", "was", "now", "why", "undoes", "undone_by")
PEOPLE_COLUMNS = ("id", "name", "kind", "aliases", "statements", "articles", "country", "sector", "first", "last",
                  "status")  # fmt: skip
JUDGED_COLUMNS = ("id", "verdict", "left", "right", "left_article", "right_article", "score", "reason", "by", "at",
                  "holds")  # fmt: skip
FINDING_COLUMNS = ("what", "well", "told")


def encode_statement(statement: Statement) -> bytes:
    """Encode a statement as the export does, with the places in its words that match a search."""
    line: dict[str, Any] = msgspec.to_builtins(make_line(statement, Options()))
    return encode_json(line | {"words": statement.attribution.content.text, "marks": statement.marks})


def encode_listed(listed: Listed, mentions: Sequence[Sighting] | None = None) -> bytes:
    """Encode a person or body, with its mentions where they are asked for."""
    fields = msgspec.to_builtins(listed)
    return encode_json(fields if mentions is None else fields | {"mentions": msgspec.to_builtins(mentions)})


def encode_thing(thing: object) -> bytes:
    """Encode whatever an id stands for."""
    if isinstance(thing, Statement):
        return encode_statement(thing)
    if isinstance(thing, Happening):
        return encode_json(make_happening_line(thing))
    if hasattr(thing, "reading"):
        rest = {name: getattr(thing, name) for name in thing.__dataclass_fields__ if name != "reading"}  # type: ignore[attr-defined]
        return encode_json({"reading": msgspec.Raw(encode_reading(thing.reading))} | rest)
    return encode_json(thing)


def write_table(columns: Sequence[str], things: Iterable[object]) -> Iterator[bytes]:
    """Write things as rows of a table: of each the fields that are named as the columns."""
    return write_rows(columns, ([getattr(thing, column) for column in columns] for thing in things))


def write_rows(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> Iterator[bytes]:
    """Write rows of a table, with the mark by which Excel knows UTF-8."""
    yield BOM_UTF8 + _write_row(columns)
    for row in rows:
        yield _write_row([_write_cell(value) for value in row])


def _write_row(cells: Sequence[str]) -> bytes:
    text = StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue().encode("utf-8", "replace")


def _write_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Party):
        return guard_cell(value.name)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return guard_cell(value)
    if isinstance(value, tuple):
        return guard_cell("; ".join(map(str, value)))
    return guard_cell(encode_json(value).decode()) if isinstance(value, dict | list) else str(value)
