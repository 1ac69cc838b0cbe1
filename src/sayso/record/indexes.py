"""A full-text index and the words of its rows in; the rows of which it holds too few words, or too many, out."""

import re
import sqlite3
from collections.abc import Iterable, Iterator

from sayso.record.faults import Fault
from sayso.record.schema import list_made_objects

NAMED = 1_000
"""Rows of a full-text index that are named at most: who has more has to make it again anyway."""


def compare_index(
    connection: sqlite3.Connection, index: str, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]
) -> Iterator[Fault]:
    """Index words again, and compare the two indexes word by word.

    FTS5's own check would need to write, and before SQLite 3.44 it did not look at the words.
    """
    named = set[int]()
    _index_again(connection, index, columns, rows)
    for (term,) in connection.execute(_DIFFERENT.format(index=index)).fetchall():
        for number, what in _find_differences(connection, index, term):
            if number in named:
                continue
            if len(named) == NAMED:
                yield Fault(index, None, "and so on; only the first rows are named")
                return
            named.add(number)
            yield Fault(index, number, what)


_PRINT = (
    "(SELECT count(*) || ' ' || sum(doc % 1000000007) || ' ' || sum(doc % 999983 * (offset + unicode(col)) % 999983) "
    "FROM temp.{index}_{side} AS i WHERE i.term = t.term)"
)
"""What tells of a word in an index in how many rows it is, in which, and where; null where it is in none."""
_DIFFERENT = (
    "SELECT t.term FROM (SELECT term FROM temp.{index}_kept_terms UNION SELECT term FROM temp.{index}_made_terms) AS t "
    f"WHERE {_PRINT.replace('{side}', 'kept')} IS NOT {_PRINT.replace('{side}', 'made')} LIMIT 10000"
)


def _index_again(
    connection: sqlite3.Connection, index: str, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]
) -> None:
    made = list_made_objects()[f"table {index}"] or ""
    tokenize = re.search(r'tokenize="[^"]*"', made)
    assert tokenize is not None
    listed, marks = ", ".join(columns), ", ".join("?" * len(columns))
    connection.execute(
        f"CREATE VIRTUAL TABLE temp.{index}_again USING fts5({listed}, content='', columnsize=0, {tokenize[0]})"
    )
    connection.executemany(f"INSERT INTO temp.{index}_again (rowid, {listed}) VALUES (?, {marks})", rows)
    for name, place in (("kept", f"main, {index}"), ("made", f"temp, {index}_again")):
        connection.execute(f"CREATE VIRTUAL TABLE temp.{index}_{name} USING fts5vocab({place}, instance)")
        connection.execute(f"CREATE VIRTUAL TABLE temp.{index}_{name}_terms USING fts5vocab({place}, row)")


def _find_differences(connection: sqlite3.Connection, index: str, term: str) -> Iterator[tuple[int, str]]:
    """Find the rows in which one index has a word at a place where the other has not."""
    command = (
        "SELECT DISTINCT doc FROM (SELECT doc, col, offset FROM temp.{0}_{1} WHERE term = ?1 "
        "EXCEPT SELECT doc, col, offset FROM temp.{0}_{2} WHERE term = ?1)"
    )
    for mine, other, what in (
        ("made", "kept", "the full-text index lacks words of it, as {!r}; it would not be found"),
        ("kept", "made", "the full-text index has words that are not in it, as {!r}; it would be found in vain"),
    ):
        for (number,) in connection.execute(command.format(index, mine, other), (term,)):
            yield number, what.format(term)
