"""What the heads say of each word in; spans, trees and links out. Numpy alone, no weights but those given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sayso.model.labels import ROLE_TAGS

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
Spans = Sequence[tuple[int, int]]
MentionSpan = tuple[int, int, int, float, float]
"""First word, the word behind the last, type, probability of a mention, probability of the type."""
MentionScorer = Callable[[Ints, Ints], Floats]

SURE = 0.999
"""Share from which on a word counts as surely outside every attribution."""
LONGEST = 200
"""Words in the longest sentence that is parsed as one."""
EDGE_ODDS = -3.0
"""Log odds under which a word is not tried as the edge of a mention."""

LEAST_MENTION = 0.6
"""Share of all types together from which on a span is a mention."""

_DISTANCES = np.array([0, 1, 2, 3, 5, 8, 13, 25, 50])


def pair_features(left: Spans, right: Spans, cues: Spans, lines: Ints) -> Ints:
    """Describe pairs of spans of words for the linker: (left, right, 3).

    The distance between them (0 to 9 where `right` comes after, 10 to 19 before), lines between
    (0, 1, 2 for more), cues between (0 to 3, 3 for more). `lines` counts lines begun before each word.
    """
    a = np.array(left, dtype=np.int64).reshape(-1, 1, 2)
    b = np.array(right, dtype=np.int64).reshape(1, -1, 2)
    after = b[..., 0] >= a[..., 0]
    gap = np.where(after, b[..., 0] - a[..., 1], a[..., 0] - b[..., 1])
    distance = np.searchsorted(_DISTANCES, np.maximum(gap, 0), side="right")
    distance = np.where(after, distance - 1, distance - 1 + 10)
    start, end = np.where(after, a[..., 1], b[..., 1]), np.where(after, b[..., 0], a[..., 0])
    between = np.searchsorted(np.sort([c for c, _ in cues]), np.stack([start, np.maximum(start, end)]))
    crossed = lines[np.clip(b[..., 0], 0, len(lines) - 1)] - lines[np.clip(a[..., 0], 0, len(lines) - 1)]
    return np.stack([distance, np.minimum(np.abs(crossed), 2), np.minimum(between[1] - between[0], 3)], axis=-1)


@dataclass(frozen=True, slots=True)
class Chain:
    """The tags of a text and how sure they are: `tags` (words), `shares` and `stays` (words, tags).

    `shares` is the share of all paths, each by its weight, that gives a word a tag; `stays`, of those,
    the share that goes on inside the same span at the next word. Far from every tag they are not summed.
    """

    tags: Ints
    shares: Floats
    stays: Floats

    def part(self, first: int, last: int) -> "Chain":
        """Give the chain of the words between two places."""
        return Chain(self.tags[first:last], self.shares[first:last], self.stays[first:last])

    def sure_of(self, first: int, last: int) -> float:
        """Give the share of paths that have a span, and have it begin and end as this one does."""
        begin, inside = self.tags[first], self.tags[first] + 1
        end = begin if last == first + 1 else inside
        on = self.stays[first, begin] * self.stays[first + 1 : last - 1, inside].prod() if last > first + 1 else 1.0
        return float(self.shares[first, begin] * on * (1 - self.stays[last - 1, end]))


def read_chain(emissions: Floats, transitions: Floats) -> Chain:
    """Find the best tags of a text and their shares: emissions (words, tags), transitions (tags, tags).

    Where two words in a row are surely outside the text is cut, and its pieces are decoded side by
    side: the best path goes through there anyhow, and a step serves them all. What is left of the cuts,
    words surely outside by themselves, is not decoded at all.
    """
    size = len(emissions)
    outside = softmax(emissions)[:, 0] > SURE
    cuts = np.concatenate([[0], np.flatnonzero(outside[1:] & outside[:-1]) + 1, [size]])
    lengths = np.diff(cuts)
    order = np.argsort(-lengths, kind="stable")
    order = order[(lengths[order] > 1) | ~outside[cuts[order]]]
    tags, (shares, stays) = np.zeros(size, dtype=np.int64), np.zeros((2, *emissions.shape))
    if not len(order):
        return Chain(tags, shares, stays)
    steps = np.arange(lengths[order[0]])
    live = steps < lengths[order, None]
    places = np.minimum(cuts[order, None] + steps, size - 1)
    paths = best_paths(emissions[places], transitions, live)
    tags[places[live]] = paths[live]
    tagged = (paths * live).any(1)
    if tagged.any():
        longest = live[tagged].sum(1).max()
        places, live = places[tagged, :longest], live[tagged, :longest]
        of_tag, of_stay = path_shares(emissions[places], transitions, live)
        shares[places[live]], stays[places[live]] = of_tag[live], of_stay[live]
    return Chain(tags, shares, stays)


def best_paths(emissions: Floats, transitions: Floats, live: Bools) -> Ints:
    """Find the best path through each chain (Viterbi), padded behind the words that are `live`.

    emissions (chains, words, tags), transitions (tags, tags), live (chains, words), the longest chain first:
    (chains, words).
    """
    count, size, tags = emissions.shape
    back = np.tile(np.arange(tags), (size, count, 1))
    state = emissions[:, 0] + transitions[0]  # a text begins as if after an O
    moves = np.ascontiguousarray(transitions.T)
    going = live.sum(0).tolist()
    for at in range(1, size):
        n = going[at]
        routes = state[:n, None, :] + moves
        routes.argmax(-1, out=back[at, :n])
        np.add(routes.max(-1), emissions[:n, at], out=state[:n])
    path = np.zeros((count, size), dtype=np.int64)
    path[:, -1] = state.argmax(-1)
    rows = np.arange(count)
    for at in range(size - 1, 0, -1):
        path[:, at - 1] = back[at, rows, path[:, at]]
    return path


def path_shares(emissions: Floats, transitions: Floats, live: Bools) -> tuple[Floats, Floats]:
    """Sum over the paths of each chain, forward and backward: `shares` and `stays` as a Chain has them.

    Shapes as for `best_paths`.
    """
    size, tags = emissions.shape[1:]
    moves = np.exp(transitions.astype(np.float64))
    # Step by step, so that what a step touches lies together.
    weights = np.exp(emissions.astype(np.float64) - emissions.max(-1, keepdims=True)).swapaxes(0, 1).copy()
    forward, backward, stays = np.zeros_like(weights), np.ones_like(weights), np.zeros_like(weights)
    norms = np.ones((*weights.shape[:2], 1))
    going = live.sum(0).tolist()
    state = weights[0] * moves[0]  # a text begins as if after an O
    for at, n in enumerate(going):
        if at:
            state = forward[at - 1, :n] @ moves * weights[at, :n]
        norms[at, :n] = state.sum(-1, keepdims=True)
        forward[at, :n] = state / norms[at, :n]
    after = weights / norms
    for at in range(size - 2, -1, -1):
        on = going[at + 1]
        after[at + 1, :on] *= backward[at + 1, :on]
        backward[at, :on] = after[at + 1, :on] @ moves.T
    begins = np.arange(1, tags, 2)
    for tag in (begins, begins + 1):
        stays[:-1, :, tag] = moves[tag, begins + 1] * after[1:, :, begins + 1] / backward[:-1, :, tag]
    return (forward * backward).swapaxes(0, 1), (stays * np.roll(live.T, -1, 0)[..., None]).swapaxes(0, 1)


def find_spans(tags: Ints) -> dict[str, list[tuple[int, int]]]:
    """Find the spans of words that a chain of role tags marks, by role."""
    found: dict[str, list[tuple[int, int]]] = {"source": [], "cue": [], "content": []}
    begins = np.flatnonzero(tags % 2 == 1)
    for first in begins.tolist():
        last = first + 1
        inside = tags[first] + 1
        while last < len(tags) and tags[last] == inside:
            last += 1
        found[ROLE_TAGS[tags[first]][2:]].append((first, last))
    return found


def sentence_starts(logits: Floats, gaps: Ints) -> Ints:
    """Find where sentences start: where the head says so, after a blank line, and at the latest after LONGEST words."""
    starts = np.flatnonzero((logits > 0) | (gaps >= 3))
    edges = np.concatenate([[0], starts[starts > 0], [len(logits)]])
    pieces = [np.arange(a, b, LONGEST) for a, b in pairwise(edges)]
    return np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.int64)


def best_tree(scores: Floats) -> Ints:
    """Find the best tree over the words of a sentence: scores (dependent, head), a root its own head."""
    size = len(scores)
    root = (
        int(np.argmax(np.diag(scores) - np.where(np.eye(size, dtype=bool), -np.inf, scores).max(1))) if size > 1 else 0
    )
    scores = scores.copy()
    np.fill_diagonal(scores, -np.inf)
    scores[root] = -np.inf
    scores[root, root] = 0.0
    heads: Ints = scores.argmax(1)
    return heads if _find_cycle(heads, root) is None else _span_tree(scores, root)


def _find_cycle(heads: Ints, root: int) -> Ints | None:
    state = np.zeros(len(heads), dtype=np.int64)
    state[root] = 1
    for word in range(len(heads)):
        path = []
        while state[word] == 0:
            state[word] = 2
            path.append(word)
            word = int(heads[word])
        if state[word] == 2:
            return np.array(path[path.index(word) :])
        state[path] = 1
    return None


def _span_tree(scores: Floats, root: int) -> Ints:
    """Find the maximum spanning tree from a root (Chu and Liu, Edmonds), by folding one cycle at a time."""
    heads: Ints = scores.argmax(1)
    heads[root] = root
    cycle = _find_cycle(heads, root)
    if cycle is None:
        return heads
    outside = np.setdiff1d(np.arange(len(scores)), cycle)
    folded = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    folded[:-1, :-1] = scores[np.ix_(outside, outside)]
    held = scores[cycle, heads[cycle]]
    enter = scores[np.ix_(cycle, outside)] - held[:, None]
    leave = scores[np.ix_(outside, cycle)]
    folded[-1, :-1], folded[:-1, -1] = enter.max(0), leave.max(1)
    inner = _span_tree(folded, int(np.flatnonzero(outside == root)[0]))
    for place, head in enumerate(inner[:-1]):
        heads[outside[place]] = outside[head] if head < len(outside) else cycle[leave[place].argmax()]
    broken = int(enter[:, inner[-1]].argmax())
    heads[cycle[broken]] = outside[inner[-1]]
    return heads


def best_mentions(
    edges: tuple[Floats, Floats], scores: MentionScorer, longest: int, *, least: float = LEAST_MENTION
) -> list[MentionSpan]:
    """Find mentions: likely edges paired, typed, and none crossing another; those under `least` are none.

    edges: the log odds that a word starts or ends a mention; `scores` gives, for pairs of words
    (starts, ends), the scores of no mention and of each type.
    """
    starts, ends = (np.flatnonzero(edge > EDGE_ODDS) for edge in edges)
    since, until = np.searchsorted(ends, starts), np.searchsorted(ends, starts + longest)
    counts = until - since
    first = np.repeat(starts, counts)
    last = ends[np.arange(counts.sum()) - np.repeat(counts.cumsum() - counts - since, counts)]
    if not len(first):
        return []
    shares = softmax(scores(first, last))
    kinds, sure = shares[:, 1:].argmax(1), 1 - shares[:, 0]
    typed = shares[:, 1:].max(1)
    found = [
        (int(first[n]), int(last[n]) + 1, int(kinds[n]), float(sure[n]), float(typed[n]))
        for n in np.flatnonzero(sure > least)
    ]
    return drop_crossing(found)


def drop_crossing(found: list[MentionSpan]) -> list[MentionSpan]:
    """Keep, of mentions that cross each other, the likelier; those that nest stay."""
    kept: dict[tuple[int, int], MentionSpan] = {}
    furthest: dict[int, int] = {}  # end of the longest kept that starts here
    earliest: dict[int, int] = {}  # start of the longest kept that ends here
    for mention in sorted(found, key=lambda m: -m[3]):
        a, b = mention[:2]
        inside = range(a + 1, b)
        crossed = any(furthest.get(at, 0) > b or earliest.get(at, a) < a for at in inside)
        if not crossed and (a, b) not in kept:
            kept[a, b] = mention
            furthest[a], earliest[b] = max(b, furthest.get(a, b)), min(a, earliest.get(b, a))
    return sorted(kept.values(), key=lambda m: (m[0], -m[1]))


def softmax(scores: Floats) -> Floats:
    """Turn scores into shares along the last axis."""
    shares = np.exp(scores - scores.max(-1, keepdims=True))
    out: Floats = shares / shares.sum(-1, keepdims=True)
    return out
