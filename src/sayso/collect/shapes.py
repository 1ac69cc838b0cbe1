"""The names of a record's fields in, the shape they are in out: which of them holds the text, the title, the day.

The shapes of the tools are those of fundus 0.5 (`Article.to_json`), newspaper4k 0.9 (`article_json_fields`),
news-please 1.6 (`NewsArticle`), trafilatura 2 (its JSON, and its lines of tabs, which have no header)
and of Media Cloud's story lists, the older and the present.
"""

from collections.abc import Collection
from dataclasses import dataclass

_OWN = frozenset({"published", "byline"})


@dataclass(frozen=True, slots=True)
class Shape:
    """Which fields a tool writes: those that tell it (all of any of `marks`), and those that hold a thing, best first.

    A shape with a `tool` is foreign; one without is anybody's table.
    """

    tool: str | None
    text: tuple[str, ...]
    title: tuple[str, ...] = ("title",)
    published: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    url: tuple[str, ...] = ("url",)
    byline: tuple[str, ...] = ()
    marks: tuple[frozenset[str], ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """Where the text may be: in the tool's own field, or in one that somebody added."""
        return (*self.text, *TABLE.text)


def _marks(*groups: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group.split()) for group in groups)


SHAPES = (
    Shape(
        "fundus",
        marks=_marks("publishing_date"),
        text=("plaintext", "body"),
        published=("publishing_date",),
        publisher=("publisher",),
        byline=("authors",),
    ),
    Shape(
        "news-please",
        marks=_marks("maintext", "date_publish source_domain"),
        text=("maintext",),
        published=("date_publish",),
        publisher=("source_domain",),
        byline=("authors",),
    ),
    Shape(
        "newspaper4k",
        marks=_marks("authors publish_date", "meta_site_name"),
        text=("text",),
        published=("publish_date",),
        publisher=("meta_site_name", "source_url"),
        url=("url", "canonical_link"),
        byline=("authors",),
    ),
    Shape(
        "trafilatura",
        marks=_marks("source_hostname", "hostname fingerprint", "hostname raw_text", "hostname sitename"),
        text=("text", "raw_text"),
        published=("date",),
        publisher=("source_hostname", "sitename", "hostname"),
        url=("source", "url"),
        byline=("author",),
    ),
    Shape(
        "Media Cloud",
        marks=_marks("stories_id", "media_name publish_date", "media_url publish_date"),
        text=("text", "story_text"),
        published=("publish_date",),
        publisher=("media_name", "media_url"),
    ),
)

TABLE = Shape(
    None,
    text=tuple("text body content fulltext full_text article_text plaintext maintext story_text".split()),
    title=("title", "headline"),
    published=tuple(
        "published date publication_date publish_date published_at date_published date_publish pub_date pubdate".split()
    ),
    publisher=tuple("publisher source outlet media_name publication newspaper sitename hostname source_domain".split()),
    url=("url", "link", "canonical_link"),
    byline=("byline", "author", "authors"),
)

HEADERLESS = tuple("url id fingerprint hostname title image date text comments license pagetype".split())
"""The columns of trafilatura's lines of tabs, which begin without a header."""

KNOWN = frozenset(
    name
    for shape in (*SHAPES, TABLE)
    for names in (shape.text, shape.title, shape.published, shape.publisher, shape.url, shape.byline, *shape.marks)
    for name in names
) | {"path"}
"""Every name that says something to us."""


NOTHING = frozenset(("", "null", "none", "nan", "\\n"))
"""What tools write where they have nothing, in small letters: JSON's and Python's word, pandas', a database's."""


def plain_name(name: str) -> str:
    """Give a field's name as the shapes have it: small letters, `_` for spaces and hyphens."""
    return name.strip().strip("\ufeff").lower().replace(" ", "_").replace("-", "_")


def find_shape(names: Collection[str]) -> Shape | None:
    """Find the tool that writes such fields, by their plain names; None for our own records and anybody's tables."""
    if _OWN.intersection(names) or "path" in names:
        return None
    return next((shape for shape in SHAPES if any(mark.issubset(names) for mark in shape.marks)), None)
