"""What was added stays, whatever happens: kills, a second writer, a full disk, files that may only be read or are none.

What is done for good is told by a process as it does it (see `survival`); then it is looked for in the record.
"""

import ctypes
import os
import random
import re
import signal
import sqlite3
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from sayso.errors import DamagedRecordError, NewerRecordError, NoRecordError, RecordError
from sayso.keeping import Record
from sayso.record import opening
from sayso.record.opening import find_share, name_fault
from tests.record.made import HARBOUR, LATER, NEWER, READINGS
from tests.record.survival import (
    count_texts,
    find_wrong,
    hear,
    hear_line,
    invent_readings,
    keep_readings,
    run,
    show_rows,
    start,
    write_readings,
)

KILLS = 50
MANY = invent_readings(260)
FEW = MANY[:30]


@pytest.fixture(autouse=True)
def _interruptible():
    """Let what is started hear Ctrl-C, though these tests run in the background, where a shell takes that away."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


posix = pytest.mark.skipif(sys.platform == "win32", reason="no such limits on this system")


def list_kept(path: Path) -> list[str]:
    """List the articles of a record that may not have been begun; it is sound, and each is there once."""
    try:
        wrong = find_wrong(path)
    except NoRecordError:
        return []
    assert wrong == []
    kept = count_texts(path)
    assert len(set(kept)) == len(kept)
    return kept


def add_and_kill(db: Path, readings: Path, *, after: int, delay: float) -> list[str]:
    """Start `sayso add`, kill it some time after so many articles were added; give what it told."""
    process = start("add", str(readings), "--db", str(db), telling=True)
    told: list[str] = []
    while sum(line.startswith("new") for line in told) < after and (line := hear_line(process)):
        told.append(line)
    time.sleep(delay)
    process.kill()
    told += hear(process)
    process.communicate()
    return told


def find_told(told: list[str], ids: list[str]) -> list[str]:
    """Find the articles whose outcomes were told, by the line of the file on which they stand."""
    return [ids[int(line.rpartition(":")[2]) - 1] for line in told]


def kill_often(folder: Path, readings: Path, *, seed: int, starting: float) -> Path:
    """Kill a run again and again, in its start and at work, and look each time that nothing is lost; give the record.

    `starting` is about how many seconds it takes until the first article is added.
    """
    ids = [reading.article.id for reading in MANY]
    db, chance, kept = folder / f"killed{seed}.db", random.Random(seed), list[str]()
    for n in range(KILLS // 2):
        early = n % 5 == 0
        after, delay = (0, chance.uniform(0, starting)) if early else (chance.randrange(14), chance.uniform(0, 0.01))
        told = add_and_kill(db, readings, after=after, delay=delay)
        passed_over = [f"skipped {readings}:{line}" for line in range(1, len(kept) + 1)]
        assert [line for line in told if not line.startswith("new")] == passed_over[: len(told)]
        certain, kept = {*kept, *find_told(told, ids)}, list_kept(db)
        assert certain <= set(kept)
        assert kept == ids[: len(kept)]
    assert 0 < len(kept) < len(ids), "the kills fell on a run at work"
    return db


def test_a_run_that_is_killed_fifty_times_loses_nothing_and_comes_to_the_same_record(tmp_path):
    whole, readings = tmp_path / "whole.db", write_readings(tmp_path / "readings.jsonl", MANY)
    began = time.monotonic()
    add_and_kill(tmp_path / "other.db", readings, after=1, delay=0)
    starting = time.monotonic() - began
    assert run("add", str(readings), "--db", str(whole)).returncode == 0
    with ThreadPoolExecutor(2) as hands:
        begun = [hands.submit(kill_often, tmp_path, readings, seed=seed, starting=starting) for seed in (1, 2)]
        killed = [one.result() for one in begun]
    for db in killed:
        assert run("add", str(readings), "--db", str(db)).returncode == 0
        assert show_rows(db) == show_rows(whole)
        assert find_wrong(db) == []


@pytest.mark.parametrize("n", range(4))
def test_a_run_that_is_killed_as_it_ends_has_lost_nothing(n, tmp_path):
    db, readings = tmp_path / "killed.db", write_readings(tmp_path / "readings.jsonl", FEW)
    told = add_and_kill(db, readings, after=len(FEW), delay=random.Random(n).uniform(0, 0.02) * (n > 0))
    assert len(told) == len(FEW)
    assert list_kept(db) == [reading.article.id for reading in FEW]


@pytest.mark.parametrize("n", range(6))
def test_a_record_whose_making_was_killed_is_none_or_sound_and_can_be_added_to(n, tmp_path):
    db, readings = tmp_path / "killed.db", write_readings(tmp_path / "readings.jsonl", FEW[:5])
    process = start("add", str(readings), "--db", str(db))
    while not db.exists() and process.poll() is None:
        time.sleep(0.0002)
    time.sleep(random.Random(n).uniform(0, 0.02) * (n > 0))
    process.kill()
    process.communicate()
    list_kept(db)
    assert run("add", str(readings), "--db", str(db)).returncode == 0
    assert list_kept(db) == [reading.article.id for reading in FEW[:5]]


def test_what_a_killed_run_has_added_is_found_before_the_next_one(tmp_path):
    db, readings = tmp_path / "killed.db", write_readings(tmp_path / "readings.jsonl", FEW)
    add_and_kill(db, readings, after=len(FEW), delay=0)
    found = run("search", "shut", "--json", "--limit", "1000", "--db", str(db))
    assert len(found.stdout.splitlines()) == len(FEW)


@pytest.mark.weights
@posix
def test_processes_that_read_end_with_the_one_that_began_them(tmp_path):
    for n in range(12):
        (tmp_path / f"{n}.txt").write_text(f"“Gate {n} is shut,” said Ada Lund, the mayor of Tarn.\n", encoding="utf-8")
    db = tmp_path / "killed.db"
    process = start("add", str(tmp_path), "--db", str(db), "-j", "2", telling=True)
    assert hear_line(process).startswith("new")
    process.kill()
    process.communicate(timeout=20)  # whoever lives on keeps its standard error open
    kept = list_kept(db)
    assert kept
    assert run("add", str(tmp_path), "--db", str(db)).returncode == 0
    assert set(kept) < set(list_kept(db))
    assert len(list_kept(db)) == 12


@posix
@pytest.mark.weights
def test_a_run_that_is_interrupted_at_the_keyboard_ends_with_130_and_without_a_traceback(tmp_path):
    for n in range(40):
        (tmp_path / f"{n}.txt").write_text(f"“Gate {n} is shut,” said Ada Lund, the mayor of Tarn.\n", encoding="utf-8")
    db = tmp_path / "stopped.db"
    process = start("add", str(tmp_path), "--db", str(db), "-j", "2", telling=True, start_new_session=True)
    assert hear_line(process).startswith("new")
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: all of them
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in said.decode()
    assert said.decode().splitlines()[0].startswith("sayso: interrupted: ")
    assert list_kept(db)


def test_what_was_added_before_an_interruption_stays(tmp_path):
    db, readings = tmp_path / "stopped.db", write_readings(tmp_path / "readings.jsonl", MANY)
    process = start("add", str(readings), "--db", str(db), telling=True)
    told = [hear_line(process) for _ in range(20)]
    process.send_signal(signal.SIGINT)
    told += hear(process)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    first = said.decode().splitlines()[0]
    assert re.match(rf"sayso: interrupted: ({len(told) - 1}|{len(told)}) articles added", first)
    assert first.endswith("start it again to go on")
    assert list_kept(db) == [reading.article.id for reading in MANY[: len(told)]]


@pytest.mark.parametrize("begun", [False, True], ids=["new", "begun"])
def test_two_that_add_at_once_lose_nothing_and_keep_nothing_twice(begun, tmp_path):
    db, both = tmp_path / "shared.db", MANY[:120]
    parts = [both[:80], both[40:]]
    files = [write_readings(tmp_path / f"{n}.jsonl", part) for n, part in enumerate(parts)]
    if begun:
        keep_readings(db, FEW[:3])
    writers = [start("add", str(file), "--db", str(db)) for file in files]
    said = [writer.communicate(timeout=120)[1].decode() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], said
    assert sorted(list_kept(db)) == sorted(reading.article.id for reading in both)
    assert [run("add", str(file), "--db", str(db)).stderr.count("0 articles added") for file in files] == [1, 1]


def test_one_that_waits_for_another_says_so_and_goes_on(tmp_path):
    db, readings = keep_readings(tmp_path / "shared.db", FEW[:3]), write_readings(tmp_path / "readings.jsonl", FEW)
    with closing(sqlite3.connect(db, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        process = start("add", str(readings), "--db", str(db))
        assert process.stderr is not None
        assert b"another program is writing to it; waiting until it is done" in process.stderr.readline()
        assert process.poll() is None
        other.execute("ROLLBACK")
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0
    assert said.decode().count("waiting") == 0, "it is said once"
    assert len(list_kept(db)) == len(FEW)


@pytest.mark.parametrize("holding", ["reader", "writer"])
def test_on_a_share_a_writer_waits_for_others(holding, tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "find_share", lambda path: "nfs4")
    db, said = keep_readings(tmp_path / "share.db", FEW), list[str]()
    with closing(sqlite3.connect(db, isolation_level=None, check_same_thread=False)) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        other.execute("BEGIN" if holding == "reader" else "BEGIN IMMEDIATE")
        other.execute("SELECT count(*) FROM article").fetchone()
        with Record(db, waiting=lambda: said.append("waiting")) as record:
            threading.Timer(1.6, lambda: other.execute("ROLLBACK")).start()
            assert record.add(MANY[40]) == "new"
    assert said == ["waiting"]
    assert len(list_kept(db)) == len(FEW) + 1


def test_a_full_disk_is_said_in_a_line_and_nothing_is_lost(tmp_path):
    db = keep_readings(tmp_path / "full.db", FEW)
    before = show_rows(db)
    with Record(db) as record:
        pages = record.connection.execute("PRAGMA page_count").fetchone()[0]
        record.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(RecordError, match="the disk is full; free some space") as caught:
            list(map(record.add, MANY[30:]))
        assert "\n" not in str(caught.value)
        kept = count_texts(db)
        assert list(record.verify()) == []
    assert show_rows(db)["article"][: len(FEW)] == before["article"]
    with Record(db) as record:
        came = [record.add(reading) for reading in MANY]
    assert came == ["known"] * len(kept) + ["new"] * (len(MANY) - len(kept))
    assert find_wrong(db) == []


def limit_files() -> None:
    """Let no file of this process grow over 600,000 bytes."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))


