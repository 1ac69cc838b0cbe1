"""Words around two phrases say that they are one: an apposition, a copula, a description beside a name."""

import numpy as np
import pytest

from sayso.data import Phrase
from sayso.extract.ties import find_ties
from sayso.model.parse import find_head
from tests.extract.made import make_tree


def find(tree, *phrases):
    """Find ties among phrases, given as (words, form) or (words, form, type)."""
    made, rows = [], []
    for words, form, *kind in phrases:
        start = tree.text.index(words)
        inside = [n for n, t in enumerate(tree.tokens) if start <= t.start and t.end <= start + len(words)]
        head = find_head(tree.tokens, inside[0], inside[-1] + 1)
        place = (tree.tokens[head].start, tree.tokens[head].end)
        many = tree.word(head).endswith("s")
        made.append(Phrase(start, start + len(words), place, form, (kind or ["person"])[0], 0, 0, many=many))
        rows.append((inside[0], head, inside[-1]))
    return find_ties(tree, made, np.array(rows, dtype=np.int64).reshape(-1, 3))


def tie(tree, *phrases):
    """Show what ties phrases: (who, what, current)."""
    ties = find(tree, *phrases)
    return sorted({(tree.text[slice(*t.who)], tree.text[slice(*t.what)], t.current) for t in ties}, key=str)


def tie_as(kind, tree, *phrases):
    """Show the ties of one kind: (who, what)."""
    return [(tree.text[slice(*t.who)], tree.text[slice(*t.what)]) for t in find(tree, *phrases) if t.kind == kind]


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


@pytest.mark.parametrize(
    "aside",
    [
        "( PUNCT 3 punct | D-Orde PROPN 1 dep | ) PUNCT 3 punct | , PUNCT 7 punct",
        ", PUNCT 3 punct | R-Orde PROPN 1 dep | , PUNCT 7 punct",
    ],
    ids=["brackets", "commas"],
)
def test_an_aside_may_stand_between_a_name_and_its_description(aside):
    tree = make_tree(
        f"Ada PROPN 0 root | {aside} | the DET 7 det | mayor NOUN 1 dep | , PUNCT 7 punct | slept VERB 1 dep"
    )
    assert ("Ada", "the mayor", None) in tie(tree, ("Ada", "name"), ("the mayor", "nominal"))


def test_an_apposition_may_hang_on_any_word_of_a_name():
    tree = make_tree(
        "Rep. PROPN 7 nsubj | Ada PROPN 7 nsubj | Lund PROPN 2 flat | , PUNCT 6 punct | the DET 6 det"
        " | mayor NOUN 2 appos | slept VERB 0 root"
    )
    assert tie(tree, ("Rep. Ada Lund", "name"), ("the mayor", "nominal")) == [("Rep. Ada Lund", "the mayor", None)]


def test_no_phrases_have_no_ties():
    assert tie(make_tree("It PRON 2 expl | rained VERB 0 root")) == []


@pytest.mark.parametrize(
    "between",
    [
        "also ADV 1 advmod | known VERB 1 acl | as ADP 5 case |",
        ", PUNCT 1 punct | better ADV 1 advmod | known VERB 1 acl | as ADP 6 case |",
        "( PUNCT 1 punct | formerly ADV 1 advmod | called VERB 1 acl |",
        "aka X 1 dep |",
    ],
    ids=["also known as", "better known as", "formerly called", "aka"],
)
def test_who_is_also_known_by_another_name_is_tied_to_it(between):
    tree = make_tree(f"Ada PROPN 0 root | {between} Orla PROPN 1 dep")
    assert tie_as("also", tree, ("Ada", "name"), ("Orla", "name")) == [("Ada", "Orla")]


