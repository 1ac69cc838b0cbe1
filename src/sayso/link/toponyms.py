"""Names of places as an article writes them in; the places that they mean, with their ids in GeoNames, out."""

import atexit
import math
import os
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, get_args

from sayso.link.gazetteer import find_country, find_demonym, find_seat, load_countries
from sayso.link.titles import strip_marks

Kind = Literal["city", "country", "admin1", "admin2", "water", "region", "continent"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_READ = 160  # characters of a name that are looked at
_CACHED = 1 << 12

# How likely a place is meant, before anything is known of the article, is the logarithm to base 10 of its people: a
# place of ten times the people is one point ahead. Everything else is added to it, in the same points.
_BY_KIND: Mapping[Kind, float] = {
    "city": 0.0,
    "country": 0.5,  # countries are named more often than cities of their size: "Georgia"
    "admin1": -0.7,  # a city is meant rather than the area that is called after it: "Aleppo", "New York"
    "admin2": -1.2,
    "water": 0.0,
    "region": 0.0,
    "continent": 0.0,
}
_FEWEST: Mapping[Kind, float] = {  # where nobody counted the people
    "city": 3.0,
    "country": 3.0,
    "admin1": 4.0,
    "admin2": 4.0,
    "water": 6.0,
    "region": 6.0,
    "continent": 6.0,
}
_BY_GRADE = (0.5, 0.0, -0.7, -1.5)  # the name was put down by hand, is its main one, another spelling, another name
_KNOWN = 0
_LEAST = 5.0  # a place with a name put down by hand is as likely as a city of so many people: reports name it
_CAPITAL = 0.7
_WITHIN = 4.0  # "Paris, Texas": it lies in what is named beside it
_WITHOUT = -3.0  # it lies elsewhere
_CLEAR = 2.0  # what is so far behind is not meant: "California" is no town of Maryland
_NEAR = 2.0  # "a village near Mosul"
_SORT = 1.5  # "Aleppo province": it is of the kind named beside it
_OTHER_SORT = -1.0
_LOOSE = -1.0  # "Mosul airport" for Mosul
_NAMED = 1.0  # its country is named in the article,
_MOST = 1.0  # and this much more where no other country is named more often, else in proportion
_SAME_AREA = 1.5  # the article names its area, or another place there
_BESIDE = 1.0  # it lies within 50 km of another place of the article; half of it within 200
_SAID_FULLY = 3.0  # the article says elsewhere which one: "Paris, Texas", then "Paris"

# A place is given where it is this likely, and this much ahead of all that lie elsewhere: of three times their people.
_ENOUGH = 4.0
_AHEAD = 0.5
_ABROAD = 0.5  # more is asked of a place in a country that the article does not name, though it names others
_CONTENDERS = 4  # "Columbia" and "Charleston": of so few places each, those are meant that lie together
_SURE = 1.0  # so far ahead, by itself, of all others that it tells where the article plays

_DASHES = str.maketrans({**dict.fromkeys("‐‑‒–—", "-"), **dict.fromkeys("’‘ʼ`´ʻʿʾ", "'"), "\0": " "})
# letters that are not a letter and a mark
_OTHER_LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "a", "ħ": "h"}
_SIGNS = {**dict.fromkeys("'.ʹʺ", ""), **dict.fromkeys('-/,;_()[]"', " "), "&": " and "}
_LETTERS = str.maketrans(_SIGNS | _OTHER_LETTERS)
_SHORT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
_CODES = frozenset("la dc".split())  # codes of two letters that are places
_ARTICLE = re.compile(r"^(?:al|el|an|ar|as|ash|at|ath|ad|adh|az|ez) (?=\w{2})")

