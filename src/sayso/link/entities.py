"""Clusters, with the roles found for them, in; the entities of an article by the contract out."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from sayso.data import Article, Backing, Entity, EntityKind, Mention, MentionForm, Phrase, Role, Span, Tie
from sayso.ids import make_id
from sayso.link.clusters import Clusters
from sayso.link.gazetteer import find_country
from sayso.link.homes import find_homes
from sayso.link.lands import Land
from sayso.link.names import fullness, parse_name
from sayso.link.pairs import find_class
from sayso.link.roles import BackingDraft, Body, RoleDraft
from sayso.link.sectors import find_sector
from sayso.link.words import cut_clause, cut_name, is_description, is_several
from sayso.text import make_span

_DOCUMENTS = frozenset(
    "report statement letter document documents memo study survey poll polls article articles log records record "
    "images image photos photographs figures estimates estimate results data email emails notice filing indictment "
    "complaint lawsuit affidavit transcript book paper audit review inquiry leaflet sign".split()
)
_GOVERNING = re.compile(
    r"\b(?:government|ministry|cabinet|administration|regime|parliament|congress|senate|council of ministers|"
    r"department|treasury|presidency|kremlin|white house)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:service|office|agency|board|council|authority|commission|committee|company|firm|union|association|club|court|"
    r"hospital|clinic|school|university|college|bank|party|army|navy|government|ministry|department|society|charity|"
    r"federation|league|coalition|institute|newspaper|broadcaster|parliament|congress|senate|embassy|brigade)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_LONGEST = 12
"""Words of a name that are looked at for titles."""
_ASIDE = re.compile(r"(?<=\w), (?!and ).*", re.DOTALL)
_CHIEFS = frozenset("boss manager employer chief head master mistress".split())
_WEIGHT = {"name": 3.0, "nominal": 2.0, "pronoun": 0.5}
"""What the type of a phrase counts, by its form."""
_TELLS = 3.1
"""What a pronoun, a title or a word such as "ministry" counts against it."""
_SURE = 0.7
"""Share from which on a name of a person is one though a word of it may name a body: "Howard Dean"."""
_GOVERNS = frozenset(("GOV", "LEG", "JUD", "COP", "MIL"))
_NOT_YET = re.compile(r"(?:potential|possible|prospective|future|next|would-be|aspiring|incoming)\b", re.IGNORECASE)
_RAGGED = re.compile(r"[\s,;:(–—-]+(?:on|in|at|of|and|for|the|a)?$")
_OWN = re.compile(r"['’]s?$")


@dataclass(frozen=True)
class Found:
    """What was found of an article's clusters: their roles and backings, and those that speak or are spoken to."""

    roles: Sequence[RoleDraft]
    backings: Sequence[BackingDraft]
    speaking: frozenset[int]
    spoken_to: frozenset[int] = frozenset()
    issuers: Mapping[int, tuple[Body, tuple[int, int]]] = field(default_factory=dict)
    lands: Sequence[Land] = ()


@dataclass
class Cast:
    """The entities of an article, and the id of each cluster's and country's."""

    entities: tuple[Entity, ...]
    ids: dict[Body, str] = field(default_factory=dict)


def make_entities(article: Article, clusters: Clusters, found: Found, ties: Sequence[Tie] = ()) -> Cast:
    """Make an entity of each cluster that is a person, a body or a place, or that is spoken of as one."""
    maker = _Maker(article, clusters, found)
    maker.take_ties(ties)
    entities = maker.make()
    homes = find_homes(article.text, entities, maker.list_told())
    return Cast(tuple(replace(entity, country=homes.get(entity.id)) for entity in entities), maker.ids)


