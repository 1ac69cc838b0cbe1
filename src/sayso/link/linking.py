"""An article, its attributions and phrases in; attributions that name their speakers, and the entities, out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sayso.data import Addressee, Article, Attribution, Candidate, Entity, Event, Extraction, Source
from sayso.link.clusters import Clusters, Scorer, find_clusters
from sayso.link.entities import Cast, Found, make_entities
from sayso.link.events import EventMaker
from sayso.link.names import fold
from sayso.link.pairs import agree_on_types
from sayso.link.parties import Parties
from sayso.link.roles import RoleDraft, RoleFinder
from sayso.link.sameness import Draft, Judge
from sayso.link.speakers import WRITER, Listener, Speaker, Speakers, trace_words
from sayso.link.statuses import drop_speech
from sayso.text import make_span


@dataclass(frozen=True, slots=True)
class Linked:
    """The attributions of an article with their speakers, its entities, and its chains of two mentions or more."""

    attributions: tuple[Attribution, ...]
    entities: tuple[Entity, ...]
    events: tuple[Event, ...] = ()
    drafts: tuple[Draft, ...] = field(default=(), repr=False)
    chains: tuple[tuple[tuple[int, int], ...], ...] = ()


def link_article(article: Article, extraction: Extraction, *, scorer: Scorer, judge: Judge) -> Linked:
    """Find who is meant by every source of an article and what is told of them, and what happened.

    `scorer` says which phrases are one, `judge` which mentions of events.
    """
    attributions, ties = extraction.attributions, extraction.ties
    phrases = agree_on_types(article.text, extraction.phrases)
    clusters = find_clusters(article.text, phrases, ties, scorer)
    del scorer  # and the vectors of the phrases with it: long articles have many
    finder = RoleFinder(article.text, clusters, ties)
    roles = finder.find_roles(span for a in attributions if a.source for span in a.source.spans)
    bodies = find_bodies(roles)
    speakers = Listener(article, clusters, bodies).listen(attributions)
    also = {cluster for speaker in speakers.of.values() for cluster, _ in speaker.candidates}
    spoken_to = {clusters.of[n] for n in speakers.addressees.values()}
    speaking = frozenset(s.cluster for s in speakers.of.values() if s.cluster is not None and s.cluster != WRITER)
    parties = Parties(article.text, clusters, finder.lands, bodies)
    maker = EventMaker(
        article,
        list(drop_speech(extraction.events, attributions)),
        clusters,
        parties,
        attributions=attributions,
        tellers=_tellers(attributions, speakers),
    )
    maker.settle(judge)
    found = Found(
        roles,
        list(finder.find_backings()),
        speaking,
        frozenset(spoken_to | also | maker.wanted),
        finder.find_envoys() | finder.find_issuers(speaking, bodies),
        maker.lands,
    )
    cast = make_entities(article, clusters, found, ties)
    named = _name_speakers(article, attributions, speakers, clusters=clusters, cast=cast)
    return Linked(named, cast.entities, maker.make(named, cast), tuple(maker.drafts), _chains(clusters))


def _tellers(attributions: Sequence[Attribution], speakers: Speakers) -> list[tuple[tuple[int, int], int | None]]:
    """List the quoted words of an article, outer ones first, with the cluster that speaks."""
    found = [
        ((span.start, span.end), None if (who := speakers.of[a.id].cluster) == WRITER else who)
        for a in attributions
        for span in a.content.spans
    ]
    return sorted(found, key=lambda told: told[0][0] - told[0][1])


def find_bodies(roles: Sequence[RoleDraft]) -> dict[int, int]:
    """Give, for each cluster that speaks for another, that other."""
    return {role.who: role.of for role in reversed(roles) if isinstance(role.of, int) and role.kind.speaks}


def _name_speakers(
    article: Article, attributions: Sequence[Attribution], speakers: Speakers, *, clusters: Clusters, cast: Cast
) -> tuple[Attribution, ...]:
    entities = {name: _entity_of(speaker, cast) for name, speaker in speakers.of.items()}
    told = {name: cast.ids[clusters.of[n]] for name, n in speakers.addressees.items() if clusters.of[n] in cast.ids}
    chains = trace_words(attributions, entities, find_outlets(article, told, cast.entities))
    out = []
    for attribution in attributions:
        speaker = speakers.of[attribution.id]
        out.append(
            replace(
                attribution,
                source=_name_source(attribution.source, speaker, entities[attribution.id], cast),
                addressee=_make_addressee(article, speakers.addressees.get(attribution.id), clusters, cast),
                on_whose_word=chains[attribution.id],
            )
        )
    return tuple(out)


def _entity_of(speaker: Speaker, cast: Cast) -> str | None:
    if speaker.cluster == WRITER:
        return "writer"
    return None if speaker.cluster is None else cast.ids.get(speaker.cluster)


def _name_source(source: Source | None, speaker: Speaker, entity: str | None, cast: Cast) -> Source | None:
    """Put the speaker into a source; one that is known without words gets a source without spans."""
    if source is None and entity is None:
        return None
    candidates = tuple(Candidate(cast.ids[c], round(s, 3)) for c, s in speaker.candidates if c in cast.ids)
    return Source(source.spans if source else (), entity, speaker.inferred, candidates)


def _make_addressee(article: Article, n: int | None, clusters: Clusters, cast: Cast) -> Addressee | None:
    if n is None:
        return None
    phrase = clusters.phrases[n]
    return Addressee((make_span(article.text, phrase.start, phrase.end),), cast.ids.get(clusters.of[n]))


def find_outlets(article: Article, told: Mapping[str, str], entities: Sequence[Entity]) -> dict[str, str]:
    """Keep, of those to whom something was told, the papers and agencies that passed it on, the publisher aside."""
    own = " ".join(fold(part) for part in (article.publisher, article.series, article.title) if part)
    outlets = {e.id for e in entities if e.sector == "JRN" and e.kind == "organisation" and fold(e.name) not in own}
    return {name: entity for name, entity in told.items() if entity in outlets}


def _chains(clusters: Clusters) -> tuple[tuple[tuple[int, int], ...], ...]:
    phrases = clusters.phrases
    chains = (members for members in clusters.members.values() if len(members) > 1)
    return tuple(tuple((phrases[n].start, phrases[n].end) for n in members) for members in chains)
