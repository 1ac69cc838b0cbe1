"""Marked texts -> articles, phrases and attributions made by hand; and a scorer with a script, without weights.

"[P:Ada Lund] of [o:the [L:Tarn] ^council] said [p:she] slept": the letter is the type, a capital one a name's; `+`
behind it means many, `?` that the type is unsure, `&` that the phrase joins those inside it; `^` stands before a head
word that is not the one before the first "of", "for" or the like, nor the last.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sayso.data import (
    Addressee,
    Article,
    Attribution,
    EventMention,
    Extraction,
    MentionForm,
    Passage,
    Phrase,
    Source,
    Span,
    Tie,
)
from sayso.link import Linked, link_article
from sayso.link.clusters import Clusters, find_clusters
from sayso.link.pairs import agree_on_types
from sayso.link.roles import RoleFinder
from sayso.text import make_span
from tests.extract.made import find, make_article

TYPES = {"p": "person", "o": "organization", "l": "place", "d": "object", "e": "event", "t": "time"}
YES, NO = 5.0, -20.0
_MARKS = re.compile(r"\[([A-Za-z])([+?&]*):|\]|\^")
_HEAD = re.compile(r"(?:\S+\s+)*?([\w.-]+)(?=['’]s?$|$|,| of | for | from | to | in | at | who | loyal | \()")
_END = re.compile(r"[.!?]”?\s+|\n\n")
_PRONOUNS = frozenset(
    "i me my we us our you your he him his she her it its they them their who which another himself herself "
    "others somebody someone everyone nobody".split()
)


@dataclass(frozen=True)
class Marked:
    """An article with its phrases."""

    article: Article
    phrases: tuple[Phrase, ...]

    def words(self, n: int) -> str:
        return self.article.text[self.phrases[n].start : self.phrases[n].end]

    def number(self, words: str) -> int:
        """Find a phrase by its words; "she/2" is the second one."""
        bare, _, nth = words.partition("/")
        return [n for n in range(len(self.phrases)) if self.words(n) == bare][int(nth or 1) - 1]

    def place(self, words: str) -> tuple[int, int]:
        phrase = self.phrases[self.number(words)]
        return phrase.start, phrase.end

    def spans(self, words: str | None) -> tuple[Span, ...]:
        text = self.article.text
        return tuple(make_span(text, *place) for place in find(text, words))

    def say(
        self, content: str, source: str | None = None, *, cue: str | None = "said", to=None, **fields
    ) -> Attribution:
        """Make an attribution of its words; the source is found as a phrase is."""
        spans = (make_span(self.article.text, *self.place(source)),) if source else ()
        plain = {"id": "a1", "manner": "indirect", "act": "say", "negated": False} | fields
        return Attribution(
            source=Source(spans) if source else None,
            cue=Passage(self.spans(cue)) if cue else None,
            content=Passage(self.spans(content)),
            addressee=Addressee(self.spans(to)) if to else None,
            **plain,
        )

    def happen(self, word: str, event_type="OTHER", **fields) -> EventMention:
        """Make a mention of an event of its word, "struck/2" for the second one.

        Its parties and `where` are found as phrases are, what it hangs on as the word is; `when` are words.
        """
        text = self.article.text
        trigger = _find_word(text, word)
        ends = [0, *(match.end() for match in _END.finditer(text)), len(text)]
        sentence = max(n for n, end in enumerate(ends[:-1]) if end <= trigger[0])
        told = {"clause": (ends[sentence], ends[sentence + 1]), "sentence": sentence} | fields
        for part in {"actor", "recipient", "where"} & set(fields):
            told[part] = tuple(map(self.place, [fields[part]] if isinstance(fields[part], str) else fields[part]))
        if "when" in fields:
            told["when"] = find(text, fields["when"])
        if "governor" in fields:
            told["governor"] = _find_word(text, fields["governor"])
        return EventMention(trigger, event_type=event_type, **told)


def _find_word(text: str, word: str) -> tuple[int, int]:
    bare, _, nth = word.partition("/")
    return [match.span() for match in re.finditer(rf"\b{re.escape(bare)}\b", text)][int(nth or 1) - 1]


def read(*blocks: str | tuple[str, str], publisher: str | None = None) -> Marked:
    """Read marked blocks."""
    plain: list[str | tuple[str, str]] = []
    opened: list[tuple[str, str, int, int | None]] = []
    found: list[tuple[str, str, int, int, int | None]] = []
    at = 0
    for block in blocks:
        kind, words = ("paragraph", block) if isinstance(block, str) else block
        bare, last = "", 0
        for mark in _MARKS.finditer(words):
            bare += words[last : mark.start()]
            last = mark.end()
            if mark[0] == "^":
                opened[-1] = (*opened[-1][:3], at + len(bare))
            elif mark[0] == "]":
                letter, flags, start, head = opened.pop()
                found.append((letter, flags, start, at + len(bare), head))
            else:
                opened.append((mark[1], mark[2], at + len(bare), None))
        plain.append((kind, bare + words[last:]))
        at += len(bare + words[last:]) + 2
    article = replace(make_article(*plain), publisher=publisher)
    phrases = [_make_phrase(article.text, *mark) for mark in found]
    phrases.sort(key=lambda phrase: (phrase.start, -phrase.end))
    joint = {(start, end) for _, flags, start, end, _ in found if "&" in flags}
    return Marked(article, tuple(_join(p, phrases) if (p.start, p.end) in joint else p for p in phrases))


def _make_phrase(text: str, letter: str, flags: str, start: int, end: int, head: int | None) -> Phrase:
    words = text[start:end]
    if head is None:
        match = _HEAD.match(words)
        place = (start + match.start(1), start + match.end(1)) if match else (start, end)
    else:
        place = (head, head + len(re.split(r"[^\w.-]", text[head:], maxsplit=1)[0]))
    form: MentionForm = "name" if letter.isupper() else "pronoun" if words.lower() in _PRONOUNS else "nominal"
    opens = text.rfind("“", 0, start + 1)
    return Phrase(
        start, end, place, form, TYPES[letter.lower()],
        sentence=len(_END.findall(text, 0, start)), line=text.count("\n\n", 0, start), many="+" in flags,
        quote=opens if opens > text.rfind("”", 0, start) else -1, typed=0.5 if "?" in flags else 1.0,
    )  # fmt: skip


def _join(joint: Phrase, phrases: Sequence[Phrase]) -> Phrase:
    inner = [p for p in phrases if p != joint and joint.start <= p.start and p.end <= joint.end]
    places = tuple((p.start, p.end) for p in inner)
    return replace(joint, joins=places, many=True, head=inner[0].head, form=inner[0].form)


def tell(marked: Marked, said: Iterable[Attribution]) -> Marked:
    """Let the phrases inside contents know whose words they stand in."""
    phrases = list(marked.phrases)
    for attribution in said:
        for span in attribution.source.spans if attribution.source else ():
            source = next(n for n, p in enumerate(phrases) if (p.start, p.end) == (span.start, span.end))
            phrases[source] = replace(phrases[source], speaks=True)
            for n, phrase in enumerate(phrases):
                if any(s.start <= phrase.start and phrase.end <= s.end for s in attribution.content.spans):
                    phrases[n] = replace(phrase, teller=(span.start, span.end))
    return replace(marked, phrases=tuple(phrases))


class Script:
    """Stands where the coreference head stands: says yes to the pairs (later, earlier) it was given, no to others."""

    def __init__(self, marked: Marked, same: Mapping[tuple[str, str], float] | Iterable[tuple[str, str]] = ()) -> None:
        scores = same if isinstance(same, Mapping) else dict.fromkeys(same, YES)
        self._scores = {(marked.number(later), marked.number(earlier)): s for (later, earlier), s in scores.items()}

    def score(self, pairs, features):
        return np.array([self._scores.get((i, j), NO) for i, j in pairs.tolist()], dtype=np.float32)

    def score_none(self, classes, types):
        return np.zeros(len(classes), dtype=np.float32)


def make_ties(marked: Marked, ties: Iterable[tuple]) -> list[Tie]:
    """Make ties of (who, what) or (who, what, current)."""
    return [Tie(marked.place(who), marked.place(what), *current) for who, what, *current in ties]


def cluster(marked: Marked, same=(), ties=()) -> Clusters:
    phrases = agree_on_types(marked.article.text, marked.phrases)
    return find_clusters(marked.article.text, phrases, make_ties(marked, ties), Script(marked, same))


def show_clusters(marked: Marked, same=(), ties=()) -> list[list[str]]:
    """Show the clusters by their words, those of one phrase left out."""
    members = cluster(marked, same, ties).members.values()
    return [[marked.words(n) for n in numbers] for numbers in members if len(numbers) > 1]


def show_roles(marked: Marked, same=(), ties=(), sources=()) -> list[tuple[str, str, str | None, bool | None]]:
    """Show the roles that are found: who, title, body, current; each cluster by the words of its first phrase."""
    clusters = cluster(marked, same, ties)
    finder = RoleFinder(marked.article.text, clusters, make_ties(marked, ties))

    def name(body) -> str | None:
        if body is None:
            return None
        return marked.words(clusters.members[body][0]) if isinstance(body, int) else body.name

    roles = finder.find_roles(span for words in sources for span in marked.spans(words))
    text = marked.article.text
    return sorted((name(r.who) or "", text[slice(*r.title)], name(r.of), r.current) for r in roles)


class NoJudge:
    """Takes no two mentions of events for one."""

    def score(self, features):
        return np.full(len(features), NO)


class StemJudge:
    """Takes mentions of events for one where the words for them have one stem."""

    def score(self, features):
        return features[:, 2] - 0.5


def link(marked: Marked, *said: Attribution, same=(), ties=(), events=(), judge=None) -> Linked:
    """Link an article by a script."""
    told = tell(marked, said)
    scorer = Script(told, same)
    extraction = Extraction(said, told.phrases, make_ties(told, ties), events)
    return link_article(told.article, extraction, scorer=scorer, judge=judge or NoJudge())


def name_speakers(linked: Linked) -> list[str | None]:
    """Name the speaker of each attribution."""
    names = {entity.id: entity.name for entity in linked.entities} | {"writer": "writer"}
    return [names[a.source.entity] if a.source and a.source.entity else None for a in linked.attributions]


def name_all(linked: Linked, ids: Iterable[str]) -> list[str]:
    """Name entities by their ids."""
    names = {entity.id: entity.name for entity in linked.entities} | {"writer": "writer"}
    return [names[number] for number in ids]
