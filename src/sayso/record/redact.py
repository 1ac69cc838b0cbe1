"""An open record and a person in, the record without the person's names out: texts, ids, columns, indexes and the log.

Every place stays where it is, for a name gives way to as many marks as it had characters. A text is another one then:
its digest is, and all ids that were made of it are made anew.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from sqlite3 import Connection
from typing import Any

import msgspec

from sayso.data import KnownEntity
from sayso.errors import RecordError
from sayso.ids import DIGITS, hash_id, make_id
from sayso.record.check import MOST
from sayso.record.events import fetch_event_words
from sayso.record.here import name_entity, name_of
from sayso.record.known import ENTITIES, Profile, index_people, make_row, name_known, number_known, unindex_people
from sayso.record.names import (
    FILL,
    Names,
    Place,
    black_out,
    find_parts,
    find_whole,
    is_within,
    join_places,
    scrub,
    scrub_address,
)
from sayso.record.places import unpack_places
from sayso.record.redact_events import index_events_anew, is_reported_near, list_new_ids, rename_events, sweep_events
from sayso.record.rows import pack_names, unpack_names
from sayso.record.spans import JOINT, unpack_pairs
from sayso.record.write import find_reason, index_statements, unindex_statements

FORGOTTEN = "(forgotten)"
OTHER_FILL = "▓"
"""Stands for some of the characters where two texts that differed only in the names would be one."""
_VARIETY = 12
"""Characters at most that tell such texts apart."""
_ID = re.compile(r"[taev][0-9a-f]{12}")
_TEMPORARY = {
    "touched": "article_id INTEGER PRIMARY KEY",
    "near": "known_id INTEGER PRIMARY KEY",
    "blacked": "paragraph_id INTEGER PRIMARY KEY",
    "renamed": "old TEXT PRIMARY KEY, new TEXT NOT NULL",
}
"""What is noted meanwhile, in a file of SQLite's own: it holds numbers and ids, and no names."""
_PROFILES = msgspec.msgpack.Decoder(Profile)
_ENCODER = msgspec.msgpack.Encoder()


@dataclass(frozen=True, slots=True)
class Person:
    """Who is to be forgotten: known entities that are one, or bear one name, and what they are called."""

    known: frozenset[int]
    names: Names


@dataclass(frozen=True, slots=True)
class Member:
    """An entity of an article, as far as it has to do with names."""

    entity_id: int
    own: str | None
    known_id: int
    name: str | None
    aliases: str | None
    mentions: str

    def list_places(self, *forms: str) -> list[Place]:
        """List the places of its mentions, of some forms or of all."""
        return [(start, end) for start, end, form in unpack_places(self.mentions) if not forms or form in forms]


@dataclass(frozen=True, slots=True)
class Page:
    """An article, as it was and as it is to be. `spared` are names of others that hold a part of the person's."""

    article_id: int
    sha256: str
    digest: str
    text: str = field(repr=False)
    blacked: str = field(repr=False)
    places: tuple[Place, ...] = field(repr=False)
    members: tuple[Member, ...] = field(repr=False)
    spared: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Tally:
    """How much was redacted: articles whose text was, statements whose words were, lines of the log."""

    articles: int
    statements: int
    edits: int


def redact(connection: Connection, person: Person) -> Tally:
    """Take a person's names out of all that a record holds; the caller writes all of it or nothing."""
    mark_touched(connection, person)
    articles = statements = 0
    for page in list_pages(connection, person):
        statements += count_touched(connection, page)
        note_ids(connection, page)
        _write_page(connection, page, person)
        articles += 1
    _sweep_entities(connection, person)
    _sweep_prints(connection, person)
    _sweep_known(connection, person)
    sweep_events(connection, person.names)
    _bury(connection, person)
    edits = _write_edits(connection, person)
    _sweep_reasons(connection, person)
    for index in (
        "statement_fts",
        "people_fts",
        "event_fts",
    ):  # its older parts hold the words until they are merged into one
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
    connection.execute("DELETE FROM sketch WHERE paragraph_id IN (SELECT paragraph_id FROM temp.blacked)")
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat4'").fetchone():
        connection.execute("DELETE FROM sqlite_stat4")  # samples of indexed values, which some builds of SQLite keep
    drop_notes(connection)
    return Tally(articles, statements, edits)


