"""A correction in, the changed row and a line of the log out; and each taken back exactly.

A field of a thing is one `Field`: how its value is read, as JSON, and how it is put there. To undo is to put `before`
back where `after` still stands.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from sqlite3 import Connection
from typing import Any, Literal, get_args

from sayso.data import Act, Edit, EntityKind, Manner, Status
from sayso.errors import EditError
from sayso.record.edits import Change, Hand, fetch_edit, list_standing, log
from sayso.record.event_fields import EVENT_FIELDS
from sayso.record.fields import Field, check_nothing, make_column, show_value
from sayso.record.find import Kind, Thing, find_thing, name_key
from sayso.record.known import change_known, count_statements
from sayso.record.known_events import list_known_events_of, sum_known_events
from sayso.record.rows import pack_names, unpack_names
from sayso.record.spans import pack_pairs, unpack_pairs
from sayso.record.versions import date_people, list_numbers, number_anew
from sayso.record.wording import word_value
from sayso.record.write import fetch_words, index_statements, unindex_statements

_DECIDED = ("statement", "event", "known_event", "known_entity", "article", "entity")
DECISIONS: dict[str, Status] = {"confirm": "confirmed", "correct": "corrected", "reject": "rejected"}


def correct(connection: Connection, thing: Thing, field: str, value: Any, hand: Hand) -> Edit:
    """Give a field of a thing another value; raise EditError where it cannot have it, or has it already."""
    refuse_merged(connection, thing)
    part = find_field(thing.kind, field)
    wrong = part.check(value)
    if wrong is not None:
        raise EditError(f"{thing.id}: {wrong}")
    before = part.read(connection, thing.row)
    if _plain(before) == _plain(value):
        told = "empty" if _plain(value) in (None, [], "") else word_value(connection, thing.id, field, value)
        raise EditError(f"{thing.id}: {field} is {told} already; nothing was changed")
    part.put(connection, thing.row, value)
    return _note(connection, thing, Change("correct", thing.id, field, before, value), hand)


def decide(connection: Connection, thing: Thing, action: Literal["confirm", "reject"], hand: Hand) -> Edit:
    """Confirm or reject a thing; raise EditError where that cannot be, or is so already."""
    if thing.kind not in _DECIDED:
        raise EditError(
            f"{thing.id}: only statements, events, people, bodies and articles can be confirmed or rejected"
        )
    refuse_merged(connection, thing)
    before, after = read_status(connection, thing), DECISIONS[action]
    if before == after:
        raise EditError(f"{thing.id}: is {after} already; nothing was changed")
    part = "decision" if thing.kind in ("event", "known_event") else "status"  # an event has a status of its own
    return _note(connection, thing, Change(action, thing.id, part, before, after), hand)


def take_back(connection: Connection, edit: Edit, hand: Hand) -> Edit:
    """Take a correction or decision back; raise EditError where something was built on it."""
    thing = find_thing(connection, edit.object)
    refuse_merged(connection, thing)
    later = [other for other in list_standing(connection, edit.object) if other.number > edit.number]
    same = [other for other in later if other.field == edit.field]
    if same:
        raise EditError(
            f"#{edit.number}: {edit.field} of {edit.object} was changed again since; undo #{same[-1].number} first"
        )
    if edit.action == "correct":
        part = find_field(thing.kind, edit.field or "")
        now = part.read(connection, thing.row)
        if _plain(now) != _plain(edit.after):
            raise EditError(f"#{edit.number}: {edit.field} of {edit.object} is no longer what it was made; correct it")
        part.put(connection, thing.row, _go_back(edit, now))
    change = Change("undo", edit.object, edit.field, edit.after, edit.before)
    return _note(connection, thing, change, hand, undoes=edit.number)


def refuse_merged(connection: Connection, thing: Thing) -> None:
    """Refuse to change what was merged into another: nobody would see it, and the merge could not go back."""
    if thing.kind not in ("known_entity", "known_event"):
        return
    command = f"SELECT articles FROM {thing.kind} WHERE {name_key(thing.kind)} = ?"
    if not connection.execute(command, (thing.row,)).fetchone()[0]:
        raise EditError(f"{thing.id}: was merged into another; undo that first (`sayso log {thing.id}`)")


def _plain(value: Any) -> Any:
    """Give the value itself, of those that carry along what depends on it."""
    return value["value"] if isinstance(value, dict) else value


def _go_back(edit: Edit, now: Any) -> Any:
    """Give the value before an edit; what others have changed since stays as it is."""
    if not isinstance(now, dict) or "aliases" not in now:
        return edit.before
    before, column = edit.before, edit.field or ""
    aliases = [name for name in now["aliases"] if column != "name" or name != before["value"]]
    if column == "name" and edit.after["value"] in before["aliases"] and edit.after["value"] not in aliases:
        aliases.insert(before["aliases"].index(edit.after["value"]), edit.after["value"])
    decided = {name: value for name, value in (now["decided"] or {}).items() if name != column}
    if column in (before["decided"] or {}):
        decided[column] = before["decided"][column]
    return {"value": before["value"], "aliases": aliases, "decided": decided or None}


def _note(connection: Connection, thing: Thing, change: Change, hand: Hand, *, undoes: int | None = None) -> Edit:
    number = log(connection, change, hand, undoes=undoes)
    _set_status(connection, thing, find_status(list_standing(connection, thing.id)))
    made = fetch_edit(connection, number)
    assert made is not None
    return made


def find_status(standing: Sequence[Edit]) -> Status:
    """Give on whose decision a thing stands after edits that hold: the last of them tells."""
    decided = [DECISIONS[edit.action] for edit in standing if edit.action in DECISIONS]
    return decided[-1] if decided else "machine"


def read_status(connection: Connection, thing: Thing) -> Status:
    """Read on whose decision a thing stands."""
    command = f"SELECT decision FROM {thing.kind} WHERE {name_key(thing.kind)} = ?"
    return connection.execute(command, (thing.row,)).fetchone()[0] or "machine"


def _set_status(connection: Connection, thing: Thing, status: Status) -> None:
    before = read_status(connection, thing)
    value = None if status == "machine" else status
    connection.execute(f"UPDATE {thing.kind} SET decision = ? WHERE {name_key(thing.kind)} = ?", (value, thing.row))
    if thing.kind in ("event", "article"):
        sum_known_events(connection, _list_reported(connection, thing))
    if thing.kind == "statement" and "rejected" in (before, status) and before != status:
        _count_speaker(connection, thing.row, -1 if status == "rejected" else 1)


def _list_reported(connection: Connection, thing: Thing) -> list[int]:
    """List the known events of which an event, or an article, tells."""
    if thing.kind == "article":
        return list_known_events_of(connection, thing.row)
    command = "SELECT known_event_id FROM event WHERE event_id = ?"
    return [row for (row,) in connection.execute(command, (thing.row,))]


def _count_speaker(connection: Connection, statement_id: int, sign: int) -> None:
    """Add a statement to the number of its speaker's, where its article is the newest version."""
    row = connection.execute(
        "SELECT e.known_id FROM statement AS s JOIN entity AS e ON e.entity_id = s.speaker_id "
        "JOIN article AS a ON a.article_id = s.article_id WHERE s.statement_id = ? AND a.replaced_by IS NULL",
        (statement_id,),
    ).fetchone()
    if row is not None:
        count_statements(connection, {row[0]: sign})


