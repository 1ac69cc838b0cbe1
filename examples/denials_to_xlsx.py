"""A record in, an Excel workbook out: who denied or rejected what, without what a person has found wrong.

python examples/denials_to_xlsx.py RECORD denials.xlsx
"""

import sys
from pathlib import Path

import sayso
from sayso.show.export import write_statements
from sayso.show.export.options import Options

query = sayso.Query(act=("deny", "reject"), status=("machine", "confirmed", "corrected"))


def main(path: str, out: str) -> None:
    """Write a row a statement, as they come; the record is only read."""
    with sayso.open(path, writing=False) as record, Path(out).open("wb") as file:
        write_statements(record.statements(query), file, format="xlsx", options=Options())


if __name__ == "__main__":
    main(*sys.argv[1:])
