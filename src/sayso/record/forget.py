"""A known entity in; a record, and its backups, that name it no longer out, and a line of the log that names nobody.

The one exception to "lines are only added", and it cannot be undone. The backups go first, while nobody else may write,
then the record in one transaction: what was begun and broken off is done by doing it again.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from sqlite3 import Connection

from sayso.data import Edit
from sayso.errors import EditError, RecordError
from sayso.record.edits import Change, Hand, fetch_edit, log
from sayso.record.here import aliases_of, name_of
from sayso.record.known import name_known, number_known
from sayso.record.names import (
    Names,
    Words,
    choose_names,
    find_whole,
    fold,
    make_names,
    scrub,
    scrub_address,
    split_name,
)
from sayso.record.opening import APPLICATION, PATIENCE, list_backups, load_migrations, naming_faults, writing_to
from sayso.record.places import unpack_places
from sayso.record.redact import (
    Person,
    Tally,
    count_touched,
    drop_notes,
    list_lines,
    list_pages,
    mark_touched,
    note_ids,
    redact,
)
from sayso.record.rows import unpack_names

WAIT = 2.0
"""Seconds to wait for those who read to be done before the last traces are removed."""
_ROUNDS = 8
"""Times that those who bear the same names are looked for: each may bring names of its own."""


@dataclass(frozen=True, slots=True)
class Forgetting:
    """What it would touch to forget somebody.

    `names` are the whole names, and then their parts; `known` are the ids of all known entities that are forgotten, the
    others because they bear one of the names. `removed` are backups that cannot be redacted, and would be deleted.
    """

    names: tuple[str, ...]
    known: tuple[str, ...]
    articles: int
    statements: int
    edits: int
    backups: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a person stands in a record, for finding them in a copy of it: an article and the names' places there."""

    article: str
    places: frozenset[tuple[int, int]]


def preview_forget(connection: Connection, known_id: int) -> Forgetting:
    """Say what it would touch to forget somebody; raise EditError where that cannot be."""
    _check(connection, known_id)
    if _find_tombstone(connection, known_id) is not None:
        raise EditError(f"{name_known(known_id)}: was forgotten already")
    person = find_person(connection, (known_id,))
    connection.execute("SAVEPOINT looking")
    try:
        tally = _count(connection, person)
    finally:
        connection.execute("ROLLBACK TO looking")
        connection.execute("RELEASE looking")
    backups = {backup.name: _is_current(backup) for backup in _find_backups(connection)}
    return Forgetting(
        (*(" ".join(name) for name in person.names.full), *person.names.parts),
        tuple(name_known(row) for row in sorted(person.known)),
        tally.articles, tally.statements, tally.edits,
        tuple(name for name, current in backups.items() if current),
        tuple(name for name, current in backups.items() if not current),
    )  # fmt: skip


def _count(connection: Connection, person: Person) -> Tally:
    mark_touched(connection, person)
    articles = statements = 0
    for page in list_pages(connection, person):
        articles += 1
        statements += count_touched(connection, page)
        note_ids(connection, page)
    edits = sum(1 for _ in list_lines(connection, person))
    drop_notes(connection)
    return Tally(articles, statements, edits)


def _find_backups(connection: Connection) -> list[Path]:
    file = next(row[2] for row in connection.execute("PRAGMA database_list") if row[1] == "main")
    return list_backups(Path(file)) if file else []


def forget(connection: Connection, path: Path, known_id: int, hand: Hand) -> Edit:
    """Take a person out of a record and of its backups for good; what was forgotten already is only scoured again.

    Give the line of the log: its `after` says how much was redacted, and which backups were deleted because another
    version of Sayso made them. Raises EditError where it is no person, RecordError where others are in the way.
    """
    with naming_faults(path):
        _check(connection, known_id)
        connection.execute("PRAGMA secure_delete = ON")
        if _find_tombstone(connection, known_id) is None:
            with writing_to(connection):
                person = find_person(connection, (known_id,))
                traces = list(_trace(connection, person.known))
                done = _redact_backups(list_backups(path), person, traces, hand)
                _forget(connection, person, hand, done)
            # Somebody may have copied the record meanwhile, as it was.
            late = [backup for backup in list_backups(path) if backup not in done]
            _redact_backups(late, person, traces, hand)
        _scour(connection, path)
        edit = _find_tombstone(connection, known_id)
    assert edit is not None
    return edit


