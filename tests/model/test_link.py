"""Spans of words in, which belong together out."""

import numpy as np
import pytest

from sayso.model.link import REACH, link_spans
from tests.model.made import GROUPS, make_heads

LINES = np.zeros(12, dtype=np.int64)


def vectors(**groups):
    """Twelve words; those named point the way of their group."""
    out = {role: np.zeros((12, GROUPS), dtype=np.float32) for role in ("cue", "source", "content")}
    for role, of_words in groups.items():
        for word, group in of_words.items():
            out[role][word, group] = 1.0
    return out


def test_a_cue_belongs_to_the_source_most_like_it():
    said = vectors(cue={4: 1, 8: 2}, source={2: 2, 6: 1})
    spans = {"cue": [(4, 5), (8, 9)], "source": [(2, 3), (6, 7)], "content": []}
    of_cue, _ = link_spans(said, spans, LINES, make_heads())
    assert of_cue.argmax(1).tolist() == [1, 0]


def test_a_content_belongs_to_the_cue_most_like_it():
    said = vectors(cue={4: 1, 8: 2}, content={0: 2, 10: 1})
    spans = {"cue": [(4, 5), (8, 9)], "source": [], "content": [(0, 2), (10, 11)]}
    _, of_content = link_spans(said, spans, LINES, make_heads())
    assert of_content.argmax(1).tolist() == [1, 0]


def test_what_is_like_nothing_belongs_to_none():
    said = vectors(cue={4: 1}, source={2: 2}, content={8: 3})
    spans = {"cue": [(4, 5)], "source": [(2, 3)], "content": [(8, 9)]}
    of_cue, of_content = link_spans(said, spans, LINES, make_heads())
    assert (of_cue.argmax(1).tolist(), of_content.argmax(1).tolist()) == ([1], [1])


def test_of_two_alike_the_nearer_wins_where_distance_counts():
    heads = make_heads()
    heads["source_distance"] = -np.arange(20.0)
    said = vectors(cue={4: 1}, source={5: 1, 11: 1})
    of_cue, _ = link_spans(said, {"cue": [(4, 5)], "source": [(5, 6), (11, 12)], "content": []}, LINES, heads)
    assert of_cue.argmax(1).tolist() == [0]


def test_a_span_points_the_way_of_all_its_words():
    said = vectors(cue={4: 1}, source={2: 3, 6: 1, 7: 1, 8: 3})
    of_cue, _ = link_spans(said, {"cue": [(4, 5)], "source": [(2, 3), (6, 9)], "content": []}, LINES, make_heads())
    assert of_cue.argmax(1).tolist() == [1]


@pytest.mark.parametrize(("gap", "partner"), [(REACH, 0), (REACH + 1, 1)])
def test_a_source_out_of_reach_belongs_to_none(gap, partner):
    size = REACH + 9
    said = {role: np.zeros((size, GROUPS), dtype=np.float32) for role in ("cue", "source", "content")}
    said["cue"][0, 1] = said["source"][1 + gap, 1] = 1.0
    spans = {"cue": [(0, 1)], "source": [(1 + gap, 2 + gap)], "content": []}
    of_cue, _ = link_spans(said, spans, np.zeros(size, dtype=np.int64), make_heads())
    assert of_cue.argmax(1).tolist() == [partner]


@pytest.mark.parametrize(("crossed", "partner"), [(0, 0), (1, 0), (2, 1)])
def test_a_source_from_beyond_the_next_line_belongs_to_none(crossed, partner):
    lines = np.array([0] * 4 + [crossed] * 8)
    spans = {"cue": [(4, 5)], "source": [(2, 3)], "content": []}
    of_cue, _ = link_spans(vectors(cue={4: 1}, source={2: 1}), spans, lines, make_heads())
    assert of_cue.argmax(1).tolist() == [partner]


@pytest.mark.parametrize("cues", [[], [(4, 5)]])
def test_without_anything_to_belong_to_all_belong_to_none(cues):
    of_cue, of_content = link_spans(vectors(), {"cue": cues, "source": [], "content": [(0, 2)]}, LINES, make_heads())
    assert of_cue.tolist() == [[1.0]] * len(cues)
    assert of_content.shape == (1, len(cues) + 1)


def test_shares_of_each_span_add_up_to_one():
    said = vectors(cue={4: 1, 8: 2}, source={2: 2}, content={0: 1})
    spans = {"cue": [(4, 5), (8, 9)], "source": [(2, 3)], "content": [(0, 1)]}
    for shares in link_spans(said, spans, LINES, make_heads()):
        assert np.allclose(shares.sum(1), 1)
