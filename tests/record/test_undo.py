"""Whatever a person did is taken back exactly, in any order in which nothing is built upon it."""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sayso.errors import EditError, UnknownIdError
from sayso.keeping import Record
from tests.record.made import HARBOUR, INTERVIEW, LATER, NEWER, ODD, ZOE, Said, Who, make_reading
from tests.record.survival import invent_readings

LEAK = next(a.id for a in HARBOUR.attributions if a.content.text == "the gates leak")
DAM = HARBOUR.attributions[0].id
ARTICLE = HARBOUR.article.id
TABLES = "article reprint input run role tie statement paragraph sketch redaction".split()
"""What is the same to the last cell; the log is longer, and what was joined for a while leaves empty rows behind."""
REST = {
    "people": "SELECT * FROM known_entity WHERE articles > 0",
    "entities": "SELECT * FROM entity WHERE length(mentions) > 2 OR entity_id IN (SELECT speaker_id FROM statement)",
    "judgements": "SELECT left_id, right_id, verdict, score, reason_id FROM judgement WHERE withdrawn_by IS NULL",
}


def dump(record: Record) -> dict[str, list[tuple[Any, ...]]]:
    """Give all that a record holds but its log, the words of its indexes included."""
    connection = record.connection
    commands = {table: f"SELECT * FROM {table}" for table in TABLES} | REST
    found = {name: sorted(connection.execute(command), key=repr) for name, command in commands.items()}
    for index in ("statement_fts", "people_fts"):
        connection.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{index}_seen USING fts5vocab(main, {index}, instance)"
        )
        found[index] = sorted(connection.execute(f"SELECT * FROM temp.{index}_seen").fetchall())
    return found


@pytest.fixture
def record(tmp_path):
    with Record(tmp_path / "made.sayso") as record:
        for reading in (HARBOUR, INTERVIEW, LATER, ODD):
            record.add(reading)
        yield record


def report(name: str, n: int):
    text = f"{name} said that lock number {n} is shut."
    said = (Said(f"lock number {n} is shut", name, name),)
    return make_reading(text, who=(Who(name),), said=said, published=f"2024-01-{n:02}")


@pytest.fixture
def three(tmp_path):
    """Give a record of three reports, each about one person: k1 to k3."""
    with Record(tmp_path / "three.sayso") as record:
        for n, name in enumerate(("Ada Lund", "Bram Pell", "Cleo Ruys"), 1):
            record.add(report(name, n))
        yield record


DEEDS: dict[str, Callable[[Record], Any]] = {
    "speaker": lambda record: record.correct(LEAK, "speaker", "Odo Brask"),
    "speaker from elsewhere": lambda record: record.correct(LEAK, "speaker", ZOE),
    "speaker: the writer": lambda record: record.correct(LEAK, "speaker", "writer"),
    "speaker: nobody": lambda record: record.correct(DAM, "speaker", "nobody"),
    "act": lambda record: record.correct(LEAK, "act", "doubt"),
    "manner": lambda record: record.correct(LEAK, "manner", "direct"),
    "negated": lambda record: record.correct(LEAK, "negated", "no"),
    "content": lambda record: record.correct(DAM, "content", "the Tarn Council … gates"),
    "source": lambda record: record.correct(LEAK, "source", None),
    "cue": lambda record: record.correct(LEAK, "cue", "denied"),
    "name": lambda record: record.correct("k1", "name", "Ada Ruys"),
    "name that was another": lambda record: record.correct("k6", "name", "FU"),
    "kind": lambda record: record.correct("k1", "kind", "group"),
    "country": lambda record: record.correct("k4", "country", None),
    "publisher": lambda record: record.correct(ARTICLE, "publisher", "The Tide"),
    "title": lambda record: record.correct(ARTICLE, "title", None),
    "byline": lambda record: record.correct(ARTICLE, "byline", "Bo Dahl"),
    "published": lambda record: record.correct(ARTICLE, "published", "2022"),
    "credit": lambda record: record.correct(ARTICLE, "credit", "LNA"),
    "confirm": lambda record: record.confirm(LEAK),
    "confirm somebody": lambda record: record.confirm("k1"),
    "reject": lambda record: record.reject(LEAK),
    "reject an article": lambda record: record.reject(ARTICLE),
    "merge": lambda record: record.merge("k1", "k5"),
    "merge of kinds": lambda record: record.merge("k2", "k6"),
    "split": lambda record: record.split("k1", [LATER.article.id]),
    "withdraw": lambda record: record.undo(record.who("k1").judgements[0].id),
}


