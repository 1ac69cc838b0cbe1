import io
import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from lxml import html

from sayso.show.export import write_statements
from sayso.show.export.options import Options
from tests.show.export.made import list_made

ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "motivation", "body", "target"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string", "format": "uri", "minLength": 1},
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["describing", "commenting", "tagging", "identifying", "linking"]},
        "body": {
            "type": "array",
            "minItems": 4,
            "items": {
                "type": "object",
                "required": ["type", "purpose", "value"],
                "additionalProperties": False,
                "properties": {
                    "type": {"const": "TextualBody"},
                    "purpose": {"enum": ["commenting", "tagging"]},
                    "value": {"type": "string", "minLength": 1},
                    "format": {"const": "text/plain"},
                    "language": {"type": "string"},
                },
            },
        },
        "target": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["type", "source"],
                "additionalProperties": False,
                "properties": {
                    "type": {"const": "SpecificResource"},
                    "source": {"type": "string", "pattern": "^(https?://|urn:)[!-~]+$"},
                    "selector": {"type": "array", "items": {"$ref": "#/$defs/selector"}},
                },
            },
        },
    },
}
POSITION = {
    "type": "object",
    "required": ["type", "start", "end"],
    "additionalProperties": False,
    "properties": {
        "type": {"const": "TextPositionSelector"},
        "start": {"type": "integer", "minimum": 0},
        "end": {"type": "integer", "minimum": 0},
    },
}
QUOTE = {
    "type": "object",
    "required": ["type", "exact"],
    "additionalProperties": False,
    "properties": {
        "type": {"const": "TextQuoteSelector"},
        "exact": {"type": "string"},
        "prefix": {"type": "string"},
        "suffix": {"type": "string"},
    },
}
COLLECTION = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$defs": {"selector": {"oneOf": [POSITION, QUOTE]}, "annotation": ANNOTATION},
    "type": "object",
    "required": ["@context", "id", "type", "first"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "type": {"const": "AnnotationCollection"},
        "first": {
            "type": "object",
            "required": ["id", "type", "items"],
            "properties": {
                "type": {"const": "AnnotationPage"},
                "startIndex": {"type": "integer"},
                "items": {"type": "array", "items": {"$ref": "#/$defs/annotation"}},
            },
        },
    },
}


def write(format, statements=None, **options):
    out = io.BytesIO()
    write_statements(list_made() if statements is None else statements, out, format=format, options=Options(**options))
    return out.getvalue()


def read_page() -> Any:
    return html.fromstring(write("html").decode())


def list_nodes(**options):
    return json.loads(write("jsonld", **options))["@graph"]


@pytest.mark.parametrize("options", [{}, {"with_text": False}, {"base": "https://record.example"}])
def test_the_annotations_are_as_the_w3c_describes_them(options):
    document = json.loads(write("webannotation", **options))
    jsonschema.Draft202012Validator(COLLECTION).validate(document)
    assert len(document["first"]["items"]) == len(list_made())


def test_each_piece_of_a_statement_is_a_target_with_its_place_and_its_words():
    annotation = json.loads(write("webannotation"))["first"]["items"][1]
    assert [target["selector"] for target in annotation["target"]] == [
        [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {"type": "TextQuoteSelector", "exact": span.exact, "prefix": span.prefix, "suffix": span.suffix},
        ]
        for span in list_made()[1].attribution.content.spans
    ]


def test_an_article_off_the_web_is_annotated_by_its_urn():
    annotation = json.loads(write("webannotation"))["first"]["items"][7]
    assert annotation["target"][0]["source"] == "urn:sayso:t111111111111"


def test_a_quotation_is_direct_and_a_claim_is_not():
    kinds = {node["identifier"]: node["@type"] for node in list_nodes() if "creativeWorkStatus" in node}
    assert kinds["s2"] == "Quotation"
    assert {kinds[name] for name in ("s1", "s3", "s4", "s5", "s7", "s8", "s9")} == {"Claim"}
    assert kinds["s6"] == "CreativeWork"


def test_a_party_and_an_article_are_described_once_before_they_are_named():
    met = set()
    for node in list_nodes():
        assert node["@id"] not in met
        met.add(node["@id"])
        named = [node.get(key) for key in ("creator", "spokenByCharacter", "appearance")]
        assert {reference["@id"] for reference in named if reference} <= met


def test_who_denies_a_claim_is_not_its_creator():
    denied = next(node for node in list_nodes() if node["@id"] == "urn:sayso:s3")
    assert "creator" not in denied
    assert denied["mentions"] == [{"@id": "urn:sayso:p2"}]
    assert denied["description"] == "Coast Bureau: deny · indirect"


@pytest.mark.parametrize("change", [{"status": "rejected"}, {"negated": True}])
def test_words_that_nobody_is_held_to_have_said_have_no_creator(change):
    plain = list_made()[1]
    said = replace(plain.attribution, negated=change.get("negated", False))
    changed = replace(plain, attribution=said, status=change.get("status", "machine"))
    node = json.loads(write("jsonld", [changed]))["@graph"][-1]
    assert node["@type"] == "Quotation"
    assert not {"creator", "spokenByCharacter", "sourceOrganization"} & set(node)
    assert {"@id": "urn:sayso:p1"} in node["mentions"]


def test_no_verdict_is_passed():
    content = write("jsonld").lower()
    assert b"claimreview" not in content
    assert b"rating" not in content


def test_the_page_is_well_formed_and_asks_for_nothing():
    page = read_page()
    assert len(page.findall(".//section")) == len(list_made())
    assert page.xpath("//script|//img|//link|//iframe|//@onerror") == []
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv]/@content")[0]


def test_what_is_hostile_is_shown_as_text():
    page = read_page()
    shown = page.get_element_by_id("s-s12").text_content()
    assert "</script><script>alert('x')</script>" in shown
    assert "\u202e" not in shown
    assert [address for address in page.xpath("//@href") if not address.startswith(("https://", "#"))] == []


def test_the_page_shows_words_in_context_and_who_said_them_to_whom():
    shown = read_page().get_element_by_id("s-s2")
    assert shown.xpath(".//span[@class='words']/text()")[1] == "“and whoever says otherwise was not aboard.”"
    text = shown.text_content()
    assert "Bram Oduya, harbour master of Halm, for Coast Bureau and The Skerry Post" in text
    assert "to The Skerry Post" in text
    assert "say · direct · 98% · machine" in text


def test_the_page_has_the_looks_of_the_others_and_prints():
    page = write("html").decode()
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
