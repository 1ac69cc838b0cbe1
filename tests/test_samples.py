"""The reports that ship, and the sample that quality is measured on: they are there, and their labels fit them."""

import json
import re
from typing import get_args

import msgspec
import pytest

from evaluation.label import (
    SAMPLE,
    AlsoEvent,
    Attribution,
    Event,
    LabelError,
    Nth,
    Report,
    compile_report,
    compile_sample,
    find_words,
)
from evaluation.label import Entity as LabelledThing
from sayso.collect import collect_articles
from sayso.data import Act, Article, Manner
from sayso.samples import sample_list, sample_paths
from sayso.settings import Settings

TEXTS = sorted((SAMPLE / "text").glob("*.txt"))
NAMES = [path.stem for path in TEXTS]
SAID = "The mayor said that the clerk had told him that the well was dry. The clerk said so."


def read(path):
    return path.read_bytes().decode("utf-8")


def read_labels(name):
    return json.loads(read(SAMPLE / "labels" / f"{name}.json"))


def collect(*paths):
    found = collect_articles(paths, settings=Settings())
    return [article for article in found if isinstance(article, Article)]


def label(**changes):
    given = {"id": "a1", "source": "The mayor", "entity": "e1", "cue": "said", "manner": "indirect", "act": "say"}
    content = ("that the clerk had told him that the well was dry",)
    return Attribution(**{**given, "content": content, **changes})


def report(*attributions, events=()):
    people = (LabelledThing("e1", "The mayor", "person"), LabelledThing("e2", "the clerk", "person", ("The clerk",)))
    return Report("well", "2024-01-01", people[: 1 + bool(events)], attributions, events)


def event(**changes):
    given = {"id": "v1", "trigger": "told", "type": "CONSULT", "status": "claimed", "actor": ("e2",)}
    return Event(**{**given, "on_word_of": ("e1",), **changes})


def test_three_publishers_tell_the_bundled_incident():
    assert len({article.publisher for article in collect(sample_list())}) == 3


def test_the_bundled_list_names_the_bundled_reports_in_order():
    listed = [json.loads(line)["path"] for line in read(sample_list()).splitlines()]
    assert [sample_list().parent / path for path in listed] == list(sample_paths())


def test_the_bundled_list_gives_each_report_its_own_title():
    titles = [json.loads(line)["title"] for line in read(sample_list()).splitlines()]
    assert [article.title for article in collect(*sample_paths())] == titles


@pytest.mark.parametrize("path", sample_paths(), ids=lambda path: path.stem)
def test_a_bundled_report_is_of_the_length_of_a_news_report(path):
    (article,) = collect(path)
    assert 250 <= len(article.text.split()) <= 450


def test_the_programme_page_shows_every_kind_of_block_that_such_a_page_has():
    (page,) = collect(sample_paths()[1])
    assert {"series", "title", "standfirst", "byline", "pull_quote", "caption"} <= {block.kind for block in page.blocks}


def test_the_programme_page_tells_the_time_and_zone_of_its_publication():
    (page,) = collect(sample_paths()[1])
    assert page.published == "2024-10-16T20:30:00+02:00"


def test_the_sample_has_at_least_fourteen_reports():
    assert len(TEXTS) >= 14


@pytest.mark.parametrize("path", TEXTS, ids=NAMES)
def test_a_report_of_the_sample_is_short(path):
    assert 120 <= len(read(path).split()) <= 350


def test_every_report_of_the_sample_has_a_source_labels_and_a_line_in_the_list():
    listed = [json.loads(line)["path"] for line in read(SAMPLE / "articles.jsonl").splitlines()]
    assert sorted(path.stem for path in (SAMPLE / "source").glob("*.json")) == NAMES
    assert sorted(path.stem for path in (SAMPLE / "labels").glob("*.json")) == NAMES
    assert listed == [f"text/{name}.txt" for name in NAMES]


@pytest.mark.parametrize(("path", "labels"), list(compile_sample(SAMPLE)), ids=NAMES)
def test_the_labels_are_what_their_source_says(path, labels):
    assert read(path) == labels, "run `python evaluation/label.py`"


@pytest.mark.parametrize("name", NAMES)
def test_the_labels_hold_the_words_of_their_source(name):
    text, labels = read(SAMPLE / "text" / f"{name}.txt"), read_labels(name)
    source = msgspec.json.decode((SAMPLE / "source" / f"{name}.json").read_bytes(), type=Report)
    for given, compiled in zip(source.attributions, labels["attributions"], strict=True):
        words = [given.source, given.cue, *given.content]
        offsets = [compiled["source"][0], compiled["cue"][0], *compiled["content"][0]]
        held = [text[slice(*offset)] if offset else None for offset in offsets]
        assert held == [word.text if isinstance(word, Nth) else word for word in words]


