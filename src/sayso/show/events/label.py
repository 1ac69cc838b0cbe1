"""Parts of an event in, the words they are shown by out; all safe to show.

What stands in curly marks is the article's; what stands in brackets without them is ours.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from sayso.data import Bound, Event, EventDate, EventPlace, EventStatus, EventType, Happening, Precision, Size, Standing
from sayso.show.characters import tidy
from sayso.show.label import label_date
from sayso.show.speaker import NOBODY, list_some, name_within

_TYPES: Final[dict[EventType, str]] = {
    "AGREE": "agreement", "CONSULT": "meeting", "SUPPORT": "support", "CONCEDE": "concession",
    "COOPERATE": "cooperation", "AID": "aid", "RETREAT": "retreat", "REQUEST": "demand", "ACCUSE": "accusation",
    "REJECT": "refusal", "THREATEN": "threat", "PROTEST": "protest", "SANCTION": "sanction",
    "MOBILIZE": "mobilisation", "COERCE": "coercion", "ASSAULT": "attack", "OTHER": "other event",
}  # fmt: skip
# PLOVER's modes, where they are no plain words by themselves.
_MODES: Final = {
    "third-party": "with a mediator", "multilateral": "of many", "phone": "by phone", "withdraw": "withdrawal",
    "disarm": "disarmament", "resign": "resignation", "assist": "for help", "change": "for change",
    "yield": "to give way", "meet": "to meet", "disapprove": "disapproval", "investigate": "investigation",
    "allege": "allegation", "restrict": "restriction", "relations": "of relations", "expel": "expulsion",
    "demo": "demonstration", "hunger": "hunger strike", "obstruct": "blockade", "vandalize": "vandalism",
    "convict": "conviction", "discontinue": "discontinued", "seize": "seizure", "censor": "censorship",
    "martial-law": "martial law", "deport": "deportation", "withhold": "withholding", "cyber": "cyberattack",
    "abduct": "abduction", "beat": "beating", "sexual": "sexual violence", "destroy": "destruction",
    "primitive": "by hand", "suicide-attack": "suicide attack", "aerial": "from the air", "drone": "by drone",
    "heavy-weapons": "heavy weapons", "crowd-control": "crowd control", "unconventional": "unconventional weapons",
}  # fmt: skip
_BOUNDS: Final[dict[Bound, str]] = {"exact": "", "at_least": "at least ", "at_most": "at most ", "about": "about "}
_SPANS: Final[dict[Precision, str]] = {"weekend": "a weekend", "week": "a week", "season": "a season"}
_THINGS: Final = frozenset(("money", "weapons"))
"""What is counted in units of its own: its name would say nothing more."""
_LEADING: Final = re.compile(r"(?:(?:on|in) )?(?:the )?", re.IGNORECASE)
_MOST_PARTIES, _MOST_WORDS = 4, 3


def label_deed(event_type: EventType, modes: Sequence[str]) -> str:
    """Say what was done and how: "attack (targeted, by drone)"."""
    how = ", ".join(_MODES.get(mode, tidy(mode)) for mode in modes)
    return _TYPES[event_type] + (f" ({how})" if how else "")


def label_parties(actors: Sequence[str], recipients: Sequence[str], *, joint: str = "and") -> str:
    """Say who did it to whom: "the army and Ada Lund → the port"; of many the first few."""
    doers, others = list_some(actors, _MOST_PARTIES, joint), list_some(recipients, _MOST_PARTIES, "and")
    return f"{doers or NOBODY} → {others}" if others else doers or NOBODY


def label_when(date: EventDate | None) -> str:
    """Say when it happened, in which words, and whether that was assumed or leads nowhere; empty where nothing is."""
    if date is None:
        return ""
    words = f"“{tidy(date.phrase)}”" if date.phrase.strip() else ""
    if date.value is None or date.basis == "unresolved":
        return f"{words} (not resolved)" if words else ""
    day = label_day(date)
    if date.basis == "assumed":
        return f"{day} (assumed: no words say when)"
    phrase = _LEADING.sub("", tidy(date.phrase)).casefold()
    told = not words or phrase == day.removeprefix("the ").casefold()
    return day if told and day else f"{day} ({words})" if day else words


def label_day(date: EventDate) -> str:
    """Write the value of a date, never more precisely than it is known; empty where there is none."""
    value, precision = tidy(date.value or ""), date.precision
    if precision == "decade" and len(value) == 3:
        return f"the {value}0s"
    if precision == "century" and value.isdigit():
        return f"the {_order(int(value[:2]) + 1)} century"
    if precision in _SPANS and len(value) < 10:
        return f"{_SPANS[precision]} in {label_date(value)}" if value else _SPANS[precision]
    return label_date(value) if value else ""


def label_place(place: EventPlace | None) -> str:
    """Name a place, with its country's code where that is known; empty where there is none."""
    if place is None:
        return ""
    land = "" if place.kind == "country" else tidy(place.country or "")
    return tidy(place.name) + (f" ({land})" if land else "")


