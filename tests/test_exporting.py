"""Statements leave the record as JSON lines: the same ones in the same order, however many processes write them."""

import io
import json

import pytest

from sayso import exporting
from sayso.exporting import write_lines
from sayso.keeping import Record
from sayso.show.export import write_statements
from sayso.show.export.options import Options
from tests.record.made import READINGS


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "made.sayso"
    with Record(path) as record:
        for reading in READINGS.values():
            record.add(reading)
    return path


def write(path, **options):
    with Record(path, writing=False) as record:
        numbers = list(record.list_numbers())
    return numbers, b"".join(write_lines(path, numbers, options=Options(**options), jobs=2)).splitlines()


def test_every_statement_is_a_line_in_the_order_that_was_asked_for(path):
    numbers, lines = write(path)
    assert [json.loads(line)["number"] for line in lines] == numbers


def test_what_is_made_of_structs_is_written_as_what_is_made_of_nouns(path):
    numbers, lines = write(path)
    out = io.BytesIO()
    with Record(path, writing=False) as record:
        write_statements(record.statements(numbers=numbers), out, format="statements-jsonl", options=Options())
    assert lines == out.getvalue().splitlines()


def test_several_processes_write_what_one_writes(path, monkeypatch):
    _, alone = write(path)
    monkeypatch.setattr(exporting, "MANY", 3)
    monkeypatch.setattr(exporting, "BATCH", 4)
    _, together = write(path)
    assert together == alone


def test_permalinks_begin_as_asked_for(path):
    _, lines = write(path, base="https://record.example")
    assert json.loads(lines[0])["permalink"].startswith("https://record.example/statements/a")
