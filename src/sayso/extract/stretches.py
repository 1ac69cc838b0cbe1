"""An article in; the stretches of its text that are to be read out, none too long to be held in memory at once."""

from collections.abc import Iterator

from sayso.data import Article

LONGEST = 60_000
"""Characters in a stretch; few articles have more. What the heads say of one takes some 100 MB."""


def cut_stretches(article: Article) -> Iterator[tuple[int, int]]:
    """Cut an article's English text into stretches, at blocks that are not English and, where it is long, at lines."""
    start = end = -1
    for block in article.blocks:
        if not _is_english(block.language, article.language):
            if start >= 0:
                yield from _cut_long(article.text, start, end)
            start = -1
            continue
        start = block.start if start < 0 else start
        end = block.end
    if start >= 0:
        yield from _cut_long(article.text, start, end)


def _is_english(block: str | None, article: str | None) -> bool:
    return (block or article or "en") == "en"


def _cut_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        cut = text.rfind("\n", start + LONGEST // 2, start + LONGEST)
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST) if cut < 0 else cut
        cut = start + LONGEST if cut < 0 else cut
        yield start, cut
        start = cut
    yield start, end
