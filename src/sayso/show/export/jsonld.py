"""Statements in, a graph of schema.org out: quotations and claims, who made them, and the articles they stand in.

Never a ClaimReview and never a rating: Sayso does not say who is right (https://schema.org/Quotation, /Claim).
"""

from collections.abc import Iterable, Iterator
from typing import IO, Any, Final

from sayso.data import Act, EntityKind, Party, Publication, Statement
from sayso.show.export.describe import list_parties, tell_statement
from sayso.show.export.encode import drop_none, write_items
from sayso.show.export.options import Options, live_link, permalink

_TYPES: Final[dict[EntityKind, str]] = {
    "person": "Person",
    "organisation": "Organization",
    "government": "GovernmentOrganization",
    "country": "Country",
    "group": "Organization",
    "place": "Place",
    "document": "CreativeWork",
    "unnamed": "Thing",
}
_DISOWNED: Final[frozenset[Act]] = frozenset({"deny", "reject", "doubt", "decline", "ask"})
"""Acts by which the content is not put forward: who denies something is not the creator of the claim."""


def write_jsonld(statements: Iterable[Statement], out: IO[bytes], *, options: Options) -> None:
    """Write one JSON-LD document; parties and articles are described once, where they first appear."""
    write_items(
        _list_nodes(statements, options), out, head=b'{"@context":"https://schema.org","@graph":[', tail=b"]}\n"
    )


def _list_nodes(statements: Iterable[Statement], options: Options) -> Iterator[dict[str, Any]]:
    met: set[str] = set()
    for statement in statements:
        article = statement.publication
        if article.article not in met:
            met.add(article.article)
            yield _describe_article(article, live_link(statement, with_text=False))
        for party in list_parties(statement):
            if party.id not in met:
                met.add(party.id)
                yield _describe_party(party)
        yield _describe(statement, options)


def _describe(statement: Statement, options: Options) -> dict[str, Any]:
    said, speaker = statement.attribution, _refer(statement.speaker.id if statement.speaker else None)
    direct = said.manner == "direct"
    owned = statement.status != "rejected" and not said.negated and (direct or said.act not in _DISOWNED)
    article = _refer(statement.publication.article)
    within = [article, {"@id": permalink(said.nested_in, options)}] if said.nested_in else article
    others = [party for party in (statement.addressee, *statement.chain) if party and party != statement.speaker]
    mentioned = [_refer(party.id) for party in dict.fromkeys(others)] + ([] if owned or not speaker else [speaker])
    return {
        "@id": permalink(statement.id, options),
        "@type": "Quotation" if direct else "Claim" if said.content.spans else "CreativeWork",
    } | drop_none(
        {
            "identifier": statement.id,
            "text": said.content.text if options.with_text else None,
            "description": tell_statement(statement, with_text=options.with_text),
            "creator": speaker if owned else None,
            "spokenByCharacter": speaker if direct and owned else None,
            "sourceOrganization": [_refer(party.id) for party in statement.speaks_for] if owned else None,
            "mentions": mentioned,
            "isPartOf": within,
            "appearance": article if not direct and said.content.spans else None,
            "keywords": [f"act:{said.act}", f"manner:{said.manner}"] + ["negated"] * said.negated,
            "creativeWorkStatus": f"{statement.status}, orphan" if statement.orphan else statement.status,
            "inLanguage": statement.publication.language,
            "url": live_link(statement, with_text=options.with_text),
        }
    )


def _describe_article(article: Publication, address: str | None) -> dict[str, Any]:
    publisher = {"@type": "Organization", "name": article.publisher} if article.publisher else None
    series = {"@type": "CreativeWorkSeries", "name": article.series} if article.series else None
    return {"@id": f"urn:sayso:{article.article}", "@type": "NewsArticle"} | drop_none(
        {
            "headline": article.title,
            "author": list(article.byline),
            "publisher": publisher,
            "isPartOf": series,
            "datePublished": article.published,
            "inLanguage": article.language,
            "url": address,
            "identifier": f"sha256:{article.sha256}",
        }
    )


def _describe_party(party: Party) -> dict[str, Any]:
    return {"@id": f"urn:sayso:{party.id}", "@type": _TYPES[party.kind], "name": party.name}


def _refer(id: str | None) -> dict[str, Any] | None:
    return {"@id": f"urn:sayso:{id}"} if id else None
