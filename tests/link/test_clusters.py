"""The head says which phrases are one; what can be read off the words forbids some of it, and fills some gaps."""

from dataclasses import replace

import numpy as np
import pytest

from sayso.link.clusters import EAGER, EAGERNESS, find_order
from tests.link.made import cluster, read, show_clusters, tell


def test_what_the_head_calls_one_stands_together():
    marked = read("[P:Ada Lund] slept. [p:She] woke.")
    assert show_clusters(marked, [("She", "Ada Lund")]) == [["Ada Lund", "She"]]


def test_what_the_head_calls_two_stands_apart():
    assert show_clusters(read("[p:The miller] slept. [p:The baker] woke.")) == []


def test_every_phrase_stands_in_one_cluster():
    marked = read("[P:Ada Lund] and [P:Ivo Brandt] slept. [p:She] woke.")
    clusters = cluster(marked, [("She", "Ada Lund")])
    assert sorted(n for members in clusters.members.values() for n in members) == [0, 1, 2]
    assert all(clusters.of[n] == number for number, members in clusters.members.items() for n in members)


APART = {
    "he and she": ("[p:He] slept. [p:She] woke.", "She", "He"),
    "Mr and Mrs": ("[P:Mr Lund] slept. [P:Mrs Lund] woke.", "Mrs Lund", "Mr Lund"),
    "a woman and he": ("[p:The spokeswoman] slept. [p:He] woke.", "He", "The spokeswoman"),
    "she and it": ("[p:She] slept. [o:It] closed.", "It", "She"),
    "a person and a body": ("[p:The clerk] slept. [o:The council] met.", "The council", "The clerk"),
    "he and a body": ("[o:The council] met. [p:He] slept.", "He", "The council"),
    "he and we": ("[p:He] slept. [p+:We] woke.", "We", "He"),
    "two given names": ("[P:Ada Lund] slept. [P:Piet Lund] woke.", "Piet Lund", "Ada Lund"),
    "two names": ("[P:Ada Lund] slept. [P:Ivo Brandt] woke.", "Ivo Brandt", "Ada Lund"),
    "two lands' ministries": (
        "[o:The [L:Velland] ministry] met. [o:The [L:Keshtan] ministry] met.",
        "The Keshtan ministry",
        "The Velland ministry",
    ),
    "a whole and its part": ("[o:The board of [o:the council]] met.", "the council", "The board of the council"),
    "a pair and one of it": (
        "[p&:[P:Ada Lund] and [P:Ivo Brandt]] slept. [P:Ivo Brandt] woke.",
        "Ivo Brandt/2",
        "Ada Lund and Ivo Brandt",
    ),
}


@pytest.mark.parametrize(("marked", "later", "earlier"), APART.values(), ids=APART)
def test_what_cannot_be_one_stands_apart_whatever_the_head_says(marked, later, earlier):
    given = read(marked)
    clusters = cluster(given, [(later, earlier)])
    assert clusters.of[given.number(later)] != clusters.of[given.number(earlier)]


TOGETHER = {
    "body and they": ("[o:The council] met. [p+:They] slept.", "They", "The council"),
    "ministry and it": ("[o:The [L:Velland] ministry] met. [o:It] slept.", "It", "The Velland ministry"),
    "a shorter description": (
        "[o:The [L:Velland] ministry] met. [o:The ministry] slept.",
        "The ministry",
        "The Velland ministry",
    ),
    "an unsure type": ("[o?:The clerk] slept. [p:The woman] woke.", "The woman", "The clerk"),
    "a name of one word and she": ("[O:Orla] slept. [p:She] woke.", "She", "Orla"),
    "a pair and they": (
        "[p&:[P:Ada Lund] and [P:Ivo Brandt]] slept. [p+:They] woke.",
        "They",
        "Ada Lund and Ivo Brandt",
    ),
}


@pytest.mark.parametrize(("marked", "later", "earlier"), TOGETHER.values(), ids=TOGETHER)
def test_what_may_be_one_follows_the_head(marked, later, earlier):
    given = read(marked)
    clusters = cluster(given, [(later, earlier)])
    assert clusters.of[given.number(later)] == clusters.of[given.number(earlier)]


def test_a_choice_that_is_forbidden_gives_way_to_the_next():
    marked = read("[P:Ada Lund] met [P:Ivo Brandt]. [p:He] slept. [p:She] woke.")
    same = {("He", "Ivo Brandt"): 5.0, ("She", "He"): 9.0, ("She", "Ada Lund"): 4.0}
    assert show_clusters(marked, same) == [["Ada Lund", "She"], ["Ivo Brandt", "He"]]


