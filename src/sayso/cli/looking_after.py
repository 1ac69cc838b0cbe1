"""The commands that look after the record and the installation: info, doctor, db check, db backup, db migrate."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli.door import DONE, FAILED, add_forms, add_record, main, open_record, put, put_lines, put_pieces, say

if TYPE_CHECKING:
    from sayso.show.health import Finding


@main.command()
@add_record
@add_forms
def info(db: Path, as_json: bool, as_csv: bool) -> int:
    r"""Print versions, the model's digest, sizes, and what the record holds.

    \b
    Example:
      sayso info
    """
    from sayso.model import load_model
    from sayso.show.about import describe_program, describe_record, encode_facts
    from sayso.show.records import write_rows

    facts = describe_program(load_model(1).digest)
    if db.exists():
        with open_record(db) as record:
            facts |= describe_record(record.count(), str(db))
    if as_json:
        put(encode_facts(facts))
    elif as_csv:
        put_pieces(write_rows(("name", "value"), ((name, value.strip()) for name, value in facts.items())))
    else:
        put_lines(f"{name:<10} {value}" for name, value in facts.items())
    return DONE


@main.command()
@add_record
@add_forms
def doctor(db: Path, as_json: bool, as_csv: bool) -> int:
    r"""Look for what keeps Sayso from working here, and say what to do about it.

    \b
    Example:
      sayso doctor
    """
    from sayso.show.health import examine
    from sayso.show.records import FINDING_COLUMNS, encode_thing, write_table

    ill = False

    def follow() -> "Iterator[Finding]":
        nonlocal ill
        for finding in examine(db):
            ill = ill or not finding.well
            yield finding

    if as_json:
        put_pieces(encode_thing(finding) + b"\n" for finding in follow())
    elif as_csv:
        put_pieces(write_table(FINDING_COLUMNS, follow()))
    else:
        put_lines(_word_finding(finding) for finding in follow())
    return FAILED if ill else DONE


def _word_finding(finding: "Finding") -> str:
    told = f": {finding.told}" if finding.told else ""
    return f"{'ok  ' if finding.well else 'ILL '} {finding.what}{told}"


@main.group("db")
def database() -> None:
    r"""Check, copy or bring up to date the record's file.

    \b
    Example:
      sayso db check
    """


@database.command()
@add_record
def check(db: Path) -> int:
    r"""Check that every span still holds its words, every id its content, every reference its row.

    \b
    Example:
      sayso db check
    """
    faults = 0
    with open_record(db) as record:
        for fault in record.verify():
            faults += 1
            put_lines([f"{fault.table} {fault.row}: {fault.what}"])
    if faults:
        from sayso.show.label import label_count

        say(f"{label_count(faults, 'fault')} found; restore a backup, or add the articles again to a new record")
        return FAILED
    say("the record is sound")
    return DONE


@database.command()
@add_record
@click.argument("target", required=False, type=click.Path(path_type=Path, dir_okay=False), metavar="[FILE]")
def backup(db: Path, target: Path | None) -> int:
    r"""Copy the record, while others may go on reading and writing it; beside it, unless a file is named.

    \b
    Example:
      sayso db backup
    """
    with open_record(db) as record:
        say(f"copied to {record.back_up(target)}")
    return DONE


@database.command()
@add_record
def migrate(db: Path) -> int:
    r"""Bring a record of an earlier version up to date; a backup is made first.

    \b
    Example:
      sayso db migrate
    """
    if not db.exists():
        raise click.UsageError(f"{db}: there is no such record.")
    with open_record(db, writing=True):
        say(f"{db}: is up to date")
    return DONE
