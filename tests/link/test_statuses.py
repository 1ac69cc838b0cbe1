"""What a source makes of an event is told by the attribution around the word for it; a denial may be of it unnamed."""

from dataclasses import replace

import pytest

from sayso.data import EventStatus
from sayso.link.statuses import REACH, Words, drop_speech, find_denials, judge_mention, sum_up
from tests.link.made import read

ADA, IVO = ("writer", "e1"), ("writer", "e2")
SAID = "[P:Ada Lund] {} the shelling of Tarn."


def say(marked, content, word=ADA, source="Ada Lund", **fields):
    """Make an attribution on somebody's word; () is nobody's."""
    made = marked.say(content, source, on_whose_word=word or ("writer",), **fields)
    return replace(made, source=replace(made.source, entity=word[-1] if word else None))


def judge(marked, mention, *said):
    status = judge_mention(marked.article.text, mention, Words(said))
    return status.status, status.on_whose_word, status.attribution


def said_of(word="shelling", *, cue="said", whose=ADA, mention=(), **fields):
    """Judge what somebody says of the shelling of Tarn."""
    marked = read(SAID.format(cue or ":"))
    told = say(marked, "the shelling of Tarn", whose, cue=cue, **fields)
    return judge(marked, marked.happen(word, "ASSAULT", **dict(mention)), told)


@pytest.mark.parametrize(("state", "status"), [("real", "asserted"), ("negated", "negated"), ("planned", "planned")])
def test_what_nobody_is_said_to_have_said_is_on_the_writers_word(state, status):
    marked = read("Orvania shelled Tarn.")
    assert judge(marked, marked.happen("shelled", state=state)) == (status, ("writer",), None)


@pytest.mark.parametrize(
    ("state", "status"), [("real", "claimed"), ("negated", "negated"), ("hypothetical", "hypothetical")]
)
def test_what_stands_in_a_content_is_on_the_word_of_its_source(state, status):
    assert said_of(mention={"state": state}) == (status, ADA, "a1")


def test_what_the_writer_says_as_a_source_is_asserted():
    assert said_of(whose=("writer",)) == ("asserted", ("writer",), "a1")


def test_what_a_source_says_that_nobody_could_tell_is_claimed_on_nobodys_word():
    assert said_of(whose=()) == ("claimed", (), "a1")


def test_what_has_no_source_is_claimed_on_nobodys_word():
    marked = read("It was said that Orvania shelled Tarn.")
    told = marked.say("Orvania shelled Tarn")
    assert judge(marked, marked.happen("shelled"), told) == ("claimed", (), "a1")


@pytest.mark.parametrize("act", ["deny", "reject"])
def test_what_a_source_denies_is_denied(act):
    assert said_of(act=act)[:2] == ("denied", ADA)


@pytest.mark.parametrize(("negated", "state", "status"), [(True, "real", "claimed"), (False, "planned", "planned")])
def test_what_is_not_denied_or_not_told_as_done_is_not(negated, state, status):
    assert said_of(act="deny", negated=negated, mention={"state": state})[0] == status


@pytest.mark.parametrize(
    ("act", "state", "status"),
    [
        ("doubt", "real", "hypothetical"), ("doubt", "negated", "negated"),
        ("threaten", "planned", "threatened"), ("threaten", "hypothetical", "threatened"),
        ("threaten", "real", "claimed"),
        ("demand", "planned", "requested"), ("ask", "planned", "requested"), ("order", "planned", "requested"),
        ("demand", "real", "claimed"), ("promise", "planned", "planned"),
    ],
)  # fmt: skip
def test_the_act_tells_what_the_source_makes_of_an_event(act, state, status):
    assert said_of(act=act, mention={"state": state})[0] == status


def test_of_attributions_inside_each_other_the_innermost_judges():
    marked = read("[P:Ada Lund] said [P:Ivo Brandt] denied shelling Tarn.")
    outer = say(marked, "Ivo Brandt denied shelling Tarn", id="a1")
    inner = say(marked, "shelling Tarn", IVO, "Ivo Brandt", cue="denied", id="a2", act="deny")
    for said in ((outer, inner), (inner, outer)):
        assert judge(marked, marked.happen("shelling"), *said) == ("denied", IVO, "a2")


def test_an_event_beside_a_content_is_the_writers():
    marked = read("[P:Ada Lund] said it rained as Orvania shelled Tarn.")
    assert judge(marked, marked.happen("shelled"), say(marked, "it rained"))[0] == "asserted"


