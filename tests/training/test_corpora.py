"""Corpora in their owners' form -> what the network is taught: words, tags, trees and mentions."""

import gzip
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from corpora import (
    Document,
    Marked,
    Phrase,
    find_measured,
    label_mentions,
    label_roles,
    read_gum,
    read_nested,
    read_polnear,
    read_record,
    read_record_chains,
    strip,
    words_of,
)

from sayso.data import Entity
from sayso.errors import GoldError
from sayso.model.labels import MENTION_TYPES, NAME_TAGS, RELATIONS, ROLE_TAGS, UPOS
from sayso.show.export.gold import write_gold
from sayso.text import find_words
from tests.show.readings import attribute, make_article, mention, read_by_hand

NESTED = Path(__file__).parents[2] / "training" / "nested.txt"
TEXT = "Orde said that Lisle told him it was so. It rained."


def place(words, text=TEXT):
    return (text.index(words), text.index(words) + len(words))


def mark(source, cue, content):
    return Marked((place(source),), (place(cue),), (place(content),))


OUTER = mark("Orde", "said", "that Lisle told him it was so")
INNER = mark("Lisle", "told", "it was so")


def known(values):
    assert values is not None
    return values.tolist()


def document(*attributions, **fields):
    return Document("well", TEXT, find_words(TEXT), attributions=attributions, **fields)


def show(tags):
    words = [TEXT[a:b] for a, b in find_words(TEXT)]
    return [f"{word}/{ROLE_TAGS[tag]}" if tag >= 0 else f"{word}/?" for word, tag in zip(words, tags, strict=True)]


def test_the_outermost_attributions_are_what_is_learned():
    labels = label_roles(document(OUTER, INNER))
    assert show(labels.tags)[:4] == ["Orde/B-source", "said/B-cue", "that/B-content", "Lisle/I-content"]
    assert len(labels.groups) == 1


def test_those_inside_contents_have_tags_of_their_own():
    labels = label_roles(document(OUTER, insides=(INNER,)))
    assert show(labels.inner_tags)[2:10] == [
        "that/O", "Lisle/B-source", "told/B-cue", "him/O", "it/B-content", "was/I-content", "so/I-content", "./O",
    ]  # fmt: skip
    assert labels.rooms == ((2, 9),)
    assert len(labels.inner_groups) == 1


def test_one_inside_no_content_teaches_nothing():
    labels = label_roles(document(mark("Orde", "said", "that"), insides=(INNER,)))
    assert set(known(labels.inner_tags)) == {0}


def test_what_nobody_knows_inside_a_content_stays_open():
    labels = label_roles(document(OUTER, insides=(INNER,), unsure=(place("told him"),)))
    assert show(labels.inner_tags)[3:6] == ["Lisle/B-source", "told/B-cue", "him/?"]


def test_where_nobody_has_looked_inside_contents_nothing_is_learned_there():
    assert label_roles(document(OUTER)).inner_tags is None


def test_our_reports_have_attributions_in_braces_and_others_inside_them(tmp_path):
    path = tmp_path / "nested.txt"
    told = "{s1:Orde} {q1:said} {c1:that {s2:Lisle} {q2:told} him {c2:it was so}}. It rained."
    path.write_text(f"# A note.\n====\n{told}\n====\nOne more.\n", encoding="utf-8")
    first, second = read_nested(path)
    assert (first.text, first.attributions, first.insides) == (TEXT, (OUTER,), (INNER,))
    assert (second.text, second.attributions, second.insides) == ("One more.", (), ())


@pytest.mark.parametrize("report", list(read_nested(NESTED)), ids=lambda report: report.name)
def test_every_attribution_in_our_reports_has_a_content_and_every_inner_one_all_parts(report):
    assert "{" not in report.text
    assert "}" not in report.text
    assert all(marked.content for marked in report.attributions)
    assert all(marked.source and marked.cue and marked.content for marked in report.insides)
    assert len(label_roles(report).inner_groups) == len(report.insides)


def test_a_document_without_attributions_marked_teaches_none():
    assert set(label_roles(Document("well", TEXT, find_words(TEXT))).tags) == {-1}


def test_a_span_is_the_words_it_overlaps_and_those_that_touch_are_one():
    words = find_words("one two three")
    assert words_of(words, ((0, 3), (4, 7), (9, 10))) == [(0, 3)]


