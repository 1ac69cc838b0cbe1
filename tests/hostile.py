"""A number in, a hostile input out, the same for the same number; and what must hold for whatever is read from it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import get_args

import msgspec

from sayso.data import Act, Article, Attribution, Manner, Reading, Span

SAMPLES = Path(__file__).parents[1] / "src" / "sayso" / "samples"

MARKS = "\"'“”‘’«»„‟‚‹›「」`´"
HOSTILE = {
    "ten thousand quotation marks": '"' * 10_000,
    "quotation marks of every kind": MARKS * 200,
    "opening marks that never close": "“The bridge is shut. " * 400,
    "an endless word": "a" * 30_000,
    "an endless sentence": "the mayor said that " * 1_500,
    "nested brackets": "([{" * 2_000 + "}])" * 2_000,
    "nothing but blanks": " \t\u00a0\u3000\u2009" * 500,
    "nothing but line ends": "\r\n\n\r\u2028\u2029\x0b\x0c\x85" * 300,
    "NULs": "The mayor\0 said\0\0 no.\0",
    "control characters": "".join(map(chr, range(32))) * 20 + "\x7f\x80\x9f",
    "terminal escapes": "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x1b[2J\x1b[1;1H she said.",
    "bidirectional overrides": "\u202e“.desolc si egdirb ehT”\u202c he said. \u2066\u2067\u2068x\u2069",
    "zero-width characters": "“The\u200b bridge\u200d is\ufeff shut\u00ad,” she\u2060 said.",
    "emoji and flags": "“We won 🎉👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿,” said 🇳🇴 captain 𝓐𝓭𝓪.",
    "combining marks": "Z" + "\u0301\u0323" * 3_000 + " said: “no”.",
    "other scripts": "«Мост закрыт», — сказал мэр. 市長は「橋は閉鎖」と述べた。 قال: «الجسر مغلق».",
    "unassigned and private characters": "\U000e0001\U0010ffff\ufdd0\ue000 said \ufffe\uffff",
    "cues without end": "said said said told told according to according to " * 200,
    "a colon on every line": "MAYOR:\nQ:\nA:\nHOST: no\n" * 200,
    "dashes": "— No, said Ada.\n– Yes, said Bo.\n-- Perhaps.\n" * 100,
    "capitals": "“THE BRIDGE IS SHUT,” SAID MAYOR ADA LUND. " * 100,
    "sgml": "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><x>&b;</x><![CDATA[ said ]]>",
    "scripts": '<script>alert(1)</script>"><img src=x onerror=alert(1)> she said. <!-- --> </style>',
    "a spreadsheet's formula": '=HYPERLINK("http://example.invalid","he said")\n+1\n-1\n@x',
    "format strings": "%s %n {0} {0.__class__} ${x} $(id) `id` \\x00 \\u202e %0a",
}
TAGS = (
    "p",
    "div",
    "q",
    "blockquote",
    "footer",
    "cite",
    "figcaption",
    "table",
    "td",
    "span",
    "h1",
    "li",
    "pre",
    "article",
)
SUFFIXES = (".txt", ".md", ".html", ".jsonl")
ENCODINGS = ("utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252", "latin-1", "utf-7", "shift_jis")


@dataclass(frozen=True, slots=True)
class HostileInput:
    """A file's bytes and the suffix that says what they claim to be."""

    content: bytes
    suffix: str


def make_hostile_input(seed: int) -> HostileInput:
    """Make the input that belongs to a number."""
    chance = random.Random(seed)
    suffix = chance.choice(SUFFIXES)
    text = mutate_text(chance, find_beginning(chance))
    if suffix == ".html" and chance.random() < 0.8:
        text = mark_up(chance, text)
    if suffix == ".jsonl" and chance.random() < 0.8:
        text = list_lines(chance, text)
    content = text.encode(chance.choice(ENCODINGS), errors=chance.choice(("ignore", "replace", "xmlcharrefreplace")))
    return HostileInput(damage(chance, content), suffix)


def find_beginning(chance: random.Random) -> str:
    """Take a bundled sample, whole or in part, or begin with nothing."""
    samples = sorted(path for path in SAMPLES.rglob("*") if path.suffix in SUFFIXES)
    if not samples or chance.random() < 0.2:
        return ""
    text = chance.choice(samples).read_text(encoding="utf-8")
    return text[: chance.randrange(len(text))] if chance.random() < 0.5 else text


