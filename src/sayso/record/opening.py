"""The path of a record in, an open connection to it out: made where it is new, migrated where it is older.

Every fault of SQLite's leaves this package as a RecordError that says what is wrong with which file, and what to do.
"""

import glob
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from sayso.errors import DamagedRecordError, NewerRecordError, NoRecordError, RecordError

APPLICATION = 0x53617953
"""SQLite's `application_id` of a record: "SayS"."""
CACHE_KIB = 48_000
"""Memory that SQLite may use for pages of the file; twice as much made nothing faster at 100,000 articles."""
PATIENCE = 0.2
"""Seconds between two tries to write while another program does."""
_HEAD = b"SQLite format 3\0"
BACKUP = ".backup"
MOUNTS = Path("/proc/self/mounts")
"""Where Linux lists what is mounted."""
_UNWRITTEN = frozenset(f"SQLITE_IOERR_{what}" for what in "WRITE FSYNC DIR_FSYNC TRUNCATE SHMSIZE".split())
"""Faults of writing that are none of the record's: a quota, the largest size of a file, a disk that went away."""

_OTHER = "{}: not a record of Sayso's, and no database at all; name another file with --db"

Waiting = Callable[[], None]
Migrations = dict[int, str]


def now() -> str:
    """Give the time in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def load_migrations() -> Migrations:
    """Load the numbered scripts, each of which takes a record from the version before to its own."""
    folder = files("sayso.record") / "migrations"
    scripts = {int(entry.name[:3]): entry.read_text("utf-8") for entry in folder.iterdir() if entry.name[:3].isdigit()}
    return dict(sorted(scripts.items()))


def connect(path: Path, *, writing: bool, create: bool = False, migrations: Migrations | None = None) -> (
    sqlite3.Connection
):  # fmt: skip
    """Open a record; make it where `create` says so and there is none.

    Raises NoRecordError, NewerRecordError, DamagedRecordError or RecordError.
    """
    steps = migrations or load_migrations()
    if not path.exists() and not create:
        raise NoRecordError(f"{path}: no such record; make one with `sayso add --db {path} REPORT`")
    if path.exists() and not path.is_file():  # SQLite calls a folder a fault of the disk, and would wait for a pipe
        raise RecordError(f"{path}: is {'a folder' if path.is_dir() else 'no file'}, and cannot be opened as a record; "
                          "name a file with --db")  # fmt: skip
    _refuse_other(path)
    with naming_faults(path):
        connection = _open(path, writing=writing)
        try:
            _prepare(connection, path, steps, writing=writing, create=create)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def naming_faults(path: Path) -> Iterator[None]:
    """Turn SQLite's faults into ours, which name the file."""
    try:
        yield
    except sqlite3.Error as fault:
        raise name_fault(fault, path) from fault
    except UnicodeDecodeError as fault:  # a text of the file is none
        raise name_fault(sqlite3.DatabaseError("malformed text"), path) from fault


def name_fault(fault: sqlite3.Error, path: Path) -> RecordError:
    """Say what a fault of SQLite's means to the one who keeps the record."""
    words = str(fault)
    if "not a database" in words:
        return NoRecordError(_OTHER.format(path))
    if getattr(fault, "sqlite_errorname", "") in _UNWRITTEN:
        return RecordError(f"{path}: cannot be written ({words}); is the disk full, or what you may use of it? "
                           "Make room and go on, nothing that was added is lost")  # fmt: skip
    if "malformed" in words or "disk I/O" in words or "vtable constructor" in words:
        return DamagedRecordError(f"{path}: the record is damaged ({words}); restore it from a backup")
    if "full" in words:
        return RecordError(f"{path}: the disk is full; free some space and go on, nothing that was added is lost")
    if "readonly" in words or "read-only" in words:
        return RecordError(f"{path}: may only be read; change its permissions, or work on a copy")
    if "unable to open" in words:
        return RecordError(f"{path}: cannot be opened; is its folder there, and may you write to it?")
    if "locked" in words or "busy" in words:
        return RecordError(f"{path}: another program is writing to it; try again when it is done")
    return RecordError(f"{path}: {words}")


def _refuse_other(path: Path) -> None:
    """Raise NoRecordError for a file that is none of SQLite's: one of a few bytes it would take for an empty one."""
    with suppress(OSError):  # which SQLite names
        with path.open("rb") as file:
            head = file.read(len(_HEAD))
        if head and head != _HEAD:
            raise NoRecordError(_OTHER.format(path))


def _open(path: Path, *, writing: bool) -> sqlite3.Connection:
    if writing:
        return _set_up(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False))
    address = path.resolve().as_uri()
    try:
        return _set_up(sqlite3.connect(f"{address}?mode=ro", timeout=5, isolation_level=None, uri=True))
    except sqlite3.OperationalError as fault:
        if "unable to open" not in str(fault) and "readonly" not in str(fault):
            raise
        _refuse_left(path)
        # In a folder that may only be read, SQLite cannot keep its index of the write-ahead log: there is no writer.
        return _set_up(sqlite3.connect(f"{address}?immutable=1", isolation_level=None, uri=True))


