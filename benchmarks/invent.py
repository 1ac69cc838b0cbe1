"""A seed in, readings of invented articles out, one after another: valid, and as like real ones as was measured.

Every number below was set until the means were near those of 525 readings of news, the texts of PolNeAR and our gold:
4,506 characters an article, 28.5 statements by 12.7 speakers, 56.8 entities of which 26.6 are named, 129 mentions of
which 60 are names and 31 pronouns, 9.7 roles; a content of 82 characters, a source of 16, a cue of 10; 13.8% nested,
6.8% without a source, 1.5% the writer's own. `benchmarks/invented.py` prints them all beside the invented ones.

Words, names and words for the nameless follow the law of Zipf, with the long tails that were met: of 13,942 named ones
in the 525 articles 6,572 names are different. What the 525 cannot tell is set by hand: 500 publishers, ten years, two
or three reports of a story on average, and three articles in a hundred that share paragraphs with another, as agency
copy is shared.
"""

import hashlib
import math
import random
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import accumulate, islice

from sayso.data import (
    Act,
    Addressee,
    Article,
    Attribution,
    Block,
    Entity,
    EntityKind,
    Manner,
    Mention,
    MentionForm,
    Passage,
    Provenance,
    Reading,
    Role,
    Source,
    Span,
)
from sayso.ids import DIGITS, make_id
from sayso.text import make_span

Place = tuple[int, int]

WORDS, GIVEN, SURNAMES, LANDS, PUBLISHERS = 200_000, 1_500, 10_000, 190, 500
FIRST, DAYS = date(2016, 1, 1), 3_650
LENGTH, SPREAD, LONGEST = 3_350, 0.7, 25_000
"""Characters of an article: the median and spread of a log-normal distribution, and the most."""
STORY, COPY, UNDATED, MISTAKEN, TWICE = 0.4, 0.03, 0.04, 0.04, 0.02
"""Shares: of articles that begin a story, copy another, have no date; of named ones that are read as another kind; of
mentions by which one is read as two, which is why one article asks about the next."""

_FUNCTION = (
    "the to of a and in that for is on he it was his as with has at by from not this have be would she are who an but "
    "I her we they had about you more or were one which their been what if after also will there up all when out than "
    "its no our can over some so him other do because how could like many two them against only being now may those "
    "into most any did during even should before just much while off then through such between under where both since "
    "these each without until still here because never why your my me us own same"
).split()
_STARTS = "b br d dr f g gr h j k kl l m n p r s st t tr v w z".split()
_VOWELS = "a e i o u ai ei".split()
_ENDS = ("", "n", "r", "s", "l", "t", "nd", "m", "sh")
_BODIES = (
    "Council Ministry Bank Union Institute Agency League Company Party Court University Commission Times Police "
    "Association Fund Group Hospital Authority Committee"
).split()
_TITLES = (
    "president spokesman spokeswoman director secretary senator minister chairman governor lawyer leader mayor "
    "professor colonel doctor candidate editor engineer deputy member adviser judge commander analyst manager"
).split()
_SECTORS = "GOV PTY JRN BUS CVL EDU LEG MIL LAB MED CRM JUD SOC".split()
_DETERMINERS = ("the", "a", "some", "his", "other", "", "", "many")
_LINKS = ("of", "in", "from", "for")
_CALLED: dict[EntityKind, list[str]] = {
    "group": "people|voters|the police|officials|the troops|residents|lawmakers|families|the victims|students|workers|"
    "critics|supporters|the protesters|women|many|reporters|investors|teachers|farmers".split("|"),
    "unnamed": "a man|someone|everyone|a woman|a person|the crowd|a resident|a witness|anyone|the driver|a neighbour|"
    "the suspect|a child|the winner|the owner|some".split("|"),
    "organisation": "the company|the campaign|the court|the party|the agency|the council|the group|the board|"
    "the police|the bank|the team|the school|the paper|the industry|the hospital".split("|"),
    "person": "the president|the minister|the senator|the judge|the director|the lawyer|the mayor|a doctor".split("|"),
    "government": "the government|the administration|the ministry|the state|the authorities".split("|"),
    "document": "the report|a study|a statement|the law|a letter|the bill|the plan|the data".split("|"),
    "place": "the state|the city|the country|the region".split("|"),
}
_PRONOUNS = {
    "he": ("he", "his", "him", "who", "I"),
    "she": ("she", "her", "who", "I"),
    "it": ("it", "its", "that", "we"),
    "they": ("they", "their", "them", "we"),
}
_CUES: dict[Act, tuple[int, str]] = {
    "say": (1795, "said|said|said|says|told reporters|say|has called|saying|noted|added|"
     "said in a statement|said late on Monday"),
    "believe": (304, "believes|thinks|expects|plans|think|has long considered|seems to see"),
    "ask": (114, "asked|asks|has asked|urges"), "praise": (113, "praised|thanked|is a supporter of|is defending"),
    "criticise": (103, "attacked|criticised|condemned|complains about"), "demand": (97, "called for|wants|demanded"),
    "decline": (81, "declined|refused|did not say whether"), "order": (61, "ordered|ruled|signed an order on"),
    "confirm": (59, "confirmed|acknowledged|agreed"), "doubt": (57, "questioned|doubts|has expressed doubts about"),
    "promise": (56, "promised|pledged|has promised"), "accuse": (41, "accused|has been accusing|blamed"),
    "announce": (33, "announced|unveiled"), "reject": (31, "rejected|dismissed|disputed"),
    "warn": (15, "warned|warns|cautioned"), "deny": (13, "denied|has denied"), "threaten": (2, "threatened"),
}  # fmt: skip
_ACTS = list(_CUES)
_ACT_WEIGHTS = list(accumulate(weight for weight, _ in _CUES.values()))
_CUE_WORDS = {act: words.split("|") for act, (_, words) in _CUES.items()}

