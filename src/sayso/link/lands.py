"""Words before a noun in; the country or place of the article that they name, "Iranian" or "Iraq's", out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.link.clusters import Clusters
from sayso.link.gazetteer import find_country, find_demonym, find_seat, load_countries

_ENDINGS = re.compile(r"(?:n|an|ian|ean|i|ese|ish|ic|er|ers|s|ns|ans|ians|is)$")
_STEM = 4
"""Letters that a name and what its people are called share at least."""


@dataclass(frozen=True, slots=True)
class Land:
    """A country named only by what its people are called: its code and name, and the place of the word."""

    code: str
    name: str
    place: tuple[int, int]


class Lands:
    """The countries and places of an article, found by their names and by what their people are called."""

    def __init__(self, text: str, clusters: Clusters) -> None:
        self._by_code: dict[str, int] = {}
        self._by_name: dict[str, int] = {}
        for n, phrase in enumerate(clusters.phrases):
            if phrase.form == "name" and phrase.type in ("place", "organization"):
                self._add(text[phrase.start : phrase.end], clusters.of[n])

    def _add(self, name: str, cluster: int) -> None:
        code = find_country(name)
        if code:
            self._by_code.setdefault(code, cluster)
        bare = re.sub(r"^the\s+|['’]s?$", "", name.lower())
        if bare.isalpha():
            self._by_name.setdefault(bare, cluster)

    def find(self, word: str, place: tuple[int, int]) -> int | Land | None:
        """Find the cluster or country that a capitalised word names; None where it names none."""
        code = find_country(word) or find_demonym(word) or find_seat(word)
        if code:
            known = self._by_code.get(code)
            return known if known is not None else Land(code, name_of(code), place)
        return self._find_invented(word.lower()) if word[:1].isupper() else None

    def _find_invented(self, word: str) -> int | None:
        """Find a place of the article whose people a word seems to name: the same stem, and an ending."""
        if word in self._by_name:
            return self._by_name[word]
        near = [name for name in self._by_name if _is_people_of(word, name)]
        return self._by_name[max(near, key=len)] if near else None


def _is_people_of(word: str, name: str) -> bool:
    """Tell whether a word is a name with an ending: "Velish" of "Velland" is not asked for, "Keshtani" is."""
    shared = next((n for n, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name)))
    rest, lost = word[shared:], name[shared:]
    return shared >= max(_STEM, len(name) - 4) and bool(_ENDINGS.fullmatch(rest)) and lost in (*_LOST, "")


_LOST = ("a", "o", "e", "y", "ia", "ea", "land", "and", "nd", "us", "os", "ey")


def name_of(code: str) -> str:
    """Give the name of a country by its code."""
    return next(country.name for country in load_countries() if country.code == code)


def countries_of(names: Sequence[str]) -> str | None:
    """Give the code of the country that one of several names is, if any is."""
    return next((code for code in map(find_country, names) if code), None)
