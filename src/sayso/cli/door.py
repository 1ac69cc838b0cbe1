"""What every command needs: exit codes, options that recur, and the way to standard output and standard error.

    0    done
    1    failed, with nothing usable
    2    wrong usage
    3    done, but some inputs failed (each said in a line of its own)
    130  interrupted

Data goes to standard output, everything else to standard error.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

import click

from sayso.errors import SaysoError, SettingError
from sayso.settings import Settings
from sayso.show.characters import tidy

if TYPE_CHECKING:
    from sayso.keeping import Record

DONE, FAILED, MISUSED, PARTLY, INTERRUPTED = 0, 1, 2, 3, 130
Command = Callable[..., int]
ORDER = ("read", "demo", "add", "search", "people", "who", "events", "timeline", "show", "correct", "confirm", "reject",
         "merge", "split", "undo", "log", "forget", "reread", "export", "eval", "schema", "info", "doctor",
         "db")  # fmt: skip
"""The commands as help lists them."""


class Page(click.Command):
    """A command whose help keeps the lines of its examples, where the docstring has click's mark for it in plain."""

    def __init__(self, name: str | None, *, help: str | None = None, **extra: Any) -> None:
        super().__init__(name, help=None if help is None else help.replace("\\b\n", "\b\n"), **extra)


class Door(Page, click.Group):
    """The commands in the order in which a newcomer needs them, and the exit codes they end with."""

    command_class = Page
    group_class = type

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (the name is click's)
        """List the commands, in order."""
        return sorted(self.commands, key=ORDER.index) if self.name == "main" else list(self.commands)

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run, and end with an exit code."""
        sys.exit(end(lambda: super(Door, self).main(*args, **extra | {"standalone_mode": False})))


def end(command: Callable[[], int | None]) -> int:
    """Run a command to its exit code: the one place where faults end, each as a line, never as a traceback."""
    try:
        return command() or DONE
    except click.exceptions.NoArgsIsHelpError as fault:
        fault.show()
        return MISUSED
    except click.UsageError as fault:
        message = " ".join(fault.format_message().split()).rstrip(".")
        say(f"{message}. See {fault.ctx.command_path if fault.ctx else 'sayso'} --help.")
        return MISUSED
    except click.ClickException as fault:
        say(fault.format_message())
        return FAILED
    except click.Abort:
        say("interrupted")
        return INTERRUPTED
    except SaysoError as fault:
        say(str(fault))
        return FAILED
    except OSError as fault:
        if fault.filename is None:
            drop_output()
        say(f"{fault.filename or 'standard output'}: {fault.strerror}")
        return FAILED


def add_settings(command: Command) -> Command:
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


def make_settings(chosen: dict[str, Any]) -> Settings:
    """Make settings of options; a value that cannot be is wrong usage."""
    try:
        return Settings(**chosen)
    except SettingError as fault:
        raise click.UsageError(f"{fault}.") from fault


def add_record(command: Command) -> Command:
    """Give a command the option that names the record."""
    return click.option(
        "--db",
        type=click.Path(path_type=Path, dir_okay=False),
        envvar="SAYSO_DB",
        default="sayso.db",
        show_default=True,
        show_envvar=True,
        help="The record.",
    )(command)


def add_hand(command: Command) -> Command:
    """Give a command the options that say who changes something, and why."""
    command = click.option("--why", metavar="TEXT", help="Why, for the log.")(command)
    return click.option("--by", metavar="NAME", help="Who says so, for the log; your login name unless told.")(command)


def add_pages(command: Command) -> Command:
    """Give a command that lists things the options for how, how many and from where."""
    command = click.option("--after", metavar="ID", help="Go on behind this one, the last of the page before.")(command)
    command = click.option("--limit", type=click.IntRange(1, 2**31), metavar="N", help="At most so many.")(command)
    return add_forms(command)


def add_forms(command: Command) -> Command:
    """Give a command the options for what to print in place of what people read."""
    command = click.option("--csv", "as_csv", is_flag=True, help="Print a table for spreadsheets.")(command)
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")(command)


def open_record(path: Path, *, writing: bool = False, create: bool = False) -> "Record":
    """Open the record; tell it where one waits for another program to finish writing."""
    from sayso.keeping import Record

    def waiting() -> None:
        say(f"{path}: another program is writing to it; waiting until it is done")

    return Record(path, writing=writing, create=create, waiting=waiting)


def put(data: bytes) -> None:
    """Print to standard output, as UTF-8 whatever the locale; a reader that has had enough ends the program."""
    put_pieces((data,))


def put_pieces(pieces: Iterable[bytes]) -> None:
    """Print pieces one after another; they go out together at the end, or when there are many."""
    try:
        _put(pieces, sys.stdout.buffer)
    except BrokenPipeError as fault:
        drop_output()
        raise click.exceptions.Exit(DONE) from fault


def put_lines(lines: Iterable[str]) -> None:
    """Print lines of text."""
    for line in lines:
        put(f"{line}\n".encode("utf-8", "replace"))


@contextmanager
def putting() -> Iterator[IO[bytes]]:
    """Give standard output to one who writes to it."""
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError as fault:
        drop_output()
        raise click.exceptions.Exit(DONE) from fault


def _put(pieces: Iterable[bytes], stream: IO[bytes]) -> None:
    for piece in pieces:
        stream.write(piece)
    stream.flush()


def drop_output() -> None:
    """Let go of standard output: what is still buffered would fail once more when Python ends, with a traceback."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(message: str) -> None:
    """Say something to the one at the terminal, on standard error."""
    line = f"sayso: {tidy(message)}"
    # On a terminal a line of progress may stand here: go over it.
    click.echo(f"\r{line:<60}" if sys.stderr.isatty() else line, err=True)


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96})
@click.version_option(package_name="sayso", message="sayso %(version)s")
def main() -> None:
    r"""Read news reporting and keep the record straight: who said what, what happened, and on whose word.

    \b
    Begin with:
      sayso demo
      sayso read report.txt
      sayso add reports/
      sayso search "ceasefire"
    """
