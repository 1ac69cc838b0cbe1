"""Make of a training's end what ships: int8 ONNX, the heads' small tables, the vocabulary, and their digests.

    python training/export.py

The weights go to src/sayso/model/weights; `training/calibrate.py` then fits the tables that are not learned.
"""

import argparse
import shutil
import tomllib
from pathlib import Path
from typing import get_args

import numpy as np
import onnx
import torch
from digests import write_digests
from network import Network, load_tokenizer, pretrained_folder
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from sayso.data import Act
from sayso.link.sameness import FEATURES

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "src" / "sayso" / "model" / "weights"


class Runtime(nn.Module):
    """The network as it runs: one window, no padding, an output a head."""

    SHIPPED = tuple(name for name in Network.OUTPUTS if name != "word")

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, features: Tensor, places: Tensor) -> tuple[Tensor, ...]:
        """Give what each head says, in the order of SHIPPED."""
        out = self.network(pieces, features, None, places)
        return tuple(out[name] for name in self.SHIPPED)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, default=Path(".checkpoints/final.pt"))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    config = tomllib.loads((HERE / "config.toml").read_text("utf-8"))
    network = Network(config, load_tokenizer().get_vocab_size())
    state = torch.load(options.checkpoint, weights_only=True)
    network.load_state_dict(state.get("average", state["network"]))
    write_weights(network, options.out)


def write_weights(network: Network, out: Path) -> None:
    """Write all that ships into a folder."""
    network.eval()
    out.mkdir(parents=True, exist_ok=True)
    export(network, out)
    shutil.copy(pretrained_folder() / "tokenizer.json", out / "tokenizer.json")
    np.savez(out / "heads.npz", **heads(network))
    write_digests(out)


def export(network: Network, out: Path) -> None:
    """Write the encoder with its heads as ONNX, its matrices in eight bits, a scale for each column.

    Those of the mention head stay as they are.
    """
    full = out / "full.onnx"
    example = (torch.ones(1, 12, dtype=torch.long), torch.zeros(1, 12, 3, dtype=torch.long), torch.arange(8)[None])
    torch.onnx.export(
        Runtime(network), example, str(full), input_names=["pieces", "features", "places"],
        output_names=list(Runtime.SHIPPED), opset_version=17, dynamo=False,
        dynamic_axes={
            "pieces": {1: "pieces"}, "features": {1: "pieces"}, "places": {1: "words"},
            **{name: {1: "words"} for name in Runtime.SHIPPED},
        },
    )  # fmt: skip
    # The edges of mentions are a matter of small differences, and their head is small.
    fine = [node.name for node in onnx.load(full).graph.node if "/mention" in node.name]
    # Seven bits of range: on processors without VNNI the products of eight would overflow, and readings differ.
    quantize_dynamic(
        str(full), str(out / "encoder.onnx"), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"], nodes_to_exclude=fine,
        extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip
    full.unlink()


def heads(network: Network) -> dict[str, np.ndarray]:
    """Collect the small tables that decoding needs; those that are fitted afterwards change nothing yet."""
    tables: dict[str, Tensor] = {
        "transitions": network.all_transitions(),
        "inner_transitions": network.inner_transitions(),
        "arc_weight": network.arc_weight,
        "relation_weight": network.relation_out.weight,
        "relation_bias": network.relation_out.bias,
        "mention_weight": network.mention_weight,
        "mention_length": network.mention_length,
        "event_argument_bias": network.happenings.bias,
    }
    for role, linker in network.linkers.items():
        tables |= {f"{role}_{name}": value for name, value in linker.named_parameters()}
    found = {name: value.detach().float().numpy() for name, value in tables.items()}
    act = np.zeros((network.sizes["link"] + 1, len(get_args(Act))), dtype=np.float32)
    meanings = squeeze_meanings(network.encoder.words.weight.detach().float().numpy(), network.sizes["meaning"])
    return {
        **found,
        "piece_meanings": meanings,
        "act": act,
        "scores": np.array([0.0, 1.0]),
        "confidences": np.array([0.0, 1.0]),
        "same_hidden": np.zeros((FEATURES, 1), dtype=np.float32),
        "same_bias": np.zeros(1, dtype=np.float32),
        "same_out": np.zeros(1, dtype=np.float32),
        "same_none": np.full(1, -10.0, dtype=np.float32),
    }


def squeeze_meanings(table: np.ndarray, size: int) -> np.ndarray:
    """Squeeze what wordpieces mean by themselves into a few numbers of eight bits each: their principal components."""
    bare = table - table.mean(0)
    _, _, axes = np.linalg.svd(bare.T @ bare)
    bent = bare @ axes[:size].T
    return np.round(bent / np.abs(bent).max(1, keepdims=True).clip(1e-6) * 127).astype(np.int8)


if __name__ == "__main__":
    main()
