"""Phrases, and how likely two of them are one, in; clusters of those that stand for the same out.

The coreference head says which earlier phrase each one stands for; what a person can read off the words forbids
some of it: two given names, "he" and "she", a whole and its part.
"""

import bisect
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sayso.data import Phrase, Tie
from sayso.link.lands import LandIndex, find_homes, is_people_word
from sayso.link.names import Match, Name, compare_names
from sayso.link.pairs import CLASSES, KINDS, Traits, describe_pairs, find_pairs, find_traits, number_ties
from sayso.link.words import cut_clause, fold_words

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

EAGERNESS = 0.6
"""Taken from the score of "nothing before it"; chosen on GUM dev."""
EAGER = {"he": 1.5, "she": 1.5, "they": 1.0, "it": 0.5}
"""Taken besides for pronouns, which seldom stand for themselves; chosen on GUM dev and gold."""
SURE = 0.8
"""Share from which on a name's type tells a person from a body."""
LOSING = -9.0
"""Score of a name too far away for the head to be asked."""
ALONE = -2.0
"""Score over which a pronoun for which the head finds nobody is given to the likeliest."""
LAST = 6
"""Clusters of one surname that are tried for a surname alone, the last ones."""
KEPT = 60
"""Words of the descriptions of one cluster that are kept."""
UNKNOWN = -1
"""Stands for the cluster of a phrase that is still to be put into one."""
AT_ONCE = 2000
"""Phrases whose pairs are scored together: what they need of memory stays small."""
_EAGER = np.array([EAGER.get(name, 0.0) for name in CLASSES])
_CAPITAL = re.compile(r"\b[A-Z][\w’'-]+")
_SPOKEN = frozenset(range(CLASSES.index("i"), len(CLASSES)))
_THIRD = frozenset(CLASSES.index(name) for name in ("he", "she", "it", "they"))
_ONE = frozenset(CLASSES.index(name) for name in ("i", "he", "she"))
_MANY = frozenset((CLASSES.index("we"),))


@dataclass(frozen=True, slots=True)
class Choice:
    """An earlier phrase that a phrase may stand for, and its score against nothing before it."""

    earlier: int
    score: float


@dataclass
class Cluster:
    """Phrases, by number, that stand for the same, and what is known of it so far."""

    members: list[int]
    names: list[Name] = field(default_factory=list)
    genders: set[int] = field(default_factory=set)
    classes: set[int] = field(default_factory=set)
    side: float = 0.0
    own: list[frozenset[str]] = field(default_factory=list)
    words: set[str] = field(default_factory=set)


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
    def at(self) -> dict[tuple[int, int], int]:
        """The number of the phrase at a place."""
        return {(phrase.start, phrase.end): n for n, phrase in enumerate(self.phrases)}

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
    """Group the phrases of an article, in order, by what they stand for."""
    traits = find_traits(text, phrases)
    tied = number_ties(phrases, ties)
    also = number_ties(phrases, [tie for tie in ties if tie.kind == "also"])
    builder = _Builder(text, phrases, traits, tied=tied, also=also)
    # A part before its whole: whose secretary it is must be known before it is asked who the secretary is.
    chosen = dict(_choose(traits, phrases, tied, scorer))
    for n in sorted(chosen, key=lambda n: (phrases[n].head, -phrases[n].start)):
        builder.add(n, chosen[n])
    return builder.finish()


def _choose(
    traits: Traits, phrases: Sequence[Phrase], tied: set[tuple[int, int]], scorer: Scorer
) -> Iterator[tuple[int, list[Choice]]]:
    """Give each phrase what it may stand for, the likeliest first, with a score over that of nothing."""
    none = scorer.score_none(traits.classes, traits.types) - EAGERNESS - _EAGER[traits.classes]
    for first, pairs in find_pairs(traits, phrases, at_once=AT_ONCE):
        scores = scorer.score(pairs, describe_pairs(traits, pairs, tied)) - none[pairs[:, 0]]
        order = np.lexsort((-scores, pairs[:, 0]))
        edges = np.searchsorted(pairs[order, 0], np.arange(first, min(first + AT_ONCE, len(phrases)) + 1))
        for n, (start, end) in enumerate(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True), first):
            found = order[start : min(end, start + 12)]
            yield n, [Choice(m, s) for m, s in zip(pairs[found, 1].tolist(), scores[found].tolist(), strict=True)]


