"""Make the weights: `make train`, or `python training/train.py --corpora ../shared/corpora`.

Reads the corpora and fine-tunes all-MiniLM-L6-v2 with all heads at once, twice: the second network learns from
what people marked and from what the first has made of it, and then once more, slowly, from people alone. Last, some
of its heads learn on by themselves. Leaves checkpoints in .checkpoints/, from which it goes on if it is stopped.
`training/export.py` then makes of the last one what ships. Seeded; CPU or GPU. Some three hours on two cores that know
bf16, twice as long on others; every number is in training/config.toml.
"""

import argparse
import math
import shutil
import time
import tomllib
from pathlib import Path
from random import Random
from typing import Any

import torch
from batches import batches
from corpora import (
    Document,
    find_measured,
    read_gum,
    read_happenings,
    read_nested,
    read_polnear,
    read_quiet,
    read_record,
)
from insides import find_insides
from last import learn_on
from losses import step_losses
from network import Network, load_tokenizer, pretrained_folder
from torch import Tensor

from sayso.model.encode import Encoder

HERE = Path(__file__).parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument(
        "--without",
        nargs="*",
        default=[],
        help="corpora to leave out: polnear polnear-silver gum plover cameo megaveridicality",
    )
    parser.add_argument("--record", type=Path, nargs="*", default=[], help="what `sayso export --format gold` wrote")
    parser.add_argument("--out", type=Path, default=Path(".checkpoints"))
    parser.add_argument("--stop-after", type=int, default=0, help="stop after this many steps (for trials)")
    options = parser.parse_args()
    config = tomllib.loads((HERE / "config.toml").read_text("utf-8"))
    torch.set_num_threads(config["threads"])
    network, told, folder = None, config, options.out
    for number, name in enumerate(("first", "second", "again")):
        told = config_of(number, config)
        before, folder = folder, options.out / name
        if not (folder / "final.pt").exists():
            print(f"the network: {name}", flush=True)
            documents = read_corpora(options.corpora, set(options.without))
            documents += read_all_happenings(options, told["events"]["times"])
            documents += read_records(options.record, options.corpora) * told["record"]["times"]
            teacher = network if name == "second" else None
            again = name == "again" and network is not None
            begin(folder, insides=before / "insides.json" if again else None)
            learner = network if again and network else new_network(told)
            train(learner, documents, config=told, folder=folder, teacher=teacher, until=options.stop_after)
        if options.stop_after:
            return
        network = load_network(folder / "final.pt", told)
    assert network is not None
    torch.save({"network": finish(network, options, told).state_dict()}, options.out / "final.pt")


def begin(folder: Path, *, insides: Path | None) -> None:
    """Make the folder of a stage that has not begun, with what has been read inside contents, if it has been."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "last.pt").exists():
        (folder / "insides.json").unlink(missing_ok=True)
        if insides:
            shutil.copy(insides, folder / "insides.json")


def finish(network: Network, options: argparse.Namespace, config: dict[str, Any]) -> Network:
    """Let the heads for events and for what is nested learn on alone."""
    documents = [one for one in read_corpora(options.corpora, set(options.without)) if one.attributions is not None]
    find_insides(documents, network, network.state_dict(), keep=options.out / "again" / "insides.json")
    documents += list(read_nested(HERE / "nested.txt")) * config["inside"]["nested"]
    documents += read_all_happenings(options, config["events"]["times"])
    if "gum" not in options.without:
        documents += read_quiet(options.corpora / "gum", config["last"]["quiet"])
    learn_on(network, documents, config)
    return network


def config_of(number: int, config: dict[str, Any]) -> dict[str, Any]:
    """Give the config of the first network, of the second, which the first teaches, or of that as it learns on."""
    told = {**config, "seed": config["seed"] + number}
    for stage in ("taught", "again")[:number]:
        told |= {name: told[name] | config[stage][name] for name in config[stage]}
    return told


def new_network(config: dict[str, Any]) -> Network:
    """Make a network: its encoder as it was trained before, its heads by chance."""
    torch.manual_seed(config["seed"])
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network = Network(config, load_tokenizer().get_vocab_size()).to(device)
    network.encoder.load_pretrained(pretrained_folder())
    # Where torch is too old to say what the processor knows, it trains in floats.
    capabilities = getattr(torch.cpu, "get_capabilities", dict)()
    network.halved = device.type == "cuda" or bool(capabilities.get("avx512_bf16"))
    return network


def load_network(final: Path, config: dict[str, Any]) -> Network:
    """Open the end of a training, to be asked and not to learn."""
    network = new_network(config)
    network.load_state_dict(torch.load(final, weights_only=True)["network"])
    return network.eval()


def read_corpora(folder: Path, without: set[str]) -> list[Document]:
    """Read the training documents of all corpora that are not left out."""
    documents: list[Document] = []
    if "polnear" not in without:
        silver = None if "polnear-silver" in without else folder / "polnear-silver"
        documents += read_polnear(folder / "polnear", "train", silver)
    if "gum" not in without:
        documents += read_gum(folder / "gum", "train")
    return documents


def read_all_happenings(options: argparse.Namespace, times: int) -> list[Document]:
    """Read what the corpora tell of events, and our own reports, which mark them all, so many times."""
    happenings = list(read_happenings(options.corpora, set(options.without)))
    marked = [document for document in happenings if document.told and document.told.happenings is not None]
    return happenings + marked * (times - 1)


def read_records(folders: list[Path], corpora: Path) -> list[Document]:
    """Read what people decided in records of their own, but for the texts that numbers are made on."""
    measured = find_measured(corpora)
    return [document for folder in folders for document in read_record(folder, measured)]


def train(
    network: Network, documents: list[Document], *, config: dict[str, Any], folder: Path, teacher: Network | None,
    until: int,
) -> None:  # fmt: skip
    """Run all rounds, from the last checkpoint in a folder if there is one, and leave the end there."""
    run, encoder = config["run"], Encoder(load_tokenizer())
    groups = parameter_groups(network, run)
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, fused=True)
    average = {name: value.detach().clone() for name, value in network.state_dict().items()}
    saved = folder / "last.pt"
    done = 0
    if saved.exists():
        state = torch.load(saved, weights_only=True)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        average, done = state["average"], state["step"]
        print(f"going on from step {done}", flush=True)
    step, number, started, seen = 0, 0, time.time(), 0
    losses: dict[str, list[float]] = {}
    while step < run["steps"]:
        if number == config["inside"]["from_round"]:
            reader = average if teacher is None else teacher.state_dict()
            unread = [document for document in documents if document.insides is None]
            find_insides(unread, network, reader, keep=folder / "insides.json")
        told, stage = round_of(number, documents, config)
        number += 1
        for examples in batches(told, encoder, config=stage, random=Random(config["seed"] * 1000 + number - 1)):
            step += 1
            if step <= done:
                continue
            if step > run["steps"]:
                break
            progress = step / run["steps"]
            if progress > run["squeeze"]:
                network.encoder.squeeze()
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * schedule(progress, run["warmup"])
            torch.manual_seed(config["seed"] + step)
            parts = step_losses(network, examples, stage["weights"], teacher)
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
            if until and step >= until:
                return
    save(saved, network, optimizer, average, step)
    torch.save({"network": average, "step": step}, folder / "final.pt")


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


if __name__ == "__main__":
    main()
