"""A word for an event and the words beside it in; how it was done out, by the table beside this file and the head."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from sayso.data import EventType

_MOST = 2
"""Modes that an event is given at most."""


def find_modes(event_type: EventType, words: Iterable[str], heard: Iterable[str]) -> tuple[str, ...]:
    """Find the modes of an event: those that words beside it tell, else those that the head heard and its type has."""
    told = [mode for word in words for mode in _modes_of(event_type, word)]
    own = {mode for kind, mode, _, _ in load_modes() if kind == event_type}
    return tuple(sorted(list(dict.fromkeys(told or (mode for mode in heard if mode in own)))[:_MOST]))


def _modes_of(event_type: EventType, word: str) -> list[str]:
    return [
        mode
        for kind, mode, whole, stems in load_modes()
        if kind == event_type and (word in whole or word.startswith(stems))
    ]


@cache
def load_modes() -> tuple[tuple[str, str, frozenset[str], tuple[str, ...]], ...]:
    """Load the table: type, mode, whole words, and stems that more letters may follow."""
    lines = (files("sayso.extract") / "modes.tsv").read_text("utf-8").splitlines()
    rows = []
    for line in lines:
        if line and not line.startswith("#"):
            kind, mode, words = line.split("\t")
            split = words.split()
            whole = frozenset(word for word in split if not word.endswith("*"))
            rows.append((kind, mode, whole, tuple(word[:-1] for word in split if word.endswith("*"))))
    return tuple(rows)
