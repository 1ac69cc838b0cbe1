"""An event and the text it was read from in, the words around it out: before, the words for it, behind."""

from dataclasses import dataclass
from typing import Final

from sayso.data import Span
from sayso.show.characters import tidy
from sayso.text import CONTEXT

_REACH: Final = 220
"""Characters on either side of the words for an event in which its sentence is looked for."""
_ENDS: Final = ".?!…"
_CLOSING: Final = "\"'”’)]"
_SHORT: Final = 4


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words with what stands before and behind them; safe to show."""

    before: str
    words: str
    behind: str


def quote_sentence(text: str, spans: tuple[Span, ...]) -> Quoted | None:
    """Quote the sentence around words of a text, cut off where it is long; None where there are no words."""
    if not spans:
        return None
    start, end = spans[0].start, spans[-1].end
    before, behind = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    begins, ends = _find_beginning(before), _find_end(behind)
    head = before[begins:] if begins is not None else before if start <= _REACH else _cut_front(before)
    tail = behind[:ends] if ends is not None or len(text) - end <= _REACH else _cut_back(behind)
    return _quote(head, " … ".join(span.exact for span in spans), tail)


def quote_around(spans: tuple[Span, ...]) -> Quoted | None:
    """Quote words with the characters that they bring along from either side; None where there are no words."""
    if not spans:
        return None
    before, behind = spans[0].prefix, spans[-1].suffix
    head, tail = before.rpartition("\n")[2], behind.partition("\n")[0]
    whole = " … ".join(span.exact for span in spans)
    return _quote(
        _cut_front(head) if len(head) == CONTEXT else head, whole, _cut_back(tail) if len(tail) == CONTEXT else tail
    )


def _quote(before: str, words: str, behind: str) -> Quoted:
    head, tail = tidy(before), tidy(behind)
    return Quoted(
        f"{head} " if head and before[-1:].isspace() else head,
        tidy(words),
        f" {tail}" if tail and behind[:1].isspace() else tail,
    )


def _find_beginning(before: str) -> int | None:
    """Find where the sentence begins; None where that is farther away."""
    line = before.rfind("\n") + 1
    for at in range(len(before) - 1, line, -1):
        if before[at - 1].isspace() and not before[at].islower() and _ends(before[line : at - 1]):
            return at
    return line or None


def _find_end(behind: str) -> int | None:
    """Find where the sentence ends; None where that is farther away."""
    line = behind.find("\n")
    stop = len(behind) if line < 0 else line
    for at in range(1, stop):
        if behind[at].isspace() and not behind[at + 1 : at + 2].islower() and _ends(behind[:at]):
            return at
    return None if line < 0 else line


def _ends(words: str) -> bool:
    """Tell whether a sentence ends here; a short word in capitals before a full stop is a title or an initial."""
    last = words.rpartition(" ")[2].rstrip(_CLOSING)
    return last[-1:] in tuple(_ENDS) and not (last.endswith(".") and len(last) <= _SHORT and last[:1].isupper())


def _cut_front(words: str) -> str:
    return f"… {words.partition(' ')[2]}"


def _cut_back(words: str) -> str:
    return f"{words.rpartition(' ')[0]} …"
