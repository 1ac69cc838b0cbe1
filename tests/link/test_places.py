"""A phrase is found by its place."""

import pytest

from sayso.link.places import Finder
from tests.link.made import read

MARKED = read("[o:The [L:Tarn] ^council] met. [p:It] slept.")


@pytest.mark.parametrize("words", ["The Tarn council", "Tarn", "It"])
def test_a_phrase_is_found_at_its_place(words):
    assert Finder(MARKED.phrases)[MARKED.place(words)] == MARKED.number(words)


@pytest.mark.parametrize("place", [(0, 4), (1, 16), (900, 901), (-1, 0), None])
def test_where_no_phrase_is_none_is_found(place):
    assert Finder(MARKED.phrases).get(place) is None


def test_a_place_without_a_phrase_is_told():
    finder = Finder(MARKED.phrases)
    assert (0, 4) not in finder
    with pytest.raises(KeyError):
        finder[0, 4]
