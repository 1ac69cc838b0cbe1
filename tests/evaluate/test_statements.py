import json
from dataclasses import replace

import pytest

from sayso.data import Entity, Mention, Role
from sayso.errors import GoldError, InputError
from sayso.evaluate import score_readings
from sayso.evaluate.labels import (
    LabelledArticle,
    LabelledAttribution,
    LabelledEntity,
    LabelledRole,
    Labels,
    read_labels,
)
from sayso.evaluate.matching import match_attributions, pair_best
from sayso.evaluate.names import same_name
from sayso.evaluate.pieces import Parts
from sayso.evaluate.scores import Count
from sayso.evaluate.statements import count_nested, tally_labels
from tests.evaluate.made import find, make_attribution, make_reading, read_as_labelled

TEXT = "Orla Fenn said the crew had told her that the pump failed. She denied a leak."
FENN, CREW, SHE = (
    Parts(find(TEXT, "Orla Fenn"), find(TEXT, "said"), find(TEXT, "the crew had told her that the pump failed")),
    Parts(find(TEXT, "the crew"), find(TEXT, "had told"), find(TEXT, "that the pump failed")),
    Parts(find(TEXT, "She"), find(TEXT, "denied"), find(TEXT, "a leak")),
)


def make_label(id, parts, **fields):
    given = {"agreed": True, "manner": frozenset({"indirect"}), "act": frozenset({"say"}), "speaker": ("Orla Fenn",)}
    source, cue = (parts.source or (None,))[:1], (parts.cue or (None,))[:1]
    return LabelledAttribution(id=id, source=source, cue=cue, content=(parts.content,), **given | fields)


def make_gold(*labels, **fields):
    entities = (LabelledEntity("e1", ("Orla Fenn", "Fenn")), LabelledEntity("e2", ("the crew",)))
    return LabelledArticle("pump.txt", TEXT, Labels("pump", labels, entities, **fields))


GOLD = make_gold(
    make_label("a1", FENN),
    make_label("a2", CREW, speaker=("the crew",), form="nominal", nested_in=frozenset({"a1"})),
    make_label("a3", SHE, form="pronoun", act=frozenset({"deny", "reject"})),
)
ENTITIES = (Entity("e1", "Orla Fenn", "person"), Entity("e2", "the crew", "group"))


def read(*attributions, entities=ENTITIES):
    return make_reading("pump.txt", TEXT, attributions, entities)


def test_a_reading_as_labelled_is_right_in_everything():
    tally = tally_labels(GOLD, read_as_labelled(GOLD))
    assert tally["nested"] == Count(1, 1, 1)
    assert all(count.right == count.wanted == count.base for count in tally.values())


def test_an_attribution_with_other_source_words_is_not_found():
    wrong = make_attribution(TEXT, Parts(find(TEXT, "the crew"), SHE.cue, SHE.content))
    assert tally_labels(make_gold(make_label("a1", SHE)), read(wrong))["attribution"] == Count(0, 1, 1)


def test_an_attribution_whose_source_is_absent_in_both_is_found():
    sourceless = Parts((), SHE.cue, SHE.content)
    tally = tally_labels(make_gold(make_label("a1", sourceless)), read(make_attribution(TEXT, sourceless)))
    assert tally["attribution"] == Count(1, 1, 1)


@pytest.mark.parametrize(("given", "right"), [((), Count(0, 0, 0)), ((SHE,), Count(0, 0, 0))])
def test_an_optional_label_is_neither_asked_for_nor_counted_against(given, right):
    optional = make_gold(make_label("a1", SHE, agreed=False))
    assert tally_labels(optional, read(*(make_attribution(TEXT, p) for p in given)))["attribution"] == right


def test_what_stands_in_an_unmarked_stretch_does_not_count():
    gold = make_gold(unmarked=find(TEXT, "She denied a leak"))
    assert tally_labels(gold, read(make_attribution(TEXT, SHE)))["attribution"] == Count(0, 0, 0)


def test_any_accepted_act_is_right():
    found = make_attribution(TEXT, SHE, act="reject")
    assert tally_labels(GOLD, read(found))["act"] == Count(1, 1)


