"""Readings with decisions on them -> a folder of gold, and what scoring makes of it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.collect import collect_articles
from sayso.data import Article, Entity, Role
from sayso.errors import SettingError
from sayso.evaluate import score_readings
from sayso.evaluate.labels import read_labels
from sayso.settings import Settings
from sayso.show.export.gold import MARK, write_gold
from tests.show.readings import attribute, make_article, mention, read_by_hand, wrap_article

ARTICLE = make_article(
    ("title", "Ferry held at Halm 🚢"),
    ("paragraph", "Imke Rask, harbour master of Halm, said that the pump was new. She denied a leak."),
    ("paragraph", "A deckhand said the Coast Bureau had told him that the hull was sound."),
    ("paragraph", "We saw rust on the keel. The owners did not reply. It was said twice."),
    ("paragraph", "The ferry lies at the quay."),
    path="pages/halm.html", publisher="The Skerry Post", published="2024-03-19T07:30:00+01:00", title="Ferry held",
    url="https://post.example/halm", byline=("Oda Finn",),
)  # fmt: skip
TEXT = ARTICLE.text
PUMP = attribute(TEXT, "a1", "that the pump was new", source="Imke Rask, harbour master of Halm", cue="said",
                 entity="e1")  # fmt: skip
LEAK = attribute(TEXT, "a2", "a leak", source="She", cue="denied", entity="e1", act="deny")
HULL = attribute(TEXT, "a3", "the Coast Bureau had told him that the hull was sound", source="A deckhand",
                 cue=("said", 2), entity="e2")  # fmt: skip
SOUND = attribute(TEXT, "a4", "that the hull was sound", source="the Coast Bureau", cue="had told", entity="e3",
                  nested_in="a3")  # fmt: skip
RUST = attribute(TEXT, "a5", "rust on the keel", source="We", cue="saw", entity="writer")
REPLY = attribute(TEXT, "a6", source="The owners", cue="did not reply", entity="e4", act="decline")
TWICE = attribute(TEXT, "a7", "It was said twice")
ALL = (PUMP, LEAK, HULL, SOUND, RUST, REPLY, TWICE)
ENTITIES = (
    Entity("e1", "Imke Rask", "person", ("Rask",), roles=(Role("harbour master", "e5"),), speaks_for=("e5",),
           mentions=mention(TEXT, "Imke Rask") + mention(TEXT, "She", form="pronoun")),
    Entity("e2", "A deckhand", "unnamed", mentions=mention(TEXT, "A deckhand", form="nominal")),
    Entity("e3", "Coast Bureau", "government", roles=(Role("regulator"),), mentions=mention(TEXT, "the Coast Bureau")),
    Entity("e4", "the owners", "group", mentions=mention(TEXT, "The owners", form="nominal")),
    Entity("e5", "Halm", "place", mentions=(*mention(TEXT, ("Halm", 2)), *mention(TEXT, "the quay", form="nominal"))),
)  # fmt: skip


def decide(default="confirmed", entities=ENTITIES, **statuses):
    """Read the article; statements have the status `default` where they are not named."""
    told = (replace(attribution, status=statuses.get(attribution.id, default)) for attribution in ALL)
    return read_by_hand(ARTICLE, *told, entities=entities)


def write(tmp_path, *readings):
    write_gold(readings, tmp_path / "gold")
    return tmp_path / "gold"


def label(tmp_path, reading):
    (article,) = read_labels(write(tmp_path, reading))
    return article.labels


def read_again(*ids):
    """Give the machine's reading of the exported text, of the statements named."""
    told = tuple(attribution for attribution in ALL if attribution.id in ids)
    return replace(decide("machine"), article=replace(ARTICLE, path=f"text/{ARTICLE.id}.txt"), attributions=told)


def score(tmp_path, reading, found):
    return {score.measure: score for score in score_readings(write(tmp_path, reading), [found]).scores}


EVERYTHING = ("a1", "a2", "a3", "a4", "a5", "a6", "a7")


def test_what_a_person_decided_is_right_in_everything_when_it_is_read_so_again(tmp_path):
    scores = score(tmp_path, decide(a2="corrected"), read_again(*EVERYTHING))
    assert scores["attribution"].cases == 6
    assert {name: score.value for name, score in scores.items() if score.value != 100} == {}


def test_a_rejected_statement_that_is_read_again_costs_precision_and_is_not_missed_where_it_is_not(tmp_path):
    reading = decide(a7="rejected")
    again = score(tmp_path, reading, read_again(*EVERYTHING))["attribution"]
    assert (again.precision, again.recall) == (83.3, 100)
    without = score(tmp_path, reading, read_again(*EVERYTHING[:-1]))["attribution"]
    assert (without.precision, without.recall) == (100, 100)


