"""The examples run on the bundled samples, as they stand, in a process of their own."""

import csv
import subprocess
import sys

import pytest

from sayso.samples import sample_paths
from tests.conftest import ROOT

pytestmark = pytest.mark.weights


def run_example(name: str, *arguments: object) -> str:
    command = [sys.executable, str(ROOT / "examples" / name), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_every_example_is_run_here():
    names = {path.name for path in (ROOT / "examples").glob("*.py")}
    assert names == {
        "statements_to_csv.py", "declined_comments.py", "speakers_of_a_folder.py", "people_across_reports.py",
    }  # fmt: skip


def test_the_spreadsheet_has_a_row_for_each_statement_and_its_words():
    printed = run_example("statements_to_csv.py", *sample_paths())
    assert printed.startswith("\ufeffarticle,start,end,speaker,act,manner,words")
    rows = list(csv.DictReader(printed.removeprefix("\ufeff").splitlines()))
    assert len(rows) > 10
    assert {row["manner"] for row in rows} <= {"direct", "indirect", "mixed"}


def test_a_cell_that_begins_like_a_formula_is_guarded():
    from examples.statements_to_csv import guard

    assert guard("=1+1") == "'=1+1"
    assert guard("one") == "one"


def test_the_declined_comments_of_the_samples_are_listed():
    assert run_example("declined_comments.py", *sample_paths())


def test_the_speakers_of_a_folder_are_counted_most_quoted_first():
    lines = run_example("speakers_of_a_folder.py", sample_paths()[0].parent).splitlines()
    counts = [int(line.split()[0]) for line in lines]
    assert counts == sorted(counts, reverse=True)
    assert len(counts) > 3


def test_who_stands_in_several_reports_is_told_once():
    printed = run_example("people_across_reports.py", *sample_paths())
    assert "3 reports  country       Tessary" in printed
