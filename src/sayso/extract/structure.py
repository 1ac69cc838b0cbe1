"""Drafts and an article's blocks in; drafts out, with what the page's structure says without words.

A pull quote stands on the word of its byline; an answer on that of its label; a quotation that runs on
into the next paragraph belongs to the one it began in.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from sayso.data import Article, Block
from sayso.extract.drafts import Draft, Place
from sayso.extract.shelves import find_shelves
from sayso.text import find_quotations

_BY = re.compile(r"\s*(?:(by|as told by|according to)\b|[—–-]+)\s*", re.IGNORECASE)
_ANSWER = re.compile(r"A(?:nswer)?\d*\s?[:.]?$", re.IGNORECASE)
_QUESTION = re.compile(r"Q(?:uestion)?\d*\s?[:.]?$", re.IGNORECASE)
_TIME = re.compile(r"[\[(]?\d")

CERTAIN = 0.95
"""Score of what the page's own structure says."""
HELD = 0.8
"""Share of a content inside a set-off quotation from which on it is that quotation read over again."""


def find_set_off(article: Article) -> list[Draft]:
    """Find what the structure says by itself: pull quotes and labelled answers."""
    return [*_pull_quotes(article), *_answers(article)]


def apply_structure(article: Article, drafts: Sequence[Draft], set_off: Sequence[Draft]) -> list[Draft]:
    """Add what the structure says to what was read."""
    by_shelf = _put_on_shelves(set_off)
    kept = []
    for draft in drafts:
        near = _near(by_shelf, draft.content)
        if any(_repeats(draft, set_off[n]) for n in near):
            continue
        kept.append(replace(draft, inner=draft.inner or any(_inside(draft, set_off[n].content) for n in near)))
    return [*_run_on(article, kept), *set_off]


def _put_on_shelves(drafts: Sequence[Draft]) -> dict[int, list[int]]:
    by_shelf: dict[int, list[int]] = defaultdict(list)
    for n, draft in enumerate(drafts):
        for shelf in find_shelves(draft.content):
            by_shelf[shelf].append(n)
    return by_shelf


def _near(by_shelf: Mapping[int, list[int]], places: Sequence[Place]) -> list[int]:
    return sorted({n for shelf in find_shelves(places) for n in by_shelf.get(shelf, ())})


def _pull_quotes(article: Article) -> Iterator[Draft]:
    """Tie each pull quote to the byline behind it, whose first word is its cue."""
    text = article.text
    for quote, byline in pairwise(article.blocks):
        if quote.kind != "pull_quote":
            continue
        if byline.kind != "byline":
            yield Draft((), (), ((quote.start, quote.end),), score=CERTAIN, set_off=True)
            continue
        match = _BY.match(text, byline.start, byline.end)
        cue = ((match.start(1), match.end(1)),) if match and match.group(1) else ()
        start = match.end() if match else byline.start
        source = ((start, byline.end),) if start < byline.end else ()
        yield Draft(source, cue, ((quote.start, quote.end),), score=CERTAIN, set_off=True)


def _answers(article: Article) -> Iterator[Draft]:
    """Make an attribution of each labelled answer: the paragraphs up to the next label."""
    turns = list(_turns(article))
    labels = [article.text[label.start : label.end] for label, _ in turns]
    lettered = any(_QUESTION.match(label) for label in labels)
    askers = {name for name, (_, parts) in zip(labels, turns, strict=True) if _asks(article, parts)}
    for name, (label, parts) in zip(labels, turns, strict=True):
        if not parts or _QUESTION.match(name) or (name in askers and not _ANSWER.match(name)):
            continue
        if lettered and not _ANSWER.match(name) and not name.rstrip(" :.").istitle() and not name.isupper():
            continue
        end = label.end - (len(name) - len(name.rstrip(" :.")))
        content = tuple((part.start, part.end) for part in parts)
        yield Draft((), ((label.start, max(end, label.start + 1)),), content, score=CERTAIN, set_off=True)


def _turns(article: Article) -> Iterator[tuple[Block, list[Block]]]:
    """Group the paragraphs of an interview or transcript under the labels that open its turns; times open none."""
    label: Block | None = None
    parts: list[Block] = []
    for block in article.blocks:
        if block.kind == "label" and not _TIME.match(article.text, block.start, block.end):
            if label is not None:
                yield label, parts
            label, parts = block, []
        elif block.kind == "paragraph":
            parts.append(block)
        elif label is not None:
            yield label, parts
            label, parts = None, []
    if label is not None:
        yield label, parts


def _asks(article: Article, parts: Sequence[Block]) -> bool:
    return bool(parts) and article.text[parts[-1].start : parts[-1].end].rstrip("\"'”’ ").endswith("?")


def _repeats(draft: Draft, other: Draft) -> bool:
    """Tell whether a draft is a set-off quotation read over again: it covers most of it."""
    size = sum(b - a for a, b in other.content)
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in draft.content for c, d in other.content)
    return shared > HELD * size


def _inside(draft: Draft, holder: Sequence[Place]) -> bool:
    spans = draft.content + draft.cue
    return all(any(a <= start and end <= b for a, b in holder) for start, end in spans)


def _run_on(article: Article, drafts: Sequence[Draft]) -> list[Draft]:
    """Carry a quotation that a paragraph leaves open on to the next ones, where nothing there was read as its own."""
    out = list(drafts)
    by_shelf = _put_on_shelves(out)
    ending: dict[int, list[int]] = defaultdict(list)
    for n, draft in enumerate(out):
        if not draft.inner:
            ending[_end(draft)].append(n)
    for quotation in find_quotations(article.text):
        if not quotation.continues or quotation.single:
            continue
        place = quotation.start, quotation.end
        if any(a < place[1] and place[0] < b for n in _near(by_shelf, [place]) for a, b in out[n].content):
            continue
        begun = min(
            (n for end in _gap_before(article.text, quotation.start) for n in ending.get(end, ())), default=None
        )
        if begun is not None:
            ending[_end(out[begun])].remove(begun)
            out[begun] = replace(out[begun], content=tuple(sorted((*out[begun].content, place))))
            ending[place[1]].append(begun)
    return out


def _end(draft: Draft) -> int:
    return max(end for _, end in draft.content)


def _gap_before(text: str, at: int) -> range:
    """Give the places from the last word before a place up to it."""
    start = at
    while start and text[start - 1].isspace():
        start -= 1
    return range(start, at + 1)