def test_polnear_is_read_with_the_first_annotator_and_the_machine_leaves_open_what_it_cuts_otherwise(tmp_path):
    folder = tmp_path / "polnear" / "train"
    for name in ("text", "attributions"):
        (folder / name).mkdir(parents=True)
    (folder / "text" / "well.txt").write_text("Orde said it rained.", "utf-8")
    (folder / "attributions" / "well_a.ann").write_text(
        "T1\tSource 0 4\tOrde\nT2\tCue 5 9\tsaid\nT3\tContent 10 19\tit rained\nE1\tCue:T2 Source:T1 Content:T3\n",
        "utf-8",
    )
    (folder / "attributions" / "well_b.ann").write_text("T1\tContent 0 4\tOrde\nE1\tContent:T1\n", "utf-8")
    (found,) = read_polnear(tmp_path / "polnear", "train", None)
    assert found.attributions == (Marked(((0, 4),), ((5, 9),), ((10, 19),)),)
    assert found.upos is None


GUM = """# newdoc id = GUM_news_well
# newpar
# sent_id = 1
1\tIda\tIda\tPROPN\tNNP\t_\t2\tnsubj\t_\tEntity=(1-person-new)
2-3\tcannot\t_\t_\t_\t_\t_\t_\t_\t_
2\tcan\tcan\tAUX\tMD\t_\t4\taux\t_\t_
3\tnot\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tswim\tswim\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# sent_id = 2
1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person-giv)
2\tsank\tsink\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

"""


def test_gum_is_read_as_text_words_trees_and_mentions(tmp_path):
    (tmp_path / "train").mkdir()
    (tmp_path / "train" / "GUM_news_well.conllu").write_text(GUM, "utf-8")
    (found,) = read_gum(tmp_path, "train")
    assert found.text == "Ida cannot swim. She sank."
    assert [found.text[a:b] for a, b in found.words] == ["Ida", "can", "not", "swim", ".", "She", "sank", "."]
    assert known(found.heads) == [1, 3, 3, 3, 3, 6, 6, 6]
    assert [UPOS[tag] for tag in known(found.upos)[:3]] == ["PROPN", "AUX", "PART"]
    assert RELATIONS[known(found.relations)[0]] == "nsubj"
    assert known(found.starts) == [1, 0, 0, 0, 0, 1, 0, 0]
    assert found.mentions == [(0, 1, MENTION_TYPES.index("person")), (5, 6, MENTION_TYPES.index("person"))]


def read_silver(tmp_path, text, rows):
    folder = tmp_path / "polnear" / "train"
    for name in ("text", "attributions"):
        (folder / name).mkdir(parents=True)
    (folder / "text" / "well.txt").write_text(text, "utf-8")
    (folder / "attributions" / "well_a.ann").write_text("", "utf-8")
    (tmp_path / "silver").mkdir()
    lines = "".join("\t".join(row) + "\n" for row in rows)
    (tmp_path / "silver" / "polnear-train.conllu.gz").write_bytes(
        gzip.compress(f"# newdoc id = well\n{lines}\n".encode())
    )
    (found,) = read_polnear(tmp_path / "polnear", "train", tmp_path / "silver")
    return found


def test_the_machine_teaches_tags_heads_and_names_of_the_words_it_cuts_as_we_do(tmp_path):
    rows = (
        ("1", "Ida", "Ida", "_", "NNP", "_", "2", "nsubj", "_", "Start=0|End=3|NER=PERSON"),
        ("2", "sank.", "sink", "_", "VBD", "_", "0", "root", "_", "Start=4|End=9"),
    )
    found = read_silver(tmp_path, "Ida sank.", rows)
    assert (UPOS[known(found.upos)[0]], NAME_TAGS[known(found.names)[0]], known(found.starts)[0]) == (
        "PROPN",
        "B-person",
        1,
    )
    assert set(known(found.upos)[1:]) == {-1}
    assert known(found.heads)[0] == -1, "its head was cut otherwise"


def test_a_name_of_the_machine_stands_for_the_phrase_that_it_heads(tmp_path):
    """GUM's mentions take in titles, articles and relative clauses, and neither prepositions nor what is joined on."""
    text = "For Dame Ida Orde of Vell and Lisle"
    tree = ((4, "case"), (4, "compound"), (4, "flat"), (0, "root"), (6, "case"), (4, "nmod"), (8, "cc"), (4, "conj"))
    names = ("", "", "PERSON", "PERSON", "", "LOCATION", "", "PERSON")
    rows, at = [], 0
    for n, (word, (head, relation), name) in enumerate(zip(text.split(), tree, names, strict=True), 1):
        start = text.index(word, at)
        at = start + len(word)
        notes = f"Start={start}|End={at}" + (f"|NER={name}" if name else "")
        rows.append((str(n), word, word, "_", "NNP", "_", str(head), relation, "_", notes))
    found = read_silver(tmp_path, text, rows)
    phrases = [
        (MENTION_TYPES[p.kind], text[found.words[p.first][0] : found.words[p.last - 1][1]]) for p in found.phrases
    ]
    assert phrases == [("person", "Dame Ida Orde of Vell"), ("place", "Vell"), ("person", "Lisle")]


