"""Readings in, the record out: each is linked to what is known, and kept.

The steps meet here: link asks for what it needs to know, the record hands it over as data.
"""

from collections.abc import Iterable
from dataclasses import replace

from sayso.data import Addition, KnownEntity, Reading
from sayso.link import POSTINGS, choose_candidates, meet_newcomers, place_newcomers
from sayso.link.likeness import Portrait, make_portrait
from sayso.record import Store, check_reading


class Record(Store):
    """The record, opened."""

    def add(self, reading: Reading) -> bool:
        """Keep a reading; tell whether it was new. Raises InputError where it is no reading of its own text."""
        check_reading(reading)
        with self.writing():
            addition = Addition(reading)
            if not self.holds(reading.article):
                addition = self._prepare(addition)
            return self.keep(addition)

    def _prepare(self, addition: Addition) -> Addition:
        newcomers = meet_newcomers(addition.reading)
        postings = self.look_up(dict.fromkeys(key for keys in newcomers.keys for key in keys), most=POSTINGS)
        candidates = choose_candidates(newcomers, postings)
        known = self.fetch_known(dict.fromkeys(old for chosen in candidates for old in chosen))
        portraits = {old: make_portrait(entity) for old, entity in known.items()}
        placing = place_newcomers(newcomers, candidates, portraits)
        return replace(addition, placed=placing.placed, judgements=placing.judgements)


__all__ = ["Iterable", "KnownEntity", "Portrait", "Record"]
