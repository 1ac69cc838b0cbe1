"""Whom an article credits for its text: datelines, bylines, last lines and copyrights; all reports are invented."""

import time
from dataclasses import replace

import pytest

from sayso.link.credits import Credit, find_credit
from tests.extract.made import make_article

TITLE = ("title", "Ferry runs aground off Vellport")
LEAD = "A ferry with 40 people on board ran aground off Vellport on Sunday, the coast guard said."
BODY = [
    "Nobody was hurt, the coast guard said.",
    "The captain, Oda Brill, told reporters that the light on the mole had been out for a week.",
    "The harbour office said that it had been mended on Friday.",
    "Divers are to look at the hull today, weather permitting.",
    "The ferry was built in 1988.",
    "It is the third to run aground there in ten years.",
]


def credited(*blocks: tuple[str, str] | str, publisher: str | None = "Northmark Gazette") -> str | None:
    """Give the name of whom an article credits, and check that it stands where the credit says."""
    article = replace(make_article(*blocks), publisher=publisher)
    credit = find_credit(article)
    if credit is None:
        return None
    assert article.text[credit.start : credit.end] == credit.name
    return credit.name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("VELLPORT (LNA) —", "LNA"),
        ("VELLPORT, Oct 3 (Longshore News) -", "Longshore News"),
        ("VELLPORT, Oct. 3 (Reuters) –", "Reuters"),
        ("Vellport (AFP) –", "AFP"),
        ("Dec 29 (Reuters) -", "Reuters"),
        ("(Reuters) -", "Reuters"),
        ("VELLPORT/SELM, Orvania (Reuters/AFP) --", "Reuters"),
        ("VELLPORT (Anadolu) -", "Anadolu"),
    ],
)
@pytest.mark.parametrize("split", [True, False])
def test_a_dateline_names_the_agency(line, name, split):
    opening = [("dateline", line), LEAD] if split else [f"{line} {LEAD}"]
    assert credited(TITLE, *opening, *BODY) == name


@pytest.mark.parametrize(
    "line",
    [
        "VELLPORT —",
        "Oda Brill (Labour) —",
        "Sen. Oda Brill (R-Vellport) —",
        "WATCH (VIDEO) -",
        "VELLPORT, Oct 3 (see map) -",
    ],
)
def test_a_dateline_without_an_agency_names_nobody(line):
    assert credited(TITLE, ("dateline", line), LEAD, *BODY) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Longshore News Agency", "Longshore News Agency"),
        ("Reuters", "Reuters"),
        ("AFP in Vellport", "AFP"),
        ("Associated Press", "Associated Press"),
        ("The Associated Press", "Associated Press"),
        ("By LNA", "LNA"),
        ("By Dora Quill, Longshore News Agency", "Longshore News Agency"),
        ("By Dora Quill | AP", "AP"),
        ("Dora Quill, Associated Press writer", "Associated Press"),
        ("By Gazette staff and LNA", "LNA"),
        ("From our own reporters and LNA", "LNA"),
        ("By our staff with agencies", "agencies"),
        ("Agencies", "Agencies"),
        ("Source: Xinhua", "Xinhua"),
        ("By Longshore News and LNA", "Longshore News"),
    ],
)
def test_a_byline_names_the_agency(line, name):
    assert credited(TITLE, ("byline", line), LEAD, *BODY) == name


