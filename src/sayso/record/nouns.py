"""The nouns that statements are made of; the same as structs, for those who write out millions and only read them."""

from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any, Final, NamedTuple

import msgspec

from sayso.data import Addressee, Attribution, Candidate, Origin, Party, Passage, Publication, Source, Span, Statement


class Nouns(NamedTuple):
    """What makes each of them."""

    span: Callable[..., Span]
    passage: Callable[..., Passage]
    candidate: Callable[..., Candidate]
    source: Callable[..., Source]
    addressee: Callable[..., Addressee]
    attribution: Callable[..., Attribution]
    party: Callable[..., Party]
    origin: Callable[..., Origin]
    publication: Callable[..., Publication]
    statement: Callable[..., Statement]


PLAIN: Final = Nouns(
    Span, Passage, Candidate, Source, Addressee, Attribution, Party, Origin, Publication, Statement
)  # fmt: skip


def _make_struct(noun: Any) -> Any:
    """Make a struct of a noun: its fields and its properties, made and written in a tenth of the time."""
    told = [(part.name, Any) if part.default is MISSING else (part.name, Any, part.default) for part in fields(noun)]
    own = {name: value for name, value in vars(noun).items() if isinstance(value, property)}
    return msgspec.defstruct(noun.__name__, told, namespace=own, frozen=True, gc=False)


SWIFT: Final = Nouns(*map(_make_struct, PLAIN))
