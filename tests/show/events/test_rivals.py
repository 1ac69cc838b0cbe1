"""Values in which sources differ stand side by side, each on its word; what is no difference is not shown as one."""

from dataclasses import replace

import pytest

from sayso.data import Account, Event, Passage
from sayso.show.events.rivals import find_rivals, name_parties

NAMES = {"e1": "Ada", "e2": "The port", "e3": "Bram", "writer": "the writer"}
ADA, BRAM, WRITER = ("writer", "e1"), ("writer", "e3"), ("writer",)


def tell(*accounts: tuple[str, str, tuple[str, ...]], **fields: object) -> Event:
    made = tuple(Account(field, value, word) for field, value, word in accounts)
    return replace(Event("v1", "ASSAULT", Passage(()), accounts=made), **fields)


def shorten(words: str) -> str:
    shorter = {"on the writer's word": "W", "on Ada's word": "A", "on Bram's word": "B", "on nobody's word": "N"}
    return "; ".join(shorter[word] for word in words.split("; "))


def differ(*accounts: tuple[str, str, tuple[str, ...]]) -> list[str]:
    found = find_rivals(tell(*accounts), NAMES)
    return [
        f"{rivals.of}: " + " / ".join(f"{value} ({shorten(word)})" for value, word in rivals.values) for rivals in found
    ]


@pytest.mark.parametrize(
    ("accounts", "told"),
    [
        ([("actor", "e1", WRITER), ("actor", "e2", BRAM)], "who did it: Ada (W) / the port (B)"),
        ([("place", "Orsk", ADA), ("place", "Tarn", ())], "where: Orsk (A) / Tarn (N)"),
        ([("date", "2024-01-05", ADA), ("date", "2024-01-06", BRAM)], "when: 5 January 2024 (A) / 6 January 2024 (B)"),
        ([("size", "dead 12.0", ADA), ("size", "dead 9", BRAM)], "how many: 12 dead (A) / 9 dead (B)"),
        (
            [("recipient", "e1", ADA), ("recipient", "e2", ADA), ("recipient", "gone", BRAM)],
            "to whom: Ada and the port (A) / somebody (B)",
        ),
        (
            [("actor", "e1", WRITER), ("actor", "e2", ADA), ("actor", "e1", BRAM)],
            "who did it: Ada (W; B) / the port (A)",
        ),
    ],
)  # fmt: skip
def test_values_on_different_words_stand_side_by_side(accounts, told):
    assert differ(*accounts) == [told]


@pytest.mark.parametrize(
    "accounts",
    [
        [],
        [("actor", "e1", WRITER), ("actor", "e2", WRITER)],
        [("actor", "e1", ADA), ("actor", "e1", BRAM)],
        [("actor", "e1", ADA), ("recipient", "e2", BRAM)],
        [("size", "dead 12", ADA), ("size", "injured 30", BRAM)],
        [("date", "2024-01", ADA), ("date", "2024-01-06", BRAM), ("date", "2024", WRITER)],
    ],
)
def test_what_is_no_difference_is_not_shown_as_one(accounts):
    assert differ(*accounts) == []


def test_of_those_who_are_said_to_have_done_it_by_different_sources_one_or_the_other_has():
    rival = tell(("actor", "e1", BRAM), ("actor", "e2", ADA), actor=("e1", "e2"), recipient=("e3",))
    assert name_parties(rival, NAMES) == "Ada or the port → Bram"
    assert name_parties(replace(rival, accounts=()), NAMES) == "Ada and the port → Bram"
