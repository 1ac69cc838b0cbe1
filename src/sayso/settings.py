"""One table of settings: name, default, help. The command line, the docs and `Reader` are made from it."""

from dataclasses import dataclass, field, fields
from typing import Any

from sayso.errors import SettingError


def _setting(default: Any, help: str, *, least: float = 0) -> Any:
    return field(default=default, metadata={"help": help, "least": least})


@dataclass(frozen=True, slots=True)
class Settings:
    """How to read. Picklable; every field has a default."""

    threads: int = _setting(2, "Threads the model may use.", least=1)
    max_bytes: int = _setting(50_000_000, "Inputs larger than this many bytes are refused.", least=1)
    min_confidence: float = _setting(0.0, "Statements with a lower confidence are left out.")

    def __post_init__(self) -> None:
        for entry in fields(self):
            value, least = getattr(self, entry.name), entry.metadata["least"]
            if not isinstance(value, (int, float)) or value < least:
                raise SettingError(f"{entry.name}: {value!r} is not a number of at least {least}")
