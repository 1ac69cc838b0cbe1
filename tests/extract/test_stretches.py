"""An article in; the stretches of its text that are to be read out."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract import cut_stretches
from sayso.extract.stretches import LONGEST
from tests.extract.made import make_article


def read(article):
    return [article.text[start:end] for start, end in cut_stretches(article)]


def in_languages(*languages, article="en"):
    made = make_article(*(f"Block {n}." for n in range(len(languages))), language=article)
    blocks = tuple(replace(b, language=language) for b, language in zip(made.blocks, languages, strict=True))
    return replace(made, blocks=blocks)


def test_a_short_article_is_one_stretch():
    assert read(make_article("One.", "Two.")) == ["One.\n\nTwo."]


@pytest.mark.parametrize(
    ("languages", "expected"),
    [
        (("en", "de", "en"), ["Block 0.", "Block 2."]),
        (("de", "en", None), ["Block 1.\n\nBlock 2."]),
        (("en", "en", "fr"), ["Block 0.\n\nBlock 1."]),
        (("de", "de"), []),
    ],
)
def test_what_is_not_english_is_left_unread(languages, expected):
    assert read(in_languages(*languages)) == expected


@pytest.mark.parametrize(("article", "read_blocks"), [("en", 1), (None, 1), ("de", 0)])
def test_a_block_too_short_to_tell_has_the_language_of_its_article(article, read_blocks):
    assert len(read(in_languages(None, article=article))) == read_blocks


def test_an_article_without_blocks_has_no_stretch():
    assert read(make_article()) == []


def test_a_long_article_is_cut_at_a_line():
    article = make_article(*["word " * 2000] * 20)
    assert all(article.text[end - 1 : end] != "w" for _, end in cut_stretches(article))
    assert all(article.text[start] == "\n" for start, _ in list(cut_stretches(article))[1:])


def test_a_long_paragraph_is_cut_between_words():
    assert not any(part.strip().startswith("ord") for part in read(make_article("word " * 40_000)))


@given(st.integers(1, 3 * LONGEST), st.sampled_from(["x", "x ", "word\n", "a b\n\n"]))
def test_stretches_follow_each_other_and_none_is_too_long(size, words):
    article = make_article((words * size)[:size])
    found = list(cut_stretches(article))
    assert (found[0][0], found[-1][1]) == (0, size)
    assert all(before[1] == after[0] for before, after in pairwise(found))
    assert all(0 < end - start <= LONGEST for start, end in found)
