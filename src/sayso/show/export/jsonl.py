"""Statements in, JSON lines out: an object a statement, with everything that the record knows of it.

The fields of an attribution are those of the contract (`show/contract.py`), name for name.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Final

from msgspec import Raw, Struct

from sayso import data
from sayso.show.export.encode import encode_json, encode_lines
from sayso.show.export.options import Options, live_link, permalink

SCHEMA: Final = "sayso/1/statement"
AT_ONCE = 200
"""Lines that are encoded together."""


class Place(Struct, gc=False):
    """Where words stand, without the words."""

    start: int
    end: int


Places = tuple[data.Span, ...] | tuple[Place, ...]


class Passage(Struct, gc=False):
    """Words of the article, or where they must not be republished their places."""

    spans: Places


class Source(Struct, gc=False):
    """Who is said to hold the content, in the article's words; `entity` is an id of the reading."""

    spans: Places
    entity: str | None
    inferred: bool
    candidates: tuple[data.Candidate, ...]


class Addressee(Struct, gc=False):
    """To whom it was said: the article's words, and who is meant in the record."""

    spans: Places
    entity: str | None
    party: data.Party | None


class Article(Struct, gc=False):
    """The publication, as in the contract: all of the article but its text and blocks."""

    id: str
    path: str | None
    url: str | None
    publisher: str | None
    series: str | None
    title: str | None
    byline: tuple[str, ...]
    published: str | None
    language: str | None
    sha256: str


class Line(Struct, gc=False):
    """One statement."""

    id: str
    number: int
    permalink: str
    live_link: str | None
    status: data.Status
    orphan: bool
    manner: data.Manner
    act: data.Act
    negated: bool
    source: Source | data.Source | None
    cue: Passage | data.Passage | None
    content: Passage | data.Passage
    addressee: Addressee | None
    nested_in: str | None
    on_whose_word: tuple[str, ...]
    confidence: float
    speaker: data.Party | None
    roles: tuple[str, ...]
    speaks_for: tuple[data.Party, ...]
    chain: tuple[data.Party, ...]
    origin: data.Origin | None
    article: Article | Raw
    schema: str = SCHEMA


def write_jsonl(statements: Iterable[data.Statement], out: IO[bytes], *, options: Options) -> None:
    """Write a line for each statement; of those of one article, which come together, it is encoded once."""
    waiting = iter(statements)
    while lines := list(_make_lines(islice(waiting, AT_ONCE), options)):
        out.write(encode_lines(lines))


def _make_lines(statements: Iterable[data.Statement], options: Options) -> Iterator[Line]:
    known, written = None, Raw(b"")
    for statement in statements:
        if statement.publication is not known:
            known, written = statement.publication, Raw(encode_json(_make_article(statement.publication)))
        yield make_line(statement, options, written)


def make_line(statement: data.Statement, options: Options, article: Raw | None = None) -> Line:
    """Make the object of a statement; without text its spans are places only. `article` is encoded, if it was met."""
    said, words = statement.attribution, options.with_text
    # positional, for this is done millions of times
    return Line(
        statement.id,
        statement.number,
        permalink(statement.id, options),
        live_link(statement, with_text=words),
        statement.status,
        statement.orphan,
        said.manner,
        said.act,
        said.negated,
        said.source if words or said.source is None else _strip_source(said.source),
        said.cue if words or said.cue is None else Passage(_strip(said.cue.spans)),
        said.content if words else Passage(_strip(said.content.spans)),
        _make_addressee(statement, options) if said.addressee or statement.addressee else None,
        said.nested_in,
        said.on_whose_word,
        said.confidence,
        statement.speaker,
        statement.roles,
        statement.speaks_for,
        statement.chain,
        statement.origin,
        _make_article(statement.publication) if article is None else article,
    )


def _make_article(article: data.Publication) -> Article:
    return Article(
        article.article,
        article.path,
        article.url,
        article.publisher,
        article.series,
        article.title,
        article.byline,
        article.published,
        article.language,
        article.sha256,
    )


def _make_addressee(statement: data.Statement, options: Options) -> Addressee:
    told = statement.attribution.addressee or data.Addressee(())
    return Addressee(told.spans if options.with_text else _strip(told.spans), told.entity, statement.addressee)


def _strip_source(source: data.Source) -> Source:
    return Source(_strip(source.spans), source.entity, source.inferred, source.candidates)


def _strip(spans: tuple[data.Span, ...]) -> tuple[Place, ...]:
    return tuple([Place(span.start, span.end) for span in spans])
