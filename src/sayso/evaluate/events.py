"""A Match -> counts of events: found, their type, status, parties, place, date and on whose word they rest.

An event is found where its trigger overlaps the labelled one's, or stands in the same sentence and is of its type.
"""

from collections.abc import Iterator, Sequence

from sayso.data import Event
from sayso.evaluate.labels import LabelledEvent, Parties
from sayso.evaluate.matching import Match, pair_best
from sayso.evaluate.names import same_name
from sayso.evaluate.pieces import count_sentences, overlap, pieces_of
from sayso.evaluate.scores import Count, Tally, add_tallies

FULL = 12
"""Events at which labelling stops: from there on, what is given besides does not count against."""
TOLD = frozenset({"asserted", "claimed", "denied"})
"""What somebody says has happened; all else has not, or not yet."""
SHARES = (
    "event_type", "event_status", "event_actor", "event_recipient", "event_actor_none", "event_recipient_none",
    "event_word", "event_place", "event_date", "false_assert",
)  # fmt: skip


def count_events(match: Match) -> Tally:
    """Count the events found, and what is right of those; nothing where nobody labelled events.

    `false_assert` is the share of what has not happened that is given as asserted: the less the better.
    """
    labels = match.gold.labels.events
    if labels is None:
        return {}
    pairs = pair_events(match, labels)
    found = {label: match.events[pairs[n]] for n, label in enumerate(labels) if label.agreed and n in pairs}
    optional = sum(not labels[n].agreed for n in pairs)
    given = (len(pairs) if len(labels) >= FULL else len(match.events)) - optional
    asked = [label for label in labels if label.agreed]
    unreal = [label for label in asked if not label.status & TOLD]
    false = sum(label in found and found[label].status == "asserted" for label in unreal)
    tallies = [{name: Count(right, 1) for name, right in _judge(match, *pair)} for pair in found.items()]
    return {
        "events": Count(len(found), len(asked), given),
        **{share: Count(0, 0) for share in SHARES},
        **add_tallies(tallies),
        "false_assert": Count(false, len(unreal)),
    }


def pair_events(match: Match, labels: Sequence[LabelledEvent]) -> dict[int, int]:
    """Pair labels with the events given, those whose triggers overlap first, each at most once."""
    text = match.gold.text
    triggers = [pieces_of(event.trigger) for event in match.events]

    def likeness(one: int, other: int) -> float:
        label, pieces = labels[one], triggers[other]
        same_type = match.events[other].event_type in label.type
        if any(overlap([piece], pieces) > 0 for piece in label.trigger):
            return 2.0 + same_type
        near = {count_sentences(text, piece[0]) for piece in label.trigger} if same_type and pieces else set[int]()
        return float(bool(near) and count_sentences(text, pieces[0][0]) in near)

    return pair_best(len(labels), len(match.events), likeness, least=1)


def _judge(match: Match, label: LabelledEvent, event: Event) -> Iterator[tuple[str, bool]]:
    """Judge all that a label asks of an event, each as a measure and whether it is right."""
    names = match.entity_names
    yield "event_type", event.event_type in label.type
    yield "event_status", event.status in label.status
    yield _judge_parties("actor", label.actor, [names.get(one, []) for one in event.actor])
    yield _judge_parties("recipient", label.recipient, [names.get(one, []) for one in event.recipient])
    if label.place:
        place = event.place
        words = [place.name, *(span.exact for span in place.spans)] if place else []
        yield "event_place", same_name(words, label.place)
    if whose := [name for parties in label.on_word_of for party in parties for name in party]:
        last = event.on_whose_word[-1] if event.on_whose_word else ""
        yield "event_word", last == "writer" if {*whose} == {"writer"} else same_name(names.get(last, []), whose)
    if label.date:
        yield "event_date", event.date is not None and event.date.value in label.date


def _judge_parties(role: str, accepted: Sequence[Parties], given: Sequence[Sequence[str]]) -> tuple[str, bool]:
    """Judge who did it or to whom: one of those labelled is given, or nobody where an annotator has nobody."""
    if not any(accepted):
        return f"event_{role}_none", not given
    borne = any(same_name(names, party) for names in given for parties in accepted for party in parties)
    return f"event_{role}", borne or (not given and not all(accepted))
