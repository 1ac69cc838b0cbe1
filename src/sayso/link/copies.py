"""An article and the earlier paragraphs that share words with its own in; which of its paragraphs copy which, out.

Publishers reprint what agencies send. A paragraph that does is folded into the one that was read first, its origin,
so that one report is not counted as many. Only paragraphs that copy nothing are origins: a chain of small changes
never joins two that are not alike. A line that stands under each article of a publisher folds into the first one like
any copy; that says that it is one text, not that it came from an agency.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Levenshtein

from sayso.data import Article
from sayso.ids import hash_briefly
from sayso.text import find_quotations

Key = tuple[str, int]
"""Where an origin stands: the id of its article, and the start of the paragraph in the article's text."""

KINDS: Final = ("paragraph", "standfirst", "pull_quote")
"""Blocks that can be copies: headlines, captions and labels are each publisher's own."""
SHINGLE = 4
"""Words in a run. With 3 a paragraph has 3.9 candidates among 950 articles, with 4 0.9, with 5 0.2; of paragraphs with
a tenth of their words changed 93, 90 and 88 of 100 are found."""
SKETCH = 5
"""Values kept of a paragraph. Of paragraphs that lost a sentence 85 of 100 are found with 4, 89 with 6, 92 with 8, 93
with 12."""
LEAST_WORDS = 8
"""Words below which a paragraph is left out: "She declined to comment." One below 12 words folds beside others only."""
LONGEST = 4000
"""Characters of a paragraph that are looked at; the longest of 18,079 in PolNeAR and our gold has 2,573."""
POSTINGS = 40
"""Origins that are looked up under one value of a sketch, the last ones: what is reprinted is fresh."""
CANDIDATES = 10
"""Origins that a paragraph is compared with, those that share most of its sketch."""
STANDS = 0.8
"""Share of a copy's words that stand in its origin. From 0.5 two paragraphs of PolNeAR fold that are not copies, from
0.6 the lead of one of our gold reports, which is written anew, from 0.75 stock phrases of one publisher; to 0.9 no copy
is lost."""
STANDS_WHOLE, WHOLE = 0.5, 0.75
"""The same where the origin stands in it nearly whole: one sentence was added. From 0.9 a copy of our gold is lost."""
BESIDE = 0.65
"""The same next to a paragraph copied from the same article. From 0.75 a copy of our gold is lost."""
SHARED, SHARED_BESIDE = 9, 4
"""Runs that the two share, alone and next to a copy. From 6 "did not immediately respond to a request for comment" and
"has a margin of error of ..." fold over publishers, from 7 nothing does in PolNeAR; 9 are 12 words."""
PROSE = 8
"""Runs of three words that the two share outside quotation marks: two reporters who heard one speech quote it alike.
From 0 nine such quotations fold over publishers in PolNeAR, from 2 none; 8 are ten words, more than "the harbour
master, Enno Vasht, said on Monday". With 6 one more of 234 copies is found, of one publisher's own."""
CHANGE, NEGATION = 6, 3
"""Words in which a figure or a "not" that was put for another is looked for. No copy in PolNeAR or our gold is lost."""

_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBERS = (
    {word: str(value) for value, word in enumerate(_SMALL)}
    | {word: str(10 * n) for n, word in enumerate(_TENS, 2)}
    | {
        f"{tens}{gap}{_SMALL[unit]}": str(10 * n + unit)
        for n, tens in enumerate(_TENS, 2)
        for unit in range(1, 10)
        for gap in "- "
    }
)
_WORD = re.compile(rf"(?:{'|'.join(_TENS)})[- ](?:{'|'.join(_SMALL[1:10])})\b|\w+")
_NOT = frozenset("not no never nor neither without t cannot".split())
"""Words that turn what is said into its opposite; `t` is what "didn't" ends with."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that may copy or be copied. `sketch` is what it is looked up by: at most `SKETCH` values below 2**31.

    Two paragraphs that share no value are hardly alike. The values are the same on every run and machine.
    """

    start: int
    end: int
    sketch: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """A paragraph, by its place among those cut, that copies an earlier one; `score` is the share of it that does."""

    paragraph: int
    origin: Key
    score: float


