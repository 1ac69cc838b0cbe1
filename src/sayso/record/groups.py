"""Judgements made or withdrawn in; which entities are one then, out.

Entities of articles are the leaves, judgements that two are one the edges: what hangs together is one known entity,
named after the first of its members. Every edge joins two that were apart, so to withdraw it is to part them again,
just as they were.
"""

import base64
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

from sayso.data import Edit, Placed
from sayso.errors import EditError
from sayso.ids import hash_id
from sayso.record.edits import Change, Hand, fetch_edit, log, number_next
from sayso.record.find import find_thing
from sayso.record.known import (
    change_known,
    index_people,
    keep_keys,
    make_row,
    name_known,
    number_known,
    unindex_people,
)
from sayso.record.rows import CERTAIN, insert
from sayso.record.write import JUDGEMENTS, find_reason, number_judgement, range_of

Assemble = Callable[[Sequence[int]], Placed]
"""Makes one known entity of entities of articles, by their rows, in order."""

_SNAPSHOT = ("name", "kind", "aliases", "country", "sector", "first", "last", "profile")


@dataclass(frozen=True, slots=True)
class Preview:
    """What a merge would touch: names, articles and statements of both, and what tells against it.

    Of what happened there are no statements to count.
    """

    names: tuple[str, str]
    articles: tuple[int, int]
    statements: tuple[int, int] | None
    doubts: tuple[str, ...]


def preview_merge(connection: Connection, one: int, other: int) -> Preview:
    """Say what it would touch to take two known entities for one; raise EditError where they are one."""
    if one == other:
        raise EditError(f"{name_known(one)}: cannot be merged with itself")
    rows = [_fetch_counts(connection, known_id) for known_id in (one, other)]
    names, articles, statements = zip(*rows, strict=True)
    return Preview(names, articles, statements, tuple(_list_doubts(connection, one, other)))


def _fetch_counts(connection: Connection, known_id: int) -> tuple[str, int, int]:
    command = "SELECT name, articles, statements FROM known_entity WHERE known_id = ?"
    name, articles, statements = connection.execute(command, (known_id,)).fetchone()
    if not articles:
        raise EditError(f"{name_known(known_id)}: was merged into another; see `sayso show {name_known(known_id)}`")
    return name, articles, statements


def _list_doubts(connection: Connection, one: int, other: int) -> Iterable[str]:
    both = connection.execute(
        "SELECT count(DISTINCT a.article_id) FROM entity AS a JOIN entity AS b ON b.article_id = a.article_id "
        "WHERE a.known_id = ? AND b.known_id = ?",
        (one, other),
    ).fetchone()[0]
    if both:
        yield f"{both} of their articles {'names' if both == 1 else 'name'} both, as two"
    command = "SELECT kind FROM known_entity WHERE known_id = ?"
    found = [connection.execute(command, (known_id,)).fetchone()[0] for known_id in (one, other)]
    if found[0] != found[1]:
        yield f"one is {with_article(found[0])}, the other {with_article(found[1])}"


