"""A text and its lines in, its blocks with their kinds out.

What markup says of a line stands; of the others each rule looks at what is left. The rules go by form alone:
how long a line is, how it ends, what stands above and beneath it.
"""

import re
from collections.abc import Sequence

from sayso.collect.bylines import is_byline, is_credit, names_of, signature
from sayso.collect.dates import FULL_DATE
from sayso.collect.lines import Line, plain_words, trim
from sayso.collect.opening import mark_opening
from sayso.collect.turns import find_labels
from sayso.data import Block, BlockKind

Kinds = list[BlockKind | None]

_OPENING = "\"“„‘'«"
_CLOSING = "\"”’'»"
_SHORT = 300
_CAPTION = re.compile(
    r"(?:^|[.\s(\[|])(?:(?:File |AP |Reuters )?(?:Image|Photo|Photograph|Picture|Illustration|Graphic|Video still)s?"
    r"(?:\s?:|\s(?:by|courtesy of|credit:?)\s)\s*\S|Photo(?:graph)? credit)[^\n]{0,120}$"
)
_AGENCY_CAPTION = re.compile(r"[A-Z][\w.’'\- ]{2,60}\s?/\s?[A-Z][\w.’'\- ]{1,40}(?:/\s?[A-Z][\w.’'\- ]{1,40})?\.?")
_DASH = re.compile(r"\s?(?:--?|[–—―])\s+(?=[\"“‘'A-Z\d])")
_LONGEST_CITY = 120
_LONGEST_QUOTE = 100


def find_blocks(text: str, lines: Sequence[Line], *, title: str | None = None) -> tuple[Block, ...]:
    """Sort a text's lines into blocks that cover everything visible, in order, none over another.

    `title` is the headline where it is known from elsewhere: then no other line is taken for it.
    """
    words = [plain_words(text[line.start : line.end]) for line in lines]
    labels = find_labels([text[line.start : line.end] for line in lines])
    kinds: Kinds = [line.kind for line in lines]
    _mark_captions(words, kinds)
    mark_opening(words, kinds, labels=labels, title=title)
    _mark_credits(words, kinds)
    _mark_pull_quotes(words, kinds, labels)
    _mark_headings(words, kinds, labels)
    body = next((n for n, kind in enumerate(kinds) if kind is None), 0)
    blocks: list[Block] = []
    for n, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        blocks += _cut(text, line, kind, label=labels[n], opens=n <= body + 1)
    return tuple(blocks)


def byline_of(text: str, blocks: Sequence[Block]) -> tuple[str, ...]:
    """Name the writers from the article's byline, which stands above its first paragraph or at its foot."""
    for n, block in enumerate(blocks):
        if block.kind == "byline" and (n == 0 or blocks[n - 1].kind != "pull_quote"):
            words = plain_words(text[block.start : block.end])
            return names_of(words) if len(words) <= _SHORT and not is_credit(words) else ()
    return ()


def _mark_captions(words: Sequence[str], kinds: Kinds) -> None:
    for n, line in enumerate(words):
        if kinds[n] is None and n > 0 and _is_caption(line):
            kinds[n] = "caption"


def _is_caption(line: str) -> bool:
    if len(line) > _SHORT or line[0] in _OPENING:
        return False
    return _CAPTION.search(line) is not None or _AGENCY_CAPTION.fullmatch(line) is not None


def _mark_credits(words: Sequence[str], kinds: Kinds) -> None:
    for n in range(max(len(words) - 3, 1), len(words)):
        if kinds[n] is None and is_credit(words[n]):
            kinds[n] = "byline"


def _mark_pull_quotes(words: Sequence[str], kinds: Kinds, labels: Sequence[int]) -> None:
    """Mark a line that somebody signs on the next as a pull quote, and the signature as a byline."""
    for n in range(1, len(words)):
        if kinds[n] is not None or labels[n]:
            continue
        above = kinds[n - 1]
        signed = signature(words[n]) if above in (None, "pull_quote") else None
        if signed is None:
            continue
        if above == "pull_quote" or _is_signed(words, n, signed):
            kinds[n - 1], kinds[n] = "pull_quote", "byline"
        elif n >= len(words) - 2 and is_byline(words[n]):
            kinds[n] = "byline"


