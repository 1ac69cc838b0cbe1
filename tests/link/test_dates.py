"""Words for a time come out as the days that they mean, told from the day of publication, or not at all."""

from datetime import date

import pytest

from sayso.link.dates import Days, anchor, find_times, read_day, resolve

THURSDAY = date(2024, 3, 14)


def date_words(text: str, *, published: date | None = THURSDAY, future: bool | None = None) -> str | None:
    """Give the value of the one time in a text."""
    (time,) = find_times(text)
    days = resolve(time, published, future=future)
    return days.value if days else None


def words_of(text: str) -> list[str]:
    return [text[time.start : time.end] for time in find_times(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on 3 January 2020", "2020-01-03"),
        ("on January 3, 2020", "2020-01-03"),
        ("on Jan. 3, 2020", "2020-01-03"),
        ("on the 3rd of January 2020", "2020-01-03"),
        ("on 2020-01-03", "2020-01-03"),
        ("on 31/01/2020", "2020-01-31"),
        ("on 01/31/2020", "2020-01-31"),
        ("in January 2020", "2020-01"),
        ("in early January 2020", "2020-01"),
        ("since 2003", "2003"),
        ("in the 1990s", "199"),
        ("in the 19th century", "18"),
        ("in the summer of 2012", "2012"),
        ("in the first quarter of 2019", "2019"),
        ("on Christmas Day 2019", "2019-12-25"),
    ],
)
def test_explicit_words_need_no_day_of_publication(text, value):
    assert date_words(text, published=None) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on Thursday", "2024-03-14"),
        ("on Wednesday", "2024-03-13"),
        ("on Friday", "2024-03-08"),
        ("early on Tuesday", "2024-03-12"),
        ("on Tuesday evening", "2024-03-12"),
        ("last Thursday", "2024-03-07"),
        ("today", "2024-03-14"),
        ("overnight", "2024-03-14"),
        ("yesterday", "2024-03-13"),
        ("last night", "2024-03-13"),
        ("the day before yesterday", "2024-03-12"),
        ("last month", "2024-02"),
        ("last year", "2023"),
        ("this month", "2024-03"),
        ("two days ago", "2024-03-12"),
        ("a year ago", "2023"),
        ("three months ago", "2023-12"),
        ("on 3 January", "2024-01-03"),
        ("on February 29", "2024-02-29"),
        ("in December", "2023-12"),
        ("in December last year", "2023-12"),
        ("in March", "2024-03"),
        ("last summer", "2023"),
    ],
)
def test_relative_words_count_from_the_day_of_publication(text, value):
    assert date_words(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on Friday", "2024-03-15"), ("next Thursday", "2024-03-21"), ("tomorrow", "2024-03-15"),
        ("next month", "2024-04"), ("in May", "2024-05"), ("on 3 January", "2025-01-03"), ("next year", "2025"),
    ],
)  # fmt: skip
def test_what_is_to_come_is_looked_for_behind_the_day_of_publication(text, value):
    assert date_words(text, future=True) == value


@pytest.mark.parametrize(("text", "last"), [("last week", "2024-03-10"), ("this week", "2024-03-17")])
def test_a_week_is_known_by_its_days(text, last):
    (time,) = find_times(text)
    days = resolve(time, THURSDAY)
    assert days is not None
    assert (days.precision, days.last.isoformat()) == ("week", last)


@pytest.mark.parametrize("text", ["on Thursday", "yesterday", "last week", "two days ago", "on 3 January", "in March"])
def test_without_a_day_of_publication_relative_words_stay_words(text):
    (time,) = find_times(text)
    assert resolve(time, None) is None


@pytest.mark.parametrize("text", ["two days later", "the following week", "a year earlier", "the previous day"])
def test_words_that_count_from_another_event_are_not_counted_from_the_publication(text):
    (time,) = find_times(text)
    assert time.anchored
    assert resolve(time, THURSDAY) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two days later", "2020-01-05"), ("the following day", "2020-01-04"), ("a day earlier", "2020-01-02"),
        ("three months later", "2020-04"), ("the previous year", "2019"), ("the following Monday", "2020-01-06"),
        ("the previous Monday", "2019-12-30"), ("several days later", None),
    ],
)  # fmt: skip
def test_they_count_from_the_days_of_that_event(text, value):
    (time,) = find_times(text)
    days = anchor(time, Days(date(2020, 1, 3), date(2020, 1, 3), "day"))
    assert (days and days.value) == value


@pytest.mark.parametrize(
    "text",
    [
        "He may march on.", "The minister sat down.", "prices fall", "a second later than the first",
        "Mr March said so",
        "2000 people fled", "1,999 dollars", "room 2016 of the hotel", "May Lund said", "to the sun",
    ],
)  # fmt: skip
def test_words_that_are_times_elsewhere_are_left_alone(text):
    assert words_of(text) == []


def test_the_longer_of_two_that_overlap_is_taken():
    assert words_of("It was on Saturday, 8 October 2011, and again on 9 October.") == [
        "Saturday, 8 October 2011", "9 October",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["on 31 June 2020", "on 30/30/2020"])
def test_a_day_that_there_is_not_has_no_value(text):
    assert date_words(text) is None


def test_a_date_in_figures_that_may_be_two_days_is_the_one_near_the_publication_or_known_to_the_year():
    assert date_words("on 10/03/2024") == "2024-03-10"
    assert date_words("on 05/06/2019") == "2019"


def test_the_weekday_tells_the_year_of_a_date():
    assert date_words("on Sunday, 3 December") == "2023-12-03"


@pytest.mark.parametrize(("published", "value"), [("2024-03-14T09:00:00+01:00", "2024-03-14"), ("2024-03", "2024-03")])
def test_a_day_of_publication_is_read_as_precisely_as_it_is_known(published, value):
    days = read_day(published)
    assert days is not None
    assert days.value == value


@pytest.mark.parametrize("published", [None, "", "soon", "0000", "2024-13-01"])
def test_no_day_of_publication_is_none(published):
    assert read_day(published) is None
