"""Mentions become phrases: each with its head, form, number, sentence, line and quotation, and with who speaks."""

from dataclasses import replace

import numpy as np
import pytest

from sayso.extract.phrases import find_phrases
from sayso.model.encode import Encoder
from sayso.model.heard import Heard
from sayso.model.labels import NAME_TAGS
from sayso.model.parse import FoundMention, find_head
from tests.extract.made import draft, make_tree
from tests.model.made import make_tokenizer


@pytest.fixture
def find(monkeypatch):
    """Find the phrases of a tree in which the head finds mentions, given as (words, type) or (words, type, share)."""

    def find_in(tree, *mentions, drafts=(), names=(), before=(0, 0), text=None):
        tree = replace(tree, text=text or tree.text)
        encoded = Encoder(make_tokenizer()).encode(tree.text)
        tags = np.zeros((len(encoded), len(NAME_TAGS)), dtype=np.float32)
        for at, tag in names:
            tags[at, NAME_TAGS.index(tag)] = 20.0
        made = [_make_mention(tree, *mention) for mention in mentions]
        monkeypatch.setattr("sayso.extract.phrases.find_mentions", lambda *given, **options: made)
        return find_phrases(Heard(encoded, {"name": tags}), {}, tree, drafts=drafts, before=before)

    return find_in


def _make_mention(tree, words, kind, share=0.9, typed=1.0):
    start = tree.text.index(words)
    inside = [n for n, token in enumerate(tree.tokens) if start <= token.start and token.end <= start + len(words)]
    head = find_head(tree.tokens, inside[0], inside[-1] + 1)
    return FoundMention(start, start + len(words), kind, head, share, typed)


def show(tree, phrases):
    return [tree.text[p.start - tree.offset : p.end - tree.offset] for p in phrases]


MAYOR = "The DET 2 det | mayor NOUN 3 nsubj | met VERB 0 root | Ada PROPN 3 obj | Lund PROPN 4 flat"
PAIR = "Ada PROPN 4 nsubj | and CCONJ 3 cc | Ivo PROPN 1 conj | slept VERB 0 root"


def test_a_mention_becomes_a_phrase_with_its_head(find):
    tree = make_tree(MAYOR)
    (mayor, ada) = find(tree, ("The mayor", "person"), ("Ada Lund", "person")).phrases
    assert [tree.text[slice(*phrase.head)] for phrase in (mayor, ada)] == ["mayor", "Ada"]
    assert (mayor.type, mayor.subject, ada.subject) == ("person", True, False)


@pytest.mark.parametrize(
    ("words", "upos", "form"), [("Ada", "PROPN", "name"), ("she", "PRON", "pronoun"), ("clerk", "NOUN", "nominal")]
)
def test_the_head_word_tells_the_form(find, words, upos, form):
    (phrase,) = find(make_tree(f"{words} {upos} 2 nsubj | slept VERB 0 root"), (words, "person")).phrases
    assert phrase.form == form


def test_a_name_behind_its_head_makes_a_name(find):
    tree = make_tree("clerk NOUN 3 nsubj | Ada PROPN 1 appos | slept VERB 0 root")
    (phrase,) = find(tree, ("clerk Ada", "person")).phrases
    assert phrase.form == "name"


def test_nouns_may_stand_between_a_head_and_the_name(find):
    tree = make_tree("fire NOUN 4 nsubj | chief PROPN 3 nmod:desc | Ada PROPN 1 flat | slept VERB 0 root")
    (phrase,) = find(tree, ("fire chief Ada", "person")).phrases
    assert phrase.form == "name"


def test_a_name_in_a_clause_behind_the_head_makes_no_name(find):
    tree = make_tree("a DET 2 det | place NOUN 0 root | Ada PROPN 4 nsubj | knows VERB 2 acl:relcl | Tarn PROPN 4 obj")
    (phrase,) = [p for p in find(tree, (tree.text, "place")).phrases if p.start == 0]
    assert phrase.form == "nominal"


@pytest.mark.parametrize("words", ["R-Ky.", "D-Newport", "D"])
def test_a_party_behind_a_name_is_no_phrase(find, words):
    tree = make_tree(f"Ada PROPN 2 nsubj | slept VERB 0 root | {words} PROPN 1 appos")
    assert show(tree, find(tree, ("Ada", "person"), (words, "organization")).phrases) == ["Ada"]


