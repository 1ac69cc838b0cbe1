"""evaluation/actors.tsv and the articles that it names in; how often the country of an actor is right, out.

An actor is the entity whose mention shares most characters with the name. Bodies of states, armed movements and others
without a country (PLOVER's IGO, NGO, IMG, ISM, MNC), and what is no actor, must be given none.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.parts import Measured, list_lines, make_text, read_texts
from sayso.data import Entity, Reading
from sayso.errors import GoldError
from sayso.evaluate.pieces import Piece, overlap
from sayso.evaluate.scores import Count, Tally, score_tallies

if TYPE_CHECKING:
    from sayso.model import Model

TABLE = Path(__file__).with_name("actors.tsv")
NOWHERE = frozenset(("-", "", "IGO", "NGO", "IMG", "ISM", "MNC"))
"""Values that stand for no country."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A name in an article, and the countries that are accepted, None among them where it may have none."""

    place: Piece
    name: str
    countries: frozenset[str | None]


Source = tuple[str, str]
"""A corpus and a document in it."""


def measure_actors(corpora: Path, model: "Model") -> Measured:
    """Measure how often the country of an actor is right."""
    actors = read_actors(TABLE)
    texts = [read_source(corpora, source) for source in actors]
    readings = read_texts((make_text(text) for text in texts), model)
    tallies, faults = list[Tally](), list[str]()
    for (_, name), asked, text, reading in zip(actors, actors.values(), texts, readings, strict=True):
        if any(text[slice(*actor.place)] != actor.name for actor in asked):
            raise GoldError(f"{TABLE.name}: {name}: a name is not where it should be; restore the corpus")
        tallies.append(tally_actors(asked, reading))
        faults += [f"actors: {name}: {fault}" for fault in find_faults(asked, reading)]
    return Measured(score_tallies(tallies), len(texts), tuple(faults))


def read_actors(path: Path) -> Mapping[Source, list[Actor]]:
    """Read the actors of each document."""
    actors = defaultdict[Source, list[Actor]](list)
    for corpus, document, start, end, name, country in list_lines(path):
        countries = frozenset(None if value in NOWHERE else value for value in country.split("|"))
        actors[corpus, document].append(Actor((int(start), int(end)), name, countries))
    return actors


def read_source(corpora: Path, source: Source) -> str:
    """Read the text of a document of PolNeAR or re3d."""
    corpus, document = source
    if corpus.startswith("polnear"):
        return (corpora / corpus / "text" / f"{document}.txt").read_bytes().decode("utf-8")
    lines = (corpora / corpus / "documents.json").read_text("utf-8").splitlines()
    told = (json.loads(line) for line in lines if document in line)
    return next(str(line["text"]) for line in told if line["_id"] == document)


def tally_actors(actors: Sequence[Actor], reading: Reading) -> Tally:
    """Count the countries that are right in one article, and the names that are an entity's at all."""
    entities = [find_entity(actor, reading) for actor in actors]
    right = sum(_country_of(entity) in actor.countries for actor, entity in zip(actors, entities, strict=True))
    known = sum(entity is not None for entity in entities)
    return {"actors.country": Count(right, len(actors)), "actors.known": Count(known, len(actors))}


def find_faults(actors: Sequence[Actor], reading: Reading) -> list[str]:
    """Say which countries are wrong, and of whom."""
    found = [(actor, entity, _country_of(entity)) for actor in actors for entity in [find_entity(actor, reading)]]
    return [
        f"{actor.name!r} is {entity.name if entity else 'nobody'!r} of {country}, not {_name(actor.countries)}"
        for actor, entity, country in found
        if country not in actor.countries
    ]


def find_entity(actor: Actor, reading: Reading) -> Entity | None:
    """Find the entity with the mention that shares most characters with a name."""
    shared = {
        (overlap([(mention.start, mention.end)], [actor.place]), -n): entity
        for n, entity in enumerate(reading.entities)
        for mention in entity.mentions
    }
    best = max(shared, default=(0.0, 0))
    return shared[best] if best[0] > 0 else None


def _country_of(entity: Entity | None) -> str | None:
    return entity.country if entity else None


def _name(countries: frozenset[str | None]) -> str:
    return " or ".join(sorted(country or "nowhere" for country in countries))
