"""The way of the data, told once: articles in, readings out.

collect  ->  extract  ->  link  ->  oppose  ->  record  ->  show
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version

from sayso.data import Article, EventMention, Extraction, Phrase, Provenance, Reading, Tie
from sayso.extract import (
    Draft,
    Found,
    apply_structure,
    cut_stretches,
    draft_attributions,
    draft_insides,
    find_event_mentions,
    find_phrases,
    find_set_off,
    finish_attributions,
    grow_tree,
    settle_passives,
)
from sayso.link import Linked, link_article
from sayso.model import Ahead, Model, Pending
from sayso.model.corefer import PairScorer, phrase_vectors
from sayso.model.heard import Floats
from sayso.model.sameness import EventJudge
from sayso.settings import Settings

STRETCHES = 3
"""Stretches sent through the encoder before they are needed, so that it never waits."""


def read_articles(articles: Iterable[Article], model: Model, *, settings: Settings) -> Iterator[Reading]:
    """Read articles one after another, in their order; what is not English is left unread."""
    for article, linked in link_articles(articles, model, settings=settings):
        yield Reading(
            article,
            Provenance(model.digest, _name_run(model, settings)),
            attributions=linked.attributions,
            entities=linked.entities,
            events=linked.events,
            sayso_version=_version(),
        )


def link_articles(articles: Iterable[Article], model: Model, *, settings: Settings) -> Iterator[tuple[Article, Linked]]:
    """Extract what each article says and link it: its attributions, entities and chains."""
    noted = Noted()
    for stretch in Ahead(_send_stretches(articles, model), STRETCHES):
        article, set_off = stretch.article, stretch.set_off
        if stretch.pending is not None:
            with model.one_thread():
                _extract(noted, stretch, model)
        if stretch.last:
            with model.one_thread():
                linked = _link(article, noted, set_off, model, settings=settings)
            noted = Noted()
            yield article, linked


@dataclass
class Noted:
    """What was extracted from an article so far."""

    drafts: list[Draft] = field(default_factory=list)
    insides: list[Draft] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    events: list[EventMention] = field(default_factory=list)
    vectors: list[Floats] = field(default_factory=list)
    sentences: int = 0
    lines: int = 0

    def add(self, found: Found, vectors: Floats) -> None:
        """Add the phrases of a stretch."""
        self.phrases += found.phrases
        self.ties += found.ties
        self.vectors.append(vectors)
        self.sentences += found.sentences
        self.lines += found.lines

    def take_phrases(self) -> list[Phrase]:
        """Give the phrases away."""
        phrases, self.phrases = self.phrases, []
        return phrases

    def take_vectors(self) -> list[Floats]:
        """Give the vectors away."""
        vectors, self.vectors = self.vectors, []
        return vectors


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of an article on its way through the encoder; `start` is its place in the text."""

    article: Article
    start: int
    pending: Pending | None
    set_off: list[Draft]
    last: bool


def _link(article: Article, noted: Noted, set_off: list[Draft], model: Model, *, settings: Settings) -> Linked:
    """Link what was noted of an article; of a long one that is much, so nobody holds it but who works on it."""
    drafts = [*apply_structure(article, noted.drafts, set_off), *noted.insides]
    attributions = finish_attributions(article, drafts, model.heads)
    drafts.clear()
    kept = [a for a in attributions if a.confidence >= settings.min_confidence]
    del attributions
    extraction = Extraction(kept, noted.take_phrases(), noted.ties, noted.events)
    scorer = PairScorer(noted.take_vectors(), model.heads)
    return link_article(article, extraction, scorer=scorer, judge=EventJudge(model.heads))


def _send_stretches(articles: Iterable[Article], model: Model) -> Iterator[Stretch]:
    for article in articles:
        set_off = find_set_off(article)
        places = list(cut_stretches(article)) or [(0, 0)]
        for start, end in places:
            text = article.text[start:end]
            pending = model.submit(text) if text.strip() else None
            yield Stretch(article, start, pending, set_off, last=(start, end) == places[-1])


def _extract(noted: Noted, stretch: Stretch, model: Model) -> None:
    """Add what a stretch says to what was noted before."""
    assert stretch.pending is not None
    heard, article = stretch.pending.result(), stretch.article
    titles = [(block.start, block.end) for block in article.blocks if block.kind == "title"]
    text = article.text[stretch.start : stretch.start + int(heard.encoded.words[-1, 1])]
    tree = grow_tree(heard, model.heads, text, offset=stretch.start)
    drafts = draft_attributions(heard, model.heads, offset=stretch.start, titles=titles)
    insides = draft_insides(heard, model.heads, [*drafts, *stretch.set_off], offset=stretch.start)
    drafts, insides = list(settle_passives(tree, drafts)), list(settle_passives(tree, insides))
    told, before = [*drafts, *stretch.set_off, *insides], (noted.sentences, noted.lines)
    found = find_phrases(heard, model.heads, tree, drafts=told, before=before)
    noted.drafts += drafts
    noted.insides += insides
    noted.events += find_event_mentions(heard, model.heads, tree, found=found, sentences=before[0])
    noted.add(found, phrase_vectors(heard, model.heads, found.words))


def _name_run(model: Model, settings: Settings) -> str:
    """Name a run by what decides what it gives: the weights, the version, the settings that change a reading."""
    key = f"{model.digest} {_version()} {settings.min_confidence}"
    return "r" + hashlib.sha256(key.encode()).hexdigest()[:12]


@cache
def _version() -> str:
    return version("sayso")