@pytest.mark.parametrize("found", [EVERYTHING, ("a1", "a2")], ids=["read again", "not read"])
def test_what_nobody_has_looked_at_changes_no_number(found, tmp_path):
    reading = decide("machine", a1="confirmed", a2="corrected")
    scores = score(tmp_path, reading, read_again(*found))
    assert (scores["attribution"].cases, scores["attribution"].value, scores["exact.whole"].value) == (2, 100, 100)
    assert (scores["nested"].cases, scores["roles"].value, scores["speaks_for"].value) == (0, 100, 100)


def test_what_is_found_anew_counts_only_where_somebody_has_looked(tmp_path):
    reading = decide("machine", a1="confirmed", a2="rejected")
    elsewhere = attribute(TEXT, "b1", "The ferry lies at the quay", entity="writer")
    here = attribute(TEXT, "b2", "said that the pump", entity="writer")
    found = read_again("a1")
    for more, precision in ((elsewhere, 100), (here, 50)):
        again = replace(found, attributions=(*found.attributions, more))
        assert score(tmp_path, reading, again)["attribution"].precision == precision


def test_a_rejected_statement_counts_against_among_those_that_nobody_has_looked_at(tmp_path):
    reading = decide("machine", a1="confirmed", a4="rejected")
    assert score(tmp_path, reading, read_again("a1", "a3", "a4"))["attribution"].precision == 50
    assert score(tmp_path, reading, read_again("a1", "a3"))["attribution"].precision == 100


def test_confirmed_and_corrected_are_asked_for_undecided_are_not_and_rejected_are_not_labelled(tmp_path):
    labels = label(tmp_path, decide("machine", a1="confirmed", a2="corrected", a3="rejected"))
    assert {one.id: one.agreed for one in labels.attributions} == {
        "a1": True, "a2": True, "a4": False, "a5": False, "a7": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("id", "form", "speaker"),
    [
        ("a1", "name", ("Imke Rask", "Rask")),
        ("a2", "pronoun", ("Imke Rask", "Rask")),
        ("a3", "nominal", ("A deckhand",)),
        ("a5", "pronoun", ("writer",)),
        ("a7", "none", ()),
    ],
)
def test_a_label_names_the_speaker_by_every_name_and_the_form_of_the_words(id, form, speaker, tmp_path):
    (found,) = [one for one in label(tmp_path, decide()).attributions if one.id == id]
    assert (found.form, found.speaker, found.speaker_may_be_null) == (form, speaker, not speaker)


def test_a_name_of_somebody_else_does_not_make_a_description_a_name(tmp_path):
    rask = replace(ENTITIES[0], mentions=mention(TEXT, "harbour master of Halm", form="nominal"))
    (found,) = [one for one in label(tmp_path, decide(entities=(rask, *ENTITIES[1:]))).attributions if one.id == "a1"]
    assert found.form == "nominal"


@pytest.mark.parametrize(
    ("outer", "parents", "agreed"),
    [("confirmed", {"a3"}, True), ("machine", {"a3"}, False), ("rejected", set(), False)],
)
def test_where_a_statement_stands_is_asked_for_if_the_one_around_it_was_accepted(outer, parents, agreed, tmp_path):
    (found,) = [one for one in label(tmp_path, decide(a3=outer)).attributions if one.id == "a4"]
    assert (found.nested_in, found.nested_agreed) == (parents, agreed)


def test_entities_are_those_who_speak_in_what_was_accepted_and_those_decided_on(tmp_path):
    owners = replace(ENTITIES[3], status="confirmed")
    reading = decide("machine", a1="confirmed", entities=(*ENTITIES[:3], owners, ENTITIES[4]))
    labels = label(tmp_path, reading)
    assert [entity.id for entity in labels.entities] == ["e1", "e4"]
    assert labels.entities[0].roles[0].of == labels.entities[0].speaks_for[0] == ("Halm", "the quay")


def test_a_rejected_entity_is_nobodys_name_and_no_body(tmp_path):
    halm = replace(ENTITIES[4], status="rejected")
    (rask, *_) = label(tmp_path, decide(entities=(*ENTITIES[:4], halm))).entities
    assert (rask.roles[0].of, rask.speaks_for) == ((), ())


def test_of_a_complete_article_only_a_statement_without_content_stays_open(tmp_path):
    unmarked = label(tmp_path, decide(a7="rejected")).unmarked
    assert [TEXT[start:end] for start, end in unmarked] == ["The owners", "did not reply"]


