"""A line of JSON that is a reading in, the Reading out, once its words are known to stand where it says."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise

import msgspec

from sayso.collect.metadata import Metadata
from sayso.data import SCHEMA, Article, Mention, Reading, Span
from sayso.errors import InputError

_DECODER = msgspec.json.Decoder(Reading)
_FAMILY = SCHEMA.partition("/")[0] + "/"
_KIND = "/" + SCHEMA.rpartition("/")[2]


def is_reading(raw: Mapping[str, object]) -> bool:
    """Tell the fields of a reading, of whatever version, from those of a record."""
    value = raw.get("schema")
    schema = bytes(value).strip(b'"').decode("ascii", "replace") if isinstance(value, msgspec.Raw) else ""
    return schema.startswith(_FAMILY) and schema.endswith(_KIND)


def read_reading(line: bytes, where: str) -> Reading:
    """Read a line that `sayso read --json` wrote; raise InputError where it is none, or does not fit its own text."""
    try:
        reading = _DECODER.decode(line)
    except (ValueError, RecursionError) as error:
        raise InputError(where, f"is no {SCHEMA}: {str(error).splitlines()[0]}") from None
    if not _fits(reading.article):
        raise InputError(where, "is a reading whose text was changed after it was read; read the text anew")
    text = reading.article.text
    for span in _list_spans(reading):
        if not 0 <= span.start <= span.end <= len(text) or text[span.start : span.end] != span.exact:
            raise InputError(where, f"is a reading with {span.exact[:40]!r} where its text says something else")
    return reading


def fill_in(reading: Reading, given: Metadata) -> Reading:
    """Add what the user gave where the reading's article says nothing."""
    article = reading.article
    published, publisher = article.published or given.published, article.publisher or given.publisher
    if (published, publisher) == (article.published, article.publisher):
        return reading
    return replace(reading, article=replace(article, published=published, publisher=publisher))


def _fits(article: Article) -> bool:
    """Tell whether digest, id and blocks are those of the text."""
    data = article.text.encode()
    edges = [edge for block in article.blocks for edge in (block.start, block.end)]
    in_order = all(first <= second for first, second in pairwise([0, *edges, len(article.text)]))
    digest = hashlib.sha256(data).hexdigest()
    return in_order and article.sha256 == digest and article.id == f"t{digest[:12]}"


def _list_spans(value: object) -> Iterator[Span | Mention]:
    """List the spans in a noun and all that it is made of."""
    if isinstance(value, Span | Mention):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _list_spans(part)
    elif isinstance(value, Mapping):
        yield from _list_spans(tuple(value.values()))
    elif is_dataclass(value):
        yield from _list_spans(tuple(getattr(value, field.name) for field in fields(value)))
