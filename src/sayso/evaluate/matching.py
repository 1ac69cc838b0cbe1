"""A labelled report and its reading -> which attribution of the one is which of the other."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from sayso.data import Attribution, Entity, Event, Reading
from sayso.evaluate.labels import LabelledArticle, LabelledAttribution
from sayso.evaluate.pieces import Parts, Piece, Pieces, characters, overlap, parts_of

FOUND = 0.5
"""An attribution is found where the contents overlap by this share or more."""


@dataclass(frozen=True)
class Match:
    """A labelled report beside its reading; `pairs` leads from a label's index to that of what was read for it."""

    gold: LabelledArticle
    entity_names: dict[str, list[str]]
    found: tuple[Attribution, ...]
    pairs: dict[int, int]
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()

    @property
    def labels(self) -> tuple[LabelledAttribution, ...]:
        """Everything labelled, optional labels too."""
        return self.gold.labels.attributions

    @cached_property
    def parts(self) -> tuple[Parts, ...]:
        """The parts of each attribution that was read."""
        return tuple(parts_of(attribution) for attribution in self.found)

    @cached_property
    def wanted(self) -> tuple[int, ...]:
        """Indices of the labels that are asked for."""
        return tuple(index for index, label in enumerate(self.labels) if label.agreed)

    @cached_property
    def counted(self) -> tuple[int, ...]:
        """Indices of what was read and counts: all but what stands for an optional label."""
        optional = {found for label, found in self.pairs.items() if not self.labels[label].agreed}
        return tuple(index for index in range(len(self.found)) if index not in optional)

    @cached_property
    def hits(self) -> tuple[tuple[int, int], ...]:
        """The pairs whose label is asked for."""
        return tuple((label, self.pairs[label]) for label in self.wanted if label in self.pairs)

    @cached_property
    def label_of(self) -> dict[str, str]:
        """From the id of what was read to the id of its label."""
        return {self.found[found].id: self.labels[label].id for label, found in self.pairs.items()}


def match_attributions(gold: LabelledArticle, reading: Reading | None) -> Match:
    """Pair labels with what was read, best overlap first, each at most once."""
    read = reading.attributions if reading else ()
    unmarked = characters(gold.labels.unmarked)
    found = tuple(a for a in read if a.content.spans and not characters(parts_of(a).content) <= unmarked)
    parts = [parts_of(attribution) for attribution in found]
    labels = gold.labels.attributions
    likeness = lambda label, index: _likeness(labels[label], parts[index])  # noqa: E731
    pairs = pair_best(len(labels), len(found), likeness, least=FOUND)
    told = (reading.entities, reading.events) if reading else ((), ())
    return Match(gold, name_entities(reading), found, pairs, *told)


def pair_best(wanted: int, given: int, likeness: Callable[[int, int], float], *, least: float) -> dict[int, int]:
    """Pair indices greedily by falling likeness, ties in reading order; pairs under `least` are none."""
    ranked = [(likeness(one, other), one, other) for one in range(wanted) for other in range(given)]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for value, one, other in sorted(ranked, key=lambda entry: -entry[0]):
        if value >= least and one not in pairs and other not in taken:
            pairs[one] = other
            taken.add(other)
    return pairs


def best_overlap(accepted: tuple[Piece | None, ...], pieces: Pieces) -> float:
    """Overlap with the best accepted piece; where no words are accepted, 1 if there are none."""
    return max(overlap([piece], pieces) if piece else float(not pieces) for piece in accepted)


def _likeness(label: LabelledAttribution, parts: Parts) -> float:
    content = max(overlap(accepted, parts.content) for accepted in label.content)
    if content < FOUND:
        return 0.0
    same_source = best_overlap(label.source, parts.source) > 0
    same_cue = best_overlap(label.cue, parts.cue) > 0
    return content + 0.5 * same_source + 0.5 * same_cue


def name_entities(reading: Reading | None) -> dict[str, list[str]]:
    """List what each entity is called: its name, aliases and mentions other than pronouns."""
    names = {"writer": ["writer"]}
    for entity in reading.entities if reading else ():
        mentions = (mention.exact for mention in entity.mentions if mention.form != "pronoun")
        names[entity.id] = [entity.name, *entity.aliases, *mentions]
    return names
