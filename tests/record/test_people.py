"""People and bodies over all articles: who says most, as what they were seen, for whom they speak, where they stand."""

import pytest

from sayso.keeping import Record
from tests.record.made import HARBOUR, INTERVIEW, LATER, NEWER, ODD, OUTLET, Said, Who, make_reading

KEPT = (HARBOUR, INTERVIEW, OUTLET, ODD, LATER)


@pytest.fixture
def record(tmp_path):
    with Record(tmp_path / "made.sayso") as record:
        for reading in KEPT:
            record.add(reading)
        yield record


def voice(name: str, body: str, n: int, current: bool | None = None):
    """Make a report of somebody who speaks for a body as its pilot."""
    return make_reading(
        f"{name}, pilot of {body}, said that buoy {n} is lit.",
        who=(
            Who(name, roles=(("pilot", body, current, "pilot"),), speaks_for={body: "pilot of"}),
            Who(body, "organisation"),
        ),
        said=(Said(f"buoy {n} is lit", name, name),), published=f"2024-02-{n:02}",
    )  # fmt: skip


# Lists


def test_who_says_most_comes_first(record):
    counts = [one.statements for one in record.people()]
    assert counts == sorted(counts, reverse=True)
    assert next(record.people()).name == "Ada Lund"


def test_of_those_who_say_as_much_the_first_met_comes_first(record):
    silent = [int(one.id[1:]) for one in record.people() if not one.statements]
    assert silent == sorted(silent)


def test_everybody_is_listed_once(record):
    ids = [one.id for one in record.people()]
    assert len(ids) == len(set(ids)) == record.count().people == 13


@pytest.mark.parametrize(("limit", "count"), [(0, 0), (1, 1), (5, 5), (99, 13), (-1, 13)])
def test_a_list_may_have_an_end(record, limit, count):
    assert len(list(record.people(limit=limit))) == count


def test_one_goes_on_behind_anybody(record):
    everybody = [one.id for one in record.people()]
    assert [[one.id for one in record.people(after=after)] for after in everybody] == [
        everybody[n + 1 :] for n in range(len(everybody))
    ]


def test_a_name_and_a_kind_and_a_place_to_go_on_may_be_asked_for_together(record):
    found = [one.id for one in record.people("the", kind="organisation")]
    assert found == ["k2", "k6"]
    assert [one.id for one in record.people("the", kind="organisation", after="k2")] == ["k6"]


def test_articles_and_days_are_counted_over_all_articles(record):
    lund = next(record.people("lund"))
    assert (lund.articles, lund.statements, lund.first, lund.last) == (3, 5, "2021-03", "2021-03-05")


def test_what_an_older_version_says_does_not_count(record):
    record.add(NEWER)
    lund, brask = next(record.people("lund")), next(record.people("brask"))
    assert (lund.statements, lund.articles) == (5, 4)
    assert (brask.statements, brask.articles) == (1, 2)


# Dossiers


def test_roles_are_told_in_words_the_most_frequent_first(record):
    assert [(role.role, role.times) for role in record.who("k1").roles] == [("chair of the Harbour Board", 2)]
    assert [role.role for role in record.who("k5").roles] == ["member of the Fleet Union", "former pilot"]


def test_a_role_is_told_by_the_latest_article_that_gives_it(record):
    assert record.who("k1").roles[0].publication.article == LATER.article.id


def test_for_whom_somebody_speaks_is_counted_on_both_sides(record):
    for n in range(1, 4):
        record.add(voice("Bo Dahl", "the Buoy Office", n))
    dahl, office = record.who("Bo Dahl"), record.who("Buoy Office")
    assert [(party.name, times) for party, times in dahl.speaks_for] == [("the Buoy Office", 3)]
    assert [(party.name, times) for party, times in office.spoken_for_by] == [("Bo Dahl", 3)]
    assert (dahl.spoken_for_by, office.speaks_for) == ((), ())


def test_a_role_that_is_over_is_another_one(record):
    record.add(voice("Bo Dahl", "the Buoy Office", 1))
    record.add(voice("Bo Dahl", "the Buoy Office", 2, current=False))
    roles = {role.role: role.times for role in record.who("Bo Dahl").roles}
    assert roles == {"pilot of the Buoy Office": 1, "former pilot of the Buoy Office": 1}


def test_the_last_twenty_statements_are_shown_the_latest_first(record):
    for n in range(1, 26):
        record.add(voice("Bo Dahl", "the Buoy Office", n))
    said = [one.attribution.content.text for one in record.who("Bo Dahl").statements]
    assert said == [f"buoy {n} is lit" for n in range(25, 5, -1)]


def test_what_was_rejected_is_not_what_somebody_said_last(record):
    record.reject(LATER.attributions[0].id)
    assert record.who("k1").statements[0].publication.article == HARBOUR.article.id


def test_the_judgements_that_joined_somebody_are_told_with_their_reasons(record):
    judged = record.who("k1").judgements
    assert [one.left_article for one in judged] == [LATER.article.id, INTERVIEW.article.id]
    assert {(one.verdict, one.by, one.holds) for one in judged} == {("same", "sayso", True)}
    assert all(one.reason and 0 < one.score <= 1 for one in judged)


def test_somebody_of_whom_only_a_name_is_known_is_shown(record):
    dossier = record.who("Tarn Council")
    assert (dossier.roles, dossier.speaks_for, dossier.statements, dossier.judgements) == ((), (), (), ())
    assert (dossier.listed.country, dossier.listed.sector) == ("NOR", "GOV")


# Where they stand


def test_mentions_are_given_article_by_article_each_with_its_words(record):
    texts = {reading.article.id: reading.article.text for reading in KEPT}
    (sightings,) = record.spot(["k1"])
    assert [sighting.article for sighting in sightings] == [
        HARBOUR.article.id, HARBOUR.article.id, HARBOUR.article.id, INTERVIEW.article.id, LATER.article.id,
    ]  # fmt: skip
    assert all(texts[s.article][s.start : s.end] == s.exact for s in sightings)


def test_mentions_of_several_are_given_in_the_order_asked(record):
    pell, lund = record.spot(["k3", "k1"])
    assert [sighting.exact for sighting in pell] == ["Jory Pell"]
    assert len(lund) == 5


def test_every_mention_of_every_reading_is_somebodys(record):
    spotted = [s for some in record.spot(one.id for one in record.people()) for s in some]
    read = [(r.article.id, m.start, m.end, m.form) for r in KEPT for e in r.entities for m in e.mentions]
    assert sorted((s.article, s.start, s.end, s.form) for s in spotted) == sorted(read)


def test_nobody_is_mentioned_nowhere(record):
    assert list(record.spot(["k999", "x"])) == [(), ()]
    assert list(record.spot([])) == []


def test_a_mention_of_many_code_points_has_its_words(record):
    (sightings,) = record.spot(["k12"])
    assert [s.exact for s in sightings] == [ODD.entities[0].name]
