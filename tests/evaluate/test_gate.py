"""The gate is run as the tests of the house run it: as a program, on readings given or on the weights."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from sayso.evaluate.labels import read_labels
from tests.evaluate.made import read_as_labelled
from tests.evaluate.test_statements import as_labels, write_gold

ROOT = Path(__file__).parents[2]


@pytest.fixture
def sample(tmp_path):
    """Make a sample of one article with one attribution, floors that it passes, and a perfect reading of it."""
    write_gold(tmp_path, as_labels())
    (article,) = read_labels(tmp_path)
    write_readings(tmp_path, read_as_labelled(article))
    write_floors(tmp_path, {"attribution": 0.0, "act": 0.0})
    assert gate(tmp_path, "--set").returncode == 0
    return tmp_path


def write_readings(folder, reading):
    (folder / "readings.jsonl").write_bytes(msgspec.json.encode(reading))


def write_floors(folder, floors, digest=""):
    (folder / "floors.json").write_text(json.dumps({"digest": digest, "floors": floors}), encoding="utf8")


def read_floors(folder):
    return json.loads((folder / "floors.json").read_text(encoding="utf8"))


def gate(folder, *flags):
    given = ("--sample", folder, "--floors", folder / "floors.json", "--readings", folder / "readings.jsonl")
    return subprocess.run([sys.executable, ROOT / "evaluation" / "gate.py", *given, *flags], capture_output=True)


def spoil(folder):
    """Let the reading lose its one attribution."""
    (article,) = read_labels(folder)
    write_readings(folder, replace(read_as_labelled(article), attributions=()))


def test_setting_pins_the_digest_and_leaves_a_margin_under_each_measure(sample):
    assert read_floors(sample)["floors"] == {"attribution": 98.5, "act": 98.5}
    assert read_floors(sample)["digest"].startswith("sha256:")


def test_a_sample_read_as_well_as_its_floors_passes_in_silence(sample):
    run = gate(sample)
    assert (run.returncode, run.stdout, run.stderr) == (0, b"", b"")


def test_a_measure_below_its_floor_fails_and_is_named(sample):
    spoil(sample)
    run = gate(sample)
    assert run.returncode == 1
    assert "attribution: 0.0 is below its floor of 98.5" in run.stderr.decode()


def test_a_measure_that_is_no_longer_measured_fails(sample):
    pinned = read_floors(sample)
    write_floors(sample, {"gone": 1.0}, pinned["digest"])
    assert gate(sample).returncode == 1


def test_a_changed_sample_fails_until_it_is_pinned_anew(sample):
    (sample / "labels" / "pump.json").write_text(as_labels(form="name"), encoding="utf8")
    assert b"not the one the floors were set on" in gate(sample).stderr
    assert gate(sample, "--set").returncode == 1
    assert gate(sample, "--set", "--lower").returncode == 0
    assert gate(sample).returncode == 0


def test_a_floor_is_lowered_only_with_the_flag(sample):
    spoil(sample)
    run = gate(sample, "--set")
    assert (run.returncode, read_floors(sample)["floors"]["act"]) == (1, 98.5)
    assert b"attribution: setting it would lower the floor from 98.5 to 0.0" in run.stderr
    assert gate(sample, "--set", "--lower").returncode == 0
    assert read_floors(sample)["floors"] == {"attribution": 0.0, "act": 0.0}


def test_the_flag_alone_is_wrong_usage(sample):
    assert gate(sample, "--lower").returncode == 2


def test_a_floor_just_under_its_measure_stays(sample):
    write_floors(sample, {"attribution": 99.0}, read_floors(sample)["digest"])
    assert gate(sample, "--set").returncode == 0
    assert read_floors(sample)["floors"] == {"attribution": 99.0}


@pytest.mark.weights
def test_the_sample_is_read_as_well_as_its_floors_ask():
    run = subprocess.run([sys.executable, ROOT / "evaluation" / "gate.py"], capture_output=True)
    assert (run.returncode, run.stderr.decode()) == (0, "")