@posix
def test_a_disk_that_takes_no_more_ends_a_run_in_a_line_and_the_next_one_goes_on(tmp_path):
    db, readings = tmp_path / "full.db", write_readings(tmp_path / "readings.jsonl", MANY)
    process = start("add", str(readings), "--db", str(db), telling=True, preexec_fn=limit_files)
    out, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert said.decode().startswith(f"sayso: {db}: cannot be written")
    assert said.count(b"\n") == 1
    assert len(list_kept(db)) == out.count(b"\n") > 0
    assert run("add", str(readings), "--db", str(db)).returncode == 0
    assert list_kept(db) == [reading.article.id for reading in MANY]


def be_nobody_special() -> None:
    """Give up what root may do beyond others: to write where it is not allowed to."""
    libc = ctypes.CDLL(None)
    for capability in (1, 2):  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH (linux/capability.h)
        libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP; whoever may not do that has none of them


def lock_up(path: Path) -> None:
    path.chmod(0o555 if path.is_dir() else 0o444)


@pytest.fixture
def locked(tmp_path, request):
    """Give a record that may only be read: the file, or its folder, or both; the folder is opened again at the end."""
    folder = tmp_path / "archive"
    folder.mkdir()
    db = keep_readings(folder / "news.db", FEW)
    for path in {"file": [db], "folder": [folder], "both": [db, folder]}[request.param]:
        lock_up(path)
    yield db
    folder.chmod(0o755)


