"""An id in, the thing that it stands for out, with what surrounds it; and how much the record holds."""

from sqlite3 import Connection

from sayso.data import Holdings, Publication, Shelved, Statement, Status
from sayso.record.load import Loader, load_reading
from sayso.record.people import fetch_publication


def fetch_statement(connection: Connection, statement_id: int) -> Statement:
    """Fetch a statement by its number."""
    return next(Loader(connection).load([statement_id]))


def fetch_shelved(connection: Connection, article_id: int) -> Shelved:
    """Fetch an article by its row, with its printings and versions."""
    decision, added, credit, newer = connection.execute(
        "SELECT decision, added, credit, replaced_by FROM article WHERE article_id = ?", (article_id,)
    ).fetchone()
    return Shelved(
        load_reading(connection, article_id),
        decision or "machine",
        added,
        credit,
        _list_reprints(connection, article_id),
        tuple(fetch_publication(connection, row) for row in list_older(connection, article_id)),
        None if newer is None else fetch_publication(connection, newer),
    )


def list_older(connection: Connection, article_id: int) -> list[int]:
    """List the versions that an article has replaced, by row, the latest first."""
    command = "SELECT article_id FROM article WHERE replaced_by = ? ORDER BY article_id DESC"
    found, waiting = list[int](), [article_id]
    while waiting:
        rows = [row for (row,) in connection.execute(command, (waiting.pop(),)) if row not in found]
        found += rows
        waiting += rows
    return found


def _list_reprints(connection: Connection, article_id: int) -> tuple[Publication, ...]:
    own = fetch_publication(connection, article_id)
    rows = connection.execute(
        "SELECT path, url, publisher, title, published FROM reprint WHERE article_id = ? ORDER BY reprint_id",
        (article_id,),
    )
    return tuple(
        Publication(own.article, own.sha256, path, url, publisher, None, title, (), published, own.language)
        for path, url, publisher, title, published in rows
    )


def count_holdings(connection: Connection) -> Holdings:
    """Count what the record holds."""

    def count(command: str) -> int:
        return int(connection.execute(f"SELECT count(*) FROM {command}").fetchone()[0])

    decided: dict[Status, int] = dict(
        connection.execute("SELECT decision, count(*) FROM statement WHERE decision IS NOT NULL GROUP BY 1").fetchall()
    )
    first, last = connection.execute("SELECT min(published), max(published) FROM article").fetchone()
    pages = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size")]
    return Holdings(
        articles=count("article WHERE replaced_by IS NULL"),
        replaced=count("article WHERE replaced_by IS NOT NULL"),
        reprints=count("reprint"),
        statements=count("statement"),
        events=count("known_event WHERE reports > 0 AND decision IS NOT 'rejected'"),
        people=count("known_entity WHERE articles > 0"),
        copied=count("paragraph WHERE origin_id IS NOT NULL"),
        edits=count("edit"),
        decided=decided,
        first=first,
        last=last,
        bytes=pages[0] * pages[1],
    )
