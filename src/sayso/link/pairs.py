"""The phrases of an article in; which pairs may be one, and what tells for and against it, out.

The features are whole numbers, each an index into a table that the coreference head has learned; training uses
this very code.
"""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from sayso.data import EntityKind, Phrase, Tie
from sayso.link.names import Match, Name, compare_names, parse_name
from sayso.link.places import Places
from sayso.link.words import cut_name, find_gender, fold_words, is_description
from sayso.model.labels import MENTION_TYPES

Ints = NDArray[np.int64]
Column = NDArray[np.int32]

NEAR = {"pronoun": 30, "name": 15, "nominal": 35}
"""Phrases before a phrase that are tried as its antecedent whatever they say."""
ALIKE = 10
"""Phrases further back that are tried because they share a word, the last ones first, for each word."""

CLASSES = (
    "name", "the", "this", "his", "a", "bare", "i", "you", "he", "she", "it", "we", "they", "who", "that", "else",
)  # fmt: skip
_PRONOUNS = {
    "i": "i me my mine myself", "you": "you your yours yourself yourselves", "he": "he him his himself",
    "she": "she her hers herself", "it": "it its itself", "we": "we us our ours ourselves 's ’s",
    "they": "they them their theirs themselves themself", "who": "who whom whose which",
    "that": "this that these those",
}  # fmt: skip
_CLASS_OF = {word: name for name, words in _PRONOUNS.items() for word in words.split()}
_OPENERS = {
    "the": "the", "this": "this", "that": "this", "these": "this", "those": "this", "such": "this", "a": "a",
    "an": "a", "his": "his", "her": "his", "its": "his", "their": "his", "our": "his", "my": "his", "your": "his",
}  # fmt: skip
MATCHES: tuple[Match, ...] = get_args(Match)
KINDS: dict[str, EntityKind] = {"person": "person", "organization": "organisation", "place": "place"}
"""What a type of the mention head is, of those that bear names."""
GENDERS = ("unknown", "he", "she", "it")
_ADDRESSED = re.compile(r"(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Sir|Sen|Rep|Gov|Col|Gen|Capt|Sgt)\.?\s+[A-Z]")
_STEPS = np.array([1, 2, 3, 4, 6, 10, 20, 40])
_DOWN = np.array([0, 1, 2, 3, 5, 9])

SIZES = {
    "class": len(CLASSES) ** 2, "type": len(MENTION_TYPES) ** 2, "sentences": 14, "steps": 9, "words": 24,
    "nest": 4, "quote": 5, "many": 4, "gender": 16, "tie": 2, "subject": 8, "lines": 8, "speaks": 16,
    "teller": 6, "names": len(MATCHES) + 1,
}  # fmt: skip
"""The size of each feature's table, in the order of the features."""


@dataclass(frozen=True)
class Traits:
    """What is known of each phrase, a column a trait: (phrases,); `words` is a mask of its content words."""

    classes: Column
    types: Column
    many: Column
    genders: Column
    heads: Column
    whole: Column
    words: NDArray[np.uint64]
    starts: Column
    ends: Column
    head_starts: Column
    quotes: Column
    sentences: Column
    lines: Column
    subjects: Column
    speaking: Column
    tellers: Column
    quoted: Column
    names: tuple[Name | None, ...]


