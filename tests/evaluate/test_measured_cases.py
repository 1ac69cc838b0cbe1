"""Passages with what must come out of them, and readings -> what is wrong."""

from dataclasses import replace

import pytest

from evaluation.cases import CASES, Case, CaseEvent, find_faults, find_places, read_cases
from sayso.data import Account, Entity, EventDate, EventPlace, EventStatus, Size
from tests.evaluate.made import find, make_event, make_reading

TEXT = "The guard shelled Orm on Monday. Tarn fired back, Ida Rell said. The vote passed."
ENTITIES = (
    Entity("e1", "The guard", "group"), Entity("e2", "Ida Rell", "person", aliases=("Rell",)),
    Entity("e3", "Tarn", "country", sector="GOV"),
)  # fmt: skip
SHELLED = make_event(
    TEXT, find(TEXT, "shelled"), modes=("drone", "heavy-weapons"), actor=("e1",), recipient=("e3",),
    place=EventPlace("Orm"), date=EventDate("2024-01-08", "day", "on Monday"), size={"dead": Size(2)},
    statuses=(EventStatus("denied", ("writer", "e2")),), accounts=(Account("actor", "e1", ("writer", "e2")),),
)  # fmt: skip
FIRED = make_event(
    TEXT, find(TEXT, "fired"), id="v2", status="claimed", on_whose_word=("writer", "e2"), answers=("v1",), actor=("e3",)
)
WANTED = CaseEvent(
    ("shelled",), ("ASSAULT",), modes=("heavy-weapons",), actor=("the guard",), recipient=("Tarn",),
    status=("asserted",), word=("writer",), date="2024-01-08", place="Orm", dead=2, denied_by="Rell",
    actor_word="Ida Rell", sector="GOV",
)  # fmt: skip
BACK = CaseEvent(
    ("fired", "fired back"), ("ASSAULT",), actor=("Tarn",), status=("claimed",), word=("Ida Rell",), answers=0
)


def judge(*events, wanted=(WANTED, BACK), optional=()):
    reading = replace(make_reading("1.txt", TEXT, (), ENTITIES), events=events)
    return [*find_faults(Case(1, "2024-01-10", TEXT, wanted, optional), reading)]


def test_a_passage_is_exact_where_all_that_is_listed_is_given_and_nothing_else():
    assert judge(SHELLED, FIRED) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"event_type": "COERCE"}, "type"),
        ({"modes": ("drone",)}, "modes"),
        ({"actor": ("e2",)}, "actor"),
        ({"actor": ()}, "actor"),
        ({"recipient": ()}, "recipient"),
        ({"status": "claimed"}, "status"),
        ({"on_whose_word": ("writer", "e2")}, "word"),
        ({"date": EventDate("2024-01", "month", "")}, "date"),
        ({"date": None}, "date"),
        ({"place": EventPlace("Kemm")}, "place"),
        ({"place": None}, "place"),
        ({"size": {}}, "dead"),
        ({"size": {"dead": Size(3)}}, "dead"),
        ({"statuses": (EventStatus("denied", ("writer", "e1")),)}, "denied_by"),
        ({"statuses": (EventStatus("claimed", ("writer", "e2")),)}, "denied_by"),
        ({"accounts": (Account("actor", "e1", ("writer",)),)}, "actor_word"),
        ({"accounts": (Account("actor", "e3", ("writer", "e2")),)}, "actor_word"),
    ],
)
def test_each_field_that_is_listed_must_be_right(changes, field):
    faults = judge(replace(SHELLED, **changes), FIRED)
    assert any(fault.startswith(f"'shelled': {field}: ") for fault in faults), faults


def test_the_sector_is_that_of_the_recipient():
    (fault,) = judge(replace(SHELLED, recipient=("e1", "e2")), FIRED, wanted=(replace(WANTED, recipient=None), BACK))
    assert fault == "'shelled': sector: [None, None], not GOV"


def test_an_answer_is_to_the_event_that_is_listed():
    assert judge(SHELLED, replace(FIRED, answers=("v9",))) == ["'fired': answers: ('v9',), not 0"]


@pytest.mark.parametrize(
    ("accepted", "given", "right"),
    [((), (), True), ((), ("e1",), False), ((None, "Tarn"), (), True), (("Tarn",), (), False), (None, ("e1",), True)],
)
def test_an_empty_list_is_nobody_and_none_in_it_says_that_there_may_be_nobody(accepted, given, right):
    wanted = CaseEvent(("shelled",), ("ASSAULT",), actor=accepted)
    assert (judge(replace(SHELLED, actor=given), wanted=(wanted,)) == []) is right


def test_an_event_that_is_missed_and_one_too_many_are_faults():
    assert judge(FIRED) == ["'shelled' is not found", "'fired': answers: ('v1',), not 0"]
    vote = make_event(TEXT, find(TEXT, "vote"), id="v3", event_type="OTHER")
    assert judge(SHELLED, FIRED, vote) == ["'vote' is one too many: OTHER, asserted"]
    assert judge(SHELLED, FIRED, vote, optional=("vote",)) == []


def test_of_two_events_at_the_words_that_of_the_type_is_meant_and_the_other_is_one_too_many():
    twice = replace(SHELLED, id="v3", event_type="OTHER")
    assert judge(twice, SHELLED, FIRED) == ["'shelled' is one too many: OTHER, asserted"]


def test_words_are_found_everywhere_and_whole():
    assert find_places("end, bend, the end", ["end"]) == [(0, 3), (15, 18)]


def test_the_words_of_every_case_stand_in_its_passage():
    cases = read_cases(CASES)
    assert len(cases) == 24
    for case in cases:
        listed = [*(event.trigger for event in case.events), *((word,) for word in case.optional)]
        assert [words for words in listed if not find_places(case.text, words)] == []
        assert all(event.answers is None or event.answers < len(case.events) for event in case.events)
