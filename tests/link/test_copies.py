"""Which paragraphs are reprints of earlier ones, and which are only like them; all reports are invented."""

import random
import time

import pytest

from sayso.link.copies import SKETCH, CopyIndex, cut_paragraphs, match_paragraphs
from tests.extract.made import make_article

AGENCY = [
    "A ferry with 40 people on board ran aground off Vellport on Sunday night, the Orvanian coast guard said, after "
    "the light on the mole had been out for a week.",
    "Captain Oda Brill told reporters on the quay that nobody in the harbour office had answered her three calls. "
    '"I rang and I rang," she said. "They were at supper."',
    "The harbour office denied that. It said that the light had been mended on Friday by two of its own electricians "
    "and tested twice before the weekend.",
    '"We have the receipt," the harbour master, Enno Vasht, said on Monday. "Anybody may come and read it."',
    "The union of pilots, which has 310 members in Vellport, has asked the ministry for an inquiry into the lights.",
]
OWN = [
    "Mrs Tavi Ruhn, who sells herring beside the ferry steps, has watched boats come in for fifty-one years.",
    "She had never seen one stop so short, she said, and she hoped that she would not again.",
]


def fold(old: list[str], new: list[str]) -> dict[int, int]:
    """Give which of the new paragraphs copy which of the old ones."""
    index, first = CopyIndex(), make_article(*old)
    index.add(first)
    starts = [block.start for block in first.blocks]
    article = make_article(*OWN, *new)
    cut = cut_paragraphs(article)
    places = [block.start for block in article.blocks]
    copies = index.add(article)
    assert all(copy.origin[0] == first.id and 0 < copy.score <= 1 for copy in copies)
    return {places.index(cut[copy.paragraph].start) - len(OWN): starts.index(copy.origin[1]) for copy in copies}


def all_of(paragraphs: list[str]) -> dict[int, int]:
    return {n: n for n in range(len(paragraphs))}


def test_a_reprint_folds_paragraph_by_paragraph():
    assert fold(AGENCY, AGENCY) == all_of(AGENCY)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (
            '"I rang and I rang," she said. "They were at supper."',
            "‘I rang and I rang,’ she said. ‘They were at supper.’",
        ),
        ('"I rang and I rang," she said. "They were at supper."', "“I rang and I rang,” she said."),
        ("The harbour office denied that. ", "The harbour office denied that.\u00a0 "),
        (" and tested twice before the weekend", ""),
        (", after the light on the mole had been out for a week", ""),
        ("Captain Oda Brill", "CAPTAIN ODA BRILL"),
        ("the Orvanian coast guard said", "the Orvanian coastguard said"),
        ("three calls", "3 calls"),
        ("harbour master", "har\u00adbour master"),
        ("into the lights.", "into the lights. The ministry said that it would look at the request in due course."),
    ],
)
def test_a_reprint_that_was_edited_folds(was, now):
    edited = [paragraph.replace(was, now) for paragraph in AGENCY]
    assert edited != AGENCY
    assert fold(AGENCY, edited) == all_of(AGENCY)


def test_a_reprint_folds_where_a_tenth_of_the_words_was_changed():
    edited = []
    for paragraph in (AGENCY[0], AGENCY[2], AGENCY[4]):
        words = paragraph.split()
        words[5], words[-4] = "indeed", "again"
        edited.append(" ".join(words))
    assert fold(AGENCY, edited) == {0: 0, 1: 2, 2: 4}


def test_both_halves_of_a_paragraph_that_was_split_fold_into_it():
    long = f"{AGENCY[0]} {AGENCY[4]}"
    assert fold([long], [AGENCY[0], AGENCY[4]]) == {0: 0, 1: 0}


def test_one_happening_told_anew_is_no_copy():
    anew = [
        "Forty passengers of a ferry got wet feet on Sunday when it hit a sandbank off Vellport, said the coast guard.",
        "The captain, Oda Brill, blamed the harbour office, which in her words was at supper when she rang.",
        "The light on the mole had been out for a week, according to the pilots' union, which wants an inquiry.",
        "At the harbour office they say that two electricians mended the light on Friday and tested it twice.",
    ]
    assert fold(AGENCY, anew) == {}


@pytest.mark.parametrize(
    "quoting",
    [
        'Later she gave her version: "I rang and I rang and I rang until my thumb hurt, and they were at supper."',
        '"I rang and I rang and I rang until my thumb hurt, and they were at supper," Captain Brill said.',
        '"I rang and I rang and I rang until my thumb hurt, and they were at supper."',
        ("pull_quote", "I rang and I rang and I rang until my thumb hurt, and they were at supper."),
    ],
)
def test_one_speech_quoted_by_two_reporters_is_no_copy(quoting):
    heard = '"I rang and I rang and I rang until my thumb hurt, and they were at supper," she told reporters.'
    assert fold([*AGENCY[2:], heard], [quoting]) == {}