def test_a_full_name_is_known_again_pages_away():
    between = ["[p:A clerk] slept." for _ in range(200)]
    marked = read("[P:Ada Lund] slept.", *between, "[P:Ada Lund] woke.")
    assert show_clusters(marked) == [["Ada Lund", "Ada Lund"]]


@pytest.mark.parametrize("short", ["Lund", "Ms Lund"])
def test_a_surname_alone_goes_to_its_bearer(short):
    marked = read("[P:Ada Lund] met [P:Ivo Brandt].", f"[P:{short}] woke.")
    assert show_clusters(marked) == [["Ada Lund", short]]


def test_a_surname_that_two_bear_goes_to_the_likelier_one():
    marked = read("[P:Ada Lund] met [P:Piet Lund]. [P:Lund] woke.")
    same = {("Lund", "Ada Lund"): -3.0, ("Lund", "Piet Lund"): -4.0}
    assert show_clusters(marked, same) == [["Ada Lund", "Lund"]]


def test_a_title_tells_which_bearer_of_a_surname_is_meant():
    marked = read("[P:Mrs Ada Lund] met [P:Mr Piet Lund]. [P:Mrs Lund] woke.")
    assert show_clusters(marked, {("Mrs Lund", "Mr Piet Lund"): 5.0}) == [["Mrs Ada Lund", "Mrs Lund"]]


def test_a_full_name_goes_to_the_surname_in_the_headline():
    marked = read("[P:Lund] to resign", "[P:Ada Lund] wept.")
    assert show_clusters(marked) == [["Lund", "Ada Lund"]]


@pytest.mark.parametrize(("score", "one"), [(-0.5, True), (-3.0, False)])
def test_a_full_name_goes_to_a_surname_that_others_bear_too_only_where_that_is_likely(score, one):
    marked = read("[P:Lund] slept. [P:Piet Lund] rose. [P:Ada Lund] wept.")
    clusters = cluster(marked, {("Piet Lund", "Lund"): -3.0, ("Ada Lund", "Lund"): score})
    found = [
        clusters.of[marked.number("Lund")] == clusters.of[marked.number(name)] for name in ("Piet Lund", "Ada Lund")
    ]
    assert found == [False, one]


@pytest.mark.parametrize("before", ["[P:Mr Lund]", "[O:U.N.]"])
def test_a_full_name_does_not_go_to_who_has_a_title_already_nor_to_letters(before):
    name = "[P:Ada Lund]" if "Lund" in before else "[P:Kim Jong Un]"
    assert show_clusters(read(f"{before} slept.", f"{name} wept.")) == []


TITLED = "[P:Governor Ada Lund] slept. [P:Mayor Ivo Brandt] rose."


@pytest.mark.parametrize("title", ["Governor", "Gov."])
def test_the_governor_is_the_only_one_who_has_that_title(title):
    marked = read(TITLED.replace("Governor", title), "[p:The governor] wept.")
    assert show_clusters(marked) == [[f"{title} Ada Lund", "The governor"]]


@pytest.mark.parametrize(
    "more",
    [
        "[P:Governor Piet Dorn] left. [p:The governor] wept.", "[p:A governor] wept.", "[p+:The governors] wept.",
        "[p:The new governor] wept.", "[p:The governor of [L:Tarn]] wept.",
    ],
)  # fmt: skip
def test_a_governor_of_whom_more_is_said_or_who_may_be_another_is_left_to_the_head(more):
    assert show_clusters(read(TITLED, more)) == []


def test_the_members_of_a_cluster_are_in_the_order_of_the_text():
    marked = read("“[p:I] slept,” [P:Ada Lund] said. [p:She] woke.")
    said = marked.say("“I slept,”", "Ada Lund")
    assert show_clusters(tell(marked, [said]), [("She", "Ada Lund")]) == [["I", "Ada Lund", "She"]]


@pytest.mark.parametrize("quoted", ["I", "My"])
def test_a_quoted_first_person_is_its_teller(quoted):
    marked = read(f"“[p:{quoted}] boat sank,” [P:Ada Lund] said.")
    told = tell(marked, [marked.say(f"“{quoted} boat sank,”", "Ada Lund")])
    assert show_clusters(told) == [[quoted, "Ada Lund"]]


def test_a_first_person_outside_quotations_is_not_given_to_a_teller():
    marked = read("[P:Ada Lund] said [p:I] slept.")
    told = tell(marked, [marked.say("I slept", "Ada Lund")])
    assert show_clusters(told) == []


def test_a_pronoun_that_stands_alone_settles_with_the_likeliest():
    marked = read("[P:Ada Lund] slept. [p:She] woke.")
    # the head would leave it alone by a little
    assert show_clusters(marked, {("She", "Ada Lund"): -3.0}) == [["Ada Lund", "She"]]


