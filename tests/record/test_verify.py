"""A record is checked against itself: nothing is said of a sound one, and every damage is named where it lies."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import RecordError
from sayso.keeping import Record
from sayso.record.faults import Fault
from sayso.record.opening import connect
from sayso.record.verify import verify
from tests.record.made import HARBOUR, LATER, NEWER, READINGS, Who, make_reading

TWINS = make_reading("A clerk slept. A clerk woke.", who=(Who("A clerk", "unnamed"), Who("A clerk/2", "unnamed")))
REASON = "(SELECT min(reason_id) FROM reason)"
FIRST = "statement_id = (SELECT max(statement_id) FROM statement WHERE article_id = 1)"


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    """Give a record in which an article was replaced by a newer version."""
    path: Path = tmp_path_factory.mktemp("record") / "sound.sayso"
    with Record(path) as record:
        for reading in (*READINGS.values(), NEWER, TWINS):
            record.add(reading)
    return path


@pytest.fixture
def copy(sound, tmp_path) -> Path:
    """Give a copy of it to be damaged."""
    return Path(shutil.copy(sound, tmp_path / "copy.sayso"))


def damage(path: Path, *commands: str) -> None:
    """Change a record around its own ways."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for command in commands:
            connection.execute(command)


def check(path: Path) -> list[Fault]:
    with closing(connect(path, writing=False)) as connection:
        return list(verify(connection))


def check_or_refuse(path: Path) -> list[Fault]:
    """Check a record, or refuse to open it, which is a fault of the file as well."""
    try:
        return check(path)
    except RecordError as fault:
        return [Fault("file", None, str(fault))]


def show(faults: list[Fault]) -> list[str]:
    return [f"{fault.table}: {fault.what}" for fault in faults]


def test_nothing_is_said_of_a_sound_record(sound):
    assert check(sound) == []


def test_nothing_is_said_of_an_empty_record(tmp_path):
    with Record(tmp_path / "empty.sayso") as record:
        assert list(verify(record.connection)) == []


@pytest.mark.parametrize("undone", [False, True])
def test_nothing_is_said_of_people_whom_a_person_merged_and_split(copy, undone):
    with Record(copy) as record:
        merged = record.merge("Ada Lund", "Jory Pell", by="Vidar")
        split = record.split(merged.object, [HARBOUR.article.id], by="Vidar")
        for edit in (split, merged) if undone else ():
            record.undo(edit.number)
        assert list(verify(record.connection)) == []


@pytest.mark.parametrize("undone", [False, True])
def test_nothing_is_said_of_what_a_person_corrected(copy, undone):
    first, second, *_ = HARBOUR.attributions
    with Record(copy) as record:
        edits = [
            record.correct(first.id, "content", "safe for a hundred years", by="Vidar"),
            record.correct(first.id, "content", [[0, 8], [30, 41]], by="Vidar"),
            record.correct(first.id, "cue", None, by="Vidar"),
            record.correct(second.id, "source", "Odo Brask", by="Vidar"),
            record.correct(second.id, "speaker", "ليلى تارن", by="Vidar"),
            record.correct(HARBOUR.article.id, "published", "2020-02-29", by="Vidar"),
            record.correct("k1", "name", "Ada Lund of Tarn", by="Vidar"),
            record.reject(second.id, by="Vidar"),
            record.confirm(LATER.attributions[0].id, by="Vidar"),
        ]
        for edit in reversed(edits) if undone else ():
            record.undo(edit.number)
        assert list(verify(record.connection)) == []


def test_nothing_is_said_where_a_person_joined_two_of_one_article(copy):
    with Record(copy) as record:
        record.merge("the minister", "his brother", by="Vidar")
        assert list(verify(record.connection)) == []


