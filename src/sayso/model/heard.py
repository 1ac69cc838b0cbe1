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
