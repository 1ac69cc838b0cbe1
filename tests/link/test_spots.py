"""Where something happened is made out by the gazetteer, by all names of an article together."""

import pytest

from sayso.link.spots import Spots
from tests.link.made import cluster, read


def find(text, *places, where=()):
    """Find the place that words of a text name; `where` are the words that say so of an event."""
    marked = read(text)
    mentions = [marked.happen("raid", where=where)] if where else []
    spots = Spots(marked.article, cluster(marked), mentions)
    return spots.find([marked.place(words) for words in places])


def test_a_place_has_its_name_its_id_and_where_it_lies():
    place = find("A raid in [L:Mosul] began.", "Mosul")
    assert (place.name, place.geonames, place.kind, place.country) == ("Mosul", 99072, "city", "IRQ")
    assert (round(place.latitude), round(place.longitude)) == (36, 43)


def test_a_name_inside_the_words_that_say_where_is_made_out():
    place = find("A raid near [l:the old ^market of [L:Mosul]] began.", "the old market of Mosul")
    assert (place.name, place.country) == ("Mosul", "IRQ")


def test_the_words_of_a_place_are_all_that_say_where():
    place = find("A raid near [l:the old ^market of [L:Mosul]] began.", "the old market of Mosul")
    assert [span.exact for span in place.spans] == ["the old market of Mosul"]


def test_the_longest_name_inside_goes_first():
    place = find("A raid in [L:[L:Mosul], [L:Iraq]] began.", "Mosul, Iraq")
    assert (place.name, place.kind) == ("Mosul, Iraq", "city")


def test_the_first_place_that_lies_somewhere_is_given():
    text = "A raid in [L:Qwarnholt] and in [L:Mosul] and in [L:Paris] began."
    assert find(text, "Qwarnholt", "Mosul", "Paris").name == "Mosul"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("A raid in [L:Qwarnholt] began.", "Qwarnholt", "Qwarnholt"),
        ("A raid near [l:the mill of [L:Qwarnholt]] began.", "the mill of Qwarnholt", "Qwarnholt"),
        ("A raid near [l:the mill] began.", "the mill", "the mill"),
    ],
)
def test_a_place_that_lies_nowhere_has_a_name_or_its_words_and_no_more(text, words, name):
    place = find(text, words)
    assert (place.name, place.geonames, place.country, place.latitude) == (name, None, None, None)
    assert [span.exact for span in place.spans] == [words]


def test_of_places_that_lie_nowhere_the_first_is_given():
    assert find("A raid in [L:Qwarnholt] and in [L:Ulvestrand] began.", "Qwarnholt", "Ulvestrand").name == "Qwarnholt"


def test_of_places_that_lie_nowhere_one_with_a_name_is_given_before_one_without():
    text = "A raid on [l:roofs] in [L:Lower Qwarn] began."
    assert find(text, "roofs", "Lower Qwarn").name == "Lower Qwarn"


def test_a_place_is_called_by_its_name_and_not_by_what_it_is():
    text = "A raid in [l:the [L:Orvan border town] of [L:Qwarnholt]] began."
    assert find(text, "the Orvan border town of Qwarnholt").name == "Qwarnholt"


def test_no_words_are_no_place():
    assert find("A raid in [L:Mosul] began.") is None


@pytest.mark.parametrize(("beside", "country"), [("[L:Spain]", "ESP"), ("[L:Venezuela]", "VEN")])
def test_the_other_places_of_an_article_tell_which_is_meant(beside, country):
    assert find(f"A raid in [L:Valencia] began. {beside} wept.", "Valencia").country == country


@pytest.mark.parametrize(("people", "country"), [("Spanish", "ESP"), ("Venezuelan", "VEN")])
def test_the_people_of_which_an_article_speaks_tell_which_is_meant(people, country):
    text = f"A raid in [L:Valencia] began. [p:The {people} mayor] wept. [p:A {people} clerk] slept."
    assert find(text, "Valencia").country == country


def test_a_body_is_a_place_where_the_words_of_an_event_say_so():
    text = "A raid in [O:Mosul] began."
    assert find(text, "Mosul", where="Mosul").geonames == 99072


def test_a_body_that_no_event_has_for_a_place_is_not_made_out():
    assert find("A raid in [O:Mosul] began.", "Mosul").geonames is None
