"""Statements in, a Parquet file out: the columns of the CSV with their types, for data frames."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import IO, Any, Final

from sayso.data import Statement
from sayso.errors import SettingError
from sayso.show.export.columns import COLUMNS, Value, list_values
from sayso.show.export.options import Options

_MOST_ROWS: Final = 10_000
_MOST_CHARACTERS: Final = 16_000_000
"""What a row group may hold, so that memory has a bound also where a statement is a whole book."""


def write_parquet(statements: Iterable[Statement], out: IO[bytes], *, options: Options) -> None:
    """Write a Parquet file, group of rows after group; raises SettingError where pyarrow is not installed."""
    arrow, parquet = _fetch("pyarrow"), _fetch("pyarrow.parquet")
    kinds = {
        "text": arrow.string(),
        "texts": arrow.list_(arrow.string()),
        "number": arrow.int64(),
        "numbers": arrow.list_(arrow.int64()),
        "share": arrow.float64(),
        "flag": arrow.bool_(),
    }
    fields = [arrow.field(column.name, kinds[column.kind], metadata={"help": column.help}) for column in COLUMNS]
    schema = arrow.schema(fields)
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for group in _group_rows(statements, options):
            pairs = zip(zip(*group, strict=True), schema, strict=True)
            arrays = [arrow.array(_mend(values), field.type) for values, field in pairs]
            writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))


def _fetch(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise SettingError("parquet: needs pyarrow, which is not installed: pip install 'sayso[parquet]'") from error


def _group_rows(statements: Iterable[Statement], options: Options) -> Iterator[list[tuple[Value, ...]]]:
    group: list[tuple[Value, ...]] = []
    characters = 0
    for statement in statements:
        group.append(list_values(statement, options))
        characters += sum(len(span.exact) for span in statement.attribution.content.spans)
        if len(group) == _MOST_ROWS or characters > _MOST_CHARACTERS:
            yield group
            group, characters = [], 0
    if group:
        yield group


def _mend(values: tuple[Any, ...]) -> list[Any]:
    """Replace lone surrogates, which UTF-8 cannot hold."""
    return [_mend_value(value) for value in values]


def _mend_value(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    return [_mend_value(part) for part in value] if isinstance(value, tuple) else value