def is_redacted(connection: Connection, sha256: str) -> bool:
    """Tell whether a text, by its digest, was kept until somebody was forgotten."""
    return connection.execute("SELECT 1 FROM redaction WHERE sha256 = ?", (sha256,)).fetchone() is not None


def mark_touched(connection: Connection, person: Person) -> None:
    """Mark the articles that mention a person, or hold one of the whole names."""
    drop_notes(connection)
    for table, columns in _TEMPORARY.items():
        connection.execute(f"CREATE TEMP TABLE {table} ({columns})")
    connection.execute(
        "INSERT INTO temp.touched SELECT DISTINCT article_id FROM entity "
        "WHERE known_id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(person.known)),),
    )
    for article_id, text in connection.execute("SELECT article_id, text FROM article"):
        if find_whole(text, person.names):
            connection.execute("INSERT OR IGNORE INTO temp.touched VALUES (?)", (article_id,))


def drop_notes(connection: Connection) -> None:
    """Drop what was noted meanwhile."""
    for table in _TEMPORARY:
        connection.execute(f"DROP TABLE IF EXISTS temp.{table}")


def list_pages(connection: Connection, person: Person) -> Iterator[Page]:
    """List the articles that were marked, those left out in which no name stands."""
    for (article_id,) in connection.execute("SELECT article_id FROM temp.touched ORDER BY 1"):
        page = _make_page(connection, article_id, person)
        if page.places:
            yield page


def _make_page(connection: Connection, article_id: int, person: Person) -> Page:
    command = "SELECT sha256, text FROM article WHERE article_id = ?"
    sha256, text = connection.execute(command, (article_id,)).fetchone()
    rows = connection.execute(
        "SELECT entity_id, id, known_id, name, aliases, mentions FROM entity WHERE entity_id BETWEEN ? AND ?",
        (article_id * ENTITIES, article_id * ENTITIES + ENTITIES - 1),
    )
    members = tuple(Member(*row) for row in rows)
    own = [place for one in members if one.known_id in person.known for place in one.list_places("name")]
    others = [place for one in members if one.known_id not in person.known for place in one.list_places("name")]
    places = tuple(_find_places(text, own, others, person.names))
    spared = {text[start:end] for start, end in others if not find_whole(text[start:end], person.names)}
    told = tuple(sorted(name for name in spared if " " in name and find_parts(name, person.names)))
    blacked = _black_out_anew(connection, text, places) if places else text
    return Page(article_id, sha256, _digest(blacked), text, blacked, places, members, told)


def _find_places(text: str, own: Iterable[Place], others: Sequence[Place], names: Names) -> list[Place]:
    """Find what of a text is to be blacked out: whole names, mentions, and parts that are not in another's name."""
    whole, parts = find_whole(text, names), find_parts(text, names)
    found = [*whole, *(part for part in parts if not is_within(part, others))]
    for start, end in own:
        inside = [place for place in (*whole, *parts) if is_within(place, [(start, end)])]
        # "nominee Ada J. Lund": all between the first word of the name and the last, but not what she was nominated for
        found.append((min(inside)[0], max(last for _, last in inside)) if inside else (start, end))
    return join_places(found)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _black_out_anew(connection: Connection, text: str, places: Sequence[Place]) -> str:
    """Black out places so that no other article has the same text then."""
    marks = [at for start, end in places for at in range(start, end)]
    for number in range(1 << min(len(marks), _VARIETY)):
        letters = list(black_out(text, places))
        for bit in range(number.bit_length()):
            letters[marks[bit]] = OTHER_FILL if number >> bit & 1 else FILL
        blacked = "".join(letters)
        name = f"t{_digest(blacked)[:DIGITS]}"
        if connection.execute("SELECT 1 FROM article WHERE id = ?", (name,)).fetchone() is None:
            return blacked
    raise RecordError(f"{name}: too many articles differ in nothing but the names; nothing was changed, report this")


def count_touched(connection: Connection, page: Page) -> int:
    """Count the statements of an article whose words are blacked out somewhere."""
    rows = connection.execute(
        "SELECT content_spans, cue_spans, source_spans, addressee_spans FROM statement WHERE article_id = ?",
        (page.article_id,),
    )
    return sum(any(_is_blacked(place, page) for spans in row for place in unpack_pairs(spans)) for row in rows)


