"""Nothing in, readings with events and happenings made by hand out. All people, places and blows are invented."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sayso.data import (
    Account,
    Entity,
    Event,
    EventDate,
    EventPlace,
    EventStatus,
    EventType,
    Happening,
    Party,
    Passage,
    Publication,
    Reading,
    Report,
    Size,
    Span,
    Standing,
)
from tests.show.readings import Piece, find, make_article, mention, read_by_hand

OSTRAND, ARMY, FRONT, MINISTER, LAUNCH = "e1", "e2", "e3", "e4", "e5"
WRITER = ("writer",)
ON_OSTRANDS, ON_THE_ARMYS = ("writer", OSTRAND), ("writer", ARMY)


def happen(
    text: str,
    id: str,
    event_type: EventType,
    trigger: Piece,
    *modes: str,
    status: Standing = "asserted",
    word: tuple[str, ...] = WRITER,
    **fields: Any,
) -> Event:
    """Make an event out of words of a text."""
    span = find(text, trigger)
    statuses = (EventStatus(status, word, None, (span,)),)
    return Event(
        id,
        event_type,
        Passage((span,)),
        modes=modes,
        mentions=(span,),
        status=status,
        on_whose_word=word,
        **{"statuses": statuses, "confidence": 0.9, **fields},
    )


def date(text: str, value: str | None, phrase: Piece, **fields: Any) -> EventDate:
    """Make a date out of words of a text."""
    span = find(text, phrase)
    return EventDate(value, **{"precision": "day", "basis": "relative", **fields}, phrase=span.exact, spans=(span,))


def size(text: str, value: float, words: Piece, **fields: Any) -> Size:
    """Make a size out of words of a text."""
    return Size(value, spans=(find(text, words),), **fields)


def read_orsk() -> Reading:
    """Make a reading with every kind of event in it."""
    article = make_article(
        ("title", "Drones hit depot at Orsk"),
        (
            "paragraph",
            "Drones struck the fuel depot at Orsk on Friday, killing at least 12 people and wounding about 30. Mayor "
            "Lise Ostrand said that the army of Tarn had sent them. The army said that the Marsh Front had.",
        ),
        (
            "paragraph",
            "Ostrand also accused the army of poisoning the wells last spring. The army denied it.",
        ),
        ("paragraph", "In answer to the strike the Marsh Front shelled two barracks the other day."),
        ("paragraph", "The army will leave Orsk by June, its minister told the Orsk Lantern."),
        ("paragraph", "A general was shot there in the 1980s. A driver is said to have been beaten."),
        ("paragraph", "The Front threatened to seize the port. Ostrand called on the army to free nine miners."),
        path="samples/orsk.txt",
        publisher="The Orsk Lantern",
        published="2024-01-09T08:00:00+01:00",
        title="Drones hit depot at Orsk",
    )
    reading = read_by_hand(article, entities=_list_orsk(article.text))
    return replace(reading, events=(*_list_blows(article.text), *_list_words(article.text)))


def _list_orsk(text: str) -> tuple[Entity, ...]:
    return (
        Entity(OSTRAND, "Lise Ostrand", "person", country="TAR", sector="GOV", mentions=mention(text, "Lise Ostrand")),
        Entity(ARMY, "The army of Tarn", "government", country="TAR", sector="MIL", mentions=mention(text, "The army")),
        Entity(FRONT, "the Marsh Front", "organisation", sector="REB", mentions=mention(text, "the Marsh Front")),
        Entity(MINISTER, "its minister", "unnamed", sector="GOV", mentions=mention(text, "its minister")),
        Entity(LAUNCH, "nine miners", "group", sector="CVL", mentions=mention(text, "nine miners")),
    )


def _list_blows(text: str) -> tuple[Event, ...]:
    said, countered = find(text, "said"), find(text, ("said", 2))
    return (
        happen(
            text,
            "v1",
            "ASSAULT",
            "struck",
            "drone",
            actor=(ARMY, FRONT),
            date=date(text, "2024-01-05", "on Friday"),
            place=EventPlace("Orsk", 1520000, (find(text, ("Orsk", 2)),), "city", "TAR", 51.5, 7.25),
            size={
                "dead": size(text, 12.0, "at least 12", bound="at_least"),
                "injured": size(text, 30.0, "about 30", bound="about"),
            },
            accounts=(
                Account("actor", ARMY, ON_OSTRANDS, None, (said,)),
                Account("actor", FRONT, ON_THE_ARMYS, None, (countered,)),
            ),
        ),
        happen(
            text,
            "v3",
            "ASSAULT",
            "poisoning",
            "unconventional",
            status="denied",
            word=ON_OSTRANDS,
            actor=(ARMY,),
            date=date(text, "2023", "last spring", precision="season"),
            statuses=(EventStatus("claimed", ON_OSTRANDS), EventStatus("denied", ON_THE_ARMYS)),
        ),
        happen(
            text,
            "v4",
            "ASSAULT",
            "shelled",
            "heavy-weapons",
            actor=(FRONT,),
            recipient=(ARMY,),
            date=date(text, None, "the other day", precision=None, basis="unresolved"),
            answers=("v1",),
        ),
        happen(
            text,
            "v6",
            "ASSAULT",
            "shot",
            "firearms",
            date=date(text, "198", "in the 1980s", precision="decade", basis="stated"),
            historical=True,
        ),
        happen(
            text,
            "v7",
            "ASSAULT",
            "beaten",
            "beat",
            status="claimed",
            word=(),
            date=EventDate("2024-01", "month", "", (), "assumed"),
        ),
    )


def _list_words(text: str) -> tuple[Event, ...]:
    leaving = date(text, "2024-06", "by June", precision="month")
    return (
        happen(text, "v2", "ACCUSE", "accused", "allege", actor=(OSTRAND,), recipient=(ARMY,)),
        happen(
            text,
            "v5",
            "RETREAT",
            "leave",
            "withdraw",
            status="planned",
            word=("writer", FRONT, MINISTER),
            actor=(ARMY,),
            date=leaving,
        ),
        happen(text, "v8", "THREATEN", "threatened", "territory", actor=(FRONT,)),
        happen(text, "v9", "COERCE", "seize", "seize", status="threatened", word=("writer", FRONT), actor=(FRONT,)),
        happen(text, "v10", "REQUEST", "called", "yield", actor=(OSTRAND,), recipient=(ARMY,)),
        happen(
            text,
            "v11",
            "RETREAT",
            "free",
            "release",
            status="requested",
            word=ON_OSTRANDS,
            actor=(ARMY,),
            recipient=(LAUNCH,),
        ),
    )


TARN, MARSH, MAYOR = (
    Party("k1", "The army of Tarn", "government", "TAR", "MIL"),
    Party("k2", "the Marsh Front", "organisation", None, "REB"),
    Party("k3", "Lise Ostrand", "person", "TAR", "GOV"),
)
SECRETARY = Party("k4", "its minister", "unnamed", "TAR", "GOV")
PARTIES: Mapping[str, Party] = {ARMY: TARN, FRONT: MARSH, OSTRAND: MAYOR, MINISTER: SECRETARY}
LANTERN = Publication(
    "t111111111111", "1" * 64, "samples/orsk.txt", "https://lantern.example/orsk", "The Orsk Lantern",
    title="Drones hit depot at Orsk", published="2024-01-09T08:00:00+01:00", language="en",
)  # fmt: skip
POST = Publication(
    "t222222222222", "2" * 64, None, "https://post.example/7?a=1", "The Fen Post",
    title="Fourteen dead at Orsk", published="2024-01-11", language="en",
)  # fmt: skip


def happenings() -> tuple[Happening, ...]:
    """Make happenings of a record: one that two articles report otherwise, one threatened, one undated, one to come."""
    blast, threat, accusal, leaving = (_find_event(name) for name in ("v1", "v9", "v2", "v5"))
    words = Span(9, 14, "blast", "After the ", " at the depot of Orsk the army o")
    again = replace(
        blast,
        id="v21",
        trigger=Passage((words,)),
        actor=(ARMY,),
        date=EventDate("2024-01-06", "day", "on Saturday", basis="relative"),
        size={"dead": Size(14.0)},
        accounts=(),
    )
    reports = (Report(blast, LANTERN, PARTIES), Report(again, POST, PARTIES))
    return (
        Happening("h1", "ASSAULT", ("drone",), (TARN, MARSH), (), blast.date, blast.place, blast.size, reports=reports),
        make_known("h2", threat, actor=(MARSH,)),
        make_known("h3", accusal, actor=(MAYOR,), recipient=(TARN,), decision="confirmed", answers=("h1",)),
        make_known("h4", leaving, actor=(TARN,)),
    )


def make_known(id: str, event: Event, **fields: Any) -> Happening:
    """Make a happening that one article reports."""
    same = {name: getattr(event, name) for name in ("modes", "date", "place", "size", "status", "historical")}
    return Happening(id, event.event_type, **same, reports=(Report(event, LANTERN, PARTIES),), **fields)


def _find_event(name: str) -> Event:
    return next(event for event in read_orsk().events if event.id == name)
