"""Lines in, the length of the label that opens each out: "Q:", the names in a transcript, the times of a live blog."""

import re
from collections import Counter
from collections.abc import Sequence

_QUESTION = re.compile(r"(?:Q|A|Q\.|A\.|Q\d{1,3}|A\d{1,3}|Question|Answer)\s?[:.]\s+|(?:Q|A)\s?:")
_SPEAKER = re.compile(
    r"(?P<name>[A-Z][\w.’'\-]*(?:\s(?:[A-Z][\w.’'\-]*|of|de|van|von|al|bin)){0,5})(?:\s?\([^()\n]{1,40}\))?\s?:(?=\s|$)"
)
_TIME = re.compile(
    r"[\[(]?(?:(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:\s?[ap]\.?m\b\.?)?|(?:1[0-2]|0?[1-9])(?:\.[0-5]\d)?\s?[ap]\.?m\b\.?)"
    r"(?:\s(?:GMT|BST|UTC|CES?T|EES?T|[ECMP][SD]?T|IST|JST|AEST|AEDT|local time))?[\])]?",
    re.I,
)
_AFTER_TIME = re.compile(r"(?:\s*[-–—:|•.])?(?:\s+|$)")
_NO_SPEAKERS = frozenset(
    "photo image picture credit source sources note notes update updated read more see also related watch listen video "
    "caption editor's note correction tip contact email phone topics tags where when what why who how".split()
) | {"editor's note", "editor’s note", "read more", "see also", "breaking news", "bottom line"}
_LONGEST = 90


def find_labels(lines: Sequence[str]) -> list[int]:
    """Give for each line how many of its first characters are a label, 0 for none.

    One label alone proves nothing ("WASHINGTON: ..."): a name counts where it comes back, a name in capitals,
    a question mark or a time where another of its sort stands elsewhere.
    """
    found = [_find(line) for line in lines]
    kinds = Counter(kind for kind, _ in found)
    return [length if kind and (kinds[kind] > 1 or kind == "question") else 0 for kind, length in found]


def _find(line: str) -> tuple[str, int]:
    head = line[:_LONGEST]
    time = _find_time(head, whole=len(line) == len(head))
    if time:
        return "time", time
    if ":" not in head and "." not in head[:4]:
        return "", 0
    question = _QUESTION.match(head)
    if question:
        return "question", len(head[: question.end()].rstrip())
    speaker = _SPEAKER.match(head)
    if speaker is None or speaker["name"].lower() in _NO_SPEAKERS:
        return "", 0
    name = speaker["name"]
    return ("capitals" if name.isupper() and len(name) > 1 else f"name {name}"), speaker.end()


def _find_time(head: str, *, whole: bool) -> int:
    time = _TIME.match(head)
    if time is None:
        return 0
    after = _AFTER_TIME.match(head, time.end())
    if after is None:
        return 0
    rest = head[after.end() :]
    if rest[:1].islower():
        return 0
    return time.end() if rest or whole else 0
