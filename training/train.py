"""Make the weights: `make train`, or `python training/train.py --corpora ../shared/corpora`.

Reads the corpora, fine-tunes all-MiniLM-L6-v2 with all heads at once, and leaves checkpoints in
.checkpoints/, from which it goes on if it is stopped. `training/export.py` then makes of the last one
what ships. Seeded; CPU or GPU. About two hours on two cores; every number is in training/config.toml.
"""

import argparse
import math
import time
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import torch
from augment import augment
from corpora import Document, Labels, Spans, label_mentions, label_roles, read_gum, read_nested, read_polnear
from insides import find_insides
from network import FORBIDDEN, Network, crf_loss, load_tokenizer, pretrained_folder
from torch import Tensor
from torch.nn import functional as F

from sayso.model.decode import pair_features
from sayso.model.encode import MAX_PIECES, Encoded, Encoder, Window, piece_features, window_pieces
from sayso.model.labels import ROLE_TAGS

HERE = Path(__file__).parent

FEW = 100
"""Words that a mean is taken over at the least, so that the few of a short window do not weigh like many."""


@dataclass
class Example:
    """A window of a document, as tensors are made from it."""

    ids: np.ndarray
    features: np.ndarray
    places: np.ndarray
    window: Window
    document: Document
    labels: Labels


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--without", nargs="*", default=[], help="corpora to leave out: polnear polnear-silver gum")
    parser.add_argument("--out", type=Path, default=Path(".checkpoints"))
    parser.add_argument("--stop-after", type=int, default=0, help="stop after this many steps (for trials)")
    options = parser.parse_args()
    config = tomllib.loads((HERE / "config.toml").read_text("utf-8"))
    torch.set_num_threads(config["threads"])
    torch.manual_seed(config["seed"])
    documents = read_corpora(options.corpora, set(options.without))
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    encoder = Encoder(load_tokenizer())
    network = Network(config, load_tokenizer().get_vocab_size()).to(device)
    network.encoder.load_pretrained(pretrained_folder())
    train(network, documents, encoder, config=config, options=options)


def read_corpora(folder: Path, without: set[str]) -> list[Document]:
    """Read the training documents of all corpora that are not left out."""
    documents: list[Document] = []
    if "polnear" not in without:
        silver = None if "polnear-silver" in without else folder / "polnear-silver"
        documents += read_polnear(folder / "polnear", "train", silver)
    if "gum" not in without:
        documents += read_gum(folder / "gum", "train")
    return documents


def train(
    network: Network, documents: list[Document], encoder: Encoder, *, config: dict[str, Any], options: Any
) -> None:
    """Run all rounds, from the last checkpoint if there is one."""
    run = config["run"]
    groups = parameter_groups(network, run)
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, fused=True)
    average = {name: value.detach().clone() for name, value in network.state_dict().items()}
    options.out.mkdir(exist_ok=True)
    saved = options.out / "last.pt"
    done = 0
    if saved.exists():
        state = torch.load(saved, weights_only=True)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        average, done = state["average"], state["step"]
        print(f"going on from step {done}", flush=True)
    else:
        (options.out / "insides.json").unlink(missing_ok=True)
    step, number, started, seen = 0, 0, time.time(), 0
    losses: dict[str, list[float]] = {}
    while step < run["steps"]:
        if number == config["inside"]["from_round"]:
            find_insides(documents, network, average, keep=options.out / "insides.json")
        told, stage = round_of(number, documents, config)
        number += 1
        for examples in batches(told, encoder, config=stage, random=Random(config["seed"] * 1000 + number - 1)):
            step += 1
            if step <= done:
                continue
            if step > run["steps"]:
                break
            progress = step / run["steps"]
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * schedule(progress, run["warmup"])
            torch.manual_seed(config["seed"] + step)
            parts = step_losses(network, examples, stage["weights"])
            loss = sum(parts.values())
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), run["clip"])
            optimizer.step()
            if step % run["average_every"] == 0:
                update_average(average, network, min(run["average"], step / (step + 10 * run["average_every"])))
            for name, value in parts.items():
                losses.setdefault(name, []).append(float(value.detach()))
            seen += sum(len(example.ids) for example in examples)
            if step % 25 == 0:
                report(step, number, losses, seen / (time.time() - started))
            if step % run["save_every"] == 0:
                save(saved, network, optimizer, average, step)
            if options.stop_after and step >= options.stop_after:
                return
    save(saved, network, optimizer, average, step)
    torch.save({"network": average, "step": step}, options.out / "final.pt")