def with_article(noun: str) -> str:
    """Put "a" or "an" before a noun."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def merge(connection: Connection, one: int, other: int, *, assemble: Assemble, hand: Hand) -> Edit:
    """Take two known entities for one, which keeps the id of the one that came first."""
    preview_merge(connection, one, other)
    first, second = sorted((one, other), key=lambda known_id: _root(connection, known_id))
    before = {"rows": [_snapshot(connection, first), _snapshot(connection, second)]}
    brought = _list_brought(connection, second)
    change = Change("merge", name_known(first), "members", before, {"with": name_known(second), "brought": brought})
    number = log(connection, change, hand)
    _move(connection, brought, first)
    _judge(connection, _root(connection, second), _root(connection, first), number)
    regroup(connection, (first, second), assemble)
    return _fetch(connection, number)


def split(connection: Connection, known_id: int, members: Sequence[int], *, assemble: Assemble, hand: Hand) -> Edit:
    """Take some members out of a known entity; they are one of their own then."""
    inside = list_members(connection, known_id)
    parted = sorted(set(members) & set(inside))
    rest = [member for member in inside if member not in set(parted)]
    if not parted or not rest:
        what = "none of these is" if not parted else "these are all"
        raise EditError(f"{name_known(known_id)}: {what} of its members; name some of them, by article or entity")
    crossing = [edge for edge, left, right in list_edges(connection, inside) if (left in parted) != (right in parted)]
    return _part(connection, known_id, crossing, (parted, rest), assemble=assemble, hand=hand)


def withdraw(connection: Connection, judgement_id: int, *, assemble: Assemble, hand: Hand) -> Edit:
    """Withdraw a judgement that two are one: what it joined is apart again."""
    verdict, left, holds = connection.execute(
        "SELECT verdict, left_id, withdrawn_by IS NULL FROM judgement WHERE judgement_id = ?", (judgement_id,)
    ).fetchone()
    if verdict != "same" or not holds:
        raise EditError(f"j{judgement_id}: {'was withdrawn already' if not holds else 'joins nothing'}")
    known_id = connection.execute("SELECT known_id FROM entity WHERE entity_id = ?", (left,)).fetchone()[0]
    return _part(connection, known_id, [judgement_id], (), assemble=assemble, hand=hand)


def _part(
    connection: Connection,
    known_id: int,
    crossing: Sequence[int],
    parts: Sequence[Sequence[int]],
    *,
    assemble: Assemble,
    hand: Hand,
) -> Edit:
    """Withdraw edges, and make new ones where a part would fall into pieces that were to stay together."""
    before = {"rows": [_snapshot(connection, known_id)]}
    connection.execute("PRAGMA defer_foreign_keys = ON")  # what came of it is known only when it is done
    number = number_next(connection)
    _set_withdrawn(connection, crossing, number)
    for part in parts:
        pieces = find_components(connection, part)
        for piece in pieces[1:]:
            _judge(connection, piece[0], pieces[0][0], number)
    taken = regroup(connection, (known_id,), assemble)
    into = [name_known(one) for one in sorted(taken) if one != known_id]
    change = Change("split", name_known(known_id), "members", before, {"withdrawn": list(crossing), "into": into})
    log(connection, change, hand)
    return _fetch(connection, number)


def take_apart(connection: Connection, edit: Edit, *, assemble: Assemble, hand: Hand) -> Edit:
    """Take a merge or a split back: every edge is again as it was, and so is everybody."""
    made = [
        row for (row,) in connection.execute("SELECT judgement_id FROM judgement WHERE made_by = ?", (edit.number,))
    ]
    known = {number_known(edit.object) or 0, number_known((edit.after or {}).get("with", "")) or 0} - {0}
    ends = connection.execute(
        "SELECT e.known_id FROM judgement AS j JOIN entity AS e ON e.entity_id IN (j.left_id, j.right_id) "
        "WHERE j.made_by = ? OR j.withdrawn_by = ?",
        (edit.number, edit.number),
    )
    known |= {known_id for (known_id,) in ends.fetchall()}
    change = Change("undo", edit.object, edit.field, edit.after, None)
    number = log(connection, change, hand, undoes=edit.number)
    connection.execute("UPDATE judgement SET withdrawn_by = NULL WHERE withdrawn_by = ?", (edit.number,))
    _set_withdrawn(connection, made, number)
    if edit.action == "merge":
        _move(connection, edit.after["brought"], number_known(edit.after["with"]) or 0)
    regroup(connection, sorted(known), assemble)
    for row in edit.before["rows"]:
        _restore(connection, row)
    return _fetch(connection, number)


def _fetch(connection: Connection, number: int) -> Edit:
    edit = fetch_edit(connection, number)
    assert edit is not None
    return edit


def _judge(connection: Connection, left: int, right: int, edit: int) -> None:
    reason = find_reason(connection, "a person says so")
    insert(
        connection, "judgement",
        {"judgement_id": number_judgement(connection, left), "right_id": right, "verdict": "same", "score": CERTAIN,
         "reason_id": reason, "made_by": edit},
    )  # fmt: skip


def _set_withdrawn(connection: Connection, judgements: Iterable[int], edit: int) -> None:
    connection.executemany(
        "UPDATE judgement SET withdrawn_by = ? WHERE judgement_id = ?", [(edit, row) for row in judgements]
    )


def _root(connection: Connection, known_id: int) -> int:
    return int(connection.execute("SELECT root FROM known_entity WHERE known_id = ?", (known_id,)).fetchone()[0])


def list_members(connection: Connection, known_id: int) -> list[int]:
    """List the entities of articles that are a known one, in the order in which they came."""
    command = "SELECT entity_id FROM entity WHERE known_id = ? AND mentions <> '' ORDER BY entity_id"
    return [row for (row,) in connection.execute(command, (known_id,))]


def _list_brought(connection: Connection, known_id: int) -> list[int]:
    """List the entities that a person brought into an article which does not mention them: no judgement holds them."""
    command = "SELECT entity_id FROM entity WHERE known_id = ? AND mentions = ''"
    return [row for (row,) in connection.execute(command, (known_id,))]


def _move(connection: Connection, members: Iterable[int], known_id: int) -> None:
    connection.executemany("UPDATE entity SET known_id = ? WHERE entity_id = ?", [(known_id, m) for m in members])


def find_members(connection: Connection, known_id: int, name: str) -> list[int]:
    """Find the members of a known entity that an article, or an entity of one, stands for."""
    thing = find_thing(connection, name)
    if thing.kind == "entity":
        return [thing.row]
    if thing.kind != "article":
        raise EditError(f"{name}: name members by their article (t...) or entity (e...)")
    command = "SELECT entity_id FROM entity WHERE known_id = ? AND article_id = ?"
    return [row for (row,) in connection.execute(command, (known_id, thing.row))]


def list_edges(connection: Connection, members: Iterable[int], table: str = "judgement") -> list[tuple[int, int, int]]:
    """List the judgements that hold two for one, of which a member is the left one: row, left and right."""
    edges = []
    for member in members:
        edges += connection.execute(
            f"SELECT judgement_id, left_id, right_id FROM {table} "
            "WHERE judgement_id BETWEEN ? AND ? AND verdict = 'same' AND withdrawn_by IS NULL",
            range_of(member),
        ).fetchall()
    return edges


def find_components(connection: Connection, members: Sequence[int], table: str = "judgement") -> list[list[int]]:
    """Find which of some members hang together by judgements that hold; each sorted, the first one's first."""
    near = defaultdict[int, list[int]](list)
    inside = set(members)
    for _, left, right in list_edges(connection, members, table):
        if right in inside:
            near[left].append(right)
            near[right].append(left)
    found, seen = [], set[int]()
    for member in sorted(members):
        if member in seen:
            continue
        piece, waiting = [], [member]
        seen.add(member)
        while waiting:
            piece.append(at := waiting.pop())
            waiting += [other for other in near[at] if other not in seen]
            seen.update(near[at])
        found.append(sorted(piece))
    return found


