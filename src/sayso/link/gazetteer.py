"""A phrase in; the country that it is, or that it names, out, as ISO 3166 alpha-3."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from sayso.link.titles import strip_marks

How = Literal["name", "demonym", "capital", "seat", "within", "none"]

_READ = 60  # words of a phrase that are looked at
_LONGEST = 8  # words of the longest name in the table
_PLAIN = str.maketrans("’‘ʼ`´‐‑–—/", "'''''---- ")
_MAN = re.compile("[shxo]man$")  # a Frenchman, no Roman
_WORD = re.compile(r"(?:[^\W\d_]\.){2,8}|\w[\w']{0,60}|[-,;&]")
# words that are in the table and in the dictionary: they need their capital
_ORDINARY = frozenset(
    "polish turkey china chad guinea jersey pole finn dane swede reunion mali niger jordan capitol politico mit sec "
    "anc".split()
)
# longer names that hold a country's, and are none
_OTHERS = (
    *(f"{side} america{end}" for side in ("south", "north", "central", "latin") for end in ("", "n", "ns")),
    *("indian ocean", "sea of japan", "south china sea", "east china sea", "gulf of mexico", "gulf of oman"),
    *("gulf of guinea", "persian gulf", "english channel", "irish sea", "american indian", "american indians"),
    *("west indian", "west indians", "central african", "east jerusalem", "guinea pig"),
    *("bosnian serb", "bosnian serbs", "bosnian croat", "bosnian croats"),
)
# "Bosnian Serb" is a Bosnian: the first word tells
_KEPT = {name: "BIH" for name in _OTHERS if name.startswith("bosnian")}
_AGAINST = frozenset("pro anti non un anglo franco sino russo indo greco turco".split())
# "Iran-backed", "London-based": the bond is no nationality
_BONDS = frozenset(
    "backed led based born linked aligned affiliated held occupied educated trained funded sponsored supported "
    "made controlled allied run bound flagged style administered friendly financed armed listed".split()
)
_BELONGS = frozenset("of from in at inside across throughout within".split())
_ELSEWHERE = frozenset(
    "to for with against on by near over about toward towards between into via than after before under outside".split()
)
# what stands in a country and is another's: "the embassy in Tehran"
_ABROAD = frozenset(
    "ambassador ambassadors embassy embassies envoy envoys consulate consul diplomat diplomats mission troops "
    "forces soldiers contingent representative correspondent expatriate expatriates".split()
)


@dataclass(frozen=True, slots=True)
class Country:
    """One line of the table."""

    code: str
    name: str
    names: tuple[str, ...]
    abbreviations: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]
    within: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A country found in a phrase, how it is named, and the first and last of its words, the last excluded."""

    code: str
    how: How
    start: int
    end: int


@lru_cache(maxsize=1 << 14)
def find_country(text: str) -> str | None:
    """Find the country of which a whole phrase is the name, a short form or an abbreviation."""
    return _find(text, "name")


def is_country(text: str) -> bool:
    """Whether a whole phrase is the name of a country."""
    return find_country(text) is not None


@lru_cache(maxsize=1 << 14)
def find_demonym(text: str) -> str | None:
    """Find the country of which a word or phrase names the people: "Iraqi", "North Koreans"."""
    return _find(text, "demonym")


@lru_cache(maxsize=1 << 14)
def find_seat(text: str) -> str | None:
    """Find the country whose government a phrase stands for: "the Kremlin"."""
    return _find(text, "seat")


@lru_cache(maxsize=1 << 14)
def country_of_capital(text: str) -> str | None:
    """Find the country of which a phrase names the capital."""
    return _find(text, "capital")


@lru_cache(maxsize=1 << 14)
def country_in(text: str) -> str | None:
    """Find the one country that a phrase names; None where it names none, or where two compete.

    What stands before the first preposition counts before what follows it: the Northern ambassador to the South is
    the North's. It is for descriptions and bodies: a person's name may hold a country's by chance.
    """
    words = _split(text[: _READ * 20])
    found = [one for one in _scan(words) if one.how != "none" and not _is_bond(one, words)]
    if not found:
        return None
    covered = {at for one in found for at in range(one.start, one.end)}
    cuts = [at for at, word in enumerate(words) if word.lower() in _BELONGS | _ELSEWHERE and at not in covered]
    first = cuts[0] if cuts else len(words)
    front = [one for one in found if one.start < first]
    if front:
        return _only(front)
    abroad = any(word.lower() in _ABROAD for word in words[:first])
    for cut, end in zip(cuts, [*cuts[1:], len(words)], strict=True):
        inside = [one for one in found if cut < one.start < end]
        preposition = words[cut].lower()
        if inside and preposition in _BELONGS and (preposition in ("of", "from") or not abroad):
            return _only(inside)
    return None


def code_words(text: str) -> list[str]:
    """Give the words of a phrase in small letters, accents and marks off; a country's name or people as its code."""
    words = _split(text)
    coded: list[str] = []
    at = 0
    for one in [one for one in _scan(words) if one.how in ("name", "demonym")]:
        coded += [*map(_fold, words[at : one.start]), one.code]
        at = one.end
    return [word for word in (*coded, *map(_fold, words[at:])) if word and word not in "-,;&"]


