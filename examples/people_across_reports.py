"""Reports in, who and what stands in more than one of them out, and what a person should decide.

python examples/people_across_reports.py REPORT REPORT...
"""

import sys
from collections.abc import Sequence

import sayso


def main(paths: Sequence[str]) -> None:
    """Read each report by itself, then join their people and bodies."""
    readings = list(sayso.Reader(threads=2).pipe(paths))
    people = sayso.link_people(readings)
    for known in people.known:
        if len(known.members) > 1:
            print(f"{len(known.members)} reports  {known.kind:12}  {known.name}")
    names = {(reading.article.id, entity.id): entity.name for reading in readings for entity in reading.entities}
    for judgement in people.judgements:
        if judgement.verdict == "unsure":
            print(f"one or two? {names[judgement.left]}, {names[judgement.right]}: {judgement.reason}")


if __name__ == "__main__":
    main(sys.argv[1:])
