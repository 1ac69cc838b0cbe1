"""Words of an article for an event and its parties in, what they leave to compare reports with, out; and two compared.

Words stay as numbers of three bytes: what happened is kept a million times, and each report of it is compared.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sayso.data import Article, EventTrace, EventType
from sayso.ids import hash_briefly
from sayso.link.sameness import KIN
from sayso.link.stems import find_stem
from sayso.sentences import find_sentences
from sayso.text import find_words

Floats = NDArray[np.float32]
Place = tuple[int, int]
Report = tuple[EventType, EventTrace]
"""The type of an event as an article tells it, and the trace that this leaves."""

FEATURES = 24
WORDS, AROUND, NAMES, PARTY = 4, 24, 24, 8
"""The most that is kept: words for an event, words around it, names of its article, words of a party."""
_ALIKE = 4
"""Letters that words may share whose stems differ: "demonstrate", "demo"."""
_BARE = frozenset(
    "a about after an and are as at be been before but by for from had has have he her him his i in into is it its not "
    "of off on or out over said says she than that the their them then there they this to up was we were what when "
    "which who will with would you".split()
)
"""Words that tell nothing of what happened."""


class Meanings(Protocol):
    """What knows how near two words are to each other by themselves."""

    def compare(self, one: str, other: str) -> float:
        """Give the cosine of what two words mean."""


def number_word(word: str) -> int:
    """Give the number of a word: the same for all its forms."""
    return hash_briefly(find_stem(word)) & 0xFFFFFF


def number_names(article: Article) -> frozenset[int]:
    """Number the names that an article tells most often."""
    told = (article.text[start:end] for start, end in find_words(article.text))
    names = Counter(word.lower() for word in told if word[0].isupper() and len(word) > 2 and word.lower() not in _BARE)
    often = sorted(names.items(), key=lambda name: (-name[1], name[0]))
    return frozenset(number_word(name) for name, _ in often[:NAMES])


def leave_trace(
    text: str,
    words: Sequence[Place],
    *,
    names: frozenset[int] = frozenset(),
    actor: Iterable[str] = (),
    recipient: Iterable[str] = (),
    place: Iterable[str] = (),
) -> EventTrace:
    """Make the trace of an event of the places of the words for it, and of what its parties and place are called."""
    around = (text[start:end] for start, end in find_sentences(text, words))
    return EventTrace(
        tuple(dict.fromkeys(text[start:end].lower() for start, end in words))[:WORDS],
        _number(around, AROUND), names, *(_number(called, PARTY) for called in (actor, recipient, place)),
    )  # fmt: skip


def _number(told: Iterable[str], most: int) -> frozenset[int]:
    words = (word for some in told for word in re.findall(r"\w+", some.lower()) if word not in _BARE)
    return frozenset(list(dict.fromkeys(map(number_word, words)))[:most])


def describe_reports(one: Report, other: Report, meanings: Meanings, *, beside: bool = False) -> Floats:
    """Describe two reports for the matcher, (FEATURES); `beside` tells that they stand in one article."""
    (kind, a), (other_kind, b) = one, other
    stems = [set(map(find_stem, trace.words)) for trace in (a, b)]
    same = bool(stems[0] & stems[1])
    begins = bool({stem[:_ALIKE] for stem in stems[0]} & {stem[:_ALIKE] for stem in stems[1]})
    near = max((meanings.compare(mine, theirs) for mine in a.words for theirs in b.words), default=0.0)
    around, names = _overlap(a.around, b.around), _overlap(a.names, b.names)
    parties = a.actor | a.recipient, b.actor | b.recipient
    return np.array([
        same, begins, kind == other_kind, KIN[kind] == KIN[other_kind], beside, near,
        around, same * around, near * around, _cover(a.around, b.around),
        names, same * names, near * names, _cover(a.names, b.names),
        *_compare(a.actor, b.actor), *_compare(a.recipient, b.recipient), *_compare(a.place, b.place),
        _cover(*parties), all(parties), _cover(parties[0], b.around), _cover(parties[1], a.around),
    ], dtype=np.float32)  # fmt: skip


def _overlap(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / (len(one | other) or 1)


def _cover(one: frozenset[int], other: frozenset[int]) -> float:
    """Give the share of the smaller that the other has too."""
    return len(one & other) / (min(len(one), len(other)) or 1)


def _compare(one: frozenset[int], other: frozenset[int]) -> tuple[bool, bool]:
    """Tell whether two parties share a word, and whether both are named and share none."""
    return bool(one & other), bool(one and other and not one & other)
