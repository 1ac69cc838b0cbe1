"""Readings that a person has decided on in; out a folder of their texts and labels, for `sayso eval` and for training.

What a person confirmed or corrected is asked for, what was rejected has no label, and what nobody has looked at neither
counts for nor against: a label that is not agreed, or a stretch that is unmarked.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import msgspec

from sayso.data import Article, Attribution, Entity, MentionForm, Reading, Span, Status
from sayso.errors import SettingError
from sayso.show.export.encode import drop_none, encode_json

SCHEMA: Final = "sayso/1/gold"
MARK: Final = "gold.json"
"""The file by which such a folder is known again: here before it is replaced, in training before it is learned from."""

Piece = tuple[int, int]
_UNSAFE = re.compile(r"[^\w-]", re.ASCII)
_FORMS: tuple[MentionForm, ...] = ("name", "nominal", "pronoun")
_OWN = {"i", "we"}
"""The writer's words for the writer, who is nobody's mention."""


@dataclass(frozen=True, slots=True)
class Label:
    """An attribution as gold has it: each field a list of the values that are accepted."""

    id: str
    agreed: bool
    source: tuple[Piece | None, ...]
    cue: tuple[Piece | None, ...]
    content: tuple[tuple[Piece, ...], ...]
    manner: tuple[str, ...]
    act: tuple[str, ...]
    speaker: tuple[str, ...]
    speaker_may_be_null: bool
    form: str
    nested_in: tuple[str, ...]
    nested_agreed: bool


@dataclass(frozen=True, slots=True)
class LabelledRole:
    """A title, and every name of the body in which it is held."""

    title: str
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabelledEntity:
    """An entity with every name it bears, the fullest first; `speaks_for` holds the names of each body.

    `mentions` are the places where it is surely meant: its names, or where it has none its descriptions.
    """

    id: str
    names: tuple[str, ...]
    kind: str
    roles: tuple[LabelledRole, ...]
    speaks_for: tuple[tuple[str, ...], ...]
    mentions: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one article; stretches that are `unmarked` do not count."""

    article: str
    published: str | None
    attributions: tuple[Label, ...]
    entities: tuple[LabelledEntity, ...]
    unmarked: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """What a folder is: how many articles are in it, and of their statements how many have which status."""

    articles: int
    statements: dict[Status, int]
    schema: str = field(default=SCHEMA)


def write_gold(readings: Iterable[Reading], folder: Path) -> int:
    """Write a folder of gold, whole or not at all, in place of an earlier one; give how many articles are in it.

    Readings on which nobody has decided anything are passed over. Raises SettingError where the folder cannot be made,
    or something else is in it.
    """
    folder = folder.resolve()
    _check_place(folder)
    with TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as room:
        made, old = Path(room, "new"), Path(room, "old")
        articles = _fill(made, readings)
        if folder.exists():
            folder.rename(old)
        try:
            made.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise
    return articles


def _check_place(folder: Path) -> None:
    if not folder.parent.is_dir():
        raise SettingError(f"{folder}: there is no folder {folder.parent}; make it, or name another")
    if folder.exists() and not folder.is_dir():
        raise SettingError(f"{folder}: is a file; name a folder")
    if folder.exists() and any(folder.iterdir()) and not is_export(folder):
        raise SettingError(f"{folder}: holds something else than corrections; name a new folder, or empty this one")


def is_export(folder: Path) -> bool:
    """Tell whether a folder is what `write_gold` makes."""
    mark = folder / MARK
    data = mark.read_bytes() if mark.is_file() else b""
    try:
        return msgspec.json.decode(data, type=Mark).schema == SCHEMA
    except msgspec.MsgspecError:
        return False


