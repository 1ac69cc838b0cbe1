"""The words of a role in; the title that heads them, and whether its holder speaks for others, out."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, get_args

RoleKind = Literal["head", "speaker", "official", "counsel", "rank", "member", "kin", "critic", "none"]
Gender = Literal["she", "he"]

LONGEST = 5  # words of the longest title
_SPEAKERS = frozenset(("head", "speaker", "official", "counsel"))
_DEPUTIES = frozenset("deputy vice assistant associate under junior".split())
# what ends the words that a title stands in: "spokesman for the army"
_ENDS = frozenset(
    "of for to in at from with on by and or who whose that which under over against near about between within".split()
)
_IRREGULAR = {"man": "men", "person": "people", "wife": "wives", "child": "children"}
_BEHIND = re.compile(
    r"(?<=\w) (?:of|in|at|to|without|elect|emeritus|(?<!major )(?<!brigadier )(?<!lieutenant )general)\b"
)
_READ = 40  # words that a role may have; what follows is no part of it
_PLAIN = str.maketrans("’‘ʼ`´‐‑–—", "'''''----")
_TRIMMED = "\"“”„«»'()[]{}.,;:!?*"


@dataclass(frozen=True, slots=True)
class Title:
    """A title as the table has it, in small letters, the kind of role that it gives its holder, and its short form."""

    name: str
    kind: RoleKind
    gender: Gender | None = None
    short: str | None = None

    @property
    def speaks(self) -> bool:
        """Whether who holds it usually speaks for the body or person it belongs to."""
        return self.kind in _SPEAKERS


def find_title(words: Sequence[str]) -> Title | None:
    """Find the title at the head of a role: of "deputy foreign minister of the north" it is "foreign minister".

    Who deputises for a head is an official. A name may follow the title.
    """
    plain = [_tidy(word) for word in words[:_READ]]
    found: tuple[int, int, Title] | None = None
    at = 0
    while at < len(plain):
        match = match_title(plain, at)
        if match:
            found = (at, at + match[0], match[1])
            at += match[0]
        elif plain[at] in _ENDS or words[at].endswith((",", ";", ":")):
            at += plain[at] not in _ENDS
            break
        else:
            at += 1
            # the word at the end is the head: a "minister's house" is no minister; but "minister Ivo Hartmann" is one
            found = found if found and words[at - 1][:1].isupper() else None
    return _as_deputy(found[2], plain[: found[0]]) if found else None


def _as_deputy(title: Title, before: Sequence[str]) -> Title:
    """Make an official of a head whom somebody deputises for."""
    deputises = title.kind == "head" and not _DEPUTIES.isdisjoint(before)
    return replace(title, kind="official") if deputises else title


def match_title(words: Sequence[str], at: int) -> tuple[int, Title] | None:
    """Match the longest title that begins at a word: how many words it takes, and the title."""
    titles = load_titles()
    for length in range(min(LONGEST, len(words) - at), 0, -1):
        title = titles.get(" ".join(words[at : at + length]))
        if title:
            return length, title
    return None


@lru_cache(maxsize=1 << 14)
def _tidy(word: str) -> str:
    """Write a word as the table does."""
    return strip_marks(word[:_READ].translate(_PLAIN).casefold().strip(_TRIMMED).removesuffix("'s").replace("-", " "))


def strip_marks(word: str) -> str:
    """Take the accents off the letters of a word."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def add_plural(title: str) -> str:
    """Give the plural of a title; the head noun stands before "of", "in", "at" or "general"."""
    head, behind, tail = title, "", ""
    if cut := _BEHIND.search(title):
        head, behind, tail = title[: cut.start()], cut[0], title[cut.end() :]
    one = next((ending for ending in _IRREGULAR if head.endswith(ending)), None)
    if one:
        return f"{head.removesuffix(one)}{_IRREGULAR[one]}{behind}{tail}"
    if re.search(r"[^aeiou]y$", head):
        head = head[:-1] + "ie"
    elif re.search(r"(s|x|z|ch|sh)$", head):
        head += "e"
    return f"{head}s{behind}{tail}"


@cache
def load_titles() -> dict[str, Title]:
    """Read the table that comes with the package, once: the titles by their words, the plural too."""
    text = files("sayso.link").joinpath("titles.tsv").read_text(encoding="utf-8")
    titles = [parse_title(line) for line in text.splitlines() if line and not line.startswith("#")]
    forms = {form: title for title in titles for form in (_key(add_plural(title.name)), title.short) if form}
    return forms | {_key(title.name): title for title in titles}


def parse_title(line: str) -> Title:
    """Read one line of titles.tsv."""
    name, kind, gender, *short = line.split("\t")
    if kind not in get_args(RoleKind) or gender not in ("", *get_args(Gender)):
        raise ValueError(f"titles.tsv: no such kind of role or gender: {line}")
    return Title(name, kind, gender or None, *short)  # type: ignore[arg-type]


def _key(title: str) -> str:
    """Give the words by which a title is found."""
    return strip_marks(title.replace("-", " "))
