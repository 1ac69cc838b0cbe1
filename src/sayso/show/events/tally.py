"""The sizes of an event in, its numbers out as tables have them."""

from collections.abc import Mapping

from sayso.data import Size


def count_sizes(sizes: Mapping[str, Size]) -> dict[str, int | float]:
    """Give each number, whole where it is whole."""
    return {what: int(size.value) if float(size.value).is_integer() else size.value for what, size in sizes.items()}
