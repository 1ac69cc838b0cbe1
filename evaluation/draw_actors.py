"""PolNeAR's training articles and re3d in, 300 names of actors drawn by seed out: evaluation/actors.tsv, unlabelled.

    python evaluation/draw_actors.py --corpora ../shared/corpora > drawn.tsv

Of PolNeAR 200 names (persons, bodies, places, others, as its machine annotation has them) inside the words of a
source, of re3d 100 of persons and organisations; each once an article. The labels in evaluation/actors.tsv were
written by hand, before the code that they score, from the name, its sentence and the article:

- the country of the actor, ISO 3166-1 alpha-3, as a reader who knows the world would say; of a place, where it lies;
- IGO, NGO, IMG, ISM, MNC (PLOVER 2.0) for who has none: a body of states, an armed movement beyond one country;
- "-" for what is no actor or has no country; "|" between values that are all right, the best one first.
"""

import argparse
import gzip
import json
from collections.abc import Iterable, Iterator
from glob import escape
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

SEED, POLNEAR, RE3D = 5, 200, 100
NAMES = {"PERSON", "ORGANIZATION", "LOCATION", "MISC"}
PRONOUNS = frozenset("i we my our us he she they it his her their".split())


class Actor(NamedTuple):
    """A name in an article of a corpus: start and end in code points."""

    corpus: str
    document: str
    start: int
    end: int
    name: str


def main() -> None:
    """Print the names that are drawn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    folder = parser.parse_args().corpora
    random = Random(SEED)
    silver = folder / "polnear-silver" / "polnear-train.conllu.gz"
    polnear = keep_first(list_polnear(folder / "polnear" / "train", silver))
    re3d = keep_first(actor for path in sorted((folder / "re3d").glob("*/entities.json")) for actor in list_re3d(path))
    for actor in random.sample(polnear, POLNEAR) + random.sample(re3d, RE3D):
        print(*actor, sep="\t")


def keep_first(actors: Iterable[Actor]) -> list[Actor]:
    """Keep the first of each name in an article."""
    found: dict[tuple[str, str], Actor] = {}
    for actor in actors:
        found.setdefault((actor.document, actor.name), actor)
    return list(found.values())


def list_polnear(folder: Path, silver: Path) -> Iterator[Actor]:
    """List the names that the machine found inside the words of a source."""
    named = dict(read_names(silver))
    for path in sorted((folder / "text").glob("*.txt")):
        annotators = sorted((folder / "attributions").glob(f"{escape(path.stem)}_*.ann"))
        text = path.read_bytes().decode("utf-8")
        sources = read_sources(annotators[0]) if annotators else []
        for start, end in join_names(named.get(path.stem, ()), text):
            words = text[start:end]
            if words[:1].isupper() and any(a <= start and end <= b for a, b in sources):
                yield Actor("polnear/train", path.stem, start, end, words)


def read_sources(path: Path) -> list[tuple[int, int]]:
    """Read the pieces of all sources of a brat file."""
    spans: dict[str, list[tuple[int, int]]] = {}
    found: list[tuple[int, int]] = []
    for line in path.read_text("utf-8").splitlines():
        label, _, told = line.partition("\t")
        if label[:1] == "T" and told:
            places = told.partition("\t")[0].split(" ", 1)[1].split(";")
            spans[label] = [(int(start), int(end)) for start, end in map(str.split, places)]
        elif label[:1] == "E":
            parts = [part.split(":") for part in told.split()]
            found += [
                place for role, name in parts if role.rstrip("0123456789") == "Source" for place in spans.get(name, ())
            ]
    return found


def read_names(path: Path) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    """Read the words of each document that are of a name: start, end, type."""
    name, words = "", list[tuple[int, int, str]]()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id"):
                if name:
                    yield name, words
                name, words = line.split("=", 1)[1].strip(), []
            elif line[:1].isdigit():
                notes = dict(part.split("=", 1) for part in line.rstrip("\n").split("\t")[9].split("|") if "=" in part)
                if notes.get("NER") in NAMES:
                    words.append((int(notes["Start"]), int(notes["End"]), notes["NER"]))
    yield name, words


def join_names(words: Iterable[tuple[int, int, str]], text: str) -> Iterator[tuple[int, int]]:
    """Join neighbouring words of one type."""
    joined: list[tuple[int, int, str]] = []
    for start, end, kind in words:
        if joined and joined[-1][2] == kind and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end, kind)
        else:
            joined.append((start, end, kind))
    return ((start, end) for start, end, _ in joined)


def list_re3d(path: Path) -> Iterator[Actor]:
    """List the persons and organisations of a folder that have a capital letter and are no pronoun."""
    texts = {document["_id"]: document["text"] for document in read_lines(path.with_name("documents.json"))}
    for entity in read_lines(path):
        words, start, end = entity["value"], entity["begin"], entity["end"]
        named = any(word[:1].isupper() for word in words.split()) and words.lower() not in PRONOUNS
        found = texts[entity["documentId"]][start:end] == words
        if entity["type"] in ("Organisation", "Person") and named and found:
            yield Actor(f"re3d/{path.parent.name}", entity["documentId"], start, end, words)


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read a file of one object a line."""
    lines = path.read_text("utf-8").splitlines()
    return [json.loads(line.strip().rstrip(",")) for line in lines if line.strip().startswith("{")]


if __name__ == "__main__":
    main()
