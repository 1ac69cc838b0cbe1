"""Nothing in, readings made by hand out: one for each thing that a view has to show. All people are invented."""

import hashlib
from dataclasses import replace

from sayso.data import (
    Act,
    Addressee,
    Article,
    Attribution,
    Backing,
    Block,
    BlockKind,
    Candidate,
    Entity,
    Manner,
    Mention,
    MentionForm,
    Passage,
    Provenance,
    Reading,
    Role,
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


def doubt(attribution: Attribution, *candidates: str, inferred: bool = False) -> Attribution:
    """Say that a speaker was inferred, or which entities it might be, the likeliest first."""
    assert attribution.source is not None
    scored = tuple(Candidate(name, 0.5 - at / 10) for at, name in enumerate(candidates))
    return replace(attribution, source=replace(attribution.source, inferred=inferred, candidates=scored))


def tell(attribution: Attribution, text: str, *pieces: Piece, entity: str | None = None) -> Attribution:
    """Say to whom something was said."""
    return replace(attribution, addressee=Addressee(tuple(find(text, piece) for piece in pieces), entity))


def mention(text: str, *pieces: Piece, form: MentionForm = "name") -> tuple[Mention, ...]:
    """Make mentions out of words of a text."""
    spans = (find(text, piece) for piece in pieces)
    return tuple(Mention(span.start, span.end, span.exact, form) for span in spans)


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
    return Reading(article, Provenance("sha256:0000", "sha256:1111"), attributions, entities, sayso_version="0.1.0")


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
    return read_by_hand(article, *_attribute_quay(article.text), entities=_list_quay(article.text))


def _list_quay(text: str) -> tuple[Entity, ...]:
    chairman, inspector = find(text, "Its chairman, Teun Aldersey"), find(text, "inspector, Northern Hoist Board")
    return (
        Entity(
            "e1",
            "Oda Fenn",
            "person",
            mentions=mention(text, "Oda Fenn") + mention(text, "She", form="pronoun"),
        ),
        Entity(
            "e2",
            "the port company",
            "organisation",
            ("The company",),
            sector="BUS",
            speaks_for=("e2",),
            speaks_for_spans={"e2": (find(text, "the port company"),)},
            mentions=mention(text, "the port company", "The company", ("The company", 2), form="nominal"),
        ),
        Entity(
            "e3",
            "Teun Aldersey",
            "person",
            roles=(Role("chairman", "e2", spans=(chairman,)),),
            speaks_for=("e2",),
            speaks_for_spans={"e2": (chairman,)},
            mentions=mention(text, "Teun Aldersey") + mention(text, ("he", 23), form="pronoun"),
        ),
        Entity("e4", "dockers", "group", mentions=mention(text, "dockers", ("dockers", 2), form="nominal")),
        Entity(
            "e5", "The harbour ministry", "government", sector="GOV", mentions=mention(text, "The harbour ministry")
        ),
        Entity(
            "e6",
            "Bram Ruys",
            "person",
            roles=(Role("Captain", spans=(find(text, "Captain"),)), Role("inspector", "e7", spans=(inspector,))),
            speaks_for=("e7",),
            speaks_for_spans={"e7": (inspector,)},
            mentions=mention(text, "Bram Ruys"),
        ),
        Entity(
            "e7",
            "Northern Hoist Board",
            "organisation",
            ("The Hoist Board",),
            mentions=mention(text, "Northern Hoist Board", "The Hoist Board"),
        ),
    )


def _attribute_quay(text: str) -> tuple[Attribution, ...]:
    told = "that the port company had told it that the crane was “sound in every part”"
    return (
        attribute(
            text,
            "a1",
            "Veldmar crane was ‘an accident in waiting’",
            source="dockers",
            cue="say",
            manner="mixed",
            entity="e4",
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
        attribute(
            text,
            "a4",
            told,
            source="The harbour ministry",
            cue=("said", 3),
            manner="mixed",
            entity="e5",
            confidence=0.96,
        ),
        _nest(
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
            text,
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
            entity="e6",
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


def _nest(inner: Attribution, text: str) -> Attribution:
    return replace(tell(inner, text, ("it", 3), entity="e5"), on_whose_word=("writer", "e5", "e2"))


def read_pass() -> Reading:
    """Make a reading in which speakers are inferred, unnamed, unresolved, nested and spoken to."""
    article = make_article(
        ("title", "The road over the Orsk pass is shut"),
        (
            "paragraph",
            "Lena Vard, a spokeswoman for the Pass Guard, told the Tarn Agency that its men had closed the road. "
            "The Pass Guard is backed by Orvania.",
        ),
        ("paragraph", "“We did not fire,” she added. “Nobody fired."),
        ("paragraph", "“The road will open when the snow does.”"),
        ("paragraph", "The interior ministry said that the army had told it that two lorries were burnt."),
        ("paragraph", "The former minister, Pavel Orr, met Ivo Sand at noon. He said that the pass was lost."),
        ("paragraph", "A driver feared that the lorries were his. We saw no lorries at the pass."),
        path="samples/pass.txt",
        publisher="The Orsk Lantern",
        published="2024-01-09",
        title="The road over the Orsk pass is shut",
    )
    return read_by_hand(article, *_attribute_pass(article.text), entities=_list_pass(article.text))


def _attribute_pass(text: str) -> tuple[Attribution, ...]:
    vard = "Lena Vard, a spokeswoman for the Pass Guard,"
    closed = attribute(text, "b1", "that its men had closed the road", source=vard, cue="told", entity="e1")
    burnt = "that the army had told it that two lorries were burnt"
    inner = attribute(text, "b5", "that two lorries were burnt", source="the army", entity="e4", nested_in="b4")
    return (
        replace(tell(closed, text, "the Tarn Agency", entity="e3"), on_whose_word=("writer", "e3", "e1")),
        attribute(text, "b2", "“We did not fire,”", "“Nobody fired.", source="she", entity="e1", manner="direct"),
        doubt(
            attribute(text, "b3", "“The road will open when the snow does.”", entity="e1", manner="direct"),
            inferred=True,
        ),
        attribute(text, "b4", burnt, source="The interior ministry", cue="said", entity="e5"),
        replace(tell(inner, text, ("it", 2), entity="e5"), on_whose_word=("writer", "e5", "e4")),
        doubt(attribute(text, "b6", "that the pass was lost", source="He", cue=("said", 2)), "e6", "e7", "gone"),
        attribute(text, "b7", "that the lorries were his", source="A driver", cue="feared", entity="e8", act="believe"),
        attribute(text, "b8", "no lorries at the pass", source="We saw", entity="writer"),
        attribute(text, "b9", "is shut"),
    )


def _list_pass(text: str) -> tuple[Entity, ...]:
    spokeswoman, backed = find(text, "a spokeswoman for the Pass Guard"), find(text, "is backed by Orvania")
    return (
        Entity(
            "e1",
            "Lena Vard",
            "person",
            roles=(Role("spokeswoman", "e2", True, (spokeswoman,)),),
            speaks_for=("e2",),
            speaks_for_spans={"e2": (spokeswoman,)},
            mentions=mention(text, "Lena Vard") + mention(text, "she", form="pronoun"),
        ),
        Entity(
            "e2",
            "the Pass Guard",
            "organisation",
            country="ORV",
            sector="PRM",
            backed_by=(Backing("e9", (backed,)),),
            mentions=mention(text, "the Pass Guard", "The Pass Guard"),
        ),
        Entity("e3", "the Tarn Agency", "organisation", sector="JRN", mentions=mention(text, "the Tarn Agency")),
        Entity("e4", "the army", "organisation", sector="MIL", mentions=mention(text, "the army", form="nominal")),
        Entity("e5", "The interior ministry", "government", mentions=mention(text, "The interior ministry")),
        Entity(
            "e6",
            "Pavel Orr",
            "person",
            sector="ELI",
            roles=(Role("minister", current=False, spans=(find(text, "The former minister"),)),),
            mentions=mention(text, "Pavel Orr"),
        ),
        Entity("e7", "Ivo Sand", "person", mentions=mention(text, "Ivo Sand")),
        Entity("e8", "A driver", "unnamed", mentions=mention(text, "A driver", form="nominal")),
        Entity("e9", "Orvania", "country", country="ORV", sector="GOV", mentions=mention(text, "Orvania")),
    )