def test_a_pronoun_of_which_the_head_is_sure_that_it_is_nobody_stays_alone():
    marked = read("[P:Ada Lund] slept. [p:She] woke.")
    assert show_clusters(marked, {("She", "Ada Lund"): -9.0}) == []


def test_pronouns_that_stand_alone_together_settle_together():
    marked = read("[P:Ada Lund] slept. [p:She] woke. [p:She] ate.")
    same = {("She", "Ada Lund"): -3.0, ("She/2", "She"): 5.0}
    assert show_clusters(marked, same) == [["Ada Lund", "She", "She"]]


def test_a_pronoun_that_stands_alone_does_not_settle_with_another_pronoun():
    marked = read("[p:She] slept. [p:She] woke.")
    assert show_clusters(marked, {("She/2", "She"): -3.0}) == []


@pytest.mark.parametrize("earlier", ["[P:Mr Lund]", "[o:The council]", "[p&:[P:Mr Lund] and [P:Ivo Brandt]]"])
def test_a_pronoun_does_not_settle_with_what_it_cannot_be(earlier):
    marked = read(f"{earlier} slept. [p:She] woke.")
    assert show_clusters(marked, {("She", marked.words(0)): -3.0}) == []


def test_a_description_that_stands_alone_does_not_settle():
    marked = read("[P:Ada Lund] slept. [p:The winner] woke.")
    assert show_clusters(marked, {("The winner", "Ada Lund"): -1.0}) == []


SHE = {("he", "Robin Lund"): 9.0, ("She", "Robin Lund"): 5.0, ("She/2", "Robin Lund"): 5.0}


def test_most_pronouns_given_to_a_name_tell_whether_it_is_he_or_she():
    marked = read("[P:Robin Lund] slept while [p:he] woke. [p:She] rose. [p:She] ate. [p:She] left.")
    same = SHE | {("She/3", "Robin Lund"): 5.0}
    assert show_clusters(marked, same) == [["Robin Lund", "She", "She", "She"]]


def test_where_pronouns_differ_the_first_tells():
    marked = read("[P:Robin Lund] slept while [p:he] woke. [p:She] rose. [p:She] ate.")
    assert ["Robin Lund", "he"] in show_clusters(marked, SHE)


def test_of_two_with_one_surname_a_pronoun_tells_only_of_the_one_it_is_given_to():
    marked = read("[P:Robin Lund] met [P:Kim Lund]. [p:She] rose. [p:She] ate. [p:He] left.")
    same = {("She", "Robin Lund"): 5.0, ("She/2", "Robin Lund"): 5.0, ("He", "Kim Lund"): 5.0}
    assert show_clusters(marked, same) == [["Robin Lund", "She", "She"], ["Kim Lund", "He"]]


def favour(*blocks, spoken, subjects=()):
    """Cluster a text in which the head takes "She" for Orla Venn rather than for Ada Lund, by a little."""
    marked = read(*blocks)
    told = tell(marked, [marked.say(content, source) for source, content in spoken])
    phrases = [replace(p, subject=told.words(n) in subjects) for n, p in enumerate(told.phrases)]
    return show_clusters(replace(told, phrases=tuple(phrases)), {("She", "Orla Venn"): 5.0, ("She", "Ada Lund"): 4.0})


LINE = "[P:Ada Lund] said it rained near [P:Orla Venn]. [p:She] said it snowed."
BOTH = [("Ada Lund", "it rained"), ("She", "it snowed")]


def test_she_said_goes_rather_to_the_last_who_spoke_on_its_line():
    assert favour(LINE, spoken=BOTH) == [["Ada Lund", "She"]]


def test_she_said_goes_rather_to_the_last_of_whom_a_clause_told():
    text = "[P:Ada Lund] slept near [P:Orla Venn]. [p:She] said it snowed."
    assert favour(text, spoken=BOTH[1:], subjects=["Ada Lund"]) == [["Ada Lund", "She"]]


def test_it_said_goes_rather_to_the_last_body_that_spoke_on_its_line():
    marked = read("[O:Tarn Water] denied that [O:Orde Lines] paid. [o:It] said it snowed.")
    told = tell(marked, [marked.say("Orde Lines paid", "Tarn Water"), marked.say("it snowed", "It")])
    same = {("It", "Orde Lines"): 5.0, ("It", "Tarn Water"): 4.0}
    assert show_clusters(told, same) == [["Tarn Water", "It"]]


NO_FAVOUR = {
    "she does not speak": ([LINE], BOTH[:1]),
    "nobody spoke": ([LINE], BOTH[1:]),
    "another line": (["[P:Ada Lund] said it rained.", "[P:Orla Venn] slept. [p:She] said it snowed."], BOTH),
    "another spoke since": (
        ["[P:Ada Lund] said it rained. [P:Orla Venn] said it blew. [p:She] said it snowed."],
        [*BOTH, ("Orla Venn", "it blew")],
    ),
}


