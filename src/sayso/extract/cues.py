"""The words of a cue in; the words and frames of the lexicon that stand in it, and the one that counts, out."""

import re
from dataclasses import dataclass

from sayso.extract.lexicon import Entry, Lexicon, Part

NEGATIONS = frozenset("not never no nor neither without hardly nothing none nobody".split())
_GAP = 3  # words that may stand between two words of a frame: "made it quite abundantly clear"
_AUXILIARIES = frozenset("be have do get".split())
_COPULAS = frozenset("be seem appear become remain feel look sound stay".split())
_DETERMINERS = frozenset("a an the his her its their our my your this that these those any some no".split())
# base forms that after another verb are no verbs: "wrote back", "came second"
_PARTICLES = frozenset("back like second bar".split())
# words of grammar: a cue of these alone ("in", "for", "as of") is neutral
_GRAMMAR = NEGATIONS.union(
    "a an the this that these those i you he she it we they who which what whom his her its their our my".split(),
    "your him them us me himself herself itself themselves to of in on at by for from with about into over".split(),
    "under after before through as and or but if whether how when where why than then so also just only".split(),
    "even still now ever yet too very once both all will would shall should can could may might must there".split(),
    "here up out off down back again while since per via amid among against between during until within".split(),
    "upon toward towards like ca wo".split(),
)
_PLAIN = str.maketrans("’‘ʼ‐‑", "'''--", "\u00ad\u200b\u200c\u200d\u2060\ufeff")


@dataclass(frozen=True, slots=True)
class Cue:
    """The words of a cue, tidied, and the dictionary forms that each may have."""

    words: tuple[str, ...]
    lemmas: tuple[frozenset[str], ...]

    @property
    def empty(self) -> bool:
        """Whether no word of it carries meaning."""
        return all(map(_is_grammar, self.words))

    def fits(self, at: int, wanted: str) -> bool:
        """Whether the word at a place is the wanted one, or a form of it."""
        return self.words[at] == wanted or wanted in self.lemmas[at]

    def negates(self, before: int) -> bool:
        """Whether a negation stands before a place."""
        return not NEGATIONS.isdisjoint(self.words[:before])


@dataclass(frozen=True, slots=True)
class Item:
    """A word or frame of the lexicon, and the places in the cue where its words stand."""

    entry: Entry
    places: tuple[int, ...]
    strong: bool

    @property
    def name(self) -> str:
        """The dictionary form, as the lexicon has it."""
        return " ".join(self.entry.words)

    @property
    def neutral(self) -> bool:
        """Whether it only says that something was said."""
        return self.entry.act == "say"


def tidy(text: str) -> str:
    """Write words in one way: small letters, straight apostrophes, plain hyphens, single spaces, negations apart."""
    plain = text.lower().translate(_PLAIN).replace("cannot", "can not")
    apart = re.sub(r"n't\b", " not", plain)
    words = " ".join(re.findall(r"'(?:s|re|m|ve|d|ll)\b|\w+(?:-\w+)*", apart))
    return re.sub(r"\bnot (?=only |just |merely |least )", "", words).replace(" yet to ", " not ")


def read_cue(text: str, lexicon: Lexicon) -> Cue:
    """Read a tidied text as a cue."""
    words = tuple(text.split())
    return Cue(words, tuple(_lemmas_of(word, lexicon) for word in words))


def find_items(cue: Cue, lexicon: Lexicon) -> list[Item]:
    """Find what the lexicon knows of a cue, in order; a word belongs to the longest frame that holds it."""
    found: list[Item] = []
    taken: set[int] = set()
    for at in range(len(cue.words)):
        if at in taken:
            continue
        item = _frame_at(at, cue, lexicon, taken) or _word_at(at, cue, lexicon)
        if item:
            found.append(item)
            taken.update(item.places)
    return found


