"""A record and the numbers of statements in, their JSON lines out in the same order: written by several processes.

To make a statement of its rows takes longer than to write it, and longer than to fetch them; it is shared out.
"""

import gc
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from sayso.crew import share_out
from sayso.keeping import Record
from sayso.record.load import Loader
from sayso.record.nouns import SWIFT
from sayso.show.export import write_statements
from sayso.show.export.options import Options

BATCH = 4_000
"""Statements that a process is given at once, some 6 MB of JSON."""
MANY = 20_000
"""Statements from which on more processes are begun: below, it takes them as long to begin."""

CACHE_KIB = 8_000
"""Memory for pages of the file in each process: few are met again, and more would crowd the processors' own caches."""

_loaders: list[Loader] = []


def write_lines(path: Path, numbers: Iterable[int], *, options: Options, jobs: int) -> Iterator[bytes]:
    """Write statements as JSON lines, batch by batch, with so many processes where there are many statements."""
    waiting = iter(numbers)
    first = list(islice(waiting, MANY))
    if len(first) < MANY or jobs < 2:
        with Record(path, writing=False) as record:
            loader = Loader(record.connection, SWIFT)
            yield _write(loader, first, options)
            while batch := list(islice(waiting, BATCH)):
                yield _write(loader, batch, options)
        return
    batches = ((batch, options) for batch in _cut(first, waiting))
    yield from share_out(batches, _write_batch, jobs=jobs, begin=_begin, given=path)


def _cut(first: list[int], waiting: Iterator[int]) -> Iterator[list[int]]:
    yield from (first[at : at + BATCH] for at in range(0, len(first), BATCH))
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _begin(path: Path) -> None:
    gc.disable()  # a batch makes hundreds of thousands of things, and none that hold each other: a tenth of the time
    record = Record(path, writing=False)
    record.connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    _loaders.append(Loader(record.connection, SWIFT))


def _write_batch(batch: tuple[list[int], Options]) -> bytes:
    return _write(_loaders[0], *batch)


def _write(loader: Loader, numbers: list[int], options: Options) -> bytes:
    out = io.BytesIO()
    write_statements(loader.load(numbers), out, format="statements-jsonl", options=options)
    return out.getvalue()
