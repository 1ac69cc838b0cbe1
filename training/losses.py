"""A batch of windows in; each loss of the network out, from people's labels and from what a teacher says."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import torch
from batches import Example, clip, collate, example_lines, stack
from corpora import Document, Spans, label_mentions
from event_losses import event_losses
from network import FORBIDDEN, Network, crf_loss, expect_chain
from torch import Tensor
from torch.nn import functional as F

from sayso.model.decode import pair_features
from sayso.model.labels import ROLE_TAGS, UPOS

FEW = 100
"""Words that a mean is taken over at the least, so that the few of a short window do not weigh like many."""

Out = dict[str, Tensor]


@dataclass(frozen=True)
class Lesson:
    """What a teacher says of a batch, and its share in each loss; the rest is what people say."""

    teacher: Network
    out: Out
    share: float


def step_losses(
    network: Network, examples: list[Example], weights: dict[str, float], teacher: Network | None = None
) -> dict[str, Tensor]:
    """Run a batch and give each loss, weighted."""
    network.train()
    batch = collate(examples, network.transitions.device)
    out = network(*batch)
    lesson = None
    if teacher is not None:
        with torch.no_grad():
            lesson = Lesson(teacher, teacher(*batch), weights["teacher"])
    syntax, sentence, name = syntax_losses(network, out, examples, weights["silver"], lesson)
    losses = {
        "roles": weights["roles"] * role_loss(network, out, examples, lesson),
        "link": weights["link"] * link_loss(network, out, examples),
        "syntax": weights["syntax"] * syntax,
        "sentence": weights["syntax"] * sentence,
        "name": weights["name"] * name,
        "mention": weights["mention"] * mention_loss(network, out, examples, weights, lesson),
    }
    told = [(row, e) for row, e in enumerate(examples) if e.document.told is not None]
    for name, loss in event_losses(network, out, told).items():
        losses[name] = weights[name] * (1 if lesson is None else 1 - lesson.share) * loss
    if lesson is not None:
        losses["event_taught"] = weights["event_type"] * lesson.share * taught_event_loss(out, examples, lesson)
    if weights["inner"]:
        losses["inner"] = weights["inner"] * inner_loss(network, out, examples, lesson)
    return losses


def blend(gold: Tensor, taught: Tensor, lesson: Lesson | None) -> Tensor:
    """Weigh a loss by people's labels with that by the teacher's."""
    return gold if lesson is None else (1 - lesson.share) * gold + lesson.share * taught


def mean(loss: Tensor, known: Tensor) -> Tensor:
    """Give the mean over words that are known; a few are no mean."""
    return (loss * known).sum() / known.sum().clamp_min(FEW)


def live_words(examples: list[Example], like: Tensor) -> Tensor:
    """Tell words from padding: (batch, w)."""
    sizes = torch.tensor([len(example.places) for example in examples])
    return (torch.arange(like.shape[1]) < sizes[:, None]).to(like.device)


def choice_loss(scores: Tensor, gold: Tensor, told: Tensor | None) -> tuple[Tensor, Tensor]:
    """Give the losses of choosing a class, by gold and by a teacher's scores: scores (..., classes), gold (...)."""
    named = F.cross_entropy(scores.movedim(-1, 1), gold.clamp_min(0), reduction="none")
    taught = named if told is None else -(told.softmax(-1) * scores.log_softmax(-1)).sum(-1)
    return named, taught


def yes_loss(scores: Tensor, gold: Tensor, told: Tensor | None) -> tuple[Tensor, Tensor]:
    """Give those of saying yes or no."""
    named = F.binary_cross_entropy_with_logits(scores, gold.clamp_min(0).float(), reduction="none")
    taught = named if told is None else F.binary_cross_entropy_with_logits(scores, told.sigmoid(), reduction="none")
    return named, taught


def taught_event_loss(out: Out, examples: list[Example], lesson: Lesson) -> Tensor:
    """Give the loss of events as the teacher has them: types of all words, states of those that may be one."""
    live = live_words(examples, out["event_type"])
    told = lesson.out["event_type"]
    _, kinds = choice_loss(out["event_type"], live.long(), told)
    states = F.binary_cross_entropy_with_logits(
        out["event_state"], lesson.out["event_state"].sigmoid(), reduction="none"
    ).mean(-1)
    return mean(kinds, live) + mean(states * (1 - told.softmax(-1)[..., 0]), live)


