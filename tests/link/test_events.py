"""The mentions of an article become its events: who, whom, when, where, how many, on whose word, answering what."""

from dataclasses import replace

import pytest

from sayso.data import SizeMention, UnsaidParty
from sayso.link.events import LEAST, LEAST_UNREAL
from tests.link.made import StemJudge, link, name_all, read

PUBLISHED = "2031-05-14"
SHELLED = "[L:Orvania] shelled [L:Tarn]."


def happen(marked, *events, said=(), published=PUBLISHED, same=(), ties=()):
    """Link an article; mentions whose words have one stem are one."""
    dated = replace(marked, article=replace(marked.article, published=published))
    return link(dated, *said, same=same, ties=ties, events=events, judge=StemJudge())


def make(marked, *events, **fields):
    """Make the one event of an article."""
    (event,) = happen(marked, *events, **fields).events
    return event


def show_words(spans):
    return [span.exact for span in spans]


def test_an_article_without_mentions_has_no_events():
    assert happen(read(SHELLED)).events == ()


def test_mentions_that_are_one_make_one_event():
    marked = read("[L:Orvania] shelled [L:Tarn]. The shelling ended. Rain fell.")
    events = [marked.happen(word) for word in ("shelled", "shelling", "fell")]
    assert [show_words(event.mentions) for event in happen(marked, *events).events] == [
        ["shelled", "shelling"],
        ["fell"],
    ]


def test_events_come_in_reading_order_whatever_the_order_of_mentions():
    marked = read("[L:Orvania] shelled [L:Tarn]. Rain fell.")
    found = happen(marked, marked.happen("fell"), marked.happen("shelled")).events
    assert [event.trigger.text for event in found] == ["shelled", "fell"]


def test_events_have_ids_of_their_own():
    marked = read("[L:Orvania] shelled [L:Tarn]. Rain fell.")
    found = happen(marked, marked.happen("fell"), marked.happen("shelled")).events
    assert len({event.id for event in found}) == 2


def test_an_event_has_the_id_it_had():
    marked = read(SHELLED)
    ids = {make(marked, marked.happen("shelled", **fields)).id for fields in ({}, {"actor": "Orvania"})}
    assert len(ids) == 1


def test_the_mention_that_tells_most_is_the_trigger():
    marked = read("The shelling ended. [L:Orvania] shelled [L:Tarn].")
    told = marked.happen("shelled", actor="Orvania", recipient="Tarn")
    assert make(marked, marked.happen("shelling"), told).trigger.text == "shelled"


def test_a_headline_tells_less_than_the_report():
    marked = read(("title", "[L:Orvania] shells [L:Tarn]"), "The shelling ended.")
    told = marked.happen("shells", actor="Orvania", recipient="Tarn")
    assert make(marked, told, marked.happen("shelling")).trigger.text == "shelling"


def test_the_type_of_an_event_is_the_one_that_its_mentions_are_surest_of():
    marked = read("A raid began. The raid ended. One more raid came.")
    sure = {"OTHER": 0.6, "ASSAULT": 0.9, "COERCE": 0.6}
    events = [marked.happen(f"raid/{n}", kind, sure=share) for n, (kind, share) in enumerate(sure.items(), 1)]
    assert make(marked, *events).event_type == "ASSAULT"


def test_two_mentions_of_a_type_outweigh_a_surer_one():
    marked = read("A raid began. The raid ended. One more raid came.")
    kinds = [("ASSAULT", 0.9), ("COERCE", 0.6), ("COERCE", 0.6)]
    events = [marked.happen(f"raid/{n}", kind, sure=share) for n, (kind, share) in enumerate(kinds, 1)]
    assert make(marked, *events).event_type == "COERCE"


def test_the_modes_of_an_event_are_those_of_its_type():
    marked = read("A raid began. The raid ended. One more raid came.")
    told = [("COERCE", ("seize",)), ("ASSAULT", ("aerial",)), ("COERCE", ("arrest",))]
    events = [marked.happen(f"raid/{n}", kind, modes=modes) for n, (kind, modes) in enumerate(told, 1)]
    assert make(marked, *events).modes == ("arrest", "seize")


