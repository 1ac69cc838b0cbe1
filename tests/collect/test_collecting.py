"""Files, directories, standard input and records, good and bad."""

import io
import json
from pathlib import Path

import pytest

from sayso.collect import collect_articles
from sayso.data import Article
from sayso.errors import (
    BinaryError,
    EncodingError,
    InputError,
    NoArticleError,
    NotFoundError,
    SettingError,
    TooLargeError,
)
from sayso.settings import Settings

TEXT = "Harbour closed for a morning\n\nThe harbour was closed on Tuesday, its master said, for reasons of its own.\n"
PAGE = (
    "<!DOCTYPE html><html><body><p>The harbour was closed on Tuesday, its master said, for no reason.</p></body></html>"
)


def collect(*inputs, **options):
    settings = Settings(max_bytes=options.pop("max_bytes", 50_000_000))
    return list(collect_articles(inputs, settings=settings, **options))


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def record(**fields) -> str:
    return json.dumps(fields) + "\n"


def test_a_file_gives_its_article_under_its_own_name(tmp_path):
    path = write(tmp_path / "a.txt", TEXT)
    [article] = collect(path)
    assert (article.path, article.text) == (str(path), TEXT)


def test_a_directory_is_read_at_any_depth_in_order(tmp_path):
    for name in ("b.txt", "a/z.md", "a/b/c.html", ".hidden/d.txt", "e.png", ".f.txt"):
        write(tmp_path / name, PAGE if name.endswith("html") else TEXT)
    assert [Path(item.path).relative_to(tmp_path).as_posix() for item in collect(tmp_path)] == [
        "b.txt", "a/z.md", "a/b/c.html",
    ]  # fmt: skip


def test_standard_input_is_read(tmp_path):
    [article] = collect("-", stdin=io.BytesIO(TEXT.encode()))
    assert (article.path, article.title) == (None, "Harbour closed for a morning")


def test_a_page_on_standard_input_is_told_by_its_looks():
    [article] = collect("-", stdin=io.BytesIO(PAGE.encode()))
    assert article.text.startswith("The harbour")


def test_records_on_standard_input_are_told_by_their_looks():
    lines = record(text=TEXT) + record(text=TEXT + "More.")
    assert len(collect("-", stdin=io.BytesIO(lines.encode()))) == 2


def test_inputs_come_out_in_their_order_and_a_bad_one_stops_nothing(tmp_path):
    good, other = write(tmp_path / "a.txt", TEXT), write(tmp_path / "b.txt", TEXT + "More.")
    items = collect(other, tmp_path / "gone.txt", good)
    assert [type(item) for item in items] == [Article, NotFoundError, Article]
    assert items[0].path == str(other)


def test_articles_come_as_they_are_read(tmp_path):
    items = collect_articles([write(tmp_path / "a.txt", TEXT), tmp_path / "gone.txt"], settings=Settings())
    assert isinstance(next(items), Article)


def test_an_articles_id_depends_on_its_text_alone(tmp_path):
    one, two = collect(write(tmp_path / "a.txt", TEXT), write(tmp_path / "b.md", TEXT))
    assert one.id == two.id == f"t{one.sha256[:12]}"


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.txt", "", NoArticleError),
        ("a.txt", " \r\n\u00a0\u200b\n", NoArticleError),
        ("a.md", "---\n\n***\n", NoArticleError),
        ("a.html", "", NoArticleError),
        ("a.jsonl", "", NoArticleError),
        ("a.jsonl", "\n\n", NoArticleError),
        ("a.txt", b"a\0b", BinaryError),
        ("a.txt", b"%PDF-1.4", BinaryError),
        ("a.txt", b"\xcd\xc9\xce\xc9\xd3\xd4\xd2 \xd3\xcb\xc1\xda\xc1\xcc", EncodingError),
        ("a.txt", "x" * 1001, TooLargeError),
    ],
)
def test_what_is_no_article_is_one_clear_line(name, content, error, tmp_path):
    [item] = collect(write(tmp_path / name, content), max_bytes=1000)
    assert type(item) is error
    assert str(item).startswith(str(tmp_path / name))
    assert "\n" not in str(item)


@pytest.mark.parametrize("where", ["gone.txt", "a\0b", "x" * 5000])
def test_a_missing_file_is_an_error(where):
    [item] = collect(where)
    assert isinstance(item, InputError)


def test_a_directory_without_articles_is_an_error(tmp_path):
    [item] = collect(tmp_path)
    assert type(item) is NotFoundError


def test_standard_input_over_the_limit_is_refused():
    [item] = collect("-", stdin=io.BytesIO(b"x" * 2000), max_bytes=1000)
    assert type(item) is TooLargeError


def test_a_large_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(1 << 40)  # a hole: reading it would take a terabyte
    [item] = collect(path)
    assert type(item) is TooLargeError


