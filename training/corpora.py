"""The corpora in their owners' form in; labelled documents out, as the network learns them.

PolNeAR gives attribution; its machine annotation (polnear-silver) syntax and names; GUM syntax and mentions; what
somebody decided in a record of their own, attribution and who the speakers are. What a corpus does not label stays open
(-1, or no list), and nothing is learned from it there.
"""

import gzip
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

import msgspec
import numpy as np
from happenings import Told, read_cameo, read_events, read_pairs, read_plover, read_plv, read_truths
from numpy.typing import NDArray

from sayso.errors import GoldError
from sayso.evaluate.labels import LabelledArticle, LabelledAttribution, read_labels
from sayso.model.labels import MENTION_TYPES, NAME_TAGS, RELATIONS, ROLE_TAGS, UPOS
from sayso.show.export.gold import is_export
from sayso.text import find_words

HERE = Path(__file__).parent
Ints = NDArray[np.int64]
Pieces = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Marked:
    """An attribution as marked by a person: the character spans of its parts."""

    source: Pieces
    cue: Pieces
    content: Pieces

    def all(self) -> Pieces:
        """Give the spans of all parts."""
        return self.source + self.cue + self.content


@dataclass
class Document:
    """A text with its words and what is known of them. Spans of words are (first, last), last excluded."""

    name: str
    text: str
    words: list[tuple[int, int]]
    attributions: tuple[Marked, ...] | None = None
    insides: tuple[Marked, ...] | None = None
    """Those inside the contents of others; None where nobody has looked for them."""
    unsure: Pieces = ()
    """Places of which nobody knows: what no attribution covers there stays open."""
    upos: Ints | None = None
    heads: Ints | None = None
    """Index of each word's head in the document, its own for a root, -1 where unknown."""
    relations: Ints | None = None
    starts: Ints | None = None
    names: Ints | None = None
    mentions: list[tuple[int, int, int]] | None = None
    """All mentions, nested ones too: first word, last (excluded), type."""
    phrases: list["Phrase"] = field(default_factory=list)
    """What the machine found in place of mentions: the phrases that its names head, and no others."""
    silver: bool = False
    told: Told | None = None
    """What is known of the events in it."""


@dataclass(frozen=True)
class Phrase:
    """A name that the machine found, in words, its type, and the phrase that it heads: a mention as GUM cuts them."""

    first: int
    last: int
    kind: int
    name: tuple[int, int]

    def moved(self, start: Callable[[int], int], end: Callable[[int], int] | None = None) -> "Phrase":
        """Give the phrase with the places of its starts moved, and those of its ends, in the same way or another."""
        end = end or start
        return replace(
            self, first=start(self.first), last=end(self.last), name=(start(self.name[0]), end(self.name[1]))
        )


def read_polnear(folder: Path, split: str, silver: Path | None) -> Iterator[Document]:
    """Read PolNeAR 1.0, with its machine annotation where that is given; the first annotator is gold."""
    syntax = silver_sentences(silver / f"polnear-{split}.conllu.gz") if silver else {}
    for path in sorted((folder / split / "text").glob("*.txt")):
        labels = sorted((folder / split / "attributions").glob(f"{_escape(path.stem)}_*.ann"))
        if not labels:
            continue
        text = path.read_bytes().decode("utf-8")
        document = Document(path.stem, text, find_words(text), attributions=_read_brat(labels[0]))
        if path.stem in syntax:
            _add_silver(document, syntax[path.stem])
        yield document


def _escape(name: str) -> str:
    return re.sub(r"([\[\]*?])", r"[\1]", name)


def _read_brat(path: Path) -> tuple[Marked, ...]:
    spans: dict[str, Pieces] = {}
    found: list[Marked] = []
    for line in path.read_text("utf-8").splitlines():
        parts = line.split("\t")
        if len(parts) < 2:
            continue
        if line[0] == "T":
            where = parts[1].split(" ", 1)[1]
            spans[parts[0]] = tuple((int(a), int(b)) for a, b in (piece.split() for piece in where.split(";")))
        elif line[0] == "E":
            roles: dict[str, Pieces] = {"source": (), "cue": (), "content": ()}
            for item in parts[1].split():
                role, reference = item.split(":")
                role = role.rstrip("0123456789").lower()
                if role in roles:
                    roles[role] += spans.get(reference, ())
            if roles["content"]:
                found.append(Marked(**roles))
    return tuple(found)


