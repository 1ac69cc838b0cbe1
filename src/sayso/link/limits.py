"""What can be read off two phrases and forbids that they are one; asked before the coreference head is followed.

Gender and number only where the text shows them; two given names; a person and a body; a whole and its part; two
descriptions that each name what the other does not; somebody new ("a teacher", "another witness").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.data import Phrase
from sayso.link.lands import find_homes, is_people_word
from sayso.link.names import Name, compare_names
from sayso.link.pairs import CLASSES, KINDS, Traits
from sayso.link.sectors import find_sector
from sayso.link.titles import find_title
from sayso.link.words import cut_clause, fold_words, is_several

SURE = 0.8
"""Sum of shares from which on types tell a person from a body."""
HALF = 0.4
"""The same for a "he", "she" or "it"."""
NAMED = 0.5
"""What the type of a name without a title counts."""
KEPT = 60
"""Words of the descriptions of one cluster that are kept; of names, titles and the like an eighth."""

_CAPITAL = re.compile(r"\b[A-Z][\w’'-]+")
_OWN_END = re.compile(r"['’]s?$")
_NEW = frozenset("a an another one".split())
_OTHER = frozenset("second third fourth other".split())
_ANYBODY = frozenset("another other others somebody someone everybody everyone anybody anyone nobody".split())
_ELSE = frozenset("another other others".split())
_FIRST, _SECOND = CLASSES.index("i"), CLASSES.index("you")
_OURS = CLASSES.index("we")
_ONE = frozenset(CLASSES.index(name) for name in ("i", "he", "she"))
_SINGLE = _ONE | {CLASSES.index("it")}
# Whoever these are said of may be called anything else besides.
_VAGUE = frozenset(
    "official leader chief head boss source member suspect victim defendant player star candidate politician expert "
    "veteran representative spokesman spokeswoman spokesperson executive figure activist resident author man woman boy "
    "girl child person people youth teenager gentleman lady guy friend colleague neighbour".split()
)


# "northern Velland" is a part of Velland, West Velland perhaps another land
_PARTS = frozenset(
    f"{way}{ending}"
    for way in ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")
    for ending in ("", "ern")
) | {"central", "upper", "lower"}


@dataclass(slots=True)
class Known:
    """Phrases, by number, that stand for the same, and what is known of it so far; genders and classes are masks."""

    members: list[int]
    names: tuple[Name, ...] = ()
    genders: int = 0
    classes: int = 0
    own: tuple[frozenset[str], ...] = ()
    words: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    outside: bool | None = None
    """Whether its first persons stand outside quotations."""
    many: bool = False
    """Whether it was called by a word for several people."""
    side: float = 0.0


@dataclass(frozen=True, slots=True)
class Told:
    """What the words of one phrase tell: the names in it, its words, its office, its sector, its first two words."""

    own: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    title: str | None = None
    sector: str | None = None
    openers: tuple[str, ...] = ()


_NOTHING_TOLD = Told()


class Limits:
    """Knows of each phrase what may forbid it to be another; `also` are the pairs "also known as" each other."""

    def __init__(self, text: str, phrases: Sequence[Phrase], traits: Traits, also: set[tuple[int, int]]) -> None:
        self._text, self._phrases, self._traits, self._also = text, phrases, traits, also
        self.peoples = [is_people_word(text, phrases, n) for n in range(len(phrases))]
        self.homes = find_homes(text, phrases, self.peoples)
        self._last = (-1, Told())

    def _tell(self, n: int) -> Told:
        """Read a phrase; the last one read is kept, for it is asked about many times in a row."""
        if self._last[0] != n:
            self._last = (n, read_phrase(self._text, self._phrases[n]))
        return self._last[1]

    def find_titles(self, n: int) -> list[str]:
        """Find the titles that a phrase gives somebody: "Governor Ada Lund", "the governor of Tarn"."""
        name, title = self._traits.names[n], self._tell(n).title
        if name is not None and self._phrases[n].type == "person":
            return [office for words in name.titles if (office := find_office(words))]
        return [title] if title else []

    def find_bare_title(self, n: int) -> str | None:
        """Find the title that a phrase is, with no more than "the" before it."""
        told = self._tell(n)
        bare = told.openers[:1] == ("the",) and told.title is not None and len(told.words) == len(told.title.split())
        return told.title if bare else None

    def allow(self, n: int, known: Known, *, tied: bool = False) -> bool:
        """Tell whether nothing that can be read speaks against a phrase's standing for what a cluster does."""
        gender = int(self._traits.genders[n])
        if gender and known.genders & ~(1 << gender):
            return False
        if self._other_person(n, known) or self._other_number(n, known) or self._joins_part(n, known):
            return False
        if not tied and self._other_sector(n, known):
            return False
        if not tied and (
            self._is_new(n)
            or self._person_against_body(n, known)
            or self._others_own(n, known)
            or self._other_office(n, known)
        ):
            return False
        return self._names_agree(n, known, tied=tied)

    def note(self, n: int, known: Known) -> None:
        """Add to what is known of a cluster what a phrase tells."""
        told, gender, spoken = self._tell(n), int(self._traits.genders[n]), int(self._traits.classes[n])
        known.genders |= 1 << gender if gender else 0
        known.classes |= 1 << spoken
        known.many = known.many or self._is_many(n)
        name = self._traits.names[n]
        if name is None or name not in known.names:  # what one name is taken for counts once
            known.side += self._side(n)
        if spoken in (_FIRST, _OURS):
            known.outside = self._phrases[n].quote < 0
        if len(known.words) < KEPT:
            known.words = _join(known.words, told.words)
        if told.own and len(known.own) < KEPT // 8:
            known.own += (told.own,)
        if told.sector is not None:
            known.sectors = _join(known.sectors, (told.sector,))
        if told.title is not None and len(known.titles) < KEPT // 8:
            known.titles = _join(known.titles, (told.title,))
        if name is not None and name.units and name not in known.names and len(known.names) < KEPT // 8:
            known.names += (name,)

    def _other_person(self, n: int, known: Known) -> bool:
        """Tell whether grammar parts them: "I" and "you" are nobody else outside quotations, "we" is no "he"."""
        mine = int(self._traits.classes[n])
        if mine == _SECOND or known.classes & mask(_SECOND):
            return known.classes != mask(mine)
        first = mine in (_FIRST, _OURS) and self._phrases[n].quote < 0
        if first or (known.outside and known.classes & mask(_FIRST, _OURS)):
            return bool(known.classes & ~mask(mine))
        if mine == _OURS:
            return bool(known.classes & mask(*_ONE))
        return mine in _ONE and bool(known.classes & mask(_OURS))

    def _other_number(self, n: int, known: Known) -> bool:
        """Tell whether one is "he", "she", "it" or "I", and the other "the inspectors"."""
        if int(self._traits.classes[n]) in _SINGLE:
            return known.many
        return self._is_many(n) and bool(known.classes & mask(*_SINGLE))

    def _is_many(self, n: int) -> bool:
        phrase = self._phrases[n]
        return phrase.type == "person" and is_several(self._text, phrase)

    def _person_against_body(self, n: int, known: Known) -> bool:
        """Tell whether one is surely a person, and the other surely a body or a place."""
        mine = self._side(n)
        least = HALF if self._phrases[n].form == "pronoun" else SURE
        return abs(mine) >= SURE and abs(known.side) >= least and mine * known.side < 0

    def _side(self, n: int) -> float:
        """Give how surely a phrase is a person (over 0) or none (under 0): by "he", "she" and "it", or by its type."""
        phrase, spoken, name = self._phrases[n], CLASSES[self._traits.classes[n]], self._traits.names[n]
        if spoken in ("he", "she", "it"):
            return -1.0 if spoken == "it" else 1.0
        if phrase.form == "pronoun":  # "anybody" is no body
            return float(self._text[slice(*phrase.head)].lower() in _ANYBODY - _ELSE)
        if n in self.homes:
            return -2.0
        # What a name is without a title the head often cannot tell, least of all if it is one word.
        untitled = name is not None and not name.titles
        weight = 1.0 if not untitled else 0.0 if name is not None and len(name.units) == 1 else NAMED
        return weight * phrase.typed * (1.0 if phrase.type == "person" else -1.0)

    def _joins_part(self, n: int, known: Known) -> bool:
        """Tell whether one is a pair by name, and the other a single one by name."""
        pair, name = bool(self._phrases[n].joins), self._phrases[n].form == "name"
        if not pair and not name:
            return False
        members = (self._phrases[m] for m in known.members[:8])
        return any(bool(member.joins) != pair for member in members if member.form == "name")

    def _is_new(self, n: int) -> bool:
        """Tell whether a phrase brings in somebody: "a teacher", "another witness", "the second man", "others"."""
        phrase, opener = self._phrases[n], self._tell(n).openers
        if phrase.form == "pronoun":
            return self._text[slice(*phrase.head)].lower() in _ANYBODY
        return bool(opener) and (opener[0] in _NEW or not _OTHER.isdisjoint(opener))

    def _others_own(self, n: int, known: Known) -> bool:
        """Tell whether two descriptions part: each has a name that the other has not, or they share no word at all.

        The latter only where this one says more than "the company" would, and no name stands between.
        """
        mine, said = self._tell(n).own, self._tell(n).words
        if mine and any(mine - other and other - mine for other in known.own):
            return True
        return len(said) > 1 and bool(known.words) and not known.names and not any(word in known.words for word in said)

    def _other_office(self, n: int, known: Known) -> bool:
        """Tell whether two that have no name hold two offices: the mayor is not the governor."""
        told = self._tell(n)
        if told.title is None or not known.titles or told.title in known.titles:
            return False
        # Of one who has a name only "the captain" may be said as well, not "her captain" or "a captain's mother".
        return not known.names or told.openers[:1] != ("the",) or len(told.words) > 1

    def _other_sector(self, n: int, known: Known) -> bool:
        """Tell whether two bodies are of two sorts: "the company" is no ministry."""
        sector = self._tell(n).sector
        return sector is not None and bool(known.sectors) and sector not in known.sectors

    def _names_agree(self, n: int, known: Known, *, tied: bool) -> bool:
        name = self._traits.names[n]
        if name is None or not known.names:
            return True
        kind = KINDS.get(self._phrases[n].type, "organisation")
        matches = [compare_names(name, other, kind) for other in known.names]
        if "clash" in matches or any(_are_two_lands(name, other) for other in known.names):
            return False
        # Two people's names beside each other are two people's, unless one is "also known as" the other.
        if (tied and kind != "person" and known.side < SURE) or any(
            (max(n, m), min(n, m)) in self._also for m in known.members[-8:]
        ):
            return True
        short = kind != "person" and any(_is_short_of(name, other) for other in known.names)
        return short or any(match != "none" for match in matches)


