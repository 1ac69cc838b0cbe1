"""`sayso search`: the statements that satisfy what is asked, the latest first, each once, the match marked."""

import csv
import io
import json

import pytest

from sayso.keeping import Record
from tests.cli.made import misuse, name_statement, refuse, run, tell
from tests.record.made import HARBOUR, LATER, NEWER
from tests.record.survival import invent_readings

MENDED, LEAK, DENIED = "the gates of Tarn were mended", "the gates leak", "Ms Lund had denied that the gates leak"
DAM = "the dam … is safe for a hundred years"
TROUBLE, MONEY = "The board is plainly in trouble", "money is missing"

pytestmark = pytest.mark.usefixtures("kept")


def search(*arguments: str) -> list[str]:
    """Give the words of the statements found."""
    return [json.loads(line)["words"] for line in tell("search", *arguments, "--json")]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("gates", [MENDED, DENIED, LEAK]),
        ("GATES", [MENDED, DENIED, LEAK]),
        ("gates leak", [DENIED, LEAK]),
        ('"gates of tarn"', [MENDED]),
        ('"gates tarn"', []),
        ("gat*", [MENDED, DENIED, LEAK]),
        ("gat", []),
        ("gates -mended", [DENIED, LEAK]),
        ('gates -"were mended"', [DENIED, LEAK]),
        ("ete", ["e\u0301te\u0301"]),
        ("آمن", ["السد آمن"]),
    ],
)
def test_words_are_sought_in_what_was_said(words, found):
    assert search(words) == found


def test_words_may_be_given_one_by_one():
    assert search("gates", "leak") == search("gates leak")


@pytest.mark.parametrize("words", ["AND", "gates OR", "NEAR(gates", '"gates', "gates)", "words:gates", "gates\0", "^"])
def test_what_means_something_to_the_index_is_a_word_like_any_other(words):
    assert run("search", words).exit_code in (0, 1)


@pytest.mark.parametrize("words", ["—", "*", '""', "…"])
def test_to_seek_no_word_at_all_is_said_to_be_so(words):
    assert refuse("search", words).endswith("there is no word in this to search for")


def test_to_leave_out_words_and_seek_none_is_said_to_be_so():
    assert refuse("search", "--", "-gates") == "'-gates': there is no word in this to search for"


def test_a_word_to_leave_out_needs_no_quotation_marks():
    assert search("gates", "-mended") == [DENIED, LEAK]


def test_a_word_to_leave_out_may_begin_with_any_letter():
    assert search("gates", "-hinges") == [MENDED, DENIED, LEAK]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (["--speaker", "Pell"], [DENIED]),
        (["--speaker", "jory pell"], [DENIED]),
        (["--speaker", "k3"], [DENIED]),
        (["--speaker", "Zoe"], ["“שָׁלוֹם לנמל … holds”"]),
        (["--speaker", "Nobody"], []),
        (["--speaks-for", "Fleet Union"], [""]),
        (["--about", "Tarn"], [MENDED]),
        (["--about", "k7"], [MENDED]),
        (["--publisher", "RADIO ness", "--manner", "direct"], ["We measure it daily.", "They hold."]),
        (["--act", "deny"], [LEAK]),
        (["--act", "deny", "--act", "accuse"], [LEAK, MONEY]),
        (["--manner", "mixed"], [TROUBLE]),
        (["--since", "2021-03-05"], [MENDED, "it", "doubts it"]),
        (["--until", "2020"], ["a flood", "so", "“שָׁלוֹם לנמל … holds”", "السد آمن", "e\u0301te\u0301"]),
        (["--since", "2021-03-04", "--until", "2021-03-04", "--speaker", "Lund"], [DAM, LEAK]),
        (["--status", "confirmed"], []),
        (["--article", LATER.article.id, "--act", "doubt"], ["it"]),
        (["gates", "--speaker", "Lund", "--publisher", "Radio Ness"], [MENDED]),
    ],
)
def test_statements_are_found_by_who_where_when_and_how(filters, found):
    assert search(*filters) == found


def test_an_article_may_be_named_by_the_beginning_of_its_id():
    assert search("--article", LATER.article.id[:6], "--act", "doubt") == ["it"]


@pytest.mark.parametrize("filters", [["--speaker", "k999"], ["--article", "t00"]])
def test_an_id_that_is_nobodys_is_said_to_be_so(filters):
    assert "there is nothing of this id in the record" in refuse("search", *filters)


@pytest.mark.parametrize(
    "arguments",
    [["--act", "shout"], ["--manner", "loud"], ["--status", "new"], ["--since", "yesterday"], ["--until", "2021-13"],
     ["--limit", "0"], ["--limit", "some"]],
)  # fmt: skip
def test_a_filter_that_cannot_be_is_wrong_usage(arguments):
    assert arguments[0] in misuse("search", *arguments)


def test_nothing_found_is_said_and_no_failure():
    result = run("search", "volcano")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.count("\n") == 1


def test_nothing_found_does_not_sound_as_if_the_record_were_empty():
    assert run("search", "volcano").stderr == "sayso: nothing found\n"


