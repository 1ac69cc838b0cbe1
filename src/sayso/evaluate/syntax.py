"""The words of a document as annotated and as parsed -> counts of UPOS, UAS, LAS, words and sentences.

The measures are those of the CoNLL 2018 shared task (Zeman et al. 2018): words are aligned by their
characters, relations compared without subtypes. Words inside a multiword token carry their own
characters where they spell it, else all of the token's and their turn in it.
"""

from collections.abc import Callable, Sequence
from itertools import groupby

from sayso.evaluate.scores import Count, Tally
from sayso.model.parse import ROOT, Token


def tally_syntax(gold: Sequence[Token], read: Sequence[Token], *, prefix: str) -> Tally:
    """Count right words, sentences, tags, heads and labelled heads; measures are named with the prefix."""
    aligned = _align(gold, read)
    to_gold = {other: one for one, other in aligned} | {ROOT: ROOT}

    def count(is_right: Callable[[Token, Token], bool]) -> Count:
        return Count(sum(is_right(gold[one], read[other]) for one, other in aligned), len(gold), len(read))

    def same_head(one: Token, other: Token) -> bool:
        return to_gold.get(other.head) == one.head

    return {
        f"{prefix}.upos": count(lambda one, other: one.upos == other.upos),
        f"{prefix}.uas": count(same_head),
        f"{prefix}.las": count(lambda one, other: same_head(one, other) and _relation(one) == _relation(other)),
        f"{prefix}.words": Count(len(aligned), len(gold), len(read)),
        f"{prefix}.sentences": _count_sentences(gold, read),
    }


def sentences_of(tokens: Sequence[Token]) -> list[list[Token]]:
    """Divide a document's tokens into its sentences."""
    return [list(group) for _, group in groupby(tokens, key=lambda token: token.sentence)]


def _align(gold: Sequence[Token], read: Sequence[Token]) -> list[tuple[int, int]]:
    """Pair the indices of words that stand on the same characters."""
    places = {place: index for index, place in enumerate(_places(read))}
    return [(index, places[place]) for index, place in enumerate(_places(gold)) if place in places]


def _places(tokens: Sequence[Token]) -> list[tuple[int, int, int]]:
    """Give each word its characters, and its turn among the words on the same ones."""
    places: list[tuple[int, int, int]] = []
    for token in tokens:
        again = bool(places) and places[-1][:2] == (token.start, token.end)
        places.append((token.start, token.end, places[-1][2] + 1 if again else 0))
    return places


def _relation(token: Token) -> str:
    return token.deprel.partition(":")[0]


def _count_sentences(gold: Sequence[Token], read: Sequence[Token]) -> Count:
    wanted, given = ({(s[0].start, s[-1].end) for s in sentences_of(tokens)} for tokens in (gold, read))
    return Count(len(wanted & given), len(wanted), len(given))
