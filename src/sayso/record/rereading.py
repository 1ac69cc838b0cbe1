"""A new reading of a text that was read before in; it stands in the place of the old one, out, but for what is decided.

What a person decided stays as it is: the statement, its number, its log. The new reading's statement of the same words
gives way to it. Where the new reading has none, the decision is an orphan, kept and listed.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from sqlite3 import Connection

from sayso.data import Addition, Attribution, Entity, Judgement, KnownEntity, Placed, Reading
from sayso.errors import EditError
from sayso.record.chains import derive_chain, extend_chain
from sayso.record.changes import Difference, Pair, compare_readings, match_entities, pair_statements
from sayso.record.check import name_entity as list_names
from sayso.record.edits import Change, Hand, list_standing, log
from sayso.record.event_changes import EventDifference, compare_events
from sayso.record.event_rereading import (
    EventPlan,
    clear_events,
    keep_events,
    link_decided,
    list_needed_entities,
    plan_events,
    rename_parties,
)
from sayso.record.events import Ground
from sayso.record.events import range_of as range_of_events
from sayso.record.groups import Assemble, list_members, untie
from sayso.record.here import name_entity, name_of
from sayso.record.known import (
    ENTITIES,
    change_known,
    date_known,
    keep_keys,
    keep_known,
    make_row,
    name_known,
    number_known,
    unindex_people,
)
from sayso.record.known_events import sum_known_events
from sayso.record.load import load_reading
from sayso.record.opening import now
from sayso.record.places import pack_mentions
from sayso.record.rows import CERTAIN, insert, insert_many
from sayso.record.write import (
    aliases_unlike,
    fetch_words,
    find_reason,
    find_run,
    index_statements,
    insert_statements,
    insert_ties,
    name_apart,
    name_unlike,
    number_judgement,
    unindex_statements,
)

Place = tuple[int, int]
Stock = Mapping[int, tuple[int, int]]
"""Of each known entity, whether an article mentions it (1 or 0), and how many of its statements are there."""


@dataclass(frozen=True, slots=True)
class Rereading:
    """What came of reading an article again: the runs before and after, and what is different in the record now.

    `orphans` are the ids of statements that a person decided on and the new reading has not, `orphaned_events` those of
    events. `known` are the rows of known entities of which the article tells something else than before, and `events`
    those of known events; see `renew_known`.
    """

    article: str
    runs: tuple[str, str]
    differences: tuple[Difference, ...] = field(default=(), repr=False)
    orphans: tuple[str, ...] = ()
    known: tuple[int, ...] = ()
    orphaned_events: tuple[str, ...] = ()
    events: tuple[int, ...] = ()
    event_differences: tuple[EventDifference, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Present:
    """An entity as the record has it: its row, its id, whom it is taken for, and what is told of it.

    `brought` tells that its article does not mention it: a person brought it in.
    """

    row: int
    id: str
    known: int
    told: tuple[object, ...]
    brought: bool


@dataclass(frozen=True, slots=True)
class Cast:
    """The entities of an article: those present, by id; those that are in the new reading too; those that may go.

    `matched` gives for each old id the new one; `gone` are ids; `taken` are the known entities of those that stay.
    """

    present: Mapping[str, Present]
    matched: Mapping[str, str]
    gone: frozenset[str]
    taken: frozenset[int]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done: the old reading, and the new one with the ids that its entities are to have.

    `names` gives these ids for those in the addition, `renamed` for those in the old reading that change. `kept` gives
    for a statement that gives way the decided one which stays, `after` for an old statement the one that follows it.
    """

    article_id: int
    old: Reading = field(repr=False)
    new: Reading = field(repr=False)
    cast: Cast = field(repr=False)
    names: Mapping[str, str] = field(repr=False)
    renamed: Mapping[str, str]
    kept: Mapping[str, str]
    after: Mapping[str, str]
    orphans: tuple[str, ...]
    events: EventPlan

    @property
    def decided(self) -> dict[str, Attribution]:
        """The statements on which a person decided, by id."""
        return {one.id: one for one in self.old.attributions if one.status != "machine"}

    def rename(self, chain: Sequence[str]) -> tuple[str, ...]:
        """Give a chain of the old reading in the ids that are to hold."""
        return tuple(self.renamed.get(one, one) for one in chain)