def _conllu(lines: Iterable[str]) -> Iterator[tuple[dict[str, str], list[list[str]]]]:
    """Yield each sentence: its comments and the columns of its lines, multiword ranges included."""
    notes: dict[str, str] = {}
    rows: list[list[str]] = []
    for line in lines:
        line = line.rstrip("\n")
        if line.startswith("#"):
            name, _, value = line[1:].partition("=")
            notes[name.strip()] = value.strip()
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            yield notes, rows
            notes, rows = {}, []
    if rows:
        yield notes, rows


def _notes(column: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in column.split("|") if "=" in part)


def silver_sentences(path: Path) -> dict[str, list[list[list[str]]]]:
    found: dict[str, list[list[list[str]]]] = {}
    name = ""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for notes, rows in _conllu(lines):
            name = notes.get("newdoc id", name)
            found.setdefault(name, []).append(rows)
    return found


_XPOS = {
    "CC": "CCONJ", "CD": "NUM", "DT": "DET", "PDT": "DET", "EX": "PRON", "FW": "X", "IN": "ADP", "JJ": "ADJ",
    "JJR": "ADJ", "JJS": "ADJ",
    "LS": "X", "MD": "AUX", "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN",
    "POS": "PART", "PRP": "PRON", "PRP$": "PRON", "RB": "ADV", "RBR": "ADV", "RBS": "ADV", "RP": "ADP", "SYM": "SYM",
    "TO": "PART",
    "UH": "INTJ", "WDT": "PRON", "WP": "PRON", "WP$": "PRON", "WRB": "ADV", "$": "SYM", "#": "SYM",
}  # fmt: skip
_SILVER_NAMES = {"PERSON": "person", "ORGANIZATION": "organization", "LOCATION": "place", "MISC": "other"}
_SILVER_RELATIONS = {"obl:npmod": "obl:unmarked", "obl:tmod": "obl:unmarked", "nmod:tmod": "nmod:unmarked"}


def _universal(xpos: str, relation: str, form: str) -> int:
    """Map a Penn tag to a universal one; the relation tells auxiliaries and subordinators apart."""
    if xpos.startswith("VB"):
        tag = "AUX" if relation.startswith(("aux", "cop")) else "VERB"
    elif relation == "mark" and xpos == "IN":
        tag = "SCONJ"
    elif xpos == "TO" and relation == "case":
        tag = "ADP"
    elif xpos == "RB" and form.lower() in ("not", "n't", "n’t"):
        tag = "PART"
    else:
        tag = _XPOS.get(xpos, "PUNCT")
    return UPOS.index(tag)


def _add_silver(document: Document, sentences: list[list[list[str]]]) -> None:
    """Give our words what the machine said of its own where the two are cut alike; leave the others open."""
    at = {span: i for i, span in enumerate(document.words)}
    size = len(document.words)
    document.upos, document.heads, document.relations, document.starts, document.names = (
        np.full(size, -1, dtype=np.int64) for _ in range(5)
    )
    document.silver = True
    for rows in sentences:
        places = [(int(n["Start"]), int(n["End"])) for n in (_notes(row[9]) for row in rows)]
        mine = [at.get(place, -1) for place in places]
        before = "O"
        for row, word, (start, _) in zip(rows, mine, places, strict=True):
            name = _SILVER_NAMES.get(_notes(row[9]).get("NER", ""), "O")
            tag = "O" if name == "O" else ("I-" if name == before else "B-") + name
            before = name
            if word < 0:
                continue
            document.upos[word] = _universal(row[4], row[7], row[1])
            document.names[word] = NAME_TAGS.index(tag)
            document.starts[word] = int(start == places[0][0])
            head = int(row[6])
            other = word if head == 0 else mine[head - 1]
            relation = _SILVER_RELATIONS.get(row[7], row[7])
            # The machine's "dep" means that it did not know.
            if other >= 0 and relation in RELATIONS and relation != "dep":
                document.heads[word] = other
                document.relations[word] = RELATIONS.index(relation)
    document.phrases = list(_name_phrases(document))


# What hangs on a name and stands inside its mention in GUM more often than not; "case" only behind it.
_INSIDE = {
    "flat", "det", "compound", "amod", "nmod", "nmod:poss", "nmod:unmarked", "nmod:desc", "nummod", "acl:relcl", "acl",
}  # fmt: skip


