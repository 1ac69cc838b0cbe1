"""A cluster becomes an entity: its name, its kind, its roles, and for whom it speaks."""

import pytest

from sayso.link.entities import bare_name
from tests.link.made import link, name_all, read


def find(linked, name):
    (entity,) = [entity for entity in linked.entities if entity.name == name]
    return entity


def only(text, *said, same=(), ties=()):
    """Give the first entity of a marked text in which its first phrase may speak."""
    marked = read(text)
    return link(marked, *(marked.say(content, source) for content, source in said), same=same, ties=ties).entities[0]


NAMES = {
    "without titles": ("[P:Colonel Ada Lund] slept. [P:Lund] woke.", "Ada Lund"),
    "without a description": ("[P:harbour spokeswoman Ada ^Lund] slept.", "Ada Lund"),
    "without a description with a hyphen": ("[P:pan-harbour Ada ^Lund] slept.", "Ada Lund"),
    "without the article": ("[O:The Tidewater Guild] met.", "Tidewater Guild"),
    "without the possessive": ("[P:Ada Lund]'s boat sank.", "Ada Lund"),
    "without what a clause adds": ("[P:Ada Lund, who leads the guild,] slept.", "Ada Lund"),
    "a body without its clause": ("[O:Tarn Ferries, which sails north] shut.", "Tarn Ferries"),
    "without what it is": ("[O:the ^charity Open Hands] met.", "Open Hands"),
    "without herself": ("[P:Ada ^Lund herself] slept.", "Ada Lund"),
    "a body without what it is behind": ("[O:Tarn ^Ferries, the line to Orde,] shut.", "Tarn Ferries"),
    "a body with a noun in its name": ("[O:Orla ^State University] shut.", "Orla State University"),
    "many without those named": ("[p+:the ^clerks, including Ada Lund,] slept.", "the clerks"),
    "without brackets": ("[O:the Tidewater ^Guild (TWG)] met.", "Tidewater Guild"),
    "without where from": ("[P:Ada ^Lund of Orde] slept.", "Ada Lund"),
}


@pytest.mark.parametrize(("text", "name"), NAMES.values(), ids=NAMES)
def test_an_entity_is_called_by_its_name(text, name):
    assert [entity.name for entity in link(read(text)).entities] == [name]


def test_a_word_of_a_title_is_no_entity():
    marked = read("[P:Ada Lund], [P:the ^Secretary of [O:State]], slept.")
    assert [entity.name for entity in link(marked, ties=[("Ada Lund", "the Secretary of State")]).entities] == [
        "Ada Lund"
    ]


def test_the_fullest_of_several_names_is_taken():
    assert only("[P:Lund] slept. [P:Ada Lund] woke.", same=[("Ada Lund", "Lund")]).name == "Ada Lund"


def test_a_headline_that_writes_all_words_large_gives_no_name_where_there_is_another():
    marked = read(("title", "[P:Ada ^Lund Hammers Tarn Bank]"), "[P:Ada Lund] woke.")
    linked = link(marked, same=[("Ada Lund", marked.words(0))])
    assert [entity.name for entity in linked.entities] == ["Ada Lund"]


def test_the_unnamed_are_called_as_the_article_describes_them():
    assert only("[p:A senior ^official of the guild] slept.").name == "A senior official of the guild"


def test_the_longest_description_names_the_unnamed():
    marked = read("[p:The clerk] slept. [p:The old clerk] woke. [p:She] ate.")
    same = [("The old clerk", "The clerk"), ("She", "The old clerk")]
    assert [entity.name for entity in link(marked, same=same).entities] == ["The old clerk"]


def test_other_names_and_descriptions_are_aliases():
    entity = only(
        "[P:Ada Lund] slept. [P:Mayor Lund] woke. [p:The old woman] ate. [p:She] left.",
        same=[("The old woman", "Ada Lund"), ("She", "Ada Lund")],
    )
    assert (entity.name, entity.aliases) == ("Ada Lund", ("Mayor Lund", "The old woman"))


