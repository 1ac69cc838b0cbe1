import json
from dataclasses import replace

import pytest

from sayso.data import Entity, EventDate, EventPlace, Span
from sayso.errors import GoldError
from sayso.evaluate import score_readings
from sayso.evaluate.labels import LabelledArticle, LabelledEvent, Labels, open_events, read_labels
from sayso.evaluate.scores import Count
from sayso.evaluate.statements import tally_labels
from tests.evaluate.made import find, make_event, make_reading, read_as_labelled
from tests.evaluate.test_statements import write_gold

TEXT = "The Tarn guard shelled the mill at Orm on Monday. Lena Marsh said that it would burn the bridge, too."
MILL, BRIDGE = find(TEXT, "shelled"), find(TEXT, "burn")
GUARD, MARSH = ("the Tarn guard", "it"), ("Lena Marsh",)
ENTITIES = (Entity("e1", "The Tarn guard", "group"), Entity("e2", "Lena Marsh", "person"))


def make_label(trigger, **fields):
    given = {"id": "v1", "agreed": True, "type": frozenset({"ASSAULT"}), "status": frozenset({"asserted"})}
    return LabelledEvent(trigger=trigger, **given | fields)


def make_gold(*labels):
    return LabelledArticle("mill.txt", TEXT, Labels("mill", (), (), labels))


SHELLED = make_label(
    MILL, actor=((GUARD,),), recipient=((),), on_word_of=((("writer",),),), place=("Orm",), date=("2024-01-08",)
)
BURN = make_label(BRIDGE, id="v2", status=frozenset({"planned"}), actor=((GUARD,), ()), on_word_of=((MARSH,),))
GOLD = make_gold(SHELLED, BURN)


def tally(gold, *events, text=TEXT):
    return tally_labels(gold, replace(make_reading("mill.txt", text, (), ENTITIES), events=events))


def read(trigger=MILL, **fields):
    return make_event(TEXT, trigger, **fields)


def test_events_as_labelled_are_right_in_everything():
    gold = replace(GOLD, labels=replace(GOLD.labels, entities=()))
    right = tally(
        gold,
        read(actor=("e1",), place=EventPlace("Orm"), date=EventDate("2024-01-08", "day", "on Monday")),
        read(BRIDGE, id="v2", status="planned", on_whose_word=("writer", "e2")),
    )
    assert right["events"] == Count(2, 2, 2)
    assert right["false_assert"] == Count(0, 1)
    shares = {name: count for name, count in right.items() if name.startswith("event_")}
    assert all(count.right == count.wanted for count in shares.values())
    assert shares["event_actor"] == shares["event_word"] == Count(2, 2)
    assert shares["event_recipient"] == Count(0, 0)
    assert shares["event_recipient_none"] == Count(2, 2)
    assert shares["event_place"] == shares["event_date"] == Count(1, 1)


@pytest.mark.parametrize(
    ("event", "found"),
    [
        (read(MILL), 1),
        (read(MILL, event_type="COERCE"), 1),
        (read(find(TEXT, "mill")), 1),
        (read(find(TEXT, "mill"), event_type="COERCE"), 0),
        (read(BRIDGE), 0),
    ],
)
def test_an_event_is_found_by_its_words_or_by_sentence_and_type(event, found):
    assert tally(make_gold(SHELLED), event)["events"] == Count(found, 1, 1)


def test_one_event_told_as_two_is_given_once_too_often():
    assert tally(make_gold(SHELLED), read(), read(find(TEXT, "mill"), id="v2"))["events"] == Count(1, 1, 2)


def test_an_optional_event_is_neither_asked_for_nor_counted_against():
    gold = make_gold(replace(BURN, agreed=False))
    assert tally(gold, read(BRIDGE))["events"] == tally(gold)["events"] == Count(0, 0, 0)
    assert tally(gold, read(BRIDGE))["false_assert"] == Count(0, 0)


def test_where_labelling_stopped_nothing_counts_against():
    gold = make_gold(*(replace(SHELLED, id=f"v{n}") for n in range(12)))
    assert tally(gold, read(), read(BRIDGE, event_type="AID"))["events"] == Count(1, 12, 1)


