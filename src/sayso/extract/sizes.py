"""A clause with a word for an event in; how many it killed, hurt, took or drove out, and what it cost or used, out.

Numbers are counted as what stands behind them: "12 dead", "three were arrested", "fired 20 missiles". Where nothing
behind them tells, the word for the event does: "killed 12 people".
"""

import re
from collections.abc import Iterator

from sayso.data import SizeMention
from sayso.extract.quantities import Quantity, find_quantities

_COUNTED = {
    "dead": r"dead|killed|deaths?|died|dies|die|fatalit\w+|bodies|corpses|lives|slain|murdered|massacred|perished",
    "injured": r"injur\w+|wounded|hurt|maimed|casualties",
    "arrested": r"arrest\w*|detain\w*|captured|in custody|rounded up|jailed",
    "displaced": r"displaced|homeless|evacuated|fled|flee|uprooted|refugees",
    "missing": r"missing|unaccounted",
    "abducted": r"abducted|kidnapped|hostages?|taken captive",
    "freed": r"freed|released",
    "weapons": r"missiles?|rockets?|drones?|bombs?|shells?|mortars?|grenades?|warheads?|rounds|munitions",
    "troops": r"troops|soldiers|servicemen|peacekeepers|reservists|marines",
}  # fmt: skip
_BEHIND = re.compile(
    r"\s+(?:(?:other|more|further|additional|of the|of its|of them|people|persons|men|women|children|civilians|others|"
    r"were|was|are|have been|had been|has been|left|reported|confirmed|feared|also|and|at least|pro-\w+|\w+ese|\w+ian|"
    r"ballistic|cruise|artillery|surface-to-air|anti-\w+|soldiers|troops|police|officers|residents|villagers|workers|"
    r"passengers|protesters|fighters|militants|rebels|demonstrators|miners|students|migrants|families)\s+){0,4}"
    r"(?:" + "|".join(f"(?P<{what}>{words})" for what, words in _COUNTED.items()) + r")\b",
    re.IGNORECASE,
)
_TOLL = re.compile(
    r"\b(?:death toll|number of (?:dead|deaths|fatalities))\b[^.;:]{0,40}\Z|"
    r"\btoll\b[^.;]{0,200}\b(?:left|leaving)\s+\Z",
    re.IGNORECASE,
)
_MONEY = re.compile(r"(?:(?P<unit>[$€£¥₹]|US\$|A\$|C\$)\s?)\Z")
_CURRENCY = re.compile(
    r"\s+(?:US\s+|of\s+)?(?P<unit>dollars?|euros?|pounds?|rupees?|yen|yuan|roubles?|rubles?|francs?)\b"
)
_PEOPLE = re.compile(
    r"\s+(?:\w+\s+){0,3}(?:people|persons|men|women|children|civilians|others|soldiers|troops|police\w*|officers|"
    r"residents|villagers|workers|passengers|protesters|fighters|militants|rebels|gunmen|demonstrators|miners|students|"
    r"migrants|boys|girls|guards|contractors|journalists|activists|suspects|members|staff|victims|crew|sailors)\b|"
    r"(?=\s*(?:[,.;]|and\b|in\b|on\b|at\b|were\b|was\b|\Z))",
    re.IGNORECASE,
)
_VERBS = {what: re.compile(rf"(?:{words})\Z", re.IGNORECASE) for what, words in {
    "dead": r"kill\w*|slay\w*|slain|assassinat\w*|murder\w*|massacr\w*|execut\w+|behead\w+|die[sd]?|dying|deaths?|dead|"
            r"claim\w*|perish\w*|drown\w*|bodies",
    "injured": r"injur\w*|wound\w*|hurt\w*|maim\w*",
    "arrested": r"arrest\w*|detain\w*|detention|captur\w*|nabb\w+|jail\w*|imprison\w*",
    "displaced": r"displac\w*|evacuat\w*|uproot\w*|fled|flee\w*",
    "abducted": r"abduct\w*|kidnap\w*|seiz\w+",
    "freed": r"free[ds]?|freeing|releas\w*|rescu\w*",
}.items()}  # fmt: skip
_NEAR = 6
"""Words between a number and the word for the event that counts it."""


def find_sizes(text: str, clause: tuple[int, int], trigger: tuple[int, int]) -> Iterator[SizeMention]:
    """Find the numbers of a clause that tell how large an event was; places count in the text."""
    word = text[slice(*trigger)]
    counts = next((what for what, verbs in _VERBS.items() if verbs.match(word)), None)
    for quantity in find_quantities(text, *clause):
        money = _read_money(text, clause, quantity)
        what = "money" if money else _count(text, clause, quantity)
        if (
            what is None
            and counts
            and _is_beside(text, trigger, quantity)
            and _PEOPLE.match(text, quantity.end, clause[1])
        ):
            what = counts
        if what is not None:
            start = quantity.start - (len(money) if money and text[quantity.start - 1 : quantity.start] in money else 0)
            yield SizeMention(what, (start, quantity.end), quantity.value, quantity.bound, money or None)


def _count(text: str, clause: tuple[int, int], quantity: Quantity) -> str | None:
    behind = _BEHIND.match(text, quantity.end, clause[1])
    if behind:
        return next(what for what in _COUNTED if behind[what])
    return "dead" if _TOLL.search(text, clause[0], quantity.start) else None


def _read_money(text: str, clause: tuple[int, int], quantity: Quantity) -> str:
    before = _MONEY.search(text, max(clause[0], quantity.start - 4), quantity.start)
    behind = _CURRENCY.match(text, quantity.end, clause[1])
    return before["unit"] if before else behind["unit"].lower() if behind else ""


def _is_beside(text: str, trigger: tuple[int, int], quantity: Quantity) -> bool:
    """Tell whether a number stands a few words from the word for the event: "killed at least 12", "12 were killed"."""
    between = text[trigger[1] : quantity.start] if trigger[1] <= quantity.start else text[quantity.end : trigger[0]]
    return len(between.split()) <= _NEAR and not re.search(r"[.;:]|,\s*(?:and|but|while)\b", between)