@pytest.mark.parametrize(
    ("command", "wanted"),
    [
        ("UPDATE article SET text = text || '.'", "article: t"),
        ("UPDATE article SET text = CAST(x'41ff' AS TEXT) WHERE article_id = 1", "article: t"),
        ("UPDATE article SET id = 't000000000000' WHERE article_id = 1", "article: t000000000000: its text is not"),
        ("UPDATE article SET sha256 = 'x' WHERE article_id = 1", "its text is not the one that its digest was made of"),
        ("UPDATE article SET byline = 'Vidar Holt' WHERE article_id = 1", "article: its byline is no JSON array"),
        ("UPDATE article SET title = CAST(x'41ff' AS TEXT) WHERE article_id = 1", "article: cannot be read"),
        (
            "UPDATE article SET blocks = '0+9 10+9989' WHERE article_id = 1",
            "article: its block 10 to 9999 is no stretch",
        ),
        ("UPDATE article SET blocks = '9+-6' WHERE article_id = 1", "article: its block 9 to 3 is no stretch"),
        *(
            (f"UPDATE article SET blocks = '{blocks}' WHERE article_id = 1", "article: its blocks are no places")
            for blocks in ("-1+a", "0+9  10+2", "0+9:paragraph", "0+9@en", "0+9@a b", "0", "0-9", "[[0,9]]", "+0+9")
        ),
        ("INSERT INTO paragraph (article_id, start, end) VALUES (1, 7, 7)", "paragraph: 7 to 7 is no stretch"),
        ("INSERT INTO paragraph (article_id, start, end) VALUES (1, 0, 5000)", "paragraph: 0 to 5000 is no stretch"),
    ],
)
def test_an_article_that_is_not_what_it_was_is_named(copy, command, wanted):
    damage(copy, command)
    assert any(wanted in line for line in show(check(copy)))


@pytest.mark.parametrize(
    "places",
    ["0+99999", "5+0", "-2+7", "9+-6", "3,9", "0-1", "0+1+2", "a+2", "{}", "null", "3", "1+1 3", "1+1  3+1", "01+1",
     "[[1,2]]"],
)  # fmt: skip
@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("statement", "content_spans"),
        ("statement", "cue_spans"),
        ("statement", "source_spans"),
        ("statement", "addressee_spans"),
        ("role", "spans"),
        ("tie", "spans"),
    ],
)
def test_places_that_are_none_in_the_text_are_named(copy, table, column, places):
    damage(copy, f"UPDATE {table} SET {column} = '{places}' WHERE {column} IS NOT NULL")
    assert any(line.startswith(f"{table}: ") and "no places" in line for line in show(check(copy)))


def test_places_that_never_end_are_named(copy):
    damage(copy, f"UPDATE statement SET cue_spans = '{'1+' * 50_000}'")
    assert any("its cue_spans are no places" in line for line in show(check(copy)))


@pytest.mark.parametrize(
    "mentions",
    ["", " ", "0+99999", "0+1 5+99999d", "5+0", "-2+7", "9+-6", "0+1v", "0+1dp", "0+1  3+2", "+0+1", "0_1+5", "٠+١",
     "3", "[[0,1]]", '{"name":[[0,1]]}', '"', "x"],
)  # fmt: skip
def test_mentions_that_are_none_in_the_text_are_named(copy, mentions):
    damage(copy, f"UPDATE entity SET mentions = '{mentions}' WHERE entity_id = 1000002")
    assert Fault("entity", 1000002, "its mentions are no places in its article's text") in check(copy)


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ("id = 'a000000000000'", "its id is not the one that its places make"),
        ("cue_spans = '0+3'", "its id is not the one that its places make"),
        ("source_spans = NULL", "its id is not the one that its places make"),
        ("statement_id = statement_id + 20000000", "its number is not of the day"),
        ("statement_id = 5", "its number is not of the day"),
        ("speaker_id = 2000000", "its speaker or its addressee is another article's"),
        ("addressee_id = 2000000", "its speaker or its addressee is another article's"),
        ("nested_in = statement_id", "is nested in itself"),
        ("nested_in = (SELECT statement_id FROM statement WHERE article_id = 2)", "which is another article's"),
        ("candidates = 'Ada'", "its candidates is no JSON array"),
        ("on_whose_word = '{}'", "its on_whose_word is no JSON array"),
    ],
)
def test_a_statement_that_contradicts_itself_is_named(copy, change, wanted):
    damage(copy, f"UPDATE statement SET {change} WHERE {FIRST}")
    assert any(line.startswith("statement: ") and wanted in line for line in show(check(copy)))


def test_statements_that_are_nested_in_each_other_are_named(copy):
    inner, outer = "(SELECT statement_id FROM statement WHERE nested_in IS NOT NULL)", "nested_in IS NULL"
    damage(
        copy,
        f"UPDATE statement SET nested_in = {inner} WHERE {outer} AND statement_id IN (SELECT nested_in FROM statement)",
    )
    assert [line for line in show(check(copy)) if "itself" in line] == ["statement: is nested in itself"] * 2


