"""Two known entities in; what tells that they are one or two, each with its weight and its words, out."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from sayso.data import EntityKind, KnownEntity
from sayso.link.descriptions import Description, describe, is_generic, sound
from sayso.link.known import list_names
from sayso.link.names import Match, Name, compare_names, parse_name

Family = Literal["person", "body", "land", "document", "unnamed"]
FAMILIES: dict[EntityKind, Family] = {
    "person": "person", "organisation": "body", "government": "body", "group": "body",
    "country": "land", "place": "land", "document": "document", "unnamed": "unnamed",
}  # fmt: skip

# Weights are natural logarithms of odds, as of a naive Bayes that was set by hand: 3 is "twenty times as likely
# if they are one". Two that share a word and nothing else are two in 32 cases of 33.
PRIOR = -3.5
FULL_NAME, OTHER_NAME, MIDDLE_NAME, SPELLING, ACRONYM = 5.5, 4.5, 4.0, 3.0, 2.5
NEAR_NAME, PART = 2.0, 1.0
DESCRIPTION, SHARED_DESCRIPTION, PART_OF_DESCRIPTION = 5.5, 2.5, 1.5
POST, TITLE, BODY, OTHER_POST = 4.0, 2.0, 1.5, -1.0
OFFICE, OFFICE_LONG_AGO = 5.0, -3.0
OFFICER, COUNTRY, PASSAGE, ONE_OF_A_KIND = 3.0, 1.5, 4.0, 2.0
COMPANY = (0.0, 1.0, 2.0, 2.5, 3.0)
SAME_WEEK, SAME_PUBLISHER, LONG_AGO = 0.5, 0.3, -1.0
CLASH, KIND_CLASH, KIND_DOUBT, COUNTRY_CLASH = -9.0, -9.0, -1.5, -3.5

WEEK, YEAR, LONG = 7, 366, 10 * 366
"""Days between two reports: of one affair, of one term of office, and until a namesake is as likely."""
COMPARED = 6
"""Names, descriptions and posts of each side that are compared, the first ones."""

_COURTESIES = frozenset("mr mrs ms miss mx dr sir dame lord lady madam mister doctor".split())


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that tells for (`weight` above 0) or against; `sort` says what it is, `words` say it to a reader."""

    sort: Literal["name", "short", "post", "description", "else", "clash"]
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Post:
    """A role as it is compared: its title and its body, and both in words for a reader."""

    title: frozenset[str]
    body: frozenset[str]
    words: str
    office: bool


@dataclass(frozen=True, slots=True)
class Portrait:
    """A known entity made ready to be compared."""

    known: KnownEntity
    family: Family
    names: tuple[Name, ...]
    descriptions: tuple[Description, ...]
    posts: tuple[Post, ...]
    officers: frozenset[str]
    gender: str | None
    first: int | None
    last: int | None


def make_portrait(known: KnownEntity) -> Portrait:
    """Make a known entity ready to be compared; a name that any country's body bears counts as a description."""
    family = FAMILIES[known.kind]
    called = list_names(known)
    proper = [name for name in called if family != "body" or not is_generic(name)][:COMPARED]
    named = tuple(parse_name(name, kind=known.kind) for name in proper)
    described = [words for words in (*called, *known.descriptions) if family == "body" or words not in proper]
    posts = [_make_post(role.title, role.of) for role in known.roles]
    if family == "person":
        posts += [_make_post(title, None) for name in named for title in name.titles if title not in _COURTESIES]
    return Portrait(
        known,
        family,
        named,
        tuple(dict.fromkeys(describe(words) for words in described))[:COMPARED],
        tuple(dict.fromkeys(post for post in posts if post.title))[:COMPARED],
        frozenset(" ".join(parse_name(name, kind="person").units) for name in known.officers),
        next((name.gender for name in named if name.gender), None),
        _count_days(known.first),
        _count_days(known.last),
    )


def _make_post(title: str, of: str | None) -> Post:
    held = describe(title)
    body = describe(of).words if of else frozenset[str]()
    return Post(held.words, body, f"{title} of {of}" if of else title, held.office)


@lru_cache(maxsize=10_000)
def _count_days(published: str | None) -> int | None:
    """Count the days to a date of publication; a month is taken from its first day, a year from July."""
    match = re.match(r"([1-9]\d{3})(?:-(0[1-9]|1[0-2]))?(?:-(0[1-9]|1\d|2[0-8]|29|3[01]))?", published or "")
    if match is None:
        return None
    year, month, day = match.groups()
    return date(int(year), int(month or 7), 1).toordinal() + int(day or 1) - 1


def weigh(evidence: Iterable[Evidence]) -> float:
    """Give the score from 0 to 1 of all that tells for and against."""
    return 1 / (1 + math.exp(-(PRIOR + sum(part.weight for part in evidence))))


def compare(new: Portrait, old: Portrait) -> list[Evidence]:
    """List what tells that two are one or two, what is said in the two articles aside."""
    if "document" in (new.family, old.family) or "unnamed" in (new.family, old.family):
        found = list[Evidence]()
    else:
        found = _compare_names(new, old)
        found += _compare_descriptions(new, old) if not any(part.sort == "name" for part in found) else []
        found += _compare_posts(new, old) + _compare_officers(new, old)
    return found + _compare_passages(new, old) + _compare_circumstances(new, old) + _find_clashes(new, old)


