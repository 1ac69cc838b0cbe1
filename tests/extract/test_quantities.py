"""Numbers are read in figures and in words, with what bounds them."""

import pytest

from sayso.extract.quantities import find_quantities, read_number


def read(text: str) -> list[tuple[str, float, str]]:
    return [(text[q.start : q.end], q.value, q.bound) for q in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "words", "value", "bound"),
    [
        ("killed 12 people", "12", 12, "exact"),
        ("killed at least 12 people", "at least 12", 12, "at_least"),
        ("more than a dozen were hurt", "more than a dozen", 12, "at_least"),
        ("dozens were hurt", "dozens", 24, "at_least"),
        ("hundreds of homes", "hundreds", 200, "at_least"),
        ("tens of thousands marched", "tens of thousands", 20_000, "at_least"),
        ("up to 40 were held", "up to 40", 40, "at_most"),
        ("fewer than ten came", "fewer than ten", 10, "at_most"),
        ("about 2,000 people", "about 2,000", 2_000, "about"),
        ("some 600 soldiers", "some 600", 600, "about"),
        ("two hundred and five ships", "two hundred and five", 205, "exact"),
        ("twenty-nine miners", "twenty-nine", 29, "exact"),
        ("$1.2bn in aid", "1.2bn", 1.2e9, "exact"),
        ("3 million crowns", "3 million", 3e6, "exact"),
        ("12 lakh rupees", "12 lakh", 1.2e6, "exact"),
        ("5 crore rupees", "5 crore", 5e7, "exact"),
        ("1,23,456 votes", "1,23,456", 123_456, "exact"),
        ("half a dozen men", "half a dozen", 6, "exact"),
        ("50 or more were there", "50 or more", 50, "at_least"),
    ],
)
def test_a_number_has_its_words_value_and_bound(text, words, value, bound):
    assert read(text)[0] == (words, value, bound)


@pytest.mark.parametrize(("text", "low", "high"), [("12 to 15 people", 12, 15), ("between 10 and 20 men", 10, 20)])
def test_a_range_is_its_lower_end_with_the_higher_one_beside_it(text, low, high):
    (quantity,) = find_quantities(text)
    assert (quantity.value, quantity.high, quantity.bound) == (low, high, "about")


def test_two_numbers_that_are_joined_are_two():
    assert [value for _, value, _ in read("two men and three women died")] == [2, 3]


@pytest.mark.parametrize(
    "text", ["at 5.40", "a 12-year-old", "the 3rd of May", "12% of them", "at 10:30", "room A12", "9/11"]
)
def test_times_ages_ordinals_and_shares_are_no_counts(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("words", "value"), [("nought", None), ("a hundred", 100), ("one thousand two hundred", 1_200)]
)
def test_words_are_read_as_a_number_or_not_at_all(words, value):
    assert read_number(words) == value
