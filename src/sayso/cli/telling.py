"""The commands that tell what happened: events, timeline."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

import click

from sayso.cli.asking import PAGE, find_width, put_laid_out, read_day
from sayso.cli.door import DONE, add_pages, add_record, main, open_record, putting, say
from sayso.data import EventQuery, EventType, Standing, Status

if TYPE_CHECKING:
    from sayso.data import Happening

_FORMATS = ("csv", "jsonl", "plover", "cameo", "acled", "timelinejs")
_TYPES = click.Choice(get_args(EventType), case_sensitive=False)
_DAYS = ("since", "until", "said_since", "said_until")


def add_event_filters(command: Any) -> Any:
    """Give a command the options that say which happenings are meant, and how to print them."""
    options = (
        click.option("--type", "event_type", multiple=True, type=_TYPES,
                     help="What it was, by PLOVER's names; repeatable."),
        click.option("--mode", multiple=True, metavar="MODE", help="How it was done, such as drone; repeatable."),
        click.option("--actor", metavar="NAME", help="Who did it: a name, a part of one, or an id."),
        click.option("--recipient", metavar="NAME", help="To whom it was done."),
        click.option("--place", metavar="PLACE", help="Where: a name, a part of one, a country's code, a GeoNames id."),
        click.option("--since", metavar="DATE", help="Happened on this day or later: 2024, 2024-03, 2024-03-19."),
        click.option("--until", metavar="DATE", help="Happened on this day or before."),
        click.option("--said-since", metavar="DATE", help="Published on this day or later."),
        click.option("--said-until", metavar="DATE", help="Published on this day or before."),
        click.option("--status", multiple=True, type=click.Choice(get_args(Standing)),
                     help="What its sources make of it; repeatable."),
        click.option("--publisher", metavar="NAME", help="Who published it."),
        click.option("--article", metavar="ID", help="In this article."),
        click.option("--historical", is_flag=True, help="Also what is told as history."),
        click.option("--decision", multiple=True, type=click.Choice(get_args(Status)),
                     help="On whose decision it stands; repeatable."),
        click.option("--old-versions", is_flag=True, help="Also in articles that have a newer version."),
        click.option("--reports", is_flag=True, help="As a table, a row for each article that reports it."),
        click.option("--format", "-f", "form", type=click.Choice(_FORMATS), help="Print it for other tools."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return add_pages(command)


@main.command()
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@add_record
@add_event_filters
def events(words: tuple[str, ...], db: Path, **chosen: Any) -> int:
    r"""List what happened, by whom, to whom, when and where, and on whose word; the latest first.

    WORDS are sought in the sentences that report it.

    \b
    Examples:
      sayso events
      sayso events --type assault --mode drone --since 2024-03
      sayso events --actor "Coast Guard" --csv --reports > reports.csv
      sayso events --format plover > events.jsonl
    """
    return _tell(db, "events", words, chosen)


@main.command()
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@add_record
@add_event_filters
def timeline(words: tuple[str, ...], db: Path, **chosen: Any) -> int:
    r"""Tell what happened day by day: when it happened and when it was said, and where the reports differ.

    \b
    Examples:
      sayso timeline --since 2024-03 --until 2024-04
      sayso timeline --place Halm
      sayso timeline --format timelinejs > timeline.json
    """
    return _tell(db, "timeline", words, chosen)


def _tell(db: Path, which: Literal["events", "timeline"], words: tuple[str, ...], chosen: dict[str, Any]) -> int:
    form, limit, after = _find_form(chosen), chosen.pop("limit"), chosen.pop("after")
    query = make_event_query(" ".join(words) or None, chosen)
    with open_record(db) as record:
        found = record.events(query, before=after) if which == "events" else record.timeline(query, after=after)
        if form is not None:
            put_happenings(islice(found, limit), form)
        else:
            _show(found, which, limit if limit or which == "timeline" else PAGE)
    return DONE


def _find_form(chosen: dict[str, Any]) -> str | None:
    """Find the format that is asked for; None for what people read."""
    form, as_json, as_csv, reports = (chosen.pop(name) for name in ("form", "as_json", "as_csv", "reports"))
    asked = [name for name, wanted in (("--json", as_json), ("--csv", as_csv), ("--format", form)) if wanted]
    if len(asked) > 1:
        raise click.UsageError(f"{' and '.join(asked)} would all print; choose one.")
    form = form or ("jsonl" if as_json else "csv" if as_csv else None)
    if reports and form != "csv":
        raise click.UsageError("--reports: only a table has a row for each report; add --csv.")
    return "reports-csv" if reports else form


def make_event_query(words: str | None, chosen: dict[str, Any]) -> EventQuery:
    """Make a query of the filters."""
    for name in _DAYS:
        chosen[name] = read_day(name.replace("_", "-"), chosen[name])
    replaced = chosen.pop("old_versions")
    return EventQuery(words=words, replaced=replaced, **chosen)


def put_happenings(happenings: "Iterable[Happening]", form: str) -> None:
    """Print happenings in a format, and say how many have no place there."""
    from sayso.show.events import FORMATS, write_happenings
    from sayso.show.label import label_count

    with putting() as out:
        left = write_happenings(happenings, out, format=form)
    if left:
        say(f"{label_count(left, 'event')} left out: {FORMATS[form].left_out}")


def _show(found: "Iterator[Happening]", which: Literal["events", "timeline"], limit: int | None) -> None:
    """Show happenings to a reader, and say whether there are more."""
    from sayso.show.events.listing import lay_out_happenings, lay_out_timeline

    first = next(found, None)
    if first is None:
        say("nothing found")
        return
    lay_out = lay_out_happenings if which == "events" else lay_out_timeline
    last: list[str] = []

    def follow() -> "Iterator[Happening]":
        for happening in islice(chain([first], found), limit):
            last[:] = [happening.id]
            yield happening

    put_laid_out(lay_out(follow(), width=find_width()))
    if limit is not None and next(found, None) is not None:
        say(f"there are more; go on with --after {last[0]}")
