"""Known entities in, their rows out, and back: names and keys to look them up by, and what they are compared by."""

from collections.abc import Iterable, Mapping, Sequence
from sqlite3 import Connection
from typing import Any

import msgspec

from sayso.data import KnownEntity, Placed, Posting, Role
from sayso.ids import hash_briefly
from sayso.record.rows import insert, pack_names, unpack_names

MEMBERS = 52
"""Members that are handed to the link step, the first and the last ones: it looks at no more."""
COUNTED = 101
"""A key that so many bear is given to nobody else: the link step does not look at one that more bear."""
_DIGEST = 6
"""Bytes of a passage's digest."""


class Profile(msgspec.Struct, omit_defaults=True, rename=lambda field: field[:2]):
    """What the link step compares a known entity by, beside its columns; what is as usual takes no room.

    `descriptions` is None where its name is the only one, `publishers` where they are its one article's; the passages'
    digests stand one after another.
    """

    descriptions: tuple[str, ...] | None = None
    roles: tuple[tuple[str, str | None, bool | None], ...] = ()
    officers: tuple[str, ...] = ()
    publishers: tuple[str, ...] | None = None
    passages: bytes = b""
    shown: bool = False


_PROFILES = msgspec.msgpack.Decoder(Profile)
_ENCODER = msgspec.msgpack.Encoder()


def look_up_keys(connection: Connection, keys: Mapping[str, int], *, most: int) -> dict[str, Posting]:
    """Find who bears which keys: how many, and the ids of the `most` of them that were met last, the last one first.

    Where more do than the number given with a key, it is one more, and there are no ids.
    """
    found = {}
    command = "SELECT count(*) FROM (SELECT 1 FROM known_key WHERE key = ? LIMIT ?)"
    for key, limit in keys.items():
        number = hash_briefly(key)
        count = connection.execute(command, (number, limit + 1)).fetchone()[0]
        if count:
            last = () if count > limit else _list_last(connection, number, most)
            found[key] = Posting(count, tuple(map(name_known, last)))
    return found


def _list_last(connection: Connection, key: int, most: int) -> list[int]:
    met = "iif(k.articles = 1, k.root, (SELECT max(e.entity_id) FROM entity AS e WHERE e.known_id = k.known_id))"
    rows = connection.execute(
        "SELECT k.known_id FROM known_key AS w JOIN known_entity AS k ON k.known_id = w.known_id "
        f"WHERE w.key = ? AND k.articles > 0 ORDER BY {met} DESC LIMIT ?",
        (key, most),
    )
    return [known_id for (known_id,) in rows]


def name_known(known_id: int) -> str:
    """Give the id of a known entity."""
    return f"k{known_id}"


def number_known(name: str) -> int | None:
    """Give the number of a known entity by its id; None where it is no such id."""
    return int(name[1:]) if name[:1] == "k" and name[1:].isascii() and name[1:].isdigit() and len(name) < 17 else None


def fetch_known(connection: Connection, ids: Iterable[str]) -> dict[str, KnownEntity]:
    """Fetch known entities by their ids, with their first and their last members."""
    found = {}
    for name in ids:
        row = connection.execute(
            "SELECT known_id, name, kind, aliases, country, sector, first, last, articles, root, profile "
            "FROM known_entity WHERE known_id = ?",
            (number_known(name),),
        ).fetchone()
        if row is not None:
            members = list_members(connection, row[0], first=row[-2])
            found[name] = _make_known(connection, row, members)
    return found


def list_members(connection: Connection, known_id: int, *, first: int) -> tuple[tuple[str, str], ...]:
    """List the first and the last members of a known entity, as articles and numbers of their entities.

    What the index of the file has tells: those that a person brought into an article behind the first are among them.
    """
    command = "SELECT entity_id FROM entity WHERE known_id = ? AND entity_id > ? ORDER BY entity_id DESC LIMIT ?"
    rows = [row for (row,) in connection.execute(command, (known_id, first, MEMBERS - 1))]
    return tuple(name_member(row) for row in (first, *reversed(rows)))