def test_a_quotation_beside_a_copied_paragraph_is_copied_too():
    assert fold(AGENCY, AGENCY[3:4]) == {}
    assert fold(AGENCY, AGENCY[2:4]) == {0: 2, 1: 3}
    assert fold(AGENCY, AGENCY[3:5]) == {0: 3, 1: 4}


@pytest.mark.parametrize(
    "formula",
    [
        "He declined to comment.",
        "The ministry did not immediately respond to a request for comment.",
        "The poll has a margin of error of 3 percentage points.",
    ],
)
def test_a_stock_phrase_by_itself_is_no_copy(formula):
    assert fold([AGENCY[0], formula], [formula]) == {}


def test_a_later_figure_is_no_copy_but_another_way_to_write_it_is():
    toll = "At least {} people were killed when a ferry ran aground off Vellport on Sunday night, the coast guard said."
    assert fold([toll.format(31)], [toll.format(35)]) == {}
    assert fold([toll.format("eight")], [toll.format("nine")]) == {}
    assert fold([toll.format("thirty-one")], [toll.format(31)]) == {0: 0}


def test_a_not_that_came_or_went_makes_another_paragraph():
    said = "The harbour office said on Monday that it had {}known of the broken light before the ferry left Selm."
    assert fold([said.format("")], [said.format("not ")]) == {}
    assert fold([said.format("not ")], [said.format("")]) == {}


def test_what_is_mostly_new_is_no_copy():
    new = f"{OWN[0][:-1]}, and keeps a list of them in a drawer that nobody else may open; {AGENCY[4][:60]}."
    assert fold(AGENCY, [new]) == {}


def test_a_line_under_each_article_of_a_publisher_folds_into_the_first():
    index = CopyIndex()
    line = "Sign up for the Gazette's morning letter and have the news of the valley brought to you before breakfast."
    index.add(make_article(AGENCY[0], line))
    first = make_article(AGENCY[0], line)
    later = [make_article(AGENCY[n], line) for n in (1, 2)]
    origins = {copy.origin for article in later for copy in index.add(article)}
    assert origins == {(first.id, first.blocks[1].start)}


def test_a_copy_is_never_an_origin():
    index = CopyIndex()
    first = make_article(AGENCY[0])
    index.add(first)
    index.add(make_article(AGENCY[0] + " Nobody was hurt."))
    (copy,) = index.add(make_article(AGENCY[0] + " Nobody was hurt, said the coast guard."))
    assert copy.origin == (first.id, 0)


def test_an_article_that_is_added_again_changes_nothing():
    index = CopyIndex()
    assert index.add(make_article(*AGENCY)) == ()
    assert index.add(make_article(*AGENCY)) == ()


def test_a_headline_a_caption_and_a_label_are_never_copies():
    blocks = [(kind, AGENCY[0]) for kind in ("title", "caption", "label", "heading", "byline")]
    assert cut_paragraphs(make_article(*blocks)) == ()


def test_a_sketch_is_the_same_on_every_machine_and_fits_a_signed_integer():
    (paragraph,) = cut_paragraphs(make_article(AGENCY[4]))
    assert paragraph.sketch[0] == 4831733
    assert len(paragraph.sketch) == SKETCH
    assert all(0 <= value < 2**31 for value in paragraph.sketch)
    assert (paragraph.start, paragraph.end) == (0, len(AGENCY[4]))


def test_the_nearest_of_several_candidates_is_the_origin():
    article = make_article(AGENCY[0])
    near, far = (("t1", 7), AGENCY[0] + " It was dark."), (("t2", 9), AGENCY[0].replace("Sunday night", "Monday"))
    (copy,) = match_paragraphs(article, cut_paragraphs(article), candidates={0: [far, near]})
    assert copy.origin == near[0]


def test_without_candidates_nothing_is_a_copy():
    article = make_article(*AGENCY)
    assert match_paragraphs(article, cut_paragraphs(article), candidates={}) == ()


def test_ten_thousand_paragraphs_do_not_make_a_new_article_slow():
    index, chance = CopyIndex(), random.Random(1)
    words = " ".join(AGENCY + OWN).split()
    for n in range(500):
        index.add(make_article(*(" ".join(chance.choices(words, k=30)) for _ in range(20)), f"{n}"))
    origin = make_article(*AGENCY)
    index.add(origin)
    begin = time.perf_counter()
    copies = index.add(make_article(*OWN, *AGENCY))
    assert time.perf_counter() - begin < 0.2
    assert [copy.origin for copy in copies] == [(origin.id, block.start) for block in origin.blocks]


def test_a_hostile_paragraph_is_read_in_no_time():
    index = CopyIndex()
    begin = time.perf_counter()
    for words in ("a b ", "a c ", "a b c ", '"a ', "a a "):
        index.add(make_article(words * 50_000, AGENCY[0]))
    assert time.perf_counter() - begin < 2
