"""A Reading in, its JSON out, and back again; and the JSON Schema of it.

The structs below are the contract, field for field and in its order. They are the nouns of `sayso.data`
and, as empty lists and nulls, the fields that later steps will fill: a reader of the JSON never has to
ask whether a field is there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from sayso import data

Kind = Literal["denial", "rejection", "counter_account", "figure", "who", "when_where", "cause", "characterisation",
               "position", "reported"]  # fmt: skip
Share = Annotated[float, Meta(ge=0, le=1)]
Offset = Annotated[int, Meta(ge=0)]
Start = Annotated[Offset, Meta(description="First code point, counted from 0 over the article's text.")]
End = Annotated[Offset, Meta(description="The code point after the last.")]
Exact = Annotated[str, Meta(description="The words: text[start:end], always.")]
Confidence = Annotated[Share, Meta(description="Of the things given 0.8, eight in ten are right.")]
Word = Annotated[
    tuple[str, ...], Meta(description='The chain of sources: "writer" first, then ids of entities, the nearest last.')
]
Decision = Annotated[data.Status, Meta(description="Whose decision it is: the program's, or a person's.")]
Id = Annotated[str, Meta(description="The id of an entity of this reading.")]
EntityId = Annotated[str | None, Meta(description='An entity\'s id, "writer" for the article itself, or null.')]


class Span(Struct):
    """A stretch of the article's text, with up to 32 characters of what stands before and after it."""

    start: Start
    end: End
    exact: Exact
    prefix: str = ""
    suffix: str = ""


class Block(Struct):
    """One block of the article; `language` is an ISO 639-1 code, null where too short to tell."""

    kind: data.BlockKind
    start: Start
    end: End
    language: str | None = None


class Article(Struct):
    """One published text, exactly as it was read."""

    id: Annotated[str, Meta(description='"t" and the first 12 hex digits of sha256.')]
    path: str | None
    url: str | None
    publisher: str | None
    series: str | None
    title: str | None
    byline: tuple[str, ...]
    published: Annotated[str | None, Meta(description="ISO 8601, as precise as known: 2020, 2020-01-03, with time.")]
    language: Annotated[str | None, Meta(description="ISO 639-1. Only English is read.")]
    sha256: Annotated[str, Meta(description="Hex digest of the text as UTF-8.")]
    text: str
    blocks: tuple[Block, ...]


class Passage(Struct):
    """Words read from the article, in one or more pieces."""

    spans: tuple[Span, ...]


class Candidate(Struct):
    """An entity that a source might be."""

    entity: Id
    score: Annotated[Share, Meta(description="How likely it is, beside the others.")]


class Source(Struct):
    """Who is said to hold the content; no spans where known without words."""

    spans: tuple[Span, ...]
    entity: EntityId
    inferred: Annotated[bool, Meta(description="Whether no words there name the entity, or leave a doubt.")]
    candidates: Annotated[tuple[Candidate, ...], Meta(description="Who else it might be, the likeliest first.")]


class Addressee(Struct):
    """To whom it was said."""

    spans: tuple[Span, ...]
    entity: EntityId


class Attribution(Struct):
    """A source is said, by a cue, to hold a content."""

    id: str
    manner: data.Manner
    act: data.Act
    negated: bool
    source: Annotated[Source | None, Meta(description="Null where the text names nobody.")]
    cue: Annotated[Passage | None, Meta(description="Null where no words ascribe the content.")]
    content: Passage
    addressee: Addressee | None
    nested_in: Annotated[str | None, Meta(description="Id of the attribution inside whose content this one stands.")]
    on_whose_word: Word
    confidence: Confidence
    status: Decision = "machine"


class Role(Struct):
    """What an entity is, or is to another: a title or description, with the words that say so."""

    title: Annotated[str, Meta(description="In the article's words.")]
    of: Annotated[str | None, Meta(description="Id of the entity it belongs to, or null.")]
    current: Annotated[bool | None, Meta(description="False where it is over; null where the text does not tell.")]
    spans: tuple[Span, ...]