def apply_reading(connection: Connection, article_id: int, addition: Addition, hand: Hand) -> Rereading:
    """Put a new reading of an article's text in the place of the old one; the caller writes all of it or nothing.

    Raises EditError where it is the reading of another text.
    """
    stock, homes = _take_stock(connection, article_id), _list_homes(connection, article_id)
    plan = _make_plan(connection, article_id, addition.reading)
    clear_events(connection, article_id, plan.events)
    freed = _remove_statements(connection, article_id)
    for own in plan.cast.gone:
        _remove_entity(connection, plan.cast.present[own].row)
    rows, added = _keep_entities(connection, plan, addition)
    placed = _keep_statements(connection, plan, rows, freed)
    _link_statements(connection, plan, placed)
    _mark_orphans(connection, plan)
    _keep_events(connection, plan, addition, rows)
    runs = plan.old.provenance.run, plan.new.provenance.run
    run_id = find_run(connection, plan.new, at=now())
    connection.execute("UPDATE article SET run_id = ? WHERE article_id = ?", (run_id, article_id))
    _count(connection, article_id, stock, added)
    now_read = load_reading(connection, article_id)
    differences = compare_readings(plan.old, now_read)
    counts = Counter(difference.kind for difference in differences)
    after = {"run": runs[1], **{kind: counts[kind] for kind in ("new", "gone", "reworded", "changed")}}
    after["orphans"] = len(plan.orphans) + len(plan.events.orphans)
    log(connection, Change("reread", plan.old.article.id, "run", {"run": runs[0]}, after), hand)
    known = _list_told_anew(connection, article_id, plan.cast)
    events = _sum_events(connection, plan, homes, now_read)
    changed = compare_events(plan.old, now_read)
    return Rereading(plan.old.article.id, runs, differences, plan.orphans, known, plan.events.orphans, events, changed)


def list_orphans(connection: Connection) -> list[int]:
    """List the numbers of statements that a person decided on and whose words are no longer there, the latest first."""
    command = "SELECT statement_id FROM statement WHERE decision IS NOT NULL AND orphan ORDER BY statement_id DESC"
    return [number for (number,) in connection.execute(command)]


def narrow_candidates(
    connection: Connection, article_id: int, reading: Reading, candidates: Sequence[Iterable[str]]
) -> tuple[tuple[str, ...], ...]:
    """Leave of the known entities that each entity of a new reading may be those that are free.

    An entity that is matched has its place already, and whoever is in the article and stays there is not twice in it.
    """
    cast = _cast(connection, article_id, load_reading(connection, article_id), reading)
    taken = {name_known(known) for known in cast.taken}
    matched = set(cast.matched.values())
    return tuple(
        () if entity.id in matched else tuple(one for one in chosen if one not in taken)
        for entity, chosen in zip(reading.entities, candidates, strict=True)
    )


def list_matched(connection: Connection, article_id: int, reading: Reading) -> dict[str, str]:
    """List who the entities of a new reading are that its article has already: ids of known entities by theirs."""
    cast = _cast(connection, article_id, load_reading(connection, article_id), reading)
    return {mine: name_known(cast.present[own].known) for own, mine in cast.matched.items()}


def renew_known(connection: Connection, known: Iterable[int], assemble: Assemble) -> None:
    """Put known entities together anew of the members that they have, where they have any."""
    for known_id in known:
        members = list_members(connection, known_id)
        if members:
            placed = assemble(members)
            change_known(connection, known_id, make_row(placed.known), articles=0)
            keep_keys(connection, known_id, placed.keys)


# What is to be done.


