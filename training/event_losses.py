"""What the heads say of events, and what is known of them, in; their losses out."""

from itertools import pairwise

import numpy as np
import torch
from batches import Example
from happenings import QUADS, Deed, Happening, Told
from network import Network
from torch import Tensor
from torch.nn import functional as F

from sayso.model.encode import Window
from sayso.model.labels import EVENT_ROLES, EVENT_STATES, EVENT_TRUTHS, EVENT_TYPES

STATES, TRUTHS = len(EVENT_STATES), len(EVENT_TRUTHS)
LEAST = {"type": 100}
"""Words that a mean is taken over at the least; of all else four."""
_QUADS = [[EVENT_TYPES.index(kind) for kind in quad] for quad in QUADS]
_LOGGED = [kind for quad in _QUADS for kind in quad]

Heard = dict[str, Tensor]
"""What the heads say of one window: an array a head, a row a word."""


def event_losses(network: Network, out: Heard, rows: list[tuple[int, Example]]) -> dict[str, Tensor]:
    """Give the losses of some rows of a batch, each a mean over what is known; they are named "event_..."."""
    found: dict[str, list[Tensor]] = {}
    for row, example in rows:
        told, window = example.document.told, example.window
        assert told is not None
        size = window.end - window.start
        heard = {name: out[name][row, :size] for name in out if name.startswith("event_")}
        if told.happenings is not None:
            for name, loss in _happening_losses(network, heard, told, window).items():
                found.setdefault(name, []).append(loss)
        if told.deed is not None and window.start == 0:
            found.setdefault("pair", []).append(_pair_loss(network, heard, told.deed)[None])
            if told.deed.kinds:
                found.setdefault("deed", []).append(_deed_loss(network, heard, told)[None])
        if told.quad is not None:
            found.setdefault("quad", []).append(_quad_loss(heard, told.quad)[None])
        if told.truth is not None and window.start <= told.truth[0] < window.end:
            said = heard["event_state"][told.truth[0] - window.start, -TRUTHS:]
            truth = torch.tensor(told.truth[1], device=said.device)
            found.setdefault("truth", []).append(F.cross_entropy(said, truth)[None])
    means = {name: torch.cat(some).sum() / max(LEAST.get(name, 4), sum(map(len, some))) for name, some in found.items()}
    return {f"event_{name}": loss for name, loss in means.items()}


def _happening_losses(network: Network, heard: Heard, told: Told, window: Window) -> dict[str, Tensor]:
    device = heard["event_type"].device
    size = len(heard["event_type"])
    inside = [h for h in told.happenings or () if window.start <= h.trigger < window.end]
    types = np.zeros(size, dtype=np.int64)
    at = np.array([h.trigger - window.start for h in inside], dtype=np.int64)
    types[at] = [h.kind for h in inside]
    losses = {"type": F.cross_entropy(heard["event_type"], torch.from_numpy(types).to(device), reduction="none")}
    if not inside:
        return losses
    places = torch.from_numpy(at).to(device)
    state = heard["event_state"][places]
    states = torch.tensor([h.state for h in inside], device=device)
    past = torch.tensor([float(h.historical) for h in inside], device=device)
    losses["state"] = F.cross_entropy(state[:, :STATES], states, reduction="none")
    losses["past"] = F.binary_cross_entropy_with_logits(state[:, STATES], past, reduction="none")
    mode = heard["event_mode"][places]
    modes = torch.zeros_like(mode)
    for row, happening in enumerate(inside):
        modes[row, list(happening.modes)] = 1.0
    losses["mode"] = F.binary_cross_entropy_with_logits(mode, modes, reduction="none").sum(1)
    scores = network.happenings.relate(heard["event_trigger"][places], heard["event_argument"])
    gold, asked = label_arguments(told, inside, window)
    each = F.binary_cross_entropy_with_logits(scores, torch.from_numpy(gold).to(device), reduction="none")
    losses["argument"] = (each * torch.from_numpy(asked).to(device)).sum((1, 2)) / 8
    return losses


def label_arguments(told: Told, inside: list[Happening], window: Window) -> tuple[np.ndarray, np.ndarray]:
    """Label words as arguments, and tell which are asked about: both (events, roles, w).

    Asked are those of the trigger's line, and all others too where no sentence on the event names the party.
    """
    size = window.end - window.start
    gold = np.zeros((len(inside), len(EVENT_ROLES), size), dtype=np.float32)
    breaks = ["\n" in told.text[end:start] for (_, end), (start, _) in pairwise(told.words)]
    lines = np.cumsum([False, *breaks])
    lines = lines[window.start : window.end]
    near = np.stack([lines == lines[h.trigger - window.start] for h in inside])
    asked = np.repeat(near[:, None], len(EVENT_ROLES), axis=1)
    for row, happening in enumerate(inside):
        elsewhere = dict(enumerate(happening.elsewhere))
        for role, spans in enumerate(happening.arguments):
            asked[row, role] |= role in happening.unsaid
            for first, last in (*spans, *elsewhere.get(role, ())):
                gold[row, role, max(first - window.start, 0) : max(last - window.start, 0)] = 1.0
    return gold, asked


def score_deed(network: Network, heard: Heard, told: Told) -> Tensor:
    """Score each type of what one party does to the other in a sentence: (types).

    The sum over all words of the weight that the word reports an event of the type, and has the two for arguments.
    """
    assert told.deed is not None
    scores = heard["event_type"].log_softmax(-1) + _score_parties(network, heard, told.deed)[:, None]
    return scores.logsumexp(0)


def _score_parties(network: Network, heard: Heard, deed: Deed) -> Tensor:
    """Score each word by how likely it has the two parties of a deed for its own, as log shares: (w)."""
    related = F.logsigmoid(network.happenings.relate(heard["event_trigger"], heard["event_argument"]))
    scores = torch.zeros_like(related[:, 0, 0])
    for role, span in (("actor", deed.actor), ("recipient", deed.recipient)):
        if span is not None:
            scores = scores + related[:, EVENT_ROLES.index(role), span[0] : span[1]].mean(1)
    return scores


def _pair_loss(network: Network, heard: Heard, deed: Deed) -> Tensor:
    """Some word that reports an event has the two parties for its own, whatever its type; which words do is not asked.

    A sentence may tell of more than what the one did to the other: "accused of bombing".
    """
    events = heard["event_type"].detach().log_softmax(-1)[:, 1:].logsumexp(1)
    return events.logsumexp(0) - (events + _score_parties(network, heard, deed)).logsumexp(0)


def _deed_loss(network: Network, heard: Heard, told: Told) -> Tensor:
    assert told.deed is not None
    scores = score_deed(network, heard, told)
    scores = scores[1:].log_softmax(-1)
    wanted = torch.tensor([kind - 1 for kind in told.deed.kinds], device=scores.device)
    return -scores[wanted].logsumexp(0)


def _quad_loss(heard: Heard, quad: int) -> Tensor:
    """Of no quad class: no word reports a type of one. Of one: some word reports one of its types."""
    shares = heard["event_type"].log_softmax(-1)
    kinds = torch.tensor(_QUADS[quad - 1] if quad else _LOGGED, device=shares.device)
    none = torch.log1p(-shares[:, kinds].logsumexp(1).exp().clamp_max(1 - 1e-6)).sum()
    return -none if quad == 0 else -torch.log1p(-none.exp().clamp_max(1 - 1e-6))
