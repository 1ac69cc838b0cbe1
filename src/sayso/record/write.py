"""An Addition in, its rows in the record out. Nothing here decides: who is who was judged before."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from sqlite3 import Connection

from sayso.data import Addition, Article, Attribution, Entity, Judgement, Reading
from sayso.errors import EditError
from sayso.ids import hash_number, make_id
from sayso.record.chains import derive_chain
from sayso.record.events import Ground, insert_events
from sayso.record.events import range_of as range_of_events
from sayso.record.here import name_of
from sayso.record.known import ENTITIES, MEMBERS, count_statements, keep_known, name_known
from sayso.record.known_events import keep_known_events, sum_known_events
from sayso.record.places import pack_blocks, pack_mentions
from sayso.record.rows import CERTAIN, insert, insert_many, pack_names, writable
from sayso.record.spans import join_words, pack, unpack

DAY = 10_000_000
"""Statements are numbered by day of publication and order of arrival: a day has room for ten million."""
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")

JUDGEMENTS = 100
"""Judgements are numbered by their left entity, each of which has room for so many."""
_JUDGED = ("judgement_id", "right_id", "verdict", "score", "reason_id")
Rows = Mapping[str, int]
"""From the id of a thing to the number of its row."""


def keep_article(connection: Connection, addition: Addition, *, at: str) -> int:
    """Keep a new article with all that was read from it; give the number of its row."""
    reading = addition.reading
    article_id = _insert_article(connection, addition, at)
    first = article_id * ENTITIES
    known = keep_known(connection, addition.placed, first=first)
    rows = {entity.id: first + n for n, entity in enumerate(reading.entities)}
    _insert_entities(connection, reading, rows, known)
    statements = insert_statements(connection, reading, article_id, rows)
    insert_judgements(connection, addition.judgements, reading.entities, rows)
    names = {one.known.id: name_known(row) for one, row in zip(addition.placed, known, strict=True)}
    _insert_events(connection, addition, Ground(article_id, reading, rows, statements), names)
    _insert_paragraphs(connection, addition, article_id)
    count_statements(connection, _count_speakers(reading, known))
    return article_id


def keep_input(connection: Connection, addition: Addition, article_id: int) -> None:
    """Note from which input an article came, so that it is skipped the next time."""
    if addition.place is not None:
        connection.execute(
            "INSERT OR REPLACE INTO input (place, digest, article_id) VALUES (?, ?, ?)",
            (writable(addition.place), addition.digest or "", article_id),
        )


def find_run(connection: Connection, reading: Reading, *, at: str) -> int:
    """Give the row of what made a reading; make it where it is new."""
    made = {"id": reading.provenance.run, "model": reading.provenance.model, "sayso_version": reading.sayso_version}
    command = "SELECT run_id FROM run WHERE id = ? AND model = ? AND sayso_version = ?"
    found = connection.execute(command, tuple(made.values())).fetchone()
    return int(found[0]) if found else insert(connection, "run", made | {"first_used": at})


def _insert_article(connection: Connection, addition: Addition, at: str) -> int:
    article = addition.reading.article
    row = {
        "id": article.id, "publisher": article.publisher, "series": article.series, "title": article.title,
        "byline": pack_names(article.byline), "published": article.published, "url": article.url,
        "path": None if article.path is None else writable(article.path), "language": article.language,
        "credit": addition.credit, "blocks": pack_blocks(article.blocks), "text": article.text,
        "sha256": article.sha256, "run_id": find_run(connection, addition.reading, at=at), "added": at,
    }  # fmt: skip
    return insert(connection, "article", row)


def _insert_entities(connection: Connection, reading: Reading, rows: Rows, known: Sequence[int]) -> None:
    values = [
        (rows[e.id], name_apart(e, reading.article), known[n], name_unlike(e), e.kind,
         aliases_unlike(e), e.country, e.sector, pack_mentions(e.mentions))
        for n, e in enumerate(reading.entities)
    ]  # fmt: skip
    columns = ("entity_id", "id", "known_id", "name", "kind", "aliases", "country", "sector", "mentions")
    insert_many(connection, "entity", columns, values)
    insert_ties(connection, reading.entities, rows)


def _insert_events(connection: Connection, addition: Addition, ground: Ground, names: Mapping[str, str]) -> None:
    """Insert the events of a new article; `names` are the ids of known entities by those before they had a number."""
    events, first = addition.reading.events, range_of_events(ground.article_id)[0]
    known = keep_known_events(connection, addition.events, events, first=first, names=names)
    rows = {event.id: first + n for n, event in enumerate(events)}
    insert_events(connection, events, ground, rows, dict(zip(rows, known, strict=True)))
    insert_event_judgements(connection, addition.event_judgements, rows)
    joined = (row for row, one in zip(known, addition.events, strict=True) if len(one.known.members) > 1)
    sum_known_events(connection, joined)


def insert_event_judgements(connection: Connection, judgements: Iterable[Judgement], rows: Rows) -> None:
    """Insert the program's judgements over the events of a new article and those of others, which are named by row."""
    numbers = Counter[int]()
    values = []
    for judgement in judgements:
        if judgement.verdict != "different":  # nobody asks why two are two
            left = rows[judgement.left[1]]
            score, reason = round(CERTAIN * judgement.score), find_reason(connection, judgement.reason)
            number = left * JUDGEMENTS + numbers[left]
            values.append((number, int(judgement.right[1]), judgement.verdict, score, reason))
            numbers[left] += 1
    insert_many(connection, "event_judgement", _JUDGED, values)


