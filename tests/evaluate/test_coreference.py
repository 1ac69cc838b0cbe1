from itertools import permutations

import numpy as np
import pytest

from sayso.evaluate.coreference import name_means, pair_most, tally_chains, tidy_chains
from sayso.evaluate.scores import Count, score_tallies


def chains(*words):
    """Make chains of letters, each letter a mention."""
    return [[(ord(letter), ord(letter) + 1) for letter in word] for word in words]


def score(gold, read):
    """Score chains of letters: precision, recall and F1 of each measure, in per cent."""
    tallies = [tally_chains(chains(*gold), chains(*read))]
    scores = score_tallies(tallies, means=name_means([None]), draws=5)
    return {s.measure.removeprefix("coref."): (s.precision, s.recall, s.value) for s in scores}


def test_the_example_of_the_reference_scorer_scores_as_it_says():
    # Pradhan, Luo, Recasens, Hovy, Ng & Strube 2014, "Scoring coreference partitions of predicted mentions"
    assert score(["abc", "defg"], ["ab", "cd", "fghi"]) == {
        "mentions": (75.0, 85.7, 80.0),
        "muc": (40.0, 40.0, 40.0),
        "b3": (50.0, 41.7, 45.5),
        "ceaf_e": (43.3, 65.0, 52.0),
        "conll": (44.4, 48.9, 45.8),
    }


@pytest.mark.parametrize(
    ("read", "muc", "b3", "ceaf_e"),
    [
        (["abcde", "fghijkl"], (90.0, 100.0, 94.7), (76.2, 100.0, 86.5), (91.7, 61.1, 73.3)),
        (["abcdehijkl", "fg"], (90.0, 100.0, 94.7), (58.3, 100.0, 73.7), (83.3, 55.6, 66.7)),
    ],
)
def test_links_do_not_see_what_mentions_and_entities_see(read, muc, b3, ceaf_e):
    # Bagga & Baldwin 1998: a small entity joined to a large one, and two large ones joined
    scores = score(["abcde", "fg", "hijkl"], read)
    assert (scores["muc"], scores["b3"], scores["ceaf_e"]) == (muc, b3, ceaf_e)


def test_chains_as_annotated_are_right_in_everything():
    assert set(score(["abc", "de"], ["ed", "cab"]).values()) == {(100.0, 100.0, 100.0)}


@pytest.mark.parametrize(("gold", "read"), [(["ab"], []), ([], ["ab"]), (["ab"], ["cd"])])
def test_nothing_in_common_is_worth_nothing(gold, read):
    assert set(score(gold, read).values()) == {(0.0, 0.0, 0.0)}


def test_chains_of_one_mention_are_left_out_on_either_side():
    assert score(["abc", "x"], ["abc", "y", "z"]) == score(["abc"], ["abc"])


def test_a_mention_in_two_chains_counts_in_the_first():
    assert tidy_chains(chains("ab", "bcd", "a")) == [frozenset(chains("ab")[0]), frozenset(chains("cd")[0])]


def test_documents_are_summed_before_they_are_divided():
    tallies = [tally_chains(chains("abcdef"), chains("abcdef")), tally_chains(chains("ab"), [])]
    (muc,) = (s for s in score_tallies(tallies, draws=5) if s.measure == "coref.muc")
    assert (muc.precision, muc.recall, muc.cases) == (100.0, 83.3, 6)


def test_a_genre_is_scored_by_itself_too():
    tallies = [tally_chains(chains("ab"), chains("ab"), genre="news"), tally_chains(chains("ab"), [], genre="bio")]
    scores = {s.measure: s.value for s in score_tallies(tallies, means=name_means(["news", "bio"]), draws=5)}
    assert (scores["coref.conll.news"], scores["coref.conll.bio"], scores["coref.conll"]) == (100.0, 0.0, 66.7)
    assert tallies[0]["coref.muc.news"] == Count(1, 1, 1)


@pytest.mark.parametrize("seed", range(20))
def test_pairs_are_worth_most_together(seed):
    luck = np.random.default_rng(seed)
    rows, columns = (int(size) for size in luck.integers(1, 6, 2))
    worth = luck.random((rows, columns)) * (luck.random((rows, columns)) < 0.6)
    wide = worth if rows <= columns else worth.T
    best = max(sum(map(wide.__getitem__, enumerate(order))) for order in permutations(range(wide.shape[1]), len(wide)))
    pairs = pair_most(worth)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert sum(map(worth.__getitem__, pairs)) == pytest.approx(best)


def test_the_best_pair_alone_may_not_be_among_the_best_pairs():
    assert sorted(pair_most(np.array([[0.9, 0.8], [0.8, 0.0]]))) == [(0, 1), (1, 0)]
