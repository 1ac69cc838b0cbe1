"""Words around two phrases say that they are one: an apposition, a copula, a description beside a name."""

import numpy as np
import pytest

from sayso.data import Phrase
from sayso.extract.ties import find_ties
from sayso.model.parse import find_head
from tests.extract.made import make_tree


def tie(tree, *phrases):
    """Find ties among phrases, given as (words, form) or (words, form, type): (who, what, current)."""
    made, rows = [], []
    for words, form, *kind in phrases:
        start = tree.text.index(words)
        inside = [n for n, t in enumerate(tree.tokens) if start <= t.start and t.end <= start + len(words)]
        head = find_head(tree.tokens, inside[0], inside[-1] + 1)
        place = (tree.tokens[head].start, tree.tokens[head].end)
        made.append(Phrase(start, start + len(words), place, form, (kind or ["person"])[0], 0, 0))
        rows.append((inside[0], head, inside[-1]))
    ties = find_ties(tree, made, np.array(rows, dtype=np.int64).reshape(-1, 3))
    return sorted({(tree.text[slice(*t.who)], tree.text[slice(*t.what)], t.current) for t in ties}, key=str)


APPOSED = (
    "Ada PROPN 7 nsubj | , PUNCT 4 punct | the DET 4 det | mayor NOUN 1 appos | , PUNCT 4 punct"
    " | then ADV 7 advmod | slept VERB 0 root"
)
BESIDE = (
    "the DET 2 det | clerk NOUN 6 nsubj | , PUNCT 4 punct | Ada PROPN 2 appos | , PUNCT 4 punct | slept VERB 0 root"
)
COPULA = "Ada PROPN 4 nsubj | {} AUX 4 cop | the DET 4 det | mayor NOUN 0 root"


def test_an_apposition_ties():
    assert tie(make_tree(APPOSED), ("Ada", "name"), ("the mayor", "nominal")) == [("Ada", "the mayor", None)]


@pytest.mark.parametrize("kind", ["time", "event", "place"])
def test_a_person_and_what_can_be_none_are_not_tied(kind):
    assert tie(make_tree(APPOSED), ("Ada", "name"), ("the mayor", "nominal", kind)) == []


def test_a_description_before_a_name_is_tied_to_it():
    assert ("Ada", "the clerk", None) in tie(make_tree(BESIDE), ("the clerk", "nominal"), ("Ada", "name"))


@pytest.mark.parametrize(("verb", "current"), [("is", True), ("was", False), ("became", None)])
def test_a_copula_ties_and_tells_whether_it_still_is(verb, current):
    assert tie(make_tree(COPULA.format(verb)), ("Ada", "name"), ("the mayor", "nominal")) == [
        ("Ada", "the mayor", current)
    ]


@pytest.mark.parametrize("extra", ["not PART 4 advmod", "could AUX 4 aux", "never ADV 4 advmod"])
def test_what_is_denied_or_only_possible_is_not_tied(extra):
    tree = make_tree(f"Ada PROPN 4 nsubj | is AUX 4 cop | {extra} | mayor NOUN 0 root")
    assert tie(tree, ("Ada", "name"), ("mayor", "nominal")) == []


def test_a_relative_clause_ties():
    tree = make_tree(
        "Ada PROPN 7 nsubj | , PUNCT 6 punct | who PRON 6 nsubj | was AUX 6 cop | a DET 6 det | clerk NOUN 1 acl:relcl"
        " | slept VERB 0 root"
    )
    assert ("Ada", "a clerk", False) in tie(tree, ("Ada", "name"), ("a clerk", "nominal"))


def test_names_in_a_list_are_not_tied():
    tree = make_tree(
        "the DET 2 det | clerk NOUN 6 nsubj | , PUNCT 4 punct | Ada PROPN 2 conj | , PUNCT 4 punct | slept VERB 0 root"
    )
    assert tie(tree, ("the clerk", "nominal"), ("Ada", "name")) == []


def test_no_phrases_have_no_ties():
    assert tie(make_tree("It PRON 2 expl | rained VERB 0 root")) == []
