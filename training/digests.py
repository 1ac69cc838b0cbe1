"""A folder of weights in, the digests that the program checks before it runs them out."""

import hashlib
import json
from pathlib import Path

NAMES = ("encoder.onnx", "heads.npz", "tokenizer.json")


def write_digests(folder: Path) -> None:
    """Write the SHA-256 of each file of the weights."""
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in NAMES}
    (folder / "digests.json").write_text(json.dumps(digests, indent=1) + "\n", "utf-8")
