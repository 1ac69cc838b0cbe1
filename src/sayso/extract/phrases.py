"""What the heads say of a text in; the phrases that may stand for someone or something out, and which are one."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import dropwhile, takewhile

import numpy as np

from sayso.data import MentionForm, Phrase, Tie
from sayso.extract.drafts import Draft, Place
from sayso.extract.ties import find_ties
from sayso.extract.tree import Tree
from sayso.model.decode import Ints, softmax
from sayso.model.encode import QUOTES
from sayso.model.heard import Floats, Heard
from sayso.model.labels import NAME_TAGS
from sayso.model.parse import FoundMention, find_head, find_mentions

LEAST = 0.4
"""Share from which on a span is tried as a phrase; chosen on GUM dev, where more is linked than at 0.6."""
NEAR = 12
"""Phrases behind one that may be its first part."""
UNSURE = 0.3
"""Share given to a phrase that no head has found, only its place as a source."""
_SUBJECTS = frozenset(("nsubj", "nsubj:pass", "nsubj:outer", "csubj"))
_PARTY = re.compile(r"(?:[RDI][-‑–](?:[A-Z][\w.]*\s?)+|[RD])\)?")
"""What stands behind the name of a member of the American congress: its party and state."""
_MINDS = re.compile(r"(?P<head>[Mm]inist(?:ry|ries|ers?)|Departments?|[Ss]ecretary) (?:of|for) (?:the )?\Z")
"""What stands before the field of a ministry."""
_BEFORE = 30
_FIELDS = frozenset(
    "state defense defence interior treasury health education energy labor labour commerce agriculture transportation "
    "transport".split()
) | {"homeland security", "the interior", "the treasury", "veterans affairs", "housing", "foreign affairs"}
_HELD = re.compile(r"\b(?:universit|institut|college|compan|group|part(?:y|ies)|council|union|nations|states|kingdom)")
_MANY_WORDS = frozenset("we us our ours they them their theirs these those both all many some several".split())
_LONGEST = 12
"""Words behind the head of a mention that may be a name."""
_ENDS = frozenset("PUNCT ADP PRON SCONJ CCONJ DET AUX".split())
"""Words of these parts of speech end the name behind the head of a mention."""
_NAMED = ("person", "organization", "place")
_ACTORS = frozenset(("person", "organization"))
_NEW_PERSON = NAME_TAGS.index("B-person")
_PLACE = frozenset(n for n, tag in enumerate(NAME_TAGS) if tag.endswith("-place"))
_OUTSIDE = QUOTES.index("outside")
_OPENS = (QUOTES.index("open"), QUOTES.index("carries on"))


@dataclass(frozen=True, slots=True)
class Found:
    """The phrases of a stretch, the words (first, head, last) of each, and the ties between them."""

    phrases: list[Phrase]
    words: Ints
    ties: list[Tie]
    sentences: int
    lines: int


def find_phrases(
    heard: Heard, heads: dict[str, Floats], tree: Tree, *, drafts: Sequence[Draft], before: tuple[int, int] = (0, 0)
) -> Found:
    """Find the phrases of a stretch; a source that no head took for a mention is one too.

    before: the sentences and lines of the article before this stretch.
    """
    tokens = tree.tokens
    mentions = [_cut_at_lines(tree, mention) for mention in find_mentions(heard, heads, tokens, least=LEAST)]
    mentions = list(_part_names(tree, softmax(heard.said["name"]).argmax(1).tolist(), mentions))
    mentions = [mention for mention in mentions if not _is_none(tree, mention)]
    mentions = list(_one_a_head(tree, [*mentions, *_unseen_sources(tree, mentions, drafts)]))
    mentions.sort(key=lambda m: (m.start, -m.end))
    starts = heard.encoded.words[:, 0]
    words = np.array(
        [(np.searchsorted(starts, m.start), m.head, np.searchsorted(starts, m.end, side="left") - 1) for m in mentions],
        dtype=np.int64,
    ).reshape(-1, 3)
    lines = np.cumsum(heard.encoded.features[:, 1] >= 2)
    quotes = _number_quotes(heard.encoded.features[:, 2], starts + tree.offset, drafts)
    mentions = _retype(heard, tree, mentions, words)
    same: dict[int, int] = {}  # long articles have many phrases, and phrases many numbers in common
    phrases = [
        _make_phrase(
            tree, mention, quote=int(quotes[first]), line=int(lines[first]) + before[1], sentences=before[0], same=same
        )
        for mention, first in zip(mentions, words[:, 0].tolist(), strict=True)
    ]
    phrases = _mark_tellers(tree, list(_join(tree, phrases, words)), drafts)
    ties = find_ties(tree, phrases, words)
    return Found(phrases, words, ties, tokens[-1].sentence + 1, int(lines[-1]) + 1)


def _cut_at_lines(tree: Tree, mention: FoundMention) -> FoundMention:
    """Keep of what was taken for a mention across paragraphs the part in which its head stands."""
    head = tree.tokens[mention.head]
    before = tree.text.rfind("\n\n", mention.start, head.start)
    behind = tree.text.find("\n\n", head.end, mention.end)
    if before < 0 and behind < 0:
        return mention
    return replace(
        mention,
        start=mention.start if before < 0 else next(t.start for t in tree.tokens if t.start > before),
        end=mention.end if behind < 0 else max(t.end for t in tree.tokens if t.end <= behind),
    )


def _part_names(tree: Tree, tags: Sequence[int], mentions: Sequence[FoundMention]) -> Iterator[FoundMention]:
    """Part a title from the name behind it where a place ends the title: "envoy to the Far North Ada Lund"."""
    starts = [token.start for token in tree.tokens]
    parted = {}
    for mention in mentions:
        first, last = bisect_left(starts, mention.start), bisect_left(starts, mention.end) - 1
        at = next(
            (at for at in range(first + 1, last + 1) if tags[at] == _NEW_PERSON and _ends_title(tree, tags, at)), 0
        )
        if not at:
            yield mention
            continue
        name = (starts[at], mention.end)
        parted[name] = FoundMention(*name, "person", find_head(tree.tokens, at, last + 1), mention.probability, 1.0)
        if mention.head < at and tags[mention.head] not in _PLACE:
            yield replace(mention, end=tree.tokens[at - 1].end)
    known = {(mention.start, mention.end) for mention in mentions}
    yield from (mention for place, mention in parted.items() if place not in known)


def _ends_title(tree: Tree, tags: Sequence[int], at: int) -> bool:
    """Tell whether a place behind a preposition stands right before a word."""
    begin = at
    while begin and tags[begin - 1] in _PLACE:
        begin -= 1
    begin -= begin > 0 and tree.tokens[begin - 1].upos == "DET"
    return 0 < begin < at and tags[at - 1] in _PLACE and tree.tokens[begin - 1].upos == "ADP"


def _one_a_head(tree: Tree, mentions: Iterable[FoundMention]) -> Iterator[FoundMention]:
    """Keep, of mentions with one head word, the surest, one with a name first; all if that word joins others to it."""
    by_head: dict[int, list[FoundMention]] = {}
    for mention in mentions:
        by_head.setdefault(mention.head, []).append(mention)
    for head, rivals in by_head.items():
        joined = tree.child(head, "conj") is not None
        yield from rivals if joined else [max(rivals, key=lambda m: (_ends_on_name(tree, m), m.probability))]


def _is_none(tree: Tree, mention: FoundMention) -> bool:
    """Tell whether what was taken for a mention is none: "which ordered the report", "nobody was hurt", "R-Ky."."""
    if _PARTY.fullmatch(tree.text, mention.start, mention.end) or _is_field(tree, mention):
        return True
    if mention.type in (*_ACTORS, "place") and tree.tokens[mention.head].upos in ("VERB", "AUX"):
        return True
    words = tree.text[mention.start : mention.end].split(None, 1)
    return len(words) > 1 and words[0].lower() in ("which", "who", "whom", "that", "there")


def _is_field(tree: Tree, mention: FoundMention) -> bool:
    """Tell whether what was taken for a body is what a ministry is for: "Foreign Affairs", "State", "Health"."""
    if mention.type in ("person", "place"):
        return False
    words = tree.text[mention.start : mention.end].lower()
    minds = _MINDS.search(tree.text, max(0, mention.start - _BEFORE), mention.start)
    return minds is not None and (minds["head"].lower() != "secretary" or words in _FIELDS) and not _HELD.search(words)


def _unseen_sources(tree: Tree, mentions: list[FoundMention], drafts: Iterable[Draft]) -> Iterator[FoundMention]:
    """Make mentions of what no head took for one: sources, joint ones as a whole, and the parts of a byline."""
    known = {mention.head for mention in mentions}
    wholes = {(mention.start, mention.end) for mention in mentions}
    starts = [token.start for token in tree.tokens]
    for draft in drafts:
        for start, end in draft.source[:1]:
            first, last = (bisect_left(starts, place - tree.offset) for place in (start, end))
            parts = list(_parts_of_byline(tree, first, last)) if draft.set_off else [(first, last)]
            for a, b in parts:
                head = find_head(tree.tokens, a, b)
                if tree.tokens[head].upos in ("VERB", "AUX") and tree.tokens[a].upos == "PRON":
                    head, b = a, a + 1  # "who has seen it"
                yield from _unseen_noun(tree, head, known)
                joint = any(tree.tokens[c].deprel == "conj" and a <= c < b for c in tree.children[head])
                cut = b if joint else _before_apposition(tree, head, a, b)
                place = (tree.tokens[a].start, tree.tokens[cut - 1].end)
                seen = any(m.start < place[1] <= m.end for m in mentions if m.type in _ACTORS)
                cut_short = tree.tokens[cut - 1].upos == "PROPN" and not seen
                if (joint and place not in wholes) or cut_short or head not in known:
                    known.add(head)
                    wholes.add(place)
                    kind = "person" if (a, b) == parts[0] else "organization"
                    yield FoundMention(*place, kind, head, 1.0 if cut_short else UNSURE, UNSURE)


def _unseen_noun(tree: Tree, pronoun: int, known: set[int]) -> Iterator[FoundMention]:
    """Make a mention of the noun that a relative pronoun takes up, where no head took it for one."""
    verb = tree.tokens[tree.tokens[pronoun].head]
    noun = verb.head
    if tree.word(pronoun) != "who" or verb.deprel != "acl:relcl" or noun in known or tree.tokens[noun].upos != "NOUN":
        return
    known.add(noun)
    first = min([noun, *(c for c in tree.children[noun] if c < noun)])
    yield FoundMention(tree.tokens[first].start, tree.tokens[noun].end, "person", noun, UNSURE, UNSURE)


def _parts_of_byline(tree: Tree, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Part a byline at its commas: "Ada Lund, spokeswoman, harbour board"."""
    begin = first
    for at in range(first, last + 1):
        if at == last or tree.word(at) in (",", ";"):
            if begin < at:
                yield begin, at
            begin = at + 1


