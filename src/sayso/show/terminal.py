"""A Reading in, the lines of a terminal out: who said what, one statement after another.

A line is made of pieces with a style each. `write_plain` leaves the styles out, `paint` gives them to
rich, so that what a pipe gets and what a screen shows are the same lines.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from sayso.data import Reading
from sayso.show.cells import pad, wrap
from sayso.show.characters import tidy
from sayso.show.label import (
    NOBODY,
    label_act,
    label_count,
    label_language,
    label_publication,
    label_speaker,
    label_title,
    name_entities,
)
from sayso.show.order import Statement, order_statements

if TYPE_CHECKING:
    from rich.text import Text

Style = Literal["plain", "title", "faint", "speaker", "nobody", "act", "manner", "words", "notice"]

PLAIN_WIDTH = 80
_NARROWEST, _WIDEST = 40, 100
_MANNER_CELLS = len("indirect")
_GAP = 2
_LONGEST_NUMBER = 9
_COLOURS: dict[Style, str] = {"title": "bold", "faint": "dim", "speaker": "bold cyan", "nobody": "italic",
                              "act": "yellow", "manner": "dim", "notice": "magenta"}  # fmt: skip


class Piece(NamedTuple):
    """Some characters of a line and what they are."""

    text: str
    style: Style = "plain"


Line = tuple[Piece, ...]


class Columns(NamedTuple):
    """Where things stand on a line, in cells."""

    width: int
    number: int
    act: int


def lay_out(reading: Reading, *, width: int = PLAIN_WIDTH) -> Iterator[Line]:
    """Lay a reading out: title, where it comes from, then its statements, nested ones indented."""
    width = max(_NARROWEST, min(width, _WIDEST))
    statements = order_statements(reading.attributions)
    article = reading.article
    yield from _fill(label_title(article), "title", width)
    yield from _fill(label_publication(article), "faint", width)
    yield from _fill(label_count(len(statements), "statement"), "faint", width)
    yield from _fill(label_language(article) or "", "notice", width)
    columns = Columns(
        width,
        max((len(statement.number) for statement in statements if not statement.depth), default=0),
        max((len(label_act(statement.attribution)) for statement in statements), default=0),
    )
    names = name_entities(reading)
    for statement in statements:
        if not statement.depth:
            yield ()
        yield from _lay_out_statement(statement, names, columns)


def write_plain(lines: Iterable[Line]) -> str:
    """Write lines without colour."""
    return "".join("".join(piece.text for piece in line).rstrip() + "\n" for line in lines)


def paint(lines: Iterable[Line]) -> "Text":
    """Give lines their colours, for rich to print; whether any show is up to its console."""
    from rich.text import Text

    text = Text(no_wrap=True)
    for line in lines:
        for piece in line:
            text.append(piece.text, _COLOURS.get(piece.style))
        text.append("\n")
    return text


def _lay_out_statement(statement: Statement, names: Mapping[str, str], columns: Columns) -> Iterator[Line]:
    attribution = statement.attribution
    # Beyond four levels there is no room left to indent; the numbers still tell the depth.
    indent = " " * (_GAP * min(statement.depth, 4))
    number = pad(_shorten(statement.number), columns.number) + " " * _GAP
    left = len(indent) + len(number)
    speaker = label_speaker(attribution.source, names)
    style: Style = "nobody" if speaker == NOBODY else "speaker"
    room = max(8, columns.width - left - columns.act - _MANNER_CELLS - 2 * _GAP)
    named = wrap(speaker, room)
    head = pad(named[0], room) + " " * _GAP
    act = pad(label_act(attribution), columns.act) + " " * _GAP
    yield (
        Piece(indent + number, "faint"),
        Piece(head, style),
        Piece(act, "act"),
        Piece(attribution.manner, "manner"),
    )
    margin = Piece(" " * left)
    for line in named[1:]:
        yield (margin, Piece(line, style))
    for words in _fill(tidy(attribution.content.text), "words", columns.width - left):
        yield (margin, *words)


def _shorten(number: str) -> str:
    return number if len(number) <= _LONGEST_NUMBER else "…" + number[1 - _LONGEST_NUMBER :]


def _fill(text: str, style: Style, width: int) -> Iterator[Line]:
    for line in wrap(text, width):
        if line:
            yield (Piece(line, style),)
