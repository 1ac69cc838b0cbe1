"""Give the weights the tables that are fitted to what they say; needs no torch.

    python training/calibrate.py --corpora ../shared/corpora

The first guesses the act of a cue that the lexicon does not know. The second turns scores into confidences:
it reads PolNeAR dev, which is never trained on, and asks how many of the attributions of each score were
right. `sayso eval` measures it by halves: fitted on one, tried on the other.
"""

import argparse
from pathlib import Path

import numpy as np
from acts import fit_acts
from digests import write_digests

from sayso.evaluate.calibration import fit_calibration, judge_attributions
from sayso.evaluate.polnear import read_polnear
from sayso.evaluate.readings import by_name, read_gold
from sayso.model import load_model
from sayso.settings import Settings

WEIGHTS = Path(__file__).parents[1] / "src" / "sayso" / "model" / "weights"


def main() -> None:
    """Fit both tables and put them beside the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--without", nargs="*", default=[], help="corpora to leave out; without polnear scores stand")
    options = parser.parse_args()
    write_tables(act=fit_acts(load_model()))
    if "polnear" not in options.without:
        scores, confidences = fit_confidence(options.corpora / "polnear" / "dev")
        write_tables(scores=scores, confidences=confidences)


def fit_confidence(dev: Path) -> tuple[np.ndarray, np.ndarray]:
    """Read dev with a table that changes nothing, and fit the true one: scores and the confidences they stand for."""
    write_tables(scores=np.array([0.0, 1.0]), confidences=np.array([0.0, 1.0]))
    readings = by_name(read_gold(dev, load_model(), settings=Settings()))
    judged = [pair for article in read_polnear(dev) for pair in judge_attributions(article, readings.get(article.name))]
    knots = fit_calibration([score for score, _ in judged], [right for _, right in judged])
    print(f"confidence: fitted on {len(judged)} attributions, {len(knots)} knots")
    scores, confidences = zip(*knots, strict=True)
    return np.array(scores), np.array(confidences)


def write_tables(**tables: np.ndarray) -> None:
    """Write tables among the heads, and the digests anew."""
    path = WEIGHTS / "heads.npz"
    np.savez(path, **dict(np.load(path)) | tables)
    write_digests(WEIGHTS)


if __name__ == "__main__":
    main()
