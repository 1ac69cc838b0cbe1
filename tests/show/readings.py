"""Nothing in, readings made by hand out: one for each thing that a view has to show. All people are invented."""

import hashlib

from sayso.data import (
    Act,
    Article,
    Attribution,
    Block,
    BlockKind,
    Entity,
    Manner,
    Passage,
    Provenance,
    Reading,
    Source,
    Span,
)

Piece = str | tuple[str, int]


def find(text: str, piece: Piece) -> Span:
    """Find a piece of a text: a string means its first place, ("words", 2) its second."""
    words, nth = (piece, 1) if isinstance(piece, str) else piece
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    end = start + len(words)
    return Span(start, end, words, text[max(0, start - 32) : start], text[end : end + 32])


def attribute(
    text: str,
    id: str,
    *content: Piece,
    source: Piece | None = None,
    cue: Piece | None = None,
    entity: str | None = None,
    manner: Manner = "indirect",
    act: Act = "say",
    negated: bool = False,
    nested_in: str | None = None,
    confidence: float = 0.9,
) -> Attribution:
    """Make an attribution out of words of a text."""
    spans = (find(text, source),) if source else ()
    return Attribution(
        id=id,
        manner=manner,
        act=act,
        negated=negated,
        source=Source(spans, entity) if source or entity else None,
        cue=Passage((find(text, cue),)) if cue else None,
        content=Passage(tuple(find(text, piece) for piece in content)),
        nested_in=nested_in,
        confidence=confidence,
    )


def make_article(*blocks: tuple[BlockKind, str], **fields: str | tuple[str, ...] | None) -> Article:
    """Make an article of blocks, set apart by empty lines."""
    text, placed = "", []
    for kind, words in blocks:
        text += "\n\n" if text else ""
        placed.append(Block(kind, len(text), len(text) + len(words), "en"))
        text += words
    return wrap_article(text, blocks=tuple(placed), **fields)


def wrap_article(text: str, *, blocks: tuple[Block, ...] = (), **fields: str | tuple[str, ...] | None) -> Article:
    """Make an article of a bare text."""
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return Article(id=f"t{digest[:12]}", text=text, sha256=digest, blocks=blocks, **{"language": "en", **fields})


def read_by_hand(article: Article, *attributions: Attribution, entities: tuple[Entity, ...] = ()) -> Reading:
    """Make a reading of an article."""
    return Reading(article, Provenance("sha256:0000", "sha256:1111"), attributions, entities, "0.1.0")


def read_quay() -> Reading:
    """Make a reading with every kind of statement in it."""
    article = make_article(
        ("series", "The Long Shore"),
        ("title", "Veldmar crane was ‘an accident in waiting’, dockers say"),
        ("standfirst", "Three weeks after the collapse, the port and its workers cannot agree on who was told what."),
        ("byline", "By Imre Sandoval in Veldmar"),
        (
            "paragraph",
            "The jib of crane 4 fell onto the coal quay at Veldmar on a windless Tuesday. Two men were hurt.",
        ),
        (
            "paragraph",
            "“We wrote to them in January,” said Oda Fenn, who has worked the quay for nineteen years, "
            "“and nobody came.” She said the letter had been signed by forty dockers.",
        ),
        (
            "paragraph",
            "The harbour ministry said that the port company had told it that the crane was “sound in every part”. "
            "The company declined to comment.",
        ),
        ("pull_quote", "A crane does not fall by itself. Somebody signs for it, every spring."),
        ("byline", "by Captain Bram Ruys, inspector, Northern Hoist Board"),
        ("heading", "A letter without an answer"),
        (
            "paragraph",
            "The company has been accused of moving the inspection to the autumn. Its chairman, Teun Aldersey, "
            "denied that there had been any delay, and did not say whether the letter had reached him.",
        ),
        ("paragraph", "In a note to shareholders on Friday, he put it at greater length:"),
        ("paragraph", "“The hoist was greased on the first of the month."),
        ("paragraph", "“It was looked at again on the ninth, by two men whom I trust, and found fit for its work.”"),
        ("paragraph", "The Hoist Board will publish its findings in June. 🚢 Until then crane 4 lies where it fell."),
        path="samples/veldmar.txt",
        publisher="The Veldmar Tide",
        published="2024-03-19T07:30:00+01:00",
        title="Veldmar crane was ‘an accident in waiting’, dockers say",
        series="The Long Shore",
        byline=("Imre Sandoval",),
    )
    return read_by_hand(article, *_attribute_quay(article.text), entities=_QUAY_ENTITIES)


_QUAY_ENTITIES = (
    Entity("e1", "Oda Fenn", "person"),
    Entity("e2", "the port company", "organisation"),
    Entity("e3", "Teun Aldersey", "person"),
)


def _attribute_quay(text: str) -> tuple[Attribution, ...]:
    told = "that the port company had told it that the crane was “sound in every part”"
    return (
        attribute(
            text, "a1", "Veldmar crane was ‘an accident in waiting’", source="dockers", cue="say", manner="mixed"
        ),
        attribute(
            text,
            "a2",
            "“We wrote to them in January,”",
            "“and nobody came.”",
            cue="said",
            source="Oda Fenn, who has worked the quay for nineteen years",
            entity="e1",
            manner="direct",
            confidence=0.98,
        ),
        attribute(
            text,
            "a3",
            "the letter had been signed by forty dockers",
            source="She",
            cue=("said", 2),
            entity="e1",
            confidence=0.95,
        ),
        attribute(text, "a4", told, source="The harbour ministry", cue=("said", 3), manner="mixed", confidence=0.96),
        attribute(
            text,
            "a5",
            "that the crane was “sound in every part”",
            source="the port company",
            cue="had told",
            entity="e2",
            manner="mixed",
            nested_in="a4",
            confidence=0.71,
        ),
        attribute(
            text, "a6", source="The company", cue="declined to comment", entity="e2", act="decline", confidence=0.9
        ),
        attribute(
            text,
            "a7",
            "A crane does not fall by itself. Somebody signs for it, every spring.",
            source="Captain Bram Ruys, inspector, Northern Hoist Board",
            cue=("by", 3),
            manner="direct",
            confidence=0.93,
        ),
        attribute(
            text, "a8", "of moving the inspection to the autumn", cue="has been accused", act="accuse", confidence=0.88
        ),
        attribute(
            text,
            "a9",
            "that there had been any delay",
            source="Its chairman, Teun Aldersey",
            cue="denied",
            entity="e3",
            act="deny",
            confidence=0.97,
        ),
        attribute(
            text,
            "a10",
            "whether the letter had reached him",
            source="Its chairman, Teun Aldersey",
            cue="did not say",
            entity="e3",
            negated=True,
            confidence=0.83,
        ),
        attribute(
            text,
            "a11",
            "“The hoist was greased on the first of the month.",
            "“It was looked at again on the ninth, by two men whom I trust, and found fit for its work.”",
            source="he",
            cue="put it",
            entity="e3",
            manner="direct",
            confidence=0.79,
        ),
        attribute(
            text,
            "a12",
            "found fit for its work",
            source="two men whom I trust",
            cue="looked at",
            nested_in="a11",
            act="believe",
            confidence=0.41,
        ),
    )
