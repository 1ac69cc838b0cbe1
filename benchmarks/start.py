"""Nothing in, how long a person waits out: for the help, and for the statements of a short report."""

from collections.abc import Iterator
from statistics import median

from benchmarks.measure import Row, run_sayso
from sayso.samples import sample_paths

SAMPLE = sample_paths()[0]


def measure_start() -> Iterator[Row]:
    """Start the program as a person does: a process of its own each time, the median of nine."""
    yield Row("sayso --help", wait("--help"), "s", 0.25)
    yield Row("sayso read, a short report, to its last statement", wait("read", str(SAMPLE)), "s", 2.5)


def wait(*arguments: str) -> float:
    """Give the seconds from pressing return to the end of the output."""
    return median(run_sayso(*arguments).seconds for _ in range(9))
