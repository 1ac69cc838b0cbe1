"""The phrases of an event's parties in; the clusters they stand for out, and who owns what was hit."""

import re
from collections.abc import Iterable, Mapping

from sayso.link.clusters import Clusters
from sayso.link.gazetteer import find_demonym
from sayso.link.lands import LandIndex
from sayso.link.pairs import find_class
from sayso.link.roles import Body

Place = tuple[int, int]

_ACTORS = frozenset(("person", "organization"))
_OWNING = frozenset(("person", "organization", "place"))
_OF = re.compile(r"\s+of\s+(?:the\s+)?", re.IGNORECASE)
_CAPITAL = re.compile(r"\b[A-Z][\w-]+")


class Parties:
    """Finds who is meant by the phrases of events; `bodies` gives, by cluster, the one it speaks for."""

    def __init__(self, text: str, clusters: Clusters, lands: LandIndex, bodies: Mapping[int, int]) -> None:
        self._text, self._clusters, self._lands, self._bodies = text, clusters, lands, bodies

    def find(self, places: Iterable[Place], teller: int | None) -> tuple[Body, ...]:
        """Find the clusters of some phrases, those of joint ones each; a quoted "we" is whoever speaks there."""
        return tuple(dict.fromkeys(cluster for place in places for cluster in self._find(place, teller)))

    def _find(self, place: Place, teller: int | None) -> list[Body]:
        n = self._clusters.at.get(place)
        if n is None:
            body = self._lands.find_body(self._text[slice(*place)], place)
            return [] if body is None else [body]
        phrase = self._clusters.phrases[n]
        spoken = find_class(self._text, phrase)
        if spoken in ("i", "we"):
            if teller is None:
                return []
            return [self._bodies.get(teller, teller) if spoken == "we" else teller]
        at = self._clusters.at
        joined: list[Body] = [self._clusters.of[at[inner]] for inner in phrase.joins if inner in at]
        return joined or [self._clusters.of[n], *self._owners(n)]

    def _owners(self, n: int) -> list[Body]:
        """Find whose a thing is: "two Vostrian bases", "their homes", "the office of the Vostrian army"."""
        phrase = self._clusters.phrases[n]
        if phrase.type in _ACTORS or phrase.form == "pronoun":
            return []
        found: list[Body] = []
        for m in self._clusters.at.within(phrase.start, phrase.end):
            inner = self._clusters.phrases[m]
            if m == n or self._clusters.of[m] == self._clusters.of[n]:
                continue
            behind = self._text[phrase.head[1] : inner.start]
            of = inner.type == "organization" and inner.form != "pronoun" and _OF.fullmatch(behind)
            bare = inner.type == "place" and inner.form != "name"  # "a border village" is no border's
            if (inner.end <= phrase.head[0] and inner.type in _OWNING and not bare) or of:
                found.append(self._clusters.of[m])
        for match in _CAPITAL.finditer(self._text, phrase.start, phrase.head[0]):
            land = self._lands.find_body(match.group(), match.span()) if find_demonym(match.group()) else None
            found += [] if land is None else [land]
        return list(dict.fromkeys(found))[:2]
