"""Record: readings in; one SQLite file that remembers them, and every correction made to it, out."""

from sayso.record.check import check_reading
from sayso.record.edits import Hand
from sayso.record.groups import Preview
from sayso.record.store import Store

__all__ = ["check_reading", "Hand", "Preview", "Store"]
