"""Readings in; whom and what they speak of, over all of them, and the judgements that joined them, out.

An entity of a new article is compared with what is known of the few that share rare words with it, and joined to one
of them where enough tells for it. What is unsure is left for a person to judge. Two of one article are never joined.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice

from sayso.data import Judgement, KnownEntity, People, Placed, Posting, Reading, Verdict
from sayso.link.keys import list_keys
from sayso.link.known import introduce, join
from sayso.link.likeness import COMPANY, OTHER_NAME, Evidence, Portrait, compare, make_portrait, weigh

SAME = 0.8
"""Score from which two are joined."""
UNSURE = 0.35
"""Score from which a person is asked."""
ASKED = 1
"""Questions that a person is asked of one entity at most, the likeliest: a second doubled what nobody looks at."""
SETTLED = 3
"""Articles of a known entity from which on who joins it raises no doubt whether it is another too: it was asked."""
POSTINGS = 40
"""Known entities that are looked up under one key, the last ones: thousands bear a frequent surname."""
SPENT = 100
"""Known entities from which on a key is not looked up: with twice as many, one in a thousand more was joined."""
LOOSE = ("last ", "word ")
"""Keys that are not looked up where more share them: a surname, or a word of a body, tells nothing by itself."""
CANDIDATES, NAMELESS = 6, 3
"""Known entities that an entity is compared with, those that share the rarest keys; fewer where it has no name.

