"""A person's correction changes what it names and nothing else, in every list and every export, and is in the log."""

import io
import json
from typing import Any

import pytest

from sayso.data import Query, Statement
from sayso.errors import EditError, UnknownIdError
from sayso.keeping import Record
from sayso.show.export import write_statements
from sayso.show.export.options import Options
from tests.record.made import HARBOUR, INTERVIEW, LATER, NEWER, ODD

ARTICLE = HARBOUR.article.id
LEAK = next(a.id for a in HARBOUR.attributions if a.content.text == "the gates leak")
MENDED = LATER.attributions[0].id

STATEMENT: dict[str, tuple[Any, Any]] = {
    "speaker": ("Odo Brask", "Odo Brask"), "act": ("doubt", "doubt"), "manner": ("mixed", "mixed"),
    "negated": ("no", False), "content": ("the gates", "the gates"), "source": ("Lund", "Lund"),
    "cue": ("denied", "denied"),
}  # fmt: skip
"""For each field of a statement a value to be given, and what is seen of it then."""
KNOWN: dict[str, str] = {"name": "Ada Ruys", "kind": "group", "country": "NOR"}
PUBLICATION: dict[str, Any] = {
    "publisher": "The Tide", "series": "Dams", "title": "Dam is not safe", "byline": ("Bo Dahl", "Cy Orme"),
    "published": "2020-02", "url": "https://tide.example/9", "credit": "LNA",
}  # fmt: skip


@pytest.fixture
def record(tmp_path):
    with Record(tmp_path / "made.sayso") as record:
        for reading in (HARBOUR, INTERVIEW, LATER, ODD):
            record.add(reading)
        yield record


def see(record: Record, field: str, statement: str = LEAK) -> Any:
    """Give what is seen of a field of a statement."""
    found = record.show(statement)
    assert isinstance(found, Statement)
    if field == "speaker":
        return found.speaker.name if found.speaker else None
    value = getattr(found.attribution, field)
    return value if field in ("act", "manner", "negated") else value.text


def count_statements(record: Record) -> dict[str, int]:
    return {one.name: one.statements for one in record.people() if one.statements}


def export(record: Record, format: str) -> bytes:
    out = io.BytesIO()
    write_statements(record.statements(), out, format=format, options=Options())
    return out.getvalue()


# What a correction changes


@pytest.mark.parametrize("field", STATEMENT)
def test_a_field_of_a_statement_is_what_it_was_corrected_to(record, field):
    given, seen = STATEMENT[field]
    record.correct(LEAK, field, given)
    assert see(record, field) == seen


@pytest.mark.parametrize("field", STATEMENT)
def test_a_correction_of_a_statement_changes_nothing_else_of_it(record, field):
    before = {other: see(record, other) for other in STATEMENT if other != field}
    record.correct(LEAK, field, STATEMENT[field][0])
    assert {other: see(record, other) for other in STATEMENT if other != field} == before


@pytest.mark.parametrize("field", STATEMENT)
def test_a_correction_of_a_statement_changes_no_other(record, field):
    before = [one for one in record.statements() if one.id != LEAK]
    record.correct(LEAK, field, STATEMENT[field][0])
    assert [one for one in record.statements() if one.id != LEAK] == before


@pytest.mark.parametrize("field", STATEMENT)
def test_a_statement_that_was_corrected_says_so(record, field):
    record.correct(LEAK, field, STATEMENT[field][0])
    (found,) = record.search("", article=ARTICLE, status=("corrected",))
    assert (found.id, found.status, found.attribution.status) == (LEAK, "corrected", "corrected")


@pytest.mark.parametrize("field", STATEMENT)
def test_a_statement_keeps_its_id_and_its_place_whatever_is_corrected(record, field):
    before = record.show(LEAK)
    record.correct(LEAK, field, STATEMENT[field][0])
    after = record.show(LEAK)
    assert (after.id, after.number, after.attribution.nested_in) == (
        before.id,
        before.number,
        before.attribution.nested_in,
    )


@pytest.mark.parametrize("field", STATEMENT)
def test_a_record_is_sound_whatever_is_corrected(record, field):
    record.correct(LEAK, field, STATEMENT[field][0])
    assert list(record.verify()) == []


@pytest.mark.parametrize("field", STATEMENT)
def test_a_reading_tells_what_was_corrected(record, field):
    record.correct(LEAK, field, STATEMENT[field][0])
    (found,) = [a for a in next(iter(record.readings())).attributions if a.id == LEAK]
    assert found == record.show(LEAK).attribution