everywhere = pytest.mark.parametrize("locked", ["file", "folder", "both"], indirect=True)
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="root may do everything, and stays root here")


@linux
@everywhere
@pytest.mark.parametrize("command", [["search", "shut"], ["who", "k1"], ["export", "-f", "csv"], ["db", "check"]])
def test_a_record_that_may_only_be_read_is_read(command, locked):
    done = run(*command, "--db", str(locked), preexec_fn=be_nobody_special)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert done.stdout or done.stderr == "sayso: the record is sound\n"


@linux
@everywhere
def test_what_to_do_is_said_where_a_record_may_only_be_read(locked, tmp_path):
    readings = write_readings(tmp_path / "readings.jsonl", [HARBOUR])
    done = run("add", str(readings), "--db", str(locked), preexec_fn=be_nobody_special)
    assert done.returncode == 1
    assert done.stderr == f"sayso: {locked}: may only be read; change its permissions, or work on a copy\n"
    assert len(list_kept(locked)) == len(FEW)


@linux
def test_what_to_do_is_said_where_no_record_can_be_made(tmp_path):
    folder = tmp_path / "archive"
    folder.mkdir()
    lock_up(folder)
    readings = write_readings(tmp_path / "readings.jsonl", [HARBOUR])
    done = run("add", str(readings), "--db", str(folder / "news.db"), preexec_fn=be_nobody_special)
    folder.chmod(0o755)
    assert done.returncode == 1
    assert done.stderr == (
        f"sayso: {folder / 'news.db'}: cannot be opened; is its folder there, and may you write to it?\n"
    )


