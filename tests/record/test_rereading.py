"""An article is read again: the new reading stands in the place of the old one, but for what a person decided."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.data import Addition, Provenance, Query, Reading, Statement
from sayso.errors import EditError, SaysoError
from sayso.keeping import Record
from sayso.link import POSTINGS, choose_candidates, limit_of, meet_newcomers, place_newcomers
from sayso.link.likeness import make_portrait
from sayso.record import Hand
from sayso.record.here import name_of
from sayso.record.load import Loader
from sayso.record.rereading import Rereading, apply_reading, list_orphans, narrow_candidates, renew_known
from sayso.record.verify import verify
from tests.record.made import HARBOUR, INTERVIEW, LATER, NEWER, ODD, OUTLET, Said, Who, make_reading

TEXT = (
    "Ada Lund of the Harbour Board said that the dam is safe. She added that Odo Brask had denied that the gates leak. "
    "“No,” they said. Snow fell on Tarn."
)
LUND = Who("Ada Lund", others=("She",), roles=(("member", "the Harbour Board", None, None),))
ALONE = replace(LUND, roles=())
BOARD, BRASK, TARN = Who("the Harbour Board", "organisation"), Who("Odo Brask", others=("they",)), Who("Tarn", "place")
SAFE = Said("the dam is safe", "Ada Lund", "Ada Lund")
DENIED = Said("Odo Brask had denied that the gates leak", "Ada Lund", "She", "added")
LEAK = Said("the gates leak", "Odo Brask", "Odo Brask", "had denied", within=1, fields={"act": "deny"})
NO = Said("No", "Odo Brask", "they", "said/2", fields={"manner": "direct"})
FIELDS = {"published": "2021-03-04", "publisher": "The Tarn Courier"}
BEFORE = make_reading(TEXT, who=(LUND, BOARD, BRASK, TARN), said=(SAFE, DENIED, LEAK, NO), **FIELDS)
A_SAFE, A_DENIED, A_LEAK, A_NO = (one.id for one in BEFORE.attributions)
ME = Hand("Vera")


def read_again(who: Sequence[Who] = (LUND, BOARD, BRASK, TARN), said: Sequence[Said] = (SAFE, DENIED, LEAK, NO)):
    """Read the text again, by another run."""
    reading = make_reading(TEXT, who=who, said=said, **FIELDS)
    return replace(reading, provenance=Provenance("sha256:1", "rnext"))


@pytest.fixture
def record(tmp_path) -> Iterator[Record]:
    with Record(tmp_path / "a.sayso") as opened:
        for reading in (HARBOUR, BEFORE, LATER, OUTLET):
            opened.add(reading)
        yield opened
        assert [str(fault) for fault in verify(opened.connection)] == []


def reread(record: Record, reading: Reading) -> Rereading:
    """Apply a new reading, as `Record.reread` does: its new entities are placed among those known."""
    row = record.find(reading.article.id).row
    newcomers = meet_newcomers(reading)
    postings = record.look_up({key: limit_of(key) for keys in newcomers.keys for key in keys}, most=POSTINGS)
    candidates = narrow_candidates(record.connection, row, reading, choose_candidates(newcomers, postings))
    known = record.fetch_known(dict.fromkeys(old for chosen in candidates for old in chosen))
    placing = place_newcomers(newcomers, candidates, {old: make_portrait(one) for old, one in known.items()})
    with record.writing():
        done = apply_reading(record.connection, row, Addition(reading, placing.placed, placing.judgements), ME)
        renew_known(record.connection, done.known, record._assemble)
    return done


def load(record: Record, reading: Reading = BEFORE) -> Reading:
    return record.load_reading(record.find(reading.article.id).row)


def fetch(record: Record, own: str) -> Statement:
    shown = record.show(own)
    assert isinstance(shown, Statement)
    return shown


def tell(done: Rereading) -> list[tuple[str, str]]:
    return [(one.kind, (one.new or one.old).content.text) for one in done.differences]  # type: ignore[union-attr]


@pytest.mark.parametrize("reading", [HARBOUR, INTERVIEW, LATER, NEWER, ODD, OUTLET, BEFORE])
def test_the_same_reading_changes_nothing_but_the_run(tmp_path, reading):
    with Record(tmp_path / "b.sayso") as record:
        record.add(reading)
        numbers = [one.number for one in record.statements()]
        again = replace(reading, provenance=Provenance("sha256:1", "rnext"))
        done = reread(record, again)
        assert (done.differences, done.orphans, done.known, done.runs) == ((), (), (), ("rmade", "rnext"))
        assert replace(load(record, reading), sayso_version="") == replace(again, sayso_version="")
        assert [one.number for one in record.statements()] == numbers
        assert list(verify(record.connection)) == []


def test_what_nobody_decided_is_as_the_new_reading_has_it(record):
    new = read_again(said=(SAFE, replace(NO, fields={"act": "deny", "manner": "direct"}), Said("on Tarn", cue="fell")))
    done = reread(record, new)
    assert load(record).attributions == new.attributions
    assert tell(done) == [
        ("gone", "Odo Brask had denied that the gates leak"), ("gone", "the gates leak"),
        ("changed", "No"), ("new", "on Tarn"),
    ]  # fmt: skip


def test_one_line_of_the_log_tells_the_runs_and_how_many_are_new_gone_and_changed(record):
    reread(record, read_again(said=(SAFE, Said("on Tarn", cue="fell"), replace(NO, fields={"act": "deny"}))))
    line, *_ = record.log(BEFORE.article.id)
    assert (line.by, line.action, line.before) == ("Vera", "reread", {"run": "rmade"})
    assert line.after == {"run": "rnext", "new": 1, "gone": 2, "reworded": 0, "changed": 1, "orphans": 0}


@pytest.mark.parametrize("action", ["confirm", "reject"])
def test_a_decided_statement_stays_as_it_is_though_it_is_read_otherwise(record, action):
    getattr(record, action)(A_NO, by="Wim")
    before = fetch(record, A_NO)
    done = reread(record, read_again(said=(SAFE, replace(NO, by="Ada Lund", fields={"act": "deny"}))))
    assert fetch(record, A_NO) == before
    assert [one.action for one in record.log(A_NO)] == [action]
    assert "No" not in [words for _, words in tell(done)]
    assert done.orphans == ()


def test_a_decided_statement_keeps_its_number_and_all_else_takes_the_numbers_that_are_free(record):
    before = {one.number for one in record.statements()}
    record.confirm(A_NO, by="Wim")
    number = fetch(record, A_NO).number
    reread(record, read_again(said=(SAFE, DENIED, NO)))
    assert fetch(record, A_NO).number == number
    assert {one.number for one in record.statements()} < before
    assert [one.content.text for one in load(record).attributions] == [
        "the dam is safe", "Odo Brask had denied that the gates leak", "No",
    ]  # fmt: skip


def test_what_a_person_corrected_is_not_read_back_to_what_it_was(record):
    record.correct(A_SAFE, "content", "dam is safe", by="Wim")
    record.correct(A_SAFE, "act", "announce", by="Wim")
    done = reread(record, read_again())
    kept = [one for one in load(record).attributions if "dam is safe" in one.content.text]
    assert [(one.id, one.content.text, one.act) for one in kept] == [(A_SAFE, "dam is safe", "announce")]
    assert (done.differences, done.orphans) == ((), ())


def test_a_decision_whose_words_are_no_longer_read_is_an_orphan_and_kept(record):
    record.confirm(A_NO, by="Wim")
    done = reread(record, read_again(said=(SAFE, Said("“No,”", "Odo Brask", "they", "said/2"))))
    assert done.orphans == (A_NO,)
    assert fetch(record, A_NO).orphan
    assert fetch(record, A_NO).status == "confirmed"
    assert list_orphans(record.connection) == [fetch(record, A_NO).number]
    assert "“No,”" in [one.content.text for one in load(record).attributions]


def test_an_orphan_whose_words_are_read_again_is_none_any_more(record):
    record.confirm(A_NO, by="Wim")
    reread(record, read_again(said=(SAFE,)))
    reread(record, replace(read_again(), provenance=Provenance("sha256:2", "rlast")))
    assert list_orphans(record.connection) == []


def test_a_decision_that_was_taken_back_makes_no_orphan(record):
    edit = record.confirm(A_NO, by="Wim")
    reread(record, read_again(said=(SAFE,)))
    record.undo(edit.number)
    assert list_orphans(record.connection) == []


# What is nested.


@pytest.mark.parametrize("decided", [A_DENIED, A_LEAK])
def test_what_is_nested_stays_nested_when_one_of_the_two_is_decided(record, decided):
    record.confirm(decided, by="Wim")
    reread(record, read_again())
    inner = fetch(record, A_LEAK).attribution
    assert inner.nested_in == A_DENIED
    assert inner.on_whose_word == ("writer", BEFORE.entities[0].id, BEFORE.entities[2].id)


def test_a_statement_nested_in_one_that_gives_way_is_nested_in_the_one_that_stays(record):
    record.correct(A_DENIED, "speaker", "Odo Brask", by="Wim")
    reread(record, read_again())
    inner = fetch(record, A_LEAK).attribution
    assert (inner.nested_in, inner.on_whose_word) == (A_DENIED, ("writer", BEFORE.entities[2].id))


def test_a_decided_statement_keeps_its_chain_when_the_one_around_it_is_gone(record):
    record.confirm(A_LEAK, by="Wim")
    before = fetch(record, A_LEAK).attribution
    reread(record, read_again(said=(SAFE, NO)))
    after = fetch(record, A_LEAK).attribution
    assert (after.nested_in, after.on_whose_word) == (None, before.on_whose_word)


def test_a_decided_statement_goes_into_what_followed_the_one_around_it_and_keeps_its_chain(record):
    record.confirm(A_LEAK, by="Wim")
    chain = fetch(record, A_LEAK).attribution.on_whose_word
    wider = Said("that Odo Brask had denied that the gates leak", "Odo Brask", "She", "added")
    reread(record, read_again(said=(SAFE, wider, NO)))
    after = fetch(record, A_LEAK).attribution
    outer = next(one for one in load(record).attributions if one.content.text == wider.content)
    assert (after.nested_in, after.on_whose_word) == (outer.id, chain)


# People and bodies.


def known_of(record: Record, reading: Reading = BEFORE) -> dict[str, str]:
    """Give the known entity of each entity of an article, by the name it has there."""
    rows = record.connection.execute(
        "SELECT e.name, e.mentions, a.text, 'k' || e.known_id FROM entity AS e JOIN article AS a USING (article_id) "
        "WHERE article_id = ?",
        (record.find(reading.article.id).row,),
    )
    return {name_of(*told): known for *told, known in rows}


def test_an_entity_that_shares_mentions_keeps_its_row_its_id_and_whom_it_is_and_takes_the_new_name(record):
    before = known_of(record)
    lund = Who("She", others=("Ada Lund",), fields={"aliases": ("Ada",), "country": "NOR"})
    new = read_again((lund, BOARD, BRASK, TARN), (replace(SAFE, by="She"), replace(DENIED, by="She"), LEAK, NO))
    new = replace(new, entities=(replace(new.entities[0], name="Ms Ada Lund"), *new.entities[1:]))
    done = reread(record, new)
    assert known_of(record)["Ms Ada Lund"] == before["Ada Lund"]
    kept = load(record).entities[0]
    assert (kept.id, kept.aliases, kept.country) == (BEFORE.entities[0].id, ("Ada",), "NOR")
    assert done.known == (int(before["Ada Lund"][1:]),)
    assert record.who(before["Ada Lund"]).listed.country == "NOR"


def test_an_entity_whose_first_mention_is_another_keeps_its_id_while_it_has_that_mention(record):
    first = next(one.id for one in BEFORE.entities if one.name == "Odo Brask")
    wider = Who("Ada Lund", others=("She", "the Harbour Board"))
    later = Who("they", others=("Odo Brask", "Snow"))
    reread(record, read_again((wider, later, TARN), (SAFE, DENIED, replace(LEAK, by="they"), replace(NO, by="they"))))
    assert first in {one.id for one in load(record).entities}
    assert {one.source.entity for one in load(record).attributions if one.source} <= {
        one.id for one in load(record).entities
    }


def test_an_entity_without_its_old_first_mention_takes_the_id_of_the_new_reading(record):
    record.confirm(A_LEAK, by="Wim")
    new = read_again((LUND, BOARD, Who("they", fields={}), TARN), (SAFE, DENIED, replace(NO, by="they")))
    reread(record, new)
    ids = {one.id for one in load(record).entities}
    assert new.entities[2].id in ids
    assert {own for own in fetch(record, A_LEAK).attribution.on_whose_word if own != "writer"} <= ids


def test_an_entity_that_is_no_longer_read_goes_and_its_known_one_is_left_empty(record):
    tarn = next(one.id for one in BEFORE.entities if one.name == "Tarn")
    known = known_of(record)["Tarn"]
    rows = record.connection.execute("SELECT articles FROM known_entity WHERE known_id = ?", (int(known[1:]),))
    articles = rows.fetchone()[0]
    reread(record, read_again((LUND, BOARD, BRASK)))
    assert tarn not in {one.id for one in load(record).entities}
    rows = record.connection.execute("SELECT articles FROM known_entity WHERE known_id = ?", (int(known[1:]),))
    assert rows.fetchone()[0] == articles - 1


def test_nobody_is_found_by_the_name_of_whom_no_article_has_any_more(tmp_path):
    with Record(tmp_path / "b.sayso") as record:
        record.add(BEFORE)
        reread(record, read_again((LUND, BOARD, BRASK)))
        assert [one.name for one in record.people("Tarn")] == []
        assert list(verify(record.connection)) == []


def test_an_entity_that_is_read_for_the_first_time_is_placed_among_those_known(record):
    fewer = read_again((LUND, BOARD, TARN), (SAFE,))
    reread(record, fewer)
    assert "Odo Brask" not in known_of(record)
    reread(record, replace(read_again(), provenance=Provenance("sha256:2", "rlast")))
    assert known_of(record)["Odo Brask"] == known_of(record, HARBOUR)["Odo Brask"]
    assert known_of(record)["Ada Lund"] == known_of(record, HARBOUR)["Ada Lund"]


def test_those_whom_a_vanished_entity_held_together_stay_together(tmp_path):
    with Record(tmp_path / "b.sayso") as record:
        for reading in (BEFORE, HARBOUR, LATER):
            record.add(reading)
        one = known_of(record, HARBOUR)["Odo Brask"]
        assert {one} == {known_of(record, reading)["Odo Brask"] for reading in (BEFORE, LATER)}
        judged = list_judged(record)
        reread(record, read_again((LUND, BOARD, TARN), (SAFE,)))
        assert list_judged(record) < judged
        assert {one} == {known_of(record, reading)["Odo Brask"] for reading in (HARBOUR, LATER)}
        assert list(verify(record.connection)) == []


def list_judged(record: Record) -> set[int]:
    return {number for (number,) in record.connection.execute("SELECT judgement_id FROM judgement")}


def test_of_whom_a_reading_tells_the_same_at_another_place_nothing_is_made_anew(tmp_path):
    with Record(tmp_path / "b.sayso") as record:
        twice = make_reading("Snow fell. Snow fell on Tarn.", who=(Who("Snow", others=("Snow/2",)), TARN))
        record.add(twice)
        later = make_reading(twice.article.text, who=(Who("Snow/2"), TARN))
        done = reread(record, replace(later, provenance=Provenance("sha256:1", "rnext")))
        assert done.known == ()
        assert list(verify(record.connection)) == []


@pytest.mark.parametrize("decide", ["confirm", "correct"])
def test_whom_a_decided_statement_names_stays(record, decide):
    if decide == "confirm":
        record.confirm(A_LEAK, by="Wim")
    else:
        record.correct(A_SAFE, "speaker", "Odo Brask", by="Wim")
    reread(record, read_again((LUND, BOARD, TARN), (SAFE,)))
    assert "Odo Brask" in known_of(record)


def test_a_correction_of_the_speaker_can_still_be_taken_back(record):
    edit = record.correct(A_NO, "speaker", "Ada Lund", by="Wim")
    reread(record, read_again((LUND, BOARD), (SAFE,)))
    record.undo(edit.number)
    speaker = fetch(record, A_NO).speaker
    assert speaker is not None
    assert speaker.name == "Odo Brask"


def test_whom_a_person_joined_or_parted_stays(record):
    here = known_of(record)
    record.split(here["Odo Brask"], [BEFORE.article.id], by="Wim")
    record.merge(here["Tarn"], known_of(record, OUTLET)["Aides"], by="Wim")
    before = known_of(record)
    reread(record, read_again((ALONE,), (SAFE,)))
    assert {name: known_of(record).get(name) for name in ("Odo Brask", "Tarn")} == {
        name: before[name] for name in ("Odo Brask", "Tarn")
    }


def test_the_last_trace_of_somebody_whom_a_person_named_stays(tmp_path):
    with Record(tmp_path / "b.sayso") as record:
        record.add(BEFORE)
        record.correct(known_of(record)["Tarn"], "name", "Tarn Valley", by="Wim")
        reread(record, read_again((LUND, BOARD, BRASK)))
        assert [one.name for one in record.people("Tarn Valley")] == ["Tarn Valley"]
        assert list(verify(record.connection)) == []


def test_one_who_was_brought_in_by_a_person_stays(record):
    record.correct(A_NO, "speaker", "Jory Pell", by="Wim")
    reread(record, read_again())
    speaker = fetch(record, A_NO).speaker
    assert speaker is not None
    assert speaker.name == "Jory Pell"


def test_a_text_may_be_read_again_and_again(record):
    few, some = read_again((ALONE,), (SAFE,)), read_again((BRASK, TARN), (NO,))
    for n, reading in enumerate((few, some, read_again(), few, read_again(), some, read_again())):
        reread(record, replace(reading, provenance=Provenance("sha256:1", f"r{n}")))
        assert list(verify(record.connection)) == []
    assert replace(load(record), provenance=BEFORE.provenance).attributions == BEFORE.attributions


def test_what_a_newer_version_has_replaced_counts_for_nobody_after_it_is_read_again(record):
    record.add(NEWER)
    again = replace(LATER, attributions=LATER.attributions[:1], provenance=Provenance("sha256:1", "rnext"))
    reread(record, again)
    assert [one.status for one in load(record, LATER).attributions] == ["machine"]


def test_a_day_that_a_person_corrected_is_not_read_back(record):
    record.correct(BEFORE.article.id, "published", "2021-05-06", by="Wim")
    reread(record, read_again(said=(SAFE, DENIED, LEAK, NO, Said("on Tarn", cue="fell"))))
    assert {one.number // 10_000_000 for one in Loader(record.connection).load(
        row for (row,) in record.connection.execute("SELECT statement_id FROM statement WHERE article_id = 2")
    )} == {20210506}  # fmt: skip


def test_the_reading_of_another_text_is_refused(record):
    row = record.find(BEFORE.article.id).row
    with record.writing(), pytest.raises(EditError, match="another text"):
        apply_reading(record.connection, row, Addition(LATER), ME)


def test_one_who_is_in_the_article_already_is_not_taken_for_another_of_it(record):
    bare = Who("Snow", fields={})
    new = read_again((LUND, BOARD, BRASK, TARN, bare))
    row = record.find(BEFORE.article.id).row
    taken = known_of(record)["Ada Lund"]
    assert narrow_candidates(record.connection, row, new, [(taken,)] * 5) == ((), (), (), (), ())
    newcomers = meet_newcomers(new)
    known = record.fetch_known([taken])
    portraits = {taken: make_portrait(known[taken])}
    placing = place_newcomers(newcomers, [(), (), (), (), ()], portraits)
    joined = replace(placing.placed[4], known=replace(known[taken], members=(*known[taken].members, ("t", "e"))))
    with record.writing():
        apply_reading(record.connection, row, Addition(new, (*placing.placed[:4], joined)), ME)
    assert known_of(record)["Snow"] != taken


# Whatever persons and programs do.

NAMES = ("Ada Lund", "the Harbour Board", "She", "Odo Brask", "they", "Snow", "Tarn")
POOL = (SAFE, DENIED, LEAK, NO, replace(NO, content="“No,”"), Said("the dam", "Ada Lund", "Ada Lund"))


@st.composite
def readings(draw) -> Reading:
    """Make readings of the text in which any words may stand for one, and any statements are read."""
    groups: dict[int, list[str]] = {}
    for name in NAMES:
        groups.setdefault(draw(st.integers(0, 7)), []).append(name)
    groups.pop(7, None)
    who = tuple(Who(first, others=tuple(others)) for first, *others in groups.values())
    of = {name: first for first, *others in groups.values() for name in (first, *others)}
    said: list[Said] = []
    for one in POOL:
        within = next((n for n, outer in enumerate(said) if outer.content == DENIED.content), None)
        if draw(st.booleans()):
            speaker = of.get(draw(st.sampled_from((one.source, "Tarn"))))
            inner = None if one.within is None else within
            said.append(replace(one, by=speaker, within=inner, fields={"act": draw(st.sampled_from(("say", "deny")))}))
    return replace(make_reading(TEXT, who=who, said=said, **FIELDS), provenance=Provenance("sha256:1", "rnext"))


DEEDS = st.one_of(
    readings(),
    st.tuples(st.sampled_from(("confirm", "reject")), st.integers(0, 5)),
    st.tuples(st.sampled_from(("act", "speaker", "content")), st.integers(0, 5)),
    st.tuples(st.sampled_from(("merge", "split")), st.integers(0, 6)),
    st.tuples(st.just("undo"), st.integers(0, 3)),
)
VALUES = {"act": "warn", "speaker": "Jory Pell", "content": "dam"}


def do(record: Record, deed: tuple[str, int]) -> None:
    """Let a person do something that the record may refuse."""
    what, n = deed
    statements = [one.id for one in load(record).attributions]
    known = sorted(set(known_of(record).values()))
    if what == "undo":
        for edit in record.log()[n : n + 1]:
            record.undo(edit.number)
    elif what == "merge":
        record.merge(known[n % len(known)], known_of(record, LATER)["Radio Ness"])
    elif what == "split":
        record.split(known[n % len(known)], [BEFORE.article.id])
    elif what in VALUES:
        record.correct(statements[n % len(statements)], what, VALUES[what])
    else:
        getattr(record, what)(statements[n % len(statements)])


def list_decided(record: Record) -> list[tuple[object, ...]]:
    """List all that is decided, with its log."""
    rows = record.connection.execute(
        "SELECT statement_id, id, act, manner, negated, speaker_id, by_writer, content_spans, source_spans, cue_spans, "
        "decision FROM statement WHERE decision IS NOT NULL ORDER BY 1"
    )
    chains = [one.attribution.on_whose_word for one in record.statements(Query(status=("confirmed", "corrected")))]
    return [(*row, tuple(record.log(row[1]))) for row in rows] + [(len(chain),) for chain in chains]


@settings(max_examples=60)
@given(st.lists(DEEDS, min_size=2, max_size=7))
def test_whatever_is_decided_and_read_the_record_is_sound_and_no_decision_is_lost(deeds):
    with TemporaryDirectory() as folder, Record(Path(folder) / "a.sayso") as record:
        for reading in (HARBOUR, BEFORE, LATER):
            record.add(reading)
        for deed in deeds:
            if isinstance(deed, Reading):
                before = list_decided(record)
                reread(record, deed)
                assert list_decided(record) == before
            else:
                with suppress(SaysoError, ZeroDivisionError):
                    do(record, deed)
            assert [str(fault) for fault in verify(record.connection)] == []
