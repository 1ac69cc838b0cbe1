"""The commands that read and keep nothing: read, demo, schema, eval."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.door import DONE, FAILED, PARTLY, add_settings, main, make_settings, put, put_pieces, say
from sayso.errors import InputError
from sayso.settings import Settings

if TYPE_CHECKING:
    from sayso.data import Article, Reading

_FORMATS = {"events-csv": "reports-csv", "events-jsonl": "jsonl"} | {
    name: name for name in ("plover", "cameo", "acled", "timelinejs")
}
"""The formats of events by the names that they have here, where most is about statements."""


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one reading a line (see sayso schema).")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), metavar="OUT",
              help="Write one self-contained page instead; - prints it.")  # fmt: skip
@click.option("--format", "-f", "form", type=click.Choice(tuple(_FORMATS)), help="Print what happened for other tools.")
@click.option("--published", metavar="DATE", help="When the article was published, such as 2024-03-19.")
@click.option("--publisher", metavar="NAME", help="Who published the article.")
@add_settings
def read(
    inputs: tuple[str, ...],
    as_json: bool,
    html: Path | None,
    form: str | None,
    published: str | None,
    publisher: str | None,
    **chosen: Any,
) -> int:
    r"""Read articles and print who said what, and what happened.

    INPUT is a plain text, a Markdown file, a saved web page, JSON lines of articles, a folder of
    these, or - for standard input.

    \b
    Examples:
      sayso read report.txt
      sayso read saved-page.html --html marked.html
      sayso read reports/ --json > readings.jsonl
      sayso read reports/ --format events-csv > events.csv
      pbpaste | sayso read - --publisher "The Tide"
    """
    request = _Request(inputs, make_settings(chosen), published, publisher)
    if form is not None:
        if as_json or html is not None:
            raise click.UsageError(f"--format and {'--json' if as_json else '--html'}: choose one of them.")
        return _write_events(request, form)
    if html is None:
        return _show(request, _print_json if as_json else _print_text)
    if not html.parent.is_dir():
        raise click.UsageError(f"{html}: there is no folder {html.parent}.")
    if as_json and str(html) == "-":
        raise click.UsageError("--json and --html - would both print; name a file for the page.")
    kept: list[Reading] = []
    ended = _show(request, _print_json if as_json else _print_nothing, keep=kept.append)
    if kept:
        _write_page(html, kept)
    return ended


@main.command()
@click.option("--check", is_flag=True, expose_value=False, help="Run once and end, as it does anyway for now.")
@click.option("--no-open", is_flag=True, expose_value=False, help="Open no browser, as it does anyway for now.")
@add_settings
def demo(**chosen: Any) -> int:
    r"""Read the bundled samples: one incident, three reports.

    \b
    Example:
      sayso demo
    """
    from sayso.samples import sample_list

    return _show(_Request((str(sample_list()),), make_settings(chosen)), _print_text)


@main.command()
def schema() -> int:
    r"""Print the JSON Schema of what sayso read --json prints.

    \b
    Example:
      sayso schema > reading.schema.json
    """
    import msgspec

    from sayso.show.contract import make_schema

    put(msgspec.json.format(msgspec.json.encode(make_schema()), indent=2) + b"\n")
    return DONE


@main.command("eval")
@click.argument("gold", type=click.Path(path_type=Path), metavar="GOLD")
@click.option("--readings", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Score these readings (sayso read --json) rather than read the texts again.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@add_settings
def evaluate(gold: Path, readings: Path | None, as_json: bool, **chosen: Any) -> int:
    r"""Score Sayso on texts that people have marked.

    GOLD is a folder of texts with their labels: PolNeAR's, Sayso's own, or a treebank (CoNLL-U).

    \b
    Examples:
      sayso eval gold/
      sayso eval gold/ --readings readings.jsonl --json
    """
    from sayso.evaluate import encode_report, evaluate_gold, load_readings, render_report

    given = load_readings(readings) if readings else None
    report = evaluate_gold(gold, readings=given, settings=make_settings(chosen))
    put(encode_report(report) if as_json else render_report(report).encode())
    return DONE


@dataclass(frozen=True, slots=True)
class _Request:
    """What was asked to be read."""

    inputs: tuple[str, ...]
    settings: Settings
    published: str | None = None
    publisher: str | None = None


def _show(
    request: _Request,
    show: "Callable[[Reading, int], None]",
    *,
    keep: "Callable[[Reading], None] | None" = None,
) -> int:
    """Read what was asked, show each reading with its number, say how it went; give the exit code."""
    tally: Counter[str] = Counter()
    for reading in _read(request, tally):
        show(reading, tally["article"])
        _count(reading, tally)
        if keep:
            keep(reading)
    return _end(tally)


def _write_events(request: _Request, form: str) -> int:
    """Read what was asked, print what happened in a format, say how it went; give the exit code."""
    from sayso.cli.telling import put_happenings
    from sayso.show.events.reported import report_events

    tally: Counter[str] = Counter()

    def follow() -> "Iterator[Reading]":
        for reading in _read(request, tally):
            yield reading
            _count(reading, tally)

    readings = follow()
    first = next(readings, None)
    if first is not None:
        put_happenings(report_events(chain([first], readings)), _FORMATS[form])
    return _end(tally)


def _count(reading: "Reading", tally: Counter[str]) -> None:
    """Count what was read, and show how far it is where the output goes elsewhere."""
    tally.update(article=1, statement=len(reading.attributions), event=len(reading.events))
    if tally["article"] > 1 and sys.stderr.isatty() and not sys.stdout.isatty():
        click.echo(f"\r{_sum_up(tally)} ", nl=False, err=True)


def _end(tally: Counter[str]) -> int:
    if tally["article"] + tally["input"] > 1:
        say(_sum_up(tally))
    if tally["input"]:
        return PARTLY if tally["article"] else FAILED
    return DONE


def _read(request: _Request, tally: Counter[str]) -> "Iterator[Reading]":
    from sayso.collect import collect_articles

    found = collect_articles(
        request.inputs,
        settings=request.settings,
        published=request.published,
        publisher=request.publisher,
        stdin=sys.stdin.buffer,
    )
    articles = _sift(found, tally)
    first = next(articles, None)
    # The weights are loaded once there is something to read: a mistyped name is told at once.
    if first is not None:
        from sayso.model import load_model
        from sayso.pipeline import read_articles

        model = load_model(request.settings.threads)
        yield from read_articles(chain([first], articles), model, settings=request.settings)


def _sift(found: "Iterable[Article | InputError]", tally: Counter[str]) -> "Iterator[Article]":
    for item in found:
        if isinstance(item, InputError):
            tally["input"] += 1
            say(str(item))
        else:
            yield item


def _sum_up(tally: Counter[str]) -> str:
    from sayso.show.label import label_count

    read = f"{label_count(tally['article'], 'article')}, {label_count(tally['statement'], 'statement')}"
    read += f", {label_count(tally['event'], 'event')}" if tally["event"] else ""
    return read + (f"; {label_count(tally['input'], 'input')} failed" if tally["input"] else "")


def _print_nothing(reading: "Reading", number: int) -> None:
    del reading, number


def _print_json(reading: "Reading", number: int) -> None:
    from sayso.show.contract import encode_pieces

    del number
    put_pieces(chain(encode_pieces(reading), (b"\n",)))


def _print_text(reading: "Reading", number: int) -> None:
    from sayso.show.lines import write_plain
    from sayso.show.terminal import lay_out

    if sys.stdout.isatty():
        _print_colours(reading, number)
    else:
        put(("\n\n" * (number > 0) + write_plain(lay_out(reading))).encode())


def _print_colours(reading: "Reading", number: int) -> None:
    from rich.console import Console

    from sayso.show.lines import paint
    from sayso.show.terminal import lay_out

    console = Console(highlight=False)
    text = paint([*[()] * (2 * (number > 0)), *lay_out(reading, width=console.width)])
    console.print(text, end="", soft_wrap=True)


def _write_page(path: Path, readings: "Sequence[Reading]") -> None:
    from sayso.show.page import render_page

    page = render_page(readings).encode()
    if str(path) == "-":
        put(page)
        return
    # Whole or not at all: what stood there before is replaced only once the new page is written.
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(page)
    part.replace(path)
