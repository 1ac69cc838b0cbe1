"""`sayso correct`, `confirm`, `reject`, `merge`, `split`, `undo`: a person's word counts, and can be taken back."""

import json
from pathlib import Path

import pytest

from sayso.show.contract import decode_reading
from tests.cli.made import misuse, name_judgement, name_statement, refuse, run, tell
from tests.record.made import HARBOUR, INTERVIEW, LATER

LEAK = name_statement("the gates leak")
MONEY = name_statement("money is missing")
BOARD = name_statement("The board is plainly in trouble")
HARBOUR_ID, INTERVIEW_ID, LATER_ID = (reading.article.id for reading in (HARBOUR, INTERVIEW, LATER))

pytestmark = pytest.mark.usefixtures("kept")


def show(name: str):
    return json.loads(tell("show", name, "--json")[0])


def list_people(*arguments: str) -> dict[str, tuple[str, int, int]]:
    """Give the name and the numbers of statements and articles of everybody, by id."""
    listed = (json.loads(line) for line in tell("people", *arguments, "--json"))
    return {one["id"]: (one["name"], one["statements"], one["articles"]) for one in listed}


def show_values() -> str:
    """Give the line of the log that says from what to what the last change was."""
    return tell("log", "--limit", "2")[1].strip()


# Corrections


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("act", ["doubt"], "deny → doubt"),
        ("manner", ["direct"], "indirect → direct"),
        ("negated", ["no"], "yes → no"),
    ],
)
def test_a_correction_is_answered_by_its_line_in_the_log(field, value, told):
    head, values = tell("correct", LEAK, field, *value, "--by", "ben")
    assert head.startswith("#1     2")
    assert head.endswith(f"Z  ben  correct {field} of {LEAK}")
    assert values.strip() == told
    assert tell("log") == [head, values]


def test_a_value_of_several_words_needs_no_quotation_marks():
    run("correct", LEAK, "speaker", "Odo", "Brask")
    assert show(LEAK)["speaker"]["name"] == "Odo Brask"


def test_a_statement_may_be_named_by_the_beginning_of_its_id():
    assert run("correct", LEAK[:5], "act", "doubt").exit_code == 0


def test_what_was_corrected_is_shown_as_such_wherever_it_appears():
    run("correct", LEAK, "act", "doubt")
    assert tell("show", LEAK)[0] == f"{LEAK}  Ada Lund  doubt · indirect · corrected"
    assert tell("search", "--act", "doubt", "--speaker", "Lund")[0] == tell("show", LEAK)[0]
    assert [a["status"] for a in show(HARBOUR_ID)["reading"]["attributions"] if a["id"] == LEAK] == ["corrected"]


def test_what_was_corrected_is_exported_as_it_is_now(tmp_path):
    run("correct", LEAK, "act", "doubt")
    run("export", "--format", "jsonl", "--output", "readings.jsonl")
    readings = map(decode_reading, Path("readings.jsonl").read_bytes().splitlines())
    found = {a.id: (a.act, a.status) for reading in readings for a in reading.attributions}
    assert found[LEAK] == ("doubt", "corrected")
    assert found[MONEY] == ("accuse", "machine")


def test_a_statement_moves_from_one_speaker_to_the_other():
    run("correct", LEAK, "speaker", "Odo Brask")
    everybody = list_people()
    assert (everybody["k1"], everybody["k5"]) == (("Ada Lund", 4, 3), ("Odo Brask", 4, 2))
    assert LEAK in "".join(tell("search", "--speaker", "Brask"))
    assert LEAK not in "".join(tell("search", "--speaker", "Lund"))


def test_a_name_that_was_given_up_still_leads_to_its_bearer():
    run("correct", "k1", "name", "Ada Lund-Ruys")
    assert tell("who", "Ada", "Lund")[0] == "Ada Lund-Ruys  k1"
    assert tell("people", "lund")[1].split()[-2:] == ["Ada", "Lund"]


