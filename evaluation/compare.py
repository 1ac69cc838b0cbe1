"""Two files of readings and their gold -> the attributions that a change gained and lost, counted, then listed.

usage: python evaluation/compare.py OLD.jsonl NEW.jsonl GOLD [--counts]
A gold attribution is found where a content overlaps its content by more than half, exact where source, cue and
content are. What was read and stands for no gold attribution is astray.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sayso.data import Reading
from sayso.evaluate import load_readings
from sayso.evaluate.labels import LabelledArticle, read_labels
from sayso.evaluate.pieces import Parts, Pieces, overlap, parts_of
from sayso.evaluate.polnear import PolnearArticle, outermost, read_polnear
from sayso.evaluate.readings import by_name
from sayso.evaluate.report import find_kind
from sayso.extract.acts import find_act
from sayso.extract.cues import choose_item, find_items, read_cue, tidy
from sayso.extract.lexicon import load_lexicon
from sayso.extract.manner import find_manner

State = Literal["missed", "found", "exact", "absent", "astray"]
KINDS: dict[tuple[State, State], str] = {
    ("missed", "found"): "gained",
    ("missed", "exact"): "gained",
    ("found", "missed"): "lost",
    ("exact", "missed"): "lost",
    ("found", "exact"): "made exact",
    ("exact", "found"): "no longer exact",
    ("absent", "astray"): "newly astray",
    ("astray", "absent"): "no longer astray",
}


@dataclass(frozen=True)
class Change:
    """What a change did to one attribution, and what kind of attribution it is."""

    kind: str
    article: str
    manner: str
    act: str
    cue: str
    words: str


def main() -> int:
    """Print the counts, then the items."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("old", "new", "gold"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--counts", action="store_true", help="leave out the items")
    options = parser.parse_args()
    changes = [*find_changes(options.gold, load_readings(options.old), load_readings(options.new))]
    print("\n".join(count_changes(changes)))
    if not options.counts:
        print("\n".join(list_changes(changes)))
    return 0


def find_changes(gold: Path, old: Iterable[Reading], new: Iterable[Reading]) -> Iterator[Change]:
    """Find what became of each attribution, of gold or astray, article by article."""
    before, after = by_name(old), by_name(new)
    for article in read_polnear(gold) if find_kind(gold) == "polnear" else read_labels(gold):
        wanted = gold_parts(article)
        one, other = (states(wanted, read_parts(article, readings.get(article.name))) for readings in (before, after))
        for parts in dict.fromkeys([*one, *other]):
            absent: State = "missed" if parts in wanted else "absent"
            kind = KINDS.get((one.get(parts, absent), other.get(parts, absent)))
            if kind:
                yield describe(kind, article, parts)


def gold_parts(article: PolnearArticle | LabelledArticle) -> tuple[Parts, ...]:
    """Take the parts of the gold attributions, of several accepted the first."""
    if isinstance(article, PolnearArticle):
        return article.attributions
    return tuple(
        Parts(_as_pieces(label.source[0]), _as_pieces(label.cue[0]), label.content[0])
        for label in article.labels.attributions
    )


def read_parts(article: PolnearArticle | LabelledArticle, reading: Reading | None) -> tuple[Parts, ...]:
    """Take the parts of what was read; PolNeAR has no nested attributions, our gold does."""
    if reading is None:
        return ()
    if isinstance(article, PolnearArticle):
        return outermost(reading, text=article.text)
    return tuple(map(parts_of, reading.attributions))


def states(wanted: Iterable[Parts], read: tuple[Parts, ...]) -> dict[Parts, State]:
    """Tell of each gold attribution whether it is found, and which of what was read are astray."""
    state: dict[Parts, State] = {}
    stands: set[Parts] = set()
    for gold in wanted:
        hits = {parts for parts in read if overlap(gold.content, parts.content) > 0.5}
        state[gold] = "exact" if gold in hits else "found" if hits else "missed"
        stands |= hits
    return state | {parts: "astray" for parts in read if parts not in stands}


def describe(kind: str, article: PolnearArticle | LabelledArticle, parts: Parts) -> Change:
    """Put a change in words."""
    source, cue, content = (_words(parts[role], article.text) for role in ("source", "cue", "content"))
    act = find_act(cue, content=content, source=source).act or "unknown"
    manner = find_manner([article.text[start:end] for start, end in parts.content])
    return Change(kind, article.name, manner, act, _lemma(cue), f"[{source}] [{cue}] [{content}]")


def count_changes(changes: list[Change]) -> list[str]:
    """Count the changes of each kind, then by manner, act and cue."""
    lines = [f"{kind:18}{number:6}" for kind, number in Counter(change.kind for change in changes).most_common()]
    for field in ("manner", "act", "cue"):
        lines += ["", f"by {field}"]
        table = Counter((change.kind, getattr(change, field)) for change in changes)
        lines += [f"  {kind:18}{value:20}{number:6}" for (kind, value), number in table.most_common(40)]
    return lines


def list_changes(changes: list[Change]) -> list[str]:
    """List the changes, kind by kind, in the order of the articles."""
    ordered = sorted(changes, key=lambda change: (change.kind, change.article))
    return ["", *(f"{change.kind}: {change.article}: {change.words}" for change in ordered)]


def _as_pieces(piece: tuple[int, int] | None) -> Pieces:
    return (piece,) if piece else ()


def _words(pieces: Pieces, text: str) -> str:
    return " … ".join(" ".join(text[start:end].split()) for start, end in pieces)


def _lemma(cue: str) -> str:
    """Name the word or frame of the lexicon that counts in a cue; one it does not know stands for itself."""
    lexicon = load_lexicon()
    read = read_cue(tidy(cue), lexicon)
    item = choose_item(find_items(read, lexicon), read)
    return item.name if item else tidy(cue) or "none"


if __name__ == "__main__":
    sys.exit(main())