def refuse_circles(connection: Connection, members: Sequence[int], table: str = "judgement") -> None:
    """Raise EditError where members are joined twice over: to withdraw one judgement would then part nobody."""
    inside = set(members)
    edges = sum(right in inside for _, _, right in list_edges(connection, members, table))
    if edges > len(inside) - len(find_components(connection, members, table)):
        raise EditError("they have been joined in another way since; undo that first")


def untie(connection: Connection, row: int, table: str = "judgement") -> None:
    """Remove the judgements over a member that goes; those whom it held together are joined to each other instead."""
    held = "(judgement_id BETWEEN ?1 * 100 AND ?1 * 100 + 99 OR right_id = ?1)"
    edges = connection.execute(
        f"SELECT judgement_id, left_id + right_id - ?1 AS other FROM {table} WHERE {held} "
        "AND verdict = 'same' AND withdrawn_by IS NULL ORDER BY other",
        (row,),
    ).fetchall()
    for judgement_id, other in edges[1:]:
        command = f"UPDATE {table} SET judgement_id = ?, right_id = ? WHERE judgement_id = ?"
        # One that is the other's already keeps its number: an article may be read again any number of times.
        own = judgement_id // JUDGEMENTS == other
        number = judgement_id if own else number_judgement(connection, other, table)
        connection.execute(command, (number, edges[0][1], judgement_id))
    connection.execute(f"DELETE FROM {table} WHERE {held}", (row,))


def regroup(connection: Connection, known: Iterable[int], assemble: Assemble) -> set[int]:
    """Put the members of known entities together anew, by the judgements that hold; give whom they are now."""
    known = tuple(known)
    members = {known_id: list_members(connection, known_id) for known_id in known}
    refuse_circles(connection, [member for some in members.values() for member in some])
    pieces = find_components(connection, [member for some in members.values() for member in some])
    taken = set()
    for piece in pieces:
        known_id = _find_begun(connection, piece[0])
        if known_id is None or members.get(known_id) != piece:
            known_id = _settle(connection, known_id, piece, assemble)
        taken.add(known_id)
    for known_id in taken:
        count_known(connection, known_id)
    for known_id in set(known) - taken:
        _empty(connection, known_id)
    return taken


