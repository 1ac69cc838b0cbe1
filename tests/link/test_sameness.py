"""Mentions report one happening where the judge says so and nothing forbids it."""

from datetime import date

import numpy as np
import pytest

from sayso.data import SizeMention
from sayso.link.dates import Days
from sayso.link.sameness import REACH, Draft, describe, group_mentions, may_be_one
from sayso.link.stems import find_stem
from tests.link.made import read

MARKED = read("Orvania shelled Tarn. The shelling ended. Rain fell. Lund was killed; Brandt is dead.")
COLUMNS = {"type": 0, "kin": 1, "stem": 2, "state": 3, "definite": 7, "effects": 12, "one sentence": 13}
PARTIES = {"actor": 20, "recipient": 23, "place": 26}
COUNTED, DAYS = 28, 30
"""Where the numbers of a description stand."""


def draft(word="shelled", *, toward=None, actor=(), recipient=(), place=(), days=None, title=False, **fields):
    """Make a draft of a word of the text; `toward` is the angle of what the encoder makes of it, in degrees."""
    angle = np.radians(toward or 0)
    vectors = (np.array([np.cos(angle), np.sin(angle)], dtype=np.float16),)
    text, kind = MARKED.article.text, fields.pop("event_type", "ASSAULT")
    mention = MARKED.happen(word, kind, vectors=vectors, **fields)
    stem = find_stem(text[slice(*mention.trigger)])
    return Draft(mention, stem, frozenset(actor), frozenset(recipient), frozenset(place), span(days), title)


def span(days):
    if days is None:
        return None
    first, _, last = days.partition("/")
    return Days(date.fromisoformat(first), date.fromisoformat(last or first), "day")


class Likeness:
    """Stands where the judge stands: takes mentions for one whose directions are less than 60 degrees apart."""

    def score(self, features):
        return features[:, -1] - 0.5


def group(*angles, apart=(), **fields):
    return group_mentions([draft(toward=angle, **fields) for angle in angles], Likeness(), apart)


def test_no_mentions_are_no_groups():
    assert group() == []


def test_mentions_that_the_judge_takes_for_one_stand_together():
    assert group(0, 90, 10, 80) == [[0, 2], [1, 3]]


def test_a_mention_joins_the_likeliest():
    assert group(0, 70, 40) == [[0], [1, 2]]


def test_two_mentions_that_are_apart_are_never_one():
    assert group(0, 10, apart=[(1, 0)]) == [[0], [1]]


def test_a_mention_that_is_apart_from_the_likeliest_joins_the_next():
    assert group(0, 70, 40, apart=[(2, 1)]) == [[0, 2], [1]]


def test_a_mention_is_apart_from_all_that_are_one_with_another():
    assert group(0, 0, 10, apart=[(2, 0)]) == [[0, 1], [2]]


def test_a_mention_joins_no_group_that_holds_what_it_cannot_be():
    first, second, third = draft(days="2031-05-01"), draft(), draft(days="2031-05-02")
    assert group_mentions([first, second, third], Likeness()) == [[0, 1], [2]]


@pytest.mark.parametrize(("between", "groups"), [(REACH - 1, 2), (REACH, 3)])
def test_a_mention_reports_again_what_is_not_too_far_before_it(between, groups):
    assert len(group(0, *[90] * between, 0)) == groups


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"state": "real"}, {"state": "planned"}),
        ({"state": "negated"}, {"state": "hypothetical"}),
        ({"historical": True}, {"historical": False}),
        ({"days": "2031-05-01"}, {"days": "2031-05-02"}),
        ({"days": "2031-05-10/2031-05-12"}, {"days": "2031-05-01/2031-05-09"}),
    ],
)
def test_what_cannot_be_one_happening_is_not(one, other):
    assert not may_be_one(draft(**one), draft(**other))
    assert not may_be_one(draft(**other), draft(**one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"state": "real"}, {"state": "negated"}),
        ({"state": "planned"}, {"state": "threatened"}),
        ({"days": "2031-05-01"}, {}),
        ({"days": "2031-05-01/2031-05-31"}, {"days": "2031-05-31"}),
        ({"event_type": "ASSAULT"}, {"event_type": "OTHER"}),
    ],
)
def test_what_may_be_one_happening_may_be(one, other):
    assert may_be_one(draft(**one), draft(**other))


@pytest.mark.parametrize(
    ("column", "one", "other", "told"),
    [
        ("type", {}, {}, True),
        ("type", {}, {"event_type": "COERCE"}, False),
        ("kin", {"event_type": "SANCTION"}, {"event_type": "COERCE"}, True),
        ("kin", {"event_type": "ASSAULT"}, {"event_type": "COERCE"}, False),
        ("stem", {"word": "shelled"}, {"word": "shelling"}, True),
        ("stem", {"word": "shelled"}, {"word": "fell"}, False),
        ("state", {"state": "planned"}, {"state": "threatened"}, False),
        ("definite", {}, {"word": "shelling", "noun": True, "definite": True}, True),
        ("definite", {}, {"definite": True}, False),
        ("effects", {"word": "killed"}, {"word": "dead"}, True),
        ("effects", {"word": "killed"}, {}, False),
        ("one sentence", {}, {}, True),
        ("one sentence", {}, {"word": "shelling"}, False),
    ],
)
def test_a_pair_is_described_by_what_its_mentions_share(column, one, other, told):
    assert describe(draft(**one), draft(**other))[COLUMNS[column]] == told


@pytest.mark.parametrize("part", PARTIES)
@pytest.mark.parametrize(
    ("one", "other", "told"),
    [((1, 2), (2, 3), [1, 0]), ((1,), (2,), [0, 1]), ((1,), (), [0, 0]), ((), (), [0, 0])],
)
def test_a_pair_is_described_by_the_parties_it_shares(part, one, other, told):
    at = PARTIES[part]
    assert list(describe(draft(**{part: one}), draft(**{part: other}))[at : at + 2]) == told


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("2031-05-01", "2031-05-01", [1, 1]),
        ("2031-05-01", "2031-05-01/2031-05-31", [1, 0]),
        ("2031-05-01", None, [0, 0]),
    ],
)
def test_a_pair_is_described_by_its_days(one, other, told):
    assert list(describe(draft(days=one), draft(days=other))[DAYS : DAYS + 2]) == told


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [({"dead": 3}, {"dead": 3}, [1, 0]), ({"dead": 3}, {"dead": 4}, [0, 1]), ({"dead": 3}, {"injured": 3}, [0, 0])],
)
def test_a_pair_is_described_by_what_both_count(one, other, told):
    counted = [tuple(SizeMention(what, (0, 1), number) for what, number in some.items()) for some in (one, other)]
    first, second = (draft(sizes=sizes) for sizes in counted)
    assert list(describe(first, second)[COUNTED : COUNTED + 2]) == told


@pytest.mark.parametrize("toward", [0, 60, 90])
def test_a_pair_is_described_by_how_like_its_directions_are(toward):
    assert describe(draft(), draft(toward=toward))[-1] == pytest.approx(np.cos(np.radians(toward)), abs=1e-2)


def test_a_direction_that_is_nothing_is_like_no_other():
    empty = Draft(
        MARKED.happen("fell", vectors=(np.zeros(2, np.float16),)), "fall", frozenset(), frozenset(), frozenset(), None
    )
    assert describe(empty, draft())[-1] == 0
