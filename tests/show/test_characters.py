"""Nothing of a hostile text reaches a screen as anything but a sign that can be seen."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.show.characters import disarm, tidy


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("title\x1b]0;gone\x07", "title␛]0;gone␇"),
        ("\x9b2J", "\ufffd2J"),
        ("a\x00b\x7fc", "a␀b␡c"),
        ("\u202eesle gnihtemos\u202c", "\ufffdesle gnihtemos\ufffd"),
        ("\u2066isolated\u2069", "\ufffdisolated\ufffd"),
        ("soft\u00adly zero\u200bwidth\ufeff", "softly zerowidth"),
        ("one\ntwo\r\nthree\u2028four", "one two  three four"),
        ("lone \ud800", "lone \ufffd"),
    ],
)
def test_what_could_act_is_made_visible_or_left_out(hostile, harmless):
    assert disarm(hostile) == harmless


@pytest.mark.parametrize("text", ["“Żółw,” said 木村.", "👩‍👩‍👧 ok", "naïve – café…"])
def test_a_text_that_means_no_harm_is_shown_as_it_is(text):
    assert disarm(text) == text


@given(st.text(st.characters(), max_size=60))
def test_no_control_or_turning_character_gets_through(text):
    shown = disarm(text)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert not [c for c in shown if unicodedata.bidirectional(c) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI")]


def test_white_space_is_folded():
    assert tidy("  one\n\n two\u00a0three ") == "one two three"