_KINDS_BY_WORD: Mapping[str, tuple[Kind, ...]] = {
    **dict.fromkeys("city town village hamlet port suburb camp settlement quarter capital".split(), ("city",)),
    **dict.fromkeys(("neighborhood", "neighbourhood", "refugee camp", "port city", "capital city"), ("city",)),
    **dict.fromkeys("province governorate state oblast emirate canton prefecture".split(), ("admin1",)),
    **dict.fromkeys(("region", "autonomous region", "republic"), ("admin1", "region", "admin2", "country")),
    **dict.fromkeys("district county raion rayon municipality parish borough".split(), ("admin2", "city")),
    **dict.fromkeys("island islands peninsula valley".split(), ("region", "admin1", "admin2")),
    **dict.fromkeys("area areas countryside outskirts suburbs side metro coast".split(), ()),
}
_WORD = "|".join(sorted(_KINDS_BY_WORD, key=len, reverse=True))
_KIND_OF = re.compile(rf"^(.*? )??({_WORD}) of (?:the )?(?=\S)", re.IGNORECASE)
_KIND_BEHIND = re.compile(rf"(?<=\S) ({_WORD})$", re.IGNORECASE)
_INSIDE = re.compile(r"^(.*?)(?:^|,? )(?:in|inside|within|throughout|across|at) (?:the )?(?=.*[A-Z])(.+)$")
_SIDES = "(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)"
_CLOSE_BY = re.compile(
    rf"^(.*?)(?:^|,? )(?:near|outside|off|around|close to|(?:just )?{_SIDES} (?:of|from)) (?:the )?(?=.*[A-Z])(.+)$"
)
_OWNED = re.compile(r"(?<=\w)'s? (?=\S)")
_OWN = re.compile(r"'s?$")
# an article of Arabic or French begins a name: "al-Bab"
_LOW = re.compile(r"^(?!(?:al|el|an|ar|as|ash|at|ad|az|es|ez|de|la|le|d|l)[-' ]+[A-Z])(?:[a-z][\w.'-]*|[\d.,]+|[-&]) +")
_COMPASS = re.compile(
    rf"^(?:(?:far|deep|downtown|central|inner|greater|upper|lower|old|rural|occupied|{_SIDES}(?:ern|ernmost)?|"
    r"(?:north|south)[- ](?:east|west|central)(?:ern)?|mid)(?: |-(?=[A-Z])))+(?=\S)",
    re.IGNORECASE,
)
_SIDE = re.compile(rf"{_SIDES}(?:ern)?|central", re.IGNORECASE)  # "the West" is no province of Cameroon
_OTHERS = frozenset("with and from to towards toward between against for by".split())
_STEPS = 10  # in which a name is taken apart
# what is called after the town where it is, and what may be called after anyone: "Lincoln Park"
_FACILITY = re.compile(
    r"(?:^|(?:'s)? )(?:(?:international|military|nuclear|power|air|naval|army|police|federal|general|train|railway|bus|"
    r"oil|gas) )*(?:airport|airbase|airfield|base|port|harbou?r|prison|jail|university|hospital|station|refinery|plant|"
    r"dam|bridge|fields?|stadium|cathedral|zoo|checkpoint|crossing|front)$",
    re.IGNORECASE,
)
_BUILDING = re.compile(
    r"(?:^| )(?:mosque|hall|center|centre|street|avenue|road|boulevard|highway|square|park|hotel|museum|court|market|"
    r"courthouse|house|school|college|institute|academy|church|temple|synagogue|library|towers?|mall|building|complex|"
    r"club|embassy|consulate|mission|ministry|parliament|palace|castle|headquarters|offices?|department|bureau|company|"
    r"gardens?|theater|theatre|arena|gallery|clinic|cemetery|monument|memorial|project)$",
    re.IGNORECASE,
)
# as the Associated Press abbreviates them, and the post office
_STATES = {
    short: state.replace("_", " ")
    for state, _, shorts in (
        pair.partition(":")
        for pair in (
            "Alabama:ala,al Alaska:ak Arizona:ariz,az Arkansas:ark,ar California:calif,cal,ca Colorado:colo,co "
            "Connecticut:conn,ct Delaware:del,de District_of_Columbia:dc Florida:fla,fl Georgia:ga Hawaii:hi Idaho:id "
            "Illinois:ill,il Indiana:ind,in Iowa:ia Kansas:kan,kans,ks Kentucky:ky Louisiana:la Maine:me Maryland:md "
            "Massachusetts:mass,ma Michigan:mich,mi Minnesota:minn,mn Mississippi:miss,ms Missouri:mo Montana:mont,mt "
            "Nebraska:neb,nebr,ne Nevada:nev,nv New_Hampshire:nh New_Jersey:nj New_Mexico:nm New_York:ny "
            "North_Carolina:nc North_Dakota:nd Ohio:oh Oklahoma:okla,ok Oregon:ore,or Pennsylvania:pa,penn "
            "Rhode_Island:ri South_Carolina:sc South_Dakota:sd Tennessee:tenn,tn Texas:tex,tx Utah:ut Vermont:vt "
            "Virginia:va Washington:wash,wa West_Virginia:wva,wv Wisconsin:wis,wisc,wi Wyoming:wyo,wy"
        ).split()
    )
    for short in shorts.split(",")
}


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place of the gazetteer. `geonames` is None for a region or water that has no sure id in GeoNames.

    `country` is an ISO 3166 alpha-3 code, None where it lies in none or in several; `admin1` is the name of the area of
    the first level that it lies in, or is. Latitude and longitude are in degrees; those of areas and countries are of
    the middle of their largest cities, whose people `population` counts.
    """

    geonames: int | None
    name: str
    kind: Kind
    country: str | None
    admin1: str | None
    latitude: float
    longitude: float
    population: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A place that a name may mean; all countries that it lies in, its area, and how likely it is meant."""

    place: Toponym
    countries: tuple[str, ...]
    area: tuple[str, str] | None
    capital: bool
    weight: float


