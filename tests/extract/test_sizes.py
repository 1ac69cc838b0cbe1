"""Numbers of a clause are counted as what stands behind them, or as what the word for the event counts."""

import pytest

from sayso.extract.sizes import find_sizes
from tests.extract.made import find


def read(text: str, trigger: str, clause: str | None = None) -> list[tuple[str, str, float, str]]:
    """Read sizes as what is counted, the words, the value and the bound."""
    place = find(text, clause)[0] if clause else (0, len(text))
    sizes = find_sizes(text, place, find(text, trigger)[0])
    return [(size.what, text[slice(*size.place)], size.value, size.bound) for size in sizes]


BEHIND = [
    ("The blast left 12 dead.", "blast", "dead", 12),
    ("The storm took nine lives.", "storm", "dead", 9),
    ("The clash left 7 wounded.", "clash", "injured", 7),
    ("In the raid 30 people were detained.", "raid", "arrested", 30),
    ("The flood made 400 families homeless.", "flood", "displaced", 400),
    ("The ferry sank with 20 missing.", "sank", "missing", 20),
    ("Gunmen stormed the mill and took 4 hostages.", "stormed", "abducted", 4),
    ("Under the deal 15 miners were freed.", "deal", "freed", 15),
    ("Orvania fired 20 ballistic missiles.", "fired", "weapons", 20),
    ("Velland sent 600 troops.", "sent", "troops", 600),
    ("The quake left three women and 2 children dead.", "quake", "dead", 2),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "what", "value"), BEHIND)
def test_what_stands_behind_a_number_says_what_it_counts(text, trigger, what, value):
    assert (what, value) in [(found, number) for found, _, number, _ in read(text, trigger)]


VERBS = [
    ("The shell killed 12 villagers.", "killed", "dead"),
    ("The wave drowned 12.", "drowned", "dead"),
    ("A rocket injured 12 people.", "injured", "injured"),
    ("Police arrested 12 protesters.", "arrested", "arrested"),
    ("Officers evacuated 12 people.", "evacuated", "displaced"),
    ("Gunmen kidnapped 12 students.", "kidnapped", "abducted"),
    ("The rebels released 12 sailors.", "released", "freed"),
    ("The murder of 12 guards shook Tarn.", "murder", "dead"),
]


@pytest.mark.parametrize(("text", "trigger", "what"), VERBS)
def test_a_number_of_people_beside_the_word_for_an_event_is_what_that_counts(text, trigger, what):
    assert read(text, trigger) == [(what, "12", 12, "exact")]


@pytest.mark.parametrize(
    "text",
    ["The shell killed a guard 12 miles away.", "The shell killed 12 goats.", "Lund was killed; 12 people wept."],
)
def test_a_number_of_something_else_or_of_another_clause_is_no_count(text):
    assert read(text, "killed") == []


def test_a_number_that_stands_far_from_the_word_for_an_event_is_no_count():
    assert read("The shell killed the old mayor of the small port town and 12 people wept.", "killed") == []


def test_a_word_for_an_event_that_counts_nothing_leaves_numbers_of_people_alone():
    assert read("The mayor met 12 villagers.", "met") == []


def test_what_stands_behind_a_number_goes_before_the_word_for_the_event():
    assert read("The shell killed 3 people and 5 were wounded.", "killed") == [
        ("dead", "3", 3, "exact"),
        ("injured", "5", 5, "exact"),
    ]


@pytest.mark.parametrize(
    ("words", "bound"), [("at least 12", "at_least"), ("up to 12", "at_most"), ("about 12", "about")]
)
def test_a_size_has_the_bound_of_its_number(words, bound):
    assert read(f"The shell killed {words} people.", "killed") == [("dead", words, 12, bound)]


@pytest.mark.parametrize(
    "text",
    [
        "The death toll of the blast rose to 40.",
        "After the blast the number of dead was put at 40.",
        "The toll of the blast was heavy, leaving 40 under the mill.",
    ],
)
def test_a_toll_counts_the_dead(text):
    assert read(text, "blast") == [("dead", "40", 40, "exact")]


@pytest.mark.parametrize(
    "text", ["The blast left 40 without light.", "The toll road reopened 40 days after the blast."]
)
def test_a_number_without_a_toll_counts_nobody(text):
    assert read(text, "blast") == []


@pytest.mark.parametrize(
    ("text", "words", "unit"),
    [
        ("The raid cost $40m.", "$40m", "$"),
        ("The raid cost €40.", "€40", "€"),
        ("The raid cost 40 million euros.", "40 million", "euros"),
    ],
)
def test_money_has_its_currency(text, words, unit):
    (size,) = find_sizes(text, (0, len(text)), find(text, "raid")[0])
    assert (size.what, text[slice(*size.place)], size.unit) == ("money", words, unit)


def test_what_is_not_money_has_no_unit():
    text = "Orvania fired 20 missiles."
    assert [size.unit for size in find_sizes(text, (0, len(text)), (8, 13))] == [None]


def test_numbers_outside_the_clause_are_left_alone():
    text = "The shell killed 3 people. It left 5 wounded."
    assert read(text, "killed", clause="The shell killed 3 people.") == [("dead", "3", 3, "exact")]
