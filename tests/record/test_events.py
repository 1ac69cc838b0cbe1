"""What happened is found by what it was, by whom, to whom, where and when; told once, with every report of it."""

from dataclasses import replace

import pytest

from sayso.data import EventQuery, Happening, Reading, Report
from sayso.errors import SettingError, UnknownIdError
from sayso.keeping import Record
from sayso.record.verify import verify
from sayso.sentences import find_sentences
from tests.record.made import HARBOUR, RAID, RAID_AGAIN, Happened, Who, make_reading

REBELS = "Rebels of the Free Movement"


def report(
    n: int, *, date: tuple[str | None, str | None] | None = ("2021-05-04", "4 May"), town: int = 7, **more
) -> Reading:
    """Make a reading that reports one event, by the same party to the same one in the same place."""
    fields = {"published": f"2021-05-{n + 5:02}", "publisher": f"Paper {n}", **more.pop("of", {})}
    happened = Happened(
        "struck", actor=("Ada Lund",), recipient=("Odo Brask",), date=date, place=("Tarn", town), **more
    )
    text = f"Ada Lund struck Odo Brask in Tarn on 4 May, report {n} says; five or six were hurt."
    return make_reading(text, who=(Who("Ada Lund"), Who("Odo Brask")), happened=(happened,), **fields)


@pytest.fixture
def record(tmp_path):
    with Record(tmp_path / "a.sayso") as opened:
        for reading in (RAID, HARBOUR, RAID_AGAIN):
            opened.add(reading)
        yield opened
        assert [str(fault) for fault in verify(opened.connection)] == []


def words(found: Happening) -> str:
    return found.reports[0].event.trigger.text


def find(record: Record, **filters) -> list[str]:
    """Give the first words for what is found."""
    found = [words(one) for one in record.events(EventQuery(**filters))]
    assert sorted(words(one) for one in record.timeline(**filters)) == sorted(found)
    assert record.count_events(**filters) == len(found)
    return found


# What is told.


def test_an_event_comes_out_as_it_went_in_with_who_is_meant_and_where_it_was_reported(record):
    found = record.show(RAID.events[0].id)
    assert isinstance(found, Report)
    assert found.event == RAID.events[0]
    assert (found.publication.article, found.publication.publisher) == (RAID.article.id, "The Tarn Courier")
    named = {own: party.name for own, party in found.parties.items()}
    assert named == {RAID.entities[n].id: RAID.entities[n].name for n in range(4)}


def test_what_happened_has_its_parties_date_place_and_sizes(record):
    (found,) = record.events(words="attack")
    assert (found.event_type, found.modes, found.status) == ("ASSAULT", ("artillery",), "denied")
    assert [party.name for party in found.actor] == [REBELS]
    assert [party.name for party in found.recipient] == ["two soldiers"]
    assert (found.date, found.place) == (RAID.events[0].date, RAID.events[0].place)
    assert found.size == RAID.events[0].size


def test_what_happened_tells_to_what_it_was_an_answer(record):
    answer, cause = (next(record.events(words=sought)) for sought in ("troops", "shelled"))
    assert answer.answers == (cause.id,)
    assert cause.answers == ()


@pytest.mark.parametrize("by", ["h1", RAID.events[0].id, RAID.events[0].id[:6]])
def test_what_happened_is_had_by_its_id_and_by_that_of_a_report(record, by):
    assert record.happening(by).reports[0].event == RAID.events[0]
    assert record.happening(by).id == "h1"


@pytest.mark.parametrize("name", ["h99", "v0000", "k1", "Ada"])
def test_what_is_no_id_of_an_event_is_refused(record, name):
    with pytest.raises(UnknownIdError):
        record.happening(name)


def test_a_reading_tells_its_events_in_their_order(record):
    assert record.load_reading(record.find(RAID.article.id).row).events == RAID.events


