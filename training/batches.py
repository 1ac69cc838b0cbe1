"""Documents in; batches of windows out, as the network reads them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
import torch
from augment import augment
from corpora import Document, Labels, label_roles
from network import load_tokenizer
from torch import Tensor

from sayso.model.encode import MAX_PIECES, Encoded, Encoder, Window, piece_features, window_pieces


@dataclass
class Example:
    """A window of a document, as tensors are made from it."""

    ids: np.ndarray
    features: np.ndarray
    places: np.ndarray
    window: Window
    document: Document
    labels: Labels


def batches(
    documents: list[Document], encoder: Encoder, *, config: dict[str, Any], random: Random
) -> Iterator[list[Example]]:
    """Cut every document into windows, mix them, and pack windows of like length together."""
    order = list(documents)
    random.shuffle(order)
    size, shelf = config["run"]["pieces"], 40
    hide = (config["augment"]["mask"], load_tokenizer().token_to_id("[MASK]"))
    pool: list[Example] = []
    for document in order:
        told = augment(document, config["augment"], random)
        pool += examples_of(told, encoder, random, hide=hide)
        if len(pool) >= 12 * shelf:
            yield from pack(pool, size, random)
            pool = []
    yield from pack(pool, size, random)


def pack(pool: list[Example], size: int, random: Random) -> Iterator[list[Example]]:
    pool.sort(key=lambda example: len(example.ids) + random.random() * 20)
    packed: list[list[Example]] = [[]]
    for example in pool:
        if packed[-1] and (len(packed[-1]) + 1) * len(example.ids) > size:
            packed.append([])
        packed[-1].append(example)
    random.shuffle(packed)
    yield from (batch for batch in packed if batch)


def examples_of(document: Document, encoder: Encoder, random: Random, *, hide: tuple[float, int]) -> Iterator[Example]:
    """Cut a document into windows at its lines, where the first ends is left to chance, and hide some of its words."""
    encoded = encoder.encode(document.text, document.words)
    labels = label_roles(document)
    room = random.randint(MAX_PIECES // 3, MAX_PIECES)
    for window in training_windows(encoded, room):
        ids, places = window_pieces(encoded, window, (encoder.first, encoder.last))
        for first, last in pairwise([*places, len(ids) - 1]):
            if random.random() < hide[0]:
                ids[first:last] = hide[1]
        yield Example(ids, piece_features(encoded, window), places, window, document, labels)


def training_windows(encoded: Encoded, room: int) -> Iterator[Window]:
    """Cut windows that do not overlap, the first of at most `room` wordpieces."""
    start = 0
    while start < len(encoded):
        end, used, line = start, 0, start
        while end < len(encoded) and used + len(encoded.pieces[end]) <= room:
            used += len(encoded.pieces[end])
            if end > start and encoded.features[end, 1] >= 2:
                line = end
            end += 1
        if end < len(encoded) and line - start > (end - start) // 2:
            end = line
        end = max(end, start + 1)
        yield Window(start, start, end, end)
        start, room = end, MAX_PIECES


def collate(examples: list[Example], device: torch.device) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Pad windows to tensors: ids, features, mask, places."""
    longest = max(len(example.ids) for example in examples)
    widest = max(len(example.places) for example in examples)
    ids = np.zeros((len(examples), longest), dtype=np.int64)
    features = np.zeros((len(examples), longest, 3), dtype=np.int64)
    mask = np.zeros((len(examples), longest), dtype=bool)
    places = np.zeros((len(examples), widest), dtype=np.int64)
    for row, example in enumerate(examples):
        ids[row, : len(example.ids)] = example.ids
        features[row, : len(example.ids)] = example.features
        mask[row, : len(example.ids)] = True
        places[row, : len(example.places)] = example.places
    arrays = (ids, features, mask, places)
    return tuple(torch.from_numpy(array).to(device) for array in arrays)  # type: ignore[return-value]


def stack(examples: list[Example], values: Any, width: int, fill: int = -1) -> Tensor:
    """Stack one value a word over a batch; where a document has none, `fill`."""
    out = np.full((len(examples), width), fill, dtype=np.int64)
    for row, example in enumerate(examples):
        known = values(example)
        if known is not None:
            window = example.window
            out[row, : window.end - window.start] = known[window.start : window.end]
    return torch.from_numpy(out)


def clip(spans: Sequence[tuple[int, int]], window: Window) -> list[tuple[int, int]]:
    """Keep what of the spans lies in a window, counted from its start."""
    at = window.start
    return [(max(a, at) - at, min(b, window.end) - at) for a, b in spans if a < window.end and b > at]


def example_lines(example: Example) -> np.ndarray:
    """Count the lines begun before each word of a window."""
    encoded = example.features[example.places]
    return np.cumsum(encoded[:, 1] >= 2)
