"""Files of tokens -> texts as people write them, with the places of what is marked."""

import pytest

from evaluation.tokens import read_document, write_text
from tests.evaluate.made import MARKED_FILE


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "4_1ecb.xml"
    path.write_text(MARKED_FILE, encoding="utf-8")
    return read_document(path)


def test_a_text_is_put_together_from_its_tokens(document):
    assert (document.name, document.text) == ("4_1ecb", "Mill burns\n\nIt wasn't rebuilt.")
    assert [document.text[start:end] for start, end in document.words][-3:] == ["n't", "rebuilt", "."]


def test_marks_stand_at_their_words_in_order_and_those_without_words_are_left_out(document):
    shown = [(mark.id, mark.tag[:3], document.text[slice(*document.place(mark))]) for mark in document.marks]
    assert shown == [("20", "ACT", "burns"), ("22", "ACT", "wasn't"), ("21", "NEG", "rebuilt")]
    assert document.marks[0].told["note"] == "x"


def test_the_sentence_of_a_mark_is_found(document):
    assert document.text[slice(*document.sentence(document.marks[1]))] == "It wasn't rebuilt."


def test_marks_are_one_by_the_instance_they_share_across_files_or_within_one(document):
    assert document.groups == {"20": "ACT1", "21": "4_1ecb 2", "22": "4_1ecb 2"}


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("He said , `` Go . ''", "He said, “Go.”"),
        ('" Go , " he said .', '"Go," he said.'),
        ("the mill 's owner ( 61 ) paid $ 40 . 3 million", "the mill's owner (61) paid $40.3 million"),
        ("the 61 - year - old 's 9 / 11", "the 61-year-old's 9/11"),
        ("It ’ s the guards ’ third time", "It’s the guards’ third time"),
        ("on 7 : 30 , 2013", "on 7:30, 2013"),
    ],
)
def test_marks_stand_close_to_their_words(tokens, text):
    written, places = write_text(tokens.split(), [0] * len(tokens.split()))
    assert written == text
    assert len(places) == len(tokens.split())


def test_what_ends_without_a_mark_is_a_paragraph_of_its_own():
    assert write_text(["Fire", "It", "burns", ".", "Help"], [0, 1, 1, 1, 2])[0] == "Fire\n\nIt burns. Help"