def test_a_nested_attribution_under_another_parent_counts_as_nested_with_the_wrong_parent():
    found = [make_attribution(TEXT, parts, id=name) for name, parts in (("a1", FENN), ("a3", SHE))]
    found.append(make_attribution(TEXT, CREW, id="a2", nested_in="a3"))
    tally = count_nested(match_attributions(GOLD, read(*found)))
    assert tally == {"nested": Count(1, 1, 1), "nested_parent": Count(0, 1)}


def test_nesting_where_the_annotators_differ_is_not_counted_against():
    doubtful = make_gold(make_label("a1", FENN), make_label("a2", CREW, nested_agreed=False))
    found = [make_attribution(TEXT, FENN, id="a1"), make_attribution(TEXT, CREW, id="a2", nested_in="a1")]
    assert count_nested(match_attributions(doubtful, read(*found)))["nested"] == Count(0, 0, 0)


def test_one_entity_for_everybody_is_wrong():
    parts = (("a1", FENN), ("a2", CREW), ("a3", SHE))
    everybody = Entity("e1", "Orla Fenn", "person", ("the crew",))
    found = [make_attribution(TEXT, p, id=name, entity="e1") for name, p in parts]
    assert tally_labels(GOLD, read(*found, entities=(everybody,)))["speaker"] == Count(2, 3)


def test_a_pronoun_among_the_mentions_names_nobody():
    only_pronoun = Entity("e1", "?", "person", mentions=(Mention(0, 9, "Orla Fenn", "pronoun"),))
    found = make_attribution(TEXT, SHE, entity="e1")
    assert tally_labels(GOLD, read(found, entities=(only_pronoun,)))["speaker"] == Count(0, 1)


@pytest.mark.parametrize(("entity", "right"), [(None, 1), ("e1", 0)])
def test_a_speaker_nobody_names_is_kept_open(entity, right):
    gold = make_gold(make_label("a1", SHE, speaker=()))
    assert tally_labels(gold, read(make_attribution(TEXT, SHE, entity=entity)))["null_kept"] == Count(right, 1)


def test_a_speaker_named_in_another_sentence_than_the_cue_is_counted_apart():
    gold = make_gold(make_label("a1", Parts(FENN.source, SHE.cue, SHE.content)))
    found = make_attribution(TEXT, Parts(FENN.source, SHE.cue, SHE.content), entity="e1")
    assert tally_labels(gold, read(found))["speaker_other_sentence"] == Count(1, 1)


def test_a_speaker_counts_under_every_accepted_manner():
    gold = make_gold(make_label("a1", SHE, manner=frozenset({"direct", "mixed"})))
    tally = tally_labels(gold, read(make_attribution(TEXT, SHE, entity="e1")))
    assert tally["speaker.direct"] == tally["speaker.mixed"] == tally["speaker"] == Count(1, 1)
    assert "speaker.indirect" not in tally


OFFICE = ("the harbour office", "the office")
OFFICER = make_gold()
OFFICER = replace(
    OFFICER,
    labels=replace(
        OFFICER.labels,
        entities=(
            LabelledEntity("e1", ("Orla Fenn", "Fenn"), (LabelledRole("deputy head", OFFICE),), (OFFICE, ("Fenn",))),
            LabelledEntity("e2", OFFICE),
        ),
    ),
)


def read_officer(name="Fenn", roles=(), speaks_for=()):
    office, crew = Entity("e2", "the Harbour Office", "organisation"), Entity("e3", "the crew", "group")
    entities = (Entity("e1", name, "person", roles=roles, speaks_for=speaks_for), office, crew)
    return tally_labels(OFFICER, read(entities=entities))


@pytest.mark.parametrize(
    ("name", "role", "count"),
    [
        ("Fenn", Role("head", "e2"), Count(1, 1, 1)),
        ("Fenn", Role("the Deputy", "e2"), Count(1, 1, 1)),
        ("Fenn", Role("driver", "e2"), Count(0, 1, 1)),
        ("Fenn", Role("head", "e3"), Count(0, 1, 1)),
        ("Fenn", Role("head"), Count(0, 1, 1)),
        ("Marsh", Role("head", "e2"), Count(0, 1, 0)),
    ],
)
def test_a_role_is_right_with_a_word_of_its_title_and_a_name_of_its_body(name, role, count):
    assert read_officer(name, (role,))["roles"] == count


