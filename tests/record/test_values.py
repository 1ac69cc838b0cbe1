"""What a person types for a field becomes the value that is kept: a speaker by name, places by their words."""

from itertools import pairwise

import pytest

from sayso.errors import EditError, UnknownIdError
from sayso.keeping import Record
from sayso.record.check import find_faults
from tests.record.made import HARBOUR, LATER, ODD, ZOE, Said, Who, make_reading

TWICE = make_reading(
    "The dam is safe, said Ada Lund. The dam is old. “The dam is safe,” said Bo Dahl, and the dam is full.",
    who=(Who("Ada Lund"), Who("Bo Dahl")),
    said=(Said("The dam is safe", "Ada Lund", "Ada Lund"), Said("The dam is safe/2", "Bo Dahl", "Bo Dahl", "said/2")),
    published="2021-03-06",
)  # fmt: skip
"""The same words at several places."""


@pytest.fixture
def record(tmp_path):
    with Record(tmp_path / "made.sayso") as record:
        for reading in (HARBOUR, ODD, LATER, TWICE):
            record.add(reading)
        yield record


def name(words: str) -> str:
    return next(a.id for reading in (HARBOUR, ODD, LATER) for a in reading.attributions if a.content.text == words)


LEAK, MONEY, TROUBLE = name("the gates leak"), name("money is missing"), name("The board is plainly in trouble")


def entity_of(words: str) -> str:
    return next(entity.id for entity in HARBOUR.entities if entity.name == words)


def correct(record: Record, field: str, value: object, statement: str = LEAK):
    """Correct a field, and give the statement as it is then."""
    record.correct(statement, field, value)
    return record.show(statement)


# Who is meant


@pytest.mark.parametrize("words", ["Odo Brask", "odo brask", " Odo Brask ", "k5"])
def test_a_speaker_is_found_among_those_of_the_article(record, words):
    found = correct(record, "speaker", words)
    assert (found.speaker.name, found.attribution.source.entity) == ("Odo Brask", entity_of("Odo Brask"))


def test_a_speaker_is_found_by_another_name_in_the_article(record):
    assert correct(record, "speaker", "FU").speaker.name == "Fleet Union"


def test_a_speaker_is_found_by_the_id_that_the_article_has_for_them(record):
    assert correct(record, "speaker", entity_of("Odo Brask")).speaker.name == "Odo Brask"


def test_who_is_known_elsewhere_is_brought_into_the_article_without_mentions(record):
    found = correct(record, "speaker", "Zoe Oland")
    (brought,) = [entity for entity in next(iter(record.readings())).entities if entity.name == ZOE]
    assert (brought.id, brought.kind, brought.mentions) == (found.attribution.source.entity, "person", ())
    assert found.speaker.name == ZOE


def test_who_was_brought_in_is_in_no_more_articles_than_before(record):
    before = record.who(ZOE).listed.articles
    correct(record, "speaker", ZOE)
    assert record.who(ZOE).listed.articles == before
    assert len(next(record.spot([record.who(ZOE).listed.id]))) == 1


def test_who_was_brought_in_leaves_with_the_last_statement(record):
    correct(record, "speaker", ZOE)
    correct(record, "speaker", "nobody")
    assert next(iter(record.readings())).entities == HARBOUR.entities


def test_who_is_brought_in_twice_is_there_once(record):
    for speaker in (ZOE, "writer", ZOE):
        correct(record, "speaker", speaker)
    names = [entity.name for entity in next(iter(record.readings())).entities]
    assert names.count(ZOE) == 1


@pytest.mark.parametrize("words", ["Lund", "Zoe Oland"])
def test_who_is_in_the_article_is_not_brought_into_it(record, words):
    for statement in (TROUBLE, MONEY):
        correct(record, "speaker", words, statement)
    names = [entity.name for entity in next(iter(record.readings())).entities]
    assert len(names) == len(set(names))


def test_a_reading_into_which_somebody_was_brought_can_be_added_to_another_record(record):
    correct(record, "speaker", ZOE)
    assert list(find_faults(next(iter(record.readings())))) == []


@pytest.mark.parametrize("words", ["writer", "The Writer"])
def test_the_article_itself_may_be_the_speaker(record, words):
    found = correct(record, "speaker", words)
    assert (found.speaker, found.attribution.source.entity) == (None, "writer")


