"""Two readings in; what is different among their statements out: new, gone, reworded, or read otherwise.

Of one text, places are compared. Of two versions of a text, words are: a statement is the same one where its content is
the same words, wherever it has moved.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel, LCSseq

from sayso.data import Attribution, Entity, Passage, Reading, Span

SHINGLE = 4
"""Words that stand once in either text, in this order, by which two texts are laid side by side."""
GAP = 4_000_000
"""Words before times words after, up to which a stretch between such places is laid side by side word by word."""
MOST = 0.5
"""Share of the words of both from which most of them are the same."""
FREQUENT = 30
"""Statements that have a word, from which it does not lead from one statement to another."""
CANDIDATES = 10
"""Statements that one is compared with, those that share most words."""

Place = tuple[int, int]
Kind = Literal["new", "gone", "reworded", "changed"]
_WORD = re.compile(r"\w+")
_TOLD = ("act", "manner", "negated", "speaker", "source", "cue", "addressee", "on_whose_word")
_SAME = (
    ("content", "place", "cue", "source", "speaker"),
    ("content", "place", "cue"),
    ("content", "place"),
    ("content", "cue", "speaker"),
    ("content", "speaker"),
    ("content",),
)
"""What two statements must share to be the same one, from the surest to the least."""
_REWORDED = ("cue_place", "speaker")


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different in one statement; `fields` name what is, where it is in both readings.

    "reworded": other content by the same speaker at the same cue, or most words of it the same. "changed": the same
    content, read otherwise.
    """

    kind: Kind
    old: Attribution | None
    new: Attribution | None
    fields: tuple[str, ...] = ()


class Pair(NamedTuple):
    """The same statement in two readings; `same` tells whether its content is."""

    old: Attribution
    new: Attribution
    same: bool


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement made ready to be compared: each part of it as something that is equal where the part is the same.

    `rank` counts in reading order, `at` is where it stands in the newer text, or would, `tokens` are the words of its
    content.
    """

    attribution: Attribution
    rank: int
    at: int
    tokens: tuple[Hashable, ...] = field(repr=False)
    parts: Mapping[str, Hashable] = field(repr=False)


def compare_readings(old: Reading, new: Reading) -> tuple[Difference, ...]:
    """Say what is different among the statements of two readings, in reading order."""
    sides = _lay_out(old, new)
    found: list[tuple[int, int, Difference]] = []
    paired = set[int]()
    for before, after, same in _pair(*sides):
        paired |= {id(before), id(after)}
        fields = tuple(name for name in _TOLD if before.parts[name] != after.parts[name])
        kind: Kind = "changed" if same else "reworded"
        if fields or not same:
            fields = fields if same else ("content", *fields)
            found.append((after.at, after.rank, Difference(kind, before.attribution, after.attribution, fields)))
    for gone in sides[0]:
        if id(gone) not in paired:
            found.append((gone.at, gone.rank, Difference("gone", gone.attribution, None)))
    for come in sides[1]:
        if id(come) not in paired:
            found.append((come.at, come.rank, Difference("new", None, come.attribution)))
    return tuple(difference for _, _, difference in sorted(found, key=lambda one: one[:2]))


def pair_statements(old: Reading, new: Reading) -> list[Pair]:
    """Pair the statements that are the same in two readings, as they are, changed or reworded."""
    return [Pair(before.attribution, after.attribution, same) for before, after, same in _pair(*_lay_out(old, new))]


# Statements made ready.


def _lay_out(old: Reading, new: Reading) -> tuple[list[Stated], list[Stated]]:
    """Make the statements of two readings ready to be compared; what is of the older one is put as the newer has it."""
    one = old.article.text == new.article.text
    names = _label_entities(old, new, by_name=not one)
    sheets = _Sheet.of(new.article.text), _Sheet.of(old.article.text)
    own = list(range(len(sheets[0].starts)))
    aligned = own if one else align_words(sheets[1].words, sheets[0].words)
    sides = (
        (old, sheets[1], _Terms(aligned, list(accumulate(aligned, max)), names[0], one)),
        (new, sheets[0], _Terms(own, own, names[1], one)),
    )
    before, after = (
        [
            _make_stated(attribution, rank, sheet, terms)
            for rank, attribution in enumerate(sorted(reading.attributions, key=_order))
        ]
        for reading, sheet, terms in sides
    )
    return before, after


def _order(attribution: Attribution) -> tuple[Place, ...]:
    """Give the order of reading: by where the content begins, the longer one first, then by cue and source."""
    parts = (attribution.content.spans, _spans(attribution.cue), attribution.source.spans if attribution.source else ())
    return tuple((span.start, -span.end) for spans in parts for span in spans)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A text as its words, in lower case, and where each starts."""

    words: tuple[str, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "_Sheet":
        found = [(match.group().casefold(), match.start()) for match in _WORD.finditer(text)]
        return cls(tuple(word for word, _ in found), tuple(start for _, start in found))

    def cut(self, span: Span) -> range:
        """Give the words that begin in a span."""
        return range(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end))


