"""A text in, the same text measured, padded or broken for a grid of character cells out."""

from unicodedata import combining, east_asian_width


def count_cells(text: str) -> int:
    """Count the cells that a text takes on a terminal."""
    return len(text) if text.isascii() else sum(map(_cells_of, text))


def pad(text: str, cells: int) -> str:
    """Fill a text up with spaces."""
    return text + " " * (cells - count_cells(text))


def wrap(text: str, cells: int) -> list[str]:
    """Break a text between words, and words where they are too long; at least one line, all within `cells`."""
    lines = [""]
    for word in text.split():
        room = cells - count_cells(lines[-1]) - 1
        if lines[-1] and count_cells(word) <= room:
            lines[-1] += " " + word
            continue
        pieces = _break_word(word, cells)
        lines[-1:] = [lines[-1], *pieces] if lines[-1] else pieces
    return lines


def _break_word(word: str, cells: int) -> list[str]:
    if count_cells(word) <= cells:
        return [word]
    pieces, taken = [""], 0
    for character in word:
        wide = _cells_of(character)
        if taken + wide > cells:
            pieces.append("")
            taken = 0
        pieces[-1] += character
        taken += wide
    return pieces


def _cells_of(character: str) -> int:
    if combining(character) or character in "\u200c\u200d\ufe0e\ufe0f":
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
