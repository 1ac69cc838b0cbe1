"""Nothing in, statements made by hand out: one for each thing that an export has to bear. Everybody is invented."""

from collections.abc import Iterator
from dataclasses import replace

from sayso.data import (
    Addressee,
    Attribution,
    Candidate,
    Origin,
    Party,
    Passage,
    Publication,
    Source,
    Span,
    Statement,
)
from tests.show.readings import attribute, find

HALM = (
    "Bram Oduya, the harbour master of Halm, said that the ferry had been checked in April. “It was sound,” he told "
    "the Skerry Post, “and whoever says otherwise was not aboard.”\n\nThe Coast Bureau denied that the letter had "
    "arrived, and a deckhand said the bureau had told the crew that the pump was new.\n\nThe owners declined to "
    "comment. We saw rust on the hull. The line has been accused of hiding a survey. 🚢 Nobody knows who wrote it."
)
SKERRY = Publication(
    article="t0a1b2c3d4e5f",
    sha256="0a1b2c3d4e5f" + "0" * 52,
    path="reports/halm.html",
    url="https://post.example/halm/ferry?id=7&part=a#top",
    publisher="The Skerry Post",
    series="On the Water",
    title="Ferry “fit to sail” & other tales {of Halm}",
    byline=("Imke Sandoval", "By Staff"),
    published="2024-03-19T07:30:00+01:00",
    language="en",
)
WIRE = Publication("t111111111111", "1" * 64, publisher="Tarn Agency", title="Halm: a survey", published="2024-03")
BARE = Publication("t222222222222", "2" * 64)
BRAM = Party("p1", "Bram Oduya", "person", "HLM", "CVL")
BUREAU = Party("p2", "Coast Bureau", "government", "HLM", "GOV")
POST = Party("p3", "The Skerry Post", "organisation", None, "JRN")
DECKHAND = Party("p4", "a deckhand", "unnamed")
CREW = Party("p5", "the crew", "group")
OWNERS = Party("p6", "the owners", "organisation", None, "BUS")
EVIL = Party("p7", "\uff1dcmd|'/c calc'!A1", "person")
COPIES = Origin("o1", "t111111111111", "Tarn Agency", 3, ("Tarn Agency", "The Skerry Post", "Halm Daily"))
HUGE = "q" * 1_000_000
WORD_SECRETS = ("checked in April", "It was sound", "not aboard", "letter had", "pump was new", "rust on the hull")
"""Words of statements, none of which is in anybody's name or in the data of a citation."""


def list_made() -> tuple[Statement, ...]:
    """List fourteen statements: plain, in pieces, denied, nested, the writer's, nobody's, and hostile ones."""
    return (*_list_plain(), *_list_hostile())


def _list_plain() -> Iterator[Statement]:
    said = attribute(
        HALM, "s1", "that the ferry had been checked in April", source="Bram Oduya", cue="said", entity="e1"
    )
    roles = ("harbour master of Halm",)
    yield Statement("s1", 1, said, SKERRY, "confirmed", BRAM, roles, (BUREAU,), chain=(BRAM,), origin=COPIES)
    pieces = ("“It was sound,”", "“and whoever says otherwise was not aboard.”")
    told = attribute(HALM, "s2", *pieces, source="he", cue="told", entity="e1", manner="direct", confidence=0.98)
    told = replace(told, addressee=Addressee((find(HALM, "the Skerry Post"),), "e3"))
    yield Statement("s2", 2, told, SKERRY, "machine", BRAM, roles, (BUREAU, POST), POST, (BRAM,))
    denied = attribute(
        HALM, "s3", "that the letter had arrived", source="The Coast Bureau", cue="denied", entity="e2", act="deny"
    )
    yield Statement("s3", 3, denied, SKERRY, "corrected", BUREAU, speaks_for=(BUREAU,), chain=(BUREAU,), origin=COPIES)
    outer = attribute(
        HALM,
        "s4",
        "the bureau had told the crew that the pump was new",
        source="a deckhand",
        cue=("said", 2),
        entity="e4",
        confidence=0.875,
    )
    yield Statement("s4", 4, outer, SKERRY, "machine", DECKHAND, chain=(DECKHAND,))
    inner = attribute(
        HALM, "s5", "that the pump was new", source="the bureau", cue="had told", entity="e2", nested_in="s4"
    )
    inner = replace(inner, addressee=Addressee((find(HALM, "the crew"),), "e5"), on_whose_word=("writer", "e4", "e2"))
    yield Statement("s5", 5, inner, SKERRY, "machine", BUREAU, (), (BUREAU,), CREW, (DECKHAND, BUREAU))
    refused = attribute(
        HALM, "s6", source="The owners", cue="declined to comment", entity="e6", act="decline", manner="indirect"
    )
    yield Statement("s6", 6, refused, SKERRY, "machine", OWNERS, chain=(OWNERS,))
    yield from _list_voiceless()


