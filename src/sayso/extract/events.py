"""What the heads say of a text in, its tree and phrases; the mentions of events in it, and what belongs to each, out.

The head reads which word reports an event and which words belong to it. The tree says where a clause keeps its doer and
whom it befalls, and lends weight to the phrases that stand there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sayso.data import EventMention, PartyRole, SizeMention, UnsaidParty
from sayso.extract.drafts import Place
from sayso.extract.modes import find_modes
from sayso.extract.phrases import Found
from sayso.extract.sizes import find_sizes
from sayso.extract.states import judge_noun
from sayso.extract.tree import Tree
from sayso.model.events import FoundEvent, find_events
from sayso.model.heard import Floats, Heard
from sayso.model.labels import EVENT_ROLES

PRIOR = 2.0
"""Log odds that a phrase gains where the tree has it as the doer or as the one whom it befalls; chosen on gold."""
LIKELIEST = {"actor": -1.0, "recipient": -2.0}
"""Log odds from which on the likeliest phrase is taken where none is likelier than not; chosen on gold."""
UNSAID: dict[PartyRole, float] = {"actor": 0.0, "recipient": 0.0}
"""Log odds from which on a phrase of another sentence is taken for a party; chosen on gold."""
FAR = 3
"""Phrases of other sentences that are taken at most."""
EARLY = -1.0
"""Log odds from which on words may say when: what is no time is told by its words."""
_HELPERS = frozenset(
    "carried carry carrying carries out launched launch launches launching committed commit conducted conduct staged "
    "stage staging mounted mount opened open held hold holding made make making took take taking ordered order orders "
    "gave give giving began begin led perpetrated waged authorised authorized directed planned plan planning "
    "responded retaliated replied answered".split()
)
"""Verbs that lend their subject to the event that is their object."""
_COMPARED = (
    "event_argument", "relation_dependent", "relation_head", "cue", "content", "source", "mention_start_vector",
)  # fmt: skip
_WHERE = frozenset("in at near on off outside inside around along within across over".split())
_MUTUAL = frozenset(("AGREE", "CONSULT", "COOPERATE"))
"""Types of what is done together, often by a subject with an object."""
_DEEP = 40
"""Words that a word may hang below the root."""
_DEFINITE = frozenset("the this that these those its his her their".split())


def find_event_mentions(
    heard: Heard,
    heads: Mapping[str, Floats],
    tree: Tree,
    *,
    found: Found,
    sentences: int = 0,
    given: Sequence[int] | None = None,
) -> list[EventMention]:
    """Find the mentions of events of a stretch, or read those that are given, by their words.

    sentences: those of the article before the stretch.
    """
    if "event_type" not in heard.said:  # weights of before
        return []
    phrases = _Phrases(tree, found)
    events = find_events(heard, heads, given=given)
    told = _without_helpers(tree, events) if given is None else events
    made = [(_make_mention(phrases, event), _take_vectors(heard, heads, event)) for event in told]
    return [replace(m, sentence=m.sentence + sentences, vectors=vectors) for m, vectors in made]


def _make_mention(phrases: "_Phrases", event: FoundEvent) -> EventMention:
    """Make a mention of what the head found; its sentence counts from the start of the stretch."""
    tree = phrases.tree
    first, last = _sentence_of(tree, event)
    token = tree.tokens[event.word]
    clause = tree.place(first, last - 1)
    actor, recipient = _settle_parties(phrases, event, (first, last))
    said: dict[PartyRole, tuple[Place, ...]] = {"actor": actor, "recipient": recipient}
    silent = [role for role, places in said.items() if not places]
    trigger = (token.start, token.end)
    noun = token.upos in ("NOUN", "PROPN")
    return EventMention(
        tree.place(event.word, event.word),
        clause,
        event.event_type,
        modes=find_modes(event.event_type, _words_beside(tree, event.word), event.modes),
        state=judge_noun(tree, event.word, event.state) if noun else event.state,
        historical=event.historical > 0.5,
        actor=actor,
        recipient=recipient,
        where=phrases.choose(event, "place", (first, last), _find_spots(tree, event.word)),
        unsaid=tuple(party for role in silent for party in phrases.choose_far(event, role, (first, last))),
        when=tuple(_find_stretches(tree, event, first, last)),
        sizes=tuple(_sizes_of(tree, trigger, (first, last))),
        governor=tree.place(token.head, token.head) if token.head >= 0 else None,
        noun=noun,
        definite=any(tree.word(c) in _DEFINITE for c in tree.children[event.word]),
        embedded=_is_embedded(tree, event.word),
        sentence=token.sentence,
        sure=round(event.sure, 3),
        typed=round(event.typed, 3),
    )


def _without_helpers(tree: Tree, events: Sequence[FoundEvent]) -> Iterator[FoundEvent]:
    """Leave out the verbs that only carry an event which their object names: "carried out an attack"."""
    carried = {tree.tokens[e.word].head for e in events if tree.tokens[e.word].deprel in ("obj", "obl", "nsubj:pass")}
    yield from (e for e in events if e.word not in carried or tree.word(e.word) not in _HELPERS)


def _take_vectors(heard: Heard, heads: Mapping[str, Floats], event: FoundEvent) -> tuple[NDArray[np.float16], ...]:
    """Take what a word for an event means by itself, and what the encoder makes of it, to compare it with others."""
    said = (heard.said[name][event.word] for name in _COMPARED)
    meaning = heads["piece_meanings"][list(heard.encoded.pieces[event.word])].astype(np.float32).mean(0)
    parts = (meaning, *event.vector.reshape(len(EVENT_ROLES), -1), *said)
    return tuple(vector.astype(np.float16) for vector in parts)


def _sentence_of(tree: Tree, event: FoundEvent) -> tuple[int, int]:
    """Give the first word of an event's sentence, and the one behind its last; no further than its line."""
    number = tree.tokens[event.word].sentence
    first = last = event.word
    while first > event.first and tree.tokens[first - 1].sentence == number:
        first -= 1
    while last < event.last and tree.tokens[last].sentence == number:
        last += 1
    return first, last


