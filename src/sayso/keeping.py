"""Readings in, the record out: each is linked to what is known, and kept; and what persons decide of it.

The steps meet here: link asks for what it needs to know, the record hands it over as data.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from sayso.data import Addition, Article, Copied, Edit, Kept, KnownEntity, Placed, Reading
from sayso.link import POSTINGS, assemble, choose_candidates, introduce, meet_newcomers, place_newcomers
from sayso.link.copies import cut_paragraphs, match_paragraphs
from sayso.link.credits import find_credit
from sayso.link.likeness import make_portrait
from sayso.record import Hand, Preview, Store, check_reading

ASSEMBLED = 300
"""Members that a known entity is put together of at most when it is parted: the first and the last ones."""


class Record(Store):
    """The record, opened: what it holds, and every way to add to it and to correct it."""

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

    def preview_merge(self, one: str, other: str) -> Preview:
        """Say what it would touch to take two people or bodies for one."""
        return self.preview(self.find_known(one), self.find_known(other))

    def merge(self, one: str, other: str, *, by: str | None = None, why: str | None = None) -> Edit:
        """Take two people or bodies, by id or name, for one; raise EditError where that cannot be."""
        return self.join(self.find_known(one), self.find_known(other), self._assemble, Hand.of(by, why))

    def split(self, known: str, members: Sequence[str], *, by: str | None = None, why: str | None = None) -> Edit:
        """Take a person or body apart: those of its members that are named, by article or entity, become another."""
        return self.part(self.find_known(known), members, self._assemble, Hand.of(by, why))

    def undo(self, what: str | int, *, by: str | None = None, why: str | None = None) -> Edit:
        """Take back a line of the log, by its number, or a judgement that two are one, by its id ("j12").

        Raises EditError where something was built on it since.
        """
        return self.take_back(str(what), self._assemble, Hand.of(by, why))

    def _prepare(self, addition: Addition) -> Addition:
        newcomers = meet_newcomers(addition.reading)
        postings = self.look_up(dict.fromkeys(key for keys in newcomers.keys for key in keys), most=POSTINGS)
        candidates = choose_candidates(newcomers, postings)
        known = self.fetch_known(dict.fromkeys(old for chosen in candidates for old in chosen))
        portraits = {old: make_portrait(entity) for old, entity in known.items()}
        placing = place_newcomers(newcomers, candidates, portraits)
        credit = find_credit(addition.reading.article)
        return replace(
            addition,
            placed=placing.placed,
            judgements=placing.judgements,
            paragraphs=tuple(self._find_copies(addition.reading.article)),
            credit=credit.name if credit else None,
        )

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
        half = ASSEMBLED // 2
        some = members if len(members) <= ASSEMBLED else [*members[:half], *members[-half:]]

        @lru_cache(maxsize=8)
        def introduce_article(article_id: int) -> dict[str, KnownEntity]:
            reading = self.load_reading(article_id)
            return {e.id: known for e, known in zip(reading.entities, introduce(reading), strict=True)}

        return assemble(introduce_article(article)[own] for article, own in self.locate(some))
