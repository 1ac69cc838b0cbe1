"""Who speaks is named by who is meant, by the article's own words where they are others, and by what is unsure."""

from dataclasses import replace

import pytest

from sayso.data import Attribution, Candidate, Entity, Passage, Role, Source
from sayso.show.order import order_statements
from sayso.show.speaker import Speaker, name_entities, name_speakers, present_entity
from tests.show.readings import Piece, attribute, doubt, find, read_by_hand, tell, wrap_article

TEXT = (
    "Its chairman, Teun Aldersey, who is 60, spoke. He denied it. Mr Aldersey told Ada and the Tarn Agency. "
    "The chairman of the port, Teun Aldersey. Teun Aldersey's mother."
)
PORT = Entity("e2", "The port company", "organisation")
ADA, AGENCY = Entity("e3", "Ada Lund", "person"), Entity("e4", "the Tarn Agency", "organisation")
TEUN = Entity("e1", "Teun Aldersey", "person")
CHAIRMAN = replace(TEUN, roles=(Role("chairman", "e2"),), speaks_for=("e2",))


def speak(*attributions: Attribution, teun: Entity = TEUN) -> list[Speaker]:
    reading = read_by_hand(wrap_article(TEXT), *attributions, entities=(teun, PORT, ADA, AGENCY))
    return list(name_speakers(reading, order_statements(attributions)))


def show(*attributions: Attribution, teun: Entity = TEUN) -> list[str]:
    return [speaker.name + speaker.more for speaker in speak(*attributions, teun=teun)]


def say(source: Piece | None = None, entity: str | None = None, **fields: object) -> Attribution:
    return replace(attribute(TEXT, "a1", "it", source=source, entity=entity), **fields)


@pytest.mark.parametrize(
    ("words", "entity", "shown"),
    [
        ("He", "e1", "Teun Aldersey (“He”)"),
        ("Mr Aldersey", "e1", "Teun Aldersey (“Mr Aldersey”)"),
        ("Its chairman, Teun Aldersey,", "e1", "Its chairman, Teun Aldersey"),
        ("Teun Aldersey's mother", "e1", "Teun Aldersey (“Teun Aldersey's mother”)"),
        ("Its chairman, Teun Aldersey,", None, "Its chairman, Teun Aldersey"),
        ("Aldersey", "e1", "Teun Aldersey"),
        ("Its chairman", None, "Its chairman"),
        ("Its chairman", "gone", "Its chairman"),
        ("Its chairman", "writer", "the writer (“Its chairman”)"),
        (None, "e1", "Teun Aldersey"),
        (None, "writer", "the writer"),
        (None, None, "(nobody named)"),
    ],
)
def test_a_speaker_is_named_by_who_is_meant_and_by_words_that_say_more(words, entity, shown):
    assert show(say(words, entity)) == [shown]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (None, "Teun Aldersey, chairman, for the port company"),
        ("He", "Teun Aldersey, chairman, for the port company (“He”)"),
        ("Its chairman, Teun Aldersey,", "Teun Aldersey, chairman, for the port company"),
        ("Teun Aldersey, who is 60,", "Teun Aldersey, chairman, for the port company (“Teun Aldersey, who is 60”)"),
    ],
)
def test_an_entity_is_presented_where_it_first_speaks(words, shown):
    again = replace(attribute(TEXT, "a2", "Ada", source="He", entity="e1"))
    assert show(say(words, "e1"), again, teun=CHAIRMAN) == [shown, "Teun Aldersey (“He”)"]


@pytest.mark.parametrize(
    ("fields", "presented"),
    [
        ({"roles": (Role("chairman", "e2"),)}, ", chairman of the port company"),
        ({"roles": (Role("chairman", "e2", False),)}, ", former chairman of the port company"),
        ({"roles": (Role("ex-chairman", "e2", False),)}, ", ex-chairman of the port company"),
        ({"roles": (Role("chairman", None, False), Role("bargee"))}, ", bargee"),
        ({"roles": (Role("head of the port company", "e2"),)}, ", head of the port company"),
        ({"roles": (Role("chairman", "gone"),)}, ", chairman"),
        ({"roles": (Role("Colonel", "e2"), Role("spokesman", "e2"), Role("clerk")), "speaks_for": ("e2",)},
         ", Colonel, spokesman, for the port company"),
        ({"speaks_for": ("e2", "e3", "e4")}, ", for the port company, Ada Lund and 1 more"),
        ({"speaks_for": ("e2", "e3")}, ", for the port company and Ada Lund"),
        ({"speaks_for": ("e1", "gone")}, ""),
        ({"name": "a spokesman", "roles": (Role("spokesman", "e2"),), "speaks_for": ("e2",)}, ", for the port company"),
        ({"name": "a port company spokesman", "roles": (Role("spokesman", "e2"),), "speaks_for": ("e2",)}, ""),
    ],
)  # fmt: skip
def test_what_an_entity_is_and_for_whom_it_speaks_is_said_unless_its_name_says_so(fields, presented):
    reading = read_by_hand(wrap_article(TEXT), entities=(TEUN, PORT, ADA, AGENCY))
    assert present_entity(replace(TEUN, **fields), name_entities(reading)) == presented


