"""Happenings in, CAMEO events out as CSV: a row for each actor and each of those to whom it was done.

The codes are those of the crosswalk in openeventdata/PLOVER (CAMEO2PLOVER-2021.txt), read backwards, as precise as a
mode tells; the columns are those of GDELT's event table, where we have the value. CAMEO has no compound actors: the
manual of PLOVER ("Compound and Reciprocal Actors") says how they come apart; the rows of a happening keep its id.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations, product
from typing import IO, Final

from sayso.data import EventType, Happening, Party
from sayso.show.events.contrasts import differ_in_actor
from sayso.show.events.days import find_days
from sayso.show.events.reduced import Coded, reduce_happenings
from sayso.show.records import write_rows

COLUMNS: Final = (
    "GlobalEventID", "Day", "MonthYear", "Year", "Actor1Code", "Actor1Name", "Actor1CountryCode", "Actor1Type1Code",
    "Actor2Code", "Actor2Name", "Actor2CountryCode", "Actor2Type1Code", "EventCode", "EventBaseCode", "EventRootCode",
    "QuadClass", "NumSources", "NumArticles", "ActionGeo_FullName", "ActionGeo_Lat", "ActionGeo_Long", "SOURCEURL",
    "GeoNamesID", "Status", "DateBasis",
)  # fmt: skip
"""The last three are ours."""

_CODES: Final[dict[EventType, tuple[tuple[str, str], ...]]] = {
    "AGREE": (("", "030"),),
    "CONSULT": (("phone", "041"), ("visit", "042"), ("third-party", "044"), ("", "040")),
    "SUPPORT": (("", "050"),),
    "CONCEDE": (("", "080"),),
    "COOPERATE": (("", "060"),),
    "AID": (("", "070"),),
    "RETREAT": (
        ("release", "0841"), ("access", "086"), ("ceasefire", "0871"), ("disarm", "0873"), ("withdraw", "087"),
        ("", "080"),
    ),
    "REQUEST": (("assist", "101"), ("yield", "105"), ("meet", "106"), ("change", "104"), ("", "100")),
    "ACCUSE": (("investigate", "090"), ("allege", "112"), ("disapprove", "111"), ("", "110")),
    "REJECT": (("assist", "121"), ("yield", "124"), ("meet", "125"), ("change", "123"), ("", "120")),
    "THREATEN": (
        ("violence", "138"), ("territory", "1382"), ("expel", "136"), ("arrest", "132"), ("restrict", "132"),
        ("relations", "131"), ("", "130"),
    ),
    "PROTEST": (
        ("riot", "145"), ("vandalize", "145"), ("hunger", "142"), ("obstruct", "144"), ("strike", "143"),
        ("boycott", "143"), ("demo", "141"), ("", "140"),
    ),
    "SANCTION": (
        ("convict", "116"), ("expel", "166"), ("withdraw", "161"), ("discontinue", "162"), ("", "160"),
    ),
    "MOBILIZE": (("troops", "154"), ("militia", "154"), ("police", "153"), ("", "150")),
    "COERCE": (
        ("arrest", "173"), ("deport", "174"), ("cyber", "176"), ("martial-law", "1724"), ("curfew", "1723"),
        ("censor", "1721"), ("seize", "171"), ("restrict", "172"), ("", "170"),
    ),
    "ASSAULT": (
        ("unconventional", "204"), ("suicide-attack", "1831"), ("targeted", "186"), ("abduct", "181"),
        ("sexual", "1821"), ("torture", "1822"), ("drone", "195"), ("aerial", "195"), ("heavy-weapons", "194"),
        ("firearms", "193"), ("explosives", "183"), ("crowd-control", "175"), ("beat", "182"), ("primitive", "182"),
        ("destroy", "1712"), ("", "180"),
    ),
}  # fmt: skip
"""Of each type, the code of each mode, the one first that tells most; the last one where no mode does."""
_ARMED: Final = frozenset(("MIL", "REB", "PRM", "UAF"))
_SECTORS: Final = {"MED": "HLH", "JRN": "MED"}
"""Those that CAMEO calls otherwise than PLOVER."""


def write_cameo(happenings: Iterable[Happening], out: IO[bytes]) -> int:
    """Write rows for each happening, in the reduced coding; give how many were left out."""
    left = 0

    def list_rows() -> Iterator[tuple[object, ...]]:
        nonlocal left
        for coded in reduce_happenings(happenings):
            left += coded is None
            if coded is not None:
                yield from _list_rows(coded)

    for row in write_rows(COLUMNS, list_rows()):
        out.write(row)
    return left


def find_code(coded: Coded) -> str:
    """Find the code of a happening: two digits of the root, and more where a mode tells more.

    An attack without a mode is a fight (19) where an actor is armed, else unconventional violence (18).
    """
    if coded.event_type == "CONCEDE" and coded.spoken:
        return "035"  # express intent to yield
    code = next(code for mode, code in _CODES[coded.event_type] if not mode or mode in coded.modes)
    return "190" if code == "180" and any(party.sector in _ARMED for party in coded.actor) else code


def _list_rows(coded: Coded) -> Iterator[tuple[object, ...]]:
    happening, code = coded.happening, find_code(coded)
    publishers = {report.publication.publisher or report.publication.article for report in happening.reports}
    place = happening.place
    where = (place.name, place.latitude, place.longitude) if place else (None,) * 3
    urls = [report.publication.url for report in happening.reports if report.publication.url]
    for source, target in _pair(coded):
        yield (
            happening.id,
            *_list_days(happening),
            *_describe(source),
            *_describe(target),
            code,
            code[:3],
            code[:2],
            coded.quad,
            len(publishers),
            len(happening.reports),
            *where,
            urls[0] if urls else None,
            place.geonames if place else None,
            happening.status,
            happening.date.basis if happening.date else None,
        )


def _pair(coded: Coded) -> Iterator[tuple[Party | None, Party | None]]:
    """Give each actor with each recipient; where there is none, the actors with one another, if it was all of them."""
    if len(coded.actor) > 1 and not coded.recipient and not differ_in_actor(coded.happening):
        yield from combinations(coded.actor, 2)
    else:
        yield from product(coded.actor or (None,), coded.recipient or (None,))


def _list_days(happening: Happening) -> tuple[str | None, str | None, str | None]:
    """Give day, month and year, each only where it is known."""
    days = find_days(happening.date)
    if days is None:
        return None, None, None
    first, last = (day.isoformat().replace("-", "") for day in days)
    return (
        first if first == last else None,
        first[:6] if first[:6] == last[:6] else None,
        first[:4] if first[:4] == last[:4] else None,
    )


def _describe(party: Party | None) -> tuple[str | None, str | None, str | None, str | None]:
    """Give an actor's code, name, country and sector."""
    if party is None:
        return None, None, None, None
    sector = _SECTORS.get(party.sector or "", party.sector)
    return f"{party.country or ''}{sector or ''}" or None, party.name, party.country, sector
