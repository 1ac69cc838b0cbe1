"""Mentions of events and the attributions around them in; what each source makes of each event out.

Whose word it is, the attribution tells in whose content the word for the event stands; what they make of it, what the
attribution does and what its clause says. A source that denies what another says, in words that name no event, denies
the events of what was said.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sayso.data import Attribution, EventMention, EventStatus, Standing
from sayso.text import make_span

REACH = 3
"""Statements back that a denial which names no event may be of."""
_DENIES = frozenset(("deny", "reject"))
_WRITER = ("writer",)

_SPEAKS = {
    "ACCUSE": ("accuse",), "REQUEST": ("ask", "demand", "order"), "REJECT": ("decline",),
    "THREATEN": ("threaten", "warn"), "AGREE": ("promise", "confirm"), "SUPPORT": (), "CONCEDE": (), "CONSULT": (),
}  # fmt: skip
"""Types of events that are acts of speech, and the acts of attributions that they are; other speech is no event."""
_DONE = re.compile(
    r"(?:\w+ )?(?:respond|retaliat|repl|react|answer|hit back|struck back)\w* (?:with|by)\b", re.IGNORECASE
)
_FORMAL = re.compile(r"condemn|denounc|apologi[sz]|pardon|endors|recogni[sz]", re.IGNORECASE)
_QUESTION = re.compile(r"\W*(?:whether|if|how|what|why|who|when|where|which)\b|.*\?\W*\Z", re.IGNORECASE | re.DOTALL)
_SPEAK = (
    r"(?:comment(?:ed)?|say|discuss|elaborate|explain|specify|detail|disclose|reveal|confirm|speak|talk|named?|"
    r"identif(?:y|ied)|interviewed|be drawn|(?:answer|respond|reply)(?!\s(?:with|by)\b)|"
    r"(?:give|gave|offer|provide|release|withh[eo]ld)\w*\s(?:[\w’'-]+\s){0,3}"
    r"(?:answer|comment|date|detail|explanation|interview|name|reason|specific|statement)s?)\b"
)
_SILENT = re.compile(
    rf".*\b{_SPEAK}|.*\n\W*(?:to )?(?:\w+ly |either )?(?:be )?{_SPEAK}|"
    r".*\n\W*+(?!to\b)(?:[\w’'-]+ ){0,4}(?:comment|interview)\b",
    re.IGNORECASE,
)
"""A cue, a line end and a content in which nobody speaks: what is declined is speech, not what may be spoken of."""


def drop_speech(mentions: Sequence[EventMention], attributions: Sequence[Attribution]) -> Iterator[EventMention]:
    """Drop what was taken for an event and is only somebody saying something, asking a question or keeping silent."""
    cues = Words(attributions, cues=True)
    done = [m for m in mentions if m.noun and m.state == "real"]
    silent = Words([a for a in attributions if _is_silence(a)])
    denied = Words([a for a in attributions if a.act in _DENIES])
    for mention in mentions:
        spoken = next(reversed(cues.around(mention.trigger)), None)
        carried_out = spoken is not None and spoken.act == "order" and any(_holds(spoken, m) for m in done)
        said = mention.event_type in _SPEAKS and mention.noun and bool(denied.around(mention.trigger))  # "the claim"
        if not (silent.around(mention.trigger) or carried_out or said) and (
            spoken is None or _is_event(mention, spoken)
        ):
            yield mention


def _holds(attribution: Attribution, mention: EventMention) -> bool:
    return any(span.start <= mention.trigger[0] < span.end for span in attribution.content.spans)


def _is_silence(attribution: Attribution) -> bool:
    """Tell whether somebody will not speak; who declines to give up the mill does more."""
    cue, content = (" ".join(part.text.split()) if part else "" for part in (attribution.cue, attribution.content))
    return attribution.act == "decline" and bool(_SILENT.match(f"{cue}\n{content}"))


def _is_event(mention: EventMention, spoken: Attribution) -> bool:
    """Tell whether the cue of an attribution is an event, too: a demand, an accusation; or no speech at all."""
    acts = _SPEAKS.get(mention.event_type)
    if acts is None or (spoken.cue and _FORMAL.search(spoken.cue.text)):
        return True
    if spoken.act not in acts:
        return False
    if spoken.act == "ask" and _QUESTION.match(spoken.content.text):
        return False
    return not _is_silence(spoken)


class Words:
    """The attributions of an article, found by what stands in their contents, or in their cues."""

    def __init__(self, attributions: Sequence[Attribution], *, cues: bool = False) -> None:
        self._known = {attribution.id: attribution for attribution in attributions}
        parts = [(a.cue if cues else a.content, a.id) for a in attributions]
        self._pieces = sorted((span.start, span.end, name) for part, name in parts if part for span in part.spans)
        self._starts = [start for start, _, _ in self._pieces]
        self._longest = max((end - start for start, end, _ in self._pieces), default=0)

    def around(self, place: tuple[int, int]) -> list[Attribution]:
        """Find the attributions in whose contents or cues a place stands, the innermost last."""
        held = []
        for n in range(bisect_right(self._starts, place[0]) - 1, -1, -1):
            start, end, name = self._pieces[n]
            if place[0] - start > self._longest:
                break
            if start <= place[0] and place[1] <= end:
                held.append((end - start, self._known[name]))
        held.sort(key=lambda pair: -pair[0])
        return [attribution for _, attribution in held]


def judge_mention(text: str, mention: EventMention, words: Words) -> EventStatus:
    """Tell what the words around a mention make of its event, and on whose word."""
    around = words.around(mention.trigger)
    while around and _is_done(mention, around[-1]):
        around.pop()
    inner = around[-1] if around else None
    span = make_span(text, *mention.trigger)
    if inner is None or _is_taken_for_granted(mention, inner):
        return EventStatus(_stand(mention, told=False), _WRITER, None, (span,))
    word = inner.on_whose_word if inner.source is not None and inner.source.entity is not None else ()
    own = word == _WRITER
    status = _stand(mention, told=not own)
    if inner.act in _DENIES and not inner.negated and mention.state == "real":
        status = "denied"
    elif inner.act == "doubt" and status == "claimed":
        status = "hypothetical"
    elif inner.act == "threaten" and mention.state in ("planned", "hypothetical"):
        status = "threatened"
    elif inner.act in ("demand", "ask", "order") and mention.state in ("planned",):
        status = "requested"
    return EventStatus(status, word, inner.id, (span,))


def _is_done(mention: EventMention, attribution: Attribution) -> bool:
    """Tell whether what seems to be said was done: "ordered the killing of", "responded with missile strikes"."""
    if mention.state != "real" or not mention.noun:
        return False
    return attribution.act == "order" or bool(attribution.cue and _DONE.match(attribution.cue.text))


def _is_taken_for_granted(mention: EventMention, attribution: Attribution) -> bool:
    """Tell whether a source says something of an event that it takes as known: "that rot had caused the collapse"."""
    granted = mention.noun and mention.definite and mention.state == "real" and attribution.act not in _DENIES
    governor = mention.governor
    return (
        granted
        and governor is not None
        and any(span.start <= governor[0] < span.end for span in attribution.content.spans)
    )


def _stand(mention: EventMention, *, told: bool) -> Standing:
    """Put into one word what a clause makes of an event."""
    if mention.state == "real":
        return "claimed" if told else "asserted"
    return mention.state


def find_denials(
    attributions: Sequence[Attribution], holding: Mapping[str, Sequence[int]], accused: Mapping[int, frozenset[str]]
) -> Iterator[tuple[int, Attribution]]:
    """Find the events that a denial in other words is of: "denied it", "rejected the accusation".

    holding: by attribution, the events that its content holds; accused: by event, the entities that are said to have
    done it. Of the statements before, that one counts whose doer denies it, else the last one of somebody else.
    """
    before: list[Attribution] = []
    for attribution in attributions:
        named = holding.get(attribution.id, ())
        if attribution.act in _DENIES and not attribution.negated and not named:
            told = [one for one in before[-REACH:] if _differs(one, attribution) and holding.get(one.id)]
            speaker = attribution.source.entity if attribution.source else None
            own = [one for one in told if any(speaker in accused.get(n, ()) for n in holding[one.id])]
            for chosen in (own or told)[-1:]:
                yield from ((n, attribution) for n in holding[chosen.id])
        before.append(attribution)


def _differs(one: Attribution, other: Attribution) -> bool:
    """Tell whether two speak: nobody denies what they say themselves, and who is unknown may be anybody."""
    speakers = [a.source.entity if a.source else None for a in (one, other)]
    return (speakers[0] is None or speakers[0] != speakers[1]) and one.act not in _DENIES


def sum_up(statuses: Iterable[EventStatus]) -> tuple[Standing, tuple[str, ...]]:
    """Sum up what sources make of an event: its status, and on whose word it rests."""
    by_status: dict[Standing, list[EventStatus]] = defaultdict(list)
    for status in statuses:
        by_status[status.status].append(status)
    if by_status["asserted"]:
        return "asserted", by_status["asserted"][0].on_whose_word
    if by_status["denied"]:
        claimed = by_status["claimed"]
        return "denied", (claimed or by_status["denied"])[0].on_whose_word
    if by_status["claimed"]:
        return "claimed", by_status["claimed"][0].on_whose_word
    first = next(one for some in by_status.values() for one in some)
    return first.status, first.on_whose_word
