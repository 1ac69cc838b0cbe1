"""Phrases and the trees of their words in; what the words say that two of them are to each other out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from sayso.data import Phrase, Tie
from sayso.extract.tree import Tree
from sayso.model.decode import Ints

_LEADS = frozenset("lead leads led leading head heads headed chair chairs chaired command commands commanded".split())
_RELATIVES = frozenset("who whom whose which that".split())
_NEVER = frozenset(("time", "event", "place"))
_ACTORS = frozenset(("person", "organization"))
_DENIALS = frozenset("not n't n’t never no hardly".split())
_STILL = dict.fromkeys("is are 's ’s am".split(), True) | dict.fromkeys(("was", "were"), False)
_CLOSERS = frozenset(", . ; ) – —".split())
_CALLED = frozenset("known called nicknamed dubbed named aka a.k.a. née alias".split())
_BETWEEN = _CALLED.union("( , also better formerly previously as by its their the acronym abbreviation name".split())
_AMONG = frozenset("including especially particularly namely notably".split())
_INCLUDES = frozenset("include includes included".split())
_PARTY = re.compile(r"[rdi][-‑–]\w")
_REACH = 8
"""Words that may stand between a name and the other one that somebody is known by."""


@dataclass(frozen=True)
class Found:
    """The phrases of a stretch by the words that begin and head them."""

    tree: Tree
    phrases: Sequence[Phrase]
    words: Ints
    by_start: dict[int, int]
    by_head: dict[int, int]

    @cached_property
    def by_name(self) -> dict[int, int]:
        """The names of people by each of their words: of "Rep. Ada Lund" now the one, now the other is the head."""
        named = [n for n, phrase in enumerate(self.phrases) if phrase.form == "name" and phrase.type == "person"]
        named.sort(key=lambda n: self.phrases[n].start - self.phrases[n].end)  # inner ones come last
        return {at: n for n in named for at in range(self.words[n, 0], self.words[n, 2] + 1)}

    def word(self, at: int) -> str:
        """Give a word in small letters, nothing behind the end."""
        return self.tree.word(at) if at < len(self.tree.tokens) else ""

    def text(self, n: int) -> str:
        """Give the words of a phrase."""
        phrase, tree = self.phrases[n], self.tree
        return tree.text[phrase.start - tree.offset : phrase.end - tree.offset]

    def tie(self, who: int, what: int, current: bool | None = None) -> Tie:
        """Tie two phrases as one."""
        return Tie(_place(self.phrases[who]), _place(self.phrases[what]), current)


def find_ties(tree: Tree, phrases: Sequence[Phrase], words: Ints) -> list[Tie]:
    """Find the ties between the phrases of a stretch; words (phrases, 3): the first, the head and the last of each."""
    order = list(enumerate(words.tolist()))
    by_start = {first: n for n, (first, _, _) in reversed(order)}
    by_head = {head: n for n, (_, head, _) in reversed(order)}
    found = Found(tree, phrases, words, by_start, by_head)
    return [
        *_find_predicates(found),
        *_find_relatives(found),
        *_find_neighbours(found),
        *_find_other_names(found),
        *_find_members(found),
        *_find_leaders(found),
        *_find_titles(found),
    ]


def _find_predicates(found: Found) -> Iterator[Tie]:
    """Find what an apposition, a copula or a relative clause makes one."""
    tree, by_head = found.tree, found.by_head
    for head, n in by_head.items():
        token = tree.tokens[head]
        named = by_head.get(token.head, found.by_name.get(token.head))
        if token.deprel == "appos" and named is not None and named != n and _can_be_one(found, named, n):
            yield found.tie(named, n)
        copula, subject = tree.child(head, "cop"), tree.child(head, "nsubj", "nsubj:outer")
        if copula is None or subject is None or tree.child(head, "case") is not None or _is_open(tree, head):
            continue
        current = _STILL.get(tree.word(copula))
        if token.deprel == "acl:relcl" and token.head in by_head and tree.word(subject) in ("who", "which", "that"):
            yield found.tie(by_head[token.head], n, current)
        elif subject in by_head:
            yield found.tie(by_head[subject], n, current)


def _find_relatives(found: Found) -> Iterator[Tie]:
    """Find what "who" and "which" take up: the noun on which their clause hangs; "who" is rather a person near by."""
    for at, token in enumerate(found.tree.tokens):
        noun = found.by_head.get(token.head)
        if token.deprel == "acl:relcl" and noun is not None:
            for child in found.tree.children[at]:
                pronoun = found.by_head.get(child)
                if pronoun is not None and found.tree.word(child) in _RELATIVES:
                    yield found.tie(_person_near(found, noun) if found.tree.word(child) == "who" else noun, pronoun)


def _person_near(found: Found, noun: int) -> int:
    """Find the person that "who" takes up where its noun is a thing: "listeners to his programme who said so"."""
    if found.phrases[noun].type in _ACTORS:
        return noun
    head, sentence = int(found.words[noun, 1]), found.phrases[noun].sentence
    before = (n for n in range(noun - 1, max(-1, noun - 1 - _REACH), -1) if found.phrases[n].form != "pronoun")
    fits = (n for n in before if found.phrases[n].type == "person" and found.phrases[n].sentence == sentence)
    return next((n for n in fits if int(found.words[n, 2]) < head), noun)


def _can_be_one(found: Found, one: int, other: int) -> bool:
    """Tell whether the types of two phrases leave it open that they are one."""
    types = (found.phrases[one].type, found.phrases[other].type)
    return types[0] == types[1] or _NEVER.isdisjoint(types)


def _is_open(tree: Tree, head: int) -> bool:
    """Tell whether it is said not to be so, or only that it may be."""
    return tree.child(head, "aux") is not None or any(tree.word(c) in _DENIALS for c in tree.children[head])


def _find_neighbours(found: Found) -> Iterator[Tie]:
    """Find descriptions that stand beside a name: "team member Ada Lund", "Ada Lund, clerk of the league"."""
    for n, phrase in enumerate(found.phrases):
        last = int(found.words[n, 2])
        at = _skip_aside(found, last + 1)
        comma = found.word(at) == ","
        m = found.by_start.get(at + comma)
        if m is None or {phrase.type, found.phrases[m].type} - _ACTORS:
            continue
        if _describes(found, n) and found.phrases[m].form == "name" and _stands_before(found, n, m, comma=comma):
            yield found.tie(m, n)
        told = _is_bare(found, m) or (at > last + 1 and _is_set_off(found, m))
        if told and comma and phrase.form == "name" and phrase.type == "person":
            yield found.tie(n, m)


def _skip_aside(found: Found, at: int) -> int:
    """Skip brackets behind a name, or between commas a party and state: "Ada Lund (D-Ky.), the mayor"."""
    close = (
        ")" if found.word(at) == "(" else "," if _PARTY.match(found.word(at + 1)) and found.word(at) == "," else None
    )
    end = next((k for k in range(at + 1, at + _REACH) if found.word(k) == close), None) if close else None
    return at if end is None else end + (close == ")")


def _is_set_off(found: Found, n: int) -> bool:
    """Tell whether a phrase describes one person and a mark ends it."""
    _, head, last = found.words[n].tolist()
    closed = found.word(last + 1) in _CLOSERS and found.tree.tokens[head].deprel != "conj"
    return closed and _describes(found, n) and found.phrases[n].form == "nominal"


def _describes(found: Found, n: int) -> bool:
    """Tell whether a phrase is a description of one person; a title may be written like a name."""
    _, head, last = found.words[n].tolist()
    phrase = found.phrases[n]
    titled = phrase.form == "name" and head < last and found.word(head + 1) in ("for", "of", "at", "to")
    return phrase.type == "person" and not phrase.many and (phrase.form == "nominal" or titled)


def _stands_before(found: Found, n: int, m: int, *, comma: bool) -> bool:
    """Tell whether a description goes with the name behind it, and the two are no list."""
    tokens = found.tree.tokens
    first, head, _ = found.words[n].tolist()
    _, other, last = found.words[m].tolist()
    if tokens[other].deprel == "conj":
        return False
    linked = head in (other, tokens[other].head) or tokens[head].head == other
    opens = first == 0 or tokens[first - 1].sentence != tokens[first].sentence
    beside = not comma and found.phrases[n].form == "nominal"
    return linked or beside or (comma and (found.word(last + 1) in _CLOSERS or opens))


def _is_bare(found: Found, n: int) -> bool:
    """Tell whether a phrase is one person's title without an article: "spokesman for the league"."""
    _, head, last = found.words[n].tolist()
    phrase = found.phrases[n]
    bare = found.tree.child(head, "det", "nmod:poss") is None and phrase.form == "nominal" and not phrase.many
    return bare and phrase.type == "person" and head < last and found.word(head + 1) in ("for", "of", "at", "with")


