"""Link: the phrases of a text in; who and what is meant, and on whose word, out."""

from sayso.link.linking import Linked, link_article
from sayso.link.people import Directory, link_people

__all__ = ["Directory", "link_article", "link_people", "Linked"]
