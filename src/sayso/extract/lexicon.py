"""acts.tsv in; the words and frames that report, under every form they take, out."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from sayso.data import Act

Part = Literal["verb", "frame", "noun", "adjective", "adverb", "light", "not"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the lexicon: `words` in dictionary form, several in a frame; `example` marks its cue in brackets."""

    act: Act
    part: Part
    words: tuple[str, ...]
    forms: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The entries, found by the words of a cue.

    `lemmas` gives the dictionary forms of a word as it stands; `words` the entries of a dictionary form,
    one for each part; `frames` those of several words by the first of them, the longest first;
    `negated` the act of a dictionary form, or of a frame, under a negation.
    """

    entries: tuple[Entry, ...]
    lemmas: dict[str, frozenset[str]]
    words: dict[str, dict[Part, Entry]]
    frames: dict[str, tuple[Entry, ...]]
    negated: dict[tuple[str, ...], Act]


@cache
def inflect(word: str) -> frozenset[str]:
    """Give the forms that a regular verb or noun takes; some words get a form they do not have, which does no harm."""
    forms = frozenset({word, word + "s"})
    if re.search(r"(s|x|z|ch|sh|o)$", word):
        forms |= {word + "es"}
    if re.search(r"[^aeiou]y$", word):
        return forms | {word[:-1] + "ies", word[:-1] + "ied", word + "ing"}
    if word.endswith("e"):
        return forms | {word + "d", word + "ing" if word.endswith("ee") else word[:-1] + "ing"}
    plain = {word + "ed", word + "ing"}
    sound = word.replace("qu", "q")
    if not re.search(r"[^aeiou][aeiou][^aeiouwxy]$", sound):
        return forms | plain
    doubled = {word + word[-1] + "ed", word + word[-1] + "ing"}
    # a word of one syllable must double its last letter, a longer one may (travelled, traveled)
    return forms | doubled | (plain if sum(map("aeiou".count, sound)) > 1 else frozenset())


def parse_entry(line: str) -> list[Entry]:
    """Read one line of acts.tsv: an entry for each spelling it gives."""
    act, part, written, example = line.split("\t")
    if act not in get_args(Act) or part not in get_args(Part):
        raise ValueError(f"acts.tsv: no such act or part: {line}")
    head, _, rest = written.partition(" ")
    base, *irregular = head.split("/")
    return [
        Entry(act, part, words, (*irregular, *sorted(inflect(words[0]))), example)  # type: ignore[arg-type]
        for words in _spellings(f"{base} {rest}".strip())
    ]


def _spellings(written: str) -> list[tuple[str, ...]]:
    """Part `vow harbour|harbor` into its spellings."""
    rows: list[tuple[str, ...]] = [()]
    for word in written.split(" "):
        rows = [(*row, spelling) for row in rows for spelling in word.split("|")]
    return rows


@cache
def load_lexicon() -> Lexicon:
    """Read the lexicon that comes with the package, once."""
    text = files("sayso.extract").joinpath("acts.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return build_lexicon(entry for line in lines for entry in parse_entry(line))


def build_lexicon(entries: Iterable[Entry]) -> Lexicon:
    """Lay the entries out for finding."""
    kept = tuple(entries)
    lemmas: defaultdict[str, set[str]] = defaultdict(set)
    words: defaultdict[str, dict[Part, Entry]] = defaultdict(dict)
    frames: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in kept:
        for form in entry.forms:
            lemmas[form].add(entry.words[0])
        for word in entry.words[1:]:
            for form in inflect(word):
                lemmas[form].add(word)
        if len(entry.words) > 1:
            frames[entry.words[0]].append(entry)
        else:
            words[entry.words[0]].setdefault(entry.part, entry)
    return Lexicon(
        entries=kept,
        lemmas={form: frozenset(found) for form, found in lemmas.items()},
        words=dict(words),
        frames={first: tuple(sorted(found, key=lambda e: -len(e.words))) for first, found in frames.items()},
        negated={entry.words: entry.act for entry in kept if entry.part == "not"},
    )
