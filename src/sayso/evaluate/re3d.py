"""A folder of re3d (Dstl 2017) and the readings of its texts -> counts of three relations, article by article.

A folder a publisher holds `documents.json`, `entities.json` and `relations.json`, one object a line; `dev.txt` names
the documents that are read. Paid readers marked relations between phrases of one sentence, which makes them uneven:

- IsSynonymOf holds between two phrases for one (apposition, "is", "also known as", a second name in brackets). It is
  marked in one direction or both, and is one relation here.
- BelongsTo and InChargeOf hold between a member, unit or head and its body. Which of the two was marked is chance, so
  that an entity with a role in a body, or backed by it, fits either. Much else bears these names: who holds a town is
  in charge of it, who drops a bomb of the bomb, and a sum of money belongs to its donor.
- "X, commander of Y" is marked once: X is "commander of Y", or X is in charge of Y.
- "Defence Secretary X" is one phrase of one person, "Minister for the North X" two.

Asked for are the relations between persons and bodies of which the readers were at least half sure; finding one of the
others, which `relations.all` counts too, is no mistake. A reading says in a sentence:

- that the names and descriptions of an entity there, titles included, are one: as many statements as it takes to tie
  them, as MUC counts, one more name that is part of another and phrases within one phrase of re3d left out;
- that an entity belongs to the body of its role or its backer, in the sentences where the words of that stand, by any
  of their mentions there; not within one phrase of re3d.

A title in a body says both, and is counted as the second; where the first is marked, that is enough. Two phrases are
one where their head words end on the same character: what stands last before a preposition, comma, bracket, dash or
relative.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from sayso.data import Entity, Mention, Reading, Span
from sayso.errors import GoldError
from sayso.evaluate.names import same_name
from sayso.evaluate.pieces import Piece, Pieces
from sayso.evaluate.scores import Count, Tally

RelationType = Literal["IsSynonymOf", "BelongsTo", "InChargeOf"]
TYPES: tuple[RelationType, ...] = ("IsSynonymOf", "BelongsTo", "InChargeOf")
PARTIES = {"Person", "Organisation"}
"""The types of phrases between which relations are asked for."""
SURE = 0.5
"""Share of re3d's readers, weighed by how reliable they are, that a relation asked for has behind it."""

_AFTER_HEAD = re.compile(
    r"[(\[]|,\s|\s[-–—]\s|\s(?:of|in|on|at|for|from|to|by|with|against|within|who|whose|which|that|known|called)\b"
)
_WORD_END = re.compile(r"(?:['’]s?)?\W*$")
_HEADS = re.compile(
    r"\b(?:commander|commanding|leader|head|chief|president|minister|chair\w*|director|governor)\b", re.I
)
_UNDER = re.compile(r"\b(?:deputy|vice|assistant|spokes\w+|adviser|advisor)\b", re.I)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation as marked; one that is not `asked` is neither asked for nor counted against."""

    type: RelationType
    source: Piece
    target: Piece
    asked: bool = True


@dataclass(frozen=True, slots=True)
class RelatedArticle:
    """A document of re3d with its relations, phrases and the starts of its sentences."""

    name: str
    text: str
    relations: tuple[Relation, ...] = ()
    phrases: Pieces = ()
    sentences: tuple[int, ...] = (0,)


class _Document(msgspec.Struct):
    id: str = msgspec.field(name="_id")
    text: str


class _Phrase(msgspec.Struct, rename="camel"):
    id: str = msgspec.field(name="_id")
    begin: int
    end: int
    type: str
    document_id: str

    @property
    def sentence(self) -> int:
        """Where its sentence starts: the id goes on, after that of the document, `-sentence-begin-end` within it."""
        return self.begin - int(self.id.removeprefix(self.document_id).split("-")[2])


class _Marked(msgspec.Struct, rename="camel"):
    source_begin: int
    source_end: int
    target_begin: int
    target_end: int
    type: str
    document_id: str
    confidence: float


Row = TypeVar("Row")


def read_re3d(folder: Path) -> Iterator[RelatedArticle]:
    """Read the documents that `dev.txt` names, in its order; raise GoldError where a file is missing or damaged."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for line in _read(folder / "dev.txt").decode().splitlines():
        publisher, _, name = line.partition("\t")
        wanted[publisher].append(name)
    for publisher, names in wanted.items():
        texts = {document.id: document.text for document in _decode(folder / publisher / "documents.json", _Document)}
        phrases, marked = defaultdict(list), defaultdict(list)
        for phrase in _decode(folder / publisher / "entities.json", _Phrase):
            phrases[phrase.document_id].append(phrase)
        for relation in _decode(folder / publisher / "relations.json", _Marked):
            marked[relation.document_id].append(relation)
        for name in names:
            if name not in texts:
                raise GoldError(f"{folder / publisher}: no document {name}, which dev.txt names; restore the corpus")
            yield _make_article(name, texts[name], phrases[name], marked[name])