def _only(found: Iterable[Found]) -> str | None:
    """Choose the country that is named most surely; None where two are."""
    kept = list(found)
    sure = [one for one in kept if one.how in ("name", "demonym", "seat")] or kept
    codes = {one.code for one in sure}
    return codes.pop() if len(codes) == 1 else None


def _is_bond(one: Found, words: list[str]) -> bool:
    """Whether a country is named only as a backer, a base or a foe: "Iran-backed", "pro-Russian"."""
    after = [word.lower() for word in words[one.end : one.end + 2]]
    if len(after) == 2 and after[0] == "-" and after[1] in _BONDS:
        return True
    if after and after[0] in _BONDS and one.how != "demonym":
        return True
    before = [word.lower() for word in words[max(0, one.start - 2) : one.start]]
    return len(before) == 2 and before[1] == "-" and before[0] in _AGAINST


def _split(text: str) -> list[str]:
    """Part a phrase into words and hyphens, possessive endings cut off."""
    words = _WORD.findall(text.translate(_PLAIN))[:_READ]
    return [word[:-2] if word.lower().endswith("'s") else word.rstrip("'") for word in words]


def _scan(words: list[str]) -> Iterator[Found]:
    """Go through words and give what the table knows, the longest first, none inside another."""
    table, firsts = _load_forms()
    at = 0
    while at < len(words):
        step = 1
        if _key(words[at : at + 1]) in firsts:
            for length in range(min(_LONGEST, len(words) - at), 0, -1):
                known = table.get(_key(words[at : at + length]))
                if known and _is_written(words[at : at + length], known):
                    yield Found(known[0], known[1], at, at + length)
                    step = length
                    break
        at += step


def _find(text: str, how: How) -> str | None:
    """Find a whole phrase in one column of the table."""
    words = _split(text[: _READ * 20])
    if words and words[0].lower() == "the" and len(words) > 1:
        words = words[1:]
    if not words or len(words) > _LONGEST:
        return None
    known = _load_columns()[how].get(_key(words))
    return known[0] if known and _is_written(words, known) else None


def _is_written(words: list[str], known: tuple[str, How, bool]) -> bool:
    """Whether a word that may be an ordinary one, or an abbreviation, is written as a name is: "us" is no country."""
    if known[2]:
        return all(sum(map(str.isupper, word)) > 1 or not word[0].isalpha() or "." in word for word in words)
    return len(words) > 1 or words[0] not in _ORDINARY


@lru_cache(maxsize=1 << 14)
def _fold(word: str) -> str:
    """Write a word as the table's keys do."""
    return strip_marks(word.casefold()).replace(".", "").replace("'", "")


def _key(words: Iterable[str]) -> str:
    """Give the key of some words: hyphens and marks between them left out."""
    return " ".join(_fold(word) for word in words if word not in "-,;&")


@cache
def load_countries() -> tuple[Country, ...]:
    """Read the table that comes with the package, once."""
    text = files("sayso.link").joinpath("countries.tsv").read_text(encoding="utf-8")
    return tuple(parse_country(line) for line in text.splitlines() if line and not line.startswith("#"))


def parse_country(line: str) -> Country:
    """Read one line of countries.tsv; the demonyms get their plurals."""
    code, name, *columns = line.split("\t")
    if len(columns) != 6 or not re.fullmatch("[A-Z]{3}", code):
        raise ValueError(f"countries.tsv: not a country: {line}")
    names, short, people, capitals, seats, within = (tuple(filter(None, cell.split("|"))) for cell in columns)
    return Country(code, name, (name, *names), short, _inflect(people), capitals, seats, _inflect(within))


def _inflect(people: tuple[str, ...]) -> tuple[str, ...]:
    """Add the plurals of demonyms: "Iraqis", "Frenchmen"; "the Swiss" have none."""
    countable = [one for one in people if not re.search("(ese|ish|ch|s)$", one)]
    return people + tuple(re.sub("(?<=[shxo])man$", "men", one) if _MAN.search(one) else one + "s" for one in countable)


@cache
def _load_columns() -> dict[How, dict[str, tuple[str, How, bool]]]:
    """Lay the table out for finding: for each way of naming, code by key, and whether it must be in capitals."""
    columns: dict[How, dict[str, tuple[str, How, bool]]] = {
        how: {} for how in ("name", "demonym", "capital", "seat", "within")
    }
    for country in load_countries():
        rows: tuple[tuple[How, tuple[str, ...]], ...] = (
            ("name", country.names), ("name", country.abbreviations), ("demonym", country.demonyms),
            ("capital", country.capitals), ("seat", country.seats), ("within", country.within),
        )  # fmt: skip
        for how, forms in rows:
            for form in forms:
                words = _split(form)
                words = words[1:] if words[0].lower() == "the" else words
                columns[how].setdefault(_key(words), (country.code, how, form in country.abbreviations))
    return columns


@cache
def _load_forms() -> tuple[dict[str, tuple[str, How, bool]], frozenset[str]]:
    """Join the columns, names before demonyms before capitals, and give the first words of all keys."""
    forms: dict[str, tuple[str, How, bool]] = {name: (_KEPT.get(name, ""), "none", False) for name in _OTHERS}
    forms |= {name: (code, "demonym", False) for name, code in _KEPT.items()}
    for column in _load_columns().values():
        for key, known in column.items():
            forms.setdefault(key, known)
    return forms, frozenset(key.partition(" ")[0] for key in forms)
