"""What the heads say of a text in, its attributions as drafts out. The heads are scripted: right, and sure."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sayso.extract import draft_attributions
from sayso.extract.drafts import share_out
from sayso.model.labels import ROLE_TAGS
from tests.extract.made import show
from tests.model.made import hear, make_heads, read_marks


def read(marked):
    """Show the drafts of a marked text: source, cue, content, and whether it is inside another."""
    drafts = draft_attributions(hear(marked), make_heads())
    shown = show(read_marks(marked)[0], drafts)
    return [(*words, draft.inner) for words, draft in zip(shown, drafts, strict=True)]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{s1:Orde} {q1:said} {c1:it was so}.", ("Orde", "said", "it was so")),
        ("{c1:It was so}, {q1:said} {s1:Orde}.", ("Orde", "said", "It was so")),
        ("{c1:It was}, {s1:Orde} {q1:said}, {c1:so}.", ("Orde", "said", "It was…so")),
        ("{q1:It is said} {c1:that it was so}.", ("", "It is said", "that it was so")),
        ("{s1:Orde} sat. He {q1:spoke}: {c1:it was so}.", ("Orde", "spoke", "it was so")),
        ("{s1:Orde}{q1::} {c1:“So.”}", ("Orde", ":", "“So.”")),
    ],
)
def test_the_parts_of_an_attribution_are_put_together(marked, expected):
    assert read(marked) == [(*expected, False)]


def test_each_content_goes_to_its_own_cue_and_each_cue_to_its_own_source():
    marked = "{c1:One}, {q1:said} {s1:Orde}. {s2:Lisle} {q2:told} us {c2:two}. {c1:Three.}"
    assert read(marked) == [("Orde", "said", "One…Three.", False), ("Lisle", "told", "two", False)]


def test_a_source_may_stand_for_two_cues():
    heard = hear("{s1:Orde} {q1:said} {c1:one} and {q2:denied} {c2:two}.")
    heard.said["source"][0, 2] = 1.0
    drafts = draft_attributions(heard, make_heads())
    assert [source for source, _, _ in show("Orde said one and denied two.", drafts)] == ["Orde", "Orde"]


def test_a_source_never_runs_over_a_line():
    assert read("{s1:Ida\n\nOrde} {q1:said} {c1:so}.")[0][0] != "Ida…Orde"


def test_a_content_in_marks_needs_no_cue():
    assert read("{c1:“It was so.”} He left.") == [("", "", "“It was so.”", False)]


def test_a_content_without_a_cue_is_less_sure_than_the_same_with_one():
    claimed, unclaimed = (
        draft_attributions(hear(f"{words} {{c1:“It was so.”}}"), make_heads())
        for words in ("{q1:Said} {s1:Orde}:", "So:")
    )
    assert unclaimed[0].score < claimed[0].score


def test_a_content_with_neither_cue_nor_marks_is_nobodys():
    assert read("So {c1:it was so}.") == []


def test_a_content_over_several_lines_has_a_piece_for_each():
    assert read("{q1:Said} {s1:Orde}: {c1:“One.\n\n“Two.\n“Three.”}") == [
        ("Orde", "Said", "“One.…“Two.…“Three.”", False)
    ]


@pytest.mark.parametrize("text", ["Nothing was said.", "{s1:Orde} left.", "He {q1:said} nothing."])
def test_without_a_content_there_is_no_attribution(text):
    assert read(text) == []


def test_the_place_of_a_stretch_is_added_to_all_its_places():
    heard = hear("{s1:Orde} {q1:said} {c1:so}.")
    (near,), (far,) = draft_attributions(heard, make_heads()), draft_attributions(heard, make_heads(), offset=1000)
    assert (far.source, far.cue, far.content) == (((1000, 1004),), ((1005, 1009),), ((1010, 1012),))
    assert far.score == near.score


@pytest.mark.parametrize("role", ["source", "cue", "content"])
def test_a_draft_is_less_sure_where_a_part_is_less_sure(role):
    heard = hear("{s1:Orde} {q1:said} {c1:so}.")
    (sure,) = draft_attributions(heard, make_heads())
    at = ["source", "cue", "content"].index(role)
    heard.said["roles"][at, 0] = heard.said["roles"][at].max() - 1
    (unsure,) = draft_attributions(heard, make_heads())
    assert unsure.content == sure.content
    assert unsure.score < sure.score <= 1


def test_a_draft_is_less_sure_where_its_content_may_go_on():
    heard = hear("{s1:Orde} {q1:said} {c1:so} it was.")
    (sure,) = draft_attributions(heard, make_heads())
    heard.said["roles"][3, ROLE_TAGS.index("I-content")] = heard.said["roles"][3, 0] - 1
    (unsure,) = draft_attributions(heard, make_heads())
    assert (unsure.content, unsure.score < sure.score) == (sure.content, True)


def test_what_is_just_unlikely_below_is_read_in_a_title():
    heard = hear("{s1:Orde} {q1:said} {c1:so}")
    heard.said["roles"][2, 0] = heard.said["roles"][2].max() + 1
    assert not any(draft.content for draft in draft_attributions(heard, make_heads()))
    (draft,) = draft_attributions(heard, make_heads(), offset=100, titles=[(100, 112)])
    assert draft.content == ((110, 112),)


WORDS = st.sampled_from("Orde|said|“|”|so|.|\n|\n\n|😀|e\u0301|mini\u00adster|\u200b|’|n't".split("|"))
MARKED = st.lists(
    st.one_of(
        WORDS,
        st.tuples(st.sampled_from("sqc"), st.integers(1, 9), st.lists(WORDS, min_size=1, max_size=6)).map(
            lambda m: f"{{{m[0]}{m[1]}:{m[0]} {' '.join(m[2])}}}"
        ),
    ),
    max_size=12,
).map(" ".join)


@given(MARKED)
def test_whatever_is_heard_the_parts_of_a_draft_are_words_of_the_text(marked):
    text, _ = read_marks(marked)
    heard = hear(marked)
    assume(len(heard.encoded))  # a text without a word is never sent
    starts, ends = heard.encoded.words[:, 0].tolist(), heard.encoded.words[:, 1].tolist()
    for draft in draft_attributions(heard, make_heads()):
        assert draft.content
        for start, end in (*draft.source, *draft.cue, *draft.content):
            assert start in starts
            assert end in ends
            assert "\n" not in text[start:end]


SHARES = st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 6), st.integers(0, 5)).map(
    lambda m: np.random.default_rng(m[0]).dirichlet(np.full(m[2] + 1, 0.3), m[1])
)


@given(SHARES)
def test_each_content_is_given_to_one_cue_or_to_none(shares):
    held = share_out(shares)
    assert sorted(n for members in held.values() for n in members) == list(range(len(shares)))


def test_a_cue_without_a_content_gets_the_one_that_suits_it():
    assert share_out(np.array([[0.9, 0.1, 0.0], [0.6, 0.3, 0.1]])) == {0: [0], 1: [1]}


def test_a_content_is_not_given_to_a_cue_that_hardly_suits_it():
    assert share_out(np.array([[0.9, 0.1, 0.0], [0.99, 0.001, 0.009]])) == {0: [1], 1: [0]}
