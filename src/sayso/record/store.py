"""The path of a record in; the record, opened, out: what is in it as data, and what is to be in it taken as data.

A `Store` decides nothing: who is who, and what is a copy, is handed to it (see `sayso.keeping`).
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sayso.data import Addition, Article, KnownEntity, Posting, Query, Reading, Statement
from sayso.record.known import fetch_known, look_up_keys
from sayso.record.load import Loader, load_reading
from sayso.record.opening import Waiting, connect, name_fault, naming_faults, now, writing_to
from sayso.record.search import find_numbers
from sayso.record.write import find_article, keep_article, keep_input

PAGE = 50
"""Statements that are fetched at once while many are given one after another."""


class Store:
    """An open record. One writes, many read; a second writer waits until the first is done."""

    def __init__(
        self, path: str | Path, *, writing: bool = True, create: bool = True, waiting: Waiting | None = None
    ) -> None:
        self.path = Path(path)
        self._waiting = waiting
        self.connection = connect(self.path, writing=writing, create=create and writing)

    def close(self) -> None:
        """Close the record; what was written is in the file."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self.path)!r})"

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write all that follows, or nothing; within another `writing`, as part of it."""
        if self.connection.in_transaction:
            yield
            return
        with naming_faults(self.path), writing_to(self.connection, self._waiting):
            yield

    def look_up(self, keys: Iterable[str], *, most: int) -> dict[str, Posting]:
        """Find which known entities bear which keys."""
        return look_up_keys(self.connection, keys, most=most)

    def fetch_known(self, ids: Iterable[str]) -> dict[str, KnownEntity]:
        """Fetch known entities by their ids."""
        return fetch_known(self.connection, ids)

    def holds(self, article: Article) -> bool:
        """Tell whether the record has the text of an article."""
        return find_article(self.connection, article) is not None

    def knows_input(self, place: str, digest: str) -> bool:
        """Tell whether an input was added before, unchanged."""
        row = self.connection.execute("SELECT digest FROM input WHERE place = ?", (place,)).fetchone()
        return row is not None and row[0] == digest

    def keep(self, addition: Addition) -> bool:
        """Keep a reading; tell whether it was new."""
        with self.writing():
            found = find_article(self.connection, addition.reading.article)
            article_id = keep_article(self.connection, addition, at=now()) if found is None else found
            keep_input(self.connection, addition, article_id)
        return found is None

    def search(self, query: Query, *, limit: int = PAGE, before: int | None = None) -> list[Statement]:
        """Find statements, the latest first; `before` is the number of the last one of the page before."""
        numbers = find_numbers(self.connection, query, limit=limit, before=before)
        return list(Loader(self.connection).load(numbers))

    def readings(self) -> Iterator[Reading]:
        """Give every reading, in the order in which they were added, those of replaced articles left out."""
        rows = self.connection.execute("SELECT article_id FROM article WHERE replaced_by IS NULL ORDER BY article_id")
        for (article_id,) in rows:
            yield load_reading(self.connection, article_id)


__all__ = ["name_fault", "Sequence", "Store"]
