"""Who is meant by a source, to whom it was said, and on whose word the article has it."""

import pytest

from sayso.data import Extraction
from sayso.link import link_article
from tests.link.made import NoJudge, Script, link, name_all, name_speakers, read


def chains(linked):
    return [name_all(linked, attribution.on_whose_word) for attribution in linked.attributions]


def source_of(linked, n):
    source = linked.attributions[n].source
    assert source is not None
    return source


def addressees(linked):
    names = {entity.id: entity.name for entity in linked.entities}
    return [names.get(a.addressee.entity or "") if a.addressee else None for a in linked.attributions]


def test_a_name_speaks_for_itself():
    marked = read("[P:Ada Lund] said it rained.")
    linked = link(marked, marked.say("it rained", "Ada Lund"))
    assert name_speakers(linked) == ["Ada Lund"]
    assert chains(linked) == [["writer", "Ada Lund"]]


@pytest.mark.parametrize(
    ("text", "source", "earlier"),
    [
        ("[P:Ada Lund] woke. [p:She] said it rained.", "She", "Ada Lund"),
        ("[P:Ada Lund] woke. [p:The mayor] said it rained.", "The mayor", "Ada Lund"),
        ("[P:Ada Lund] woke. [P:Lund] said it rained.", "Lund", "Ada Lund"),
    ],
)
def test_a_source_is_the_one_its_words_stand_for(text, source, earlier):
    marked = read(text)
    linked = link(marked, marked.say("it rained", source), same=[(source, earlier)])
    assert name_speakers(linked) == ["Ada Lund"]
    assert not source_of(linked, 0).inferred


@pytest.mark.parametrize("words", ["[p+:We]", "[p:I]"])
def test_we_and_i_outside_quotations_are_the_writer(words):
    marked = read(f"{words} said it rained.")
    linked = link(marked, marked.say("it rained", marked.words(0)))
    assert name_speakers(linked) == ["writer"]
    assert chains(linked) == [["writer"]]


@pytest.mark.parametrize(
    ("source", "publisher", "own"),
    [
        ("[O:The Orde Herald]", "Orde Herald", True),
        ("[O:The Orde Herald]", None, False),
        ("[O:The Tarn Gazette]", "Orde Herald", False),
        ("[p:Our reporter]", None, True),
        ("[p:Our mayor]", None, False),
    ],
)
def test_the_outlet_itself_is_the_writer(source, publisher, own):
    marked = read(f"{source} said it rained.", publisher=publisher)
    linked = link(marked, marked.say("it rained", marked.words(0)))
    assert (name_speakers(linked) == ["writer"]) == own


def test_a_quoted_i_is_who_says_the_quotation():
    marked = read("“[p:I] said it rained,” [P:Ada Lund] said.")
    outer = marked.say("“I said it rained,”", "Ada Lund")
    inner = marked.say("it rained", "I", id="a2", nested_in="a1")
    linked = link(marked, outer, inner)
    assert name_speakers(linked) == ["Ada Lund", "Ada Lund"]
    assert chains(linked)[1] == ["writer", "Ada Lund"]


@pytest.mark.parametrize(
    ("text", "ties", "speaker"),
    [
        (
            "“[p+:We] said it rained,” said [P:Ada Lund], [p:a ^spokeswoman for [o:the board]].",
            [("Ada Lund", "a spokeswoman for the board")],
            "the board",
        ),
        ("“[p+:We] said it rained,” said [P:Ada Lund].", [], "Ada Lund"),
    ],
    ids=["spokeswoman", "nobody's"],
)
def test_a_quoted_we_are_those_for_whom_the_speaker_speaks(text, ties, speaker):
    marked = read(text)
    outer = marked.say("“We said it rained,”", "Ada Lund")
    inner = marked.say("it rained", "We", id="a2", nested_in="a1")
    linked = link(marked, outer, inner, ties=ties)
    assert name_speakers(linked) == ["Ada Lund", speaker]
    assert source_of(linked, 1).inferred


