"""What is printed as JSON is the contract: every field there, every value allowed, and it comes back the same."""

import json
from dataclasses import replace

import jsonschema
import msgspec
import pytest

from sayso.show.contract import decode_reading, encode_reading, make_schema
from tests.show.events.made import read_orsk
from tests.show.readings import read_by_hand, read_pass, read_quay, wrap_article

FIELDS = {
    "": "schema sayso_version article attributions entities provenance events disputes questions",
    "article": "id path url publisher series title byline published language sha256 text blocks",
    "attributions": "id manner act negated source cue content addressee nested_in on_whose_word confidence status",
    "entities": "id name kind aliases country sector roles backed_by speaks_for speaks_for_spans mentions status",
}


def encode(reading):
    return json.loads(encode_reading(reading))


@pytest.mark.parametrize("part", FIELDS)
def test_every_field_of_the_contract_is_there_in_its_order(part):
    found = encode(read_quay())
    thing = found[part] if part else found
    assert list(thing[0] if isinstance(thing, list) else thing) == FIELDS[part].split()


def test_what_later_steps_will_find_is_an_empty_list_until_then():
    found = encode(read_quay())
    assert [found[name] for name in ("events", "disputes", "questions")] == [[], [], []]


def test_every_field_of_an_event_is_there_in_its_order():
    first = encode(read_orsk())["events"][0]
    names = (
        "id event_type modes trigger actor recipient date place size status on_whose_word statuses historical answers"
    )
    assert list(first) == f"{names} confidence mentions accounts decision".split()
    assert list(first["date"]) == ["value", "precision", "phrase", "spans", "basis"]
    assert list(first["place"]) == ["name", "geonames", "spans", "kind", "country", "latitude", "longitude"]
    assert list(first["size"]["dead"]) == ["value", "bound", "spans", "unit"]
    assert list(first["accounts"][0]) == ["field", "value", "on_whose_word", "attribution", "spans"]


@pytest.mark.parametrize("read", [read_quay, read_pass, read_orsk])
def test_a_reading_keeps_to_the_schema(read):
    jsonschema.validate(encode(read()), make_schema(), jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["attributions", 0, "manner"], "loud"),
        (["attributions", 0, "confidence"], 1.5),
        (["article", "blocks", 0, "start"], -1),
        (["schema"], "sayso/2/reading"),
    ],
)
def test_the_schema_refuses_what_the_contract_does_not_know(path, value):
    found = encode(read_quay())
    inner = found
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(found, make_schema(), jsonschema.Draft202012Validator)


@pytest.mark.parametrize("name", ["nested_in", "negated", "source", "status"])
def test_the_schema_asks_for_every_field(name):
    found = encode(read_quay())
    del found["attributions"][0][name]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(found, make_schema(), jsonschema.Draft202012Validator)


def test_everything_in_the_schema_says_what_it_is():
    assert all(definition.get("description") for definition in make_schema()["$defs"].values())


@pytest.mark.parametrize("read", [read_quay, read_pass, read_orsk])
def test_a_reading_comes_back_from_its_json_as_it_was(read):
    assert decode_reading(encode_reading(read())) == read()


def test_what_is_told_of_an_entity_is_written_with_its_words():
    vard, guard, *_ = encode(read_pass())["entities"]
    words = [span["exact"] for span in vard["roles"][0]["spans"]]
    assert words == [span["exact"] for span in vard["speaks_for_spans"]["e2"]] == ["a spokeswoman for the Pass Guard"]
    assert (vard["roles"][0]["of"], vard["roles"][0]["current"], vard["speaks_for"]) == ("e2", True, ["e2"])
    assert (guard["country"], guard["sector"], guard["backed_by"][0]["entity"]) == ("ORV", "PRM", "e9")


@pytest.mark.parametrize("part", ["attributions", "entities"])
def test_what_nobody_has_looked_at_is_the_machines(part):
    assert {thing["status"] for thing in encode(read_quay())[part]} == {"machine"}


@pytest.mark.parametrize("status", ["confirmed", "corrected", "rejected"])
@pytest.mark.parametrize("part", ["attributions", "entities"])
def test_on_whose_decision_something_stands_is_written_and_read(part, status):
    reading = read_quay()
    first, *rest = getattr(reading, part)
    decided = replace(reading, **{part: (replace(first, status=status), *rest)})
    assert [thing["status"] for thing in encode(decided)[part]] == [status] + ["machine"] * len(rest)
    jsonschema.validate(encode(decided), make_schema(), jsonschema.Draft202012Validator)
    assert decode_reading(encode_reading(decided)) == decided


@pytest.mark.parametrize("part", ["attributions", "entities"])
def test_a_reading_of_before_there_were_decisions_is_the_machines(part):
    found = encode(read_quay())
    for thing in found[part]:
        del thing["status"]
    assert decode_reading(json.dumps(found)) == read_quay()


@pytest.mark.parametrize("part", ["attributions", "entities"])
def test_a_decision_that_there_is_not_is_refused(part):
    found = encode(read_quay())
    found[part][0]["status"] = "perhaps"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(found, make_schema(), jsonschema.Draft202012Validator)
    with pytest.raises(msgspec.ValidationError):
        decode_reading(json.dumps(found))


def test_an_entity_of_an_earlier_reading_without_roles_is_still_read():
    found = encode(read_pass())
    for name in ("country", "sector", "roles", "backed_by", "speaks_for", "speaks_for_spans"):
        del found["entities"][0][name]
    assert decode_reading(json.dumps(found)).entities[0].speaks_for == ()


@pytest.mark.parametrize("name", ["Role", "Entity", "Source", "Candidate"])
def test_the_schema_says_what_is_meant_where_a_name_leaves_doubt(name):
    plain = {"kind", "spans", "roles", "backed_by", "mentions"}
    properties = make_schema()["$defs"][name]["properties"]
    assert [field for field, told in properties.items() if field not in plain and "description" not in told] == []


def test_a_reading_is_one_line_whatever_its_text_holds():
    reading = read_by_hand(wrap_article("one\ntwo\r\n\u2028three\x00"))
    assert b"\n" not in encode_reading(reading)


def test_every_span_holds_its_words():
    found = encode(read_quay())
    text = found["article"]["text"]
    for attribution in found["attributions"]:
        for span in attribution["content"]["spans"]:
            assert text[span["start"] : span["end"]] == span["exact"]
            assert text[: span["start"]].endswith(span["prefix"])
            assert text[span["end"] :].startswith(span["suffix"])


def test_a_path_that_is_no_utf_8_can_still_be_written():
    reading = read_quay()
    reading = replace(reading, article=replace(reading.article, path="caf\udce9.txt"))
    assert encode(reading)["article"]["path"] == "caf?.txt"


@pytest.mark.parametrize("line", ["", "{}", "[1]", '{"schema": "sayso/1/reading"}'])
def test_a_line_that_is_no_reading_is_refused(line):
    with pytest.raises(msgspec.DecodeError):
        decode_reading(line)
