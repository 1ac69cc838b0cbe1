"""Scores of the tags of chains in; sums over all paths through them out. Numpy alone.

Chains are padded: s of them, n words, t tags; `lengths` (s) says how many words are theirs.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Expected:
    """How often each tag stands at each word, (s, n, t), and each move is made, (s, t, t), by the shares of paths."""

    tags: Array
    moves: Array

    def blend(self, other: "Expected", share: float) -> "Expected":
        """Let another have a share."""
        tags, moves = (
            (1 - share) * mine + share * its for mine, its in ((self.tags, other.tags), (self.moves, other.moves))
        )
        return Expected(tags, moves)


def expect_of(scores: Array, transitions: Array, lengths: Ints) -> Expected:
    """Give what chains expect: scores (s, n, t), transitions (t, t)."""
    return sum_paths(np.exp(scores - scores.max(-1, keepdims=True)), np.exp(transitions), lengths)[1]


def chain_loss(
    scores: Array, allowed: Bools, transitions: Array, lengths: Ints, taught: tuple[Expected, float] | None = None
) -> tuple[Array, tuple[Array, Array]]:
    """Give the loss of each chain, and its gradients by scores and by transitions, (s, n, t) and (s, t, t).

    The loss is the negative log of the share that the paths which gold allows have among all. A teacher may have a
    share in it: of that the loss is the cross entropy of its paths, each by its weight. `allowed` (s, n, t).
    """
    half, scores = len(scores), scores - scores.max(-1, keepdims=True)
    shares = np.exp(scores)
    both = np.concatenate([shares, shares * allowed])
    logs, sums = sum_paths(both, np.exp(transitions), np.tile(lengths, 2))
    found, wanted = (Expected(sums.tags[side], sums.moves[side]) for side in (slice(half), slice(half, None)))
    reached = logs[half:]
    if taught is not None:
        told, share = taught
        told_reached = (told.tags * scores).sum((1, 2)) + (told.moves * transitions).sum((1, 2))
        reached, wanted = (1 - share) * reached + share * told_reached, wanted.blend(told, share)
    return logs[:half] - reached, (found.tags - wanted.tags, found.moves - wanted.moves)


def sum_paths(shares: Array, moves: Array, lengths: Ints) -> tuple[Array, Expected]:
    """Sum over all paths, forward and backward: the log of the sum (s), and what is expected.

    shares (s, n, t) and moves (t, t) are weights, to be multiplied along a path.
    """
    count, size, _ = shares.shape
    live = np.arange(size)[None, :] < lengths[:, None]
    shares = np.where(live[..., None], shares, 1.0)
    forward, backward = np.zeros_like(shares), np.ones_like(shares)
    norms = np.ones((count, size))
    state = shares[:, 0]
    norms[:, 0] = state.sum(-1)
    forward[:, 0] = state / norms[:, :1]
    for at in range(1, size):
        state = forward[:, at - 1] @ moves * shares[:, at]
        norm = state.sum(-1, keepdims=True)
        forward[:, at] = np.where(live[:, at, None], state / norm, forward[:, at - 1])
        norms[:, at] = np.where(live[:, at], norm[:, 0], 1.0)
    for at in range(size - 2, -1, -1):
        state = (backward[:, at + 1] * shares[:, at + 1]) @ moves.T / norms[:, at + 1, None]
        backward[:, at] = np.where(live[:, at + 1, None], state, 1.0)
    nodes = forward * backward * live[..., None]
    after = backward[:, 1:] * shares[:, 1:] / norms[:, 1:, None] * live[:, 1:, None]
    pairs = np.matmul(forward[:, :-1].transpose(0, 2, 1), after) * moves
    return np.log(norms).sum(-1), Expected(nodes, pairs)
