"""FollowTheMoney entities fit the published schema, and each is written once."""

import io
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, get_args

import pytest

from sayso.data import EntityKind, Party, Statement
from sayso.show.export.ftm import load_countries, write_ftm
from sayso.show.export.options import Options
from tests.show.export.made import BRAM, BUREAU, CREW, DECKHAND, HUGE, POST, SKERRY, WORD_SECRETS, list_made

BODY = {"name": "name", "country": "country", "sector": "string"}
LINK = {"role": "string", "date": "date", "proof": "Document", "recordId": "string"}
SCHEMATA: dict[str, dict[str, str]] = {
    "Person": BODY | {"position": "string"},
    "Organization": BODY,
    "PublicBody": BODY,
    "LegalEntity": BODY,
    "Document": {"title": "string", "fileName": "string"},
    "Article": {
        "title": "string",
        "fileName": "string",
        "author": "string",
        "publisher": "string",
        "keywords": "string",
        "publishedAt": "date",
        "language": "language",
        "sourceUrl": "url",
    },
    "Documentation": {
        "document": "Document",
        "entity": "Thing",
        "role": "string",
        "status": "string",
        "date": "date",
        "description": "text",
        "namesMentioned": "name",
        "publisher": "string",
        "recordId": "string",
        "sourceUrl": "url",
    },
    "Representation": LINK | {"agent": "LegalEntity", "client": "LegalEntity"},
    "UnknownLink": LINK | {"subject": "Thing", "object": "Thing"},
}
"""What is written of the published schema (followthemoney 4.11): each property's type, or what it points at."""

REQUIRED = {
    "Person": {"name"},
    "Organization": {"name"},
    "PublicBody": {"name"},
    "LegalEntity": {"name"},
    "Document": {"fileName"},
    "Article": set(),
    "Documentation": {"document", "entity"},
    "Representation": {"agent", "client"},
    "UnknownLink": {"subject", "object"},
}
ARE = {
    "Person": {"LegalEntity", "Thing"},
    "Organization": {"LegalEntity", "Thing"},
    "PublicBody": {"LegalEntity", "Thing"},
    "LegalEntity": {"LegalEntity", "Thing"},
    "Document": {"Document", "Thing"},
    "Article": {"Document", "Thing"},
}
REPORT = Party("p20", "the survey", "document")


def write(statements: Iterable[Statement], **options: Any) -> list[dict[str, Any]]:
    out = io.BytesIO()
    write_ftm(iter(statements), out, options=Options(**options))
    return [json.loads(line) for line in out.getvalue().splitlines()]


def only(entities: Iterable[dict[str, Any]], *schemata: str) -> list[dict[str, Any]]:
    return [entity["properties"] for entity in entities if entity["schema"] in schemata]


def pick(number: int, **changes: Any) -> Statement:
    return replace(list_made()[number - 1], **changes)


def make_kinds() -> list[Statement]:
    """Make a statement by a party of each kind, who speaks for one of the next kind."""
    parties = [Party(f"k{at}", f"the {kind}", kind, "IRQ", "GOV") for at, kind in enumerate(get_args(EntityKind))]
    turned = [*parties[1:], parties[0]]
    return [
        pick(1, id=f"n{at}", speaker=one, speaks_for=(other,), addressee=other, chain=(other, one))
        for at, (one, other) in enumerate(zip(parties, turned, strict=True))
    ]


@pytest.mark.parametrize("statements", [list_made(), make_kinds()], ids=["made", "kinds"])
def test_every_entity_fits_the_table_of_the_schema(statements):
    entities = write(statements, base="https://record.example")
    kinds = {entity["id"]: entity["schema"] for entity in entities}
    for entity in entities:
        properties = entity["properties"]
        assert set(entity) == {"id", "schema", "properties"}
        assert REQUIRED[entity["schema"]] <= set(properties)
        for name, values in properties.items():
            kind = SCHEMATA[entity["schema"]][name]
            assert values
            assert all(isinstance(value, str) and value for value in values)
            assert kind[0].islower() or all(kind in ARE[kinds[value]] for value in values)


