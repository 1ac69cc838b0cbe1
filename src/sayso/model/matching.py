"""Reports of events from different articles, described, in; how likely two report one happening out."""

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from sayso.model.heard import Floats
from sayso.model.runtime import load_tokenizer, weights_folder

_TABLES = ("piece_meanings", "match_mean", "match_scale", "match_hidden", "match_bias", "match_out", "match_none")
_WORDS = 1 << 14
"""Words whose meaning is remembered."""


class EventMatcher:
    """Scores pairs of reports by tables that `make train` fits, one hidden layer; knows what words mean."""

    def __init__(self, heads: Mapping[str, Floats], tokenizer: Tokenizer) -> None:
        self._heads, self._tokenizer = heads, tokenizer
        self._meaning = lru_cache(_WORDS)(self._find_meaning)

    def score(self, features: Floats) -> Floats:
        """Score pairs (n, features), the log odds that two are one: (n)."""
        mean, scale, hidden, bias, out, none = (self._heads[name] for name in _TABLES[1:])
        scores: Floats = np.maximum((features - mean) / scale @ hidden + bias, 0) @ out + none
        return scores

    def compare(self, one: str, other: str) -> float:
        """Give the cosine of what two words mean by themselves."""
        return 1.0 if one == other else float(self._meaning(one) @ self._meaning(other))

    def _find_meaning(self, word: str) -> Floats:
        pieces = self._tokenizer.encode(word[:100], add_special_tokens=False).ids
        meaning: Floats = self._heads["piece_meanings"][pieces].astype(np.float32).sum(0)
        return meaning / np.float32(np.linalg.norm(meaning) + 1e-6)


@cache
def load_matcher(folder: Path | None = None) -> EventMatcher | None:
    """Open what compares reports, without the encoder: from the weights that ship, or those of a folder.

    None where they have no tables for it: weights that were made without ECB+, or by a version before.
    """
    folder = folder or weights_folder()
    with np.load(folder / "heads.npz") as heads:
        if not set(_TABLES) <= set(heads):
            return None
        return EventMatcher({name: heads[name] for name in _TABLES}, load_tokenizer(folder))
