"""The sector of an actor is told by the words that describe it."""

import time
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.link.sectors import Sector, find_sector, load_sectors, parse_sector


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("police", "COP"), ("riot police officers", "COP"), ("police commander", "COP"), ("head of the police", "COP"),
        ("Foreign Ministry", "GOV"), ("prime minister", "GOV"), ("defence secretary", "GOV"), ("chief of staff", "GOV"),
        ("Supreme Court", "JUD"), ("defence lawyers", "JUD"), ("court spokeswoman", "JUD"), ("Parliament", "LEG"),
        ("MPs", "LEG"), ("member of parliament", "LEG"), ("army", "MIL"), ("spokesman for the army", "MIL"),
        ("commander of the fleet", "MIL"), ("U.N. peacekeepers", "MIL"), ("the militia", "PRM"),
        ("Ruling Party", "PTY"),
        ("deputy commander of the militia", "PRM"), ("rebel leader", "REB"), ("intelligence service", "SPY"),
        ("masked gunmen", "UAF"), ("hill farmers", "AGR"), ("fishermen", "AGR"), ("shipping company", "BUS"),
        ("chief executive of the firm", "BUS"), ("drug cartel", "CRM"), ("villagers", "CVL"), ("his mother", "CVL"),
        ("university professor", "EDU"), ("former president", "ELI"), ("newspaper", "JRN"), ("reporters", "JRN"),
        ("Harbour Workers' Union", "LAB"), ("police union", "LAB"), ("County Hospital", "MED"), ("nurses", "MED"),
        ("refugees", "REF"), ("opposition party", "OPP"), ("protesters", "OPP"), ("parish church", "REL"),
        ("human rights group", "SOC"), ("aid agency", "SOC"), ("the blue door", None), ("Tarn", None), ("", None),
    ],
)  # fmt: skip
def test_a_description_tells_the_sector(text, sector):
    assert find_sector(text) == sector


def test_capitals_and_possessives_make_no_difference():
    assert find_sector("THE ARMY'S CHIEF") == find_sector("the army’s chief") == "MIL"


def test_nearly_every_sector_has_words_and_no_phrase_is_missing():
    table, _ = load_sectors()
    assert set(get_args(Sector)) - {sector for sector, _ in table.values()} <= {"PRE"}
    assert len(table) > 300


def test_a_line_with_an_unknown_sector_is_refused():
    with pytest.raises(ValueError, match="no such sector"):
        parse_sector("choir\tSNG\t")


@given(
    st.text(max_size=60) | st.lists(st.sampled_from("the army of former chief ' , U.N. police".split())).map(" ".join)
)
def test_no_description_is_too_odd_to_be_read(text):
    find_sector(text)


def test_a_description_of_five_thousand_characters_takes_no_time():
    start = time.perf_counter()
    for piece in ("army ", "a", "a.", "of the "):
        find_sector(piece * 5000)
    assert time.perf_counter() - start < 0.2
