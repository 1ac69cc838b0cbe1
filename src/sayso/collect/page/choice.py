"""The pieces of a page in, those that make up the article out, in order, none twice.

trafilatura says which words are the article's; the tree says what belongs with them. A paragraph that it left out
between two of its own is taken back, a menu that it let in is not.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import html

from sayso.collect.page.pieces import Piece

# Names by which pages call what is not the article, as whole parts of a class or an id.
_JUNK = re.compile(
    r"(?:^|[-_ ])(?:comments?|disqus|related|recirc\w*|recommend\w*|share|sharing|social\w*|promo\w*|newsletter\w*"
    r"|advert\w*|ads?|ad-\w+|sponsor\w*|cookies?|consent|nav\w*|menu|sidebar|breadcrumbs?|outbrain|taboola|popular"
    r"|trending|most-read|more-on|more-from|read-more|readmore|tags?|topics?|toolbar|subscri\w+|paywall|sign-?up|login"
    r"|widget|footer|copyright|pagination|skip-?link)(?:$|[-_ ])"
)
_JUNK_TAGS = frozenset(("nav", "aside", "footer", "form"))
_JUNK_WORDS = re.compile(
    r"(?:advertisement$|sponsored$|share (?:this|on)\b|follow us\b|sign up (?:for|to)\b|subscribe (?:to|now)\b"
    r"|read (?:more|also):|see also:|related(?: \w+)?:|(?:most (?:read|popular)|more (?:on|from) .{1,40})$"
    r"|click here\b|skip to\b|(?:\d+ )?comments?$"
    r"|\d+ min(?:ute)?s? read$|.{0,80}all rights reserved|you may also like)",
    re.I,
)
_MAX_FOR_TRAFILATURA = 10_000
_MOST = 0.8
_MOSTLY_LINKS = 0.7
_PROSE = 25
_HEADLINE = 8
_BODY = (None, "pull_quote")
_DATA = ("series", "standfirst", "byline", "dateline", "caption")


def choose_pieces(tree: html.HtmlElement, pieces: Sequence[Piece], *, title: str | None) -> list[Piece]:
    """Choose the article's pieces; empty where the page holds no article."""
    votes = _vote(tree, pieces)
    if not any(votes):
        votes = _vote_by_tag(pieces)
    weights = _weigh(pieces, votes)
    if not weights:
        return []
    root = _root(pieces, votes, weights)
    junk = _junk(pieces, weights)
    chosen = [
        n
        for n, piece in enumerate(pieces)
        if not junk[n] and (votes[n] or _belongs(piece, root)) and not _JUNK_WORDS.match(piece.text)
    ]
    first, last = votes.index(True), len(votes) - 1 - votes[::-1].index(True)
    homes = {piece.parent for piece, vote in zip(pieces, votes, strict=True) if vote}
    chosen = [n for n in chosen if first <= n <= last or {pieces[n].parent, pieces[n].element} & homes]
    head = _head(pieces, votes, junk, title=title)
    chosen = [n for n in chosen if n >= min(head, default=0)]
    found = {n: pieces[n] for n in sorted({*head, *chosen})}
    found |= {n: replace(pieces[n], kind="title") for n in head if pieces[n].kind == "heading"}
    return list(_once(list(found.values())))


def _bare(words: str) -> str:
    return "".join(filter(str.isalnum, words)).casefold()


def _vote(tree: html.HtmlElement, pieces: Sequence[Piece]) -> list[bool]:
    """Ask trafilatura which pieces are the article's."""
    import trafilatura  # late: it takes half a second, and only pages need it

    if len(pieces) > _MAX_FOR_TRAFILATURA:
        return [False] * len(pieces)
    found = trafilatura.extract(tree, include_comments=False, include_tables=True, deduplicate=False, fast=True)
    if not found:
        return [False] * len(pieces)
    lines = {_bare(line) for line in found.splitlines()}
    whole = _bare(found)
    bare = [_bare(piece.text) for piece in pieces]
    return [bool(b) and (b in lines or (len(b) > _PROSE and b in whole)) for b in bare]


def _vote_by_tag(pieces: Sequence[Piece]) -> list[bool]:
    """Vote without trafilatura, for pages that it gives up: the paragraphs that read like prose."""
    return [
        piece.kind is None
        and piece.linked < 0.5
        and piece.element.tag not in ("li", "th")
        and len(piece.text.split()) > 7
        for piece in pieces
    ]


