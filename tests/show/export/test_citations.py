import io
import json
import re
from dataclasses import replace

import pytest

from sayso.errors import SettingError
from sayso.show.export import write_statements
from sayso.show.export.bibtex import format_bibtex
from sayso.show.export.citation import Author, Citation, split_date, split_name
from sayso.show.export.cite import STYLES, cite
from sayso.show.export.options import Options
from tests.show.export.made import SKERRY, list_made

ARTICLES = list(dict.fromkeys(statement.publication.article for statement in list_made()))


def write(format):
    out = io.BytesIO()
    write_statements(list_made(), out, format=format, options=Options())
    return out.getvalue().decode()


def parse_bibtex(text):
    """Parse entries as BibTeX does: by counting braces, also those behind a backslash."""
    entries, depth, start = [], 0, 0
    for place, char in enumerate(text):
        if char == "@" and not depth:
            start = place
        depth += (char == "{") - (char == "}")
        assert depth >= 0
        if char == "}" and not depth:
            entries.append(text[start : place + 1])
    assert depth == 0
    return entries


def parse_ris(text):
    """Parse entries into lists of tags and values; every line has to have one."""
    entries: list[list[tuple[str, str]]] = []
    for line in filter(None, text.split("\r\n")):
        found = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        assert found, line
        if found[1] == "TY":
            entries.append([])
        entries[-1].append((found[1], found[2]))
    return entries


def test_every_article_is_cited_once_in_the_order_in_which_it_comes():
    assert [entry.partition("{")[2].partition(",")[0] for entry in parse_bibtex(write("bibtex"))] == ARTICLES
    assert [dict(entry)["ID"] for entry in parse_ris(write("ris"))] == ARTICLES
    assert [item["id"] for item in json.loads(write("csl"))] == ARTICLES


def test_what_means_something_to_tex_is_escaped():
    hostile = parse_bibtex(write("bibtex"))[4]
    assert r"\textbackslash{}input\textbraceleft{}x\textbraceright{} \textbraceright{} \textbraceleft{}" in hostile
    assert r"\% \$ \# \_ \textasciitilde{} \textasciicircum{} \& <i>" in hostile


def test_a_bibtex_entry_has_its_date_names_and_link():
    entry = parse_bibtex(write("bibtex"))[0]
    assert "  date = {2024-03-19},\n  year = {2024},\n  month = mar,\n" in entry
    assert "  author = {Sandoval, Imke and {By Staff}},\n" in entry
    assert "  url = {https://post.example/halm/ferry?id=7&part=a#top},\n" in entry


def test_a_line_end_in_a_title_does_not_end_an_entry_of_ris():
    entries = parse_ris(write("ris"))
    assert len(entries) == len(ARTICLES)
    assert all((entry[0], entry[-1]) == (("TY", "NEWS"), ("ER", "")) for entry in entries)


def test_a_ris_entry_has_its_date_names_and_link():
    entry = parse_ris(write("ris"))[0]
    assert ("DA", "2024/03/19/") in entry
    assert [value for tag, value in entry if tag == "AU"] == ["Sandoval, Imke", "By Staff"]
    assert ("UR", SKERRY.url) in entry


def test_a_partial_date_stays_partial():
    assert ("DA", "2024/03//") in parse_ris(write("ris"))[1]
    assert json.loads(write("csl"))[1]["issued"] == {"date-parts": [[2024, 3]]}


def test_csl_tells_persons_from_bodies():
    item = json.loads(write("csl"))[0]
    assert item["type"] == "article-newspaper"
    assert item["author"] == [{"family": "Sandoval", "given": "Imke"}, {"literal": "By Staff"}]


