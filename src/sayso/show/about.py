"""The digest of the loaded weights in, what there is to know about this installation out."""

import platform
from importlib.metadata import version
from importlib.resources import as_file, files
from pathlib import Path

_PARTS = ("click", "lxml", "msgspec", "numpy", "onnxruntime", "tokenizers", "trafilatura")


def describe_program(model: str) -> str:
    """Describe version, model, sizes on disk and the libraries it stands on, a line each."""
    with as_file(files("sayso")) as package:
        whole, weights = _weigh(package), _weigh(package / "model")
    lines = {
        "sayso": version("sayso"),
        "model": model,
        "weights": f"{weights / 1e6:.1f} MB",
        "package": f"{whole / 1e6:.1f} MB with the weights",
        "python": f"{platform.python_version()} on {platform.system()} {platform.machine()}",
        "libraries": ", ".join(f"{name} {version(name)}" for name in _PARTS),
    }
    return "".join(f"{name:<10} {value}\n" for name, value in lines.items())


def _weigh(folder: Path) -> int:
    # Compiled bytecode comes and goes and is no part of what was installed.
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
