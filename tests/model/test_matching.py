"""Reports that are alike score high, by the tables that ship; words that mean alike are near each other."""

import numpy as np
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from sayso.model.matching import EventMatcher, load_matcher

TABLES = {
    "match_mean": np.zeros(2, np.float32), "match_scale": np.ones(2, np.float32),
    "match_hidden": np.eye(2, dtype=np.float32), "match_bias": np.zeros(2, np.float32),
    "match_out": np.array([1.0, -1.0], np.float32), "match_none": np.float32(-0.5),
    "piece_meanings": np.array([[1, 0], [1, 1], [0, 1]], dtype=np.int8),
}  # fmt: skip


def matcher():
    return EventMatcher(TABLES, Tokenizer(WordLevel({"strike": 0, "raid": 1, "song": 2}, unk_token="song")))


def test_pairs_are_scored_one_by_one():
    assert matcher().score(np.array([[2, 0], [0, 1]], dtype=np.float32)).tolist() == [1.5, -1.5]


def test_a_word_is_nearer_to_one_of_like_meaning():
    found = [matcher().compare("strike", word) for word in ("strike", "raid", "song")]
    assert found[0] == 1
    assert found[0] > found[1] > found[2]


def test_weights_without_tables_for_it_compare_nothing(tmp_path):
    np.savez(tmp_path / "heads.npz", other=np.zeros(1))
    assert load_matcher(tmp_path) is None
