"""Train the head that says which phrases stand for the same; the encoder stays as it is, for all others read it.

    python training/corefer.py --corpora ../shared/corpora

Reads the corpora with the weights that ship, notes of each phrase what the heads say of its words, and learns which
earlier phrase it takes up: first from the chains that a machine has made of PolNeAR, then from people's in GUM and from
who speaks in records that people have corrected. Writes its tables among the heads. Seeded; some six minutes on two
cores; every number is in training/config.toml.
"""

import argparse
import random
import re
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from calibrate import write_tables
from corpora import Chains, find_measured, read_record_chains, silver_sentences
from torch import Tensor, nn
from torch.nn import functional as F

from sayso.evaluate.conllu import read_conllu
from sayso.extract.drafts import draft_attributions
from sayso.extract.insides import draft_insides
from sayso.extract.passives import settle_passives
from sayso.extract.phrases import find_phrases
from sayso.extract.tree import grow_tree
from sayso.link.pairs import CLASSES, SIZES, agree_on_types, describe_pairs, find_pairs, find_traits, number_ties
from sayso.model import Model, load_model
from sayso.model.corefer import HEARD
from sayso.model.labels import MENTION_TYPES

HERE = Path(__file__).parent
Place = tuple[int, int]
NOTHING = -1e9


@dataclass
class Noted:
    """What the head sees of a document: `said` (phrases, 3, width), its pairs with their features, and the answers."""

    said: Tensor
    pairs: Tensor
    features: Tensor
    classes: Tensor
    types: Tensor
    same: Tensor
    """Whether each pair is one."""
    asked: Tensor
    """Whether it is known of each phrase what it takes up."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--without", nargs="*", default=[], help="corpora to leave out: polnear-silver gum")
    parser.add_argument("--record", type=Path, nargs="*", default=[], help="what `sayso export --format gold` wrote")
    options = parser.parse_args()
    config = tomllib.loads((HERE / "config.toml").read_text("utf-8"))
    told = config["corefer"]
    random.seed(config["seed"])
    torch.manual_seed(config["seed"])
    torch.set_num_threads(config["threads"])
    model = load_model(config["threads"])
    head = Corefer(told)
    average = {name: value.detach().clone() for name, value in head.state_dict().items()}
    if not {"polnear", "polnear-silver"} & set(options.without):
        documents = [note(chains, model) for chains in read_silver(options.corpora)]
        train(head, documents, average, rate=told["silver_rate"], epochs=told["silver_epochs"], told=told)
    documents = read_people(options, model, times=config["record"]["times"])
    if documents:
        train(head, documents, average, rate=told["rate"], epochs=told["epochs"], told=told)
    head.load_state_dict(average)
    write_tables(**head.tables())


def read_people(options: argparse.Namespace, model: Model, *, times: int) -> list[Noted]:
    """Note what people say: of GUM, and of records that they have corrected, these several times over."""
    gum = [] if "gum" in options.without else read_gum(options.corpora / "gum" / "train")
    measured = find_measured(options.corpora)
    records = [chains for folder in options.record for chains in read_record_chains(folder, measured)]
    corrected = [noted for noted in (note(chains, model) for chains in records) if noted.asked.any()]
    return [note(chains, model) for chains in gum] + corrected * times


def read_gum(folder: Path) -> Iterator[Chains]:
    """Read people's chains."""
    for document in read_conllu(folder):
        yield Chains(document.text, {place: n for n, chain in enumerate(document.chains) for place in chain})


def read_silver(corpora: Path) -> Iterator[Chains]:
    """Read the machine's chains of PolNeAR; a mention is also known by its head word, for it cuts phrases otherwise."""
    texts = {path.stem: path for path in (corpora / "polnear" / "train" / "text").glob("*.txt")}
    for name, sentences in silver_sentences(corpora / "polnear-silver" / "polnear-train.conllu.gz").items():
        if name in texts:
            yield Chains(texts[name].read_bytes().decode("utf-8"), read_chains(sentences))