def _make_plan(connection: Connection, article_id: int, reading: Reading) -> Plan:
    old = load_reading(connection, article_id)
    if reading.article.text != old.article.text or reading.article.sha256 != old.article.sha256:
        raise EditError(f"{old.article.id}: cannot be given the reading of another text; add that text instead")
    new = replace(reading, article=old.article)  # what it says of its publication may have been corrected since
    cast = _cast(connection, article_id, old, new)
    matched = {mine: cast.present[own] for own, mine in cast.matched.items()}
    names = _choose_names(new, matched, cast.present.keys() - cast.gone)
    new = _rename_entities(new, names)
    renamed = {one.id: names[mine] for mine, one in matched.items() if names[mine] != one.id}
    pairs = pair_statements(old, new)
    places = {one.id: _find_places(connection, one) for one in old.attributions if one.status != "machine"}
    kept = _choose_kept(new, pairs, places)
    read = {_place(one) for one in new.attributions}
    orphans = tuple(own for own, places_of in places.items() if read.isdisjoint(places_of))
    after = {pair.old.id: pair.new.id for pair in pairs}
    events = plan_events(connection, article_id, old, new)
    return Plan(article_id, old, new, cast, names, renamed, kept, after, orphans, events)


def _choose_kept(new: Reading, pairs: Sequence[Pair], places: Mapping[str, tuple["Words", ...]]) -> dict[str, str]:
    """Choose which statements of a new reading give way to which decided ones: those of the same words.

    A content that a person corrected is read again as it was before, under the same id mostly.
    """
    kept = {pair.new.id: pair.old.id for pair in pairs if pair.same and pair.old.id in places}
    same = {pair.new.id for pair in pairs if pair.same}
    first = {words[1]: own for own, words in places.items() if words[1:]}
    kept |= {one.id: first[_place(one)] for one in new.attributions if one.id not in same and _place(one) in first}
    return kept | {one.id: one.id for one in new.attributions if one.id in places}


Words = tuple[str, tuple[Place, ...]]


def _place(attribution: Attribution) -> Words:
    """Give what a decision on a statement holds on to: the place of its content, of its cue where it has none."""
    content, cue = attribution.content, attribution.cue
    if content.spans or cue is None:
        return "content", tuple((span.start, span.end) for span in content.spans)
    return "cue", tuple((span.start, span.end) for span in cue.spans)


def _find_places(connection: Connection, attribution: Attribution) -> tuple[Words, ...]:
    """Find what a decision holds on to: the place of the content, and where that was before a person corrected it."""
    edits = list_standing(connection, attribution.id)
    before = next((edit.before for edit in edits if edit.action == "correct" and edit.field == "content"), None)
    now_is = _place(attribution)
    return (now_is, ("content", tuple((start, end) for start, end in before))) if before else (now_is,)


def _cast(connection: Connection, article_id: int, old: Reading, new: Reading) -> Cast:
    """Tell which entities are in the new reading too, and which may go."""
    present = _list_present(connection, article_id)
    matched = match_entities(old, new)
    needed = _list_needed(connection, article_id, old)
    gone = frozenset(
        own
        for own, one in present.items()
        if own not in matched and not one.brought and needed.isdisjoint((own, one.row))
    )
    taken = frozenset(one.known for own, one in present.items() if own not in gone)
    return Cast(present, matched, gone, taken)


def _list_present(connection: Connection, article_id: int) -> dict[str, Present]:
    command = "SELECT sha256, text FROM article WHERE article_id = ?"
    sha256, text = connection.execute(command, (article_id,)).fetchone()
    rows = connection.execute(
        "SELECT entity_id, id, known_id, mentions, name, kind, aliases, country, sector, "
        "(SELECT group_concat(title) FROM role AS r WHERE r.entity_id = e.entity_id) "
        "FROM entity AS e WHERE entity_id BETWEEN ? AND ? ORDER BY entity_id",
        _range(article_id),
    )
    made = (
        Present(row, own or name_entity(sha256, mentions), known, (name_of(name, mentions, text), *told), not mentions)
        for row, own, known, mentions, name, *told in rows
    )
    return {one.id: one for one in made}