@pytest.mark.parametrize(
    ("before", "words", "kind", "found"),
    [
        ("Ministry of", "Foreign Affairs", "organization", False),
        ("Secretary of", "State", "organization", False),
        ("secretary of", "the guild", "organization", True),
        ("Department of", "Tarn University", "organization", True),
        ("ministers of", "Tarn", "place", True),
    ],
)
def test_what_a_ministry_is_for_is_no_phrase(find, before, words, kind, found):
    tags = " | ".join(f"{word} NOUN 2 nmod" for word in f"it is {before} {words}".split())
    tree = make_tree(tags.replace("is NOUN 2 nmod", "is VERB 0 root"))
    assert show(tree, find(tree, (words, kind)).phrases) == ([words] if found else [])


def test_a_preposition_between_a_head_and_a_name_makes_no_name(find):
    tree = make_tree("clerk NOUN 4 nsubj | of ADP 3 case | Tarn PROPN 1 nmod | slept VERB 0 root")
    (phrase,) = find(tree, ("clerk of Tarn", "person")).phrases
    assert phrase.form == "nominal"


ENVOY = (
    "the DET 2 det | envoy NOUN 7 nsubj | to ADP 4 case | Orde PROPN 2 nmod | Ada PROPN 2 flat | Lund PROPN 5 flat"
    " | slept VERB 0 root"
)
NAMED = [(3, "B-place"), (4, "B-person"), (5, "I-person")]


def test_a_title_that_ends_on_a_place_is_parted_from_the_name_behind_it(find):
    tree = make_tree(ENVOY)
    found = find(tree, ("the envoy to Orde Ada Lund", "person"), names=NAMED)
    assert show(tree, found.phrases) == ["the envoy to Orde", "Ada Lund"]
    assert [(tree.text[slice(*t.who)], tree.text[slice(*t.what)]) for t in found.ties if t.kind == "same"] == [
        ("Ada Lund", "the envoy to Orde")
    ]


def test_the_end_of_a_title_is_no_part_of_a_name(find):
    tree = make_tree(ENVOY)
    assert show(tree, find(tree, ("Orde Ada Lund", "person"), names=NAMED).phrases) == ["Ada Lund"]


def test_a_place_without_a_preposition_stays_with_the_name(find):
    tree = make_tree("Orde PROPN 2 compound | Ada PROPN 3 nsubj | slept VERB 0 root")
    found = find(tree, ("Orde Ada", "person"), names=[(0, "B-place"), (1, "B-person")])
    assert show(tree, found.phrases) == ["Orde Ada"]


@pytest.mark.parametrize(
    ("words", "part"), [("Results\n\n Ada", "Ada"), ("Ada Lund\n\n It", "Ada Lund")], ids=["before", "behind"]
)
def test_a_phrase_ends_where_its_paragraph_does(find, words, part):
    tree = make_tree("Results__ NOUN 2 dep | Ada PROPN 0 root | Lund__ PROPN 2 flat | It PRON 2 dep")
    tokens = [replace(t, end=t.start + len(tree.text[t.start : t.end].rstrip("_"))) for t in tree.tokens]
    tree = replace(tree, text=tree.text.replace("_", "\n"), tokens=tokens)
    assert show(tree, find(tree, (words, "person")).phrases) == [part]


@pytest.mark.parametrize(
    ("word", "upos", "many"),
    [
        ("clerks", "NOUN", True), ("clerk", "NOUN", False), ("people", "NOUN", True), ("police", "NOUN", True),
        ("news", "NOUN", False), ("boss", "NOUN", False), ("crisis", "NOUN", False), ("they", "PRON", True),
        ("we", "PRON", True), ("she", "PRON", False), ("Ferries", "PROPN", False),
    ],
)  # fmt: skip
def test_a_phrase_stands_for_one_or_for_many(find, word, upos, many):
    (phrase,) = find(make_tree(f"{word} {upos} 2 nsubj | slept VERB 0 root"), (word, "person")).phrases
    assert phrase.many == many


def test_sentences_are_counted_through_the_article(find):
    tree = make_tree("Ada PROPN 2 nsubj | slept VERB 0 root", "Ivo PROPN 2 nsubj | woke VERB 0 root")
    found = find(tree, ("Ada", "person"), ("Ivo", "person"), before=(4, 2))
    assert [phrase.sentence for phrase in found.phrases] == [4, 5]
    assert found.sentences == 2


