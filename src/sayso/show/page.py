"""Readings in, one self-contained page out: the text, each statement bracketed in its margin, a note beside it.

The page has no script and fetches nothing; what ties a note to its words is CSS (`style.py`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from sayso.data import Reading
from sayso.show.label import (
    is_foreign,
    label_act,
    label_count,
    label_language,
    label_reading,
    label_speaker,
    label_title,
    name_entities,
    name_speaker,
)
from sayso.show.markup import Html, element
from sayso.show.order import Statement, order_statements, statement_spans
from sayso.show.rows import Note, Row, Segment, Strip, cut_rows
from sayso.show.style import write_style

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_TAGS = {"title": "h1", "heading": "h2", "pull_quote": "blockquote"}
_LETTERS = {"words": "w", "source": "s", "cue": "c"}
_KEY = (
    "A bracket in the margin marks a statement: words that the article puts in someone's mouth or mind. "
    "The note beside it names the speaker, what the cue does and how the words are given; the figure says how many "
    "in a hundred statements that look as sure are right. Sayso does not say who is right."
)


@dataclass(frozen=True, slots=True)
class _Frame:
    """An article in its place on the page: the prefix of its ids, and by how much its headings are lowered."""

    reading: Reading
    names: Mapping[str, str]
    prefix: str
    lowered: int = 0


def render_page(readings: Iterable[Reading]) -> str:
    """Render one self-contained page of one or several articles."""
    held = tuple(readings)
    single = len(held) == 1
    title = label_title(held[0].article) if single else label_count(len(held), "article")
    frames = [_Frame(entry, name_entities(entry), f"a{at}", 0 if single else 1) for at, entry in enumerate(held, 1)]
    rows = [_cut(reading) for reading in held]
    head = element(
        "head",
        Html('<meta charset="utf-8">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html('<meta name="color-scheme" content="light dark">'),
        element("title", f"{title} · Sayso"),
        write_style(chain.from_iterable(rows)),
    )
    contents = [] if single else [element("h1", title), _contents(frames)]
    main = element("main", *contents, *map(_article, frames, rows))
    body = element("body", element("div", main, _foot(held), class_="sayso"), class_="sayso-page")
    return f"<!doctype html>\n{element('html', head, body, lang='en').text}\n"


def render_fragment(reading: Reading) -> str:
    """Render one article as a piece of HTML that brings its own style, for notebooks (`_repr_html_`)."""
    rows = _cut(reading)
    frame = _Frame(reading, name_entities(reading), reading.article.id, 1)
    return element("div", write_style(rows), _article(frame, rows), class_="sayso").text


def _cut(reading: Reading) -> tuple[Row, ...]:
    return cut_rows(reading.article, order_statements(reading.attributions))


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


def _article(frame: _Frame, rows: Iterable[Row]) -> Html:
    article = frame.reading.article
    notice = label_language(article)
    head = [element("p", label_reading(frame.reading), class_="meta")]
    if not any(block.kind == "title" for block in article.blocks):
        head.append(element(_lower("h1", frame), label_title(article)))
    if notice:
        head.append(element("p", notice, class_="notice"))
    body = [_row(row, frame) for row in rows]
    return element("article", element("header", *head), *body, *_speakers(frame), id=frame.prefix)


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
    words = text[segment.start : segment.end]
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
    return element(
        "li",
        element("a", statement.number, class_="number", href=target, aria_label=label),
        element("b", label_speaker(attribution.source, frame.names), class_="speaker"),
        " ",
        element("span", act, class_="act"),
        class_=f"note n{place}",
        id=f"n-{name}",
        style=anchors if target else f"--depth:{min(statement.depth, 4)}",
    )


def _speakers(frame: _Frame) -> list[Html]:
    counts = Counter(name_speaker(entry.source, frame.names) for entry in frame.reading.attributions)
    if not counts:
        return []
    named = counts.most_common()
    entries = [element("li", name, " ", element("span", f"{count}", class_="count")) for name, count in named]
    return [element("footer", element("p", "Who speaks"), element("ul", *entries), class_="speakers")]


def _foot(readings: Iterable[Reading]) -> Html:
    versions = sorted({f"Sayso {entry.sayso_version}, model {entry.provenance.model}" for entry in readings})
    lines = [element("p", f"Read by {version}.") for version in versions]
    return element("footer", element("p", _KEY), *lines, class_="foot")


def _lower(name: str, frame: _Frame) -> str:
    return f"h{int(name[1]) + frame.lowered}" if name in ("h1", "h2") else name