def _range(article_id: int) -> tuple[int, int]:
    return article_id * ENTITIES, article_id * ENTITIES + ENTITIES - 1


def _list_needed(connection: Connection, article_id: int, old: Reading) -> set[str | int]:
    """List the entities, by id or row, that a person's decision needs: on a statement, a judgement, or themselves."""
    needed: set[str | int] = set()
    for one in old.attributions:
        if one.status == "machine":
            continue
        needed.update(one.on_whose_word)
        if one.source is not None:
            needed.update((one.source.entity or "", *(candidate.entity for candidate in one.source.candidates)))
        needed.add(one.addressee.entity or "" if one.addressee else "")
        for edit in list_standing(connection, one.id):
            if edit.field == "speaker":
                for value in (edit.before, edit.after):
                    needed.update((value["value"], *(value["chain"] or ())))
    rows = connection.execute(
        "SELECT left_id FROM judgement WHERE judgement_id BETWEEN ?1 * 100 AND ?2 * 100 + 99 "
        "AND (made_by OR withdrawn_by) UNION "
        "SELECT right_id FROM judgement WHERE right_id BETWEEN ?1 AND ?2 AND (made_by OR withdrawn_by) UNION "
        "SELECT entity_id FROM entity WHERE entity_id BETWEEN ?1 AND ?2 AND decision IS NOT NULL UNION "
        # Of somebody whom a person named, the last trace: without it the name would be nobody's.
        "SELECT e.entity_id FROM entity AS e JOIN known_entity AS k ON k.known_id = e.known_id "
        "WHERE e.entity_id BETWEEN ?1 AND ?2 AND k.decision IS NOT NULL AND 2 > "
        "(SELECT count(*) FROM entity AS m WHERE m.known_id = k.known_id AND m.mentions <> '')",
        _range(article_id),
    )
    return needed | {row for (row,) in rows} | list_needed_entities(connection, article_id, old)


def _choose_names(new: Reading, matched: Mapping[str, Present], staying: set[str]) -> dict[str, str]:
    """Choose the ids of a new reading's entities: a matched one's stays while a mention of it still makes it."""
    taken = staying - {one.id for one in matched.values()}
    chosen: dict[str, str] = {}
    for entity in sorted(new.entities, key=lambda one: one.id not in matched):
        possible = list_names(entity, new)
        before = matched[entity.id].id if entity.id in matched else entity.id
        wanted = [name for name in (before, entity.id, *possible) if name in possible and name not in taken]
        chosen[entity.id] = wanted[0] if wanted else entity.id
        taken.add(chosen[entity.id])
    return chosen


def _rename_entities(reading: Reading, names: Mapping[str, str]) -> Reading:
    """Put other ids in the place of those of a reading's entities, wherever they stand."""
    if all(own == name for own, name in names.items()):
        return reading

    def rename(own: str | None) -> str | None:
        return None if own is None else names.get(own, own)

    return replace(
        reading,
        attributions=tuple(_rename_attribution(one, names) for one in reading.attributions),
        events=tuple(rename_parties(one, names) for one in reading.events),
        entities=tuple(
            replace(
                one,
                id=names[one.id],
                roles=tuple(replace(role, of=rename(role.of)) for role in one.roles),
                backed_by=tuple(replace(backing, entity=names[backing.entity]) for backing in one.backed_by),
                speaks_for=tuple(names[body] for body in one.speaks_for),
                speaks_for_spans={names[body]: spans for body, spans in one.speaks_for_spans.items()},
            )
            for one in reading.entities
        ),
    )


