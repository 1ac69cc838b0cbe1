"""Happenings in, the event types of ACLED out as CSV: those that it covers, and that are said to have taken place.

Event and sub-event types, columns and codes are those of the ACLED codebook since 2019, where we have the value. What
it needs that reports seldom tell, such as on whose side a crowd was, is not guessed.
"""

from collections.abc import Iterable, Iterator
from typing import IO, Final

from sayso.data import EventDate, EventPlace, Happening, Party
from sayso.show.events.contrasts import differ_in_actor
from sayso.show.events.days import find_days
from sayso.show.events.tally import count_sizes
from sayso.show.records import write_rows

COLUMNS: Final = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "inter1", "actor2", "inter2", "civilian_targeting", "country", "location", "latitude", "longitude",
    "geo_precision", "source", "notes", "fatalities", "iso3", "fatalities_bound", "date_basis", "status",
)  # fmt: skip
"""ACLED's, and from `iso3` on ours; `iso3` was ACLED's, too, until 2023."""

_BATTLES, _REMOTE, _CIVILIANS = "Battles", "Explosions/Remote violence", "Violence against civilians"
_PROTESTS, _RIOTS, _STRATEGIC = "Protests", "Riots", "Strategic developments"
_DISORDERS: Final = {_PROTESTS: "Demonstrations", _STRATEGIC: "Strategic developments"}
_BOTH: Final = "Political violence; Demonstrations"
Kind = tuple[str, str]

_WEAPONS: Final[tuple[tuple[str, Kind], ...]] = (
    ("unconventional", (_REMOTE, "Chemical weapon")),
    ("sexual", (_CIVILIANS, "Sexual violence")),
    ("abduct", (_CIVILIANS, "Abduction/forced disappearance")),
    ("suicide-attack", (_REMOTE, "Suicide bomb")),
    ("drone", (_REMOTE, "Air/drone strike")),
    ("aerial", (_REMOTE, "Air/drone strike")),
    ("heavy-weapons", (_REMOTE, "Shelling/artillery/missile attack")),
)
_OTHERS: Final[dict[tuple[str, str], Kind]] = {
    ("COERCE", "arrest"): (_STRATEGIC, "Arrests"),
    ("COERCE", "seize"): (_STRATEGIC, "Looting/property destruction"),
    ("RETREAT", "withdraw"): (_STRATEGIC, "Non-violent transfer of territory"),
    ("RETREAT", "ceasefire"): (_STRATEGIC, "Agreement"),
    ("MOBILIZE", "troops"): (_STRATEGIC, "Change to group/activity"),
    ("MOBILIZE", "militia"): (_STRATEGIC, "Change to group/activity"),
}
_INTERS: Final = {
    "MIL": 1, "COP": 1, "GOV": 1, "SPY": 1, "REB": 2, "PRM": 3, "UAF": 3, "CRM": 3, "CVL": 7, "JRN": 7, "MED": 7,
    "EDU": 7, "LAB": 7, "AGR": 7, "REF": 7, "REL": 7, "BUS": 7, "ELI": 7, "SOC": 7,
}  # fmt: skip
"""State forces 1, rebels 2, militias 3, rioters 5, protesters 6, civilians 7."""
_ARMED: Final = frozenset((1, 2, 3))
_HAPPENED: Final = frozenset(("asserted", "claimed", "denied"))
_GATHERED: Final = frozenset(("demo", "obstruct"))


def write_acled(happenings: Iterable[Happening], out: IO[bytes]) -> int:
    """Write a row for each happening that ACLED covers; give how many it does not."""
    left = 0

    def list_rows() -> Iterator[tuple[object, ...]]:
        nonlocal left
        for happening in happenings:
            kind = find_kind(happening)
            left += kind is None
            if kind is not None:
                yield _make_row(happening, kind)

    for row in write_rows(COLUMNS, list_rows()):
        out.write(row)
    return left


def find_kind(happening: Happening) -> Kind | None:
    """Find event type and sub-event type; None where ACLED does not cover it, or it is not said to have happened."""
    if happening.status not in _HAPPENED:
        return None
    if happening.event_type == "ASSAULT":
        return _find_attack(happening)
    if happening.event_type == "PROTEST":
        return _find_protest(happening)
    found = (_OTHERS.get((happening.event_type, mode)) for mode in happening.modes)
    return next((kind for kind in found if kind is not None), None)


