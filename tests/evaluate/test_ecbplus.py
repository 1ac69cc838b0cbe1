"""Mentions of events over the articles of a topic, as annotated and as put together -> MUC, B-cubed, CEAF-e."""

import numpy as np
import pytest

from evaluation.ecbplus import (
    EventArticle,
    EventWords,
    find_head,
    link_by_stem,
    list_articles,
    measure_coreference,
    score_link,
    tally_topic,
)
from evaluation.matching import group_at_once, group_in_turn
from sayso.evaluate.scores import Count
from tests.evaluate.made import MARKED_FILE


def say(article, *words_and_events):
    mentions = [
        EventWords(article, (10 * n, 10 * n + 5), words, words, event)
        for n, (words, event) in enumerate(words_and_events)
    ]
    return EventArticle(2, article, "", tuple(mentions))


TOPIC = (
    say("2_1ecb", ("burned", "fire"), ("blaze", "fire"), ("died", "death")),
    say("2_1ecbplus", ("burning", "fire"), ("rebuilt", "works"), ("burned", "other fire")),
)


def together(*groups):
    known = {(mention.article, mention.words): mention for article in TOPIC for mention in article.mentions}
    return [[known[one] for one in group] for group in groups]


def test_gold_itself_is_right_in_all_three():
    gold = together([("2_1ecb", "burned"), ("2_1ecb", "blaze"), ("2_1ecbplus", "burning")])
    assert tally_topic(TOPIC, gold, name="x") == {
        "x.muc": Count(2, 2, 2), "x.b3": Count(6, 6, 6, 6), "x.ceaf_e": Count(4, 4, 4),
    }  # fmt: skip


def test_a_mention_that_is_put_with_no_other_counts_by_itself():
    tally = tally_topic(TOPIC, [], name="x")
    assert tally["x.muc"] == Count(0, 2, 0)
    assert tally["x.b3"] == Count(4, 6, 6, 6)
    assert tally["x.ceaf_e"].right == 3.5


def test_a_mention_in_two_chains_stays_in_the_first():
    both = together([("2_1ecb", "burned"), ("2_1ecb", "blaze")], [("2_1ecb", "blaze"), ("2_1ecb", "died")])
    assert tally_topic(TOPIC, both, name="x")["x.muc"] == Count(1, 2, 1)


def test_words_of_one_stem_are_put_together_by_the_floor():
    chains = [{(mention.article, mention.words) for mention in chain} for chain in link_by_stem(TOPIC)]
    assert {("2_1ecb", "burned"), ("2_1ecbplus", "burning"), ("2_1ecbplus", "burned")} in chains
    assert len(chains) == 4


def test_the_mean_of_the_three_comes_first_and_topics_are_added_up():
    scores = score_link([TOPIC, TOPIC], link_by_stem, name="x")
    assert [score.measure for score in scores] == ["x", "x.muc", "x.b3", "x.ceaf_e"]
    assert scores[0].value == pytest.approx(sum(score.value or 0 for score in scores[1:]) / 3, abs=0.1)
    assert scores[2].cases == 12


@pytest.mark.parametrize(
    ("words", "head"), [(["burned"], "burned"), (["press", "conference"], "conference"), (["pulled", "over"], "pulled")]
)
def test_the_head_is_the_last_word_but_of_a_verb_with_its_particle(words, head):
    assert find_head(words) == head


def write_corpus(folder):
    (folder / "2").mkdir()
    (folder / "2" / "2_1ecb.xml").write_text(MARKED_FILE, encoding="utf-8")
    (folder / "2" / "2_2ecb.xml").write_text(MARKED_FILE, encoding="utf-8")
    rows = "Topic,File,Sentence Number\n2,1ecb,1\n3,2ecb,1\n"
    (folder / "ECBplus_coreference_sentences.csv").write_text(rows, encoding="utf-8")
    return folder


def test_mentions_are_read_from_the_sentences_that_were_checked(tmp_path):
    (article,) = list_articles(write_corpus(tmp_path))
    assert (article.topic, article.name) == (2, "2_1ecb")
    told = [(mention.words, mention.event) for mention in article.mentions]
    assert told == [("was n't", "2_1ecb 2"), ("rebuilt", "2_1ecb 2")]
    assert article.text[slice(*article.mentions[1].place)] == "rebuilt"


def test_linkers_are_measured_under_their_names(tmp_path):
    measured = measure_coreference(write_corpus(tmp_path), {"floor": link_by_stem, "none": lambda topic: []})
    assert measured.texts == 1
    assert {score.measure.partition(".")[0] for score in measured.scores} == {"floor", "none"}


@pytest.mark.corpora
def test_the_development_topics_are_read_whole(corpora):
    articles = list(list_articles(corpora / "ecbplus"))
    assert (len(articles), sum(len(article.mentions) for article in articles)) == (196, 1245)


def scores_of(size, **pairs):
    scores = np.full((size, size), -20.0, dtype=np.float32)
    for pair, score in pairs.items():
        one, other = int(pair[1]), int(pair[2])
        scores[one, other] = scores[other, one] = score
    np.fill_diagonal(scores, -np.inf)
    return scores


@pytest.mark.parametrize("group", [group_in_turn, group_at_once])
def test_mentions_that_are_alike_enough_are_put_together(group):
    assert sorted(map(sorted, group(scores_of(4, p02=3.0, p13=1.0)))) == [[0, 2], [1, 3]]


@pytest.mark.parametrize("group", [group_in_turn, group_at_once])
def test_a_mention_that_is_unlike_one_of_them_does_not_join_them(group):
    assert sorted(map(sorted, group(scores_of(3, p01=3.0, p12=3.0, p02=-20.0)))) == [[0, 1], [2]]


def test_in_turn_a_mention_joins_what_came_before_and_at_once_the_likeliest_come_first():
    scores = scores_of(3, p01=1.0, p12=4.0)
    assert sorted(map(sorted, group_in_turn(scores))) == [[0, 1], [2]]
    assert sorted(map(sorted, group_at_once(scores))) == [[0], [1, 2]]


@pytest.mark.parametrize("group", [group_in_turn, group_at_once])
def test_without_mentions_there_are_no_groups(group):
    assert group(scores_of(0)) == []