def _rename_attribution(one: Attribution, names: Mapping[str, str]) -> Attribution:
    source, addressee = one.source, one.addressee
    if source is not None:
        candidates = tuple(replace(c, entity=names.get(c.entity, c.entity)) for c in source.candidates)
        entity = None if source.entity is None else names.get(source.entity, source.entity)
        source = replace(source, entity=entity, candidates=candidates)
    if addressee is not None and addressee.entity is not None:
        addressee = replace(addressee, entity=names.get(addressee.entity, addressee.entity))
    chain = tuple(names.get(own, own) for own in one.on_whose_word)
    return replace(one, source=source, addressee=addressee, on_whose_word=chain)


# Entities.


def _remove_entity(connection: Connection, row: int) -> None:
    """Remove an entity; those whom it held together are joined to each other instead."""
    untie(connection, row)
    article_id = row // ENTITIES
    connection.execute("DELETE FROM role WHERE entity_id = ?", (row,))
    connection.execute("DELETE FROM tie WHERE entity_id = ?1 OR other_id = ?1", (row,))
    command = "UPDATE role SET of_id = NULL WHERE entity_id BETWEEN ? AND ? AND of_id = ?"
    connection.execute(command, (*_range(article_id), row))
    connection.execute("DELETE FROM entity WHERE entity_id = ?", (row,))


def _keep_entities(connection: Connection, plan: Plan, addition: Addition) -> tuple[dict[str, int], Counter[int]]:
    """Change the entities that are matched, and keep the others as those of a new article.

    Gives the rows of all by id, and how often the keeping has added the article to each known entity's.
    """
    rows = {plan.names[mine]: plan.cast.present[own].row for own, mine in plan.cast.matched.items()}
    first = _find_free_row(connection, plan.article_id)
    given = {plan.names[one.id]: placed for one, placed in zip(addition.reading.entities, addition.placed, strict=True)}
    newcomers = [one for one in plan.new.entities if one.id not in rows]
    placed = [_find_room(one, given[one.id], plan) for one in newcomers]
    known = keep_known(connection, placed, first=first)
    for entity in plan.new.entities:
        if entity.id in rows:
            _change_entity(connection, rows[entity.id], entity, plan)
    fresh = {one.id: first + n for n, one in enumerate(newcomers)}
    values = [(fresh[one.id], known[n], *_make_columns(one, plan)) for n, one in enumerate(newcomers)]
    insert_many(connection, "entity", ("entity_id", "known_id", *_COLUMNS), values)
    insert_ties(connection, plan.new.entities, rows | fresh)
    joined = {one.id: known[n] for n, one in enumerate(newcomers) if len(placed[n].known.members) > 1}
    _keep_judgements(connection, addition.judgements, (plan, fresh, joined))
    return rows | fresh, Counter(known)


_COLUMNS = ("id", "name", "kind", "aliases", "country", "sector", "mentions")


def _make_columns(entity: Entity, plan: Plan) -> tuple[object, ...]:
    apart, aliases = name_apart(entity, plan.old.article), aliases_unlike(entity)
    mentions = pack_mentions(entity.mentions)
    return apart, name_unlike(entity), entity.kind, aliases, entity.country, entity.sector, mentions


def _change_entity(connection: Connection, row: int, entity: Entity, plan: Plan) -> None:
    changes = ", ".join(f"{column} = ?" for column in _COLUMNS)
    connection.execute(f"UPDATE entity SET {changes} WHERE entity_id = ?", (*_make_columns(entity, plan), row))
    for table in ("role", "tie"):
        connection.execute(f"DELETE FROM {table} WHERE entity_id = ?", (row,))


def _find_free_row(connection: Connection, article_id: int) -> int:
    """Find the row for the next entity of an article: none that ever was the root of a known entity is used again."""
    last = connection.execute(
        "SELECT max((SELECT coalesce(max(entity_id), ?1 - 1) FROM entity WHERE entity_id BETWEEN ?1 AND ?2), "
        "(SELECT coalesce(max(root), ?1 - 1) FROM known_entity WHERE articles = 0 AND root BETWEEN ?1 AND ?2))",
        _range(article_id),
    ).fetchone()[0]
    return int(last) + 1


