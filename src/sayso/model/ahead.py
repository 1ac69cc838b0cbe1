"""Items in, the same items out, some of them taken before they are asked for, so that the encoder never waits."""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Generic, TypeVar

from sayso.errors import SaysoError

Item = TypeVar("Item")


class Ahead(Generic[Item]):
    """Takes `count` items as soon as it is made, and one more for each that is given.

    A fault met on the way is raised in its turn, behind the items before it.
    """

    def __init__(self, items: Iterable[Item], count: int) -> None:
        self._items = iter(items)
        self._taken: deque[Item] = deque()
        self._fault: SaysoError | None = None
        self._take(count)

    def __iter__(self) -> Iterator[Item]:
        """Give the items in their order."""
        while self._taken:
            item = self._taken.popleft()
            self._take(1)
            yield item
        if self._fault:
            raise self._fault

    def _take(self, count: int) -> None:
        try:
            self._taken.extend(islice(self._items, count))
        except SaysoError as fault:
            self._fault = fault
