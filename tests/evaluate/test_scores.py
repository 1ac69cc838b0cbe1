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


def test_what_was_given_may_be_right_by_another_number_than_what_was_wanted():
    (score,) = score_tallies([{"b3": Count(3, 6, 4, 3)}, {"b3": Count(0, 0, 1, 0)}, {}])
    assert (score.precision, score.recall, score.value) == (60.0, 50.0, 54.5)


def test_a_mean_averages_values_and_halves_and_has_the_most_cases():
    tally = {"a": Count(1, 2, 4), "b": Count(3, 3, 3)}
    mean = score_tallies([tally] * 3, means={"both": ("a", "b")})[-1]
    assert (mean.measure, mean.cases, mean.precision, mean.recall) == ("both", 9, 62.5, 75.0)
    assert (mean.low, mean.value, mean.high) == (66.7, 66.7, 66.7)


def test_a_mean_of_a_share_of_nothing_has_no_value():
    (_, _, mean) = score_tallies([{"a": Count(0, 0), "b": Count(1, 1)}], means={"both": ("a", "b")})
    assert (mean.value, mean.low, mean.high) == (None, None, None)
