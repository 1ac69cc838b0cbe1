"""A database that Discourse Network Analyzer opens: its tables, its one coder, and offsets as Java counts them."""

import csv
import io
import sqlite3
from base64 import b64decode
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args

import pytest

from sayso.data import Act, Passage, Span, Statement
from sayso.errors import SettingError
from sayso.show.export.dna import PASSWORD, count_units, write_dna, write_dna_csv
from sayso.show.export.options import Options
from tests.show.export.made import BARE, BRAM, BUREAU, DECKHAND, EVIL, HALM, POST, SKERRY, WORD_SECRETS, list_made

csv.field_size_limit(2_000_000)  # one of the statements is huge
COLOURS = "Red INTEGER 0, Green INTEGER 0, Blue INTEGER 0"
PERMISSIONS = ", ".join(
    f"Permission{name} INTEGER 1"
    for name in (
        "AddDocuments EditDocuments DeleteDocuments ImportDocuments AddStatements EditStatements DeleteStatements "
        "EditAttributes EditRegex EditStatementTypes EditCoders EditCoderRelations ViewOthersDocuments "
        "EditOthersDocuments ViewOthersStatements EditOthersStatements"
    ).split()
)
TABLES = {
    "SETTINGS": "Property TEXT ?, Value TEXT",
    "CODERS": (
        f"ID INTEGER, Name TEXT, {COLOURS}, Refresh INTEGER 0, FontSize INTEGER 14, Password TEXT, "
        f"PopupWidth INTEGER 300 ?, ColorByCoder INTEGER 0, PopupDecoration INTEGER 0, PopupAutoComplete INTEGER 1, "
        f"{PERMISSIONS}"
    ),
    "CODERRELATIONS": (
        "ID INTEGER, Coder INTEGER ? >CODERS, OtherCoder INTEGER ? >CODERS, viewStatements INTEGER 1, "
        "editStatements INTEGER 1, viewDocuments INTEGER 1, editDocuments INTEGER 1"
    ),
    "DOCUMENTS": (
        "ID INTEGER, Title TEXT, Text TEXT, Coder INTEGER ? >CODERS, Author TEXT '', Source TEXT '', "
        "Section TEXT '', Notes TEXT '', Type TEXT '', Date INTEGER"
    ),
    "STATEMENTTYPES": f"ID INTEGER, Label TEXT, {COLOURS}",
    "VARIABLES": ("ID INTEGER, Variable TEXT, DataType TEXT 'short text', StatementTypeId INTEGER ? >STATEMENTTYPES"),
    "VARIABLELINKS": ("ID INTEGER, SourceVariableId INTEGER ? >VARIABLES, TargetVariableId INTEGER ? >VARIABLES"),
    "REGEXES": f"Label TEXT ?, {COLOURS}",
    "STATEMENTS": (
        "ID INTEGER, StatementTypeId INTEGER ? >STATEMENTTYPES, DocumentId INTEGER ? >DOCUMENTS, Start INTEGER, "
        "Stop INTEGER, Coder INTEGER ? >CODERS"
    ),
    "DATABOOLEAN": "ID INTEGER, StatementId INTEGER >STATEMENTS, VariableId INTEGER >VARIABLES, Value INTEGER 1",
    "DATAINTEGER": "ID INTEGER, StatementId INTEGER >STATEMENTS, VariableId INTEGER >VARIABLES, Value INTEGER 0",
    "DATASHORTTEXT": (
        "ID INTEGER, StatementId INTEGER >STATEMENTS, VariableId INTEGER >VARIABLES, Entity INTEGER >ENTITIES"
    ),
    "DATALONGTEXT": "ID INTEGER, StatementId INTEGER >STATEMENTS, VariableId INTEGER >VARIABLES, Value TEXT '' ?",
    "ENTITIES": (
        "ID INTEGER, VariableId INTEGER >VARIABLES, Value TEXT '', Red INTEGER ?, Green INTEGER ?, Blue INTEGER ?, "
        "ChildOf INTEGER ? >ENTITIES"
    ),
    "ATTRIBUTEVARIABLES": "ID INTEGER, VariableId INTEGER >VARIABLES, AttributeVariable TEXT",
    "ATTRIBUTEVALUES": (
        "ID INTEGER, EntityId INTEGER >ENTITIES, AttributeVariableId INTEGER >ATTRIBUTEVARIABLES, "
        "AttributeValue TEXT ''"
    ),
}
"""Each column of DNA 3.0 and 3.1: name, type, default, ? where it may be empty, > and the table that it points at."""

