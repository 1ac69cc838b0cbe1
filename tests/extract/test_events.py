"""The head says which words report events and what belongs to them; the tree lends weight where a clause keeps it."""

import numpy as np
import pytest

from sayso.data import Phrase
from sayso.extract.events import find_event_mentions
from sayso.extract.phrases import Found
from sayso.link.sameness import FEATURES, Draft, describe
from sayso.model.encode import Encoded
from sayso.model.heard import Heard
from sayso.model.labels import EVENT_MODES, EVENT_ROLES, EVENT_STATES, EVENT_TRUTHS, EVENT_TYPES
from tests.extract.made import make_tree

YES, NO = 6.0, -6.0
OTHERS = ("relation_dependent", "relation_head", "cue", "content", "source", "mention_start_vector")
SHELLED = "Orvania PROPN 2 nsubj | shelled VERB 0 root | Tarn PROPN 2 obj"
PASSIVE = "Tarn PROPN 3 nsubj:pass | was AUX 3 aux:pass | shelled VERB 0 root | by ADP 5 case | Orvania PROPN 3 obl"


def label(names, chosen):
    return np.array([YES if name in chosen else NO for name in names], dtype=np.float32)


def hear(tree, said, lines=(0,)):
    """Make what the heads say: `said` gives, by the number of a word, what it reports and what belongs to it.

    lines: the numbers of the words that begin one.
    """
    size = len(tree.tokens)
    features = np.zeros((size, 3), dtype=np.int64)
    features[list(lines), 1] = 2
    words = np.array([(token.start, token.end) for token in tree.tokens])
    rows: dict[str, list] = {"event_type": [], "event_state": [], "event_mode": [], "event_trigger": []}
    for n in range(size):
        told = said.get(n, {})
        rows["event_type"].append(label(EVENT_TYPES, [told.get("type", "none")]))
        state = [label(EVENT_STATES, [told.get("state", "real")]), [YES if told.get("historical") else NO]]
        rows["event_state"].append(np.concatenate([*state, label(EVENT_TRUTHS, [told.get("truth", "true")])]))
        rows["event_mode"].append(label(EVENT_MODES, told.get("modes", ())))
        belongs = np.full((len(EVENT_ROLES), size), NO)
        for role, scores in told.get("roles", {}).items():
            for at, score in scores.items():
                belongs[EVENT_ROLES.index(role), at] = score
        rows["event_trigger"].append(belongs.reshape(-1) * size**0.5)
    heard = {name: np.array(values, dtype=np.float32) for name, values in rows.items()}
    heard |= {"event_argument": np.eye(size, dtype=np.float32)}
    heard |= {name: np.ones((size, 2), dtype=np.float32) for name in OTHERS}
    return Heard(Encoded(words, features, ((0,),) * size), heard)


def read(tree, said, phrases=(), *, sentences=0, lines=(0,)):
    """Find the mentions of events; `phrases` are (first, head, last) words."""
    made = [
        Phrase(
            tree.place(first, last)[0], tree.place(first, last)[1], tree.place(head, head), "nominal", "person", 0, 0
        )
        for first, head, last in phrases
    ]
    heads = {
        "event_argument_bias": np.zeros(len(EVENT_ROLES), dtype=np.float32),
        "piece_meanings": np.ones((1, 2), dtype=np.float16),
    }
    found = Found(made, np.array(phrases, dtype=np.int64).reshape(-1, 3), [], 1, 1)
    return list(find_event_mentions(hear(tree, said, lines), heads, tree, found=found, sentences=sentences))


def one(tree, word, phrases=(), **told):
    (mention,) = read(tree, {word: {"type": "ASSAULT"} | told}, phrases)
    return mention


def words(tree, places):
    return [tree.text[start - tree.offset : end - tree.offset] for start, end in places]


def show(tree, word, phrases=(), **roles):
    """Show the parties of an event by their words, as the head scores them: role -> scores by word."""
    mention = one(tree, word, phrases, roles=roles)
    return words(tree, mention.actor), words(tree, mention.recipient)