def test_a_description_before_a_name_is_an_alias_together_with_it():
    entity = only("[p:The harbour mayor], [P:Ada Lund], slept.", ties=[("Ada Lund", "The harbour mayor")])
    assert "The harbour mayor, Ada Lund" in entity.aliases


@pytest.mark.parametrize(
    ("name", "kind", "bare"),
    [
        ("Colonel Ada Lund", "person", "Ada Lund"),
        ("Ada Lund", "person", "Ada Lund"),
        ("Lund", "person", "Lund"),
        ("the Tidewater Guild", "organisation", "Tidewater Guild"),
        ("", "person", ""),
    ],
)
def test_a_name_is_bared_of_titles_and_articles(name, kind, bare):
    assert bare_name(name, kind) == bare


KINDS = {
    "a named person": ("[P:Ada Lund] slept.", "person"),
    "an unnamed person": ("[p:A clerk] slept.", "unnamed"),
    "a holder of an office": ("[p:The ^head of [O:Tarn Ferries]] slept.", "person"),
    "one of many holders": ("[p:An ^official of [O:Tarn Ferries]] slept.", "unnamed"),
    "people": ("[p+:Residents] slept.", "group"),
    "people by a name": ("[P:Norwegians] slept.", "group"),
    "a family": ("[P:the Lunds] slept.", "group"),
    "one with a title of many": ("[P:the ^councillors Ada Lund] slept.", "person"),
    "two named": ("[p&:[P:Ada Lund] and [P:Ivo Brandt]] slept.", "group"),
    "a body": ("[O:Tarn Ferries] shut.", "organisation"),
    "an unnamed body": ("[o:The council] met.", "organisation"),
    "a ministry": ("[o:The ministry] met.", "government"),
    "a parliament": ("[O:Parliament] met.", "government"),
    "a seat of government": ("[O:The White House] shut.", "government"),
    "a place": ("[L:Tarn] slept.", "place"),
    "a known country": ("[L:Norway] slept.", "country"),
    "a land by its people": ("[L:Keshtan] slept. [p:The [l:Keshtani] king] woke.", "country"),
    "a name of one word and she": ("[O?:Orla] slept. [p:She] woke.", "person"),
    "a name of one word and it": ("[P?:Orla] shut. [o:It] slept.", "organisation"),
    "letters": ("[P?:TWG] shut.", "organisation"),
    "a name of a sector": ("[P?:Tarn Police] shut.", "organisation"),
    "letters surely taken for a person": ("[P:TWG] shut.", "organisation"),
    "a noun for a body": ("[p?:The council] met.", "organisation"),
}


@pytest.mark.parametrize(("text", "kind"), KINDS.values(), ids=KINDS)
def test_an_entity_is_of_a_kind(text, kind):
    marked = read(text)
    pronouns = [(marked.words(n), marked.words(0)) for n, p in enumerate(marked.phrases) if p.form == "pronoun"]
    assert link(marked, same=pronouns).entities[0].kind == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[d:The report] said it rained.", "document"),
        ("[d:A poll] said it rained.", "document"),
        ("[d:A voice] said it rained.", "unnamed"),
        ("[d+:The voices] said it rained.", "group"),
        ("[L:Tarn] said it rained.", "organisation"),
    ],
)
def test_what_speaks_is_of_a_kind(text, kind):
    marked = read(text)
    linked = link(marked, marked.say("it rained", marked.words(0)))
    assert linked.entities[0].kind == kind


@pytest.mark.parametrize("text", ["[d:The boat] sank.", "[e:The storm] passed.", "[p:He] slept.", "It rained."])
def test_what_is_no_actor_and_does_not_speak_is_no_entity(text):
    assert link(read(text)).entities == ()


