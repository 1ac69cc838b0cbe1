"""Weights in a folder, and texts, in; what the heads say of every word out. The encoder is a script."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import ModelError
from sayso.model import load_model
from sayso.model.runtime import check_digests
from sayso.text import find_words
from tests.model.made import open_scripted, write_weights

LONG = "Mayor said that the ferry from Skarre had sailed into the weather. " * 60


@pytest.fixture(scope="module")
def scripted(tmp_path_factory):
    with pytest.MonkeyPatch.context() as monkeypatch:
        model = open_scripted(tmp_path_factory.mktemp("weights"), monkeypatch)
    yield model
    model.close()


def rows(heard):
    return {name: array.tolist() for name, array in heard.said.items()}


def test_every_word_of_a_long_text_is_heard_once(scripted):
    heard = scripted.submit(LONG).result()
    assert {len(array) for array in heard.said.values()} == {len(find_words(LONG))}


def test_a_window_says_of_its_own_words_what_the_text_alone_would(scripted):
    sentence = LONG[: LONG.index(".") + 2]
    once = scripted.submit(sentence).result().said["roles"]
    assert np.array_equal(scripted.submit(LONG).result().said["roles"], np.tile(once, (60, 1)))


def test_texts_sent_together_are_heard_as_each_alone(scripted):
    texts = [LONG, "Clerk told so.", LONG[300:]]
    pending = [scripted.submit(text) for text in texts]
    assert [rows(p.result()) for p in pending] == [rows(scripted.submit(text).result()) for text in texts]


@pytest.mark.parametrize("threads", [2, 4])
def test_threads_change_nothing_that_is_heard(scripted, tmp_path, monkeypatch, threads):
    others = open_scripted(tmp_path / "again", monkeypatch, threads=threads)
    assert rows(others.submit(LONG).result()) == rows(scripted.submit(LONG).result())
    others.close()


def test_words_that_are_given_are_the_words_heard(scripted):
    heard = scripted.submit("Mayor said", words=[(0, 3), (3, 10)]).result()
    assert heard.encoded.words.tolist() == [[0, 3], [3, 10]]


@pytest.mark.parametrize("text", ["", " ", "\n\u00a0\n"])
def test_a_text_without_a_word_has_no_tokens_and_no_names(scripted, text):
    assert scripted.parse(text) == scripted.find_names(text) == []


def test_a_parse_keeps_to_the_sentences_given(scripted):
    tokens = scripted.parse(
        "Mayor said so. Clerk told", words=[[(0, 5), (6, 10)], [(11, 13), (13, 14), (15, 20), (21, 25)]]
    )
    assert [token.sentence for token in tokens] == [0, 0, 1, 1, 1, 1]


def test_names_are_found_where_they_stand(scripted):
    text = "Mayor said that Orde had left Skarre."
    assert [text[m.start : m.end] for m in scripted.find_names(text)] == ["Orde", "Skarre"]


def test_time_in_the_encoder_is_counted(scripted):
    scripted.submit(LONG).result()
    assert scripted.seconds > 0


@settings(max_examples=30)
@given(st.lists(st.sampled_from(["Mayor ", "said ", "x", ".", "\n", "😀", "“", "\u200b"]), min_size=1, max_size=30))
def test_any_text_with_a_word_is_heard_word_by_word(scripted, parts):
    text = "".join(parts) + "."
    assert len(scripted.submit(text).result().said["roles"]) == len(find_words(text))


def test_a_folder_without_weights_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(ModelError, match="make train"):
        load_model(folder=tmp_path)


@pytest.mark.parametrize("name", ["encoder.onnx", "heads.npz", "tokenizer.json"])
def test_a_file_that_was_changed_is_refused_by_name(tmp_path, name):
    folder = write_weights(tmp_path)
    with (folder / name).open("ab") as file:
        file.write(b" ")
    with pytest.raises(ModelError, match=name):
        load_model(folder=folder)


def test_a_file_that_is_missing_is_refused_by_name(tmp_path):
    folder = write_weights(tmp_path)
    (folder / "heads.npz").unlink()
    with pytest.raises(ModelError, match=r"heads\.npz"):
        load_model(folder=folder)


def test_the_same_weights_have_the_same_digest_and_others_another(tmp_path):
    one, two = (check_digests(write_weights(tmp_path / name)) for name in ("one", "two"))
    assert one == two != check_digests(write_weights(tmp_path / "three", encoder=b"another script"))
