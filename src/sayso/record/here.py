"""An article's row in; what its statements need of it out: who its entities are, their roles, where it comes from."""

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from sqlite3 import Connection
from typing import Any, Final, NamedTuple

import msgspec

from sayso.data import Origin, Party
from sayso.ids import make_id
from sayso.record.chains import extend_chain
from sayso.record.known import ENTITIES, name_known
from sayso.record.nouns import PLAIN, Nouns
from sayso.record.places import first_place, unpack_places
from sayso.record.rows import unpack_names

Traced = tuple[tuple[str, ...], tuple[Party, ...]]
"""On whose word something is: as ids, and as whom they are, the writer left out."""
WRITER: Final[Traced] = (("writer",), ())
_DECODER: Final = msgspec.json.Decoder()


Told = tuple[str | None, str, int]
"""An entity: its own id if it has one, its mentions, and who it is."""
_ENTITIES: Final = "SELECT e.entity_id, e.id, e.mentions, e.known_id FROM entity AS e"
_LINKS: Final = (
    "SELECT statement_id, id, nested_in, speaker_id, by_writer, on_whose_word FROM statement WHERE article_id = ?1 AND "
    "(nested_in IS NOT NULL OR statement_id IN "
    "(SELECT nested_in FROM statement WHERE article_id = ?1 AND nested_in IS NOT NULL))"
)
_DEEP: Final = 1_000
"""Statements one in another at most: a file that somebody else has written may hold a circle."""


class Link(NamedTuple):
    """What a chain of sources needs of a statement: its id, the one around it, its speaker, its own chain if given."""

    id: str
    outer: int | None
    speaker: int | None
    by_writer: int | None
    chain: str | None


