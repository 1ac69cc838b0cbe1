"""The sample's report and the floors -> nothing, or every measure that fell below its floor and status 1.

usage: python evaluation/gate.py [--readings READINGS.jsonl] [--set [--lower]]
Without readings the weights that ship read the sample. `--set` raises each floor to just under its measure and pins
the sample's digest; a floor is lowered, or a changed sample pinned, only with `--lower`, in a commit that says why.
"""

import argparse
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from sayso.evaluate import Report, evaluate_gold, load_readings

HERE = Path(__file__).parent
MARGIN = 1.5
"""Points left under a measure: processors round int8 differently, and two statements in the sample are a point."""


@dataclass(frozen=True)
class Floors:
    """What the sample with this digest must reach, measure by measure."""

    digest: str
    floors: dict[str, float]


def main() -> int:
    """Check the floors, or set them."""
    options = read_options()
    readings = load_readings(options.readings) if options.readings else None
    report = evaluate_gold(options.sample, readings=readings)
    floors = msgspec.json.decode(options.floors.read_bytes(), type=Floors)
    faults = find_lowered(report, floors) if options.set else find_faults(report, floors)
    if faults and not options.lower:
        print("\n".join(faults), file=sys.stderr)
        return 1
    if options.set:
        options.floors.write_bytes(msgspec.json.format(msgspec.json.encode(set_floors(report, floors))) + b"\n")
    return 0


def read_options() -> argparse.Namespace:
    """Read the command line; `--lower` alone is no wish that can be met."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sample", type=Path, default=HERE / "sample")
    parser.add_argument("--floors", type=Path, default=HERE / "floors.json")
    parser.add_argument("--readings", type=Path)
    parser.add_argument("--set", action="store_true", help="raise the floors to what is reached now")
    parser.add_argument("--lower", action="store_true", help="with --set: lower them too")
    options = parser.parse_args()
    if options.lower and not options.set:
        parser.error("--lower goes with --set")
    return options


def find_faults(report: Report, floors: Floors) -> list[str]:
    """Say which measures are below their floor, and whether this is another sample than the one pinned."""
    reached = values(report)
    faults = [
        f"{measure}: {reached.get(measure, 0.0):.1f} is below its floor of {floor:.1f}"
        for measure, floor in floors.floors.items()
        if reached.get(measure, 0.0) < floor
    ]
    if report.digest != floors.digest:
        faults.append(
            "the sample is not the one the floors were set on: look at the scores, then `gate.py --set --lower`"
        )
    return faults


def find_lowered(report: Report, floors: Floors) -> list[str]:
    """Say which floors setting them anew would lower."""
    new = set_floors(report, floors).floors
    lowered = [
        f"{measure}: setting it would lower the floor from {floor:.1f} to {new[measure]:.1f}; say so with --lower"
        for measure, floor in floors.floors.items()
        if new[measure] < floor
    ]
    if floors.digest and report.digest != floors.digest:
        lowered.append("the sample has changed, so its floors are other floors; say so with --lower")
    return lowered


def set_floors(report: Report, floors: Floors) -> Floors:
    """Pin each measure that has a floor at just under its value; one it still passes stays as it is."""
    reached = values(report)

    def new_floor(measure: str, floor: float) -> float:
        value = reached.get(measure, 0.0)
        if floor <= value < floor + MARGIN:
            return floor
        return max(0.0, round(value - MARGIN, 1))

    return replace(floors, digest=report.digest, floors={m: new_floor(m, floor) for m, floor in floors.floors.items()})


def values(report: Report) -> dict[str, float]:
    """Give the measures that have a value."""
    return {score.measure: score.value for score in report.scores if score.value is not None}


if __name__ == "__main__":
    sys.exit(main())
