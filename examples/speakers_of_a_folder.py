"""A folder of reports in, who is quoted most out; what cannot be read is named, and the rest goes on.

python examples/speakers_of_a_folder.py FOLDER
"""

import sys
from collections import Counter
from collections.abc import Iterator

import sayso
from sayso.collect import collect_articles
from sayso.data import Article
from sayso.settings import Settings


def main(folder: str) -> None:
    """Read article after article, each only once and none kept in memory, and count."""
    counts: Counter[str] = Counter()
    for reading in sayso.Reader(threads=2).pipe(find_articles(folder)):
        for statement in reading.attributions:
            counts[reading.name(statement.source) or "nobody named"] += 1
    for speaker, count in counts.most_common():
        print(f"{count:4}  {speaker}")


def find_articles(folder: str) -> Iterator[Article]:
    """Give the articles of a folder; say what could not be read."""
    for found in collect_articles([folder], settings=Settings()):
        if isinstance(found, Article):
            yield found
        else:
            print(found, file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1])
