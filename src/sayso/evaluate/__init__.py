"""Readings and gold -> scores, each with its cases and a bootstrap interval (`sayso eval`)."""

from sayso.evaluate.evaluation import Analyst, evaluate_gold, score_readings, score_treebank
from sayso.evaluate.readings import load_readings, read_gold
from sayso.evaluate.report import Report, decode_report, encode_report, render_report
from sayso.evaluate.scores import Score

__all__ = [
    "Analyst",
    "Report",
    "Score",
    "decode_report",
    "encode_report",
    "evaluate_gold",
    "load_readings",
    "read_gold",
    "render_report",
    "score_readings",
    "score_treebank",
]
