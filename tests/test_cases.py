"""The cases that must come out, each as one invented passage: who said what in it, by which words.

The weights read, so a passage is one that a careful reader could not misread. How often the weights are
right on real reports is measured elsewhere (docs/evaluation.md).
"""

import pytest

from sayso.collect import make_article
from sayso.data import Attribution, Reading
from sayso.pipeline import read_articles
from sayso.settings import Settings

pytestmark = pytest.mark.weights


@pytest.fixture
def read(model):
    def read_text(text: str) -> Reading:
        (reading,) = read_articles([make_article(text)], model, settings=Settings())
        return reading

    return read_text


def parts(attribution: Attribution) -> tuple[str, str, str]:
    """Show an attribution as the words of its source, cue and content."""
    source, cue = attribution.source, attribution.cue
    return (source.text if source else "", cue.text if cue else "", attribution.content.text)


def show(reading: Reading) -> list[tuple[str, str, str]]:
    return [parts(attribution) for attribution in reading.attributions]


def find(reading: Reading, beginning: str) -> Attribution:
    """Find the attribution whose content begins so."""
    found = [a for a in reading.attributions if a.content.text.startswith(beginning)]
    assert len(found) == 1, show(reading)
    return found[0]


def test_case_1_a_content_goes_on_behind_its_cue(read):
    reading = read("“The bridge is sound,” the mayor of Tarn, Ada Lund, said, “and it will open on Monday.” It rained.")
    assert find(reading, "“The bridge").content.text == "“The bridge is sound,” … “and it will open on Monday.”"


def test_case_2_a_quotation_runs_over_several_paragraphs(read):
    reading = read(
        "Ada Lund, the mayor of Tarn, defended the decision on Tuesday.\n\n"
        "“We looked at every bolt,” she said. “We looked at every weld.\n\n"
        "“We found nothing that would keep a child awake.\n\n"
        "“So the bridge will open on Monday.”\n\n"
        "The ferry will stop running next week."
    )
    (said,) = [a for a in reading.attributions if "every bolt" in a.content.text]
    assert said.content.text.endswith("“So the bridge will open on Monday.”")
    assert "keep a child awake" in said.content.text


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"The bridge is sound," the mayor, Ada Lund, said on Monday.', '"The bridge is sound,"'),
        ("‘The bridge is “sound”,’ the mayor, Ada Lund, said on Monday.", "‘The bridge is “sound”,’"),
        ("“The bridge is ‘sound’,” the mayor, Ada Lund, said on Monday.", "“The bridge is ‘sound’,”"),
        ('The mayor, Ada Lund, told reporters: "The bridge is sound."', '"The bridge is sound."'),
    ],
    ids=["straight", "British", "single in double", "colon"],
)
def test_case_3_marks_of_every_kind_are_read(read, text, quoted):
    assert find(read(text), quoted[:6]).content.text == quoted


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The bridge will open on Monday, the mayor said.", "said"),
        ("The mayor said the bridge will open on Monday.", "said"),
        ("The bridge, the mayor said, will open on Monday.", "said"),
    ],
    ids=["before", "after", "around"],
)
def test_case_4_a_content_stands_before_behind_or_around_its_cue(read, text, cue):
    (said,) = read(text).attributions
    assert parts(said)[:2] == ("the mayor" if not text.startswith("The mayor") else "The mayor", cue)
    assert "will open on Monday" in said.content.text


def test_case_5_an_accusation_has_no_source_where_nobody_is_named(read):
    reading = read("The firm has been accused of hiding the report from its own workers. It closed the plant in May.")
    (accused,) = [a for a in reading.attributions if "hiding the report" in a.content.text]
    assert (accused.act, accused.source) == ("accuse", None)


@pytest.mark.xfail(reason="the weights take the accused in", strict=True)
def test_case_5_the_accused_of_a_passive_accusation_stands_outside_its_content(read):
    reading = read("The firm has been accused of hiding the report from its own workers. It closed the plant in May.")
    assert find(reading, "of hiding").content.text == "of hiding the report from its own workers"


def test_case_5_a_pull_quote_stands_on_its_byline(read):
    reading = read(
        "Harbour Watch\n\nThe winter the ferries stopped\n\nThe river froze for the first time in forty years.\n\n"
        "The ice gave no sound at all. We heard it only when it broke.\n\nby Orla Venn, ferry operator, Tarn line\n\n"
        "Nobody was hurt. The ferries will run again in spring, when the ice has gone from the upper river."
    )
    assert parts(find(reading, "The ice gave")) == (
        "Orla Venn, ferry operator, Tarn line",
        "by",
        "The ice gave no sound at all. We heard it only when it broke.",
    )