def _is_blacked(place: Place, page: Page) -> bool:
    return page.text[place[0] : place[1]] != page.blacked[place[0] : place[1]]


# Ids.


def note_ids(connection: Connection, page: Page) -> None:
    """Note which ids an article, its entities, statements and events had, and which they have now."""
    pairs = [(f"t{page.sha256[:DIGITS]}", f"t{page.digest[:DIGITS]}")]
    for member in page.members:
        old = member.own or name_entity(page.sha256, member.mentions)
        new = _rename_entity(member, page) or name_entity(page.digest, member.mentions)
        pairs.append((old, new))
    rows = connection.execute(
        "SELECT id, content_spans, cue_spans, source_spans FROM statement WHERE article_id = ?", (page.article_id,)
    ).fetchall()
    pairs += [(name, _rename_statement(connection, name, spans, page)) for name, *spans in rows]
    pairs += list_new_ids(connection, page.article_id, (page.sha256, page.digest))
    connection.executemany("INSERT OR REPLACE INTO temp.renamed VALUES (?, ?)", pairs)


def _rename_entity(member: Member, page: Page) -> str | None:
    """Give the new id of an entity that bears another than its first mention makes; None of the others."""
    if member.own is None:
        return None
    for place, times in product(member.list_places(), range(1, MOST + 1)):
        if make_id("e", page.sha256, [place] * times) == member.own:
            return make_id("e", page.digest, [place] * times)
    return hash_id("e", f"{page.digest} {member.own}")


def _rename_statement(connection: Connection, name: str, spans: Sequence[str | None], page: Page) -> str:
    """Give the new id of a statement: made of the same places, which the log has where a person corrected them."""
    now = [place for value in spans for place in unpack_pairs(value)]
    choices = [[now]] if make_id("a", page.sha256, now) == name else _list_choices(connection, name, spans)
    for places in product(*choices):
        joined = [place for some in places for place in some]
        if make_id("a", page.sha256, joined) == name:
            return make_id("a", page.digest, joined)
    return hash_id("a", f"{page.digest} {name}")


def _list_choices(connection: Connection, name: str, spans: Sequence[str | None]) -> list[list[list[Place]]]:
    choices = []
    for part, value in zip(("content", "cue", "source"), spans, strict=True):
        changed = connection.execute(
            "SELECT before FROM edit WHERE object = ?1 AND field = ?2 UNION ALL "
            "SELECT after FROM edit WHERE object = ?1 AND field = ?2",
            (name, part),
        )
        logged = [[(start, end) for start, end in json.loads(old or "null") or ()] for (old,) in changed]
        choices.append([unpack_pairs(value), *logged])
    return choices


def _new_id(connection: Connection, old: str) -> str:
    found = connection.execute("SELECT new FROM temp.renamed WHERE old = ?", (old,)).fetchone()
    return old if found is None else str(found[0])


def _renew(connection: Connection, value: Any) -> Any:
    """Put new ids in the place of old ones, at any depth."""
    if isinstance(value, str):
        return _new_id(connection, value) if _ID.fullmatch(value) else value
    if isinstance(value, list):
        return [_renew(connection, one) for one in value]
    return {key: _renew(connection, one) for key, one in value.items()} if isinstance(value, dict) else value


# What was read from an article.


def _write_page(connection: Connection, page: Page, person: Person) -> None:
    for member in page.members:
        _write_member(connection, member, page, person)
    _write_statements(connection, page)
    words = fetch_event_words(connection, page.article_id)
    _write_article(connection, page, person.names)
    rename_events(connection, page.article_id, lambda own: _new_id(connection, own), page.blacked)
    index_events_anew(connection, words, page.article_id)
    paragraphs = connection.execute(
        "SELECT paragraph_id, start, end FROM paragraph WHERE article_id = ?", (page.article_id,)
    ).fetchall()
    blacked = [(row,) for row, start, end in paragraphs if _is_blacked((start, end), page)]
    connection.executemany("INSERT INTO temp.blacked VALUES (?)", blacked)


