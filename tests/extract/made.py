"""Blocks of words -> articles, drafts and trees made by hand, for tests that need no weights."""

from hashlib import sha256

from sayso.data import Article, Block
from sayso.extract import Draft
from sayso.extract.tree import Tree
from sayso.model.parse import ROOT, Token


def make_article(*blocks: tuple[str, str] | str, between: str = "\n\n", language: str | None = "en") -> Article:
    """Make an article of its blocks: (kind, words), or the words of a paragraph."""
    text, found = "", []
    for block in blocks:
        kind, words = ("paragraph", block) if isinstance(block, str) else block
        text += between if text else ""
        found.append(Block(kind, len(text), len(text) + len(words)))
        text += words
    digest = sha256(text.encode("utf-8", "replace")).hexdigest()
    return Article(f"t{digest[:12]}", text, digest, blocks=tuple(found), language=language)


def find(text: str, words: str | None) -> tuple[tuple[int, int], ...]:
    """Find where words stand: several pieces are parted by "…"."""
    pieces = words.split("…") if words else []
    return tuple((text.index(piece), text.index(piece) + len(piece)) for piece in pieces)


def draft(text: str, content: str, *, cue: str | None = None, source: str | None = None, **fields) -> Draft:
    """Make a draft of its words."""
    return Draft(find(text, source), find(text, cue), find(text, content), **fields)


def show(text: str, drafts) -> list[tuple[str, str, str]]:
    """Show drafts as the words of source, cue and content."""

    def words(places) -> str:
        return "…".join(text[start:end] for start, end in places)

    return [(words(d.source), words(d.cue), words(d.content)) for d in drafts]


def make_tree(*sentences: str, offset: int = 0) -> Tree:
    """Make a tree of its words: "Ada PROPN 2 nsubj | slept VERB 0 root", heads counted from one in each sentence."""
    text, tokens = "", list[Token]()
    for number, sentence in enumerate(sentences):
        first = len(tokens)
        for row in sentence.split(" | "):
            word, upos, head, deprel = row.split()
            text += " " if text else ""
            parent = first + int(head) - 1 if int(head) else ROOT
            tokens.append(Token(len(text), len(text) + len(word), upos, parent, deprel, number))
            text += word
    return Tree(text, tokens, offset)
