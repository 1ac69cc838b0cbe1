"""Words as English treebanks cut them, quotations by their marks, spans that hold their words."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.text import CONTEXT, find_quotations, find_words, make_span

WORDS = "‘Well,’ |she said|the workers' rights|O'Brien|\n|\n\n|. |, |1,000|co-op|did n't|'tis|http://x.y/z|😀|e\u0301|\u00ad"
SCRAPS = st.sampled_from([*WORDS.split("|"), *"“”„‟«»\"'‘’‚‛＂＇ \t\r\u00a0\u200b\u202e\ufeff", "|"])
TEXTS = st.one_of(st.text(), st.lists(SCRAPS, max_size=60).map("".join))


def words(text):
    return [text[start:end] for start, end in find_words(text)]


def quoted(text):
    """The quotations of a text as their words."""
    return [text[q.start : q.end] for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She didn't.", "She|did|n't|."),
        ("She didn’t.", "She|did|n’t|."),
        ("They can't", "They|ca|n't"),
        ("They cannot", "They|can|not"),
        ("It's the ferry's", "It|'s|the|ferry|'s"),
        ("we’ve, you'll, I'm, he'd, they're", "we|’ve|,|you|'ll|,|I|'m|,|he|'d|,|they|'re"),
        ("THE FERRY'S LATE", "THE|FERRY|'S|LATE"),
        ("the workers' rights", "the|workers|'|rights"),
        ("O'Brien and D’Arcy", "O'Brien|and|D’Arcy"),
    ],
)
def test_a_clitic_is_a_word_of_its_own_and_a_name_is_one(text, expected):
    assert words(text) == expected.split("|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a well-known harbour", "a|well|-|known|harbour"),
        ("a non-binding e-mail", "a|non-binding|e-mail"),
        ("the co-owner", "the|co-owner"),
        ("so -- it went", "so|--|it|went"),
        ("so—it went", "so|—|it|went"),
        ("a 40-year-old boat", "a|40|-|year|-|old|boat"),
    ],
)
def test_a_hyphen_stands_alone_but_behind_a_prefix(text, expected):
    assert words(text) == expected.split("|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Orde and Dr. Lisle", "Mr.|Orde|and|Dr.|Lisle"),
        ("the U.S. at 5 p.m. sharp", "the|U.S.|at|5|p.m.|sharp"),
        ("J. R. Wain", "J.|R.|Wain"),
        ("It was I.", "It|was|I|."),
        ("So it ended. Mr", "So|it|ended|.|Mr"),
    ],
)
def test_an_abbreviation_keeps_its_full_stop_and_a_sentence_does_not(text, expected):
    assert words(text) == expected.split("|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,000 boats", "1,000|boats"),
        ("at 10:05, 3.5 m", "at|10:05|,|3.5|m"),
        ("on 9/11", "on|9/11"),
        ("the 21st of the 1990s", "the|21st|of|the|1990s"),
        ("$5 and £2.50", "$|5|and|£|2.50"),
        ("in 2016.", "in|2016|."),
        ("5%", "5|%"),
    ],
)
def test_a_number_is_one_word_with_the_marks_inside_it(text, expected):
    assert words(text) == expected.split("|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://quay.example/log?a=1&b=2.", "see|https://quay.example/log?a=1&b=2|."),
        ("(www.quay.example)", "(|www.quay.example|)"),
        ("write to crew.list@quay.example, please", "write|to|crew.list@quay.example|,|please"),
        ("@quaywatch said #ferry", "@quaywatch|said|#ferry"),
        ("wait... what", "wait|...|what"),
    ],
)
def test_an_address_is_one_word_without_the_mark_behind_it(text, expected):
    assert words(text) == expected.split("|")


@pytest.mark.parametrize("unseen", list("\u00ad\u200b\u200c\u200d\u2060\ufeff"))
def test_a_character_that_shows_as_nothing_breaks_no_word(unseen):
    assert words(f"the mini{unseen}ster said") == ["the", f"mini{unseen}ster", "said"]


@given(TEXTS)
def test_the_words_of_any_text_are_in_order_and_leave_out_only_white_space(text):
    found = find_words(text)
    rest, at = "", 0
    for start, end in found:
        assert at <= start < end
        rest, at = rest + text[at:start], end
    assert (rest + text[at:]).strip() == ""


@given(TEXTS)
def test_no_word_holds_white_space(text):
    assert not any(any(letter.isspace() for letter in word) for word in words(text))


@given(TEXTS, st.integers(0, 80), st.integers(0, 80))
def test_a_span_holds_its_words_and_what_stands_around_them(text, one, other):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    span = make_span(text, start, end)
    assert text[span.start : span.end] == span.exact
    assert span.prefix + span.exact + span.suffix in text
    assert len(span.prefix) == min(CONTEXT, start)
    assert len(span.suffix) == min(CONTEXT, len(text) - end)


@pytest.mark.parametrize(
    "text",
    [
        '"So," he said.',
        "“So,” he said.",
        "«So», he said.",
        "„So,” he said.",
        "‘So,’ he said.",
        "'So,' he said.",
        "＂So＂ he",
    ],
)
def test_marks_of_every_kind_make_a_quotation(text):
    (found,) = find_quotations(text)
    assert found.start == 0
    assert found.closed
    assert text[found.end - 1] in "\"”»’'＂"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “she told me ‘no’ twice”.", ["“she told me ‘no’ twice”", "‘no’"]),
        ("He said ‘she told me “no” twice’.", ["‘she told me “no” twice’", "“no”"]),
        ("He said \"she told me 'no' twice\".", ["\"she told me 'no' twice\"", "'no'"]),
        ("He said 'she told me \"no\" twice'.", ["'she told me \"no\" twice'", '"no"']),
        ("“‘No,’ she said,” he said.", ["“‘No,’ she said,”", "‘No,’"]),
        ("“She said ‘no.’” He left.", ["“She said ‘no.’”", "‘no.’"]),
        ("\"She said 'no.'\" He left.", ["\"She said 'no.'\"", "'no.'"]),
        ("“a ‘b “c” d’ e”", ["“a ‘b “c” d’ e”", "‘b “c” d’", "“c”"]),
    ],
)
def test_a_quotation_inside_another_is_found_behind_it(text, expected):
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "the workers' rights",
        "the workers’ rights",
        "It isn't the ferry's fault, and O'Brien knows it.",
        "It isn’t the ferry’s fault, and O’Brien knows it.",
        "'tis a pity",
        "’tis a pity",
        "the '90s and the ’80s",
        "rock 'n' roll",
        "Tell 'em the boats' owners left.",
        "the dogs' and the cats' home",
        "5' 10",
    ],
)
def test_an_apostrophe_opens_no_quotation(text):
    assert quoted(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'I don't know,' she said.", ["'I don't know,'"]),
        ("‘I don’t know,’ she said.", ["‘I don’t know,’"]),
        ("‘O’Brien’s boat isn’t here,’ she said.", ["‘O’Brien’s boat isn’t here,’"]),
        ("‘’Tis late,’ she said.", ["‘’Tis late,’"]),
        ("‘It was the ’90s,’ she said.", ["‘It was the ’90s,’"]),
        ("“It was the workers' union,” she said.", ["“It was the workers' union,”"]),
        ("“It was the workers’ union,” she said.", ["“It was the workers’ union,”"]),
        ("The workers' union said: 'We leave.'", ["'We leave.'"]),
        ("‘We kept the workers’ rights,’ she said.", ["‘We kept the workers’ rights,’"]),
        ("'We kept the workers' rights,' she said.", ["'We kept the workers' rights,'"]),
        (
            "“She said ‘the boats’ owners didn’t come.’”",
            ["“She said ‘the boats’ owners didn’t come.’”", "‘the boats’ owners didn’t come.’"],
        ),
    ],
)
def test_an_apostrophe_closes_no_quotation(text, expected):
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ‘fighters’ rallied, and the dogs’ owners left.", ["‘fighters’"]),
        ("The ‘fighters’ rallied; ‘we won,’ they said.", ["‘fighters’", "‘we won,’"]),
        ("The 'fighters' rallied; 'we won,' they said.", ["'fighters'", "'we won,'"]),
        ("‘The voters’ said she, ‘know.’", ["‘The voters’", "‘know.’"]),
    ],
)
def test_a_mark_behind_an_s_closes_where_no_surer_one_is_to_come(text, expected):
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“So it began.\nThe ferry left.", ["“So it began."]),
        ('"So it began.\nThe ferry left.', ['"So it began.']),
        ("‘So it began.\nThe ferry left.", ["‘So it began."]),
        ("He said “so it began.", ["“so it began."]),
    ],
)
def test_a_quotation_left_open_ends_with_its_paragraph(text, expected):
    (found,) = find_quotations(text)
    assert quoted(text) == expected
    assert not found.closed


def test_an_inner_quotation_left_open_ends_where_the_outer_one_closes():
    text = "“She said ‘no and left,” he said."
    assert quoted(text) == ["“She said ‘no and left,”", "‘no and left,"]


def test_a_mark_that_only_closes_opens_nothing():
    assert quoted("So it began,” he said.") == []


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n  \n"])
@pytest.mark.parametrize("marks", ["“”", '""'])
def test_a_quotation_that_runs_on_says_that_it_continues(gap, marks):
    opens, closes = marks
    text = f"{opens}One.{gap}{opens}Two.{gap}{opens}Three.{closes}{gap}{opens}Four.{closes}"
    found = find_quotations(text)
    assert [q.closed for q in found] == [False, False, True, True]
    assert [q.continues for q in found] == [False, True, True, False]


def test_a_paragraph_without_a_mark_in_front_ends_a_running_quotation():
    found = find_quotations("“One.\nHe sat down.\n“Two.”")
    assert [q.continues for q in found] == [False, False]


def test_a_quotation_inside_its_paragraph_continues_nothing():
    found = find_quotations("“One.\nHe said “two”.")
    assert [q.continues for q in found] == [False, False]


@given(TEXTS)
def test_the_quotations_of_any_text_begin_with_a_mark_and_cross_no_line(text):
    for quotation in find_quotations(text):
        inside = text[quotation.start : quotation.end]
        assert inside[0] in "\"“”„‟«»＂'‘’‚‛＇"
        assert "\n" not in inside


@given(TEXTS)
def test_the_quotations_of_any_text_nest_and_never_cross(text):
    open_ends: list[int] = []
    for quotation in find_quotations(text):
        open_ends = [end for end in open_ends if end > quotation.start]
        assert all(quotation.end <= end for end in open_ends)
        open_ends.append(quotation.end)


@given(TEXTS)
def test_quotations_come_in_the_order_of_their_start(text):
    found = find_quotations(text)
    assert found == sorted(found, key=lambda q: (q.start, -q.end))


@pytest.mark.parametrize("mark", [*"\"“”'‘’„«", "“‘", "\"'", "“\n", "'a", "‘a ", "“ ‘ "])
def test_ten_thousand_marks_in_a_row_take_no_time(mark):
    text = mark * 10_000
    before = time.process_time()
    find_quotations(text)
    find_words(text)
    assert time.process_time() - before < 1


@pytest.mark.parametrize("letters", ["a", "1", "1.", "a.", "a-", "www.", "http://.", "x@", "n't", "\u00ad", "$", "e-"])
def test_thirty_thousand_letters_in_a_row_take_no_time(letters):
    text = letters * (30_000 // len(letters))
    before = time.process_time()
    find_words(text)
    assert time.process_time() - before < 1
