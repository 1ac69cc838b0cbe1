"""Spans of a text in, the places that a column holds out, and back: start+length: "12+68 95+25"."""

from collections.abc import Callable, Iterable

from sayso.data import Span
from sayso.text import CONTEXT

JOINT = " … "
"""Stands between the pieces of a passage where the article goes on between them."""


def pack(spans: Iterable[Span]) -> str:
    """Write the places of spans, in their order."""
    return " ".join(f"{span.start}+{span.end - span.start}" for span in spans)


def pack_pairs(places: Iterable[tuple[int, int]]) -> str:
    """Write places that are given as pairs."""
    return " ".join(f"{start}+{end - start}" for start, end in places)


def unpack(places: str | None, text: str, make: Callable[..., Span] = Span) -> tuple[Span, ...]:
    """Read spans from their places: with their words in a text, and what stands around them."""
    if not places:
        return ()
    # not by a generator: this is done millions of times
    pairs = unpack_pairs(places)
    return tuple(
        [make(a, b, text[a:b], text[a - CONTEXT if a > CONTEXT else 0 : a], text[b : b + CONTEXT]) for a, b in pairs]
    )


def unpack_pairs(places: str | None) -> list[tuple[int, int]]:
    """Read places as pairs, none from None; raise ValueError where they are no places."""
    found = []
    for piece in places.split() if places else ():
        begin, _, length = piece.partition("+")
        start = int(begin)
        found.append((start, start + int(length)))
    return found


def join_words(spans: Iterable[Span]) -> str:
    """Join the words of spans as a column shows them."""
    return JOINT.join(span.exact for span in spans)
