"""Whatever has an id is shown with what surrounds it; and a record says how much it holds."""

from dataclasses import replace

import pytest

from sayso.data import Dossier, Edit, Judged, Shelved, Statement
from sayso.errors import UnknownIdError
from sayso.keeping import Record
from tests.record.made import HARBOUR, INTERVIEW, LATER, NEWER, make_reading

LEAK = HARBOUR.attributions[2].id


@pytest.fixture
def record(tmp_path):
    with Record(tmp_path / "made.sayso") as record:
        for reading in (HARBOUR, INTERVIEW, LATER):
            record.add(reading)
        yield record


@pytest.mark.parametrize(
    ("name", "kind"),
    [(HARBOUR.article.id, Shelved), (LEAK, Statement), ("k1", Dossier), ("#1", Edit)],
)
def test_an_id_shows_what_it_stands_for(record, name, kind):
    record.confirm(LEAK)
    assert isinstance(record.show(name), kind)


def test_a_judgement_is_shown_as_the_one_it_joined_has_it(record):
    for judged in record.who("k1").judgements:
        assert isinstance(judged, Judged)
        assert record.show(judged.id) == judged


def test_a_beginning_of_an_id_shows_the_same(record):
    assert record.show(LEAK[:6]) == record.show(LEAK)


@pytest.mark.parametrize("name", ["a000", "k999", "x", ""])
def test_what_is_nobodys_id_shows_nothing(record, name):
    with pytest.raises(UnknownIdError):
        record.show(name)


# An article


def test_an_article_is_shown_with_its_reading_as_it_was_read(record):
    assert record.show(HARBOUR.article.id).reading == HARBOUR


def test_an_article_nobody_looked_at_is_the_machines(record):
    shown = record.show(HARBOUR.article.id)
    assert (shown.status, shown.credit, shown.reprints, shown.older, shown.newer) == ("machine", None, (), (), None)
    assert shown.added.endswith("Z")


def test_versions_are_shown_from_either_side(record):
    record.add(NEWER)
    older, newer = record.show(LATER.article.id), record.show(NEWER.article.id)
    assert older.newer.article == NEWER.article.id
    assert [publication.article for publication in newer.older] == [LATER.article.id]
    assert (older.older, newer.newer) == ((), None)


def test_all_older_versions_are_shown_the_latest_first(record):
    texts = [f"The gate {n} is shut." for n in range(4)]
    readings = [make_reading(text, url="https://ness.example/gate") for text in texts]
    for reading in readings:
        record.add(reading)
    shown = record.show(readings[-1].article.id)
    assert [publication.article for publication in shown.older] == [reading.article.id for reading in readings[2::-1]]


def test_other_printings_are_shown(record):
    again = replace(HARBOUR.article, publisher="The Tide", url="https://tide.example/9", title="Dam safe, says chair")
    record.add(replace(HARBOUR, article=again))
    (printing,) = record.show(HARBOUR.article.id).reprints
    assert (printing.publisher, printing.title, printing.url) == (again.publisher, again.title, again.url)


# A statement


def test_a_statement_is_shown_with_those_concerned(record):
    shown = record.show(HARBOUR.attributions[1].id)
    assert (shown.speaker.name, shown.addressee.name) == ("Jory Pell", "the Tarn Council")
    assert shown.roles == ("deputy of Ada Lund",)
    assert shown.publication.article == HARBOUR.article.id


def test_a_nested_statement_is_shown_with_the_chain_of_those_on_whose_word_it_is(record):
    assert [party.name for party in record.show(LEAK).chain] == ["Jory Pell", "Ada Lund"]


# How much there is


def test_an_empty_record_holds_nothing(tmp_path):
    with Record(tmp_path / "empty.sayso") as record:
        held = record.count()
    assert (held.articles, held.statements, held.people, held.edits, held.first, held.decided) == (0, 0, 0, 0, None, {})
    assert held.bytes > 0


def test_what_a_record_holds_is_counted(record):
    held = record.count()
    assert (held.articles, held.replaced, held.reprints, held.statements, held.people) == (3, 0, 0, 11, 8)
    assert (held.first, held.last, held.edits) == ("2021-03", "2021-03-05", 0)


def test_versions_and_reprints_are_counted_apart(record):
    record.add(NEWER)
    record.add(replace(HARBOUR, article=replace(HARBOUR.article, publisher="The Tide")))
    held = record.count()
    assert (held.articles, held.replaced, held.reprints) == (3, 1, 1)


def test_decisions_and_lines_of_the_log_are_counted(record):
    record.confirm(LEAK)
    record.undo(1)
    record.reject(LEAK)
    held = record.count()
    assert (held.edits, held.decided) == (3, {"rejected": 1})
