"""Blocks of pasted texts: every case is a page invented for it."""

import pytest

from sayso.collect import Metadata, make_article
from sayso.data import Article

PROGRAMME = """Lantern Hour: On the road

Varn: Behind the salt line

Lantern Hour goes to Varn to ask who owns the salt.

The salt pans of Varn have been worked by the same forty families since the harbour silted up.

We dug it, we dried it, we carried it. Nobody asked whose it was until it was worth something.

by\u00a0Ottla Senn, secretary, Salt Workers\u2019 League

All of that changed in March, when a company from the capital put a fence around the eastern pans.

The company did not answer our questions.
"""
AGENCY = """Ferry fares to rise by a tenth

PORT HALE, Merrin, Aug. 9 (LNA) - Fares on the Merrin ferries will rise by ten percent in October, the line said.

It blamed the price of fuel.
"""
BROADSHEET = """Council votes to keep the clock

From Ines Marl in Tarrow, Saturday 4 May 2019

The clock on the corn exchange will stay, the council decided last night after three hours of argument.

Its hands, said the mayor, would be moved by law if need be.

Additional reporting by Tom Vance
"""


def kinds(article: Article) -> list[str]:
    return [block.kind for block in article.blocks]


def words(article: Article, kind: str) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks if block.kind == kind]


def test_a_programme_page_has_series_title_standfirst_and_a_signed_pull_quote():
    article = make_article(PROGRAMME)
    assert kinds(article) == [
        "series", "title", "standfirst", "paragraph", "pull_quote", "byline", "paragraph", "paragraph",
    ]  # fmt: skip
    assert article.series == "Lantern Hour: On the road"
    assert article.title == "Varn: Behind the salt line"


def test_the_signature_of_a_pull_quote_is_not_the_articles_byline():
    assert make_article(PROGRAMME).byline == ()


def test_an_agencys_dateline_is_cut_from_its_paragraph():
    article = make_article(AGENCY)
    assert words(article, "dateline") == ["PORT HALE, Merrin, Aug. 9 (LNA) -"]
    assert words(article, "paragraph")[0].startswith("Fares on the Merrin ferries")


def test_a_dateline_without_a_year_gives_no_day_of_publication():
    assert make_article(AGENCY).published is None


def test_a_byline_gives_the_writer_and_the_day():
    article = make_article(BROADSHEET)
    assert (article.byline, article.published) == (("Ines Marl",), "2019-05-04")


def test_a_credit_at_the_foot_is_a_byline():
    assert kinds(make_article(BROADSHEET)) == ["title", "byline", "paragraph", "paragraph", "byline"]


BODY = (
    "\n\nThe harbour was closed for most of the morning, said the master, and nobody minded much.\n\nIt opened at noon."
)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Ardley", ("Jane Ardley",)),
        ("BY JANE ARDLEY", ("JANE ARDLEY",)),
        ("By Jane Ardley and Piet de Groot", ("Jane Ardley", "Piet de Groot")),
        ("By Jane Ardley, political editor", ("Jane Ardley",)),
        ("By Jane Ardley, Tom Oake and Lise Moran", ("Jane Ardley", "Tom Oake", "Lise Moran")),
        ("By Jane Ardley in Tarrow", ("Jane Ardley",)),
        ("From our correspondent in Tarrow, Monday 6 May 2019", ("our correspondent",)),
        ("By Echo staff and LNA", ("Echo staff", "LNA")),
    ],
)
def test_a_byline_under_the_headline_names_the_writers(line, names):
    article = make_article("Harbour closed for a morning\n\n" + line + BODY)
    assert kinds(article)[1] == "byline"
    assert article.byline == names


