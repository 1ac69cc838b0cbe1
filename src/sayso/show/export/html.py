"""Statements in, one self-contained page out: the words of each in its context, a note beside them."""

from collections.abc import Iterable, Iterator
from typing import IO, Final

from sayso.data import Publication, Statement
from sayso.show.characters import tidy
from sayso.show.export.describe import describe_statement, present_speaker
from sayso.show.export.options import Options, live_link, permalink
from sayso.show.label import label_date
from sayso.show.markup import Html, element
from sayso.show.style import write_style

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE: Final = """<style>
.sayso .note::before { display: none; }
.sayso .noted > .text { padding-left: .75rem; border-left: 1.5px solid var(--line); }
.sayso .noted { margin-bottom: 1.2rem; content-visibility: auto; contain-intrinsic-size: auto 8rem; }
.sayso .context, .sayso .text .meta { color: var(--soft); }
.sayso .text a, .sayso .note a { color: inherit; text-decoration-color: var(--accent); text-underline-offset: .2em; }
.sayso .noted .notes { margin-bottom: .9rem; }
.sayso .rejected .words { text-decoration: line-through; }
@media print { .sayso .noted { content-visibility: visible; break-inside: avoid; } }
</style>"""
_CONTEXT: Final = 32
"""How many characters on either side a span brings with it, where there are as many."""
_KEY: Final = (
    "Each entry is a statement: words that an article puts in someone's mouth or mind. The note beside it names the "
    "speaker, what is done and how the words are given; the figure says how many in a hundred statements that look as "
    "sure are right, and what follows it on whose decision the entry stands. Sayso does not say who is right."
)


def write_html(statements: Iterable[Statement], out: IO[bytes], *, options: Options) -> None:
    """Write a page, statement by statement in the order in which they come."""
    head = element(
        "head",
        Html('<meta charset="utf-8">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html('<meta name="color-scheme" content="light dark">'),
        element("title", "Statements · Sayso"),
        write_style(()),
        Html(_STYLE),
    )
    opening = '<body class="sayso-page"><div class="sayso"><main><article><h1>Statements</h1>\n'
    out.write(f'<!doctype html>\n<html lang="en">{head.text}{opening}'.encode())
    for statement in statements:
        out.write(_render(statement, options).text.encode() + b"\n")
    foot = element("footer", element("p", _KEY), class_="foot")
    out.write(f"</article></main>{foot.text}</div></body></html>\n".encode())


def _render(statement: Statement, options: Options) -> Html:
    link = live_link(statement, with_text=options.with_text)
    place = element("p", *_name_article(statement.publication, link), class_="meta")
    words = [_render_words(statement)] if options.with_text and statement.attribution.content.spans else []
    text = element("div", *words, place, class_="text")
    notes = element("ol", _render_note(statement, options), class_="notes")
    return element("section", text, notes, class_=f"row noted {statement.status}", id=f"s-{statement.id}")


def _render_words(statement: Statement) -> Html:
    spans = statement.attribution.content.spans
    shown: list[Html | str] = [element("span", _lead_in(spans[0].prefix), class_="context")]
    for place, span in enumerate(spans):
        shown += [*([" … "] if place else []), element("span", span.exact, class_="words")]
    shown.append(element("span", _lead_out(spans[-1].suffix), class_="context"))
    return element("p", *shown, class_="paragraph", lang=statement.publication.language)


def _lead_in(prefix: str) -> str:
    """Leave out a word that is cut off at the start of what stands before."""
    return f"… {prefix.partition(' ')[2]}" if len(prefix) == _CONTEXT else prefix


def _lead_out(suffix: str) -> str:
    return f"{suffix.rpartition(' ')[0]} …" if len(suffix) == _CONTEXT else suffix


def _name_article(article: Publication, link: str | None) -> Iterator[Html | str]:
    title = tidy(article.title or "") or tidy(article.path or article.url or "") or article.article
    yield element("a", title, href=link, rel="noreferrer") if link else title
    date = label_date(article.published) if article.published else ""
    for part in (tidy(article.publisher or ""), date, ", ".join(map(tidy, article.byline))):
        if part:
            yield f" · {part}"


def _render_note(statement: Statement, options: Options) -> Html:
    said, address = statement.attribution, permalink(statement.id, options)
    act = f"{describe_statement(statement)} · {said.confidence:.0%} · {statement.status}"
    asides = [f"to {tidy(statement.addressee.name)}"] if statement.addressee else []
    asides += [f"on the word of {tidy(party.name)}" for party in statement.chain[-2::-1]]
    asides += ["inferred"] if said.source and said.source.inferred else []
    asides += ["its words are there no longer"] if statement.orphan else []
    return element(
        "li",
        element("a", str(statement.number), class_="number", href=address if options.base else f"#s-{statement.id}"),
        element(
            "div",
            element("b", tidy(present_speaker(statement, with_text=options.with_text)), class_="speaker"),
            *(element("span", aside, class_="aside") for aside in asides),
            " ",
            element("span", act, class_="act"),
            " ",
            element("span", address, class_="aside meta"),
        ),
        class_="note",
        style="--depth:0",
    )