def _write_member(connection: Connection, member: Member, page: Page, person: Person) -> None:
    if member.known_id not in person.known:
        connection.execute("INSERT OR IGNORE INTO temp.near VALUES (?)", (member.known_id,))
    places = member.list_places()
    own = name_of(member.name, member.mentions, page.text)
    name: str | None = _follow(own, places, page, person.names)
    if member.name is None and name == name_of(None, member.mentions, page.blacked):
        name = None
    aliases = None
    if member.aliases is not None:
        followed = [_follow(alias, places, page, person.names) for alias in unpack_names(member.aliases)]
        aliases = json.dumps(list(dict.fromkeys(followed)), ensure_ascii=False)
    connection.execute(
        "UPDATE entity SET id = ?, name = ?, aliases = ? WHERE entity_id = ?",
        (_rename_entity(member, page), name, aliases, member.entity_id),
    )
    command = "SELECT number, title, spans FROM role WHERE entity_id = ? AND title IS NOT NULL"
    for number, title, spans in connection.execute(command, (member.entity_id,)).fetchall():
        told = _follow(title, unpack_pairs(spans), page, person.names)
        key = (told, member.entity_id, number)
        connection.execute("UPDATE role SET title = ? WHERE entity_id = ? AND number = ?", key)


def _follow(words: str, places: Iterable[Place], page: Page, names: Names) -> str:
    """Give words of an article as they are now where they stand; of words that stand nowhere, the names are taken."""
    now = [page.blacked[start:end] for start, end in places if page.text[start:end] == words]
    if now:
        return words if words in now else now[0]
    return scrub(words, names, parts=True, spared=page.spared)


def _write_statements(connection: Connection, page: Page) -> None:
    rows = connection.execute(
        "SELECT statement_id, id, content_spans, candidates, on_whose_word FROM statement WHERE article_id = ?",
        (page.article_id,),
    ).fetchall()
    for number, name, spans, *others in rows:
        candidates, chain = (None if v is None else json.dumps(_renew(connection, json.loads(v))) for v in others)
        connection.execute(
            "UPDATE statement SET id = ?, candidates = ?, on_whose_word = ? WHERE statement_id = ?",
            (_new_id(connection, name), candidates, chain, number),
        )
        said = [JOINT.join(text[a:b] for a, b in unpack_pairs(spans)) for text in (page.text, page.blacked)]
        if said[0] != said[1]:
            unindex_statements(connection, [(number, said[0])])
            index_statements(connection, [(number, said[1])])


def _write_article(connection: Connection, page: Page, names: Names) -> None:
    columns = ("series", "title", "credit", "byline", "url", "path")
    row = connection.execute(
        f"SELECT {', '.join(columns)} FROM article WHERE article_id = ?", (page.article_id,)
    ).fetchone()
    series, title, credit, byline, url, path = row

    def follow(words: str | None) -> str | None:
        at = page.text.find(words) if words else -1
        return words and _follow(words, [(at, at + len(words))] if at >= 0 else [], page, names)

    authors = pack_names([str(follow(name)) for name in unpack_names(byline)])
    address, place = (value and scrub_address(value, names, parts=True) for value in (url, path))
    connection.execute(
        "UPDATE article SET id = ?, sha256 = ?, text = ?, series = ?, title = ?, credit = ?, byline = ?, url = ?, "
        "path = ? WHERE article_id = ?",
        (f"t{page.digest[:DIGITS]}", page.digest, page.blacked, follow(series), follow(title), follow(credit), authors,
         address, place, page.article_id),
    )  # fmt: skip
    connection.execute("INSERT OR IGNORE INTO redaction VALUES (?, ?)", (page.sha256, page.article_id))


# What is kept beside the articles.


def _sweep_entities(connection: Connection, person: Person) -> None:
    """Take names out of entities and roles whose article does not hold them: what stood in a reading before."""
    for row, known_id, name, aliases in connection.execute("SELECT entity_id, known_id, name, aliases FROM entity"):
        theirs = known_id in person.known
        # A name that is the words of a mention went with the text, but for a part that is in another's name there too.
        own = _fetch_name(connection, row) if name is None and theirs else name or ""
        told = (own, *unpack_names(aliases))
        now = tuple(scrub(words, person.names, parts=theirs) for words in told)
        if now != told:
            others = None if aliases is None else json.dumps(now[1:], ensure_ascii=False)
            values = (name if now[0] == own else now[0], others, row)
            connection.execute("UPDATE entity SET name = ?, aliases = ? WHERE entity_id = ?", values)
    for row, number, title in connection.execute("SELECT entity_id, number, title FROM role WHERE title IS NOT NULL"):
        if find_whole(title, person.names):
            values = (scrub(title, person.names), row, number)
            connection.execute("UPDATE role SET title = ? WHERE entity_id = ? AND number = ?", values)


