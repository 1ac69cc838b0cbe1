"""What is found in the inputs: places, digests and sizes, what is known, readings, and forms that the user names."""

import hashlib
import io
import json
import time
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from sayso.collect import Found, Metadata, collect_articles, find_articles, make_article, measure_inputs
from sayso.data import Attribution, Passage, Provenance, Reading, Span
from sayso.errors import InputError, NotFoundError
from sayso.settings import Settings

TEXT = "Harbour closed\n\nThe harbour was closed on Tuesday, its master said, for reasons of its own.\n"
PAGE = (
    "<!DOCTYPE html><html><body><p>The harbour was closed on Tuesday, its master said, for no reason.</p></body></html>"
)


def find(*inputs, **options) -> list[Found]:
    return list(find_articles(inputs, settings=Settings(), **options))


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def record(**fields) -> str:
    return json.dumps(fields) + "\n"


def make_reading(text: str = TEXT) -> Reading:
    said = Span(16, 27, text[16:27])
    attribution = Attribution("a1", "indirect", "say", False, None, None, Passage((said,)))
    return Reading(make_article(text), Provenance("sha256:0", "r0"), attributions=(attribution,))


def write_reading(reading: Reading) -> str:
    return msgspec.json.encode(reading).decode() + "\n"


def test_a_file_has_a_place_a_digest_and_a_size(tmp_path, monkeypatch):
    path = write(tmp_path / "a" / "b.txt", TEXT)
    monkeypatch.chdir(tmp_path / "a")
    [found] = find("../a/./b.txt")
    assert (found.where, found.place, found.size) == ("../a/./b.txt", str(path), len(TEXT))
    assert found.digest == hashlib.sha256(TEXT.encode()).hexdigest()
    assert found.article is not None
    assert (found.article.path, found.reading, found.error, found.known) == ("../a/./b.txt", None, None, False)


def test_a_record_has_its_line_in_its_place(tmp_path, monkeypatch):
    write(tmp_path / "a.jsonl", record(text=TEXT) + record(text=TEXT + "More."))
    write(tmp_path / "a.csv", f'text,title\n"{TEXT}",a\n"{TEXT}",b\n')
    monkeypatch.chdir(tmp_path)
    assert [(item.where, item.place) for item in find("a.jsonl", "a.csv")] == [
        ("a.jsonl:1", f"{tmp_path / 'a.jsonl'}:1"),
        ("a.jsonl:2", f"{tmp_path / 'a.jsonl'}:2"),
        ("a.csv:2", f"{tmp_path / 'a.csv'}:2"),
        ("a.csv:6", f"{tmp_path / 'a.csv'}:6"),
    ]


def test_standard_input_has_no_other_place(tmp_path):
    [whole] = find("-", stdin=io.BytesIO(TEXT.encode()))
    [line] = find("-", stdin=io.BytesIO(record(text=TEXT).encode()))
    assert (whole.where, whole.place, line.where, line.place) == ("-", "-", "-:1", "-:1")


def test_what_is_known_is_neither_decoded_nor_built(tmp_path):
    bad, good = write(tmp_path / "a.txt", b"%PDF-1.4"), write(tmp_path / "b.txt", TEXT)
    digest = hashlib.sha256(b"%PDF-1.4").hexdigest()
    first, second = find(bad, good, is_known=lambda place, seen: (place, seen) == (str(bad), digest))
    assert first == Found(str(bad), str(bad), digest, 8, known=True)
    assert second.article is not None


def test_other_metadata_makes_another_digest(tmp_path):
    path = write(tmp_path / "a.jsonl", record(text=TEXT))
    given = [Metadata(), Metadata(published="2020-01-02"), Metadata(publisher="2020-01-02"), Metadata(publisher="Echo")]
    assert len({find(path, given=said)[0].digest for said in given}) == 4
    assert find(path)[0].digest != find(path, form="jsonl")[0].digest


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_the_digest_of_a_record_covers_the_file_that_it_names(name, tmp_path):
    path = write(tmp_path / name, record(path="b.txt") if name == "a.jsonl" else "path,title\nb.txt,Off\n")
    digests = set()
    for text in (TEXT, TEXT + "More."):
        write(tmp_path / "b.txt", text)
        [found] = find(path)
        digests.add(found.digest)
    assert len(digests) == 2


