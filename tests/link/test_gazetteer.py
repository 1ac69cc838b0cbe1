"""Countries are found by their names, their people, their capitals and the seats of their governments."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.link.gazetteer import (
    code_words,
    country_in,
    country_of_capital,
    find_country,
    find_demonym,
    find_seat,
    is_country,
    load_countries,
    parse_country,
)

TERRITORIES = "TWN XKX HKG PSE ESH GRL PRI MAC VAT".split()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("US", "USA"), ("U.S.", "USA"), ("the United States", "USA"), ("America", "USA"), ("UK", "GBR"), ("UAE", "ARE"),
        ("Britain", "GBR"), ("UNITED KINGDOM", "GBR"), ("iraq", "IRQ"), ("DRC", "COD"), ("D.R. Congo", "COD"),
        ("Congo-Brazzaville", "COG"), ("North Korea", "PRK"), ("DPRK", "PRK"), ("Burma", "MMR"), ("Turkey", "TUR"),
        ("Côte d’Ivoire", "CIV"), ("Cote d'Ivoire", "CIV"), ("the Netherlands", "NLD"), ("Iraq's", "IRQ"),
        ("Guinea-Bissau", "GNB"), ("Bosnia & Herzegovina", "BIH"), ("Taiwan", "TWN"), ("Kosovo", "XKX"),
    ],
)  # fmt: skip
def test_a_country_is_found_by_each_of_its_names(text, code):
    assert find_country(text) == code


@pytest.mark.parametrize("text", ["us", "turkey", "chad", "Kestia", "Iraqi", "New York", "South America", "", "the"])
def test_what_is_no_name_of_a_country_is_none(text):
    assert not is_country(text)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Iraqi", "IRQ"), ("Iraqis", "IRQ"), ("Americans", "USA"), ("Britons", "GBR"), ("Frenchmen", "FRA"),
        ("Frenchwomen", "FRA"), ("Omanis", "OMN"), ("North Koreans", "PRK"), ("Swede", "SWE"), ("Polish", "POL"),
        ("polish", None), ("Romans", None), ("Iraq", None),
    ],
)  # fmt: skip
def test_a_people_is_found_in_one_and_in_many(word, code):
    assert find_demonym(word) == code


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("the Iraqi prime minister", "IRQ"),
        ("Afghan Ambassador to the United States", "AFG"),
        ("the US embassy in Baghdad", "USA"),
        ("Iran's foreign minister in Moscow", "IRN"),
        ("prime minister of Iraq", "IRQ"),
        ("the president of the Democratic Republic of the Congo", "COD"),
        ("the Kremlin's spokesman", "RUS"),
        ("Washington officials", "USA"),
        ("Iran-backed Iraqi militia", "IRQ"),
        ("pro-Russian rebels in Ukraine", "UKR"),
        ("Bosnian Serb leader", "BIH"),
        ("New Mexico governor", "USA"),
        ("Papua New Guinean teacher", "PNG"),
        ("Scottish farmers", "GBR"),
    ],
)
def test_the_country_of_a_description_is_found(phrase, code):
    assert country_in(phrase) == code


@pytest.mark.parametrize(
    "phrase",
    [
        "Ambassador to the United States", "embassy in Baghdad", "US-led coalition", "London-based journalist",
        "Israeli-Palestinian talks", "South American leaders", "officials of Iraq and Iran", "talks with Iran",
        "anti-American crowd", "the harbour master", "they polish the brass", "",
    ],
)  # fmt: skip
def test_no_country_is_found_where_none_is_meant_or_two_compete(phrase):
    assert country_in(phrase) is None


def test_a_seat_stands_for_its_government_and_a_capital_lies_in_its_country():
    assert (find_seat("the White House"), find_seat("Downing Street"), find_seat("Élysée")) == ("USA", "GBR", "FRA")
    assert (country_of_capital("New Delhi"), country_of_capital("Beijing"), country_of_capital("Lagos")) == (
        *("IND", "CHN"),
        None,
    )


def test_names_and_peoples_become_codes_among_the_other_words():
    assert code_words("U.S. Harbour Board") == ["USA", "harbour", "board"]
    assert code_words("the Government of Iraq") == ["the", "government", "of", "IRQ"]


def test_the_table_has_every_member_of_the_united_nations_and_the_territories_once():
    codes = [country.code for country in load_countries()]
    assert len(codes) == len(set(codes)) > 200
    assert set(TERRITORIES) < set(codes)


def test_each_country_is_found_by_every_name_in_the_table_that_no_other_has():
    wrong = [
        name for country in load_countries() for name in country.names + country.abbreviations
        if find_country(name) != country.code
    ]  # fmt: skip
    assert wrong == []


def test_a_line_that_is_no_country_is_refused():
    with pytest.raises(ValueError, match="not a country"):
        parse_country("KE\tKestia")


@given(
    st.text(max_size=60) | st.lists(st.sampled_from("the US Iraqi - of in to Congo 's Kremlin".split())).map(" ".join)
)
def test_no_phrase_is_too_odd_to_be_read(text):
    for find in (find_country, find_demonym, find_seat, country_of_capital, country_in, code_words):
        find(text)


@pytest.mark.parametrize("piece", ["US ", "a", "a.", "-", "Iraqi-", "republic of the "])
def test_a_phrase_of_five_thousand_characters_takes_no_time(piece):
    start = time.perf_counter()
    country_in(piece * 5000)
    find_country(piece * 5000)
    assert time.perf_counter() - start < 0.2