def _before_apposition(tree: Tree, head: int, first: int, last: int) -> int:
    """Find where a source's own words end: before a comma behind its head."""
    commas = (at for at in range(head + 1, last) if tree.word(at) in (",", "(", "–", "—") and at > first)
    return next(commas, last)


def _make_phrase(
    tree: Tree, mention: FoundMention, *, quote: int, line: int, sentences: int, same: dict[int, int]
) -> Phrase:
    head = tree.tokens[mention.head]
    named = head.upos == "PROPN" or _ends_on_name(tree, mention)
    form: MentionForm = "pronoun" if head.upos == "PRON" else "name" if named else "nominal"
    numbers = (mention.start, mention.end, head.start, head.end)
    start, end, *place = (same.setdefault(number, number) for number in (n + tree.offset for n in numbers))
    return Phrase(
        start,
        end,
        (place[0], place[1]),
        form,
        mention.type,
        same.setdefault(head.sentence + sentences, head.sentence + sentences),
        same.setdefault(line, line),
        many=_is_many(tree, mention.head),
        subject=head.deprel in _SUBJECTS,
        quote=same.setdefault(quote, quote),
        sure=_share(mention.probability),
        typed=_share(mention.typed),
    )


@cache
def _shares() -> list[float]:
    return [n / 1000 for n in range(1001)]


