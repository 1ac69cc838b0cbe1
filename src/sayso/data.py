"""The nouns: what the steps hand to each other, as frozen dataclasses that only describe themselves.

Their fields are the fields of the JSON contract (`sayso schema`), name for name, so that
encoding a `Reading` is the contract. Offsets are code points of the article's text, end excluded.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

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
    `country` is ISO 3166 alpha-3, `sector` one of PLOVER's actor sectors; both None where the text does not tell.
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
class Phrase:
    """Words that may stand for someone or something, as extract hands them to link: a mention and what its tree says.

    `head` is the place of its head word; `type` one of the mention head's, `sure` the share it gives the
    phrase, `typed` the type;
    `many` tells whether it stands for more than one; `subject` whether it is the subject of a verb; `quote` is the
    start of the quotation that it stands in, -1 outside; `sentence` and `line` count from the start of the article.
    `joins` are the places of the phrases it joins: "Iran and the prime minister". `speaks` tells whether it is the
    source of an attribution, `teller` the place of the phrase that is the source of the words in which it stands.
    """

    start: int
    end: int
    head: tuple[int, int]
    form: MentionForm
    type: str
    sentence: int
    line: int
    many: bool = False
    subject: bool = False
    quote: int = -1
    sure: float = 1.0
    typed: float = 1.0
    joins: tuple[tuple[int, int], ...] = ()
    speaks: bool = False
    teller: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """What the words around two phrases say that they are to each other, as extract hands it to link.

    `who` and `what` are places of phrases. "same": an apposition or a copula; "also": a second name; "member": `who`
    is one of the group `what`; "leader": `who` leads the body `what`, and `words` are the verb; "title": `words` are
    nouns before the name in `who`, which is `what` too. `current` is False for "was", True for "is", None where nothing
    tells.
    """

    who: tuple[int, int]
    what: tuple[int, int]
    current: bool | None = None
    kind: Literal["same", "also", "member", "leader", "title"] = "same"
    words: tuple[int, int] | None = None


Verdict = Literal["same", "different", "unsure"]
Precision = Literal["day", "weekend", "week", "month", "season", "year", "decade", "century"]
"""How precisely a time is known."""
Bound = Literal["exact", "at_least", "at_most", "about"]
"""Whether a number is one, or only bounds one."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The program's decision that two entities of two articles are one, are two, or that it cannot tell.

    `left` and `right` are (article id, entity id); `score` from 0 (surely two) to 1 (surely one).
    """

    left: tuple[str, str]
    right: tuple[str, str]
    verdict: Verdict
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """An entity over many articles: the entities of each that confident judgements have joined, and what they tell.

    `members` are (article id, entity id), in the order in which they came. `aliases` are its other names,
    `descriptions` the words for it that are no names. `of` in a role is the name of the body, not an id;
    `officers` are the names of those who have a role in it. `first` and `last` are the days of publication.
    `passages` are digests of the words around it, by which a reprint is known. `shown` tells whether its kind is
    shown by words ("she", "it", a role, "ministry"), and not only what a name looks like.
    """

    id: str
    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    country: str | None = None
    sector: str | None = None
    members: tuple[tuple[str, str], ...] = ()
    descriptions: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    officers: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    passages: tuple[str, ...] = ()
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Posting:
    """What is looked up under a key: how many known entities bear it, and the ids of the last of them."""

    count: int
    last: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A known entity after an entity of a new article has joined it, or begun it; and all keys that lead to it now."""

    known: KnownEntity
    keys: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class People:
    """Whom and what many articles speak of, and the judgements by which their entities were joined or kept apart."""

    known: tuple[KnownEntity, ...] = ()
    judgements: tuple[Judgement, ...] = field(default=(), repr=False)

    def find(self, article: str, entity: str) -> KnownEntity | None:
        """Find the known entity that an entity of an article belongs to; None where that article was not read."""
        return next((known for known in self.known if (article, entity) in known.members), None)


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


@dataclass(frozen=True, slots=True)
class Party:
    """Someone or something of the record, in short: what a list needs of a known entity."""

    id: str
    name: str
    kind: EntityKind
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Copied:
    """A paragraph that may be known again elsewhere, by its `sketch`; the one it copies, by its id, where it does."""

    start: int
    end: int
    sketch: tuple[int, ...] = field(default=(), repr=False)
    origin: int | None = None
    likeness: float | None = None


@dataclass(frozen=True, slots=True)
class Addition:
    """A reading, ready to be kept: its entities placed among those known, its copied paragraphs told apart.

    `placed` goes with the reading's entities, one each. `credit` is the agency that the article names. `place` and
    `digest` say from which input it came, None where from none.
    """

    reading: Reading
    placed: tuple[Placed, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    paragraphs: tuple[Copied, ...] = ()
    credit: str | None = None
    place: str | None = None
    digest: str | None = None


Kept = Literal["new", "version", "again", "known"]
"""What a reading was to the record: new, a newer version of one that it has, printed again elsewhere, or no news."""


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
    """How much a record holds. `replaced` are articles with a newer version, `copied` paragraphs from elsewhere."""

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
