"""Marked texts -> what the heads would say of them; and a model with a script for an encoder, without weights."""

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import get_args

import numpy as np
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import Lowercase

from sayso.data import Act
from sayso.link.pairs import CLASSES, SIZES
from sayso.model import Heard, Model, load_model
from sayso.model.encode import Encoder
from sayso.model.labels import MENTION_TYPES, NAME_TAGS, RELATIONS, ROLE_TAGS, UPOS

GROUPS = 16
"""How many attributions a marked text may hold; also the width of the vectors that link."""
SURE = 20.0
_ROLES = {"s": "source", "q": "cue", "c": "content"}
_MARKS = re.compile(r"\{([sqc])(\d+):|\}")

SOURCES = ("mayor", "clerk", "ferryman")
CUES = ("said", "told")
NAMES = ("skarre", "orde", "ansbrook")


def make_tokenizer() -> Tokenizer:
    """Make a tokenizer that knows a few words whole and spells all others, one piece a letter."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789.,:;!?'’‘“”\"-()"
    pieces = ["[UNK]", "[CLS]", "[SEP]", *SOURCES, *CUES, *NAMES, *letters, *(f"##{letter}" for letter in letters)]
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = Lowercase()
    return tokenizer


def make_heads() -> dict[str, np.ndarray]:
    """Make the small tables of the heads: links go by likeness alone, trees and mentions by what the encoder says."""
    tables: dict[str, np.ndarray] = {"transitions": np.zeros((len(ROLE_TAGS), len(ROLE_TAGS)), dtype=np.float32)}
    for i, before in enumerate(ROLE_TAGS):
        for j, after in enumerate(ROLE_TAGS):
            if after.startswith("I-") and before[2:] != after[2:]:
                tables["transitions"][i, j] = -1e4
    tables["inner_transitions"] = tables["transitions"]
    for role in ("source", "content"):
        tables[f"{role}_weight"] = np.eye(GROUPS, dtype=np.float32) * SURE
        tables |= {f"{role}_{name}": np.zeros(n) for name, n in (("distance", 20), ("lines", 3), ("between", 4))}
        tables[f"{role}_none"] = np.array([SURE / 2])
    tables["arc_weight"] = np.vstack([np.eye(GROUPS), np.zeros((1, GROUPS))]).astype(np.float32)
    tables["relation_weight"] = np.eye(len(RELATIONS), dtype=np.float32)
    tables["relation_bias"] = np.zeros(len(RELATIONS), dtype=np.float32)
    tables["mention_weight"] = np.zeros((len(MENTION_TYPES) + 1, 2, 2), dtype=np.float32)
    tables["mention_weight"][1 + MENTION_TYPES.index("person"), -1, -1] = 5.0
    tables["mention_length"] = np.zeros((24, len(MENTION_TYPES) + 1), dtype=np.float32)
    tables["mention_length"][1:, 0] = SURE
    tables |= make_corefer(width=3 * GROUPS + 2 * len(RELATIONS))
    tables["act"] = np.zeros((GROUPS + 1, len(get_args(Act))), dtype=np.float32)
    return {**tables, "scores": np.array([0.0, 1.0]), "confidences": np.array([0.0, 1.0])}


def make_corefer(*, width: int) -> dict[str, np.ndarray]:
    """Make the tables of the coreference head: none of its own mind, so that each phrase stands for itself."""
    small = np.zeros((2, 2), dtype=np.float32)
    tables: dict[str, np.ndarray] = {f"table_{n}": np.zeros((size, 2)) for n, size in enumerate(SIZES.values())}
    tables |= {"norm": np.ones(width), "norm_bias": np.zeros(width)}
    tables |= {"vector": np.zeros((2, 3 * width)), "vector_bias": np.zeros(2), "out": np.zeros((1, 2))}
    tables |= {"later": small, "later_bias": np.zeros(2), "earlier": small, "both": small}
    tables |= {"none": small, "none_bias": np.zeros(2), "none_out": np.zeros((1, 2)), "none_out_bias": np.full(1, SURE)}
    tables |= {"none_class": np.zeros((len(CLASSES), 1)), "none_type": np.zeros((len(MENTION_TYPES), 1))}
    return {f"corefer_{name}": np.asarray(table, dtype=np.float32) for name, table in tables.items()}


def read_marks(marked: str) -> tuple[str, list[tuple[str, int, int, int]]]:
    """Read "{s1:Orde} {q1:said} {c1:so}": the bare text, and (letter, number, start, end)."""
    text, at = "", 0
    found: list[tuple[str, int, int, int]] = []
    opened: list[tuple[str, int, int]] = []
    for match in _MARKS.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if match.group(1):
            opened.append((match.group(1), int(match.group(2)), len(text)))
        else:
            found.append((*opened.pop(), len(text)))
    return text + marked[at:], found


def hear(marked: str) -> Heard:
    """Make what the heads would say of a marked text if they were right and sure; what is in a content is inner."""
    text, marks = read_marks(marked)
    encoded = Encoder(make_tokenizer()).encode(text)
    size = len(encoded)
    roles, inner = np.zeros((2, size, len(ROLE_TAGS)), dtype=np.float32)
    roles[..., 0] = inner[..., 0] = SURE / 2
    said = {role: np.zeros((size, GROUPS), dtype=np.float32) for role in _ROLES.values()}
    for letter, group, start, end in marks:
        inside = np.flatnonzero((encoded.words[:, 0] >= start) & (encoded.words[:, 1] <= end))
        role = _ROLES[letter]
        held = any(a <= start and end <= b for other, n, a, b in marks if other == "c" and n != group)
        layer = inner if held else roles
        layer[inside[0], ROLE_TAGS.index(f"B-{role}")] = SURE
        layer[inside[1:], ROLE_TAGS.index(f"I-{role}")] = SURE
        said[role][inside, group] = 1.0
    return Heard(encoded, {**said, "roles": roles, "inner": inner})


class ScriptedSession:
    """Stands where onnxruntime stands: every word is a part of what is said, but sources, cues and full stops."""

    def __init__(self, path: str, options: object, *, providers: Iterable[str]) -> None:
        vocabulary = make_tokenizer().get_vocab()
        self._at = {name: [vocabulary[word] for word in words] for name, words in _SCRIPT.items()}
        self._outputs = (*_OUTPUTS,)

    def get_outputs(self) -> list[SimpleNamespace]:
        return [SimpleNamespace(name=name) for name in self._outputs]

    def run(self, names: None, inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
        words = inputs["pieces"][0, inputs["places"][0]]
        is_a = {name: np.isin(words, ids) for name, ids in self._at.items()}
        size = len(words)
        said = {name: np.zeros((1, size, *shape), dtype=np.float32) for name, shape in _OUTPUTS.items()}
        plain = ~(is_a["source"] | is_a["cue"] | is_a["stop"])
        for role, here in (("source", is_a["source"]), ("cue", is_a["cue"]), ("content", plain)):
            begin = ROLE_TAGS.index(f"B-{role}")
            said["roles"][0, here, begin : begin + 2] = (6, 9)
            said[role][0, :, 0] = 1.0
        said["roles"][0, is_a["stop"], 0] = said["inner"][0, :, 0] = 9.0
        said["upos"][0, :, UPOS.index("NOUN")] = 1.0
        said["upos"][0, is_a["name"], UPOS.index("PROPN")] = 2.0
        said["sentence"][0, 1:] = np.where(is_a["stop"][:-1], 5.0, -5.0)
        said["mention_start"][0] = said["mention_end"][0] = np.where(is_a["name"], 5.0, -10.0)
        return [said[name] for name in self._outputs]


_SCRIPT = {"source": SOURCES, "cue": CUES, "name": NAMES, "stop": (".",)}
_OUTPUTS: dict[str, tuple[int, ...]] = {
    "roles": (len(ROLE_TAGS),), "inner": (len(ROLE_TAGS),), "upos": (len(UPOS),), "sentence": (),
    "name": (len(NAME_TAGS),),
    "arc_dependent": (GROUPS,), "arc_head": (GROUPS,), "relation_dependent": (len(RELATIONS),),
    "relation_head": (len(RELATIONS),), "mention_start": (), "mention_end": (),
    "mention_start_vector": (1,), "mention_end_vector": (1,),
    "mention_inside": (len(MENTION_TYPES) + 1,), "cue": (GROUPS,), "source": (GROUPS,), "content": (GROUPS,),
}  # fmt: skip


def write_weights(folder: Path, *, encoder: bytes = b"a script stands here") -> Path:
    """Write a folder of weights as `make train` leaves it; its encoder holds nothing and is never opened."""
    folder.mkdir(exist_ok=True)
    make_tokenizer().save(str(folder / "tokenizer.json"))
    np.savez(folder / "heads.npz", **make_heads())
    (folder / "encoder.onnx").write_bytes(encoder)
    names = ("encoder.onnx", "heads.npz", "tokenizer.json")
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    (folder / "digests.json").write_text(json.dumps(digests), encoding="utf-8")
    return folder


def open_scripted(folder: Path, monkeypatch, *, threads: int = 1) -> Model:
    """Open a model whose encoder is the script."""
    monkeypatch.setattr("onnxruntime.InferenceSession", ScriptedSession)
    return load_model(threads, folder=write_weights(folder))
