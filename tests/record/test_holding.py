"""What persons decided of an article holds for its newer version where the words are the same; else it is an orphan."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.data import Reading, Span
from sayso.keeping import Record
from sayso.record.here import name_of
from sayso.record.holding import Held, carry_decisions, find_words, list_settled
from sayso.record.verify import verify
from sayso.text import make_span
from tests.record.made import Said, Who, make_reading

# Words.


def span_of(text: str, words: str, nth: int = 1) -> Span:
    at = -1
    for _ in range(nth):
        at = text.index(words, at + 1)
    return make_span(text, at, at + len(words))


@pytest.mark.parametrize(
    ("old", "words", "new", "found"),
    [
        ("The dam is safe.", "is safe", "Today the dam is safe again.", "is safe"),
        ("The dam is safe.", "is safe", "The dam was safe.", None),
        ("The dam is safe.", "is safe", "The dam is  safe.", None),
        ("He said no.", "no", "Nobody knows.", None),
        ("He said no.", "no", "Nobody said no.", "no"),
        ("She said it.", "said", "It was unsaid, she said.", "said"),
        ("Untold.", "told", "He told of untold things.", "told"),
    ],
)
def test_words_that_stand_once_are_found_and_none_that_are_only_like_them(old, words, new, found):
    place = find_words(new, span_of(old, words))
    assert (None if place is None else new[slice(*place)]) == found


def test_a_word_cut_out_of_another_is_no_whole_word():
    assert find_words("He told of untold things.", span_of("Untold.", "told")) == (13, 17)


OLD = "On Monday Lund said no to the plan of the council. On Friday Brask said no to the plan of the board."


@pytest.mark.parametrize("nth", [1, 2])
def test_words_that_stand_twice_are_told_apart_by_what_is_around_them(nth):
    span = span_of(OLD, "no", nth)
    assert find_words(OLD, span) == (span.start, span.end)
    longer = "Snow fell on the whole of the valley that week. " + OLD
    assert find_words(longer, span) == (span.start + 48, span.end + 48)


def test_one_side_decides_where_it_speaks_for_one_place_only():
    span = span_of(OLD, "no", 2)
    changed = OLD.replace("to the plan of the board", "to everything")
    assert find_words(changed, span) == (span.start, span.end)
    assert find_words(f"{changed} {changed}", span) is None


def test_where_the_two_sides_speak_for_two_places_nothing_is_decided():
    before, behind = "a" * 40 + " ", " " + "b" * 40
    span = span_of(f"{before}no{behind}", "no")
    assert find_words(f"{before}no {'c' * 40} {'d' * 40} no{behind}", span) is None
    assert find_words(f"{before}no {'c' * 40} no{behind}x", span) is None


def test_words_without_anything_around_them_are_found_only_where_they_stand_once():
    bare = Span(0, 2, "no")
    assert find_words("say no", bare) == (4, 6)
    assert find_words("no, no", bare) is None
    assert find_words("say no", Span(0, 0, "")) is None


FEW = st.lists(st.sampled_from(["no", "the", "dam", "não", "🌊", "“no”", "known", "\n"]), max_size=60).map(" ".join)


@given(FEW, FEW, st.data())
def test_no_place_is_given_whose_words_differ(old, new, data):
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    span = make_span(old, start, end)
    place = find_words(new, span)
    assert place is None or new[slice(*place)] == span.exact
    itself = find_words(old, span)
    assert itself in (None, (start, end))


@given(FEW, FEW, st.integers(0, 999))
def test_words_that_stand_once_in_either_text_are_always_found(before, behind, number):
    words = f"item {number} fell"
    old, new = f"{before} {words} {behind}", f"{behind} {words} {before}"
    place = find_words(new, span_of(old, words))
    assert place is not None
    assert new[slice(*place)] == words


# Decisions.

WHO = (Who("Ada Lund"), Who("Odo Brask"))
TEXT = "Ada Lund said the dam is safe. Odo Brask warned that the gates leak. Snow fell."
SAFE = Said("the dam is safe", "Ada Lund", "Ada Lund")
LEAK = Said("the gates leak", "Odo Brask", "Odo Brask", "warned", fields={"act": "warn"})
FIELDS = {"url": "https://courier.example/dam", "published": "2021-03-04"}
FIRST = make_reading(TEXT, who=WHO, said=(SAFE, LEAK), **FIELDS)
MENDED = make_reading(f"Updated. {TEXT} The gates are shut.", who=WHO, said=(SAFE, LEAK), **FIELDS)


@pytest.fixture
def record(tmp_path):
    with Record(tmp_path / "a.sayso") as opened:
        opened.add(FIRST)
        yield opened
        assert list(verify(opened.connection)) == []


def renew(record: Record, newer: Reading) -> Held:
    """Add a newer version, and carry the decisions over."""
    record.add(newer)
    rows = [
        record.connection.execute("SELECT article_id FROM article WHERE id = ?", (one.article.id,)).fetchone()[0]
        for one in (FIRST, newer)
    ]
    with record.writing():
        return carry_decisions(record.connection, *rows)


def read(record: Record, newer: Reading, n: int):
    return record.show(newer.attributions[n].id)


@pytest.mark.parametrize(("action", "status"), [("confirm", "confirmed"), ("reject", "rejected")])
def test_what_was_confirmed_or_rejected_is_so_in_the_newer_version(record, action, status):
    getattr(record, action)(FIRST.attributions[0].id, by="Vera", why="heard it")
    held = renew(record, MENDED)
    assert held == ((FIRST.attributions[0].id,), ())
    assert [read(record, MENDED, n).status for n in (0, 1)] == [status, "machine"]
    line = record.log(MENDED.attributions[0].id)[0]
    assert (line.by, line.action) == ("Vera", action)
    assert line.why == f"held over from {FIRST.attributions[0].id}: heard it"


@pytest.mark.parametrize(
    ("field", "value", "tell"),
    [
        ("act", "announce", lambda a: a.act == "announce"),
        ("manner", "mixed", lambda a: a.manner == "mixed"),
        ("negated", True, lambda a: a.negated),
        ("speaker", "writer", lambda a: a.source.entity == "writer"),
        ("speaker", "nobody", lambda a: a.source.entity is None),
        ("speaker", "Odo Brask", lambda a: a.source.entity == MENDED.entities[1].id),
        ("cue", "warned", lambda a: a.cue.text == "warned"),
        ("source", "Odo Brask", lambda a: a.source.text == "Odo Brask"),
        ("source", None, lambda a: a.source.spans == () and a.source.entity == MENDED.entities[0].id),
        ("content", "is safe", lambda a: a.content.text == "is safe"),
        ("content", "the dam…safe", lambda a: a.content.text == "the dam … safe"),
    ],
)
def test_what_was_corrected_is_corrected_in_the_newer_version(record, field, value, tell):
    record.correct(FIRST.attributions[0].id, field, value, by="Vera")
    assert renew(record, MENDED).carried == (FIRST.attributions[0].id,)
    kept = read(record, MENDED, 0)
    assert tell(kept.attribution)
    assert kept.status == "corrected"
    assert [line.by for line in record.log(MENDED.attributions[0].id)] == ["Vera"]


def test_of_several_corrections_the_last_of_each_field_is_made_and_those_undone_are_not(record):
    own = FIRST.attributions[0].id
    record.correct(own, "act", "warn", by="Vera")
    record.correct(own, "act", "promise", by="Wim")
    record.undo(record.correct(own, "manner", "mixed", by="Vera").number)
    record.confirm(own, by="Ada")
    renew(record, MENDED)
    kept = read(record, MENDED, 0)
    assert (kept.attribution.act, kept.attribution.manner, kept.status) == ("promise", "indirect", "confirmed")
    assert [(line.by, line.action) for line in record.log(kept.id)] == [("Ada", "confirm"), ("Wim", "correct")]


def test_what_the_newer_version_reads_as_it_was_corrected_is_confirmed(record):
    record.correct(FIRST.attributions[0].id, "act", "warn", by="Vera")
    better = replace(MENDED, attributions=(replace(MENDED.attributions[0], act="warn"), MENDED.attributions[1]))
    renew(record, better)
    assert read(record, better, 0).status == "confirmed"
    assert read(record, better, 0).attribution.act == "warn"


def test_somebody_whom_a_person_brought_into_the_older_version_is_brought_into_the_newer(record):
    record.add(make_reading("Pell slept.", who=(Who("Pell"),)))
    record.correct(FIRST.attributions[0].id, "speaker", "Pell", by="Vera")
    assert renew(record, MENDED).orphans == ()
    assert read(record, MENDED, 0).speaker.name == "Pell"


LOST = {
    "the words are others": make_reading(
        TEXT.replace("is safe", "was safe"), who=WHO, said=(replace(SAFE, content="the dam was safe"), LEAK), **FIELDS
    ),
    "nobody reads a statement there": make_reading(TEXT + " So.", who=WHO, said=(LEAK,), **FIELDS),
    "another content is read there": make_reading(
        TEXT + " So.", who=WHO, said=(replace(SAFE, content="the dam is"), LEAK), **FIELDS
    ),
    "another says it": make_reading(
        TEXT.replace("Ada Lund said", "Odo Brask said"),
        who=WHO[1:],
        said=(Said("the dam is safe", "Odo Brask", "Odo Brask"),),
        **FIELDS,
    ),
    "it is read as another act": make_reading(
        TEXT + " So.", who=WHO, said=(replace(SAFE, fields={"act": "deny"}), LEAK), **FIELDS
    ),
    "it stands there twice, in other company": make_reading(
        "Now Ada Lund said the dam is safe, and Ada Lund said the dam is safe, no less.",
        who=WHO[:1],
        said=(SAFE,),
        **FIELDS,
    ),
}


@pytest.mark.parametrize("newer", LOST.values(), ids=LOST)
def test_a_decision_without_a_place_is_an_orphan_and_nothing_is_changed_in_the_newer_version(record, newer):
    record.confirm(FIRST.attributions[0].id, by="Vera")
    held = renew(record, newer)
    assert held == ((), (FIRST.attributions[0].id,))
    assert record.show(FIRST.attributions[0].id).orphan
    assert {record.show(one.id).status for one in newer.attributions} <= {"machine"}


@pytest.mark.parametrize(("field", "value"), [("cue", "fell"), ("source", "Snow")])
def test_a_correction_whose_words_stand_elsewhere_only_is_an_orphan(record, field, value):
    record.correct(FIRST.attributions[0].id, field, value, by="Vera")
    newer = make_reading(
        "It is said that Snow Street fell into the river, years ago. Ada Lund said the dam is safe.",
        who=WHO[:1],
        said=(replace(SAFE, cue="said/2"),),
        **FIELDS,
    )
    assert renew(record, newer).orphans == (FIRST.attributions[0].id,)
    assert read(record, newer, 0).status == "machine"


def test_a_speaker_who_is_no_longer_named_makes_an_orphan(record):
    record.correct(FIRST.attributions[0].id, "speaker", "Odo Brask", by="Vera")
    newer = make_reading("Now Ada Lund said the dam is safe.", who=WHO[:1], said=(SAFE,), **FIELDS)
    assert renew(record, newer).orphans == (FIRST.attributions[0].id,)


def test_what_was_decided_of_the_newer_version_before_is_left(record):
    record.reject(FIRST.attributions[0].id, by="Vera")
    record.add(MENDED)
    if read(record, MENDED, 0).status != "machine":
        record.undo(record.log(MENDED.attributions[0].id)[0].number)
    record.confirm(MENDED.attributions[0].id, by="Wim")
    assert renew(record, MENDED).orphans == (FIRST.attributions[0].id,)
    assert read(record, MENDED, 0).status == "confirmed"


def test_an_article_whose_text_comes_back_has_its_decisions_as_they_were(record):
    record.confirm(FIRST.attributions[0].id, by="Vera")
    newer = LOST["the words are others"]
    renew(record, newer)
    record.add(FIRST)
    rows = [record.find(one.article.id).row for one in (newer, FIRST)]
    with record.writing():
        assert carry_decisions(record.connection, *rows) == ((), ())
    assert not record.show(FIRST.attributions[0].id).orphan
    assert record.show(FIRST.attributions[0].id).status == "confirmed"


def test_an_answer_not_given_is_held_by_its_cue(tmp_path):
    refused = Said("", "Ada Lund", "Ada Lund", "did not reply", fields={"act": "decline"})
    old = make_reading("Ada Lund did not reply.", who=WHO[:1], said=(refused,), **FIELDS)
    new = make_reading("On Monday Ada Lund did not reply.", who=WHO[:1], said=(refused,), **FIELDS)
    with Record(tmp_path / "b.sayso") as record:
        record.add(old)
        record.confirm(old.attributions[0].id, by="Vera")
        record.add(new)
        with record.writing():
            held = carry_decisions(record.connection, record.find(old.article.id).row, record.find(new.article.id).row)
        assert held.orphans == ()
        assert read(record, new, 0).status == "confirmed"


def test_a_surname_that_nobody_is_known_by_speaks_for_itself_in_the_same_words(tmp_path):
    said = Said("the dam is safe", "Lund", "Lund")
    old = make_reading("Lund said the dam is safe.", who=(Who("Lund"),), said=(said,), **FIELDS)
    new = make_reading("On Monday Lund said the dam is safe.", who=(Who("Lund"),), said=(said,), **FIELDS)
    with Record(tmp_path / "b.sayso") as record:
        record.add(old)
        record.confirm(old.attributions[0].id, by="Vera")
        record.add(new)
        with record.writing():
            held = carry_decisions(record.connection, record.find(old.article.id).row, record.find(new.article.id).row)
        assert held.carried == (old.attributions[0].id,)


def test_whom_persons_merged_or_split_is_listed_by_name_with_whom_they_are_now(record):
    assert list_settled(record.connection, 1) == {}
    other = make_reading("Ada Lund slept.", who=(Who("Ada Lund"),))
    record.add(other)
    record.split(f"k{record.find_known('Ada Lund')}", [FIRST.article.id], by="Vera")
    rows = record.connection.execute(
        "SELECT e.name, e.mentions, a.text, article_id, 'k' || e.known_id FROM entity AS e "
        "JOIN article AS a USING (article_id)"
    )
    apart = {article: known for *told, article, known in rows if name_of(*told) == "Ada Lund"}
    assert apart[1] != apart[2]
    assert list_settled(record.connection, 1) == {"ada lund": apart[1]}
    assert list_settled(record.connection, 2) == {"ada lund": apart[2]}
