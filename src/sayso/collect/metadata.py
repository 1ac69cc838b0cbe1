"""What is known of an article besides its text, from the user, a record or a page, and how two such accounts join."""

from dataclasses import dataclass, fields

from sayso.collect.dates import read_date
from sayso.errors import SettingError


@dataclass(frozen=True, slots=True)
class Metadata:
    """What somebody says about an article; None and empty mean that they say nothing.

    `published` is an ISO 8601 prefix, as in `Article`.
    """

    title: str | None = None
    series: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    byline: tuple[str, ...] = ()


def join_metadata(first: Metadata, second: Metadata) -> Metadata:
    """Take each field from `first`, or from `second` where `first` says nothing."""
    names = [field.name for field in fields(Metadata)]
    return Metadata(**{name: getattr(first, name) or getattr(second, name) for name in names})


def give_metadata(*, published: str | None = None, publisher: str | None = None) -> Metadata:
    """Make metadata of what the user gave; raise SettingError for a day of publication that is no date."""
    if published is None:
        return Metadata(publisher=publisher or None)
    day = read_date(published)
    if day is None:
        raise SettingError(f"published: {published!r} is not a date; give it as YYYY-MM-DD")
    return Metadata(published=day, publisher=publisher or None)
