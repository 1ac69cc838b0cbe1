"""How far a run is, told in time and in bytes; and what it came to. The clock is scripted."""

import pytest

from sayso.show.progress import EVERY, REDRAW, SOON, Progress, label_time


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now

    def go(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def follow(clock: Clock, total: int | None, *documents: tuple[str, int, int, float]) -> Progress:
    """Follow documents: what each came to, its size, its statements, and the seconds that it took."""
    progress = Progress(total, clock=clock)
    for came, size, statements, seconds in documents:
        clock.go(seconds)
        progress.note(came, size, statements)
    return progress


# Lines


def test_no_line_before_its_time(clock):
    progress = follow(clock, 1_000, ("new", 100, 3, EVERY - 1))
    assert progress.line(terminal=False) is None
    clock.go(1)
    assert progress.line(terminal=False) is not None
    assert progress.line(terminal=False) is None


def test_on_a_terminal_lines_come_often_and_each_goes_over_the_last(clock):
    progress = follow(clock, 1_000, ("new", 100, 3, REDRAW))
    line = progress.line(terminal=True)
    assert line is not None
    assert line[0] == "\r"
    assert len(line) == 79
    assert "\n" not in line


def test_a_line_tells_share_count_rate_and_the_time_that_is_left(clock):
    progress = follow(clock, 1_000, *[("new", 100, 3, 10.0)] * 4)
    assert progress.line(terminal=False) == "sayso: 40% · 4 articles, 12 statements · 6.0 a minute · 60 s left"


@pytest.mark.parametrize(
    ("documents", "left"),
    [
        ([("new", 500, 1, 50.0)], "50 s left"),
        ([("new", 100, 1, 50.0)], "8 min left"),
        ([("new", 100, 1, 10.0), ("new", 400, 1, 40.0)], "50 s left"),
        ([("skipped", 500, 0, 0.0), ("new", 100, 1, 40.0)], "3 min left"),
        ([("failed", 500, 0, 50.0)], "50 s left"),
        ([("new", 1_000, 1, 50.0)], "0 s left"),
        ([("new", 2_000, 1, 50.0)], "0 s left"),
    ],
)
def test_the_estimate_counts_bytes_and_not_documents(clock, documents, left):
    line = follow(clock, 1_000, *documents).line(terminal=False)
    assert line is not None
    assert line.endswith(left)


def test_what_is_passed_over_counts_as_done_but_not_as_slow(clock):
    quick = follow(clock, 1_000, ("skipped", 800, 0, 0.1), ("new", 100, 1, 40.0)).line(terminal=False)
    assert quick == "sayso: 90% · 1 article, 1 statement · 1.5 a minute · 40 s left"


def test_the_time_that_passing_over_took_is_no_time_of_reading(clock):
    line = follow(clock, 1_000, ("skipped", 500, 0, 25.0), ("new", 250, 1, 20.0)).line(terminal=False)
    assert line is not None
    assert line.endswith("20 s left")


@pytest.mark.parametrize(
    ("count", "seconds", "rate"),
    [(2, 20.0, "3.0 a minute"), (40, 1.0, "1.0 a second"), (20, 2.0, "0.5 a second"), (16, 2.5, "24.0 a minute")],
)
def test_a_slow_rate_is_told_by_the_minute(clock, count, seconds, rate):
    line = follow(clock, 1_000, *[("new", 10, 1, seconds)] * count).line(terminal=False)
    assert line is not None
    assert f" · {rate} · " in line


def test_no_estimate_before_something_was_read_for_a_while(clock):
    progress = follow(clock, 1_000, ("skipped", 500, 0, EVERY))
    assert progress.line(terminal=False) == "sayso: 50% · 0 articles, 0 statements"
    progress = follow(clock, 1_000, ("new", 1, 0, SOON - 1))
    assert "left" not in (progress.line(terminal=True) or "")


def test_where_nobody_knows_how_much_there_is_no_share_and_no_estimate_is_given(clock):
    line = follow(clock, None, ("new", 100, 3, 40.0)).line(terminal=False)
    assert line == "sayso: 1 article, 3 statements · 1.5 a minute"


@pytest.mark.parametrize("total", [0, None])
def test_nothing_to_do_is_no_division_by_nothing(clock, total):
    progress = follow(clock, total, ("new", 0, 0, 0.0))
    clock.go(EVERY)
    assert progress.line(terminal=False) is not None


def test_a_share_is_never_more_than_the_whole(clock):
    line = follow(clock, 100, ("new", 250, 1, 40.0)).line(terminal=False)
    assert line is not None
    assert line.startswith("sayso: 100% · ")


# The summary


@pytest.mark.parametrize(
    ("documents", "told"),
    [
        ([], "0 articles added with 0 statements (0 s)"),
        ([("new", 1, 3, 1.0)], "1 article added with 3 statements (1 s)"),
        ([("new", 1, 3, 1.0), ("version", 1, 2, 1.0)],
         "2 articles added with 5 statements; 1 newer version among them (2 s)"),
        ([("again", 1, 0, 1.0), ("again", 1, 0, 1.0)],
         "0 articles added with 0 statements; 2 texts printed again elsewhere (2 s)"),
        ([("skipped", 1, 0, 0.0), ("known", 1, 0, 0.0)], "0 articles added with 0 statements; 2 known already (0 s)"),
        ([("failed", 1, 0, 0.0)], "0 articles added with 0 statements; 1 input failed (0 s)"),
        ([("new", 1, 1, 0.0)] * 1_500, "1,500 articles added with 1,500 statements (0 s)"),
    ],
)  # fmt: skip
def test_the_summary_tells_what_became_of_everything(clock, documents, told):
    assert follow(clock, 10, *documents).sum_up() == told


def test_the_summary_tells_the_time_of_the_whole_run(clock):
    progress = follow(clock, 10, ("skipped", 5, 0, 60.0), ("new", 5, 1, 120.0))
    clock.go(60)
    assert progress.sum_up().endswith("(4 min)")


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "0 s"), (0.4, "0 s"), (8, "8 s"), (99.4, "99 s"), (100, "2 min"), (180, "3 min"), (5_940, "99 min"),
     (6_000, "1 h 40 min"), (7_500, "2 h 05 min"), (86_400, "24 h 00 min"), (1_000_000, "277 h 47 min")],
)  # fmt: skip
def test_times_are_said_as_people_do(seconds, told):
    assert label_time(seconds) == told
