"""The markup of a saved page in; its article's text, the lines of it with their kinds, and its data out."""

from sayso.collect.bylines import signature
from sayso.collect.lines import Line
from sayso.collect.metadata import Metadata
from sayso.collect.page.choice import choose_pieces
from sayso.collect.page.data import read_data
from sayso.collect.page.pieces import Piece, list_pieces
from sayso.collect.page.tree import parse_page, write_quotation_marks
from sayso.data import BlockKind
from sayso.errors import NoArticleError

_GAP = "\n\n"


def read_page(markup: str, where: str) -> tuple[str, list[Line], Metadata]:
    """Read the article of a page: its paragraphs in order, each once, an empty line between them.

    Raise NoArticleError, which names `where`, for a page without one.
    """
    tree = parse_page(markup, where)
    data = read_data(tree)
    write_quotation_marks(tree)
    pieces = choose_pieces(tree, list(list_pieces(tree)), title=data.title)
    if not pieces:
        raise NoArticleError(where, "is a page without an article in it")
    text = _GAP.join(piece.text for piece in pieces)
    return text, _lay_out(pieces), data


def _lay_out(pieces: list[Piece]) -> list[Line]:
    lines: list[Line] = []
    start = 0
    for n, piece in enumerate(pieces):
        end = start + len(piece.text)
        lines.append(Line(start, end, _settle(n, pieces)))
        start = end + len(_GAP)
    return lines


def _settle(n: int, pieces: list[Piece]) -> BlockKind | None:
    """Settle a piece's kind by its place: one title to an article, no quotation set off after "He said:"."""
    kind = pieces[n].kind
    if kind == "title" and any(piece.kind == "title" for piece in pieces[:n]):
        return "heading"
    if kind == "pull_quote" and n > 0:
        above = pieces[n - 1]
        if above.text.rstrip().endswith(":") or (above.kind == "pull_quote" and signature(pieces[n].text)):
            return None
    return kind
