"""The coreference head gives what a slow, plain reading of its tables gives."""

from math import sqrt, tanh

import numpy as np
import pytest

from sayso.link.pairs import CLASSES, SIZES
from sayso.model.corefer import HEARD, ROWS, PairScorer, group_tables, join_tables, number_rows, phrase_vectors
from sayso.model.encode import Encoder
from sayso.model.heard import Heard
from sayso.model.labels import MENTION_TYPES
from tests.model.made import make_corefer, make_tokenizer

WIDTHS = dict(zip(HEARD, (2, 3, 2, 4, 1), strict=True))
WIDTH = sum(WIDTHS.values())
TEXT = "Orde left Skarre. She slept"


@pytest.fixture
def random():
    return np.random.default_rng(11)


@pytest.fixture
def heads(random):
    tables = make_corefer(width=WIDTH)
    return {name: random.normal(size=table.shape).astype(np.float32) for name, table in tables.items()}


@pytest.fixture
def heard(random):
    encoded = Encoder(make_tokenizer()).encode(TEXT)
    said = {name: random.normal(size=(len(encoded), width)).astype(np.float32) for name, width in WIDTHS.items()}
    return Heard(encoded, said)


WORDS = np.array([[0, 0, 0], [0, 1, 2], [4, 4, 5]])


def normalise(row, heads):
    mean = sum(row) / len(row)
    spread = sqrt(sum((x - mean) ** 2 for x in row) / len(row) + 1e-5)
    scale, shift = heads["corefer_norm"], heads["corefer_norm_bias"]
    return [(x - mean) / spread * a + b for x, a, b in zip(row, scale, shift, strict=True)]


def bend(x):
    return 0.5 * x * (1 + tanh(sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


def test_a_vector_is_of_the_first_word_the_head_and_the_last(heard, heads):
    rows = [[x for name in HEARD for x in heard.said[name][at]] for at in range(len(heard.encoded))]
    for words, vector in zip(WORDS.tolist(), phrase_vectors(heard, heads, WORDS), strict=True):
        joined = [x for at in words for x in normalise(rows[at], heads)]
        plain = [
            bend(sum(w * x for w, x in zip(weights, joined, strict=True)) + bias)
            for weights, bias in zip(heads["corefer_vector"], heads["corefer_vector_bias"], strict=True)
        ]
        assert np.allclose(vector, plain, rtol=1e-3, atol=1e-3)


def test_no_phrases_have_no_vectors(heard, heads):
    assert phrase_vectors(heard, heads, np.zeros((0, 3), dtype=np.int64)).shape == (0, 2)


def test_the_vectors_of_a_part_are_those_of_the_whole(heard, heads):
    whole = phrase_vectors(heard, heads, WORDS)
    part = phrase_vectors(heard.part(4, 6), heads, WORDS[2:] - 4)
    assert np.allclose(part, whole[2:], rtol=1e-3)


def make_pairs(random, count):
    pairs = np.array([(i, j) for i in range(count) for j in range(i)])
    features = np.stack([random.integers(0, size, len(pairs)) for size in SIZES.values()], axis=1)
    return pairs, features


def test_a_pair_is_scored_by_its_vectors_and_its_features(random, heads):
    vectors = random.normal(size=(4, 2)).astype(np.float32)
    pairs, features = make_pairs(random, 4)
    scores = PairScorer([vectors], heads).score(pairs, features)
    for (i, j), row, score in zip(pairs.tolist(), features.tolist(), scores.tolist(), strict=True):
        hidden = (
            heads["corefer_later"] @ vectors[i]
            + heads["corefer_later_bias"]
            + heads["corefer_earlier"] @ vectors[j]
            + heads["corefer_both"] @ (vectors[i] * vectors[j])
            + sum(heads[f"corefer_table_{n}"][value] for n, value in enumerate(row))
        )
        assert np.isclose(
            score, sum(w * max(h, 0) for w, h in zip(heads["corefer_out"][0], hidden, strict=True)), atol=1e-4
        )


def test_nothing_before_is_scored_by_vector_class_and_type(random, heads):
    vectors = random.normal(size=(3, 2)).astype(np.float32)
    classes, types = random.integers(0, len(CLASSES), 3), random.integers(0, len(MENTION_TYPES), 3)
    scores = PairScorer([vectors], heads).score_none(classes, types)
    for vector, its_class, its_type, score in zip(vectors, classes, types, scores, strict=True):
        hidden = heads["corefer_none"] @ vector + heads["corefer_none_bias"]
        plain = heads["corefer_none_out"][0] @ np.maximum(hidden, 0) + heads["corefer_none_out_bias"][0]
        plain += heads["corefer_none_class"][its_class, 0] + heads["corefer_none_type"][its_type, 0]
        assert np.isclose(score, plain, atol=1e-4)


def test_parts_are_scored_as_the_whole(random, heads):
    vectors = random.normal(size=(5, 2)).astype(np.float32)
    pairs, features = make_pairs(random, 5)
    whole = PairScorer([vectors], heads).score(pairs, features)
    parts = PairScorer([vectors[:2], vectors[2:2], vectors[2:]], heads).score(pairs, features)
    assert np.allclose(parts, whole)


def test_an_article_without_phrases_is_scored_without_complaint(heads):
    scorer = PairScorer([], heads)
    none = np.zeros(0, dtype=np.int64)
    assert len(scorer.score_none(none, none)) == 0
    assert len(scorer.score(np.zeros((0, 2), dtype=np.int64), np.zeros((0, len(SIZES)), dtype=np.int64))) == 0


def test_scores_stay_finite_where_a_word_says_nothing(heard, heads):
    for rows in heard.said.values():
        rows[:] = 0
    assert np.isfinite(phrase_vectors(heard, heads, WORDS)).all()


TABLES = [(3,), (2, 3, 4), (4, 4, 16, 5, 256), (ROWS + 1, 2, 2), tuple(SIZES.values())]


@pytest.mark.parametrize("sizes", TABLES, ids=["one", "few", "several", "a large one", "the head's"])
def test_every_table_is_in_one_group(sizes):
    assert sorted(n for group in group_tables(sizes) for n in group) == list(range(len(sizes)))


@pytest.mark.parametrize("sizes", TABLES, ids=["one", "few", "several", "a large one", "the head's"])
def test_a_group_of_tables_has_few_rows_unless_it_is_one_table(sizes):
    rows = {tuple(group): int(np.prod([sizes[n] for n in group])) for group in group_tables(sizes)}
    assert {group: count for group, count in rows.items() if len(group) > 1 and count > ROWS} == {}


@pytest.mark.parametrize("sizes", TABLES, ids=["one", "few", "several", "a large one", "the head's"])
def test_joined_tables_give_what_the_separate_ones_give(random, sizes):
    tables = [random.normal(size=(size, 3)).astype(np.float32) for size in sizes]
    features = np.stack([random.integers(0, size, 50) for size in sizes], axis=1)
    joined = sum(
        join_tables([tables[n] for n in group])[number_rows(features, group, sizes)] for group in group_tables(sizes)
    )
    assert np.allclose(joined, sum(table[features[:, n]] for n, table in enumerate(tables)), atol=1e-5)
