"""The page's people and bodies: who speaks, is spoken to or for, or has a role, and what the article says of them."""

from dataclasses import replace

from lxml import html

from sayso.data import Backing, Entity, Reading, Role
from sayso.show.page import render_page
from tests.show.readings import attribute, doubt, mention, read_by_hand, read_pass, read_quay, wrap_article


def draw(*readings: Reading) -> html.HtmlElement:
    return html.document_fromstring(render_page(readings))


def entries(tree: html.HtmlElement) -> dict[str, html.HtmlElement]:
    return {entry.xpath("string(p/b)"): entry for entry in tree.xpath("//section[@class='people']//li")}


def tell_facts(entry: html.HtmlElement) -> dict[str, str]:
    return {part.xpath("string(dt)"): part.xpath("string(dd)") for part in entry.xpath("dl/div")}


def crowd(count: int) -> Reading:
    article = wrap_article("Ada said no.")
    people = (Entity(f"c{at}", f"Clerk {at}", "person", roles=(Role("clerk"),)) for at in range(count))
    ada = Entity("e1", "Ada", "person", mentions=mention(article.text, "Ada"))
    return read_by_hand(
        article, attribute(article.text, "a1", "no", source="Ada", entity="e1"), entities=(*people, ada)
    )


def test_who_says_most_comes_first_and_statements_and_mentions_are_counted():
    told = [" ".join(entry.xpath("p")[0].text_content().split()) for entry in entries(draw(read_quay())).values()]
    assert told[:2] == [
        "Teun Aldersey person · 3 statements · 2 mentions",
        "the port company organisation · 2 statements · 3 mentions",
    ]
    assert told[-1] == "Northern Hoist Board organisation · 2 mentions"


def test_those_who_neither_speak_nor_are_spoken_to_or_for_and_have_no_role_are_left_out():
    assert "Ivo Sand" not in entries(draw(read_pass()))
    assert {"Pavel Orr", "the Pass Guard", "the Tarn Agency", "Orvania"} < entries(draw(read_pass())).keys()


def test_what_is_told_of_an_entity_stands_as_terms_and_values():
    found = entries(draw(read_pass()))
    assert tell_facts(found["Lena Vard"]) == {
        "Role": "spokeswoman of the Pass Guard (current)",
        "Speaks for": "the Pass Guard",
    }
    assert tell_facts(found["the Pass Guard"]) == {
        "Backed by": "Orvania",
        "Country": "Orvania (ORV)",
        "Sector": "paramilitaries (PRM)",
    }
    assert tell_facts(found["Pavel Orr"]) == {"Role": "former minister", "Sector": "elite (ELI)"}


def test_a_body_that_speaks_only_for_itself_need_not_be_told_to():
    assert tell_facts(entries(draw(read_quay()))["the port company"]) == {
        "Also": "The company",
        "Sector": "business (BUS)",
    }


def test_a_name_leads_to_its_first_mention_and_a_count_to_the_first_statement():
    tree = draw(read_pass())
    mentioned, stated = entries(tree)["Lena Vard"].xpath("p//a/@href")
    assert tree.xpath(f"string(//*[@id='{mentioned[1:]}'])") == "Lena Vard"
    assert "spokeswoman" in tree.xpath(f"string(//*[@id='{stated[1:]}'])")


def test_a_body_in_a_role_leads_to_its_own_entry():
    tree = draw(read_pass())
    (target,) = set(entries(tree)["Lena Vard"].xpath("dl//a/@href"))
    assert tree.xpath(f"string(//li[@id='{target[1:]}']/p/b)") == "the Pass Guard"


def test_how_many_statements_were_inferred_is_said_in_words():
    assert "3 statements, 1 of them inferred" in entries(draw(read_pass()))["Lena Vard"].text_content()
    reading = crowd(0)
    inferred = replace(reading, attributions=(doubt(reading.attributions[0], inferred=True),))
    assert "1 statement, inferred" in entries(draw(inferred))["Ada"].text_content()


def test_an_unnamed_source_is_called_one():
    assert "unnamed source" in entries(draw(read_pass()))["A driver"].text_content()


def test_statements_of_nobody_in_the_list_are_counted_below_it():
    (told,) = draw(read_pass()).xpath("//section[@class='people']/p/text()")
    assert told == (
        "Besides: 1 statement by the writer, 1 statement with nobody named, 1 statement with a speaker not resolved."
    )


def test_a_short_list_is_open():
    assert draw(crowd(5)).xpath("//details") == []


def test_in_a_long_list_those_who_say_nothing_stand_in_a_part_that_opens():
    tree = draw(crowd(300))
    assert tree.xpath("//section[@class='people']/ul/li/p/b/a/text()") == ["Ada"]
    assert tree.xpath("//details/summary/text()") == ["300 more, who say nothing here themselves"]
    assert len(tree.xpath("//details/ul/li")) == 300


def test_the_list_has_a_heading_that_names_it_one_rank_below_its_article():
    for readings, rank in (((read_pass(),), "h2"), ((read_pass(), read_quay()), "h3")):
        tree = draw(*readings)
        heading = tree.xpath(f"//section[@class='people']/{rank}")[0]
        assert heading.text == "People and bodies"
        assert tree.xpath("//section[@class='people']/@aria-labelledby")[0] == heading.get("id")


def test_an_article_in_which_nobody_speaks_has_no_such_list():
    assert draw(read_by_hand(wrap_article("Nothing."))).xpath("//section[@class='people']") == []


def test_a_body_that_is_not_there_is_told_as_unknown_and_leads_nowhere():
    article = wrap_article("Ada said no.")
    ada = Entity("e1", "Ada", "person", backed_by=(Backing("gone"),), roles=(Role("clerk", "gone"),))
    tree = draw(read_by_hand(article, entities=(ada,)))
    assert tell_facts(entries(tree)["Ada"]) == {"Role": "clerk", "Backed by": "(unknown)"}
    assert tree.xpath("//section[@class='people']//a") == []
