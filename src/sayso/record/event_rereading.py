"""A new reading of an article's text in; its events stand in the place of the old ones, out, but for what is decided.

An event is the same one where words for it are: it keeps its number and what it was joined to. What a person decided
stays as it is, and the new reading's event of the same words gives way to it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from sqlite3 import Connection

from sayso.data import Account, Addition, Event, EventStatus, Judgement, KnownEvent, PlacedEvent, Reading
from sayso.record.check import name_event
from sayso.record.edits import list_standing
from sayso.record.event_changes import list_places, match_events
from sayso.record.events import (
    COLUMNS,
    PARTIES,
    Ground,
    fetch_event_words,
    index_events,
    insert_events,
    insert_parts,
    join_sentences,
    keep_places,
    make_columns,
    range_of,
    remove_parts,
    unindex_events,
)
from sayso.record.groups import untie
from sayso.record.known import ENTITIES, name_known
from sayso.record.known_events import keep_known_events, name_known_event, sum_known_events
from sayso.record.load import load_reading
from sayso.record.rows import CERTAIN, insert
from sayso.record.write import find_reason, number_judgement

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class EventPlan:
    """What is to become of the events of an article, each by its id.

    `rows` are those that it has, `matched` give for each of them the new one that it is; `kept` give for a new one that
    gives way the decided one which stays; `gone` are removed, `orphans` are decided ones whose words are gone.
    `names` are the ids that the new ones are to have.
    """

    rows: Mapping[str, int]
    matched: Mapping[str, str]
    kept: Mapping[str, str]
    gone: tuple[str, ...]
    orphans: tuple[str, ...]
    names: Mapping[str, str]
    told: tuple[tuple[str, int, int, str], ...] = field(repr=False)
    """In which statements decided ones are told: the table, the event, the number there, the id of the statement."""

    @property
    def changed(self) -> dict[str, str]:
        """The new events that take the place of old ones, by id, and whose."""
        return {new: old for old, new in self.matched.items() if new not in self.kept}


def list_staying(connection: Connection, article_id: int) -> set[str]:
    """List the events, by id, that a person's decision needs: on them, on a judgement, on what they are part of."""
    sides = ("j.judgement_id BETWEEN v.event_id * 100 AND v.event_id * 100 + 99", "j.right_id = v.event_id")
    touched = "EXISTS (SELECT 1 FROM event_judgement AS j WHERE {} AND (j.made_by OR j.withdrawn_by))"
    rows = connection.execute(
        f"SELECT id FROM event AS v WHERE v.event_id BETWEEN ? AND ? AND (v.decision IS NOT NULL "
        f"OR {' OR '.join(map(touched.format, sides))} "
        "OR EXISTS (SELECT 1 FROM known_event AS h WHERE h.known_event_id = v.known_event_id "
        "AND h.decision IS NOT NULL AND h.articles < 2))",
        range_of(article_id),
    )
    return {own for (own,) in rows}


def list_needed_entities(connection: Connection, article_id: int, old: Reading) -> set[str | int]:
    """List the entities, by id or row, that the events need which stay, or would when a correction is taken back."""
    staying = list_staying(connection, article_id)
    needed = set[str | int]()
    for own in staying:
        for edit in list_standing(connection, own):
            if edit.field in PARTIES:
                needed.update((*edit.before, *edit.after))
    for event in old.events:
        if event.id in staying:
            needed.update((*event.actor, *event.recipient, *event.on_whose_word))
            needed.update(*(one.on_whose_word for one in event.statuses), *(a.on_whose_word for a in event.accounts))
            needed.update(account.value for account in event.accounts if account.field in PARTIES)
    return needed


def plan_events(connection: Connection, article_id: int, old: Reading, new: Reading) -> EventPlan:
    """Tell what is to become of the events of an article when it is read again."""
    command = "SELECT id, event_id FROM event WHERE event_id BETWEEN ? AND ? ORDER BY 2"
    rows = dict(connection.execute(command, range_of(article_id)).fetchall())
    matched, staying = match_events(old, new), list_staying(connection, article_id)
    decided = {event.id: event for event in old.events if event.decision != "machine"}
    kept = {matched[own]: own for own in decided if own in matched}
    for event in new.events:
        if event.id not in matched.values():
            for own in (own for own, one in decided.items() if list_places(event) <= list_places(one)):
                kept[event.id] = own
    names = {event.id: event.id for event in new.events}
    possible = {event.id: name_event(event, new) for event in new.events}
    names |= {other: own for own, other in matched.items() if own in possible[other]}
    return EventPlan(
        rows,
        matched,
        kept,
        tuple(own for own in rows if own not in matched and own not in staying),
        tuple(own for own in decided if own not in matched),
        names | kept,
        tuple(_list_told(connection, [rows[own] for own in decided])),
    )


def _list_told(connection: Connection, events: Iterable[int]) -> Iterable[tuple[str, int, int, str]]:
    for table in ("event_status", "event_account"):
        command = (
            f"SELECT '{table}', t.event_id, t.number, s.id FROM {table} AS t "
            "JOIN statement AS s ON s.statement_id = t.statement_id WHERE t.event_id = ?"
        )
        for row in events:
            yield from connection.execute(command, (row,)).fetchall()