@dataclass(frozen=True, slots=True)
class _Terms:
    """In which terms a reading is put: the newer place of each word, -1 where it has none; and of each entity.

    `last` is the newer place of the last word so far that has one; `one` tells that both readings are of one text.
    """

    places: Sequence[int]
    last: Sequence[int]
    names: Mapping[str, Hashable]
    one: bool


def _make_stated(attribution: Attribution, rank: int, sheet: _Sheet, terms: _Terms) -> Stated:
    source, cue, addressee = attribution.source, attribution.cue, attribution.addressee
    spans = {
        "content": attribution.content.spans,
        "cue": _spans(cue),
        "source": source.spans if source else (),
        "addressee": addressee.spans if addressee else (),
    }
    parts: dict[str, Hashable] = {name: _key(some, sheet, terms) for name, some in spans.items()}
    first = next((some[0] for some in spans.values() if some), None)
    nothing, nobody = ("nothing", parts["cue"]), ("nobody", parts["source"])
    parts |= {
        "act": attribution.act,
        "manner": attribution.manner,
        "negated": attribution.negated,
        "speaker": _name(source.entity, terms) if source and source.entity else nobody,
        "content": nothing if parts["content"] == () else parts["content"],
        "place": _find_place(first, sheet, terms),
        "cue_place": _find_place(next(iter(spans["cue"]), None), sheet, terms),
        "addressee": (parts["addressee"], _name(addressee.entity if addressee else None, terms)),
        "on_whose_word": _list_outer(attribution, terms),
    }
    cuts = [sheet.cut(span) for span in spans["content"]]
    tokens = tuple(n if terms.one else sheet.words[n] for cut in cuts for n in cut)
    return Stated(attribution, rank, _find_nearest(first, sheet, terms), tokens, parts)


def _spans(passage: Passage | None) -> tuple[Span, ...]:
    return passage.spans if passage else ()


def _key(spans: Iterable[Span], sheet: _Sheet, terms: _Terms) -> Hashable:
    """Give what two stretches share where they are the same: their places in one text, else their words."""
    if terms.one:
        return tuple((span.start, span.end) for span in spans)
    return tuple(sheet.words[n] for span in spans for n in sheet.cut(span))


def _name(entity: str | None, terms: _Terms) -> Hashable:
    return None if entity is None else terms.names.get(entity, entity)


def _list_outer(attribution: Attribution, terms: _Terms) -> Hashable:
    """List on whose word it is, the speaker left out, who is compared apart."""
    chain = attribution.on_whose_word
    speaker = attribution.source.entity if attribution.source else None
    return tuple(_name(one, terms) for one in (chain[:-1] if chain[1:] and chain[-1] == speaker else chain))


def _find_place(span: Span | None, sheet: _Sheet, terms: _Terms) -> Hashable:
    """Find which word of the newer text is the first one of a span; None where none is."""
    cut = sheet.cut(span) if span else range(0)
    return terms.places[cut[0]] if cut and terms.places[cut[0]] >= 0 else None


def _find_nearest(span: Span | None, sheet: _Sheet, terms: _Terms) -> int:
    """Find after which word of the newer text a span would stand, so that what is gone is told where it was."""
    at = bisect_right(sheet.starts, span.start) - 1 if span else -1
    return terms.last[at] if at >= 0 else -1


# Pairs.


