"""Publications in, what a citation needs of them out: title, names, the parts of the date, an address."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sayso.data import Publication, Statement
from sayso.show.characters import tidy
from sayso.show.export.options import live_link

_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\d-])", re.ASCII)
_BODIES: Final = frozenset(
    "agencies agency and associated board bureau by correspondent correspondents desk editor editorial editors from "
    "group media news newsroom our post press reporter reporters special staff team the times wire with writer "
    "writers".split()
)
_PARTICLES: Final = frozenset("al bin da de del della der di du el ibn la le ten ter van von zu".split())
_MOST_WORDS: Final = 5


@dataclass(frozen=True, slots=True)
class Author:
    """A person's name in two parts, or a body's as it stands, with no `given`."""

    name: str
    given: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """What is known of a cited article; `date` is year, month and day, as far as known, `key` its id."""

    key: str
    title: str
    authors: tuple[Author, ...]
    publisher: str
    series: str
    date: tuple[int, ...]
    url: str
    language: str


def list_cited(statements: Iterable[Statement]) -> Iterator[Citation]:
    """List the articles that statements stand in, each once, in the order of first appearance."""
    met: set[str] = set()
    for statement in statements:
        if statement.publication.article not in met:
            met.add(statement.publication.article)
            yield make_citation(statement)


def make_citation(statement: Statement) -> Citation:
    """Make the citation of a statement's article."""
    article = statement.publication
    return Citation(
        key=re.sub(r"[^A-Za-z0-9_-]", "", article.article),
        title=_give_title(article),
        authors=tuple(split_name(tidy(name)) for name in article.byline if tidy(name)),
        publisher=tidy(article.publisher or ""),
        series=tidy(article.series or ""),
        date=split_date(article.published or ""),
        url=live_link(statement, with_text=False) or "",
        language=tidy(article.language or ""),
    )


def split_date(published: str) -> tuple[int, ...]:
    """Split an ISO prefix into year, month and day; what no calendar has is left out."""
    found = _DATE.match(published)
    parts = [int(part) for part in found.groups() if part] if found else []
    while parts and not _is_date(parts):
        parts.pop()
    return tuple(parts)


def split_name(name: str) -> Author:
    """Split a person's name, "Ada van Lund", into family and given names; leave a body's, "By Staff", whole."""
    words = name.split()
    plain = all(word[:1].isupper() or word in _PARTICLES for word in words) and name.upper() != name
    if not plain or not 2 <= len(words) <= _MOST_WORDS or {word.casefold().strip(",") for word in words} & _BODIES:
        return Author(name)
    if not all(char.isalpha() or char in " .-'’" for char in name):
        return Author(name)
    at = next((place for place, word in enumerate(words) if place and word in _PARTICLES), len(words) - 1)
    return Author(" ".join(words[at:]), " ".join(words[:at]))


def _give_title(article: Publication) -> str:
    return tidy(article.title or "") or tidy(article.path or article.url or "") or article.article


def _is_date(parts: list[int]) -> bool:
    year, month, day = (*parts, 1, 1)[:3]
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
