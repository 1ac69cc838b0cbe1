"""Drafts and the trees of their words in; drafts out in which nobody who was told something is said to have said it.

"He was told to leave" has no source: he is the one who was spoken to. "She was accused of theft" has none either,
nor has what somebody "reportedly" did.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sayso.extract.drafts import Draft, Place
from sayso.extract.tree import Tree

_TOLD = frozenset(
    "told asked informed ordered advised warned assured urged promised instructed reminded notified offered taught "
    "shown invited begged requested briefed persuaded".split()
)
_HEARSAY = frozenset("reportedly allegedly supposedly purportedly ostensibly".split())
_HELPERS = frozenset("was were been being is are be got get 's ’s 're ’re".split())
_CHARGED = frozenset("accused charged blamed criticised criticized condemned praised suspected alleged".split())


def settle_passives(tree: Tree, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Take the source from a draft whose cue says that it was told, asked or accused; who was told is the addressee."""
    starts = [token.start + tree.offset for token in tree.tokens]
    for draft in drafts:
        verb = _find_passive(tree, starts, draft)
        if draft.cue and all(tree.word(at) in _HEARSAY for cue in draft.cue for at in _words_of(starts, cue)):
            yield replace(draft, source=())
        elif verb is None:
            yield draft
        elif tree.word(verb) in _TOLD:
            yield replace(draft, source=(), addressee=draft.source)
        else:
            yield replace(draft, source=())


def _find_passive(tree: Tree, starts: list[int], draft: Draft) -> int | None:
    """Find the verb of a cue of which the source is the subject in the passive."""
    for cue in draft.cue if draft.source else ():
        for at in _words_of(starts, cue):
            known = tree.word(at) in _TOLD | _CHARGED
            if known and (_is_passive_of(tree, at, draft.source[0]) or _is_written_passive(tree, at, cue, draft)):
                return at
    return None


def _is_written_passive(tree: Tree, verb: int, cue: Place, draft: Draft) -> bool:
    """Tell whether a cue is written as a passive behind its source: "were told"; "the mayor, asked how long, said"."""
    before = verb - 1
    while before >= 0 and (tree.word(before).endswith("ly") or tree.word(before) in ("not", "never", "also", "then")):
        before -= 1
    helped = before >= 0 and tree.word(before) in _HELPERS
    if draft.source[0][1] > cue[0]:
        return False
    head = tree.tokens[verb].head
    aside = verb == 0 or (
        tree.word(verb - 1) == "," and tree.tokens[verb - 1].start + tree.offset >= draft.source[0][1]
    )
    noun = head >= 0 and draft.source[0][0] <= tree.tokens[head].start + tree.offset < draft.source[0][1]
    alone = tree.place(verb, verb) == cue
    return helped or (alone and aside) or (tree.tokens[verb].deprel == "acl" and noun)


def _is_passive_of(tree: Tree, verb: int, source: Place) -> bool:
    """Tell whether a verb, or the one it is joined to, has its subject in the passive inside a source."""
    while True:
        subject = tree.child(verb, "nsubj:pass")
        if subject is not None:
            start = tree.tokens[subject].start + tree.offset
            return source[0] <= start < source[1]
        active = tree.child(verb, "nsubj", "csubj") is not None
        if active or tree.tokens[verb].deprel != "conj":
            return False
        verb = tree.tokens[verb].head


def _words_of(starts: list[int], place: Place) -> range:
    return range(bisect_left(starts, place[0]), bisect_left(starts, place[1]))