def test_weights_that_know_no_events_find_none():
    tree = make_tree(SHELLED)
    heard = hear(tree, {1: {"type": "ASSAULT"}})
    del heard.said["event_type"]
    assert list(find_event_mentions(heard, {}, tree, found=Found([], np.empty((0, 3), int), [], 1, 1))) == []


def test_a_text_in_which_no_word_reports_an_event_has_none():
    assert read(make_tree(SHELLED), {}) == []


def test_a_mention_has_its_word_its_sentence_and_its_type():
    tree = make_tree("Rain NOUN 2 nsubj | fell VERB 0 root", SHELLED)
    mention = one(tree, 3)
    assert (words(tree, [mention.trigger, mention.clause]), mention.event_type) == (
        ["shelled", "Orvania shelled Tarn"],
        "ASSAULT",
    )


def test_a_sentence_ends_where_the_next_begins():
    tree = make_tree(SHELLED, "Rain NOUN 2 nsubj | fell VERB 0 root")
    assert words(tree, [one(tree, 1).clause]) == ["Orvania shelled Tarn"]


def test_mentions_come_in_the_order_of_the_text():
    tree = make_tree(SHELLED, "Ada PROPN 2 nsubj | marched VERB 0 root")
    found = read(tree, {4: {"type": "PROTEST"}, 1: {"type": "ASSAULT"}})
    assert [mention.event_type for mention in found] == ["ASSAULT", "PROTEST"]


def test_places_count_from_the_start_of_the_article():
    tree = make_tree(SHELLED, offset=100)
    mention = one(tree, 1, [(0, 0, 0)], roles={"actor": {0: YES}})
    assert (mention.trigger, mention.actor, mention.clause) == ((108, 115), ((100, 107),), (100, 120))


@pytest.mark.parametrize(("before", "number"), [(0, 1), (7, 8)])
def test_sentences_count_from_the_start_of_the_article(before, number):
    tree = make_tree("Rain NOUN 2 nsubj | fell VERB 0 root", SHELLED)
    (mention,) = read(tree, {3: {"type": "ASSAULT"}}, sentences=before)
    assert mention.sentence == number


def test_a_sentence_ends_with_its_line():
    tree = make_tree("Rain NOUN 2 nsubj | fell VERB 0 root | Orvania PROPN 4 nsubj | shelled VERB 2 conj")
    (mention,) = read(tree, {3: {"type": "ASSAULT"}}, lines=(0, 2))
    assert words(tree, [mention.clause]) == ["Orvania shelled"]


@pytest.mark.parametrize("state", EVENT_STATES)
def test_what_a_clause_makes_of_an_event_is_what_the_head_says(state):
    assert one(make_tree(SHELLED), 1, state=state).state == state


@pytest.mark.parametrize("historical", [True, False])
def test_what_lies_far_back_is_what_the_head_says(historical):
    assert one(make_tree(SHELLED), 1, historical=historical).historical == historical


def test_a_mode_is_told_by_the_word_or_else_heard_by_the_head():
    assert one(make_tree(SHELLED), 1, modes=["abduct", "riot"]).modes == ("heavy-weapons",)
    hurt = make_tree("Orvania PROPN 2 nsubj | hurt VERB 0 root | Tarn PROPN 2 obj")
    assert one(hurt, 1, modes=["abduct", "riot"]).modes == ("abduct",)


def test_a_mode_is_told_by_what_hangs_on_the_verb_of_a_noun():
    tree = make_tree(
        "Guards NOUN 2 nsubj | used VERB 0 root | a DET 4 det | drone NOUN 2 obj | in ADP 6 case | attack NOUN 2 obl"
    )
    assert one(tree, 5).modes == ("drone",)


def test_a_mode_is_told_by_what_stands_before_a_noun_that_hangs_on_the_word():
    tree = make_tree(
        "Guards NOUN 2 nsubj | attacked VERB 0 root | with ADP 5 case | rocket NOUN 5 compound | fire NOUN 2 obl"
    )
    assert one(tree, 1).modes == ("heavy-weapons",)


