"""An event in a new article is one that is known, by words, parties, day and place; or a new one."""

from dataclasses import replace

import numpy as np
import pytest

from sayso.data import EventTrace, KnownEntity, KnownEvent, Placed, Posting
from sayso.link.happenings import (
    KEPT,
    MetEvents,
    assemble_events,
    choose_events,
    may_be_one,
    meet_events,
    place_events,
)
from tests.record.made import RAID, RAID_AGAIN

DRAVIK, SELM, ORVANIA, KESHTAN = "7 ORV city", "8 ORV city", "1 ORV country", "2 KES country"
STRIKE = KnownEvent(
    "h1", "ASSAULT", recipient=("k1",), dates=("2024-01-05",), places=(DRAVIK,), members=(("t1", "v1"),),
    first="2024-01-06", last="2024-01-06", traces=(EventTrace(("struck",)),),
)  # fmt: skip


class Sure:
    """Scores by the words for the two events: what it is told, and far below for all else."""

    def __init__(self, **scores):
        self.scores = scores

    def compare(self, one, other):
        return self.scores.get(other, -9.0)

    def score(self, features):
        return features[:, 5]  # what `compare` said


def met(*known):
    return MetEvents(known, tuple((f"key {n}",) for n in range(len(known))), ())


def place(new, *known, matcher):
    placing = place_events(met(*new), [[old.id for old in known]] * len(new), {o.id: o for o in known}, lambda: matcher)
    return [one.known.id for one in placing.placed], placing.judgements


def report(words, **changes):
    new = replace(STRIKE, id=f"h {words}", members=(("t2", f"v {words}"),), traces=(EventTrace((words,)),))
    return replace(new, **changes)


def test_an_event_joins_the_known_one_that_it_is_most_like():
    other = replace(STRIKE, id="h2", traces=(EventTrace(("raided",)),))
    ids, judgements = place([report("hit")], STRIKE, other, matcher=Sure(hit=1.5))
    assert ids == ["h1"]
    assert judgements[0].verdict == "same"
    assert judgements[0].score == pytest.approx(0.82, abs=0.01)
    assert judgements[0].reason == "of one type, of one day, in one place, to the same"


def test_an_event_that_is_like_none_begins_a_new_one():
    assert place([report("hit")], STRIKE, matcher=Sure(hit=-3.0)) == (["h hit"], ())


def test_two_events_of_one_article_never_join_one():
    ids, _ = place([report("hit"), report("shelled")], STRIKE, matcher=Sure(hit=1.0, shelled=2.0))
    assert ids == ["h hit", "h1"]


OTHER_DAYS = ({"dates": ("2024-01-06",)}, {"dates": ("2023",)})
OTHER_PLACES = ({"places": (SELM,)}, {"places": (KESHTAN,)})


@pytest.mark.parametrize("changes", [*OTHER_DAYS, *OTHER_PLACES, {"unreal": True}, {"historical": True}])
def test_another_day_another_town_or_what_has_not_happened_is_another_event(changes):
    assert not may_be_one(STRIKE, replace(STRIKE, **changes))
    assert place([report("hit", **changes)], STRIKE, matcher=Sure(hit=9.0))[0] == ["h hit"]


@pytest.mark.parametrize(
    "changes",
    [{"dates": ()}, {"dates": ("2024-01",)}, {"places": ()}, {"places": (ORVANIA,)}, {"places": ("the port",)}],
)
def test_what_is_only_told_less_closely_may_be_the_same_event(changes):
    assert may_be_one(STRIKE, replace(STRIKE, **changes))


def test_a_known_event_keeps_what_its_first_and_last_reports_left():
    members = [replace(STRIKE, members=((f"t{n}", "v1"),), traces=(EventTrace((str(n),)),)) for n in range(9)]
    whole = assemble_events(members).known
    assert [trace.words[0] for trace in whole.traces] == ["0", "1", "2", "6", "7", "8"]
    assert len(whole.traces) == 2 * KEPT
    assert len(whole.members) == 9


def test_an_event_is_looked_up_by_type_and_month_with_each_party_and_its_place():
    asked = meet(RAID_AGAIN)
    kept = meet(RAID)
    shared = [set(asked.asked[0]) & set(keys) for keys in kept.keys]
    assert any(shared)
    found = choose_events(asked, {key: Posting(1, ("h5",)) for keys in shared for key in keys})
    assert found[0] == ("h5",)


def meet(reading):
    return meet_events(
        reading, [Placed(KnownEntity(f"k {one.name}", one.name, one.kind), ()) for one in reading.entities]
    )


def test_what_is_remembered_of_a_report_are_its_words_its_names_and_its_parties():
    trace = meet(RAID).known[0].traces[0]
    assert trace.words
    assert trace.names
    assert trace.around
    assert np.all(np.array([*trace.names, *trace.around]) < 1 << 24)
