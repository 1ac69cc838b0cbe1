import json

import pytest

from sayso.data import Backing, Entity, Mention, Role, Span
from sayso.errors import GoldError, InputError
from sayso.evaluate import score_readings
from sayso.evaluate.re3d import RelatedArticle, Relation, find_head, read_re3d, tally_relations
from sayso.evaluate.report import digest_gold, find_kind
from sayso.evaluate.scores import Count
from tests.evaluate.made import find, make_reading

TEXT = "Gen. Orla Fenn, commander of the Lisk Guard, met Minister for Ports Ines Roe. Fenn left the Guard."
SECOND = TEXT.index("Fenn left")


def relation(kind, source, target, asked=True):
    source_place, target_place = find(TEXT, source, target)
    return Relation(kind, source_place, target_place, asked)


def article(*relations, phrases=()):
    return RelatedArticle("d1", TEXT, relations, find(TEXT, *phrases), (0, SECOND))


def entity(id, *mentions, kind="person", **fields):
    places = find(TEXT, *mentions)
    return Entity(id, mentions[0], kind, mentions=tuple(Mention(s, e, TEXT[s:e], "name") for s, e in places), **fields)


def role(title, of, *words):
    return Role(title, of, spans=tuple(Span(s, e, TEXT[s:e]) for s, e in find(TEXT, *(words or (title,)))))


def tally(gold, *entities):
    counts = tally_relations(gold, make_reading("d1", TEXT, [], entities))
    return {name.removeprefix("relations."): count for name, count in counts.items()}


SAME = relation("IsSynonymOf", "Orla Fenn", "commander of the Lisk Guard")
CHARGE = relation("InChargeOf", "Orla Fenn", "the Lisk Guard")
GUARD = entity("e2", "the Lisk Guard", kind="organisation")


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("Gen. Orla Fenn", "Fenn"),
        ("commander of the Lisk Guard", "commander"),
        ("the Lisk Guard's", "Guard"),
        ("the Lisk Guard - Northern Arm", "Guard"),
        ("Port Lisk, Marrow", "Lisk"),
        ("the guard who left", "guard"),
        ("18,000 guards", "guards"),
        ("the guards’ boat", "boat"),
        ("?", "?"),
    ],
)
def test_the_head_of_a_phrase_is_the_last_word_before_what_follows_a_head(words, head):
    assert words[: find_head(words, (0, len(words)))].split()[-1] == head


def test_two_phrases_of_one_entity_in_a_sentence_are_one_whatever_goes_before_their_heads():
    fenn = entity("e1", "Gen. Orla Fenn", "commander of the Lisk Guard")
    assert tally(article(SAME), fenn)["relations"] == Count(1, 1, 1)


def test_a_title_is_a_phrase_of_who_has_it():
    fenn = entity("e1", "Orla Fenn", roles=(role("commander", None, "commander of the Lisk Guard"),))
    assert tally(article(SAME), fenn)["IsSynonymOf"] == Count(1, 1, 1)


def test_phrases_of_two_sentences_are_no_relation():
    fenn = entity("e1", "commander of the Lisk Guard", "Fenn left")
    assert tally(article(SAME), fenn)["relations"] == Count(0, 1, 0)


def test_one_name_that_is_part_of_another_ties_nothing():
    assert tally(article(), entity("e1", "Orla Fenn", "Gen. Orla Fenn"))["relations"] == Count(0, 0, 0)


def test_phrases_within_one_phrase_of_gold_tie_nothing_but_may_be_right():
    roe = entity("e3", "Minister for Ports", "Ines Roe")
    assert tally(article(phrases=["Minister for Ports Ines Roe"]), roe)["relations"] == Count(0, 0, 0)
    both = article(relation("IsSynonymOf", "Ines Roe", "Minister for Ports"), phrases=["Minister for Ports Ines Roe"])
    assert tally(both, roe)["relations"] == Count(1, 1, 1)


def test_three_phrases_take_two_relations_to_tie():
    wrong = entity("e1", "Orla Fenn", "commander of the Lisk Guard", "Ines Roe")
    assert tally(article(), wrong)["IsSynonymOf"] == Count(0, 0, 2)
    assert tally(article(SAME), wrong)["IsSynonymOf"] == Count(1, 1, 2)


