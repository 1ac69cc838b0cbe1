"""Arguments in, an exit code out: parses, calls, prints; decides nothing.

    0    done
    1    failed, with nothing usable
    2    wrong usage
    3    done, but some inputs failed (each said in a line of its own)
    130  interrupted

Data goes to standard output, everything else to standard error. What costs time to import is imported
by the command that needs it: `sayso --help` must not wait for it.
"""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

import click

from sayso.errors import InputError, SaysoError, SettingError
from sayso.settings import Settings
from sayso.show.characters import tidy

if TYPE_CHECKING:
    from sayso.data import Article, Reading

_DONE, _FAILED, _MISUSED, _PARTLY, _INTERRUPTED = 0, 1, 2, 3, 130


class _Door(click.Group):
    """The commands in the order in which a newcomer needs them, and the exit codes they end with."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (the name is click's)
        return list(self.commands)

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        sys.exit(_end(lambda: super(_Door, self).main(*args, **extra | {"standalone_mode": False})))


def _end(command: Callable[[], int | None]) -> int:
    # The one place where faults end: each becomes a line and an exit code, never a traceback.
    try:
        return command() or _DONE
    except click.exceptions.NoArgsIsHelpError as fault:
        fault.show()
        return _MISUSED
    except click.UsageError as fault:
        _say(f"{fault.format_message()} See {fault.ctx.command_path if fault.ctx else 'sayso'} --help.")
        return _MISUSED
    except click.ClickException as fault:
        _say(fault.format_message())
        return _FAILED
    except click.Abort:
        _say("interrupted")
        return _INTERRUPTED
    except SaysoError as fault:
        _say(str(fault))
        return _FAILED
    except OSError as fault:
        if fault.filename is None:
            _drop_output()
        _say(f"{fault.filename or 'standard output'}: {fault.strerror}")
        return _FAILED


def _settings(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command an option for each setting."""
    for entry in reversed(fields(Settings)):
        option = click.option(
            f"--{entry.name.replace('_', '-')}",
            type=type(entry.default),
            default=entry.default,
            show_default=True,
            help=entry.metadata["help"],
        )
        command = option(command)
    return command


@click.group(cls=_Door, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96})
@click.version_option(package_name="sayso", message="sayso %(version)s")
def main() -> None:
    r"""Read news reporting and keep the record straight: who said what, and on whose word.

    \b
    Begin with:
      sayso demo
      sayso read report.txt
    """


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one reading a line (see sayso schema).")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), metavar="OUT",
              help="Write one self-contained page instead; - prints it.")  # fmt: skip
@click.option("--published", metavar="DATE", help="When the article was published, such as 2024-03-19.")
@click.option("--publisher", metavar="NAME", help="Who published the article.")
@_settings
def read(
    inputs: tuple[str, ...],
    as_json: bool,
    html: Path | None,
    published: str | None,
    publisher: str | None,
    **chosen: Any,
) -> int:
    r"""Read articles and print who said what.

    INPUT is a plain text, a Markdown file, a saved web page, JSON lines of articles, a folder of
    these, or - for standard input.

    \b
    Examples:
      sayso read report.txt
      sayso read saved-page.html --html marked.html
      sayso read reports/ --json > readings.jsonl
      pbpaste | sayso read - --publisher "The Tide"
    """
    request = _Request(inputs, _make_settings(chosen), published, publisher)
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
@_settings
def demo(**chosen: Any) -> int:
    r"""Read the bundled samples: one incident, three reports.

    \b
    Example:
      sayso demo
    """
    from sayso.samples import sample_list

    return _show(_Request((str(sample_list()),), _make_settings(chosen)), _print_text)


@main.command()
def schema() -> int:
    r"""Print the JSON Schema of what sayso read --json prints.

    \b
    Example:
      sayso schema > reading.schema.json
    """
    import msgspec

    from sayso.show.contract import make_schema

    _print(msgspec.json.format(msgspec.json.encode(make_schema()), indent=2) + b"\n")
    return _DONE