def parties(marked, *events, **fields):
    linked = happen(marked, *events, **fields)
    return [(name_all(linked, event.actor), name_all(linked, event.recipient)) for event in linked.events]


def test_the_parties_of_an_event_are_entities():
    marked = read(SHELLED)
    assert parties(marked, marked.happen("shelled", actor="Orvania", recipient="Tarn")) == [(["Orvania"], ["Tarn"])]


def test_the_parties_of_an_event_are_those_of_all_its_mentions():
    marked = read("[L:Orvania] was shelling. [p:The mayor of [L:Tarn]] was shelled. [L:Orvania] slept.")
    events = [marked.happen("shelling", actor="Orvania"), marked.happen("shelled", recipient="The mayor of Tarn")]
    ((actor, recipient),) = parties(marked, *events)
    assert (actor, len(recipient)) == (["Orvania"], 1)


def test_a_thing_does_nothing():
    marked = read("[d:A drone] hit [L:Tarn].")
    assert parties(marked, marked.happen("hit", actor="A drone", recipient="Tarn")) == [([], ["Tarn"])]


def test_a_country_that_only_an_adjective_names_is_a_party():
    marked = read("A Norwegian raid began.")
    start = marked.article.text.index("Norwegian")
    event = replace(marked.happen("raid"), actor=((start, start + len("Norwegian")),))
    assert parties(marked, event) == [(["Norway"], [])]


def test_a_quoted_we_is_who_speaks():
    marked = read("“[p+:We] shelled [L:Tarn]”, [P:Ada Lund] said.")
    said = marked.say("“We shelled Tarn”", "Ada Lund", manner="direct")
    event = marked.happen("shelled", actor="We", recipient="Tarn")
    assert parties(marked, event, said=[said]) == [(["Ada Lund"], ["Tarn"])]


DATES = [
    ("on 3 May 2030", "2030-05-03", "day", "stated"), ("in March 2029", "2029-03", "month", "stated"),
    ("yesterday", "2031-05-13", "day", "relative"), ("on Monday", "2031-05-12", "day", "relative"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "value", "precision", "basis"), DATES)
def test_the_words_that_say_when_give_the_day(words, value, precision, basis):
    marked = read(f"[L:Orvania] shelled [L:Tarn] {words}.")
    date = make(marked, marked.happen("shelled", when=words)).date
    assert (date.value, date.precision, date.basis) == (value, precision, basis)


def test_a_day_has_its_words():
    marked = read("[L:Orvania] shelled [L:Tarn] on Monday.")
    date = make(marked, marked.happen("shelled", when="on Monday")).date
    assert (date.phrase, show_words(date.spans)) == ("Monday", ["Monday"])


def test_a_day_that_is_planned_lies_ahead():
    marked = read("[L:Orvania] will shell [L:Tarn] on Monday.")
    assert make(marked, marked.happen("shell", state="planned", when="on Monday")).date.value == "2031-05-19"


@pytest.mark.parametrize(
    ("published", "value", "precision"), [("2031-05-14", "2031-05", "month"), ("2031", "2031", "year")]
)
def test_an_event_without_a_day_is_taken_to_be_of_the_month_of_publication(published, value, precision):
    marked = read(SHELLED)
    date = make(marked, marked.happen("shelled"), published=published).date
    assert (date.value, date.precision, date.basis, date.phrase) == (value, precision, "assumed", "")


@pytest.mark.parametrize("fields", [{"state": "planned"}, {"state": "hypothetical"}, {"historical": True}])
def test_what_did_not_happen_lately_has_no_day_without_words(fields):
    marked = read(SHELLED)
    assert make(marked, marked.happen("shelled", **fields)).date is None


def test_what_was_published_nobody_knows_when_has_no_day_without_words():
    marked = read(SHELLED)
    assert make(marked, marked.happen("shelled"), published=None).date is None


