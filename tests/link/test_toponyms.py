"""A name of a place means the place that the name itself, the article's countries and its other places speak for."""

import threading
from pathlib import Path

import pytest

from sayso.link import toponyms
from sayso.link.toponyms import Toponym, find_toponyms, fold_name, resolve_places
from tests.conftest import ROOT


def choose(name: str, beside: str = "", countries: dict[str, int] | None = None) -> str:
    """Say which place a name means beside other names, parted by a bar."""
    place = resolve_places([name, *filter(None, beside.split("|"))], countries=countries)[0]
    return describe(place)


def describe(place: Toponym | None) -> str:
    return "" if place is None else f"{place.name}, {place.admin1 or place.kind}, {place.country}"


WORLD = [
    ("Baghdad", 98182), ("Kyiv", 703448), ("London", 2643743), ("Paris", 2988507), ("Moscow", 524901),
    ("Tokyo", 1850147), ("Cairo", 360630), ("Lagos", 2332459), ("Sydney", 2147714), ("Mumbai", 1275339),
    ("Beijing", 1816670), ("Los Angeles", 5368361), ("Tehran", 112931), ("Damascus", 170654), ("Jakarta", 1642911),
]  # fmt: skip


@pytest.mark.parametrize(("name", "geonames"), WORLD)
def test_a_city_of_the_world_is_found_by_its_id(name, geonames):
    places = resolve_places([name])
    assert [place and place.geonames for place in places] == [geonames]


OTHER_NAMES = [
    ("Kiev", "Kyiv"), ("Bombay", "Mumbai"), ("Saigon", "Ho Chi Minh City"), ("Rangoon", "Yangon"),
    ("Cologne", "Köln"), ("Deir al-Zour", "Deir ez-Zor"), ("al-Raqqa", "Ar Raqqah"), ("Kobane", "‘Ayn al ‘Arab"),
    ("St. Louis", "St. Louis"), ("Saint Louis", "St. Louis"), ("LA", "Los Angeles"), ("NYC", "New York City"),
    ("BAGHDAD", "Baghdad"), ("São Paulo", "São Paulo"), ("Sao Paulo", "São Paulo"), ("Sana’a", "Sanaa"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "main"), OTHER_NAMES)
def test_a_place_is_found_by_other_names_and_spellings(name, main):
    assert [place and place.name for place in resolve_places([name])] == [main]


KINDS = [
    ("Iraq", "country", "IRQ"), ("the United States", "country", "USA"), ("U.S.", "country", "USA"),
    ("Singapore", "country", "SGP"), ("Anbar province", "admin1", "IRQ"), ("Texas", "admin1", "USA"),
    ("Calif.", "admin1", "USA"), ("Crimea", "admin1", "UKR"), ("Gaza Strip", "admin1", "PSE"),
    ("Gaza", "admin1", "PSE"), ("Gaza City", "city", "PSE"), ("Washington", "city", "USA"),
    ("Washington state", "admin1", "USA"), ("New York", "city", "USA"), ("New York state", "admin1", "USA"),
    ("the Strait of Hormuz", "water", None), ("Hormuz Strait", "water", None), ("Black Sea", "water", None),
    ("Kashmir", "region", None), ("Donbas", "region", "UKR"), ("Iraqi Kurdistan", "region", "IRQ"),
    ("the Middle East", "region", None), ("Africa", "continent", None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "kind", "country"), KINDS)
def test_a_name_tells_what_kind_of_place_it_is(name, kind, country):
    place = resolve_places([name])[0]
    assert place is not None
    assert (place.kind, place.country) == (kind, country)


def test_a_strait_without_a_sure_id_keeps_its_name_and_its_place_on_the_map():
    strait = resolve_places(["Strait of Hormuz"])[0]
    assert strait is not None
    assert (strait.geonames, strait.name, round(strait.latitude)) == (None, "Strait of Hormuz", 27)


PHRASES = [
    ("the city of Mosul", "Mosul"), ("the Iraqi city of Mosul", "Mosul"), ("western Mosul", "Mosul"),
    ("downtown Cairo", "Cairo"), ("eastern Ghouta", "Ghouta"), ("northern Iraq", "Iraq"),
    ("Iraq's Anbar province", "Al Anbar"), ("Paris's", "Paris"), ("Baghdad International Airport", "Baghdad"),
    ("the suburbs of Damascus", "Damascus"), ("the coast of Aceh, Indonesia", "Aceh"), ("in Mosul", "Mosul"),
    ("the Iraqi capital", "Baghdad"), ("the capital of Iraq", "Baghdad"), ("Aleppo, Syria's largest city", "Aleppo"),
    ("a warehouse in Mountain View, California", "Mountain View"), ("30 miles north of Mosul", "Mosul"),
    ("Tarrow Mill Hall in Sydney", "Sydney"), ("British Columbia", "British Columbia"),
    ("Lebanon's border with Israel", "Lebanon"), ("Cox's Bazar", "Cox’s Bāzār"), ("the Bronx", "The Bronx"),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "name"), PHRASES)
