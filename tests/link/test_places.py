"""A phrase is found by its place."""

from dataclasses import replace

import pytest

from sayso.link.places import Places
from tests.link.made import read

MARKED = read("[o:The [L:Tarn] ^council] met. [p:It] slept.")


@pytest.mark.parametrize("words", ["The Tarn council", "Tarn", "It"])
def test_a_phrase_is_found_at_its_place(words):
    assert Places(MARKED.phrases)[MARKED.place(words)] == MARKED.number(words)


@pytest.mark.parametrize("place", [(0, 4), (1, 16), (900, 901), (-1, 0), None])
def test_where_no_phrase_is_none_is_found(place):
    assert Places(MARKED.phrases).get(place) is None


def test_a_place_without_a_phrase_is_told():
    places = Places(MARKED.phrases)
    assert (0, 4) not in places
    with pytest.raises(KeyError):
        places[0, 4]


def test_of_the_phrases_in_a_source_the_one_that_speaks_is_meant():
    marked = read("[L:Orde] [p:envoy] said it rained.")
    phrases = tuple(replace(phrase, speaks=phrase.type == "person") for phrase in marked.phrases)
    source = Places(phrases).of_source(marked.spans("Orde envoy"))
    assert source == marked.number("envoy")