WORDS = "to the Ida Orde of Vell went".split()


def say_spans(types, wanted):
    found = [
        " ".join(WORDS[first : first + size + 1])
        for first, row in enumerate(types.tolist())
        for size, kind in enumerate(row)
        if (kind > 0) == (wanted > 0) and kind >= 0 and first + size < len(WORDS)
    ]
    return sorted(found)


def test_a_phrase_of_the_machine_rules_out_what_cuts_it_and_leaves_open_what_it_does_not_touch():
    made = Document("well", " ".join(WORDS), find_words(" ".join(WORDS)), phrases=[Phrase(1, 6, 0, (2, 4))])
    types, edges = label_mentions(made, (0, 7), 6)
    assert say_spans(types, 1) == ["the Ida Orde of Vell"]
    ruled_out = say_spans(types, 0)
    assert {"Ida", "Orde of Vell", "the Ida Orde", "to the Ida", "Vell went", "of Vell went"} <= set(ruled_out)
    assert not {"Vell", "went", "to", "to the Ida Orde of Vell", "the Ida Orde of Vell went", "of Vell"} & set(
        ruled_out
    )
    assert edges.tolist() == [[-1, 1, -1, 0, -1, -1, -1], [-1, -1, 0, -1, -1, 1, -1]]


def test_where_people_have_marked_all_mentions_every_other_span_is_none():
    made = Document("well", "", [(0, 0)] * 7, mentions=[(1, 6, 0), (5, 6, 0)])
    types, edges = label_mentions(made, (0, 7), 6)
    assert say_spans(types, 1) == ["Vell", "the Ida Orde of Vell"]
    assert len(say_spans(types, 0)) == 7 + 6 + 5 + 4 + 3 + 2 - 2
    assert edges.tolist() == [[0, 1, 0, 0, 0, 1, 0], [0, 0, 0, 0, 0, 1, 0]]


def test_mentions_are_counted_from_where_the_window_begins():
    made = Document("well", "", [(0, 0)] * 7, mentions=[(1, 3, 0), (5, 6, 0)])
    types, _ = label_mentions(made, (4, 7), 6)
    assert np.argwhere(types > 0).tolist() == [[1, 0]]


@pytest.mark.parametrize(
    ("content", "inside"),
    [
        ("that the clerk told him so", "the clerk told him so"),
        ("“The clerk told me so.”", "The clerk told me so."),
        ("‘The clerk told me so,’", "The clerk told me so,"),
        ("“that the ‘old’ clerk told him ‘so’”", "that the ‘old’ clerk told him ‘so"),
    ],
)
def test_a_content_by_itself_has_no_marks_and_no_word_that_brings_it_in(content, inside):
    text = f"Orde said {content} on Monday."
    start = text.index(content)
    first, last = strip(text, start, start + len(content))
    assert text[first:last] == inside


RECORDED = make_article(
    ("paragraph", "Orde said that Lisle told him it was so."), ("paragraph", "She added it rained. Vell was wet.")
)
SAID = attribute(RECORDED.text, "a1", "that Lisle told him it was so", source="Orde", cue="said", entity="e1")
TOLD = attribute(RECORDED.text, "a2", "it was so", source="Lisle", cue="told", entity="e2", nested_in="a1")
ADDED = attribute(RECORDED.text, "a3", "it rained", source="She", cue="added", entity="e2")
PEOPLE = (
    Entity("e1", "Orde", "person", mentions=mention(RECORDED.text, "Orde")),
    Entity("e2", "Lisle", "person", mentions=(*mention(RECORDED.text, "Lisle"),
                                              *mention(RECORDED.text, "She", form="pronoun"))),
)  # fmt: skip


def export(tmp_path, *statuses, told=(SAID, TOLD, ADDED)):
    decided = (replace(one, status=status) for one, status in zip(told, statuses, strict=True))
    write_gold([read_by_hand(RECORDED, *decided, entities=PEOPLE)], tmp_path / "corrections")
    return tmp_path / "corrections"


def teach(folder):
    """Show what a record teaches of each word, outside contents and inside them."""
    (found,) = read_record(folder, ())
    labels, words = label_roles(found), [found.text[a:b] for a, b in found.words]
    return [
        [f"{word}/{ROLE_TAGS[tag] if tag >= 0 else '?'}" for word, tag in zip(words, tags, strict=True)]
        for tags in (known(labels.tags), known(labels.inner_tags))
    ]


