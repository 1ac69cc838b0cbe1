"""An Article, its statements and anchors in, the rows of a page out: text on one side, the notes on the other.

A row is one block, or as many as a statement runs over, so that a note always stands beside its words.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from sayso.data import Article, Block, Span
from sayso.show.order import Statement, statement_spans

Part = Literal["words", "source", "cue"]

# Two statements this near may meet on one line of the page, where their brackets must not.
_NEIGHBOURLY = 90
_LANES = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """That a segment is part of the statement at this place among the row's notes."""

    place: int
    part: Part


Cut = tuple[Mark, int, int]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words of the text that the page leads to, by a name of ours."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters between two marks; `opens` and `closes` hold the places whose words begin or end with it.

    `anchors` are the names of the anchors that begin with it.
    """

    start: int
    end: int
    marks: tuple[Mark, ...]
    anchors: tuple[str, ...] = ()
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Strip:
    """A block, cut at every mark."""

    block: Block
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A statement and the lane of its bracket: 0 next to the text, nested ones always inside their parents."""

    statement: Statement
    lane: int


@dataclass(frozen=True, slots=True)
class Row:
    """Some blocks and the statements whose words are in them."""

    strips: tuple[Strip, ...]
    notes: tuple[Note, ...]


def cut_rows(article: Article, statements: Iterable[Statement], anchors: Iterable[Anchor] = ()) -> tuple[Row, ...]:
    """Cut an article into rows; statements without any words go to the first, anchors outside the text nowhere."""
    blocks = tuple(cover_text(article))
    moored = _moor(anchors, blocks)
    ordered = tuple(statements)
    reaches = [_reach(statement, blocks) for statement in ordered]
    ranges = _group(len(blocks), [reach for reach in reaches if reach])
    starts = [group.start for group in ranges]
    held: list[list[Statement]] = [[] for _ in ranges]
    for statement, reach in zip(ordered, reaches, strict=True):
        if ranges:
            held[bisect_right(starts, reach.start) - 1 if reach else 0].append(statement)
    return tuple(
        _cut_row(blocks[group.start : group.stop], own, moored[group.start : group.stop])
        for group, own in zip(ranges, held, strict=True)
    )


def cover_text(article: Article) -> Iterator[Block]:
    """Give the article's blocks in order, and as paragraphs what text no block covers."""
    place = 0
    for block in sorted(article.blocks, key=lambda block: block.start):
        if block.start < place or block.end <= block.start:
            continue
        if article.text[place : block.start].strip():
            yield Block("paragraph", place, block.start)
        yield block
        place = block.end
    if article.text[place:].strip():
        yield Block("paragraph", place, len(article.text))


def _moor(anchors: Iterable[Anchor], blocks: Sequence[Block]) -> list[list[Anchor]]:
    """Give each block the anchors that begin in it, cut off at its end."""
    moored: list[list[Anchor]] = [[] for _ in blocks]
    for anchor in anchors:
        at = bisect_right(blocks, anchor.start, key=lambda block: block.start) - 1
        if at >= 0 and anchor.start < min(anchor.end, blocks[at].end):
            moored[at].append(replace(anchor, end=min(anchor.end, blocks[at].end)))
    return moored


def _reach(statement: Statement, blocks: Sequence[Block]) -> range:
    touched = [_blocks_of(span, blocks) for span in statement_spans(statement.attribution)]
    touched = [some for some in touched if some]
    if not touched:
        return range(0)
    first, last = min(some.start for some in touched), max(some.stop for some in touched)
    # The byline of a pull quote, or a name in the sentence before: next door, and shown in the same row.
    near = [_blocks_of(span, blocks) for _, span in _parts(statement)]
    near = [some for some in near if some and some.start >= first - 1 and some.stop <= last + 1]
    return range(min([first, *(some.start for some in near)]), max([last, *(some.stop for some in near)]))


def _blocks_of(span: Span, blocks: Sequence[Block]) -> range:
    first = max(bisect_right(blocks, span.start, key=lambda block: block.start) - 1, 0)
    if first < len(blocks) and blocks[first].end <= span.start:
        first += 1
    stop = bisect_right(blocks, span.end - 1, key=lambda block: block.start)
    return range(first, max(first, stop))


def _parts(statement: Statement) -> Iterator[tuple[Part, Span]]:
    attribution = statement.attribution
    words = statement_spans(attribution)
    for span in words:
        yield "words", span
    for span in attribution.source.spans if attribution.source else ():
        if span not in words:
            yield "source", span
    for span in attribution.cue.spans if attribution.cue else ():
        if span not in words:
            yield "cue", span