def rename_parties(event: Event, names: Mapping[str, str]) -> Event:
    """Put other ids in the place of those of the entities that an event names."""

    def rename(some: Sequence[str]) -> tuple[str, ...]:
        return tuple(names.get(own, own) for own in some)

    def rename_account(one: Account) -> Account:
        value = names.get(one.value, one.value) if one.field in PARTIES else one.value
        return replace(one, value=value, on_whose_word=rename(one.on_whose_word))

    def rename_status(one: EventStatus) -> EventStatus:
        return replace(one, on_whose_word=rename(one.on_whose_word))

    return replace(
        event,
        actor=rename(event.actor),
        recipient=rename(event.recipient),
        on_whose_word=rename(event.on_whose_word),
        statuses=tuple(rename_status(one) for one in event.statuses),
        accounts=tuple(rename_account(one) for one in event.accounts),
    )


def clear_events(connection: Connection, article_id: int, plan: EventPlan) -> None:
    """Remove the events that are gone, and what those have that are read again."""
    words = dict(fetch_event_words(connection, article_id))
    cleared = [plan.rows[own] for own in plan.changed.values()]
    gone = [plan.rows[own] for own in plan.gone]
    remove_parts(connection, [*cleared, *gone])
    unindex_events(connection, [(row, words[row]) for row in (*cleared, *gone)])
    command = "SELECT known_event_id FROM event WHERE event_id = ?"
    homes = {connection.execute(command, (row,)).fetchone()[0] for row in gone}
    for row in gone:
        untie(connection, row, "event_judgement")
        connection.execute("DELETE FROM event_answer WHERE other_id = ?", (row,))
        connection.execute("DELETE FROM event WHERE event_id = ?", (row,))
    sum_known_events(connection, sorted(homes))  # what nobody reports now keeps its root's number from others


def keep_events(connection: Connection, addition: Addition, ground: Ground, plan: EventPlan) -> list[int]:
    """Keep the events of a new reading that do not give way: in the place of old ones, or as those of a new article.

    `ground` has the reading with the ids that hold. Gives the known events of which the article tells something new.
    """
    events = [replace(one, id=plan.names[one.id]) for one in ground.reading.events if one.id not in plan.kept]
    old = {plan.names[new]: plan.rows[own] for new, own in plan.changed.items()}
    given = dict(zip((one.id for one in addition.reading.events), addition.events, strict=True))
    fresh = [(one, given[own]) for own, one in _by_own(plan, events) if one.id not in old]
    first = _find_free_row(connection, ground.article_id)
    rows = old | {one.id: first + n for n, (one, _) in enumerate(fresh)}
    answers = rows | {own: row for own, row in plan.rows.items() if own not in plan.gone}
    events = [replace(one, answers=_rename_answers(one, plan, answers)) for one in events]
    _change_events(connection, [one for one in events if one.id in old], ground, answers)
    newcomers = [one for one in events if one.id not in old]
    placed = _find_room(connection, ground, [placed for _, placed in fresh])
    names = _name_parties(connection, addition, ground)
    known = keep_known_events(connection, placed, newcomers, first=first, names=names)
    insert_events(connection, newcomers, ground, answers, {one.id: known[n] for n, one in enumerate(newcomers)})
    joined = {rows[one.id]: known[n] for n, one in enumerate(newcomers) if len(placed[n].known.members) > 1}
    own_rows = {own: rows[plan.names[own]] for own in plan.names if plan.names[own] in rows}
    _keep_judgements(connection, addition.event_judgements, own_rows, joined)
    return known


def _by_own(plan: EventPlan, events: Iterable[Event]) -> Iterable[tuple[str, Event]]:
    """Give events with the ids that they had in the addition."""
    own = {name: new for new, name in plan.names.items() if new not in plan.kept}
    return ((own[event.id], event) for event in events)


def _rename_answers(event: Event, plan: EventPlan, rows: Mapping[str, int]) -> tuple[str, ...]:
    named = (plan.names[other] for other in event.answers)
    return tuple(dict.fromkeys(other for other in named if other != event.id and other in rows))


def _change_events(
    connection: Connection, events: Sequence[Event], ground: Ground, rows: Mapping[str, int]
) -> None:  # fmt: skip
    """Change the rows of events that are read again."""
    keep_places(connection, events)
    changes = ", ".join(f"{column} = ?" for column in COLUMNS)
    values = [(*make_columns(one, ground).values(), rows[one.id]) for one in events]
    connection.executemany(f"UPDATE event SET {changes} WHERE event_id = ?", values)
    insert_parts(connection, events, ground, rows)
    index_events(connection, sorted((rows[one.id], join_sentences(one, ground)) for one in events))


def _find_free_row(connection: Connection, article_id: int) -> int:
    """Find the row for the next event of an article: none that ever was the root of a known one is used again."""
    last = connection.execute(
        "SELECT max((SELECT coalesce(max(event_id), ?1 - 1) FROM event WHERE event_id BETWEEN ?1 AND ?2), "
        "(SELECT coalesce(max(root), ?1 - 1) FROM known_event WHERE articles = 0 AND root BETWEEN ?1 AND ?2))",
        range_of(article_id),
    ).fetchone()[0]
    return int(last) + 1


