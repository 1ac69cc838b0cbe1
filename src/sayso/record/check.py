"""A reading in, nothing out: it raises where a reading is not fit to be kept.

What is kept must hold for good: words at their places, ids that name what they stand for, a text that has its digest.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from math import inf, isfinite

from sayso.data import Account, Article, Attribution, Entity, Event, EventStatus, Reading, Span
from sayso.errors import InputError
from sayso.ids import DIGITS, make_id

MOST = 3
"""Entities of one article that begin with the same words, at most."""
_AGAIN = "read the article again"


def check_reading(reading: Reading) -> None:
    """Raise InputError where a reading points nowhere, names what it does not hold, or bears another's ids."""
    for fault in find_faults(reading):
        raise InputError(reading.article.path or reading.article.id, f"{fault}; {_AGAIN}")


def find_faults(reading: Reading) -> Iterator[str]:
    """Say what is wrong with a reading, if anything."""
    yield from _check_article(reading.article)
    for span in list_spans(reading):
        if not 0 <= span.start < span.end or reading.article.text[span.start : span.end] != span.exact:
            yield f"its text has not {span.exact[:40]!r} at {span.start}"
    yield from _check_ids(reading)
    yield from _check_names(reading)
    yield from _check_letters(reading)


def _check_article(article: Article) -> Iterator[str]:
    try:
        digest = hashlib.sha256(article.text.encode()).hexdigest()
    except UnicodeEncodeError:
        yield "its text holds half a character (a lone surrogate)"
        return
    if digest != article.sha256 or article.id != f"t{digest[:DIGITS]}":
        yield "its text is not the one that its digest was made of"
    if any(not 0 <= block.start <= block.end <= len(article.text) for block in article.blocks):
        yield "one of its blocks ends outside the text"


def list_spans(reading: Reading) -> Iterator[Span]:
    """List every span of a reading."""
    for attribution in reading.attributions:
        yield from list_parts(attribution)
    for entity in reading.entities:
        for mention in entity.mentions:
            yield Span(mention.start, mention.end, mention.exact)
        for role in entity.roles:
            yield from role.spans
        for backing in entity.backed_by:
            yield from backing.spans
        for spans in entity.speaks_for_spans.values():
            yield from spans
    for event in reading.events:
        yield from _list_event_spans(event)


def _list_event_spans(event: Event) -> Iterator[Span]:
    yield from (*event.trigger.spans, *event.mentions)
    for part in (event.date, event.place, *event.size.values(), *event.statuses, *event.accounts):
        if part is not None:
            yield from part.spans


def list_parts(attribution: Attribution) -> Iterator[Span]:
    """List the spans of an attribution: of its content, cue, source and addressee."""
    yield from attribution.content.spans
    for part in (attribution.cue, attribution.source, attribution.addressee):
        if part is not None:
            yield from part.spans


def _check_ids(reading: Reading) -> Iterator[str]:
    seen: set[str] = set()
    made = [(a.id, name_attribution(a, reading)) for a in reading.attributions]
    made += [(e.id, name_entity(e, reading)) for e in reading.entities]
    made += [(v.id, name_event(v, reading)) for v in reading.events]
    for own, names in made:
        # an entity without mentions was brought into an article by a person, who said that it speaks there
        if own in seen or (own not in names and (names or own[:1] != "e")):
            yield f"{own} is not the id of what it stands for"
        seen.add(own)


def name_attribution(attribution: Attribution, reading: Reading) -> Sequence[str]:
    """Give the id that the words of an attribution make."""
    parts = (attribution.content, attribution.cue, attribution.source)
    places = [(span.start, span.end) for part in parts if part is not None for span in part.spans]
    return (make_id("a", reading.article.sha256, places),)


def name_entity(entity: Entity, reading: Reading) -> Sequence[str]:
    """Give the ids that an entity may bear: each of its mentions makes one, and more where others begin there too."""
    places = [(mention.start, mention.end) for mention in entity.mentions]
    return [make_id("e", reading.article.sha256, [place] * n) for place in places for n in range(1, MOST + 1)]


def name_event(event: Event, reading: Reading) -> Sequence[str]:
    """Give the ids that an event may bear: the place of each word for it makes one."""
    places = [(span.start, span.end) for span in event.mentions]
    return [make_id("v", reading.article.sha256, [place]) for place in places]


