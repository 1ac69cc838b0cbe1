"""What two phrases tell of themselves forbids that they are one, whatever the head says; a tie lifts some of it."""

import pytest

from sayso.link.limits import find_office, find_own
from tests.link.made import cluster, read


def are_one(text, later, earlier, *, ties=()):
    """Tell whether two phrases of which the head says that they are one stand together."""
    marked = read(text)
    clusters = cluster(marked, [(later, earlier)], ties)
    return clusters.of[marked.number(later)] == clusters.of[marked.number(earlier)]


@pytest.mark.parametrize(
    "new", ["a teacher", "another teacher", "one teacher", "the second teacher", "the other teacher", "a third teacher"]
)
def test_somebody_new_is_nobody_before(new):
    assert not are_one(f"[p:The teacher] slept. There [p:{new}] woke.", new, "The teacher")


@pytest.mark.parametrize("known", ["the teacher", "this teacher", "the old teacher", "her teacher"])
def test_somebody_known_may_be_somebody_before(known):
    assert are_one(f"[p:The teacher] slept. There [p:{known}] woke.", known, "The teacher")


@pytest.mark.parametrize("word", ["another", "others", "somebody", "someone", "everyone", "nobody"])
def test_a_pronoun_for_anybody_is_nobody_before(word):
    assert not are_one(f"[p:The teacher] slept. There [p:{word}] woke.", word, "The teacher")


def test_what_is_tied_may_open_like_somebody_new():
    text = "[P:Ada Lund], [p:a teacher], slept."
    assert are_one(text, "a teacher", "Ada Lund", ties=[("Ada Lund", "a teacher")])


@pytest.mark.parametrize("single", ["he", "she", "it"])
def test_a_word_for_several_people_is_no_single_one(single):
    assert not are_one(f"[p+:The inspectors] came. Then [o:{single}] left.", single, "The inspectors")
    assert not are_one(f"So [o:{single}] came. [p+:The inspectors] left.", "The inspectors", single)


@pytest.mark.parametrize("several", ["The Lunds", "31 Orvans", "Norwegians", "Republicans", "old Democrats"])
def test_a_name_of_several_people_is_no_single_one(several):
    assert not are_one(f"[P:{several}] came. Then [p:he] left.", "he", several)


@pytest.mark.parametrize("name", ["Ada Williams", "Adams", "The late Tom Adams", "Reuters", "Lund's"])
def test_a_name_that_ends_on_an_s_may_be_a_single_one(name):
    assert are_one(f"[P:{name}] came. Then [p:he] left.", "he", name)


@pytest.mark.parametrize(("word", "one"), [("somebody", False), ("others", True)])
def test_it_is_never_anybody(word, one):
    assert are_one(f"So [o:{word}] came. Then [o:it] left.", "it", word) == one


def test_what_one_name_is_taken_for_counts_once():
    name = "[P?:Tarn Water]"
    assert are_one(f"{name} paid. {name} left. {name} came. Then [o:it] sued.", "it", "Tarn Water")


def test_a_body_with_a_word_for_many_may_be_it():
    assert are_one("[o+:The forces] came. Then [o:it] left.", "it", "The forces")


def test_several_people_may_be_they():
    assert are_one("[p+:The inspectors] came. Then [p+:they] left.", "they", "The inspectors")


OFFICES = {
    "two": ("The mayor", "The governor", False),
    "the same": ("The mayor", "The old mayor", True),
    "a leader": ("The mayor", "The leader", True),
    "a man": ("The mayor", "The man", True),
    "no office": ("The mayor", "The winner", True),
}


@pytest.mark.parametrize(("earlier", "later", "one"), OFFICES.values(), ids=OFFICES)
def test_two_offices_part_unless_one_is_vague(earlier, later, one):
    assert are_one(f"[p:{earlier}] slept. [p:{later}] woke.", later, earlier) == one


@pytest.mark.parametrize(
    ("later", "one"),
    [("the captain", True), ("her captain", False), ("the captain of the ferry", False), ("the mayor of Tarn", True)],
)
def test_of_one_with_a_name_a_second_office_is_said_only_with_the(later, one):
    text = f"[P:Ada Lund], [p:the mayor], slept. There [p:{later}] woke."
    assert are_one(text, later, "Ada Lund", ties=[("Ada Lund", "the mayor")]) == one


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("the mayor", "mayor"), ("the former foreign minister", "foreign minister"), ("the source", None),
        ("a harbour official", None), ("the spokeswoman", None), ("the winner", None),
    ],
)  # fmt: skip
def test_an_office_is_a_title_that_not_anybody_may_have(words, office):
    assert find_office(words) == office


OWN = {
    "two": ("The Tarn council", "The Orde council", False),
    "one": ("The Tarn council", "The council", True),
    "the same": ("The Tarn council", "The new Tarn council", True),
    "the same and more": ("The Tarn council", "The Tarn and Orde council", True),
    "possessive": ("The council", "Tarn’s council", True),
}


@pytest.mark.parametrize(("earlier", "later", "one"), OWN.values(), ids=OWN)
def test_two_descriptions_with_names_of_their_own_part(earlier, later, one):
    assert are_one(f"[o:{earlier}] met. [o:{later}] slept.", later, earlier) == one