def test_lines_are_counted_through_the_article(find):
    tree = make_tree("Ada PROPN 2 nsubj | slept VERB 0 root", "Ivo PROPN 2 nsubj | woke VERB 0 root")
    found = find(tree, ("Ada", "person"), ("Ivo", "person"), before=(4, 2), text=tree.text.replace(" Ivo", "\nIvo"))
    one, other = (phrase.line for phrase in found.phrases)
    assert other == one + 1
    assert found.lines == other - 2 + 1


def test_places_count_from_the_start_of_the_article(find):
    tree = make_tree(MAYOR, offset=50)
    (phrase,) = find(tree, ("The mayor", "person")).phrases
    assert (phrase.start, phrase.end, phrase.head) == (50, 59, (54, 59))


def test_a_phrase_knows_where_its_quotation_opens(find):
    tree = make_tree('" PUNCT 3 punct | I PRON 3 nsubj | slept VERB 0 root | " PUNCT 3 punct | Ada PROPN 3 parataxis')
    (quoted, outside) = find(tree, ("I", "person"), ("Ada", "person")).phrases
    assert (quoted.quote, outside.quote) == (0, -1)


def test_what_is_set_off_is_quoted_without_marks_by_its_label(find):
    tree = make_tree("Lund PROPN 0 root | : PUNCT 1 punct | I PRON 4 nsubj | slept VERB 1 parataxis")
    answer = draft(tree.text, "I slept", cue="Lund", set_off=True)
    (label, first) = find(tree, ("Lund", "person"), ("I", "person"), drafts=[answer]).phrases
    assert (label.quote, first.quote, first.teller) == (-1, first.start, (label.start, label.end))


def test_a_rival_with_the_same_head_gives_way_to_the_surer(find):
    tree = make_tree("old ADJ 2 amod | clerks NOUN 3 nsubj | slept VERB 0 root")
    found = find(tree, ("old clerks", "person", 0.9), ("clerks", "person", 0.5))
    assert show(tree, found.phrases) == ["old clerks"]


def test_a_rival_with_a_name_behind_the_head_wins_though_it_is_less_sure(find):
    tree = make_tree("the DET 2 det | clerk NOUN 4 nsubj | Ada PROPN 2 flat | slept VERB 0 root")
    found = find(tree, ("the clerk", "person", 0.9), ("the clerk Ada", "person", 0.5))
    assert show(tree, found.phrases) == ["the clerk Ada"]


CLAUSES = {
    "which": "which PRON 3 nsubj | guild NOUN 3 obj | slept VERB 0 root",
    "who": "who PRON 2 nsubj | slept VERB 0 root | there ADV 2 advmod",
    "there": "there PRON 2 expl | were VERB 0 root | clerks NOUN 2 nsubj",
    "a verb for a head": "nobody PRON 3 nsubj | was AUX 3 aux | hurt VERB 0 root",
}


@pytest.mark.parametrize("words", CLAUSES.values(), ids=CLAUSES)
@pytest.mark.parametrize("kind", ["person", "organization", "place"])
def test_a_clause_is_no_actor(find, words, kind):
    tree = make_tree(words)
    assert find(tree, (tree.text, kind)).phrases == []


def test_a_clause_may_be_an_event(find):
    tree = make_tree(CLAUSES["a verb for a head"])
    assert show(tree, find(tree, (tree.text, "event")).phrases) == [tree.text]


def test_a_verb_is_not_the_head_where_a_noun_may_be(find):
    tree = make_tree("retired VERB 4 dep | army NOUN 3 compound | general NOUN 4 nsubj | slept VERB 0 root")
    (phrase,) = find(tree, ("retired army general", "person")).phrases
    assert tree.text[slice(*phrase.head)] == "general"


def test_of_a_source_that_is_a_clause_its_pronoun_is_the_phrase(find):
    tree = make_tree("Ada PROPN 0 root | who PRON 3 nsubj | saw VERB 1 acl:relcl | Tarn PROPN 3 obj | said VERB 1 conj")
    said = draft(tree.text, "saw", source="who saw Tarn", cue="said")
    found = find(tree, ("Ada", "person"), ("who saw Tarn", "person", 0.3), ("Tarn", "place"), drafts=[said]).phrases
    assert [tree.text[p.start : p.end] for p in found if p.speaks] == ["who"]


