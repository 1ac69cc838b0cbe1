"""The commands that look after the record and the installation: info, doctor, db check, db backup, db migrate."""

from pathlib import Path

import click

from sayso.cli.door import DONE, FAILED, add_record, main, open_record, put, put_lines, say


@main.command()
@add_record
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def info(db: Path, as_json: bool) -> int:
    r"""Print versions, the model's digest, sizes, and what the record holds.

    \b
    Example:
      sayso info
    """
    from sayso.model import load_model
    from sayso.show.about import describe_program, describe_record, encode_facts

    facts = describe_program(load_model(1).digest)
    if db.exists():
        with open_record(db) as record:
            facts |= describe_record(record.count(), str(db))
    put(encode_facts(facts) if as_json else "".join(f"{name:<10} {value}\n" for name, value in facts.items()).encode())
    return DONE


@main.command()
@add_record
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one finding a line.")
def doctor(db: Path, as_json: bool) -> int:
    r"""Look for what keeps Sayso from working here, and say what to do about it.

    \b
    Example:
      sayso doctor
    """
    from sayso.show.health import examine
    from sayso.show.records import encode_thing

    ill = False
    for finding in examine(db):
        ill = ill or not finding.well
        if as_json:
            put(encode_thing(finding) + b"\n")
        else:
            told = f": {finding.told}" if finding.told else ""
            put_lines([f"{'ok  ' if finding.well else 'ILL '} {finding.what}{told}"])
    return FAILED if ill else DONE


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