@pytest.mark.parametrize("kind", ["BelongsTo", "InChargeOf"])
def test_a_role_in_a_body_is_either_of_the_two_relations(kind):
    fenn = entity("e1", "Orla Fenn", roles=(role("member", "e2", "commander"),))
    counts = tally(article(relation(kind, "Orla Fenn", "the Lisk Guard")), fenn, GUARD)
    assert (counts["relations"], counts[kind]) == (Count(1, 1, 1), Count(1, 1, 1))


def test_a_role_the_wrong_way_round_is_wrong():
    guard = entity("e2", "the Lisk Guard", roles=(role("member", "e1", "commander"),))
    assert tally(article(CHARGE), guard, entity("e1", "Orla Fenn"))["relations"] == Count(0, 1, 1)


@pytest.mark.parametrize(
    ("title", "kind"), [("commander", "InChargeOf"), ("deputy commander", "BelongsTo"), ("driver", "BelongsTo")]
)
def test_a_role_that_is_no_relation_counts_by_its_title(title, kind):
    fenn = entity("e1", "Orla Fenn", roles=(role(title, "e2", "commander"),))
    counts = tally(article(), fenn, GUARD)
    assert counts[kind] == counts["relations"] == Count(0, 0, 1)


def test_two_roles_in_one_body_are_one_statement():
    fenn = entity("e1", "Orla Fenn", roles=(role("commander", "e2"), role("member", "e2", "commander")))
    assert tally(article(CHARGE), fenn, GUARD)["relations"] == Count(1, 1, 1)


def test_a_role_counts_in_the_sentence_that_says_so():
    fenn = entity("e1", "Orla Fenn", "Fenn left", roles=(role("commander", "e2"),))
    guard = entity("e2", "the Lisk Guard", "the Guard")
    assert tally(article(CHARGE), fenn, guard)["relations"] == Count(1, 1, 1)


def test_who_is_backed_belongs_to_the_backer():
    backed = entity("e1", "Orla Fenn", backed_by=(Backing("e2"),))
    assert tally(article(relation("BelongsTo", "Orla Fenn", "Lisk Guard")), backed, GUARD)["BelongsTo"].right == 1


@pytest.mark.parametrize("marked", [SAME, CHARGE])
def test_a_title_in_a_body_is_one_statement_of_two_relations_that_may_be_marked(marked):
    fenn = entity("e1", "Orla Fenn", "commander of the Lisk Guard", roles=(role("commander", "e2"),))
    assert tally(article(marked), fenn, GUARD)["relations"] == Count(1, 1, 1)
    assert tally(article(SAME, CHARGE), fenn, GUARD)["relations"] == Count(2, 2, 2)
    assert tally(article(), fenn, GUARD)["relations"] == Count(0, 0, 1)


def test_a_relation_that_is_not_asked_for_is_no_mistake_and_counts_with_all():
    doubtful = relation("IsSynonymOf", "Orla Fenn", "commander of the Lisk Guard", asked=False)
    counts = tally(article(doubtful), entity("e1", "Orla Fenn", "commander of the Lisk Guard"))
    assert (counts["relations"], counts["all"]) == (Count(0, 0, 0), Count(1, 1, 1))


def test_nothing_is_asked_of_places():
    place = entity("e1", "Orla Fenn", "Ines Roe", kind="place")
    assert tally(article(), place)["relations"] == Count(0, 0, 0)


def test_an_article_without_a_reading_has_found_nothing():
    assert tally_relations(article(SAME), None)["relations"] == Count(0, 1, 0)


def write_re3d(folder, *marked, types=None):
    """Write a corpus of two documents of which the first is dev; `marked` are type, source, target, confidence."""
    publisher = folder / "Lisk"
    publisher.mkdir()
    (folder / "dev.txt").write_text("Lisk\td1\n", encoding="utf8")
    documents = [{"_id": name, "text": TEXT, "title": "Lisk"} for name in ("d1", "d2")]
    words = types or {"Orla Fenn": "Person", "the Lisk Guard": "Organisation", "the Guard": "Organisation"}
    phrases = [make_phrase(*place, kind) for place, kind in zip(find(TEXT, *words), words.values(), strict=True)]
    relations = [make_marked(*given) for given in marked]
    for name, rows in (("documents", documents), ("entities", phrases), ("relations", relations)):
        (publisher / f"{name}.json").write_text("\n".join(map(json.dumps, rows)), encoding="utf8")
    return folder


def make_phrase(begin, end, kind):
    start = SECOND if begin >= SECOND else 0
    place = {"begin": begin, "end": end, "value": TEXT[begin:end], "documentId": "d1", "confidence": 1}
    return place | {"_id": f"d1-{int(start > 0)}-{begin - start}-{end - start}-{kind}", "type": kind}


