"""Places in; the numbers of the shelves they lie on out, so that what overlaps is found without asking everything."""

from collections.abc import Iterable

from sayso.extract.drafts import Place

SHELF = 2000
"""Characters to a shelf: some paragraphs. An article of a megabyte has thousands of attributions, a shelf a few."""


def find_shelves(places: Iterable[Place]) -> set[int]:
    """Find the shelves that places lie on; two that overlap share one."""
    return {shelf for start, end in places for shelf in range(start // SHELF, max(start, end - 1) // SHELF + 1)}
