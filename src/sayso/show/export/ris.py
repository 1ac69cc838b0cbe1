"""Statements in, a RIS file out: an entry for each article cited, for Zotero, EndNote and Mendeley."""

from collections.abc import Iterable, Iterator
from typing import IO

from sayso.data import Statement
from sayso.show.export.citation import Citation, list_cited
from sayso.show.export.options import Options


def write_ris(statements: Iterable[Statement], out: IO[bytes], *, options: Options) -> None:  # noqa: ARG001
    """Write an entry of type NEWS for each article, in UTF-8; no words of an article are in it."""
    for citation in list_cited(statements):
        out.write(format_ris(citation).encode())


def format_ris(citation: Citation, *, note: str = "") -> str:
    """Format an entry; its lines end as RIS asks, and nothing in them can end one."""
    lines = [f"{tag}  - {value}" for tag, value in _list_fields(citation, note) if value]
    return "\r\n".join(["TY  - NEWS", *lines, "ER  - ", "", ""])


def _list_fields(citation: Citation, note: str) -> Iterator[tuple[str, str]]:
    year, month, day = (*citation.date, 0, 0, 0)[:3]
    yield "ID", citation.key
    yield "TI", citation.title
    for author in citation.authors:
        # A comma would part a body's name in two.
        yield "AU", f"{author.name}, {author.given}" if author.given else author.name.replace(",", "")
    yield "T2", citation.publisher
    yield "T3", citation.series
    yield "PY", f"{year:04}" if year else ""
    yield "DA", f"{year:04}/{f'{month:02}' if month else ''}/{f'{day:02}' if day else ''}/" if year else ""
    yield "LA", citation.language
    yield "UR", citation.url
    yield "N1", note
