"""What the user named in: paths, directories, standard input; the files in it, opened, and how large they are, out.

This and `documents`, which reads what is opened here, are all of the step that touches the disk. Faults come out as
InputErrors.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from sayso.errors import InputError, NotFoundError, TooLargeError

Form = Literal["text", "markdown", "html", "jsonl", "csv"]
"""What a file may be. "jsonl" is records as JSON, a line each or one array; "csv" is any table, tabs included."""

SUFFIXES: dict[str, Form] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
}
# Most JSON files in a folder are no articles: package.json, settings, maps.
_LISTED = tuple(suffix for suffix in SUFFIXES if suffix != ".json")
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """An open file, or standard input; no more than `max_bytes` of it are ever held."""

    stream: BinaryIO
    where: str
    max_bytes: int

    def read_line(self) -> bytes:
        """Read a line, or `max_bytes` and one of a longer one; raise InputError where the disk fails."""
        try:
            return self.stream.readline(self.max_bytes + 1)
        except OSError as error:
            raise _as_input_error(error, self.where) from None

    def read_rest(self, head: bytes = b"") -> bytes:
        """Read what is left, after the `head` that was read before; raise TooLargeError, unread where it can be."""
        if self.measure() > self.max_bytes:
            raise self._too_large()
        try:
            data = head + self.stream.read(max(self.max_bytes + 1 - len(head), 0))
        except OSError as error:
            raise _as_input_error(error, self.where) from None
        if len(data) > self.max_bytes:
            raise self._too_large()
        return data

    def measure(self) -> int:
        """Measure the file; 0 for a pipe, which has no size."""
        return 0 if self.where == STDIN else os.fstat(self.stream.fileno()).st_size

    def _too_large(self) -> TooLargeError:
        what = f"is larger than {self.max_bytes:,} bytes; split it, or raise the limit (max_bytes)"
        return TooLargeError(self.where, what)


def form_of(where: str) -> Form | None:
    """Tell the form of a file from its name."""
    return SUFFIXES.get(Path(where).suffix.lower())


def list_files(where: str) -> Iterator[str | InputError]:
    """List a directory's articles, at any depth, sorted; a path that is no directory lists itself.

    Hidden files and folders are passed over, and so is `.json`. Raise NotFoundError where there is nothing to read.
    """
    if where == STDIN or not _is_directory(where):
        yield where
        return
    found, faults = False, list[OSError]()
    for folder, folders, names in os.walk(where, onerror=faults.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and name.lower().endswith(_LISTED):
                found = True
                yield str(Path(folder, name))
    yield from (_as_input_error(fault, str(fault.filename or where)) for fault in faults)
    if not found and not faults:
        raise NotFoundError(where, f"a directory without articles (files ending in {' '.join(_LISTED)})")


def measure_inputs(inputs: Iterable[str | os.PathLike[str]]) -> int | None:
    """Measure all files that would be read, in bytes, without opening one; None where standard input is among them."""
    total = 0
    for where in inputs:
        if os.fspath(where) == STDIN:
            return None
        files = list_files(os.fspath(where))
        while (file := next_file(files)) is not None:
            total += 0 if isinstance(file, InputError) else measure_file(file)
    return total


def measure_file(where: str) -> int:
    """Measure a file by its entry in the directory; 0 where there is none."""
    try:
        return Path(where).stat().st_size
    except (OSError, ValueError):  # a name with a NUL byte in it is no OSError
        return 0


def next_file(files: Iterator[str | InputError]) -> str | InputError | None:
    """Give the next of the files of a list, or its fault; None at its end."""
    try:
        return next(files, None)
    except InputError as error:
        return error


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


def place_of(where: str) -> str:
    """Give the absolute path of a file, the same whatever the working folder; `-` for standard input."""
    return where if where == STDIN else os.path.normpath(Path.cwd() / where)


def _is_directory(where: str) -> bool:
    try:
        return Path(where).is_dir()
    except OSError:  # a name too long, a folder that may not be entered: opening it will say so
        return False


def _as_input_error(error: OSError, where: str) -> InputError:
    if isinstance(error, FileNotFoundError):
        return NotFoundError(where, "no such file")
    return InputError(where, f"cannot be read: {(error.strerror or str(error)).lower()}")
