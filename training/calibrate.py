"""Give the weights the table that turns their scores into confidences; needs no torch.

    python training/calibrate.py --corpora ../shared/corpora

Reads PolNeAR dev, which is never trained on, and asks how many of the attributions of each score were
right. `sayso eval` measures the table by halves: fitted on one, tried on the other.
"""

import argparse
from pathlib import Path

import numpy as np
from digests import write_digests

from sayso.evaluate.calibration import fit_calibration, judge_attributions
from sayso.evaluate.polnear import read_polnear
from sayso.evaluate.readings import by_name, read_gold
from sayso.model import load_model
from sayso.settings import Settings

WEIGHTS = Path(__file__).parents[1] / "src" / "sayso" / "model" / "weights"


def main() -> None:
    """Read dev with a table that changes nothing, fit the true one, and put it beside the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    options = parser.parse_args()
    write_table(np.array([0.0, 1.0]), np.array([0.0, 1.0]))
    dev = options.corpora / "polnear" / "dev"
    model = load_model()
    readings = by_name(read_gold(dev, model, settings=Settings()))
    judged = [pair for article in read_polnear(dev) for pair in judge_attributions(article, readings.get(article.name))]
    knots = fit_calibration([score for score, _ in judged], [right for _, right in judged])
    write_table(*(np.array(values) for values in zip(*knots, strict=True)))
    print(f"fitted on {len(judged)} attributions, {len(knots)} knots")


def write_table(scores: np.ndarray, confidences: np.ndarray) -> None:
    """Write the table into the heads, and the digests anew."""
    path = WEIGHTS / "heads.npz"
    heads = dict(np.load(path)) | {"scores": scores, "confidences": confidences}
    np.savez(path, **heads)
    write_digests(WEIGHTS)


if __name__ == "__main__":
    main()
