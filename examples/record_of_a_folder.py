"""A folder of reports and a name in, a record of the reports and what there is on that name in it out.

python examples/record_of_a_folder.py FOLDER RECORD NAME

Start it again when there are new reports: what is in the record is passed over.
"""

import sys
from collections.abc import Iterable, Iterator

import sayso
from sayso.adding import Request, add_inputs
from sayso.crew import read_together
from sayso.keeping import Record
from sayso.settings import Settings

settings = Settings(threads=2)


def main(folder: str, path: str, name: str) -> None:
    """Add what is new, then show who is called so, and what they said last."""
    with sayso.open(path) as record:
        add_folder(record, folder)
        for one in record.people(name):
            print(f"{one.id}  {one.name}, {one.kind}: {one.statements} statements in {one.articles} articles")
        for statement in record.search("", speaker=name, limit=5):
            said, day = statement.attribution, statement.publication.published or "undated"
            print(f"{statement.id}  {day:10.10}  {said.act}  {said.content.text}")


def add_folder(record: Record, folder: str) -> None:
    """Add the reports of a folder; say what could not be read."""
    for outcome in add_inputs(record, Request((folder,)), settings=settings, read=read):
        if outcome.error is not None:
            print(outcome.error, file=sys.stderr)


def read(articles: Iterable[sayso.Article]) -> Iterator[sayso.Reading]:
    """Read what is not yet in the record; with `jobs`, several processes share the work."""
    return read_together(articles, settings=settings)


if __name__ == "__main__":
    main(*sys.argv[1:])