# How often each kind is met, by name and without one. Bodies are met more often than here: with those who lead them.
_NAMED: dict[EntityKind, int] = {
    "person": 800, "organisation": 330, "place": 500, "country": 160, "group": 104, "government": 92,
}  # fmt: skip
_NAMELESS: dict[EntityKind, int] = {
    "group": 1190, "unnamed": 980, "organisation": 658, "person": 163, "document": 99, "government": 76, "place": 25,
}  # fmt: skip
_NAMED_KINDS, _NAMED_WEIGHTS = list(_NAMED), list(accumulate(_NAMED.values()))
_NAMELESS_KINDS, _NAMELESS_WEIGHTS = list(_NAMELESS), list(accumulate(_NAMELESS.values()))
_TAILS: dict[EntityKind, tuple[float, float]] = {
    "person": (24.0, 0.8), "organisation": (24.0, 0.8), "place": (3.0, 0.8), "country": (4.0, 0.5),
    "group": (64.0, 0.75), "government": (0.8, 0.75),
}  # fmt: skip
"""Of each kind, how many share the first place, and the power of the number met by which that of different ones grows.

Fitted to the growth over the 525: of 442 persons met 286 are different ones, of 1,004 615, of 5,107 2,722.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """Someone or something that articles speak of, by its number; `short` is the name when the full one was given.

    `title` and `body` are what a person is, and of the body of which rank.
    """

    number: int
    kind: EntityKind
    name: str
    short: str = ""
    pronoun: str = "it"
    country: str | None = None
    sector: str | None = None
    title: str = ""
    body: int = 0


@dataclass(slots=True)
class Said:
    """A statement as it is written: places in its paragraph; `outer` is the number of the one around it."""

    act: Act
    manner: Manner
    speaker: Figure | None = None
    source: Place | None = None
    cue: Place | None = None
    content: list[Place] = field(default_factory=list)
    outer: int | None = None
    addressee: Figure | None = None
    addressed: Place = (0, 0)
    by_writer: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A role as it is written: who has it, what it is, of what body, and where."""

    figure: Figure
    title: str
    body: Figure | None
    place: Place


@dataclass(slots=True)
class Paragraph:
    """A paragraph, and what is to be read from it; `start` is where it begins in its article."""

    text: str = ""
    mentions: list[tuple[int, int, Figure, MentionForm]] = field(default_factory=list)
    statements: list[Said] = field(default_factory=list)
    roles: list[Held] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Story:
    """What several articles report on: its day, and whom it is about."""

    day: date
    figures: tuple[Figure, ...]


def weigh_ranks(count: int) -> list[float]:
    """Give the cumulative weights of ranks by the law of Zipf and Mandelbrot; the long tail falls off faster.

    Fitted to the growth of different words over the 525: 5,462 of 35,806 words, 20,260 of 399,067.
    """
    return list(accumulate((n + 1.5) ** -1.05 * (1 + n / 4_000) ** -1.4 for n in range(1, count + 1)))


