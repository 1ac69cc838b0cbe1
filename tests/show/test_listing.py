"""What the record gives stands on a terminal in lines that fit it, with nothing of the articles' but their words."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.data import (
    Attribution,
    Dossier,
    Edit,
    Judged,
    Listed,
    Origin,
    Party,
    Passage,
    Publication,
    RoleSeen,
    Shelved,
    Source,
    Span,
    Statement,
)
from sayso.show.cells import count_cells
from sayso.show.lines import Line, write_plain
from sayso.show.listing import (
    label_place,
    lay_out_dossier,
    lay_out_judged,
    lay_out_log,
    lay_out_passage,
    lay_out_people,
    lay_out_shelved,
    lay_out_statements,
    shorten,
)
from tests.record.made import HARBOUR, INTERVIEW

LUND, BOARD, UNION = (
    Party(f"k{n}", name, "person") for n, name in enumerate(("Ada Lund", "the Board", "the Union"), 1)
)
TIDE = Publication("t5e0e58906a02", "0" * 64, publisher="The Tide", title="Dam is safe", published="2024-03-19")
SAID = Statement(
    "a3f09c0ffee12", 202403190000001,
    Attribution(
        "a3f09c0ffee12", "indirect", "deny", True, Source((Span(0, 8, "Ms Lund,"),), "e1"), None,
        Passage((Span(20, 34, "the gates leak", "Ms Lund denied that ", " at all, she said"),)),
        on_whose_word=("writer", "e2", "e1"),
    ),
    TIDE, speaker=LUND, chain=(BOARD, LUND),
)  # fmt: skip
LISTED = Listed(
    "k1", "Ada Lund", "person", ("Ms Lund", "Mayor Lund"), "NOR", "GOV", "2021-03-04", "2024-03-19", 3, 1_234
)
EDIT = Edit(12, "2024-03-19T07:30:00Z", "ben", "correct", "a3f09c0ffee12", "act", "say", "deny", "as the tape has it",
            was="say", now="deny")  # fmt: skip
JUDGED = Judged("j7", "same", LUND, replace(LUND, name="Mayor Lund"), "t1", "t2", 0.924, "the same surname, and both "
                "mayor", "sayso", "2024-03-19T07:30:00Z", holds=True)  # fmt: skip
DOSSIER = Dossier(LISTED, (RoleSeen("mayor of Tarn", 2, TIDE),), ((BOARD, 3),), ((UNION, 1),), (SAID,), (JUDGED,))
HOSTILE = "\x1b[2J\u202ered\x07\x00\n\r\u2028\ue000x\ue001*"


def write(lines: Iterable[Line]) -> list[str]:
    return write_plain(lines).splitlines()


def write_said(statement: Statement, width: int) -> list[str]:
    """Write the lines of a statement that hold what was said."""
    lines = lay_out_statements([statement], width=width)
    return write(line for line in lines if any(piece.style in ("words", "match") for piece in line))


def say(words: str, marks: tuple[tuple[int, int], ...] = (), **fields) -> Statement:
    passage = Passage((Span(0, len(words), words),) if words else ())
    return replace(SAID, attribution=replace(SAID.attribution, content=passage), marks=marks, **fields)


# Statements


def test_a_statement_is_its_id_speaker_act_words_and_place():
    assert write(lay_out_statements([SAID], width=80)) == [
        "a3f09c0ffee12  Ada Lund  not deny · indirect",
        "  the gates leak",
        "  The Tide · 19 March 2024 · Dam is safe",
    ]


def test_a_blank_line_stands_between_statements():
    assert write(lay_out_statements([SAID, SAID, SAID], width=80)).count("") == 2
    assert write(lay_out_statements([], width=80)) == []


@pytest.mark.parametrize(
    ("fields", "begins"),
    [
        ({"speaks_for": (BOARD,)}, "Ada Lund, for the Board  not"),
        ({"speaks_for": (BOARD, UNION)}, "Ada Lund, for the Board and the Union  not"),
        ({"speaks_for": (BOARD, UNION, LUND)}, "Ada Lund, for the Board and the Union  not"),
        ({"speaker": None}, "Ms Lund  not"),
        ({"speaker": None, "attribution": replace(SAID.attribution, source=Source((), "writer"))}, "the writer  not"),
        ({"speaker": None, "attribution": replace(SAID.attribution, source=None)}, "(nobody named)  not"),
        ({"speaker": None, "attribution": replace(SAID.attribution, source=Source(()))}, "(nobody named)  not"),
    ],
)
def test_who_speaks_is_named_as_far_as_is_known(fields, begins):
    assert write(lay_out_statements([replace(SAID, **fields)], width=80))[0][15:].startswith(begins)


@pytest.mark.parametrize(
    ("fields", "ends"),
    [({}, "indirect"), ({"status": "confirmed"}, "indirect · confirmed"), ({"status": "rejected"}, "· rejected"),
     ({"orphan": True, "status": "corrected"}, " · corrected · its words are gone")],
)  # fmt: skip
def test_on_whose_decision_it_stands_is_told(fields, ends):
    assert write(lay_out_statements([replace(SAID, **fields)], width=80))[0].endswith(ends)


@pytest.mark.parametrize(
    ("origin", "told"),
    [
        (None, ""),
        (Origin("p1", "t1", "LNA"), ""),
        (Origin("p1", "t1", None, 2), " · printed in 2 articles"),
        (Origin("p1", "t1", "LNA", 1_200), " · printed in 1,200 articles from LNA"),
    ],
)
def test_a_report_that_many_have_printed_is_told_as_one(origin, told):
    last = write(lay_out_statements([replace(SAID, origin=origin)], width=80))[-1]
    assert last == f"  The Tide · 19 March 2024 · Dam is safe{told}"


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({}, "The Tide · 19 March 2024 · Dam is safe"),
        ({"publisher": None, "published": None}, "Dam is safe"),
        ({"title": None, "path": "dam.txt"}, "The Tide · 19 March 2024 · dam.txt"),
        ({"title": None, "url": "https://tide.example"}, "The Tide · 19 March 2024 · https://tide.example"),
        ({"title": None}, "The Tide · 19 March 2024 · t5e0e58906a02"),
        ({"published": "2024-03-19T07:30:00+01:00"}, "The Tide · 19 March 2024, 07:30 +01:00 · Dam is safe"),
    ],
)
def test_a_place_is_publisher_day_and_title(fields, place):
    assert label_place(replace(TIDE, **fields)) == place


@pytest.mark.parametrize(
    ("words", "marks", "shown"),
    [
        ("the gates leak", ((4, 9),), "the *gates* leak"),
        ("the gates leak", ((0, 3), (4, 9), (10, 14)), "*the* *gates* *leak*"),
        ("the gates leak", ((0, 14),), "*the gates leak*"),
        ("gates", (), "gates"),
        ("a\n\nb", ((3, 4),), "a *b*"),
        ("", (), ""),
    ],
)
def test_what_matches_stands_between_asterisks(words, marks, shown):
    assert write(lay_out_statements([say(words, marks)], width=80))[1].strip() == shown


def test_a_match_goes_on_in_the_next_line():
    statement = say("one two three four five six seven", ((0, 33),))
    assert write_said(statement, 20) == ["  *one two three*", "  *four five six*", "  *seven*"]


def test_a_first_line_that_is_full_goes_on_set_in():
    statement = replace(SAID, speaks_for=(BOARD,), status="confirmed")
    assert write(lay_out_statements([statement], width=40))[:3] == [
        "a3f09c0ffee12  Ada Lund, for the Board",
        "  not deny · indirect · confirmed",
        "  the gates leak",
    ]


def test_no_character_of_an_article_passes_for_a_mark():
    lines = list(lay_out_statements([say("\ue000gates\ue001 leak")], width=80))
    assert [piece.style for piece in lines[1] if piece.text.strip()] == ["words"]


# People


def test_people_stand_in_columns_below_their_head():
    head, line = write(lay_out_people([LISTED], width=100))
    assert head == "id      name                                 kind           said    in  also"
    assert line == "k1      Ada Lund                             person        1,234     3  Ms Lund, Mayor Lund"
    assert head.index("kind") == line.index("person")
    assert head.index("also") == line.index("Ms Lund")


@pytest.mark.parametrize(
    "name", ["Ada", "Zoë Öland 👩‍🚒", "ليلى تارن", "王小明王小明", "A" * 36, "A" * 90, "Anna " * 30]
)
def test_columns_stand_one_below_the_other_whatever_the_name(name):
    head, line = write(lay_out_people([replace(LISTED, name=name)], width=100))
    assert count_cells(line[: line.index("person")]) == 45 == head.index("kind")


@pytest.mark.parametrize(
    ("width", "columns", "name"),
    [
        (40, "id name said in", "Anna Berta Carl…"),
        (50, "id name said in also", "Anna Berta…"),
        (63, "id name said in also", "Anna Berta Carl Dora…"),
        (64, "id name kind said in also", "Anna Berta…"),
        (80, "id name kind said in also", "Anna Berta Carl Dora…"),
        (100, "id name kind said in also", "Anna Berta Carl Dora Emma Frida…"),
    ],
)
def test_columns_follow_the_width(width, columns, name):
    head, line = write(lay_out_people([replace(LISTED, name="Anna Berta Carl Dora Emma Frida Greta")], width=width))
    assert head.split() == columns.split()
    assert line[8:].startswith(f"{name} ")
    assert line.index("1,234") + len("1,234") == head.index("said") + len("said")
    assert "also" not in head or line.index("Ms") == head.index("also")
    assert max(len(head), len(line)) <= width


def test_a_long_name_is_cut_off_between_words():
    _, line = write(lay_out_people([replace(LISTED, name="Anna Berta Carla Dora Emma Frida Greta")], width=100))
    assert "Anna Berta Carla Dora Emma Frida… " in line


@pytest.mark.parametrize(
    ("text", "cells", "short"),
    [
        ("Ada Lund", 8, "Ada Lund"),
        ("Ada Lund", 7, "Ada…"),
        ("Adalund", 6, "Adalu…"),
        ("A, B", 3, "A…"),
        ("王小明", 5, "王小…"),
    ],
)
def test_what_is_too_long_ends_in_an_ellipsis(text, cells, short):
    assert shorten(text, cells) == short


@given(st.text(), st.integers(3, 60))
def test_what_was_shortened_takes_no_more_cells_than_asked(text, cells):
    assert count_cells(shorten(" ".join(text.split()), cells)) <= cells


# Somebody


def test_somebody_is_shown_from_the_name_to_what_they_said_last():
    assert write(lay_out_dossier(DOSSIER, width=80)) == [
        "Ada Lund  k1",
        "person · NOR · GOV · 4 March 2021 to 19 March 2024 · 1,234 statements in 3",
        "  articles",
        "also        Ms Lund; Mayor Lund",
        "roles       mayor of Tarn (2, 19 March 2024)",
        "speaks for  the Board (k2, 3)",
        "its voices  the Union (k3, 1)",
        "",
        "said last",
        *write(lay_out_statements([SAID], width=80)),
    ]


def test_of_whom_little_is_known_little_is_shown():
    assert write(lay_out_dossier(Dossier(Listed("k9", "a pilot", "unnamed", articles=1)), width=80)) == [
        "a pilot  k9", "unnamed · 0 statements in 1 article",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [("2024-03-19", "2024-03-19", "19 March 2024"), ("2024-03-19T07:30:00Z", "2024-03-19T20:00:00Z", "19 March 2024"),
     ("2021", "2024-03", "2021 to March 2024")],
)  # fmt: skip
def test_the_days_of_somebody_are_told_once_where_they_are_one(first, last, told):
    dossier = Dossier(replace(LISTED, first=first, last=last))
    assert f" · {told} · " in write(lay_out_dossier(dossier, width=80))[1]


def test_what_somebody_decided_is_told():
    assert " · corrected · " in write(lay_out_dossier(Dossier(replace(LISTED, status="corrected")), width=80))[1]


def test_who_somebody_may_be_as_well_is_told_with_the_id_to_decide_by():
    unsure = replace(JUDGED, verdict="unsure", right=Party("k5", "Ida Lund", "person"))
    shown = write(lay_out_dossier(replace(DOSSIER, judgements=(unsure, JUDGED)), width=80))
    (line,) = [line for line in shown if line.startswith("perhaps")]
    assert "Ida Lund (k5, j7: the same surname" in line
    withdrawn = replace(DOSSIER, judgements=(replace(unsure, holds=False),))
    assert not any(line.startswith("perhaps") for line in write(lay_out_dossier(withdrawn, width=80)))


# Judgements


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({}, "j7  Ada Lund and Mayor Lund are one"),
        ({"verdict": "different"}, "j7  Ada Lund and Mayor Lund are two"),
        ({"verdict": "unsure"}, "j7  Ada Lund and Mayor Lund may be one"),
        ({"holds": False}, "j7  Ada Lund and Mayor Lund are one  (withdrawn)"),
    ],
)
def test_a_judgement_says_of_whom_it_is_and_whether_it_holds(fields, line):
    shown = write(lay_out_judged(replace(JUDGED, **fields), width=80))
    assert shown == [
        line, "  the same surname, and both mayor", "  0.92 · sayso · 2024-03-19T07:30:00Z · in t1 and t2",
    ]  # fmt: skip


# The log


def test_a_line_of_the_log_says_who_did_what_when_and_why():
    assert write(lay_out_log([EDIT], width=80)) == [
        "#12    2024-03-19T07:30:00Z  ben  correct act of a3f09c0ffee12",
        "       say → deny",
        "       as the tape has it",
    ]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"undone_by": 13}, "correct act of a3f09c0ffee12  (undone by #13)"),
        ({"action": "undo", "undoes": 11}, "undo #11 act of a3f09c0ffee12"),
        ({"action": "forget", "field": None, "object": "k1"}, "forget k1"),
    ],
)
def test_what_was_done_is_told_with_what_it_was_done_to(fields, line):
    assert write(lay_out_log([replace(EDIT, **fields)], width=80))[0].endswith(f"ben  {line}")


def test_a_line_without_values_or_reason_is_one_line():
    assert len(write(lay_out_log([replace(EDIT, before=None, after=None, why=None)], width=80))) == 1


def test_a_value_is_told_in_short_and_on_one_line():
    edit = replace(EDIT, was="a\nb", now="x" * 300)
    shown = write(lay_out_log([edit], width=400))
    assert shown[1] == f"       a b → {'x' * 199}…"


# Articles


def test_an_article_is_shown_as_it_is_read_and_then_as_it_is_kept():
    shelved = Shelved(
        HARBOUR, "confirmed", "2024-03-19T07:30:00Z", "LNA", (TIDE, TIDE), (replace(TIDE, article="t1"),),
        replace(TIDE, article="t2"),
    )  # fmt: skip
    shown = write(lay_out_shelved(shelved, width=80))
    assert shown[0] == "Dam is safe"
    assert shown[shown.index(f"{HARBOUR.article.id} · added 2024-03-19T07:30:00Z · credits LNA · confirmed") + 1 :] == [
        "also in     The Tide · 19 March 2024 · Dam is safe; The Tide · 19 March 2024 ·",
        "            Dam is safe",
        "older       t1: The Tide · 19 March 2024 · Dam is safe",
        "newer       t2: The Tide · 19 March 2024 · Dam is safe",
    ]


def test_an_article_of_which_there_is_no_more_to_say_ends_with_its_id():
    shown = write(lay_out_shelved(Shelved(INTERVIEW, "machine", "2024-03-19T07:30:00Z"), width=80))
    assert shown[-1] == f"{INTERVIEW.article.id} · added 2024-03-19T07:30:00Z"


# A statement by itself


def test_a_statement_by_itself_is_shown_in_its_context_with_its_history():
    assert write(lay_out_passage(SAID, [EDIT], width=80))[3:] == [
        "  on whose word  the writer → the Board → Ada Lund",
        "  in context     …Ms Lund denied that [the gates leak] at all, she said…",
        "  article        t5e0e58906a02",
        "",
        *write(lay_out_log([EDIT], width=80)),
    ]


def test_a_statement_without_content_has_no_context():
    shown = write(lay_out_passage(replace(say(""), chain=()), [], width=80))
    assert [line.split()[0] for line in shown[-1:]] == ["article"]
    assert not any("in context" in line or "on whose word" in line for line in shown)


# Whatever the articles hold, and however narrow


def everything(words: str, width: int) -> dict[str, list[str]]:
    """Lay out one of each, with some words of an article's wherever an article's words may be."""
    party, place = replace(LUND, name=words), replace(TIDE, publisher=words, title=words)
    listed = replace(LISTED, name=words, aliases=(words, words))
    statement = say(words, publication=place, speaker=party, speaks_for=(party,), chain=(party,),
                    origin=Origin("p1", "t1", words, 3))  # fmt: skip
    judged = replace(JUDGED, left=party, right=party, reason=words, verdict="unsure")
    edit = replace(EDIT, by=words, before=words, after=words, was=words, now=words, why=words)
    shelved = Shelved(HARBOUR, "machine", "2024", words, (place,), (place,), place)
    dossier = Dossier(listed, (RoleSeen(words, 1, place),), ((party, 1),), ((party, 1),), (statement,), (judged,))
    return {
        "statement": write(lay_out_passage(statement, [edit], width=width)),
        "people": write(lay_out_people([listed], width=width)),
        "dossier": write(lay_out_dossier(dossier, width=width)),
        "judgement": write(lay_out_judged(judged, width=width)),
        "log": write(lay_out_log([edit], width=width)),
        "article": write(lay_out_shelved(shelved, width=width)),
    }


@pytest.mark.parametrize("part", everything("x", 80))
def test_nothing_of_an_articles_reaches_the_terminal_as_anything_but_text(part):
    shown = "\n".join(everything(HOSTILE, 80)[part])
    assert not set(shown) & set("\x1b\x07\x00\r\u202e\u2028")


@given(words=st.text(max_size=60))
def test_no_text_whatever_breaks_a_layout(words):
    for lines in everything(words, 60).values():
        assert lines


SHORT = "Ada Lund"
LONG = "Anna Berta Carla Dora Emma Frida Greta Hanna Inga Jette Karla Lotte"


@pytest.mark.parametrize("width", [40, 60, 63, 64, 80, 100])
@pytest.mark.parametrize("words", [SHORT, LONG, "A" * 90, "王小明" * 30], ids=["short", "long", "unbroken", "wide"])
@pytest.mark.parametrize("part", everything("x", 80))
def test_nothing_is_wider_than_asked_whatever_the_names_and_however_narrow(part, words, width):
    assert max(map(count_cells, everything(words, width)[part])) <= width


@given(words=st.lists(st.text("abc ", min_size=1, max_size=12), max_size=12), width=st.integers(40, 100))
def test_what_was_said_is_never_wider_than_asked(words, width):
    said = " ".join(" ".join(words).split())
    assert max(map(count_cells, write(lay_out_statements([say(said)], width=width)))) <= width
    assert " ".join(line.strip() for line in write_said(say(said), width)) == said


def test_marked_words_are_not_wider_than_asked():
    said = "one two three four five six seven eight nine"
    for width in range(20, 50):
        lines = write(lay_out_statements([say(said, ((0, len(said)),))], width=width))[1:-1]
        assert max(map(count_cells, lines)) <= width
