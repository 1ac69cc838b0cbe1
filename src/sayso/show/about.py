"""The digest of the loaded weights, what a record holds in; what there is to know about this installation out."""

import json
import platform
import sqlite3
from importlib.metadata import version
from importlib.resources import as_file, files
from pathlib import Path

from sayso.data import Holdings
from sayso.show.label import label_count, label_date

_PARTS = ("click", "lxml", "msgspec", "numpy", "onnxruntime", "tokenizers", "trafilatura")


def describe_program(model: str) -> dict[str, str]:
    """Describe version, model, sizes on disk and the libraries it stands on."""
    with as_file(files("sayso")) as package:
        whole, weights = _weigh(package), _weigh(package / "model")
    return {
        "sayso": version("sayso"),
        "model": model,
        "weights": f"{weights / 1e6:.1f} MB",
        "package": f"{whole / 1e6:.1f} MB with the weights",
        "python": f"{platform.python_version()} on {platform.system()} {platform.machine()}",
        "sqlite": sqlite3.sqlite_version,
        "libraries": ", ".join(f"{name} {version(name)}" for name in _PARTS),
    }


def describe_record(held: Holdings, name: str) -> dict[str, str]:
    """Describe what a record holds."""
    first, last = (label_date(day[:10]) if day else "undated" for day in (held.first, held.last))
    days = first if first == last else f"{first} to {last}"
    decided = ", ".join(f"{count:,} {status}" for status, count in held.decided.items())
    return {
        "record": f"{name}, {held.bytes / 1e6:.1f} MB",
        "articles": f"{held.articles:,}, {days}; {label_count(held.replaced, 'older version')}, "
                    f"{label_count(held.reprints, 'reprint')}",
        "said": f"{label_count(held.statements, 'statement')}" + (f"; {decided}" if decided else ""),
        "happened": label_count(held.events, "event"),
        "people": f"{held.people:,} people and bodies",
        "copies": f"{label_count(held.copied, 'paragraph')} from elsewhere",
        "log": label_count(held.edits, "line"),
    }  # fmt: skip


def encode_facts(facts: dict[str, str]) -> bytes:
    """Encode facts as JSON."""
    return json.dumps({name: value.strip() for name, value in facts.items()}, ensure_ascii=False).encode() + b"\n"


def _weigh(folder: Path) -> int:
    # Compiled bytecode comes and goes and is no part of what was installed.
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