def _check_names(reading: Reading) -> Iterator[str]:
    entities = {entity.id for entity in reading.entities}
    yield from _check_events(reading, entities)
    for attribution in reading.attributions:
        yield from _check_sources(attribution, entities)
    for entity in reading.entities:
        others = [*entity.speaks_for, *(b.entity for b in entity.backed_by), *(r.of for r in entity.roles)]
        if any(other is not None and other not in entities for other in others):
            yield f"{entity.id} is tied to one that is not among its entities"
    yield from _check_nesting({attribution.id: attribution.nested_in for attribution in reading.attributions})


def _check_sources(attribution: Attribution, entities: set[str]) -> Iterator[str]:
    source, chain = attribution.source, attribution.on_whose_word
    if source is not None and source.entity not in {None, "writer", *entities}:
        yield f"{attribution.id} names a speaker that is not among its entities"
    if source is not None and any(choice.entity not in entities for choice in source.candidates):
        yield f"{attribution.id} might be of somebody who is not among its entities"
    if attribution.addressee is not None and attribution.addressee.entity not in {None, *entities}:
        yield f"{attribution.id} names an addressee that is not among its entities"
    if chain[:1] != ("writer",) or not entities.issuperset(chain[1:]):
        yield f"{attribution.id} is on the word of somebody who is not among its entities"
    scores = [attribution.confidence, *(choice.score for choice in (source.candidates if source else ()))]
    if not all(0 <= score <= 1 for score in scores):
        yield f"{attribution.id} has a confidence or score that is not between 0 and 1"


def _check_events(reading: Reading, entities: set[str]) -> Iterator[str]:
    statements = {attribution.id for attribution in reading.attributions}
    events = {event.id for event in reading.events}
    for event in reading.events:
        parties = [account.value for account in event.accounts if account.field in ("actor", "recipient")]
        if not entities.issuperset((*event.actor, *event.recipient, *parties)):
            yield f"{event.id} is done by or to somebody who is not among its entities"
        told: list[EventStatus | Account] = [*event.statuses, *event.accounts]
        chains = [event.on_whose_word, *(one.on_whose_word for one in told)]
        if not all(chain == () or (chain[0] == "writer" and entities.issuperset(chain[1:])) for chain in chains):
            yield f"{event.id} is on the word of somebody who is not among its entities"
        if not statements.issuperset(one.attribution for one in told if one.attribution is not None):
            yield f"{event.id} is told in a statement that is not there"
        if event.id in event.answers or not events.issuperset(event.answers):
            yield f"{event.id} answers an event that is not there, or itself"
        if not 0 <= event.confidence <= 1 or not all(isfinite(number) for number in _list_numbers(event)):
            yield f"{event.id} has a confidence or a number that is none"


def _list_numbers(event: Event) -> Iterator[float]:
    yield from (size.value for size in event.size.values())
    if event.place is not None:
        yield from (angle for angle in (event.place.latitude, event.place.longitude) if angle is not None)
        yield 0 if 0 <= (event.place.geonames or 0) < 2**63 else inf


def _check_nesting(outer: Mapping[str, str | None]) -> Iterator[str]:
    for own, parent in outer.items():
        if parent is not None and parent not in outer:
            yield f"{own} is nested in a statement that is not there"
            return
    for own in outer:
        depth, at = 0, outer[own]
        while at is not None and depth <= len(outer):
            depth, at = depth + 1, outer[at]
        if at is not None:
            yield f"{own} is nested in itself"
            return


def _check_letters(reading: Reading) -> Iterator[str]:
    """Find half characters (lone surrogates), which no file can hold, in what is not the text or a path."""
    article = reading.article
    words = [article.url, article.publisher, article.series, article.title, article.published, article.language]
    words += [*article.byline, reading.sayso_version, reading.provenance.model, reading.provenance.run]
    for entity in reading.entities:
        words += [entity.name, *entity.aliases, entity.country, entity.sector, *(role.title for role in entity.roles)]
    for event in reading.events:
        words += [*event.modes, *event.size, *(size.unit for size in event.size.values())]
        words += [event.date.value, event.date.phrase] if event.date else []
        words += [event.place.name, event.place.kind, event.place.country] if event.place else []
        words += [account.value for account in event.accounts]
    try:
        "".join(word or "" for word in words).encode()
    except UnicodeEncodeError:
        yield "one of its names or titles holds half a character (a lone surrogate)"
