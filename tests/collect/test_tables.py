"""Tables of articles: CSV, semicolons, tabs, in every encoding, good rows and bad ones."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from sayso.collect import collect_articles, find_articles
from sayso.data import Article
from sayso.errors import BinaryError, EncodingError, InputError, NoArticleError, TooLargeError
from sayso.settings import Settings

TEXT = "The ferry was called off on Monday, its owner said. “It’s the crew,” said Mara Quill of Café Ostrey."
HEADER = "title,text,published,publisher,url,byline\n"


def collect(path: Path, content: str | bytes, **options) -> list[Any]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(collect_articles([path], settings=Settings(max_bytes=options.pop("max_bytes", 50_000_000)), **options))


def quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def table(*rows: str, header: str = HEADER) -> str:
    return header + "".join(row + "\n" for row in rows)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_is_read_in_its_delimiter_and_encoding(delimiter, encoding, end, tmp_path):
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=end)
    writer.writerow(["Title", "TEXT", "Published", "Publisher", "URL", "Byline"])
    writer.writerow(["Off", TEXT, "2024-03-05", "Echo", "https://e.example/1", "Ada Brill; Ida Fell"])
    writer.writerow(["On", f"{TEXT}{end}{end}“Twice; or, three\ttimes.”", "", "", "", ""])
    first, second = collect(tmp_path / "a.csv", stream.getvalue().encode(encoding))
    assert (first.title, first.text, first.published) == ("Off", TEXT, "2024-03-05")
    assert (first.publisher, first.url, first.byline) == ("Echo", "https://e.example/1", ("Ada Brill", "Ida Fell"))
    assert second.text == f"{TEXT}{end}{end}“Twice; or, three\ttimes.”"


@pytest.mark.parametrize(
    "header",
    [
        "headline,body,date,source,link,author",
        "Headline,Content,Publication Date,Outlet,Link,Authors",
        "HEADLINE,full_text,publish-date,media_name,url,byline",
        " headline ,FullText,pubdate,newspaper,URL,author",
    ],
)
def test_columns_go_by_many_names(header, tmp_path):
    row = f"Off,{quote(TEXT)},2024-03-05,Echo,https://e.example/1,Ada Brill\n"
    [article] = collect(tmp_path / "a.csv", f"{header}\n{row}")
    assert (article.title, article.text, article.published) == ("Off", TEXT, "2024-03-05")
    assert (article.publisher, article.url, article.byline) == ("Echo", "https://e.example/1", ("Ada Brill",))


def test_a_row_may_name_the_file_of_its_text(tmp_path):
    text = tmp_path / "b.txt"
    text.write_text(TEXT, encoding="utf-8")
    [article, gone] = collect(tmp_path / "a.csv", "path,publisher\nb.txt,Echo\ngone.txt,Echo\n")
    assert (article.path, article.text, article.publisher) == (str(text), TEXT, "Echo")
    assert gone.where == f"{tmp_path / 'a.csv'}:3"


def test_bad_rows_are_reported_with_their_line_and_the_rest_read(tmp_path):
    rows = [
        f"1,{quote(TEXT)}",
        "2,a,2024-03-05,,,,surplus",
        "3",
        "",
        f"4,{quote(TEXT)},soon",
        '5,"broken"quotes',
        ",,,,,",
        f"6,{quote(TEXT + chr(10) + chr(10) + 'More.')}",
        "7,null",
        f"8,{quote(TEXT)},,,,,,",
    ]
    path = tmp_path / "a.csv"
    items = collect(path, table(*rows))
    assert [item.title if isinstance(item, Article) else item.where for item in items] == [
        "1", f"{path}:3", f"{path}:4", f"{path}:6", f"{path}:7", "6", f"{path}:12", "8",
    ]  # fmt: skip
    assert [type(item) for item in items if isinstance(item, InputError)] == [
        InputError, NoArticleError, InputError, InputError, NoArticleError,
    ]  # fmt: skip


def test_a_day_under_another_name_than_ours_may_be_unreadable(tmp_path):
    [article] = collect(tmp_path / "a.csv", f"text,date\n{quote(TEXT)},03/05/24\n")
    assert (article.text, article.published) == (TEXT, None)


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        ("", NoArticleError, "is empty"),
        (HEADER, NoArticleError, "no row beneath"),
        (HEADER + "\n\n,,\n", NoArticleError, "no row beneath"),
        ("name,size\na,1\n" * 3, NoArticleError, "no column of texts.*: 'name, size'$"),
        ("name,a\x1b[31m\n", NoArticleError, r"name, a\\x1b\[31m"),
        (b"PK\x03\x04abc", BinaryError, "ZIP"),
        (b"text\0,title\na,b\n", BinaryError, "NUL"),
        ("x" * 2000, TooLargeError, "header"),
        ("Министр,сказала".encode("koi8-r"), EncodingError, "save it as UTF-8"),
    ],
)
def test_a_table_without_articles_is_one_clear_line(content, error, words, tmp_path):
    [item] = collect(tmp_path / "a.csv", content, max_bytes=1000)
    assert type(item) is error
    with pytest.raises(error, match=words):
        raise item


def test_a_nul_byte_spoils_its_own_row_only(tmp_path):
    bad, good = collect(tmp_path / "a.csv", table("1,a\0b", f"2,{quote(TEXT)}"))
    assert (type(bad), good.title) == (BinaryError, "2")


def test_a_row_in_an_encoding_of_its_own_spoils_no_other(tmp_path):
    content = HEADER.encode() + f"1,{TEXT}\n".replace(",", ";").replace(";", ",", 1).encode()
    content += "2,Министр сказала что это неправда\n".encode("koi8-r") + f"3,{quote(TEXT)}\n".encode("cp1252")
    first, second, third = collect(tmp_path / "a.csv", content)
    assert (first.title, type(second), third.text) == ("1", EncodingError, TEXT)


def test_the_first_of_two_columns_of_one_name_that_says_something_counts(tmp_path):
    first, second = collect(tmp_path / "a.csv", f"text,Text,title,title\n{quote(TEXT)},b,,T\n,{quote(TEXT)},S,T\n")
    assert [(item.text, item.title) for item in (first, second)] == [(TEXT, "T"), (TEXT, "S")]


def test_a_field_of_ten_megabytes_is_a_field(tmp_path):
    before = csv.field_size_limit()
    found = find_articles([tmp_path / "a.csv"], settings=Settings(), is_known=lambda place, digest: True)
    (tmp_path / "a.csv").write_text(table("1," + quote("It rained.\n" * 900_000)))
    assert [item.size for item in found] == [(tmp_path / "a.csv").stat().st_size]
    assert csv.field_size_limit() == before


@pytest.mark.parametrize("long", ["x" * 5000, quote("x\n" * 3000), quote('say ""x""\n' * 500)])
def test_a_row_over_the_limit_is_reported_and_the_next_one_read(long, tmp_path):
    first, second = collect(tmp_path / "a.csv", table(f"1,{long}", f"2,{quote(TEXT)}"), max_bytes=1000)
    assert (type(first), first.where) == (TooLargeError, f"{tmp_path / 'a.csv'}:2")
    assert second.title == "2"


def test_a_table_may_be_larger_than_the_limit(tmp_path):
    assert len(collect(tmp_path / "a.csv", table(*[f"1,{quote(TEXT)}"] * 50), max_bytes=1000)) == 50


def test_a_quotation_mark_that_is_not_closed_is_reported(tmp_path):
    first, second = collect(tmp_path / "a.csv", table(f"1,{quote(TEXT)}", '2,"It rained'))
    assert (first.title, second.where) == ("1", f"{tmp_path / 'a.csv'}:3")


def test_a_table_on_standard_input_is_told_by_its_header():
    stdin = io.BytesIO(table(f"1,{quote(TEXT)}", f"2,{quote(TEXT)}").encode())
    found = find_articles(["-"], settings=Settings(), stdin=stdin)
    assert [item.article.title for item in found if item.article] == ["1", "2"]


@pytest.mark.parametrize("first", ["Text, title and all", "text", "The title,the text", "body, title race", "1,2"])
def test_a_text_whose_first_line_has_commas_stays_a_text(first):
    stdin = io.BytesIO(f"{first}\n\n{TEXT}\n".encode())
    [found] = find_articles(["-"], settings=Settings(), stdin=stdin)
    assert found.article is not None
    assert found.article.text == f"{first}\n\n{TEXT}\n"
