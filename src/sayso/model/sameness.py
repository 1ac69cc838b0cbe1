"""Pairs of mentions of events, described, in; how likely the two report one happening out."""

from collections.abc import Mapping

import numpy as np

from sayso.model.heard import Floats


class EventJudge:
    """Scores pairs of mentions by tables that `make train` fits: one hidden layer."""

    def __init__(self, heads: Mapping[str, Floats]) -> None:
        self._heads = heads

    def score(self, features: Floats) -> Floats:
        """Score pairs (n, features) against no earlier mention at all: (n)."""
        hidden, bias, out, none = (self._heads[f"same_{name}"] for name in ("hidden", "bias", "out", "none"))
        scores: Floats = np.maximum(features @ hidden + bias, 0) @ out + none
        return scores
