"""The words for an event are quoted in their sentence, and where the text is not at hand with what they bring along."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.data import Span
from sayso.show.characters import tidy
from sayso.show.events.passage import quote_around, quote_sentence
from tests.show.readings import find


def quote(text: str, *pieces: str) -> str:
    quoted = quote_sentence(text, tuple(find(text, piece) for piece in pieces))
    assert quoted is not None
    return f"{quoted.before}[{quoted.words}]{quoted.behind}"


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("One fell. Two were hit. Three ran.", "Two were [hit]."),
        ("Two were hit", "Two were [hit]"),
        ("hit", "[hit]"),
        ("Gen. Ruys was hit by St. Ormer. He fell.", "Gen. Ruys was [hit] by St. Ormer."),
        ("Is it so? “Two were hit!” They ran.", "“Two were [hit]!”"),
        ("The rain stopped.\nTwo were hit\nThree ran.", "Two were [hit]"),
        ("It cost 2.5 pounds and two were hit at 4.30 in St. Ormer. Gone.", None),
        ("He said no. two were hit ... and more", None),
    ],
)
def test_the_sentence_ends_where_a_reader_would_end_it(text, quoted):
    assert quote(text, "hit") == (quoted or text.replace("hit", "[hit]").removesuffix(" Gone."))


def test_a_long_sentence_is_cut_off_between_words():
    text = f"{'so ' * 300}two were hit {'and ' * 300}"
    quoted = quote(text, "hit")
    assert quoted.startswith("… so so")
    assert quoted.endswith("and and …")
    assert len(quoted) < 500


def test_pieces_are_parted_by_an_ellipsis():
    assert quote("They broke it off.", "broke", "off") == "They [broke … off]."


def test_nothing_is_quoted_where_there_are_no_words():
    assert quote_sentence("Two were hit.", ()) is None
    assert quote_around(()) is None


def test_words_bring_along_what_stood_around_them():
    text = "The rain stopped.\n\nOn the quay at Veldmar two dockers were hit by a crane that nobody had looked at."
    quoted = quote_around((find(text, "hit"),))
    assert quoted is not None
    assert (
        f"{quoted.before}[{quoted.words}]{quoted.behind}"
        == "… at Veldmar two dockers were [hit] by a crane that nobody had …"
    )


@given(st.text(st.sampled_from("aB. ?!“”\n…’)\u202e"), min_size=1, max_size=500), st.data())
def test_what_is_quoted_stands_in_the_text_as_it_is_shown(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + 20)))
    quoted = quote_sentence(text, (Span(start, end, text[start:end]),))
    assert quoted is not None
    told = "".join(f"{quoted.before}{quoted.words}{quoted.behind}".replace("…", "").split())
    assert told in "".join(tidy(text).replace("…", "").split())
