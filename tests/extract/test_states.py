"""What is said of a noun for an event tells what becomes of it, where a few plain words do."""

import pytest

from sayso.extract.states import judge_noun
from tests.extract.made import make_tree


def judge(tree, word, state="real"):
    tree = make_tree(tree)
    (at,) = [n for n in range(len(tree.tokens)) if tree.word(n) == word]
    return judge_noun(tree, at, state)


@pytest.mark.parametrize(
    "tree",
    [
        "Crews NOUN 2 nsubj | cancelled VERB 0 root | the DET 4 det | strike NOUN 2 obj",
        "Crews NOUN 2 nsubj | called VERB 0 root | off ADP 2 compound:prt | the DET 5 det | strike NOUN 2 obj",
        "The DET 2 det | strike NOUN 4 nsubj:pass | was AUX 4 aux:pass | averted VERB 0 root",
        "The DET 2 det | strike NOUN 4 nsubj | is AUX 4 cop | off ADV 0 root",
    ],
)
def test_what_is_called_off_or_averted_does_not_happen(tree):
    assert judge(tree, "strike") == "negated"


@pytest.mark.parametrize(
    "tree",
    [
        "Talks NOUN 0 root | due ADJ 1 amod | on ADP 4 case | Friday PROPN 2 obl",
        "The DET 3 det | proposed ADJ 3 amod | talks NOUN 0 root",
        "Talks NOUN 3 nsubj:pass | are AUX 3 aux:pass | scheduled VERB 0 root",
        "Talks NOUN 3 nsubj | are AUX 3 cop | due ADJ 0 root",
    ],
)
def test_what_is_due_is_planned(tree):
    assert judge(tree, "talks") == "planned"


@pytest.mark.parametrize(
    "tree",
    [
        "A DET 3 det | possible ADJ 3 amod | raid NOUN 0 root",
        "A DET 2 det | raid NOUN 4 nsubj | is AUX 4 cop | imminent ADJ 0 root",
    ],
)
def test_what_is_only_possible_may_be(tree):
    assert judge(tree, "raid") == "hypothetical"


@pytest.mark.parametrize(
    "tree",
    [
        "They PRON 4 nsubj | did AUX 4 aux | not PART 4 advmod | cancel VERB 0 root | a DET 6 det | strike NOUN 4 obj",
        "Crews NOUN 2 nsubj | called VERB 0 root | the DET 4 det | strike NOUN 2 obj",
        "The DET 2 det | strike NOUN 3 nsubj | cancelled VERB 0 root | trains NOUN 3 obj",
        "The DET 3 det | strike NOUN 3 compound | committee NOUN 4 nsubj | is AUX 5 cop | off ADV 0 root",
        "The DET 2 det | strike NOUN 3 nsubj | set VERB 0 root | an DET 5 det | example NOUN 3 obj",
        "Strike NOUN 0 root",
    ],
)
def test_what_words_elsewhere_say_changes_nothing(tree):
    assert judge(tree, "strike") == "real"


def test_what_the_head_has_heard_stays():
    assert judge("A DET 3 det | possible ADJ 3 amod | raid NOUN 0 root", "raid", "requested") == "requested"
