"""Corpora of events, and our own reports with every event marked, in; labelled documents out.

Our reports mark all of it. PLOVER's and PLV's sentences say what one party did to another, and not by which word;
CAMEO's say to which quad class a sentence belongs, if to any; megaveridicality's whether what a verb embeds happened.
"""

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sayso.model.labels import EVENT_MODES, EVENT_ROLES, EVENT_STATES, EVENT_TYPES
from sayso.text import find_words

Words = tuple[int, int]
"""First and last word of a span, the last excluded."""

QUADS = (
    ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    ("COOPERATE", "AID", "RETREAT"),
    ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
)
"""The types of PLOVER's quad classes: verbal and material cooperation, verbal and material conflict."""
OLDER = {
    "DEMAND": ("REQUEST",), "DISAPPROVE": ("ACCUSE",), "INVESTIGATE": ("ACCUSE",), "FIGHT": ("ASSAULT",),
    "YIELD": ("CONCEDE", "RETREAT"),
}  # fmt: skip
"""PLOVER's types by their older names."""


@dataclass(frozen=True)
class Happening:
    """A mention of an event as a person marked it; spans in words. `same` is the first mention of the same event.

    `unsaid` are those of EVENT_ROLES, actor and recipient, which no sentence names that tells of the event, and
    `elsewhere` the places at which the report names each.
    """

    trigger: int
    kind: int
    modes: tuple[int, ...]
    state: int
    historical: bool
    arguments: tuple[tuple[Words, ...], ...]
    """The spans of each of EVENT_ROLES."""
    same: int | None = None
    elsewhere: tuple[tuple[Words, ...], ...] = ((), ())
    unsaid: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Deed:
    """What one party did to another in a sentence, of one of these types, none where nobody told it.

    The words of either may be wanting.
    """

    kinds: tuple[int, ...]
    actor: Words | None
    recipient: Words | None


@dataclass(frozen=True)
class Told:
    """A text with its words, and what is known of the events in it; what is None is open."""

    name: str
    text: str
    words: list[Words]
    happenings: tuple[Happening, ...] | None = None
    deed: Deed | None = None
    quad: int | None = None
    """The quad class of what happens in the sentence, counted from 1; 0 where nothing does."""
    truth: tuple[int, int] | None = None
    """A word, and which of EVENT_TRUTHS the sentence makes of what it says."""


_TAG = re.compile(r"\{((?:[varpt]\d+)(?:,[varpt]?\d+)*):|\}")
_LINE = re.compile(r"(\d+)(?:=(\d+))? ([A-Z]+)(?: ([a-z,-]+))?; (\w+)((?: historical| answers \d+)*)(?: \| (.+))?")
_ROLES = {"a": "actor", "r": "recipient", "p": "place", "t": "time"}


def read_events(path: Path) -> Iterator[Told]:
    """Read our own reports: events and their arguments in braces, and a line for each event below."""
    told = "".join(line for line in path.read_text("utf-8").splitlines(keepends=True) if not line.startswith("#"))
    for number, block in enumerate(told.split("==== ")[1:]):
        marked, _, legend = block.partition("\n")[2].partition("\n----")
        yield _read_report(f"{path.stem}{number}", marked.strip(), legend)


def _read_report(name: str, marked: str, legend: str) -> Told:
    text, at = "", 0
    spans: list[tuple[str, int, int, int]] = []
    opened: list[tuple[list[tuple[str, int]], int]] = []
    for tag in _TAG.finditer(marked):
        text += marked[at : tag.start()]
        at = tag.end()
        if tag[1]:
            opened.append((list(_read_labels(tag[1])), len(text)))
        else:
            labels, start = opened.pop()
            spans += [(role, number, start, len(text)) for role, number in labels]
    text += marked[at:]
    words = find_words(text)
    first = dict[int, int]()
    found = []
    lines = [_LINE.fullmatch(line.strip()) for line in legend.splitlines() if line.strip()]
    for n, line in enumerate(line for line in lines if line):
        number = int(line[1])
        first[number] = first.get(int(line[2]), n) if line[2] else n
        mine = {
            role: [words_between(words, *place) for r, k, *place in spans if (r, k) == (role, number)]
            for role in "varpt"
        }
        found.append(
            Happening(
                mine["v"][0][0], EVENT_TYPES.index(line[3]),
                tuple(EVENT_MODES.index(mode) for mode in (line[4] or "").split(",") if mode),
                EVENT_STATES.index(line[5]), "historical" in line[6],
                tuple(tuple(mine[letter]) for letter, role in _ROLES.items() if role in EVENT_ROLES),
                first[number] if line[2] else None,
                _find_elsewhere(text, words, line[7]),
            )
        )  # fmt: skip
    return Told(name, text, words, happenings=tuple(_share_parties(found)))


