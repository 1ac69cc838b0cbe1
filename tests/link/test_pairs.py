"""Which pairs of phrases are tried, and what is told of each, as whole numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.link.pairs import (
    CLASSES,
    MATCHES,
    NEAR,
    SIZES,
    agree_on_types,
    describe_pairs,
    find_class,
    find_name,
    find_pairs,
    find_traits,
    number_ties,
)
from tests.link.made import make_ties, read, tell

FEATURES = list(SIZES)


def describe(marked, later, earlier, *, ties=()):
    """Describe a pair by the name of each feature."""
    traits = find_traits(marked.article.text, marked.phrases)
    pair = np.array([[marked.number(later), marked.number(earlier)]])
    tied = number_ties(marked.phrases, make_ties(marked, ties))
    return dict(zip(FEATURES, describe_pairs(traits, pair, tied)[0].tolist(), strict=True))


def list_pairs(marked, *, at_once=1000):
    return [
        (block.start, pairs.tolist())
        for block, pairs in find_pairs(marked.article.text, marked.phrases, at_once=at_once)
    ]


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("[P:Ada Lund]", "name"), ("[p:the mayor]", "the"), ("[p:this man]", "this"), ("[p:her brother]", "his"),
        ("[p:a clerk]", "a"), ("[p+:residents]", "bare"), ("[p:I]", "i"), ("[p:my]", "i"), ("[p:you]", "you"),
        ("[p:him]", "he"), ("[p:her]", "she"), ("[o:its]", "it"), ("[p+:us]", "we"), ("[p+:them]", "they"),
        ("[p:who]", "who"), ("[p:another]", "else"),
    ],
)  # fmt: skip
def test_a_phrase_has_the_class_of_its_pronoun_or_of_how_it_opens(phrase, kind):
    marked = read(f"So {phrase} slept.")
    assert find_class(marked.article.text, marked.phrases[0]) == kind


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("[P:Ada Lund]", ("ada", "lund")),
        ("[P:Mayor Ada Lund]", ("ada", "lund")),
        ("[P:Ada Lund, who leads the guild]", ("ada", "lund")),
        ("[P:Dean]", ("dean",)),
        ("[O:the Tidewater Guild]", ("tidewater", "guild")),
    ],
)
def test_a_name_is_taken_apart(phrase, words):
    marked = read(f"So {phrase} slept.")
    name = find_name(marked.article.text, marked.phrases[0])
    assert name is not None
    assert name.words == words


@pytest.mark.parametrize(
    "phrase", ["[p:the mayor]", "[P:the Mayor]", "[P:Velland's Prime Minister]", "[p:she]", "[P&:[P:Ada] and [P:Ivo]]"]
)
def test_what_is_no_name_of_one_has_none(phrase):
    marked = read(f"So {phrase} slept.")
    assert find_name(marked.article.text, marked.phrases[0]) is None


def test_all_phrases_of_one_name_are_of_the_type_that_is_likeliest():
    marked = read("[P?:Orde Lines] sank. [O:Orde Lines] paid. [O:the Orde Lines] left.")
    agreed = agree_on_types(marked.article.text, marked.phrases)
    assert {(phrase.type, round(phrase.typed, 2)) for phrase in agreed} == {("organization", 0.67)}


def test_who_is_called_mr_or_mrs_is_a_person():
    marked = read("[O:Mrs Orde] rose. [O:Dorn] paid.")
    agreed = agree_on_types(marked.article.text, marked.phrases)
    assert [phrase.type for phrase in agreed] == ["person", "organization"]


def test_descriptions_and_pairs_need_not_agree_on_a_type():
    marked = read("[p:The firm] sank. [o:The firm] paid. [P&:[P:Ada] and [P:Ivo]] left. [O&:[O:Ada] and [P:Ivo]] woke.")
    agreed = agree_on_types(marked.article.text, marked.phrases)
    pairs = [(phrase.form == "nominal" or phrase.joins, phrase.type) for phrase in agreed]
    assert [kind for alone, kind in pairs if alone] == ["person", "organization", "person", "organization"]


def test_every_phrase_is_tried_with_those_shortly_before_it():
    assert list_pairs(read("[p:He] saw [p:her] and [P:Ada].")) == [(0, [[1, 0], [2, 0], [2, 1]])]


def test_a_name_far_back_is_tried_where_a_word_is_shared():
    between = ["[p:he] slept."] * (NEAR["name"] + 5)
    ((_, pairs),) = list_pairs(read("[P:Ada Lund] slept.", *between, "[P:Lund] woke."))
    last = NEAR["name"] + 6
    assert [last, 0] in pairs
    assert [last, 1] not in pairs


def test_a_pronoun_is_not_tried_far_back():
    between = ["[p:he] slept."] * (NEAR["pronoun"] + 5)
    ((_, pairs),) = list_pairs(read("[p:He] slept.", *between, "[p:He] woke."))
    assert [NEAR["pronoun"] + 6, 0] not in pairs


def test_pairs_come_in_parts_that_together_are_the_whole():
    marked = read(*["[P:Ada Lund] saw [p:her]."] * 20)
    ((_, whole),) = list_pairs(marked)
    parts = list_pairs(marked, at_once=7)
    assert [first for first, _ in parts] == list(range(0, 40, 7))
    assert [pair for _, pairs in parts for pair in pairs] == whole


def test_the_pairs_of_a_name_said_two_thousand_times_stay_few():
    ((_, pairs),) = list_pairs(read("[P:Ada Lund] slept. " * 2000), at_once=2000) or [(0, [])]
    assert len(pairs) < 2000 * 60


def test_no_phrases_make_no_pairs():
    assert list_pairs(read("It rained.")) == []


def test_a_pair_is_described_by_its_classes():
    told = describe(read("[P:Ada] slept. [p:She] woke."), "She", "Ada")
    assert told["class"] == CLASSES.index("she") * len(CLASSES) + CLASSES.index("name")


@pytest.mark.parametrize(
    ("text", "later", "earlier", "words"),
    [
        ("[p:The clerk] met [p:the baker].", "the baker", "The clerk", 0),
        ("[p:The clerk] met [p:the clerk].", "the clerk", "The clerk", 5 + 6),
        ("[p:The old clerk] met [p:the clerk].", "the clerk", "The old clerk", 2 + 6),
        ("[p:The clerk] met [p:the old clerk].", "the old clerk", "The clerk", 3 + 6),
        ("[p:The old clerk] met [p:the young clerk].", "the young clerk", "The old clerk", 1 + 6),
        ("[P:Ada Lund] met [P:Ada Lund].", "Ada Lund/2", "Ada Lund", 5 + 6 + 12),
        ("[P:Ada Lund] met [P:Lund].", "Lund", "Ada Lund", 2 + 6 + 12),
    ],
)
def test_the_words_of_two_phrases_are_compared(text, later, earlier, words):
    assert describe(read(text), later, earlier)["words"] == words


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        ("Ada Lund", "Ada Lund/2", "equal"),
        ("Ada Lund", "Lund", "part"),
        ("Ada Lund", "Piet Lund", "clash"),
        ("Ada Lund", "Ivo Brandt", "none"),
    ],
)
def test_the_names_of_two_phrases_are_compared(one, other, match):
    told = describe(read(f"[P:{one}] met [P:{other.partition('/')[0]}]."), other, one)
    assert told["names"] == 1 + MATCHES.index(match)


def test_a_pair_with_a_pronoun_has_no_names_to_compare():
    assert describe(read("[P:Ada] slept. [p:She] woke."), "She", "Ada")["names"] == 0


@pytest.mark.parametrize(
    ("text", "later", "earlier", "quote"),
    [
        ("[P:Ada] met [P:Ivo].", "Ivo", "Ada", 0),
        ("“[P:Ada] met [P:Ivo].”", "Ivo", "Ada", 1),
        ("[P:Ada] slept. “[P:Ivo] woke.”", "Ivo", "Ada", 2),
        ("“[P:Ada] slept.” [P:Ivo] woke.", "Ivo", "Ada", 3),
        ("“[P:Ada] slept.” “[P:Ivo] woke.”", "Ivo", "Ada", 4),
    ],
)
def test_a_pair_tells_whether_one_quotation_holds_both(text, later, earlier, quote):
    assert describe(read(text), later, earlier)["quote"] == quote


@pytest.mark.parametrize(
    ("text", "later", "earlier", "nest"),
    [
        ("[P:Ada] met [P:Ivo].", "Ivo", "Ada", 0),
        ("[p:the ^son of [P:Ada]] slept.", "Ada", "the son of Ada", 1),
        ("[p:[P:Ada]'s ^son] slept.", "Ada", "Ada's son", 1),
        ("[p&:[P:Ada] and [P:Ivo]] slept.", "Ada", "Ada and Ivo", 3),
    ],
)
def test_a_pair_tells_whether_one_holds_the_other(text, later, earlier, nest):
    assert describe(read(text), later, earlier)["nest"] == nest


@pytest.mark.parametrize(("ties", "told"), [([], 0), ([("Ada", "the mayor")], 1)])
def test_a_pair_tells_whether_it_is_tied(ties, told):
    assert describe(read("[P:Ada], [p:the mayor], slept."), "the mayor", "Ada", ties=ties)["tie"] == told


@pytest.mark.parametrize(("word", "teller"), [("I", 1 + 1), ("Ivo", 0)])
def test_a_pair_tells_who_says_the_words_in_which_the_other_stands(word, teller):
    marked = read("[P:Ada] said: “[p:I] slept.” [P:Ivo] woke.")
    told = tell(marked, [marked.say("“I slept.”", "Ada")])
    assert describe(told, word, "Ada")["teller"] == teller


def test_sentences_and_lines_between_two_phrases_are_counted():
    near = describe(read("[P:Ada] met [p:her]."), "her", "Ada")
    far = describe(read("[P:Ada] slept.", "[p:She] woke."), "She", "Ada")
    assert near["sentences"] < far["sentences"]
    assert near["lines"] < far["lines"]


def test_a_tie_to_what_is_no_phrase_is_left_out():
    marked = read("[P:Ada], [p:the mayor], slept.")
    (tie,) = make_ties(marked, [("Ada", "the mayor")])
    assert number_ties(marked.phrases[:1], [tie]) == set()


PIECES = st.sampled_from(
    ["[P:Ada Lund]", "[p:she]", "[o:the [L:Velland] ^army]", "[p+:who]", "“", "”", ". ", "[P:Ø’]", "[O:U.N.]", "[p:1]"]
)


@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_every_feature_stays_inside_its_table(text):
    marked = read(text)
    traits = find_traits(marked.article.text, marked.phrases)
    for _, pairs in find_pairs(marked.article.text, marked.phrases, at_once=10):
        told = describe_pairs(traits, pairs, {(1, 0)})
        assert told.shape == (len(pairs), len(SIZES))
        assert (told >= 0).all()
        assert (told < np.array(list(SIZES.values()))).all()
