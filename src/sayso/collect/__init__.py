"""Collect: paths, standard input, texts, pages, records in; Articles out, and an InputError for each that is none."""

from sayso.collect.article import make_article
from sayso.collect.collecting import collect_articles
from sayso.collect.finding import find_articles
from sayso.collect.found import Found
from sayso.collect.inputs import Form, measure_inputs
from sayso.collect.metadata import Metadata, give_metadata

__all__ = [
    "collect_articles",
    "find_articles",
    "Form",
    "Found",
    "give_metadata",
    "make_article",
    "measure_inputs",
    "Metadata",
]