@pytest.mark.parametrize(
    "line",
    [
        "By Tuesday the harbour had been closed for a week, and the gulls had the run of it.",
        "By 2010 the harbour had silted up.",
        "From here the harbour looks closed.",
        "From Tarrow to Hale is nine miles, as the gull flies.",
        "By then it was too late.",
    ],
)
def test_a_sentence_that_opens_like_a_byline_is_a_paragraph(line):
    article = make_article("Harbour closed for a morning\n\n" + line + BODY)
    assert kinds(article)[1] == "paragraph"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Saturday, September 12, 2015", "2015-09-12"),
        ("12 September 2015", "2015-09-12"),
        ("Sept. 12, 2015", "2015-09-12"),
        ("Published: 12th September 2015, 14:05 GMT", "2015-09-12"),
        ("The Hale Echo, Saturday 12 September 2015", "2015-09-12"),
        ("2015-09-12", "2015-09-12"),
    ],
)
def test_a_line_with_a_day_gives_the_day_of_publication(line, day):
    article = make_article("Harbour closed for a morning\n\n" + line + BODY)
    assert (kinds(article)[1], article.published) == ("dateline", day)


@pytest.mark.parametrize("line", ["31 February 2015", "09/12/2015", "12 September"])
def test_a_day_that_is_none_or_that_could_be_two_is_left_alone(line):
    assert make_article("Harbour closed for a morning\n\n" + line + BODY).published is None


def test_what_the_user_gives_goes_before_what_the_page_says():
    article = make_article(BROADSHEET, given=Metadata(published="2019-05-03", byline=("I. Marl",), title="Clock"))
    assert (article.published, article.byline, article.title) == ("2019-05-03", ("I. Marl",), "Clock")


def test_no_other_line_is_the_title_where_the_title_is_known():
    article = make_article("Harbour quiet\n\n" + BODY, given=Metadata(title="A morning at Hale"))
    assert "title" not in kinds(article)


def test_a_day_at_the_head_of_the_first_paragraph_is_cut_off():
    text = (
        "Harbour closed for a morning\n\nThursday, May 7, 2015 On Tuesday the harbour was closed, its master said."
        + BODY
    )
    article = make_article(text)
    assert words(article, "dateline") == ["Thursday, May 7, 2015"]
    assert article.published == "2015-05-07"


@pytest.mark.parametrize(
    "signature",
    [
        "by Una Prest, borough engineer",
        "By Una Prest, borough engineer",
        "— Una Prest, borough engineer",
        "- Una Prest, engineer",
    ],
)
def test_a_quotation_in_marks_with_a_signature_is_a_pull_quote(signature):
    text = f"Bridge to close\n\nThe bridge will close for six weeks.\n\n“Somebody has them.”\n\n{signature}{BODY}"
    assert kinds(make_article(text))[2:4] == ["pull_quote", "byline"]


def test_dialogue_in_dashes_is_no_signature():
    text = (
        "Bridge to close\n\nThey met on the bridge.\n\n— Have you the bolts? he asked.\n\n— Nobody has them, she said."
        + BODY
    )
    assert "pull_quote" not in kinds(make_article(text))


def test_a_list_in_dashes_is_no_signature():
    text = "Bridge to close\n\nWhat it needs.\n\n- Four Bolts, new\n\n- One Engineer, sober\n\n- Time, some" + BODY
    assert "pull_quote" not in kinds(make_article(text))


def test_the_writers_name_at_the_foot_makes_no_pull_quote_of_the_last_paragraph():
    article = make_article("Bridge to close" + BODY + "\n\nBy Walt Penning")
    assert kinds(article) == ["title", "paragraph", "paragraph", "byline"]
    assert article.byline == ("Walt Penning",)


@pytest.mark.parametrize(
    "line",
    [
        "The iron bridge at low water. Image: Lena Holt.",
        "The iron bridge at low water (Photo: Lena Holt)",
        "Photo by Lena Holt",
        "Lena Holt / LNA.",
    ],
)
def test_a_line_that_credits_a_picture_is_a_caption(line):
    article = make_article("Bridge to close\n\nThe bridge will close for six weeks.\n\n" + line + BODY)
    assert kinds(article)[2] == "caption"


