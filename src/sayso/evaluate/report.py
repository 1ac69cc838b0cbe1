"""What an evaluation found: a report, as data, as JSON and as a table of plain text."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from sayso.errors import GoldError
from sayso.evaluate.scores import Score

GoldKind = Literal["polnear", "labels", "conllu", "re3d"]
MARKS: dict[GoldKind, str] = {
    "polnear": "attributions/*.ann",
    "labels": "labels/*.json",
    "conllu": "*.conllu",
    "re3d": "*/relations.json",
}
"""Which files tell what a folder of gold is."""
BESIDE = ("text/*.txt", "cross/*.json", "dev.txt", "*/documents.json", "*/entities.json")
"""What else is gold in a folder of it."""


@dataclass(frozen=True, slots=True)
class Report:
    """How well one body of gold was read.

    `kind` tells what was scored: a folder of that kind, or "events", many corpora together, which only the project has.
    `digest` is that of the gold's files, `model` that of the weights. An article is `missing` when no reading of it
    was given, `changed` when its reading holds another text.
    """

    gold: str
    kind: GoldKind | Literal["events"]
    digest: str
    model: str | None
    articles: int
    scores: tuple[Score, ...]
    missing: int = 0
    changed: int = 0


def find_kind(gold: Path) -> GoldKind:
    """Tell what a folder of gold is by the files in it; raise GoldError where it is none."""
    for kind, mark in MARKS.items():
        if any(gold.glob(mark)):
            return kind
    known = ", ".join(MARKS.values())
    raise GoldError(f"{gold}: no gold here; a folder of gold holds one of {known}")


def name_gold(gold: Path) -> str:
    """Name a folder of gold without saying where on this machine it lies."""
    return "/".join(gold.resolve().parts[-2:])


def digest_gold(gold: Path) -> str:
    """Digest the names and bytes of the texts and labels in a folder of gold."""
    digest = hashlib.sha256()
    patterns = (*MARKS.values(), *BESIDE)
    for path in sorted({path for pattern in patterns for path in gold.glob(pattern)}):
        digest.update(path.relative_to(gold).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"sha256:{digest.hexdigest()}"


def encode_report(report: Report) -> bytes:
    """Write a report as JSON, one measure a line."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"


def decode_report(data: bytes) -> Report:
    """Read a report back from its JSON."""
    return msgspec.json.decode(data, type=Report)


def render_report(report: Report) -> str:
    """Lay a report out as a table of plain text: measure, value, interval, precision, recall, cases."""
    rows = [("measure", "value", "95 %", "precision", "recall", "cases"), *map(_row, report.scores)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows]
    return "\n".join([_headline(report), "", *lines]) + "\n"


def _headline(report: Report) -> str:
    told = [f"{report.gold}: {report.articles} articles"]
    told += [f"{report.missing} without a reading"] if report.missing else []
    told += [f"{report.changed} read from another text"] if report.changed else []
    return ", ".join(told)


def _row(score: Score) -> tuple[str, ...]:
    bounds = "" if score.low is None or score.high is None else f"{score.low:.1f} to {score.high:.1f}"
    value, precision, recall = map(_number, (score.value, score.precision, score.recall))
    return score.measure, value, bounds, precision, recall, str(score.cases)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"