FIRST_KEYS = {"SETTINGS": "Property", "REGEXES": "Label"}
UNIQUE = {
    "VARIABLES": {("Variable", "StatementTypeId")},
    "ENTITIES": {("VariableId", "Value")},
    "ATTRIBUTEVARIABLES": {("VariableId", "AttributeVariable")},
    "ATTRIBUTEVALUES": {("EntityId", "AttributeVariableId")},
} | {f"DATA{kind}": {("StatementId", "VariableId")} for kind in ("BOOLEAN", "INTEGER", "SHORTTEXT", "LONGTEXT")}


def give_text(article: str) -> str:
    return HALM if article == SKERRY.article else ""


def write(
    tmp_path: Path, statements: Iterable[Statement], texts: Any = give_text, **options: Any
) -> sqlite3.Connection:
    path = tmp_path / "statements.dna"
    with path.open("wb") as file:
        write_dna(iter(statements), file, options=Options(**options), texts=texts)
    return sqlite3.connect(path)


def write_table(statements: Iterable[Statement], **options: Any) -> list[dict[str, str]]:
    out = io.BytesIO()
    write_dna_csv(iter(statements), out, options=Options(**options))
    return list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8"), newline=""), delimiter=";"))


def pick(number: int, **changes: Any) -> Statement:
    return replace(list_made()[number - 1], **changes)


def code(database: sqlite3.Connection) -> list[dict[str, Any]]:
    """Give each statement its short texts by variable, its agreement, and the words between its offsets."""
    found = []
    for number, start, stop, text in database.execute(
        "SELECT s.ID, Start, Stop, Text FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = DocumentId ORDER BY s.ID"
    ):
        values = dict(
            database.execute(
                "SELECT Variable, e.Value FROM DATASHORTTEXT t JOIN ENTITIES e ON e.ID = Entity "
                "JOIN VARIABLES v ON v.ID = t.VariableId AND v.ID = e.VariableId WHERE StatementId = ?",
                (number,),
            )
        )
        (agreement,) = database.execute("SELECT Value FROM DATABOOLEAN WHERE StatementId = ?", (number,)).fetchone()
        words = text.encode("utf-16-le")[2 * start : 2 * stop].decode("utf-16-le")
        found.append(values | {"id": number, "agreement": agreement, "words": words})
    return found


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_the_columns_types_and_keys_that_dna_reads(tmp_path, table):
    with closing(write(tmp_path, list_made())) as database:
        targets = {row[3]: (row[2], row[4], row[6]) for row in database.execute(f"PRAGMA foreign_key_list({table})")}
        columns = []
        for _, name, kind, needed, default, key in database.execute(f"PRAGMA table_info({table})"):
            assert bool(key) == (name == FIRST_KEYS.get(table, "ID"))
            target = targets.pop(name, None)
            assert target is None or target[1:] == ("ID", "CASCADE")
            marks = (name, kind, default, None if needed else "?", target and f">{target[0]}")
            columns.append(" ".join(filter(None, marks)))
        assert ", ".join(columns) == TABLES[table]
        assert targets == {}


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_unique_in_what_dna_takes_for_unique(tmp_path, table):
    with closing(write(tmp_path, [])) as database:
        indexes = [row[1] for row in database.execute(f"PRAGMA index_list({table})") if row[3] == "u"]
        found = {tuple(row[2] for row in database.execute(f"PRAGMA index_info({index})")) for index in indexes}
        assert found == UNIQUE.get(table, set())


def test_there_are_no_other_tables(tmp_path):
    with closing(write(tmp_path, list_made())) as database:
        names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert names == set(TABLES)