@pytest.mark.parametrize(
    ("published", "parts"),
    [
        ("2024", (2024,)),
        ("2024-02", (2024, 2)),
        ("2024-02-29", (2024, 2, 29)),
        ("2024-02-29T10:00:00Z", (2024, 2, 29)),
        ("2023-02-29", (2023, 2)),
        ("2024-13-45", (2024,)),
        ("0000", ()),
        ("yesterday", ()),
        ("２０２４", ()),
        ("", ()),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(published, parts):
    assert split_date(published) == parts


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("Imke Sandoval", Author("Sandoval", "Imke")),
        ("Ada B. van der Lund", Author("van der Lund", "Ada B.")),
        ("By Staff", Author("By Staff")),
        ("Halm Daily News", Author("Halm Daily News")),
        ("The Skerry Post", Author("The Skerry Post")),
        ("Tarnpress", Author("Tarnpress")),
        ("TARN AGENCY", Author("TARN AGENCY")),
        ("Imke Sandoval and Bo Lund", Author("Imke Sandoval and Bo Lund")),
        ("Desk 4", Author("Desk 4")),
        ("our man in Halm", Author("our man in Halm")),
    ],
)
def test_a_person_has_two_names_and_a_body_one(name, author):
    assert split_name(name) == author


def test_an_entry_is_written_whatever_is_not_known():
    entry = format_bibtex(Citation("t1", "Untold", (), "", "", (), "", ""))
    assert entry == "@article{t1,\n  title = {{Untold}},\n  entrysubtype = {newspaper},\n}\n\n"


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("statement", list_made()[:13], ids=lambda statement: statement.id)
def test_every_statement_can_be_cited(statement, style):
    cited = cite(statement, style)
    assert f"urn:sayso:{statement.id}" in cited
    assert "\u202e" not in cited


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (
            0,
            "Bram Oduya, harbour master of Halm, for Coast Bureau (say, indirect): “that the ferry had been checked in "
            "April”. “Ferry “fit to sail” & other tales {of Halm}”, The Skerry Post, 19 March 2024, 07:30 +01:00, "
            "https://post.example/halm/ferry?id=7&part=a#top. urn:sayso:s1",
        ),
        (5, "the owners (decline, indirect). “Ferry “fit to sail” & other tales {of Halm}”, The Skerry Post, "
            "19 March 2024, 07:30 +01:00, https://post.example/halm/ferry?id=7&part=a#top. urn:sayso:s6"),
        (8, "Nobody (doubt, mixed): “who wrote it”. “Halm: a survey”, Tarn Agency, 2024. urn:sayso:s9"),
        (9, "(nobody named) (say, indirect). urn:sayso:s10"),
    ],
)  # fmt: skip
def test_a_citation_is_one_line_with_words_speaker_publisher_and_date(place, line):
    assert cite(list_made()[place], "text") == line


def test_a_citation_links_to_the_words():
    assert "#top:~:text=" in cite(list_made()[0], "ris")


@pytest.mark.parametrize("style", STYLES)
def test_a_citation_without_text_has_no_words(style):
    cited = cite(list_made()[0], style, options=Options(with_text=False))
    assert "checked" not in cited


def test_a_style_that_there_is_not_is_told_with_those_that_there_are():
    with pytest.raises(SettingError, match="bibtex, ris, csl, text"):
        cite(list_made()[0], "apa")


def test_another_library_reads_the_ris():
    rispy = pytest.importorskip("rispy")
    entries = rispy.loads(write("ris"))
    assert [entry["id"] for entry in entries] == ARTICLES
    assert entries[0]["authors"] == ["Sandoval, Imke", "By Staff"]
    assert {entry["type_of_reference"] for entry in entries} == {"NEWS"}


def test_another_library_reads_the_bibtex():
    bibtexparser = pytest.importorskip("bibtexparser")
    library = bibtexparser.parse_string(write("bibtex"))
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == ARTICLES
    assert library.entries[0]["journal"] == "The Skerry Post"


def test_the_words_of_a_title_cannot_leave_their_field():
    hostile = replace(list_made()[0], publication=replace(SKERRY, title="}, } @article{x, title = {y"))
    assert len(parse_bibtex(cite(hostile, "bibtex"))) == 1