@pytest.mark.parametrize(("short", "tied"), [("TWG", True), ("MoT", True), ("Tarn", False)])
def test_only_letters_in_brackets_are_another_name(short, tied):
    tree = make_tree(f"Guild PROPN 5 nsubj | ( PUNCT 3 punct | {short} PROPN 1 dep | ) PUNCT 3 punct | met VERB 0 root")
    found = tie_as("also", tree, ("Guild", "name", "organization"), (short, "name", "organization"))
    assert found == ([("Guild", short)] if tied else [])


@pytest.mark.parametrize(("long", "tied"), [("Ofpal", True), ("TARN", False)])
def test_letters_of_another_type_are_another_name_where_they_are_in_it(long, tied):
    tree = make_tree(f"{long} PROPN 5 nsubj | ( PUNCT 3 punct | OPA PROPN 1 dep | ) PUNCT 3 punct | met VERB 0 root")
    found = tie_as("also", tree, (long, "name", "place"), ("OPA", "name", "organization"))
    assert bool(found) == tied


def test_who_calls_another_is_not_called_so():
    tree = make_tree("Ada PROPN 2 nsubj | called VERB 0 root | Orla PROPN 2 obj")
    assert tie_as("also", tree, ("Ada", "name"), ("Orla", "name")) == []


@pytest.mark.parametrize(
    ("between", "form"),
    [(", PUNCT 1 punct |", "name"), ("as ADP 3 case |", "name"), ("also ADV 1 advmod | known VERB 1 acl |", "nominal")],
    ids=["a comma", "as", "a description"],
)
def test_what_nobody_is_called_is_no_other_name(between, form):
    tree = make_tree(f"Ada PROPN 0 root | {between} Orla PROPN 1 dep")
    assert tie_as("also", tree, ("Ada", "name"), ("Orla", form)) == []


def test_who_behind_a_thing_takes_up_the_person_before_it():
    tree = make_tree(
        "listeners NOUN 4 nsubj | to ADP 3 case | shows NOUN 1 nmod | slept VERB 0 root | who PRON 6 nsubj"
        " | woke VERB 3 acl:relcl"
    )
    found = tie(tree, ("listeners", "nominal"), ("shows", "nominal", "abstract"), ("who", "pronoun"))
    assert ("listeners", "who", None) in found


@pytest.mark.parametrize(("pronoun", "kind"), [("who", "person"), ("which", "organization"), ("that", "organization")])
def test_a_relative_pronoun_is_tied_to_its_noun(pronoun, kind):
    tree = make_tree(f"guild NOUN 0 root | {pronoun} PRON 3 nsubj | slept VERB 1 acl:relcl")
    assert tie(tree, ("guild", "nominal", kind), (pronoun, "pronoun", kind)) == [("guild", pronoun, None)]


def test_a_pronoun_that_only_asks_is_tied_to_nothing():
    tree = make_tree("guild NOUN 2 nsubj | asked VERB 0 root | who PRON 4 nsubj | slept VERB 2 ccomp")
    assert tie(tree, ("guild", "nominal"), ("who", "pronoun")) == []


AMONG = {
    "including": ", PUNCT 1 punct | including ADP 4 case | {} 1 nmod | and CCONJ 6 cc | Orva PROPN 4 conj",
    "such as": "such ADJ 4 case | as ADP 2 fixed | {} 1 nmod | and CCONJ 6 cc | Orva PROPN 4 conj",
    "especially": ", PUNCT 1 punct | especially ADV 4 advmod | {} 1 appos | and CCONJ 6 cc | Orva PROPN 4 conj",
}


@pytest.mark.parametrize("behind", AMONG.values(), ids=AMONG)
def test_those_that_a_group_is_said_to_include_are_its_members(behind):
    tree = make_tree("partners NOUN 0 root | " + behind.format("Velland PROPN"))
    names = ("Velland", "name", "place"), ("Orva", "name", "place")
    found = tie_as("member", tree, ("partners", "nominal", "organization"), *names)
    assert found == [("Velland", "partners"), ("Orva", "partners")]


