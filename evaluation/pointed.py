"""A model and places in a text in; the same model, which takes the words there for events, out.

A corpus that tells what becomes of an event says which word it is. Whether the network would have seen an event there
is another question, so that word is made one, and the whole way of the data decides what becomes of it.
"""

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import numpy as np

from evaluation.parts import make_text, read_texts
from sayso.data import Reading

if TYPE_CHECKING:
    from sayso.model import Heard, Model, Pending

Piece = tuple[int, int]

SURE = 50.0
"""Log odds that a word reports an event."""


def read_pointed(text: str, places: Collection[Piece], model: "Model") -> Reading:
    """Read a text in which the words at some places report events, whatever the network says of them."""
    (reading,) = read_texts([make_text(text)], cast("Model", Pointed(model, text, places)))
    return reading


class Pointed:
    """Hears what a model hears, and events at some places of a text."""

    def __init__(self, model: "Model", text: str, places: Collection[Piece]) -> None:
        self._model, self._text, self._places = model, text, places
        self.digest, self.heads = model.digest, model.heads

    def submit(self, text: str, *, words: Sequence[Piece] | None = None) -> "PointedHearing":
        """Send a stretch of the text through the encoder."""
        start = self._text.index(text)
        places = [(first - start, last - start) for first, last in self._places]
        return PointedHearing(self._model.submit(text, words=words), places)

    def one_thread(self) -> AbstractContextManager[object]:
        """Keep numpy to one thread."""
        return self._model.one_thread()


class PointedHearing:
    """A text on its way through the encoder; `result` waits for it."""

    def __init__(self, pending: "Pending", places: Collection[Piece]) -> None:
        self._pending, self._places = pending, places

    def result(self) -> "Heard":
        """Give what the heads say, the type of a word at one of the places kept and no event excluded."""
        heard = self._pending.result()
        types = np.array(heard.said["event_type"])
        for n, (start, end) in enumerate(heard.encoded.words.tolist()):
            if any(start < last and first < end for first, last in self._places):
                types[n, 0] = types[n, 1:].max() - SURE
        return replace(heard, said=heard.said | {"event_type": types})
