"""A name in; people and bodies as lists show them, where they are mentioned, and all there is to know of one, out."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from sqlite3 import Connection
from typing import Any

from sayso.data import Dossier, EntityKind, Judged, Listed, Party, Publication, Query, RoleSeen, Sighting, Statement
from sayso.errors import UnknownIdError
from sayso.record.find import find_thing
from sayso.record.here import name_of, word_role
from sayso.record.known import name_known, number_known
from sayso.record.load import Loader
from sayso.record.places import unpack_mentions
from sayso.record.rows import unpack_names
from sayso.record.search import find_numbers, quote_words
from sayso.record.write import range_of

LATEST = 1_000
"""Articles, the latest, in which roles and ties of somebody are looked up: presidents are in ten thousand."""
SHOWN = 20
_TEXTS = 256

_LISTED = (
    "k.known_id, k.name, k.kind, k.aliases, k.country, k.sector, "
    "coalesce(k.first, (SELECT a.published FROM article AS a WHERE a.article_id = k.root / 1000000)), k.last, "
    "k.articles, k.statements, k.decision"
)


def list_people(
    connection: Connection,
    *,
    name: str | None = None,
    kind: EntityKind | None = None,
    after: str | None = None,
    limit: int = -1,
) -> Iterator[Listed]:
    """List people and bodies, who says most first: of a name or a kind, from behind the id `after` on."""
    wanted, values = ["k.articles > 0", "k.decision IS NOT 'rejected'"], list[Any]()
    if kind is not None:
        wanted.append("k.kind = ?")
        values.append(kind)
    if after is not None:
        known_id = find_thing(connection, after).row if number_known(after) is not None else None
        if known_id is None:
            raise UnknownIdError(f"{after[:60]}: nobody; ids of people and bodies begin with k")
        place = "(SELECT coalesce(max(statements), 0) FROM known_entity WHERE known_id = ?)"
        wanted.append(f"(k.statements < {place} OR (k.statements = {place} AND k.known_id > ?))")
        values += [known_id, known_id, known_id]
    table = "known_entity AS k"
    if name is not None:
        table = "people_fts AS f CROSS JOIN known_entity AS k ON k.known_id = f.rowid"
        wanted.append("f.people_fts MATCH ?")
        values.append(quote_words(name))
    order = "ORDER BY k.statements DESC, k.known_id LIMIT ?"
    command = f"SELECT {_LISTED} FROM {table} WHERE {' AND '.join(wanted)} {order}"
    for row in connection.execute(command, (*values, limit)):
        yield _make_listed(row)


def _make_listed(row: tuple[Any, ...]) -> Listed:
    known_id, name, kind, aliases, country, sector, first, last, articles, statements, decision = row
    return Listed(
        name_known(known_id), name, kind, unpack_names(aliases), country, sector, first, last or first, articles,
        statements,
        decision or "machine",
    )  # fmt: skip


def fetch_listed(connection: Connection, known_id: int) -> Listed:
    """Fetch a person or body by its row."""
    command = f"SELECT {_LISTED} FROM known_entity AS k WHERE k.known_id = ?"
    return _make_listed(connection.execute(command, (known_id,)).fetchone())


class Spotter:
    """Finds where known entities are mentioned; the texts of the articles met last are kept."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._texts: OrderedDict[int, tuple[str, str | None, str]] = OrderedDict()

    def spot(self, known: str) -> Iterator[Sighting]:
        """Give the mentions of a known entity, by its id, article by article."""
        rows = self._connection.execute(
            "SELECT article_id, mentions FROM entity WHERE known_id = ? ORDER BY entity_id", (number_known(known),)
        )
        for article_id, mentions in rows:
            article, path, text = self._fetch(article_id)
            for mention in unpack_mentions(mentions, text):
                yield Sighting(article, path, mention.start, mention.end, mention.exact, mention.form)

    def _fetch(self, article_id: int) -> tuple[str, str | None, str]:
        if article_id not in self._texts:
            command = "SELECT id, path, text FROM article WHERE article_id = ?"
            self._texts[article_id] = self._connection.execute(command, (article_id,)).fetchone()
            if len(self._texts) > _TEXTS:
                self._texts.popitem(last=False)
        return self._texts[article_id]


def make_dossier(connection: Connection, known_id: int) -> Dossier:
    """Gather what there is to know of a person or body."""
    listed = fetch_listed(connection, known_id)
    members = _list_latest(connection, known_id)
    return Dossier(
        listed,
        tuple(_list_roles(connection, members)),
        _count_ties(connection, members, "entity_id", "other_id", known_id),
        _count_ties(connection, members, "other_id", "entity_id", known_id),
        tuple(find_latest(connection, listed)),
        tuple(list_judged(connection, members[:SHOWN])),
    )


def find_known_of(connection: Connection, entity_id: int) -> int:
    """Find the known entity that an entity of an article belongs to."""
    return int(connection.execute("SELECT known_id FROM entity WHERE entity_id = ?", (entity_id,)).fetchone()[0])


def find_latest(connection: Connection, listed: Listed, *, limit: int = SHOWN) -> Iterator[Statement]:
    """Find the latest statements of somebody."""
    return Loader(connection).load(find_numbers(connection, Query(speaker=listed.id), limit=limit))


