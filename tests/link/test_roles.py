"""What somebody is, and to whom, is read off the words around a title: who, title, body, and whether it still is so."""

import pytest

from sayso.link.lands import Land
from sayso.link.roles import RoleFinder
from tests.link.made import cluster, read, show_roles

TITLES = {
    "before a name": (
        "[P:Foreign Minister Reza Kamal] slept.",
        ("Foreign Minister Reza Kamal", "Foreign Minister", None),
    ),
    "behind a body": ("[P:[L:Tarn] mayor Ada ^Lund] slept.", ("Tarn mayor Ada Lund", "mayor", "Tarn")),
    "behind a people": (
        "[p:The Norwegian foreign ^minister] slept.",
        ("The Norwegian foreign minister", "foreign minister", "Norway"),
    ),
    "possessive": (
        "[p:[L:Keshtan's] prime ^minister] slept.",
        ("Keshtan's prime minister", "prime minister", "Keshtan's"),
    ),
    "of a body": ("[p:the ^head of [o:the guild]] slept.", ("the head of the guild", "head", "the guild")),
    "for a body": (
        "[p:a ^spokeswoman for [o:the board]] slept.",
        ("a spokeswoman for the board", "spokeswoman", "the board"),
    ),
    "from a place": ("[p:a ^nurse from [L:Tarn]] slept.", ("a nurse from Tarn", "nurse", "Tarn")),
    "of a known country": (
        "[p:the ^president of Norway] slept.",
        ("the president of Norway", "president", "Norway"),
    ),
    "of several words": (
        "[p:the chief ^executive of [O:Tarn Ferries]] slept.",
        ("the chief executive of Tarn Ferries", "chief executive", "Tarn Ferries"),
    ),
    "with what follows its head": (
        "[p:the ^secretary of state for [L:Velland]] slept.",
        ("the secretary of state for Velland", "secretary of state", "Velland"),
    ),
    "kin": ("[p:[P:Ada Lund]'s ^brother] slept.", ("Ada Lund's brother", "brother", "Ada Lund")),
    "with a pronoun": ("[P:Ada Lund] slept. [p:[p:Her] ^lawyer] woke.", ("Her lawyer", "lawyer", "Her")),
}


@pytest.mark.parametrize(("text", "role"), TITLES.values(), ids=TITLES)
def test_a_title_and_its_body_are_read(text, role):
    assert [found[:3] for found in show_roles(read(text))] == [role]


@pytest.mark.parametrize(
    ("title", "current"),
    [
        ("former president", False), ("then president", False), ("ousted president", False),
        ("acting president", True), ("interim president", True), ("president", None),
    ],
)  # fmt: skip
def test_a_title_tells_whether_it_is_still_held(title, current):
    marked = read(f"[P:Sela Dorn], [p:the {title} of [L:Velland]], slept.")
    assert [role[3] for role in show_roles(marked)] == [current]


@pytest.mark.parametrize("current", [True, False, None])
def test_a_copula_tells_whether_a_role_is_still_held(current):
    marked = read("[P:Sela Dorn] was [p:the president of [L:Velland]].")
    ties = [("Sela Dorn", "the president of Velland", current)]
    assert show_roles(marked, ties=ties) == [("Sela Dorn", "president", "Velland", current)]


def test_an_apposition_gives_its_role_to_the_name():
    marked = read("[P:Ada Lund], [p:the mayor of [L:Tarn]], slept.")
    ties = [("Ada Lund", "the mayor of Tarn")]
    assert show_roles(marked, ties=ties) == [("Ada Lund", "mayor", "Tarn", None)]


def test_what_stands_beside_a_name_is_a_role_though_no_table_knows_it():
    marked = read("[P:Ada Lund], [p:a keen ^beekeeper], slept.")
    assert show_roles(marked, ties=[("Ada Lund", "a keen beekeeper")]) == [("Ada Lund", "keen beekeeper", None, None)]


@pytest.mark.parametrize("current", [True, False])
def test_what_is_only_said_of_a_name_is_no_role_that_the_table_does_not_know(current):
    marked = read("[P:Ada Lund] is [p:a keen ^beekeeper].")
    assert show_roles(marked, ties=[("Ada Lund", "a keen beekeeper", current)]) == []


