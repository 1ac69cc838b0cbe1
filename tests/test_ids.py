"""Ids: the same on every run, and no two alike."""

from sayso.ids import make_id


def test_the_same_places_in_another_text_have_another_id():
    assert make_id("a", "1f", [(0, 3)]) != make_id("a", "2f", [(0, 3)])


def test_another_kind_of_thing_at_the_same_places_has_another_id():
    assert make_id("a", "1f", [(0, 3)])[1:] != make_id("e", "1f", [(0, 3)])[1:]


def test_an_id_is_a_letter_and_twelve_digits_and_minds_no_order():
    assert make_id("e", "1f", [(2, 3), (0, 1)]) == make_id("e", "1f", [(0, 1), (2, 3)])
    assert make_id("e", "1f", [(0, 1)])[0] == "e"
    assert len(make_id("e", "1f", [(0, 1)])) == 13
