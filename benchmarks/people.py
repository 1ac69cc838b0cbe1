"""Nothing in, how fast a new article is linked out: its entities against a hundred thousand that are known."""

import random
import time
from collections.abc import Iterator

from benchmarks.measure import Row
from sayso.data import Article, Entity, KnownEntity, Provenance, Reading, Role
from sayso.link.people import Directory

KNOWN = 100_000
ENTITIES = 30
ARTICLES = 40

_STARTS = "b br d dr f g gr h j k kl l m n p r s st t tr v z".split()
_VOWELS = "a e i o u ai ei".split()
_TITLES = "spokesman minister director mayor colonel engineer secretary governor".split()
_BODIES = "council ministry bank union institute agency league company".split()


def measure_people() -> Iterator[Row]:
    """Link new articles of thirty entities each, half of them known, some by a frequent surname and a role only."""
    chance = random.Random(7)
    surnames = [invent_word(chance, 2) for _ in range(3_000)]
    begin = time.perf_counter()
    directory = Directory(invent_known(chance, number, surnames) for number in range(KNOWN))
    yield Row(f"a directory of {KNOWN:,} made", time.perf_counter() - begin, "s")
    known = directory.known
    seconds = []
    for number in range(ARTICLES):
        reading = invent_reading(chance, number, known, surnames)
        begin = time.perf_counter()
        directory.add(reading)
        seconds.append(time.perf_counter() - begin)
    seconds.sort()
    what = f"a new article of {ENTITIES} entities, linked to {KNOWN:,}"
    yield Row(what, 1000 * seconds[ARTICLES // 2], "ms", 50)
    yield Row("  the slowest of them", 1000 * seconds[-1], "ms")


def invent_word(chance: random.Random, syllables: int) -> str:
    """Invent a name of so many syllables."""
    return "".join(chance.choice(_STARTS) + chance.choice(_VOWELS) for _ in range(syllables)).capitalize()


def invent_name(chance: random.Random, surnames: list[str]) -> str:
    """Invent a person's name; as in life, a few surnames are borne by many."""
    return f"{invent_word(chance, 2)} {surnames[int(len(surnames) * chance.random() ** 3)]}"


def invent_known(chance: random.Random, number: int, surnames: list[str]) -> KnownEntity:
    """Invent a known person with a role, or each third time a body."""
    body = f"{invent_word(chance, 3)} {chance.choice(_BODIES).capitalize()}"
    members, day = ((f"t{number}", "e1"),), f"2031-{1 + number % 12:02}-01"
    if number % 3 == 0:
        return KnownEntity(f"k{number}", body, "organisation", members=members, first=day, last=day)
    roles = (Role(chance.choice(_TITLES), body),)
    name = invent_name(chance, surnames)
    return KnownEntity(f"k{number}", name, "person", members=members, roles=roles, first=day, last=day)


def invent_reading(chance: random.Random, number: int, known: tuple[KnownEntity, ...], surnames: list[str]) -> Reading:
    """Invent the reading of a new article: known people and bodies, new ones, and some by their surnames."""
    entities = []
    for place, old in enumerate(chance.sample(known, ENTITIES)):
        name = old.name if place % 2 else invent_name(chance, surnames) if old.kind == "person" else old.name + " West"
        if old.kind == "person" and place % 5 == 0:
            name = name.split()[-1]
        roles = tuple(Role(role.title) for role in old.roles)
        entities.append(Entity(f"e{place}", name, old.kind, roles=roles))
    article = Article(f"new{number}", "", "", published="2032-01-01", publisher="The Quay")
    return Reading(article, Provenance("", ""), entities=tuple(entities))
