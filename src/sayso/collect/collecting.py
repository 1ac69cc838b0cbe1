"""Inputs in, one Article or one InputError for each article in them out, in input order, as they are read."""

import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from sayso.collect.finding import find_articles
from sayso.collect.found import Found
from sayso.collect.inputs import Form
from sayso.collect.metadata import give_metadata
from sayso.data import Article
from sayso.errors import InputError
from sayso.settings import Settings


def collect_articles(
    inputs: Iterable[str | os.PathLike[str]],
    *,
    settings: Settings,
    published: str | None = None,
    publisher: str | None = None,
    form: Form | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Article | InputError]:
    """Read articles from files, directories and standard input (`-`).

    What a record says of its article goes before `published` and `publisher`, and these before what the page says.
    `form` goes before what a file's name and content tell.
    Raise SettingError, before anything is read, where `published` is no date.
    """
    given = give_metadata(published=published, publisher=publisher)
    return _collect(find_articles(inputs, settings=settings, given=given, form=form, stdin=stdin))


def _collect(found: Iterable[Found]) -> Iterator[Article | InputError]:
    for item in found:
        if item.reading is not None:
            yield item.reading.article
        elif item.article is not None:
            yield item.article
        elif item.error is not None:
            yield item.error