def _find_room(entity: Entity, placed: Placed, plan: Plan) -> Placed:
    """Give where an entity is placed, but begin a new known one where its own is in the article already."""
    known = placed.known
    if len(known.members) < 2 or (number_known(known.id) or 0) not in plan.cast.taken:
        return placed
    alone = KnownEntity(
        known.id, entity.name, entity.kind, entity.aliases, entity.country, entity.sector, known.members[-1:],
        (entity.name,) if entity.kind == "unnamed" else (),
        first=plan.old.article.published, last=plan.old.article.published,
    )  # fmt: skip
    return Placed(alone, placed.keys)


def _keep_judgements(
    connection: Connection, judgements: Iterable[Judgement], into: tuple[Plan, Mapping[str, int], Mapping[str, int]]
) -> None:
    """Keep the judgements on new entities, given by row; `joined` tells to which known entity each was joined."""
    plan, fresh, joined = into
    first, last = _range(plan.article_id)
    for judgement in judgements:
        own = plan.names[judgement.left[1]]
        right: int | None = int(judgement.right[1])
        if judgement.verdict == "different" or own not in fresh:
            continue
        if judgement.verdict == "same" and own not in joined:
            continue
        if judgement.verdict == "same":
            right = _find_other(connection, right, fresh[own], joined[own])
        elif first <= (right or 0) <= last:  # two of one article are not compared
            continue
        if right is not None:
            values = {
                "judgement_id": number_judgement(connection, fresh[own]), "right_id": right,
                "verdict": judgement.verdict, "score": round(CERTAIN * judgement.score),
                "reason_id": find_reason(connection, judgement.reason),
            }  # fmt: skip
            insert(connection, "judgement", values)


def _find_other(connection: Connection, wanted: int | None, row: int, known_id: int) -> int | None:
    """Find the member of a known entity that another is joined to: the one that was meant, where it is still there."""
    command = (
        "SELECT entity_id FROM entity WHERE known_id = ?1 AND entity_id <> ?2 AND mentions <> '' "
        "ORDER BY entity_id <> ?3, entity_id LIMIT 1"
    )
    found = connection.execute(command, (known_id, row, wanted)).fetchone()
    return None if found is None else int(found[0])


# Statements.


def _remove_statements(connection: Connection, article_id: int) -> list[int]:
    """Remove the statements on which nobody decided; give their numbers, which are free now."""
    going = "SELECT statement_id FROM statement WHERE article_id = ?1 AND decision IS NULL"
    freed = [number for (number,) in connection.execute(f"{going} ORDER BY 1", (article_id,))]
    gone = set(freed)
    words = [one for one in fetch_words(connection, "article_id", article_id) if one[0] in gone]
    unindex_statements(connection, words)
    command = "UPDATE statement SET nested_in = NULL WHERE article_id = ?1 AND decision IS NOT NULL AND nested_in IN"
    connection.execute(f"{command} ({going})", (article_id,))
    connection.execute("DELETE FROM statement WHERE article_id = ? AND decision IS NULL", (article_id,))
    return freed


def _keep_statements(
    connection: Connection, plan: Plan, rows: Mapping[str, int], freed: Sequence[int]
) -> dict[str, int]:
    """Keep the statements that do not give way, under the numbers that are free; give these by id."""
    fresh = [one for one in plan.new.attributions if one.id not in plan.kept]
    cut = tuple(replace(one, nested_in=None) if one.nested_in in plan.kept else one for one in fresh)
    placed = insert_statements(connection, replace(plan.new, attributions=cut), plan.article_id, rows)
    numbers = placed.values()
    words = dict(fetch_words(connection, "article_id", plan.article_id)) if freed else {}
    # A number that is given up is used again: a day has room for only so many.
    rising = sorted(placed.items(), key=lambda pair: pair[1])
    for (own, number), free in zip(rising, sorted({*freed, *numbers}), strict=False):
        if number != free:
            connection.execute("UPDATE statement SET statement_id = ? WHERE statement_id = ?", (free, number))
            unindex_statements(connection, [(number, words[number])])
            index_statements(connection, [(free, words[number])])
            placed[own] = free
    return placed