@dataclass(frozen=True)
class _Phrases:
    """Chooses phrases of a sentence for the parts of an event."""

    tree: Tree
    found: Found

    def choose(
        self, event: FoundEvent, role: str, sentence: tuple[int, int], prior: Mapping[int, float]
    ) -> tuple[Place, ...]:
        """Choose the phrases that the head takes for a part of an event, the outermost of those inside each other.

        prior: what the tree adds, by head word. Where a doer stands where the tree keeps it no other phrase is one, but
        for what is done together.
        """
        scores = event.belongs[EVENT_ROLES.index(role)]
        kept: list[tuple[int, int, int]] = []
        alone = role == "actor" and event.event_type not in _MUTUAL
        placed = False
        likeliest: tuple[int, int, int] | None = None
        most = LIKELIEST.get(role, 0.0)
        starts = self.found.words[:, 0]  # in order: a stretch has many phrases, a sentence few
        near = range(*np.searchsorted(starts, sentence).tolist())
        for n, (begin, head, end) in zip(near, self.found.words[slice(near.start, near.stop)].tolist(), strict=True):
            if head < begin or head >= sentence[1] or head == event.word or self._is_nobody(head):
                continue
            own = scores[[max(begin, head - 3) - event.start, head - event.start]]
            score = float(own.mean()) + prior.get(head, 0.0)
            if score > most:
                most, likeliest = score, (begin, end, n)
            if score > 0 and not any(a <= begin and end <= b for a, b, _ in kept):
                here = prior.get(head, 0.0) > 0
                if alone and here and not placed:
                    kept, placed = [], True
                if here or not placed:
                    kept.append((begin, end, n))
        chosen = kept or ([likeliest] if likeliest else [])
        return tuple((self.found.phrases[n].start, self.found.phrases[n].end) for _, _, n in chosen)

    def choose_far(self, event: FoundEvent, role: PartyRole, sentence: tuple[int, int]) -> list[UnsaidParty]:
        """Choose the likeliest phrases of other sentences for a part of an event, the likeliest first."""
        begin, head, _ = self.found.words.T
        start, end = event.start, event.start + event.belongs.shape[1]
        inside = (begin >= start) & (head >= begin) & (head < end)
        near = np.flatnonzero(inside & ((head < sentence[0]) | (begin >= sentence[1])))
        scores = event.belongs[EVENT_ROLES.index(role)]
        means = (scores[np.maximum(begin, head - 3)[near] - start] + scores[head[near] - start]) / 2
        best = [(self.found.phrases[near[n]], means[n]) for n in np.argsort(-means)[:FAR] if means[n] > UNSAID[role]]
        return [UnsaidParty(role, (phrase.start, phrase.end), float(score)) for phrase, score in best]

    def _is_nobody(self, head: int) -> bool:
        return self.tree.word(head) in ("nobody", "none", "no-one", "nothing")