@dataclass(frozen=True, slots=True)
class _Likeness:
    """What two paragraphs share: how much of the new one and of the old one, and how many runs of words.

    `prose` are the shared runs of three words outside quotation marks.
    """

    new: float
    old: float
    shared: int
    prose: int

    @property
    def alone(self) -> bool:
        """Say whether it tells by itself that one copies the other."""
        much = self.new >= STANDS or (self.new >= STANDS_WHOLE and self.old >= WHOLE)
        return much and self.shared >= SHARED and self.prose >= PROSE

    @property
    def beside(self) -> bool:
        """Say whether it tells so of a paragraph next to one that is copied from the same article."""
        return self.new >= BESIDE and self.shared >= SHARED_BESIDE


def cut_paragraphs(article: Article) -> tuple[Paragraph, ...]:
    """Cut out the paragraphs of an article that are long enough to tell whether they are copies."""
    found = []
    for block in article.blocks:
        if block.kind in KINDS:
            words = _find_words(article.text[block.start : block.end])
            if len(words) >= LEAST_WORDS:
                found.append(Paragraph(block.start, block.end, _sketch(words)))
    return tuple(found)


def match_paragraphs(
    article: Article, paragraphs: Sequence[Paragraph], *, candidates: Mapping[int, Iterable[tuple[Key, str]]]
) -> tuple[Copy, ...]:
    """Find which paragraphs of a new article copy an earlier one, each the nearest; in their order.

    `candidates` gives for the place of a paragraph the origins that share values of its sketch, with their text; the
    first part of a key tells which of them are of one article. Of paragraphs of PolNeAR reprinted in runs of four, 97
    of 100 are found, as they are or with other quotation marks; 92 without one of their sentences, 95 without their
    last third, 90 with a tenth of their words changed, 84 with a strange sentence added. What is missed is mostly
    nothing but quotation.
    """
    set_off = {block.start for block in article.blocks if block.kind == "pull_quote"}
    likenesses: dict[int, list[tuple[_Likeness, Key]]] = {}
    for n, paragraph in enumerate(paragraphs):
        text = article.text[paragraph.start : paragraph.end]
        compared = _compare(text, candidates.get(n, ()), quoted=paragraph.start in set_off)
        likenesses[n] = sorted(compared, key=lambda found: (-found[0].new, -found[0].old))
    copies = {n: found for n in likenesses if (found := _choose(n, likenesses[n]))}
    for n in (*likenesses, *reversed(likenesses)):
        if n not in copies:
            near = {copies[beside].origin[0] for beside in (n - 1, n + 1) if beside in copies}
            found = _choose(n, [known for known in likenesses[n] if known[1][0] in near], beside=True)
            copies |= {n: found} if found else {}
    return tuple(copies[n] for n in sorted(copies))


def _choose(n: int, likenesses: Iterable[tuple[_Likeness, Key]], *, beside: bool = False) -> Copy | None:
    for likeness, key in likenesses:
        if likeness.beside if beside else likeness.alone:
            return Copy(n, key, round(likeness.new, 3))
    return None


def _compare(text: str, candidates: Iterable[tuple[Key, str]], *, quoted: bool) -> Iterator[tuple[_Likeness, Key]]:
    """Compare a paragraph with its candidates; those that say something else are left out."""
    words = _find_words(text)
    runs, prose = _find_runs(words, SHINGLE), set() if quoted else _find_prose(text)
    for key, other in candidates:
        theirs = _find_words(other)
        shared = runs & _find_runs(theirs, SHINGLE)
        if len(shared) >= SHARED_BESIDE:
            new, old = _cover(words, shared) / len(words), _cover(theirs, shared) / len(theirs)
            likeness = _Likeness(new, old, len(shared), len(prose & _find_prose(other)))
            if (likeness.alone or likeness.beside) and not _says_otherwise(theirs, words):
                yield likeness, key