def name_apart(entity: Entity, article: Article) -> str | None:
    """Give the id of an entity, None where it is the one that its first mention makes."""
    first = [(mention.start, mention.end) for mention in entity.mentions[:1]]
    return None if entity.id == make_id("e", article.sha256, first) else entity.id


def name_unlike(entity: Entity) -> str | None:
    """Give the name of an entity, None where it is the words of its first mention: so it is of four in five."""
    return None if entity.mentions and entity.name == entity.mentions[0].exact else entity.name


def aliases_unlike(entity: Entity) -> str | None:
    """Give the other names of an entity as JSON, None where they are the words of its mentions: so they mostly are."""
    words = dict.fromkeys(mention.exact for mention in entity.mentions if mention.form != "pronoun")
    derived = tuple(one for one in words if one != entity.name)
    return None if derived == entity.aliases else json.dumps(entity.aliases, ensure_ascii=False)


def insert_ties(connection: Connection, entities: Iterable[Entity], rows: Rows) -> None:
    """Insert what entities of an article are to each other: roles, for whom they speak, who backs them."""
    roles: list[tuple[object, ...]] = []
    ties: list[tuple[object, ...]] = []
    for entity in entities:
        row = rows[entity.id]
        for n, role in enumerate(entity.roles):
            of, current = rows.get(role.of or ""), None if role.current is None else int(role.current)
            roles.append((row, n, role.title, of, current, pack(role.spans)))
        for n, body in enumerate(entity.speaks_for):
            told = entity.speaks_for_spans.get(body)
            ties.append((row, "speaks_for", n, rows[body], None if told is None else pack(told)))
        for n, backing in enumerate(entity.backed_by):
            ties.append((row, "backed_by", n, rows[backing.entity], pack(backing.spans)))
    insert_many(connection, "role", ("entity_id", "number", "title", "of_id", "current", "spans"), roles)
    insert_many(connection, "tie", ("entity_id", "kind", "number", "other_id", "spans"), ties)


def number_statements(connection: Connection, published: str | None, count: int) -> range:
    """Give the numbers of new statements of an article: its day of publication, then the order of arrival."""
    first = number_of_day(published)
    last = connection.execute(
        "SELECT max(statement_id) FROM statement WHERE statement_id >= ? AND statement_id < ?", (first, first + DAY)
    ).fetchone()[0]
    start = first + 1 if last is None else last + 1
    return range(start, start + count)


def number_of_day(published: str | None) -> int:
    """Give the number before the first of a day; of a month or a year that which is before its days."""
    match = _DATE.match(published or "")
    return int("".join(part or "00" for part in match.groups())) * DAY if match else 0


