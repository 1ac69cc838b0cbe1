"""What of an event a person may correct: how each field is read, put and checked.

Parties are rows of entities: [12000003]. A date is {"value": "2024-03-19", "precision": "day", "basis": "stated",
"phrase": None, "spans": "12+9"}, a place {"value": "Tarn", "geonames": 7, ..., "spans": "40+4"}; of one that is not
known every part is None.
"""

from collections.abc import Mapping
from sqlite3 import Connection
from typing import Any, Final, get_args

from sayso.data import EventPlace, EventType, Precision, Standing
from sayso.record.events import PLACE, list_place, number_place
from sayso.record.fields import Field, check_nothing, make_column, show_value
from sayso.record.rows import insert_many, pack_names, unpack_names
from sayso.record.summing import find_days

_DATE: Final = ("value", "precision", "basis", "phrase", "spans")
PRECISIONS: Final[Mapping[int, Precision]] = {10: "day", 7: "month", 4: "year", 3: "decade", 2: "century"}
"""How precise an ISO prefix of so many characters is."""


def _parties(role: str) -> Field:
    def read(connection: Connection, row: int) -> Any:
        command = "SELECT entity_id FROM event_party WHERE event_id = ? AND role = ? ORDER BY number"
        return [entity for (entity,) in connection.execute(command, (row, role))]

    def put(connection: Connection, row: int, value: Any) -> None:
        connection.execute("DELETE FROM event_party WHERE event_id = ? AND role = ?", (row, role))
        values = [(row, role, number, entity) for number, entity in enumerate(value)]
        insert_many(connection, "event_party", ("event_id", "role", "number", "entity_id"), values)

    return Field(read, put, check_nothing)


def _modes() -> Field:
    field = make_column("event", "modes")
    return Field(
        lambda connection, row: list(unpack_names(field.read(connection, row))),
        lambda connection, row, value: field.put(connection, row, pack_names(value)),
        lambda value: None if isinstance(value, list) else f"modes is a list of words, not {show_value(value)}",
    )


def _read_date(connection: Connection, row: int) -> Any:
    columns = ", ".join(f"date_{name}" for name in _DATE)
    values = connection.execute(f"SELECT {columns} FROM event WHERE event_id = ?", (row,)).fetchone()
    return dict(zip(_DATE, values, strict=True))


def _put_date(connection: Connection, row: int, value: Any) -> None:
    changes = ", ".join(f"date_{name} = ?" for name in _DATE)
    connection.execute(f"UPDATE event SET {changes} WHERE event_id = ?", (*(value[name] for name in _DATE), row))


def _check_date(value: Any) -> str | None:
    day = value["value"]
    if day is None or find_days(day) is not None:
        return None
    return f"date is a day, a month or a year: 2024-03-19, 2024-03 or 2024, not {show_value(day)}"


def _read_place(connection: Connection, row: int) -> Any:
    columns = ", ".join(f"l.{name}" for name in PLACE)
    values = connection.execute(
        f"SELECT {columns}, v.place_spans FROM event AS v LEFT JOIN place AS l ON l.place_id = v.place_id "
        "WHERE v.event_id = ?",
        (row,),
    ).fetchone()
    return dict(zip(("value", *PLACE[1:], "spans"), values, strict=True))


def _put_place(connection: Connection, row: int, value: Any) -> None:
    place_id = None
    if value["value"] is not None:
        told = {name: value[name] for name in PLACE[1:]}
        place = EventPlace(value["value"], **told)
        place_id = number_place(place)
        command = f"INSERT OR IGNORE INTO place (place_id, {', '.join(PLACE)}) VALUES (?, ?, ?, ?, ?, ?, ?)"
        connection.execute(command, (place_id, *list_place(place)))
    command = "UPDATE event SET place_id = ?, place_spans = ? WHERE event_id = ?"
    connection.execute(command, (place_id, value["spans"], row))


EVENT_FIELDS: Mapping[str, Field] = {
    "type": make_column("event", "type", allowed=get_args(EventType), optional=False),
    "modes": _modes(),
    "status": make_column("event", "status", allowed=get_args(Standing), optional=False),
    "actor": _parties("actor"),
    "recipient": _parties("recipient"),
    "date": Field(_read_date, _put_date, _check_date),
    "place": Field(_read_place, _put_place, check_nothing),
}