def test_a_word_elsewhere_in_the_sentence_tells_no_mode():
    tree = make_tree(
        "Guards NOUN 2 nsubj | attacked VERB 0 root | as SCONJ 5 mark | drones NOUN 5 nsubj | hung VERB 2 advcl"
    )
    assert one(tree, 1).modes == ()


@pytest.mark.parametrize(
    ("verb", "deprel", "found"),
    [
        ("launched", "obj", ["raid"]),
        ("launched", "nsubj:pass", ["raid"]),
        ("launched", "advcl", ["launched", "raid"]),
        ("feared", "obj", ["feared", "raid"]),
    ],
)
def test_a_verb_that_only_carries_an_event_is_none(verb, deprel, found):
    tree = make_tree(f"{verb} VERB 0 root | raid NOUN 1 {deprel}")
    mentions = read(tree, {0: {"type": "OTHER"}, 1: {"type": "ASSAULT"}})
    assert words(tree, [mention.trigger for mention in mentions]) == found


def test_a_verb_that_carries_no_event_is_one():
    tree = make_tree("launched VERB 0 root | ship NOUN 1 obj")
    assert words(tree, [one(tree, 0).trigger]) == ["launched"]


PARTS = [(0, 0, 0), (2, 2, 2)]


def test_the_head_says_who_did_it_and_whom_it_befell():
    scores = {"actor": {0: YES}, "recipient": {2: YES}}
    assert show(make_tree(SHELLED), 1, PARTS, **scores) == (["Orvania"], ["Tarn"])


def test_a_phrase_that_the_head_does_not_take_is_no_party():
    assert show(make_tree(SHELLED), 1, PARTS) == ([], [])


def test_the_tree_lends_weight_to_subject_and_object():
    doubt = {0: -1.0, 2: -1.0}
    assert show(make_tree(SHELLED), 1, PARTS, actor=doubt, recipient=doubt) == (["Orvania"], ["Tarn"])


def test_the_tree_lends_weight_to_the_agent_and_the_subject_of_a_passive():
    doubt = {0: -1.0, 4: -1.0}
    found = show(make_tree(PASSIVE), 2, [(0, 0, 0), (4, 4, 4)], actor=doubt, recipient=doubt)
    assert found == (["Orvania"], ["Tarn"])


def test_the_tree_takes_weight_from_the_wrong_side():
    unsure = {0: 1.0, 2: 1.0}
    assert show(make_tree(SHELLED), 1, PARTS, actor=unsure, recipient=unsure) == (["Orvania"], ["Tarn"])


def test_a_second_verb_has_the_subject_of_the_first():
    tree = make_tree(
        "Orvania PROPN 2 nsubj | came VERB 0 root | and CCONJ 4 cc | shelled VERB 2 conj | Tarn PROPN 4 obj"
    )
    assert show(tree, 3, [(0, 0, 0)], actor={0: -1.0}) == (["Orvania"], [])


def test_a_second_verb_with_a_subject_of_its_own_keeps_it():
    tree = make_tree("Ivo PROPN 2 nsubj | slept VERB 0 root | Ada PROPN 4 nsubj | shelled VERB 2 conj")
    assert show(tree, 3, PARTS, actor={0: -1.0, 2: -1.0}) == (["Ada"], [])


def test_a_verb_that_hangs_otherwise_has_no_subject_of_another():
    tree = make_tree("Orvania PROPN 2 nsubj | came VERB 0 root | shelled VERB 2 advcl")
    assert show(tree, 2, [(0, 0, 0)], actor={0: -1.0}) == ([], [])


@pytest.mark.parametrize(
    ("verb", "preposition", "actor"), [("launched", "by", ["Orvania"]), ("launched", "near", []), ("feared", "by", [])]
)
def test_the_agent_of_a_verb_that_carries_a_noun_did_it(verb, preposition, actor):
    tree = make_tree(
        f"raids NOUN 3 nsubj:pass | were AUX 3 aux:pass | {verb} VERB 0 root | {preposition} ADP 5 case"
        " | Orvania PROPN 3 obl"
    )
    assert show(tree, 0, [(4, 4, 4)], actor={4: -1.0}) == (actor, [])