def _name_phrases(document: Document) -> Iterator[Phrase]:
    """Find the phrases that a document's names head, by its trees; names of no type that GUM has are left out."""
    assert document.names is not None
    assert document.heads is not None
    assert document.relations is not None
    held: dict[int, list[tuple[int, str]]] = {}
    for word, head in enumerate(document.heads.tolist()):
        if head not in (-1, word):
            held.setdefault(head, []).append((word, RELATIONS[document.relations[word]]))
    for first, last, name in _find_names(document.names):
        inside = range(first, last)
        tops = [word for word in inside if document.heads[word] not in inside or document.heads[word] == word]
        if name not in MENTION_TYPES or len(tops) != 1 or document.heads[tops[0]] < 0:
            continue
        left = [
            word
            for head in inside
            for word, relation in held.get(head, ())
            if relation in _INSIDE or (relation == "case" and word > head)
        ]
        found = {*inside}
        while left:
            word = left.pop()
            if word not in found:
                found.add(word)
                left += [below for below, _ in held.get(word, ())]
        yield Phrase(min(found), max(found) + 1, MENTION_TYPES.index(name), (first, last))


def _find_names(tags: Ints) -> Iterator[tuple[int, int, str]]:
    """Find the names that a chain of tags marks: first word, last (excluded), type."""
    start = 0
    while start < len(tags):
        tag = NAME_TAGS[tags[start]] if tags[start] > 0 else "O"
        end = start + 1
        while tag != "O" and end < len(tags) and tags[end] > 0 and NAME_TAGS[tags[end]] == f"I-{tag[2:]}":
            end += 1
        if tag.startswith("B-"):
            yield start, end, tag[2:]
        start = end


def read_gum(folder: Path, split: str) -> Iterator[Document]:
    """Read GUM: words as its annotators cut them, syntax and mentions."""
    for path in sorted((folder / split).glob("*.conllu")):
        with path.open(encoding="utf-8") as lines:
            yield _gum_document(path.stem, list(_conllu(lines)))


def _gum_document(name: str, sentences: list[tuple[dict[str, str], list[list[str]]]]) -> Document:
    text, words, fields = "", [], [[], [], [], []]  # type: ignore[var-annotated]
    mentions: list[tuple[int, int, int]] = []
    opened: dict[str, list[tuple[int, int]]] = {}
    for notes, rows in sentences:
        if text:
            text += "\n\n" if "newpar" in notes else "" if text[-1].isspace() else " "
        first = len(words)
        joined_until, joined_text = 0, ""
        for row in rows:
            if "." in row[0]:
                continue
            if "-" in row[0]:
                joined_until, joined_text = int(row[0].split("-")[1]), row[1]
                joined_space = "SpaceAfter=No" not in row[9]
                continue
            number = int(row[0])
            inside = number <= joined_until
            form = row[1]
            if inside:
                # A contraction's parts are cut from its own letters, the last part taking what is left.
                last = number == joined_until
                form = joined_text if last else joined_text[: len(row[1])]
                joined_text = joined_text[len(form) :]
                space = joined_space if last else False
            else:
                space = "SpaceAfter=No" not in row[9]
            words.append((len(text), len(text) + len(form)))
            text += form + (" " if space else "")
            head = int(row[6])
            fields[0].append(UPOS.index(row[3]) if row[3] in UPOS else -1)
            fields[1].append(first + head - 1 if head else len(words) - 1)
            fields[2].append(RELATIONS.index(row[7]) if row[7] in RELATIONS else -1)
            fields[3].append(int(number == 1))
            _gum_mentions(_notes(row[9]).get("Entity", ""), len(words) - 1, opened, mentions)
        text = text.rstrip(" ")
    upos, heads, relations, starts = (np.array(values, dtype=np.int64) for values in fields)
    return Document(
        name, text, words, upos=upos, heads=heads, relations=relations, starts=starts, mentions=sorted(set(mentions))
    )


def _gum_mentions(
    column: str, word: int, opened: dict[str, list[tuple[int, int]]], found: list[tuple[int, int, int]]
) -> None:
    """Follow the brackets of GUM's Entity column: "(1-person-..." opens, "1)" closes, "(1-person-...)" is one word."""
    for opening, body, closing in re.findall(r"(\(?)([^()]+)(\)?)", column):
        parts = body.split("-")
        if opening:
            kind = MENTION_TYPES.index(parts[1]) if parts[1] in MENTION_TYPES else 0
            opened.setdefault(parts[0], []).append((word, kind))
        if closing and opened.get(parts[0]):
            start, kind = opened[parts[0]].pop()
            found.append((start, word + 1, kind))


