"""A text that was printed before is a reprint, another text at the same address a newer version; nothing is lost."""

from dataclasses import replace
from typing import Any

import pytest

from sayso.data import Reading
from sayso.errors import EditError
from sayso.keeping import Record
from tests.record.made import HARBOUR, LATER, NEWER, make_reading

MENDED, ON_FRIDAY = LATER.attributions[0], NEWER.attributions[0]


@pytest.fixture
def record(tmp_path):
    with Record(tmp_path / "made.sayso") as record:
        record.add(HARBOUR)
        yield record


def publish(reading: Reading, **fields: Any) -> Reading:
    """Give the same text as it appeared elsewhere, or with other things known of it."""
    return replace(reading, article=replace(reading.article, **fields))


def search(record: Record, **filters: Any) -> list[str]:
    return [one.id for one in record.search("mended", **filters)]


def count_statements(record: Record) -> dict[str, int]:
    return {one.name: one.statements for one in record.people() if one.statements}


# Newer versions


def test_another_text_at_the_same_address_is_a_newer_version(record):
    assert (record.add(LATER), record.add(NEWER)) == ("new", "version")
    assert record.show(LATER.article.id).newer.article == NEWER.article.id


def test_the_older_version_is_left_out_unless_it_is_asked_for(record):
    record.add(LATER)
    record.add(NEWER)
    assert search(record) == [ON_FRIDAY.id]
    assert search(record, replaced=True) == [ON_FRIDAY.id, MENDED.id]
    assert search(record, article=LATER.article.id) == []
    assert search(record, article=LATER.article.id, replaced=True) == [MENDED.id]


def test_readings_are_those_of_the_newest_versions(record):
    record.add(LATER)
    record.add(NEWER)
    assert [reading.article.id for reading in record.readings()] == [HARBOUR.article.id, NEWER.article.id]


def test_what_the_older_version_says_counts_for_nobody(record):
    record.add(LATER)
    record.add(NEWER)
    assert count_statements(record) == {"Ada Lund": 3, "Jory Pell": 1, "Odo Brask": 1}
    assert list(record.verify()) == []


def test_a_version_is_a_line_of_the_log_that_the_program_wrote(record):
    record.add(LATER)
    record.add(NEWER)
    (edit,) = record.log()
    assert (edit.action, edit.object, edit.field) == ("replace", LATER.article.id, "replaced_by")
    assert (edit.before, edit.after, edit.by) == (None, NEWER.article.id, "sayso")


def test_a_text_that_comes_back_is_the_newest_again(record):
    record.add(LATER)
    record.add(NEWER)
    assert record.add(LATER) == "version"
    assert search(record) == [MENDED.id]
    assert record.show(LATER.article.id).newer is None
    assert record.show(NEWER.article.id).newer.article == LATER.article.id
    assert list(record.verify()) == []


def test_texts_may_come_and_go(record):
    for reading in (LATER, NEWER, LATER, NEWER, NEWER, LATER):
        record.add(reading)
    assert record.add(LATER) == "known"
    assert search(record) == [MENDED.id]
    assert count_statements(record) == {"Ada Lund": 3, "Odo Brask": 3, "Jory Pell": 1}
    assert list(record.verify()) == []


def test_a_newest_text_that_comes_again_is_no_news(record):
    record.add(LATER)
    record.add(NEWER)
    before = list(record.connection.iterdump())
    assert record.add(NEWER) == "known"
    assert list(record.connection.iterdump()) == before


def test_another_text_in_the_same_file_is_a_newer_version_where_there_is_no_address(record):
    one, other = (publish(reading, url=None, path="gates.txt") for reading in (LATER, NEWER))
    assert record.add(one, place="gates.txt", digest="1") == "new"
    assert record.add(other, place="gates.txt", digest="2") == "version"
    assert search(record) == [ON_FRIDAY.id]


@pytest.mark.parametrize(
    ("one", "other"),
    [({}, {"url": "https://ness.example/other"}), ({"url": None}, {}), ({"url": None}, {"url": None}),
     ({"url": None, "path": "a.txt"}, {"url": None, "path": "a.txt"})],
)  # fmt: skip
def test_another_text_elsewhere_is_another_article(record, one, other):
    record.add(publish(LATER, **one))
    assert record.add(publish(NEWER, **other)) == "new"
    assert search(record) == [ON_FRIDAY.id, MENDED.id]


def test_what_was_decided_of_an_older_version_stays_with_it(record):
    record.add(LATER)
    record.confirm(MENDED.id)
    record.add(NEWER)
    assert record.show(MENDED.id).status == "confirmed"
    assert list(record.verify()) == []


