"""The commands that ask the record: search, people, who, show, log."""

import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from sayso.cli.door import (
    DONE,
    FAILED,
    add_forms,
    add_pages,
    add_record,
    main,
    open_record,
    put,
    put_lines,
    put_pieces,
    putting,
    say,
)
from sayso.data import Act, EntityKind, Manner, Query, Status

if TYPE_CHECKING:
    from sayso.data import Edit, Happening, Listed, Report, Statement
    from sayso.keeping import Record
    from sayso.record import Shown
    from sayso.show.lines import Line

PAGE = 20


def add_filters(command: Any) -> Any:
    """Give a command the options that say which statements are meant."""
    options = (
        click.option("--speaker", metavar="NAME", help="Who says it: a name, a part of one, or an id."),
        click.option("--speaks-for", metavar="NAME", help="For whom the speaker speaks."),
        click.option("--about", metavar="NAME", help="Who or what is named in it."),
        click.option("--publisher", metavar="NAME", help="Who published it."),
        click.option("--act", multiple=True, type=click.Choice(get_args(Act)), help="What is done by it; repeatable."),
        click.option("--manner", multiple=True, type=click.Choice(get_args(Manner)), help="How the words are given."),
        click.option("--since", metavar="DATE", help="Published on this day or later: 2024, 2024-03, 2024-03-19."),
        click.option("--until", metavar="DATE", help="Published on this day or before."),
        click.option(
            "--status", multiple=True, type=click.Choice(get_args(Status)), help="On whose decision it stands."
        ),
        click.option("--article", metavar="ID", help="In this article."),
        click.option("--old-versions", is_flag=True, help="Also in articles that have a newer version."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def make_query(words: str | None, chosen: dict[str, Any]) -> Query:
    """Make a query of the filters."""
    for name in ("since", "until"):
        chosen[name] = read_day(name, chosen[name])
    replaced = chosen.pop("old_versions")
    return Query(words, replaced=replaced, **chosen)


def read_day(name: str, given: str | None) -> str | None:
    """Read the day that an option gives; what is no date is wrong usage."""
    from sayso.collect.dates import read_date

    day = None if given is None else read_date(given)
    if given is not None and day is None:
        raise click.UsageError(f"--{name}: {given!r} is no date; give it as YYYY-MM-DD.")
    return day


@main.command(context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@add_record
@add_filters
@add_pages
def search(
    words: tuple[str, ...],
    db: Path,
    as_json: bool,
    as_csv: bool,
    limit: int | None,
    after: str | None,
    **chosen: Any,
) -> int:
    r"""Find statements in the record, the latest first.

    WORDS are sought in what was said: all of them, "a phrase" in quotation marks, a prefix*, and -not this one.

    \b
    Examples:
      sayso search ceasefire
      sayso search '"on our side"' --speaker Lund --since 2024-03
      sayso search --act deny --publisher "The Tide" --json
    """
    query = make_query(" ".join(words) or None, chosen)
    with open_record(db) as record:
        before = None if after is None else _number_of(record, after)
        if (as_json or as_csv) and limit is None:
            _put_statements(record.find_all(query, before=before), as_json=as_json, as_csv=as_csv)
            return DONE
        found = record.search(query, limit=(limit or PAGE) + 1, before=before)
        page = found[: limit or PAGE]
        _put_statements(page, as_json=as_json, as_csv=as_csv)
    if len(found) > len(page):
        say(f"there are more; go on with --after {page[-1].id}")
    elif not page:
        say("nothing found")
    return DONE


def _number_of(record: "Record", name: str) -> int:
    from sayso.data import Statement

    shown = record.show(name)
    if not isinstance(shown, Statement):
        raise click.UsageError(f"--after: {name} is no statement.")
    return shown.number


def _put_statements(found: "Iterable[Statement]", *, as_json: bool, as_csv: bool) -> None:
    if as_json:
        from sayso.show.records import encode_statement

        put_pieces(encode_statement(statement) + b"\n" for statement in found)
    elif as_csv:
        from sayso.show.export import write_statements
        from sayso.show.export.options import Options

        with putting() as out:
            write_statements(found, out, format="csv", options=Options())
    else:
        from sayso.show.listing import lay_out_statements

        put_laid_out(lay_out_statements(found, width=find_width()))


def find_width() -> int:
    """Give the width of lines: the terminal's, up to a measure that reads well; 80 elsewhere."""
    from sayso.show.lines import PLAIN_WIDTH, WIDEST

    if not sys.stdout.isatty():
        return PLAIN_WIDTH
    import shutil

    return max(40, min(shutil.get_terminal_size().columns, WIDEST))


def put_laid_out(lines: "Iterable[Line]") -> None:
    """Print lines, with their colours on a terminal."""
    from sayso.show.lines import paint, write_plain

    if not sys.stdout.isatty():
        put(write_plain(lines).encode())
        return
    from rich.console import Console

    Console(highlight=False).print(paint(lines), end="", soft_wrap=True)


@main.command()
@click.argument("name", nargs=-1, metavar="[NAME]...")
@add_record
@click.option("--kind", type=click.Choice(get_args(EntityKind)), help="Only of this kind.")
@add_pages
def people(
    name: tuple[str, ...],
    db: Path,
    kind: EntityKind | None,
    as_json: bool,
    as_csv: bool,
    limit: int | None,
    after: str | None,
) -> int:
    r"""List people and bodies, who says most first.

    \b
    Examples:
      sayso people
      sayso people lund --kind person
      sayso people --json > people.jsonl
    """
    with open_record(db) as record:
        most = limit or (-1 if as_json or as_csv else PAGE)
        listed = record.people(" ".join(name) or None, kind=kind, after=after, limit=most)
        last = _put_people(record, listed, as_json=as_json, as_csv=as_csv)
        if (
            most > 0
            and last is not None
            and next(record.people(" ".join(name) or None, kind=kind, after=last, limit=1), None)
        ):
            say(f"there are more; go on with --after {last}")
        if last is None:
            say("nobody in the record" + (f" is called {' '.join(name)}" if name else ""))
    return DONE


def _put_people(record: "Record", listed: "Iterator[Listed]", *, as_json: bool, as_csv: bool) -> str | None:
    """Print people; give the id of the last one."""
    from sayso.show.listing import lay_out_people
    from sayso.show.records import PEOPLE_COLUMNS, encode_listed, write_table

    last: list[str] = []

    def follow() -> "Iterator[Listed]":
        for one in listed:
            last[:] = [one.id]
            yield one

    if as_json:
        for one in follow():
            put(encode_listed(one, next(record.spot([one.id]))) + b"\n")
    elif as_csv:
        for row in write_table(PEOPLE_COLUMNS, follow()):
            put(row)
    else:
        first = next(listed, None)
        if first is not None:
            listed = chain([first], listed)
            put_laid_out(lay_out_people(follow(), width=find_width()))
    return last[0] if last else None


@main.command()
@click.argument("name", nargs=-1, required=True, metavar="NAME...")
@add_record
@add_forms
def who(name: tuple[str, ...], db: Path, as_json: bool, as_csv: bool) -> int:
    r"""Show a person or body: other names, roles, for whom it speaks, and what it said last.

    NAME is a name, a part of one, or an id.

    \b
    Examples:
      sayso who Ada Lund
      sayso who k12 --json
    """
    from sayso.errors import UnknownIdError

    called = " ".join(name)
    with open_record(db) as record:
        try:
            dossier = record.who(called)
        except UnknownIdError as fault:
            return _offer(record, called, fault, as_json=as_json, as_csv=as_csv)
        _put_thing(record, dossier, as_json=as_json, as_csv=as_csv)
    return DONE


def _offer(record: "Record", called: str, fault: Exception, *, as_json: bool, as_csv: bool) -> int:
    """List those who may be meant by a name, where there are several."""
    from sayso.record import is_id

    several = [] if is_id(called) else list(record.people(called, limit=PAGE))
    say(str(fault).partition("; give an id:")[0])
    if not several:
        return FAILED
    _put_people(record, iter(several), as_json=as_json, as_csv=as_csv)
    return FAILED


@main.command()
@click.argument("name", metavar="ID")
@add_record
@add_forms
@click.option("--cite", type=click.Choice(("bibtex", "ris", "csl", "text")), help="Print how to cite a statement.")
def show(name: str, db: Path, as_json: bool, as_csv: bool, cite: str | None) -> int:
    r"""Show what has an id: an article, a statement, an event, a person or body, a judgement, a line of the log.

    ID may be the beginning of an id, where that is no other's.

    \b
    Examples:
      sayso show a3f09
      sayso show t5e0e58906a02 --json
      sayso show h12
      sayso show a3f09 --cite bibtex
    """
    with open_record(db) as record:
        thing = record.show(name)
        if cite is not None:
            return _put_citation(thing, cite)
        _put_thing(record, thing, as_json=as_json, as_csv=as_csv)
    return DONE


def _put_citation(thing: "Shown", style: str) -> int:
    from sayso.data import Statement
    from sayso.show.export.cite import cite

    if not isinstance(thing, Statement):
        raise click.UsageError("--cite: only statements are cited; give the id of one (a...).")
    put_lines([cite(thing, style).rstrip("\n")])
    return DONE


def _put_thing(record: "Record", thing: "Shown", *, as_json: bool, as_csv: bool) -> None:
    if as_json:
        from sayso.show.records import encode_thing

        put(encode_thing(thing) + b"\n")
    elif as_csv:
        _put_row(record, thing)
    else:
        put_laid_out(_lay_out(record, thing))


def _put_row(record: "Record", thing: "Shown") -> None:
    """Print a thing as the row that it has in a list; an article as those of its statements."""
    from sayso import data
    from sayso.show.records import EDIT_COLUMNS, JUDGED_COLUMNS, PEOPLE_COLUMNS, write_table

    if isinstance(thing, data.Statement):
        _put_statements([thing], as_json=False, as_csv=True)
    elif isinstance(thing, data.Shelved):
        query = Query(article=thing.reading.article.id, replaced=True)
        _put_statements(record.statements(query), as_json=False, as_csv=True)
    elif isinstance(thing, data.Dossier):
        put_pieces(write_table(PEOPLE_COLUMNS, [thing.listed]))
    elif isinstance(thing, data.Judged):
        put_pieces(write_table(JUDGED_COLUMNS, [thing]))
    elif isinstance(thing, data.Edit):
        put_pieces(write_table(EDIT_COLUMNS, [thing]))
    else:
        _put_event(thing)


def _put_event(thing: "Happening | Report") -> None:
    from sayso import data
    from sayso.show.events import write_happenings
    from sayso.show.events.reported import make_happening

    happening = make_happening(thing) if isinstance(thing, data.Report) else thing
    with putting() as out:
        write_happenings([happening], out, format="csv" if thing is happening else "reports-csv")


def _lay_out(record: "Record", thing: "Shown") -> "Iterable[Line]":
    from sayso import data
    from sayso.show import listing
    from sayso.show.differences import lay_out_differences
    from sayso.show.events.listing import lay_out_one, lay_out_report

    width = find_width()
    if isinstance(thing, data.Statement):
        return listing.lay_out_passage(thing, record.log(thing.id), width=width)
    if isinstance(thing, data.Dossier):
        return listing.lay_out_dossier(thing, width=width)
    if isinstance(thing, data.Shelved):
        return chain(
            listing.lay_out_shelved(thing, width=width),
            lay_out_differences(record.list_changes(thing), width=width),
        )
    if isinstance(thing, data.Judged):
        return listing.lay_out_judged(thing, width=width)
    if isinstance(thing, data.Edit):
        return listing.lay_out_log([thing], width=width)
    if isinstance(thing, data.Report):
        return lay_out_report(thing, record.log(thing.event.id), width=width)
    return lay_out_one(thing, record.log(thing.id), width=width)


@main.command("log")
@click.argument("name", required=False, metavar="[ID]")
@add_record
@add_pages
def show_log(name: str | None, db: Path, as_json: bool, as_csv: bool, limit: int | None, after: str | None) -> int:
    r"""Show what was changed, by whom and why, the last change first; of one thing, where its id is given.

    \b
    Examples:
      sayso log
      sayso log a3f09
      sayso log --csv > log.csv
    """
    before = None if after is None else _read_number(after)
    with open_record(db) as record:
        own = record.find(name).id if name else None
        most = limit or (2**31 if as_json or as_csv else PAGE)
        edits = record.log(own, before=before, limit=most + 1)
        _put_log(edits[:most], as_json=as_json, as_csv=as_csv)
    if len(edits) > most:
        say(f"there are more; go on with --after {edits[most - 1].number}")
    elif not edits:
        say("nothing was changed yet")
    return DONE


def _read_number(name: str) -> int:
    digits = name.removeprefix("#")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 15:
        raise click.UsageError(f"--after: {name!r} is no line of the log; give its number.")
    return int(digits)


def _put_log(edits: "list[Edit]", *, as_json: bool, as_csv: bool) -> None:
    from sayso.show.listing import lay_out_log
    from sayso.show.records import EDIT_COLUMNS, encode_thing, write_table

    if as_json:
        put(b"".join(encode_thing(edit) + b"\n" for edit in edits))
    elif as_csv:
        put(b"".join(write_table(EDIT_COLUMNS, edits)))
    else:
        put_laid_out(lay_out_log(edits, width=find_width()))
