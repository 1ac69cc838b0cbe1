"""What a report of an event leaves, and how two of them compare."""

from sayso.link.traces import FEATURES, NAMES, describe_reports, leave_trace, number_names, number_word
from tests.extract.made import make_article

TEXT = "Rain fell on Tarn. Gunmen raided the mill at Ness, killing two guards. Nobody slept."
RAID = [(TEXT.index("raided"), TEXT.index("raided") + 6)]


class Plain:
    def compare(self, one, other):
        return float(one == other)


def trace(words=RAID, **told):
    return leave_trace(TEXT, words, **told)


def compare(one, other, *, kinds=("ASSAULT", "ASSAULT"), beside=False):
    return describe_reports((kinds[0], one), (kinds[1], other), Plain(), beside=beside)


def test_a_trace_has_the_words_for_an_event_and_those_of_its_sentence():
    left = trace()
    assert left.words == ("raided",)
    assert number_word("guard") in left.around
    assert number_word("Tarn") not in left.around
    assert number_word("the") not in left.around


def test_forms_of_a_word_have_one_number_below_two_to_the_twenty_fourth():
    assert number_word("Raided") == number_word("raids") < 1 << 24
    assert number_word("raided") != number_word("slept")


def test_parties_are_kept_by_the_words_of_their_names():
    assert trace(actor=["The Red Hand", "the militia"]).actor == {number_word(w) for w in ("red", "hand", "militia")}


def test_an_article_is_remembered_by_the_names_that_it_tells_most_often():
    many = " ".join(f"{chr(65 + n)}orm came." for n in range(NAMES)) + " Dorn came. Dorn left."
    names = number_names(make_article(many))
    assert number_word("Dorn") in names
    assert len(names) == NAMES


def test_two_reports_are_described_the_same_way_round_and_back():
    one, other = trace(actor=["Red Hand"]), trace(recipient=["guards"], actor=["Blue Hand"])
    assert compare(one, other).tolist()[:22] == compare(other, one).tolist()[:22]
    assert len(compare(one, other)) == FEATURES


def test_a_report_is_most_like_itself():
    same = compare(trace(actor=["Red Hand"]), trace(actor=["Red Hand"]))
    other = compare(trace(actor=["Red Hand"]), leave_trace("Ada slept.", [(4, 9)], actor=["Ada"]))
    assert (same[:3] == 1).all()
    assert (other[[0, 1, 6, 14]] == 0).all()
    assert other[15] == 1


def test_what_tells_nothing_is_neither_shared_nor_apart():
    assert (compare(trace(), trace(actor=["Red Hand"]))[14:20] == 0).all()
