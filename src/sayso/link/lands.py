"""Words before a noun in; the country or place of the article that they name, "Iranian" or "Iraq's", out."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.data import Phrase
from sayso.link.gazetteer import find_country, find_demonym, find_seat, load_countries

_ENDINGS = frozenset("n an ian ean i ese ish ic er ers s ns ans ians is".split())
_LOST = frozenset(("", "a", "o", "e", "y", "ia", "ea", "land", "and", "nd", "us", "os", "ey"))
_PEOPLE_ENDS = re.compile(r"[A-Z]\w+(?:an|ish|ese|i|ic)s?$")
_OWN = re.compile(r"^the\s+|['’]s?$", re.IGNORECASE)
_STEM = 4
"""Letters that a name and what its people are called share at least."""


@dataclass(frozen=True, slots=True)
class Land:
    """A country named only by what its people are called: its code and name, and the place of the word."""

    code: str
    name: str
    place: tuple[int, int]


class LandIndex:
    """The countries and places of an article, found by their names and by what their people are called."""

    def __init__(self) -> None:
        self._by_code: dict[str, int] = {}
        self._by_name: dict[str, int] = {}
        self._by_stem: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, name: str, cluster: int) -> None:
        """Take a name of a cluster down, the first that bears it."""
        bare = _OWN.sub("", name)
        code = find_code(bare)
        if code:
            self._by_code.setdefault(code, cluster)
        elif bare.isalpha() and bare.lower() not in self._by_name:
            self._by_name[bare.lower()] = cluster
            self._by_stem[bare.lower()[:_STEM]].append(bare.lower())

    def find(self, word: str) -> int | None:
        """Find the cluster that a word names, be it by its people; None where no name before it fits."""
        bare = _OWN.sub("", word)
        code = find_code(bare)
        if code:
            return self._by_code.get(code)
        plain = bare.lower()
        near = [name for name in self._by_stem[plain[:_STEM]] if name == plain or is_people_of(plain, name)]
        return self._by_name[min(near, key=lambda name: abs(len(name) - len(plain)))] if near else None

    def find_body(self, word: str, place: tuple[int, int]) -> int | Land | None:
        """Find the same; a country that nothing else in the article names is a land by itself."""
        known = self.find(word) if word[:1].isupper() else None
        code = find_code(word)
        return Land(code, name_of(code), place) if known is None and code else known


@lru_cache(maxsize=1 << 14)
def find_code(word: str) -> str | None:
    """Give the code of the country that a word names, by itself, its people or the seat of its government."""
    return find_country(word) or find_demonym(word) or find_seat(word)


def is_people_of(word: str, name: str) -> bool:
    """Tell whether a word is what the people of a place are called: a stem in common, and an ending."""
    shared = next((n for n, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name)))
    return any(word[at:] in _ENDINGS and name[at:] in _LOST for at in range(max(_STEM, shared - 1), shared + 1))


def is_people_word(text: str, phrases: Sequence[Phrase], n: int) -> bool:
    """Tell whether a phrase is one word that says what people, and stands before the noun of a longer phrase."""
    word = text[phrases[n].start : phrases[n].end]
    if " " in word or not (find_demonym(word) or _PEOPLE_ENDS.fullmatch(word)):
        return False
    around = phrases[max(0, n - 4) : n]
    return any(p.start <= phrases[n].start and phrases[n].end < p.head[1] for p in around)


def find_homes(text: str, phrases: Sequence[Phrase], peoples: Sequence[bool]) -> set[int]:
    """Find the names of one word whose people the article names elsewhere: those are lands, whatever they seem."""
    said = {text[p.start : p.end].lower() for p, people in zip(phrases, peoples, strict=True) if people}
    by_stem: defaultdict[str, list[str]] = defaultdict(list)
    for word in said:
        by_stem[word[:_STEM]].append(word)
    found = set()
    for n, phrase in enumerate(phrases):
        name = _OWN.sub("", re.split(r",|\s(?:who|which|where)\b", text[phrase.start : phrase.end])[0]).lower()
        if (
            phrase.form == "name"
            and name.isalpha()
            and any(is_people_of(w, name) for w in by_stem.get(name[:_STEM], ()))
        ):
            found.add(n)
    return found


def name_of(code: str) -> str:
    """Give the name of a country by its code."""
    return next(country.name for country in load_countries() if country.code == code)
