"""A line of the log, or a judgement, in; what it changed is as it was before, and a line that says so, out."""

from sqlite3 import Connection
from typing import NamedTuple

from sayso.data import Edit
from sayso.errors import EditError, UnknownIdError
from sayso.record.corrections import take_back
from sayso.record.edits import Hand, fetch_edit
from sayso.record.event_groups import take_events_apart, withdraw_event_judgement
from sayso.record.find import find_thing
from sayso.record.groups import Assemble, take_apart, withdraw
from sayso.record.known_events import Assemble as AssembleEvents

_FINAL = {
    "forget": "a person was forgotten for good",
    "add": "it only notes what an article said of itself; correct that",
    "reread": "what a person decided has stayed as it was; read it again with other weights",
    "replace": "add the older text again to make it the newest",
    "undo": "to undo an undo, do again what was undone",
}


class Makers(NamedTuple):
    """What puts known entities, and known events, together of their members."""

    people: Assemble
    events: AssembleEvents


def undo(connection: Connection, what: str, *, makers: Makers, hand: Hand) -> Edit:
    """Take back a line of the log ("12" or "#12"), or a judgement ("j12") that joined two.

    Raises UnknownIdError where there is no such thing, EditError where it cannot be taken back.
    """
    if what.startswith("j"):
        thing = find_thing(connection, what)
        if thing.kind == "event_judgement":
            return withdraw_event_judgement(connection, thing.row, assemble=makers.events, hand=hand)
        return withdraw(connection, thing.row, assemble=makers.people, hand=hand)
    digits = what.removeprefix("#")
    edit = fetch_edit(connection, int(digits)) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None
    if edit is None:
        raise UnknownIdError(f"{what[:60]}: no line of the log; `sayso log` lists their numbers")
    if edit.undone_by is not None:
        raise EditError(f"#{edit.number}: was undone already, by #{edit.undone_by}")
    if edit.action in _FINAL:
        raise EditError(f"#{edit.number}: cannot be undone: {_FINAL[edit.action]}")
    if edit.action in ("merge", "split"):
        if "events" in edit.before:
            return take_events_apart(connection, edit, assemble=makers.events, hand=hand)
        return take_apart(connection, edit, assemble=makers.people, hand=hand)
    return take_back(connection, edit, hand)
