"""A network says who quotes, speaks for and speaks to whom, and is read back as it was written."""

import gc
import io
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from sayso.data import Party, Statement
from sayso.show.export.graph import EDGE_FIELDS, write_gexf, write_graphml
from sayso.show.export.options import Options
from tests.show.export.made import BRAM, BUREAU, CREW, DECKHAND, POST, SKERRY, list_made

networkx = pytest.importorskip("networkx", reason="NETWORKX IS MISSING: no network is read back; pip install networkx")

WRITERS = {"graphml": (write_graphml, networkx.read_graphml), "gexf": (write_gexf, networkx.read_gexf)}
GEXF = "{http://gexf.net/1.3}"


def write(statements: Iterable[Statement], format: str, base: str | None = None) -> bytes:
    out = io.BytesIO()
    WRITERS[format][0](iter(statements), out, options=Options(base))
    return out.getvalue()


def read(statements: Iterable[Statement], format: str = "graphml", base: str | None = None) -> Any:
    return WRITERS[format][1](io.BytesIO(write(statements, format, base)))


def list_edges(network: Any) -> dict[tuple[str, str, str], dict[str, Any]]:
    """List edges by the names of their ends and their relation; what is 0 is left out."""
    names = {node: cells["label"] for node, cells in network.nodes(data=True)}
    found = {}
    for source, target, cells in network.edges(data=True):
        key = (names[source], cells["relation"], names[target])
        assert key not in found
        found[key] = {name: value for name, value in cells.items() if value not in (0, None)}
    return found


def pick(number: int, **changes: Any) -> Statement:
    return replace(list_made()[number - 1], **changes)


@pytest.mark.parametrize("format", WRITERS)
def test_the_networks_nodes_are_the_parties_and_the_publishers(format):
    nodes = {cells["label"]: cells for _, cells in read(list_made(), format).nodes(data=True)}
    assert nodes["Bram Oduya"]["kind"] == "person"
    assert nodes["Bram Oduya"]["country"] == "HLM"
    assert nodes["Bram Oduya"]["sector"] == "CVL"
    assert nodes["Bram Oduya"]["statements"] == 2
    assert nodes["the crew"].get("statements", 0) == 0
    assert nodes["Tarn Agency"]["kind"] == "publisher"


def test_a_publisher_counts_what_it_printed_and_was_not_rejected():
    nodes = {(cells["label"], cells["kind"]): cells for _, cells in read(list_made()).nodes(data=True)}
    assert nodes["The Skerry Post", "publisher"]["statements"] == 7
    assert nodes["Tarn Agency", "publisher"]["statements"] == 1


@pytest.mark.parametrize("format", WRITERS)
def test_the_edges_are_who_quotes_speaks_for_and_speaks_to_whom(format):
    assert set(list_edges(read(list_made()[:8], format))) == {
        ("The Skerry Post", "quotes", "Bram Oduya"),
        ("The Skerry Post", "quotes", "Coast Bureau"),
        ("The Skerry Post", "quotes", "a deckhand"),
        ("The Skerry Post", "quotes", "the owners"),
        ("a deckhand", "quotes", "Coast Bureau"),
        ("Bram Oduya", "speaks_for", "Coast Bureau"),
        ("Bram Oduya", "speaks_for", "The Skerry Post"),
        ("Bram Oduya", "speaks_to", "The Skerry Post"),
        ("Coast Bureau", "speaks_to", "the crew"),
    }


@pytest.mark.parametrize("format", WRITERS)
def test_two_relations_between_two_nodes_are_two_edges(format):
    network = read([pick(2)], format)
    assert network.is_multigraph()
    assert network.number_of_edges(BRAM.id, POST.id) == 2


@pytest.mark.parametrize("format", WRITERS)
def test_an_edge_counts_its_statements_acts_and_statuses_and_has_an_example(format):
    edges = list_edges(read(list_made(), format, base="https://record.example/"))
    edge = edges["The Skerry Post", "quotes", "Bram Oduya"]
    expected = {
        "relation": "quotes",
        "weight": 2,
        "first": "2024-03-19",
        "last": "2024-03-19",
        "example": "https://record.example/statements/s1",
        "act_say": 2,
        "status_confirmed": 1,
        "status_machine": 1,
    }
    assert {name: value for name, value in edge.items() if name in expected} == expected
    assert set(edge) - set(expected) <= {"id", "start", "end"}
    assert edges["The Skerry Post", "quotes", "Coast Bureau"]["act_deny"] == 1


def test_the_act_counts_where_it_was_done_and_not_where_it_was_passed_on():
    edges = list_edges(read([pick(5, chain=(DECKHAND, CREW, BUREAU))]))
    assert edges["a deckhand", "quotes", "the crew"]["passed_on"] == 1
    assert "act_say" not in edges["a deckhand", "quotes", "the crew"]
    assert edges["the crew", "quotes", "Coast Bureau"]["act_say"] == 1
    assert "passed_on" not in edges["the crew", "quotes", "Coast Bureau"]


def test_the_weight_of_an_edge_is_its_acts_and_what_it_passes_on():
    for edge in list_edges(read(list_made() * 3)).values():
        acts = sum(value for name, value in edge.items() if name.startswith("act_"))
        assert edge["weight"] == acts + edge.get("passed_on", 0)
        assert edge["weight"] == sum(value for name, value in edge.items() if name.startswith("status_"))


