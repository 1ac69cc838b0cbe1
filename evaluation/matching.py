"""ECB+'s mentions of events and the weights in; the traces that they leave, and what the matcher makes of them, out.

The words for the events are given; who did it, to whom and where is read as in any article. Each mention stands for an
event of its own, as an article's report does in the record.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from evaluation.ecbplus import Chains, EventArticle, EventWords, Link
from evaluation.parts import make_text
from sayso.extract import find_event_mentions, find_phrases, grow_tree
from sayso.link.happenings import KEPT, LEAST, Matcher, sum_up_scores
from sayso.link.traces import Report, describe_reports, leave_trace, number_names
from sayso.model.matching import EventMatcher

if TYPE_CHECKING:
    from sayso.model import Model

Floats = NDArray[np.float32]
Group = Callable[[Floats], list[list[int]]]
"""Puts mentions together by the log odds of each pair that they are one."""


def trace_mentions(article: EventArticle, model: "Model") -> Iterator[Report]:
    """Give the type and the trace of each mention of an article, in order."""
    text = article.text
    heard = model.submit(text).result()
    tree = grow_tree(heard, model.heads, text, offset=0)
    found = find_phrases(heard, model.heads, tree, drafts=[])
    words = [_choose_word(heard.encoded.words, heard.said["event_type"], mention.place) for mention in article.mentions]
    names = number_names(make_text(text))
    for told in find_event_mentions(heard, model.heads, tree, found=found, given=words):
        parties = {
            role: [text[start:end] for start, end in places]
            for role, places in (("actor", told.actor), ("recipient", told.recipient), ("place", told.where))
        }
        yield told.event_type, leave_trace(text, [told.trigger], names=names, **parties)


def _choose_word(words: NDArray[np.int64], types: Floats, place: tuple[int, int]) -> int:
    """Choose the word of a mention that is most an event's."""
    inside = np.flatnonzero((words[:, 0] < place[1]) & (words[:, 1] > place[0]))
    shares = types[inside] - np.logaddexp.reduce(types[inside], axis=1, keepdims=True)
    return int(inside[shares[:, 0].argmin()])


def make_link(model: "Model", group: Group) -> Link:
    """Make what puts together the mentions of a topic."""
    matcher = EventMatcher(model.heads, model.tokenizer)

    def link(topic: Sequence[EventArticle]) -> Chains:
        mentions = [mention for article in topic for mention in article.mentions]
        reports = [report for article in topic for report in trace_mentions(article, model)]
        scores = score_pairs(mentions, reports, matcher)
        return [[mentions[n] for n in some] for some in group(scores)]

    return link


def score_pairs(mentions: Sequence[EventWords], reports: Sequence[Report], matcher: Matcher) -> Floats:
    """Score each pair of mentions: (n, n), and far below all on the diagonal."""
    scores = np.full((len(mentions), len(mentions)), -np.inf, dtype=np.float32)
    later, earlier = np.tril_indices(len(mentions), -1)
    if len(later):
        pairs = zip(earlier.tolist(), later.tolist(), strict=True)
        features = np.stack([describe_pair(mentions, reports, m, n, matcher) for m, n in pairs])
        scores[earlier, later] = scores[later, earlier] = matcher.score(features)
    return scores


def describe_pair(
    mentions: Sequence[EventWords], reports: Sequence[Report], m: int, n: int, matcher: Matcher
) -> Floats:
    """Describe two mentions for the matcher."""
    beside = mentions[m].article == mentions[n].article
    return describe_reports(reports[m], reports[n], matcher, beside=beside)


def group_in_turn(scores: Floats) -> list[list[int]]:
    """Put each mention to those before it that it is most like, as the record does with articles."""
    groups: list[list[int]] = []
    for n in range(len(scores)):
        kept = [group if len(group) <= 2 * KEPT else [*group[:KEPT], *group[-KEPT:]] for group in groups]
        alike = [sum_up_scores(scores[n, some]) for some in kept]
        best = int(np.argmax(alike)) if alike else -1
        if best >= 0 and alike[best] > LEAST:
            groups[best].append(n)
        else:
            groups.append([n])
    return groups


def group_at_once(scores: Floats) -> list[list[int]]:
    """Join the two groups that are most alike on the mean, until no two are alike enough."""
    means, groups = scores.astype(np.float64), [[n] for n in range(len(scores))]
    sizes = np.ones(len(scores))
    while len(scores):
        one, other = divmod(int(means.argmax()), len(scores))
        if means[one, other] <= LEAST:
            break
        means[one] = (means[one] * sizes[one] + means[other] * sizes[other]) / (sizes[one] + sizes[other])
        means[other] = -np.inf
        means[:, other], means[:, one] = -np.inf, means[one]
        means[one, one] = -np.inf
        sizes[one] += sizes[other]
        groups[one] += groups[other]
        groups[other] = []
    return [group for group in groups if group]
