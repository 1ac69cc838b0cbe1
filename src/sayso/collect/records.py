"""A line of JSON in, the article that it records out: its text or the path of it, and its data.

Two such lines:

    {"text": "...", "title": "...", "published": "2023-06-13", "publisher": "...", "url": "...", "byline": ["..."]}
    {"path": "text/flood.txt", "published": "2023-06-13"}
"""

from dataclasses import dataclass

import msgspec

from sayso.collect.dates import read_date
from sayso.collect.metadata import Metadata
from sayso.errors import EncodingError, InputError


class _Fields(msgspec.Struct):
    text: str | None = None
    path: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    byline: str | list[str] | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One article as a record has it; of `text` and `path` exactly one is given."""

    metadata: Metadata
    text: str | None = None
    path: str | None = None


_DECODER = msgspec.json.Decoder(_Fields)


def read_record(line: bytes, where: str) -> Record:
    """Read one line of a file of articles; raise InputError, which names `where`, for a line that is no record."""
    if line[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise EncodingError(where, "is UTF-16; save lines of JSON as UTF-8")
    fields = _decode(line.removeprefix(b"\xef\xbb\xbf"), where)
    if (fields.text is None) == (fields.path is None):
        raise InputError(where, 'needs either "text" or "path"')
    published = None if not fields.published else read_date(fields.published)
    if fields.published and published is None:
        raise InputError(where, f'"published" is {fields.published[:40]!r}, which is no date; give it as YYYY-MM-DD')
    byline = (fields.byline,) if isinstance(fields.byline, str) else fields.byline or ()
    metadata = Metadata(
        title=fields.title or None,
        published=published,
        publisher=fields.publisher or None,
        url=fields.url or None,
        byline=tuple(name for name in byline if name),
    )
    return Record(metadata, text=fields.text, path=fields.path)


def looks_like_record(line: bytes) -> bool:
    """Tell whether a first line opens a file of records."""
    if not line.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return False
    try:
        fields = _decode(line.removeprefix(b"\xef\xbb\xbf"), "")
    except InputError:
        return False
    return fields.text is not None or fields.path is not None


def _decode(line: bytes, where: str) -> _Fields:
    try:
        return _DECODER.decode(line)
    except ValueError as error:  # msgspec.DecodeError, or UnicodeDecodeError for bytes that are no UTF-8
        raise InputError(where, f"is no record of an article: {str(error).splitlines()[0]}") from None
