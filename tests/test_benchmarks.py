"""The table of the benchmarks says what was measured and whether its limit is kept."""

import random
from itertools import islice

import pytest

from benchmarks.invent import World, invent_readings
from benchmarks.invented import REAL, measure_readings
from benchmarks.measure import Row, run_sayso
from benchmarks.record import FILTERS, WORDS, Drawer, rank
from benchmarks.size import find_requirements, weigh
from benchmarks.where import Watch
from sayso.keeping import Record
from sayso.record import check_reading

INVENTED = 60


@pytest.fixture(scope="module")
def invented():
    return list(islice(invent_readings(World()), INVENTED))


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


def test_invented_readings_are_valid(invented):
    for reading in invented:
        check_reading(reading)


def test_the_same_seed_invents_the_same_readings(invented):
    assert list(islice(invent_readings(World()), 3)) == invented[:3]


def test_invented_readings_differ(invented):
    assert len({reading.article.id for reading in invented}) == INVENTED


@pytest.mark.parametrize(
    "what", ["characters an article", "statements an article", "entities an article", "mentions an article"]
)
def test_invented_readings_are_about_as_large_as_real_ones(invented, what):
    assert 0.7 < measure_readings(invented)[what] / REAL[what] < 1.4


def test_everything_that_real_readings_were_measured_by_is_measured(invented):
    assert measure_readings(invented[:5]).keys() == REAL.keys()


@pytest.fixture(scope="module")
def drawer(invented, tmp_path_factory):
    with Record(tmp_path_factory.mktemp("record") / "r.db") as record:
        with record.writing():
            for reading in invented[:10]:
                record.add(reading)
        yield Drawer(record, random.Random(1))


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("kind", FILTERS)
def test_a_drawn_query_has_words_and_the_filters_asked_for(drawer, kind, words):
    query = drawer.draw_query((kind,), words)
    assert (query.since or query.until) if kind == "time" else getattr(query, kind)
    assert query.words


def test_the_value_that_a_share_does_not_exceed_is_found_by_rank():
    assert rank(range(100), 0.95) == 95
    assert rank([7], 0.95) == 7
