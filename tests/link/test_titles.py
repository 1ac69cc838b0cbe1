"""The table of titles keeps its word, and a role is judged by its head noun."""

from collections import Counter
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.link.titles import RoleKind, add_plural, find_title, load_titles, match_title, parse_title


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("prime minister", "head"),
        ("Prime Minister Ivo Vance", "head"),
        ("deputy prime minister", "official"),
        ("deputy foreign minister of the north", "official"),
        ("deputy director", "official"),
        ("head of the army's press office", "head"),
        ("chief spokesman", "speaker"),
        ("spokesmen for the ministry", "speaker"),
        ("ministry spokeswoman", "speaker"),
        ("police officer", "official"),
        ("secretary of state", "official"),
        ("secretaries of state", "official"),
        ("Vice-President", "official"),
        ("former Home Secretary, who resigned", "official"),
        ("attorneys general", "official"),
        ("the victim's lawyer", "counsel"),
        ("team members", "member"),
        ("fishermen", "member"),
        ("the driver's mother", "kin"),
        ("neighbours", "kin"),
        ("sharpest critic", "critic"),
        ("Mrs", "none"),
    ],
)
def test_a_role_is_of_the_kind_that_its_head_noun_gives(role, kind):
    title = find_title(role.split())
    assert title is not None
    assert title.kind == kind


@pytest.mark.parametrize("role", ["minister's house", "police station", "a red door", ""])
def test_a_phrase_without_a_title_at_its_head_has_none(role):
    assert find_title(role.split()) is None


@pytest.mark.parametrize("kind", get_args(RoleKind))
def test_heads_speakers_officials_and_counsel_speak_for_others(kind):
    titles = [title for title in load_titles().values() if title.kind == kind]
    assert {title.speaks for title in titles} == {kind in ("head", "speaker", "official", "counsel")}


@pytest.mark.parametrize(
    ("role", "gender"), [("chairwoman", "she"), ("spokesmen", "he"), ("widow", "she"), ("minister", None)]
)
def test_a_title_shows_the_gender_that_its_word_shows(role, gender):
    title = find_title([role])
    assert title is not None
    assert title.gender == gender


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("spokeswoman", "spokeswomen"), ("secretary of state", "secretaries of state"), ("wife", "wives"),
        ("attorney general", "attorneys general"), ("major general", "major generals"), ("boss", "bosses"),
        ("spokesperson", "spokespeople"), ("brother in law", "brothers in law"), ("general", "generals"),
    ],
)  # fmt: skip
def test_the_head_of_a_title_takes_the_plural(one, many):
    assert add_plural(one) == many


@pytest.mark.parametrize(
    ("short", "title"),
    [("Gov.", "governor"), ("Lt. Col.", "lieutenant colonel"), ("Sens.", None), ("PM", "prime minister")],
)
def test_a_title_may_be_written_short(short, title):
    found = find_title([*short.split(), "Ada", "Lund"][: len(short.split())])
    assert (found.name if found else None) == title


def test_the_longest_title_is_matched():
    match = match_title("deputy prime minister ivo".split(), 0)
    assert match is not None
    assert (match[0], match[1].name) == (3, "deputy prime minister")


def test_no_title_stands_twice():
    names = Counter(title.name for title in {id(title): title for title in load_titles().values()}.values())
    assert [name for name, count in names.items() if count > 1] == []
    assert len(names) > 300


@pytest.mark.parametrize("line", ["tsar\tboss\the", "tsar\thead\tit"])
def test_a_line_with_an_unknown_kind_or_gender_is_refused(line):
    with pytest.raises(ValueError, match="no such kind of role or gender"):
        parse_title(line)


@given(st.lists(st.text(max_size=10) | st.sampled_from("deputy minister of the general Vance".split()), max_size=8))
def test_no_role_is_too_odd_to_be_read(words):
    find_title(words)
