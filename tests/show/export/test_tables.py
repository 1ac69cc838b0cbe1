import csv
import io
import sys
import unicodedata
from dataclasses import replace
from zipfile import ZipFile

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from sayso.errors import SettingError
from sayso.show.characters import disarm
from sayso.show.export import write_statements, xlsx
from sayso.show.export.columns import COLUMNS
from sayso.show.export.guard import guard_cell
from sayso.show.export.options import Options
from tests.conftest import ROOT
from tests.show.export.made import HUGE, list_made

NAMES = [column.name for column in COLUMNS]
COLUMNS_THAT_STAY = """
id number permalink live_link status act negated manner speaker speaker_id speaker_kind speaker_country roles
speaks_for source_words cue_words words start end addressee on_whose_word nested_in inferred confidence origin credit
copies publisher series title byline published language url path article sha256 orphan
"""
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def write(format, statements=None, **options):
    out = io.BytesIO()
    write_statements(list_made() if statements is None else statements, out, format=format, options=Options(**options))
    return out.getvalue()


def read_csv(content):
    csv.field_size_limit(10_000_000)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_sheets(content):
    """Read the cells of a workbook as (text, type of cell), without the library that wrote it."""
    with ZipFile(io.BytesIO(content)) as book:
        names = sorted(name for name in book.namelist() if name.startswith("xl/worksheets/sheet"))
        trees = [etree.fromstring(book.read(name), etree.XMLParser(huge_tree=True)) for name in names]
    return [
        [
            {cell.get("r", "").rstrip("0123456789"): ("".join(cell.itertext()), cell.get("t")) for cell in row}
            for row in rows
        ]
        for rows in (tree.iter(f"{SHEET}row") for tree in trees)
    ]


def test_a_csv_has_a_row_for_each_statement_under_columns_that_stay():
    rows = read_csv(write("csv"))
    assert [row["id"] for row in rows] == [statement.id for statement in list_made()]
    assert list(rows[0]) == COLUMNS_THAT_STAY.split()


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_every_column_is_documented(column):
    page = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")
    assert f"| `{column.name}` | {column.help} |" in page


def test_a_csv_begins_with_the_mark_of_utf_8_and_its_lines_end_as_excel_likes():
    content = write("csv")
    assert content.startswith(b"\xef\xbb\xbfid,number,")
    assert content.count(b"\r\n") == len(list_made()) + 1
    assert content.replace(b"\r\n", b"").count(b"\n") == 0


def test_cells_with_several_values_are_joined():
    row = read_csv(write("csv"))[1]
    assert row["words"] == "“It was sound,” … “and whoever says otherwise was not aboard.”"
    assert (row["start"], row["speaks_for"]) == ("87; 128", "Coast Bureau; The Skerry Post")
    assert row["byline"] == "Imke Sandoval; By Staff"


def test_what_is_not_known_is_an_empty_cell_and_what_is_not_so_is_false():
    row = read_csv(write("csv"))[9]
    assert (row["speaker"], row["title"], row["start"], row["copies"]) == ("", "", "", "")
    assert (row["negated"], row["orphan"], row["confidence"]) == ("false", "false", "1.0")


@pytest.mark.parametrize(("id", "speaker", "speaker_id"), [("s7", "the writer", "writer"), ("s9", "", "")])
def test_the_writer_is_named_and_nobody_is_nobody(id, speaker, speaker_id):
    row = next(row for row in read_csv(write("csv")) if row["id"] == id)
    assert (row["speaker"], row["speaker_id"]) == (speaker, speaker_id)


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t1", "\r1", "\n1", " =1", "\u00a0=1", "\u3000-1", "＝1", "＋1", "－1", "＠x",
     " ＝1", "\u200b=1", "\ufeff=1", "−1", "﹣1"],
)  # fmt: skip
def test_a_cell_that_begins_like_a_formula_is_guarded(text):
    assert guard_cell(text).startswith("'")


def test_every_character_that_unicode_makes_a_formula_of_is_guarded():
    signs = (chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)
    likely = [sign for sign in signs if unicodedata.normalize("NFKC", sign).strip()[:1] in ("=", "+", "-", "@")]
    assert [sign for sign in likely if not guard_cell(f"{sign}1").startswith("'")] == []


@pytest.mark.parametrize("text", ["", "a=1", "“- x”", "1-2", "'x", "Zoë", "👩‍👩‍👧"])
def test_a_cell_that_is_no_formula_stays_as_it_is(text):
    assert guard_cell(text) == text


def test_control_and_bidirectional_characters_are_disarmed():
    row = read_csv(write("csv"))[11]
    assert row["publisher"] == "\ufffdgnp.exe␛[31m␀"
    assert row["speaker"] == "<u>\ufffdMallory\ufffd"


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_any_words_come_back_from_a_csv(texts):
    plain = list_made()[8]
    said = [replace(plain, roles=(text,), publication=replace(plain.publication, title=text)) for text in texts]
    rows = read_csv(write("csv", said))
    assert [row["title"] for row in rows] == [guard_cell(text) for text in texts]
    assert all(row["roles"].removeprefix("'") == disarm(text) for row, text in zip(rows, texts, strict=True))


def test_a_workbook_holds_texts_as_texts_and_numbers_as_numbers():
    (rows,) = read_sheets(write("xlsx"))
    assert [text for text, _ in rows[0].values()] == NAMES
    plain, formula = dict(zip(NAMES, rows[1].values(), strict=False)), rows[11]
    assert plain["id"] == ("s1", "inlineStr")
    assert plain["number"] == ("1", None)
    assert dict(formula.values())['=HYPERLINK("http://evil.example","x")'] == "inlineStr"