def _settle_parties(
    phrases: _Phrases, event: FoundEvent, sentence: tuple[int, int]
) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """Choose who did it and whom it befell; nobody is both, but in what two do together."""
    tree = phrases.tree
    doers, befallen = (list(_with_joined(tree, heads)) for heads in _find_positions(tree, event.word))
    actor = phrases.choose(event, "actor", sentence, _priors(doers, befallen))
    recipient = phrases.choose(event, "recipient", sentence, _priors(befallen, doers))
    actor = actor or tuple(_find_people_words(tree, event))
    return actor, tuple(place for place in recipient if place not in actor)


def _priors(likely: list[int], unlikely: list[int]) -> dict[int, float]:
    return dict.fromkeys(unlikely, -PRIOR) | dict.fromkeys(likely, PRIOR)


def _find_positions(tree: Tree, word: int) -> tuple[list[int], list[int]]:
    """Find the words where a clause keeps its doer, and whom it befalls: "X shelled Y", "Y was shelled by X"."""
    tokens = tree.tokens
    doers: list[int] = []
    befallen: list[int] = []
    at = word
    agent = [
        c for c in tree.children[at] if tokens[c].deprel in ("obl:agent", "obl", "nmod") and _has_case(tree, c, "by")
    ]
    passive = tree.child(at, "nsubj:pass", "aux:pass") is not None
    if tokens[at].upos not in ("VERB", "AUX"):
        verb = tokens[at].head
        if verb >= 0 and tokens[at].deprel in ("obj", "obl", "nsubj:pass") and tree.word(verb) in _HELPERS:
            doers += [c for c in (tree.child(verb, "nsubj"),) if c is not None]
            agents = (c for c in tree.children[verb] if tokens[c].deprel.startswith("obl") and _has_case(tree, c, "by"))
            doers += list(agents)
        return [*doers, *agent], befallen
    befallen += [c for c in (tree.child(at, "nsubj:pass"),) if c is not None]
    if not passive:
        subject = _subject_of(tree, at)
        doers += [] if subject is None else [subject]
        befallen += [c for c in (tree.child(at, "obj"),) if c is not None]
    return [*doers, *agent], befallen


def _with_joined(tree: Tree, heads: Sequence[int]) -> Iterator[int]:
    """Give words, each with those that are joined to it: "Orvania and Velland"."""
    for head in heads:
        yield head
        yield from (child for child in tree.children[head] if tree.tokens[child].deprel == "conj")


def _subject_of(tree: Tree, verb: int) -> int | None:
    """Find the subject of a verb; of one joined to another, the other's."""
    for _ in range(3):
        subject = tree.child(verb, "nsubj", "nsubj:pass")
        if subject is not None or tree.tokens[verb].deprel != "conj" or tree.tokens[verb].head < 0:
            return subject
        verb = tree.tokens[verb].head
    return None


def _has_case(tree: Tree, word: int, preposition: str) -> bool:
    return any(tree.word(c) == preposition for c in tree.children[word] if tree.tokens[c].deprel == "case")


