"""Inputs are added one after another: each has its outcome, in order; what is in is passed over; nothing is lost.

The reader is scripted: it finds one statement in every article, its first four characters.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from sayso.adding import READY, Outcome, Request, add_inputs, preview_inputs
from sayso.cli import main
from sayso.collect import give_metadata
from sayso.data import Article, Attribution, Passage, Provenance, Reading, Source
from sayso.errors import InputError, ModelError
from sayso.ids import make_id
from sayso.keeping import Record
from sayso.settings import Settings
from sayso.text import make_span
from tests.record.survival import find_wrong, invent_readings, show_rows, start, write_readings

QUAY = "The crane fell on Tuesday, said Oda Fenn, a docker.\n"
WALL = "The wall stood, said Bram Ruys, who had built it in the spring.\n"
DYKE = "A dyke broke near Tarn, the council said.\n"
READ = ["quay.txt", "wall.txt", "dyke.txt"]


def read_one(article: Article) -> Reading:
    words = make_span(article.text, 0, 4)
    own = make_id("a", article.sha256, [(0, 4)])
    found = Attribution(own, "indirect", "say", False, Source((), "writer"), None, Passage((words,)))
    return Reading(article, Provenance("sha256:0", "r0"), (found,), sayso_version="0")


class Reader:
    """A scripted reader, which notes what it took and read; `ahead` articles are taken before the first is read."""

    def __init__(self, ahead: int = 0) -> None:
        self.taken: list[str] = []
        self.read: list[str] = []
        self._ahead = ahead

    def __call__(self, articles: Iterable[Article]) -> Iterator[Reading]:
        waiting = self._take(articles)
        taken = list(islice(waiting, self._ahead))
        while article := (taken.pop(0) if taken else next(waiting, None)):
            self.read.append(article.text)
            taken += islice(waiting, 1) if self._ahead else ()
            yield read_one(article)

    def _take(self, articles: Iterable[Article]) -> Iterator[Article]:
        for article in articles:
            self.taken.append(article.text)
            yield article


@pytest.fixture
def room(tmp_path, monkeypatch):
    """Work in a folder with three reports."""
    monkeypatch.chdir(tmp_path)
    for name, text in zip(READ, (QUAY, WALL, DYKE), strict=True):
        Path(name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def record(room) -> Iterator[Record]:
    with Record("news.db") as record:
        yield record
        assert list(record.verify()) == []


def add(record: Record, *inputs: str, reader: Callable | None = None, **given: str) -> list[Outcome]:
    request = Request(inputs, give_metadata(**given))
    return list(add_inputs(record, request, settings=Settings(), read=reader or Reader()))


def came(outcomes: list[Outcome]) -> list[str]:
    return [outcome.came for outcome in outcomes]


def list_texts(record: Record) -> list[str]:
    """List the texts of the articles that count."""
    return [reading.article.text for reading in record.readings()]


def write_lines(name: str, *lines: dict) -> str:
    Path(name).write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return name


def test_what_is_new_is_read_and_kept(record):
    reader = Reader()
    assert came(add(record, *READ, reader=reader)) == ["new"] * 3
    assert list_texts(record) == reader.read == [QUAY, WALL, DYKE]


def test_an_outcome_tells_where_how_large_and_how_many_statements(record):
    (outcome,) = add(record, "quay.txt")
    assert outcome == Outcome("quay.txt", len(QUAY), "new", 1)


def test_each_article_is_in_for_good_when_its_outcome_is_given(record, room):
    outcomes = add_inputs(record, Request(tuple(READ)), settings=Settings(), read=Reader())
    for n, _ in enumerate(outcomes, 1):
        with Record("news.db", writing=False) as other:
            assert len(list_texts(other)) == n


def test_what_is_in_is_passed_over_unread(record):
    add(record, *READ)
    reader, before = Reader(), show_rows(record.path)
    assert came(add(record, *READ, reader=reader)) == ["skipped"] * 3
    assert reader.read == []
    assert show_rows(record.path) == before


def test_what_is_in_is_passed_over_from_another_folder_too(record, room, monkeypatch):
    add(record, *READ)
    (room / "below").mkdir()
    monkeypatch.chdir(room / "below")
    assert came(add(record, "../quay.txt", str(room / "wall.txt"))) == ["skipped"] * 2


def test_a_run_goes_on_where_it_stopped(record):
    next(add_inputs(record, Request(tuple(READ)), settings=Settings(), read=Reader()))
    reader = Reader()
    assert came(add(record, *READ, reader=reader)) == ["skipped", "new", "new"]
    assert reader.read == [WALL, DYKE]


@pytest.mark.parametrize("ahead", [0, 1, 2, 5])
def test_outcomes_come_in_the_order_of_the_inputs(ahead, record):
    add(record, "wall.txt")
    write_readings(Path("ready.jsonl"), invent_readings(3))
    inputs = ("quay.txt", "gone.txt", "wall.txt", "ready.jsonl", "dyke.txt", "quay.txt", "nor.txt")
    outcomes = add(record, *inputs, reader=Reader(ahead))
    assert [outcome.where for outcome in outcomes] == [
        "quay.txt", "gone.txt", "wall.txt", "ready.jsonl:1", "ready.jsonl:2", "ready.jsonl:3", "dyke.txt", "quay.txt",
        "nor.txt",
    ]  # fmt: skip
    assert came(outcomes)[:7] == ["new", "failed", "skipped", "new", "new", "new", "new"]
    assert came(outcomes)[7:] in (["skipped", "failed"], ["known", "failed"])


@pytest.mark.parametrize("ahead", [0, 3])
def test_the_same_text_in_two_files_is_one_article(ahead, record):
    Path("twin.txt").write_text(QUAY, encoding="utf-8")
    assert came(add(record, "quay.txt", "twin.txt", reader=Reader(ahead))) == ["new", "known"]
    assert list_texts(record) == [QUAY]
    assert came(add(record, "quay.txt", "twin.txt")) == ["skipped"] * 2


def test_a_file_that_was_changed_is_a_newer_version(record):
    add(record, *READ)
    Path("quay.txt").write_text(QUAY.replace("Tuesday", "Monday"), encoding="utf-8")
    assert came(add(record, *READ)) == ["version", "skipped", "skipped"]
    assert list_texts(record) == [WALL, DYKE, QUAY.replace("Tuesday", "Monday")]
    kept = {text for (text,) in record.connection.execute("SELECT text FROM article")}
    assert QUAY in kept, "the older one is kept"


def test_another_text_at_the_same_address_is_a_newer_version(record):
    address = {"url": "https://tide.example/quay"}
    add(record, write_lines("monday.jsonl", {"text": QUAY} | address))
    assert came(add(record, write_lines("tuesday.jsonl", {"text": WALL} | address))) == ["version"]
    assert list_texts(record) == [WALL]
    shelved = record.show(next(record.readings()).article.id)
    assert [older.url for older in shelved.older] == ["https://tide.example/quay"]


def test_a_text_that_comes_back_counts_again(record):
    for text, outcome in ((QUAY, "new"), (WALL, "version"), (QUAY, "version"), (WALL, "version")):
        Path("page.txt").write_text(text, encoding="utf-8")
        assert came(add(record, "page.txt")) == [outcome]
        assert list_texts(record) == [text]


@pytest.mark.parametrize("field", ["url", "publisher"])
def test_a_text_that_appears_elsewhere_is_printed_again(field, record):
    add(record, write_lines("one.jsonl", {"text": QUAY, "url": "https://tide.example/q", "publisher": "The Tide"}))
    other = {"text": QUAY, "url": "https://tide.example/q", "publisher": "The Tide"} | {field: "https://ness.example/"}
    assert came(add(record, write_lines("two.jsonl", other))) == ["again"]
    assert came(add(record, write_lines("three.jsonl", other))) == ["known"]
    shelved = record.show(next(record.readings()).article.id)
    assert [getattr(reprint, field) for reprint in shelved.reprints] == ["https://ness.example/"]
    assert list_texts(record) == [QUAY]


def test_what_was_not_known_of_an_article_is_filled_in(record):
    add(record, "quay.txt")
    assert came(add(record, "quay.txt", published="2024-03-19", publisher="The Tide")) == ["again"]
    article = next(record.readings()).article
    assert (article.published, article.publisher) == ("2024-03-19", "The Tide")
    assert [statement.number // 10**7 for statement in record.statements()] == [20240319]
    assert len(record.search("The", since="2024-03", until="2024-03")) == 1


def test_what_is_known_of_an_article_is_not_overwritten(record):
    add(record, "quay.txt", published="2024-03-19")
    assert came(add(record, "quay.txt", published="2024-04-01")) == ["known"]
    assert next(record.readings()).article.published == "2024-03-19"


def test_what_fails_is_told_and_the_rest_goes_on(record):
    Path("bad.txt").write_bytes(b"%PDF-1.7\n")
    outcomes = add(record, "quay.txt", "bad.txt", "gone.txt", "wall.txt")
    assert came(outcomes) == ["new", "failed", "failed", "new"]
    assert [outcome.error.where for outcome in outcomes if outcome.error] == ["bad.txt", "gone.txt"]
    assert came(add(record, "quay.txt", "bad.txt", "gone.txt", "wall.txt")) == [
        "skipped",
        "failed",
        "failed",
        "skipped",
    ]


def test_a_reading_that_is_not_of_its_own_text_fails_and_the_rest_goes_on(record):
    good, other = invent_readings(2)
    broken = replace(other, attributions=(replace(other.attributions[0], id="a0"),))
    write_readings(Path("ready.jsonl"), [broken, good])
    outcomes = add(record, "ready.jsonl")
    assert came(outcomes) == ["failed", "new"]
    assert isinstance(outcomes[0].error, InputError)


def test_a_reader_that_breaks_leaves_what_was_added(record):
    def break_down(articles: Iterable[Article]) -> Iterator[Reading]:
        yield read_one(next(iter(articles)))
        raise ModelError("the weights are gone")

    outcomes = add_inputs(record, Request(tuple(READ)), settings=Settings(), read=break_down)
    assert next(outcomes).came == "new"
    with pytest.raises(ModelError):
        next(outcomes)
    assert came(add(record, *READ)) == ["skipped", "new", "new"]


def test_the_file_of_readings_may_hold_another_article_the_next_time(record):
    one, other = invent_readings(2)
    write_readings(Path("ready.jsonl"), [one])
    add(record, "ready.jsonl")
    write_readings(Path("ready.jsonl"), [other])
    assert came(add(record, "ready.jsonl")) == ["new"]
    assert len(list_texts(record)) == 2


def test_the_reading_of_a_file_that_was_changed_is_a_newer_version(record):
    one, other = invent_readings(2)
    other = replace(other, article=replace(other.article, path=one.article.path))
    for reading, outcome in ((one, "new"), (other, "version")):
        write_readings(Path("ready.jsonl"), [reading])
        assert came(add(record, "ready.jsonl")) == [outcome]


def test_only_so_many_ready_readings_wait_for_an_article_to_be_read(record):
    write_readings(Path("ready.jsonl"), invent_readings(READY + 50))
    request, reader = Request(("quay.txt", "ready.jsonl", "wall.txt")), Reader(1)
    outcomes = add_inputs(record, request, settings=Settings(), read=reader)
    assert next(outcomes).where == "quay.txt"
    assert reader.taken == [QUAY], "the other one is behind more readings than are held"
    assert [outcome.where for outcome in outcomes][-1] == "wall.txt"
    assert record.count().articles == READY + 52


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="names of files are text on this system")
def test_a_file_whose_name_is_no_text_is_added_and_passed_over_the_next_time(record):
    name = os.fsdecode(b"caf\xe9.txt")
    Path("quay.txt").rename(name)
    assert came(add(record, name)) == ["new"]
    assert came(add(record, name)) == ["skipped"]
    Path(name).write_text(WALL, encoding="utf-8")
    assert came(add(record, name)) == ["version"]
    assert came(add(record, name, published="2024-03-19")) == ["again"]


def preview(record: Record | None, *inputs: str) -> list[Outcome]:
    return list(preview_inputs(record, Request(inputs), settings=Settings()))


def test_a_preview_says_what_adding_does_then(record):
    add(record, "quay.txt", "wall.txt")
    Path("quay.txt").write_text(DYKE * 2, encoding="utf-8")
    Path("twin.txt").write_text(DYKE, encoding="utf-8")
    inputs = ("quay.txt", "wall.txt", "dyke.txt", "twin.txt", "gone.txt")
    foretold = came(preview(record, *inputs))
    assert foretold == ["version", "skipped", "new", "skipped", "failed"]
    assert [outcome.replace("known", "skipped") for outcome in came(add(record, *inputs))] == foretold


def test_a_preview_changes_nothing(record):
    add(record, "quay.txt")
    before = show_rows(record.path)
    preview(record, *READ)
    assert show_rows(record.path) == before


# The command.


@pytest.fixture
def _scripted_model(monkeypatch):
    def read_articles(articles: Iterable[Article], model: object, *, settings: Settings) -> Iterator[Reading]:
        return map(read_one, articles)

    monkeypatch.setitem(sys.modules, "sayso.pipeline", SimpleNamespace(read_articles=read_articles))
    monkeypatch.setattr("sayso.crew._models", [None])


def run(*arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(main, ["add", *arguments], input=stdin)


def list_news() -> list[str]:
    with Record("news.db", writing=False) as record:
        assert list(record.verify()) == []
        return list_texts(record)


@pytest.mark.usefixtures("_scripted_model")
def test_a_dry_run_makes_no_record(room):
    result = run(*READ, "--dry-run", "--db", "news.db")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [f"new      {name}" for name in READ]
    assert result.stderr == "sayso: 3 articles would be added; 0 are in\n"
    assert sorted(path.name for path in room.iterdir()) == sorted(READ)


@pytest.mark.usefixtures("_scripted_model")
def test_a_dry_run_leaves_a_record_as_it_is(room):
    run("quay.txt", "--db", "news.db")
    before = Path("news.db").read_bytes()
    result = run(*READ, "gone.txt", "--dry-run", "--db", "news.db", "--errors", "failed.jsonl")
    assert result.exit_code == 3
    assert result.stdout.splitlines() == ["skipped  quay.txt", "new      wall.txt", "new      dyke.txt"]
    assert Path("news.db").read_bytes() == before
    assert "sayso: gone.txt: no such file\n" in result.stderr
    assert [json.loads(line)["where"] for line in Path("failed.jsonl").read_text("utf-8").splitlines()] == ["gone.txt"]


@pytest.mark.usefixtures("_scripted_model")
@pytest.mark.parametrize(
    ("inputs", "code"),
    [(["quay.txt"], 0), (["quay.txt", "gone.txt"], 3), (["gone.txt"], 1), ([], 2), (["--no-such-option"], 2)],
)
def test_the_exit_code_tells_whether_all_some_or_none_was_added(inputs, code, room):
    assert run(*inputs, "--db", "news.db").exit_code == code


@pytest.mark.usefixtures("_scripted_model")
def test_a_run_sums_up_what_it_did(room):
    result = run("quay.txt", "gone.txt", "wall.txt", "--db", "news.db")
    assert result.stdout == ""
    assert result.stderr.splitlines()[0] == "sayso: gone.txt: no such file"
    assert result.stderr.splitlines()[1].startswith("sayso: 2 articles added with 2 statements; 1 input failed (")


@pytest.mark.usefixtures("_scripted_model")
def test_what_failed_is_written_down_where_that_is_wanted(room):
    write_lines("mixed.jsonl", {"text": QUAY}, {"none": 1}, {"text": WALL})
    assert run("mixed.jsonl", "gone.txt", "--db", "news.db", "--errors", "failed.jsonl").exit_code == 3
    failed = [json.loads(line) for line in Path("failed.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(line["where"], line["kind"]) for line in failed] == [
        ("mixed.jsonl:2", "InputError"),
        ("gone.txt", "NotFoundError"),
    ]
    assert failed[1]["error"] == "no such file"


@pytest.mark.usefixtures("_scripted_model")
def test_standard_input_is_added_and_another_text_there_is_another_article(room):
    for text in (QUAY, WALL):
        assert run("-", "--db", "news.db", stdin=text).exit_code == 0
    assert list_news() == [QUAY, WALL]
    assert "1 known already" in run("-", "--db", "news.db", stdin=QUAY).stderr


@pytest.mark.usefixtures("_scripted_model")
def test_readings_are_added_from_standard_input_without_loading_the_weights(room, monkeypatch):
    monkeypatch.setitem(sys.modules, "sayso.pipeline", None)
    for reading in invent_readings(2):
        lines = write_readings(Path("one.jsonl"), [reading]).read_text(encoding="utf-8")
        assert run("-", "--db", "news.db", "--from", "jsonl", stdin=lines).exit_code == 0
    assert len(list_news()) == 2


@pytest.mark.usefixtures("_scripted_model")
def test_who_published_an_article_is_given_at_the_command_line(room):
    run("quay.txt", "--published", "19 March 2024", "--publisher", "The Tide", "--db", "news.db")
    with Record("news.db", writing=False) as record:
        article = next(record.readings()).article
    assert (article.published, article.publisher) == ("2024-03-19", "The Tide")


@pytest.mark.usefixtures("_scripted_model")
def test_a_record_is_made_where_the_environment_says(room, monkeypatch):
    monkeypatch.setenv("SAYSO_DB", "other.db")
    assert run("quay.txt").exit_code == 0
    assert Path("other.db").exists()


def test_an_interruption_in_the_middle_leaves_what_was_added(room, monkeypatch):
    def interrupt(articles: Iterable[Article], model: object, *, settings: Settings) -> Iterator[Reading]:
        yield read_one(next(iter(articles)))
        raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "sayso.pipeline", SimpleNamespace(read_articles=interrupt))
    monkeypatch.setattr("sayso.crew._models", [None])
    result = run(*READ, "--db", "news.db")
    assert result.exit_code == 130
    assert result.stderr.startswith("sayso: interrupted: 1 article added with 1 statement")
    assert result.stderr.count("\n") == 1
    assert list_news() == [QUAY]


def measure_run(folder: Path, db: Path) -> int:
    """Add a folder by a process of its own; give the most memory that it took, in bytes."""
    process = start("add", str(folder), "--db", str(db), stdout=None, stderr=None)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return int(used.ru_maxrss) * (1 if sys.platform == "darwin" else 1024)


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="the memory of a process is not told on this system")
def test_a_thousand_files_take_hardly_more_memory_than_fifty(tmp_path):
    readings, memory = invent_readings(1_000), dict[int, int]()
    for count in (50, 1_000):
        folder = tmp_path / str(count)
        folder.mkdir()
        for n, reading in enumerate(readings[:count]):
            write_readings(folder / f"{n}.jsonl", [reading])
        memory[count] = measure_run(folder, tmp_path / f"{count}.db")
    assert find_wrong(tmp_path / "1000.db") == []
    assert memory[1_000] - memory[50] < 30_000_000