def _find_attack(happening: Happening) -> Kind:
    modes, doers, others = happening.modes, _list_inters(happening.actor), _list_inters(happening.recipient)
    for mode, kind in _WEAPONS:
        if mode in modes:
            return kind
    if "explosives" in modes:
        words = " ".join(report.event.trigger.text for report in happening.reports).casefold()
        return _REMOTE, "Grenade" if "grenade" in words else "Remote explosive/landmine/IED"
    if "crowd-control" in modes:
        hurt = {"dead", "injured"} & happening.size.keys()
        return _PROTESTS, "Excessive force against protesters" if hurt else "Protest with intervention"
    if modes == ("destroy",):
        return _STRATEGIC, "Looting/property destruction"
    if doers & _ARMED and (others & _ARMED or _fight_each_other(happening)):
        return _BATTLES, "Armed clash"
    if doers == {7} and {"beat", "primitive"} & set(modes):
        return _RIOTS, "Mob violence"
    return _CIVILIANS, "Attack"


def _fight_each_other(happening: Happening) -> bool:
    """Tell whether those who did it did it to one another: two-sided fighting has actors only."""
    return len(happening.actor) > 1 and not happening.recipient and not differ_in_actor(happening)


def _find_protest(happening: Happening) -> Kind | None:
    modes = set(happening.modes)
    if modes & {"riot", "vandalize"}:
        return _RIOTS, "Violent demonstration"
    if modes and not modes & _GATHERED:  # strikes, boycotts and hunger strikes are no crowd
        return None
    intervened = "arrested" in happening.size
    return _PROTESTS, "Protest with intervention" if intervened else "Peaceful protest"


def _list_inters(parties: Iterable[Party]) -> set[int]:
    return {_INTERS[party.sector] for party in parties if party.sector in _INTERS}


def _make_row(happening: Happening, kind: Kind) -> tuple[object, ...]:
    place, sizes, dead = happening.place, count_sizes(happening.size), happening.size.get("dead")
    sides = _list_sides(happening, kind)
    publishers = dict.fromkeys(one.publication.publisher for one in happening.reports if one.publication.publisher)
    targeted = any(_INTERS.get(party.sector or "") == 7 for party in happening.recipient)
    return (
        happening.id,
        *_make_dates(happening.date),
        _BOTH if kind[1].startswith("Excessive") else _name_disorder(kind),
        *kind,
        *sides,
        "Civilian targeting" if targeted or kind[0] == _CIVILIANS else None,
        place.name if place and place.kind == "country" else None,
        *((place.name, place.latitude, place.longitude, _rate_place(place)) if place else (None,) * 4),
        tuple(publishers),
        tuple(dict.fromkeys(one.event.trigger.text for one in happening.reports)),
        sizes.get("dead"),
        place.country if place else None,
        dead.bound if dead else None,
        happening.date.basis if happening.date else None,
        happening.status,
    )


def _name_disorder(kind: Kind) -> str:
    return "Demonstrations" if kind[1] == "Violent demonstration" else _DISORDERS.get(kind[0], "Political violence")


def _list_sides(happening: Happening, kind: Kind) -> tuple[object, ...]:
    """Give both sides, each with its kind of actor; two that fight one another are the two."""
    actors, recipients = happening.actor, happening.recipient
    if _fight_each_other(happening):
        actors, recipients = actors[:1], actors[1:]
    crowd = 5 if kind[0] == _RIOTS else 6 if happening.event_type == "PROTEST" else None
    return (*_make_side(actors, crowd), *_make_side(recipients, None))


def _make_side(parties: Iterable[Party], crowd: int | None) -> tuple[object, object]:
    held = tuple(parties)
    inter = crowd or next((_INTERS[party.sector] for party in held if party.sector in _INTERS), None)
    return tuple(party.name for party in held) or None, inter


def _make_dates(date: EventDate | None) -> tuple[object, object, object]:
    """Give day, or month or year, the year, and how precise the day is: 1 a day, 2 a week, 3 longer."""
    days = find_days(date)
    if date is None or days is None:
        return None, None, None
    first, last = days
    precision = 1 if first == last else 2 if date.precision in ("week", "weekend") else 3
    return date.value, first.year if first.year == last.year else None, precision


def _rate_place(place: EventPlace) -> int:
    """Rate how precise a place is: 1 a town, 2 part of a region, 3 a region or more."""
    return {"city": 1, "admin2": 2}.get(place.kind or "", 3)