_BRACE = re.compile(r"(\{[sqc]\w+:|\})")
_PARTS = {"s": "source", "q": "cue", "c": "content"}


def read_nested(path: Path) -> Iterator[Document]:
    """Read our own reports: attributions in braces, and others inside their contents."""
    told = "".join(line for line in path.read_text("utf-8").splitlines(keepends=True) if not line.startswith("#"))
    for number, article in enumerate(told.split("====\n")[1:]):
        yield _nested_document(f"nested{number}", article.strip())


def _nested_document(name: str, marked: str) -> Document:
    text = ""
    opened: list[tuple[str, str, int]] = []
    groups: dict[str, dict[str, Pieces]] = {}
    inner: set[str] = set()
    for part in _BRACE.split(marked):
        if part.startswith("{"):
            if any(role == "content" for role, _, _ in opened):
                inner.add(part[2:-1])
            opened.append((_PARTS[part[1]], part[2:-1], len(text)))
        elif part == "}":
            role, group, start = opened.pop()
            groups.setdefault(group, {"source": (), "cue": (), "content": ()})[role] += ((start, len(text)),)
        else:
            text += part
    found = {group: Marked(**spans) for group, spans in groups.items()}
    return Document(
        name, text, find_words(text),
        attributions=tuple(marked for group, marked in found.items() if group not in inner),
        insides=tuple(marked for group, marked in found.items() if group in inner),
    )  # fmt: skip


def read_happenings(corpora: Path, without: Collection[str]) -> Iterator[Document]:
    """Read what is known of events: our own reports, and of each corpus that is not left out the training part."""
    plover, cameo, truths = (corpora / name for name in ("plover", "cameo", "megaveridicality"))
    found = [read_events(HERE / "events.txt")]
    if "plover" not in without:
        found += [read_plv(plover / "plv_train.tsv"), read_plover(plover / "PLOVER_GSR_CAMEO.json")]
    if "cameo" not in without:
        found += [read_cameo(cameo / "cameo_class_train.tsv"), read_pairs(cameo / "cameo_ner_train.txt")]
    if "megaveridicality" not in without:
        found.append(read_truths(truths / "train.json"))
    return (Document(told.name, told.text, told.words, told=told) for part in found for told in part)


def read_quiet(gum: Path, genres: Collection[str]) -> Iterator[Document]:
    """Read the training texts of some genres of GUM, in which hardly anything happens that a news desk would log."""
    for document in read_gum(gum, "train"):
        if document.name.split("_")[1] in genres:
            told = Told(document.name, document.text, document.words, happenings=())
            yield Document(document.name, document.text, document.words, told=told)


def find_measured(corpora: Path) -> frozenset[str]:
    """Digest the texts on which numbers are made, from which nothing may learn: PolNeAR's dev, our gold, the sample."""
    folders = (corpora / "polnear" / "dev", corpora.parent / "gold", HERE.parent / "evaluation" / "sample")
    texts = (path for folder in folders for path in folder.glob("text/*.txt"))
    return frozenset(_digest(path.read_bytes().decode("utf-8")) for path in texts)


def _digest(text: str) -> str:
    """Digest the words of a text: lines may be broken otherwise where it went through a record."""
    return sha256(" ".join(text.split()).encode("utf-8")).hexdigest()


def read_record(folder: Path, measured: Collection[str]) -> Iterator[Document]:
    """Read what somebody decided in a record, as `sayso export --format gold` leaves it in a folder.

    Nothing is learned where nobody has looked, and nothing at all from texts that are measured on (their digests).
    Raises GoldError where the folder is something else, our gold for one.
    """
    for article in _read_exported(folder, measured):
        yield _record_document(article, name=f"record/{folder.name}/{article.name}")


def _read_exported(folder: Path, measured: Collection[str]) -> Iterator[LabelledArticle]:
    if not is_export(folder):
        raise GoldError(f"{folder}: is not what `sayso export --format gold` writes; name a folder that is")
    for article in read_labels(folder):
        if _digest(article.text) in measured:
            print(f"{folder.name}/{article.name}: is left out, for numbers are made on it", flush=True)
        else:
            yield article


