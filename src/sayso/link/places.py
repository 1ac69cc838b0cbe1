"""Phrases in the order of the text in; the numbers of those at, in and beside a place out."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from sayso.data import Phrase, Span

Place = tuple[int, int]


class Places:
    """Finds phrases by where they stand; a table of their places would take as much memory as half of them."""

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
        first, last = bisect_left(self._starts, place[0]), bisect_right(self._starts, place[0])
        return next((n for n in range(last - 1, first - 1, -1) if self._phrases[n].end == place[1]), None)

    def within(self, start: int, end: int) -> list[int]:
        """Find the phrases inside a stretch, in order, the longer of two that start together first."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [n for n in range(first, last) if self._phrases[n].end <= end]

    def of_source(self, spans: Sequence[Span]) -> int | None:
        """Find the phrase that a source is: the first and longest that has its head in it, marked as speaking first."""
        for span in spans:
            begun = range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))
            inside = [n for n in begun if self._phrases[n].head[0] < span.end]
            if inside:
                return next((n for n in inside if self._phrases[n].speaks), inside[0])
            around = range(max(0, bisect_right(self._starts, span.start) - 8), bisect_left(self._starts, span.end))
            heads = [n for n in around if span.start <= self._phrases[n].head[0] < span.end]
            if heads:
                return heads[-1]
        return None

    def before(self, start: int) -> int | None:
        """Find a phrase that ends right before a place, a comma aside."""
        last = bisect_left(self._starts, start)
        near = [n for n in range(max(0, last - 12), last) if start - 2 <= self._phrases[n].end <= start]
        return near[0] if near else None

    def next_to(self, end: int) -> int | None:
        """Find the longest phrase that begins at most a blank behind a place."""
        first = bisect_left(self._starts, end)
        near = [n for n in range(first, min(first + 3, len(self._starts))) if self._starts[n] <= end + 1]
        return near[0] if near else None