@pytest.mark.parametrize("before", ['"[[4, 9]]"', "[[4,9]]", "null", "{}"])
def test_a_correction_counts_only_with_the_places_as_they_were_first_read(copy, before):
    name = HARBOUR.attributions[0].id
    insert = "INSERT INTO edit (at, by, action, object, field, before) VALUES ('', '', 'correct'"
    damage(
        copy,
        f"{insert}, '{name}', 'cue', '{before}')",
        f"UPDATE statement SET cue_spans = '0+3' WHERE id = '{name}'",
    )
    assert any("its id is not the one" in line for line in show(check(copy)))


def test_a_corrected_statement_keeps_the_id_of_its_first_places(copy):
    first = HARBOUR.attributions[0]
    assert first.cue is not None
    assert first.source is not None
    cue, source = ([[span.start, span.end] for span in part.spans] for part in (first.cue, first.source))
    insert = "INSERT INTO edit (at, by, action, object, field, before) VALUES ('', '', 'correct'"
    damage(
        copy,
        f"{insert}, '{first.id}', 'cue', '{cue}')",
        f"{insert}, '{first.id}', 'cue', '[[0, 1]]')",
        f"{insert}, '{first.id}', 'source', '{source}')",
        f"UPDATE statement SET cue_spans = '0+3', source_spans = NULL WHERE id = '{first.id}'",
    )
    assert check(copy) == []


@pytest.mark.parametrize(
    ("command", "wanted"),
    [
        ("UPDATE entity SET id = 'e000000000000' WHERE entity_id = 1000000", "entity: e000000000000 is not the id"),
        (
            "UPDATE entity SET entity_id = 99000000 WHERE entity_id = 1000000",
            "entity: is numbered by an article that is not there",
        ),
        (
            "UPDATE entity SET name = NULL, mentions = '', id = 'e1' WHERE entity_id = 1000000",
            "entity: has no name, and no mention whose words are one",
        ),
        ("UPDATE entity SET aliases = '{}' WHERE entity_id = 1000000", "entity: its aliases is no JSON array"),
        ("UPDATE role SET of_id = 2000000", "role: ties an entity to 2000000, which is another article's"),
        ("UPDATE tie SET other_id = 2000000", "tie: ties an entity to 2000000, which is another article's"),
        ("UPDATE known_entity SET aliases = 'x' WHERE known_id = 1", "known_entity: its aliases is no JSON array"),
        ("UPDATE known_entity SET decided = '[]' WHERE known_id = 1", "known_entity: its decided is no JSON object"),
        ("UPDATE known_entity SET profile = x'c1' WHERE known_id = 1", "known_entity: what it is compared by cannot"),
        ("UPDATE known_entity SET articles = articles + 1", "its articles are not those of its entities"),
        ("UPDATE known_entity SET statements = statements + 1", "its statements are not those that its entities made"),
        ("UPDATE known_entity SET root = root + 500000", "known_entity: does not begin with its first entity"),
        (
            "UPDATE known_entity SET root = 1000000 WHERE known_id = 2",
            "known_entity: begins with the entity that another began with",
        ),
        ("UPDATE statement SET decision = 'rejected'", "its statements are not those that its entities made"),
        ("UPDATE article SET replaced_by = NULL", "its statements are not those that its entities made"),
    ],
)
def test_an_entity_that_contradicts_the_rest_is_named(copy, command, wanted):
    damage(copy, command)
    assert any(wanted in line for line in show(check(copy)))


def test_two_entities_of_one_id_are_named(copy):
    rows = "SELECT entity_id FROM entity JOIN article USING (article_id) WHERE length(text) = 28 ORDER BY entity_id"
    damage(copy, f"UPDATE entity SET mentions = '0+7d' WHERE entity_id IN ({rows})")
    assert len([line for line in show(check(copy)) if "is not the id that a mention of it makes" in line]) == 1


