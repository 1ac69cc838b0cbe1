"""Happenings in, PLOVER records out, a JSON object a line.

The names of the fields are those of the PLOVER manual, "JSON Data Fields" (openeventdata/PLOVER, PLOVER_MANUAL.tex,
draft 0.8), which also asks for a line each. Types, modes and `quad_code` are those of PLOVER 2.0. Providers may add
fields: ours are `date_precision`, `date_basis`, `source_disputed`, `status`, `decision`, `size` and `reports`.
"""

from collections.abc import Iterable
from typing import IO, Any, Final

from sayso.data import EventDate, EventPlace, Happening, Party, Report, Size
from sayso.show.events.contrasts import differ_in_actor
from sayso.show.events.days import find_days
from sayso.show.events.reduced import Coded, reduce_happenings
from sayso.show.events.tally import count_sizes
from sayso.show.export.encode import drop_none, encode_json

_SIZES: Final = ("dead", "injured", "arrested")
"""Those that the manual has names for."""


def write_plover(happenings: Iterable[Happening], out: IO[bytes]) -> int:
    """Write a record for each happening, in the reduced coding; give how many were left out."""
    left = 0
    for coded in reduce_happenings(happenings):
        if coded is None:
            left += 1
        else:
            out.write(encode_json(make_record(coded)) + b"\n")
    return left


def make_record(coded: Coded) -> dict[str, Any]:
    """Make the record of a happening; what is not known is left out, but what PLOVER requires."""
    happening, reports = coded.happening, coded.happening.reports
    record: dict[str, Any] = {"id": happening.id, **_make_dates(happening.date)}
    record |= {"source": [_make_actor(party) for party in coded.actor], "event": [coded.event_type]}
    record |= {"quad_code": coded.quad, "status": happening.status, "decision": happening.decision, "coder": "sayso"}
    sizes = count_sizes(happening.size)
    return record | drop_none({
        "recipient": [_make_actor(party) for party in coded.recipient],
        "event_loc": _make_place(happening.place) if happening.place else None,
        "source_disputed": differ_in_actor(happening) or None,
        "event_text": list(dict.fromkeys(report.event.trigger.text for report in reports)),
        "mode": coded.modes,
        "context": coded.contexts,
        **{what: sizes.get(what) for what in _SIZES},
        "size": [_make_size(what, size) for what, size in happening.size.items()],
        "link": happening.answers,
        "cite_info": _cite(reports[0]) if reports else None,
        "reports": [{"id": one.event.id, "status": one.event.status, **_cite(one)} for one in reports],
    })  # fmt: skip


def _make_dates(date: EventDate | None) -> dict[str, Any]:
    """Give the day, or where only a longer time is known its first and last day, and how precise that is."""
    days = find_days(date)
    if date is None or days is None:
        return {"date": None}
    first, last = (day.isoformat() for day in days)
    return {"date": first} | ({"enddate": last} if first != last else {}) | {
        "date_precision": date.precision, "date_basis": date.basis,
    }  # fmt: skip


def _make_actor(party: Party) -> dict[str, Any]:
    return drop_none(
        {"code": party.country, "sector": party.sector, "actor_text": party.name, "identifier_id": party.id}
    )


def _make_place(place: EventPlace) -> dict[str, Any]:
    """Make a location by the names of GeoNames, with the manual's `cc3` beside them."""
    return drop_none({
        "geonameid": place.geonames, "name": place.name, "latitude": place.latitude, "longitude": place.longitude,
        "cc3": place.country,
    })  # fmt: skip


def _make_size(what: str, size: Size) -> dict[str, Any]:
    return drop_none({"what": what, "value": size.value, "bound": size.bound, "unit": size.unit})


def _cite(report: Report) -> dict[str, Any]:
    article = report.publication
    return drop_none({
        "citation": article.article, "url": article.url, "title": article.title, "language": article.language,
        "publication": article.publisher, "published": article.published,
    })  # fmt: skip
