"""Files of the CAT tool (ECB+, EventStoryLine) in; texts as people write them, their words and what is marked, out.

The files hold tokens only. The text is put together again so that a reader sees what he would elsewhere: marks stand
close to their words, and what ends without one, a title or a date, is a paragraph of its own.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

Piece = tuple[int, int]

_CLITICS = frozenset("s t re ve d ll m".split())
_LEFT = frozenset([*".,;:!?)]}%”", "''", "...", "n't", "N'T", "'s", "'re", "'ve", "'d", "'ll", "'m", "'S"])
_RIGHT = frozenset(["(", "[", "{", "“", "``", "$", "£", "€", "#", "@"])
_QUOTES = {"``": "“", "''": "”"}
_END = re.compile(r"[.!?:][”\"')]*$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A phrase that is marked, by its words, in order; `told` is what the file says of it."""

    id: str
    tag: str
    words: tuple[int, ...]
    told: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A text with the places of its words, the sentence of each, and its marks; marks of one group are one thing."""

    name: str
    text: str = field(repr=False)
    words: tuple[Piece, ...] = field(repr=False)
    sentences: tuple[int, ...] = field(repr=False)
    marks: tuple[Mark, ...] = field(repr=False)
    groups: Mapping[str, str] = field(repr=False)

    def place(self, mark: Mark) -> Piece:
        """Give the place of a mark, from its first word to its last."""
        return self.words[mark.words[0]][0], self.words[mark.words[-1]][1]

    def sentence(self, mark: Mark) -> Piece:
        """Give the place of the sentence in which a mark begins."""
        number = self.sentences[mark.words[0]]
        inside = [word for word, sentence in zip(self.words, self.sentences, strict=True) if sentence == number]
        return inside[0][0], inside[-1][1]


def read_document(path: Path) -> Document:
    """Read a file; marks without words, which only name a group, are left out."""
    root = ElementTree.parse(path).getroot()
    tokens = [token for token in root.iter("token") if (token.text or "").strip()]
    numbers = {token.get("t_id", ""): n for n, token in enumerate(tokens)}
    sentences = tuple(int(token.get("sentence", "0")) for token in tokens)
    text, words = write_text([(token.text or "").strip() for token in tokens], sentences)
    read = (_read_mark(mark, numbers) for mark in root.iterfind("Markables/*"))
    marks = sorted((mark for mark in read if mark.words), key=lambda mark: mark.words)
    name = path.name.partition(".")[0]
    return Document(name, text, words, sentences, tuple(marks), dict(_read_groups(root, name)))


def _read_mark(mark: ElementTree.Element, numbers: Mapping[str, int]) -> Mark:
    anchors = (numbers.get(anchor.get("t_id", "")) for anchor in mark.iterfind("token_anchor"))
    return Mark(mark.get("m_id", ""), mark.tag, tuple(sorted(n for n in anchors if n is not None)), dict(mark.attrib))


def _read_groups(root: ElementTree.Element, name: str) -> Iterator[tuple[str, str]]:
    """Read which marks are one: across files under the name of an instance, within one under its own."""
    for relation in root.iterfind("Relations/*"):
        across = relation.tag == "CROSS_DOC_COREF"
        if across or relation.tag == "INTRA_DOC_COREF":
            group = relation.get("note", "") if across else f"{name} {relation.get('r_id')}"
            yield from ((source.get("m_id", ""), group) for source in relation.iterfind("source"))


def write_text(tokens: Sequence[str], sentences: Sequence[int]) -> tuple[str, tuple[Piece, ...]]:
    """Put tokens together; give the text and the place of each."""
    text, places = "", list[Piece]()
    opened = False
    for n, token in enumerate(tokens):
        fresh = bool(n) and sentences[n] != sentences[n - 1]
        opened = opened and not fresh
        if fresh:
            text += " " if _END.search(text) else "\n\n"
        elif n and not _is_close(tokens, n, opened=opened):
            text += " "
        opened ^= token == '"'
        written = _QUOTES.get(token, token)
        places.append((len(text), len(text) + len(written)))
        text += written
    return text, tuple(places)


def _is_close(tokens: Sequence[str], n: int, *, opened: bool) -> bool:
    """Tell whether a token stands close to the one before it; `opened` whether a straight quotation mark is open."""
    before, token, after = tokens[n - 1], tokens[n], tokens[n + 1] if n + 1 < len(tokens) else ""
    if token == '"' or before == '"':
        return opened
    if token in "'’":
        return before.endswith("s") or after in _CLITICS
    if before in "'’" and token in _CLITICS:
        return True
    if {token, before} & {"-", "/"}:
        return True
    number = before in ".:" and token.isdigit() and n > 1 and tokens[n - 2].isdigit()
    return number or token in _LEFT or before in _RIGHT
