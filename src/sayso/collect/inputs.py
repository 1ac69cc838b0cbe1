"""What the user named in: paths, directories, standard input; the bytes of each file in it out, one after the other.

This is the only place of the step that touches the disk. Its faults come out as InputErrors.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from sayso.collect.records import looks_like_record
from sayso.errors import InputError, NoArticleError, NotFoundError, TooLargeError

Form = Literal["text", "markdown", "page", "records"]

SUFFIXES: dict[str, Form] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".jsonl": "records",
    ".ndjson": "records",
}
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes of one file or one record; `form` is None where the name does not tell it."""

    where: str
    data: bytes
    form: Form | None


def form_of(where: str) -> Form | None:
    """Tell the form of a file from its name."""
    return SUFFIXES.get(Path(where).suffix.lower())


def list_files(where: str) -> Iterator[str | InputError]:
    """List a directory's articles, at any depth, sorted; a path that is no directory lists itself.

    Hidden files and folders are passed over. Raise NotFoundError where there is nothing to read.
    """
    if where == STDIN or not _is_directory(where):
        yield where
        return
    found, faults = False, list[OSError]()
    for folder, folders, names in os.walk(where, onerror=faults.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and form_of(name) is not None:
                found = True
                yield str(Path(folder, name))
    yield from (_as_input_error(fault, str(fault.filename or where)) for fault in faults)
    if not found and not faults:
        raise NotFoundError(where, f"a directory without articles (files ending in {' '.join(SUFFIXES)})")


def _is_directory(where: str) -> bool:
    try:
        return Path(where).is_dir()
    except OSError:  # a name too long, a folder that may not be entered: opening it will say so
        return False


def open_input(where: str, stdin: BinaryIO | None) -> BinaryIO:
    """Open a file, or standard input for `-`; raise NotFoundError or InputError."""
    if where == STDIN:
        return stdin or sys.stdin.buffer
    if "\0" in where:
        raise NotFoundError(where.replace("\0", "\\0"), "no such file")
    try:
        return Path(where).open("rb")
    except OSError as error:
        raise _as_input_error(error, where) from None


def read_documents(stream: BinaryIO, where: str, *, max_bytes: int) -> Iterator[Document | InputError]:
    """Give the one document of a file, or each line of a file of records as it comes.

    No more than `max_bytes` of a document are ever held; a file of records may be larger than that, a record not.
    """
    form = form_of(where)
    if form not in (None, "records"):
        _refuse_size(stream, where, max_bytes)
        yield Document(where, _read(stream, where, max_bytes), form)
        return
    head = _read_line(stream, where, max_bytes)
    if form == "records" or looks_like_record(head):
        yield from _read_records(stream, where, head=head, max_bytes=max_bytes)
        return
    _refuse_size(stream, where, max_bytes)
    yield Document(where, _read(stream, where, max_bytes, head=head), form)


def _read_records(stream: BinaryIO, where: str, *, head: bytes, max_bytes: int) -> Iterator[Document | InputError]:
    number, line, any_record = 1, head, False
    while line:
        place = f"{where}:{number}"
        if len(line) > max_bytes:
            yield TooLargeError(place, f"is a record of more than {max_bytes:,} bytes")
            while line and not line.endswith(b"\n"):
                line = _read_line(stream, where, max_bytes)
            any_record = True
        elif line.strip():
            yield Document(place, line, "records")
            any_record = True
        number, line = number + 1, _read_line(stream, where, max_bytes)
    if not any_record:
        raise NoArticleError(where, "is empty; there is nothing to read")


def _refuse_size(stream: BinaryIO, where: str, max_bytes: int) -> None:
    """Refuse a file by its size, before it is read; a pipe has none and is refused on the way."""
    if where != STDIN and os.fstat(stream.fileno()).st_size > max_bytes:
        raise TooLargeError(where, f"is larger than {max_bytes:,} bytes; split it, or raise the limit (max_bytes)")


def _read(stream: BinaryIO, where: str, max_bytes: int, *, head: bytes = b"") -> bytes:
    try:
        data = head + stream.read(max(max_bytes + 1 - len(head), 0))
    except OSError as error:
        raise _as_input_error(error, where) from None
    if len(data) > max_bytes:
        raise TooLargeError(where, f"is larger than {max_bytes:,} bytes; split it, or raise the limit (max_bytes)")
    return data


def _read_line(stream: BinaryIO, where: str, max_bytes: int) -> bytes:
    try:
        return stream.readline(max_bytes + 1)
    except OSError as error:
        raise _as_input_error(error, where) from None


def _as_input_error(error: OSError, where: str) -> InputError:
    if isinstance(error, FileNotFoundError):
        return NotFoundError(where, "no such file")
    return InputError(where, f"cannot be read: {(error.strerror or str(error)).lower()}")
