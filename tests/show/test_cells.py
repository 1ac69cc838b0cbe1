"""Text is broken for a grid of cells without losing a character or leaving the grid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.show.cells import count_cells, pad, wrap


@pytest.mark.parametrize(("text", "cells"), [("quay", 4), ("木村", 4), ("e\u0301", 1), ("", 0), ("🚢", 2)])
def test_a_character_takes_the_cells_that_a_terminal_gives_it(text, cells):
    assert count_cells(text) == cells


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("the crane fell", ["the crane", "fell"]),
        ("", [""]),
        ("aaaaaaaaaaaaaaa b", ["aaaaaaaaaa", "aaaaa b"]),
        ("x aaaaaaaaaaaaaaa", ["x", "aaaaaaaaaa", "aaaaa"]),
        ("木村木村木村", ["木村木村木", "村"]),
    ],
)
def test_a_text_is_broken_between_words_and_within_those_too_long(text, lines):
    assert wrap(text, 10) == lines


@given(st.text(max_size=200), st.integers(2, 30))
def test_no_line_is_too_long_and_no_character_lost(text, cells):
    lines = wrap(text, cells)
    assert all(count_cells(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_text_is_filled_up_to_its_cells_and_no_further():
    assert (pad("木", 4), pad("quay", 2)) == ("木  ", "quay")
