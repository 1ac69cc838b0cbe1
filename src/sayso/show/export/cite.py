"""A Statement in, one citation of it out: for BibTeX, RIS or CSL-JSON, or as a line to paste."""

from dataclasses import replace
from typing import Final

from sayso.data import Statement
from sayso.errors import SettingError
from sayso.show.characters import tidy
from sayso.show.export.bibtex import format_bibtex
from sayso.show.export.citation import make_citation
from sayso.show.export.csl import make_csl
from sayso.show.export.describe import describe_statement, present_speaker
from sayso.show.export.encode import encode_json
from sayso.show.export.options import Options, live_link, permalink
from sayso.show.export.ris import format_ris
from sayso.show.label import label_date

STYLES: Final = ("bibtex", "ris", "csl", "text")
_OPENING: Final = ("“", '"', "«", "„", "‘", "'")


def cite(statement: Statement, style: str, *, options: Options | None = None) -> str:
    """Cite a statement with its speaker and words; raises SettingError where there is no such style."""
    asked = options or Options()
    if style == "text":
        return _write_line(statement, asked)
    article = make_citation(statement)
    citation = replace(article, url=live_link(statement, with_text=asked.with_text) or article.url)
    note = f"{_quote(statement, asked)} {permalink(statement.id, asked)}"
    if style == "bibtex":
        return format_bibtex(citation, note=note)
    if style == "ris":
        return format_ris(citation, note=note)
    if style == "csl":
        return encode_json(make_csl(citation, note=note)).decode()
    raise SettingError(f"{style}: no such style of citation: choose one of {', '.join(STYLES)}")


def _write_line(statement: Statement, options: Options) -> str:
    article = statement.publication
    title = f"“{tidy(article.title)}”" if article.title else ""
    date = label_date(article.published) if article.published else ""
    url = live_link(statement, with_text=False) or ""
    parts = [title, tidy(article.publisher or ""), date, url]
    place = ", ".join(part for part in parts if part)
    return f"{_quote(statement, options)} {place}{'. ' if place else ''}{permalink(statement.id, options)}"


def _quote(statement: Statement, options: Options) -> str:
    """Say who, how, and the words; those of an indirect statement are the article's, as the manner tells."""
    words = tidy(statement.attribution.content.text) if options.with_text else ""
    shown = words if words.startswith(_OPENING) else f"“{words}”" if words else ""
    said = describe_statement(statement).replace(" · ", ", ")
    return f"{tidy(present_speaker(statement, with_text=options.with_text))} ({said}){f': {shown}' if shown else ''}."