@pytest.mark.parametrize(
    ("verb", "deprel", "actor"),
    [("launched", "obj", ["Orvania"]), ("feared", "obj", []), ("launched", "advcl", [])],
)
def test_a_verb_that_carries_a_noun_lends_it_its_subject(verb, deprel, actor):
    tree = make_tree(f"Orvania PROPN 2 nsubj | {verb} VERB 0 root | raids NOUN 2 {deprel}")
    assert show(tree, 2, [(0, 0, 0)], actor={0: -1.0}) == (actor, [])


@pytest.mark.parametrize(("preposition", "actor"), [("by", ["Orvania"]), ("on", [])])
def test_by_lends_a_noun_its_doer(preposition, actor):
    tree = make_tree(f"raids NOUN 0 root | {preposition} ADP 3 case | Orvania PROPN 1 nmod")
    assert show(tree, 0, [(2, 2, 2)], actor={2: -1.0}) == (actor, [])


def test_nobody_is_party_to_an_event():
    tree = make_tree("nobody PRON 2 nsubj | shelled VERB 0 root | Tarn PROPN 2 obj")
    assert show(tree, 1, PARTS, actor={0: YES}) == ([], [])


def test_the_word_for_an_event_is_not_its_own_party():
    tree = make_tree("the DET 2 det | raid NOUN 0 root")
    assert show(tree, 1, [(0, 1, 1)], actor={0: YES, 1: YES}) == ([], [])


def test_a_phrase_of_another_sentence_is_no_party():
    tree = make_tree("Orvania PROPN 2 nsubj | came VERB 0 root", "Guns NOUN 2 nsubj | shelled VERB 0 root")
    assert show(tree, 3, [(0, 0, 0)], actor={0: YES}) == ([], [])


def test_of_phrases_inside_each_other_the_outer_one_is_a_party():
    tree = make_tree(
        "guards NOUN 4 nsubj | of ADP 3 case | Orvania PROPN 1 nmod | shelled VERB 0 root | Tarn PROPN 4 obj"
    )
    found = show(tree, 3, [(0, 0, 2), (2, 2, 2)], actor={0: YES, 1: YES, 2: YES})
    assert found == (["guards of Orvania"], [])


def test_who_only_tells_of_an_event_is_no_doer_where_the_tree_has_one():
    tree = make_tree(
        "Police NOUN 2 nsubj | said VERB 0 root | rebels NOUN 4 nsubj | shelled VERB 2 ccomp | Tarn PROPN 4 obj"
    )
    assert show(tree, 3, [(0, 0, 0), (2, 2, 2)], actor={0: YES, 2: YES}) == (["rebels"], [])
    met = one(tree, 3, [(0, 0, 0), (2, 2, 2)], type="CONSULT", roles={"actor": {0: YES, 2: YES}})
    assert words(tree, met.actor) == ["Police", "rebels"]


def test_several_phrases_may_be_parties():
    tree = make_tree(
        "Orvania PROPN 4 nsubj | and CCONJ 3 cc | Velland PROPN 1 conj | shelled VERB 0 root | Tarn PROPN 4 obj"
    )
    assert show(tree, 3, [(0, 0, 0), (2, 2, 2)], actor={0: YES, 1: YES, 2: YES}) == (["Orvania", "Velland"], [])


def test_whom_it_befell_is_not_who_did_it():
    tree = make_tree("Orvania PROPN 2 nmod | raids NOUN 0 root")
    assert show(tree, 1, [(0, 0, 0)], actor={0: YES}, recipient={0: YES}) == (["Orvania"], [])


@pytest.mark.parametrize(
    ("word", "deprel", "actor"),
    [("Vostrian", "amod", ["Vostrian"]), ("Vostrian", "compound", ["Vostrian"]), ("sudden", "amod", [])],
)
def test_an_adjective_may_name_the_people_whose_act_a_noun_reports(word, deprel, actor):
    tree = make_tree(f"A DET 3 det | {word} ADJ 3 {deprel} | raid NOUN 0 root")
    assert show(tree, 2, actor={1: 0.0}) == (actor, [])


