"""What the heads say of a text in; its sentences, trees and mentions out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sayso.model.decode import LEAST_MENTION, Ints, best_mentions, best_tree, sentence_starts
from sayso.model.heard import Floats, Heard
from sayso.model.labels import MENTION_TYPES, RELATIONS, UPOS

ROOT = -1
"""The head of a root."""
_NOUNS = ("NOUN", "PROPN", "PRON", "NUM")


@dataclass(frozen=True, slots=True)
class Token:
    """A word in its tree (UD v2): `head` is its head's place in the text's tokens, or ROOT."""

    start: int
    end: int
    upos: str
    head: int
    deprel: str
    sentence: int


@dataclass(frozen=True, slots=True)
class FoundMention:
    """Words that stand for someone or something, with the GUM type, how sure that is, and the token that heads them."""

    start: int
    end: int
    type: str
    head: int
    probability: float
    typed: float = 1.0


def parse(heard: Heard, heads: dict[str, Floats], *, starts: Ints | None = None) -> list[Token]:
    """Parse a text: its words in order, with tags, heads, relations and the number of their sentence.

    `starts`: the first word of each sentence, where they are known.
    """
    said, words = heard.said, heard.encoded.words
    if starts is None:
        starts = sentence_starts(said["sentence"], heard.encoded.features[:, 1])
    edges = np.append(starts, len(words))
    bent: Floats = _with_one(said["arc_dependent"]) @ heads["arc_weight"]
    found = np.empty(len(words), dtype=np.int64)
    for first, last in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        found[first:last] = first + best_tree(bent[first:last] @ said["arc_head"][first:last].T)
    roots = found == np.arange(len(words))
    relations = _relations(said, heads, found, roots)
    tags = said["upos"].argmax(1)
    sentences = np.searchsorted(starts, np.arange(len(words)), side="right") - 1
    rows = zip(
        words.tolist(),
        tags.tolist(),
        found.tolist(),
        roots.tolist(),
        relations.tolist(),
        sentences.tolist(),
        strict=True,
    )
    return [
        Token(start, end, UPOS[tag], ROOT if root else head, RELATIONS[relation], sentence)
        for (start, end), tag, head, root, relation, sentence in rows
    ]


def _relations(said: dict[str, Floats], heads: dict[str, Floats], found: Ints, roots: Ints) -> Ints:
    """Name each word's relation to its head; only a root is "root"."""
    hidden = np.maximum(said["relation_dependent"] + said["relation_head"][found], 0)
    scores = hidden @ heads["relation_weight"].T + heads["relation_bias"]
    at_root = RELATIONS.index("root")
    scores[:, at_root] = np.where(roots, np.inf, -np.inf)
    best: Ints = scores.argmax(1)
    return best


def find_mentions(
    heard: Heard, heads: dict[str, Floats], tokens: Sequence[Token], *, least: float = LEAST_MENTION
) -> list[FoundMention]:
    """Find the mentions of a text of at least a share, nested ones too, in order."""
    said = heard.said
    left, right = _with_one(said["mention_start_vector"]), _with_one(said["mention_end_vector"])
    lengths, weight = heads["mention_length"], heads["mention_weight"]
    until = np.concatenate([np.zeros((1, lengths.shape[1])), said["mention_inside"].cumsum(0, dtype=np.float64)])

    def scores(first: Ints, last: Ints) -> Floats:
        starts, row = np.unique(first, return_inverse=True)
        bent = (left[starts] @ weight).transpose(1, 0, 2)
        edges = np.matmul(bent[row], right[last][..., None])[..., 0]
        inside = (until[last + 1] - until[first]) / (last + 1 - first)[:, None]
        out: Floats = edges + inside + lengths[last - first]
        return out

    found = best_mentions((said["mention_start"], said["mention_end"]), scores, len(lengths), least=least)
    return [
        FoundMention(tokens[a].start, tokens[b - 1].end, MENTION_TYPES[kind], find_head(tokens, a, b), share, typed)
        for a, b, kind, share, typed in found
    ]


def find_head(tokens: Sequence[Token], first: int, last: int) -> int:
    """Find the word of a span whose head lies outside it; the first noun of several, else the first, marks aside."""
    inside = range(first, last)
    heads = [at for at in inside if tokens[at].head not in inside and tokens[at].upos != "PUNCT"]
    return next((at for at in heads if tokens[at].upos in _NOUNS), heads[0] if heads else last - 1)


def _with_one(vectors: Floats) -> Floats:
    return np.concatenate([vectors, np.ones((len(vectors), 1), dtype=vectors.dtype)], axis=1)


def keep_named(mentions: list[FoundMention], tokens: list[Token]) -> Iterator[FoundMention]:
    """Keep the mentions whose head is a proper noun."""
    named = (mention for mention in mentions if tokens[mention.head].upos == "PROPN")
    return (replace(m, type=m.type if m.type in ("person", "organization", "place") else "other") for m in named)
