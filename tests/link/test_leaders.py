"""A person who has led a state is of that state, by name alone."""

from importlib.resources import files

import pytest

from sayso.link.gazetteer import load_countries
from sayso.link.leaders import find_leader

LINES = [
    line.split("\t")
    for line in (files("sayso.link") / "leaders.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(
    ("names", "country"),
    [
        (["Mary Robinson"], "IRL"),
        (["President Joko Widodo", "Joko"], "IDN"),
        (["DILMA ROUSSEFF"], "BRA"),
        (["Dalia Grybauskaite", "Dalia Grybauskaitė"], "LTU"),
        (["Suharto"], "IDN"),
    ],
)
def test_a_leader_is_known_by_name_in_any_spelling_and_with_a_title(names, country):
    assert find_leader(names) == country


def test_a_surname_that_tells_enough_stands_for_the_leader():
    assert find_leader(["Rousseff", "Mrs Rousseff"]) == "BRA"


def test_a_surname_stands_for_nobody_where_the_report_gives_another_first_name():
    assert find_leader(["Ada Rousseff", "Rousseff"]) is None


def test_a_common_surname_and_an_unknown_name_stand_for_nobody():
    assert find_leader(["Castro"]) is None
    assert find_leader(["Imre Sandoval"]) is None
    assert find_leader([]) is None


def test_a_name_that_leaders_of_two_states_have_borne_tells_no_state():
    assert find_leader(["King Abdullah"]) is None


def test_every_line_of_the_table_names_a_country_and_somebody():
    assert len(LINES) > 2000
    codes = {country.code for country in load_countries()}
    for code, names, *surnames in LINES:
        assert code in codes
        assert all(name.strip() == name != "" for name in "; ".join([names, *surnames]).split("; "))
        assert len(surnames) < 2


def test_no_leader_is_listed_twice():
    assert len({(code, names) for code, names, *_ in LINES}) == len(LINES)