def test_an_event_behind_a_content_is_the_writers_though_another_content_is_longer():
    marked = read(
        "It rained, [P:Ada Lund] said, and Orvania shelled Tarn. [P:Ivo Brandt] said the long rain of May fell."
    )
    short = say(marked, "It rained")
    long = say(marked, "the long rain of May fell", IVO, "Ivo Brandt", id="a2")
    assert judge(marked, marked.happen("shelled"), short, long)[0] == "asserted"


def test_what_is_said_without_a_cue_is_claimed():
    assert said_of(cue=None, mention={"noun": True}) == ("claimed", ADA, "a1")


def test_every_piece_of_a_content_holds_events():
    marked = read("“It raided Orde”, [P:Ada Lund] said, “and shelled Tarn”.")
    told = say(marked, "“It raided Orde”…“and shelled Tarn”")
    assert [judge(marked, marked.happen(word), told)[0] for word in ("raided", "shelled")] == ["claimed"] * 2


@pytest.mark.parametrize(
    ("act", "cue"),
    [("order", "ordered"), ("say", "responded with"), ("say", "has retaliated by"), ("say", "hit back with")],
)
def test_what_was_done_and_only_seems_said_is_the_writers(act, cue):
    assert said_of(act=act, cue=cue, mention={"noun": True}) == ("asserted", ("writer",), None)


@pytest.mark.parametrize(
    ("cue", "mention", "status"),
    [
        ("ordered", {"noun": False}, "claimed"),
        ("ordered", {"noun": True, "state": "planned"}, "requested"),
    ],
)
def test_an_order_that_may_not_have_been_carried_out_is_said(cue, mention, status):
    assert said_of(act="order", cue=cue, mention=mention)[0] == status


def test_an_answer_in_words_is_said():
    assert said_of(cue="responded to", mention={"noun": True})[0] == "claimed"


def keep(marked, *mentions, said):
    return [marked.article.text[slice(*mention.trigger)] for mention in drop_speech(mentions, said)]


SPEECH = [
    ("CONSULT", "say", "said", "that it rained"), ("REQUEST", "say", "called", "the day dry"),
    ("ACCUSE", "criticise", "slammed", "the mayor"), ("REQUEST", "ask", "asked", "whether it rained"),
    ("REQUEST", "ask", "asked", "“Did it rain?”"), ("REJECT", "decline", "declined", "to comment"),
    ("AGREE", "say", "agreed", "that it rained"),
]  # fmt: skip
DEEDS = [
    ("ACCUSE", "accuse", "accused", "the mayor of theft"), ("REQUEST", "demand", "demanded", "a truce"),
    ("REQUEST", "ask", "asked", "the board for help"), ("REJECT", "decline", "declined", "the offer of a truce"),
    ("ACCUSE", "criticise", "condemned", "the mayor"), ("THREATEN", "warn", "warned", "of a strike"),
    ("AGREE", "promise", "agreed", "to leave"), ("ASSAULT", "say", "attacked", "the mayor"),
    ("REQUEST", "demand", "demanded", "what was theirs"), ("REQUEST", "demand", "demanded", "to speak"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "act", "cue", "content"), SPEECH)
def test_what_is_only_said_asked_or_kept_silent_is_no_event(kind, act, cue, content):
    marked = read(f"[P:Ada Lund] {cue} {content}.")
    assert keep(marked, marked.happen(cue, kind), said=[say(marked, content, cue=cue, act=act)]) == []


@pytest.mark.parametrize(("kind", "act", "cue", "content"), DEEDS)
def test_an_act_of_speech_that_is_an_event_is_kept(kind, act, cue, content):
    marked = read(f"[P:Ada Lund] {cue} {content}.")
    assert keep(marked, marked.happen(cue, kind), said=[say(marked, content, cue=cue, act=act)]) == [cue]


def test_what_stands_in_no_cue_is_kept():
    marked = read("[P:Ada Lund] said the talks failed, and the visit ended.")
    mentions = [marked.happen("talks", "CONSULT"), marked.happen("visit", "CONSULT")]
    assert keep(marked, *mentions, said=[say(marked, "the talks failed")]) == ["talks", "visit"]


def test_what_somebody_will_not_speak_of_is_no_event():
    marked = read("[P:Ada Lund] declined to give details of the raid.")
    told = say(marked, "to give details of the raid", cue="declined", act="decline")
    assert keep(marked, marked.happen("details"), marked.happen("declined", "REJECT"), said=[told]) == []