def test_a_quoted_you_is_who_is_spoken_to():
    marked = read("[P:Ada Lund] told [P:Ivo Brandt]: “[p:You] said it rained.”")
    outer = marked.say("“You said it rained.”", "Ada Lund", cue="told")
    inner = marked.say("it rained", "You", id="a2", nested_in="a1")
    assert name_speakers(link(marked, outer, inner)) == ["Ada Lund", "Ivo Brandt"]


def test_a_quoted_you_to_nobody_in_particular_stays_open():
    marked = read("[P:Ada Lund] said: “[p:You] said it rained.”")
    outer = marked.say("“You said it rained.”", "Ada Lund")
    inner = marked.say("it rained", "You", id="a2", nested_in="a1")
    assert name_speakers(link(marked, outer, inner)) == ["Ada Lund", None]


@pytest.mark.parametrize(
    ("cue", "addressee"),
    [("told", "Ivo Brandt"), ("warned", "Ivo Brandt"), ("called on", "Ivo Brandt"), ("said of", None)],
)
def test_who_stands_behind_told_is_spoken_to(cue, addressee):
    marked = read(f"[P:Ada Lund] {cue} [P:Ivo Brandt] that it rained.")
    linked = link(marked, marked.say("it rained", "Ada Lund", cue=cue))
    assert addressees(linked) == [addressee]


def test_what_stands_inside_the_content_is_not_spoken_to():
    marked = read("[P:Ada Lund] urged [o:the guild] to pay.")
    linked = link(marked, marked.say("the guild to pay", "Ada Lund", cue="urged"))
    assert addressees(linked) == [None]


def test_who_was_told_is_spoken_to():
    marked = read("[P:Ada Lund] was told to leave.")
    linked = link(marked, marked.say("to leave", cue="was told", to="Ada Lund"))
    assert (name_speakers(linked), addressees(linked)) == ([None], ["Ada Lund"])


def test_a_passive_without_a_source_has_none():
    marked = read("[P:Ada Lund] was accused of theft.")
    linked = link(marked, marked.say("of theft", cue="was accused", act="accuse"))
    assert linked.attributions[0].source is None
    assert chains(linked) == [["writer"]]


def test_what_somebody_was_asked_is_the_writers_question():
    marked = read("Asked whether it rained, [P:Ada Lund] nodded.")
    linked = link(marked, marked.say("whether it rained", cue="Asked", act="ask"))
    assert name_speakers(linked) == ["writer"]
    assert source_of(linked, 0).inferred


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("[P:Ada Lund], asked whether it rained, nodded.", {"cue": "asked", "to": "Ada Lund"}),
        ("[P:Ada Lund] was asked whether it rained.", {"cue": "was asked", "to": "Ada Lund"}),
        ("Told whether it rained, [P:Ada Lund] nodded.", {"cue": "Told", "to": "Ada Lund"}),
    ],
    ids=["an aside", "a passive", "told"],
)
def test_what_somebody_who_is_named_was_asked_is_nobodys_question(text, fields):
    marked = read(text)
    linked = link(marked, marked.say("whether it rained", act="ask", **fields))
    assert (name_speakers(linked), addressees(linked)) == ([None], ["Ada Lund"])


@pytest.mark.parametrize("word", ["[p:nobody]", "[p:^nobody on board]", "[p:^none of us]", "[p:^neither of them]"])
def test_what_nobody_said_has_no_speaker(word):
    marked = read(f"[P:Ada Lund] slept. But {word} said it rained.")
    assert name_speakers(link(marked, marked.say("it rained", marked.words(1)))) == [None]


@pytest.mark.parametrize("word", ["another", "somebody", "others"])
def test_a_pronoun_for_somebody_new_stands_for_itself(word):
    marked = read(f"[P:Ada Lund] slept. Then [p:{word}] said it rained.")
    linked = link(marked, marked.say("it rained", word), same=[(word, "Ada Lund")])
    assert name_speakers(linked) == [word]
    assert not source_of(linked, 0).inferred


def test_what_cannot_speak_is_passed_over_for_a_pronoun():
    marked = read("[o:The council] saw [d:the boat]. [d:It] said it rained.")
    same = {("It", "the boat"): 5.0, ("It", "The council"): 1.0}
    linked = link(marked, marked.say("it rained", "It"), same=same)
    assert name_speakers(linked) == ["The council"]
    assert source_of(linked, 0).inferred


