"""The command that hands the record on: export."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from sayso.cli.asking import add_filters, make_query
from sayso.cli.door import DONE, add_record, main, open_record, putting, say

if TYPE_CHECKING:
    from sayso.data import Query, Statement
    from sayso.keeping import Record

_FORMATS = ("csv", "xlsx", "jsonl", "statements-jsonl", "parquet", "webannotation", "jsonld", "ftm", "dna", "dna-csv",
            "graphml", "gexf", "bibtex", "ris", "csl", "html", "gold")  # fmt: skip


@main.command()
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@add_record
@click.option("--format", "-f", "form", type=click.Choice(_FORMATS), required=True, help="What to write.")
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="FILE",
              help="Where to write it; standard output unless told. A folder for gold.")  # fmt: skip
@click.option("--without-text", is_flag=True, help="Leave out the articles' words: places and data only.")
@click.option("--sample", type=click.IntRange(1), metavar="N", help="So many, drawn by chance, for coders to check.")
@click.option("--seed", type=int, default=1, show_default=True, help="Which draw: the same seed draws the same.")
@click.option("--base", metavar="URL", help="Where the record is served, for permalinks.")
@add_filters
def export(
    words: tuple[str, ...],
    db: Path,
    form: str,
    output: Path | None,
    without_text: bool,
    sample: int | None,
    seed: int,
    base: str | None,
    **chosen: Any,
) -> int:
    r"""Write the record, or what a search of it finds, in a format that other tools read.

    \b
    Examples:
      sayso export -f xlsx -o statements.xlsx
      sayso export -f csv --speaker Lund --act deny > denials.csv
      sayso export -f gexf -o network.gexf --since 2024
      sayso export -f jsonl -o readings.jsonl
      sayso export -f gold -o corrections/
    """
    query = make_query(" ".join(words) or None, chosen)
    with open_record(db) as record:
        if form == "gold":
            return _export_gold(record, query, output)
        if output is not None and (output.is_dir() or not output.parent.is_dir()):
            what = "is a folder" if output.is_dir() else f"there is no folder {output.parent}"
            raise click.UsageError(f"{output}: {what}; name a file.")
        if form in ("xlsx", "dna", "parquet") and output is None and sys.stdout.isatty():
            raise click.UsageError(f"{form} is no text for a terminal; name a file with -o.")
        numbers = record.draw(query, count=sample, seed=seed) if sample else None
        with _writing_to(output) as out:
            if form == "statements-jsonl":
                _write_lines(record, query if numbers is None else numbers, out, base=base, words=not without_text)
            elif form == "jsonl":
                _write_readings(record, query, out, with_text=not without_text)
            else:
                _write(
                    record, record.statements(query, numbers=numbers), out, form=form, base=base, words=not without_text
                )
    return DONE


def _write(
    record: "Record", statements: "Iterator[Statement]", out: IO[bytes], *, form: str, base: str | None, words: bool
) -> None:
    from sayso.show.export import write_statements
    from sayso.show.export.options import Options

    options = Options(base=base, with_text=words)
    write_statements(statements, out, format=form, options=options, texts=record.fetch_text)


def _write_lines(
    record: "Record", which: "Query | list[int]", out: IO[bytes], *, base: str | None, words: bool
) -> None:
    from sayso.exporting import write_lines
    from sayso.show.export.options import Options

    options, jobs = Options(base=base, with_text=words), os.cpu_count() or 1
    numbers = which if isinstance(which, list) else record.list_numbers(which)
    for lines in write_lines(record.path, numbers, options=options, jobs=jobs):
        out.write(lines)


def _write_readings(record: "Record", query: "Query", out: IO[bytes], *, with_text: bool) -> None:
    from sayso.show.contract import encode_reading

    if not with_text:
        raise click.UsageError("--without-text: a reading holds its article's text; choose statements-jsonl.")
    for reading in record.readings(query):
        out.write(encode_reading(reading) + b"\n")


def _export_gold(record: "Record", query: "Query", output: Path | None) -> int:
    from sayso.show.export.gold import write_gold
    from sayso.show.label import label_count

    if output is None:
        raise click.UsageError("gold is a folder; name it with -o.")
    count = write_gold(record.readings(query, decided=True), output)
    say(f"{label_count(count, 'article')} that somebody has looked at, written to {output}")
    return DONE


@contextmanager
def _writing_to(path: Path | None) -> Iterator[IO[bytes]]:
    """Give a file that is whole in the end or not there, or standard output."""
    if path is None:
        with putting() as out:
            yield out
        return
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as out:
            yield out
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