def _fetch_name(connection: Connection, entity_id: int) -> str:
    command = (
        "SELECT e.name, e.mentions, a.text FROM entity AS e JOIN article AS a USING (article_id) WHERE entity_id = ?"
    )
    return name_of(*connection.execute(command, (entity_id,)).fetchone())


def _sweep_prints(connection: Connection, person: Person) -> None:
    """Take names out of where and when articles appeared; of parts, only where the article is about the person."""
    names = person.names
    for table in ("article", "reprint"):
        columns = ("publisher", "title", "byline", "url", "path", *(("series", "credit") * (table == "article")))
        rows = connection.execute(
            f"SELECT p.{table}_id, t.article_id IS NOT NULL AND ?, {', '.join(f'p.{column}' for column in columns)} "
            f"FROM {table} AS p LEFT JOIN temp.touched AS t ON t.article_id = p.article_id",
            (table == "reprint",),
        )
        for row, touched, *values in rows:
            told = dict(zip(columns, values, strict=True))
            now = {column: _scrub_print(column, value, names, bool(touched)) for column, value in told.items()}
            if now != told:
                changes = ", ".join(f"{column} = ?" for column in columns)
                connection.execute(f"UPDATE {table} SET {changes} WHERE {table}_id = ?", (*now.values(), row))
    _sweep_inputs(connection, names)


def _sweep_inputs(connection: Connection, names: Names) -> None:
    places = connection.execute(
        "SELECT i.place, t.article_id IS NOT NULL FROM input AS i "
        "LEFT JOIN temp.touched AS t ON t.article_id = i.article_id"
    )
    changed = [(put, old) for old, near in places if (put := scrub_address(old, names, parts=bool(near))) != old]
    connection.executemany("UPDATE OR REPLACE input SET place = ? WHERE place = ?", changed)


def _scrub_print(column: str, value: str | None, names: Names, touched: bool) -> str | None:
    if value is None:
        return None
    if column in ("url", "path"):
        return scrub_address(value, names, parts=touched)
    if column == "byline":
        return pack_names([scrub(name, names, parts=touched) for name in unpack_names(value)])
    return scrub(value, names, parts=touched and column == "title")


def _sweep_known(connection: Connection, person: Person) -> None:
    """Take names out of what is known of others: a body's officers, "Pell's brother"."""
    rows = connection.execute(
        "SELECT k.known_id, k.name, k.aliases, k.decided, k.profile, k.articles, n.known_id IS NOT NULL "
        "FROM known_entity AS k LEFT JOIN temp.near AS n ON n.known_id = k.known_id"
    )
    for known_id, name, aliases, decided, profile, articles, near in rows:
        if known_id in person.known:
            continue
        told: dict[str, Any] = {"name": name, "aliases": aliases, "decided": decided, "profile": profile}
        now = scrub_known(told, person.names, near=bool(near))
        if now == told:
            continue
        connection.execute(
            "UPDATE known_entity SET name = ?, aliases = ?, decided = ?, profile = ? WHERE known_id = ?",
            (*now.values(), known_id),
        )
        if articles and (now["name"], now["aliases"]) != (name, aliases):
            unindex_people(connection, known_id, name, aliases)
            index_people(connection, known_id, now["name"], now["aliases"])


def scrub_known(told: Mapping[str, Any], names: Names, *, near: bool) -> dict[str, Any]:
    """Take names out of the columns of a known entity; with `near`, parts of them out of its descriptions."""
    now = dict(told)
    profile = _PROFILES.decode(told["profile"])
    joined = "\n".join(_list_strings(told, profile))
    if not find_whole(joined, names) and not (near and find_parts(joined, names)):
        return now
    now["name"] = _scrub_called(told["name"], names, near=near)
    now["aliases"] = pack_names([_scrub_called(alias, names, near=near) for alias in unpack_names(told["aliases"])])
    if told.get("decided") is not None:
        now["decided"] = json.dumps(_scrub_deep(json.loads(told["decided"]), names), ensure_ascii=False)
    plain = msgspec.to_builtins(profile, builtin_types=(bytes,))
    scrubbed = _scrub_deep(plain, names, near=near)
    if scrubbed != plain:
        now["profile"] = _ENCODER.encode(scrubbed)
    return now


