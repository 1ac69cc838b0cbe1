"""Happenings leave as tables, records and timelines of others, never more precise than they are known."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, get_args

import pytest

from sayso.data import Event, EventDate, EventPlace, EventType, Happening, Party, Passage, Report, Size
from sayso.errors import SettingError
from sayso.show.events import FORMATS, write_happenings
from sayso.show.events.acled import COLUMNS as ACLED_COLUMNS
from sayso.show.events.acled import find_kind
from sayso.show.events.cameo import COLUMNS as CAMEO_COLUMNS
from sayso.show.events.csv import COLUMNS, REPORT_COLUMNS
from sayso.show.events.days import find_days
from sayso.show.events.label import label_deed
from sayso.show.events.reported import report_events
from tests.conftest import ROOT
from tests.show.events.made import LANTERN, MARSH, MAYOR, PARTIES, TARN, happenings, read_orsk

DOCUMENT = (ROOT / "docs" / "events.md").read_text(encoding="utf-8")
CIVILIAN = Party("k9", "nine miners", "group", None, "CVL")
HOSTILE = "=HYPERLINK(\"http://evil.example\")<script>alert('x')</script>\x1b[2J\u202e"


def write(format: str, made: Iterable[Happening]) -> str:
    out = io.BytesIO()
    write_happenings(made, out, format=format)
    return out.getvalue().decode("utf-8-sig")


def read_table(format: str, made: Iterable[Happening]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(write(format, made), newline="")))


def read_lines(format: str, made: Iterable[Happening]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in write(format, made).splitlines()]


def make(kind: EventType, *modes: str, **fields: Any) -> Happening:
    """Make a happening of one report, its parties and status the same in both."""
    event = Event("v1", kind, Passage(()), modes)
    same = {name: fields[name] for name in ("status", "date") if name in fields}
    report = Report(replace(event, **same), LANTERN, PARTIES)
    return Happening(**{"id": "h1", "event_type": kind, "modes": modes, "reports": (report,)} | fields)


def hostile() -> Happening:
    place = EventPlace(HOSTILE, country=HOSTILE)
    party = Party(HOSTILE, HOSTILE, "person", HOSTILE, HOSTILE)
    publication = replace(LANTERN, publisher=HOSTILE, title=HOSTILE, url=HOSTILE, path="\udcff.txt", published=HOSTILE)
    event = replace(happenings()[0].reports[0].event, actor=("e1",), place=place)
    report = Report(event, publication, {"e1": party, "e2": party})
    return replace(happenings()[0], actor=(party,), place=place, reports=(report,))


# All of them


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_written_whatever_is_not_known(format):
    bare = Happening("h1", "ASSAULT")
    assert write(format, [bare, *happenings(), *report_events([read_orsk()]), hostile()])
    write(format, [])


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_of_an_article_runs_where_a_file_is_opened(format):
    written = write(format, [hostile()])
    assert "\x1b" not in written
    if FORMATS[format].name in ("csv", "reports-csv", "cameo", "acled"):
        assert all(not cell.startswith(("=", "+", "@")) for row in csv.reader(io.StringIO(written)) for cell in row)
        assert "\u202e" not in written
    if format == "timelinejs":
        assert "<script" not in written


def test_a_format_that_there_is_not_is_told_with_those_that_there_are():
    with pytest.raises(SettingError, match="nosuch: no such format: choose one of csv, reports-csv, jsonl, plover"):
        write("nosuch", [])


@pytest.mark.parametrize(
    ("format", "left"),
    [("csv", 0), ("reports-csv", 0), ("jsonl", 0), ("plover", 1), ("cameo", 1), ("acled", 4), ("timelinejs", 3)],
)
def test_how_many_have_no_place_in_a_format_is_counted(format, left):
    made = (*happenings(), make("OTHER"))
    assert write_happenings(made, io.BytesIO(), format=format) == left


# Days


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("198", "1980-01-01", "1989-12-31"),
        ("19", "1900-01-01", "1999-12-31"),
    ],
)
def test_a_time_has_a_first_and_a_last_day(value, first, last):
    days = find_days(EventDate(value, "day", ""))
    assert days is not None
    assert tuple(day.isoformat() for day in days) == (first, last)


@pytest.mark.parametrize(
    "value", [None, "", "soon", "2024-13", "2024-02-30", "2024-00", "0000", "00", "2024-1", "２０２４"]
)
def test_what_is_no_date_has_no_days(value):
    assert find_days(EventDate(value, "day", "")) is None
    assert find_days(None) is None


# CSV and JSON lines


def test_a_table_has_a_row_for_each_happening_under_columns_that_stay():
    rows = read_table("csv", happenings())
    assert [row["id"] for row in rows] == ["h1", "h2", "h3", "h4"]
    assert list(rows[0]) == [column.name for column in COLUMNS]
    first = rows[0]
    assert (first["actor"], first["actor_id"], first["actor_sector"]) == (
        "The army of Tarn; the Marsh Front", "k1; k2", "MIL; REB",
    )  # fmt: skip
    assert (first["dead"], first["dead_bound"], first["sizes"]) == (
        "12",
        "at_least",
        "at least 12 dead; about 30 injured",
    )
    assert (first["date"], first["date_precision"], first["date_words"]) == ("2024-01-05", "day", "on Friday")
    assert (first["reports"], first["publishers"]) == ("2", "The Orsk Lantern; The Fen Post")
    assert (first["first_said"], first["last_said"]) == ("2024-01-09T08:00:00+01:00", "2024-01-11")
    assert (first["quad_class"], first["place_country"], first["latitude"]) == ("4", "TAR", "51.5")


def test_a_row_for_each_report_tells_what_that_article_makes_of_it():
    rows = read_table("reports-csv", happenings())
    assert list(rows[0]) == [column.name for column in (*COLUMNS, *REPORT_COLUMNS)]
    one, other = rows[0], rows[1]
    assert (one["id"], one["event"], other["id"], other["event"]) == ("h1", "v1", "h1", "v21")
    assert (one["date"], other["date"], one["dead"], other["dead"]) == ("2024-01-05", "2024-01-06", "12", "14")
    assert one["rivals"].startswith("who did it: the army of Tarn on Lise Ostrand's word, ")
    assert (other["words"], other["start"], other["end"]) == ("blast", "9", "14")
    assert other["context"] == "After the blast at the depot of Orsk the army o"
    assert rows[2]["on_whose_word"] == "threatened, on the Marsh Front's word"


def test_a_line_of_json_holds_all_of_a_happening():
    first = read_lines("jsonl", happenings())[0]
    assert list(first) == [*Happening.__dataclass_fields__, "schema"]
    assert first["schema"] == "sayso/1/happening"
    assert first["reports"][1]["event"]["trigger"]["spans"][0]["exact"] == "blast"
    assert first["reports"][0]["parties"]["e2"]["name"] == "The army of Tarn"
    assert first["size"]["dead"]["bound"] == "at_least"


def test_events_of_a_reading_are_happenings_of_one_report_with_those_concerned():
    first, *rest = report_events([read_orsk()])
    assert (first.id, [party.name for party in first.actor]) == ("v1", ["The army of Tarn", "the Marsh Front"])
    assert list(first.reports[0].parties) == ["e2", "e3", "e1"]
    assert first.reports[0].publication.title == "Drones hit depot at Orsk"
    assert [happening.id for happening in rest][:3] == ["v2", "v3", "v4"]


@pytest.mark.parametrize("column", [*COLUMNS, *REPORT_COLUMNS], ids=lambda column: column.name)
def test_every_column_is_documented(column):
    assert f"| `{column.name}` | {column.help} |" in DOCUMENT


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_documented(format):
    assert f"### {format.removeprefix('reports-')}\n" in DOCUMENT


@pytest.mark.parametrize("kind", get_args(EventType))
def test_the_words_for_every_type_are_documented(kind):
    assert f"| `{kind}` | {label_deed(kind, ())} |" in DOCUMENT


# PLOVER


def test_a_plover_record_has_the_fields_of_the_manual():
    record = read_lines("plover", happenings())[0]
    assert {name: record[name] for name in ("id", "date", "event", "mode", "quad_code", "dead", "injured")} == {
        "id": "h1", "date": "2024-01-05", "event": ["ASSAULT"], "mode": ["drone"], "quad_code": 4, "dead": 12,
        "injured": 30,
    }  # fmt: skip
    assert record["source"][0] == {
        "code": "TAR", "sector": "MIL", "actor_text": "The army of Tarn", "identifier_id": "k1",
    }  # fmt: skip
    assert record["event_loc"] == {
        "geonameid": 1520000, "name": "Orsk", "latitude": 51.5, "longitude": 7.25, "cc3": "TAR",
    }  # fmt: skip
    assert record["cite_info"]["publication"] == "The Orsk Lantern"
    assert [report["citation"] for report in record["reports"]] == ["t111111111111", "t222222222222"]
    assert record["event_text"] == ["struck", "blast"]
    assert record["source_disputed"] is True


def test_what_lasts_longer_than_a_day_has_a_first_and_a_last_one():
    (record,) = read_lines("plover", [happenings()[3]])
    assert (record["date"], record["enddate"], record["date_precision"]) == ("2024-06-01", "2024-06-30", "month")
    assert read_lines("plover", [make("ASSAULT")])[0]["date"] is None


def code(*made: Happening) -> list[tuple[object, ...]]:
    """Give type, modes, contexts, source and recipient of records."""
    return [
        (
            record["event"][0],
            record.get("mode", []),
            record.get("context", []),
            [party["identifier_id"] for party in record["source"]],
            [party["identifier_id"] for party in record.get("recipient", [])],
        )
        for record in read_lines("plover", made)
    ]


def spoken(
    kind: EventType, status: str, *modes: str, word: tuple[str, ...] = ("writer", "e1"), **fields: Any
) -> Happening:
    made = make(kind, *modes, status=status, **fields)
    report = made.reports[0]
    return replace(made, reports=(replace(report, event=replace(report.event, on_whose_word=word)),))


@pytest.mark.parametrize(
    ("made", "coded"),
    [
        (
            spoken("ASSAULT", "threatened", "drone", actor=(TARN,), recipient=(MARSH,)),
            ("THREATEN", ["violence"], [], ["k1"], ["k2"]),
        ),
        (spoken("ASSAULT", "threatened"), ("THREATEN", ["violence"], [], ["k3"], [])),
        (spoken("COERCE", "threatened", "arrest"), ("THREATEN", ["arrest"], [], ["k3"], [])),
        (spoken("SANCTION", "threatened", "expel"), ("THREATEN", ["expel"], [], ["k3"], [])),
        (spoken("MOBILIZE", "threatened", "troops"), ("THREATEN", [], [], ["k3"], [])),
        (spoken("THREATEN", "threatened", "violence", actor=(TARN,)), ("THREATEN", ["violence"], [], ["k1"], [])),
        (spoken("RETREAT", "requested", "withdraw", actor=(TARN,)), ("REQUEST", ["yield"], [], ["k3"], ["k1"])),
        (spoken("CONSULT", "requested", actor=(TARN,)), ("REQUEST", ["meet"], [], ["k3"], ["k1"])),
        (spoken("AID", "requested", recipient=(MARSH,)), ("REQUEST", ["assist"], [], ["k3"], ["k2"])),
        (spoken("SANCTION", "requested", word=("writer",)), ("REQUEST", ["change"], [], [], [])),
        (spoken("CONSULT", "planned", "visit", actor=(TARN,), recipient=(MARSH,)), ("AGREE", [], [], ["k1"], ["k2"])),
        (spoken("AID", "planned"), ("AGREE", [], [], ["k3"], [])),
        (spoken("RETREAT", "planned", "withdraw", actor=(TARN,)), ("CONCEDE", [], [], ["k1"], [])),
        (spoken("ASSAULT", "planned", actor=(TARN,)), ("ASSAULT", [], ["future"], ["k1"], [])),
        (spoken("ASSAULT", "hypothetical", actor=(TARN,)), ("ASSAULT", [], ["hypothetical"], ["k1"], [])),
        (spoken("ASSAULT", "denied", actor=(TARN,), historical=True), ("ASSAULT", [], ["historical"], ["k1"], [])),
        (spoken("ASSAULT", "claimed", "firearms"), ("ASSAULT", ["firearms"], [], [], [])),
    ],
)  # fmt: skip
def test_what_was_only_spoken_of_becomes_an_act_of_speech(made, coded):
    assert code(made) == [coded]


@pytest.mark.parametrize("made", [make("OTHER"), make("ASSAULT", status="negated"), spoken("OTHER", "planned")])
def test_what_plover_has_no_place_for_is_left_out(made):
    assert code(made) == []


def test_a_threat_is_coded_once_as_what_was_said_or_as_what_it_was_said_of():
    said, of = make("THREATEN", "violence", actor=(TARN,)), spoken("ASSAULT", "threatened", actor=(TARN,))
    for made in ((said, of), (of, said)):
        assert code(*made) == [("THREATEN", ["violence"], [], ["k1"], [])]
    elsewhere = replace(of, reports=(replace(of.reports[0], publication=replace(LANTERN, article="t9")),))
    assert len(code(said, elsewhere)) == 2
    assert len(code(said, said)) == 2
    assert len(code(said, replace(of, actor=(MARSH,)))) == 2


@pytest.mark.parametrize("kind", [kind for kind in get_args(EventType) if kind != "OTHER"])
def test_every_type_of_plover_has_a_quad_class_and_a_code_of_cameo(kind):
    (record,), (row,) = read_lines("plover", [make(kind)]), read_table("cameo", [make(kind)])
    assert record["quad_code"] == int(row["QuadClass"])
    assert len(row["EventRootCode"]) == 2
    assert row["EventCode"].startswith(row["EventBaseCode"])
    assert row["EventBaseCode"].startswith(row["EventRootCode"])


# CAMEO


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (make("AGREE"), "030"),
        (make("CONSULT", "phone"), "041"),
        (make("CONSULT", "visit"), "042"),
        (make("RETREAT", "release"), "0841"),
        (make("ACCUSE", "investigate"), "090"),
        (make("ACCUSE", "allege"), "112"),
        (make("THREATEN", "violence"), "138"),
        (make("PROTEST", "demo", "riot"), "145"),
        (make("SANCTION", "convict"), "116"),
        (make("MOBILIZE", "troops"), "154"),
        (make("COERCE", "arrest"), "173"),
        (make("ASSAULT", "targeted", "drone"), "186"),
        (make("ASSAULT", "drone"), "195"),
        (make("ASSAULT", "heavy-weapons"), "194"),
        (make("ASSAULT", "unconventional"), "204"),
        (make("ASSAULT", "suicide-attack", "explosives"), "1831"),
        (make("ASSAULT", "crowd-control"), "175"),
        (make("ASSAULT"), "180"),
        (make("ASSAULT", actor=(TARN,)), "190"),
        (make("ASSAULT", actor=(CIVILIAN,)), "180"),
        (spoken("RETREAT", "planned", "withdraw"), "035"),
        (spoken("ASSAULT", "threatened"), "138"),
    ],
)
def test_a_happening_has_the_code_of_cameo_that_its_modes_tell(made, code):
    (row,) = read_table("cameo", [made])
    assert row["EventCode"] == code


def test_a_cameo_row_has_the_columns_of_gdelt():
    (row,) = read_table(
        "cameo", [make("ASSAULT", "drone", actor=(TARN,), recipient=(CIVILIAN,), date=date("2024-01-05"))]
    )
    assert list(row) == list(CAMEO_COLUMNS)
    assert (row["Actor1Code"], row["Actor1CountryCode"], row["Actor2Code"]) == ("TARMIL", "TAR", "CVL")
    assert (row["Day"], row["MonthYear"], row["Year"]) == ("20240105", "202401", "2024")
    assert row["SOURCEURL"] == "https://lantern.example/orsk"


def date(value: str | None) -> EventDate:
    return EventDate(value, "day", "then")


@pytest.mark.parametrize(
    ("value", "days"),
    [("2024-01", ("", "202401", "2024")), ("2024", ("", "", "2024")), ("198", ("", "", "")), (None, ("", "", ""))],
)
def test_a_cameo_row_has_a_day_only_where_one_is_known(value, days):
    (row,) = read_table("cameo", [make("ASSAULT", date=date(value))])
    assert (row["Day"], row["MonthYear"], row["Year"]) == days


def test_compound_actors_come_apart_into_pairs():
    def pair(**parties: Any) -> list[tuple[str, str]]:
        return [(row["Actor1Name"], row["Actor2Name"]) for row in read_table("cameo", [make("CONSULT", **parties)])]

    assert pair(actor=(TARN, MARSH), recipient=(MAYOR,)) == [
        ("The army of Tarn", "Lise Ostrand"),
        ("the Marsh Front", "Lise Ostrand"),
    ]
    assert pair(actor=(TARN, MARSH, MAYOR)) == [
        ("The army of Tarn", "the Marsh Front"),
        ("The army of Tarn", "Lise Ostrand"),
        ("the Marsh Front", "Lise Ostrand"),
    ]
    assert pair(actor=(TARN,)) == [("The army of Tarn", "")]
    assert pair() == [("", "")]


def test_those_of_whom_one_or_the_other_did_it_did_nothing_to_each_other():
    rows = read_table("cameo", [happenings()[0]])
    assert [(row["Actor1Name"], row["Actor2Name"]) for row in rows] == [
        ("The army of Tarn", ""),
        ("the Marsh Front", ""),
    ]
    (row,) = read_table("acled", [happenings()[0]])
    assert (row["actor1"], row["actor2"]) == ("The army of Tarn; the Marsh Front", "")


def test_health_and_press_have_the_sectors_that_cameo_has_for_them():
    nurse, paper = Party("k7", "N", "person", "TAR", "MED"), Party("k8", "P", "person", None, "JRN")
    (row,) = read_table("cameo", [make("AID", actor=(nurse,), recipient=(paper,))])
    assert (row["Actor1Code"], row["Actor2Code"]) == ("TARHLH", "MED")


# ACLED


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (make("ASSAULT", "targeted", "drone"), "Air/drone strike"),
        (make("ASSAULT", "aerial"), "Air/drone strike"),
        (make("ASSAULT", "heavy-weapons"), "Shelling/artillery/missile attack"),
        (make("ASSAULT", "suicide-attack", "explosives"), "Suicide bomb"),
        (make("ASSAULT", "explosives"), "Remote explosive/landmine/IED"),
        (make("ASSAULT", "unconventional"), "Chemical weapon"),
        (make("ASSAULT", "sexual"), "Sexual violence"),
        (make("ASSAULT", "abduct"), "Abduction/forced disappearance"),
        (make("ASSAULT", "firearms", actor=(TARN, MARSH)), "Armed clash"),
        (make("ASSAULT", "firearms", actor=(TARN,), recipient=(MARSH,)), "Armed clash"),
        (make("ASSAULT", "firearms", actor=(TARN,), recipient=(CIVILIAN,)), "Attack"),
        (make("ASSAULT"), "Attack"),
        (make("ASSAULT", "beat", actor=(CIVILIAN,)), "Mob violence"),
        (make("ASSAULT", "destroy"), "Looting/property destruction"),
        (make("ASSAULT", "crowd-control", actor=(TARN,)), "Protest with intervention"),
        (make("ASSAULT", "crowd-control", size={"injured": Size(3.0)}), "Excessive force against protesters"),
        (make("PROTEST", "demo"), "Peaceful protest"),
        (make("PROTEST"), "Peaceful protest"),
        (make("PROTEST", "demo", size={"arrested": Size(3.0)}), "Protest with intervention"),
        (make("PROTEST", "riot"), "Violent demonstration"),
        (make("COERCE", "arrest"), "Arrests"),
        (make("RETREAT", "withdraw"), "Non-violent transfer of territory"),
        (make("RETREAT", "ceasefire"), "Agreement"),
        (make("MOBILIZE", "troops"), "Change to group/activity"),
    ],
)
def test_a_happening_has_the_sub_event_type_of_acled(made, kind):
    found = find_kind(made)
    assert found is not None
    assert found[1] == kind


def test_a_grenade_is_told_by_its_word():
    made = make("ASSAULT", "explosives")
    words = replace(happenings()[0].reports[1].event.trigger.spans[0], exact="Grenade blast")
    report = replace(made.reports[0], event=replace(made.reports[0].event, trigger=Passage((words,))))
    assert find_kind(replace(made, reports=(report,))) == ("Explosions/Remote violence", "Grenade")


@pytest.mark.parametrize(
    "made",
    [
        make("PROTEST", "strike"),
        make("CONSULT"),
        make("OTHER"),
        make("COERCE", "curfew"),
        make("ASSAULT", "drone", status="threatened"),
        make("ASSAULT", "drone", status="negated"),
        make("ASSAULT", "drone", status="planned"),
    ],
)
def test_what_acled_does_not_cover_or_nobody_says_happened_is_left_out(made):
    assert find_kind(made) is None


def test_an_acled_row_has_its_columns_and_codes():
    (row,) = read_table("acled", [replace(happenings()[0], actor=(TARN,), recipient=(CIVILIAN,))])
    assert list(row) == list(ACLED_COLUMNS)
    assert (row["event_date"], row["time_precision"], row["year"]) == ("2024-01-05", "1", "2024")
    assert (row["disorder_type"], row["event_type"]) == ("Political violence", "Explosions/Remote violence")
    assert (row["inter1"], row["inter2"], row["civilian_targeting"]) == ("1", "7", "Civilian targeting")
    assert (row["location"], row["geo_precision"], row["fatalities"]) == ("Orsk", "1", "12")
    assert (row["source"], row["notes"]) == ("The Orsk Lantern; The Fen Post", "struck; blast")


@pytest.mark.parametrize(
    ("when", "told"),
    [
        (EventDate("2024-01", "month", "then"), ("2024-01", "2024", "3")),
        (EventDate("2024-01", "week", "then"), ("2024-01", "2024", "2")),
        (EventDate("198", "decade", "then"), ("198", "", "3")),
        (None, ("", "", "")),
    ],
)
def test_an_acled_day_is_never_made_up(when, told):
    (row,) = read_table("acled", [make("ASSAULT", date=when)])
    assert (row["event_date"], row["year"], row["time_precision"]) == told


@pytest.mark.parametrize(
    ("made", "disorder", "inters"),
    [
        (make("PROTEST", "demo", actor=(CIVILIAN,), recipient=(TARN,)), "Demonstrations", ("6", "1")),
        (make("PROTEST", "riot", actor=(CIVILIAN,)), "Demonstrations", ("5", "")),
        (
            make("ASSAULT", "crowd-control", actor=(TARN,), size={"dead": Size(1.0)}),
            "Political violence; Demonstrations",
            ("1", ""),
        ),
        (make("COERCE", "arrest", actor=(MAYOR,)), "Strategic developments", ("1", "")),
        (make("ASSAULT", "beat", actor=(CIVILIAN,)), "Political violence", ("5", "")),
        (make("ASSAULT", "firearms", actor=(TARN, MARSH)), "Political violence", ("1", "2")),
    ],
)  # fmt: skip
def test_disorder_and_kinds_of_actors_are_those_of_acled(made, disorder, inters):
    (row,) = read_table("acled", [made])
    assert (row["disorder_type"], (row["inter1"], row["inter2"])) == (disorder, inters)


# TimelineJS


def test_a_timeline_has_a_slide_for_each_happening_whose_time_is_known():
    slides = json.loads(write("timelinejs", happenings()))["events"]
    assert [slide["unique_id"] for slide in slides] == ["h1", "h4"]
    first = slides[0]
    assert first["start_date"] == {"year": 2024, "month": 1, "day": 5}
    assert first["text"]["headline"] == "attack (by drone): the army of Tarn or the Marsh Front"
    assert "The Fen Post · said on 11 January 2024 · asserted by the writer" in first["text"]["text"]
    assert (first["group"], first["autolink"]) == ("attack", False)


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        (EventDate("2024-06", "month", "in June"), {"year": 2024, "month": 6}, None),
        (EventDate("2024", "year", "in 2024"), {"year": 2024}, None),
        (EventDate("2024", "season", "in spring"), {"year": 2024}, None),
        (EventDate("198", "decade", "in the 1980s"), {"year": 1980}, {"year": 1989}),
        (EventDate("19", "century", "then"), {"year": 1900}, {"year": 1999}),
    ],
)
def test_a_slide_is_never_more_precise_than_what_is_known(when, start, end):
    (slide,) = json.loads(write("timelinejs", [make("ASSAULT", date=when)]))["events"]
    assert (slide["start_date"], slide.get("end_date")) == (start, end)


def test_what_was_assumed_is_said_to_be_on_the_slide():
    when = EventDate("2024-01", "month", "", basis="assumed")
    (slide,) = json.loads(write("timelinejs", [make("ASSAULT", date=when)]))["events"]
    assert slide["display_date"] == "January 2024 (assumed: no words say when)"