def agree_on_types(text: str, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Let all phrases of one name be of the type that is likeliest for them together; "Mr" makes a person."""
    shares: defaultdict[tuple[str, ...], defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    counts: Counter[tuple[str, ...]] = Counter()
    for phrase in phrases:
        if phrase.form == "name" and not phrase.joins:
            name = _words(text, phrase)
            addressed = _ADDRESSED.match(text, phrase.start, phrase.end) is not None
            shares[name]["person" if addressed else phrase.type] += 1.0 if addressed else phrase.typed
            counts[name] += 1
    best = {name: max(types, key=types.__getitem__) for name, types in shares.items()}
    out = []
    for phrase in phrases:
        name = _words(text, phrase)
        told = best.get(name) if phrase.form == "name" and not phrase.joins else None
        out.append(replace(phrase, type=told, typed=shares[name][told] / counts[name]) if told else phrase)
    return out


def find_traits(text: str, phrases: Sequence[Phrase]) -> Traits:
    """Describe the phrases of an article; column by column, for long articles have many."""
    known: dict[str, int] = {}
    words = (_words(text, phrase) for phrase in phrases)
    masks = (_mask(known.setdefault(word, len(known)) for word in said) for said in words)
    at = Places(phrases)
    return Traits(
        classes=_column(CLASSES.index(find_class(text, phrase)) for phrase in phrases),
        types=_column(MENTION_TYPES.index(phrase.type) for phrase in phrases),
        many=_column(int(phrase.many) for phrase in phrases),
        genders=_column(GENDERS.index(find_gender(text, phrase) or "unknown") for phrase in phrases),
        heads=_number(" ".join(fold_words(text[slice(*phrase.head)])) for phrase in phrases),
        whole=_number(" ".join(_words(text, phrase)) for phrase in phrases),
        words=np.fromiter(masks, dtype=np.uint64, count=len(phrases)),
        starts=_column(phrase.start for phrase in phrases),
        ends=_column(phrase.end for phrase in phrases),
        head_starts=_column(phrase.head[0] for phrase in phrases),
        quotes=_column(phrase.quote for phrase in phrases),
        sentences=_column(phrase.sentence for phrase in phrases),
        lines=_column(phrase.line for phrase in phrases),
        subjects=_column(int(phrase.subject) for phrase in phrases),
        speaking=_column(int(phrase.speaks) for phrase in phrases),
        tellers=_column(-1 if (n := at.get(phrase.teller)) is None else n for phrase in phrases),
        quoted=_column(int(phrase.quote >= 0) for phrase in phrases),
        names=tuple(find_name(text, phrase) for phrase in phrases),
    )


def _words(text: str, phrase: Phrase) -> tuple[str, ...]:
    return fold_words(text[phrase.start : phrase.end])


def _column(values: Iterable[int]) -> Column:
    return np.fromiter(values, dtype=np.int32)  # long articles have many


def _number(values: Iterable[str]) -> Column:
    """Number values, the same alike."""
    known: dict[str, int] = {}
    return _column(known.setdefault(value, len(known)) for value in values)


def find_name(text: str, phrase: Phrase) -> Name | None:
    """Take the name of a person, body or place apart; what is only written like a name is none."""
    kind = KINDS.get(phrase.type, "organisation")
    if phrase.form != "name" or phrase.joins:
        return None
    if kind == "person" and is_description(text, phrase):
        return None
    return parse_name(cut_name(text, phrase), kind=kind)


def find_class(text: str, phrase: Phrase) -> str:
    """Name the class of a phrase: its pronoun, or how it opens."""
    words = text[phrase.start : phrase.end].lower().split(None, 1)
    first = words[0] if words else ""
    if phrase.form == "pronoun":
        return _CLASS_OF.get(text[slice(*phrase.head)].lower(), "else")
    if phrase.form == "name":
        return "name"
    return _OPENERS.get(first, "bare")


def _capitals(text: str, phrase: Phrase) -> frozenset[str]:
    """Give the capitalised words of a phrase, folded: what a name may be known by again."""
    words = re.findall(r"\b[A-Z][\w’'-]+", text[phrase.start : min(phrase.end, phrase.start + 200)])
    return frozenset(word for written in words[:8] for word in fold_words(written))


def _mask(numbers: Iterable[int]) -> int:
    mask = 0
    for number in numbers:
        mask |= 1 << (number * 2654435761 % 61)
    return mask


def find_keys(text: str, phrase: Phrase) -> frozenset[str]:
    """Give the words by which a phrase is found again far away: its last, those of its head, the capitalised ones."""
    if phrase.form == "pronoun":
        return frozenset()
    last, head = _words(text, phrase)[-1:], fold_words(text[slice(*phrase.head)])
    return frozenset((*last, *head)) | _capitals(text, phrase)


def find_pairs(text: str, phrases: Sequence[Phrase], *, at_once: int) -> Iterator[tuple[range, Ints]]:
    """Give the pairs (later, earlier) that are to be scored, `at_once` later ones after another: (pairs, 2) each."""
    by_key: defaultdict[str, deque[int]] = defaultdict(lambda: deque(maxlen=ALIKE))
    for first in range(0, len(phrases), at_once):
        last = min(first + at_once, len(phrases))
        ends = np.arange(first, last)
        begins = np.maximum(0, ends - np.array([NEAR[phrase.form] for phrase in phrases[first:last]], dtype=np.int64))
        counts = ends - begins
        later = np.repeat(ends, counts)
        earlier = np.arange(counts.sum()) - np.repeat(counts.cumsum() - counts, counts) + np.repeat(begins, counts)
        far: list[tuple[int, int]] = []
        for n, near in zip(range(first, last), begins.tolist(), strict=True):
            for key in find_keys(text, phrases[n]):
                far += [(n, m) for m in by_key[key] if m < near]
                by_key[key].append(n)
        pairs = np.concatenate(
            [np.stack([later, earlier], axis=1), np.array(sorted({*far}), dtype=np.int64).reshape(-1, 2)]
        )
        yield range(first, last), pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]


def describe_pairs(traits: Traits, pairs: Ints, tied: set[tuple[int, int]]) -> Ints:
    """Describe pairs of phrases by the features of SIZES: (pairs, features); `tied` are said to be one."""
    i, j = pairs.T

    def both(column: Column, size: int) -> Ints:
        out: Ints = column[i].astype(np.int64) * size + column[j]
        return out

    gap = traits.sentences[i] - traits.sentences[j]
    spoken = (traits.classes[i] >= CLASSES.index("i")).astype(np.int64)
    distance = np.searchsorted(_DOWN, np.maximum(gap, 0), side="right")
    steps = np.searchsorted(_STEPS, i - j, side="right")
    lines = np.minimum(np.maximum(traits.lines[i] - traits.lines[j], 0), 3)
    numbers = np.array([a * len(traits.classes) + b for a, b in tied], dtype=np.int64)
    tie = np.isin(i * len(traits.classes) + j, numbers).astype(np.int64)
    return np.stack(
        [
            both(traits.classes, len(CLASSES)), both(traits.types, len(MENTION_TYPES)), distance * 2 + spoken, steps,
            _compare_words(traits, i, j), _nest(traits, i, j), _compare_quotes(traits.quotes[i], traits.quotes[j]),
            both(traits.many, 2), both(traits.genders, len(GENDERS)), tie,
            both(traits.subjects, 2) * 2 + (gap == 0), lines * 2 + spoken, both(traits.speaking, 2) * 4 + lines,
            _compare_tellers(traits, i, j), _compare_names(traits, pairs),
        ],
        axis=-1,
    )  # fmt: skip


def _compare_words(traits: Traits, i: Ints, j: Ints) -> Ints:
    """Compare the words of two phrases: nothing shared, some, all of one, all of both, the very same; heads; names."""
    one, two = traits.words[i], traits.words[j]
    shared = (one & two) != 0
    inside, outside = (one & ~two) == 0, (two & ~one) == 0
    said = np.select(
        [traits.whole[i] == traits.whole[j], inside & outside & shared, inside & shared, outside & shared, shared],
        [5, 4, 2, 3, 1],
        0,
    )
    same_head = traits.heads[i] == traits.heads[j]
    named = (traits.classes[i] == 0) & (traits.classes[j] == 0)
    out: Ints = said + 6 * same_head + 12 * named
    return out


def _nest(traits: Traits, i: Ints, j: Ints) -> Ints:
    inside = (traits.starts[j] <= traits.starts[i]) & (traits.ends[i] <= traits.ends[j])
    around = (traits.starts[i] <= traits.starts[j]) & (traits.ends[j] <= traits.ends[i])
    same = traits.head_starts[i] == traits.head_starts[j]
    return np.select([same, inside, around], [3, 1, 2], 0)


def _compare_quotes(one: Ints, two: Ints) -> Ints:
    return np.select([(one < 0) & (two < 0), one == two, two < 0, one < 0], [0, 1, 2, 3], 4)


def _compare_tellers(traits: Traits, i: Ints, j: Ints) -> Ints:
    """Tell whether one says the words in which the other stands, quoted or not, or one source says both."""
    one, two = traits.tellers[i], traits.tellers[j]
    return np.select(
        [one == j, two == i, (one == two) & (one >= 0)], [1 + traits.quoted[i], 3 + traits.quoted[j], 5], 0
    )


def _compare_names(traits: Traits, pairs: Ints) -> Ints:
    """Compare the names of the pairs that have two."""
    out = np.zeros(len(pairs), dtype=np.int64)
    named = np.array([name is not None and bool(name.units) for name in traits.names], dtype=bool)
    for n in np.flatnonzero(named[pairs].all(1)).tolist():
        i, j = pairs[n].tolist()
        one, two = traits.names[i], traits.names[j]
        if one is not None and two is not None:
            kind = KINDS.get(MENTION_TYPES[traits.types[i]], "organisation")
            out[n] = 1 + MATCHES.index(compare_names(one, two, kind))
    return out


def number_ties(phrases: Sequence[Phrase], ties: Iterable[Tie]) -> set[tuple[int, int]]:
    """Turn ties into pairs of phrases, the later first."""
    at = Places(phrases)
    known = [
        (at[tie.who], at[tie.what]) for tie in ties if tie.kind in ("same", "also") and tie.who in at and tie.what in at
    ]
    return {(max(pair), min(pair)) for pair in known}
