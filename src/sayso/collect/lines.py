"""A text in, its lines out: the stretches that stand by themselves on the page, before anybody asks what they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sayso.data import BlockKind

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_BLANK = re.compile(rf"[\s{_INVISIBLE}]*")
_SPACES = dict.fromkeys(map(ord, "\xa0\u2002\u2003\u2007\u2009\u202f\t"), " ") | dict.fromkeys(map(ord, _INVISIBLE))
_ODD = re.compile("[" + "".join(map(chr, _SPACES)) + "]")
_LONGEST_PLAIN = 500
_NARROWEST, _WIDEST = 40, 120
_ENOUGH_BREAKS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of the text; `kind` is what markup says it is, None in plain text."""

    start: int
    end: int
    kind: BlockKind | None = None


def split_lines(text: str) -> list[Line]:
    """Split a plain text at its line breaks, and join again what a mail program or an editor has wrapped."""
    lines = list(_written_lines(text))
    return _join_wrapped(text, lines)


def plain_words(words: str) -> str:
    """Put plain spaces for odd ones and leave out invisible characters, for the eyes of a rule (lengths change).

    Rules look at short lines only; a long one comes back as it is.
    """
    return words if len(words) > _LONGEST_PLAIN or _ODD.search(words) is None else words.translate(_SPACES)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Shrink a stretch to what is visible in it; start equals end where nothing is."""
    start = _match_end(text, start, end)
    while end > start and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE):
        end -= 1
    return start, end


def _match_end(text: str, start: int, end: int) -> int:
    match = _BLANK.match(text, start, end)
    return match.end() if match else start


def _written_lines(text: str) -> Iterator[Line]:
    for match in _LINE.finditer(text):
        start, end = trim(text, match.start(), match.end())
        if start < end:
            yield Line(start, end)


def _join_wrapped(text: str, lines: list[Line]) -> list[Line]:
    """Join lines that were broken only because they were full: the next word would have passed the widest line."""
    width = max((line.end - line.start for line in lines), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return lines
    full = [_is_full(text, a, b, width) for a, b in pairwise(lines)]
    if sum(full) < _ENOUGH_BREAKS or sum(full) * 3 < len(full):
        return lines
    joined = lines[:1]
    for line, wrapped in zip(lines[1:], full, strict=True):
        if wrapped:
            joined[-1] = Line(joined[-1].start, line.end)
        else:
            joined.append(line)
    return joined


def _is_full(text: str, line: Line, following: Line, width: int) -> bool:
    gap = text[line.end : following.start]
    if gap.count("\n") + gap.count("\r") - gap.count("\r\n") > 1:
        return False
    word = text[following.start : following.end].split(None, 1)[0]
    return line.end - line.start + 1 + len(word) > width