def _make_article(name: str, text: str, phrases: list[_Phrase], marked: list[_Marked]) -> RelatedArticle:
    types: dict[Piece, set[str]] = defaultdict(set)
    for phrase in phrases:
        types[phrase.begin, phrase.end].add(phrase.type)
    asked: dict[tuple[RelationType, Piece, Piece], bool] = {}
    for relation in marked:
        source, target = (relation.source_begin, relation.source_end), (relation.target_begin, relation.target_end)
        sure = relation.confidence >= SURE and all(types[place] & PARTIES for place in (source, target))
        for kind in TYPES:
            if kind == relation.type:
                ends = (min(source, target), max(source, target)) if kind == "IsSynonymOf" else (source, target)
                asked[kind, *ends] = asked.get((kind, *ends), False) or sure
    relations = tuple(Relation(*ends, sure) for ends, sure in asked.items())
    starts = {0, *(phrase.sentence for phrase in phrases)}
    return RelatedArticle(name, text, relations, tuple(types), tuple(sorted(starts)))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as fault:
        raise GoldError(f"{path}: not there; restore the corpus") from fault


def _decode(path: Path, row: type[Row]) -> list[Row]:
    try:
        return msgspec.json.Decoder(row).decode_lines(_read(path))
    except msgspec.MsgspecError as fault:
        raise GoldError(f"{path}: no lines of re3d: {fault}; restore the corpus") from fault


@dataclass(frozen=True)
class Claim:
    """What a reading says in one sentence of one entity: its phrases are one, or it belongs to a body.

    `sources` and `targets` are where the ends stand, heads only: the same for both where the phrases are one. `worth`
    is how many relations it takes to say so, 0 where nothing is asked of such an entity. Two roles in one body are one.
    """

    type: RelationType = field(compare=False)
    entity: str
    sentence: int
    sources: frozenset[int]
    targets: frozenset[int]
    worth: int = 1

    @cached_property
    def types(self) -> frozenset[str]:
        """The relations of gold that it may be."""
        return frozenset({"IsSynonymOf"} if self.type == "IsSynonymOf" else {"BelongsTo", "InChargeOf"})


def tally_relations(gold: RelatedArticle, reading: Reading | None) -> Tally:
    """Count the relations asked for in one article, of all types and of each, and all that are marked."""
    claims = [*dict.fromkeys(find_claims(gold, reading))] if reading else []
    found = {relation: _find_claim(relation, claims, gold.text) for relation in gold.relations}
    hits = {relation: claim for relation, claim in found.items() if claim is not None}
    astray = _count_astray(claims, [*hits.values()])
    tally = {"relations": Count(0, 0, 0)}
    for kind in TYPES:
        asked = [relation for relation in gold.relations if relation.asked and relation.type == kind]
        right = sum(relation in hits for relation in asked)
        tally[f"relations.{kind}"] = Count(right, len(asked), right + astray[kind])
        tally["relations"] += tally[f"relations.{kind}"]
    tally["relations.all"] = Count(len(hits), len(gold.relations), len(hits) + sum(astray.values()))
    return tally


def find_claims(gold: RelatedArticle, reading: Reading) -> Iterator[Claim]:
    """Find what a reading says of its entities in each sentence."""
    places = {entity.id: _place_phrases(gold, _as_pieces(entity.mentions)) for entity in reading.entities}
    for entity in reading.entities:
        yield from _find_ties(gold, entity)
        roles = [(_type_of(role.title), role.of, role.spans) for role in entity.roles]
        backers: list[tuple[RelationType, str | None, tuple[Span, ...]]]
        backers = [("BelongsTo", backing.entity, backing.spans) for backing in entity.backed_by]
        for kind, body, spans in roles + backers:
            own, others = places[entity.id], places.get(body or "", {})
            said = {_sentence(gold, span.start) for span in spans} or {*own}
            for sentence in sorted(said & own.keys() & others.keys()):
                apart = not any(_one_phrase(gold, one, other) for one in own[sentence] for other in others[sentence])
                sources, targets = (_heads(gold.text, pieces[sentence]) for pieces in (own, others))
                yield Claim(kind, entity.id, sentence, sources, targets, worth=int(apart))


