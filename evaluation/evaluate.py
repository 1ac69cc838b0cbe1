"""The weights that ship and every body of gold there is -> reports, printed, kept, and set into docs/evaluation.md.

usage: python evaluation/evaluate.py [--corpora DIR] [--gold DIR] [--only NAME ...] [--verbose]
Some minutes on two cores. Readings are kept under .work/readings, the last ones as NAME.before.jsonl:
`python evaluation/compare.py` says what changed between the two. Bodies that are not there are named, never skipped in
silence, and their reports are left as they were; so is that of `events` where the weights know nothing of them. With
`--verbose` the measures of events say what went wrong.
"""

import argparse
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from sayso.evaluate import Report, encode_report, evaluate_gold, load_readings, read_gold, render_report
from sayso.evaluate.report import find_kind
from sayso.settings import Settings

if TYPE_CHECKING:
    from sayso.model import Model

HERE = Path(__file__).parent
REPORTS = HERE / "reports"
READINGS = HERE.parent / ".work" / "readings"


def main() -> int:
    """Evaluate what there is; 1 where nothing was."""
    options = read_options()
    bodies = {
        "polnear": options.corpora / "polnear" / "dev",
        "gold": options.gold,
        "sample": HERE / "sample",
        "gum": options.corpora / "gum" / "dev",
        "re3d": options.corpora / "re3d",
        "events": options.corpora,
    }
    there = {name: path for name, path in bodies.items() if name in options.only and path.is_dir()}
    for name in options.only:
        if name not in there:
            print(f"NOT EVALUATED: {name}: no folder {bodies[name]}", file=sys.stderr)
    if not there:
        return 1
    from sayso.model import load_model

    model = load_model(Settings().threads)
    kept = [name for name, gold in there.items() if keep(name, evaluate(name, gold, model, verbose=options.verbose))]
    subprocess.run([sys.executable, HERE / "tables.py"], check=True)
    return int(not kept)


def keep(name: str, report: Report | None) -> bool:
    """Print a report and keep it; tell whether there is one."""
    if report is None:
        return False
    print(render_report(report))
    REPORTS.mkdir(exist_ok=True)
    (REPORTS / f"{name}.json").write_bytes(encode_report(report))
    return True


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpora", type=Path, default=HERE.parents[1] / "shared" / "corpora")
    parser.add_argument("--gold", type=Path, default=HERE.parents[1] / "shared" / "gold")
    names = ("polnear", "gold", "sample", "gum", "re3d", "events")
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="NAME", help=", ".join(names))
    parser.add_argument("--verbose", action="store_true", help="say what went wrong with events")
    return parser.parse_args()


def evaluate(name: str, gold: Path, model: "Model", *, verbose: bool) -> Report | None:
    """Evaluate one body of gold; keep the readings where there are any. None where nothing could be measured."""
    if name == "events":
        return evaluate_events(gold, model, verbose=verbose)
    if find_kind(gold) == "conllu":
        return evaluate_gold(gold, model=model)
    READINGS.mkdir(parents=True, exist_ok=True)
    kept = READINGS / f"{name}.jsonl"
    if kept.exists():
        kept.replace(READINGS / f"{name}.before.jsonl")
    with kept.open("wb") as lines:
        for reading in read_gold(gold, model, settings=Settings()):
            lines.write(msgspec.json.encode(reading) + b"\n")
    return evaluate_gold(gold, readings=load_readings(kept))


def evaluate_events(corpora: Path, model: "Model", *, verbose: bool) -> Report | None:
    """Evaluate events, whose scripts stand beside this one and read the corpora as those of training do."""
    sys.path[:0] = [str(HERE.parent), str(HERE.parent / "training")]
    from evaluation import events
    from evaluation.parts import hears_events

    if not hears_events(model):  # part of a report would take the place of a whole one
        print("NOT EVALUATED: events: these weights have no heads for events", file=sys.stderr)
        return None
    return events.evaluate_events(corpora, model, say=print if verbose else None)


if __name__ == "__main__":
    sys.exit(main())
