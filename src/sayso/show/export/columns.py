"""A Statement in, a row out: the columns of every table that is exported, in an order that stays."""

from dataclasses import dataclass
from typing import Final, Literal

from sayso.data import Span, Statement
from sayso.show.export.options import Options, live_link, permalink

ColumnKind = Literal["text", "texts", "number", "numbers", "share", "flag"]
Value = str | int | float | bool | tuple[str, ...] | tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what is in it, how wide it is on a sheet, in characters, and what it means."""

    name: str
    kind: ColumnKind
    width: int
    help: str


COLUMNS: Final = (
    Column("id", "text", 16, "the statement's id, which stays"),
    Column("number", "number", 9, "grows with the day of publication"),
    Column("permalink", "text", 24, "the statement's address in the record"),
    Column("live_link", "text", 24, "a link to the words in the published article"),
    Column("status", "text", 11, "machine, confirmed, corrected or rejected"),
    Column("act", "text", 10, "what the cue does"),
    Column("negated", "flag", 9, "whether the act is negated: did not say"),
    Column("manner", "text", 10, "direct, indirect or mixed"),
    Column("speaker", "text", 26, "who is meant; empty where nobody could tell"),
    Column("speaker_id", "text", 14, "the speaker's id, or writer for the article's own voice"),
    Column("speaker_kind", "text", 14, "person, organisation, government, …"),
    Column("speaker_country", "text", 9, "ISO 3166-1 alpha-3"),
    Column("roles", "texts", 26, "the speaker's titles in the article"),
    Column("speaks_for", "texts", 26, "on whose behalf the speaker speaks"),
    Column("source_words", "text", 26, "the article's words for the speaker"),
    Column("cue_words", "text", 14, "the words that ascribe the statement"),
    Column("words", "text", 70, "what was said; an ellipsis stands where the article goes on between pieces"),
    Column("start", "numbers", 9, "where each piece begins: code points of the article's text, from 0"),
    Column("end", "numbers", 9, "where each piece ends: the code point after its last"),
    Column("addressee", "text", 22, "to whom it was said"),
    Column("on_whose_word", "texts", 30, "through whom it came to the writer, the speaker last"),
    Column("nested_in", "text", 16, "the id of the statement inside which this one stands"),
    Column("inferred", "flag", 9, "whether no words there name the speaker, or leave a doubt"),
    Column("confidence", "share", 11, "of the statements given 0.8, eight in ten are right"),
    Column("origin", "text", 16, "the id of the paragraph that others were copied from"),
    Column("credit", "text", 18, "the agency that the paragraph is credited to"),
    Column("copies", "number", 8, "how many articles print the paragraph"),
    Column("publisher", "text", 22, "who published the article"),
    Column("series", "text", 16, "the series it belongs to"),
    Column("title", "text", 44, "its title"),
    Column("byline", "texts", 22, "who wrote it"),
    Column("published", "text", 20, "when: ISO 8601, as precise as known"),
    Column("language", "text", 9, "ISO 639-1"),
    Column("url", "text", 30, "its address on the web"),
    Column("path", "text", 24, "the file it was read from"),
    Column("article", "text", 15, "its id"),
    Column("sha256", "text", 16, "the digest of its text as UTF-8"),
    Column("orphan", "flag", 8, "whether a person's decision rests on words that are there no longer"),
)
"""Columns are only ever added, and only at the end."""


def list_values(statement: Statement, options: Options) -> tuple[Value, ...]:
    """List a statement's values in the order of the columns; None where there is none."""
    words = options.with_text
    said, speaker, origin = statement.attribution, statement.speaker, statement.origin
    source, cue, content = said.source, said.cue, said.content.spans
    article = statement.publication
    writer = source is not None and source.entity == "writer"
    return (
        statement.id,
        statement.number,
        permalink(statement.id, options),
        live_link(statement, with_text=words),
        statement.status,
        said.act,
        said.negated,
        said.manner,
        *((speaker.name, speaker.id, speaker.kind, speaker.country) if speaker else _NOT_KNOWN[writer]),
        statement.roles,
        tuple([party.name for party in statement.speaks_for]),
        join_words(source.spans) if source and words else None,
        join_words(cue.spans) if cue and words else None,
        join_words(content) if words else None,
        tuple([span.start for span in content]),
        tuple([span.end for span in content]),
        statement.addressee.name if statement.addressee else None,
        tuple([party.name for party in statement.chain]),
        said.nested_in,
        source.inferred if source else False,
        said.confidence,
        *((origin.id, origin.credit, origin.articles) if origin else _NO_ORIGIN),
        article.publisher,
        article.series,
        article.title,
        article.byline,
        article.published,
        article.language,
        article.url,
        article.path,
        article.article,
        article.sha256,
        statement.orphan,
    )


_NOT_KNOWN: Final = ((None, None, None, None), ("the writer", "writer", None, None))
_NO_ORIGIN: Final = (None, None, None)


def join_words(spans: tuple[Span, ...]) -> str | None:
    """Join pieces as `Passage.text` does; None where there are none."""
    if not spans:
        return None
    return spans[0].exact if len(spans) == 1 else " … ".join([span.exact for span in spans])