def read_chains(sentences: list[list[list[str]]]) -> dict[Place, int]:
    """Follow the brackets of `Coref=`: the chain of each mention, by its own place and by that of its head."""
    chains: dict[Place, int] = {}
    heads: dict[Place, int] = {}
    for rows in sentences:
        places, opened = [], {}  # type: ignore[var-annotated]
        for at, row in enumerate(rows):
            notes = dict(note.split("=", 1) for note in row[9].split("|") if "=" in note)
            places.append((int(notes["Start"]), int(notes["End"])))
            for opens, chain, closes in re.findall(r"(\(?)(\d+)(\)?)", notes.get("Coref", "")):
                if opens:
                    opened.setdefault(chain, []).append(at)
                if closes and opened.get(chain):
                    first = opened[chain].pop()
                    chains[places[first][0], places[at][1]] = int(chain)
                    inside = [n for n in range(first, at + 1) if not first < int(rows[n][6]) <= at + 1]
                    heads.setdefault(places[inside[0] if inside else at], int(chain))
    return heads | chains


def note(chains: Chains, model: Model) -> Noted:
    """Note what the weights say of the phrases of a text, and which are one.

    Of a phrase that is asked for and follows none that is the same it is not known that it is new: it may be the
    machine that has not found the other.
    """
    text = chains.text
    heard = model.submit(text).result()
    with model.one_thread():
        tree = grow_tree(heard, model.heads, text)
        drafts = draft_attributions(heard, model.heads)
        drafts += draft_insides(heard, model.heads, drafts, offset=0)
        found = find_phrases(heard, model.heads, tree, drafts=list(settle_passives(tree, drafts)))
    phrases = agree_on_types(text, found.phrases)
    traits = find_traits(text, phrases)
    pairs = np.concatenate([part for _, part in find_pairs(text, phrases, at_once=10_000)])
    features = describe_pairs(traits, pairs, number_ties(phrases, found.ties))
    said = np.concatenate([heard.said[name] for name in HEARD], axis=1)[found.words]
    numbers = np.array([chains.places.get((p.start, p.end), chains.places.get(p.head, -1)) for p in phrases])
    same = (numbers[pairs[:, 0]] == numbers[pairs[:, 1]]) & (numbers[pairs[:, 0]] >= 0)
    asked = np.ones(len(phrases), dtype=bool)
    if chains.asked is not None:
        asked = np.array([(p.start, p.end) in chains.asked for p in phrases], dtype=bool)
        asked &= np.isin(np.arange(len(phrases)), pairs[same, 0])
    return Noted(
        torch.from_numpy(said.astype(np.float16)), torch.from_numpy(pairs.astype(np.int32)),
        torch.from_numpy(features.astype(np.int16)), torch.from_numpy(traits.classes),
        torch.from_numpy(traits.types), torch.from_numpy(same), torch.from_numpy(asked),
    )  # fmt: skip


