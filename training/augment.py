"""A labelled document in, the same document told otherwise out: in other marks, in capitals, or put into a mouth.

PolNeAR marks only outermost attributions. To learn nested ones, a paragraph with its attributions is
made the content of another: what was outer in it becomes inner, and its edges are known exactly.
"""

from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
from corpora import Document, Ints, Marked, Pieces

from sayso.text import find_quotations, find_words

_SAID = (
    "said", "said", "said", "said", "said", "says", "says", "added", "claimed", "argued", "insisted", "wrote",
    "reported",
    "explained", "noted", "stated", "acknowledged", "alleged", "has said", "had said", "recalled",
    "testified", "announced", "maintained", "warned", "complained", "suggested", "writes",
)  # fmt: skip
_TOLD = ("told", "told", "has told", "had told", "tells", "informed", "assured", "reminded")
_HEARERS = (
    "reporters", "the court", "lawmakers", "investigators", "the newspaper", "the inquiry", "a crowd", "supporters",
    "the programme", "a news conference", "him", "her", "them", "us", "the committee", "the agency", "its members",
)  # fmt: skip
# {s} source, {c} cue, {h} hearer, {b} the paragraph; what stands in [ ] is the content.
_QUOTED = ("[“{b}”] {s} {c}.", "[“{b}”] {c} {s}.", "{s} {c}: [“{b}”]", "{s} {c}, [“{b}”]", "{s} {t} {h}: [“{b}”]")
_REPORTED = (
    "{s} {c} [that {b}].", "{s} {c} [that {b}].", "{s} {c} [{b}].", "{s} {t} {h} [that {b}].", "{a} {s}, [{b}].",
    "[{b}], {s} {c}.", "[{b}], {a} {s}.", "{s} has {c} [that {b}].", "{s}, in a statement, {c} [that {b}].",
)  # fmt: skip
_SMALL = set(
    "The A An He She It They We In On At But And As After Before When While This That These Those There His Her Its "
    "Their Our For From By With If Some Many Most All Both Last Two Three According".split()
)


NESTS = 3
"""Paragraphs of an article that may each be put into somebody's mouth."""


def augment(document: Document, sources: list[str], chances: dict[str, float], random: Random) -> Document:
    """Tell a document otherwise, by chance."""
    for _ in range(NESTS):
        if document.attributions is not None and random.random() < chances["nest"]:
            document = nest_paragraph(document, sources, random)
    roll = random.random()
    if roll < chances["british"]:
        document = change_marks(document, "‘’“”" if random.random() < 0.7 else "''\"\"")
    elif roll < chances["british"] + chances["marks"]:
        document = change_marks(document, "“”‘’" if '"' in document.text else "\"\"''")
    if random.random() < chances["capitals"]:
        upper = document.text.upper()
        if len(upper) == len(document.text):
            document = replace(document, text=upper)
    return document


def change_marks(document: Document, marks: str) -> Document:
    """Write a document's quotations with other marks: outer opening, outer closing, inner opening, inner closing."""
    letters = list(document.text)
    for quotation in find_quotations(document.text):
        pair = marks[2:] if quotation.single else marks[:2]
        letters[quotation.start] = pair[0]
        if quotation.closed:
            letters[quotation.end - 1] = pair[1]
    return replace(document, text="".join(letters))


def nest_paragraph(document: Document, sources: list[str], random: Random) -> Document:
    """Put one paragraph of a document into somebody's mouth."""
    choices = [place for place in _paragraphs(document) if 30 < place[1] - place[0] < 420]
    if not choices:
        return document
    # Paragraphs that hold an attribution teach more; some without one teach that not every content holds one.
    telling = [place for place in choices if any(_within(a, place) for a in document.attributions or ())]
    start, end = random.choice(telling if telling and random.random() < 0.85 else choices)
    quoted = random.random() < 0.4
    body = document.text[start:end]
    told = _tell(body, quoted, sources, random)
    if told is None:
        return document
    text, shift, outer = told
    return _rebuild(document, (start, end), text, shift, outer)


def _paragraphs(document: Document) -> list[tuple[int, int]]:
    """Find the lines of a document that no attribution crosses."""
    found, at = [], 0
    spans = [span for a in document.attributions or () for span in [_hull(a)]]
    for line in document.text.split("\n"):
        start, end = at + len(line) - len(line.lstrip()), at + len(line.rstrip())
        at += len(line) + 1
        free = all(b <= start or a >= end for a, b in document.closed)
        if start < end and free and all(b <= start or a >= end or (start <= a and b <= end) for a, b in spans):
            found.append((start, end))
    return found


