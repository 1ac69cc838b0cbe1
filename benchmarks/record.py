"""A folder and a number in; how fast, in how much memory and at what size the record keeps so many articles, out.

The articles are invented (`benchmarks/invent.py`): their readings are added to a record that is kept in the folder, so
that it is measured again without being built again; 100,000 of them take hours. A build that is interrupted goes on
where it stopped. What is measured is measured in a process of its own, with the record's file in the system's cache.
"""

import gc
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import combinations, islice
from pathlib import Path
from typing import Any

import benchmarks.invent
from benchmarks.invent import World, invent_readings
from benchmarks.measure import Row
from sayso.data import Query, Statement
from sayso.errors import UnknownIdError
from sayso.keeping import Record
from sayso.record.load import Loader
from sayso.record.opening import load_migrations

SMALL, ADDED, BATCH = 1_000, 300, 100
"""Articles of the record that a large one is compared with, those added to each of them, and those added at once."""
QUERIES, NAMES, PAGE = 400, 100, 20
FILTERS = ("speaker", "speaks_for", "publisher", "act", "manner", "time", "about")
WORDS = ("a word", "two words", "a phrase", "a prefix")
_WORD = re.compile(r"[^\W\d_]+")

Found = Mapping[str, Any]


def measure_record(folder: Path, articles: int = 100_000) -> Iterator[Row]:
    """Measure a record of so many articles; build it first where it is not in the folder. Aims stand beside limits."""
    path, small = build_record(folder, articles), build_record(folder, SMALL)
    here = f"{articles:,} articles"
    found = run_part("search", path)
    yield Row("search with two filters, 95 of 100 within (aim 40)", found["most"], "ms", 150)
    yield Row("  half of them within", found["half"], "ms")
    yield from (Row(f"  slowest: {kind}", value, "ms") for kind, value in found["slowest"])
    if hasattr(Record, "who"):
        found = run_part("who", path)
        yield Row("who NAME, 95 of 100 within (aim 30)", found["most"], "ms", 100)
    else:
        print("NO Record.who: left out", file=sys.stderr)
    found = run_part("add", path, small)
    yield Row(f"  adding a reading at {SMALL:,} articles", found["small"], "ms")
    yield Row(f"  adding a reading at {here}", found["large"], "ms")
    yield Row("adding there, in times adding here (aim 1.2)", found["large"] / found["small"], "", 2)
    yield Row("peak memory of adding, the inventing included", found["peak"], "MB", 500)
    size, text = weigh(path)
    yield Row(f"  the file, {here}", size / 1e6, "MB")
    yield Row("the file, in times the text in it (aim 3)", size / text, "", 6)
    found = run_part("export", path)
    yield Row("statements written as JSON lines, a second (aim 100,000)", found["rate"], "", 30_000, at_least=True)
    yield Row("peak memory of that (aim 200)", found["peak"], "MB", 500)