def test_a_capital_at_the_start_of_a_sentence_makes_no_body_of_a_noun():
    marked = read("[O:Tarn Chemicals], [o:the company], closed the plant. [P:[O:Plant] director Ada ^Lund] wept.")
    found = show_roles(marked, ties=[("Tarn Chemicals", "the company")])
    assert found == [("Plant director Ada Lund", "director", "Tarn Chemicals", None)]


def test_the_noun_of_a_title_names_the_body():
    marked = read("[o:The regional fire ^service] came. [P:Fire chief Ada Lund] wept.")
    assert show_roles(marked) == [("Fire chief Ada Lund", "Fire chief", "The regional fire service", None)]


def test_the_nouns_before_a_title_name_the_body_together_where_it_is_known_by_them():
    marked = read("[O:The Lund campaign] met. [P:Ada Lund] spoke. [p:[P:Lund] campaign ^spokesman] wept.")
    found = show_roles(marked, same=[("Lund", "Ada Lund")])
    assert [role[2] for role in found] == ["The Lund campaign"]


@pytest.mark.parametrize("where", ["[L:Tarn]-based", "[L:Tarn]-born"])
def test_where_somebody_lives_or_was_born_is_no_body(where):
    marked = read(f"[P:{where} director Ada ^Lund] slept.")
    assert [role[1:3] for role in show_roles(marked)] == [(f"{where.replace('[L:Tarn]', 'Tarn')} director", None)]


@pytest.mark.parametrize("body", ["The Fire Safety Fund", "Tarn Fire Brokers"])
def test_a_noun_in_the_middle_of_a_name_is_not_what_the_body_is(body):
    assert show_roles(read(f"[O:{body}] met. [P:Fire chief Ada Lund] wept."))[0][2] is None


def test_a_title_begins_behind_a_preposition():
    marked = read("[p:a speech at the guild ^clerk of [o:the board]] ended.")
    assert [role[1] for role in show_roles(marked)] == ["guild clerk"]


def test_of_the_names_before_a_title_the_whole_one_is_the_body():
    marked = read("[L:The White ^House] shut. [O:House] met. [P:White House press secretary Ada ^Lund] slept.")
    assert [role[1:3] for role in show_roles(marked)] == [("press secretary", "The White House")]


def test_whose_minister_somebody_is_no_noun_of_the_title_tells():
    marked = read("[O:Tarn Trade Union] met. [P:Trade minister Ada Lund] wept.")
    assert [role[2] for role in show_roles(marked)] == [None]


def test_nouns_before_a_name_are_a_role_though_no_table_knows_them():
    marked = read("[P:keen beekeeper Ada Lund] slept.")
    (nouns,) = marked.spans("keen beekeeper")
    ties = [("keen beekeeper Ada Lund", "keen beekeeper Ada Lund", None, "title", (nouns.start, nouns.end))]
    assert show_roles(marked, ties=ties) == [("keen beekeeper Ada Lund", "keen beekeeper", None, None)]


def test_an_its_that_nobody_knows_gives_way_to_the_one_body_of_the_line():
    marked = read("[O:The League] sent boats. [P:Ada Lund], [p:[o:its] ^secretary-general], wept.")
    found = show_roles(marked, ties=[("Ada Lund", "its secretary-general")])
    assert found == [("Ada Lund", "secretary-general", "The League", None)]


def test_a_team_may_be_taken_for_people():
    marked = read("[p:The robot team] lost. [P:Team member Ada ^Lund] wept. The team slept.")
    assert show_roles(marked) == [("Team member Ada Lund", "Team member", "The robot team", None)]


def test_the_state_of_a_secretary_of_state_is_no_body():
    marked = read("[P:Ada Lund], [P:the ^Secretary of [O:State]], slept.")
    assert show_roles(marked, ties=[("Ada Lund", "the Secretary of State")]) == [
        ("Ada Lund", "Secretary of State", None, None)
    ]


def test_a_role_said_twice_is_one_with_the_body_where_one_is_named():
    marked = read("[P:Ada Lund], [p:the mayor of [L:Tarn]], slept. [p:The mayor] woke.")
    ties = [("Ada Lund", "the mayor of Tarn")]
    assert show_roles(marked, [("The mayor", "Ada Lund")], ties) == [("Ada Lund", "mayor", "Tarn", None)]


def test_a_title_said_long_and_short_is_one_role():
    marked = read("[P:Gov. Ada ^Lund] slept. [p:The governor] woke.")
    found = show_roles(marked, same=[("The governor", "Gov. Ada Lund")])
    assert found == [("Gov. Ada Lund", "governor", None, None)]