@pytest.mark.parametrize(("blocks", "spoken"), NO_FAVOUR.values(), ids=NO_FAVOUR)
def test_the_head_is_followed_where_nothing_favours_another(blocks, spoken):
    assert favour(*blocks, spoken=spoken) == [["Orla Venn", "She"]]


@pytest.mark.parametrize(("beside", "order"), [({0: [1], 1: [0]}, [1, 0]), ({}, [0, 1])], ids=["beside", "apart"])
def test_a_name_is_joined_before_the_description_beside_it(beside, order):
    assert find_order(read("[p:The mayor], [P:Ada Lund], slept.").phrases, beside, among=range(2)) == order


def test_a_description_beside_a_name_goes_with_it_whatever_the_head_says():
    marked = read("[P:Mrs Lund] slept. [p:The mayor], [P:Mr Venn], woke.")
    found = show_clusters(marked, {("The mayor", "Mrs Lund"): 9.0}, [("Mr Venn", "The mayor")])
    assert found == [["The mayor", "Mr Venn"]]


def test_a_part_is_joined_before_its_whole():
    marked = read("[p:[p:His] secretary] slept.")
    assert [marked.words(n) for n in find_order(marked.phrases, {}, among=range(2))] == ["His", "His secretary"]


def test_a_secretary_is_not_the_one_whose_secretary_it_is():
    marked = read("[P:Ivo Brandt] slept. [p:[p:His] secretary] woke.")
    same = {("His", "Ivo Brandt"): 5.0, ("His secretary", "Ivo Brandt"): 9.0}
    assert show_clusters(marked, same) == [["Ivo Brandt", "His"]]


def test_what_is_tied_is_one_whatever_the_head_says():
    marked = read("[P:Ada Lund], [p:the mayor], slept.")
    assert show_clusters(marked, ties=[("Ada Lund", "the mayor")]) == [["Ada Lund", "the mayor"]]


@pytest.mark.parametrize(("later", "one"), [("The 19-year-old", True), ("The 19-year-old clerk", False)])
def test_one_of_whom_only_the_age_is_said_is_seldom_somebody_new(later, one):
    marked = read(f"[P:Ada Lund] slept. [p:{later}] woke.")
    assert bool(show_clusters(marked, {(later, "Ada Lund"): -0.9})) == one


def test_the_very_name_counts_for_more_than_a_tie():
    marked = read("[O:Tarn Water] shut. [O:Orde Lines], [O:Tarn Water], paid.")
    assert show_clusters(marked, ties=[("Orde Lines", "Tarn Water/2")]) == [["Tarn Water", "Tarn Water"]]


def test_a_tie_does_not_make_one_of_two_sexes():
    marked = read("[P:Mr Lund], [p:a widow], slept.")
    assert show_clusters(marked, ties=[("Mr Lund", "a widow")]) == []


def test_a_tied_description_may_have_a_name_in_it():
    marked = read("[o:The [L:Velland] ministry], [o:a [L:Keshtan] body], met.")
    ties = [("The Velland ministry", "a Keshtan body")]
    assert show_clusters(marked, ties=ties) == [["The Velland ministry", "a Keshtan body"]]


@pytest.mark.parametrize(
    ("land", "people"), [("Velland", "Vellandic"), ("Keshtan", "Keshtani"), ("Norway", "Norwegian")]
)
def test_what_a_people_is_called_names_the_land(land, people):
    marked = read(f"[L:{land}] slept. [p:The [l:{people}] minister] woke.")
    assert show_clusters(marked) == [[land, people]]


def test_the_choices_of_a_pronoun_are_kept_with_their_scores_where_it_is_left_open_who_it_is():
    marked = read("[p:He] slept. [p:He] woke.")
    (choice,) = cluster(marked, [("He/2", "He")]).choices[1]
    assert choice.earlier == 0
    assert np.isclose(choice.score, 5.0 + EAGERNESS + EAGER["he"])


def test_the_choices_of_a_pronoun_that_is_somebody_are_not_kept():
    assert cluster(read("[P:Ada Lund] slept. [p:She] woke."), {("She", "Ada Lund"): 5.0}).choices == {}


def test_a_cluster_of_pronouns_alone_is_known_as_such():
    marked = read("[p:He] slept. [P:Ada Lund] woke.")
    clusters = cluster(marked)
    assert [clusters.only_pronouns(clusters.of[n]) for n in (0, 1)] == [True, False]


def test_no_phrases_make_no_clusters():
    assert cluster(read("It rained.")).members == {}
