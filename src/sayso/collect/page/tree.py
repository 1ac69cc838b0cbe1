"""The markup of a page in, its tree out, with limits on depth and size and with the marks of `<q>` written out."""

import re

from lxml import etree, html

from sayso.errors import NoArticleError

MAX_ELEMENTS = 100_000
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_QUOTED = re.compile(r"\s*[\"“„‘'«]")
# lxml reads these from a page, but refuses to write them into a tree (XML 1.0, 2.2)
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PAIRS = (("“", "”"), ("‘", "’"))


def parse_page(markup: str, where: str) -> html.HtmlElement:
    """Parse a page; raise NoArticleError for markup that is empty or that passes the limits of the parser.

    libxml2 without `huge_tree` stops at 256 open elements and at attributes of ten million characters.
    """
    if markup.count("<") > MAX_ELEMENTS * 3:
        raise NoArticleError(where, f"is a page of more than {MAX_ELEMENTS:,} elements")
    parser = html.HTMLParser(huge_tree=False, encoding="utf-8", remove_comments=True, remove_pis=True)
    data = _DECLARATION.sub("", markup, count=1).replace("\0", "\ufffd").encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(data, parser=parser)
    except etree.ParserError:
        raise NoArticleError(where, "is a page without any text") from None
    if any(error.type_name in ("ERR_RESOURCE_LIMIT", "ERR_INTERNAL_ERROR") or "depth" in error.message.lower()
           for error in parser.error_log):  # fmt: skip
        raise NoArticleError(where, "is a page that is nested too deeply or too large to be parsed")
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        raise NoArticleError(where, f"is a page of more than {MAX_ELEMENTS:,} elements")
    return tree


def write_quotation_marks(tree: html.HtmlElement) -> None:
    """Put into the text the marks that a browser would draw around each `<q>`, where the page has not."""
    for quote in list(tree.iter("q")):
        inside = sum(1 for _ in quote.iterancestors("q"))
        opening, closing = _PAIRS[inside % 2]
        words = "".join(quote.itertext())
        if not words.strip() or _QUOTED.match(words):
            continue
        quote.text = opening + _make_writable(quote.text).lstrip()
        if len(quote):
            quote[-1].tail = _make_writable(quote[-1].tail).rstrip() + closing
        else:
            quote.text = quote.text.rstrip() + closing


def _make_writable(text: str | None) -> str:
    return _UNWRITABLE.sub("\ufffd", text or "")