class _Maker:
    def __init__(self, article: Article, clusters: Clusters, found: Found) -> None:
        self._article, self._text, self._clusters, self._found = article, article.text, clusters, found
        self._lands = self._group_lands()
        self._titled: defaultdict[int, list[str]] = defaultdict(list)
        self._predicates: set[tuple[int, int]] = set()
        self.ids: dict[Body, str] = {}
        self._roles: defaultdict[int, list[RoleDraft]] = defaultdict(list)
        for role in found.roles:
            self._roles[role.who].append(role)
        self._backings: defaultdict[int, list[BackingDraft]] = defaultdict(list)
        for backing in found.backings:
            self._backings[backing.who].append(backing)

    def _group_lands(self) -> dict[str, list[Land]]:
        """Group the countries that only an adjective names, by their codes."""
        out: defaultdict[str, list[Land]] = defaultdict(list)
        roles, backings = self._found.roles, self._found.backings
        issuers = (issuer for issuer, _ in self._found.issuers.values())
        for body in (*(role.of for role in roles), *(backing.by for backing in backings), *issuers, *self._found.lands):
            if isinstance(body, Land) and body not in out[body.code]:
                out[body.code].append(body)
        return dict(out)

    def take_ties(self, ties: Sequence[Tie]) -> None:
        """Note what stands as one with a name before it, "the mayor, Ada Lund", and what is only said of somebody."""
        self._predicates = {tie.what for tie in ties if tie.kind == "same" and tie.current is not None}
        at = self._clusters.at
        for tie in ties:
            first, second = sorted((tie.what, tie.who))
            between = self._text[first[1] : second[0]]
            if (
                tie.kind == "same"
                and first in at
                and second in at
                and 0 < len(between) <= 2
                and between.strip() in ("", ",")
            ):
                title, name = self._clusters.phrases[at[first]], self._clusters.phrases[at[second]]
                if _form_of(self._text, title) == "nominal" and _form_of(self._text, name) == "name":
                    self._titled[self._clusters.of[at[second]]].append(_tidy(self._text[first[0] : second[1]]))

    def list_told(self) -> dict[str, list[str]]:
        """List the descriptions that only tell a role or what somebody is, by the id of the entity."""
        told: defaultdict[str, list[str]] = defaultdict(list)
        for number, members in self._clusters.members.items():
            kept = {(phrase.start, phrase.end) for phrase in self._members(number)} if number in self.ids else set()
            for phrase in (self._clusters.phrases[n] for n in members if kept):
                if phrase.form != "pronoun" and (phrase.start, phrase.end) not in kept:
                    told[self.ids[number]].append(self._text[phrase.start : phrase.end])
        return told

    def make(self) -> tuple[Entity, ...]:
        wanted = [number for number in self._clusters.members if self._is_wanted(number)]
        begun = Counter[tuple[int, int]]()
        for number in wanted:
            first = self._mention(self._members(number)[0])
            place = (first.start, first.end)
            begun[place] += 1  # "Fenn & Ruys, the builders": two may begin with the same words
            self.ids[number] = make_id("e", self._article.sha256, [place] * begun[place])
        for lands in self._lands.values():
            for land in lands:
                self.ids[land] = make_id("e", self._article.sha256, [lands[0].place])
        made = [self._make(number) for number in wanted]
        made += [self._make_land(lands) for lands in self._lands.values()]
        return tuple(sorted(made, key=lambda entity: entity.mentions[0].start))

    def _is_wanted(self, number: int) -> bool:
        members = [self._clusters.phrases[n] for n in self._clusters.members[number]]
        heard = number in self._found.speaking or number in self._found.spoken_to
        if not heard and all(find_class(self._text, phrase) in ("i", "we") for phrase in members):
            return False  # the writer, or nobody knows who
        if heard or number in self._bodies or any(role.of is not None for role in self._roles[number]):
            return True
        if all(self._is_titular(phrase) for phrase in members):
            return False
        named = any(phrase.form == "name" for phrase in members)
        types = {phrase.type for phrase in members}
        if named and types & {"person", "organization", "place"}:
            return True
        return bool(types & {"person", "organization"}) and any(phrase.form == "nominal" for phrase in members)

    def _is_titular(self, phrase: Phrase) -> bool:
        """Tell whether a phrase is only a word of somebody's title: "State" in "the secretary of state"."""
        at = bisect_right(self._titles, (phrase.start, len(self._text))) - 1
        return at >= 0 and phrase.end <= self._titles[at][1] and phrase.form == "name"

    @cached_property
    def _begin(self) -> int:
        """Where the article begins behind its headline."""
        blocks = self._article.blocks
        return blocks[0].end if blocks and blocks[0].kind == "title" else 0

    @cached_property
    def _titles(self) -> list[tuple[int, int]]:
        """The places of all titles, in order."""
        return sorted(role.title for role in self._found.roles)

    @property
    def _bodies(self) -> set[Body]:
        roles = {role.of for role in self._found.roles if role.of is not None}
        return (
            roles | {backing.by for backing in self._found.backings} | {who for who, _ in self._found.issuers.values()}
        )

    def _members(self, number: int) -> list[Phrase]:
        """Give the mentions of a cluster; a description that only tells its role, beside others, is none."""
        members = [self._clusters.phrases[n] for n in self._clusters.members[number]]
        told = {role.spans[0] for role in self._roles[number] if role.of is not None} | self._predicates
        kept = [p for p in members if _form_of(self._text, p) != "nominal" or (p.start, p.end) not in told]
        return kept if any(phrase.form != "pronoun" for phrase in kept) else members

    def _make(self, number: int) -> Entity:
        members = self._members(number)
        kind = self._find_kind(number, members)
        name, aliases = name_of(self._text, members, kind, begin=self._begin)
        aliases = tuple(dict.fromkeys((*aliases, *self._titled[number])))
        roles = [self._make_role(role) for role in self._roles[number]]
        spoken_for = self._find_spoken_for(number, kind, members)
        titles = [role.title for role in roles]
        names = [name, *aliases]
        return Entity(
            self.ids[number], name, kind, aliases,
            sector=next((sector for sector in map(find_sector, [*titles, *names]) if sector), None),
            roles=tuple(roles),
            backed_by=tuple(Backing(self.ids[b.by], (self._span(b.span),)) for b in self._backings[number]),
            speaks_for=tuple(spoken_for),
            speaks_for_spans=spoken_for,
            mentions=tuple(self._mention(phrase) for phrase in members),
        )  # fmt: skip

    def _make_land(self, lands: Sequence[Land]) -> Entity:
        places = sorted({land.place for land in lands})
        mentions = tuple(Mention(start, end, self._text[start:end], "name") for start, end in places)
        words = tuple(dict.fromkeys(mention.exact for mention in mentions if mention.exact != lands[0].name))
        return Entity(
            self.ids[lands[0]], lands[0].name, "country", words, country=lands[0].code, sector="GOV", mentions=mentions
        )

    def _find_kind(self, number: int, members: Sequence[Phrase]) -> EntityKind:
        kind = self._weigh_types(number, members)
        if all(p.form != "name" for p in members) and self._text[slice(*members[0].head)].lower() in _DOCUMENTS:
            return "document"
        texts = [_tidy(cut_clause(self._text, p)) for p in members if p.form != "pronoun"]
        named = any(_form_of(self._text, phrase) == "name" for phrase in members)
        if not self._clusters.homes.isdisjoint(self._clusters.members[number]):
            return "country"
        if any(map(find_country, texts)) and kind in ("place", "organization"):
            return "country"
        if kind == "organization" or (kind == "place" and number in self._found.speaking):
            return "government" if texts and _GOVERNING.search(texts[0]) else "organisation"
        if kind == "place":
            return "place"
        if kind == "person":
            return self._find_person_kind(number, members, named=named)
        heads = {self._text[slice(*phrase.head)].lower() for phrase in members}
        if heads & _DOCUMENTS or number not in self._found.speaking:
            return "document"
        return "group" if members[0].many else "unnamed"

    def _weigh_types(self, number: int, members: Sequence[Phrase]) -> str:
        """Weigh what the mention head takes the phrases for against what their words, pronouns and roles tell."""
        weights: defaultdict[str, float] = defaultdict(float)
        for phrase in members:
            name = parse_name(cut_clause(self._text, phrase), kind="person")
            single = phrase.form == "name" and len(name.units) == 1 and not name.titles
            weight = phrase.typed * (_WEIGHT["nominal" if single else phrase.form] / (2 if single else 1))
            weights[phrase.type] = max(weights[phrase.type], weight)
        for phrase in members:
            told = self._tell_type(phrase)
            weights[told or phrase.type] += _TELLS if told else 0.0
        if self._roles[number]:
            weights["person"] += 2 * _TELLS
        if number in self._seats and not weights["place"] and weights["person"] < _TELLS / 2:
            weights["organization"] += _TELLS
        return max(weights, key=lambda kind: weights[kind])

    def _tell_type(self, phrase: Phrase) -> str | None:
        """Tell a person by "he" or "she", a body by "it", by capitals alone, or by a word such as "ministry"."""
        spoken = find_class(self._text, phrase)
        if spoken in ("he", "she", "it"):
            return "organization" if spoken == "it" else "person"
        if phrase.form == "nominal":
            return "organization" if _BODY.fullmatch(self._text[slice(*phrase.head)]) else None
        words = _tidy(cut_clause(self._text, phrase))
        if parse_name(words, kind="person").titles:
            return "person" if phrase.type == "person" else None
        sure = phrase.type == "person" and phrase.typed >= _SURE
        body = _is_acronym(words) or (not sure and find_sector(words) is not None)
        return "organization" if body and phrase.form == "name" else None

    @cached_property
    def _seats(self) -> set[Body]:
        """The bodies in which somebody has a title that speaks for them."""
        return {role.of for role in self._found.roles if role.of is not None and role.kind.speaks}

    def _find_person_kind(self, number: int, members: Sequence[Phrase], *, named: bool) -> EntityKind:
        many = any(phrase.many or is_several(self._text, phrase) for phrase in members if phrase.form != "pronoun")
        if named:
            single = any(p.form == "name" and not (p.many or is_several(self._text, p)) for p in members)
            return "group" if many and not single else "person"
        if many:
            return "group"
        held = any(role.of is not None for role in self._roles[number])
        first = self._text[members[0].start : members[0].end].lower()
        return "unnamed" if first.startswith(("a ", "an ", "one ")) or not held else "person"

    def _make_role(self, role: RoleDraft) -> Role:
        of = self.ids.get(role.of) if role.of is not None else None
        spans = tuple(self._span(place) for place in role.spans)
        return Role(self._text[slice(*role.title)], of, role.current, spans)

    def _find_spoken_for(self, number: int, kind: EntityKind, members: Sequence[Phrase]) -> dict[str, tuple[Span, ...]]:
        """Find those on whose behalf it speaks: by its titles; a body speaks for itself."""
        found: dict[str, tuple[Span, ...]] = {}
        for role in self._roles[number]:
            of = self.ids.get(role.of) if role.of is not None else None
            if of and self._speaks(role) and role.current is not False:
                found.setdefault(of, tuple(self._span(place) for place in role.spans))
        if number in self._found.issuers:
            issuer, place = self._found.issuers[number]
            if issuer in self.ids:
                found.setdefault(self.ids[issuer], (self._span(place),))
        if number in self._found.speaking and kind in ("organisation", "government", "country"):
            first = members[0]
            found.setdefault(self.ids[number], (self._span((first.start, first.end)),))
        return found

    def _speaks(self, role: RoleDraft) -> bool:
        """Tell whether a title makes its holder speak for another.

        A chief speaks for a body, and for no man; for a place speak those who govern it, not "a Tarn lawyer".
        """
        if not role.kind.speaks or _NOT_YET.match(self._text, *role.title):
            return False
        if not isinstance(role.of, int):
            return True
        members = [self._clusters.phrases[n] for n in self._clusters.members[role.of]]
        kind = self._weigh_types(role.of, members)
        if kind == "place" and self._clusters.homes.isdisjoint(self._clusters.members[role.of]):
            governs = find_sector(self._text[slice(*role.title)]) in _GOVERNS and role.kind.kind != "counsel"
            return governs or role.kind.kind == "head"
        return kind != "person" or role.kind.name not in _CHIEFS

    def _mention(self, phrase: Phrase) -> Mention:
        words = cut_clause(self._text, phrase)
        return Mention(phrase.start, phrase.start + len(words), words, _form_of(self._text, phrase))

    def _span(self, place: tuple[int, int]) -> Span:
        return make_span(self._text, *place)


