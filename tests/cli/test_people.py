"""`sayso people` and `sayso who`: everybody in the record, who says most first; and all there is to know of one."""

import csv
import io
import json

import pytest

from sayso.keeping import Record
from tests.cli.made import KEPT, misuse, name_statement, refuse, run, tell
from tests.record.made import HARBOUR, INTERVIEW, LATER, ZOE, Said, Who, make_reading

pytestmark = pytest.mark.usefixtures("kept")


def list_ids(*arguments: str) -> list[str]:
    return [json.loads(line)["id"] for line in tell("people", *arguments, "--json")]


def add_lunds(path, *names: str) -> None:
    """Add reports in which others of the same surname speak."""
    with Record(path) as record:
        for name in names:
            text = f"{name} said that {name}'s boat leaks."
            record.add(make_reading(text, who=(Who(name),), said=(Said(f"{name}'s boat leaks", name, name),)))


# Lists


def test_who_says_most_comes_first_then_who_was_met_first():
    everybody = ["k1", "k5", "k3", "k9", "k11", "k12", "k13", "k2", "k4", "k6", "k7", "k8", "k10"]
    assert list_ids() == everybody


@pytest.mark.parametrize(
    ("kind", "found"),
    [("person", "k1 k5 k3 k12 k13"), ("organisation", "k2 k6 k8"), ("government", "k4"), ("place", "k7"),
     ("unnamed", "k9 k11 k10"), ("document", "")],
)  # fmt: skip
def test_a_kind_can_be_asked_for(kind, found):
    assert list_ids("--kind", kind) == found.split()


@pytest.mark.parametrize(
    ("name", "found"),
    [("lund", "k1"), ("Ada Lund", "k1"), ("lund ada", "k1"), ("FU", "k6"), ("fleet", "k6"), ("zoe oland", "k12"),
     ("ليلى", "k13"), ("the", "k9 k2 k4 k6"), ("har*", "k2"), ("har", ""), ("the -fleet", "k9 k2 k4")],
)  # fmt: skip
def test_a_name_is_found_by_its_words_without_accents_or_capitals_and_by_other_names(name, found):
    assert list_ids(name) == found.split()


def test_a_list_shows_id_name_kind_counts_and_other_names():
    head, first, *_ = tell("people", "ada")
    assert head == "id      name                      kind           said    in  also"
    assert first == "k1      Ada Lund                  person            5     3"
    assert tell("people", "fleet")[1].split() == "k6 Fleet Union organisation 0 2 FU, the Fleet…".split()


def test_each_in_json_carries_its_mentions_as_marks_to_compare():
    lund = json.loads(tell("people", "lund", "--json")[0])
    texts = {reading.article.id: reading.article.text for reading in KEPT}
    assert [(m["article"], m["path"], m["exact"], m["form"]) for m in lund["mentions"]] == [
        (HARBOUR.article.id, "articles/dam.txt", "Ada Lund", "name"),
        (HARBOUR.article.id, "articles/dam.txt", "she", "pronoun"),
        (HARBOUR.article.id, "articles/dam.txt", "Ms Lund", "name"),
        (INTERVIEW.article.id, None, "Ada Lund", "name"),
        (LATER.article.id, None, "Ada Lund", "name"),
    ]
    assert all(list(m) == ["article", "path", "start", "end", "exact", "form"] for m in lund["mentions"])
    assert all(texts[m["article"]][m["start"] : m["end"]] == m["exact"] for m in lund["mentions"])


def test_each_in_json_says_who_it_is_and_how_much_it_says():
    council = json.loads(tell("people", "tarn council", "--json")[0])
    assert {name: council[name] for name in council if name != "mentions"} == {
        "id": "k4", "name": "the Tarn Council", "kind": "government", "aliases": [], "country": "NOR", "sector": "GOV",
        "first": "2021-03-04", "last": "2021-03-04", "articles": 1, "statements": 0, "status": "machine",
    }  # fmt: skip


def test_csv_is_a_table_with_the_mark_by_which_excel_knows_utf_8():
    printed = run("people", "--csv").stdout
    assert printed.startswith("\ufeffid,name,kind,aliases,")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(printed.removeprefix("\ufeff")))}
    assert (rows["k12"]["name"], rows["k6"]["aliases"], rows["k4"]["country"]) == (ZOE, "FU; the Fleet Union", "NOR")
    assert len(rows) == 13


def test_csv_is_guarded_against_names_that_begin_like_a_formula(kept):
    add_lunds(kept, '=HYPERLINK("x")')
    assert "'=HYPERLINK" in run("people", "--kind", "person", "--csv").stdout