# What is found.


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["fired", "sent troops", "shelled"]),
        ({"event_type": ("MOBILIZE",)}, ["sent troops"]),
        ({"event_type": ("MOBILIZE", "AGREE")}, ["sent troops"]),
        ({"event_type": ("PROTEST",)}, []),
        ({"mode": ("artillery", "drone")}, ["fired", "shelled"]),
        ({"mode": ("drone",)}, []),
        ({"actor": "free movement"}, ["fired", "shelled"]),
        ({"actor": "the ministry"}, ["sent troops"]),
        ({"recipient": "soldiers"}, ["fired", "shelled"]),
        ({"recipient": "three soldiers", "actor": "Rebels"}, ["fired"]),
        ({"actor": "Odo Brask"}, []),
        ({"place": "tarn"}, ["fired", "shelled"]),
        ({"place": "ar"}, ["fired", "shelled"]),
        ({"place": "3170147"}, ["fired", "shelled"]),
        ({"place": "%"}, []),
        ({"since": "2021-03-02"}, ["sent troops"]),
        ({"since": "2021-03"}, ["fired", "sent troops", "shelled"]),
        ({"until": "2021-02"}, []),
        ({"until": "2021-03-01"}, ["fired", "sent troops", "shelled"]),
        ({"since": "1990", "until": "1999", "historical": True}, ["sworn"]),
        ({"until": "1999"}, []),
        ({"said_since": "2021-03-03"}, ["fired"]),
        ({"said_until": "2021-03-02"}, ["sent troops", "shelled"]),
        ({"said_since": "2021", "said_until": "2021-03"}, ["fired", "sent troops", "shelled"]),
        ({"status": ("denied",)}, ["shelled"]),
        ({"status": ("asserted",)}, ["fired", "sent troops"]),
        ({"publisher": "RADIO ness"}, ["fired"]),
        ({"publisher": "courier"}, ["sent troops", "shelled"]),
        ({"words": "soldiers -three"}, ["shelled"]),
        ({"words": "troop*"}, ["sent troops"]),
        ({"words": '"in return"', "actor": "ministry"}, ["sent troops"]),
        ({"article": RAID_AGAIN.article.id[:5]}, ["fired"]),
        ({"historical": True}, ["fired", "sent troops", "shelled", "sworn"]),
        ({"decision": ("machine",)}, ["fired", "sent troops", "shelled"]),
        ({"decision": ("confirmed",)}, []),
        ({"replaced": True}, ["fired", "sent troops", "shelled"]),
    ],
)
def test_events_are_found_by_each_filter(record, filters, found):
    assert find(record, **filters) == found


@pytest.mark.parametrize(
    ("filters", "fault"),
    [
        ({"since": "soon"}, SettingError),
        ({"said_until": "1 May"}, SettingError),
        ({"until": "2021-13"}, SettingError),
        ({"words": "?"}, SettingError),
        ({"actor": "k99"}, UnknownIdError),
        ({"article": "t9"}, UnknownIdError),
    ],
)
def test_what_cannot_be_sought_is_refused(record, filters, fault):
    with pytest.raises(fault):
        list(record.events(**filters))


def test_lists_begin_with_the_latest_and_timelines_with_the_earliest_and_what_has_no_day_comes_last(tmp_path):
    days = [("2021-05-04", "4 May"), ("2020", None), (None, "on 4 May"), ("2021-05", None), ("2021-05-05", "4 May")]
    with Record(tmp_path / "b.sayso") as record:
        for n, date in enumerate(days):
            record.add(report(n, date=date, town=n))
        assert [one.id for one in record.events()] == ["h5", "h1", "h4", "h2", "h3"]
        assert [one.id for one in record.timeline()] == ["h2", "h4", "h1", "h5", "h3"]


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_follow_each_other_whatever_their_length(tmp_path, limit):
    days = [("2021-05-04", "4 May"), (None, "on 4 May"), ("2020", None), (None, "on 4 May"), ("2021-05", None)]
    with Record(tmp_path / "b.sayso") as record:
        for n, date in enumerate(days):
            record.add(report(n, date=date, town=n))
        for ask, name in ((record.events, "before"), (record.timeline, "after")):
            found, last = [], None
            while page := [one.id for one in ask(limit=limit, **{name: last})]:
                assert len(page) <= limit
                found += page
                last = page[-1]
            assert found == [one.id for one in ask()]
            assert len(found) == 5


# What reports make of it together.


def join(record: Record, *readings: Reading) -> Happening:
    """Add readings; what the program has not joined, a person does."""
    for reading in readings:
        record.add(reading)
    while len(found := [one.id for one in record.events(historical=True)]) > 1:
        record.merge(*sorted(found)[:2])
    return record.happening(found[0])


def test_two_reports_of_one_event_are_one(tmp_path):
    with Record(tmp_path / "b.sayso") as record:
        for n in range(2):
            record.add(report(n))
        (found,) = record.events()
        assert [one.publication.publisher for one in found.reports] == ["Paper 0", "Paper 1"]
        assert [party.id for party in (*found.actor, *found.recipient)] == ["k1", "k2"]
        assert record.count().events == record.count_events() == 1
        assert list(verify(record.connection)) == []


