"""Entities of an article, and what else it tells of them, in; the country of each out."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from sayso.data import Entity
from sayso.link.gazetteer import country_in, find_country, find_demonym
from sayso.link.leaders import find_leader
from sayso.link.titles import find_title
from sayso.link.toponyms import Toponym, resolve_places

_SHARE = 0.8
"""Share of all that tells of countries which one needs to be taken for the article's own.

With 0.6 more of actors.tsv are right, but a report on Mexico makes Mexicans of all Americans whom it only names.
"""
_AHEAD = 4
"""Times as much that must tell of a country as of each other one that has a word."""
_FEWEST = 2.0
"""What must tell of a country besides."""
_LAND = 0.5
"""What a mention of a country or place counts beside one of its people and bodies: reports tell of lands abroad."""
_ROUNDS = 4
"""Steps from one to the next: the spokesman of a senator of a party."""
_LONGEST = 120
"""Characters of a description that are looked at."""
_LEAST = 50_000
"""People of a city that a name may hold: villages are called after men, Jackson and Lincoln."""
_SHORT = 6
"""Characters from which on a name of a state is none cut short."""
_LANDS = frozenset(("place", "country"))
_THINGS = _LANDS | {"document"}

# Bodies of several states, and movements and charities of none.
_NOWHERE = re.compile(
    r"\b(?:UN(?:SC|HCR|ICEF|ESCO|DP|AMI|RWA|GA|OCHA)?|U\.N\.|United Nations|Security Council|General Assembly|NATO|"
    r"N\.A\.T\.O\.|EU|E\.U\.|European (?:Union|Commission|Parliament|Council|Central Bank|Court)|Euro[gz]roup|Eurozone|"
    r"Europol|Interpol|African Union|Arab League|OPEC|OSCE|OECD|ASEAN|ECOWAS|BRICS|G-?(?:7|8|20)|Gulf Cooperation|"
    r"World (?:Bank|Health|Trade|Food|Economic|Anti-Doping)|IMF|WTO|IAEA|OPCW|WFP|ICC|FIFA|UEFA|IOC|"
    r"International (?:Monetary|Criminal Court|Court of Justice|Atomic|Energy|Olympic|Organi[sz]ation|Committee)|"
    r"Red (?:Cross|Crescent)|Amnesty|Human Rights Watch|Greenpeace|Oxfam|Doctors Without Borders|Save the Children|"
    r"M[ée]decins Sans|ISIS|ISIL|IS|I\.S\.|Da['’]?e?sh|Islamic State|[Aa]l[- ‑]Qa[ei]da|[Aa]l[- ‑]Nusra|Jabhat|"
    r"Boko Haram|[Aa]l[- ‑]Shabaab|Muslim Brotherhood|[Cc]oalition [Ff]orces|[Gg]lobal [Cc]oalition|the Coalition|"
    r"(?:US|U\.S\.|American)-led|[Ii]nternational [Cc]oalition|the West)\b"
)

# Words that few countries have: they tell of the one that the article names most. A "!" behind the countries tells that
# it is the first, unless the article names only the others.
_SIGNS = {
    "USA!": "GOP|G.O.P.|super PAC|Super PAC|Medicaid|Obamacare|Capitol Hill|Navy SEAL|Joint Chiefs|Tea Party|Dems",
    "USA PHL!": "Congressman|Congresswoman|congressman|congresswoman|Secretary of Defense|Defense Secretary",
    "USA IRL!": "Treasury Secretary|secretary of the Treasury|Secretary of the Treasury",
    "USA FRA IRL TUR LBR!": "Republicans|Republican",
    "USA COD KOR PRK HKG ZAF JPN TWN DEU GBR!": "Democrats|Democrat|Democratic",
    "USA PHL VAT GBR MEX!": "Secretary of State",
    "USA PHL AUS CAN NGA KEN ITA FRA BRA ARG MEX CHL COL PAK POL ROU ESP BEL NLD": "Sen.|Sens.|Senator|Senate",
    "USA PHL BRA ARG MEX CHL COL IND PER": "Congress|Congressional",
    "USA PHL AUS NGA JPN": "Rep.|Reps.|House of Representatives|House Speaker",
    "GBR!": "Chancellor of the Exchequer|Lib Dem|Lib Dems|Liberal Democrat|Liberal Democrats|Royal Navy|RAF",
    "GBR IND PAK PHL BGD LKA NPL!": "Foreign Secretary|Home Secretary",
    "GBR DEU!": "Foreign Office|Home Office|Shadow Chancellor",
    "GBR CAN AUS": "Tory|Tories|Royal Air Force",
    "GBR CAN AUS NZL IND KEN IRL ISR SGP": "MP|MPs",
    "GBR NZL AUS NOR IRL ISR MLT": "Labour|Labour Party",
}
_CODES = {word: codes for codes, words in _SIGNS.items() for word in words.split("|")}
_SIGN = re.compile(
    r"(?<![\w.])(?:" + "|".join(re.escape(w) for w in sorted(_CODES, key=len, reverse=True)) + r")(?!\w)"
)
_SECRETARY = re.compile(r"Secretary [A-Z]\w+$")
_SEAT = re.compile(r"\s*,?\s*\(?(?:[DRI]|Dem\.|Rep\.)[-‑–][A-Z]")
_OF = re.compile(r"\b(?:of|from)\s+(?:the\s+)?(?=[A-Z])")
_IN = re.compile(r"\b(?:of|from|in|at)\s+(?:the\s+)?(?=[A-Z])")
_CUT = re.compile(r"\s(?:and|who|which|that|for|to|on|with)\s|[;(]")
_BASED = re.compile(r"^(?:[Tt]he\s+|[Aa]n?\s+)?([A-Z][\w. ]+?)[-‑–]based\b")
_HOLDS = re.compile(
    r"^(?:[Tt]he\s+)?((?:[A-Z][\w.'’-]+\s+){1,3}?)(?:Globe|Post|Times|Tribune|Herald|Journal|News|Register|Examiner|"
    r"Chronicle|Star|Inquirer|Gazette|Sun|Dispatch|Police|University|State University|City Council|City Hall|"
    r"Mayor|Gov\.|Governor)\b"
)
_GEORGIA = re.compile(r"\bGeorgia\b")


def find_homes(text: str, entities: Sequence[Entity], told: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Find the countries of entities by their ids; `told` are descriptions by id that are none of the mentions.

    It is the one that a name or description tells, the one that somebody of that name has led, that of a body which the
    entity is of, or the article's own.
    """
    return _Homes(text, entities, told).find()


