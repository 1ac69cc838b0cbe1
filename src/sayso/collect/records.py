"""A line of JSON in, the article that it records out: its text or the path of it, and its data; or a ready reading.

Two such lines of our own shape; those of other tools are told by their fields (`shapes`):

    {"text": "...", "title": "...", "published": "2023-06-13", "publisher": "...", "url": "...", "byline": ["..."]}
    {"path": "text/flood.txt", "published": "2023-06-13"}
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from sayso.collect.dates import read_date
from sayso.collect.decode import BOM
from sayso.collect.metadata import Metadata
from sayso.collect.readings import is_reading, read_reading
from sayso.collect.shapes import NOTHING, TABLE, Shape, find_shape, plain_name
from sayso.data import Reading
from sayso.errors import EncodingError, InputError, NoArticleError

T = TypeVar("T")


class _Fields(msgspec.Struct):
    text: str | None = None
    path: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    byline: str | list[str] | None = None


class _Path(msgspec.Struct):
    path: str | None = None


class _Section(msgspec.Struct):
    headline: list[str] = []
    paragraphs: list[str] = []


class _Body(msgspec.Struct):
    """The text of an article as fundus keeps it."""

    summary: list[str] = []
    sections: list[_Section] = []


@dataclass(frozen=True, slots=True)
class Record:
    """One article as a record has it; of `text` and `path` exactly one is given."""

    metadata: Metadata
    text: str | None = None
    path: str | None = None


class TextlessError(NoArticleError):
    """A record of a tool that keeps no texts: a file of them is reported once."""


_OWN = msgspec.json.Decoder(_Fields)
_PATH = msgspec.json.Decoder(_Path)
_ANY = msgspec.json.Decoder(dict[str, msgspec.Raw])
_BODY = msgspec.json.Decoder(str | _Body | None)
_VALUE = msgspec.json.Decoder(str | list[str] | None)
# The names in a cell that holds a list as Python prints it, as newspaper4k's CSV does.
_LISTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")


def read_record(line: bytes, where: str) -> Record | Reading:
    """Read one line of a file of articles; raise InputError, which names `where`, for a line that is no record."""
    if line[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise EncodingError(where, "is UTF-16; save lines of JSON as UTF-8")
    line = line.removeprefix(BOM)
    raw = _decode(_ANY, line, where)
    if is_reading(raw):
        return read_reading(line, where)
    shape = _shape_of(raw)
    if shape is None:
        return _read_own(line, where)
    values = {plain_name(name): _decode_value(value, shape, plain_name(name)) for name, value in raw.items()}
    return fit_record(shape, values, where)


def find_path(line: bytes) -> str | None:
    """Find where a record says that its text lies; None where it says nothing, or is no record."""
    if b'"path"' not in line:
        return None
    try:
        return _PATH.decode(line.removeprefix(BOM)).path
    except (ValueError, RecursionError):
        return None


def looks_like_record(line: bytes) -> bool:
    """Tell whether a first line opens a file of records."""
    if not line.removeprefix(BOM).lstrip().startswith(b"{"):
        return False
    try:
        raw = _decode(_ANY, line.removeprefix(BOM), "")
        own = _decode(_OWN, line.removeprefix(BOM), "") if _shape_of(raw) is None and not is_reading(raw) else None
    except InputError:
        return False
    return own is None or own.text is not None or own.path is not None


def fit_record(shape: Shape, values: Mapping[str, object], where: str) -> Record:
    """Make a record of the values of a shape's fields, by their plain names.

    Raise TextlessError where a tool left the text out, InputError where another has none.
    """
    text = next((value for name in shape.texts if isinstance(value := values.get(name), str) and value.strip()), None)
    path = None if shape.tool or text else _word(values.get("path"))
    if text is None and path is None:
        raise textless(shape, where)
    url = _word(_first(values, shape.url))
    metadata = Metadata(
        title=_word(_first(values, shape.title)),
        published=_read_day(values, shape, where),
        publisher=_word(_first(values, shape.publisher)),
        url=url if url and url.isprintable() and " " not in url else None,
        byline=_read_byline(_first(values, shape.byline)),
    )
    return Record(metadata, text=text, path=path)


def textless(shape: Shape, where: str) -> NoArticleError:
    """Make the error for an article without its text: what it is, and what to do."""
    if shape.tool is None:
        return NoArticleError(where, 'carries no text; give it as "text", or as "path" where it is a file of its own')
    if shape.tool != "Media Cloud":
        return TextlessError(where, f"carries no text, though it is of {shape.tool}; fetch its page anew")
    return TextlessError(
        where,
        "carries no text, as is usual in Media Cloud's lists; fetch the pages behind the links with a tool such as "
        "fundus or trafilatura, and give what that saves",
    )


def _read_own(line: bytes, where: str) -> Record:
    own = _decode(_OWN, line, where)
    if (own.text is None) == (own.path is None):
        raise InputError(where, 'needs either "text" or "path"')
    byline = (own.byline,) if isinstance(own.byline, str) else own.byline or ()
    metadata = Metadata(
        title=own.title or None,
        published=_read_strictly(own.published, where),
        publisher=own.publisher or None,
        url=own.url or None,
        byline=tuple(name for name in byline if name),
    )
    return Record(metadata, text=own.text, path=own.path)


def _shape_of(raw: Mapping[str, object]) -> Shape | None:
    """Find the shape of a record; None for our own, which is also that of what has no text by any name."""
    names = {plain_name(name) for name in raw}
    shape = find_shape(names)
    if shape is None and not names & {"text", "path"} and names.intersection(TABLE.text):
        return TABLE
    return shape


def _decode_value(value: msgspec.Raw, shape: Shape, name: str) -> object:
    """Decode what the shape may use; None for the rest, and where the value is of no kind that is used."""
    is_text = name in shape.texts
    if not is_text and name not in (*shape.title, *shape.published, *shape.publisher, *shape.url, *shape.byline):
        return None
    try:
        found = _BODY.decode(value) if is_text else _VALUE.decode(value)
    except (ValueError, RecursionError):
        return None
    return _join_body(found) if isinstance(found, _Body) else found


def _join_body(body: _Body) -> str:
    sections = [part for section in body.sections for part in (*section.headline, *section.paragraphs)]
    return "\n\n".join([*body.summary, *sections])


def _decode(decoder: "msgspec.json.Decoder[T]", line: bytes | msgspec.Raw, where: str) -> T:
    try:
        return decoder.decode(line)
    # msgspec.DecodeError, or UnicodeDecodeError for bytes that are no UTF-8; arrays in arrays in arrays
    except (ValueError, RecursionError) as error:
        raise InputError(where, f"is no record of an article: {str(error).splitlines()[0]}") from None


def _first(values: Mapping[str, object], names: Sequence[str]) -> object:
    return next((values[name] for name in names if values.get(name)), None)


def _read_day(values: Mapping[str, object], shape: Shape, where: str) -> str | None:
    """Read the day of publication; another tool's that cannot be read is passed over, ours (`published`) is not."""
    name = next((name for name in shape.published if _word(values.get(name))), "")
    value = _word(values.get(name)) or ""
    return _read_strictly(value, where) if name == "published" else read_date(value)


def _read_strictly(value: str | None, where: str) -> str | None:
    day = read_date(value) if value else None
    if value and day is None:
        raise InputError(where, f'"published" is {value[:40]!r}, which is no date; give it as YYYY-MM-DD')
    return day


def _read_byline(value: object) -> tuple[str, ...]:
    """List the names in a list, in a list as Python prints it, or in words with `;` between the names."""
    if isinstance(value, str):
        is_list = value.startswith("[") and value.endswith("]")
        value = ["".join(pair) for pair in _LISTED.findall(value)] if is_list else value.split(";")
    names = [_word(name) for name in value] if isinstance(value, list) else []
    return tuple(name for name in names if name)


def _word(value: object) -> str | None:
    """Give words on one line; None for what says nothing, or is no string."""
    words = " ".join(value.split()) if isinstance(value, str) else ""
    return words if words.lower() not in NOTHING else None
