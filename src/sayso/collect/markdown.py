"""A Markdown text in, its lines and what its front matter says out; the text itself stays as it is.

Marks that shape a block (#, >, -, ***, the underlining of a heading) stand outside the lines; marks inside
a sentence stay where they are.
"""

import re
from collections.abc import Iterator

from sayso.collect.dates import read_date
from sayso.collect.lines import Line, trim
from sayso.collect.metadata import Metadata
from sayso.data import BlockKind

_FRONT = re.compile(r"---[ \t]*\r?\n(?P<fields>(?:[^\n]{0,2000}\n){0,100}?)---[ \t]*(?:\r?\n|\Z)")
_FIELD = re.compile(r"^(title|date|published|author|byline|url|publisher)[ \t]*:[ \t]*(.+?)[ \t]*\r?$", re.I | re.M)
_ROW = re.compile(r"[^\n\r]*(?:\r\n|\n|\r|\Z)")
_QUOTED = re.compile(r" {0,3}(?:>[ \t]?)+")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+")
_CLOSING_MARKS = re.compile(r"[ \t]+#+[ \t]*$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?=\S)")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|=+[ \t]*|`{3}.*|~{3}.*)")
_UNDERLINE = re.compile(r" {0,3}(?:(?P<first>=+)|-+)[ \t]*")
_WRAPPED = re.compile(r"(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1", re.S)


def read_markdown(text: str) -> tuple[list[Line], Metadata]:
    """Find the lines of a Markdown text: headings, quotations, items and paragraphs, wrapped ones joined."""
    front = _FRONT.match(text)
    rows = _rows(text, front.end() if front else 0)
    lines = [_unwrap(text, line) for line in _join(text, list(rows))]
    metadata = _read_front(front["fields"]) if front else Metadata()
    return [line for line in lines if line.start < line.end], metadata


def _read_front(fields: str) -> Metadata:
    said = {name.lower(): value.strip("\"'") for name, value in _FIELD.findall(fields)}
    author = said.get("author") or said.get("byline")
    return Metadata(
        title=said.get("title"),
        published=read_date(said.get("date") or said.get("published") or ""),
        publisher=said.get("publisher"),
        url=said.get("url"),
        byline=(author,) if author else (),
    )


def _rows(text: str, start: int) -> Iterator[tuple[int, int]]:
    while start < len(text):
        match = _ROW.match(text, start)
        if match is None:
            return
        yield match.start(), match.end()
        start = match.end()


def _join(text: str, rows: list[tuple[int, int]]) -> list[Line]:
    """Join the rows of a paragraph, which ends at a blank row or where a row of another sort begins."""
    lines: list[Line] = []
    is_open, was_quoted = False, False
    for start, end in rows:
        underline = _UNDERLINE.fullmatch(text[start:end].rstrip("\r\n")) if is_open else None
        if underline and lines[-1].kind is None:
            lines[-1] = Line(lines[-1].start, lines[-1].end, _heading(lines, first=underline["first"] is not None))
            is_open = False
            continue
        quoted, item, body = _strip_marks(text, start, end)
        first, last = trim(text, body, end)
        if first == last or _RULE.fullmatch(text[body:end].rstrip("\r\n")):
            is_open = False
            continue
        heading = _HEADING.match(text, body, end)
        if heading:
            first, last = trim(text, heading.end(), end - len(_closing(text[heading.end() : end])))
            lines.append(Line(first, last, _heading(lines, first=len(heading[1]) == 1)))
            is_open = False
        elif is_open and quoted == was_quoted and not item:
            lines[-1] = Line(lines[-1].start, last, lines[-1].kind)
        else:
            lines.append(Line(first, last))
            is_open = True
        was_quoted = quoted
        if text[start:end].rstrip("\r\n").endswith(("  ", "\\")):
            is_open = False
    return lines


def _strip_marks(text: str, start: int, end: int) -> tuple[bool, bool, int]:
    """Tell whether a row is quoted, whether it is an item, and where its words begin."""
    quoted = _QUOTED.match(text, start, end)
    body = quoted.end() if quoted else start
    item = _ITEM.match(text, body, end)
    return quoted is not None, item is not None, item.end() if item else body


def _closing(words: str) -> str:
    match = _CLOSING_MARKS.search(words.rstrip("\r\n"))
    return words[match.start() :] if match else ""


def _heading(lines: list[Line], *, first: bool) -> BlockKind:
    return "title" if first and not any(line.kind == "title" for line in lines) else "heading"


def _unwrap(text: str, line: Line) -> Line:
    """Leave out the stars around a line that is emphasised as a whole, as bylines and captions often are."""
    match = _WRAPPED.fullmatch(text[line.start : line.end]) if line.end - line.start < 300 else None
    if match is None or match[1] in match[2]:
        return line
    return Line(line.start + match.start(2), line.start + match.end(2), line.kind)
