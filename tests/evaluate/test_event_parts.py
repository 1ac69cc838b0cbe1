"""A model and corpora -> one report of all that is measured of events; what cannot be measured is said aloud."""

import pytest

from evaluation import events
from evaluation.events import PARTS, digest_files, evaluate_events, find_parts
from evaluation.parts import Measured
from sayso.evaluate import Score
from tests.model.made import open_scripted


@pytest.fixture
def model(tmp_path, monkeypatch):
    return open_scripted(tmp_path / "weights", monkeypatch)


def measure(*_):
    return Measured((Score("cases.exact", 50.0, 2),), 2, ("case 1: a fault",))


@pytest.fixture
def hearing(monkeypatch):
    """Let any model hear events, and measure nothing but cases."""
    monkeypatch.setattr(events, "hears_events", lambda model: True)
    monkeypatch.setitem(PARTS, "cases", events.Part(measure))


def test_weights_without_heads_for_events_are_not_measured_and_that_is_said(model, tmp_path, capsys):
    assert evaluate_events(tmp_path, model, only=["cases", "deeds"]) is None
    assert "NOT EVALUATED: events, cases, deeds: these weights have no heads" in capsys.readouterr().err


def test_what_needs_no_heads_for_events_is_measured_with_any_weights(model, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(PARTS, "actors", events.Part(measure, heads=False))
    report = evaluate_events(tmp_path, model, only=["cases", "actors"])
    assert report is not None
    assert "events, cases: these weights" in capsys.readouterr().err


def test_a_report_holds_the_scores_of_the_parts_that_are_wanted(model, tmp_path, hearing):
    report = evaluate_events(tmp_path, model, only=["cases"])
    assert report is not None
    assert (report.kind, report.model, report.articles, len(report.scores)) == ("events", model.digest, 2, 1)


def test_faults_are_told_where_somebody_listens(model, tmp_path, hearing):
    heard: list[str] = []
    evaluate_events(tmp_path, model, only=["cases"], say=heard.append)
    assert heard == ["case 1: a fault"]


def test_a_corpus_that_is_not_there_is_named(tmp_path, capsys):
    assert [*find_parts(tmp_path, ["deeds", "cases"])] == [PARTS["cases"]]
    assert "NOT EVALUATED: events, deeds: no" in capsys.readouterr().err


def test_the_digest_is_that_of_what_is_read(tmp_path):
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    before = digest_files(tmp_path, ["*.txt"])
    (tmp_path / "b.tsv").write_text("b", encoding="utf-8")
    assert digest_files(tmp_path, ["*.txt"]) == before
    (tmp_path / "a.txt").write_text("b", encoding="utf-8")
    assert digest_files(tmp_path, ["*.txt"]) != before


@pytest.mark.corpora
def test_every_corpus_that_a_part_reads_is_there(corpora):
    assert len([*find_parts(corpora, PARTS)]) == len(PARTS)
