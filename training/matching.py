"""Train the head that says which reports of events, in different articles, tell of one; the encoder stays as it is.

    PYTHONPATH=. python training/matching.py --corpora ../shared/corpora

Reads ECB+'s training topics with the weights that ship, and learns from pairs of mentions of one topic. Writes its
tables among the heads. Seeded; some minutes; every number is in training/config.toml.
"""

import argparse
import tomllib
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import torch
from calibrate import write_tables
from torch import nn

from evaluation.ecbplus import DEV, EventArticle, list_articles
from evaluation.matching import describe_pair, trace_mentions
from sayso.link.traces import FEATURES
from sayso.model import Model, load_model
from sayso.model.matching import EventMatcher

HERE = Path(__file__).parent
TOPICS = tuple(topic for topic in range(1, 36) if topic not in DEV)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--without", nargs="*", default=[], help="corpora to leave out; without ecbplus tables stand")
    options = parser.parse_args()
    if "ecbplus" in options.without:
        return
    config = tomllib.loads((HERE / "config.toml").read_text("utf-8"))
    torch.manual_seed(config["seed"])
    torch.set_num_threads(config["threads"])
    articles = list_articles(options.corpora / "ecbplus", TOPICS)
    topics = [list(some) for _, some in groupby(articles, key=lambda article: article.topic)]
    write_tables(**fit_tables(topics, load_model(config["threads"]), config["matching"]))


def fit_tables(topics: list[list[EventArticle]], model: Model, told: dict[str, Any]) -> dict[str, np.ndarray]:
    """Describe all pairs of mentions of each topic, and fit the tables that tell which are one."""
    pairs = [pair for topic in topics for pair in list_pairs(topic, model)]
    features = torch.from_numpy(np.stack([features for features, _ in pairs]))
    return train(features, torch.tensor([float(same) for _, same in pairs]), told)


def list_pairs(topic: list[EventArticle], model: Model) -> Iterator[tuple[np.ndarray, bool]]:
    """List the pairs of mentions of a topic, described, and whether they are one."""
    matcher = EventMatcher(model.heads, model.tokenizer)
    mentions = [mention for article in topic for mention in article.mentions]
    reports = [report for article in topic for report in trace_mentions(article, model)]
    for n in range(len(mentions)):
        for m in range(n):
            same = mentions[m].event == mentions[n].event
            yield describe_pair(mentions, reports, m, n, matcher), same


def train(features: torch.Tensor, same: torch.Tensor, told: dict[str, Any]) -> dict[str, np.ndarray]:
    """Fit the tables: of each pair, the log odds that it is one."""
    mean, scale = features.mean(0), features.std(0) + 1e-6
    features = (features - mean) / scale
    head = nn.Sequential(
        nn.Linear(FEATURES, told["hidden"]), nn.ReLU(), nn.Dropout(told["dropout"]), nn.Linear(told["hidden"], 1)
    )
    optimizer = torch.optim.AdamW(head.parameters(), lr=told["rate"], weight_decay=told["weight_decay"])
    for epoch in range(told["epochs"]):
        total = 0.0
        for chosen in torch.randperm(len(features)).split(told["batch"]):
            loss = nn.functional.binary_cross_entropy_with_logits(head(features[chosen])[:, 0], same[chosen])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += float(loss) * len(chosen)
        print(f"epoch {epoch + 1}  {total / len(features):.4f}", flush=True)
    tables = {
        "mean": mean, "scale": scale, "hidden": head[0].weight.T, "bias": head[0].bias, "out": head[3].weight[0],
        "none": head[3].bias,
    }  # fmt: skip
    return {f"match_{name}": table.detach().numpy().astype(np.float32) for name, table in tables.items()}


if __name__ == "__main__":
    main()
