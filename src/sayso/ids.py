"""An article's digest and places in its text in, an id out: the same on every run, never another's."""

import hashlib
from collections.abc import Iterable

DIGITS = 12


def make_id(letter: str, sha256: str, places: Iterable[tuple[int, int]]) -> str:
    """Make the id of something read from an article: a letter, and a hash of the article's digest and the places.

    `places` are start and end of its spans as first read, in any order.
    """
    return hash_id(letter, f"{sha256} {letter} {sorted(places)}")


def hash_id(letter: str, key: str) -> str:
    """Make an id of a letter and the first digits of the hash of a key."""
    return letter + hashlib.sha256(key.encode()).hexdigest()[:DIGITS]


def hash_number(key: str) -> int:
    """Make a number below 2**48 of a key: short enough to be kept a million times, long enough to be nobody else's."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=6).digest(), "big")


def hash_briefly(key: str) -> int:
    """Make a number below 2**31 of a key, which SQLite keeps in four bytes: one in hundreds is another's too.

    For what is compared in full anyway, once it is found by its number.
    """
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=4).digest(), "big") >> 1
