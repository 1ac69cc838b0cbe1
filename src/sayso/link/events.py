"""Mentions of events, and who is meant by the phrases of an article, in; its events by the contract out."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sayso.data import (
    Account,
    Article,
    Attribution,
    Basis,
    Event,
    EventDate,
    EventMention,
    EventPlace,
    EventStatus,
    PartyRole,
    Passage,
    Size,
    Span,
)
from sayso.ids import hash_briefly, make_id
from sayso.link.answers import find_answers
from sayso.link.clusters import Clusters
from sayso.link.dates import Days, find_times, read_day, resolve
from sayso.link.entities import Cast
from sayso.link.lands import Land
from sayso.link.parties import Parties
from sayso.link.roles import Body
from sayso.link.sameness import Draft, Judge, group_mentions
from sayso.link.spots import Spots
from sayso.link.statuses import Words, find_denials, judge_mention, sum_up
from sayso.link.stems import find_stem
from sayso.text import make_span

Place = tuple[int, int]

LEAST = 0.65
"""Share from which on something is taken for an event; chosen on gold."""
LEAST_UNREAL = 0.9
"""The same for what is denied by its own clause, only asked for or only possible; chosen on gold."""
_UNREAL = frozenset(("negated", "requested", "hypothetical"))
_ACTORS = frozenset(("person", "organization", "place"))
_FUTURE = frozenset(("planned", "requested", "threatened", "hypothetical"))
_PRECISION = ("century", "decade", "year", "season", "month", "week", "weekend", "day")
_WORD = r"(?:[\w’'-]+\s)"
_ACCESS = r"(?:access|entry|entrance|visas?|admission|admittance)"
_REFUSED = re.compile(
    rf"\b(?:refus\w+|den(?:y|ied|ies|ying|ials?)|block\w*|barr\w+|ban(?:s|ned|ning)?|revok\w+|prevent\w*)\s"
    rf"{_WORD}{{0,5}}(?:{_ACCESS}|permission\sto\senter|from\sentering)\b|"
    rf"\b{_ACCESS}\s{_WORD}{{0,5}}(?:is|are|was|were|be|been|being)\s{_WORD}?"
    r"(?:refused|denied|blocked|barred|banned|revoked)\b|"
    rf"(?:\bnot|n['’]t|\bnever|\brefus\w+\sto)\s(?:be\s|been\s)?"
    rf"(?:let\s{_WORD}{{0,3}}in(?:side|to)?|allow(?:ed)?\s{_WORD}{{0,3}}to\senter)\b|"
    rf"\bbarr(?:ed|ing)\b(?!\sfrom\s\w+ing)|\bturned\s{_WORD}{{0,2}}away\b|\b(?:kept|shut)\s{_WORD}{{0,2}}out\b|"
    r"\boff[- ]limits\b",
    re.IGNORECASE,
)
"""Words for access that is refused; what else is denied, blocked or banned tells of no door that was shut."""
_KILLS = re.compile(r"kill|assassinat|murder|slain|execut|behead|die[sd]?\b|death", re.IGNORECASE)


Dated = tuple[EventDate, Days | None]


@dataclass(frozen=True)
class Told:
    """A mention with what was found of it, before its entities have ids."""

    mention: EventMention
    actor: tuple[Body, ...]
    recipient: tuple[Body, ...]
    date: Dated | None
    status: EventStatus


class EventMaker:
    """Makes the events of an article in two steps: the clusters of their parties first, which then become entities."""

    def __init__(
        self,
        article: Article,
        mentions: Sequence[EventMention],
        clusters: Clusters,
        parties: Parties,
        *,
        attributions: Sequence[Attribution] = (),
        tellers: Sequence[tuple[Place, int | None]] = (),
    ) -> None:
        self._parties = parties
        self._titles = [(b.start, b.end) for b in article.blocks if b.kind in ("title", "standfirst", "series")]
        self._article, self._clusters = article, clusters
        self._mentions = sorted(mentions, key=lambda mention: mention.trigger)
        self._published = read_day(article.published)
        self._spots = Spots(article, clusters, self._mentions)
        found = self._tellers = [self._teller(mention, tellers) for mention in self._mentions]
        self._actors = [
            tuple(body for body in parties.find(m.actor, teller) if self._can_act(body))
            for m, teller in zip(self._mentions, found, strict=True)
        ]
        self._dates = list(self._share_dates([self._date(mention) for mention in self._mentions]))
        self._recipients = [parties.find(m.recipient, teller) for m, teller in zip(self._mentions, found, strict=True)]
        self._give_accused(attributions)
        self._implicit: dict[tuple[int, PartyRole], tuple[Body, ...]] = {}
        self._answers: list[tuple[int, int]] = []
        self._groups: list[list[int]] = []

    @property
    def wanted(self) -> frozenset[int]:
        """The clusters that are party to an event."""
        return frozenset(body for body in self._bodies if not isinstance(body, Land))

    @property
    def lands(self) -> tuple[Land, ...]:
        """The countries that are party to an event and that only an adjective names."""
        return tuple(body for body in self._bodies if isinstance(body, Land))

    @property
    def _bodies(self) -> Iterator[Body]:
        return (body for some in (*self._actors, *self._recipients, *self._implicit.values()) for body in some)

    def _teller(self, mention: EventMention, tellers: Sequence[tuple[Place, int | None]]) -> int | None:
        inner = [who for (start, end), who in tellers if start <= mention.trigger[0] < end]
        return inner[-1] if inner else None

    def settle(self, judge: Judge) -> None:
        """Settle which mentions are one event, and who is party to it though none of them says so."""
        deeds = [(draft.mention, draft.actor, draft.recipient) for draft in self.drafts]
        self._answers = list(find_answers(self._article.text, deeds))
        self._groups = group_mentions(self.drafts, judge, self._answers)
        for k, group in enumerate(self._groups):
            actors, recipients = ({c for n in group for c in some[n]} for some in (self._actors, self._recipients))
            if not actors:
                self._implicit[k, "actor"] = self._find_implicit(group, "actor", but=recipients)
            if not recipients:
                self._implicit[k, "recipient"] = self._find_implicit(group, "recipient", but=actors)

    def _find_implicit(self, group: Sequence[int], role: PartyRole, *, but: Collection[Body]) -> tuple[Body, ...]:
        """Find who is party to an event though no sentence on it says so: the likeliest of whom its mentions tell."""
        unsaid = [(n, party) for n in group for party in self._mentions[n].unsaid if party.role == role]
        for n, party in sorted(unsaid, key=lambda one: -one[1].score):
            found = self._parties.find([party.place], self._tellers[n])
            fit = tuple(body for body in found if body not in but and (role == "recipient" or self._can_act(body)))
            if fit:
                return fit
        return ()

    def make(self, attributions: Sequence[Attribution], cast: Cast) -> tuple[Event, ...]:
        """Make the events, in reading order; they must be settled."""
        words, groups = Words(attributions), self._groups
        told = [
            Told(m, actor, recipient, date, judge_mention(self._article.text, m, words))
            for m, actor, recipient, date in zip(
                self._mentions, self._actors, self._recipients, self._dates, strict=True
            )
        ]
        for (k, role), bodies in self._implicit.items():
            first = told[groups[k][0]]
            told[groups[k][0]] = replace(first, actor=bodies) if role == "actor" else replace(first, recipient=bodies)
        denials = self._denials(attributions, words, groups, told, cast)
        made = [self._make([told[n] for n in group], denials.get(k, []), cast) for k, group in enumerate(groups)]
        linked = list(_link_answers(made, groups, self._answers))
        return tuple(_keep_likely(linked, [all(self.drafts[n].title for n in group) for group in groups]))

    def _give_accused(self, attributions: Sequence[Attribution]) -> None:
        """Give a deed of which somebody is accused its doer, where its own words name none: "blamed them for it"."""
        for attribution in attributions:
            cues = attribution.cue.spans if attribution.cue and attribution.act == "accuse" else ()
            held = [(m, n) for n, m in enumerate(self._mentions) if not m.embedded]
            accused = [n for m, n in held if any(s.start <= m.trigger[0] < s.end for s in cues)]
            deeds = [n for m, n in held if any(s.start <= m.trigger[0] < s.end for s in attribution.content.spans)]
            if accused and deeds and not self._actors[deeds[0]]:
                doers = (body for body in self._recipients[accused[0]] if self._can_act(body))
                self._actors[deeds[0]] = tuple(body for body in doers if body not in self._recipients[deeds[0]])

    @cached_property
    def _refused(self) -> bool:
        """Tell whether the article speaks of a refusal: access that nobody refused before is nothing given up."""
        return any(m.event_type == "REJECT" for m in self._mentions) or bool(_REFUSED.search(self._article.text))

    @cached_property
    def drafts(self) -> list[Draft]:
        """The mentions with what decides which of them are one."""
        return [self._draft(n) for n in range(len(self._mentions))]

    def _draft(self, n: int) -> Draft:
        mention, date = self._mentions[n], self._dates[n]
        start, end = mention.trigger
        return Draft(
            mention,
            find_stem(self._article.text[start:end]),
            frozenset(map(_key, self._actors[n])),
            frozenset(map(_key, self._recipients[n])),
            frozenset(self._clusters.of[m] for p in mention.where if (m := self._clusters.at.get(p)) is not None),
            date[1] if date else None,
            any(a <= start < b for a, b in self._titles),
        )

    def _denials(
        self,
        attributions: Sequence[Attribution],
        words: Words,
        groups: Sequence[Sequence[int]],
        told: Sequence[Told],
        cast: Cast,
    ) -> dict[int, list[EventStatus]]:
        """Find, by event, who denies it in words that do not name it."""
        holding: defaultdict[str, list[int]] = defaultdict(list)
        accused: dict[int, frozenset[str]] = {}
        for k, group in enumerate(groups):
            accused[k] = frozenset(cast.ids[c] for n in group for c in told[n].actor if c in cast.ids)
            for n in group:
                around = [] if told[n].mention.embedded else words.around(told[n].mention.trigger)
                for attribution in around:
                    if k not in holding[attribution.id]:
                        holding[attribution.id].append(k)
        found: defaultdict[int, list[EventStatus]] = defaultdict(list)
        for k, attribution in find_denials(attributions, holding, accused):
            spans = attribution.cue.spans if attribution.cue else attribution.content.spans
            found[k].append(EventStatus("denied", attribution.on_whose_word, attribution.id, spans))
        return found

    def _date(self, mention: EventMention) -> Dated | None:
        """Read when it was from the words that say so, the first that are a time."""
        text = self._article.text
        times = find_times(text, *mention.clause)
        chosen = [t for a, b in mention.when for t in times if a < t.end and t.start < b]
        for time in sorted(chosen, key=lambda t: t.anchored)[:1]:
            future = True if mention.state in _FUTURE else None
            day = self._published.first if self._published and self._published.precision == "day" else None
            days = None if time.anchored else resolve(time, day, future=future)
            span = make_span(text, time.start, time.end)
            if days is None:
                return EventDate(None, None, span.exact, (span,), "unresolved"), None
            basis: Basis = "relative" if days.relative else "stated"
            return EventDate(days.value, days.precision, span.exact, (span,), basis), days
        return None

    def _share_dates(self, dates: Sequence[Dated | None]) -> Iterator[Dated | None]:
        """Give what hangs on a dated event its day: "met on Monday and agreed", "struck on Sunday, killing six"."""
        at = {mention.trigger: n for n, mention in enumerate(self._mentions)}
        for mention, date in zip(self._mentions, dates, strict=True):
            above = at.get(mention.governor) if mention.governor and not mention.embedded else None
            other = dates[above] if above is not None else None
            alike = above is not None and self._mentions[above].state == mention.state
            yield date or (other if alike else None)

    def _make(self, told: Sequence[Told], denials: Sequence[EventStatus], cast: Cast) -> Event:
        main = max(told, key=self._weigh)
        first = told[0]
        spans = tuple(make_span(self._article.text, *one.mention.trigger) for one in told)
        statuses = tuple(_without_repeats([*(one.status for one in told), *denials]))
        status, word = sum_up(statuses)
        types = defaultdict[str, float](float)
        for one in told:
            types[one.mention.event_type] += one.mention.sure * one.mention.typed
        kind = max((one.mention for one in told), key=lambda m: types[m.event_type]).event_type
        modes = tuple(sorted({mode for one in told if one.mention.event_type == kind for mode in one.mention.modes}))[
            :3
        ]
        if kind == "RETREAT" and "access" in modes and not self._refused:
            kind, modes = "OTHER", ()
        return Event(
            make_id("v", self._article.sha256, [first.mention.trigger]),
            kind,
            Passage((make_span(self._article.text, *main.mention.trigger),)),
            modes=modes,
            actor=self._name_parties([one.actor for one in told], cast),
            recipient=self._name_parties([one.recipient for one in told], cast),
            date=self._choose_date(told, status),
            place=self._choose_place(told),
            size=self._choose_sizes(told),
            status=status,
            on_whose_word=word,
            statuses=statuses,
            historical=sum(one.mention.historical for one in told) * 2 > len(told),
            confidence=round(max(one.mention.sure for one in told), 4),
            mentions=spans,
            accounts=tuple(self._accounts(told, cast)),
        )

    def _weigh(self, one: Told) -> tuple[bool, int, float]:
        """Weigh how much a mention tells of its event: a headline repeats, and parties, day and place say most."""
        mention = one.mention
        parts = (one.actor, one.recipient, one.date, mention.where, mention.sizes)
        titled = any(start <= mention.trigger[0] < end for start, end in self._titles)
        return not titled, sum(map(bool, parts)), mention.sure

    def _can_act(self, body: Body) -> bool:
        """Tell whether a party is one that does things: no drone, no storm."""
        if isinstance(body, Land):
            return True
        members = [self._clusters.phrases[n] for n in self._clusters.members[body]]
        return any(phrase.type in _ACTORS or phrase.speaks for phrase in members)

    def _name_parties(self, some: Sequence[Sequence[Body]], cast: Cast) -> tuple[str, ...]:
        return tuple(dict.fromkeys(cast.ids[c] for clusters in some for c in clusters if c in cast.ids))

    def _choose_date(self, told: Sequence[Told], status: str) -> EventDate | None:
        dated = [one.date for one in told if one.date is not None]
        known = [date for date, days in dated if days is not None]
        if known:
            return max(known, key=lambda date: _PRECISION.index(date.precision or "century"))
        if dated:
            return dated[0][0]
        if self._published is None or status in _FUTURE or any(one.mention.historical for one in told):
            return None
        return EventDate(
            self._published.value[:7], "month" if len(self._published.value) >= 7 else "year", "", (), "assumed"
        )

    def _choose_place(self, told: Sequence[Told]) -> EventPlace | None:
        """Choose where it was: the first place that a mention names, else the thing that was hit, if that stays put."""
        stated = [place for one in told for place in one.mention.where]
        return self._spots.find(stated) or self._spots.find(place for one in told for place in self._sites(one.mention))

    def _sites(self, mention: EventMention) -> Iterator[Place]:
        """Find the places among whom an event befell: "fired on two bases"."""
        for place in mention.recipient:
            n = self._clusters.at.get(place)
            if n is not None and self._clusters.phrases[n].type == "place":
                yield place

    def _choose_sizes(self, told: Sequence[Told]) -> dict[str, Size]:
        found: dict[str, Size] = {}
        for one in told:
            for size in one.mention.sizes:
                if size.what not in found:
                    span = make_span(self._article.text, *size.place)
                    found[size.what] = Size(size.value, size.bound, (span,), size.unit)
        killed = self._find_killed(told)
        return found if "dead" in found or not killed else {"dead": Size(1.0, "exact", tuple(killed)), **found}

    def _find_killed(self, told: Sequence[Told]) -> list[Span]:
        """Find the one person whom an event killed: a number is seldom given where there is one."""
        dead = [one for one in told if _KILLS.match(make_span(self._article.text, *one.mention.trigger).exact)]
        killed = dict.fromkeys(body for one in dead for body in one.recipient if not isinstance(body, Land))
        phrases = [self._clusters.phrases[self._clusters.members[body][0]] for body in killed]
        people = [phrase for phrase in phrases if phrase.type == "person"]
        if len(people) != 1 or people[0].many or any(one.mention.state != "real" for one in dead):
            return []
        return [make_span(self._article.text, people[0].start, people[0].end)]

    def _accounts(self, told: Sequence[Told], cast: Cast) -> Iterator[Account]:
        for one in told:
            word, name = one.status.on_whose_word, one.status.attribution
            for field, clusters in (("actor", one.actor), ("recipient", one.recipient)):
                for cluster in clusters:
                    if cluster in cast.ids:
                        yield Account(field, cast.ids[cluster], word, name, one.status.spans)  # type: ignore[arg-type]


def _link_answers(
    events: Sequence[Event], groups: Sequence[Sequence[int]], answers: Sequence[tuple[int, int]]
) -> Iterator[Event]:
    """Tell each event which others it answers."""
    home = {n: k for k, group in enumerate(groups) for n in group}
    for k, event in enumerate(events):
        of = dict.fromkeys(home[cause] for n, cause in answers if home[n] == k and home[cause] != k)
        yield replace(event, answers=tuple(events[other].id for other in of)) if of else event


def _keep_likely(events: Sequence[Event], titles: Sequence[bool]) -> Iterator[Event]:
    """Keep what is likely an event; what did not happen must be the likelier, and a headline only tells it first."""
    below = not all(titles)
    kept = {
        event.id
        for event, title in zip(events, titles, strict=True)
        if event.confidence >= (LEAST_UNREAL if event.status in _UNREAL else LEAST) and not (title and below)
    }
    for event in events:
        if event.id in kept:
            answers = tuple(other for other in event.answers if other in kept)
            yield event if answers == event.answers else replace(event, answers=answers)


def _key(body: Body) -> int:
    """Number a party: its cluster's number, or one below nought for a country without words of its own."""
    return -hash_briefly(body.code) if isinstance(body, Land) else body


def _without_repeats(statuses: Sequence[EventStatus]) -> Iterator[EventStatus]:
    """Put together what one source makes of an event in several places."""
    by_word: dict[tuple[str, tuple[str, ...]], EventStatus] = {}
    for status in statuses:
        key = status.status, status.on_whose_word
        if key in by_word:
            known = by_word[key]
            by_word[key] = replace(known, spans=(*known.spans, *status.spans))
        else:
            by_word[key] = status
    yield from by_word.values()
