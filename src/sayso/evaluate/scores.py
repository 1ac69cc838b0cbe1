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
    None where each wanted case is simply right or not (a share). `sound` is how much of what was given is right,
    where that is another number than how much of what was wanted is (B-cubed); None where it is the same.
    """

    right: float
    wanted: int
    given: int | None = None
    sound: float | None = None

    @property
    def base(self) -> float:
        """What `right` is divided by: for an F1 the mean of `wanted` and `given`."""
        return self.wanted if self.given is None else (self.wanted + self.given) / 2

    def __add__(self, other: "Count") -> "Count":
        given = None if self.given is None or other.given is None else self.given + other.given
        sound = None if self.sound is None or other.sound is None else self.sound + other.sound
        return Count(self.right + other.right, self.wanted + other.wanted, given, sound)


Tally = Mapping[str, Count]
Means = Mapping[str, Sequence[str]]
"""Measures that are the mean of others, and of which."""


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


def score_tallies(
    tallies: Sequence[Tally], *, means: Means | None = None, draws: int = DRAWS, seed: int = SEED
) -> tuple[Score, ...]:
    """Score one tally an article, then the means; the interval resamples whole articles, with replacement."""
    weights = resample(len(tallies), draws=draws, seed=seed)
    totals = add_tallies(tallies)
    drawn = {name: _draw([tally.get(name, Count(0, 0)) for tally in tallies], weights) for name in totals}
    scores = [_score(name, [total], drawn[name]) for name, total in totals.items()]
    for name, parts in (means or {}).items():
        together = np.mean([drawn[part] for part in parts], axis=0)
        scores.append(_score(name, [totals[part] for part in parts], together))
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


def _score(measure: str, totals: Sequence[Count], drawn: NDArray[np.float64]) -> Score:
    """Score a measure, or the mean of several; the cases are then the most that one of them has."""
    value = _mean([_value(total) for total in totals])
    precision, recall = (_mean([_halves(total)[half] for total in totals]) for half in (0, 1))
    low, high = interval(drawn[~np.isnan(drawn)])
    return Score(measure, value, max(total.wanted for total in totals), low, high, precision, recall)


def _draw(counts: Sequence[Count], weights: NDArray[np.int64]) -> NDArray[np.float64]:
    """Give the value of a measure in each resampled corpus; NaN where that holds none of its cases."""
    columns = [(count.right, count.base, count.wanted, count.given or 0, count.sound or 0.0) for count in counts]
    right, base, wanted, given, sound = (weights @ np.array(columns, dtype=np.float64).reshape(-1, 5)).T
    with np.errstate(divide="ignore", invalid="ignore"):
        if any(count.sound is not None for count in counts):
            # the harmonic mean of sound / given and right / wanted, where these are not zero
            value = np.where(right * sound > 0, 2 * right * sound / (right * given + sound * wanted), 0.0)
        else:
            value = right / base
    return np.where(base > 0, 100 * value, np.nan)


def _value(count: Count) -> float | None:
    if count.given is None:
        return _per_cent(count.right, count.wanted) if count.wanted else None
    if count.sound is None:
        return _per_cent(2 * count.right, count.wanted + count.given)
    return _per_cent(2 * count.right * count.sound, count.right * count.given + count.sound * count.wanted)


def _halves(count: Count) -> tuple[float, float] | tuple[None, None]:
    """Give precision and recall; a share has neither."""
    if count.given is None:
        return None, None
    sound = count.right if count.sound is None else count.sound
    return _per_cent(sound, count.given), _per_cent(count.right, count.wanted)


def _mean(values: Sequence[float | None]) -> float | None:
    """Average values, to a tenth; None where one is missing."""
    known = [value for value in values if value is not None]
    return round(sum(known) / len(known), 1) if len(known) == len(values) else None


def _per_cent(part: float, whole: float) -> float:
    return 100 * part / whole if whole else 0.0