def test_two_roles_of_one_person_are_two():
    marked = read("[P:Ada Lund], [p:the mayor of [L:Tarn]], slept. [p:The ^head of [o:the guild]] woke.")
    ties = [("Ada Lund", "the mayor of Tarn")]
    found = show_roles(marked, [("The head of the guild", "Ada Lund")], ties)
    assert [role[1:3] for role in found] == [("head", "the guild"), ("mayor", "Tarn")]


def test_a_rank_goes_with_the_body_of_another_role():
    marked = read("[P:Colonel Petra Vane], [p:a spokeswoman for [o:the army]], slept.")
    found = show_roles(marked, ties=[("Colonel Petra Vane", "a spokeswoman for the army")])
    assert [role[1:3] for role in found] == [("Colonel", "the army"), ("spokeswoman", "the army")]


def test_a_member_is_one_of_the_group_by_a_tie():
    marked = read("[P:Ada Lund] is one of [p+:the pilots].")
    ties = [("Ada Lund", "the pilots", None, "member")]
    assert show_roles(marked, ties=ties) == [("Ada Lund", "pilots", "the pilots", None)]


@pytest.mark.parametrize(
    ("who", "found"), [("[L:Velland]", [("Velland", "partners", "The partners", None)]), ("[p:she]", [])]
)
def test_a_group_may_be_told_to_include_a_name_but_no_pronoun(who, found):
    marked = read(f"[o+:The partners], including {who}, met.")
    assert show_roles(marked, ties=[(marked.words(1), "The partners", None, "member")]) == found


def test_who_leads_a_body_by_a_verb_has_the_words_of_the_verb_for_a_title():
    marked = read("[P:Ada Lund], who heads [o:the brigade], slept.")
    (verb,) = marked.spans("heads the brigade")
    ties = [("Ada Lund", "the brigade", None, "leader", (verb.start, verb.end))]
    assert show_roles(marked, ties=ties) == [("Ada Lund", "heads the brigade", "the brigade", None)]


HOUSES = [("nurse", "Tarn Hospital"), ("vicar", "Tarn Church"), ("teacher", "Tarn School")]


@pytest.mark.parametrize(("title", "house"), HOUSES)
def test_who_works_in_a_house_belongs_to_the_one_of_the_article(title, house):
    marked = read(f"[O:{house}] shut.", f"[p:The {title}] slept.")
    assert show_roles(marked) == [(f"The {title}", title, house, None)]


@pytest.mark.parametrize(
    "before",
    ["[O:Tarn Hospital] shut. [O:Orde Hospital] shut.", "[o:The hospital] shut.", "[O:Tarn Bank] shut."],
    ids=["two", "unnamed", "another trade"],
)
def test_who_works_in_a_house_belongs_to_none_that_may_be_another(before):
    assert show_roles(read(before, "[p:The nurse] slept.")) == []


@pytest.mark.parametrize(
    ("before", "bodies"),
    [
        ("[L:The ^town of Tarn] flooded.", ["The town of Tarn"]),
        ("[L:The ^town of Tarn] and [L:the ^city of Orde] flooded.", []),
        ("[L:Tarn] flooded.", []),
    ],
    ids=["one", "two", "no town"],
)
def test_a_mayor_belongs_to_the_one_town_that_the_article_names(before, bodies):
    assert [role[2] for role in show_roles(read(before, "[p:The mayor] slept."))] == bodies


def test_another_than_a_mayor_does_not_belong_to_a_town():
    assert show_roles(read("[L:The ^town of Tarn] flooded.", "[p:The captain] slept.")) == []


@pytest.mark.parametrize(
    "who",
    ["[P:Councillor Ada ^Lund of [O:the Harbour Party]]", "[P:Councillor Ada Lund] of [O:the Harbour Party]"],
    ids=["inside", "behind"],
)
def test_a_body_may_follow_the_name_behind_a_title(who):
    found = show_roles(read(f"{who} slept."))
    assert [role[1:3] for role in found] == [("Councillor", "the Harbour Party")]


def test_a_place_behind_a_name_is_no_body_of_a_title():
    assert [role[2] for role in show_roles(read("[P:Councillor Ada Lund] of [L:Tarn] slept."))] == [None]


