"""Attributions and clusters in; who is meant by each source, and to whom it was said, out.

A quoted "I" is who says the quotation, a quoted "we" whom they speak for, "you" who is spoken to. Outside quotations
"I" and "we" are the writer's. What nobody could tell stays None.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from sayso.data import Article, Attribution, Span
from sayso.link.clusters import Clusters
from sayso.link.names import compare_names, parse_name
from sayso.link.pairs import find_class
from sayso.link.sectors import find_sector

WRITER = -1
"""Stands for the article's own voice among the numbers of clusters."""
LEAST_SHARE = 0.05
"""Share from which on a cluster is named as one that a source might be."""
SURE, AHEAD = 0.4, 1.5
"""Share that the likeliest needs to be taken for a pronoun that the head would leave alone, and how far ahead it is."""
RUNS_ON = 2
"""Lines after which a quotation that nobody is said to speak is no longer the last speaker's."""
_FIRST = ("i", "we")
_NOBODY = frozenset("nobody none no neither nothing anybody anyone".split())
_INDEFINITE = frozenset("another other others somebody someone everybody everyone some many few most both all".split())
_SPEAKS = frozenset(("person", "organization"))
_THIRD = ("he", "she", "they", "it", "who", "that", "else")
_LETTER = re.compile(r"[AQ](?:nswer|uestion)?\d*\W*", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:tell|tells|told|telling|informs?|informed|assure[sd]?|remind(?:s|ed)?|warn(?:s|ed)?|urge[sd]?|ask(?:s|ed)?|"
    r"advise[sd]?|notif(?:y|ies|ied)|order(?:s|ed)?|instruct(?:s|ed)?|beg(?:s|ged)?|promise[sd]?|"
    r"call(?:s|ed)? on|appeal(?:s|ed)? to|said to|replied to|spoke to|talked to)$",
    re.IGNORECASE,
)
_ASKED = re.compile(r"Asked\b")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a source is: a cluster, WRITER, or None; `inferred` where no words say so; what else it might be."""

    cluster: int | None
    inferred: bool = False
    candidates: tuple[tuple[int, float], ...] = ()


@dataclass
class Speakers:
    """The speakers of an article by the id of the attribution; to whom they speak, as phrases."""

    of: dict[str, Speaker] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    addressees: dict[str, int] = field(default_factory=dict)


class Listener:
    """Finds the speakers of an article; `bodies` gives, by cluster, the one it speaks for."""

    def __init__(self, article: Article, clusters: Clusters, bodies: Mapping[int, int]) -> None:
        self._article, self._clusters, self._bodies = article, clusters, bodies
        self._places = clusters.at
        self._found = Speakers()
        self._labels = {(block.start, block.end) for block in article.blocks if block.kind == "label"}

    def listen(self, attributions: Sequence[Attribution]) -> Speakers:
        """Find who speaks in each attribution; parents come before what is nested in them."""
        known = {attribution.id: attribution for attribution in attributions}
        last: Attribution | None = None
        for attribution in sorted(attributions, key=lambda a: _depth(a, known)):
            parent = known.get(attribution.nested_in or "")
            self._find_addressee(attribution)
            self._found.of[attribution.id] = self._hear(attribution, parent, last)
            if parent is None:
                last = attribution
        return self._found

    def _hear(self, attribution: Attribution, parent: Attribution | None, last: Attribution | None) -> Speaker:
        if attribution.source is None or not attribution.source.spans:
            return self._hear_nobody(attribution, last)
        n = self._places.of_source(attribution.source.spans)
        if n is None:
            return Speaker(None)
        self._found.sources[attribution.id] = n
        phrase = self._clusters.phrases[n]
        spoken = find_class(self._article.text, phrase)
        if self._is_own(n):
            return Speaker(WRITER)
        nobody = self._article.text[phrase.start : phrase.end].lower() in ("no one", "no-one")
        if nobody or self._article.text[slice(*phrase.head)].lower() in _NOBODY:
            return Speaker(None)
        if spoken in _FIRST:
            return self._hear_first(spoken, parent)
        if spoken == "you":
            return self._hear_second(parent)
        if spoken in _THIRD and phrase.form == "pronoun":
            return self._hear_third(n)
        joined = [self._clusters.of[self._clusters.at[place]] for place in phrase.joins if place in self._clusters.at]
        return Speaker(self._clusters.of[n], candidates=tuple((cluster, 1.0) for cluster in joined))

    def _is_own(self, n: int) -> bool:
        """Tell whether a source is the outlet itself, by its name or as "our reporter"."""
        phrase = self._clusters.phrases[n]
        words = self._article.text[phrase.start : phrase.end]
        if phrase.form == "name" and self._article.publisher:
            own, name = (parse_name(text, kind="organisation") for text in (self._article.publisher, words))
            return compare_names(own, name, "organisation") not in ("none", "clash")
        return phrase.quote < 0 and words.lower().startswith("our ") and find_sector(words) == "JRN"

    def _hear_nobody(self, attribution: Attribution, last: Attribution | None) -> Speaker:
        """Find the speaker of words to which no source is given."""
        cue = attribution.cue
        if cue is not None:
            label = cue.spans[0]
            if any(start <= label.start < end for start, end in self._labels):
                return self._hear_label(label)
            if attribution.act == "ask" and _ASKED.match(cue.text) and attribution.nested_in is None:
                return Speaker(WRITER, inferred=True)
            return Speaker(None)
        if last is None or attribution.nested_in or attribution.manner == "indirect":
            return Speaker(None)
        between = self._article.text[last.content.spans[-1].end : attribution.content.spans[0].start]
        before = self._found.of[last.id]
        if between.count("\n\n") + between.count("\n") > 2 * RUNS_ON or before.cluster in (None, WRITER):
            return Speaker(None)
        return Speaker(before.cluster, inferred=True)

    def _hear_label(self, label: Span) -> Speaker:
        """Find the one whom a label names; of a bare "A." the person whom most is said of before the first label."""
        named = self._places.within(label.start, label.end)
        if label.exact[:1] in "Qq" and _LETTER.fullmatch(label.exact):
            return Speaker(WRITER, inferred=True)
        if named and not _LETTER.fullmatch(label.exact):
            return Speaker(self._clusters.of[named[0]])
        first = min(start for start, _ in self._labels)
        counts = Counter(
            self._clusters.of[n]
            for n in self._places.within(0, first)
            if self._clusters.phrases[n].type == "person" and self._clusters.phrases[n].form == "name"
        )
        return Speaker(counts.most_common(1)[0][0], inferred=True) if counts else Speaker(None)

    def _hear_first(self, spoken: str, parent: Attribution | None) -> Speaker:
        if parent is None:
            return Speaker(WRITER)
        holder = self._found.of[parent.id]
        if spoken == "we" and holder.cluster is not None:
            return Speaker(self._bodies.get(holder.cluster, holder.cluster), inferred=True)
        return Speaker(holder.cluster, inferred=True)

    def _hear_second(self, parent: Attribution | None) -> Speaker:
        addressee = self._found.addressees.get(parent.id) if parent else None
        return Speaker(None if addressee is None else self._clusters.of[addressee], inferred=True)

    def _hear_third(self, n: int) -> Speaker:
        """Follow a pronoun to someone who has more of a name; where the head is unsure, say who it might be."""
        clusters = self._clusters
        own = clusters.of[n]
        if not clusters.only_pronouns(own) and self._can_speak(own):
            return Speaker(own)
        if self._article.text[slice(*clusters.phrases[n].head)].lower() in _INDEFINITE:
            return Speaker(own)
        shares = self._shares(n)
        candidates = tuple((cluster, share) for cluster, share in shares if share >= LEAST_SHARE)
        if shares and shares[0][1] >= max(SURE, AHEAD * (shares[1][1] if len(shares) > 1 else 0.0)):
            return Speaker(shares[0][0], inferred=True, candidates=candidates)
        return Speaker(None, candidates=candidates)

    def _shares(self, n: int) -> list[tuple[int, float]]:
        """Share out among clusters, the likeliest first, what a pronoun and those it stands with might be."""
        weights: defaultdict[int, float] = defaultdict(float)
        for member in self._clusters.members[self._clusters.of[n]]:
            for choice in self._clusters.choices.get(member, ()):
                cluster = self._clusters.of[choice.earlier]
                if not self._clusters.only_pronouns(cluster) and self._can_speak(cluster):
                    weights[cluster] += float(np.exp(min(choice.score, 30.0)))
        total = sum(weights.values())
        return sorted(((c, w / total) for c, w in weights.items()), key=lambda pair: -pair[1]) if total else []

    def _can_speak(self, cluster: int) -> bool:
        """Tell whether a cluster is of a kind that says things: people and bodies, papers, and whoever has spoken."""
        members = [self._clusters.phrases[n] for n in self._clusters.members[cluster]]
        return any((p.type in _SPEAKS or p.speaks) and p.form != "pronoun" for p in members)

    def _find_addressee(self, attribution: Attribution) -> None:
        """Take who stands behind "told" for the one who is spoken to; who was told is known already."""
        if attribution.addressee is not None:
            n = self._places.of_source(attribution.addressee.spans)
            if n is not None:
                self._found.addressees[attribution.id] = n
            return
        for cue in attribution.cue.spans if attribution.cue else ():
            n = self._places.next_to(cue.end) if _TOLD.search(cue.exact) else None
            if n is not None and not any(_touch(self._clusters.phrases[n].start, s) for s in attribution.content.spans):
                self._found.addressees[attribution.id] = n


def _touch(place: int, span: Span) -> bool:
    return span.start <= place < span.end


def _depth(attribution: Attribution, known: Mapping[str, Attribution]) -> int:
    """Count the attributions around one."""
    depth, parent = 0, known.get(attribution.nested_in or "")
    while parent is not None:
        depth, parent = depth + 1, known.get(parent.nested_in or "")
    return depth


def trace_words(
    attributions: Iterable[Attribution], entities: Mapping[str, str | None], outlets: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Give the chain of sources of each attribution, the writer first.

    entities: by attribution, the entity that speaks; outlets: the one to whom it was told, and who passed it on.
    """
    known = {attribution.id: attribution for attribution in attributions}
    chains: dict[str, tuple[str, ...]] = {}
    for attribution in sorted(known.values(), key=lambda a: _depth(a, known)):
        chain = chains.get(attribution.nested_in or "", ("writer",))
        for link in (outlets.get(attribution.id), entities.get(attribution.id)):
            if link is not None and link != chain[-1]:
                chain = (*chain, link)
        chains[attribution.id] = chain
    return chains