def _join(known: tuple[str, ...], told: tuple[str, ...]) -> tuple[str, ...]:
    """Join what is known and what is told, each once; the one itself where it is all: long articles have many."""
    more = tuple(word for word in told if word not in known) if known else told
    return known + more if known else more


def _are_two_lands(name: Name, other: Name) -> bool:
    """Tell whether two names are those of two countries."""
    return name.units != other.units and all(len(n.units) == 1 and n.units[0].isupper() for n in (name, other))


def _is_short_of(name: Name, other: Name) -> bool:
    """Tell whether a name is the last word of another: "the Institute"; not "America" for "Radio America"."""
    land = name.units[:1] == ("house",) or any(unit.isupper() for unit in name.units)
    return not land and other.units[-1:] == name.units and _PARTS.isdisjoint(other.words)


def mask(*classes: int) -> int:
    """Give the mask of some classes or genders."""
    return sum(1 << number for number in classes)


def read_phrase(text: str, phrase: Phrase) -> Told:
    """Read a description; names and pronouns tell nothing here."""
    if phrase.form != "nominal":
        return _NOTHING_TOLD
    words = cut_clause(text, phrase)
    return Told(
        find_own(words),
        fold_words(words),
        None if phrase.many else find_office(text[phrase.start : phrase.head[1]]),
        find_sector(words) if phrase.type == "organization" else None,
        tuple(words.lower().split(None, 2)[:2]),
    )


def find_own(words: str) -> frozenset[str]:
    """Find the names in a description, the possessive aside: what tells it from the same of another country."""
    own = _CAPITAL.findall(words[:1].lower() + words[1:] if words.split(" ", 1)[0].lower() in _OPENERS else words)
    return frozenset(_OWN_END.sub("", word).lower() for word in own)


_OPENERS = frozenset("the a an this that these those his her its their our my your another some many most one".split())


def find_office(words: str) -> str | None:
    """Find the title that a description of one person has for its head, where it is not one that anybody may have."""
    title = find_title(words.split())
    if title is None or title.kind == "none" or not _VAGUE.isdisjoint(title.name.split()):
        return None
    return title.name