def _link_statements(connection: Connection, plan: Plan, placed: Mapping[str, int]) -> None:
    """Nest new statements in the decided ones that stay, and these in what followed the ones around them."""
    rows = connection.execute(
        "SELECT id, statement_id FROM statement WHERE article_id = ? AND decision IS NOT NULL", (plan.article_id,)
    )
    numbers = {**placed, **dict(rows.fetchall())}
    read = {one.id: one for one in plan.new.attributions}
    for one in plan.new.attributions:
        outer = one.nested_in or ""
        if one.id in placed and outer in plan.kept:
            derived = derive_chain(one, read[outer].on_whose_word) == one.on_whose_word
            chain = None if derived else json.dumps(one.on_whose_word)
            _nest(connection, placed[one.id], numbers[plan.kept[outer]], chain)
    decided = plan.decided
    chains = {own: plan.rename(one.on_whose_word) for own, one in decided.items()}
    for own, one in decided.items():
        if plan.renamed:
            _rename_json(connection, numbers[own], plan)
        if one.nested_in is not None and one.nested_in not in decided:
            outer = _find_outer(connection, one, plan, numbers)
            around = read[outer].on_whose_word if outer in placed else chains.get(outer, ("writer",))
            speaker = one.source.entity if one.source else None
            derived = extend_chain(around, plan.renamed.get(speaker or "", speaker)) == chains[own]
            _nest(connection, numbers[own], numbers.get(outer), None if derived else json.dumps(chains[own]))


def _find_outer(connection: Connection, one: Attribution, plan: Plan, numbers: Mapping[str, int]) -> str:
    """Find the statement that followed the one around a decided one, by its id; "" where none did."""
    new = plan.after.get(one.nested_in or "", "")
    outer = plan.kept.get(new, new)
    return "" if outer and _is_around(connection, numbers[one.id], numbers[outer]) else outer


def _nest(connection: Connection, number: int, outer: int | None, chain: str | None) -> None:
    command = "UPDATE statement SET nested_in = ?, on_whose_word = ? WHERE statement_id = ?"
    connection.execute(command, (outer, chain, number))


def _is_around(connection: Connection, number: int, inner: int | None) -> bool:
    """Tell whether a statement is around another, or is the same."""
    while inner is not None and inner != number:
        command = "SELECT nested_in FROM statement WHERE statement_id = ?"
        inner = connection.execute(command, (inner,)).fetchone()[0]
    return inner is not None


def _rename_json(connection: Connection, number: int, plan: Plan) -> None:
    """Put the ids that hold now into what a statement keeps as JSON."""
    command = "SELECT candidates, on_whose_word FROM statement WHERE statement_id = ?"
    candidates, chain = connection.execute(command, (number,)).fetchone()
    told = json.loads(candidates or "[]")
    named = json.dumps([(plan.renamed.get(own, own), score) for own, score in told]) if told else None
    chain = json.dumps(plan.rename(json.loads(chain))) if chain else None
    command = "UPDATE statement SET candidates = ?, on_whose_word = ? WHERE statement_id = ?"
    connection.execute(command, (named, chain, number))


def _mark_orphans(connection: Connection, plan: Plan) -> None:
    """Mark the decisions whose words are no longer read; of those that are read, take the mark away.

    Not of an older version, whose decisions are orphans where the newer one has no place for them.
    """
    connection.execute(
        "UPDATE statement SET orphan = NULL WHERE article_id = ?1 AND orphan "
        "AND (SELECT replaced_by FROM article WHERE article_id = ?1) IS NULL",
        (plan.article_id,),
    )
    command = "UPDATE statement SET orphan = 1 WHERE id = ?"
    connection.executemany(command, [(own,) for own in plan.orphans])


# Events.