def test_a_workbook_has_neither_formulas_nor_links_nor_macros():
    with ZipFile(io.BytesIO(write("xlsx"))) as book:
        assert [name for name in book.namelist() if "vba" in name.casefold() or "external" in name.casefold()] == []
        sheet = book.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"<hyperlink" not in sheet


def test_the_header_of_a_workbook_is_frozen_and_filtered():
    with ZipFile(io.BytesIO(write("xlsx"))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    assert b'state="frozen"' in sheet
    assert f'<autoFilter ref="A1:AL{len(list_made()) + 1}"'.encode() in sheet


def test_a_text_that_looks_like_a_formula_stays_a_text_when_its_cell_is_edited():
    with ZipFile(io.BytesIO(write("xlsx"))) as book:
        assert b'quotePrefix="1"' in book.read("xl/styles.xml")


def test_a_text_too_long_for_a_cell_is_cut_and_says_so():
    (rows,) = read_sheets(write("xlsx"))
    (long,) = [text for text, _ in rows[14].values() if text.startswith("qqq")]
    assert len(long) == 32_767
    assert long.endswith("q… (cut here, of 1,000,000 characters)")


def test_a_cell_is_measured_as_excel_measures_it():
    text = xlsx._cut("🚢" * 20_000)
    assert len(text.encode("utf-16-le")) // 2 <= 32_767


def test_rows_beyond_the_limit_of_a_sheet_go_on_on_the_next(monkeypatch):
    monkeypatch.setattr(xlsx, "_MOST_ROWS", 6)
    sheets = read_sheets(write("xlsx"))
    assert [len(rows) for rows in sheets] == [6, 6, 5]
    assert [rows[0]["A"][0] for rows in sheets] == ["id"] * 3
    assert [row["A"][0] for rows in sheets for row in rows[1:]] == [statement.id for statement in list_made()]


def test_the_same_statements_make_the_same_workbook():
    assert write("xlsx") == write("xlsx")


def test_a_workbook_whose_statements_fail_is_not_written():
    def fail():
        yield list_made()[0]
        raise ValueError("the record is gone")

    out = io.BytesIO()
    with pytest.raises(ValueError, match="gone"):
        write_statements(fail(), out, format="xlsx", options=Options())
    assert out.getvalue() == b""


def test_a_workbook_is_read_by_another_library():
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.load_workbook(io.BytesIO(write("xlsx")), read_only=True).active
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["id", *(statement.id for statement in list_made())]
    assert rows[1][NAMES.index("confidence")] == 0.9
    assert rows[1][NAMES.index("negated")] is False


def test_a_parquet_file_has_the_same_columns_with_their_types():
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(write("parquet")))
    assert table.column_names == NAMES
    row = table.slice(1, 1).to_pylist()[0]
    assert (row["start"], row["number"], row["negated"], row["confidence"]) == ([87, 128], 2, False, 0.98)
    assert row["byline"] == ["Imke Sandoval", "By Staff"]
    assert table.num_rows == len(list_made())


def test_the_row_groups_of_a_parquet_file_are_bounded(monkeypatch):
    pytest.importorskip("pyarrow")
    from sayso.show.export import parquet

    monkeypatch.setattr(parquet, "_MOST_ROWS", 4)
    assert [len(group) for group in parquet._group_rows(list_made(), Options())] == [4, 4, 4, 2]
    monkeypatch.setattr(parquet, "_MOST_CHARACTERS", len(HUGE) - 1)
    assert len(list(parquet._group_rows([list_made()[13]] * 2, Options()))) == 2


def test_without_pyarrow_one_is_told_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(SettingError, match=r"pip install 'sayso\[parquet\]'"):
        write("parquet")


def test_a_line_of_json_has_the_fields_of_the_contract_and_those_of_the_record():
    from sayso.show.contract import Attribution

    line = msgspec.json.decode(write("statements-jsonl").splitlines()[4])
    own = "number permalink live_link status orphan speaker roles speaks_for chain origin article schema".split()
    assert set(line) == {*Attribution.__struct_fields__, *own}
    assert line["addressee"]["entity"] == "e5"
    assert line["addressee"]["party"] == {
        "id": "p5",
        "name": "the crew",
        "kind": "group",
        "country": None,
        "sector": None,
    }
    assert [party["name"] for party in line["chain"]] == ["a deckhand", "Coast Bureau"]
    assert line["content"]["spans"][0]["exact"] == "that the pump was new"
    assert line["article"]["id"] == "t0a1b2c3d4e5f"


@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
def test_any_words_come_back_from_json_lines(words, title):
    plain = list_made()[0]
    span = replace(plain.attribution.content.spans[0], exact=words)
    said = replace(plain.attribution, content=replace(plain.attribution.content, spans=(span,)))
    article = replace(plain.publication, title=title)
    content = write("statements-jsonl", [replace(plain, attribution=said, publication=article)] * 2)
    lines = [msgspec.json.decode(line) for line in content.split(b"\n") if line]
    assert [line["content"]["spans"][0]["exact"] for line in lines] == [words] * 2
    assert lines[0]["article"]["title"] == title


def test_a_file_name_that_is_no_utf_8_is_no_crash():
    line = msgspec.json.decode(write("statements-jsonl").splitlines()[12])
    assert line["article"]["path"] == "reports/??.txt"
