"""Export: Statements in, a file in one of many formats out, written as they come to a binary stream."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import IO, Final, Protocol, cast

from sayso.data import Statement
from sayso.errors import SettingError
from sayso.show.export.options import Options


class Write(Protocol):
    """A writer of one format."""

    def __call__(self, statements: Iterable[Statement], out: IO[bytes], *, options: Options) -> None:
        """Write statements as they come."""


Texts = Callable[[str], str]
"""Gives the text of an article by its id."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its name, the ending of its files, what it is for, and how its writer is fetched.

    `texts` tells whether the writer asks for the articles' texts too.
    """

    name: str
    suffix: str
    help: str
    load: Callable[[], Write]
    texts: bool = False


def write_statements(
    statements: Iterable[Statement], out: IO[bytes], *, format: str, options: Options, texts: Texts | None = None
) -> None:
    """Write statements in one of the formats, as they come.

    Raises SettingError where there is no format of that name, or where what it needs is not there.
    """
    if format not in FORMATS:
        raise SettingError(f"{format}: no such format: choose one of {', '.join(FORMATS)}")
    write: Callable[..., None] = FORMATS[format].load()
    more = {"texts": texts} if FORMATS[format].texts else {}
    write(statements, out, options=options, **more)


def _describe(name: str, suffix: str, module: str, help: str) -> Format:
    # The writer is fetched only when it is asked for: some bring libraries that take long to start.
    def load() -> Write:
        function = f"write_{name.replace('-', '_')}" if name != "statements-jsonl" else "write_jsonl"
        return cast(Write, getattr(import_module(f"sayso.show.export.{module}"), function))

    return Format(name, suffix, help, load, texts=name == "dna")


_TABLE = (
    _describe("csv", ".csv", "csv", "a spreadsheet, a statement a row, for Excel, LibreOffice, R and OpenRefine"),
    _describe("xlsx", ".xlsx", "xlsx", "the same as an Excel workbook"),
    _describe("parquet", ".parquet", "parquet", "the same with types, for pandas, DuckDB and Spark (needs pyarrow)"),
    _describe("statements-jsonl", ".jsonl", "jsonl", "a JSON object a line, with every field, for programs"),
    _describe("webannotation", ".jsonld", "webannotation", "W3C Web Annotations, for Hypothesis and its kin"),
    _describe("jsonld", ".jsonld", "jsonld", "schema.org quotations and claims, for pages and knowledge graphs"),
    _describe("html", ".html", "html", "one page to read, print or send, that needs nothing else"),
    _describe("bibtex", ".bib", "bibtex", "the articles cited, for LaTeX and JabRef"),
    _describe("ris", ".ris", "ris", "the articles cited, for Zotero, EndNote and Mendeley"),
    _describe("csl", ".json", "csl", "the articles cited, as CSL-JSON, for Zotero, Pandoc and citeproc"),
    _describe("graphml", ".graphml", "graph", "who speaks for, to and through whom, for yEd, Cytoscape and NetworkX"),
    _describe("gexf", ".gexf", "graph", "the same network with its days, for Gephi"),
    _describe("ftm", ".ftm.json", "ftm", "FollowTheMoney entities, for Aleph and OpenSanctions' tools"),
    _describe("dna", ".dna", "dna", "a database for Discourse Network Analyzer"),
    _describe("dna-csv", ".csv", "dna", "a table of statements as Discourse Network Analyzer writes it"),
)  # fmt: skip

FORMATS: Final[Mapping[str, Format]] = MappingProxyType({entry.name: entry for entry in _TABLE})
"""The formats by name, in the order in which they are shown."""