def test_a_short_line_over_a_paragraph_is_a_heading():
    article = make_article("Bridge to close" + BODY + "\n\nWhat happens next" + BODY)
    assert words(article, "heading") == ["What happens next"]


@pytest.mark.parametrize("line", ["They were wrong.", "and then nothing", "“We were wrong,” he said"])
def test_a_short_paragraph_is_no_heading(line):
    article = make_article("Bridge to close" + BODY + "\n\n" + line + BODY)
    assert "heading" not in kinds(article)


def test_the_names_in_an_interview_are_labels():
    article = make_article(
        "The owl counter\n\nECHO: How many owls are there?\n\nSILL: Fewer than I said.\n\nECHO: Why?\n\nSILL: No."
    )
    assert words(article, "label") == ["ECHO:", "SILL:", "ECHO:", "SILL:"]
    assert words(article, "paragraph")[1] == "Fewer than I said."


def test_questions_and_answers_are_labels():
    article = make_article("The owl counter\n\nShe lives in a hide.\n\nQ: How many?\n\nA: Forty.\n")
    assert words(article, "label") == ["Q:", "A:"]


def test_names_that_come_back_are_labels_and_one_that_does_not_is_none():
    article = make_article(
        "The owl counter\n\nRuna Sill: Forty.\n\nBea Carrow: Forty?\n\nRuna Sill: Forty.\n\nBea Carrow: Why?\n\n"
        "Washington: The owls are not amused, says the ministry.\n"
    )
    assert words(article, "label") == ["Runa Sill:", "Bea Carrow:"] * 2


@pytest.mark.parametrize(
    "line", ["He said: forty.", "Photo: Lena Holt and her owl", "The answer: forty, and not one more."]
)
def test_a_sentence_with_a_colon_has_no_label(line):
    article = make_article(f"The owl counter\n\nShe lives in a hide.\n\n{line}\n\n{line}\n\nShe is happy there.")
    assert "label" not in kinds(article)


def test_the_times_of_a_live_blog_are_labels():
    article = make_article(
        "Dam alert: live\n\n11:40 The water is falling.\n\n10.05am The mayor denied it.\n\n[09:15 GMT] Good morning."
    )
    assert words(article, "label") == ["11:40", "10.05am", "[09:15 GMT]"]


@pytest.mark.parametrize("line", ["2.5 million people left.", "11:30 came and went.", "7 people left."])
def test_a_number_at_the_head_of_a_paragraph_is_no_time(line):
    article = make_article(f"Dam alert: live\n\nIt rained.\n\n{line}\n\n{line}\n\nIt rained on.")
    assert "label" not in kinds(article)


def test_lines_that_were_wrapped_are_one_paragraph():
    text = (
        "Buoy was where it was\n\n"
        "The harbour master said on Tuesday that the buoy had been moved by\n"
        "nobody, and that the chart was right, and that the captain had looked\n"
        "at it upside down, as captains do, on the night of the accident.\n\n"
        "The captain denied it. He said that he had been looking at the moon,\n"
        "which was not on the chart.\n"
    )
    assert kinds(make_article(text)) == ["title", "paragraph", "paragraph"]


def test_paragraphs_end_at_newlines_where_nothing_was_wrapped():
    assert kinds(make_article("Harbour closed\nIt was closed, he said, for reasons of its own.\nIt opened.")) == [
        "title", "paragraph", "paragraph",
    ]  # fmt: skip


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\x0b"])
def test_every_kind_of_newline_ends_a_paragraph(newline):
    text = newline.join(["Harbour closed", "It was closed, he said, for reasons of its own.", "It opened."])
    assert len(make_article(text).blocks) == 3


def test_the_text_is_kept_character_for_character():
    text = "\u200bHarbour\u00a0closed\r\n\r\nIt was clo\u00adsed,\tshe said.\u202e\r\n"
    assert make_article(text).text == text


def test_a_single_paragraph_is_no_title():
    assert kinds(make_article("The harbour was closed for a morning")) == ["paragraph"]
