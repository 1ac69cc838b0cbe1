"""Inputs in, what was found in each document of them out, in order, as it is read; what is known is passed over."""

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from sayso.collect.article import build_article
from sayso.collect.decode import decode_text
from sayso.collect.documents import Document, read_documents
from sayso.collect.found import Found
from sayso.collect.inputs import (
    STDIN,
    Form,
    Source,
    form_of,
    list_files,
    measure_file,
    next_file,
    open_input,
    place_of,
)
from sayso.collect.lines import split_lines
from sayso.collect.markdown import read_markdown
from sayso.collect.metadata import Metadata, join_metadata
from sayso.collect.readings import fill_in
from sayso.collect.records import Record, TextlessError, find_path, read_record
from sayso.collect.tables import read_row
from sayso.data import Article, Reading
from sayso.errors import InputError, NoArticleError
from sayso.settings import Settings

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b", re.I | re.S
)
_SNIFFED = 2_000
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")

IsKnown = Callable[[str, str], bool]
"""Asked with a document's place and digest, whether it need not be read."""


@dataclass(frozen=True, slots=True)
class _Request:
    """How to read, for all inputs alike."""

    max_bytes: int
    given: Metadata
    form: Form | None
    stdin: BinaryIO | None
    is_known: IsKnown


def find_articles(
    inputs: Iterable[str | os.PathLike[str]],
    *,
    settings: Settings,
    given: Metadata | None = None,
    form: Form | None = None,
    stdin: BinaryIO | None = None,
    is_known: IsKnown | None = None,
) -> Iterator[Found]:
    """Find what is in files, directories and standard input (`-`).

    What a record says of its article goes before `given`, and this before what the page says. `form` goes before what
    a file's name and content tell. Nothing is decoded, extracted or built of what `is_known`.
    """
    request = _Request(settings.max_bytes, given or Metadata(), form, stdin, is_known or _know_nothing)
    for where in inputs:
        files = list_files(os.fspath(where))
        while (file := next_file(files)) is not None:
            if isinstance(file, InputError):
                yield _fail(file)
            else:
                yield from _find_in_file(file, request)


def _know_nothing(place: str, digest: str) -> bool:
    del place, digest
    return False


def _fail(error: InputError, *, size: int = 0) -> Found:
    return Found(error.where, place_of(error.where), "", size, error=error)


def _find_in_file(file: str, request: _Request) -> Iterator[Found]:
    try:
        stream = open_input(file, request.stdin)
    except InputError as error:
        yield _fail(error)
        return
    try:
        yield from _sum_textless(_find_in_source(Source(stream, file, request.max_bytes), request))
    finally:
        if file != STDIN:
            stream.close()


def _find_in_source(source: Source, request: _Request) -> Iterator[Found]:
    """Find what each document of an open file came to; a fault that ends the file takes all that is left of it."""
    documents, read = read_documents(source, form=request.form), 0
    while True:
        try:
            document = next(documents, None)
        except InputError as error:
            left = 0 if source.where == STDIN else max(measure_file(source.where) - read, 0)
            yield _fail(error, size=left)
            return
        if document is None:
            return
        read += document.size
        yield _find(document, source.where, request)


def _sum_textless(found: Iterator[Found]) -> Iterator[Found]:
    """Report a tool's records without texts once for a file, at its end: such a list may have thousands."""
    first, size, count = None, 0, 0
    for item in found:
        if isinstance(item.error, TextlessError):
            first, size, count = first or item, size + item.size, count + 1
        else:
            yield item
    if first is not None and first.error is not None:
        more = f" (so do {count - 1:,} more in this file)" if count > 1 else ""
        yield replace(first, size=size, error=NoArticleError(first.where, first.error.what + more))


def _find(document: Document, file: str, request: _Request) -> Found:
    """Tell what a document came to, unless it is known."""
    place = place_of(file) + document.where.removeprefix(file)
    if document.error is not None:
        return Found(document.where, place, "", document.size, error=document.error)
    found = Found(document.where, place, _digest(document, file, request), document.size)
    if request.is_known(found.place, found.digest):
        return replace(found, known=True)
    try:
        item = _read_document(document, file, request.given, request.max_bytes)
    except InputError as error:
        return replace(found, error=error)
    return replace(found, reading=item) if isinstance(item, Reading) else replace(found, article=item)


