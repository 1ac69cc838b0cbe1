"""Phrases, and how likely two of them are one, in; clusters of those that stand for the same out.

The coreference head says which earlier phrase each one stands for; what a person can read off the words forbids
some of it: two given names, "he" and "she", a whole and its part.
"""

import bisect
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, pairwise
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from sayso.data import Phrase, Tie
from sayso.link.lands import LandIndex
from sayso.link.limits import Known, Limits, mask
from sayso.link.pairs import CLASSES, Traits, describe_pairs, find_pairs, find_traits, number_ties
from sayso.link.places import Places
from sayso.link.words import cut_clause

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

EAGERNESS = 0.4
"""Taken from the score of "nothing before it"; chosen on GUM dev."""
EAGER = {"he": 1.5, "she": 1.5, "they": 1.0, "it": 0.5}
"""Taken besides for pronouns, which seldom stand for themselves; chosen on GUM dev and gold."""
LOSING = -9.0
"""Score of a name too far away for the head to be asked."""
HARDLY = -1.0
"""Score up to which a full name is not taken for that of a surname before it which others in the article have too, and
one of whom only the age is said is somebody new."""
FAVOUR = 2.0
"""Added for the last who spoke on the line of a "he said"; chosen on gold and the sample."""
VOTES, MORE = 2, 3
"""How many pronouns tell whether a name is that of a "he" or a "she", and how many times as many as say otherwise."""
ALONE = -2.0
"""Score over which a pronoun for which the head finds nobody is given to the likeliest."""
CHOICES = 8
"""Antecedents of a phrase that are asked about, the likeliest first."""
TRIED = 8
"""What a pronoun may stand for that is kept, the likeliest first."""
LAST = 6
"""Clusters of one surname that are tried for a surname alone, the last ones."""
UNKNOWN = -1
"""Stands for the cluster of a phrase that is still to be put into one."""
AT_ONCE = 500
"""Phrases whose pairs are scored together: what they need of memory stays small."""
_EAGER = np.array([EAGER.get(name, 0.0) for name in CLASSES])
_SPOKEN = mask(*range(CLASSES.index("i"), len(CLASSES)))
_PERSONS = frozenset((CLASSES.index("he"), CLASSES.index("she")))
_ITS = CLASSES.index("it")
_SINGULAR = _PERSONS | {_ITS}
_AGED = re.compile(r"the \d+-year-old", re.IGNORECASE)
_THIRD = mask(*(CLASSES.index(name) for name in ("he", "she", "it", "they")))


Key = tuple[str, ...]


class Choice(NamedTuple):
    """An earlier phrase that a phrase may stand for, and its score against nothing before it."""

    earlier: int
    score: float


@dataclass(frozen=True)
class Clusters:
    """The clusters of an article: `of` gives each phrase's, `choices` what each phrase might have been instead."""

    phrases: Sequence[Phrase]
    of: list[int]
    members: dict[int, list[int]]
    choices: dict[int, tuple[Choice, ...]]
    homes: frozenset[int] = frozenset()
    """The phrases that name a country or land, for what its people are called is in the article too."""

    @cached_property
    def at(self) -> Places:
        """What finds the phrases at a place."""
        return Places(self.phrases)

    def only_pronouns(self, cluster: int) -> bool:
        """Tell whether no member of a cluster has more of a name than a pronoun."""
        return all(self.phrases[n].form == "pronoun" for n in self.members[cluster])


class Scorer(Protocol):
    """What says how likely phrases are one: the coreference head, or a test's."""

    def score(self, pairs: Ints, features: Ints) -> Floats:
        """Score pairs (later, earlier) of phrases, described by features."""

    def score_none(self, classes: Ints, types: Ints) -> Floats:
        """Score, for each phrase, that nothing before it is the same."""


def find_clusters(text: str, phrases: Sequence[Phrase], ties: Sequence[Tie], scorer: Scorer) -> Clusters:
    """Group the phrases of an article, in order, by what they stand for; those of one name agree on a type."""
    traits = find_traits(text, phrases)
    tied = number_ties(phrases, ties)
    also = number_ties(phrases, [tie for tie in ties if tie.kind == "also"])
    shown = replace(traits, genders=traits.genders.copy())  # the head is asked by what the words show alone
    builder = _Builder(text, phrases, shown, Limits(text, phrases, shown, also))
    beside: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in sorted(tied):
        beside[one].append(other)
        beside[other].append(one)
    for chosen in _choose(text, phrases, traits, tied=tied, scorer=scorer):
        builder.tell_genders(chosen)
        for n in find_order(phrases, beside, among=chosen):
            builder.add(n, chosen[n], beside.get(n, ()))
    return builder.finish()


