"""Two readings are compared: of one text by places, of two versions by words."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.data import Attribution, Passage, Reading
from sayso.record.changes import align_words, compare_readings, match_entities, pair_statements
from sayso.text import make_span
from tests.record.made import LATER, NEWER, READINGS, Said, Who, make_reading

LUND, BRASK = Who("Lund"), Who("Brask")
TEXT = "Lund said the dam is safe. Brask said the gates leak."
SAFE, LEAK = Said("the dam is safe", "Lund", "Lund"), Said("the gates leak", "Brask", "Brask", "said/2")
BOTH = make_reading(TEXT, who=(LUND, BRASK), said=(SAFE, LEAK))


def tell(old: Reading, new: Reading) -> list[tuple[str, str | None, str | None, tuple[str, ...]]]:
    """Tell the differences by kind, words before, words now, and fields."""
    return [
        (
            one.kind,
            one.old.content.text if one.old else None,
            one.new.content.text if one.new else None,
            one.fields,
        )
        for one in compare_readings(old, new)
    ]


@pytest.mark.parametrize("name", READINGS)
def test_a_reading_is_no_different_from_itself(name):
    assert compare_readings(READINGS[name], READINGS[name]) == ()


def test_what_only_one_reading_of_a_text_has_is_new_or_gone():
    fewer = replace(BOTH, attributions=BOTH.attributions[1:])
    assert tell(fewer, BOTH) == [("new", None, "the dam is safe", ())]
    assert tell(BOTH, fewer) == [("gone", "the dam is safe", None, ())]


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"act": "warn"}, ("act",)),
        ({"manner": "direct"}, ("manner",)),
        ({"negated": True}, ("negated",)),
        ({"act": "deny", "negated": True}, ("act", "negated")),
        ({"source": None, "on_whose_word": ("writer",)}, ("speaker", "source")),
        ({"cue": None}, ("cue",)),
        ({"on_whose_word": ("writer", BOTH.entities[1].id, BOTH.entities[0].id)}, ("on_whose_word",)),
    ],
)
def test_the_same_words_read_otherwise_are_changed_and_the_fields_named(fields, named):
    otherwise = replace(BOTH, attributions=(replace(BOTH.attributions[0], **fields), BOTH.attributions[1]))
    assert tell(BOTH, otherwise) == [("changed", "the dam is safe", "the dam is safe", named)]


def test_confidence_and_decisions_are_no_difference():
    sure = tuple(replace(one, confidence=0.1, status="confirmed") for one in BOTH.attributions)
    assert compare_readings(BOTH, replace(BOTH, attributions=sure)) == ()


def test_of_one_text_a_content_of_other_bounds_is_reworded():
    longer = make_reading(TEXT, who=(LUND, BRASK), said=(Said("dam is safe", "Lund", "Lund"), LEAK))
    assert tell(BOTH, longer) == [("reworded", "the dam is safe", "dam is safe", ("content",))]


def test_of_one_text_a_speaker_is_the_same_by_mentions_under_any_name():
    renamed = replace(BOTH, entities=tuple(replace(one, name="X", id=one.id + "x") for one in BOTH.entities))
    moved = tuple(
        replace(one, source=one.source and replace(one.source, entity=f"{one.source.entity}x"),
                on_whose_word=("writer", f"{one.on_whose_word[-1]}x"))
        for one in BOTH.attributions
    )  # fmt: skip
    assert compare_readings(BOTH, replace(renamed, attributions=moved)) == ()


def test_a_pronoun_that_goes_to_another_does_not_take_the_speaker_along():
    text = "Lund came. Brask came. She said it rained."
    she = Said("it rained", "Lund", "She")
    old = make_reading(text, who=(Who("Lund", others=("She",)), BRASK), said=(she,))
    new = make_reading(text, who=(LUND, Who("Brask", others=("She",))), said=(replace(she, by="Brask"),))
    assert match_entities(old, new) == {old.entities[0].id: new.entities[0].id, old.entities[1].id: new.entities[1].id}
    assert tell(old, new) == [("changed", "it rained", "it rained", ("speaker",))]


def test_in_another_version_words_that_have_moved_are_the_same_statement():
    moved = make_reading(
        "Snow fell. Brask said the gates leak. Lund said the dam is safe.",
        who=(BRASK, LUND),
        said=(replace(LEAK, cue="said"), replace(SAFE, cue="said/2")),
    )
    assert compare_readings(BOTH, moved) == ()


@pytest.mark.parametrize(
    ("text", "said", "told"),
    [
        ("Lund said the dam is quite safe.", Said("the dam is quite safe", "Lund", "Lund"), ("content",)),
        ("Lund said nobody knew.", Said("nobody knew", "Lund", "Lund"), ("content",)),
        ("Lund warned the dam was safe.", Said("the dam was safe", "Lund", "Lund", "warned"), ("content", "cue")),
    ],
)
def test_most_words_the_same_or_the_same_speaker_at_the_same_cue_are_reworded(text, said, told):
    old = make_reading("Lund said the dam is safe.", who=(LUND,), said=(SAFE,))
    new = make_reading(text, who=(LUND,), said=(said,))
    assert tell(old, new) == [("reworded", "the dam is safe", said.content, told)]


def test_another_speaker_with_other_words_at_the_same_cue_is_another_statement():
    old = make_reading("On Monday Lund said snow fell.", who=(LUND,), said=(Said("snow fell", "Lund", "Lund"),))
    new = make_reading("On Monday Brask said nobody knew.", who=(BRASK,), said=(Said("nobody knew", "Brask", "Brask"),))
    assert tell(old, new) == [("gone", "snow fell", None, ()), ("new", None, "nobody knew", ())]


def test_speakers_of_two_versions_are_compared_by_name_or_alias():
    old = make_reading("Lund said the dam is safe.", who=(LUND,), said=(SAFE,))
    fuller = make_reading(
        "Ada Lund said the dam is safe.",
        who=(Who("Ada Lund", fields={"aliases": ("Lund",)}),),
        said=(Said("the dam is safe", "Ada Lund", "Ada Lund"),),
    )
    assert tell(old, fuller) == [("changed", "the dam is safe", "the dam is safe", ("source",))]


def test_which_of_two_officials_is_meant_is_no_difference_between_versions():
    one, other = Who("officials", "unnamed"), Who("officials/2", "unnamed")
    old = make_reading(
        "The officials said the dam is safe.", who=(one,), said=(Said("is safe", "officials", "officials"),)
    )
    new = make_reading(
        "Some officials slept. The officials said the dam is safe.",
        who=(one, other),
        said=(Said("is safe", "officials/2", "officials/2"),),
    )
    assert compare_readings(old, new) == ()


def test_words_said_twice_are_told_apart_by_their_place():
    text = "Lund said no. Then snow fell on the town. Brask said no."
    twice = make_reading(text, who=(LUND, BRASK), said=(Said("no", "Lund", "Lund"),))
    second = make_reading(text, who=(LUND, BRASK), said=(Said("no/2", "Brask", "Brask", "said/2"),))
    assert tell(twice, replace(twice, attributions=twice.attributions + second.attributions)) == [
        ("new", None, "no", ())
    ]


def test_an_answer_not_given_is_the_same_one_by_its_cue():
    text = "Lund did not reply. Brask did not reply."
    one = make_reading(text, who=(LUND, BRASK), said=(Said("", "Lund", "Lund", "did not reply"),))
    other = make_reading(text, who=(LUND, BRASK), said=(Said("", "Brask", "Brask", "did not reply/2"),))
    assert [kind for kind, *_ in tell(one, other)] == ["gone", "new"]
    assert compare_readings(one, one) == ()


def test_differences_come_in_reading_order_what_is_gone_where_it_was():
    old = make_reading(
        "A said one. B said two. C said three.",
        who=(Who("A"), Who("B"), Who("C")),
        said=(Said("one", "A", "A"), Said("two", "B", "B", "said/2"), Said("three", "C", "C", "said/3")),
    )
    new = make_reading(
        "Z said zero. A said one. C asked three.",
        who=(Who("Z"), Who("A"), Who("C")),
        said=(Said("zero", "Z", "Z"), Said("one", "A", "A", "said/2"), Said("three", "C", "C", "asked")),
    )
    told = [(kind, before or now) for kind, before, now, _ in tell(old, new)]
    assert told == [("new", "zero"), ("gone", "two"), ("changed", "three")]


def test_pairs_tell_which_statement_followed_which():
    assert [(pair.old.content.text, pair.new.content.text, pair.same) for pair in pair_statements(LATER, NEWER)] == [
        ("the gates of Tarn were mended", "the gates of Tarn were mended on Friday", False)
    ]


@st.composite
def readings(draw):
    """Make readings of texts of few words, in which much is alike."""
    words = draw(st.lists(st.sampled_from("no the gate leaks said Lund".split()), min_size=1, max_size=25))
    starts = [sum(len(word) + 1 for word in words[:n]) for n in range(len(words))]
    bare = make_reading(" ".join(words))

    def cut(first: int, last: int) -> Passage:
        return Passage((make_span(bare.article.text, starts[first], starts[last] + len(words[last])),))

    found: dict[object, Attribution] = {}
    for _ in range(draw(st.integers(0, 6))):
        first = draw(st.integers(0, len(words) - 1))
        last, at = draw(st.integers(first, len(words) - 1)), draw(st.integers(0, len(words) - 1))
        cue = cut(at, at) if draw(st.booleans()) else None
        act = draw(st.sampled_from(("say", "deny")))
        found[first, last, cue] = Attribution(
            f"a{len(found)}", "direct", act, negated=False, source=None, cue=cue, content=cut(first, last)
        )
    return replace(bare, attributions=tuple(found.values()))


@given(readings())
def test_any_reading_is_no_different_from_itself(reading):
    assert compare_readings(reading, reading) == ()


@given(st.one_of(readings(), st.sampled_from([*READINGS.values()])), st.one_of(readings(), st.just(NEWER)))
def test_seen_from_the_other_side_what_is_new_is_gone(old, new):
    mirror = {"new": "gone", "gone": "new"}
    there = {(one.kind, one.old and one.old.id, one.new and one.new.id) for one in compare_readings(old, new)}
    back = {
        (mirror.get(one.kind, one.kind), one.new and one.new.id, one.old and one.old.id)
        for one in compare_readings(new, old)
    }
    assert there == back


@given(readings(), st.data())
def test_of_one_text_only_what_was_taken_out_is_gone(reading, data):
    kept = tuple(one for one in reading.attributions if data.draw(st.booleans()))
    fewer = replace(reading, attributions=kept)
    gone, new = compare_readings(reading, fewer), compare_readings(fewer, reading)
    assert len(gone) == len(new) == len(reading.attributions) - len(kept)
    assert {one.kind for one in gone} <= {"gone"}


WORDS = st.lists(st.sampled_from("a b c d e f g h".split()), max_size=40)


@given(WORDS, WORDS)
def test_texts_laid_side_by_side_agree_word_by_word_and_in_order(old, new):
    found = align_words(old, new)
    places = [(i, j) for i, j in enumerate(found) if j >= 0]
    assert all(old[i] == new[j] for i, j in places)
    assert [j for _, j in places] == sorted({j for _, j in places})
    assert align_words(old, old) == list(range(len(old)))


def test_a_megabyte_is_compared_in_seconds():
    numbers = range(20_000, 36_000)
    lines = [f"Speaker {n} said that item {n * 7} of a long list was lost near mile {n}." for n in numbers]
    mended = [line.replace("lost", "found") for line in reversed(lines)]
    old, new = _read_lines(lines), _read_lines(mended)
    began = time.monotonic()
    assert {one.kind for one in compare_readings(old, new)} == {"reworded"}
    assert time.monotonic() - began < 20, "some three seconds on a machine at rest"


def _read_lines(lines):
    """Make a reading of a text of many lines, each eighth of which holds a statement."""
    bare = make_reading("\n\n".join(lines))
    found, at = [], 0
    for line in lines:
        start, end = at + line.index("item"), at + len(line) - 1
        if int(line.split()[1]) % 8 == 0:
            content = Passage((make_span(bare.article.text, start, end),))
            found.append(Attribution(f"a{start}", "indirect", "say", False, None, None, content))
        at += len(line) + 2
    return replace(bare, attributions=tuple(found))


def test_the_older_reading_may_be_of_another_text_altogether():
    assert {one.kind for one in compare_readings(READINGS["interview"], NEWER)} == {"gone", "new"}