def test_a_thing_that_has_spoken_is_not_passed_over():
    marked = read("[o:The council] met. [d:The report] said it blew. [o:It] said it rained.")
    said = marked.say("it blew", "The report"), marked.say("it rained", "It", id="a2")
    linked = link(marked, *said, same={("It", "The report"): 5.0, ("It", "The council"): 1.0})
    assert name_speakers(linked) == ["The report", "The report"]


def interview(*blocks):
    """Link an interview: labels and the answers behind them."""
    marked = read(*blocks)
    text = marked.article.text
    labels = [text[block.start : block.end] for block in marked.article.blocks if block.kind == "label"]
    return link(
        marked, *(marked.say(f"answer {n}", cue=label, id=f"a{n}", manner="direct") for n, label in enumerate(labels))
    )


def test_the_name_on_a_label_speaks():
    linked = interview(
        "[P:Orla Venn] met [P:Ida Marsh].", ("label", "[P:Venn]:"), "answer 0", ("label", "[P:Marsh]:"), "answer 1"
    )
    assert name_speakers(linked) == ["Orla Venn", "Ida Marsh"]


@pytest.mark.parametrize("label", ["A.", "A:", "Answer:", "A1."])
def test_a_bare_label_is_the_person_most_spoken_of_before(label):
    linked = interview("[P:Orla Venn] met [P:Ida Marsh]. [P:Orla Venn] plays.", ("label", label), "answer 0")
    assert name_speakers(linked) == ["Orla Venn"]
    assert source_of(linked, 0).inferred


def test_a_bare_label_of_nobody_stays_open():
    assert name_speakers(interview("It rained.", ("label", "A."), "answer 0")) == [None]


RUNS_ON = {
    "next line": ("“It snowed.”", {}, "Ada Lund"),
    "pages away": ("So.\n\nSo.\n\nSo.\n\nSo.\n\n“It snowed.”", {}, None),
    "indirect": ("“It snowed.”", {"manner": "indirect"}, None),
}


@pytest.mark.parametrize(("behind", "fields", "speaker"), RUNS_ON.values(), ids=RUNS_ON)
def test_a_quotation_without_a_source_runs_on_from_the_last_close_by(behind, fields, speaker):
    marked = read("[P:Ada Lund] said: “It rained.”", *behind.split("\n\n"))
    first = marked.say("“It rained.”", "Ada Lund", manner="direct")
    second = marked.say("“It snowed.”", cue=None, id="a2", **{"manner": "direct", **fields})
    linked = link(marked, first, second)
    assert name_speakers(linked) == ["Ada Lund", speaker]
    if speaker:
        assert source_of(linked, 1).inferred
        assert source_of(linked, 1).spans == ()


@pytest.mark.parametrize("text", ["“It snowed.” It rained.", "[p+:We] said “it rained”. “It snowed.”"])
def test_a_first_quotation_without_a_source_has_none(text):
    marked = read(text)
    said = [marked.say("“it rained”", "We", manner="direct")] if marked.phrases else []
    linked = link(marked, *said, marked.say("“It snowed.”", cue=None, id="a2", manner="direct"))
    assert name_speakers(linked)[-1] is None


def test_a_pronoun_of_which_nobody_can_tell_stays_open():
    marked = read("[P:Ada Lund], [P:Orla Venn], [P:Una Tok] and [P:Rita Holm] met. [p:She] said it rained.")
    linked = link(marked, marked.say("it rained", "She"))
    assert name_speakers(linked) == [None]
    assert [candidate.score for candidate in source_of(linked, 0).candidates] == [0.25] * 4


def guess(scores):
    """Link "she" by scores too low to join her to anybody."""
    marked = read("[P:Ada Lund] met [P:Orla Venn] and [P:Una Tok]. [p:She] said it rained.")
    linked = link(marked, marked.say("it rained", "She"), same={("She", name): s for name, s in scores.items()})
    source = source_of(linked, 0)
    return name_speakers(linked)[0], source.inferred, {
        name: candidate.score
        for candidate in source.candidates
        for name in name_all(linked, [candidate.entity])
    }  # fmt: skip