@pytest.mark.parametrize(("status", "false"), [("asserted", 1), ("claimed", 0), ("planned", 0)])
def test_what_has_not_happened_must_not_be_asserted(status, false):
    assert tally(GOLD, read(BRIDGE, status=status))["false_assert"] == Count(false, 1)


def test_what_was_not_found_is_not_falsely_asserted():
    assert tally(GOLD)["false_assert"] == Count(0, 1)


@pytest.mark.parametrize(
    ("accepted", "given", "measure", "right"),
    [
        (((GUARD,),), ("e1",), "event_actor", 1),
        (((GUARD,),), ("e2", "e1"), "event_actor", 1),
        (((GUARD,),), ("e2",), "event_actor", 0),
        (((GUARD,),), (), "event_actor", 0),
        (((GUARD,), ()), (), "event_actor", 1),
        (((), ()), (), "event_actor_none", 1),
        (((), ()), ("e1",), "event_actor_none", 0),
    ],
)
def test_an_actor_is_one_of_those_labelled_or_nobody_where_an_annotator_has_nobody(accepted, given, measure, right):
    assert tally(make_gold(replace(SHELLED, actor=accepted)), read(actor=given))[measure] == Count(right, 1)


@pytest.mark.parametrize(
    ("word", "right"), [(("writer",), (1, 0)), (("writer", "e2"), (0, 1)), (("writer", "e1"), (0, 0)), ((), (0, 0))]
)
def test_the_word_it_rests_on_is_the_last_of_the_chain(word, right):
    for label, expected in zip((SHELLED, BURN), right, strict=True):
        assert tally(make_gold(label), read(label.trigger, on_whose_word=word))["event_word"] == Count(expected, 1)


@pytest.mark.parametrize(
    ("place", "right"),
    [
        (EventPlace("Orm"), 1),
        (EventPlace("the mill", spans=(Span(32, 38, "at Orm"),)), 0),
        (EventPlace("Mount Orm", spans=(Span(35, 38, "Orm"),)), 1),
        (EventPlace("Tarn"), 0),
        (None, 0),
    ],
)
def test_a_place_is_right_by_its_name_or_its_words(place, right):
    assert tally(make_gold(SHELLED), read(place=place))["event_place"] == Count(right, 1)


@pytest.mark.parametrize(("value", "right"), [("2024-01-08", 1), ("2024-01", 0), (None, 0)])
def test_a_date_is_right_to_the_day(value, right):
    date = EventDate(value, "day", "on Monday")
    assert tally(make_gold(SHELLED), read(date=date))["event_date"] == Count(right, 1)
    assert "event_date" in tally(make_gold(SHELLED), read())


def test_nothing_is_counted_where_nobody_labelled_events():
    gold = LabelledArticle("mill.txt", TEXT, Labels("mill", ()))
    assert not [name for name in tally(gold, read()) if name.startswith("event")]


def test_a_folder_without_a_single_event_is_one_in_which_nobody_looked():
    bare = make_gold()
    assert [article.labels.events for article in open_events([bare, bare])] == [None, None]
    assert [article.labels.events for article in open_events([bare, GOLD])] == [(), (SHELLED, BURN)]


EVENT = {"id": "v1", "agreed": True, "trigger": [[10, 14]], "type": ["OTHER"], "status": ["claimed"]}


def label_event(**changes):
    return json.dumps({"article": "pump", "attributions": [], "events": [EVENT | changes]})


def test_labels_of_events_are_read_and_scored(tmp_path):
    folder = write_gold(tmp_path, label_event())
    (article,) = read_labels(folder)
    (event,) = article.labels.events or ()
    assert (event.trigger, event.type, event.status) == (((10, 14),), frozenset({"OTHER"}), frozenset({"claimed"}))
    scores = {score.measure: score.value for score in score_readings(folder, [read_as_labelled(article)]).scores}
    assert (scores["events"], scores["event_status"], scores["event_date"]) == (100.0, 100.0, None)


@pytest.mark.parametrize(
    ("trigger", "fault"), [([[0, 999]], r"v1: \[0, 999\] is no stretch"), ([], "v1: trigger needs an accepted value")]
)
def test_labels_of_events_that_do_not_fit_are_refused(tmp_path, trigger, fault):
    with pytest.raises(GoldError, match=rf"pump\.json: {fault}"):
        list(read_labels(write_gold(tmp_path, label_event(trigger=trigger))))
