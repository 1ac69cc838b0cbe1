"""Records made by hand in, what `forget` leaves of a person in every byte of every file out: nothing."""

import base64
import json
import re
import sqlite3
import subprocess
import sys
import unicodedata
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.data import Account, EventDate, EventPlace, Query, Reading, Size
from sayso.errors import EditError, RecordError, UnknownIdError
from sayso.ids import make_id
from sayso.keeping import Record
from sayso.record.edits import Hand, read_log
from sayso.record.forget import forget, preview_forget
from sayso.record.known import ENTITIES, number_known
from sayso.record.names import choose_names, scrub, scrub_address
from sayso.record.opening import back_up, list_backups
from sayso.record.redact import redact
from sayso.record.search import find_numbers
from sayso.record.verify import verify
from sayso.record.write import find_reason
from tests.record.made import HARBOUR, Happened, Said, Who, make_reading

HAND = Hand("Tester", "Enno Vasht has asked for it, and Vasht's lawyer too")
SAID = Who("Jory Pell", others=("he",), roles=(("Vasht's deputy", None, None, "Vasht's deputy"),))

RESIGNS = make_reading(
    "Enno Vasht resigns\n\nHarbour chief Enno Vasht said that the gates leak. Vasht's deputy Jory Pell said he doubts "
    "that VASHT and Enno knew of it. The Vasht Foundation said nothing. Write to enno.vasht@tarn.example.",
    who=(
        Who("Enno Vasht", others=("Enno Vasht/2",), roles=(("chief", "The Vasht Foundation", None, "chief"),)),
        SAID,
        Who("The Vasht Foundation", "organisation"),
        Who("Vasht's deputy", "unnamed"),
    ),
    said=(
        Said("the gates leak", "Enno Vasht", "Enno Vasht/2", chain=("writer", "Jory Pell", "Enno Vasht")),
        Said("that VASHT and Enno knew of it", "Jory Pell", "Jory Pell", "doubts", candidates={"Enno Vasht": 0.25}),
    ),
    title="Enno Vasht resigns", byline=("Enno Vasht", "Æsa Strand"), published="2021-03-04", series="Vasht: the end",
    url="https://tarn.example/%C3%89nno-Vasht-resigns", path="in/enno_vasht.txt", publisher="The Tarn Courier",
)  # fmt: skip
_RESIGNED, _DOUBTED = make_reading(
    RESIGNS.article.text, who=(Who("Enno Vasht"), Who("Jory Pell", others=("he",))),
    said=(Said("that VASHT and Enno knew of it", "Jory Pell", "Jory Pell", "doubts", candidates={"Enno Vasht": 0.25}),),
    happened=(
        Happened("resigns", "RETREAT", ("Enno Vasht",), others=("Enno Vasht/2",),
                 statuses=(("claimed", "Jory Pell", 0),)),
        Happened("knew", "OTHER", ("Jory Pell",), ("Enno Vasht",), answers=(0,), place=("Vasht", None)),
    ),
).events  # fmt: skip
RESIGNS = replace(
    RESIGNS,
    events=(
        replace(
            _RESIGNED, modes=("by Enno Vasht",), size={"friends of Enno Vasht": Size(3.0, unit="Enno Vasht")},
            date=EventDate(None, None, "after Enno Vasht fell", (), "unresolved"),
            place=EventPlace("Enno Vasht Quay", 7, (), "city", "NOR", 60.0, 5.0),
            accounts=(*_RESIGNED.accounts, Account("place", "Enno Vasht Quay")),
        ),
        _DOUBTED,
    ),
)  # fmt: skip
UPDATED = make_reading(
    "Enno Vasht resigns\n\nHarbour chief Enno Vasht said that the gates leak no longer.",
    who=(Who("Enno Vasht", others=("Enno Vasht/2",)),),
    said=(Said("the gates leak no longer", "Enno Vasht", "Enno Vasht/2"),),
    title="Enno Vasht resigns", published="2021-03-05", url="https://tarn.example/%C3%89nno-Vasht-resigns",
)  # fmt: skip
COUSINS = make_reading(
    "Enno Vasht and his cousin Olle Vasht met. Olle Vasht said that Enno-Vasht, or Vas\u0327ht, was well. "
    "Vasht, a pilot, said so.",
    who=(Who("Enno Vasht"), Who("Olle Vasht", others=("Olle Vasht/2", "Vasht/5"))),
    said=(Said("Enno-Vasht, or Vas\u0327ht, was well", "Olle Vasht", "Olle Vasht/2"),),
    published="2021-03-06", publisher="Radio Ness",
)  # fmt: skip
LETTER = make_reading(
    "A letter to Énno\nVASHT came at noon, Jory Pell said. Nobody read it.",
    who=(Who("Jory Pell"), Who("Nobody", "unnamed")),
    said=(Said("A letter to Énno\nVASHT came at noon", "Jory Pell", "Jory Pell"),),
    published="2021-03-07",
)  # fmt: skip
ALIAS = make_reading(
    "Commodore Eno Waschte, once of Tarn, said that the fog is thick.",
    who=(Who("Eno Waschte", fields={"aliases": ("Commodore Eno Waschte",)}),),
    said=(Said("the fog is thick", "Eno Waschte", "Eno Waschte"),),
    published="2021-03-08",
)  # fmt: skip
NAMESAKE = make_reading(
    "Olle Vasht, a pilot of Tarn, said that the tide was late. Vasht laughed.",
    who=(Who("Olle Vasht", others=("Vasht/2",)),),
    said=(Said("the tide was late", "Olle Vasht", "Olle Vasht"),),
    published="2021-03-09", title="Vasht on tides",
)  # fmt: skip
READINGS = (RESIGNS, UPDATED, COUSINS, LETTER, ALIAS, NAMESAKE, HARBOUR)
SHAPES = ("enno vasht", "ennovasht", "eno waschte", "waschte")


