"""Rows of the record in, the nouns that they were made of out: readings, and statements with all around them."""

import json
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from sqlite3 import Connection
from typing import Any

from sayso.data import (
    Addressee,
    Article,
    Attribution,
    Backing,
    Candidate,
    Entity,
    Origin,
    Party,
    Passage,
    Provenance,
    Publication,
    Reading,
    Role,
    Source,
    Statement,
    Status,
)
from sayso.ids import make_id
from sayso.record.chains import extend_chain
from sayso.record.check import list_parts
from sayso.record.known import ENTITIES, name_known
from sayso.record.places import first_place, unpack_blocks, unpack_mentions
from sayso.record.rows import unpack_names
from sayso.record.spans import unpack

KEPT = 64
"""Articles whose surroundings are kept while statements are loaded: neighbours in a list are often of one article."""
_COLUMNS = (
    "s.statement_id, s.id, s.article_id, s.decision, s.act, s.negated, s.manner, s.speaker_id, s.by_writer, "
    "s.inferred, s.candidates, s.addressee_id, s.nested_in, s.confidence, "
    "s.content_spans, s.source_spans, s.cue_spans, s.addressee_spans, s.orphan"
)


@dataclass(frozen=True, slots=True)
class Link:
    """What a chain of sources needs of a statement: its id, the one around it, its speaker, its own chain if given."""

    id: str
    outer: int | None
    speaker: str | None
    chain: str | None


@dataclass(frozen=True, slots=True)
class Here:
    """An article and what its statements need of it: its entities by row, whom they are, what is said of them."""

    publication: Publication
    text: str = field(repr=False)
    entities: dict[int, tuple[str, Party]] = field(repr=False)
    roles: dict[int, tuple[str, ...]] = field(repr=False)
    speaks_for: dict[int, tuple[Party, ...]] = field(repr=False)
    statements: dict[int, "Link"] = field(repr=False)
    origins: tuple[tuple[int, int, Origin], ...] = field(repr=False)