def _check(connection: Connection, known_id: int) -> None:
    command = "SELECT kind FROM known_entity WHERE known_id = ?"
    kind = connection.execute(command, (known_id,)).fetchone()[0]
    if kind not in ("person", "unnamed"):
        name = name_known(known_id)
        raise EditError(f"{name}: is a {kind}, and only persons can be forgotten; correct its kind if that is wrong")


def _find_tombstone(connection: Connection, known_id: int) -> Edit | None:
    command = "SELECT edit_id FROM edit WHERE object = ? AND action = 'forget' ORDER BY edit_id DESC LIMIT 1"
    row = connection.execute(command, (name_known(known_id),)).fetchone()
    return None if row is None else fetch_edit(connection, row[0])


def _forget(connection: Connection, person: Person, hand: Hand, backups: dict[Path, bool]) -> None:
    """Redact a record, and leave a line for each that is forgotten."""
    tally = redact(connection, person)
    names = {path: scrub_address(path.name, person.names, parts=True) for path in backups}
    after = {
        "articles": tally.articles, "statements": tally.statements, "edits": tally.edits,
        "backups": [names[path] for path, redacted in backups.items() if redacted],
        "removed": [names[path] for path, redacted in backups.items() if not redacted],
    }  # fmt: skip
    why = hand.why and scrub(hand.why, person.names, parts=True)
    silent = replace(hand, by=scrub(hand.by, person.names), why=why)
    for row in sorted(person.known):
        log(connection, Change("forget", name_known(row), after=after), silent)


def _scour(connection: Connection, path: Path) -> None:
    """Leave nothing of what was: neither in the write-ahead log nor in pages that are not used any more."""
    connection.execute(f"PRAGMA busy_timeout = {int(WAIT * 1000)}")
    try:
        for command in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            row = connection.execute(command).fetchone()
            if row is not None and row[0]:
                raise sqlite3.OperationalError("database is locked")
    except sqlite3.OperationalError as fault:
        if "locked" not in str(fault):
            raise
        raise RecordError(
            f"{path}: the names are gone from it, but others are reading it, so traces are left in the file; "
            "have them close it, and forget the same id again"
        ) from fault
    finally:
        connection.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")


# Who is meant, and by which names.


def find_person(connection: Connection, known: Iterable[int], given: Names | None = None) -> Person:
    """Find all who are to be forgotten with known entities, and all their names; `given` are names known before.

    With them go those who were merged into them, and those whose name is one of the whole names.
    """
    found = set(known)
    names = given or make_names(())
    for _ in range(_ROUNDS):
        names = _merge(names, _read_names(connection, found))
        more = found | set(_list_merged(connection, found)) | set(_list_namesakes(connection, names))
        if more == found:
            break
        found = more
    return Person(frozenset(found), names)


def _merge(names: Names, others: Names) -> Names:
    return make_names({*names.full, *others.full}, {*names.parts, *others.parts})


def _read_names(connection: Connection, known: Iterable[int]) -> Names:
    """Read what known entities are called: names, aliases, and the words of their mentions of form "name"."""
    chief: list[str] = []
    others: dict[str, None] = {}
    titles: set[str] = set()
    for known_id in sorted(known):
        name, aliases, decided = connection.execute(
            "SELECT name, aliases, decided FROM known_entity WHERE known_id = ?", (known_id,)
        ).fetchone()
        chief += [name, *([json.loads(decided).get("name", name)] if decided else [])]
        others |= dict.fromkeys(unpack_names(aliases))
        for words in _list_words(connection, known_id):
            others |= dict.fromkeys(words)
        titles |= {word for title in _list_titles(connection, known_id) for run in split_name(title) for word in run}
    titles -= {word for name in chief for run in split_name(name)[:1] for word in run[-2:]}
    return choose_names(chief, others, titles, lambda words: _is_anothers(connection, words, known))


def _list_words(connection: Connection, known_id: int) -> Iterator[list[str]]:
    rows = connection.execute(
        "SELECT e.name, e.aliases, e.mentions, a.text FROM entity AS e JOIN article AS a USING (article_id) "
        "WHERE e.known_id = ?",
        (known_id,),
    )
    for name, aliases, mentions, text in rows:
        places = sorted(_read_name_places(mentions))
        # what is never named is a description: "the harbour master"
        own = name_of(name, mentions, text)
        called = [own, *aliases_of(aliases, own, mentions, text)] if places else []
        yield called + [text[start:end] for start, end in places]