def test_a_day_counted_from_another_event_is_left_open():
    marked = read("[L:Orvania] shelled [L:Tarn] two days later.")
    date = make(marked, marked.happen("shelled", when="two days later")).date
    assert (date.value, date.basis, date.phrase) == (None, "unresolved", "two days later")


@pytest.mark.parametrize("published", [None, "2031-05"])
def test_a_day_counted_from_a_publication_of_which_no_day_is_known_is_left_open(published):
    marked = read("[L:Orvania] shelled [L:Tarn] yesterday.")
    date = make(marked, marked.happen("shelled", when="yesterday"), published=published).date
    assert (date.value, date.basis) == (None, "unresolved")


@pytest.mark.parametrize(("when", "value"), [("on 3 May 2030", "2030-05-03"), ("on 9 June 2030", "2030-06-09")])
def test_of_the_times_in_a_sentence_an_event_has_its_own(when, value):
    marked = read("On 3 May 2030 [L:Orvania] shelled [L:Tarn], and [P:Ada Lund] came on 9 June 2030.")
    assert make(marked, marked.happen("shelled", when=when.removeprefix("on "))).date.value == value


def test_words_that_are_no_time_give_no_day():
    marked = read("[L:Orvania] shelled [L:Tarn] with guns.")
    assert make(marked, marked.happen("shelled", when="with guns")).date.basis == "assumed"


def test_the_most_precise_day_of_an_event_is_given():
    marked = read("[L:Orvania] shelled [L:Tarn] in May 2030. The shelling on 3 May 2030 ended.")
    events = [marked.happen("shelled", when="in May 2030"), marked.happen("shelling", when="on 3 May 2030")]
    assert make(marked, *events).date.value == "2030-05-03"


def share(*, state="real", embedded=False):
    marked = read("[p:The mayors] met on Monday and agreed.")
    met = marked.happen("met", when="on Monday")
    agreed = marked.happen("agreed", governor="met", state=state, embedded=embedded)
    return happen(marked, met, agreed).events[1].date


def test_what_hangs_on_an_event_has_its_day():
    assert share().value == "2031-05-12"


@pytest.mark.parametrize("fields", [{"state": "negated"}, {"embedded": True}])
def test_what_hangs_on_an_event_otherwise_has_a_day_of_its_own(fields):
    assert share(**fields).basis == "assumed"


def test_an_event_is_where_its_words_say():
    marked = read("[L:Orvania] hit [L:Tarn] near [L:Qwarnholt].")
    assert make(marked, marked.happen("hit", recipient="Tarn", where="Qwarnholt")).place.name == "Qwarnholt"


def test_an_event_without_words_for_where_is_where_the_thing_was_that_it_hit():
    marked = read("[L:Orvania] hit [l:the mill].")
    assert make(marked, marked.happen("hit", recipient="the mill")).place.name == "the mill"


def test_an_event_is_not_where_the_person_is_whom_it_hit():
    marked = read("[L:Orvania] hit [P:Ada Lund].")
    assert make(marked, marked.happen("hit", recipient="Ada Lund")).place is None


def sized(what, number, words, text):
    start = text.index(words)
    return SizeMention(what, (start, start + len(words)), number)


def test_the_first_number_of_a_kind_is_the_size_of_an_event():
    marked = read("Guns killed 12 people and hurt 5. The killing of 13 people shook [L:Tarn].")
    text = marked.article.text
    first = marked.happen("killed", sizes=(sized("dead", 12, "12", text), sized("injured", 5, "5", text)))
    second = marked.happen("killing", sizes=(sized("dead", 13, "13", text),))
    size = make(marked, first, second).size
    assert {what: (one.value, show_words(one.spans)) for what, one in size.items()} == {
        "dead": (12, ["12"]),
        "injured": (5, ["5"]),
    }