def mutate_text(chance: random.Random, text: str) -> str:
    """Cut, repeat, turn round and fill a text, a few times over."""
    for _ in range(chance.randrange(1, 8)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.randrange(1, 400))
        fragment = chance.choice(list(HOSTILE.values()))
        fragment = fragment[: chance.randrange(1, len(fragment) + 1)]
        piece = chance.choice(
            (
                fragment,
                "",
                text[start:end] * 3,
                text[start:end][::-1],
                chance.choice(MARKS),
                chr(chance.randrange(0xD800)),
            )
        )
        text = text[:start] + piece + text[end:]
    return text


def mark_up(chance: random.Random, text: str) -> str:
    """Break a text into elements that do not nest as they should."""
    pieces = []
    for piece in text.split("\n"):
        tag = chance.choice(TAGS)
        attribute = f' title="{"x" * chance.choice((1, 100, 100_000))}"' if chance.random() < 0.05 else ""
        pieces.append(f"<{tag}{attribute}>{piece}" + (f"</{tag}>" if chance.random() < 0.8 else ""))
    depth = chance.choice((0, 0, 0, 300, 20_000))
    return "<html><body>" + "<div>" * depth + "\n".join(pieces) + "</div>" * chance.choice((0, depth)) + "</html>"


def list_lines(chance: random.Random, text: str) -> str:
    """Put a text into JSON lines, some of them broken or not what they should be."""
    oddities: list[object] = [None, 7, [], {}, {"text": 7}, {"path": "../" * 30 + "etc/passwd"}, {"path": "gone.txt"}]
    oddities += [
        {"text": text, "published": text[:50], "byline": text[:50], "title": ["x"]},
        {"text": text, "url": None},
    ]
    lines = [msgspec.json.encode(chance.choice(oddities)).decode() for _ in range(chance.randrange(1, 6))]
    return "\n".join(line[: chance.choice((None, None, None, len(line) // 2))] for line in lines)


def damage(chance: random.Random, content: bytes) -> bytes:
    """Overwrite, cut or leave bytes as they are."""
    if not content or chance.random() < 0.7:
        return content
    where = chance.randrange(len(content))
    return chance.choice(
        (content[:where], content[:where] + chance.randbytes(20) + content[where:], chance.randbytes(200))
    )


def find_faults(reading: Reading) -> Iterator[str]:
    """Find what does not hold in a reading: each fault as a sentence."""
    text = reading.article.text
    for span in list_spans(reading):
        if text[span.start : span.end] != span.exact or not span.exact:
            yield f"the span {span.start}-{span.end} does not hold its words"
        if not text[: span.start].endswith(span.prefix) or not text[span.end :].startswith(span.suffix):
            yield f"the span {span.start}-{span.end} does not stand where its prefix and suffix say"
    ids = [attribution.id for attribution in reading.attributions]
    if len(set(ids)) != len(ids):
        yield "two attributions have one id"
    for attribution in reading.attributions:
        yield from find_faults_of_attribution(attribution, ids)
    yield from find_faults_of_blocks(reading.article)


def find_faults_of_attribution(attribution: Attribution, ids: list[str]) -> Iterator[str]:
    """Find what does not hold in an attribution of a reading that has these ids."""
    if attribution.manner not in get_args(Manner) or attribution.act not in get_args(Act):
        yield f"{attribution.id} has manner {attribution.manner}, act {attribution.act}"
    if not 0 <= attribution.confidence <= 1:
        yield f"{attribution.id} has confidence {attribution.confidence}"
    if attribution.nested_in is not None and attribution.nested_in not in set(ids) - {attribution.id}:
        yield f"{attribution.id} is nested in {attribution.nested_in}, which is not there"


def find_faults_of_blocks(article: Article) -> Iterator[str]:
    """Find blocks that overlap, lie outside their article or hold nothing, and words that no block holds."""
    end = 0
    for block in article.blocks:
        if any(character.isalnum() for character in article.text[end : block.start]):
            yield f"no block holds {article.text[end : block.start][:40]!r}"
        if not end <= block.start < block.end <= len(article.text):
            yield f"the {block.kind} at {block.start}-{block.end} overlaps another or is empty"
        end = block.end


def list_spans(thing: object) -> Iterator[Span]:
    """List every span inside a reading."""
    if isinstance(thing, Span):
        yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from list_spans(part)
    elif is_dataclass(thing):
        for entry in fields(thing):
            yield from list_spans(getattr(thing, entry.name))
