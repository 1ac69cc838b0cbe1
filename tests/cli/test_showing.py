"""`sayso show` and `sayso log`: whatever has an id, with its words and its history; and what was changed by whom."""

import csv
import io
import json

import jsonschema
import msgspec
import pytest

from sayso.keeping import Record
from sayso.show.contract import decode_reading, make_schema
from tests.cli.made import misuse, name_judgement, name_statement, refuse, run, tell
from tests.record.made import HARBOUR, LATER, NEWER

LEAK = name_statement("the gates leak")

pytestmark = pytest.mark.usefixtures("kept")


def show_json(name: str):
    return json.loads(tell("show", name, "--json")[0])


# Whatever has an id


def test_a_statement_is_shown_in_its_context_and_on_whose_word_it_is():
    assert tell("show", LEAK) == [
        f"{LEAK}  Ada Lund  not deny · indirect",
        "  the gates leak",
        "  The Tarn Courier · 4 March 2021 · Dam is safe",
        "  on whose word  the writer → Jory Pell → Ada Lund",
        "  in context     …il that Ms Lund had denied that [the gates leak]. A former",
        "                 pilot, Odo Brask, who…",
        f"  article        {HARBOUR.article.id}",
    ]


def test_a_statement_is_shown_with_its_history():
    run("correct", LEAK, "act", "doubt", "--by", "ben", "--why", "as the tape has it")
    assert [line.strip() for line in tell("show", LEAK)[-2:]] == ["deny → doubt", "as the tape has it"]


def test_a_statement_without_content_and_one_of_the_writer_can_be_shown():
    assert tell("show", name_statement(""))[0].endswith("Odo Brask, for Fleet Union  decline · indirect")
    assert "the writer  say · mixed" in tell("show", name_statement("The board is plainly in trouble"))[0]


def test_an_article_is_shown_as_it_is_read():
    shown = tell("show", HARBOUR.article.id)
    assert shown[:3] == [
        "Dam is safe", "The Tarn Courier · 4 March 2021 · by Vidar Holt, Æsa Strand", "6 statements",
    ]  # fmt: skip
    assert shown[-1].startswith(f"{HARBOUR.article.id} · added 2")


def test_an_article_is_shown_with_its_newer_and_older_versions(kept):
    with Record(kept) as record:
        record.add(NEWER)
    assert any(line.startswith(f"newer       {NEWER.article.id}: ") for line in tell("show", LATER.article.id))
    assert any(line.startswith(f"older       {LATER.article.id}: ") for line in tell("show", NEWER.article.id))


def test_a_person_or_body_is_shown_as_by_who():
    assert tell("show", "k6") == tell("who", "k6")


def test_a_judgement_is_shown_with_its_reason_and_by_whom_it_was_made():
    judgement = name_judgement()
    first, second, third = tell("show", judgement)
    assert first == f"{judgement}  Ada Lund and Ada Lund are one"
    assert second == "  the same full name, and within a week"
    assert third.startswith("  0.92 · sayso · 2")


def test_a_line_of_the_log_is_shown():
    run("reject", LEAK)
    assert tell("show", "#1")[0].endswith(f"nora  reject status of {LEAK}")


def test_an_entity_of_an_article_is_shown_as_the_person_it_is():
    assert tell("show", HARBOUR.entities[0].id)[0] == "Ada Lund  k1"


@pytest.mark.parametrize("digits", [5, 8, 13])
def test_the_beginning_of_an_id_is_enough(digits):
    assert tell("show", LEAK[:digits]) == tell("show", LEAK)


def test_a_beginning_that_is_more_than_ones_names_them():
    ids = [json.loads(line)["id"] for line in tell("search", "--json", "--limit", "99")]
    begin = next(one[:2] for one in ids if sum(other.startswith(one[:2]) for other in ids) > 1)
    same = sorted(one for one in ids if one.startswith(begin))
    assert refuse("show", begin) == f"{begin}: more than one id begins so: {', '.join(same)}"