@pytest.mark.parametrize("size", [1, 4, 12, 13, 14])
def test_pages_give_everybody_once(size):
    found, after = list[str](), list[str]()
    while True:
        result = run("people", "--json", "--limit", str(size), *after)
        found += [json.loads(line)["id"] for line in result.stdout.splitlines()]
        if "--after" not in result.stderr:
            break
        after = ["--after", result.stderr.split()[-1]]
    assert found == list_ids()


@pytest.mark.parametrize("after", ["zzz", "k999", "a1"])
def test_one_can_go_on_only_behind_somebody(after):
    assert run("people", "--after", after).exit_code in (1, 2)


def test_nobody_of_a_name_is_said_and_no_failure():
    result = run("people", "Vidar")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "sayso: nobody in the record is called Vidar\n")


def test_a_kind_that_there_is_not_is_wrong_usage():
    assert "--kind" in misuse("people", "--kind", "robot")


def test_somebody_who_was_rejected_is_left_out():
    run("reject", "k9")
    assert "k9" not in list_ids()


# One of them


@pytest.mark.parametrize("name", ["Ada Lund", "lund", "LUND ADA", "k1"])
def test_somebody_is_found_by_name_by_a_part_of_one_and_by_id(name):
    assert tell("who", name)[0] == "Ada Lund  k1"


@pytest.mark.parametrize(("name", "found"), [("FU", "k6"), ("the Fleet Union", "k6"), ("Zoe Oland", "k12")])
def test_somebody_is_found_by_another_name_and_without_accents(name, found):
    assert tell("who", name)[0].endswith(f"  {found}")


def test_a_name_need_not_stand_in_quotation_marks():
    assert tell("who", "Ada", "Lund") == tell("who", "k1")


def test_a_person_is_shown_with_days_counts_roles_and_what_they_said_last():
    shown = tell("who", "k1")
    assert shown[1] == "person · March 2021 to 5 March 2021 · 5 statements in 3 articles"
    assert "roles       chair of the Harbour Board (2, 5 March 2021)" in shown
    said = [line.split()[0] for line in shown[shown.index("said last") :] if line.startswith("a")]
    assert said[0] == name_statement("the gates of Tarn were mended")
    assert len(said) == 5


def test_a_body_is_shown_with_its_other_names_and_its_voices():
    assert tell("who", "k6")[2:] == ["also        FU; the Fleet Union", "its voices  Odo Brask (k5, 1)"]


def test_for_whom_a_person_speaks_is_told_and_that_a_role_is_over():
    shown = tell("who", "k5")
    assert "speaks for  Fleet Union (k6, 1)" in shown
    assert "former pilot (1, 4 March 2021)" in " ".join(map(str.strip, shown))


def test_json_is_the_whole_dossier():
    dossier = json.loads(tell("who", "k5", "--json")[0])
    assert list(dossier) == ["listed", "roles", "speaks_for", "spoken_for_by", "statements", "judgements"]
    assert [statement["id"] for statement in dossier["statements"]][-1] == name_statement("")


def test_several_of_a_name_are_listed_and_it_is_a_failure(kept):
    add_lunds(kept, "Bram Lund", "Cleo Lund")
    result = run("who", "lund")
    assert result.exit_code == 1
    assert [line.split()[0] for line in result.stdout.splitlines()] == ["id", "k1", "k14", "k15"]
    assert result.stderr == "sayso: lund: more than one is called so\n"


def test_csv_is_the_row_that_a_list_has():
    assert tell("who", "ada", "lund", "--csv") == tell("people", "ada", "--csv")


def test_several_of_a_name_are_listed_as_json_where_json_was_asked_for(kept):
    add_lunds(kept, "Bram Lund")
    lines = run("who", "lund", "--json").stdout.splitlines()
    assert [json.loads(line)["name"] for line in lines] == ["Ada Lund", "Bram Lund"]


def test_a_whole_name_goes_before_a_part_of_one(kept):
    add_lunds(kept, "Ada Lund Brask")
    assert tell("who", "ada lund")[0] == "Ada Lund  k1"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Vidar Holt", "Vidar Holt: nobody and nothing of this name is in the record"),
        ("k999", "k999: there is nothing of this id in the record"),
        ("…", "'…': there is no word in this to search for"),
    ],
)
def test_nobody_is_said_to_be_nobody(name, told):
    assert refuse("who", name) == told


def test_an_escape_sequence_in_a_name_does_not_reach_the_terminal():
    assert "\x1b" not in run("who", "A\x1b[2J").stderr