def _pair(olds: Sequence[Stated], news: Sequence[Stated]) -> Iterator[tuple[Stated, Stated, bool]]:
    """Pair statements, the surest first: those of the same content, then those that were reworded."""
    left, right = {one.rank: one for one in olds}, {one.rank: one for one in news}
    for names in _SAME:
        for before, after in _take_equal(left, right, names):
            yield before, after, True
    for before, after in _take_equal(left, right, _REWORDED):
        yield before, after, False
    for before, after in _take_alike(left, right):
        yield before, after, False


def _take_equal(left: dict[int, Stated], right: dict[int, Stated], names: Sequence[str]) -> list[tuple[Stated, Stated]]:
    """Take the statements out whose parts are equal; of several the first with the first, as they are read."""
    waiting = defaultdict[Hashable, deque[Stated]](deque)
    for one in right.values():
        waiting[tuple(one.parts[name] for name in names)].append(one)
    found = []
    for one in list(left.values()):
        key = tuple(one.parts[name] for name in names)
        if None not in key and waiting.get(key):
            other = waiting[key].popleft()
            found.append((left.pop(one.rank), right.pop(other.rank)))
    return found


def _take_alike(left: dict[int, Stated], right: dict[int, Stated]) -> list[tuple[Stated, Stated]]:
    """Take the statements out that share most of their words, the likest first."""
    scores = {}
    for i, j in _list_candidates(left, right):
        score = Indel.normalized_similarity(left[i].tokens, right[j].tokens, score_cutoff=MOST)
        if score > MOST:
            scores[i, j] = score
    found = []
    # What is as like is taken by its place; the order is the same from either side.
    for i, j in sorted(scores, key=lambda pair: (-scores[pair], abs(pair[0] - pair[1]), min(pair))):
        if i in left and j in right:
            found.append((left.pop(i), right.pop(j)))
    return found


def _list_candidates(left: Mapping[int, Stated], right: Mapping[int, Stated]) -> set[tuple[int, int]]:
    """List which are worth comparing, seen from both sides."""
    bearers = tuple(_list_bearers(side) for side in (left, right))
    shared = bearers[0].keys() & bearers[1].keys()
    telling = {token for token in shared if all(len(some[token]) <= FREQUENT for some in bearers)}
    pairs = {(i, j) for i, j in _choose_candidates(left, bearers[1], telling)}
    return pairs | {(i, j) for j, i in _choose_candidates(right, bearers[0], telling)}


def _list_bearers(side: Mapping[int, Stated]) -> dict[Hashable, list[int]]:
    bearers = defaultdict[Hashable, list[int]](list)
    for rank, one in side.items():
        for token in dict.fromkeys(one.tokens):
            bearers[token].append(rank)
    return bearers


def _choose_candidates(
    side: Mapping[int, Stated], bearers: Mapping[Hashable, list[int]], telling: set[Hashable]
) -> Iterator[tuple[int, int]]:
    for rank, one in side.items():
        shares = Counter[int]()
        for token in dict.fromkeys(one.tokens):
            if token in telling:
                shares.update(bearers[token])
        for other, _ in shares.most_common(CANDIDATES):
            yield rank, other


# Entities.


def match_entities(old: Reading, new: Reading) -> dict[str, str]:
    """Match the entities of two readings, one to one, by id: of one text by their mentions, of two by their names."""
    same = old.article.text == new.article.text
    return _match_by_mentions(old, new) if same else _match_by_names(old.entities, new.entities)


def _label_entities(old: Reading, new: Reading, *, by_name: bool) -> tuple[dict[str, str], dict[str, str]]:
    """Give each entity of two readings, by id, what is equal where it is the same.

    By name, all of one name are the same: which of two "officials" is meant, the order of their coming does not tell.
    """
    matched = match_entities(old, new)
    if not by_name:
        return {entity.id: matched.get(entity.id, f"old {entity.id}") for entity in old.entities}, {}
    called = [{entity.id: entity.name.casefold() for entity in reading.entities} for reading in (old, new)]
    first: dict[str, str] = {}

    def follow(name: str) -> str:
        while name in first:
            name = first[name]
        return name

    for before, after in matched.items():
        ends = sorted({follow(called[0][before]), follow(called[1][after])})
        first.update((name, ends[0]) for name in ends[1:])
    before_after = [{own: follow(name) for own, name in side.items()} for side in called]
    return before_after[0], before_after[1]


