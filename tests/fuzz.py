"""Hostile inputs in, faults out: reads one after another, for so many seconds, and keeps those that break something.

    python -m tests.fuzz --seconds 20             the same inputs every time
    python -m tests.fuzz --seed random            others each time
    python -m tests.fuzz --seed 4711 --seconds 0  one input again

A fault is an error that is not Sayso's, a span that does not hold its words, a screen or page that lets an
article's escape sequences or markup through, or an input that takes longer than ten seconds. What caused it
is kept under `.work/fuzz`, named after its seed.
"""

import argparse
import faulthandler
import random
import sys
import tempfile
import time
import traceback
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import lxml.html
from lxml import etree

from sayso import Reader
from sayso.collect import collect_articles
from sayso.data import Article, Reading
from sayso.errors import SaysoError
from sayso.settings import Settings
from sayso.show.contract import decode_reading, encode_reading
from sayso.show.lines import write_plain
from sayso.show.page import render_page
from sayso.show.terminal import lay_out
from tests.hostile import HostileInput, find_faults, make_hostile_input

ROOT = Path(__file__).parents[1]
ACTIVE = {"script", "img", "iframe", "object", "embed", "form", "link", "base", "x"}
PATIENCE = 10.0  # seconds of work that an input of this size may make; waiting for a busy machine does not count


def find_faults_of_input(hostile: HostileInput, folder: Path, reader: Reader) -> Iterator[str]:
    """Read an input by every way there is; give what breaks."""
    path = folder / f"input{hostile.suffix}"
    path.write_bytes(hostile.content)
    for found in collect_articles([path], settings=Settings()):
        if isinstance(found, Article):
            for reading in reader.pipe([found]):
                yield from find_faults(reading)
                yield from find_faults_of_showing(reading)
        elif "\n" in str(found) or not isinstance(found, SaysoError):
            yield f"an error is not one line of ours: {found!r}"


def find_faults_of_showing(reading: Reading) -> Iterator[str]:
    """Show a reading by every way there is; give what gets through that must not."""
    if decode_reading(encode_reading(reading)) != reading:
        yield "the reading is another one after JSON"
    screen = write_plain(lay_out(reading))
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in screen if character != "\n"):
        yield "a control character reaches the screen"
    for element in lxml.html.document_fromstring(render_page([reading])).iter(etree.Element):
        if element.tag in ACTIVE or any(str(name).startswith("on") for name in element.attrib):
            yield f"an element {element.tag} reaches the page"


def read_for(seconds: float, first: int, reader: Reader) -> int:
    """Read input after input from a first seed on; say what broke, and give the number of faulty inputs."""
    end, seed, faulty = time.monotonic() + seconds, first, 0
    while seed == first or time.monotonic() < end:
        faults = try_input(seed, reader)
        if faults:
            faulty += 1
            print(f"seed {seed}: {'; '.join(sorted(set(faults))[:5])}", file=sys.stderr)
        seed += 1
    print(f"fuzz: {seed - first} inputs read from seed {first} on, {faulty} faulty")
    return faulty


def try_input(seed: int, reader: Reader) -> list[str]:
    """Read the input of a seed; keep it where something breaks, and give what did."""
    hostile, begin = make_hostile_input(seed), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        try:
            faults = list(find_faults_of_input(hostile, Path(folder), reader))
        except Exception as error:  # noqa: BLE001 (any error that comes through is what is looked for)
            faults = [f"{error!r} at {locate(error)}"]
    if time.process_time() - begin > PATIENCE:
        faults.append(f"took {time.process_time() - begin:.0f} seconds")
    if faults:
        kept = ROOT / ".work" / "fuzz" / f"{seed}{hostile.suffix}"
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(hostile.content)
    return faults


def locate(error: Exception) -> str:
    """Give the last place in the project that an error came through."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(str(ROOT))]
    return f"{Path(frames[-1].filename).relative_to(ROOT)}:{frames[-1].lineno}"


def main() -> int:
    """Parse, read, and fail where an input was faulty."""
    parser = argparse.ArgumentParser(description="Read hostile inputs and say what breaks.")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--seed", default="1", help="a number, or `random`")
    options = parser.parse_args()
    first = random.randrange(10**9) if options.seed == "random" else int(options.seed)
    faulthandler.dump_traceback_later(options.seconds + 300, exit=True)  # a hang must end, and say where it hung
    return 1 if read_for(options.seconds, first, Reader(threads=1)) else 0


if __name__ == "__main__":
    sys.exit(main())
