"""What a person types for a field of an event in, the value that the record keeps out: parties and places by name."""

from sqlite3 import Connection
from typing import Any

from sayso.errors import EditError
from sayso.record.event_fields import EVENT_FIELDS, PRECISIONS
from sayso.record.events import PLACE
from sayso.record.find import Thing
from sayso.record.parties import find_party
from sayso.record.rows import writable
from sayso.record.spans import unpack_pairs

_NONE = ("", "nothing", "none", "unknown")


def read_event_value(connection: Connection, thing: Thing, field: str, value: Any) -> Any:
    """Make the value that a field of an event keeps of what was given for it; raise EditError where that cannot be."""
    if field in ("actor", "recipient"):
        article_id = thing.row // 1_000_000
        return list(dict.fromkeys(find_party(connection, article_id, name) for name in _list_words(value)))
    if field == "modes":
        return list(dict.fromkeys(_list_words(value)))
    if field == "date":
        return _read_date(connection, thing, value)
    if field == "place":
        return _read_place(connection, thing, value)
    return value.strip() if isinstance(value, str) else value


def _list_words(value: Any) -> list[str]:
    """List what is given as a list, or as one text with semicolons between."""
    words = value.split(";") if isinstance(value, str) else [str(one) for one in value or ()]
    return [writable(word).strip() for word in words if word.strip().lower() not in (*_NONE, "nobody")]


def _text(value: Any) -> str | None:
    words = "" if value is None else writable(str(value)).strip()
    return None if words.lower() in _NONE else words


def _read_date(connection: Connection, thing: Thing, value: Any) -> dict[str, Any]:
    """Put another day where the date was; the words for it stay, and what was assumed is stated now, by a person."""
    before, day = EVENT_FIELDS["date"].read(connection, thing.row), _text(value)
    if day is None:
        return dict.fromkeys(before)
    basis = before["basis"] if before["basis"] in ("stated", "relative") else "stated"
    precision = PRECISIONS.get(len(day))
    kept = {"phrase": before["phrase"], "spans": before["spans"] or ""}
    if before["basis"] is None:
        kept = {"phrase": None, "spans": ""}
    return {"value": day, "precision": precision, "basis": basis, **kept}


def _read_place(connection: Connection, thing: Thing, value: Any) -> dict[str, Any]:
    """Find which place is meant: by its name, or its GeoNames id where the record knows it."""
    name = _text(value)
    if name is None:
        return dict.fromkeys(("value", *PLACE[1:], "spans"))
    columns = ", ".join(f"l.{column}" for column in PLACE)
    by_id = name.isascii() and name.isdigit()
    # of several places of one name, that which stands in this article, then that of which most is known
    row = connection.execute(
        f"SELECT {columns} FROM place AS l WHERE {'l.geonames' if by_id else 'l.name'} = ?1 ORDER BY "
        "(SELECT count(*) FROM event AS v WHERE v.place_id = l.place_id AND v.event_id / 1000000 = ?2) DESC, "
        "l.geonames IS NULL, (SELECT count(*) FROM event AS v WHERE v.place_id = l.place_id) DESC LIMIT 1",
        (int(name) if by_id else name, thing.row // 1_000_000),
    ).fetchone()
    if row is None and by_id:
        raise EditError(f"{thing.id}: no place of the record has the GeoNames id {name}; give its name")
    told = row or (name, *[None] * (len(PLACE) - 1))
    return {**dict(zip(("value", *PLACE[1:]), told, strict=True)), "spans": _find_words(connection, thing, told[0])}


def _find_words(connection: Connection, thing: Thing, name: str) -> str:
    """Find where the name of a place stands in the article, nearest to the event; nowhere where it does not."""
    text, mentions = connection.execute(
        "SELECT a.text, v.mentions FROM event AS v JOIN article AS a ON a.article_id = v.article_id "
        "WHERE v.event_id = ?",
        (thing.row,),
    ).fetchone()
    middle = unpack_pairs(mentions)[0][0]
    starts = [at for at in (text.find(name, middle), text.rfind(name, 0, middle)) if at >= 0]
    nearest = min(starts, key=lambda at: abs(at - middle), default=None)
    return "" if nearest is None else f"{nearest}+{len(name)}"
