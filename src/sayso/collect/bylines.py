"""A line in, whether it says who wrote or said something, or when and where; and the names it gives."""

import re

from sayso.collect.dates import DAY_AND_MONTH, FULL_DATE, MONTH

_CONNECTING = frozenset(
    "and of in for the with de da del della den der di du el la le van von bin ibn al y e & at to on our".split()
)
_ROLES = re.compile(
    r"\b(?:correspondents?|editors?|reporters?|writers?|staff|columnist|producer|analyst|agenc(?:y|ies)|spokes\w+"
    r"|secretary|director|minister|president|professor|author|chair\w*|leader|newsroom|desk)\b",
    re.I,
)
_BY = re.compile(
    r"(?:(?:words|written|reported|story|report|analysis|text|interview|photographs|posted)(?: and \w+)? )?"
    r"by[: ]\s*(?=\S)",
    re.I,
)
_FROM = re.compile(r"from\s+(?=\S)", re.I)
_CREDIT = re.compile(
    r"\(?(?:[A-Z][\w.]+(?: [A-Z][\w.]+)?, )?(?:additional |compiled |with )?"
    r"(?:reporting|material|writing|editing|research|contributions?)(?: and \w+)?\s?(?::|by\b|from\b)",
    re.I,
)
_LEADS_TO_DATE = frozenset(
    "updated published posted first last modified on at the of from live by news and in added created".split()
)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\s?(?:[ap]\.?m\.?)?(?:\s?[A-Z]{2,4}\b)?|\b\d{1,2}\s?[ap]\.?m\b\.?", re.I)
_DASHED = re.compile(r"(?:--?|[–—―~])\s*(?=[A-Z\"“‘'])")
# "By July 2013, ...", "By 58%, ...", "By Tuesday ..." open a sentence.
_NO_NAME = re.compile(rf".*\d|(?:{MONTH}|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b", re.I)
_LONGEST = 200


def is_byline(line: str) -> bool:
    """Tell a line such as "By NAME", "From our correspondent in PLACE, DATE" or "NAME, staff writer"."""
    if len(line) > _LONGEST:
        return False
    named = _BY.match(line)
    if named:
        return _is_name(_first_part(line[named.end() :])) and not _goes_on(line)
    origin = _FROM.match(line)
    if origin:
        return _is_origin(line[origin.end() :])
    return _is_name_and_post(line)


def is_credit(line: str) -> bool:
    """Tell a line at the foot that says who else worked on the report."""
    return len(line) <= _LONGEST * 2 and _CREDIT.match(line) is not None


def signature(line: str) -> str | None:
    """Take the name and title out of the line beneath a set-off quotation, None where the line is no signature."""
    if len(line) > _LONGEST:
        return None
    lead = _DASHED.match(line) or re.match(r"by\s+", line, re.I)
    if lead is None:
        return None
    words = line[lead.end() :]
    return words if _is_name(_first_part(words)) and not _goes_on(line) else None


def is_dateline(line: str) -> bool:
    """Tell a line that gives a day, and besides it no more than a place, a publication or "Updated at"."""
    if len(line) > _LONGEST:
        return False
    day = FULL_DATE.search(line) or DAY_AND_MONTH.search(line)
    if day is None:
        return False
    before, after = line[: day.start()], _CLOCK.sub(" ", line[day.end() :])
    leads = all(_is_capital(word) or word.lower().strip(".:,") in _LEADS_TO_DATE for word in _words(before))
    return leads and len(_words(before)) <= 8 and len(_words(after)) <= 6


def names_of(line: str) -> tuple[str, ...]:
    """List the names in a byline, without posts, places and days."""
    lead = _BY.match(line) or _FROM.match(line)
    words = FULL_DATE.sub("", line[lead.end() if lead else 0 :])
    names = []
    for nth, part in enumerate(re.split(r",|;|\||\s[–—-]\s", words)):
        for name in re.split(r"\s+(?:and|&|with)\s+", re.split(r"\s+(?:in|at|for)\s+", part, maxsplit=1)[0]):
            name = re.sub(r"^and\s+", "", name.strip(" ."))
            if name and (nth == 0 or (len(name.split()) > 1 and _is_name(name) and not _ROLES.search(name))):
                names.append(name)
    return tuple(names)


def _first_part(words: str) -> str:
    return re.split(r",|;|\||\s\(|\s[–—-]\s", FULL_DATE.sub("", words), maxsplit=1)[0].strip(" .")


def _is_name(words: str) -> bool:
    """Tell words that could be one name or several: all capitalised but for connecting words and posts."""
    tokens = words.split()
    if not 1 <= len(tokens) <= 12 or not _is_capital(tokens[0]) or _NO_NAME.match(words):
        return False
    return all(_is_capital(token) or token in _CONNECTING or _ROLES.fullmatch(token) for token in tokens)


def _is_capital(word: str) -> bool:
    return any(part[:1].isupper() or part[:1] in "@|/" for part in re.split(r"[-’']", word.lstrip("(\"“‘'"))) or (
        not any(map(str.isalpha, word))
    )


def _is_origin(words: str) -> bool:
    """Tell what follows "From": "our own reporters", or a name that goes on with its place."""
    first = _first_part(words)
    if re.match(r"(?:our|a|the)\s", first, re.I):
        return _ROLES.search(first) is not None and len(first.split()) <= 10
    return re.search(r"\sin\s[A-Z]", first) is not None and _is_name(first) and not words.rstrip().endswith((":", "?"))


def _is_name_and_post(line: str) -> bool:
    name, _, post = line.partition(", ")
    tokens = name.split()
    if not post or not 2 <= len(tokens) <= 4 or not all(map(_is_capital, tokens)) or len(post.split()) > 6:
        return False
    return _ROLES.search(post) is not None and not line.endswith((".", ":", "!", "?"))


def _goes_on(line: str) -> bool:
    """Tell a sentence from a byline: it is long and closed with a full stop."""
    return line.endswith((".", "?", "!")) and len(line.split()) > 12


def _words(words: str) -> list[str]:
    return [word for word in words.split() if any(map(str.isalnum, word))]
