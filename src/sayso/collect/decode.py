"""The bytes of a file in, its text out; what is no text, or in an encoding nobody can be sure of, is refused.

UTF-8 and UTF-16 prove themselves. A file in cp1252 or Latin-1 proves nothing, so it is taken for one only where
its bytes above 127 stand where letters, dashes and quotation marks of Western European text stand.
"""

import re

from sayso.errors import BinaryError, EncodingError

BOM = b"\xef\xbb\xbf"
"""The mark that some programs put before UTF-8."""

_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "an RTF document"),
)
_MARKS = (
    (BOM, "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1b\x1a"))
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
# Inside a word, Western text has small letters, apostrophes, dashes, dots and soft hyphens, but no £, no ¶ and no
# capital between small ones: "donÕt" is Mac Roman, "spoàem" Latin-2, "don‚t" an old DOS page.
_MISFIT = re.compile(r"(?<=[a-zà-öø-ÿ])[^\x00-\x7fà-öø-ÿßœšž’‘–—…·•ªº°“”\xa0\xad«»´ƒ™®©](?=[a-zà-öø-ÿ])")
# Nor does it have these beside a letter, but for m² and m³.
_STRAY = re.compile(r"(?<![kcm ]m)[²³¹¶¬¦¤¥±¼½¾¯¸×÷](?=[a-zà-öø-ÿ])|(?<=[a-zà-öø-ÿ])(?<![kcm0-9 ]m)[²³¹¶¬¦¤¥±¼½¾¯¸×÷]")

SAMPLE = 1_000_000


def decode_text(data: bytes, where: str) -> str:
    """Decode the bytes of an article; raise BinaryError or EncodingError, which name `where`."""
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise BinaryError(where, f"is {name}, not a text; save it as plain text or HTML")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data, encoding, where)
    wide = _encoding_of_wide(data[:SAMPLE])
    if wide is not None:
        return _decode(data, wide, where)
    _refuse_binary(data, where)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_western(data, where, broken_at=error.start)


def is_wide(head: bytes) -> bool:
    """Tell from a file's first bytes that its characters may be of two bytes or four, so that no line can be cut."""
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or 0 in head[:SAMPLE]


def _decode(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.removesuffix("-sig").upper()
        raise EncodingError(where, f"is not valid {name} at byte {error.start}; save it as UTF-8") from None


def _encoding_of_wide(data: bytes) -> str | None:
    """Tell UTF-16 without a mark by its zero bytes, which fill one half of each ASCII character."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2:
        return None
    many, few = len(data) * 0.2, len(data) * 0.01
    if odd > many and even <= few:
        return "utf-16-le"
    return "utf-16-be" if even > many and odd <= few else None


def _refuse_binary(data: bytes, where: str) -> None:
    zero = data.find(0)
    if zero >= 0:
        raise BinaryError(where, f"is not a text: it holds a NUL byte at {zero}")
    sample = data[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > 4 + len(sample) * 0.002:
        raise BinaryError(where, "is not a text: it is full of control characters")


def _decode_western(data: bytes, where: str, *, broken_at: int) -> str:
    sample = data[:SAMPLE]
    good = sum(map(len, _SEQUENCE.findall(sample)))
    high = len(sample) - len(sample.translate(None, bytes(range(128, 256))))
    if good * 2 > high > 0 or high == 0:
        raise EncodingError(where, f"is UTF-8 with damaged bytes, first at {broken_at}; save it anew as UTF-8")
    if _UNDEFINED.search(data):
        raise EncodingError(where, "is neither UTF-8, UTF-16, cp1252 nor Latin-1; save it as UTF-8")
    text = data.decode("cp1252")
    letters = sum(map(str.isalpha, text[:SAMPLE]))
    misfits = len(_MISFIT.findall(text[:SAMPLE])) + len(_STRAY.findall(text[:SAMPLE]))
    if high * 3 > letters or misfits * 10 > high:
        raise EncodingError(where, "is in an encoding that cannot be told for sure; save it as UTF-8")
    return text
