"""Happenings are listed with status, day and who reports them; what reports differ in stands side by side."""

from dataclasses import replace

import pytest

from sayso.data import Edit, EventDate, EventPlace, Happening, Party, Report, Size
from sayso.show.cells import count_cells
from sayso.show.events.contrasts import compare_reports, differ_in_actor, label_standing, name_sides
from sayso.show.events.listing import lay_out_happenings, lay_out_one, lay_out_report, lay_out_timeline
from sayso.show.lines import write_plain
from tests.show.events.made import ARMY, FRONT, LANTERN, MARSH, PARTIES, POST, TARN, happenings

LIST = """\
h1  attack (by drone): the army of Tarn or the Marsh Front
  asserted · 5 January 2024 (“on Friday”) · Orsk (TAR) · at least 12 dead ·
  about 30 injured
  when: 5 January 2024 (“on Friday”), says The Orsk Lantern; 6 January 2024 (“on
  Saturday”), says The Fen Post
  2 reports by 2 publishers · said 9 January 2024 to 11 January 2024

h2  coercion (seizure): the Marsh Front
  threatened, on the Marsh Front's word
  The Orsk Lantern · said 9 January 2024

h3  accusation (allegation): Lise Ostrand → the army of Tarn
  asserted · confirmed
  The Orsk Lantern · said 9 January 2024

h4  retreat (withdrawal): the army of Tarn
  planned, on its minister's word, through the Marsh Front · June 2024 (“by
  June”)
  The Orsk Lantern · said 9 January 2024
"""
ONE = """\
h1  attack (by drone): the army of Tarn or the Marsh Front
  asserted · 5 January 2024 (“on Friday”) · Orsk (TAR) · at least 12 dead ·
  about 30 injured
  when: 5 January 2024 (“on Friday”), says The Orsk Lantern; 6 January 2024 (“on
  Saturday”), says The Fen Post
  2 reports by 2 publishers · said 9 January 2024 to 11 January 2024

v1  The Orsk Lantern · said 9 January 2024, 08:00 +01:00 · Drones hit depot at
  Orsk
  asserted by the writer
  5 January 2024 (“on Friday”) · Orsk (TAR) · at least 12 dead · about 30
  injured
  who did it: the army of Tarn, on Lise Ostrand's word; the Marsh Front, on the
  army of Tarn's word
  Drones *struck* the fuel depot at Orsk on …
  article t111111111111

v21  The Fen Post · said 11 January 2024 · Fourteen dead at Orsk
  asserted by the writer
  6 January 2024 (“on Saturday”) · Orsk (TAR) · 14 dead
  After the *blast* at the depot of Orsk the army …
  article t222222222222
"""


def tell(*fields: dict[str, object]) -> Happening:
    """Make a happening of reports that differ in these fields of their events."""
    first = happenings()[0].reports[0]
    bare = replace(first.event, actor=(), date=None, place=None, size={}, accounts=())
    publications = (LANTERN, POST, replace(POST, publisher="The Dyke"))
    reports = [Report(replace(bare, **some), place, PARTIES) for some, place in zip(fields, publications, strict=False)]
    return replace(happenings()[0], reports=tuple(reports))


def differ(*fields: dict[str, object]) -> list[str]:
    lines = []
    for rivals in compare_reports(tell(*fields)):
        told = " / ".join(f"{value} ({who})" for value, who in rivals.values)
        short = told.replace("The Orsk Lantern", "O").replace("The Fen Post", "F").replace("The Dyke", "D")
        lines.append(f"{rivals.of}: {short}")
    return lines


def place(name: str, **fields: object) -> dict[str, object]:
    return {"place": EventPlace(name, **fields)}


def date(value: str | None, basis: str = "stated") -> dict[str, object]:
    return {"date": EventDate(value, "day", "", basis=basis)}


def dead(value: float, bound: str = "exact") -> dict[str, object]:
    return {"size": {"dead": Size(value, bound)}}


def test_a_list_shows_what_happened_on_whose_word_when_and_who_reports_it():
    assert write_plain(lay_out_happenings(happenings(), width=80)) == LIST


def test_one_is_shown_with_each_of_its_reports():
    assert write_plain(lay_out_one(happenings()[0], (), width=80)) == ONE


def test_what_it_answers_and_what_was_decided_of_it_is_shown():
    edit = Edit(3, "2024-01-12T08:00:00Z", "nora", "confirm", "h3", "status", "machine", "confirmed")
    shown = write_plain(lay_out_one(happenings()[2], (edit,), width=80)).splitlines()
    assert "  in answer to h1" in shown
    assert shown[-2].startswith("#3     2024-01-12T08:00:00Z  nora  confirm status of h3")


def test_an_event_is_shown_as_its_article_has_it():
    edit = Edit(3, "2024-01-12T08:00:00Z", "nora", "confirm", "v21", "status", "machine", "confirmed")
    report = happenings()[0].reports[1]
    report = replace(report, event=replace(report.event, historical=True, decision="confirmed"))
    assert write_plain(lay_out_report(report, (edit,), width=80)).splitlines()[:-2] == [
        "v21  attack (by drone): the army of Tarn",
        "  told as history · confirmed",
        "  The Fen Post · said 11 January 2024 · Fourteen dead at Orsk",
        "  asserted by the writer",
        "  6 January 2024 (“on Saturday”) · Orsk (TAR) · 14 dead",
        "  After the *blast* at the depot of Orsk the army …",
        "  article t222222222222",
        "",
    ]


