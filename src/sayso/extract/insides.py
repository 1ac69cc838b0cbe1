"""Drafts in, and what the heads say of the text they stand in; the drafts inside their contents out."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np

from sayso.extract.drafts import NEVER, OUTSIDE, Draft, Place, link_drafts
from sayso.model.decode import read_chain
from sayso.model.heard import Floats, Heard

EAGERNESS = 1.5
"""Added to each tag that begins a span: of what is inside a content, those who labelled it have left much open."""
LEAST_SCORE = 0.1
"""Score from which on an attribution inside another is kept. Both are chosen on our gold and the sample."""


def draft_insides(heard: Heard, heads: dict[str, Floats], drafts: Iterable[Draft], *, offset: int) -> list[Draft]:
    """Draft the attributions inside contents: those that say by whom and how, for the content has a source already.

    Quotations are read too, whoever said them: the structure of the page may tell later. `offset` is the place
    of the text in that of the drafts.
    """
    spoken, rooms = _find_rooms(heard, [place for draft in drafts for place in draft.content], offset)
    emissions = heard.said["inner"].copy()
    emissions[:, 1::2] += EAGERNESS
    emissions[~spoken, 1:] = -NEVER
    chain = read_chain(emissions, heads["inner_transitions"])
    found = [
        draft
        for first, last in rooms
        if chain.tags[first:last].any()
        for draft in link_drafts(heard.part(first, last), chain.part(first, last), heads, offset=offset)
    ]
    return [replace(draft, inner=True) for draft in found if draft.cue and draft.source and draft.score > LEAST_SCORE]


def _find_rooms(heard: Heard, places: Iterable[Place], offset: int) -> tuple[np.ndarray, Iterator[Place]]:
    """Find the words that are in contents or quotations, and the rooms these make, each on one line."""
    starts, ends = heard.encoded.words.T + offset
    spoken = heard.encoded.features[:, 2] != OUTSIDE
    cut = heard.encoded.features[:, 1] >= 2
    for start, end in places:
        first, last = np.searchsorted(ends, start, side="right"), np.searchsorted(starts, end)
        if first < last:
            spoken[first:last] = cut[first] = True
            cut[last : last + 1] = True
    edges = np.flatnonzero(cut | np.diff(spoken, prepend=False))
    rooms = pairwise([*edges.tolist(), len(spoken)])
    return spoken, (room for room in rooms if spoken[room[0]])
