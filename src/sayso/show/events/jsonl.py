"""Happenings in, JSON lines out: an object a happening, its reports with the fields of the contract, name for name."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Any, Final

from sayso.data import Happening
from sayso.show.export.encode import encode_lines

SCHEMA: Final = "sayso/1/happening"
AT_ONCE: Final = 100
"""Lines that are encoded together."""


def write_jsonl(happenings: Iterable[Happening], out: IO[bytes]) -> int:
    """Write a line for each happening; none is left out."""
    waiting = iter(happenings)
    while lines := list(_make_lines(islice(waiting, AT_ONCE))):
        out.write(encode_lines(lines))
    return 0


def make_line(happening: Happening) -> dict[str, Any]:
    """Make the object of a happening."""
    return {name: getattr(happening, name) for name in Happening.__dataclass_fields__} | {"schema": SCHEMA}


def _make_lines(happenings: Iterable[Happening]) -> Iterator[dict[str, Any]]:
    return map(make_line, happenings)