def test_a_my_that_nobody_says_is_no_entity_though_somebody_belongs_to_it():
    linked = link(read("[p:[p:My] ^neighbour], [P:Ada Lund], slept."), ties=[("Ada Lund", "My neighbour")])
    assert [(entity.name, [role.of for role in entity.roles]) for entity in linked.entities] == [("Ada Lund", [None])]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("[L:Norway] slept.", "NOR"),
        ("[o:The Norwegian government] met.", "NOR"),
        ("[O:Norwegian Fish Council] met.", "NOR"),
        ("[L:Tarn] slept.", None),
        ("[O:Tarn Ferries] shut.", None),
        ("[P:Ada Lund] slept.", None),
    ],
)
def test_a_country_goes_by_its_code(text, country):
    assert only(text).country == country


def test_a_person_is_of_the_country_in_whose_body_the_role_is():
    entity = only(
        "[P:Ada Lund], [p:the ^president of [L:Norway]], slept.", ties=[("Ada Lund", "the president of Norway")]
    )
    assert entity.country == "NOR"


def test_a_country_known_only_by_an_adjective_is_an_entity_at_that_word():
    linked = link(read("[p:The Norwegian foreign ^minister] slept."))
    land = find(linked, "Norway")
    assert (land.kind, land.country, [mention.exact for mention in land.mentions]) == ("country", "NOR", ["Norwegian"])


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("[o:The army] met.", "MIL"), ("[o:The ministry] met.", "GOV"), ("[p:a police ^officer] slept.", "COP"),
        ("[O:Tarn Hospital] shut.", "MED"), ("[P:Ada Lund] slept.", None),
    ],
)  # fmt: skip
def test_a_sector_is_told_by_words(text, sector):
    assert only(text).sector == sector


SPEAKERS = ["spokeswoman", "spokesman", "minister", "president", "head", "lawyer", "official"]
OTHERS = ["critic", "member", "reporter", "brother"]


@pytest.mark.parametrize(("title", "speaks"), [*((t, True) for t in SPEAKERS), *((t, False) for t in OTHERS)])
def test_some_titles_speak_for_their_body(title, speaks):
    linked = link(
        read(f"[P:Ada Lund], [p:a ^{title} of [o:the guild]], slept."), ties=[("Ada Lund", f"a {title} of the guild")]
    )
    assert name_all(linked, find(linked, "Ada Lund").speaks_for) == (["the guild"] if speaks else [])


def test_a_role_tells_that_its_holder_is_a_person():
    entity = only("[O:Ada Lund], [p:the ^head of [o:the guild]], slept.", ties=[("Ada Lund", "the head of the guild")])
    assert (entity.name, entity.kind) == ("Ada Lund", "person")


@pytest.mark.parametrize("title", ["boss", "manager", "chief"])
def test_a_chief_speaks_for_a_body(title):
    marked = read(f"[P:Ada Lund], [p:the ^{title} of [O:Tarn Ferries]], slept.")
    linked = link(marked, ties=[("Ada Lund", marked.words(1))])
    assert name_all(linked, find(linked, "Ada Lund").speaks_for) == ["Tarn Ferries"]


@pytest.mark.parametrize(
    ("title", "speaks"),
    [("^mayor", True), ("police ^officer", True), ("^lawyer", False), ("financial ^adviser", False)],
)
def test_for_a_place_speak_those_who_govern_it(title, speaks):
    marked = read(f"[P:Ada Lund], [p:the {title} of [L:Tarn]], slept.")
    linked = link(marked, ties=[("Ada Lund", marked.words(1))])
    assert name_all(linked, find(linked, "Ada Lund").speaks_for) == (["Tarn"] if speaks else [])


@pytest.mark.parametrize("title", ["boss", "manager", "chief"])
def test_a_chief_speaks_for_no_man(title):
    marked = read(f"[P:Ada Lund], [p:the ^{title} of [P:Ivo Brandt]], slept. [p:He] woke.")
    linked = link(marked, same=[("He", "Ivo Brandt")], ties=[("Ada Lund", marked.words(1))])
    entity = find(linked, "Ada Lund")
    assert name_all(linked, [role.of for role in entity.roles]) == ["Ivo Brandt"]
    assert entity.speaks_for == ()


