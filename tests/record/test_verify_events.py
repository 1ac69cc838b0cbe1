"""Events are checked against the texts and against each other: nothing is said of sound ones, every damage is named."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sayso.keeping import Record
from sayso.record.opening import connect
from sayso.record.verify import verify
from tests.record.made import HARBOUR, RAID, RAID_AGAIN, Happened, Who, make_reading

TWIN = make_reading(
    "On 1 March three soldiers died as Rebels of the Free Movement fired on Tarn.",
    who=(Who("three soldiers", "group"), Who("Rebels of the Free Movement", "group"), Who("Tarn", "place")),
    happened=(
        Happened("fired", actor=("Rebels of the Free Movement",), recipient=("three soldiers",),
                 date=("2021-03-01", "1 March"), place=("Tarn", 3170147)),
    ),
    published="2021-03-04",
)  # fmt: skip


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    """Give a record in which two articles report one event, as a person said."""
    path: Path = tmp_path_factory.mktemp("record") / "sound.sayso"
    with Record(path) as record:
        for reading in (RAID, HARBOUR, RAID_AGAIN, TWIN):
            record.add(reading)
        if record.happening(TWIN.events[0].id).id != "h4":
            record.merge("h4", record.happening(TWIN.events[0].id).id, by="Vera")
        record.confirm(RAID.events[1].id, by="Vera")
    return path


@pytest.fixture
def copy(sound, tmp_path) -> Path:
    """Give a copy of it to be damaged."""
    return Path(shutil.copy(sound, tmp_path / "copy.sayso"))


def damage(path: Path, *commands: str) -> list[str]:
    """Change a record around its own ways, and say what is wrong then."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for command in commands:
            connection.execute(command)
    with closing(connect(path, writing=False)) as connection:
        return [f"{fault.table}: {fault.what}" for fault in verify(connection)]


def test_nothing_is_said_of_sound_events(copy):
    assert damage(copy) == []


FIRST = "event_id = 1500000"


@pytest.mark.parametrize(
    ("command", "wanted"),
    [
        (f"UPDATE event SET id = 'v000000000000' WHERE {FIRST}", "event: v000000000000: its id is not the one"),
        (f"UPDATE event SET mentions = '3+9999' WHERE {FIRST}", "its mentions are no places"),
        (f"UPDATE event SET mentions = '' WHERE {FIRST}", "its mentions are no places"),
        (f"UPDATE event SET trigger_spans = '9-3' WHERE {FIRST}", "its trigger_spans are no places"),
        (f"UPDATE event SET date_spans = '-1+3' WHERE {FIRST}", "its date_spans are no places"),
        (f"UPDATE event SET place_spans = '99999+3' WHERE {FIRST}", "its place_spans are no places"),
        (f"UPDATE event SET sentence_spans = '0+9' WHERE {FIRST}", "its sentences are not those around"),
        (f"UPDATE event SET word = '77' WHERE {FIRST}", "is on the word of another article's entity"),
        (f"UPDATE event SET word = 'x' WHERE {FIRST}", "is on the word of another article's entity"),
        (f"UPDATE event SET modes = 'raid' WHERE {FIRST}", "event: its modes is no JSON array"),
        (f"UPDATE event SET type = 'AID' WHERE {FIRST}", "known_event: is not what its reports make of it"),
        (f"UPDATE event SET decision = 'rejected' WHERE {FIRST}", "known_event: is not what its reports make of it"),
        (f"UPDATE event SET place_id = 7 WHERE {FIRST}", "event: points to a row of place that is not there"),
        (f"UPDATE event SET known_event_id = 2 WHERE {FIRST}", "known_event: holds events that no judgement joins"),
        ("UPDATE event SET event_id = 1000700 WHERE event_id = 1500002", "event: is numbered by an article"),
        ("UPDATE event SET event_id = 99500000 WHERE event_id = 1500002", "event: is numbered by an article"),
        ("UPDATE entity SET entity_id = 1600000 WHERE entity_id = 1000004", "entity: is numbered among the events"),
        ("UPDATE event_party SET entity_id = 2000001 WHERE event_id = 1500000", "event_party: points to another"),
        ("UPDATE event_answer SET other_id = 3500000", "event_answer: points to another article's"),
        ("UPDATE event_status SET spans = '0+0' WHERE number = 0", "event_status: its spans are no places"),
        ("UPDATE event_status SET word = '500' WHERE number = 0", "event_status: is of another article's entity"),
        ("UPDATE event_account SET value = 'Lund' WHERE number = 0", "event_account: is of another article's entity"),
        ("UPDATE event_size SET spans = 'x'", "event_size: its spans are no places"),
        (
            "UPDATE event_status SET statement_id = (SELECT max(statement_id) FROM statement WHERE article_id = 2) "
            "WHERE statement_id IS NOT NULL",
            "event_status: points to another article's",
        ),
        ("UPDATE place SET name = 'Ness' WHERE geonames = 3170147", "place: is not numbered by what is known of it"),
        ("UPDATE known_event SET first = 20210302 WHERE known_event_id = 1", "is not what its reports make of it"),
        ("UPDATE known_event SET reports = 2 WHERE known_event_id = 1", "is not what its reports make of it"),
        ("UPDATE known_event SET root = 1500001 WHERE known_event_id = 1", "is not what its reports make of it"),
        ("UPDATE known_event SET root = 1500001 WHERE known_event_id = 1", "begins with the event that another began"),
        ("UPDATE known_event SET profile = x'ff' WHERE known_event_id = 1", "what it is compared by cannot be read"),
        ("DELETE FROM event_judgement", "known_event: holds events that no judgement joins"),
        ("UPDATE event_judgement SET right_id = 1500000", "event_judgement: joins 4500000 to 1500000"),
        ("UPDATE event_judgement SET judgement_id = 9950000000", "event_judgement: is numbered by an event"),
        ("DELETE FROM event_fts_data WHERE id > 10", "event_fts: "),
        ("INSERT INTO event_fts (rowid, words) VALUES (1500000, 'glacier')", "event_fts: the full-text index has"),
    ],
)  # fmt: skip
def test_what_was_changed_is_named(copy, command, wanted):
    faults = damage(copy, command)
    assert any(wanted in line for line in faults), faults


def test_two_of_one_article_that_the_program_joined_are_named(copy):
    judged = "INSERT INTO event_judgement (judgement_id, right_id, verdict, score, reason_id) "
    faults = damage(
        copy,
        f"{judged} SELECT 150000100, 1500000, 'same', 9000, min(reason_id) FROM reason",
        "UPDATE event SET known_event_id = 1 WHERE event_id = 1500001",
    )
    assert "known_event: holds two events of one article, which no person joined" in faults
