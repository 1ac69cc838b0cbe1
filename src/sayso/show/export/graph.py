"""Statements in, a network out: who quotes, speaks for and speaks to whom, as GraphML or as GEXF for Gephi.

Nodes and edges are gathered in a private database on disk that goes when it is closed, so that neither the statements
nor a million people are held in memory.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import chain, islice, pairwise
from typing import IO, Any, Final, Literal, get_args

from lxml import etree

from sayso.data import Act, Party, Statement
from sayso.show.characters import tidy
from sayso.show.export.moment import read_day, read_moment
from sayso.show.export.options import Options, permalink

Relation = Literal["quotes", "speaks_for", "speaks_to"]
Cells = tuple[str | int | None, ...]

_GRAPHML: Final = "http://graphml.graphdrawing.org/xmlns"
_GEXF: Final = "http://gexf.net/1.3"
_BATCH: Final = 2_000
_NO_XML: Final = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}
"""What XML 1.0 cannot hold and `tidy` lets through."""


@dataclass(frozen=True, slots=True)
class Field:
    """An attribute of a node or an edge; a number that is not written is 0.

    None is called type, for that is what Gephi calls whether an edge is directed.
    """

    name: str
    number: bool = False


_ACTS: Final = get_args(Act)
# A rejected statement makes no edge: somebody has decided that it was never made so.
_STATUSES: Final = ("machine", "confirmed", "corrected")
NODE_FIELDS: Final = (
    Field("label"), Field("kind"), Field("country"), Field("sector"), Field("statements", number=True),
)  # fmt: skip
EDGE_FIELDS: Final = (
    Field("weight", number=True), Field("relation"), Field("passed_on", number=True), Field("first"), Field("last"),
    Field("example"), *(Field(f"act_{act}", number=True) for act in _ACTS),
    *(Field(f"status_{status}", number=True) for status in _STATUSES),
)  # fmt: skip
_EXAMPLE: Final = EDGE_FIELDS.index(Field("example"))

_TABLES: Final = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536;
CREATE TABLE node (id TEXT PRIMARY KEY, label, kind, country, sector, statements) WITHOUT ROWID;
CREATE TABLE tie (source, target, relation, act, status, date, day, example);
"""
_ADD_NODE: Final = """
INSERT INTO node VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET statements = statements + excluded.statements
"""
_ADD_TIE: Final = "INSERT INTO tie VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
# Ties are only appended, and grouped once: that sorts them on disk and needs no room in memory.
_EDGES: Final = f"""
SELECT source, target, min(day), max(day), count(*), relation, sum(act IS NULL), min(date), max(date), min(example),
{", ".join(f"sum(act IS '{act}')" for act in _ACTS)}, {", ".join(f"sum(status = '{s}')" for s in _STATUSES)}
FROM tie GROUP BY source, target, relation ORDER BY source, target, relation
"""


def write_graphml(statements: Iterable[Statement], out: IO[bytes], *, options: Options) -> None:
    """Write the network as GraphML (http://graphml.graphdrawing.org/specification.html)."""
    with _gather(statements) as network, etree.xmlfile(out, encoding="utf-8") as page:
        page.write_declaration()
        with page.element(f"{{{_GRAPHML}}}graphml", nsmap={None: _GRAPHML}):
            for key in chain(_declare_keys("node", NODE_FIELDS), _declare_keys("edge", EDGE_FIELDS)):
                page.write(key)
            with page.element("graph", id="statements", edgedefault="directed"):
                for name, *cells in network.execute("SELECT * FROM node ORDER BY id"):
                    page.write(_fill_data(etree.Element("node", id=name), NODE_FIELDS, cells))
                for number, (source, target, _, _, *cells) in enumerate(network.execute(_EDGES), start=1):
                    edge = etree.Element("edge", id=f"e{number}", source=source, target=target)
                    page.write(_fill_data(edge, EDGE_FIELDS, _link_example(cells, options)))