class _Homes:
    def __init__(self, text: str, entities: Sequence[Entity], told: Mapping[str, Sequence[str]]) -> None:
        self._text, self._entities = text, entities
        self._words = {one.id: _describe(one, told.get(one.id, ())) for one in entities}
        self._found: dict[str, str] = {}
        self._barred: set[str] = set()
        self._votes = Counter[str]()

    def find(self) -> dict[str, str]:
        """Go from what is told most surely to what is not."""
        for one in self._entities:
            self._take(one, self._find_own(one))
            if one.id not in self._found and _is_nowhere(one):
                self._barred.add(one.id)
        for one in self._list_open():
            self._take(one, find_leader((one.name, *one.aliases)) if one.kind == "person" else None)
        self._count()
        for one in self._list_open():
            self._take(one, self._find_sign(one, sure=True))
        self._follow()
        self._count()
        for one in self._list_open():
            self._take(one, self._find_sign(one))
        self._follow()
        self._share_surnames()
        self._fill()
        return self._found

    def _take(self, one: Entity, code: str | None) -> None:
        if code:
            self._found[one.id] = code

    def _list_open(self) -> list[Entity]:
        """List the people and bodies of which no country is known, those that can have none left out."""
        known = self._found.keys() | self._barred
        return [one for one in self._entities if one.id not in known and one.kind not in _THINGS]

    def _follow(self) -> None:
        """Give those that are of a body its country, step by step."""
        for _ in range(_ROUNDS):
            before = len(self._found) + len(self._barred)
            for one in self._list_open():
                bodies = _list_bodies(one)
                codes = {self._found[of] for of in bodies if of in self._found}
                self._take(one, codes.pop() if len(codes) == 1 else None)
                if not codes and one.id not in self._found and not self._barred.isdisjoint(bodies):
                    self._barred.add(one.id)
            if len(self._found) + len(self._barred) == before:
                return

    def _find_own(self, one: Entity) -> str | None:
        """Find the country that an entity's own names and descriptions tell."""
        names = (one.name, *one.aliases)
        own = next((code for code in map(find_country, names) if code), None)
        if one.kind in _LANDS:
            return self._find_land((*names, *self._list_short(one)), own)
        if own and own != "GEO":
            return own
        words = self._words[one.id]
        if any(_SEAT.match(self._text, mention.end) for mention in one.mentions):
            return "USA"  # "Ada Lund (D-Ky.)"
        told = ((self._read(word), word) for word in words)
        return next((self._settle(code, word) for code, word in told if code), None)

    def _read(self, words: str) -> str | None:
        """Find the country that words tell by a name in them, before any body of no country: "British Red Cross"."""
        nowhere = _NOWHERE.search(words)
        front = words[: nowhere.start()] if nowhere else words
        if code := country_in(front):
            return code
        for name in _list_inside(front):
            place = self._places.get(name)
            if place and place.country and (place.population >= _LEAST or place.kind != "city"):
                return place.country
        return None

    def _settle(self, code: str, words: str) -> str:
        """Tell the state of Georgia from the country."""
        place = self._places.get("Georgia") if code == "GEO" else None
        stated = place is not None and "Georgian" not in words
        return (place.country or code) if place and stated else code

    def _find_land(self, names: Sequence[str], own: str | None) -> str | None:
        """Find the country in which a place lies; "Georgia" may be a state."""
        if any(_NOWHERE.match(name) for name in names):
            return None
        place = next((place for name in names if (place := self._places.get(name))), None)
        if own and (place is None or place.kind != "admin1"):
            return own
        return place.country if place else next((code for code in map(country_in, names) if code), None)

    def _list_short(self, one: Entity) -> list[str]:
        """List the names of a place that a point behind them cuts short: "Colo."."""
        return [f"{m.exact}." for m in one.mentions if len(m.exact) < _SHORT and self._text[m.end : m.end + 1] == "."]

    def _find_sign(self, one: Entity, *, sure: bool = False) -> str | None:
        """Find the country by a word that few have."""
        words = (*self._words[one.id], *(role.title for role in one.roles), one.name, *one.aliases)
        if any(map(_SECRETARY.match, words)):
            return self._choose("USA PHL!")
        signs = (_CODES[match[0]] for word in words for match in _SIGN.finditer(word))
        return next((code for codes in signs if codes.endswith("!") >= sure and (code := self._choose(codes))), None)

    def _choose(self, codes: str) -> str | None:
        """Choose, among the countries that have a word, the first where that is sure, else the one most told of.

        Where two of them are told of, one must be far ahead: a report on Mexico speaks of the American Congress, too.
        """
        listed = codes.rstrip("!").split()
        best, *others = sorted(listed, key=lambda code: -self._votes[code])
        if codes.endswith("!"):
            return listed[0] if self._votes[listed[0]] else best
        clear = all(self._votes[best] >= _AHEAD * self._votes[other] for other in others)
        return best if clear and (self._votes[best] or not self._votes) else None

    def _count(self) -> None:
        """Count what tells of each country: mentions, and the words that few countries have, the surest first."""
        self._votes = self._count_mentions()
        signs = Counter(_CODES[match[0]] for match in _SIGN.finditer(self._text))
        for codes, times in sorted(signs.items(), key=lambda sign: not sign[0].endswith("!")):
            if code := self._choose(codes):
                self._votes[code] += times

    def _count_mentions(self) -> Counter[str]:
        votes = Counter[str]()
        for one in self._entities:
            if one.id in self._found:
                times = sum(mention.form != "pronoun" for mention in one.mentions)
                votes[self._found[one.id]] += times * (_LAND if one.kind in _LANDS else 1)  # type: ignore[assignment]
        return votes

    def _share_surnames(self) -> None:
        """Give those who are called by a surname alone the country of all others who have it."""
        by_surname: defaultdict[str, set[str]] = defaultdict(set)
        for one in self._entities:
            if one.id in self._found and one.kind in ("person", "group") and " " in one.name:
                by_surname[one.name.split()[-1]].add(self._found[one.id])
        for one in self._list_open():
            codes = by_surname.get(one.name, set()) if one.kind == "person" else set()
            self._take(one, next(iter(codes)) if len(codes) == 1 else None)

    def _fill(self) -> None:
        """Give the rest of those who have a name the article's own country, where one clearly dominates."""
        self._count()
        best, most = max(self._votes.items(), key=lambda vote: vote[1], default=("", 0))
        if most < _FEWEST or most < _SHARE * self._votes.total():
            return
        for one in self._list_open():
            if any(mention.form == "name" for mention in one.mentions):
                self._found[one.id] = best

    @cached_property
    def _places(self) -> dict[str, Toponym]:
        """The places of the article by their names, all made out together, for each tells of the others."""
        lands = [one for one in self._entities if one.kind in _LANDS]
        names = [name for one in lands for name in (one.name, *one.aliases, *self._list_short(one))]
        names += [name for words in self._words.values() for word in words for name in _list_inside(word)]
        names += ["Georgia"] if _GEORGIA.search(self._text) else []
        names = list(dict.fromkeys(names))
        exact = (m.exact[:_LONGEST] for one in self._entities for m in one.mentions if m.form != "pronoun")
        # "Georgia" must not speak for itself: "Georgian" and "Tbilisi" do
        counts = Counter(code for words in exact if (code := country_in(words)) and not _GEORGIA.search(words))
        found = zip(names, resolve_places(names, countries=counts), strict=True)
        return {name: place for name, place in found if place is not None}