def _digest(document: Document, file: str, request: _Request) -> str:
    """Digest a document: its bytes, a row's header, the file that a record names, and what the user gave."""
    digest = hashlib.sha256(document.data)
    if document.table is not None:
        digest.update(b"\0header\0" + document.table.header)
    given = {"published": request.given.published, "publisher": request.given.publisher, "form": request.form}
    for name, value in given.items():
        if value:
            digest.update(f"\0{name}\0{value}".encode("utf-8", "surrogatepass"))
    path = _find_path(document)
    if path:
        digest.update(b"\0text\0" + _read_bytes(_beside(file, path), request.max_bytes))
    return digest.hexdigest()


def _find_path(document: Document) -> str | None:
    """Find the file that a record names as its text."""
    if document.form == "jsonl":
        return find_path(document.data)
    if document.table is None or "path" not in document.table.names:
        return None
    try:
        return read_row(document.data, document.table, document.where).path
    except InputError:
        return None


def _read_bytes(path: str, max_bytes: int) -> bytes:
    """Read a file that a record names; empty where it cannot be read, which is reported when it is read in earnest."""
    try:
        with open_input(path, None) as stream:
            return Source(stream, path, max_bytes).read_rest()
    except InputError:
        return b""


def _beside(file: str, path: str) -> str:
    """Find a path from the folder of a file; what a record calls `-` is a file of that name, not standard input."""
    beside = str(Path("." if file == STDIN else file).parent / path)
    return f".{os.sep}{beside}" if beside == STDIN else beside


def _read_document(document: Document, file: str, given: Metadata, max_bytes: int) -> Article | Reading:
    if document.table is not None:
        return _read_recorded(read_row(document.data, document.table, document.where), document, file, given, max_bytes)
    if document.form == "jsonl":
        record = read_record(document.data, document.where)
        if isinstance(record, Reading):
            return fill_in(record, given)
        return _read_recorded(record, document, file, given, max_bytes)
    return _read_text(document, given)


def _read_text(document: Document, given: Metadata) -> Article:
    text = decode_text(document.data, document.where)
    form = document.form or ("html" if _PAGE.match(text[:_SNIFFED]) else "text")
    path = None if document.where == STDIN else document.where
    if not text.strip():
        raise NoArticleError(document.where, "is empty; there is nothing to read")
    if form == "html":
        from sayso.collect.page import read_page  # late: lxml and trafilatura are half a second

        page_text, lines, found = read_page(text, document.where)
        return build_article(page_text, lines, path=path, given=join_metadata(given, found))
    if form == "markdown":
        lines, found = read_markdown(text)
        return build_article(text, lines, path=path, given=join_metadata(given, found))
    return build_article(text, split_lines(text), path=path, given=given)


def _read_recorded(record: Record, document: Document, file: str, given: Metadata, max_bytes: int) -> Article:
    known = join_metadata(record.metadata, given)
    if record.text is not None:
        return build_article(record.text, split_lines(record.text), path=None, given=known)
    if _CONTROL.search(record.path or ""):
        raise InputError(document.where, f'"path" is {record.path!r:.80}, which is the name of no file')
    path = _beside(file, record.path or "")
    if form_of(path) in ("jsonl", "csv"):
        raise InputError(document.where, f'"path" is {path!r}, which is not the file of one article')
    try:
        return _read_file(path, known, max_bytes)
    except InputError as error:
        raise type(error)(document.where, str(error)) from None


def _read_file(path: str, known: Metadata, max_bytes: int) -> Article:
    """Read the one article of a file; raise InputError."""
    with open_input(path, None) as stream:
        document = next(read_documents(Source(stream, path, max_bytes)))
    if document.error is not None or document.form in ("jsonl", "csv"):
        raise InputError(path, "is a file of records, not of one article")
    return _read_text(document, known)
