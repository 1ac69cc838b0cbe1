"""A Reading in, the lines of a terminal out: who said what, one statement after another, and what happened."""

from collections.abc import Iterator
from typing import NamedTuple

from sayso.data import Reading
from sayso.show.cells import count_cells, pad, wrap
from sayso.show.characters import tidy
from sayso.show.events.terminal import lay_out_events
from sayso.show.label import label_act, label_found, label_language, label_publication, label_title
from sayso.show.lines import PLAIN_WIDTH, WIDEST, Line, Piece, Style, fill
from sayso.show.order import Statement, order_statements
from sayso.show.speaker import Speaker, name_speakers

_NARROWEST = 40
_MANNER_CELLS = len("indirect")
_GAP = 2
_LONGEST_NUMBER = 9


class Columns(NamedTuple):
    """Where things stand on a line, in cells."""

    width: int
    number: int
    act: int


def lay_out(reading: Reading, *, width: int = PLAIN_WIDTH) -> Iterator[Line]:
    """Lay a reading out: title, where it comes from, its statements, nested ones indented, and its events."""
    width = max(_NARROWEST, min(width, WIDEST))
    statements = order_statements(reading.attributions)
    article = reading.article
    yield from fill(label_title(article), "title", width)
    yield from fill(label_publication(article), "faint", width)
    yield from fill(label_found(reading), "faint", width)
    yield from fill(label_language(article) or "", "notice", width)
    columns = Columns(
        width,
        max((len(statement.number) for statement in statements if not statement.depth), default=0),
        max((len(label_act(statement.attribution)) for statement in statements), default=0),
    )
    for statement, speaker in zip(statements, name_speakers(reading, statements), strict=True):
        if not statement.depth:
            yield ()
        yield from _lay_out_statement(statement, speaker, columns)
    yield from lay_out_events(reading, width=width)


def _lay_out_statement(statement: Statement, speaker: Speaker, columns: Columns) -> Iterator[Line]:
    attribution = statement.attribution
    # Beyond four levels there is no room left to indent; the numbers still tell the depth.
    indent = " " * (_GAP * min(statement.depth, 4))
    number = pad(_shorten(statement.number), columns.number) + " " * _GAP
    left = len(indent) + len(number)
    room = max(8, columns.width - left - columns.act - _MANNER_CELLS - 2 * _GAP)
    named = list(_lay_out_speaker(speaker, room))
    rest = " " * (room - sum(count_cells(piece.text) for piece in named[0]))
    act = pad(label_act(attribution), columns.act) + " " * _GAP
    yield (
        Piece(indent + number, "faint"),
        *named[0],
        Piece(rest + " " * _GAP),
        Piece(act, "act"),
        Piece(attribution.manner, "manner"),
    )
    margin = Piece(" " * left)
    for line in named[1:]:
        yield (margin, *line)
    notes = f"({'; '.join(speaker.notes)})" if speaker.notes else ""
    for note in fill(notes, "notice", columns.width - left):
        yield (margin, *note)
    for words in fill(tidy(attribution.content.text), "words", columns.width - left):
        yield (margin, *words)


def _lay_out_speaker(speaker: Speaker, room: int) -> Iterator[Line]:
    """Break what names a speaker into lines, its name in a style of its own; at least one line."""
    style: Style = "speaker" if speaker.entity else "nobody"
    left = len(speaker.name.replace(" ", ""))
    for line in wrap(speaker.name + speaker.more, room):
        cut = 0
        while cut < len(line) and left:
            left -= line[cut] != " "
            cut += 1
        yield (Piece(line[:cut], style), Piece(line[cut:]))


def _shorten(number: str) -> str:
    return number if len(number) <= _LONGEST_NUMBER else "…" + number[1 - _LONGEST_NUMBER :]