@main.command()
def info() -> int:
    r"""Print versions, the model's digest, and sizes.

    \b
    Example:
      sayso info
    """
    from sayso.model import load_model
    from sayso.show.about import describe_program

    _print(describe_program(load_model(1).digest).encode())
    return _DONE


@main.command("eval")
@click.argument("gold", type=click.Path(path_type=Path), metavar="GOLD")
@click.option("--readings", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Score these readings (sayso read --json) rather than read the texts again.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@_settings
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
    report = evaluate_gold(gold, readings=given, settings=_make_settings(chosen))
    _print(encode_report(report) if as_json else render_report(report).encode())
    return _DONE


@dataclass(frozen=True, slots=True)
class _Request:
    """What was asked to be read."""

    inputs: tuple[str, ...]
    settings: Settings
    published: str | None = None
    publisher: str | None = None


def _make_settings(chosen: dict[str, Any]) -> Settings:
    try:
        return Settings(**chosen)
    except SettingError as fault:
        raise click.UsageError(f"{fault}.") from fault


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
        tally.update(article=1, statement=len(reading.attributions))
        if keep:
            keep(reading)
        if tally["article"] > 1 and sys.stderr.isatty() and not sys.stdout.isatty():
            click.echo(f"\r{_sum_up(tally)} ", nl=False, err=True)
    if tally["article"] + tally["input"] > 1:
        _say(_sum_up(tally))
    if tally["input"]:
        return _PARTLY if tally["article"] else _FAILED
    return _DONE


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
            _say(str(item))
        else:
            yield item


def _sum_up(tally: Counter[str]) -> str:
    from sayso.show.label import label_count

    read = f"{label_count(tally['article'], 'article')}, {label_count(tally['statement'], 'statement')}"
    return read + (f"; {label_count(tally['input'], 'input')} failed" if tally["input"] else "")


def _print_nothing(reading: "Reading", number: int) -> None:
    del reading, number


def _print_json(reading: "Reading", number: int) -> None:
    from sayso.show.contract import encode_reading

    del number
    _print(encode_reading(reading) + b"\n")


def _print_text(reading: "Reading", number: int) -> None:
    from sayso.show.terminal import lay_out, write_plain

    if sys.stdout.isatty():
        _print_colours(reading, number)
    else:
        _print(("\n\n" * (number > 0) + write_plain(lay_out(reading))).encode())


def _print_colours(reading: "Reading", number: int) -> None:
    from rich.console import Console

    from sayso.show.terminal import lay_out, paint

    console = Console(highlight=False)
    text = paint([*[()] * (2 * (number > 0)), *lay_out(reading, width=console.width)])
    console.print(text, end="", soft_wrap=True)


def _write_page(path: Path, readings: "Sequence[Reading]") -> None:
    from sayso.show.page import render_page

    page = render_page(readings).encode()
    if str(path) == "-":
        _print(page)
        return
    # Whole or not at all: what stood there before is replaced only once the new page is written.
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(page)
    part.replace(path)


def _print(data: bytes) -> None:
    """Print to standard output, as UTF-8 whatever the locale; a reader that has had enough ends the program."""
    try:
        _put(data, sys.stdout.buffer)
    except BrokenPipeError as fault:
        _drop_output()
        raise click.exceptions.Exit(_DONE) from fault


def _put(data: bytes, stream: IO[bytes]) -> None:
    stream.write(data)
    stream.flush()


def _drop_output() -> None:
    # What is still buffered would fail once more when Python ends, with a traceback (docs.python.org, `signal`).
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(message: str) -> None:
    line = f"sayso: {tidy(message)}"
    # On a terminal a line of progress may stand here: go over it.
    click.echo(f"\r{line:<60}" if sys.stderr.isatty() else line, err=True)
