"""Articles in, readings out, with a script for an encoder: every "SOURCE said CONTENT." is one attribution."""

import pytest

from sayso.data import Reading
from sayso.errors import NotFoundError
from sayso.pipeline import read_articles
from sayso.settings import Settings
from tests.extract.made import make_article
from tests.model.made import open_scripted


@pytest.fixture
def model(tmp_path, monkeypatch):
    return open_scripted(tmp_path / "weights", monkeypatch, threads=2)


def read(model, *articles, **settings):
    return list(read_articles(articles, model, settings=Settings(**settings)))


def test_readings_come_in_the_order_of_their_articles(model):
    articles = [make_article(f"mayor said rain number {n} .") for n in range(9)]
    assert [reading.article for reading in read(model, *articles)] == articles


def test_an_input_that_fails_takes_no_reading_before_it_along(model):
    def articles():
        yield from (make_article(f"mayor said rain number {n} .") for n in range(3))
        raise NotFoundError("gone.txt", "no such file")

    found: list[Reading] = []
    with pytest.raises(NotFoundError):
        found.extend(read_articles(articles(), model, settings=Settings()))
    assert len(found) == 3


def test_a_reading_names_the_weights_and_the_run(model):
    (reading,) = read(model, make_article("mayor said it rained ."))
    assert reading.provenance.model == model.digest
    assert reading.provenance.run != read(model, reading.article, min_confidence=0.5)[0].provenance.run


def test_what_is_not_english_is_left_unread(model):
    assert read(model, make_article("mayor said it rained .", language="fr"))[0].attributions == ()


def test_statements_under_the_least_confidence_are_left_out(model):
    article = make_article("mayor said it rained .")
    assert len(read(model, article)[0].attributions) == 1
    assert read(model, article, min_confidence=1.0)[0].attributions == ()


def test_an_article_without_words_has_an_empty_reading(model):
    assert read(model, make_article("\u200b \n"))[0].attributions == ()


def test_of_no_articles_there_are_no_readings(model):
    assert read(model) == []