def _hull(marked: Marked) -> tuple[int, int]:
    spans = marked.all()
    return min(a for a, _ in spans), max(b for _, b in spans)


def _within(marked: Marked, place: tuple[int, int]) -> bool:
    start, end = _hull(marked)
    return place[0] <= start and end <= place[1]


def _tell(body: str, quoted: bool, sources: list[str], random: Random) -> tuple[str, int, Marked] | None:
    """Wrap a paragraph: the new text, how far its characters move, and the attribution around it."""
    frame = random.choice(_QUOTED if quoted else _REPORTED)
    source = random.choice(sources)
    cue = random.choice(_TOLD if "{t}" in frame else _SAID)
    if quoted:
        body = _inner_marks(body)
        body = body[:-1] + "," if body.endswith(".") and frame.startswith("[") else body
    else:
        body = body[:-1] if body.endswith(".") else body
        first = body.split(" ", 1)[0]
        if first in _SMALL and not frame.startswith("["):
            body = body[0].lower() + body[1:]
    according = random.choice(("according to", "According to")) if not frame.startswith("{a}") else "According to"
    values: dict[str, Any] = {"s": source, "c": cue, "t": cue, "h": random.choice(_HEARERS), "a": according, "b": body}
    text, places = _fill(frame, values)
    if "s" not in places or not ({"c", "t", "a"} & places.keys()):
        return None
    cue_place = next(places[key] for key in ("t", "c", "a") if key in places)
    text = text[0].upper() + text[1:]
    marked = Marked((places["s"],), (cue_place,), (places["["],))
    return text, places["b"][0], marked


def _fill(frame: str, values: dict[str, str]) -> tuple[str, dict[str, tuple[int, int]]]:
    """Fill a frame, keeping where each part came to stand; "[" is the place of the content."""
    text, places, opened, at = "", {}, 0, 0
    while at < len(frame):
        letter = frame[at]
        if letter == "{":
            key = frame[at + 1]
            places[key] = (len(text), len(text) + len(values[key]))
            text += values[key]
            at += 2
        elif letter == "[":
            opened = len(text)
        elif letter == "]":
            places["["] = (opened, len(text))
        else:
            text += letter
        at += 1
    return text, places


def _inner_marks(body: str) -> str:
    letters = list(body)
    for quotation in find_quotations(body):
        if not quotation.single:
            letters[quotation.start] = "‘"
            if quotation.closed:
                letters[quotation.end - 1] = "’"
    return "".join(letters)


def _rebuild(document: Document, place: tuple[int, int], told: str, shift: int, outer: Marked) -> Document:
    """Put the retold paragraph in place of the old one and move all that was known of it."""
    start, end = place
    grown = len(told) - (end - start)

    def move(at: int) -> int:
        return at if at < start else at + shift if at <= end else at + grown

    def moved(spans: Pieces) -> Pieces:
        return tuple((move(a), move(b)) if a >= start else (a, b) for a, b in spans)

    def placed(spans: Pieces) -> Pieces:
        return tuple((a + start, b + start) for a, b in spans)

    text = document.text[:start] + told + document.text[end:]
    stays: list[Marked] = []
    inner: list[Marked] = []
    for marked in document.attributions or ():
        copy = Marked(moved(marked.source), moved(marked.cue), moved(marked.content))
        (inner if _within(marked, place) else stays).append(copy)
    whole = Marked(placed(outer.source), placed(outer.cue), placed(outer.content))
    new = replace(
        document,
        text=text,
        words=find_words(text),
        attributions=(*stays, whole),
        nested=(*(document.nested or ()), *inner),
        closed=(*document.closed, *whole.content),
    )
    return _carry_over(document, new, move)


def _carry_over(old: Document, new: Document, move: Any) -> Document:
    """Carry what is known of each word to where it stands now; new words stay open."""
    at = {span: i for i, span in enumerate(new.words)}
    where = np.array([at.get((move(a), move(b - 1) + 1), -1) for a, b in old.words] or [0], dtype=np.int64)

    def carry(values: Ints | None) -> Ints | None:
        if values is None:
            return None
        out = np.full(len(new.words), -1, dtype=np.int64)
        known = where >= 0
        out[where[known]] = values[known]
        return out

    heads = old.heads
    if heads is not None:
        heads = np.where(heads >= 0, where[heads], -1)
    return replace(
        new, upos=carry(old.upos), heads=carry(heads), relations=carry(old.relations), starts=carry(old.starts),
        names=carry(old.names),
    )  # fmt: skip
