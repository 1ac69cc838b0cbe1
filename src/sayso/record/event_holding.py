"""An article and its newer version in; what persons decided of events, made of the newer's too, or told as orphaned.

As with statements, a decision holds on to words: those for the event, where something around them is the same as well,
for many a word for an event stands in any text. It holds where the newer version says the same of it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any, Final, Literal

from sayso.data import Edit
from sayso.record.corrections import correct, decide, find_field
from sayso.record.edits import list_standing
from sayso.record.events import PARTIES, range_of
from sayso.record.find import Thing
from sayso.record.holding import LOST, agree, find_words, make_hand
from sayso.record.known import ENTITIES, name_known
from sayso.record.known_events import name_known_event
from sayso.record.spans import JOINT, pack_pairs, unpack_pairs
from sayso.record.values import read_value
from sayso.text import make_span

Place = tuple[int, int]
_COMPARED: Final = ("type", "status", "date", "place", *PARTIES)


@dataclass(frozen=True, slots=True)
class Reported:
    """An event of a version: what is said of it, and where its words are; parties are numbers of known entities."""

    thing: Thing
    decision: str | None
    says: Mapping[str, Any]
    mentions: tuple[Place, ...]


def carry_event_decisions(connection: Connection, old_article_id: int, new_article_id: int) -> None:
    """Make on a newer version what persons decided of an older one's events; mark those that find no place."""
    connection.execute(
        "UPDATE event SET orphan = NULL WHERE event_id BETWEEN ?1 AND ?2 AND orphan AND NOT EXISTS (SELECT 1 FROM edit "
        "WHERE action = 'reread' AND object = (SELECT id FROM article WHERE article_id = ?3))",
        (*range_of(new_article_id), new_article_id),
    )
    command = "SELECT text FROM article WHERE article_id = ?"
    texts = [connection.execute(command, (row,)).fetchone()[0] for row in (old_article_id, new_article_id)]
    newer = _fetch_reported(connection, new_article_id)
    for event in _fetch_reported(connection, old_article_id):
        if event.decision is not None:
            held = _hold(connection, event, newer, (texts[0], texts[1]))
            values = (None if held else 1, event.thing.row)
            connection.execute("UPDATE event SET orphan = ? WHERE event_id = ?", values)


def _hold(connection: Connection, event: Reported, newer: Sequence[Reported], texts: tuple[str, str]) -> bool:
    """Make the decisions on an event on the same one of the newer version; tell whether they hold there."""
    standing = list_standing(connection, event.thing.id)
    corrections = {edit.field or "": edit for edit in standing if edit.action == "correct"}
    places = {place for one in event.mentions if (place := _follow(texts, one)) is not None}
    said = [name for name in event.says if name not in corrections]
    same = [one for one in newer if places.intersection(one.mentions) and _say_same(event, one, said)]
    if len(same) != 1 or not standing:
        return False
    if same[0].decision is not None:  # what was decided of the newer version is left as it is
        rejected = event.decision == "rejected", same[0].decision == "rejected"
        return rejected[0] == rejected[1] and _say_same(event, same[0], event.says)
    steps = [(edit, _find_value(connection, edit, event, (same[0], texts))) for edit in corrections.values()]
    if any(value is LOST for _, value in steps):
        return False
    made = [_correct(connection, same[0].thing, edit, (value, event.thing.id)) for edit, value in steps]
    last = standing[-1]
    if last.action in ("confirm", "reject") or not any(made):
        action: Literal["confirm", "reject"] = "reject" if last.action == "reject" else "confirm"
        decide(connection, same[0].thing, action, make_hand(last, event.thing.id))
    return True


def _follow(texts: tuple[str, str], place: Place) -> Place | None:
    """Find where words for an event stand in the newer text, with the same before or behind them."""
    span = make_span(texts[0], *place)
    found = find_words(texts[1], span)
    return found if found is not None and any(agree(texts[1], found, span)) else None


def _say_same(event: Reported, other: Reported, names: Iterable[str]) -> bool:
    return all(event.says[name] == other.says[name] for name in names)