@linux
def test_what_a_killed_run_left_in_a_folder_that_may_only_be_read_is_not_passed_over(tmp_path):
    folder = tmp_path / "archive"
    folder.mkdir()
    add_and_kill(folder / "news.db", write_readings(tmp_path / "r.jsonl", FEW), after=len(FEW), delay=0)
    for path in (*folder.iterdir(), folder):
        lock_up(path)
    done = run("search", "shut", "--json", "--limit", "99", "--db", str(folder / "news.db"),
               preexec_fn=be_nobody_special)  # fmt: skip
    folder.chmod(0o755)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, len(FEW))


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> bytes:
    path = tmp_path_factory.mktemp("sound") / "sound.db"
    return keep_readings(path, (*READINGS.values(), NEWER)).read_bytes()


@linux
def test_what_was_added_last_and_cannot_be_read_is_not_kept_quiet(tmp_path):
    folder = tmp_path / "archive"
    folder.mkdir()
    add_and_kill(folder / "news.db", write_readings(tmp_path / "r.jsonl", FEW), after=len(FEW), delay=0)
    (folder / "news.db-shm").unlink()
    lock_up(folder)
    done = run("search", "shut", "--db", str(folder / "news.db"), preexec_fn=be_nobody_special)
    folder.chmod(0o755)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "what was added last is still in news.db-wal" in done.stderr
    assert len(list_kept(folder / "news.db")) == len(FEW)


def write_text(path: Path, sound: bytes) -> None:
    path.write_text("Notes on the dam, dear to me.\n" * 40, encoding="utf-8")


def write_short_text(path: Path, sound: bytes) -> None:
    path.write_text("Notes", encoding="utf-8")


