"""Offsets and words -> readings made by hand, for tests that need no weights."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256

from sayso.data import (
    Article,
    Attribution,
    Entity,
    Event,
    EventDate,
    EventPlace,
    Mention,
    Passage,
    Provenance,
    Reading,
    Role,
    Source,
    Span,
)
from sayso.evaluate.labels import LabelledArticle, LabelledAttribution, LabelledEntity, LabelledEvent, Parties
from sayso.evaluate.pieces import Parts, Piece, Pieces
from sayso.evaluate.polnear import PolnearArticle

MODEL = "sha256:0"
MARKED_FILE = """<Document doc_name="4_1ecb.xml">
<token t_id="1" sentence="0" number="0">Mill</token>
<token t_id="2" sentence="0" number="1">burns</token>
<token t_id="3" sentence="1" number="0">It</token>
<token t_id="4" sentence="1" number="1">was</token>
<token t_id="5" sentence="1" number="2">n't</token>
<token t_id="6" sentence="1" number="3"> </token>
<token t_id="7" sentence="1" number="4">rebuilt</token>
<token t_id="8" sentence="1" number="5">.</token>
<Markables>
<NEG_ACTION_OCCURRENCE m_id="21"><token_anchor t_id="7"/></NEG_ACTION_OCCURRENCE>
<ACTION_OCCURRENCE m_id="20" note="x"><token_anchor t_id="2"/></ACTION_OCCURRENCE>
<ACTION_OCCURRENCE m_id="22"><token_anchor t_id="5"/><token_anchor t_id="4"/></ACTION_OCCURRENCE>
<ACTION_OCCURRENCE m_id="30" TAG_DESCRIPTOR="fire" instance_id="ACT1"/>
</Markables>
<Relations>
<CROSS_DOC_COREF r_id="1" note="ACT1"><source m_id="20"/><target m_id="30"/></CROSS_DOC_COREF>
<INTRA_DOC_COREF r_id="2"><source m_id="21"/><source m_id="22"/><target m_id="31"/></INTRA_DOC_COREF>
<TLINK r_id="3"><source m_id="20"/><target m_id="21"/></TLINK>
</Relations>
</Document>"""
"""A document of ECB+: two marks of one event, one of an event that other documents tell of, too."""


def find(text: str, *words: str) -> Pieces:
    """Find where words first stand in a text."""
    return tuple((text.index(word), text.index(word) + len(word)) for word in words)


def make_attribution(text: str, parts: Parts, **fields) -> Attribution:
    """Make an attribution of its offsets; `entity` is its speaker, other fields as in the contract."""
    entity = fields.pop("entity", None)
    source, cue, content = (
        tuple(Span(s, e, text[s:e]) for s, e in parts[role]) for role in ("source", "cue", "content")
    )
    given = {"id": "a1", "manner": "indirect", "act": "say", "negated": False, **fields}
    return Attribution(
        source=Source(source, entity) if source or entity else None,
        cue=Passage(cue) if cue else None,
        content=Passage(content),
        **given,
    )


def make_reading(name: str, text: str, attributions: Iterable[Attribution], entities: Sequence[Entity] = ()) -> Reading:
    """Make the reading of a text called `name`."""
    digest = sha256(text.encode()).hexdigest()
    article = Article(f"t{digest[:12]}", text, digest, path=f"somewhere/{name}")
    return Reading(article, Provenance(MODEL, "made"), tuple(attributions), tuple(entities))


def read_as_annotated(gold: PolnearArticle) -> Reading:
    """Make the reading that finds all that PolNeAR marks and nothing else."""
    numbered = enumerate(gold.attributions)
    found = [make_attribution(gold.text, parts, id=f"a{n}", confidence=1 - n % 10 / 20) for n, parts in numbered]
    return make_reading(gold.name, gold.text, found)


def read_as_labelled(gold: LabelledArticle) -> Reading:
    """Make the reading that finds all that is labelled, with the first accepted value of each field."""
    entities = [_entity_as_labelled(entity, gold.labels.entities) for entity in gold.labels.entities]
    events = tuple(_event_as_labelled(gold, event) for event in gold.labels.events or ())
    told = [_as_labelled(gold, attribution) for attribution in gold.labels.attributions]
    return replace(make_reading(gold.name, gold.text, told, entities), events=events)


def make_event(text: str, trigger: Pieces, **fields) -> Event:
    """Make an event of the offsets of its trigger; other fields as in the contract."""
    given = {"id": "v1", "event_type": "ASSAULT", **fields}
    return Event(trigger=Passage(tuple(Span(start, end, text[start:end]) for start, end in trigger)), **given)


def _event_as_labelled(gold: LabelledArticle, label: LabelledEvent) -> Event:
    def find(accepted: Sequence[Parties]) -> tuple[str, ...]:
        known = {name: entity.id for entity in gold.labels.entities for name in entity.names} | {"writer": "writer"}
        return tuple(known[party[0]] for parties in accepted[:1] for party in parties if party[0] in known)

    return make_event(
        gold.text,
        label.trigger[:1],
        id=label.id,
        event_type=min(label.type),
        status=min(label.status),
        actor=find(label.actor),
        recipient=find(label.recipient),
        on_whose_word=find(label.on_word_of),
        place=EventPlace(label.place[0]) if label.place else None,
        date=EventDate(label.date[0], "day", "") if label.date else None,
    )


def _entity_as_labelled(entity: LabelledEntity, everybody: Sequence[LabelledEntity]) -> Entity:
    """Make an entity with its roles; a body that is labelled by no name of its own is none."""

    def find_body(names: Iterable[str]) -> str | None:
        return next((other.id for other in everybody if set(names) & set(other.names)), None)

    roles = tuple(Role(role.title, find_body(role.of)) for role in entity.roles)
    bodies = tuple(filter(None, map(find_body, entity.speaks_for)))
    return Entity(entity.id, entity.names[0], "person", entity.names[1:], roles=roles, speaks_for=bodies)


def find_mentions(reading: Reading) -> Reading:
    """Give each entity a mention wherever one of its names first stands in the text."""
    text = reading.article.text

    def mentions(entity: Entity) -> tuple[Mention, ...]:
        places = ((text.find(name), name) for name in (entity.name, *entity.aliases))
        return tuple(Mention(at, at + len(name), name, "name") for at, name in places if at >= 0)

    return replace(reading, entities=tuple(replace(e, mentions=mentions(e)) for e in reading.entities))


def corrupt_entities(reading: Reading, *, seed: str) -> Reading:
    """Spoil what is said of entities: drop, double, misname, and give roles and bodies to others."""
    luck = random.Random(seed)
    bodies = [entity.id for entity in reading.entities]

    def spoil(entity: Entity) -> Entity:
        changed = [replace(r, of=luck.choice([r.of, r.of, None, *bodies[:3]])) for r in entity.roles]
        changed += [Role(luck.choice(["chief", "chief of staff"]), luck.choice(bodies))] * (luck.random() < 0.2)
        changed = [role for role in changed if luck.random() > 0.2]
        behind = (*entity.speaks_for, *(luck.choice(bodies) for _ in range(2) if luck.random() < 0.2))
        name = luck.choice(["nobody", *entity.aliases]) if luck.random() < 0.2 else entity.name
        return replace(
            entity, name=name, roles=tuple(changed), speaks_for=tuple(b for b in behind if luck.random() > 0.2)
        )

    kept = [spoil(entity) for entity in reading.entities if luck.random() > 0.1]
    return replace(reading, entities=tuple(kept))


def corrupt_events(reading: Reading, *, seed: str) -> Reading:
    """Spoil what is said of events: drop, double, shift, mistype, and give them to others."""
    luck = random.Random(seed)
    text, entities = reading.article.text, ["writer", *(entity.id for entity in reading.entities)]

    def spoil(event: Event) -> Event:
        trigger = tuple((span.start, span.end) for span in event.trigger.spans)
        changes = {
            "event_type": luck.choice(["OTHER", "ASSAULT"]),
            "status": luck.choice(["asserted", "planned"]),
            "actor": tuple(luck.sample(entities, min(luck.randint(0, 2), len(entities)))),
            "recipient": (),
            "on_whose_word": luck.choice([(), ("writer", luck.choice(entities))]),
            "place": luck.choice([None, EventPlace("nowhere")]),
            "date": luck.choice([None, EventDate(None, None, "")]),
            "trigger": make_event(text, tuple(_shift(piece, text, luck) for piece in trigger)).trigger,
        }
        return replace(event, **dict(luck.sample([*changes.items()], luck.randint(0, 4))))

    kept = [spoil(event) for event in reading.events if luck.random() > 0.15]
    doubled = [replace(event, id=f"{event.id}x") for event in kept if luck.random() < 0.2]
    return replace(reading, events=tuple(kept + doubled))


def _as_labelled(gold: LabelledArticle, label: LabelledAttribution) -> Attribution:
    speakers = [e.id for e in gold.labels.entities if set(label.speaker) & set(e.names)]
    source, cue = ((piece,) if piece else () for piece in (label.source[0], label.cue[0]))
    parts = Parts(source, cue, label.content[0])
    return make_attribution(
        gold.text,
        parts,
        id=label.id,
        manner=min(label.manner),
        act=min(label.act),
        nested_in=min(label.nested_in, default=None),
        entity="writer" if "writer" in label.speaker else next(iter(speakers), None),
    )


def corrupt(reading: Reading, *, seed: str) -> Reading:
    """Spoil a reading as models do: drop, shift, split, swap, nest, double, and mistake what is said of the rest."""
    luck = random.Random(seed)
    kept = [a for a in reading.attributions if luck.random() > 0.15]
    spoilt = [_spoil(a, reading, luck) if luck.random() < 0.6 else a for a in kept]
    doubled = [replace(a, id=f"{a.id}x") for a in spoilt if luck.random() < 0.1]
    return replace(reading, attributions=tuple(spoilt + doubled))


def _spoil(attribution: Attribution, reading: Reading, luck: random.Random) -> Attribution:
    text, entities = reading.article.text, [e.id for e in reading.entities]
    others = [a.id for a in reading.attributions]
    pieces = {r: _spans(getattr(attribution, r)) for r in ("source", "cue", "content")}
    change = luck.choice(["shift", "shift", "split", "swap", "nest", "value", "entity", "no source", "no cue", "empty"])
    match change:
        case "shift":
            role = luck.choice(["source", "cue", "content"])
            pieces[role] = tuple(_shift(piece, text, luck) for piece in pieces[role])
        case "split":
            pieces["content"] = tuple(half for piece in pieces["content"] for half in _split(piece, luck))
        case "swap":
            pieces["source"], pieces["cue"] = pieces["cue"], pieces["source"]
        case "no source" | "no cue":
            pieces[change.removeprefix("no ")] = ()
        case "empty":
            pieces["content"] = ()
    remade = make_attribution(text, Parts(**pieces), id=attribution.id)
    source = remade.source
    entity = attribution.source.entity if attribution.source else None
    if change == "entity" and entities:
        entity = luck.choice([*entities, "writer", None])
    if source or entity:
        source = Source(source.spans if source else (), entity)
    nested_in = luck.choice([*others, None]) if change == "nest" else attribution.nested_in
    act, manner = (luck.choice(["say", "deny"]), luck.choice(["direct", "mixed", "indirect"]))
    if change != "value":
        act, manner = attribution.act, attribution.manner
    return replace(
        attribution, source=source, cue=remade.cue, content=remade.content, nested_in=nested_in, act=act, manner=manner
    )


def _spans(part: Source | Passage | None) -> Pieces:
    return tuple((span.start, span.end) for span in part.spans) if part else ()


def _shift(piece: Piece, text: str, luck: random.Random) -> Piece:
    start = max(0, piece[0] + luck.randint(-12, 12))
    return start, min(len(text), max(start + 1, piece[1] + luck.randint(-12, 12)))


def _split(piece: Piece, luck: random.Random) -> Pieces:
    if piece[1] - piece[0] < 2:
        return (piece,)
    middle = luck.randint(piece[0] + 1, piece[1] - 1)
    return (piece[0], middle), (middle, piece[1])
