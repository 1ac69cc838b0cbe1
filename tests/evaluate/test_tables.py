from pathlib import Path

from evaluation.tables import fill_tables, read_reports, read_targets
from sayso.evaluate import Report, Score

ROOT = Path(__file__).parents[2]
EVALUATION = ROOT / "evaluation"
SCORES = (Score("source", 81.0, 1952, 79.8, 82.1, 80.0, 82.0), Score("act", None, 0))
REPORT = Report("polnear/dev", "polnear", "sha256:1", "sha256:2", 84, SCORES)
DOCUMENT = "Before.\n<!-- table: polnear -->\nold\n<!-- end of table -->\nAfter.\n"


def test_a_table_is_put_between_its_marks_and_nothing_else_changes():
    filled = fill_tables(DOCUMENT, {"polnear": REPORT}, {"polnear": {"source": (82, 86)}})
    assert filled.startswith("Before.\n<!-- table: polnear -->\npolnear/dev, 84 articles")
    assert filled.endswith("\n<!-- end of table -->\nAfter.\n")
    assert "| source | 81.0 | 79.8 to 82.1 | 80.0 / 82.0 | 82 / 86 | 1952 |\n" in filled
    assert "| act |  |  |  |  | 0 |\n" in filled


def test_filling_twice_changes_nothing_more():
    once = fill_tables(DOCUMENT, {"polnear": REPORT}, {})
    assert fill_tables(once, {"polnear": REPORT}, {}) == once


def test_a_body_without_a_report_is_said_not_to_be_measured():
    assert "*Not measured yet.*" in fill_tables(DOCUMENT, {}, {})


def test_the_parts_of_a_mean_by_genre_are_left_out_of_the_table():
    scores = tuple(Score(name, 50.0, 9) for name in ("coref.muc", "coref.muc.news", "coref.conll.news"))
    filled = fill_tables(DOCUMENT, {"polnear": Report("gum/dev", "conllu", "sha256:1", None, 1, scores)}, {})
    assert [name for name in ("| coref.muc |", "| coref.muc.news |", "| coref.conll.news |") if name in filled] == [
        "| coref.muc |",
        "| coref.conll.news |",
    ]


def test_the_document_holds_the_numbers_of_the_reports():
    document = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf8")
    reports, targets = read_reports(EVALUATION / "reports"), read_targets(EVALUATION / "targets.json")
    assert fill_tables(document, reports, targets) == document, "run `python evaluation/tables.py`"


def test_every_target_is_a_measure_of_its_report():
    targets = read_targets(EVALUATION / "targets.json")
    for name, report in read_reports(EVALUATION / "reports").items():
        assert set(targets.get(name, {})) <= {score.measure for score in report.scores}
