"""A labelled document -> the same told otherwise, its labels still on their words."""

from random import Random

import numpy as np
import pytest
from augment import augment, bare_headline, change_marks, insert, put_dateline
from corpora import Document, Marked, Phrase

from sayso.model.labels import MENTION_TYPES
from sayso.text import find_words

TEXT = "Rain fell all night.\n\n“The well is dry,” Lisle told him at the gate on Monday.\n\nNobody came to look at it."
PARTS = ("Lisle", "told", "“The well is dry,”")


def make_document():
    spans = [((TEXT.index(part), TEXT.index(part) + len(part)),) for part in PARTS]
    words = find_words(TEXT)
    return Document("well", TEXT, words, attributions=(Marked(*spans),), upos=np.arange(len(words)))


def known(values):
    assert values is not None
    return values.tolist()


SEEDS = pytest.mark.parametrize("seed", range(40))


def test_a_bare_headline_loses_its_full_stop_and_nothing_else():
    text = "Well runs dry.\n\nNobody came."
    words = find_words(text)
    heads = np.array([1, 1, 1, 1, 5, 5, 5])
    document = Document(
        "well", text, words, attributions=(), upos=np.arange(7), heads=heads, phrases=[Phrase(4, 6, 0, (5, 6))]
    )
    told = bare_headline(document)
    assert [told.text[a:b] for a, b in told.words] == ["Well", "runs", "dry", "Nobody", "came", "."]
    assert (known(told.upos), known(told.heads)) == ([0, 1, 2, 4, 5, 6], [1, 1, 1, 4, 4, 4])
    assert told.phrases == [Phrase(3, 5, 0, (4, 5))]


@pytest.mark.parametrize("text", ["Well runs dry\n\nNobody came.", "Nobody came.", "Is the well dry?\n\nIt is."])
def test_a_headline_without_a_full_stop_is_left_alone(text):
    document = Document("well", text, find_words(text), attributions=())
    assert bare_headline(document) is document


def test_marks_change_and_places_do_not():
    changed = change_marks(make_document(), "‘’“”")
    assert "‘The well is dry,’" in changed.text
    assert len(changed.text) == len(TEXT)


@SEEDS
def test_augmenting_keeps_every_label_on_whole_words(seed):
    chances = {"bare": 0.5, "dateline": 0.5, "marks": 0.3, "british": 0.3, "capitals": 0.3}
    told = augment(make_document(), chances, Random(seed))
    starts, ends = {a for a, _ in told.words}, {b for _, b in told.words}
    assert told.attributions is not None
    for marked in told.attributions:
        assert all(a in starts and b in ends for a, b in marked.all())


def test_words_put_in_move_what_stands_behind_them_and_nothing_else():
    text = "Well dry.\n\nOrde said it was."
    words = find_words(text)
    document = Document(
        "well", text, words, attributions=(Marked(((11, 15),), ((16, 20),), ((21, 27),)),),
        insides=(Marked(((21, 23),), ((24, 27),), ()),), unsure=((24, 27),), upos=np.arange(8),
        heads=np.array([1, 1, 1, 4, 4, 6, 4, 4]), phrases=[Phrase(0, 1, 0, (0, 1)), Phrase(3, 4, 0, (3, 4))],
    )  # fmt: skip
    told = insert(document, 11, "VELL (LNA) - ")
    assert [told.text[a:b] for a, b in told.words] == [
        "Well", "dry", ".", "VELL", "(", "LNA", ")", "-", "Orde", "said", "it", "was", ".",
    ]  # fmt: skip
    (marked,) = told.attributions or ()
    assert [told.text[a:b] for ((a, b),) in (marked.source, marked.cue, marked.content)] == ["Orde", "said", "it was"]
    assert told.insides == (Marked(((34, 36),), ((37, 40),), ()),)
    assert told.unsure == ((37, 40),)
    assert known(told.upos) == [0, 1, 2, -1, -1, -1, -1, -1, 3, 4, 5, 6, 7]
    assert known(told.heads) == [1, 1, 1, -1, -1, -1, -1, -1, 9, 9, 11, 9, 9]
    assert told.phrases == [Phrase(0, 1, 0, (0, 1)), Phrase(8, 9, 0, (8, 9))]


@SEEDS
def test_a_dateline_opens_the_first_paragraph_with_a_place_of_the_document(seed):
    text = "Well dry.\n\nLisle left Skarre."
    place = Phrase(5, 6, MENTION_TYPES.index("place"), (5, 6))
    document = Document("well", text, find_words(text), attributions=(), phrases=[place])
    told = put_dateline(document, Random(seed)).text
    assert told.startswith("Well dry.\n\nSKARRE")
    assert told.endswith("Lisle left Skarre.")


def test_a_document_without_a_place_gets_no_dateline():
    document = make_document()
    assert put_dateline(document, Random(1)) is document