def _list_voiceless() -> Iterator[Statement]:
    writer = attribute(HALM, "s7", "rust on the hull", source="We", cue="saw", entity="writer", negated=True)
    yield Statement("s7", 7, writer, SKERRY)
    nobody = attribute(HALM, "s8", "of hiding a survey", cue="has been accused", act="accuse", confidence=0.5)
    yield Statement("s8", 8, nobody, WIRE, "rejected", orphan=True)
    unknown = attribute(HALM, "s9", "who wrote it", source="Nobody", cue="knows", act="doubt", manner="mixed")
    source = Source(unknown.source.spans if unknown.source else (), None, True, (Candidate("e1", 0.4),))
    yield Statement("s9", 9, replace(unknown, source=source), replace(WIRE, published="2024"))


def _list_hostile() -> Iterator[Statement]:
    nothing = Attribution("s10", "indirect", "say", False, None, None, Passage(()))
    yield Statement("s10", 10, nothing, BARE)
    formula = _write("s11", '=HYPERLINK("http://evil.example","x")', "\t@SUM(1)", "+1")
    links = replace(
        BARE, article="t333333333333", url="javascript:alert(1)", title=" -2+3", byline=("@evil, {and} co",)
    )
    yield Statement("s11", 11, formula, links, speaker=EVIL, roles=("＋cmd", "\r=1"), chain=(EVIL,))
    markup = _write("s12", "</script><script>alert('x')</script>]]>&amp;<!--", "<b>", "\\end{x}%$#_^~")
    shown = replace(
        BARE,
        article="t444444444444",
        url='https://evil.example/"><img src=x>?a=1&b={2}',
        title="\\input{x} } { % $ # _ ~ ^ & <i>\nER  - \nTY  - BOOK",
        publisher="\u202egnp.exe\x1b[31m\u0000",
        published="2024-13-45",
        byline=("A\r\nTY  - BOOK", "and"),
    )
    yield Statement("s12", 12, markup, shown, speaker=Party("p8", "<u>\u2066Mallory\u2069", "person"))
    surrogate = replace(BARE, article="t555555555555", path="reports/\udcff\udcfe.txt", url="https://a.example/\udcff")
    yield Statement("s13", 13, _write("s13", "emoji 👩‍👩‍👧 \x07\u200b\u202e \ud800", "é", "ß"), surrogate)
    yield Statement("s14", 14, _write("s14", HUGE, "a", "b"), replace(BARE, article="t666666666666"))


def _write(id: str, words: str, source: str, cue: str) -> Attribution:
    """Make an attribution of words that stand one behind another in no text in particular."""
    spans = (
        Span(0, len(source), source),
        Span(90, 90 + len(cue), cue),
        Span(200, 200 + len(words), words, "so: ", "."),
    )
    said = Source((spans[0],), "e9")
    return Attribution(id, "direct", "say", False, said, Passage((spans[1],)), Passage((spans[2],)), confidence=0.25)