def _find_begun(connection: Connection, root: int) -> int | None:
    """Find the known entity that began with an entity: the one that it is of, or one that has nobody now."""
    row = connection.execute(
        "SELECT k.known_id FROM entity AS e JOIN known_entity AS k ON k.known_id = e.known_id AND k.root = e.entity_id "
        "WHERE e.entity_id = ?1 UNION ALL SELECT known_id FROM known_entity WHERE articles = 0 AND root = ?1",
        (root,),
    ).fetchone()
    return None if row is None else int(row[0])


def _settle(connection: Connection, known_id: int | None, piece: Sequence[int], assemble: Assemble) -> int:
    """Make one known entity of some members: the one that began with the first of them, or a new one."""
    placed = assemble(piece)
    values = make_row(placed.known)
    if known_id is None:
        known_id = insert(connection, "known_entity", values | {"root": piece[0]})
        index_people(connection, known_id, values["name"], values["aliases"])
    else:
        if not connection.execute("SELECT articles FROM known_entity WHERE known_id = ?", (known_id,)).fetchone()[0]:
            called = connection.execute("SELECT name, aliases FROM known_entity WHERE known_id = ?", (known_id,))
            index_people(connection, known_id, *called.fetchone())
        change_known(connection, known_id, values, articles=0)
    _move(connection, piece, known_id)
    keep_keys(connection, known_id, placed.keys)
    return known_id


def _empty(connection: Connection, known_id: int) -> None:
    """Leave a known entity without members, to be filled again when its merge is taken back."""
    name, aliases, articles = connection.execute(
        "SELECT name, aliases, articles FROM known_entity WHERE known_id = ?", (known_id,)
    ).fetchone()
    if not articles:
        return
    connection.execute("UPDATE known_entity SET articles = 0, statements = 0 WHERE known_id = ?", (known_id,))
    unindex_people(connection, known_id, name, aliases)


def count_known(connection: Connection, known_id: int) -> None:
    """Count the articles and statements of a known entity anew."""
    connection.execute(
        "UPDATE known_entity SET articles = (SELECT count(DISTINCT e.article_id) FROM entity AS e "
        "WHERE e.known_id = known_entity.known_id AND e.mentions <> ''), "
        "statements = (SELECT count(*) FROM entity AS e "
        "JOIN statement AS s ON s.speaker_id = e.entity_id JOIN article AS a ON a.article_id = s.article_id "
        "WHERE e.known_id = known_entity.known_id AND s.decision IS NOT 'rejected' AND a.replaced_by IS NULL) "
        "WHERE known_id = ?",
        (known_id,),
    )


def _snapshot(connection: Connection, known_id: int) -> dict[str, Any]:
    """Note a known entity as it is, so that it can be so again."""
    columns = ", ".join(_SNAPSHOT)
    row = connection.execute(f"SELECT {columns} FROM known_entity WHERE known_id = ?", (known_id,)).fetchone()
    values = dict(zip(_SNAPSHOT, row, strict=True))
    values["profile"] = base64.b64encode(values["profile"]).decode()
    command = "SELECT decided FROM known_entity WHERE known_id = ?"
    decided = connection.execute(command, (known_id,)).fetchone()[0]
    members = _digest_members(connection, known_id)
    return {"id": name_known(known_id), "members": members, "decided": decided, "values": values}


def _digest_members(connection: Connection, known_id: int) -> str:
    return hash_id("m", str(list_members(connection, known_id)))


def _restore(connection: Connection, noted: dict[str, Any]) -> None:
    """Make a known entity what it was when it was noted, where it has the same members and decisions again."""
    known_id = number_known(noted["id"]) or 0
    decided = connection.execute("SELECT decided FROM known_entity WHERE known_id = ?", (known_id,)).fetchone()[0]
    if _digest_members(connection, known_id) != noted["members"] or decided != noted["decided"]:
        return
    values = noted["values"] | {"profile": base64.b64decode(noted["values"]["profile"])}
    change_known(connection, known_id, values, articles=0)
