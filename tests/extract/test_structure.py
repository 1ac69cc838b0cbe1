"""Drafts and an article's blocks in; drafts out, with what the page's structure says without words."""

import time

import pytest

from sayso.extract import Draft, apply_structure, find_set_off
from tests.extract.made import draft, make_article, show

QUOTE = ("pull_quote", "Nobody asked the sea.")
PARAGRAPH = "The ferry left at noon."


def structure(article, drafts):
    """Give the drafts with what the structure says."""
    return apply_structure(article, drafts, find_set_off(article))


def read(article, drafts=()):
    return show(article.text, structure(article, drafts))


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("by Mara Lisle, ferrywoman", ("Mara Lisle, ferrywoman", "by")),
        ("By Mara Lisle", ("Mara Lisle", "By")),
        ("As told by Mara Lisle", ("Mara Lisle", "As told by")),
        ("according to Mara Lisle", ("Mara Lisle", "according to")),
        ("— Mara Lisle", ("Mara Lisle", "")),
        ("-- Mara Lisle", ("Mara Lisle", "")),
        ("Mara Lisle, ferrywoman", ("Mara Lisle, ferrywoman", "")),
        ("Byron Lisle", ("Byron Lisle", "")),
    ],
)
def test_a_pull_quote_stands_on_the_word_of_its_byline(byline, expected):
    article = make_article(PARAGRAPH, QUOTE, ("byline", byline), PARAGRAPH)
    assert read(article) == [(*expected, QUOTE[1])]


def test_a_pull_quote_without_a_byline_has_no_source():
    assert read(make_article(PARAGRAPH, QUOTE, PARAGRAPH)) == [("", "", QUOTE[1])]


def test_a_byline_that_follows_no_pull_quote_says_nothing():
    assert read(make_article(("title", "The sea"), ("byline", "By Mara Lisle"), PARAGRAPH)) == []


def test_a_pull_quote_that_was_read_as_something_else_too_is_kept_once():
    article = make_article(PARAGRAPH, QUOTE, ("byline", "by Mara Lisle"))
    again = draft(article.text, QUOTE[1], source="The ferry")
    assert read(article, [again]) == [("Mara Lisle", "by", QUOTE[1])]


def test_what_is_said_inside_a_pull_quote_is_inside_it():
    article = make_article(("pull_quote", "My father said the sea had no memory."), ("byline", "by Mara Lisle"))
    told = draft(article.text, "the sea had no memory", cue="said", source="My father")
    inner, outer = structure(article, [told])
    assert (inner.inner, outer.inner) == (True, False)
    assert inner.content == told.content


def interview(*turns, label="{}:"):
    return make_article(*(b for name, *said in turns for b in (("label", label.format(name)), *said)))


def test_an_answer_stands_on_the_word_of_its_label():
    article = interview(("Q", "Is it late?"), ("A", "It is."), ("Q", "Very late?"), ("A", "Very."))
    assert read(article) == [("", "A", "It is."), ("", "A", "Very.")]


@pytest.mark.parametrize("label", ["{}:", "{}.", "{} :", "{}"])
def test_the_mark_behind_a_label_is_no_part_of_the_cue(label):
    article = interview(("LISLE", "It is late."), label=label)
    assert read(article) == [("", "LISLE", "It is late.")]


def test_an_answer_of_several_paragraphs_is_one():
    article = interview(("Rowan", "Is it late?"), ("Varga", "It is.", "Very late.", "I fear."))
    assert read(article) == [("", "Varga", "It is.…Very late.…I fear.")]


def test_who_asks_is_not_said_to_say():
    article = interview(("Rowan", "Is it?"), ("Varga", "Yes."), ("Rowan", "Tell me more."), ("Varga", "No."))
    assert [cue for _, cue, _ in read(article)] == ["Varga", "Varga"]


def test_a_heading_ends_an_answer():
    article = make_article(("label", "Varga:"), "It is late.", ("heading", "Elsewhere"), PARAGRAPH)
    assert read(article) == [("", "Varga", "It is late.")]


@pytest.mark.parametrize("label", ["11.40", "11:40", "[11:40]", "(9.05am)"])
def test_the_time_of_a_live_page_answers_nothing(label):
    assert read(make_article(("label", label), PARAGRAPH)) == []


def test_a_label_without_words_behind_it_says_nothing():
    assert read(make_article(("label", "LISLE:"), ("heading", "Elsewhere"))) == []


def test_a_quotation_that_runs_on_belongs_to_the_one_it_began_in():
    article = make_article("Lisle said: “One.", "“Two.", "“Three.”", "She left.")
    begun = draft(article.text, "“One.", cue="said", source="Lisle")
    assert read(article, [begun]) == [("Lisle", "said", "“One.…“Two.…“Three.”")]


def test_a_paragraph_that_was_read_as_its_own_is_not_carried_on():
    article = make_article("Lisle said: “One.", "“Two.”")
    drafts = [draft(article.text, "“One.", cue="said"), draft(article.text, "“Two.”")]
    assert structure(article, drafts) == drafts


def test_a_quotation_runs_on_from_the_end_of_a_content_and_from_nothing_else():
    article = make_article("“One,” said Lisle, “she told me.", "“Two.”")
    early = draft(article.text, "“One,”", cue="said")
    assert structure(article, [early]) == [early]


def test_a_quotation_does_not_run_on_from_one_inside_another():
    article = make_article("Lisle said: “One.", "“Two.”")
    inner = draft(article.text, "“One.", inner=True)
    assert structure(article, [inner]) == [inner]


def test_an_article_of_plain_paragraphs_keeps_its_drafts_as_they_are():
    article = make_article("Lisle said so.", PARAGRAPH)
    drafts = [draft(article.text, "so", cue="said", source="Lisle"), draft(article.text, "The ferry", inner=True)]
    assert structure(article, drafts) == drafts


@pytest.mark.parametrize("kinds", [("paragraph",), ("label", "paragraph"), ("pull_quote", "byline")])
def test_ten_thousand_blocks_take_no_time(kinds):
    article = make_article(*((kind, "“So it was") for kind in kinds * (10_000 // len(kinds))))
    drafts = [Draft((), (), ((block.start, block.end - 4),)) for block in article.blocks[::2]]
    before = time.process_time()
    structure(article, drafts)
    assert time.process_time() - before < 3