class Loader:
    """Loads statements; what surrounds those of one article is fetched once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._here: OrderedDict[int, Here] = OrderedDict()

    def load(self, numbers: Iterable[int]) -> Iterator[Statement]:
        """Load statements by their numbers, in the order given; those that are not there are passed over."""
        command = f"SELECT {_COLUMNS} FROM statement AS s WHERE s.statement_id = ?"
        for number in numbers:
            for row in self._connection.execute(command, (number,)):
                yield self._make(row)

    def load_range(self, first: int, last: int) -> Iterator[Statement]:
        """Load all statements whose numbers are from `first` to `last`, in the order of their numbers."""
        command = f"SELECT {_COLUMNS} FROM statement AS s WHERE s.statement_id BETWEEN ? AND ? ORDER BY 1"
        for row in self._connection.execute(command, (first, last)):
            yield self._make(row)

    def _make(self, row: Sequence) -> Statement:  # type: ignore[type-arg]
        here = self._here.get(row[2])
        if here is None:
            here = fetch_surroundings(self._connection, row[2])
            self._here[row[2]] = here
            if len(self._here) > KEPT:
                self._here.popitem(last=False)
        return make_statement(row, here)


def make_statement(row: Sequence, here: Here) -> Statement:  # type: ignore[type-arg]
    """Make a statement of its row and what surrounds it."""
    (number, name, _, decision, act, negated, manner, speaker_id, by_writer, inferred, candidates, addressee_id,
     nested_in, confidence, content, source, cue, addressee, orphan) = row  # fmt: skip
    text, entities = here.text, here.entities
    status: Status = decision or "machine"
    speaker = entities.get(speaker_id)
    word = find_chain(number, here)
    attribution = Attribution(
        name, manner, act, bool(negated),
        None if source is None else Source(
            unpack(source, text), "writer" if by_writer else speaker[0] if speaker else None, bool(inferred),
            tuple(Candidate(*pair) for pair in json.loads(candidates)) if candidates else ()),
        None if cue is None else Passage(unpack(cue, text)),
        Passage(unpack(content, text)),
        None if addressee is None else Addressee(
            unpack(addressee, text), entities[addressee_id][0] if addressee_id in entities else None),
        here.statements[nested_in].id if nested_in else None,
        word, confidence, status,
    )  # fmt: skip
    parties = dict(entities.values())
    return Statement(
        name, number, attribution, here.publication, status,
        speaker[1] if speaker else None,
        here.roles.get(speaker_id, ()), here.speaks_for.get(speaker_id, ()),
        entities[addressee_id][1] if addressee_id in entities else None,
        tuple(parties[one] for one in word[1:] if one in parties),
        find_origin(attribution, here), bool(orphan),
    )  # fmt: skip


def find_chain(number: int, here: Here) -> tuple[str, ...]:
    """Give on whose word a statement is: its own chain where it has one, else those around it, then its speaker."""
    inner: list[Link] = []
    at: int | None = number
    while at is not None and len(inner) <= len(here.statements):
        link = here.statements[at]
        inner.append(link)
        at = None if link.chain else link.outer
    chain = tuple(json.loads(inner.pop().chain)) if inner[-1].chain else ("writer",)  # type: ignore[arg-type]
    for link in reversed(inner):
        chain = extend_chain(chain, link.speaker)
    return chain


def find_origin(attribution: Attribution, here: Here) -> Origin | None:
    """Find the origin of the paragraph in which a statement begins; None where it is too short to be known again."""
    start = next((span.start for span in list_parts(attribution)), -1)
    return next((origin for first, last, origin in here.origins if first <= start < last), None)


def fetch_surroundings(connection: Connection, article_id: int) -> Here:
    """Fetch an article and what its statements need of it."""
    row = connection.execute(
        "SELECT id, sha256, path, url, publisher, series, title, byline, published, language, text, credit "
        "FROM article WHERE article_id = ?",
        (article_id,),
    ).fetchone()
    article, sha256, path, url, publisher, series, title, byline, published, language, text, credit = row
    entities = _fetch_entities(connection, article_id, sha256)
    links = connection.execute(
        "SELECT statement_id, id, nested_in, speaker_id, by_writer, on_whose_word FROM statement WHERE article_id = ?",
        (article_id,),
    )
    return Here(
        Publication(article, sha256, path, url, publisher, series, title, unpack_names(byline), published, language),
        text,
        entities,
        _fetch_roles(connection, article_id, text),
        _fetch_spoken_for(connection, article_id, entities),
        {
            number: Link(name, outer, "writer" if writer else entities[speaker][0] if speaker else None, chain)
            for number, name, outer, speaker, writer, chain in links
        },
        _fetch_origins(connection, article_id, (article, sha256, publisher, credit)),
    )


def _fetch_entities(connection: Connection, article_id: int, sha256: str) -> dict[int, tuple[str, Party]]:
    rows = connection.execute(
        "SELECT e.entity_id, e.id, e.mentions, k.known_id, k.name, k.kind, k.country, k.sector FROM entity AS e "
        "JOIN known_entity AS k ON k.known_id = e.known_id WHERE e.entity_id BETWEEN ? AND ?",
        _entities_of(article_id),
    )
    return {
        row: (own or name_entity(sha256, mentions), Party(name_known(known_id), *party))
        for row, own, mentions, known_id, *party in rows
    }


def _entities_of(article_id: int) -> tuple[int, int]:
    return article_id * ENTITIES, article_id * ENTITIES + ENTITIES - 1


def locate_entities(connection: Connection, entities: Iterable[int]) -> list[tuple[int, str]]:
    """Give the row of the article and the id of entities, by their rows."""
    command = (
        "SELECT e.article_id, e.id, a.sha256, e.mentions FROM entity AS e "
        "JOIN article AS a ON a.article_id = e.article_id WHERE e.entity_id = ?"
    )
    rows = (connection.execute(command, (row,)).fetchone() for row in entities)
    return [(article, own or name_entity(sha256, mentions)) for article, own, sha256, mentions in rows]


def name_entity(sha256: str, mentions: str) -> str:
    """Give the id that the first mention of an entity makes."""
    first = first_place(mentions)
    return make_id("e", sha256, [first] if first else [])


def name_of(name: str | None, mentions: str, text: str) -> str:
    """Give the name of an entity: its own, or the words of its first mention."""
    return name if name is not None else text[slice(*(first_place(mentions) or (0, 0)))]


def _fetch_roles(connection: Connection, article_id: int, text: str) -> dict[int, tuple[str, ...]]:
    found = defaultdict[int, list[str]](list)
    rows = connection.execute(
        "SELECT r.entity_id, r.title, b.name, b.mentions, r.current FROM entity AS e "
        "JOIN role AS r ON r.entity_id = e.entity_id "
        "LEFT JOIN entity AS b ON b.entity_id = r.of_id WHERE e.entity_id BETWEEN ? AND ? "
        "ORDER BY r.entity_id, r.number",
        _entities_of(article_id),
    )
    for entity, title, body, mentions, current in rows:
        found[entity].append(word_role(title, name_of(body, mentions, text) if mentions else body, current))
    return {entity: tuple(dict.fromkeys(roles)) for entity, roles in found.items()}


def word_role(title: str, body: str | None, current: int | None) -> str:
    """Say a role in words: "former chairman of Fleet Union"."""
    past = "" if current != 0 or title.lower().startswith(("former", "ex-", "late ")) else "former "
    named = body is None or body.lower() in title.lower()
    return f"{past}{title}" if named else f"{past}{title} of {body}"


def _fetch_spoken_for(
    connection: Connection, article_id: int, entities: dict[int, tuple[str, Party]]
) -> dict[int, tuple[Party, ...]]:
    found = defaultdict[int, list[Party]](list)
    rows = connection.execute(
        "SELECT t.entity_id, t.other_id FROM entity AS e JOIN tie AS t ON t.entity_id = e.entity_id "
        "WHERE e.entity_id BETWEEN ? AND ? AND t.kind = 'speaks_for' ORDER BY t.entity_id, t.number",
        _entities_of(article_id),
    )
    for entity, body in rows:
        if body != entity:
            found[entity].append(entities[body][1])
    return {entity: tuple(bodies) for entity, bodies in found.items()}


def _fetch_origins(
    connection: Connection, article_id: int, own: tuple[str, str, str | None, str | None]
) -> tuple[tuple[int, int, Origin], ...]:
    rows = connection.execute(
        "SELECT p.start, p.end, coalesce(p.origin_id, p.paragraph_id), p.origin_id IS NOT NULL OR EXISTS "
        "(SELECT 1 FROM paragraph AS c WHERE c.origin_id = p.paragraph_id) FROM paragraph AS p "
        "WHERE p.article_id = ? ORDER BY p.start",
        (article_id,),
    ).fetchall()
    article, sha256, publisher, credit = own
    return tuple(
        (
            start,
            end,
            fetch_origin(connection, origin, article_id)
            if copied
            else Origin(make_id("p", sha256, [(start, end)]), article, credit, 1, (publisher,) if publisher else ()),
        )
        for start, end, origin, copied in rows
    )


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
    publishers = tuple(dict.fromkeys(row[6] for row in rows if row[6]))
    articles = len({row[3] for row in rows})
    return Origin(make_id("p", sha256, [(start, end)]), rows[0][3], credit, articles, publishers)


def load_reading(connection: Connection, article_id: int) -> Reading:
    """Load the reading of an article, as it stands now."""
    row = connection.execute(
        "SELECT a.id, a.text, a.sha256, a.path, a.url, a.publisher, a.series, a.title, a.byline, a.published, "
        "a.language, a.blocks, r.model, r.id, r.sayso_version FROM article AS a JOIN run AS r ON r.run_id = a.run_id "
        "WHERE a.article_id = ?",
        (article_id,),
    ).fetchone()
    name, text, sha256, path, url, publisher, series, title, byline, published, language, blocks, *made = row
    model, run, version = made
    article = Article(
        name, text, sha256, unpack_blocks(blocks), path, url, publisher, series, title,
        unpack_names(byline), published, language,
    )  # fmt: skip
    here = fetch_surroundings(connection, article_id)
    command = f"SELECT {_COLUMNS} FROM statement AS s WHERE s.article_id = ? ORDER BY s.statement_id DESC"
    attributions = [make_statement(row, here).attribution for row in connection.execute(command, (article_id,))]
    return Reading(
        article,
        Provenance(model, run),
        tuple(attributions),
        tuple(_load_entities(connection, article, article_id)),
        version,
    )


def _load_entities(connection: Connection, article: Article, article_id: int) -> Iterator[Entity]:
    rows = connection.execute(
        "SELECT entity_id, id, name, kind, aliases, country, sector, mentions, decision FROM entity "
        "WHERE entity_id BETWEEN ? AND ? ORDER BY entity_id",
        _entities_of(article_id),
    ).fetchall()
    names = {row[0]: row[1] or name_entity(article.sha256, row[7]) for row in rows}
    used = _list_used(connection, article_id) if any(not row[7] for row in rows) else set[int]()
    for entity_id, _, name, kind, aliases, country, sector, mentions, decision in rows:
        if not mentions and entity_id not in used:  # brought in by a correction that was taken back
            continue
        yield Entity(
            names[entity_id], name_of(name, mentions, article.text), kind, unpack_names(aliases), country, sector,
            mentions=unpack_mentions(mentions, article.text),
            status=decision or "machine",
            **_load_ties(connection, entity_id, names, article.text),
        )  # fmt: skip


def _list_used(connection: Connection, article_id: int) -> set[int]:
    command = "SELECT speaker_id FROM statement WHERE article_id = ? AND speaker_id IS NOT NULL"
    return {row for (row,) in connection.execute(command, (article_id,))}


def _load_ties(connection: Connection, entity_id: int, names: dict[int, str], text: str) -> dict[str, Any]:
    roles = connection.execute(
        "SELECT title, of_id, current, spans FROM role WHERE entity_id = ? ORDER BY number", (entity_id,)
    )
    ties = connection.execute(
        "SELECT kind, other_id, spans FROM tie WHERE entity_id = ? ORDER BY number", (entity_id,)
    ).fetchall()
    told = [(names[other], spans) for kind, other, spans in ties if kind == "speaks_for"]
    return {
        "roles": tuple(
            Role(title, names.get(of), None if current is None else bool(current), unpack(spans, text))
            for title, of, current, spans in roles
        ),
        "backed_by": tuple(
            Backing(names[other], unpack(spans, text)) for kind, other, spans in ties if kind == "backed_by"
        ),
        "speaks_for": tuple(body for body, _ in told),
        "speaks_for_spans": {body: unpack(spans, text) for body, spans in told if spans is not None},
    }
