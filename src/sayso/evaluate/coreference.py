"""The chains of a document as annotated and as read -> counts of MUC, B-cubed and CEAF-e, and of mentions.

A chain is the mentions of one entity, each the offsets of its words; a mention is right where these are exact. As in
the reference scorer (Pradhan et al. 2014) mentions are those that were found, not given; numerators and denominators
are summed over documents; and the CoNLL score is the mean of the three F1. A chain of one mention is left out on
either side, since most corpora do not annotate it.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from sayso.evaluate.pieces import Piece
from sayso.evaluate.scores import Count, Means, Tally

Chains = Sequence[frozenset[Piece]]
MEASURES = ("muc", "b3", "ceaf_e")


def tally_chains(
    gold: Iterable[Iterable[Piece]], read: Iterable[Iterable[Piece]], *, genre: str | None = None
) -> Tally:
    """Count one document, under its genre too where it has one."""
    wanted, given = tidy_chains(gold), tidy_chains(read)
    shared = np.array([[len(one & other) for other in given] for one in wanted], dtype=np.float64)
    shared = shared.reshape(len(wanted), len(given))
    sizes = tuple(np.array([len(chain) for chain in chains], dtype=np.float64) for chains in (wanted, given))
    mentions = [{piece for chain in chains for piece in chain} for chains in (wanted, given)]
    counts = {
        "mentions": Count(len(mentions[0] & mentions[1]), len(mentions[0]), len(mentions[1])),
        "muc": count_links(shared, *sizes),
        "b3": count_mentions(shared, *sizes),
        "ceaf_e": count_entities(shared, *sizes),
    }
    by_genre = {f"coref.{name}.{genre}": counts[name] for name in MEASURES} if genre else {}
    return {**{f"coref.{name}": count for name, count in counts.items()}, **by_genre}


def name_means(genres: Iterable[str | None]) -> Means:
    """Name the CoNLL score, over all documents and for each genre, and the three measures it is the mean of."""
    ends = ["", *sorted({f".{genre}" for genre in genres if genre})]
    return {f"coref.conll{end}": [f"coref.{name}{end}" for name in MEASURES] for end in ends}


def tidy_chains(chains: Iterable[Iterable[Piece]]) -> Chains:
    """Keep each mention in the first chain that has it, and the chains that have two mentions or more."""
    taken: set[Piece] = set()
    tidied = []
    for chain in chains:
        own = frozenset(chain) - taken
        if len(own) > 1:
            taken |= own
            tidied.append(own)
    return tidied


Floats = NDArray[np.float64]


def count_links(shared: Floats, wanted: Floats, given: Floats) -> Count:
    """Count links: as many as it takes to tie the mentions of each chain (MUC; Vilain et al. 1995).

    `shared` is how many mentions each chain of gold shares with each that was read; `wanted` and `given` are the
    sizes of the chains.
    """
    right = shared.sum() - np.count_nonzero(shared)
    return Count(float(right), int(wanted.sum()) - len(wanted), int(given.sum()) - len(given))


def count_mentions(shared: Floats, wanted: Floats, given: Floats) -> Count:
    """Count, for each mention, the share of its chain that is together on the other side (B-cubed; Bagga & Baldwin)."""
    squares = shared**2
    right, sound = (squares.sum(axis=1) / wanted).sum(), (squares.sum(axis=0) / given).sum()
    return Count(float(right), int(wanted.sum()), int(given.sum()), float(sound))


def count_entities(shared: Floats, wanted: Floats, given: Floats) -> Count:
    """Count chains, each at most once for one of the other side, by how alike the two are (CEAF, phi 4; Luo 2005)."""
    likeness = 2 * shared / (wanted[:, None] + given[None, :])
    touched = likeness[np.ix_(shared.any(axis=1), shared.any(axis=0))]
    right = sum(touched[row, column] for row, column in pair_most(touched))
    return Count(float(right), len(wanted), len(given))


def pair_most(worth: Floats) -> list[tuple[int, int]]:
    """Pair rows and columns, each at most once, so that the pairs together are worth most.

    The Hungarian method with potentials (Kuhn 1955, Munkres 1957): rows come in one by one, each along the cheapest
    path that pairs it; the cube of the size at most.
    """
    if worth.shape[0] > worth.shape[1]:
        return [(row, column) for column, row in pair_most(worth.T)]
    rows, columns = worth.shape
    by_row, by_column = np.zeros(rows), np.zeros(columns)
    paired = np.full(columns, -1)
    for row in range(rows):
        _pair_row(row, -worth, paired, (by_row, by_column))
    return [(int(row), column) for column, row in enumerate(paired) if row >= 0]


def _pair_row(row: int, cost: Floats, paired: NDArray[np.int64], potentials: tuple[Floats, Floats]) -> None:
    """Pair one more row; `paired` gives each column's row, -1 for none, and is changed with the potentials."""
    by_row, by_column = potentials
    least, came_from = np.full(len(paired), np.inf), np.full(len(paired), -1)
    done = np.zeros(len(paired), dtype=bool)
    column, at = -1, row
    while at >= 0:
        reduced = cost[at] - by_row[at] - by_column
        nearer = ~done & (reduced < least)
        least[nearer], came_from[nearer] = reduced[nearer], column
        column = int(np.argmin(np.where(done, np.inf, least)))
        step = least[column]
        by_row[row] += step
        by_row[paired[done]] += step
        by_column[done] -= step
        least[~done] -= step
        done[column] = True
        at = int(paired[column])
    while column >= 0:
        before = int(came_from[column])
        paired[column] = paired[before] if before >= 0 else row
        column = before
