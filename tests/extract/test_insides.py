"""Drafts in; what of their contents is to be read again, and what is read there, out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract import Draft, draft_inside, find_insides
from tests.extract.made import draft
from tests.model.made import hear, make_heads


def insides(text, *drafts):
    return [text[start:end] for start, end in find_insides(text, drafts)]


@pytest.mark.parametrize(
    ("content", "inside"),
    [
        ("that the clerk told him so", "the clerk told him so"),
        ("“The clerk told me so.”", "The clerk told me so."),
        ("‘The clerk told me so,’", "The clerk told me so,"),
        ("“that the ‘old’ clerk told him ‘so’”", "that the ‘old’ clerk told him ‘so"),
    ],
)
def test_a_content_is_read_again_without_its_marks_and_the_word_that_brings_it_in(content, inside):
    text = f"Orde said {content} on Monday."
    assert insides(text, draft(text, content, cue="said")) == [inside]


def test_each_piece_of_a_content_is_read_by_itself():
    text = "“One two three four,” she said, “five six seven eight.”"
    assert insides(text, draft(text, "“One two three four,”…“five six seven eight.”")) == [
        "One two three four,",
        "five six seven eight.",
    ]


def test_what_two_drafts_share_is_read_once():
    text = "Orde said the clerk told him so."
    assert len(insides(text, *[draft(text, "the clerk told him so")] * 2)) == 1


def test_what_has_no_room_for_another_attribution_is_left():
    text = "Orde said it was so."
    assert insides(text, draft(text, "it was so")) == []


def test_what_is_read_inside_a_content_is_inner_and_stands_at_its_place():
    found = draft_inside(hear("{s1:Lisle} {q1:told} him {c1:it was so}"), make_heads(), offset=10)
    assert found == [
        Draft(((10, 15),), ((16, 20),), ((25, 34),), inner=True, score=found[0].score),
    ]


@pytest.mark.parametrize("marked", ["{c1:it was so}", "{q1:told} him {c1:it was so}"])
def test_inside_a_content_nothing_is_taken_for_an_attribution_that_does_not_say_by_whom(marked):
    assert draft_inside(hear(marked), make_heads(), offset=0) == []


@given(st.text("ab “”‘’\"'\n\u200b", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_what_is_read_again_lies_in_the_content(text, a, b):
    start, end = min(a, b, len(text)), min(max(a, b), len(text))
    for first, last in find_insides(text, [Draft((), (), ((start, end),))]):
        assert start <= first < last <= end