def test_the_database_is_whole_and_its_keys_lead_somewhere(tmp_path):
    with closing(write(tmp_path, list_made())) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_new_database_holds_what_dna_puts_into_one(tmp_path):
    with closing(write(tmp_path, [])) as database:
        assert dict(database.execute("SELECT * FROM SETTINGS"))["version"].startswith("3.0")
        assert [row[1] for row in database.execute("SELECT * FROM STATEMENTTYPES")] == [
            "DNA Statement", "NPF Story Element", "Annotation",
        ]  # fmt: skip
        kinds = dict(database.execute("SELECT Variable, DataType FROM VARIABLES WHERE StatementTypeId = 1"))
        assert kinds == {
            "person": "short text",
            "organization": "short text",
            "concept": "short text",
            "agreement": "boolean",
            "act": "short text",
            "permalink": "long text",
        }
        attributes = database.execute("SELECT AttributeVariable FROM ATTRIBUTEVARIABLES WHERE VariableId = 3")
        assert {name for (name,) in attributes} == {"Type", "Alias", "Notes"}


def test_the_one_coder_may_do_everything_and_logs_in_with_the_password(tmp_path):
    with closing(write(tmp_path, [])) as database:
        database.row_factory = sqlite3.Row
        (coder,) = database.execute("SELECT * FROM CODERS").fetchall()
        assert (coder["ID"], coder["Name"]) == (1, "Sayso")
        assert {coder[name] for name in dict(coder) if name.startswith("Permission")} == {1}
        kept = b64decode(coder["Password"])
        digest = sha256(kept[:16] + PASSWORD.encode()).digest()
        for _ in range(99_999):
            digest = sha256(digest).digest()
        assert kept[16:] == digest


def test_statements_are_coded_by_person_organization_and_agreement(tmp_path):
    with closing(write(tmp_path, list_made())) as database:
        coded = [(one["person"], one["organization"], one["act"], one["agreement"]) for one in code(database)]
    assert coded == [
        ("Bram Oduya", "Coast Bureau", "say", 1),
        ("Bram Oduya", "Coast Bureau", "say", 1),
        ("", "Coast Bureau", "deny", 0),
        ("a deckhand", "", "say", 1),
        ("", "Coast Bureau", "say", 1),
        ("", "the owners", "decline", 0),
        ("Imke Sandoval, By Staff", "The Skerry Post", "say", 0),
    ]


@pytest.mark.parametrize("act", get_args(Act))
@pytest.mark.parametrize("negated", [False, True])
def test_agreement_is_by_the_act_and_a_negation_turns_it_round(act, negated):
    attribution = replace(pick(1).attribution, act=act, negated=negated)
    (row,) = write_table([pick(1, attribution=attribution)])
    against = act in ("deny", "reject", "criticise", "doubt", "decline")
    # "declined" and "doubted" have taken the negation in already
    turned = negated and act not in ("decline", "doubt")
    assert row["agreement"] == str(int(against == turned))


def test_the_words_between_the_offsets_are_the_statements(tmp_path):
    with closing(write(tmp_path, list_made())) as database:
        words = [one["words"] for one in code(database)]
    assert words[0] == "that the ferry had been checked in April"
    assert words[1] == "“It was sound,” he told the Skerry Post, “and whoever says otherwise was not aboard.”"
    assert words[5] == "declined to comment"
    assert words[6] == "rust on the hull"


def place(text: str, words: str) -> Statement:
    start = text.index(words)
    attribution = replace(pick(1).attribution, content=Passage((Span(start, start + len(words), words),)))
    return pick(1, attribution=attribution)


@pytest.mark.parametrize("before", ["", "🚢", "👩‍👩‍👧 e\u0301 ", "𐐷𐐷 – “", "a\r\nb\rc\x07\u202e\ud800"])
def test_offsets_count_the_units_of_java(tmp_path, before):
    text = f"{before}Bram Oduya 🚢 said it was 🌊 sound. 🚢"
    with closing(write(tmp_path, [place(text, "it was 🌊 sound")], lambda article: text)) as database:
        (one,) = code(database)
        (kept,) = database.execute("SELECT Text FROM DOCUMENTS").fetchone()
    assert one["words"] == "it was 🌊 sound"
    assert not set(kept) & set("\r\x07\u202e\ud800")


