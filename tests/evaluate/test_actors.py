"""Names in articles and the countries that are accepted -> how many are right."""

import json

import pytest

from evaluation.actors import TABLE, Actor, find_entity, find_faults, read_actors, read_source, tally_actors
from evaluation.parts import list_lines
from sayso.data import Entity, Mention
from sayso.evaluate.scores import Count
from tests.evaluate.made import find, make_reading

TEXT = "The guard of Tarn shelled the mill, said Ida Rell of the Tarn guard."
GUARD, TARN, RELL = find(TEXT, "The guard of Tarn", "Tarn", "Ida Rell")


def entity(id, country, *places):
    mentions = tuple(Mention(start, end, TEXT[start:end], "name") for start, end in places)
    return Entity(id, TEXT[slice(*places[0])], "group", country=country, mentions=mentions)


def read(*entities):
    return make_reading("1.txt", TEXT, (), entities)


def actor(place, *countries):
    return Actor(place, TEXT[slice(*place)], frozenset(countries))


@pytest.mark.parametrize(
    ("accepted", "given", "right"),
    [
        (("TAR",), "TAR", 1),
        (("TAR", "ORM"), "ORM", 1),
        (("TAR",), None, 0),
        (("TAR",), "ORM", 0),
        ((None,), None, 1),
        ((None, "TAR"), None, 1),
        ((None,), "TAR", 0),
    ],
)
def test_any_accepted_country_is_right_and_none_where_there_may_be_none(accepted, given, right):
    tally = tally_actors([actor(GUARD, *accepted)], read(entity("e1", given, GUARD)))
    assert tally == {"actors.country": Count(right, 1), "actors.known": Count(1, 1)}


@pytest.mark.parametrize(("accepted", "right"), [("TAR", 0), (None, 1)])
def test_a_name_that_is_no_entity_has_no_country(accepted, right):
    tally = tally_actors([actor(RELL, accepted)], read(entity("e1", "TAR", GUARD)))
    assert tally == {"actors.country": Count(right, 1), "actors.known": Count(0, 1)}


def test_a_name_is_the_entity_that_shares_most_characters_with_it():
    reading = read(entity("e1", "TAR", RELL, GUARD), entity("e2", "ORM", TARN))
    assert [find_entity(actor(place), reading) for place in (GUARD, TARN)] == [*reading.entities]


def test_what_is_wrong_is_told_with_the_names():
    reading = read(entity("e1", "TAR", GUARD))
    assert find_faults([actor(GUARD, "TAR")], reading) == []
    assert find_faults([actor(GUARD, "ORM", None)], reading) == [
        "'The guard of Tarn' is 'The guard of Tarn' of TAR, not ORM or nowhere"
    ]
    assert find_faults([actor(RELL, "ORM")], reading) == ["'Ida Rell' is 'nobody' of None, not ORM"]


def test_the_table_is_read_by_document_and_bodies_of_states_have_no_country(tmp_path):
    rows = [
        "corpus\tdocument\tstart\tend\tname\tcountry",
        "re3d/X\td1\t0\t3\tTarn\tTAR|IGO",
        "re3d/X\td1\t9\t12\tIt\t-",
    ]
    (tmp_path / "actors.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert read_actors(tmp_path / "actors.tsv") == {
        ("re3d/X", "d1"): [Actor((0, 3), "Tarn", frozenset({"TAR", None})), Actor((9, 12), "It", frozenset({None}))]
    }


def test_documents_of_both_corpora_are_read(tmp_path):
    (tmp_path / "re3d" / "X").mkdir(parents=True)
    lines = [json.dumps({"_id": name, "text": f"I am {name}, not d1."}) for name in ("d2", "d1")]
    (tmp_path / "re3d" / "X" / "documents.json").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "polnear" / "train" / "text").mkdir(parents=True)
    (tmp_path / "polnear" / "train" / "text" / "d3.txt").write_text("d3", encoding="utf-8")
    assert read_source(tmp_path, ("re3d/X", "d1")) == "I am d1, not d1."
    assert read_source(tmp_path, ("polnear/train", "d3")) == "d3"


def test_the_table_has_three_hundred_names_with_a_value_each():
    rows = list_lines(TABLE)
    assert len(rows) == 300
    assert all(len(row) == 6 and row[5] for row in rows)


@pytest.mark.corpora
def test_every_name_of_the_table_stands_where_it_says(corpora):
    for source, actors in read_actors(TABLE).items():
        text = read_source(corpora, source)
        assert [text[slice(*one.place)] for one in actors] == [one.name for one in actors]
