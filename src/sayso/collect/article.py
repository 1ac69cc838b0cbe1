"""A text and what is known of it in, the Article out: blocks, headline, byline, day, language, digest."""

import hashlib
from collections.abc import Sequence

from sayso.collect.blocks import byline_of, find_blocks
from sayso.collect.dates import find_date
from sayso.collect.language import tell_languages
from sayso.collect.lines import Line, split_lines
from sayso.collect.metadata import Metadata, join_metadata
from sayso.data import Article, Block
from sayso.errors import EncodingError, NoArticleError

_DAYS_STAND_IN = ("dateline", "byline", "standfirst")
_TOP = 8


def make_article(text: str, *, path: str | None = None, given: Metadata | None = None) -> Article:
    """Make an article of a plain text, which is kept character for character.

    What `given` says goes before what the text says. Raise NoArticleError where the text holds nothing
    visible, EncodingError where it holds half a surrogate pair.
    """
    return build_article(text, split_lines(text), path=path, given=given or Metadata())


def build_article(text: str, lines: Sequence[Line], *, path: str | None, given: Metadata) -> Article:
    """Make an article of a text whose lines are known."""
    if not lines:
        raise NoArticleError(path or "text", "is empty; there is nothing to read")
    digest = _digest(text, path or "text")
    blocks, language = tell_languages(text, find_blocks(text, lines, title=given.title))
    known = join_metadata(given, _read_metadata(text, blocks))
    return Article(
        id=f"t{digest[:12]}",
        text=text,
        sha256=digest,
        blocks=blocks,
        path=path,
        url=known.url,
        publisher=known.publisher,
        series=known.series,
        title=known.title,
        byline=known.byline,
        published=known.published,
        language=language,
    )


def _digest(text: str, where: str) -> str:
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise EncodingError(where, f"holds half a character at {error.start} (a lone surrogate)") from None
    return hashlib.sha256(data).hexdigest()


def _read_metadata(text: str, blocks: Sequence[Block]) -> Metadata:
    """Read from the blocks what the page says of itself."""
    first = {block.kind: text[block.start : block.end] for block in reversed(blocks)}
    days = (find_date(text[b.start : b.end]) for b in blocks[:_TOP] if b.kind in _DAYS_STAND_IN)
    return Metadata(
        title=first.get("title"),
        series=first.get("series"),
        published=next(filter(None, days), None),
        byline=byline_of(text, blocks),
    )
