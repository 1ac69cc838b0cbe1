"""What every part of the measures of events needs: texts as articles, their readings, and what a part gives out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.collect import Metadata, make_article
from sayso.data import Article, Reading
from sayso.evaluate import Score
from sayso.evaluate.readings import take_as_english
from sayso.pipeline import read_articles
from sayso.settings import Settings

if TYPE_CHECKING:
    from sayso.model import Model


@dataclass(frozen=True)
class Measured:
    """What a part measured over so many texts; `faults` are lines on what went wrong, where it tells."""

    scores: tuple[Score, ...]
    texts: int
    faults: tuple[str, ...] = field(default=(), repr=False)


def make_text(text: str, *, path: str | None = None, published: str | None = None) -> Article:
    """Make an English article of a text."""
    return take_as_english(make_article(text, path=path, given=Metadata(published=published)))


def read_texts(articles: Iterable[Article], model: "Model") -> Iterator[Reading]:
    """Read articles as `sayso read` does."""
    return read_articles(articles, model, settings=Settings())


def hears_events(model: "Model") -> bool:
    """Tell whether weights have heads for events."""
    return "event_type" in model.submit("Nothing happened.").result().said


def list_lines(path: Path) -> list[list[str]]:
    """List the fields of each line of a table, its head left out."""
    lines = path.read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines[1:]]
