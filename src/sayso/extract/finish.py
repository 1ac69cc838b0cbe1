"""Drafts in; attributions by the contract out: nested, judged, numbered and with a confidence."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from sayso.data import Addressee, Article, Attribution, Passage, Source, Span
from sayso.extract.acts import find_act
from sayso.extract.drafts import Draft, Place
from sayso.extract.manner import find_manner
from sayso.extract.shelves import find_shelves
from sayso.ids import make_id
from sayso.model.heard import Floats
from sayso.text import make_span

INSIDE = 0.8
"""Share of an attribution's content that lies in another's where it is nested in it."""


def finish_attributions(article: Article, drafts: Sequence[Draft], heads: dict[str, Floats]) -> tuple[Attribution, ...]:
    """Make the attributions of an article, in reading order; those inside others name their parents."""
    ordered = sorted(_without_doubles(drafts), key=_reading_order)
    names = [make_id("a", article.sha256, (*d.content, *d.cue, *d.source)) for d in ordered]
    parents = find_parents(ordered)
    found = []
    for n, draft in enumerate(ordered):
        if not draft.inner or n in parents:
            parent = names[parents[n]] if n in parents else None
            found.append(_finish(article, draft, names[n], parent, heads))
    return tuple(found)


def _without_doubles(drafts: Sequence[Draft]) -> list[Draft]:
    """Drop what was read twice alike; the outer reading stays."""
    seen: set[tuple[tuple[Place, ...], tuple[Place, ...]]] = set()
    kept = []
    for draft in sorted(drafts, key=lambda d: d.inner):
        if (draft.cue, draft.content) not in seen:
            seen.add((draft.cue, draft.content))
            kept.append(draft)
    return kept


def _reading_order(draft: Draft) -> tuple[int, int]:
    spans = (*draft.source, *draft.cue, *draft.content)
    return min(start for start, _ in spans), -max(end for _, end in draft.content)


def find_parents(drafts: Sequence[Draft]) -> dict[int, int]:
    """Find the attributions inside whose content the inner ones lie: of each the smallest that holds it.

    An inner one that nothing holds has no parent and is none itself.
    """
    parents: dict[int, int] = {}
    held: dict[int, list[int]] = defaultdict(list)
    for n in sorted(range(len(drafts)), key=lambda n: -_size(drafts[n])):
        shelves = find_shelves(drafts[n].content)
        if drafts[n].inner:
            near = sorted({other for shelf in shelves for other in held[shelf]})
            holders = [other for other in near if _holds(drafts[other], drafts[n])]
            if not holders:
                continue
            parents[n] = min(holders, key=lambda other: _size(drafts[other]))
        for shelf in shelves:
            held[shelf].append(n)
    return parents


def _size(draft: Draft) -> int:
    return sum(end - start for start, end in draft.content)


def _holds(outer: Draft, inner: Draft) -> bool:
    """Tell whether the content of one holds the other: all of its cue and nearly all of its content."""
    shared = sum(_shared(a, b) for a in inner.content for b in outer.content)
    told = all(any(_shared(a, b) == a[1] - a[0] for b in outer.content) for a in inner.cue)
    return told and shared >= INSIDE * _size(inner) and _size(outer) > _size(inner)


def _shared(one: Place, other: Place) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _finish(article: Article, draft: Draft, name: str, parent: str | None, heads: dict[str, Floats]) -> Attribution:
    def spans(places: Sequence[Place]) -> tuple[Span, ...]:
        return tuple(make_span(article.text, start, end) for start, end in sorted(places))

    content, cue, source = spans(draft.content), spans(draft.cue), spans(draft.source)
    words = " ".join(span.exact for span in cue)
    said = " ".join(span.exact for span in content)
    act = find_act("" if draft.set_off else words, content=said, source=" ".join(span.exact for span in source))
    return Attribution(
        id=name,
        manner=find_manner([span.exact for span in content], set_off=draft.set_off),
        act=act.act or draft.guess,
        negated=act.negated,
        source=Source(source) if source else None,
        cue=Passage(cue) if cue else None,
        content=Passage(content),
        addressee=Addressee(spans(draft.addressee)) if draft.addressee else None,
        nested_in=parent,
        confidence=round(float(np.interp(draft.score, heads["scores"], heads["confidences"])), 4),
    )
