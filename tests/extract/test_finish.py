"""Drafts in; attributions by the contract out: nested, judged, numbered, with a confidence."""

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract import Draft, finish_attributions
from sayso.extract.finish import find_parents
from tests.extract.made import draft, make_article

HEADS = {"scores": np.array([0.0, 1.0]), "confidences": np.array([0.0, 1.0])}
TEXT = "Orde said that Lisle had told her that Wain denied that he slept. Ivo Pell warned of rain."


def finish(drafts, text=TEXT):
    return finish_attributions(make_article(text), drafts, HEADS)


ORDE = draft(TEXT, "that Lisle had told her that Wain denied that he slept", cue="said", source="Orde")
LISLE = draft(TEXT, "that Wain denied that he slept", cue="had told", source="Lisle", inner=True)
WAIN = draft(TEXT, "that he slept", cue="denied", source="Wain", inner=True)
PELL = draft(TEXT, "of rain", cue="warned", source="Ivo Pell")


def test_an_attribution_holds_the_words_of_its_parts():
    (found,) = finish([ORDE])
    assert found.source.text == "Orde"
    assert found.cue.text == "said"
    assert found.content.text == "that Lisle had told her that Wain denied that he slept"


def test_parts_that_are_missing_are_none():
    (found,) = finish([draft(TEXT, "of rain")])
    assert (found.source, found.cue) == (None, None)


def test_a_cue_that_the_lexicon_does_not_know_does_what_the_encoder_hears():
    text = "Orde florped the report and Lisle denied the charge."
    unknown = draft(text, "the report", cue="florped", source="Orde", guess="criticise")
    known = draft(text, "the charge", cue="denied", source="Lisle", guess="criticise")
    assert [a.act for a in finish([unknown, known], text)] == ["criticise", "deny"]


def test_pieces_come_in_reading_order():
    (found,) = finish([draft(TEXT, "of rain…that he slept", cue="said")])
    assert found.content.text == "that he slept … of rain"


@pytest.mark.parametrize("order", [[ORDE, LISLE, WAIN, PELL], [PELL, WAIN, LISLE, ORDE]])
def test_attributions_come_in_reading_order_and_each_names_the_one_it_is_inside(order):
    found = finish(order)
    assert [a.source.text for a in found] == ["Orde", "Lisle", "Wain", "Ivo Pell"]
    assert [a.nested_in for a in found] == [None, found[0].id, found[1].id, None]


def test_what_was_read_as_inner_and_is_inside_nothing_is_dropped():
    assert finish([replace(PELL, inner=True)]) == ()


def test_what_is_inside_something_that_is_dropped_is_dropped_or_finds_another():
    assert finish([LISLE, WAIN]) == ()
    outer, inner = finish([ORDE, replace(LISLE, cue=PELL.cue), WAIN])
    assert inner.nested_in == outer.id


def test_an_outer_attribution_is_nested_in_nothing():
    assert [a.nested_in for a in finish([ORDE, replace(LISLE, inner=False)])] == [None, None]


def test_nearly_all_of_a_content_inside_another_is_inside_it():
    loose = replace(WAIN, content=((WAIN.content[0][0], WAIN.content[0][1] + 1),))
    assert [a.nested_in is None for a in finish([ORDE, loose])] == [True, False]


def test_a_cue_outside_is_not_inside():
    assert [a.source.text for a in finish([ORDE, replace(WAIN, cue=ORDE.cue)])] == ["Orde"]


def test_what_was_read_alike_in_both_layers_is_outer_and_stands_once():
    (found,) = finish([replace(PELL, inner=True, source=()), PELL])
    assert (found.nested_in, found.source.text) == (None, "Ivo Pell")


@pytest.mark.parametrize(
    ("text", "cue", "content", "expected"),
    [
        ("Orde denied it.", "denied", "it", ("deny", False)),
        ("Orde did not dispute it.", "did not dispute", "it", ("confirm", False)),
        ("Orde declined to comment.", "declined to", "comment", ("decline", False)),
        ("Orde did not deny it.", "did not deny", "it", ("confirm", False)),
        ("Orde zibbered that it was.", "zibbered", "that it was", ("say", False)),
        ("“So,” Orde.", None, "“So,”", ("say", False)),
    ],
)
def test_the_act_is_judged_by_the_cue_and_is_saying_where_none_is_known(text, cue, content, expected):
    (found,) = finish([draft(text, content, cue=cue, source="Orde")], text)
    assert found.act == expected[0]