_NAMES: Mapping[Kind, str] = {
    "known_entity": "a person or body", "article": "an article", "statement": "a statement", "entity": "an entity",
    "event": "an event", "known_event": "what happened, as all articles have it", "judgement": "a judgement",
    "event_judgement": "a judgement", "edit": "a line of the log",
}  # fmt: skip


def find_field(kind: Kind, name: str) -> Field:
    """Find a field by its name; raise EditError where there is none."""
    fields = FIELDS.get(kind, {})
    if name not in fields:
        known = f"what can be corrected there: {', '.join(fields)}" if fields else "nothing of it can be corrected"
        raise EditError(f"{name}: no such field of {_NAMES.get(kind, kind)}; {known}")
    return fields[name]


# Fields that are a column.


def _flag(column: str) -> Field:
    field = make_column("statement", column)

    def check(value: Any) -> str | None:
        return (
            None
            if isinstance(value, bool)
            else f"{column} is yes or no, not {'nothing' if value is None else show_value(value)}"
        )

    return Field(
        lambda connection, row: bool(field.read(connection, row)),
        lambda connection, row, value: field.put(connection, row, value or None),
        check,
    )


# The day of publication: {"value": "2024-03-19", "numbers": [...]}, for statements are numbered by it.


def _read_published(connection: Connection, row: int) -> Any:
    value = connection.execute("SELECT published FROM article WHERE article_id = ?", (row,)).fetchone()[0]
    return {"value": value, "numbers": list_numbers(connection, row)}