@pytest.mark.parametrize("word", ["killed", "murdered", "assassinated", "executed"])
def test_one_person_who_was_killed_is_one_dead(word):
    marked = read(f"Guards {word} [P:Ada Lund].")
    size = make(marked, marked.happen(word, recipient="Ada Lund")).size
    assert {what: (one.value, show_words(one.spans)) for what, one in size.items()} == {"dead": (1, ["Ada Lund"])}


@pytest.mark.parametrize(
    ("text", "word", "whom", "state"),
    [
        ("Guards hurt [P:Ada Lund].", "hurt", ["Ada Lund"], "real"),
        ("Guards killed [p+:the clerks].", "killed", ["the clerks"], "real"),
        ("Guards killed [P:Ada Lund] and [P:Ivo Brandt].", "killed", ["Ada Lund", "Ivo Brandt"], "real"),
        ("Guards killed [o:the guild].", "killed", ["the guild"], "real"),
        ("Guards will kill [P:Ada Lund].", "kill", ["Ada Lund"], "planned"),
    ],
)
def test_whom_nobody_killed_alone_is_not_one_dead(text, word, whom, state):
    marked = read(text)
    assert make(marked, marked.happen(word, recipient=whom, state=state)).size == {}


def test_a_number_of_dead_goes_before_the_one_who_was_killed():
    marked = read("Guards killed [P:Ada Lund] and 12 clerks.")
    sizes = (sized("dead", 12, "12", marked.article.text),)
    assert make(marked, marked.happen("killed", recipient="Ada Lund", sizes=sizes)).size["dead"].value == 12


def test_what_the_writer_states_is_asserted():
    marked = read(SHELLED)
    event = make(marked, marked.happen("shelled"))
    assert (event.status, event.on_whose_word, len(event.statuses)) == ("asserted", ("writer",), 1)


TOLD = "[P:Ada Lund] said [L:Orvania] shelled [L:Tarn]. [P:Ivo Brandt] denied it."


def tell_and_deny(source="Ivo Brandt"):
    marked = read(TOLD)
    said = [
        marked.say("Orvania shelled Tarn", "Ada Lund", id="a1"),
        marked.say("it", source, cue="denied", id="a2", act="deny"),
    ]
    linked = happen(marked, marked.happen("shelled", actor="Orvania", recipient="Tarn"), said=said)
    return linked, linked.events[0]


def test_what_a_source_says_is_claimed_on_its_word():
    linked, event = tell_and_deny()
    claimed = event.statuses[0]
    assert (claimed.status, name_all(linked, claimed.on_whose_word)) == ("claimed", ["writer", "Ada Lund"])


def test_what_another_denies_without_naming_it_is_denied():
    linked, event = tell_and_deny()
    denied = event.statuses[1]
    assert (event.status, denied.status, show_words(denied.spans)) == ("denied", "denied", ["denied"])
    assert name_all(linked, denied.on_whose_word) == ["writer", "Ivo Brandt"]


def test_what_a_source_makes_of_an_event_twice_is_one_status_with_both_words():
    marked = read("[L:Orvania] shelled [L:Tarn]. The shelling ended.")
    event = make(marked, marked.happen("shelled"), marked.happen("shelling"))
    assert [show_words(status.spans) for status in event.statuses] == [["shelled", "shelling"]]


def test_every_party_has_an_account_on_the_word_of_who_names_it():
    linked, event = tell_and_deny()
    accounts = [(a.field, *name_all(linked, [a.value]), name_all(linked, a.on_whose_word)) for a in event.accounts]
    assert accounts == [
        ("actor", "Orvania", ["writer", "Ada Lund"]),
        ("recipient", "Tarn", ["writer", "Ada Lund"]),
    ]


@pytest.mark.parametrize(("flags", "historical"), [((True, True), True), ((True,), True), ((False,), False)])
def test_an_event_is_historical_where_its_mentions_are(flags, historical):
    marked = read("A raid began. The raid ended.")
    events = [marked.happen(f"raid/{n}", historical=flag) for n, flag in enumerate(flags, 1)]
    assert make(marked, *events).historical == historical


