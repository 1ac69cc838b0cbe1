"""What was done so far in, the line that says how far it is out; and the summary at the end.

The estimate counts bytes, not files, and leaves out what was passed over: that takes no time worth telling.
"""

from collections import Counter
from collections.abc import Callable

from sayso.show.label import label_count

EVERY = 30.0
"""Seconds between two lines where there is no terminal."""
REDRAW = 0.2
"""Seconds between two on a terminal, where each goes over the last."""
SOON = 5.0
"""Seconds of reading before an estimate is dared."""


class Progress:
    """How far a run is: of `total` bytes, None where nobody can know."""

    def __init__(self, total: int | None, *, clock: Callable[[], float]) -> None:
        self.tally = Counter[str]()
        self._total, self._clock = total, clock
        self._passed = self._read = self._statements = 0
        self._begin = self._last = self._noted = clock()
        self._began_reading: float | None = None

    def note(self, came: str, size: int, statements: int) -> None:
        """Note one document."""
        self.tally[came] += 1
        if came == "skipped":
            self._passed += size
        else:
            self._began_reading = self._began_reading if self._began_reading is not None else self._noted
            self._read += size
            self._statements += statements
        self._noted = self._clock()

    def line(self, *, terminal: bool) -> str | None:
        """Give a line of progress when it is time for one."""
        now = self._clock()
        if now - self._last < (REDRAW if terminal else EVERY):
            return None
        self._last = now
        text = " · ".join(part for part in (self._share(), self._count(), self._rate(now), self._left(now)) if part)
        return f"\r{text:<78}" if terminal else f"sayso: {text}"

    def _share(self) -> str:
        return f"{min(1.0, (self._passed + self._read) / self._total):.0%}" if self._total else ""

    def _count(self) -> str:
        added = self.tally["new"] + self.tally["version"]
        return f"{label_count(added, 'article')}, {label_count(self._statements, 'statement')}"

    def _rate(self, now: float) -> str:
        seconds = now - (self._began_reading if self._began_reading is not None else now)
        added = self.tally["new"] + self.tally["version"]
        if seconds <= 1 or not added:
            return ""
        rate = added / seconds
        return f"{rate:.1f} a second" if rate >= 0.5 else f"{60 * rate:.1f} a minute"

    def _left(self, now: float) -> str:
        seconds = now - (self._began_reading if self._began_reading is not None else now)
        if self._total is None or seconds < SOON or not self._read:
            return ""
        left = max(0, self._total - self._passed - self._read) * seconds / self._read
        return f"{label_time(left)} left"

    def sum_up(self) -> str:
        """Sum up what was done."""
        added = self.tally["new"] + self.tally["version"]
        parts = [f"{label_count(added, 'article')} added with {label_count(self._statements, 'statement')}"]
        if self.tally["version"]:
            parts.append(f"{label_count(self.tally['version'], 'newer version')} among them")
        if self.tally["again"]:
            parts.append(f"{label_count(self.tally['again'], 'text')} printed again elsewhere")
        if known := self.tally["skipped"] + self.tally["known"]:
            parts.append(f"{known:,} known already")
        if self.tally["failed"]:
            parts.append(f"{label_count(self.tally['failed'], 'input')} failed")
        return "; ".join(parts) + f" ({label_time(self._clock() - self._begin)})"


def label_time(seconds: float) -> str:
    """Say a time as people do: 8 s, 3 min, 2 h 05 min."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60:02} min"
