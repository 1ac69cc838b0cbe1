"""What did not happen, and how it is given -> shares that are asserted."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from evaluation.pointed import Pointed
from evaluation.tokens import read_document
from evaluation.unreal import find_negated, tally_negations, tally_truth
from sayso.data import Span
from sayso.evaluate.scores import Count
from sayso.model.encode import Encoder
from sayso.model.heard import Heard
from sayso.model.labels import EVENT_TRUTHS, EVENT_TYPES
from tests.evaluate.made import MARKED_FILE, find, make_event, make_reading
from tests.model.made import make_tokenizer

TEXT = "The guard did not burn the mill, and refused to leave."
BURN, LEAVE = find(TEXT, "burn", "leave")
TRUE, FALSE, OPEN = map(EVENT_TRUTHS.index, ("true", "false", "open"))


@pytest.mark.parametrize(
    ("wanted", "given", "asserted", "counts"),
    [
        (FALSE, FALSE, False, (Count(0, 1), Count(0, 1), Count(1, 1))),
        (FALSE, OPEN, True, (Count(1, 1), Count(0, 1), Count(0, 1))),
        (OPEN, TRUE, False, (Count(0, 1), Count(1, 1), Count(0, 1))),
        (TRUE, TRUE, True, (Count(0, 0), Count(0, 0), Count(1, 1))),
    ],
)
def test_only_what_is_not_true_can_be_falsely_asserted(wanted, given, asserted, counts):
    tally = tally_truth(wanted, given, asserted=asserted)
    names = ("unreal.megaveridicality", "unreal.megaveridicality.heads", "megaveridicality.answer")
    assert tuple(tally[name] for name in names) == counts


def test_what_is_true_counts_where_it_is_asserted():
    assert tally_truth(TRUE, TRUE, asserted=True)["megaveridicality.asserted"] == Count(1, 1)


def read(**statuses):
    pieces = {"burn": BURN, "leave": LEAVE}
    events = [
        make_event(TEXT, (pieces[word],), id=word, status=status, mentions=(Span(*pieces[word], word),))
        for word, status in statuses.items()
    ]
    return replace(make_reading("1.txt", TEXT, ()), events=tuple(events))


def test_what_is_negated_counts_where_it_is_found_and_again_with_the_words_given():
    tally = tally_negations([BURN, LEAVE], read(leave="asserted"), read(burn="negated", leave="asserted"))
    assert tally == {
        "unreal.ecbplus": Count(1, 1),
        "unreal.ecbplus.given": Count(1, 2),
        "ecbplus.negated_found": Count(1, 2),
    }


def test_what_is_negated_is_found_in_a_document(tmp_path):
    (tmp_path / "4_1ecb.xml").write_text(MARKED_FILE, encoding="utf-8")
    document = read_document(tmp_path / "4_1ecb.xml")
    assert [document.text[slice(*place)] for place in find_negated(document)] == ["rebuilt"]


def hear(text):
    encoded = Encoder(make_tokenizer()).encode(text)
    types = np.zeros((len(encoded), len(EVENT_TYPES)), dtype=np.float32)
    types[:, EVENT_TYPES.index("none")] = 20.0
    types[:, EVENT_TYPES.index("RETREAT")] = 3.0
    heard = Heard(encoded, {"event_type": types, "cue": types})
    return SimpleNamespace(result=lambda: heard)


@pytest.mark.parametrize("start", [0, TEXT.index("and")])
def test_a_word_that_is_pointed_at_reports_an_event_of_its_likeliest_type(start):
    model = SimpleNamespace(digest="sha256:0", heads={}, submit=lambda text, words: hear(text))
    heard = Pointed(model, TEXT, [LEAVE]).submit(TEXT[start:]).result()
    events = np.flatnonzero(heard.said["event_type"].argmax(axis=1))
    assert [TEXT[start:][slice(*heard.encoded.words[word])] for word in events] == ["leave"]
    assert EVENT_TYPES[heard.said["event_type"][events[0]].argmax()] == "RETREAT"
    assert (heard.said["cue"] == hear(TEXT[start:]).result().said["cue"]).all()
