"""The names of a person in; the country that one of that name has led out, by the table beside this file."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sayso.link.names import fold, parse_name


@dataclass(frozen=True, slots=True)
class _Leaders:
    """Countries by a leader's whole name and by surnames that tell enough, folded."""

    names: dict[str, set[str]]
    surnames: dict[str, set[str]]


def find_leader(names: Iterable[str]) -> str | None:
    """Find the country that somebody of one of these names has led; None where two have had leaders of that name.

    A surname tells it only where the report gives no more of the name: "Castro" is no Cuban after "Ada Castro".
    """
    leaders = _load_leaders()
    given = list(names)
    bare = {" ".join(parse_name(name, kind="person").words) for name in given}
    codes = {code for name in {*map(fold, given), *bare} for code in leaders.names.get(name, ())}
    if not codes and len(bare) == 1:
        codes = leaders.surnames.get(bare.pop(), set())
    return next(iter(codes)) if len(codes) == 1 else None


@cache
def _load_leaders() -> _Leaders:
    """Load the table: country, names, and surnames."""
    leaders = _Leaders({}, {})
    for line in (files("sayso.link") / "leaders.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            code, *told = line.split("\t")
            for words, found in zip(told, (leaders.names, leaders.surnames), strict=False):
                for name in words.split("; "):
                    found.setdefault(fold(name), set()).add(code)
    return leaders