def role_loss(network: Network, out: Out, examples: list[Example], lesson: Lesson | None) -> Tensor:
    """Give the CRF loss of attributions, per twenty words."""
    roles = out["roles"]
    tags = stack(examples, lambda e: e.labels.tags, roles.shape[1]).to(roles.device)
    allowed = F.one_hot(tags.clamp_min(0), len(ROLE_TAGS)).bool() | (tags < 0)[..., None]
    lengths = torch.tensor([len(example.places) for example in examples], device=roles.device)
    taught = None
    if lesson is not None:
        taught = (expect_chain(lesson.out["roles"], lesson.teacher.all_transitions(), lengths), lesson.share)
    loss = crf_loss(roles, allowed, network.all_transitions(), lengths, taught)
    return 20 * loss.sum() / lengths.sum()


def inner_loss(network: Network, out: Out, examples: list[Example], lesson: Lesson | None) -> Tensor:
    """Give the CRF loss of attributions inside contents, per twenty words of content: all others are in none."""
    rows = [n for n, e in enumerate(examples) if e.labels.inner_tags is not None]
    told = [examples[row] for row in rows]
    roles = out["inner"][rows]
    rooms = np.zeros(roles.shape[:2], dtype=bool)
    for row, example in enumerate(told):
        for first, last in clip(example.labels.rooms, example.window):
            rooms[row, first:last] = True
    if not rooms.any():
        return out["inner"].sum() * 0
    inside = torch.from_numpy(rooms).to(roles.device)
    nowhere = torch.tensor([0.0] + [FORBIDDEN] * (len(ROLE_TAGS) - 1), device=roles.device)
    tags = stack(told, lambda e: e.labels.inner_tags, roles.shape[1], fill=0).to(roles.device)
    tags = torch.where(inside, tags, 0)
    allowed = F.one_hot(tags.clamp_min(0), len(ROLE_TAGS)).bool() | (tags < 0)[..., None]
    lengths = torch.tensor([len(example.places) for example in told], device=roles.device)
    taught = None
    if lesson is not None:
        said = torch.where(inside[..., None], lesson.out["inner"][rows], nowhere)
        taught = (expect_chain(said, lesson.teacher.inner_transitions(), lengths), lesson.share)
    heard = torch.where(inside[..., None], roles, nowhere)
    loss = crf_loss(heard, allowed, network.inner_transitions(), lengths, taught)
    return 20 * loss.sum() / inside.sum().clamp_min(FEW)


def link_loss(network: Network, out: Out, examples: list[Example]) -> Tensor:
    """Give the loss of finding the source of each cue and the cue of each content, over gold spans."""
    losses = []
    for row, example in enumerate(examples):
        vectors = {k: out[k][row] for k in ("cue", "source", "content")}
        losses += window_link_losses(network, vectors, example, example.labels.groups)
        for room in example.labels.rooms if example.labels.inner_groups else ():
            inside = [group for group in example.labels.inner_groups if within(group, room)]
            losses += window_link_losses(network, vectors, example, inside)
    return torch.stack(losses).mean() if losses else out["cue"].sum() * 0


def within(group: Spans, room: tuple[int, int]) -> bool:
    return all(room[0] <= first and last <= room[1] for spans in group.values() for first, last in spans)


def window_link_losses(network: Network, vectors: Out, example: Example, groups: Iterable[Spans]) -> list[Tensor]:
    window = example.window
    spans: dict[str, list[tuple[int, int]]] = {"cue": [], "source": [], "content": []}
    wanted: dict[str, list[tuple[int, tuple[int, int] | None]]] = {"source": [], "content": []}
    inside = [{role: clip(group[role], window) for role in spans} for group in groups]
    for group in inside:
        for role in spans:
            spans[role] += [span for span in group[role] if span not in spans[role]]
    if not spans["cue"]:
        return []
    for group in inside:
        cue = group["cue"][0] if group["cue"] else None
        if cue is not None:
            wanted["source"].append((spans["cue"].index(cue), group["source"][0] if group["source"] else None))
        wanted["content"] += [(spans["content"].index(span), cue) for span in group["content"]]
    means = {role: span_means(vectors[role], spans[role]) for role in spans}
    losses = []
    for role, left, right in (("source", "cue", "source"), ("content", "content", "cue")):
        if not wanted[role]:
            continue
        features = pair_features(spans[left], spans[right], spans["cue"], example_lines(example))
        scores = network.linkers[role](means[left], means[right], torch.from_numpy(features).to(means[left].device))
        rows = torch.tensor([n for n, _ in wanted[role]])
        targets = torch.tensor([len(spans[right]) if s is None else spans[right].index(s) for _, s in wanted[role]])
        losses.append(F.cross_entropy(scores[rows.to(scores.device)], targets.to(scores.device)))
    return losses