def test_a_timeline_goes_by_the_days_and_months_on_which_it_happened():
    shown = write_plain(lay_out_timeline((happenings()[0], happenings()[3], *happenings()[1:3]), width=80)).splitlines()
    heads = [line for line in shown if line and not line.startswith((" ", "h"))]
    assert heads == ["5 January 2024", "June 2024", "When is not known"]
    assert "  asserted · “on Friday” · Orsk (TAR) · at least 12 dead · about 30 injured" in shown
    assert "  2 reports by 2 publishers · said 9 January 2024 to 11 January 2024" in shown


def test_in_a_timeline_what_was_assumed_stands_apart_from_what_is_known():
    known = replace(happenings()[1], date=EventDate("2024-01", "month", "in January"))
    assumed = replace(known, date=EventDate("2024-01", "month", "", basis="assumed"))
    lost = replace(known, date=EventDate("2024-01", "month", "then", basis="unresolved"))
    shown = write_plain(lay_out_timeline((known, assumed, lost), width=80)).splitlines()
    assert [line for line in shown if line and not line.startswith((" ", "h"))] == [
        "January 2024",
        "January 2024, assumed",
        "When is not known",
    ]


@pytest.mark.parametrize("width", [40, 57, 80, 100])
@pytest.mark.parametrize("lay_out", [lay_out_happenings, lay_out_timeline])
def test_no_line_is_wider_than_the_terminal(width, lay_out):
    lines = write_plain(lay_out(happenings(), width=width)).splitlines()
    assert max(map(count_cells, lines)) <= width


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ([date("2024-01-05"), date("2024-01-06")], "when: 5 January 2024 (says O) / 6 January 2024 (says F)"),
        ([place("Orsk"), place("Tarn")], "where: Orsk (says O) / Tarn (says F)"),
        ([dead(12), dead(14), dead(12)], "how many: 12 dead (says O and D) / 14 dead (says F)"),
        ([dead(12, "at_most"), dead(14, "about")], "how many: at most 12 dead (says O) / about 14 dead (says F)"),
        (
            [{"actor": (ARMY,)}, {"actor": (FRONT,)}],
            "who did it: The army of Tarn (says O) / the Marsh Front (says F)",
        ),
    ],
)  # fmt: skip
def test_what_reports_differ_in_stands_side_by_side(fields, told):
    assert differ(*fields) == [told]


@pytest.mark.parametrize(
    "fields",
    [
        [{}, {}],
        [date("2024-01-05"), {}, date("2024-01")],
        [date("2024-01-05"), date("2024-02", "assumed"), date(None, "unresolved")],
        [place("Orsk"), place("orsk")],
        [place("Orsk", geonames=7), place("Orsk town", geonames=7)],
        [place("Orsk", country="TAR"), place("Tarn", kind="country", country="TAR")],
        [dead(12, "at_least"), dead(14)],
        [dead(12), dead(14, "at_most")],
        [dead(12), {"size": {"injured": Size(30.0)}}],
        [{"actor": (ARMY,)}, {"actor": (ARMY, FRONT)}],
        [{"actor": (ARMY,)}, {}, {"actor": ("gone",)}],
    ],
)
def test_what_can_both_hold_is_no_difference(fields):
    assert differ(*fields) == []


def test_of_those_who_are_said_to_have_done_it_by_different_reports_one_or_the_other_has():
    assert name_sides(tell({"actor": (ARMY,)}, {"actor": (FRONT,)})) == "the army of Tarn or the Marsh Front"
    together = tell({"actor": (ARMY, FRONT)})
    assert name_sides(together) == "the army of Tarn and the Marsh Front"
    assert not differ_in_actor(together)
    assert name_sides(replace(together, actor=(TARN,), recipient=(MARSH,))) == "the army of Tarn → the Marsh Front"


def test_a_thousand_reports_do_not_take_long():
    first = happenings()[0].reports[0]
    many = replace(happenings()[0], reports=(first,) * 20_000)
    assert [rivals.of for rivals in compare_reports(many)] == []


def test_the_statuses_of_many_sources_are_cut_short():
    first = happenings()[1].reports[0]
    chains = (("writer", f"e{n}") for n in range(10, 19))
    reports = tuple(
        Report(
            replace(first.event, statuses=(replace(first.event.statuses[0], on_whose_word=chain),)),
            LANTERN,
            {chain[1]: Party(chain[1], f"Ada {chain[1]}", "person")},
        )
        for chain in chains
    )
    told = label_standing(replace(happenings()[1], reports=reports))
    assert told.startswith("threatened, on Ada e10's word; ")
    assert told.endswith("; 5 more")


def test_a_happening_without_reports_is_shown_by_what_it_is():
    bare = Happening("h9", "OTHER", status="claimed")
    assert write_plain(lay_out_happenings((bare,), width=80)) == "h9  other event: (nobody named)\n  claimed\n"


def test_no_escape_sequence_of_an_article_reaches_the_terminal():
    text = "\x1b[2J\x1b]0;owned\x07Mal\u202e"
    first = happenings()[0].reports[0]
    publication = replace(LANTERN, publisher=text, title=text, published=text)
    party = Party("k1", text, "person")
    hostile = replace(
        happenings()[0],
        modes=(text,),
        actor=(party,),
        place=EventPlace(text, country=text),
        date=EventDate(text, "day", text),
        reports=(Report(first.event, publication, {ARMY: party}), first),
    )
    for lay_out in (lay_out_happenings, lay_out_timeline):
        assert not {"\x1b", "\x07", "\u202e"} & set(write_plain(lay_out((hostile,), width=80)))
    assert not {"\x1b", "\x07", "\u202e"} & set(write_plain(lay_out_one(hostile, (), width=80)))
