"""The tree of a page in, what it says of itself to machines out: JSON-LD first, then meta elements, then the words."""

from collections.abc import Iterator
from html import unescape as html_unescape

import msgspec
from lxml import html

from sayso.collect.bylines import names_of
from sayso.collect.dates import read_date
from sayso.collect.metadata import Metadata

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "publishdate", "publish-date", "pubdate",
    "date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "article.published", "og:pubdate", "ptime",
)  # fmt: skip
_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title")
_SITES = ("og:site_name", "dc.publisher")
_OWNERS = ("application-name", "publisher", "copyright")
_AUTHORS = ("author", "byl", "parsely-author", "dc.creator", "article:author", "sailthru.author")
_URLS = ("og:url", "twitter:url")
_MAX_JSON = 1_000_000
_MAX_NODES = 2_000
_ARTICLE_TYPES = ("article", "posting", "report", "review", "newsarticle")


def read_data(tree: html.HtmlElement) -> Metadata:
    """Read a page's title, day and time of publication, publisher, canonical URL and writers."""
    article, publisher = _find_article(tree)
    meta = _list_meta(tree)
    return Metadata(
        title=_words(article.get("headline")) or _first(meta, _TITLES) or _title_element(tree),
        published=_choose_day([*_days(article, meta), *_times(tree)]),
        publisher=_name(article.get("publisher")) or _first(meta, _SITES) or publisher or _first(meta, _OWNERS),
        url=_url(tree, meta, article),
        byline=_names(article.get("author")) or _authors(meta) or _marked_authors(tree),
    )


def _find_article(tree: html.HtmlElement) -> tuple[dict[str, object], str | None]:
    """Find the article among the page's JSON-LD, and the name of the site where it stands beside it."""
    article: dict[str, object] = {}
    publisher = None
    for node in _list_json(tree):
        types = node.get("@type")
        named = {str(t).lower() for t in (types if isinstance(types, list) else [types])}
        if not article and any(t.endswith(_ARTICLE_TYPES) for t in named):
            article = node
        if named & {"newsmediaorganization", "organization", "website"}:
            publisher = publisher or _name(node)
    return article, publisher


def _list_json(tree: html.HtmlElement) -> Iterator[dict[str, object]]:
    """List the objects of each JSON-LD script, nested graphs included, up to a limit."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text or len(script.text) > _MAX_JSON:
            continue
        waiting: list[object] = [_decode(script.text)]
        for _ in range(_MAX_NODES):
            if not waiting:
                break
            node = waiting.pop(0)
            if isinstance(node, list):
                waiting.extend(node[:_MAX_NODES])
            elif isinstance(node, dict):
                yield node
                waiting.extend(node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node)


def _decode(text: str) -> object:
    try:
        return msgspec.json.decode(text.strip().rstrip(";"))
    except (ValueError, RecursionError):  # malformed, or nested thousands deep
        return None


def _list_meta(tree: html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = " ".join((meta.get("content") or "").split())
        if name and content and len(content) <= 1_000:
            found.setdefault(name, content)
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _title_element(tree: html.HtmlElement) -> str | None:
    headings = [" ".join(h1.itertext()) for h1 in tree.iter("h1")]
    if len(headings) == 1 and headings[0].strip():
        return " ".join(headings[0].split())
    title = tree.find(".//title")
    return (" ".join((title.text or "").split()) or None) if title is not None else None


def _days(article: dict[str, object], meta: dict[str, str]) -> Iterator[str]:
    for key in ("datePublished", "dateCreated"):
        value = article.get(key)
        if isinstance(value, str):
            yield value
    yield from (meta[name] for name in _PUBLISHED if name in meta)


def _times(tree: html.HtmlElement) -> Iterator[str]:
    """List the times of publication in the page's own words: `<time>` marked so, or the first under the headline."""
    times = [time for time in tree.iter("time") if time.get("datetime")]
    marked = [t for t in times if t.get("itemprop") == "datePublished" or t.get("pubdate") is not None]
    heads = [t for t in times if next(t.iterancestors("header"), None) is not None]
    yield from (time.get("datetime", "") for time in (*marked, *heads[:1]))


def _choose_day(values: list[str]) -> str | None:
    """Take the first day that can be read, in the form of it that tells the time and zone, if one does."""
    days = [day for day in map(read_date, values) if day is not None]
    same = [day for day in days if day[:10] == days[0][:10]]
    return max(same, key=len, default=None)


def _url(tree: html.HtmlElement, meta: dict[str, str], article: dict[str, object]) -> str | None:
    links = [link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    said = [*links, *(meta[name] for name in _URLS if name in meta), _words(article.get("url")) or ""]
    return next((url.strip() for url in said if url.strip().startswith(("http://", "https://"))), None)


def _authors(meta: dict[str, str]) -> tuple[str, ...]:
    said = next((meta[name] for name in _AUTHORS if name in meta and not meta[name].startswith("http")), None)
    return names_of(said) if said else ()


def _marked_authors(tree: html.HtmlElement) -> tuple[str, ...]:
    marked = [node for node in tree.iter() if "author" in (node.get("rel"), node.get("itemprop"))]
    names = (" ".join("".join(element.itertext()).split()) for element in marked)
    return tuple(dict.fromkeys(n for name in names if 0 < len(name) <= 100 for n in names_of(name)))


def _names(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(name for name in map(_name, values[:20]) if name)


def _name(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    return _words(value.get("name") if isinstance(value, dict) else value)


def _words(value: object) -> str | None:
    if not isinstance(value, str) or len(value) > 1_000:
        return None
    return " ".join(html_unescape(value).split()) or None
