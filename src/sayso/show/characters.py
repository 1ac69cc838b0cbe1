"""A text that may be hostile in, the same text harmless to a screen out.

Articles are written by others: an escape sequence could rewrite a terminal, a bidirectional override
could make words read other than they stand.
"""

_UNSEEN = "\u00ad\u200b\u2060\ufeff"
_TURNERS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_REPLACED = "\ufffd"


def _make_table() -> dict[int, str | None]:
    table: dict[int, str | None] = {code: chr(0x2400 + code) for code in range(0x20)}
    table |= {0x7F: "\u2421"} | dict.fromkeys(range(0x80, 0xA0), _REPLACED)
    table |= dict.fromkeys(range(0xD800, 0xE000), _REPLACED)
    table |= dict.fromkeys(map(ord, _TURNERS), _REPLACED) | dict.fromkeys(range(0xE0000, 0xE0080), _REPLACED)
    table |= dict.fromkeys(map(ord, _UNSEEN), None)
    return table | dict.fromkeys(map(ord, "\t\n\v\f\r\x85\u2028\u2029"), " ")


_TABLE = _make_table()


def disarm(text: str) -> str:
    """Make a text safe to show: controls become visible signs, line ends spaces, unseen characters nothing.

    Bidirectional controls (Unicode TR36, "Trojan Source") and lone surrogates become U+FFFD.
    """
    return text.translate(_TABLE)


def tidy(text: str) -> str:
    """Make a text safe to show and fold its white space."""
    return " ".join(disarm(text).split())
