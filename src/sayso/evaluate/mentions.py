"""The named mentions of a document as annotated and as read -> counts of exact spans with their type."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from sayso.evaluate.scores import Count, Tally
from sayso.model.parse import Token

MentionType = Literal["person", "organization", "place", "other"]
TYPES: tuple[MentionType, ...] = ("person", "organization", "place", "other")


class ReadMention(Protocol):
    """What must be known of a mention to score it."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """The character after the last."""

    @property
    def type(self) -> str:
        """One of TYPES."""


@dataclass(frozen=True, slots=True, order=True)
class TypedMention:
    """Words that stand for someone or something of a type, as annotated."""

    start: int
    end: int
    type: MentionType


def tally_mentions(gold: Iterable[ReadMention], read: Iterable[ReadMention]) -> Tally:
    """Count mentions with exact characters and type, over all types and for each; nested ones count too."""
    wanted, given = ({(mention.start, mention.end, mention.type) for mention in mentions} for mentions in (gold, read))
    tally = {"mentions": Count(len(wanted & given), len(wanted), len(given))}
    for kind in TYPES:
        one, other = ({mention for mention in mentions if mention[2] == kind} for mentions in (wanted, given))
        tally[f"mentions.{kind}"] = Count(len(one & other), len(one), len(other))
    return tally


def keep_named(mentions: Iterable[TypedMention], tokens: Sequence[Token]) -> tuple[TypedMention, ...]:
    """Keep the mentions whose head word is a proper noun."""
    return tuple(mention for mention in mentions if _head_tag(mention, tokens) == "PROPN")


def _head_tag(mention: TypedMention, tokens: Sequence[Token]) -> str | None:
    """Tag of the first word, punctuation aside, that hangs on a word outside the mention."""
    inside = {i for i, token in enumerate(tokens) if mention.start <= token.start and token.end <= mention.end}
    heads = (tokens[i].upos for i in sorted(inside) if tokens[i].head not in inside and tokens[i].upos != "PUNCT")
    return next(heads, None)
