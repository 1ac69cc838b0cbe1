"""The scoring programs beside the corpora and ours, on the same spoilt readings, give the same numbers."""

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest

from sayso.data import KnownEntity, People, Reading
from sayso.evaluate import Report, score_readings
from sayso.evaluate.labels import read_labels
from sayso.evaluate.polnear import read_polnear
from tests.evaluate.made import (
    corrupt,
    corrupt_entities,
    corrupt_events,
    find_mentions,
    read_as_annotated,
    read_as_labelled,
)

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
LATER = ("dispute", "false_disputes", "articles_missing")


@pytest.mark.parametrize("seed", ["one", "two", "three", "four", "five"])
@pytest.mark.parametrize("body", ["gold", "sample"])
def test_our_gold_and_the_sample_are_scored_as_by_the_program_beside_them(gold, tmp_path, body, seed):
    tools, gold = gold.parent / "tools", gold if body == "gold" else ROOT / "evaluation" / "sample"
    whole = [(read_as_labelled(article), seed + article.name) for article in read_labels(gold)][1:]
    spoilt = [(corrupt_entities(corrupt(reading, seed=luck), seed=luck), luck) for reading, luck in whole]
    readings = [corrupt_events(reading, seed=luck) for reading, luck in spoilt]
    printed = run_script(tools / "score_gold.py", readings, gold, tmp_path)
    assert 0 < printed["roles.f"] < 100
    assert 0 < printed["speaks_for.f"] < 100
    known = {key: value for key, value in printed.items() if not key.startswith(LATER)}
    assert len(known) > 50
    assert_same(known, numbers(score_readings(gold, readings)))


def test_a_perfect_reading_of_our_gold_is_scored_as_by_the_program_beside_it(gold, tmp_path):
    readings = [read_as_labelled(article) for article in read_labels(gold)]
    printed = run_script(gold.parent / "tools" / "score_gold.py", readings, gold, tmp_path)
    assert_same({k: v for k, v in printed.items() if not k.startswith(LATER)}, numbers(score_readings(gold, readings)))


def link_by_name(readings):
    """Take entities of one name for one, wrongly now and then, as a record of many reports would."""
    members: dict[str, list[tuple[str, str]]] = {}
    for reading in readings:
        for entity in reading.entities:
            members.setdefault(entity.name.split()[-1], []).append((reading.article.id, entity.id))
    return People(
        tuple(KnownEntity(f"k{n}", name, "person", members=tuple(m)) for n, (name, m) in enumerate(members.items()))
    )


def write_people(path, people, readings):
    """Write known entities as the program beside the gold takes them, a line each with their mentions."""
    called = {
        (reading.article.id, entity.id): [
            msgspec.to_builtins(m) | {"path": reading.article.path} for m in entity.mentions
        ]
        for reading in readings
        for entity in reading.entities
    }
    lines = [{"id": k.id, "mentions": [m for member in k.members for m in called[member]]} for k in people.known]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf8")


@pytest.mark.parametrize("seed", ["one", "two"])
def test_entities_across_reports_are_scored_as_by_the_program_beside_our_gold(gold, tmp_path, seed):
    whole = [find_mentions(read_as_labelled(article)) for article in read_labels(gold)]
    readings = [corrupt_entities(reading, seed=seed + str(reading.article.path)) for reading in whole]
    told = [reading for reading in readings if re.fullmatch(r"f\d+[a-z]\.txt", Path(reading.article.path).name)]
    write_people(tmp_path / "people.jsonl", link_by_name(told), told)
    (tmp_path / "disputes.jsonl").write_text("")
    command = [gold.parent / "tools" / "score_cross.py", tmp_path / "people.jsonl", tmp_path / "disputes.jsonl", gold]
    run = subprocess.run([sys.executable, *command], capture_output=True, check=True)
    printed = {f"cross.same_entity.{key}": value for key, value in json.loads(run.stdout)["same_entity"].items()}
    assert 0 < printed["cross.same_entity.f"] < 100
    assert_same(printed, numbers(score_readings(gold, readings, link=link_by_name)))