@pytest.mark.parametrize(("title", "kind"), [("spokeswoman", "organisation"), ("critic", "person")])
def test_who_has_somebody_to_speak_for_it_is_a_body_where_the_type_is_unsure(title, kind):
    linked = link(read(f"[P:Ada Lund], [p:a ^{title} of [P?:Orla]], slept."), ties=[("Ada Lund", f"a {title} of Orla")])
    assert find(linked, "Orla").kind == kind


@pytest.mark.parametrize(
    ("text", "spoken_for"),
    [
        ("[L:Velland] slept. [o:The Vellandic foreign ministry] met.", ["Velland"]),
        ("[L:Norway] slept. [o:The Norwegian foreign ministry] met.", ["Norway"]),
        ("[o:The ^ministry of foreign affairs of [L:Velland]] met.", ["Velland"]),
        ("[L:Velland] slept. [o:The Vellandic health ministry] met.", []),
        ("[L:Velland] slept. [o:The foreign ministry] met.", []),
    ],
    ids=["a people", "a known country", "behind it", "another ministry", "no country"],
)
def test_a_foreign_ministry_speaks_for_its_country(text, spoken_for):
    linked = link(read(text))
    (ministry,) = [entity for entity in linked.entities if "ministry" in entity.name]
    assert name_all(linked, ministry.speaks_for) == spoken_for


def test_what_somebody_is_only_said_to_be_is_no_alias():
    entity = only("[P:Ada Lund] is [p:a hard choice].", ties=[("Ada Lund", "a hard choice", True)])
    assert (entity.aliases, [mention.exact for mention in entity.mentions]) == ((), ["Ada Lund"])


def test_what_stands_beside_a_name_is_an_alias():
    entity = only("[P:Ada Lund], [p:a hard choice], slept.", ties=[("Ada Lund", "a hard choice")])
    assert entity.aliases == ("a hard choice",)


def test_who_has_left_an_office_no_longer_speaks_for_it():
    linked = link(
        read("[P:Ada Lund], [p:the former ^head of [o:the guild]], slept."),
        ties=[("Ada Lund", "the former head of the guild")],
    )
    entity = find(linked, "Ada Lund")
    assert (entity.roles[0].current, entity.speaks_for) == (False, ())


@pytest.mark.parametrize("title", ["next head", "potential head"])
def test_who_is_not_in_office_yet_does_not_speak_for_it(title):
    marked = read(f"[P:Ada Lund], [p:the {title.replace(' ', ' ^')} of [o:the guild]], slept.")
    assert find(link(marked, ties=[("Ada Lund", marked.words(1))]), "Ada Lund").speaks_for == ()


def test_the_words_that_say_for_whom_it_speaks_are_kept():
    linked = link(
        read("[P:Ada Lund], [p:the ^head of [o:the guild]], slept."), ties=[("Ada Lund", "the head of the guild")]
    )
    entity = find(linked, "Ada Lund")
    assert [[span.exact for span in entity.speaks_for_spans[body]] for body in entity.speaks_for] == [
        ["the head of the guild"]
    ]


def test_the_state_department_does_not_speak_for_a_state_of_its_name():
    linked = link(read("[O:State] slept. [O:The State Department] met."))
    assert find(linked, "State Department").speaks_for == ()


@pytest.mark.parametrize(("text", "itself"), [("[O:Tarn Ferries] said so.", True), ("[P:Ada Lund] said so.", False)])
def test_a_body_that_speaks_speaks_for_itself(text, itself):
    marked = read(text)
    entity = link(marked, marked.say("so", marked.words(0))).entities[0]
    assert entity.speaks_for == ((entity.id,) if itself else ())


def test_a_body_that_does_not_speak_speaks_for_nobody():
    assert only("[O:Tarn Ferries] shut.").speaks_for == ()


