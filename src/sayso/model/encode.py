"""A text in; what the encoder takes out: words, their pieces and features, cut into windows that overlap.

The encoder is uncased and sees no white space, so each word carries three features: its shape, the
gap before it, and where it stands to quotation marks. Training uses this very code.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.errors import ModelError
from sayso.text import find_quotations, find_words

Ints = NDArray[np.int64]

SHAPES = ("lower", "title", "upper", "mixed", "digit", "mark")
GAPS = ("none", "space", "line", "paragraph", "start")
QUOTES = ("outside", "double", "single", "open", "close", "carries on", "left open")

MAX_PIECES = 382
"""Wordpieces in a window, without the two special ones."""
CONTEXT_PIECES = 32
"""Wordpieces that a window sees on either side of the words it answers for."""
WORD_PIECES = 32
"""Wordpieces of a word that are looked at."""


@dataclass(frozen=True)
class Encoded:
    """The words of a text with what the encoder takes: `words` (n, 2) offsets, `features` (n, 3), pieces per word."""

    words: Ints
    features: Ints
    pieces: tuple[tuple[int, ...], ...]

    def __len__(self) -> int:
        return len(self.pieces)

    def part(self, first: int, last: int) -> "Encoded":
        """Give the words between two places."""
        return Encoded(self.words[first:last], self.features[first:last], self.pieces[first:last])


@dataclass(frozen=True)
class Window:
    """Words from `start` to `end`, of which it answers for those from `first` to `last`."""

    start: int
    first: int
    last: int
    end: int


class Encoder:
    """Turns words into wordpieces; remembers those it has seen."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[int, ...]] = {}
        self._unknown, self.first, self.last = (_special(tokenizer, name) for name in ("[UNK]", "[CLS]", "[SEP]"))

    def encode(self, text: str, words: Sequence[tuple[int, int]] | None = None) -> Encoded:
        """Encode a text, by words given or found."""
        spans = find_words(text) if words is None else list(words)
        pieces = tuple(self._pieces(text[start:end]) for start, end in spans)
        return Encoded(np.array(spans, dtype=np.int64).reshape(-1, 2), find_features(text, spans), pieces)

    def _pieces(self, word: str) -> tuple[int, ...]:
        known = self._known.get(word)
        if known is not None:
            return known
        # A word as long as a window holds no language; its start says as much as all of it.
        ids = self._tokenizer.encode(word[:100], add_special_tokens=False).ids[:WORD_PIECES]
        if len(self._known) > 200_000:
            self._known.clear()
        self._known[word] = tuple(ids) or (self._unknown,)
        return self._known[word]


def _special(tokenizer: Tokenizer, name: str) -> int:
    found = tokenizer.token_to_id(name)
    if found is None:
        raise ModelError(f"tokenizer.json: no {name} in its vocabulary; install the package again")
    return int(found)


def find_features(text: str, words: Sequence[tuple[int, int]]) -> Ints:
    """Find shape, gap and quote of each word, as indices into SHAPES, GAPS and QUOTES: (n, 3)."""
    out = np.zeros((len(words), 3), dtype=np.int64)
    before = -1
    for row, (start, end) in enumerate(words):
        out[row, 0] = _shape(text[start:end])
        out[row, 1] = 4 if before < 0 else _gap(text[before:start])
        before = end
    if len(words):
        _mark_quotes(text, words, out[:, 2])
    return out


def _shape(word: str) -> int:
    if word.islower():
        return 0
    if any(letter.isdigit() for letter in word):
        return 4
    if word.isupper():
        return 2 if len(word) > 1 else 1
    if word.istitle():
        return 1
    return 3 if any(letter.isalpha() for letter in word) else 5


def _gap(between: str) -> int:
    if not between:
        return 0
    lines = between.count("\n") or between.count("\r")
    return 1 if lines == 0 else 2 if lines == 1 else 3


def _mark_quotes(text: str, words: Sequence[tuple[int, int]], out: Ints) -> None:
    """Mark the words of each quotation; inner ones after outer ones, so that they win."""
    starts = np.array([start for start, _ in words])
    for quotation in find_quotations(text):
        first, last = np.searchsorted(starts, [quotation.start, quotation.end])
        if first >= last:
            continue
        out[first:last] = 2 if quotation.single else 1 if quotation.closed else 6
        out[first] = 5 if quotation.continues else 3
        if quotation.closed and last - first > 1:
            out[last - 1] = 4


def cut_windows(encoded: Encoded) -> Iterator[Window]:
    """Cut a text into windows at its lines where it can; each sees some words beyond those it answers for."""
    lengths = np.array([len(word) for word in encoded.pieces], dtype=np.int64)
    ends = np.concatenate([[0], np.cumsum(lengths)])
    breaks = np.flatnonzero(encoded.features[:, 1] >= 2)
    core = MAX_PIECES - 2 * CONTEXT_PIECES
    first = 0
    while first < len(encoded):
        last = _last_word(ends, breaks, first, core)
        start = int(np.searchsorted(ends, ends[first] - CONTEXT_PIECES, side="left")) if first else 0
        end = int(np.searchsorted(ends, ends[last] + CONTEXT_PIECES, side="right")) - 1
        yield Window(min(start, first), first, last, max(end, last))
        first = last


def _last_word(ends: Ints, breaks: Ints, first: int, core: int) -> int:
    """Find where a window that begins at `first` should stop: all that is left, else the last line that fits."""
    limit = int(np.searchsorted(ends, ends[first] + core + CONTEXT_PIECES, side="right")) - 1
    if limit >= len(ends) - 1:
        return len(ends) - 1
    limit = max(first + 1, int(np.searchsorted(ends, ends[first] + core, side="right")) - 1)
    at = int(np.searchsorted(breaks, limit, side="right")) - 1
    # A line that would leave the window less than half full is not worth the cut.
    if at >= 0 and ends[breaks[at]] - ends[first] > core // 2:
        return int(breaks[at])
    return limit


def window_pieces(encoded: Encoded, window: Window, special: tuple[int, int]) -> tuple[Ints, Ints]:
    """Make the piece ids of a window with the special ones around them, and the place of each word's first piece."""
    pieces = encoded.pieces[window.start : window.end]
    ids = [special[0], *(piece for word in pieces for piece in word), special[1]]
    lengths = np.array([len(word) for word in pieces], dtype=np.int64)
    places = 1 + np.concatenate([[0], np.cumsum(lengths)[:-1]]) if len(pieces) else np.zeros(0, dtype=np.int64)
    return np.array(ids, dtype=np.int64), places


def piece_features(encoded: Encoded, window: Window) -> Ints:
    """Spread the features of a window's words over their pieces, the special pieces included: (pieces, 3)."""
    lengths = [len(word) for word in encoded.pieces[window.start : window.end]]
    inner = np.repeat(encoded.features[window.start : window.end], lengths, axis=0)
    edge = np.array([[5, 4, 0]], dtype=np.int64)
    return np.concatenate([edge, inner, edge])