def _list_strings(told: Mapping[str, Any], profile: Profile) -> Iterator[str]:
    yield from (told["name"], told["aliases"] or "", told.get("decided") or "", *(profile.descriptions or ()))
    yield from (words for title, of, _ in profile.roles for words in (title, of or ""))
    yield from (*profile.officers, *(profile.publishers or ()))


def _scrub_called(words: str, names: Names, *, near: bool) -> str:
    """Take names out of what somebody is called; parts only out of what is no name: "Pell's brother", "the Pell camp".

    "Olga Pell" and "Pell Shipping" are others' names, and stay.
    """
    described = words[:1].islower() or any(words[end : end + 2] in ("'s", "’s") for _, end in find_parts(words, names))
    return scrub(words, names, parts=near and described)


def _scrub_deep(value: Any, names: Names, *, near: bool = False) -> Any:
    if isinstance(value, str):
        return _scrub_called(value, names, near=near)
    if isinstance(value, list | tuple):
        return [_scrub_deep(one, names, near=near) for one in value]
    return {k: _scrub_deep(one, names, near=near) for k, one in value.items()} if isinstance(value, dict) else value


def _bury(connection: Connection, person: Person) -> None:
    """Leave of those who are forgotten what names nobody, and no keys by which anybody could be taken for them."""
    empty = make_row(KnownEntity("", FORGOTTEN, "person"))
    for known_id in sorted(person.known):
        name, aliases, articles = connection.execute(
            "SELECT name, aliases, articles FROM known_entity WHERE known_id = ?", (known_id,)
        ).fetchone()
        connection.execute(
            "UPDATE known_entity SET name = ?, aliases = NULL, decision = NULL, decided = NULL, profile = ? "
            "WHERE known_id = ?",
            (FORGOTTEN, empty["profile"], known_id),
        )
        if articles:
            unindex_people(connection, known_id, name, aliases)
            index_people(connection, known_id, FORGOTTEN, None)
    gone = json.dumps(sorted(person.known))
    connection.execute("DELETE FROM known_key WHERE known_id IN (SELECT value FROM json_each(?))", (gone,))


def _sweep_reasons(connection: Connection, person: Person) -> None:
    """Take names out of why two were taken for one; where two reasons are one then, so are their rows."""
    for row, words in connection.execute("SELECT reason_id, words FROM reason").fetchall():
        now = scrub(words, person.names, parts=_gives_reason(connection, row, words, person))
        if now == words:
            continue
        same = find_reason(connection, now)
        for table in ("judgement", "event_judgement"):
            connection.execute(f"UPDATE {table} SET reason_id = ? WHERE reason_id = ?", (same, row))
        connection.execute("DELETE FROM reason WHERE reason_id = ?", (row,))


def _gives_reason(connection: Connection, reason_id: int, words: str, person: Person) -> bool:
    """Tell whether a reason with a part of a name in it was given for the person."""
    if not find_parts(words, person.names):
        return False
    known = "e.known_id IN (SELECT value FROM json_each(?2))"
    command = (
        "SELECT 1 FROM judgement AS j JOIN entity AS e ON e.entity_id IN (j.left_id, j.right_id) "
        f"WHERE j.reason_id = ?1 AND {known} UNION ALL "
        "SELECT 1 FROM event_judgement AS j JOIN event_party AS p ON p.event_id IN (j.left_id, j.right_id) "
        f"JOIN entity AS e ON e.entity_id = p.entity_id WHERE j.reason_id = ?1 AND {known} LIMIT 1"
    )
    return connection.execute(command, (reason_id, json.dumps(sorted(person.known)))).fetchone() is not None


# The log.


@dataclass(frozen=True, slots=True)
class Line:
    """What of a line of the log may hold names or ids."""

    number: int
    by: str
    object: str
    field: str | None
    before: str | None
    after: str | None
    why: str | None