@pytest.mark.parametrize("name", NAMES)
def test_no_label_breaks_a_word_or_ends_in_white_space(name):
    text = read(SAMPLE / "text" / f"{name}.txt")
    for attribution in read_labels(name)["attributions"]:
        pieces = [piece for pieces in attribution["content"] for piece in pieces]
        for start, end in filter(None, [*attribution["source"], *attribution["cue"], *pieces]):
            assert text[start:end] == text[start:end].strip()
            assert not re.search(r"\w\w", text[max(start - 1, 0) : start + 1])
            assert not re.search(r"\w\w", text[end - 1 : end + 1])


def test_the_sample_holds_every_manner_and_every_act():
    attributions = [attribution for name in NAMES for attribution in read_labels(name)["attributions"]]
    assert {attribution["manner"][0] for attribution in attributions} == set(get_args(Manner))
    assert {attribution["act"][0] for attribution in attributions} == set(get_args(Act))


def test_the_sample_holds_at_least_forty_nested_attributions():
    attributions = [attribution for name in NAMES for attribution in read_labels(name)["attributions"]]
    assert sum(bool(attribution["nested_in"]) for attribution in attributions) >= 40


@pytest.mark.corpora
def test_no_sentence_of_the_sample_stands_in_the_gold(gold):
    kept = " ".join(read(path) for path in sorted((gold / "text").glob("*.txt")))
    texts = [read(path) for path in (*TEXTS, *sample_paths())]
    sentences = {sentence for text in texts for sentence in re.split(r"(?<=[.?!])\s+", text) if len(sentence) > 40}
    assert {sentence for sentence in sentences if sentence in kept} == set()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("said", (10, 14)),
        (Nth("said", 2), (76, 80)),
        ("clerk had", (24, 33)),
        ("The clerk", (66, 75)),
        ("dry. The", (61, 69)),
    ],
)
def test_words_are_found_where_they_stand(words, found):
    assert find_words(words, SAID) == found


@pytest.mark.parametrize("words", ["sai", "told her", Nth("said", 3), Nth("said", 0)])
def test_words_that_do_not_stand_there_are_a_fault(words):
    with pytest.raises(LabelError, match="times"):
        find_words(words, SAID)


def test_labels_that_fit_are_compiled():
    child = label(id="a2", source="the clerk", cue="had told", content=("that the well was dry",), nested_in="a1")
    compiled = compile_report(report(label(), child), SAID)
    assert [attribution.nested_in for attribution in compiled.attributions] == [(), ("a1",)]


def test_an_event_is_compiled_to_offsets_and_to_all_names_of_its_parties():
    others = AlsoEvent(trigger=("had told",), status=("asserted",), recipient=(("e1",),))
    (told,) = compile_report(report(label(), events=(event(date="2023-12", also=others),)), SAID).events
    assert [SAID[start:end] for start, end in told.trigger] == ["told", "had told"]
    assert told.status == ("claimed", "asserted")
    assert told.actor == ((("the clerk", "The clerk"),),)
    assert told.recipient == ((), (("The mayor",),))
    assert told.date == ("2023-12",)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"id": "a1"}, "an id is used twice"),
        ({"actor": ("e9",)}, "no entity has the id e9"),
        ({"trigger": "tell"}, "'tell' stands 0 times in the report"),
        ({"place": "Veldmar"}, "v1: 'Veldmar' is not in the report"),
        ({"date": "yesterday"}, "v1: 'yesterday' is no date"),
    ],
)
def test_an_event_that_does_not_fit_is_named(change, fault):
    with pytest.raises(LabelError, match=re.escape(fault)):
        compile_report(report(label(), events=(event(**change),)), SAID)


def test_the_sample_holds_events_of_every_standing_of_a_report_and_reports_without_any():
    events = {name: read_labels(name)["events"] for name in NAMES}
    asked = [labelled for found in events.values() for labelled in found if labelled["agreed"]]
    assert len(asked) >= 15
    assert {"asserted", "claimed", "denied", "negated", "hypothetical"} <= {one["status"][0] for one in asked}
    assert sum(not found for found in events.values()) >= 3


@pytest.mark.parametrize(
    ("attributions", "fault"),
    [
        ((label(), label()), "an id is used twice"),
        ((label(entity="e9"),), "no entity has the id e9"),
        ((label(nested_in="a7"),), "nested in 'a7', which is not there"),
        ((label(cue="told"),), "its cue stands inside its content"),
        ((label(content=("the clerk", "clerk had told")),), "the pieces of its content overlap"),
        (
            (label(), label(id="a2", source="The clerk", cue=Nth("said", 2), content=("so",), nested_in="a1")),
            "its content does not stand inside that of a1",
        ),
    ],
)
def test_labels_that_do_not_fit_are_named(attributions, fault):
    with pytest.raises(LabelError, match=re.escape(fault)):
        compile_report(report(*attributions), SAID)
