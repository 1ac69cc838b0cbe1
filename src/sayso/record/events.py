"""The events of a reading in, their rows in the record out, and back.

On whose word something is stands as numbers: those of the article's entities behind the writer, which stay what they
are when an entity gets another id.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from sqlite3 import Connection
from typing import Any, Final

from sayso.data import Account, Event, EventDate, EventPlace, EventStatus, Passage, Reading, Size
from sayso.ids import hash_number
from sayso.record.here import Here
from sayso.record.known import ENTITIES
from sayso.record.rows import CERTAIN, insert_many, pack_names, unpack_names
from sayso.record.spans import JOINT, join_words, pack, pack_pairs, unpack, unpack_pairs
from sayso.sentences import find_sentences

EVENTS: Final = 500_000
"""The number of an article's first event, behind its entities: so that judgements over the two differ, too."""
PARTIES: Final = ("actor", "recipient")
PLACE: Final = ("name", "geonames", "kind", "country", "latitude", "longitude")
_DATE: Final = ("date_value", "date_precision", "date_basis", "date_phrase", "date_spans")
COLUMNS: Final = (
    "id", "type", "modes", "status", "word", "historical", "confidence", "mentions", "trigger_spans", "sentence_spans",
    *_DATE, "place_id", "place_spans",
)  # fmt: skip
"""What of an event's row is read from its article."""
_PARTS: Final = {
    "event_party": ("role", "number", "entity_id"),
    "event_size": ("number", "what", "value", "bound", "unit", "spans"),
    "event_status": ("number", "status", "word", "statement_id", "spans"),
    "event_account": ("number", "field", "value", "word", "statement_id", "spans"),
    "event_answer": ("number", "other_id"),
}
"""The tables of what an event has more than one of, each row behind the number of the event."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What events stand on: their article, by its row, and the rows of its entities and statements by id."""

    article_id: int
    reading: Reading = field(repr=False)
    entities: Mapping[str, int] = field(repr=False)
    statements: Mapping[str, int] = field(repr=False)


def range_of(article_id: int) -> tuple[int, int]:
    """Give the first and the last number that events of an article can have."""
    return article_id * ENTITIES + EVENTS, article_id * ENTITIES + ENTITIES - 1


# Into the record.


def insert_events(
    connection: Connection, events: Sequence[Event], ground: Ground, rows: Mapping[str, int], known: Mapping[str, int]
) -> None:
    """Insert events of an article; `rows` give the numbers of these, and of all that they answer, `known` who they are.

    In the order of their numbers, in which the full-text index takes them at once.
    """
    keep_places(connection, events)
    values = [(rows[one.id], known[one.id], *make_columns(one, ground).values()) for one in events]
    insert_many(connection, "event", ("event_id", "known_event_id", *COLUMNS), values)
    insert_parts(connection, events, ground, rows)
    index_events(connection, [(rows[one.id], join_sentences(one, ground)) for one in events])


def join_sentences(event: Event, ground: Ground) -> str:
    """Join the sentences around an event, as the full-text index has them."""
    text = ground.reading.article.text
    return JOINT.join(text[start:end] for start, end in list_sentences(event, text))


def list_sentences(event: Event, text: str) -> list[tuple[int, int]]:
    """List the sentences around the words for an event."""
    return find_sentences(text, ((span.start, span.end) for span in (*event.mentions, *event.trigger.spans)))


def make_columns(event: Event, ground: Ground) -> dict[str, object]:
    """Make the columns that are read from an article."""
    place, trigger, mentions = event.place, pack(event.trigger.spans), pack(event.mentions)
    return {
        "id": event.id, "type": event.event_type, "modes": pack_names(event.modes), "status": event.status,
        "word": pack_word(event.on_whose_word, ground.entities), "historical": event.historical or None,
        "confidence": round(CERTAIN * event.confidence), "mentions": mentions,
        "trigger_spans": None if trigger == mentions else trigger,
        "sentence_spans": pack_pairs(list_sentences(event, ground.reading.article.text)),
        **make_date(event.date),
        "place_id": None if place is None else number_place(place),
        "place_spans": None if place is None else pack(place.spans),
    }  # fmt: skip


def make_date(date: EventDate | None) -> dict[str, object]:
    """Make the columns of a date; the phrase is not kept where it is the words at its places."""
    if date is None:
        return dict.fromkeys(_DATE)
    phrase = None if date.phrase == join_words(date.spans) else date.phrase
    return dict(zip(_DATE, (date.value, date.precision, date.basis, phrase, pack(date.spans)), strict=True))


def pack_word(chain: Sequence[str], entities: Mapping[str, int]) -> str | None:
    """Write on whose word something is; None for the writer's own, which most is."""
    return None if chain == ("writer",) else " ".join(str(entities[one] % ENTITIES) for one in chain[1:])


