"""A folder of gold, and readings of its texts or a model that reads them -> a report."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sayso.data import Reading
from sayso.errors import InputError, SettingError
from sayso.evaluate.calibration import judge_attributions, score_calibration
from sayso.evaluate.conllu import Document, read_conllu
from sayso.evaluate.coreference import name_means, tally_chains
from sayso.evaluate.cross import Link, read_incidents, tally_incidents
from sayso.evaluate.labels import LabelledArticle, open_events, read_labels
from sayso.evaluate.mentions import ReadMention, tally_mentions
from sayso.evaluate.pieces import Piece, Pieces, check_spans, place
from sayso.evaluate.polnear import PolnearArticle, read_polnear, tally_polnear
from sayso.evaluate.re3d import RelatedArticle, read_re3d, tally_relations
from sayso.evaluate.readings import by_name, read_gold
from sayso.evaluate.report import GoldKind, Report, digest_gold, find_kind, name_gold
from sayso.evaluate.scores import Score, Tally, score_tallies
from sayso.evaluate.statements import tally_labels
from sayso.evaluate.syntax import sentences_of, tally_syntax
from sayso.model.parse import Token
from sayso.settings import Settings

if TYPE_CHECKING:
    from sayso.model import Model

Words = Sequence[Sequence[Piece]]
"""The words of a text, sentence by sentence, as offsets."""
GoldArticle = PolnearArticle | LabelledArticle | RelatedArticle


class Analyst(Protocol):
    """What a model must do to be scored on a treebank."""

    def parse(self, text: str, *, words: Words | None = None) -> Sequence[Token]:
        """Parse a text into words; where `words` are given, keep to them and their sentences."""

    def find_names(self, text: str) -> Sequence[ReadMention]:
        """Find the named mentions of a text."""

    def find_chains(self, text: str) -> Sequence[Pieces]:
        """Find the mentions of each entity of a text."""


def evaluate_gold(
    gold: Path,
    *,
    readings: Iterable[Reading] | None = None,
    model: "Model | None" = None,
    settings: Settings | None = None,
) -> Report:
    """Score readings against a folder of gold: PolNeAR's, our own, re3d, or a treebank.

    Without readings the texts are read by `model`, without a model by the weights that ship.
    Raises GoldError where the folder is no gold or damaged, InputError where readings do not fit it, SettingError
    where readings are given for a treebank.
    """
    treebank = find_kind(gold) == "conllu"
    if readings is not None:
        if treebank:
            raise SettingError("readings: a treebank is scored on what the model parses; leave the readings out")
        return score_readings(gold, readings)
    from sayso.model import load_model

    settings = settings or Settings()
    model = model or load_model(settings.threads)
    if treebank:
        from sayso.evaluate.analyst import Reader

        return score_treebank(gold, Reader(model, settings=settings), model=model.digest)
    return score_readings(gold, read_gold(gold, model, settings=settings))


def score_readings(gold: Path, readings: Iterable[Reading], *, link: Link | None = None) -> Report:
    """Score readings against a folder of attributions, PolNeAR's or our own, or of relations, re3d.

    Across the reports of an incident, where our gold has some, readings are linked by `link`, by the link step if None.
    """
    kind = find_kind(gold)
    articles = [*_read_articles(gold, kind)]
    named = by_name(readings)
    pairs = [(article, named.get(article.name)) for article in articles]
    changed = [reading for article, reading in pairs if reading and _check(article, reading)]
    scores = score_tallies([_tally(article, reading) for article, reading in pairs])
    judged = [judge_attributions(article, reading) for article, reading in pairs if isinstance(article, PolnearArticle)]
    return Report(
        gold=name_gold(gold),
        kind=kind,
        digest=digest_gold(gold),
        model=next((reading.provenance.model for _, reading in pairs if reading), None),
        articles=len(pairs),
        missing=sum(reading is None for _, reading in pairs),
        changed=len(changed),
        scores=scores + (score_calibration(judged) if judged else ()) + _score_incidents(gold, pairs, link),
    )


def score_treebank(gold: Path, analyst: Analyst, *, model: str | None = None) -> Report:
    """Score an analyst on the words, trees, names and chains of a treebank, from gold tokens and from raw text."""
    documents = [*read_conllu(gold)]
    tallies = [tally_document(document, analyst) for document in documents]
    scores = score_tallies(tallies, means=name_means(document.genre for document in documents))
    return Report(name_gold(gold), "conllu", digest_gold(gold), model, len(tallies), scores)


def tally_document(document: Document, analyst: Analyst) -> Tally:
    """Count words, trees, names and chains in one document."""
    words = [[(token.start, token.end) for token in sentence] for sentence in sentences_of(document.tokens)]
    given_words = tally_syntax(document.tokens, analyst.parse(document.text, words=words), prefix="gold_tokens")
    return {
        **{f"gold_tokens.{measure}": given_words[f"gold_tokens.{measure}"] for measure in ("upos", "uas", "las")},
        **tally_syntax(document.tokens, analyst.parse(document.text), prefix="raw"),
        **tally_mentions(document.names, analyst.find_names(document.text)),
        **tally_chains(document.chains, analyst.find_chains(document.text), genre=document.genre),
    }


def _read_articles(gold: Path, kind: GoldKind) -> Iterable[GoldArticle]:
    if kind == "polnear":
        return read_polnear(gold)
    return read_re3d(gold) if kind == "re3d" else open_events(read_labels(gold))


def _tally(article: GoldArticle, reading: Reading | None) -> Tally:
    if isinstance(article, PolnearArticle):
        return tally_polnear(article, reading)
    if isinstance(article, RelatedArticle):
        return tally_relations(article, reading)
    return tally_labels(article, reading)


def _score_incidents(
    gold: Path, pairs: Sequence[tuple[GoldArticle, Reading | None]], link: Link | None
) -> tuple[Score, ...]:
    incidents = read_incidents(gold)
    if not incidents:
        return ()
    if link is None:
        from sayso.link.people import link_people

        link = link_people
    labelled = [article for article, _ in pairs if isinstance(article, LabelledArticle)]
    given = [reading for _, reading in pairs if reading]
    return score_tallies(tally_incidents(incidents, labelled, given, link=link))


def _check(article: GoldArticle, reading: Reading) -> bool:
    """Tell whether another text was read; raise InputError where that or a span makes scoring meaningless."""
    check_spans(reading, article.text)
    changed = reading.article.text != article.text
    told = reading.attributions or reading.entities or reading.events
    if changed and told and not isinstance(article, PolnearArticle):
        raise InputError(place(reading.article), "its text is not the gold text; read that again")
    return changed
