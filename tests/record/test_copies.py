"""What an agency sent and many printed is one report: its origin, its credit, and how many have it, are told."""

from typing import Any

import pytest

from sayso.data import Origin, Reading
from sayso.keeping import Record
from tests.record.made import Said, Who, make_reading

REPORT = (
    "The harbour board of Tarn said on Monday that the old gates of the western dam will be closed for the whole "
    "winter, because the hinges have rusted and nobody makes them any more."
)
OTHER = (
    "Fishermen at the northern mole spent their morning mending nets while two tugs pulled a stranded barge off the "
    "sandbank that last week's storm had thrown up before the lighthouse."
)
DATED = "TARN, Oct 3 (LNA) — It rained."
CLOSED = "the old gates of the western dam will be closed"


def report(*paragraphs: str, **fields: Any) -> Reading:
    """Make an article of paragraphs, one of which tells of the gates."""
    text = "\n\n".join(paragraphs)
    body = "The harbour board"
    said = (Said(CLOSED, body, body),) if CLOSED in text else ()
    return make_reading(text, who=(Who(body, "organisation"),) if said else (), said=said, **fields)


@pytest.fixture
def record(tmp_path):
    with Record(tmp_path / "made.sayso") as record:
        yield record


def add(record: Record, *readings: Reading) -> list[Origin | None]:
    """Add readings, and give the origin of what each says of the gates, in the order of their days."""
    for reading in readings:
        record.add(reading)
    assert list(record.verify()) == []
    return [one.origin for one in record.search("gates")][::-1]


def test_a_paragraph_that_stands_alone_is_its_own_origin(record):
    reading = report(REPORT, publisher="The Tide")
    (origin,) = add(record, reading)
    assert origin is not None
    assert (origin.article, origin.articles, origin.credit, origin.publishers) == (
        reading.article.id,
        1,
        None,
        ("The Tide",),
    )


def test_those_that_print_one_report_have_one_origin(record):
    papers = [report(f"Paper {n}.", REPORT, publisher=f"Paper {n}", published=f"2024-01-0{n}") for n in range(1, 5)]
    origins = add(record, *papers)
    assert len(set(origins)) == 1
    assert origins[0] is not None
    assert (origins[0].articles, origins[0].publishers) == (4, ("Paper 1", "Paper 2", "Paper 3", "Paper 4"))


def test_who_read_on_first_does_not_count_who_printed_first_does(record):
    late = report("Late.", REPORT, publisher="Late", published="2024-01-05")
    early = report("Early.", REPORT, publisher="Early", published="2024-01-02")
    origins = add(record, late, early)
    assert {origin.article for origin in origins if origin} == {early.article.id}
    assert {origin.publishers for origin in origins if origin} == {("Early", "Late")}


def test_a_report_without_a_day_is_no_earlier_than_those_with_one(record):
    undated = report("Undated.", REPORT, publisher="Undated")
    dated = report("Dated.", REPORT, publisher="Dated", published="2024-01-02")
    assert {origin.article for origin in add(record, undated, dated) if origin} == {dated.article.id}


def test_the_agency_that_one_of_them_credits_is_told_of_all(record):
    silent = report("Here.", REPORT, publisher="A", published="2024-01-01")
    crediting = report(DATED, REPORT, publisher="B", published="2024-01-02")
    assert [origin.credit for origin in add(record, silent, crediting) if origin] == ["LNA", "LNA"]
    assert record.show(crediting.article.id).credit == "LNA"
    assert record.show(silent.article.id).credit is None


def test_a_credit_that_is_corrected_is_told_of_all(record):
    readings = [report(f"Paper {n}.", REPORT, published=f"2024-01-0{n}") for n in (1, 2)]
    add(record, *readings)
    record.correct(readings[1].article.id, "credit", "TNA")
    assert [one.origin.credit for one in record.search("gates")] == ["TNA", "TNA"]


def test_other_words_have_another_origin(record):
    rewritten = (
        "The gates of the dam stay shut until spring, the board announced; new hinges are not to be had anywhere."
    )
    add(record, report(REPORT, published="2024-01-01"), report(rewritten, published="2024-01-02"))
    assert record.count().copied == 0


def test_another_figure_is_no_copy(record):
    two, three = (REPORT.replace("whole winter", f"next {n} winters") for n in ("two", "three"))
    origins = add(record, report(two, published="2024-01-01"), report(three, published="2024-01-02"))
    assert [origin.articles for origin in origins if origin] == [1, 1]


def test_each_paragraph_has_its_own_origin(record):
    whole = report(REPORT, OTHER, publisher="A", published="2024-01-01")
    part = report("Elsewhere.", OTHER, publisher="B", published="2024-01-02")
    (origin,) = add(record, whole, part)
    assert origin is not None
    assert origin.articles == 1
    assert record.count().copied == 1


def test_a_paragraph_of_a_few_words_has_no_origin(record):
    (origin,) = add(record, make_reading("The gates hold.", said=(Said("The gates hold", "writer", "", None),)))
    assert origin is None


def test_copies_are_counted(record):
    add(record, *[report(f"Paper {n}.", REPORT, published=f"2024-01-0{n}") for n in range(1, 5)])
    assert record.count().copied == 3


def test_copies_of_copies_have_the_first_as_their_origin(record):
    once = REPORT.replace("Monday", "Monday evening")
    twice = once.replace("any more", "any longer")
    origins = add(
        record, *[report(f"{n}.", text, published=f"2024-01-0{n}") for n, text in enumerate((REPORT, once, twice), 1)]
    )
    assert len({origin.id for origin in origins if origin}) == 1


def test_versions_of_one_article_are_one_printing(record):
    versions = [report(REPORT, f"Update {n}.", published="2024-01-01", url="https://tide.example/1") for n in (1, 2)]
    (origin,) = add(record, *versions)
    assert origin is not None
    assert origin.articles == 1


def test_the_very_same_text_elsewhere_is_another_printing(record):
    for publisher in ("A", "B", "C"):
        record.add(report(REPORT, publisher=publisher, url=f"https://{publisher.lower()}.example/1"))
    (origin,) = [one.origin for one in record.search("gates")]
    assert origin is not None
    assert (origin.articles, origin.publishers) == (3, ("A", "B", "C"))