def test_a_statement_is_shown_with_speaker_act_words_and_place_and_the_match_between_asterisks():
    assert tell("search", "gates", "--since", "2021-03-05") == [
        f"{name_statement(MENDED)}  Ada Lund  say · indirect",
        "  the *gates* of Tarn were mended",
        "  Radio Ness · 5 March 2021 · https://ness.example/gates",
    ]


def test_a_phrase_is_marked_as_a_whole_and_words_one_by_one():
    assert "  the *gates of Tarn* were mended" in tell("search", '"gates of tarn"')
    assert "  the *gates* of *Tarn* were mended" in tell("search", "gates tarn")


@pytest.mark.parametrize(
    ("query", "matched"),
    [("gates", ["gates"]), ('"gates of tarn" mend*', ["gates of Tarn", "mended"]), ("", [])],
)
def test_in_json_the_matches_are_places_in_the_words(query, matched):
    found = json.loads(tell("search", query, "--since", "2021-03-05", "--act", "say", "--speaker", "Lund", "--json")[0])
    assert [found["words"][start:end] for start, end in found["marks"]] == matched


def test_marks_count_characters_as_the_article_does():
    found = json.loads(tell("search", "dam", "--speaker", "Ada", "--json")[0])
    assert [found["words"][start:end] for start, end in found["marks"]] == ["dam"]


def test_json_is_the_exported_statement_with_its_words_and_their_places():
    found = json.loads(tell("search", "mended", "--json")[0])
    span = found["content"]["spans"][0]
    assert LATER.article.text[span["start"] : span["end"]] == span["exact"] == found["words"] == MENDED
    assert (found["schema"], found["status"], found["speaker"]["name"]) == ("sayso/1/statement", "machine", "Ada Lund")
    assert found["article"]["id"] == LATER.article.id


def test_csv_is_the_exported_table():
    result = run("search", "gates", "--csv")
    assert result.stdout.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(result.stdout.removeprefix("\ufeff"))))
    assert [row["id"] for row in rows] == [name_statement(words) for words in (MENDED, DENIED, LEAK)]


def test_json_and_csv_are_searched_as_text_is():
    plain = [line[:13] for line in tell("search", "gates") if line.startswith("a")]
    assert plain == [json.loads(line)["id"] for line in tell("search", "gates", "--json")]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 15, 16, 100])
def test_pages_give_each_statement_once(size):
    found, after = list[str](), list[str]()
    while True:
        result = run("search", "--json", "--limit", str(size), *after)
        found += [json.loads(line)["id"] for line in result.stdout.splitlines()]
        if "--after" not in result.stderr:
            break
        after = ["--after", result.stderr.split()[-1]]
    assert found == [json.loads(line)["id"] for line in tell("search", "--json", "--limit", "1000")]
    assert len(found) == len(set(found)) == 16


def test_a_page_says_how_to_go_on_and_the_last_one_does_not():
    first = run("search", "gates", "--limit", "2")
    assert first.stderr == f"sayso: there are more; go on with --after {name_statement(DENIED)}\n"
    last = run("search", "gates", "--limit", "2", "--after", name_statement(DENIED))
    assert (len(last.stdout.splitlines()), last.stderr) == (3, "")


def test_twenty_statements_are_a_page_to_read(kept):
    with Record(kept) as record:
        for reading in invent_readings(3):
            record.add(reading)
    assert len([line for line in tell("search") if line.startswith("a")]) == 20


@pytest.mark.parametrize("form", ["--json", "--csv"])
def test_what_a_program_reads_has_no_pages(kept, form):
    with Record(kept) as record:
        for reading in invent_readings(30):
            record.add(reading)
        count = len(list(record.statements()))
    assert run("search", form).stdout.count("urn:sayso:") == count


def test_one_can_go_on_only_behind_a_statement():
    assert misuse("search", "--after", "k1").startswith("--after: k1 is no statement.")
    assert refuse("search", "--after", "a000") == "a000: there is nothing of this id in the record"


def test_an_older_version_is_left_out_unless_asked_for(kept):
    with Record(kept) as record:
        record.add(NEWER)
    assert search("mended") == [f"{MENDED} on Friday"]
    assert search("mended", "--old-versions") == [f"{MENDED} on Friday", MENDED]


def test_what_was_rejected_is_left_out_unless_asked_for():
    run("reject", name_statement(LEAK))
    assert search("gates") == [MENDED, DENIED]
    assert search("gates", "--status", "rejected") == [LEAK]


@pytest.mark.parametrize("command", ["search", "people", "who Lund", "show a1", "log"])
def test_without_a_record_one_is_told_how_to_make_one(command, folder):
    (folder / "sayso.db").unlink()
    assert refuse(*command.split()) == "sayso.db: no such record; make one with `sayso add --db sayso.db REPORT`"
    assert list(folder.iterdir()) == []


def test_the_record_is_named_by_an_option_or_by_the_environment(kept, monkeypatch):
    kept.rename(kept.with_name("coast.db"))
    assert len(tell("search", "mended", "--db", "coast.db", "--json")) == 1
    monkeypatch.setenv("SAYSO_DB", "coast.db")
    assert len(tell("search", "mended", "--json")) == 1


def test_asking_changes_nothing(kept):
    before = kept.read_bytes()
    for command in ("search gates", "people", "who Ada", f"show {HARBOUR.article.id} --json", "log", "db check"):
        run(*command.split())
    assert kept.read_bytes() == before
