"""The pieces of a content in; direct, indirect or mixed, by the share of their words inside quotation marks, out."""

import re
from collections.abc import Sequence

from sayso.data import Manner

# Nearly all is all: the rest is a "that" or a slip of a boundary. PolNeAR's recall by manner is counted so.
_NEARLY_ALL = 0.95
# What closes a mark, the likelier first; the second only where the first does not come: “so". Some open with ”.
_CLOSERS = {"“": '”"', '"': '"”', "”": '”"', "„": "“”", "«": "»", "»": "«", "‹": "›"}
_SINGLE = "'‘"
_REACH = 2000  # characters; nobody quotes longer in single marks, and a search must end
_NEAR = 200  # characters on either side of a title that show how the words around it are set
_ENDS_SINGLE = re.compile(r"(?<!\s)['’](?!\w)")
_ENDS_SINGLE_SURELY = re.compile(r"(?<!\s)(?:(?<!s)['’](?!\w)|(?<=s)['’](?!\w| \w))")
# "'tis", "'em", "'90s": words that begin with an apostrophe
_CLIPPED = re.compile(r"'(?:tis|twas|twere|til|till|em|cause|cos|bout|round|n)\b|'\d", re.IGNORECASE)
# the double marks of some agencies, each of two characters
_TYPED = re.compile("``|''|‘‘|’’")
_NAMING = re.compile(r"\b(?:named|titled|entitled|nicknamed|headlined)\W*$", re.IGNORECASE)
_SMALL = frozenset("a an and as at by de for from in la of on or the to with".split())


def find_manner(pieces: Sequence[str], *, set_off: bool = False) -> Manner:
    """Judge how a content is reported; `set_off` marks a pull quote, an answer under a label, a dash dialogue.

    Each piece is read alone: a mark left open quotes to the end of its piece, as where a quotation runs
    over several paragraphs, and a closing mark without an opening one quotes from the beginning.
    """
    if set_off:
        return "direct"
    flags = [flag for piece in pieces for flag in mark_quoted(piece)]
    share = sum(flags) / len(flags) if flags else 0.0
    if share > _NEARLY_ALL:
        return "direct"
    return "mixed" if share > 0 else "indirect"


def mark_quoted(piece: str) -> list[bool]:
    """Tell of each letter and digit of a piece whether it stands in quotation marks."""
    inside = [False] * len(piece)
    for start, end in find_quoted(piece):
        inside[start:end] = [True] * (end - start)
    return [quoted for char, quoted in zip(piece, inside, strict=True) if char.isalnum()]


def find_quoted(piece: str) -> list[tuple[int, int]]:
    """Find the outermost quoted stretches of a piece, with their marks; a title set in marks is none."""
    piece = _TYPED.sub('"\u200b', piece)  # as wide as before, so that the places hold
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(piece):
        end = _end_of(piece, at) if _opens(piece, at) else 0
        if end and not _is_title(piece, at, end):
            found.append((at, end))
        if not end and not found and _closes_alone(piece, at):
            found.append((0, at + 1))
        at = end or at + 1
    return found


def _opens(piece: str, at: int) -> bool:
    """Whether an opening mark stands here: one of the kind, before a word and not behind one."""
    if piece[at] not in _CLOSERS and piece[at] not in _SINGLE:
        return False
    behind, ahead = piece[at - 1 : at], piece[at + 1 : at + 2]
    glued = behind.isalnum() or behind in (".", ",", "!", "?")
    return not glued and bool(ahead) and not ahead.isspace() and not _CLIPPED.match(piece, at)


def _closes_alone(piece: str, at: int) -> bool:
    """Whether a double mark stands here that closes what no mark of this piece has opened."""
    return piece[at] in '”»"' and at > 0 and not piece[at - 1].isspace() and not piece[at + 1 : at + 2].isalnum()


def _end_of(piece: str, at: int) -> int:
    """Find where a quotation ends that opens here: behind its closing mark, else with the piece; 0 if an apostrophe."""
    if piece[at] in _SINGLE:
        return _end_of_single(piece, at)
    ends = (piece.find(mark, at + 1) for mark in _CLOSERS[piece[at]])
    return next((end + 1 for end in ends if end > 0), len(piece))


def _end_of_single(piece: str, at: int) -> int:
    """Find where single marks end: at what is no apostrophe ("the workers' union"), if the choice is there."""
    window = at + 1, at + _REACH
    end = _ENDS_SINGLE_SURELY.search(piece, *window) or _ENDS_SINGLE.search(piece, *window)
    if end:
        return end.end()
    return len(piece) if piece[at] == "‘" or not piece[:at].strip() else 0


def _is_title(piece: str, start: int, end: int) -> bool:
    """Whether a quoted stretch is set in capitals as a title is, or named as one, within words that are not."""
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", piece[start:end]) if word not in _SMALL]
    capital = len(words) > 1 and all(word[0].isupper() for word in words)
    if not capital and not _NAMING.search(piece[max(0, start - _NEAR) : start]):
        return False
    around = piece[max(0, start - _NEAR) : start] + piece[end : end + _NEAR]
    return bool(re.search(r"\b[a-z]{4,}", around))
