"""When an article was published, as an ISO 8601 prefix in; the moment at which that begins, in UTC, out."""

import re
from datetime import UTC, datetime

# Years of four digits that begin with 1 or 2: no newspaper is older, and no zone carries them out of the calendar.
_PREFIX = re.compile(r"[12]\d{3}(-\d\d(-\d\d(T\S+)?)?)?", re.ASCII)


def read_moment(published: str | None) -> datetime | None:
    """Read when something was published, without a zone and in UTC; None where that is unknown or no date.

    A day begins at midnight, a month on its first day. A time without a zone is taken as it stands.
    """
    if published is None or not _PREFIX.fullmatch(published):
        return None
    try:
        moment = datetime.fromisoformat(published + "-01-01"[len(published) - 4 :])
    except ValueError:  # 2024-13-45
        return None
    return (moment.astimezone(UTC) if moment.tzinfo else moment).replace(tzinfo=None, microsecond=0)


def read_day(published: str | None) -> str | None:
    """Give the day as it was where it was published; None where only a month or a year is known, or nothing."""
    return published[:10] if published and len(published) >= 10 and read_moment(published) else None