def test_an_event_is_as_sure_as_its_surest_mention():
    marked = read("A raid began. The raid ended.")
    assert make(marked, marked.happen("raid", sure=0.6), marked.happen("raid/2", sure=0.8)).confidence == 0.8


def test_an_event_tells_which_it_answers():
    marked = read("Guards began a strike in retaliation for the raid.")
    strike, raid = happen(marked, marked.happen("strike"), marked.happen("raid")).events
    assert (strike.answers, raid.answers) == ((raid.id,), ())


def test_an_event_and_what_it_answers_are_two_though_the_judge_takes_them_for_one():
    marked = read("Guards began a raid in retaliation for the raid.")
    first, second = happen(marked, marked.happen("raid"), marked.happen("raid/2")).events
    assert (first.answers, second.answers) == ((second.id,), ())


def test_an_event_that_is_told_again_is_answered_once():
    marked = read("A raid began. Guards began a strike in retaliation for the raid. The strike avenged the raid.")
    events = [marked.happen(word) for word in ("raid", "strike", "raid/2", "strike/2", "raid/3")]
    raid, strike = happen(marked, *events).events
    assert strike.answers == (raid.id,)


def test_what_is_only_said_is_no_event():
    marked = read("[P:Ada Lund] said [L:Orvania] shelled [L:Tarn].")
    said = marked.say("Orvania shelled Tarn", "Ada Lund")
    found = happen(marked, marked.happen("said", "CONSULT"), marked.happen("shelled"), said=[said]).events
    assert [event.trigger.text for event in found] == ["shelled"]


@pytest.mark.parametrize(
    ("state", "sure", "kept"),
    [
        ("real", LEAST, 1), ("real", LEAST - 0.01, 0), ("planned", LEAST, 1),
        ("negated", LEAST_UNREAL, 1), ("negated", LEAST_UNREAL - 0.01, 0),
        ("requested", LEAST_UNREAL - 0.01, 0), ("hypothetical", LEAST_UNREAL - 0.01, 0),
    ],
)  # fmt: skip
def test_only_what_is_likely_is_an_event(state, sure, kept):
    marked = read(SHELLED)
    assert len(happen(marked, marked.happen("shelled", state=state, sure=sure)).events) == kept


def test_an_event_answers_none_that_is_left_out():
    marked = read("Guards began a strike in retaliation for the raid.")
    assert make(marked, marked.happen("strike"), marked.happen("raid", sure=LEAST - 0.01)).answers == ()


TITLED = read(("title", "A raid on [L:Tarn]"), "Rain fell. The raid ended.")


def test_what_only_a_headline_tells_is_no_event():
    assert make(TITLED, TITLED.happen("raid"), TITLED.happen("fell")).trigger.text == "fell"


def test_what_a_headline_and_the_report_tell_is_an_event():
    assert show_words(make(TITLED, TITLED.happen("raid"), TITLED.happen("raid/2")).mentions) == ["raid", "raid"]


def test_a_headline_tells_events_where_nothing_else_does():
    assert make(TITLED, TITLED.happen("raid")).trigger.text == "raid"


def let_in(before, *events):
    """Let the aid in after what was said before."""
    marked = read(f"{before} [L:Orvania] let the aid in.")
    happened = [marked.happen(word, kind) for word, kind in events]
    event = happen(marked, *happened, marked.happen("let", "RETREAT", modes=("access",))).events[-1]
    return event.event_type, event.modes


@pytest.mark.parametrize(
    "before",
    [
        "The guards had barred them.", "The guards had refused them entry.", "It denied that it had refused visas.",
        "The ministry banned reporters from entering.", "A denial of access came.", "It denied the crew visas.",
        "Entry to the mill had been refused.", "Visas for ten clerks were then revoked.", "They weren’t let in.",
        "The guards would not let the clerks in.", "Clerks were not allowed to enter.", "It refused to let them in.",
        "Guards turned the clerks away.", "The guards kept them out.", "The mill was off-limits.",
        "It refused permission to enter.",
    ],
)  # fmt: skip
def test_access_is_given_up_where_somebody_had_refused_it(before):
    assert let_in(before) == ("RETREAT", ("access",))


