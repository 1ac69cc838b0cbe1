"""A text in, what the encoder takes out: features by hand, windows for any text."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece

from sayso.errors import ModelError
from sayso.model.encode import (
    CONTEXT_PIECES,
    GAPS,
    MAX_PIECES,
    QUOTES,
    SHAPES,
    WORD_PIECES,
    Encoded,
    Encoder,
    cut_windows,
    find_features,
    piece_features,
    window_pieces,
)
from sayso.text import find_words
from tests.model.made import make_tokenizer

ENCODER = Encoder(make_tokenizer())
SCRAPS = st.sampled_from(
    ["the mayor said ", "a", "\n", "\n\n", "“", "”", ". ", "weatherproofing ", "x" * 400, "😀 ", "\u200b"]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(SCRAPS, max_size=200).map("".join))
LONG = st.lists(st.tuples(st.integers(1, 32), st.sampled_from([1, 1, 1, 1, 2, 3])), min_size=1, max_size=400)


def features(text, column):
    names = (SHAPES, GAPS, QUOTES)[column]
    return [names[value] for value in find_features(text, find_words(text))[:, column]]


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("mayor", "lower"), ("Mayor", "title"), ("NATO", "upper"), ("A", "title"), ("McAdam", "mixed"),
        ("1,000", "digit"), ("B2", "digit"), (",", "mark"), ("“", "mark"), ("😀", "mark"),
    ],
)  # fmt: skip
def test_a_word_has_a_shape(word, shape):
    assert features(word, 0) == [shape]


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("one two", "start space"),
        ("one, two", "start none space"),
        ("one\ntwo", "start line"),
        ("one \r\n two", "start line"),
        ("one\rtwo", "start line"),
        ("one\n\ntwo", "start paragraph"),
        ("one\n \n\n two", "start paragraph"),
        ("  \n one", "start"),
    ],
)
def test_a_word_knows_the_gap_in_front_of_it(text, gaps):
    assert features(text, 1) == gaps.split()


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("he said so", "outside outside outside"),
        ("“so be it” he", "open|double|double|double|close|outside"),
        ("‘so it’ he", "open|single|single|close|outside"),
        ("“a ‘b’ c”", "open|double|open|single|close|double|close"),
        ("“so it", "open|left open|left open"),
        ("“so\n“it", "open|left open|carries on|left open"),
    ],
)
def test_a_word_knows_where_it_stands_to_the_marks(text, quotes):
    assert features(text, 2) == quotes.split("|" if "|" in quotes else " ")


def test_words_that_are_given_are_kept():
    assert ENCODER.encode("mayor'ssaid", [(0, 5), (7, 11)]).words.tolist() == [[0, 5], [7, 11]]


def test_a_word_of_which_nothing_is_known_has_one_piece():
    assert [len(word) for word in ENCODER.encode("😀 \u200b mayor").pieces] == [1, 1, 1]


def test_of_a_word_without_end_only_the_beginning_is_looked_at():
    assert [len(word) for word in ENCODER.encode("x" * 100_000).pieces] == [WORD_PIECES]


def test_a_word_has_the_same_pieces_each_time():
    assert ENCODER.encode("weather weather").pieces == (ENCODER.encode("weather").pieces[0],) * 2


def test_a_tokenizer_without_its_special_pieces_is_refused():
    with pytest.raises(ModelError, match="CLS"):
        Encoder(Tokenizer(WordPiece({"[UNK]": 0}, unk_token="[UNK]")))


@given(TEXTS)
def test_every_word_of_a_text_has_pieces_and_features(text):
    encoded = ENCODER.encode(text)
    assert len(encoded.words) == len(encoded.features) == len(encoded.pieces) == len(find_words(text))
    assert all(0 < len(word) <= WORD_PIECES for word in encoded.pieces)
    assert (encoded.features < [len(SHAPES), len(GAPS), len(QUOTES)]).all()
    assert (encoded.features >= 0).all()


def make_encoded(words):
    """Words of so many pieces, behind such gaps."""
    size = len(words)
    table = np.zeros((size, 3), dtype=np.int64)
    table[:, 1] = [gap for _, gap in words]
    places = np.stack([2 * np.arange(size), 2 * np.arange(size) + 1], axis=1)
    return Encoded(places, table, tuple((7,) * pieces for pieces, _ in words))


@settings(max_examples=40)
@given(LONG)
def test_each_word_is_answered_for_by_one_window(words):
    windows = list(cut_windows(make_encoded(words)))
    assert [at for w in windows for at in range(w.first, w.last)] == list(range(len(words)))
    assert all(0 <= w.start <= w.first < w.last <= w.end <= len(words) for w in windows)


@settings(max_examples=40)
@given(LONG)
def test_no_window_has_more_pieces_than_the_encoder_takes(words):
    encoded = make_encoded(words)
    for window in cut_windows(encoded):
        assert len(window_pieces(encoded, window, (1, 2))[0]) <= MAX_PIECES + 2
        assert len(piece_features(encoded, window)) == len(window_pieces(encoded, window, (1, 2))[0])


@settings(max_examples=40)
@given(LONG)
def test_a_window_sees_what_fits_on_either_side_of_its_words(words):
    encoded = make_encoded(words)
    pieces = [count for count, _ in words]
    for window in cut_windows(encoded):
        before, after = sum(pieces[window.start : window.first]), sum(pieces[window.last : window.end])
        assert before <= CONTEXT_PIECES
        assert after <= CONTEXT_PIECES
        assert window.start == 0 or before + pieces[window.start - 1] > CONTEXT_PIECES
        assert window.end == len(words) or after + pieces[window.end] > CONTEXT_PIECES


def test_a_text_that_fits_is_one_window():
    encoded = make_encoded([(1, 3)] * (MAX_PIECES - CONTEXT_PIECES))
    assert len(list(cut_windows(encoded))) == 1


def test_a_long_text_is_cut_at_a_line():
    words = [(1, 1)] * 600
    words[200] = (1, 3)
    assert next(iter(cut_windows(make_encoded(words)))).last == 200


def test_a_line_near_the_start_of_a_window_is_not_worth_a_cut():
    words = [(1, 1)] * 600
    words[40] = (1, 3)
    assert next(iter(cut_windows(make_encoded(words)))).last > 200


def test_no_words_make_no_window():
    assert list(cut_windows(ENCODER.encode(" \n "))) == []


def test_the_place_of_a_word_is_that_of_its_first_piece():
    encoded = ENCODER.encode("mayor abc said")
    (window,) = cut_windows(encoded)
    ids, places = window_pieces(encoded, window, (1, 2))
    assert (ids[0], ids[-1]) == (1, 2)
    assert [ids[place] for place in places] == [word[0] for word in encoded.pieces]


def test_the_pieces_of_a_word_share_its_features():
    encoded = ENCODER.encode("Abc said")
    (window,) = cut_windows(encoded)
    assert [SHAPES[row[0]] for row in piece_features(encoded, window)] == [
        "mark",
        "title",
        "title",
        "title",
        "lower",
        "mark",
    ]
