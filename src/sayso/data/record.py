"""The nouns of the record: what it is asked, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sayso.data.reading import (
    Act,
    Attribution,
    EntityKind,
    Event,
    EventDate,
    EventPlace,
    EventType,
    Manner,
    MentionForm,
    Reading,
    Size,
    Standing,
    Status,
)
from sayso.data.steps import Verdict


@dataclass(frozen=True, slots=True)
class Party:
    """Someone or something of the record, in short: what a list needs of a known entity."""

    id: str
    name: str
    kind: EntityKind
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """Where and when an article appeared: all of it but its text. `article` is its id, `sha256` the text's digest."""

    article: str
    sha256: str = field(repr=False)
    path: str | None = None
    url: str | None = None
    publisher: str | None = None
    series: str | None = None
    title: str | None = None
    byline: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """The paragraph from which others were copied, by its id; a paragraph that stands alone is its own origin.

    `credit` is the agency that one of its printings names, `article` the id of the earliest article that prints it,
    `articles` how many do, `publishers` who they are.
    """

    id: str
    article: str
    credit: str | None = None
    articles: int = 1
    publishers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution as the record keeps it: with those concerned, where it appeared, and on whose decision it stands.

    `number` grows with the day of publication, so that lists in its order are lists by date. `speaker` is None for the
    writer and where nobody could tell (`attribution.source` says which); `roles` are the speaker's titles in the
    article, in words; `chain` is on whose word, the writer left out and the speaker last. `orphan` tells that a
    person's decision rests on words which the newer text or reading has no longer. `marks` are the places in
    `attribution.content.text` that match the words of a search.
    """

    id: str
    number: int
    attribution: Attribution
    publication: Publication = field(repr=False)
    status: Status = "machine"
    speaker: Party | None = None
    roles: tuple[str, ...] = ()
    speaks_for: tuple[Party, ...] = ()
    addressee: Party | None = None
    chain: tuple[Party, ...] = ()
    origin: Origin | None = None
    orphan: bool = False
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """Which statements are asked for: those that satisfy all that is given.

    `words` are sought in what was said: every word, "a phrase" in quotation marks, a prefix*, and -not this one.
    `speaker`, `speaks_for` and `about` are names, parts of names or ids of known entities; `since` and `until` are ISO
    8601 prefixes of the day of publication, both included; `article` is an article's id. Rejected statements and those
    of replaced articles are left out unless they are asked for by `status`, and by `replaced`.
    """

    words: str | None = None
    speaker: str | None = None
    speaks_for: str | None = None
    publisher: str | None = None
    act: tuple[Act, ...] = ()
    manner: tuple[Manner, ...] = ()
    since: str | None = None
    until: str | None = None
    about: str | None = None
    status: tuple[Status, ...] = ()
    article: str | None = None
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """An event as one article of the record has it. `parties` are those whom its ids of entities mean, by these ids."""

    event: Event
    publication: Publication = field(repr=False)
    parties: Mapping[str, Party] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of the record, once: what the articles that report it make of it together.

    Its id is "h" and its number. Date, place and sizes are those that most reports give, of equally many the most
    precise, then the earliest; what the others give stands in their `reports`, the earliest first. `status` sums up
    over all reports as an event's does over its sources. `answers` are ids of happenings.
    """

    id: str
    event_type: EventType
    modes: tuple[str, ...] = ()
    actor: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    date: EventDate | None = None
    place: EventPlace | None = None
    size: Mapping[str, Size] = field(default_factory=dict)
    status: Standing = "asserted"
    historical: bool = False
    answers: tuple[str, ...] = ()
    reports: tuple[Report, ...] = ()
    decision: Status = "machine"


@dataclass(frozen=True, slots=True)
class EventQuery:
    """Which events are asked for: those that satisfy all that is given.

    `actor` and `recipient` are names, parts of names or ids of known entities; `place` is a name, a part of one, a
    country's alpha-3 code or a GeoNames id; `since` and `until` are ISO 8601 prefixes of the day on which it happened,
    both included (`said_since`, `said_until`: on which it was published); `words` are sought in the sentence around it.
    Rejected events, history and those of replaced articles are left out unless they are asked for.
    """

    event_type: tuple[EventType, ...] = ()
    mode: tuple[str, ...] = ()
    actor: str | None = None
    recipient: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    said_since: str | None = None
    said_until: str | None = None
    status: tuple[Standing, ...] = ()
    publisher: str | None = None
    words: str | None = None
    article: str | None = None
    historical: bool = False
    decision: tuple[Status, ...] = ()
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A person or body as a list shows it; `statements` counts those that it makes, rejected ones left out."""

    id: str
    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    country: str | None = None
    sector: str | None = None
    first: str | None = None
    last: str | None = None
    articles: int = 0
    statements: int = 0
    status: Status = "machine"


@dataclass(frozen=True, slots=True)
class Sighting:
    """A mention of a known entity, in the article in which it stands."""

    article: str
    path: str | None
    start: int
    end: int
    exact: str
    form: MentionForm


@dataclass(frozen=True, slots=True)
class RoleSeen:
    """A role as it was given, in words, how often, and by the latest article that gave it."""

    role: str
    times: int
    publication: Publication


@dataclass(frozen=True, slots=True)
class Dossier:
    """A person or body: who it is, as what it was seen, for whom it speaks and who for it, and what it said last.

    `judgements` are those that joined its members, or leave it open whether somebody is it, the latest first.
    """

    listed: Listed
    roles: tuple[RoleSeen, ...] = ()
    speaks_for: tuple[tuple[Party, int], ...] = ()
    spoken_for_by: tuple[tuple[Party, int], ...] = ()
    statements: tuple[Statement, ...] = ()
    judgements: tuple["Judged", ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement of the record: between whom, by whom it was made, and whether it holds."""

    id: str
    verdict: Verdict
    left: Party
    right: Party
    left_article: str
    right_article: str
    score: float
    reason: str
    by: str
    at: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Shelved:
    """An article of the record: its reading as it stands, its other printings and versions, and who it credits."""

    reading: Reading
    status: Status
    added: str
    credit: str | None = None
    reprints: tuple[Publication, ...] = ()
    older: tuple[Publication, ...] = ()
    newer: Publication | None = None


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much a record holds. `replaced` are articles with a newer version, `copied` paragraphs from elsewhere.

    `events` are those that count, each once however many articles report it.
    """

    articles: int
    replaced: int
    reprints: int
    statements: int
    people: int
    copied: int
    edits: int
    decided: Mapping[Status, int]
    first: str | None
    last: str | None
    bytes: int
    events: int = 0


EditAction = Literal[
    "add", "replace", "correct", "confirm", "reject", "merge", "split", "undo", "forget", "reread", "link",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edit:
    """A line of the log: who changed what in the record, when, from what to what, and why. Lines are only added.

    `object` is the id of what was changed, `field` which part of it; `before` and `after` are its values as JSON has
    them; `was` and `now` say them to a reader: who, and which words. `undoes` is the number of the edit that this one
    takes back, `undone_by` that of the one which took it back.
    """

    number: int
    at: str
    by: str
    action: EditAction
    object: str
    field: str | None = None
    before: Any = None
    after: Any = None
    why: str | None = None
    undoes: int | None = None
    undone_by: int | None = None
    was: str = ""
    now: str = ""
