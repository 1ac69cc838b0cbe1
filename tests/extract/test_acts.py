"""The lexicon of acts keeps its word, and cues are judged by it."""

import re
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from sayso.data import Act, BlockKind, Manner
from sayso.extract.acts import find_act, guess_act
from sayso.extract.lexicon import Entry, load_lexicon, parse_entry

CODEBOOK = Path(__file__).parents[2] / "docs" / "codebook.md"


def cue_of(entry: Entry) -> str:
    return " ".join(re.findall(r"\[(.+?)\]", entry.example))


@pytest.mark.parametrize("act", get_args(Act))
def test_each_act_has_its_own_examples_and_they_are_judged_as_it(act: Act) -> None:
    entries = [entry for entry in load_lexicon().entries if entry.act == act]
    wrong = [entry.example for entry in entries if find_act(cue_of(entry)).act != act]
    assert len(entries) > 20
    assert wrong == []


def test_each_entry_has_an_example_with_a_cue_that_holds_its_words() -> None:
    assert [entry for entry in load_lexicon().entries if not cue_of(entry)] == []


def test_no_entry_stands_twice() -> None:
    keys = [(entry.words, entry.part) for entry in load_lexicon().entries]
    assert len(keys) == len(set(keys))


def test_a_line_with_an_unknown_act_is_refused() -> None:
    with pytest.raises(ValueError, match="no such act"):
        parse_entry("sing\tverb\thum\tHe [hummed].")


