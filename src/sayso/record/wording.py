"""Lines of the log in, the same with their values in words out: who is meant, and which words of the article."""

import json
from dataclasses import replace
from sqlite3 import Connection
from typing import Any

from sayso.data import Edit
from sayso.record.edits import fetch_edit
from sayso.record.here import name_of
from sayso.record.known import number_known
from sayso.record.known_events import name_known_event, number_known_event
from sayso.record.spans import JOINT, unpack_pairs

NOTHING = "nothing"


def word_edit(connection: Connection, edit: Edit) -> Edit:
    """Say in words from what to what an edit has changed something."""
    origin = edit if edit.undoes is None else fetch_edit(connection, edit.undoes) or edit
    if origin.action in ("merge", "split") and "events" in origin.before:
        was, now = _word_happenings(connection, origin)
    elif origin.action in ("merge", "split"):
        was, now = _word_group(connection, origin)
    elif origin.field == "role":
        was, now = _word_roles(origin)
    else:
        was, now = (
            word_value(connection, origin.object, origin.field, value) for value in (origin.before, origin.after)
        )
    return replace(edit, was=was, now=now) if edit is origin else replace(edit, was=now, now=was)


def _word_roles(edit: Edit) -> tuple[str, str]:
    """Say which titles have become which."""
    changed = [(one[2], other[2]) for one, other in zip(edit.before, edit.after, strict=True) if one != other]
    was, now = (", ".join(dict.fromkeys(filter(None, titles))) for titles in zip(*changed, strict=True))
    return was or NOTHING, now or NOTHING


def word_value(connection: Connection, name: str, field: str | None, value: Any) -> str:
    """Say a value of a field of the thing of an id in words."""
    if field in ("content", "source", "cue") and isinstance(value, list):
        return _word_places(connection, name, value)
    if field == "speaker" and isinstance(value, dict):
        return _word_speaker(connection, value["value"])
    if field in ("actor", "recipient") and value:
        return "; ".join(_word_speaker(connection, entity) for entity in value)
    if isinstance(value, dict) and "value" in value:
        value = value["value"]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or value == []:
        return NOTHING
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _word_places(connection: Connection, statement: str, places: list[list[int]]) -> str:
    row = connection.execute(
        "SELECT a.text FROM statement AS s JOIN article AS a ON a.article_id = s.article_id WHERE s.id = ?",
        (statement,),
    ).fetchone()
    return JOINT.join(row[0][start:end] for start, end in places) if row and places else NOTHING


def _word_speaker(connection: Connection, speaker: Any) -> str:
    if speaker in (None, "writer"):
        return "the writer" if speaker else "nobody"
    row = connection.execute(
        "SELECT e.name, e.mentions, a.text, e.known_id FROM entity AS e "
        "JOIN article AS a ON a.article_id = e.article_id WHERE e.entity_id = ?",
        (speaker,),
    ).fetchone()
    return f"{name_of(*row[:3])} (k{row[3]})" if row else str(speaker)


def _word_group(connection: Connection, edit: Edit) -> tuple[str, str]:
    """Say who was two or one: by the names that they had then."""
    noted = [f"{row['values']['name']} ({row['id']})" for row in edit.before["rows"]]
    if edit.action == "merge":
        return " and ".join(noted), f"one, {edit.object}"
    parts = [_word_known(connection, name) for name in (edit.object, *edit.after.get("into", ()))]
    return noted[0], " and ".join(parts)


def _word_happenings(connection: Connection, edit: Edit) -> tuple[str, str]:
    """Say what happened twice or once: by the words for it in the first report of each."""
    noted = [word_happening(connection, number_known_event(name) or 0) for name in edit.before["events"]]
    if edit.action == "merge":
        return " and ".join(noted), f"one, {edit.object}"
    parts = (edit.object, *edit.after.get("into", ()))
    return noted[0], " and ".join(word_happening(connection, number_known_event(name) or 0) for name in parts)


def word_happening(connection: Connection, known_event_id: int) -> str:
    """Say in words which event is meant: by those for it in the report that it began with."""
    row = connection.execute(
        "SELECT coalesce(v.trigger_spans, v.mentions), a.text FROM known_event AS h "
        "JOIN event AS v ON v.event_id = h.root JOIN article AS a ON a.article_id = v.article_id "
        "WHERE h.known_event_id = ?",
        (known_event_id,),
    ).fetchone()
    words = JOINT.join(row[1][start:end] for start, end in unpack_pairs(row[0])) if row else NOTHING
    return f"“{words}” ({name_known_event(known_event_id)})"


def _word_known(connection: Connection, name: str) -> str:
    row = connection.execute("SELECT name FROM known_entity WHERE known_id = ?", (number_known(name),)).fetchone()
    return f"{row[0]} ({name})" if row else name
