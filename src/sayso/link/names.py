"""A name's words in; its parts, and how two names stand to each other, out.

Every step is linear in the length of the name, whoever wrote it and in whatever script.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import Levenshtein

from sayso.data import EntityKind
from sayso.link.gazetteer import code_words, country_of_capital, find_country
from sayso.link.spelling import fold as fold
from sayso.link.spelling import hear, is_nickname, is_spelling, respell
from sayso.link.titles import Gender, Title, find_title, match_title

Match = Literal["equal", "part", "variant", "acronym", "nickname", "clash", "none"]

_READ = 400  # characters of a name that are read
_MOST = 40  # words of a name that are told apart; the rest counts as one more
_CACHED = 1 << 14
_TRIMMED = "\"“”„‟«»'’‘ʼ`()[]{}<>.,;:!?*_-–—"
_DOTTED = re.compile(r"(?:[^\W\d_]\.){1,9}[^\W\d_]")
_ARTICLES = frozenset("the a an".split())
_SMALL = frozenset("the a an of and for on in to at de del la fur".split())
# of particles only al and el go wherever they stand; the rest where they are written small: "Le" is a family's name too
_DROPPED = frozenset("al el ul".split())
_PARTICLES = _DROPPED.union(
    "de la le da di du do dos das del della der den van von zu ter ten of the ash as ad ar at an az y e".split()
)
_SONS = frozenset("bin ibn bint".split())
_SERVANTS = frozenset("abd abdul abdel abdal".split())
# words that alone are nobody's name
_NO_NAMES = _PARTICLES | _SONS | _SERVANTS | frozenset("abu umm mc mac st san ben bar".split())
_NUMERALS = frozenset("jr sr junior senior ii iii iv vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii".split())
_HONOURS = frozenset("qc kc mp mep msp td phd md obe mbe cbe kbe esq mba frs".split())
_LEGAL = frozenset(
    "inc incorporated ltd limited plc llc llp lp corp co gmbh ag sa nv bv spa oy ab kg pty pte kk".split()
)
# names as often as titles: with a capital they stay in the name
NAMES_TOO = frozenset(
    "don dean earl duke amir emir sultan shah guy baker butcher cook porter fisher miner steward warden abbot "
    "star count baron driver farmer marine model page sayyid syed sayed seyed pir tun saint st canon child person "
    "fellow friend local source".split()
)
# only the first word of a name can tell that these are titles: "Bobby King"
SURNAMES = frozenset("king bishop major judge prince pope lord knight marshal priest pastor chief head".split())
# before these stands a surname, not a first name
_CIVIL = frozenset("mr mister mrs ms miss mx dr prof professor senator sen rep representative".split())
_FAMILY_FIRST = frozenset(
    "kim park pak choi jung jeong kang cho yoon jang lim shin moon xi li wang zhang chen liu yang huang zhao wu "
    "zhou xu sun zhu hu guo lin he gao luo deng mao jiang wen lee tsai chiang hun nguyen tran le pham hoang phan "
    "vu vo dang bui do ho ngo duong ly truong".split()
)
# words of bodies that alone, or with a country, name none
_COMMON = frozenset(
    "academy agency air armed army association authority bank board bureau cabinet central centre chamber church "
    "city civil club coalition college commission committee company congress corporation corps council court "
    "defence democratic department development east economic education election federal federation finance force "
    "forces foreign foundation front general government great group guard health high home hospital house human "
    "industry institute intelligence interior international islamic justice labour league liberal liberation "
    "local media medical metropolitan military ministry mission movement national navy new news north northern "
    "office organisation parliament party people police popular press public radio red regional republic "
    "republican research revolutionary royal school secretariat security senate service services social society "
    "south southern state station supreme team television times trade treasury trust union united university "
    "water west western workers world young youth".split()
)
_SHARED = frozenset(map(respell, _COMMON))


_BEFORE = 6  # words of a country or a body before a title: "Retired Orvan Sea Guard Gen. Ada Lund"


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: its own words in small letters, accents off, and what stood around them.

    `titles` are in small letters, in order; `gender` is the one that a title shows. `units` are the words as they are
    compared: hyphens parted, particles left out, a country's name and people as its code. `short` tells whether it may
    be an acronym.
    """

    words: tuple[str, ...]
    titles: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    gender: Gender | None = None
    units: tuple[str, ...] = field(default=(), compare=False, repr=False)
    short: bool = field(default=False, compare=False, repr=False)


