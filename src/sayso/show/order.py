"""Attributions in, statements out: numbered, in reading order, each nested one after the one it stands in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.data import Attribution, Span


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution in its place: `number` is "2" for the second, "2.1" for the first nested in it."""

    attribution: Attribution
    number: str
    depth: int


def order_statements(attributions: Iterable[Attribution]) -> tuple[Statement, ...]:
    """Put attributions in reading order, the nested ones under their parents."""
    in_order = sorted(attributions, key=_first_place)
    known = {attribution.id for attribution in in_order}
    children: dict[str | None, list[Attribution]] = {}
    for attribution in in_order:
        parent = attribution.nested_in if attribution.nested_in in known else None
        children.setdefault(parent, []).append(attribution)
    return tuple(_descend(children))


def statement_spans(attribution: Attribution) -> tuple[Span, ...]:
    """Give the words of a statement: its content, or where it has none, its cue and its source."""
    if attribution.content.spans:
        return attribution.content.spans
    cue = attribution.cue.spans if attribution.cue else ()
    return cue or (attribution.source.spans if attribution.source else ())


def _first_place(attribution: Attribution) -> tuple[int, int]:
    # Neither a source nor a cue decides where a statement is read: they may stand paragraphs away.
    spans = statement_spans(attribution)
    return (min((s.start for s in spans), default=0), -max((s.end for s in spans), default=0))


def _descend(children: dict[str | None, list[Attribution]]) -> Iterator[Statement]:
    # Without recursion: a chain of nested statements may be as long as a hostile file likes. Statements
    # nested in a circle have no top and would be lost: what is left over opens a walk of its own.
    top = 0
    while children:
        first = None if None in children else next(iter(children))
        waiting = [(attribution, "", 0) for attribution in reversed(children.pop(first))]
        while waiting:
            attribution, number, depth = waiting.pop()
            if not depth:
                top += 1
                number = str(top)
            yield Statement(attribution, number, depth)
            nested = children.pop(attribution.id, [])
            below = [(child, f"{number}.{place}", depth + 1) for place, child in enumerate(nested, 1)]
            waiting.extend(reversed(below))