def choose_item(items: list[Item], cue: Cue) -> Item | None:
    """Choose the one that counts: the first that says more than "say"; verbs before nouns, light verbs last."""
    strong = [item for item in items if item.strong]
    light = [item for item in items if item.entry.part == "light"]
    weak = [item for item in items if item not in strong and item not in light]
    group = strong or weak or light
    if group is light and all(item.name in _AUXILIARIES for item in light):
        known = {place for item in light for place in item.places}
        if not all(_is_grammar(word) or at in known for at, word in enumerate(cue.words)):
            return None
    rest = group[-1:] if group is light else group[:1]
    return next((item for item in (*group, *rest) if not item.neutral), rest[0] if rest else None)


def is_negated(item: Item, items: list[Item], cue: Cue) -> bool:
    """Whether a negation stands before the item, or "nothing" anywhere; a frame's own counts if it declines."""
    inside = {place for other in items if other.entry.act != "decline" for place in other.places}
    return any(
        word in NEGATIONS and at not in inside and (at < item.places[-1] or word in ("nothing", "none", "nobody"))
        for at, word in enumerate(cue.words)
    )


def _is_grammar(word: str) -> bool:
    """Whether a word carries no meaning of its own: "of", "'ll", a number."""
    return word in _GRAMMAR or not word[:1].isalpha()


def _lemmas_of(word: str, lexicon: Lexicon) -> frozenset[str]:
    """Give the dictionary forms of a word; of "live-tweeted" and "reconfirmed" those of the known rest."""
    rests = (word, word.rpartition("-")[2], word.removeprefix("re"), word.removeprefix("over"))
    return next((lexicon.lemmas[rest] for rest in rests if rest in lexicon.lemmas), frozenset())


def _frame_at(at: int, cue: Cue, lexicon: Lexicon, taken: set[int]) -> Item | None:
    """Find the longest frame that begins at a word."""
    heads = sorted({cue.words[at], *cue.lemmas[at]})
    frames = [frame for head in heads for frame in lexicon.frames.get(head, ())]
    for frame in sorted(frames, key=lambda frame: -len(frame.words)):
        places = _places(frame.words, at, cue)
        if places and taken.isdisjoint(places) and (frame.part != "not" or cue.negates(at)):
            return Item(frame, places, strong=True)
    return None


def _places(frame: tuple[str, ...], at: int, cue: Cue) -> tuple[int, ...]:
    """Find the words of a frame in their order, each within reach of the one before; empty if one is missing."""
    places = [at]
    for wanted in frame[1:]:
        reach = range(places[-1] + 1, min(places[-1] + 2 + _GAP, len(cue.words)))
        found = next((place for place in reach if cue.fits(place, wanted)), None)
        if found is None:
            return ()
        places.append(found)
    return tuple(places)


def _word_at(at: int, cue: Cue, lexicon: Lexicon) -> Item | None:
    """Read one word as the part that its neighbours make it."""
    parts = _parts_of(at, cue, lexicon)
    before = next((place for place in range(at - 1, -1, -1) if not cue.words[place].endswith("ly")), None)
    head = "" if before is None else cue.words[before]
    if cue.words[at] in _PARTICLES and head not in ("", "to") and not _is_grammar(head):
        return None
    copula = before is not None and not _COPULAS.isdisjoint(cue.lemmas[before])
    if copula and "adjective" in parts:
        return Item(parts["adjective"], (at,), strong=True)
    as_noun = len(cue.words) == 1 or head in _DETERMINERS or cue.words[at + 1 : at + 2] == ("of",)
    order: tuple[Part, ...] = ("noun", "verb") if as_noun else ("verb", "light", "noun")
    for part in (*order, "not", "adjective", "adverb", "light"):
        if part in parts and (part != "not" or cue.negates(at)):
            return Item(parts[part], (at,), strong=part in ("verb", "not"))
    return None


def _parts_of(at: int, cue: Cue, lexicon: Lexicon) -> dict[Part, Entry]:
    """Give what a word may be: nouns have no -ed and -ing of their own, adjectives no other form at all."""
    word = cue.words[at]
    parts: dict[Part, Entry] = {}
    for lemma in sorted(cue.lemmas[at]):
        for part, entry in lexicon.words.get(lemma, {}).items():
            inflected = word != lemma and (part in ("adjective", "adverb") or word.endswith(("ed", "ing")))
            if part not in ("noun", "adjective", "adverb") or not inflected:
                parts.setdefault(part, entry)
    return parts
