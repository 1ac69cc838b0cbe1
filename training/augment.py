"""A labelled document in, the same document told otherwise out: in other marks, in capitals, its headline bare."""

from dataclasses import replace
from random import Random

import numpy as np
from corpora import Document, Ints

from sayso.text import find_quotations

MAX_HEADLINE = 40
"""Words in the longest first line that is taken for a headline."""


def augment(document: Document, chances: dict[str, float], random: Random) -> Document:
    """Tell a document otherwise, by chance."""
    if document.attributions is not None and random.random() < chances["bare"]:
        document = bare_headline(document)
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