@pytest.mark.parametrize(
    ("title", "current", "presented"),
    [("manager", None, ", city manager"), ("former manager", False, ", former city manager")],
)
def test_a_body_that_is_but_a_noun_stands_before_the_title(title, current, presented):
    reading = read_by_hand(wrap_article(TEXT), entities=(TEUN, Entity("e5", "city", "organisation")))
    shown = present_entity(replace(TEUN, roles=(Role(title, "e5", current),)), name_entities(reading))
    assert shown == presented


def test_a_statement_without_a_source_has_nobody_named_and_is_not_called_unresolved():
    assert speak(say()) == [Speaker("(nobody named)")]


def test_a_speaker_that_no_word_names_here_is_said_to_be_inferred():
    assert show(doubt(say(None, "e1"), inferred=True)) == ["Teun Aldersey (inferred)"]


def test_a_speaker_that_was_inferred_against_a_doubt_is_shown_with_the_words():
    assert show(doubt(say("He", "e1"), "e1", "e3", inferred=True)) == ["Teun Aldersey (“He”, inferred)"]


@pytest.mark.parametrize(
    ("candidates", "note"),
    [
        ((), "not resolved"),
        (("gone",), "not resolved"),
        (("e1",), "not resolved; might be Teun Aldersey"),
        (("e1", "e3"), "not resolved; might be Teun Aldersey or Ada Lund"),
        (("e1", "e3", "e4", "e2"), "not resolved; might be Teun Aldersey, Ada Lund or the Tarn Agency"),
    ],
)
def test_a_speaker_that_is_not_resolved_keeps_its_words_and_says_who_it_might_be(candidates, note):
    assert speak(doubt(say("He"), *candidates)) == [Speaker("He", "", (note,))]


def test_who_it_might_be_is_said_even_where_no_words_name_a_speaker():
    source = Source((), None, candidates=(Candidate("e1", 0.4),))
    (speaker,) = speak(replace(say(), source=source))
    assert speaker == Speaker("(nobody named)", "", ("not resolved; might be Teun Aldersey",))


@pytest.mark.parametrize(
    ("addressee", "entity", "shown"),
    [
        ("the Tarn Agency", "e4", "Teun Aldersey to the Tarn Agency"),
        ("Ada", "e3", "Teun Aldersey to Ada Lund"),
        ("Ada and", None, "Teun Aldersey to Ada and"),
    ],
)
def test_to_whom_it_was_said_follows_the_speaker(addressee, entity, shown):
    assert show(tell(say(None, "e1"), TEXT, addressee, entity=entity)) == [shown]


def test_to_whom_it_was_said_is_set_off_by_a_comma_behind_a_description():
    said = tell(say(None, "e1"), TEXT, "Ada", entity="e3")
    assert show(said, teun=CHAIRMAN) == ["Teun Aldersey, chairman, for the port company, to Ada Lund"]


@pytest.mark.parametrize(
    ("chain", "notes"),
    [
        (("writer",), ()),
        (("writer", "e1"), ()),
        (("writer", "gone", "e1"), ()),
        (("writer", "e3", "e1"), ("on the word of Ada Lund",)),
        (("writer", "e3", "e2", "e1"), ("on the word of the port company, on the word of Ada Lund",)),
        (("writer", *["e3", "e4"] * 9, "e1"), (
            "on the word of the Tarn Agency, on the word of Ada Lund, on the word of the Tarn Agency and of 15 more",
        )),
    ],
)  # fmt: skip
def test_on_whose_word_it_rests_is_said_where_others_stand_between_the_speaker_and_the_writer(chain, notes):
    (speaker,) = speak(say(None, "e1", on_whose_word=chain))
    assert speaker.notes == notes


def test_what_an_unresolved_speaker_is_said_to_have_said_rests_on_the_one_who_says_so():
    (speaker,) = speak(say("He", on_whose_word=("writer", "e3")))
    assert speaker.notes == ("not resolved", "on the word of Ada Lund")


def test_a_chain_of_two_thousand_words_takes_no_longer_than_a_short_one():
    long = ("writer", *["e3", "e4"] * 1_000, "e1")
    nested = [
        Attribution(f"a{at}", "indirect", "say", False, Source((), "e1"), None, Passage(()), on_whose_word=long)
        for at in range(200)
    ]
    assert all(len(speaker.notes[0]) < 200 for speaker in speak(*nested))


def test_the_words_of_a_source_in_pieces_are_shown_with_an_ellipsis():
    source = Source((find(TEXT, "Ada"), find(TEXT, "the Tarn Agency")), "e1")
    assert show(replace(say(), source=source)) == ["Teun Aldersey (“Ada … the Tarn Agency”)"]
