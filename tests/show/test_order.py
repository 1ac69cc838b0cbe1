"""Statements stand in reading order, each nested one under the one it stands in."""

import pytest

from sayso.data import Attribution, Passage
from sayso.show.order import order_statements
from tests.show.readings import attribute, read_quay

TEXT = "Ada said that Bo had said that Cy was out. “In,” Dov said."


def nest(*pairs: tuple[str, str | None]) -> list[Attribution]:
    return [
        Attribution(name, "indirect", "say", False, None, None, Passage(()), nested_in=above) for name, above in pairs
    ]


def number(attributions: list[Attribution]) -> list[tuple[str, str]]:
    return [(statement.number, statement.attribution.id) for statement in order_statements(attributions)]


def test_statements_stand_in_the_order_of_their_words_whatever_order_they_come_in():
    reading = read_quay()
    assert number(list(reversed(reading.attributions))) == number(list(reading.attributions))
    assert [number for number, _ in number(list(reading.attributions)) if "." not in number][:3] == ["1", "2", "3"]


def test_a_nested_statement_follows_its_parent_and_is_numbered_under_it():
    outer = attribute(TEXT, "a1", "that Bo had said that Cy was out")
    inner = attribute(TEXT, "a2", "that Cy was out", nested_in="a1")
    after = attribute(TEXT, "a3", "“In,”")
    assert number([after, inner, outer]) == [("1", "a1"), ("1.1", "a2"), ("2", "a3")]


def test_a_statement_without_content_stands_where_its_cue_does():
    declined = attribute(TEXT, "a1", cue="Bo had said")
    assert number([attribute(TEXT, "a2", "“In,”"), declined]) == [("1", "a1"), ("2", "a2")]


def test_a_statement_is_read_where_its_words_are_and_not_where_its_source_was_named():
    late = attribute(TEXT, "a1", "“In,”", source="Ada")
    assert number([late, attribute(TEXT, "a2", "that Cy was out")]) == [("1", "a2"), ("2", "a1")]


@pytest.mark.parametrize(
    ("pairs", "numbered"),
    [
        ([("a1", "gone")], [("1", "a1")]),
        ([("a1", "a1")], [("1", "a1")]),
        ([("a1", "a2"), ("a2", "a1")], [("1", "a1"), ("1.1", "a2")]),
        ([("a1", "a2"), ("a2", "a1"), ("a3", None)], [("1", "a3"), ("2", "a1"), ("2.1", "a2")]),
    ],
)
def test_no_statement_is_lost_where_the_nesting_makes_no_sense(pairs, numbered):
    assert number(nest(*pairs)) == numbered


def test_a_chain_of_two_thousand_nested_statements_is_no_fault():
    chain = nest(("a0", None), *((f"a{link}", f"a{link - 1}") for link in range(1, 2_000)))
    assert len(order_statements(chain)) == 2_000
