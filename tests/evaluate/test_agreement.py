"""The scoring programs beside the corpora and ours, on the same spoilt readings, give the same numbers."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest

from sayso.data import Reading
from sayso.evaluate import Report, score_readings
from sayso.evaluate.labels import read_labels
from sayso.evaluate.polnear import read_polnear
from tests.evaluate.made import corrupt, read_as_annotated, read_as_labelled

pytestmark = pytest.mark.corpora


def run_script(script: Path, readings: Iterable[Reading], gold: Path, folder: Path) -> dict[str, object]:
    """Run a scoring program on readings as JSON lines and flatten what it prints."""
    lines = folder / "readings.jsonl"
    lines.write_bytes(b"\n".join(map(msgspec.json.encode, readings)))
    run = subprocess.run([sys.executable, script, lines, gold], capture_output=True, check=True)
    return flatten(json.loads(run.stdout))


def flatten(printed: dict[str, object], prefix: str = "") -> dict[str, object]:
    flat: dict[str, object] = {}
    for key, value in printed.items():
        flat |= flatten(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": value}
    return flat


def numbers(report: Report) -> dict[str, object]:
    """Flatten a report: a measure's value under its name, precision, recall and cases under p, r and gold."""
    flat: dict[str, object] = {"articles_missing": report.missing, "articles_with_changed_text": report.changed}
    for score in report.scores:
        flat |= {score.measure: score.value, f"{score.measure}.f": score.value, f"{score.measure}.gold": score.cases}
        flat |= {f"{score.measure}.p": score.precision, f"{score.measure}.right": score.value}
        flat |= {f"{score.measure}.r": score.value if score.recall is None else score.recall}
        flat |= {f"{score.measure}.of": score.cases}
    return flat


def assert_same(printed: dict[str, object], ours: dict[str, object]) -> None:
    assert {key: ours.get(key.replace("no source", "no_source")) for key in printed} == printed


def test_polnear_is_scored_as_by_the_program_beside_the_corpora(corpora, tmp_path):
    gold = corpora / "polnear" / "dev"
    readings = [corrupt(read_as_annotated(article), seed=article.name) for article in read_polnear(gold)][1:]
    printed = run_script(corpora.parent / "tools" / "score_polnear.py", readings, gold, tmp_path)
    assert printed["articles_missing"] == 1
    assert_same(printed, numbers(score_readings(gold, readings)))


ROOT = Path(__file__).parents[2]
LATER = ("roles", "speaks_for", "event", "dispute", "false_", "articles_missing")


@pytest.mark.parametrize("seed", ["one", "two", "three", "four", "five"])
@pytest.mark.parametrize("body", ["gold", "sample"])
def test_our_gold_and_the_sample_are_scored_as_by_the_program_beside_them(gold, tmp_path, body, seed):
    tools, gold = gold.parent / "tools", gold if body == "gold" else ROOT / "evaluation" / "sample"
    readings = [corrupt(read_as_labelled(article), seed=seed + article.name) for article in read_labels(gold)][1:]
    printed = run_script(tools / "score_gold.py", readings, gold, tmp_path)
    known = {key: value for key, value in printed.items() if not key.startswith(LATER)}
    assert len(known) > 25
    assert_same(known, numbers(score_readings(gold, readings)))


def test_a_perfect_reading_of_our_gold_is_scored_as_by_the_program_beside_it(gold, tmp_path):
    readings = [read_as_labelled(article) for article in read_labels(gold)]
    printed = run_script(gold.parent / "tools" / "score_gold.py", readings, gold, tmp_path)
    assert_same({k: v for k, v in printed.items() if not k.startswith(LATER)}, numbers(score_readings(gold, readings)))
