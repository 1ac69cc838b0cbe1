"""The language of articles and of their paragraphs."""

import sys

import pytest

from sayso.collect import make_article

ENGLISH = "The minister said on Tuesday that she would hold no more talks with the union, and that she regretted it."
FOREIGN = {
    "de": "Die Ministerin sagte am Dienstag, dass sie keine weiteren Gespräche mit der Gewerkschaft führen werde.",
    "fr": "La ministre a déclaré mardi qu'elle ne mènerait plus de discussions avec le syndicat des mineurs du nord.",
    "es": "La ministra dijo el martes que no mantendrá más conversaciones con el sindicato de los mineros del valle.",
    "nl": "De minister zei dinsdag dat zij geen verdere gesprekken met de vakbond van de mijnwerkers zou voeren.",
    "it": "La ministra ha detto martedì che non avrà altri colloqui con il sindacato dei minatori della valle.",
    "ru": "Министр заявила во вторник, что больше не будет вести переговоры с профсоюзом шахтёров долины.",
    "zh": "部长星期二表示,她将不再与矿工工会举行会谈,并对此表示遗憾,工会随后称将继续罢工。",
}


@pytest.mark.parametrize("code", FOREIGN)
def test_a_foreign_article_is_told(code):
    assert make_article(FOREIGN[code]).language == code


@pytest.mark.parametrize("code", FOREIGN)
def test_a_foreign_paragraph_in_an_english_article_is_told(code):
    article = make_article("\n\n".join([ENGLISH, ENGLISH, FOREIGN[code], ENGLISH]))
    assert [block.language for block in article.blocks] == ["en", "en", code, "en"]


def test_capitals_are_read_as_what_they_spell():
    assert make_article(ENGLISH.upper()).language == "en"


def test_a_short_block_takes_the_articles_language():
    assert make_article(FOREIGN["de"] + "\n\nKein Wort mehr.").blocks[1].language == "de"


def test_too_little_to_tell_is_left_open():
    assert make_article("Ostrel 3, Marle 2").language is None


def test_an_english_article_loads_no_model(monkeypatch):
    monkeypatch.setitem(sys.modules, "py3langid", None)
    names = "Iowa: Tim Ardley, Bea Carrow, Rob Hale, Jeff Marl, Bonnie Oake, Dave Quill, Sam Senn, Sara Tarn."
    assert make_article(ENGLISH + "\n\n" + names).blocks[1].language == "en"


@pytest.mark.corpora
def test_an_english_paragraph_is_hardly_ever_called_foreign(corpora):
    texts = sorted((corpora / "polnear" / "train" / "text").glob("*.txt"))[::4]
    told = [block.language for path in texts for block in make_article(path.read_text(encoding="utf-8")).blocks]
    assert sum(language != "en" for language in told) * 2000 <= len(told)