def span_means(vectors: Tensor, spans: list[tuple[int, int]]) -> Tensor:
    if not spans:
        return vectors[:0]
    return torch.stack([vectors[first:last].mean(0) for first, last in spans])


def syntax_losses(
    network: Network, out: Out, examples: list[Example], share: float, lesson: Lesson | None
) -> tuple[Tensor, Tensor, Tensor]:
    """Give the losses of trees with their tags, of sentence starts, and of names.

    What the machine annotated counts `share` of what people did; names are its alone.
    """
    told = {} if lesson is None else lesson.out
    device = out["upos"].device
    width = out["upos"].shape[1]
    silver = torch.tensor([e.document.silver for e in examples], device=device)[:, None].expand(-1, width)
    live = live_words(examples, out["upos"])

    def of_both(losses: tuple[Tensor, Tensor], known: Tensor, told_of: Tensor) -> Tensor:
        """Add the mean over people's words to that over the machine's, and blend it with the teacher's."""
        named, taught = losses
        gold = mean(named, known & ~silver) + share * mean(named, known & silver)
        return blend(gold, mean(taught, told_of), lesson)

    upos = stack(examples, lambda e: e.document.upos, width).to(device)
    starts = stack(examples, lambda e: e.document.starts, width).to(device)
    names = stack(examples, lambda e: e.document.names, width).to(device)
    heads, relations, sentences = (tensor.to(device) for tensor in arc_labels(examples, width))
    cut = sentences >= 0
    tag = of_both(choice_loss(out["upos"], upos, told.get("upos")), upos >= 0, live)
    start = of_both(yes_loss(out["sentence"], starts, told.get("sentence")), starts >= 0, live)
    same = sentences[:, :, None] == sentences[:, None, :]
    scores = network.arc_scores(out).masked_fill(~same, FORBIDDEN)
    said = None if lesson is None else lesson.teacher.arc_scores(told).masked_fill(~same, FORBIDDEN)
    arc = of_both(choice_loss(scores, heads, said), heads >= 0, cut)
    labelled = (heads >= 0) & (relations >= 0)
    label, label_taught = choice_loss(relate(network, out, heads.clamp_min(0)), relations, None)
    if lesson is not None and said is not None:
        top = said.argmax(-1)
        _, label_taught = choice_loss(relate(network, out, top), relations, relate(lesson.teacher, told, top))
    label = of_both((label, label_taught), labelled, cut)
    name, name_taught = choice_loss(out["name"], names, told.get("name"))
    return tag + arc + label, start, blend(mean(name, names >= 0), mean(name_taught, live), lesson)


def relate(network: Network, out: Out, heads: Tensor) -> Tensor:
    """Score the relation of each word to a head: heads (batch, w), relations (batch, w, relations)."""
    head = out["relation_head"]
    return network.relation_scores(
        out["relation_dependent"], torch.gather(head, 1, heads[..., None].expand(-1, -1, head.shape[-1]))
    )


def arc_labels(examples: list[Example], width: int) -> tuple[Tensor, Tensor, Tensor]:
    """Stack heads (as places in the window, -1 where outside it), relations, and the number of each word's sentence."""
    heads = stack(examples, lambda e: e.document.heads, width)
    relations = stack(examples, lambda e: e.document.relations, width)
    sentences = torch.full_like(heads, -1)
    for row, example in enumerate(examples):
        window = example.window
        inside = (heads[row] >= window.start) & (heads[row] < window.end)
        heads[row] = torch.where(inside, heads[row] - window.start, -1)
        if example.document.starts is not None:
            number = np.cumsum(example.document.starts == 1)[window.start : window.end]
            sentences[row, : len(number)] = torch.from_numpy(number)
    # A head in another sentence as we count them was cut off by a word we cut otherwise.
    place = heads.clamp_min(0)
    heads = torch.where(torch.gather(sentences, 1, place) == sentences, heads, -1)
    return heads, relations, sentences