def list_lines(connection: Connection, person: Person) -> Iterator[tuple[Line, Line]]:
    """List the lines of the log that hold a name, as they are and as they are to be, ids left as they are."""
    command = "SELECT edit_id, by, object, field, before, after, why FROM edit ORDER BY edit_id"
    for row in connection.execute(command):
        line = Line(*row)
        now = _scrub_line(connection, line, person)
        if now != line:
            yield line, now


def _scrub_line(connection: Connection, line: Line, person: Person) -> Line:
    about = line.object in {name_known(known_id) for known_id in person.known}
    near = about or _new_id(connection, line.object) != line.object or _joins(line, person)
    near = near or is_reported_near(connection, line.object)
    values = []
    for value in (line.before, line.after):
        told = None if value is None else json.loads(value)
        now = _scrub_value(told, person, near=near, about=line.field if about else None)
        values.append(value if now == told else json.dumps(now, ensure_ascii=False))
    why = line.why and scrub(line.why, person.names, parts=near)
    by = scrub(line.by, person.names)
    before, after = values
    return Line(line.number, by, line.object, line.field, before, after, why)


def _joins(line: Line, person: Person) -> bool:
    """Tell whether a line joins somebody with the person, or parts them."""
    if line.field != "members":
        return False
    noted = [row["id"] for row in (json.loads(line.before or "null") or {}).get("rows", ())]
    other = json.loads(line.after or "null")
    noted.append(other.get("with", "") if isinstance(other, dict) else "")
    return any(number_known(name) in person.known for name in noted)


def _scrub_value(value: Any, person: Person, *, near: bool, about: str | None) -> Any:
    """Take names out of a value of the log, at any depth; `about` is the field where it is the person's own."""
    if isinstance(value, str):
        return scrub_address(scrub(value, person.names, parts=near), person.names)
    if isinstance(value, list):
        return [_scrub_value(one, person, near=near, about=about) for one in value]
    if not isinstance(value, dict):
        return value
    if "profile" in value.get("values", ()):
        return value | {"values": _scrub_snapshot(value, person, near=near)}
    if about is not None:
        value = _blank(value, about)
    return {key: _scrub_value(one, person, near=near, about=about) for key, one in value.items()}


def _blank(value: Mapping[str, Any], about: str) -> dict[str, Any]:
    """Leave no name in what the person's own name or aliases were, be it a wrong one that nobody else bears."""
    blank: dict[str, Any] = {"name": FORGOTTEN, "aliases": []} | ({"value": FORGOTTEN} if about == "name" else {})
    return {key: blank.get(key, one) if one is not None else None for key, one in value.items()}


def _scrub_snapshot(noted: Mapping[str, Any], person: Person, *, near: bool) -> dict[str, Any]:
    """Take names out of what a known entity was before a merge."""
    values: dict[str, Any] = dict(noted["values"])
    if number_known(noted["id"]) in person.known:
        empty = make_row(KnownEntity("", FORGOTTEN, "person"))
        now = values | {"name": FORGOTTEN, "aliases": None, "profile": empty["profile"]}
    else:
        now = scrub_known(values | {"profile": base64.b64decode(values["profile"])}, person.names, near=near)
    return now | {"profile": base64.b64encode(now["profile"]).decode()}


def _write_edits(connection: Connection, person: Person) -> int:
    """Change the lines of the log that hold a name or an old id; give how many held a name."""
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'edit'")
    kept = triggers.fetchall()
    for name, _ in kept:
        connection.execute(f"DROP TRIGGER {name}")
    changed = 0
    for line, now in list_lines(connection, person):
        changed += 1
        connection.execute(
            "UPDATE edit SET by = ?, before = ?, after = ?, why = ? WHERE edit_id = ?",
            (now.by, now.before, now.after, now.why, line.number),
        )
    _renew_edits(connection)
    for _, command in kept:
        connection.execute(command)
    return changed


def _renew_edits(connection: Connection) -> None:
    for number, thing, *values in connection.execute("SELECT edit_id, object, before, after FROM edit"):
        told = [None if value is None else json.loads(value) for value in values]
        now = [_renew(connection, value) for value in told]
        if now != told or _new_id(connection, thing) != thing:
            packed = [None if value is None else json.dumps(value, ensure_ascii=False) for value in now]
            connection.execute(
                "UPDATE edit SET object = ?, before = ?, after = ? WHERE edit_id = ?",
                (_new_id(connection, thing), *packed, number),
            )
