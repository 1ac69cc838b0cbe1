"""Texts and the words in them -> readings made by hand, ids and all; and records that hold them, in memory or in files.

Words are found where they first stand; "she/2" is the second one, "the dam…is safe" are two pieces. People and bodies
are called by the first words that stand for them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sayso.data import (
    Account,
    Addressee,
    Article,
    Attribution,
    Backing,
    Basis,
    Block,
    Candidate,
    Entity,
    EntityKind,
    Event,
    EventDate,
    EventPlace,
    EventStatus,
    EventType,
    Mention,
    MentionForm,
    Passage,
    Precision,
    Provenance,
    Reading,
    Role,
    Size,
    Source,
    Span,
    Standing,
)
from sayso.ids import make_id
from sayso.text import make_span

_PRECISION: Mapping[int, Precision] = {10: "day", 7: "month", 4: "year"}
PRONOUNS = frozenset("i he she it they we his her their its".split())
RUN = Provenance("sha256:0", "rmade")


@dataclass(frozen=True)
class Who:
    """An entity: `words` name it, and `others` stand for it too. Those it is tied to are given by their own words.

    A role is (title, body or None, current, words in the text or None); what ties them has its words, or None.
    """

    words: str
    kind: EntityKind = "person"
    others: tuple[str, ...] = ()
    roles: tuple[tuple[str, str | None, bool | None, str | None], ...] = ()
    speaks_for: Mapping[str, str | None] = field(default_factory=dict)
    backed_by: Mapping[str, str | None] = field(default_factory=dict)
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """An attribution: `by` is who holds it ("writer" for the article), `within` the place in the list of the outer one.

    `source` are the words for who said it, None where no source is given, "" where it is known without words.
    """

    content: str
    by: str | None = None
    source: str | None = None
    cue: str | None = "said"
    to: str | None = None
    within: int | None = None
    candidates: Mapping[str, float] = field(default_factory=dict)
    chain: tuple[str, ...] | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Happened:
    """An event: `words` stand for it, and `others` do too. Its parties are given by their own words.

    A date is an ISO prefix and its words, a place its name there and its GeoNames id, a size its number and its words;
    a status what somebody makes of it, who that is, and in which statement of the list, if in one; `answers` are places
    in the list of events.
    """

    words: str
    event_type: EventType = "ASSAULT"
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    date: tuple[str | None, str | None] | None = None
    place: tuple[str, int | None] | None = None
    size: Mapping[str, tuple[float, str]] = field(default_factory=dict)
    statuses: tuple[tuple[Standing, str, int | None], ...] = ()
    answers: tuple[int, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)


def find(text: str, words: str | None) -> tuple[Span, ...]:
    """Find where words stand."""
    return tuple(_find_piece(text, piece) for piece in words.split("…")) if words else ()


def _find_piece(text: str, piece: str) -> Span:
    bare, _, nth = piece.partition("/")
    at = -1
    for _ in range(int(nth or 1)):
        at = text.index(bare, at + 1)
    return make_span(text, at, at + len(bare))


def make_article(text: str, **fields: Any) -> Article:
    """Make an article whose blocks are its paragraphs."""
    digest = sha256(text.encode()).hexdigest()
    blocks, at = [], 0
    for paragraph in text.split("\n\n"):
        blocks.append(Block("paragraph", at, at + len(paragraph), "en"))
        at += len(paragraph) + 2
    return Article(f"t{digest[:12]}", text, digest, **({"blocks": tuple(blocks), "language": "en"} | fields))


def make_reading(
    text: str, *, who: Sequence[Who] = (), said: Sequence[Said] = (), happened: Sequence[Happened] = (), **fields: Any
) -> Reading:
    """Make a reading of a text and of the words in it; `fields` are the article's."""
    article = make_article(text, **fields)
    ids = {one.words: _name_entity(article, one) for one in who} | {"writer": "writer"}
    entities = tuple(_make_entity(article, one, ids) for one in who)
    attributions: list[Attribution] = []
    for one in said:
        outer = None if one.within is None else attributions[one.within]
        attributions.append(_make_attribution(article, one, outer, ids))
    events = _make_events(article, happened, attributions, ids)
    return Reading(article, RUN, tuple(attributions), entities, events, sayso_version="0.1.0")


def _make_events(
    article: Article, happened: Sequence[Happened], said: Sequence[Attribution], ids: Mapping[str, str]
) -> tuple[Event, ...]:
    spans = [find(article.text, one.words)[0] for one in happened]
    names = [make_id("v", article.sha256, [(span.start, span.end)]) for span in spans]
    return tuple(
        _make_event(
            article, one, own, tuple(names[n] for n in one.answers), _make_statuses(article, one, said, ids), ids
        )
        for one, own in zip(happened, names, strict=True)
    )