def find_order(phrases: Sequence[Phrase], beside: Mapping[int, Sequence[int]], *, among: Collection[int]) -> list[int]:
    """Give the order in which phrases are joined: by their heads, a name before the description that stands beside it.

    So a part comes before its whole: whose secretary it is must be known before it is asked who the secretary is.
    """
    order: dict[int, None] = {}
    for n in sorted(among, key=lambda n: (phrases[n].head, -phrases[n].start)):
        if phrases[n].form == "nominal":
            order |= dict.fromkeys(m for m in beside.get(n, ()) if m in among and phrases[m].form == "name")
        order.setdefault(n)
    return list(order)


def _choose(
    text: str, phrases: Sequence[Phrase], traits: Traits, *, tied: set[tuple[int, int]], scorer: Scorer
) -> Iterator[dict[int, list[Choice]]]:
    """Give what each phrase may stand for, the likeliest first, with a score over that of nothing; some at a time."""
    none = (
        scorer.score_none(traits.classes.astype(np.int64), traits.types.astype(np.int64))
        - EAGERNESS
        - _EAGER[traits.classes]
    )
    for block, pairs in find_pairs(text, phrases, at_once=AT_ONCE):
        scores = scorer.score(pairs, describe_pairs(traits, pairs, tied)) - none[pairs[:, 0]]
        order = np.lexsort((-scores, pairs[:, 0]))
        edges = np.searchsorted(pairs[order, 0], np.arange(block.start, block.stop + 1)).tolist()
        yield {
            n: _rank(pairs, scores, order[start:end]) for n, (start, end) in zip(block, pairwise(edges), strict=True)
        }


def _rank(pairs: Ints, scores: Floats, order: Ints) -> list[Choice]:
    kept = order[:CHOICES]
    return [Choice(m, score) for m, score in zip(pairs[kept, 1].tolist(), scores[kept].tolist(), strict=True)]