def _share(value: float) -> float:
    """Round a share to thousandths; each of these is one number, however many phrases have it."""
    return _shares()[round(1000 * value)]


def _retype(heard: Heard, tree: Tree, mentions: list[FoundMention], words: Ints) -> list[FoundMention]:
    """Let the head that has learned names from the news have its say in what a name is: person, body or place."""
    shares = softmax(heard.said["name"])
    by_type = np.stack(
        [shares[:, [NAME_TAGS.index(f"B-{t}"), NAME_TAGS.index(f"I-{t}")]].sum(1) for t in _NAMED], axis=1
    )
    out = []
    for mention, (first, head, last) in zip(mentions, words.tolist(), strict=True):
        if tree.tokens[head].upos != "PROPN":
            out.append(mention)
            continue
        proper = [at for at in range(first, last + 1) if tree.tokens[at].upos == "PROPN"][-_LONGEST:]
        told = by_type[proper].mean(0)
        told += [mention.typed if mention.type == t else 0.0 for t in _NAMED]
        best = int(told.argmax())
        out.append(
            replace(mention, type=_NAMED[best], typed=float(told[best] / 2)) if told[best] > mention.typed else mention
        )
    return out


def _ends_on_name(tree: Tree, mention: FoundMention) -> bool:
    """Tell whether a name stands behind the head of a mention, nouns aside: "fire chief Ivo Brandt of Orde"."""
    behind = [t for t in tree.tokens[mention.head + 1 : mention.head + _LONGEST] if t.end <= mention.end]
    behind = list(takewhile(lambda token: token.upos not in _ENDS, behind))
    name = list(dropwhile(lambda t: t.upos in ("NOUN", "PROPN") and tree.text[t.start].islower(), behind))
    above = tree.tokens[name[0].head] if name else None
    if above is None or (above.upos == "VERB" and mention.start < above.start < mention.end):
        return False  # "a place Ada Lund knows"
    return all(tree.text[token.start].isupper() for token in name) and name[-1].upos == "PROPN"