def test_an_adjective_names_nobody_where_a_phrase_does():
    tree = make_tree("A DET 3 det | Vostrian ADJ 3 amod | raid NOUN 0 root | by ADP 5 case | Orvania PROPN 3 nmod")
    assert show(tree, 2, [(4, 4, 4)], actor={1: 0.0, 4: YES}) == (["Orvania"], [])


def test_an_adjective_that_the_head_does_not_take_names_nobody():
    tree = make_tree("A DET 3 det | Vostrian ADJ 3 amod | raid NOUN 0 root")
    assert show(tree, 2, actor={1: NO}) == ([], [])


AT_PORT = "Guns NOUN 2 nsubj | hit VERB 0 root | Tarn PROPN 2 obj | {} ADP 5 case | Orde PROPN 2 obl"


@pytest.mark.parametrize(("preposition", "place"), [("near", ["Orde"]), ("in", ["Orde"]), ("with", [])])
def test_a_preposition_of_place_lends_weight_to_where_it_was(preposition, place):
    tree = make_tree(AT_PORT.format(preposition))
    mention = one(tree, 1, [(4, 4, 4)], roles={"place": {3: -1.0, 4: -1.0}})
    assert words(tree, mention.where) == place


WHEN = (
    "Guns NOUN 2 nsubj | hit VERB 0 root | Tarn PROPN 2 obj | on ADP 5 case | Monday PROPN 2 obl"
    " | as SCONJ 8 mark | dawn NOUN 8 nsubj | broke VERB 2 advcl"
)


def test_words_that_say_when_are_given_as_runs_the_likeliest_first():
    tree = make_tree(WHEN)
    mention = one(tree, 1, roles={"time": {0: 1.0, 3: YES, 4: YES}})
    assert words(tree, mention.when) == ["on Monday", "Guns"]


def test_what_hangs_on_the_event_says_when_though_the_head_doubts_it():
    tree = make_tree(WHEN)
    mention = one(tree, 1, roles={"time": {3: -2.5, 4: -2.5, 7: -2.5}})
    assert words(tree, mention.when) == ["on Monday"]


@pytest.mark.parametrize(("deprel", "when"), [("obj", ["on Monday"]), ("conj", [])])
def test_what_hangs_on_the_verb_that_carries_a_noun_says_when(deprel, when):
    tree = make_tree(
        f"Guards NOUN 2 nsubj | launched VERB 0 root | raids NOUN 2 {deprel} | on ADP 5 case | Monday PROPN 2 obl"
    )
    assert words(tree, one(tree, 2, roles={"time": {3: -2.5, 4: -2.5}}).when) == when


def test_nothing_says_when_where_the_head_hears_nothing():
    assert one(make_tree(WHEN), 1).when == ()


def test_words_of_another_sentence_say_nothing_of_when():
    tree = make_tree("Rain NOUN 2 nsubj | fell VERB 0 root | Monday PROPN 2 obl", SHELLED)
    assert one(tree, 4, roles={"time": {2: YES}}).when == ()


def test_the_word_on_which_an_event_hangs_governs_it():
    tree = make_tree("Ada PROPN 2 nsubj | left VERB 0 root | killing VERB 2 advcl")
    assert words(tree, [one(tree, 2).governor]) == ["left"]


def test_nothing_governs_the_root():
    assert one(make_tree(SHELLED), 1).governor is None


@pytest.mark.parametrize(("upos", "noun"), [("NOUN", True), ("PROPN", True), ("VERB", False)])
def test_a_mention_tells_whether_its_word_is_a_noun(upos, noun):
    assert one(make_tree(f"raid {upos} 0 root"), 0).noun == noun


@pytest.mark.parametrize(("word", "definite"), [("the", True), ("their", True), ("a", False)])
def test_a_mention_tells_whether_it_is_definite(word, definite):
    assert one(make_tree(f"{word} DET 2 det | raid NOUN 0 root"), 1).definite == definite


