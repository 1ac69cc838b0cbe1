"""A folder of our own gold (text/, labels/) -> its labels, checked against their texts.

The labels say which values are accepted: `source` and `cue` list the accepted pieces (None for no words),
`content` the accepted sets of pieces, `manner` and `act` the accepted values, `speaker` the accepted names.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from sayso.errors import GoldError
from sayso.evaluate.pieces import Piece, Pieces


@dataclass(frozen=True, slots=True)
class LabelledAttribution:
    """An attribution as labelled; one that is not `agreed` is neither asked for nor counted against."""

    id: str
    agreed: bool
    source: tuple[Piece | None, ...]
    cue: tuple[Piece | None, ...]
    content: tuple[Pieces, ...]
    manner: frozenset[str]
    act: frozenset[str]
    speaker: tuple[str, ...] = ()
    speaker_may_be_null: bool = False
    form: str = "none"
    nested_in: frozenset[str] = frozenset()
    nested_agreed: bool = True


@dataclass(frozen=True, slots=True)
class LabelledRole:
    """What somebody is, and the accepted names of the body it is in, none where the report names none."""

    title: str
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelledEntity:
    """Somebody or something, with all the names that the report gives.

    `speaks_for` holds the accepted names of each of those on whose behalf it speaks.
    """

    id: str
    names: tuple[str, ...]
    roles: tuple[LabelledRole, ...] = ()
    speaks_for: tuple[tuple[str, ...], ...] = ()


Parties = tuple[tuple[str, ...], ...]
"""The parties of an event or those on whose word it rests, each by its names."""


@dataclass(frozen=True, slots=True)
class LabelledEvent:
    """An event as labelled, each field the accepted values; one that is not `agreed` is neither asked nor counted.

    `actor`, `recipient` and `on_word_of` list what each annotator has, no party where it is nobody. A date or place
    without a value is not asked for.
    """

    id: str
    agreed: bool
    trigger: Pieces
    type: frozenset[str]
    status: frozenset[str]
    date: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    actor: tuple[Parties, ...] = ()
    recipient: tuple[Parties, ...] = ()
    on_word_of: tuple[Parties, ...] = ()


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one report. Stretches that are `unmarked` do not count; `events` is None where nobody looked."""

    article: str
    attributions: tuple[LabelledAttribution, ...]
    entities: tuple[LabelledEntity, ...] = ()
    events: tuple[LabelledEvent, ...] | None = None
    unmarked: Pieces = ()


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """A report of our gold with its labels."""

    name: str
    text: str
    labels: Labels


def read_labels(folder: Path) -> Iterator[LabelledArticle]:
    """Read the labelled reports in the order of their names; raise GoldError where labels do not fit."""
    for path in sorted((folder / "labels").glob("*.json")):
        labels = _decode(path)
        name = f"{labels.article}.txt"
        text = _read_text(folder / "text" / name, asked_by=path)
        _check(labels, text, where=str(path))
        yield LabelledArticle(name, text, labels)


def open_events(articles: Iterable[LabelledArticle]) -> list[LabelledArticle]:
    """Leave the events open where no report of a folder has any: nobody looked for them yet."""
    known = [*articles]
    if any(article.labels.events for article in known):
        return known
    return [replace(article, labels=replace(article.labels, events=None)) for article in known]


def _decode(path: Path) -> Labels:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Labels)
    except msgspec.MsgspecError as fault:
        raise GoldError(f"{path}: no labels as docs/evaluation.md describes them: {fault}") from fault


def _read_text(path: Path, *, asked_by: Path) -> str:
    try:
        return path.read_bytes().decode("utf8")
    except FileNotFoundError as fault:
        raise GoldError(f"{asked_by}: the report it labels is not there: {path}") from fault


def _check(labels: Labels, text: str, *, where: str) -> None:
    for label in labels.attributions:
        if not (label.source and label.cue and label.content):
            raise GoldError(f"{where}: {label.id}: source, cue and content need an accepted value, null for no words")
        pieces = [*label.source, *label.cue, *(piece for content in label.content for piece in content)]
        _check_pieces(filter(None, pieces), text, where=f"{where}: {label.id}")
    for event in labels.events or ():
        if not event.trigger:
            raise GoldError(f"{where}: {event.id}: trigger needs an accepted value")
        _check_pieces(event.trigger, text, where=f"{where}: {event.id}")


def _check_pieces(pieces: Iterable[Piece], text: str, *, where: str) -> None:
    for piece in pieces:
        if not 0 <= piece[0] < piece[1] <= len(text):
            raise GoldError(f"{where}: {list(piece)} is no stretch of the report; label it anew")