def _weigh(pieces: Sequence[Piece], votes: Sequence[bool]) -> Counter[html.HtmlElement]:
    """Count under each element the characters voted for."""
    weights: Counter[html.HtmlElement] = Counter()
    for piece, vote in zip(pieces, votes, strict=True):
        if vote:
            for element in (piece.element, *piece.element.iterancestors()):
                weights[element] += len(piece.text)
    return weights


def _root(pieces: Sequence[Piece], votes: Sequence[bool], weights: Counter[html.HtmlElement]) -> html.HtmlElement:
    """Find the deepest element that holds most of what was voted for."""
    heaviest = max(weights.values())
    best = pieces[votes.index(True)].element
    depth = -1
    for element, weight in weights.items():
        if weight >= heaviest * _MOST:
            depth_here = sum(1 for _ in element.iterancestors())
            if depth_here > depth:
                best, depth = element, depth_here
    return best


def _junk(pieces: Sequence[Piece], weights: Counter[html.HtmlElement]) -> list[bool]:
    """Tell the pieces that stand in a menu, a list of links, an advertisement and the like.

    An element that holds a third of the article is none of these, whatever it calls itself.
    """
    heaviest = max(weights.values())
    known: dict[html.HtmlElement, bool] = {}

    def is_junk(element: html.HtmlElement) -> bool:
        path = []
        walk: html.HtmlElement | None = element
        while walk is not None and walk not in known:
            path.append(walk)
            walk = walk.getparent()
        verdict = known[walk] if walk is not None else False
        for passed in reversed(path):
            verdict = (verdict or _is_junk_itself(passed)) and weights[passed] * 3 < heaviest
            known[passed] = verdict
        return verdict

    return [
        (is_junk(piece.element) and piece.kind != "pull_quote") or (piece.linked > 0.7 and piece.kind not in _DATA)
        for piece in pieces
    ]


def _is_junk_itself(element: html.HtmlElement) -> bool:
    if element.tag == "footer" and next(element.iterancestors("blockquote", "aside"), None) is not None:
        return False
    name = f"{element.get('class') or ''} {element.get('id') or ''}"[:300].lower()
    if "quote" in name and element.tag == "aside":
        return False
    return element.tag in _JUNK_TAGS or _JUNK.search(name) is not None


def _belongs(piece: Piece, root: html.HtmlElement) -> bool:
    """Tell a piece of the article's own element that is prose, or that its markup names."""
    if not any(element is root for element in (piece.element, *piece.element.iterancestors())):
        return False
    return piece.linked < 0.5 or piece.kind in _DATA


def _head(pieces: Sequence[Piece], votes: Sequence[bool], junk: Sequence[bool], *, title: str | None) -> list[int]:
    """Find what stands above the article: its headline, and what the markup calls standfirst, byline, date."""
    body = [n for n, vote in enumerate(votes) if vote and pieces[n].kind in _BODY]
    start = _headline(pieces, body, title)
    if start is None:
        return []
    first = next((n for n in body if n > start), start)
    data = [n for n in range(start + 1, first) if pieces[n].kind in _DATA and not junk[n]]
    series = [n for n in range(max(start - 2, 0), start) if pieces[n].kind == "series"]
    return [*series, start, *data]


def _headline(pieces: Sequence[Piece], body: Sequence[int], title: str | None) -> int | None:
    """Find the heading that is the page's title, else the last above the first paragraph."""
    wanted = _bare(title or "")
    middle = body[len(body) // 2] if body else len(pieces)
    top = [n for n in range(min(middle + 1, len(pieces))) if pieces[n].kind in ("title", "heading")]
    named = [n for n in top if len(_bare(pieces[n].text)) >= _HEADLINE and _bare(pieces[n].text) in wanted]
    above = [n for n in top if pieces[n].kind == "title" and (not body or n < body[0])]
    return next(iter(named[-1:] or above[-1:]), None)


def _once(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Leave out what a page prints twice, for phones and for paper."""
    seen: set[str] = set()
    for piece in pieces:
        bare = _bare(piece.text)
        if len(bare) > _PROSE and bare in seen:
            continue
        seen.add(bare)
        yield piece
