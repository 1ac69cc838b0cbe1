"""Words before a noun name a country or a place: by its name, by its people, or by the seat of its government."""

import pytest

from sayso.link.lands import Land, LandIndex, find_code, find_homes, is_people_of, is_people_word, name_of
from tests.link.made import read


@pytest.mark.parametrize(
    ("word", "code"),
    [("Norway", "NOR"), ("Norwegian", "NOR"), ("Norwegians", "NOR"), ("Kremlin", "RUS"), ("Velland", None), ("", None)],
)
def test_a_word_names_a_country_by_itself_its_people_or_its_seat(word, code):
    assert find_code(word) == code


PEOPLES = [
    ("vellandic", "velland"), ("keshtani", "keshtan"), ("orvanian", "orvania"), ("orvanians", "orvania"),
    ("tarnish", "tarn"), ("ordanese", "ordan"), ("drawikan", "drawik"), ("norrlander", "norrland"),
]  # fmt: skip


@pytest.mark.parametrize(("people", "land"), PEOPLES)
def test_a_people_is_called_after_its_land(people, land):
    assert is_people_of(people, land)


@pytest.mark.parametrize(
    ("word", "land"), [("keshtani", "velland"), ("vell", "velland"), ("tarnkeeper", "tarn"), ("vellum", "velland")]
)
def test_a_word_that_only_begins_alike_is_no_people(word, land):
    assert not is_people_of(word, land)


def test_a_land_is_found_by_what_its_people_are_called():
    lands = LandIndex()
    lands.add("Keshtan", 3)
    lands.add("Norway", 4)
    assert [lands.find(word) for word in ("Keshtani", "Keshtan's", "Norwegian", "Orvanian")] == [3, 3, 4, None]


def test_the_nearest_of_two_lands_is_found():
    lands = LandIndex()
    lands.add("Orvania", 1)
    lands.add("Orva", 2)
    assert lands.find("Orvanian") == 1


def test_the_first_that_bears_a_name_keeps_it():
    lands = LandIndex()
    lands.add("Keshtan", 1)
    lands.add("the Keshtan", 2)
    assert lands.find("Keshtani") == 1


def test_a_country_that_nothing_else_names_is_a_land_by_itself():
    assert LandIndex().find_body("Norwegian", (4, 13)) == Land("NOR", "Norway", (4, 13))


@pytest.mark.parametrize("word", ["Orvanian", "foreign", "polish"])
def test_a_word_that_names_no_known_land_is_none(word):
    assert LandIndex().find_body(word, (0, 1)) is None


def test_a_country_is_named_by_its_code():
    assert name_of("NOR") == "Norway"


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("[p:The [l:Keshtani] minister] slept.", True),
        ("[p:The [l:Norwegian] minister] slept.", True),
        ("[p:The [O:Herald] editor] slept.", False),
        ("[l:Keshtani] slept.", False),
        ("[p:The ^son of [P:Ivani]] slept.", False),
    ],
)
def test_a_people_is_one_word_before_the_noun_of_a_longer_phrase(text, people):
    marked = read(text)
    assert is_people_word(marked.article.text, marked.phrases, len(marked.phrases) - 1) == people


def test_names_whose_people_are_spoken_of_are_lands():
    marked = read("[L:Keshtan] and [L:Tarn] met. [p:The [l:Keshtani] minister] slept.")
    peoples = [is_people_word(marked.article.text, marked.phrases, n) for n in range(len(marked.phrases))]
    assert [marked.words(n) for n in find_homes(marked.article.text, marked.phrases, peoples)] == ["Keshtan"]