@pytest.mark.parametrize("format", ["csv", "statements-jsonl", "jsonld", "html", "dna-csv"])
def test_an_export_tells_what_was_corrected(record, format):
    before = export(record, format)
    record.correct(LEAK, "content", "the gates")
    assert export(record, format) != before


@pytest.mark.parametrize("field", KNOWN)
def test_a_field_of_a_person_is_what_it_was_corrected_to_wherever_they_appear(record, field):
    record.correct("k1", field, KNOWN[field])
    shown = (record.who("k1").listed, next(record.people("lund")), record.show(LEAK).speaker)
    assert [getattr(one, field) for one in shown] == [KNOWN[field]] * 3
    assert record.who("k1").listed.status == "corrected"


@pytest.mark.parametrize("field", KNOWN)
def test_what_an_article_calls_a_person_stays_in_its_reading(record, field):
    record.correct("k1", field, KNOWN[field])
    assert next(iter(record.readings())).entities == HARBOUR.entities


@pytest.mark.parametrize("field", KNOWN)
def test_what_was_decided_of_a_person_outlives_what_later_articles_say(record, field):
    record.correct("k1", field, KNOWN[field])
    record.add(NEWER)
    assert record.who("k1").listed.articles == 4
    assert getattr(record.who("k1").listed, field) == KNOWN[field]


def test_a_name_that_is_given_up_is_another_name_and_found(record):
    record.correct("k1", "name", "Ada Ruys")
    record.correct("k1", "name", "Ada Lund-Ruys")
    assert record.who("k1").listed.aliases == ("Ada Ruys", "Ada Lund")
    assert [record.who(name).listed.id for name in ("Ada Ruys", "Ada Lund", "Lund-Ruys")] == ["k1"] * 3


def test_a_name_that_was_another_one_is_so_no_more(record):
    record.correct("k6", "name", "the Fleet Union")
    assert record.who("k6").listed.aliases == ("Fleet Union", "FU")


@pytest.mark.parametrize("field", PUBLICATION)
def test_what_an_article_says_of_itself_is_what_it_was_corrected_to(record, field):
    given = PUBLICATION[field]
    record.correct(ARTICLE, field, "; ".join(given) if field == "byline" else given)
    shown = record.show(ARTICLE)
    seen = shown.credit if field == "credit" else getattr(shown.reading.article, field)
    assert (seen, shown.status) == (given, "corrected")
    if field != "credit":
        assert getattr(record.show(LEAK).publication, field) == given


def test_the_text_of_an_article_never_changes(record):
    with pytest.raises(EditError, match="text: no such field"):
        record.correct(ARTICLE, "text", "other")


# What is found then


def test_words_that_were_put_in_are_found_and_those_taken_out_are_not(record):
    record.correct(LEAK, "content", "the Tarn Council")
    assert [one.id for one in record.search("council")] == [LEAK]
    assert LEAK not in [one.id for one in record.search("leak")]


def test_matches_are_marked_in_the_words_as_they_are_now(record):
    record.correct(LEAK, "content", "the Tarn Council … leak")
    (found,) = record.search("council leak")
    words = found.attribution.content.text
    assert [words[start:end] for start, end in found.marks] == ["Council", "leak"]


@pytest.mark.parametrize(
    ("to", "counts"),
    [
        ("Odo Brask", {"Ada Lund": 4, "Odo Brask": 4}),
        ("Jory Pell", {"Ada Lund": 4, "Jory Pell": 2}),
        ("writer", {"Ada Lund": 4}),
        ("nobody", {"Ada Lund": 4}),
        ("the Tarn Council", {"Ada Lund": 4, "the Tarn Council": 1}),
        ("k8", {"Ada Lund": 4, "Radio Ness": 1}),
    ],
)
def test_statements_are_counted_with_whoever_speaks_now(record, to, counts):
    before = count_statements(record)
    record.correct(LEAK, "speaker", to)
    assert count_statements(record) == before | counts


def test_a_statement_is_found_by_whoever_speaks_now(record):
    record.correct(LEAK, "speaker", "Radio Ness")
    assert [one.id for one in record.search("", speaker="Radio Ness")] == [LEAK]
    assert LEAK not in [one.id for one in record.search("", speaker="Lund")]


def test_a_statement_of_an_older_version_counts_for_nobody_whoever_speaks(record):
    record.add(NEWER)
    before = count_statements(record)
    record.correct(MENDED, "speaker", "Odo Brask")
    record.reject(LATER.attributions[1].id)
    assert count_statements(record) == before
    assert list(record.verify()) == []


