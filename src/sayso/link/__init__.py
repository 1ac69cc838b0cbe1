"""Link: the phrases of a text in; who and what is meant, and on whose word, out."""

from sayso.link.linking import Linked, link_article

__all__ = ["link_article", "Linked"]