def test_a_day_of_publication_puts_statements_elsewhere_in_the_order():
    run("correct", HARBOUR_ID, "published", "2022-01-01")
    assert tell("search", "gates")[2] == "  The Tarn Courier · 1 January 2022 · Dam is safe"
    assert run("search", "gates", "--until", "2021").stdout.count("gates") == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([LEAK, "act", "shout"], f'{LEAK}: act cannot be "shout"; it is one of say, deny, reject,'),
        ([LEAK, "manner", "loud"], f'{LEAK}: manner cannot be "loud"; it is one of direct, indirect, mixed'),
        ([LEAK, "negated", "maybe"], f"{LEAK}: negated is yes or no, not 'maybe'"),
        ([LEAK, "speaker", "Vidar"], "Vidar: nobody and nothing of this name is in the record"),
        ([LEAK, "speaker", "k999"], "k999: there is nothing of this id in the record"),
        ([LEAK, "content", "the lock leaks"], f"{LEAK}: the article has not these words: 'the lock leaks'"),
        ([LEAK, "content"], f"{LEAK}: a statement needs content; reject it instead"),
        ([LEAK, "colour", "red"], "colour: no such field of a statement; what can be corrected there: speaker, act,"),
        (["k1", "kind", "robot"], 'k1: kind cannot be "robot"; it is one of person, organisation,'),
        (["k1", "name"], "k1: name cannot be empty"),
        ([HARBOUR_ID, "text", "x"], "text: no such field of an article; what can be corrected there: publisher,"),
        (["k1", "act", "say"], "act: no such field of a person or body; what can be corrected there: name, kind,"),
        (["a000", "act", "say"], "a000: there is nothing of this id in the record"),
        (["Ada Lund", "name", "Ada"], "Ada Lund: no id; ids begin with"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason_and_nothing_is_changed(arguments, told):
    assert refuse("correct", *arguments).startswith(told)
    assert run("log").stdout == ""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([LEAK, "act"], f"{LEAK}: act cannot be empty"),
        ([LEAK, "negated"], f"{LEAK}: negated is yes or no, not nothing"),
        ([LEAK, "speaker", "Ada Lund"], f"{LEAK}: speaker is Ada Lund (k1) already"),
        ([LEAK, "negated", "yes"], f"{LEAK}: negated is yes already"),
        (["k1", "country"], "k1: country is empty already"),
    ],
)
def test_what_is_refused_is_said_in_words_that_a_reporter_knows(arguments, told):
    assert refuse("correct", *arguments).startswith(told)


@pytest.mark.parametrize(
    "arguments",
    [(LEAK, "act", "deny"), (LEAK, "speaker", "Ada Lund"), (LEAK, "speaker", "k1"), (LEAK, "negated", "yes"),
     (LEAK, "content", "the gates leak"), (LEAK, "source", "Ms Lund"), (BOARD, "speaker", "writer"),
     (MONEY, "speaker", "nobody"), ("k1", "name", "Ada Lund"), ("k1", "country"), (HARBOUR_ID, "title", "Dam is safe"),
     (HARBOUR_ID, "byline", "Vidar Holt; Æsa Strand")],
)  # fmt: skip
def test_a_correction_that_changes_nothing_is_refused(arguments):
    assert refuse("correct", *arguments).endswith("already; nothing was changed")
    assert run("log").stdout == ""


@pytest.mark.parametrize("published", ["yesterday", "5 March 2021", "2021-3-5", "21", "2021-03-05T9"])
def test_a_day_of_publication_is_a_date(published):
    assert f"{HARBOUR_ID}: published is a date: 2024, 2024-03, 2024-03-19 or" in refuse(
        "correct", HARBOUR_ID, "published", published
    )


@pytest.mark.parametrize("published", ["2021-13-01", "2021-02-30", "2021-03-05T99:99"])
def test_a_day_of_publication_is_a_day_that_there_is(published):
    assert "published is a date" in refuse("correct", HARBOUR_ID, "published", published)


@pytest.mark.parametrize(
    "published", ["2019", "2019-05", "2019-05-07", "2019-05-07T07:30:00+02:00", "2019-05-07T07:30Z"]
)
def test_a_day_of_publication_is_as_precise_as_it_is_known(published):
    assert run("correct", HARBOUR_ID, "published", published).exit_code == 0
    assert show(HARBOUR_ID)["reading"]["article"]["published"] == published