def write_half(path: Path, sound: bytes) -> None:
    path.write_bytes(sound[: len(sound) // 2])


def write_first_page(path: Path, sound: bytes) -> None:
    path.write_bytes(sound[:4096])


def leave_out_last_page(path: Path, sound: bytes) -> None:
    path.write_bytes(sound[:-4096])


def make_database(path: Path, sound: bytes) -> None:
    change(path, "CREATE TABLE bookmark (x)")


def make_new_database(path: Path, sound: bytes) -> None:
    change(path, "PRAGMA application_id = 7")


def change(path: Path, command: str) -> None:
    """Change a database, or make one."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(command)


STRANGE = [
    (write_text, NoRecordError, "no database at all"),
    (write_short_text, NoRecordError, "no database at all"),
    (write_half, DamagedRecordError, "restore it from a backup"),
    (write_first_page, DamagedRecordError, "restore it from a backup"),
    (leave_out_last_page, DamagedRecordError, "restore it from a backup"),
    (make_database, NoRecordError, "not a record of Sayso's"),
    (make_new_database, NoRecordError, "not a record of Sayso's"),
]


@pytest.mark.parametrize(("make", "fault", "words"), STRANGE)
@pytest.mark.parametrize("writing", [False, True], ids=["reading", "writing"])
def test_a_file_that_is_no_record_is_refused_in_a_line_and_left_as_it_is(make, fault, words, writing, sound, tmp_path):
    path = tmp_path / "strange.db"
    make(path, sound)
    before = path.read_bytes()
    with pytest.raises(fault, match=words) as caught:
        Record(path, writing=writing)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == before


def test_a_record_of_a_later_version_is_refused_and_left_as_it_is(sound, tmp_path):
    path = tmp_path / "newer.db"
    path.write_bytes(sound)
    change(path, "PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(NewerRecordError, match="update Sayso"):
        Record(path)
    assert path.read_bytes() == before


def test_an_empty_file_is_no_record_yet_but_may_become_one(tmp_path):
    path = tmp_path / "empty.db"
    path.touch()
    for writing in (False, True):
        with pytest.raises(NoRecordError, match="begin one with `sayso add"):
            Record(path, writing=writing, create=False)
    assert path.read_bytes() == b""
    with Record(path) as record:
        assert record.add(HARBOUR) == "new"


def test_a_folder_is_no_record(tmp_path):
    done = run("add", str(tmp_path), "--db", str(tmp_path))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    with pytest.raises(RecordError, match="cannot be opened"):
        Record(tmp_path)


def test_a_folder_that_is_not_there_is_said_in_a_line(tmp_path):
    with pytest.raises(RecordError, match="is its folder there, and may you write to it"):
        Record(tmp_path / "no" / "such" / "folder" / "news.db")


@pytest.mark.parametrize("fault", [
    sqlite3.OperationalError("database or disk is full"),
    sqlite3.OperationalError("attempt to write a readonly database"),
    sqlite3.OperationalError("unable to open database file"),
    sqlite3.OperationalError("database is locked"),
    sqlite3.DatabaseError("database disk image is malformed"),
    sqlite3.DatabaseError("file is not a database"),
    sqlite3.InterfaceError("something new"),
])  # fmt: skip
def test_every_fault_of_the_database_is_a_line_that_names_the_file(fault):
    named = name_fault(fault, Path("news.db"))
    assert str(named).startswith("news.db: ")
    assert "\n" not in str(named)


def interrupt_corrections(record: Record) -> None:
    record.correct("k1", "name", "Ada Lund-Ruys")
    record.confirm("k2")
    raise KeyboardInterrupt


def test_corrections_that_are_interrupted_change_nothing(tmp_path):
    db = keep_readings(tmp_path / "cut.db", [HARBOUR, LATER])
    before = show_rows(db)
    with pytest.raises(KeyboardInterrupt), Record(db) as record, record.writing():
        interrupt_corrections(record)
    assert show_rows(db) == before
    assert find_wrong(db) == []


MOUNTS = """\
/dev/vda / ext4 rw 0 0
proc /proc proc rw 0 0
files.example:/export /mnt/news nfs4 rw,vers=4.2 0 0
//files.example/desk /mnt/the\\040desk cifs rw 0 0
/dev/vdb /mnt/news/scratch xfs rw 0 0
auto.home /home/ada autofs rw 0 0
files.example:/home/ada /home/ada nfs rw 0 0
ada@files.example: /mnt/far fuse.sshfs rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/var/news.db", None),
        ("/mnt/news/news.db", "nfs4"),
        ("/mnt/news/2024/news.db", "nfs4"),
        ("/mnt/newspapers/news.db", None),
        ("/mnt/news/scratch/news.db", None),
        ("/mnt/the desk/news.db", "cifs"),
        ("/home/ada/news.db", "nfs"),
        ("/mnt/far/news.db", "fuse.sshfs"),
    ],
)
@posix
def test_a_network_share_is_known_by_what_is_mounted(place, kind, tmp_path):
    table = tmp_path / "mounts"
    table.write_text(MOUNTS, encoding="utf-8")
    assert find_share(Path(place), table=table) == kind


@posix
def test_a_link_to_a_share_is_a_share(tmp_path):
    (tmp_path / "share").mkdir()
    (tmp_path / "news.db").symlink_to(tmp_path / "share" / "news.db")
    table = tmp_path / "mounts"
    table.write_text(f"files.example:/ {tmp_path.resolve() / 'share'} nfs4 rw 0 0\n", encoding="utf-8")
    assert find_share(tmp_path / "news.db", table=table) == "nfs4"


def test_no_share_is_seen_where_nobody_lists_what_is_mounted(tmp_path):
    assert find_share(tmp_path / "news.db", table=tmp_path / "gone") is None


def test_a_record_on_a_share_is_kept_without_a_write_ahead_log(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "find_share", lambda path: "cifs")
    db = keep_readings(tmp_path / "share.db", FEW)
    assert [path.name for path in tmp_path.iterdir()] == ["share.db"]
    assert find_wrong(db) == []