@pytest.mark.parametrize("words", ["nobody", "Unknown", "", None])
def test_nobody_may_be_known_to_speak(record, words):
    found = correct(record, "speaker", words)
    assert (found.speaker, found.attribution.source.entity) == (None, None)


def test_who_speaks_is_on_whose_word_it_is(record):
    word = correct(record, "speaker", "Odo Brask").attribution.on_whose_word
    assert word == ("writer", entity_of("Jory Pell"), entity_of("Odo Brask"))


def test_what_is_nested_is_on_the_word_of_the_new_speaker_too(record):
    record.correct(name("Ms Lund had denied that the gates leak"), "speaker", "Odo Brask")
    assert record.show(LEAK).attribution.on_whose_word == ("writer", entity_of("Odo Brask"), entity_of("Ada Lund"))


def test_a_speaker_whom_a_person_names_is_not_inferred(record):
    assert correct(record, "speaker", "Odo Brask", TROUBLE).attribution.source.inferred is False


@pytest.mark.parametrize(("speaker", "entity"), [("Ada Lund", entity_of("Ada Lund")), ("writer", "writer")])
def test_a_statement_without_a_source_can_be_given_a_speaker(record, speaker, entity):
    source = correct(record, "speaker", speaker, MONEY).attribution.source
    assert (source.spans, source.entity) == ((), entity)


def test_a_speaker_stays_where_the_words_for_them_are_taken_away(record):
    source = correct(record, "source", None).attribution.source
    assert (source.spans, source.entity) == ((), entity_of("Ada Lund"))


def test_two_of_a_name_in_one_article_are_not_chosen_between(record):
    text = "Ada Lund met Ada Lund, said a pilot."
    two = make_reading(
        text, who=(Who("Ada Lund"), Who("Ada Lund/2"), Who("a pilot", "unnamed")),
        said=(Said("Ada Lund met Ada Lund", "a pilot", "a pilot"),),
    )  # fmt: skip
    record.add(two)
    with pytest.raises(UnknownIdError, match="two in this article are called so; give the id of one"):
        record.correct(two.attributions[0].id, "speaker", "Ada Lund")


def test_two_of_an_article_that_were_merged_are_one_speaker(record):
    record.merge("k1", "k3")
    assert correct(record, "speaker", "k1", MONEY).speaker.id == "k1"


def test_an_id_that_was_merged_away_stands_for_the_one_it_is_now(record):
    zoe, radio = record.who(ZOE).listed.id, record.who("Radio Ness").listed.id
    record.merge(zoe, radio)
    assert correct(record, "speaker", radio).speaker.id == zoe


# Where words stand


def places(statement, part: str = "content") -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in getattr(statement.attribution, part).spans]


@pytest.mark.parametrize("part", ["content", "source", "cue"])
def test_words_are_found_where_they_stand(record, part):
    (place,) = places(correct(record, part, "a hundred years"), part)
    assert HARBOUR.article.text[slice(*place)] == "a hundred years"


@pytest.mark.parametrize(
    ("which", "words", "at"), [(0, "dam is", 0), (0, "The dam", 0), (1, "The dam", 2), (1, "dam", 2)]
)
def test_words_that_stand_at_several_places_are_those_nearest_to_the_old_ones(record, which, words, at):
    starts = [n for n in range(len(TWICE.article.text)) if TWICE.article.text.startswith(words, n)]
    ((start, _),) = places(correct(record, "content", words, TWICE.attributions[which].id))
    assert start == starts[at]


def test_words_in_pieces_are_found_piece_by_piece(record):
    found = correct(record, "content", "the Tarn Council … gates leak")
    assert found.attribution.content.text == "the Tarn Council … gates leak"


@pytest.mark.parametrize(
    ("words", "statement"),
    [("gates leak … the Tarn Council", LEAK),
     *((words, one.id) for one in TWICE.attributions for words in ("The dam is safe … dam", "dam … The dam is safe"))],
)  # fmt: skip
def test_pieces_stand_in_reading_order_and_apart(record, words, statement):
    found = places(correct(record, "content", words, statement))
    assert len(found) == 2
    assert found == sorted(found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))


