"""What is read and not kept: data on standard output, all else on standard error, and the contract's exit codes.

The model is scripted: it finds one statement in every article, its first four characters.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from lxml import html

from sayso.data import Article, Attribution, Event, Passage, Provenance, Reading, Source, Span
from sayso.settings import Settings
from tests.cli.made import run
from tests.conftest import ROOT

QUAY = "The crane fell on Tuesday, said Oda Fenn, a docker.\n"
WALL = "The wall stood, said Bram Ruys, who had built it in the spring.\n"


def read_scripted(articles: Iterable[Article], model: object, *, settings: Settings) -> Iterator[Reading]:
    for article in articles:
        words = Passage((Span(0, 4, article.text[:4]),))
        found = Attribution("a1", "indirect", "say", False, Source((), "writer"), None, words)
        yield Reading(article, Provenance("sha256:0", "sha256:1"), (found,), sayso_version="0")


@pytest.fixture(autouse=True)
def _scripted_model(monkeypatch):
    monkeypatch.setitem(sys.modules, "sayso.pipeline", SimpleNamespace(read_articles=read_scripted))
    loaded = SimpleNamespace(digest="sha256:c0ffee")
    monkeypatch.setattr("sayso.model.load_model", lambda threads: loaded, raising=False)


@pytest.fixture
def reports(tmp_path, monkeypatch):
    """Two reports in the working folder, which is empty but for them."""
    monkeypatch.chdir(tmp_path)
    Path("quay.txt").write_text(QUAY, encoding="utf-8")
    Path("wall.txt").write_text(WALL, encoding="utf-8")
    return tmp_path


def print_schema_to(stdout: int) -> tuple[int, bytes]:
    done = subprocess.run([sys.executable, "-m", "sayso", "schema"], stdout=stdout, stderr=subprocess.PIPE, check=False)
    return done.returncode, done.stderr


def test_a_report_is_read_and_its_statements_are_printed(reports):
    result = run("read", "quay.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[-2:] == ["1  the writer" + " " * 54 + "say  indirect", "   The"]


def test_several_reports_are_summed_up_on_standard_error(reports):
    result = run("read", "quay.txt", "wall.txt")
    assert result.stderr == "sayso: 2 articles, 2 statements\n"
    assert "\n\n\n" in result.stdout


def test_json_is_one_reading_a_line_in_the_order_of_the_inputs(reports):
    lines = run("read", "--json", "wall.txt", "quay.txt").stdout.splitlines()
    assert [json.loads(line)["article"]["text"] for line in lines] == [WALL, QUAY]


def test_standard_input_is_read_from_a_dash(reports):
    found = json.loads(run("read", "-", "--json", stdin=QUAY).stdout)
    assert found["article"]["text"] == QUAY


def test_publication_is_taken_from_the_command_line(reports):
    result = run("read", "quay.txt", "--json", "--published", "2024-03-19", "--publisher", "The Tide")
    article = json.loads(result.stdout)["article"]
    assert (article["published"], article["publisher"]) == ("2024-03-19", "The Tide")


def test_the_page_is_written_and_nothing_printed(reports):
    result = run("read", "quay.txt", "wall.txt", "--html", "out.html")
    assert (result.exit_code, result.stdout) == (0, "")
    page = html.document_fromstring(Path("out.html").read_text(encoding="utf-8"))
    assert len(page.xpath("//article")) == 2
    assert [path.name for path in sorted(reports.iterdir())] == ["out.html", "quay.txt", "wall.txt"]


def test_the_page_can_be_printed(reports):
    assert run("read", "quay.txt", "--html", "-").stdout.startswith("<!doctype html>")


def test_json_and_a_page_can_be_asked_for_together(reports):
    result = run("read", "quay.txt", "--json", "--html", "out.html")
    assert json.loads(result.stdout)["schema"] == "sayso/1/reading"
    assert Path("out.html").exists()


def test_a_page_is_not_written_where_nothing_was_read(reports):
    Path("out.html").write_text("old", encoding="utf-8")
    assert run("read", "gone.txt", "--html", "out.html").exit_code == 1
    assert Path("out.html").read_text(encoding="utf-8") == "old"


@pytest.fixture
def _eventful(monkeypatch):
    """The scripted model finds an event in every article, too: what stands in the second word."""

    def read_eventful(articles: Iterable[Article], model: object, *, settings: Settings) -> Iterator[Reading]:
        for reading in read_scripted(articles, model, settings=settings):
            event = Event("v1", "ASSAULT", Passage((Span(4, 9, reading.article.text[4:9]),)), ("drone",))
            yield replace(reading, events=(event, replace(event, id="v2", event_type="OTHER")))

    monkeypatch.setattr(sys.modules["sayso.pipeline"], "read_articles", read_eventful)


@pytest.mark.usefixtures("_eventful")
def test_what_happened_is_printed_below_what_was_said(reports):
    printed = run("read", "quay.txt").stdout
    assert printed.index("What happened") > printed.index("the writer")
    assert "1  attack (by drone): (nobody named)" in printed
    assert run("read", "quay.txt", "wall.txt").stderr == "sayso: 2 articles, 2 statements, 4 events\n"


@pytest.mark.usefixtures("_eventful")
def test_events_are_printed_in_the_forms_of_other_tools(reports):
    table = run("read", "quay.txt", "wall.txt", "--format", "events-csv")
    assert [line.split(",")[:2] for line in table.stdout.splitlines()[1:]] == [["v1", "ASSAULT"], ["v2", "OTHER"]] * 2
    assert table.stderr == "sayso: 2 articles, 2 statements, 4 events\n"
    (record,) = run("read", "quay.txt", "-f", "plover").stdout.splitlines()
    assert json.loads(record)["event_text"] == ["crane"]
    assert run("read", "quay.txt", "-f", "cameo").stderr.startswith("sayso: 1 event left out: of a type ")
    assert json.loads(run("read", "quay.txt", "-f", "events-jsonl").stdout.splitlines()[0])["id"] == "v1"
    assert "Air/drone strike" in run("read", "quay.txt", "-f", "acled").stdout
    assert json.loads(run("read", "quay.txt", "-f", "timelinejs").stdout) == {"events": []}


def test_a_table_of_events_is_not_begun_where_nothing_was_read(reports):
    result = run("read", "gone.txt", "--format", "events-csv")
    assert (result.exit_code, result.stdout) == (1, "")
    assert run("read", "gone.txt", "quay.txt", "--format", "events-csv").exit_code == 3


def test_a_missing_input_is_one_line_and_nothing_usable(reports):
    result = run("read", "gone.txt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("sayso: gone.txt: ")
    assert result.stderr.count("\n") == 1


def test_the_other_inputs_are_still_read_and_the_failed_one_is_named(reports):
    result = run("read", "quay.txt", "gone.txt", "wall.txt", "--json")
    assert result.exit_code == 3
    assert len(result.stdout.splitlines()) == 2
    assert "sayso: gone.txt: " in result.stderr
    assert result.stderr.endswith("sayso: 2 articles, 2 statements; 1 input failed\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", "quay.txt", "--threads", "0"],
        ["read", "quay.txt", "--threads", "many"],
        ["read", "quay.txt", "--no-such-option"],
        ["read", "quay.txt", "--html", "no/such/folder/out.html"],
        ["read", "quay.txt", "--json", "--html", "-"],
        ["read", "quay.txt", "--json", "--format", "plover"],
        ["read", "quay.txt", "--format", "acled", "--html", "out.html"],
        ["read", "quay.txt", "--format", "csv"],
        ["no-such-command"],
        ["eval"],
    ],
)
def test_wrong_usage_is_one_line_that_leads_to_help(arguments, reports):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("sayso: ")
    assert result.stderr.endswith("--help.\n")
    assert result.stderr.count("\n") == 1


def test_no_command_at_all_shows_the_help(reports):
    result = run()
    assert result.exit_code == 2
    assert "sayso demo" in result.stderr


def test_a_file_name_cannot_reach_the_terminal_with_an_escape_sequence(reports):
    assert "\x1b" not in run("read", "gone\x1b[2J.txt").stderr


def test_interrupting_ends_with_130(reports, monkeypatch):
    def interrupt(articles: object, model: object, *, settings: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.modules["sayso.pipeline"], "read_articles", interrupt)
    result = run("read", "quay.txt", "--html", "out.html")
    assert result.exit_code == 130
    assert result.stderr.strip() == "sayso: interrupted"
    assert not Path("out.html").exists()


def test_a_reader_that_has_had_enough_ends_it_quietly():
    reading_end, writing_end = os.pipe()
    os.close(reading_end)
    assert print_schema_to(writing_end) == (0, b"")
    os.close(writing_end)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_one_line():
    with Path("/dev/full").open("wb") as full:
        assert print_schema_to(full.fileno()) == (1, b"sayso: standard output: No space left on device\n")


def test_the_schema_is_json():
    assert json.loads(run("schema").stdout)["title"] == "sayso/1/reading"


def test_the_program_tells_its_version_model_and_sizes():
    told = dict(line.split(maxsplit=1) for line in run("info").stdout.splitlines())
    assert told["model"] == "sha256:c0ffee"
    assert told["sayso"] == run("--version").stdout.split()[1]
    assert list(told) == ["sayso", "model", "weights", "package", "python", "sqlite", "libraries"]


def test_a_gold_folder_is_scored_from_readings(reports):
    gold = ROOT / "evaluation" / "sample"
    Path("none.jsonl").write_text("", encoding="utf-8")
    result = run("eval", str(gold), "--readings", "none.jsonl", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["kind"] == "labels"


def test_the_bundled_samples_are_read_by_the_demo():
    result = run("demo", "--check", "--no-open")
    assert (result.exit_code, result.stderr) == (0, "sayso: 3 articles, 3 statements\n")
    assert (
        "Two nations, two reckonings: the sinking of the Kittiwake\nThe Morning Ledger · 17 October 2024"
        in result.stdout
    )


def test_a_folder_that_is_no_gold_is_one_line(reports):
    result = run("eval", str(reports))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1


def test_readings_that_are_not_there_are_one_line(reports):
    Path("labels").mkdir()
    Path("labels/quay.json").write_text("{}", encoding="utf-8")
    result = run("eval", str(reports), "--readings", "gone.jsonl")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


@pytest.mark.parametrize("setting", fields(Settings), ids=lambda setting: setting.name)
def test_every_setting_is_an_option_with_its_default(setting):
    page = " ".join(run("read", "--help").stdout.split())
    assert f"--{setting.name.replace('_', '-')}" in page
    assert f"[default: {setting.default}]" in page


def test_help_waits_for_nothing_heavy():
    heavy = [
        "onnxruntime",
        "numpy",
        "rich",
        "lxml",
        "trafilatura",
        "tokenizers",
        "msgspec",
        "py3langid",
        "importlib.metadata",
    ]
    code = f"import sys, sayso.cli; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_reading_streams_article_by_article(reports, monkeypatch):
    order: list[str] = []

    def follow(articles: Iterable[Article], model: object, *, settings: Settings) -> Iterator[Reading]:
        for reading in read_scripted(articles, model, settings=settings):
            order.append("read")
            yield reading

    monkeypatch.setattr(sys.modules["sayso.pipeline"], "read_articles", follow)
    monkeypatch.setattr("sayso.cli.reading.put", lambda data: order.append("printed"))
    run("read", "quay.txt", "wall.txt")
    assert all(one != other for one, other in pairwise(order))


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal on this system")
def test_a_terminal_gets_colours_and_its_own_width(reports):
    import pty

    code = "from tests.cli.test_reading import *; from sayso.cli import main; import sayso.model; "
    code += "sys.modules['sayso.pipeline'] = SimpleNamespace(read_articles=read_scripted); "
    code += "sayso.model.load_model = lambda threads: None; main(['read', 'quay.txt'])"
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "60", "PYTHONPATH": str(ROOT)}
    environment.pop("NO_COLOR", None)
    subprocess.run(
        [sys.executable, "-c", code], stdin=theirs, stdout=theirs, stderr=theirs, env=environment, check=True
    )
    os.close(theirs)
    printed = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "\x1b[1;36mthe writer" in printed
    assert max(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in printed.splitlines()) == 60