@dataclass(frozen=True, slots=True)
class _Asked:
    """A name as far as it is taken apart: what may be the place's own name, and what is said beside it.

    `owners` are peoples and countries before the name: "Iraqi"; `loose` tells that the name is another's, and near in
    meaning only, `facility` that it is of an airport or the like.
    """

    head: str
    kinds: tuple[Kind, ...] = ()
    within: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    loose: bool = False
    facility: bool = False


@dataclass(frozen=True, slots=True)
class _Around:
    """What an article tells of where it plays, and by which of its names.

    `countries` are mentions by code, and `votes` the countries by the names of places in them. `points` are latitude
    and longitude, by the squares of the map that they lie in or beside; `said` are the ids of places named in full.
    """

    countries: Mapping[str, int]
    votes: Mapping[str, str | None]
    areas: Mapping[tuple[str, str], set[str]]
    points: Mapping[tuple[int, int], list[tuple[float, float, str]]]
    said: Mapping[int, set[str]]


def fold_name(name: str) -> str:
    """Write a name as the keys of the gazetteer are: small letters, marks and signs off, "Saint" for "St."."""
    words = strip_marks(name.translate(_DASHES).casefold()).translate(_LETTERS).split()
    return " ".join(_SHORT.get(word, word) if at < len(words) - 1 else word for at, word in enumerate(words))


def find_toponyms(name: str) -> tuple[Toponym, ...]:
    """Find all places that a name in a text may mean, the likeliest first: "the town of Kemm", "Paris, Texas".

    What people are called ("Iranian") is no place. "Mosul airport" is the city, being nothing by itself.
    """
    return tuple(candidate.place for candidate in _find_candidates(_clean(name)))


def resolve_places(names: Sequence[str], *, countries: Mapping[str, int] | None = None) -> list[Toponym | None]:
    """Choose the place that each name of an article means; None where there is none, or nothing tells which.

    `countries` counts how often the article names each country, its people included, by alpha-3 code. What tells is
    said beside the name, or is the people of a place, its kind, the countries of the article and its other places.
    """
    times = Counter(_clean(name) for name in names)
    found = {name: _find_candidates(name) for name in times}
    meant = {name: _list_likely([(one.weight, one) for one in found[name]], ahead=_SURE) for name in times}
    own = {name: min(many, (countries or {}).get(find_country(name) or "", 0)) for name, many in times.items()}
    for most in (1, 1, _CONTENDERS):  # what one round makes out tells more in the next; at last, what two names share
        told = {name: likely for name, likely in meant.items() if 0 < len(likely) <= most}
        around = _look_around(told, countries or {})
        for name, likely in meant.items():
            if most == 1 or len(likely) > 1:
                named = _count_others(name, around)
                weighed = [
                    (_weigh(one, name, around) + _weigh_country(one, named, own[name]), one) for one in found[name]
                ]
                meant[name] = _list_likely(weighed, named=named)
    return [likely[0].place if len(likely := meant[_clean(name)]) == 1 else None for name in names]