def test_a_record_gives_all_that_it_says(tmp_path):
    line = record(
        text=TEXT,
        title="Closed",
        published="2020-02-03",
        publisher="Echo",
        url="https://e.example/1",
        byline="Ada Brill",
    )
    [article] = collect(write(tmp_path / "a.jsonl", line))
    assert (article.title, article.published, article.publisher, article.url, article.byline) == (
        "Closed", "2020-02-03", "Echo", "https://e.example/1", ("Ada Brill",),
    )  # fmt: skip


def test_a_records_path_is_relative_to_its_file(tmp_path):
    text = write(tmp_path / "text" / "a.txt", TEXT)
    [article] = collect(write(tmp_path / "a.jsonl", record(path="text/a.txt", publisher="Echo")))
    assert (article.path, article.publisher) == (str(text), "Echo")


def test_bad_records_are_reported_with_their_line_and_the_rest_read(tmp_path):
    lines = [
        record(text=TEXT),
        "not json\n",
        record(path="gone.txt"),
        "\n",
        record(title="neither"),
        record(text=3),
        record(text=TEXT, published="soon"),
        '{"text": "\\ud800"}\n',
        record(path="a.jsonl"),
        "[1]\n",
        record(text=" "),
        record(text=TEXT, byline=None, title=""),
    ]
    path = write(tmp_path / "a.jsonl", "".join(lines))
    items = collect(path)
    assert [isinstance(item, Article) for item in items] == [True] + [False] * 9 + [True]
    numbers = [2, 3, 5, 6, 7, 8, 9, 10]
    assert [item.where for item in items[1:-2]] == [f"{path}:{number}" for number in numbers]


def test_a_record_over_the_limit_is_reported_and_the_next_one_read(tmp_path):
    lines = record(text="x" * 5000) + record(text=TEXT)
    first, second = collect(write(tmp_path / "a.jsonl", lines), max_bytes=1000)
    assert type(first) is TooLargeError
    assert isinstance(second, Article)


def test_a_file_of_records_may_be_larger_than_the_limit(tmp_path):
    assert len(collect(write(tmp_path / "a.jsonl", record(text=TEXT) * 20), max_bytes=1000)) == 20


def test_records_in_another_encoding_are_refused(tmp_path):
    items = collect(write(tmp_path / "a.jsonl", record(text=TEXT).encode("utf-16")))
    assert items
    assert isinstance(items[0], EncodingError)


def test_the_users_day_goes_before_the_pages_and_after_the_records(tmp_path):
    text = write(tmp_path / "a.txt", "Harbour closed\n\nMonday 3 February 2020\n\n" + TEXT)
    records = write(tmp_path / "b.jsonl", record(text=TEXT, published="2020-02-05"))
    items = collect(text, records, published="2020-02-04", publisher="Echo")
    assert [item.published for item in items] == ["2020-02-04", "2020-02-05"]
    assert [item.publisher for item in items] == ["Echo", "Echo"]


def test_a_day_that_is_none_is_refused_before_anything_is_read():
    with pytest.raises(SettingError, match="YYYY-MM-DD"):
        collect_articles(["gone.txt"], settings=Settings(), published="soon")


def test_a_form_that_the_user_names_goes_before_the_files_name(tmp_path):
    [article] = collect(write(tmp_path / "a.jsonl", record(text=TEXT)), form="text")
    assert article.text == record(text=TEXT)


def test_markdown_is_kept_as_it_is_and_its_marks_stand_outside_the_blocks(tmp_path):
    text = (
        "---\ntitle: Well runs dry\ndate: 2023-08-02\nauthor: Ida Fell\n---\n\n# Well runs dry\n\n*By Ida Fell*\n\n"
        "The well at Sarn ran dry on\nTuesday, the clerk said.\n\n## Afterwards\n\n> We have a bucket.\n>\n"
        "> — Orla Finch, parish clerk\n\n- The pump is closed.\n- The pub is open.\n\nLater\n-----\n\nIt rained.\n"
    )
    [article] = collect(write(tmp_path / "a.md", text))
    assert article.text == text
    assert (article.title, article.published, article.byline) == ("Well runs dry", "2023-08-02", ("Ida Fell",))
    assert [(block.kind, text[block.start : block.end]) for block in article.blocks] == [
        ("title", "Well runs dry"),
        ("byline", "By Ida Fell"),
        ("paragraph", "The well at Sarn ran dry on\nTuesday, the clerk said."),
        ("heading", "Afterwards"),
        ("pull_quote", "We have a bucket."),
        ("byline", "— Orla Finch, parish clerk"),
        ("paragraph", "The pump is closed."),
        ("paragraph", "The pub is open."),
        ("heading", "Later"),
        ("paragraph", "It rained."),
    ]
