"""Scores of the tags of chains -> sums over all paths through them, as counting path by path gives them."""

from itertools import pairwise, product

import numpy as np
import pytest
from chains import chain_loss, expect_of

TAGS = 3
LENGTHS = np.array([4, 2])


@pytest.fixture
def chains():
    random = np.random.default_rng(5)
    return random.normal(size=(2, 4, TAGS)), random.normal(size=(TAGS, TAGS))


def paths_of(scores, transitions):
    """Give each path through a chain with its weight."""
    for path in product(range(TAGS), repeat=len(scores)):
        score = sum(scores[at, tag] for at, tag in enumerate(path)) + sum(transitions[a, b] for a, b in pairwise(path))
        yield path, np.exp(score)


def test_what_a_chain_expects_is_what_its_paths_hold_by_their_weights(chains):
    scores, transitions = chains
    expected = expect_of(scores, transitions, LENGTHS)
    for row, length in enumerate(LENGTHS):
        tags, moves, total = np.zeros((4, TAGS)), np.zeros((TAGS, TAGS)), 0.0
        for path, weight in paths_of(scores[row, :length], transitions):
            total += weight
            for at, tag in enumerate(path):
                tags[at, tag] += weight
            for move in pairwise(path):
                moves[move] += weight
        assert np.allclose(expected.tags[row], tags / total)
        assert np.allclose(expected.moves[row], moves / total)


def test_the_loss_is_the_share_of_the_paths_that_gold_allows(chains):
    scores, transitions = chains
    allowed = np.ones(scores.shape, dtype=bool)
    allowed[0, 1] = [False, True, False]
    loss, _ = chain_loss(scores, allowed, transitions, LENGTHS)
    paths = list(paths_of(scores[0], transitions))
    right = sum(weight for path, weight in paths if path[1] == 1)
    assert np.allclose(loss, [-np.log(right / sum(weight for _, weight in paths)), 0.0])


def test_the_gradient_is_the_slope_of_the_loss_with_a_teacher_and_without(chains):
    scores, transitions = chains
    allowed = np.random.default_rng(6).random(scores.shape) > 0.4
    allowed[..., 0] = True
    teacher = expect_of(scores[::-1].copy(), transitions.T, LENGTHS)
    for taught in (None, (teacher, 0.4)):
        _, (by_score, by_move) = chain_loss(scores, allowed, transitions, LENGTHS, taught)
        for row, at, tag in ((0, 0, 0), (0, 3, 1), (1, 1, 2)):
            step = np.zeros(scores.shape)
            step[row, at, tag] = 1e-5
            up, down = (
                chain_loss(scores + sign * step, allowed, transitions, LENGTHS, taught)[0].sum() for sign in (1, -1)
            )
            assert by_score[row, at, tag] == pytest.approx((up - down) / 2e-5, abs=1e-6)
        move = np.zeros((TAGS, TAGS))
        move[1, 2] = 1e-5
        up, down = (
            chain_loss(scores, allowed, transitions + sign * move, LENGTHS, taught)[0].sum() for sign in (1, -1)
        )
        assert by_move[:, 1, 2].sum() == pytest.approx((up - down) / 2e-5, abs=1e-6)


def test_who_has_nothing_more_to_learn_from_a_teacher_is_left_alone(chains):
    scores, transitions = chains
    nothing = np.ones(scores.shape, dtype=bool)
    taught = (expect_of(scores, transitions, LENGTHS), 1.0)
    _, (by_score, by_move) = chain_loss(scores, nothing, transitions, LENGTHS, taught)
    assert np.allclose(by_score, 0)
    assert np.allclose(by_move, 0)
