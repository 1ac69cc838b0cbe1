"""Articles in, readings out in the same order: read by this process, or by several that share the work."""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, TypeVar

from sayso.data import Article, Reading
from sayso.errors import SaysoError
from sayso.settings import Settings

if TYPE_CHECKING:
    from sayso.model import Model

BATCH = 4
"""Articles that a process is given at once: to hand one over costs little beside reading it."""
AHEAD = 2
"""Batches for each process that wait to be read or to be fetched: so much is held, however many articles come."""

Batch = TypeVar("Batch")
Result = TypeVar("Result")
Given = TypeVar("Given")

_settings: list[Settings] = []
_models: "list[Model]" = []


def read_together(articles: Iterable[Article], *, settings: Settings, jobs: int = 1) -> Iterator[Reading]:
    """Read articles with so many processes; one reads here, with all threads. Nothing is loaded for no article."""
    waiting = iter(articles)
    first = next(waiting, None)
    if first is None:
        return
    given = chain([first], waiting)
    yield from _read_here(given, settings) if jobs < 2 else _read_elsewhere(given, settings, jobs)


def _read_here(articles: Iterable[Article], settings: Settings) -> Iterator[Reading]:
    from sayso.model import load_model
    from sayso.pipeline import read_articles

    return read_articles(articles, _load(load_model, settings.threads), settings=settings)


def _load(load_model: "Callable[[int], Model]", threads: int) -> "Model":
    """Load the weights once in each process."""
    if not _models:
        _models.append(load_model(threads))
    return _models[0]


def _read_elsewhere(articles: Iterator[Article], settings: Settings, jobs: int) -> Iterator[Reading]:
    """Hand out batches, and fetch them back in order."""
    each = replace(settings, threads=max(1, settings.threads // jobs))
    batches = iter(lambda: list(islice(articles, BATCH)), [])
    for readings in share_out(batches, _read_batch, jobs=jobs, begin=_settle, given=each):
        yield from readings


def share_out(
    batches: Iterable[Batch],
    work: Callable[[Batch], Result],
    *,
    jobs: int,
    begin: Callable[[Given], None],
    given: Given,
) -> Iterator[Result]:
    """Share batches out among processes, each of which begins with what is given; what they make comes in order.

    Raises SaysoError where a process is ended from outside.
    """
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (begin, given))
    pending: deque[Future[Result]] = deque()
    try:
        for batch in batches:
            with _unheard():
                pending.append(pool.submit(work, batch))
            if len(pending) >= AHEAD * jobs:
                yield _fetch(pending.popleft())
        while pending:
            yield _fetch(pending.popleft())
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _fetch(batch: "Future[Result]") -> Result:
    try:
        return batch.result()
    except BrokenProcessPool as fault:
        raise SaysoError("a process that shared the work was ended from outside, perhaps for want of memory; "
                         "what is in the record stays, use fewer processes (-j)") from fault  # fmt: skip


@contextmanager
def _unheard() -> Iterator[None]:
    """Let processes that begin meanwhile not hear of the keyboard; what is typed is kept for this one."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(begin: Callable[[Given], None], given: Given) -> None:
    """Begin a process that shares the work: it ends when the one that began it is gone, however that came about.

    A terminal interrupts all of them at once. One that was interrupted while it loaded the weights never ended.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    begin(given)


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _settle(settings: Settings) -> None:
    _settings.append(settings)


def _read_batch(articles: list[Article]) -> list[Reading]:
    return list(_read_here(articles, _settings[0]))
