"""The mentions of a text in; entities out: mentions of one name are one."""

import pytest

from sayso.extract import name_entities
from sayso.model.parse import FoundMention
from tests.extract.made import make_article

TEXT = "Mara Lisle left. Mara\nLisle slept. Skarre slept too, and so did the Skarre of the Reeds."
ARTICLE = make_article(TEXT)


def mention(words, kind="person", *, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return FoundMention(start, start + len(words), kind, 0, 0.9)


def test_mentions_of_one_name_are_one_entity_whatever_stands_between_its_words():
    (found,) = name_entities(ARTICLE, [mention("Mara Lisle"), mention("Mara\nLisle")])
    assert found.name == "Mara Lisle"
    assert [m.exact for m in found.mentions] == ["Mara Lisle", "Mara\nLisle"]


def test_a_mention_holds_its_words_and_is_a_name():
    (found,) = name_entities(ARTICLE, [mention("Skarre", "place", nth=1)])
    (place,) = found.mentions
    assert TEXT[place.start : place.end] == place.exact == "Skarre"
    assert place.form == "name"


@pytest.mark.parametrize(("gum", "kind"), [("person", "person"), ("organization", "organisation"), ("place", "place")])
def test_a_type_of_the_corpora_is_a_kind_of_the_contract(gum, kind):
    assert [entity.kind for entity in name_entities(ARTICLE, [mention("Skarre", gum)])] == [kind]


def test_what_is_neither_person_body_nor_place_is_left_out():
    assert name_entities(ARTICLE, [mention("Skarre", "other")]) == ()


def test_a_name_of_two_kinds_is_two_entities_with_ids_of_their_own():
    one, two = name_entities(ARTICLE, [mention("Skarre", "place"), mention("Skarre", "person", nth=1)])
    assert one.name == two.name
    assert one.id != two.id


def test_the_id_of_an_entity_does_not_depend_on_later_mentions():
    first = mention("Mara Lisle")
    assert name_entities(ARTICLE, [first])[0].id == name_entities(ARTICLE, [first, mention("Mara\nLisle")])[0].id


def test_entities_come_in_the_order_of_their_first_mention():
    found = name_entities(
        ARTICLE, [mention("Skarre", "place"), mention("Mara Lisle"), mention("Skarre", "place", nth=1)]
    )
    assert [entity.name for entity in found] == ["Skarre", "Mara Lisle"]


def test_no_mentions_make_no_entities():
    assert name_entities(ARTICLE, []) == ()
