"""The words of a stretch know what hangs on them, and where in the article they stand."""

from sayso.extract.tree import grow_tree
from tests.extract.made import make_tree
from tests.model.made import make_heads
from tests.model.test_parse import TEXT, hear_tree

SLEPT = "Ada PROPN 2 nsubj | slept VERB 0 root | here ADV 2 advmod"


def test_a_tree_is_what_the_heads_say():
    tree = grow_tree(hear_tree(), make_heads(), TEXT, offset=7)
    assert [token.deprel for token in tree.tokens] == ["nsubj", "root", "obj", "punct", "nsubj", "root"]
    assert tree.place(0, 2) == (7, 7 + len("Orde left Skarre"))


def test_a_word_knows_what_hangs_on_it():
    tree = make_tree(SLEPT, "So ADV 2 advmod | what PRON 0 root")
    assert tree.children == [[], [0, 2], [], [], [3]]


def test_the_first_dependent_in_a_relation_is_found():
    tree = make_tree(SLEPT)
    assert [tree.child(1, *links) for links in (("nsubj",), ("advmod", "obj"), ("obj",))] == [0, 2, None]


def test_a_word_is_given_in_small_letters():
    assert [make_tree(SLEPT).word(at) for at in (0, 1)] == ["ada", "slept"]
