"""The words of a phrase in; the ones that carry its meaning, and the gender they show, out."""

import re
from functools import lru_cache

from sayso.data import Phrase
from sayso.link.gazetteer import find_demonym
from sayso.link.lands import find_code
from sayso.link.names import NAMES_TOO, SURNAMES
from sayso.link.sectors import find_sector
from sayso.link.titles import match_title

LOOKED_AT = 120
"""Characters before the head of a phrase that are looked at for a title."""
_OPENERS = frozenset("the a an this that his her its their our my one former acting".split())

_PARTIES = frozenset(("democrats", "republicans"))

_EMPTY = frozenset("the a an this that these those his her its their our my your 's ’s of and for in on at to".split())
_WORD = re.compile(r"\w+(?:[.’'-]\w+)*")
_SHE = frozenset(
    "she her hers herself woman girl mother wife daughter sister widow aunt niece lady queen princess mrs ms miss "
    "spokeswoman chairwoman congresswoman businesswoman policewoman actress waitress mum mom grandmother gran "
    "girlfriend duchess baroness madam nun".split()
)
_HE = frozenset(
    "he him his himself man boy father husband son brother widower uncle nephew gentleman king prince mr sir lord "
    "spokesman chairman congressman businessman policeman fisherman actor waiter dad grandfather grandad "
    "boyfriend duke baron sheikh imam monk".split()
)


_SMALL = frozenset("of the and for in de la".split())
_SEVERAL = re.compile(
    r"(?:the|these|those|all|both|many|most|some|several|few|two|three|four|five|six|seven|eight|nine|ten|\d[\d,.]*)"
    r"\s+\w+(?<!s)s",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"\w+[^\Wsu]s")
_BRACKET = re.compile(r"\s*\([^()]{0,40}\)?$")
_HERSELF = re.compile(r"\s+(?:him|her|it|them)sel(?:f|ves)$")
_APPOSITION = re.compile(r",\s+(?:a|an|the|his|her|its|their)\s.*", re.DOTALL)
_TAIL = re.compile(r",?\s+(?:of|from|at|in|for|with)\s")
_CLAUSE = re.compile(r",?\s+(?:who|whom|whose|which|where)\b|,\s+(?:including|such as)\b")


def cut_clause(text: str, phrase: Phrase) -> str:
    """Give the words of a phrase without the relative clause behind them."""
    words = text[phrase.start : phrase.end]
    clause = _CLAUSE.search(words, phrase.head[1] - phrase.start)
    return words[: clause.start()] if clause else words


def cut_name(text: str, phrase: Phrase) -> str:
    """Give the name in a phrase, without the noun before it that says what it is: "the charity Open Hands"."""
    words = _HERSELF.sub("", _BRACKET.sub("", cut_clause(text, phrase)))
    if phrase.type == "person":
        behind = _TAIL.search(words, phrase.head[1] - phrase.start)
        return words[: behind.start()] if behind else words
    words = _APPOSITION.sub("", words)
    before, head = words[: phrase.head[0] - phrase.start], text[slice(*phrase.head)]
    tail = words[phrase.head[1] - phrase.start :].strip()
    named = tail[:1].isupper() and all(word[:1].isupper() or word in _SMALL for word in tail.split())
    noun = head.islower() or (find_sector(head) and all(w.islower() or w.lower() in _OPENERS for w in before.split()))
    return tail if named and noun else words


@lru_cache(maxsize=1 << 14)
def fold_words(text: str) -> tuple[str, ...]:
    """Give the words of a phrase that carry its meaning, in small letters, without the possessive; all if none does."""
    words = [re.sub(r"['’]s?$", "", word) for word in _WORD.findall(text[:400].lower())]
    return tuple(word for word in words if word and word not in _EMPTY) or tuple(words)


def is_description(text: str, phrase: Phrase) -> bool:
    """Tell whether what is tagged as a name is a title without one: "the President", "Velland's Prime Minister"."""
    after = text[phrase.head[1] : phrase.end].split(None, 1)
    if after and after[0][:1].isupper():
        return False
    words = text[max(phrase.start, phrase.head[1] - LOOKED_AT) : phrase.head[1]].split()
    plain = [word.lower().replace("-", " ") for word in words]
    for at in range(len(words)):
        match = match_title(plain, at)
        if match and at + match[0] == len(words) and plain[at] not in _PARTIES:
            bare = not at and match[0] == 1 and plain[at] in NAMES_TOO | SURNAMES
            return not bare and (not at or match[0] > 1 or _is_no_name(words[:at]))
    return False


def _is_no_name(before: list[str]) -> bool:
    """Tell whether words before a title are none of a name: "Bobby King" is a man, "the Kremlin King" a king."""
    return (
        before[0].lower() in _OPENERS
        or before[-1].endswith(("'s", "’s", "s'", "s’"))
        or before[-1].isupper()
        or any(word.islower() for word in before)
        or find_code(before[-1]) is not None
    )


def is_several(text: str, phrase: Phrase) -> bool:
    """Tell whether a phrase stands for several of a kind: "the inspectors", "31 Tarners", "the Lunds", "Norwegians"."""
    if phrase.form != "name" or phrase.joins:
        return phrase.form == "nominal" and phrase.many
    head = text[slice(*phrase.head)]
    if not _PLURAL.fullmatch(head) or text[phrase.head[1] : phrase.end].lstrip()[:1].isupper():
        return False
    known = find_demonym(head) is not None or find_sector(head) not in (None, "JRN")  # "Reuters" is one
    return known or _SEVERAL.fullmatch(cut_clause(text, phrase)) is not None


def find_gender(text: str, phrase: Phrase) -> str | None:
    """Tell the gender that a phrase shows: by its pronoun, its noun, or a title before a name."""
    head = text[slice(*phrase.head)].lower()
    if phrase.form == "pronoun" and head in ("it", "its", "itself", "which"):
        return "it"
    words = [head]
    if phrase.form == "name":
        words += text[phrase.start : phrase.end].lower().replace(".", " ").split()[:3]
    if any(word in _SHE for word in words):
        return "she"
    if any(word in _HE for word in words):
        return "he"
    return None