def test_the_likeliest_is_taken_for_a_pronoun_with_the_others_as_candidates():
    name, inferred, candidates = guess({"Ada Lund": -4.5, "Orla Venn": -5.5, "Una Tok": -9.5})
    assert (name, inferred) == ("Ada Lund", True)
    assert list(candidates) == ["Ada Lund", "Orla Venn"]
    assert 0.7 < candidates["Ada Lund"] < 0.75


def test_no_source_has_more_share_than_there_is():
    _, _, candidates = guess({"Ada Lund": -4.5, "Orla Venn": -4.5, "Una Tok": -4.5})
    assert sum(candidates.values()) <= 1.001


def test_a_joint_source_is_a_group_with_its_members_as_candidates():
    marked = read("[p&:[P:Ada Lund] and [P:Ivo Brandt]] said it rained.")
    linked = link(marked, marked.say("it rained", "Ada Lund and Ivo Brandt"))
    source = source_of(linked, 0)
    assert name_speakers(linked) == ["Ada Lund and Ivo Brandt"]
    assert name_all(linked, [candidate.entity for candidate in source.candidates]) == ["Ada Lund", "Ivo Brandt"]


def test_what_one_says_another_said_is_on_the_word_of_both():
    marked = read("[P:Ada Lund] said [P:Ivo Brandt] said it rained.")
    outer = marked.say("Ivo Brandt said it rained", "Ada Lund")
    inner = marked.say("it rained", "Ivo Brandt", id="a2", nested_in="a1")
    linked = link(marked, outer, inner)
    assert chains(linked) == [["writer", "Ada Lund"], ["writer", "Ada Lund", "Ivo Brandt"]]


def test_a_chain_is_the_same_in_whatever_order_attributions_come():
    marked = read("[P:Ada Lund] said [P:Ivo Brandt] said it rained.")
    outer = marked.say("Ivo Brandt said it rained", "Ada Lund")
    inner = marked.say("it rained", "Ivo Brandt", id="a2", nested_in="a1")
    assert chains(link(marked, inner, outer)) == [["writer", "Ada Lund", "Ivo Brandt"], ["writer", "Ada Lund"]]


def test_who_says_what_they_said_stands_once_in_a_chain():
    marked = read("[P:Ada Lund] said [p:she] said it rained.")
    outer = marked.say("she said it rained", "Ada Lund")
    inner = marked.say("it rained", "she", id="a2", nested_in="a1")
    assert chains(link(marked, outer, inner, same=[("she", "Ada Lund")]))[1] == ["writer", "Ada Lund"]


@pytest.mark.parametrize(
    ("outlet", "publisher", "chain"),
    [
        ("[O:the Tarn Gazette newspaper]", None, ["writer", "Tarn Gazette newspaper", "Ada Lund"]),
        ("[O:the Tarn Gazette newspaper]", "Tarn Gazette newspaper", ["writer", "Ada Lund"]),
        ("[p+:reporters]", None, ["writer", "Ada Lund"]),
        ("[o:the council]", None, ["writer", "Ada Lund"]),
    ],
    ids=["a paper", "the publisher", "reporters", "no paper"],
)
def test_a_paper_that_was_told_passes_the_words_on(outlet, publisher, chain):
    marked = read(f"[P:Ada Lund] told {outlet} that it rained.", publisher=publisher)
    assert chains(link(marked, marked.say("it rained", "Ada Lund", cue="told"))) == [chain]


def test_a_source_whose_words_hold_no_phrase_stays_open():
    marked = read("[P:Ada Lund] said it rained.")
    said = marked.say("it rained", "Ada Lund")
    linked = link_article(marked.article, Extraction([said]), scorer=Script(marked), judge=NoJudge())
    assert name_speakers(linked) == [None]
    assert source_of(linked, 0).text == "Ada Lund"


def test_an_article_without_attributions_or_phrases_links_to_nothing():
    linked = link(read("It rained."))
    assert (linked.attributions, linked.entities, linked.chains) == ((), (), ())