def _look_around(told: Mapping[str, Sequence[_Candidate]], countries: Mapping[str, int]) -> _Around:
    """Gather what an article tells of where it plays, from the places that its names are known, or likely, to mean."""
    votes = {name: likely[0].place.country for name, likely in told.items() if len(likely) == 1}
    named: Counter[str] = Counter(countries)
    named.update(code for code in votes.values() if code)
    areas: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    points: defaultdict[tuple[int, int], list[tuple[float, float, str]]] = defaultdict(list)
    said: defaultdict[int, set[str]] = defaultdict(set)
    for name, likely in told.items():
        for one in likely:
            if one.area:
                areas[one.area].add(name)
            if one.place.kind in ("city", "admin2"):
                for square in _list_squares(one.place):
                    points[square].append((one.place.latitude, one.place.longitude, name))
            if one.place.geonames and "," in name:
                said[one.place.geonames].add(name)
    return _Around(named, votes, areas, points, said)


def _count_others(name: str, around: _Around) -> Mapping[str, int]:
    """Count the mentions of countries but for what a name itself is taken to mean."""
    code = around.votes.get(name)
    return around.countries if code is None else {**around.countries, code: around.countries[code] - 1}


def _weigh(one: _Candidate, name: str, around: _Around) -> float:
    """Weigh a candidate by the other places of the article."""
    close = _SAME_AREA if one.area and _is_other(around.areas.get(one.area), name) else 0.0
    if not close and one.place.kind == "city":
        close = _weigh_beside_points(one.place, name, around)
    said = _SAID_FULLY if around.said and _is_other(around.said.get(one.place.geonames or 0), name) else 0.0
    return one.weight + close + said


def _weigh_country(one: _Candidate, countries: Mapping[str, int], own: int) -> float:
    """Weigh whether a candidate's country is named; that a name is a country's must not speak for itself."""
    if not one.countries:
        return _NAMED  # an ocean is no less likely for what lands are named
    named = max(countries.get(code, 0) for code in one.countries) - (own if one.place.kind == "country" else 0)
    return _NAMED + _MOST * min(1.0, named / max(countries.values())) if named > 0 else 0.0


def _weigh_beside_points(place: Toponym, name: str, around: _Around) -> float:
    """Weigh how near a candidate is to another place of the article."""
    points = around.points.get(_find_square(place), ())
    nearest = min((_measure(place, (north, east)) for north, east, other in points if other != name), default=math.inf)
    return _BESIDE if nearest < 50 else _BESIDE / 2 if nearest < 200 else 0.0


