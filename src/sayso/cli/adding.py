"""The command that puts articles into the record: add."""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from sayso.cli.door import (
    DONE,
    FAILED,
    INTERRUPTED,
    PARTLY,
    add_record,
    add_settings,
    main,
    make_settings,
    open_record,
    put_lines,
    say,
)

if TYPE_CHECKING:
    from sayso.adding import Outcome, Request
    from sayso.settings import Settings

_FORMS = ("auto", "text", "markdown", "html", "jsonl", "csv")


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@add_record
@click.option("--from", "form", type=click.Choice(_FORMS), default="auto", help="What the inputs are, if not as named.")
@click.option("--published", metavar="DATE", help="When the articles were published, such as 2024-03-19.")
@click.option("--publisher", metavar="NAME", help="Who published the articles.")
@click.option("--dry-run", is_flag=True, help="Say what would be added; read and keep nothing.")
@click.option("--errors", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Write what failed, one JSON object a line.")  # fmt: skip
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, metavar="N", help="Processes that share the work.")
@add_settings
def add(
    inputs: tuple[str, ...],
    db: Path,
    form: str,
    published: str | None,
    publisher: str | None,
    dry_run: bool,
    errors: Path | None,
    jobs: int,
    **chosen: Any,
) -> int:
    r"""Read articles and keep them in the record.

    INPUT is what sayso read takes: files, folders, JSON lines or tables of articles, or - for standard input; or
    readings that sayso read --json has printed. What is in the record is passed over, so a run that was interrupted
    goes on when it is started again.

    \b
    Examples:
      sayso add reports/
      sayso add page.html --publisher "The Tide" --published 2024-03-19
      sayso add mediacloud.csv --db coast.db --errors failed.jsonl
      sayso add archive/ -j 4
    """
    from sayso.adding import Request
    from sayso.collect import give_metadata

    settings = make_settings(chosen)
    given = give_metadata(published=published, publisher=publisher)
    request = Request(inputs, given, None if form == "auto" else form, sys.stdin.buffer)  # type: ignore[arg-type]
    if dry_run:
        with _Errors(errors) as failed:
            return _preview(db, request, settings, failed)
    from sayso.adding import add_inputs
    from sayso.crew import read_together

    new = not db.exists()
    with open_record(db, writing=True, create=True) as record, _Errors(errors) as failed:
        outcomes = add_inputs(
            record,
            request,
            settings=settings,
            read=lambda articles: read_together(articles, settings=settings, jobs=jobs),
        )
        ended = _follow(outcomes, request, failed)
        new = new and not record.count().articles
    if new:  # nothing came of it: leave no empty record behind
        db.unlink()
    return ended


def _preview(db: Path, request: "Request", settings: "Settings", failed: "_Errors") -> int:
    from sayso.adding import preview_inputs

    tally = Counter[str]()
    record = open_record(db) if db.exists() else None
    for outcome in preview_inputs(record, request, settings=settings):
        tally[outcome.came] += 1
        if outcome.error is not None:
            say(str(outcome.error))
            failed.note(outcome)
        else:
            put_lines([f"{outcome.came:<8} {outcome.where}"])
    if record is not None:
        record.close()
    return _sum_up(tally, "would be")


class _Errors:
    """The file for what failed, where one is wanted."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: IO[bytes] | None = None

    def __enter__(self) -> "_Errors":
        self._file = self._path.open("wb") if self._path else None
        return self

    def __exit__(self, *fault: object) -> None:
        if self._file is not None:
            self._file.close()

    def note(self, outcome: "Outcome") -> None:
        """Write down a failure."""
        import msgspec

        if self._file is not None and outcome.error is not None:
            line = {"where": outcome.where, "error": outcome.error.what, "kind": type(outcome.error).__name__}
            self._file.write(msgspec.json.encode(line) + b"\n")
            self._file.flush()


def _follow(outcomes: Iterator["Outcome"], request: "Request", failed: _Errors) -> int:
    """Show how far it is while it goes, and sum up at the end."""
    from sayso.collect import measure_inputs
    from sayso.show.progress import Progress

    progress = Progress(measure_inputs(request.inputs), clock=time.monotonic)
    try:
        for outcome in outcomes:
            progress.note(outcome.came, outcome.size, outcome.statements)
            if outcome.error is not None:
                say(str(outcome.error))
                failed.note(outcome)
            if (line := progress.line(terminal=sys.stderr.isatty())) is not None:
                click.echo(line, nl=not sys.stderr.isatty(), err=True)
    except (KeyboardInterrupt, click.Abort):
        say(f"interrupted: {progress.sum_up()}; start it again to go on")
        raise click.exceptions.Exit(INTERRUPTED) from None
    say(progress.sum_up())
    return _end(progress.tally)


def _sum_up(tally: "Counter[str]", verb: str) -> int:
    from sayso.show.label import label_count

    new = tally["new"] + tally["version"]
    parts = [f"{label_count(new, 'article')} {verb} added", f"{tally['skipped']:,} are in"]
    if tally["version"]:
        parts.append(f"{label_count(tally['version'], 'newer version')} among them")
    if tally["failed"]:
        parts.append(f"{label_count(tally['failed'], 'input')} failed")
    say("; ".join(parts))
    return _end(tally)


def _end(tally: "Counter[str]") -> int:
    if not tally["failed"]:
        return DONE
    return PARTLY if tally.total() > tally["failed"] else FAILED
