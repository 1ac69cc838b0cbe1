"""Lists of the record's things become JSON lines and tables that spreadsheets open without running anything in them."""

import csv
import io
import json
from dataclasses import replace

import pytest

from sayso.data import Attribution, Edit, Listed, Passage, Publication, Shelved, Sighting, Source, Span, Statement
from sayso.show.records import (
    EDIT_COLUMNS,
    PEOPLE_COLUMNS,
    encode_listed,
    encode_statement,
    encode_thing,
    write_table,
)
from tests.record.made import HARBOUR

LUND = Listed("k1", "Ada Lund", "person", ("Ms Lund", "A. Lund"), "NOR", "GOV", "2021-03", "2021-03-05", 3, 1_234)
EDIT = Edit(7, "2024-03-19T07:30:00Z", "ben", "correct", "a1", "negated", before=False, after=True, why="as heard",
            was="no", now="yes")  # fmt: skip
SAID = Statement(
    "a1", 202103040000001,
    Attribution("a1", "direct", "say", False, Source((), "e1"), None,
                Passage((Span(0, 3, "the"), Span(5, 9, "dam…")))),
    Publication("t1", "0" * 64, publisher="The Tide"), marks=((6, 9),),
)  # fmt: skip

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "−2"]


def read_table(columns, *things) -> list[dict[str, str]]:
    text = b"".join(write_table(columns, things)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


# Tables


def test_a_table_begins_with_the_mark_by_which_excel_knows_utf_8():
    assert next(iter(write_table(PEOPLE_COLUMNS, ()))).startswith(b"\xef\xbb\xbfid,name,kind")


def test_a_table_of_nobody_is_its_head():
    assert b"".join(write_table(PEOPLE_COLUMNS, ())).count(b"\r\n") == 1


def test_people_are_rows():
    assert read_table(PEOPLE_COLUMNS, LUND) == [{
        "id": "k1", "name": "Ada Lund", "kind": "person", "aliases": "Ms Lund; A. Lund", "statements": "1234",
        "articles": "3", "country": "NOR", "sector": "GOV", "first": "2021-03", "last": "2021-03-05",
        "status": "machine",
    }]  # fmt: skip


def test_what_is_not_known_is_an_empty_cell():
    (row,) = read_table(PEOPLE_COLUMNS, Listed("k1", "Ada Lund", "person"))
    assert (row["aliases"], row["country"], row["first"], row["articles"]) == ("", "", "", "0")


def test_lines_of_the_log_are_rows():
    (row,) = read_table(EDIT_COLUMNS, EDIT)
    assert (row["number"], row["by"], row["object"], row["why"], row["undoes"]) == ("7", "ben", "a1", "as heard", "")


@pytest.mark.parametrize(
    ("value", "cell"),
    [("", ""), ("deny", "deny"), ("Ada Lund (k1)", "Ada Lund (k1)"), ("A; B", "A; B")],
)
def test_values_of_the_log_are_told_in_words(value, cell):
    assert read_table(EDIT_COLUMNS, replace(EDIT, was=value))[0]["was"] == cell


@pytest.mark.parametrize("name", FORMULAS)
@pytest.mark.parametrize("column", ["name", "country", "first"])
def test_what_begins_like_a_formula_is_guarded(name, column):
    (row,) = read_table(PEOPLE_COLUMNS, replace(LUND, **{column: name}))
    assert row[column].startswith("'")


@pytest.mark.parametrize("name", FORMULAS)
def test_lists_and_values_of_the_log_are_guarded_too(name):
    assert read_table(PEOPLE_COLUMNS, replace(LUND, aliases=(name, "x")))[0]["aliases"].startswith("'")
    row = read_table(EDIT_COLUMNS, replace(EDIT, by=name, was=name, why=name))[0]
    assert [row[column][0] for column in ("by", "was", "why")] == ["'"] * 3


@pytest.mark.parametrize("name", ['A "B" C', "A, B", "A;B", "Zoë", "שלום", "🚢"])
def test_a_cell_comes_back_as_it_was(name):
    assert read_table(PEOPLE_COLUMNS, replace(LUND, name=name))[0]["name"] == name


@pytest.mark.parametrize("name", ["A\x1b[2JB", "A\nB", "A\u202eB", "A\x00B", "A\udce9B"])
def test_what_a_screen_could_be_harmed_by_is_disarmed(name):
    (row,) = read_table(PEOPLE_COLUMNS, replace(LUND, name=name))
    assert row["name"] != name
    assert not set(row["name"]) & set("\x1b\n\u202e\x00")


# JSON


def test_a_statement_carries_its_words_and_the_places_that_match():
    line = json.loads(encode_statement(SAID))
    assert (line["words"], line["marks"]) == ("the … dam…", [[6, 9]])
    assert (line["schema"], line["article"]["publisher"]) == ("sayso/1/statement", "The Tide")


def test_somebody_carries_mentions_only_where_they_are_asked_for():
    seen = Sighting("t1", "a.txt", 3, 11, "Ada Lund", "name")
    assert "mentions" not in json.loads(encode_listed(LUND))
    assert json.loads(encode_listed(LUND, ()))["mentions"] == []
    assert json.loads(encode_listed(LUND, [seen]))["mentions"] == [
        {"article": "t1", "path": "a.txt", "start": 3, "end": 11, "exact": "Ada Lund", "form": "name"}
    ]


def test_a_statement_is_encoded_alike_by_itself_and_as_a_thing():
    assert encode_thing(SAID) == encode_statement(SAID)


def test_an_article_is_encoded_with_its_reading_as_the_contract_has_it():
    shelved = Shelved(HARBOUR, "confirmed", "2024-03-19T07:30:00Z", "LNA", newer=SAID.publication)
    line = json.loads(encode_thing(shelved))
    assert line["reading"]["schema"] == "sayso/1/reading"
    assert (line["status"], line["credit"], line["newer"]["article"], line["older"]) == ("confirmed", "LNA", "t1", [])


@pytest.mark.parametrize("thing", [SAID, LUND, EDIT, Shelved(HARBOUR, "machine", "2024")])
def test_a_thing_is_one_line_of_json(thing):
    assert b"\n" not in encode_thing(thing)
    assert isinstance(json.loads(encode_thing(thing)), dict)


def test_a_line_of_the_log_keeps_its_values_as_they_are():
    assert json.loads(encode_thing(EDIT))["after"] is True


def test_half_a_character_can_still_be_written():
    assert "A" in json.loads(encode_listed(replace(LUND, name="A\udce9")))["name"]
