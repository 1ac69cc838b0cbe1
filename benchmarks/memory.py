"""Articles in, the peak of memory out: for a short report, and for texts of 1 MB and 10 MB made of them."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Row, run_sayso

LIMITS = {"1 MB": (1_000_000, 700), "10 MB": (10_000_000, 1_200)}


def measure_memory(folder: Path) -> Iterator[Row]:
    """Read long texts, each in a process of its own."""
    text = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt")))
    with tempfile.TemporaryDirectory() as name:
        report = Path(name) / "report.txt"
        report.write_text(text[:3_000], encoding="utf-8")
        yield Row("peak memory, a report of 3 kB", run_sayso("read", "--json", str(report)).peak, "MB")
        for size, (length, limit) in LIMITS.items():
            report.write_bytes((text * (length // len(text) + 1)).encode()[:length].decode(errors="ignore").encode())
            run = run_sayso("read", "--json", str(report))
            yield Row(f"peak memory, a text of {size}", run.peak, "MB", limit)
            yield Row(f"time, a text of {size}", run.seconds, "s")
