"""Acts, dates and languages are named as a person would name them."""

from dataclasses import replace

import pytest

from sayso.data import Block
from sayso.show.label import label_act, label_date, label_language, label_reading, label_title
from tests.show.readings import attribute, read_quay, wrap_article

TEXT = "Its chairman, Teun Aldersey, spoke. He denied it."


def test_a_negated_act_says_so():
    assert label_act(attribute(TEXT, "a1", "it", negated=True)) == "not say"


@pytest.mark.parametrize("act", ["decline", "doubt"])
def test_an_act_that_has_taken_its_negation_in_does_not_say_so_twice(act):
    assert label_act(attribute(TEXT, "a1", "it", act=act, negated=True)) == act


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("2020", "2020"),
        ("2020-01", "January 2020"),
        ("2020-01-03", "3 January 2020"),
        ("2020-01-03T14:05:59+01:00", "3 January 2020, 14:05 +01:00"),
        ("2020-01-03T14:05Z", "3 January 2020, 14:05 UTC"),
        ("2020-01-03T14:05:00-05:30", "3 January 2020, 14:05 -05:30"),
        ("last Tuesday", "last Tuesday"),
        ("2020-13-40", "2020-13-40"),
        ("2020-01-03\x1b[2J", "2020-01-03␛[2J"),
    ],
)
def test_a_date_is_written_out_as_far_as_it_is_known(published, shown):
    assert label_date(published) == shown


def test_an_article_is_told_by_publisher_date_byline_and_count():
    told = "The Veldmar Tide · 19 March 2024, 07:30 +01:00 · by Imre Sandoval · 12 statements"
    assert label_reading(read_quay()) == told


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"title": "A\ntitle", "path": "a.txt"}, "A title"),
        ({"path": "a.txt"}, "a.txt"),
        ({"url": "https://tide.example/a"}, "https://tide.example/a"),
        ({}, wrap_article(TEXT).id),
    ],
)
def test_an_article_without_a_title_is_called_by_where_it_lies(fields, shown):
    assert label_title(wrap_article(TEXT, **fields)) == shown


def test_an_english_article_needs_no_word_about_its_language():
    assert label_language(wrap_article(TEXT)) is None


def test_an_article_in_another_language_is_said_to_be_unread():
    assert label_language(wrap_article(TEXT, language="nl")) == "Not in English (nl): left unread."


def test_paragraphs_in_other_languages_are_counted():
    blocks = (Block("paragraph", 0, 9, "nl"), Block("paragraph", 10, 20, "en"), Block("paragraph", 21, 30, "de"))
    article = replace(wrap_article(TEXT), blocks=blocks)
    assert label_language(article) == "Not in English (de, nl) and left unread: 2 paragraphs."