def _list_latest(connection: Connection, known_id: int) -> list[int]:
    command = "SELECT entity_id FROM entity WHERE known_id = ? ORDER BY entity_id DESC LIMIT ?"
    return [row for (row,) in connection.execute(command, (known_id, LATEST))]


def _list_roles(connection: Connection, members: Iterable[int]) -> Iterator[RoleSeen]:
    """List the roles that articles give somebody, the most frequent first, each as the latest article has it."""
    seen: dict[str, tuple[str, int, int]] = {}
    for member in members:
        rows = connection.execute(
            "SELECT r.title, b.name, b.mentions, a.text, r.current FROM role AS r "
            "LEFT JOIN entity AS b ON b.entity_id = r.of_id LEFT JOIN article AS a ON a.article_id = b.article_id "
            "WHERE r.entity_id = ? AND r.title IS NOT NULL ORDER BY r.number",
            (member,),
        )
        for title, body, mentions, text, current in rows:
            role = word_role(title, body if mentions is None else name_of(body, mentions, text), current)
            latest, times, article = seen.get(role.casefold(), (role, 0, member))
            seen[role.casefold()] = latest, times + 1, article
    for role, times, member in sorted(seen.values(), key=lambda told: -told[1])[:SHOWN]:
        yield RoleSeen(role, times, fetch_publication(connection, member // 1_000_000))


def fetch_publication(connection: Connection, article_id: int) -> Publication:
    """Fetch where and when an article appeared."""
    command = (
        "SELECT id, sha256, path, url, publisher, series, title, byline, published, language FROM article "
        "WHERE article_id = ?"
    )
    return make_publication(connection.execute(command, (article_id,)).fetchone())


def make_publication(row: tuple[Any, ...]) -> Publication:
    """Make a publication of its columns."""
    article, sha256, path, url, publisher, series, title, byline, published, language = row
    return Publication(article, sha256, path, url, publisher, series, title, unpack_names(byline), published, language)


def _count_ties(
    connection: Connection, members: Iterable[int], own: str, other: str, known_id: int
) -> tuple[tuple[Party, int], ...]:
    """Count for whom somebody speaks, or who speaks for them, the most frequent first."""
    counts: dict[Party, int] = {}
    for member in members:
        rows = connection.execute(
            "SELECT k.known_id, k.name, k.kind, k.country, k.sector FROM tie AS t "
            f"JOIN entity AS e ON e.entity_id = t.{other} JOIN known_entity AS k ON k.known_id = e.known_id "
            f"WHERE t.{own} = ? AND t.kind = 'speaks_for' AND k.known_id <> ?",
            (member, known_id),
        )
        for row, *told in rows:
            party = Party(name_known(row), *told)
            counts[party] = counts.get(party, 0) + 1
    return tuple(sorted(counts.items(), key=lambda item: -item[1])[:SHOWN])


_JUDGED = (
    "SELECT j.judgement_id, j.verdict, lk.known_id, l.name, l.mentions, la.text, l.kind, "
    "rk.known_id, r.name, r.mentions, ra.text, r.kind, la.id, ra.id, "
    "j.score / 10000.0, w.words, coalesce(m.by, 'sayso'), coalesce(m.at, la.added), j.withdrawn_by IS NULL "
    "FROM judgement AS j JOIN reason AS w ON w.reason_id = j.reason_id "
    "JOIN entity AS l ON l.entity_id = j.left_id JOIN known_entity AS lk ON lk.known_id = l.known_id "
    "JOIN article AS la ON la.article_id = l.article_id "
    "JOIN entity AS r ON r.entity_id = j.right_id JOIN known_entity AS rk ON rk.known_id = r.known_id "
    "JOIN article AS ra ON ra.article_id = r.article_id LEFT JOIN edit AS m ON m.edit_id = j.made_by "
)


def list_judged(connection: Connection, members: Iterable[int]) -> Iterator[Judged]:
    """List the judgements over entities of articles, by their rows: what joined them, and what was left open."""
    for member in members:
        rows = connection.execute(f"{_JUDGED} WHERE j.judgement_id BETWEEN ? AND ? ORDER BY 1", range_of(member))
        yield from (_make_judged(row) for row in rows)


def fetch_judged(connection: Connection, judgement_id: int) -> Judged:
    """Fetch a judgement by its row."""
    return _make_judged(connection.execute(f"{_JUDGED} WHERE j.judgement_id = ?", (judgement_id,)).fetchone())


def _make_judged(row: tuple[Any, ...]) -> Judged:
    number, verdict, *told = row
    left, left_name, left_mentions, left_text, left_kind, *told = told
    right, right_name, right_mentions, right_text, right_kind, *told = told
    left_article, right_article, score, reason, by, at, holds = told
    one = Party(name_known(left), name_of(left_name, left_mentions, left_text), left_kind)
    other = Party(name_known(right), name_of(right_name, right_mentions, right_text), right_kind)
    return Judged(f"j{number}", verdict, one, other, left_article, right_article, score, reason, by, at, bool(holds))