def _is_many(tree: Tree, head: int) -> bool:
    """Tell whether a head word stands for more than one, by its form: a tag for number there is none."""
    word, upos = tree.word(head), tree.tokens[head].upos
    if upos == "PRON":
        return word in _MANY_WORDS
    if upos != "NOUN":
        return False
    return word in ("people", "police", "men", "women", "children", "media", "troops") or (
        word.endswith("s") and not word.endswith(("ss", "us", "is", "news", "series"))
    )


def _join(tree: Tree, phrases: list[Phrase], words: Ints) -> Iterator[Phrase]:
    """Give each phrase that holds two joined ones their places, and let it stand for many."""
    by_head = {head: n for n, head in reversed(list(enumerate(words[:, 1].tolist())))}
    for n, (phrase, (first, head, last)) in enumerate(zip(phrases, words.tolist(), strict=True)):
        joined = [c for c in tree.children[head] if tree.tokens[c].deprel == "conj" and first <= c <= last]
        if not joined or phrase.form == "pronoun":
            yield phrase
            continue
        near = range(n + 1, min(n + 1 + NEAR, len(phrases)))
        inner = [m for m in near if words[m, 1] == head and words[m, 2] < last][:1]
        parts = [by_head[c] for c in joined if c in by_head]
        yield replace(phrase, many=True, joins=tuple((phrases[m].start, phrases[m].end) for m in (*inner, *parts)))


def _mark_tellers(tree: Tree, phrases: list[Phrase], drafts: Sequence[Draft]) -> list[Phrase]:
    """Mark the phrases that are sources, and give those inside a content the source of it, the nearest around them."""
    starts = [phrase.start for phrase in phrases]
    begins = [token.start + tree.offset for token in tree.tokens]
    by_head: defaultdict[int, list[int]] = defaultdict(list)
    for n, phrase in enumerate(phrases):
        by_head[phrase.head[0]].append(n)

    def inside(place: Place) -> list[int]:
        within = range(bisect_left(starts, place[0]), bisect_left(starts, place[1]))
        return [n for n in within if phrases[n].end <= place[1]]

    def headed(place: Place, content: Sequence[Place]) -> list[int]:
        first, last = (bisect_left(begins, at) for at in place)
        own, within = by_head[begins[find_head(tree.tokens, first, last)]], inside(place)
        # a phrase may go on behind the source: of "two men on a boat, who slept, said" the boat says nothing; but in
        # "a letter saying that I slept" it holds what is said
        longer = [n for n in own if not any(phrases[n].start <= a and b <= phrases[n].end for a, b in content)]
        return [n for n in own if n in within] or longer or within

    out = list(phrases)
    for draft in sorted(drafts, key=lambda draft: -sum(end - start for start, end in draft.content)):
        named = draft.source or (draft.cue if draft.set_off else ())  # the label of an answer
        sources = [
            n for place in named[:1] for n in (inside(place) if draft.set_off else headed(place, draft.content))[:1]
        ]
        for source in sources:
            out[source] = replace(out[source], speaks=True)
        teller = (phrases[sources[0]].start, phrases[sources[0]].end) if sources else None
        for place in draft.content:
            for n in inside(place):
                out[n] = replace(out[n], teller=teller)
    return out


def _number_quotes(quotes: Ints, starts: Ints, drafts: Sequence[Draft]) -> Ints:
    """Give each word the place where its quotation opens, -1 outside; what is set off is quoted without marks."""
    out = np.full(len(quotes), -1, dtype=np.int64)
    opened = -1
    for at, quote in enumerate(quotes.tolist()):
        if quote == _OUTSIDE:
            opened = -1
            continue
        if quote in _OPENS or opened < 0:
            opened = int(starts[at])
        out[at] = opened
    for draft in drafts:
        for start, end in draft.content if draft.set_off else ():
            within = slice(*np.searchsorted(starts, (start, end)).tolist())
            out[within] = np.where(out[within] < 0, draft.content[0][0], out[within])
    return out
