"""An article that was printed before in; what it is to the one that is kept, out: a newer version, a reprint, no news.

One text is one article, wherever it appears. Another text at the same address is a newer version; the older is kept.
"""

from collections.abc import Sequence
from pathlib import PurePath
from sqlite3 import Connection

from sayso.data import Article
from sayso.record.edits import Change, Hand, log
from sayso.record.here import range_of
from sayso.record.known import count_statements, date_known
from sayso.record.known_events import list_known_events_of, sum_known_events
from sayso.record.rows import insert, pack_names, writable
from sayso.record.write import DAY, fetch_words, index_statements, number_of_day, number_statements, unindex_statements

_FILLED = ("publisher", "series", "title", "published", "url", "path")


def find_older(connection: Connection, article: Article, place: str | None) -> int | None:
    """Find the article that a new text replaces: the one last seen at its address, or in its file where it has none."""
    if article.url is not None:
        found = connection.execute(
            "SELECT article_id FROM article WHERE url = ? AND replaced_by IS NULL "
            "UNION SELECT r.article_id FROM reprint AS r JOIN article AS a ON a.article_id = r.article_id "
            "WHERE r.url = ? AND a.url IS NULL AND a.replaced_by IS NULL ORDER BY 1 DESC LIMIT 1",
            (article.url, article.url),
        ).fetchone()
    elif article.path is not None and place is not None:
        # A line of a file of readings is not the article's own file: another article may stand there the next time.
        own = place.endswith(PurePath(article.path).name)
        found = connection.execute(
            "SELECT i.article_id FROM input AS i JOIN article AS a ON a.article_id = i.article_id "
            "WHERE i.place = ? AND a.url IS NULL AND a.replaced_by IS NULL AND (? OR a.path = ?)",
            (writable(place), own, writable(article.path)),
        ).fetchone()
    else:
        found = None
    return None if found is None else int(found[0])


def replace_article(connection: Connection, older: int, newer: int) -> None:
    """Note that an article has a newer version; what the older says no longer counts."""
    names = [_name(connection, article_id) for article_id in (older, newer)]
    connection.execute("UPDATE article SET replaced_by = ? WHERE article_id = ?", (newer, older))
    count_article(connection, older, -1)
    log(connection, Change("replace", names[0], "replaced_by", None, names[1]), Hand())


def restore_article(connection: Connection, article_id: int) -> None:
    """Take back that an article has a newer version, where it has one: its text has come back."""
    replaced = connection.execute("SELECT replaced_by FROM article WHERE article_id = ?", (article_id,)).fetchone()[0]
    if replaced is None:
        return
    connection.execute("UPDATE article SET replaced_by = NULL WHERE article_id = ?", (article_id,))
    count_article(connection, article_id, 1)


def _name(connection: Connection, article_id: int) -> str:
    return str(connection.execute("SELECT id FROM article WHERE article_id = ?", (article_id,)).fetchone()[0])


def count_article(connection: Connection, article_id: int, sign: int) -> None:
    """Add the statements of an article to their speakers' numbers, or take them off; sum up anew what it reports."""
    rows = connection.execute(
        "SELECT e.known_id, count(*) FROM statement AS s JOIN entity AS e ON e.entity_id = s.speaker_id "
        "WHERE s.article_id = ? AND s.decision IS NOT 'rejected' GROUP BY 1",
        (article_id,),
    )
    count_statements(connection, {known_id: sign * count for known_id, count in rows.fetchall()})
    sum_known_events(connection, list_known_events_of(connection, article_id))


def print_again(connection: Connection, article_id: int, article: Article, *, at: str) -> bool:
    """Note where a text that is kept has appeared again; tell whether that was news."""
    kept = dict(zip(_FILLED, _fetch(connection, article_id), strict=True))
    given = {name: writable(getattr(article, name) or "") or None for name in _FILLED}
    if _is_elsewhere(kept, given):
        return _add_reprint(connection, article_id, article, at)
    missing: dict[str, str | None] = {name: value for name, value in given.items() if value and not kept[name]}
    byline = connection.execute("SELECT byline FROM article WHERE article_id = ?", (article_id,)).fetchone()[0]
    if article.byline and byline is None:
        missing["byline"] = pack_names(article.byline)
    if not missing:
        return False
    changes = ", ".join(f"{column} = ?" for column in missing)
    connection.execute(f"UPDATE article SET {changes} WHERE article_id = ?", (*missing.values(), article_id))
    if "published" in missing:
        number_anew(connection, article_id, missing["published"])
        date_people(connection, article_id)
    log(connection, Change("add", article.id, after=missing), Hand())
    return True


def _fetch(connection: Connection, article_id: int) -> tuple[str | None, ...]:
    command = f"SELECT {', '.join(_FILLED)} FROM article WHERE article_id = ?"
    return tuple(connection.execute(command, (article_id,)).fetchone())


def _is_elsewhere(kept: dict[str, str | None], given: dict[str, str | None]) -> bool:
    """Tell whether a text has appeared at another address, or with another publisher."""
    return any(_differ(kept[name], given[name]) for name in ("url", "publisher"))


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one and other) and one.casefold() != (other or "").casefold()  # type: ignore[union-attr]


def _add_reprint(connection: Connection, article_id: int, article: Article, at: str) -> bool:
    same = connection.execute(
        "SELECT 1 FROM reprint WHERE article_id = ? AND url IS ? AND publisher IS ?",
        (article_id, article.url, article.publisher),
    ).fetchone()
    if same is not None:
        return False
    insert(
        connection, "reprint",
        {"article_id": article_id, "publisher": article.publisher, "title": article.title,
         "byline": pack_names(article.byline), "published": article.published, "url": article.url,
         "path": None if article.path is None else writable(article.path), "added": at},
    )  # fmt: skip
    return True


def date_people(connection: Connection, article_id: int) -> None:
    """Find anew when those whom an article mentions were met first and last: its day has become another one.

    Of what it reports the earliest report may be another then.
    """
    rows = connection.execute(
        "SELECT DISTINCT known_id FROM entity WHERE entity_id BETWEEN ? AND ?", range_of(article_id)
    ).fetchall()
    for (known_id,) in rows:
        date_known(connection, known_id)
    sum_known_events(connection, list_known_events_of(connection, article_id))


def number_anew(
    connection: Connection, article_id: int, published: str | None, numbers: Sequence[int] | None = None
) -> None:
    """Number the statements of an article by its day of publication, where that has become another one.

    `numbers` are those that they had before on that day, where they are still free.
    """
    rows = fetch_words(connection, "article_id", article_id)
    if not rows or rows[0][0] // DAY == number_of_day(published) // DAY:
        return
    if numbers is None or len(numbers) != len(rows) or _are_taken(connection, numbers):
        numbers = number_statements(connection, published, len(rows))
    for (old, words), new in zip(rows, numbers, strict=True):
        connection.execute("UPDATE statement SET statement_id = ? WHERE statement_id = ?", (new, old))
        unindex_statements(connection, [(old, words)])
        index_statements(connection, [(new, words)])


def _are_taken(connection: Connection, numbers: Sequence[int]) -> bool:
    command = "SELECT 1 FROM statement WHERE statement_id = ?"
    return any(connection.execute(command, (number,)).fetchone() for number in numbers)


def list_numbers(connection: Connection, article_id: int) -> list[int]:
    """List the numbers of an article's statements."""
    command = "SELECT statement_id FROM statement WHERE article_id = ? ORDER BY 1"
    return [number for (number,) in connection.execute(command, (article_id,))]
