"""The page tells what happened below the text: each event once, on whose word, and where its words stand."""

from dataclasses import replace

import pytest
from lxml import html

from sayso.data import Account, Entity, Event, EventDate, EventPlace, EventStatus, Passage, Reading, Size
from sayso.show.page import render_fragment, render_page
from tests.show.events.made import read_orsk
from tests.show.readings import find, read_by_hand, read_quay, wrap_article

HOSTILE = "</style><script>alert(1)</script><img src=x onerror=alert(1)> \"'&\x1b[2J\u202e"


def draw(*readings: Reading) -> html.HtmlElement:
    return html.document_fromstring(render_page(readings))


def entries(tree: html.HtmlElement) -> list[html.HtmlElement]:
    return list(tree.xpath("//section[@class='events']/ol/li"))


def tell_facts(entry: html.HtmlElement) -> dict[str, str]:
    return {part.xpath("string(dt)"): part.xpath("string(dd)") for part in entry.xpath(".//dl/div[dt]")}


def test_each_event_stands_with_its_parties_and_how_sure_it_is():
    told = [" ".join(entry.xpath("string(div/p[1])").split()) for entry in entries(draw(read_orsk()))]
    assert told[:3] == [
        "attack (by drone): the army of Tarn or the Marsh Front · 90%",
        "accusation (allegation): Lise Ostrand → the army of Tarn · 90%",
        "attack (unconventional weapons): the army of Tarn · 90%",
    ]
    assert told[5] == "attack (firearms): (nobody named) · 90%"
    assert len(told) == 11


def test_what_is_known_of_an_event_stands_as_terms_and_values():
    found = [tell_facts(entry) for entry in entries(draw(read_orsk()))]
    assert found[0] == {
        "Status": "asserted by the writer",
        "When": "5 January 2024 (“on Friday”)",
        "Where": "Orsk (TAR)",
        "How many": "at least 12 dead, about 30 injured",
        "Who did it": "the army of Tarn, on Lise Ostrand's wordthe Marsh Front, on the army of Tarn's word",
    }
    assert found[2]["Status"] == "claimed, on Lise Ostrand's word; denied by the army of Tarn"
    assert found[3] == {
        "Status": "asserted by the writer",
        "When": "“the other day” (not resolved)",
        "Answers": "1",
    }
    assert found[5]["Told as"] == "history"
    assert found[6]["When"] == "January 2024 (assumed: no words say when)"


def test_rival_values_stand_in_lines_of_their_own():
    rivals = entries(draw(read_orsk()))[0].xpath(".//div[@class='rival']/text()")
    assert rivals == ["the army of Tarn, on Lise Ostrand's word", "the Marsh Front, on the army of Tarn's word"]


def test_the_words_for_an_event_are_marked_in_their_sentence():
    (quoted,) = entries(draw(read_orsk()))[1].xpath(".//p[@class='quoted']")
    assert quoted.text_content() == "Ostrand also accused the army of poisoning the wells last spring."
    assert quoted.xpath("mark/text()") == ["accused"]


def test_a_number_leads_to_the_words_an_answer_to_its_event_and_a_party_to_its_entry():
    tree = draw(read_orsk())
    fourth = entries(tree)[3]
    words, actor, recipient, answered = fourth.xpath(".//a/@href")
    assert tree.xpath(f"string(//*[@id='{words[1:]}'])") == "shelled"
    assert tree.xpath(f"string(//li[@id='{actor[1:]}']/p/b)") == "the Marsh Front"
    assert tree.xpath(f"string(//li[@id='{recipient[1:]}']/p/b)") == "The army of Tarn"
    assert tree.xpath(f"//li[@id='{answered[1:]}']") == entries(tree)[:1]


def test_every_link_of_the_page_leads_somewhere_and_no_id_is_there_twice():
    tree = draw(read_orsk(), read_orsk())
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link for link in tree.xpath("//a/@href") if link.startswith("#")} <= {f"#{name}" for name in ids}


def test_the_day_of_publication_stands_apart_from_the_days_on_which_it_happened():
    tree = draw(read_orsk())
    assert tree.xpath("//section[@class='events']/p/text()") == ["11 events, as told on 9 January 2024"]
    reading = read_orsk()
    undated = replace(reading, article=replace(reading.article, published=None))
    assert draw(undated).xpath("//section[@class='events']/p/text()") == ["11 events"]


def test_the_panel_has_a_heading_that_names_it_one_rank_below_its_article():
    for readings, rank in (((read_orsk(),), "h2"), ((read_orsk(), read_quay()), "h3")):
        tree = draw(*readings)
        heading = tree.xpath(f"//section[@class='events']/{rank}")[0]
        assert heading.text == "What happened"
        assert tree.xpath("//section[@class='events']/@aria-labelledby")[0] == heading.get("id")


def test_an_article_without_events_has_no_such_panel_and_no_key_to_it():
    page = render_page([read_quay()])
    assert '<section class="events"' not in page
    assert "What happened" not in html.document_fromstring(page).xpath("string(//body)")


def test_the_head_counts_events_beside_statements():
    assert "0 statements, 11 events" in draw(read_orsk()).xpath("string(//header/p)")


def test_a_fragment_has_the_panel_too():
    assert "What happened" in render_fragment(read_orsk())


@pytest.mark.parametrize("there", [True, False])
def test_nothing_of_an_article_becomes_markup(there):
    article = wrap_article(HOSTILE + " said Mal.", title=HOSTILE, published=HOSTILE)
    span = find(article.text, HOSTILE) if there else replace(find(article.text, HOSTILE), start=9_000, end=9_999)
    event = Event(
        HOSTILE,
        "OTHER",
        Passage((span, span)),
        (HOSTILE,),
        ("e1", HOSTILE),
        ("e1",),
        EventDate(HOSTILE, "day", HOSTILE, (span,)),
        EventPlace(HOSTILE, country=HOSTILE),
        {HOSTILE: Size(1.0, "exact", (span,), HOSTILE)},
        statuses=(EventStatus("claimed", ("writer", "e1", "e1")),),
        answers=(HOSTILE, "gone"),
        accounts=tuple(Account(field, value, (value,)) for field in ("actor", "size") for value in (HOSTILE, "e1")),
    )
    reading = read_by_hand(article, entities=(Entity("e1", HOSTILE, "person"),))
    page = render_page([replace(reading, events=(event,))])
    tree = html.document_fromstring(page)
    assert not tree.xpath("//script | //img | //@onerror")
    assert not {"\x1b", "\u202e"} & set(page)
    assert len(entries(tree)) == 1