def test_what_was_rejected_in_an_older_version_does_not_count_when_it_comes_back(record):
    record.add(LATER)
    record.reject(MENDED.id)
    record.add(NEWER)
    record.add(LATER)
    assert count_statements(record)["Ada Lund"] == 2
    assert list(record.verify()) == []


def test_a_version_is_not_undone_but_added_again(record):
    record.add(LATER)
    record.add(NEWER)
    with pytest.raises(EditError, match="add the older text again to make it the newest"):
        record.undo(1)


# Reprints


def test_one_text_is_one_article_wherever_it_appears(record):
    printed = [publish(HARBOUR, publisher=f"Paper {n}", url=f"https://paper{n}.example/dam") for n in range(40)]
    assert {record.add(reading) for reading in printed} == {"again"}
    held = record.count()
    assert (held.articles, held.reprints, held.statements) == (1, 40, 6)


@pytest.mark.parametrize("fields", [{"publisher": "The Tide"}, {"url": "https://tide.example/9"}])
def test_another_publisher_or_address_is_a_reprint(record, fields):
    assert record.add(publish(HARBOUR, **fields)) == "again"
    assert record.add(publish(HARBOUR, **fields)) == "known"


@pytest.mark.parametrize(
    "fields",
    [{}, {"publisher": "THE TARN COURIER"}, {"title": "Other"}, {"path": "b.txt"}, {"publisher": None, "url": None}],
)
def test_the_same_publisher_and_address_are_no_news(record, fields):
    assert record.add(publish(HARBOUR, **fields)) == "known"
    assert record.count().reprints == 0


def test_a_statement_is_found_by_whoever_printed_it(record):
    record.add(publish(HARBOUR, publisher="The Tide"))
    for publisher in ("The Tide", "the tide", "The Tarn Courier"):
        assert len(record.search("", publisher=publisher)) == 6
    assert record.search("", publisher="Radio Ness") == []


def test_a_reprint_that_changes_is_a_version_of_the_reprint_alone(record):
    record.add(publish(HARBOUR, publisher="The Tide", url="https://tide.example/9"))
    assert record.add(publish(LATER, url="https://tide.example/9")) == "new"
    assert record.show(HARBOUR.article.id).newer is None


# What is filled in


def bare() -> Reading:
    return publish(HARBOUR, publisher=None, series=None, title=None, published=None, url=None, path=None, byline=())


@pytest.fixture
def blank(tmp_path):
    """Give a record of a text of which nothing else is known."""
    with Record(tmp_path / "blank.sayso") as record:
        record.add(bare())
        yield record


@pytest.mark.parametrize("field", ["publisher", "series", "title", "published", "url", "path"])
def test_what_was_not_known_of_an_article_is_filled_in(blank, field):
    told = getattr(HARBOUR.article, field)
    assert blank.add(publish(bare(), **{field: told})) == "again"
    assert getattr(blank.show(HARBOUR.article.id).reading.article, field) == told
    (edit,) = blank.log()
    assert (edit.action, edit.object, edit.after, edit.by) == ("add", HARBOUR.article.id, {field: told}, "sayso")


def test_a_byline_is_filled_in(blank):
    blank.add(HARBOUR)
    assert blank.show(HARBOUR.article.id).reading.article.byline == HARBOUR.article.byline


def test_a_day_that_is_filled_in_puts_statements_in_their_order(blank):
    blank.add(HARBOUR)
    assert {one.number // 10**7 for one in blank.statements()} == {20210304}
    assert len(blank.search("gates", since="2021")) == 2
    assert list(blank.verify()) == []


def test_what_is_known_is_not_written_over(record):
    record.add(publish(HARBOUR, title="Other", published="1999", series="Other"))
    assert record.show(HARBOUR.article.id).reading.article == HARBOUR.article


def test_what_was_filled_in_is_not_undone_but_corrected(blank):
    blank.add(HARBOUR)
    with pytest.raises(EditError, match="it only notes what an article said of itself; correct that"):
        blank.undo(1)


def test_an_empty_text_is_an_article_like_any_other(record):
    assert record.add(make_reading("")) == "new"
    assert record.add(make_reading("")) == "known"


def test_what_is_known_of_an_input_is_kept_with_its_digest(record):
    record.add(LATER, place="b.txt", digest="1")
    assert record.knows_input("b.txt", "1")
    assert not record.knows_input("b.txt", "2")
    assert not record.knows_input("c.txt", "1")