class Corefer(nn.Module):
    """The head, as `sayso.model.corefer` runs it."""

    def __init__(self, told: dict[str, Any]) -> None:
        super().__init__()
        width, hidden = told["vector"], told["hidden"]
        self.dropout = told["dropout"]
        heard = 3 * 96 + 2 * 96
        self.norm = nn.LayerNorm(heard)
        self.vector = nn.Linear(3 * heard, width)
        self.later = nn.Linear(width, hidden)
        self.earlier = nn.Linear(width, hidden, bias=False)
        self.both = nn.Linear(width, hidden, bias=False)
        self.table = nn.ModuleList(nn.Embedding(size, hidden) for size in SIZES.values())
        for table in self.table:
            nn.init.normal_(table.weight, std=0.05)
        self.out = nn.Linear(hidden, 1, bias=False)
        self.none = nn.Linear(width, hidden)
        self.none_out = nn.Linear(hidden, 1)
        self.none_class = nn.Embedding(len(CLASSES), 1)
        self.none_type = nn.Embedding(len(MENTION_TYPES), 1)
        nn.init.zeros_(self.none_class.weight)
        nn.init.zeros_(self.none_type.weight)

    def forward(self, noted: Noted) -> tuple[Tensor, Tensor]:
        """Score each pair, and for each phrase that nothing before it is the same."""
        said = F.dropout(self.norm(noted.said.float()).flatten(1), self.dropout, self.training)
        vectors = F.gelu(self.vector(said), approximate="tanh")
        vectors = F.dropout(vectors, self.dropout, self.training)
        i, j = noted.pairs.long().T
        hidden = self.later(vectors)[i] + self.earlier(vectors)[j] + self.both(vectors[i] * vectors[j])
        features = noted.features.long()
        hidden = hidden + sum(table(features[:, n]) for n, table in enumerate(self.table))
        scores = self.out(F.dropout(F.relu(hidden), self.dropout, self.training))[:, 0]
        none = self.none_out(F.relu(self.none(vectors))) + self.none_class(noted.classes) + self.none_type(noted.types)
        return scores, none[:, 0]

    def tables(self) -> dict[str, np.ndarray]:
        """Give the tables under the names by which the runtime asks for them."""
        names = {name: name.replace(".", "_").removesuffix("_weight") for name, _ in self.named_parameters()}
        return {f"corefer_{names[name]}": value.detach().numpy() for name, value in self.named_parameters()}


def loss_of(head: Corefer, noted: Noted, few: int) -> Tensor:
    """Give the loss: of each phrase the log of the share of all that it may take up, or of nothing where it is new.

    It is the mean over the phrases that are asked for; where these are not all, `few` are no mean.
    """
    scores, none = head(noted)
    i = noted.pairs[:, 0].long()
    most = torch.full_like(none, NOTHING).scatter_reduce(0, i, scores.detach(), "amax")
    most = torch.maximum(most, none.detach())
    weights, nothing = torch.exp(scores - most[i]), torch.exp(none - most)
    total = torch.zeros_like(none).index_add(0, i, weights) + nothing
    mine = torch.zeros_like(none).index_add(0, i[noted.same], weights[noted.same])
    old = torch.zeros_like(none, dtype=torch.bool)
    old[i[noted.same]] = True
    right = torch.where(old, mine, nothing).clamp_min(1e-20)
    asked = noted.asked.sum().clamp_min(0 if noted.asked.all() else few)
    return ((torch.log(total) - torch.log(right)) * noted.asked).sum() / asked


def train(
    head: Corefer, documents: Sequence[Noted], average: dict[str, Tensor], *, rate: float, epochs: int,
    told: dict[str, Any],
) -> None:  # fmt: skip
    """See all documents some times over, one at a step, the rate rising and then falling to nothing."""
    optimizer = torch.optim.AdamW(head.parameters(), lr=rate, weight_decay=told["weight_decay"])
    order, step, steps = list(documents), 0, epochs * len(documents)
    head.train()
    for epoch in range(epochs):
        random.shuffle(order)
        losses, started = [], time.time()
        for noted in order:
            step += 1
            for group in optimizer.param_groups:
                group["lr"] = rate * min(1.0, step / told["warmup"]) * (1 - 0.99 * step / steps)
            loss = loss_of(head, noted, told["few"])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(head.parameters(), told["clip"])
            optimizer.step()
            losses.append(float(loss.detach()))
            for name, value in head.named_parameters():
                average[name].lerp_(value.detach(), 1 - min(told["average"], step / (step + 10)))
        mean, seconds = sum(losses) / len(losses), time.time() - started
        print(f"{len(documents)} documents, epoch {epoch}: loss {mean:.4f}, {seconds:.0f} s", flush=True)


if __name__ == "__main__":
    main()
