"""Rules about characters: a text in, its words, quotations and the marks between them out.

Nothing here is learned. Offsets are code points of the text, end excluded.
"""

import re
from dataclasses import dataclass

from sayso.data import Span

CONTEXT = 32
"""Characters kept on either side of a span, so that it can be found again (W3C text quote selector)."""

# Characters that show as nothing: they may stand inside a word and must not break it.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_APOSTROPHE = "['’ʼ＇]"
_TITLES = (
    "Mr Mrs Ms Mx Dr Prof Gen Col Lt Sgt Capt Cpl Maj Cmdr Adm Brig Rep Reps Sen Sens Gov Rev Hon Pres Atty St Mt Ft "
    "Jr Sr Inc Ltd Co Corp Bros Dept vs Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun"
).split()
# Prefixes that English treebanks leave joined to what follows (UD English guidelines, "non-", "co-").
_PREFIXES = "non|co|e|pre|re|anti|ex|semi|multi|mini|mid|cross|de|un|al|el|[A-Z]"

_WORD = re.compile(
    rf"""
      (?:https?://|www\.)\S*[^\s.,;:!?)\]}}'"’”]         # addresses, without the full stop behind them
    | [\w.+-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]{{1,64}}){{1,8}}
    | [@#]\w+
    | (?:[^\W\d_]\.){{2,}}                               # U.S., p.m.
    | \b(?:{"|".join(_TITLES)})\.(?=\s)
    | \b[A-Z]\.(?=\s?[A-Z])                              # initials
    | \d+(?:[.,:/]\d+)+                                  # 1,000  10:05  9/11
    | \d+(?:st|nd|rd|th|s)\b
    | [$€£¥]
    | \b[Cc]an(?=not\b)
    | \b\w+?(?=n{_APOSTROPHE}t\b)                        # did|n't
    | (?<=\w)n{_APOSTROPHE}t\b
    | (?<=\w){_APOSTROPHE}(?:s|re|ve|ll|d|m|S|RE|VE|LL|D|M)\b
    | \b[A-Za-z]{_APOSTROPHE}(?=[A-Z])\w+                # O'Brien
    | \b(?:{_PREFIXES})-[^\W\d_]+\b
    | [\w{_UNSEEN}]+
    | \.{{2,}} | -{{2,}}
    | \S
    """,
    re.VERBOSE,
)


def find_words(text: str) -> list[tuple[int, int]]:
    """Find the words and marks of a text, as (start, end), by the conventions of English treebanks (UD, PTB)."""
    return [match.span() for match in _WORD.finditer(text)]


def make_span(text: str, start: int, end: int) -> Span:
    """Make a span of a text, with its words and what stands around them."""
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Span(start, end, text[start:end], prefix=before, suffix=after)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks, the marks included; `end` is the paragraph's where the closing mark is missing."""

    start: int
    end: int
    single: bool
    closed: bool
    continues: bool = False
    """The paragraph before it ended inside a quotation that this one carries on."""


_MARK = re.compile(r"[\"“”„‟«»＂'‘’‚‛＇]|\n")
_OPENS, _CLOSES = "“„‟«", "”»"
# "‘We kept the workers’ rights,’ she said": behind an s that is no end of a clause, where a surer mark is to come
_POSSESSIVE = re.compile(r"(?<=s)['’] [a-z](?:[^‘'’“”\"\n]|\b['’]\b){0,400}?[.,!?…]['’](?!\w)")
_ELISION = re.compile(r"['’](?:em|til|tis|twas|cause|round|bout|n|\d\ds?)\b", re.IGNORECASE)


def find_quotations(text: str) -> list[Quotation]:
    """Find the quotations of a text, in order of their start; those inside others are included.

    A mark left open ends with its paragraph: of a quotation that runs over several paragraphs each
    opens with a mark and only the last closes.
    """
    found: list[Quotation] = []
    start, carried = 0, False
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end > start:
            here = _quotations_of_paragraph(text, start, end, carried)
            if here or text[start:end].strip():
                carried = any(not q.closed and not q.single for q in here)
            found += here
        start = end + 1
    return sorted(found, key=lambda q: (q.start, -q.end))


def _quotations_of_paragraph(text: str, start: int, end: int, carried: bool) -> list[Quotation]:
    """Pair the marks between start and end with a stack; a straight mark opens or closes by its neighbours."""
    found: list[Quotation] = []
    stack: list[tuple[int, bool]] = []
    depth = {True: 0, False: 0}
    last_close = _last_single_close(text, start, end)
    first = start + len(text[start:end]) - len(text[start:end].lstrip())
    for match in _MARK.finditer(text, start, end):
        at, mark = match.start(), match.group()
        single = mark in "'‘’‚‛＇"
        inside = depth[single] > 0
        role = _role_of_single(text, at, inside, last_close) if single else _role_of_double(mark, inside)
        if role == "open":
            stack.append((at, single))
            depth[single] += 1
        elif role == "close" and inside:
            while stack[-1][1] != single:
                opened, other = stack.pop()
                depth[other] -= 1
                found.append(Quotation(opened, at, other, closed=False))
            opened, _ = stack.pop()
            depth[single] -= 1
            found.append(Quotation(opened, at + 1, single, closed=True, continues=carried and opened == first))
    for opened, single in stack:
        if not single or text[opened] in "‘‚‛":
            found.append(Quotation(opened, end, single, closed=False, continues=carried and opened == first))
    return found


def _role_of_double(mark: str, inside: bool) -> str:
    if mark in _OPENS:
        return "open"
    return "close" if inside or mark in _CLOSES else "open"


def _role_of_single(text: str, at: int, inside: bool, last_close: int) -> str:
    mark = text[at]
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if mark in "‚‛":
        return "open"
    if mark == "‘":
        return "none" if _ELISION.match(text, at) and at > last_close else "open"
    if before and (before.isalnum() or before in ".,;:!?…—–-)\"”'’%]") and not after.isalnum():
        return "close" if inside and not _POSSESSIVE.match(text, at) else "none"
    straight_opens = mark in "'＇" and not before.isalnum() and (after.isalnum() or after in '“"[(…')
    if straight_opens and not inside and last_close > at and not _ELISION.match(text, at):
        return "open"
    return "none"


def _last_single_close(text: str, start: int, end: int) -> int:
    """Find the last single mark of a paragraph that could close a quotation, -1 if none: without it none opens."""
    for at in range(end - 1, start, -1):
        if text[at] in "'’＇" and not text[at - 1].isspace() and not text[at + 1 : at + 2].isalnum():
            return at
    return -1