class Backing(Struct):
    """An entity that is said to back this one, or to have its loyalty."""

    entity: Id
    spans: tuple[Span, ...]


class Mention(Struct):
    """Words that stand for the entity."""

    start: Start
    end: End
    exact: Exact
    form: data.MentionForm


class Entity(Struct):
    """The person, body, place or document meant, or an unnamed source."""

    id: Annotated[str, Meta(description="The same on every run.")]
    name: Annotated[str, Meta(description="The fullest the article gives; of the unnamed, its description there.")]
    kind: data.EntityKind
    aliases: Annotated[tuple[str, ...], Meta(description="Its other names in the article.")]
    country: Annotated[
        str | None, Meta(description="ISO 3166-1 alpha-3, its own or that of the affair; null where nothing tells.")
    ]
    sector: Annotated[str | None, Meta(description="One of PLOVER's sectors of actors, such as MIL, or null.")]
    roles: tuple[Role, ...]
    backed_by: tuple[Backing, ...]
    speaks_for: Annotated[tuple[str, ...], Meta(description="Ids of those on whose behalf it speaks, its own too.")]
    speaks_for_spans: Annotated[dict[str, tuple[Span, ...]], Meta(description="By id, the words that say so.")]
    mentions: tuple[Mention, ...]
    status: Decision = "machine"


class Date(Struct):
    """When it happened: an ISO prefix or null, the phrase it was read from, and on what basis."""

    value: Annotated[str | None, Meta(description="2020, 2020-01 or 2020-01-03; null where the words lead nowhere.")]
    precision: Annotated[data.Precision | None, Meta(description="Null with the value.")]
    phrase: Annotated[str, Meta(description="Empty where no words say when.")]
    spans: tuple[Span, ...]
    basis: Annotated[data.Basis, Meta(description='"assumed": no words say when; the month of publication.')]


class Place(Struct):
    """Where it happened."""

    name: str
    geonames: Annotated[int | None, Meta(description="The place's id in GeoNames, or null.")]
    spans: tuple[Span, ...]
    kind: Annotated[str | None, Meta(description='"city", "country", "admin1", "admin2", "water", "region" ...')] = None
    country: Annotated[str | None, Meta(description="ISO 3166-1 alpha-3.")] = None
    latitude: Annotated[float | None, Meta(description="Degrees, WGS 84; of the place, not of what happened.")] = None
    longitude: float | None = None


class Size(Struct):
    """How many; `unit` says of what where the name of the size does not."""

    value: float
    bound: Annotated[data.Bound, Meta(description="Whether the number is one, or only bounds one.")]
    spans: tuple[Span, ...]
    unit: Annotated[str | None, Meta(description="A currency or thing, or null.")] = None


class EventStatus(Struct):
    """What one source makes of an event."""

    status: data.Standing
    on_whose_word: Word
    attribution: Annotated[str | None, Meta(description="Null where the article itself says so.")]
    spans: tuple[Span, ...]


class Account(Struct):
    """One value that a source gives of an event; rival values stand side by side, each on its word."""

    field: data.AccountField
    value: Annotated[
        str, Meta(description="An entity's id, an ISO prefix or phrase, a place's name, or what is counted: dead 12.")
    ]
    on_whose_word: Word
    attribution: str | None
    spans: tuple[Span, ...]