@pytest.mark.parametrize("country", ["Norway", "no", "NO"])
def test_a_country_is_its_three_letters(country):
    assert "country is three capital letters of ISO 3166-1" in refuse("correct", "k1", "country", country)


@pytest.mark.parametrize("arguments", [[], [LEAK], [LEAK, "act", "--by"]])
def test_too_few_words_are_wrong_usage(arguments):
    misuse("correct", *arguments)


# Decisions


def test_several_things_are_confirmed_at_once():
    heads = tell("confirm", LEAK, "k1", HARBOUR_ID)[::2]
    assert [head.split("nora  ")[1] for head in heads] == [
        f"confirm status of {LEAK}", "confirm status of k1", f"confirm status of {HARBOUR_ID}",
    ]  # fmt: skip


def test_of_several_things_all_are_decided_or_none():
    assert refuse("confirm", LEAK, "a000") == "a000: there is nothing of this id in the record"
    assert run("log").stdout == ""


def test_what_was_rejected_does_not_count():
    run("reject", LEAK, "--why", "a headline")
    assert list_people()["k1"] == ("Ada Lund", 4, 3)
    assert show(LEAK)["status"] == "rejected"


def test_a_person_may_think_again():
    run("reject", LEAK)
    run("confirm", LEAK)
    assert list_people()["k1"] == ("Ada Lund", 5, 3)
    assert show_values() == "rejected → confirmed"


@pytest.mark.parametrize("action", ["confirm", "reject"])
def test_to_decide_the_same_again_is_refused(action):
    run(action, LEAK)
    assert refuse(action, LEAK) == f"{LEAK}: is {action}ed already; nothing was changed"


def test_only_what_was_read_can_be_confirmed():
    run("confirm", LEAK)
    for name in ("#1", name_judgement()):
        assert "only statements, events, people, bodies and articles can be confirmed" in refuse("confirm", name)


def test_of_a_judgement_nothing_is_corrected():
    told = "verdict: no such field of a judgement; nothing of it can be corrected"
    assert refuse("correct", name_judgement(), "verdict", "different") == told


def test_an_article_that_was_rejected_is_left_out():
    run("reject", LATER_ID)
    assert run("search", "mended").stdout == ""


# Merges and splits


def test_a_merge_is_previewed_before_anything_is_changed():
    result = run("merge", "k1", "k3", "--dry-run")
    assert result.stdout == "Ada Lund: 3 articles, 5 statements\nJory Pell: 1 article, 1 statement\n"
    assert result.stderr == "sayso: beware: 1 of their articles names both, as two\n"
    assert run("log").stdout == ""


def test_a_preview_warns_where_articles_name_both_and_where_kinds_differ():
    told = run("merge", "k1", "k2", "--dry-run").stderr
    assert "beware: 2 of their articles name both, as two" in told
    assert "organisation" in told


def test_a_preview_calls_kinds_by_their_right_article():
    assert "one is a person, the other an organisation" in run("merge", "k1", "k2", "--dry-run").stderr


def test_two_that_were_merged_are_one_with_both_names():
    run("merge", "k5", "k3", "--by", "ben", "--why", "one and the same")
    assert list_people()["k3"] == ("Jory Pell", 4, 2)
    assert "k5" not in list_people()
    assert tell("who", "Odo", "Brask")[0] == "Jory Pell  k3"
    assert "also        Odo Brask" in tell("who", "k3")


def test_two_are_merged_by_their_names():
    assert tell("merge", "Odo Brask", "Jory Pell")[2].endswith("merge members of k3")


def test_one_searches_for_both_names_of_those_merged():
    def count(name: str) -> int:
        return len(tell("search", "--speaker", name, "--json"))

    both = count("k3") + count("k5")
    run("merge", "k5", "k3")
    assert [count(name) for name in ("Pell", "Brask", "k3")] == [both, both, both]


def test_what_was_merged_into_another_cannot_be_merged_again():
    run("merge", "k5", "k3")
    for arguments in (["k3", "k5"], ["k5", "k3", "--dry-run"]):
        assert refuse("merge", *arguments) == "k3: cannot be merged with itself"