def insert_statements(connection: Connection, reading: Reading, article_id: int, rows: Rows) -> dict[str, int]:
    """Insert the attributions of a reading, in its order, the outer ones before those that are nested in them."""
    attributions = reading.attributions
    # the first has the largest number: in a list from the latest on, an article is read from its beginning
    numbers = reversed(number_statements(connection, reading.article.published, len(attributions)))
    placed = {attribution.id: number for attribution, number in zip(attributions, numbers, strict=True)}
    known = {attribution.id: attribution for attribution in attributions}
    # from the smallest number up: so pages fill better, and the full-text index takes all of them at once
    upwards = attributions[::-1]
    values = [_make_row(a, known, rows) | {"statement_id": placed[a.id], "article_id": article_id} for a in upwards]
    if values:
        insert_many(connection, "statement", tuple(values[0]), [tuple(row.values()) for row in values])
    nested = [(placed[a.nested_in], placed[a.id]) for a in attributions if a.nested_in is not None]
    connection.executemany("UPDATE statement SET nested_in = ? WHERE statement_id = ?", nested)
    index_statements(connection, ((placed[a.id], join_words(a.content.spans)) for a in upwards))
    return placed


def fetch_words(connection: Connection, where: str, value: object) -> list[tuple[int, str]]:
    """Fetch what was said in statements, as it is in the full-text index, by their numbers.

    `where` is a column of theirs that has the value. Not by the view: SQLite ends a text at a NUL, Python does not.
    """
    rows = connection.execute(
        "SELECT s.statement_id, s.content_spans, a.text FROM statement AS s "
        f"JOIN article AS a ON a.article_id = s.article_id WHERE s.{where} = ? ORDER BY 1",
        (value,),
    )
    return [(number, join_words(unpack(spans, text))) for number, spans, text in rows]


def index_statements(connection: Connection, words: Iterable[tuple[int, str]]) -> None:
    """Put what was said into the full-text index, by the number of the statement."""
    connection.executemany("INSERT INTO statement_fts (rowid, words) VALUES (?, ?)", words)


def unindex_statements(connection: Connection, words: Iterable[tuple[int, str]]) -> None:
    """Take what was said out of the full-text index, just as it was put in."""
    command = "INSERT INTO statement_fts (statement_fts, rowid, words) VALUES ('delete', ?, ?)"
    connection.executemany(command, words)


def _make_row(attribution: Attribution, known: Mapping[str, Attribution], rows: Rows) -> dict[str, object]:
    source, cue, addressee = attribution.source, attribution.cue, attribution.addressee
    candidates = source.candidates if source else ()
    parent = known.get(attribution.nested_in or "")
    derived = derive_chain(attribution, parent.on_whose_word if parent else ("writer",))
    return {
        "id": attribution.id, "act": attribution.act, "manner": attribution.manner,
        "negated": attribution.negated or None,
        "speaker_id": None if source is None else rows.get(source.entity or ""),
        "by_writer": (source is not None and source.entity == "writer") or None,
        "inferred": (source is not None and source.inferred) or None,
        "addressee_id": None if addressee is None else rows.get(addressee.entity or ""),
        "confidence": round(CERTAIN * attribution.confidence),
        "content_spans": pack(attribution.content.spans),
        "source_spans": None if source is None else pack(source.spans),
        "cue_spans": None if cue is None else pack(cue.spans),
        "addressee_spans": None if addressee is None else pack(addressee.spans),
        "candidates": json.dumps([(c.entity, c.score) for c in candidates]) if candidates else None,
        "on_whose_word": None if derived == attribution.on_whose_word else json.dumps(attribution.on_whose_word),
    }  # fmt: skip


