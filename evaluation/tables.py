"""The reports under evaluation/reports -> the tables of docs/evaluation.md, each between its two marks.

usage: python evaluation/tables.py [--check]
With `--check` nothing is written; status 1 says that the document and the reports differ.
"""

import argparse
import re
import sys
from pathlib import Path

import msgspec

from sayso.evaluate import Report, Score, decode_report

HERE = Path(__file__).parent
DOCUMENT = HERE.parent / "docs" / "evaluation.md"
TABLE = re.compile(r"(?P<begin><!-- table: (?P<name>\w+) -->\n).*?(?P<end><!-- end of table -->)", re.DOTALL)
DETAIL = re.compile(r"coref\.(muc|b3|ceaf_e)\.|plv\.(root|quad)\.")
"""Measures that a table leaves out: of a genre and of types it shows the mean, the report has them all."""
Targets = dict[str, dict[str, tuple[float, float]]]


def main() -> int:
    """Fill the tables, or check that they are in step."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    document = DOCUMENT.read_text(encoding="utf8")
    filled = fill_tables(document, read_reports(HERE / "reports"), read_targets(HERE / "targets.json"))
    if not options.check:
        DOCUMENT.write_text(filled, encoding="utf8", newline="\n")
    return int(options.check and filled != document)


def read_reports(folder: Path) -> dict[str, Report]:
    """Read every report of a folder under the name of its file."""
    return {path.stem: decode_report(path.read_bytes()) for path in sorted(folder.glob("*.json"))}


def read_targets(path: Path) -> Targets:
    """Read what each measure must reach and should aim at."""
    return msgspec.json.decode(path.read_bytes(), type=Targets)


def fill_tables(document: str, reports: dict[str, Report], targets: Targets) -> str:
    """Put between each pair of marks the table of the report that they name."""

    def fill(marks: re.Match[str]) -> str:
        name = marks["name"]
        table = make_table(reports[name], targets.get(name, {})) if name in reports else "*Not measured yet.*\n"
        return f"{marks['begin']}{table}{marks['end']}"

    return TABLE.sub(fill, document)


def make_table(report: Report, targets: dict[str, tuple[float, float]]) -> str:
    """Lay a report out as a Markdown table."""
    weights = (report.model or "none")[:19]
    head = f"{report.gold}, {report.articles} articles, digest {report.digest[:19]}, weights {weights}"
    lines = [
        "| measure | value | 95 % | precision / recall | must / aim | cases |",
        "|---|---:|---:|---:|---:|---:|",
        *(_row(score, targets.get(score.measure)) for score in report.scores if not DETAIL.match(score.measure)),
    ]
    return f"{head}\n\n" + "\n".join(lines) + "\n"


def _row(score: Score, target: tuple[float, float] | None) -> str:
    bounds = f"{score.low:.1f} to {score.high:.1f}" if score.low is not None and score.high is not None else ""
    halves = "" if score.precision is None or score.recall is None else f"{score.precision:.1f} / {score.recall:.1f}"
    goal = f"{target[0]:g} / {target[1]:g}" if target else ""
    value = "" if score.value is None else f"{score.value:.1f}"
    return f"| {score.measure} | {value} | {bounds} | {halves} | {goal} | {score.cases} |"


if __name__ == "__main__":
    sys.exit(main())