@pytest.mark.parametrize("command", ["who", "show"])
def test_an_id_that_was_merged_leads_to_the_one_it_is_now(command):
    run("merge", "k5", "k3")
    assert "k3" in "".join(tell(command, "k5"))


def test_one_searches_by_the_id_that_was_merged():
    run("merge", "k5", "k3")
    assert tell("search", "--speaker", "k5") == tell("search", "--speaker", "k3")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["merge", "k1", "k1"], "k1: cannot be merged with itself"),
        (["merge", "k1", "Vidar"], "Vidar: nobody and nothing of this name is in the record"),
        (["merge", "k1", "k999"], "k999: there is nothing of this id in the record"),
        (["split", "k3", HARBOUR_ID], "k3: "),
        (["split", "k3", LATER_ID], "k3: none of these is of its members; name some of them, by article or entity"),
        (["split", "k1", "k3"], "k3: name members by their article (t...) or entity (e...)"),
        (["split", "k1", "t00"], "t00: there is nothing of this id in the record"),
        (["split", "Vidar", LATER_ID], "Vidar: nobody and nothing of this name is in the record"),
    ],
)
def test_what_cannot_be_merged_or_split_is_said_and_nothing_is_changed(arguments, told):
    result = run(*arguments)
    assert (result.exit_code, run("log").stdout) == (1, "")
    assert result.stderr.startswith(f"sayso: {told}")


def test_to_take_all_members_out_is_refused_in_understandable_words():
    assert refuse("split", "k3", HARBOUR_ID).startswith("k3: these are all of its members")


def test_somebody_is_split_by_article():
    assert tell("split", "k1", LATER_ID, INTERVIEW_ID, "--why", "her sister")[0].endswith("split members of k1")
    assert list_people("lund") == {"k14": ("Ada Lund", 3, 2), "k1": ("Ada Lund", 2, 1)}


def test_somebody_is_split_by_entity():
    tell("split", "k1", LATER.entities[0].id)
    assert len(list_people("lund")) == 2


def test_a_judgement_of_the_program_is_taken_back_by_its_id():
    judgement = name_judgement()
    assert tell("undo", judgement)[0].endswith("split members of k1")
    assert len(list_people("lund")) == 2
    assert refuse("undo", judgement) == f"{judgement}: was withdrawn already"


# Undo


@pytest.mark.parametrize(
    "command",
    [["correct", LEAK, "speaker", "Odo Brask"], ["correct", "k1", "name", "Ada Ruys"], ["reject", LEAK],
     ["correct", HARBOUR_ID, "published", "2019"], ["merge", "k1", "k5"], ["split", "k1", LATER_ID]],
    ids=" ".join,
)  # fmt: skip
def test_whatever_was_done_is_taken_back_by_its_number(command):
    before = tell("people", "--json"), tell("search", "--json", "--limit", "99")
    assert run(*command).exit_code == 0
    assert (tell("people", "--json"), tell("search", "--json", "--limit", "99")) != before
    assert "undo #1" in tell("undo", "#1", "--by", "ben")[0]
    assert (tell("people", "--json"), tell("search", "--json", "--limit", "99")) == before


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("1", "#1: was undone already, by #2"),
        ("2", "#2: cannot be undone: to undo an undo, do again what was undone"),
        ("77", "77: no line of the log; `sayso log` lists their numbers"),
        ("Lund", "Lund: no line of the log"),
        ("j999", "j999: there is nothing of this id in the record"),
    ],
)
def test_what_cannot_be_undone_is_said(what, told):
    run("correct", LEAK, "act", "doubt")
    run("undo", "1")
    assert refuse("undo", what).startswith(told)


def test_what_was_built_upon_names_what_is_to_be_undone_first():
    run("correct", LEAK, "act", "doubt")
    run("correct", LEAK, "act", "warn")
    assert refuse("undo", "1") == f"#1: act of {LEAK} was changed again since; undo #2 first"
    assert [run("undo", number).exit_code for number in ("2", "1")] == [0, 0]
    assert show(LEAK)["act"] == "deny"