def test_a_title_of_many_stands_before_the_names_of_many():
    assert [role[1] for role in show_roles(read("[P+:Ministers Lund and Kamal] slept."))] == ["Ministers"]


def test_whose_belongs_to_what_stands_before_it():
    marked = read("[o:The board], [p:whose ^chair] slept, met.")
    assert show_roles(marked) == [("whose chair", "chair", "The board", None)]


def test_a_rank_is_not_of_a_body_for_which_its_holder_does_not_speak():
    marked = read("[P:Colonel Petra Vane], [p:a critic of [o:the army]], slept.")
    assert ("Colonel", "the army") not in {
        role[1:3] for role in show_roles(marked, ties=[("Colonel Petra Vane", "a critic of the army")])
    }


def test_a_critic_with_a_name_has_a_role():
    marked = read("[P:Ivo Brandt], [p:a critic of [o:the board]], slept.")
    found = show_roles(marked, ties=[("Ivo Brandt", "a critic of the board")])
    assert found == [("Ivo Brandt", "critic", "the board", None)]


@pytest.mark.parametrize(
    ("before", "title"),
    [
        ("[o:The department of health] met.", "Health Secretary"),
        ("[o:The office for trade] met.", "Deputy Trade Minister"),
    ],
)
def test_a_department_or_an_office_is_a_ministers_too(before, title):
    assert show_roles(read(before, f"[P:{title} Reza Kamal] slept."))[0][1:3] == (title, read(before).words(0))


@pytest.mark.parametrize("before", ["[o:The foreign ministry] met.", "[o:The department of foreign affairs] met."])
def test_a_minister_belongs_to_the_ministry_of_the_same_field(before):
    marked = read(before, "[P:Foreign Minister Reza Kamal] slept.")
    assert show_roles(marked)[0][2] == marked.words(0)


def test_a_minister_of_another_field_does_not_belong_to_a_ministry():
    marked = read("[o:The health ministry] met.", "[P:Foreign Minister Reza Kamal] slept.")
    assert show_roles(marked)[0][2] is None


@pytest.mark.parametrize(
    ("before", "body"),
    [
        ("[o:The government] met.", "The government"),
        ("[o:The government] met [o:the government of [L:Velland]].", None),
    ],
    ids=["one", "two"],
)
def test_a_minister_belongs_to_the_one_government_of_an_article(before, body):
    assert show_roles(read(before, "[P:Prime Minister Sela Dorn] slept."))[0][2] == body


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("[O:Tarn Ferries] lost money. [p:The ^director, Lene Tok,] slept.", "Tarn Ferries"),
        ("[O:Tarn Ferries] sued [O:Orde Lines]. [p:The ^director, Lene Tok,] slept.", None),
        ("[O:Tarn Ferries] lost money.\n\n[p:The ^director, Lene Tok,] slept.", None),
    ],
    ids=["one", "two", "another line"],
)
def test_a_head_without_a_body_belongs_to_the_one_spoken_of_on_its_line(text, body):
    found = show_roles(read(text + " [P:Lene Tok] woke."), [("Lene Tok", "The director, Lene Tok,")])
    assert [role[2] for role in found] == [body]


def test_a_body_named_behind_a_title_counts_for_more_than_a_noun_before_it():
    found = show_roles(read("[P:Ada Lund], [p:the [o:port] ^clerk of [O:Orde Lines]], slept."), ties=[])
    assert [role[1:3] for role in found] == [("port clerk", "Orde Lines")]


def test_an_opening_mark_is_no_part_of_a_title():
    assert show_roles(read("[p:the “harbour ^clerk of [o:the board]] slept."))[0][1] == "harbour clerk"


def test_a_clause_behind_a_name_gives_no_title():
    found = show_roles(read("[P:Ada ^Lund, who sees no doctor Ivo Brandt], slept."))
    assert found == []


def test_whose_own_thing_follows_a_title_is_no_body():
    found = show_roles(
        read("[P:Ada Lund], [p:the ^head of [p:her] own show], slept."), ties=[("Ada Lund", "the head of her own show")]
    )
    assert [role[2] for role in found] == [None]


def test_an_and_is_no_part_of_a_title():
    assert show_roles(read("[p:and former ^members of [O:the guild]] slept."))[0][1] == "former members"


def test_an_its_of_nobody_does_not_find_a_body_for_kin():
    found = show_roles(read("[O:Tarn Ferries] lost money. [p:[o:its] ^mother] slept."))
    assert [role[2] for role in found] == ["its"]