# One deed


@pytest.mark.parametrize("deed", DEEDS)
def test_what_was_done_is_taken_back_to_the_last_cell(record, deed):
    before = dump(record)
    edit = DEEDS[deed](record)
    assert dump(record) != before
    record.undo(edit.number)
    assert dump(record) == before
    assert list(record.verify()) == []


@pytest.mark.parametrize("deed", DEEDS)
def test_what_was_taken_back_can_be_done_again(record, deed):
    edit = DEEDS[deed](record)
    record.undo(edit.number)
    again = DEEDS[deed](record)
    assert (again.action, again.object, again.field) == (edit.action, edit.object, edit.field)
    assert list(record.verify()) == []


@pytest.mark.parametrize("deed", DEEDS)
def test_to_take_something_back_is_a_line_of_the_log_too(record, deed):
    edit = DEEDS[deed](record)
    undone = record.undo(edit.number, by="ben", why="too soon")
    assert (undone.action, undone.object, undone.undoes) == ("undo", edit.object, edit.number)
    assert (undone.by, undone.why) == ("ben", "too soon")
    assert [(line.number, line.undone_by) for line in record.log()] == [(2, None), (1, 2)]


@pytest.mark.parametrize("deed", ["act", "name", "title", "reject", "merge"])
def test_an_undo_can_be_asked_for_as_the_log_writes_its_number(record, deed):
    before = dump(record)
    DEEDS[deed](record)
    record.undo("#1")
    assert dump(record) == before


def test_a_statement_that_is_decided_twice_stands_on_the_first_decision_again(record):
    record.confirm(LEAK)
    record.undo(record.reject(LEAK).number)
    assert record.show(LEAK).status == "confirmed"


def test_a_day_of_publication_is_taken_back_with_the_order_within_the_day(record):
    record.add(report("Bo Dahl", 9))
    record.correct(report("Bo Dahl", 9).article.id, "published", "2021-03-04")
    before = [one.id for one in record.statements()]
    record.undo(record.correct(ARTICLE, "published", "2022").number)
    assert sorted(one.id for one in record.statements()) == sorted(before)
    assert list(record.verify()) == []


def test_a_day_of_publication_is_taken_back_exactly_where_others_stand_on_it(record):
    record.add(make_reading(
        "Bo Dahl said that it rains.", who=(Who("Bo Dahl"),), said=(Said("it rains", "Bo Dahl", "Bo Dahl"),),
        published="2021-03-04",
    ))  # fmt: skip
    before = dump(record)
    record.undo(record.correct(ARTICLE, "published", "2022").number)
    assert dump(record) == before


# Several deeds


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1), (3, 1, 2)])
def test_corrections_of_several_fields_are_taken_back_in_any_order(record, order):
    before = dump(record)
    for field, value in (("act", "doubt"), ("cue", "denied"), ("speaker", "Odo Brask")):
        record.correct(LEAK, field, value)
    for number in order:
        record.undo(number)
    assert dump(record) == before


@pytest.mark.parametrize("number", [1, 2])
def test_what_was_changed_again_since_names_what_to_undo_first(record, number):
    for act in ("doubt", "warn", "say"):
        record.correct(LEAK, "act", act)
    with pytest.raises(EditError, match=rf"#{number}: act of {LEAK} was changed again since; undo #3 first"):
        record.undo(number)


