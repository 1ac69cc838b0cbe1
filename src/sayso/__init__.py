"""Sayso reads news reporting and keeps the record straight: who said what, and on whose word.

    import sayso
    reading = sayso.read("report.html")
    for statement in reading.attributions:
        print(reading.name(statement.source), statement.act, statement.content.text)

Nothing that costs time is imported before something is read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.data import (
    Account,
    Addressee,
    Article,
    Attribution,
    Backing,
    Block,
    Candidate,
    Dossier,
    Edit,
    Entity,
    Event,
    EventDate,
    EventPlace,
    EventQuery,
    EventStatus,
    Happening,
    Holdings,
    Judged,
    Judgement,
    KnownEntity,
    Listed,
    Mention,
    Origin,
    Party,
    Passage,
    People,
    Publication,
    Query,
    Reading,
    Report,
    Role,
    RoleSeen,
    Shelved,
    Sighting,
    Size,
    Source,
    Span,
    Statement,
)
from sayso.errors import (
    EditError,
    InputError,
    ModelError,
    NotFoundError,
    RecordError,
    SaysoError,
    SettingError,
    UnknownIdError,
)
from sayso.settings import Settings

if TYPE_CHECKING:
    from sayso.adding import Outcome
    from sayso.keeping import Record
    from sayso.model import Model

__all__ = [
    "Account",
    "add",
    "Addressee",
    "Article",
    "Attribution",
    "Backing",
    "Block",
    "Candidate",
    "Dossier",
    "Edit",
    "EditError",
    "Entity",
    "Event",
    "EventDate",
    "EventPlace",
    "EventQuery",
    "EventStatus",
    "Happening",
    "Holdings",
    "InputError",
    "Judged",
    "Judgement",
    "KnownEntity",
    "link_people",
    "Listed",
    "Mention",
    "ModelError",
    "NotFoundError",
    "open",
    "Origin",
    "Party",
    "Passage",
    "People",
    "Publication",
    "Query",
    "read",
    "Reader",
    "Reading",
    "RecordError",
    "Report",
    "Role",
    "RoleSeen",
    "SaysoError",
    "SettingError",
    "Settings",
    "Shelved",
    "Sighting",
    "Size",
    "Source",
    "Span",
    "Statement",
    "UnknownIdError",
]


class Reader:
    """Reads articles with one model, opened when it is first needed.

    Settings are given by name (`Reader(threads=4)`); a reader may be pickled and sent to other processes.
    """

    def __init__(self, **settings: Any) -> None:
        self.settings = _make_settings(settings)
        self._model: Model | None = None

    def read(self, item: str | os.PathLike[str] | Article) -> Reading:
        """Read one article: the path of a file, a text, or an Article.

        Raises InputError where there is none to read.
        """
        return next(self.pipe([item]))

    def pipe(self, items: Iterable[str | os.PathLike[str] | Article]) -> Iterator[Reading]:
        """Read articles one after another, in order, as `read` does; none is kept."""
        from sayso.model import load_model
        from sayso.pipeline import read_articles

        if self._model is None:
            self._model = load_model(self.settings.threads)
        articles = (article for item in items for article in _collect(item, self.settings))
        yield from read_articles(articles, self._model, settings=self.settings)

    def __getstate__(self) -> dict[str, Any]:
        """Leave the model behind: where it arrives, a reader opens its own."""
        return {"settings": self.settings, "_model": None}

    def __repr__(self) -> str:
        """Show the settings."""
        return f"Reader({', '.join(f'{name}={value!r}' for name, value in asdict(self.settings).items())})"


_readers: dict[Settings, Reader] = {}


def read(item: str | os.PathLike[str] | Article, **settings: Any) -> Reading:
    """Read one article: the path of a file, a text, or an Article. The model is opened once.

    Raises InputError where there is none to read.
    """
    chosen = _make_settings(settings)
    return _readers.setdefault(chosen, Reader(**asdict(chosen))).read(item)


def link_people(readings: Iterable[Reading]) -> People:
    """Find who and what is the same over many readings, in their order, with the judgements that say why.

    Only confident judgements are applied; the unsure ones are there for a person to decide.
    """
    from sayso.link import link_people as link

    return link(readings)


def add(
    record: Record, inputs: Iterable[str | os.PathLike[str]], *, jobs: int = 1, **settings: Any
) -> Iterator[Outcome]:
    """Add files, folders, JSON lines or tables of articles to an open record, as `sayso add` does.

    Gives what became of each document as it comes; what is in the record is passed over, what fails is told by its
    outcome's `error`.
    """
    from sayso.adding import Request, add_inputs
    from sayso.crew import read_together

    chosen = _make_settings(settings)
    request = Request(tuple(os.fspath(where) for where in inputs))
    yield from add_inputs(
        record, request, settings=chosen, read=lambda articles: read_together(articles, settings=chosen, jobs=jobs)
    )


def open(path: str | os.PathLike[str], *, writing: bool = True) -> Record:  # noqa: A001 (what else would one call it)
    """Open a record, to be used in a `with` block; make it where there is none, unless it is only to be read.

        with sayso.open("news.db") as record:
            record.add(sayso.read("report.html"))
            for statement in record.search("ceasefire", speaker="Popov"):
                print(statement.speaker.name, statement.attribution.content.text)
            for happening in record.events(event_type=("ASSAULT",), place="Tarn", since="2024"):
                print(happening.date, [party.name for party in happening.actor], len(happening.reports))

    Raises RecordError where it cannot be opened.
    """
    from sayso.keeping import Record

    return Record(path, writing=writing)


def _make_settings(given: dict[str, Any]) -> Settings:
    known = Settings.__dataclass_fields__
    for name in given:
        if name not in known:
            raise SettingError(f"{name}: no such setting; there are {', '.join(known)}")
    return Settings(**given)


def _collect(item: str | os.PathLike[str] | Article, settings: Settings) -> Iterator[Article]:
    """Make articles of what a user may give; a text is told from a path by being no file and looking like none."""
    from sayso.collect import collect_articles, make_article

    if isinstance(item, Article):
        yield item
        return
    if isinstance(item, str) and not _is_path(item):
        yield make_article(item)
        return
    for found in collect_articles([item], settings=settings):
        if isinstance(found, InputError):
            raise found
        yield found


def _is_path(item: str) -> bool:
    if "\n" in item or len(item) > 1000 or "\0" in item:
        return False
    if item.startswith(("http://", "https://")):
        raise SettingError(f"{item}: addresses are not fetched yet; save the page and give its path")
    try:
        exists = Path(item).exists()
    except OSError:  # a text may be longer than a name of a file can be
        return False
    return exists or (" " not in item.strip() and bool(Path(item).suffix))


def _repr_html(reading: Reading) -> str:
    from sayso.show.page import render_fragment

    return render_fragment(reading)


# A notebook shows a reading as a page; the noun itself must not know how it is shown.
Reading._repr_html_ = _repr_html  # type: ignore[attr-defined]
