"""The table of the benchmarks says what was measured and whether its limit is kept."""

import pytest

from benchmarks.measure import Row, run_sayso
from benchmarks.size import find_requirements, weigh
from benchmarks.where import Watch


@pytest.mark.parametrize(
    ("value", "limit", "at_least", "kept"),
    [(7, 8, True, False), (9, 8, True, True), (7, 8, False, True), (9, 8, False, False), (9, None, False, True)],
)
def test_a_row_says_whether_its_limit_is_kept(value, limit, at_least, kept):
    row = Row("articles a second", value, "", limit, at_least)
    assert row.kept is kept
    assert ("NOT KEPT" in str(row)) is not kept


def test_everything_that_the_package_needs_is_weighed_once():
    parts = find_requirements("sayso")
    assert {"sayso", "numpy", "onnxruntime"} <= parts.keys()
    assert "pytest" not in parts
    assert weigh(parts["numpy"]) > 10


def test_a_run_of_the_command_line_has_its_time_and_its_memory():
    run = run_sayso("--help")
    assert 0 < run.seconds < 60
    assert 5 < run.peak < 1_000


def test_a_run_that_fails_ends_the_benchmark():
    with pytest.raises(SystemExit, match="ended with 2"):
        run_sayso("no-such-command")


def test_the_watch_adds_up_the_time_of_each_stage():
    watch = Watch()
    assert [watch.time("sums", sum, (1, 2)), watch.time("sums", sum, (3, 4)), watch.time("words", len, "ab")] == [
        3,
        7,
        2,
    ]
    assert list(watch.seconds) == ["sums", "words"]
    assert min(watch.seconds.values()) > 0
