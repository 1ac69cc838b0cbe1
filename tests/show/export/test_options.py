from dataclasses import replace
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.data import Passage, Span
from sayso.show.export.options import Options, live_link, permalink
from tests.show.export.made import list_made

URL = "https://post.example/ferry"


def link(*spans, url=URL, **options):
    plain = list_made()[0]
    said = replace(plain.attribution, content=Passage(spans))
    article = replace(plain.publication, url=url)
    return live_link(replace(plain, attribution=said, publication=article), **options)


def span(words, prefix="", suffix=""):
    return Span(0, len(words), words, prefix, suffix)


@pytest.mark.parametrize(
    ("base", "address"),
    [
        (None, "urn:sayso:s1"),
        ("https://record.example", "https://record.example/statements/s1"),
        ("https://record.example/", "https://record.example/statements/s1"),
    ],
)
def test_a_permalink_is_a_urn_or_an_address_of_the_record(base, address):
    assert permalink("s1", Options(base)) == address


def test_a_live_link_names_few_words_whole():
    assert link(span("It was sound")) == f"{URL}#:~:text=It%20was%20sound"


def test_what_means_something_in_a_fragment_is_coded():
    assert link(span("well-known, R&D 100%")) == f"{URL}#:~:text=well%2Dknown%2C%20R%26D%20100%25"


def test_a_live_link_names_many_words_by_their_ends():
    words = "one two three four five six seven eight nine ten"
    assert link(span(words)) == f"{URL}#:~:text=one%20two%20three%20four,seven%20eight%20nine%20ten"


def test_words_over_two_paragraphs_are_named_by_their_ends():
    assert link(span("It was.\n\nIt is.")) == f"{URL}#:~:text=It%20was%2E,It%20is%2E"


def test_what_stands_around_the_words_makes_them_certain():
    before, after = "x" * 20 + "rbour master said", ", and he laughed" + "x" * 16
    assert link(span("no", before, after)) == f"{URL}#:~:text=master%20said-,no,-%2C%20and%20he"


def test_what_stands_in_another_paragraph_is_not_around_the_words():
    assert link(span("no", "the end.\n\n", "\n\nA new")) == f"{URL}#:~:text=no"


def test_each_piece_has_a_directive():
    assert link(span("It was"), span("so there")) == f"{URL}#:~:text=It%20was&text=so%20there"


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://a.example/x#top", "https://a.example/x#top:~:text=no"),
        ("https://a.example/x#:~:text=old", "https://a.example/x#:~:text=no"),
        ("HTTP://a.example/", "HTTP://a.example/#:~:text=no"),
        ('https://a.example/"<b> ', "https://a.example/%22%3Cb%3E%20#:~:text=no"),
        ("javascript:alert(1)", None),
        ("file:///tmp/x", None),
        ("https:///x", None),
        (None, None),
    ],
)
def test_only_an_address_on_the_web_is_linked(url, linked):
    assert link(span("no"), url=url) == linked


def test_without_words_the_article_is_linked():
    assert link() == URL
    assert link(span("It was sound"), with_text=False) == URL


def test_one_endless_word_has_no_ends_and_links_the_article():
    assert link(span("q" * 1000)) == URL


@given(st.text(), st.text(max_size=32), st.text(max_size=32))
def test_a_link_is_ascii_and_its_words_are_those_of_the_statement(words, prefix, suffix):
    made = link(span(words, prefix, suffix))
    assert made is not None
    assert made.isascii()
    assert made.isprintable()
    assert " " not in made
    directive = made.partition("text=")[2]
    terms = [term for term in directive.split(",") if term and not (term.endswith("-") or term.startswith("-"))]
    flat = " ".join(words.encode("utf-8", "replace").decode().split())
    assert all(unquote(term) in flat for term in terms)