def _make_statuses(
    article: Article, one: Happened, said: Sequence[Attribution], ids: Mapping[str, str]
) -> tuple[EventStatus, ...]:
    spans = find(article.text, one.words)
    found = []
    for status, by, n in one.statuses or (("asserted", "writer", None),):
        chain = ("writer",) if by == "writer" else ("writer", ids[by])
        found.append(EventStatus(status, chain, None if n is None else said[n].id, spans))
    return tuple(found)


def _make_event(
    article: Article, one: Happened, own: str, answers: tuple[str, ...], statuses: tuple[EventStatus, ...],
    ids: Mapping[str, str],
) -> Event:  # fmt: skip
    text = article.text
    trigger = find(text, one.words)
    first = statuses[0]
    parties = {"actor": tuple(ids[who] for who in one.actor), "recipient": tuple(ids[who] for who in one.recipient)}
    accounts = [
        Account(role, who, first.on_whose_word, first.attribution, trigger)
        for role, named in parties.items()
        for who in named
    ]
    given = {"status": first.status, "on_whose_word": first.on_whose_word, "confidence": 0.9} | dict(one.fields)
    return Event(
        own, one.event_type, Passage(trigger),
        actor=parties["actor"], recipient=parties["recipient"],
        date=None if one.date is None else _make_date(text, *one.date),
        place=None if one.place is None else EventPlace(one.place[0], one.place[1], find(text, one.place[0])),
        size={what: Size(number, "exact", find(text, words)) for what, (number, words) in one.size.items()},
        statuses=statuses, answers=answers, accounts=tuple(accounts),
        mentions=tuple(sorted((*trigger, *(span for words in one.others for span in find(text, words))))),
        **given,
    )  # fmt: skip


def _make_date(text: str, value: str | None, words: str | None) -> EventDate:
    precision: Precision | None = None if value is None else _PRECISION[len(value)]
    basis: Basis = "unresolved" if value is None else "relative" if words else "assumed"
    return EventDate(value, precision, words or "", find(text, words), basis)


def _list_mentions(text: str, one: Who) -> tuple[Mention, ...]:
    spans = [span for words in (one.words, *one.others) for span in find(text, words)]
    return tuple(Mention(span.start, span.end, span.exact, _form(span.exact, one)) for span in sorted(spans))


def _form(words: str, one: Who) -> MentionForm:
    return "pronoun" if words.lower() in PRONOUNS else "nominal" if one.kind == "unnamed" else "name"


def _name_entity(article: Article, one: Who) -> str:
    first = _list_mentions(article.text, one)[0]
    return make_id("e", article.sha256, [(first.start, first.end)])


def _make_entity(article: Article, one: Who, ids: Mapping[str, str]) -> Entity:
    text = article.text
    return Entity(
        ids[one.words],
        one.words.partition("/")[0],
        one.kind,
        roles=tuple(
            Role(title, None if of is None else ids[of], current, find(text, words))
            for title, of, current, words in one.roles
        ),
        backed_by=tuple(Backing(ids[other], find(text, words)) for other, words in one.backed_by.items()),
        speaks_for=tuple(ids[other] for other in one.speaks_for),
        speaks_for_spans={ids[o]: find(text, words) for o, words in one.speaks_for.items() if words is not None},
        mentions=_list_mentions(text, one),
        **one.fields,
    )


def _make_attribution(article: Article, one: Said, outer: Attribution | None, ids: Mapping[str, str]) -> Attribution:
    text, entity = article.text, None if one.by is None else ids[one.by]
    content, cue, source = find(text, one.content), find(text, one.cue), find(text, one.source)
    places = [(span.start, span.end) for span in (*content, *cue, *source)]
    chain = outer.on_whose_word if outer else ("writer",)
    derived = chain if entity in (None, chain[-1]) else (*chain, entity)
    candidates = tuple(Candidate(ids[name], score) for name, score in one.candidates.items())
    given = {"manner": "indirect", "act": "say", "negated": False, "confidence": 0.75} | dict(one.fields)
    return Attribution(
        make_id("a", article.sha256, places),
        source=None if one.source is None else Source(source, entity, not source, candidates),
        cue=Passage(cue) if cue else None,
        content=Passage(content),
        addressee=Addressee(find(text, one.to), ids.get(one.to)) if one.to else None,
        nested_in=outer.id if outer else None,
        on_whose_word=derived if one.chain is None else tuple(ids[name] for name in one.chain),
        **given,
    )