def label_sizes(sizes: Mapping[str, Size]) -> list[str]:
    """Say how many: "at least 12 dead", "about $3,000,000", each number as its words bound it."""
    return [label_size(what, size) for what, size in sizes.items()]


def label_size(what: str, size: Size) -> str:
    """Say how many of something."""
    number = f"{int(size.value):,}" if float(size.value).is_integer() else f"{size.value:,g}"
    unit, counted = tidy(size.unit or ""), tidy(what)
    if unit and not unit[-1].isalpha():  # $, €
        return f"{_BOUNDS[size.bound]}{unit}{number}"
    words = [unit] if unit and what in _THINGS else [unit, counted]
    return f"{_BOUNDS[size.bound]}{number} {' '.join(word for word in words if word)}"


def label_statuses(event: Event, names: Mapping[str, str]) -> str:
    """Say what each source makes of an event, on whose word."""
    told = (label_status(one.status, one.on_whose_word, names) for one in list_statuses(event))
    return "; ".join(dict.fromkeys(told))


def list_statuses(event: Event) -> tuple[EventStatus, ...]:
    """List what each source makes of an event, at least the one whose word it rests on."""
    return event.statuses or (EventStatus(event.status, event.on_whose_word),)


def label_status(status: Standing, chain: Sequence[str], names: Mapping[str, str]) -> str:
    """Say what a source makes of an event: "claimed, on Ostrand's word", "asserted by the writer"."""
    if not chain:
        return f"{status}, on nobody's word"
    if status in ("asserted", "denied"):
        return f"{status} by {_name(chain[-1], names)}{_label_chain(chain, names)}"
    return f"{status}, {label_word(chain, names)}"


def label_word(chain: Sequence[str], names: Mapping[str, str]) -> str:
    """Say on whose word something is told, and through whom it came to the writer."""
    if not chain:
        return "on nobody's word"
    return f"on {own(_name(chain[-1], names))} word{_label_chain(chain, names)}"


def own(name: str) -> str:
    """Write a name as an owner's: Ostrand's, the dockers'."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def label_said(happening: Happening) -> str:
    """Say on which days it was published, the first and the last."""
    days = sorted(report.publication.published[:10] for report in happening.reports if report.publication.published)
    if not days:
        return ""
    first, last = label_date(days[0]), label_date(days[-1])
    return first if first == last else f"{first} to {last}"


def _label_chain(chain: Sequence[str], names: Mapping[str, str]) -> str:
    between = [_name(entity, names) for entity in chain[-2:0:-1]]
    return f", through {list_some(between, _MOST_WORDS, 'and')}" if between else ""


def _name(entity: str, names: Mapping[str, str]) -> str:
    return name_within(entity, names) or "somebody"


def _order(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
