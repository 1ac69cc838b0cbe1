"""A Reading in, its events as happenings of one report each out, for the views that the record has too."""

from collections.abc import Iterable, Iterator, Mapping

from sayso.data import Article, Entity, Event, Happening, Party, Publication, Reading, Report
from sayso.show.characters import tidy
from sayso.show.events.order import number_events


def report_events(readings: Iterable[Reading]) -> Iterator[Happening]:
    """Make happenings of the events of readings, in reading order; their ids are those of the events."""
    for reading in readings:
        publication = publish(reading.article)
        parties = {entity.id: introduce(entity) for entity in reading.entities}
        for _, event in number_events(reading.events):
            concerned = {name: parties[name] for name in list_concerned(event) if name in parties}
            yield make_happening(Report(event, publication, concerned))


def make_happening(report: Report, *, id: str | None = None) -> Happening:
    """Make a happening of one report alone; `id` is the event's unless it is given."""
    event, parties = report.event, report.parties
    return Happening(
        id=id or event.id,
        event_type=event.event_type,
        modes=event.modes,
        actor=_find(event.actor, parties),
        recipient=_find(event.recipient, parties),
        date=event.date,
        place=event.place,
        size=event.size,
        status=event.status,
        historical=event.historical,
        answers=event.answers,
        reports=(report,),
        decision=event.decision,
    )


def list_concerned(event: Event) -> Iterator[str]:
    """List the ids of entities that an event names: who takes part, and on whose word it is."""
    yield from (*event.actor, *event.recipient, *event.on_whose_word)
    for status in event.statuses:
        yield from status.on_whose_word
    for account in event.accounts:
        yield from account.on_whose_word
        if account.field in ("actor", "recipient"):
            yield account.value


def publish(article: Article) -> Publication:
    """Tell where and when an article appeared."""
    return Publication(
        article.id,
        article.sha256,
        article.path,
        article.url,
        article.publisher,
        article.series,
        article.title,
        article.byline,
        article.published,
        article.language,
    )


def introduce(entity: Entity) -> Party:
    """Tell of an entity what a list needs."""
    return Party(entity.id, entity.name, entity.kind, entity.country, entity.sector)


def name_reported(report: Report) -> dict[str, str]:
    """Give the name of each party of a report by its id there, and that of the article's own voice."""
    return {name: tidy(party.name) for name, party in report.parties.items()} | {"writer": "the writer"}


def find_speaker(event: Event, parties: Mapping[str, Party]) -> Party | None:
    """Find on whose word an event stands; None where that is the writer's or nobody's."""
    return parties.get(event.on_whose_word[-1]) if event.on_whose_word else None


def _find(names: Iterable[str], parties: Mapping[str, Party]) -> tuple[Party, ...]:
    return tuple(parties[name] for name in names if name in parties)
