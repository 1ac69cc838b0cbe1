"""An article and its newer version in; what persons decided of the older, made of the newer too, or told as orphaned.

A decision holds on to words: these very words, where their context leaves no doubt. What is only like them is never
taken for them. It holds where the newer version says the same of them: by whom, how, and in which act.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from sqlite3 import Connection
from typing import Any, Final, Literal, NamedTuple

from sayso.data import Edit, Span
from sayso.record.corrections import correct, decide, find_field
from sayso.record.edits import Hand, list_standing
from sayso.record.find import Thing
from sayso.record.here import name_of
from sayso.record.known import ENTITIES, name_known
from sayso.record.spans import unpack_pairs
from sayso.record.values import read_value
from sayso.text import CONTEXT, make_span

PARTS = ("content", "cue", "source")
"""Parts of a statement that are places in the text."""
LOST: Final = object()
"""Stands for a value that has no place in the newer version; None is a value of its own."""

Place = tuple[int, int]


def find_words(text: str, span: Span) -> Place | None:
    """Find where the words of a span stand in another text (W3C text quote selector); None where that is in doubt.

    Where they stand more than once, what is around them decides: on both sides, or on one, and nothing there for
    another place. Words inside a longer word are not these words.
    """
    places = [place for place in _scan(text, span.exact) if _cuts(text, place) == _cuts_words(span)]
    if len(places) < 2:
        return places[0] if places else None
    sides = [agree(text, place, span) for place in places]
    both = [place for place, (before, behind) in zip(places, sides, strict=True) if before and behind]
    one = [place for place, (before, behind) in zip(places, sides, strict=True) if before or behind]
    decided = both or one
    return decided[0] if len(decided) == 1 else None


def _scan(text: str, words: str) -> list[Place]:
    found, at = [], text.find(words) if words else -1
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + 1)
    return found


def _cuts(text: str, place: Place) -> tuple[bool, bool]:
    """Tell whether either end of a place stands inside a word."""
    start, end = place
    return (
        text[max(0, start - 1) : start].isalnum() and text[start].isalnum(),
        text[end - 1].isalnum() and text[end : end + 1].isalnum(),
    )


def _cuts_words(span: Span) -> tuple[bool, bool]:
    around = span.prefix[-1:] + span.exact + span.suffix[:1]
    start = len(span.prefix[-1:])
    return _cuts(around, (start, start + len(span.exact)))


def agree(text: str, place: Place, span: Span) -> tuple[bool, bool]:
    """Tell whether the same stands before a place, and behind it, as around a span; nothing around it tells nothing."""
    if not span.prefix and not span.suffix:
        return False, False
    start, end = place
    return text[max(0, start - CONTEXT) : start] == span.prefix, text[end : end + CONTEXT] == span.suffix


class Held(NamedTuple):
    """What became of the decisions on an article when a newer version came: ids of its statements.

    `carried` are those whose decisions hold for the newer one too, `orphans` those whose words it has no longer.
    """

    carried: tuple[str, ...]
    orphans: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement, as far as a decision on it reaches.

    `says` holds its act, manner and negation, and its speaker: "writer", the number of the known entity, or None.
    `name` is what the article calls the speaker.
    """

    thing: Thing
    decision: str | None
    says: Mapping[str, Any]
    name: str | None
    places: Mapping[str, tuple[Place, ...]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article's text, its statements, and the known entities that are in it, as often as they are.

    `brought` are those whom it does not mention: a person brought them in.
    """

    text: str = field(repr=False)
    statements: tuple[Stated, ...] = field(repr=False)
    known: Counter[int] = field(repr=False)
    brought: frozenset[int] = frozenset()

    def cut(self, statement: Stated, part: str) -> tuple[str, ...]:
        """Give the words of a part of a statement."""
        return tuple(self.text[start:end] for start, end in statement.places[part])


@dataclass(frozen=True, slots=True)
class Sides:
    """The older version and the newer one."""

    old: Sheet
    new: Sheet

    def follow(self, places: Iterable[Sequence[int]]) -> tuple[Place, ...]:
        """Find where all of some words stand in the newer text, in their order; nowhere where any of it is in doubt."""
        found = [find_words(self.new.text, span) for span in self.spans(places)]
        kept = tuple(place for place in found if place is not None)
        rising = all(one[1] <= other[0] for one, other in pairwise(kept))
        return kept if len(kept) == len(found) and rising else ()

    def spans(self, places: Iterable[Sequence[int]]) -> tuple[Span, ...]:
        """Give places of the older text with their words and what is around them."""
        return tuple(make_span(self.old.text, start, end) for start, end in places)


def carry_decisions(connection: Connection, old_article_id: int, new_article_id: int) -> Held:
    """Make on a newer version what persons decided of the statements of an older one; mark those that find no place."""
    _forget_orphans(connection, new_article_id)
    sides = Sides(_fetch_sheet(connection, old_article_id), _fetch_sheet(connection, new_article_id))
    held: dict[str, bool] = {}
    for statement in sides.old.statements:
        if statement.decision is not None:
            found = held[statement.thing.id] = _hold(connection, statement, sides)
            command = "UPDATE statement SET orphan = ? WHERE statement_id = ?"
            connection.execute(command, (None if found else 1, statement.thing.row))
    return Held(tuple(own for own in held if held[own]), tuple(own for own in held if not held[own]))


def _forget_orphans(connection: Connection, article_id: int) -> None:
    """Take back that decisions on an article found no place in a newer one, where its text is the newest again."""
    connection.execute(
        "UPDATE statement SET orphan = NULL WHERE article_id = ?1 AND orphan AND NOT EXISTS (SELECT 1 FROM edit "
        "WHERE action = 'reread' AND object = (SELECT id FROM article WHERE article_id = ?1))",
        (article_id,),
    )


def _hold(connection: Connection, statement: Stated, sides: Sides) -> bool:
    """Make the decisions on a statement on the same one of the newer version; tell whether they hold there."""
    standing = list_standing(connection, statement.thing.id)
    corrections = {edit.field or "": edit for edit in standing if edit.action == "correct"}
    same = _list_same(statement, standing, sides)
    if len(same) != 1 or not standing:
        return False
    if same[0].decision is not None:  # what was decided of the newer version is left as it is
        rejected = [one.decision == "rejected" for one in (statement, same[0])]
        says = all(_says_same(statement, same[0], name, sides) for name in statement.says)
        return says and rejected[0] == rejected[1]
    steps = [(edit, _find_value(name, edit.after, statement, sides)) for name, edit in corrections.items()]
    if any(value is LOST for _, value in steps):
        return False
    made = [_correct(connection, same[0].thing, edit, (value, statement.thing.id)) for edit, value in steps]
    last = standing[-1]
    if last.action in ("confirm", "reject") or not any(made):
        action: Literal["confirm", "reject"] = "reject" if last.action == "reject" else "confirm"
        decide(connection, same[0].thing, action, make_hand(last, statement.thing.id))
    return True


def list_settled(connection: Connection, article_id: int) -> dict[str, str]:
    """List who, of those that an article has, were merged or split by persons: known entities by name, in lower case.

    Who has this name in a newer version can be nobody else who is known: without this the program might put them back
    where a person took them out.
    """
    sides = ("j.judgement_id BETWEEN m.entity_id * 100 AND m.entity_id * 100 + 99", "j.right_id = m.entity_id")
    touched = "SELECT 1 FROM entity AS m JOIN judgement AS j ON {} WHERE m.known_id = e.known_id"
    judged = " OR ".join(f"EXISTS ({touched.format(side)} AND (j.made_by OR j.withdrawn_by))" for side in sides)
    rows = connection.execute(
        "SELECT e.name, e.mentions, a.text, e.known_id FROM entity AS e JOIN article AS a USING (article_id) "
        f"WHERE e.entity_id BETWEEN ? AND ? AND ({judged})",
        (article_id * ENTITIES, article_id * ENTITIES + ENTITIES - 1),
    )
    settled = {(name_of(*told).casefold(), name_known(known_id)) for *told, known_id in rows}
    called = Counter(name for name, _ in settled)
    return {name: known for name, known in settled if called[name] == 1}


# The same statement in the newer version.


def _list_same(statement: Stated, standing: Sequence[Edit], sides: Sides) -> list[Stated]:
    """List the statements of the newer version that have the same content and say the same, but for what is corrected.

    Their content may be read as it was before a person corrected it.
    """
    first = {edit.field: edit.before for edit in reversed(standing) if edit.action == "correct"}
    contents = [sides.follow(statement.places["content"])]
    if not contents[0] and statement.places["content"]:
        return []
    if "content" in first:
        contents.append(sides.follow(first["content"]) or contents[0])
    said = [name for name in statement.says if name not in first]
    for content in contents:
        found = [
            other
            for other in sides.new.statements
            if other.places["content"] == content and all(_says_same(statement, other, name, sides) for name in said)
        ]
        # Where no words of the content, or nobody, tells one statement from another, its other words have to.
        if len(found) > 1 or not content or statement.says["speaker"] is None:
            parts = [part for part in ("cue", "source") if part not in first]
            found = [one for one in found if all(_is_same_part(statement, one, part, sides) for part in parts)]
        if found:
            return found
    return []


def _says_same(statement: Stated, other: Stated, name: str, sides: Sides) -> bool:
    """Tell whether two statements say the same in one thing.

    A speaker whom nothing but a surname tells is nobody known, so that the same name in the same words will do.
    """
    if statement.says[name] == other.says[name]:
        return True
    called = name == "speaker" and statement.name is not None and statement.name == other.name
    return called and _is_same_part(statement, other, "source", sides)


def _is_same_part(statement: Stated, other: Stated, part: str, sides: Sides) -> bool:
    return sides.old.cut(statement, part) == sides.new.cut(other, part)


# What is made of it.


def _find_value(name: str, after: Any, statement: Stated, sides: Sides) -> Any:
    """Find what a corrected field of a statement is in the newer version; LOST where that is in doubt."""
    if name == "speaker":
        speaker = statement.says["speaker"]
        if isinstance(speaker, int):
            count = sides.new.known[speaker]
            return f"k{speaker}" if count == 1 or (not count and speaker in sides.old.brought) else LOST
        return speaker or "nobody"
    if name not in PARTS or not after:
        return after
    places = sides.follow(after)
    surely = name == "content" or all(
        any(agree(sides.new.text, place, span)) for place, span in zip(places, sides.spans(after), strict=False)
    )  # a cue of one word stands somewhere in any text; it is the same one only where something around it is
    return [list(place) for place in places] if places and surely else LOST


def _correct(connection: Connection, thing: Thing, edit: Edit, held: tuple[Any, str]) -> bool:
    """Make a correction of an older statement; tell whether there was anything to correct."""
    value, old = held
    name = edit.field or ""
    before = find_field("statement", name).read(connection, thing.row)
    if name == "speaker":
        value = read_value(connection, thing, name, value)
        if before["value"] == value["value"]:
            return False
    elif before == value:
        return False
    correct(connection, thing, name, value, make_hand(edit, old))
    return True


def make_hand(edit: Edit, old: str) -> Hand:
    """Give the hand that made an edit, and from which statement it was held over."""
    return Hand(edit.by, f"held over from {old}" + (f": {edit.why}" if edit.why else ""))


# What is in the record.


def _fetch_sheet(connection: Connection, article_id: int) -> Sheet:
    text = connection.execute("SELECT text FROM article WHERE article_id = ?", (article_id,)).fetchone()[0]
    rows = connection.execute(
        "SELECT known_id, mentions = '' FROM entity WHERE entity_id BETWEEN ? AND ?",
        (article_id * ENTITIES, article_id * ENTITIES + ENTITIES - 1),
    ).fetchall()
    statements = connection.execute(
        "SELECT s.statement_id, s.id, s.decision, s.act, s.manner, s.negated, s.by_writer, e.known_id, "
        "e.name, e.mentions, s.content_spans, s.cue_spans, s.source_spans FROM statement AS s "
        "LEFT JOIN entity AS e ON e.entity_id = s.speaker_id WHERE s.article_id = ? ORDER BY 1",
        (article_id,),
    )
    return Sheet(
        text,
        tuple(_make_stated(row, text) for row in statements),
        Counter(known_id for known_id, _ in rows),
        frozenset(known_id for known_id, brought in rows if brought),
    )


def _make_stated(row: Sequence[Any], text: str) -> Stated:
    number, own, decision, act, manner, negated, writer, known_id, named, mentions, *spans = row
    name = None if mentions is None else name_of(named, mentions, text)
    says = {"act": act, "manner": manner, "negated": bool(negated), "speaker": "writer" if writer else known_id}
    places = [tuple(unpack_pairs(value)) for value in spans]
    return Stated(Thing("statement", number, own), decision, says, name, dict(zip(PARTS, places, strict=True)))
