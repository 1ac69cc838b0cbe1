"""A text for a cell of a spreadsheet in, the same text harmless to the program that opens it out.

Excel and its kin run what begins like a formula, also behind white space or in full width (OWASP, "CSV Injection").
"""

import re
from typing import Final

from sayso.show.characters import disarm

_FORMULA: Final = re.compile(
    r"[\t\r\n]|\s*[=+\-@\u207a\u207b\u207c\u208a\u208b\u208c\u2212\u2a75\u2a76\ufb29﹢﹣﹦﹫＋－＝＠]"
)
"""What NFKC makes = + - or @ of, and the minus sign, which LibreOffice takes for one."""


def clean_cell(text: str) -> str:
    """Disarm a text; most have nothing to disarm, which costs little to see."""
    return text if text.isprintable() else disarm(text)


def is_formula(text: str) -> bool:
    """Tell whether a cell with this text might be run as a formula."""
    if text.isprintable():
        return not text[:1].isalnum() and _FORMULA.match(text) is not None
    return _FORMULA.match(text) is not None or _FORMULA.match(disarm(text)) is not None


def guard_cell(text: str) -> str:
    """Disarm a text, and put an apostrophe before it where it begins like a formula."""
    if text.isprintable():  # as nearly all are, millions of times
        return text if text[:1].isalnum() or not _FORMULA.match(text) else f"'{text}"
    return f"'{disarm(text)}" if is_formula(text) else disarm(text)