def build_record(folder: Path, articles: int) -> Path:
    """Build a record of so many invented articles, or find it; one of another scheme or inventor is another file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"record-{articles}-{stamp()}.db"
    if not path.exists():
        part = path.with_suffix(".part")
        run_part("build", part, articles)
        part.rename(path)
    return path


def stamp() -> str:
    """Give a digest of what decides how a built record looks: its tables, and what is invented."""
    inventor = Path(benchmarks.invent.__file__).read_text(encoding="utf-8")
    return hashlib.sha256(json.dumps([load_migrations(), inventor]).encode()).hexdigest()[:6]


def run_part(part: str, path: Path, *more: object) -> Found:
    """Measure one part in a process of its own; one that fails ends the benchmark."""
    command = [sys.executable, "-m", "benchmarks.record", part, str(path), *map(str, more)]
    process = subprocess.run(command, stdout=subprocess.PIPE, check=False, encoding="utf-8")
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    found: Found = json.loads(process.stdout.splitlines()[-1])
    return found


def build(path: Path, articles: str) -> Found:
    """Add readings until there are so many; go on with those that are there."""
    world = World()
    gc.freeze()  # or what is invented from is searched for garbage again and again, a fifth of the time
    with Record(path) as record:
        there = record.connection.execute("SELECT count(*) FROM article").fetchone()[0]
        readings = islice(invent_readings(world), there, int(articles))
        while batch := list(islice(readings, BATCH)):
            with record.writing():
                for reading in batch:
                    record.add(reading)
            there += len(batch)
            if there % 1_000 == 0:
                print(f"{path.name}: {there:,} of {int(articles):,} articles", file=sys.stderr, flush=True)
        record.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return {}


class TakenBackError(Exception):
    """Raised on purpose, so that a record stays as it was."""


def add(path: Path, other: str) -> Found:
    """Add the same readings to a large record and to a copy of a small one, in turn; neither is changed by it."""
    copy = path.with_suffix(".small")
    shutil.copy(other, copy)
    seconds = {"small": 0.0, "large": 0.0}
    warm(path)
    try:
        with suppress(TakenBackError), Record(copy) as small, Record(path) as large, small.writing(), large.writing():
            records = {"small": small, "large": large}
            for n, reading in enumerate(islice(invent_readings(World(), seed=2), ADDED + BATCH)):
                # the second one finds words that the first one looked up: each is the first one half of the times
                for size in sorted(records, reverse=n % 2 == 0):
                    begin = time.perf_counter()
                    records[size].add(reading)
                    seconds[size] += (time.perf_counter() - begin) * (n >= BATCH)
            raise TakenBackError
    finally:
        for name in (copy, copy.with_name(f"{copy.name}-wal"), copy.with_name(f"{copy.name}-shm")):
            name.unlink(missing_ok=True)
    return {size: 1000 * whole / ADDED for size, whole in seconds.items()}


def weigh(path: Path) -> tuple[int, int]:
    """Give the bytes of a record's file, and of the texts in it as UTF-8."""
    with Record(path, writing=False) as record:
        (text,) = record.connection.execute("SELECT sum(length(CAST(text AS BLOB))) FROM article").fetchone()
    return path.stat().st_size, int(text)


def warm(path: Path) -> None:
    """Bring a file into the system's cache."""
    with path.open("rb") as file:
        while file.read(1 << 24):
            pass


