"""A labelled document -> the same told otherwise, its labels still on their words."""

from random import Random

import numpy as np
import pytest
from augment import augment, change_marks, nest_paragraph
from corpora import Document, Marked, label_layers

from sayso.text import find_words

TEXT = "Rain fell all night.\n\n“The well is dry,” Lisle told him at the gate on Monday.\n\nNobody came to look at it."
PARTS = ("Lisle", "told", "“The well is dry,”")


def make_document():
    spans = [((TEXT.index(part), TEXT.index(part) + len(part)),) for part in PARTS]
    words = find_words(TEXT)
    return Document("well", TEXT, words, attributions=(Marked(*spans),), upos=np.arange(len(words)))


def outer_of(document):
    assert document.attributions is not None
    return document.attributions


def words_at(document, pieces):
    return [document.text[a:b] for a, b in pieces]


SEEDS = pytest.mark.parametrize("seed", range(40))


@SEEDS
def test_a_paragraph_that_is_put_into_a_mouth_is_a_content_around_what_it_held(seed):
    told = nest_paragraph(make_document(), ["Orde"], Random(seed))
    outer = outer_of(told)[-1]
    assert words_at(told, outer.source) == ["Orde"]
    (content,) = outer.content
    for inner in told.nested or ():
        assert all(content[0] <= a and b <= content[1] for a, b in inner.all())
        assert words_at(told, inner.cue) == ["told"]
        assert words_at(told, inner.content)[0][1:-1] == "The well is dry,"


@SEEDS
def test_all_attributions_but_the_one_put_in_are_kept(seed):
    told = nest_paragraph(make_document(), ["Orde"], Random(seed))
    assert len(outer_of(told)) + len(told.nested or ()) == 2


@SEEDS
def test_what_is_known_of_a_word_goes_where_the_word_goes(seed):
    document = make_document()
    told = nest_paragraph(document, ["Orde"], Random(seed))
    for (a, b), tag in zip(told.words, told.upos, strict=True):
        if tag >= 0:
            start, end = document.words[tag]
            old, new = document.text[start:end], told.text[a:b]
            assert new.lower() == old.lower() or not (new + old).isalnum()


@SEEDS
def test_the_inner_layer_of_a_retold_paragraph_is_known(seed):
    told = nest_paragraph(make_document(), ["Orde"], Random(seed))
    _, inner = label_layers(told)
    first, last = outer_of(told)[-1].content[0]
    inside = [n for n, (a, b) in enumerate(told.words) if first <= a and b <= last]
    assert all(inner.tags[n] >= 0 for n in inside)


def test_a_paragraph_too_long_or_too_short_for_a_mouth_is_left_alone():
    document = Document("well", "Rain.", find_words("Rain."), attributions=())
    assert nest_paragraph(document, ["Orde"], Random(1)) is document


def test_marks_change_and_places_do_not():
    changed = change_marks(make_document(), "‘’“”")
    assert "‘The well is dry,’" in changed.text
    assert len(changed.text) == len(TEXT)


@SEEDS
def test_augmenting_keeps_every_label_on_whole_words(seed):
    chances = {"nest": 0.5, "marks": 0.3, "british": 0.3, "capitals": 0.3}
    told = augment(make_document(), ["Orde", "the clerk"], chances, Random(seed))
    starts, ends = {a for a, _ in told.words}, {b for _, b in told.words}
    for marked in (*outer_of(told), *(told.nested or ())):
        assert all(a in starts and b in ends for a, b in marked.all())
