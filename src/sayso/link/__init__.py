"""Link: the phrases of a text in; who and what is meant, and on whose word, out."""

from sayso.link.known import introduce
from sayso.link.linking import Linked, link_article
from sayso.link.people import (
    POSTINGS,
    Directory,
    Newcomers,
    Placing,
    assemble,
    choose_candidates,
    is_spent,
    limit_of,
    link_people,
    meet_newcomers,
    place_newcomers,
)

__all__ = [
    "assemble",
    "choose_candidates",
    "Directory",
    "introduce",
    "is_spent",
    "limit_of",
    "link_article",
    "link_people",
    "Linked",
    "meet_newcomers",
    "Newcomers",
    "place_newcomers",
    "Placing",
    "POSTINGS",
]
