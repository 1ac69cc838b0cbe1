"""Data in, its JSON out: alone, or as the items of one long document that is never held whole."""

from collections.abc import Iterable, Sequence
from typing import IO, Any, Final

import msgspec

_ENCODER: Final = msgspec.json.Encoder()


def encode_json(thing: object) -> bytes:
    """Encode anything as JSON; lone surrogates, which JSON cannot hold, become question marks."""
    try:
        return _ENCODER.encode(thing)
    except UnicodeEncodeError:  # a file name that is no UTF-8 reaches us with lone surrogates in it
        plain = msgspec.to_builtins(thing, enc_hook=msgspec.json.decode)  # what was encoded before is decoded
        return _ENCODER.encode(_mend(plain))


def encode_lines(things: Sequence[object]) -> bytes:
    """Encode things as JSON, a line each."""
    try:
        return _ENCODER.encode_lines(things)
    except UnicodeEncodeError:
        return b"".join([encode_json(thing) + b"\n" for thing in things])


def write_items(items: Iterable[object], out: IO[bytes], *, head: bytes = b"[", tail: bytes = b"]\n") -> None:
    """Write items as JSON, one a line, between the head and the tail of a document."""
    out.write(head)
    between = b"\n"
    for item in items:
        out.write(between + encode_json(item))
        between = b",\n"
    out.write(b"\n" + tail)


def drop_none(thing: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not known: fields of None, and empty ones."""
    return {name: value for name, value in thing.items() if value not in (None, "", (), [])}


def _mend(thing: Any) -> Any:
    if isinstance(thing, str):
        return thing.encode("utf-8", "replace").decode("utf-8")
    if isinstance(thing, dict):
        return {name: _mend(value) for name, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [_mend(value) for value in thing]
    return thing