class _Builder:
    """Joins phrases one after another to the clusters before them."""

    def __init__(
        self,
        text: str,
        phrases: Sequence[Phrase],
        traits: Traits,
        *,
        tied: set[tuple[int, int]],
        also: set[tuple[int, int]],
    ) -> None:
        self._article, self._phrases, self._traits = text, phrases, traits
        self._clusters: list[Cluster] = []
        self._also = also
        self._of: list[int] = [UNKNOWN] * len(phrases)
        self._parts_of = find_parts(phrases)
        self._kept: dict[int, tuple[Choice, ...]] = {}
        self._ties: defaultdict[int, list[int]] = defaultdict(list)
        for later, earlier in tied:
            self._ties[later].append(earlier)
            self._ties[earlier].append(later)
        self._names = traits.names
        self._own = [self._find_own(text, phrase) for phrase in phrases]
        self._said = [
            frozenset(fold_words(cut_clause(text, p))) if p.form == "nominal" else frozenset() for p in phrases
        ]
        self._full: dict[tuple[str, ...], int] = {}
        self._parts: defaultdict[str, list[int]] = defaultdict(list)
        self._lands = LandIndex()
        self._peoples = [is_people_word(text, phrases, n) for n in range(len(phrases))]
        self._homes = find_homes(text, phrases, self._peoples)

    def _find_own(self, text: str, phrase: Phrase) -> frozenset[str]:
        """Find the names inside a description."""
        if phrase.form != "nominal":
            return frozenset()
        return frozenset(word.lower() for word in _CAPITAL.findall(text, phrase.start + 1, phrase.head[0]))

    def add(self, n: int, choices: list[Choice]) -> None:
        """Put a phrase into the cluster that suits it best, or into one of its own."""
        if self._peoples[n]:
            self._put(n, self._lands.find(self._text(n)))
            return
        choices = [choice for choice in choices if self._of[choice.earlier] != UNKNOWN]
        target = self._find_tied(n)
        spoken = self._phrases[n].form == "pronoun"
        asked = choices if spoken else [choice for choice in choices if choice.score > 0]
        allowed = islice(
            (choice for choice in asked if self._may_join(n, self._of[choice.earlier])), 4 if spoken else 1
        )
        found = tuple(allowed) if spoken or target is None else ()
        if target is None and found and found[0].score > 0:
            target = self._of[found[0].earlier]
        if target is None:
            target = self._find_named(n, choices)
        if spoken:
            self._kept[n] = found
        self._put(n, target)

    def _text(self, n: int) -> str:
        return cut_clause(self._article, self._phrases[n])

    def _find_tied(self, n: int) -> int | None:
        tied = [self._of[other] for other in self._ties[n] if self._of[other] != UNKNOWN]
        return next((cluster for cluster in tied if self._may_join(n, cluster, tied=True)), None)

    def _find_named(self, n: int, choices: Sequence[Choice]) -> int | None:
        """Find the cluster that bears the name, be it pages away; of several that a surname fits, the likeliest."""
        name = self._names[n]
        if name is None or not name.units:
            return None
        short = self._parts[name.units[-1]][-LAST:] if len(name.units) == 1 else []
        near: list[int | None] = [self._full.get(name.units), *short]
        fits = list(dict.fromkeys(c for c in near if c is not None and self._may_join(n, c)))
        if not fits:
            return None
        scores = dict.fromkeys(fits, LOSING)
        for choice in reversed(choices):
            scores[self._of[choice.earlier]] = choice.score
        return max(fits, key=lambda cluster: (cluster == near[0] and len(name.units) > 1, scores[cluster]))

    def _may_join(self, n: int, cluster: int, *, tied: bool = False) -> bool:
        """Tell whether nothing that can be read speaks against a phrase's standing for what a cluster does."""
        traits, known = self._traits, self._clusters[cluster]
        gender = int(traits.genders[n])
        if gender and known.genders and gender not in known.genders:
            return False
        if self._many_against_one(n, known) or self._person_against_body(n, known):
            return False
        if not tied and self._others_own(n, known):
            return False
        if self._joins_part(n, known):
            return False
        if not tied and any(self._of[part] == cluster for part in self._parts_of[n]):
            return False
        return self._names_agree(n, known, tied=tied)

    def _many_against_one(self, n: int, known: Cluster) -> bool:
        """Tell whether one is a single "he", the other a "they" or a pair; bodies are "it" and "they"."""
        mine = int(self._traits.classes[n])
        other = _ONE if mine in _MANY else _MANY if mine in _ONE else frozenset()
        return not other.isdisjoint(known.classes)

    def _person_against_body(self, n: int, known: Cluster) -> bool:
        """Tell whether one is surely a person, and the other surely a body or a place."""
        mine = self._side(n)
        return abs(mine) >= SURE and abs(known.side) >= SURE and mine * known.side < 0

    def _side(self, n: int) -> float:
        """Give how surely a phrase is a person (over 0) or none (under 0): by "he", "she" and "it", or by its type."""
        phrase, spoken = self._phrases[n], CLASSES[self._traits.classes[n]]
        if spoken in ("he", "she", "it"):
            return -1.0 if spoken == "it" else 1.0
        if phrase.form == "pronoun":
            return 0.0
        if n in self._homes:
            return -2.0
        name = self._names[n]
        if name is not None and len(name.units) == 1 and not name.titles:
            return 0.0  # what a name of one word is the head often cannot tell
        return phrase.typed * (1.0 if phrase.type == "person" else -1.0)

    def _joins_part(self, n: int, known: Cluster) -> bool:
        """Tell whether one is a pair and the other, one of it or with no "they" about it, is not."""
        pair = bool(self._phrases[n].joins)
        name = self._phrases[n].form == "name"
        return (pair or name) and any(
            bool(self._phrases[m].joins) != pair for m in known.members[:8] if self._phrases[m].form == "name"
        )

    def _others_own(self, n: int, known: Cluster) -> bool:
        """Tell whether two descriptions each have a name in them that the other has not: two countries' ministries."""
        mine = self._own[n]
        if mine and any(mine - other and other - mine for other in known.own):
            return True
        return self._is_new(n, known)

    def _is_new(self, n: int, known: Cluster) -> bool:
        """Tell whether a description shares no word with those before and says more than "the company" would."""
        if self._phrases[n].form != "nominal" or known.names or not known.words:
            return False
        words = self._said[n]
        return len(words) > 1 and words.isdisjoint(known.words)

    def _names_agree(self, n: int, known: Cluster, *, tied: bool) -> bool:
        name = self._names[n]
        if name is None or not known.names:
            return True
        kind = KINDS.get(self._phrases[n].type, "organisation")
        matches: list[Match] = [compare_names(name, other, kind) for other in known.names]
        if "clash" in matches:
            return False
        # Two people's names beside each other are two people's, unless one is "also known as" the other.
        if (tied and kind != "person") or any((max(n, m), min(n, m)) in self._also for m in known.members[-8:]):
            return True
        short = kind != "person" and any(other.units[-1:] == name.units for other in known.names)
        return short or any(match != "none" for match in matches)

    def _put(self, n: int, target: int | None) -> None:
        if target is None:
            target = len(self._clusters)
            self._clusters.append(Cluster([]))
        cluster = self._clusters[target]
        bisect.insort(cluster.members, n)
        self._of[n] = target
        gender = int(self._traits.genders[n])
        if gender:
            cluster.genders.add(gender)
        cluster.classes.add(int(self._traits.classes[n]))
        cluster.side += self._side(n)
        if len(cluster.words) < KEPT:
            cluster.words |= self._said[n]
        if self._own[n] and len(cluster.own) < 8:
            cluster.own.append(self._own[n])
        if self._peoples[n] or self._phrases[n].form == "name":
            self._lands.add(self._text(n), target)
        name = self._names[n]
        if name is not None and name.units:
            self._full.setdefault(name.units, target)
            if len(name.units) > 1 and target not in self._parts[name.units[-1]]:
                self._parts[name.units[-1]].append(target)
            if name not in cluster.names and len(cluster.names) < 8:
                cluster.names.append(name)

    def settle(self) -> None:
        """Give the first persons of quotations to their tellers, and pronouns that stand alone to the likeliest."""
        at = {(phrase.start, phrase.end): n for n, phrase in enumerate(self._phrases)}
        for n, phrase in enumerate(self._phrases):
            if CLASSES[self._traits.classes[n]] == "i" and phrase.quote >= 0 and phrase.teller in at:
                self._move(n, self._of[at[phrase.teller]])
        for number, cluster in enumerate(self._clusters):
            if cluster.classes and cluster.classes <= _THIRD:
                scored = [choice for n in cluster.members for choice in self._kept.get(n, ())]
                named = [choice for choice in scored if not self._clusters[self._of[choice.earlier]].classes <= _SPOKEN]
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
        homes = frozenset(n for n, people in enumerate(self._peoples) if people or n in self._homes)
        return Clusters(self._phrases, self._of, members, self._kept, homes)


def find_parts(phrases: Sequence[Phrase]) -> list[list[int]]:
    """Find, for each phrase, those inside it or around it, with a head of their own: a whole is not its part."""
    found: list[list[int]] = [[] for _ in phrases]
    opened: list[int] = []
    for n, phrase in enumerate(phrases):
        opened = [m for m in opened if phrases[m].end > phrase.start]
        for m in opened:
            if phrases[m].end >= phrase.end and phrases[m].head != phrase.head:
                found[m].append(n)
                found[n].append(m)
        opened.append(n)
    return found
