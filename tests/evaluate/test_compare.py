from collections import Counter

from evaluation.compare import count_changes, find_changes, list_changes
from sayso.evaluate.pieces import Parts
from tests.evaluate.made import find, make_attribution, make_reading
from tests.evaluate.test_polnear import ANNOTATED, FENN, TEXT
from tests.evaluate.test_polnear import write_gold as write_polnear
from tests.evaluate.test_statements import CREW, SHE, as_labels
from tests.evaluate.test_statements import FENN as PUMP_FENN
from tests.evaluate.test_statements import TEXT as PUMP
from tests.evaluate.test_statements import write_gold as write_labels

NEARLY = Parts((), FENN.cue, find(TEXT, "bridge is safe"))
ASTRAY = Parts((), (), find(TEXT, "The bridge is closed"))


def change(folder, old, new):
    """Tell what becomes of the one gold attribution, and of others, when `new` is read in place of `old`."""
    if not (folder / "text").exists():
        write_polnear(folder, {"anna": ANNOTATED})

    def read(many):
        return [make_reading("bridge.txt", TEXT, [make_attribution(TEXT, p, id=f"a{n}") for n, p in enumerate(many)])]

    return [*find_changes(folder, read(old), read(new))]


def kinds(changes):
    return Counter(item.kind for item in changes)


def test_what_is_newly_found_is_gained_and_what_is_missed_now_is_lost(tmp_path):
    assert kinds(change(tmp_path, [], [NEARLY])) == {"gained": 1}
    assert kinds(change(tmp_path, [FENN], [])) == {"lost": 1}


def test_bounds_put_right_or_wrong_are_told_apart_from_gains(tmp_path):
    assert kinds(change(tmp_path, [NEARLY], [FENN])) == {"made exact": 1}
    assert kinds(change(tmp_path, [FENN], [NEARLY])) == {"no longer exact": 1}


def test_what_stands_for_nothing_in_gold_comes_and_goes_as_astray(tmp_path):
    assert kinds(change(tmp_path, [FENN], [FENN, ASTRAY])) == {"newly astray": 1}
    assert kinds(change(tmp_path, [FENN, ASTRAY], [FENN])) == {"no longer astray": 1}


def test_readings_that_are_the_same_change_nothing(tmp_path):
    assert change(tmp_path, [NEARLY, ASTRAY], [NEARLY, ASTRAY]) == []


def test_an_article_without_a_reading_loses_all(tmp_path):
    write_polnear(tmp_path, {"anna": ANNOTATED})
    reading = make_reading("bridge.txt", TEXT, [make_attribution(TEXT, FENN)])
    assert kinds(find_changes(tmp_path, [reading], [])) == {"lost": 1}


def test_nested_attributions_of_our_gold_are_compared_too(tmp_path):
    write_labels(tmp_path, as_labels())
    outer, inner = make_attribution(PUMP, PUMP_FENN), make_attribution(PUMP, CREW, id="a2", nested_in="a1")
    old, new = (make_reading("pump.txt", PUMP, found) for found in ([outer], [outer, inner]))
    assert [item.words for item in find_changes(tmp_path, [old], [new])] == [
        "[the crew] [had told] [that the pump failed]"
    ]


def test_changes_are_counted_by_manner_act_and_cue_and_then_listed(tmp_path):
    write_labels(tmp_path, as_labels())
    denial = make_reading("pump.txt", PUMP, [make_attribution(PUMP, SHE)])
    changes = [*find_changes(tmp_path, [], [denial])]
    counts = [line.split() for line in count_changes(changes) if line]
    assert ["newly", "astray", "deny", "1"] in counts
    assert ["newly", "astray", "indirect", "1"] in counts
    assert list_changes(changes)[1:] == ["newly astray: pump.txt: [She] [denied] [a leak]"]
