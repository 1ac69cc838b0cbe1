"""The rows of a page in, its style out: `page.css`, and the rules that tie each note to its words without a script."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from sayso.show.markup import Html
from sayso.show.rows import Row

# Beyond so many statements in one row the numbers alone tie notes to words: each costs a rule.
_MOST_TIED = 40


def write_style(rows: Iterable[Row]) -> Html:
    """Write the style element for a page of these rows."""
    most = max((len(row.notes) for row in rows), default=0)
    rules = [_tie_note(place) for place in range(min(most, _MOST_TIED))]
    return Html(f"<style>\n{_read_stylesheet()}{''.join(rules)}</style>")


def _tie_note(place: int) -> str:
    # w, s and c are a statement's words, source and cue, n its note, r its number in the text (`page.py`).
    parts = [f".{letter}{place}:hover" for letter in ("w", "s", "c", "n", "r")]
    chosen = f"{','.join(parts)},.n{place}:focus-within,.r{place}:focus-visible,.n{place}:target,.r{place}:target"
    row = f".sayso .row:has({chosen})"
    return (
        f"{row} .w{place}{{background:var(--lit);text-decoration-color:var(--accent)}}"
        f"{row} :is(.s{place},.c{place}){{text-decoration:underline dotted 1px var(--accent)}}"
        f"{row} .n{place}{{--line:var(--accent);background:var(--lit)}}\n"
    )


@cache
def _read_stylesheet() -> str:
    return files("sayso.show").joinpath("page.css").read_text("utf-8")