def test_case_5_the_answers_of_an_interview_stand_on_their_labels(read):
    reading = read(
        "A talk with the cellist\n\nQ: When did you begin to play?\n\nA: When I was four. My aunt had a cello.\n\n"
        "Q: Do you still have it?\n\nA: It hangs in my kitchen."
    )
    answers = [a for a in reading.attributions if a.cue and a.cue.text.startswith("A")]
    assert [a.content.text for a in answers] == ["When I was four. My aunt had a cello.", "It hangs in my kitchen."]
    assert {a.manner for a in answers} == {"direct"}


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("According to the harbour office, nine men were on board.", "the harbour office", "According to"),
        ("A report by the auditor found that the money had been spent twice.", "A report by the auditor", "found"),
        ("A poll published on Friday showed that most voters oppose the tunnel.", "A poll", "showed"),
        ("The statement said that the talks had been frank.", "The statement", "said"),
    ],
    ids=["according to", "report", "poll", "statement"],
)
def test_case_6_documents_and_polls_are_sources(read, text, source, cue):
    found = read(text).attributions[0]
    assert found.source is not None
    assert found.source.text.startswith(source)
    assert parts(found)[1] == cue


@pytest.mark.parametrize(
    ("text", "act", "negated"),
    [
        ("The ministry did not say whether the ships had been warned.", "decline", True),
        ("A spokesman for the ministry declined to comment on the report.", "decline", False),
        ("The minister refused to confirm that the ships had been warned.", "decline", False),
        ("The minister did not dispute that the ships had been warned.", "confirm", False),
    ],
)
def test_case_7_what_is_declined_or_negated_is_kept(read, text, act, negated):
    (found,) = [a for a in read(text).attributions if not a.nested_in]
    assert (found.act, found.negated) == (act, negated)


@pytest.mark.parametrize(
    ("text", "inner", "outer"),
    [
        ("The ministry said the army had told it that no shell was fired.", "the army", "The ministry"),
        ("“The doctor told me that the child would live,” Mrs Venn said on Monday.", "The doctor", "Mrs Venn"),
        ("The guild said that a letter showed the pier had never been sound.", "a letter", "The guild"),
    ],
)
def test_case_8_an_attribution_inside_another_is_nested_in_it(read, text, inner, outer):
    reading = read(text)
    by_source = {parts(a)[0]: a for a in reading.attributions}
    assert set(by_source) >= {inner, outer}, show(reading)
    assert by_source[inner].nested_in == by_source[outer].id


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “green” barges burn as much oil as the old ones, and cost the town more every year.",
        "The film “The Heron Year” opens in Tarn on Friday. The museum opens its new wing a week later.",
        "A dish of “kaldol”, a stew of eel and barley, was served on the quay to all who came.",
    ],
    ids=["odd word", "title", "foreign word"],
)
def test_case_9_words_in_marks_are_no_attribution_by_themselves(read, text):
    assert [a for a in read(text).attributions if a.manner != "indirect"] == []


def test_case_10_attributions_side_by_side_and_at_the_end_are_kept(read):
    reading = read("The mayor said the bridge was sound. The engineers said it was not. “It creaks,” said one of them.")
    assert [a.source.text for a in reading.attributions if a.source] == ["The mayor", "The engineers", "one of them"]
    assert reading.attributions[-1].content.text == "“It creaks,”"


HEADLINES = {
    "Union accuses mayor of lying": ("Union", "accuses", "mayor of lying"),
    "Minister rejects claims of fraud": ("Minister", "rejects", "claims of fraud"),
    "Police say bridge was sabotaged": ("Police", "say", "bridge was sabotaged"),
    "Bridge was sabotaged, police say": ("police", "say", "Bridge was sabotaged"),
    "‘We will not pay,’ says mayor": ("mayor", "says", "‘We will not pay,’"),
    "President vows to fight on": ("President", "vows", "to fight on"),
    "Mayor denies knowing builder": ("Mayor", "denies", "knowing builder"),
}


@pytest.mark.parametrize("headline", HEADLINES)
def test_case_11_a_headline_may_attribute(read, headline):
    reading = read(
        f"{headline}\n\nBy Ida Marsh\n\nAda Lund, the mayor of Tarn, denied on Monday that she had ever met the man "
        "who built the bridge. The council will meet on Friday to hear from the engineers."
    )
    assert HEADLINES[headline] in show(reading)


def test_case_11_a_live_blog_is_read_entry_by_entry(read):
    reading = read(
        "Ferries: as it happened\n\n09:40\n\nThe harbour office says all crossings are cancelled until noon.\n\n"
        "10:15\n\nThe mayor has told reporters that the quay is safe.\n\n11:05\n\nThe first boat has left."
    )
    found = [(a.source.text, a.content.text) for a in reading.attributions if a.source]
    assert ("The harbour office", "all crossings are cancelled until noon") in found
    assert ("The mayor", "that the quay is safe") in found


def test_case_11_a_transcript_in_capitals_is_read(read):
    reading = read("THE MAYOR SAID THE BRIDGE WOULD OPEN ON MONDAY. THE FERRY WILL STOP RUNNING NEXT WEEK.")
    assert show(reading) == [("THE MAYOR", "SAID", "THE BRIDGE WOULD OPEN ON MONDAY")]
