"""The last stage: some heads learn on by themselves, on what the network as it will run says of a text.

Among all that one encoder is asked for, events are few and what is nested is learned late; here nothing else is
learned, and the encoder stays as it is.
"""

from random import Random
from typing import Any

import torch
from batches import batches, collate
from corpora import Document
from event_losses import event_losses
from losses import inner_loss
from network import Network, load_tokenizer

from sayso.model.encode import Encoder


def learn_on(network: Network, documents: list[Document], config: dict[str, Any]) -> None:
    """Train the heads for events and for what is nested for some rounds; of the network they alone change."""
    last, encoder = config["last"], Encoder(load_tokenizer())
    network.eval()
    network.encoder.squeeze()
    network.requires_grad_(requires_grad=False)
    heads = torch.nn.ModuleList([network.happenings, network.inner]).requires_grad_(requires_grad=True)
    optimizer = torch.optim.AdamW(heads.parameters(), lr=last["rate"], weight_decay=config["run"]["weight_decay"])
    average = {name: value.detach().clone() for name, value in heads.state_dict().items()}
    weights = config["weights"] | config["inside"]["weights"] | last["weights"]
    stage = {**config, "run": {**config["run"], "pieces": last["pieces"]}}
    for number in range(last["rounds"]):
        torch.manual_seed(config["seed"] + number)
        optimizer.param_groups[0]["lr"] = last["rate"] * (1 - number / last["rounds"])
        losses: dict[str, list[float]] = {}
        for examples in batches(documents, encoder, config=stage, random=Random(config["seed"] * 1000 + number)):
            out = network.hear_last(*collate(examples, network.transitions.device))
            told = [(row, example) for row, example in enumerate(examples) if example.document.told is not None]
            parts = {name: weights[name] * loss for name, loss in event_losses(network, out, told).items()}
            if any(example.labels.inner_tags is not None for example in examples):
                parts["inner"] = weights["inner"] * inner_loss(network, out, examples, None)
            if not parts:
                continue
            optimizer.zero_grad(set_to_none=True)
            torch.stack(list(parts.values())).sum().backward()
            torch.nn.utils.clip_grad_norm_(heads.parameters(), config["run"]["clip"])
            optimizer.step()
            with torch.no_grad():
                for name, value in heads.state_dict().items():
                    average[name].lerp_(value, 1 - last["average"])
            for name, part in parts.items():
                losses.setdefault(name, []).append(float(part.detach()))
        means = "  ".join(f"{name} {sum(values) / len(values):.3f}" for name, values in losses.items())
        print(f"last, round {number + 1}  {means}", flush=True)
    heads.load_state_dict(average)
