"""A folder of PolNeAR (text/, attributions/) and the readings of its texts -> counts an article.

Newell, Margolin & Ruths 2018, "An attribution relations corpus for political news" (LREC).
Gold is the first annotator in alphabetical order. PolNeAR marks only the outermost attribution,
so one that was read inside the content of its parent is left out.
"""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from glob import escape
from pathlib import Path

from sayso.data import Attribution, Manner, Reading
from sayso.errors import GoldError
from sayso.evaluate.pieces import ROLES, Parts, Piece, characters, overlap, parts_of, tidy, touch
from sayso.evaluate.scores import Count, Tally, add_tallies

INSIDE = 0.8
"""An attribution lies inside its parent when the parent's content holds this share of its own."""
QUOTED = 0.95
"""A content is direct when more than this share of its letters and digits is within marks."""


@dataclass(frozen=True, slots=True)
class PolnearArticle:
    """A text of PolNeAR with the attributions of its first annotator, tidied."""

    name: str
    text: str
    attributions: tuple[Parts, ...]


def read_polnear(folder: Path) -> Iterator[PolnearArticle]:
    """Read the annotated texts of a split in the order of their names; raise GoldError where a file is damaged."""
    for path in sorted((folder / "text").glob("*.txt")):
        annotators = sorted((folder / "attributions").glob(escape(path.stem) + "_*.ann"))
        if annotators:
            text = path.read_bytes().decode("utf8")
            yield PolnearArticle(path.name, text, tuple(_read_attributions(annotators[0], text)))


def tally_polnear(gold: PolnearArticle, reading: Reading | None) -> Tally:
    """Count exact pieces, whole attributions, content characters, overlap and recall in one article."""
    found = outermost(reading, text=gold.text) if reading else ()
    return {
        **{role: _exact(gold.attributions, found, role) for role in ROLES},
        "whole": _count_sets(set(gold.attributions), set(found)),
        "content_chars": _count_sets(_content(gold.attributions), _content(found)),
        **{f"jaccard.{role}": _jaccard(gold.attributions, found, role) for role in ROLES},
        **_recall(gold, found),
    }


def outermost(reading: Reading, *, text: str) -> tuple[Parts, ...]:
    """Take the parts, tidied, of the attributions that PolNeAR would mark."""
    return tuple(tidy_parts(attribution, text=text) for attribution in outermost_attributions(reading))


def outermost_attributions(reading: Reading) -> tuple[Attribution, ...]:
    """Leave out attributions without content and those that lie inside the content of the parent they name."""
    contents = {a.id: characters(parts_of(a).content) for a in reading.attributions}

    def inside(attribution: Attribution) -> bool:
        parent, own = attribution.nested_in, contents[attribution.id]
        if parent is None or parent == attribution.id or parent not in contents:
            return False
        return len(own & contents[parent]) >= INSIDE * len(own)

    return tuple(a for a in reading.attributions if a.content.spans and not inside(a))


def tidy_parts(attribution: Attribution, *, text: str) -> Parts:
    """Take an attribution's parts with white space trimmed and adjoining pieces joined."""
    parts = parts_of(attribution)
    return Parts(*(tidy(parts[role], text=text) for role in ROLES))


def manner_by_marks(pieces: Iterable[Piece], *, text: str) -> Manner:
    """Tell the manner of a content by its double marks alone; a straight mark opens and closes by turns."""
    quoted = total = 0
    open_mark = False
    for offset in (offset for start, end in pieces for offset in range(start, end)):
        character = text[offset]
        if character in '“”"':
            open_mark = character == "“" or (character == '"' and not open_mark)
        elif character.isalnum():
            total += 1
            quoted += open_mark
    if not quoted:
        return "indirect"
    return "direct" if quoted / total > QUOTED else "mixed"


def _exact(gold: Iterable[Parts], found: Iterable[Parts], role: str) -> Count:
    return _count_sets({piece for parts in gold for piece in parts[role]}, {p for parts in found for p in parts[role]})


def _count_sets(wanted: Set[object], given: Set[object]) -> Count:
    return Count(len(wanted & given), len(wanted), len(given))


def _content(attributions: Iterable[Parts]) -> set[int]:
    return {offset for parts in attributions for offset in characters(parts.content)}


def _jaccard(gold: Iterable[Parts], found: Iterable[Parts], role: str) -> Count:
    wanted = {piece for parts in gold for piece in parts[role]}
    given = {piece for parts in found for piece in parts[role]}
    best = [max((overlap([piece], [other]) for other in given if touch(piece, other)), default=0.0) for piece in wanted]
    astray = sum(not any(touch(piece, other) for other in wanted) for piece in given)
    return Count(sum(best), len(wanted) + astray)


def _recall(gold: PolnearArticle, found: Iterable[Parts]) -> Tally:
    hits: list[Tally] = []
    for parts in gold.attributions:
        hit = Count(any(overlap(parts.content, other.content) > 0.5 for other in found), 1)
        manner = manner_by_marks(parts.content, text=gold.text)
        hits.append({f"recall.{key}": hit for key in ("all", manner, "source" if parts.source else "no_source")})
    return add_tallies(hits)


def _read_attributions(path: Path, text: str) -> Iterator[Parts]:
    """Read brat standoff: T lines are spans (`a b;c d`), E lines say which spans make an attribution."""
    spans: dict[str, list[Piece]] = {}
    for number, line in enumerate(path.read_text(encoding="utf8").split("\n"), start=1):
        label, _, rest = line.partition("\t")
        fields = rest.split("\t")[0].split(" ", 1)
        if label.startswith("T"):
            spans[label] = [_read_piece(piece, f"{path}:{number}") for piece in fields[-1].split(";")]
        elif label.startswith("E"):
            parts = _gather(rest.split("\t")[0], spans)
            tidied = Parts(*(tidy(parts[role], text=text) for role in ROLES))
            if tidied.content:
                yield tidied


def _gather(event: str, spans: dict[str, list[Piece]]) -> dict[str, list[Piece]]:
    parts: dict[str, list[Piece]] = {role: [] for role in ROLES}
    for item in event.split():
        numbered, _, label = item.partition(":")
        role = re.sub(r"\d+$", "", numbered).lower()
        if role in parts:
            parts[role].extend(spans.get(label, ()))
    return parts


def _read_piece(words: str, where: str) -> Piece:
    if not (offsets := re.fullmatch(r"(\d+) (\d+)", words)):
        raise GoldError(f"{where}: {words!r} is no pair of offsets; restore the file from the corpus")
    return int(offsets[1]), int(offsets[2])