def _fill(folder: Path, readings: Iterable[Reading]) -> int:
    """Fill a new folder; give how many articles it holds."""
    articles, statements = 0, Counter[Status]()
    for name in ("text", "labels"):
        (folder / name).mkdir(parents=True)
    with (folder / "articles.jsonl").open("wb") as listed:
        for reading in readings:
            told = Counter(attribution.status for attribution in reading.attributions)
            if told.keys() <= {"machine"}:
                continue
            name = _UNSAFE.sub("_", reading.article.id)
            (folder / "text" / f"{name}.txt").write_bytes(reading.article.text.encode("utf-8"))
            (folder / "labels" / f"{name}.json").write_bytes(_encode(make_labels(reading, name)))
            listed.write(encode_json(_list_article(reading.article, name)) + b"\n")
            articles, statements = articles + 1, statements + told
    mark = Mark(articles, dict(sorted(statements.items())))
    (folder / MARK).write_bytes(_encode(mark))
    (folder / "README.md").write_text(_explain(mark), encoding="utf-8", newline="\n")
    return articles


def _encode(thing: Labels | Mark) -> bytes:
    return msgspec.json.format(encode_json(thing), indent=1) + b"\n"


def _list_article(article: Article, name: str) -> dict[str, object]:
    """Say what is known of an article besides its text, as `sayso read` takes it."""
    told = {
        "path": f"text/{name}.txt",
        "title": article.title,
        "published": article.published,
        "publisher": article.publisher,
        "url": article.url,
        "byline": article.byline,
    }
    return drop_none(told)


def make_labels(reading: Reading, name: str) -> Labels:
    """Label an article, called `name`, with what persons have decided of it."""
    names = _list_names(reading)
    kept = [attribution for attribution in reading.attributions if attribution.status != "rejected"]
    labelled = {attribution.id: attribution.status != "machine" for attribution in kept}
    labels = tuple(
        _label(attribution, reading, names.get(_speaker(attribution) or "", ()), labelled)
        for attribution in kept
        if attribution.content.spans
    )
    return Labels(
        name,
        reading.article.published,
        labels,
        tuple(_label_entity(entity, names) for entity in _list_concerned(reading) if entity.id in names),
        tuple(_find_unmarked(reading)),
    )


def _list_names(reading: Reading) -> dict[str, tuple[str, ...]]:
    """List the names of everybody but those who were rejected: all words that stand for them, without pronouns."""
    names: dict[str, tuple[str, ...]] = {"writer": ("writer",)}
    for entity in reading.entities:
        if entity.status != "rejected":
            told = (mention.exact for mention in entity.mentions if mention.form != "pronoun")
            names[entity.id] = tuple(dict.fromkeys((entity.name, *entity.aliases, *told)))
    return names


def _label(attribution: Attribution, reading: Reading, speaker: tuple[str, ...], labelled: dict[str, bool]) -> Label:
    """Label a statement; `labelled` are all those that are, by whether a person has decided on them."""
    outer = attribution.nested_in
    return Label(
        id=attribution.id,
        agreed=labelled[attribution.id],
        source=_places(attribution.source.spans if attribution.source else ()) or (None,),
        cue=_places(attribution.cue.spans if attribution.cue else ()) or (None,),
        content=(_places(attribution.content.spans),),
        manner=(attribution.manner,),
        act=(attribution.act,),
        speaker=speaker,
        speaker_may_be_null=not speaker,
        form=judge_form(attribution, reading.entities),
        nested_in=(outer,) if outer in labelled else (),
        nested_agreed=outer is None or labelled.get(outer, False),
    )


def judge_form(attribution: Attribution, entities: Iterable[Entity]) -> str:
    """Tell whether the words of a source are a name, a nominal or a pronoun, by the mention in them; or none."""
    spans = attribution.source.spans if attribution.source else ()
    if not spans:
        return "none"
    speaker = _speaker(attribution)
    forms = {
        mention.form
        for entity in entities
        for mention in entity.mentions
        if any(
            (span.start <= mention.start and mention.end <= span.end)
            if entity.id == speaker
            else (span.start, span.end) == (mention.start, mention.end)
            for span in spans
        )
    }
    other = "pronoun" if spans[0].exact.lower() in _OWN else "nominal"
    return next((form for form in _FORMS if form in forms), other)


def _list_concerned(reading: Reading) -> Iterator[Entity]:
    """List whom persons have looked at: those decided on, and who speaks in what was confirmed or corrected."""
    speakers = {_speaker(a) for a in reading.attributions if a.status in ("confirmed", "corrected")}
    for entity in reading.entities:
        if entity.id in speakers or entity.status != "machine":
            yield entity


