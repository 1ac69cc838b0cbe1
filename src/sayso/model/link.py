"""Spans of words in; which belong together out: the source of each cue, the cue of each content."""

from collections.abc import Mapping

import numpy as np

from sayso.model.decode import Ints, Spans, pair_features, softmax
from sayso.model.heard import Floats

REACH = 200
"""Words between two spans from which on they are strangers: in training, none further apart were seen together."""

NEXT_DOOR = 1
"""Lines that a source may stand from its cue: a name from half a page away is worse than none."""


def link_spans(
    vectors: Mapping[str, Floats], spans: Mapping[str, Spans], lines: Ints, heads: Mapping[str, Floats]
) -> tuple[Floats, Floats]:
    """Give the shares of sources for each cue, and of cues for each content; the last column is none of them.

    vectors: "cue", "source" and "content" (words, width); spans by the same names, in words;
    lines: lines begun before each word.
    """
    means = {role: _means(vectors[role], spans[role]) for role in ("cue", "source", "content")}

    def shares(role: str, left: str, right: str) -> Floats:
        features = pair_features(spans[left], spans[right], spans["cue"], lines)
        scores = means[left] @ heads[f"{role}_weight"] @ means[right].T
        for n, table in enumerate(("distance", "lines", "between")):
            scores = scores + heads[f"{role}_{table}"][features[..., n]]
        scores = np.where(_gaps(spans[left], spans[right]) > REACH, -np.inf, scores)
        if role == "source":
            scores = np.where(features[..., 1] > NEXT_DOOR, -np.inf, scores)
        none = np.broadcast_to(heads[f"{role}_none"], (len(scores), 1))
        return softmax(np.concatenate([scores, none], axis=1))

    return shares("source", "cue", "source"), shares("content", "content", "cue")


def _means(vectors: Floats, spans: Spans) -> Floats:
    if not spans:
        return vectors[:0]
    return np.stack([vectors[first:last].mean(0) for first, last in spans])


def _gaps(left: Spans, right: Spans) -> Ints:
    """Count the words between each two spans: (left, right)."""
    a = np.array(left, dtype=np.int64).reshape(-1, 1, 2)
    b = np.array(right, dtype=np.int64).reshape(1, -1, 2)
    gaps: Ints = np.maximum(b[..., 0] - a[..., 1], a[..., 0] - b[..., 1])
    return gaps