def test_what_was_changed_again_is_taken_back_step_by_step(record):
    acts = [record.correct(LEAK, "act", act).number for act in ("doubt", "warn", "say")]
    seen = []
    for number in reversed(acts):
        record.undo(number)
        seen.append(record.show(LEAK).attribution.act)
    assert seen == ["warn", "doubt", "deny"]


@pytest.mark.parametrize("what", ["1", 1, "#1"])
def test_what_was_taken_back_is_not_taken_back_again(record, what):
    record.correct(LEAK, "act", "doubt")
    record.undo(1)
    with pytest.raises(EditError, match="#1: was undone already, by #2"):
        record.undo(what)


def test_an_undo_is_not_undone(record):
    record.correct(LEAK, "act", "doubt")
    record.undo(1)
    with pytest.raises(EditError, match="#2: cannot be undone: to undo an undo, do again what was undone"):
        record.undo(2)


def test_what_the_program_did_by_itself_is_not_undone(record):
    record.add(NEWER)
    with pytest.raises(EditError, match="#1: cannot be undone: add the older text again"):
        record.undo(1)


@pytest.mark.parametrize("what", ["0", "77", "", "x", "-1", "1.0", "#", "²", "9" * 40, "a1", "k1"])
def test_what_is_no_line_of_the_log_is_not_undone(record, what):
    with pytest.raises(UnknownIdError, match="no line of the log; `sayso log` lists their numbers"):
        record.undo(what)


@pytest.mark.parametrize("what", ["j0", "j999", "jx"])
def test_what_is_no_judgement_is_not_withdrawn(record, what):
    with pytest.raises(UnknownIdError):
        record.undo(what)


def test_a_judgement_that_keeps_two_apart_joins_nothing(record):
    judgement = record.who("k1").judgements[0].id
    record.connection.execute("UPDATE judgement SET verdict = 'unsure'")
    with pytest.raises(EditError, match=f"{judgement}: joins nothing"):
        record.undo(judgement)


# Chains of merges and splits


def list_people(record: Record) -> dict[str, tuple[str, ...]]:
    return {one.id: (one.name, *one.aliases) for one in record.people()}


ADA, BRAM, CLEO = ("Ada Lund",), ("Bram Pell",), ("Cleo Ruys",)


@pytest.mark.parametrize(("first", "second"), [(("k1", "k2"), ("k1", "k3")), (("k3", "k1"), ("k2", "k1"))])
@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_of_two_merges_either_is_taken_back_first(three, first, second, order):
    before = dump(three)
    three.merge(*first)
    three.merge(*second)
    for number in order:
        three.undo(number)
        assert list(three.verify()) == []
    assert dump(three) == before


def test_a_merge_is_taken_back_of_somebody_who_was_merged_since(three):
    before = dump(three)
    three.merge("k2", "k3")
    three.merge("k1", "k2")
    three.undo(1)
    assert list_people(three) == {"k1": (*ADA, *BRAM), "k3": CLEO}
    three.undo(2)
    assert dump(three) == before


def test_to_take_the_first_of_two_merges_back_leaves_the_second(three):
    three.merge("k1", "k2")
    three.merge("k1", "k3")
    three.undo(1)
    assert list_people(three) == {"k1": (*ADA, *CLEO), "k2": BRAM}


def test_a_merge_a_split_and_their_undoing_lead_back_in_order(three):
    states = [dump(three)]
    three.merge("k1", "k2")
    states.append(dump(three))
    three.merge("k1", "k3")
    states.append(dump(three))
    three.split("k1", [report("Bram Pell", 2).article.id])
    for number, state in zip((3, 2, 1), reversed(states), strict=True):
        three.undo(number)
        assert dump(three) == state


def test_a_merge_that_was_split_again_is_taken_back_and_so_is_the_split(three):
    before = dump(three)
    three.merge("k1", "k2")
    three.split("k1", [report("Bram Pell", 2).article.id])
    assert dump(three)["people"] == before["people"]
    three.undo(1)
    three.undo(2)
    assert dump(three) == before


