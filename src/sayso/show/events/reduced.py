"""Happenings in, their reduced coding by PLOVER out: what was only spoken of becomes an act of speech.

PLOVER 0.8 (openeventdata/PLOVER, "Special contexts") codes a threatened attack as a threat and a meeting to come as an
agreement, once, where Sayso keeps the type of what was spoken of and its status apart. What is left out has no place
there: OTHER, and what the reports say did not happen.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from sayso.data import EventType, Happening, Party
from sayso.show.events.reported import find_speaker

QUADS: Final[dict[EventType, int]] = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2, "REQUEST": 3,
    "ACCUSE": 3, "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
"""Verbal cooperation, material cooperation, verbal conflict, material conflict: PLOVER's quad categories."""
_PROMISED: Final[dict[EventType, EventType]] = {
    "CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE",
}  # fmt: skip
_REQUESTED: Final[dict[EventType, str]] = {
    "CONSULT": "meet", "COOPERATE": "assist", "AID": "assist", "SUPPORT": "assist", "CONCEDE": "yield",
    "RETREAT": "yield",
}  # fmt: skip
_THREATENED: Final[dict[tuple[EventType, str], str]] = {
    ("ASSAULT", ""): "violence", ("COERCE", ""): "restrict", ("COERCE", "arrest"): "arrest",
    ("PROTEST", ""): "relations", ("SANCTION", ""): "relations", ("SANCTION", "expel"): "expel",
    ("COERCE", "deport"): "expel",
}  # fmt: skip
_CONTEXTS: Final = {"planned": "future", "hypothetical": "hypothetical"}


@dataclass(frozen=True, slots=True)
class Coded:
    """A happening in PLOVER's reduced coding; `spoken` tells that its type is that of the words for it."""

    happening: Happening
    event_type: EventType
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    spoken: bool = False

    @property
    def quad(self) -> int:
        """The quad category, from 1 to 4."""
        return QUADS[self.event_type]


def reduce_happenings(happenings: Iterable[Happening]) -> Iterator[Coded | None]:
    """Code happenings one after another; None stands for one that is left out.

    A threat, a demand and a promise are left out where the same articles have them of the same actor already, as what
    was said and as what it was said of.
    """
    met: dict[tuple[object, ...], bool] = {}
    for happening in happenings:
        coded = reduce_happening(happening)
        if coded is not None and coded.event_type in ("THREATEN", "REQUEST", "AGREE"):
            articles = frozenset(report.publication.article for report in happening.reports)
            key = coded.event_type, frozenset(party.id for party in coded.actor), articles
            if key in met and coded.spoken != met[key]:
                coded = None
            else:
                met.setdefault(key, coded.spoken)
        yield coded


def reduce_happening(happening: Happening) -> Coded | None:
    """Code one happening; None where PLOVER has no place for it."""
    kind, status = happening.event_type, happening.status
    if kind == "OTHER" or status == "negated":
        return None
    contexts: tuple[str, ...] = ("historical",) if happening.historical else ()
    speaker = _find_speaker(happening)
    if status == "threatened" and kind != "THREATEN":
        modes = _list_threats(kind, happening.modes)
        actor = happening.actor or speaker
        return Coded(happening, "THREATEN", modes, contexts, actor, happening.recipient, spoken=True)
    if status == "requested" and kind != "REQUEST":
        mode = _REQUESTED.get(kind, "change")
        return Coded(
            happening, "REQUEST", (mode,), contexts, speaker, happening.actor or happening.recipient, spoken=True
        )
    if status == "planned" and kind in _PROMISED:
        actor = happening.actor or speaker
        return Coded(happening, _PROMISED[kind], (), contexts, actor, happening.recipient, spoken=True)
    contexts += (_CONTEXTS[status],) if status in _CONTEXTS else ()
    return Coded(happening, kind, happening.modes, contexts, happening.actor, happening.recipient)


def _find_speaker(happening: Happening) -> tuple[Party, ...]:
    """Find on whose word it stands, by the first report that makes the same of it."""
    told = (report for report in happening.reports if report.event.status == happening.status)
    found = (find_speaker(report.event, report.parties) for report in told)
    return next(((speaker,) for speaker in found if speaker is not None), ())


def _list_threats(kind: EventType, modes: Iterable[str]) -> tuple[str, ...]:
    special = [_THREATENED[kind, mode] for mode in modes if (kind, mode) in _THREATENED]
    general = [_THREATENED[kind, ""]] if (kind, "") in _THREATENED else []
    return tuple(dict.fromkeys(special or general))
