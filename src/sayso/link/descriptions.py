"""Words that describe a body, an office or a group in; what of them tells it from others, out."""

import re
from dataclasses import dataclass
from functools import lru_cache

from sayso.link.gazetteer import find_country, find_demonym
from sayso.link.spelling import fold

_WORD = re.compile(r"[^\W\d_]+(?:[-.][^\W\d_]+)*")
_BEHIND = re.compile(r"\s(?:in|at|near|of|for|from|to|with|who|on|by)\s")
_SEAT = re.compile(r"\s(?:in|at|near)\s(.*)")
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_LETTERS = str.maketrans("cqkgzsxvwbpdt", "kkkkssxvvvvtt")
_UNHEARD = re.compile(r"(?<=\w)[aeiouyhj']+")
_DOUBLE = re.compile(r"(.)\1+")
_EMPTY = frozenset(
    "the a an this that these those of in at on for its his her their our and to by with from who former ex then "
    "acting outgoing current late new old one some both all".split()
)

# What a body or an office is called everywhere: without a country or a name of its own it may be anybody's.
GENERIC = frozenset(
    "academy administration affairs agency air ambassador archbishop armed army association attorney authority bank "
    "board brigade bureau business cabinet captain central chair chairman chairwoman chamber chancellor charity chief "
    "church city civil clinic club coalition coast college colonel command commander commission commissioner committee "
    "company congress constabulary corps council counsel county court culture customs defence defense department "
    "deputy director district economy education election electoral embassy emir emperor energy environment exchange "
    "executive federal federation finance fire firm force forces foreign general governor government group guard "
    "hall head health high home hospital house immigration industry infirmary information inspectorate institute "
    "intelligence interior internal joint judge justice king labor labour leader leadership local magistrate main "
    "marines mayor military minister ministry mission monarchy movement municipal municipality national navy newspaper "
    "office officer officials opposition organisation organization palace parliament party patriarch police pope "
    "premier presidency president press prime prince princess prison prosecution prosecutor provincial public queen "
    "regional relations republic rescue revolutionary school secretariat secretary secretary-general security "
    "senate service services social staff state sultan supreme team tourism town trade transport treasury union united "
    "university upper vice village water works".split()
)
# Of these a country, a province or a town has one at a time.
_OFFICES = frozenset(
    "president premier chancellor minister king queen emir emperor sultan pope governor mayor secretary-general "
    "ambassador speaker patriarch archbishop ombudsman leader director head chief chairman chairwoman chair".split()
)
_MANY = frozenset("deputy vice assistant aide adviser advisor spokesman spokeswoman spokesperson former ex".split())
# Of these a country has one, and an affair has one toll.
_ONE_OF_A_KIND = frozenset(
    "parliament government police army navy military senate cabinet congress constabulary judiciary treasury "
    "dead injured wounded missing victims survivors hostages".split()
)
_SPELLED = {
    "defense": "defence", "labor": "labour", "organization": "organisation", "center": "centre", "harbor": "harbour",
    "program": "programme", "cops": "police", "policemen": "police", "govt": "government", "dept": "department",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Description:
    """The words that matter of a description; `own` are those among them that not everybody's has.

    `head` says what it is, `seat` how the place sounds in which it is: "a hospital in the frontier town of Drawik".
    """

    words: frozenset[str]
    own: frozenset[str]
    head: str
    seat: frozenset[str]

    @property
    def office(self) -> bool:
        """Say whether it is an office that one person holds at a time."""
        return bool(self.words & _OFFICES) and not self.words & _MANY

    @property
    def one_of_a_kind(self) -> bool:
        """Say whether it is a body of which a country has one, or a group of which an affair has one."""
        return len(self.words) == 1 and bool(self.words & _ONE_OF_A_KIND)


@lru_cache(maxsize=100_000)
def describe(text: str) -> Description:
    """Take a description apart: "Keshtan's foreign ministry" and "the Keshtani foreign ministry" come out alike."""
    plain = _POSSESSIVE.sub(" ", text[:200])
    words, own = set[str](), set[str]()
    for word in _WORD.findall(plain):
        small = _SPELLED.get(fold(word), fold(word))
        if small not in _EMPTY:
            proper = word[0].isupper() and small not in GENERIC
            key = stem(word) if proper else small
            words.add(key)
            own.update({key} if proper else ())
    heads = [fold(word) for word in _WORD.findall(_BEHIND.split(plain, maxsplit=1)[0])]
    head = _SPELLED.get(heads[-1], heads[-1]) if heads else ""
    places = [word for tail in _SEAT.findall(plain) for word in _WORD.findall(tail) if word[0].isupper()]
    return Description(frozenset(words), frozenset(own), head, frozenset(sound(stem(word)) for word in places[-1:]))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Give the country that a proper word names, else the word without what makes a people of a land.

    "Iraqi" is IRQ; of a land that no gazetteer has, "Orvania" and "Orvanian" come out alike.
    """
    code = find_country(word) or find_demonym(word)
    if code:
        return code
    plain = fold(word)
    while (shorter := re.sub(r"(?<=\w{4})(?:ian|ean|an|ese|ish|i|n|ia|a)$", "", plain)) != plain:
        plain = shorter
    return plain


def is_generic(name: str) -> bool:
    """Say whether a name is made of words that many bodies share: "the Health Ministry", "Police"."""
    described = describe(name)
    return bool(described.words) and not described.own and described.words <= GENERIC


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """Give what is left of a word in every spelling of it: "Marosz" and "Maros", "Lasc" and "Lask" come out alike."""
    return _DOUBLE.sub(r"\1", _UNHEARD.sub("", word.replace("ph", "f")).translate(_LETTERS))
