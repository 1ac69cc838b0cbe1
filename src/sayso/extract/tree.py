"""What the heads say of a text in; its words with their trees out, and what hangs on what."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sayso.extract.drafts import Place
from sayso.model.heard import Floats, Heard
from sayso.model.parse import Token, parse


def grow_tree(heard: Heard, heads: dict[str, Floats], text: str, *, offset: int = 0) -> "Tree":
    """Parse a stretch of an article that begins at a place."""
    return Tree(text, parse(heard, heads), offset)


@dataclass(frozen=True)
class Tree:
    """The words of a stretch with their tree, and the place in the article where the stretch begins."""

    text: str
    tokens: Sequence[Token]
    offset: int

    @cached_property
    def children(self) -> list[list[int]]:
        """The dependents of each word."""
        out: list[list[int]] = [[] for _ in self.tokens]
        for at, token in enumerate(self.tokens):
            if token.head >= 0:
                out[token.head].append(at)
        return out

    def word(self, at: int) -> str:
        """Give a word in small letters."""
        token = self.tokens[at]
        return self.text[token.start : token.end].lower()

    def child(self, at: int, *relations: str) -> int | None:
        """Find the first dependent in one of some relations."""
        return next((c for c in self.children[at] if self.tokens[c].deprel in relations), None)

    def place(self, first: int, last: int) -> Place:
        """Give the characters of words in the article, the last word included."""
        return self.tokens[first].start + self.offset, self.tokens[last].end + self.offset
