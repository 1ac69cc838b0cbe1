"""Counts of one article after another -> scores with their cases and a bootstrap interval.

Every measure here is a ratio of sums over articles, so an article is a table of counts
and a resampled corpus is the same sums with other weights.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DRAWS = 1000
SEED = 1872


@dataclass(frozen=True, slots=True)
class Count:
    """How much of one measure was `right`, of `wanted` gold cases.

    `given` is how many cases the reading gave where they can be wrong too (an F1 is made of the two);
    None where each wanted case is simply right or not (a share).
    """

    right: float
    wanted: int
    given: int | None = None

    @property
    def base(self) -> float:
        """What `right` is divided by: for an F1 the mean of `wanted` and `given`."""
        return self.wanted if self.given is None else (self.wanted + self.given) / 2

    def __add__(self, other: "Count") -> "Count":
        given = None if self.given is None or other.given is None else self.given + other.given
        return Count(self.right + other.right, self.wanted + other.wanted, given)


Tally = Mapping[str, Count]


@dataclass(frozen=True, slots=True)
class Score:
    """One measure over a corpus, in per cent, rounded to a tenth.

    `value` is an F1 or a share, None for a share of nothing; `cases` is the number of gold cases;
    `low` and `high` bound 95 % of the values that resampled articles give.
    """

    measure: str
    value: float | None
    cases: int
    low: float | None = None
    high: float | None = None
    precision: float | None = None
    recall: float | None = None


def add_tallies(tallies: Sequence[Tally]) -> dict[str, Count]:
    """Sum tallies measure by measure, in the order in which the measures first occur."""
    total: dict[str, Count] = {}
    for tally in tallies:
        for measure, count in tally.items():
            total[measure] = total[measure] + count if measure in total else count
    return total


def score_tallies(tallies: Sequence[Tally], *, draws: int = DRAWS, seed: int = SEED) -> tuple[Score, ...]:
    """Score one tally an article; the interval resamples whole articles, with replacement."""
    weights = resample(len(tallies), draws=draws, seed=seed)
    scores = []
    for measure, total in add_tallies(tallies).items():
        counts = [tally.get(measure) for tally in tallies]
        right = weights @ np.array([count.right if count else 0.0 for count in counts])
        base = weights @ np.array([count.base if count else 0.0 for count in counts])
        low, high = interval(100 * right[base > 0] / base[base > 0])
        scores.append(Score(measure, _value(total), total.wanted, low, high, *_precision_and_recall(total)))
    return tuple(scores)


def resample(articles: int, *, draws: int = DRAWS, seed: int = SEED) -> NDArray[np.int64]:
    """Draw how often each article stands in each resampled corpus; shape (draws, articles)."""
    if not articles:
        return np.zeros((draws, 0), dtype=np.int64)
    return np.random.default_rng(seed).multinomial(articles, np.full(articles, 1 / articles), size=draws)


def interval(values: NDArray[np.float64]) -> tuple[float, float] | tuple[None, None]:
    """Bound the middle 95 % of `values`; nothing where there are none."""
    if not len(values):
        return None, None
    low, high = np.percentile(values, (2.5, 97.5))
    return round(float(low), 1), round(float(high), 1)


def _value(count: Count) -> float | None:
    if count.given is None:
        return _per_cent(count.right, count.wanted) if count.wanted else None
    return _per_cent(2 * count.right, count.wanted + count.given)


def _precision_and_recall(count: Count) -> tuple[float, float] | tuple[None, None]:
    if count.given is None:
        return None, None
    return _per_cent(count.right, count.given), _per_cent(count.right, count.wanted)


def _per_cent(part: float, whole: float) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