def _find_ties(gold: RelatedArticle, entity: Entity) -> Iterator[Claim]:
    """Tie the names, descriptions and titles of an entity in each sentence; the longest count, not their parts."""
    named: list[Mention | Span] = [mention for mention in entity.mentions if mention.form != "pronoun"]
    titles = [span for role in entity.roles for span in role.spans]
    counted = _heads(gold.text, _as_pieces(span for role in entity.roles if role.of for span in role.spans))
    for sentence, pieces in _place_phrases(gold, _as_pieces([*named, *titles])).items():
        apart: list[Piece] = []
        for piece in sorted(pieces, key=lambda piece: piece[0] - piece[1]):
            if not (find_head(gold.text, piece) in counted or any(_is_again(gold, piece, other) for other in apart)):
                apart.append(piece)
        worth = 0 if entity.kind in ("place", "document") else max(0, len(apart) - 1)
        heads = _heads(gold.text, pieces)
        if len(heads) > 1:
            yield Claim("IsSynonymOf", entity.id, sentence, heads, heads, worth)


def find_head(text: str, piece: Piece) -> int:
    """Find where the head word of a phrase ends: the last before what follows a head, possessive aside."""
    words = text[piece[0] : piece[1]]
    after = next((match.start() for match in _AFTER_HEAD.finditer(words) if match.start()), len(words))
    ending = _WORD_END.search(words[:after])
    return piece[0] + (ending.start() if ending and ending.start() else after)


def _find_claim(relation: Relation, claims: Iterable[Claim], text: str) -> Claim | None:
    source, target = find_head(text, relation.source), find_head(text, relation.target)
    fitting = (c for c in claims if relation.type in c.types and source in c.sources and target in c.targets)
    return next(fitting, None)


def _count_astray(claims: list[Claim], hits: list[Claim]) -> dict[RelationType, int]:
    """Count, by type, what the claims say that no relation bears out; of a tie and a role one is enough."""
    astray: dict[RelationType, int] = dict.fromkeys(TYPES, 0)
    borne_out = {(claim.entity, claim.sentence, claim.type == "IsSynonymOf") for claim in hits}
    for claim in claims:
        other = (claim.entity, claim.sentence, claim.type != "IsSynonymOf") in borne_out
        astray[claim.type] += max(0, claim.worth - sum(claim == hit for hit in hits) - other)
    return astray


def _as_pieces(words: Iterable[Mention | Span]) -> Pieces:
    return tuple(dict.fromkeys((span.start, span.end) for span in words))


def _heads(text: str, pieces: Iterable[Piece]) -> frozenset[int]:
    return frozenset(find_head(text, piece) for piece in pieces)


def _place_phrases(gold: RelatedArticle, pieces: Iterable[Piece]) -> dict[int, Pieces]:
    """Sort phrases by the sentences in which they stand."""
    places: dict[int, Pieces] = {}
    for piece in pieces:
        sentence = _sentence(gold, piece[0])
        places[sentence] = (*places.get(sentence, ()), piece)
    return places


def _sentence(gold: RelatedArticle, offset: int) -> int:
    return bisect_right(gold.sentences, offset)


def _is_again(gold: RelatedArticle, one: Piece, other: Piece) -> bool:
    """Tell whether two phrases are no tie: one name is part of the other, or both lie in one phrase of gold."""
    names = ([gold.text[start:end]] for start, end in (one, other))
    return same_name(*names) or _one_phrase(gold, one, other)


def _one_phrase(gold: RelatedArticle, one: Piece, other: Piece) -> bool:
    start, end = min(one[0], other[0]), max(one[1], other[1])
    return any(phrase[0] <= start and end <= phrase[1] for phrase in gold.phrases)


def _type_of(title: str) -> RelationType:
    return "InChargeOf" if _HEADS.search(title) and not _UNDER.search(title) else "BelongsTo"
