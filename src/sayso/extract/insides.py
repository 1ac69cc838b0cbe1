"""Drafts in; the places of their contents that are to be read again, and what is read there, out.

PolNeAR, which taught the network, marks outermost attributions alone. Read by itself, what somebody said
is a text like any other, and what is outermost in it is nested in what it was taken from.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sayso.extract.drafts import Draft, Place, draft_attributions
from sayso.model.heard import Floats, Heard

LEAST = 4
"""Words of a content under which there is no room for another attribution in it."""
LEAST_SCORE = 0.3
"""Score from which on an attribution inside another is kept; chosen on our gold and the sample."""
_OPENING, _CLOSING = " \t\r\n“”„«\"'‘", " \t\r\n“”»\"'’"
_THAT = "that "


def find_insides(text: str, drafts: Iterable[Draft]) -> Iterator[Place]:
    """Find what to read again: each piece of a content, without its marks and the word that brings it in."""
    seen: set[Place] = set()
    for draft in drafts:
        for start, end in draft.content:
            place = _strip(text, start, end)
            if place not in seen and len(text[slice(*place)].split()) >= LEAST:
                seen.add(place)
                yield place


def _strip(text: str, start: int, end: int) -> Place:
    piece = text[start:end]
    if piece[: len(_THAT)].lower() == _THAT:
        piece = piece[len(_THAT) :]
    piece = piece.lstrip(_OPENING)
    start = end - len(piece)
    return start, start + len(piece.rstrip(_CLOSING))


def draft_inside(heard: Heard, heads: dict[str, Floats], *, offset: int) -> list[Draft]:
    """Draft the attributions inside a content: those that say by whom and how, for the content has a source already."""
    drafts = draft_attributions(heard, heads, offset=offset)
    return [replace(draft, inner=True) for draft in drafts if draft.cue and draft.source and draft.score > LEAST_SCORE]