def invent_word(chance: random.Random, syllables: int) -> str:
    """Invent a word of so many syllables."""
    return "".join(chance.choice(_STARTS) + chance.choice(_VOWELS) + chance.choice(_ENDS) for _ in range(syllables))


def invent_words(chance: random.Random, count: int) -> list[str]:
    """Invent words that differ, after those that English cannot do without; the frequent ones are short."""
    found = dict.fromkeys(_FUNCTION)
    while len(found) < count:
        syllables = max(1, int((math.log10(len(found)) - 1) * 0.95 + chance.random()))
        found.setdefault(invent_word(chance, syllables))
    return list(found)


def invent_names(chance: random.Random, count: int) -> list[str]:
    """Invent names of two syllables."""
    return [invent_word(chance, 2).capitalize() for _ in range(count)]


def pick(chance: random.Random, names: Sequence[str]) -> str:
    """Pick a name; as in life, the first ones are borne by many."""
    return names[int(len(names) * chance.random() ** 2)]


def draw_rank(chance: random.Random, kind: EntityKind) -> int:
    """Draw who of a kind is met: a few are in very many articles, most in one."""
    width, growth = _TAILS[kind]
    return int(min(width * ((1 - chance.random()) ** (growth / (growth - 1)) - 1), 1e9))


class World:
    """What all articles have in common: words, names, publishers, and whoever is met, by kind and rank."""

    def __init__(self, seed: int = 7) -> None:
        chance = random.Random(seed)
        self._seed = seed
        self._figures: dict[int, Figure] = {}
        self.words, self.weights = invent_words(chance, WORDS), weigh_ranks(WORDS)
        self.given, self.surnames = invent_names(chance, GIVEN), invent_names(chance, SURNAMES)
        self.lands = [f"{name}ia" for name in invent_names(chance, LANDS)]
        self.publishers = [f"The {name} {chance.choice(_BODIES)}" for name in invent_names(chance, PUBLISHERS)]
        self.ranks = list(accumulate(1 / (rank + 3) for rank in range(PUBLISHERS)))

    def draw_words(self, chance: random.Random) -> Iterator[str]:
        """Draw words without end, each as often as its rank has it."""
        while True:
            yield from chance.choices(self.words, cum_weights=self.weights, k=2_000)

    def pick_noun(self, chance: random.Random) -> str:
        """Pick a word that describes somebody; some are in very many descriptions."""
        return self.words[len(_FUNCTION) + int(30_000 * chance.random() ** 4)]

    def draw_figure(self, chance: random.Random) -> Figure:
        """Draw someone or something that has a name."""
        kind = chance.choices(_NAMED_KINDS, cum_weights=_NAMED_WEIGHTS)[0]
        return self.find_figure(kind, draw_rank(chance, kind))

    def find_figure(self, kind: EntityKind, rank: int) -> Figure:
        """Find the one of a kind that has a rank: always the same; those of high rank are kept at hand."""
        number = (rank << 3) + _NAMED_KINDS.index(kind)
        found = self._figures.get(number)
        if found is None:
            found = self._invent(kind, rank, random.Random(self._seed << 60 | number), number)
            if rank < 20_000:
                self._figures[number] = found
        return found

    def _invent(self, kind: EntityKind, rank: int, chance: random.Random, number: int) -> Figure:
        land = rank % LANDS if kind == "country" else int(LANDS * chance.random() ** 3)
        told = kind in ("country", "government") or chance.random() < 0.2
        country = f"{chr(65 + land // 26)}{chr(65 + land % 26)}X" if told else None
        sector = chance.choice(_SECTORS) if chance.random() < 0.6 else None
        if kind == "person":
            return self._invent_person(chance, number, country, sector)
        name = self.lands[land] if kind == "country" else self._invent_name(kind, chance, self.lands[land])
        short = f"the {name.split()[-1].lower()}" if kind in ("organisation", "government") and " " in name else name
        return Figure(number, kind, name, short, "it", country, sector)

    def _invent_person(self, chance: random.Random, number: int, country: str | None, sector: str | None) -> Figure:
        surname = pick(chance, self.surnames)
        name, pronoun = f"{pick(chance, self.given)} {surname}", chance.choice(("he", "he", "she"))
        body = draw_rank(chance, "organisation")
        return Figure(number, "person", name, surname, pronoun, country, sector, pick(chance, _TITLES), body)

    def _invent_name(self, kind: EntityKind, chance: random.Random, land: str) -> str:
        word = invent_word(chance, 1 + (chance.random() < 0.8)).capitalize()
        noun = self.words[len(_FUNCTION) + int(30_000 * chance.random() ** 2)].capitalize()
        if kind == "place":
            return f"New {word}" if chance.random() < 0.2 else word
        if kind == "group":
            return f"{word}s"
        if kind == "government":
            return f"{land}n {noun} Ministry"
        if chance.random() < 0.2:
            return word[:4].upper()
        name = f"{noun} {chance.choice(_BODIES)}"
        return f"{pick(chance, self.surnames)} {name}" if chance.random() < 0.6 else name


