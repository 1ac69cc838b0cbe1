import numpy as np
import pytest

from sayso.evaluate.calibration import calibrate, fit_calibration, judge_attributions, mean_gap, score_calibration
from sayso.evaluate.pieces import Parts
from sayso.evaluate.polnear import PolnearArticle
from tests.evaluate.made import find, make_attribution, make_reading

LUCK = np.random.default_rng(3)
SCORES = LUCK.uniform(0, 1, 4000)
RIGHT = LUCK.uniform(0, 1, 4000) < SCORES**2
"""Scores that boast: of the things given 0.7, half are right."""


def test_a_fitted_table_brings_confidence_to_the_share_right():
    assert mean_gap(SCORES, RIGHT) > 10
    fresh = np.random.default_rng(4)
    scores = fresh.uniform(0, 1, 4000)
    confidence = calibrate(scores, fit_calibration(SCORES, RIGHT))
    assert mean_gap(confidence, fresh.uniform(0, 1, 4000) < scores**2) < 3


def test_a_table_never_falls():
    noisy = LUCK.uniform(0, 1, 4000) < 0.5
    shares = [share for _, share in fit_calibration(SCORES, noisy)]
    assert shares == sorted(shares)


def test_any_scale_of_scores_will_do():
    logits = np.log(SCORES / (1 - SCORES))
    assert mean_gap(calibrate(logits, fit_calibration(logits, RIGHT)), RIGHT) < 2


def test_scores_beyond_the_table_get_its_ends():
    assert calibrate([-9, 0.5, 9], ((0.0, 0.2), (1.0, 0.8))).tolist() == [0.2, 0.5, 0.8]


def test_few_cases_make_one_knot():
    assert fit_calibration([0.2, 0.4, 0.9], [0, 1, 1]) == ((0.5, 0.666667),)


@pytest.mark.parametrize(
    ("confidences", "right", "gap"),
    [([0.5] * 10, [1, 0] * 5, 50), ([1.0] * 10, [1] * 10, 0), ([0.9] * 10, [0] * 10, 90), ([], [], 0)],
)
def test_the_mean_gap_is_in_points(confidences, right, gap):
    assert mean_gap(confidences, right) == pytest.approx(gap)


def test_bins_hold_equal_counts():
    assert mean_gap([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1], bins=2) == pytest.approx(15)


def test_boasting_shows_as_given_and_is_gone_when_fitted_on_the_other_half():
    cases = [*zip(SCORES.tolist(), RIGHT.tolist(), strict=True)]
    halves, given, chance = score_calibration([cases[at : at + 50] for at in range(0, 4000, 50)], draws=20)
    assert (halves.measure, given.measure) == ("calibration.by_halves", "calibration.as_given")
    assert (halves.value or 99) < 5
    assert (given.value or 0) > 10
    assert (halves.cases, given.cases) == (4000, 4000)
    assert chance.measure == "calibration.by_chance"
    assert abs((chance.value or 99) - halves.value) < 1


def test_articles_without_attributions_have_no_gap():
    assert [score.value for score in score_calibration([[], []], draws=5)] == [0.0, 0.0, 0.0]


TEXT = "Orla Fenn said the pump failed."
FENN = Parts(find(TEXT, "Orla Fenn"), find(TEXT, "said"), find(TEXT, "the pump failed"))


@pytest.mark.parametrize(
    ("source", "content", "right"),
    [
        ("Fenn", "the pump failed", True),
        ("Fenn", "pump failed.", True),
        ("Fenn", "failed", False),
        ("said", "the pump failed", False),
        (None, "the pump failed", False),
    ],
)
def test_an_attribution_is_right_by_most_of_its_content_and_some_of_its_source(source, content, right):
    parts = Parts(find(TEXT, source) if source else (), (), find(TEXT, content))
    reading = make_reading("a", TEXT, [make_attribution(TEXT, parts, confidence=0.7)])
    assert judge_attributions(PolnearArticle("a", TEXT, (FENN,)), reading) == [(0.7, right)]


def test_an_attribution_without_a_source_is_right_where_gold_has_none():
    bare = Parts((), FENN.cue, FENN.content)
    reading = make_reading("a", TEXT, [make_attribution(TEXT, bare)])
    assert judge_attributions(PolnearArticle("a", TEXT, (bare,)), reading) == [(1.0, True)]
