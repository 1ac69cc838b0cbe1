"""The examples run on the bundled samples, as they stand, in a process of their own."""

import csv
import subprocess
import sys
from contextlib import closing

import pytest

from sayso.samples import sample_list, sample_paths
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
        "record_of_a_folder.py", "denials_to_xlsx.py",
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


def test_a_folder_is_added_once_and_asked_for_a_name(tmp_path):
    record = tmp_path / "reports.db"
    folder = sample_paths()[0].parent
    first, second = (run_example("record_of_a_folder.py", folder, record, "Brask") for _ in range(2))
    assert first == second
    head, *statements = first.splitlines()
    assert "Dario Brask, person" in head
    assert "in 3 articles" in head
    assert len(statements) == 5


def test_the_denials_of_a_record_become_a_workbook(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    record, out = tmp_path / "reports.db", tmp_path / "denials.xlsx"
    run_example("record_of_a_folder.py", sample_list(), record, "Brask")
    run_example("denials_to_xlsx.py", record, out)
    with closing(openpyxl.load_workbook(out, read_only=True)) as workbook:
        header, *rows = workbook.worksheets[0].iter_rows(values_only=True)
    acts = {row[header.index("act")] for row in rows}
    assert acts
    assert acts <= {"deny", "reject"}
