from dataclasses import replace

import pytest

from sayso.errors import GoldError
from sayso.evaluate.conllu import parse_conllu
from sayso.evaluate.evaluation import tally_document
from sayso.evaluate.mentions import TypedMention, tally_mentions
from sayso.evaluate.scores import Count
from sayso.evaluate.syntax import sentences_of, tally_syntax
from sayso.model.parse import ROOT, Token

LINES = """\
# newdoc id = ferry
# newpar
# sent_id = 1
# text = Ines Roe didn't sail.
1 Ines Ines PROPN NNP _ 5 nsubj _ Entity=(1-person-new-cf1-1-coref(2-person-new-cf2-1-sgl)
2 Roe Roe PROPN NNP _ 1 flat:name _ Entity=1)
3-4 didn't _ _ _ _ _ _ _ _
3 did do AUX VBD _ 5 aux _ _
4 n't not PART RB _ 5 advmod _ _
5 sail sail VERB VB _ 0 root _ SpaceAfter=No
6 . . PUNCT . _ 5 punct _ _

# sent_id = 2
# text = Her ferry did.
1 Her her PRON PRP$ _ 2 nmod:poss _ Entity=(3-object-new-cf3-2-sgl(1-person-giv-cf1-1-ana)
2 ferry ferry NOUN NN _ 3 nsubj _ Entity=3)
2.1 sail sail VERB VB _ _ _ _ _
3 did do VERB VBD _ 0 root _ SpaceAfter=No
4 . . PUNCT . _ 3 punct _ _

# newpar
# newpar_block = head (1 s)
# sent_id = 3
# text = Port Lisk
1 Port Port PROPN NNP _ 0 root _ Entity=(4-place-new-cf4-2-sgl
2 Lisk Lisk PROPN NNP _ 1 flat _ Entity=4)
""".replace(" ", "\t").replace("#\t", "# ")
LINES = "\n".join(line.replace("\t", " ") if line.startswith("#") else line for line in LINES.split("\n"))
FERRY = parse_conllu(LINES, name="ferry")


def words(document):
    return [document.text[token.start : token.end] for token in document.tokens]


def test_a_text_is_rebuilt_with_spaces_between_sentences_and_lines_between_paragraphs():
    assert FERRY.text == "Ines Roe didn't sail. Her ferry did.\n\nPort Lisk"


def test_words_stand_on_their_characters_also_inside_a_multiword_token():
    assert words(FERRY) == ["Ines", "Roe", "did", "n't", "sail", ".", "Her", "ferry", "did", ".", "Port", "Lisk"]


def test_heads_are_indices_into_the_document_and_empty_nodes_are_none():
    assert [token.head for token in FERRY.tokens] == [4, 0, 4, 4, ROOT, 4, 7, 8, ROOT, 8, ROOT, 10]
    assert [len(sentence) for sentence in sentences_of(FERRY.tokens)] == [6, 4, 2]


def test_words_that_do_not_spell_their_token_have_all_of_it():
    lines = "# text = gonna\n1-2\tgonna" + "\t_" * 8 + "\n" + word(1, "going") + word(2, "to")
    assert [(token.start, token.end) for token in parse_conllu(lines, name="a").tokens] == [(0, 5), (0, 5)]


def word(number, form):
    return f"{number}\t{form}\t_\tVERB\t_\t_\t{number - 1}\tdep\t_\t_\n"


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (word(1, "sail"), "no `# text =` line"),
        ("# text = sale\n" + word(1, "sail"), "'sail' is not the next word"),
        ("# text = sail\n" + word(1, "sail").replace("_\n", "Entity=3)\n"), "entity 3 closes"),
    ],
)
def test_a_damaged_file_is_refused_by_name(lines, fault):
    with pytest.raises(GoldError, match=f"ferry.*{fault}"):
        parse_conllu(lines, name="ferry")


def named(*mentions):
    return {(FERRY.text[m.start : m.end], m.type) for m in mentions}