def name_member(entity_id: int) -> tuple[str, str]:
    """Name a member by the numbers of its rows: they stand for its article and for itself, and cost no look-up."""
    return str(entity_id // ENTITIES), str(entity_id)


ENTITIES = 1_000_000
"""Entities are numbered by article, each of which has room for so many."""


def _make_known(connection: Connection, row: Sequence[Any], members: tuple[tuple[str, str], ...]) -> KnownEntity:
    known_id, name, kind, aliases, country, sector, first, last, _, root, profile = row
    told = _PROFILES.decode(profile)
    digits = told.passages.hex()
    passages = tuple(digits[at : at + 2 * _DIGEST] for at in range(0, len(digits), 2 * _DIGEST))
    publishers, day = _look_up_article(connection, root) if told.publishers is None or first is None else ((), None)
    return KnownEntity(
        name_known(known_id), name, kind, unpack_names(aliases), country, sector, members,
        (name,) if told.descriptions is None else told.descriptions,
        tuple(Role(title, of, current) for title, of, current in told.roles), told.officers,
        publishers if told.publishers is None else told.publishers,
        first or day, last or first or day, passages, told.shown,
    )  # fmt: skip


def _look_up_article(connection: Connection, root: int) -> tuple[tuple[str, ...], str | None]:
    """Give who published the article of an entity, as the link step tells them, publisher and series; and the day."""
    command = "SELECT publisher, series, published FROM article WHERE article_id = ?"
    *publishers, day = connection.execute(command, (root // ENTITIES,)).fetchone()
    return tuple(name for name in publishers if name), day


def keep_known(connection: Connection, placed: Iterable[Placed], *, first: int) -> list[int]:
    """Keep known entities that a new article's have joined or begun; give their rows, in order.

    `first` is the row that the first of the article's entities will have.
    """
    return [_keep(connection, one, first + n) for n, one in enumerate(placed)]


def _keep(connection: Connection, placed: Placed, entity_id: int) -> int:
    known, values = placed.known, make_row(placed.known)
    if len(known.members) == 1:
        known_id = insert(connection, "known_entity", values | {"articles": 1, "root": entity_id})
        index_people(connection, known_id, known.name, values["aliases"])
    else:
        known_id = number_known(known.id) or 0
        change_known(connection, known_id, values, articles=1)
    keep_keys(connection, known_id, placed.keys)
    return known_id


def keep_keys(connection: Connection, known_id: int, keys: Iterable[str]) -> None:
    """Keep the keys under which a known entity is looked up; one that very many bear finds nobody, and is not kept."""
    command = (
        "INSERT OR IGNORE INTO known_key (key, known_id) SELECT ?1, ?2 "
        "WHERE (SELECT count(*) FROM (SELECT 1 FROM known_key WHERE key = ?1 LIMIT ?3)) < ?3"
    )
    connection.executemany(command, [(hash_briefly(key), known_id, COUNTED) for key in keys])


def change_known(connection: Connection, known_id: int, values: Mapping[str, object], *, articles: int) -> None:
    """Change columns of a known entity, but for what persons decided, and add to the number of its articles."""
    name, aliases, decided = connection.execute(
        "SELECT name, aliases, decided FROM known_entity WHERE known_id = ?", (known_id,)
    ).fetchone()
    values = apply_decided(values, decided)
    changes = ", ".join(f"{column} = ?" for column in values)
    connection.execute(
        f"UPDATE known_entity SET {changes}, articles = articles + ? WHERE known_id = ?",
        (*values.values(), articles, known_id),
    )
    called = values.get("name", name), values.get("aliases", aliases)
    if (name, aliases) != called:
        unindex_people(connection, known_id, name, aliases)
        index_people(connection, known_id, *called)


def apply_decided(values: Mapping[str, object], decided: str | None) -> dict[str, object]:
    """Put what persons decided in the place of what was read; a name that was read is an alias then."""
    if decided is None:
        return dict(values)
    told = msgspec.json.decode(decided)
    if "name" in told and told["name"] != values["name"]:
        names = dict.fromkeys((str(values["name"]), *unpack_names(values["aliases"])))  # type: ignore[arg-type]
        told["aliases"] = pack_names([name for name in names if name != told["name"]])
    return {**values, **told}


def index_people(connection: Connection, known_id: int, name: object, aliases: object) -> None:
    """Put names into the full-text index."""
    connection.execute("INSERT INTO people_fts (rowid, name, aliases) VALUES (?, ?, ?)", (known_id, name, aliases))


def unindex_people(connection: Connection, known_id: int, name: object, aliases: object) -> None:
    """Take names out of the full-text index, just as they were put in."""
    connection.execute(
        "INSERT INTO people_fts (people_fts, rowid, name, aliases) VALUES ('delete', ?, ?, ?)",
        (known_id, name, aliases),
    )


def make_row(known: KnownEntity) -> dict[str, object]:
    """Make the columns of a known entity; of one that has one member, the day is its article's."""
    alone = len(known.members) < 2
    profile = Profile(
        None if known.descriptions == (known.name,) else known.descriptions,
        tuple((role.title, role.of, role.current) for role in known.roles),
        known.officers,
        None if alone else known.publishers,
        bytes.fromhex("".join(known.passages)), known.shown,
    )  # fmt: skip
    return {
        "name": known.name, "kind": known.kind, "aliases": pack_names(known.aliases), "country": known.country,
        "sector": known.sector, "first": None if alone else known.first,
        "last": None if alone or known.last == known.first else known.last,
        "profile": _ENCODER.encode(profile),
    }  # fmt: skip


def date_known(connection: Connection, known_id: int) -> None:
    """Find anew on which days a known entity was met first and last; where it has one member, its article tells."""
    connection.execute(
        "UPDATE known_entity SET (first, last) = (SELECT iif(count(*) > 1, min(a.published), NULL), "
        "iif(count(*) > 1, nullif(max(a.published), min(a.published)), NULL) "
        "FROM entity AS e JOIN article AS a ON a.article_id = e.article_id "
        "WHERE e.known_id = ?1 AND e.mentions <> '') WHERE known_id = ?1",
        (known_id,),
    )


def count_statements(connection: Connection, counts: Mapping[int, int]) -> None:
    """Add to the numbers of statements of known entities."""
    connection.executemany(
        "UPDATE known_entity SET statements = statements + ? WHERE known_id = ?",
        [(count, known_id) for known_id, count in counts.items()],
    )
