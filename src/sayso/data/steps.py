"""The nouns that the steps hand to each other and that no reader of the JSON sees."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from sayso.data.reading import Attribution, Bound, EntityKind, EventType, MentionForm, Reading, Role, State

if TYPE_CHECKING:  # the commands begin sooner without numpy
    import numpy as np
    from numpy.typing import NDArray


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


@dataclass(frozen=True, slots=True)
class SizeMention:
    """A number of what an event did: what is counted ("dead"), the place of the words for it, its value and bound."""

    what: str
    place: tuple[int, int]
    value: float
    bound: Bound = "exact"
    unit: str | None = None


PartyRole = Literal["actor", "recipient"]


@dataclass(frozen=True, slots=True)
class UnsaidParty:
    """A phrase of another sentence that names a party to an event; `score` is the log odds that it does."""

    role: PartyRole
    place: tuple[int, int]
    score: float


@dataclass(frozen=True, slots=True)
class EventMention:
    """A word that reports a happening, as extract hands it to link, and the words that belong to it.

    `trigger` is the place of the word, `clause` of its sentence; `actor`, `recipient` and `where` are places of phrases
    and `when` of words that say when; `unsaid` are parties whom its sentence does not name, the likeliest first.
    `state` is what its clause makes of it.
    `governor` is the place of the word on which it hangs; `embedded` tells whether it stands in a relative clause.
    `sure` is the share that it is an event at all, `typed` that of its type; `vectors` say what the encoder made of it.
    """

    trigger: tuple[int, int]
    clause: tuple[int, int]
    event_type: EventType
    modes: tuple[str, ...] = ()
    state: State = "real"
    historical: bool = False
    actor: tuple[tuple[int, int], ...] = ()
    recipient: tuple[tuple[int, int], ...] = ()
    where: tuple[tuple[int, int], ...] = ()
    when: tuple[tuple[int, int], ...] = ()
    unsaid: tuple[UnsaidParty, ...] = ()
    sizes: tuple[SizeMention, ...] = ()
    governor: tuple[int, int] | None = None
    noun: bool = False
    definite: bool = False
    embedded: bool = False
    sentence: int = 0
    sure: float = 1.0
    typed: float = 1.0
    vectors: "tuple[NDArray[np.float16], ...]" = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was extracted from an article: what is said, who or what is spoken of, and what happened."""

    attributions: Sequence[Attribution] = ()
    phrases: Sequence[Phrase] = ()
    ties: Sequence[Tie] = ()
    events: Sequence[EventMention] = ()


Verdict = Literal["same", "different", "unsure"]


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
class EventTrace:
    """What one article's report of an event leaves to compare others with.

    `words` are the words for it, in small letters. The rest are words as numbers below 2**24: those `around`, in its
    sentences, the `names` that the article tells most often, and those of its actor, recipient and place.
    """

    words: tuple[str, ...]
    around: frozenset[int] = field(default=frozenset(), repr=False)
    names: frozenset[int] = field(default=frozenset(), repr=False)
    actor: frozenset[int] = field(default=frozenset(), repr=False)
    recipient: frozenset[int] = field(default=frozenset(), repr=False)
    place: frozenset[int] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """An event over many articles: the events of each that confident judgements have joined, and what they tell.

    `members` are (article id, event id), in the order in which they came, and `traces` what the first and the last of
    them left. `actor` and `recipient` are ids of known entities, `dates` ISO prefixes and `places` as the link step
    names them; `unreal` tells that it has not happened. `first` and `last` are days of publication.
    """

    id: str
    event_type: EventType
    modes: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    historical: bool = False
    unreal: bool = False
    members: tuple[tuple[str, str], ...] = ()
    publishers: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    traces: tuple[EventTrace, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class PlacedEvent:
    """A known event after an event of a new article has joined it, or begun it; and all keys that lead to it now."""

    known: KnownEvent
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
class Copied:
    """A paragraph that may be known again elsewhere, by its `sketch`; the one it copies, by its id, where it does."""

    start: int
    end: int
    sketch: tuple[int, ...] = field(default=(), repr=False)
    origin: int | None = None
    likeness: float | None = None


@dataclass(frozen=True, slots=True)
class Addition:
    """A reading, ready to be kept: its entities and events placed among those known, its copied paragraphs told apart.

    `placed` goes with the reading's entities and `events` with its events, one each. `credit` is the agency that the
    article names. `place` and `digest` say from which input it came, None where from none.
    """

    reading: Reading
    placed: tuple[Placed, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    paragraphs: tuple[Copied, ...] = ()
    events: tuple[PlacedEvent, ...] = ()
    event_judgements: tuple[Judgement, ...] = ()
    credit: str | None = None
    place: str | None = None
    digest: str | None = None


Kept = Literal["new", "version", "again", "known"]
"""What a reading was to the record: new, a newer version of one that it has, printed again elsewhere, or no news."""
