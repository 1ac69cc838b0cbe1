"""What is different between two readings in; lines of a terminal, or JSON, out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from sayso.data import Article, Attribution
from sayso.show.cells import wrap
from sayso.show.characters import tidy
from sayso.show.label import label_act, label_count, label_title
from sayso.show.lines import Line, Piece

if TYPE_CHECKING:
    from sayso.record import Difference

_SIGNS = {"new": "+", "gone": "-", "reworded": "~", "changed": "~"}


def lay_out_differences(differences: "Iterable[Difference]", *, width: int) -> Iterator[Line]:
    """Lay differences out: "+" before what is new, "-" before what is gone, "~" before what is read otherwise."""
    for one in differences:
        kept = one.old is not None and one.old.status != "machine"
        told = f" ({', '.join(one.fields)})" if one.fields else ""
        stays = f"  (stays: {one.old.status})" if kept and one.old else ""
        yield (Piece(f"{_SIGNS[one.kind]} {one.kind}{told}", "act"), Piece(stays, "notice"))
        for sign, said in (("-", one.old), ("+", one.new)):
            if said is not None:
                yield from _lay_out_said(sign, said, width)


def _lay_out_said(sign: str, said: Attribution, width: int) -> Iterator[Line]:
    source = tidy(said.source.text) if said.source else ""
    cue = tidy(said.cue.text) if said.cue else ""
    head = " · ".join(part for part in (label_act(said), said.manner, source, cue) if part)
    for n, line in enumerate(wrap(f"{head}: {tidy(said.content.text)}", width - 4)):
        yield (Piece(f"  {sign if n == 0 else ' '} ", "faint"), Piece(line, "words"))


def lay_out_reread(
    article: Article, differences: "Sequence[Difference]", orphans: Sequence[str], *, width: int
) -> Iterator[Line]:
    """Lay out what reading an article again makes different, and which decisions have lost their words."""
    yield (Piece(article.id, "faint"), Piece(f"  {label_title(article)}", "title"))
    yield from lay_out_differences(differences, width=width)
    for orphan in orphans:
        yield (Piece(f"  {orphan} is kept, though its words are no longer read", "notice"),)
    yield ()


def encode_difference(article: Article, difference: "Difference") -> bytes:
    """Encode a difference as JSON."""
    return msgspec.json.encode({"article": article.id, **msgspec.to_builtins(difference)})


def sum_up_reread(tally: "Counter[str]", *, applied: bool) -> str:
    """Sum up what reading articles again has changed, or would."""
    kinds = ", ".join(f"{tally[kind]:,} {kind}" for kind in ("new", "gone", "reworded", "changed") if tally[kind])
    orphans = f"; {label_count(tally['orphan'], 'decision')} without words" if tally["orphan"] else ""
    would = "" if applied else "; nothing was changed, --apply does it"
    return f"{label_count(tally['article'], 'article')} read again: {kinds or 'nothing different'}{orphans}{would}"