def _cover(words: Sequence[str], runs: Set[str]) -> int:
    """Count the words that stand in one of some runs."""
    starts = [n for n in range(len(words) - SHINGLE + 1) if " ".join(words[n : n + SHINGLE]) in runs]
    return len({n + beside for n in starts for beside in range(SHINGLE)})


def _says_otherwise(old: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether among words that are the same a figure is another one, or a "not" came or went."""
    from_old = from_new = 0
    for same in Levenshtein.opcodes(old, new).as_matching_blocks():
        was, now = old[from_old : same.a], new[from_new : same.b]
        from_old, from_new = same.a + same.size, same.b + same.size
        if max(len(was), len(now)) <= CHANGE and _figures(was) - _figures(now) and _figures(now) - _figures(was):
            return True
        if max(len(was), len(now)) <= NEGATION and _NOT.isdisjoint(was) != _NOT.isdisjoint(now):
            return True
    return False


def _figures(words: Iterable[str]) -> set[str]:
    return set(re.findall(r"\d+", " ".join(words)))


def _find_words(text: str) -> list[str]:
    """Find the words of a text, whatever the case, the marks, the spaces and the Unicode form.

    Numbers below 100 are digits: some papers write "eight", others "8".
    """
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", text[:LONGEST])).casefold()
    return [_NUMBERS.get(word, word) for word in _WORD.findall(plain)]


def _find_runs(words: Sequence[str], length: int) -> set[str]:
    return {" ".join(words[n : n + length]) for n in range(len(words) - length + 1)}


def _find_prose(text: str) -> set[str]:
    """Find the runs of three words that stand outside quotation marks."""
    found, end, text = set[str](), 0, text[:LONGEST]
    for quotation in find_quotations(text):
        found |= _find_runs(_find_words(text[end : max(end, quotation.start)]), 3)
        end = max(end, quotation.end)
    return found | _find_runs(_find_words(text[end:]), 3)


def _sketch(words: Sequence[str]) -> tuple[int, ...]:
    """Keep the smallest hashes of the runs of words (bottom-k sketch: Broder 1997)."""
    runs = _find_runs(words, SHINGLE)
    return tuple(sorted(map(hash_briefly, runs))[:SKETCH])


class CopyIndex:
    """The origins among the paragraphs of many articles, in memory, in which those of a new one are looked up."""

    def __init__(self) -> None:
        self._texts: dict[Key, str] = {}
        self._postings: dict[int, list[Key]] = defaultdict(list)
        self._read: set[str] = set()

    def add(self, article: Article) -> tuple[Copy, ...]:
        """Find what a new article copies, and keep its other paragraphs as origins.

        An article that was added before changes nothing.
        """
        if article.id in self._read:
            return ()
        self._read.add(article.id)
        paragraphs = cut_paragraphs(article)
        candidates = {n: self._look_up(paragraph) for n, paragraph in enumerate(paragraphs)}
        copies = match_paragraphs(article, paragraphs, candidates=candidates)
        copied = {copy.paragraph for copy in copies}
        for n, paragraph in enumerate(paragraphs):
            if n not in copied:
                key = article.id, paragraph.start
                self._texts[key] = article.text[paragraph.start : paragraph.end]
                for value in paragraph.sketch:
                    self._postings[value].append(key)
        return copies

    def _look_up(self, paragraph: Paragraph) -> list[tuple[Key, str]]:
        shares = Counter(key for value in paragraph.sketch for key in self._postings.get(value, ())[-POSTINGS:])
        return [(key, self._texts[key]) for key, _ in shares.most_common(CANDIDATES)]
