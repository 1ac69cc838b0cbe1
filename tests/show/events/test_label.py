"""Parts of an event are shown in words that say no more than is known."""

import pytest

from sayso.data import EventDate, EventPlace, Size
from sayso.show.events.label import (
    label_deed,
    label_parties,
    label_place,
    label_size,
    label_status,
    label_when,
    label_word,
)

NAMES = {"e1": "Lise Ostrand", "e2": "The dockers", "e3": "the Marsh Front", "writer": "the writer"}


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        (None, ""),
        (EventDate("2024-01-05", "day", "on Friday", basis="relative"), "5 January 2024 (“on Friday”)"),
        (EventDate("2024-01-05", "day", "on 5 January 2024"), "5 January 2024"),
        (EventDate("2024-01", "month", "this month", basis="relative"), "January 2024 (“this month”)"),
        (EventDate("2024-01", "month", "", basis="assumed"), "January 2024 (assumed: no words say when)"),
        (EventDate("2024-01", "week", "last week", basis="relative"), "a week in January 2024 (“last week”)"),
        (EventDate("", "week", "at the turn of the year", basis="relative"), "a week (“at the turn of the year”)"),
        (EventDate("2024", "season", "spring"), "a season in 2024 (“spring”)"),
        (EventDate("2024", "year", "in 2024"), "2024"),
        (EventDate("198", "decade", "the 1980s"), "the 1980s"),
        (EventDate("19", "century", "the 20th century"), "the 20th century"),
        (EventDate("20", "century", "our century"), "the 21st century (“our century”)"),
        (EventDate(None, None, "the other day", basis="unresolved"), "“the other day” (not resolved)"),
        (EventDate(None, None, "", basis="unresolved"), ""),
        (EventDate("soon", "day", "soon"), "soon"),
    ],
)
def test_a_date_says_what_is_known_and_where_it_comes_from(date, shown):
    assert label_when(date) == shown


@pytest.mark.parametrize(
    ("what", "size", "shown"),
    [
        ("dead", Size(12.0, "at_least"), "at least 12 dead"),
        ("dead", Size(1.0), "1 dead"),
        ("injured", Size(1200.0, "about"), "about 1,200 injured"),
        ("arrested", Size(40.0, "at_most"), "at most 40 arrested"),
        ("money", Size(3_000_000.0, unit="$"), "$3,000,000"),
        ("money", Size(2.5, "about", unit="euros"), "about 2.5 euros"),
        ("weapons", Size(20.0, unit="missiles"), "20 missiles"),
        ("weapons", Size(20.0), "20 weapons"),
        ("dead", Size(2.0, unit="soldiers"), "2 soldiers dead"),
        ("dead", Size(float("inf")), "inf dead"),
    ],
)
def test_a_number_keeps_its_bound_and_its_unit(what, size, shown):
    assert label_size(what, size) == shown


@pytest.mark.parametrize(
    ("status", "chain", "shown"),
    [
        ("asserted", ("writer",), "asserted by the writer"),
        ("claimed", ("writer", "e1"), "claimed, on Lise Ostrand's word"),
        ("claimed", ("writer", "e2"), "claimed, on the dockers' word"),
        ("claimed", ("writer", "e3", "e1"), "claimed, on Lise Ostrand's word, through the Marsh Front"),
        ("denied", ("writer", "e3"), "denied by the Marsh Front"),
        ("denied", ("writer", "e1", "e3"), "denied by the Marsh Front, through Lise Ostrand"),
        ("planned", ("writer",), "planned, on the writer's word"),
        ("claimed", (), "claimed, on nobody's word"),
        ("denied", (), "denied, on nobody's word"),
        ("threatened", ("writer", "gone"), "threatened, on somebody's word"),
    ],
)
def test_a_status_names_those_on_whose_word_it_is(status, chain, shown):
    assert label_status(status, chain, NAMES) == shown


def test_a_long_chain_is_cut_short():
    names = {f"e{n}": f"N{n}" for n in range(9)}
    assert label_word(("writer", *names), names) == "on N8's word, through N7, N6, N5 and 5 more"


@pytest.mark.parametrize(
    ("kind", "modes", "shown"),
    [
        ("ASSAULT", ("targeted", "drone"), "attack (targeted, by drone)"),
        ("CONSULT", (), "meeting"),
        ("OTHER", ("flood",), "other event (flood)"),
    ],
)
def test_a_deed_is_said_in_plain_words(kind, modes, shown):
    assert label_deed(kind, modes) == shown


@pytest.mark.parametrize(
    ("actors", "recipients", "shown"),
    [
        (["A"], ["B", "C"], "A → B and C"),
        ([], ["B"], "(nobody named) → B"),
        ([], [], "(nobody named)"),
        (["A", "B"], [], "A and B"),
        (list("ABCDEFG"), [], "A, B, C, D and 3 more"),
    ],
)
def test_who_did_it_to_whom_is_said_as_far_as_it_is_known(actors, recipients, shown):
    assert label_parties(actors, recipients) == shown


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (None, ""),
        (EventPlace("Orsk"), "Orsk"),
        (EventPlace("Orsk", 1, country="TAR"), "Orsk (TAR)"),
        (EventPlace("Tarn", 2, kind="country", country="TAR"), "Tarn"),
    ],
)
def test_a_place_is_named_with_its_country(place, shown):
    assert label_place(place) == shown
