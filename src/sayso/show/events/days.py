"""When something happened in, the first and the last day on which that may be out."""

import re
from calendar import monthrange
from datetime import date
from typing import Final

from sayso.data import EventDate

_PREFIX: Final = re.compile(r"(\d{2})(?:(\d)(?:(\d)(?:-(\d\d)(?:-(\d\d))?)?)?)?", re.ASCII)
"""A century, a decade, a year, a month or a day."""


def find_days(when: EventDate | None) -> tuple[date, date] | None:
    """Find the first and the last day of a date's value; None where it has none, or is no date."""
    match = _PREFIX.fullmatch(when.value) if when and when.value else None
    if match is None:
        return None
    century, decade, year, month, day = match.groups()
    first_year = int(century + (decade or "0") + (year or "0"))
    last_year = int(century + (decade or "9") + (year or "9"))
    first_month, last_month = (int(month), int(month)) if month else (1, 12)
    if not first_year > 0 or not 1 <= first_month <= 12:
        return None
    longest = monthrange(last_year, last_month)[1]
    if day and not 1 <= int(day) <= longest:
        return None
    return date(first_year, first_month, int(day or 1)), date(last_year, last_month, int(day or longest))
