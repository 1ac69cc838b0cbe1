"""The first lines of a page in, their kinds out: series, title, standfirst, byline and dateline above the report."""

import re
from collections.abc import Sequence

from sayso.collect.bylines import is_byline, is_dateline
from sayso.data import BlockKind

_OPENING = "\"“„‘'«"
_CLOSING = "\"”’'»"
_DEEPEST = 10
_SERIES = re.compile(
    r"(?:opinion|analysis|news|live|exclusive|interview|feature|comment|editorial|profile|letters?|sport|business|world"
    r"|politics|review|explainer|obituary|investigation|breaking(?: news)?|podcast|programme)\b.{0,30}",
    re.I,
)
_CITY = re.compile(r"[A-Z][A-Z.’' ]{2,40}\b[^a-z]")
_DASH = re.compile(r"[\s)][-–—]{1,2}\s")


def mark_opening(
    words: Sequence[str], kinds: list[BlockKind | None], *, labels: Sequence[int], title: str | None
) -> None:
    """Fill in the kinds of the lines above the first paragraph; `title` is the headline where it is known."""
    top = min(len(words), _DEEPEST)
    headline = _find_title(words, kinds, title) if not any(labels[:1]) else None
    if headline is None:
        _mark_data(words, kinds, range(min(top, 3)), labels)
        return
    for n in range(headline):
        kinds[n] = kinds[n] or _kind_of_data(words[n]) or "series"
    kinds[headline] = "title"
    end = _mark_data(words, kinds, range(headline + 1, top), labels)
    if end + 1 >= len(words) or labels[end] or "standfirst" in kinds[:end]:
        return
    if _is_standfirst(words, end, series=words[0] if headline else ""):
        kinds[end] = "standfirst"
        _mark_data(words, kinds, range(end + 1, top), labels)


def _mark_data(words: Sequence[str], kinds: list[BlockKind | None], lines: range, labels: Sequence[int]) -> int:
    """Mark bylines and datelines until the first other line, and return that line's number."""
    for n in lines:
        kinds[n] = kinds[n] or (None if labels[n] else _kind_of_data(words[n]))
        if kinds[n] is None:
            return n
    return lines.stop


def _kind_of_data(line: str) -> BlockKind | None:
    if is_byline(line):
        return "byline"
    return "dateline" if is_dateline(line) else None


def _find_title(words: Sequence[str], kinds: Sequence[BlockKind | None], title: str | None) -> int | None:
    """Find the headline among the first lines: the one known, or a short first line, or the second beneath a series."""
    if "title" in kinds[:_DEEPEST]:
        return kinds.index("title")
    if title:
        return next((n for n, line in enumerate(words[:3]) if _same(line, title)), None)
    first = next((n for n in range(min(3, len(words))) if not _kind_of_data(words[n])), 0)
    if kinds[first] is not None or not _is_title(words, first):
        return None
    second = first + 1
    if second + 1 >= len(words) or kinds[second] is not None or not _is_series(words[first], words[second]):
        return first
    return second if _is_title(words, second) and not _ends(words[second]) else first


def _same(line: str, title: str) -> bool:
    return re.sub(r"\W+", "", line).casefold() == re.sub(r"\W+", "", title).casefold()


def _ends(line: str) -> bool:
    """Tell a line that ends as a sentence does."""
    return line.rstrip(_CLOSING)[-1:] in (".", "!", "?", ":", ";")


def _is_title(words: Sequence[str], n: int) -> bool:
    line = words[n]
    count = len(line.split())
    if n + 1 >= len(words) or count > 25 or len(line) > 200 or not any(map(str.isalpha, line)):
        return False
    if _kind_of_data(line) or line[-1] in ":," or line[0].islower():
        return False
    inside = line.rstrip(_CLOSING)
    if inside[-1:] in (".", "…") and not inside.endswith(".."):
        return _is_closed_headline(line, count) and max(map(len, words[n + 1 : n + 3])) > len(line)
    return not (inside[-1:] in tuple("?!") and line[0] in _OPENING)


def _is_closed_headline(line: str, count: int) -> bool:
    """Tell a headline that somebody closed with a full stop from a first paragraph."""
    if _in_capitals(line, whole=True):
        return True
    return count <= 18 and line[0] not in _OPENING and re.search(r"[.?!]\s+[A-Z]", line) is None


def _is_series(line: str, following: str) -> bool:
    """Tell the name of a programme or a column from a headline: short, in capitals throughout, not a sentence."""
    count = len(line.split())
    if count > 8 or _ends(line) or _kind_of_data(following) or line[0] in _OPENING:
        return False
    if count <= 3 or _SERIES.fullmatch(line):
        return len(following.split()) > count
    return _in_capitals(line) and (":" in line or not _in_capitals(following)) and len(following.split()) <= 20


def _in_capitals(line: str, *, whole: bool = False) -> bool:
    words = re.findall(r"[^\W\d_]{4,}", line if whole else line.partition(":")[0])
    return all(word[0].isupper() for word in words if word not in ("from", "with", "that", "than", "into", "over"))


def _is_standfirst(words: Sequence[str], n: int, *, series: str) -> bool:
    """Tell the sentence under a headline: it names its programme, is no full sentence, or stands over the byline."""
    line, following = words[n], words[n + 1]
    count = len(line.split())
    if count > 60 or line[0] in _OPENING or _opens_with_city(line):
        return False
    parts = [part.strip() for part in re.split(r"[:|–—]", series)]
    if any(len(part) > 3 and part in line for part in parts):
        return True
    if _kind_of_data(following) or (_opens_with_city(following) and count <= 40):
        return True
    return not _ends(line) and count > 5 and line[-1] not in "," and len(following) > len(line)


def _opens_with_city(line: str) -> bool:
    """Tell the paragraph that begins with an agency's dateline, "CITY, Land (AGENCY) - "."""
    return _CITY.match(line) is not None and _DASH.search(line[:120]) is not None
