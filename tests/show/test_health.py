"""What is looked at before one blames oneself: Python, SQLite, weights, disk and record, each well or ill."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from sayso.errors import ModelError
from sayso.keeping import Record
from sayso.show.health import Finding, examine
from tests.record.made import HARBOUR


@pytest.fixture(autouse=True)
def _scripted(monkeypatch):
    monkeypatch.setattr("sayso.model.load_model", lambda threads: SimpleNamespace(digest="sha256:0123456789abcdef"))


@pytest.fixture
def path(tmp_path) -> Path:
    made: Path = tmp_path / "made.sayso"
    with Record(made) as record:
        record.add(HARBOUR)
    return made


def look(path: Path) -> dict[str, Finding]:
    """Examine a record; give the findings by the first word of what was looked at."""
    return {finding.what.split()[0]: finding for finding in examine(path)}


def test_each_thing_is_looked_at_once_and_in_order(path):
    assert list(look(path)) == ["Python", "SQLite", "weights", "disk", "place", "record", "backups"]


def test_without_a_record_all_else_is_looked_at(tmp_path):
    found = look(tmp_path / "gone.sayso")
    assert list(found) == ["Python", "SQLite", "weights", "disk", "no"]
    assert found["no"] == Finding(f"no record at {tmp_path / 'gone.sayso'}", well=True, told="`sayso add` makes one")
    assert list(tmp_path.iterdir()) == []


def test_a_path_in_a_folder_that_is_not_there_is_no_fault(tmp_path):
    assert look(tmp_path / "no" / "such" / "folder.sayso")["disk"].well


def test_a_sound_installation_is_well(path):
    assert [finding for finding in look(path).values() if not finding.well] == []


def test_the_weights_are_told_by_their_digest(path):
    assert look(path)["weights"].told == "sha256:0123456789ab"


def test_weights_that_are_missing_are_ill(path, monkeypatch):
    def fail(threads: int) -> None:
        raise ModelError("they are not there; install Sayso again")

    monkeypatch.setattr("sayso.model.load_model", fail)
    assert look(path)["weights"] == Finding("weights", well=False, told="they are not there; install Sayso again")


@pytest.mark.parametrize(
    ("free", "well", "told"),
    [(70_000_000_000, True, "70.0 GB free"), (500_000_000, False, "0.5 GB free; make room before adding more"),
     (0, False, "0.0 GB free; make room before adding more")],
)  # fmt: skip
def test_a_disk_that_is_nearly_full_is_ill(path, monkeypatch, free, well, told):
    monkeypatch.setattr("shutil.disk_usage", lambda folder: SimpleNamespace(free=free))
    assert look(path)["disk"] == Finding("disk", well=well, told=told)


def test_an_old_sqlite_is_ill_and_which_one_is_needed_is_told(path, monkeypatch):
    monkeypatch.setattr("sqlite3.sqlite_version_info", (3, 35, 0))
    found = look(path)["SQLite"]
    assert (found.well, found.told) == (False, "is too old; 3.38.0 or later is needed")


def test_a_record_on_a_network_share_is_ill(path, monkeypatch):
    monkeypatch.setattr("sayso.record.find_share", lambda path: "nfs4")
    found = look(path)["place"]
    assert not found.well
    assert "network share (nfs4)" in found.told


@pytest.mark.parametrize(
    "content", [b"no database at all, but long enough to be read as one" * 20, b"SQLite format 3\0" * 9]
)
def test_a_file_that_is_no_record_is_ill_and_says_why(tmp_path, content):
    path = tmp_path / "made.sayso"
    path.write_bytes(content)
    found = look(path)["record"]
    assert not found.well
    assert str(path) in found.told


def test_a_record_is_told_by_what_it_holds(path):
    assert look(path)["record"].told.startswith("1 article, 6 statements; `sayso db check`")


def test_backups_are_counted(path):
    assert look(path)["backups"].told == "none; `sayso db backup` makes one"
    with Record(path) as record:
        record.back_up()
    assert look(path)["backups"].told == "1 beside it"


def test_to_look_changes_nothing(path):
    before = path.read_bytes()
    list(examine(path))
    assert path.read_bytes() == before
