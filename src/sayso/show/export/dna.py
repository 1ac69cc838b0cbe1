"""Statements in, a database for Discourse Network Analyzer out, or the table of statements that it exports.

There are no propositions yet, so the concept is the title of the article: to be coded in DNA, which can give many
statements a concept at once. A rejected statement is left out of both.
"""

import csv
import re
import sqlite3
from base64 import b64encode
from codecs import getwriter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import IO, Final

from sayso.data import Party, Publication, Span, Statement
from sayso.errors import SettingError
from sayso.show.characters import tidy
from sayso.show.export.guard import guard_cell
from sayso.show.export.moment import read_moment
from sayso.show.export.options import Options, permalink
from sayso.show.label import label_act

PASSWORD: Final = "sayso"
"""What DNA asks for when it opens the database: it knows no coder without one. It keeps nothing secret."""

_AGAINST: Final = frozenset(("deny", "reject", "criticise", "doubt", "decline"))
_PEOPLE: Final = frozenset(("person", "unnamed"))
_LONGEST: Final = 190
"""The most characters of a short text."""
_NOT_CODED: Final = "not coded"
_HOSTILE: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_HEADER: Final = (
    "statement_id", "time", "person", "organization", "concept", "agreement", "act", "permalink", "start_position",
    "stop_position", "text", "coder", "document_id", "document_title", "document_author", "document_source",
    "document_section", "document_type",
)  # fmt: skip
_NAMES: Final = """
CREATE TEMP TABLE name (variable, party, value, PRIMARY KEY (variable, party), UNIQUE (variable, value)) WITHOUT ROWID;
CREATE TEMP TABLE paper (id INTEGER PRIMARY KEY, article TEXT UNIQUE);
"""
_PERSON, _ORGANIZATION, _CONCEPT, _AGREEMENT, _ACT, _PERMALINK = 1, 2, 3, 4, 12, 13
"""The numbers of the variables in dna.sql."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is coded as person or organization: the name, which is that of nobody else, and the party, if it is one."""

    name: str = ""
    party: Party | None = None


@dataclass(frozen=True, slots=True)
class Coded:
    """A statement as DNA has it: numbers for it and its document, and the values of its variables.

    `new` tells whether it is the first of its document.
    """

    number: int
    document: int
    new: bool
    statement: Statement
    person: Actor
    organization: Actor
    concept: str
    agreement: int


def write_dna(
    statements: Iterable[Statement],
    out: IO[bytes],
    *,
    options: Options,
    texts: Callable[[str], str] | None = None,
) -> None:
    """Write a database that DNA 3.0 and 3.1 open, as the coder Sayso.

    `texts` gives the text of an article by its id. A statement whose words are not where they were read is left out.
    Raises SettingError without texts, for the offsets are of no use without what they count in.
    """
    if texts is None or not options.with_text:
        raise SettingError("dna: holds the articles' whole texts: export with text, or choose dna-csv")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "statements.dna"
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            _fill(database, statements, options=options, texts=lru_cache(maxsize=32)(texts))
        with path.open("rb") as file:
            copyfileobj(file, out)