def _compare_names(new: Portrait, old: Portrait) -> list[Evidence]:
    """Give what the best pair of names tells; a clash only where no pair agrees."""
    if new.known.kind == old.known.kind == "country" and new.known.country and new.known.country == old.known.country:
        return [Evidence("name", FULL_NAME, "names of one country")]
    if new.family != old.family:
        alike = {a.words for a in new.names} & {b.words for b in old.names}
        return [Evidence("name", FULL_NAME, "the same name")] if alike else []
    found = [
        part
        for n, a in enumerate(new.names)
        for m, b in enumerate(old.names)
        if (part := _match(a, b, new, first=n == m == 0)) is not None
    ]
    best = max(found, key=lambda part: part.weight, default=None)
    if best and best.sort == "short":
        # "Vosk" is a part of "Petar Vosk", but where the other is called Irena he is not meant
        best = next((part for part in found if part.sort == "clash"), best)
    if best is None and new.family == "person" and new.names and old.names:
        # two presidents of one republic share all but this
        best = Evidence("clash", CLASH, "other names")
    return [best] if best else []


def _match(a: Name, b: Name, new: Portrait, *, first: bool) -> Evidence | None:
    person = new.family == "person"
    match = compare_names(a, b, new.known.kind)
    if person and match in ("none", "clash") and _are_near(a, b):
        return Evidence("short", NEAR_NAME, "names that are nearly one")
    return _weigh_match(match, a, b, person=person, first=first)


def _are_near(a: Name, b: Name) -> bool:
    """Say whether two full names differ in what a typist may miss: "Selena Tamasz" and "Selina Tamas".

    An end that tells a woman from a man, as in "Petrov" and "Petrova", is not missed.
    """
    return len(a.units) == len(b.units) > 1 and all(
        sound(x) == sound(y) and abs(len(x) - len(y)) <= 1 and (x[-1] == y[-1] or not {x[-1], y[-1]} & set("aeiou"))
        for x, y in zip(a.units, b.units, strict=True)
    )


def _weigh_match(match: Match, a: Name, b: Name, *, person: bool, first: bool) -> Evidence | None:
    """Weigh how two names match; `first` tells whether each is the fullest of its entity."""
    if match in ("none", "clash"):
        return Evidence("clash", CLASH, "the names clash") if match == "clash" else None
    words = min(len(a.units), len(b.units))
    if person and words == 1:
        return Evidence("short", PART, "the same short name" if match == "equal" else "a part of the name")
    if match == "equal":
        weight = FULL_NAME if first or words > 1 else OTHER_NAME
        return Evidence("name", weight, "the same full name" if person else "the same name")
    if match == "acronym":
        return Evidence("name", ACRONYM, "one is the other's initials")
    if match in ("variant", "nickname"):
        written = a.units == b.units
        return Evidence("name", OTHER_NAME if written else SPELLING, "two spellings of one name")
    if person and min(len(a.units[0]), len(b.units[0])) > 1:
        return Evidence("name", MIDDLE_NAME, "the same name but for a middle one")
    return Evidence("short", PART, "a part of the name")


def _compare_descriptions(new: Portrait, old: Portrait) -> list[Evidence]:
    """Give what the best pair of descriptions tells, of bodies or of the one who holds an office."""
    if new.family != old.family or new.family == "land":
        return []
    if new.family == "person":
        return _compare_offices(new, old)
    group = "group" in (new.known.kind, old.known.kind)
    country = new.known.country is not None and new.known.country == old.known.country
    found = [
        part
        for a in new.descriptions
        for b in old.descriptions
        if (part := _weigh_descriptions(a, b, country=country)) is not None
    ]
    best = max(found, key=lambda part: part.weight, default=None)
    if best is None or best.weight < DESCRIPTION:
        # "the army" agrees with "the army", but in one report it is the Orvanian and in the other the Keshtani one
        best = next((part for part in found if part.sort == "clash"), best)
    if best and group:
        best = replace(best, weight=min(best.weight, PART_OF_DESCRIPTION))
    return [best] if best else []


def _weigh_descriptions(a: Description, b: Description, *, country: bool) -> Evidence | None:
    """Weigh what two bodies are called; what everybody's body is called tells little, a bare word nothing."""
    if a.own and b.own and {sound(word) for word in a.own}.isdisjoint(sound(word) for word in b.own):
        shared = a.words - a.own == b.words - b.own != frozenset()
        return Evidence("clash", CLASH, "the descriptions clash") if shared else None
    if a.words == b.words:
        if a.own or (country and len(a.words) > 1):
            return Evidence("description", DESCRIPTION, "the same description")
        if a.one_of_a_kind:
            return Evidence("description", ONE_OF_A_KIND, "a body of which there is one")
        return Evidence("description", SHARED_DESCRIPTION, "the same description") if len(a.words) > 1 else None
    smaller, larger = (a, b) if len(a.words) <= len(b.words) else (b, a)
    telling = len(smaller.words) > 1 or smaller.own or smaller.one_of_a_kind
    if a.head == b.head and ((telling and smaller.words <= larger.words) or a.seat & b.seat):
        return Evidence("description", PART_OF_DESCRIPTION, "descriptions that agree")
    return None


