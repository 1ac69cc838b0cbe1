"""What the heads say of a text in; its sentences, trees and mentions out."""

from dataclasses import replace

import numpy as np
import pytest

from sayso.model import Heard
from sayso.model.encode import Encoder
from sayso.model.labels import MENTION_TYPES, RELATIONS, UPOS
from sayso.model.parse import FoundMention, Token, find_mentions, keep_named, parse
from tests.model.made import GROUPS, SURE, make_heads, make_tokenizer

TEXT = "Orde left Skarre. She slept"
HEADS = [1, 1, 1, 1, 5, 5]
TAGS = ["PROPN", "VERB", "PROPN", "PUNCT", "PRON", "VERB"]
LINKS = ["nsubj", "root", "obj", "punct", "nsubj", "root"]


def one_hot(places, width):
    return np.eye(width, dtype=np.float32)[list(places)] * SURE


def hear_tree(text=TEXT, *, heads=HEADS, starts=(0, 4), mentions=()):
    """What the heads would say if they were sure of a tree; mentions are (first, last, included)."""
    encoded = Encoder(make_tokenizer()).encode(text)
    size = len(encoded)
    said = {
        "sentence": np.where(np.isin(np.arange(size), starts), 5.0, -5.0),
        "upos": one_hot((UPOS.index(tag) for tag in TAGS), len(UPOS)),
        "arc_dependent": one_hot(heads, GROUPS),
        "arc_head": one_hot(range(size), GROUPS),
        "relation_dependent": one_hot((RELATIONS.index(link) for link in LINKS), len(RELATIONS)),
        "relation_head": np.zeros((size, len(RELATIONS)), dtype=np.float32),
        "mention_start": np.where(np.isin(np.arange(size), [first for first, _ in mentions]), 5.0, -9.0),
        "mention_end": np.where(np.isin(np.arange(size), [last for _, last in mentions]), 5.0, -9.0),
        "mention_start_vector": np.zeros((size, 1)),
        "mention_end_vector": np.zeros((size, 1)),
        "mention_inside": np.zeros((size, 1 + len(MENTION_TYPES))),
    }
    return Heard(encoded, said)


def test_a_parse_says_what_the_heads_say():
    tokens = parse(hear_tree(), make_heads())
    assert [token.upos for token in tokens] == TAGS
    assert [token.deprel for token in tokens] == LINKS
    assert [token.head for token in tokens] == [1, -1, 1, 1, 5, -1]
    assert [token.sentence for token in tokens] == [0, 0, 0, 0, 1, 1]


def test_a_token_stands_where_its_word_stands():
    assert [TEXT[token.start : token.end] for token in parse(hear_tree(), make_heads())] == [
        "Orde", "left", "Skarre", ".", "She", "slept",
    ]  # fmt: skip


def test_no_head_lies_outside_its_sentence():
    heard = hear_tree(heads=[5, 5, 5, 5, 0, 0])
    tokens = parse(heard, make_heads())
    assert all(token.head < 0 or tokens[token.head].sentence == token.sentence for token in tokens)


def test_a_sentence_has_one_root_and_only_a_root_is_called_so():
    tokens = parse(hear_tree(heads=[0, 1, 2, 3, 4, 5]), make_heads())
    roots = [token for token in tokens if token.head < 0]
    assert [token.sentence for token in roots] == [0, 1]
    assert {token.deprel for token in roots} == {"root"}
    assert "root" not in {token.deprel for token in tokens if token.head >= 0}


def test_sentences_that_are_given_are_kept():
    tokens = parse(hear_tree(), make_heads(), starts=np.array([0, 2]))
    assert [token.sentence for token in tokens] == [0, 0, 1, 1, 1, 1]


def mention(words, head, *, text=TEXT):
    start = text.index(words)
    return FoundMention(start, start + len(words), "person", head, 0.0)


def found(**changes):
    heard = hear_tree(**changes)
    heads = make_heads()
    heads["mention_length"][:] = 0
    return [replace(m, probability=0.0, typed=1.0) for m in find_mentions(heard, heads, parse(heard, heads))]


def test_a_mention_holds_its_words_and_knows_its_head():
    assert found(mentions=[(0, 0)]) == [mention("Orde", 0)]


def test_the_head_of_a_mention_is_the_word_whose_own_head_is_outside():
    # "Skarre" hangs on "left", the full stop on "Skarre"
    assert found(heads=[1, 1, 1, 2, 5, 5], mentions=[(2, 3)]) == [mention("Skarre.", 2)]


def test_a_mention_longer_than_the_tables_is_none():
    heads = make_heads()
    heads["mention_length"] = np.zeros((2, len(MENTION_TYPES) + 1))
    heard = hear_tree(mentions=[(0, 2)])
    assert find_mentions(heard, heads, parse(heard, heads)) == []


def test_a_mention_is_as_likely_as_its_edges_its_words_and_its_length_make_it():
    random = np.random.default_rng(7)
    heard, heads = hear_tree(mentions=[(0, 0), (2, 2), (4, 4)]), make_heads()
    heard.said["mention_start_vector"], heard.said["mention_end_vector"] = random.normal(size=(2, 6, 1))
    heard.said["mention_inside"] = random.normal(size=heard.said["mention_inside"].shape)
    heads["mention_weight"] = random.normal(size=heads["mention_weight"].shape)
    heads["mention_length"] = random.normal(size=heads["mention_length"].shape)
    for m in find_mentions(heard, heads, parse(heard, heads)):
        first, last = (np.flatnonzero(heard.encoded.words[:, n] == at)[0] for n, at in enumerate((m.start, m.end)))
        start, end = (
            [heard.said[f"mention_{edge}_vector"][at, 0], 1] for edge, at in (("start", first), ("end", last))
        )
        scores = heads["mention_length"][last - first] + [start @ weight @ end for weight in heads["mention_weight"]]
        shares = np.exp(scores + heard.said["mention_inside"][first : last + 1].mean(0))
        assert np.isclose(m.probability, 1 - shares[0] / shares.sum())


@pytest.mark.parametrize(
    ("gum", "kept"), [("person", "person"), ("organization", "organization"), ("place", "place"), ("event", "other")]
)
def test_a_named_mention_is_one_of_four_kinds(gum, kept):
    tokens = [Token(0, 4, "PROPN", -1, "root", 0)]
    assert [m.type for m in keep_named([FoundMention(0, 4, gum, 0, 0.5)], tokens)] == [kept]


@pytest.mark.parametrize("tag", ["NOUN", "PRON", "ADJ"])
def test_a_mention_whose_head_is_no_name_is_not_named(tag):
    tokens = [Token(0, 4, tag, -1, "root", 0)]
    assert list(keep_named([FoundMention(0, 4, "person", 0, 0.5)], tokens)) == []
