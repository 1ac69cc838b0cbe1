"""Articles in, one table out: how fast, in how much memory and at what size Sayso reads them.

    python -m benchmarks.bench                            on PolNeAR dev, else on the bundled samples
    python -m benchmarks.bench --articles FOLDER          on texts of your own
    python -m benchmarks.bench --only speed               memory, start and size left out
    python -m benchmarks.bench --only record              the record, at 100,000 articles
    python -m benchmarks.bench --only record --articles-in-record 10000

Two threads, one process; what each row measures stands beside it. Takes about three minutes. The record is measured
only where it is asked for: building one of 100,000 invented articles takes hours the first time, 10,000 some minutes;
it is kept under `.work/bench` (about 4 GB) and found again the next time.
"""

import argparse
import platform
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.measure import Row
from benchmarks.memory import measure_memory
from benchmarks.people import measure_people
from benchmarks.record import measure_record
from benchmarks.size import measure_size
from benchmarks.speed import measure_speed
from benchmarks.start import measure_start
from benchmarks.where import measure_where

LONG = "record"
"""What is measured only where it is asked for."""
BUILT = Path(".work/bench")
SAMPLES = Path(__file__).parents[1] / "src" / "sayso" / "samples" / "reports"


def find_articles(corpora: Path) -> Path:
    """Find the texts that the limits were set for, or say loudly that the numbers are for others."""
    texts = corpora / "polnear" / "dev" / "text"
    if texts.is_dir():
        return texts
    print(
        f"NO CORPORA AT {corpora}: measured on the bundled samples, for which the limits were not set", file=sys.stderr
    )
    return SAMPLES


def list_rows(articles: Path, only: str | None, in_record: int) -> Iterator[Row]:
    """Measure one thing after another; a record of so many articles only where it is asked for."""
    kinds: dict[str, Callable[[], Iterator[Row]]] = {
        "speed": lambda: measure_speed(articles),
        "where": lambda: measure_where(articles),
        "memory": lambda: measure_memory(articles),
        "start": measure_start,
        "people": measure_people,
        "size": measure_size,
        LONG: lambda: measure_record(BUILT, in_record),
    }
    for kind, measure in kinds.items():
        if only == kind or (only is None and kind != LONG):
            yield from measure()


def main() -> int:
    """Print the table as it comes, and fail where a limit is not kept."""
    parser = argparse.ArgumentParser(description="Measure speed, memory and size.")
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--articles", type=Path, help="a folder of texts to read in their stead")
    parser.add_argument("--only", choices=("speed", "where", "memory", "start", "people", "size", LONG))
    parser.add_argument("--articles-in-record", type=int, default=100_000, metavar="N")
    options = parser.parse_args()
    articles = options.articles or find_articles(options.corpora)
    print(f"{platform.machine()}, Python {platform.python_version()}, two threads, texts from {articles.name}/\n")
    print(f"{'measured':<58} {'value':>10}  {'limit':>12}")
    rows = []
    for row in list_rows(articles, options.only, options.articles_in_record):
        print(row, flush=True)
        rows.append(row)
    return 0 if all(row.kept for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