def parse_name(text: str, *, kind: EntityKind) -> Name:
    """Take a name apart; at least one word stays in it where there is one."""
    return _parse_name(text[:_READ], person=kind == "person")


@lru_cache(maxsize=_CACHED)
def _parse_name(text: str, *, person: bool) -> Name:
    """Take a name apart, once."""
    words = _split(text)
    while len(words) > 1 and fold(words[0]) in _ARTICLES:
        words = words[1:]
    return _parse_person(words) if person else _parse_body(words)


def _parse_person(words: list[str]) -> Name:
    """Take the name of a person apart."""
    mixed = _is_mixed(words)
    words, suffixes = _cut_suffixes(words, _NUMERALS | _HONOURS)
    start, titles = _find_titles(words, mixed=mixed)
    core = _part_initials(words[start:], mixed=mixed)
    known = [title for title in (find_title(phrase.split()) for phrase in titles) if title]
    return Name(
        tuple(fold(word) for word in core),
        titles,
        suffixes,
        next((title.gender for title in known if title.gender), None),
        _make_units(core, mixed=mixed),
        _is_short(core),
    )


def compare_names(a: Name, b: Name, kind: EntityKind) -> Match:
    """Tell how two names of one kind stand to each other; the order of the two makes no difference.

    equal: the same words; part: one is a short form; variant: another spelling; clash: the same surname, two people.
    """
    if not a.units or not b.units:
        return "equal" if a.words == b.words else "none"
    if kind != "person":
        return _compare_bodies(a, b)
    match = _compare_people(a, b)
    return "clash" if match not in ("none", "clash") and _are_apart(a, b) else match


def is_acronym(short: str, long: str) -> bool:
    """Whether a short name is made of the first letters of a long one: "U.S.", "CAIR", "MoD".

    Small words may give a letter or none; a country at the front may be left out.
    """
    letters = fold(short.replace(".", "").strip(_TRIMMED))
    if not 2 <= len(letters) <= 10 or not letters.isalpha():
        return False
    if not short.isupper() and sum(map(str.isupper, short)) < 2 and any(map(str.isupper, long)):
        return False
    words = [fold(word) for word in re.split(r"[\s/&–-]+", long[:400]) if word.strip(_TRIMMED)][:_MOST]
    if len(words) < 2:
        return False
    return _spells(letters, words) or ((find_country(words[0].upper()) is not None) and _spells(letters, words[1:]))


def fullness(text: str, *, kind: EntityKind) -> tuple[bool, int, bool, bool, int]:
    """Give the key by which the fullest of several names of one entity comes last."""
    name = parse_name(text, kind=kind)
    whole = sum(len(word) > 1 for word in name.words)
    spelt = not (name.short and len(name.words) == 1 and len(text) <= 8)
    return spelt, min(whole, 8), any(map(str.islower, text)), not name.titles, -len(text)


def fuller(a: str, b: str, *, kind: EntityKind) -> str:
    """Choose the fuller of two names of one entity; the first where neither is."""
    return max(a, b, key=lambda text: fullness(text, kind=kind))


# -- taking apart ------------------------------------------------------------------------------------------------------


def _split(text: str) -> list[str]:
    """Part a name into words, marks and the possessive ending off; what stands in brackets or behind a comma goes."""
    kept = re.sub(r"(?<=\S)\s*[(\[][^()\[\]]{0,200}[)\]]?\s*$", "", text)
    head, comma, tail = kept.partition(",")
    if comma and head.strip():
        kept = f"{head} {tail}" if fold(tail.strip(_TRIMMED + " ")) in _NUMERALS | _HONOURS | _LEGAL else head
    words = [word for word in (part.strip(_TRIMMED) for part in kept.split(maxsplit=_MOST)) if word]
    if words:
        words[-1] = re.sub(r"(?<=\w)['’ʼ][sS]$", "", words[-1]).rstrip(".")
    return words


def _is_mixed(words: Sequence[str]) -> bool:
    """Whether capitals mean something in these words: neither all is in capitals nor all in small letters."""
    return any(word[:1].isupper() for word in words) and any(map(str.islower, "".join(words)))