SILENCES = [
    ("declined", "to comment on the raid"), ("declined to comment on", "the raid"),
    ("refused", "to say why the raid came"), ("declined", "to publicly discuss the raid"),
    ("refused", "to either confirm or deny the raid"), ("has not commented on", "the raid"),
    ("declined", "to be interviewed about the raid"), ("refused", "to be drawn on the raid"),
    ("declined", "to respond to the news of the raid"), ("declined", "a request for comment on the raid"),
    ("refused", "an interview about the raid"), ("refused to give", "a single reason for the raid"),
    ("did not say", "when the raid came"), ("withheld", "the names of those in the raid"),
    ("declined", "to name who led the raid"), ("refused", "to reveal the cost of the raid"),
]  # fmt: skip
REFUSALS = [
    ("declined", "to give up the mill after the raid"), ("refused", "to give the crew of the raid food"),
    ("refused", "to free all held in the raid, as he had told an interview"), ("declined", "to lead the raid by name"),
    ("refused", "to let the clerks speak of the raid"), ("declined", "to respond with force to the raid"),
    ("declined", "the offer of a truce after the raid"), ("refused", "to release those taken in the raid"),
    ("refused", "to leave, or say who led the raid"), ("refused to give up", "the mill after the raid"),
]  # fmt: skip


@pytest.mark.parametrize(("cue", "content"), SILENCES)
def test_who_declines_to_speak_of_an_event_is_silent(cue, content):
    marked = read(f"[P:Ada Lund] {cue} {content}.")
    told = say(marked, content, cue=cue, act="decline")
    assert keep(marked, marked.happen(cue.split()[0], "REJECT"), marked.happen("raid"), said=[told]) == []


@pytest.mark.parametrize(("cue", "content"), REFUSALS)
def test_who_declines_to_do_something_is_not_silent(cue, content):
    marked = read(f"[P:Ada Lund] {cue} {content}.")
    told = say(marked, content, cue=cue, act="decline")
    refused = cue.split()[0]
    assert keep(marked, marked.happen(refused, "REJECT"), marked.happen("raid"), said=[told]) == [refused, "raid"]


def test_a_word_in_a_cue_is_judged_by_that_cue_though_another_lies_before_it():
    marked = read("[P:Ada Lund] is said to have called for the day dry.")
    outer = say(marked, "the day dry", cue="is said to have called for", id="a1")
    inner = say(marked, "the day", cue="said", id="a2")
    assert keep(marked, marked.happen("called", "REQUEST"), said=[outer, inner]) == []


@pytest.mark.parametrize(("outer", "inner", "kept"), [("say", "demand", ["demanded"]), ("demand", "say", [])])
def test_of_cues_inside_each_other_the_innermost_judges(outer, inner, kept):
    marked = read("[P:Ada Lund] is said to have demanded a truce.")
    around = say(marked, "a truce", cue="is said to have demanded", id="a1", act=outer)
    within = say(marked, "a truce", cue="demanded", id="a2", act=inner)
    assert keep(marked, marked.happen("demanded", "REQUEST"), said=[around, within]) == kept


def test_what_stands_before_the_first_cue_is_kept():
    marked = read("The talks failed, [P:Ada Lund] said.")
    mention = marked.happen("talks", "CONSULT")
    assert keep(marked, mention, said=[say(marked, "The talks failed")]) == ["talks"]


@pytest.mark.parametrize(
    ("act", "cue", "content"),
    [("say", "said", "details of the raid were few"), ("decline", "declined", "to leave after the raid")],
)
def test_what_somebody_speaks_of_is_an_event(act, cue, content):
    marked = read(f"[P:Ada Lund] {cue} {content}.")
    assert keep(marked, marked.happen("raid"), said=[say(marked, content, cue=cue, act=act)]) == ["raid"]


@pytest.mark.parametrize(
    ("act", "cue", "fields"),
    [
        ("order", "ordered", {"noun": True, "state": "planned"}),
        ("order", "ordered", {"noun": False}),
        ("demand", "demanded", {"noun": True}),
    ],
    ids=["not done", "no noun", "no order"],
)
def test_an_order_that_may_not_have_been_carried_out_is_an_event(act, cue, fields):
    marked = read(f"[P:Ada Lund] {cue} the shelling of Tarn.")
    told = say(marked, "the shelling of Tarn", cue=cue, act=act)
    mentions = [marked.happen(cue, "REQUEST"), marked.happen("shelling", "ASSAULT", **fields)]
    assert keep(marked, *mentions, said=[told]) == [cue, "shelling"]


def test_an_order_that_was_carried_out_is_no_event_beside_what_was_done():
    marked = read("[P:Ada Lund] ordered the shelling of Tarn.")
    told = say(marked, "the shelling of Tarn", cue="ordered", act="order")
    done = marked.happen("shelling", "ASSAULT", noun=True)
    assert keep(marked, marked.happen("ordered", "REQUEST"), done, said=[told]) == ["shelling"]