@pytest.mark.parametrize(
    ("command", "wanted"),
    [
        ("DELETE FROM judgement WHERE verdict = 'same'", "known_entity: holds entities that no judgement joins"),
        ("UPDATE judgement SET verdict = 'unsure'", "known_entity: holds entities that no judgement joins"),
        ("UPDATE entity SET known_id = 3 WHERE entity_id = 1000000", "which is not the same known entity's"),
        ("INSERT INTO judgement SELECT right_id * 100 + 99, left_id, 'same', 1, reason_id, NULL, NULL FROM judgement "
         "WHERE verdict = 'same' LIMIT 1", "which others join already"),
        (f"INSERT INTO judgement VALUES (100000099, 1000000, 'same', 1, {REASON}, NULL, NULL)",
         "which others join already"),
        (f"INSERT INTO judgement VALUES (100000099, 1000003, 'same', 1, {REASON}, NULL, NULL)",
         "which is not the same known entity's"),
        (f"INSERT INTO judgement VALUES (99, 1000000, 'same', 1, {REASON}, NULL, NULL)",
         "judgement: is numbered by an entity that is not there"),
        ("UPDATE reason SET words = words || '.'", "reason: is not numbered by its words"),
    ],
)  # fmt: skip
def test_people_whom_no_judgement_joins_are_named(copy, command, wanted):
    damage(copy, command)
    assert any(wanted in line for line in show(check(copy)))


def test_two_of_one_article_whom_the_program_joined_are_named(copy):
    insert = f"INSERT INTO judgement VALUES (100000499, 1000002, 'same', 1, {REASON}, NULL, NULL)"
    damage(copy, "UPDATE entity SET known_id = 3 WHERE entity_id = 1000004", insert)
    assert "known_entity: holds two entities of one article, which no person joined" in show(check(copy))


@pytest.mark.parametrize(
    ("command", "wanted"),
    [
        ("INSERT INTO statement_fts (statement_fts, rowid, words) SELECT 'delete', rowid, words FROM statements "
         "WHERE words LIKE 'the gates leak'", ["lacks"]),
        ("INSERT INTO statement_fts (rowid, words) SELECT rowid, 'glacier' FROM statements WHERE words LIKE 'money%'",
         ["has"]),
        ("INSERT INTO statement_fts (rowid, words) VALUES (77, 'the gates')", ["has"]),
        ("INSERT INTO statement_fts (statement_fts) VALUES ('delete-all')", None),
        ("INSERT INTO people_fts (rowid, name, aliases) VALUES (1, '', 'Nobody')", ["has"]),
        ("UPDATE known_entity SET name = 'Nobody Else' WHERE known_id = 3", ["lacks"]),
        ("UPDATE known_entity SET aliases = name, name = 'Tarn' WHERE known_id = 3", ["lacks"]),
    ],
)  # fmt: skip
def test_words_that_the_index_has_too_few_or_too_many_of_are_named(copy, command, wanted):
    index = "people_fts" if "people_fts" in command or "known" in command else "statement_fts"
    if "delete-all" in command:  # only an index that keeps its words elsewhere takes that, and only where it is empty
        command = "DELETE FROM statement_fts_data WHERE id > 10"
    damage(copy, command)
    faults = [fault for fault in check(copy) if fault.table == index]
    assert faults
    if wanted is not None:
        assert [fault.what.split("index ")[1].split()[0] for fault in faults] == wanted


def test_words_in_another_order_than_they_were_said_in_are_named(copy):
    change = (
        "INSERT INTO statement_fts ({}rowid, words) SELECT {}rowid, {} FROM statements WHERE words = 'money is missing'"
    )
    damage(copy, change.format("statement_fts, ", "'delete', ", "words"), change.format("", "", "'missing is money'"))
    assert [fault.table for fault in check(copy)] == ["statement_fts"]


@pytest.mark.parametrize(
    ("commands", "wanted"),
    [
        (["UPDATE edit SET undoes = edit_id"], "edit: takes back an edit that is not before it"),
        (["UPDATE edit SET undoes = edit_id + 9"], "edit: points to a row of edit that is not there"),
        (["UPDATE edit SET before = '{'"], "edit: its before or its after is no JSON"),
        (["DELETE FROM edit"], None),
    ],
)
def test_a_log_that_was_changed_is_named(copy, commands, wanted):
    triggers = ["DROP TRIGGER edit_is_not_changed", "DROP TRIGGER edit_is_not_removed"]
    damage(copy, *triggers, *commands)
    lines = show(check(copy))
    assert "schema: trigger edit_is_not_changed is missing" in lines
    assert "schema: trigger edit_is_not_removed is missing" in lines
    assert wanted is None or wanted in lines


