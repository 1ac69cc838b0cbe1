"""Readings in, the record out: each is linked to what is known, and kept; and what persons decide of it.

The steps meet here: link asks for what it needs to know, the record hands it over as data.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from os import PathLike
from typing import Any

from sayso.data import (
    Addition,
    Article,
    Copied,
    Edit,
    Kept,
    KnownEntity,
    KnownEvent,
    Placed,
    PlacedEvent,
    Posting,
    Reading,
)
from sayso.link import (
    POSTINGS,
    Placing,
    assemble,
    choose_candidates,
    introduce,
    is_spent,
    limit_of,
    meet_newcomers,
    place_newcomers,
)
from sayso.link.copies import cut_paragraphs, match_paragraphs
from sayso.link.credits import find_credit
from sayso.link.happenings import EventPlacing, assemble_events, choose_events, meet_events, place_events
from sayso.link.likeness import Portrait, make_portrait
from sayso.model.matching import load_matcher
from sayso.record import Candidates, Hand, Makers, Preview, Rereading, Store, check_reading

DRAWN = 4_000
"""Known entities that are kept ready to be compared while articles are added: some 20 MB of them."""
ASSEMBLED = 300
"""Members that a known entity is put together of at most when it is parted: the first and the last ones."""


class Record(Store):
    """The record, opened: what it holds, and every way to add to it and to correct it."""

    def __init__(
        self,
        path: str | PathLike[str],
        *,
        writing: bool = True,
        create: bool = True,
        waiting: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(path, writing=writing, create=create, waiting=waiting)
        self._portraits: OrderedDict[str, Portrait] = OrderedDict()
        self._state: object = None

    def add(self, reading: Reading, *, place: str | None = None, digest: str | None = None) -> Kept:
        """Keep a reading, and tell what it was: new, a newer version, printed again, or known.

        `place` and `digest` say from which input it came. Raises InputError where it is no reading of its own text.
        """
        check_reading(reading)
        with self.writing():
            addition = Addition(reading, place=place, digest=digest)
            if not self.holds(reading.article):
                addition = self._prepare(addition)
            return self.keep(addition)

    def reread(self, reading: Reading, *, by: str | None = None, why: str | None = None) -> Rereading:
        """Put a new reading of an article of the record in the place of the old one; people's decisions stay.

        Raises UnknownIdError where the record has no such article, InputError where it is no reading of its own text.
        """
        check_reading(reading)
        with self.writing():
            row = self.find(reading.article.id).row
            placing = self._place(reading, lambda candidates: self.narrow(row, reading, candidates))
            placed = _name_matched(reading, placing.placed, self.list_matched(row, reading))
            events = self._place_events(reading, placed, lambda chosen: self.narrow_events(row, reading, chosen))
            addition = Addition(
                reading,
                placed=placing.placed,
                judgements=placing.judgements,
                events=events.placed,
                event_judgements=events.judgements,
            )
            self._portraits.clear()
            return self.apply(row, addition, self._makers, Hand.of(by, why))

    def preview_merge(self, one: str, other: str) -> Preview:
        """Say what it would touch to take two people or bodies, or two events, for one."""
        return self.preview(self.find_kin(one), self.find_kin(other))

    def merge(self, one: str, other: str, *, by: str | None = None, why: str | None = None) -> Edit:
        """Take two people or bodies, by id or name, or two events, for one; raise EditError where that cannot be."""
        with self.writing():
            edit = self.join(self.find_kin(one), self.find_kin(other), self._makers, Hand.of(by, why))
            self.renew_events(edit, self._makers)
            return edit

    def split(self, known: str, members: Sequence[str], *, by: str | None = None, why: str | None = None) -> Edit:
        """Take a person, a body or an event apart: the members that are named become another.

        Members are named by their article, or as it has them: by entity, or event.
        """
        with self.writing():
            edit = self.part(self.find_kin(known), members, self._makers, Hand.of(by, why))
            self.renew_events(edit, self._makers)
            return edit

    def correct(self, name: str, field: str, value: Any, *, by: str | None = None, why: str | None = None) -> Edit:
        """Correct a field of a statement, an event, an article, or a person or body, by its id; see `docs/record.md`.

        Raises UnknownIdError where the id is nobody's, EditError where the field cannot have the value.
        """
        with self.writing():
            edit = super().correct(name, field, value, by=by, why=why)
            self.renew_events(edit, self._makers)
            return edit

    def undo(self, what: str | int, *, by: str | None = None, why: str | None = None) -> Edit:
        """Take back a line of the log, by its number, or a judgement that two are one, by its id ("j12").

        Raises EditError where something was built on it since.
        """
        with self.writing():
            edit = self.take_back(str(what), self._makers, Hand.of(by, why))
            self.renew_events(edit, self._makers)
            return edit

    @property
    def _makers(self) -> Makers:
        return Makers(self._assemble, self._assemble_events)

    def _prepare(self, addition: Addition) -> Addition:
        reading = addition.reading
        settled = self.list_settled(reading.article, addition.place)
        placing = self._place(reading, lambda candidates: _settle(reading, candidates, settled))
        held = self.list_settled_events(reading.article, addition.place)
        events = self._place_events(
            reading, placing.placed, lambda candidates: _settle_events(reading, candidates, held)
        )
        credit = find_credit(reading.article)
        return replace(
            addition,
            placed=placing.placed,
            judgements=placing.judgements,
            events=events.placed,
            event_judgements=events.judgements,
            paragraphs=tuple(self._find_copies(reading.article)),
            credit=credit.name if credit else None,
        )

    def _place(self, reading: Reading, narrow: Callable[[Candidates], Candidates]) -> Placing:
        """Place the entities of a reading among those known, of those candidates that are left to them."""
        newcomers = meet_newcomers(reading)
        postings = self.look_up({key: limit_of(key) for keys in newcomers.keys for key in keys}, most=POSTINGS)
        candidates = narrow(choose_candidates(newcomers, postings))
        portraits = self._draw(dict.fromkeys(old for chosen in candidates for old in chosen))
        placing = place_newcomers(newcomers, candidates, portraits)
        for placed in placing.placed:
            self._portraits.pop(placed.known.id, None)
        return replace(placing, placed=tuple(_drop_spent(placed, postings) for placed in placing.placed))

    def _place_events(
        self, reading: Reading, placed: Sequence[Placed], narrow: Callable[[Candidates], Candidates]
    ) -> EventPlacing:
        """Place the events of a reading among those known, of those candidates that are left to them."""
        met = meet_events(reading, placed)
        candidates = narrow(choose_events(met, self.look_up_events(key for keys in met.asked for key in keys)))
        known = self.fetch_known_events(dict.fromkeys(old for chosen in candidates for old in chosen))
        return place_events(met, candidates, known, load_matcher)

    def _draw(self, known: Iterable[str]) -> dict[str, Portrait]:
        """Draw known entities as they are compared; those met before are kept, while nobody else writes."""
        state = self.state()
        if state != self._state:
            self._state = state
            self._portraits.clear()
        found = {one: self._portraits.pop(one, None) for one in known}
        fresh = self.fetch_known(one for one, portrait in found.items() if portrait is None)
        drawn = {one: portrait or make_portrait(fresh[one]) for one, portrait in found.items()}
        self._portraits.update(drawn)  # the last ones met stand last
        while len(self._portraits) > DRAWN:
            self._portraits.popitem(last=False)
        return drawn

    def _find_copies(self, article: Article) -> Iterator[Copied]:
        """Tell of each paragraph of a new article which earlier one it copies, if any."""
        paragraphs = cut_paragraphs(article)
        candidates, rows = self.find_copied({n: paragraph.sketch for n, paragraph in enumerate(paragraphs)})
        copies = {copy.paragraph: copy for copy in match_paragraphs(article, paragraphs, candidates=candidates)}
        for n, paragraph in enumerate(paragraphs):
            copy = copies.get(n)
            origin, likeness = (rows[copy.origin], copy.score) if copy else (None, None)
            yield Copied(paragraph.start, paragraph.end, paragraph.sketch, origin, likeness)

    def _assemble(self, members: Sequence[int]) -> Placed:
        """Make one known entity of entities of articles, by their rows."""
        some = _choose_members(members)

        @lru_cache(maxsize=8)
        def introduce_article(article_id: int) -> dict[str, KnownEntity]:
            reading = self.load_reading(article_id)
            return {e.id: known for e, known in zip(reading.entities, introduce(reading), strict=True)}

        return assemble(introduce_article(article)[own] for article, own in self.locate(some))

    def _assemble_events(self, members: Sequence[int]) -> PlacedEvent:
        """Make one known event of events of articles, by their rows."""

        @lru_cache(maxsize=8)
        def meet_article(article_id: int) -> dict[str, KnownEvent]:
            reading = self.load_reading(article_id)
            who = self.list_entities(article_id)
            placed = [Placed(KnownEntity(who[one.id], one.name, one.kind), ()) for one in reading.entities]
            return {e.id: known for e, known in zip(reading.events, meet_events(reading, placed).known, strict=True)}

        return assemble_events(
            meet_article(article)[own] for article, own in self.locate_events(_choose_members(members))
        )


def _choose_members(members: Sequence[int]) -> Sequence[int]:
    half = ASSEMBLED // 2
    return members if len(members) <= ASSEMBLED else [*members[:half], *members[-half:]]


def _name_matched(reading: Reading, placed: Sequence[Placed], known: Mapping[str, str]) -> tuple[Placed, ...]:
    """Give entities that their article has already the ids of those that they are."""
    return tuple(
        replace(one, known=replace(one.known, id=known.get(entity.id, one.known.id)))
        for entity, one in zip(reading.entities, placed, strict=True)
    )


def _settle(reading: Reading, candidates: Candidates, settled: Mapping[str, str]) -> Candidates:
    """Leave to those whom persons have merged or split, in the version before, only whom they are since."""
    return [
        (settled[entity.name.casefold()],) if entity.name.casefold() in settled else chosen
        for entity, chosen in zip(reading.entities, candidates, strict=True)
    ]


def _settle_events(reading: Reading, candidates: Candidates, settled: Mapping[str, str]) -> Candidates:
    """Leave to what persons have merged or split, in the version before, only what it is since."""
    names = [f"{event.event_type} {event.trigger.text}" for event in reading.events]
    return [(settled[name],) if name in settled else chosen for name, chosen in zip(names, candidates, strict=True)]


def _drop_spent(placed: Placed, postings: Mapping[str, Posting]) -> Placed:
    """Leave out keys that nobody will look up: without them the file is a tenth smaller."""
    return replace(placed, keys=tuple(key for key in placed.keys if not is_spent(key, postings.get(key))))