@pytest.mark.parametrize(
    ("document", "issuer"),
    [
        ("[d:[o:The board]'s ^report]", "The board"),
        ("[d:a ^statement from [o:the board]]", "the board"),
        ("[d:a ^survey by [O:Tarn University]]", "Tarn University"),
        ("[d:a ^letter to [o:the board]]", None),
        ("[d:a ^report about [P:Ada Lund]]", None),
        ("[d:a report]", None),
    ],
)
def test_a_document_speaks_for_those_who_issued_it(document, issuer):
    marked = read(f"So {document} said it rained.")
    words = marked.words(0)
    linked = link(marked, marked.say("it rained", words))
    assert name_all(linked, find(linked, words).speaks_for) == ([issuer] if issuer else [])


@pytest.mark.parametrize("document", ["[d:[o:Its] ^report]", "[o:[o:Its] ^report]"], ids=["an object", "a body"])
def test_a_document_speaks_for_whom_its_pronoun_means(document):
    marked = read(f"[o:The board] met. {document} said it rained.")
    linked = link(marked, marked.say("it rained", "Its report"), same=[("Its", "The board")])
    assert name_all(linked, find(linked, "Its report").speaks_for)[:1] == ["The board"]


def test_the_statement_of_a_spokeswoman_speaks_for_her_body():
    marked = read("[P:Ada Lund], [p:a ^spokeswoman for [o:the board]], slept. [d:[p:Her] ^statement] said it rained.")
    linked = link(
        marked,
        marked.say("it rained", "Her statement"),
        same=[("Her", "Ada Lund")],
        ties=[("Ada Lund", "a spokeswoman for the board")],
    )
    assert name_all(linked, find(linked, "Her statement").speaks_for) == ["the board"]


def test_an_entity_knows_who_backs_it():
    linked = link(read("[p+:^Rebels loyal to [P:Ruven Aster]] fled."))
    (backing,) = find(linked, "Rebels loyal to Ruven Aster").backed_by
    assert name_all(linked, [backing.entity]) == ["Ruven Aster"]
    assert [span.exact for span in backing.spans] == ["loyal to "]


def test_two_unnamed_sources_are_two_entities():
    marked = read("[p:A clerk] said it rained. [p:A clerk] said it snowed.")
    said = marked.say("it rained", "A clerk"), marked.say("it snowed", "A clerk/2", id="a2")
    linked = link(marked, *said)
    assert [(entity.name, entity.kind) for entity in linked.entities] == [("A clerk", "unnamed")] * 2
    assert linked.entities[0].id != linked.entities[1].id


def test_entities_come_in_the_order_of_their_first_mentions():
    linked = link(read("[L:Tarn] is small. [P:Ada Lund] slept. [O:Tarn Ferries] shut."))
    assert [entity.name for entity in linked.entities] == ["Tarn", "Ada Lund", "Tarn Ferries"]


def test_ids_are_the_same_on_every_run_and_part_two_entities():
    text = "[P:Ada Lund] slept. [P:Ivo Brandt] woke."
    first, second = ([entity.id for entity in link(read(text)).entities] for _ in range(2))
    assert first == second
    assert len(set(first)) == 2


def test_a_mention_is_where_its_words_are():
    marked = read("[P:Ada Lund, who leads the guild,] slept. [p:She] woke.")
    (entity,) = link(marked, same=[("She", "Ada Lund, who leads the guild,")]).entities
    assert [(mention.exact, mention.form) for mention in entity.mentions] == [("Ada Lund", "name"), ("She", "pronoun")]
    assert all(marked.article.text[m.start : m.end] == m.exact for m in entity.mentions)


def test_a_title_written_like_a_name_is_a_nominal_mention():
    marked = read("[P:Sela Dorn] slept. [P:The President] woke.")
    (entity,) = link(marked, same=[("The President", "Sela Dorn")]).entities
    assert [mention.form for mention in entity.mentions] == ["name", "nominal"]


def test_every_chain_of_two_or_more_is_handed_on_those_of_things_too():
    marked = read("[P:Ada Lund] saw [d:the boat] at [l:the quay]. [d:It] sank.")
    linked = link(marked, same=[("It", "the boat")])
    assert [[marked.article.text[a:b] for a, b in chain] for chain in linked.chains] == [["the boat", "It"]]
