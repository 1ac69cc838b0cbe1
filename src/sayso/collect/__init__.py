"""Collect: paths, standard input, texts, pages, records in; Articles out, and an InputError for each that is none."""

from sayso.collect.article import make_article
from sayso.collect.collecting import collect_articles
from sayso.collect.metadata import Metadata

__all__ = ["Metadata", "collect_articles", "make_article"]
