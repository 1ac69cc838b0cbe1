"""What is different between two readings in; lines of a terminal, or JSON, out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from sayso.data import Article, Attribution, Event
from sayso.record import Difference, EventDifference
from sayso.show.cells import wrap
from sayso.show.characters import tidy
from sayso.show.events.label import label_deed, label_parties, label_place, label_sizes, label_statuses, label_when
from sayso.show.label import label_act, label_count, label_title
from sayso.show.lines import Line, Piece

_SIGNS = {"new": "+", "gone": "-", "reworded": "~", "changed": "~"}


def lay_out_differences(differences: Iterable[Difference | EventDifference], *, width: int) -> Iterator[Line]:
    """Lay differences out: "+" before what is new, "-" before what is gone, "~" before what is read otherwise."""
    for one in differences:
        decided = _decision_of(one.old)
        told = f" ({', '.join(one.fields)})" if one.fields else ""
        what = " event" if isinstance(one.new or one.old, Event) else ""
        stays = f"  (stays: {decided})" if decided != "machine" else ""
        yield (Piece(f"{_SIGNS[one.kind]} {one.kind}{what}{told}", "act"), Piece(stays, "notice"))
        names = {} if isinstance(one, Difference) else one.names
        for sign, side in (("-", one.old), ("+", one.new)):
            if side is not None:
                for n, line in enumerate(wrap(_word(side, names), width - 4)):
                    yield (Piece(f"  {sign if n == 0 else ' '} ", "faint"), Piece(line, "words"))


def _decision_of(side: Attribution | Event | None) -> str:
    if side is None:
        return "machine"
    return side.status if isinstance(side, Attribution) else side.decision


def _word(side: Attribution | Event, names: Mapping[str, str]) -> str:
    return _word_said(side) if isinstance(side, Attribution) else _word_event(side, names)


def _word_said(said: Attribution) -> str:
    source = tidy(said.source.text) if said.source else ""
    cue = tidy(said.cue.text) if said.cue else ""
    head = " · ".join(part for part in (label_act(said), said.manner, source, cue) if part)
    return f"{head}: {tidy(said.content.text)}"


def _word_event(event: Event, names: Mapping[str, str]) -> str:
    names = {name: tidy(words) for name, words in names.items()} | {"writer": "the writer"}
    actors, recipients = ([names.get(one, one) for one in some] for some in (event.actor, event.recipient))
    facts = (
        label_deed(event.event_type, event.modes), f"“{tidy(event.trigger.text)}”", label_parties(actors, recipients),
        label_when(event.date), label_place(event.place), *label_sizes(event.size), label_statuses(event, names),
    )  # fmt: skip
    return " · ".join(fact for fact in facts if fact)


def lay_out_reread(
    article: Article, differences: Sequence[Difference | EventDifference], orphans: Sequence[str], *, width: int
) -> Iterator[Line]:
    """Lay out what reading an article again makes different, and which decisions have lost their words."""
    yield (Piece(article.id, "faint"), Piece(f"  {label_title(article)}", "title"))
    yield from lay_out_differences(differences, width=width)
    for orphan in orphans:
        yield (Piece(f"  {orphan} is kept, though its words are no longer read", "notice"),)
    yield ()


def encode_difference(article: Article, difference: Difference | EventDifference) -> bytes:
    """Encode a difference as JSON."""
    of = "event" if isinstance(difference.new or difference.old, Event) else "statement"
    return msgspec.json.encode({"article": article.id, "of": of, **msgspec.to_builtins(difference)})


def sum_up_reread(tally: Counter[str], *, applied: bool) -> str:
    """Sum up what reading articles again has changed, or would."""
    statements = [f"{tally[kind]:,} {kind}" for kind in _SIGNS if tally[kind]]
    events = [label_count(tally[f"{kind} event"], f"{kind} event") for kind in _SIGNS if tally[f"{kind} event"]]
    kinds = ", ".join([*statements, *events])
    orphans = f"; {label_count(tally['orphan'], 'decision')} without words" if tally["orphan"] else ""
    would = "" if applied else "; nothing was changed, --apply does it"
    return f"{label_count(tally['article'], 'article')} read again: {kinds or 'nothing different'}{orphans}{would}"
