"""Sentences of PLV and CAMEO in; how often the type of what happens in them is right, and conflict seen in none, out.

PLV (PLOVER's types, actor and recipient marked) asks the heads alone which type it is that the one does to the other.
CAMEO's sentences without a conflict or cooperation go through the whole pipeline.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from happenings import QUADS, kinds_of, read_cameo, take_out, words_between

from evaluation.parts import Measured, make_text, read_texts
from sayso.data import Event, Reading
from sayso.evaluate.scores import Count, Means, Score, Tally, score_tallies
from sayso.model.events import score_deed
from sayso.text import find_words

if TYPE_CHECKING:
    from sayso.model import Model
    from sayso.model.heard import Floats

YIELD = "YIELD"
"""PLV's name for CONCEDE and RETREAT together, which it counts as material cooperation."""
ROOTS = {
    root: kinds_of(root)
    for root in [YIELD, *(kind for quad in QUADS for kind in quad if kind not in ("CONCEDE", "RETREAT"))]
}
"""PLV's types and ours that they stand for; OTHER is none."""
QUAD_OF = {kind: str(n) for n, quad in enumerate(QUADS, start=1) for kind in quad} | {YIELD: "2"}
MATERIAL = frozenset(QUADS[3])
CONFLICT = frozenset(QUADS[2]) | MATERIAL


@dataclass(frozen=True, slots=True)
class Deed:
    """A sentence with what one party does to the other in it; the words of the two, the last excluded."""

    text: str
    root: str
    quad: str
    actor: tuple[int, int] | None
    recipient: tuple[int, int] | None


def measure_deeds(corpora: Path, model: "Model") -> Measured:
    """Measure the macro-F1 of types and quad classes where actor and recipient are given."""
    deeds = list(read_deeds(corpora / "plover" / "plv_dev.tsv"))
    tallies = [tally_deed(deed, choose_root(_score_types(deed, model))) for deed in deeds]
    return Measured(score_deeds(tallies), len(deeds))


def read_deeds(path: Path) -> Iterator[Deed]:
    """Read PLV's sentences."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            text, places = take_out(row["marked_sentence"], [("<s>", "</s>"), ("<t>", "</t>")])
            words = find_words(text)
            actor, recipient = (words_between(words, *place) if place else None for place in places)
            yield Deed(text, row["gold_root"], row["gold_penta"], actor, recipient)


def _score_types(deed: Deed, model: "Model") -> "Floats":
    heard = model.submit(deed.text).result()
    return score_deed(heard, model.heads, actor=deed.actor, recipient=deed.recipient)


def choose_root(scores: "Floats") -> str:
    """Choose PLV's likeliest type by the scores of ours."""
    return max(ROOTS, key=lambda root: float(np.logaddexp.reduce([scores[kind] for kind in ROOTS[root]])))


def tally_deed(deed: Deed, root: str) -> Tally:
    """Count one sentence under the classes that it has and that it was given."""
    pairs = {"root": (deed.root, root), "quad": (deed.quad, QUAD_OF[root])}
    return {
        f"plv.{what}.{name}": Count(gold == given, int(name == gold), int(name == given))
        for what, (gold, given) in pairs.items()
        for name in sorted({gold, given})
    }


def score_deeds(tallies: list[Tally]) -> tuple[Score, ...]:
    """Score the classes that gold has, and their means, which come first and are of all sentences."""
    means = name_means(tallies)
    scores = score_tallies(tallies, means=means)
    whole = [replace(score, cases=len(tallies)) for score in scores if score.measure in means]
    return *whole, *(score for score in scores if score.measure not in means)


def name_means(tallies: Iterable[Tally]) -> Means:
    """Name the macro-F1 of types and of quad classes, and the classes that gold has."""
    wanted = sorted({name for tally in tallies for name, count in tally.items() if count.wanted})
    return {whole: [name for name in wanted if name.startswith(f"{whole}.")] for whole in ("plv.root", "plv.quad")}


def measure_quiet(corpora: Path, model: "Model") -> Measured:
    """Measure how often a conflict is asserted where none is told of."""
    sentences = [told.text for told in read_cameo(corpora / "cameo" / "cameo_class_dev.tsv") if told.quad == 0]
    readings = list(read_texts(map(make_text, sentences), model))
    faults = [
        f"cameo: {event.event_type} {event.trigger.text!r}: {reading.article.text}"
        for reading in readings
        for event in find_conflict(reading)
    ]
    return Measured(score_tallies([*map(tally_quiet, readings)]), len(readings), tuple(faults))


def find_conflict(reading: Reading) -> list[Event]:
    """Find what is given as a conflict, and as asserted."""
    return [event for event in reading.events if event.status == "asserted" and event.event_type in CONFLICT]


def tally_quiet(reading: Reading) -> Tally:
    """Count whether a conflict is given, any or a material one; lower is better."""
    asserted = {event.event_type for event in find_conflict(reading)}
    return {
        "cameo.false_conflict": Count(bool(asserted), 1),
        "cameo.false_material": Count(not asserted.isdisjoint(MATERIAL), 1),
    }