@pytest.mark.parametrize(
    ("words", "own"),
    [
        ("The Tarn council", {"tarn"}), ("Tarn’s council", {"tarn"}), ("The council", set()),
        ("the council of Tarn and Orde", {"tarn", "orde"}),
    ],
)  # fmt: skip
def test_the_names_in_a_description_are_its_own(words, own):
    assert find_own(words) == own


STRANGERS = {
    "no word": ("[o:The ferry company]", "The harbour board", False),
    "one word": ("[o:The ferry company]", "The ferry board", True),
    "no more than a noun": ("[o:The ferry company]", "The board", True),
    "beside a name": ("[O:Orde Lines]", "The harbour board", True),
}


@pytest.mark.parametrize(("earlier", "later", "one"), STRANGERS.values(), ids=STRANGERS)
def test_a_description_that_shares_no_word_is_another(earlier, later, one):
    marked = read(f"{earlier} met.")
    assert are_one(f"{earlier} met. [o:{later}] slept.", later, marked.words(0)) == one


PERSONS = {
    "I and a name": ("[p:I] slept. [P:Ada Lund] woke.", "Ada Lund", "I", False),
    "a name and I": ("[P:Ada Lund] slept. [p:I] woke.", "I", "Ada Lund", False),
    "I and we": ("[p:I] slept. [p+:We] woke.", "We", "I", False),
    "I and my": ("[p:I] slept. There [p:my] boat sank.", "my", "I", True),
    "we and a body": ("[o:The council] met. [p+:We] woke.", "We", "The council", False),
    "a quoted I and she": ("“[p:I] slept,” [p:she] said.", "she", "I", True),
    "a quoted we and a body": ("[o:The council] met. “[p+:We] slept.”", "We", "The council", True),
    "you and she": ("[p:You] slept. [p:She] woke.", "She", "You", False),
    "she and a quoted you": ("[p:She] slept. “[p:You] woke.”", "You", "She", False),
    "you and your": ("[p:You] slept. There [p:your] boat sank.", "your", "You", True),
}


@pytest.mark.parametrize(("text", "later", "earlier", "one"), PERSONS.values(), ids=PERSONS)
def test_first_persons_outside_quotations_and_second_ones_are_nobody_else(text, later, earlier, one):
    assert are_one(text, later, earlier) == one


WEIGHED = {
    "a name": ("[P:Ada Lund]", "[o:The council]", True),
    "a title": ("[P:Mayor Ada Lund]", "[o:The council]", False),
    "a description": ("[p:The clerk]", "[o:The council]", False),
    "a pronoun": ("[p:She]", "[o:The council]", False),
    "a name against it": ("[P:Ada Lund]", "[o:It]", False),
    "an unsure name against it": ("[P?:Ada Lund]", "[o:It]", True),
    "an unsure title against it": ("[P?:Mayor Ada Lund]", "[o:It]", False),
    "one word against it": ("[P:Orla]", "[o:It]", True),
}


@pytest.mark.parametrize(("earlier", "later", "one"), WEIGHED.values(), ids=WEIGHED)
def test_the_type_of_an_untitled_name_weighs_less_than_a_pronoun_or_a_title(earlier, later, one):
    marked = read(f"{earlier} slept. {later} woke.")
    assert are_one(f"{earlier} slept. {later} woke.", marked.words(1), marked.words(0)) == one


TIED = {
    "bodies": ("O", "Tarn Ferries", "Orde Lines", (), True),
    "people": ("P", "Ada Lund", "Orla Venn", (), False),
    "known as": ("P", "Ada Lund", "Orla Venn", (None, "also"), True),
}


@pytest.mark.parametrize(("kind", "one", "other", "how", "tied"), TIED.values(), ids=TIED)
def test_a_tie_makes_one_of_two_names_of_bodies_and_of_people_only_if_also_known_so(kind, one, other, how, tied):
    text = f"[{kind}:{one}], [{kind}:{other}], woke."
    assert are_one(text, other, one, ties=[(one, other, *how)]) == tied


def test_two_countries_are_two_though_they_stand_in_apposition():
    assert not are_one("[L:Norway], [L:France], woke.", "France", "Norway", ties=[("Norway", "France")])


LAST_WORDS = {
    "an institute": ("O", "Orde Institute", "the Institute", True),
    "a country and a body": ("O", "Radio Norway", "Norway", False),
    "a part of it": ("L", "northern Velland", "Velland", False),
    "two houses": ("O", "the White House", "the House", False),
}


@pytest.mark.parametrize(("kind", "long", "short", "one"), LAST_WORDS.values(), ids=LAST_WORDS)
def test_a_body_may_go_by_the_last_word_of_its_name(kind, long, short, one):
    assert are_one(f"[{kind}:{long}] woke. Then [{kind}:{short}] slept.", short, long) == one


def test_two_names_of_bodies_without_a_tie_part():
    assert not are_one("[O:Tarn Ferries] shut. [O:Orde Lines] shut.", "Orde Lines", "Tarn Ferries")
