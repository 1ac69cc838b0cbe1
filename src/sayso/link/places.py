"""Phrases in the order of the text in; the number of the one at a place out."""

from bisect import bisect_left
from collections.abc import Sequence

from sayso.data import Phrase

Place = tuple[int, int]


class Finder:
    """Finds phrases by their places; a table of them all would take as much memory as half the phrases."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self._phrases = phrases
        self._starts = [phrase.start for phrase in phrases]

    def __getitem__(self, place: Place) -> int:
        """Give the number of the phrase at a place; raises KeyError where there is none."""
        n = self.get(place)
        if n is None:
            raise KeyError(place)
        return n

    def __contains__(self, place: Place) -> bool:
        return self.get(place) is not None

    def get(self, place: Place | None) -> int | None:
        """Give the number of the phrase at a place, the last of several; None where there is none."""
        if place is None:
            return None
        found = None
        for n in range(bisect_left(self._starts, place[0]), len(self._starts)):
            if self._starts[n] != place[0]:
                break
            if self._phrases[n].end == place[1]:
                found = n
        return found