def _cut_suffixes(words: list[str], known: frozenset[str]) -> tuple[list[str], tuple[str, ...]]:
    """Cut off what follows a name: "Jr", "QC", "Ltd"."""
    end = len(words)
    while end > 1 and fold(words[end - 1].replace(".", "")) in known:
        end -= 1
    return words[:end], tuple(fold(word.replace(".", "")) for word in words[end:])


def _find_titles(words: list[str], *, mixed: bool) -> tuple[int, tuple[str, ...]]:
    """Find where a name begins behind its titles, and the titles; the last word is never one."""
    plain = [fold(word).replace(".", "").replace("-", " ") for word in words]
    start = _end_of_owner(words)
    titles = [" ".join(plain[:start])] if start else []
    described = max(_end_of_description(words), _end_of_post(words)) if mixed else 0
    if described > start:
        titles.append(" ".join(plain[start:described]))
        start = described
    while True:
        found = _next_title(words, plain, start)
        if not found:
            return start, tuple(titles)
        at, end = found
        if at > start:
            titles.append(" ".join(plain[start:at]))
        titles.append(" ".join(plain[at:end]))
        start = end


def _end_of_owner(words: list[str]) -> int:
    """Find the end of whose somebody is, before a name: "Velland's Ada Lund"."""
    owners = [at + 1 for at, word in enumerate(words[:-1]) if word.endswith(("'s", "’s", "s'", "s’"))]
    return owners[-1] if owners else 0


def _end_of_description(words: list[str]) -> int:
    """Find the end of the small words before a name: "team member Ana Lind"."""
    ends = [
        at + 1
        for at, word in enumerate(words[:-1])
        if word[:1].islower() and fold(word).partition("-")[0] not in _PARTICLES | _SONS and "'" not in word
    ]
    return ends[-1] if ends and words[ends[-1]][:1].isalpha() and len(words) - ends[-1] <= 6 else 0


def _end_of_post(words: list[str]) -> int:
    """Find the end of where somebody is a diplomat, before the name: "Ambassador to the United States Ana Lind"."""
    at = next((n + 1 for n, word in enumerate(words[1:], 1) if word == "to"), len(words))
    at += at < len(words) and fold(words[at]) in _ARTICLES
    ends = range(min(at + 4, len(words) - 1), at, -1)
    return next((end for end in ends if find_country(" ".join(words[at:end])) or _is_short(words[at:end])), 0)


def _next_title(words: list[str], plain: list[str], start: int) -> tuple[int, int] | None:
    """Find the next title of a name at its front, or a little behind a country or a body: "Texas Governor"."""
    for at in range(start, min(start + _BEFORE, len(words) - 1)):
        match = match_title(plain, at)
        if not match or at + match[0] >= len(words) or plain[at + match[0]] == "of":
            continue
        if _counts(match[1], words[at], at - start, match[0]):
            return at, at + match[0]
    return None


def _counts(title: Title, word: str, before: int, length: int) -> bool:
    """Whether a word that may be a title is one where it stands."""
    plain = title.name
    if length == 1 and plain in NAMES_TOO and not word.islower():
        return False
    if not before:
        return True
    return (
        (title.speaks or title.kind == "rank" or title.short is not None)
        and (len(plain) > 2 or word.isupper())
        and (length > 1 or plain not in SURNAMES)
    )


def _part_initials(words: list[str], *, mixed: bool) -> list[str]:
    """Part joined initials at the front: "J.K. Tarn", "JK Tarn"."""
    first = words[0] if words else ""
    bare = first.replace(".", "")
    joined = len(words) > 1 and 2 <= len(bare) <= 3 and bare.isupper() and bare.isalpha()
    if joined and ("." in first or (mixed and len(bare) == 2)):
        return [*bare, *words[1:]]
    return words


def _make_units(words: list[str], *, mixed: bool) -> tuple[str, ...]:
    """Write a person's words as they are compared."""
    units: list[str] = []
    carried = ""
    for n, word in enumerate(words):
        parts = [part for part in re.split(r"[-‐‑–]", word) if part]
        for m, part in enumerate(parts):
            plain = _level(fold(part))
            last = n == len(words) - 1 and m == len(parts) - 1
            small = plain in _PARTICLES and len(plain) > 1 and (part.islower() if mixed else n > 0)
            if not last and (plain in _DROPPED or small):
                continue
            if not last and plain in _SONS | _SERVANTS:
                carried += "bin" if plain in _SONS else "abdul"
                continue
            units.append(carried + plain)
            carried = ""
    return tuple(units)


