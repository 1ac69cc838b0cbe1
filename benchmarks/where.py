"""A folder of articles in, where the time goes out: the stages of a reading, one after another on one thread."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ParamSpec, TypeVar

from benchmarks.measure import Row
from sayso.collect import collect_articles
from sayso.data import Article, Extraction
from sayso.extract import (
    apply_structure,
    cut_stretches,
    draft_attributions,
    draft_insides,
    find_event_mentions,
    find_phrases,
    find_set_off,
    finish_attributions,
    grow_tree,
)
from sayso.link import link_article
from sayso.model import Heard, Model, load_model
from sayso.model.corefer import PairScorer, phrase_vectors
from sayso.model.sameness import EventJudge
from sayso.pipeline import Noted
from sayso.settings import Settings

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Watch:
    """Adds up the seconds of each stage."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def time(self, stage: str, work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
        """Do some work on the clock of a stage."""
        begin = time.perf_counter()
        result = work(*args, **kwargs)
        self.seconds[stage] += time.perf_counter() - begin
        return result


def measure_where(folder: Path) -> Iterator[Row]:
    """Read the articles stage by stage; give each stage's milliseconds an article and its share of the whole."""
    watch, model = Watch(), load_model(threads=1)
    articles = watch.time("collect: blocks, language", _collect, folder)
    for article in articles:
        _read(article, model, watch)
    whole = sum(watch.seconds.values())
    for stage, seconds in sorted(watch.seconds.items(), key=lambda item: -item[1]):
        share = f"{stage} ({seconds / whole:.0%})"
        yield Row(f"  {share}", seconds / len(articles) * 1000, "ms")


def _collect(folder: Path) -> list[Article]:
    return [found for found in collect_articles([folder], settings=Settings()) if isinstance(found, Article)]


def _read(article: Article, model: Model, watch: Watch) -> None:
    noted, heads = Noted(), model.heads
    set_off = watch.time("structure, nesting, acts", find_set_off, article)
    for start, end in cut_stretches(article):
        heard = _hear(article.text[start:end], model, watch)
        tree = watch.time("trees", grow_tree, heard, heads, article.text[start:end], offset=start)
        here = watch.time("attributions", draft_attributions, heard, heads, offset=start)
        inside = watch.time("attributions inside others", draft_insides, heard, heads, [*here, *set_off], offset=start)
        before = (noted.sentences, noted.lines)
        told = [*here, *set_off, *inside]
        found = watch.time("mentions, ties", find_phrases, heard, heads, tree, drafts=told, before=before)
        noted.add(found, watch.time("mentions, ties", phrase_vectors, heard, heads, found.words))
        events = watch.time("events", find_event_mentions, heard, heads, tree, found=found, sentences=before[0])
        noted.events += events
        noted.drafts += here
        noted.insides += inside
    drafts = [*watch.time("structure, nesting, acts", apply_structure, article, noted.drafts, set_off), *noted.insides]
    attributions = watch.time("structure, nesting, acts", finish_attributions, article, drafts, heads)
    scorer, judge = PairScorer(noted.vectors, heads), EventJudge(heads)
    extraction = Extraction(attributions, noted.phrases, noted.ties, noted.events)
    watch.time("who is meant, what happened", link_article, article, extraction, scorer=scorer, judge=judge)


def _hear(text: str, model: Model, watch: Watch) -> Heard:
    """Send a text through the encoder; the rest of the time counts for words and pieces."""
    before = model.seconds
    heard = watch.time("words, wordpieces, features", _encode, text, model)
    watch.seconds["encoder"] += model.seconds - before
    watch.seconds["words, wordpieces, features"] -= model.seconds - before
    return heard


def _encode(text: str, model: Model) -> Heard:
    return model.submit(text).result()
