"""Happenings in, a file in one of many formats out, written as they come to a binary stream."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import IO, Final, cast

from sayso.data import Happening
from sayso.errors import SettingError

Write = Callable[[Iterable[Happening], IO[bytes]], int]
"""Writes happenings as they come; gives how many were left out."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of happenings by its name, what it is for, why it leaves some out, and how its writer is fetched."""

    name: str
    help: str
    load: Callable[[], Write]
    left_out: str = ""


def write_happenings(happenings: Iterable[Happening], out: IO[bytes], *, format: str) -> int:
    """Write happenings in one of the formats, as they come; give how many were left out, for want of a place there.

    Raises SettingError where there is no format of that name.
    """
    if format not in FORMATS:
        raise SettingError(f"{format}: no such format: choose one of {', '.join(FORMATS)}")
    return FORMATS[format].load()(happenings, out)


def _describe(name: str, module: str, help: str, left_out: str = "") -> Format:
    def load() -> Write:
        function = f"write_{name.replace('-', '_')}"
        return cast(Write, getattr(import_module(f"sayso.show.events.{module}"), function))

    return Format(name, help, load, left_out)


_PLOVER = "of a type that it has not, or said not to have happened"
_TABLE = (
    _describe("csv", "csv", "a spreadsheet, a happening a row"),
    _describe("reports-csv", "csv", "the same, a row for each article that reports it"),
    _describe("jsonl", "jsonl", "a JSON object a line, with every field and all reports"),
    _describe("plover", "plover", "PLOVER records, a JSON object a line", _PLOVER),
    _describe("cameo", "cameo", "CAMEO codes and quad classes in the columns of GDELT", _PLOVER),
    _describe("acled", "acled", "ACLED's event types and columns", "of a kind that it does not cover"),
    _describe("timelinejs", "timelinejs", "a timeline for TimelineJS", "with no day, month or year known"),
)  # fmt: skip

FORMATS: Final[Mapping[str, Format]] = MappingProxyType({entry.name: entry for entry in _TABLE})
"""The formats by name, in the order in which they are shown."""
