"""What a measurement gives: a row of the table."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One measured value; `limit` is the most it may be, or the least where `at_least`."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    at_least: bool = False

    @property
    def kept(self) -> bool:
        """Say whether the limit is kept; without one it always is."""
        if self.limit is None:
            return True
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def __str__(self) -> str:
        limit = "" if self.limit is None else f"{'>=' if self.at_least else '<='} {self.limit:g} {self.unit}"
        return f"{self.what:<58} {self.value:>8.2f} {self.unit:<3} {limit:>12}{'' if self.kept else '  NOT KEPT'}"


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a command took: `seconds` of wall clock, and its `peak` of memory in MB."""

    seconds: float
    peak: float


def run_sayso(*arguments: str) -> Run:
    """Run the command line in a process of its own; a run that fails ends the benchmark."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "sayso", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"sayso {' '.join(arguments)} ended with {process.returncode}")
    # in units of 1,024 bytes on Linux, in bytes on macOS (getrusage(2))
    return Run(time.perf_counter() - begin, usage.ru_maxrss * (1024 if sys.platform == "linux" else 1) / 1e6)
