"""Words for a time, and the day of publication, in; the days that they may mean out.

Only what stands in the text is dated, never the day of publication in its place. Explicit dates are read here and not
by a library: what a library finds in running text, "to" as Thursday or a month of next year, has to be undone again.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.data import Precision

_MONTHS = (
    "january february march april may june july august september october november december".split(),
    "jan feb mar apr may jun jul aug sept oct nov dec".split(),
)
_MONTH = {name: n for names in _MONTHS for n, name in enumerate(names, 1)} | {"sep": 9}
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_WEEKDAY = {name: n for n, name in enumerate(_WEEKDAYS)} | {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
_NUMBERS = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"a": 1, "an": 1, "the": 1, "thirty": 30, "forty": 40, "fifty": 50}
_ORDINALS = {word: n for n, word in enumerate("first second third fourth fifth sixth".split(), 1)} | {"last": 4}
_UNITS = {"day": 1, "night": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365, "decade": 3652}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14)}
_FEASTS = {
    "new year's day": (1, 1), "new year's eve": (12, 31), "christmas eve": (12, 24), "christmas day": (12, 25),
    "christmas": (12, 25), "boxing day": (12, 26), "halloween": (10, 31), "valentine's day": (2, 14), "may day": (5, 1),
}  # fmt: skip

_M = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_FULL_W = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_W = rf"(?:{_FULL_W}|mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)"
_D = r"(?:3[01]|[12]\d|0?[1-9])"
_Y = r"(?:1[0-9]|20)\d\d"
_N = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|\d{1,3})"
_U = r"(?:day|night|week|fortnight|month|year|decade)"
_PART = r"(?:(?:very )?(?:early|earlier|mid|late|later)[ -])"
_HOURS = r"(?:morning|afternoon|evening|night|noon|midday|lunchtime)"
_ABOUT = r"(?:about|around|nearly|almost|some|more\s+than|less\s+than|just|over)"
_S = r"(?:spring|summer|autumn|fall|winter)"
_FEAST = r"(?:new year['’]s (?:day|eve)|christmas(?: day| eve)?|boxing day|halloween|valentine['’]s day|may day)"

_PATTERNS = (
    ("iso", rf"(?P<y>{_Y})-(?P<m>0[1-9]|1[0-2])(?:-(?P<d>{_D}))?(?!\d)"),
    ("slashes", rf"(?P<a>{_D})(?P<slash>[/.])\s?(?P<b>{_D})(?P=slash)\s?(?P<y>{_Y}|\d\d)(?!\d)"),
    (
        "month_day",
        rf"(?:(?P<w>{_W})\.?,?\s+)?(?P<mn>{_M})\b\.?\s+(?P<d>{_D})(?:st|nd|rd|th)?(?!\d|[:.]\d|,\d)"
        rf"(?:(?:\s*,)?\s+(?P<y>{_Y})(?!\d))?",
    ),
    (
        "month_day",
        rf"(?:(?P<w>{_W})\.?,?\s+(?:the\s+)?)?(?<![\d.,:])(?P<d>{_D})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<mn>{_M})\b\.?"
        rf"(?:(?:\s*,)?\s+(?P<y>{_Y}|['’]\d\d)(?!\d))?",
    ),
    ("season", rf"(?:(?P<which>last|next|this|the)\s+)?(?P<s>{_S})(?:\s+(?:of\s+)?(?P<y>{_Y}))?"),
    ("quarter", rf"(?:the\s+)?(?P<n>first|second|third|fourth|last)\s+(?P<u>quarter|half)\s+of\s+(?P<y>{_Y})"),
    (
        "month",
        rf"(?:(?:the\s+)?(?P<part>early|mid|late|beginning\s+of|start\s+of|middle\s+of|end\s+of)[\s-]+)?"
        rf"(?:(?P<which>last|next|this)\s+)?(?P<mn>{_M})\b\.?"
        rf"(?:(?:\s*,)?\s+(?:of\s+)?(?P<y>{_Y})(?!\d)|\s+(?P<this>this|last|next)\s+year)?",
    ),
    ("decade", r"(?:the\s+)?(?:(?P<part>early|mid|late)[\s-]+)?(?P<dec>(?:1\d|20)\d)0['’]?s"),
    ("century", r"(?:the\s+)?(?P<n>1?\d|2[01])(?:st|nd|rd|th)[\s-]century"),
    ("feast", rf"(?P<which>last\s+|this\s+|next\s+)?(?P<f>{_FEAST})(?:,?\s+(?P<y>{_Y}))?"),
    ("before_yesterday", r"the\s+day\s+before\s+yesterday"),
    ("after_tomorrow", r"the\s+day\s+after\s+tomorrow"),
    ("today", rf"today|tonight|this\s+{_HOURS}|overnight"),
    ("yesterday", rf"yesterday(?:\s+{_HOURS})?|last\s+night"),
    ("tomorrow", rf"tomorrow(?:\s+{_HOURS})?"),
    (
        "weekday",
        rf"(?:(?P<which>last|next|this|this\s+past|this\s+coming|the\s+following|the\s+previous)\s+)?{_PART}?"
        rf"(?P<w>{_FULL_W})(?:\s+(?:last|this|next)\s+week|\s+week)?(?:\s+{_HOURS})?",
    ),
    ("the_weekend", r"(?:(?:at|over|on|during|throughout)\s+)?the\s+weekend(?!\s+(?:of|after|before)\b)"),
    (
        "unit",
        r"(?:(?P<part>early|earlier|late|later|mid)\s+)?"
        r"(?P<which>last|this|next|past|the\s+past|the\s+last|this\s+past|the\s+previous|the\s+following|the\s+coming|"
        r"the\s+same)\s+(?P<u>week|weekend|month|year|decade|day|fortnight)",
    ),
    ("ago", rf"(?:{_ABOUT}\s+)?(?P<n>{_N})\s+(?P<u>{_U})s?\s+ago"),
    (
        "after",
        rf"(?P<n>{_N}|the|several|a\s+few)\s+(?P<u>{_U})s?\s+"
        r"(?P<side>later|after|afterwards|earlier|before|previously)\b",
    ),
    ("year", rf"(?<![\d.,$€£/-])(?P<y>{_Y})(?![\d%]|[.,/-]\d)"),
)
_COMPILED = [(name, re.compile(rf"\b{pattern}(?!\w)", re.IGNORECASE)) for name, pattern in _PATTERNS]
_LONG_MONTHS = tuple(f"{name.capitalize()}." for name in _MONTHS[0])
"""What ends with a full stop that is the sentence's."""
_COMMON = frozenset("may mar sun sat mon wed sept dec march fall spring second".split())
"""Words that are times only where a capital or a neighbour says so."""


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day that words may mean, and how precise they are."""

    first: date
    last: date
    precision: Precision
    relative: bool = False
    """Whether the day of publication was needed."""

    @property
    def value(self) -> str:
        """The ISO prefix that both days share; a decade has three digits, a century two."""
        first, last = self.first.isoformat(), self.last.isoformat()
        if first == last:
            return first
        if first[:7] == last[:7]:
            return first[:7]
        if first[:4] == last[:4]:
            return first[:4]
        return first[:3] if self.precision == "decade" else first[:2] if self.precision == "century" else ""


@dataclass(frozen=True, slots=True)
class Time:
    """Words for a time in a text, by their place; `kind` names the pattern, `groups` holds its parts."""

    start: int
    end: int
    kind: str
    groups: dict[str, str | None]

    @property
    def anchored(self) -> bool:
        """Tell whether the time counts from another event: "two days later", "the following week"."""
        which = " ".join((self.groups.get("which") or "").lower().split())
        return self.kind == "after" or which in ("the following", "the previous", "the same")


def find_times(text: str, start: int = 0, end: int | None = None) -> list[Time]:
    """Find the words for times in a stretch of a text, in order, none inside another."""
    end = len(text) if end is None else end
    found: list[Time] = []
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(text, start, end):
            if _is_time(kind, match):
                end_here = match.end() - match.group().endswith(_LONG_MONTHS)
                found.append(Time(match.start(), end_here, kind, match.groupdict()))
    found.sort(key=lambda time: (time.start, -time.end))
    return list(_without_overlaps(found))


def _without_overlaps(times: list[Time]) -> Iterator[Time]:
    last: Time | None = None
    for time in times:
        if last is not None and time.start < last.end:
            if time.end - time.start > last.end - last.start:
                last = time
            continue
        if last is not None:
            yield last
        last = time
    if last is not None:
        yield last


def _is_time(kind: str, match: re.Match[str]) -> bool:
    """Rule out words that are times elsewhere: "may", "march", "fall", "second"."""
    words = match.group()
    if kind in ("month", "season"):
        bare = words.lower() in _COMMON
        parts = match.groupdict()
        told = any(parts.get(part) for part in ("y", "which", "this", "part"))
        month = parts.get("mn") or ""
        if kind == "season":
            return bool(parts.get("y")) or (parts.get("which") or "").lower() in ("last", "next", "this")
        if month.lower() in ("may", "march", "mar", "sun", "jan", "dec", "jun"):
            return month[:1].isupper() and (told or _is_behind_preposition(match))
        return month[:1].isupper() and not bare
    if kind == "month_day":
        return (match.groupdict().get("mn") or " ")[0].isupper()
    if kind == "weekday":
        return (match.groupdict().get("w") or " ")[0].isupper()
    if kind == "year":
        return _is_year(match)
    if kind == "after":
        return match.group("n") is not None
    return True


_BEHIND = re.compile(
    r"\b(?:in|of|since|until|till|by|from|to|during|before|after|between|around|circa|and|for|the|late|early|mid|last|"
    r"next|this)[\s-]+\Z",
    re.IGNORECASE,
)
_NO_YEAR = re.compile(
    r"\s*(?:people|men|women|children|dead|dollars|euros|met(?:re|er)s|km|kilomet|miles|feet|homes|houses|troops|"
    r"soldiers|votes|times|words|years)\b"
)
_BESIDE = re.compile(
    r"\s*(?:[)–—]|(?:election|war|crisis|attack|massacre|coup|accord|deal|law|act|case|ruling|season)s?\b)"
)


def _is_behind_preposition(match: re.Match[str]) -> bool:
    return bool(_BEHIND.search(match.string, max(0, match.start() - 12), match.start()))


def _is_year(match: re.Match[str]) -> bool:
    """Tell a year from a number: by a preposition or a bracket before it, or by what is behind it."""
    if _NO_YEAR.match(match.string, match.end()):
        return False
    bracket = match.string[max(0, match.start() - 2) : match.start()].rstrip().endswith(("(", "–", "—"))
    return bracket or _is_behind_preposition(match) or bool(_BESIDE.match(match.string, match.end()))


def resolve(time: Time, published: date | None, *, future: bool | None = None) -> Days | None:
    """Give the days that words for a time mean; None where that cannot be told, as for anchored ones.

    `published` is the day of publication, None where nobody knows; `future` whether what they date is still to come,
    None where that is open too.
    """
    found: Days | None = getattr(_Resolver(time, published, future), f"resolve_{time.kind}")()
    return found


@dataclass(frozen=True)
class _Resolver:
    time: Time
    published: date | None
    future: bool | None

    @property
    def _parts(self) -> dict[str, str | None]:
        return self.time.groups

    def resolve_iso(self) -> Days | None:
        year, month, day = _int(self._parts["y"]), _int(self._parts["m"]), self._parts["d"]
        return _day(year, month, int(day)) if day else _month(year, month)

    def resolve_slashes(self) -> Days | None:
        """Tell day and month apart where one is over twelve; where both may be, by which is near the publication."""
        a, b, year = _int(self._parts["a"]), _int(self._parts["b"]), _full_year(self._parts["y"] or "")
        ways = [way for way in (_day(year, a, b), _day(year, b, a)) if way is not None]
        if len(ways) == 2 and ways[0] != ways[1]:
            if self.published is None:
                return _year(year)
            near = [way for way in ways if abs((way.first - self.published).days) <= 45]
            return near[0] if len(near) == 1 else _year(year)
        return ways[0] if ways else None

    def resolve_month_day(self) -> Days | None:
        month, day = _month_of(self._parts["mn"]), _int(self._parts["d"])
        if self._parts["y"]:
            return _day(_full_year(self._parts["y"]), month, day)
        if self.published is None:
            return None
        ways = [_day(self.published.year + shift, month, day, relative=True) for shift in (-1, 0, 1)]
        known = [way for way in ways if way is not None]
        weekday = _WEEKDAY.get((self._parts.get("w") or "").lower())
        fitting = [way for way in known if way.first.weekday() == weekday]
        return fitting[0] if len(fitting) == 1 else self._nearest(known)

    def _nearest(self, ways: list[Days]) -> Days | None:
        """Choose by whether it is still to come; else the nearest, one in the past first."""
        if self.published is None or not ways:
            return None
        today = self.published
        if self.future is True:
            ways = [way for way in ways if way.last >= today] or ways
        elif self.future is False:
            ways = [way for way in ways if way.first <= today] or ways
        return min(ways, key=lambda way: (abs((way.first - today).days), way.first > today))

    def resolve_month(self) -> Days | None:
        month, part = _month_of(self._parts["mn"]), " ".join((self._parts["part"] or "").lower().split())
        which = (self._parts.get("which") or self._parts.get("this") or "").lower()
        if self._parts["y"]:
            found = _month(_int(self._parts["y"]), month)
        elif self.published is None:
            return None
        elif self._parts.get("this"):
            found = _month(self.published.year + {"last": -1, "this": 0, "next": 1}[which], month, relative=True)
        else:
            ways = [_month(self.published.year + shift, month, relative=True) for shift in (-1, 0, 1)]
            if which == "last":
                ways = [way for way in ways if way.last < self.published]
                return ways[-1]
            if which == "next":
                ways = [way for way in ways if way.first > self.published]
                return ways[0]
            found = self._nearest_month(ways)
        return _cut(found, part)

    def _nearest_month(self, ways: list[Days]) -> Days:
        assert self.published is not None
        today = self.published
        if self.future is True:
            return next(way for way in ways if way.last >= today)
        past = [way for way in ways if way.first <= today]
        if self.future is None and len(past) < len(ways):
            coming = ways[len(past)]
            if (coming.first - today).days < 62 and (today - past[-1].last).days > 150:
                return coming
        return past[-1]

    def resolve_year(self) -> Days | None:
        return _year(_int(self._parts["y"]))

    def resolve_decade(self) -> Days | None:
        year = 10 * _int(self._parts["dec"])
        return Days(date(year, 1, 1), date(year + 9, 12, 31), "decade")

    def resolve_century(self) -> Days | None:
        year = 100 * (_int(self._parts["n"]) - 1)
        return Days(date(max(year, 1), 1, 1), date(year + 99, 12, 31), "century")

    def resolve_quarter(self) -> Days | None:
        n, year = _ORDINALS[(self._parts["n"] or "").lower()], _int(self._parts["y"])
        size = 3 if self._parts["u"] == "quarter" else 6
        first = min((n - 1) * size + 1, 13 - size)
        last = first + size - 1
        return Days(date(year, first, 1), date(year, last, monthrange(year, last)[1]), "season")

    def resolve_season(self) -> Days | None:
        first, last = _SEASONS[(self._parts["s"] or "").lower()]
        if self._parts["y"]:
            return _season(_int(self._parts["y"]), first, last)
        if self.published is None:
            return None
        which = (self._parts["which"] or "").lower()
        ways = [_season(self.published.year + shift, first, last, relative=True) for shift in (-2, -1, 0, 1)]
        if which == "last":
            return [way for way in ways if way.last < self.published][-1]
        if which == "next":
            return next(way for way in ways if way.first > self.published)
        return next(way for way in ways if way.last >= self.published) if self.future else self._nearest(ways)

    def resolve_feast(self) -> Days | None:
        month, day = _FEASTS[(self._parts["f"] or "").lower().replace("’", "'")]
        if self._parts["y"]:
            return _day(_int(self._parts["y"]), month, day)
        if self.published is None:
            return None
        ways = [_day(self.published.year + shift, month, day, relative=True) for shift in (-1, 0, 1)]
        return self._nearest([way for way in ways if way is not None])

    def resolve_today(self) -> Days | None:
        return self._shift(0)

    def resolve_yesterday(self) -> Days | None:
        return self._shift(-1)

    def resolve_tomorrow(self) -> Days | None:
        return self._shift(1)

    def resolve_before_yesterday(self) -> Days | None:
        return self._shift(-2)

    def resolve_after_tomorrow(self) -> Days | None:
        return self._shift(2)

    def _shift(self, days: int) -> Days | None:
        if self.published is None:
            return None
        day = self.published + timedelta(days)
        return Days(day, day, "day", relative=True)

    def resolve_weekday(self) -> Days | None:
        """Take the last such day, that of publication included: "on Thursday", printed on a Thursday, is that day."""
        if self.published is None or self.time.anchored:
            return None
        back = (self.published.weekday() - _WEEKDAY[(self._parts["w"] or "").lower()]) % 7
        which = " ".join((self._parts["which"] or "").lower().split())
        if which == "last":
            back = back or 7
        elif which in ("next", "this coming") or self.future:
            back = -((7 - back) % 7 if which != "next" else (7 - back))
        return self._shift(-back)

    def resolve_the_weekend(self) -> Days | None:
        return None if self.published is None else self._week("weekend", 0)

    def resolve_unit(self) -> Days | None:
        if self.published is None or self.time.anchored:
            return None
        which = " ".join((self._parts["which"] or "").lower().split())
        shift = {"this": 0, "next": 1, "the coming": 1}.get(which, -1)
        unit, today = (self._parts["u"] or "").lower(), self.published
        if unit == "day":
            return self._shift(shift)
        if unit in ("week", "weekend", "fortnight"):
            return self._week(unit, shift)
        if unit == "month":
            month = today.year * 12 + today.month - 1 + shift
            return _cut(_month(month // 12, month % 12 + 1, relative=True), (self._parts["part"] or "").lower())
        if unit == "year":
            return _cut(_year(today.year + shift, relative=True), (self._parts["part"] or "").lower())
        start = today.year // 10 * 10 + 10 * shift
        return Days(date(start, 1, 1), date(start + 9, 12, 31), "decade", relative=True)

    def _week(self, unit: str, shift: int) -> Days:
        assert self.published is not None
        monday = self.published - timedelta(self.published.weekday())
        if unit == "weekend":
            saturday = monday + timedelta(5 + 7 * shift)
            if shift == 0 and self.future is not True and self.published.weekday() < 4:
                saturday -= timedelta(7)  # "this weekend", told on a Monday of what is over
            return Days(saturday, saturday + timedelta(1), "weekend", relative=True)
        first = monday + timedelta(7 * shift)
        return Days(first, first + timedelta(6), "week", relative=True)

    def resolve_ago(self) -> Days | None:
        if self.published is None:
            return None
        return _count(self.published, -_number(self._parts["n"]), (self._parts["u"] or "").lower())

    def resolve_after(self) -> Days | None:
        return None


def anchor(time: Time, day: Days) -> Days | None:
    """Count from the days of another event: "two days later", "the previous week"; None where words do not count."""
    unit = (time.groups.get("u") or "").lower()
    if time.kind == "after":
        if (time.groups["n"] or "").lower() in ("several", "a few"):
            return None
        back = (time.groups["side"] or "").lower() in ("earlier", "before", "previously")
        return _count(day.first, _number(time.groups["n"]) * (-1 if back else 1), unit)
    which = " ".join((time.groups.get("which") or "").lower().split())
    shift = {"the following": 1, "the previous": -1, "the same": 0}.get(which)
    if shift is None:
        return None
    if time.kind == "weekday":
        wanted = _WEEKDAY[(time.groups["w"] or "").lower()]
        gap = (wanted - day.first.weekday()) % 7 or 7 if shift > 0 else -((day.first.weekday() - wanted) % 7 or 7)
        found = day.first + timedelta(gap)
        return Days(found, found, "day", relative=True)
    if unit in ("day", "month", "year") or unit == "week":
        return _count(day.first, shift, unit) if unit != "week" else _week_of(day.first + timedelta(7 * shift))
    return None


def _count(start: date, number: int, unit: str) -> Days | None:
    """Count units from a day; what is counted in weeks or more is known no better than to the unit below."""
    try:
        if unit in ("day", "night"):
            day = start + timedelta(number)
            return Days(day, day, "day", relative=True)
        if unit in ("week", "fortnight"):
            day = start + timedelta(_UNITS[unit] * number)
            return _week_of(day)
        if unit == "month":
            month = start.year * 12 + start.month - 1 + number
            return _month(month // 12, month % 12 + 1, relative=True)
        return _year(start.year + number * (10 if unit == "decade" else 1), relative=True)
    except (OverflowError, ValueError):
        return None


def _week_of(day: date) -> Days:
    first = day - timedelta(day.weekday())
    return Days(first, first + timedelta(6), "week", relative=True)


def _cut(days: Days | None, part: str) -> Days | None:
    """Take the early, middle or late part of a month or a year; its precision stays."""
    thirds = {"early": 0, "beginning of": 0, "start of": 0, "mid": 1, "middle of": 1, "late": 2, "end of": 2}
    if days is None or part not in thirds:
        return days
    size = (days.last - days.first).days + 1
    n = thirds[part]
    first, last = days.first + timedelta(size * n // 3), days.first + timedelta(size * (n + 1) // 3 - 1)
    return Days(first, last, days.precision, days.relative)


def _day(year: int, month: int, day: int, *, relative: bool = False) -> Days | None:
    if not (1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    found = date(year, month, day)
    return Days(found, found, "day", relative)


def _month(year: int, month: int, *, relative: bool = False) -> Days:
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month", relative)


def _year(year: int, *, relative: bool = False) -> Days:
    return Days(date(year, 1, 1), date(year, 12, 31), "year", relative)


def _season(year: int, first: int, last: int, *, relative: bool = False) -> Days:
    end_year, end = (year, last) if last <= 12 else (year + 1, last - 12)
    return Days(date(year, first, 1), date(end_year, end, monthrange(end_year, end)[1]), "season", relative)


def _int(digits: str | None) -> int:
    return int(digits or 0)


def _full_year(digits: str) -> int:
    """Read a year of four or of two digits, the latter within the fifty years on either side of 2000 (POSIX: 69)."""
    year = int(digits.lstrip("'’"))
    return year if year > 99 else year + (1900 if year >= 69 else 2000)


def _month_of(name: str | None) -> int:
    return _MONTH[(name or "").lower().rstrip(".")]


def _number(words: str | None) -> int:
    words = (words or "a").lower()
    return int(words) if words.isdigit() else _NUMBERS.get(words, 1)


def read_day(published: str | None) -> Days | None:
    """Read a day of publication, as precise as it is known; None where it is none."""
    match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", published or "")
    if match is None or int(match[1]) < 1:
        return None
    year, month, day = int(match[1]), match[2], match[3]
    if day:
        return _day(year, int(month), int(day))
    return _month(year, int(month)) if month and 1 <= int(month) <= 12 else _year(year)