def write_gexf(statements: Iterable[Statement], out: IO[bytes], *, options: Options) -> None:
    """Write the network as GEXF 1.3 (https://gexf.net), each edge from its first day to its last.

    An edge whose days are not known, for only a month or a year is, has no beginning and no end.
    """
    graph = {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date"}
    with _gather(statements) as network, etree.xmlfile(out, encoding="utf-8") as page:
        page.write_declaration()
        with page.element(f"{{{_GEXF}}}gexf", version="1.3", nsmap={None: _GEXF}):
            page.write(_describe())
            with page.element("graph", **graph):
                page.write(_declare_attributes("node", NODE_FIELDS[1:]))
                page.write(_declare_attributes("edge", EDGE_FIELDS[1:]))
                with page.element("nodes"):
                    for name, label, *cells in network.execute("SELECT * FROM node ORDER BY id"):
                        node = etree.Element("node", id=name, label=label)
                        page.write(_fill_values(node, NODE_FIELDS[1:], cells))
                with page.element("edges"):
                    for number, row in enumerate(network.execute(_EDGES), start=1):
                        page.write(_make_edge(number, row, options))


@contextmanager
def _gather(statements: Iterable[Statement]) -> Iterator[sqlite3.Connection]:
    """Gather nodes and ties in a database that is on disk as far as it does not fit into its cache."""
    with closing(sqlite3.connect("", isolation_level=None)) as network:
        network.executescript(_TABLES)
        network.execute("BEGIN")
        kept = ((place, kept) for place, kept in enumerate(statements) if kept.status != "rejected")
        while batch := list(islice(kept, _BATCH)):
            network.executemany(_ADD_NODE, [node for _, statement in batch for node in _list_nodes(statement)])
            network.executemany(_ADD_TIE, [tie for place, statement in batch for tie in _list_ties(statement, place)])
        network.execute("COMMIT")
        yield network


def _list_nodes(statement: Statement) -> Iterator[Cells]:
    publisher, speaker = statement.publication.publisher, statement.speaker
    if publisher:
        name = _name_publisher(publisher)
        yield name, _clean(publisher) or name, "publisher", None, None, 1
    parties = {party.id: party for party in (*_list_chain(statement), *_list_partners(statement))}
    for name, party in parties.items():
        country, sector = _clean(party.country or ""), _clean(party.sector or "")
        said = int(speaker is not None and speaker.id == name)
        yield _clean(name), _clean(party.name) or _clean(name), party.kind, country or None, sector or None, said


def _list_ties(statement: Statement, place: int) -> Iterator[Cells]:
    publisher, speaker, act = statement.publication.publisher, statement.speaker, statement.attribution.act
    note = _note(statement, place)
    steps = [*([_name_publisher(publisher)] if publisher else []), *(_clean(p.id) for p in _list_chain(statement))]
    for number, (source, target) in enumerate(pairwise(steps), start=2):
        # The act is that of the last in the chain; those before have passed it on.
        yield from _tie(source, target, "quotes", act if number == len(steps) else None, note)
    if speaker is None:
        return
    for party in statement.speaks_for:
        yield from _tie(_clean(speaker.id), _clean(party.id), "speaks_for", act, note)
    if statement.addressee:
        yield from _tie(_clean(speaker.id), _clean(statement.addressee.id), "speaks_to", act, note)


def _tie(source: str, target: str, relation: Relation, act: Act | None, note: Cells) -> Iterator[Cells]:
    if source != target:
        yield source, target, relation, act, *note


def _note(statement: Statement, place: int) -> Cells:
    """Note what an edge is told of one statement; the least of the examples is that of the first statement."""
    published = statement.publication.published
    date = published[:10] if published and read_moment(published) else None
    return statement.status, date, read_day(published), f"{place:012} {statement.id}"


def _list_chain(statement: Statement) -> tuple[Party, ...]:
    return statement.chain or ((statement.speaker,) if statement.speaker else ())


def _list_partners(statement: Statement) -> tuple[Party, ...]:
    if statement.speaker is None:
        return ()
    return (*statement.speaks_for, *((statement.addressee,) if statement.addressee else ()))


@lru_cache(maxsize=1024)
def _name_publisher(publisher: str) -> str:
    # A name may hold spaces, and the id of a node in GraphML none.
    return f"publisher-{sha256(_clean(publisher).encode()).hexdigest()[:12]}"


def _clean(text: str) -> str:
    return text if text.isalnum() and text.isascii() else tidy(text).translate(_NO_XML)


def _link_example(cells: list[Any], options: Options) -> list[Any]:
    address = permalink(cells[_EXAMPLE].partition(" ")[2], options)
    return [*cells[:_EXAMPLE], _clean(address), *cells[_EXAMPLE + 1 :]]


def _make_edge(number: int, row: tuple[Any, ...], options: Options) -> etree._Element:
    source, target, start, end, *cells = row
    # Gephi keeps edges of different kinds between two nodes apart, and makes one of those that have none.
    edge = etree.Element("edge", id=f"e{number}", source=source, target=target, kind=cells[1], weight=str(cells[0]))
    if start:
        edge.attrib.update({"start": start, "end": end})
    return _fill_values(edge, EDGE_FIELDS[1:], _link_example(cells, options)[1:])


def _describe() -> etree._Element:
    meta = etree.Element("meta")
    etree.SubElement(meta, "creator").text = "Sayso"
    etree.SubElement(meta, "description").text = "Who quotes, speaks for and speaks to whom"
    return meta


def _declare_keys(owner: str, fields: tuple[Field, ...]) -> Iterator[etree._Element]:
    for field in fields:
        names = {"id": f"{owner}_{field.name}", "for": owner, "attr.name": field.name}
        key = etree.Element("key", names | {"attr.type": "int" if field.number else "string"})
        if field.number:
            etree.SubElement(key, "default").text = "0"
        yield key


def _declare_attributes(owner: str, fields: tuple[Field, ...]) -> etree._Element:
    attributes = etree.Element("attributes", {"class": owner, "mode": "static"})
    for field in fields:
        names = {"id": field.name, "title": field.name, "type": "integer" if field.number else "string"}
        attribute = etree.SubElement(attributes, "attribute", names)
        if field.number:
            etree.SubElement(attribute, "default").text = "0"
    return attributes


def _fill_data(element: etree._Element, fields: tuple[Field, ...], cells: Iterable[Any]) -> etree._Element:
    for field, cell in zip(fields, cells, strict=True):
        if cell:
            etree.SubElement(element, "data", key=f"{element.tag}_{field.name}").text = str(cell)
    element.tail = "\n"
    return element


def _fill_values(element: etree._Element, fields: tuple[Field, ...], cells: Iterable[Any]) -> etree._Element:
    values = etree.SubElement(element, "attvalues")
    for field, cell in zip(fields, cells, strict=True):
        if cell:
            etree.SubElement(values, "attvalue", {"for": field.name, "value": str(cell)})
    element.tail = "\n"
    return element
