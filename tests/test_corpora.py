"""Every text of the corpora -> a reading whose spans hold their words; an article alone -> the same as among many."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.collect import make_article
from sayso.data import Article, Reading
from sayso.evaluate.conllu import read_conllu
from sayso.model import load_model
from sayso.pipeline import read_articles
from sayso.samples import sample_paths
from sayso.settings import Settings
from tests.hostile import find_faults, find_faults_of_blocks


def list_texts(corpora: Path) -> Iterator[str]:
    """List the texts of all corpora of running text."""
    for path in sorted([*corpora.glob("polnear/*/text/*.txt"), *(corpora.parent / "gold" / "text").glob("*.txt")]):
        yield path.read_bytes().decode("utf-8")
    for path in sorted(corpora.glob("re3d/*/documents.json")):
        for line in path.read_text("utf-8").splitlines():
            yield json.loads(line)["text"]
    for split in ("train", "dev"):
        yield from (document.text for document in read_conllu(corpora / "gum" / split))


@pytest.mark.corpora
@pytest.mark.weights
def test_every_span_of_every_corpus_text_holds_its_words(corpora, model):
    articles = (make_article(text) for text in list_texts(corpora) if text.strip())
    faults, count = [], 0
    for reading in read_articles(articles, model, settings=Settings()):
        faults += [*find_faults(reading), *find_faults_of_blocks(reading.article)]
        count += 1
    assert faults == []
    assert count > 1000


def tell(model, articles: list[Article]) -> list[Reading]:
    return list(read_articles(articles, model, settings=Settings()))


@pytest.fixture(scope="module")
def fifty() -> list[Article]:
    """Make fifty articles, short and long, of the bundled reports."""
    texts = [path.read_bytes().decode("utf-8") for path in sample_paths() if path.suffix == ".txt"]
    paragraphs = [paragraph for text in texts for paragraph in text.split("\n\n")]
    return [make_article("\n\n".join(paragraphs[n % 9 : n % 9 + 1 + n % 12])) for n in range(50)]


@pytest.fixture(scope="module")
def alone(model, fifty) -> list[Reading]:
    return [reading for article in fifty for reading in tell(model, [article])]


@pytest.mark.weights
def test_an_article_alone_is_read_as_in_a_batch_of_fifty(model, fifty, alone):
    assert tell(model, fifty) == alone


@pytest.mark.weights
@pytest.mark.parametrize("threads", [2, 4])
def test_an_article_is_read_the_same_on_any_number_of_threads(fifty, alone, threads):
    with_threads = load_model(threads)
    assert tell(with_threads, fifty) == alone
    with_threads.close()


@pytest.mark.weights
def test_an_id_is_the_same_whatever_else_is_known_of_the_article(model, fifty):
    (known,) = tell(model, [replace(fifty[11], publisher="The Ledger", path="a.txt")])
    (bare,) = tell(model, [fifty[11]])
    assert [a.id for a in known.attributions] == [a.id for a in bare.attributions]
    assert known.attributions