@pytest.mark.parametrize(
    "before",
    [
        "Rain fell.", "The mayor denied it.", "The board refused to pay.", "A court banned the strike.",
        "The guild blocked the bill.", "He was barred from voting.", "Access came after he denied the claim.",
        "The mayor denied it. Entry is free.", "The mayor, who refused to pay, had access.",
    ],
)  # fmt: skip
def test_access_is_only_given_where_something_else_was_refused(before):
    assert let_in(before) == ("OTHER", ())


def test_access_is_given_up_where_a_demand_was_refused():
    assert let_in("The board spurned the plea.", ("spurned", "REJECT")) == ("RETREAT", ("access",))


@pytest.mark.parametrize(("kind", "modes"), [("RETREAT", ("release",)), ("AID", ("access",))])
def test_what_is_no_access_given_up_keeps_its_type(kind, modes):
    marked = read("[L:Orvania] let the clerks go.")
    event = make(marked, marked.happen("let", kind, modes=modes))
    assert (event.event_type, event.modes) == (kind, modes)


def accuse(deed="shelling", **fields):
    """Accuse Orvania of a deed that Ivo Brandt may have done."""
    marked = read(f"[P:Ada Lund] accused [L:Orvania] of {deed} [L:Tarn]. [P:Ivo Brandt] slept.")
    said = marked.say(f"of {deed} Tarn", "Ada Lund", cue="accused", act="accuse")
    accused = marked.happen("accused", "ACCUSE", actor="Ada Lund", recipient="Orvania")
    return parties(marked, accused, marked.happen(deed, **fields), said=[said])[1][0]


def test_who_is_accused_of_a_deed_without_a_doer_has_done_it():
    assert accuse() == ["Orvania"]


@pytest.mark.parametrize(
    ("fields", "doer"),
    [({"actor": "Ivo Brandt"}, ["Ivo Brandt"]), ({"embedded": True}, []), ({"recipient": "Orvania"}, [])],
)
def test_who_is_accused_otherwise_has_not(fields, doer):
    assert accuse(**fields) == doer


STRIKE = "[O:Lowmark Buses] paid too little, [o+:the drivers] say. The strike begins on Monday. [p+:They] met."


def unsaid(marked, *parties):
    return tuple(UnsaidParty(role, marked.place(words), score) for role, words, score in parties)


def test_whom_no_sentence_on_an_event_names_is_found_where_the_article_does():
    marked = read(STRIKE)
    parties = unsaid(marked, ("recipient", "Lowmark Buses", 2.0), ("actor", "the drivers", 1.0))
    event = make(marked, marked.happen("strike", unsaid=parties))
    assert name_all(happen(marked, marked.happen("strike", unsaid=parties)), event.recipient) == ["Lowmark Buses"]
    assert name_all(happen(marked, marked.happen("strike", unsaid=parties)), event.actor) == ["the drivers"]


def test_who_is_named_by_one_mention_is_not_sought_for_another():
    marked = read("[O:Lowmark Buses] paid too little. [o+:Drivers] struck. The strike went on.")
    parties = unsaid(marked, ("actor", "Lowmark Buses", 4.0))
    linked = happen(marked, marked.happen("struck", actor="Drivers"), marked.happen("strike", unsaid=parties))
    assert [name_all(linked, event.actor) for event in linked.events] == [["Drivers"]]


def test_nobody_is_sought_as_both_the_one_who_did_it_and_the_one_whom_it_befell():
    marked = read("[O:Lowmark Buses] paid too little. [o+:Drivers] struck.")
    parties = unsaid(marked, ("recipient", "Drivers", 4.0), ("recipient", "Lowmark Buses", 1.0))
    linked = happen(marked, marked.happen("struck", actor="Drivers", unsaid=parties))
    assert [name_all(linked, event.recipient) for event in linked.events] == [["Lowmark Buses"]]
