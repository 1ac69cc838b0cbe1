import json

import pytest

from sayso.data import Entity, KnownEntity, Mention, People, Reading
from sayso.errors import GoldError
from sayso.evaluate import score_readings
from sayso.evaluate.cross import Incident, count_pairs, find_bearers, read_incidents
from sayso.evaluate.labels import LabelledArticle, LabelledEntity, Labels
from sayso.evaluate.report import digest_gold
from sayso.evaluate.scores import Count
from tests.evaluate.made import make_reading

ONE = "Orla Fenn left Lisk. She said so."
OTHER = "Ms Fenn was seen in Lisk, the harbour office said."
INCIDENT = Incident("f1", ((("f1a", "e1"), ("f1b", "e2")), (("f1a", "e2"), ("f1b", "e1"))))


def labelled(name, text, *entities):
    return LabelledArticle(f"{name}.txt", text, Labels(name, (), tuple(LabelledEntity(*entity) for entity in entities)))


GOLD = [
    labelled("f1a", ONE, ("e1", ("Orla Fenn", "She")), ("e2", ("Lisk",))),
    labelled("f1b", OTHER, ("e1", ("Lisk",)), ("e2", ("Fenn", "Ms Fenn")), ("e3", ("the harbour office",))),
]


def entity(id, text, words, form="name"):
    at = text.index(words)
    return Entity(id, words, "person", mentions=(Mention(at, at + len(words), words, form),))


READINGS = {
    "f1a.txt": make_reading("f1a.txt", ONE, [], [entity("e7", ONE, "Orla Fenn"), entity("e8", ONE, "Lisk")]),
    "f1b.txt": make_reading(
        "f1b.txt",
        OTHER,
        [],
        [entity("e7", OTHER, "Lisk"), entity("e8", OTHER, "Ms Fenn"), entity("e9", OTHER, "office")],
    ),
}
A, B = (reading.article.id for reading in READINGS.values())
FENN, LISK = ((A, "e7"), (B, "e8")), ((A, "e8"), (B, "e7"))


def known(*members):
    return tuple(KnownEntity(f"k{n}", "?", "person", members=joined) for n, joined in enumerate(members))


def count(*members, readings=READINGS):
    return count_pairs(INCIDENT, GOLD, find_bearers(readings, known(*members)))


def test_entities_of_two_reports_in_one_known_entity_are_put_together():
    assert count(FENN, LISK) == Count(2, 2, 2)


def test_entities_kept_apart_are_missed():
    assert count(FENN) == Count(1, 2, 1)


def test_two_who_are_not_one_are_put_together_wrongly():
    assert count(((A, "e7"), (B, "e7"))) == Count(0, 2, 1)


def test_everything_in_one_is_right_twice_and_wrong_twice():
    assert count(FENN + LISK) == Count(2, 2, 4)


def test_a_pronoun_bears_no_name():
    she = make_reading("f1a.txt", ONE, [], [entity("e7", ONE, "She", form="pronoun")])
    assert count(FENN, readings=READINGS | {"f1a.txt": she}).given == 0


def test_names_are_compared_whole_but_for_case_articles_and_possessives():
    bearers = find_bearers(READINGS, known(FENN, ((B, "e9"),)))
    assert set(bearers) == {("f1a.txt", "orla fenn"), ("f1b.txt", "ms fenn"), ("f1b.txt", "office")}


@pytest.mark.parametrize(("report", "told"), [("f1a.txt", True), ("f11a.txt", False), ("f1.txt", False)])
def test_the_reports_of_an_incident_are_known_by_a_letter_after_its_name(report, told):
    assert INCIDENT.told_by(report) is told


def write_gold(folder):
    """Write the two reports, a third of another incident, and what is the same across the two."""
    for name in ("text", "labels", "cross"):
        (folder / name).mkdir()
    for article in [*GOLD, labelled("g1a", ONE)]:
        entities = [{"id": e.id, "names": e.names} for e in article.labels.entities]
        labels = {"article": article.labels.article, "attributions": [], "entities": entities}
        (folder / "text" / article.name).write_text(article.text, encoding="utf8")
        (folder / "labels" / f"{article.labels.article}.json").write_text(json.dumps(labels), encoding="utf8")
    cross = {"incident": "f1", "same_entity": INCIDENT.same_entity, "disputes": []}
    (folder / "cross" / "f1.json").write_text(json.dumps(cross), encoding="utf8")
    return folder


def score(folder, link):
    readings = [make_reading("g1a.txt", ONE, []), *reversed(READINGS.values())]
    return {score.measure: score for score in score_readings(folder, readings, link=link).scores}


def test_our_gold_is_scored_across_reports_where_it_says_what_is_the_same(tmp_path):
    scored = score(write_gold(tmp_path), lambda readings: People(known(FENN)))["cross.same_entity"]
    assert (scored.precision, scored.recall, scored.cases) == (100.0, 50.0, 2)


def test_only_the_reports_of_incidents_are_linked_in_the_order_of_their_names(tmp_path):
    linked: list[Reading] = []

    def link(readings):
        linked.extend(readings)
        return People()

    score(write_gold(tmp_path), link)
    assert linked == list(READINGS.values())


def test_gold_of_single_reports_has_no_such_measure(tmp_path):
    folder = write_gold(tmp_path)
    (folder / "cross" / "f1.json").unlink()
    assert "cross.same_entity" not in score(folder, None)


def test_the_digest_changes_with_what_is_the_same(tmp_path):
    before = digest_gold(write_gold(tmp_path))
    (tmp_path / "cross" / "f1.json").write_text("{}", encoding="utf8")
    assert digest_gold(tmp_path) != before


def test_a_damaged_file_is_refused_by_name(tmp_path):
    (write_gold(tmp_path) / "cross" / "f1.json").write_text("{}", encoding="utf8")
    with pytest.raises(GoldError, match=r"f1\.json: not what is the same"):
        read_incidents(tmp_path)
