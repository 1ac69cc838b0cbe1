"""The lexicon's examples in; out the table that guesses the act of a cue whose words the lexicon does not know.

Each example marks its cue, and the lexicon says what it does. A linear table from a cue's vector to the acts,
fitted on these (multinomial logistic regression), puts an unknown cue among those the encoder takes for its like.
"""

import re
from collections.abc import Sequence
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from sayso.data import Act
from sayso.extract.acts import ACT_VECTOR
from sayso.extract.lexicon import load_lexicon
from sayso.model import Model
from sayso.model.decode import softmax

Array = NDArray[np.float64]
ACTS = get_args(Act)
FOLDS, STEPS, RATE, DECAY = 5, 600, 1.0, 0.01


def fit_acts(model: Model) -> NDArray[np.float32]:
    """Fit the table, (width + 1, acts), and print how often it is right on words that it was not fitted on."""
    entries = load_lexicon().entries
    vectors = np.array([cue_vector(model, entry.example) for entry in entries])
    acts = np.array([ACTS.index(entry.act) for entry in entries])
    folds = np.array([sum(map(ord, entry.words[0])) % FOLDS for entry in entries])
    right = np.zeros(len(entries), dtype=bool)
    for fold in range(FOLDS):
        known = folds != fold
        table = fit_table(vectors[known], acts[known])
        right[~known] = (vectors[~known] @ table[:-1] + table[-1]).argmax(1) == acts[~known]
    say = np.mean(acts == ACTS.index("say"))
    print(f"acts of words not seen: {right.mean():.1%} of {len(entries)}; if all were say: {say:.1%}")
    return fit_table(vectors, acts).astype(np.float32)


def cue_vector(model: Model, example: str) -> Array:
    """Encode an example such as "The clerk [said] so." and give the mean vector of the words in brackets."""
    text, places = read_brackets(example)
    heard = model.submit(text).result()
    inside = [any(a <= start and end <= b for a, b in places) for start, end in heard.encoded.words.tolist()]
    mean: Array = heard.said[ACT_VECTOR][np.array(inside)].mean(0)
    return mean


def read_brackets(example: str) -> tuple[str, Sequence[tuple[int, int]]]:
    """Take the brackets out of an example; give the text and the places they enclosed."""
    text, places, opened = "", [], 0
    for part in re.split(r"([\[\]])", example):
        if part == "[":
            opened = len(text)
        elif part == "]":
            places.append((opened, len(text)))
        else:
            text += part
    return text, places


def fit_table(vectors: Array, acts: NDArray[np.int64]) -> Array:
    """Fit by gradient descent on standardised vectors; the last row is the bias."""
    mean, spread = vectors.mean(0), vectors.std(0) + 1e-6
    inputs = np.c_[(vectors - mean) / spread, np.ones(len(vectors))]
    wanted, table = np.eye(len(ACTS))[acts], np.zeros((inputs.shape[1], len(ACTS)))
    for _ in range(STEPS):
        table -= RATE * (inputs.T @ (softmax(inputs @ table) - wanted) / len(inputs) + DECAY * table)
    weight = table[:-1] / spread[:, None]
    return np.vstack([weight, table[-1] - mean @ weight])
