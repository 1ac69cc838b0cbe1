"""Rows of the record in, the nouns that they were made of out: readings, and statements with all around them."""

import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from sqlite3 import Connection
from typing import Any

import msgspec

from sayso.data import (
    Article,
    Backing,
    Entity,
    Party,
    Provenance,
    Reading,
    Role,
    Statement,
    Status,
)
from sayso.record.events import load_events
from sayso.record.here import Here, aliases_of, name_entity, name_of, range_of
from sayso.record.nouns import PLAIN, Nouns
from sayso.record.places import unpack_blocks, unpack_mentions
from sayso.record.rows import CERTAIN, unpack_names
from sayso.record.spans import unpack

_DECODER = msgspec.json.Decoder()
CHUNK = 500
"""Statements that are fetched at once."""
KEPT = 64
"""Articles whose surroundings are kept while statements are loaded: neighbours in a list are often of one article."""
MET = 60_000
"""Known entities that are kept while statements are loaded, some 15 MB of them: the same ones speak again and again."""
_COLUMNS = (
    "s.statement_id, s.id, s.article_id, s.decision, s.act, s.negated, s.manner, s.speaker_id, s.by_writer, "
    "s.inferred, s.candidates, s.addressee_id, s.nested_in, s.on_whose_word, s.confidence, "
    "s.content_spans, s.source_spans, s.cue_spans, s.addressee_spans, s.orphan"
)
_DECODER = msgspec.json.Decoder()


class Loader:
    """Loads statements; what surrounds those of one article is fetched once."""

    def __init__(self, connection: Connection, nouns: Nouns = PLAIN) -> None:
        self._connection, self._nouns = connection, nouns
        self._here: OrderedDict[int, Here] = OrderedDict()
        self._people: dict[int, Party] = {}

    def load(self, numbers: Iterable[int]) -> Iterator[Statement]:
        """Load statements by their numbers, in the order given; those that are not there are passed over."""
        command = (
            f"SELECT {_COLUMNS} FROM json_each(?) AS n CROSS JOIN statement AS s ON s.statement_id = n.value "
            "ORDER BY n.key"
        )
        waiting = iter(numbers)
        while some := list(islice(waiting, CHUNK)):
            for row in self._connection.execute(command, (json.dumps(some),)):
                yield self._make(row)

    def load_range(self, first: int, last: int) -> Iterator[Statement]:
        """Load all statements whose numbers are from `first` to `last`, in the order of their numbers."""
        command = f"SELECT {_COLUMNS} FROM statement AS s WHERE s.statement_id BETWEEN ? AND ? ORDER BY 1"
        for row in self._connection.execute(command, (first, last)):
            yield self._make(row)

    def _make(self, row: Sequence[Any]) -> Statement:
        here = self._here.get(row[2])
        if here is None:
            if len(self._people) > MET:
                self._people.clear()
            here = self._here[row[2]] = Here(self._connection, row[2], self._people, self._nouns)
            if len(self._here) > KEPT:
                self._here.popitem(last=False)
        return make_statement(row, here)


def make_statement(row: Sequence[Any], here: Here) -> Statement:
    """Make a statement of its row and what surrounds it."""
    (number, name, _, decision, act, negated, manner, speaker, by_writer, inferred, candidates, told,
     outer, chain, confidence, content, source, cue, addressee, orphan) = row  # fmt: skip
    text, nouns, make = here.text, here.nouns, here.nouns.span
    status: Status = decision or "machine"
    words = unpack(content, text, make)
    said_by = unpack(source, text, make)
    cued = None if cue is None else nouns.passage(unpack(cue, text, make))
    word, parties = here.trace_nested(number) if outer else here.trace(speaker, chain)
    attribution = nouns.attribution(
        name, manner, act, bool(negated),
        None if source is None and not (speaker or by_writer) else nouns.source(
            said_by, "writer" if by_writer else here.name(speaker) if speaker else None, bool(inferred),
            tuple(nouns.candidate(*pair) for pair in _DECODER.decode(candidates)) if candidates else ()),
        cued,
        nouns.passage(words),
        None if addressee is None else nouns.addressee(
            unpack(addressee, text, make), here.name(told) if told else None),
        here.link(outer).id if outer else None,
        word, confidence / CERTAIN, status,
    )  # fmt: skip
    first = words or (cued.spans if cued else ()) or said_by
    return nouns.statement(
        name, number, attribution, here.publication, status,
        here.party(speaker) if speaker else None,
        here.roles.get(speaker, ()) if speaker else (), here.speaks_for.get(speaker, ()) if speaker else (),
        here.party(told) if told else None,
        parties,
        here.find_origin(first[0].start if first else -1), bool(orphan),
    )  # fmt: skip


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
    here = Here(connection, article_id)
    command = f"SELECT {_COLUMNS} FROM statement AS s WHERE s.article_id = ? ORDER BY s.statement_id DESC"
    attributions = [make_statement(row, here).attribution for row in connection.execute(command, (article_id,))]
    return Reading(
        article,
        Provenance(model, run),
        tuple(attributions),
        tuple(_load_entities(connection, article, article_id)),
        load_events(connection, article_id, here),
        sayso_version=version,
    )


def _load_entities(connection: Connection, article: Article, article_id: int) -> Iterator[Entity]:
    rows = connection.execute(
        "SELECT entity_id, id, name, kind, aliases, country, sector, mentions, decision FROM entity "
        "WHERE entity_id BETWEEN ? AND ? ORDER BY entity_id",
        range_of(article_id),
    ).fetchall()
    names = {row[0]: row[1] or name_entity(article.sha256, row[7]) for row in rows}
    used = _list_used(connection, article_id) if any(not row[7] for row in rows) else set[int]()
    for entity_id, _, name, kind, aliases, country, sector, mentions, decision in rows:
        if not mentions and entity_id not in used:  # brought in by a correction that was taken back
            continue
        called = name_of(name, mentions, article.text)
        yield Entity(
            names[entity_id], called, kind, aliases_of(aliases, called, mentions, article.text), country, sector,
            mentions=unpack_mentions(mentions, article.text),
            status=decision or "machine",
            **_load_ties(connection, entity_id, names, article.text),
        )  # fmt: skip


def _list_used(connection: Connection, article_id: int) -> set[int]:
    command = (
        "SELECT speaker_id FROM statement WHERE article_id = ?1 AND speaker_id IS NOT NULL UNION "
        "SELECT entity_id FROM event_party WHERE event_id BETWEEN ?2 AND ?3"
    )
    return {row for (row,) in connection.execute(command, (article_id, *range_of(article_id)))}


def _load_ties(connection: Connection, entity_id: int, names: dict[int, str], text: str) -> dict[str, Any]:
    roles = connection.execute(
        "SELECT title, of_id, current, spans FROM role WHERE entity_id = ? AND title IS NOT NULL ORDER BY number",
        (entity_id,),
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
