"""A folder of articles in, how fast they are read out: end to end in one process, beside the encoder's own time."""

import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Row
from sayso.collect import collect_articles
from sayso.data import Article
from sayso.model import load_model
from sayso.pipeline import read_articles
from sayso.settings import Settings


def measure_speed(folder: Path) -> Iterator[Row]:
    """Read the articles from disk to readings; the first one is read before, so that nothing is loaded on the clock."""
    settings = Settings(threads=2)
    model = load_model(threads=settings.threads)
    first = next(article for article in collect_articles([folder], settings=settings) if isinstance(article, Article))
    list(read_articles([first], model, settings=settings))
    begin, busy, before = time.perf_counter(), time.process_time(), model.seconds
    articles = (found for found in collect_articles([folder], settings=settings) if isinstance(found, Article))
    readings = list(read_articles(articles, model, settings=settings))
    whole = time.perf_counter() - begin
    # Seconds of all threads on both sides: two threads that share the work do not make it less.
    ratio = (time.process_time() - busy) / (model.seconds - before)
    words = sum(len(reading.article.text.split()) for reading in readings)
    yield Row(
        f"articles of {words // len(readings)} words a second, end to end", len(readings) / whole, "", 8, at_least=True
    )
    yield Row("the whole, in times the encoder's own", ratio, "", 1.5)
    yield Row("words a second", words / whole, "")
    yield Row("statements an article", sum(len(reading.attributions) for reading in readings) / len(readings), "")