def _list_homes(connection: Connection, article_id: int) -> dict[int, int]:
    """List which known events the events of an article are, by their rows."""
    command = "SELECT event_id, known_event_id FROM event WHERE event_id BETWEEN ? AND ? ORDER BY 1"
    return dict(connection.execute(command, range_of_events(article_id)).fetchall())


def _keep_events(connection: Connection, plan: Plan, addition: Addition, rows: Mapping[str, int]) -> None:
    """Keep the events of the new reading, and tie them and the decided ones to the statements that are there now."""
    command = "SELECT id, statement_id FROM statement WHERE article_id = ?"
    numbers: dict[str, int] = dict(connection.execute(command, (plan.article_id,)).fetchall())
    given = {own: numbers[stays] for own, stays in plan.kept.items()}
    ground = Ground(plan.article_id, plan.new, rows, numbers | given)
    keep_events(connection, addition, ground, plan.events)
    after = {own: number for own, new in plan.after.items() if (number := (numbers | given).get(new)) is not None}
    link_decided(connection, plan.events, after | numbers)


def _sum_events(connection: Connection, plan: Plan, homes: Mapping[int, int], new: Reading) -> tuple[int, ...]:
    """Sum up anew what the article reports and has reported; give the known events of which it tells something new."""
    now_is = _list_homes(connection, plan.article_id)
    sum_known_events(connection, sorted({*homes.values(), *now_is.values()}))
    before = dict(zip(homes, plan.old.events, strict=True))
    after = dict(zip(now_is, new.events, strict=True))
    changed = [row for row in homes.keys() | now_is.keys() if before.get(row) != after.get(row)]
    return tuple(sorted({home[row] for row in changed for home in (homes, now_is) if row in home}))


# Counts.


_MEMBERS = "FROM entity AS e WHERE e.known_id = known_entity.known_id AND e.mentions <> ''"


def _take_stock(connection: Connection, article_id: int) -> Stock:
    """Count what an article adds to each known entity."""
    rows = connection.execute(
        "SELECT e.known_id, max(e.mentions <> ''), sum((SELECT count(*) FROM statement AS s "
        "JOIN article AS a ON a.article_id = s.article_id WHERE s.speaker_id = e.entity_id "
        "AND s.decision IS NOT 'rejected' AND a.replaced_by IS NULL)) FROM entity AS e "
        "WHERE e.entity_id BETWEEN ? AND ? GROUP BY 1",
        _range(article_id),
    )
    return {known_id: (articles, statements) for known_id, articles, statements in rows}


def _count(connection: Connection, article_id: int, stock: Stock, added: Counter[int]) -> None:
    """Put right what is counted of the known entities of an article: not by all of their members, who may be many."""
    after = _take_stock(connection, article_id)
    for known_id in sorted(stock.keys() | after.keys()):
        was, now_is = stock.get(known_id, (0, 0)), after.get(known_id, (0, 0))
        connection.execute(
            "UPDATE known_entity SET articles = articles + ?, statements = statements + ?, "
            f"root = coalesce((SELECT min(e.entity_id) {_MEMBERS}), root) WHERE known_id = ?",
            (now_is[0] - was[0] - added[known_id], now_is[1] - was[1], known_id),
        )
        if was[0] > now_is[0]:
            _leave(connection, known_id)


def _leave(connection: Connection, known_id: int) -> None:
    """Put right when a known entity was first and last met, now that an article has it no longer; nobody finds none."""
    name, aliases, articles = connection.execute(
        "SELECT name, aliases, articles FROM known_entity WHERE known_id = ?", (known_id,)
    ).fetchone()
    if not articles:
        unindex_people(connection, known_id, name, aliases)
        return
    date_known(connection, known_id)


def _list_told_anew(connection: Connection, article_id: int, cast: Cast) -> tuple[int, ...]:
    """List the known entities of which an article tells something else than before, or no longer tells anything."""
    now_told = {one.row: one.told for one in _list_present(connection, article_id).values()}
    return tuple(sorted({one.known for one in cast.present.values() if now_told.get(one.row) != one.told}))
