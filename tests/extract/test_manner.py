"""The manner of a content goes by its quotation marks."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.data import Manner
from sayso.extract.manner import find_manner, find_quoted


@pytest.mark.parametrize(
    "piece",
    [
        "“The crane was new.”",
        '"The crane was new."',
        "‘The crane was new.’",
        "'The crane was new.'",
        "«The crane was new.»",
        "„The crane was new.“",
        "„The crane was new.”",
        "»The crane was new.«",
        "”The crane was new.”",
        "''The crane was new.''",
        "``The crane was new.''",
        '“The crane was new."',
    ],
)
def test_marks_of_every_kind_make_a_content_direct(piece: str) -> None:
    assert find_manner([piece]) == "direct"


@pytest.mark.parametrize(
    ("piece", "manner"),
    [
        ("that the crane was new", "indirect"),
        ("that the crane was “as good as new”", "mixed"),
        ("that the delay was 'regrettable'", "mixed"),
        ("that the delay was ‘regrettable’ and the crane old", "mixed"),
    ],
)
def test_a_content_partly_in_marks_is_mixed_and_without_marks_indirect(piece: str, manner: Manner) -> None:
    assert find_manner([piece]) == manner


@pytest.mark.parametrize(
    "piece",
    [
        "that the workers' hall was the town's",
        "that the workers’ hall was the town’s",
        "that 'twas the '90s crew's own doing",
        "it wasn't theirs, 'cause they'd left",
        "rock 'n' roll was the sailors' choice",
    ],
)
def test_an_apostrophe_is_no_mark(piece: str) -> None:
    assert find_manner([piece]) == "indirect"


@pytest.mark.parametrize("piece", ["‘The workers’ hall isn’t ours,’", "'The workers' hall isn't ours,'"])
def test_an_apostrophe_does_not_end_a_quotation_in_single_marks(piece: str) -> None:
    assert find_manner([piece]) == "direct"


def test_a_quotation_left_open_ends_with_its_piece() -> None:
    assert find_manner(["“We left at nine.", "“We came back at ten.”"]) == "direct"
    assert find_manner(["“We left at nine.", "that they came back at ten"]) == "mixed"


def test_a_closing_mark_alone_quotes_from_the_beginning_of_its_piece() -> None:
    assert find_manner(["We left at nine,”"]) == "direct"


def test_pieces_around_a_cue_are_judged_together() -> None:
    assert find_manner(["“The crane,”", "“was new.”"]) == "direct"
    assert find_manner(["“The crane,”", "and it was new"]) == "mixed"


@pytest.mark.parametrize("piece", ["“He said ‘no’ to me.”", "‘He said “no” to me.’", "\"He said 'no' to me.\""])
def test_a_quotation_inside_a_quotation_is_quoted_like_the_rest(piece: str) -> None:
    assert find_manner([piece]) == "direct"


def test_a_set_off_content_is_direct_without_marks() -> None:
    assert find_manner(["The ice gave no sound."], set_off=True) == "direct"


@pytest.mark.parametrize(
    "piece",
    [
        "that “The Heron Year” would be filmed in Tarn",
        "that a boat named “old bones” had sunk",
        "that the song “Lights of the Lower Town” was hers",
    ],
)
def test_a_title_in_marks_quotes_nobody(piece: str) -> None:
    assert find_manner([piece]) == "indirect"


def test_a_content_that_is_all_a_title_is_direct() -> None:
    assert find_manner(["“Boats First”"]) == "direct"


@pytest.mark.parametrize("piece", ["", "...", "“”", '"', "’"])
def test_a_content_without_a_letter_is_indirect(piece: str) -> None:
    assert find_manner([piece]) == "indirect"


@given(st.text(alphabet="ab .,'\"“”‘’«»„`\n", max_size=60))
def test_quoted_stretches_stand_in_order_inside_their_piece(piece: str) -> None:
    ends = [place for stretch in find_quoted(piece) for place in stretch]
    assert ends == sorted(ends)
    assert all(0 <= place <= len(piece) for place in ends)


@pytest.mark.parametrize("pattern", ['"', "'a ", "'as' ", '“a" ', "“A B” ", "x”", "''"])
def test_ten_thousand_marks_in_a_row_are_read_in_seconds(pattern: str) -> None:
    start = perf_counter()
    find_manner([pattern * 10_000])
    assert perf_counter() - start < 10
