"""Corpora in their owners' form -> what the network is taught: words, layers of tags, trees and mentions."""

from corpora import Document, Marked, label_layers, read_gum, read_polnear, words_of

from sayso.model.labels import MENTION_TYPES, NAME_TAGS, RELATIONS, ROLE_TAGS, UPOS
from sayso.text import find_words

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


def test_the_outermost_attributions_make_the_first_layer():
    outer, _ = label_layers(document(OUTER, INNER))
    assert show(outer.tags)[:4] == ["Orde/B-source", "said/B-cue", "that/B-content", "Lisle/I-content"]
    assert len(outer.groups) == 1


def test_those_inside_make_the_second():
    _, inner = label_layers(document(OUTER, INNER))
    assert [part for part in show(inner.tags) if part[-2:] not in ("/O", "/?")] == [
        "Lisle/B-source", "told/B-cue", "it/B-content", "was/I-content", "so/I-content"
    ]  # fmt: skip


def test_what_a_content_holds_is_open_where_nobody_looked_inside():
    _, inner = label_layers(document(OUTER))
    assert show(inner.tags)[:4] == ["Orde/O", "said/O", "that/?", "Lisle/?"]


def test_what_a_content_holds_is_known_where_somebody_did():
    _, inner = label_layers(document(OUTER, closed=OUTER.content))
    assert set(inner.tags) == {0}


def test_a_document_without_attributions_marked_teaches_none():
    layers = label_layers(Document("well", TEXT, find_words(TEXT)))
    assert all(set(layer.tags) == {-1} for layer in layers)


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


def test_the_machine_teaches_tags_heads_and_names_of_the_words_it_cuts_as_we_do(tmp_path):
    import gzip

    folder = tmp_path / "polnear" / "train"
    for name in ("text", "attributions"):
        (folder / name).mkdir(parents=True)
    (folder / "text" / "well.txt").write_text("Ida sank.", "utf-8")
    (folder / "attributions" / "well_a.ann").write_text("", "utf-8")
    silver = tmp_path / "silver"
    silver.mkdir()
    rows = (
        "# newdoc id = well\n"
        "1\tIda\tIda\t_\tNNP\t_\t2\tnsubj\t_\tStart=0|End=3|NER=PERSON\n"
        "2\tsank.\tsink\t_\tVBD\t_\t0\troot\t_\tStart=4|End=9\n\n"
    )
    (silver / "polnear-train.conllu.gz").write_bytes(gzip.compress(rows.encode()))
    (found,) = read_polnear(tmp_path / "polnear", "train", silver)
    assert (UPOS[known(found.upos)[0]], NAME_TAGS[known(found.names)[0]], known(found.starts)[0]) == (
        "PROPN",
        "B-person",
        1,
    )
    assert set(known(found.upos)[1:]) == {-1}
    assert known(found.heads)[0] == -1, "its head was cut otherwise"