def _share_parties(found: Sequence[Happening]) -> Iterator[Happening]:
    """Tell all mentions of an event which parties none of them names, and where these are named."""
    for number, happening in enumerate(found):
        first = number if happening.same is None else happening.same
        own = [n for n, one in enumerate(found) if first in (n, one.same)]
        unsaid = frozenset(role for role in range(2) if not any(found[n].arguments[role] for n in own))
        yield replace(happening, elsewhere=found[first].elsewhere, unsaid=unsaid)


def _find_elsewhere(text: str, words: Sequence[Words], told: str | None) -> tuple[tuple[Words, ...], ...]:
    """Find whom a report names away from an event: "actor: the drivers' union; recipient: Lowmark Buses"."""
    named = dict(part.split(": ", 1) for part in told.split("; ")) if told else {}
    names = [[name for name in named.get(role, "").split(" / ") if name] for role in ("actor", "recipient")]
    return tuple(
        tuple(words_between(words, *place.span()) for name in some for place in re.finditer(re.escape(name), text))
        for some in names
    )


def _read_labels(labels: str) -> Iterator[tuple[str, int]]:
    """Read the labels of a span: "a1,2" is the actor of two events, "a1,r3" of one and the recipient of another."""
    role = ""
    for label in labels.split(","):
        role, number = (label[0], label[1:]) if label[0].isalpha() else (role, label)
        yield role, int(number)


def words_between(words: Sequence[Words], start: int, end: int) -> Words:
    """Find the words that touch a stretch of characters; at least one."""
    inside = [n for n, (first, last) in enumerate(words) if first < end and last > start]
    return inside[0], inside[-1] + 1


def read_plv(path: Path) -> Iterator[Told]:
    """Read PLV's sentences, in which actor and recipient are marked."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            marks = [("<s>", "</s>"), ("<t>", "</t>")]
            text, places = take_out(row["marked_sentence"], marks)
            words = find_words(text)
            actor, recipient = (words_between(words, *place) if place else None for place in places)
            yield Told(f"plv{row['sentence_id']}", text, words, deed=Deed(kinds_of(row["gold_root"]), actor, recipient))


def kinds_of(name: str) -> tuple[int, ...]:
    """Give the types that a name stands for, an older one too."""
    return tuple(EVENT_TYPES.index(kind) for kind in OLDER.get(name, (name,)))


def take_out(marked: str, marks: Sequence[tuple[str, str]]) -> tuple[str, list[tuple[int, int] | None]]:
    """Take pairs of marks out of a text; give it, and the place that each enclosed first, without white space."""
    found: list[tuple[int, int] | None] = []
    bare = re.compile("|".join(re.escape(mark) for pair in marks for mark in pair))
    text = bare.sub("", marked)
    for opening, closing in marks:
        start, end = marked.find(opening), marked.find(closing)
        if not 0 <= start < end:
            found.append(None)
            continue
        at = len(bare.sub("", marked[:start]))
        inside = bare.sub("", marked[start:end])
        at += len(inside) - len(inside.lstrip())
        found.append((at, at + len(inside.strip())) if inside.strip() else None)
    return text, found


_PART = re.compile(r"\((SRC/TAR|SRC|TAR|LOC|EVT): ?((?:[^()]|\([^()]*\))*)\)")


def read_plover(path: Path) -> Iterator[Told]:
    """Read PLOVER's gold records: a sentence each, with the words for actor and recipient marked in most."""
    for record in json.loads(path.read_text("utf-8")):
        told = record.get("textInfo")
        markup = told.get("markup") if isinstance(told, dict) else None
        if not markup:
            continue
        text, places = _take_parts(markup)
        words = find_words(text)
        actor, recipient = places.get("SRC"), places.get("TAR")
        if actor is None and recipient is None:
            continue
        spans = [words_between(words, *place) if place else None for place in (actor, recipient)]
        yield Told(record["id"], text, words, deed=Deed(kinds_of(record["event"]), *spans))