def _compare_offices(new: Portrait, old: Portrait) -> list[Evidence]:
    """Compare one who is known by an office only with another: "the Iraqi prime minister" is one man for a while."""
    if new.names and old.names:
        return []
    shared = _list_offices(new) & _list_offices(old)
    if not shared:
        return []
    gap = _measure_gap(new, old)
    found = [Evidence("description", OFFICE, "the same office")]
    if gap is None or gap > YEAR:
        found.append(Evidence("else", OFFICE_LONG_AGO, "perhaps another term"))
    return found


def _list_offices(portrait: Portrait) -> frozenset[frozenset[str]]:
    described = [words.words for words in portrait.descriptions if words.office and words.own]
    return frozenset([*described, *(post.title | post.body for post in portrait.posts if post.office and post.body)])


def _compare_posts(new: Portrait, old: Portrait) -> list[Evidence]:
    """Give what the best pair of roles tells; other roles tell little: people have several, and change them."""
    if new.family != old.family or not new.posts or not old.posts:
        return []
    found = [part for a in new.posts for b in old.posts if (part := _weigh_posts(a, b)) is not None]
    best = max(found, key=lambda part: part.weight, default=None)
    if best and new.family != "person":
        # of the doctors of a charity there may be twelve here and twelve others there
        best = replace(best, weight=min(best.weight, BODY))
    return [best or Evidence("else", OTHER_POST, "other roles")]


def _weigh_posts(a: Post, b: Post) -> Evidence | None:
    titles, bodies = _agree(a.title, b.title), _agree(a.body, b.body)
    if (titles and bodies) or (a.title | a.body == b.title | b.body and (a.body or b.body)):
        return Evidence("post", POST, f"both {a.words if a.body else b.words}")
    if titles and not (a.body and b.body):
        return Evidence("post", TITLE, f"both {a.words}")
    return Evidence("post", BODY, "roles in the same body") if bodies else None


def _agree(a: frozenset[str], b: frozenset[str]) -> bool:
    """Say whether one says no more than the other."""
    return bool(a and b) and (a <= b or b <= a)


def _compare_officers(new: Portrait, old: Portrait) -> list[Evidence]:
    """Tell whether two bodies that are called the same kind of thing have one officer: "the rescue brigade"."""
    if new.officers.isdisjoint(old.officers) or new.family != "body" or old.family != "body":
        return []
    heads = {d.head for d in new.descriptions} & {d.head for d in old.descriptions}
    return [Evidence("description", OFFICER, "the same person has a role in both")] if heads else []


def _compare_passages(new: Portrait, old: Portrait) -> list[Evidence]:
    if set(new.known.passages).isdisjoint(old.known.passages):
        return []
    return [Evidence("description", PASSAGE, "the same words around it")]


def _compare_circumstances(new: Portrait, old: Portrait) -> list[Evidence]:
    """Give what country, publisher and dates tell."""
    found = []
    gap = _measure_gap(new, old)
    if new.known.country and old.known.country and new.known.country == old.known.country:
        found.append(Evidence("else", COUNTRY, "the same country"))
    if set(new.known.publishers) & set(old.known.publishers):
        found.append(Evidence("else", SAME_PUBLISHER, "the same publisher"))
    if gap is not None and gap <= WEEK:
        found.append(Evidence("else", SAME_WEEK, "within a week"))
    if gap is not None and gap > LONG and new.family == "person":
        found.append(Evidence("else", LONG_AGO, "ten years apart"))
    return found


def _measure_gap(new: Portrait, old: Portrait) -> int | None:
    """Measure the days between the times in which two were reported on; 0 where they overlap."""
    if new.first is None or new.last is None or old.first is None or old.last is None:
        return None
    return max(new.first - old.last, old.first - new.last, 0)


def _find_clashes(new: Portrait, old: Portrait) -> list[Evidence]:
    """Find what two that are one cannot have; a land and a body of one name are mistaken for each other at times."""
    found = []
    if new.family != old.family:
        mixed = {new.family, old.family} == {"land", "body"}
        if not (new.known.shown and old.known.shown) and not {"unnamed", "document"} & {new.family, old.family}:
            return [Evidence("else", KIND_DOUBT, f"a {new.known.kind} or a {old.known.kind}")]
        words = f"a {new.known.kind} and a {old.known.kind}"
        found.append(Evidence("else" if mixed else "clash", COUNTRY_CLASH if mixed else KIND_CLASH, words))
    if new.gender and old.gender and new.gender != old.gender:
        found.append(Evidence("clash", CLASH, "a man and a woman"))
    if new.known.country and old.known.country and new.known.country != old.known.country:
        found.append(Evidence("else", COUNTRY_CLASH, "two countries"))
    return found