@pytest.mark.parametrize("word", [*get_args(Manner), *get_args(Act)])
def test_the_codebook_defines_every_manner_and_act_in_a_row_of_its_own(word: str) -> None:
    assert re.search(rf"^\| {word} \| .+ \| .+ \|$", CODEBOOK.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("kind", get_args(BlockKind))
def test_the_codebook_defines_every_block_kind_in_a_row_of_its_own(kind: str) -> None:
    assert re.search(rf"^\| {kind} \| .+ \| .+ \|$", CODEBOOK.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("cue", ["", ":", "—", " - ", "by", "of", "in", "\n"])
def test_a_cue_without_a_word_of_meaning_only_says(cue: str) -> None:
    assert find_act(cue).act == "say"


@pytest.mark.parametrize("cue", ["florped", "was florped", "flimmered about"])
def test_an_unknown_word_has_no_act(cue: str) -> None:
    assert find_act(cue).act is None


@pytest.mark.parametrize(("cue", "negated"), [("florped", False), ("did not florp", True), ("never florped", True)])
def test_an_unknown_word_may_be_negated(cue: str, negated: bool) -> None:
    assert find_act(cue).negated is negated


def test_the_act_of_an_unknown_cue_is_that_of_the_cues_its_vector_is_nearest_to() -> None:
    acts = get_args(Act)
    table = np.zeros((3, len(acts)))
    table[0, acts.index("deny")] = table[1, acts.index("praise")] = 2.0
    table[-1, acts.index("say")] = 1.0
    guesses = [guess_act(np.array(vector), table) for vector in ([1.0, 0.0], [0.0, 1.0], [0.1, 0.1])]
    assert guesses == ["deny", "praise", "say"]


@pytest.mark.parametrize(
    ("cue", "act", "negated"),
    [
        ("did not dispute", "confirm", False),
        ("didn’t deny", "confirm", False),
        ("would not rule out", "confirm", False),
        ("did not say", "decline", True),
        ("wouldn't comment", "decline", True),
        ("has told us nothing", "decline", True),
        ("has yet to comment", "decline", True),
        ("had no comment", "decline", True),
        ("could not be reached", "decline", True),
        ("did not immediately respond", "decline", True),
        ("did not confirm", "decline", True),
        ("refused to confirm", "decline", False),
        ("declined to say whether", "decline", False),
        ("does not believe", "doubt", True),
        ("no longer believes", "doubt", True),
        ("never promised", "promise", True),
        ("made no promises", "promise", True),
        ("does not claim", "say", True),
        ("pleaded not guilty", "deny", False),
        ("not only said", "say", False),
        ("made no secret of", "confirm", False),
    ],
)
def test_a_negation_is_taken_into_the_act_or_kept_beside_it(cue: str, act: Act, negated: bool) -> None:
    judgement = find_act(cue)
    assert (judgement.act, judgement.negated) == (act, negated)


@pytest.mark.parametrize(
    ("cue", "act"),
    [
        ("DECLINED  to\r\ncomment", "decline"),
        ("declined\u00a0to comment", "decline"),
        ("de\u00adnied", "deny"),
        ("pooh‑poohed", "reject"),
        ("can’t confirm", "decline"),
    ],
)
def test_spacing_case_and_typography_do_not_change_the_act(cue: str, act: Act) -> None:
    assert find_act(cue).act == act


@pytest.mark.parametrize(
    ("cue", "act"),
    [
        ("was accused of", "accuse"),
        ("have been ordered", "order"),
        ("is widely believed", "believe"),
        ("was quoted as saying", "say"),
        ("is said to", "say"),
    ],
)
def test_a_passive_keeps_the_act(cue: str, act: Act) -> None:
    assert find_act(cue).act == act


@pytest.mark.parametrize(
    ("cue", "act"),
    [
        ("made it abundantly clear", "say"),
        ("issued a stark new warning", "warn"),
        ("took strong issue with", "reject"),
        ("expressed deep concern", "believe"),
        ("brushed it off", "reject"),
        ("cast fresh doubt on", "doubt"),
        ("put the number of dead at", "say"),
        ("repeated her threat", "threaten"),
    ],
)
def test_a_frame_is_found_over_the_words_between(cue: str, act: Act) -> None:
    assert find_act(cue).act == act


@pytest.mark.parametrize(
    ("cue", "act"),
    [
        ("declined to confirm", "decline"),
        ("went on to say", "say"),
        ("issued a statement denying", "deny"),
        ("seemed to threaten", "threaten"),
        ("wrote an open letter urging", "ask"),
        ("wrote back", "say"),
    ],
)
def test_of_several_verbs_the_first_that_does_more_than_say_counts(cue: str, act: Act) -> None:
    assert find_act(cue).act == act


@pytest.mark.parametrize(
    ("cue", "content", "act"),
    [
        ("told", "to come home", "order"),
        ("told", "not to come home", "order"),
        ("told", "that the lake was low", "say"),
        ("was told to", "come home", "order"),
        ("calls", "for the mill to close", "demand"),
        ("called", "the claim “a fairy tale”", "reject"),
        ("called", "the hill the Old Woman", "say"),
        ("rejected", "the allegation", "reject"),
        ("rejected", "a proposal to sell the pier", "decline"),
        ("vowed", "to mend the pier", "promise"),
        ("vowed", "that the raid would be avenged", "threaten"),
        ("agreed", "that the bridge must go", "confirm"),
        ("agreed", "to pay by May", "promise"),
        ("pleaded", "not guilty", "deny"),
        ("wants", "to know why there is no dam", "ask"),
        ("voiced", "his support for the pier", "praise"),
        ("challenged", "the count", "reject"),
        ("challenged", "to a race down the hill", "ask"),
    ],
)
def test_the_content_decides_where_a_cue_can_mean_two_things(cue: str, content: str, act: Act) -> None:
    assert find_act(cue, content=content).act == act


def test_a_person_who_finds_holds_an_opinion_and_a_study_has_a_result() -> None:
    assert find_act("finds", content="the noise a trial", source="She").act == "believe"
    assert find_act("finds", content="that owls sleep less", source="the study").act == "say"


def test_a_neutral_cue_says_whatever_its_content_does() -> None:
    assert find_act("said", content="he denied the charge and would sue").act == "say"


def test_a_prefix_or_the_last_part_of_a_compound_leads_to_a_known_word() -> None:
    assert find_act("re-confirmed").act == "confirm"
    assert find_act("live-tweeted").act == "say"


def test_an_endless_cue_is_judged_at_once() -> None:
    assert find_act("made clear " * 100_000).act == "say"