class Cast:
    """Whom an article speaks of: draws new ones, and those met before the more often, the more they were mentioned."""

    def __init__(self, world: World, chance: random.Random, story: Story, words: Iterator[str]) -> None:
        self.world, self.chance, self.words = world, chance, words
        self.known: set[int] = set()
        self._story = story
        self._named: list[Figure] = []
        self._nameless: list[Figure] = []
        self._speakers: list[Figure] = []

    def draw(self) -> Figure:
        """Draw who is mentioned next."""
        luck = self.chance.random()
        if luck < TWICE and self._named:
            figure = self.chance.choice(self._named)
            return replace(figure, number=figure.number | 1 << 61)
        if luck < 0.46 and self._named:
            return self.chance.choice(self._named)
        if luck < 0.55 and self._nameless:
            return self.chance.choice(self._nameless)
        return self.draw_named() if luck > 0.80 else self._describe()

    def draw_named(self) -> Figure:
        """Draw someone or something that has a name, at times from those whom the story is about."""
        if self.chance.random() < 0.2:
            return self.chance.choice(self._story.figures)
        return self.world.draw_figure(self.chance)

    def draw_speaker(self) -> Figure:
        """Draw who speaks next: often one who spoke before, more often a person than not."""
        if self._speakers and self.chance.random() < 0.25:
            return self.chance.choice(self._speakers[-6:])
        for _ in range(4):
            figure = self.draw()
            if figure.kind == "person" or (figure.kind not in ("place", "country") and self.chance.random() < 0.4):
                break
        self._speakers.append(figure)
        return figure

    def note(self, figure: Figure) -> None:
        """Note a mention."""
        self.known.add(figure.number)
        (self._named if figure.short else self._nameless).append(figure)

    def _describe(self) -> Figure:
        """Invent someone or something without a name, by words that describe it."""
        chance, world = self.chance, self.world
        kind = chance.choices(_NAMELESS_KINDS, cum_weights=_NAMELESS_WEIGHTS)[0]
        words = chance.choice(_CALLED[kind]) if chance.random() < 0.6 else f"the {world.pick_noun(chance)}"
        if chance.random() < 0.72:
            words = f"{chance.choice(_DETERMINERS)} {world.pick_noun(chance)} {words.split()[-1]}".strip()
            if chance.random() < 0.5:
                words = f"{words} {chance.choice(_LINKS)} the {world.pick_noun(chance)}"
        pronoun = "they" if kind == "group" else "he" if kind in ("person", "unnamed") else "it"
        sector = chance.choice(_SECTORS) if chance.random() < 0.5 else None
        return Figure(chance.getrandbits(60) | 1 << 62, kind, words, "", pronoun, None, sector)


