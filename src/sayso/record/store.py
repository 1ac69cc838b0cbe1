"""The path of a record in; the record, opened, out: what is in it as data, and what is to be in it taken as data.

A `Store` decides nothing: who is who, and what is a copy, is handed to it (see `sayso.keeping`).
"""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from inspect import isgeneratorfunction
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar, cast, get_args

from sayso.data import (
    Addition,
    Article,
    Dossier,
    Edit,
    EntityKind,
    EventQuery,
    Happening,
    Holdings,
    Judged,
    Kept,
    KnownEntity,
    KnownEvent,
    Listed,
    Posting,
    Query,
    Reading,
    Report,
    Shelved,
    Sighting,
    Statement,
    Status,
)
from sayso.errors import EditError, UnknownIdError
from sayso.record.changes import Difference, compare_readings
from sayso.record.copies import Place, find_candidates
from sayso.record.corrections import correct, decide
from sayso.record.edits import Hand, read_log
from sayso.record.event_groups import find_event_members, merge_events, preview_event_merge, split_events
from sayso.record.event_holding import carry_event_decisions, list_settled_events
from sayso.record.event_rereading import list_orphaned_events, narrow_events
from sayso.record.event_search import Order, count_known_events, find_known_events
from sayso.record.faults import Fault
from sayso.record.find import (
    Thing,
    find_judged_event,
    find_kin,
    find_known,
    find_known_event,
    find_thing,
    follow_merges,
)
from sayso.record.forget import Forgetting, forget, preview_forget
from sayso.record.groups import Preview, find_members, merge, preview_merge, split
from sayso.record.happenings import Teller, fetch_happening
from sayso.record.here import list_entities, locate_entities
from sayso.record.holding import carry_decisions, list_settled
from sayso.record.known import fetch_known, look_up_keys
from sayso.record.known_events import fetch_known_events, list_touched, look_up_event_keys, renew_known_events
from sayso.record.load import Loader, load_reading
from sayso.record.opening import Waiting, back_up, connect, naming_faults, now, writing_to
from sayso.record.people import Spotter, fetch_judged, fetch_listed, find_known_of, list_people, make_dossier
from sayso.record.redact import is_redacted
from sayso.record.rereading import (
    Rereading,
    apply_reading,
    list_matched,
    list_orphans,
    narrow_candidates,
    renew_known,
)
from sayso.record.rows import writable
from sayso.record.search import find_marks, find_numbers, list_articles
from sayso.record.shown import count_holdings, fetch_shelved, fetch_statement
from sayso.record.undo import Makers, undo
from sayso.record.values import read_value
from sayso.record.verify import verify
from sayso.record.versions import find_older, print_again, replace_article, restore_article
from sayso.record.wording import word_edit
from sayso.record.write import find_article, keep_article, keep_input

PAGE = 50
"""Things on a page, unless told otherwise."""
CHUNK = 2_000
"""Statements that are fetched at once while many are given one after another."""

Candidates = Sequence[Sequence[str]]
"""For each entity of a reading, the ids of known entities that it may be."""
Shown = Shelved | Statement | Report | Happening | Dossier | Judged | Edit
"""What an id may stand for."""


def _are_events(one: Thing, other: Thing) -> bool:
    """Tell whether two things are events; raise EditError where only one of them is."""
    kinds = {one.kind, other.kind}
    if len(kinds) > 1:
        raise EditError(f"{one.id} and {other.id}: one is an event, the other is none; they cannot be merged")
    return kinds == {"known_event"}


Method = TypeVar("Method", bound=Callable[..., Any])


def _naming(method: Method) -> Method:
    """Let a method's faults of SQLite's name the record, also those that come while its result is read."""

    @wraps(method)
    def call(self: "Store", *args: Any, **kwargs: Any) -> Any:
        with naming_faults(self.path):
            return method(self, *args, **kwargs)

    @wraps(method)
    def generate(self: "Store", *args: Any, **kwargs: Any) -> Any:
        with naming_faults(self.path):
            yield from method(self, *args, **kwargs)

    return cast(Method, generate if isgeneratorfunction(method) else call)