With 8 of each, two in a thousand more were joined, for a quarter more time.
"""
MARGIN = 1.0
"""Weight by which a short name must be nearer to one known entity than to the next."""
FEW = 50
"""Articles up to which a known entity tells that two articles are about one affair; everybody reports on presidents."""


def link_people(readings: Iterable[Reading]) -> People:
    """Find who and what is the same over many articles, in their order."""
    directory = Directory()
    judgements = [judgement for reading in readings for judgement in directory.add(reading)]
    return People(directory.known, tuple(judgements))


@dataclass(frozen=True)  # without slots: what is asked of one many times is found once
class Likeness:
    """How like an entity of a new article, by its place there, is to a known one, by its id."""

    new: int
    old: str
    evidence: tuple[Evidence, ...]

    @cached_property
    def weight(self) -> float:
        """The sum of what tells for and against."""
        return sum(part.weight for part in self.evidence)

    @cached_property
    def sorts(self) -> frozenset[str]:
        """The sorts of evidence that tell for it."""
        return frozenset(part.sort for part in self.evidence if part.weight > 0)

    @cached_property
    def short(self) -> bool:
        """Say whether no more than a part of a name tells for it."""
        return self.sorts.isdisjoint({"name", "description"})

    @cached_property
    def apparent(self) -> bool:
        """Say whether a reader would take them for one by name."""
        return any(part.sort in ("name", "description") and part.weight >= OTHER_NAME for part in self.evidence)

    @cached_property
    def score(self) -> float:
        """The score from 0 to 1; below `SAME` where a part of a name tells for it and no role does."""
        score = weigh(self.evidence)
        return min(score, SAME - 0.01) if self.short and not self.sorts >= {"short", "post"} else score

    @cached_property
    def verdict(self) -> Verdict:
        """What the score says."""
        if any(part.sort == "clash" for part in self.evidence):
            return "different"
        return "same" if self.score >= SAME else "unsure"

    @cached_property
    def doubtful(self) -> bool:
        """Say whether a person should be asked: something of theirs is alike, not only what is around them."""
        alike = not self.sorts.isdisjoint({"name", "short", "description"})
        return alike and self.verdict != "different" and self.score >= UNSURE

    @cached_property
    def reason(self) -> str:
        """What tells most, in words."""
        against = [part for part in self.evidence if part.weight < 0]
        told = [part for part in self.evidence if part.weight > 0]
        if self.verdict == "different":
            told, against = against, told
        words = ", and ".join(part.words for part in sorted(told, key=lambda part: -abs(part.weight))[:3])
        but = ", and ".join(part.words for part in sorted(against, key=lambda part: -abs(part.weight))[:2])
        return f"{words}, but {but}" if words and but else words or but


@dataclass(frozen=True, slots=True)
class Newcomers:
    """The entities of a new article: introduced, ready to be compared, and the keys under which each is looked up."""

    known: tuple[KnownEntity, ...]
    portraits: tuple[Portrait, ...] = field(repr=False)
    keys: tuple[tuple[str, ...], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Placing:
    """Where the entities of a new article belong, in their order, and the judgements that say why."""

    placed: tuple[Placed, ...]
    judgements: tuple[Judgement, ...]


def meet_newcomers(reading: Reading) -> Newcomers:
    """Make the entities of a new article ready to be looked up and compared."""
    known = introduce(reading)
    portraits = tuple(make_portrait(entity) for entity in known)
    return Newcomers(known, portraits, tuple(list_keys(portrait) for portrait in portraits))


def choose_candidates(newcomers: Newcomers, postings: Mapping[str, Posting]) -> tuple[tuple[str, ...], ...]:
    """Choose for each newcomer the known entities that share the rarest keys with it, by id; most are compared none."""
    return tuple(
        _choose_candidates(keys, postings, most=CANDIDATES if portrait.names else NAMELESS)
        for keys, portrait in zip(newcomers.keys, newcomers.portraits, strict=True)
    )


def _choose_candidates(keys: Iterable[str], postings: Mapping[str, Posting], *, most: int) -> tuple[str, ...]:
    shares = defaultdict[str, float](float)
    for key in keys:
        posting = postings.get(key)
        if posting is None or is_spent(key, posting):
            continue
        for old in posting.last:
            shares[old] += 1 / posting.count
    return tuple(sorted(shares, key=shares.__getitem__, reverse=True)[:most])


def place_newcomers(
    newcomers: Newcomers, candidates: Sequence[Iterable[str]], known: Mapping[str, Portrait]
) -> Placing:
    """Join newcomers to the known entities they are, of those chosen for each, or begin new ones with them."""
    found = [
        Likeness(n, old, tuple(compare(newcomers.portraits[n], known[old])))
        for n, chosen in enumerate(candidates)
        for old in chosen
    ]
    likenesses = sorted(_add_company(found, known), key=lambda likeness: -likeness.weight)
    joined = choose(likenesses)
    placed = tuple(
        _place(join(known[joined[n]].known, entity)) if n in joined else Placed(entity, newcomers.keys[n])
        for n, entity in enumerate(newcomers.known)
    )
    return Placing(placed, judge(newcomers.known, known, likenesses, joined))


def _place(known: KnownEntity) -> Placed:
    return Placed(known, list_keys(make_portrait(known)))


def is_spent(key: str, posting: Posting | None) -> bool:
    """Tell whether a key leads to so many that it is not looked up: it tells nothing any more."""
    return posting is not None and posting.count > limit_of(key)


def limit_of(key: str) -> int:
    """Give the number of known entities that may bear a key and be looked up under it."""
    return POSTINGS if key.startswith(LOOSE) else SPENT


def assemble(members: Iterable[KnownEntity]) -> Placed:
    """Join known entities of one member each, which are one, in the order in which they came; at least one."""
    waiting = iter(members)
    whole = next(waiting)
    keys = dict.fromkeys(list_keys(make_portrait(whole)))
    for member in waiting:
        whole = join(whole, member)
        keys |= dict.fromkeys(list_keys(make_portrait(whole)))
    return Placed(whole, tuple(keys))


def _add_company(likenesses: Sequence[Likeness], known: Mapping[str, Portrait]) -> Iterator[Likeness]:
    """Add what tells that the new article is about one affair with another: the names that the two share."""
    met = defaultdict[str, set[int]](set)
    for likeness in likenesses:
        old = known[likeness.old]
        if likeness.verdict == "same" and old.family != "land" and len(old.known.members) <= FEW:
            for article, _ in old.known.members:
                met[article].add(likeness.new)
    for likeness in likenesses:
        articles = {article for article, _ in known[likeness.old].known.members[-FEW:]}
        shared = max((len(met[article] - {likeness.new}) for article in articles if article in met), default=0)
        yield replace(likeness, evidence=(*likeness.evidence, *_weigh_company(shared))) if shared else likeness


class Directory:
    """The known entities in memory, and an index in which a new article's are looked up."""

    def __init__(self, known: Iterable[KnownEntity] = ()) -> None:
        self._known: dict[str, KnownEntity] = {}
        self._portraits: dict[str, Portrait] = {}
        self._postings: dict[str, dict[str, None]] = defaultdict(dict)
        self._read: set[str] = set()
        for entity in known:
            self._keep(_place(entity))
            self._read.update(article for article, _ in entity.members)

    @property
    def known(self) -> tuple[KnownEntity, ...]:
        """Everyone known, in the order in which they came."""
        return tuple(self._known.values())

    def add(self, reading: Reading) -> tuple[Judgement, ...]:
        """Join the entities of a new article to those known, and give the judgements, the doubtful ones too.

        An article that was added before changes nothing.
        """
        if reading.article.id in self._read:
            return ()
        self._read.add(reading.article.id)
        newcomers = meet_newcomers(reading)
        postings = {key: self._look_up(key) for keys in newcomers.keys for key in keys if key in self._postings}
        candidates = choose_candidates(newcomers, postings)
        portraits = {old: self._draw(old) for chosen in candidates for old in chosen}
        placing = place_newcomers(newcomers, candidates, portraits)
        for placed in placing.placed:
            self._keep(placed)
        return placing.judgements

    def _keep(self, placed: Placed) -> None:
        known = placed.known
        self._known[known.id] = known
        self._portraits.pop(known.id, None)
        for key in placed.keys:
            posting = self._postings[key]
            posting.pop(known.id, None)
            posting[known.id] = None

    def _look_up(self, key: str) -> Posting:
        posting = self._postings[key]
        return Posting(len(posting), tuple(islice(reversed(posting), POSTINGS)))

    def _draw(self, id: str) -> Portrait:
        if id not in self._portraits:
            self._portraits[id] = make_portrait(self._known[id])
        return self._portraits[id]