def _level(word: str) -> str:
    """Write the beginnings of names in one way: Mac and Mc, Abdel and Abdul; apostrophes go."""
    word = word.replace("'", "")
    if word.startswith("mac") and len(word) > 5:
        return "mc" + word[3:]
    if word.startswith(("abdel", "abdal")) and len(word) > 8:
        return "abdul" + word[5:]
    return word


def _parse_body(words: list[str]) -> Name:
    """Take the name of a body, a place or a country apart."""
    core, suffixes = _cut_suffixes(words, _LEGAL)
    core = [word.replace(".", "") if _DOTTED.fullmatch(word) else word for word in core]
    units = tuple(respell(word) for word in code_words(" ".join(core)) if word not in _SMALL)
    plain = tuple(fold(word) for word in core)
    # a name beyond the gazetteer's reach is compared as it stands
    whole = units if len(core) < _MOST and units else plain
    return Name(plain, suffixes=suffixes, units=whole, short=_is_short(core))


def _is_short(words: Sequence[str]) -> bool:
    """Whether a name is one word that may be made of initials."""
    if len(words) != 1:
        return False
    bare = words[0].replace(".", "")
    return 2 <= len(bare) <= 10 and bare.isalpha() and sum(map(str.isupper, bare)) * 2 >= len(bare)


def _spells(letters: str, words: Sequence[str]) -> bool:
    """Whether the first letters of words spell a word, small words left out at will."""
    reached = {0}
    for word in words:
        step = {at + 1 for at in reached if letters[at : at + 1] == word[0]}
        reached = step | reached if word in _SMALL else step
        if not reached:
            return False
    return len(letters) in reached


# -- comparing ---------------------------------------------------------------------------------------------------------


def _are_apart(a: Name, b: Name) -> bool:
    """Whether titles or numerals tell two people apart: "Mr" and "Mrs", "II" and "III"."""
    if a.gender and b.gender and a.gender != b.gender:
        return True
    if not a.suffixes or not b.suffixes:
        return False
    left, right = _NUMERALS.intersection(a.suffixes), _NUMERALS.intersection(b.suffixes)
    return bool(left and right and left != right)


def _compare_people(a: Name, b: Name) -> Match:
    """Compare the names of two people, titles aside."""
    if a.words == b.words:
        return "equal"
    if a.units == b.units:
        return "variant"
    if (len(a.units), a.units) > (len(b.units), b.units):
        a, b = b, a
    if len(b.units) == 1:
        return _compare_single(a.units[0], b.units[0])
    return _compare_full(a.units, b.units) if len(a.units) > 1 else _compare_short(a, b)


def _compare_single(x: str, y: str) -> Match:
    """Compare two names of one word each."""
    if is_same(x, y) or is_typo(x, y):
        return "variant"
    return "nickname" if is_nickname(x, y) else "none"


def _compare_short(a: Name, b: Name) -> Match:
    """Compare a name of one word with a longer one."""
    x, full = a.units[0], b.units
    civil = bool(a.titles) and a.titles[-1] in _CIVIL
    if len(x) == 1 or x in _NO_NAMES:
        return "none"
    if is_same(x, full[-1]) or is_typo(x, full[-1]):
        return "part"
    english = is_nickname(full[0], full[0])
    if is_same(x, full[0]) and (not civil or not english or full[0] in _FAMILY_FIRST):
        return "part"
    if len(full) > 2 and is_same(x, full[-2]) and not is_nickname(x, x):
        return "part"
    if not civil and is_nickname(x, full[0]):
        return "nickname"
    return "acronym" if a.short and is_acronym(a.words[0], " ".join(b.words)) else "none"