def _describe(one: Entity, told: Sequence[str]) -> list[str]:
    """List what may tell of a country: the names of a body; of a person, what stands before the name and about it."""
    if one.kind in _LANDS:
        return []
    also = (word.partition(" of ")[0] if _is_critic(word) else word for word in told)
    words = (*one.aliases, *(m.exact for m in one.mentions if m.form != "pronoun"), *also)
    if one.kind == "person":
        return [kept[:_LONGEST] for word in dict.fromkeys(words) if (kept := _cut_name(word, one.name))]
    return [word[:_LONGEST] for word in dict.fromkeys((one.name, *words))]


def _cut_name(words: str, name: str) -> str:
    """Cut off a person's name, which may hold a country's by chance: "Ada Jordan"; "the French" are no person."""
    if words.lower().startswith("the ") and find_demonym(words[4:]):
        return words
    last = name.split()[-1:] or [""]
    front = words.removesuffix(name)
    return "" if front.split()[-1:] == last else front.strip()


@lru_cache(maxsize=1 << 12)
def _list_inside(words: str) -> tuple[str, ...]:
    """List what may be a place in a description or name: "mayor of Columbus", "Boston Globe", "Ohio-based"."""
    found = [match[1].strip() for pattern in (_BASED, _HOLDS) if (match := pattern.match(words))]
    beside = _IN if words[:1].isupper() else _OF  # "a reporter in Moscow" need not be Russian
    return (*found, *(_CUT.split(words[match.end() :])[0] for match in beside.finditer(words)))


def _list_bodies(one: Entity) -> list[str]:
    """List what an entity is of, or speaks for; no critic is of what is criticised."""
    held = [role.of for role in one.roles if role.of and not _is_critic(role.title)]
    return [*held, *(of for of in one.speaks_for if of != one.id)]


def _is_critic(title: str) -> bool:
    found = find_title(title[:_LONGEST].split())
    return found is not None and found.kind == "critic"


def _is_nowhere(one: Entity) -> bool:
    """Tell whether an entity is, or is of, a body of several states or of none."""
    return any(_NOWHERE.search(name[:_LONGEST]) for name in (one.name, *one.aliases))
