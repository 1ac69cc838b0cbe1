"""The path of a record in; what is well with it and with this installation, and what is not, out."""

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import ModelError, SaysoError
from sayso.show.label import label_count

ROOM = 500_000_000
"""Bytes free on the disk under which one is warned."""
_OLDEST = (3, 38, 0)
"""SQLite from which on a record can be kept: STRICT came with 3.37, `->>` with 3.38."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was looked at, whether it is well, and what there is to say of it."""

    what: str
    well: bool
    told: str = ""


def examine(db: Path) -> Iterator[Finding]:
    """Look at Python, SQLite, the weights, the disk and the record, one after another."""
    yield Finding(f"Python {sys.version.split()[0]}", sys.version_info >= (3, 11))
    yield _examine_sqlite()
    yield _examine_weights()
    yield _examine_disk(db)
    if db.exists():
        yield from _examine_record(db)
    else:
        yield Finding(f"no record at {db}", well=True, told="`sayso add` makes one")


def _examine_sqlite() -> Finding:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5 (word)")
    except sqlite3.OperationalError:
        return Finding("SQLite", well=False, told="was built without FTS5; use another build of Python")
    finally:
        connection.close()
    enough = sqlite3.sqlite_version_info >= _OLDEST
    told = "" if enough else f"is too old; {'.'.join(map(str, _OLDEST))} or later is needed"
    return Finding(f"SQLite {sqlite3.sqlite_version} with full-text search", enough, told)


def _examine_weights() -> Finding:
    from sayso.model import load_model

    try:
        model = load_model(1)
    except ModelError as fault:
        return Finding("weights", well=False, told=str(fault))
    return Finding("weights", well=True, told=model.digest[:19])


def _examine_disk(db: Path) -> Finding:
    free = shutil.disk_usage(db.absolute().parent if db.absolute().parent.exists() else Path.cwd()).free
    told = f"{free / 1e9:.1f} GB free"
    return Finding("disk", free > ROOM, told if free > ROOM else f"{told}; make room before adding more")


def _examine_record(db: Path) -> Iterator[Finding]:
    from sayso.record import Store, find_share, list_backups

    share = find_share(db)
    told = f"lies on a network share ({share}): one program at a time, and slow; better keep it on a disk of its own"
    yield Finding("place", share is None, "on a disk of this machine" if share is None else told)
    try:
        with Store(db, writing=False) as store:
            counts = store.count()
    except SaysoError as fault:
        yield Finding("record", well=False, told=str(fault))
        return
    yield Finding("record", well=True, told=f"{label_count(counts.articles, 'article')}, "
                  f"{label_count(counts.statements, 'statement')}; `sayso db check` looks at every one")  # fmt: skip
    backups = list_backups(db)
    yield Finding(
        "backups", well=True, told=f"{len(backups)} beside it" if backups else "none; `sayso db backup` makes one"
    )