def _list_titles(connection: Connection, known_id: int) -> list[str]:
    rows = connection.execute(
        "SELECT DISTINCT r.title FROM role AS r JOIN entity AS e USING (entity_id) "
        "WHERE e.known_id = ? AND r.title IS NOT NULL",
        (known_id,),
    )
    return [title for (title,) in rows]


def _is_anothers(connection: Connection, words: Words, known: Iterable[int]) -> bool:
    """Tell whether somebody else bears a name."""
    rows = connection.execute(
        "SELECT k.known_id, k.name FROM people_fts AS f JOIN known_entity AS k ON k.known_id = f.rowid "
        "WHERE f.people_fts MATCH ?",
        (" ".join(f'"{word}"' for word in words),),
    )
    return any(row not in known and split_name(name)[:1] == [words] for row, name in rows)


def _list_merged(connection: Connection, known: set[int]) -> Iterator[int]:
    """List those who were merged into others, and are nobody of their own now."""
    command = "SELECT after FROM edit WHERE action = 'merge' AND object = ?"
    for known_id in sorted(known):
        for (after,) in connection.execute(command, (name_known(known_id),)).fetchall():
            row = number_known(json.loads(after).get("with", ""))
            still = "SELECT 1 FROM known_entity WHERE known_id = ? AND articles = 0"
            if row is not None and connection.execute(still, (row,)).fetchone():
                yield row


def _list_namesakes(connection: Connection, names: Names) -> Iterator[int]:
    """List known entities whose name is one of the whole names, and not only holds one: "Ada Lund's brother"."""
    command = "SELECT known_id, name FROM known_entity WHERE kind NOT IN ('unnamed', 'group')"
    for known_id, name in connection.execute(command):
        if not find_whole(name, names):
            continue
        runs, ending = split_name(name), fold(name).rstrip(" .\"'")
        if len(runs) == 1 and ending.endswith(runs[0][-1]) and any(_ends_so(runs[0], full) for full in names.full):
            yield known_id


def _ends_so(name: Words, full: Words) -> bool:
    return name[-len(full) :] == full


# Backups.


def _trace(connection: Connection, known: Iterable[int]) -> Iterator[Trace]:
    rows = connection.execute(
        "SELECT a.id, e.mentions FROM entity AS e JOIN article AS a USING (article_id) "
        "WHERE e.known_id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(known)),),
    )
    for article, mentions in rows:
        yield Trace(article, _read_name_places(mentions))


def _read_name_places(mentions: str) -> frozenset[tuple[int, int]]:
    return frozenset((start, end) for start, end, form in unpack_places(mentions) if form == "name")


def _find_traced(connection: Connection, traces: Iterable[Trace]) -> Iterator[int]:
    """Find the known entities of a copy whose names stand where a person's stand in the record."""
    command = "SELECT e.known_id, e.mentions FROM entity AS e JOIN article AS a USING (article_id) WHERE a.id = ?"
    for trace in traces:
        for known_id, mentions in connection.execute(command, (trace.article,)):
            if trace.places & _read_name_places(mentions):
                yield known_id


def _redact_backups(backups: Iterable[Path], person: Person, traces: Sequence[Trace], hand: Hand) -> dict[Path, bool]:
    """Redact backups of this version, and delete the others; tell of each whether it was redacted."""
    done = {}
    for backup in backups:
        done[backup] = _is_current(backup)
        if done[backup]:
            _redact_backup(backup, person, traces, hand)
        else:
            for ending in ("", "-wal", "-shm", "-journal"):
                backup.with_name(backup.name + ending).unlink(missing_ok=True)
    return done


def _is_current(backup: Path) -> bool:
    """Tell whether a backup is one that this version of Sayso can read."""
    with naming_faults(backup), closing(sqlite3.connect(backup, timeout=WAIT)) as copy:
        try:
            found = [copy.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
        except sqlite3.DatabaseError as fault:
            if "locked" in str(fault):
                raise
            return False
    return found == [APPLICATION, max(load_migrations())]


def _redact_backup(backup: Path, person: Person, traces: Sequence[Trace], hand: Hand) -> None:
    with naming_faults(backup), closing(sqlite3.connect(backup, timeout=WAIT, isolation_level=None)) as copy:
        copy.execute("PRAGMA foreign_keys = ON")
        copy.execute("PRAGMA secure_delete = ON")
        with writing_to(copy):
            theirs = find_person(copy, _find_traced(copy, traces), person.names)
            _forget(copy, theirs, hand, {})
        _scour(copy, backup)