def _record_document(article: LabelledArticle, *, name: str) -> Document:
    """Take the labels that somebody has agreed to, outer and inner ones, and leave open what nobody has looked at.

    One inside words that nobody has looked at may be nested or not, so it teaches nothing; nor does one of which too
    little stands in the content of the one around it, for the network has no place for it.
    """
    labels = article.labels.attributions
    undecided = [marked for label in labels if not label.agreed for marked in _mark(label)]
    marks = {label.id: _mark(label)[0] for label in labels if label.agreed}
    agreed = {name: mine for name, mine in marks.items() if not any(_stands_in(mine, other) for other in undecided)}
    inner = {name for name, mine in agreed.items() if any(_stands_in(mine, other) for other in agreed.values())}
    astray = {label.id for label in labels if label.id in agreed and label.nested_in and label.id not in inner}
    unsure = [*undecided, *(agreed[name] for name in astray)]
    return Document(
        name, article.text, find_words(article.text),
        attributions=tuple(mine for name, mine in agreed.items() if name not in astray),
        insides=tuple(mine for name, mine in agreed.items() if name in inner),
        unsure=(*article.labels.unmarked, *(piece for marked in unsure for piece in marked.all())),
    )  # fmt: skip


def _mark(label: LabelledAttribution) -> list[Marked]:
    """Take the parts of a label, once for each content that is accepted."""
    source, cue = (tuple(piece for piece in pieces if piece) for pieces in (label.source, label.cue))
    return [Marked(source, cue, content) for content in label.content]


def _stands_in(one: Marked, other: Marked) -> bool:
    """Tell whether all of one attribution stands in the content of another."""
    return one is not other and all(any(a <= start and end <= b for a, b in other.content) for start, end in one.all())


class _Entity(msgspec.Struct):
    names: list[str]
    mentions: list[tuple[int, int]]


class _Exported(msgspec.Struct):
    entities: list[_Entity]


@dataclass(frozen=True)
class Chains:
    """A text and the number of the chain of each mention, by its place.

    `asked` are the places whose answer somebody knows, None where all are.
    """

    text: str
    places: dict[tuple[int, int], int]
    asked: frozenset[tuple[int, int]] | None = None


def read_record_chains(folder: Path, measured: Collection[str]) -> Iterator[Chains]:
    """Read who is meant by the words for the speakers of what somebody decided in a record, as `read_record` does."""
    for article in _read_exported(folder, measured):
        path = folder / "labels" / f"{article.labels.article}.json"
        entities = msgspec.json.decode(path.read_bytes(), type=_Exported).entities
        numbers = {tuple(entity.names): n for n, entity in enumerate(entities)}
        sources = {
            piece: numbers[label.speaker]
            for label in article.labels.attributions
            if label.agreed and label.speaker in numbers
            for piece in label.source
            if piece
        }
        named = {place: n for n, entity in enumerate(entities) for place in entity.mentions}
        yield Chains(article.text, named | sources, frozenset(sources))


def words_of(words: Sequence[tuple[int, int]], spans: Pieces) -> list[tuple[int, int]]:
    """Turn character spans into spans of words, those that touch joined: the words they overlap."""
    starts = np.array([start for start, _ in words])
    ends = np.array([end for _, end in words])
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        first = int(np.searchsorted(ends, start, side="right"))
        last = int(np.searchsorted(starts, end, side="left"))
        if first >= last:
            continue
        if found and found[-1][1] >= first:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


_OPENING, _CLOSING = " \t\r\n“”„«\"'‘", " \t\r\n“”»\"'’"
_THAT = "that "


def strip(text: str, start: int, end: int) -> tuple[int, int]:
    """Take the marks from around a content, and the word that brings it in."""
    piece = text[start:end]
    if piece[: len(_THAT)].lower() == _THAT:
        piece = piece[len(_THAT) :]
    piece = piece.lstrip(_OPENING)
    start = end - len(piece)
    return start, start + len(piece.rstrip(_CLOSING))


ROLES = ("source", "cue", "content")
Spans = dict[str, list[tuple[int, int]]]


@dataclass(frozen=True)
class Labels:
    """The attributions over a document's words: a tag each (-1 open), and which spans belong together."""

    tags: Ints
    groups: tuple[Spans, ...]
    rooms: tuple[tuple[int, int], ...] = ()
    """The contents, which may hold others."""
    inner_tags: Ints | None = None
    """The tags of those inside contents, 0 outside all rooms, -1 open; None where nobody has looked for them."""
    inner_groups: tuple[Spans, ...] = ()


