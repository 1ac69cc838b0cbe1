"""What a person was called in; where that stands in any words, however it is written there, out: to be blacked out.

A whole name has two words or more, and is told everywhere. A part of one, a surname or a given name, tells of a person
only near the whole: it may be another's.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import unquote

FILL = "█"

Words = tuple[str, ...]
"""A name word by word, in small letters without marks."""
Place = tuple[int, int]
Patterns = tuple[re.Pattern[str], ...]

_TITLES = frozenset(
    "a an the mr mrs ms miss mx dr doctor prof professor sir dame lord lady st saint rev reverend fr father hon former "
    "ex then late acting deputy vice president prime minister chancellor premier king queen prince princess pope "
    "sheikh imam ayatollah rabbi senator sen congressman congresswoman representative rep governor gov mayor secretary "
    "ambassador judge justice attorney general gen colonel col captain capt lieutenant lt major maj sergeant sgt "
    "admiral commander cmdr commissioner inspector detective officer constable chief chairman chairwoman chair "
    "director candidate nominee state".split()
)
"""Words before a name that are none of it: "Mr Pell" is half a name, and told as such."""
_PARTICLES = frozenset(
    "de da do das dos du di del della der den la le van von zu bin ibn bint ben al el ter ten".split()
)
_SUFFIXES = frozenset("jr sr junior senior ii iii iv".split())
_SPECIAL = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
"""Letters that have no decomposition, as they are written where there are none such."""
_MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
"""Marks that stand over a letter, and characters that show as nothing."""
_WORD = re.compile(r"[^\W_]+(?:['’ʼ＇][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’ʼ＇][sS]$")
_BETWEEN = rf"(?:[\s\-‐-―−_+·•/\\\"“”„«»'’‘{_MARKS}]|%20){{1,4}}"
_APOSTROPHE = "['’ʼ＇‘`]?"
_ADDRESS = frozenset("@#/_-=.+")
_AFTER = r"(?![^\W_])"


@dataclass(frozen=True, slots=True)
class Names:
    """What a person was called: whole names, and parts that are told only near one.

    `whole`, `part` and `address` find them; `address` also finds names that are written as one word, as in addresses.
    Words in plain letters that hold no anchor hold no whole name: most need no closer look.
    """

    full: tuple[Words, ...]
    parts: tuple[str, ...]
    whole: Patterns = field(compare=False, repr=False)
    part: Patterns = field(compare=False, repr=False)
    address: Patterns = field(compare=False, repr=False)
    anchors: tuple[str, ...] = field(compare=False, repr=False)


def fold(words: str) -> str:
    """Write words in small letters without marks."""
    plain = re.sub("[’ʼ＇]", "'", _strip_marks(words).casefold())
    return "".join(_SPECIAL.get(letter, letter) for letter in plain)


def _strip_marks(words: str) -> str:
    return re.sub(f"[{_MARKS}]", "", unicodedata.normalize("NFKD", words))


def split_name(name: str, titles: Collection[str] = ()) -> list[Words]:
    """Split words that stand for a person into the names in them, without titles and what is written small.

    "Senator Ada Lund of Tarn" gives "ada lund" and "tarn".
    """
    runs: list[list[str]] = [[]]
    for match in _WORD.finditer(re.sub(r"\([^)]*\)", " , ", _strip_marks(name))):
        word = _POSSESSIVE.sub("", match[0])
        if word[:1].islower() and fold(word) not in _PARTICLES:
            runs.append([])
        elif word:
            runs[-1].append(fold(word))
    return [words for run in runs if (words := _trim(run, titles))]


def _trim(run: list[str], titles: Collection[str]) -> Words:
    start, end = 0, len(run)
    while start < end and (run[start] in _TITLES or run[start] in _PARTICLES or run[start] in titles):
        start += 1
    while end > start and (run[end - 1] in _SUFFIXES or run[end - 1] in _PARTICLES):
        end -= 1
    return tuple(run[start:end])


def choose_names(
    chief: Iterable[str], others: Iterable[str], titles: Collection[str], is_anothers: Callable[[Words], bool]
) -> Names:
    """Choose a person's names from what was read: the chief ones, and all else by which articles call them.

    A name without any word of a chief one counts unless another bears it too, or it has an article: "the Small Fry".
    """
    told = {name: split_name(name, titles) for name in dict.fromkeys((*chief, *others))}
    heads = [runs[0] for name in chief if (runs := told[name])]
    seen = {run for runs in told.values() for run in runs}
    own = {word for head in heads for core in _find_cores(head, seen) for word in core if _tells(word)}
    kept = set(heads)
    for name, runs in told.items():
        near = [run for run in runs if own.intersection(run)]
        strange = runs[:1] if not near and not re.match(r"(?:an?|the)\s", name, re.IGNORECASE) else []
        kept.update(near)
        kept.update(run for run in strange if not is_anothers(run))
    return make_names(_reduce(kept), own)


def _find_cores(name: Words, seen: Iterable[Words]) -> list[Words]:
    """Find the shortest whole names within one: those that were read with titles we do not know hold one."""
    inside = [other for other in seen if len(other) > 1 and _holds(name, other)]
    shortest = [other for other in inside if not any(o != other and _holds(other, o) for o in inside)]
    return shortest or [name]


def _holds(name: Words, other: Words) -> bool:
    return any(name[at : at + len(other)] == other for at in range(len(name) - len(other) + 1))


def _tells(word: str) -> bool:
    return len(word) > 1 and word not in _PARTICLES


def _reduce(names: Iterable[Words]) -> set[Words]:
    """Leave out names that hold another whole one; begin each where one begins: "State Ada J. Lund"."""
    names = set(names)
    begins = {name[0] for name in names if len(name) > 1 and not any(n != name and _holds(name, n) for n in names)}
    trimmed = set()
    for name in names:
        at = next((n for n, word in enumerate(name[:-1]) if word in begins and n), 0)
        trimmed.add(name if name[0] in begins else name[at:])
    whole = {name for name in trimmed if len(name) > 1}
    return {n for n in trimmed if not any(o != n and _holds(n, o) for o in whole)}


def make_names(names: Iterable[Words], parts: Iterable[str] = ()) -> Names:
    """Make what finds names: those of one word are parts, and so are surnames."""
    names = set(names)
    full = tuple(sorted(name for name in names if len(name) > 1))
    ends = {name[-1] for name in names} | set(parts)
    told = tuple(sorted(part for part in ends if _tells(part)))
    whole = [form for name in full for form in _write_forms(name)]
    joined = [_letters("".join(name)) for name in full if len("".join(name)) > 7]
    handles = [_compile(form, before="(?<=[@#/])") for form in joined]
    return Names(
        full, told,
        (*map(_compile, whole), *handles, *(_compile(form, after="(?=@)") for form in joined)),
        tuple(_compile(f"{_letters(part)}[sS]?") for part in told),
        tuple(map(_compile, (*whole, *joined))),
        tuple({_anchor(name[-1]) for name in full}),
    )  # fmt: skip


def _compile(form: str, *, before: str = r"(?<![^\W_])", after: str = _AFTER) -> re.Pattern[str]:
    # What stands before is looked at behind the first letter: a pattern that begins with letters is sought 30 times as
    # fast, three seconds for each in 100,000 articles.
    first, closed, rest = form.partition("]")
    if form.startswith("["):
        return re.compile(f"{first}{closed}{before[:-1]}.){rest}{after}", re.DOTALL)
    return re.compile(before + form + after)


def _write_forms(name: Words) -> Iterator[str]:
    """Write a whole name as it may stand in words, and turned round: "Pell, Jory", "pell-jory"."""
    form = _letters(name[0])
    for before, word in pairwise(name):
        form += (rf"(?:\.{_BETWEEN}|\.|{_BETWEEN})" if len(before) == 1 else rf"(?:{_BETWEEN}|\.)") + _letters(word)
    yield form
    yield rf"{_letters(name[-1])}(?:,\s?|[-_]){_BETWEEN.replace('1,4', '0,4')}{_letters(name[0])}"


def _letters(word: str) -> str:
    """Write a word so that it is found in capitals, and with marks over and nothing between its letters."""
    form, at = "", 0
    while at < len(word):
        letter, pair = word[at], word[at : at + 2]
        if not letter.isalnum():
            form += _APOSTROPHE
        elif pair in _VARIANTS:
            pieces = "".join(f"[{_VARIANTS[one]}][{_MARKS}]*" for one in pair)
            form += f"(?:{pieces}|[{_VARIANTS[pair]}][{_MARKS}]*)"
            at += 1
        else:
            form += f"[{_VARIANTS.get(letter) or re.escape(letter + letter.upper())}][{_MARKS}]*"
        at += 1
    return form


def _list_variants() -> dict[str, str]:
    """List for each letter, and each pair of letters, the characters that are written so when they are folded."""
    found = defaultdict[str, list[str]](list)
    for first, last in ((0x30, 0x250), (0x370, 0x530), (0x5D0, 0x700), (0x1E00, 0x2000), (0xFB00, 0xFF5B)):
        for letter in map(chr, range(first, last)):
            plain = fold(letter)
            if letter.isalnum() and 0 < len(plain) < 3 and plain.isalnum():
                found[plain].append(letter)
    return {plain: "".join(letters) for plain, letters in found.items()}


_VARIANTS = _list_variants()


def find_whole(words: str, names: Names) -> list[Place]:
    """Find where whole names stand."""
    return _find(words, names.whole, names.anchors)


def _anchor(word: str) -> str:
    """Give the longest part of a word that stands in every form of it in plain letters: "O'Lund", "olund"."""
    return max(word.split("'"), key=len)


def _find(words: str, patterns: Patterns, anchors: Iterable[str]) -> list[Place]:
    if words.isascii() and not any(anchor in words.lower() for anchor in anchors):
        return []
    return [match.span() for pattern in patterns for match in pattern.finditer(words)]


def find_parts(words: str, names: Names) -> list[Place]:
    """Find where parts of names stand: with a capital, or within an address ("pell@harbour.example")."""
    return [place for place in _find(words, names.part, map(_anchor, names.parts)) if _is_name(place, words)]


def _is_name(place: Place, words: str) -> bool:
    start, end = place
    behind = words[end : end + 1]
    return not words[start].islower() or words[start - 1 : start] in _ADDRESS or behind in _ADDRESS - {"."}


def black_out(words: str, places: Iterable[Place], fill: str = FILL) -> str:
    """Put as many marks as there were characters in the place of what is to be unreadable."""
    pieces, at = [], 0
    for start, end in join_places(places):
        pieces += [words[at:start], fill * (end - start)]
        at = end
    return "".join((*pieces, words[at:]))


def join_places(places: Iterable[Place]) -> list[Place]:
    """Join places that overlap, in their order."""
    joined: list[Place] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def scrub(words: str, names: Names, *, parts: bool = False, spared: Sequence[str] = ()) -> str:
    """Black out a person's names; with `parts`, also the parts that do not belong to a name that is spared."""
    places = find_whole(words, names)
    if parts:
        kept = [match.span() for name in spared for match in re.finditer(re.escape(name), words)]
        places += [one for one in find_parts(words, names) if not is_within(one, kept)]
    return black_out(words, places)


def scrub_address(address: str, names: Names, *, parts: bool = False) -> str:
    """Black out a person's names in a URL or a path, be they percent-encoded, written small or as one word."""
    plain = unquote(address)
    form = plain if plain != address and _find_addressed(plain, names, parts=parts) else address
    return black_out(form, _find_addressed(form, names, parts=parts))


def _find_addressed(words: str, names: Names, *, parts: bool) -> list[Place]:
    found = _find(words, names.address, names.anchors)
    return found + (_find(words, names.part, map(_anchor, names.parts)) if parts else [])


def is_within(place: Place, others: Iterable[Place]) -> bool:
    """Tell whether a place lies in another."""
    return any(start <= place[0] and place[1] <= end for start, end in others)
