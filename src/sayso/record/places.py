"""Mentions and blocks in, the places that a column holds out, and back.

A place is its start and its length. Mentions: "12+8 31+2p", with "d" behind a description, "p" behind a pronoun.
Blocks: "0+40:title 42+58 102+28@fr", with the kind where it is no paragraph, and the language where it is not English.
"""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple
from urllib.parse import quote, unquote

from sayso.data import Block, Mention, MentionForm

_MARKS: Final[dict[MentionForm, str]] = {"name": "", "nominal": "d", "pronoun": "p"}
_FORMS: Final[dict[str, MentionForm]] = {"d": "nominal", "p": "pronoun"}


class Place(NamedTuple):
    """Where a mention stands, and its form."""

    start: int
    end: int
    form: MentionForm


def pack_mentions(mentions: Iterable[Mention | Place]) -> str:
    """Write the places of mentions, in their order."""
    return " ".join(f"{mention.start}+{mention.end - mention.start}{_MARKS[mention.form]}" for mention in mentions)


def unpack_places(mentions: str) -> Iterator[Place]:
    """Read the places of mentions; raise ValueError where they are none."""
    for piece in mentions.split():
        form = _FORMS.get(piece[-1], "name")
        start, _, length = (piece if form == "name" else piece[:-1]).partition("+")
        yield Place(int(start), int(start) + int(length), form)


def unpack_mentions(mentions: str, text: str) -> tuple[Mention, ...]:
    """Read mentions from their places in a text."""
    return tuple(Mention(start, end, text[start:end], form) for start, end, form in unpack_places(mentions))


def first_place(mentions: str) -> tuple[int, int] | None:
    """Give the place of the first mention; None where there is none."""
    start, plus, length = mentions.partition(" ")[0].rstrip("dp").partition("+")
    return (int(start), int(start) + int(length)) if plus else None


def pack_blocks(blocks: Iterable[Block]) -> str:
    """Write the places of blocks, in their order."""
    return " ".join(map(_pack_block, blocks))


def _pack_block(block: Block) -> str:
    kind = "" if block.kind == "paragraph" else f":{block.kind}"
    # quoted, for the language of another program's reading may be any words, and a blank would end the piece
    language = "" if block.language == "en" else f"@{quote(block.language or '', errors='replace')}"
    return f"{block.start}+{block.end - block.start}{kind}{language}"


def unpack_blocks(blocks: str) -> tuple[Block, ...]:
    """Read blocks from their places; raise ValueError where they are none."""
    return tuple(map(_unpack_block, blocks.split()))


def _unpack_block(piece: str) -> Block:
    rest, at, language = piece.partition("@")
    place, _, kind = rest.partition(":")
    start, _, length = place.partition("+")
    end = int(start) + int(length)
    return Block(kind or "paragraph", int(start), end, (unquote(language) or None) if at else "en")  # type: ignore[arg-type]