def test_elsewhere_all_is_open_but_the_words_decided_on_and_the_paragraphs_in_which_all_was_decided(tmp_path):
    unmarked = label(tmp_path, decide("machine", a1="confirmed", a2="rejected", a4="confirmed")).unmarked
    assert [TEXT[start:end].strip() for start, end in unmarked] == [
        "Ferry held at Halm 🚢",
        "A deckhand said",
        "him",
        ".\n\nWe saw rust on the keel. The owners did not reply. It was said twice.\n\nThe ferry lies at the quay.",
    ]


def test_an_article_without_blocks_is_open_but_for_the_words_decided_on(tmp_path):
    reading = replace(decide("machine", a1="confirmed"), article=replace(ARTICLE, blocks=()))
    told = "".join(TEXT[start:end] for start, end in label(tmp_path, reading).unmarked)
    assert "She denied a leak." in told
    assert "that the pump was new" not in told


def test_the_articles_are_read_again_with_their_exact_text_and_what_is_known_of_them(tmp_path):
    text = "Ferry held\r\n\r\nImke Rask said 🚢 it\u2028was\tnew.\n\n"
    said = replace(attribute(text, "a1", "it\u2028was\tnew", source="Imke Rask", cue="said"), status="confirmed")
    fields = {name: getattr(ARTICLE, name) for name in ("publisher", "published", "title", "url", "byline")}
    folder = write(tmp_path, read_by_hand(wrap_article(text, **fields), said))
    (article,) = collect_articles([folder / "articles.jsonl"], settings=Settings())
    assert isinstance(article, Article)
    assert article.text == text
    assert {name: getattr(article, name) for name in fields} == fields


def test_articles_on_which_nobody_has_decided_are_passed_over(tmp_path):
    assert write_gold([decide("machine"), decide()], tmp_path / "gold") == 1
    assert write_gold([decide("machine")], tmp_path / "other") == 0


def test_the_folder_says_what_it_is_and_from_what_it_was_made(tmp_path):
    folder = write(tmp_path, decide(a2="corrected", a7="rejected", a5="machine"))
    told = json.loads((folder / MARK).read_text("utf-8"))
    assert told["statements"] == {"confirmed": 4, "corrected": 1, "machine": 1, "rejected": 1}
    page = (folder / "README.md").read_text("utf-8")
    assert "4 were confirmed" in page
    assert "sayso eval FOLDER" in page
    assert "make train RECORD=FOLDER" in page


def test_a_later_export_takes_the_place_of_an_earlier_one(tmp_path):
    text = "Oda Finn said so."
    other = read_by_hand(wrap_article(text), replace(attribute(text, "a1", "so"), status="confirmed"))
    write(tmp_path, other)
    folder = write(tmp_path, decide())
    assert [path.stem for path in (folder / "labels").iterdir()] == [ARTICLE.id]
    assert [path.name for path in tmp_path.iterdir()] == ["gold"]


@pytest.mark.parametrize("name", ["notes.txt", MARK, "labels"])
def test_a_folder_with_something_else_in_it_is_left_alone(name, tmp_path):
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / name).write_text('{"schema": "another"}', "utf-8")
    with pytest.raises(SettingError, match="holds something else"):
        write(tmp_path, decide())
    assert [path.name for path in (tmp_path / "gold").iterdir()] == [name]


def test_a_file_is_no_folder_and_a_folder_must_stand_in_one_that_is_there(tmp_path):
    (tmp_path / "gold").write_text("", "utf-8")
    with pytest.raises(SettingError, match="is a file"):
        write(tmp_path, decide())
    with pytest.raises(SettingError, match="there is no folder"):
        write_gold([], tmp_path / "no" / "gold")


def test_an_empty_folder_is_filled(tmp_path):
    (tmp_path / "gold").mkdir()
    assert (write(tmp_path, decide()) / MARK).is_file()


def test_a_fault_on_the_way_leaves_what_was_there(tmp_path):
    folder = write(tmp_path, decide())

    def readings():
        yield decide("machine", a1="rejected")
        raise SettingError("a fault")

    with pytest.raises(SettingError, match="a fault"):
        write_gold(readings(), folder)
    (article,) = read_labels(folder)
    assert len(article.labels.attributions) == 6
    assert [path.name for path in tmp_path.iterdir()] == ["gold"]


def test_where_the_new_folder_cannot_take_its_place_the_old_one_comes_back(tmp_path, monkeypatch):
    folder = write(tmp_path, decide())
    rename = Path.rename

    def fail(path, target):
        if path.name == "new":
            raise PermissionError(13, "denied", str(target))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(PermissionError):
        write(tmp_path, decide(a1="rejected"))
    (article,) = read_labels(folder)
    assert len(article.labels.attributions) == 6
