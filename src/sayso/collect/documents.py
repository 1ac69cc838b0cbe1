"""An open file in, its documents out: the one that it is, or each line, element or row of a file of records.

No more than one document is held, and of a file no more than `max_bytes`.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from sayso.collect.decode import BOM, decode_text, is_wide
from sayso.collect.inputs import Form, Source, form_of
from sayso.collect.records import looks_like_record
from sayso.collect.tables import Table, cut_rows, looks_like_header, read_header
from sayso.errors import InputError, NoArticleError, TooLargeError

_ARRAY = re.compile(rb"\s*\[\s*(?:\{|\Z)")
_ANY = msgspec.json.Decoder(msgspec.Raw)
_ELEMENTS = msgspec.json.Decoder(list[msgspec.Raw])


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes of one file or one record; `form` is None where the name does not tell it.

    `size` counts what it took of the file, `table` is there for a row, `error` where nothing could be read.
    """

    where: str
    data: bytes
    form: Form | None
    size: int
    table: Table | None = None
    error: InputError | None = None


def read_documents(source: Source, *, form: Form | None = None) -> Iterator[Document]:
    """Give the one document of a file, or each record of a file of records as it comes.

    `form` goes before what name and content tell. A file of lines or rows may be larger than `max_bytes`, a record not.
    Raise InputError for what no document can be told of.
    """
    told = form or form_of(source.where)
    if told in ("text", "markdown", "html"):
        yield _read_whole(source, b"", told)
        return
    head = source.read_line()
    if told == "csv" or (told is None and looks_like_header(head)):
        yield from _read_rows(source, head)
    elif told == "jsonl":
        is_whole = _opens_whole(head, source.where)
        yield from _read_elements(source, source.read_rest(head)) if is_whole else _read_lines(source, head)
    elif looks_like_record(head):
        yield from _read_lines(source, head)
    else:
        whole = _read_whole(source, head, None)
        is_json = _ARRAY.match(head) or head.strip() == b"{"
        yield from (_find_elements(source, whole.data) if is_json else None) or [whole]


def _read_whole(source: Source, head: bytes, form: Form | None) -> Document:
    data = source.read_rest(head)
    return Document(source.where, data, form, len(data))


def _read_lines(source: Source, head: bytes) -> Iterator[Document]:
    """Give the records of a file that has one a line; empty lines count to the record after them."""
    number, line, size, found = 1, head, 0, False
    while line:
        place, size = f"{source.where}:{number}", size + len(line)
        if len(line) > source.max_bytes:
            while line and not line.endswith(b"\n"):
                line = source.read_line()
                size += len(line)
            error = TooLargeError(place, f"is a record of more than {source.max_bytes:,} bytes")
            yield Document(place, b"", "jsonl", size, error=error)
            size, found = 0, True
        elif line.strip():
            yield Document(place, line, "jsonl", size)
            size, found = 0, True
        number, line = number + 1, source.read_line()
    if not found:
        raise NoArticleError(source.where, "is empty; there is nothing to read")


def _opens_whole(head: bytes, where: str) -> bool:
    """Tell from its first line a file of JSON that is one value over many lines, or an array."""
    start, suffix = head.removeprefix(BOM).strip(), Path(where).suffix.lower()
    if start.startswith(b"["):
        return suffix not in (".jsonl", ".ndjson") or not _is_json(start)
    return start == b"{" or (suffix == ".json" and not _is_json(start))


def _is_json(data: bytes) -> bool:
    try:
        _ANY.decode(data)
    except (ValueError, RecursionError):
        return False
    return True


def _read_elements(source: Source, data: bytes) -> Sequence[Document]:
    """Give the records of an array of JSON, or the one record of a file; raise InputError."""
    text = decode_text(data, source.where).strip()
    if not text:
        raise NoArticleError(source.where, "is empty; there is nothing to read")
    if not text.startswith("["):
        return [Document(source.where, text.encode(), "jsonl", len(data))]
    try:
        raw = _ELEMENTS.decode(text)
    except (ValueError, RecursionError) as error:
        raise InputError(source.where, f"is no array of records: {str(error).splitlines()[0]}") from None
    if not raw:
        raise NoArticleError(source.where, "is an array without a record in it")
    elements = [bytes(element) for element in raw]
    between = max(len(data) - sum(map(len, elements)), 0)
    return [
        Document(f"{source.where}:{number}", element, "jsonl", len(element) + between * (number == 1))
        for number, element in enumerate(elements, start=1)
    ]


def _find_elements(source: Source, data: bytes) -> Sequence[Document] | None:
    """Find the records in what nobody called JSON; None where it is something else."""
    try:
        documents = _read_elements(source, data)
    except InputError:
        return None
    return documents if looks_like_record(documents[0].data) else None


def _read_rows(source: Source, head: bytes) -> Iterator[Document]:
    """Give the rows of a table; the header counts to the first."""
    if len(head) > source.max_bytes:
        raise TooLargeError(source.where, f"has a header of more than {source.max_bytes:,} bytes")
    share = 1.0
    if is_wide(head):  # no line end of it can be told from a letter, so it is held whole
        data = source.read_rest(head)
        text = decode_text(data, source.where).encode()
        share, source = len(data) / max(len(text), 1), Source(io.BytesIO(text), source.where, source.max_bytes * 2)
        head = source.read_line()
    if not head.strip():
        raise NoArticleError(source.where, "is empty; there is nothing to read")
    table = read_header(head, source.where)
    before, after = 0, len(table.header)
    for row in cut_rows(source, table, head=b"" if table.header else head):
        after += row.size
        size = round(after * share) - round(before * share)
        yield Document(f"{source.where}:{row.number}", row.data, "csv", size, table, row.error)
        before = after
    if not before:
        raise NoArticleError(source.where, "has a header and no row beneath it")
