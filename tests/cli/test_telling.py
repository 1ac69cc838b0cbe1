"""`sayso events` and `sayso timeline`: what the record is asked for, and how what it answers is printed.

The record is scripted: it answers with happenings made by hand, and keeps what it was asked.
"""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from sayso.cli import asking, telling
from sayso.data import EventQuery, Happening, Report
from tests.cli.made import misuse, run, tell
from tests.show.events.made import happenings


class Scripted:
    """A record that answers every query alike."""

    def __init__(self, found: tuple[Happening, ...]) -> None:
        self.found = found
        self.asked: list[tuple[str, EventQuery]] = []
        self.behind: str | None = None

    def events(self, query: EventQuery, *, before: str | None) -> Iterator[Happening]:
        self.asked.append(("events", query))
        self.behind = before
        yield from self.found

    def show(self, name: str) -> Happening | Report:
        return self.found[0] if name == "h1" else self.found[0].reports[1]

    def log(self, name: str) -> list[Any]:
        self.behind = name
        return []

    def timeline(self, query: EventQuery, *, after: str | None) -> Iterator[Happening]:
        self.asked.append(("timeline", query))
        self.behind = after
        yield from self.found


@pytest.fixture(autouse=True)
def record(monkeypatch) -> Scripted:
    scripted = Scripted(happenings())

    @contextmanager
    def open_record(path: Any) -> Iterator[Scripted]:
        yield scripted

    monkeypatch.setattr(telling, "open_record", open_record)
    monkeypatch.setattr(asking, "open_record", open_record)
    return scripted


def test_what_happened_is_listed_with_who_reports_it(record):
    shown = tell("events")
    assert shown[0] == "h1  attack (by drone): the army of Tarn or the Marsh Front"
    assert shown[-1] == "  The Orsk Lantern · said 9 January 2024"
    assert record.asked == [("events", EventQuery())]


def test_a_timeline_goes_by_days_and_says_when_it_was_said(record):
    shown = tell("timeline")
    assert shown[0] == "5 January 2024"
    assert "  2 reports by 2 publishers · said 9 January 2024 to 11 January 2024" in shown
    assert record.asked == [("timeline", EventQuery())]


@pytest.mark.parametrize("command", ["events", "timeline"])
def test_every_filter_reaches_the_record(record, command):
    tell(
        command, "oil", "depot", "--type", "assault", "--type", "COERCE", "--mode", "drone", "--actor", "Tarn",
        "--recipient", "Ostrand", "--place", "Orsk", "--since", "2024-01", "--until", "2024-02-03", "--said-since",
        "2024", "--said-until", "2025", "--status", "denied", "--publisher", "The Tide", "--article", "t1",
        "--historical", "--decision", "confirmed", "--old-versions", "--json",
    )  # fmt: skip
    assert record.asked == [
        (
            command,
            EventQuery(
                event_type=("ASSAULT", "COERCE"),
                mode=("drone",),
                actor="Tarn",
                recipient="Ostrand",
                place="Orsk",
                since="2024-01",
                until="2024-02-03",
                said_since="2024",
                said_until="2025",
                status=("denied",),
                publisher="The Tide",
                words="oil depot",
                article="t1",
                historical=True,
                decision=("confirmed",),
                replaced=True,
            ),
        )
    ]


def test_json_is_an_object_a_line():
    lines = [json.loads(line) for line in tell("events", "--json")]
    assert [line["id"] for line in lines] == ["h1", "h2", "h3", "h4"]
    assert tell("events", "--format", "jsonl") == tell("events", "--json")


def test_csv_is_a_row_a_happening_or_a_row_a_report():
    assert tell("events", "--csv") == tell("events", "-f", "csv")
    table = csv.DictReader(io.StringIO(run("timeline", "--csv", "--reports").stdout.removeprefix("\ufeff")))
    assert [row["event"] for row in table] == ["v1", "v21", "v9", "v2", "v5"]


@pytest.mark.parametrize(
    ("format", "left"),
    [
        ("plover", ""),
        ("cameo", ""),
        ("acled", "sayso: 3 events left out: of a kind that it does not cover\n"),
        ("timelinejs", "sayso: 2 events left out: with no day, month or year known\n"),
    ],
)
def test_what_has_no_place_in_a_format_is_counted_on_standard_error(format, left):
    result = run("events", "--format", format)
    assert (result.exit_code, result.stderr) == (0, left)
    assert result.stdout


def test_at_most_so_many_are_listed_and_it_is_said_that_there_are_more():
    result = run("events", "--limit", "2")
    assert [line[:2] for line in result.stdout.splitlines() if line.startswith("h")] == ["h1", "h2"]
    assert result.stderr == "sayso: there are more; go on with --after h2\n"
    assert run("events", "--limit", "4").stderr == ""


@pytest.mark.parametrize("command", ["events", "timeline"])
def test_one_can_go_on_behind_one(record, command):
    tell(command, "--after", "h2")
    assert record.behind == "h2"


def test_at_most_so_many_are_written():
    assert len(tell("events", "--json", "--limit", "2")) == 2


def test_a_list_ends_after_twenty_unless_told_and_a_timeline_does_not(record):
    record.found = happenings()[:1] * 30
    assert sum(line.startswith("h1") for line in tell("events")) == 20
    assert sum(line.startswith("h1") for line in tell("timeline")) == 30
    assert len(tell("events", "--json")) == 30


@pytest.mark.parametrize("command", ["events", "timeline"])
def test_nothing_found_is_said_and_no_failure(record, command):
    record.found = ()
    result = run(command)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "sayso: nothing found\n")
    assert tell(command, "--json") == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--type", "war"], "--type"),
        (["--status", "true"], "--status"),
        (["--since", "soon"], "--since: 'soon' is no date; give it as YYYY-MM-DD"),
        (["--said-until", "2024-13"], "--said-until: '2024-13' is no date"),
        (["--limit", "0"], "--limit"),
        (["--json", "--csv"], "--json and --csv would all print; choose one"),
        (["--json", "--format", "plover"], "--json and --format would all print; choose one"),
        (["--reports"], "--reports: only a table has a row for each report; add --csv"),
        (["--reports", "--json"], "--reports: only a table"),
        (["--format", "xlsx"], "--format"),
    ],
)
def test_wrong_usage_is_one_line(arguments, told):
    assert told in misuse("events", *arguments)


def test_a_happening_is_shown_with_its_reports_and_its_log(record):
    shown = tell("show", "h1")
    assert shown[0] == "h1  attack (by drone): the army of Tarn or the Marsh Front"
    assert sum(line.startswith("v") for line in shown) == 2
    assert record.behind == "h1"
    assert json.loads(tell("show", "h1", "--json")[0])["schema"] == "sayso/1/happening"
    assert tell("show", "h1", "--csv") == tell("events", "--csv", "--limit", "1")


def test_an_event_of_one_article_is_shown_as_that_has_it(record):
    assert tell("show", "v21")[0] == "v21  attack (by drone): the army of Tarn"
    assert record.behind == "v21"
    assert json.loads(tell("show", "v21", "--json")[0])["event"]["id"] == "v21"
    assert "v21,asserted by the writer" in tell("show", "v21", "--csv")[1]


def test_what_happened_cannot_be_cited():
    assert "only statements are cited" in misuse("show", "h1", "--cite", "text")
