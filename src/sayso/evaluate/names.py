"""Names as people write them -> whether they may name the same one."""

import re
from collections.abc import Iterable

ARTICLE = re.compile(r"^(the|a|an|its|his|her|their|our)\s+")
POSSESSIVE = re.compile(r"('s|')$")
EDGES = " .,;:“”\"'"


def plain_name(name: str) -> str:
    """Fold case and white space, and take off a leading article and a possessive ending."""
    folded = re.sub(r"\s+", " ", name.replace("’", "'")).strip().casefold()
    return POSSESSIVE.sub("", ARTICLE.sub("", folded)).strip(EDGES)


def same_name(one: Iterable[str], other: Iterable[str]) -> bool:
    """Tell whether a name of one may stand for a name of the other: equal, a word of it, or a longer part of it."""
    first = {plain_name(name) for name in one if name}
    second = {plain_name(name) for name in other if name}
    return bool(first & second) or any(_part_of(x, y) or _part_of(y, x) for x in first for y in second if x and y)


def _part_of(part: str, whole: str) -> bool:
    return (len(part) > 3 and part in whole.split(" ")) or (len(part) > 6 and part in whole)
