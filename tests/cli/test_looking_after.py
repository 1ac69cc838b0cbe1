"""`sayso info`, `doctor` and `db`: what there is, what is well with it, and how it is kept safe."""

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sayso.errors import ModelError
from sayso.keeping import Record
from tests.cli.made import KEPT, misuse, name_statement, refuse, run, tell
from tests.record.made import NEWER

PROGRAM = ["sayso", "model", "weights", "package", "python", "sqlite", "libraries"]
RECORD = ["record", "articles", "said", "happened", "people", "copies", "log"]


def read_facts(*arguments: str) -> dict[str, str]:
    return dict(line.split(maxsplit=1) for line in tell("info", *arguments))


def damage(path: Path, command: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(command)
        connection.commit()


# info


def test_without_a_record_only_the_program_is_told_of(folder):
    assert list(read_facts()) == PROGRAM
    assert list(folder.iterdir()) == []


def test_what_the_record_holds_is_told(kept):
    with Record(kept) as record:
        record.add(NEWER)
    run("confirm", name_statement("the gates leak"))
    facts = read_facts()
    assert list(facts) == PROGRAM + RECORD
    assert facts["articles"].endswith("to 5 March 2021; 1 older version, 0 reprints")
    assert facts["said"] == "17 statements; 1 confirmed"
    assert (facts["people"], facts["log"]) == ("13 people and bodies", "2 lines")
    assert facts["record"].startswith("sayso.db, 0.")


def test_the_same_can_be_had_as_json(kept):
    assert json.loads(tell("info", "--json")[0]) == read_facts()


def test_the_same_can_be_had_as_a_table(kept):
    rows = list(csv.DictReader(io.StringIO(run("info", "--csv").stdout.removeprefix("\ufeff"))))
    assert {row["name"]: row["value"] for row in rows} == read_facts()


def test_the_facts_stand_one_below_the_other(kept):
    assert {len(line) - len(line[11:].lstrip()) for line in tell("info")} == {11}


# doctor


def test_all_is_well_with_an_installation_and_its_record(kept):
    told = tell("doctor")
    assert {line[:5] for line in told} == {"ok   "}
    assert "ok   weights: sha256:c0ffee" in told
    assert "ok   record: 5 articles, 16 statements; `sayso db check` looks at every one" in told
    assert told[-1] == "ok   backups: none; `sayso db backup` makes one"


def test_what_was_found_can_be_had_as_a_table(kept):
    rows = list(csv.DictReader(io.StringIO(run("doctor", "--csv").stdout.removeprefix("\ufeff"))))
    assert {row["well"] for row in rows} == {"true"}
    assert {"what": "weights", "well": "true", "told": "sha256:c0ffee"} in rows


def test_without_a_record_all_is_well_too(folder):
    assert tell("doctor")[-1] == "ok   no record at sayso.db: `sayso add` makes one"
    assert list(folder.iterdir()) == []


def test_what_is_ill_is_said_and_it_is_a_failure(kept, monkeypatch):
    def fail(threads: int) -> None:
        raise ModelError("weights: missing; install again")

    monkeypatch.setattr("sayso.model.load_model", fail)
    result = run("doctor")
    assert result.exit_code == 1
    assert "ILL  weights: weights: missing; install again\n" in result.stdout
    assert "ok   record" in result.stdout


def test_a_file_that_is_no_record_is_ill(folder):
    Path("sayso.db").write_bytes(b"no database " * 100)
    result = run("doctor")
    assert result.exit_code == 1
    assert "ILL  record: sayso.db: not a record of Sayso's" in result.stdout


def test_backups_are_counted(kept):
    run("db", "backup")
    assert tell("doctor")[-1] == "ok   backups: 1 beside it"


# db


def test_a_sound_record_is_said_to_be_sound(kept):
    result = run("db", "check")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "sayso: the record is sound\n")


def test_each_fault_of_a_record_is_a_line_and_it_is_a_failure(kept):
    damage(kept, "UPDATE known_entity SET statements = 7 WHERE known_id < 3")
    result = run("db", "check")
    assert (result.exit_code, len(result.stdout.splitlines())) == (1, 2)
    assert result.stdout.startswith("known_entity 1: its statements are not")
    assert result.stderr == "sayso: 2 faults found; restore a backup, or add the articles again to a new record\n"


def test_one_fault_is_one(kept):
    damage(kept, "UPDATE known_entity SET statements = 7 WHERE known_id = 1")
    assert run("db", "check").stderr.startswith("sayso: 1 fault found")


@pytest.mark.parametrize("command", ["check", "backup"])
def test_without_a_record_there_is_nothing_to_look_after(command, folder):
    assert refuse("db", command).startswith("sayso.db: no such record")
    assert list(folder.iterdir()) == []


def test_a_backup_lies_beside_the_record_and_is_one(kept):
    result = run("db", "backup")
    (copy,) = kept.parent.glob("sayso.db.*.backup")
    assert result.stderr == f"sayso: copied to {copy.name}\n"
    with Record(copy, writing=False) as record:
        assert list(record.verify()) == []
        assert [reading.article for reading in record.readings()] == [reading.article for reading in KEPT]


def test_a_backup_may_have_a_name(kept):
    assert run("db", "backup", "safe.db").stderr == "sayso: copied to safe.db\n"
    assert tell("search", "--db", "safe.db", "--json") == tell("search", "--json")


def test_two_backups_do_not_meet(kept):
    run("db", "backup")
    run("db", "backup")
    assert len(list(kept.parent.glob("*.backup"))) == 2


def test_a_backup_goes_over_no_other_file(kept):
    Path("notes.txt").write_text("mine", encoding="utf-8")
    assert refuse("db", "backup", "notes.txt") == "notes.txt: is there already; name another file for the copy"
    assert Path("notes.txt").read_text(encoding="utf-8") == "mine"


def test_a_backup_goes_over_no_other_record(kept):
    with Record("other.db") as record:
        record.add(NEWER)
    run("db", "backup", "other.db")
    assert len(tell("search", "--db", "other.db", "--json")) == 1


def test_a_backup_into_a_folder_that_is_not_there_is_one_line(kept):
    assert refuse("db", "backup", "no/such/folder.db").startswith("no/such/folder.db: cannot be opened")


def test_a_record_of_today_is_up_to_date_and_needs_no_backup(kept):
    result = run("db", "migrate")
    assert (result.exit_code, result.stderr) == (0, "sayso: sayso.db: is up to date\n")
    assert list(kept.parent.glob("*.backup")) == []


def test_only_a_record_that_is_there_is_brought_up_to_date(folder):
    assert misuse("db", "migrate").startswith("sayso.db: there is no such record.")


@pytest.mark.parametrize("command", [["check"], ["backup"], ["migrate"]])
def test_a_record_of_a_later_version_is_left_alone(command, kept):
    damage(kept, "PRAGMA user_version = 99")
    assert "made by a later version of Sayso" in refuse("db", *command)