def _is_signed(words: Sequence[str], n: int, signed: str) -> bool:
    """Tell a signature from a writer's name at the foot, and from the next line of a list or a dialogue in dashes."""
    quote = words[n - 1]
    if quote[0] in _OPENING and quote.rstrip(".")[-1] in _CLOSING:
        return True
    if len(quote.split()) > _LONGEST_QUOTE or signed[-1] in "!?:":
        return False
    if words[n][0] in "bB":
        return n < len(words) - 1 or "," in signed
    beside = quote[0] + (words[n + 1][0] if n + 1 < len(words) else "")
    return "," in signed and signed[0] not in _OPENING and not set(beside) & set("-–—―")


def _mark_headings(words: Sequence[str], kinds: Kinds, labels: Sequence[int]) -> None:
    """Mark a short line without a full stop that stands over a paragraph."""
    shouting = sum(line.isupper() for line in words) * 4 > len(words)
    for n in range(1, len(words) - 1):
        line, following = words[n], words[n + 1]
        if kinds[n] is not None or kinds[n + 1] is not None or labels[n] or not len(line) < len(following):
            continue
        if following[0].islower() or _is_heading(following, shouting=shouting):
            continue
        if _is_heading(line, shouting=shouting):
            kinds[n] = "heading"


def _is_heading(line: str, *, shouting: bool) -> bool:
    if len(line) > 100 or len(line.split()) > 12 or not any(map(str.isalpha, line)):
        return False
    if not (line[0].isupper() or line[0].isdigit()):
        return False
    if line.isupper() and not shouting:
        return line[-1] not in ":;,!?" + _CLOSING
    return line[-1].isalnum() or (line[-1] in _CLOSING and line[0] not in _OPENING and line[-2:-1].isalnum())


def _cut(text: str, line: Line, kind: BlockKind | None, *, label: int, opens: bool) -> list[Block]:
    """Cut the label, the agency's dateline or the day off the head of a paragraph."""
    if kind not in (None, "paragraph"):
        return [Block(kind, line.start, line.end)]
    if label:
        return _part(text, line, "label", line.start + label)
    head = text[line.start : min(line.end, line.start + _LONGEST_CITY)]
    city = _city_length(head)
    if city and (opens or "(" in head[:city]):
        return _part(text, line, "dateline", line.start + city)
    day = FULL_DATE.match(head) if opens else None
    if day and re.match(r"\s+[\"“‘A-Z]", head[day.end() :]):
        return _part(text, line, "dateline", line.start + day.end())
    return [Block("paragraph", line.start, line.end)]


def _city_length(head: str) -> int:
    """Measure an agency's dateline at the head of a paragraph, "CITY, Land, May 7 (AGENCY) - "; 0 without one."""
    dash = _DASH.search(head)
    if dash is None:
        return 0
    place, _, agency = head[: dash.start()].partition("(")
    words = place.replace(",", " ").split()
    if not 1 <= len(words) <= 10 or not all(word[0].isupper() or word[0].isdigit() for word in words):
        return 0
    if agency:
        return dash.end() if agency.rstrip().endswith(")") and agency[0].isupper() else 0
    city = place.partition(",")[0]
    return dash.end() if city.isupper() and len(city) > 1 else 0


def _part(text: str, line: Line, kind: BlockKind, middle: int) -> list[Block]:
    """Part a line in the middle: what is of the kind, and the paragraph after it, if any."""
    pieces: tuple[tuple[BlockKind, int, int], ...] = (kind, line.start, middle), ("paragraph", middle, line.end)
    trimmed = [(kind, *trim(text, start, end)) for kind, start, end in pieces]
    return [Block(kind, start, end) for kind, start, end in trimmed if start < end]
