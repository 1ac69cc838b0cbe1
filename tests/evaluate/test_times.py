"""Words for times, with their values -> how many are read right."""

from datetime import date

import pytest

from evaluation.times import DatedPhrase, DatedText, list_texts, read_value, tally_values, write_value
from sayso.data import EventMention
from sayso.evaluate.scores import Count
from sayso.link.dates import Days
from tests.evaluate.made import find

TEXT = "The mill burned. It will be rebuilt on Friday."
(FRIDAY,) = find(TEXT, "on Friday")
PHRASE = DatedPhrase(FRIDAY, (17, len(TEXT)), "2024-01-12")
DATED = DatedText("1", TEXT, date(2024, 1, 10), (PHRASE,))


def mention(word, state, *when):
    return EventMention(find(TEXT, word)[0], PHRASE.sentence, "AID", state=state, when=when)


@pytest.mark.parametrize(
    ("mentions", "value"),
    [
        ([], "2024-01-05"),
        ([mention("rebuilt", "planned", FRIDAY)], "2024-01-12"),
        ([mention("rebuilt", "planned")], "2024-01-05"),
        ([mention("rebuilt", "planned", FRIDAY), mention("burned", "real", FRIDAY)], "2024-01-12"),
        ([mention("rebuilt", "real", FRIDAY), mention("burned", "planned", FRIDAY)], "2024-01-05"),
    ],
)
def test_the_nearest_event_that_is_dated_tells_what_is_to_come(mentions, value):
    assert read_value(DATED, PHRASE, mentions) == value


def test_words_that_are_no_time_have_no_value():
    assert read_value(DATED, DatedPhrase(find(TEXT, "mill")[0], (0, 16), "2024"), []) is None


@pytest.mark.parametrize(
    ("precision", "value"), [("week", "2024-W02"), ("weekend", "2024-W02-WE"), ("month", "2024-01"), ("day", "2024-01")]
)
def test_weeks_are_written_by_number(precision, value):
    assert write_value(Days(date(2024, 1, 8), date(2024, 1, 14), precision)) == value


def test_values_are_counted_in_each_text():
    assert tally_values([PHRASE, PHRASE], ["2024-01-12", None]) == {"dates.eventstoryline": Count(1, 2)}


FILE = """<Document>
<token t_id="1" sentence="0">Mill</token><token t_id="2" sentence="0">burned</token>
<token t_id="3" sentence="0">on</token><token t_id="4" sentence="0">Friday</token>
<Markables>
<TIME_DATE m_id="1" DCT="FALSE" value="2024-01-05"><token_anchor t_id="3"/><token_anchor t_id="4"/></TIME_DATE>
<TIME_DATE m_id="2" DCT="FALSE" value="PAST_REF"><token_anchor t_id="4"/></TIME_DATE>
<TIME_DATE m_id="3" DCT="TRUE" value="{published}"/>
</Markables>
</Document>"""


@pytest.mark.parametrize(("published", "texts"), [("2024-01-10", 1), ("", 0)])
def test_texts_are_read_that_have_a_day_and_words_with_a_value(tmp_path, published, texts):
    (tmp_path / "1").mkdir()
    (tmp_path / "1" / "1_1ecb.xml.xml").write_text(FILE.format(published=published), encoding="utf-8")
    found = list(list_texts(tmp_path))
    assert len(found) == texts
    for text in found:
        assert (text.published, [phrase.value for phrase in text.phrases]) == (date(2024, 1, 10), ["2024-01-05"])
        assert text.text[slice(*text.phrases[0].place)] == "on Friday"