def insert_judgements(
    connection: Connection, judgements: Iterable[Judgement], entities: Iterable[Entity], rows: Rows
) -> None:
    """Insert the program's judgements over the entities of a new article and those of others, which are named by row.

    See `known.name_member` for such names.
    """
    names = {entity.id: entity.name for entity in entities}
    numbers = Counter[int]()
    values = []
    for judgement in judgements:
        if judgement.verdict == "different":  # nobody asks why two are two
            continue
        left = rows[judgement.left[1]]
        reason = find_reason(connection, judgement.reason)
        right = int(judgement.right[1])
        if judgement.verdict == "same":
            right = _find_side(connection, right, left, names[judgement.left[1]])
        number = left * JUDGEMENTS + numbers[left]
        numbers[left] += 1
        values.append((number, right, judgement.verdict, round(CERTAIN * judgement.score), reason))
    insert_many(connection, "judgement", _JUDGED, values)


def _find_side(connection: Connection, right: int, own: int, name: str) -> int:
    """Give the member that a newcomer is joined to: of those whom a person has merged, the last of the same name.

    When the merge is taken back, the newcomer goes with the one who was called as it is.
    """
    known_id = connection.execute("SELECT known_id FROM entity WHERE entity_id = ?", (right,)).fetchone()[0]
    merged = "SELECT 1 FROM edit WHERE object = ? AND action = 'merge' LIMIT 1"
    if connection.execute(merged, (name_known(known_id),)).fetchone() is None:
        return right
    rows = connection.execute(
        "SELECT e.entity_id, e.name, e.mentions, a.text FROM entity AS e JOIN article AS a USING (article_id) "
        "WHERE e.known_id = ?1 AND e.mentions <> '' AND e.article_id <> ?2 "
        "ORDER BY e.entity_id DESC LIMIT ?3",
        (known_id, own // ENTITIES, MEMBERS),
    )
    return next((row for row, *told in rows if name_of(*told).casefold() == name.casefold()), right)


def range_of(entity_id: int) -> tuple[int, int]:
    """Give the first and the last number that judgements over an entity or event as the left one can have."""
    return entity_id * JUDGEMENTS, entity_id * JUDGEMENTS + JUDGEMENTS - 1


def number_judgement(connection: Connection, left: int, table: str = "judgement") -> int:
    """Give the number of one more judgement over an entity or an event; raise EditError where there are a hundred."""
    command = f"SELECT max(judgement_id) FROM {table} WHERE judgement_id BETWEEN ? AND ?"
    last = connection.execute(command, range_of(left)).fetchone()[0]
    if last == range_of(left)[1]:
        raise EditError("this was merged and split a hundred times; nothing was changed")
    return range_of(left)[0] if last is None else int(last) + 1


def find_reason(connection: Connection, words: str) -> int:
    """Give the row of a reason; make it where it is new."""
    reason = hash_number(words)
    connection.execute("INSERT OR IGNORE INTO reason (reason_id, words) VALUES (?, ?)", (reason, words))
    return reason


def _insert_paragraphs(connection: Connection, addition: Addition, article_id: int) -> None:
    for paragraph in addition.paragraphs:
        row = {
            "article_id": article_id, "start": paragraph.start, "end": paragraph.end,
            "origin_id": paragraph.origin, "likeness": paragraph.likeness,
        }  # fmt: skip
        paragraph_id = insert(connection, "paragraph", row)
        if paragraph.origin is None:  # a copy is found by its origin's words, or it would be an origin itself
            connection.executemany(
                "INSERT OR IGNORE INTO sketch (value, paragraph_id) VALUES (?, ?)",
                [(value, paragraph_id) for value in paragraph.sketch],
            )


def _count_speakers(reading: Reading, known: Sequence[int]) -> Counter[int]:
    """Count the statements of each known entity."""
    of = {entity.id: known[n] for n, entity in enumerate(reading.entities)}
    return Counter(of[a.source.entity] for a in reading.attributions if a.source and a.source.entity in of)


def find_article(connection: Connection, article: Article) -> int | None:
    """Find the row of an article by its text, as it is or was before a person was forgotten; None where it is new."""
    found = connection.execute(
        "SELECT article_id FROM article WHERE id = ? UNION ALL SELECT article_id FROM redaction WHERE sha256 = ?",
        (article.id, article.sha256),
    ).fetchone()
    return None if found is None else int(found[0])