HARBOUR = make_reading(
    "Ada Lund, chair of the Harbour Board, said on Monday that the dam, she insisted, is safe for a hundred years.\n\n"
    "Her deputy Jory Pell told the Tarn Council that Ms Lund had denied that the gates leak. A former pilot, "
    "Odo Brask, who speaks for the Fleet Union, did not reply.\n\n"
    "The board is plainly in trouble. It was alleged that money is missing.",
    who=(
        Who("Ada Lund", others=("she", "Ms Lund"), roles=(("chair", "the Harbour Board", True, "chair"),)),
        Who("the Harbour Board", "organisation", ("The board", "It")),
        Who("Jory Pell", roles=(("deputy", "Ada Lund", None, "Her deputy"),)),
        Who("the Tarn Council", "government", fields={"country": "NOR", "sector": "GOV"}),
        Who(
            "Odo Brask",
            roles=(("pilot", None, False, "A former pilot"),),
            speaks_for={"the Fleet Union": "speaks for"},
            backed_by={"the Fleet Union": None},
        ),
        Who("the Fleet Union", "organisation", fields={"aliases": ("Fleet Union", "FU")}),
    ),
    said=(
        Said("the dam…is safe for a hundred years", "Ada Lund", "Ada Lund", fields={"confidence": 0.9}),
        Said("Ms Lund had denied that the gates leak", "Jory Pell", "Jory Pell", "told", "the Tarn Council"),
        Said("the gates leak", "Ada Lund", "Ms Lund", "had denied", within=1, fields={"act": "deny", "negated": True}),
        Said("", "Odo Brask", "Odo Brask", "did not reply", fields={"act": "decline"}),
        Said("The board is plainly in trouble", "writer", "", None, fields={"manner": "mixed"}),
        Said("money is missing", None, None, "was alleged", fields={"act": "accuse"}),
    ),
    publisher="The Tarn Courier", title="Dam is safe", byline=("Vidar Holt", "Æsa Strand"), published="2021-03-04",
    url="https://courier.example/dam?id=1", path="articles/dam.txt", series="Water",
)  # fmt: skip
"""Nested words, words in two pieces, the writer's own, none's, a refusal; roles held and over; bodies."""

INTERVIEW = make_reading(
    "Is the dam safe?\n\nWe measure it daily.\n\nAnd the gates?\n\nThey hold.\n\nHarbour chief Ada Lund spoke in Tarn.",
    who=(Who("Ada Lund", fields={"status": "machine"}), Who("Tarn", "place")),
    said=(
        Said("We measure it daily.", "Ada Lund", "", None, fields={"manner": "direct"}),
        Said("They hold.", "Ada Lund", "", None, fields={"manner": "direct", "confidence": 1.0}),
    ),
    publisher="Radio Ness", published="2021-03",
)  # fmt: skip
"""A speaker who is known without words; a month as the day of publication."""

OUTLET = make_reading(
    "Radio Ness reported that the minister, or perhaps his brother, warned of a flood. Aides said so, Radio Ness says.",
    who=(
        Who("Radio Ness", "organisation", ("Radio Ness/2",)),
        Who("the minister", "unnamed"),
        Who("his brother", "unnamed"),
        Who("Aides", "unnamed"),
    ),
    said=(
        Said(
            "a flood", "the minister", "the minister", "warned of", fields={"act": "warn"},
            chain=("writer", "Radio Ness", "the minister"), candidates={"his brother": 0.25, "the minister": 0.5},
        ),
        Said("so", "Aides", "Aides", chain=("writer", "Radio Ness", "Aides")),
    ),
    published="2020-12-31T23:30:00+01:00", publisher="the tarn courier",
)  # fmt: skip
"""A chain that goes over an outlet which is the source of no statement around it; candidates; unnamed sources."""

ZOE = "Zo\u0308e O\u0308land 👩\u200d🚒"
ODD = make_reading(
    f"🌊🚢 {ZOE} said: “שָׁלוֹם לנמל, the dam \U0001f3f4\u200d☠️ holds”.\n\n"
    "قالت ليلى تارن إن السد آمن. \u202eneddih\u202c e\u0301te\u0301.",
    who=(Who(ZOE), Who("ليلى تارن", fields={"aliases": ("Layla “L” \\Tarn",)})),
    said=(
        Said("“שָׁלוֹם לנמל…holds”", ZOE, ZOE, fields={"manner": "direct"}),
        Said("السد آمن", "ليلى تارن", "ليلى تارن", "قالت"),
        Said("e\u0301te\u0301", None, None, None),
    ),
    title="🌊", published=None, language=None,
)  # fmt: skip
"""Emoji of one and of many code points, words from right to left, marks that stand over letters; no date."""

