"""Stretches of a text, as pairs of offsets -> their characters, overlap and tidy form; an Attribution -> its parts."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sayso.data import Article, Attribution, Mention, Passage, Reading, Source, Span
from sayso.errors import InputError

Piece = tuple[int, int]
Pieces = tuple[Piece, ...]
ROLES = ("source", "cue", "content")
SENTENCE_END = re.compile(r"[.!?][”\"’']?\s+[“\"A-Z]|\n\n")


@dataclass(frozen=True, slots=True)
class Parts:
    """Where the source, cue and content of an attribution stand."""

    source: Pieces
    cue: Pieces
    content: Pieces

    def __getitem__(self, role: str) -> Pieces:
        return {"source": self.source, "cue": self.cue, "content": self.content}[role]


def characters(pieces: Iterable[Piece]) -> frozenset[int]:
    """List the offsets that the pieces cover."""
    return frozenset(offset for start, end in pieces for offset in range(start, end))


def overlap(one: Collection[Piece], other: Collection[Piece]) -> float:
    """Divide the characters that both cover by those that either covers; 0 where neither covers any."""
    if not any(touch(piece, another) for piece in one for another in other):
        return 0.0
    first, second = characters(one), characters(other)
    return len(first & second) / len(first | second)


def touch(one: Piece, other: Piece) -> bool:
    """Tell whether two pieces share a character."""
    return one[0] < other[1] and other[0] < one[1]


def count_sentences(text: str, offset: int) -> int:
    """Count the sentences that end before an offset: two offsets of one number stand in one sentence."""
    return sum(1 for _ in SENTENCE_END.finditer(text[:offset]))


def tidy(pieces: Iterable[Piece], *, text: str) -> Pieces:
    """Sort pieces, trim white space off their ends, and join those that only white space parts."""
    joined: list[Piece] = []
    for start, end in sorted(pieces):
        words = text[start:end]
        start, end = end - len(words.lstrip()), start + len(words.rstrip())
        if start >= end:
            continue
        if joined and joined[-1][1] <= start and not text[joined[-1][1] : start].strip():
            start = joined.pop()[0]
        joined.append((start, end))
    return tuple(joined)


def parts_of(attribution: Attribution) -> Parts:
    """Take the offsets of an attribution's parts as they were read."""
    return Parts(*(pieces_of(part) for part in (attribution.source, attribution.cue, attribution.content)))


def check_spans(reading: Reading, text: str) -> None:
    """Raise InputError where a span of the reading does not hold its words in `text`."""
    for attribution in reading.attributions:
        for part in (attribution.source, attribution.cue, attribution.content):
            for span in part.spans if part else ():
                _check_span(span, reading, text)
    for entity in reading.entities:
        for mention in entity.mentions:
            _check_span(mention, reading, text)
    for event in reading.events:
        for span in event.trigger.spans:
            _check_span(span, reading, text)


def _check_span(span: Span | Mention, reading: Reading, text: str) -> None:
    if text[span.start : span.end] != span.exact:
        raise InputError(place(reading.article), f"{span} does not hold its words; read the text again")


def place(article: Article) -> str:
    """Name an article as a message should."""
    return article.path or article.id


def pieces_of(part: Source | Passage | None) -> Pieces:
    """Take the offsets of words; none where there are no words."""
    return tuple((span.start, span.end) for span in part.spans) if part else ()