def label_roles(document: Document) -> Labels:
    """Lay the attributions of a document over its words: the outermost, for no word can be in two."""
    size = len(document.words)
    if document.attributions is None:
        return Labels(np.full(size, -1), ())
    outer = _outermost(document, document.attributions)
    tags = _paint_all(size, outer)
    _open(tags, document)
    rooms = tuple(sorted({span for group in outer for span in group["content"]}))
    if document.insides is None:
        return Labels(tags, outer, rooms)
    inner = _outermost(document, document.insides)
    inner = tuple(group for group in inner if any(_inside(group, [room]) for room in rooms))
    inner_tags = _paint_all(size, inner)
    _open(inner_tags, document)
    return Labels(tags, outer, rooms, inner_tags, inner)


def _open(tags: Ints, document: Document) -> None:
    """Leave open what of a document's unsure places is in no attribution."""
    for first, last in words_of(document.words, document.unsure):
        tags[first:last][tags[first:last] == 0] = -1


def _outermost(document: Document, marked: Iterable[Marked]) -> tuple[Spans, ...]:
    grouped = [{role: words_of(document.words, getattr(m, role)) for role in ROLES} for m in marked]
    outer: list[Spans] = []
    for group in sorted(grouped, key=lambda g: -sum(last - first for first, last in g["content"])):
        if not any(_inside(group, other["content"]) for other in outer):
            outer.append(group)
    return tuple(sorted(outer, key=_first_word))


def _paint_all(size: int, groups: Iterable[Spans]) -> Ints:
    tags = np.zeros(size, dtype=np.int64)
    for group in groups:
        _paint(tags, group)
    _mend(tags)
    return tags


def _first_word(group: Spans) -> int:
    return min(first for role in ROLES for first, _ in group[role])


def _inside(group: Spans, content: list[tuple[int, int]]) -> bool:
    spans = [span for role in ROLES for span in group[role]]
    return bool(spans) and all(any(a <= first and last <= b for a, b in content) for first, last in spans)


def _paint(tags: Ints, group: Spans) -> None:
    for role in ("content", "source", "cue"):
        for first, last in group[role]:
            tags[first:last] = ROLE_TAGS.index(f"I-{role}")
            tags[first] = ROLE_TAGS.index(f"B-{role}")


def _mend(tags: Ints) -> None:
    """Begin a span anew where another was painted into its middle: an inside must follow its own kind."""
    for at in range(len(tags)):
        tag = ROLE_TAGS[tags[at]] if tags[at] > 0 else "O"
        if tag.startswith("I-") and (at == 0 or (tags[at - 1] >= 0 and ROLE_TAGS[tags[at - 1]][2:] != tag[2:])):
            tags[at] -= 1


def label_mentions(document: Document, place: tuple[int, int], longest: int) -> tuple[Ints, Ints]:
    """Label the spans of words between two places, and the words that a mention begins or ends with.

    Types (words, longest) by first word and length, 0 for no mention; edges (2, words) for starts and ends; -1 is
    open. Of what the machine has marked only that is known which its names touch.
    """
    start, end = place
    size = end - start
    types, edges = np.full((size, longest), -1, dtype=np.int64), np.full((2, size), -1, dtype=np.int64)
    if document.mentions is not None:
        types[np.arange(size)[:, None] + np.arange(longest) < size] = 0
        edges[:] = 0
        found = [(first - start, last - start, kind) for first, last, kind in document.mentions]
    else:
        phrases = [phrase.moved(lambda at: at - start) for phrase in document.phrases]
        phrases = [phrase for phrase in phrases if phrase.first >= 0 and phrase.last <= size]
        for phrase in phrases:
            _rule_out(types, edges, phrase)
        found = [(phrase.first, phrase.last, phrase.kind) for phrase in phrases]
    for first, last, kind in found:
        if first >= 0 and last <= size:
            edges[0, first] = edges[1, last - 1] = 1
            if last - first <= longest:
                types[first, last - first - 1] = kind + 1
    return types, edges


def _rule_out(types: Ints, edges: Ints, phrase: Phrase) -> None:
    """Rule out what cannot be a mention beside a phrase: spans that cut it, and parts of it that touch its name."""
    size, longest = types.shape
    since, until = phrase.name
    edges[0, since + 1 : until] = edges[1, since : until - 1] = 0
    for first in range(max(phrase.first - longest + 1, 0), phrase.last):
        row = types[first]
        if first < phrase.first:
            row[phrase.first - first : phrase.last - first - 1] = 0  # ends inside
        elif first < until:
            row[max(since - first, 0) : phrase.last - first] = 0  # holds some of the name
        if first > phrase.first:
            row[phrase.last - first : size - first] = 0  # begins inside