class _Builder:
    """Joins phrases one after another to the clusters before them."""

    def __init__(self, text: str, phrases: Sequence[Phrase], traits: Traits, limits: Limits) -> None:
        self._article, self._phrases, self._traits, self._limits = text, phrases, traits, limits
        self._clusters: list[Known] = []
        self._of: list[int] = [UNKNOWN] * len(phrases)
        self._parts_of = find_parts(phrases)
        self._kept: dict[int, tuple[Choice, ...]] = {}
        self._full: dict[tuple[str, ...], int] = {}
        self._last: defaultdict[str, list[int]] = defaultdict(list)
        self._titled: defaultdict[str, dict[int, None]] = defaultdict(dict)
        self._given = self._find_given()
        self._bearers = self._find_bearers()
        self._votes: defaultdict[Key, Counter[int]] = defaultdict(Counter)
        self._lands = LandIndex()

    def _find_given(self) -> defaultdict[str, set[str]]:
        """Find the first names that people of one surname have in the article."""
        given: defaultdict[str, set[str]] = defaultdict(set)
        for phrase, name in zip(self._phrases, self._traits.names, strict=True):
            if phrase.type == "person" and name is not None and len(name.units) > 1:
                given[name.units[-1]].add(name.units[0])
        return given

    def _find_bearers(self) -> defaultdict[Key, list[int]]:
        """Find the phrases that name each person: by the surname, or by the full name where several bear it."""
        bearers: defaultdict[Key, list[int]] = defaultdict(list)
        for n, name in enumerate(self._traits.names):
            if name is not None and (key := self._key(n)):
                bearers[key].append(n)
        return bearers

    def _key(self, n: int) -> Key | None:
        name = self._traits.names[n]
        if name is None or not name.units or self._phrases[n].type != "person":
            return None
        shared = len(self._given[name.units[-1]]) > 1
        return None if shared and len(name.units) == 1 else name.units if shared else name.units[-1:]

    def tell_genders(self, chosen: Mapping[int, Sequence[Choice]]) -> None:
        """Let the pronouns that the head gives to a name tell, before anything is joined, whether it is he or she."""
        for n, choices in chosen.items():
            if int(self._traits.classes[n]) not in _PERSONS:
                continue
            best = next((c for c in choices if self._phrases[c.earlier].form != "pronoun"), None)
            key = self._key(best.earlier) if best is not None and best.score > 0 else None
            if key is not None and key in self._bearers:
                self._votes[key][int(self._traits.genders[n])] += 1
        for key, votes in list(self._votes.items()):
            (gender, most), *others = votes.most_common(2)
            if most >= VOTES and all(count * MORE <= most for _, count in others):
                bearers = self._bearers.pop(key)  # told once
                self._traits.genders[[n for n in bearers if not self._traits.genders[n]]] = gender
                del self._votes[key]

    def add(self, n: int, choices: list[Choice], tied: Iterable[int]) -> None:
        """Put a phrase into the cluster that suits it best, or into one of its own."""
        if self._limits.peoples[n]:
            self._put(n, self._lands.find(self._text(n)))
            return
        choices = [choice for choice in choices if self._of[choice.earlier] != UNKNOWN]
        choices = self._favour_last(n, choices)
        target = self._find_same(n) if tied else None
        if target is None:
            target = self._find_tied(n, tied)
        spoken = self._phrases[n].form == "pronoun"
        least = HARDLY if _AGED.fullmatch(self._text(n)) else 0.0  # "the 19-year-old" is seldom somebody new
        asked = choices if spoken else [choice for choice in choices if choice.score > least]
        fitting = (choice for choice in asked if self._may_join(n, self._of[choice.earlier]))
        found = tuple(islice(fitting, TRIED if spoken else 1)) if spoken or target is None else ()
        if target is None and found and found[0].score > least:
            target = self._of[found[0].earlier]
        if target is None:
            target = self._find_named(n, choices)
        if target is None:
            target = self._find_titled(n)
        if spoken and (target is None or not self._is_somebody(target)):
            self._kept[n] = found
        self._put(n, target)

    def _is_somebody(self, cluster: int) -> bool:
        """Tell whether a cluster has a person or body for a member that is no pronoun, so that nothing is left open."""
        members = (self._phrases[m] for m in self._clusters[cluster].members[:LAST])
        return any(p.form != "pronoun" and p.type in ("person", "organization") for p in members)

    def _favour_last(self, n: int, choices: list[Choice]) -> list[Choice]:
        """Favour, for a "he", "she" or "it" that speaks, the last on its line who spoke, or person a clause told of."""
        spoken = int(self._traits.classes[n])
        if not self._phrases[n].speaks or spoken not in _SINGULAR:
            return choices
        topic = self._is_body_speaking if spoken == _ITS else self._is_person_told_of
        near = [c.earlier for c in choices if self._is_outside(c.earlier, self._phrases[n].line) and topic(c.earlier)]
        if not near:
            return choices
        last = self._of[max(near)]
        favoured = (Choice(c.earlier, c.score + FAVOUR * (self._of[c.earlier] == last)) for c in choices)
        return sorted(favoured, key=lambda choice: -choice.score)

    def _is_outside(self, m: int, line: int) -> bool:
        """Tell whether a phrase stands on a line, outside what is quoted or said, and is no "they" or "who"."""
        other = self._phrases[m]
        spoken = other.form == "pronoun" and int(self._traits.classes[m]) not in _SINGULAR
        return other.line == line and other.quote < 0 and other.teller is None and not spoken

    def _is_body_speaking(self, m: int) -> bool:
        return self._phrases[m].speaks and self._phrases[m].type == "organization"

    def _is_person_told_of(self, m: int) -> bool:
        other = self._phrases[m]
        return (other.speaks or other.subject) and other.type == "person" and not other.many

    def _text(self, n: int) -> str:
        return cut_clause(self._article, self._phrases[n])

    def _may_join(self, n: int, cluster: int) -> bool:
        """Tell whether nothing forbids a phrase to stand for what a cluster does; a whole is not its part."""
        parts = self._parts_of[n]
        whole = bool(parts) and any(self._of[part] == cluster for part in parts)
        return not whole and self._limits.allow(n, self._clusters[cluster])

    def _find_same(self, n: int) -> int | None:
        """Find who has borne the very name before, for a name that stands beside another phrase."""
        name = self._traits.names[n]
        cluster = self._full.get(name.units) if name is not None and name.units else None
        return cluster if cluster is not None and self._may_join(n, cluster) else None

    def _find_tied(self, n: int, tied: Iterable[int]) -> int | None:
        known = (self._of[other] for other in tied if self._of[other] != UNKNOWN)
        return next((c for c in known if self._limits.allow(n, self._clusters[c], tied=True)), None)

    def _find_named(self, n: int, choices: Sequence[Choice]) -> int | None:
        """Find the cluster that bears the name, be it pages away; of several that a surname fits, the likeliest."""
        name = self._traits.names[n]
        if name is None or not name.units:
            return None
        last = name.units[-1]
        near: list[int | None] = [self._full.get(name.units)]
        if len(name.units) == 1:
            near += self._last[last][-LAST:]
        elif self._phrases[n].type == "person":
            near.append(self._find_surname(last, choices))
        fits = list(dict.fromkeys(c for c in near if c is not None and self._may_join(n, c)))
        if not fits:
            return None
        scores = dict.fromkeys(fits, LOSING)
        for choice in reversed(choices):
            scores[self._of[choice.earlier]] = choice.score
        return max(fits, key=lambda cluster: (cluster == near[0] and len(name.units) > 1, scores[cluster]))

    def _find_titled(self, n: int) -> int | None:
        """Find the only one in the article who has the title that "the governor" is."""
        title = self._limits.find_bare_title(n)
        known = self._titled[title] if title else {}
        fits = [cluster for cluster in known if self._may_join(n, cluster)] if len(known) <= LAST else []
        return fits[0] if len(fits) == 1 else None

    def _find_surname(self, surname: str, choices: Sequence[Choice]) -> int | None:
        """Find who had only a surname so far, "Lund" in the headline; none where it is hardly hers."""
        cluster = self._full.get((surname,))
        if cluster is None or any(name.short for name in self._clusters[cluster].names):
            return None  # "U.N." is no Kim Jong Un
        likely = any(self._of[choice.earlier] == cluster and choice.score > HARDLY for choice in choices)
        titled = any(name.titles for name in self._clusters[cluster].names)  # "President Lund" is no short form
        return cluster if likely or (len(self._given[surname]) == 1 and not titled) else None

    def _put(self, n: int, target: int | None) -> None:
        if target is None:
            target = len(self._clusters)
            self._clusters.append(Known([]))
        bisect.insort(self._clusters[target].members, n)
        self._of[n] = target
        self._limits.note(n, self._clusters[target])
        if self._limits.peoples[n] or self._phrases[n].form == "name":
            self._lands.add(self._text(n), target)
        for title in self._limits.find_titles(n):
            self._titled[title].setdefault(target)
        name = self._traits.names[n]
        if name is not None and name.units:
            self._full.setdefault(name.units, target)
            if len(name.units) > 1 and target not in self._last[name.units[-1]]:
                self._last[name.units[-1]].append(target)

    def settle(self) -> None:
        """Give the first persons of quotations to their tellers, and pronouns that stand alone to the likeliest."""
        at = Places(self._phrases)
        for n in np.flatnonzero(self._traits.classes == CLASSES.index("i")).tolist():
            teller = at.get(self._phrases[n].teller) if self._phrases[n].quote >= 0 else None
            if teller is not None:
                self._move(n, self._of[teller])
        for number, cluster in enumerate(self._clusters):
            if cluster.classes and not cluster.classes & ~_THIRD:
                scored = [choice for n in cluster.members for choice in self._kept.get(n, ())]
                named = [choice for choice in scored if self._clusters[self._of[choice.earlier]].classes & ~_SPOKEN]
                best = max(named, key=lambda choice: choice.score, default=None)
                if best and best.score > ALONE and self._of[best.earlier] != number:
                    for n in list(cluster.members):
                        self._move(n, self._of[best.earlier])

    def _move(self, n: int, target: int) -> None:
        if self._of[n] != target:
            self._clusters[self._of[n]].members.remove(n)
            bisect.insort(self._clusters[target].members, n)
            self._of[n] = target

    def finish(self) -> Clusters:
        """Give the clusters as they stand."""
        self.settle()
        members = {number: cluster.members for number, cluster in enumerate(self._clusters) if cluster.members}
        homes = frozenset(n for n, people in enumerate(self._limits.peoples) if people or n in self._limits.homes)
        return Clusters(self._phrases, self._of, members, self._kept, homes)


def find_parts(phrases: Sequence[Phrase]) -> list[tuple[int, ...]]:
    """Find, for each phrase, those inside it or around it, with a head of their own: a whole is not its part."""
    found: list[tuple[int, ...]] = [()] * len(phrases)
    opened: list[int] = []
    for n, phrase in enumerate(phrases):
        opened = [m for m in opened if phrases[m].end > phrase.start]
        for m in opened:
            if phrases[m].end >= phrase.end and phrases[m].head != phrase.head:
                found[m] += (n,)
                found[n] += (m,)
        opened.append(n)
    return found
