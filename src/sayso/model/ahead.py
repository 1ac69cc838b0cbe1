"""Items in, the same items out, some of them taken before they are asked for, so that the encoder never waits."""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Ahead(Generic[Item]):
    """Takes `count` items as soon as it is made, and one more for each that is given."""

    def __init__(self, items: Iterable[Item], count: int) -> None:
        self._items = iter(items)
        self._taken = deque(islice(self._items, count))

    def __iter__(self) -> Iterator[Item]:
        """Give the items in their order."""
        while self._taken:
            item = self._taken.popleft()
            self._taken.extend(islice(self._items, 1))
            yield item