def _find_square(place: Toponym) -> tuple[int, int]:
    """Find the square of the map in which a place lies: up to 60° north none is narrower than 200 km."""
    return int(place.latitude // 2), int(place.longitude // 4)


def _list_squares(place: Toponym) -> Iterator[tuple[int, int]]:
    """List the square in which a place lies, and those around it."""
    north, east = _find_square(place)
    return ((north + up, east + right) for up in (-1, 0, 1) for right in (-1, 0, 1))


def _is_other(names: set[str] | None, name: str) -> bool:
    """Whether a name is not the only one of some."""
    return names is not None and len(names) > (name in names)


def _list_likely(
    weighed: list[tuple[float, _Candidate]], *, ahead: float = _AHEAD, named: Mapping[str, int] | None = None
) -> tuple[_Candidate, ...]:
    """List the likeliest candidate, if it is likely enough, and all elsewhere that it is not far enough ahead of."""
    if not weighed:
        return ()
    weight, best = max(weighed, key=lambda pair: pair[0])
    abroad = best.countries and named and any(named.values()) and not any(named.get(code) for code in best.countries)
    if weight < _ENOUGH + (_ABROAD if abroad else 0.0):
        return ()
    rivals = [one for other, one in weighed if weight - other < ahead and not _is_same_spot(one, best)]
    return (best, *(one for one in rivals if one is not best))


def _is_same_spot(one: _Candidate, other: _Candidate) -> bool:
    """Whether two candidates lie in one another or side by side: a city, and the area that is called after it."""
    if "country" in (one.place.kind, other.place.kind):
        return one.countries == other.countries
    if one.area is not None and one.area == other.area:
        return True
    return _measure(one.place, (other.place.latitude, other.place.longitude)) < 50


def _measure(place: Toponym, point: tuple[float, float]) -> float:
    """Measure how far a place is from a point, in km, well enough for the short distances that matter."""
    high = place.latitude - point[0]
    if abs(high) > 10:
        return math.inf
    wide = (place.longitude - point[1] + 180) % 360 - 180
    return 111.2 * math.hypot(high, wide * math.cos(math.radians(place.latitude)))


@lru_cache(maxsize=_CACHED)
def _find_candidates(name: str) -> tuple[_Candidate, ...]:
    """Find what a clean name may mean, the likeliest first, by what stands in the name alone."""
    steps = _take_apart(name)
    found = next((some for asked in steps if (some := _find_head(asked))), ())
    last = steps[-1]
    if not found and (last.facility or last.head == last.head.lower()):
        found = _find_around(last, len(name))
    return tuple(sorted(found, key=lambda one: (-one.weight, -one.place.population, one.place.geonames or 0)))


def _find_head(asked: _Asked) -> tuple[_Candidate, ...]:
    """Find what a place's own name may mean, by what is said beside it."""
    found = _load_candidates(asked.head)
    if not found:
        return ()
    within = [_find_beside(other) for other in (*asked.within, *asked.owners)]
    near = [one for other in asked.near for one in _find_candidates(other)]
    less = _LOOSE if asked.loose else 0.0
    return tuple(
        replace(one, weight=one.weight + less + _weigh_beside(one, asked.kinds, within, near)) for one in found
    )


def _find_around(asked: _Asked, length: int) -> tuple[_Candidate, ...]:
    """Find where something without a name of its own is: "the mill in Mosul", "north of Mosul"."""
    found: list[_Candidate] = []
    for other, less in ((", ".join(asked.within), 0.0), (", ".join(asked.near), _LOOSE)):
        beside = _find_candidates(other) if 0 < len(other) < length else ()
        found += [replace(one, weight=one.weight + less) for one in beside]
    return tuple(found)


def _weigh_beside(
    one: _Candidate, kinds: Sequence[Kind], within: Iterable[Sequence[_Candidate]], near: Sequence[_Candidate]
) -> float:
    """Weigh what is said beside the name: its kind, what it lies in and what it is near."""
    weight = 0.0
    if kinds:
        weight += _SORT if one.place.kind in kinds else _OTHER_SORT
    for holders in within:
        if any(_holds(holder, one) for holder in holders):
            weight += _WITHIN
        elif holders and holders[0].place.kind in ("country", "admin1"):
            weight += _WITHOUT
    if any(_measure(one.place, (other.place.latitude, other.place.longitude)) < 100 for other in near):
        weight += _NEAR
    return weight


def _holds(holder: _Candidate, one: _Candidate) -> bool:
    """Whether a candidate may lie in another; of areas of the second level only where they are is known, roughly."""
    if holder.place == one.place:
        return False
    if holder.place.kind == "country":
        return bool(set(holder.countries) & set(one.countries))
    if holder.place.kind in ("admin1", "admin2"):
        return holder.area == one.area
    far = 60 if holder.place.kind == "city" else 700
    if holder.countries and not set(holder.countries) & set(one.countries):
        return False
    return _measure(one.place, (holder.place.latitude, holder.place.longitude)) < far


def _find_beside(name: str) -> tuple[_Candidate, ...]:
    """Find the places that a name beside another may mean: a people for its country, "Ky." for Kentucky."""
    state = _STATES.get(fold_name(name)) if name.isupper() or name.istitle() else None
    if state:
        return tuple(
            one for one in _load_candidates(state) if one.place.kind == "admin1" and one.area == ("USA", state)
        )
    people = _load_countries().get(find_demonym(name) or "", ())
    found = (*people, *_find_candidates(name))
    return tuple(one for one in found if one.weight >= found[0].weight - _CLEAR)


def _clean(name: str) -> str:
    """Cut a name to what is looked at, and make its spaces, dashes and quotation marks plain."""
    sound = name[:_READ].encode("utf-8", "ignore").decode()  # half a character can be looked up nowhere
    return " ".join(sound.translate(_DASHES).split()).strip(" \"“”'*:;,")


@lru_cache(maxsize=_CACHED)
def _take_apart(name: str) -> tuple[_Asked, ...]:
    """Take a clean name apart, step by step; what is in the gazetteer as it is after one step needs no other."""
    main, *within = [part for part in re.split(r"\s*[,;()]\s*", name) if part] or [""]
    near: list[str] = []
    for pattern, beside in ((_INSIDE, within), (_CLOSE_BY, near)):
        if match := pattern.match(main):
            main = match[1]
            beside.insert(0, match[2])
    steps = [_Asked(name), _Asked(main, within=tuple(within), near=tuple(near))]
    while len(steps) < _STEPS:
        step = next((one for peel in _PEELS if (one := peel(steps[-1]))), None)
        if step is None:
            break
        steps.append(step)
    return tuple(steps)


def _peel_kind_before(asked: _Asked) -> _Asked | None:
    """Take off "the northern Iraqi city of"; the capital of a country is its capital."""
    match = _KIND_OF.match(asked.head)
    if not match:
        return None
    kind, rest, before = match[2].lower(), asked.head[match.end() :], (match[1] or "").strip()
    if kind.startswith("capital"):
        return replace(asked, head=_find_capital(rest) or rest)
    while low := _LOW.match(before + " "):
        before = before[low.end() :]
    owners = (*asked.owners, _OWN.sub("", before)) if before else asked.owners
    return replace(asked, head=rest, owners=owners, kinds=_KINDS_BY_WORD[kind])


def _peel_owner(asked: _Asked) -> _Asked | None:
    """Take off whose it is: "Iraq's Anbar", "Syrian Kurdistan", "the US state"; the Iraqi capital is Baghdad."""
    if match := _OWNED.search(asked.head):
        owner, rest = asked.head[: match.start()], asked.head[match.end() :]
        return replace(asked, head=_find_capital_of(owner, rest), within=(*asked.within, owner))
    words = asked.head.split(" ")
    for length in (2, 1):
        owner, rest = " ".join(words[:length]), " ".join(words[length:])
        if rest and (find_demonym(owner) or (find_country(owner) and sum(map(str.isupper, owner)) > 1)):
            return replace(asked, head=_find_capital_of(owner, rest), owners=(*asked.owners, owner))
    return None


def _peel_own(asked: _Asked) -> _Asked | None:
    """Take off "'s" at the end."""
    match = _OWN.search(asked.head)
    return replace(asked, head=asked.head[: match.start()]) if match else None


def _peel_kind_behind(asked: _Asked) -> _Asked | None:
    """Take off "province" at the end."""
    if match := _KIND_BEHIND.search(asked.head):
        kinds = asked.kinds or _KINDS_BY_WORD[match[1].lower()]
        if not kinds and match[1][0].isupper():
            return None  # "Upper East Side" is a name
        return replace(asked, head=asked.head[: match.start()], kinds=kinds)
    return None


def _peel_beginning(asked: _Asked) -> _Asked | None:
    """Take off what is no name, and "northern"; what stands behind "with" or "to" is another place."""
    if match := _LOW.match(asked.head):
        other = match[0].strip() in _OTHERS
        return replace(asked, head="" if other else asked.head[match.end() :])
    if match := _COMPASS.match(asked.head):
        # "Central Park" and "Upper East Side" are names
        return replace(asked, head=asked.head[match.end() :], loose=asked.loose or asked.head[0].isupper())
    return None


def _peel_facility(asked: _Asked) -> _Asked | None:
    """Take off "International Airport"; nothing is left of "Lincoln Park"."""
    if match := _FACILITY.search(asked.head):
        return replace(asked, head=asked.head[: match.start()], loose=True, facility=True)
    return replace(asked, head="") if _BUILDING.search(asked.head) else None


_PEELS: tuple[Callable[[_Asked], _Asked | None], ...] = (
    _peel_own,
    _peel_kind_before,
    _peel_owner,
    _peel_kind_behind,
    _peel_beginning,
    _peel_facility,
)


def _find_capital_of(owner: str, rest: str) -> str:
    """Give the capital where that is what is left behind a country or people, else what is left."""
    return _find_capital(owner) or rest if rest.lower() in ("capital", "capital city") else rest


def _find_capital(name: str) -> str | None:
    """Find the capital of a country by its name or people."""
    code = find_country(name) or find_demonym(name)
    capitals = next((country.capitals for country in load_countries() if country.code == code), ())
    return capitals[0] if capitals else None


@lru_cache(maxsize=_CACHED)
def _load_candidates(head: str) -> tuple[_Candidate, ...]:
    """Look up a place's own name."""
    key, code = fold_name(head), find_country(head)
    if not code and not _may_be_place(head, key):
        return ()
    if "." in head and key in _STATES:
        return _find_state(_STATES[key])
    countries = _load_countries().get(code or "", ())
    rows = _fetch(_BY_KEY, key) or _fetch(_BY_KEY, _ARTICLE.sub("", key))
    if find_seat(head):  # "the White House" is no town of Tennessee
        rows = [row for row in rows if row[-1] == _KNOWN]
    if head.endswith("'s"):  # "Robert's" is no Roberts, "St. John's" is St. John's
        rows = [row for row in rows if row[1].translate(_DASHES).endswith("'s")]
    others = [_make_candidate(row) for row in rows]
    if countries:  # "Singapore" is the country rather than its capital
        others = [
            one for one in others if one.place.kind != "country" and (one.countries != (code,) or not one.capital)
        ]
    return (*countries, *others)


def _find_state(name: str) -> tuple[_Candidate, ...]:
    """Find a state of the United States."""
    found = [_make_candidate(row) for row in _fetch(_BY_KEY, fold_name(name))]
    return tuple(one for one in found if one.place.kind == "admin1" and one.place.country == "USA")


def _may_be_place(head: str, key: str) -> bool:
    """Whether words are written as a place's name is, and are no people's, no sort of place, no code: "EU"."""
    if len(key) < 2 or head == head.lower() != head.upper() or key in _KINDS_BY_WORD or find_demonym(head):
        return False
    if any(sort.fullmatch(head) for sort in (_FACILITY, _BUILDING, _SIDE)):
        return False
    return not (len(head) == 2 and head.isupper()) or key in _CODES


_Row = tuple[int, str, int, str, str | None, int, int, int, int, int]
_COLUMNS = "p.id, p.name, p.kind, p.countries, a.name, p.latitude, p.longitude, p.population, p.capital"
_BY_KEY = (
    f"SELECT {_COLUMNS}, n.grade FROM names n JOIN places p ON p.id = n.place LEFT JOIN places a ON a.id = p.admin1 "
    "WHERE n.key = ? ORDER BY p.id"
)
_BY_KIND_ONLY = (
    f"SELECT {_COLUMNS}, 1 FROM places p LEFT JOIN places a ON a.id = p.admin1 WHERE p.kind = ? ORDER BY p.id"
)


def _make_candidate(row: _Row) -> _Candidate:
    """Make a candidate of a row, and weigh it by its people, its kind and how sure its name is."""
    number, name, kind_number, codes, admin1, latitude, longitude, population, capital, grade = row
    kind, countries = KINDS[kind_number], tuple(filter(None, codes.split("|")))
    country = countries[0] if len(countries) == 1 else None
    weight = math.log10(population) if population else _FEWEST[kind]
    if grade or kind != "admin1":  # "Gaza", put down by hand, is the Strip rather than the city
        weight += _BY_KIND[kind]
    weight += _BY_GRADE[grade] + _CAPITAL * capital
    place = Toponym(
        number if number > 0 else None, name, kind, country, admin1, latitude / 1000, longitude / 1000, population
    )  # fmt: skip
    area = (country, admin1) if country and admin1 else None
    return _Candidate(place, countries, area, bool(capital), max(weight, 0.0 if grade else _LEAST))


@cache
def _load_countries() -> dict[str, tuple[_Candidate, ...]]:
    """Load the countries by their codes."""
    rows = _fetch(_BY_KIND_ONLY, KINDS.index("country"))
    return {one.countries[0]: (one,) for one in map(_make_candidate, rows)}


def _fetch(query: str, value: str | int) -> list[_Row]:
    """Fetch rows of the gazetteer; a process that was forked from another opens it anew."""
    return _open(os.getpid()).execute(query, (value,)).fetchall()


@cache
def _open(process: int) -> sqlite3.Connection:  # noqa: ARG001
    """Open the gazetteer that comes with the package, for reading, once in a process."""
    path = Path(str(files("sayso.link") / "toponyms.db")).resolve()
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    atexit.register(connection.close)
    return connection
