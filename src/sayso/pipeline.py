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
    draft_insides,
    find_set_off,
    finish_attributions,
    name_entities,
)
from sayso.model import Ahead, Heard, Model, Pending
from sayso.model.parse import FoundMention, find_mentions, keep_named, parse
from sayso.settings import Settings

STRETCHES = 3
"""Stretches sent through the encoder before they are needed, so that it never waits."""


def read_articles(articles: Iterable[Article], model: Model, *, settings: Settings) -> Iterator[Reading]:
    """Read articles one after another, in their order; what is not English is left unread."""
    drafts, insides, mentions = list[Draft](), list[Draft](), list[FoundMention]()
    for stretch in Ahead(_send_stretches(articles, model), STRETCHES):
        article, set_off = stretch.article, stretch.set_off
        if stretch.pending is not None:
            heard = stretch.pending.result()
            with model.one_thread():
                titles = [(block.start, block.end) for block in article.blocks if block.kind == "title"]
                here = draft_attributions(heard, model.heads, offset=stretch.start, titles=titles)
                insides += draft_insides(heard, model.heads, [*here, *set_off], offset=stretch.start)
                mentions += _named_mentions(heard, model, stretch.start)
            drafts += here
        if stretch.last:
            yield _finish(article, [*apply_structure(article, drafts, set_off), *insides], mentions, model, settings)
            drafts, insides, mentions = [], [], []


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of an article on its way through the encoder; `start` is its place in the text."""

    article: Article
    start: int
    pending: Pending | None
    set_off: list[Draft]
    last: bool


def _send_stretches(articles: Iterable[Article], model: Model) -> Iterator[Stretch]:
    for article in articles:
        set_off = find_set_off(article)
        places = list(cut_stretches(article)) or [(0, 0)]
        for start, end in places:
            text = article.text[start:end]
            pending = model.submit(text) if text.strip() else None
            yield Stretch(article, start, pending, set_off, last=(start, end) == places[-1])


def _finish(
    article: Article, drafts: list[Draft], mentions: list[FoundMention], model: Model, settings: Settings
) -> Reading:
    attributions = finish_attributions(article, drafts, model.heads)
    return Reading(
        article,
        Provenance(model.digest, _name_run(model, settings)),
        attributions=tuple(a for a in attributions if a.confidence >= settings.min_confidence),
        entities=name_entities(article, mentions),
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
