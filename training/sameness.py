"""Train the head that says which mentions of events report one happening; the encoder stays as it is.

    python training/sameness.py

Reads our own reports with the weights that ship, and learns which earlier mention each one takes up, as they are
marked. Writes its tables among the heads. Seeded; a minute or two; every number is in training/config.toml.
"""

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from calibrate import write_tables
from happenings import Told, read_events
from torch import Tensor, nn

from sayso.collect import make_article
from sayso.link.sameness import REACH, Draft, describe, may_be_one
from sayso.model import Model, load_model
from sayso.pipeline import link_articles
from sayso.settings import Settings

HERE = Path(__file__).parent


@dataclass
class Asked:
    """A mention with those before it that it may take up: features (n, FEATURES), and which of them it does."""

    features: Tensor
    same: Tensor


def main() -> None:
    config = tomllib.loads((HERE / "config.toml").read_text("utf-8"))
    random.seed(config["seed"])
    torch.manual_seed(config["seed"])
    asked = list(note(list(read_events(HERE / "events.txt")), load_model(config["threads"])))
    write_tables(**fit(asked, config["sameness"], name="same"))


def note(reports: list[Told], model: Model) -> Iterator[Asked]:
    """Note, of each mention that the model finds where our reports mark one, what may come before it."""
    articles = [make_article(report.text) for report in reports]
    for report, (_, linked) in zip(reports, link_articles(articles, model, settings=Settings()), strict=True):
        home = find_homes(report)
        marked = [draft for draft in linked.drafts if draft.mention.trigger in home]
        yield from ask(marked, [home[draft.mention.trigger] for draft in marked])


def find_homes(report: Told) -> dict[tuple[int, int], int]:
    """Give, by the place of each marked mention, the first one of its happening."""
    found = {}
    for n, happening in enumerate(report.happenings or ()):
        found[report.words[happening.trigger]] = n if happening.same is None else happening.same
    return found


def ask(drafts: list[Draft], homes: list[int]) -> Iterator[Asked]:
    """Pair each mention with those before it."""
    for n, draft in enumerate(drafts):
        near = [m for m in range(max(0, n - REACH), n) if may_be_one(drafts[m], draft)]
        if near:
            same = [homes[m] == homes[n] for m in near]
            features = np.stack([describe(drafts[m], draft) for m in near])
            yield Asked(torch.from_numpy(features), torch.tensor(same))


def fit(asked: list[Asked], told: dict[str, Any], *, name: str) -> dict[str, np.ndarray]:
    """Fit the tables of a name: of each that is asked, the share of what it is, or of nothing, is to be high."""
    head = nn.Sequential(nn.Linear(asked[0].features.shape[1], told["hidden"]), nn.ReLU(), nn.Linear(told["hidden"], 1))
    optimizer = torch.optim.AdamW(head.parameters(), lr=told["rate"], weight_decay=told["weight_decay"])
    steps = told["epochs"] * len(asked) // told["batch"]
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.0, 1 - step / steps))
    for epoch in range(told["epochs"]):
        random.shuffle(asked)
        total = 0.0
        for at in range(0, len(asked), told["batch"]):
            losses = [loss_of(head(one.features)[:, 0], one.same) for one in asked[at : at + told["batch"]]]
            loss = torch.stack(losses).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += float(loss) * len(losses)
        print(f"epoch {epoch + 1}  {total / len(asked):.4f}", flush=True)
    tables = {"hidden": head[0].weight.T, "bias": head[0].bias, "out": head[2].weight[0], "none": head[2].bias}
    return {f"{name}_{part}": table.detach().numpy().astype(np.float32) for part, table in tables.items()}


def loss_of(scores: Tensor, same: Tensor) -> Tensor:
    """Give the loss of one mention: log odds against nothing before it, which scores nought."""
    every = torch.cat([scores, scores.new_zeros(1)])
    wanted = torch.cat([same, (~same.any())[None]])
    return torch.logsumexp(every, 0) - torch.logsumexp(every[wanted], 0)


if __name__ == "__main__":
    main()
