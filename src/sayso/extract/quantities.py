"""A text in; the numbers in it out, in figures or in words, each with what it bounds: "at least 12", "dozens"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.data import Bound

_UNITS = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {
    "hundred": 100, "thousand": 1_000, "lakh": 100_000, "million": 10**6, "crore": 10**7, "billion": 10**9,
    "trillion": 10**12, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12, "k": 1_000,
}  # fmt: skip
_ROUND = {"dozen": 12, "score": 20, **{name: _SCALES[name] for name in ("hundred", "thousand", "lakh", "million")}}

_FIGURES = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SMALL = r"(?:" + "|".join([*_UNITS, *_TENS]) + r")"
_SCALE = r"(?:hundred|thousand|lakh|million|crore|billion|trillion)"
_WORDS = rf"(?:{_SMALL}(?:[\s-]{_SMALL})?)(?:\s+(?:and\s+)?(?:{_SCALE}|{_SMALL}(?:-{_SMALL})?))*"
_NUMBER = (
    rf"(?:(?:{_FIGURES})(?:\s?(?:m|mn|bn|tn|k)\b|\s+{_SCALE}s?\b)*|\b(?:{_WORDS})\b|"
    rf"\b(?:an?|half\s+an?)\s+(?:dozen|{_SCALE})\b)"
)
_MANY = (
    r"\b(?:(?:several|many|a\s+few|some|two|three|four|five)\s+)?(?:dozens|scores|hundreds|thousands|lakhs|millions|"
    r"tens\s+of\s+thousands|hundreds\s+of\s+thousands)\b"
)
_BEFORE = {
    "at_least": "at least|more than|over|no fewer than|no less than|not less than|upwards of|in excess of|exceeding",
    "at_most": "at most|up to|as many as|no more than|not more than|fewer than|less than|under",
    "about": "about|around|some|roughly|approximately|nearly|almost|close to|an estimated|estimated|circa",
}
_BOUND = "|".join(f"(?P<{bound}>{words})" for bound, words in _BEFORE.items()).replace(" ", r"\s+")
_TO = r"(?:\s*[-–—]\s*|\s+(?:to|or)\s+)"
_QUANTITY = re.compile(
    rf"(?:\b(?:{_BOUND})\s+)?(?:(?P<many>{_MANY})|(?P<between>\bbetween\s+)?(?P<low>{_NUMBER})"
    rf"(?:(?P<to>{_TO}|\s+and\s+(?=(?:{_NUMBER})))(?P<high>{_NUMBER}))?)(?P<more>\s+or\s+more\b|\+)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\bat \d?\d\.\d\d\Z", re.IGNORECASE)
_NO_NUMBER = re.compile(r"[\w/:-]$")
_PART_OF_MORE = re.compile(
    r"[:/]\d|-(?:year|day|week|month|hour|minute|storey|story|metre|mile|km|foot|page|member)|(?:st|nd|rd|th)\b|%|\.\d|"
    r"\s?(?:a\.?m|p\.?m)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text: its place, its value, and what the words make of it.

    "Dozens" is at least 24, as two of them are; of a range the lower end counts, with `high` beside it.
    """

    start: int
    end: int
    value: float
    bound: Bound
    high: float | None = None


def find_quantities(text: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """Find the numbers in a stretch of a text; dates, ages, clock times, ordinals and shares are none."""
    end = len(text) if end is None else end
    for match in _QUANTITY.finditer(text, start, end):
        low = match["low"]
        before = text[max(0, match.start("low") - 1) : match.start("low")] if low else ""
        clock = _CLOCK.search(text, max(0, match.start() - 3), match.end())
        if low and (clock or _NO_NUMBER.search(before) or _PART_OF_MORE.match(text, match.end())):
            continue
        quantity = _make(match)
        if quantity is not None:
            yield quantity


def _make(match: re.Match[str]) -> Quantity | None:
    bound: Bound = next((name for name in ("at_least", "at_most", "about") if match[name]), "exact")
    if match["more"]:
        bound = "at_least"
    if match["many"]:
        value = _read_many(match["many"])
        return Quantity(match.start(), match.end(), value, "at_least" if bound == "exact" else bound)
    low = read_number(match["low"])
    if low is None:
        return None
    start = match.start()
    if match["high"] is None:
        return Quantity(start, match.end(), low, bound)
    high = read_number(match["high"])
    joined = bool(re.fullmatch(r"\s+and\s+", match["to"])) and not match["between"]
    if joined or high is None or high <= low:  # "two men and three women": the first number stands alone
        return Quantity(start, match.end("low"), low, bound)
    return Quantity(start, match.end(), low, "about" if bound == "exact" else bound, high)


def _read_many(words: str) -> float:
    """Read a plural: "dozens" are two of them at the least, "several hundred" as well."""
    told = words.lower().split()
    if told[:2] == ["tens", "of"] or "tens" in told:
        return 20_000
    if "hundreds" in told and "thousands" in told:
        return 200_000
    unit = next(_ROUND.get(word.rstrip("s"), 1) for word in told if word.rstrip("s") in _ROUND)
    return float(unit * _UNITS.get(told[0], 2))


def read_number(words: str) -> float | None:
    """Read a number in figures or in words: "1,200", "12 lakh", "1.2bn", "two hundred and five", "half a dozen"."""
    told = words.lower().replace("-", " ").strip()
    figures = re.match(rf"({_FIGURES})\s*(.*)", told)
    if figures:
        value = float(figures[1].replace(",", ""))
        for scale in figures[2].split():
            value *= _SCALES.get(scale.rstrip("s") if scale not in _SCALES else scale, 1)
        return value
    parts = [part for part in told.split() if part != "and"]
    if parts and parts[0] == "half":
        rest = read_number(" ".join(parts[1:]))
        return None if rest is None else rest / 2
    if parts and parts[0] in ("a", "an"):
        parts[0] = "one"
    total, current = 0.0, 0.0
    for part in parts:
        if part in _UNITS:
            current += _UNITS[part]
        elif part in _TENS:
            current += _TENS[part]
        elif part == "dozen":
            current = max(current, 1) * 12
        elif part == "hundred":
            current = max(current, 1) * 100
        elif part in _SCALES:
            total += max(current, 1) * _SCALES[part]
            current = 0.0
        else:
            return None
    return total + current