def test_what_was_decided_in_a_record_is_learned_with_what_is_nested_in_it(tmp_path):
    outer, inner = teach(export(tmp_path, "confirmed", "corrected", "confirmed"))
    assert outer[:4] == ["Orde/B-source", "said/B-cue", "that/B-content", "Lisle/I-content"]
    assert inner[2:9] == [
        "that/O", "Lisle/B-source", "told/B-cue", "him/O", "it/B-content", "was/I-content", "so/I-content",
    ]  # fmt: skip
    assert outer[9:] == [
        "./O", "She/B-source", "added/B-cue", "it/B-content", "rained/I-content", "./O", "Vell/O", "was/O", "wet/O",
        "./O",
    ]  # fmt: skip


def test_what_was_rejected_is_learned_to_be_none(tmp_path):
    outer, inner = teach(export(tmp_path, "confirmed", "rejected", "rejected"))
    assert set(inner[2:9]) == {"that/O", "Lisle/O", "told/O", "him/O", "it/O", "was/O", "so/O"}
    assert outer[10:14] == ["She/O", "added/O", "it/O", "rained/O"]


def test_where_nobody_has_looked_nothing_is_learned(tmp_path):
    outer, _ = teach(export(tmp_path, "confirmed", "confirmed", "machine"))
    assert outer[:2] == ["Orde/B-source", "said/B-cue"]
    assert {word[-1] for word in outer[10:]} == {"?"}


def test_what_nobody_has_looked_at_inside_a_content_stays_open_there_alone(tmp_path):
    outer, inner = teach(export(tmp_path, "confirmed", "machine", "rejected"))
    assert outer[2:5] == ["that/B-content", "Lisle/I-content", "told/I-content"]
    assert inner[2:9] == ["that/O", "Lisle/?", "told/?", "him/O", "it/?", "was/?", "so/?"]


def test_one_inside_another_at_which_nobody_has_looked_is_not_taken_for_an_outer_one(tmp_path):
    outer, inner = teach(export(tmp_path, "machine", "confirmed", "rejected"))
    assert {word[-1] for word in (*outer[:9], *inner[:9])} == {"?"}


def test_one_inside_another_that_was_rejected_is_an_outer_one(tmp_path):
    outer, _ = teach(export(tmp_path, "rejected", "confirmed", "rejected"))
    assert outer[:6] == ["Orde/O", "said/O", "that/O", "Lisle/B-source", "told/B-cue", "him/O"]


def test_a_nested_one_with_parts_outside_the_content_around_it_teaches_nothing(tmp_path):
    astray = attribute(RECORDED.text, "a2", "it was so", source="Orde", cue="told", entity="e1", nested_in="a1")
    outer, inner = teach(export(tmp_path, "confirmed", "confirmed", "rejected", told=(SAID, astray, ADDED)))
    assert outer[:3] == ["Orde/B-source", "said/B-cue", "that/B-content"]
    assert inner[3:9] == ["Lisle/O", "told/?", "him/O", "it/?", "was/?", "so/?"]


def test_a_record_teaches_who_is_meant_by_the_words_for_a_speaker_where_somebody_has_decided(tmp_path):
    (chains,) = read_record_chains(export(tmp_path, "machine", "machine", "confirmed"), ())
    assert chains.places == {place("Lisle", chains.text): 0, place("She", chains.text): 0}
    assert chains.asked == frozenset([place("She", chains.text)])


def test_nothing_is_learned_from_a_text_that_is_measured_on(tmp_path, capsys):
    folder = export(tmp_path, "confirmed", "confirmed", "confirmed")
    for measured in ("corpora/polnear/dev/text", "gold/text"):
        (tmp_path / measured).mkdir(parents=True)
    assert len(list(read_record(folder, find_measured(tmp_path / "corpora")))) == 1
    for measured in ("corpora/polnear/dev/text", "gold/text"):
        path = tmp_path / measured / "well.txt"
        path.write_text(RECORDED.text.replace(" ", "\n"), "utf-8")
        assert list(read_record(folder, find_measured(tmp_path / "corpora"))) == []
        assert list(read_record_chains(folder, find_measured(tmp_path / "corpora"))) == []
        path.unlink()
    assert "is left out, for numbers are made on it" in capsys.readouterr().out


def test_the_sample_is_measured_on():
    sample = NESTED.parents[1] / "evaluation" / "sample"
    assert len(find_measured(NESTED.parent / "no corpora")) == len(list(sample.glob("text/*.txt")))


def test_a_folder_that_is_no_export_of_a_record_is_not_learned_from(tmp_path):
    folder = export(tmp_path, "confirmed", "confirmed", "confirmed")
    (folder / "gold.json").unlink()
    with pytest.raises(GoldError, match="is not what `sayso export --format gold` writes"):
        list(read_record(folder, ()))