def _weigh_company(shared: int) -> list[Evidence]:
    names = "another name" if shared == 1 else f"{shared} other names"
    return [Evidence("else", COMPANY[min(shared, len(COMPANY) - 1)], f"in reports that share {names}")]


def choose(likenesses: Sequence[Likeness]) -> dict[int, str]:
    """Choose for each new entity the known one that it is joined to, if any: the likeliest first, each once.

    A short name that might be two known ones' is joined to neither.
    """
    joined: dict[int, str] = {}
    for likeness in likenesses:
        if likeness.verdict != "same" or likeness.new in joined or likeness.old in joined.values():
            continue
        if not (likeness.short and _has_rival(likeness, likenesses, joined)):
            joined[likeness.new] = likeness.old
    return joined


def _has_rival(likeness: Likeness, likenesses: Iterable[Likeness], joined: Mapping[int, str]) -> bool:
    """Say whether another known entity that is still free is nearly as like the new one."""
    return any(
        likeness.weight - other.weight < MARGIN
        for other in likenesses
        if other.new == likeness.new and other.old not in (likeness.old, *joined.values())
    )


def judge(
    here: Sequence[KnownEntity],
    known: Mapping[str, Portrait],
    likenesses: Sequence[Likeness],
    joined: Mapping[int, str],
) -> tuple[Judgement, ...]:
    """Put into words what was joined, what was kept apart against appearances, and what a person is asked."""
    asked = Counter[int]()
    found = []
    for likeness in likenesses:
        verdict, rival = likeness.verdict, ""
        if verdict == "same" and joined.get(likeness.new) != likeness.old:
            taken = likeness.old in joined.values()
            verdict = "different" if taken else "unsure"
            rival = "another of its article is nearer: " if taken else "another is as near: "
        if verdict == "different" and not likeness.apparent:
            continue
        if verdict == "unsure":
            own = joined.get(likeness.new)
            settled = own is not None and len(known[own].known.members) >= SETTLED
            if settled or not likeness.doubtful or asked[likeness.new] == ASKED:
                continue
            asked[likeness.new] += 1
        sides = here[likeness.new].members[0], known[likeness.old].known.members[0]
        found.append(Judgement(*sides, verdict, round(likeness.score, 3), rival + likeness.reason))
    return tuple(found)
