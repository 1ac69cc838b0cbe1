"""The nouns of a reading: what the JSON contract holds, field for field (`sayso schema`).

Offsets are code points of the article's text, end excluded.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

SCHEMA: Final = "sayso/1/reading"

BlockKind = Literal[
    "series", "title", "standfirst", "byline", "dateline", "heading", "paragraph", "pull_quote", "caption", "label"
]
Manner = Literal["direct", "indirect", "mixed"]
Act = Literal[
    "say", "deny", "reject", "accuse", "confirm", "doubt", "warn", "threaten", "promise", "demand",
    "ask", "decline", "criticise", "praise", "believe", "order", "announce",
]  # fmt: skip
EntityKind = Literal["person", "organisation", "government", "country", "group", "place", "document", "unnamed"]
MentionForm = Literal["name", "nominal", "pronoun"]
Status = Literal["machine", "confirmed", "corrected", "rejected"]
"""On whose decision something stands in the record: nobody's yet, or a person's."""
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "OTHER",
]  # fmt: skip
"""PLOVER 2.0's types, and OTHER for what a news desk logs besides."""
Standing = Literal["asserted", "claimed", "denied", "planned", "requested", "threatened", "hypothetical", "negated"]
"""What a source makes of an event (FactBank, MEANTIME)."""
State = Literal["real", "negated", "planned", "requested", "threatened", "hypothetical"]
"""What its own clause makes of an event, whoever speaks."""
Precision = Literal["day", "weekend", "week", "month", "season", "year", "decade", "century"]
"""How precisely a time is known."""
Basis = Literal["stated", "relative", "unresolved", "assumed"]
"""From what a date was read: its own words, words that count from another day, words that lead nowhere, or no words."""
Bound = Literal["exact", "at_least", "at_most", "about"]
"""Whether a number is one, or only bounds one."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text: `text[start:end] == exact`, always.

    `prefix` and `suffix` are the 32 characters on either side, so that the span can be found again
    outside the record (W3C Web Annotation: text position and text quote selectors).
    """

    start: int
    end: int
    exact: str
    prefix: str = field(default="", compare=False, repr=False)
    suffix: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article, from `start` to `end`; `language` is an ISO 639-1 code, None where too short to tell."""

    kind: BlockKind
    start: int
    end: int
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One published text. `text` is kept exactly as it was read and never changes.

    `published` is an ISO 8601 prefix (`2020`, `2020-01-03`, `2020-01-03T14:05:00+01:00`);
    `sha256` is the hex digest of the text as UTF-8; `id` is "t" and its first 12 digits.
    """

    id: str
    text: str = field(repr=False)
    sha256: str = field(repr=False)
    blocks: tuple[Block, ...] = field(default=(), repr=False)
    path: str | None = None
    url: str | None = None
    publisher: str | None = None
    series: str | None = None
    title: str | None = None
    byline: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that were read from an article, in one or more pieces."""

    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The pieces in reading order, with an ellipsis where the article goes on between them."""
        return " … ".join(span.exact for span in self.spans)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a source might be, with its score from 0 to 1."""

    entity: str
    score: float


@dataclass(frozen=True, slots=True)
class Source:
    """Who is said to hold the content: its words (none where it is known without words) and the entity meant.

    `entity` is an entity's id, "writer" for the article's own voice, or None where nobody could tell.
    """

    spans: tuple[Span, ...]
    entity: str | None = None
    inferred: bool = False
    candidates: tuple[Candidate, ...] = ()

    @property
    def text(self) -> str:
        """The words of the source; empty where it is known without words."""
        return " … ".join(span.exact for span in self.spans)


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom it was said."""

    spans: tuple[Span, ...]
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source is said, by a cue, to hold a content (PARC, PolNeAR).

    `nested_in` is the id of the attribution inside whose content this one stands.
    `on_whose_word` is the chain of sources, the writer first (MPQA).
    `confidence` is calibrated: of the attributions given 0.8, eight in ten are right.
    """

    id: str
    manner: Manner
    act: Act
    negated: bool
    source: Source | None
    cue: Passage | None
    content: Passage
    addressee: Addressee | None = None
    nested_in: str | None = None
    on_whose_word: tuple[str, ...] = ("writer",)
    confidence: float = 1.0
    status: Status = "machine"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for someone or something."""

    start: int
    end: int
    exact: str
    form: MentionForm


