"""Blocks in, the same blocks with their language out, and the language of the whole.

English is told by its function words, which costs next to nothing. Only a block that lacks them is put to py3langid,
and in an otherwise English article only where it shows function words or letters of another language: so its model,
a second's work to load, is loaded for texts that are foreign and hardly ever for others.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sayso.data import Block

# Words of English that are no common words of its neighbours ("in", "is", "was", "of" are Dutch or German too) ...
_ENGLISH = frozenset(
    "the and that with are were been has his they their this from said which would it he she you but who what when "
    "there its could about than not be him them these because where how after by as to my it's don't says".split()
)
# ... the words that are common in English and may be elsewhere ...
_SHARED = frozenset(
    "of a in is was on for at an or we i her had have will all one so no up out our if over into can more most do did "
    "also just last first some other people two against during before told asked".split()
)
# ... and the commonest words of languages written in the same letters.
_FOREIGN = frozenset(
    "der die das und ist nicht ein eine den dem von mit auf für sich wird le la les des et est que qui dans pour "
    "une du il elle au sur el los las del en por con para una se su es lo al di che della per sono non dei nel da "
    "o os um uma não ao het een van de niet dat zijn voor met och att det som är på til af ikke er og ja ei hän "
    "että oli w na nie do się jest że v je že jako bir ve bu için yang dan ini itu dengan untuk pada tidak akan "
    "dari ya wa kwa ni și nu este cu az egy és nem hogy".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENOUGH_LETTERS = 60
_SAMPLE = 400
_ENGLISH_SHARE, _WIDE_SHARE = 0.10, 0.20
_FOREIGN_SHARE = 0.12
_MARGIN = 0.5


def tell_languages(text: str, blocks: Sequence[Block]) -> tuple[tuple[Block, ...], str | None]:
    """Fill in each block's language, a short one's from the article, and return the article's beside them."""
    samples = [text[block.start : min(block.end, block.start + _SAMPLE)].lower().replace("’", "'") for block in blocks]
    words = [_WORD.findall(sample) for sample in samples]
    long = [len(w) > 0 and sum(map(len, w)) >= _enough(sample) for w, sample in zip(words, samples, strict=True)]
    english = [_is_english(w) for w in words]
    mixed = any(a and b for a, b in zip(long, english, strict=True))
    told: list[str | None] = []
    for n, sample in enumerate(samples):
        if not long[n] or english[n]:
            told.append("en" if long[n] else None)
        else:
            told.append(None if mixed and not _shows_foreign(words[n]) else _classify(sample, words[n]))
    whole = _most(blocks, told) or ("en" if any(english) else None)
    return tuple(replace(b, language=own or whole) for b, own in zip(blocks, told, strict=True)), whole


def _most(blocks: Sequence[Block], told: Sequence[str | None]) -> str | None:
    letters: Counter[str] = Counter()
    for block, language in zip(blocks, told, strict=True):
        if language is not None:
            letters[language] += block.end - block.start
    return letters.most_common(1)[0][0] if letters else None


def _enough(sample: str) -> int:
    """Say how many letters it takes to tell a language; fewer where a letter is a syllable or a word."""
    return _ENOUGH_LETTERS if sample[:_ENOUGH_LETTERS].isascii() else _ENOUGH_LETTERS // 3


def _is_english(words: Sequence[str]) -> bool:
    if not words:
        return False
    own = sum(map(_ENGLISH.__contains__, words))
    shared = sum(map(_SHARED.__contains__, words))
    return own >= len(words) * _ENGLISH_SHARE or (own + shared) >= len(words) * _WIDE_SHARE


def _shows_foreign(words: Sequence[str]) -> bool:
    """Tell words of another language, or letters that English does not use."""
    if sum(map(_FOREIGN.__contains__, words)) >= len(words) * _FOREIGN_SHARE:
        return True
    return sum(not word.isascii() for word in words) >= len(words) * _FOREIGN_SHARE


def _classify(sample: str, words: Sequence[str]) -> str | None:
    """Ask py3langid, and believe it where the best language beats English by a margin for each letter."""
    import py3langid  # late: it takes a second, and most articles do without

    ranked = [(code, float(score)) for code, score in py3langid.rank(sample) if len(code) == 2]
    scores = dict(ranked)
    best, score = ranked[0]
    if best == "en":
        return "en"
    return best if score - scores["en"] >= _MARGIN * sum(map(len, words)) else None