def _find_room(connection: Connection, ground: Ground, placed: Iterable[PlacedEvent]) -> list[PlacedEvent]:
    """Give where events are placed, but begin new known ones where theirs are in the article already."""
    command = "SELECT known_event_id FROM event WHERE event_id BETWEEN ? AND ?"
    taken = {name_known_event(row) for (row,) in connection.execute(command, range_of(ground.article_id))}
    found = []
    for one in placed:
        alone = len(one.known.members) < 2 or one.known.id not in taken
        found.append(one if alone else PlacedEvent(_part(one.known), one.keys))
        taken.add(one.known.id)
    return found


def _part(known: KnownEvent) -> KnownEvent:
    """Give what the last member of a known event would be by itself, as far as that is known."""
    return replace(known, members=known.members[-1:])


def _name_parties(connection: Connection, addition: Addition, ground: Ground) -> dict[str, str]:
    """Name known entities that have begun with this reading, by the ids that they had before."""
    command = "SELECT entity_id, known_id FROM entity WHERE entity_id BETWEEN ? AND ?"
    first = ground.article_id * ENTITIES
    known = dict(connection.execute(command, (first, first + ENTITIES - 1)).fetchall())
    pairs = zip(addition.placed, ground.reading.entities, strict=True)
    return {placed.known.id: name_known(known[ground.entities[one.id]]) for placed, one in pairs}


def _keep_judgements(
    connection: Connection, judgements: Iterable[Judgement], rows: Mapping[str, int], joined: Mapping[int, int]
) -> None:
    """Keep the judgements on new events; `joined` tells, by row, to which known event each was joined."""
    for judgement in judgements:
        own = rows.get(judgement.left[1])
        if own is None or judgement.verdict == "different" or (judgement.verdict == "same" and own not in joined):
            continue
        right: int | None = int(judgement.right[1])
        if judgement.verdict == "same":
            right = _find_other(connection, right, own, joined[own])
        elif own // ENTITIES == (right or 0) // ENTITIES or not _is_there(connection, right):
            continue
        if right is not None:
            values = {
                "judgement_id": number_judgement(connection, own, "event_judgement"), "right_id": right,
                "verdict": judgement.verdict, "score": round(CERTAIN * judgement.score),
                "reason_id": find_reason(connection, judgement.reason),
            }  # fmt: skip
            insert(connection, "event_judgement", values)


def _is_there(connection: Connection, row: int | None) -> bool:
    return connection.execute("SELECT 1 FROM event WHERE event_id = ?", (row,)).fetchone() is not None


def _find_other(connection: Connection, wanted: int | None, row: int, known: int) -> int | None:
    """Find the member of a known event that another is joined to: the one that was meant, where it is still there."""
    command = (
        "SELECT event_id FROM event WHERE known_event_id = ?1 AND event_id <> ?2 "
        "ORDER BY event_id <> ?3, event_id LIMIT 1"
    )
    found = connection.execute(command, (known, row, wanted)).fetchone()
    return None if found is None else int(found[0])


def link_decided(connection: Connection, plan: EventPlan, statements: Mapping[str, int]) -> None:
    """Tell again in which statements decided events are told, where these are there, and which of them are orphans."""
    for table, row, number, own in plan.told:
        command = f"UPDATE {table} SET statement_id = ? WHERE event_id = ? AND number = ?"
        connection.execute(command, (statements.get(own), row, number))
    rows = list(plan.rows.values())
    article_id = rows[0] // ENTITIES if rows else 0
    connection.execute(
        "UPDATE event SET orphan = NULL WHERE event_id BETWEEN ?1 AND ?2 AND orphan "
        "AND (SELECT replaced_by FROM article WHERE article_id = ?3) IS NULL",
        (*range_of(article_id), article_id),
    )
    connection.executemany("UPDATE event SET orphan = 1 WHERE id = ?", [(own,) for own in plan.orphans])


def list_orphaned_events(connection: Connection) -> list[int]:
    """List the events on which a person decided and whose words are no longer read, the latest added first."""
    command = "SELECT event_id FROM event WHERE decision IS NOT NULL AND orphan ORDER BY event_id DESC"
    return [row for (row,) in connection.execute(command)]


def narrow_events(
    connection: Connection, article_id: int, new: Reading, candidates: Sequence[Iterable[str]]
) -> tuple[tuple[str, ...], ...]:
    """Leave of the known events that each event of a new reading may be those that are free, as with people."""
    plan = plan_events(connection, article_id, load_reading(connection, article_id), new)
    command = "SELECT known_event_id FROM event WHERE event_id = ?"
    staying = (row for own, row in plan.rows.items() if own not in plan.gone)
    taken = {name_known_event(connection.execute(command, (row,)).fetchone()[0]) for row in staying}
    settled = {*plan.matched.values(), *plan.kept}
    return tuple(
        () if event.id in settled else tuple(one for one in chosen if one not in taken)
        for event, chosen in zip(new.events, candidates, strict=True)
    )