LATER = make_reading(
    "Ada Lund, chair of the Harbour Board, said that the gates of Tarn were mended.\n\n"
    "Odo Brask of the Fleet Union doubts it, he told Radio Ness.",
    who=(
        Who("Ada Lund", roles=(("chair", "the Harbour Board", None, "chair"),)),
        Who("the Harbour Board", "organisation"),
        Who("Tarn", "place"),
        Who("Odo Brask", others=("he",), roles=(("member", "the Fleet Union", None, None),)),
        Who("the Fleet Union", "organisation"),
        Who("Radio Ness", "organisation"),
    ),
    said=(
        Said("the gates of Tarn were mended", "Ada Lund", "Ada Lund"),
        Said("it", "Odo Brask", "Odo Brask", "doubts", fields={"act": "doubt"}),
        Said("doubts it", "Odo Brask", "he", "told", "Radio Ness"),
    ),
    publisher="Radio Ness", published="2021-03-05", url="https://ness.example/gates",
)  # fmt: skip
"""Some of the people of the others again, a day later."""

NEWER = make_reading(
    "Ada Lund, chair of the Harbour Board, said that the gates of Tarn were mended on Friday.",
    who=(Who("Ada Lund"), Who("the Harbour Board", "organisation"), Who("Tarn", "place")),
    said=(Said("the gates of Tarn were mended on Friday", "Ada Lund", "Ada Lund"),),
    publisher="Radio Ness", published="2021-03-05", url="https://ness.example/gates",
)  # fmt: skip
"""What stands at the address of `LATER` the next time."""

RAID = make_reading(
    "Rebels of the Free Movement shelled the post at Tarn on Monday, killing two soldiers, the ministry said. "
    "Odo Brask, who leads them, denied the attack. The ministry sent troops to Ness in return.\n\n"
    "In 1999 the rebels had sworn peace.",
    who=(
        Who("Rebels of the Free Movement", "group", ("the rebels", "them")),
        Who("two soldiers", "group"),
        Who("the ministry", "government", ("The ministry",), fields={"country": "NOR", "sector": "GOV"}),
        Who("Odo Brask"),
        Who("Tarn", "place"),
    ),
    said=(
        Said("Rebels of the Free Movement shelled the post at Tarn on Monday, killing two soldiers", "the ministry",
             "the ministry"),
        Said("the attack", "Odo Brask", "Odo Brask", "denied", fields={"act": "deny"}),
    ),
    happened=(
        Happened(
            "shelled", actor=("Rebels of the Free Movement",), recipient=("two soldiers",), others=("the attack",),
            date=("2021-03-01", "on Monday"), place=("Tarn", 3170147), size={"dead": (2.0, "two")},
            statuses=(("claimed", "the ministry", 0), ("denied", "Odo Brask", 1)),
            fields={"modes": ("artillery",), "status": "denied"},
        ),
        Happened("sent troops", "MOBILIZE", ("the ministry",), place=("Ness", None), answers=(0,),
                 date=("2021-03", None)),
        Happened("sworn", "AGREE", ("Rebels of the Free Movement",), date=("1999", "In 1999"),
                 fields={"historical": True}),
    ),
    publisher="The Tarn Courier", published="2021-03-02", url="https://courier.example/raid",
)  # fmt: skip
"""An event that one says and another denies, one that answers it, and one long ago."""

RAID_AGAIN = make_reading(
    "Rebels of the Free Movement fired on Tarn on 1 March, and three soldiers died.",
    who=(
        Who("Rebels of the Free Movement", "group"),
        Who("three soldiers", "group"),
        Who("Tarn", "place"),
    ),
    happened=(
        Happened(
            "fired", actor=("Rebels of the Free Movement",), recipient=("three soldiers",),
            date=("2021-03-01", "1 March"), place=("Tarn", 3170147), size={"dead": (3.0, "three")},
            fields={"modes": ("artillery",)},
        ),
    ),
    publisher="Radio Ness", published="2021-03-03", url="https://ness.example/raid",
)  # fmt: skip
"""The same raid as another publisher has it."""

EMPTY = make_reading("")
READINGS: Mapping[str, Reading] = {
    "harbour": HARBOUR, "interview": INTERVIEW, "outlet": OUTLET, "odd": ODD, "later": LATER, "empty": EMPTY,
    "raid": RAID,
}  # fmt: skip


def count_rows(connection: Any, tables: Iterable[str]) -> dict[str, int]:
    """Count the rows of tables."""
    return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


def list_tables(connection: Any) -> list[str]:
    """List the tables of a record, those of the full-text indexes included."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return [name for (name,) in rows]
