"""Judgements on events made or withdrawn in; which events of articles are one then, out.

Events of articles are the leaves, judgements that two are one the edges, as with people: see `groups`. What a known
event is, its reports tell; so there is nothing to be noted of what it was.
"""

from collections.abc import Iterable, Sequence
from sqlite3 import Connection

from sayso.data import Edit
from sayso.errors import EditError
from sayso.record.edits import Change, Hand, fetch_edit, log, number_next
from sayso.record.find import find_thing
from sayso.record.groups import Preview, find_components, list_edges, refuse_circles, with_article
from sayso.record.known_events import (
    Assemble,
    keep_event_keys,
    list_event_members,
    name_known_event,
    number_known_event,
    pack_profile,
    sum_known_events,
)
from sayso.record.rows import CERTAIN, insert
from sayso.record.wording import word_happening
from sayso.record.write import find_reason, number_judgement

TABLE = "event_judgement"


def preview_event_merge(connection: Connection, one: int, other: int) -> Preview:
    """Say what it would touch to take two known events for one; raise EditError where they are one."""
    if one == other:
        raise EditError(f"{name_known_event(one)}: cannot be merged with itself")
    names = word_happening(connection, one), word_happening(connection, other)
    command = "SELECT articles, type FROM known_event WHERE known_event_id = ?"
    found = [connection.execute(command, (known,)).fetchone() for known in (one, other)]
    return Preview(names, (found[0][0], found[1][0]), None, tuple(_list_doubts(connection, one, other)))


def _list_doubts(connection: Connection, one: int, other: int) -> Iterable[str]:
    both = connection.execute(
        "SELECT count(DISTINCT a.article_id) FROM event AS a JOIN event AS b ON b.article_id = a.article_id "
        "WHERE a.known_event_id = ? AND b.known_event_id = ?",
        (one, other),
    ).fetchone()[0]
    if both:
        yield f"{both} of their articles {'reports' if both == 1 else 'report'} both, as two"
    command = "SELECT type, first, coalesce(last, first) FROM known_event WHERE known_event_id = ?"
    (kind, first, last), (other_kind, *days) = (
        connection.execute(command, (known,)).fetchone() for known in (one, other)
    )
    if kind != other_kind:
        yield f"one is {with_article(kind)}, the other {with_article(other_kind)}"
    if first and days[0] and (last < days[0] or days[1] < first):
        yield f"one was {_write_days(first, last)}, the other {_write_days(*days)}"


def _write_days(first: int, last: int) -> str:
    days = [f"{day // 10_000:04}-{day // 100 % 100:02}-{day % 100:02}" for day in (first, last)]
    return f"on {days[0]}" if first == last else f"between {days[0]} and {days[1]}"


def merge_events(connection: Connection, one: int, other: int, *, assemble: Assemble, hand: Hand) -> Edit:
    """Take two known events for one, which keeps the id of the one that came first."""
    preview_event_merge(connection, one, other)
    first, second = sorted((one, other), key=lambda known: _root(connection, known))
    before = {"events": [name_known_event(first), name_known_event(second)]}
    change = Change("merge", name_known_event(first), "members", before, {"with": name_known_event(second)})
    number = log(connection, change, hand)
    _judge(connection, _root(connection, second), _root(connection, first), number)
    _regroup(connection, (first, second), assemble)
    return _fetch(connection, number)


def split_events(
    connection: Connection, known: int, members: Sequence[int], *, assemble: Assemble, hand: Hand
) -> Edit:  # fmt: skip
    """Take some events out of a known one; they are one of their own then."""
    inside = list_event_members(connection, known)
    parted = sorted(set(members) & set(inside))
    rest = [member for member in inside if member not in set(parted)]
    if not parted or not rest:
        what = "none of these is" if not parted else "these are all"
        raise EditError(f"{name_known_event(known)}: {what} of its reports; name some of them, by article or event")
    edges = list_edges(connection, inside, TABLE)
    crossing = [edge for edge, left, right in edges if (left in parted) != (right in parted)]
    return _part(connection, known, crossing, (parted, rest), assemble=assemble, hand=hand)


def withdraw_event_judgement(connection: Connection, judgement_id: int, *, assemble: Assemble, hand: Hand) -> Edit:
    """Withdraw a judgement that two events are one: what it joined is apart again."""
    verdict, left, holds = connection.execute(
        "SELECT verdict, left_id, withdrawn_by IS NULL FROM event_judgement WHERE judgement_id = ?", (judgement_id,)
    ).fetchone()
    if verdict != "same" or not holds:
        raise EditError(f"j{judgement_id}: {'was withdrawn already' if not holds else 'joins nothing'}")
    known = connection.execute("SELECT known_event_id FROM event WHERE event_id = ?", (left,)).fetchone()[0]
    return _part(connection, known, [judgement_id], (), assemble=assemble, hand=hand)