def test_a_role_of_no_body_in_gold_may_have_any():
    fenn = LabelledEntity("e1", ("Fenn",), (LabelledRole("head"),))
    gold = replace(OFFICER, labels=replace(OFFICER.labels, entities=(fenn,)))
    read_fenn = Entity("e1", "Fenn", "person", roles=(Role("head", "e2"),))
    assert tally_labels(gold, read(entities=(read_fenn, ENTITIES[1])))["roles"] == Count(1, 1, 1)


def test_a_role_given_twice_is_right_once():
    assert read_officer(roles=(Role("head", "e2"), Role("deputy head", "e2")))["roles"] == Count(1, 1, 2)


@pytest.mark.parametrize(
    ("speaks_for", "count"),
    [(("e2",), Count(1, 1, 1)), (("e3",), Count(0, 1, 1)), (("e1",), Count(0, 1, 0)), (("e2", "e3"), Count(1, 1, 2))],
)
def test_on_whose_behalf_somebody_speaks_counts_by_names_and_for_others_only(speaks_for, count):
    assert read_officer(speaks_for=speaks_for)["speaks_for"] == count


def test_pairs_are_made_by_falling_likeness_and_each_only_once():
    likeness = {(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.7, (1, 1): 0.4}
    assert pair_best(2, 2, lambda one, other: likeness[one, other], least=0.5) == {0: 0}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (["the Harbour Office"], ["Harbour Office’s"], True),
        (["Fenn"], ["Orla Fenn"], True),
        (["Fen"], ["Orla Fen"], False),
        (["harbour"], ["Harbourside Trust"], True),
        (["Marsh"], ["Marshall"], False),
        (["Fenn"], ["Marsh"], False),
        ([], ["Marsh"], False),
    ],
)
def test_names_are_compared_loosely(one, other, same):
    assert same_name(one, other) is same
    assert same_name(other, one) is same


def write_gold(folder, labels, text=TEXT):
    for name in ("text", "labels"):
        (folder / name).mkdir()
    (folder / "text" / "pump.txt").write_text(text, encoding="utf8")
    (folder / "labels" / "pump.json").write_text(labels, encoding="utf8")
    return folder


LABEL = {"id": "a1", "agreed": True, "source": [[0, 9]], "cue": [[10, 14]], "content": [[[15, 57]]]} | {
    "manner": ["indirect"],
    "act": ["say"],
    "speaker": ["Orla Fenn"],
}


def as_labels(**changes):
    return json.dumps({"article": "pump", "attributions": [LABEL | changes], "entities": [], "events": []})


def test_labels_are_read_with_what_later_issues_add_left_aside(tmp_path):
    (article,) = read_labels(write_gold(tmp_path, as_labels(confirmed_by="nobody")))
    assert article.labels.attributions[0].content == (((15, 57),),)


@pytest.mark.parametrize(
    ("labels", "fault"),
    [
        ("{", "no labels"),
        (as_labels(source=[[0, 999]]), r"a1: \[0, 999\] is no stretch"),
        (as_labels(cue=[]), "a1: source, cue and content need an accepted value"),
        (json.dumps({"article": "elsewhere", "attributions": []}), "the report it labels is not there"),
    ],
)
def test_labels_that_do_not_fit_are_refused_by_name(tmp_path, labels, fault):
    with pytest.raises(GoldError, match=rf"pump\.json: {fault}"):
        list(read_labels(write_gold(tmp_path, labels)))


def test_another_text_than_the_labelled_one_ends_the_scoring(tmp_path):
    longer = make_reading("pump.txt", TEXT + " ", [make_attribution(TEXT, SHE)])
    with pytest.raises(InputError, match="not the gold text"):
        score_readings(write_gold(tmp_path, as_labels()), [longer])