def _group(count: int, reaches: Iterable[range]) -> list[range]:
    groups: list[range] = []
    for reach in sorted([*reaches, *(range(place, place + 1) for place in range(count))], key=lambda r: r.start):
        if groups and reach.start < groups[-1].stop:
            groups[-1] = range(groups[-1].start, max(groups[-1].stop, reach.stop))
        else:
            groups.append(reach)
    return groups


def _cut_row(blocks: Sequence[Block], statements: Sequence[Statement], moored: Sequence[Sequence[Anchor]]) -> Row:
    cuts: list[list[Cut]] = [[] for _ in blocks]
    for place, statement in enumerate(statements):
        for part, span in _parts(statement):
            for index in _blocks_of(span, blocks):
                block = blocks[index]
                cuts[index].append((Mark(place, part), max(span.start, block.start), min(span.end, block.end)))
    parts = zip(blocks, cuts, moored, strict=True)
    strips = [Strip(block, tuple(_cut_block(block, cut, anchors))) for block, cut, anchors in parts]
    lanes = _lanes(statements, blocks)
    return Row(tuple(_tie_ends(strips)), tuple(map(Note, statements, lanes)))


def _cut_block(block: Block, cuts: Sequence[Cut], anchors: Sequence[Anchor]) -> Iterator[Segment]:
    places = [*((start, end) for _, start, end in cuts), *((anchor.start, anchor.end) for anchor in anchors)]
    points = sorted({block.start, block.end, *(point for place in places for point in place)})
    names: dict[int, tuple[str, ...]] = {}
    for anchor in anchors:
        names[anchor.start] = (*names.get(anchor.start, ()), anchor.name)
    waiting = sorted(cuts, key=lambda cut: (cut[1], cut[0].place), reverse=True)
    within: list[Cut] = []
    for start, end in pairwise(points):
        within = [cut for cut in within if cut[2] > start]
        while waiting and waiting[-1][1] <= start:
            within.append(waiting.pop())
        yield Segment(start, end, tuple(mark for mark, _, _ in within), names.get(start, ()))


def _tie_ends(strips: Sequence[Strip]) -> Iterator[Strip]:
    opening: dict[int, int] = {}
    closing: dict[int, int] = {}
    for strip in strips:
        for segment in strip.segments:
            for mark in segment.marks:
                if mark.part == "words":
                    opening.setdefault(mark.place, segment.start)
                    closing[mark.place] = segment.start
    for strip in strips:
        yield Strip(strip.block, tuple(_tie(segment, opening, closing) for segment in strip.segments))


def _tie(segment: Segment, opening: dict[int, int], closing: dict[int, int]) -> Segment:
    places = [mark.place for mark in segment.marks if mark.part == "words"]
    opens = tuple(place for place in places if opening[place] == segment.start)
    closes = tuple(place for place in places if closing[place] == segment.start)
    return replace(segment, opens=opens, closes=closes)


def _lanes(statements: Sequence[Statement], blocks: Sequence[Block]) -> list[int]:
    extents = [_extent(statement, blocks) for statement in statements]
    taken: list[list[tuple[int, int]]] = [[] for _ in range(_LANES)]
    lowest: dict[str, int] = {}
    lanes: dict[int, int] = {}
    # Nested statements are placed first, and short before long: what is inside stands next to the text.
    for place in sorted(range(len(statements)), key=lambda p: (-statements[p].depth, extents[p][1] - extents[p][0])):
        number, extent = statements[place].number, extents[place]
        free = (lane for lane in range(lowest.get(number, 0), _LANES) if _is_free(taken[lane], extent))
        lanes[place] = next(free, _LANES - 1)
        insort(taken[lanes[place]], extent)
        parent = number.rpartition(".")[0]
        lowest[parent] = max(lowest.get(parent, 0), lanes[place] + 1)
    return [lanes[place] for place in range(len(statements))]


def _is_free(lane: Sequence[tuple[int, int]], extent: tuple[int, int]) -> bool:
    before = bisect_left(lane, (extent[1] + _NEIGHBOURLY, 0))
    return before == 0 or lane[before - 1][1] + _NEIGHBOURLY <= extent[0]


def _extent(statement: Statement, blocks: Sequence[Block]) -> tuple[int, int]:
    # Blocks are moved apart, for statements of two blocks never meet on a line.
    spans = statement_spans(statement.attribution)
    places = [(point, _blocks_of(span, blocks).start) for span in spans for point in (span.start, span.end)]
    apart = [point + _NEIGHBOURLY * block for point, block in places]
    return min(apart, default=0), max(apart, default=0)