@pytest.mark.parametrize("statements", [list_made(), make_kinds()], ids=["made", "kinds"])
def test_every_entity_is_valid_for_the_package_itself(statements):
    ftm = pytest.importorskip(
        "followthemoney", reason="FOLLOWTHEMONEY IS MISSING: the table alone is checked; pip install followthemoney"
    )
    for entity in write(statements, base="https://record.example"):
        ftm.model.get(entity["schema"]).validate(entity)
        proxy = ftm.model.get_proxy(entity, cleaned=False)
        # What the package would clean away or write otherwise would be lost on the way in.
        assert {name: set(proxy.get(name)) for name in entity["properties"]} == {
            name: set(values) for name, values in entity["properties"].items()
        }
        assert proxy.id == entity["id"]


def test_the_table_of_the_schema_is_that_of_the_package():
    ftm = pytest.importorskip(
        "followthemoney", reason="FOLLOWTHEMONEY IS MISSING: the table is not checked; pip install followthemoney"
    )
    for name, properties in SCHEMATA.items():
        schema = ftm.model.get(name)
        assert set(schema.required) == REQUIRED[name]
        assert ARE.get(name, set()) <= set(schema.names)
        for key, kind in properties.items():
            found = schema.properties[key]
            assert (found.range.name if found.range else found.type.name) == kind


def test_every_country_is_one_that_the_package_knows():
    ftm = pytest.importorskip(
        "followthemoney", reason="FOLLOWTHEMONEY IS MISSING: countries are not checked; pip install followthemoney"
    )
    assert {code for code in load_countries().values() if not ftm.types.registry.country.validate(code)} == set()


def test_an_entity_is_written_once_however_many_statements_it_is_in():
    times = Counter(entity["id"] for entity in write([*list_made(), *(pick(1, id=f"more{n}") for n in range(50))]))
    assert set(times.values()) == {1}


@pytest.mark.parametrize(
    ("kind", "schema"),
    [
        ("person", "Person"),
        ("organisation", "Organization"),
        ("government", "PublicBody"),
        ("country", "PublicBody"),
        ("group", "LegalEntity"),
        ("unnamed", "LegalEntity"),
        ("place", "LegalEntity"),
        ("document", "Document"),
    ],
)
def test_a_party_has_the_schema_of_its_kind(kind, schema):
    party = Party("p9", "Halm", kind)
    (entity,) = [one for one in write([pick(1, speaker=party, speaks_for=(), chain=())]) if one["id"] == "sayso-p9"]
    assert entity["schema"] == schema
    assert "Halm" in {value for values in entity["properties"].values() for value in values}


def test_a_statement_is_a_documentation_of_its_speaker_by_the_article():
    (said,) = only(write([pick(3)], base="https://record.example"), "Documentation")
    assert said["document"] == ["sayso-t0a1b2c3d4e5f"]
    assert said["entity"] == ["sayso-p2"]
    assert said["role"] == ["deny"]
    assert said["status"] == ["corrected"]
    assert said["date"] == ["2024-03-19T06:30:00"]
    assert said["description"] == ["that the letter had arrived"]
    assert said["recordId"] == ["s3"]
    assert said["sourceUrl"][1] == "https://record.example/statements/s3"
    assert said["sourceUrl"][0].startswith("https://post.example/halm/ferry")


def test_those_through_whom_and_to_whom_it_was_said_are_named():
    (said,) = only(write([pick(5)]), "Documentation")
    assert said["namesMentioned"] == ["a deckhand", "the crew"]


def test_without_text_no_words_of_a_statement_are_written():
    written = json.dumps(write(list_made(), with_text=False), ensure_ascii=False)
    assert [words for words in WORD_SECRETS if words in written] == []
    assert ":~:" not in written


def test_an_article_is_written_with_its_data():
    (article,) = only(write([pick(1)]), "Article")
    assert article == {
        "title": ["Ferry “fit to sail” & other tales {of Halm}"],
        "fileName": ["halm.html"],
        "author": ["Imke Sandoval", "By Staff"],
        "publisher": ["The Skerry Post"],
        "keywords": ["On the Water"],
        "publishedAt": ["2024-03-19T06:30:00"],
        "language": ["eng"],
        "sourceUrl": ["https://post.example/halm/ferry?id=7&part=a#top"],
    }


