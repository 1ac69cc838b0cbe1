"""The words of a role or a body in; its sector, as PLOVER names it, out."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, get_args

from sayso.link.titles import add_plural, strip_marks

Sector = Literal[
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK",
    "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
]  # fmt: skip

_READ = 60  # words of a description that are looked at
_LONGEST = 5  # words of the longest phrase
_PLAIN = str.maketrans("’‘ʼ‐‑–—", "'''----")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,8}|\w{1,60}(?:'\w{1,3})?|[,;]")
_ENDS = frozenset("of for to in at from with on by and or who which that over against , ;".split())
# PLOVER counts who has left an office as an elite
_PAST = frozenset("former ex ousted deposed outgoing exiled retired onetime".split())
_OFFICES = frozenset(("GOV", "LEG"))


@dataclass(frozen=True, slots=True)
class Hint:
    """A phrase of the table found in a description, with the first and last of its words, the last excluded."""

    sector: Sector
    weak: bool
    start: int
    end: int


@lru_cache(maxsize=1 << 14)
def find_sector(text: str) -> Sector | None:
    """Find the sector of a person or body by its description or name: "spokesman for the army" is MIL.

    The head noun tells first, then the words before it, then what follows a preposition.
    """
    words = _split(text[: _READ * 20])
    hints = _find_hints(words)
    covered = {at for hint in hints for at in range(hint.start, hint.end)}
    head = next((at for at, word in enumerate(words) if word in _ENDS and at not in covered), len(words))
    chosen = min(hints, key=lambda hint: _rank(hint, head), default=None)
    if chosen is None:
        return None
    before = set(words[: chosen.start])
    return "ELI" if chosen.sector in _OFFICES and not before.isdisjoint(_PAST) else chosen.sector


def _rank(hint: Hint, head: int) -> tuple[bool, bool, int]:
    """Order hints: the sure ones first; those before the preposition first; those nearest to the head first."""
    behind = hint.start >= head
    return hint.weak, behind, hint.start if behind else -hint.end


def _find_hints(words: list[str]) -> list[Hint]:
    """Find the phrases of the table in some words, the longest first, none inside another."""
    table, firsts = load_sectors()
    hints = []
    at = 0
    while at < len(words):
        step = 1
        for length in range(min(_LONGEST, len(words) - at) if words[at] in firsts else 0, 0, -1):
            known = table.get(" ".join(words[at : at + length]))
            if known:
                hints.append(Hint(known[0], known[1], at, at + length))
                step = length
                break
        at += step
    return hints


@lru_cache(maxsize=1 << 12)
def _split_cached(text: str) -> tuple[str, ...]:
    """Part a description into words in small letters; possessive endings are cut off."""
    words = _WORD.findall(strip_marks(text.casefold().translate(_PLAIN)))[:_READ]
    return tuple(word.removesuffix("'s").replace(".", "") for word in words)


def _split(text: str) -> list[str]:
    """Part a description into words."""
    return list(_split_cached(text))


@cache
def load_sectors() -> tuple[dict[str, tuple[Sector, bool]], frozenset[str]]:
    """Read the table that comes with the package, once: sector and weakness by phrase, and the first words of all."""
    text = files("sayso.link").joinpath("sectors.tsv").read_text(encoding="utf-8")
    rows = [parse_sector(line) for line in text.splitlines() if line and not line.startswith("#")]
    table = {" ".join(_split(add_plural(phrase))): (sector, weak) for phrase, sector, weak in rows}
    table |= {" ".join(_split(phrase)): (sector, weak) for phrase, sector, weak in rows}
    return table, frozenset(phrase.partition(" ")[0] for phrase in table)


def parse_sector(line: str) -> tuple[str, Sector, bool]:
    """Read one line of sectors.tsv: the phrase, its sector, and whether it is weak."""
    phrase, sector, weak = line.split("\t")
    if sector not in get_args(Sector) or weak not in ("", "weak"):
        raise ValueError(f"sectors.tsv: no such sector: {line}")
    return phrase, sector, weak == "weak"  # type: ignore[return-value]