def search(path: Path) -> Found:
    """Ask for the first page of statements that have some words and satisfy two filters, of every pair in turn."""
    warm(path)
    chance, times, kinds = random.Random(5), list[float](), defaultdict[str, list[float]](list)
    pairs = list(combinations(FILTERS, 2))
    with Record(path, writing=False) as record:
        drawer = Drawer(record, chance)
        for n in range(QUERIES):
            pair, words = pairs[n % len(pairs)], WORDS[n // len(pairs) % len(WORDS)]
            query = drawer.draw_query(pair, words)
            begin = time.perf_counter()
            record.search(query, limit=PAGE)
            times.append(1000 * (time.perf_counter() - begin))
            kinds[words].append(times[-1])
            kinds[" and ".join(pair)].append(times[-1])
    slowest = sorted(((kind, rank(told, 0.95)) for kind, told in kinds.items()), key=lambda one: -one[1])[:4]
    return {"most": rank(times, 0.95), "half": rank(times, 0.5), "slowest": slowest}


def rank(values: Sequence[float], share: float) -> float:
    """Give the value that a share of the values do not exceed."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


class Drawer:
    """Draws what people might ask a record for: words and names of statements in it, the frequent ones more often."""

    def __init__(self, record: Record, chance: random.Random) -> None:
        self._connection, self._chance = record.connection, chance
        self._loader = Loader(record.connection)
        self._articles = record.connection.execute("SELECT max(article_id) FROM article").fetchone()[0]

    def draw_statement(self) -> Statement:
        """Draw a statement; all articles that have some are as likely."""
        while True:
            article = (self._chance.randint(1, self._articles),)
            rows = self._connection.execute(
                "SELECT statement_id FROM statement WHERE article_id = ?", article
            ).fetchall()
            if rows:
                return next(self._loader.load(self._chance.choice(rows)))

    def draw_query(self, filters: Sequence[str], words: str) -> Query:
        """Draw a query with some filters; two in three times they are those of the statement that has the words."""
        statement = self.draw_statement()
        given: dict[str, Any] = {"words": self._draw_words(statement.attribution.content.text, words)}
        for kind in filters:
            if self._chance.random() < 0.33:
                statement = self.draw_statement()
            while not (found := self._draw_filter(kind, statement)):
                statement = self.draw_statement()
            given |= found
        return Query(**given)

    def _draw_words(self, content: str, kind: str) -> str:
        told: list[str] = _WORD.findall(content) or ["the"]
        at = self._chance.randrange(len(told))
        if kind == "a word":
            return told[at]
        if kind == "two words":
            return f"{told[at]} {self._chance.choice(told)}"
        if kind == "a prefix":
            return f"{told[at][:4]}*"
        return f'"{" ".join(told[at : at + 3])}"'

    def _draw_filter(self, kind: str, statement: Statement) -> dict[str, Any]:
        """Draw a filter that a statement satisfies; empty where there is none."""
        attribution, publication = statement.attribution, statement.publication
        if kind == "about":
            return self._draw_about(statement)
        if kind == "time":
            day = publication.published or ""
            since, until = {"since": day[:4]}, {"until": day[:7]}
            return self._chance.choice([since, until, since | until]) if day else {}
        found: dict[str, Any] = {
            "speaker": statement.speaker and statement.speaker.name,
            "speaks_for": statement.speaks_for and statement.speaks_for[0].name,
            "publisher": publication.publisher, "act": (attribution.act,), "manner": (attribution.manner,),
        }  # fmt: skip
        return {kind: found[kind]} if found[kind] else {}

    def _draw_about(self, statement: Statement) -> dict[str, Any]:
        command = (
            "SELECT k.name FROM article AS a JOIN entity AS e ON e.entity_id BETWEEN a.article_id * 1000000 "
            "AND a.article_id * 1000000 + 999999 JOIN known_entity AS k ON k.known_id = e.known_id WHERE a.id = ?"
        )
        names = self._connection.execute(command, (statement.publication.article,)).fetchall()
        names = [name for (name,) in names if _WORD.search(name)]
        return {"about": self._chance.choice(names)} if names else {}


def who(path: Path) -> Found:
    """Ask who the speakers of some statements are, by name, or by id where more than one is called so."""
    warm(path)
    chance, times = random.Random(6), list[float]()
    with Record(path, writing=False) as record:
        drawer = Drawer(record, chance)
        while len(times) < NAMES:
            speaker = drawer.draw_statement().speaker
            if speaker is not None:
                begin = time.perf_counter()
                try:
                    record.who(speaker.name)
                except UnknownIdError:
                    begin = time.perf_counter()
                    record.who(speaker.id)
                times.append(1000 * (time.perf_counter() - begin))
    return {"most": rank(times, 0.95)}


def export(path: Path) -> Found:
    """Write all statements as JSON lines, to nowhere, after some searches, as `sayso export` does."""
    from sayso.exporting import write_lines
    from sayso.show.export.options import Options

    warm(path)
    with Record(path, writing=False) as record, Path(os.devnull).open("wb") as nowhere:
        drawer = Drawer(record, random.Random(8))
        for filters in combinations(FILTERS, 2):
            record.search(drawer.draw_query(filters, "a word"), limit=PAGE)
        (count,) = record.connection.execute("SELECT count(*) FROM statement").fetchone()
        begin = time.perf_counter()
        for lines in write_lines(path, record.list_numbers(), options=Options(), jobs=os.cpu_count() or 1):
            nowhere.write(lines)
        return {"rate": count / (time.perf_counter() - begin)}


def find_peak() -> float:
    """Give the most memory that this process has had, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage tells on Linux begins with the memory of the process that started this one
        return int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) / 1000  # type: ignore[index]
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


PARTS: Mapping[str, Callable[..., Found]] = {
    "build": build, "search": search, "who": who, "add": add, "export": export,
}  # fmt: skip


if __name__ == "__main__":
    told = PARTS[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
    print(json.dumps({**told, "peak": find_peak()}))
