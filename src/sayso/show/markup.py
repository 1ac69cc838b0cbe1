"""Words in, HTML out: the one place where markup is written and everything else is escaped."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from sayso.show.characters import disarm


@dataclass(frozen=True, slots=True)
class Html:
    """Markup that is ready to be shown; a plain `str` never is."""

    text: str


def element(name: str, *children: Html | str, **attributes: str | None) -> Html:
    """Make an element; children and attributes that are plain text are escaped, attributes of None left out.

    `class_` is written as class, `aria_label` as aria-label.
    """
    pairs = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items() if value is not None)
    opening = "".join([name, *(f' {key}="{_escape(value)}"' for key, value in pairs)])
    return Html(f"<{opening}>{join(children).text}</{name}>")


def join(children: Iterable[Html | str]) -> Html:
    """Put markup and plain text, which is escaped, one after another."""
    return Html("".join(child.text if isinstance(child, Html) else _escape(child) for child in children))


def _escape(text: str) -> str:
    return escape(disarm(text))