def number_place(place: EventPlace) -> int:
    """Give the number of a place: a hash of all that is known of it."""
    return hash_number(json.dumps(list_place(place)))


def list_place(place: EventPlace) -> list[Any]:
    """List what is known of a place, as its columns have it."""
    # SQLite keeps no nought below nought
    degrees = [None if angle is None else float(angle) + 0.0 for angle in (place.latitude, place.longitude)]
    return [place.name, place.geonames, place.kind, place.country, *degrees]


def keep_places(connection: Connection, events: Iterable[Event]) -> None:
    """Keep the places of events, those that are new."""
    places = {number_place(event.place): list_place(event.place) for event in events if event.place is not None}
    connection.executemany(
        f"INSERT OR IGNORE INTO place (place_id, {', '.join(PLACE)}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(number, *told) for number, told in places.items()],
    )


def insert_parts(
    connection: Connection, events: Iterable[Event], ground: Ground, rows: Mapping[str, int]
) -> None:  # fmt: skip
    """Insert what events have more than one of."""
    found: dict[str, list[tuple[object, ...]]] = {table: [] for table in _PARTS}
    for event in events:
        row = rows[event.id]
        for table, values in _list_parts(event, ground, rows):
            found[table].append((row, *values))
    for table, values_of in found.items():
        if values_of:
            insert_many(connection, table, ("event_id", *_PARTS[table]), values_of)


def _list_parts(
    event: Event, ground: Ground, rows: Mapping[str, int]
) -> Iterable[tuple[str, tuple[object, ...]]]:  # fmt: skip
    entities, statements = ground.entities, ground.statements
    for role, parties in zip(PARTIES, (event.actor, event.recipient), strict=True):
        yield from (("event_party", (role, n, entities[party])) for n, party in enumerate(parties))
    for n, (what, size) in enumerate(event.size.items()):
        yield "event_size", (n, what, float(size.value), size.bound, size.unit, pack(size.spans))
    for n, told in enumerate(event.statuses):
        word, said = pack_word(told.on_whose_word, entities), statements.get(told.attribution or "")
        yield "event_status", (n, told.status, word, said, pack(told.spans))
    for n, account in enumerate(event.accounts):
        word, said = pack_word(account.on_whose_word, entities), statements.get(account.attribution or "")
        value = str(entities[account.value] % ENTITIES) if account.field in PARTIES else account.value
        yield "event_account", (n, account.field, value, word, said, pack(account.spans))
    yield from (("event_answer", (n, rows[other])) for n, other in enumerate(event.answers))


def remove_parts(connection: Connection, numbers: Iterable[int]) -> None:
    """Remove what events have more than one of."""
    for table in _PARTS:
        connection.executemany(f"DELETE FROM {table} WHERE event_id = ?", [(number,) for number in numbers])


def index_events(connection: Connection, words: Iterable[tuple[int, str]]) -> None:
    """Put the sentences around events into the full-text index, by the number of the event."""
    connection.executemany("INSERT INTO event_fts (rowid, words) VALUES (?, ?)", words)


def unindex_events(connection: Connection, words: Iterable[tuple[int, str]]) -> None:
    """Take sentences out of the full-text index, just as they were put in."""
    connection.executemany("INSERT INTO event_fts (event_fts, rowid, words) VALUES ('delete', ?, ?)", words)


def fetch_event_words(connection: Connection, article_id: int) -> list[tuple[int, str]]:
    """Fetch the sentences around the events of an article, as they are in the full-text index, by their numbers."""
    text = connection.execute("SELECT text FROM article WHERE article_id = ?", (article_id,)).fetchone()[0]
    command = "SELECT event_id, sentence_spans FROM event WHERE event_id BETWEEN ? AND ? ORDER BY 1"
    rows = connection.execute(command, range_of(article_id))
    return [(row, JOINT.join(text[start:end] for start, end in unpack_pairs(spans))) for row, spans in rows]


# Out of it.


