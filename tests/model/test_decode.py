"""Scores in, the best tags, trees and mentions out: against brute force where that is small enough."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model.decode import (
    LONGEST,
    best_mentions,
    best_paths,
    best_tree,
    drop_crossing,
    find_spans,
    pair_features,
    path_shares,
    read_chain,
    sentence_starts,
    softmax,
)
from sayso.model.labels import ROLE_TAGS
from tests.model.made import make_heads

SEEDS = st.integers(0, 2**32 - 1)
SIZES = st.integers(1, 5)


def scores(*shape):
    """Whole numbers, so that sums are exact; few, so that there are ties."""
    return SEEDS.map(lambda seed: np.random.default_rng(seed).integers(-9, 10, shape).astype(np.float32))


def square(largest):
    return st.integers(1, largest).flatmap(lambda size: scores(size, size))


def path_score(path, emissions, transitions):
    moves = sum(transitions[a, b] for a, b in pairwise([0, *path]))
    return sum(row[tag] for row, tag in zip(emissions, path, strict=True)) + moves


def alone(emissions):
    """One chain, all of it live."""
    return emissions[None], np.ones((1, len(emissions)), dtype=bool)


@given(SIZES.flatmap(lambda size: scores(size, 3)), scores(3, 3))
def test_no_path_of_tags_scores_more_than_the_best(emissions, transitions):
    chains, live = alone(emissions)
    best = best_paths(chains, transitions, live)[0]
    paths = product(range(3), repeat=len(emissions))
    most = max(path_score(path, emissions, transitions) for path in paths)
    assert path_score(best, emissions, transitions) == most


@given(SIZES.flatmap(lambda size: scores(size, 3)), scores(3, 3))
def test_a_tag_has_the_share_of_the_paths_that_give_it(emissions, transitions):
    emissions, transitions = emissions / 6, transitions / 6
    chains, live = alone(emissions)
    shares, stays = (values[0] for values in path_shares(chains, transitions, live))
    paths = list(product(range(3), repeat=len(emissions)))
    weights = np.exp([path_score(path, emissions, transitions) for path in paths])
    weights /= weights.sum()
    for at in range(len(emissions)):
        for tag in range(3):
            here = [n for n, path in enumerate(paths) if path[at] == tag]
            assert np.isclose(shares[at, tag], weights[here].sum())
            if tag > 0 and at + 1 < len(emissions):
                on = [n for n in here if paths[n][at + 1] == 2]
                assert np.isclose(stays[at, tag], weights[on].sum() / weights[here].sum())


@given(scores(5, 3), scores(3, 3))
def test_a_span_is_as_sure_as_the_paths_that_have_it(emissions, transitions):
    emissions, transitions = emissions / 6, transitions / 6 + np.array([[0, 0, -1e4], [0, 0, 0], [0, 0, 0]])
    chain = read_chain(emissions, transitions)
    paths = [path for path in product(range(3), repeat=5) if path[0] != 2]
    weights = np.exp([path_score(path, emissions, transitions) for path in paths])
    for first in np.flatnonzero(chain.tags == 1).tolist():
        last = next((at for at in range(first + 1, 5) if chain.tags[at] != 2), 5)
        span = (1, *[2] * (last - first - 1))
        having = [path[first:last] == span and path[last : last + 1] != (2,) for path in paths]
        assert np.isclose(chain.sure_of(first, last), weights[having].sum() / weights.sum())


@given(scores(3, 4, 3), scores(3, 3), st.lists(st.integers(1, 4), min_size=3, max_size=3))
def test_a_chain_is_read_the_same_alone_as_among_others(emissions, transitions, lengths):
    lengths = sorted(lengths, reverse=True)
    live = np.arange(4) < np.array(lengths)[:, None]
    together = best_paths(emissions, transitions, live)
    summed = path_shares(emissions, transitions, live)
    for n, size in enumerate(lengths):
        chain = alone(emissions[n, :size])
        assert best_paths(chain[0], transitions, chain[1])[0].tolist() == together[n, :size].tolist()
        for some, all_ in zip(path_shares(chain[0], transitions, chain[1]), summed, strict=True):
            assert np.allclose(some[0], all_[n, :size])


def test_a_text_begins_as_if_behind_a_word_without_a_tag():
    forbidden = np.array([[0, 0, -100], [0, 0, 0], [0, 0, 0]], dtype=np.float32)
    assert read_chain(np.array([[0, 1, 9]], dtype=np.float32), forbidden).tags.tolist() == [1]


@settings(max_examples=40)
@given(SEEDS, st.floats(0, 1), st.integers(1, 60))
def test_a_text_cut_where_nothing_is_said_has_the_tags_of_the_whole(seed, share, size):
    random = np.random.default_rng(seed)
    emissions = random.normal(0, 3, (size, 7)).astype(np.float32)
    emissions[random.random(size) < share] = np.eye(1, 7) * 12
    transitions = random.uniform(-1, 1, (7, 7)) + make_heads()["transitions"]
    chains, live = alone(emissions)
    assert read_chain(emissions, transitions).tags.tolist() == best_paths(chains, transitions, live)[0].tolist()


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("O O", {}),
        ("B-source O B-cue I-cue", {"source": [(0, 1)], "cue": [(2, 4)]}),
        ("B-content B-content I-content", {"content": [(0, 1), (1, 3)]}),
        ("B-source B-cue B-content", {"source": [(0, 1)], "cue": [(1, 2)], "content": [(2, 3)]}),
        ("O B-content I-content", {"content": [(1, 3)]}),
        ("B-cue I-content O", {"cue": [(0, 1)]}),
    ],
)
def test_a_span_begins_with_its_begin_and_runs_as_far_as_its_inside(tags, expected):
    found = find_spans(np.array([ROLE_TAGS.index(tag) for tag in tags.split()]))
    assert found == {"source": [], "cue": [], "content": [], **expected}


def test_a_sentence_starts_where_the_head_says_so():
    assert sentence_starts(np.array([-1.0, -1, 2, -1]), np.ones(4, dtype=int)).tolist() == [0, 2]


def test_a_sentence_starts_behind_a_blank_line():
    assert sentence_starts(-np.ones(4), np.array([4, 1, 3, 2])).tolist() == [0, 2]


def test_a_sentence_without_an_end_is_cut():
    starts = sentence_starts(-np.ones(3 * LONGEST + 1), np.ones(3 * LONGEST + 1, dtype=int))
    assert starts.tolist() == [0, LONGEST, 2 * LONGEST, 3 * LONGEST]


def test_no_words_have_no_sentence():
    assert sentence_starts(np.zeros(0), np.zeros(0, dtype=int)).tolist() == []


def is_tree(heads):
    """One word is its own head, and every other leads to it."""
    roots = [word for word, head in enumerate(heads) if word == head]
    for word in range(len(heads)):
        for _ in heads:
            word = heads[word]
        if len(roots) != 1 or word != roots[0]:
            return False
    return True


def tree_score(heads, table):
    return sum(table[word, head] for word, head in enumerate(heads) if word != head)


@given(square(9))
def test_the_best_tree_is_a_tree_with_one_root(table):
    assert is_tree(best_tree(table).tolist())


@given(square(4))
def test_no_tree_from_the_same_root_scores_more_than_the_best(table):
    best = best_tree(table).tolist()
    size = len(table)
    root = next(word for word, head in enumerate(best) if word == head)
    trees = [heads for heads in product(range(size), repeat=size) if is_tree(heads) and heads[root] == root]
    assert tree_score(best, table) == max(tree_score(heads, table) for heads in trees)


@given(square(6))
def test_the_root_is_the_word_that_would_lose_most_by_any_other_head(table):
    size = len(table)
    heads = best_tree(table).tolist()
    root = next(word for word, head in enumerate(heads) if word == head)
    gains = [table[w, w] - max([table[w, h] for h in range(size) if h != w], default=0) for w in range(size)]
    assert gains[root] == max(gains)


def test_scoring_a_tree_changes_no_score():
    table = np.arange(9, dtype=np.float32).reshape(3, 3)
    best_tree(table)
    assert table.tolist() == np.arange(9).reshape(3, 3).tolist()


def test_two_loops_one_inside_the_other_are_both_unfolded():
    # 1 and 2 head each other, 3 and the two of them head each other, and only 0 is out of it
    table = np.full((4, 4), -9.0, dtype=np.float32)
    table[0, 0] = 9
    table[1, 2] = table[2, 1] = 5
    table[3, 1] = table[1, 3] = 4
    table[:, 0] = [9, -1, -2, -3]
    assert best_tree(table).tolist() == [0, 0, 1, 1]


MENTIONS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(1, 5), st.integers(0, 2), st.integers(0, 100)).map(
        lambda m: (m[0], m[0] + m[1], m[2], m[3] / 100)
    ),
    max_size=12,
)


def cross(one, other):
    return one[0] < other[0] < one[1] < other[1] or other[0] < one[0] < other[1] < one[1]


@settings(max_examples=40)
@given(MENTIONS)
def test_of_mentions_that_are_kept_none_crosses_another(found):
    kept = drop_crossing(found)
    assert not any(cross(a, b) for a in kept for b in kept)
    assert len({m[:2] for m in kept}) == len(kept)


@settings(max_examples=40)
@given(MENTIONS)
def test_a_mention_is_dropped_only_for_a_likelier_one(found):
    kept = drop_crossing(found)
    for lost in set(found) - set(kept):
        assert any((cross(lost, k) or lost[:2] == k[:2]) and k[3] >= lost[3] for k in kept)


def test_mentions_that_nest_stay_the_larger_first():
    assert drop_crossing([(2, 3, 0, 0.9, 0.8), (0, 4, 1, 0.5, 0.4)]) == [(0, 4, 1, 0.5, 0.4), (2, 3, 0, 0.9, 0.8)]


def say_person(first, last):
    """Three scores for each pair: none, and two types; only (1, 2) and (1, 3) are something."""
    out = np.tile(np.array([5.0, 0.0, 0.0], dtype=np.float32), (len(first), 1))
    out[(first == 1) & (last == 2)] = (0, 5, 0)
    out[(first == 1) & (last == 3)] = (0, 0, 5)
    return out


def test_a_mention_lies_between_likely_edges_and_has_its_likeliest_type():
    edges = np.array([-9.0, 2, 2, 2]), np.array([-9.0, -9, 2, 2])
    assert [m[:3] for m in best_mentions(edges, say_person, 5)] == [(1, 4, 1), (1, 3, 0)]


def test_no_mention_is_longer_than_the_longest():
    edges = np.full(4, 2.0), np.full(4, 2.0)
    assert [m[:3] for m in best_mentions(edges, say_person, 2)] == [(1, 3, 0)]


def test_where_no_edge_is_likely_nothing_is_scored():
    assert best_mentions((np.full(4, -9.0), np.full(4, 9.0)), say_person, 5) == []


@given(scores(3, 4))
def test_shares_add_up_to_one(table):
    assert np.allclose(softmax(table * 100).sum(-1), 1)


@pytest.mark.parametrize(
    ("gap", "bucket"),
    [(0, 0), (1, 1), (2, 2), (3, 3), (4, 3), (5, 4), (8, 5), (13, 6), (25, 7), (49, 7), (50, 8), (900, 8)],
)
def test_distances_are_told_apart_less_the_larger_they_are(gap, bucket):
    lines = np.zeros(1000, dtype=int)
    after = pair_features([(0, 2)], [(2 + gap, 4 + gap)], [], lines)[0, 0]
    before = pair_features([(2 + gap, 4 + gap)], [(0, 2)], [], lines)[0, 0]
    assert (after[0], before[0]) == (bucket, bucket + 10)


def test_spans_that_overlap_have_no_distance():
    assert pair_features([(0, 5)], [(3, 9)], [], np.zeros(10, dtype=int))[0, 0, 0] == 0


@pytest.mark.parametrize(("crossed", "bucket"), [(0, 0), (1, 1), (2, 2), (7, 2)])
def test_lines_between_two_spans_are_counted_up_to_two(crossed, bucket):
    lines = np.array([0, 0, crossed, crossed])
    assert pair_features([(0, 1)], [(2, 3)], [], lines)[0, 0, 1] == bucket
    assert pair_features([(2, 3)], [(0, 1)], [], lines)[0, 0, 1] == bucket


@pytest.mark.parametrize(("cues", "bucket"), [([], 0), ([4], 1), ([4, 6], 2), ([3, 4, 5], 3), ([3, 4, 5, 6], 3)])
def test_cues_between_two_spans_are_counted_up_to_three(cues, bucket):
    others = [(0, 1), *((cue, cue + 1) for cue in cues), (12, 13)]
    assert pair_features([(1, 3)], [(8, 10)], others, np.zeros(20, dtype=int))[0, 0, 2] == bucket
    assert pair_features([(8, 10)], [(1, 3)], others, np.zeros(20, dtype=int))[0, 0, 2] == bucket


def test_a_cue_is_not_between_itself_and_another():
    lines = np.zeros(9, dtype=int)
    assert pair_features([(4, 5)], [(0, 2), (6, 8)], [(4, 5)], lines)[0, :, 2].tolist() == [0, 0]


@pytest.mark.parametrize(("left", "right"), [([], []), ([(0, 1)], []), ([], [(0, 1)])])
def test_pairs_of_nothing_are_described_by_nothing(left, right):
    assert pair_features(left, right, [], np.zeros(2, dtype=int)).shape == (len(left), len(right), 3)
