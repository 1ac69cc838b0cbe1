"""Statements in, FollowTheMoney entities out, one a line: people and bodies, articles, what they said, whom for.

A statement is a `Documentation`: the article documents the speaker, with the words, the act and the date. `Mention`,
which names somebody in a document, holds no words, and `Note` no document and no date. A statement by nobody known
documents nobody and is left out, and so is one that a person has rejected.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from itertools import pairwise
from typing import IO, Any, Final

from sayso.data import EntityKind, Party, Publication, Statement
from sayso.show.characters import tidy
from sayso.show.export.encode import encode_json
from sayso.show.export.moment import read_moment
from sayso.show.export.options import Options, live_link, permalink
from sayso.show.label import label_act

Entity = dict[str, Any]
Properties = dict[str, list[str | None]]

_SCHEMATA: Final[dict[EntityKind, str]] = {
    "person": "Person",
    "organisation": "Organization",
    "government": "PublicBody",
    # A country that says something is the state; a `Territory` can neither speak for anybody nor be spoken for.
    "country": "PublicBody",
    # A person or a body, and it is not known which.
    "group": "LegalEntity",
    "place": "LegalEntity",
    "unnamed": "LegalEntity",
    "document": "Document",
}
_LANGUAGES: Final = {
    "ar": "ara", "de": "deu", "en": "eng", "es": "spa", "fa": "fas", "fr": "fra", "he": "heb", "it": "ita",
    "ja": "jpn", "nl": "nld", "pl": "pol", "pt": "por", "ru": "rus", "tr": "tur", "uk": "ukr", "zh": "zho",
}  # fmt: skip
_NAME, _STRING, _TEXT = 384, 1024, 65_000
"""The longest values that FollowTheMoney takes, in characters."""
_FOLDERS: Final = re.compile(r".*[/\\]", re.DOTALL)
"""Those of Windows too, wherever the record was made: they are nobody else's business."""