def _refuse_left(path: Path) -> None:
    """Raise RecordError where a write-ahead log lies beside a record and cannot be read: it holds what came last."""
    log = path.resolve().with_name(f"{path.resolve().name}-wal")
    if log.exists() and log.stat().st_size:
        raise RecordError(f"{path}: what was added last is still in {log.name}, which cannot be read in a folder that "
                          "may only be read; copy both to another one")  # fmt: skip


def _set_up(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, steps: Migrations, *, writing: bool, create: bool) -> None:
    version, last = _read_version(connection, path), max(steps)
    if not version and not create:  # an empty file, or what was killed before it had begun
        raise NoRecordError(f"{path}: is empty, and no record yet; begin one with `sayso add --db {path} REPORT`")
    if version > last:
        raise NewerRecordError(f"{path}: made by a later version of Sayso (record {version}, this one knows {last}); "
                               "update Sayso")  # fmt: skip
    if version == last:
        if writing:
            _set_journal(connection, path)
        return
    if not writing:
        raise RecordError(f"{path}: made by an earlier version of Sayso; bring it up to date with `sayso db migrate`")
    _set_journal(connection, path)
    if version:
        back_up(connection, path)
    _migrate(connection, steps)


def _read_version(connection: sqlite3.Connection, path: Path) -> int:
    """Give the version of a record, 0 of a file that is new; raise NoRecordError for another program's."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION:
        if application or connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise NoRecordError(f"{path}: a database, but not a record of Sayso's; name another file with --db")
        return 0
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _set_journal(connection: sqlite3.Connection, path: Path) -> None:
    """Let many read while one writes; where the file system cannot, as on a network share, they take turns."""
    mode = "DELETE" if find_share(path) else "WAL"
    try:
        connection.execute(f"PRAGMA journal_mode = {mode}")
    except sqlite3.OperationalError as fault:
        if "locked" not in str(fault):  # another has it open, in the mode that it is in
            connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = NORMAL")


def _migrate(connection: sqlite3.Connection, steps: Migrations) -> None:
    with writing_to(connection):
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        for number, script in steps.items():
            if number > version:
                for command in split_script(script):
                    connection.execute(command)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {max(steps)}")


def split_script(script: str) -> Iterator[str]:
    """Split a script into its commands, as SQLite sees them; `executescript` would commit what is open."""
    command = ""
    for line in script.splitlines(keepends=True):
        command += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(command):
            yield command
            command = ""
    if command.strip():
        yield command


@contextmanager
def writing_to(connection: sqlite3.Connection, waiting: Waiting | None = None) -> Iterator[None]:
    """Write all or nothing. While another program is in the way, wait, and say so by `waiting`."""
    _insist(connection, "BEGIN IMMEDIATE", waiting)
    try:
        yield
        # Without a write-ahead log those who read are waited for, too.
        _insist(connection, "COMMIT", waiting)
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _insist(connection: sqlite3.Connection, command: str, waiting: Waiting | None) -> None:
    began, told = time.monotonic(), waiting is None
    while True:
        try:
            connection.execute(command)
        except sqlite3.OperationalError as fault:
            if "locked" not in str(fault):
                raise
            if not told and waiting and time.monotonic() - began > 1:
                waiting()
                told = True
            time.sleep(PATIENCE)
        else:
            return


def back_up(connection: sqlite3.Connection, path: Path, target: Path | None = None) -> Path:
    """Copy a record as it is at this moment, while others may read and write it; give where the copy lies."""
    stamp = re.sub(r"[-:]", "", now())
    target = target or _free_name(path.with_name(f"{path.name}.{stamp}"))
    if target.exists():
        raise RecordError(f"{target}: is there already; name another file for the copy")
    with naming_faults(target):
        copy = sqlite3.connect(target)
        try:
            connection.backup(copy)
        finally:
            copy.close()
    return target


def _free_name(base: Path) -> Path:
    names = (base.with_name(f"{base.name}{'' if n == 0 else f'-{n}'}{BACKUP}") for n in range(1_000))
    return next(name for name in names if not name.exists())


_SHARES = frozenset("nfs nfs4 cifs smb2 smb3 smbfs 9p afs ceph fuse.sshfs fuse.rclone fuse.s3fs".split())
"""Kinds of file systems on which SQLite's locks and its shared memory cannot be relied upon (sqlite.org, "WAL")."""


def find_share(path: Path, *, table: Path = MOUNTS) -> str | None:
    """Name the kind of network share that a path lies on; None where it lies on a disk, or where nobody can tell.

    `table` lists what is mounted where, as Linux does.
    """
    whole = path.resolve()
    if str(whole).startswith("\\\\"):
        return "a Windows share"
    try:
        mounts = table.read_text("utf-8", "replace")
    except OSError:  # not on Linux
        return None
    found = [line.split()[1:3] for line in mounts.splitlines() if len(line.split()) > 2]
    placed = [(Path(place.replace("\\040", " ")), kind) for place, kind in found]
    inside = [mount for mount in reversed(placed) if whole.is_relative_to(mount[0])]  # the last one hides the others
    kind = max(inside, key=lambda mount: len(mount[0].parts), default=(whole, ""))[1]
    return kind if kind in _SHARES else None


def list_backups(path: Path) -> list[Path]:
    """List the copies that `back_up` made beside a record."""
    return sorted(path.parent.glob(f"{glob.escape(path.name)}.*{BACKUP}"))
