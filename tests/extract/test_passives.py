"""Who was told, asked or accused of something is not who said it."""

import pytest

from sayso.extract.passives import settle_passives
from tests.extract.made import draft, make_tree

TOLD = "Ada PROPN 3 nsubj:pass | was AUX 3 aux:pass | {} VERB 0 root | to PART 5 mark | leave VERB 3 xcomp"


def settle(tree, cue, content, source="Ada"):
    (found,) = settle_passives(tree, [draft(tree.text, content, cue=cue, source=source)])
    return [[tree.text[start:end] for start, end in places] for places in (found.source, found.addressee)]


@pytest.mark.parametrize("verb", ["told", "asked", "ordered", "warned", "urged"])
def test_who_was_told_is_the_addressee_and_nobody_the_source(verb):
    assert settle(make_tree(TOLD.format(verb)), f"was {verb}", "to leave") == [[], ["Ada"]]


@pytest.mark.parametrize("verb", ["accused", "charged", "criticised", "praised", "suspected"])
def test_who_was_accused_is_neither(verb):
    assert settle(make_tree(TOLD.format(verb)), f"was {verb}", "to leave") == [[], []]


@pytest.mark.parametrize("verb", ["quoted", "reported", "seen"])
def test_another_verb_keeps_its_source(verb):
    assert settle(make_tree(TOLD.format(verb)), f"was {verb}", "to leave") == [["Ada"], []]


def test_who_told_is_the_source():
    tree = make_tree("Ada PROPN 2 nsubj | told VERB 0 root | Ivo PROPN 2 obj | to PART 5 mark | leave VERB 2 xcomp")
    assert settle(tree, "told", "to leave") == [["Ada"], []]


def test_a_second_verb_has_the_subject_of_the_first():
    tree = make_tree(
        "Ada PROPN 3 nsubj:pass | was AUX 3 aux:pass | held VERB 0 root | and CCONJ 5 cc | told VERB 3 conj"
        " | to PART 7 mark | leave VERB 5 xcomp"
    )
    assert settle(tree, "told", "to leave") == [[], ["Ada"]]


def test_a_second_verb_with_a_subject_of_its_own_keeps_its_source():
    tree = make_tree(
        "Ivo PROPN 3 nsubj:pass | was AUX 3 aux:pass | held VERB 0 root | and CCONJ 6 cc | Ada PROPN 6 nsubj"
        " | told VERB 3 conj | him PRON 6 obj | to PART 9 mark | leave VERB 6 xcomp"
    )
    assert settle(tree, "told", "to leave") == [["Ada"], []]


def test_the_agent_of_a_passive_is_the_source():
    tree = make_tree(
        "Ivo PROPN 3 nsubj:pass | was AUX 3 aux:pass | told VERB 0 root | by ADP 5 case | Ada PROPN 3 obl:agent"
        " | to PART 7 mark | leave VERB 3 xcomp"
    )
    assert settle(tree, "told", "to leave") == [["Ada"], []]


def test_a_draft_without_a_source_stays_as_it_is():
    tree = make_tree(TOLD.format("told"))
    whole = draft(tree.text, "to leave", cue="was told")
    assert list(settle_passives(tree, [whole])) == [whole]


def test_places_count_from_the_start_of_the_article():
    tree = make_tree(TOLD.format("told"), offset=100)
    moved = draft("." * 100 + tree.text, "to leave", cue="was told", source="Ada")
    (found,) = settle_passives(tree, [moved])
    assert (found.source, found.addressee) == ((), ((100, 103),))


@pytest.mark.parametrize("adverb", ["reportedly", "allegedly", "supposedly"])
def test_what_is_only_hearsay_has_no_source(adverb):
    tree = make_tree(f"Ada PROPN 3 nsubj | {adverb} ADV 3 advmod | slept VERB 0 root")
    assert settle(tree, adverb, "slept") == [[], []]


def test_another_adverb_keeps_its_source():
    tree = make_tree("Ada PROPN 3 nsubj | openly ADV 3 advmod | slept VERB 0 root")
    assert settle(tree, "openly", "slept") == [["Ada"], []]


# The trees of these do not tell that they are passives: only the words do.
WRITTEN = {
    "were told": ("Ada PROPN 3 nsubj | was AUX 3 aux | told VERB 0 root | to PART 5 mark | leave VERB 3 xcomp", "told"),
    "were openly told": (
        "Ada PROPN 4 nsubj | was AUX 4 aux | openly ADV 4 advmod | told VERB 0 root | to PART 6 mark"
        " | leave VERB 4 xcomp",
        "told",
    ),
    "was never told": (
        "Ada PROPN 4 nsubj | was AUX 4 aux | never ADV 4 advmod | told VERB 0 root | to PART 6 mark"
        " | leave VERB 4 xcomp",
        "told",
    ),
    "an aside": (
        "Ada PROPN 7 nsubj | , PUNCT 3 punct | asked VERB 7 advcl | to PART 5 mark | leave VERB 3 xcomp"
        " | , PUNCT 3 punct | nodded VERB 0 root",
        "asked",
    ),
    "behind its noun": (
        "Ada PROPN 5 nsubj | asked VERB 1 acl | to PART 4 mark | leave VERB 2 xcomp | nodded VERB 0 root",
        "asked",
    ),
}


@pytest.mark.parametrize(("words", "cue"), WRITTEN.values(), ids=WRITTEN)
def test_a_passive_is_known_by_how_it_is_written(words, cue):
    assert settle(make_tree(words), cue, "to leave") == [[], ["Ada"]]


def test_the_agent_behind_a_written_passive_is_the_source():
    tree = make_tree(
        "Ivo PROPN 3 nsubj | was AUX 3 aux | told VERB 0 root | by ADP 5 case | Ada PROPN 3 obl | to PART 7 mark"
        " | leave VERB 3 xcomp"
    )
    assert settle(tree, "told", "to leave") == [["Ada"], []]
