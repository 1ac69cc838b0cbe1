"""A model and the way of the data -> an analyst, who parses, names and tells who is meant, for a treebank to score."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.collect import make_article
from sayso.evaluate.mentions import ReadMention
from sayso.evaluate.pieces import Piece, Pieces
from sayso.evaluate.readings import take_as_english
from sayso.model.parse import Token
from sayso.pipeline import link_articles
from sayso.settings import Settings

if TYPE_CHECKING:
    from sayso.model import Model


class Reader:
    """An analyst that parses and names with a model and takes its chains from the link step."""

    def __init__(self, model: "Model", *, settings: Settings) -> None:
        self._model, self._settings = model, settings

    def parse(self, text: str, *, words: Sequence[Sequence[Piece]] | None = None) -> Sequence[Token]:
        """Parse a text into words; where `words` are given, keep to them and their sentences."""
        return self._model.parse(text, words=words)

    def find_names(self, text: str) -> Sequence[ReadMention]:
        """Find the named mentions of a text."""
        return self._model.find_names(text)

    def find_chains(self, text: str) -> Sequence[Pieces]:
        """Find the phrases of a text that stand for the same, things and events too, which a reading leaves out."""
        articles = [take_as_english(make_article(text))]
        linked = link_articles(articles, self._model, settings=self._settings)
        return [chain for _, found in linked for chain in found.chains]