_TABLES: Final = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536;
CREATE TABLE article (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE party (id TEXT PRIMARY KEY, kind, name, country, sector) WITHOUT ROWID;
CREATE TABLE position (party, title, PRIMARY KEY (party, title)) WITHOUT ROWID;
CREATE TABLE link (relation, source, target, date, example);
"""
_LINKS: Final = """
SELECT relation, source, target, s.kind, t.kind, min(date), max(date), min(example)
FROM link JOIN party s ON s.id = source JOIN party t ON t.id = target
GROUP BY relation, source, target ORDER BY relation, source, target
"""


def write_ftm(statements: Iterable[Statement], out: IO[bytes], *, options: Options) -> None:
    """Write each article, statement, party and link once, as JSON lines (https://followthemoney.tech)."""
    with closing(sqlite3.connect("", isolation_level=None)) as kept:
        kept.executescript(_TABLES)
        kept.execute("BEGIN")
        for place, statement in enumerate(statements):
            if statement.speaker is not None and statement.status != "rejected":
                _keep(statement, place, kept)
                for entity in _list_told(statement, statement.speaker, options=options, kept=kept):
                    out.write(encode_json(entity) + b"\n")
        for entity in _list_kept(kept):
            out.write(encode_json(entity) + b"\n")


def _list_told(statement: Statement, speaker: Party, *, options: Options, kept: sqlite3.Connection) -> Iterator[Entity]:
    article = statement.publication
    if kept.execute("INSERT OR IGNORE INTO article VALUES (?)", (article.article,)).rowcount:
        yield _make_article(article, live_link(statement, with_text=False))
    address = permalink(statement.id, options)
    others = [party.name for party in (*statement.chain, *_addressee(statement)) if party.id != speaker.id]
    words = statement.attribution.content.text if options.with_text else ""
    yield _make_entity(
        "Documentation",
        statement.id,
        document=[_name(article.article)],
        entity=[_name(speaker.id)],
        role=[label_act(statement.attribution)],
        status=[statement.status],
        date=[_date(article.published)],
        description=[tidy(words)[:_TEXT]],
        namesMentioned=[tidy(name)[:_NAME] for name in others],
        publisher=[tidy(article.publisher or "")[:_STRING]],
        recordId=[tidy(statement.id)],
        sourceUrl=[live_link(statement, with_text=options.with_text), address if address[:4] == "http" else None],
    )


def _make_article(article: Publication, address: str | None) -> Entity:
    title, name = tidy(article.title or ""), _FOLDERS.sub("", article.path or "")
    return _make_entity(
        "Article",
        article.article,
        title=[title[:_STRING]],
        fileName=[tidy(name)[:_STRING] or (article.article if not title else "")],
        author=[tidy(author)[:_STRING] for author in article.byline],
        publisher=[tidy(article.publisher or "")[:_STRING]],
        keywords=[tidy(article.series or "")[:_STRING]],
        publishedAt=[_date(article.published)],
        language=[_LANGUAGES.get(article.language or "")],
        sourceUrl=[address],
    )


def _keep(statement: Statement, place: int, kept: sqlite3.Connection) -> None:
    """Keep the parties and the links of a statement until all are known."""
    speaker = statement.speaker
    assert speaker is not None
    parties = (speaker, *statement.chain, *statement.speaks_for, *_addressee(statement))
    rows = [(party.id, party.kind, party.name, party.country, party.sector) for party in parties]
    kept.executemany("INSERT OR IGNORE INTO party VALUES (?, ?, ?, ?, ?)", rows)
    titles = [(speaker.id, tidy(title)[:_NAME]) for title in statement.roles]
    kept.executemany("INSERT OR IGNORE INTO position VALUES (?, ?)", titles)
    note = (_date(statement.publication.published), f"{place:012} {statement.id} {statement.publication.article}")
    links = [("quotes", quoting.id, quoted.id, *note) for quoting, quoted in pairwise(statement.chain)]
    links += [("speaks for", speaker.id, party.id, *note) for party in statement.speaks_for]
    links += [("speaks to", speaker.id, party.id, *note) for party in _addressee(statement)]
    kept.executemany("INSERT INTO link VALUES (?, ?, ?, ?, ?)", [link for link in links if link[1] != link[2]])


def _list_kept(kept: sqlite3.Connection) -> Iterator[Entity]:
    titles = kept.cursor()
    for row in kept.execute("SELECT id, name, kind, country, sector FROM party ORDER BY id"):
        found = titles.execute("SELECT title FROM position WHERE party = ? ORDER BY title", row[:1])
        yield _make_party(Party(*row), [title for (title,) in found])
    for row in kept.execute(_LINKS):
        yield _make_link(*row)


def _make_link(relation: str, source: str, target: str, *kinds_and_note: str) -> Entity:
    *kinds, first, last, example = kinds_and_note
    _, statement, article = example.split(" ")
    represents = relation == "speaks for" and "document" not in kinds  # nobody represents a document
    ends = ("agent", "client") if represents else ("subject", "object")
    properties: Properties = {ends[0]: [_name(source)], ends[1]: [_name(target)]}
    return _make_entity(
        "Representation" if represents else "UnknownLink",
        sha256(f"{relation}\n{source}\n{target}".encode("utf-8", "replace")).hexdigest()[:16],
        **properties,
        role=[relation],
        date=[first, last],
        proof=[_name(article)],
        recordId=[tidy(statement)],
    )


def _make_party(party: Party, titles: list[str | None]) -> Entity:
    schema, name = _SCHEMATA[party.kind], tidy(party.name)[:_NAME] or tidy(party.id)
    if schema == "Document":  # its schema asks for the name of a file, and it has none
        return _make_entity(schema, party.id, title=[name], fileName=[name])
    more: Properties = {"position": titles} if schema == "Person" else {}
    country, sector = load_countries().get(party.country or ""), tidy(party.sector or "")[:_STRING]
    return _make_entity(schema, party.id, name=[name], country=[country], sector=[sector], **more)


def _make_entity(schema: str, id: str, **properties: Sequence[str | None]) -> Entity:
    known = {name: list(dict.fromkeys(filter(None, values))) for name, values in properties.items()}
    return {"id": _name(id), "schema": schema, "properties": {name: values for name, values in known.items() if values}}


def _name(id: str) -> str:
    return f"sayso-{tidy(id)}"


def _addressee(statement: Statement) -> tuple[Party, ...]:
    return (statement.addressee,) if statement.addressee else ()


def _date(published: str | None) -> str | None:
    """Give a date as FollowTheMoney has it: as precise as known, in UTC where there is a time, without a zone."""
    moment = read_moment(published)
    return moment.isoformat() if moment and published and "T" in published else published if moment else None


@lru_cache(maxsize=1)
def load_countries() -> dict[str, str]:
    """Load the codes of countries: from alpha-3, in capitals, to alpha-2, in small letters."""
    table = (files(__package__) / "countries.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t") for line in table.splitlines() if not line.startswith("#"))