@pytest.mark.parametrize(
    ("content", "manner"), [("“so it was”", "direct"), ("that it was", "indirect"), ("that it “was so”", "mixed")]
)
def test_the_manner_is_judged_by_the_marks(content, manner):
    (found,) = finish([draft(content, content)], content)
    assert found.manner == manner


def test_what_is_set_off_is_direct_without_marks_and_its_byline_word_only_says():
    text = "Nobody asked. According to Lisle"
    (found,) = finish([draft(text, "Nobody asked.", cue="According to", source="Lisle", set_off=True)], text)
    assert (found.manner, found.act) == ("direct", "say")


def test_confidence_is_read_from_the_table_of_the_weights():
    heads = {"scores": np.array([0.0, 0.5, 1.0]), "confidences": np.array([0.2, 0.3, 0.9])}
    drafts = [replace(PELL, score=score) for score in (0.0, 0.25, 0.5, 1.0)]
    found = [finish_attributions(make_article(TEXT), [d], heads)[0].confidence for d in drafts]
    assert found == [0.2, 0.25, 0.3, 0.9]


def test_an_id_is_the_same_each_time_and_whatever_else_was_found():
    alone = finish([PELL])[0].id
    assert alone == finish([ORDE, PELL])[-1].id == finish([replace(PELL, score=0.1)])[0].id


@pytest.mark.parametrize(
    "other", [replace(PELL, source=()), replace(PELL, cue=()), replace(PELL, content=ORDE.content)], ids=str
)
def test_another_attribution_of_the_same_text_has_another_id(other):
    assert finish([PELL])[0].id != finish([other])[0].id


TEXTS = st.text(st.sampled_from("aé😀\u0301\u00ad\u200b\u202e “”‘’'\"\n.s"), min_size=8, max_size=60)
PLACES = st.tuples(st.integers(0, 59), st.integers(1, 30)).map(lambda p: (p[0], p[0] + p[1]))
DRAFTS = st.lists(
    st.builds(
        Draft,
        source=st.lists(PLACES, max_size=1).map(tuple),
        cue=st.lists(PLACES, max_size=1).map(tuple),
        content=st.lists(PLACES, min_size=1, max_size=3).map(tuple),
        inner=st.booleans(),
        score=st.floats(0, 1),
        set_off=st.booleans(),
    ),
    max_size=8,
)


def fit(places, size):
    return tuple((min(a, size - 1), min(b, size)) for a, b in places)


@given(TEXTS, DRAFTS)
def test_the_spans_of_every_attribution_hold_its_words(text, drafts):
    size = len(text)
    fitted = [
        replace(d, source=fit(d.source, size), cue=fit(d.cue, size), content=fit(d.content, size)) for d in drafts
    ]
    for found in finish(fitted, text):
        passages = (found.source.spans if found.source else ()) + (found.cue.spans if found.cue else ())
        for span in (*passages, *found.content.spans):
            assert text[span.start : span.end] == span.exact != ""


@given(DRAFTS)
def test_an_attribution_is_nested_in_one_that_is_there_and_never_in_itself(drafts):
    found = finish(drafts, "x" * 100)
    parents = {a.id: a.nested_in for a in found}
    for name in parents:
        chain = [name]
        while parents[chain[-1]] is not None:
            chain.append(parents[chain[-1]])
            assert len(chain) <= len(parents)


@given(DRAFTS)
def test_the_parent_of_an_attribution_is_the_smallest_that_holds_it(drafts):
    def size(n):
        return sum(end - start for start, end in drafts[n].content)

    for n, parent in find_parents(drafts).items():
        assert drafts[n].inner
        assert size(n) < size(parent)


def test_ten_thousand_attributions_take_no_time():
    text = TEXT * 2500
    size = len(TEXT)
    drafts = [
        replace(
            d, **{role: tuple((a + n * size, b + n * size) for a, b in getattr(d, role)) for role in ("cue", "content")}
        )
        for n in range(2500)
        for d in (ORDE, LISLE, WAIN, PELL)
    ]
    before = time.process_time()
    assert len(find_parents(drafts)) == 5000
    assert time.process_time() - before < 3
    assert len(text) == 2500 * size
