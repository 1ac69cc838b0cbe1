"""A model, and every corpus that tells something of events, in; one report of all that is measured on them out.

usage: PYTHONPATH=training python -m evaluation.events [--corpora DIR] [--only PART ...] [--verbose]
Prints the report and keeps it nowhere; `evaluate.py` keeps it as the body `events`. A part whose corpus is not there is
named, never skipped in silence. With `--verbose` each part says what went wrong.
"""

import argparse
import hashlib
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.actors import TABLE, measure_actors
from evaluation.cases import CASES, measure_cases
from evaluation.deeds import measure_deeds, measure_quiet
from evaluation.ecbplus import Link, link_by_stem, measure_coreference
from evaluation.matching import group_at_once, group_in_turn, make_link
from evaluation.parts import Measured, hears_events
from evaluation.times import measure_times
from evaluation.unreal import measure_negations, measure_truths
from sayso.evaluate import Report, render_report
from sayso.evaluate.report import name_gold
from sayso.settings import Settings

if TYPE_CHECKING:
    from sayso.model import Model

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"


@dataclass(frozen=True)
class Part:
    """One measurement, the files of the corpora that it reads, and whether it needs the heads for events."""

    measure: Callable[[Path, "Model"], Measured]
    files: tuple[str, ...] = ()
    heads: bool = True


def measure_linkers(corpora: Path, model: "Model") -> Measured:
    """Measure what puts together the mentions of one event across articles."""
    return measure_coreference(corpora / "ecbplus", {name: make(model) for name, make in LINKERS.items()})


LINKERS: dict[str, Callable[["Model"], Link]] = {
    "ecbplus.coref": lambda model: make_link(model, group_in_turn),
    "ecbplus.coref_at_once": lambda model: make_link(model, group_at_once),
    "ecbplus.same_stem": lambda _: link_by_stem,
}
"""Linkers across articles by the name of their measure, each made with the weights."""
_ECBPLUS = ("ecbplus/*/*.xml", "ecbplus/*.csv")
PARTS = {
    "deeds": Part(measure_deeds, ("plover/plv_dev.tsv",)),
    "quiet": Part(measure_quiet, ("cameo/cameo_class_dev.tsv",)),
    "truths": Part(measure_truths, ("megaveridicality/dev.json",)),
    "negations": Part(measure_negations, _ECBPLUS),
    "times": Part(measure_times, ("eventstoryline/*/*.xml",), heads=False),
    "actors": Part(measure_actors, ("polnear/train/text/*.txt", "re3d/*/documents.json"), heads=False),
    "linkers": Part(measure_linkers, _ECBPLUS),
    "cases": Part(measure_cases),
}
Say = Callable[[str], None]


def evaluate_events(
    corpora: Path, model: "Model", *, only: Collection[str] = tuple(PARTS), say: Say | None = None
) -> Report | None:
    """Measure what there is to measure, and give what went wrong to `say`; None where there is nothing.

    What needs heads for events is not measured with weights that have none: zeros would be read as results.
    """
    if not hears_events(model):
        needing = [name for name in only if PARTS[name].heads]
        only = [name for name in only if name not in needing]
        if needing:
            told = ", ".join(needing)
            print(f"NOT EVALUATED: events, {told}: these weights have no heads for events", file=sys.stderr)
    parts = list(find_parts(corpora, only))
    measured = [part.measure(corpora, model) for part in parts]
    if say is not None:
        for fault in (fault for one in measured for fault in one.faults):
            say(fault)
    scores = tuple(score for one in measured for score in one.scores)
    texts = sum(one.texts for one in measured)
    digest = digest_files(corpora, [pattern for part in parts for pattern in part.files])
    return Report(name_gold(corpora), "events", digest, model.digest, texts, scores) if scores else None


def find_parts(corpora: Path, only: Collection[str]) -> Iterator[Part]:
    """Find the parts that are wanted and can be measured; name the others."""
    for name, part in PARTS.items():
        missing = [pattern for pattern in part.files if not any(corpora.glob(pattern))]
        if name in only and missing:
            print(f"NOT EVALUATED: events, {name}: no {corpora / missing[0]}", file=sys.stderr)
        elif name in only:
            yield part


def digest_files(corpora: Path, patterns: Collection[str]) -> str:
    """Digest the names and bytes of the files that are read, those of the project among them."""
    digest = hashlib.sha256()
    for path in (*sorted({path for pattern in patterns for path in corpora.glob(pattern)}), TABLE, CASES):
        name = path.relative_to(corpora).as_posix() if path.is_relative_to(corpora) else path.name
        digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return f"sha256:{digest.hexdigest()}"


def main() -> int:
    """Print the report; 1 where there is none."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=tuple(PARTS), metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--verbose", action="store_true", help="say what went wrong")
    options = parser.parse_args()
    from sayso.model import load_model

    say = print if options.verbose else None
    report = evaluate_events(options.corpora, load_model(Settings().threads), only=options.only, say=say)
    if report is not None:
        print(render_report(report))
    return int(report is None)


if __name__ == "__main__":
    sys.exit(main())