def mention_loss(
    network: Network, out: Out, examples: list[Example], weights: dict[str, float], lesson: Lesson | None
) -> Tensor:
    """Give the loss of mentions: their edges, and the type of each span up to the longest.

    What the machine annotated counts `phrases` of what people did. Of people's and of the teacher's a span that
    touches a proper noun counts `proper` times: mentions that have a name are what is read.
    """
    total = out["mention_start"].sum() * 0
    for weight, silver in ((1.0, False), (weights["phrases"], True)):
        rows = [n for n, e in enumerate(examples) if e.document.silver is silver and knows_mentions(e.document)]
        if weight and rows:
            part = {name: out[name][rows] for name in out if name.startswith("mention")}
            told = [examples[row] for row in rows]
            total = total + weight * mention_loss_by_gold(network, part, told, 1.0 if silver else weights["proper"])
    if lesson is None:
        return total
    return blend(total, mention_loss_by_lesson(network, out, examples, lesson, weights["proper"]), lesson)


def knows_mentions(document: Document) -> bool:
    return document.mentions is not None or bool(document.phrases)


def mention_loss_by_gold(network: Network, out: Out, examples: list[Example], proper: float) -> Tensor:
    """Give the loss over the spans and edges that are known, a mean over mentions and over words."""
    longest = network.sizes["mention_words"]
    width = out["mention_start"].shape[1]
    types = np.full((len(examples), width, longest), -1, dtype=np.int64)
    edges = np.full((len(examples), 2, width), -1, dtype=np.int64)
    for n, example in enumerate(examples):
        place = (example.window.start, example.window.end)
        size = place[1] - place[0]
        types[n, :size], edges[n, :, :size] = label_mentions(example.document, place, longest)
    device = out["mention_start"].device
    kinds, ends = torch.from_numpy(types).to(device), torch.from_numpy(edges).to(device)
    upos = stack(examples, lambda e: e.document.upos, width).to(device)
    counts = count_spans(upos == UPOS.index("PROPN"), longest, proper) * (kinds >= 0)
    span, _ = choice_loss(network.mention_scores(out), kinds, None)
    loss = (span * counts).sum() / (counts * (kinds > 0)).sum().clamp_min(1)
    for n, which in enumerate(("mention_start", "mention_end")):
        edge, _ = yes_loss(out[which], ends[:, n], None)
        loss = loss + mean(edge, ends[:, n] >= 0)
    return loss


def mention_loss_by_lesson(
    network: Network, out: Out, examples: list[Example], lesson: Lesson, proper: float
) -> Tensor:
    """Give the same over all spans and edges, as the teacher has them."""
    longest = network.sizes["mention_words"]
    live = live_words(examples, out["mention_start"])
    said = lesson.teacher.mention_scores(lesson.out)
    counts = count_spans(lesson.out["upos"].argmax(-1) == UPOS.index("PROPN"), longest, proper)
    counts = counts * spans_of(F.pad(live, (0, longest - 1)), longest)
    _, span = choice_loss(network.mention_scores(out), said.argmax(-1), said)
    loss = (span * counts).sum() / (counts * (1 - said.softmax(-1)[..., 0])).sum().clamp_min(1)
    for which in ("mention_start", "mention_end"):
        _, edge = yes_loss(out[which], live, lesson.out[which])
        loss = loss + mean(edge, live)
    return loss


def spans_of(words: Tensor, longest: int) -> Tensor:
    """Give the value of each span's last word, by first word and length: words (batch, w + longest - 1)."""
    return words.unfold(1, longest, 1)


def count_spans(proper: Tensor, longest: int, times: float) -> Tensor:
    """Give what each span counts: (batch, w, longest) by first word and length; proper (batch, w)."""
    touched = spans_of(F.pad(proper.int(), (0, longest - 1)), longest).cumsum(-1) > 0
    return 1.0 + (times - 1.0) * touched