def test_reports_come_by_their_day_of_publication_and_not_as_they_were_added(tmp_path):
    with Record(tmp_path / "b.sayso") as record:
        found = join(record, report(2), report(0), report(1, of={"published": None}))
        assert [one.publication.publisher for one in found.reports] == ["Paper 0", "Paper 2", "Paper 1"]


def test_two_events_of_one_article_stay_two(tmp_path):
    twice = make_reading(
        "Ada Lund struck Odo Brask on 4 May. Again Ada Lund struck Odo Brask on 4 May.",
        who=(Who("Ada Lund"), Who("Odo Brask")),
        happened=[
            Happened(word, actor=("Ada Lund",), recipient=("Odo Brask",), date=("2021-05-04", "4 May"))
            for word in ("struck", "struck/2")
        ],
        published="2021-05-05",
    )
    with Record(tmp_path / "b.sayso") as record:
        record.add(twice)
        assert record.count_events() == 2


@pytest.mark.parametrize(
    ("statuses", "summed"),
    [
        (["asserted", "denied", "denied"], "asserted"),
        (["claimed", "denied", "denied"], "denied"),
        (["denied"], "denied"),
        (["claimed", "planned", "planned"], "claimed"),
        (["planned", "hypothetical", "hypothetical"], "hypothetical"),
        (["planned", "requested"], "planned"),
    ],
)
def test_a_status_sums_up_over_reports_and_is_found_by_it(tmp_path, statuses, summed):
    with Record(tmp_path / "b.sayso") as record:
        found = join(record, *(report(n, fields={"status": status}) for n, status in enumerate(statuses)))
        assert found.status == summed
        assert [one.status for one in record.events(status=(summed,))] == [summed]


def test_sizes_that_most_reports_give_are_told_and_of_equally_many_the_first(tmp_path):
    sizes = [{"hurt": (5.0, "five")}, {"hurt": (6.0, "six")}, {"hurt": (6.0, "six"), "dead": (1.0, "Lund")}]
    with Record(tmp_path / "b.sayso") as record:
        found = join(record, *(report(n, size=size) for n, size in enumerate(sizes)))
        assert {what: size.value for what, size in found.size.items()} == {"hurt": 6.0, "dead": 1.0}
    with Record(tmp_path / "c.sayso") as record:
        assert join(record, *(report(n, size=size) for n, size in enumerate(sizes[:2]))).size["hurt"].value == 5.0


def test_an_older_version_no_longer_counts_and_is_told_where_it_is_asked_for(record):
    newer = make_reading(
        "Rebels shelled a post, it was said; the post stood.", who=(Who("Rebels", "group"),),
        happened=(Happened("shelled", actor=("Rebels",)),),
        url=RAID.article.url, published="2021-03-04",
    )  # fmt: skip
    assert record.add(newer) == "version"
    assert find(record) == ["fired", "shelled"]
    assert len(list(record.events(replaced=True))) == 4
    assert record.add(RAID) == "version"
    assert find(record) == ["fired", "sent troops", "shelled"]


def test_a_reprint_tells_no_event_twice(record):
    before = list(record.events(historical=True))
    again = replace(RAID, article=replace(RAID.article, url="https://tide.example/1", publisher="The Tide"))
    assert record.add(again) == "again"
    assert list(record.events(historical=True)) == before
    assert find(record, publisher="The Tide") == ["sent troops", "shelled"]


def test_an_article_that_is_added_twice_changes_nothing(record):
    before = list(record.events(historical=True))
    assert record.add(RAID) == "known"
    assert list(record.events(historical=True)) == before


def test_people_who_are_merged_are_one_in_events_too(record):
    one, other = record.find_known("two soldiers"), record.find_known("three soldiers")
    record.merge(f"k{one}", f"k{other}", by="Vera")
    assert [party.id for found in record.events(event_type=("ASSAULT",)) for party in found.recipient] == [
        f"k{one}"
    ] * 2
    assert find(record, recipient=f"k{other}") == find(record, recipient=f"k{one}") == ["fired", "shelled"]


@pytest.mark.parametrize(
    ("sought", "sentence"),
    [
        ("died", "Two men died near St. Agnes."), ("said", "“Go,” said Gen. A. Holt of the U.S. Army."),
        ("hurt", "12 were hurt!"), ("Snow", "Snow fell"), (" ", "Two men died near St. Agnes."),
    ],
)  # fmt: skip
def test_the_sentence_around_a_word_is_found(sought, sentence):
    text = "Two men died near St. Agnes. “Go,” said Gen. A. Holt of the U.S. Army. 12 were hurt!\nSnow fell"
    at = text.index(sought)
    assert [text[slice(*place)] for place in find_sentences(text, [(at, at + 1)])] == [sentence]