def _find_other_names(found: Found) -> Iterator[Tie]:
    """Find second names: in brackets, or behind "also known as"."""
    for n, phrase in enumerate(found.phrases):
        if phrase.form != "name":
            continue
        at = int(found.words[n, 2]) + 1
        skipped: list[str] = []
        while found.word(at) in _BETWEEN and len(skipped) < _REACH and at not in found.by_start:
            skipped.append(found.word(at))
            at += 1
        m = found.by_start.get(at)
        if m is None or found.phrases[m].form != "name" or not skipped:
            continue
        called = not _CALLED.isdisjoint(skipped) and not _calls(found, n)
        bracket = skipped == ["("] and found.word(int(found.words[m, 2]) + 1) == ")"
        if called or (bracket and _is_short(found, m) and _may_be_short_for(found, n, m)):
            yield Tie(_place(phrase), _place(found.phrases[m]), kind="also")


def _is_short(found: Found, n: int) -> bool:
    """Tell whether a name is of capitals, as acronyms are."""
    first, _, last = found.words[n].tolist()
    token = found.tree.tokens[first]
    word = found.tree.text[token.start : token.end]
    return first == last and sum(map(str.isupper, word)) * 2 >= len(word) > 1


def _calls(found: Found, n: int) -> bool:
    """Tell whether it is the one who calls: "Ada Lund called Ivo Brandt"."""
    _, head, last = found.words[n].tolist()
    token = found.tree.tokens[head]
    return token.deprel in ("nsubj", "conj") and found.word(last + 1) in _CALLED and token.head == last + 1