@pytest.mark.parametrize(
    "name", ["a000", "t0", "e000000000000", "k0", "k999", "j0", "j999", "#1", "k00000000000000000001"]
)
def test_an_id_that_is_nobodys_is_said_to_be_so(name):
    assert name in refuse("show", name)


@pytest.mark.parametrize("name", ["a", "t", "zzz", "Ada Lund", "", "a%", "k-1", "k1.5", "#x", "a'--", "k²"])
def test_what_is_no_id_is_said_to_be_none_and_what_ids_look_like(name):
    assert "no id; ids begin with t (articles), a (statements)" in refuse("show", name)


# As JSON


def test_a_statement_in_json_is_as_a_search_gives_it():
    (found,) = (json.loads(line) for line in tell("search", "leak", "--act", "deny", "--json"))
    assert show_json(LEAK) | {"marks": found["marks"]} == found


def test_an_article_in_json_carries_its_reading_which_keeps_to_the_schema():
    shown = show_json(HARBOUR.article.id)
    assert list(shown) == ["reading", "status", "added", "credit", "reprints", "older", "newer"]
    jsonschema.validate(shown["reading"], make_schema(), jsonschema.Draft202012Validator)
    assert decode_reading(msgspec.json.encode(shown["reading"])).article == HARBOUR.article


def test_anything_can_be_had_as_json():
    assert "listed" in show_json("k1")
    assert "verdict" in show_json(name_judgement())


def read_csv(*arguments: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run(*arguments, "--csv").stdout.removeprefix("\ufeff"))))


def test_anything_can_be_had_as_the_row_of_a_table():
    run("correct", LEAK, "act", "doubt", "--by", "ben")
    assert [row["words"] for row in read_csv("show", LEAK)] == ["the gates leak"]
    assert [row["name"] for row in read_csv("show", "k1")] == ["Ada Lund"]
    assert [(row["by"], row["now"]) for row in read_csv("show", "1")] == [("ben", "doubt")]
    (judged,) = read_csv("show", name_judgement())
    assert (judged["verdict"], judged["left"], judged["right"], judged["holds"]) == (
        "same", "Ada Lund", "Ada Lund", "true",
    )  # fmt: skip


def test_an_article_is_a_table_of_its_statements():
    rows = read_csv("show", HARBOUR.article.id)
    assert sorted(row["id"] for row in rows) == sorted(one.id for one in HARBOUR.attributions)


# Citations


@pytest.mark.parametrize(
    ("style", "begins", "holds"),
    [
        ("bibtex", "@article{", "author = {Holt, Vidar and Strand, Æsa}"),
        ("ris", "TY  - NEWS", "AU  - Strand, Æsa"),
        ("csl", '{"id":', '"container-title":"The Tarn Courier"'),
        ("text", "Ada Lund, chair of the Harbour Board (not deny, indirect): “the gates leak”.", "“Dam is safe”"),
    ],
)
def test_a_statement_is_cited_with_its_words_and_its_article(style, begins, holds):
    cited = "\n".join(tell("show", LEAK, "--cite", style))
    assert cited.startswith(begins)
    assert holds in cited
    assert "“the gates leak”" in cited
    assert LEAK in cited


def test_a_citation_in_csl_is_json():
    assert json.loads(tell("show", LEAK, "--cite", "csl")[0])["issued"] == {"date-parts": [[2021, 3, 4]]}


@pytest.mark.parametrize("name", ["k1", HARBOUR.article.id])
def test_only_statements_are_cited(name):
    assert misuse("show", name, "--cite", "text").startswith("--cite: only statements are cited")


def test_there_are_four_styles_of_citation():
    assert "--cite" in misuse("show", LEAK, "--cite", "apa")


# The log


@pytest.fixture
def changed() -> list[str]:
    """Make three changes; give the ids of what was changed."""
    board = name_statement("The board is plainly in trouble")
    run("correct", LEAK, "act", "doubt", "--by", "ben", "--why", "as the tape has it")
    run("confirm", board)
    run("correct", "k1", "country", "NOR")
    return [LEAK, board, "k1"]


