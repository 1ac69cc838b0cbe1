"""How an event was done is told by words beside the word for it, and by the head where its type has such a mode."""

from typing import get_args

import pytest

from sayso.data import EventType
from sayso.extract.modes import find_modes, load_modes
from sayso.model.labels import EVENT_MODES

TOLD = [
    ("ASSAULT", "shelled", "heavy-weapons"), ("ASSAULT", "stabbed", "primitive"), ("ASSAULT", "airstrikes", "aerial"),
    ("PROTEST", "marched", "demo"), ("COERCE", "curfew", "curfew"), ("RETREAT", "truce", "ceasefire"),
    ("CONSULT", "phoned", "phone"), ("SANCTION", "expulsion", "expel"), ("ACCUSE", "probe", "investigate"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "word", "mode"), TOLD)
def test_a_word_beside_an_event_tells_its_mode(kind, word, mode):
    assert find_modes(kind, ["the", word], ()) == (mode,)


@pytest.mark.parametrize("word", ["assassinate", "assassinated", "assassination"])
def test_a_stem_may_be_followed_by_more_letters(word):
    assert find_modes("ASSAULT", [word], ()) == ("targeted",)


@pytest.mark.parametrize("word", ["airport", "gunwale", "shellfish", "minester"])
def test_a_whole_word_may_not(word):
    assert find_modes("ASSAULT", [word], ()) == ()


@pytest.mark.parametrize(("kind", "mode"), [("PROTEST", ("strike",)), ("THREATEN", ("violence",)), ("ASSAULT", ())])
def test_what_a_word_tells_is_of_its_type(kind, mode):
    assert find_modes(kind, ["strike"], ()) == mode


def test_the_mode_that_the_head_heard_is_taken_where_no_word_tells():
    assert find_modes("COERCE", ["move"], ["seize"]) == ("seize",)


@pytest.mark.parametrize("heard", ["riot", "no such mode"])
def test_a_mode_that_the_type_does_not_have_is_left_out(heard):
    assert find_modes("COERCE", ["move"], [heard]) == ()


def test_words_go_before_the_head_where_there_are_more_modes_than_an_event_may_have():
    assert find_modes("ASSAULT", ["stabbed", "shot"], ["torture"]) == ("firearms", "primitive")


def test_a_mode_that_is_told_twice_is_given_once():
    assert find_modes("ASSAULT", ["shells", "mortars"], ["heavy-weapons"]) == ("heavy-weapons",)


def test_modes_come_in_the_order_of_the_alphabet():
    assert find_modes("PROTEST", ["riot", "boycott"], ()) == ("boycott", "riot")


@pytest.mark.parametrize(("kind", "mode"), sorted({row[:2] for row in load_modes()}))
def test_a_row_of_the_table_is_of_a_known_type_and_mode(kind, mode):
    assert kind in get_args(EventType)
    assert mode in EVENT_MODES
