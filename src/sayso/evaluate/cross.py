"""Incidents told by several publishers, readings of the reports, who is known from them -> counts of entities joined.

`cross/NAME.json` in a folder of our gold says which labelled entities of the reports NAMEa, NAMEb and so on are one. A
pair of labelled entities of two reports is put together when mentions of one known entity, pronouns aside, bear a name
of each in its report.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import msgspec

from sayso.data import KnownEntity, People, Reading
from sayso.errors import GoldError
from sayso.evaluate.labels import LabelledArticle, LabelledEntity
from sayso.evaluate.names import plain_name
from sayso.evaluate.readings import by_name
from sayso.evaluate.scores import Count, Tally

Link = Callable[[Sequence[Reading]], People]
Place = tuple[str, str]
"""A report and the id of an entity labelled in it."""


@dataclass(frozen=True, slots=True)
class Incident:
    """Which entities of the reports of an incident are one."""

    incident: str
    same_entity: tuple[tuple[Place, ...], ...]

    def told_by(self, report: str) -> bool:
        """Tell whether a report is one of the incident."""
        return re.fullmatch(re.escape(self.incident) + r"[a-z]\.txt", report) is not None


def read_incidents(folder: Path) -> list[Incident]:
    """Read what is said across the reports of a folder of gold; nothing where it has no `cross`."""
    return [_decode(path) for path in sorted((folder / "cross").glob("*.json"))]


def tally_incidents(
    incidents: Sequence[Incident], articles: Iterable[LabelledArticle], readings: Iterable[Reading], *, link: Link
) -> list[Tally]:
    """Link the readings of the reports of all incidents, in the order of their names, and count each incident."""
    named = by_name(readings)
    told = [name for name in sorted(named) if any(incident.told_by(name) for incident in incidents)]
    known = link([named[name] for name in told]).known
    bearers = find_bearers({name: named[name] for name in told}, known)
    labelled = [*articles]
    return [{"cross.same_entity": count_pairs(incident, labelled, bearers)} for incident in incidents]


Bearers = dict[tuple[str, str], set[str]]
"""From a report and a plain name to the known entities that bear it there."""


def find_bearers(readings: dict[str, Reading], known: Iterable[KnownEntity]) -> Bearers:
    """Find which known entities bear which names in which report, by all their mentions but pronouns."""
    joined = {member: entity.id for entity in known for member in entity.members}
    bearers: Bearers = defaultdict(set)
    for report, reading in readings.items():
        for entity in reading.entities:
            if (one := joined.get((reading.article.id, entity.id))) is not None:
                for mention in entity.mentions:
                    if mention.form != "pronoun":
                        bearers[report, plain_name(mention.exact)].add(one)
    return bearers


def count_pairs(incident: Incident, articles: Iterable[LabelledArticle], bearers: Bearers) -> Count:
    """Count pairs of labelled entities of two reports that are one, are put together, or both."""
    group = {place: number for number, places in enumerate(incident.same_entity) for place in places}
    told = [article for article in articles if incident.told_by(article.name)]
    entities = [(article.name, entity) for article in told for entity in article.labels.entities]
    borne = [_find_known(report, entity, bearers) for report, entity in entities]
    groups = [group.get((report.removesuffix(".txt"), entity.id)) for report, entity in entities]
    right = wanted = given = 0
    for one, other in combinations(range(len(entities)), 2):
        if entities[one][0] != entities[other][0]:
            same, together = groups[one] is not None and groups[one] == groups[other], bool(borne[one] & borne[other])
            right, wanted, given = right + (same and together), wanted + same, given + together
    return Count(right, wanted, given)


def _find_known(report: str, entity: LabelledEntity, bearers: Bearers) -> set[str]:
    return {one for name in entity.names for one in bearers.get((report, plain_name(name)), ())}


def _decode(path: Path) -> Incident:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Incident)
    except msgspec.MsgspecError as fault:
        raise GoldError(f"{path}: not what is the same across reports: {fault}; restore it") from fault
