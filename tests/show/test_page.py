"""The page holds the article whole, a note for each statement, no script, and nothing an article could act with."""

import re
from dataclasses import replace

import pytest
from lxml import html

from sayso.data import Attribution, Backing, Block, Entity, Mention, Passage, Role, Span
from sayso.show.page import render_fragment, render_page
from tests.show.readings import attribute, doubt, read_by_hand, read_pass, read_quay, tell, wrap_article

HOSTILE = "</style><script>alert(1)</script><img src=x onerror=alert(1)> \"'&\x1b[2J\u202e"


def parse(page: str) -> html.HtmlElement:
    return html.document_fromstring(page)


def read_hostile() -> object:
    article = wrap_article(
        HOSTILE + " said Mal.", title=HOSTILE, publisher=HOSTILE, published=HOSTILE, byline=(HOSTILE,)
    )
    article = replace(article, blocks=(Block("paragraph", 0, len(article.text), HOSTILE),))
    words = article.text
    speaker = Entity(
        HOSTILE,
        HOSTILE,
        "person",
        (HOSTILE,),
        country=HOSTILE,
        sector=HOSTILE,
        roles=(Role(HOSTILE, "e2", False),),
        backed_by=(Backing("e2"), Backing(HOSTILE + HOSTILE)),
        speaks_for=("e2", HOSTILE),
        mentions=(Mention(0, len(HOSTILE), HOSTILE, "name"),),
    )
    known = tell(attribute(words, "a1", HOSTILE, source="Mal", cue="said", entity=HOSTILE), words, HOSTILE)
    unknown = doubt(attribute(words, "a2", HOSTILE, source="Mal"), HOSTILE, "e2")
    chain = replace(unknown, id="a3", on_whose_word=("writer", "e2", HOSTILE))
    return read_by_hand(article, known, unknown, chain, entities=(speaker, Entity("e2", HOSTILE, "group")))


def test_the_page_holds_the_text_of_every_block():
    reading = read_quay()
    tree = parse(render_page([reading]))
    for reference in tree.xpath("//a[starts-with(@class, 'ref')]"):
        reference.drop_tree()
    shown = [element.text_content() for element in tree.xpath("//div[@class='text']/*")]
    assert shown == [reading.article.text[block.start : block.end] for block in reading.article.blocks]


def test_every_statement_has_a_note_with_speaker_act_and_manner():
    notes = parse(render_page([read_quay()])).xpath("//li[starts-with(@class, 'note ')]")
    told = [" ".join(note.text_content().split()) for note in notes]
    assert (
        told[4] == "4.1the port company to the harbour ministry on the word of the harbour ministry say · mixed · 71%"
    )
    assert told[7] == "7(nobody named) accuse · indirect · 88%"
    assert told[8] == "8Teun Aldersey, chairman, for the port company deny · indirect · 97%"
    assert len(told) == 12


def test_a_note_says_in_words_what_is_inferred_and_what_is_not_resolved():
    notes = parse(render_page([read_pass()])).xpath("//li[starts-with(@class, 'note ')]")
    told = [" ".join(note.text_content().split()) for note in notes]
    assert told[3] == "4Lena Vard (inferred) say · direct · 90%"
    assert told[6] == "6He not resolved; might be Pavel Orr or Ivo Sand say · indirect · 90%"


def test_a_speaker_in_a_note_leads_to_its_entry_among_the_people():
    tree = parse(render_page([read_pass()]))
    (target,) = tree.xpath("//li[@id='n-a1-2']//b/a/@href")
    assert tree.xpath(f"//section[@class='people']//li[@id='{target[1:]}']/p/b/a/text()") == ["Lena Vard"]


def test_notes_and_words_lead_to_each_other():
    tree = parse(render_page([read_quay(), read_pass(), read_quay()]))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {target.removeprefix("#") for target in tree.xpath("//a/@href")} <= set(ids)
    assert len(tree.xpath("//a[starts-with(@class, 'ref')]")) == len(tree.xpath("//a[@class='number']")) == 33


def test_a_statement_without_any_words_leads_nowhere():
    article = wrap_article("Nothing.")
    tree = parse(render_page([read_by_hand(article, attribute(article.text, "a1", entity="writer"))]))
    assert tree.xpath("//a[@class='number']/@href") == []
    assert len(tree.xpath("//li[@class='note n0']")) == 1


