"""Two people or bodies are taken for one, and one for two, as a person says; and articles go on coming."""

import pytest

from sayso.errors import EditError, UnknownIdError
from sayso.keeping import Record
from tests.record.made import HARBOUR, INTERVIEW, LATER, Said, Who, make_reading

NAMES = ("Ada Lund", "Bram Pell", "Cleo Ruys", "Dirk Holt")


def report(name: str, n: int):
    """Make a report in which one person says one thing."""
    return make_reading(
        f"{name} said that lock number {n} is shut.",
        who=(Who(name, roles=(("lock keeper", None, None, None),)),),
        said=(Said(f"lock number {n} is shut", name, name),), published=f"2024-01-{n:02}", publisher="The Tide",
    )  # fmt: skip


FIRST = [report(name, n) for n, name in enumerate(NAMES, 1)]
AGAIN = [report(name, n) for n, name in enumerate(NAMES, 5)]


@pytest.fixture
def record(tmp_path):
    """Give a record of four reports, each about one person: k1 to k4."""
    with Record(tmp_path / "made.sayso") as record:
        for reading in FIRST:
            record.add(reading)
        yield record


@pytest.fixture
def twice(record):
    """Give a record of eight reports, two about each of four persons."""
    for reading in AGAIN:
        record.add(reading)
    return record


@pytest.fixture
def harbour(tmp_path):
    with Record(tmp_path / "harbour.sayso") as record:
        for reading in (HARBOUR, INTERVIEW, LATER):
            record.add(reading)
        yield record


def list_people(record: Record) -> dict[str, tuple[str, tuple[str, ...], int, int]]:
    return {one.id: (one.name, one.aliases, one.articles, one.statements) for one in record.people()}


def list_speakers(record: Record) -> list[str]:
    """Give who speaks in each report, in the order in which they were added."""
    speakers = {one.publication.article: one.speaker.id for one in record.statements() if one.speaker}
    return [speakers[reading.article.id] for reading in record.readings()]


# Merges


@pytest.mark.parametrize("pair", [("k1", "k2"), ("k2", "k1"), ("Ada Lund", "pell")])
def test_two_are_one_under_the_id_and_the_name_of_the_first(record, pair):
    edit = record.merge(*pair, by="ben", why="married")
    assert (edit.action, edit.object, edit.by, edit.why) == ("merge", "k1", "ben", "married")
    assert list_people(record)["k1"] == ("Ada Lund", ("Bram Pell",), 2, 2)
    assert "k2" not in list_people(record)
    assert list(record.verify()) == []


def test_both_names_find_the_one(record):
    record.merge("k1", "k2")
    assert [record.who(name).listed.id for name in ("Ada Lund", "Bram Pell", "pell")] == ["k1"] * 3


def test_statements_of_both_are_those_of_the_one(record):
    record.merge("k1", "k2")
    assert list_speakers(record) == ["k1", "k1", "k3", "k4"]
    assert len(record.search("", speaker="Bram")) == len(record.who("k1").statements) == 2


def test_mentions_days_and_roles_of_both_are_those_of_the_one(record):
    record.merge("k1", "k2")
    dossier = record.who("k1")
    assert [sighting.exact for sighting in next(record.spot(["k1"]))] == ["Ada Lund", "Bram Pell"]
    assert (dossier.listed.first, dossier.listed.last) == ("2024-01-01", "2024-01-02")
    assert [(role.role, role.times) for role in dossier.roles] == [("lock keeper", 2)]


def test_readings_call_both_as_their_articles_do(record):
    record.merge("k1", "k2")
    assert [reading.entities for reading in record.readings()] == [reading.entities for reading in FIRST]


def test_a_merge_is_a_judgement_of_whoever_made_it(record):
    record.merge("k1", "k2", by="ben")
    (judged,) = record.who("k1").judgements
    assert record.show(judged.id) == judged
    assert (judged.verdict, judged.by, judged.score, judged.holds) == ("same", "ben", 1.0, True)
    assert judged.reason == "a person says so"
    assert {judged.left_article, judged.right_article} == {reading.article.id for reading in FIRST[:2]}