@pytest.mark.parametrize(
    ("kind", "noun", "act", "kept"),
    [
        ("ACCUSE", True, "deny", []),
        ("ACCUSE", True, "reject", []),
        ("ACCUSE", True, "confirm", ["claim"]),
        ("ACCUSE", False, "deny", ["claim"]),
        ("ASSAULT", True, "deny", ["claim"]),
    ],
)
def test_the_claim_that_is_denied_is_no_event(kind, noun, act, kept):
    marked = read("[P:Ada Lund] spoke of the claim.")
    told = say(marked, "the claim", cue="spoke", act=act)
    assert keep(marked, marked.happen("claim", kind, noun=noun), said=[told]) == kept


def test_an_order_to_do_something_is_an_event():
    marked = read("[P:Ada Lund] ordered the guards to shell Tarn.")
    told = say(marked, "the guards to shell Tarn", cue="ordered", act="order")
    asked = marked.happen("shell", "ASSAULT", state="planned")
    assert keep(marked, marked.happen("ordered", "REQUEST"), asked, said=[told]) == ["ordered", "shell"]


TALK = read(
    "[P:Ada Lund] said A. [P:Ivo Brandt] said B. [P:Ada Lund] said C. [P:Ivo Brandt] said D. [P:Ada Lund] denied E."
)


def talk(*rows):
    """Make attributions of (act, speaker) in order, named by their numbers."""
    return [
        say(TALK, "A", ("writer", speaker), act=act, id=f"a{n}", negated=act == "negated deny")
        for n, (act, speaker) in enumerate(rows)
    ]


def deny(said, holding, accused=None):
    given = {n: frozenset(names) for n, names in (accused or {}).items()}
    return [(n, attribution.id) for n, attribution in find_denials(said, holding, given)]


@pytest.mark.parametrize("act", ["deny", "reject"])
def test_a_denial_that_names_no_event_is_of_those_that_the_last_other_source_told(act):
    said = talk(("say", "e1"), ("say", "e1"), (act, "e2"))
    assert deny(said, {"a0": [0], "a1": [1, 2]}) == [(1, "a2"), (2, "a2")]


def test_a_denial_is_of_the_statement_by_which_its_source_is_accused():
    said = talk(("say", "e1"), ("say", "e3"), ("deny", "e2"))
    assert deny(said, {"a0": [0], "a1": [1]}, {0: ["e2"], 1: ["e4"]}) == [(0, "a2")]


@pytest.mark.parametrize("speakers", [(None, None), (None, "e2"), ("e1", None)])
def test_a_denial_is_of_what_another_told_though_nobody_knows_who_they_are(speakers):
    said = talk(("say", speakers[0]), ("deny", speakers[1]))
    assert deny(said, {"a0": [0]}) == [(0, "a1")]


def test_a_denial_passes_over_what_its_own_source_said_and_what_holds_no_event():
    said = talk(("say", "e1"), ("say", "e2"), ("say", "e3"), ("deny", "e2"))
    assert deny(said, {"a0": [0], "a1": [1]}) == [(0, "a3")]


def test_a_denial_is_of_no_other_denial():
    said = talk(("say", "e1"), ("deny", "e2"), ("deny", "e3"))
    assert deny(said, {"a0": [0], "a1": [1]})[-1] == (0, "a2")


def test_a_denial_that_names_an_event_is_of_no_other():
    assert deny(talk(("say", "e1"), ("deny", "e2")), {"a0": [0], "a1": [1]}) == []


def test_a_denial_that_is_negated_denies_nothing():
    said = [*talk(("say", "e1")), replace(talk(("deny", "e2"))[0], id="a1", negated=True)]
    assert deny(said, {"a0": [0]}) == []


@pytest.mark.parametrize(("between", "found"), [(REACH - 1, 1), (REACH, 0)])
def test_a_denial_reaches_a_few_statements_back(between, found):
    said = talk(("say", "e1"), *[("say", "e2")] * between, ("deny", "e2"))
    assert len(deny(said, {"a0": [0]})) == found


SUMS = [
    (["claimed", "asserted"], "asserted", 1),
    (["denied", "asserted"], "asserted", 1),
    (["denied", "claimed"], "denied", 1),
    (["claimed", "denied"], "denied", 0),
    (["denied"], "denied", 0),
    (["planned", "claimed"], "claimed", 1),
    (["planned", "requested"], "planned", 0),
    (["claimed", "claimed"], "claimed", 0),
]


@pytest.mark.parametrize(("statuses", "status", "whose"), SUMS)
def test_what_sources_make_of_an_event_is_summed_up(statuses, status, whose):
    given = [EventStatus(one, ("writer", f"e{n}")) for n, one in enumerate(statuses)]
    assert sum_up(given) == (status, ("writer", f"e{whose}"))