def test_the_judgement_that_a_merge_made_is_withdrawn_as_any_other(three):
    three.merge("k1", "k2")
    (judged,) = three.who("k1").judgements
    three.undo(judged.id)
    assert list_people(three) == {"k1": ADA, "k2": BRAM, "k3": CLEO}
    with pytest.raises(EditError, match=f"{judged.id}: was withdrawn already"):
        three.undo(judged.id)


def test_a_merge_is_taken_back_after_more_articles_have_come(three):
    three.merge("k1", "k2")
    three.add(report("Dirk Holt", 9))
    three.undo(1)
    assert list_people(three) == {"k1": ADA, "k2": BRAM, "k3": CLEO, "k4": ("Dirk Holt",)}
    assert list(three.verify()) == []


def test_an_article_that_came_meanwhile_goes_with_the_one_it_names(three):
    three.merge("k1", "k2")
    three.add(report("Bram Pell", 9))
    three.undo(1)
    assert {one.name: one.articles for one in three.people()} == {"Ada Lund": 1, "Bram Pell": 2, "Cleo Ruys": 1}


def test_who_was_brought_in_by_either_name_is_theirs_again(three):
    statement = report("Ada Lund", 1).attributions[0].id
    three.correct(statement, "speaker", "k3")
    three.merge("k2", "k3")
    assert three.show(statement).speaker.id == "k2"
    three.undo(2)
    assert three.show(statement).speaker.id == "k3"


@pytest.mark.parametrize(("field", "value"), [("name", "Ada Holm"), ("kind", "group"), ("country", "NOR")])
def test_what_was_taken_back_of_somebody_does_not_come_back_with_a_split(record, field, value):
    before = dump(record)
    record.correct("k1", field, value)
    record.split("k1", [LATER.article.id])
    record.undo(1)
    record.undo(2)
    assert dump(record) == before


def test_names_of_a_merge_do_not_come_back_with_a_name(three):
    before = dump(three)
    three.merge("k1", "k2")
    three.correct("k1", "name", "Ada Holm")
    three.undo(1)
    three.undo(2)
    assert dump(three) == before


# Any deeds


Deed = tuple[str, int, int, str]
SMALL = st.integers(0, 40)
DEED = st.tuples(st.sampled_from("field decide person article merge split withdraw undo".split()), SMALL, SMALL,
                 st.sampled_from("abc"))  # fmt: skip
DEED_TO_PEOPLE = st.tuples(st.sampled_from("merge merge split undo person withdraw".split()), st.integers(1, 8),
                           st.integers(0, 8), st.sampled_from("ab"))  # fmt: skip
FIELDS = [("act", "warn"), ("manner", "mixed"), ("negated", "yes"), ("content", [[0, 5]]), ("source", None),
          ("cue", [[2, 4], [6, 9]]), ("speaker", "writer"), ("speaker", "nobody")]  # fmt: skip


def list_ids(record: Record, view: str) -> list[str]:
    return [row for (row,) in record.connection.execute(f"SELECT id FROM {view} ORDER BY 1")]


def pick(things: list[Any], n: int) -> Any:
    return things[n % len(things)]


def do(record: Record, deed: Deed, *, undoing: bool) -> None:
    """Do what is asked for to whatever is there, where that can be."""
    kind, n, m, letter = deed
    statement, person, article = (pick(list_ids(record, view), n) for view in ("statements", "people", "articles"))
    if kind == "field":
        speakers = [("speaker", other) for other in list_ids(record, "people")]
        record.correct(statement, *pick([*FIELDS, *speakers], m))
    elif kind == "decide":
        (record.confirm if m % 2 else record.reject)(pick([statement, person, article], m))
    elif kind == "person":
        record.correct(person, *pick([("name", f"Nils {letter}"), ("kind", "group"), ("country", "NOR")], m))
    elif kind == "article":
        record.correct(article, *pick([("title", letter), ("byline", "A; B"), ("credit", "LNA")], m))
    elif kind == "merge":
        record.merge(person, pick(list_ids(record, "people"), m))
    elif kind == "split":
        members = record.connection.execute("SELECT DISTINCT article FROM mentions WHERE id = ? ORDER BY 1", (person,))
        record.split(person, [pick([row for (row,) in members], m)])
    elif kind == "withdraw":
        record.undo(pick(list_ids(record, "judgements"), n))
    elif undoing:
        record.undo(n)


