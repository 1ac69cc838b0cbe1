"""The tree of a page in, its pieces out: each stretch of text that stands by itself, in order, with what the markup
says of it. Nothing is chosen here, but what no reader ever sees is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import html

from sayso.collect.turns import find_labels
from sayso.data import BlockKind

_UNSEEN = frozenset(
    "script style noscript template svg math iframe object embed applet title meta link base select option textarea "
    "button input datalist canvas audio video map area dialog menu nav progress meter amp-ad amp-sidebar amp-analytics "
    "amp-iframe amp-consent amp-social-share amp-embed amp-sticky-ad amp-user-notification amp-auto-ads "
    "amp-list".split()
)
_STANDING = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul "
    "caption".split()
)
_ROWS = frozenset("div header section article li footer address".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_SPACE = re.compile(r"[ \t\n\r\f]+")
# Names by which pages call the parts of an article, as parts of a class or an itemprop.
_KINDS: dict[BlockKind, re.Pattern[str]] = {
    "series": re.compile(r"kicker|eyebrow|overline|strapline|(?:^|[-_ ])(?:rubric|series|programme|show)(?:$|[-_ ])"),
    "standfirst": re.compile(
        r"standfirst|stand-first|(?:^|[-_ ])(?:dek|deck|subtitle|sub-?head(?:line|ing)?|lede?-in)(?:$|[-_ ])"
        r"|article-?_?-?(?:summary|intro|description)|sub-?headline|story-?summary"
    ),
    "caption": re.compile(r"caption|(?:photo|image|picture)-?_?(?:credit|description)"),
    "byline": re.compile(r"by-?_?line|(?:^|[-_ ])authors?(?:[-_ ]?names?)?(?:$|[-_ ])|contributor"),
    "dateline": re.compile(
        r"(?:^|[-_ ])(?:date|dateline|datetime|timestamp|pub-?date|published|publish-?date|post-?date)(?:$|[-_ ])"
    ),
    "pull_quote": re.compile(r"pull-?_?quote"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `parent` is the element that holds it and its neighbours, `linked` the share of link text."""

    text: str
    element: html.HtmlElement = field(repr=False)
    parent: html.HtmlElement = field(repr=False)
    kind: BlockKind | None
    linked: float = 0.0


@dataclass(slots=True)
class _Pending:
    """The words gathered since the last break; `headed` are the page's tables of data, told by their headed columns."""

    headed: frozenset[html.HtmlElement]
    words: list[str] = field(default_factory=list)
    linked: int = 0
    element: html.HtmlElement | None = None


def list_pieces(tree: html.HtmlElement) -> Iterator[Piece]:
    """Walk a page from its first word to its last (without recursion: pages may be deep)."""
    tables = (next(heading.iterancestors("table"), None) for heading in tree.iter("th"))
    pending = _Pending(frozenset(table for table in tables if table is not None))
    stack: list[tuple[html.HtmlElement, bool]] = [(tree, False)]  # the head too: libxml2 puts an early <article> there
    while stack:
        element, leaving = stack.pop()
        if leaving:
            yield from _leave(element, pending, last=element is tree)
            continue
        if not isinstance(element.tag, str) or is_unseen(element):
            _add(pending, element.tail, element.getparent())
            continue
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
        if element.tag == "br" or _breaks(element):
            yield from _flush(pending)
        if element.tag != "br":
            _add(pending, element.text, element)
    yield from _flush(pending)


def is_unseen(element: html.HtmlElement) -> bool:
    """Tell an element that no reader sees, or that is machinery of the page."""
    style = (element.get("style") or "")[:500].replace(" ", "").lower()
    return (
        element.tag in _UNSEEN
        or element.get("hidden") is not None
        or element.get("role") in ("navigation", "search", "menu", "dialog", "alert")
        or "display:none" in style
    )


def _breaks(element: html.HtmlElement) -> bool:
    """Tell an element whose words stand by themselves: a block, or the writer, date or the like in a row of data."""
    if element.tag in _STANDING or element.tag.startswith("amp-"):
        return True
    if element.tag not in ("span", "time", "a", "em", "i", "strong", "b"):
        return False
    parent = element.getparent()
    return parent is not None and parent.tag in _ROWS and (element.tag == "time" or _kind_by_name(element) is not None)


def _leave(element: html.HtmlElement, pending: _Pending, *, last: bool) -> Iterator[Piece]:
    if _breaks(element):
        yield from _flush(pending)
    if not last:
        _add(pending, element.tail, element.getparent())


def _add(pending: _Pending, words: str | None, element: html.HtmlElement | None) -> None:
    if not words:
        return
    pending.words.append(words)
    if words.strip() and element is not None:
        pending.element = pending.element if pending.element is not None else element
        if element.tag == "a" or next(element.iterancestors("a"), None) is not None:
            pending.linked += len(words)


def _flush(pending: _Pending) -> Iterator[Piece]:
    text = _SPACE.sub(" ", "".join(pending.words)).strip(" ")
    element, linked = pending.element, pending.linked
    pending.words, pending.linked, pending.element = [], 0, None
    if text and element is not None:
        standing = _standing(element)
        parent = standing.getparent()
        home = standing if parent is None else parent
        kind = _kind(element, standing)
        if standing.tag in ("td", "th") and next(standing.iterancestors("table"), None) in pending.headed:
            kind = "paragraph"
        if kind == "dateline" and find_labels([text, text])[0] == len(text):
            kind = None  # the time of a post in a live blog
        yield Piece(text, standing, home, kind, linked / len(text))


def _standing(element: html.HtmlElement) -> html.HtmlElement:
    while element.tag not in _STANDING:
        parent = element.getparent()
        if parent is None:
            break
        element = parent
    return element


def _kind(element: html.HtmlElement, standing: html.HtmlElement) -> BlockKind | None:
    """Read from the markup what kind of block a stretch is; None where it leaves that to the words."""
    if standing.tag in _HEADINGS:
        named = _kind_by_name(standing)
        return named if named in ("series", "standfirst") else "title" if standing.tag == "h1" else "heading"
    near: html.HtmlElement | None = element
    for _ in range(6):
        if near is None or near.tag in ("article", "main", "body", "section"):
            break
        kind = _kind_by_tag(near) or _kind_by_name(near)
        if kind is not None:
            return kind
        near = near.getparent()
    return None


def _kind_by_tag(element: html.HtmlElement) -> BlockKind | None:
    tag = element.tag
    if tag in ("figcaption", "caption"):
        return "caption"
    if tag in ("footer", "cite") and next(element.iterancestors("blockquote", "aside"), None) is not None:
        return "byline" if tag == "footer" or _stands_alone(element) else None
    if tag == "blockquote":
        return "pull_quote"
    if tag == "time":
        return "dateline"
    if element.get("rel") == "author" or element.get("itemprop") == "author":
        return "byline"
    return None


def _stands_alone(cite: html.HtmlElement) -> bool:
    """Tell a `<cite>` that names the speaker beneath a quotation from a title cited inside it."""
    before = cite.getprevious()
    opens = before is None and not ((cite.getparent().text or "").strip()) and cite.getparent().tag != "blockquote"
    follows = before is not None and before.tag in ("p", "br", "div", "footer") and not (before.tail or "").strip()
    return (opens or follows) and not (cite.tail or "").strip()


def _kind_by_name(element: html.HtmlElement) -> BlockKind | None:
    name = f"{element.get('class') or ''} {element.get('itemprop') or ''}"[:300].lower().strip()
    if not name:
        return None
    return next((kind for kind, pattern in _KINDS.items() if pattern.search(name)), None)
