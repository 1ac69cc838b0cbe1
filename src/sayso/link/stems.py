"""A word in, its stem out: what "killed", "killing" and "kills" have in common."""

from functools import lru_cache

_IRREGULAR = {
    form: stem
    for stem, forms in {
        "shoot": "shot shooting shootings shots", "strike": "struck striking", "fight": "fought", "hold": "held",
        "meet": "met meeting meetings", "die": "died dying death deaths dead", "leave": "left leaving",
        "withdraw": "withdrew withdrawn withdrawal withdrawals", "seize": "seizure", "slay": "slain slew",
        "break": "broke broken", "speak": "spoke spoken", "flee": "fled", "blow": "blew blown", "give": "gave given",
        "take": "took taken taking", "hit": "hitting", "begin": "began begun", "fall": "fell fallen",
        "resign": "resignation", "arrest": "arrests", "assassinate": "assassination", "explode": "explosion",
        "collide": "collision", "depart": "departure", "sink": "sank sunk sinking", "win": "won victory",
        "elect": "election elections", "refuse": "refusal", "accuse": "accusation accusations", "fire": "firing",
        "detain": "detention detentions", "abduct": "abduction", "invade": "invasion", "rescue": "rescuing",
        "announce": "announcement", "agree": "agreement agreements deal", "decide": "decision", "visit": "visits",
        "freeze": "froze frozen", "steal": "stole stolen theft", "drown": "drownings", "vote": "voting votes",
        "convict": "conviction", "deport": "deportation", "expel": "expulsion expelled", "sign": "signing",
        "bomb": "bombing bombings bombed bombardment", "raid": "raids raided", "march": "marched", "talk": "talks",
        "kill": "killing killings", "attack": "attacker attackers",
        "protest": "protesters demonstration demonstrate demonstrated demonstrates demonstrating",
    }.items()
    for form in forms.split()
}  # fmt: skip
_SUFFIXES = tuple("ations ation ating ated ates ate ings ing ments ment ions ion ies ied ed es s als al".split())
_SHORTEST = 3
_VOWELS = frozenset("aeiou")


@lru_cache(maxsize=1 << 14)
def find_stem(word: str) -> str:
    """Find the stem of a word, whatever its form."""
    word = word.lower()
    plain = word.removesuffix("s")
    return _cut(_IRREGULAR.get(word) or _IRREGULAR.get(plain, word))


def _cut(word: str) -> str:
    """Cut the ending of a word: "evacuated" and "evacuation", "bury" and "buried" end alike then."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST:
            word = word[: -len(suffix)] + ("y" if suffix in ("ies", "ied") else "")
            break
    if len(word) > _SHORTEST and word[-1] == word[-2] and (word[-1] not in "sl" or _doubles_its_l(word)):
        word = word[:-1]
    return word.rstrip("e") if len(word) > _SHORTEST else word


def _doubles_its_l(word: str) -> bool:
    """Tell whether a word has one l of its own: "controll(ed)" and "cancell(ed)" do, "shell(ed)" and "roll(ed)" not."""
    return word.endswith(("ell", "oll")) and not _VOWELS.isdisjoint(word[:-3])