RELATIVE = "guards NOUN 0 root | who PRON 3 nsubj | came VERB 1 {} | to PART 5 mark | raid VERB 3 xcomp"


@pytest.mark.parametrize(("deprel", "embedded"), [("acl:relcl", True), ("advcl:relcl", True), ("acl", False)])
@pytest.mark.parametrize("word", [2, 4])
def test_what_stands_in_a_relative_clause_is_embedded(deprel, embedded, word):
    assert one(make_tree(RELATIVE.format(deprel)), word).embedded == embedded


def test_what_a_relative_clause_is_about_is_not():
    assert not one(make_tree(RELATIVE.format("acl:relcl")), 0).embedded


def test_numbers_of_the_sentence_are_its_sizes():
    tree = make_tree(
        "Guns NOUN 2 nsubj | killed VERB 0 root | 12 NUM 4 nummod | guards NOUN 2 obj",
        "Rain NOUN 2 nsubj | killed VERB 0 root | 5 NUM 4 nummod | goats NOUN 2 obj",
        offset=50,
    )
    (size,) = one(tree, 1).sizes
    assert (size.what, size.value, words(tree, [size.place])) == ("dead", 12, ["12"])


def test_how_sure_an_event_and_its_type_are_are_shares():
    mention = one(make_tree(SHELLED), 1)
    assert mention.sure > 0.9
    assert mention.typed > 0.9


def test_a_word_that_is_likelier_no_event_is_none():
    tree = make_tree(SHELLED)
    heard = hear(tree, {})
    heard.said["event_type"][1] = np.log([0.51, *[0.49 / (len(EVENT_TYPES) - 1)] * (len(EVENT_TYPES) - 1)])
    found = Found([], np.empty((0, 3), int), [], 1, 1)
    assert list(find_event_mentions(heard, {}, tree, found=found)) == []


def test_what_the_encoder_makes_of_a_word_is_what_the_judge_compares():
    mention = one(make_tree(SHELLED), 1)
    draft = Draft(mention, "shell", frozenset(), frozenset(), frozenset(), None)
    assert describe(draft, draft).shape == (FEATURES,)


APART = (
    "The DET 2 det | strike NOUN 3 nsubj | began VERB 0 root",
    "Rail NOUN 2 compound | bosses NOUN 3 nsubj | met VERB 0 root",
)


def test_a_party_that_another_sentence_names_is_left_unsaid():
    tree = make_tree(*APART)
    mention = one(tree, 1, [(3, 4, 4)], roles={"recipient": {3: YES, 4: 2.0}})
    assert (mention.actor, mention.recipient) == ((), ())
    assert [(party.role, words(tree, [party.place]), party.score) for party in mention.unsaid] == [
        ("recipient", ["Rail bosses"], 4.0)
    ]


def test_of_other_sentences_the_likeliest_phrases_are_taken():
    tree = make_tree(*APART)
    mention = one(tree, 1, [(3, 3, 3), (4, 4, 4), (5, 5, 5)], roles={"actor": {3: 1.0, 4: 3.0}})
    assert words(tree, [party.place for party in mention.unsaid]) == ["bosses", "Rail"]


def test_who_is_said_in_the_sentence_is_sought_in_no_other():
    tree = make_tree(*APART)
    mention = one(tree, 1, [(0, 0, 0), (4, 4, 4)], roles={"recipient": {0: YES, 4: YES}})
    assert words(tree, mention.recipient) == ["The"]
    assert mention.unsaid == ()


@pytest.mark.parametrize(("role", "score"), [("recipient", -1.5), ("actor", -0.5)])
def test_the_likeliest_phrase_of_the_sentence_is_taken_where_none_is_likely(role, score):
    tree = make_tree("Strikers NOUN 3 nsubj | there ADV 3 advmod | spoke VERB 0 root | rocks NOUN 3 dep")
    mention = one(tree, 2, [(1, 1, 1), (3, 3, 3)], roles={role: {1: -4.0, 3: score}})
    assert words(tree, getattr(mention, role)) == ["rocks"]
