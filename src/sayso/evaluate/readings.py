"""A file of readings, or a folder of gold and a model -> readings, one a text of the gold."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from sayso.data import Article, Reading
from sayso.errors import InputError
from sayso.evaluate.re3d import read_re3d
from sayso.evaluate.report import find_kind
from sayso.settings import Settings

if TYPE_CHECKING:
    from sayso.model import Model


def load_readings(path: Path) -> Iterator[Reading]:
    """Read what `sayso read --json` printed, one reading a line; raise InputError at the first line that is none."""
    decoder = msgspec.json.Decoder(Reading)
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _decode(decoder, line, f"{path}:{number}")


def read_gold(gold: Path, model: "Model", *, settings: Settings) -> Iterator[Reading]:
    """Read every text of a folder of gold, as its articles.jsonl tells where there is one; of re3d those for dev."""
    from sayso.collect import collect_articles, make_article
    from sayso.pipeline import read_articles

    if find_kind(gold) == "re3d":
        made = (take_as_english(make_article(article.text, path=article.name)) for article in read_re3d(gold))
        return read_articles(made, model, settings=settings)
    listed = gold / "articles.jsonl"
    inputs = [listed] if listed.exists() else sorted((gold / "text").glob("*.txt"))
    return read_articles(_no_faults(collect_articles(inputs, settings=settings)), model, settings=settings)


def take_as_english(article: Article) -> Article:
    """Take an article to be English throughout: of a corpus that is known, and lists and names look like anything."""
    return replace(article, language="en", blocks=tuple(replace(block, language="en") for block in article.blocks))


def by_name(readings: Iterable[Reading]) -> dict[str, Reading]:
    """Index readings by the file name of their article, by which gold knows it; the last of a name stands."""
    return {Path(reading.article.path or reading.article.id).name: reading for reading in readings}


def _no_faults(items: Iterable[Article | InputError]) -> Iterator[Article]:
    """Pass articles on and raise the first fault: numbers over half the gold would mislead."""
    for item in items:
        if isinstance(item, InputError):
            raise item
        yield item


def _decode(decoder: "msgspec.json.Decoder[Reading]", line: bytes, where: str) -> Reading:
    try:
        return decoder.decode(line)
    except msgspec.MsgspecError as fault:
        raise InputError(where, f"no reading: {fault}; give what `sayso read --json` prints") from fault