def _put_published(connection: Connection, row: int, value: Any) -> None:
    connection.execute("UPDATE article SET published = ? WHERE article_id = ?", (value["value"], row))
    number_anew(connection, row, value["value"], value["numbers"])
    date_people(connection, row)


def _published() -> Field:
    shape = (
        r"\d{4}(-\d\d(-\d\d(T([01]\d|2[0-3]):[0-5]\d.*)?)?)?",
        "a date: 2024, 2024-03, 2024-03-19 or 2024-03-19T07:30+01:00",
    )
    checked = make_column("article", "published", shape=shape).check

    def check(value: Any) -> str | None:
        day = value["value"]
        wrong = checked(day)
        return wrong if wrong or day is None or _is_day(day) else f"published is {shape[1]}, not {show_value(day)}"

    return Field(_read_published, _put_published, check)


def _is_day(published: str) -> bool:
    year, month, day = (*published[:10].split("-"), "01", "01")[:3]
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _byline() -> Field:
    field = make_column("article", "byline")
    return Field(
        lambda connection, row: list(unpack_names(field.read(connection, row))),
        lambda connection, row, value: field.put(connection, row, pack_names(value)),
        lambda value: None if isinstance(value, list) else "byline is a list of names",
    )


# Fields that are places in the text.


def _spans(column: str) -> Field:
    def read(connection: Connection, row: int) -> Any:
        value = connection.execute(f"SELECT {column}_spans FROM statement WHERE statement_id = ?", (row,)).fetchone()[0]
        return None if value is None else [list(place) for place in unpack_pairs(value)]

    def put(connection: Connection, row: int, value: Any) -> None:
        words = fetch_words(connection, "statement_id", row)
        packed = None if value is None else pack_pairs(value)
        connection.execute(f"UPDATE statement SET {column}_spans = ? WHERE statement_id = ?", (packed, row))
        if column == "content":
            unindex_statements(connection, words)
            index_statements(connection, fetch_words(connection, "statement_id", row))

    return Field(read, put, check_nothing)


# The speaker: {"value": row of the entity | "writer" | None, "inferred": bool, "chain": [...] | None}


def _read_speaker(connection: Connection, row: int) -> Any:
    speaker, writer, inferred, chain = connection.execute(
        "SELECT speaker_id, by_writer, inferred, on_whose_word FROM statement WHERE statement_id = ?", (row,)
    ).fetchone()
    return {
        "value": "writer" if writer else speaker,
        "inferred": bool(inferred),
        "chain": None if chain is None else json.loads(chain),
    }


def _put_speaker(connection: Connection, row: int, value: Any) -> None:
    _count_speaker_of(connection, row, -1)
    entity = value["value"]
    chain = None if value["chain"] is None else json.dumps(value["chain"])
    connection.execute(
        "UPDATE statement SET speaker_id = ?, by_writer = ?, inferred = ?, on_whose_word = ? WHERE statement_id = ?",
        (None if entity == "writer" else entity, entity == "writer" or None, value["inferred"] or None, chain, row),
    )
    _count_speaker_of(connection, row, 1)


def _count_speaker_of(connection: Connection, row: int, sign: int) -> None:
    rejected = connection.execute("SELECT decision FROM statement WHERE statement_id = ?", (row,)).fetchone()[0]
    if rejected != "rejected":
        _count_speaker(connection, row, sign)


