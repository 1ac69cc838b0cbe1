"""Parts of a reading in, the words they are shown by out; all safe to show."""

from sayso.data import Article, Attribution, Block, Reading
from sayso.show.characters import tidy

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


def label_act(attribution: Attribution) -> str:
    """Name the act, with "not" before it where it is negated, unless the act has taken the negation in."""
    absorbed = attribution.act in ("decline", "doubt")
    return f"not {attribution.act}" if attribution.negated and not absorbed else attribution.act


def label_date(published: str) -> str:
    """Write an ISO 8601 prefix as people do: 2020-01-03T14:05+01:00 as 3 January 2020, 14:05 +01:00."""
    day, _, time = published.partition("T")
    parts = day.split("-")
    if not all(part.isascii() and part.isdigit() for part in parts) or len(parts) > 3:
        return tidy(published)
    if len(parts) > 1 and not 1 <= int(parts[1]) <= 12:
        return tidy(published)
    words = [str(int(part)) for part in parts[2:]] + [_MONTHS[int(part) - 1] for part in parts[1:2]] + [parts[0]]
    clock, zone = time[:5], time[5:].lstrip(":0123456789.")
    return tidy(" ".join(words) + (f", {clock} {'UTC' if zone == 'Z' else zone}" if clock else ""))


def label_count(count: int, noun: str) -> str:
    """Count a noun: 1 statement, 2 statements."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def label_publication(article: Article) -> str:
    """Say who published the article, when, and who wrote it, as far as is known."""
    byline = "by " + ", ".join(map(tidy, article.byline)) if article.byline else ""
    date = label_date(article.published) if article.published else ""
    return " · ".join(part for part in (tidy(article.publisher or ""), date, byline) if part)


def label_reading(reading: Reading) -> str:
    """Say where the article comes from, and how many statements and events were read from it."""
    return " · ".join(part for part in (label_publication(reading.article), label_found(reading)) if part)


def label_found(reading: Reading) -> str:
    """Say how many statements were read from an article, and how many events, where there are any."""
    events = f", {label_count(len(reading.events), 'event')}" if reading.events else ""
    return label_count(len(reading.attributions), "statement") + events


def label_title(article: Article) -> str:
    """Give the article's title, or where it has none, its path, address or id."""
    return tidy(article.title or "") or tidy(article.path or article.url or "") or article.id


def label_language(article: Article) -> str | None:
    """Say what was left unread because it is not English; None where all is English or too short to tell."""
    foreign = [block.language for block in article.blocks if is_foreign(block)]
    codes = ", ".join(sorted({tidy(code) for code in foreign if code}))
    if article.language not in (None, "en"):
        return f"Not in English ({tidy(article.language or '')}): left unread."
    if not foreign:
        return None
    return f"Not in English ({codes}) and left unread: {label_count(len(foreign), 'paragraph')}."


def is_foreign(block: Block) -> bool:
    """Tell whether a block is known to be in another language than English."""
    return block.language not in (None, "en")