def test_a_place_is_found_in_the_words_around_its_name(phrase, name):
    assert [place and place.name for place in resolve_places([phrase])] == [name]


CONTAINED = [
    ("Paris, Texas", "Paris, Texas, USA"), ("Athens, Georgia", "Athens, Georgia, USA"),
    ("Springfield, Ill.", "Springfield, Illinois, USA"), ("Springfield, MO", "Springfield, Missouri, USA"),
    ("Louisville, Ky.", "Louisville, Kentucky, USA"), ("London, Ontario", "London, Ontario, CAN"),
    ("Vancouver, Washington", "Vancouver, Washington, USA"), ("Tripoli, Lebanon", "Tripoli, Liban-Nord, LBN"),
    ("Tripoli in northern Lebanon", "Tripoli, Liban-Nord, LBN"),
    ("the Lebanese city of Tripoli", "Tripoli, Liban-Nord, LBN"),
    ("Lebanon's Tripoli", "Tripoli, Liban-Nord, LBN"), ("San Jose, Calif.", "San Jose, California, USA"),
    ("the US state of Georgia", "Georgia, Georgia, USA"),
    ("Orange County, California", "Orange County, California, USA"),
    ("Birmingham, England", "Birmingham, England, GBR"), ("Washington, D.C.", "Washington, District of Columbia, USA"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "place"), CONTAINED)
def test_what_is_named_beside_a_place_tells_which_one_is_meant(name, place):
    assert choose(name) == place


BY_COUNTRY = [
    ("Tripoli", {"LBN": 3}, "Tripoli, Liban-Nord, LBN"), ("Tripoli", {"LBY": 3}, "Tripoli, Tripoli, LBY"),
    ("Georgia", {"USA": 3}, "Georgia, Georgia, USA"),
    ("Georgia", {"RUS": 3, "ARM": 1, "GEO": 2}, "Georgia, country, GEO"),
    ("Birmingham", {"GBR": 2}, "Birmingham, England, GBR"), ("Birmingham", {"USA": 2}, "Birmingham, Alabama, USA"),
    ("Hyderabad", {"PAK": 2}, "Hyderabad, Sindh, PAK"), ("Punjab", {"IND": 2}, "Punjab, Punjab, IND"),
    ("San Jose", {"CRI": 1}, "San José, San José, CRI"), ("San Jose", {"USA": 1}, "San Jose, California, USA"),
    ("Victoria", {"AUS": 2}, "Victoria, Victoria, AUS"), ("Cambridge", {"GBR": 1}, "Cambridge, England, GBR"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "countries", "place"), BY_COUNTRY)
def test_the_countries_that_the_article_names_tell_which_one_is_meant(name, countries, place):
    assert choose(name, countries=countries) == place


BY_PLACES = [
    ("Tripoli", "Beirut", "Tripoli, Liban-Nord, LBN"), ("Tripoli", "Benghazi", "Tripoli, Tripoli, LBY"),
    ("Georgia", "Tbilisi", "Georgia, country, GEO"), ("Georgia", "Atlanta|Savannah", "Georgia, Georgia, USA"),
    ("Washington", "Seattle|Spokane", "Washington, Washington, USA"),
    ("Washington", "Maryland|Virginia", "Washington, District of Columbia, USA"),
    ("Birmingham", "Montgomery|Alabama", "Birmingham, Alabama, USA"),
    ("Birmingham", "Manchester|Leeds", "Birmingham, England, GBR"),
    ("Springfield", "Illinois", "Springfield, Illinois, USA"), ("Cambridge", "Boston", "Cambridge, Massachusetts, USA"),
    ("Paris", "Paris, Texas", "Paris, Texas, USA"), ("Columbia", "Charleston", "Columbia, South Carolina, USA"),
    ("Cook County", "Chicago", "Cook County, Illinois, USA"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "beside", "place"), BY_PLACES)
def test_the_other_places_of_the_article_tell_which_one_is_meant(name, beside, place):
    assert choose(name, beside) == place


@pytest.mark.parametrize("name", ["Paris", "London", "Moscow", "Rome", "Berlin"])
def test_a_city_of_the_world_is_no_namesake_in_the_country_of_the_article(name):
    assert not choose(name, countries={"USA": 10}).endswith("USA")


