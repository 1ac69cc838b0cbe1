"""Where events happened, as phrases of an article, in; the places that these name, with where they lie, out."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sayso.data import Article, EventMention, EventPlace, Phrase
from sayso.link.clusters import Clusters
from sayso.link.gazetteer import country_in
from sayso.link.toponyms import Toponym, resolve_places
from sayso.text import make_span

Place = tuple[int, int]

_NAMES = ("place", "organization")
_LONGEST = 120
"""Characters of a phrase that are looked at for a country."""


class Spots:
    """Finds the places of an article; all of them are made out together, for each tells of the others."""

    def __init__(self, article: Article, clusters: Clusters, mentions: Sequence[EventMention]) -> None:
        self._article, self._clusters = article, clusters
        named = [phrase for phrase in clusters.phrases if phrase.form == "name" and phrase.type == "place"]
        asked = [name for mention in mentions for place in mention.where for name in self._names_in(place)]
        words = [*(self._words(phrase) for phrase in named), *(self._words(phrase) for phrase in asked)]
        self._known = dict(zip(words, resolve_places(words, countries=self._count_countries()), strict=True))

    def _count_countries(self) -> Counter[str]:
        """Count how often each country is named, be it by what its people are called."""
        names = (p for p in self._clusters.phrases if p.form != "pronoun")
        codes = (country_in(self._article.text[p.start : min(p.end, p.start + _LONGEST)]) for p in names)
        return Counter(code for code in codes if code)

    def _words(self, phrase: Phrase) -> str:
        return self._article.text[phrase.start : phrase.end]

    def _names_in(self, place: Place) -> list[Phrase]:
        """Find the names in a phrase that says where, the longest first."""
        inside = [self._clusters.phrases[n] for n in self._clusters.at.within(*place)]
        return [phrase for phrase in inside if phrase.form == "name" and phrase.type in _NAMES]

    def find(self, places: Iterable[Place]) -> EventPlace | None:
        """Find the place that phrases name: the first that lies somewhere, else the first with a name, or at all."""
        places = list(places)
        for place in places:
            for phrase in self._names_in(place):
                found = self._known.get(self._words(phrase))
                if found is not None:
                    return self._make(place, self._words(phrase), found)
        named = [
            (place, self._words(name)) for place in places for name in self._names_in(place) if self._is_bare(name)
        ]
        first = next(iter([*named, *((place, "") for place in places)]), None)
        return None if first is None else self._make(*first, None)

    def _is_bare(self, phrase: Phrase) -> bool:
        """Tell whether a phrase is a place's name and no more: "Dravik", not "the Orvanian border town"."""
        return phrase.type == "place" and all(
            word[:1].isupper() for word in self._words(phrase).split() if word != "the"
        )

    def _make(self, place: Place, name: str, found: Toponym | None) -> EventPlace:
        """Make the place by its name, or its words; the words are all of those that say where."""
        span = make_span(self._article.text, *place)
        if found is None:
            return EventPlace(name or span.exact, spans=(span,))
        return EventPlace(name, found.geonames, (span,), found.kind, found.country, found.latitude, found.longitude)
