"""A labelled document -> the same told otherwise, its labels still on their words."""

from random import Random

import numpy as np
import pytest
from augment import augment, bare_headline, change_marks
from corpora import Document, Marked, Phrase

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
    chances = {"bare": 0.5, "marks": 0.3, "british": 0.3, "capitals": 0.3}
    told = augment(make_document(), chances, Random(seed))
    starts, ends = {a for a, _ in told.words}, {b for _, b in told.words}
    assert told.attributions is not None
    for marked in told.attributions:
        assert all(a in starts and b in ends for a, b in marked.all())
