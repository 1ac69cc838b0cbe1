"""Who is party to an event is who its phrases stand for; what belongs to somebody is hit with its owner."""

import pytest

from sayso.link.lands import Land
from sayso.link.parties import Parties
from sayso.link.roles import RoleFinder
from tests.link.made import cluster, read


def name(text, *places, teller=None, speaks_for=None, same=()):
    """Name the parties for which words of a text stand, by the first words for each.

    places: words of phrases, or any words; speaks_for: whom somebody speaks for, by their phrases.
    """
    marked = read(text)
    clusters = cluster(marked, same)

    def number(words):
        return clusters.of[marked.number(words)]

    bodies = {number(who): number(body) for who, body in (speaks_for or {}).items()}
    lands = RoleFinder(marked.article.text, clusters, []).lands
    parties = Parties(marked.article.text, clusters, lands, bodies)
    spans = [(span.start, span.end) for words in places for span in marked.spans(words)]
    found = parties.find(spans, None if teller is None else number(teller))
    return [body if isinstance(body, Land) else marked.words(clusters.members[body][0]) for body in found]


def test_a_phrase_stands_for_who_is_meant():
    assert name("[P:Ada Lund] slept. [p:She] woke.", "She", same=[("She", "Ada Lund")]) == ["Ada Lund"]


def test_a_joint_phrase_stands_for_each():
    text = "[p&:[P:Ada Lund] and [P:Ivo Brandt]] met."
    assert name(text, "Ada Lund and Ivo Brandt") == ["Ada Lund", "Ivo Brandt"]


def test_who_is_named_twice_is_one_party():
    text = "[P:Ada Lund] slept. [p:She] woke."
    assert name(text, "Ada Lund", "She", same=[("She", "Ada Lund")]) == ["Ada Lund"]


def test_several_phrases_stand_for_several_parties_in_order():
    text = "[P:Ada Lund] met [P:Ivo Brandt]."
    assert name(text, "Ivo Brandt", "Ada Lund") == ["Ivo Brandt", "Ada Lund"]


WE = "[P:Ada Lund] of [O:the Tarn guild] spoke. “[p+:We] struck”, and “[p:I] wept”."


@pytest.mark.parametrize(("word", "who"), [("We", ["the Tarn guild"]), ("I", ["Ada Lund"])])
def test_a_quoted_we_is_who_the_speaker_speaks_for_and_i_the_speaker(word, who):
    assert name(WE, word, teller="Ada Lund", speaks_for={"Ada Lund": "the Tarn guild"}) == who


def test_a_quoted_we_of_one_who_speaks_for_nobody_is_the_speaker():
    assert name(WE, "We", teller="Ada Lund") == ["Ada Lund"]


@pytest.mark.parametrize("word", ["We", "I"])
def test_a_we_outside_quoted_words_is_nobody(word):
    assert name(WE, word) == []


OWNED = {
    "before it": ("Guns hit [d:two [o:guild] ^boats].", "two guild boats", "guild"),
    "possessive": ("Guns hit [d:[P:Ada Lund]'s ^mill].", "Ada Lund's mill", "Ada Lund"),
    "a pronoun": ("Guns hit [d:[p+:their] ^homes].", "their homes", "their"),
    "a land": ("Guns hit [l:two [L:Velland] ^bases].", "two Velland bases", "Velland"),
    "a body behind it": ("Guns hit [d:the ^office of [o:the guild]].", "the office of the guild", "the guild"),
    "a name behind it": (
        "Guns hit [d:the ^office of the [O:Tarn Guild]].",
        "the office of the Tarn Guild",
        "Tarn Guild",
    ),
}


@pytest.mark.parametrize(("text", "words", "owner"), OWNED.values(), ids=OWNED)
def test_whose_a_thing_is_is_a_party_beside_it(text, words, owner):
    assert name(text, words) == [words, owner]


def test_a_country_that_only_an_adjective_names_owns_its_things():
    thing, land = name("Guns hit [l:two Norwegian ^bases].", "two Norwegian bases")
    assert (thing, land.code) == ("two Norwegian bases", "NOR")


ALONE = {
    "a person": ("Guns hit [p:the [o:guild] ^clerk].", "the guild clerk"),
    "a body": ("Guns hit [o:the [L:Velland] ^army].", "the Velland army"),
    "what lies behind it": ("Guns hit [d:the ^boats near [L:Tarn]].", "the boats near Tarn"),
    "of a place": ("Guns hit [d:the ^port of [L:Tarn]].", "the port of Tarn"),
    "of it": ("Guns hit [d:the ^roof of [o:it]].", "the roof of it"),
    "no people": ("Guns hit [d:the Old ^Mill].", "the Old Mill"),
}


@pytest.mark.parametrize(("text", "words"), ALONE.values(), ids=ALONE)
def test_what_belongs_to_nobody_is_a_party_alone(text, words):
    assert name(text, words) == [words]


def test_a_thing_has_two_owners_at_most():
    text = "Guns hit [d:[P:Ada Lund], [P:Ivo Brandt] and [P:Mia Ros]'s ^mill]."
    assert len(name(text, "Ada Lund, Ivo Brandt and Mia Ros's mill")) == 3


def test_a_word_that_is_no_phrase_may_name_a_land():
    (land,) = name("A Norwegian raid began.", "Norwegian")
    assert (land.code, land.name) == ("NOR", "Norway")


def test_a_word_that_is_no_phrase_is_a_land_that_the_article_names():
    assert name("[L:Keshtan] met. A Keshtani raid began.", "Keshtani") == ["Keshtan"]


def test_a_word_that_is_no_phrase_and_no_land_is_nobody():
    assert name("A sudden raid began.", "sudden") == []