class Store:
    """An open record. One writes, many read; a second writer waits until the first is done."""

    def __init__(
        self, path: str | PathLike[str], *, writing: bool = True, create: bool = True, waiting: Waiting | None = None
    ) -> None:
        self.path = Path(path)
        self._waiting = waiting
        self._corrections = 0
        self.connection = connect(self.path, writing=writing, create=create and writing)

    def close(self) -> None:
        """Close the record; what was written is in the file."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self.path)!r})"

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write all that follows, or nothing; within another `writing`, as part of it."""
        if self.connection.in_transaction:
            yield
            return
        with naming_faults(self.path), writing_to(self.connection, self._waiting):
            yield

    def state(self) -> object:
        """Give a value that changes when others have written to the file, or this one has corrected something."""
        return self.connection.execute("PRAGMA data_version").fetchone()[0], self._corrections

    def look_up(self, keys: Mapping[str, int], *, most: int) -> dict[str, Posting]:
        """Find which known entities bear which keys, where no more do than the number given with each."""
        return look_up_keys(self.connection, keys, most=most)

    def fetch_known(self, ids: Iterable[str]) -> dict[str, KnownEntity]:
        """Fetch known entities by their ids."""
        return fetch_known(self.connection, ids)

    def look_up_events(self, keys: Iterable[str]) -> dict[str, Posting]:
        """Find which known events bear which keys; one that very many bear leads to none of them."""
        return look_up_event_keys(self.connection, keys)

    def fetch_known_events(self, ids: Iterable[str]) -> dict[str, KnownEvent]:
        """Fetch known events by their ids."""
        return fetch_known_events(self.connection, ids)

    @_naming
    def holds(self, article: Article) -> bool:
        """Tell whether the record has the text of an article."""
        return find_article(self.connection, article) is not None

    @_naming
    def replaces(self, article: Article, place: str | None) -> bool:
        """Tell whether an article that is not in the record would be a newer version of one that is."""
        return find_older(self.connection, article, place) is not None

    @_naming
    def knows_input(self, place: str, digest: str) -> bool:
        """Tell whether an input was added before, unchanged."""
        command = "SELECT digest FROM input WHERE place = ?"
        row = self.connection.execute(command, (writable(place),)).fetchone()
        return row is not None and row[0] == digest

    def find_copied(
        self, sketches: Mapping[int, Iterable[int]]
    ) -> tuple[dict[int, list[tuple[Place, str]]], dict[Place, int]]:
        """Find the paragraphs that others, given by their sketches, may copy: their words, and their rows."""
        return find_candidates(self.connection, sketches)

    def keep(self, addition: Addition) -> Kept:
        """Keep a reading, and tell what it was: new, a newer version of one that is kept, printed again, or no news."""
        with self.writing():
            return self._keep(addition)

    def _keep(self, addition: Addition) -> Kept:
        article, connection = addition.reading.article, self.connection
        if is_redacted(connection, article.sha256):
            return "known"  # where it appeared may hold the name that was taken out of it
        older = find_older(connection, article, addition.place)
        article_id = find_article(connection, article)
        news: Kept = "new" if older is None else "version"
        if article_id is None:
            article_id = keep_article(connection, addition, at=now())
        else:
            again = print_again(connection, article_id, article, at=now())
            news = news if older not in (None, article_id) else "again" if again else "known"
        if older not in (None, article_id):
            restore_article(connection, article_id)
            replace_article(connection, older, article_id)
            carry_decisions(connection, older, article_id)
            carry_event_decisions(connection, older, article_id)
        keep_input(connection, addition, article_id)
        return news

    def list_settled(self, article: Article, place: str | None) -> dict[str, str]:
        """List whom persons have merged or split in the article that a new one replaces: ids by name, in lower case."""
        older = find_older(self.connection, article, place)
        return {} if older is None else list_settled(self.connection, older)

    def list_settled_events(self, article: Article, place: str | None) -> dict[str, str]:
        """List what persons have merged or split of what the article reports that a new one replaces, by its words."""
        older = find_older(self.connection, article, place)
        return {} if older is None else list_settled_events(self.connection, older)

    @_naming
    def list_changes(self, shelved: Shelved) -> tuple[Difference, ...]:
        """List what the newest version of an article changed among the statements of the one before."""
        if not shelved.older:
            return ()
        rows = [self.find(article).row for article in (shelved.older[0].article, shelved.reading.article.id)]
        return compare_readings(*(load_reading(self.connection, row) for row in rows))

    def narrow(self, article_id: int, reading: Reading, candidates: Candidates) -> Candidates:
        """Leave out, of the known entities that those of a new reading may be, who is in the article already."""
        return narrow_candidates(self.connection, article_id, reading, candidates)

    def narrow_events(self, article_id: int, reading: Reading, candidates: Candidates) -> Candidates:
        """Leave out, of the known events that those of a new reading may be, what the article reports already."""
        return narrow_events(self.connection, article_id, reading, candidates)

    def list_matched(self, article_id: int, reading: Reading) -> dict[str, str]:
        """List who the entities of a new reading are that its article has already: ids of known entities by theirs."""
        return list_matched(self.connection, article_id, reading)

    def list_entities(self, article_id: int) -> dict[str, str]:
        """List who the entities of an article are: ids of known entities by theirs."""
        return list_entities(self.connection, article_id)

    def apply(self, article_id: int, addition: Addition, makers: Makers, hand: Hand) -> Rereading:
        """Put a new reading in the place of the one that an article has; what persons decided stays."""
        with self.writing():
            self._corrections += 1
            done = apply_reading(self.connection, article_id, addition, hand)
            renew_known(self.connection, done.known, makers.people)
            renew_known_events(self.connection, done.events, makers.events)
            return done

    def renew_events(self, edit: Edit, makers: Makers) -> None:
        """Put together anew the known events that are compared otherwise since an edit."""
        renew_known_events(self.connection, list_touched(self.connection, edit), makers.events)

    def list_orphaned_events(self) -> list[Report]:
        """List the events on which a person decided, and whose words are no longer read."""
        teller = Teller(self.connection)
        return [teller.report(row) for row in list_orphaned_events(self.connection)]

    def locate_events(self, events: Iterable[int]) -> list[tuple[int, str]]:
        """Give the article and the id of events, by their rows."""
        command = "SELECT article_id, id FROM event WHERE event_id = ?"
        return [self.connection.execute(command, (row,)).fetchone() for row in events]

    def list_orphans(self) -> list[Statement]:
        """List the statements on which a person decided, and whose words are no longer read."""
        return list(Loader(self.connection).load(list_orphans(self.connection)))

    def locate(self, entities: Iterable[int]) -> list[tuple[int, str]]:
        """Give the article and the id of entities, by their rows."""
        return locate_entities(self.connection, entities)

    @_naming
    def load_reading(self, article_id: int) -> Reading:
        """Load the reading of an article, by its row."""
        return load_reading(self.connection, article_id)

    @_naming
    def find_kin(self, name: str) -> Thing:
        """Find the known entity of an id or a name, or the known event of an id of its or of one article's event."""
        return find_kin(self.connection, name)

    @_naming
    def find_known(self, name: str) -> int:
        """Find the one known entity of an id or a name; raise UnknownIdError where it is none, or many."""
        return find_known(self.connection, name)

    @_naming
    def preview(self, one: Thing, other: Thing) -> Preview:
        """Say what it would touch to take two known entities, or two known events, for one."""
        look = preview_event_merge if _are_events(one, other) else preview_merge
        return look(self.connection, one.row, other.row)

    def join(self, one: Thing, other: Thing, makers: Makers, hand: Hand) -> Edit:
        """Take two known entities, or two known events, for one."""
        with self.writing():
            self._corrections += 1
            if _are_events(one, other):
                edit = merge_events(self.connection, one.row, other.row, assemble=makers.events, hand=hand)
            else:
                edit = merge(self.connection, one.row, other.row, assemble=makers.people, hand=hand)
            return word_edit(self.connection, edit)

    def part(self, known: Thing, members: Iterable[str], makers: Makers, hand: Hand) -> Edit:
        """Take members, named by article or by entity or event, out of a known entity or event."""
        with self.writing():
            self._corrections += 1
            if known.kind == "known_event":
                rows = [row for member in members for row in find_event_members(self.connection, known.row, member)]
                edit = split_events(self.connection, known.row, rows, assemble=makers.events, hand=hand)
            else:
                rows = [row for member in members for row in find_members(self.connection, known.row, member)]
                edit = split(self.connection, known.row, rows, assemble=makers.people, hand=hand)
            return word_edit(self.connection, edit)

    def take_back(self, what: str, makers: Makers, hand: Hand) -> Edit:
        """Take back a line of the log, or a judgement."""
        with self.writing():
            self._corrections += 1
            return word_edit(self.connection, undo(self.connection, what, makers=makers, hand=hand))

    @_naming
    def find(self, name: str) -> Thing:
        """Find what an id, or a beginning of one, stands for; raise UnknownIdError where it is none, or many."""
        return find_thing(self.connection, name)

    @_naming
    def show(self, name: str) -> Shown:
        """Fetch what an id stands for: an article, a statement, a person or body, a judgement, a line of the log.

        Of events a report where it is one article's, a happening where it is over all; of a judgement over events the
        happening that it was about.

        Raises UnknownIdError where the id, or the beginning of one, is nobody's, or more than one's.
        """
        thing = self.find(name)
        if thing.kind == "article":
            return fetch_shelved(self.connection, thing.row)
        if thing.kind == "statement":
            return fetch_statement(self.connection, thing.row)
        if thing.kind == "event":
            return Teller(self.connection).report(thing.row)
        if thing.kind in ("known_event", "event_judgement"):
            return fetch_happening(self.connection, find_judged_event(self.connection, thing))
        if thing.kind == "judgement":
            return fetch_judged(self.connection, thing.row)
        if thing.kind == "edit":
            return self.log(limit=1, before=thing.row + 1)[0]
        known_id = thing.row if thing.kind == "known_entity" else find_known_of(self.connection, thing.row)
        return make_dossier(self.connection, follow_merges(self.connection, known_id))

    @_naming
    def events(
        self, query: EventQuery | None = None, *, limit: int = -1, before: str | None = None, **filters: Any
    ) -> Iterator[Happening]:
        """Find what happened, the latest first, what has no day last; -1 means no limit.

        `before` is the id of the last one of the page before. Filters are the fields of an EventQuery by name:
        `events(actor="Lund", since="2024")`. Raises UnknownIdError where an id is nobody's, SettingError where a day is
        none.
        """
        yield from self._tell(query, filters, limit=limit, order=self._order(before, late=True))

    @_naming
    def timeline(
        self, query: EventQuery | None = None, *, limit: int = -1, after: str | None = None, **filters: Any
    ) -> Iterator[Happening]:
        """Find what `events` finds as time goes, what has no day last; from behind the id `after` on."""
        yield from self._tell(query, filters, limit=limit, order=self._order(after, late=False))

    def _order(self, behind: str | None, *, late: bool) -> Order:
        return Order(late, None if behind is None else find_known_event(self.connection, behind))

    def _tell(
        self, query: EventQuery | None, filters: Mapping[str, Any], *, limit: int, order: Order
    ) -> Iterator[Happening]:  # fmt: skip
        asked = replace(query or EventQuery(), **filters)
        teller = Teller(self.connection, replaced=asked.replaced, rejected="rejected" in asked.decision)
        yield from teller.tell(find_known_events(self.connection, asked, order=order, limit=limit))

    @_naming
    def count_events(self, query: EventQuery | None = None, **filters: Any) -> int:
        """Count what `events` finds."""
        return count_known_events(self.connection, replace(query or EventQuery(), **filters))

    @_naming
    def happening(self, name: str) -> Happening:
        """Fetch what happened, by its id ("h12") or by that of one article's event, with all of its reports."""
        return fetch_happening(self.connection, find_known_event(self.connection, name))

    @_naming
    def people(
        self, name: str | None = None, *, kind: EntityKind | None = None, after: str | None = None, limit: int = -1
    ) -> Iterator[Listed]:
        """List people and bodies, who says most first, from behind the id `after` on; -1 means no limit."""
        yield from list_people(self.connection, name=name, kind=kind, after=after, limit=limit)

    @_naming
    def list_known(self, ids: Iterable[str]) -> list[Listed]:
        """List some people or bodies, by their ids."""
        return [fetch_listed(self.connection, self.find(name).row) for name in ids]

    @_naming
    def who(self, name: str) -> Dossier:
        """Gather what there is to know of a person or body, by id or name.

        Raises UnknownIdError where nobody is called so, or more than one is.
        """
        return make_dossier(self.connection, self.find_known(name))

    @_naming
    def spot(self, known: Iterable[str]) -> Iterator[tuple[Sighting, ...]]:
        """Give where each of some known entities is mentioned, by their ids."""
        spotter = Spotter(self.connection)
        for one in known:
            yield tuple(spotter.spot(one))

    @_naming
    def log(self, object: str | None = None, *, before: int | None = None, limit: int = PAGE) -> list[Edit]:
        """Read the log, the last line first; of one thing, where its id is given."""
        edits = read_log(self.connection, object=object, before=before, limit=limit)
        return [word_edit(self.connection, edit) for edit in edits]

    @_naming
    def count(self) -> Holdings:
        """Count what the record holds."""
        return count_holdings(self.connection)

    def correct(self, name: str, field: str, value: Any, *, by: str | None = None, why: str | None = None) -> Edit:
        """Correct a field of a statement, an article, or a person or body, by its id; see `docs/record.md`.

        Raises UnknownIdError where the id is nobody's, EditError where the field cannot have the value.
        """
        with self.writing():
            thing = self.find(name)
            asked = read_value(self.connection, thing, field, value)
            self._corrections += 1
            return word_edit(self.connection, correct(self.connection, thing, field, asked, Hand.of(by, why)))

    def confirm(self, name: str, *, by: str | None = None, why: str | None = None) -> Edit:
        """Note that a person has found a thing to be right."""
        with self.writing():
            self._corrections += 1
            return word_edit(self.connection, decide(self.connection, self.find(name), "confirm", Hand.of(by, why)))

    def reject(self, name: str, *, by: str | None = None, why: str | None = None) -> Edit:
        """Note that a person has found a thing to be wrong; it is kept, and left out of lists."""
        with self.writing():
            self._corrections += 1
            return word_edit(self.connection, decide(self.connection, self.find(name), "reject", Hand.of(by, why)))

    def preview_forget(self, name: str) -> Forgetting:
        """Say what it would touch to forget a person, by id or name."""
        return preview_forget(self.connection, self.find_known(name))

    def forget(self, name: str, *, by: str | None = None, why: str | None = None) -> Edit:
        """Remove a person, by id or name, for good: from texts, statements, log, index, old versions and backups.

        Raises UnknownIdError where nobody is called so, EditError where it is no person, RecordError where others
        have the record open: then do it again, by the id.
        """
        self._corrections += 1
        with naming_faults(self.path):
            return forget(self.connection, self.path, self.find_known(name), Hand.of(by, why))

    @_naming
    def statements(self, query: Query | None = None, *, numbers: Iterable[int] | None = None) -> Iterator[Statement]:
        """Give all statements of a query, the latest first; or those of some numbers. Without a query, all there are.

        Rejected ones come along with those of no query: what they are is told by their status.
        """
        loader = Loader(self.connection)
        yield from loader.load(self.list_numbers(query) if numbers is None else numbers)

    @_naming
    def list_numbers(self, query: Query | None = None) -> Iterator[int]:
        """List the numbers of all statements of a query, the latest first, a page at a time."""
        before: int | None = None
        asked = query or Query()
        if not asked.status:
            asked = replace(asked, status=get_args(Status))
        while page := find_numbers(self.connection, asked, limit=CHUNK, before=before):
            yield from page
            before = page[-1]

    @_naming
    def draw(self, query: Query, *, count: int, seed: int) -> list[int]:
        """Draw statements of a query by chance; the same seed draws the same from the same record."""
        chance, drawn = random.Random(seed), list[int]()
        for n, number in enumerate(self.list_numbers(query)):  # reservoir sampling: Vitter 1985, algorithm R
            if n < count:
                drawn.append(number)
            elif (at := chance.randrange(n + 1)) < count:
                drawn[at] = number
        return sorted(drawn, reverse=True)

    @_naming
    def fetch_text(self, article: str) -> str:
        """Fetch the text of an article by its id."""
        row = self.connection.execute("SELECT text FROM article WHERE id = ?", (article,)).fetchone()
        if row is None:
            raise UnknownIdError(f"{article}: there is no such article in the record")
        return str(row[0])

    @_naming
    def verify(self) -> Iterator[Fault]:
        """Check everything that the record holds, and say what is wrong, if anything."""
        yield from verify(self.connection)

    def back_up(self, target: Path | None = None) -> Path:
        """Copy the record as it is at this moment, beside it unless told; give where the copy lies."""
        return back_up(self.connection, self.path, target)

    @_naming
    def search(
        self, query: Query | str, *, limit: int = PAGE, before: int | None = None, **filters: Any
    ) -> list[Statement]:
        """Find statements, the latest first; `before` is the number of the last one of the page before.

        Filters are the fields of a Query by name: `search("ceasefire", speaker="Popov", since="2024")`. Raises
        SettingError where there is no word in what is sought.
        """
        asked = Query(query or None, **filters) if isinstance(query, str) else replace(query, **filters)
        numbers = find_numbers(self.connection, asked, limit=limit, before=before)
        return list(self._mark(Loader(self.connection).load(numbers), asked.words))

    @_naming
    def find_all(self, query: Query, *, before: int | None = None) -> Iterator[Statement]:
        """Give all that `search` finds, a page at a time."""
        while page := self.search(query, limit=CHUNK, before=before):
            yield from page
            before = page[-1].number

    def _mark(self, statements: Iterable[Statement], words: str | None) -> Iterator[Statement]:
        """Mark in statements what matches the words of a search."""
        for statement in statements:
            said = statement.attribution.content.text
            marks = find_marks(words, said) if words else ()
            yield replace(statement, marks=marks) if marks else statement

    @_naming
    def readings(self, query: Query | None = None, *, decided: bool = False) -> Iterator[Reading]:
        """Give the readings of the articles in which a query finds something, in the order in which they were added.

        Without a query all of them, those of replaced articles left out; or only those on which a person has decided.
        """
        numbers = None if query in (None, Query()) else self.list_numbers(query)
        for article_id in list_articles(self.connection, numbers, decided=decided):
            yield load_reading(self.connection, article_id)
