"""An id, the beginning of one, or a name leads to the one thing that is meant, or it is said what else it might be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import SaysoError, UnknownIdError
from sayso.keeping import Record
from sayso.record import is_id
from tests.record.made import HARBOUR, INTERVIEW, LATER, ODD, OUTLET, Said, Who, make_reading

LEAK = HARBOUR.attributions[2].id


def report(name: str, kind="person"):
    text = f"{name} was seen at lock number {len(name)}."
    return make_reading(text, who=(Who(name, kind),), said=(Said("was seen", name, name, None),))


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    with Record(tmp_path_factory.mktemp("record") / "made.sayso") as record:
        for reading in (HARBOUR, INTERVIEW, OUTLET, ODD, LATER):
            record.add(reading)
        record.confirm(LEAK)
        yield record


@pytest.fixture
def own(tmp_path):
    with Record(tmp_path / "own.sayso") as record:
        yield record


# Ids


@pytest.mark.parametrize(
    ("name", "kind"),
    [(HARBOUR.article.id, "article"), (LEAK, "statement"), ("k1", "known_entity"), ("#1", "edit")],
)
def test_each_kind_of_id_is_found(record, name, kind):
    thing = record.find(name)
    assert (thing.kind, thing.id) == (kind, name)


def test_a_judgement_is_found_by_its_id(record):
    for judged in record.who("k1").judgements:
        assert record.find(judged.id)[::2] == ("judgement", judged.id)


@pytest.mark.parametrize("name", [HARBOUR.article.id, LEAK])
def test_a_beginning_of_an_id_is_found_where_it_is_no_others(record, name):
    assert {record.find(name[:digits]).id for digits in range(6, 14)} == {name}


def test_an_entity_of_an_article_is_found_by_its_id(record):
    assert record.find(HARBOUR.entities[0].id).kind == "entity"


def test_numbers_are_whole_ids_and_not_beginnings(record):
    assert record.find("k1").row == 1
    assert record.find("k10").row == 10


@pytest.mark.parametrize("name", ["k0", "k999", "j999", "#9", "a000000000000", "t000000000000", "e000000000000"])
def test_an_id_that_is_nobodys_is_said_to_be_so(record, name):
    with pytest.raises(UnknownIdError, match=f"{name}: there is nothing of this id in the record"):
        record.find(name)


@pytest.mark.parametrize("name", ["", "a", "t", "x1", "Ada Lund", "a_1", "a%", "k", "k-1", "#x", "ä1", "a1 OR 1=1"])
def test_what_is_no_id_is_said_to_be_none(record, name):
    with pytest.raises(UnknownIdError, match="no id; ids begin with"):
        record.find(name)


def test_a_beginning_of_several_ids_names_them(own):
    for n in range(40):
        own.add(make_reading(f"Lock {n} is shut."))
    ids = sorted(reading.article.id for reading in own.readings())
    begin = next(one[:2] for one in ids if sum(other.startswith(one[:2]) for other in ids) > 1)
    with pytest.raises(UnknownIdError, match=f"{begin}: more than one id begins so: ") as caught:
        own.find(begin)
    assert str(caught.value).split(": ")[-1].split(", ") == [one for one in ids if one.startswith(begin)]


def test_no_more_than_eight_ids_are_named(own):
    for n in range(200):
        own.add(make_reading(f"Lock {n} is shut."))
    begins = [reading.article.id[:2] for reading in own.readings()]
    begin = next(one for one in begins if begins.count(one) > 8)
    with pytest.raises(UnknownIdError) as caught:
        own.find(begin)
    assert str(caught.value).count(",") == 7


@pytest.mark.parametrize(
    ("name", "told"),
    [("k1", True), ("a3f09", True), ("t5", True), ("j12", True), ("#7", True), ("e000000000000", True), ("Ada", False),
     ("a", False), ("abe", False), ("k1 x", False), ("", False), ("x1", False), ("k²", False)],
)  # fmt: skip
def test_a_name_is_told_from_an_id(name, told):
    assert is_id(name) is told


@given(name=st.text(max_size=20))
def test_whatever_is_asked_for_is_found_or_said_not_to_be(record, name):
    for ask in (record.find, record.find_known, record.who, record.show):
        try:
            ask(name)
        except SaysoError:
            continue


# Names


@pytest.mark.parametrize(
    ("name", "found"),
    [("Ada Lund", "k1"), ("ADA LUND", "k1"), ("lund", "k1"), (" lund  ada ", "k1"), ("har*", "k2"), ("FU", "k6"),
     ("zoe oland", "k12"), ("Zöe", "k12"), ("ليلى", "k13"), ("k6", "k6"), ("the minister", "k9")],
)  # fmt: skip
def test_somebody_is_found_by_words_of_a_name(record, name, found):
    assert record.who(name).listed.id == found


@pytest.mark.parametrize("name", ["Vidar Holt", "Ada Pell", "lun", "Radio Tarn"])
def test_nobody_is_found_by_a_name_that_nobody_has(record, name):
    with pytest.raises(UnknownIdError, match=f"{name}: nobody and nothing of this name is in the record"):
        record.who(name)


def test_several_of_a_name_are_named_with_their_ids_and_kinds(record):
    with pytest.raises(UnknownIdError) as caught:
        record.who("the -fleet -harbour")
    assert str(caught.value).endswith(
        ": more than one is called so; give an id: k9 the minister (unnamed); k4 the Tarn Council (government)"
    )


def test_a_whole_name_goes_before_a_part_of_one(record):
    assert record.who("Tarn").listed.id == "k7"
    assert record.who("tarn").listed.id == "k7"


def test_several_of_one_whole_name_are_not_chosen_between(own):
    own.add(report("Ada Lund"))
    own.add(make_reading("The ship Ada Lund, the Ada Lund, sank.", who=(Who("Ada Lund", "organisation"),)))
    if len(list(own.people("Ada Lund"))) < 2:
        pytest.skip("the two were taken for one")
    with pytest.raises(UnknownIdError, match=r"k1 Ada Lund \(person\); k2 Ada Lund \(organisation\)"):
        own.who("Ada Lund")


def test_a_whole_name_is_found_among_many_who_have_it_as_a_part(own):
    for name in "Ada Bo Cy Di Ed Fay Gus Hal Ian".split():
        own.add(report(f"{name} Lund"))
    own.add(make_reading("Lund is a town.", who=(Who("Lund", "place"),)))
    assert own.who("Lund").listed.kind == "place"


def test_a_long_name_is_not_repeated_whole(record):
    with pytest.raises(UnknownIdError) as caught:
        record.who("Vidar " * 50)
    assert len(str(caught.value)) < 120