@pytest.fixture
def record(tmp_path):
    """Give a record in which a person stands wherever one can, a backup of it, and a copy that was only begun."""
    with Record(tmp_path / "tarn.db") as made:
        for reading in READINGS:
            made.add(reading, place=f"/in/{reading.article.path or reading.article.id}", digest="0")
        made.add(_reprint(RESIGNS))
        person = f"k{made.find_known('Enno Vasht')}"
        made.merge(person, f"k{made.find_known('Eno Waschte')}", by="Tester", why="Vasht's office says they are one")
        made.correct(person, "name", "Enno Aurel Vasht", by="Enno Vasht", why="so he signs")
        said = RESIGNS.attributions[0]
        made.correct(said.id, "content", "gates leak", by="Tester", why="ENNO VASHT told us")
        made.reject(RESIGNS.attributions[1].id, by="Tester")
        made.correct(_RESIGNED.id, "place", "Enno Vasht Bay", by="Tester", why="Enno Vasht says so")
        made.correct(_DOUBTED.id, "actor", "Enno Aurel Vasht", by="Tester")
        made.merge(made.happening(_RESIGNED.id).id, made.happening(_DOUBTED.id).id, by="Tester", why="Vasht did both")
        made.correct(RESIGNS.article.id, "title", "Why Enno Vasht resigned", by="Tester")
        back_up(made.connection, made.path)
        yield made


def _reprint(reading: Reading) -> Reading:
    again = {"url": "https://ness.example/enno-vasht", "publisher": "Radio Ness", "title": "Vasht goes", "path": None}
    return make_reading(reading.article.text, byline=("Enno Vasht",), **again)


def forget_person(record: Record, name: str = "Enno Aurel Vasht"):
    return forget(record.connection, record.path, record.find_known(name), HAND)


