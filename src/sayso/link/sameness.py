"""Mentions of events of one article in; which of them report the same happening out.

A small network scores each mention against those before it; what cannot be one, by type, parties or days, it is not
asked about.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sayso.data import EventMention
from sayso.link.dates import Days
from sayso.link.stems import find_stem

Floats = NDArray[np.float32]

Pairs = Collection[tuple[int, int]]

REACH = 60
"""Mentions back that one may report again."""
_KINDS = (
    ("ASSAULT",), ("COERCE", "SANCTION"), ("AGREE", "CONCEDE", "RETREAT", "COOPERATE", "SUPPORT"), ("CONSULT",),
    ("AID",), ("REQUEST",), ("ACCUSE",), ("REJECT",), ("THREATEN",), ("PROTEST",), ("MOBILIZE",), ("OTHER",),
)  # fmt: skip
KIN = {kind: n for n, kinds in enumerate(_KINDS) for kind in kinds}
_EFFECTS = frozenset(
    map(find_stem, "kill wound injure die hurt death dead injury casualty murder maim massacre toll victim".split())
)
_GENERAL = frozenset(map(find_stem, (
    "attack strike assault raid incident operation violence act action killing murder crime fighting clash battle war "
    "conflict crisis accident disaster crash fire blaze collapse tragedy vote election explosion storm ruling verdict "
    "decision quake earthquake protest demonstration rally march unrest arrest detention ban search meeting talk visit "
    "summit session call demand appeal request accusation charge allegation case complaint trial inquiry sentence "
    "rescue agreement deal offer plan promise withdrawal release ceasefire truce threat deployment move"
).split()))  # fmt: skip
FEATURES = 44


@dataclass(frozen=True)  # without slots: what is asked of one many times is found once
class Draft:
    """A mention of an event with what was found of it: its parties as clusters, and its days."""

    mention: EventMention
    stem: str
    actor: frozenset[int]
    recipient: frozenset[int]
    place: frozenset[int]
    days: Days | None
    title: bool = False

    @cached_property
    def directions(self) -> list[Floats]:
        """What the encoder makes of it, each part at length one."""
        return [
            part / (np.linalg.norm(part) + 1e-6)
            for part in (vector.astype(np.float32) for vector in self.mention.vectors)
        ]


class Judge(Protocol):
    """What says how likely two mentions report one happening: the head, or a test's."""

    def score(self, features: Floats) -> Floats:
        """Score pairs (n, FEATURES) against no earlier mention at all."""


def group_mentions(drafts: Sequence[Draft], judge: Judge, apart: Pairs = frozenset()) -> list[list[int]]:
    """Group the mentions of an article, in order, by what happened; two that are `apart` are never one."""
    groups: list[list[int]] = []
    home: list[int] = []
    for n in range(len(drafts)):
        ways = _choose(drafts, n, groups, home, judge)
        parted = {home[m] for pair in apart if n in pair for m in pair if m < n}
        joined = next((way for way in ways if way not in parted), len(groups))
        if joined == len(groups):
            groups.append([])
        groups[joined].append(n)
        home.append(joined)
    return groups


def _choose(
    drafts: Sequence[Draft], n: int, groups: Sequence[Sequence[int]], home: Sequence[int], judge: Judge
) -> Iterator[int]:
    """Give the groups that a mention may join, the likeliest first."""
    near = [m for m in range(max(0, n - REACH), n) if may_be_one(drafts[m], drafts[n])]
    if not near:
        return
    scores = judge.score(np.stack([describe(drafts[m], drafts[n]) for m in near]))
    for k in np.argsort(-scores):
        if scores[k] <= 0:
            return
        group = groups[home[near[k]]]
        if all(may_be_one(drafts[m], drafts[n]) for m in group):
            yield home[near[k]]


def may_be_one(one: Draft, two: Draft) -> bool:
    """Tell whether nothing forbids that two mentions report one happening."""
    a, b = one.mention, two.mention
    unreal = [mention.state not in ("real", "negated") for mention in (a, b)]
    if unreal[0] != unreal[1] or a.historical != b.historical:
        return False
    return not (one.days and two.days and (one.days.last < two.days.first or two.days.last < one.days.first))


def describe(one: Draft, two: Draft) -> Floats:
    """Describe a mention and a later one for the judge: (FEATURES)."""
    a, b = one.mention, two.mention
    apart = b.sentence - a.sentence
    told = [
        a.event_type == b.event_type, KIN[a.event_type] == KIN[b.event_type], one.stem == two.stem,
        a.state == b.state, "negated" in (a.state, b.state),
        two.stem in _GENERAL and b.noun, one.stem in _GENERAL and a.noun, b.definite and b.noun, b.noun, a.noun,
        two.stem in _EFFECTS, one.stem in _EFFECTS, one.stem in _EFFECTS and two.stem in _EFFECTS,
        apart == 0, apart == 1, np.log1p(max(apart, 0)) / 3, one.title, two.title,
        b.governor == a.trigger, a.governor == b.trigger,
        *_compare(one.actor, two.actor), *_compare(one.recipient, two.recipient), *_compare(one.place, two.place)[:2],
        *_compare_sizes(a, b), bool(one.days and two.days),
        bool(one.days and two.days and one.days.value == two.days.value),
    ]  # fmt: skip
    likeness = [float(mine @ theirs) for mine, theirs in zip(one.directions, two.directions, strict=True)]
    return np.array([*told, *likeness], dtype=np.float32)


def _compare(one: frozenset[int], two: frozenset[int]) -> tuple[bool, bool, bool]:
    """Tell whether two sets of parties share one, are apart, and whether the later names none."""
    return bool(one & two), bool(one and two and not one & two), not two


def _compare_sizes(one: EventMention, two: EventMention) -> tuple[bool, bool]:
    """Tell whether two mentions count something alike, and whether they count it otherwise."""
    counted = {size.what: size.value for size in one.sizes}
    both = [(counted[size.what], size.value) for size in two.sizes if size.what in counted]
    return any(mine == theirs for mine, theirs in both), any(mine != theirs for mine, theirs in both)
