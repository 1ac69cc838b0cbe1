"""Pieces of text with a style each in, the lines of a terminal out: filled, plain or painted.

`write_plain` leaves the styles out, `paint` gives them to rich, so that what a pipe gets and what a screen shows are
the same lines.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from sayso.show.cells import count_cells, wrap
from sayso.show.characters import tidy

if TYPE_CHECKING:
    from rich.text import Text

Style = Literal["plain", "title", "faint", "speaker", "nobody", "act", "manner", "words", "match", "notice"]

_OPEN, _CLOSE = "\ue000", "\ue001"

PLAIN_WIDTH = 80
WIDEST = 100
_COLOURS: dict[Style, str] = {
    "title": "bold", "faint": "dim", "speaker": "bold cyan", "nobody": "italic", "act": "yellow", "manner": "dim",
    "match": "bold underline", "notice": "magenta",
}  # fmt: skip


class Piece(NamedTuple):
    """Some characters of a line and what they are."""

    text: str
    style: Style = "plain"


Line = tuple[Piece, ...]


def write_plain(lines: Iterable[Line]) -> str:
    """Write lines without colour; what matches a search stands between asterisks."""
    return "".join("".join(_write_piece(piece) for piece in line).rstrip() + "\n" for line in lines)


def _write_piece(piece: Piece) -> str:
    return f"*{piece.text}*" if piece.style == "match" else piece.text


def paint(lines: Iterable[Line]) -> "Text":
    """Give lines their colours, for rich to print; whether any show is up to its console."""
    from rich.text import Text

    text = Text(no_wrap=True)
    for line in lines:
        for piece in line:
            text.append(piece.text, _COLOURS.get(piece.style))
        text.append("\n")
    return text


def fill(text: str, style: Style, width: int) -> Iterator[Line]:
    """Break a text of one style into lines; none where it is empty."""
    for line in wrap(text, width):
        if line:
            yield (Piece(line, style),)


def flow(pieces: Iterable[Piece], width: int, *, left: int = 2) -> Iterator[Line]:
    """Set pieces one behind the other, and go on below, set in, where a line is full.

    They stand two blanks apart; a piece that begins with a blank goes on with the one before it.
    """
    line: list[Piece] = []
    taken = 0
    for piece in pieces:
        gap = "" if not line else " " if piece.text.startswith(" ") else "  "
        for word in piece.text.split():
            for part in wrap(word, width - left):
                if taken and taken + len(gap) + count_cells(part) > width:
                    yield tuple(line)
                    line, taken, gap = [Piece(" " * left)], left, ""
                line.append(Piece(gap + part, piece.style))
                taken, gap = taken + len(gap) + count_cells(part), " "
    if line:
        yield tuple(line)


def fill_marked(pieces: Iterable[Piece], width: int) -> Iterator[Line]:
    """Break words into lines, each match a piece of its own; one that is broken in two has two asterisks more."""
    marked = "".join(_enclose(piece) for piece in pieces)
    inside = False
    for line in wrap(tidy(marked), width):
        parts = []
        for part in _split(line):
            if part in (_OPEN, _CLOSE):
                inside = part == _OPEN
            elif part:
                parts.append(Piece(part, "match" if inside else "words"))
        yield tuple(parts)


def _enclose(piece: Piece) -> str:
    text = piece.text.replace(_OPEN, "\ufffd").replace(_CLOSE, "\ufffd")
    return f"{_OPEN}{text}{_CLOSE}" if piece.style == "match" else text


def _split(line: str) -> Iterator[str]:
    part = ""
    for character in line:
        if character in (_OPEN, _CLOSE):
            yield part
            yield character
            part = ""
        else:
            part += character
    yield part
