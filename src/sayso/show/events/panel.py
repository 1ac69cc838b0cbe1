"""The events of an article and who its entities are in, the panel of what happened out."""

from collections.abc import Iterator, Mapping, Sequence

from sayso.data import Event, Reading
from sayso.show.events.label import label_deed, label_place, label_sizes, label_statuses, label_when
from sayso.show.events.order import number_events
from sayso.show.events.passage import quote_sentence
from sayso.show.events.rivals import find_rivals, is_disputed
from sayso.show.label import label_count, label_date
from sayso.show.markup import Html, element, join
from sayso.show.people import Cast, link_entity
from sayso.show.rows import Anchor
from sayso.show.speaker import NOBODY, name_within

Fact = tuple[str, Html | str]


def anchor_events(reading: Reading, *, prefix: str) -> Iterator[Anchor]:
    """Give the place of the words for each event."""
    for number, event in number_events(reading.events):
        for span in event.trigger.spans[:1]:
            yield Anchor(f"{prefix}-t{number}", span.start, span.end)


def list_events(reading: Reading, cast: Cast, anchored: frozenset[str], *, heading: str) -> list[Html]:
    """List what happened under a heading of this rank; `anchored` are the anchors that the text has."""
    numbered = number_events(reading.events)
    if not numbered:
        return []
    told = f", as told on {label_date(reading.article.published[:10])}" if reading.article.published else ""
    numbers = {event.id: number for number, event in numbered}
    children = [
        element(heading, "What happened", id=f"{cast.prefix}-events"),
        element("p", label_count(len(numbered), "event") + told, class_="meta"),
        element("ol", *(_entry(event, reading, cast, numbers, anchored) for _, event in numbered)),
    ]
    return [element("section", *children, class_="events", aria_labelledby=f"{cast.prefix}-events")]


def _entry(event: Event, reading: Reading, cast: Cast, numbers: Mapping[str, int], anchored: frozenset[str]) -> Html:
    number, anchor = str(numbers[event.id]), f"{cast.prefix}-t{numbers[event.id]}"
    leads = f"#{anchor}" if anchor in anchored else None
    label = f"Words of event {number}" if leads else None
    facts = [element("div", element("dt", term), element("dd", value)) for term, value in _facts(event, cast, numbers)]
    return element(
        "li",
        element("a", number, class_="number", href=leads, aria_label=label),
        element(
            "div",
            element(
                "p",
                element("b", label_deed(event.event_type, event.modes)),
                ": ",
                *_name_parties(event, cast),
                element("span", f" · {event.confidence:.0%}", class_="meta"),
            ),
            element("dl", *facts),
            *_quote(event, reading),
        ),
        id=f"{cast.prefix}-v{number}",
    )


def _name_parties(event: Event, cast: Cast) -> Iterator[Html | str]:
    joint = "or" if is_disputed(event, cast.names) else "and"
    yield from _link_all(event.actor, cast, joint) or [NOBODY]
    others = _link_all(event.recipient, cast, "and")
    if others:
        yield from (" → ", *others)


def _link_all(names: Sequence[str], cast: Cast, joint: str) -> list[Html | str]:
    linked = [link_entity(name_within(name, cast.names), name, cast) for name in names if name in cast.names]
    parts: list[Html | str] = []
    for at, one in enumerate(linked):
        parts += [f" {joint} " if at == len(linked) - 1 else ", "] if at else []
        parts.append(one)
    return parts


def _facts(event: Event, cast: Cast, numbers: Mapping[str, int]) -> Iterator[Fact]:
    """Tell what is known of an event, a term and its value each."""
    yield "Status", label_statuses(event, cast.names)
    told = {
        "When": label_when(event.date),
        "Where": label_place(event.place),
        "How many": ", ".join(label_sizes(event.size)),
        "Told as": "history" if event.historical else "",
    }
    yield from ((term, value) for term, value in told.items() if value)
    answers = [numbers[one] for one in event.answers if one in numbers]
    if answers:
        links = (element("a", str(one), href=f"#{cast.prefix}-v{one}") for one in answers)
        yield "Answers", join(part for at, link in enumerate(links) for part in (", " if at else "", link))
    for rivals in find_rivals(event, cast.names):
        lines = (element("div", f"{value}, {word}", class_="rival") for value, word in rivals.values)
        yield f"{rivals.of[:1].upper()}{rivals.of[1:]}", join(lines)


def _quote(event: Event, reading: Reading) -> Iterator[Html]:
    quoted = quote_sentence(reading.article.text, event.trigger.spans)
    if quoted is not None:
        yield element("p", quoted.before, element("mark", quoted.words), quoted.behind, class_="quoted")