@dataclass(frozen=True, slots=True)
class Role:
    """What an entity is, or is to another: a title or description, and the entity it belongs to, if any is named.

    `current` is False for what it was, True where the text says that it still is, None where it does not tell.
    """

    title: str
    of: str | None = None
    current: bool | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Backing:
    """The entity that backs another, or to which it is loyal: "Iran-backed", "loyal to"."""

    entity: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """The person, body, place or document meant, or an unnamed source, with its mentions in the article.

    `name` is the fullest one that the article gives; of the unnamed, the description in the article's words.
    `country` is ISO 3166 alpha-3, `sector` one of PLOVER's actor sectors; both None where nothing tells. One with a
    name of whom the article says nothing has the country that nearly all of it is about.
    `speaks_for` names the entities on whose behalf it speaks, `speaks_for_spans` the words that say so.
    """

    id: str
    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    country: str | None = None
    sector: str | None = None
    roles: tuple[Role, ...] = ()
    backed_by: tuple[Backing, ...] = ()
    speaks_for: tuple[str, ...] = ()
    speaks_for_spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()
    status: Status = "machine"


@dataclass(frozen=True, slots=True)
class EventDate:
    """When something happened: an ISO prefix, how precise it is, the words that say so and from what it was read.

    `value` is None where the words lead nowhere; `phrase` is empty where there are none (`basis` "assumed").
    """

    value: str | None
    precision: Precision | None
    phrase: str
    spans: tuple[Span, ...] = ()
    basis: Basis = "stated"


@dataclass(frozen=True, slots=True)
class EventPlace:
    """Where something happened: the place's name, its GeoNames id and where it lies, where it is known.

    `kind` is "city", "country", "admin1", "admin2", "water", "region" or "continent"; degrees are WGS 84.
    """

    name: str
    geonames: int | None = None
    spans: tuple[Span, ...] = ()
    kind: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Size:
    """How many: a number, whether it is one or only bounds one, and the words for it; `unit` is a currency or thing."""

    value: float
    bound: Bound = "exact"
    spans: tuple[Span, ...] = ()
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class EventStatus:
    """What one source makes of an event, by which attribution (None: by the article itself) and in which words."""

    status: Standing
    on_whose_word: tuple[str, ...] = ("writer",)
    attribution: str | None = None
    spans: tuple[Span, ...] = ()


AccountField = Literal["actor", "recipient", "date", "place", "size"]


@dataclass(frozen=True, slots=True)
class Account:
    """One value that a source gives of an event; rival values stand side by side, each on its word.

    `value` is an entity's id for actor and recipient, an ISO prefix or the phrase for a date, the name of a place, and
    what is counted with its number for a size ("dead 12").
    """

    field: AccountField
    value: str
    on_whose_word: tuple[str, ...] = ("writer",)
    attribution: str | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A happening that an article reports, once, from all of its mentions there.

    `actor` and `recipient` are ids of entities. `trigger` are the words that tell most, `mentions` all words for it.
    `statuses` is what each source makes of it and `status` the sum: asserted where the writer states it, else denied
    where one source states and another denies it, else what the word it rests on makes of it. `on_whose_word` is that
    word's chain, empty where it is nobody's. `accounts` are its values, each with the word it rests on. `answers` are
    the ids of the events to which it is an answer. `decision` tells on whose decision it stands in the record.
    """

    id: str
    event_type: EventType
    trigger: Passage
    modes: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    date: EventDate | None = None
    place: EventPlace | None = None
    size: Mapping[str, Size] = field(default_factory=dict)
    status: Standing = "asserted"
    on_whose_word: tuple[str, ...] = ("writer",)
    statuses: tuple[EventStatus, ...] = ()
    historical: bool = False
    answers: tuple[str, ...] = ()
    confidence: float = 1.0
    mentions: tuple[Span, ...] = ()
    accounts: tuple[Account, ...] = ()
    decision: Status = "machine"


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made a reading: the digest of the weights, and of everything that decides what they give."""

    model: str
    run: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What came out of one article, before it is kept."""

    article: Article
    provenance: Provenance
    attributions: tuple[Attribution, ...] = field(default=(), repr=False)
    entities: tuple[Entity, ...] = field(default=(), repr=False)
    events: tuple[Event, ...] = field(default=(), repr=False)
    sayso_version: str = ""
    schema: Literal["sayso/1/reading"] = SCHEMA

    def name(self, source: Source | None) -> str | None:
        """Name a source: its entity's name, else its words, else None."""
        if source is None:
            return None
        if source.entity == "writer":
            return "the writer"
        known = {entity.id: entity.name for entity in self.entities}
        return known.get(source.entity or "") or source.text.rstrip(" ,") or None
