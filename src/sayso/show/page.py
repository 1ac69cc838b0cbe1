"""Readings in, one self-contained page out: the text, each statement bracketed in its margin, a note beside it,
and below it what happened, and the people and bodies.

The page has no script and fetches nothing; what ties a note to its words is CSS (`style.py`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from sayso.data import Reading
from sayso.show.events.panel import anchor_events, list_events
from sayso.show.label import is_foreign, label_act, label_count, label_language, label_reading, label_title
from sayso.show.markup import Html, element
from sayso.show.order import Statement, order_statements, statement_spans
from sayso.show.people import Cast, anchor_cast, gather_cast, link_entity, list_people
from sayso.show.rows import Note, Row, Segment, Strip, cut_rows
from sayso.show.speaker import Speaker, name_speakers
from sayso.show.style import write_style

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_TAGS = {"title": "h1", "heading": "h2", "pull_quote": "blockquote"}
_LETTERS = {"words": "w", "source": "s", "cue": "c"}
_KEY = (
    "A bracket in the margin marks a statement: words that the article puts in someone's mouth or mind. "
    "The note beside it names the speaker, what the cue does and how the words are given; the figure says how many "
    "in a hundred statements that look as sure are right. Inferred means that no words there name the speaker, or that "
    "they leave a doubt."
)
_EVENTS_KEY = "What happened stands once, however often it is told, with those on whose word it is."
_CLOSING = "Sayso does not say who is right."


@dataclass(frozen=True, slots=True)
class _Frame:
    """An article in its place on the page: the prefix of its ids, and by how much its headings are lowered."""

    reading: Reading
    speakers: Mapping[Statement, Speaker]
    cast: Cast
    rows: Sequence[Row]
    prefix: str
    lowered: int = 0


def render_page(readings: Iterable[Reading]) -> str:
    """Render one self-contained page of one or several articles."""
    held = tuple(readings)
    single = len(held) == 1
    title = label_title(held[0].article) if single else label_count(len(held), "article")
    frames = [_frame(reading, prefix=f"a{at}", lowered=0 if single else 1) for at, reading in enumerate(held, 1)]
    head = element(
        "head",
        Html('<meta charset="utf-8">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html('<meta name="color-scheme" content="light dark">'),
        element("title", f"{title} · Sayso"),
        write_style(chain.from_iterable(frame.rows for frame in frames)),
    )
    contents = [] if single else [element("h1", title), _contents(frames)]
    main = element("main", *contents, *map(_article, frames))
    body = element("body", element("div", main, _foot(held), class_="sayso"), class_="sayso-page")
    return f"<!doctype html>\n{element('html', head, body, lang='en').text}\n"


def render_fragment(reading: Reading) -> str:
    """Render one article as a piece of HTML that brings its own style, for notebooks (`_repr_html_`)."""
    frame = _frame(reading, prefix=reading.article.id, lowered=1)
    return element("div", write_style(frame.rows), _article(frame), class_="sayso").text


def _frame(reading: Reading, *, prefix: str, lowered: int) -> _Frame:
    statements = order_statements(reading.attributions)
    speakers = dict(zip(statements, name_speakers(reading, statements), strict=True))
    cast = gather_cast(reading, speakers, prefix=prefix)
    anchors = chain(anchor_cast(cast), anchor_events(reading, prefix=prefix))
    rows = cut_rows(reading.article, statements, anchors)
    return _Frame(reading, speakers, cast, rows, prefix, lowered)


def _contents(frames: Iterable[_Frame]) -> Html:
    entries = (
        element(
            "li",
            element("a", label_title(frame.reading.article), href=f"#{frame.prefix}"),
            element("span", label_reading(frame.reading), class_="meta"),
        )
        for frame in frames
    )
    return element("nav", element("ol", *entries), aria_label="Articles")


def _article(frame: _Frame) -> Html:
    article = frame.reading.article
    notice = label_language(article)
    head = [element("p", label_reading(frame.reading), class_="meta")]
    if not any(block.kind == "title" for block in article.blocks):
        head.append(element(_lower("h1", frame), label_title(article)))
    if notice:
        head.append(element("p", notice, class_="notice"))
    body = [_row(row, frame) for row in frame.rows]
    segments = (segment for row in frame.rows for strip in row.strips for segment in strip.segments)
    anchored = frozenset(name for segment in segments for name in segment.anchors)
    events = list_events(frame.reading, frame.cast, anchored, heading=_lower("h2", frame))
    people = list_people(frame.cast, anchored, heading=_lower("h2", frame))
    return element("article", element("header", *head), *body, *events, *people, id=frame.prefix)


def _row(row: Row, frame: _Frame) -> Html:
    ids = [f"{frame.prefix}-{note.statement.number.replace('.', '-')}" for note in row.notes]
    text = element("div", *(_strip(strip, row, ids, frame) for strip in row.strips), class_="text")
    if not row.notes:
        return element("section", text, class_="row")
    notes = [_note(note, place, ids[place], frame) for place, note in enumerate(row.notes)]
    return element("section", text, element("ol", *notes, class_="notes"), class_="row noted")


def _strip(strip: Strip, row: Row, ids: Sequence[str], frame: _Frame) -> Html:
    block = strip.block
    children: list[Html | str] = []
    for segment in strip.segments:
        for place in segment.opens:
            children.append(_reference(row.notes[place].statement, place, ids[place]))
        children.append(_segment(segment, ids, frame.reading.article.text))
    kind = f"{block.kind} unread" if is_foreign(block) else block.kind
    name = _lower(_TAGS.get(block.kind, "p"), frame)
    return element(name, *children, class_=kind, lang=block.language if is_foreign(block) else None)


def _reference(statement: Statement, place: int, name: str) -> Html:
    label = f"Statement {statement.number}"
    return element("a", statement.number, class_=f"ref r{place}", id=f"p-{name}", href=f"#n-{name}", aria_label=label)


def _segment(segment: Segment, ids: Sequence[str], text: str) -> Html | str:
    words: Html | str = text[segment.start : segment.end]
    for name in segment.anchors:
        words = element("span", words, class_="mention", id=name)
    if not segment.marks:
        return words
    anchors = [f"--s-{ids[place]}" for place in segment.opens] + [f"--e-{ids[place]}" for place in segment.closes]
    style = f"anchor-name:{','.join(anchors)}" if anchors else None
    parts = sorted({mark.part for mark in segment.marks})
    ties = [f"{_LETTERS[mark.part]}{mark.place}" for mark in segment.marks]
    return element("span", words, class_=" ".join([*parts, *ties]), style=style)


def _note(note: Note, place: int, name: str, frame: _Frame) -> Html:
    statement, attribution = note.statement, note.statement.attribution
    act = f"{label_act(attribution)} · {attribution.manner} · {attribution.confidence:.0%}"
    anchors = f"--top:--s-{name};--end:--e-{name};--lane:{note.lane};--depth:{min(statement.depth, 4)}"
    # A statement without any words has nowhere to lead to.
    target = f"#p-{name}" if statement_spans(attribution) else None
    label = f"Words of statement {statement.number}" if target else None
    speaker = frame.speakers[statement]
    notes = [element("span", note, class_="aside") for note in speaker.notes]
    return element(
        "li",
        element("a", statement.number, class_="number", href=target, aria_label=label),
        element(
            "div",
            element("b", link_entity(speaker.name, speaker.entity, frame.cast), class_="speaker"),
            f"{speaker.more} ",
            *notes,
            " ",
            element("span", act, class_="act"),
        ),
        class_=f"note n{place}",
        id=f"n-{name}",
        style=anchors if target else f"--depth:{min(statement.depth, 4)}",
    )


def _foot(held: Sequence[Reading]) -> Html:
    versions = sorted({f"Sayso {entry.sayso_version}, model {entry.provenance.model}" for entry in held})
    lines = [element("p", f"Read by {version}.") for version in versions]
    keys = [_KEY, *([_EVENTS_KEY] if any(entry.events for entry in held) else []), _CLOSING]
    return element("footer", element("p", " ".join(keys)), *lines, class_="foot")


def _lower(name: str, frame: _Frame) -> str:
    return f"h{int(name[1]) + frame.lowered}" if name in ("h1", "h2") else name
