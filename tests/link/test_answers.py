"""Which happening answers which is told by words between them, or by who hits whom back."""

import pytest

from sayso.link.answers import find_answers
from tests.link.made import read

VELLAND, ORVANIA, TARN = 1, 2, 3
STRIKE = (VELLAND, ORVANIA)
RAID = (ORVANIA, VELLAND)


def answer(text: str, *told: tuple, unreal: dict[str, str] | None = None) -> list[tuple[str, str]]:
    """Show the answers of a text, each as the word for it and that for what it answers.

    told: the events, each by its word, who did it and whom it befell; unreal: what is not told as real, and as what.
    """
    marked = read(text)
    states = unreal or {}
    deeds = []
    for word, *parties in told:
        mention = marked.happen(word, state=states.get(word, "real"))
        deeds.append((mention, frozenset(parties[:1]), frozenset(parties[1:])))
    deeds.sort(key=lambda deed: deed[0].trigger)
    words = [text[slice(*mention.trigger)] for mention, _, _ in deeds]
    return [(words[n], words[cause]) for n, cause in find_answers(text, deeds)]


ANSWERING = [
    "in retaliation for", "in response to", "as revenge for", "in reprisal for", "in revenge for", "as an answer to",
    "to punish Orvania for", "in retaliation against Orvania for", "to avenge", "triggered by",
    "prompted by", "set off by", "provoked by",
]  # fmt: skip


@pytest.mark.parametrize("words", ANSWERING)
def test_words_between_two_events_tell_that_one_answers_the_other(words):
    assert answer(f"Velland began a strike {words} the raid.", ("strike",), ("raid",)) == [("strike", "raid")]


def test_other_words_between_two_events_tell_nothing():
    assert answer("Velland began a strike before the raid.", ("strike", *STRIKE), ("raid", *RAID)) == []


def test_what_opens_a_sentence_may_tell_what_its_event_answers():
    told = [("raid",), ("shelled",)]
    assert answer("In response to the raid Velland shelled Orde.", *told) == [("shelled", "raid")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("In response to the raid rain fell.", ["raid"]),
        ("Rain fell in response to the raid and Velland shelled Orde.", ["raid", "shelled"]),
    ],
    ids=["nothing behind", "not at the start"],
)
def test_what_nothing_answers_has_no_answer(text, told):
    assert answer(text, *[(word,) for word in told]) == []


def test_what_opens_a_quotation_may_tell_it_too():
    assert answer("“In response to the raid we shelled Orde.”", ("raid",), ("shelled",)) == [("shelled", "raid")]


def test_of_the_events_before_the_nearest_is_the_answer():
    told = [("met",), ("strike",), ("raid",)]
    text = "The council met and Velland began a strike in retaliation for the raid."
    assert answer(text, *told) == [("strike", "raid")]


@pytest.mark.parametrize("word", ["after", "following", "in the wake of"])
def test_what_came_after_answers_where_it_hits_back(word):
    text = f"Velland shelled Orde {word} a raid on Tarn."
    assert answer(text, ("shelled", *STRIKE), ("raid", *RAID)) == [("shelled", "raid")]


@pytest.mark.parametrize(
    ("first", "second"),
    [((VELLAND,), (TARN, VELLAND)), ((TARN, ORVANIA), (ORVANIA, VELLAND))],
    ids=["whom it befell", "who did it"],
)
def test_who_was_hit_hits_back_and_who_hit_is_hit_back(first, second):
    text = "Velland shelled Orde after a raid on Tarn."
    assert answer(text, ("shelled", *first), ("raid", *second)) == [("shelled", "raid")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((VELLAND, ORVANIA), (TARN, TARN)),
        ((VELLAND, ORVANIA), (VELLAND, ORVANIA)),
        ((VELLAND, TARN), (VELLAND, VELLAND)),
        ((), ()),
    ],
    ids=["others", "the same side", "itself", "nobody"],
)
def test_what_only_came_after_is_no_answer(first, second):
    assert answer("Velland shelled Orde after a raid on Tarn.", ("shelled", *first), ("raid", *second)) == []


BACK = ["retaliated with", "responded with", "hit back with", "fired back with", "in turn began"]


@pytest.mark.parametrize("words", BACK)
def test_what_hits_back_answers_the_last_event_before_it(words):
    text = f"Orvania met Tarn. Orvania began a raid. Velland {words} a strike."
    assert answer(text, ("met",), ("raid", *RAID), ("strike", *STRIKE)) == [("strike", "raid")]


def test_what_hits_back_after_something_answers_that():
    text = "Orvania blocked the port. Velland retaliated with a strike after the raid."
    assert answer(text, ("blocked",), ("strike",), ("raid",)) == [("strike", "raid")]


@pytest.mark.parametrize("words", ["retaliated with", "retaliated against Orvania with"])
def test_what_hits_back_behind_what_came_before_answers_that(words):
    text = f"Orvania blocked the port. After the raid, Velland {words} a strike."
    assert answer(text, ("blocked",), ("raid",), ("strike",)) == [("strike", "raid")]


def test_what_hits_back_is_not_what_is_hit_back_at():
    text = "Velland retaliated after the raid with a strike."
    assert answer(text, ("raid",), ("strike",)) == [("strike", "raid")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Velland met Tarn and retaliated with a strike.", [("strike", "raid")]),
        ("Velland met Tarn and retaliated.", []),
    ],
)
def test_only_what_stands_behind_the_words_for_it_hits_back(text, found):
    told = [("raid",), ("met",), *[("strike",)] * ("strike" in text)]
    assert answer(f"Orvania began a raid. {text}", *told) == found


@pytest.mark.parametrize(
    "text", ["Velland retaliated with a strike after dusk.", "After dusk, Velland retaliated with a strike."]
)
def test_what_is_no_event_is_not_hit_back_at(text):
    assert answer(f"Orvania began a raid. {text}", ("raid",), ("strike",)) == [("strike", "raid")]


def test_what_hits_back_answers_nothing_that_stands_too_far_before():
    text = "Orvania began a raid. Rain fell. Snow fell. Velland retaliated with a strike."
    assert answer(text, ("raid", *RAID), ("strike", *STRIKE)) == []


@pytest.mark.parametrize("word", ["strike", "raid"])
@pytest.mark.parametrize("state", ["planned", "negated", "hypothetical"])
def test_only_what_happened_answers_and_is_answered(word, state):
    text = "Velland began a strike in retaliation for the raid."
    assert answer(text, ("strike",), ("raid",), unreal={word: state}) == []


def test_words_that_tell_of_another_sentence_are_left_alone():
    assert answer("Velland began a strike in retaliation for it. The raid failed.", ("strike",), ("raid",)) == []


def test_one_answer_is_given_once():
    text = "Velland retaliated with a strike in response to the raid."
    assert answer(text, ("strike",), ("raid",)) == [("strike", "raid")]


def test_an_article_without_events_has_no_answers():
    assert answer("Velland retaliated.") == []
