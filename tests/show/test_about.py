"""What there is to know of an installation and of a record, in words and numbers that a person reads."""

import json

from sayso.data import Holdings
from sayso.show.about import describe_program, describe_record, encode_facts

HELD = Holdings(
    articles=1_200, replaced=3, reprints=45, statements=20_000, people=6_000, copied=78, edits=9,
    decided={"confirmed": 1_000, "rejected": 2}, first="2021-03-04", last="2024-01-31", bytes=12_345_678, events=1_500,
)  # fmt: skip
EMPTY = Holdings(0, 0, 0, 0, 0, 0, 0, {}, None, None, 0)


def read_facts(held: Holdings) -> dict[str, str]:
    return {name: value.strip() for name, value in describe_record(held, "coast.db").items()}


def test_a_record_is_described_by_how_much_it_holds():
    assert read_facts(HELD) == {
        "record": "coast.db, 12.3 MB",
        "articles": "1,200, 4 March 2021 to 31 January 2024; 3 older versions, 45 reprints",
        "said": "20,000 statements; 1,000 confirmed, 2 rejected",
        "happened": "1,500 events",
        "people": "6,000 people and bodies",
        "copies": "78 paragraphs from elsewhere",
        "log": "9 lines",
    }


def test_an_empty_record_is_described_too():
    assert read_facts(EMPTY)["articles"] == "0, undated; 0 older versions, 0 reprints"
    assert read_facts(EMPTY)["said"] == "0 statements"


def test_no_fact_begins_with_a_blank():
    assert [value for value in describe_record(HELD, "coast.db").values() if value != value.strip()] == []


def test_days_are_days():
    timed = Holdings(1, 0, 0, 0, 0, 0, 0, {}, "2020-12-31T23:30:00+01:00", "2024-01-31T07:00:00Z", 0)
    assert read_facts(timed)["articles"].startswith("1, 31 December 2020 to 31 January 2024;")


def test_a_program_is_described_by_versions_digest_and_sizes():
    facts = describe_program("sha256:c0ffee")
    assert list(facts) == ["sayso", "model", "weights", "package", "python", "sqlite", "libraries"]
    assert facts["model"] == "sha256:c0ffee"
    assert facts["weights"].endswith(" MB")
    assert "click 8" in facts["libraries"]


def test_facts_are_one_line_of_json_without_blanks_around_them():
    line = encode_facts({"record": "Küste.db", "statements": " 5"})
    assert line.count(b"\n") == 1
    assert "Küste" in line.decode()
    assert json.loads(line) == {"record": "Küste.db", "statements": "5"}
