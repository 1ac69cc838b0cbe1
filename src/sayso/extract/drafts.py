"""What the heads say of a text in; its attributions as drafts out: which spans belong together, and how surely."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sayso.data import Act
from sayso.extract.acts import ACT_VECTOR, guess_act
from sayso.model.decode import Chain, find_spans, read_chain
from sayso.model.encode import QUOTES
from sayso.model.heard import Floats, Heard
from sayso.model.labels import ROLE_TAGS
from sayso.model.link import link_spans

Place = tuple[int, int]

NEVER = 1e4
"""Score that rules a tag out."""
OUTSIDE = QUOTES.index("outside")
_ON_ONE_LINE = [ROLE_TAGS.index("I-source"), ROLE_TAGS.index("I-cue")]

EAGERNESS = 0.1
"""Added to each tag that begins a span; chosen on PolNeAR dev, where it gives recall for as little precision."""
HEADLINE_EAGERNESS = 1.6
"""Added besides in titles, which leave out what tells a statement; chosen on invented headlines and both golds."""
LEAST_LINK = 0.02
"""Share under which a content is not given to a cue that has none."""
SURE_LINK = 0.5
"""Share from which on a cue gets a further content."""
UNCLAIMED = 0.5
"""What the score of a content that no cue claims is multiplied by."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution in the making: character spans, and a score not yet calibrated."""

    source: tuple[Place, ...]
    cue: tuple[Place, ...]
    content: tuple[Place, ...]
    addressee: tuple[Place, ...] = ()
    inner: bool = False
    """Read inside the content of another."""
    score: float = 1.0
    set_off: bool = False
    """Set off from the text as a pull quote or an answer, so that it needs no marks."""
    guess: Act = "say"
    """What the cue does as the encoder hears it; counts where the lexicon knows no word of it."""


def draft_attributions(
    heard: Heard, heads: dict[str, Floats], *, offset: int = 0, titles: Sequence[Place] = ()
) -> list[Draft]:
    """Read the outermost attributions of a text; `offset` is added to every place, `titles` have it already."""
    gaps = heard.encoded.features[:, 1]
    emissions = heard.said["roles"].copy()
    # A name at the end of one line and the source that opens the next are two: "By Ida Marsh", "Ada Lund said".
    emissions[np.flatnonzero(gaps >= 2)[:, None], _ON_ONE_LINE] -= NEVER
    emissions[:, 1::2] += EAGERNESS
    starts = heard.encoded.words[:, 0] + offset
    for start, end in titles:
        emissions[(starts >= start) & (starts < end), 1::2] += HEADLINE_EAGERNESS
    return link_drafts(heard, read_chain(emissions, heads["transitions"]), heads, offset=offset)


def link_drafts(heard: Heard, chain: Chain, heads: dict[str, Floats], *, offset: int) -> list[Draft]:
    """Make drafts of the spans in a chain of roles: which belong together, and where they stand."""
    return [_draft(heard, link, heads, offset) for link in _link(heard, heads, chain)]


@dataclass(frozen=True, slots=True)
class _Link:
    source: Place | None
    cue: Place | None
    content: tuple[Place, ...]
    score: float


def _link(heard: Heard, heads: dict[str, Floats], chain: Chain) -> list[_Link]:
    """Group the spans: each content goes to its likeliest cue, each cue to its likeliest source."""
    spans = find_spans(chain.tags)
    cues, sources, contents = spans["cue"], spans["source"], spans["content"]
    if not contents:
        return []
    lines = np.cumsum(heard.encoded.features[:, 1] >= 2, dtype=np.int64)
    of_cue, of_content = link_spans(heard.said, spans, lines, heads)
    sure = {span: chain.sure_of(*span) for role in spans.values() for span in role}
    held = share_out(of_content)
    found = []
    for cue, members in sorted(held.items()):
        score = float(np.mean([sure[contents[n]] * of_content[n].max() for n in members]))
        pieces = tuple(contents[n] for n in members)
        if cue == len(cues):
            # Without a cue, only marks make words somebody's.
            spoken = [n for n in members if (heard.encoded.features[slice(*contents[n]), 2] != OUTSIDE).any()]
            found += [_Link(None, None, (contents[n],), UNCLAIMED * sure[contents[n]]) for n in spoken]
            continue
        source = int(of_cue[cue].argmax())
        score *= sure[cues[cue]] * float(of_cue[cue, source])
        if source < len(sources):
            score *= sure[sources[source]]
        found.append(_Link(sources[source] if source < len(sources) else None, cues[cue], pieces, score))
    return found


def share_out(of_content: Floats) -> dict[int, list[int]]:
    """Share contents out among cues; given the share of each cue in each content, "none" last: contents by cue.

    A cue without a content is none: so each first gets the one that suits it best, the surest pairs
    first, and only then go the contents that are left to the cues they like best.
    """
    held: dict[int, list[int]] = {}
    left = set(range(len(of_content)))
    pairs = np.argwhere(of_content[:, :-1] > LEAST_LINK)
    for n, cue in sorted(pairs.tolist(), key=lambda pair: -of_content[pair[0], pair[1]]):
        if n in left and cue not in held:
            held[cue] = [n]
            left.discard(n)
    for n in sorted(left):
        cue = int(of_content[n].argmax())
        held.setdefault(cue if of_content[n, cue] > SURE_LINK else of_content.shape[1] - 1, []).append(n)
    return {cue: sorted(members) for cue, members in held.items()}


def _draft(heard: Heard, link: _Link, heads: dict[str, Floats], offset: int) -> Draft:
    """Turn spans of words into character spans; a span that runs over lines has a piece for each."""
    words, gaps = heard.encoded.words, heard.encoded.features[:, 1]

    def pieces(span: Place | None) -> tuple[Place, ...]:
        if span is None:
            return ()
        first, last = span
        cuts = [first, *(at for at in range(first + 1, last) if gaps[at] >= 2), last]
        return tuple((int(words[a, 0]) + offset, int(words[b - 1, 1]) + offset) for a, b in pairwise(cuts))

    content = tuple(piece for span in link.content for piece in pieces(span))
    guess: Act = (
        "say" if link.cue is None else guess_act(heard.said[ACT_VECTOR][slice(*link.cue)].mean(0), heads["act"])
    )
    return Draft(pieces(link.source), pieces(link.cue), content, score=link.score, guess=guess)
