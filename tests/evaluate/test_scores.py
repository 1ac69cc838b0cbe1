import numpy as np
import pytest

from sayso.evaluate.scores import Count, add_tallies, resample, score_tallies


def numbers(scores):
    """Take the numbers of the only score."""
    (score,) = scores
    return {name: getattr(score, name) for name in ("low", "value", "high")}


def test_an_f1_is_twice_what_is_right_over_what_is_wanted_and_given():
    (score,) = score_tallies([{"cue": Count(3, 5, 4)}, {"cue": Count(0, 1, 2)}])
    assert (score.value, score.precision, score.recall, score.cases) == (50.0, 50.0, 50.0, 6)


def test_a_share_counts_only_what_is_wanted():
    (score,) = score_tallies([{"act": Count(2, 3)}])
    assert (score.value, score.precision, score.cases) == (66.7, None, 3)


def test_a_share_of_nothing_has_no_value_and_no_interval():
    (score,) = score_tallies([{"act": Count(0, 0)}])
    assert (score.value, score.low, score.high) == (None, None, None)


def test_an_f1_of_nothing_is_zero():
    (score,) = score_tallies([{"cue": Count(0, 0, 0)}])
    assert (score.value, score.precision, score.recall) == (0.0, 0.0, 0.0)


def test_a_measure_that_some_articles_lack_is_summed_over_the_others():
    assert add_tallies([{"a": Count(1, 2)}, {}, {"a": Count(1, 1)}]) == {"a": Count(2, 3)}


def test_the_interval_holds_the_value_and_narrows_with_articles():
    articles = [{"act": Count(right, 10)} for right in (2, 9, 5, 7)]
    few, many = numbers(score_tallies(articles)), numbers(score_tallies(articles * 25))
    assert few["low"] < few["value"] < few["high"]
    assert many["high"] - many["low"] < few["high"] - few["low"]


def test_the_interval_is_the_same_on_every_run():
    articles = [{"act": Count(right, 10)} for right in (2, 9, 5, 7)]
    assert score_tallies(articles) == score_tallies(articles)


def test_articles_that_are_all_alike_leave_no_doubt():
    (score,) = score_tallies([{"act": Count(1, 2)}] * 5)
    assert (score.low, score.high) == (50.0, 50.0)


@pytest.mark.parametrize("articles", [1, 7])
def test_a_resampled_corpus_has_as_many_articles_as_the_corpus(articles):
    assert np.all(resample(articles, draws=20).sum(axis=1) == articles)