@pytest.mark.parametrize(
    "words", ["the gates leak … gates", "gates … the gates leak", "gates … gates", "denied that … that the gates"]
)
def test_words_that_stand_only_in_another_piece_are_refused(record, words):
    with pytest.raises(EditError, match="these pieces lie over each other; give each stretch of words once"):
        record.correct(LEAK, "content", words)


def test_blanks_around_words_are_none_of_theirs(record):
    assert correct(record, "cue", "  denied ").attribution.cue.text == "denied"


def test_words_are_taken_letter_by_letter(record):
    with pytest.raises(EditError, match="the article has not these words: 'The Gates'"):
        record.correct(LEAK, "content", "The Gates")


@pytest.mark.parametrize("words", ["the gates … ", "…", " … "])
def test_a_piece_without_words_is_refused(record, words):
    with pytest.raises(EditError, match="the article has not these words"):
        record.correct(LEAK, "content", words)


def test_characters_of_many_code_points_keep_their_places(record):
    statement = ODD.attributions[0].id
    found = correct(record, "content", "\U0001f3f4\u200d☠️ holds", statement).attribution.content
    assert [ODD.article.text[span.start : span.end] for span in found.spans] == ["\U0001f3f4\u200d☠️ holds"]


@pytest.mark.parametrize("part", ["source", "cue"])
@pytest.mark.parametrize("value", [None, "", []])
def test_there_may_be_no_words_for_a_source_or_a_cue(record, part, value):
    found = getattr(correct(record, part, value).attribution, part)
    assert found is None or (part, found.spans) == ("source", ())


@pytest.mark.parametrize("value", [None, "", []])
def test_there_is_no_statement_without_content(record, value):
    with pytest.raises(EditError, match="a statement needs content; reject it instead"):
        record.correct(LEAK, "content", value)


def test_places_may_be_given_instead_of_words_in_any_order(record):
    assert places(correct(record, "content", [[183, 192], [0, 8]])) == [(0, 8), (183, 192)]


@pytest.mark.parametrize(
    "place", [[5, 2], [4, 4], [-1, 3], [0, 10_000], [1], [1, 2, 3], ["0", "5"], [0.0, 5.0], [None, 4]]
)
def test_a_place_that_is_none_of_the_article_is_refused(record, place):
    with pytest.raises(EditError, match="is no stretch of the article, which has 344 characters"):
        record.correct(LEAK, "content", [place])


@pytest.mark.parametrize(("field", "value"), [("content", 5), ("content", [5])])
def test_a_value_of_the_wrong_make_is_refused(record, field, value):
    with pytest.raises(EditError):
        record.correct(LEAK, field, value)


# Yes and no, names, days


@pytest.mark.parametrize(
    ("word", "kept"), [("no", False), ("NO", False), ("false", False), ("0", False), (False, False)]
)
def test_negated_is_no(record, word, kept):
    assert correct(record, "negated", word).attribution.negated is kept


@pytest.mark.parametrize("word", ["yes", "Yes", "true", "1", True])
def test_negated_is_yes(record, word):
    assert correct(record, "negated", word, MONEY).attribution.negated is True


@pytest.mark.parametrize("word", ["maybe", "", None, 1, "2"])
def test_negated_is_nothing_else(record, word):
    with pytest.raises(EditError, match="negated is yes or no"):
        record.correct(LEAK, "negated", word)


@pytest.mark.parametrize(
    ("given", "kept"),
    [("A B; C D", ("A B", "C D")), (" A B ;", ("A B",)), (["A B", " "], ("A B",)), (None, ()), (";", ())],
)
def test_a_byline_is_names_behind_one_another(record, given, kept):
    record.correct(HARBOUR.article.id, "byline", given)
    assert record.show(HARBOUR.article.id).reading.article.byline == kept


@pytest.mark.parametrize("field", ["publisher", "series", "title", "published", "url", "credit"])
@pytest.mark.parametrize("given", [None, "", "  "])
def test_what_an_article_says_of_itself_may_be_taken_away(record, field, given):
    if field == "credit":
        record.correct(HARBOUR.article.id, "credit", "LNA")
    record.correct(HARBOUR.article.id, field, given)
    shown = record.show(HARBOUR.article.id)
    assert (shown.credit if field == "credit" else getattr(shown.reading.article, field)) is None


def test_a_name_has_no_blanks_around_it(record):
    record.correct("k1", "name", "  Ada Ruys ")
    assert record.who("k1").listed.name == "Ada Ruys"