def _find_value(
    connection: Connection, edit: Edit, event: Reported, newer: tuple[Reported, tuple[str, str]]
) -> Any:  # fmt: skip
    """Find what a corrected field is in the newer version; LOST where that is in doubt."""
    field, (same, texts) = edit.field or "", newer
    if field in PARTIES:
        found = all(_is_known(connection, known, event, same) for known in event.says[field])
        named = [name_known(known) for known in event.says[field]]
        return read_value(connection, same.thing, field, named) if found else LOST
    if field in ("date", "place") and edit.after["value"] is not None:
        spans = [_follow(texts, place) for place in unpack_pairs(edit.after["spans"])]
        kept = [place for place in spans if place is not None]
        return {**edit.after, "spans": pack_pairs(kept)} if len(kept) == len(spans) else LOST
    return edit.after


def _is_known(connection: Connection, known_id: int, event: Reported, same: Reported) -> bool:
    """Tell whether it is clear who somebody is in the newer version: mentioned once, or in neither by the article."""
    command = (
        "SELECT count(*), count(nullif(mentions, '')) FROM entity WHERE known_id = ? AND entity_id BETWEEN ? AND ?"
    )
    articles = [one.thing.row // ENTITIES * ENTITIES for one in (event, same)]
    old, new = (connection.execute(command, (known_id, at, at + ENTITIES - 1)).fetchone() for at in articles)
    return bool(new[0] == 1 or (not new[0] and not old[1]))


def _correct(connection: Connection, thing: Thing, edit: Edit, held: tuple[Any, str]) -> bool:
    """Make a correction of an older event; tell whether there was anything to correct."""
    value, old = held
    before = find_field("event", edit.field or "").read(connection, thing.row)
    plain = [one["value"] if isinstance(one, dict) else one for one in (before, value)]
    if plain[0] == plain[1]:
        return False
    correct(connection, thing, edit.field or "", value, make_hand(edit, old))
    return True


def _fetch_reported(connection: Connection, article_id: int) -> list[Reported]:
    rows = connection.execute(
        "SELECT v.event_id, v.id, v.decision, v.mentions, v.type, v.status, v.date_value, l.name FROM event AS v "
        "LEFT JOIN place AS l ON l.place_id = v.place_id WHERE v.event_id BETWEEN ? AND ? ORDER BY 1",
        range_of(article_id),
    ).fetchall()
    return [_make_reported(connection, row) for row in rows]


def _make_reported(connection: Connection, row: Sequence[Any]) -> Reported:
    number, own, decision, mentions, *told = row
    command = (
        "SELECT e.known_id FROM event_party AS p JOIN entity AS e ON e.entity_id = p.entity_id "
        "WHERE p.event_id = ? AND p.role = ? ORDER BY e.known_id"
    )
    parties = [tuple(known for (known,) in connection.execute(command, (number, role))) for role in PARTIES]
    says = dict(zip(_COMPARED, (*told, *parties), strict=True))
    return Reported(Thing("event", number, own), decision, says, tuple(unpack_pairs(mentions)))


def list_settled_events(connection: Connection, article_id: int) -> dict[str, str]:
    """List what, of all that an article reports, persons have merged or split: known events by type and words.

    As with people: what has these words in a newer version can be no other known event.
    """
    sides = ("j.judgement_id BETWEEN m.event_id * 100 AND m.event_id * 100 + 99", "j.right_id = m.event_id")
    touched = "SELECT 1 FROM event AS m JOIN event_judgement AS j ON {} WHERE m.known_event_id = v.known_event_id"
    judged = " OR ".join(f"EXISTS ({touched.format(side)} AND (j.made_by OR j.withdrawn_by))" for side in sides)
    rows = connection.execute(
        "SELECT v.type, coalesce(v.trigger_spans, v.mentions), a.text, v.known_event_id FROM event AS v "
        f"JOIN article AS a ON a.article_id = v.article_id WHERE v.event_id BETWEEN ? AND ? AND ({judged})",
        range_of(article_id),
    ).fetchall()
    found = [(_name(kind, places, text), name_known_event(known)) for kind, places, text, known in rows]
    called = Counter(name for name, _ in found)
    return {name: known for name, known in found if called[name] == 1}


def _name(kind: str, places: str, text: str) -> str:
    words = JOINT.join(text[start:end] for start, end in unpack_pairs(places))
    return f"{kind} {words}"
