"""Statements in, CSL-JSON out: an item for each article cited, for Zotero, Pandoc and citeproc."""

from collections.abc import Iterable
from typing import IO, Any

from sayso.data import Statement
from sayso.show.export.citation import Citation, list_cited
from sayso.show.export.encode import drop_none, write_items
from sayso.show.export.options import Options


def write_csl(statements: Iterable[Statement], out: IO[bytes], *, options: Options) -> None:  # noqa: ARG001
    """Write a list with an item of type article-newspaper for each article; no words of an article are in it."""
    write_items(map(make_csl, list_cited(statements)), out)


def make_csl(citation: Citation, *, note: str = "") -> dict[str, Any]:
    """Make an item (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html)."""
    authors = [
        {"family": author.name, "given": author.given} if author.given else {"literal": author.name}
        for author in citation.authors
    ]
    return {"id": citation.key, "type": "article-newspaper"} | drop_none(
        {
            "title": citation.title,
            "author": authors,
            "container-title": citation.publisher,
            "collection-title": citation.series,
            "issued": {"date-parts": [list(citation.date)]} if citation.date else None,
            "language": citation.language,
            "URL": citation.url,
            "note": note,
        }
    )