class Here:
    """An article and what its statements need of it; what only some need is fetched when one does."""

    def __init__(
        self,
        connection: Connection,
        article_id: int,
        people: dict[int, Party] | None = None,
        nouns: Nouns = PLAIN,
    ) -> None:
        """Fetch the article's row. `people` are known entities by their rows, if met before; who is met here joins."""
        self._connection, self._article_id, self.nouns = connection, article_id, nouns
        self._people = {} if people is None else people
        row = connection.execute(
            "SELECT id, sha256, path, url, publisher, series, title, byline, published, language, text, credit "
            "FROM article WHERE article_id = ?",
            (article_id,),
        ).fetchone()
        article, sha256, path, url, publisher, series, title, byline, published, language, self.text, self.credit = row
        self.publication = nouns.publication(
            article, sha256, path, url, publisher, series, title, unpack_names(byline), published, language
        )
        self._ids: dict[int, str] = {}
        self._traced: dict[int, Traced] = {}
        self._parties: dict[int, Party] = {}
        self._origins: dict[int, Origin] = {}
        self._links: dict[int, Link] = {}

    @cached_property
    def _heard(self) -> dict[int, Told]:
        """Those who speak, to whom they do, and for whom: one in three of an article's."""
        first, last = range_of(self._article_id)
        heard = (
            "SELECT speaker_id FROM statement WHERE article_id = ?1 UNION SELECT addressee_id FROM statement "
            "WHERE article_id = ?1 UNION SELECT other_id FROM tie WHERE entity_id BETWEEN ?2 AND ?3"
        )
        command = f"{_ENTITIES} WHERE e.entity_id IN ({heard})"
        found = _tell(self._connection.execute(command, (self._article_id, first, last)))
        self._meet(known for _, _, known in found.values())
        return found

    @cached_property
    def _entities(self) -> dict[int, Told]:
        command = f"{_ENTITIES} WHERE e.entity_id BETWEEN ? AND ?"
        return _tell(self._connection.execute(command, range_of(self._article_id)))

    def _find(self, row: int) -> Told:
        return self._heard[row] if row in self._heard else self._entities[row]

    def name(self, row: int) -> str:
        """Give the id of an entity, by its row."""
        if row not in self._ids:
            own, mentions, _ = self._find(row)
            self._ids[row] = own or name_entity(self.publication.sha256, mentions)
        return self._ids[row]

    def party(self, row: int) -> Party:
        """Give who an entity is, by its row."""
        if row not in self._parties:
            known = self._find(row)[2]
            self._meet([known])
            self._parties[row] = self._people[known]
        return self._parties[row]

    def _meet(self, known: Iterable[int]) -> None:
        """Fetch known entities, those that were not met before."""
        new = sorted({one for one in known if one not in self._people})
        if new:
            listed = "SELECT value FROM json_each(?)"
            command = f"SELECT known_id, name, kind, country, sector FROM known_entity WHERE known_id IN ({listed})"
            for row, *told in self._connection.execute(command, (json.dumps(new),)):
                self._people[row] = self.nouns.party(name_known(row), *told)

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {self.name(row): row for row in self._entities}

    def link(self, number: int) -> Link:
        """Give what a chain of sources needs of a statement, by its number."""
        if number not in self._links:
            rows = self._connection.execute(_LINKS, (self._article_id,))
            self._links = {row: Link(*link) for row, *link in rows}
        return self._links[number]

    @cached_property
    def roles(self) -> dict[int, tuple[str, ...]]:
        """The roles of those who speak, in words."""
        return _fetch_roles(self._connection, self._article_id, self.text)

    @cached_property
    def speaks_for(self) -> dict[int, tuple[Party, ...]]:
        """For whom those who speak do."""
        ties = _fetch_spoken_for(self._connection, self._article_id)
        return {row: tuple(self.party(body) for body in bodies) for row, bodies in ties.items()}

    @cached_property
    def _paragraphs(self) -> list[tuple[int, int, int, bool]]:
        """The paragraphs that may be known elsewhere: start, end, the row of the origin, whether it was copied."""
        return self._connection.execute(
            "SELECT p.start, p.end, coalesce(p.origin_id, p.paragraph_id), p.origin_id IS NOT NULL OR EXISTS "
            "(SELECT 1 FROM paragraph AS c WHERE c.origin_id = p.paragraph_id) FROM paragraph AS p "
            "WHERE p.article_id = ? ORDER BY p.start",
            (self._article_id,),
        ).fetchall()

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, *_ in self._paragraphs]

    @cached_property
    def _printed(self) -> tuple[tuple[str, ...], int]:
        """Who printed the very text, and how often it was."""
        command = "SELECT publisher FROM reprint WHERE article_id = ? ORDER BY reprint_id"
        names = [name for (name,) in self._connection.execute(command, (self._article_id,))]
        return tuple(dict.fromkeys(filter(None, (self.publication.publisher, *names)))), 1 + len(names)

    def find_origin(self, start: int) -> Origin | None:
        """Find the origin of the paragraph that holds a place; None where it is too short to be known again."""
        at = bisect_right(self._starts, start) - 1
        if at < 0 or self._paragraphs[at][1] <= start:
            return None
        if at not in self._origins:
            self._origins[at] = self._make_origin(*self._paragraphs[at])
        return self._origins[at]

    def _make_origin(self, start: int, end: int, origin: int, copied: bool) -> Origin:
        if copied:
            return fetch_origin(self._connection, origin, self._article_id)
        own, (publishers, times) = self.publication, self._printed
        own_id = make_id("p", own.sha256, [(start, end)])
        return self.nouns.origin(own_id, own.article, self.credit, times, publishers)

    def trace(self, speaker: int | None, chain: str | None) -> Traced:
        """Give on whose word a statement is that no other holds: by its own chain, or by its speaker."""
        if chain is not None:
            return self._name(_DECODER.decode(chain), ())
        if speaker is None:
            return WRITER
        if speaker not in self._traced:
            self._traced[speaker] = ("writer", self.name(speaker)), (self.party(speaker),)
        return self._traced[speaker]

    def trace_nested(self, number: int) -> Traced:
        """Give on whose word a statement is that others hold: their chain, then its speaker."""
        inner: list[Link] = []
        at: int | None = number
        while at is not None and len(inner) < _DEEP:
            link = self.link(at)
            inner.append(link)
            at = None if link.chain else link.outer
        chain = tuple(_DECODER.decode(inner.pop().chain or "")) if inner[-1].chain else ("writer",)
        speakers = [link.speaker for link in inner if link.speaker is not None]
        for link in reversed(inner):
            named = None if link.speaker is None else self.name(link.speaker)
            chain = extend_chain(chain, "writer" if link.by_writer else named)
        return self._name(chain, speakers)

    def _name(self, chain: Sequence[str], speakers: Sequence[int]) -> Traced:
        """Name those of a chain; among the speakers, whose rows are known, nearly all of them are."""
        rows = {self.name(row): row for row in speakers}
        found = [rows[one] if one in rows else self._rows.get(one) for one in chain[1:]]
        return tuple(chain), tuple(self.party(row) for row in found if row is not None)


def _tell(rows: Iterable[Sequence[Any]]) -> dict[int, Told]:
    return {row: (own, mentions, known) for row, own, mentions, known in rows}


def range_of(article_id: int) -> tuple[int, int]:
    """Give the first and the last number that entities of an article can have."""
    return article_id * ENTITIES, article_id * ENTITIES + ENTITIES - 1


