"""The commands that correct the record: correct, confirm, reject, merge, split, undo, forget, reread."""

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.asking import find_width, put_laid_out
from sayso.cli.door import (
    DONE,
    FAILED,
    add_hand,
    add_record,
    add_settings,
    main,
    make_settings,
    open_record,
    put,
    put_lines,
    say,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.data import Edit
    from sayso.keeping import Record
    from sayso.record import Difference, EventDifference, Forgetting
    from sayso.rereading import Reread


@main.command()
@click.argument("name", metavar="ID")
@click.argument("field", metavar="FIELD")
@click.argument("value", nargs=-1, metavar="VALUE...")
@add_record
@add_hand
def correct(name: str, field: str, value: tuple[str, ...], db: Path, by: str | None, why: str | None) -> int:
    r"""Correct a statement, a person or body, or an article.

    \b
    Of a statement:   speaker (a name, an id, writer, nobody), act, manner, negated (yes, no),
                      content, source, cue (the exact words, " … " between pieces; none: VALUE left out)
    Of a person/body: name, kind, country, role ("harbour mistress = harbour master")
    Of an article:    publisher, published, title, series, byline ("A; B"), url, credit

    \b
    Examples:
      sayso correct a3f09 speaker "Ada Lund" --why "the mayor, not her deputy"
      sayso correct a3f09 act deny
      sayso correct k12 name "Ada Lund-Ruys"
      sayso correct t5e0e published 2024-03-19
    """
    with open_record(db, writing=True) as record:
        _tell([record.correct(name, field, " ".join(value) or None, by=by, why=why)])
    return DONE


def _tell(edits: "Sequence[Edit]") -> None:
    from sayso.show.listing import lay_out_log

    put_laid_out(lay_out_log(edits, width=find_width()))


@main.command()
@click.argument("names", nargs=-1, required=True, metavar="ID...")
@add_record
@add_hand
def confirm(names: tuple[str, ...], db: Path, by: str | None, why: str | None) -> int:
    r"""Note that statements, people or articles were found right.

    \b
    Example:
      sayso confirm a3f09 a51c2
    """
    with open_record(db, writing=True) as record, record.writing():
        _tell([record.confirm(name, by=by, why=why) for name in names])
    return DONE


@main.command()
@click.argument("names", nargs=-1, required=True, metavar="ID...")
@add_record
@add_hand
def reject(names: tuple[str, ...], db: Path, by: str | None, why: str | None) -> int:
    r"""Note that statements, people or articles were found wrong: they are kept, and left out of lists.

    \b
    Example:
      sayso reject a3f09 --why "a headline, nobody's words"
    """
    with open_record(db, writing=True) as record, record.writing():
        _tell([record.reject(name, by=by, why=why) for name in names])
    return DONE


@main.command()
@click.argument("one", metavar="ONE")
@click.argument("other", metavar="OTHER")
@add_record
@click.option("--dry-run", is_flag=True, help="Say what it would touch; change nothing.")
@add_hand
def merge(one: str, other: str, db: Path, dry_run: bool, by: str | None, why: str | None) -> int:
    r"""Take two people or bodies, or two events, for one; the one that came first keeps its id.

    \b
    Examples:
      sayso merge k12 k57 --dry-run
      sayso merge "Ada Lund" "Mayor Lund" --by nora
      sayso merge h3 h12
    """
    with open_record(db, writing=not dry_run) as record:
        preview = record.preview_merge(one, other)
        from sayso.show.label import label_count

        for n, (name, articles) in enumerate(zip(preview.names, preview.articles, strict=True)):
            statements = f", {label_count(preview.statements[n], 'statement')}" if preview.statements else ""
            put_lines([f"{name}: {label_count(articles, 'article')}{statements}"])
        for doubt in preview.doubts:
            say(f"beware: {doubt}")
        if not dry_run:
            _tell([record.merge(one, other, by=by, why=why)])
    return DONE


@main.command()
@click.argument("name", metavar="NAME")
@click.argument("members", nargs=-1, required=True, metavar="MEMBER...")
@add_record
@add_hand
def split(name: str, members: tuple[str, ...], db: Path, by: str | None, why: str | None) -> int:
    r"""Take a person, a body or an event apart: as these articles have it, it is another one.

    MEMBER is the id of an article (t...), or of an entity or event in one (e..., v...).

    \b
    Example:
      sayso split k12 t5e0e58906a02 t3b06de7a3c94 --why "her sister"
    """
    with open_record(db, writing=True) as record:
        _tell([record.split(name, members, by=by, why=why)])
    return DONE


@main.command()
@click.argument("what", metavar="WHAT")
@add_record
@add_hand
def undo(what: str, db: Path, by: str | None, why: str | None) -> int:
    r"""Take back a line of the log, by its number, or a judgement that two are one, by its id.

    \b
    Examples:
      sayso undo 12
      sayso undo j345
    """
    with open_record(db, writing=True) as record:
        _tell([record.undo(what, by=by, why=why)])
    return DONE


@main.command()
@click.argument("name", metavar="PERSON")
@add_record
@click.option("--yes", is_flag=True, help="Do it without asking.")
@click.option("--dry-run", is_flag=True, help="Say what it would touch; change nothing.")
@add_hand
def forget(name: str, db: Path, yes: bool, dry_run: bool, by: str | None, why: str | None) -> int:
    r"""Remove a person for good: from texts, statements, the log, the index, old versions and backups.

    Names become bars. It cannot be undone, and it asks before it begins.

    \b
    Examples:
      sayso forget k12 --dry-run
      sayso forget "Ada Lund" --yes --why "asked for by letter"
    """
    from sayso.errors import EditError

    with open_record(db, writing=not dry_run) as record:
        try:
            _tell_forgetting(record, record.preview_forget(name))
        except EditError as fault:  # forgotten already: what was left to be cleaned is cleaned now
            if dry_run or not yes:
                raise
            say(str(fault))
        if dry_run:
            return DONE
        if not yes and not _ask():
            say("nothing was changed; say --yes to do it")
            return FAILED
        _tell([record.forget(name, by=by, why=why)])
    return DONE


def _tell_forgetting(record: "Record", told: "Forgetting") -> None:
    from sayso.show.label import label_count
    from sayso.show.listing import lay_out_forgetting

    touched = [
        label_count(told.articles, "article"),
        label_count(told.statements, "statement"),
        label_count(told.edits, "line") + " of the log",
        *told.backups,
    ]
    who = [f"{listed.name} ({listed.id})" for listed in record.list_known(told.known)]
    put_laid_out(lay_out_forgetting(who, told.names, touched, told.removed, width=find_width()))


def _ask() -> bool:
    return sys.stdin.isatty() and click.confirm("Remove this person for good?", err=True)


@main.command()
@click.argument("names", nargs=-1, metavar="[ARTICLE]...")
@add_record
@click.option("--apply", "applied", is_flag=True, help="Put the new readings in; people's decisions stay.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one difference a line.")
@add_hand
@add_settings
def reread(
    names: tuple[str, ...], db: Path, applied: bool, as_json: bool, by: str | None, why: str | None, **chosen: Any
) -> int:
    r"""Read articles of the record again with the weights of today, and show what would change.

    Nothing is changed without --apply, and what a person has decided never is.

    \b
    Examples:
      sayso reread
      sayso reread t5e0e58906a02 --apply
    """
    from sayso.crew import read_together
    from sayso.record import Hand
    from sayso.rereading import reread_articles

    settings = make_settings(chosen)
    with open_record(db, writing=applied) as record:
        if applied:
            say(f"copied to {record.back_up()} before anything is changed")
        done = reread_articles(
            record,
            names,
            read=lambda articles: read_together(articles, settings=settings),
            applied=applied,
            hand=Hand.of(by, why),
        )
        _tell_reread(done, as_json=as_json, applied=applied)
    return DONE


def _tell_reread(done: "Iterator[Reread]", *, as_json: bool, applied: bool) -> None:
    from sayso.show.differences import encode_difference, lay_out_reread, sum_up_reread

    tally = Counter[str]()
    for one in done:
        every: tuple[Difference | EventDifference, ...] = (*one.differences, *one.event_differences)
        tally.update(difference.kind for difference in one.differences)
        tally.update(f"{difference.kind} event" for difference in one.event_differences)
        tally.update(article=1, orphan=len(one.orphans) + len(one.orphaned_events))
        if as_json:
            put(b"".join(encode_difference(one.article, difference) + b"\n" for difference in every))
        elif every:
            put_laid_out(lay_out_reread(one.article, every, (*one.orphans, *one.orphaned_events), width=find_width()))
    say(sum_up_reread(tally, applied=applied))