def test_mentions_are_read_over_several_words_one_inside_another():
    assert named(*FERRY.mentions) == {
        ("Ines Roe", "person"),
        ("Ines", "person"),
        ("Her ferry", "other"),
        ("Her", "person"),
        ("Port Lisk", "place"),
    }


def test_a_name_is_a_mention_whose_head_is_a_proper_noun():
    assert named(*FERRY.names) == {("Ines Roe", "person"), ("Ines", "person"), ("Port Lisk", "place")}


def test_a_mention_of_another_type_or_extent_is_wrong():
    given = [TypedMention(0, 8, "place"), TypedMention(0, 4, "person"), TypedMention(38, 42, "place")]
    tally = tally_mentions(FERRY.names, given)
    assert tally["mentions"] == Count(1, 3, 3)
    assert tally["mentions.person"] == Count(1, 2, 1)


def tally(read):
    return {name.removeprefix("raw."): count for name, count in tally_syntax(FERRY.tokens, read, prefix="raw").items()}


def test_the_gold_tree_is_right_in_everything():
    assert all(count.right == count.wanted == count.given for count in tally(FERRY.tokens).values())


def test_subtypes_of_relations_do_not_count():
    read = [replace(token, deprel=token.deprel.partition(":")[0]) for token in FERRY.tokens]
    assert tally(read)["las"] == Count(12, 12, 12)


def test_a_wrong_relation_costs_las_and_a_wrong_head_uas_too():
    read = list(FERRY.tokens)
    read[1] = replace(read[1], deprel="appos")
    read[5] = replace(read[5], head=3)
    assert {name: count.right for name, count in tally(read).items()} == {
        "upos": 12,
        "uas": 11,
        "las": 10,
        "words": 12,
        "sentences": 3,
    }


def test_a_word_read_as_two_is_missed_and_so_are_the_words_that_hang_on_it():
    halves = [Token(0, 2, "PROPN", 5, "nsubj", 0), Token(2, 4, "PROPN", 0, "flat", 0)]
    rest = [replace(t, head=t.head + 1 if t.head > 0 else t.head) for t in FERRY.tokens[1:]]
    counts = tally(halves + rest)
    assert (counts["words"], counts["uas"]) == (Count(11, 12, 13), Count(10, 12, 13))


def test_two_sentences_read_as_one_are_both_missed():
    read = [replace(token, sentence=max(token.sentence, 1)) for token in FERRY.tokens]
    assert tally(read)["sentences"] == Count(1, 3, 2)


class Scripted:
    """Parses given words as annotated and raw text into nothing, names everything a place, finds Ines and another."""

    def parse(self, text, *, words=None):
        assert words is None or [len(sentence) for sentence in words] == [6, 4, 2]
        return FERRY.tokens if words else ()

    def find_names(self, text):
        return [TypedMention(mention.start, mention.end, "place") for mention in FERRY.names]

    def find_chains(self, text):
        return [[(0, 8), (22, 25)], [(38, 47)]]


def test_mentions_of_one_group_are_a_chain():
    chains = {tuple(FERRY.text[start:end] for start, end in chain) for chain in FERRY.chains}
    assert chains == {("Ines Roe", "Her"), ("Ines",), ("Her ferry",), ("Port Lisk",)}


@pytest.mark.parametrize(("name", "genre"), [("GUM_news_ferry", "news"), ("ferry", None)])
def test_the_genre_is_the_second_part_of_the_name(name, genre):
    assert replace(FERRY, name=name).genre == genre


def test_a_document_is_scored_from_gold_tokens_from_raw_text_and_for_its_names_and_chains():
    counts = tally_document(FERRY, Scripted())
    assert (counts["gold_tokens.las"], counts["raw.las"]) == (Count(12, 12, 12), Count(0, 12, 0))
    assert counts["coref.muc"] == Count(1, 1, 1)
    assert counts["mentions"] == Count(1, 3, 3)
