"""Statements in, one W3C annotation collection out: each statement an annotation of its article.

Web Annotation Data Model, https://www.w3.org/TR/annotation-model/. Positions count code points of the article's
text as the record keeps it; the quotation with what stands around it finds the words again in the page.
"""

from collections.abc import Iterable, Iterator
from typing import IO, Any, Final

from sayso.data import Span, Statement
from sayso.show.export.describe import name_speaker, tell_statement
from sayso.show.export.encode import drop_none, write_items
from sayso.show.export.options import Options, live_link, permalink
from sayso.show.order import statement_spans

_HEAD: Final = (
    b'{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:sayso:statements","type":"AnnotationCollection",'
    b'"label":"Statements","first":{"id":"urn:sayso:statements:1","type":"AnnotationPage",'
    b'"partOf":"urn:sayso:statements","startIndex":0,"items":['
)
_TAIL: Final = b"]}}\n"


def write_webannotation(statements: Iterable[Statement], out: IO[bytes], *, options: Options) -> None:
    """Write an AnnotationCollection of one page, whose items are written as they come."""
    write_items(_list_annotations(statements, options), out, head=_HEAD, tail=_TAIL)


def _list_annotations(statements: Iterable[Statement], options: Options) -> Iterator[dict[str, Any]]:
    for statement in statements:
        yield {
            "id": permalink(statement.id, options),
            "type": "Annotation",
            "motivation": "describing",
            "body": _list_bodies(statement, options),
            "target": _list_targets(statement, options),
        }


def _list_bodies(statement: Statement, options: Options) -> list[dict[str, Any]]:
    said = statement.attribution
    comment = f"{tell_statement(statement, with_text=options.with_text)} · {statement.status}"
    tags = [f"act:{said.act}", f"manner:{said.manner}", f"status:{statement.status}"]
    tags += [f"speaker:{name_speaker(statement)}"] if statement.speaker else []
    tags += [mark for mark, is_so in (("negated", said.negated), ("orphan", statement.orphan)) if is_so]
    bodies = [_make_body("commenting", comment) | {"format": "text/plain", "language": "en"}]
    return bodies + [_make_body("tagging", tag) for tag in tags]


def _make_body(purpose: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def _list_targets(statement: Statement, options: Options) -> list[dict[str, Any]]:
    """List a target for each piece of the words: several selectors of one target would all mean the same piece."""
    source = live_link(statement, with_text=False) or f"urn:sayso:{statement.publication.article}"
    spans = statement_spans(statement.attribution)
    if not spans:
        return [{"type": "SpecificResource", "source": source}]
    return [{"type": "SpecificResource", "source": source, "selector": _select(span, options)} for span in spans]


def _select(span: Span, options: Options) -> list[dict[str, Any]]:
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    if not options.with_text:
        return [position]
    context = drop_none({"prefix": span.prefix, "suffix": span.suffix})
    return [position, {"type": "TextQuoteSelector", "exact": span.exact, **context}]