def test_a_president_without_a_body_may_be_anybodys():
    assert [role[2] for role in show_roles(read("[O:Tarn Ferries] lost money. [P:President Lene Tok] slept."))] == [
        None
    ]


def test_a_title_of_two_words_begins_at_the_first_whatever_its_head():
    marked = read("[o:The secretary ^office] met. [P:Ada Lund], [p:secretary ^general of [O:the League]], slept.")
    found = show_roles(marked, ties=[("Ada Lund", "secretary general of the League")])
    assert found == [("Ada Lund", "secretary general", "the League", None)]


def test_who_leads_a_person_is_only_ahead():
    marked = read("[P:Ada Lund] leads [P:Ivo Brandt].")
    (verb,) = marked.spans("leads Ivo Brandt")
    assert show_roles(marked, ties=[("Ada Lund", "Ivo Brandt", None, "leader", (verb.start, verb.end))]) == []


def test_the_parts_of_a_byline_follow_each_other_behind_commas():
    marked = read("It sank. by [P:Orla Venn], [p:ferry pilot], [o:Tarn line]")
    byline = "Orla Venn, ferry pilot, Tarn line"
    ties = [("Orla Venn", "ferry pilot")]
    assert show_roles(marked, ties=ties, sources=[byline]) == [("Orla Venn", "ferry pilot", "Tarn line", None)]


def test_outside_a_source_a_comma_parts_a_title_from_what_follows():
    marked = read("It sank under [P:Orla Venn], [p:ferry pilot], [o:Tarn line] said.")
    found = show_roles(marked, ties=[("Orla Venn", "ferry pilot")])
    assert [role[2] for role in found] == [None]


NOTHING = {
    "anybody": "[p:a ^man from [L:Tarn]] slept.",
    "no title": "[p:a red ^boat of [o:the guild]] slept.",
    "unnamed and of nothing": "[p:The mayor] slept.",
    "a plain name": "[P:Ada Lund] slept.",
    "a form of address": "[P:Mrs Lund] slept.",
    "a body": "[o:the ^head office of [O:Tarn Ferries]] slept.",
    "critics": "[p+:^Critics of [o:the guild]] slept.",
    "a crowd": "[p+:^Supporters of [P:Ivo Brandt]] slept.",
    "patients": "[p+:^Patients of [O:Tarn Hospital]] slept.",
    "one of a crowd": "[p:a ^passenger from [L:Tarn]] slept.",
    "a title of many before a name": "[P:Doctors Afloat] slept.",
    "kin of many": "[p+:^relatives of [P:Ivo Brandt]] slept.",
    "a rank alone": "[P:Colonel Petra Vane] slept.",
    "several": "[p&:[p:The mayor of Tarn] and [P:Ivo Brandt]] slept.",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_what_says_no_more_than_a_name_or_a_description_is_no_role(text):
    assert [role for role in show_roles(read(text)) if role[0] != "The mayor of Tarn"] == []


def find_backings(text):
    """Find (who, by, words)."""
    marked = read(text)
    clusters = cluster(marked)
    finder = RoleFinder(marked.article.text, clusters, [])

    def name(body):
        return body.name if isinstance(body, Land) else marked.words(clusters.members[body][0])

    return [(name(b.who), name(b.by), marked.article.text[slice(*b.span)]) for b in finder.find_backings()]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[o+:[L:Velland]-backed ^militias] fled.", ("Velland-backed militias", "Velland", "Velland-backed")),
        ("[o+:Norway-funded ^guilds] met.", ("Norway-funded guilds", "Norway", "Norway-funded")),
        ("[p+:^Rebels loyal to [P:Ruven Aster]] fled.", ("Rebels loyal to Ruven Aster", "Ruven Aster", "loyal to ")),
        ("[o:a ^militia backed by [L:Keshtan]] fled.", ("a militia backed by Keshtan", "Keshtan", "backed by ")),
        ("[o:a ^party allied with [o:the guild]] met.", ("a party allied with the guild", "the guild", "allied with ")),
    ],
)
def test_who_backs_whom_is_read(text, found):
    assert find_backings(text) == [found]


@pytest.mark.parametrize(
    "text", ["[o:The town-backed fair] met.", "[o:the militia] fled.", "[l:a Norway-based port] shut."]
)
def test_what_names_no_backer_is_no_backing(text):
    assert find_backings(text) == []
