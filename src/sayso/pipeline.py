"""The way of the data, told once: articles in, readings out.

collect  ->  extract  ->  link  ->  oppose  ->  record  ->  show
"""

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.metadata import version
from itertools import groupby

from sayso.data import Article, Provenance, Reading
from sayso.extract import apply_structure, cut_stretches, draft_attributions, finish_attributions, name_entities
from sayso.model import Heard, Model, Pending
from sayso.model.parse import FoundMention, find_mentions, keep_named, parse
from sayso.settings import Settings

AHEAD = 3
"""Stretches sent through the encoder before they are needed, so that it never waits."""

Stretch = tuple[int, Article, int, Heard | None]
"""Number and article, where the stretch starts in its text, and what was heard."""


def read_articles(articles: Iterable[Article], model: Model, *, settings: Settings) -> Iterator[Reading]:
    """Read articles one after another, in their order; what is not English is left unread."""
    for (_, article), stretches in groupby(_hear(articles, model), key=lambda stretch: (stretch[0], stretch[1])):
        yield _read(article, stretches, model, settings)


def _hear(articles: Iterable[Article], model: Model) -> Iterator[Stretch]:
    """Run the stretches of all articles through the encoder, some ahead."""
    ahead: deque[tuple[int, Article, int, Pending | None]] = deque()
    for number, article in enumerate(articles):
        for start, end in list(cut_stretches(article)) or [(0, 0)]:
            text = article.text[start:end]
            ahead.append((number, article, start, model.submit(text) if text.strip() else None))
            if len(ahead) > AHEAD:
                yield _wait(*ahead.popleft())
    while ahead:
        yield _wait(*ahead.popleft())


def _wait(number: int, article: Article, start: int, pending: Pending | None) -> Stretch:
    return number, article, start, pending.result() if pending else None


def _read(article: Article, stretches: Iterable[Stretch], model: Model, settings: Settings) -> Reading:
    drafts, mentions = [], []
    for _, _, start, heard in stretches:
        if heard is not None:
            drafts += draft_attributions(heard, model.heads, offset=start)
            mentions += _named_mentions(heard, model, start)
    attributions = finish_attributions(article, apply_structure(article, drafts), model.heads)
    return Reading(
        article,
        Provenance(model.digest, _name_run(model, settings)),
        attributions=tuple(a for a in attributions if a.confidence >= settings.min_confidence),
        entities=name_entities(article, mentions),
        sayso_version=version("sayso"),
    )


def _named_mentions(heard: Heard, model: Model, offset: int) -> list[FoundMention]:
    tokens = parse(heard, model.heads)
    named = keep_named(find_mentions(heard, model.heads, tokens), tokens)
    return [replace(mention, start=mention.start + offset, end=mention.end + offset) for mention in named]


def _name_run(model: Model, settings: Settings) -> str:
    """Name a run by what decides what it gives: the weights, the version, the settings that change a reading."""
    key = f"{model.digest} {version('sayso')} {settings.min_confidence}"
    return "r" + hashlib.sha256(key.encode()).hexdigest()[:12]
