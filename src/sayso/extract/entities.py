"""The mentions of a text in; entities out: mentions of one name are one. Who is meant is for the link step."""

from collections.abc import Iterable

from sayso.data import Article, Entity, EntityKind, Mention
from sayso.extract.finish import make_id
from sayso.model.parse import FoundMention

_KINDS: dict[str, EntityKind] = {"person": "person", "organization": "organisation", "place": "place"}


def name_entities(article: Article, mentions: Iterable[FoundMention]) -> tuple[Entity, ...]:
    """Group the named people, bodies and places of an article by the words of their names."""
    groups: dict[tuple[str, EntityKind], list[FoundMention]] = {}
    for mention in mentions:
        kind = _KINDS.get(mention.type)
        if kind is not None:
            words = " ".join(article.text[mention.start : mention.end].split())
            groups.setdefault((words, kind), []).append(mention)
    return tuple(_make_entity(article, name, kind, group) for (name, kind), group in groups.items())


def _make_entity(article: Article, name: str, kind: EntityKind, group: list[FoundMention]) -> Entity:
    places = [(mention.start, mention.end) for mention in group]
    mentions = tuple(Mention(start, end, article.text[start:end], "name") for start, end in places)
    return Entity(make_id(article, "e", places[:1]), name, kind, mentions=mentions)