def test_the_noun_that_a_speaking_pronoun_takes_up_is_a_phrase(find):
    tree = make_tree(
        "a DET 3 det | young ADJ 3 amod | clerk NOUN 0 root | who PRON 5 nsubj | said VERB 3 acl:relcl | no INTJ 5 obj"
    )
    said = draft(tree.text, "no", source="who", cue="said")
    assert show(tree, find(tree, drafts=[said]).phrases) == ["a young clerk", "who"]


HEADED = "Orde PROPN 2 compound | envoy NOUN 3 nsubj | said VERB 0 root | no INTJ 3 obj"
LONGER = (
    "men NOUN 6 nsubj | on ADP 3 case | boats NOUN 1 nmod | who PRON 5 nsubj | slept VERB 1 acl:relcl"
    " | said VERB 0 root | no INTJ 6 obj"
)


@pytest.mark.parametrize(
    ("words", "source", "phrases", "speaks"),
    [
        (HEADED, "Orde envoy", [("Orde", "place"), ("envoy", "person")], "envoy"),
        (LONGER, "men on boats", [("men on boats who slept", "person"), ("boats", "object")], "men on boats who slept"),
    ],
    ids=["inside", "going on behind it"],
)
def test_of_a_source_the_phrase_speaks_that_its_head_heads(find, words, source, phrases, speaks):
    tree = make_tree(words)
    said = draft(tree.text, "no", source=source, cue="said")
    found = find(tree, *phrases, drafts=[said]).phrases
    assert [tree.text[p.start : p.end] for p in found if p.speaks] == [speaks]


def test_a_phrase_that_holds_what_is_said_does_not_speak(find):
    tree = make_tree(
        "Ada PROPN 2 nsubj | saw VERB 0 root | letters NOUN 2 obj | saying VERB 3 acl | I PRON 6 nsubj"
        " | slept VERB 4 ccomp"
    )
    said = draft(tree.text, "I slept", source="letters", cue="saying")
    found = find(tree, ("letters saying I slept", "object"), ("I", "person"), drafts=[said]).phrases
    assert [(phrase.speaks, phrase.teller) for phrase in found] == [(False, None)] * 2


def test_a_relative_pronoun_alone_is_a_phrase(find):
    tree = make_tree("Ada PROPN 0 root | who PRON 3 nsubj | slept VERB 1 acl:relcl")
    assert show(tree, find(tree, ("who", "person")).phrases) == ["who"]


def test_a_pair_and_its_first_part_both_stay(find):
    tree = make_tree(PAIR)
    pair, *parts = find(tree, ("Ada and Ivo", "person"), ("Ada", "person"), ("Ivo", "person")).phrases
    assert pair.many
    assert pair.joins == tuple((part.start, part.end) for part in parts)


def test_a_phrase_that_joins_nothing_has_no_parts(find):
    assert [phrase.joins for phrase in find(make_tree(PAIR), ("Ada", "person"), ("Ivo", "person")).phrases] == [(), ()]


def test_what_names_in_the_news_are_counts_for_the_type_of_a_name(find):
    tree = make_tree(MAYOR)
    told = [(3, "B-organization"), (4, "I-organization")]
    (phrase,) = find(tree, ("Ada Lund", "person", 0.9, 0.6), names=told).phrases
    assert phrase.type == "organization"


def test_a_sure_type_is_kept_whatever_names_are(find):
    told = [(3, "B-person"), (4, "I-person")]
    (phrase,) = find(make_tree(MAYOR), ("Ada Lund", "person", 0.9, 1.0), names=told).phrases
    assert (phrase.type, phrase.typed) == ("person", 1.0)


def test_what_is_called_names_outside_the_name_does_not_count_for_its_type(find):
    tree = make_tree("old ADJ 2 amod | Lund PROPN 3 nsubj | slept VERB 0 root")
    (phrase,) = find(tree, ("old Lund", "person", 0.9, 0.6), names=[(0, "B-place")]).phrases
    assert phrase.type == "person"


def test_two_heads_that_agree_on_a_type_make_it_surer(find):
    told = [(3, "B-person"), (4, "I-person")]
    (phrase,) = find(make_tree(MAYOR), ("Ada Lund", "person", 0.9, 0.6), names=told).phrases
    assert (phrase.type, phrase.typed) == ("person", 0.8)


