"""A page's rows hold the whole text once, and each statement beside its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.data import Article, Attribution, Block, Passage, Source, Span
from sayso.show.order import order_statements
from sayso.show.rows import Anchor, Row, cover_text, cut_rows
from tests.show.readings import attribute, make_article, read_quay, wrap_article


def cut(article: Article, *attributions: object) -> tuple[Row, ...]:
    return cut_rows(article, order_statements(attributions))


def text_of(article: Article, rows: tuple[Row, ...]) -> str:
    return "".join(article.text[s.start : s.end] for row in rows for strip in row.strips for s in strip.segments)


def test_the_rows_hold_every_character_of_the_blocks_once():
    reading = read_quay()
    blocks = reading.article.blocks
    words = "".join(reading.article.text[block.start : block.end] for block in blocks)
    assert text_of(reading.article, cut(reading.article, *reading.attributions)) == words


def test_an_anchor_is_cut_out_where_it_begins_even_among_the_words_of_a_statement():
    article = make_article(("paragraph", "Ada said that Bo Lund was out."))
    statements = order_statements([attribute(article.text, "a1", "that Bo Lund was out")])
    (row,) = cut_rows(article, statements, [Anchor("m1", 14, 21), Anchor("m2", 14, 16), Anchor("m3", 0, 3)])
    cut = [(article.text[s.start : s.end], s.anchors) for s in row.strips[0].segments]
    assert cut[0] == ("Ada", ("m3",))
    assert ("Bo", ("m1", "m2")) in cut
    assert [names for _, names in cut if names] == [("m3",), ("m1", "m2")]


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 5), (99, 100), (2, 1)])
def test_an_anchor_that_holds_none_of_the_text_is_left_out(start, end):
    article = make_article(("paragraph", "One."), ("paragraph", "Two."))
    rows = cut_rows(article, (), [Anchor("m1", start, end)])
    assert not any(segment.anchors for row in rows for strip in row.strips for segment in strip.segments)


def test_a_statement_over_two_paragraphs_makes_one_row_of_them():
    article = make_article(("paragraph", "“One."), ("paragraph", "“Two,” he said."), ("paragraph", "Three."))
    rows = cut(article, attribute(article.text, "a1", "“One.", "“Two,”", cue="said"))
    assert [len(row.strips) for row in rows] == [2, 1]


def test_the_byline_of_a_pull_quote_stands_in_its_row():
    article = make_article(("pull_quote", "It fell."), ("byline", "by Bram Ruys"), ("paragraph", "It did."))
    rows = cut(article, attribute(article.text, "a1", "It fell.", source="Bram Ruys", cue="by"))
    assert [[strip.block.kind for strip in row.strips] for row in rows] == [["pull_quote", "byline"], ["paragraph"]]


def test_a_source_far_away_does_not_draw_its_paragraph_in():
    article = make_article(*[("paragraph", f"Ada {number}.") for number in range(5)])
    rows = cut(article, attribute(article.text, "a1", "Ada 4.", source="Ada 0"))
    assert [len(row.strips) for row in rows] == [1] * 5


def test_words_are_cut_where_a_statement_begins_and_ends():
    article = wrap_article("Ada said it fell.")
    (row,) = cut(article, attribute(article.text, "a1", "it fell", source="Ada", cue="said"))
    found = [(article.text[s.start : s.end], [m.part for m in s.marks]) for s in row.strips[0].segments]
    assert found == [("Ada", ["source"]), (" ", []), ("said", ["cue"]), (" ", []), ("it fell", ["words"]), (".", [])]


def test_a_statement_without_content_is_shown_at_its_cue():
    article = wrap_article("Ada declined to comment.")
    (row,) = cut(article, attribute(article.text, "a1", source="Ada", cue="declined to comment"))
    assert [article.text[s.start : s.end] for s in row.strips[0].segments if s.opens] == ["declined to comment"]


def test_a_statement_without_any_words_still_has_a_note():
    article = wrap_article("Nothing.")
    (row,) = cut(article, attribute(article.text, "a1", entity="writer"))
    assert len(row.notes) == 1


def test_the_bracket_of_a_nested_statement_stands_inside_that_of_its_parent():
    article = wrap_article("Ada said that Bo had said that Cy had said that it fell.")
    outer = attribute(article.text, "a1", "that Bo had said that Cy had said that it fell")
    inner = attribute(article.text, "a2", "that Cy had said that it fell", nested_in="a1")
    inmost = attribute(article.text, "a3", "that it fell", nested_in="a2")
    (row,) = cut(article, outer, inner, inmost)
    assert [note.lane for note in row.notes] == [2, 1, 0]


def test_the_brackets_of_neighbours_do_not_touch():
    article = wrap_article("Ada said it fell, and Bo said it stood.")
    (row,) = cut(article, attribute(article.text, "a1", "it fell"), attribute(article.text, "a2", "it stood"))
    assert len({note.lane for note in row.notes}) == 2


def test_the_brackets_of_two_paragraphs_stand_in_one_line():
    article = make_article(("paragraph", "“It fell."), ("paragraph", "“It stood,” Ada said Bo said."))
    outer = attribute(article.text, "a1", "“It fell.", "“It stood,”")
    inner = [attribute(article.text, f"a{words}", words, nested_in="a1") for words in ("It fell", "It stood")]
    (row,) = cut(article, outer, *inner)
    assert [note.lane for note in row.notes] == [1, 0, 0]


def test_statements_of_the_same_words_are_numbered_from_left_to_right():
    article = wrap_article("Ada and Bo said it fell.")
    (row,) = cut(article, attribute(article.text, "a1", "it fell"), attribute(article.text, "a2", "it fell"))
    assert [segment.opens for segment in row.strips[0].segments if segment.opens] == [(0, 1)]


@pytest.mark.parametrize(
    ("blocks", "covered"),
    [
        ((), [(0, 13)]),
        ((Block("title", 0, 3),), [(0, 3), (3, 13)]),
        ((Block("title", 0, 3), Block("paragraph", 4, 13)), [(0, 3), (4, 13)]),
        ((Block("title", 0, 5), Block("paragraph", 4, 13)), [(0, 5), (5, 13)]),
        ((Block("paragraph", 4, 9),), [(0, 4), (4, 9), (9, 13)]),
    ],
)
def test_text_that_no_block_holds_is_a_paragraph(blocks, covered):
    article = wrap_article("One two three", blocks=blocks)
    assert [(block.start, block.end) for block in cover_text(article)] == covered


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30), st.integers(0, 60)), max_size=6))
def test_the_text_stays_whole_however_statements_cross(places):
    text = "Ada said, and Bo said, that it fell. " * 3
    blocks = (Block("paragraph", 0, 37), Block("paragraph", 37, 74), Block("paragraph", 74, len(text)))
    article = wrap_article(text, blocks=blocks)
    made = []
    for number, (start, length, source) in enumerate(places):
        words = Span(start, start + length, text[start : start + length])
        named = Source((Span(source, source + 5, text[source : source + 5]),))
        made.append(Attribution(f"a{number}", "mixed", "say", False, named, None, Passage((words,))))
    rows = cut(article, *made)
    assert text_of(article, rows) == text
    assert sum(len(row.notes) for row in rows) == len(places)
