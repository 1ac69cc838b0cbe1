"""A noun for an event in its tree in; what the words around make of it out: "called off the strike", "talks due".

The head hears what a clause makes of its verb; of a noun, what is said of it tells, in a few words that leave no doubt.
"""

from sayso.data import State
from sayso.extract.tree import Tree

_UNDOES = frozenset(
    "cancel cancels cancelled canceled cancelling canceling scrap scraps scrapped scrapping shelve shelves shelved "
    "shelving abort aborts aborted aborting avert averts averted averting avoid "
    "avoids avoided avoiding prevent prevents prevented preventing foil foils foiled foiling thwart thwarts thwarted "
    "thwarting forestall forestalls forestalled ditch ditches ditched axe axes axed".split()
)
_OFF = frozenset("call calls called calling stave staves staved staving ward wards warded warding".split())
"""Verbs that undo what is their object with "off" behind them."""
_DUE = frozenset("set due scheduled slated planned billed expected".split())
_COMING = _DUE | frozenset("upcoming forthcoming impending proposed prospective".split())
_DOUBTED = frozenset("possible potential imminent looming feared hypothetical".split())
_SAID: dict[str, State] = {
    "off": "negated",
    **dict.fromkeys(_DUE, "planned"),
    **dict.fromkeys(_DOUBTED, "hypothetical"),
}
_OBJECT = ("obj", "nsubj:pass")
_NOT = frozenset("not n't n’t never no nor".split())


def judge_noun(tree: Tree, word: int, state: State) -> State:
    """Tell what becomes of an event that a noun names, where words around it say so; else what the head heard."""
    if state != "real":
        return state
    token = tree.tokens[word]
    if token.deprel in ("compound", "nmod:poss") or _is_negated(tree, word):
        return state
    if token.head >= 0 and token.deprel in (*_OBJECT, "nsubj") and not _is_negated(tree, token.head):
        judged = _judge_by(tree, token.head, subject=token.deprel == "nsubj")
        if judged:
            return judged
    beside = {tree.word(c) for c in tree.children[word] if tree.tokens[c].deprel in ("amod", "acl")}
    return "planned" if beside & _COMING else "hypothetical" if beside & _DOUBTED else state


def _judge_by(tree: Tree, verb: int, *, subject: bool) -> State | None:
    """Tell what a word makes of the event that is its object or, in the passive or with "is", its subject."""
    said = tree.word(verb)
    if subject:
        return _SAID.get(said) if tree.child(verb, "cop") is not None else None
    off = any(tree.word(c) == "off" for c in tree.children[verb])
    if said in _UNDOES or (off and said in _OFF):
        return "negated"
    return "planned" if said in _DUE and tree.child(verb, "aux:pass") is not None else None


def _is_negated(tree: Tree, word: int) -> bool:
    return any(tree.word(c) in _NOT for c in tree.children[word])
