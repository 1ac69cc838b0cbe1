"""Several processes that read give what one gives, in order; they end with the one that began them, and say so if not.

What runs in other processes cannot be scripted: it is read with the weights that ship, on texts of a line or two.
"""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from types import SimpleNamespace

import pytest

from sayso import crew
from sayso.collect import make_article
from sayso.crew import AHEAD, BATCH, read_together
from sayso.data import Article, Provenance, Reading
from sayso.errors import SaysoError
from sayso.settings import Settings
from tests.conftest import ROOT

SETTINGS = Settings(threads=1)
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals are others on this system")


def make_articles(count: int) -> list[Article]:
    """Make articles of different lengths."""
    lines = ("“Gate {n} is shut,” said Ada Lund, the mayor of Tarn.", "She told Radio Ness that gate {n} leaks.")
    return [make_article("\n".join(line.format(n=n) for line in lines * (1 + n % 3))) for n in range(count)]


@pytest.fixture(autouse=True)
def _nothing_loaded(monkeypatch):
    monkeypatch.setattr(crew, "_models", [])


@pytest.fixture
def scripted(monkeypatch) -> list[int]:
    """Script the reading in this process; give how often weights were loaded."""
    loaded: list[int] = []

    def load_model(threads: int) -> object:
        loaded.append(threads)
        return SimpleNamespace()

    def read_articles(articles: Iterable[Article], model: object, *, settings: Settings) -> Iterator[Reading]:
        for article in articles:
            yield Reading(article, Provenance("sha256:0", "r0"))

    monkeypatch.setitem(sys.modules, "sayso.model", SimpleNamespace(load_model=load_model))
    monkeypatch.setitem(sys.modules, "sayso.pipeline", SimpleNamespace(read_articles=read_articles))
    return loaded


def begin(jobs: int = 2, count: int = 40) -> tuple[Iterator[Reading], list[Article]]:
    """Begin to read with so many processes, until the first article is read."""
    articles = make_articles(count)
    readings = read_together(articles, settings=SETTINGS, jobs=jobs)
    assert next(readings).article == articles[0]
    return readings, articles


def wait_until_gone(seconds: float = 20) -> list[object]:
    """Wait for the processes that this one began; give those which are still there."""
    end = time.monotonic() + seconds
    while (left := multiprocessing.active_children()) and time.monotonic() < end:
        time.sleep(0.05)
    return list(left)


@pytest.mark.parametrize("jobs", [1, 2])
def test_nothing_is_loaded_and_no_process_begun_for_no_article(jobs, scripted):
    assert list(read_together([], settings=SETTINGS, jobs=jobs)) == []
    assert (scripted, multiprocessing.active_children()) == ([], [])


def test_nothing_is_taken_before_a_reading_is_asked_for(scripted):
    articles = iter(make_articles(3))
    read_together(articles, settings=SETTINGS)
    assert len(list(articles)) == 3


def test_one_process_loads_the_weights_once_with_all_its_threads(scripted):
    for _ in range(2):
        articles = make_articles(3)
        assert [reading.article for reading in read_together(articles, settings=Settings(threads=3))] == articles
    assert scripted == [3]


def test_one_process_reads_an_article_when_it_is_asked_for(scripted):
    taken: list[Article] = []

    def take() -> Iterator[Article]:
        for article in make_articles(9):
            taken.append(article)
            yield article

    readings = read_together(take(), settings=SETTINGS)
    for n in range(1, 5):
        next(readings)
        assert len(taken) == n


@pytest.mark.weights
def test_several_processes_read_what_one_reads_in_the_same_order():
    articles = make_articles(3 * BATCH + 2)
    alone = list(read_together(articles, settings=SETTINGS))
    together = list(read_together(articles, settings=SETTINGS, jobs=3))
    assert [reading.article for reading in together] == articles
    assert together == alone
    assert all(reading.attributions for reading in together)


@pytest.mark.weights
def test_articles_are_taken_only_so_far_ahead():
    taken = 0

    def take() -> Iterator[Article]:
        nonlocal taken
        for article in make_articles(60):
            taken += 1
            yield article

    readings = read_together(take(), settings=SETTINGS, jobs=2)
    for n in range(1, 61):
        next(readings)
        assert taken <= n + 2 * AHEAD * BATCH


@pytest.mark.weights
def test_processes_end_when_no_more_is_asked_of_them():
    readings, _ = begin()
    assert multiprocessing.active_children()
    readings.close()  # type: ignore[attr-defined]
    assert wait_until_gone() == []


@pytest.mark.weights
def test_a_process_that_was_killed_is_said_in_a_line_that_tells_what_to_do():
    readings, _ = begin()
    for process in multiprocessing.active_children():
        process.kill()
    with pytest.raises(SaysoError, match=r"ended from outside.*use fewer processes \(-j\)") as caught:
        list(readings)
    assert "\n" not in str(caught.value)
    assert wait_until_gone() == []


@pytest.mark.weights
@posix
def test_processes_do_not_hear_the_keyboard_for_themselves():
    readings, articles = begin()
    for process in multiprocessing.active_children():
        os.kill(process.pid or 0, signal.SIGINT)
    assert [reading.article for reading in readings] == articles[1:]


@posix
def test_the_keyboard_is_heard_again_when_processes_have_begun():
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    with crew._unheard():
        assert signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == before


HELD = """
if __name__ == "__main__":
    import time
    from tests.test_crew import begin
    readings, _ = begin()
    print("reading", flush=True)
    time.sleep(600)
"""


@pytest.mark.weights
def test_processes_end_when_the_one_that_began_them_is_killed(tmp_path):
    script = tmp_path / "held.py"
    script.write_text(HELD, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))}
    held = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )
    assert held.stdout is not None
    assert held.stdout.readline().strip() == b"reading"
    held.kill()
    held.communicate(timeout=20)  # whoever lives on keeps what it prints to open