def _part(
    connection: Connection,
    known: int,
    crossing: Sequence[int],
    parts: Sequence[Sequence[int]],
    *,
    assemble: Assemble,
    hand: Hand,
) -> Edit:
    """Withdraw edges, and make new ones where a part would fall into pieces that were to stay together."""
    connection.execute("PRAGMA defer_foreign_keys = ON")  # what came of it is known only when it is done
    number = number_next(connection)
    _set_withdrawn(connection, crossing, number)
    for part in parts:
        pieces = find_components(connection, part, TABLE)
        for piece in pieces[1:]:
            _judge(connection, piece[0], pieces[0][0], number)
    taken = _regroup(connection, (known,), assemble)
    into = [name_known_event(one) for one in sorted(taken) if one != known]
    before = {"events": [name_known_event(known)]}
    change = Change("split", name_known_event(known), "members", before, {"withdrawn": list(crossing), "into": into})
    log(connection, change, hand)
    return _fetch(connection, number)


def take_events_apart(connection: Connection, edit: Edit, *, assemble: Assemble, hand: Hand) -> Edit:
    """Take a merge or a split back: every edge is again as it was, and so is what happened."""
    command = f"SELECT judgement_id FROM {TABLE} WHERE made_by = ?"
    made = [row for (row,) in connection.execute(command, (edit.number,))]
    known = {number_known_event(edit.object), number_known_event((edit.after or {}).get("with", ""))} - {None}
    ends = connection.execute(
        f"SELECT v.known_event_id FROM {TABLE} AS j JOIN event AS v ON v.event_id IN (j.left_id, j.right_id) "
        "WHERE j.made_by = ? OR j.withdrawn_by = ?",
        (edit.number, edit.number),
    )
    known |= {row for (row,) in ends.fetchall()}
    number = log(connection, Change("undo", edit.object, edit.field, edit.after, None), hand, undoes=edit.number)
    connection.execute(f"UPDATE {TABLE} SET withdrawn_by = NULL WHERE withdrawn_by = ?", (edit.number,))
    _set_withdrawn(connection, made, number)
    _regroup(connection, sorted(one for one in known if one is not None), assemble)
    return _fetch(connection, number)


def _fetch(connection: Connection, number: int) -> Edit:
    edit = fetch_edit(connection, number)
    assert edit is not None
    return edit


def _judge(connection: Connection, left: int, right: int, edit: int) -> None:
    reason = find_reason(connection, "a person says so")
    insert(
        connection, TABLE,
        {"judgement_id": number_judgement(connection, left, TABLE), "right_id": right, "verdict": "same",
         "score": CERTAIN, "reason_id": reason, "made_by": edit},
    )  # fmt: skip


def _set_withdrawn(connection: Connection, judgements: Iterable[int], edit: int) -> None:
    command = f"UPDATE {TABLE} SET withdrawn_by = ? WHERE judgement_id = ?"
    connection.executemany(command, [(edit, row) for row in judgements])


def _root(connection: Connection, known: int) -> int:
    command = "SELECT root FROM known_event WHERE known_event_id = ?"
    return int(connection.execute(command, (known,)).fetchone()[0])


def find_event_members(connection: Connection, known: int, name: str) -> list[int]:
    """Find the reports of a known event that an article, or an event of one, stands for."""
    thing = find_thing(connection, name)
    if thing.kind == "event":
        return [thing.row]
    if thing.kind != "article":
        raise EditError(f"{name}: name reports by their article (t...) or event (v...)")
    command = "SELECT event_id FROM event WHERE known_event_id = ? AND article_id = ?"
    return [row for (row,) in connection.execute(command, (known, thing.row))]


def _regroup(connection: Connection, known: Iterable[int], assemble: Assemble) -> set[int]:
    """Put the members of known events together anew, by the judgements that hold; give which they are now."""
    known = tuple(known)
    members = {one: list_event_members(connection, one) for one in known}
    every = [member for some in members.values() for member in some]
    refuse_circles(connection, every, TABLE)
    taken = set[int]()
    for piece in find_components(connection, every, TABLE):
        begun = _find_begun(connection, piece[0])
        if begun is None or members.get(begun) != piece:
            begun = _settle(connection, begun, piece, assemble)
        taken.add(begun)
    sum_known_events(connection, sorted({*known, *taken}))
    return taken


def _find_begun(connection: Connection, root: int) -> int | None:
    """Find the known event that began with an event: the one that it is of, or one that has none now."""
    row = connection.execute(
        "SELECT h.known_event_id FROM event AS v JOIN known_event AS h ON h.known_event_id = v.known_event_id "
        "AND h.root = v.event_id WHERE v.event_id = ?1 "
        "UNION ALL SELECT known_event_id FROM known_event WHERE articles = 0 AND root = ?1",
        (root,),
    ).fetchone()
    return None if row is None else int(row[0])


def _settle(connection: Connection, known: int | None, piece: Sequence[int], assemble: Assemble) -> int:
    """Make one known event of some members: the one that began with the first of them, or a new one."""
    placed = assemble(piece)
    profile = pack_profile(placed.known)
    if known is None:
        command = "SELECT type, status FROM event WHERE event_id = ?"
        kind, status = connection.execute(command, (piece[0],)).fetchone()
        row = {"type": kind, "status": status, "root": piece[0], "profile": profile}
        known = insert(connection, "known_event", row)
    else:
        connection.execute("UPDATE known_event SET profile = ? WHERE known_event_id = ?", (profile, known))
    command = "UPDATE event SET known_event_id = ? WHERE event_id = ?"
    connection.executemany(command, [(known, member) for member in piece])
    keep_event_keys(connection, known, placed.keys)
    return known
