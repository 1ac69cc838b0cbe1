"""The words of phrases in; a vector for each, and how likely two of them stand for the same, out.

The head reads what other heads make of a word, so it costs the encoder nothing.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from sayso.model.decode import Ints
from sayso.model.heard import Floats, Heard

HEARD = ("cue", "source", "content", "relation_dependent", "relation_head")
"""The outputs it reads: those that are linear in the encoder's states, and so hold the most of them."""

_TINY = 1e-5


def phrase_vectors(heard: Heard, heads: Mapping[str, Floats], words: Ints) -> Floats:
    """Give a vector for each phrase: words (phrases, 3), its first word, its head and its last; (phrases, width)."""
    said = np.concatenate([heard.said[name] for name in HEARD], axis=1)[words]
    said = said - said.mean(-1, keepdims=True)
    said /= np.sqrt((said**2).mean(-1, keepdims=True) + _TINY)
    said = said * heads["corefer_norm"] + heads["corefer_norm_bias"]
    bent = said.reshape(len(words), 3 * said.shape[-1]) @ heads["corefer_vector"].T + heads["corefer_vector_bias"]
    return _gelu(bent).astype(np.float16)  # long articles have many phrases, and half of it is as good


def _gelu(x: Floats) -> Floats:
    """Bend as torch does by "tanh"."""
    out: Floats = 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x**3)))
    return out


ROWS = 400
"""Rows of the tables that are looked up as one: the fewer lookups a pair takes, the sooner it is scored."""


def group_tables(sizes: Sequence[int]) -> list[list[int]]:
    """Group tables, the smaller with the smaller, so that each group's rows joined are not too many."""
    groups: list[list[int]] = []
    rows = ROWS + 1
    for n in sorted(range(len(sizes)), key=lambda n: sizes[n]):
        if rows * sizes[n] > ROWS:
            groups.append([])
            rows = 1
        groups[-1].append(n)
        rows *= sizes[n]
    return groups


def join_tables(tables: Sequence[Floats]) -> Floats:
    """Make of some tables one that has a row for each choice of their rows: the sum of these."""
    joined = tables[0]
    for table in tables[1:]:
        joined = (joined[:, None] + table[None]).reshape(-1, table.shape[1])
    return joined


def number_rows(features: Ints, group: Sequence[int], sizes: Sequence[int]) -> Ints:
    """Give the row of a group's joined table for each pair."""
    rows = features[:, group[0]]
    for n in group[1:]:
        rows = rows * sizes[n] + features[:, n]
    return rows


class PairScorer:
    """Scores pairs of phrases; what a phrase gives to all its pairs of a call is computed once."""

    def __init__(self, parts: Sequence[Floats], heads: Mapping[str, Floats]) -> None:
        """Take the vectors of an article's phrases in the parts in which they were read: to join them is to copy."""
        self._parts, self._heads = parts, heads
        self._ends = np.cumsum([len(part) for part in parts], dtype=np.int64)
        count = sum(name.startswith("corefer_table_") for name in heads)
        tables = [heads[f"corefer_table_{n}"] for n in range(count)]
        self._sizes = [len(table) for table in tables]
        self._tables = [(join_tables([tables[n] for n in group]), group) for group in group_tables(self._sizes)]

    def score(self, pairs: Ints, features: Ints) -> Floats:
        """Score pairs (later, earlier) described by features (pairs, tables): (pairs,)."""
        phrases, places = np.unique(pairs, return_inverse=True)
        i, j = places.reshape(pairs.shape).T
        vectors, heads = self._take(phrases), self._heads
        hidden = (vectors[i] * vectors[j]) @ heads["corefer_both"].T
        hidden += (vectors @ heads["corefer_later"].T + heads["corefer_later_bias"])[i]
        hidden += (vectors @ heads["corefer_earlier"].T)[j]
        for table, numbers in self._tables:
            hidden += table[number_rows(features, numbers, self._sizes)]
        np.maximum(hidden, 0, out=hidden)
        out: Floats = hidden @ heads["corefer_out"][0]
        return out

    def _take(self, phrases: Ints) -> Floats:
        """Take the vectors of some phrases, given in order: (phrases, width)."""
        out = np.empty((len(phrases), len(self._heads["corefer_vector"])), dtype=np.float32)
        owners = np.searchsorted(self._ends, phrases, side="right")
        edges = [0, *(np.flatnonzero(np.diff(owners)) + 1).tolist(), len(phrases)]
        for first, last in pairwise(edges if len(phrases) else ()):
            part = self._parts[owners[first]]
            out[first:last] = part[phrases[first:last] - (self._ends[owners[first]] - len(part))]
        return out

    def score_none(self, classes: Ints, types: Ints) -> Floats:
        """Score, for each phrase, that nothing before it stands for the same: (phrases,)."""
        out: Floats = self._heads["corefer_none_class"][classes, 0] + self._heads["corefer_none_type"][types, 0]
        out += self._heads["corefer_none_out_bias"][0]
        for end, part in zip(self._ends.tolist(), self._parts, strict=True):
            hidden = part @ self._heads["corefer_none"].T + self._heads["corefer_none_bias"]
            out[end - len(part) : end] += np.maximum(hidden, 0) @ self._heads["corefer_none_out"][0]
        return out