def test_the_first_and_last_days_are_those_of_all_its_statements():
    days = ("2023-05-02", "2021-12-31T23:10:00+02:00", "2022")
    edge = list_edges(read([pick(1, publication=replace(SKERRY, published=day)) for day in days], "gexf"))[
        "The Skerry Post", "quotes", "Bram Oduya"
    ]
    assert (edge["first"], edge["last"]) == ("2021-12-31", "2023-05-02")
    assert (edge["start"], edge["end"]) == ("2021-12-31", "2023-05-02")


@pytest.mark.parametrize("published", ["2022", "2022-07", "2024-13-45", None])
def test_an_edge_has_no_beginning_in_time_where_no_day_is_known(published):
    statement = pick(1, publication=replace(SKERRY, published=published))
    root = etree.fromstring(write([statement], "gexf"))
    assert {edge.get("start") for edge in root.iter(f"{GEXF}edge")} == {None}


def test_a_rejected_statement_makes_no_node_and_no_edge():
    network = read([pick(1, status="rejected"), pick(2, status="rejected")])
    assert (len(network), network.number_of_edges()) == (0, 0)


def test_nobody_quotes_speaks_for_or_speaks_to_themselves():
    assert read([pick(3, chain=(BUREAU, BUREAU), addressee=BUREAU)]).number_of_edges() == 1


def test_a_speaker_of_whom_no_outlet_is_known_is_a_node_without_edges():
    network = read([pick(6, publication=replace(SKERRY, publisher=None))])
    assert [cells["label"] for _, cells in network.nodes(data=True)] == ["the owners"]


def test_a_speaker_without_a_chain_is_quoted_by_the_outlet():
    edges = list_edges(read([pick(1, chain=(), speaks_for=())]))
    assert list(edges) == [("The Skerry Post", "quotes", "Bram Oduya")]


@pytest.mark.parametrize("format", WRITERS)
@pytest.mark.parametrize("name", ["\0\x1b[31m", "\ud800", "\ufffe\uffff", "<b>&\"'", "]]>", "\u202egnp"])
def test_what_xml_cannot_hold_is_disarmed(format, name):
    party = Party(f"p{name}", f"x{name}", "person", country=name, sector=name)
    statement = pick(1, speaker=party, chain=(party,), publication=replace(SKERRY, publisher=name))
    labels = {cells["label"] for _, cells in read([statement], format).nodes(data=True)}
    assert len(labels) == 3
    assert not any(set(label) & set("\0\x1b\u202e\ufffe\uffff") for label in labels)


@pytest.mark.parametrize("format", WRITERS)
def test_the_hostile_and_the_huge_are_written_as_text(format):
    assert len(read(list_made(), format)) == 11


@pytest.mark.parametrize("format", WRITERS)
def test_nothing_in_is_a_network_of_nothing(format):
    assert len(read([], format)) == 0


@pytest.mark.parametrize("format", WRITERS)
def test_the_same_statements_make_the_same_file(format):
    assert write(list_made(), format) == write(list_made(), format)


def test_the_id_of_a_node_has_no_space():
    assert [node for node in read(list_made()).nodes if " " in node] == []


def test_gexf_declares_each_attribute_that_it_uses_and_its_kind_of_edges():
    root = etree.fromstring(write(list_made(), "gexf"))
    assert (root.get("version"), root.tag) == ("1.3", f"{GEXF}gexf")
    for owner in ("node", "edge"):
        declared = root.xpath(f"//g:attributes[@class='{owner}']/g:attribute/@id", namespaces={"g": GEXF[1:-1]})
        used = root.xpath(f"//g:{owner}//g:attvalue/@for", namespaces={"g": GEXF[1:-1]})
        assert set(used) <= set(declared)
        # Gephi has columns of these names of its own
        assert set(declared) & {"id", "label", "type", "kind", "weight", "start", "end"} <= (
            {"kind"} if owner == "node" else set()
        )
    edges = list(root.iter(f"{GEXF}edge"))
    assert {edge.get("kind") for edge in edges} == {"quotes", "speaks_for", "speaks_to"}
    assert all(int(edge.get("weight") or 0) > 0 for edge in edges)


def test_graphml_declares_each_key_that_it_uses_and_that_a_missing_number_is_0():
    network = read(list_made())
    numbers = {field.name for field in EDGE_FIELDS if field.number}
    assert {name for name, value in network.graph["edge_default"].items() if value == 0} == numbers


@pytest.mark.parametrize("format", WRITERS)
def test_the_statements_are_not_held(format):
    held, first = [], pick(1)

    def make() -> Iterable[Statement]:
        for count in range(20_000):
            yield replace(first, id=f"s{count}")
        held.append(sum(isinstance(thing, Statement) for thing in gc.get_objects()))

    edges = list_edges(read(make(), format))
    assert edges["The Skerry Post", "quotes", "Bram Oduya"]["weight"] == 20_000
    assert held[0] < 5_000


def test_a_name_of_nothing_that_is_seen_is_shown_by_its_id():
    party = Party("p99", "\u200b", "person")
    assert {cells["label"] for _, cells in read([pick(1, speaker=party, chain=(party,))]).nodes(data=True)} >= {"p99"}


def test_what_goes_wrong_with_the_statements_leaves_nothing_written():
    def make() -> Iterable[Statement]:
        yield pick(1)
        raise OSError("the record went away")

    out = io.BytesIO()
    with pytest.raises(OSError, match="went away"):
        write_gexf(make(), out, options=Options())
    assert out.getvalue() == b""