def test_a_day_of_publication_numbers_statements_anew(record):
    record.correct(ARTICLE, "published", "2022-01-01")
    (first, *_), numbers = record.search(""), [one.number for one in record.statements()]
    assert (first.publication.article, first.number // 10**7) == (ARTICLE, 20220101)
    assert numbers == sorted(numbers, reverse=True)


def test_statements_keep_their_order_and_nesting_when_they_are_numbered_anew(record):
    before = [(a.id, a.nested_in) for a in next(iter(record.readings())).attributions]
    record.correct(ARTICLE, "published", "2022-01-01")
    assert [(a.id, a.nested_in) for a in next(iter(record.readings())).attributions] == before


def test_an_article_without_a_day_comes_last(record):
    record.correct(LATER.article.id, "published", None)
    order = list(dict.fromkeys(one.publication.article for one in record.statements()))
    assert order[-2:] == [LATER.article.id, ODD.article.id]


def test_an_article_is_found_by_its_new_day_and_words(record):
    record.correct(ARTICLE, "published", "2022-01-01")
    assert {one.publication.article for one in record.search("gates", since="2022")} == {ARTICLE}
    assert record.search("gates", since="2021-03-04", until="2021-03-04") == []


def test_the_days_of_a_person_are_those_of_their_articles(record):
    record.correct(ARTICLE, "published", "2019-01-01")
    assert record.who("k1").listed.first == "2019-01-01"


# Decisions


@pytest.mark.parametrize(("action", "status"), [("confirm", "confirmed"), ("reject", "rejected")])
@pytest.mark.parametrize("name", [LEAK, "k1", ARTICLE])
def test_a_decision_is_kept_and_logged(record, action, status, name):
    edit = getattr(record, action)(name, by="ben", why="looked")
    assert (edit.action, edit.object, edit.field, edit.before, edit.after) == (
        action,
        name,
        "status",
        "machine",
        status,
    )
    assert (edit.by, edit.why) == ("ben", "looked")
    shown = record.show(name)
    assert (shown.listed.status if name == "k1" else shown.status) == status


def test_what_was_rejected_is_left_out_of_searches_and_counts_but_is_kept(record):
    before = count_statements(record)["Ada Lund"]
    record.reject(LEAK)
    assert LEAK not in [one.id for one in record.search("gates")]
    assert [one.id for one in record.search("gates", status=("rejected",))] == [LEAK]
    assert count_statements(record)["Ada Lund"] == before - 1
    assert LEAK in [one.id for one in record.statements()]


def test_what_was_rejected_and_then_confirmed_counts_again(record):
    before = count_statements(record)
    record.reject(LEAK)
    record.confirm(LEAK)
    assert count_statements(record) == before


def test_the_speaker_of_what_was_rejected_can_be_corrected_and_it_counts_then(record):
    record.reject(LEAK)
    record.correct(LEAK, "speaker", "Odo Brask")
    assert record.show(LEAK).status == "corrected"
    assert (count_statements(record)["Ada Lund"], count_statements(record)["Odo Brask"]) == (4, 4)
    assert list(record.verify()) == []


def test_readings_on_which_somebody_decided_can_be_had_alone(record):
    record.confirm(MENDED)
    assert [reading.article.id for reading in record.readings(decided=True)] == [LATER.article.id]


def test_statements_that_were_decided_are_counted(record):
    record.confirm(MENDED)
    record.reject(LEAK)
    record.correct(LATER.attributions[1].id, "act", "deny")
    assert record.count().decided == {"confirmed": 1, "corrected": 1, "rejected": 1}


# The log


@pytest.mark.parametrize(
    ("name", "field", "value", "before", "after"),
    [
        (LEAK, "act", "doubt", "deny", "doubt"),
        (LEAK, "negated", "no", True, False),
        (LEAK, "cue", None, [[167, 177]], None),
        (LEAK, "content", "the gates", [[183, 197]], [[183, 192]]),
        (ARTICLE, "byline", "A B", ["Vidar Holt", "Æsa Strand"], ["A B"]),
        (ARTICLE, "credit", "LNA", None, "LNA"),
    ],
)
def test_the_log_keeps_from_what_to_what(record, name, field, value, before, after):
    edit = record.correct(name, field, value)
    assert (edit.action, edit.object, edit.field, edit.before, edit.after) == ("correct", name, field, before, after)
    assert record.log(name) == record.log() == [edit]


def test_the_log_keeps_who_when_and_why(record):
    edit = record.correct(LEAK, "act", "doubt", by="ben", why="as the tape has it")
    assert (edit.number, edit.by, edit.why, edit.undoes, edit.undone_by) == (1, "ben", "as the tape has it", None, None)
    assert edit.at.endswith("Z")


def test_the_log_can_be_read_as_json(record):
    record.correct("k1", "name", "Ada Ruys")
    (row,) = record.connection.execute("SELECT before, after FROM log").fetchall()
    assert [json.loads(value)["value"] for value in row] == ["Ada Lund", "Ada Ruys"]


def test_a_line_of_the_log_can_be_neither_changed_nor_removed(record):
    record.confirm(LEAK)
    for command in ("UPDATE edit SET by = 'x'", "DELETE FROM edit"):
        with pytest.raises(Exception, match="the log is only added to"):
            record.connection.execute(command)


# What is refused


@pytest.mark.parametrize("field", STATEMENT)
def test_a_value_that_a_statement_has_already_is_refused(record, field):
    record.correct(LEAK, field, STATEMENT[field][0])
    with pytest.raises(EditError, match="already; nothing was changed"):
        record.correct(LEAK, field, STATEMENT[field][0])
    assert len(record.log()) == 1


@pytest.mark.parametrize("field", KNOWN)
def test_a_value_that_a_person_has_already_is_refused(record, field):
    record.correct("k1", field, KNOWN[field])
    with pytest.raises(EditError, match="already; nothing was changed"):
        record.correct("k1", field, KNOWN[field])


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [(LEAK, "act", "shout"), (LEAK, "act", None), (LEAK, "manner", ""), ("k1", "kind", "robot"), ("k1", "name", " "),
     (LEAK, "id", "a1"), (LEAK, "confidence", 1), (LEAK, "addressee", "k1"), ("k1", "aliases", "x"),
     (ARTICLE, "sha256", "x"), (ARTICLE, "language", "de"), ("#1", "by", "x"),
     (ARTICLE, "title", 5), (LEAK, "speaker; DROP TABLE statement", "x")],
)  # fmt: skip
def test_what_cannot_be_corrected_so_is_refused_and_nothing_is_changed(record, name, field, value):
    if name == "#1":
        record.confirm(LEAK)
    before = list(record.connection.iterdump())
    with pytest.raises(EditError):
        record.correct(name, field, value)
    assert list(record.connection.iterdump()) == before


