"""A reading in; its entities as known entities of one member each out; and two known entities that are one, joined."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from sayso.data import Entity, KnownEntity, Mention, Reading, Role
from sayso.ids import DIGITS, hash_id

KEPT = 24
"""Names, descriptions, roles and officers that are kept of one entity, the first ones: more tell nothing new."""
PASSAGES = 200
"""Digests that are kept of one entity, the last ones: what is reprinted is fresh."""
WINDOW = 8
"""Words that a passage runs on beside the words for an entity, so that a reprint is known though it was cut."""
LEAST = 5
"""Words that a passage has beside the words for an entity at least, at the edge of a paragraph."""


def introduce(reading: Reading) -> tuple[KnownEntity, ...]:
    """Make a known entity of each entity of a reading, in their order."""
    names = {entity.id: entity.name for entity in reading.entities}
    heard = _find_heard(reading)
    officers = defaultdict[str | None, list[str]](list)
    for entity in reading.entities:
        if entity.kind == "person" and len(entity.name.split()) > 1:
            for role in entity.roles:
                officers[role.of].append(entity.name)
    return tuple(
        _introduce(entity, reading, names, officers=officers[entity.id], heard=entity.id in heard)
        for entity in reading.entities
    )


def _find_heard(reading: Reading) -> set[str | None]:
    """Find who says something, or is spoken to."""
    sources = {attribution.source.entity for attribution in reading.attributions if attribution.source}
    return sources | {attribution.addressee.entity for attribution in reading.attributions if attribution.addressee}


def _introduce(
    entity: Entity, reading: Reading, names: dict[str, str], *, officers: list[str], heard: bool
) -> KnownEntity:
    article = reading.article
    called = _find_names(entity)
    name = called[0] if called else entity.name
    described = [words for words in _keep_first((entity.name, *entity.aliases)) if words not in called]
    return KnownEntity(
        id=hash_id("k", f"{article.id} {entity.id}"),
        name=name,
        kind=entity.kind,
        aliases=tuple(other for other in called if other != name),
        country=entity.country,
        sector=entity.sector,
        members=((article.id, entity.id),),
        descriptions=tuple(described),
        roles=tuple(replace(role, of=names.get(role.of or ""), spans=()) for role in entity.roles),
        officers=_keep_first(officers),
        publishers=_keep_first(name for name in (article.publisher, article.series) if name),
        first=article.published,
        last=article.published,
        # who says nothing and has no name is in too many reports to be known again by a sentence of a reprint
        passages=_digest_passages(article.text, entity.mentions) if heard and not called else (),
        shown=_is_shown(entity),
    )


def _is_shown(entity: Entity) -> bool:
    """Tell whether words show what kind an entity is of: a role or a sector, "he" and "she", "it"."""
    said = {mention.exact.lower() for mention in entity.mentions if mention.form == "pronoun"}
    if entity.kind == "person":
        return bool(entity.roles) or not said.isdisjoint(("he", "she", "his", "her", "him"))
    return entity.sector is not None or entity.country is not None or not said.isdisjoint(("it", "its"))


def _find_names(entity: Entity) -> tuple[str, ...]:
    """Find what an entity is called by name, the fullest first; a name that ends with another one gives way to it.

    "Governor Lucan Swale" tells no more of a name than "Lucan Swale".
    """
    if entity.kind == "unnamed":
        return ()
    forms = {mention.exact: mention.form for mention in entity.mentions}
    called = [words for words in _keep_first((entity.name, *entity.aliases)) if _is_name(words, forms.get(words))]
    return tuple(
        name for name in called if not any(len(end.split()) > 1 and name.endswith(" " + end) for end in called)
    )


def _is_name(words: str, form: str | None) -> bool:
    if form is not None:
        return form == "name"
    return bool(re.match(r"(?:the |an? )?[^\W\da-z]", words)) and words.split()[-1][:1].isupper()


def _digest_passages(text: str, mentions: Iterable[Mention]) -> tuple[str, ...]:
    """Digest the words for an entity with those before them, and with those behind them, within the paragraph.

    A reprint may cut a sentence before or behind them, so each side counts for itself.
    """
    found = []
    for mention in mentions:
        if mention.form == "pronoun":
            continue
        paragraph = text.rfind("\n", 0, mention.start) + 1, text.find("\n", mention.end)
        end = paragraph[1] if paragraph[1] >= 0 else len(text)
        before = re.findall(r"\w+", text[max(paragraph[0], mention.start - 200) : mention.start])
        behind = re.findall(r"\w+", text[mention.end : min(end, mention.end + 200)])
        for side, words in (("<", before[-WINDOW:]), (">", behind[:WINDOW])):
            if len(words) >= LEAST:
                passage = f"{mention.exact} {side} {' '.join(words)}".lower()
                found.append(hashlib.sha256(passage.encode("utf-8", "replace")).hexdigest()[:DIGITS])
    return tuple(dict.fromkeys(found))


def join(old: KnownEntity, new: KnownEntity) -> KnownEntity:
    """Join two known entities that are one; the id and the kind stay the old one's, the name may get fuller."""
    name = new.name if _is_fuller(new, old) else old.name
    called = _keep_first((*list_names(old), *list_names(new)))
    return replace(
        old,
        name=name,
        aliases=tuple(other for other in called if other != name),
        country=old.country or new.country,
        sector=old.sector or new.sector,
        members=old.members + new.members,
        descriptions=_keep_first((*old.descriptions, *new.descriptions)),
        roles=_keep_roles((*old.roles, *new.roles)),
        officers=_keep_first((*old.officers, *new.officers)),
        publishers=_keep_first((*old.publishers, *new.publishers)),
        first=min(filter(None, (old.first, new.first)), default=None),
        last=max(filter(None, (old.last, new.last)), default=None),
        passages=(*old.passages, *new.passages)[-PASSAGES:],
        shown=old.shown or new.shown,
    )


def _is_fuller(new: KnownEntity, old: KnownEntity) -> bool:
    if not list_names(old):
        return bool(list_names(new))
    return old.kind == "person" and new.name.endswith(" " + old.name) and new.name in list_names(new)


def list_names(known: KnownEntity) -> tuple[str, ...]:
    """List the names of a known entity, the fullest first; none where it is known by descriptions only."""
    return known.aliases if known.name in known.descriptions else (known.name, *known.aliases)


def _keep_first(words: Iterable[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for word in words:
        kept.setdefault(word.lower(), word)
    return tuple(kept.values())[:KEPT]


def _keep_roles(roles: Iterable[Role]) -> tuple[Role, ...]:
    kept: dict[tuple[str, str], Role] = {}
    for role in roles:
        kept.setdefault((role.title.lower(), (role.of or "").lower()), role)
    return tuple(kept.values())[:KEPT]