def locate_entities(connection: Connection, entities: Iterable[int]) -> list[tuple[int, str]]:
    """Give the row of the article and the id of entities, by their rows."""
    command = (
        "SELECT e.article_id, e.id, a.sha256, e.mentions FROM entity AS e "
        "JOIN article AS a ON a.article_id = e.article_id WHERE e.entity_id = ?"
    )
    rows = (connection.execute(command, (row,)).fetchone() for row in entities)
    return [(article, own or name_entity(sha256, mentions)) for article, own, sha256, mentions in rows]


def list_entities(connection: Connection, article_id: int) -> dict[str, str]:
    """List who the entities of an article are: ids of known entities by theirs."""
    command = "SELECT entity_id, known_id FROM entity WHERE entity_id BETWEEN ? AND ? ORDER BY 1"
    known = dict(connection.execute(command, range_of(article_id)).fetchall())
    names = locate_entities(connection, known)
    return {own: name_known(known_id) for (_, own), known_id in zip(names, known.values(), strict=True)}


def name_entity(sha256: str, mentions: str) -> str:
    """Give the id that the first mention of an entity makes."""
    first = first_place(mentions)
    return make_id("e", sha256, [first] if first else [])


def name_of(name: str | None, mentions: str, text: str) -> str:
    """Give the name of an entity: its own, or the words of its first mention."""
    return name if name is not None else text[slice(*(first_place(mentions) or (0, 0)))]


def aliases_of(aliases: str | None, name: str, mentions: str, text: str) -> tuple[str, ...]:
    """Give the other names of an entity: its own, or the words of its mentions that are no pronouns, each once."""
    if aliases is not None:
        return unpack_names(aliases)
    words = (text[start:end] for start, end, form in unpack_places(mentions) if form != "pronoun")
    return tuple(one for one in dict.fromkeys(words) if one != name)


def _fetch_roles(connection: Connection, article_id: int, text: str) -> dict[int, tuple[str, ...]]:
    found = defaultdict[int, list[str]](list)
    rows = connection.execute(
        "SELECT r.entity_id, r.title, b.name, b.mentions, r.current FROM role AS r "
        "LEFT JOIN entity AS b ON b.entity_id = r.of_id WHERE r.entity_id BETWEEN ? AND ? AND r.title IS NOT NULL "
        "ORDER BY r.entity_id, r.number",
        range_of(article_id),
    )
    for entity, title, body, mentions, current in rows:
        found[entity].append(word_role(title, name_of(body, mentions, text) if mentions else body, current))
    return {entity: tuple(dict.fromkeys(roles)) for entity, roles in found.items()}


def word_role(title: str, body: str | None, current: int | None) -> str:
    """Say a role in words: "former chairman of Fleet Union"."""
    past = "" if current != 0 or title.lower().startswith(("former", "ex-", "late ")) else "former "
    named = body is None or body.lower() in title.lower()
    return f"{past}{title}" if named else f"{past}{title} of {body}"


def _fetch_spoken_for(connection: Connection, article_id: int) -> dict[int, list[int]]:
    found = defaultdict[int, list[int]](list)
    rows = connection.execute(
        "SELECT entity_id, other_id FROM tie WHERE entity_id BETWEEN ? AND ? AND kind = 'speaks_for' "
        "ORDER BY entity_id, number",
        range_of(article_id),
    )
    for entity, body in rows:
        if body != entity:
            found[entity].append(body)
    return found


def fetch_origin(connection: Connection, paragraph_id: int, article_id: int) -> Origin:
    """Fetch what is known of a paragraph's printings: the earliest article, who printed it, the agency credited.

    The earliest is the first published; of those published at one time, or undated, the first that was added. Of
    versions of one article the newest counts, and the one that is looked at, `article_id`.
    """
    rows = connection.execute(
        "SELECT p.paragraph_id, p.start, p.end, a.id, a.sha256, a.credit, a.publisher, a.replaced_by, a.article_id "
        "FROM paragraph AS p "
        "JOIN article AS a ON a.article_id = p.article_id WHERE (p.paragraph_id = ?1 OR p.origin_id = ?1) "
        "ORDER BY a.published IS NULL, a.published, a.article_id",
        (paragraph_id,),
    ).fetchall()
    _, start, end, _, sha256, *_ = next(row for row in rows if row[0] == paragraph_id)
    rows = [row for row in rows if row[7] is None or row[8] == article_id]
    credit = next((row[5] for row in rows if row[5]), None)
    command = "SELECT publisher FROM reprint WHERE article_id = ? ORDER BY reprint_id"
    others = [name for row in dict.fromkeys(row[8] for row in rows) for (name,) in connection.execute(command, (row,))]
    publishers = tuple(dict.fromkeys(filter(None, (*(row[6] for row in rows), *others))))
    articles = len({row[3] for row in rows}) + len(others)
    return Origin(make_id("p", sha256, [(start, end)]), rows[0][3], credit, articles, publishers)