@pytest.mark.parametrize("speaker", ["Vidar Holt", "k999", "a1"])
def test_a_speaker_whom_nobody_knows_is_refused_and_nobody_is_brought_in(record, speaker):
    before = list(record.connection.iterdump())
    with pytest.raises(UnknownIdError):
        record.correct(LEAK, "speaker", speaker)
    assert list(record.connection.iterdump()) == before


@pytest.mark.parametrize("action", ["confirm", "reject"])
def test_an_id_that_is_nobodys_is_refused(record, action):
    with pytest.raises(UnknownIdError):
        getattr(record, action)("a000")


def test_somebody_who_speaks_already_is_not_brought_in(record):
    record.correct(LEAK, "speaker", "Radio Ness")
    with pytest.raises(EditError, match="already"):
        record.correct(LEAK, "speaker", "radio")


def test_a_query_can_ask_for_what_was_corrected(record):
    record.correct(LEAK, "act", "doubt")
    assert [one.id for one in record.search(Query(status=("corrected",)))] == [LEAK]


def test_a_role_is_called_otherwise_in_every_article_and_taken_back_exactly(record):
    before = [role.role for role in record.who("Ada Lund").roles]
    edit = record.correct("k1", "role", "chair = deputy chair")
    assert [role.role for role in record.who("Ada Lund").roles] == [
        role.replace("chair", "deputy chair") for role in before
    ]
    assert (edit.was, edit.now) == ("chair", "deputy chair")
    assert record.who("Ada Lund").listed.status == "corrected"
    record.undo(edit.number)
    assert [role.role for role in record.who("Ada Lund").roles] == before


def test_a_role_that_is_none_is_taken_away(record):
    record.correct("k1", "role", ("chair", ""))
    assert record.who("Ada Lund").roles == ()
    assert all(
        not entity.roles for reading in record.readings() for entity in reading.entities if entity.name == "Ada Lund"
    )


@pytest.mark.parametrize("value", ["bailiff = sheriff", "chair", None, 5, ("chair",)])
def test_a_role_that_nobody_gave_or_that_is_not_said_cannot_be_corrected(record, value):
    with pytest.raises(EditError):
        record.correct("k1", "role", value)