@pytest.mark.parametrize("path", ["/home/imke/halm.html", "C:\\Users\\imke\\halm.html", "halm.html"])
def test_no_folder_of_anybodys_machine_is_written(path):
    (article,) = only(write([pick(1, publication=replace(SKERRY, path=path))]), "Article")
    assert article["fileName"] == ["halm.html"]


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2024", ["2024"]),
        ("2024-03", ["2024-03"]),
        ("2024-03-19", ["2024-03-19"]),
        ("2024-03-19T07:30:00", ["2024-03-19T07:30:00"]),
        ("2024-03-19T00:30:00+02:00", ["2024-03-18T22:30:00"]),
        ("2024-03-19T07:30:00.5Z", ["2024-03-19T07:30:00"]),
        ("2024-13-45", None),
        ("0000-01-01", None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_a_date_is_as_precise_as_known_and_in_utc_where_it_has_a_time(published, expected):
    (article,) = only(write([pick(1, publication=replace(SKERRY, published=published))]), "Article")
    assert article.get("publishedAt") == expected


def test_a_title_is_a_position_of_a_person():
    people = only(write([pick(1, roles=("harbour master",)), pick(1, id="x", roles=("pilot",))]), "Person")
    assert [person["position"] for person in people] == [["harbour master", "pilot"]]


def test_speaking_for_somebody_is_a_representation_with_its_first_and_last_date():
    later = replace(SKERRY, published="2025-01-02")
    entities = write([pick(1), pick(1, id="x", publication=later)])
    (link,) = only(entities, "Representation")
    assert (link["agent"], link["client"], link["role"]) == (["sayso-p1"], ["sayso-p2"], ["speaks for"])
    assert link["date"] == ["2024-03-19T06:30:00", "2025-01-02"]
    assert (link["recordId"], link["proof"]) == (["s1"], ["sayso-t0a1b2c3d4e5f"])


def test_nobody_represents_a_document():
    entities = write([pick(1, speaks_for=(REPORT,))])
    assert only(entities, "Representation") == []
    (link,) = only(entities, "UnknownLink")
    assert (link["subject"], link["object"], link["role"]) == (["sayso-p1"], ["sayso-p20"], ["speaks for"])


def test_quoting_and_addressing_are_links_of_no_known_kind():
    links = only(write([pick(5, chain=(DECKHAND, BUREAU), addressee=CREW)]), "UnknownLink")
    assert {(link["subject"][0], link["role"][0], link["object"][0]) for link in links} == {
        ("sayso-p4", "quotes", "sayso-p2"),
        ("sayso-p2", "speaks to", "sayso-p5"),
    }


def test_nobody_is_linked_to_themselves():
    assert only(write([pick(1, speaks_for=(BRAM,), addressee=BRAM)]), "Representation", "UnknownLink") == []


@pytest.mark.parametrize("left_out", [pick(7), pick(8), pick(9), pick(1, status="rejected"), pick(10)])
def test_what_nobody_is_known_to_have_said_and_what_was_rejected_is_left_out(left_out):
    assert write([left_out]) == []


@pytest.mark.parametrize(("country", "expected"), [("IRQ", ["iq"]), ("XKX", ["xk"]), ("HLM", None), (None, None)])
def test_a_country_has_two_small_letters(country, expected):
    (person,) = only(write([pick(1, speaker=replace(BRAM, country=country), speaks_for=())]), "Person")
    assert person.get("country") == expected


def test_a_value_is_no_longer_than_the_schema_takes():
    long = replace(POST, name=HUGE)
    (body,) = only(write([pick(14, speaker=long, chain=(long,))]), "Organization")
    (said,) = only(write([pick(14, speaker=long, chain=(long,))]), "Documentation")
    assert len(body["name"][0]) == 384
    assert len(said["description"][0]) == 65_000


def test_the_same_statements_make_the_same_lines():
    assert write(list_made()) == write(list_made())
