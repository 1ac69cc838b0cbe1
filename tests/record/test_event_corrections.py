"""A person's correction of an event changes what it names and nothing else, is told in the log, and can be undone."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.data import Event, Happening, Report
from sayso.errors import EditError, UnknownIdError
from sayso.keeping import Record
from sayso.record.verify import verify
from tests.record.made import HARBOUR, RAID, RAID_AGAIN, Happened, Who, make_reading

SHELLED, SENT, SWORN = (event.id for event in RAID.events)
FIRED = RAID_AGAIN.events[0].id
WHO = {entity.name: entity.id for entity in RAID.entities}
REBELS, SOLDIERS = WHO["Rebels of the Free Movement"], WHO["two soldiers"]

FIELDS: dict[str, tuple[Any, Any]] = {
    "type": ("COERCE", "COERCE"),
    "modes": ("raid; drone", ("raid", "drone")),
    "status": ("claimed", "claimed"),
    "actor": ("the ministry", (WHO["the ministry"],)),
    "recipient": (f"Odo Brask; {SOLDIERS}", (WHO["Odo Brask"], SOLDIERS)),
    "date": ("2021-02-28", "2021-02-28"),
    "place": ("Ness", "Ness"),
}
"""For each field of an event a value to be given, and what is seen of it then."""
SAID = {
    "type": ("ASSAULT", "COERCE"), "modes": ("artillery", "raid; drone"), "status": ("denied", "claimed"),
    "actor": ("Rebels of the Free Movement (k1)", "the ministry (k3)"),
    "recipient": ("two soldiers (k2)", "Odo Brask (k4); two soldiers (k2)"),
    "date": ("2021-03-01", "2021-02-28"), "place": ("Tarn", "Ness"),
}  # fmt: skip


@pytest.fixture
def record(tmp_path) -> Iterator[Record]:
    with Record(tmp_path / "a.sayso") as opened:
        for reading in (RAID, HARBOUR, RAID_AGAIN):
            opened.add(reading)
        yield opened
        assert [str(fault) for fault in verify(opened.connection)] == []


def event(record: Record, own: str = SHELLED) -> Event:
    shown = record.show(own)
    assert isinstance(shown, Report)
    return shown.event


def see(record: Record, field: str, own: str = SHELLED) -> Any:
    """Give what is seen of a field of an event."""
    value = getattr(event(record, own), "event_type" if field == "type" else field)
    if value is None or field not in ("date", "place"):
        return value
    return value.value if field == "date" else value.name


def show_all(record: Record) -> list[Happening]:
    return list(record.events(historical=True, decision=("machine", "confirmed", "corrected", "rejected")))


# What a correction changes.


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_of_an_event_is_what_it_was_corrected_to_and_nothing_else_is(record, field):
    before = event(record)
    given, seen = FIELDS[field]
    record.correct(SHELLED, field, given, by="Vera")
    assert see(record, field) == seen
    name = "event_type" if field == "type" else field
    assert replace(event(record), decision="machine", **{name: getattr(before, name)}) == before
    assert event(record).decision == "corrected"
    assert event(record, SENT) == RAID.events[1]


@pytest.mark.parametrize("field", FIELDS)
def test_what_happened_is_what_its_corrected_report_says(record, field):
    record.correct(SHELLED, field, FIELDS[field][0], by="Vera")
    found = record.happening(SHELLED)
    assert found.decision == "corrected"
    if field == "type":
        assert record.count_events(event_type=("COERCE",)) == 1
    elif field == "status":
        assert [one.id for one in record.events(status=("claimed",))] == [found.id]
    elif field == "date":
        assert [one.id for one in record.events(until="2021-02-28")] == [found.id]
    elif field == "place":
        assert record.happening(SENT).id in [one.id for one in record.events(place="Ness")]
        assert found.id in [one.id for one in record.events(place="Ness")]


@pytest.mark.parametrize("field", FIELDS)
def test_a_correction_is_undone_exactly(record, field):
    before = show_all(record)
    edit = record.correct(SHELLED, field, FIELDS[field][0], by="Vera")
    assert show_all(record) != before
    record.undo(edit.number, by="Wim")
    assert show_all(record) == before


@pytest.mark.parametrize("field", FIELDS)
def test_the_log_says_from_what_to_what_in_words(record, field):
    edit = record.correct(SHELLED, field, FIELDS[field][0], by="Vera", why="it says so")
    assert (edit.was, edit.now) == SAID[field]
    undone = record.undo(edit.number, by="Wim")
    assert (undone.was, undone.now) == SAID[field][::-1]
    assert [line.action for line in record.log(SHELLED)] == ["undo", "correct"]


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_so_already_is_not_corrected(record, field):
    given = FIELDS[field][0]
    record.correct(SHELLED, field, given, by="Vera")
    with pytest.raises(EditError, match="already; nothing was changed"):
        record.correct(SHELLED, field, given, by="Vera")


@pytest.mark.parametrize("field", ["actor", "recipient", "date", "place", "modes"])
@pytest.mark.parametrize("empty", ["", "nothing", None])
def test_what_need_not_be_known_may_be_taken_away(record, field, empty):
    edit = record.correct(SHELLED, field, empty, by="Vera")
    assert see(record, field) in (None, ())
    assert edit.now == "nothing"
    record.undo(edit.number, by="Vera")
    assert replace(event(record), decision="machine") == RAID.events[0]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("type", "ATTACK"), ("type", ""), ("type", None), ("status", "true"), ("status", None), ("date", "1 March"),
        ("date", "2021-13"), ("date", "2021-02-30x"), ("place", "99"), ("confidence", 1), ("trigger", "shelled"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_changed(record, field, value):
    before = show_all(record)
    with pytest.raises(EditError):
        record.correct(SHELLED, field, value, by="Vera")
    assert show_all(record) == before
    assert record.log(SHELLED) == []


def test_who_is_nobody_is_refused(record):
    with pytest.raises(UnknownIdError):
        record.correct(SHELLED, "actor", "Gwen Orme", by="Vera")


def test_somebody_whom_the_article_does_not_mention_is_brought_in(record):
    edit = record.correct(SHELLED, "actor", "the Harbour Board", by="Vera")
    shown = record.show(SHELLED)
    assert isinstance(shown, Report)
    assert [shown.parties[own].name for own in shown.event.actor] == ["the Harbour Board"]
    assert "the Harbour Board" in [one.name for one in record.load_reading(1).entities]
    assert [one.id for one in record.events(actor="Harbour Board")] == ["h1"]
    record.undo(edit.number, by="Vera")
    assert "the Harbour Board" not in [one.name for one in record.load_reading(1).entities]


def test_the_words_for_a_date_stay_and_what_was_assumed_is_stated(record):
    record.correct(SHELLED, "date", "2021-02", by="Vera")
    found = event(record).date
    assert found is not None
    assert (found.value, found.precision, found.phrase, found.basis) == ("2021-02", "month", "on Monday", "relative")
    record.correct(SENT, "date", "2021-03-02", by="Vera")
    found = event(record, SENT).date
    assert found is not None
    assert (found.precision, found.phrase, found.basis) == ("day", "", "stated")


def test_a_place_is_had_by_its_id_and_its_words_are_found_in_the_article(record):
    record.correct(SENT, "place", "3170147", by="Vera")
    found = event(record, SENT).place
    assert found is not None
    assert (found.name, found.geonames, [span.exact for span in found.spans]) == ("Tarn", 3170147, ["Tarn"])


def test_a_correction_that_was_changed_again_is_not_undone_before_that(record):
    first = record.correct(SHELLED, "type", "COERCE", by="Vera")
    second = record.correct(SHELLED, "type", "PROTEST", by="Vera")
    with pytest.raises(EditError, match=f"undo #{second.number} first"):
        record.undo(first.number, by="Vera")


def test_a_confirmation_does_not_stand_before_a_correction_of_what_a_source_makes_of_it(record):
    first = record.correct(SHELLED, "status", "claimed", by="Vera")
    record.confirm(SHELLED, by="Vera")
    record.undo(first.number, by="Vera")
    assert (event(record).status, event(record).decision) == ("denied", "confirmed")


# Confirmed and rejected.


def test_a_confirmed_event_says_so_and_so_does_what_happened(record):
    record.confirm(SHELLED, by="Vera")
    assert (event(record).decision, record.happening(SHELLED).decision) == ("confirmed", "confirmed")
    assert [one.id for one in record.events(decision=("confirmed",))] == ["h1"]


def test_a_rejected_event_is_left_out_unless_it_is_asked_for(record):
    edit = record.reject(SHELLED, by="Vera")
    assert "h1" not in [one.id for one in record.events()]
    assert [one.id for one in record.events(decision=("rejected",))] == ["h1"]
    assert record.happening("h1").decision == "rejected"
    assert record.count().events == record.count_events(historical=True) == 3
    record.undo(edit.number, by="Vera")
    assert "h1" in [one.id for one in record.events()]


@pytest.mark.parametrize("action", ["confirm", "reject"])
def test_what_happened_is_decided_on_as_a_whole(record, action):
    edit = getattr(record, action)("h1", by="Vera")
    assert (edit.object, edit.field, edit.was) == ("h1", "decision", "machine")
    assert record.happening("h1").decision == edit.now == {"confirm": "confirmed", "reject": "rejected"}[action]
    assert event(record).decision == "machine"
    assert ("h1" in [one.id for one in record.events()]) == (action == "confirm")
    assert [one.id for one in record.events(decision=(edit.now,))] == ["h1"]
    record.undo(edit.number, by="Vera")
    assert record.happening("h1").decision == "machine"


def test_a_rejected_article_tells_of_no_event(record):
    record.reject(RAID.article.id, by="Vera")
    assert [one.id for one in record.events(historical=True)] == ["h4"]


def test_nothing_of_what_happened_is_corrected_as_a_whole(record):
    with pytest.raises(EditError, match="nothing of it can be corrected"):
        record.correct("h1", "type", "COERCE", by="Vera")


def test_a_corrected_event_is_compared_as_it_is_now(record):
    record.correct(SHELLED, "date", "2021-02-28", by="Vera")
    assert record.fetch_known_events(["h1"])["h1"].dates == ("2021-02-28",)
    record.correct(SHELLED, "actor", "the ministry", by="Vera")
    assert record.fetch_known_events(["h1"])["h1"].actor == ("k3",)


# Merged and split.


def home(record: Record, own: str) -> str:
    return record.happening(own).id


def test_two_that_a_person_takes_for_one_are_one_with_both_reports(record):
    edit = record.merge("h4", "h1", by="Vera", why="the same raid")
    assert (edit.object, edit.was, edit.now) == ("h1", "“shelled” (h1) and “fired” (h4)", "one, h1")
    found = record.happening("h1")
    assert [one.event.id for one in found.reports] == [SHELLED, FIRED]
    assert found.status == "asserted"
    assert record.happening("h4").id == home(record, FIRED) == "h1"
    assert record.count_events() == 2
    assert [line.number for line in record.log("h4")] == [edit.number]


def test_a_merge_is_undone_exactly(record):
    before = show_all(record)
    edit = record.merge("h1", FIRED, by="Vera")
    undone = record.undo(edit.number, by="Vera")
    assert show_all(record) == before
    assert (undone.was, undone.now) == ("one, h1", "“shelled” (h1) and “fired” (h4)")


def test_a_split_parts_the_reports_that_are_named_and_is_undone_exactly(record):
    record.merge("h1", "h4", by="Vera")
    before = show_all(record)
    edit = record.split("h1", [RAID_AGAIN.article.id], by="Vera")
    assert [one.event.id for one in record.happening("h1").reports] == [SHELLED]
    assert home(record, FIRED) == "h4"
    assert (edit.was, edit.now) == ("“shelled” (h1)", "“shelled” (h1) and “fired” (h4)")
    record.undo(edit.number, by="Vera")
    assert show_all(record) == before


def test_what_the_program_joined_is_split_into_something_new_and_stays_so(record):
    twin = make_reading(
        "Rebels of the Free Movement fired at three soldiers in Tarn on 1 March.",
        who=(Who("Rebels of the Free Movement", "group"), Who("three soldiers", "group")),
        happened=(
            Happened("fired", actor=("Rebels of the Free Movement",), recipient=("three soldiers",),
                     date=("2021-03-01", "1 March"), place=("Tarn", 3170147)),
        ),
        published="2021-03-04",
    )  # fmt: skip
    record.add(twin)
    if home(record, twin.events[0].id) != home(record, FIRED):
        record.merge(home(record, twin.events[0].id), home(record, FIRED), by="Vera")
    edit = record.split("h4", [twin.events[0].id], by="Vera")
    assert home(record, twin.events[0].id) not in ("h4", home(record, FIRED))
    record.undo(edit.number, by="Vera")
    assert home(record, twin.events[0].id) == "h4"


def test_a_judgement_of_the_program_is_withdrawn_by_its_id(tmp_path):
    readings = [
        make_reading(
            f"Ada Lund struck Odo Brask on 4 May, report {n} says.", who=(Who("Ada Lund"), Who("Odo Brask")),
            happened=(Happened("struck", actor=("Ada Lund",), recipient=("Odo Brask",), date=("2021-05-04", "4 May")),),
            published="2021-05-05",
        )
        for n in range(2)
    ]  # fmt: skip
    with Record(tmp_path / "b.sayso") as record:
        for reading in readings:
            record.add(reading)
        ((judgement,),) = record.connection.execute("SELECT id FROM event_judgements")
        edit = record.undo(judgement, by="Vera")
        assert record.count_events() == 2
        record.undo(edit.number, by="Vera")
        assert record.count_events() == 1
        assert isinstance(record.show(judgement), Happening)
        assert list(verify(record.connection)) == []


def test_a_preview_says_that_two_events_were_on_different_days(record):
    (history,) = record.events(historical=True, words="sworn")
    doubts = record.preview_merge("h1", history.id).doubts
    assert "one was on 2021-03-01, the other between 1999-01-01 and 1999-12-31" in doubts


def test_a_preview_says_what_tells_against_a_merge(record):
    assert record.preview_merge("h1", "h2").doubts == (
        "1 of their articles reports both, as two", "one is an ASSAULT, the other a MOBILIZE",
    )  # fmt: skip
    assert record.preview_merge("h1", "h4").names == ("“shelled” (h1)", "“fired” (h4)")


@pytest.mark.parametrize("pair", [("h1", "h1"), ("h1", SHELLED), ("h1", "k1"), ("k1", "h1")])
def test_what_cannot_be_one_is_refused(record, pair):
    with pytest.raises(EditError):
        record.merge(*pair, by="Vera")


@pytest.mark.parametrize("member", [FIRED, RAID.article.id, "k1"])
def test_only_reports_of_what_happened_and_not_all_of_them_are_split_off(record, member):
    with pytest.raises(EditError):
        record.split("h1", [member], by="Vera")


def test_nothing_is_decided_on_what_was_merged_into_another(record):
    record.merge("h1", "h4", by="Vera")
    with pytest.raises(EditError, match="was merged into another"):
        record.confirm("h4", by="Vera")


def test_what_somebody_did_is_looked_up_by_who_they_are_when_they_were_merged(record):
    one, other = record.find_known("two soldiers"), record.find_known("three soldiers")
    command = "SELECT count(*) FROM event_key WHERE known_event_id = 4"
    before = record.connection.execute(command).fetchone()[0]
    record.merge(f"k{one}", f"k{other}", by="Vera")
    assert record.connection.execute(command).fetchone()[0] > before
    assert record.fetch_known_events(["h4"])["h4"].recipient == (f"k{one}",)


def test_a_day_of_publication_that_is_corrected_is_compared_as_it_is_now(record):
    record.merge("h1", "h4", by="Vera")
    record.correct(RAID_AGAIN.article.id, "published", "2021-04-01", by="Vera")
    assert record.fetch_known_events(["h1"])["h1"].last == "2021-04-01"


# One after another.

TWINS = [
    make_reading(
        f"Ada Lund struck Odo Brask on 4 May, and report {n} says that Jory Pell fled.",
        who=(Who("Ada Lund"), Who("Odo Brask"), Who("Jory Pell")),
        happened=(
            Happened("struck", actor=("Ada Lund",), recipient=("Odo Brask",), date=("2021-05-04", "4 May")),
            Happened("fled", "RETREAT", ("Jory Pell",), answers=(0,)),
        ),
        published=f"2021-05-0{5 + n % 3}",
    )
    for n in range(4)
]
DOINGS = st.sampled_from(["correct", "confirm", "reject", "merge", "split", "undo"])


def do_something(record: Record, doing: str, data: st.DataObject) -> None:
    """Do something that a person may do to some event; it may be refused."""
    events = [event.id for reading in record.readings() for event in reading.events]
    known = [one.id for one in record.events(decision=("machine", "confirmed", "corrected", "rejected"))]
    one, other = data.draw(st.sampled_from(events)), data.draw(st.sampled_from(known))
    if doing == "correct":
        field = data.draw(st.sampled_from(sorted(FIELDS)))
        given = {"actor": "Jory Pell", "recipient": "Ada Lund; Odo Brask"}.get(field, FIELDS[field][0])
        record.correct(one, field, data.draw(st.sampled_from([given, ""])), by="Vera")
    elif doing == "merge":
        record.merge(one, other, by="Vera")
    elif doing == "split":
        record.split(other, [one], by="Vera")
    elif doing == "undo":
        record.undo(data.draw(st.integers(1, 12)), by="Vera")
    else:
        getattr(record, doing)(data.draw(st.sampled_from([one, other])), by="Vera")


@given(st.lists(DOINGS, min_size=1, max_size=8), st.data())
@settings(max_examples=60)
def test_a_record_is_sound_whatever_persons_do_and_as_before_when_all_is_undone(doings, data):
    with TemporaryDirectory() as folder, Record(Path(folder) / "odd.sayso") as record:
        for reading in TWINS:
            record.add(reading)
        before = show_all(record)
        for doing in doings:
            with suppress(EditError, UnknownIdError):
                do_something(record, doing, data)
            assert [str(fault) for fault in verify(record.connection)] == []
        for edit in record.log(limit=-1):
            if edit.action != "undo" and edit.undone_by is None:
                record.undo(edit.number, by="Wim")
        assert show_all(record) == before
        assert [str(fault) for fault in verify(record.connection)] == []
