"""What persons decided of an article's events holds for its newer version where the words are the same."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from sayso.data import Event, Reading, Report
from sayso.keeping import Record
from sayso.record.verify import verify
from tests.record.made import Happened, Who, make_reading

TEXT = "Ada Lund struck Odo Brask in Tarn on 4 May. Jory Pell fled. Snow fell on the quay all day long."
WHO = (Who("Ada Lund"), Who("Odo Brask"), Who("Jory Pell"))
STRUCK = Happened(
    "struck", actor=("Ada Lund",), recipient=("Odo Brask",), date=("2021-05-04", "4 May"), place=("Tarn", 7)
)  # fmt: skip
FLED = Happened("fled", "RETREAT", ("Jory Pell",))
FIELDS = {"url": "https://courier.example/quay", "published": "2021-05-05"}
FIRST = make_reading(TEXT, who=WHO, happened=(STRUCK, FLED), **FIELDS)
V_STRUCK, V_FLED = (event.id for event in FIRST.events)
ELSEWHERE = make_reading(
    "A man was hurt on a quay; Gwen Orme saw it.", who=(Who("A man", "unnamed"), Who("Gwen Orme")),
    happened=(Happened("hurt", "COERCE", (), ("A man",)),), published="2021-05-04",
)  # fmt: skip


def update(text: str = f"Updated. {TEXT} More soon.", who=WHO, happened=(STRUCK, FLED)) -> Reading:
    return make_reading(text, who=who, happened=happened, **FIELDS)


@pytest.fixture
def record(tmp_path) -> Iterator[Record]:
    with Record(tmp_path / "a.sayso") as opened:
        for reading in (FIRST, ELSEWHERE):
            opened.add(reading)
        yield opened
        assert [str(fault) for fault in verify(opened.connection)] == []


def show(record: Record, own: str) -> Event:
    shown = record.show(own)
    assert isinstance(shown, Report)
    return shown.event


def add(record: Record, newer: Reading) -> tuple[Event, ...]:
    assert record.add(newer) == "version"
    return record.load_reading(record.find(newer.article.id).row).events


def list_orphans(record: Record) -> list[str]:
    return [report.event.id for report in record.list_orphaned_events()]


@pytest.mark.parametrize(("action", "decision"), [("confirm", "confirmed"), ("reject", "rejected")])
def test_what_was_decided_holds_for_the_same_words(record, action, decision):
    getattr(record, action)(V_STRUCK, by="Wim", why="seen")
    struck, fled = add(record, update())
    assert (struck.decision, fled.decision) == (decision, "machine")
    line, *_ = record.log(struck.id)
    assert (line.by, line.why) == ("Wim", f"held over from {V_STRUCK}: seen")
    assert list_orphans(record) == []


@pytest.mark.parametrize(
    ("field", "value", "seen"),
    [
        ("type", "COERCE", "COERCE"), ("modes", "raid", ("raid",)), ("status", "claimed", "claimed"),
        ("date", "2021-05-03", "2021-05-03"), ("place", "quay", "quay"), ("date", "", None), ("recipient", "", ()),
    ],
)  # fmt: skip
def test_what_was_corrected_is_corrected_in_the_newer_version(record, field, value, seen):
    record.correct(V_STRUCK, field, value, by="Wim")
    struck, _ = add(record, update())
    found = getattr(struck, "event_type" if field == "type" else field)
    assert (getattr(found, "value", getattr(found, "name", found)), struck.decision) == (seen, "corrected")
    assert list_orphans(record) == []


@pytest.mark.parametrize("name", ["Jory Pell", "Gwen Orme"])
def test_who_was_named_by_a_person_is_named_in_the_newer_version(record, name):
    record.correct(V_STRUCK, "actor", name, by="Wim")
    struck, _ = add(record, update())
    (found,) = record.happening(struck.id).actor
    assert found.name == name


def test_a_decision_finds_no_place_where_the_words_are_others(record):
    record.confirm(V_STRUCK, by="Wim")
    newer = update(TEXT.replace("struck", "hit"), happened=(replace(STRUCK, words="hit"), FLED))
    assert [event.decision for event in add(record, newer)] == ["machine", "machine"]
    assert list_orphans(record) == [V_STRUCK]


@pytest.mark.parametrize(
    "other",
    [
        replace(STRUCK, event_type="COERCE"), replace(STRUCK, actor=("Jory Pell",)), replace(STRUCK, recipient=()),
        replace(STRUCK, date=("2021-05", "May")), replace(STRUCK, place=None),
        replace(STRUCK, fields={"status": "denied"}),
    ],
)  # fmt: skip
def test_a_decision_does_not_hold_where_something_else_is_said_in_these_words(record, other):
    record.confirm(V_STRUCK, by="Wim")
    assert add(record, update(happened=(other, FLED)))[0].decision == "machine"
    assert list_orphans(record) == [V_STRUCK]


def test_a_word_that_stands_somewhere_else_only_is_another_one(record):
    record.confirm(V_FLED, by="Wim")
    text = "The clock struck. Those who fled to Ness came back."
    newer = update(text, who=(), happened=(Happened("fled", "RETREAT"),))
    assert add(record, newer)[0].decision == "machine"
    assert list_orphans(record) == [V_FLED]


def test_a_decision_is_no_orphan_when_its_text_is_the_newest_again(record):
    record.confirm(V_STRUCK, by="Wim")
    add(record, update("Nothing happened.", who=(), happened=()))
    assert list_orphans(record) == [V_STRUCK]
    assert record.add(FIRST) == "version"
    assert list_orphans(record) == []
    assert show(record, V_STRUCK).decision == "confirmed"


def test_what_was_decided_of_the_newer_version_is_left_as_it_is(record):
    record.confirm(V_STRUCK, by="Wim")
    (struck, _) = add(record, update())
    record.undo(record.log(struck.id)[0].number, by="Vera")
    record.reject(struck.id, by="Vera")
    record.add(FIRST)
    assert record.add(update()) == "version"
    assert show(record, struck.id).decision == "rejected"
    assert list_orphans(record) == [V_STRUCK]


def test_what_a_person_split_is_not_put_back_by_a_newer_version(record):
    twin = make_reading(
        "Ada Lund struck Odo Brask on 4 May, it was said in Tarn.", who=WHO[:2], happened=(STRUCK,),
        published="2021-05-06",
    )  # fmt: skip
    record.add(twin)
    home = record.happening(V_STRUCK).id
    assert len(record.happening(home).reports) == 2
    record.split(home, [V_STRUCK], by="Wim")
    apart = record.happening(twin.events[0].id).id
    struck, _ = add(record, update())
    assert record.happening(struck.id).id != apart
