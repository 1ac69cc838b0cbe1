"""What was asked of an export in, and for each statement its two addresses out: in the record and in the article."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from sayso.data import Span, Statement

_WEB: Final = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_ODD: Final = re.compile(r"[^!#-;=?-\[\]_a-z~]")
"""What an address cannot have in it."""
_CODES: Final = tuple(chr(byte) if chr(byte).isalnum() and byte < 128 else f"%{byte:02X}" for byte in range(256))
_REACH: Final = 100
"""How many characters at either end of a quotation are looked at for its first and last words."""
_ENDS, _AROUND, _CONTEXT = 4, 3, 32


@dataclass(frozen=True, slots=True)
class Options:
    """How an export is made: `base` is what permalinks begin with, `with_text` False leaves out the articles' words.

    What must not be republished are the words of statements and what stands around them; places, ids, speakers and
    the data of a citation stay.
    """

    base: str | None = None
    with_text: bool = True


def permalink(id: str, options: Options) -> str:
    """Give the address of a statement in the record: a URN, or where the record is served its address there."""
    return f"{options.base.rstrip('/')}/statements/{id}" if options.base else f"urn:sayso:{id}"


def live_link(statement: Statement, *, with_text: bool = True) -> str | None:
    """Give a link to the words in the published article, for a browser to find; None where it is not on the web.

    A text fragment of the W3C (https://wicg.github.io/scroll-to-text-fragment/), one for each of the words' pieces.
    Without text it is the article's address alone.
    """
    address = _clean_url(statement.publication.url)
    if address is None or not with_text:
        return address
    directives = "&".join([text for span in statement.attribution.content.spans if (text := _point(span))])
    if not directives:
        return address
    address = address.partition(":~:")[0]
    return f"{address}{'' if '#' in address else '#'}:~:{directives}"


@lru_cache(maxsize=1024)  # the statements of an article come together
def _clean_url(url: str | None) -> str | None:
    if url is None or not _WEB.match(url):
        return None
    return quote(url, safe="%/:=&?~#+!$,;'@()*[]", errors="surrogatepass") if _ODD.search(url) else url


def _point(span: Span) -> str:
    """Write one directive; empty where the words have no ends that a browser could look for."""
    words = span.exact.strip()
    term = _name_words(words)
    if not term:
        return ""
    if "," in term:  # first and last words; commas of theirs are coded
        return f"text={term}"
    before, after = _code(_words_before(span.prefix)), _code(_words_after(span.suffix))
    return f"text={f'{before}-,' if before else ''}{term}{f',-{after}' if after else ''}"


def _name_words(words: str) -> str:
    """Name words whole where they are few and on one line, which is all that a browser finds, else by their ends."""
    if "\n" not in words:
        few = words.split(None, 2 * _ENDS) if len(words) <= 2 * _REACH else ()
        if 0 < len(few) <= 2 * _ENDS:
            return _code(few)
    first, cut, _ = words[:_REACH].partition("\n")
    opening = first.split(None, _ENDS)
    closing = (last := words[-_REACH:].rpartition("\n"))[2].rsplit(None, _ENDS)
    short = len(words) <= _REACH
    opening = opening[:_ENDS] if cut or short or len(opening) > _ENDS else opening[:-1]
    closing = closing[-_ENDS:] if last[1] or short or len(closing) > _ENDS else closing[1:]
    return f"{_code(opening)},{_code(closing)}" if opening and closing else ""


def _words_before(prefix: str) -> list[str]:
    """Give the last words of what stands before, without one that is cut off."""
    _, cut, line = prefix.rpartition("\n")
    words = line.rsplit(None, _AROUND)
    if len(words) > _AROUND or cut or len(prefix) < _CONTEXT or prefix[0].isspace():
        return words[-_AROUND:]
    return words[1:]


def _words_after(suffix: str) -> list[str]:
    line, cut, _ = suffix.partition("\n")
    words = line.split(None, _AROUND)
    if len(words) > _AROUND or cut or len(suffix) < _CONTEXT or suffix[-1].isspace():
        return words[:_AROUND]
    return words[:-1]


def _code(words: Sequence[str]) -> str:
    return "%20".join([word if word.isascii() and word.isalnum() else _code_word(word) for word in words])


@lru_cache(maxsize=4096)  # half the time of a link was spent on commas and quotation marks
def _code_word(word: str) -> str:
    """Code a word for a fragment, in which also a comma, an ampersand and a hyphen mean something."""
    return "".join([_CODES[byte] for byte in word.encode("utf-8", "replace")])
