"""A text and places in it in, the sentences around them out: in these an event is sought and compared by words.

It need not be told where every sentence ends: a sentence too long finds a little more, and the paragraph is its end.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache

_END = re.compile(r"(?<![\w.!?…])(\w*+)[.!?…]++[\"'”’)\]]*+\s++(?=[\"'“‘(\[]*+[^\W_a-z])")
"""What ends a sentence: the word before the mark, the marks behind it, and no small letter after the blank."""
_SHORT = frozenset(
    "mr mrs ms mx dr prof gen col lt sgt capt cpl maj cmdr adm brig rep sen gov rev hon pres atty st mt ft jr sr no vs "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
"""Words that a full stop shortens, and that go on."""


def find_sentences(text: str, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Find the sentences in which places begin, each once, in reading order."""
    return sorted({_find_sentence(text, start) for start, _ in places})


def _find_sentence(text: str, at: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    paragraph = text[start : end if end >= 0 else len(text)]
    starts = _list_starts(paragraph)
    n = bisect_right(starts, at - start)
    first, last = starts[n - 1], starts[n] if n < len(starts) else len(paragraph)
    return start + first, max(start + first + len(paragraph[first:last].rstrip()), at + 1)


@lru_cache(maxsize=64)
def _list_starts(paragraph: str) -> tuple[int, ...]:
    """List where the sentences of a paragraph start; an article's events come paragraph by paragraph."""
    ends = (match for match in _END.finditer(paragraph) if not _goes_on(match[1]))
    return (0, *(match.end() for match in ends))


def _goes_on(word: str) -> bool:
    return word.lower() in _SHORT or (len(word) == 1 and word.isupper())
