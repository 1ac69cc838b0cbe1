"""People and bodies are of the country that the article tells of them, or else of its own; some are of none."""

import time

import pytest

from tests.link.made import link, read

BODIES = [
    ("[O:University of Iowa] met.", "USA"),
    ("[O:Hamburg Police] met.", "DEU"),
    ("[O:the Leeds City ^Council] met.", "GBR"),
    ("[O:the Florida-based ^charity Open Hands] met.", "USA"),
    ("[O:the British Red ^Cross] met.", "GBR"),
    ("[O:CIA] met.", "USA"),
    ("[O:Hezbollah] met.", "LBN"),
    ("[O:the GOP] met.", "USA"),
    ("[O:the New Democratic ^Party] met.", "CAN"),
    ("[P+:most Democrats] met.", "USA"),
    ("[P+:Most Republicans] met.", "USA"),
    ("[O:Vigo County] met.", None),
    ("[L:Lyon] slept.", "FRA"),
    ("[L:Ohio] slept.", "USA"),
    ("[L:Concord, N.H.] slept.", "USA"),
]


def country_of(marked, name, **known):
    (entity,) = [entity for entity in link(marked, **known).entities if entity.name == name]
    return entity.country


@pytest.mark.parametrize(("text", "country"), BODIES)
def test_a_name_may_hold_a_place_or_be_known_in_one_country(text, country):
    assert link(read(text)).entities[0].country == country


NOWHERE = [
    "[O:the United Nations]", "[O:UN Security Council]", "[O:NATO]", "[O:the EU]", "[O:ISIS]", "[O:Islamic State]",
    "[O:al-Qaeda]", "[O:Amnesty International]", "[o:the UN ^commission of inquiry on Norway]", "[L:the Middle East]",
]  # fmt: skip


@pytest.mark.parametrize("name", NOWHERE)
def test_who_is_of_no_country_stays_so_whatever_country_the_article_is_of(name):
    marked = read(f"[O:Norwegian Fish Council] met. [O:Norwegian Sea Guard] slept. {name} woke.")
    assert link(marked).entities[-1].country is None


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("[P:Ada Lund] (D-Ky.) slept.", "USA"),
        ("[P:Congresswoman Ada Lund] slept.", "USA"),
        ("[P:Foreign Secretary Ada Lund] slept.", "GBR"),
        ("[P:Foreign Secretary Ada Lund] slept. [L:Pakistan] woke.", "PAK"),
        ("[P:Sen. Ada Lund] slept.", "USA"),
        ("[P:Sen. Ada Lund] slept. [L:Nigeria] woke.", "NGA"),
        ("[P:Senator Ada Lund] slept. [L:Nepal] woke.", None),
        ("[P:Sen. Ada Lund] ate. [L:Mexico] slept. [O:Mexican Fish Council] met. [L:United States] woke.", None),
        ("[P:Norwegian painter Ada ^Lund] slept.", "NOR"),
        ("[P:Ada Norway] slept.", None),
        ("[P:the French] slept.", "FRA"),
    ],
)
def test_what_stands_about_a_persons_name_tells_a_country(text, country):
    assert link(read(text)).entities[0].country == country


ROLES = [
    ("[P:Ada Lund], [p:the ^mayor of [L:Leeds]], slept.", "GBR"),
    ("[P:Ada Lund], [p:the ^mayor of [L:Leeds]], slept. [L:Norway] woke. [L:Norway] ate. [L:Norway] left.", "GBR"),
    ("[P:Ada Lund], [p:the ^head of [O:Oslo University]], slept.", "NOR"),
    ("[P:Ada Lund], [p:the ^head of [O:UNESCO]], slept. [O:Norwegian Fish Council] met. [O:Norwegian Bank] met.", None),
    ("[P:Ada Lund], [p:a ^critic of [L:Norway]], slept.", None),
]


@pytest.mark.parametrize(("text", "country"), ROLES)
def test_a_person_is_of_the_country_of_a_body(text, country):
    marked = read(text)
    assert country_of(marked, "Ada Lund", ties=[("Ada Lund", marked.words(1))]) == country


def test_the_spokesman_of_a_minister_is_of_the_ministers_country():
    marked = read(
        "[P:Ada Lund], [p:the ^minister of [L:Norway]], slept. [P:Ivo Brandt], [p:the ^spokesman for [P:Lund]], woke."
    )
    known = {
        "same": [("Lund", "Ada Lund")],
        "ties": [("Ada Lund", "the minister of Norway"), ("Ivo Brandt", "the spokesman for Lund")],
    }
    assert country_of(marked, "Ivo Brandt", **known) == "NOR"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("[O:Norwegian Fish Council] met. [O:Norwegian Bank] shut. [P:Ada Lund] slept.", "NOR"),
        ("[O:Norwegian Fish Council] met. [O:Norwegian Bank] shut. [O:Tarn Ferries] slept.", "NOR"),
        ("[O:Norwegian Fish Council] met. [O:Swedish Bank] shut. [P:Ada Lund] slept.", None),
        (
            "[O:Norwegian Fish Council] met. [O:Norwegian Bank] shut. [O:Norwegian Sea Guard] woke. "
            "[O:Swedish Bank] shut. [P:Ada Lund] slept.",
            None,
        ),
        ("[O:Norwegian Fish Council] met. [O:Norwegian Bank] shut. [p:an immigrant] slept.", None),
        ("[O:Norwegian Fish Council] met. [P:Ada Lund] slept.", None),
        ("[O:Norwegian Fish Council] met. [O:Norwegian Bank] shut. [L:Tarn] slept.", None),
        ("[O:Norwegian Fish Council] met. [O:Norwegian Bank] shut. [p+:refugees] slept.", None),
        ("[O:Norwegian Fish Council] met. [O:Norwegian Bank] shut. [P:Danish painter Ada ^Lund] slept.", "DNK"),
    ],
)
def test_of_whom_nothing_is_told_is_of_the_country_that_dominates(text, country):
    assert link(read(text)).entities[-1].country == country


def test_georgia_is_the_state_where_the_article_tells_of_other_states():
    text = "[O:University of Georgia] met. [L:Ohio] slept. [L:Iowa] woke. [L:Florida] ate. [L:Georgia] left."
    assert {entity.country for entity in link(read(text)).entities} == {"USA"}


def test_a_long_article_takes_little_time():
    text = " ".join(f"[P:Ada{n} Lund{n}] met [O:Tarn{n} Bank of Norway]." for n in range(300))
    marked = read(text)
    begun = time.perf_counter()
    link(marked)
    assert time.perf_counter() - begun < 20


def test_who_has_led_a_state_is_of_it_although_the_article_tells_of_another():
    marked = read("[P:Mary Robinson] slept. [L:Norway] woke. [O:Norwegian Fish Council] met.")
    assert link(marked).entities[0].country == "IRL"


def test_what_an_article_tells_of_a_person_goes_before_the_table_of_leaders():
    marked = read("[p:the Norwegian fisherman Mary ^Robinson] slept.")
    assert [entity.country for entity in link(marked).entities] == ["NOR"]
