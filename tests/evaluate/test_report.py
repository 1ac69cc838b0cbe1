import json

import msgspec
import pytest

from sayso.errors import GoldError, InputError, SettingError
from sayso.evaluate import Report, Score, decode_report, encode_report, evaluate_gold, load_readings, render_report
from sayso.evaluate.report import digest_gold, find_kind
from tests.evaluate.made import make_reading

REPORT = Report(
    gold="polnear/dev",
    kind="polnear",
    digest="sha256:1",
    model="sha256:2",
    articles=84,
    missing=1,
    scores=(
        Score("source", 81.04, 1952, 79.8, 82.1, 80.0, 82.0),
        Score("recall.direct", None, 0),
    ),
)


def make_folder(folder, *files):
    for name in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf8")
    return folder


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("attributions/a_x.ann", "polnear"),
        ("labels/a.json", "labels"),
        ("a.conllu", "conllu"),
        ("b/relations.json", "re3d"),
    ],
)
def test_a_folder_of_gold_is_known_by_its_files(tmp_path, file, kind):
    assert find_kind(make_folder(tmp_path, file)) == kind


def test_a_folder_without_gold_says_what_it_would_hold(tmp_path):
    with pytest.raises(GoldError, match=r"no gold here; .*labels/\*\.json"):
        evaluate_gold(make_folder(tmp_path, "text/a.txt"))


def test_readings_are_no_answer_to_a_treebank(tmp_path):
    with pytest.raises(SettingError, match="leave the readings out"):
        evaluate_gold(make_folder(tmp_path, "a.conllu"), readings=[])


def test_the_digest_changes_with_a_label_and_not_with_what_is_no_gold(tmp_path):
    folder = make_folder(tmp_path, "text/a.txt", "labels/a.json")
    before = digest_gold(folder)
    assert digest_gold(make_folder(folder, "README.md")) == before
    (folder / "labels" / "a.json").write_text("other", encoding="utf8")
    assert digest_gold(folder) != before


def test_a_report_survives_its_json():
    assert decode_report(encode_report(REPORT)) == REPORT
    assert json.loads(encode_report(REPORT))["scores"][0]["measure"] == "source"


def test_a_report_is_a_table_with_a_line_a_measure():
    lines = render_report(REPORT).splitlines()
    assert lines[0] == "polnear/dev: 84 articles, 1 without a reading"
    assert lines[3].split() == ["source", "81.0", "79.8", "to", "82.1", "80.0", "82.0", "1952"]
    assert lines[4].split() == ["recall.direct", "0"]
    assert len({len(line) for line in lines[2:]}) == 1


def test_readings_are_loaded_from_json_lines(tmp_path):
    reading = make_reading("a.txt", "Nobody spoke.", [])
    (tmp_path / "readings.jsonl").write_bytes(msgspec.json.encode(reading) + b"\n\n")
    assert list(load_readings(tmp_path / "readings.jsonl")) == [reading]


def test_a_line_that_is_no_reading_is_named(tmp_path):
    (tmp_path / "readings.jsonl").write_bytes(b'\n{"article": 1}\n')
    with pytest.raises(InputError, match=r"readings\.jsonl:2: no reading"):
        list(load_readings(tmp_path / "readings.jsonl"))