def _words_beside(tree: Tree, word: int) -> Iterator[str]:
    """Give the words by which an event tells how it was done: its own, those that hang on it, a helping verb's."""
    yield tree.word(word)
    near = [word]
    head = tree.tokens[word].head
    if head >= 0 and tree.tokens[word].deprel in ("obj", "compound", "nmod", "obl", "nsubj:pass", "acl"):
        near.append(head)
        yield tree.word(head)
    for at in near:
        for child in tree.children[at]:
            if tree.tokens[child].deprel in (
                "compound",
                "amod",
                "obj",
                "obl",
                "nmod",
                "nsubj",
                "obl:agent",
                "compound:prt",
            ):
                yield tree.word(child)
                yield from (tree.word(c) for c in tree.children[child] if tree.tokens[c].deprel in ("compound", "amod"))


def _find_stretches(tree: Tree, event: FoundEvent, first: int, last: int) -> list[Place]:
    """Find the runs of words that say when, the likeliest first."""
    scores = event.belongs[EVENT_ROLES.index("time"), first - event.start : last - event.start].copy()
    for at in _find_asides(tree, event.word):
        scores[[word - first for word in _subtree(tree, at) if first <= word < last]] += PRIOR
    inside = np.flatnonzero(scores > EARLY)
    runs = [run for run in np.split(inside, np.flatnonzero(np.diff(inside) > 2) + 1) if len(run)]
    runs.sort(key=lambda run: -scores[run].max())
    return [tree.place(first + int(run[0]), first + int(run[-1])) for run in runs]


def _find_asides(tree: Tree, word: int) -> Iterator[int]:
    """Find what hangs on the word for an event, or on the verb that carries it, and may say when or where."""
    asides = ("obl", "obl:unmarked", "nmod", "nmod:unmarked", "nmod:poss", "advmod", "compound", "amod")
    head = tree.tokens[word].head
    carried = tree.tokens[word].deprel in ("obj", "nsubj:pass", "nsubj") and head >= 0
    for at in (word, head) if carried else (word,):
        yield from (child for child in tree.children[at] if tree.tokens[child].deprel in asides and child != word)


def _find_spots(tree: Tree, word: int) -> dict[int, float]:
    """Find the words where a clause says where: "near the port"."""
    return {at: PRIOR for at in _find_asides(tree, word) if any(tree.word(c) in _WHERE for c in tree.children[at])}


def _subtree(tree: Tree, word: int) -> Iterator[int]:
    waiting = [word]
    while waiting:
        at = waiting.pop()
        yield at
        waiting += tree.children[at]


def _find_people_words(tree: Tree, event: FoundEvent) -> Iterator[Place]:
    """Find the people whose act a noun reports, where only an adjective names them: "a Vostrian raid"."""
    if tree.tokens[event.word].upos in ("NOUN", "PROPN"):
        scores = event.belongs[EVENT_ROLES.index("actor")]
        for child in tree.children[event.word]:
            token = tree.tokens[child]
            beside = token.deprel in ("amod", "compound") and tree.text[token.start].isupper()
            if beside and child >= event.first and scores[child - event.start] > -PRIOR:
                yield tree.place(child, child)


def _is_embedded(tree: Tree, word: int) -> bool:
    """Tell whether a word stands in a relative clause: what is told there is taken as known."""
    for _ in range(_DEEP):
        token = tree.tokens[word]
        if token.head < 0:
            return False
        if token.deprel in ("acl:relcl", "advcl:relcl"):
            return True
        word = token.head
    return False


def _sizes_of(tree: Tree, trigger: Place, words: tuple[int, int]) -> Iterator[SizeMention]:
    start, end = tree.tokens[words[0]].start, tree.tokens[words[1] - 1].end
    for size in find_sizes(tree.text, (start, end), trigger):
        yield replace(size, place=(size.place[0] + tree.offset, size.place[1] + tree.offset))
