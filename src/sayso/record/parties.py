"""An article and what a person calls somebody in; who of its entities is meant out, brought in where it has none."""

from sqlite3 import Connection

from sayso.errors import UnknownIdError
from sayso.ids import hash_id
from sayso.record.find import find_known
from sayso.record.here import aliases_of, name_entity, name_of
from sayso.record.known import ENTITIES, name_known
from sayso.record.rows import insert


def find_party(connection: Connection, article_id: int, words: str) -> int:
    """Find who is meant by an id or a name, in an article before others; raise UnknownIdError where it is none."""
    entity = find_here(connection, article_id, words)
    if entity is not None:
        return entity
    known_id = find_known(connection, words)
    entity = find_here(connection, article_id, name_known(known_id))
    return bring_in(connection, article_id, known_id) if entity is None else entity


def find_here(connection: Connection, article_id: int, words: str) -> int | None:
    """Find an entity of an article by its id, that of the known entity, its name or an alias; None where there is none.

    Raises UnknownIdError where two are called so.
    """
    rows = connection.execute(
        "SELECT e.entity_id, e.id, 'k' || e.known_id, e.name, e.mentions, a.text, a.sha256, e.aliases FROM entity AS e "
        "JOIN article AS a ON a.article_id = e.article_id WHERE e.entity_id BETWEEN ? AND ?",
        (article_id * ENTITIES, article_id * ENTITIES + ENTITIES - 1),
    ).fetchall()
    wanted = words.casefold()
    called: list[tuple[int, str]] = []
    for entity_id, given, known, own_name, mentions, text, sha256, aliases in rows:
        name, own = name_of(own_name, mentions, text), given or name_entity(sha256, mentions)
        names = [name, *aliases_of(aliases, name, mentions, text)]
        if words in (own, known) or any(wanted == one.casefold() for one in names):
            called.append((entity_id, known))
    if len({known for _, known in called}) > 1:
        told = ", ".join(dict.fromkeys(known for _, known in called))
        raise UnknownIdError(f"{words[:60]}: two in this article are called so; give the id of one: {told}")
    return called[0][0] if called else None  # of two that were merged, the first


def bring_in(connection: Connection, article_id: int, known_id: int) -> int:
    """Make somebody who is known an entity of an article that does not mention them: one without mentions."""
    name, kind, country, sector = connection.execute(
        "SELECT name, kind, country, sector FROM known_entity WHERE known_id = ?", (known_id,)
    ).fetchone()
    last = connection.execute(
        "SELECT coalesce(max(entity_id), ?) FROM entity WHERE entity_id BETWEEN ? AND ?",
        (article_id * ENTITIES - 1, article_id * ENTITIES, article_id * ENTITIES + ENTITIES - 1),
    ).fetchone()[0]
    sha256 = connection.execute("SELECT sha256 FROM article WHERE article_id = ?", (article_id,)).fetchone()[0]
    row = {
        "entity_id": last + 1, "id": hash_id("e", f"{sha256} k{known_id}"), "known_id": known_id, "name": name,
        "kind": kind, "country": country, "sector": sector, "mentions": "",
    }  # fmt: skip
    return insert(connection, "entity", row)