def _label_entity(entity: Entity, names: dict[str, tuple[str, ...]]) -> LabelledEntity:
    return LabelledEntity(
        entity.id,
        names[entity.id],
        entity.kind,
        tuple(LabelledRole(role.title, names.get(role.of or "", ())) for role in entity.roles),
        tuple(names[body] for body in entity.speaks_for if body in names),
        _find_mentions(entity, "name") or _find_mentions(entity, "nominal"),
    )


def _find_mentions(entity: Entity, form: MentionForm) -> tuple[Piece, ...]:
    return tuple((mention.start, mention.end) for mention in entity.mentions if mention.form == form)


def _find_unmarked(reading: Reading) -> Iterator[Piece]:
    """Find the stretches that nobody has looked at; none where all statements were decided.

    A person has looked at a block where all that is read in it was decided, elsewhere at the words of what was. A
    statement without content, which no label can ask for, leaves its words open.
    """
    text, blocks = reading.article.text, reading.article.blocks
    undecided = [p for a in reading.attributions if a.status == "machine" for p in _all_places(a)]
    decided = [p for a in reading.attributions if a.status != "machine" for p in _all_places(a)]
    looked_at = [] if undecided else [(0, len(text))]
    for block in blocks:
        place = (block.start, block.end)
        if any(_touch(place, piece) for piece in decided) and not any(_touch(place, piece) for piece in undecided):
            looked_at.append(place)
    found = [p for p in _find_gaps([*looked_at, *decided], len(text)) if text[slice(*p)].strip()]
    hollow = [a for a in reading.attributions if a.status in ("confirmed", "corrected") and not a.content.spans]
    yield from sorted({*found, *(piece for attribution in hollow for piece in _all_places(attribution))})


def _find_gaps(pieces: Iterable[Piece], size: int) -> Iterator[Piece]:
    at = 0
    for start, end in sorted(pieces):
        if start > at:
            yield at, start
        at = max(at, end)
    if at < size:
        yield at, size


def _touch(one: Piece, other: Piece) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _speaker(attribution: Attribution) -> str | None:
    return attribution.source.entity if attribution.source else None


def _places(spans: Iterable[Span]) -> tuple[Piece, ...]:
    return tuple((span.start, span.end) for span in spans)


def _all_places(attribution: Attribution) -> tuple[Piece, ...]:
    parts = (attribution.source, attribution.cue, attribution.content)
    return tuple(piece for part in parts if part for piece in _places(part.spans))


def _explain(mark: Mark) -> str:
    """Say what the folder is, from what it was made, and what to do with it."""
    counts = {"confirmed": 0, "corrected": 0, "rejected": 0, "machine": 0} | dict(mark.statements)
    return _README.format(articles=mark.articles, **counts)


_README = """# Corrections as gold

Written by `sayso export --format gold` from a record of Sayso: the articles on which somebody has decided something,
with what was decided as labels. {articles} in all. Of the statements read in them {confirmed} were confirmed,
{corrected} corrected, {rejected} rejected; at {machine} nobody has looked.

| file | what is in it |
|---|---|
| `text/` | the articles' words, exactly; offsets are code points into these files |
| `labels/` | the labels of each, in the form that `sayso eval` reads |
| `articles.jsonl` | path, title, day, publisher, address and byline of each, as `sayso read` takes it |
| `gold.json` | by which this folder is known as what it is, and replaced by the next export |

- **Confirmed and corrected** statements are asked for, as they stand in the record (`agreed: true`).
- **Rejected** ones have no label: to read one again counts as wrong.
- **What nobody has looked at** neither counts for nor against: such statements are labels that are not agreed, and
  what is found in stretches that are `unmarked` is left out. A paragraph in which all was decided is taken as looked
  at, and so is an article; paragraphs without a statement only where all of their article was decided.
- **Entities** are those who speak in what was confirmed or corrected, and those decided on themselves, with all their
  names, roles and for whom they speak, as the record has them.

The texts are their publishers'. To measure Sayso on them, and to train it on them as well:

    sayso eval FOLDER
    make train RECORD=FOLDER

The second is a command of the project, where this folder's path is put for FOLDER. What was trained on is no longer a
measure: keep some articles back, for one by `--since`, in a folder of their own.
"""
