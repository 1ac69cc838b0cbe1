"""Known events in, what happened as the record tells it out: every report, and what they make of it together."""

import json
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from sqlite3 import Connection
from typing import Any, Final, NamedTuple

from sayso.data import Event, Happening, Party, Report, Size, Status
from sayso.record.events import READ, Parts, list_entities, make_event
from sayso.record.here import Here
from sayso.record.known_events import name_known_event
from sayso.record.load import KEPT
from sayso.record.summing import Told, choose_place, choose_size, sum_up

CHUNK: Final = 100
"""Known events that are fetched at once."""
_REPORTS: Final = (
    f"SELECT {READ}, v.known_event_id, h.decision, a.replaced_by IS NOT NULL, a.decision IS 'rejected' "
    "OR v.decision IS 'rejected' FROM json_each(?) AS n "
    "CROSS JOIN known_event AS h ON h.known_event_id = n.value "
    "CROSS JOIN event AS v ON v.known_event_id = h.known_event_id "
    "CROSS JOIN article AS a ON a.article_id = v.article_id LEFT JOIN place AS l ON l.place_id = v.place_id "
    "ORDER BY n.key, a.published IS NULL, a.published, v.event_id"
)


class Row(NamedTuple):
    """A report before it is loaded: its event's row, whose it is, and why it does not count, if it does not."""

    event: Sequence[Any]
    known: int
    decision: Status | None
    replaced: bool
    rejected: bool


class Teller:
    """Tells what happened; what surrounds the events of one article is fetched once.

    Of reports those that count are given, and, where they are asked for, those of replaced articles and rejected ones.
    """

    def __init__(self, connection: Connection, *, replaced: bool = False, rejected: bool = False) -> None:
        self._connection, self._replaced, self._rejected = connection, replaced, rejected
        self._here: OrderedDict[int, Here] = OrderedDict()
        self._people: dict[int, Party] = {}

    def tell(self, known: Iterable[int]) -> Iterator[Happening]:
        """Tell of known events by their rows, in the order given; those that no article reports are passed over."""
        waiting = iter(known)
        while some := list(islice(waiting, CHUNK)):
            rows = [_make_row(row) for row in self._connection.execute(_REPORTS, (json.dumps(some),))]
            chosen = [row for _, own in groupby(rows, key=lambda row: row.known) for row in self._choose(list(own))]
            parts = Parts(self._connection, [row.event[0] for row in chosen])
            for _, own in groupby(chosen, key=lambda row: row.known):
                yield self._make(list(own), parts)

    def report(self, event_id: int) -> Report:
        """Give an event as its article has it."""
        command = f"SELECT {READ} FROM event AS v LEFT JOIN place AS l ON l.place_id = v.place_id WHERE v.event_id = ?"
        row = self._connection.execute(command, (event_id,)).fetchone()
        return self._make_report(row, Parts(self._connection, [event_id]))

    def _choose(self, rows: list[Row]) -> list[Row]:
        """Choose the reports that are given: all, where none of them counts."""
        asked = [row for row in rows if row.replaced <= self._replaced and row.rejected <= self._rejected]
        return asked or [row for row in rows if _counts(row)] or rows

    def _make(self, rows: Sequence[Row], parts: Parts) -> Happening:
        reports = [self._make_report(row.event, parts) for row in rows]
        counting = [one for one, row in zip(reports, rows, strict=True) if _counts(row)] or reports
        events = [report.event for report in counting]
        found = sum_up([_tell(event) for event in events])
        known, decision = rows[0].known, rows[0].decision
        return Happening(
            name_known_event(known),
            found.event_type,
            found.modes,
            _list_parties(counting, [event.actor for event in events]),
            _list_parties(counting, [event.recipient for event in events]),
            None if found.date is None else events[found.date].date,
            choose_place([event.place for event in events]),
            _choose_sizes(events),
            found.status,
            found.historical,
            tuple(_list_answers(rows, parts)),
            tuple(reports),
            decision or _sum_decisions([report.event.decision for report in reports]),
        )

    def _make_report(self, row: Sequence[Any], parts: Parts) -> Report:
        here = self._meet(row[1])
        parties = {here.name(one): here.party(one) for one in list_entities(row, parts)}
        return Report(make_event(row, parts, here), here.publication, parties)

    def _meet(self, article_id: int) -> Here:
        if article_id not in self._here:
            self._here[article_id] = Here(self._connection, article_id, self._people)
            if len(self._here) > KEPT:
                self._here.popitem(last=False)
        return self._here[article_id]


def _make_row(row: Sequence[Any]) -> Row:
    known, decision, replaced, rejected = row[-4:]
    return Row(row[:-4], known, decision, bool(replaced), bool(rejected))


def _counts(row: Row) -> bool:
    return not row.replaced and not row.rejected


def _tell(event: Event) -> Told:
    stated = event.status == "denied" and any(one.status in ("claimed", "asserted") for one in event.statuses)
    return Told(event.event_type, event.modes, event.status, stated, event.historical, event.date)


def _list_parties(reports: Iterable[Report], named: Iterable[Sequence[str]]) -> tuple[Party, ...]:
    """List who is named, those whom most reports name first."""
    counts = Counter[Party]()
    for report, ids in zip(reports, named, strict=True):
        counts.update(list(dict.fromkeys(report.parties[own] for own in ids)))
    return tuple(party for party, _ in counts.most_common())


def _choose_sizes(events: Iterable[Event]) -> dict[str, Size]:
    sizes: dict[str, list[Size]] = {}
    for event in events:
        for what, size in event.size.items():
            sizes.setdefault(what, []).append(size)
    return {what: choose_size(given) for what, given in sizes.items()}


def _list_answers(rows: Sequence[Row], parts: Parts) -> Iterable[str]:
    answered = (known for row in rows for _, known in parts.answers.get(row.event[0], ()))
    return dict.fromkeys(name_known_event(known) for known in answered if known != rows[0].known)


def _sum_decisions(decisions: Sequence[Status]) -> Status:
    """Sum up what was decided of the reports of a happening, on which itself nobody has decided."""
    if all(decision == "rejected" for decision in decisions):
        return "rejected"
    return next((told for told in ("corrected", "confirmed") if told in decisions), "machine")


def fetch_happening(connection: Connection, known_event_id: int) -> Happening:
    """Fetch what happened, with all of its reports, those that do not count as well."""
    return next(Teller(connection, replaced=True, rejected=True).tell([known_event_id]))