def test_many_are_merged_one_after_another(record):
    for other in ("k2", "k3", "k4"):
        record.merge("k1", other)
    assert list_people(record) == {"k1": ("Ada Lund", ("Bram Pell", "Cleo Ruys", "Dirk Holt"), 4, 4)}


def test_those_that_were_merged_in_pairs_are_merged(record):
    record.merge("k1", "k2")
    record.merge("k3", "k4")
    record.merge("k3", "k1")
    assert list(list_people(record)) == ["k1"]
    assert list(record.verify()) == []


def test_an_article_about_either_goes_to_the_one(twice):
    twice.merge("k1", "k2")
    twice.add(report("Bram Pell", 20))
    twice.add(report("Ada Lund", 21))
    assert list_people(twice)["k1"] == ("Ada Lund", ("Bram Pell",), 6, 6)
    assert list(twice.verify()) == []


def test_what_a_person_decided_of_the_first_stays(record):
    record.correct("k1", "name", "Ada Holm")
    record.merge("k1", "k2")
    assert list_people(record)["k1"] == ("Ada Holm", ("Ada Lund", "Bram Pell"), 2, 2)


def test_a_speaker_who_was_brought_in_goes_with_the_one(record):
    statement = FIRST[0].attributions[0].id
    record.correct(statement, "speaker", "k3")
    record.merge("k2", "k3")
    assert record.show(statement).speaker.id == "k2"
    assert list_people(record)["k2"] == ("Bram Pell", ("Cleo Ruys",), 2, 3)


# Previews


def test_a_preview_tells_what_a_merge_would_touch_and_changes_nothing(twice):
    preview = twice.preview_merge("k1", "k2")
    assert (preview.names, preview.articles, preview.statements) == (("Ada Lund", "Bram Pell"), (2, 2), (2, 2))
    assert preview.doubts == ()
    assert twice.log() == []


def test_a_preview_doubts_where_articles_name_both(harbour):
    assert harbour.preview_merge("Ada Lund", "Jory Pell").doubts == ("1 of their articles names both, as two",)
    assert harbour.preview_merge("Ada Lund", "Odo Brask").doubts == ("2 of their articles name both, as two",)


@pytest.mark.parametrize(
    ("pair", "told"),
    [(("Ada Lund", "Tarn Council"), "one is a person, the other a government"),
     (("Tarn Council", "Ada Lund"), "one is a government, the other a person"),
     (("Fleet Union", "Ada Lund"), "one is an organisation, the other a person")],
)  # fmt: skip
def test_a_preview_doubts_where_kinds_differ(harbour, pair, told):
    (_, doubt) = harbour.preview_merge(*pair).doubts
    assert doubt == told


@pytest.mark.parametrize("pair", [("k1", "k1"), ("Ada Lund", "k1")])
def test_nobody_is_merged_with_themselves(record, pair):
    for attempt in (record.preview_merge, record.merge):
        with pytest.raises(EditError, match="k1: cannot be merged with itself"):
            attempt(*pair)


@pytest.mark.parametrize("pair", [("k1", "k99"), ("Vidar", "k1"), ("k1", "a1")])
def test_nobody_is_merged_with_one_whom_nobody_knows(record, pair):
    with pytest.raises(UnknownIdError):
        record.merge(*pair)


@pytest.mark.parametrize("pair", [("k1", "k2"), ("k2", "k1")])
def test_those_that_were_merged_are_not_merged_again(record, pair):
    record.merge("k1", "k2")
    for attempt in (record.preview_merge, record.merge):
        with pytest.raises(EditError, match="k1: cannot be merged with itself"):
            attempt(*pair)


def test_an_id_that_was_merged_stands_for_the_one_it_is_now(record):
    record.merge("k2", "k3")
    record.merge("k1", "k3")
    assert record.who("k3").listed.id == record.who("k2").listed.id == "k1"
    assert list_people(record)["k1"] == ("Ada Lund", ("Bram Pell", "Cleo Ruys"), 3, 3)