def write_dna_csv(statements: Iterable[Statement], out: IO[bytes], *, options: Options) -> None:
    """Write the event list of DNA: semicolons between the columns, UTF-8, and no time where none is known.

    Positions count code points of the article's text; in the database they count the UTF-16 units of Java.
    """
    table = csv.writer(getwriter("utf-8")(out), delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    table.writerow(_HEADER)
    with closing(sqlite3.connect("", isolation_level=None)) as names:
        names.executescript(_NAMES)
        names.execute("BEGIN")
        for coded in _code(statements, names):
            table.writerow(_make_row(coded, options))


def count_units(text: str, place: int) -> int:
    """Count the UTF-16 units before a place of a text, which is how Java counts characters."""
    return place if text.isascii() else len(text[:place].encode("utf-16-le", "surrogatepass")) // 2


def _code(statements: Iterable[Statement], names: sqlite3.Connection) -> Iterator[Coded]:
    kept = (statement for statement in statements if statement.status != "rejected")
    for number, statement in enumerate(kept, start=1):
        article = statement.publication.article
        new = names.execute("INSERT OR IGNORE INTO paper (article) VALUES (?)", (article,)).rowcount > 0
        (document,) = names.execute("SELECT id FROM paper WHERE article = ?", (article,)).fetchone()
        person, organization = _find_actors(statement, names)
        concept = _shorten(statement.publication.title or "") or _NOT_CODED
        yield Coded(number, document, new, statement, person, organization, concept, _judge(statement))


def _find_actors(statement: Statement, names: sqlite3.Connection) -> tuple[Actor, Actor]:
    """Find whom to code as person and as organization: a body is its own, a person's is the first they speak for."""
    speaker, source = statement.speaker, statement.attribution.source
    if speaker is None and source and source.entity == "writer":
        article = statement.publication
        return Actor(_shorten(", ".join(article.byline))), Actor(_shorten(article.publisher or ""))
    if speaker is None:
        return Actor(), Actor()
    if speaker.kind not in _PEOPLE:
        return Actor(), _give_name(speaker, _ORGANIZATION, names)
    bodies = [party for party in statement.speaks_for if party.id != speaker.id]
    return _give_name(speaker, _PERSON, names), _give_name(bodies[0], _ORGANIZATION, names) if bodies else Actor()


def _give_name(party: Party, variable: int, names: sqlite3.Connection) -> Actor:
    """Give a party its name, with its id where another has that name: DNA knows people by their names alone."""
    found = names.execute("SELECT value FROM name WHERE variable = ? AND party = ?", (variable, party.id)).fetchone()
    if found:
        return Actor(found[0], party)
    value, row = _shorten(party.name) or tidy(party.id), "INSERT OR IGNORE INTO name VALUES (?, ?, ?)"
    if not names.execute(row, (variable, party.id, value)).rowcount:
        mark = f" [{tidy(party.id)}]"
        value = value[: _LONGEST - len(mark)] + mark
        names.execute(row, (variable, party.id, value))
    return Actor(value, party)


def _judge(statement: Statement) -> int:
    """Tell agreement from its opposite by the act; a negation that is not in the act already turns it round."""
    attribution = statement.attribution
    return int((attribution.act in _AGAINST) == label_act(attribution).startswith("not "))


def _make_row(coded: Coded, options: Options) -> list[str | int]:
    statement, article = coded.statement, coded.statement.publication
    moment, place = read_moment(article.published), _find_place(statement)
    return [
        coded.number,
        moment.isoformat(" ", "seconds") if moment else "",
        guard_cell(coded.person.name),
        guard_cell(coded.organization.name),
        guard_cell(coded.concept),
        coded.agreement,
        statement.attribution.act,
        guard_cell(permalink(statement.id, options)),
        *(place if place != (0, 0) else ("", "")),
        guard_cell(tidy(statement.attribution.content.text)) if options.with_text else "",
        1,
        coded.document,
        *(guard_cell(text) for text in (_give_title(article), *_list_data(article))),
        "",
    ]


def _find_spans(statement: Statement) -> tuple[Span, ...]:
    """Find where a statement stands: its content, or where it has none, its cue or its source."""
    attribution = statement.attribution
    cue, source = attribution.cue, attribution.source
    return attribution.content.spans or (cue.spans if cue else ()) or (source.spans if source else ())


def _find_place(statement: Statement) -> tuple[int, int]:
    """Find where a statement begins and ends, from its first piece to its last; both are 0 where it has no words."""
    spans = _find_spans(statement)
    return min((span.start for span in spans), default=0), max((span.end for span in spans), default=0)


def _fill(
    database: sqlite3.Connection, statements: Iterable[Statement], *, options: Options, texts: Callable[[str], str]
) -> None:
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;")
    database.executescript((files(__package__) / "dna.sql").read_text(encoding="utf-8") + _NAMES)
    database.execute("BEGIN")
    coder = "INSERT INTO CODERS (ID, Name, Red, Green, Blue, Password) VALUES (1, 'Sayso', 31, 119, 180, ?)"
    database.execute(coder, (_hash_password(),))
    for coded in _code(statements, database):
        text = texts(coded.statement.publication.article)
        if coded.new:
            _add_document(coded, text, database)
        start, stop = _find_place(coded.statement)
        spans = _find_spans(coded.statement)
        # A wrong anchor is worse than none.
        if start < stop and all(text[span.start : span.end] == span.exact for span in spans):
            place = count_units(text, start), count_units(text, stop)
            _add_statement(coded, place, database, options=options)
    database.execute("COMMIT")


def _add_document(coded: Coded, text: str, database: sqlite3.Connection) -> None:
    article = coded.statement.publication
    moment = read_moment(article.published)
    date = int(moment.replace(tzinfo=UTC).timestamp()) if moment else 0
    notes = "\n".join(map(tidy, filter(None, (article.article, article.url, article.published or "undated"))))
    author, source, section = _list_data(article)
    database.execute(
        "INSERT INTO DOCUMENTS (ID, Title, Text, Coder, Author, Source, Section, Notes, Date) "
        "VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?)",
        (coded.document, _give_title(article), _steady(text), author, source, section, notes, date),
    )


def _add_statement(coded: Coded, place: tuple[int, int], database: sqlite3.Connection, *, options: Options) -> None:
    statement = "INSERT INTO STATEMENTS VALUES (?, 1, ?, ?, ?, 1)"
    database.execute(statement, (coded.number, coded.document, *place))
    for variable, actor in (
        (_PERSON, coded.person),
        (_ORGANIZATION, coded.organization),
        (_CONCEPT, Actor(coded.concept)),
        (_ACT, Actor(coded.statement.attribution.act)),
    ):
        entity = _find_entity(actor, variable, database)
        row = "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (?, ?, ?)"
        database.execute(row, (coded.number, variable, entity))
    row = "INSERT INTO DATABOOLEAN (StatementId, VariableId, Value) VALUES (?, ?, ?)"
    database.execute(row, (coded.number, _AGREEMENT, coded.agreement))
    row = "INSERT INTO DATALONGTEXT (StatementId, VariableId, Value) VALUES (?, ?, ?)"
    database.execute(row, (coded.number, _PERMALINK, tidy(permalink(coded.statement.id, options))))


def _find_entity(actor: Actor, variable: int, database: sqlite3.Connection) -> int:
    """Find the number of an entity, and make it with all its attributes where it is new."""
    find = "SELECT ID FROM ENTITIES WHERE VariableId = ? AND Value = ?"
    if found := database.execute(find, (variable, actor.name)).fetchone():
        return int(found[0])
    entity = "INSERT INTO ENTITIES (VariableId, Value, Red, Green, Blue) VALUES (?, ?, 0, 0, 0)"
    number = database.execute(entity, (variable, actor.name)).lastrowid or 0
    party = actor.party
    known = {"Type": party.kind, "Country": party.country, "Sector": party.sector, "Record": party.id} if party else {}
    names = "SELECT ID, AttributeVariable FROM ATTRIBUTEVARIABLES WHERE VariableId = ?"
    for attribute, name in database.execute(names, (variable,)).fetchall():
        row = "INSERT INTO ATTRIBUTEVALUES (EntityId, AttributeVariableId, AttributeValue) VALUES (?, ?, ?)"
        database.execute(row, (number, attribute, _shorten(known.get(name) or "")))
    return number


def _give_title(article: Publication) -> str:
    return _shorten(article.title or "") or article.article


def _list_data(article: Publication) -> tuple[str, str, str]:
    return _shorten(", ".join(article.byline)), _shorten(article.publisher or ""), _shorten(article.series or "")


def _shorten(text: str) -> str:
    tidied = tidy(text)
    return tidied if len(tidied) <= _LONGEST else tidied[: _LONGEST - 1] + "…"


def _steady(text: str) -> str:
    """Make a text safe to show, each character in its place: of the two of a Windows line end Java would make one."""
    return _HOSTILE.sub("\ufffd", text.replace("\r\n", " \n").replace("\r", "\n"))


def _hash_password() -> str:
    """Hash the password as DNA checks it: SHA-256, salted, 100,000 times (jasypt's StrongPasswordEncryptor)."""
    salt = b"says who, sayso?"
    digest = salt + PASSWORD.encode()
    for _ in range(100_000):
        digest = sha256(digest).digest()
    return b64encode(salt + digest).decode()
