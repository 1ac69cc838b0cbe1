"""A labelled document in, the same told otherwise out: in other marks, in capitals, a bare headline, a dateline."""

from dataclasses import replace
from random import Random

import numpy as np
from corpora import Document, Ints, Marked, Pieces

from sayso.model.labels import MENTION_TYPES
from sayso.text import find_quotations, find_words

MAX_HEADLINE = 40
"""Words in the longest first line that is taken for a headline."""


def augment(document: Document, chances: dict[str, float], random: Random) -> Document:
    """Tell a document otherwise, by chance."""
    if document.attributions is not None and random.random() < chances["bare"]:
        document = bare_headline(document)
    if document.attributions is not None and random.random() < chances["dateline"]:
        document = put_dateline(document, random)
    roll = random.random()
    if roll < chances["british"]:
        document = change_marks(document, "‘’“”" if random.random() < 0.7 else "''\"\"")
    elif roll < chances["british"] + chances["marks"]:
        document = change_marks(document, "“”‘’" if '"' in document.text else "\"\"''")
    if random.random() < chances["capitals"]:
        upper = document.text.upper()
        if len(upper) == len(document.text):
            document = replace(document, text=upper)
    return document


def change_marks(document: Document, marks: str) -> Document:
    """Write a document's quotations with other marks: outer opening, outer closing, inner opening, inner closing."""
    letters = list(document.text)
    for quotation in find_quotations(document.text):
        pair = marks[2:] if quotation.single else marks[:2]
        letters[quotation.start] = pair[0]
        if quotation.closed:
            letters[quotation.end - 1] = pair[1]
    return replace(document, text="".join(letters))


def bare_headline(document: Document) -> Document:
    """Take the full stop from behind a headline: PolNeAR ends each with one, and hardly anybody else does.

    A space stands in its place, so that nothing moves but the words behind it, by one.
    """
    at = document.text.find("\n") - 1
    places = [n for n, word in enumerate(document.words[:MAX_HEADLINE]) if word == (at, at + 1)]
    if not places or document.text[at] != ".":
        return document
    place = places[0]

    def without(values: Ints | None) -> Ints | None:
        return None if values is None else np.delete(values, place)

    heads = without(document.heads)
    if heads is not None:
        heads = np.where(heads == place, -1, heads - (heads > place))
    return replace(
        document,
        text=document.text[:at] + " " + document.text[at + 1 :],
        words=document.words[:place] + document.words[place + 1 :],
        upos=without(document.upos), heads=heads, relations=without(document.relations),
        starts=without(document.starts), names=without(document.names),
        phrases=[phrase.moved(lambda at: at - (at > place)) for phrase in document.phrases],
    )  # fmt: skip


_DATES = ("", "", ", {m} {d}", ", {d} {m}", ", {m}. {d}")
_DASHES = (" — ", " – ", " - ", " -- ", ": ")
_MONTHS = "Jan Feb March April May June July Aug Sept Oct Nov Dec".split()


def put_dateline(document: Document, random: Random) -> Document:
    """Open the first paragraph as agencies do: "VELL, Oct 15 (LNA) - ", with a place that the document names."""
    at = document.text.find("\n")
    opening = next((start for start, _ in document.words if start > at), None)
    places = [phrase.name for phrase in document.phrases if MENTION_TYPES[phrase.kind] == "place"]
    if at < 0 or opening is None or not places:
        return document
    first, last = random.choice(places)
    city = document.text[document.words[first][0] : document.words[last - 1][1]].upper()
    date = random.choice(_DATES).format(m=random.choice(_MONTHS), d=random.randint(1, 31))
    agency = "".join(random.choices("ABCEFILNPRSTUX", k=random.randint(2, 4)))
    return insert(document, opening, f"{city}{date}{random.choice(('', f' ({agency})'))}{random.choice(_DASHES)}")


def insert(document: Document, at: int, told: str) -> Document:
    """Put words in before the word that starts at a place: they are in no attribution, and all else of them is open."""
    place = next(n for n, (start, _) in enumerate(document.words) if start >= at)
    new = [(start + at, end + at) for start, end in find_words(told)]
    grown, more = len(told), len(new)

    def moved(spans: Pieces) -> Pieces:
        return tuple((a + grown * (a >= at), b + grown * (b > at)) for a, b in spans)

    def moved_all(marked: tuple[Marked, ...] | None) -> tuple[Marked, ...] | None:
        if marked is None:
            return None
        return tuple(Marked(moved(m.source), moved(m.cue), moved(m.content)) for m in marked)

    def opened(values: Ints | None) -> Ints | None:
        return None if values is None else np.insert(values, place, [-1] * more)

    heads = document.heads
    if heads is not None:
        heads = opened(np.where(heads >= place, heads + more, heads))
    return replace(
        document,
        text=document.text[:at] + told + document.text[at:],
        words=[*document.words[:place], *new, *moved(tuple(document.words[place:]))],
        attributions=moved_all(document.attributions),
        insides=moved_all(document.insides), unsure=moved(document.unsure),
        upos=opened(document.upos), heads=heads, relations=opened(document.relations),
        starts=opened(document.starts), names=opened(document.names),
        phrases=[
            phrase.moved(lambda at: at + more * (at >= place), lambda at: at + more * (at > place))
            for phrase in document.phrases
        ],
    )  # fmt: skip
