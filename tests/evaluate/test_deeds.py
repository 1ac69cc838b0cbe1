"""Types given for sentences -> macro-F1 of types and quad classes; conflict given where none is told of."""

from dataclasses import replace

import numpy as np
import pytest

from evaluation.deeds import QUAD_OF, Deed, choose_root, read_deeds, score_deeds, tally_deed, tally_quiet
from sayso.evaluate.scores import Count
from sayso.model.encode import Encoder
from sayso.model.events import score_deed
from sayso.model.heard import Heard
from sayso.model.labels import EVENT_ROLES, EVENT_TYPES
from tests.evaluate.made import find, make_event, make_reading
from tests.model.made import make_tokenizer

TEXT = "The guard of Tarn shelled the mill."


def make_deed(root, quad):
    return Deed(TEXT, root, quad, None, None)


def score_types(**scores):
    return np.array([scores.get(kind, -9.0) for kind in EVENT_TYPES])


def test_sentences_are_read_with_the_words_of_actor_and_recipient(tmp_path):
    path = tmp_path / "plv.tsv"
    row = ("7", "<s>The guard of Tarn</s> shelled <t>the mill</t>.", "4", "ASSAULT")
    path.write_text("sentence_id\tmarked_sentence\tgold_penta\tgold_root\n" + "\t".join(row) + "\n", encoding="utf-8")
    assert list(read_deeds(path)) == [Deed(TEXT, "ASSAULT", "4", (0, 4), (5, 7))]


def test_concede_and_retreat_together_make_yield():
    scores = score_types(CONCEDE=1.0, RETREAT=1.0, AID=1.5)
    assert choose_root(scores) == "YIELD"
    assert choose_root(score_types(CONCEDE=1.0, AID=1.5)) == "AID"
    assert QUAD_OF["YIELD"] == QUAD_OF["RETREAT"] == "2"


def test_neither_other_nor_no_event_at_all_is_an_answer():
    assert choose_root(score_types(none=5.0, OTHER=4.0, COERCE=0.0)) == "COERCE"


def test_a_wrong_type_counts_against_both_classes_and_may_be_of_the_right_quad():
    assert tally_deed(make_deed("ASSAULT", "4"), "COERCE") == {
        "plv.root.ASSAULT": Count(0, 1, 0),
        "plv.root.COERCE": Count(0, 0, 1),
        "plv.quad.4": Count(1, 1, 1),
    }


def test_the_macro_mean_is_over_the_classes_that_gold_has():
    given = [("AID", "2", "AID"), ("AID", "2", "AID"), ("ASSAULT", "4", "COERCE")]
    scores = {s.measure: s for s in score_deeds([tally_deed(make_deed(r, q), root) for r, q, root in given])}
    assert (scores["plv.root"].value, scores["plv.root"].cases) == (50.0, 3)
    assert scores["plv.quad"].value == 100.0


@pytest.fixture
def heard():
    """Two words report an event, "shelled" an ASSAULT and "guard" an AID; "mill" belongs to the first only."""
    encoded = Encoder(make_tokenizer()).encode(TEXT)
    types = np.full((len(encoded), len(EVENT_TYPES)), -8.0, dtype=np.float32)
    types[:, 0] = 8.0
    for word, kind in ((4, "ASSAULT"), (1, "AID")):
        types[word, [0, EVENT_TYPES.index(kind)]] = (-8.0, 8.0)
    triggers = np.zeros((len(encoded), len(EVENT_ROLES), 2), dtype=np.float32)
    triggers[4, EVENT_ROLES.index("recipient")] = (9.0, 0.0)
    arguments = np.zeros((len(encoded), 2), dtype=np.float32)
    arguments[:, 0] = -1.0
    arguments[5:7, 0] = 1.0
    flat = triggers.reshape(len(encoded), -1)
    return Heard(encoded, {"event_type": types, "event_trigger": flat, "event_argument": arguments})


HEADS = {"event_argument_bias": np.zeros(len(EVENT_ROLES), dtype=np.float32)}


@pytest.mark.parametrize(("recipient", "kind"), [((5, 7), "ASSAULT"), ((0, 2), "AID")])
def test_a_deed_is_that_of_the_word_to_which_its_parties_belong(heard, recipient, kind):
    scores = score_deed(heard, HEADS, actor=None, recipient=recipient)
    assert EVENT_TYPES[int(scores[1:].argmax()) + 1] == kind


def test_a_deed_without_known_parties_is_scored_by_its_words_alone(heard):
    scores = score_deed(heard, HEADS, actor=None, recipient=None)
    assert scores[EVENT_TYPES.index("AID")] == pytest.approx(scores[EVENT_TYPES.index("ASSAULT")], abs=1e-4)


@pytest.mark.parametrize(
    ("kind", "status", "counts"),
    [
        ("ASSAULT", "asserted", (1, 1)),
        ("REQUEST", "asserted", (1, 0)),
        ("AID", "asserted", (0, 0)),
        ("ASSAULT", "planned", (0, 0)),
        ("OTHER", "asserted", (0, 0)),
    ],
)
def test_a_conflict_is_false_where_it_is_given_as_asserted(kind, status, counts):
    event = make_event(TEXT, find(TEXT, "shelled"), event_type=kind, status=status)
    tally = tally_quiet(replace(make_reading("1.txt", TEXT, ()), events=(event,)))
    assert (tally["cameo.false_conflict"], tally["cameo.false_material"]) == tuple(Count(n, 1) for n in counts)