def test_of_a_phrase_for_many_and_one_in_it_the_many_have_the_members():
    tree = make_tree(
        "friends NOUN 0 root | of ADP 4 case | the DET 4 det | bill NOUN 1 nmod | such ADJ 7 case | as ADP 5 fixed"
        " | Ada PROPN 1 nmod"
    )
    found = tie_as(
        "member", tree, ("friends of the bill", "nominal"), ("the bill", "nominal", "organization"), ("Ada", "name")
    )
    assert found == [("Ada", "friends of the bill")]


@pytest.mark.parametrize("verb", ["include", "included"])
def test_a_group_includes_its_members_by_a_verb(verb):
    tree = make_tree(f"its PRON 2 nmod:poss | partners NOUN 3 nsubj | {verb} VERB 0 root | Velland PROPN 3 obj")
    found = tie_as("member", tree, ("partners", "nominal", "organization"), ("Velland", "name", "place"))
    assert found == [("Velland", "partners")]


@pytest.mark.parametrize(
    ("form", "kind"), [("nominal", "organization"), ("name", "object")], ids=["a description", "a thing"]
)
def test_what_is_no_name_of_an_actor_or_a_place_is_no_member(form, kind):
    tree = make_tree("its PRON 2 nmod:poss | partners NOUN 3 nsubj | include VERB 0 root | Velland PROPN 3 obj")
    assert tie_as("member", tree, ("partners", "nominal", "organization"), ("Velland", form, kind)) == []


LEADERS = {
    "who heads": (
        "Ada PROPN 0 root | who PRON 3 nsubj | heads VERB 1 acl:relcl | the DET 5 det | brigade NOUN 3 obj",
        "heads the brigade",
    ),
    "heads": ("Ada PROPN 2 nsubj | heads VERB 0 root | the DET 4 det | brigade NOUN 2 obj", "heads the brigade"),
    "led by": ("the DET 2 det | brigade NOUN 0 root | led VERB 2 acl | by ADP 5 case | Ada PROPN 3 obl:agent", "led"),
}


@pytest.mark.parametrize(("words", "verb"), LEADERS.values(), ids=LEADERS)
def test_who_leads_a_body_by_a_verb_is_its_leader(words, verb):
    tree = make_tree(words)
    ties = find(tree, ("Ada", "name"), ("the brigade", "nominal", "organization"))
    (found,) = [t for t in ties if t.kind == "leader"]
    assert [tree.text[slice(*place)] for place in (found.who, found.what, found.words)] == ["Ada", "the brigade", verb]


@pytest.mark.parametrize(("verb", "kind"), [("saw", "organization"), ("led", "person"), ("led", "event")])
def test_who_leads_no_body_is_no_leader(verb, kind):
    tree = make_tree(f"Ada PROPN 2 nsubj | {verb} VERB 0 root | the DET 4 det | brigade NOUN 2 obj")
    assert tie_as("leader", tree, ("Ada", "name"), ("the brigade", "nominal", kind)) == []


def titles(text, words, kind="person"):
    """Show the nouns that are taken for the title of a name."""
    tree = make_tree(text)
    return [tree.text[slice(*t.words)] for t in find(tree, (words, "name", kind)) if t.kind == "title"]


BEEKEEPER = "keen ADJ 2 amod | beekeeper NOUN 3 nmod:desc | Ada PROPN 5 nsubj | Lund PROPN 3 flat | slept VERB 0 root"


def test_nouns_before_a_name_are_its_title():
    assert titles(BEEKEEPER, "keen beekeeper Ada Lund") == ["keen beekeeper"]


def test_an_adjective_alone_is_no_title():
    assert titles("keen ADJ 2 amod | Ada PROPN 3 nsubj | slept VERB 0 root", "keen Ada") == []


def test_what_stands_behind_a_name_is_no_title_of_it():
    assert titles("Ada PROPN 3 nsubj | fan NOUN 1 flat | slept VERB 0 root", "Ada fan") == []


def test_a_body_has_no_title():
    assert titles(BEEKEEPER, "keen beekeeper Ada Lund", "organization") == []