@pytest.mark.parametrize(
    "line",
    [
        "By Dora Quill",
        "By Michael Bloomberg",
        "By Petra Novak and Ana Quill",
        "By Dora Quill, MBE",
        "By Northmark Gazette staff",
        "From our correspondent in Selm",
        "Dora Quill, political editor",
        "Source: NATO",
    ],
)
def test_a_byline_of_persons_names_nobody(line):
    assert credited(TITLE, ("byline", line), LEAD, *BODY) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("(LNA)", "LNA"),
        ("— Longshore News Agency", "Longshore News Agency"),
        ("- Reuters.", "Reuters"),
        ("© LNA 2024", "LNA"),
        ("© 2024 AFP", "AFP"),
        ("Copyright 2024 The Associated Press. All rights reserved.", "Associated Press"),
        ("Additional material: LNA", "LNA"),
        ("LNA, additional reporting by the Gazette", "LNA"),
        ("With inputs from PTI", "PTI"),
        ("Reporting by Dora Quill, with agencies", "agencies"),
        ("The Associated Press contributed to this report.", "Associated Press"),
        ("This report was first published by the Longshore News Agency.", "Longshore News Agency"),
        ("It was the third this year, Brill said. (LNA)", "LNA"),
        ("“It was the tide,” Brill said. — Reuters", "Reuters"),
    ],
)
def test_a_line_at_the_foot_names_the_agency(line, name):
    assert credited(TITLE, LEAD, *BODY, line) == name


@pytest.mark.parametrize(
    "line",
    [
        "(Reporting by Dora Quill in Vellport; editing by Enno Vasht)",
        "Copyright © 2024 by Dora Quill.",
        "© 2024 Northmark Gazette",
        "Dora Quill contributed to this report.",
        "Photo: AFP",
        "Bloomberg via Getty Images.",
        "The Reuters/Ipsos poll gave the mayor 44 percent.",
        "From Bloomberg:",
        "The mayor told Reuters that she would not resign.",
        "(END)",
        "Latest News",
        "The union broke with agencies.",
        "The pilots “who know the mole” (PWK).",
    ],
)
def test_a_line_at_the_foot_that_credits_a_person_a_picture_or_the_publisher_names_nobody(line):
    assert credited(TITLE, LEAD, *BODY, line) is None


def test_an_agency_that_is_only_cited_is_not_credited():
    assert (
        credited(TITLE, f"{LEAD} The captain told Reuters that it was dark.", "Reuters reported it first.", *BODY)
        is None
    )


def test_a_caption_credits_nobody_for_the_text():
    assert credited(TITLE, ("caption", "The ferry on Sunday. Enno Vasht / Reuters"), LEAD, *BODY) is None


@pytest.mark.parametrize(
    ("publisher", "line"),
    [
        ("Longshore News Agency (LNA)", "VELLPORT (LNA) —"),
        ("Longshore News Agency", "VELLPORT (LNA) —"),
        ("The Associated Press", "VELLPORT (AP) —"),
        ("AP", "VELLPORT (AP) —"),
        ("apnews.com", "VELLPORT (AP) —"),
        ("www.reuters.com", "VELLPORT (Reuters) -"),
    ],
)
def test_an_agency_does_not_credit_itself(publisher, line):
    assert credited(TITLE, ("dateline", line), LEAD, *BODY, publisher=publisher) is None


def test_a_publisher_that_credits_itself_first_still_credits_the_agency():
    blocks = [TITLE, ("dateline", "VELLPORT (LNA) —"), LEAD, *BODY, "With inputs from PTI"]
    assert credited(*blocks, publisher="Longshore News Agency") == "PTI"


def test_the_dateline_goes_before_the_foot():
    assert credited(TITLE, ("dateline", "VELLPORT (LNA) —"), LEAD, *BODY, "With agencies") == "LNA"


def test_a_credit_counts_code_points():
    article = make_article(TITLE, ("dateline", "🚢 VELLPORT (LNA) —"), LEAD)
    start = article.text.index("LNA")
    assert find_credit(article) == Credit("LNA", start, start + 3)


def test_an_empty_article_credits_nobody():
    assert find_credit(make_article("")) is None


def test_a_hostile_line_is_read_in_no_time():
    lines = ["(" * 50_000, " " * 50_000 + "(", "A " * 150, "Copyright " * 30, "News " * 60, "— " * 5_000, "by " * 99]
    begin = time.perf_counter()
    assert credited(TITLE, *lines, *BODY) is None
    assert time.perf_counter() - begin < 0.5