@pytest.mark.parametrize(("text", "place", "units"), [("abc", 2, 2), ("é–“", 3, 3), ("🚢a🚢", 2, 3), ("🚢", 0, 0)])
def test_a_character_beyond_the_first_plane_counts_twice(text, place, units):
    assert count_units(text, place) == units


@pytest.mark.parametrize(
    "text", ["", "Something else was written here, long enough to hold the place of the words it was."]
)
def test_a_statement_whose_words_are_elsewhere_is_left_out_and_its_article_is_not(tmp_path, text):
    with closing(write(tmp_path, [pick(1), pick(2)], lambda article: text)) as database:
        assert code(database) == []
        assert database.execute("SELECT count(*) FROM DOCUMENTS").fetchone() == (1,)


def test_an_article_is_a_document_with_its_data(tmp_path):
    with closing(write(tmp_path, [pick(1), pick(2)])) as database:
        database.row_factory = sqlite3.Row
        (document,) = database.execute("SELECT * FROM DOCUMENTS").fetchall()
    assert document["Title"] == "Ferry “fit to sail” & other tales {of Halm}"
    assert document["Text"] == HALM
    assert document["Author"] == "Imke Sandoval, By Staff"
    assert (document["Source"], document["Section"], document["Coder"]) == ("The Skerry Post", "On the Water", 1)
    assert document["Notes"].splitlines() == [SKERRY.article, SKERRY.url, SKERRY.published]


@pytest.mark.parametrize(
    ("published", "seconds", "time"),
    [
        ("2024-03-19T07:30:00+01:00", 1_710_829_800, "2024-03-19 06:30:00"),
        ("2024-03-19", 1_710_806_400, "2024-03-19 00:00:00"),
        ("2024-03", 1_709_251_200, "2024-03-01 00:00:00"),
        ("1969", -31_536_000, "1969-01-01 00:00:00"),
        ("2024-13-45", 0, ""),
        (None, 0, ""),
    ],
)
def test_a_date_is_in_seconds_and_none_is_the_first_of_them(tmp_path, published, seconds, time):
    statement = pick(1, publication=replace(SKERRY, published=published))
    with closing(write(tmp_path, [statement])) as database:
        assert database.execute("SELECT Date FROM DOCUMENTS").fetchone() == (seconds,)
    assert write_table([statement])[0]["time"] == time


def test_an_article_without_title_is_not_coded(tmp_path):
    statement = pick(1, publication=replace(SKERRY, title=None))
    with closing(write(tmp_path, [statement])) as database:
        assert code(database)[0]["concept"] == "not coded"
        assert database.execute("SELECT Title FROM DOCUMENTS").fetchone() == (SKERRY.article,)


def test_two_people_of_one_name_stay_two(tmp_path):
    other = replace(BRAM, id="p77")
    statements = [pick(1), pick(1, speaker=other), pick(1, speaker=other), pick(1)]
    with closing(write(tmp_path, statements)) as database:
        names = [one["person"] for one in code(database)]
    assert names == ["Bram Oduya", "Bram Oduya [p77]", "Bram Oduya [p77]", "Bram Oduya"]
    assert [row["person"] for row in write_table(statements)] == names


def test_a_party_has_its_kind_country_sector_and_id_as_attributes(tmp_path):
    with closing(write(tmp_path, [pick(1)])) as database:
        rows = database.execute(
            "SELECT e.Value, AttributeVariable, AttributeValue FROM ATTRIBUTEVALUES JOIN ENTITIES e ON e.ID = EntityId "
            "JOIN ATTRIBUTEVARIABLES a ON a.ID = AttributeVariableId AND a.VariableId = e.VariableId"
        ).fetchall()
    bram = {name: value for who, name, value in rows if who == "Bram Oduya"}
    assert bram == {
        "Type": "person", "Alias": "", "Notes": "", "Country": "HLM", "Sector": "CVL", "Record": "p1",
    }  # fmt: skip


