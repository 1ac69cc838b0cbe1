"""On a terminal each statement stands with its speaker, act, manner and words, aligned and harmless."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from sayso.data import Entity, Role
from sayso.show.cells import count_cells
from sayso.show.lines import paint, write_plain
from sayso.show.terminal import lay_out
from tests.show.readings import attribute, doubt, read_by_hand, read_pass, read_quay, tell, wrap_article

QUAY = """\
Veldmar crane was ‘an accident in waiting’, dockers say
The Veldmar Tide · 19 March 2024, 07:30 +01:00 · by Imre Sandoval
12 statements

1   dockers                                                    say      mixed
    Veldmar crane was ‘an accident in waiting’

2   Oda Fenn, who has worked the quay for nineteen years       say      direct
    “We wrote to them in January,” … “and nobody came.”

3   Oda Fenn (“She”)                                           say      indirect
    the letter had been signed by forty dockers

4   The harbour ministry                                       say      mixed
    that the port company had told it that the crane was “sound in every part”
  4.1  the port company to the harbour ministry                say      mixed
       (on the word of the harbour ministry)
       that the crane was “sound in every part”

5   the port company                                           decline  indirect

6   Bram Ruys, Captain, inspector, for Northern Hoist Board    say      direct
    A crane does not fall by itself. Somebody signs for it, every spring.

7   (nobody named)                                             accuse   indirect
    of moving the inspection to the autumn

8   Teun Aldersey, chairman, for the port company              deny     indirect
    that there had been any delay

9   Its chairman, Teun Aldersey                                not say  indirect
    whether the letter had reached him

10  Teun Aldersey (“he”)                                       say      direct
    “The hoist was greased on the first of the month. … “It was looked at again
    on the ninth, by two men whom I trust, and found fit for its work.”
  10.1  two men whom I trust                                   believe  indirect
        (not resolved)
        found fit for its work
"""


PASS = """\
The road over the Orsk pass is shut
The Orsk Lantern · 9 January 2024
9 statements

1  (nobody named)                                              say      indirect
   is shut

2  Lena Vard, spokeswoman, for the Pass Guard, to the Tarn     say      indirect
   Agency
   (on the word of the Tarn Agency)
   that its men had closed the road

3  Lena Vard (“she”)                                           say      direct
   “We did not fire,” … “Nobody fired.

4  Lena Vard (inferred)                                        say      direct
   “The road will open when the snow does.”

5  The interior ministry                                       say      indirect
   that the army had told it that two lorries were burnt
  5.1  the army to the interior ministry                       say      indirect
       (on the word of the interior ministry)
       that two lorries were burnt

6  He                                                          say      indirect
   (not resolved; might be Pavel Orr or Ivo Sand)
   that the pass was lost

7  A driver                                                    believe  indirect
   that the lorries were his

8  the writer (“We saw”)                                       say      indirect
   no lorries at the pass
"""


def print_in_colours(**options: object) -> str:
    printed = io.StringIO()
    console = Console(file=printed, force_terminal=True, color_system="standard", width=80, **options)
    console.print(paint(lay_out(read_quay())), end="", soft_wrap=True)
    return printed.getvalue()


def test_every_statement_is_shown_aligned_and_the_nested_ones_indented():
    assert write_plain(lay_out(read_quay())) == QUAY


def test_what_is_inferred_or_second_hand_or_not_resolved_is_said_in_words():
    assert write_plain(lay_out(read_pass())) == PASS


def test_only_the_name_of_a_speaker_is_written_as_one():
    styled = [piece for line in lay_out(read_pass()) for piece in line if piece.style in ("speaker", "nobody")]
    assert [(piece.text, piece.style) for piece in styled if piece.text][:3] == [
        ("(nobody named)", "nobody"),
        ("Lena Vard", "speaker"),
        ("Lena Vard", "speaker"),
    ]


def test_a_name_broken_over_two_lines_is_written_as_one_to_its_end():
    reading = read_pass()
    long = replace(reading.entities[0], name="Lena Vard van den " + "Oever" * 12)
    lines = lay_out(replace(reading, entities=(long, *reading.entities[1:])), width=60)
    name = "".join(piece.text for line in list(lines)[5:12] for piece in line if piece.style == "speaker")
    assert name.replace(" ", "") == long.name.replace(" ", "")


@pytest.mark.parametrize("width", [40, 57, 80, 100])
@pytest.mark.parametrize("read", [read_quay, read_pass])
def test_no_line_is_wider_than_the_terminal(read, width):
    lines = write_plain(lay_out(read(), width=width)).splitlines()
    assert max(map(count_cells, lines)) <= width


@pytest.mark.parametrize("width", [1, 10, 5000])
def test_a_terminal_too_narrow_or_too_wide_is_not_followed(width):
    lines = write_plain(lay_out(read_quay(), width=width)).splitlines()
    assert 40 <= max(map(count_cells, lines)) + 2 <= 102


def test_colours_leave_the_lines_as_they_are():
    printed = print_in_colours()
    assert "\x1b[" in printed
    console = Console(file=io.StringIO(), width=80)
    console.print(paint(lay_out(read_quay())), end="", soft_wrap=True)
    assert "".join(line.rstrip() + "\n" for line in console.file.getvalue().splitlines()) == QUAY  # type: ignore[attr-defined]


def test_no_colour_is_shown_where_none_is_wanted(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert not any(code in print_in_colours() for code in ("\x1b[1;36m", "\x1b[33m", "\x1b[35m"))


def test_no_escape_sequence_of_an_article_reaches_the_terminal():
    text = "\x1b[2J\x1b]0;owned\x07 “Gone,” said Mal\u202e Ory."
    article = wrap_article(text, title=text, publisher=text, byline=(text,), published=text, language=text)
    entities = (
        Entity("e1", text, "person", roles=(Role(text, "e2"),), speaks_for=("e2",)),
        Entity("e2", text, "group"),
    )
    known = tell(attribute(text, "a1", text, source="said", entity="e1"), text, text)
    unknown = doubt(attribute(text, "a2", text, source=text, cue="said"), "e1", "e2")
    chain = replace(known, id="a3", on_whose_word=("writer", "e2", "e1"))
    printed = write_plain(lay_out(read_by_hand(article, known, unknown, chain, entities=entities)))
    assert "might be" in printed
    assert "on the word of" in printed
    assert not {"\x1b", "\x07", "\u202e"} & set(printed)


def test_an_article_without_statements_is_told_by_its_title_and_count():
    assert write_plain(lay_out(read_by_hand(wrap_article("Nothing.", path="a.txt")))) == "a.txt\n0 statements\n"


def test_an_article_that_is_not_english_says_that_it_was_left_unread():
    reading = read_by_hand(wrap_article("Niets.", path="a.txt", language="nl"))
    assert write_plain(lay_out(reading)).splitlines()[-1] == "Not in English (nl): left unread."


@pytest.mark.parametrize("width", [40, 80])
def test_a_statement_nested_deeply_is_still_shown_within_the_terminal(width):
    reading = read_quay()
    first = reading.attributions[0]
    chain = [replace(first, id=f"a{link}", nested_in=f"a{link - 1}" if link else None) for link in range(30)]
    lines = write_plain(lay_out(replace(reading, attributions=tuple(chain)), width=width)).splitlines()
    assert sum("dockers  " in line for line in lines) == 30
    assert max(map(count_cells, lines)) <= width
