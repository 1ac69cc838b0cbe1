"""ECB+ (Cybulska & Vossen 2014) and a linker in; how well mentions of one event are put together across articles, out.

The mentions are given: actions and negated ones in the sentences that were checked (`ECBplus_coreference_sentences`).
They are put together within a topic, of which both halves (`N_Mecb`, `N_Mecbplus`) belong together. As is usual on
ECB+, and other than on GUM, a mention that is alone with its event counts.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import numpy as np

from evaluation.parts import Measured
from evaluation.tokens import Document, Mark, read_document
from sayso.evaluate.coreference import MEASURES, count_entities, count_links, count_mentions
from sayso.evaluate.pieces import Piece
from sayso.evaluate.scores import Score, Tally, score_tallies
from sayso.link.stems import find_stem

DEV = (2, 5, 12, 18, 21, 23, 34, 35)
"""The topics that are not trained on."""
_PARTICLES = frozenset("up off down out over in on away back to for go".split())


@dataclass(frozen=True, slots=True)
class EventWords:
    """A mention of an event in an article: its place, and its head word; `event` is what it reports, as annotated."""

    article: str
    place: Piece
    words: str
    head: str
    event: str = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class EventArticle:
    """An article of a topic with the mentions that are given; a linker does not look at their events."""

    topic: int
    name: str
    text: str = field(repr=False)
    mentions: tuple[EventWords, ...] = field(repr=False)


Chains = Iterable[Iterable[EventWords]]
Link = Callable[[Sequence[EventArticle]], Chains]
"""Puts the mentions of the articles of one topic together; one that is left out is alone."""


def measure_coreference(folder: Path, links: dict[str, Link]) -> Measured:
    """Measure linkers, each under its name."""
    articles = list(list_articles(folder))
    topics = [[*some] for _, some in groupby(articles, key=lambda article: article.topic)]
    scores = [score for name, link in links.items() for score in score_link(topics, link, name=name)]
    return Measured(tuple(scores), len(articles))


def score_link(topics: Sequence[Sequence[EventArticle]], link: Link, *, name: str) -> tuple[Score, ...]:
    """Score what a linker puts together: the mean of MUC, B-cubed and CEAF-e, then each."""
    tallies = [tally_topic(topic, link(topic), name=name) for topic in topics]
    scores = score_tallies(tallies, means={name: [f"{name}.{measure}" for measure in MEASURES]})
    return scores[-1], *scores[:-1]


def tally_topic(topic: Sequence[EventArticle], read: Chains, *, name: str) -> Tally:
    """Count one topic."""
    mentions = [mention for article in topic for mention in article.mentions]
    together = defaultdict[str, list[EventWords]](list)
    for mention in mentions:
        together[mention.event].append(mention)
    wanted, given = _tidy(together.values(), mentions), _tidy(read, mentions)
    shared = np.array([[len(one & other) for other in given] for one in wanted], dtype=np.float64)
    shared = shared.reshape(len(wanted), len(given))
    sizes = [np.array([len(chain) for chain in chains], dtype=np.float64) for chains in (wanted, given)]
    counts = (count_links(shared, *sizes), count_mentions(shared, *sizes), count_entities(shared, *sizes))
    return {f"{name}.{measure}": count for measure, count in zip(MEASURES, counts, strict=True)}


def _tidy(chains: Chains, mentions: Sequence[EventWords]) -> list[frozenset[EventWords]]:
    """Keep each mention in the first chain that has it, and put those in none into one of their own."""
    waiting = set(mentions)
    tidied = []
    for chain in [*chains, *([mention] for mention in mentions)]:
        own = frozenset(chain) & waiting
        waiting -= own
        tidied += [own] if own else []
    return tidied


def link_by_stem(topic: Sequence[EventArticle]) -> Chains:
    """Put together the mentions whose head words have one stem: the floor."""
    chains = defaultdict[str, list[EventWords]](list)
    for article in topic:
        for mention in article.mentions:
            chains[find_stem(mention.head)].append(mention)
    return chains.values()


def list_articles(folder: Path, topics: Iterable[int] = DEV) -> Iterator[EventArticle]:
    """List the articles of some topics that have checked sentences."""
    checked = read_checked(folder / "ECBplus_coreference_sentences.csv")
    for document in list_documents(folder, topics):
        topic, _, name = document.name.partition("_")
        if sentences := checked.get((int(topic), name)):
            marks = [mark for mark in document.marks if _is_event(mark)]
            inside = [mark for mark in marks if document.sentences[mark.words[0]] in sentences]
            mentions = tuple(_make_mention(document, mark) for mark in inside)
            yield EventArticle(int(topic), document.name, document.text, mentions)


def list_documents(folder: Path, topics: Iterable[int] = DEV) -> Iterator[Document]:
    """List the documents of some topics."""
    return (read_document(path) for topic in topics for path in sorted((folder / str(topic)).glob("*.xml")))


def read_checked(path: Path) -> dict[tuple[int, str], set[int]]:
    """Read which sentences of each document were checked."""
    checked = defaultdict[tuple[int, str], set[int]](set)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            checked[int(row["Topic"]), row["File"]].add(int(row["Sentence Number"]))
    return checked


def _is_event(mark: Mark) -> bool:
    return mark.tag.startswith(("ACTION", "NEG_ACTION"))


def _make_mention(document: Document, mark: Mark) -> EventWords:
    words = [document.text[slice(*document.words[n])] for n in mark.words]
    event = document.groups.get(mark.id, f"{document.name} {mark.id}")
    return EventWords(document.name, document.place(mark), " ".join(words), find_head(words), event)


def find_head(words: Sequence[str]) -> str:
    """Find the head word of a mention: the last, or the first of a verb with its particle, "pulled over"."""
    return words[0] if words[-1].lower() in _PARTICLES else words[-1]
