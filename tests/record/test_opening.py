"""A path becomes an open record, or a message that says what is wrong with it, and nothing is lost on the way."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from contextlib import closing
from pathlib import Path

import pytest

from sayso.data import Reading
from sayso.errors import DamagedRecordError, NewerRecordError, NoRecordError, RecordError
from sayso.keeping import Record
from sayso.record.opening import (
    APPLICATION,
    back_up,
    connect,
    list_backups,
    load_migrations,
    name_fault,
    split_script,
    writing_to,
)
from tests.conftest import ROOT
from tests.record.made import HARBOUR, INTERVIEW, RAID, make_reading

LAST = max(load_migrations())
AGE = {LAST + 1: "ALTER TABLE run ADD COLUMN host TEXT;\nUPDATE run SET host = 'Ness';\n"}


@pytest.fixture
def path(tmp_path) -> Path:
    """Give a record of one article, closed."""
    made = Path(tmp_path / "made.sayso")
    with Record(made) as record:
        record.add(HARBOUR)
    return made


@pytest.fixture
def folder():
    """Give a folder that any user may reach, and rights by which files may be protected: root may write everywhere."""
    made = Path(tempfile.mkdtemp())
    made.chmod(0o777)
    yield made
    made.chmod(0o777)
    shutil.rmtree(made)


@pytest.fixture
def bound(folder):
    """Be bound by the rights of files, as root is not."""
    if not hasattr(os, "geteuid"):
        pytest.skip("NO RIGHTS OF FILES on this system")
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    yield
    os.seteuid(0)


def list_versions(path: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(path)) as connection:
        (application,), (version,) = (
            connection.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")
        )
    return application, version


def count_articles(path: Path) -> int:
    with Record(path, writing=False) as record:
        return len(list(record.readings()))


# What is there


def test_a_record_is_made_where_there_is_none(tmp_path):
    with Record(tmp_path / "new.sayso"):
        pass
    assert list_versions(tmp_path / "new.sayso") == (APPLICATION, LAST)


@pytest.mark.parametrize("writing", [False, True])
def test_no_record_is_made_where_one_is_only_looked_for(tmp_path, writing):
    with pytest.raises(NoRecordError, match=r"no such record; make one with `sayso add"):
        Record(tmp_path / "none.sayso", writing=writing, create=False)
    assert list(tmp_path.iterdir()) == []


def test_no_record_is_made_to_be_read(tmp_path):
    with pytest.raises(NoRecordError, match="no such record"):
        Record(tmp_path / "none.sayso", writing=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("writing", [False, True])
@pytest.mark.parametrize(
    "content", [b"Ada Lund said on Monday that the dam is safe. " * 40, b"\x89PNG\r\n\x1a\n" * 99, b"x"]
)
def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path, content, writing):
    path = tmp_path / "article.txt"
    path.write_bytes(content)
    with pytest.raises(NoRecordError, match="no database at all; name another file with --db"):
        Record(path, writing=writing)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("writing", [False, True])
@pytest.mark.parametrize("commands", [["CREATE TABLE song (title)"], ["PRAGMA application_id = 1"]])
def test_the_database_of_another_program_is_left_as_it_is(tmp_path, commands, writing):
    path = tmp_path / "songs.db"
    with closing(sqlite3.connect(path)) as connection:
        for command in commands:
            connection.execute(command)
    content = path.read_bytes()
    with pytest.raises(NoRecordError, match="a database, but not a record of Sayso's"):
        Record(path, writing=writing)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("writing", [False, True])
def test_a_folder_is_no_record(tmp_path, writing):
    with pytest.raises(RecordError, match="cannot be opened"):
        Record(tmp_path, writing=writing)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among its files")
@pytest.mark.parametrize("writing", [False, True])
def test_a_pipe_is_no_record_and_is_not_waited_for(tmp_path, writing):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(RecordError, match="is no file, and cannot be opened"):
        Record(tmp_path / "pipe", writing=writing)


def test_a_record_in_a_folder_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(RecordError, match="is its folder there"):
        Record(tmp_path / "none" / "made.sayso")


@pytest.mark.parametrize(
    "name", ["a b.sayso", "what?.sayso", "50%.sayso", "#1.sayso", "Tårn 🌊.sayso", "file:x?mode=ro"]
)
def test_a_record_may_have_any_name(tmp_path, name):
    with Record(tmp_path / name) as record:
        record.add(HARBOUR)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert count_articles(tmp_path / name) == 1


def test_a_closed_record_is_one_file(path):
    assert list(path.parent.iterdir()) == [path]


def test_many_may_read_while_one_writes(path):
    with Record(path) as writer, Record(path, writing=False) as reader:
        assert writer.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        with writer.writing():
            writer.add(INTERVIEW)
            assert list(reader.readings()) == [HARBOUR]
        assert list(reader.readings()) == [HARBOUR, INTERVIEW]


def test_nothing_can_be_written_to_a_record_that_was_opened_to_be_read(path):
    with Record(path, writing=False) as record, pytest.raises(RecordError, match="may only be read"):
        record.add(INTERVIEW)


# Versions


@pytest.mark.parametrize("writing", [False, True])
def test_a_record_of_a_later_version_is_left_as_it_is(path, writing):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {LAST + 7}")
    content = path.read_bytes()
    with pytest.raises(NewerRecordError, match=rf"later version of Sayso \(record {LAST + 7}, .*; update Sayso"):
        Record(path, writing=writing)
    assert path.read_bytes() == content
    assert list_backups(path) == []


def test_a_record_of_an_earlier_version_is_brought_up_to_date_after_a_copy_was_made(path):
    with closing(connect(path, writing=True, migrations={**load_migrations(), **AGE})) as connection:
        assert connection.execute("SELECT host FROM run").fetchall() == [("Ness",)]
    (backup,) = list_backups(path)
    assert list_versions(path) == (APPLICATION, LAST + 1)
    assert list_versions(backup) == (APPLICATION, LAST)
    assert count_articles(backup) == 1


def test_a_record_of_an_earlier_version_is_not_changed_by_reading(path):
    content = path.read_bytes()
    with pytest.raises(RecordError, match="bring it up to date with `sayso db migrate`"):
        connect(path, writing=False, migrations={**load_migrations(), **AGE})
    assert path.read_bytes() == content
    assert list_backups(path) == []


def begin_first_version(path: Path, *readings: Reading) -> None:
    """Make a record of the first version, and keep readings in it as that version did."""
    with closing(connect(path, writing=True, create=True, migrations={1: load_migrations()[1]})) as old:
        later = path.with_suffix(".later")
        with Record(later) as record:
            for reading in readings:
                record.add(reading)
        old.execute("ATTACH ? AS later", (str(later),))
        old.execute("PRAGMA foreign_keys = OFF")
        rows = old.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_fts%' ESCAPE '\\'"
        )
        for (table,) in rows.fetchall():
            listed = old.execute("SELECT group_concat(name) FROM pragma_table_info(?)", (table,)).fetchone()[0]
            old.execute(f"INSERT INTO main.{table} ({listed}) SELECT {listed} FROM later.{table}")
        for index, words in (("statement_fts", "words"), ("people_fts", "name, aliases")):
            view = "statements" if "words" in words else "people"
            old.execute(f"INSERT INTO main.{index} (rowid, {words}) SELECT rowid, {words} FROM main.{view}")
        old.execute("DETACH later")
        later.unlink()


def test_a_record_of_the_first_version_keeps_everything_and_takes_events_then(tmp_path):
    path = tmp_path / "old.sayso"
    begin_first_version(path, HARBOUR, INTERVIEW)
    assert list_versions(path) == (APPLICATION, 1)
    with pytest.raises(RecordError, match="bring it up to date"):
        Record(path, writing=False)
    with Record(path) as record:
        assert list(record.readings()) == [HARBOUR, INTERVIEW]
        assert [one.attribution for one in record.search("gates", speaker="Lund")]
        assert record.add(RAID) == "new"
        assert record.count_events() == 2
        assert list(record.verify()) == []
    (backup,) = list_backups(path)
    assert list_versions(backup) == (APPLICATION, 1)
    assert list_versions(path) == (APPLICATION, LAST)


def test_steps_that_were_made_are_not_made_again(path):
    steps = {**load_migrations(), **AGE}
    for _ in range(2):
        connect(path, writing=True, migrations=steps).close()
    assert len(list_backups(path)) == 1


@pytest.mark.parametrize(
    "broken", ["UPDATE nothing SET x = 1;", "INSERT INTO run VALUES (1, 'r', 'm', '1', 'now', 'x');"]
)
def test_a_step_that_fails_leaves_the_record_as_it_was(path, broken):
    steps = {**load_migrations(), **AGE, LAST + 2: f"CREATE TABLE half (x);\n{broken}\n"}
    with pytest.raises(RecordError, match=str(path)):
        connect(path, writing=True, migrations=steps)
    assert list_versions(path) == (APPLICATION, LAST)
    with Record(path) as record:
        assert list(record.readings()) == [HARBOUR]


def test_a_script_is_split_where_its_commands_end():
    trigger = "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  SELECT 1;\nEND;\n"
    commands = ["CREATE TABLE a (x); -- it ends here;\n", trigger, "SELECT ';\n';\n"]
    assert list(split_script("".join(commands))) == commands


# Copies


def test_a_copy_is_made_while_another_writes(path):
    with Record(path) as writer, Record(path, writing=False) as reader:
        with writer.writing():
            writer.add(INTERVIEW)
            copy = back_up(reader.connection, path)
        assert count_articles(copy) == 1
        assert list_backups(path) == [copy]


def test_copies_of_one_second_do_not_replace_each_other(path):
    with Record(path) as record:
        copies = {back_up(record.connection, path) for _ in range(3)}
    assert len(copies) == 3
    assert list_backups(path) == sorted(copies)


def test_a_copy_that_cannot_be_made_is_said_so(path, tmp_path):
    with Record(path) as record, pytest.raises(RecordError, match="cannot be opened"):
        back_up(record.connection, path, tmp_path / "none" / "copy.sayso")


# Damage, and places that cannot be written to


@pytest.mark.parametrize("writing", [False, True])
@pytest.mark.parametrize("share", [0.005, 0.02, 0.2, 0.5, 0.8])
def test_a_record_that_was_cut_off_is_said_to_be_damaged(path, share, writing):
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(DamagedRecordError, match="; restore it from a backup"):
        Record(path, writing=writing)


def test_a_record_of_which_hardly_anything_is_left_is_said_to_be_none(path):
    path.write_bytes(path.read_bytes()[:20])
    with pytest.raises(NoRecordError, match="no database at all"):
        Record(path)


def list_faults(path: Path) -> list[str]:
    """List what SQLite finds wrong with a file."""
    with closing(sqlite3.connect(path)) as connection:
        return [words for (words,) in connection.execute("PRAGMA integrity_check") if words != "ok"]


def test_a_record_that_may_only_be_read_is_read(bound, folder):
    path = folder / "made.sayso"
    with Record(path) as record:
        record.add(HARBOUR)
    path.chmod(stat.S_IRUSR)
    assert count_articles(path) == 1
    with pytest.raises(RecordError, match="may only be read; change its permissions, or work on a copy"):  # noqa: SIM117
        with Record(path) as record:
            record.add(INTERVIEW)


def test_a_record_in_a_folder_that_may_only_be_read_is_read(bound, folder):
    inner = folder / "inner"
    inner.mkdir()
    with Record(inner / "made.sayso") as record:
        record.add(HARBOUR)
    inner.chmod(0o500)
    assert count_articles(inner / "made.sayso") == 1
    with pytest.raises(RecordError, match=r"may you write to it|may only be read"):  # noqa: SIM117
        with Record(inner / "made.sayso") as record:
            record.add(INTERVIEW)
    with pytest.raises(RecordError, match="cannot be opened"):
        Record(inner / "other.sayso")
    inner.chmod(0o700)


def test_a_record_that_may_not_be_read_is_said_so(bound, folder):
    path = folder / "made.sayso"
    Record(path).close()
    path.chmod(0)
    for writing in (False, True):
        with pytest.raises(RecordError, match="cannot be opened"):
            Record(path, writing=writing)


def test_what_does_not_fit_on_the_disk_is_not_kept_by_halves(path):
    with Record(path) as record:
        pages = record.connection.execute("PRAGMA page_count").fetchone()[0]
        record.connection.execute(f"PRAGMA max_page_count = {pages}")
        words = "\n\n".join(f"The dam of Tarn is safe, said report number {n}." for n in range(2_000))
        with pytest.raises(RecordError, match="the disk is full; free some space and go on, nothing that was added"):
            record.add(make_reading(words))
        record.connection.execute("PRAGMA max_page_count = 1000000")
        assert list(record.readings()) == [HARBOUR]
        assert record.add(INTERVIEW) == "new"
    assert list_faults(path) == []


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("file is not a database", NoRecordError),
        ("database disk image is malformed", DamagedRecordError),
        ("disk I/O error", DamagedRecordError),
        ("database or disk is full", RecordError),
        ("attempt to write a readonly database", RecordError),
        ("unable to open database file", RecordError),
        ("database is locked", RecordError),
        ("something new", RecordError),
    ],
)
def test_a_fault_of_sqlites_is_named_after_what_it_means_in_one_line(words, kind):
    fault = name_fault(sqlite3.OperationalError(words), Path("made.sayso"))
    assert type(fault) is kind
    assert str(fault).startswith("made.sayso: ")
    assert "\n" not in str(fault)


# Two who write


def test_a_second_writer_waits_and_says_so_once(path):
    told, done = [], threading.Event()
    with Record(path) as first:
        first.connection.execute("BEGIN IMMEDIATE")

        def free() -> None:
            done.wait(1.8)
            first.connection.execute("COMMIT")

        thread = threading.Thread(target=free)
        thread.start()
        with Record(path, waiting=lambda: told.append("waiting")) as second:
            second.add(INTERVIEW)
        thread.join()
    assert told == ["waiting"]
    assert count_articles(path) == 2


def test_a_second_writer_who_waits_shortly_says_nothing(path):
    told = []
    with Record(path) as first:
        first.connection.execute("BEGIN IMMEDIATE")
        thread = threading.Timer(0.3, lambda: first.connection.execute("COMMIT"))
        thread.start()
        with Record(path, waiting=lambda: told.append("waiting")) as second:
            second.add(INTERVIEW)
        thread.join()
    assert told == []


def add_and_fail(record: Record) -> None:
    with record.writing():
        record.add(INTERVIEW)
        raise ZeroDivisionError


def test_what_a_fault_interrupts_is_taken_back(path):
    with Record(path) as record:
        with pytest.raises(ZeroDivisionError):
            add_and_fail(record)
        assert list(record.readings()) == [HARBOUR]
        with writing_to(record.connection):
            assert record.connection.in_transaction
        assert not record.connection.in_transaction


ADDER = """
import sys
from sayso.keeping import Record
from tests.record.made import Said, Who, make_reading
path, name = sys.argv[1:]
with Record(path) as record:
    for n in range(15):
        text = f"Ada Lund said in {name} that gate number {n} holds."
        said = Said(f"gate number {n} holds", "Ada Lund", "Ada Lund")
        record.add(make_reading(text, who=[Who("Ada Lund")], said=[said], published="2021-03-04"))
"""


@pytest.mark.parametrize("there", [False, True])
def test_two_programs_that_add_at_once_lose_nothing(tmp_path, there):
    path = tmp_path / "made.sayso"
    if there:
        Record(path).close()
    run = [sys.executable, "-c", ADDER, str(path)]
    programs = [subprocess.Popen([*run, name], cwd=ROOT, stderr=subprocess.PIPE) for name in ("Tarn", "Ness", "Holm")]
    assert [program.communicate()[1].decode() for program in programs] == ["", "", ""]
    with Record(path, writing=False) as record:
        assert len(list(record.readings())) == 45
        counts = record.connection.execute("SELECT articles, statements FROM people").fetchall()
        numbers = record.connection.execute("SELECT count(DISTINCT statement_id) FROM statement").fetchone()
    assert counts == [(45, 45)]
    assert numbers == (45,)
