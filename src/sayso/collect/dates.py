"""Words in, an ISO 8601 prefix out, for dates that are spelt out in full; nothing is guessed.

Forms such as 03/04/2020 are left alone: they name two different days on the two sides of the Atlantic.
"""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DAY = r"\d{1,2}"
_YEAR = r"1[5-9]\d\d|2[01]\d\d"


def _spelt_out(*, year_needed: bool) -> str:
    often = "" if year_needed else "?"
    british = rf"(?P<day1>{_DAY})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month1>{MONTH})\.?(?:,?\s+(?P<year1>{_YEAR})){often}"
    american = rf"(?P<month2>{MONTH})\.?\s+(?P<day2>{_DAY})(?:st|nd|rd|th)?(?:,?\s+(?P<year2>{_YEAR})){often}"
    return rf"\b{_WEEKDAY}(?:{british}|{american})\b"


FULL_DATE = re.compile(_spelt_out(year_needed=True) + r"|\b(?P<iso>\d{4}-\d\d-\d\d)\b", re.I)
"""A day with its year, in the British or the American order, or as ISO 8601."""

DAY_AND_MONTH = re.compile(_spelt_out(year_needed=False), re.I)
"""A day of a month, with or without its year."""

_PREFIX = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def find_date(words: str) -> str | None:
    """Find the first day with a year in a short stretch of words, as YYYY-MM-DD."""
    found = (_day_of(match) for match in FULL_DATE.finditer(words))
    return next((day for day in found if day is not None), None)


def read_date(value: str) -> str | None:
    """Read a whole value as a date: an ISO prefix, a time with or without zone, an e-mail date, or a day spelt out."""
    value = value.strip()
    if _PREFIX.fullmatch(value):
        return value if _is_day(f"{value}-01-01"[:10]) else None
    return _read_time(value) or _read_mail_date(value) or find_date(value[:200])


def _read_time(value: str) -> str | None:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment.replace(microsecond=0).isoformat()


def _read_mail_date(value: str) -> str | None:
    if len(value) > 64 or ":" not in value:
        return None
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):  # bad e-mail dates fail in all these ways
        return None
    return moment.isoformat()


def _day_of(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    if parts["iso"]:
        return parts["iso"] if _is_day(parts["iso"]) else None
    n = "1" if parts["day1"] else "2"
    month = _MONTHS.index(parts["month" + n][:3].lower()) + 1
    day = f"{parts['year' + n]}-{month:02}-{int(parts['day' + n]):02}"
    return day if _is_day(day) else None


def _is_day(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True
