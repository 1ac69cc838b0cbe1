"""An article is read again: its events are those of the new reading, but for what a person decided."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.data import Event, Happening, Provenance, Reading, Report
from sayso.keeping import Record
from sayso.record import compare_events
from sayso.record.verify import verify
from sayso.show.differences import encode_difference, lay_out_differences
from tests.record.made import HARBOUR, RAID, RAID_AGAIN, Happened, Said, Who, make_reading

TEXT = (
    "Ada Lund struck Odo Brask on 4 May. She hit him twice, the board said. Odo Brask fled. Jory Pell marched on Tarn. "
    "Snow fell."
)
FIELDS = {"published": "2021-05-05", "publisher": "The Tarn Courier"}
LUND, BRASK, PELL = Who("Ada Lund", others=("She",)), Who("Odo Brask", others=("him",)), Who("Jory Pell")
BOARD = Who("the board", "organisation")
ALL = (LUND, BRASK, PELL, BOARD)
TOLD = Said("She hit him twice", "the board", "the board")
STRUCK = Happened(
    "struck", actor=("Ada Lund",), recipient=("Odo Brask",), others=("hit",), date=("2021-05-04", "4 May"),
    statuses=(("asserted", "writer", None), ("claimed", "the board", 0)),
)  # fmt: skip
FLED = Happened("fled", "RETREAT", ("Odo Brask",), answers=(0,))
MARCHED = Happened("marched", "PROTEST", ("Jory Pell",), place=("Tarn", 7))


def read(*happened: Happened, who=ALL, said=(TOLD,), run: str = "rnext") -> Reading:
    reading = make_reading(TEXT, who=who, said=said, happened=happened, **FIELDS)
    return replace(reading, provenance=Provenance("sha256:1", run))


BEFORE = read(STRUCK, FLED, MARCHED, run="rmade")
V_STRUCK, V_FLED, V_MARCHED = (event.id for event in BEFORE.events)
ELSEWHERE = make_reading(
    "On 4 May Ada Lund attacked Odo Brask.", who=(Who("Ada Lund"), Who("Odo Brask")), published="2021-05-06",
    happened=(Happened("attacked", actor=("Ada Lund",), recipient=("Odo Brask",), date=("2021-05-04", "4 May")),),
    publisher="Radio Ness",
)  # fmt: skip


@pytest.fixture
def record(tmp_path) -> Iterator[Record]:
    with Record(tmp_path / "a.sayso") as opened:
        for reading in (HARBOUR, BEFORE, ELSEWHERE, RAID):
            opened.add(reading)
        yield opened
        assert [str(fault) for fault in verify(opened.connection)] == []


def load(record: Record) -> Reading:
    return record.load_reading(record.find(BEFORE.article.id).row)


def tell(record: Record) -> list[Happening]:
    return list(record.events(article=BEFORE.article.id))


def show(record: Record, own: str) -> Report:
    shown = record.show(own)
    assert isinstance(shown, Report)
    return shown


@pytest.mark.parametrize("reading", [RAID, BEFORE, RAID_AGAIN])
def test_the_same_events_change_nothing(tmp_path, reading):
    with Record(tmp_path / "b.sayso") as record:
        record.add(reading)
        before = [replace(one, reports=()) for one in record.events(historical=True)]
        done = record.reread(replace(reading, provenance=Provenance("sha256:1", "rnext")))
        assert (done.events, done.orphaned_events) == ((), ())
        assert record.load_reading(1).events == reading.events
        assert [replace(one, reports=()) for one in record.events(historical=True)] == before
        assert list(verify(record.connection)) == []


def test_what_nobody_decided_is_as_the_new_reading_has_it(record):
    new = read(replace(STRUCK, actor=("Jory Pell",), event_type="COERCE"), replace(MARCHED, place=None))
    record.reread(new)
    assert load(record).events == new.events


def test_an_event_keeps_its_id_and_what_it_is_part_of_though_it_is_read_otherwise(record):
    home = record.happening(V_STRUCK).id
    record.reread(read(Happened("hit", actor=("Ada Lund",), recipient=("Odo Brask",), others=("struck",))))
    assert record.happening(V_STRUCK).id == home
    assert [one.id for one in load(record).events] == [V_STRUCK]
    assert len(record.happening(home).reports) == 2


def test_an_event_that_is_no_longer_read_is_gone_from_what_it_was_part_of(record):
    home = record.happening(V_STRUCK).id
    record.reread(read(FLED_ALONE))
    assert [one.event.trigger.text for one in record.happening(home).reports] == ["attacked"]
    assert [one.reports[0].event.trigger.text for one in tell(record)] == ["fled"]


FLED_ALONE = replace(FLED, answers=())


def test_what_an_event_that_is_gone_held_together_stays_together(record):
    third = make_reading(
        "Ada Lund beat Odo Brask on 4 May.", who=(Who("Ada Lund"), Who("Odo Brask")), published="2021-05-07",
        happened=(Happened("beat", actor=("Ada Lund",), recipient=("Odo Brask",), date=("2021-05-04", "4 May")),),
    )  # fmt: skip
    record.add(third)
    assert len(record.happening(V_STRUCK).reports) == 3
    record.reread(read(FLED_ALONE))
    (found,) = (one for one in record.events(recipient="Odo Brask"))
    assert [one.event.trigger.text for one in found.reports] == ["attacked", "beat"]


def test_a_new_event_joins_what_it_reports(record):
    record.reread(read(FLED_ALONE))
    record.reread(read(STRUCK))
    (found,) = record.events(recipient="Odo Brask")
    assert [one.event.trigger.text for one in found.reports] == ["struck", "attacked"]


@pytest.mark.parametrize("action", ["confirm", "reject"])
def test_a_decided_event_stays_as_it_is_though_it_is_read_otherwise(record, action):
    getattr(record, action)(V_STRUCK, by="Wim")
    before = show(record, V_STRUCK)
    done = record.reread(read(replace(STRUCK, event_type="COERCE", actor=()), MARCHED))
    assert show(record, V_STRUCK) == before
    assert done.orphaned_events == ()
    assert [one.event_type for one in load(record).events] == ["ASSAULT", "PROTEST"]


def test_a_decided_event_takes_in_what_is_read_of_its_words_as_another(record):
    record.confirm(V_STRUCK, by="Wim")
    record.reread(read(replace(STRUCK, others=()), Happened("hit", "COERCE", ("Ada Lund",))))
    assert [one.id for one in load(record).events] == [V_STRUCK]


def test_a_decided_event_whose_words_are_no_longer_read_is_an_orphan_until_they_are(record):
    record.confirm(V_FLED, by="Wim")
    done = record.reread(read(STRUCK))
    assert done.orphaned_events == (V_FLED,)
    assert [one.event.id for one in record.list_orphaned_events()] == [V_FLED]
    assert record.log(BEFORE.article.id)[0].after["orphans"] == 1
    assert show(record, V_FLED).event.answers == (V_STRUCK,)
    record.reread(read(STRUCK, FLED))
    assert record.list_orphaned_events() == []


def test_a_decided_event_keeps_its_parties_and_the_statement_in_which_it_is_told(record):
    record.confirm(V_STRUCK, by="Wim")
    before = show(record, V_STRUCK).event
    record.reread(read(who=(PELL,), said=(replace(TOLD, by=None, source=None),)))
    after = show(record, V_STRUCK).event
    assert (after.actor, after.recipient) == (before.actor, before.recipient)
    assert after.statuses[1].on_whose_word == before.statuses[1].on_whose_word
    assert after.statuses[1].attribution == load(record).attributions[0].id


def test_a_correction_of_who_did_it_is_undone_though_they_are_no_longer_read(record):
    edit = record.correct(V_STRUCK, "actor", "Jory Pell", by="Wim")
    record.reread(read(FLED_ALONE, who=(BRASK,), said=()))
    record.undo(edit.number, by="Wim")
    assert [party.name for party in record.happening(V_STRUCK).actor] == ["Ada Lund"]


def test_what_a_person_joined_stays_joined(record):
    one, other = record.happening(V_MARCHED).id, record.happening(RAID.events[1].id).id
    record.merge(one, other, by="Wim")
    home = record.happening(V_MARCHED)
    assert len(home.reports) == 2
    record.reread(read(STRUCK, replace(MARCHED, event_type="OTHER")))
    record.reread(read(STRUCK))
    assert len(record.happening(home.id).reports) == 2


EVENTS = st.sampled_from([
    STRUCK, replace(STRUCK, others=(), actor=("Jory Pell",)), replace(STRUCK, words="hit", others=("struck",)),
    replace(STRUCK, words="hit", others=()), FLED_ALONE, replace(FLED_ALONE, actor=(), recipient=("Jory Pell",)),
    MARCHED, replace(MARCHED, others=("fell",)), Happened("fell"), replace(STRUCK, others=("hit", "fled")),
])  # fmt: skip


def read_some(happened: list[Happened]) -> Reading:
    """Make a reading of events of which none has the words of another."""
    chosen: list[Happened] = []
    for one in happened:
        if all({one.words, *one.others}.isdisjoint({other.words, *other.others}) for other in chosen):
            chosen.append(one)
    return read(*chosen)


@given(st.lists(st.lists(EVENTS, max_size=4), min_size=1, max_size=4), st.data())
@settings(max_examples=60)
def test_a_record_is_sound_whatever_is_read_and_decided(readings, data):
    with TemporaryDirectory() as folder, Record(Path(folder) / "odd.sayso") as record:
        for reading in (ELSEWHERE, BEFORE, RAID):
            record.add(reading)
        decided = set()
        for happened in readings:
            own = sorted(event.id for event in load(record).events if event.decision == "machine")
            if own and data.draw(st.booleans()):
                decided.add(data.draw(st.sampled_from(own)))
                for name in decided:
                    if show(record, name).event.decision == "machine":
                        data.draw(st.sampled_from([record.confirm, record.reject]))(name, by="Wim")
            before = {name: show(record, name) for name in decided}
            record.reread(read_some(happened))
            assert [str(fault) for fault in verify(record.connection)] == []
            after = {name: show(record, name) for name in decided}
            assert {name: one.event.trigger for name, one in after.items()} == {
                name: one.event.trigger for name, one in before.items()
            }
            assert {event.id for event in load(record).events} >= decided


# What is different, told.


@pytest.mark.parametrize(
    ("now", "fields"),
    [
        (replace(STRUCK, fields={"status": "claimed"}), ("status",)),
        (replace(STRUCK, recipient=(), date=None), ("recipient", "date")),
        (replace(STRUCK, event_type="COERCE", place=("Tarn", 7)), ("type", "place")),
    ],
)
def test_what_an_event_is_read_as_now_is_told_by_what_is_different(record, now, fields):
    told = record.reread(read(now, FLED, MARCHED)).event_differences
    assert [(one.kind, one.fields) for one in told] == [("changed", fields)]


def word(event: Event | None) -> str:
    return event.trigger.text if event else ""


def test_events_that_come_and_go_are_told_in_reading_order():
    now = read(STRUCK, MARCHED, Happened("fell", "OTHER"))
    assert [(one.kind, word(one.new or one.old)) for one in compare_events(BEFORE, now)] == [
        ("gone", "fled"),
        ("new", "fell"),
    ]


def test_what_is_read_as_before_is_no_difference():
    assert compare_events(BEFORE, read(STRUCK, FLED, MARCHED)) == ()


def test_an_event_that_is_read_otherwise_is_shown_before_and_after():
    now = read(replace(STRUCK, recipient=()), FLED)
    laid_out = lay_out_differences(compare_events(BEFORE, now), width=200)
    told = "4 May 2021 (“4 May”) · asserted by the writer; claimed, on the board's word"
    assert ["".join(piece.text for piece in line) for line in laid_out] == [
        "~ changed event (recipient)",
        f"  - attack · “struck” · Ada Lund → Odo Brask · {told}",
        f"  + attack · “struck” · Ada Lund · {told}",
        "- gone event",
        "  - protest · “marched” · Jory Pell · Tarn · asserted by the writer",
    ]


def test_differences_say_whether_they_are_of_a_statement_or_an_event():
    (gone,) = compare_events(BEFORE, read(STRUCK, FLED))
    told = json.loads(encode_difference(BEFORE.article, gone))
    assert (told["article"], told["of"], told["kind"], told["new"]) == (BEFORE.article.id, "event", "gone", None)
    assert told["old"]["event_type"] == "PROTEST"