def do_all(record: Record, deeds: Iterable[Deed], *, undoing: bool = False) -> None:
    """Do one thing after another; what the record refuses is passed over, and nothing else may go wrong."""
    for deed in deeds:
        try:
            do(record, deed, undoing=undoing)
        except (EditError, UnknownIdError):
            continue


def undo_all(record: Record) -> None:
    """Take back everything that stands, the last deed first."""
    while standing := [line for line in record.log(limit=1_000) if line.undoes is None and line.undone_by is None]:
        record.undo(standing[0].number)


@pytest.fixture(scope="module")
def master(tmp_path_factory) -> Path:
    """Give a record of the people of many reports."""
    path: Path = tmp_path_factory.mktemp("record") / "made.sayso"
    with Record(path) as record:
        for reading in (*invent_readings(5, seed=4), HARBOUR, LATER):
            record.add(reading)
    return path


@pytest.fixture(scope="module")
def crowd(tmp_path_factory) -> Path:
    """Give a record of four people in two reports each: whatever is done to people is done to the same ones again."""
    path: Path = tmp_path_factory.mktemp("crowd") / "made.sayso"
    with Record(path) as record:
        for n in range(8):
            record.add(report(("Ada Lund", "Bram Pell", "Cleo Ruys", "Dirk Holt")[n % 4], n + 1))
    return path


def copy(master: Path) -> Record:
    return Record(shutil.copy(master, master.with_name("copy.sayso")))


@settings(max_examples=30)
@given(deeds=st.lists(DEED, max_size=12))
def test_whatever_was_done_all_of_it_is_taken_back_in_reverse(master, deeds):
    with copy(master) as record:
        before = dump(record)
        do_all(record, deeds)
        undo_all(record)
        assert dump(record) == before
        assert list(record.verify()) == []


@settings(max_examples=30)
@given(deeds=st.lists(DEED_TO_PEOPLE, max_size=12))
def test_whatever_was_done_to_people_all_of_it_is_taken_back_in_reverse(crowd, deeds):
    with copy(crowd) as record:
        before = dump(record)
        do_all(record, deeds)
        undo_all(record)
        assert dump(record) == before


@settings(max_examples=60)
@given(deeds=st.lists(DEED_TO_PEOPLE, max_size=12))
def test_the_record_is_sound_whatever_is_done_and_undone_in_any_order(crowd, deeds):
    with copy(crowd) as record:
        do_all(record, deeds, undoing=True)
        assert list(record.verify()) == []
        undo_all(record)
        assert list(record.verify()) == []


@settings(max_examples=60, phases=[Phase.generate])
@given(deeds=st.lists(DEED_TO_PEOPLE, max_size=12))
def test_whatever_was_done_and_undone_in_any_order_all_of_it_is_taken_back(crowd, deeds):
    with copy(crowd) as record:
        before = dump(record)
        do_all(record, deeds, undoing=True)
        undo_all(record)
        assert dump(record) == before


@settings(max_examples=15)
@given(deeds=st.lists(DEED, min_size=2, max_size=12), seed=st.integers(10, 20))
def test_articles_may_come_between_whatever_is_done(master, deeds, seed):
    with copy(master) as record:
        for deed, reading in zip(deeds, invent_readings(len(deeds), seed=seed), strict=True):
            do_all(record, [deed])
            record.add(reading)
        undo_all(record)
        assert list(record.verify()) == []
