"""Scores and whether they were right -> a table that turns scores into confidences, and how far off those are.

The table is a list of knots (score, confidence), read by linear interpolation, so that it ships with the weights as
numbers and any monotone scale of scores will do. It is fitted by isotonic regression (Barlow et al. 1972) over
groups of equal count: on some thousand cases, single ones would be fitted to their noise.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sayso.data import Reading
from sayso.evaluate.pieces import Parts, overlap
from sayso.evaluate.polnear import PolnearArticle, outermost_attributions, tidy_parts
from sayso.evaluate.scores import SEED, Score, interval, resample

Knots = tuple[tuple[float, float], ...]
Judged = Sequence[tuple[float, bool]]
"""The confidences given in one article, and whether each was right."""

BINS = 10
GROUP = 50
"""Cases in a group at the least: the share right of fewer says little."""


def fit_calibration(scores: ArrayLike, right: ArrayLike, *, groups: int = 20) -> Knots:
    """Fit a table that never falls; few cases make fewer groups."""
    score, hit = np.asarray(scores, dtype=np.float64), np.asarray(right, dtype=np.float64)
    order = np.argsort(score, kind="stable")
    blocks: list[tuple[float, float, int]] = []
    for members in np.array_split(order, max(1, min(groups, len(order) // GROUP))):
        block = (float(score[members].mean()), float(hit[members].mean()), len(members))
        while blocks and blocks[-1][1] >= block[1]:
            block = _merge(blocks.pop(), block)
        blocks.append(block)
    return tuple((round(at, 6), round(share, 6)) for at, share, _ in blocks)


def calibrate(scores: ArrayLike, knots: Knots) -> NDArray[np.float64]:
    """Turn scores into confidences."""
    at, share = zip(*knots, strict=True)
    return np.asarray(np.interp(np.asarray(scores, dtype=np.float64), at, share))


def mean_gap(confidences: ArrayLike, right: ArrayLike, *, bins: int = BINS) -> float:
    """Average, over bins of equal count, how many points mean confidence and share right are apart."""
    confidence, hit = np.asarray(confidences, dtype=np.float64), np.asarray(right, dtype=np.float64)
    order = np.argsort(confidence, kind="stable")
    members = [part for part in np.array_split(order, bins) if len(part)]
    gaps = [abs(float(confidence[part].mean() - hit[part].mean())) for part in members]
    return 100 * sum(gaps) / len(gaps) if gaps else 0.0


def judge_attributions(gold: PolnearArticle, reading: Reading | None) -> list[tuple[float, bool]]:
    """Give the confidence of each attribution that PolNeAR would mark, and whether it was right.

    It is right when its content overlaps a gold content by more than half and the sources of the two
    share a character or are absent in both.
    """
    found = outermost_attributions(reading) if reading else ()
    return [(a.confidence, _is_right(tidy_parts(a, text=gold.text), gold.attributions)) for a in found]


def score_calibration(articles: Sequence[Judged], *, draws: int = 200) -> tuple[Score, ...]:
    """Score the confidences as they were given, and fitted on one half of the articles and measured on the other.

    The halves are every other article. Values are points, lower is better; intervals are reflected at the value
    (basic bootstrap), since resampling always widens a gap. `calibration.by_chance` is the gap that confidences
    without any fault would show on as many cases.
    """
    weights = resample(len(articles), draws=draws)
    cases = sum(map(len, articles))
    scores = []
    for measure, gap in (("calibration.by_halves", _gap_by_halves), ("calibration.as_given", _gap_as_given)):
        value = gap([(article, 1) for article in articles])
        drawn = np.array([gap([*zip(articles, row, strict=True)]) for row in weights.tolist()])
        low, high = interval(np.maximum(0, 2 * value - drawn))
        scores.append(Score(measure, round(value, 1), cases, low, high))
    chance = _gaps_by_chance([(article, 1) for article in articles], draws)
    return *scores, Score("calibration.by_chance", round(float(chance.mean()), 1), cases, *interval(chance))


Weighted = Sequence[tuple[Judged, int]]


def _gap_by_halves(articles: Weighted) -> float:
    gaps = [mean_gap(confidence, right) for confidence, right in _fit_by_halves(articles)]
    return sum(gaps) / len(gaps) if gaps else 0.0


def _gaps_by_chance(articles: Weighted, draws: int) -> NDArray[np.float64]:
    luck = np.random.default_rng(SEED)
    halves = [confidence for confidence, _ in _fit_by_halves(articles)]
    gaps = [sum(mean_gap(half, luck.random(len(half)) < half) for half in halves) for _ in range(draws)]
    return np.array(gaps, dtype=np.float64) / max(1, len(halves))


def _fit_by_halves(articles: Weighted) -> list[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Give confidences and what was right in each half, with confidences fitted on the other."""
    one, other = _flatten(articles[::2]), _flatten(articles[1::2])
    if not len(one) or not len(other):
        return []
    ways = ((one, other), (other, one))
    return [(calibrate(half[:, 0], fit_calibration(fit[:, 0], fit[:, 1])), half[:, 1]) for fit, half in ways]


def _gap_as_given(articles: Weighted) -> float:
    judged = _flatten(articles)
    return mean_gap(judged[:, 0], judged[:, 1])


def _flatten(articles: Weighted) -> NDArray[np.float64]:
    """Stack the cases of all articles, each as often as it was drawn; shape (cases, 2)."""
    cases = [case for article, times in articles for _ in range(times) for case in article]
    return np.array(cases, dtype=np.float64).reshape(-1, 2)


def _merge(one: tuple[float, float, int], other: tuple[float, float, int]) -> tuple[float, float, int]:
    size = one[2] + other[2]
    at, share = ((one[i] * one[2] + other[i] * other[2]) / size for i in (0, 1))
    return at, share, size


def _is_right(parts: Parts, gold: Sequence[Parts]) -> bool:
    return any(overlap(parts.content, other.content) > 0.5 and _same_source(parts, other) for other in gold)


def _same_source(one: Parts, other: Parts) -> bool:
    return overlap(one.source, other.source) > 0 or not (one.source or other.source)
