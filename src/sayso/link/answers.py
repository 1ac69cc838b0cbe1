"""Mentions of events in, with their parties; which of them answer which others, as the words tell, out.

"In retaliation for" and "triggered by" say so themselves; "after" does where the one hits back at the other.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from sayso.data import EventMention

Parties = frozenset[int]
Deed = tuple[EventMention, Parties, Parties]
"""A mention with the parties that did it and those whom it befell."""

_FOR = re.compile(
    r"\b(?:(?:(?:in\s+(?:response|retaliation|reprisal|revenge|reply|answer|reaction)|(?:as|a)\s+(?:\w+\s+)?"
    r"(?:retaliation|revenge|reprisal|response|answer)|retaliat\w+)(?:\s+against(?:\s+[\w'’-]+){1,4}?)?|"
    r"punish\w*(?:\s+[\w'’-]+){0,4}?)\s+(?:to|for|over|after)|aveng\w+)\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:triggered|prompted|provoked|sparked|set\s+off|touched\s+off|precipitated|brought\s+on)\s+by\b", re.IGNORECASE
)
_BACK = re.compile(
    r"\b(?:in\s+(?:response|retaliation|reprisal|revenge|reply)(?!\s+(?:to|for))|in\s+turn|"
    r"retaliated|responded|hit\s+back|struck\s+back|fought\s+back|fired\s+back|returned\s+fire)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\b(?:after|following|in\s+the\s+wake\s+of)\b", re.IGNORECASE)
_SENTENCES = 2
"""Sentences back that what is hit back at may stand."""


def find_answers(text: str, deeds: Sequence[Deed]) -> Iterator[tuple[int, int]]:
    """Give pairs of a mention and the one that it answers, by their numbers; mentions come in order."""
    real = [n for n, (mention, _, _) in enumerate(deeds) if mention.state == "real"]
    for _, some in groupby(real, key=lambda n: deeds[n][0].clause):
        here = list(some)
        start, end = deeds[here[0]][0].clause
        yield from _find_named(text, deeds, here)
        for back in _BACK.finditer(text, start, end):
            cause = _find_cause(text, deeds, here, real, back=back.start())
            behind = [n for n in here if deeds[n][0].trigger[0] >= back.start() and n != cause]
            if cause is not None and behind:
                yield behind[0], cause


def _find_named(text: str, deeds: Sequence[Deed], here: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Find what a sentence says to be the answer to what stands in it too."""
    start, end = deeds[here[0]][0].clause
    for pattern in (_FOR, _BY, _AFTER):
        for words in pattern.finditer(text, start, end):
            cause = next((n for n in here if deeds[n][0].trigger[0] >= words.end()), None)
            if cause is None:
                continue
            before = [n for n in here if deeds[n][0].trigger[1] <= words.start()]
            opens = not text[start : words.start()].strip(" “\"'")
            answer = before[-1] if before else next((n for n in here[::-1] if n > cause and opens), None)
            if answer is not None and (pattern is not _AFTER or _hits_back(deeds[answer], deeds[cause])):
                yield answer, cause


def _hits_back(answer: Deed, cause: Deed) -> bool:
    """Tell whether whom one befell does the other, or who did it is hit."""
    return bool(answer[1] & cause[2] or answer[2] & cause[1]) and not answer[1] & cause[1]


def _find_cause(text: str, deeds: Sequence[Deed], here: Sequence[int], real: Sequence[int], *, back: int) -> int | None:
    """Find what is hit back at: what "after" names in the sentence, else the last deed before it.

    back: where the words for hitting back begin; what stands behind them is the answer, unless "after" does, too.
    """
    start, end = deeds[here[0]][0].clause
    after = _AFTER.search(text, start, end)
    if after:
        last = back if after.start() < back else end
        named = next((n for n in here if after.end() <= deeds[n][0].trigger[0] < last), None)
        if named is not None:
            return named
    sentence = deeds[here[0]][0].sentence
    before = [n for n in real if n < here[0] and sentence - deeds[n][0].sentence <= _SENTENCES]
    return before[-1] if before else None