def test_nothing_changed_yet_is_said_and_no_failure():
    result = run("log")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "sayso: nothing was changed yet\n")


def test_the_log_says_who_changed_what_when_from_what_to_what_and_why(changed):
    first, values, why = tell("log", LEAK)
    number, at, by, action = first.split(maxsplit=3)
    assert (number, by, action) == ("#1", "ben", f"correct act of {LEAK}")
    assert len(at) == len("2024-03-19T07:30:00Z")
    assert (values.strip(), why.strip()) == ("deny → doubt", "as the tape has it")


def test_the_last_change_comes_first(changed):
    assert [json.loads(line)["object"] for line in tell("log", "--json")] == changed[::-1]


def test_who_changes_something_and_names_nobody_is_who_is_logged_in(changed):
    assert [json.loads(line)["by"] for line in tell("log", "--json")] == ["nora", "nora", "ben"]


def test_the_log_of_one_thing_is_found_by_the_beginning_of_its_id(changed):
    assert tell("log", LEAK[:6]) == tell("log", LEAK) != tell("log")


def test_a_thing_that_was_not_changed_has_no_log(changed):
    assert run("log", "k3").stderr == "sayso: nothing was changed yet\n"


def test_what_was_taken_back_says_so_and_by_which_line(changed):
    run("undo", "1")
    assert tell("log")[0].endswith(f"undo #1 act of {LEAK}")
    assert tell("log", "--limit", "9")[-3].endswith(f"correct act of {LEAK}  (undone by #4)")


def test_a_line_of_the_log_in_json_has_all_that_there_is_to_know(changed):
    line = json.loads(tell("log", LEAK, "--json")[0])
    assert line.pop("at").endswith("Z")
    assert line == {
        "number": 1, "by": "ben", "action": "correct", "object": LEAK, "field": "act", "before": "deny",
        "after": "doubt", "why": "as the tape has it", "undoes": None, "undone_by": None, "was": "deny", "now": "doubt",
    }  # fmt: skip


def test_the_log_goes_into_a_spreadsheet(changed):
    run("undo", "1", "--why", "=1+1")
    rows = list(csv.DictReader(io.StringIO(run("log", "--csv").stdout.removeprefix("\ufeff"))))
    assert [(row["number"], row["action"], row["undoes"], row["undone_by"]) for row in rows] == [
        ("4", "undo", "1", ""), ("3", "correct", "", ""), ("2", "confirm", "", ""), ("1", "correct", "", "4"),
    ]  # fmt: skip
    assert rows[0]["why"] == "'=1+1"
    assert (rows[1]["was"], rows[1]["now"]) == ("nothing", "NOR")


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_pages_of_the_log_give_each_line_once(changed, size):
    found, after = list[int](), list[str]()
    while True:
        result = run("log", "--json", "--limit", str(size), *after)
        found += [json.loads(line)["number"] for line in result.stdout.splitlines()]
        if "--after" not in result.stderr:
            break
        after = ["--after", result.stderr.split()[-1]]
    assert found == [3, 2, 1]


def test_a_number_may_be_written_as_the_log_writes_it(changed):
    assert tell("log", "--after", "#3") == tell("log", "--after", "3")


def test_one_can_go_on_only_behind_a_line_of_the_log(changed):
    assert misuse("log", "--after", "k1").startswith("--after: 'k1' is no line of the log; give its number.")


def test_a_change_of_speaker_names_both():
    run("correct", LEAK, "speaker", "Odo Brask")
    assert tell("log")[1].strip() == "Ada Lund (k1) → Odo Brask (k5)"


def test_a_change_of_words_shows_the_words():
    run("correct", LEAK, "content", "the gates")
    assert tell("log")[1].strip() == "the gates leak → the gates"


def test_a_merge_is_logged_with_both_names():
    run("merge", "k1", "k5")
    told = "\n".join(tell("log"))
    assert "Ada Lund" in told
    assert "Odo Brask" in told
    assert "profile" not in told


def test_a_merge_is_in_the_log_of_both():
    run("merge", "k1", "k5")
    assert tell("log", "k5") == tell("log", "k1")