class Parts:
    """What some events have more than one of, by the number of the event."""

    def __init__(self, connection: Connection, numbers: Sequence[int]) -> None:
        """Fetch all of it at once."""
        listed = json.dumps(numbers)
        self.parties = self._fetch(connection, "event_party", "p.role, p.entity_id", listed)
        self.sizes = self._fetch(connection, "event_size", "p.what, p.value, p.bound, p.unit, p.spans", listed)
        said = "LEFT JOIN statement AS s ON s.statement_id = p.statement_id"
        told = "p.word, s.id, p.spans"
        self.statuses = self._fetch(connection, "event_status", f"p.status, {told}", listed, said)
        self.accounts = self._fetch(connection, "event_account", f"p.field, p.value, {told}", listed, said)
        other = "JOIN event AS o ON o.event_id = p.other_id"
        self.answers = self._fetch(connection, "event_answer", "o.id, o.known_event_id", listed, other)

    def _fetch(
        self, connection: Connection, table: str, columns: str, listed: str, joined: str = ""
    ) -> Mapping[int, list[tuple[Any, ...]]]:
        found = defaultdict[int, list[tuple[Any, ...]]](list)
        order = "p.role, p.number" if table == "event_party" else "p.number"
        command = (
            f"SELECT p.event_id, {columns} FROM json_each(?) AS n CROSS JOIN {table} AS p ON p.event_id = n.value "
            f"{joined} ORDER BY n.key, {order}"
        )
        for row, *values in connection.execute(command, (listed,)):
            found[row].append(tuple(values))
        return found


READ: Final = (
    "v.event_id, v.article_id, v.id, v.type, v.modes, v.status, v.word, v.historical, v.confidence, v.mentions, "
    "v.trigger_spans, v.date_value, v.date_precision, v.date_basis, v.date_phrase, v.date_spans, "
    "l.name, l.geonames, l.kind, l.country, l.latitude, l.longitude, v.place_spans, v.decision"
)
"""The columns of which an event is made: of event AS v, and place AS l."""


def load_events(connection: Connection, article_id: int, here: Here) -> tuple[Event, ...]:
    """Load the events of an article, in the order in which they were read."""
    rows = connection.execute(
        f"SELECT {READ} FROM event AS v LEFT JOIN place AS l ON l.place_id = v.place_id "
        "WHERE v.event_id BETWEEN ? AND ? ORDER BY v.event_id",
        range_of(article_id),
    ).fetchall()
    if not rows:
        return ()
    parts = Parts(connection, [row[0] for row in rows])
    return tuple(make_event(row, parts, here) for row in rows)


def make_event(row: Sequence[Any], parts: Parts, here: Here) -> Event:
    """Make an event of its row, `READ`, of what it has more than one of, and of what surrounds it."""
    (number, article_id, own, kind, modes, status, word, historical, confidence, mentions, trigger, *more) = row
    date, place, spans, decision = more[:5], more[5:11], more[11], more[12]
    text, parties = here.text, parts.parties.get(number, ())
    actor, recipient = (tuple(here.name(one) for role, one in parties if role == part) for part in PARTIES)
    words = unpack(mentions, text)
    return Event(
        own, kind, Passage(words if trigger is None else unpack(trigger, text)), unpack_names(modes), actor, recipient,
        _unpack_date(date, text),
        None if place[0] is None else EventPlace(place[0], place[1], unpack(spans, text), *place[2:]),
        {told[0]: Size(told[1], told[2], unpack(told[4], text), told[3]) for told in parts.sizes.get(number, ())},
        status, unpack_word(word, article_id, here),
        tuple(
            EventStatus(told, unpack_word(chain, article_id, here), said, unpack(at, text))
            for told, chain, said, at in parts.statuses.get(number, ())
        ),
        bool(historical), tuple(other for other, _ in parts.answers.get(number, ())), confidence / CERTAIN, words,
        tuple(_make_account(told, article_id, here) for told in parts.accounts.get(number, ())), decision or "machine",
    )  # fmt: skip


def list_entities(row: Sequence[Any], parts: Parts) -> list[int]:
    """List the entities, by their rows, that an event of the row `READ` names: its parties, and on whose word it is."""
    number, article_id, word = row[0], row[1], row[6]
    told = (*parts.statuses.get(number, ()), *parts.accounts.get(number, ()))
    words = [word, *(one[-3] for one in told), *(one[1] for one in told if one[0] in PARTIES)]
    named = [int(digits) for chain in words for digits in (chain or "").split()]
    parties = [entity for _, entity in parts.parties.get(number, ())]
    return list(dict.fromkeys((*parties, *(article_id * ENTITIES + one for one in named))))


def _unpack_date(columns: Sequence[Any], text: str) -> EventDate | None:
    value, precision, basis, phrase, places = columns
    if basis is None:
        return None
    spans = unpack(places, text)
    return EventDate(value, precision, join_words(spans) if phrase is None else phrase, spans, basis)


def unpack_word(word: str | None, article_id: int, here: Here) -> tuple[str, ...]:
    """Read on whose word something is."""
    if not word:
        return ("writer",) if word is None else ()
    return ("writer", *(here.name(article_id * ENTITIES + int(number)) for number in word.split()))


def _make_account(row: Sequence[Any], article_id: int, here: Here) -> Account:
    part, value, word, said, places = row
    if part in PARTIES:
        value = here.name(article_id * ENTITIES + int(value))
    return Account(part, value, unpack_word(word, article_id, here), said, unpack(places, here.text))