def _may_be_short_for(found: Found, n: int, m: int) -> bool:
    """Tell whether letters in brackets may be those of a name: not "TARN (OPA)", which says who reports from where."""
    if found.phrases[n].type == found.phrases[m].type:
        return True
    left = iter(found.text(n).lower())
    return all(letter in left for letter in found.text(m).lower() if letter.isalpha())


def _find_members(found: Found) -> Iterator[Tie]:
    """Find the members that a group is said to include: "partners, including Velland and Tessary"."""
    tree = found.tree
    for n in range(len(found.phrases)):
        at = int(found.words[n, 2]) + 1
        at += found.word(at) == ","
        such = found.word(at) == "such" and found.word(at + 1) == "as"
        if (found.word(at) in _AMONG or such) and not _is_within_many(found, n):
            m = found.by_start.get(at + 1 + such)
            yield from _tie_members(found, n, None if m is None else int(found.words[m, 1]))
    for at, token in enumerate(tree.tokens):
        if token.upos == "VERB" and tree.word(at) in _INCLUDES:
            subject = tree.child(at, "nsubj")
            group = None if subject is None else found.by_head.get(subject)
            if group is not None:
                yield from _tie_members(found, group, tree.child(at, "obj"))


def _is_within_many(found: Found, n: int) -> bool:
    """Tell whether a phrase for one ends another for many: "the bill" in "friends of the bill"."""
    phrase = found.phrases[n]
    around = range(max(0, n - _REACH), n)
    return not phrase.many and any(found.phrases[m].many and found.phrases[m].end == phrase.end for m in around)


def _tie_members(found: Found, group: int, first: int | None) -> Iterator[Tie]:
    """Tie a group to the names that are joined to the first of its members."""
    if first is None or found.phrases[group].form == "pronoun":
        return
    for head in (first, *(c for c in found.tree.children[first] if found.tree.tokens[c].deprel == "conj")):
        n = found.by_head.get(head)
        if n is not None and found.phrases[n].form == "name" and found.phrases[n].type in (*_ACTORS, "place"):
            yield Tie(_place(found.phrases[n]), _place(found.phrases[group]), kind="member")


def _find_leaders(found: Found) -> Iterator[Tie]:
    """Find who leads what by a verb: "Ada Lund, who heads the brigade", "the brigade led by Ada Lund"."""
    tree = found.tree
    for at, token in enumerate(tree.tokens):
        if token.upos != "VERB" or tree.word(at) not in _LEADS:
            continue
        agent = next(
            (c for c in tree.children[at] if tree.tokens[c].deprel.startswith("obl") and _is_by(tree, c)), None
        )
        who, what = tree.child(at, "nsubj"), tree.child(at, "obj")
        if who is not None and tree.word(who) in _RELATIVES and token.deprel == "acl:relcl":
            who = token.head
        if agent is not None and token.deprel in ("acl", "acl:relcl"):
            who, what = agent, token.head
        leader, body = found.by_head.get(-1 if who is None else who), found.by_head.get(-1 if what is None else what)
        if leader is not None and body is not None and found.phrases[body].type == "organization":
            last = at if agent is not None else int(found.words[body, 2])
            words = tree.place(at, last)
            yield Tie(_place(found.phrases[leader]), _place(found.phrases[body]), kind="leader", words=words)


def _find_titles(found: Found) -> Iterator[Tie]:
    """Find the nouns that stand before a name as its title: "beekeeper Ada Lund"."""
    tree, tokens = found.tree, found.tree.tokens
    for phrase, (first, _, last) in zip(found.phrases, found.words.tolist(), strict=True):
        if phrase.form != "name" or phrase.type != "person" or phrase.joins:
            continue
        before = (at for at in range(first, last) if tokens[at].upos == "NOUN" and not _is_proper(tree, at))
        end = next((at for at in before if _is_proper(tree, at + 1)), None)
        if end is not None:
            begin = end
            while begin > first and tokens[begin - 1].upos in ("NOUN", "ADJ") and not _is_proper(tree, begin - 1):
                begin -= 1
            yield Tie(_place(phrase), _place(phrase), kind="title", words=tree.place(begin, end))


def _is_proper(tree: Tree, at: int) -> bool:
    token = tree.tokens[at]
    return token.upos == "PROPN" and tree.text[token.start].isupper()


def _is_by(tree: Tree, at: int) -> bool:
    return any(tree.word(child) == "by" for child in tree.children[at])


def _place(phrase: Phrase) -> tuple[int, int]:
    return phrase.start, phrase.end