def test_another_header_makes_another_digest_of_a_row(tmp_path):
    rows = f'"{TEXT}",Ada Brill\n'
    first, second = find(
        write(tmp_path / "a.csv", "text,author\n" + rows), write(tmp_path / "b.csv", "text,title\n" + rows)
    )
    assert first.digest != second.digest


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", TEXT),
        ("a.html", PAGE),
        ("a.jsonl", record(text=TEXT) + "\n\n" + record(text=TEXT) + "nonsense\n"),
        ("a.json", json.dumps([{"text": TEXT}, {"text": TEXT}], indent=2)),
        ("a.json", json.dumps({"text": TEXT}, indent=2)),
        ("a.csv", f'text,title\n"{TEXT}",a\n\n,,\n"{TEXT}",b\nx"y,"z"z\n'),
        ("a.csv", f'text,title\r\n"{TEXT}",ä\r\n"{TEXT}",😀\r\n'.encode("utf-16")),
        ("a.csv", "name,size\n1,2\n3,4\n"),
        ("a.jsonl", record(media_name="Echo", stories_id=1) * 9),
        ("a.txt", b"%PDF-1.4"),
    ],
)
def test_the_sizes_of_documents_add_up_to_the_whole(name, content, tmp_path):
    path = write(tmp_path / name, content)
    assert sum(item.size for item in find(path)) == path.stat().st_size == measure_inputs([path])


def test_inputs_are_measured_by_listing_them(tmp_path):
    for n in range(1000):
        write(tmp_path / "reports" / f"{n}.txt", "x" * n)
    for hidden in (".git/a.txt", ".a.txt", "b.png", "package.json"):
        write(tmp_path / "reports" / hidden, "x")
    started = time.process_time()
    assert measure_inputs([tmp_path / "reports", tmp_path / "gone.txt", "a\0b"]) == 499_500
    assert time.process_time() - started < 0.5
    assert measure_inputs([tmp_path / "reports", "-"]) is None


def test_a_directory_gives_its_tables_but_no_json(tmp_path):
    write(tmp_path / "a.csv", f'text,title\n"{TEXT}",a\n')
    write(tmp_path / "b.tsv", f'text\ttitle\n"{TEXT}"\tb\n')
    write(tmp_path / "package.json", "{}")
    write(tmp_path / "c.ndjson", record(text=TEXT, title="c"))
    assert [item.article.title for item in find(tmp_path) if item.article] == ["a", "b", "c"]


def test_a_missing_file_is_found_missing(tmp_path):
    [found] = find(tmp_path / "gone.txt")
    assert (type(found.error), found.digest, found.size) == (NotFoundError, "", 0)


@pytest.mark.parametrize(
    ("form", "content", "kinds"),
    [
        ("text", record(text=TEXT), ["paragraph"]),
        ("text", PAGE, ["paragraph"]),
        ("markdown", "# Harbour closed\n\nIt was closed.\n", ["title", "paragraph"]),
        ("html", "<p>It was closed on Tuesday, its master said, for reasons of its own.", ["paragraph"]),
        ("jsonl", record(maintext="It was closed."), ["paragraph"]),
        ("csv", "fulltext\nIt was closed.\n", ["paragraph"]),
    ],
)
def test_a_form_that_the_user_names_goes_before_name_and_content(form, content, kinds, tmp_path):
    for item in find(write(tmp_path / "a.dat", content), form=form) + find(
        write(tmp_path / "a.md", content), form=form
    ):
        assert item.article is not None
        assert [block.kind for block in item.article.blocks] == kinds


def test_a_record_cannot_ask_for_standard_input(tmp_path, monkeypatch):
    write(tmp_path / "a.jsonl", record(path="-"))
    monkeypatch.chdir(tmp_path)
    [found] = find("a.jsonl", stdin=io.BytesIO(TEXT.encode()))
    assert type(found.error) is NotFoundError


