import pytest

from sayso.errors import GoldError, InputError
from sayso.evaluate import score_readings
from sayso.evaluate.pieces import Parts, tidy
from sayso.evaluate.polnear import (
    PolnearArticle,
    manner_by_marks,
    outermost_attributions,
    read_polnear,
    tally_polnear,
)
from sayso.evaluate.scores import Count
from tests.evaluate.made import find, make_attribution, make_reading, read_as_annotated

TEXT = "Mayor Orla Fenn said the bridge is safe. The bridge is closed, according to Dov Marsh."
FENN = Parts(find(TEXT, "Mayor Orla Fenn"), find(TEXT, "said"), find(TEXT, "the bridge is safe"))
MARSH = Parts(find(TEXT, "Dov Marsh"), find(TEXT, "according to"), find(TEXT, "The bridge is closed"))
GOLD = PolnearArticle("bridge.txt", TEXT, (FENN, MARSH))

ANNOTATED = """\
T1\tSource 0 15\tMayor Orla Fenn
T2\tCue 16 20\tsaid
T3\tContent 21 31;32 39\tthe bridge is safe
T4\tAttribution 16 20\tsaid
E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1
E2\tAttribution:T4 Cue:T2
"""


def write_gold(folder, annotations, text=TEXT):
    """Write one PolNeAR article and its annotators' files."""
    for name in ("text", "attributions"):
        (folder / name).mkdir()
    (folder / "text" / "bridge.txt").write_bytes(text.encode())
    for annotator, lines in annotations.items():
        (folder / "attributions" / f"bridge_{annotator}.ann").write_text(lines, encoding="utf8")
    return folder


def test_a_standoff_file_gives_the_parts_of_each_attribution_with_content(tmp_path):
    (article,) = read_polnear(write_gold(tmp_path, {"anna": ANNOTATED}))
    assert article == PolnearArticle("bridge.txt", TEXT, (FENN,))


def test_the_first_annotator_in_alphabetical_order_is_gold(tmp_path):
    (article,) = read_polnear(write_gold(tmp_path, {"zoe": "", "anna": ANNOTATED}))
    assert article.attributions == (FENN,)


def test_line_ends_of_a_text_are_kept_so_that_offsets_hold(tmp_path):
    (article,) = read_polnear(write_gold(tmp_path, {"anna": ""}, text="One\r\ntwo"))
    assert article.text == "One\r\ntwo"


def test_an_offset_that_is_none_names_file_and_line(tmp_path):
    with pytest.raises(GoldError, match=r"bridge_anna\.ann:1: 'x 15'"):
        list(read_polnear(write_gold(tmp_path, {"anna": "T1\tSource x 15\tMayor"})))


@pytest.mark.parametrize(
    ("pieces", "tidied"),
    [
        ([(0, 5), (6, 15)], ((0, 15),)),
        ([(5, 16)], ((6, 15),)),
        ([(6, 10), (0, 5)], ((0, 10),)),
        ([(5, 6)], ()),
        ([(0, 5), (16, 20)], ((0, 5), (16, 20))),
        ([(0, 10), (6, 15)], ((0, 10), (6, 15))),
    ],
)
def test_pieces_are_trimmed_sorted_and_joined_over_white_space(pieces, tidied):
    assert tidy(pieces, text=TEXT) == tidied


def test_a_perfect_reading_is_right_in_everything():
    tally = tally_polnear(GOLD, read_as_annotated(GOLD))
    assert all(count.right == count.wanted == count.base for count in tally.values())


def test_an_article_without_a_reading_is_all_missed():
    tally = tally_polnear(GOLD, None)
    assert tally["whole"] == Count(0, 2, 0)
    assert tally["recall.all"] == Count(0, 2)


def test_a_source_off_by_a_word_spoils_the_source_and_the_whole_alone():
    shorter = Parts(find(TEXT, "Orla Fenn"), FENN.cue, FENN.content)
    tally = tally_polnear(GOLD, make_reading("bridge.txt", TEXT, [make_attribution(TEXT, shorter)]))
    assert {role: tally[role].right for role in ("source", "cue", "content", "whole")} == {
        "source": 0,
        "cue": 1,
        "content": 1,
        "whole": 0,
    }
    assert tally["jaccard.source"] == Count(9 / 15, 2)


def test_half_of_a_content_is_not_found_and_more_than_half_is():
    def recall(words):
        given = make_attribution(TEXT, Parts((), (), find(TEXT, words)))
        return tally_polnear(PolnearArticle("a", TEXT, (FENN,)), make_reading("a", TEXT, [given]))["recall.all"].right

    assert (recall("the bridg"), recall("the bridge")) == (0, 1)


def nest(content, nested_in="a1"):
    outer = make_attribution(TEXT, FENN, id="a1")
    return outer, make_attribution(TEXT, Parts((), (), content), id="a2", nested_in=nested_in)


def test_a_nested_attribution_is_left_out():
    found = outermost_attributions(make_reading("a", TEXT, nest(find(TEXT, "bridge is safe"))))
    assert [attribution.id for attribution in found] == ["a1"]


@pytest.mark.parametrize("nested_in", [None, "a2", "a9"])
def test_an_attribution_that_names_no_other_as_parent_counts(nested_in):
    found = outermost_attributions(make_reading("a", TEXT, nest(find(TEXT, "bridge is safe"), nested_in)))
    assert [attribution.id for attribution in found] == ["a1", "a2"]


def test_an_attribution_mostly_outside_the_parent_it_names_counts():
    found = outermost_attributions(make_reading("a", TEXT, nest(find(TEXT, "safe. The bridge is closed"))))
    assert [attribution.id for attribution in found] == ["a1", "a2"]


@pytest.mark.parametrize(
    ("content", "manner"),
    [
        ("“The bridge is safe.”", "direct"),
        ('"The bridge is safe."', "direct"),
        ("that the bridge is “safe” now", "mixed"),
        ('that the "bridge" is "safe"', "mixed"),
        ("that the bridge is safe", "indirect"),
        ("“The bridge is safe", "direct"),
        ("", "indirect"),
    ],
)
def test_manner_is_told_by_double_marks(content, manner):
    assert manner_by_marks([(0, len(content))], text=content) == manner


def test_a_span_that_does_not_hold_its_words_ends_the_scoring(tmp_path):
    write_gold(tmp_path, {"anna": ANNOTATED})
    reading = make_reading("bridge.txt", TEXT.upper(), [make_attribution(TEXT.upper(), FENN)])
    with pytest.raises(InputError, match=r"somewhere/bridge\.txt: .*does not hold its words"):
        score_readings(tmp_path, [reading])


def test_missing_and_changed_articles_are_counted(tmp_path):
    write_gold(tmp_path, {"anna": ANNOTATED})
    assert score_readings(tmp_path, []).missing == 1
    assert score_readings(tmp_path, [make_reading("bridge.txt", TEXT.upper(), [])]).changed == 1