class Event(Struct):
    """A happening that the article reports, once, from all of its mentions."""

    id: Annotated[str, Meta(description="The same on every run.")]
    event_type: Annotated[data.EventType, Meta(description="PLOVER's type, or OTHER.")]
    modes: Annotated[tuple[str, ...], Meta(description="How it was done, by PLOVER's modes of the type.")]
    trigger: Annotated[Passage, Meta(description="The words that tell most.")]
    actor: Annotated[tuple[str, ...], Meta(description="Ids of entities; empty where nobody is named.")]
    recipient: Annotated[tuple[str, ...], Meta(description="Ids of entities to whom it was done.")]
    date: Annotated[Date | None, Meta(description="Null where nothing tells when.")]
    place: Annotated[Place | None, Meta(description="Null where no words tell.")]
    size: Annotated[dict[str, Size], Meta(description='By what is counted: "dead", "injured", "arrested", "money".')]
    status: Annotated[data.Standing, Meta(description="The sum of `statuses`.")]
    on_whose_word: Annotated[tuple[str, ...], Meta(description="As of a statement; empty: on nobody's word.")]
    statuses: tuple[EventStatus, ...]
    historical: Annotated[bool, Meta(description="Whether it is told as history.")]
    answers: Annotated[tuple[str, ...], Meta(description="Ids of the events that it answers.")]
    confidence: Confidence
    mentions: Annotated[tuple[Span, ...], Meta(description="All words for it.")] = ()
    accounts: Annotated[tuple[Account, ...], Meta(description="Its values, each on its word.")] = ()
    decision: Decision = "machine"


class Dispute(Struct):
    """A claim and its answer, or two accounts, that cannot both stand; ids of attributions or events."""

    id: str
    kind: Kind
    claim: tuple[str, ...]
    answer: tuple[str, ...]
    reason: str
    evidence: tuple[Span, ...]
    update: bool
    confidence: Confidence


class Question(Struct):
    """A question that the article puts to its reader."""

    spans: tuple[Span, ...]
    about: tuple[str, ...]


class Provenance(Struct):
    """What made the reading."""

    model: Annotated[str, Meta(description="Digest of the weights.")]
    run: Annotated[str, Meta(description="Digest of everything that decides what they give.")]


class Reading(Struct):
    """What was read from one article. Nothing here says who is right."""

    schema: Literal["sayso/1/reading"]
    sayso_version: str
    article: Article
    attributions: tuple[Attribution, ...]
    entities: tuple[Entity, ...]
    provenance: Provenance
    events: tuple[Event, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    questions: tuple[Question, ...] = ()


def encode_reading(reading: data.Reading) -> bytes:
    """Encode a reading as one line of JSON, without the line's end."""
    return b"".join(encode_pieces(reading))


def encode_pieces(reading: data.Reading) -> Iterator[bytes]:
    """Encode a reading piece by piece: the whole of a long one would be held once more, and it is longer than that."""
    bare = replace(reading, attributions=(), entities=(), events=())
    rest = msgspec.json.encode(_writable(msgspec.convert(bare, Reading, from_attributes=True)))
    lists: tuple[tuple[bytes, Iterable[object], type[Struct]], ...] = (
        (b'"attributions":[', reading.attributions, Attribution), (b'"entities":[', reading.entities, Entity),
        (b'"events":[', reading.events, Event),
    )  # fmt: skip
    for name, pieces, kind in lists:  # no text can hold such a name: in a text its marks are escaped
        head, name, rest = rest.partition(name)
        yield head + name
        for n, piece in enumerate(pieces):
            yield b"," * (n > 0) + msgspec.json.encode(msgspec.convert(piece, kind, from_attributes=True))
    yield rest


def decode_reading(line: bytes | str) -> data.Reading:
    """Decode one line of JSON; what `sayso.data` has no noun for yet is left out.

    Raises msgspec.DecodeError where the line is no reading.
    """
    return msgspec.json.decode(line, type=data.Reading)


def make_schema() -> dict[str, Any]:
    """Make the JSON Schema of a reading (draft 2020-12), in which every field of the contract is required."""
    schema = msgspec.json.schema(Reading)
    for definition in schema["$defs"].values():
        if "properties" in definition:
            definition["required"] = list(definition["properties"])
            for entry in definition["properties"].values():
                entry.pop("default", None)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": data.SCHEMA, **schema}


def _writable(reading: Reading) -> Reading:
    # A file name that is no UTF-8 reaches us with lone surrogates in it, which JSON cannot hold.
    if reading.article.path is not None:
        reading.article.path = reading.article.path.encode("utf-8", "replace").decode("utf-8")
    return reading
