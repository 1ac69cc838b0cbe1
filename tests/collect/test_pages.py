"""Saved pages: `pages/*.html` were made for the purpose, `pages/*.txt` list the blocks that must come out."""

from pathlib import Path

import pytest

from sayso.collect import collect_articles
from sayso.data import Article
from sayso.errors import InputError, NoArticleError
from sayso.settings import Settings

PAGES = sorted(Path(__file__).parent.glob("pages/*.html"))
PROSE = (
    "The captain denied that he had been asleep, and the harbour master said that she had never thought so.",
    "She added that the chart was right and that the buoy had been moved by nobody whom she knew.",
)


def read(markup: str, tmp_path: Path) -> Article | InputError:
    path = tmp_path / "page.html"
    path.write_text(markup, encoding="utf-8")
    [item] = collect_articles([path], settings=Settings())
    return item


def read_article(markup: str, tmp_path: Path) -> Article:
    item = read(markup, tmp_path)
    assert isinstance(item, Article)
    return item


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_block_of_a_page_comes_out_once_and_in_order(page):
    article = next(collect_articles([page], settings=Settings()))
    assert isinstance(article, Article)
    found = [f"{block.kind} | {article.text[block.start : block.end]}" for block in article.blocks]
    assert found == page.with_suffix(".txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("page", "field", "value"),
    [
        ("news", "published", "2024-03-05T06:10:00+01:00"),
        ("news", "byline", ("Ada Brill", "Tom Oake")),
        ("news", "publisher", "The Tolmouth Echo"),
        ("news", "url", "https://echo.example/ferry"),
        ("news", "series", "Harbour"),
        ("amp", "published", "2022-09-14T18:30:00+00:00"),
        ("amp", "publisher", "Pellworth Ledger"),
        ("live", "published", "2021-11-02T07:00:00-05:00"),
        ("live", "publisher", "Ostrel Radio"),
        ("interview", "published", "2020-02-03"),
        ("interview", "byline", ("Bea Carrow",)),
        ("tables", "byline", ("Walt Penning",)),
        ("tables", "title", "Bridge to close for repairs"),
        ("quotes", "byline", ("Kit Sorrel",)),
        ("quotes", "published", "2019-08-21T09:00:00+02:00"),
    ],
)
def test_what_a_page_says_of_itself_is_kept(page, field, value):
    [article] = collect_articles([Path(__file__).parent / "pages" / f"{page}.html"], settings=Settings())
    assert getattr(article, field) == value


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<q>yes</q>", "“yes”"),
        ("<q>“yes”</q>", "“yes”"),
        ("<q>she said <q>yes</q> twice</q>", "“she said ‘yes’ twice”"),
        ("<q> <b>yes</b> </q>", "“yes”"),
        ("<q></q>", ""),
    ],
)
def test_a_quotation_element_keeps_its_marks(markup, text, tmp_path):
    article = read_article(f"<html><body><p>{PROSE[0]} {markup}</p><p>{PROSE[1]}</p></body></html>", tmp_path)
    assert article.text.split("\n\n")[0] == f"{PROSE[0]} {text}".rstrip()


def test_no_break_spaces_and_soft_hyphens_of_a_page_are_kept(tmp_path):
    article = read_article(
        f"<html><body><p>{PROSE[0]} 5&nbsp;km, har&shy;bour.</p><p>{PROSE[1]}</p></body></html>", tmp_path
    )
    assert "5\u00a0km, har\u00adbour." in article.text


def test_a_quotation_set_off_after_a_colon_belongs_to_its_sentence(tmp_path):
    article = read_article(
        f"<article><p>{PROSE[0]} She said:</p><blockquote><p>{PROSE[1]}</p></blockquote></article>", tmp_path
    )
    assert [block.kind for block in article.blocks] == ["paragraph", "paragraph"]


def test_a_paragraph_printed_twice_for_two_screens_comes_out_once(tmp_path):
    twice = f"<div class='wide'><p>{PROSE[0]}</p></div><div class='narrow'><p>{PROSE[0]}</p></div>"
    article = read_article(f"<article>{twice}<p>{PROSE[1]}</p></article>", tmp_path)
    assert article.text.count(PROSE[0]) == 1


def test_markup_in_an_article_stays_words(tmp_path):
    article = read_article(f"<article><p>{PROSE[0]} &lt;script&gt;</p><p>{PROSE[1]}</p></article>", tmp_path)
    assert "<script>" in article.text


@pytest.mark.parametrize(
    "markup",
    [
        "<html></html>",
        "<html><head><title>Nothing</title><script>var a = 'a text that nobody will ever read'</script></head></html>",
        "<html><body><nav><a href='/'>Home</a></nav></body></html>",
        "<!-- only a comment -->",
        "<div>" * 5_000 + PROSE[0],
        f"<p title='{'x' * 11_000_000}'>{PROSE[0]}</p>",
        "<b></b>" * 200_000,
    ],
    ids=["empty", "script", "menu", "comment", "deep", "attribute", "elements"],
)
def test_a_page_without_an_article_is_refused(markup, tmp_path):
    assert isinstance(read(markup, tmp_path), NoArticleError)


def test_entities_are_not_expanded(tmp_path):
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    article = read_article(f"{bomb}<html><body><p>&b;&b; {PROSE[0]}</p></body></html>", tmp_path)
    assert len(article.text) < len(PROSE[0]) + 20


@pytest.mark.parametrize(
    "data", ['{"a": ' * 5_000, "[" * 100_000, '{"@type": "NewsArticle", "author": 7, "headline": []}']
)
def test_bad_json_in_a_page_is_passed_over(data, tmp_path):
    markup = f"<script type='application/ld+json'>{data}</script><article><p>{PROSE[0]}</p><p>{PROSE[1]}</p></article>"
    assert read_article(markup, tmp_path).byline == ()