def plain(words: str) -> str:
    """Write words small, without marks, with single spaces between them."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c)).casefold()
    return re.sub(r"[\s_.-]+", " ", bare)


def read_files(folder: Path) -> dict[str, str]:
    """Read every file of a folder as words, and what its indexes and binary columns hold."""
    found = {path.name: path.read_bytes().decode("utf-8", "replace") for path in folder.iterdir()}
    for path in [*folder.glob("*.db"), *folder.glob("*.backup")]:
        with closing(sqlite3.connect(path)) as connection:
            profiles = connection.execute("SELECT profile FROM known_entity UNION ALL SELECT profile FROM known_event")
            found[f"{path.name} profiles"] = "\n".join(row[0].decode("latin-1") for row in profiles)
            found[f"{path.name} log"] = "\n".join(_list_noted(connection))
    return found


def _list_noted(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT before FROM edit WHERE field = 'members'")
    noted = [row for (before,) in rows for row in json.loads(before or "{}").get("rows", ())]
    return [base64.b64decode(row["values"]["profile"]).decode("latin-1") for row in noted]


def list_terms(connection: sqlite3.Connection, index: str) -> set[str]:
    connection.execute(f"CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, {index}, row)")
    terms = {term for (term,) in connection.execute("SELECT term FROM temp.terms")}
    connection.execute("DROP TABLE temp.terms")
    return terms


def find_in_segments(connection: sqlite3.Connection, index: str, word: str) -> bool:
    """Tell whether the pages of an index hold the end of a word: what two words begin with is written once."""
    pages = connection.execute(f"SELECT block FROM {index}_data")
    return any(word[3:].encode() in page for (page,) in pages)


def test_the_fixture_holds_what_is_to_be_forgotten(record):
    record.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    files = read_files(record.path.parent)
    assert any("waschte" in words.lower() for name, words in files.items() if name.endswith("log"))
    for shape in ("enno vasht", "eno waschte"):
        assert sum(shape in plain(words) for words in files.values()) >= 2


@pytest.mark.parametrize("shape", SHAPES)
def test_no_byte_of_any_file_holds_the_name_then(record, shape):
    forget_person(record)
    for name, words in read_files(record.path.parent).items():
        assert shape not in plain(words), name


def test_the_bare_names_are_left_where_they_are_anothers_and_nowhere_else(record):
    forget_person(record)
    texts = dict(record.connection.execute("SELECT published, text FROM article WHERE published > '2021-03-05'"))
    assert texts["2021-03-06"] == (
        "██████████ and his cousin Olle Vasht met. Olle Vasht said that ██████████, or ██████, was well. "
        "Vasht, a pilot, said so."
    )
    assert texts["2021-03-09"] == NAMESAKE.article.text
    text = record.connection.execute("SELECT text FROM article WHERE article_id = 1").fetchone()[0]
    assert text == (
        "██████████ resigns\n\nHarbour chief ██████████ said that the gates leak. █████'s deputy Jory Pell said he "
        "doubts that █████ and ████ knew of it. The Vasht Foundation said nothing. Write to ██████████@tarn.example."
    )


def test_a_person_alone_leaves_no_part_of_the_name_either(tmp_path):
    text = "Vasht resigns\n\nHarbour chief Enno Vasht said that Vasht's gates leak. Enno wept, VASHT did not."
    reading = make_reading(
        text,
        who=(Who("Enno Vasht", others=("Vasht",), roles=(("Vasht's chief", None, None, None),)),),
        said=(Said("Vasht's gates leak", "Enno Vasht", "Enno Vasht"),),
        happened=(Happened("resigns", actor=("Enno Vasht",), place=("Vasht", None), others=("VASHT",)),),
        title="Vasht resigns", url="https://tarn.example/vasht", path="enno.txt",
    )  # fmt: skip
    with Record(tmp_path / "tarn.db") as record:
        record.add(reading, place="/in/enno.txt", digest="0")
        record.add(HARBOUR)
        forget(record.connection, record.path, 1, Hand("Tester", "Vasht asked"))
        assert not {"enno", "vasht"} & (list_terms(record.connection, "statement_fts"))
        assert not {"enno", "vasht"} & (list_terms(record.connection, "people_fts"))
        assert not {"enno", "vasht"} & (list_terms(record.connection, "event_fts"))
        assert not find_in_segments(record.connection, "event_fts", "vasht")
        assert not find_in_segments(record.connection, "statement_fts", "vasht")
        assert not find_in_segments(record.connection, "people_fts", "vasht")
        for name, words in read_files(tmp_path).items():
            assert not re.search("vasht|enno", plain(words)), name


def test_every_offset_holds_and_the_record_has_no_fault(record):
    places = list_places(record)
    forget_person(record)
    assert list_places(record) == places
    assert list(verify(record.connection)) == []
    with closing(sqlite3.connect(list_backups(record.path)[0], isolation_level=None)) as copy:
        assert list(verify(copy)) == []


def list_places(record: Record) -> list[tuple[object, ...]]:
    command = "SELECT statement_id, content_spans, cue_spans, source_spans FROM statement ORDER BY 1"
    mentions = "SELECT entity_id, mentions FROM entity UNION ALL SELECT event_id, mentions FROM event ORDER BY 1"
    return [*record.connection.execute(command), *record.connection.execute(mentions)]


def test_articles_without_the_person_are_as_they_were(record):
    before = [record.load_reading(row) for row in (6, 7)]
    forget_person(record)
    assert [record.load_reading(row) for row in (6, 7)] == before
    assert [reading.article.sha256 for reading in before] == [NAMESAKE.article.sha256, HARBOUR.article.sha256]


def test_what_was_read_stays_with_what_it_was_read_from(record):
    before = record.load_reading(1)
    forget_person(record)
    after = record.load_reading(1)
    assert [a.act for a in after.attributions] == [a.act for a in before.attributions]
    assert after.attributions[0].on_whose_word == ("writer", after.entities[1].id, after.entities[0].id)
    assert after.attributions[1].source.candidates[0].entity == after.entities[0].id
    assert {a.id for a in after.attributions}.isdisjoint(a.id for a in before.attributions)
    assert [(e.name, [r.title for r in e.roles]) for e in after.entities] == [
        ("██████████", ["chief"]), ("Jory Pell", ["█████'s deputy"]), ("The Vasht Foundation", []),
        ("█████'s deputy", []),
    ]  # fmt: skip
    article = after.article
    assert (article.title, article.byline) == ("Why ██████████ resigned", ("██████████", "Æsa Strand"))
    assert (article.series, article.path) == ("█████: the end", "in/██████████.txt")
    assert article.url == "https://tarn.example/██████████-resigns"


def test_events_of_the_person_are_those_of_somebody_forgotten(record):
    before = record.load_reading(1)
    forget_person(record)
    after = record.load_reading(1)
    resigned, doubted = after.events
    assert (resigned.trigger.text, resigned.mentions[1].exact) == ("resigns", "██████████")
    assert resigned.actor == doubted.actor == (after.entities[0].id,)
    assert {event.id for event in after.events}.isdisjoint(event.id for event in before.events)
    assert doubted.answers == (resigned.id,)
    assert resigned.statuses[0].on_whose_word == ("writer", after.entities[1].id)
    assert resigned.modes == ("by ██████████",)
    assert resigned.date.phrase == "after ██████████ fell"
    assert resigned.place.name == "██████████ Bay"
    assert list(resigned.size) == ["friends of ██████████"]
    assert resigned.accounts[-1].value == "██████████ Quay"
    found = record.happening(resigned.id)
    assert [(party.name, party.id) for party in found.actor] == [("(forgotten)", "k1")]
    assert [one.event.id for one in found.reports] == [resigned.id, doubted.id]
    assert found.modes == ("by ██████████",)


def test_what_was_decided_of_events_is_undone_without_the_name(record):
    forget_person(record)
    corrected = next(edit for edit in record.log() if edit.field == "place")
    assert corrected.object == record.load_reading(1).events[0].id
    assert (corrected.was, corrected.now) == ("██████████ Quay", "██████████ Bay")
    record.undo(corrected.number)
    assert record.load_reading(1).events[0].place.name == "██████████ Quay"
    merged = next(edit for edit in record.log() if edit.action == "merge" and edit.object.startswith("h"))
    assert merged.why == "█████ did both"
    record.undo(merged.number)
    assert record.count_events(replaced=True) == 2
    assert list(verify(record.connection)) == []


def test_the_log_speaks_of_the_same_things_under_their_new_ids(record):
    forget_person(record)
    reading = record.load_reading(1)
    lines = {(edit.action, edit.field): edit for edit in read_log(record.connection)}
    assert lines["correct", "content"].object == reading.attributions[0].id
    assert lines["reject", "status"].object == reading.attributions[1].id
    assert lines["correct", "title"].after == "Why ██████████ resigned"
    assert lines["replace", "replaced_by"].object == reading.article.id
    assert lines["replace", "replaced_by"].after == record.load_reading(2).article.id
    assert lines["correct", "name"].by == "██████████"
    assert lines["correct", "name"].after["value"] == "(forgotten)"
    assert lines["merge", "members"].why == "█████'s office says they are one"
    assert lines["correct", "content"].why == "██████████ told us"


def test_the_log_can_only_be_added_to_as_before(record):
    forget_person(record)
    for command in ("UPDATE edit SET why = NULL", "DELETE FROM edit"):
        with pytest.raises(sqlite3.IntegrityError, match="only added to"):
            record.connection.execute(command)


def test_a_line_without_the_name_says_who_forgot_somebody_and_when(record):
    edit = forget_person(record)
    assert (edit.action, edit.by, edit.before) == ("forget", "Tester", None)
    assert edit.why == "██████████ has asked for it, and █████'s lawyer too"
    assert number_known(edit.object) == record.find_known("forgotten")
    assert edit.after["articles"] == 5
    assert len(edit.after["backups"]) == 1


def test_it_cannot_be_undone(record):
    edit = forget_person(record)
    with pytest.raises(EditError, match="forgotten for good"):
        record.undo(edit.number)


def test_a_merge_that_is_taken_back_brings_no_name_back(record):
    forget_person(record)
    merged = next(edit for edit in read_log(record.connection) if edit.action == "merge")
    record.undo(merged.number)
    assert list(verify(record.connection)) == []
    record.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert not any(shape in plain(words) for words in read_files(record.path.parent).values() for shape in SHAPES)


def test_nobody_of_the_name_is_found_then_but_the_namesake_is(record):
    forget_person(record)
    for name in ("Enno Vasht", "Enno Aurel Vasht", "Eno Waschte", "Enno"):
        with pytest.raises(UnknownIdError, match="nobody"):
            record.find_known(name)
    with pytest.raises(
        UnknownIdError, match=r"k\d+ Olle Vasht \(person\); k\d+ The Vasht Foundation \(organisation\)$"
    ):
        record.find_known("Vasht")
    assert find_numbers(record.connection, Query(words="Enno"), limit=9) == []
    assert len(find_numbers(record.connection, Query(words="tide", speaker="Olle Vasht"), limit=9)) == 1


@pytest.mark.parametrize("reading", [COUSINS, LETTER, ALIAS, RESIGNS])
def test_an_article_that_is_added_again_is_known_and_brings_nothing_back(record, reading):
    forget_person(record)
    assert record.add(reading) == "known"
    record.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for name, words in read_files(record.path.parent).items():
        assert not any(shape in plain(words) for shape in SHAPES), name


def test_nothing_is_found_that_was_forgotten_before_by_those_who_come_later(record):
    forget_person(record)
    again = make_reading("Enno Vasht is back, he said.", who=(Who("Enno Vasht", others=("he",)),))
    assert record.add(again) == "new"
    assert record.find_known("Enno Vasht") > record.find_known("forgotten")


def test_the_preview_says_what_it_would_touch_and_touches_nothing(record):
    before = list(record.connection.iterdump())
    shown = preview_forget(record.connection, record.find_known("Enno Aurel Vasht"))
    assert list(record.connection.iterdump()) == before
    assert {"enno vasht", "enno aurel vasht", "eno waschte", "vasht"} <= set(shown.names)
    assert (shown.articles, len(shown.known), len(shown.backups), shown.removed) == (5, 2, 1, ())
    edit = forget_person(record)
    assert (shown.articles, shown.statements, shown.edits) == tuple(edit.after[n] for n in list(edit.after)[:3])


def test_others_who_bear_the_very_name_are_forgotten_too_and_the_preview_names_them(tmp_path):
    with Record(tmp_path / "tarn.db") as record:
        for text in ("Enno Vasht, a cook, said no.", "Enno Vasht, a nun, said yes."):
            one = make_reading(text, who=(Who("Enno Vasht", roles=((text[14:-9], None, None, None),)),))
            record.add(one)
        record.connection.execute("UPDATE known_entity SET kind = 'person'")
        rows = record.connection.execute("SELECT count(*) FROM known_entity WHERE articles > 0").fetchone()[0]
        assert len(preview_forget(record.connection, 1).known) == rows
        forget(record.connection, record.path, 1, Hand())
        names = record.connection.execute("SELECT DISTINCT name FROM known_entity").fetchall()
        assert names == [("(forgotten)",)]


def test_two_texts_that_differed_only_in_the_name_stay_two(tmp_path):
    with Record(tmp_path / "tarn.db") as record:
        for name in ("Enno Vasht", "ENNO VASHT", "Enno-Vasht"):
            record.add(make_reading(f"{name} said no.", who=(Who(name),), said=(Said("no", name, name),)))
        forget(record.connection, record.path, record.connection.execute(
            "SELECT known_id FROM known_entity WHERE name = 'Enno Vasht'").fetchone()[0], Hand())  # fmt: skip
        texts = [text for (text,) in record.connection.execute("SELECT text FROM article")]
        assert len(set(texts)) == 3
        assert {len(text) for text in texts} == {len("Enno Vasht said no.")}
        assert list(verify(record.connection)) == []


def test_a_given_name_that_is_a_title_too_is_part_of_the_name(tmp_path):
    with Record(tmp_path / "tarn.db") as record:
        record.add(
            make_reading("Abbot Vasht said no.", who=(Who("Abbot Vasht", roles=(("abbot", None, None, None),)),))
        )
        assert preview_forget(record.connection, 1).names == ("abbot vasht", "abbot", "vasht")


def test_a_record_that_may_only_be_read_gives_a_preview(record):
    known = record.find_known("Enno Aurel Vasht")
    with Record(record.path, writing=False) as reader:
        assert preview_forget(reader.connection, known).articles == 5


def test_who_was_forgotten_already_is_not_previewed(record):
    edit = forget_person(record)
    with pytest.raises(EditError, match="forgotten already"):
        preview_forget(record.connection, number_known(edit.object))


def test_only_persons_are_forgotten(record):
    with pytest.raises(EditError, match="only persons"):
        forget(record.connection, record.path, record.find_known("Tarn Council"), HAND)


def test_a_backup_that_another_version_made_is_deleted_and_that_is_said(record):
    old = list_backups(record.path)[0].rename(record.path.with_name("tarn.db.old.backup"))
    with closing(sqlite3.connect(old, isolation_level=None)) as copy:
        copy.execute("PRAGMA user_version = 999")
    assert preview_forget(record.connection, record.find_known("Enno Aurel Vasht")).removed == (old.name,)
    assert forget_person(record).after["removed"] == [old.name]
    assert not old.exists()


def test_those_who_were_two_when_the_backup_was_made_are_forgotten_in_it_too(tmp_path):
    bare = make_reading("Waschte said no. He slept.", who=(Who("Waschte", others=("He",)),))
    with Record(tmp_path / "tarn.db") as record:
        for reading in (UPDATED, bare, NAMESAKE):
            record.add(reading)
        back_up(record.connection, record.path)
        one, other = record.find_known("Enno Vasht"), record.find_known("Waschte")
        record.merge(f"k{one}", f"k{other}")
        assert preview_forget(record.connection, one).known == (f"k{one}", f"k{other}")
        forget(record.connection, record.path, one, Hand())
        with closing(sqlite3.connect(list_backups(record.path)[0])) as copy:
            names = [name for (name,) in copy.execute("SELECT name FROM known_entity ORDER BY 1")]
        assert names == ["(forgotten)", "(forgotten)", "Olle Vasht"]
    assert not any("waschte" in plain(words) for words in read_files(tmp_path).values())


def test_a_copy_that_was_made_meanwhile_is_redacted_too(record, monkeypatch):
    list_backups(record.path)[0].unlink()

    def copy_first(connection, person):
        if not list_backups(record.path):
            with closing(sqlite3.connect(record.path)) as other:
                back_up(other, record.path)
        return redact(connection, person)

    monkeypatch.setattr("sayso.record.forget.redact", copy_first)
    forget_person(record)
    assert len(list_backups(record.path)) == 1
    assert not any(shape in plain(words) for words in read_files(record.path.parent).values() for shape in SHAPES)


def test_pages_that_are_not_used_any_more_hold_no_name_either(record):
    record.connection.execute("PRAGMA secure_delete = OFF")
    record.connection.executemany(
        "INSERT INTO input (place, digest) VALUES (?, '')", [(f"{n} {'Enno Vasht ' * 99}",) for n in range(99)]
    )
    record.connection.execute("DELETE FROM input WHERE digest = ''")
    forget_person(record)
    assert not any("enno vasht" in plain(words) for words in read_files(record.path.parent).values())


def test_what_is_kept_beside_the_articles_is_redacted_and_rows_that_become_one_are_joined(record):
    change = record.connection.execute
    change("UPDATE role SET title = 'aide to Enno Vasht' WHERE title = 'pilot'")
    council = READINGS.index(HARBOUR) + 1, 3
    assert HARBOUR.entities[council[1]].name == "the Tarn Council"
    row = council[0] * ENTITIES + council[1]
    change("UPDATE entity SET aliases = '[\"Enno Vasht House\"]' WHERE entity_id = ?", (row,))
    reasons = [find_reason(record.connection, f"both met {name}") for name in ("Enno Vasht", "ENNO VASHT")]
    judgements = [number for (number,) in change("SELECT judgement_id FROM judgement ORDER BY 1 LIMIT 2")]
    for told in zip(reasons, judgements, strict=True):
        change("UPDATE judgement SET reason_id = ? WHERE judgement_id = ?", told)
    forget_person(record)
    assert change("SELECT title FROM role WHERE title LIKE 'aide%'").fetchone() == ("aide to ██████████",)
    assert change("SELECT aliases FROM entity WHERE entity_id = ?", (row,)).fetchone() == ('["██████████ House"]',)
    assert change("SELECT words FROM reason WHERE words LIKE 'both met%'").fetchall() == [("both met ██████████",)]
    command = "SELECT count(*) FROM judgement JOIN reason USING (reason_id) WHERE words = 'both met ██████████'"
    assert change(command).fetchone() == (2,)
    assert list(verify(record.connection)) == []


def test_nothing_is_left_by_which_a_paragraph_or_a_person_could_be_looked_up(record):
    command = "SELECT count(*) FROM sketch AS s JOIN paragraph AS p USING (paragraph_id) WHERE p.article_id = ?"
    before = [record.connection.execute(command, (row,)).fetchone()[0] for row in (1, 7)]
    edit = forget_person(record)
    after = [record.connection.execute(command, (row,)).fetchone()[0] for row in (1, 7)]
    assert before[0] > 0
    assert after == [0, before[1]]
    keys = "SELECT count(*) FROM known_key WHERE known_id = ?"
    assert record.connection.execute(keys, (number_known(edit.object),)).fetchone() == (0,)


def test_an_entity_that_is_called_by_another_of_its_mentions_still_is(tmp_path):
    reading = make_reading("Enno Vasht said no. Enno Vasht slept.", who=(Who("Enno Vasht", others=("Enno Vasht/2",)),))
    place = (20, 30)
    entity = replace(reading.entities[0], id=make_id("e", reading.article.sha256, [place, place]))
    with Record(tmp_path / "tarn.db") as record:
        record.add(replace(reading, entities=(entity,)))
        forget(record.connection, record.path, 1, Hand())
        after = record.load_reading(1)
        assert after.entities[0].id == make_id("e", after.article.sha256, [place, place])
        assert list(verify(record.connection)) == []


def test_anothers_name_stays_where_its_first_mention_is_no_name_and_goes(tmp_path):
    reading = make_reading(
        "Vasht came with Enno Vasht. Vasht slept.", who=(Who("Enno Vasht"), Who("Vasht", others=("Vasht/3",)))
    )
    first, *others = reading.entities[1].mentions
    namesake = replace(reading.entities[1], mentions=(replace(first, form="nominal"), *others))
    with Record(tmp_path / "tarn.db") as record:
        record.add(replace(reading, entities=(reading.entities[0], namesake)))
        forget(record.connection, record.path, 1, Hand())
        after = record.load_reading(1)
        assert after.article.text == "█████ came with ██████████. Vasht slept."
        assert after.entities[1].name == "Vasht"
        assert list(verify(record.connection)) == []


def test_what_a_person_is_called_by_a_part_of_anothers_name_goes_though_the_text_keeps_it(tmp_path):
    reading = make_reading(
        "Olle Vasht's aide Enno Vasht slept.", who=(Who("Olle Vasht"), Who("Vasht's aide", others=("Enno Vasht",)))
    )
    first, second = reading.entities[1].mentions
    aide = replace(reading.entities[1], mentions=(replace(first, form="nominal"), second))
    with Record(tmp_path / "tarn.db") as record:
        record.add(replace(reading, entities=(reading.entities[0], aide)))
        record.correct("k2", "name", "Enno Vasht", by="Tester")
        forget(record.connection, record.path, 2, Hand())
        after = record.load_reading(1)
        assert after.article.text == "Olle Vasht's aide ██████████ slept."
        assert after.entities[1].name == "█████'s aide"
        assert list(verify(record.connection)) == []


BREAK = """
import os, sys
from pathlib import Path
from sayso.record import forget, redact
from sayso.record.edits import Hand
from sayso.record.opening import connect

