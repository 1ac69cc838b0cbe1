"""What the heads say of a text in; the words that report events, and how much each word belongs to them, out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

import numpy as np

from sayso.data import EventType, State
from sayso.model.decode import softmax
from sayso.model.heard import Floats, Heard
from sayso.model.labels import EVENT_MODES, EVENT_ROLES, EVENT_STATES, EVENT_TRUTHS, EVENT_TYPES

LEAST = 0.5
"""Share of all types together from which on a word reports an event."""
REACH = 250
"""Words on either side of an event that are looked at: about what the encoder sees at once."""
_STATES, _TRUTHS = len(EVENT_STATES), len(EVENT_TRUTHS)


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """A word that reports an event.

    `sure` is the share that it does, `typed` the share of the type among types; `states` and `truths` are shares in the
    order of the labels. Its line is from word `first` to `last`, the last excluded. `belongs` are the log odds that a
    word is its actor, recipient, place or time, of all words near it from `start` on: (roles, words).
    """

    word: int
    event_type: EventType
    sure: float
    typed: float
    modes: tuple[str, ...]
    states: tuple[float, ...]
    truths: tuple[float, ...]
    historical: float
    first: int
    last: int
    start: int
    belongs: Floats = field(repr=False)
    vector: Floats = field(repr=False)

    @property
    def state(self) -> State:
        """What its clause most likely makes of it."""
        return cast(State, EVENT_STATES[int(np.argmax(self.states))])


def find_events(heard: Heard, heads: Mapping[str, Floats], *, given: Sequence[int] | None = None) -> list[FoundEvent]:
    """Find the words of a text that report events, in order; or read those that are given as if they did."""
    said = heard.said
    shares = softmax(said["event_type"])
    words = np.flatnonzero(1 - shares[:, 0] > LEAST).tolist() if given is None else given
    lines = np.append(np.flatnonzero(heard.encoded.features[:, 1] >= 2), len(shares))
    found = []
    for word in words:
        at = int(np.searchsorted(lines, word, side="right"))
        first, last = int(lines[at - 1]) if at else 0, int(lines[at])
        kind = int(shares[word, 1:].argmax()) + 1
        state = said["event_state"][word]
        size = said["event_argument"].shape[1]
        vector = said["event_trigger"][word]
        start, end = min(first, max(0, word - REACH)), max(last, min(len(shares), word + REACH))
        scores = vector.reshape(len(EVENT_ROLES), size) @ said["event_argument"][start:end].T / size**0.5
        found.append(
            FoundEvent(
                word, cast(EventType, EVENT_TYPES[kind]), float(1 - shares[word, 0]),
                float(shares[word, kind] / (1 - shares[word, 0])),
                tuple(EVENT_MODES[n] for n in np.flatnonzero(said["event_mode"][word] > 0)),
                tuple(softmax(state[:_STATES]).tolist()), tuple(softmax(state[-_TRUTHS:]).tolist()),
                float(1 / (1 + np.exp(-state[_STATES]))), first, last, start,
                scores + heads["event_argument_bias"][:, None], vector,
            )
        )  # fmt: skip
    return found


def score_deed(
    heard: Heard, heads: Mapping[str, Floats], *, actor: tuple[int, int] | None, recipient: tuple[int, int] | None
) -> Floats:
    """Score each type of what one party does to another in a sentence, by the words of the two: (types).

    The log of a sum over all words: that the word reports an event of the type, and has the two for its parties.
    """
    said, size = heard.said, heard.said["event_argument"].shape[1]
    scores = said["event_type"] - np.logaddexp.reduce(said["event_type"], axis=1, keepdims=True)
    vectors = said["event_trigger"].reshape(len(scores), len(EVENT_ROLES), size)
    related = vectors @ said["event_argument"].T / size**0.5 + heads["event_argument_bias"][:, None]
    for role, words in (("actor", actor), ("recipient", recipient)):
        if words is not None:
            own = -np.logaddexp(0, -related[:, EVENT_ROLES.index(role), words[0] : words[1]])
            scores = scores + own.mean(axis=1, keepdims=True)
    return cast(Floats, np.logaddexp.reduce(scores, axis=0))
