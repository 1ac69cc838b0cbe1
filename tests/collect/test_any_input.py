"""Whatever comes in, articles or InputErrors come out, and an article's blocks fit its text."""

import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.collect import collect_articles, make_article
from sayso.collect.page import read_page
from sayso.data import Article
from sayso.errors import InputError
from sayso.settings import Settings

WORDS = (
    "By |by |From |— |- |Q: |A: |CROWE: |11:40 |PORT HALE (LNA) - |Photo: |The minister said |Jane Ardley|12 May 2015"
    "|Die Ministerin sagte, dass |部长否认|<p>|<q>|</p>|<blockquote>|&amp;|# |> |***|😀"
).split("|")
SIGNS = list("“”\"'‘.,: \n\r\0\u00a0\u00ad\u200b\u202e\u0301")
SCRAPS = st.sampled_from([*WORDS, *SIGNS, "\n\n", "\r\n", "---\n"])
PASTED = st.lists(SCRAPS, max_size=60).map("".join)
TAGS = st.sampled_from(
    "p div q b blockquote footer cite h1 h2 figcaption br li ul table tr td article aside a time span".split()
)
MARKUP = st.lists(
    st.one_of(
        TAGS.map("<{}>".format), TAGS.map("</{}>".format), SCRAPS, st.just("<p class=byline>"), st.just("<a href=x>")
    ),
    max_size=60,
).map("".join)


def check(article: Article) -> None:
    end = 0
    for block in article.blocks:
        words = article.text[block.start : block.end]
        assert end <= block.start < block.end <= len(article.text)
        assert words == words.strip() != ""
        end = block.end


def visible(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and c not in "\u00ad\u200b\u202e\u200d")


@settings(deadline=None, max_examples=50)  # the first text that may be foreign loads a model
@given(st.one_of(st.text(), PASTED))
def test_any_text_is_an_article_or_an_input_error(text):
    try:
        article = make_article(text)
    except InputError:
        return
    check(article)
    assert article.text == text


@settings(deadline=None, max_examples=50)
@given(PASTED)
def test_the_blocks_of_a_text_cover_all_that_is_visible(text):
    try:
        article = make_article(text)
    except InputError:
        assert not visible(text)
        return
    assert visible("".join(text[block.start : block.end] for block in article.blocks)) == visible(text)


@settings(deadline=None, max_examples=50)
@given(st.one_of(st.binary(), PASTED.map(str.encode), PASTED.map(lambda text: text.encode("utf-16"))))
def test_any_bytes_are_articles_or_input_errors(data):
    for item in collect_articles(["-"], settings=Settings(max_bytes=100), stdin=io.BytesIO(data)):
        if not isinstance(item, InputError):
            check(item)


@settings(deadline=None, max_examples=50)  # the first page loads trafilatura
@given(MARKUP)
def test_any_markup_is_an_article_or_an_input_error(markup):
    try:
        text, lines, _ = read_page(markup, "page")
    except InputError:
        return
    assert "".join(text[line.start : line.end] for line in lines) == text.replace("\n\n", "")


@pytest.mark.parametrize(
    "text",
    [
        '"' * 10_000,
        "“" * 10_000,
        "“By " * 5_000,
        "ABC " * 50_000,
        "A, B " * 50_000,
        "By A, " * 20_000,
        "12:30 " * 20_000,
        "Photo: " * 40_000,
        ("Aa " * 99 + "\n") * 100,
        "Q: no\nA: yes\n" * 2_000,
        "\u202e" * 50_000 + "x",
        " " * 200_000 + "x",
        "> " * 20_000 + "x",
        "*" * 20_000 + "x",
    ],
    ids=range(14),
)
def test_hostile_texts_take_no_more_time_than_others(text):
    started = time.process_time()
    make_article(text)
    assert time.process_time() - started < 5
