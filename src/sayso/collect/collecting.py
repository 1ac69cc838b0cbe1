"""Inputs in, one Article or one InputError for each article in them out, in input order, as they are read."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from sayso.collect.article import build_article
from sayso.collect.decode import decode_text
from sayso.collect.inputs import STDIN, Document, form_of, list_files, open_input, read_documents
from sayso.collect.lines import split_lines
from sayso.collect.markdown import read_markdown
from sayso.collect.metadata import Metadata, give_metadata, join_metadata
from sayso.collect.records import read_record
from sayso.data import Article
from sayso.errors import InputError, NoArticleError
from sayso.settings import Settings

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b", re.I | re.S
)
_SNIFFED = 2_000


def collect_articles(
    inputs: Iterable[str | os.PathLike[str]],
    *,
    settings: Settings,
    published: str | None = None,
    publisher: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Article | InputError]:
    """Read articles from files, directories and standard input (`-`).

    What a record says of its article goes before `published` and `publisher`, and these before what the page says.
    Raise SettingError, before anything is read, where `published` is no date.
    """
    given = give_metadata(published=published, publisher=publisher)
    return _collect(inputs, given, settings.max_bytes, stdin)


def _collect(
    inputs: Iterable[str | os.PathLike[str]], given: Metadata, max_bytes: int, stdin: BinaryIO | None
) -> Iterator[Article | InputError]:
    for where in inputs:
        files = list_files(os.fspath(where))
        while (file := _next_file(files)) is not None:
            if isinstance(file, InputError):
                yield file
            else:
                yield from _collect_file(file, given, max_bytes, stdin)


def _next_file(files: Iterator[str | InputError]) -> str | InputError | None:
    try:
        return next(files, None)
    except InputError as error:
        return error


def _collect_file(
    where: str, given: Metadata, max_bytes: int, stdin: BinaryIO | None
) -> Iterator[Article | InputError]:
    try:
        stream = open_input(where, stdin)
    except InputError as error:
        yield error
        return
    try:
        yield from _read_stream(stream, where, given, max_bytes)
    finally:
        if where != STDIN:
            stream.close()


def _read_stream(stream: BinaryIO, where: str, given: Metadata, max_bytes: int) -> Iterator[Article | InputError]:
    documents = read_documents(stream, where, max_bytes=max_bytes)
    while (document := _next_document(documents)) is not None:
        yield document if isinstance(document, InputError) else _read(document, where, given, max_bytes)


def _next_document(documents: Iterator[Document | InputError]) -> Document | InputError | None:
    try:
        return next(documents, None)
    except InputError as error:
        return error


def _read(document: Document, file: str, given: Metadata, max_bytes: int) -> Article | InputError:
    try:
        return _read_document(document, file, given, max_bytes)
    except InputError as error:
        return error


def _read_document(document: Document, file: str, given: Metadata, max_bytes: int) -> Article:
    if document.form == "records":
        return _read_recorded(document, file, given, max_bytes)
    text = decode_text(document.data, document.where)
    form = document.form or ("page" if _PAGE.match(text[:_SNIFFED]) else "text")
    path = None if document.where == STDIN else document.where
    if not text.strip():
        raise NoArticleError(document.where, "is empty; there is nothing to read")
    if form == "page":
        from sayso.collect.page import read_page  # late: lxml and trafilatura are half a second

        page_text, lines, found = read_page(text, document.where)
        return build_article(page_text, lines, path=path, given=join_metadata(given, found))
    if form == "markdown":
        lines, found = read_markdown(text)
        return build_article(text, lines, path=path, given=join_metadata(given, found))
    return build_article(text, split_lines(text), path=path, given=given)


def _read_recorded(document: Document, file: str, given: Metadata, max_bytes: int) -> Article:
    record = read_record(document.data, document.where)
    known = join_metadata(record.metadata, given)
    if record.text is not None:
        return build_article(record.text, split_lines(record.text), path=None, given=known)
    path = str(Path("." if file == STDIN else file).parent / (record.path or ""))
    if form_of(path) == "records":
        raise InputError(document.where, f'"path" is {path!r}, which is not the file of one article')
    try:
        return _read_file(path, known, max_bytes)
    except InputError as error:
        raise type(error)(document.where, str(error)) from None


def _read_file(path: str, known: Metadata, max_bytes: int) -> Article:
    """Read the one article of a file; raise InputError."""
    with open_input(path, None) as stream:
        found = next(read_documents(stream, path, max_bytes=max_bytes))
    if isinstance(found, InputError) or found.form == "records":
        raise InputError(path, "is a file of records, not of one article")
    return _read_document(found, path, known, max_bytes)