def _take_parts(markup: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """Take the marks of parts out of a sentence, inner ones too; give the first place of each sort."""
    places: dict[str, tuple[int, int]] = {}
    text, at = "", 0
    for part in _PART.finditer(markup):
        text += markup[at : part.start()]
        inside, _ = _take_parts(part[2])
        sort = part[1] if part[1] != "SRC/TAR" else "TAR" if "SRC" in places else "SRC"
        places.setdefault(sort, (len(text), len(text) + len(inside)))
        text += inside
        at = part.end()
    return text + markup[at:], places


def read_cameo(path: Path) -> Iterator[Told]:
    """Read CAMEO's sentences with their quad class, 0 for none."""
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        text, _, quad = line.rpartition("\t")
        text = text.strip('"').replace('""', '"')
        if text and quad.strip().isdigit():
            yield Told(f"cameo{number}", text, find_words(text), quad=int(quad))


_JOINED = re.compile(r" (?=[,.;:!?%)\]]|['’]|n't\b)|(?<=[(\[$]) |(?<=['’]) (?=s\b)")


def read_pairs(path: Path) -> Iterator[Told]:
    """Read CAMEO's sentences in which source and target are marked, word by word; what the one did is not told."""
    for number, block in enumerate(path.read_text("utf-8").split("\n\n")):
        rows = [line.split() for line in block.splitlines() if line.strip()]
        marked = "".join(_write_word(rows, n) for n in range(len(rows)))
        text, places = take_out(_JOINED.sub("", marked), [("<s>", "</s>"), ("<t>", "</t>")])
        words = find_words(text)
        actor, recipient = (words_between(words, *place) if place else None for place in places)
        if actor or recipient:
            yield Told(f"pair{number}", text, words, deed=Deed((), actor, recipient))


def _write_word(rows: Sequence[Sequence[str]], n: int) -> str:
    """Write a word with a space before it, and the marks of the party that begins or ends there."""
    word, tag = rows[n]
    mark = {"S": "s", "T": "t"}.get(tag[2:])
    begins = f"<{mark}>" if mark and tag[0] == "B" else ""
    ends = f"</{mark}>" if mark and (n + 1 == len(rows) or rows[n + 1][1] != f"I-{tag[2:]}") else ""
    return f"{' ' if n else ''}{begins}{word}{ends}"


_EMBEDDED = re.compile(r"\b(?:happen(?:ed)?|do|have)\b(?! n't)")


def read_truths(path: Path) -> Iterator[Told]:
    """Read megaveridicality's sentences, each once, with what they make of the deed that they embed."""
    found: dict[str, dict[str, bool]] = {}
    for pair in json.loads(path.read_text("utf-8")):
        found.setdefault(pair["context"], {})[pair["hypothesis"]] = pair["label"] == "entailed"
    for number, (context, answers) in enumerate(found.items()):
        text = context.replace(" n't", "n't").replace(" .", ".")
        text = text[:1].upper() + text[1:]
        places = list(_EMBEDDED.finditer(text))
        held = next((yes for hypothesis, yes in answers.items() if not re.search(r"n't| might ", hypothesis)), False)
        broken = next((yes for hypothesis, yes in answers.items() if "n't" in hypothesis), False)
        words = find_words(text)
        at = words_between(words, *places[-1].span())[0]
        yield Told(f"truth{number}", text, words, truth=(at, 0 if held else 1 if broken else 2))
