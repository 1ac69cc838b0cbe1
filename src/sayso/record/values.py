"""What a person types for a field in, the value that the record keeps out: a speaker by name, spans by their words."""

from collections.abc import Sequence
from itertools import pairwise
from sqlite3 import Connection
from typing import Any

from sayso.errors import EditError
from sayso.record.corrections import decide_known, find_field, rename_role
from sayso.record.event_values import read_event_value
from sayso.record.find import Thing
from sayso.record.here import locate_entities
from sayso.record.parties import find_party
from sayso.record.rows import writable
from sayso.record.spans import unpack_pairs

_NOBODY = ("nobody", "unknown", "")
_WRITER = ("writer", "the writer")
_YES, _NO = ("yes", "true", "1"), ("no", "false", "0")
_OVERLAP = "these pieces lie over each other; give each stretch of words once"


def read_value(connection: Connection, thing: Thing, field: str, value: Any) -> Any:
    """Make the value that a field keeps of what was given for it; raise EditError where that cannot be."""
    if thing.kind == "known_entity" and field == "role":
        old, new = _read_pair(value, thing)
        return rename_role(find_field(thing.kind, field).read(connection, thing.row), old, new)
    if thing.kind == "known_entity":
        return decide_known(find_field(thing.kind, field).read(connection, thing.row), field, _text_or_none(value))
    if thing.kind == "event":
        return read_event_value(connection, thing, field, value)
    if thing.kind == "article":
        return _read_publication(field, value)
    if thing.kind == "statement" and field == "speaker":
        return _read_speaker(connection, thing, value)
    if thing.kind == "statement" and field in ("content", "source", "cue"):
        return _read_places(connection, thing, field, value)
    if field == "negated" and isinstance(value, str):
        if value.lower() not in (*_YES, *_NO):
            raise EditError(f"{thing.id}: negated is yes or no, not {value[:40]!r}")
        return value.lower() in _YES
    return value


def _read_pair(value: Any, thing: Thing) -> tuple[str, str]:
    """Read which title becomes which: ("mayor", "deputy mayor"), or as one text, "mayor = deputy mayor"."""
    parts = value.split("=", 1) if isinstance(value, str) else value or ()
    if not isinstance(parts, list | tuple) or len(parts) != 2 or not all(isinstance(part, str) for part in parts):
        raise EditError(f'{thing.id}: say which title becomes which: "harbour mistress = harbour master"')
    return writable(parts[0].strip()), writable(parts[1].strip())


def _text_or_none(value: Any) -> Any:
    return writable(value.strip()) or None if isinstance(value, str) else value


def _read_publication(field: str, value: Any) -> Any:
    if field == "byline":
        names = value.split(";") if isinstance(value, str) else list(value or ())
        return [writable(str(name)).strip() for name in names if str(name).strip()]
    value = _text_or_none(value)
    return {"value": value, "numbers": None} if field == "published" else value


def _read_speaker(connection: Connection, thing: Thing, value: Any) -> dict[str, Any]:
    """Find who is meant: by id or name, in this article before others; "writer", or "nobody" where nobody can tell."""
    part = find_field("statement", "speaker")
    before = part.read(connection, thing.row)
    words = str(value or "").strip()
    if words.lower() in _WRITER:
        return {"value": "writer", "inferred": False, "chain": None}
    if words.lower() in _NOBODY:
        return {"value": None, "inferred": False, "chain": None}
    article_id = connection.execute("SELECT article_id FROM statement WHERE statement_id = ?", (thing.row,)).fetchone()[
        0
    ]
    entity = find_party(connection, article_id, words)
    return {"value": entity, "inferred": False, "chain": _mend_chain(connection, before, entity)}


def _mend_chain(connection: Connection, before: dict[str, Any], entity: int) -> list[str] | None:
    """Put the new speaker in the place of the old one in a chain that is given; one that is derived mends itself."""
    if before["chain"] is None:
        return None
    return [*before["chain"][:-1], locate_entities(connection, [entity])[0][1]]


def _read_places(connection: Connection, thing: Thing, field: str, value: Any) -> Any:
    """Find the places of words, or check places that are given; None and "" mean that there are none."""
    text, spans = connection.execute(
        f"SELECT a.text, s.{field}_spans FROM statement AS s JOIN article AS a ON a.article_id = s.article_id "
        "WHERE s.statement_id = ?",
        (thing.row,),
    ).fetchone()
    if value in (None, "", []):
        if field == "content":
            raise EditError(f"{thing.id}: a statement needs content; reject it instead")
        return None
    if isinstance(value, str):
        near = unpack_pairs(spans)
        found: list[tuple[int, int]] = []
        pieces = (piece.strip() for piece in value.split("…"))
        for piece in sorted(pieces, key=len, reverse=True):  # a short one may stand in a long one, and elsewhere
            found.append(_find_near(text, piece, near[:1], thing, found))
        return _sort(found, thing)
    return _sort(_check_places(value, text, thing), thing)


def _sort(places: Sequence[tuple[int, int]], thing: Thing) -> list[list[int]]:
    """Put pieces into reading order; raise EditError where they lie over each other."""
    found = sorted(places)
    if any(before[1] > behind[0] for before, behind in pairwise(found)):
        raise EditError(f"{thing.id}: {_OVERLAP}")
    return [list(place) for place in found]


def _find_near(
    text: str, words: str, near: Sequence[Sequence[int]], thing: Thing, taken: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """Find words in a text, apart from other pieces; where they stand more than once, nearest to the field as it is."""
    standing = _scan(text, words) if words else []
    if not standing:
        raise EditError(f"{thing.id}: the article has not these words: {words[:60]!r}")
    starts = [at for at in standing if not any(at < end and start < at + len(words) for start, end in taken)]
    if not starts:
        raise EditError(f"{thing.id}: {_OVERLAP}")
    middle = near[0][0] if near else 0
    start = min(starts, key=lambda at: abs(at - middle))
    return start, start + len(words)


def _scan(text: str, words: str) -> list[int]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _check_places(value: Any, text: str, thing: Thing) -> list[tuple[int, int]]:
    places = value if isinstance(value, list | tuple) else [value]
    for place in places:
        pair = isinstance(place, list | tuple) and len(place) == 2 and all(type(n) is int for n in place)
        if not pair or not 0 <= place[0] < place[1] <= len(text):
            raise EditError(f"{thing.id}: {place} is no stretch of the article, which has {len(text):,} characters")
    return [(start, end) for start, end in places]
