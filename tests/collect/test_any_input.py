"""Whatever comes in, articles or InputErrors come out, and an article's blocks fit its text."""

import io
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.collect import Form, Metadata, collect_articles, find_articles, make_article
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


NAMES = st.sampled_from(
    "text body path title published date publisher source url byline authors publish_date publishing_date plaintext "
    "maintext hostname fingerprint source-hostname stories_id media_name schema".split()
)
VALUES = st.one_of(
    st.none(), st.integers(), st.floats(), PASTED, st.sampled_from(["2020-01-02", "null", "sayso/1/reading", "\udfff"]),
    st.lists(st.one_of(st.integers(), PASTED), max_size=3),
    st.fixed_dictionaries({"summary": st.lists(PASTED, max_size=2), "sections": st.just([])}),
)  # fmt: skip
RECORDS = st.dictionaries(NAMES, VALUES, max_size=8)
MARKS = st.sampled_from([",", ";", "\t", "\n", "\r\n", "\r", '"', '""', '"\n', ',"', "\0", "null", "2020-01-02", "ä"])
TABLES = st.builds(
    lambda names, mark, body: mark.join(names) + "\n" + "".join(body),
    st.lists(NAMES, max_size=6),
    st.sampled_from(",;\t"),
    st.lists(st.one_of(MARKS, SCRAPS), max_size=60),
)


def find_all(data: bytes, form: Form) -> None:
    sizes = 0
    given = Metadata(publisher="Echo")
    options = {"settings": Settings(max_bytes=400), "given": given, "form": form}
    for found in find_articles(["-"], stdin=io.BytesIO(data), **options):
        sizes += found.size
        assert [found.article, found.reading, found.error].count(None) == 2
        if found.article:
            check(found.article)
        assert found.error is None or "\n" not in str(found.error)
    assert sizes <= len(data)


@settings(deadline=None, max_examples=100)
@given(TABLES, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]), st.sampled_from([None, "csv"]))
def test_any_table_is_articles_or_input_errors(table, encoding, form):
    find_all(table.encode(encoding, "replace"), form)


@settings(deadline=None, max_examples=100)
@given(st.lists(RECORDS, max_size=4), st.sampled_from([None, 2]), st.sampled_from([None, "jsonl"]))
def test_any_json_is_articles_or_input_errors(records, indent, form):
    find_all(json.dumps(records, indent=indent).encode(), form)
    find_all("\n".join(json.dumps(record, indent=indent) for record in records).encode(), form)


@settings(deadline=None, max_examples=50)
@given(st.one_of(st.binary(), PASTED.map(str.encode)), st.sampled_from(["text", "markdown", "jsonl", "csv"]))
def test_any_bytes_under_any_form_are_articles_or_input_errors(data, form):
    find_all(data, form)