def _match_by_mentions(old: Reading, new: Reading) -> dict[str, str]:
    """Match the entities that share most mentions; a name tells more than any number of pronouns."""
    names, mentions = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    holders = defaultdict[Place, list[tuple[int, str]]](list)
    for i, entity in enumerate(old.entities):
        for mention in entity.mentions:
            holders[mention.start, mention.end].append((i, mention.form))
    for j, entity in enumerate(new.entities):
        for mention in entity.mentions:
            for i, form in holders.get((mention.start, mention.end), ()):
                mentions[i, j] += 1
                names[i, j] += form == mention.form == "name"
    found: dict[int, int] = {}
    taken = set[int]()
    for i, j in sorted(mentions, key=lambda p: (-names[p], -mentions[p], abs(p[0] - p[1]), min(p))):
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return {old.entities[i].id: new.entities[j].id for i, j in found.items()}


def _match_by_names(old: Sequence[Entity], new: Sequence[Entity]) -> dict[str, str]:
    """Match the entities of one name, then those that share another one; of several the first with the first."""
    left, right = ({entity.id: entity for entity in side} for side in (old, new))
    found: dict[str, str] = {}
    for listed in (lambda entity: (entity.name,), lambda entity: (entity.name, *entity.aliases)):
        called = [_list_called(side.values(), listed) for side in (left, right)]
        for name in sorted(called[0].keys() & called[1].keys()):
            free = [[one for one in side[name] if one in ids] for side, ids in zip(called, (left, right), strict=True)]
            for one, other in zip(*free, strict=False):
                found[one] = other
                del left[one], right[other]
    return found


def _list_called(entities: Iterable[Entity], listed) -> dict[str, list[str]]:  # type: ignore[no-untyped-def]
    called = defaultdict[str, list[str]](list)
    for entity in entities:
        for name in dict.fromkeys(name.casefold() for name in listed(entity)):
            called[name].append(entity.id)
    return called


# Texts side by side.


def align_words(old: Sequence[str], new: Sequence[str]) -> list[int]:
    """Lay two texts side by side: for each word of the old one, which one of the new it is, -1 where it is none.

    Places go up: what has moved is found on one side of what it moved past only.
    """
    if (len(new), new) < (len(old), old):  # always from the same side, so that both ways tell the same
        found = [-1] * len(old)
        for j, i in enumerate(align_words(new, old)):
            if i >= 0:
                found[i] = j
        return found
    found = _join_shingles(old, new)
    fixed = [(-1, -1), *((i, j) for i, j in enumerate(found) if j >= 0), (len(old), len(new))]
    for (i, j), (i_end, j_end) in pairwise(fixed):
        if 0 < (i_end - i - 1) * (j_end - j - 1) <= GAP:
            for block in LCSseq.opcodes(old[i + 1 : i_end], new[j + 1 : j_end]):
                if block.tag == "equal":
                    for n in range(block.src_end - block.src_start):
                        found[i + 1 + block.src_start + n] = j + 1 + block.dest_start + n
    return found


def _join_shingles(old: Sequence[str], new: Sequence[str]) -> list[int]:
    """Lay two texts side by side at the words that stand only once in either (patience diff)."""
    found, last = [-1] * len(old), -1
    for i, j in _list_rising(_list_shared(old, new)):
        for n in range(SHINGLE):
            if found[i + n] < 0 and j + n > last:
                found[i + n] = last = j + n
    return found


def _list_shared(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    places = [_find_single(words) for words in (old, new)]
    return [(i, places[1][shingle]) for shingle, i in places[0].items() if places[1].get(shingle, -1) >= 0 and i >= 0]


def _find_single(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Find where each shingle stands; -1 where it stands more than once."""
    found: dict[tuple[str, ...], int] = {}
    for n, shingle in enumerate(zip(*(words[k:] for k in range(SHINGLE)), strict=False)):
        found[shingle] = -1 if shingle in found else n
    return found


def _list_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """List the longest run of pairs whose second numbers go up as the first do (patience sorting)."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, (_, j) in enumerate(pairs):
        at = bisect_left(tops, j)
        before.append(ends[at - 1] if at else -1)
        tops[at : at + 1] = [j]
        ends[at : at + 1] = [n]
    run, n = [], ends[-1] if ends else -1
    while n >= 0:
        run.append(pairs[n])
        n = before[n]
    return run[::-1]