module, name, calls = sys.argv[3], sys.argv[4], int(sys.argv[5])
module = {"forget": forget, "redact": redact}[module]
kept = getattr(module, name)

def break_off(*values):
    global calls
    calls -= 1
    if not calls:
        os._exit(9)
    return kept(*values)

setattr(module, name, break_off)
path = Path(sys.argv[1])
forget.forget(connect(path, writing=True), path, int(sys.argv[2]), Hand())
"""


@pytest.mark.parametrize(
    ("module", "name", "calls", "done"),
    [
        ("redact", "_sweep_reasons", 1, False),
        ("forget", "_scour", 1, False),
        ("redact", "_write_edits", 2, False),
        ("redact", "drop_notes", 4, False),
        ("forget", "_scour", 2, True),
    ],
)
def test_a_process_that_ends_half_way_leaves_all_or_nothing_and_the_next_one_finishes(
    record, module, name, calls, done
):
    known = record.find_known("Enno Aurel Vasht")
    record.close()
    command = [sys.executable, "-c", BREAK, str(record.path), str(known), module, name, str(calls)]
    assert subprocess.run(command, check=False, timeout=60).returncode == 9
    with Record(record.path) as again:
        called = again.connection.execute("SELECT name FROM known_entity WHERE known_id = ?", (known,)).fetchone()[0]
        assert called == ("(forgotten)" if done else "Enno Aurel Vasht")
        assert list(verify(again.connection)) == []
        forget(again.connection, again.path, known, HAND)
        assert list(verify(again.connection)) == []
    assert not any(shape in plain(words) for words in read_files(record.path.parent).values() for shape in SHAPES)


def test_what_fails_half_way_leaves_the_record_as_it_was(record, monkeypatch):
    known = record.find_known("Enno Aurel Vasht")
    before = list(record.connection.iterdump())

    def fail(connection, person):
        redact(connection, person)
        raise KeyboardInterrupt

    monkeypatch.setattr("sayso.record.forget.redact", fail)
    with pytest.raises(KeyboardInterrupt):
        forget(record.connection, record.path, known, HAND)
    assert list(record.connection.iterdump()) == before
    monkeypatch.undo()
    forget(record.connection, record.path, known, HAND)
    assert list(verify(record.connection)) == []


def test_while_others_read_it_says_so_and_doing_it_again_removes_the_last_traces(record, monkeypatch):
    monkeypatch.setattr("sayso.record.forget.WAIT", 0.05)
    known = record.find_known("Enno Aurel Vasht")
    with closing(sqlite3.connect(record.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM article").fetchone()
        with pytest.raises(RecordError, match="others are reading it"):
            forget(record.connection, record.path, known, HAND)
    edit = forget(record.connection, record.path, known, HAND)
    assert edit.action == "forget"
    for name, words in read_files(record.path.parent).items():
        assert not any(shape in plain(words) for shape in SHAPES), name


@pytest.mark.parametrize(
    ("words", "scrubbed"),
    [
        ("ENNO VASHT'S", "██████████'S"),
        ("Énnö\u00a0Vas\u0327ht", "███████████"),
        ("enno_vasht and enno%20vasht", "██████████ and ████████████"),
        ("Vasht, Enno", "███████████"),
        ("@ennovasht", "@█████████"),
        ("Enno K. Vasht", "████ K. █████"),
        ("Vasht’s, the Vashts, VASHT", "█████’s, the ██████, █████"),
        ("Olle Vasht and Vasht", "Olle Vasht and █████"),
        ("a vasht ennoble Vashtism", "a vasht ennoble Vashtism"),
        ("mail vasht@tarn.example", "mail █████@tarn.example"),
    ],
)
def test_a_name_is_found_however_it_is_written(words, scrubbed):
    names = choose_names(["Enno Vasht"], ["Vasht"], (), lambda _: False)
    assert scrub(words, names, parts=True, spared=["Olle Vasht"]) == scrubbed


@pytest.mark.parametrize(
    ("called", "full"),
    [
        (["State Ada Lund", "Ada Lund", "the Small Fry"], {("ada", "lund")}),
        (["Ada Lund", "President Lund", "Mrs. Lund", "State Ada J. Lund"], {("ada", "lund"), ("ada", "j", "lund")}),
        (["Senator Ada Lund of Tarn (R-Ness)"], {("ada", "lund")}),
        (["Ada O’Lund", "Harbour Board"], {("ada", "o'lund")}),
    ],
)
def test_whole_names_are_told_from_titles_and_from_what_others_are_called(called, full):
    names = choose_names(called[:1], called[1:], (), lambda words: words == ("harbour", "board"))
    assert set(names.full) == full


def test_an_address_is_scrubbed_although_its_letters_are_encoded():
    names = choose_names(["Énno Vasht"], (), (), lambda _: False)
    assert scrub_address("https://x.example/%C3%89nno-Vasht/1", names) == "https://x.example/██████████/1"
    assert scrub_address("https://x.example/%20a", names) == "https://x.example/%20a"
