"""Spans of a text in, the JSON that a column holds out, and back: [[12, 80], [95, 120]]."""

from collections.abc import Iterable

import msgspec

from sayso.data import Span
from sayso.text import CONTEXT

_DECODER = msgspec.json.Decoder(list[tuple[int, int]])
JOINT = " … "
"""Stands between the pieces of a passage where the article goes on between them."""


def pack(spans: Iterable[Span]) -> str:
    """Write places as JSON."""
    return "[" + ",".join(f"[{span.start},{span.end}]" for span in spans) + "]"


def unpack(places: str | None, text: str) -> tuple[Span, ...]:
    """Read places from JSON, with their words in a text and what stands around them."""
    if not places or places == "[]":
        return ()
    return tuple(
        Span(start, end, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])
        for start, end in _DECODER.decode(places)
    )


def join_words(spans: Iterable[Span]) -> str:
    """Join the words of spans as a column shows them."""
    return JOINT.join(span.exact for span in spans)
