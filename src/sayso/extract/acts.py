"""The words of a cue in; the act they stand for, and whether they are negated, out.

Of a cue whose words the lexicon does not know, the encoder's vector tells which of its cues are the nearest.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, get_args

from sayso.data import Act
from sayso.extract.cues import NEGATIONS, Item, choose_item, find_items, is_negated, read_cue, tidy
from sayso.extract.lexicon import Lexicon, load_lexicon
from sayso.model.heard import Floats

ACT_VECTOR: Final = "cue"
"""The head whose vectors `guess_act` takes."""

_OPENING = 160  # characters of cue and content that are read; a longer cue is no cue
_THE = r"^(?:(?:the|a|an|this|that|these|those|such|any|all|his|her|its|their|our|new|latest) )*(?:[\w'-]+ ){0,2}"
_CLAIM = r"(?:claim|allegation|accusation|charge|report|suggestion|assertion|rumou?r|story|account|idea|theory)s?\b"
_BID = (
    r"(?:proposal|offer|request|plan|invitation|deal|bid|appeal|call|demand|application|plea|petition|motion|amendment"
    r"|bill|budget|truce|ceasefire|ultimatum|compromise|settlement|interview)s?\b"
)
_HARM = (
    r"\b(?:reveng|aveng|vengeance|retaliat|retribution|punish|destroy|crush|annihilat|wipe out|eradicat|strike back"
    r"|hit back|hunt(?:ed)? down|make .{1,30} pay|kill|burn|bomb|invade|sue|shut down)"
)
# words that mean two things, how the content then begins, and the act
_BY_CONTENT: tuple[tuple[str, re.Pattern[str], Act], ...] = (
    ("tell", re.compile(r"^(?:not )?to [a-z]"), "order"),
    ("call", re.compile(r"^(?:for|on|upon) "), "demand"),
    ("want", re.compile(r"^to know\b"), "ask"),
    ("call brand label describe term dub", re.compile(_THE + _CLAIM), "reject"),
    ("reject rebuff dismiss spurn", re.compile(_THE + _BID), "decline"),
    ("vow promise pledge swear", re.compile(_HARM), "threaten"),
    ("agree", re.compile(r"^(?:not )?to [a-z]"), "promise"),
    ("plead", re.compile(r"^not guilty\b"), "deny"),
    ("plead", re.compile(r"^guilty\b"), "confirm"),
    ("claim take accept", re.compile(r"^(?:full )?responsibility\b"), "confirm"),
    ("challenge", re.compile(r"^to [a-z]"), "ask"),
)
# verbs whose object tells what was done: "voiced | her support for the pier"
_BARE = frozenset("express voice issue make raise reiterate repeat renew register declare".split())
_TWO_MEANINGS = _BARE.union({"find"}, *(names.split() for names, _, _ in _BY_CONTENT))
_PERSONS = frozenset("i you he she we they".split())


@dataclass(frozen=True, slots=True)
class ActJudgement:
    """What a cue does; `act` is None where no word of the cue is known.

    The act takes the negation in: "did not dispute" confirms, "did not say" declines. `negated` is true
    where a negation in the cue keeps the source from the content, so not where two noes make a yes.
    """

    act: Act | None
    negated: bool


def find_act(cue: str, *, content: str = "", source: str = "") -> ActJudgement:
    """Judge what a cue does by its own words; content and source decide where these can mean two things.

    A cue without a word that carries meaning (none, a colon, "by") only says.
    """
    judgement, name = _judge(cue)
    if name not in _TWO_MEANINGS or judgement.negated:
        return judgement
    object_ = tidy(content[:_OPENING])
    if tidy(cue).endswith(" to"):
        object_ = f"to {object_ or 'do'}"
    act = _act_by_content(name, object_, source=tidy(source[:_OPENING]))
    return ActJudgement(act or judgement.act, judgement.negated)


def guess_act(vector: Floats, table: Floats) -> Act:
    """Guess what a cue does from the mean vector of its words; the table, (width + 1, acts), ends on the bias."""
    acts: tuple[Act, ...] = get_args(Act)
    return acts[int((vector @ table[:-1] + table[-1]).argmax())]


@lru_cache(maxsize=32768)
def _judge(text: str) -> tuple[ActJudgement, str]:
    """Judge a cue by its words alone; give the word of the lexicon that told, "" if none."""
    lexicon = load_lexicon()
    cue = read_cue(tidy(text[:_OPENING]), lexicon)
    items = find_items(cue, lexicon)
    chosen = choose_item(items, cue)
    if chosen is None:
        negated = not cue.empty and not NEGATIONS.isdisjoint(cue.words)
        return ActJudgement("say" if cue.empty else None, negated), ""
    if is_negated(chosen, items, cue):
        return _under_negation(chosen, items, lexicon), chosen.name
    return ActJudgement(chosen.entry.act, negated=False), chosen.name


def _under_negation(chosen: Item, items: list[Item], lexicon: Lexicon) -> ActJudgement:
    """Judge a negated cue: some words change their act, the rest keep it."""
    rivals = [chosen, *items] if chosen.neutral else [chosen]
    acts = (lexicon.negated.get(item.entry.words) for item in rivals)
    act = next((act for act in acts if act), chosen.entry.act)
    return ActJudgement(act, negated=act != "confirm" or chosen.entry.act == "confirm")


def _act_by_content(name: str, content: str, *, source: str) -> Act | None:
    """Judge a word of two meanings by what follows it; None where that does not tell."""
    for names, opening, act in _BY_CONTENT:
        if name in names.split() and opening.search(content):
            return act
    # "she finds the noise a trial" holds an opinion, "she found that it was a drum" has a result
    if name == "find":
        return "believe" if source in _PERSONS and not content.startswith("that") else None
    return _act_of_object(content) if name in _BARE else None


def _act_of_object(content: str) -> Act | None:
    """Judge a light verb by the noun that its content begins with: "voiced | her support for the pier"."""
    lexicon = load_lexicon()
    opening = read_cue(" ".join(content.split()[:4]), lexicon)
    nouns = (item for item in find_items(opening, lexicon) if item.entry.part == "noun")
    return next((item.entry.act for item in nouns if not item.neutral), None)