def name_of(text: str, members: Iterable[Phrase], kind: EntityKind, *, begin: int = 0) -> tuple[str, tuple[str, ...]]:
    """Choose the fullest name of an entity among its mentions, or its longest description; the others are aliases.

    A headline, which ends at `begin`, writes all words like names: people and bodies with a name of two words below
    go by that.
    """
    named, longer, described = dict[str, None](), dict[str, None](), dict[str, None]()
    below = dict[str, None]()
    first = ""
    for phrase in members:
        form, words = _form_of(text, phrase), _tidy(cut_clause(text, phrase))
        first = first or words
        if form == "name":
            named[_tidy(cut_name(text, phrase))] = longer[words] = None
            if phrase.start >= begin and len(words.split()) > 1 and kind in ("person", "organisation"):
                below[_tidy(cut_name(text, phrase))] = None
        elif form == "nominal":
            described[_ASIDE.sub("", words)] = None
    if named:
        best = bare_name(max(below or named, key=lambda name: fullness(name, kind=kind)), kind)
    else:
        best = max(described, key=len) if described else first
    return best, tuple(alias for alias in dict.fromkeys((*named, *longer, *described)) if alias != best)


def _form_of(text: str, phrase: Phrase) -> MentionForm:
    """Tell a name from a title that is written like one."""
    titled = phrase.form == "name" and phrase.type == "person" and is_description(text, phrase)
    return "nominal" if titled else phrase.form


def _is_acronym(words: str) -> bool:
    return words.isupper() and words.isalpha() and 2 <= len(words) <= 6


def bare_name(name: str, kind: EntityKind) -> str:
    """Take the titles off a person's name, and the article off any."""
    if kind != "person":
        return _RAGGED.sub("", _ARTICLE.sub("", name))
    wanted = parse_name(name, kind=kind).words
    words = name.split()
    for first in range(min(len(words), _LONGEST)):
        rest = " ".join(words[first:])
        found = parse_name(rest, kind=kind)
        if found.words == wanted and not found.titles:
            return rest
    return name


def _tidy(text: str) -> str:
    return _OWN.sub("", " ".join(text.split()))


def _strip(text: str) -> str:
    return _OWN.sub("", _ARTICLE.sub("", text, count=1))