class Scribe:
    """Writes one paragraph, and notes what is to be read from it."""

    def __init__(self, cast: Cast) -> None:
        self._cast, self._chance = cast, cast.chance
        self._paragraph = Paragraph()
        self._parts: list[str] = []
        self._at = 0
        self._gap = ""
        self._fresh = True

    def write(self, length: int, share: float) -> Paragraph:
        """Write about so many characters; the share of its sentences tells what was said."""
        while self._at < length:
            if self._chance.random() < share:
                self._state()
            else:
                self._put_clause(int(self._chance.lognormvariate(math.log(70), 0.6)))
            self._mark(".")
            self._fresh = True
        self._paragraph.text = "".join(self._parts)
        return self._paragraph

    def _put(self, words: str) -> Place:
        if self._fresh:
            words, self._fresh = words[:1].upper() + words[1:], False
        start = self._at + len(self._gap)
        self._parts += (self._gap, words)
        self._at, self._gap = start + len(words), " "
        return start, self._at

    def _mark(self, mark: str) -> None:
        self._parts.append(mark)
        self._at += len(mark)

    def _open(self) -> None:
        self._mark(self._gap + "“")
        self._gap = ""

    def _put_clause(self, length: int) -> Place:
        """Write words and mentions, in turn, of about so many characters."""
        start, chance = self._at + len(self._gap), self._chance
        end = start + length
        while self._at < end:
            self._put(" ".join(islice(self._cast.words, 1 + int(chance.expovariate(0.37)))))
            if self._at < end - 3:
                self._mention(self._cast.draw())
        return start, self._at

    def _note(self, figure: Figure, place: Place, form: MentionForm) -> Place:
        self._cast.note(figure)
        self._paragraph.mentions.append((*place, figure, form))
        return place

    def _mention(self, figure: Figure) -> Place:
        """Mention someone or something; whoever has a title is introduced with it, most often."""
        luck = self._chance.random()
        if figure.number in self._cast.known:
            return self._mention_again(figure, luck)
        if figure.title and luck < 0.7:
            return self._introduce(figure)
        if figure.kind == "group" and not figure.short and luck < 0.2:
            return self._seat(figure)
        name = figure.short if figure.title and luck > 0.84 else figure.name
        return self._note(figure, self._put(name), "name" if figure.short else "nominal")

    def _mention_again(self, figure: Figure, luck: float) -> Place:
        if luck < 0.42:
            return self._note(figure, self._put(self._chance.choice(_PRONOUNS[figure.pronoun])), "pronoun")
        if not figure.short:
            return self._note(figure, self._put(figure.name), "nominal")
        if figure.title and luck < 0.52:
            return self._note(figure, self._put(f"the {figure.title}"), "nominal")
        if figure.title and luck < 0.62:
            return self._note(figure, self._put(f"{'Mr.' if figure.pronoun == 'he' else 'Ms.'} {figure.short}"), "name")
        form: MentionForm = "nominal" if figure.short.startswith("the ") and luck < 0.72 else "name"
        short = form == "nominal" or (figure.title and luck < 0.88)
        return self._note(figure, self._put(figure.short if short else figure.name), form)

    def _introduce(self, figure: Figure) -> Place:
        """Write a name with its role, before or behind it."""
        body = None
        if self._chance.random() < 0.7:
            body = self._cast.world.find_figure("organisation", figure.body)
        if self._chance.random() < 0.45:
            start = self._at + len(self._gap)
            if body:
                self._note(body, self._put(body.name), "name")
            self._put(figure.title.capitalize())
            whole = self._note(figure, (start, self._put(figure.name)[1]), "name")
            self._paragraph.roles.append(Held(figure, figure.title, body, whole))
            return whole
        start = self._note(figure, self._put(figure.name), "name")[0]
        self._mark(",")
        role = self._put(f"a {figure.title}")
        if body:
            self._put("of the")
            role = role[0], self._note(body, self._put(body.name), "name")[1]
        self._paragraph.roles.append(Held(figure, figure.title, body, role))
        self._mark(",")
        return start, role[1]

    def _seat(self, figure: Figure) -> Place:
        """Write of what body a group is."""
        place, body = self._put(figure.name), self._cast.draw_named()
        self._put("of the")
        whole = place[0], self._note(body, self._put(body.name), "name")[1]
        self._paragraph.roles.append(Held(figure, figure.name.split()[-1], body, whole))
        return self._note(figure, whole, "nominal")

    def _state(self) -> None:
        """Write who said what: the source first, or the content, or the content around the source."""
        chance = self._chance
        said, number = self._begin(chance.choices(("indirect", "direct", "mixed"), cum_weights=(670, 860, 1000))[0])
        length = max(4, int(chance.lognormvariate(math.log(42), 0.9)))
        if chance.random() < (0.3 if said.manner == "direct" else 0.72):
            self._put_source(said)
            self._put_cue(said)
            self._put_content(said, number, length)
            return
        split = length > 40 and chance.random() < 0.75
        self._put_content(said, number, length // 2 if split else length)
        self._mark(",")
        self._put_source(said)
        self._put_cue(said)
        if split:
            self._mark(",")
            self._put_content(said, number, length // 2)

    def _begin(self, manner: str, outer: int | None = None) -> tuple[Said, int]:
        act = self._chance.choices(_ACTS, cum_weights=_ACT_WEIGHTS)[0]
        said = Said(act, manner, outer=outer)  # type: ignore[arg-type]
        self._paragraph.statements.append(said)
        return said, len(self._paragraph.statements) - 1

    def _put_source(self, said: Said) -> None:
        luck = self._chance.random()
        if luck < 0.068:
            self._put("it")
        elif luck < 0.083:
            said.source = self._put("some")
        elif luck < 0.098 and said.outer is None:
            said.source, said.by_writer = self._put("our reporter"), True
        else:
            said.speaker = self._cast.draw_speaker()
            said.source = self._mention(said.speaker)

    def _put_cue(self, said: Said) -> None:
        said.cue = self._put(self._chance.choice(_CUE_WORDS[said.act]))
        if self._chance.random() < 0.033:
            said.addressee = self._cast.draw()
            said.addressed = self._mention(said.addressee)

    def _put_content(self, said: Said, number: int, length: int) -> None:
        if said.manner == "direct":
            self._open()
            said.content.append(self._put_clause(length))
            self._mark("”")
            return
        if said.cue:
            self._put("that")
        start, end = self._put_clause(length if said.manner == "indirect" else length // 2)
        if said.manner == "mixed":
            self._open()
            end = self._put_clause(length // 2)[1]
            self._mark("”")
        if self._chance.random() < 0.17 and said.outer is None:
            end = self._put_inner(said, number, length)
        said.content.append((start, end))

    def _put_inner(self, outer: Said, number: int, length: int) -> int:
        """Go on with what another, or the same one, is said to have said; tell where it ends."""
        said, _ = self._begin("indirect", number)
        if outer.speaker and self._chance.random() < 0.5:
            said.speaker, said.source = outer.speaker, self._mention(outer.speaker)
        else:
            self._put_source(said)
        self._put_cue(said)
        said.content.append(self._put_clause(length // 2))
        return said.content[0][1]


def invent_readings(world: World, *, seed: int = 1) -> Iterator[Reading]:
    """Invent readings without end; the same seed gives the same ones."""
    chance = random.Random(seed)
    stories: deque[Story] = deque(maxlen=400)
    printed: deque[list[Paragraph]] = deque(maxlen=200)
    words = world.draw_words(chance)
    while True:
        if not stories or chance.random() < STORY:
            figures = tuple(world.draw_figure(chance) for _ in range(30))
            stories.append(Story(FIRST + timedelta(chance.randrange(DAYS)), figures))
        story = chance.choice(stories)
        paragraphs = write_article(Cast(world, chance, story, words))
        if printed and chance.random() < COPY:
            other = chance.choice(printed)
            begin = chance.randrange(max(1, len(other) - 3))
            paragraphs[1:1] = other[begin : begin + chance.randrange(3, 8)]
        printed.append(paragraphs)
        yield assemble(world, chance, story.day + timedelta(chance.randrange(5)), paragraphs)


def write_article(cast: Cast) -> list[Paragraph]:
    """Write the paragraphs of an article."""
    chance = cast.chance
    length = min(chance.lognormvariate(math.log(LENGTH), SPREAD), LONGEST)
    share = min(0.95, max(0.15, chance.gauss(0.6, 0.15)))
    paragraphs, written = list[Paragraph](), 0
    while written < length:
        paragraphs.append(Scribe(cast).write(int(chance.lognormvariate(math.log(135), 0.5)), share))
        written += len(paragraphs[-1].text) + 2
    return paragraphs


def assemble(world: World, chance: random.Random, day: date, paragraphs: Sequence[Paragraph]) -> Reading:
    """Make the reading of an article of its paragraphs."""
    title = " ".join(chance.choices(world.words, cum_weights=world.weights, k=8)).capitalize()
    text = "\n\n".join([title, *(paragraph.text for paragraph in paragraphs)]) + "\n"
    blocks, at = [Block("title", 0, len(title), "en")], len(title) + 2
    for paragraph in paragraphs:
        blocks.append(Block("paragraph", at, at + len(paragraph.text), "en"))
        at += len(paragraph.text) + 2
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    article = Article(
        f"t{sha256[:DIGITS]}", text, sha256, tuple(blocks), f"archive/{day.year}/{sha256[:16]}.txt",
        f"https://news.example/{sha256[:16]}", chance.choices(world.publishers, cum_weights=world.ranks)[0], None,
        title, (f"{pick(chance, world.given)} {pick(chance, world.surnames)}",),
        None if chance.random() < UNDATED else day.isoformat(), "en",
    )  # fmt: skip
    placed = [(block.start, paragraph) for block, paragraph in zip(blocks[1:], paragraphs, strict=True)]
    ids, entities = make_entities(chance, article, placed)
    attributions = tuple(
        made for at, paragraph in placed for made in make_attributions(chance, article, at, paragraph, ids)
    )
    return Reading(
        article, Provenance("sha256:invented", "rinvented"), attributions, entities, sayso_version="invented"
    )


Placed = Sequence[tuple[int, Paragraph]]


def make_entities(
    chance: random.Random, article: Article, placed: Placed
) -> tuple[Mapping[int, str], tuple[Entity, ...]]:
    """Make the entities of an article of who is mentioned in its paragraphs; give their ids by number, too."""
    figures, mentions = dict[int, Figure](), dict[int, list[Mention]]()
    for at, paragraph in placed:
        for start, end, figure, form in sorted(paragraph.mentions, key=lambda one: (one[0], -one[1])):
            figures.setdefault(figure.number, figure)
            words = article.text[at + start : at + end]
            mentions.setdefault(figure.number, []).append(Mention(at + start, at + end, words, form))
    ids = {n: make_id("e", article.sha256, [(met[0].start, met[0].end)]) for n, met in mentions.items()}
    held: dict[int, list[tuple[Role, bool]]] = {}
    for at, paragraph in placed:
        for role in paragraph.roles:
            of = ids[role.body.number] if role.body and role.body is not role.figure else None
            spans = (make_span(article.text, at + role.place[0], at + role.place[1]),)
            made = Role(role.title, of, False if chance.random() < 0.08 else None, spans)
            held.setdefault(role.figure.number, []).append((made, chance.random() < 0.75))
    entities = (make_entity(chance, ids[n], figures[n], mentions[n], held.get(n, ())) for n in mentions)
    return ids, tuple(entities)


def make_entity(
    chance: random.Random, own: str, figure: Figure, mentions: Sequence[Mention], held: Sequence[tuple[Role, bool]]
) -> Entity:
    """Make an entity of its mentions and roles; now and then its kind is mistaken, as in readings."""
    called = dict.fromkeys(mention.exact for mention in mentions if mention.form != "pronoun")
    full = any(words.endswith(figure.name) for words in called)
    name = figure.name if full else max(called, key=len, default=mentions[0].exact)
    spoken_for: dict[str, tuple[Span, ...]] = {}
    for role, speaks in held:
        if role.of and speaks:
            spoken_for.setdefault(role.of, role.spans)
    kind = chance.choice(_NAMED_KINDS) if figure.short and chance.random() < MISTAKEN else figure.kind
    return Entity(
        own, name, kind, tuple(words for words in called if words != name)[:7], figure.country, figure.sector,
        tuple(role for role, _ in held), (), tuple(spoken_for), spoken_for, tuple(mentions),
    )  # fmt: skip


def make_attributions(
    chance: random.Random, article: Article, at: int, paragraph: Paragraph, ids: Mapping[int, str]
) -> list[Attribution]:
    """Make the attributions of a paragraph that begins at a place of its article."""

    def span(place: Place) -> Span:
        return make_span(article.text, at + place[0], at + place[1])

    made: list[Attribution] = []
    for said in paragraph.statements:
        content, source = tuple(map(span, said.content)), (span(said.source),) if said.source else ()
        cue = (span(said.cue),) if said.cue else ()
        speaker = "writer" if said.by_writer else ids[said.speaker.number] if said.speaker else None
        outer = None if said.outer is None else made[said.outer]
        chain = outer.on_whose_word if outer else ("writer",)
        places = [(part.start, part.end) for part in (*content, *cue, *source)]
        made.append(Attribution(
            make_id("a", article.sha256, places), said.manner, said.act, chance.random() < 0.04,
            Source(source, speaker, chance.random() < 0.05) if source else None, Passage(cue) if cue else None,
            Passage(content),
            Addressee((span(said.addressed),), ids[said.addressee.number]) if said.addressee else None,
            outer.id if outer else None, chain if speaker in (None, chain[-1]) else (*chain, speaker),
            round(1 - 0.7 * chance.random() ** 1.4, 4),
        ))  # fmt: skip
    return made