def test_a_bracket_hangs_on_the_first_and_the_last_of_the_words():
    page = render_page([read_quay()])
    for number in ("1", "4-1", "10"):
        assert re.search(rf"anchor-name:[^\"]*--s-a1-{number}[,\"]", page)
        assert re.search(rf"anchor-name:[^\"]*--e-a1-{number}[,\"]", page)


def test_what_is_pointed_at_is_tied_to_its_note_by_a_rule_for_each_note_of_a_row():
    page = render_page([read_quay()])
    assert ".w2{" in page
    assert ".w3{" not in page


def test_the_page_fetches_nothing_and_runs_nothing():
    page = render_page([read_quay()])
    tree = parse(page)
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert tree.xpath("//script | //link | //img | //@src | //@onclick") == []
    assert "url(" not in page
    assert "@import" not in page


@pytest.mark.parametrize("render", [lambda r: render_page([r]), lambda r: render_page([r, r]), render_fragment])
def test_nothing_of_an_article_becomes_markup(render):
    page = render(read_hostile())
    tree = parse(page)
    assert tree.xpath("//script | //img | //@onerror") == []
    assert len(tree.xpath("//style")) == 1
    assert "alert" not in tree.xpath("//style")[0].text
    assert not {"\x1b", "\u202e"} & set(page)


def test_one_article_has_its_own_title_as_the_only_heading_of_the_first_rank():
    tree = parse(render_page([read_quay()]))
    titles = [re.sub(r"^1", "", heading.text_content()) for heading in tree.xpath("//h1")]
    assert titles == ["Veldmar crane was ‘an accident in waiting’, dockers say"]


def test_an_article_without_a_title_in_its_text_is_headed_by_where_it_lies():
    tree = parse(render_page([read_by_hand(wrap_article("Nothing.", path="a.txt"))]))
    assert [heading.text for heading in tree.xpath("//h1")] == ["a.txt"]


def test_several_articles_have_a_table_of_contents_and_lower_headings():
    tree = parse(render_page([read_quay(), read_by_hand(wrap_article("Nothing.", path="a.txt"))]))
    assert [heading.text for heading in tree.xpath("//h1")] == ["2 articles"]
    assert tree.xpath("//nav//a/text()") == ["Veldmar crane was ‘an accident in waiting’, dockers say", "a.txt"]
    assert len(tree.xpath("//h2")) == 2


def test_a_paragraph_in_another_language_says_which_and_is_told_to_be_unread():
    article = replace(wrap_article("Niets aan de hand."), blocks=(Block("paragraph", 0, 18, "nl"),))
    tree = parse(render_page([read_by_hand(article)]))
    assert tree.xpath("//p[contains(@class, 'unread')]/@lang") == ["nl"]
    assert tree.xpath("//p[@class='notice']/text()") == ["Not in English (nl) and left unread: 1 paragraph."]


def test_a_long_row_of_statements_does_not_take_long_or_much():
    text = "“No.” " * 3_000
    spans = [Span(start, start + 5, "“No.”") for start in range(0, len(text), 6)]
    made = [Attribution(f"a{at}", "direct", "say", False, None, None, Passage((s,))) for at, s in enumerate(spans)]
    page = render_page([read_by_hand(wrap_article(text), *made)])
    assert len(page) < 2_000_000
    assert page.count(".row:has(") == 40 * 3


def test_a_fragment_brings_its_style_and_no_document():
    fragment = render_fragment(read_quay())
    assert fragment.startswith('<div class="sayso"><style>')
    assert "<html" not in fragment
    assert "<body" not in fragment


def test_the_ids_of_two_fragments_in_one_notebook_do_not_meet():
    ids = parse(render_fragment(read_quay()) + render_fragment(read_pass())).xpath("//@id")
    assert len(ids) == len(set(ids))


def test_every_rule_of_the_style_keeps_to_our_own_part_of_a_notebook():
    style = re.sub(r"/\*.*?\*/", "", parse(render_fragment(read_quay())).xpath("//style")[0].text, flags=re.DOTALL)
    while "(" in style:
        style = re.sub(r"\([^()]*\)", "", style)
    selectors = [found.strip() for found in re.findall(r"([^{};]+)\{", style)]
    parts = [part.strip() for found in selectors if not found.startswith("@") for part in found.split(",")]
    assert [part for part in parts if ".sayso" not in part] == []
