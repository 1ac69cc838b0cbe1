"""What the heads say of a text, as it leaves the encoder."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.model.encode import Encoded

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Heard:
    """The words of a text as encoded, and an array a head, a row a word."""

    encoded: Encoded
    said: dict[str, Floats]

    def part(self, first: int, last: int) -> "Heard":
        """Give what is said of the words between two places."""
        return Heard(self.encoded.part(first, last), {name: rows[first:last] for name, rows in self.said.items()})