def round_of(number: int, documents: list[Document], config: dict[str, Any]) -> tuple[list[Document], dict[str, Any]]:
    """Give the documents of a round and its config: what the machine has annotated begins, what people have, ends."""
    finish, inside = config["finish"], config["inside"]
    weights = dict(config["weights"])
    told = list(documents)
    if number >= finish["from_round"]:
        told += [document for document in documents if document.mentions is not None] * (finish["treebank"] - 1)
        weights |= finish["weights"]
    if number >= inside["from_round"]:
        told += list(read_nested(HERE / "nested.txt")) * inside["nested"]
        weights |= inside["weights"]
    return told, {**config, "weights": weights}


def report(step: int, number: int, losses: dict[str, list[float]], speed: float) -> None:
    means = "  ".join(f"{name} {sum(values) / len(values):.3f}" for name, values in losses.items())
    print(f"step {step}, round {number}  {means}  {speed:.0f} wordpieces/s", flush=True)
    losses.clear()


def save(path: Path, network: Network, optimizer: Any, average: dict[str, Tensor], step: int) -> None:
    """Save a checkpoint whole or not at all."""
    state = {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "average": average, "step": step}
    torch.save(state, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def parameter_groups(network: Network, run: dict[str, Any]) -> list[dict[str, Any]]:
    """Set the encoder's and the heads' rates; biases, norms and small tables do not decay."""
    groups: dict[tuple[bool, bool], list[Any]] = {}
    for name, value in network.named_parameters():
        if not value.requires_grad:
            continue
        pretrained = name.startswith("encoder.") and ".features." not in name
        groups.setdefault((pretrained, value.dim() > 1 and "transitions" not in name), []).append(value)
    return [
        {
            "params": values,
            "peak": run["encoder_rate"] if pretrained else run["head_rate"],
            "weight_decay": run["weight_decay"] if decays else 0.0,
        }
        for (pretrained, decays), values in groups.items()
    ]


def schedule(progress: float, warmup: float) -> float:
    """Rise in a straight line, then fall along half a cosine."""
    if progress < warmup:
        return progress / warmup
    return 0.02 + 0.98 * (1 + math.cos(math.pi * (progress - warmup) / (1 - warmup))) / 2


def update_average(average: dict[str, Tensor], network: Network, decay: float) -> None:
    with torch.no_grad():
        for name, value in network.named_parameters():
            if value.requires_grad:
                average[name].lerp_(value, 1 - decay)


def batches(
    documents: list[Document], encoder: Encoder, *, config: dict[str, Any], random: Random
) -> Iterator[list[Example]]:
    """Cut every document into windows, mix them, and pack windows of like length together."""
    order = list(documents)
    random.shuffle(order)
    size, shelf = config["run"]["pieces"], 40
    hide = (config["augment"]["mask"], load_tokenizer().token_to_id("[MASK]"))
    pool: list[Example] = []
    for document in order:
        told = augment(document, config["augment"], random)
        pool += examples_of(told, encoder, random, hide=hide)
        if len(pool) >= 12 * shelf:
            yield from pack(pool, size, random)
            pool = []
    yield from pack(pool, size, random)


def pack(pool: list[Example], size: int, random: Random) -> Iterator[list[Example]]:
    pool.sort(key=lambda example: len(example.ids) + random.random() * 20)
    packed: list[list[Example]] = [[]]
    for example in pool:
        if packed[-1] and (len(packed[-1]) + 1) * len(example.ids) > size:
            packed.append([])
        packed[-1].append(example)
    random.shuffle(packed)
    yield from (batch for batch in packed if batch)


def examples_of(document: Document, encoder: Encoder, random: Random, *, hide: tuple[float, int]) -> Iterator[Example]:
    """Cut a document into windows at its lines, where the first ends is left to chance, and hide some of its words."""
    encoded = encoder.encode(document.text, document.words)
    labels = label_roles(document)
    room = random.randint(MAX_PIECES // 3, MAX_PIECES)
    for window in training_windows(encoded, room):
        ids, places = window_pieces(encoded, window, (encoder.first, encoder.last))
        for first, last in pairwise([*places, len(ids) - 1]):
            if random.random() < hide[0]:
                ids[first:last] = hide[1]
        yield Example(ids, piece_features(encoded, window), places, window, document, labels)


def training_windows(encoded: Encoded, room: int) -> Iterator[Window]:
    """Cut windows that do not overlap, the first of at most `room` wordpieces."""
    start = 0
    while start < len(encoded):
        end, used, line = start, 0, start
        while end < len(encoded) and used + len(encoded.pieces[end]) <= room:
            used += len(encoded.pieces[end])
            if end > start and encoded.features[end, 1] >= 2:
                line = end
            end += 1
        if end < len(encoded) and line - start > (end - start) // 2:
            end = line
        end = max(end, start + 1)
        yield Window(start, start, end, end)
        start, room = end, MAX_PIECES


def collate(examples: list[Example], device: torch.device) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Pad windows to tensors: ids, features, mask, places."""
    longest = max(len(example.ids) for example in examples)
    widest = max(len(example.places) for example in examples)
    ids = np.zeros((len(examples), longest), dtype=np.int64)
    features = np.zeros((len(examples), longest, 3), dtype=np.int64)
    mask = np.zeros((len(examples), longest), dtype=bool)
    places = np.zeros((len(examples), widest), dtype=np.int64)
    for row, example in enumerate(examples):
        ids[row, : len(example.ids)] = example.ids
        features[row, : len(example.ids)] = example.features
        mask[row, : len(example.ids)] = True
        places[row, : len(example.places)] = example.places
    arrays = (ids, features, mask, places)
    return tuple(torch.from_numpy(array).to(device) for array in arrays)  # type: ignore[return-value]


def step_losses(network: Network, examples: list[Example], weights: dict[str, float]) -> dict[str, Tensor]:
    """Run a batch and give each loss, weighted."""
    network.train()
    out = network(*collate(examples, network.transitions.device))
    syntax, sentence, name = syntax_losses(network, out, examples, weights["silver"])
    losses = {
        "roles": weights["roles"] * role_loss(network, out, examples),
        "link": weights["link"] * link_loss(network, out, examples),
        "syntax": weights["syntax"] * syntax,
        "sentence": weights["syntax"] * sentence,
        "name": weights["name"] * name,
        "mention": weights["mention"] * mention_loss(network, out, examples, weights["phrases"]),
    }
    if weights["inner"]:
        losses["inner"] = weights["inner"] * inner_loss(network, out, examples)
    return losses


def stack(examples: list[Example], values: Any, width: int, fill: int = -1) -> Tensor:
    """Stack one value a word over a batch; where a document has none, `fill`."""
    out = np.full((len(examples), width), fill, dtype=np.int64)
    for row, example in enumerate(examples):
        known = values(example)
        if known is not None:
            window = example.window
            out[row, : window.end - window.start] = known[window.start : window.end]
    return torch.from_numpy(out)


def role_loss(network: Network, out: dict[str, Tensor], examples: list[Example]) -> Tensor:
    """Give the CRF loss of attributions, per twenty words."""
    roles = out["roles"]
    tags = stack(examples, lambda e: e.labels.tags, roles.shape[1]).to(roles.device)
    allowed = F.one_hot(tags.clamp_min(0), len(ROLE_TAGS)).bool() | (tags < 0)[..., None]
    lengths = torch.tensor([len(example.places) for example in examples], device=roles.device)
    loss = crf_loss(roles, allowed, network.all_transitions(), lengths)
    return 20 * loss.sum() / lengths.sum()


def inner_loss(network: Network, out: dict[str, Tensor], examples: list[Example]) -> Tensor:
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
    loss = crf_loss(torch.where(inside[..., None], roles, nowhere), allowed, network.inner_transitions(), lengths)
    return 20 * loss.sum() / inside.sum().clamp_min(FEW)


def link_loss(network: Network, out: dict[str, Tensor], examples: list[Example]) -> Tensor:
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


def window_link_losses(
    network: Network, vectors: dict[str, Tensor], example: Example, groups: Iterable[Spans]
) -> list[Tensor]:
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


def clip(spans: Sequence[tuple[int, int]], window: Window) -> list[tuple[int, int]]:
    """Keep what of the spans lies in a window, counted from its start."""
    at = window.start
    return [(max(a, at) - at, min(b, window.end) - at) for a, b in spans if a < window.end and b > at]


def example_lines(example: Example) -> np.ndarray:
    """Count the lines begun before each word of a window."""
    encoded = example.features[example.places]
    return np.cumsum(encoded[:, 1] >= 2)


def span_means(vectors: Tensor, spans: list[tuple[int, int]]) -> Tensor:
    if not spans:
        return vectors[:0]
    return torch.stack([vectors[first:last].mean(0) for first, last in spans])


def syntax_losses(
    network: Network, out: dict[str, Tensor], examples: list[Example], share: float
) -> tuple[Tensor, Tensor, Tensor]:
    """Give the losses of trees with their tags, of sentence starts, and of names.

    What the machine annotated counts `share` of what people did; names are its alone.
    """
    device = out["upos"].device
    width = out["upos"].shape[1]
    silver = torch.tensor([e.document.silver for e in examples], device=device)[:, None].expand(-1, width)

    def mean(loss: Tensor, known: Tensor) -> Tensor:
        """Add the mean over people's words to that over the machine's; a few words are no mean."""
        parts = [(loss * part).sum() / part.sum().clamp_min(FEW) for part in (known & ~silver, known & silver)]
        return parts[0] + share * parts[1]

    upos = stack(examples, lambda e: e.document.upos, width).to(device)
    starts = stack(examples, lambda e: e.document.starts, width).to(device)
    names = stack(examples, lambda e: e.document.names, width).to(device)
    heads, relations, sentences = (tensor.to(device) for tensor in arc_labels(examples, width))
    scores = network.arc_scores(out)
    same = sentences[:, :, None] == sentences[:, None, :]
    scores = scores.masked_fill(~same, -1e4)
    tag = F.cross_entropy(out["upos"].transpose(1, 2), upos.clamp_min(0), reduction="none")
    start = F.binary_cross_entropy_with_logits(out["sentence"], starts.clamp_min(0).float(), reduction="none")
    name = F.cross_entropy(out["name"].transpose(1, 2), names.clamp_min(0), reduction="none")
    arc = F.cross_entropy(scores.transpose(1, 2), heads.clamp_min(0), reduction="none")
    chosen = torch.gather(out["relation_head"], 1, heads.clamp_min(0)[..., None].expand_as(out["relation_head"]))
    label = network.relation_scores(out["relation_dependent"], chosen)
    label = F.cross_entropy(label.transpose(1, 2), relations.clamp_min(0), reduction="none")
    syntax = mean(tag, upos >= 0) + mean(arc, heads >= 0) + mean(label, (heads >= 0) & (relations >= 0))
    known = names >= 0
    return syntax, mean(start, starts >= 0), (name * known).sum() / known.sum().clamp_min(FEW)


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


def mention_loss(network: Network, out: dict[str, Tensor], examples: list[Example], share: float) -> Tensor:
    """Give the loss of mentions: their edges, and the type of each span up to the longest.

    What the machine annotated counts `share` of what people did.
    """
    total = out["mention_start"].sum() * 0
    for weight, silver in ((1.0, False), (share, True)):
        rows = [n for n, e in enumerate(examples) if e.document.silver is silver and knows_mentions(e.document)]
        if weight and rows:
            part = {name: out[name][rows] for name in out if name.startswith("mention")}
            total = total + weight * mention_loss_of(network, part, [examples[row] for row in rows])
    return total


def knows_mentions(document: Document) -> bool:
    return document.mentions is not None or bool(document.phrases)


def mention_loss_of(network: Network, out: dict[str, Tensor], examples: list[Example]) -> Tensor:
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
    scores = network.mention_scores(out).permute(0, 3, 1, 2)
    span = F.cross_entropy(scores, kinds.clamp_min(0), reduction="none")
    loss = (span * (kinds >= 0)).sum() / (kinds > 0).sum().clamp_min(1)
    for n, which in enumerate(("start", "end")):
        wanted, known = ends[:, n].clamp_min(0).float(), ends[:, n] >= 0
        edge = F.binary_cross_entropy_with_logits(out[f"mention_{which}"], wanted, reduction="none")
        loss = loss + (edge * known).sum() / known.sum().clamp_min(FEW)
    return loss


if __name__ == "__main__":
    main()
