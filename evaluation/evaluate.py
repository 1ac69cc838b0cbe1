"""The weights that ship and every body of gold there is -> reports, printed, kept, and set into docs/evaluation.md.

usage: python evaluation/evaluate.py [--corpora DIR] [--gold DIR] [--only NAME ...]
Some minutes on two cores. Readings are kept under .work/readings, the last ones as NAME.before.jsonl:
`python evaluation/compare.py` says what changed between the two. Bodies that are not there are named, never skipped in
silence, and their reports are left as they were.
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
    }
    there = {name: path for name, path in bodies.items() if name in options.only and path.is_dir()}
    for name in options.only:
        if name not in there:
            print(f"NOT EVALUATED: {name}: no folder {bodies[name]}", file=sys.stderr)
    if not there:
        return 1
    from sayso.model import load_model

    model = load_model(Settings().threads)
    for name, gold in there.items():
        report = evaluate(name, gold, model)
        print(render_report(report))
        REPORTS.mkdir(exist_ok=True)
        (REPORTS / f"{name}.json").write_bytes(encode_report(report))
    subprocess.run([sys.executable, HERE / "tables.py"], check=True)
    return 0


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpora", type=Path, default=HERE.parents[1] / "shared" / "corpora")
    parser.add_argument("--gold", type=Path, default=HERE.parents[1] / "shared" / "gold")
    names = ("polnear", "gold", "sample", "gum", "re3d")
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="NAME", help=", ".join(names))
    return parser.parse_args()


def evaluate(name: str, gold: Path, model: "Model") -> Report:
    """Evaluate one body of gold; keep the readings where there are any."""
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


if __name__ == "__main__":
    sys.exit(main())
