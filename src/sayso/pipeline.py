"""The way of the data, told once: articles in, readings out.

collect  ->  extract  ->  link  ->  oppose  ->  record  ->  show
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version

from sayso.data import Article, Provenance, Reading
from sayso.extract import (
    Draft,
    apply_structure,
    cut_stretches,
    draft_attributions,
    draft_inside,
    find_insides,
    finish_attributions,
    name_entities,
)
from sayso.model import Ahead, Heard, Model, Pending
from sayso.model.parse import FoundMention, find_mentions, keep_named, parse
from sayso.settings import Settings

STRETCHES, ARTICLES, INSIDES = 3, 2, 32
"""Stretches, articles and contents sent through the encoder before they are needed, so that it never waits."""


def read_articles(articles: Iterable[Article], model: Model, *, settings: Settings) -> Iterator[Reading]:
    """Read articles one after another, in their order; what is not English is left unread."""
    stretches = Ahead(_send_stretches(articles, model), STRETCHES)
    for drafted in Ahead(_draft_articles(stretches, model), ARTICLES):
        yield _finish(drafted, model, settings)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of an article on its way through the encoder; `start` is its place in the text."""

    article: Article
    start: int
    pending: Pending | None
    last: bool


@dataclass(frozen=True, slots=True)
class Drafted:
    """An article whose attributions are drafted, and whose contents are on their way through the encoder."""

    article: Article
    drafts: list[Draft]
    mentions: list[FoundMention]
    insides: Ahead[tuple[int, Pending]]


def _send_stretches(articles: Iterable[Article], model: Model) -> Iterator[Stretch]:
    for article in articles:
        places = list(cut_stretches(article)) or [(0, 0)]
        for start, end in places:
            text = article.text[start:end]
            pending = model.submit(text) if text.strip() else None
            yield Stretch(article, start, pending, last=(start, end) == places[-1])


def _draft_articles(stretches: Iterable[Stretch], model: Model) -> Iterator[Drafted]:
    """Draft the attributions of each article, and send their contents to be read again for those inside them."""
    drafts, mentions = list[Draft](), list[FoundMention]()
    for stretch in stretches:
        if stretch.pending is not None:
            heard = stretch.pending.result()
            drafts += draft_attributions(heard, model.heads, offset=stretch.start)
            mentions += _named_mentions(heard, model, stretch.start)
        if stretch.last:
            article, drafts = stretch.article, apply_structure(stretch.article, drafts)
            yield Drafted(article, drafts, mentions, Ahead(_send_insides(article, drafts, model), INSIDES))
            drafts, mentions = [], []


def _send_insides(article: Article, drafts: Iterable[Draft], model: Model) -> Iterator[tuple[int, Pending]]:
    for start, end in find_insides(article.text, drafts):
        yield start, model.submit(article.text[start:end])


def _finish(drafted: Drafted, model: Model, settings: Settings) -> Reading:
    article = drafted.article
    inner = [d for start, p in drafted.insides for d in draft_inside(p.result(), model.heads, offset=start)]
    attributions = finish_attributions(article, [*drafted.drafts, *inner], model.heads)
    return Reading(
        article,
        Provenance(model.digest, _name_run(model, settings)),
        attributions=tuple(a for a in attributions if a.confidence >= settings.min_confidence),
        entities=name_entities(article, drafted.mentions),
        sayso_version=_version(),
    )


def _named_mentions(heard: Heard, model: Model, offset: int) -> list[FoundMention]:
    tokens = parse(heard, model.heads)
    named = keep_named(find_mentions(heard, model.heads, tokens), tokens)
    return [replace(mention, start=mention.start + offset, end=mention.end + offset) for mention in named]


def _name_run(model: Model, settings: Settings) -> str:
    """Name a run by what decides what it gives: the weights, the version, the settings that change a reading."""
    key = f"{model.digest} {_version()} {settings.min_confidence}"
    return "r" + hashlib.sha256(key.encode()).hexdigest()[:12]


@cache
def _version() -> str:
    return version("sayso")
