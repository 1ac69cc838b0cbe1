"""A record in; where its judgements do not join just those who are one, out: entities of articles, or their events."""

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from sayso.record.faults import Fault
from sayso.record.known import ENTITIES


class Kin(NamedTuple):
    """What is joined: the table of judgements, that of what is one, what that is called, and the members.

    `members` is a command that gives, for each, what it is one with, its row, and the judgements that hold over it as
    the left one: row, right one, maker.
    """

    judgements: str
    known: str
    called: str
    members: str


_JUDGED = (
    "LEFT JOIN {0} AS j ON j.judgement_id BETWEEN {1} * 100 AND {1} * 100 + 99 "
    # "+": by its number, and not by an index that SQLite would make of all verdicts, for each member anew
    "AND +j.verdict = 'same' AND j.withdrawn_by IS NULL"
)
ENTITIES_JOINED = Kin(
    "judgement", "known_entity", "entities",
    "SELECT e.known_id, e.entity_id, j.judgement_id, j.right_id, j.made_by FROM entity AS e "
    f"{_JUDGED.format('judgement', 'e.entity_id')} WHERE e.mentions <> '' ORDER BY e.known_id, e.entity_id",
)  # fmt: skip
EVENTS_JOINED = Kin(
    "event_judgement", "known_event", "events",
    "SELECT e.known_event_id, e.event_id, j.judgement_id, j.right_id, j.made_by FROM event AS e "
    f"{_JUDGED.format('event_judgement', 'e.event_id')} ORDER BY e.known_event_id, e.event_id",
)  # fmt: skip


def check_joins(connection: sqlite3.Connection, kin: Kin) -> Iterator[Fault]:
    """Check that the judgements which hold join the members of all that is one, and no others.

    Each is joined to the rest in one way only, so that a judgement taken back parts them; and two of one article are
    joined by persons only.
    """
    for known, members in groupby(connection.execute(kin.members), key=lambda row: int(row[0])):
        yield from _check_members(known, [row[1:] for row in members], kin)


def _check_members(known: int, rows: list[tuple[int, int | None, int, int | None]], kin: Kin) -> Iterator[Fault]:
    joined, by_program = {row[0]: row[0] for row in rows}, {row[0]: row[0] for row in rows}
    for member, judgement, other, made_by in rows:
        if judgement is None:
            continue
        if other not in joined:
            what = f"joins {member} to {other}, which is not the same {kin.known.replace('_', ' ')}'s"
            yield Fault(kin.judgements, judgement, what)
        elif not _join(joined, member, other):
            yield Fault(kin.judgements, judgement, f"joins {member} to {other}, which others join already")
        elif made_by is None:
            _join(by_program, member, other)
    if len({_find(joined, member) for member in joined}) > 1:
        yield Fault(kin.known, known, f"holds {kin.called} that no judgement joins")
    met = [(_find(by_program, member), member // ENTITIES) for member in by_program]
    if len(set(met)) < len(met):
        yield Fault(kin.known, known, f"holds two {kin.called} of one article, which no person joined")


def _find(parents: dict[int, int], member: int) -> int:
    """Find who stands for all that a member is joined to."""
    while parents[member] != member:
        parents[member] = parents[parents[member]]
        member = parents[member]
    return member


def _join(parents: dict[int, int], left: int, right: int) -> bool:
    """Join two; tell whether they were not joined before."""
    left, right = _find(parents, left), _find(parents, right)
    parents[max(left, right)] = min(left, right)
    return left != right
