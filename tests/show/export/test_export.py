import io
import tracemalloc
from dataclasses import replace
from itertools import count, islice
from typing import Any, cast

import pytest

from sayso.errors import SettingError
from sayso.show.export import FORMATS, write_statements
from sayso.show.export.options import Options
from tests.conftest import ROOT
from tests.show.export.made import HUGE, WORD_SECRETS, list_made

MINE = "csv xlsx parquet statements-jsonl webannotation jsonld html bibtex ris csl".split()
STREAMED = [name for name in MINE if name not in ("xlsx", "parquet")]
LISTED = [name for name in MINE if name not in ("bibtex", "ris", "csl")]


class EnoughError(Exception):
    """The reader of an endless export has seen what it wanted."""


class Sink(io.RawIOBase):
    """A stream that counts what is written and has had enough at some point."""

    def __init__(self, most):
        self.most, self.written = most, 0

    def writable(self):
        return True

    def write(self, content):
        self.written += len(content)
        if self.written > self.most:
            raise EnoughError
        return len(content)


def write(format, statements=None, **options):
    if format == "parquet":
        pytest.importorskip("pyarrow")
    out = io.BytesIO()
    write_statements(list_made() if statements is None else statements, out, format=format, options=Options(**options))
    return out.getvalue()


def repeat_forever():
    plain = list_made()[:9]
    for number in count():
        article = replace(plain[number % 9].publication, article=f"t{number:012x}")
        yield replace(plain[number % 9], id=f"s{number}", number=number, publication=article)


def test_a_format_that_there_is_not_is_told_with_those_that_there_are():
    with pytest.raises(SettingError, match=r"^docx: no such format: choose one of csv, xlsx"):
        write("docx")


def test_every_format_is_described_once():
    assert all(name == entry.name and entry.suffix.startswith(".") for name, entry in FORMATS.items())
    assert len({entry.help for entry in FORMATS.values()}) == len(FORMATS)


@pytest.mark.parametrize("name", MINE)
def test_a_format_is_documented(name):
    assert f"`{name}`" in (ROOT / "docs" / "export.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_a_writer_is_found_by_the_name_of_its_format(name):
    assert callable(FORMATS[name].load())


def test_only_a_format_that_asks_for_the_texts_is_given_them(monkeypatch):
    asked = []

    def write_plain(statements, out, *, options):
        asked.append("csv")

    def write_texts(statements, out, *, options, texts):
        asked.append(texts("t1"))

    writers = {
        "csv": replace(FORMATS["csv"], load=lambda: write_plain),
        "dna": replace(FORMATS["dna"], load=lambda: cast(Any, write_texts)),
    }
    monkeypatch.setattr("sayso.show.export.FORMATS", writers)
    for name in writers:
        write_statements([], io.BytesIO(), format=name, options=Options(), texts=str.upper)
    assert asked == ["csv", "T1"]


@pytest.mark.parametrize("name", MINE)
def test_no_statements_are_an_empty_file_and_no_crash(name):
    assert isinstance(write(name, []), bytes)


@pytest.mark.parametrize("name", STREAMED)
def test_what_is_written_comes_before_the_last_statement(name):
    sink = Sink(100_000)
    with pytest.raises(EnoughError):
        write_statements(repeat_forever(), sink, format=name, options=Options())


@pytest.mark.parametrize("name", MINE)
def test_memory_has_a_bound(name, monkeypatch):
    if name == "parquet":
        pytest.importorskip("pyarrow")
        from sayso.show.export import parquet

        monkeypatch.setattr(parquet, "_MOST_ROWS", 300)
    FORMATS[name].load()
    tops = []
    for rows in (500, 2_000):
        tracemalloc.start()
        with open_sink() as sink:
            write_statements(islice(repeat_forever(), rows), sink, format=name, options=Options())
        tops.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    # An article's id is kept, to cite it once: some hundred bytes for each of the 1,500 more.
    assert tops[1] < tops[0] + 500_000


def open_sink():
    return Sink(10**12)


@pytest.mark.parametrize("name", MINE)
def test_without_text_no_words_of_an_article_are_in_it(name):
    content = read_all(name, write(name, with_text=False))
    assert [secret for secret in (*WORD_SECRETS, HUGE[:100]) if secret.encode() in content] == []
    assert b":~:" not in content


@pytest.mark.parametrize("name", LISTED)
def test_with_text_the_words_are_in_it(name):
    content = read_all(name, write(name))
    assert [secret for secret in WORD_SECRETS if secret.encode() not in content] == []


def read_all(name, content):
    """Read what is in a file, unpacked where it is packed."""
    if name == "parquet":
        parquet = pytest.importorskip("pyarrow.parquet")
        return str(parquet.read_table(io.BytesIO(content)).to_pylist()).encode()
    if name == "xlsx":
        from zipfile import ZipFile

        with ZipFile(io.BytesIO(content)) as book:
            return b"".join(map(book.read, book.namelist()))
    return content


@pytest.mark.parametrize("name", LISTED)
def test_every_statement_has_its_permalink_and_its_status(name):
    for statement in list_made():
        content = read_all(name, write(name, [statement], base="https://record.example/"))
        assert f"https://record.example/statements/{statement.id}".encode() in content
        assert statement.status.encode() in content
