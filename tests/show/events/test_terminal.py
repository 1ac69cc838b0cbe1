"""On a terminal each event stands with its parties, its date and sizes, and with those on whose word it is."""

from dataclasses import replace

import pytest

from sayso.data import Account, Entity, Event, EventDate, EventPlace, EventStatus, Passage, Size
from sayso.show.cells import count_cells
from sayso.show.lines import write_plain
from sayso.show.terminal import lay_out
from tests.show.events.made import read_orsk
from tests.show.readings import find, read_by_hand, read_quay, wrap_article

ORSK = """\
What happened
11 events, as told on 9 January 2024

1   attack (by drone): the army of Tarn or the Marsh Front
    asserted by the writer
    5 January 2024 (“on Friday”) · Orsk (TAR) · at least 12 dead · about 30
    injured
    who did it: the army of Tarn, on Lise Ostrand's word; the Marsh Front, on
    the army of Tarn's word
    Drones *struck* the fuel depot at Orsk on Friday, killing at least 12
    people and wounding about 30.

2   accusation (allegation): Lise Ostrand → the army of Tarn
    asserted by the writer
    Ostrand also *accused* the army of poisoning the wells last spring.

3   attack (unconventional weapons): the army of Tarn
    claimed, on Lise Ostrand's word; denied by the army of Tarn
    a season in 2023 (“last spring”)
    Ostrand also accused the army of *poisoning* the wells last spring.

4   attack (heavy weapons): the Marsh Front → the army of Tarn
    asserted by the writer
    “the other day” (not resolved) · in answer to 1
    In answer to the strike the Marsh Front *shelled* two barracks the other
    day.

5   retreat (withdrawal): the army of Tarn
    planned, on its minister's word, through the Marsh Front
    June 2024 (“by June”)
    The army will *leave* Orsk by June, its minister told the Orsk Lantern.

6   attack (firearms): (nobody named)
    asserted by the writer
    the 1980s · told as history
    A general was *shot* there in the 1980s.

7   attack (beating): (nobody named)
    claimed, on nobody's word
    January 2024 (assumed: no words say when)
    A driver is said to have been *beaten*.

8   threat (territory): the Marsh Front
    asserted by the writer
    The Front *threatened* to seize the port.

9   coercion (seizure): the Marsh Front
    threatened, on the Marsh Front's word
    The Front threatened to *seize* the port.

10  demand (to give way): Lise Ostrand → the army of Tarn
    asserted by the writer
    Ostrand *called* on the army to free nine miners.

11  retreat (release): the army of Tarn → nine miners
    requested, on Lise Ostrand's word
    Ostrand called on the army to *free* nine miners.
"""


def test_what_happened_stands_below_what_was_said():
    printed = write_plain(lay_out(read_orsk()))
    assert printed.endswith("\n\n\n" + ORSK)
    assert printed.splitlines()[2] == "0 statements, 11 events"


def test_an_article_without_events_has_no_such_section():
    assert "What happened" not in write_plain(lay_out(read_quay()))


def test_an_article_without_a_day_says_nothing_of_when_it_was_told():
    reading = read_orsk()
    undated = replace(reading, article=replace(reading.article, published=None))
    assert "\n11 events\n" in write_plain(lay_out(undated))


@pytest.mark.parametrize("width", [40, 57, 80, 100])
def test_no_line_is_wider_than_the_terminal(width):
    lines = write_plain(lay_out(read_orsk(), width=width)).splitlines()
    assert max(map(count_cells, lines)) <= width


def test_events_stand_in_reading_order_whatever_their_order_was():
    reading = read_orsk()
    turned = replace(reading, events=reading.events[::-1])
    assert write_plain(lay_out(turned)) == write_plain(lay_out(reading))


def test_what_an_event_answers_is_left_out_where_it_is_not_there():
    reading = read_orsk()
    alone = replace(reading, events=tuple(event for event in reading.events if event.id == "v4"))
    assert "in answer" not in write_plain(lay_out(alone))


def test_no_escape_sequence_of_an_article_reaches_the_terminal():
    text = "\x1b[2J\x1b]0;owned\x07 “Gone,” \ue000said\ue001 Mal\u202e Ory."
    span = find(text, text)
    event = Event(
        "v1",
        "OTHER",
        Passage((span,)),
        (text,),
        ("e1",),
        ("e1",),
        EventDate(text, "day", text, (span,)),
        EventPlace(text, country=text),
        {text: Size(1.0, "exact", (span,), text)},
        statuses=(EventStatus("claimed", ("writer", "e1", "e1")),),
        accounts=tuple(
            Account(field, value, (value,)) for field in ("actor", "date", "place", "size") for value in (text, "e1")
        ),
    )
    reading = read_by_hand(wrap_article(text, published=text), entities=(Entity("e1", text, "person"),))
    printed = write_plain(lay_out(replace(reading, events=(event,))))
    assert "where: " in printed
    assert not {"\x1b", "\x07", "\u202e"} & set(printed)


def test_an_event_of_nobody_and_nothing_is_still_shown():
    reading = read_by_hand(wrap_article("Gone.", path="a.txt"))
    bare = Event("v1", "OTHER", Passage(()), actor=("gone",), on_whose_word=("writer", "gone"))
    assert write_plain(lay_out(replace(reading, events=(bare,)))).splitlines()[-2:] == [
        "1  other event: (nobody named)",
        "   asserted by somebody",
    ]
