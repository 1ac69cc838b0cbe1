"""CoNLL-U files with GUM's `Entity=` -> documents: a text rebuilt from its sentences, words, mentions, chains.

Sentences are parted by a space, paragraphs (`# newpar`) by an empty line, as the text was before it was annotated.
Mentions whose `Entity=` begins with the same group are one entity, appositions and predicates among them; bridging
(`Bridge=`) and split antecedents (`SplitAnte=`) tie two entities that are not one, and are not read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sayso.errors import GoldError
from sayso.evaluate.mentions import MentionType, TypedMention, keep_named
from sayso.evaluate.pieces import Piece, Pieces
from sayso.model.parse import ROOT, Token

BRACKET = re.compile(r"\((?P<opened>[^()]+)(?P<closed>\)?)|(?P<closes>[^()]+)\)")
TYPES: dict[str, MentionType] = {"person": "person", "organization": "organization", "place": "place"}


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a treebank. `chains` are its entities, each as its mentions, of which there may be one."""

    name: str
    text: str = field(repr=False)
    tokens: tuple[Token, ...] = field(repr=False)
    mentions: tuple[TypedMention, ...] = field(default=(), repr=False)
    chains: tuple[Pieces, ...] = field(default=(), repr=False)

    @property
    def genre(self) -> str | None:
        """The genre, which is the second part of GUM's names; None where the name has no parts."""
        parts = self.name.split("_")
        return parts[1] if len(parts) > 2 else None

    @property
    def names(self) -> tuple[TypedMention, ...]:
        """The mentions whose head word is a proper noun."""
        return keep_named(self.mentions, self.tokens)


def read_conllu(folder: Path) -> Iterator[Document]:
    """Read every file of a folder as a document, in the order of their names."""
    for path in sorted(folder.glob("*.conllu")):
        yield parse_conllu(path.read_text(encoding="utf8"), name=path.stem)


def parse_conllu(lines: str, *, name: str) -> Document:
    """Parse the CoNLL-U of one document; raise GoldError where the words do not spell the sentence."""
    text, tokens, notes = "", list[Token](), list[str]()
    for number, block in enumerate(lines.strip().split("\n\n")):
        sentence = _read_sentence(block, f"{name}, sentence {number + 1}")
        text += ("\n\n" if sentence.new_paragraph else " ") if text else ""
        first = len(tokens)
        for (start, end), row in zip(sentence.places, sentence.rows, strict=True):
            head = int(row[6]) - 1 + first if row[6] != "0" else ROOT
            tokens.append(Token(start + len(text), end + len(text), row[3], head, row[7], number))
            notes.append(row[9])
        text += sentence.text
    grouped = [*_read_mentions(tokens, notes, name)]
    chains: dict[str, list[Piece]] = {}
    for group, mention in grouped:
        chains.setdefault(group, []).append((mention.start, mention.end))
    mentions = tuple(mention for _, mention in grouped)
    return Document(name, text, tuple(tokens), mentions, tuple(tuple(sorted(chain)) for chain in chains.values()))


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    new_paragraph: bool
    rows: list[list[str]]
    places: list[Piece]


def _read_sentence(block: str, where: str) -> _Sentence:
    lines = block.split("\n")
    comments = [line for line in lines if line.startswith("#")]
    text = next((line.removeprefix("# text = ") for line in comments if line.startswith("# text = ")), None)
    if text is None:
        raise GoldError(f"{where}: no `# text =` line; restore the file from the corpus")
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    surface = [row for row in rows if "." not in row[0]]
    places = list(_place_words(surface, text, where))
    paragraph = any(line.startswith("# newpar") for line in comments)
    return _Sentence(text, paragraph, [row for row in surface if row[0].isdigit()], places)


def _place_words(rows: list[list[str]], text: str, where: str) -> Iterator[Piece]:
    """Find the characters of each word; where the parts of a token do not spell it, each has all of them."""
    end = 0
    for form, parts in _surface_tokens(rows):
        start = end + len(text[end:]) - len(text[end:].lstrip())
        if not text.startswith(form, start):
            raise GoldError(f"{where}: {form!r} is not the next word of the text; restore the file from the corpus")
        end = start + len(form)
        spelt = "".join(parts) == form
        for part in parts:
            yield (start, start + len(part)) if spelt else (start, end)
            start += len(part) if spelt else 0


def _surface_tokens(rows: list[list[str]]) -> Iterator[tuple[str, list[str]]]:
    """Give each token as written with the words in it: a row `4-5` is one token of the two words that follow."""
    waiting = iter(rows)
    for row in waiting:
        first, _, last = row[0].partition("-")
        words = islice(waiting, int(last) - int(first) + 1) if last else [row]
        yield row[1], [word[1] for word in words]


def _read_mentions(tokens: list[Token], notes: list[str], name: str) -> Iterator[tuple[str, TypedMention]]:
    """Follow the brackets of `Entity=`, each mention with its group.

    `(7-person-...` opens one of group 7, `7)` closes it, on one word or over many.
    """
    opened: dict[str, list[tuple[int, str]]] = {}
    for token, note in zip(tokens, notes, strict=True):
        entity = next((item.removeprefix("Entity=") for item in note.split("|") if item.startswith("Entity=")), "")
        for bracket in BRACKET.finditer(entity):
            group, *rest = (bracket["opened"] or bracket["closes"]).split("-")
            if bracket["opened"]:
                opened.setdefault(group, []).append((token.start, rest[0]))
            if bracket["closed"] or bracket["closes"]:
                if not opened.get(group):
                    raise GoldError(f"{name}: entity {group} closes at {token.start} but never opened")
                start, kind = opened[group].pop()
                yield group, TypedMention(start, token.end, TYPES.get(kind, "other"))