def make_marked(kind, source, target, confidence=1):
    (source_begin, source_end), (target_begin, target_end) = find(TEXT, source, target)
    places = {"sourceBegin": source_begin, "sourceEnd": source_end, "targetBegin": target_begin}
    return places | {"targetEnd": target_end, "type": kind, "documentId": "d1", "confidence": confidence}


def read_relations(folder):
    (article,) = read_re3d(folder)
    return article.relations


def test_dev_documents_are_read_with_the_starts_of_their_sentences(tmp_path):
    (article,) = read_re3d(write_re3d(tmp_path))
    assert (article.name, article.text, article.sentences) == ("d1", TEXT, (0, SECOND))


def test_a_relation_in_both_directions_or_marked_twice_is_one(tmp_path):
    there, back = ("IsSynonymOf", "Orla Fenn", "the Lisk Guard"), ("IsSynonymOf", "the Lisk Guard", "Orla Fenn")
    assert read_relations(write_re3d(tmp_path, there, back, there)) == (Relation(*there[:1], *find(TEXT, *there[1:])),)


@pytest.mark.parametrize(
    ("target", "confidence", "asked"),
    [("the Lisk Guard", 0.5, True), ("the Lisk Guard", 0.4, False), ("Ports", 1, False)],
)
def test_relations_between_persons_and_bodies_that_most_readers_saw_are_asked_for(tmp_path, target, confidence, asked):
    types = {"Orla Fenn": "Person", "the Lisk Guard": "Organisation", "Ports": "Location"}
    marked = ("InChargeOf", "Orla Fenn", target, confidence)
    assert [r.asked for r in read_relations(write_re3d(tmp_path, marked, types=types))] == [asked]


def test_other_types_of_relations_are_left_aside(tmp_path):
    assert read_relations(write_re3d(tmp_path, ("CoLocated", "Orla Fenn", "Ports"))) == ()


def test_a_folder_of_re3d_is_known_and_scored(tmp_path):
    folder = write_re3d(tmp_path, ("InChargeOf", "Orla Fenn", "the Lisk Guard"))
    assert find_kind(folder) == "re3d"
    fenn = entity("e1", "Orla Fenn", roles=(role("commander", "e2"),))
    report = score_readings(folder, [make_reading("d1", TEXT, [], (fenn, GUARD))])
    assert (report.kind, report.articles, report.missing) == ("re3d", 1, 0)
    assert {score.measure: score.value for score in report.scores}["relations"] == 100.0


def test_the_digest_changes_with_what_is_dev(tmp_path):
    before = digest_gold(write_re3d(tmp_path))
    (tmp_path / "dev.txt").write_text("Lisk\td2\n", encoding="utf8")
    assert digest_gold(tmp_path) != before


def test_a_reading_of_another_text_ends_the_scoring(tmp_path):
    fenn = entity("e1", "Orla Fenn")
    with pytest.raises(InputError, match="not the gold text"):
        score_readings(write_re3d(tmp_path), [make_reading("d1", TEXT + " ", [], (fenn,))])


def test_a_mention_that_does_not_hold_its_words_ends_the_scoring(tmp_path):
    fenn = Entity("e1", "Fenn", "person", mentions=(Mention(0, 4, "Fenn", "name"),))
    with pytest.raises(InputError, match="does not hold its words"):
        score_readings(write_re3d(tmp_path), [make_reading("d1", TEXT, [], (fenn,))])


@pytest.mark.parametrize(
    ("file", "content", "fault"),
    [
        ("dev.txt", "Lisk\td9\n", "no document d9"),
        ("dev.txt", "Elsewhere\td1\n", "not there"),
        ("Lisk/entities.json", '{"begin": 1}', "no lines of re3d"),
    ],
)
def test_a_damaged_corpus_is_refused_by_name(tmp_path, file, content, fault):
    (write_re3d(tmp_path) / file).write_text(content, encoding="utf8")
    with pytest.raises(GoldError, match=fault):
        list(read_re3d(tmp_path))


@pytest.mark.corpora
def test_the_dev_documents_of_re3d_hold_relations_of_all_three_types(corpora):
    articles = [*read_re3d(corpora / "re3d")]
    asked = [r.type for article in articles for r in article.relations if r.asked]
    assert len(articles) == 33
    assert {kind: asked.count(kind) for kind in set(asked)} == {"IsSynonymOf": 20, "BelongsTo": 27, "InChargeOf": 4}
