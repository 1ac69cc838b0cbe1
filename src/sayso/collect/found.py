"""What a document in the inputs came to, as data: an article, a ready reading, a fault, or something known before."""

from dataclasses import dataclass

from sayso.data import Article, Reading
from sayso.errors import InputError


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one document: one of `article`, `reading` and `error`, or none of them where it is `known`.

    `where` names the document as the user would (a path, a path with a number, or `-`), `place` the same from any
    folder. `digest` is the SHA-256 of its bytes and of what the user said of it, in hex; empty where nothing was read.
    `size` is how many bytes of the inputs it took.
    """

    where: str
    place: str
    digest: str
    size: int
    article: Article | None = None
    reading: Reading | None = None
    error: InputError | None = None
    known: bool = False