@pytest.mark.parametrize("path", ["a\nb", "\x1b[31m", "a\0b", "\u2028"])
def test_a_path_with_control_characters_in_it_reaches_no_message(path, tmp_path):
    [found] = find(write(tmp_path / "a.jsonl", record(path=path)))
    assert str(found.error).isprintable()


@pytest.mark.parametrize("layout", [{}, {"indent": 2}])
@pytest.mark.parametrize("name", ["a.json", "-"])
def test_an_array_of_json_is_its_records(layout, name, tmp_path):
    data = json.dumps([{"text": TEXT, "title": "a"}, 7, {"text": TEXT, "title": "b"}], **layout).encode()
    found = find("-", stdin=io.BytesIO(data)) if name == "-" else find(write(tmp_path / name, data))
    assert [item.article.title if item.article else item.where[-2:] for item in found] == ["a", ":2", "b"]


@pytest.mark.parametrize("layout", [{}, {"indent": 2}])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_one_record_may_be_a_file_of_json(layout, encoding, tmp_path):
    [found] = find(write(tmp_path / "a.json", json.dumps({"text": TEXT, "title": "a"}, **layout).encode(encoding)))
    assert found.article is not None
    assert found.article.title == "a"


@pytest.mark.parametrize(
    "content", ["", "[]", "[", "{}", '{"name": "x",\n"version": 1}', "nonsense\n", "\n\n[\n7]", "{\n"]
)
def test_json_that_is_no_record_is_one_clear_line(content, tmp_path):
    [found] = find(write(tmp_path / "a.json", content))
    assert isinstance(found.error, InputError)
    assert "\n" not in str(found.error)


@pytest.mark.parametrize("text", ["[Note: it was closed.]\n", "[\n", "[{\n", "{\n", "{ it was closed }\n", "[1, 2]\n"])
def test_brackets_alone_make_no_json_of_a_text(text):
    [found] = find("-", stdin=io.BytesIO(text.encode()))
    assert found.article is not None
    assert found.article.text == text


def test_a_reading_is_handed_over_as_it_is(tmp_path):
    reading = make_reading()
    path = write(tmp_path / "a.jsonl", write_reading(reading) + record(text=TEXT))
    first, second = find(path)
    assert (first.reading, first.article, first.error) == (reading, None, None)
    assert second.reading is None
    assert next(collect_articles([path], settings=Settings())) == reading.article


def test_a_reading_on_standard_input_is_told_by_its_schema():
    [found] = find("-", stdin=io.BytesIO(write_reading(make_reading()).encode()))
    assert found.reading == make_reading()


def test_the_user_fills_in_what_a_readings_article_leaves_out(tmp_path):
    path = write(tmp_path / "a.jsonl", write_reading(make_reading()))
    [found] = find(path, given=Metadata(published="2020-02-03", publisher="Echo"))
    assert found.reading is not None
    assert (found.reading.article.published, found.reading.article.publisher) == ("2020-02-03", "Echo")


def change(reading: Reading, **changes) -> str:
    return write_reading(replace(reading, article=replace(reading.article, **changes)))


@pytest.mark.parametrize(
    "line",
    [
        write_reading(make_reading()).replace("sayso/1/", "sayso/9/"),
        '{"schema": "sayso/1/reading"}\n',
        change(make_reading(), text=TEXT + "."),
        change(make_reading(), sha256="0" * 64),
        change(make_reading(), id="t0"),
        change(make_reading(), blocks=make_article(TEXT * 2).blocks),
        write_reading(make_reading()).replace('"exact":"The harbour"', '"exact":"Her harbour"'),
        write_reading(make_reading()).replace('"end":27', '"end":999999'),
        write_reading(make_reading()).replace("sha256:0", "\\ud800"),
    ],
    ids=range(9),
)
def test_a_reading_that_does_not_fit_its_text_is_refused(line, tmp_path):
    [found] = find(write(tmp_path / "a.jsonl", line))
    assert isinstance(found.error, InputError)
    assert "\n" not in str(found.error)


def test_what_is_found_comes_as_it_is_read(tmp_path):
    found = find_articles([write(tmp_path / "a.txt", TEXT), tmp_path / "gone.txt"], settings=Settings())
    assert next(found).article is not None
