"""What happened, asked of a real record: a blow that two publishers tell otherwise, and what came of it."""

import json

import pytest

from sayso.keeping import Record
from tests.cli.made import misuse, refuse, run, tell
from tests.record.made import Happened, Said, Who, make_reading

FIRST = make_reading(
    "Drones struck the depot at Orsk on Friday, killing 12 soldiers of the garrison, the ministry said. "
    "The army of Tarn denied it. The ministry sent troops to Fen in return. In 1999 they had sworn peace.",
    who=(
        Who("The army of Tarn", "government"),
        Who("the ministry", "government", ("The ministry",), fields={"country": "NOR", "sector": "GOV"}),
        Who("the garrison", "organisation"),
    ),
    said=(
        Said("Drones struck the depot at Orsk on Friday, killing 12 soldiers of the garrison", "the ministry",
             "the ministry"),
        Said("it", "The army of Tarn", "The army of Tarn", "denied", fields={"act": "deny"}),
    ),
    happened=(
        Happened(
            "struck", actor=("The army of Tarn",), recipient=("the garrison",), date=("2024-01-05", "on Friday"),
            place=("Orsk", 1520000), size={"dead": (12.0, "12")}, fields={"modes": ("drone",), "status": "denied"},
            statuses=(("claimed", "the ministry", 0), ("denied", "The army of Tarn", 1)),
        ),
        Happened(
            "sent troops", "MOBILIZE", ("the ministry",), place=("Fen", None), answers=(0,), date=("2024-01", None)
        ),
        Happened("sworn", "AGREE", date=("1999", "In 1999"), fields={"historical": True}),
    ),
    publisher="The Tide", published="2024-01-09", url="https://tide.example/orsk",
)  # fmt: skip
SECOND = make_reading(
    "Drones struck the depot at Orsk on Friday, killing 14 soldiers of the garrison, as the army of Tarn had said.",
    who=(Who("the army of Tarn", "government"), Who("the garrison", "organisation")),
    happened=(
        Happened(
            "struck", actor=("the army of Tarn",), recipient=("the garrison",), date=("2024-01-05", "on Friday"),
            place=("Orsk", 1520000), size={"dead": (14.0, "14")}, fields={"modes": ("drone",)},
        ),
    ),
    publisher="Radio Ness", published="2024-01-10", url="https://ness.example/orsk",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _struck(folder):
    with Record(folder / "sayso.db") as record:
        record.add(FIRST)
        record.add(SECOND)


def list_ids(*arguments: str) -> list[str]:
    return [json.loads(line)["id"] for line in tell("events", *arguments, "--json")]


def test_an_event_that_two_articles_report_is_listed_once_with_what_each_has_otherwise():
    shown = tell("events", "--type", "assault")
    assert shown[0].startswith("h1  attack (by drone): the army of Tarn → ")
    assert any(line.startswith("  how many: 12 dead, says The Tide; 14 dead, says Radio Ness") for line in shown)
    assert shown[-1] == "  2 reports by 2 publishers · said 9 January 2024 to 10 January 2024"
    assert sum(line.startswith("h") for line in shown) == 1


def test_history_is_told_only_where_it_is_asked_for():
    assert "1999" not in tell("timeline")
    assert tell("timeline", "--historical")[0] == "1999"


def test_a_timeline_goes_as_time_goes_and_keeps_the_assumed_apart():
    heads = [line for line in tell("timeline") if line and not line.startswith((" ", "h"))]
    assert sorted(heads) == ["5 January 2024", "January 2024, assumed"]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["--mode", "drone"], 1),
        (["--actor", "ministry"], 1),
        (["--recipient", "garrison"], 1),
        (["--place", "Orsk"], 1),
        (["--place", "1520000"], 1),
        (["--since", "2024-01-06", "--until", "2024-01-31", "--type", "assault"], 0),
        (["--until", "2024-01-05", "--type", "assault"], 1),
        (["--said-since", "2024-01-10"], 1),
        (["--publisher", "Radio Ness"], 1),
        (["--status", "planned"], 0),
        (["--article", FIRST.article.id], 2),
        (["soldiers"], 1),
    ],
)
def test_filters_find_what_is_asked_for(arguments, found):
    assert len(list_ids(*arguments)) == found


def test_pages_give_everything_once():
    first = run("events", "--limit", "1", "--json").stdout.splitlines()
    rest = tell("events", "--json", "--after", json.loads(first[0])["id"])
    assert [json.loads(line)["id"] for line in (*first, *rest)] == list_ids()
    assert "go on with --after h" in run("events", "--limit", "1").stderr


def test_a_happening_is_shown_with_its_reports_and_each_report_by_its_own_id():
    shown = tell("show", "h1")
    assert [line.split()[0] for line in shown if line.startswith("v")] == [FIRST.events[0].id, SECOND.events[0].id]
    assert "claimed, on the ministry's word; denied by the army of Tarn" in " ".join(shown)
    assert tell("show", FIRST.events[0].id[:6])[0].startswith(FIRST.events[0].id)


def test_what_answers_another_says_so():
    answer = list_ids("--actor", "ministry")[0]
    assert "  in answer to h1" in tell("show", answer)


@pytest.mark.parametrize("format", ["csv", "jsonl", "plover", "cameo", "acled", "timelinejs"])
def test_every_format_is_written_from_a_record(format):
    assert "h1" in run("events", "--format", format).stdout


def test_an_article_is_shown_with_what_happened_in_it():
    assert any(line.startswith("1  attack (by drone)") for line in tell("show", FIRST.article.id))


def test_an_id_that_is_nobodys_is_said_to_be():
    assert "h99" in refuse("show", "h99")
    assert "--since" in misuse("timeline", "--since", "then")


def test_what_the_record_holds_is_told():
    assert "happened   3 events" in tell("info")


def test_a_merge_of_events_is_previewed_by_what_they_are_and_changes_nothing():
    before = list_ids()
    assert tell("merge", "h1", "h2", "--dry-run") == ["“struck” (h1): 2 articles", "“sent troops” (h2): 1 article"]
    assert list_ids() == before