@pytest.mark.parametrize("action", ["confirm", "reject"])
def test_of_who_was_merged_into_another_nothing_is_decided(record, action):
    record.merge("k1", "k2")
    with pytest.raises(EditError, match="k2: was merged into another"):
        getattr(record, action)("k2")


def test_the_name_of_who_was_merged_into_another_is_not_corrected(record):
    record.merge("k1", "k2")
    with pytest.raises(EditError, match="k2: was merged into another"):
        record.correct("k2", "name", "B. Pell")
    assert list(record.verify()) == []


# Splits


def test_members_are_taken_out_by_their_articles_and_are_one_of_their_own(twice):
    edit = twice.split("k1", [AGAIN[0].article.id], by="ben", why="her sister")
    assert (edit.action, edit.object, edit.by, edit.why) == ("split", "k1", "ben", "her sister")
    assert list_people(twice)["k1"] == ("Ada Lund", (), 1, 1)
    assert list_people(twice)["k5"] == ("Ada Lund", (), 1, 1)
    assert list_speakers(twice) == ["k1", "k2", "k3", "k4", "k5", "k2", "k3", "k4"]
    assert list(twice.verify()) == []


def test_the_one_that_keeps_the_first_member_keeps_the_id(twice):
    twice.split("k1", [FIRST[0].article.id])
    assert list_speakers(twice)[0] == "k1"
    assert list_speakers(twice)[4] == "k5"


def test_several_members_that_are_taken_out_stay_together(record):
    for n in range(10, 14):
        record.add(report("Ada Lund", n))
    record.split("k1", [report("Ada Lund", n).article.id for n in (11, 12)])
    assert sorted(count for name, _, count, _ in list_people(record).values() if name == "Ada Lund") == [2, 3]
    assert list(record.verify()) == []


def test_those_merged_can_be_split_otherwise(twice):
    twice.merge("k1", "k2")
    twice.split("k1", [FIRST[0].article.id, AGAIN[1].article.id])
    speakers = list_speakers(twice)
    assert speakers[0] == speakers[5] != speakers[1] == speakers[4]
    assert list(twice.verify()) == []


def test_those_split_can_be_merged_again(twice):
    before = list_people(twice)
    twice.split("k1", [AGAIN[0].article.id])
    twice.merge("k1", "k5")
    assert list_people(twice) == before


def test_a_judgement_of_the_program_is_withdrawn_by_its_id(twice):
    (judged,) = twice.who("k1").judgements
    twice.undo(judged.id, by="ben")
    assert twice.show(judged.id).holds is False
    assert len([name for name, *_ in list_people(twice).values() if name == "Ada Lund"]) == 2


def test_a_member_is_taken_out_by_its_entity(twice):
    twice.split("k1", [AGAIN[0].entities[0].id])
    assert list_speakers(twice)[4] == "k5"


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ([FIRST[1].article.id], "k1: none of these is of its members"),
        ([FIRST[0].article.id, AGAIN[0].article.id], "k1: "),
        (["k2"], "k2: name members by their article"),
        ([FIRST[0].attributions[0].id], "name members by their article"),
    ],
)
def test_what_is_no_part_of_somebody_cannot_be_taken_out(twice, members, told):
    before = list(twice.connection.iterdump())
    with pytest.raises(EditError, match=told):
        twice.split("k1", members)
    assert list(twice.connection.iterdump()) == before


def test_nobody_of_one_member_is_split(record):
    with pytest.raises(EditError, match="k1: "):
        record.split("k1", [FIRST[0].article.id])


def test_what_was_split_stays_split_when_articles_come(twice):
    twice.split("k1", [AGAIN[0].article.id])
    twice.add(report("Ada Lund", 20))
    speakers = list_speakers(twice)
    assert speakers[0] != speakers[4]
    assert list(twice.verify()) == []
