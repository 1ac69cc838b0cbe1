"""Records in the shapes of other tools, as JSON and as tables; every name, text and address in them is invented."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from sayso.collect import collect_articles
from sayso.collect.shapes import SHAPES, TABLE
from sayso.data import Article
from sayso.errors import InputError, NoArticleError
from sayso.settings import Settings
from tests.conftest import ROOT

TEXT = "The ferry to Ostrey was called off on Monday, its owner said. “We have no crew,” said Mara Quill."
URL = "https://echo.example/ferry"

TOOLS: dict[str, dict[str, Any]] = {
    "fundus": {
        "title": "Ferry called off",
        "plaintext": TEXT,
        "authors": ["Ada Brill", "Ida Fell"],
        "publishing_date": "2024-03-05 08:30:00+00:00",
        "publisher": "Ostrey Echo",
        "url": URL,
        "topics": ["ferries"],
        "free_access": True,
    },
    "newspaper4k": {
        "url": URL,
        "read_more_link": "",
        "language": "en",
        "title": "Ferry called off",
        "meta_img": "",
        "authors": ["Ada Brill", "Ida Fell"],
        "publish_date": "2024-03-05T08:30:00+00:00",
        "summary": "",
        "meta_site_name": "Ostrey Echo",
        "canonical_link": URL,
        "text": TEXT,
    },
    "news-please": {
        "authors": ["Ada Brill", "Ida Fell"],
        "date_download": "2024-03-06 10:00:00",
        "date_modify": "None",
        "date_publish": "2024-03-05 08:30:00+00:00",
        "description": "No crew.",
        "language": "en",
        "maintext": TEXT,
        "source_domain": "Ostrey Echo",
        "title": "Ferry called off",
        "title_page": None,
        "url": URL,
    },
    "trafilatura": {
        "title": "Ferry called off",
        "author": "Ada Brill; Ida Fell",
        "hostname": "echo.example",
        "date": "2024-03-05T08:30:00+00:00",
        "fingerprint": "0123456789abcdef",
        "id": None,
        "raw_text": "The ferry.",
        "text": TEXT,
        "source": URL,
        "source-hostname": "Ostrey Echo",
        "comments": "",
    },
    "Media Cloud": {
        "id": "b1946ac92492d2347c6235b4d2611184",
        "indexed_date": "2024-03-06",
        "language": "en",
        "media_name": "Ostrey Echo",
        "media_url": "echo.example",
        "publish_date": "2024-03-05T08:30:00+00:00",
        "title": "Ferry called off",
        "url": URL,
        "text": TEXT,
    },
}
STORIES = "stories_id,publish_date,title,url,language,ap_syndicated,themes,media_id,media_name,media_url\n"


def collect(path: Path, content: str | bytes, **options) -> list[Any]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(collect_articles([path], settings=Settings(), **options))


def write_table(*rows: dict[str, object]) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def facts(article: Article) -> tuple[object, ...]:
    return article.text, article.title, (article.published or "")[:10], article.publisher, article.url


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("suffix", [".jsonl", ".json", ".csv"])
def test_a_tools_record_is_told_by_its_fields(tool, suffix, tmp_path):
    content = write_table(TOOLS[tool]) if suffix == ".csv" else json.dumps(TOOLS[tool]) + "\n"
    [article] = collect(tmp_path / f"a{suffix}", content)
    assert facts(article) == (TEXT, "Ferry called off", "2024-03-05", "Ostrey Echo", URL)
    assert article.byline == (() if tool == "Media Cloud" else ("Ada Brill", "Ida Fell"))


@pytest.mark.parametrize("tool", TOOLS)
def test_a_tools_record_whose_day_cannot_be_read_keeps_its_article(tool, tmp_path):
    days = dict.fromkeys(("publishing_date", "publish_date", "date_publish", "date"), "03/05/24")
    told = {name: days.get(name, value) for name, value in TOOLS[tool].items()}
    [article] = collect(tmp_path / "a.jsonl", json.dumps(told) + "\n")
    assert (article.text, article.published) == (TEXT, None)


def test_the_body_of_fundus_is_put_together(tmp_path):
    body = {
        "summary": ["No crew on Monday."],
        "sections": [
            {"headline": [], "paragraphs": ["The ferry was called off.", "It rained."]},
            {"headline": ["Tuesday"], "paragraphs": ["“It sails,” said Mara Quill."]},
        ],
    }
    [article] = collect(tmp_path / "a.jsonl", json.dumps({"publishing_date": None, "body": body}) + "\n")
    assert article.text == (
        "No crew on Monday.\n\nThe ferry was called off.\n\nIt rained.\n\nTuesday\n\n“It sails,” said Mara Quill."
    )


def test_trafilaturas_lines_of_tabs_need_no_header(tmp_path):
    told = ["null", "0123456789abcdef", "echo.example", "Ferry off", "null", "2024-03-05", f'"{TEXT}\nMore."']
    line = "\t".join([URL, *told, "null", "null", "null"]) + "\r\n"
    first, second = collect(tmp_path / "a.tsv", line * 2)
    assert facts(first) == facts(second) == (TEXT + "\nMore.", "Ferry off", "2024-03-05", "echo.example", URL)


def test_a_list_of_stories_without_texts_says_so_once_and_what_to_do(tmp_path):
    [item] = collect(tmp_path / "a.csv", STORIES + f"1,2024-03-05,Ferry off,{URL},en,f,,2,Echo,echo.example\n" * 50)
    assert type(item) is NoArticleError
    assert str(item) == (
        f"{tmp_path / 'a.csv'}: carries no text, as is usual in Media Cloud's lists; fetch the pages behind the links "
        "with a tool such as fundus or trafilatura, and give what that saves"
    )


@pytest.mark.parametrize("whole", [False, True])
def test_stories_without_texts_as_json_are_counted_and_said_once(whole, tmp_path):
    stories: list[dict[str, Any]] = [{"stories_id": n, "title": "Ferry off", "media_name": "Echo"} for n in range(1200)]
    stories[7]["text"] = TEXT
    content = json.dumps(stories) if whole else "".join(json.dumps(story) + "\n" for story in stories)
    article, item = collect(tmp_path / ("a.json" if whole else "a.jsonl"), content)
    assert article.text == TEXT
    assert item.where.endswith(":1")
    assert str(item).endswith("(so do 1,198 more in this file)")


@pytest.mark.parametrize("fields", [{"text": TEXT, "publisher": "Echo"}, {"text": TEXT, "date": "2024-03-05"}])
def test_our_own_records_are_not_taken_for_a_tools(fields, tmp_path):
    [article] = collect(tmp_path / "a.jsonl", json.dumps(fields) + "\n")
    assert (article.text, article.publisher, article.published) == (TEXT, fields.get("publisher"), None)


def test_what_nobodys_tool_calls_a_body_is_a_text(tmp_path):
    line = json.dumps({"Headline": "Ferry off", "body": TEXT, "source": "Echo", "author": "Ada Brill", "link": URL})
    [article] = collect(tmp_path / "a.jsonl", line)
    assert facts(article) == (TEXT, "Ferry off", "", "Echo", URL)


def test_the_users_day_and_publisher_fill_in_what_a_tool_leaves_out(tmp_path):
    line = json.dumps({"maintext": TEXT, "date_publish": None}) + "\n"
    [article] = collect(tmp_path / "a.jsonl", line, published="2024-03-05", publisher="Echo")
    assert (article.published, article.publisher) == ("2024-03-05", "Echo")


@pytest.mark.parametrize(
    "change",
    [
        {"maintext": None},
        {"maintext": 7},
        {"maintext": ["a"]},
        {"maintext": " \n"},
        {"maintext": {"summary": [1]}},
        {"title": "\udfff"},
    ],
)
def test_a_tools_record_without_a_text_is_one_clear_line(change, tmp_path):
    [item] = collect(tmp_path / "a.jsonl", json.dumps(TOOLS["news-please"] | change) + "\n")
    assert isinstance(item, InputError)
    assert item.where.endswith("a.jsonl:1")
    assert "\n" not in str(item)


@pytest.mark.parametrize(
    "change",
    [
        {"title": 3, "authors": 4, "date_publish": 5, "source_domain": {}, "url": [[]]},
        {"title": "null", "authors": ["None"], "date_publish": "nan", "source_domain": " "},
        {"url": "https://echo.example/\x1b[31m"},
        {"url": "javascript:\u202ealert"},
    ],
)
def test_what_a_tool_says_amiss_is_left_out(change, tmp_path):
    [article] = collect(tmp_path / "a.jsonl", json.dumps(TOOLS["news-please"] | change) + "\n")
    assert article.text == TEXT
    said = {"title": "title", "authors": "byline", "date_publish": "published", "source_domain": "publisher"}
    assert [getattr(article, said.get(name, name)) or None for name in change] == [None] * len(change)


def test_markup_in_a_field_stays_text(tmp_path):
    [article] = collect(tmp_path / "a.jsonl", json.dumps({"maintext": f"<html><p>{TEXT}</p>"}) + "\n")
    assert article.text == f"<html><p>{TEXT}</p>"


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        '{"text":' * 50_000,
        '{"text": "a", "n": ' + "[" * 50_000 + "]" * 50_000 + "}",
        '{"maintext": ' + "[" * 50_000 + "]" * 50_000 + "}",
        '[{"text": ' + "[" * 50_000 + "]" * 50_000 + "}]",
    ],
    ids=range(5),
)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a"])
def test_json_nested_without_end_is_no_traceback(content, name, tmp_path):
    for item in collect(tmp_path / name, content):
        assert isinstance(item, Article | InputError)


def test_every_tool_has_a_record_in_these_tests():
    assert [shape.tool for shape in SHAPES] == sorted(TOOLS, key=[shape.tool for shape in SHAPES].index)


@pytest.mark.parametrize("shape", [*SHAPES, TABLE], ids=lambda shape: shape.tool or "table")
def test_every_field_that_is_read_is_documented(shape):
    page = (ROOT / "docs" / "collect.md").read_text(encoding="utf-8").replace("source-hostname", "source_hostname")
    row = next(line for line in page.splitlines() if line.startswith(f"| {shape.tool or 'any other table'}"))
    names = {*shape.text, *shape.published, *shape.publisher, *shape.url, *shape.byline, *set().union(*shape.marks)}
    assert [name for name in sorted(names) if f"`{name}`" not in row] == []
