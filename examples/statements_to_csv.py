"""Reports in, a spreadsheet out: who said what, a statement a row.

python examples/statements_to_csv.py REPORT... > statements.csv
"""

import csv
import sys

import sayso

columns = ("article", "start", "end", "speaker", "act", "manner", "words")


def main(paths: list[str]) -> None:
    """Write the statements of each report as they are read."""
    # the mark at the beginning lets Excel see that the accents are UTF-8
    sys.stdout.reconfigure(encoding="utf-8-sig", newline="")  # type: ignore[union-attr]
    table = csv.writer(sys.stdout)
    table.writerow(columns)
    for path in paths:
        reading = sayso.read(path)
        for statement in reading.attributions:
            spans = statement.content.spans
            speaker = reading.name(statement.source) or ""
            place = (spans[0].start, spans[-1].end) if spans else ("", "")
            row = (path, *place, speaker, statement.act, statement.manner, statement.content.text)
            table.writerow(guard(cell) for cell in row)


def guard(cell: object) -> object:
    """Keep a spreadsheet from taking an article's words for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


if __name__ == "__main__":
    main(sys.argv[1:])
