"""Statements in, a BibTeX file out: an entry for each article cited, for BibTeX, biber and JabRef."""

from collections.abc import Iterable
from typing import IO, Final

from sayso.data import Statement
from sayso.show.export.citation import Author, Citation, list_cited
from sayso.show.export.options import Options

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# BibTeX counts braces even behind a backslash: a name for them keeps them from being counted.
_ESCAPES: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
    | {sign: f"\\{sign}" for sign in "%&#$_"}
)


def write_bibtex(statements: Iterable[Statement], out: IO[bytes], *, options: Options) -> None:  # noqa: ARG001
    """Write an entry for each article, in UTF-8; no words of an article are in it."""
    for citation in list_cited(statements):
        out.write(format_bibtex(citation).encode())


def format_bibtex(citation: Citation, *, note: str = "") -> str:
    """Format an entry."""
    year, month, *_ = (*citation.date, 0, 0)
    fields = {
        "title": f"{{{_escape(citation.title)}}}",  # braces again: capitals stay as they are
        "author": " and ".join(map(_name, citation.authors)),
        "journal": _escape(citation.publisher),
        "series": _escape(citation.series),
        "date": "-".join(f"{part:02}" for part in citation.date),
        "year": str(year or ""),
        "month": _MONTHS[month - 1] if month else "",
        "url": citation.url.replace("{", "%7B").replace("}", "%7D"),
        "langid": "english" if citation.language == "en" else "",
        "entrysubtype": "newspaper",
        "note": _escape(note),
    }
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields.items() if value]
    return "\n".join([f"@article{{{citation.key},", *lines, "}", "", ""])


def _name(author: Author) -> str:
    return f"{_escape(author.name)}, {_escape(author.given)}" if author.given else f"{{{_escape(author.name)}}}"


def _escape(text: str) -> str:
    return text.translate(_ESCAPES)
