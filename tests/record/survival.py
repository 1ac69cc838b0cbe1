"""A seed in, small readings of invented reports out; and `sayso add` as a process that tells what it has done.

    python -m tests.record.survival add READINGS.jsonl --db X

is `sayso add` to the letter, but that each outcome is printed as it is given: so one knows what was done for good when
the process is killed.
"""

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sayso.data import Reading
from sayso.keeping import Record
from sayso.show.contract import encode_reading
from tests.conftest import ROOT
from tests.record.made import Happened, Said, Who, make_reading

GIVEN = "Ada Bram Cleo Dirk Edda Finn Gwen Hugo Iris Jory Kaia Lars Mona Nils Odo Pia Runa Sven Tove Ulf".split()
SURNAMES = "Lund Pell Brask Fenn Holt Strand Ruys Orme Tarn Vik Moen Dahl Krogh Lien Berg Quist Rask Sund".split()
BODIES = ("Harbour Board", "Fleet Union", "Tarn Council", "Dyke Office", "Ferry Company", "Salt Works")
PAPERS = ("The Tide", "Radio Ness", "The Tarn Courier", "Coast Daily")
THINGS = "dam gate quay crane ferry lock pier mole beacon wharf basin sluice".split()

_TIMES = frozenset({"added", "first_used", "at"})


def invent_readings(count: int, *, seed: int = 1) -> list[Reading]:
    """Make readings of short reports, in which the same people and bodies come again; the same seed makes the same."""
    chance = random.Random(seed)
    return [_invent(n, chance) for n in range(count)]


def _invent(n: int, chance: random.Random) -> Reading:
    one, other = (f"{chance.choice(GIVEN)} {surname}" for surname in chance.sample(SURNAMES, 2))
    body, seat = chance.sample(BODIES, 2)
    thing, day = chance.choice(THINGS), chance.randrange(1, 29)
    return make_reading(
        f"{one}, head of the {body}, said that {thing} number {n} is shut. {other} of the {seat} denied it.",
        who=(
            Who(one, roles=(("head", body, None, "head"),), speaks_for={body: "head"}),
            Who(body, "organisation"),
            Who(other, others=("it",)),
            Who(seat, "organisation"),
        ),
        said=(
            Said(f"{thing} number {n} is shut", one, one),
            Said("it", other, other, "denied", fields={"act": "deny"}),
        ),
        happened=(
            Happened(
                "shut", "COERCE", (one,), (body,), date=(f"2024-0{1 + n % 9}-02", None), place=(thing, None),
                statuses=(("claimed", one, 0), ("denied", other, 1)), fields={"status": "denied"},
            ),
        ),
        publisher=chance.choice(PAPERS), published=f"2024-0{chance.randrange(1, 10)}-{day:02}", path=f"{n}.txt",
    )  # fmt: skip


def write_readings(path: Path, readings: Iterable[Reading]) -> Path:
    """Write readings as `sayso read --json` does."""
    path.write_bytes(b"".join(encode_reading(reading) + b"\n" for reading in readings))
    return path


def keep_readings(path: Path, readings: Iterable[Reading], *, places: Path | None = None) -> Path:
    """Make a record of readings; as lines of the file `places`, where it is given."""
    with Record(path) as record:
        for n, reading in enumerate(readings, 1):
            record.add(reading, place=f"{places}:{n}" if places else None)
    return path


def start(*arguments: str, telling: bool = False, **more: Any) -> "subprocess.Popen[bytes]":
    """Start the command line as a process of its own; `telling` lets it print each outcome as it is given."""
    module = "tests.record.survival" if telling else "sayso"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))}
    streams: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([sys.executable, "-u", "-m", module, *arguments], env=environment, **streams | more)


def run(*arguments: str, **more: Any) -> "subprocess.CompletedProcess[str]":
    """Run the command line to its end."""
    process = start(*arguments, **more)
    out, err = process.communicate(timeout=120)
    return subprocess.CompletedProcess(process.args, process.returncode, out.decode(), err.decode())


def hear_line(process: "subprocess.Popen[bytes]") -> str:
    """Wait for the next outcome that a process tells; empty where it tells no more."""
    assert process.stdout is not None
    return process.stdout.readline().decode().rstrip()


def hear(process: "subprocess.Popen[bytes]") -> list[str]:
    """Hear all that a process has still to tell; what it was killed in the middle of is nothing."""
    assert process.stdout is not None
    return [line.decode() for line in process.stdout.read().split(b"\n")[:-1]]


def show_rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Give every row of a record but for times; the indexes' own tables, which are made of the others, are left out."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        listed = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_fts%' ESCAPE '\\'"
        tables = [name for (name,) in connection.execute(listed)]
        return {table: list(_list_rows(connection, table)) for table in sorted(tables)}


def _list_rows(connection: sqlite3.Connection, table: str) -> Iterator[tuple[object, ...]]:
    cursor = connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
    timeless = [n for n, column in enumerate(cursor.description) if column[0] not in _TIMES]
    yield from (tuple(row[n] for n in timeless) for row in cursor)


def count_texts(path: Path) -> list[str]:
    """List the ids of the articles of a record, each as often as it is there."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        return [name for (name,) in connection.execute("SELECT id FROM article ORDER BY article_id")]


def find_wrong(path: Path) -> list[str]:
    """Check a record; say what is wrong."""
    with Record(path, writing=False) as record:
        return [f"{fault.table} {fault.row}: {fault.what}" for fault in record.verify()]


def main(arguments: Sequence[str]) -> None:
    """Run the command line, and print each outcome of `sayso add` as soon as it is given."""
    from sayso import adding
    from sayso.cli import main as door

    add_inputs = adding.add_inputs

    def tell(*given: Any, **more: Any) -> Iterator[adding.Outcome]:
        for outcome in add_inputs(*given, **more):
            os.write(1, f"{outcome.came} {outcome.where}\n".encode())
            yield outcome

    adding.add_inputs = tell
    door(list(arguments), prog_name="sayso")


if __name__ == "__main__":
    main(sys.argv[1:])