# What persons decided of somebody over all articles:
# {"value": "...", "aliases": [...], "decided": {"name": "..."} | None}, for a name that is given up becomes an alias.


def _known(
    column: str, *, allowed: Sequence[str] = (), optional: bool = True, shape: tuple[str, str] | None = None
) -> Field:
    checked = make_column("known_entity", column, allowed=allowed, optional=optional, shape=shape)

    def read(connection: Connection, row: int) -> Any:
        value, aliases, decided = connection.execute(
            f"SELECT {column}, aliases, decided FROM known_entity WHERE known_id = ?", (row,)
        ).fetchone()
        held = None if decided is None else json.loads(decided)
        return {"value": value, "aliases": list(unpack_names(aliases)), "decided": held}

    def put(connection: Connection, row: int, value: Any) -> None:
        decided = None if value["decided"] is None else json.dumps(value["decided"], ensure_ascii=False)
        connection.execute("UPDATE known_entity SET decided = NULL WHERE known_id = ?", (row,))
        changes = {column: value["value"], "aliases": pack_names(value["aliases"])}
        change_known(connection, row, changes, articles=0)
        connection.execute("UPDATE known_entity SET decided = ? WHERE known_id = ?", (decided, row))

    return Field(read, put, lambda value: checked.check(value["value"]))


# Titles in roles, of all articles: [row of the entity, number of the role, title]; one that is taken away has none.


def _read_roles(connection: Connection, row: int) -> list[list[Any]]:
    rows = connection.execute(
        "SELECT r.entity_id, r.number, r.title FROM entity AS e JOIN role AS r ON r.entity_id = e.entity_id "
        "WHERE e.known_id = ? ORDER BY 1, 2",
        (row,),
    )
    return [list(role) for role in rows]


def _put_roles(connection: Connection, row: int, value: Any) -> None:
    del row  # the entities are named by their own rows
    connection.executemany(
        "UPDATE role SET title = ? WHERE entity_id = ? AND number = ?", [(title, *where) for *where, title in value]
    )


def rename_role(roles: Sequence[Sequence[Any]], old: str, new: str) -> list[list[Any]]:
    """Give roles in which a title is another one, or taken away; raise EditError where nobody gives it."""
    changed = {title for _, _, title in roles if title is not None and title.casefold() == old.casefold()}
    if not changed:
        told = ", ".join(dict.fromkeys(title for _, _, title in roles if title)) or "none"
        raise EditError(f"no role is called {old[:60]!r}; there are: {told[:200]}")
    return [[entity, n, (new or None) if title in changed else title] for entity, n, title in roles]


def decide_known(before: Mapping[str, Any], column: str, value: Any) -> dict[str, Any]:
    """Make the value that a person gives to a column of a known entity; the old name stays an alias."""
    aliases = before["aliases"]
    if column == "name":
        aliases = [name for name in dict.fromkeys((before["value"], *aliases)) if name != value]
    return {"value": value, "aliases": aliases, "decided": {**(before["decided"] or {}), column: value}}


FIELDS: Mapping[Kind, Mapping[str, Field]] = {
    "event": EVENT_FIELDS,
    "statement": {
        "speaker": Field(_read_speaker, _put_speaker, check_nothing),
        "act": make_column("statement", "act", allowed=get_args(Act), optional=False),
        "manner": make_column("statement", "manner", allowed=get_args(Manner), optional=False),
        "negated": _flag("negated"),
        "content": _spans("content"),
        "source": _spans("source"),
        "cue": _spans("cue"),
    },
    "known_entity": {
        "name": _known("name", optional=False),
        "kind": _known("kind", allowed=get_args(EntityKind), optional=False),
        "role": Field(_read_roles, _put_roles, check_nothing),
        "country": _known("country", shape=("[A-Z]{3}", "three capital letters of ISO 3166-1, such as FRA")),
    },
    "article": {
        "publisher": make_column("article", "publisher"),
        "series": make_column("article", "series"),
        "title": make_column("article", "title"),
        "byline": _byline(),
        "published": _published(),
        "url": make_column("article", "url"),
        "credit": make_column("article", "credit"),
    },
}
