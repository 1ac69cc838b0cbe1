"""Record: readings in; one SQLite file that remembers them, and every correction made to it, out."""

from sayso.record.changes import Difference, compare_readings
from sayso.record.check import check_reading
from sayso.record.edits import Hand
from sayso.record.event_changes import EventDifference, compare_events
from sayso.record.find import is_id
from sayso.record.forget import Forgetting
from sayso.record.groups import Preview
from sayso.record.opening import find_share, list_backups
from sayso.record.rereading import Rereading
from sayso.record.store import Candidates, Shown, Store
from sayso.record.undo import Makers

__all__ = [
    "Candidates",
    "check_reading",
    "compare_events",
    "compare_readings",
    "Difference",
    "EventDifference",
    "find_share",
    "Forgetting",
    "Hand",
    "is_id",
    "list_backups",
    "Makers",
    "Preview",
    "Rereading",
    "Shown",
    "Store",
]