def test_every_short_text_has_at_most_190_characters(tmp_path):
    long = replace(BRAM, name="B" * 500)
    article = replace(SKERRY, title="t" * 500, publisher="p" * 500, byline=("b" * 500,), series="s" * 500)
    statements = [pick(1, speaker=who, publication=article) for who in (long, replace(long, id="p78"))]
    with closing(write(tmp_path, statements)) as database:
        texts = [value for (value,) in database.execute("SELECT Value FROM ENTITIES")]
        texts += database.execute("SELECT Title, Author, Source, Section FROM DOCUMENTS").fetchone()
        assert {one["person"][-6:] for one in code(database)} == {"BBBBB…", " [p78]"}
    assert max(map(len, texts)) == 190


def test_a_person_speaks_for_the_first_body_that_is_not_themselves():
    rows = write_table([pick(1, speaker=DECKHAND, speaks_for=(DECKHAND, POST, BUREAU))])
    assert (rows[0]["person"], rows[0]["organization"]) == ("a deckhand", "The Skerry Post")


def test_a_rejected_statement_is_in_neither(tmp_path):
    rejected = [pick(1, status="rejected"), pick(8)]
    with closing(write(tmp_path, rejected)) as database:
        assert database.execute("SELECT count(*) FROM DOCUMENTS").fetchone() == (0,)
    assert write_table(rejected) == []


@pytest.mark.parametrize(("with_text", "texts"), [(False, give_text), (True, None), (False, None)])
def test_without_texts_there_is_no_database(tmp_path, with_text, texts):
    with pytest.raises(SettingError, match="dna-csv"):
        write(tmp_path, [pick(1)], texts, with_text=with_text)


def test_a_text_is_fetched_once_for_the_statements_of_an_article(tmp_path):
    fetched = []

    def fetch(article: str) -> str:
        fetched.append(article)
        return HALM

    statements = [statement for statement in list_made() if statement.publication == SKERRY]
    with closing(write(tmp_path, statements, fetch)):
        assert fetched == [SKERRY.article]


def test_the_table_has_the_columns_of_dnas_event_list():
    out = io.BytesIO()
    write_dna_csv([pick(1)], out, options=Options())
    header, row = out.getvalue().decode("utf-8").splitlines()
    assert header == (
        '"statement_id";"time";"person";"organization";"concept";"agreement";"act";"permalink";"start_position";'
        '"stop_position";"text";"coder";"document_id";"document_title";"document_author";"document_source";'
        '"document_section";"document_type"'
    )
    assert row == (
        '1;"2024-03-19 06:30:00";"Bram Oduya";"Coast Bureau";"Ferry “fit to sail” & other tales {of Halm}";1;"say";'
        '"urn:sayso:s1";45;85;"that the ferry had been checked in April";1;1;'
        '"Ferry “fit to sail” & other tales {of Halm}";"Imke Sandoval, By Staff";"The Skerry Post";"On the Water";""'
    )


def test_the_table_and_the_database_number_statements_and_documents_alike(tmp_path):
    statements = [*list_made()[:3], pick(10), pick(8), *list_made()[3:7]]
    rows = {int(row["statement_id"]): int(row["document_id"]) for row in write_table(statements)}
    with closing(write(tmp_path, statements)) as database:
        kept = dict(database.execute("SELECT ID, DocumentId FROM STATEMENTS"))
    assert kept == {number: rows[number] for number in kept}
    assert sorted(rows) == list(range(1, 9))


def test_the_table_without_text_has_no_words_of_a_statement():
    out = io.BytesIO()
    write_dna_csv(list_made(), out, options=Options(with_text=False))
    assert [words for words in WORD_SECRETS if words in out.getvalue().decode("utf-8")] == []


def test_a_cell_that_begins_like_a_formula_is_guarded():
    (row,) = write_table([pick(1, speaker=EVIL, publication=replace(BARE, title="=1+1", publisher="@x"))])
    assert (row["person"][0], row["concept"], row["document_source"]) == ("'", "'=1+1", "'@x")


def test_every_row_of_the_table_has_all_columns():
    rows = write_table(list_made())
    assert len(rows) == len(list_made()) - 1
    assert all(None not in row and None not in row.values() for row in rows)


def test_the_same_statements_make_the_same_database(tmp_path):
    (tmp_path / "b").mkdir()
    write(tmp_path, list_made()).close()
    write(tmp_path / "b", list_made()).close()
    assert (tmp_path / "statements.dna").read_bytes() == (tmp_path / "b" / "statements.dna").read_bytes()