def _compare_full(u: tuple[str, ...], v: tuple[str, ...]) -> Match:
    """Compare two names of several words, the shorter first."""
    if is_same(u[-1], v[-1]) or is_typo(u[-1], v[-1]):
        return _compare_given(u, v)
    first = u[0] == v[0]
    if first or is_same(u[0], v[0]):
        places = iter(v)
        if len(u) < len(v) and all(any(is_same(x, y) for y in places) for x in u):
            return "part"
    if u[0] == v[-1] or u[-1] == v[0]:
        return "variant" if sorted(u) == sorted(v) else "none"
    if u[0][0] == v[0][0] and u[-1][-1] == v[-1][-1]:
        left, right = "".join(u), "".join(v)
        if left == right or (len(left) >= 12 and is_typo(left, right) and len(u) != len(v)):
            return "variant"
    return "clash" if first and u[0] in _FAMILY_FIRST else "none"


def _compare_given(u: tuple[str, ...], v: tuple[str, ...]) -> Match:
    """Compare the given names of two people with one surname."""
    x, y = u[0], v[0]
    same = is_same(x, y)
    initial = not same and (len(x) == 1 or len(y) == 1) and x[0] == y[0]
    nick = not same and not initial and is_nickname(x, y)
    if not (same or initial or nick):
        inside = any(is_same(x, z) for z in v[1:-1]) or any(is_same(y, z) for z in u[1:-1])
        return "part" if inside else "clash"
    if len(u) > 2 and not all(any(_agree(m, n) for n in v[1:-1]) for m in u[1:-1]):
        return "clash"
    if nick:
        return "nickname"
    return "part" if initial or len(u) != len(v) or "1" in _shape(u) + _shape(v) else "variant"


def _shape(units: tuple[str, ...]) -> str:
    """Give the lengths of the middle names, so that initials are seen."""
    return "".join("1" if len(unit) == 1 else "n" for unit in units[1:-1])


def _agree(x: str, y: str) -> bool:
    """Whether two middle names, or a name and an initial, agree."""
    return is_same(x, y) or ((len(x) == 1 or len(y) == 1) and x[0] == y[0])


def _compare_bodies(a: Name, b: Name) -> Match:
    """Compare the names of two bodies, places, countries or groups."""
    if a.words == b.words:
        return "equal"
    if (len(a.units), len(a.words), a.words) > (len(b.units), len(b.words), b.words):
        a, b = b, a
    if a.units == b.units or (len(a.units) == len(b.units) and sorted(a.units) == sorted(b.units)):
        return "acronym" if a.short and is_acronym(a.words[0], " ".join(b.words)) else "variant"
    if a.short and len(b.words) > 1 and is_acronym(a.words[0], " ".join(b.words)):
        return "acronym"
    if len(a.units) == len(b.units):
        return "variant" if all(map(_alike, a.units, b.units)) else "none"
    return "part" if _is_part(a.units, b.units, after_of="of" in b.words or "for" in b.words) else "none"


def _is_part(short: tuple[str, ...], long: tuple[str, ...], *, after_of: bool) -> bool:
    """Whether a body's name is the front of a longer one, or its end where no "of" parts the two.

    Words that many bodies share are no name ("the ministry", "Iraqi police"), and a capital is not its newspaper.
    """
    if all(unit in _SHARED or unit.isupper() or unit.isdigit() for unit in short) or len("".join(short)) < 3:
        return False
    if country_of_capital(" ".join(short)):
        return False
    if all(map(_alike, short, long)):
        return True
    return len(short) > 1 and not after_of and all(map(_alike, short, long[-len(short) :]))


def _alike(x: str, y: str) -> bool:
    """Whether two words of bodies are one: never two countries, never two numbers."""
    return x == y or (not x.isupper() and not y.isupper() and (is_same(x, y) or is_typo(x, y)))


@lru_cache(maxsize=_CACHED)
def is_same(x: str, y: str) -> bool:
    """Whether two words of names are one in two spellings, as far as they are heard: Qasem and Kassim."""
    if x == y:
        return True
    return is_spelling(x, y) or hear(x).is_like(hear(y))


def is_typo(x: str, y: str) -> bool:
    """Whether two long words differ by one letter, not the first: eight letters leave few other names so near."""
    if x[0] != y[0] or len(x) < 8 or len(y) < 8 or abs(len(x) - len(y)) > 1 or len(x) > 60:
        return False
    return Levenshtein.distance(x, y, score_cutoff=1) <= 1 and x.isalpha() and y.isalpha()