def test_the_type_of_a_description_is_left_to_its_mention(find):
    (phrase,) = find(make_tree(MAYOR), ("The mayor", "person", 0.9, 0.5), names=[(1, "B-place")]).phrases
    assert (phrase.type, phrase.typed) == ("person", 0.5)


SAID = "The DET 2 det | clerk NOUN 3 nsubj | said VERB 0 root | she PRON 5 nsubj | slept VERB 3 ccomp"


def test_a_source_that_no_head_took_for_a_mention_is_a_phrase(find):
    tree = make_tree(SAID)
    found = find(tree, drafts=[draft(tree.text, "she slept", cue="said", source="The clerk")])
    assert show(tree, found.phrases) == ["The clerk"]
    assert found.phrases[0].sure < 0.5


def test_a_source_that_no_head_took_ends_before_what_is_said_of_it(find):
    tree = make_tree(
        "Ada PROPN 6 nsubj | , PUNCT 4 punct | a DET 4 det | clerk NOUN 1 appos | , PUNCT 4 punct | said VERB 0 root"
        " | so ADV 6 advmod"
    )
    found = find(tree, drafts=[draft(tree.text, "so", cue="said", source="Ada , a clerk")])
    assert show(tree, found.phrases) == ["Ada"]


def test_a_source_that_is_a_mention_is_not_taken_twice(find):
    tree = make_tree(SAID)
    found = find(tree, ("The clerk", "person"), drafts=[draft(tree.text, "she slept", cue="said", source="The clerk")])
    assert show(tree, found.phrases) == ["The clerk"]


def test_the_parts_of_a_byline_are_phrases(find):
    tree = make_tree("Ada PROPN 0 root | Lund PROPN 1 flat | , PUNCT 4 punct | pilot NOUN 1 appos | sank VERB 1 dep")
    byline = draft(tree.text, "sank", source="Ada Lund , pilot", set_off=True)
    found = find(tree, drafts=[byline])
    assert [(words, p.type) for words, p in zip(show(tree, found.phrases), found.phrases, strict=True)] == [
        ("Ada Lund", "person"),
        ("pilot", "organization"),
    ]


def test_a_joint_source_is_a_phrase_as_a_whole(find):
    tree = make_tree("Ada PROPN 4 nsubj | and CCONJ 3 cc | Ivo PROPN 1 conj | said VERB 0 root | so ADV 4 advmod")
    joint = draft(tree.text, "so", cue="said", source="Ada and Ivo")
    found = find(tree, ("Ada", "person"), ("Ivo", "person"), drafts=[joint])
    assert show(tree, found.phrases) == ["Ada and Ivo", "Ada", "Ivo"]


def test_a_source_speaks_and_tells_what_its_content_holds(find):
    tree = make_tree(SAID)
    said = draft(tree.text, "she slept", cue="said", source="The clerk")
    clerk, she = find(tree, ("The clerk", "person"), ("she", "person"), drafts=[said]).phrases
    assert (clerk.speaks, clerk.teller) == (True, None)
    assert (she.speaks, she.teller) == (False, (clerk.start, clerk.end))


def test_the_nearest_source_tells(find):
    tree = make_tree(
        "Ada PROPN 2 nsubj | said VERB 0 root | Ivo PROPN 4 nsubj | said VERB 2 ccomp | he PRON 6 nsubj"
        " | slept VERB 4 ccomp"
    )
    outer = draft(tree.text, "Ivo said he slept", cue="said", source="Ada")
    inner = draft(tree.text, "he slept", cue="said", source="Ivo")
    ada, ivo, he = find(tree, *((word, "person") for word in ("Ada", "Ivo", "he")), drafts=[inner, outer]).phrases
    assert (ivo.teller, he.teller) == ((ada.start, ada.end), (ivo.start, ivo.end))


def test_phrases_come_in_order_the_longer_first_and_know_their_words(find):
    tree = make_tree("the DET 2 det | son NOUN 0 root | of ADP 4 case | Ada PROPN 2 nmod")
    found = find(tree, ("Ada", "person"), ("the son of Ada", "person"))
    assert show(tree, found.phrases) == ["the son of Ada", "Ada"]
    assert found.words.tolist() == [[0, 1, 3], [3, 3, 3]]


def test_a_stretch_without_mentions_has_no_phrases(find):
    found = find(make_tree("It PRON 2 expl | rained VERB 0 root"))
    assert (found.phrases, found.ties, found.sentences) == ([], [], 1)