def test_a_name_that_is_a_country_does_not_speak_for_itself():
    assert choose("Georgia", "Georgia", {"USA": 4, "GEO": 2}) == "Georgia, Georgia, USA"


@pytest.mark.parametrize("name", ["Springfield", "San Jose", "Santa Maria", "Cambridge", "Orange County"])
def test_where_nothing_tells_which_of_many_is_meant_none_is_chosen(name):
    assert choose(name) == ""
    assert len(find_toponyms(name)) > 1


@pytest.mark.parametrize("name", ["Velland", "Keshtan", "Drawik", "the northern town of Kemmary", "Kemmary, Texas", ""])
def test_a_place_that_is_not_in_the_gazetteer_is_none(name):
    assert find_toponyms(name) == ()
    assert choose(name) == ""


@pytest.mark.parametrize("name", ["Iranian", "Iraqis", "the Syrians", "French", "Ukrainian forces", "the Iraqi border"])
def test_what_people_are_called_is_no_place(name):
    assert find_toponyms(name) == ()


@pytest.mark.parametrize("name", ["mobile", "reading", "nice", "the town", "of", "the West", "EU", "the White House"])
def test_a_word_that_is_no_name_of_a_place_is_none(name):
    assert find_toponyms(name) == ()


def test_the_genitive_of_a_person_is_no_town():
    assert find_toponyms("Roberts") != ()
    assert "Roberts" not in [place.name for place in find_toponyms("Robert's")]


def test_the_likeliest_place_comes_first():
    assert [describe(place) for place in find_toponyms("Birmingham")[:2]] == [
        "Birmingham, England, GBR",
        "Birmingham, Alabama, USA",
    ]


def test_a_place_in_a_country_that_the_article_does_not_name_must_be_well_known():
    assert choose("Hamburg", countries={"IRQ": 3}) == "Hamburg, Hamburg, DEU"
    assert choose("Ringsted") != ""
    assert choose("Ringsted", countries={"IRQ": 3}) == ""


def test_each_name_is_answered_in_its_order_also_twice():
    places = resolve_places(["Mosul", "Velland", "Mosul", "Iraq"])
    assert [place and place.name for place in places] == ["Mosul", None, "Mosul", "Iraq"]


def test_no_names_are_no_places():
    assert resolve_places([]) == []


HOSTILE = [
    "A" * 10_000, "\0", "\n" * 1000, "Mosul\0\0", "in " * 5000 + "Mosul", "the town of " * 3000, "(((((", "'s", "%",
    "Mosul's " * 2000, "northern " * 3000 + "Iraq", "X in " * 3000 + "Y", "' OR 1=1 --", "\ud800Mosul", "\u202eMosul",
    "Paris" + ", Texas" * 3000, ",,,", "ﷺ" * 200, "😀 Mosul",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_is_cut_and_breaks_nothing(name):
    assert len(find_toponyms(name)) < 200
    assert len(resolve_places([name, "Mosul", name])) == 3


def test_names_without_end_are_forgotten_again():
    for number in range(6000):
        find_toponyms(f"Kemmary {number}")
    caches = (toponyms._find_candidates, toponyms._take_apart, toponyms._load_candidates)
    assert max(cached.cache_info().currsize for cached in caches) <= 4096


def test_threads_may_look_up_together():
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.extend(len(find_toponyms(f"San {name}")) for name in "ABCDEFGH" * 20))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4 * 160


FOLDED = [
    ("Deir ez-Zor", "deir ez zor"), ("St. Louis", "saint louis"), ("Łódź", "lodz"), ("Sana’a", "sanaa"),
    ("‘Ayn al ‘Arab", "ayn al arab"), ("Washington, D.C.", "washington dc"), ("Ft. Worth", "fort worth"), ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("name", "key"), FOLDED)
def test_a_name_is_folded_to_small_letters_without_marks(name, key):
    assert fold_name(name) == key


def test_the_gazetteer_is_smaller_than_25_megabytes():
    assert (Path(toponyms.__file__).parent / "toponyms.db").stat().st_size < 25_000_000


def test_the_notice_names_geonames_and_its_licence():
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert "https://www.geonames.org" in notice
    assert "Creative Commons Attribution 4.0" in " ".join(notice.split())


TABLES = sorted((ROOT / "gazetteer").glob("*.tsv"))


@pytest.mark.parametrize("path", TABLES, ids=[path.name for path in TABLES])
def test_every_row_of_the_tables_made_by_hand_is_in_the_gazetteer(path):
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for row in rows:
        kind, name = (row[1], row[2]) if path.name == "waters.tsv" else (row[0], row[2])
        keys = {place.kind for place in find_toponyms(name)}
        assert kind in keys, row
