"""Paragraphs of a new article in; the earlier ones that they may copy out: those that share values of a sketch."""

from collections import Counter
from collections.abc import Iterable, Mapping
from sqlite3 import Connection

POSTINGS = 40
"""Paragraphs that are looked up under one value, the last ones: what is reprinted is fresh."""
CANDIDATES = 10
"""Paragraphs that a new one is compared with, those that share most values."""

Place = tuple[str, int]
"""Where a paragraph stands: the id of its article, and its start there."""


def find_candidates(
    connection: Connection, sketches: Mapping[int, Iterable[int]]
) -> tuple[dict[int, list[tuple[Place, str]]], dict[Place, int]]:
    """Find for each sketch, by its number, the paragraphs that share values with it, with their words.

    Gives these, and the row of each paragraph by its place.
    """
    found: dict[int, list[tuple[Place, str]]] = {}
    rows: dict[Place, int] = {}
    for number, values in sketches.items():
        shares = Counter(row for value in values for row in _look_up(connection, value))
        for row, _ in shares.most_common(CANDIDATES):
            place, words = _fetch(connection, row)
            rows[place] = row
            found.setdefault(number, []).append((place, words))
    return found, rows


def _look_up(connection: Connection, value: int) -> list[int]:
    command = "SELECT paragraph_id FROM sketch WHERE value = ? ORDER BY paragraph_id DESC LIMIT ?"
    return [row for (row,) in connection.execute(command, (value, POSTINGS))]


def _fetch(connection: Connection, paragraph_id: int) -> tuple[Place, str]:
    article, start, words = connection.execute(
        "SELECT a.id, p.start, substr(a.text, p.start + 1, p.end - p.start) FROM paragraph AS p "
        "JOIN article AS a ON a.article_id = p.article_id WHERE p.paragraph_id = ?",
        (paragraph_id,),
    ).fetchone()
    return (article, start), words
