"""A text in, what every head says of each of its words out: the only code that runs the weights.

Each window is run by itself, on one thread, so that a reading is the same alone, in a batch, and on
any number of threads; the threads share the windows among them.
"""

import hashlib
import json
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from importlib.resources import files
from pathlib import Path
from time import thread_time

import numpy as np
import onnxruntime
from threadpoolctl import ThreadpoolController
from tokenizers import Tokenizer

from sayso.errors import ModelError
from sayso.model.encode import Encoded, Encoder, Window, cut_windows, piece_features, window_pieces
from sayso.model.heard import Floats, Heard
from sayso.model.parse import FoundMention, Token, find_mentions, keep_named, parse


class Pending:
    """A text on its way through the encoder; `result` waits for it."""

    def __init__(self, encoded: Encoded, parts: list[tuple[Window, Future[list[Floats]]]], names: list[str]) -> None:
        self._encoded, self._parts, self._names = encoded, parts, names

    def result(self) -> Heard:
        """Join what was said of each window's own words."""
        pieces = [
            [array[0, window.first - window.start : window.last - window.start] for array in future.result()]
            for window, future in self._parts
        ]
        said = {name: np.concatenate([piece[n] for piece in pieces]) for n, name in enumerate(self._names)}
        return Heard(self._encoded, said)


class Model:
    """The weights, opened. `seconds` counts the time spent in the encoder, over all threads."""

    def __init__(self, folder: Path, *, threads: int = 2) -> None:
        self.digest = check_digests(folder)
        self.seconds = 0.0
        self.heads = dict(np.load(folder / "heads.npz").items())
        self.tokenizer = load_tokenizer(folder)
        self._encoder = Encoder(self.tokenizer)
        self._pool = ThreadPoolExecutor(max_workers=threads)
        self._arithmetic = ThreadpoolController()
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), _options(), providers=["CPUExecutionProvider"]
        )
        self._names = [output.name for output in self._session.get_outputs()]

    def submit(self, text: str, *, words: Sequence[tuple[int, int]] | None = None) -> Pending:
        """Send a text through the encoder, by words given or found; it must hold at least one word."""
        encoded = self._encoder.encode(text, words)
        parts = [(window, self._pool.submit(self._run, encoded, window)) for window in cut_windows(encoded)]
        return Pending(encoded, parts, self._names)

    def _run(self, encoded: Encoded, window: Window) -> list[Floats]:
        ids, places = window_pieces(encoded, window, (self._encoder.first, self._encoder.last))
        features = piece_features(encoded, window)
        began = thread_time()
        out: list[Floats] = self._session.run(
            None, {"pieces": ids[None], "features": features[None], "places": places[None]}
        )
        self.seconds += thread_time() - began
        return out

    def one_thread(self) -> AbstractContextManager[object]:
        """Keep numpy to one thread for a while: the others would wait for its small products where the encoder runs."""
        limit: AbstractContextManager[object] = self._arithmetic.limit(limits=1, user_api="blas")
        return limit

    def parse(self, text: str, *, words: Sequence[Sequence[tuple[int, int]]] | None = None) -> list[Token]:
        """Parse a text; where `words` are given, sentence by sentence, keep to them."""
        if not text.strip():
            return []
        given = None if words is None else [word for sentence in words for word in sentence]
        starts = None if words is None else np.cumsum([0, *(len(sentence) for sentence in words)])[:-1]
        return parse(self.submit(text, words=given).result(), self.heads, starts=starts)

    def find_names(self, text: str) -> list[FoundMention]:
        """Find the named mentions of a text: those whose head is a proper noun."""
        if not text.strip():
            return []
        heard = self.submit(text).result()
        tokens = parse(heard, self.heads)
        return list(keep_named(find_mentions(heard, self.heads, tokens), tokens))

    def close(self) -> None:
        """End the threads."""
        self._pool.shutdown()


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # Memory kept for the largest window ever seen would be kept for good.
    options.enable_cpu_mem_arena = True
    options.log_severity_level = 3
    return options


def load_tokenizer(folder: Path) -> Tokenizer:
    """Open what cuts words into pieces."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def weights_folder() -> Path:
    """Find the weights that ship with the package."""
    return Path(str(files("sayso.model") / "weights"))


def check_digests(folder: Path) -> str:
    """Check each file of the weights against its digest; give the digest of all.

    Raises ModelError where one is missing or was changed.
    """
    listed = folder / "digests.json"
    if not listed.is_file():
        raise ModelError(f"{folder}: no weights here; install the package again, or make them with `make train`")
    digests = json.loads(listed.read_text("utf-8"))
    for name, digest in digests.items():
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise ModelError(f"{path}: missing or damaged; install the package again")
    return "sha256:" + hashlib.sha256(json.dumps(digests, sort_keys=True).encode()).hexdigest()


def load_model(threads: int = 2, *, folder: Path | None = None) -> Model:
    """Open the weights that ship with the package, or those of a folder.

    Raises ModelError where they are missing, damaged or of another version.
    """
    return Model(folder or weights_folder(), threads=threads)