@pytest.mark.parametrize(
    ("command", "wanted"),
    [
        ("DROP INDEX article_by_url", "schema: index article_by_url is missing"),
        ("DROP VIEW log", "schema: view log is missing"),
        ("DROP TABLE tie", "schema: table tie is missing"),
        ("CREATE TABLE extra (x)", "schema: table extra is none of a record's; another program added it"),
        ("CREATE TRIGGER spy AFTER INSERT ON statement BEGIN SELECT 1; END",
         "schema: trigger spy is none of a record's; another program added it"),
        ("ALTER TABLE reprint ADD COLUMN x TEXT", "schema: table reprint is not as Sayso made it"),
    ],
)  # fmt: skip
def test_a_schema_that_was_changed_is_named(copy, command, wanted):
    damage(copy, command)
    assert wanted in show(check(copy))


def test_a_trigger_that_was_rewritten_is_named(copy):
    damage(
        copy,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = replace(sql, 'RAISE(ABORT, ''the log is only added to'')', '1') "
        "WHERE name = 'edit_is_not_changed'",
    )
    with closing(sqlite3.connect(copy)) as connection:
        assert "schema: trigger edit_is_not_changed is not as Sayso made it" in show(list(verify(connection)))


def test_what_sqlite_counts_for_itself_is_no_fault(copy):
    damage(copy, "ANALYZE")
    assert check(copy) == []


def test_rows_that_point_nowhere_are_named(copy):
    damage(copy, "DELETE FROM entity WHERE entity_id = 1000005")
    lines = show(check(copy))
    assert "tie: points to a row of entity that is not there" in lines


def test_an_index_that_lacks_a_row_is_named(copy):
    damage(
        copy,
        "PRAGMA writable_schema = ON",
        "DELETE FROM sqlite_master WHERE name = 'article_by_url'",
    )
    damage(copy, "UPDATE article SET url = 'https://elsewhere.example/' WHERE url IS NOT NULL")
    assert show(check(copy))


@pytest.mark.parametrize("share", [0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_file_that_was_cut_off_is_named(copy, share):
    content = copy.read_bytes()
    copy.write_bytes(content[: int(len(content) * share)])
    assert check_or_refuse(copy)


@pytest.mark.parametrize("filling", [b"\0", b"\xff", b"\xa5Z"], ids=["zeros", "ones", "noise"])
def test_every_page_that_was_overwritten_is_named(copy, filling):
    content, size = copy.read_bytes(), 4096
    unseen = []
    for start in range(0, len(content), size):
        page = (filling * size)[:size]
        copy.write_bytes(content[:start] + page + content[start + size :])
        if not check_or_refuse(copy):
            unseen.append(start // size + 1)
    assert unseen == []


@given(st.integers(0, 30_000), st.integers(1, 255))
@settings(max_examples=150)
def test_no_byte_that_was_overwritten_stops_a_check_unnamed(sound, at, change):
    content = bytearray(sound.read_bytes())
    written = [place for place, byte in enumerate(content) if byte]
    content[written[at % len(written)]] ^= change
    with TemporaryDirectory() as folder:
        path = Path(folder) / "copy.sayso"
        path.write_bytes(content)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            assert all(isinstance(fault, Fault) for fault in verify(connection))


def test_another_may_write_while_a_record_is_checked(copy):
    with closing(connect(copy, writing=False)) as connection, Record(copy) as record:
        damage(copy, "UPDATE article SET text = text || '.'")
        faults = verify(connection)
        first = next(faults)
        record.add(make_reading("A clerk dreamt."))
        assert first.table == "article"
        assert all(fault.table in ("article", "statement", "entity", "event") for fault in faults)


def test_a_check_leaves_nothing_behind(copy):
    with Record(copy) as record:
        with record.writing():
            record.connection.execute("UPDATE article SET title = 'Kept'")
            assert list(verify(record.connection)) == []
        assert record.connection.execute("SELECT count(*) FROM sqlite_temp_master").fetchone() == (0,)
        assert record.connection.execute("SELECT DISTINCT title FROM article").fetchall() == [("Kept",)]


def test_a_check_that_is_given_up_leaves_nothing_behind(copy):
    damage(copy, "UPDATE known_entity SET name = 'Nobody Else'")
    with closing(connect(copy, writing=False)) as connection:
        faults = verify(connection)
        next(faults)
        del faults
        assert not connection.in_transaction
        assert connection.execute("SELECT count(*) FROM sqlite_temp_master").fetchone() == (0,)
