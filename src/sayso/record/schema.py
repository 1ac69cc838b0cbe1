"""A record in; which of its tables, indexes, views and triggers are not as Sayso makes them, out, and which texts."""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from functools import cache

from sayso.record.faults import Fault, heed
from sayso.record.opening import load_migrations, split_script


def check_schema(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Say what is missing, what another program added, and what is not as it was made."""
    found, made = _list_objects(connection), list_made_objects()
    for name in sorted(made.keys() | found.keys()):
        if name not in found:
            yield Fault("schema", None, f"{name} is missing")
        elif name not in made:
            yield Fault("schema", None, f"{name} is none of a record's; another program added it")
        elif found[name] != made[name]:
            yield Fault("schema", None, f"{name} is not as Sayso made it")


def _list_objects(connection: sqlite3.Connection) -> dict[str, str | None]:
    """List tables, indexes, views and triggers by kind and name, with the commands that make them."""
    rows = connection.execute("SELECT type || ' ' || name, sql FROM sqlite_master").fetchall()
    # SQLite keeps its own counts for its planner; of what FTS5 makes for itself each version may have its own wording.
    kept = [(name, sql) for name, sql in rows if not name.startswith("table sqlite_stat")]
    return {name: None if re.match(r"table \w+_fts_", name) else sql for name, sql in kept}


@cache
def list_made_objects() -> Mapping[str, str | None]:
    """List what Sayso makes, by kind and name, with the commands that make them."""
    empty = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for script in load_migrations().values():
            for command in split_script(script):
                empty.execute(command)
        return _list_objects(empty)
    finally:
        empty.close()


def check_texts(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Read every text, which fails where one is no UTF-8 any more; those of the articles have their digests."""
    listing = "SELECT group_concat(name) FROM pragma_table_info(?) WHERE type = 'TEXT' AND name <> 'text'"
    for name, command in list_made_objects().items():
        table = name.removeprefix("table ")
        columns = connection.execute(listing, (table,)).fetchone()[0] if "STRICT" in (command or "") else None
        if columns is not None:
            yield from heed(_read_through(connection, f"SELECT {columns} FROM {table}"), table)


def _read_through(connection: sqlite3.Connection, command: str) -> Iterator[Fault]:
    for _ in connection.execute(command):
        pass
    yield from ()
