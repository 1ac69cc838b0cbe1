"""Whatever an article or an argument holds, the record keeps it as text and shows it harmless, and stays sound."""

import csv
import io
import json
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from sayso.cli import main
from sayso.data import (
    Article,
    Attribution,
    Backing,
    Entity,
    Mention,
    Passage,
    Provenance,
    Reading,
    Role,
    Source,
    Span,
)
from sayso.ids import make_id
from sayso.keeping import Record
from sayso.text import make_span
from tests.hostile import HOSTILE
from tests.record.made import HARBOUR, Said, Who, make_article, make_reading
from tests.record.survival import find_wrong, keep_readings, write_readings

WORDS = {
    "SQL": "'; DROP TABLE article; -- \"; DELETE FROM statement; ) OR 1=1",
    "full-text operators": 'dam NEAR("x" y, 2) AND OR NOT ^ * : ( ) {words} : -said +no "',
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;]]><!--",
    "a formula": '=HYPERLINK("http://example.invalid","he said")',
    "a formula behind blanks": " \t@SUM(1+1)*cmd|' /C calc'!A0",
    "control characters": "".join(map(chr, range(1, 32))) + "\x7f\x80\x9b31m\x9f",
    "terminal escapes": "\x1b[31mred\x1b[0m\x1b]0;title\x07\x1b[2J",
    "a NUL": "dam\0safe",
    "turned round": "\u202e“.tuhs si egdirb ehT”\u202c \u2066\u2067x\u2069\u061c",
    "emoji": "🎉👩\u200d👩\u200d👧🏴󠁧󠁢󠁳󠁣󠁴󠁿 𝓐𝓭𝓪 e\u0301\u0323",
    "no characters": "\ufdd0\ufdd1\ue000\ue001\uffff\U0010ffff",
    "line ends": "one\r\ntwo\u2028three\u2029four\x85five",
    "format strings": "%s %n {0.__class__} ${x} $(id) `id` \\x00",
    "a dead link": "javascript:alert(1)//https://example.invalid/\"onclick='x'",
    "an id": "k1",
    "a number": "99999999999999999999999999",
    "nothing but marks": '"" * - ^ ( )',
    "blanks": " \u00a0\u3000",
    "nothing": "",
}
TURNED = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
FORMATS = ("csv", "xlsx", "jsonl", "statements-jsonl", "parquet", "webannotation", "jsonld", "ftm", "dna", "dna-csv",
           "graphml", "gexf", "bibtex", "ris", "csl", "html")  # fmt: skip
BINARY = ("xlsx", "parquet", "dna")
ASKED = (["search"], ["people"], ["log"], ["search", "--csv"], ["people", "--csv"], ["log", "--csv"], ["db", "check"])
AS_JSON = (["search", "--json"], ["people", "--json"], ["log", "--json"])


def run(*arguments: str) -> Result:
    """Run a command; a fault that is none of ours is raised here as it is."""
    result = CliRunner().invoke(main, arguments, catch_exceptions=True)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise AssertionError(f"sayso {' '.join(map(ascii, arguments))}") from result.exception
    return result


def find_unsafe(printed: bytes) -> set[str]:
    """Find characters that could do something to a terminal."""
    text = printed.decode().removeprefix("\ufeff").replace("\r\n", "\n")
    controls = {character for character in text if unicodedata.category(character) == "Cc"} - {"\n"}
    return controls | set(text).intersection(TURNED)


def poison(words: str) -> Reading:
    """Make a reading that has words in every field where a text may be, and within every span."""
    text = f"{words}Ada Lund{words} said{words} that the dam is safe{words}.\n\nLund{words} did not reply."
    article = make_article(
        text, publisher=words, url=words, title=words, series=words, byline=(words, "=1+1"), path=words,
        published=words, language=words,
    )  # fmt: skip
    body, person = make_entities(article, words)
    told = make_attribution(article, f"dam is safe{words}", source="Ada Lund", entity=body.id)
    other = make_attribution(article, f"Lund{words} did not", source=f"Lund{words} did", entity=person.id)
    return Reading(article, Provenance(f"m{words}", f"r{words}"), (told, other), (body, person), sayso_version=words)


def find(article: Article, words: str) -> Span:
    start = article.text.index(words)
    return make_span(article.text, start, start + len(words))


def make_entities(article: Article, words: str) -> tuple[Entity, Entity]:
    """Make a body that has words in all of its fields, and a person tied to it."""
    places = find(article, f"Ada Lund{words}"), find(article, f"\n\nLund{words}")
    first, second = [make_id("e", article.sha256, [(place.start, place.end)]) for place in places]
    mentions = [(Mention(place.start, place.end, place.exact, "name"),) for place in places]
    body = Entity(
        first, f"Ada Lund{words}", "organisation", (words, f"Lund{words}"), words, words,
        (Role(words, second, None, (places[0],)),), mentions=mentions[0],
    )  # fmt: skip
    return body, Entity(second, words, "person", speaks_for=(first,), speaks_for_spans={first: (places[1],)},
                        backed_by=(Backing(first),), mentions=mentions[1])  # fmt: skip


def make_attribution(article: Article, content: str, *, source: str, entity: str) -> Attribution:
    parts = find(article, content), find(article, source)
    own = make_id("a", article.sha256, [(part.start, part.end) for part in parts])
    said_by = Source(parts[1:], entity)
    return Attribution(own, "direct", "deny", True, said_by, None, Passage(parts[:1]), on_whose_word=("writer", entity))


@pytest.fixture(scope="module", params=WORDS)
def poisoned(request, tmp_path_factory):
    """Give a record of an article that has hostile words in every field."""
    path = tmp_path_factory.mktemp("hostile") / "news.db"
    with Record(path) as record:
        record.add(HARBOUR)
        record.add(poison(WORDS[request.param]), place=f"/news/{WORDS[request.param]}.txt", digest="0")
    return path


def list_ids(db: Path) -> list[str]:
    with Record(db, writing=False) as record:
        statements = [statement.id for statement in record.statements()]
        articles = [reading.article.id for reading in record.readings()]
        return statements + articles + [one.id for one in record.people()]


def test_hostile_words_are_kept_as_they_are(poisoned, request):
    words = WORDS[request.node.callspec.params["poisoned"]]
    with Record(poisoned, writing=False) as record:
        kept = list(record.readings())
    assert [reading.article.id for reading in kept] == [HARBOUR.article.id, kept[1].article.id]
    assert kept[1] == poison(words)
    assert find_wrong(poisoned) == []


def test_hostile_words_are_printed_harmless(poisoned):
    for command in ASKED:
        result = run(*command, "--db", str(poisoned))
        assert result.exit_code == 0, command
        assert find_unsafe(result.stdout_bytes + result.stderr_bytes) == set(), command


def test_whatever_has_an_id_is_shown_harmless(poisoned):
    for own in list_ids(poisoned):
        for command in (["show", own], ["who", own], ["show", own, "--cite", "text"], ["show", own, "--cite", "bibtex"],
                        ["show", own, "--cite", "ris"]):  # fmt: skip
            result = run(*command, "--db", str(poisoned))
            assert find_unsafe(result.stdout_bytes + result.stderr_bytes) == set(), command


def test_hostile_words_are_json_that_holds_no_control_character(poisoned):
    shown = [["show", own, "--json"] for own in list_ids(poisoned)]
    for command in (*AS_JSON, *shown):
        result = run(*command, "--db", str(poisoned))
        assert result.exit_code == 0
        assert [json.loads(line) for line in result.stdout_bytes.decode().split("\n")[:-1]] or command == AS_JSON[2]
        assert not any(ord(character) < 32 for character in result.stdout_bytes.decode().replace("\n", ""))


@pytest.mark.parametrize("command", [["search"], ["people"], ["log"], ["export", "-f", "csv"]], ids="-".join)
def test_no_cell_of_a_table_begins_like_a_formula(command, poisoned):
    more = [] if command[0] == "export" else ["--csv"]
    printed = run(*command, *more, "--db", str(poisoned)).stdout_bytes.decode("utf-8-sig")
    for row in csv.reader(io.StringIO(printed)):
        assert [cell for cell in row if cell.lstrip()[:1] in tuple("=+-@")] == []


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_words_are_exported_in_every_format(form, poisoned, tmp_path):
    out = tmp_path / "out"
    result = run("export", "-f", form, "-o", str(out), "--db", str(poisoned))
    assert (result.exit_code, result.stderr) == (0, "")
    if form in ("graphml", "gexf"):
        etree.fromstring(out.read_bytes())
    elif form in ("jsonl", "statements-jsonl", "ftm"):
        assert all(json.loads(line) for line in out.read_text("utf-8").split("\n")[:-1])
    elif form in ("webannotation", "jsonld", "csl"):
        json.loads(out.read_bytes())
    elif form not in BINARY:
        assert "\x1b" not in out.read_text("utf-8")
    if form == "html":
        assert "<script>alert" not in out.read_text("utf-8")


ARGUMENTS = {name: words for name, words in WORDS.items() if "\0" not in words}  # no system lets a NUL through
ARGUMENTS |= {"half a character": "\udcff", "bytes that are no UTF-8": "news\udce9.txt"}
TAKING: dict[str, list[str]] = {
    "search": ["search", "{}"],
    "speaker": ["search", "--speaker", "{}"],
    "speaks for": ["search", "--speaks-for", "{}"],
    "about": ["search", "--about", "{}"],
    "words about": ["search", "dam", "--about", "{}", "--speaker", "{}", "--speaks-for", "{}"],
    "publisher": ["search", "--publisher", "{}"],
    "since": ["search", "--since", "{}"],
    "until": ["search", "--until", "{}"],
    "article": ["search", "--article", "{}"],
    "statements after": ["search", "--after", "{}"],
    "people": ["people", "{}"],
    "people after": ["people", "--after", "{}"],
    "who": ["who", "{}"],
    "show": ["show", "{}"],
    "log": ["log", "{}"],
    "log after": ["log", "--after", "{}"],
    "corrected": ["correct", "{}", "act", "deny"],
    "field": ["correct", "k1", "{}", "x"],
    "name": ["correct", "k1", "name", "{}"],
    "kind": ["correct", "k1", "kind", "{}"],
    "country": ["correct", "k1", "country", "{}"],
    "speaker of": ["correct", "STATEMENT", "speaker", "{}"],
    "act of": ["correct", "STATEMENT", "act", "{}"],
    "negated": ["correct", "STATEMENT", "negated", "{}"],
    "content": ["correct", "STATEMENT", "content", "{}"],
    "cue": ["correct", "STATEMENT", "cue", "{}"],
    "title": ["correct", "ARTICLE", "title", "{}"],
    "byline": ["correct", "ARTICLE", "byline", "{}"],
    "published": ["correct", "ARTICLE", "published", "{}"],
    "url": ["correct", "ARTICLE", "url", "{}"],
    "publisher of": ["correct", "ARTICLE", "publisher", "{}"],
    "confirmed": ["confirm", "{}"],
    "rejected": ["reject", "{}"],
    "by and why": ["confirm", "k2", "--by", "{}", "--why", "{}"],
    "merged": ["merge", "{}", "k2"],
    "merged with": ["merge", "k1", "{}", "--dry-run"],
    "split": ["split", "{}", "{}"],
    "split off": ["split", "k1", "{}"],
    "undone": ["undo", "{}"],
    "exported": ["export", "-f", "csv", "{}", "--publisher", "{}"],
    "base": ["export", "-f", "html", "--base", "{}"],
    "added": ["add", "{}"],
    "given": ["add", "READINGS", "--publisher", "{}"],
    "day given": ["add", "READINGS", "--published", "{}"],
    "errors": ["add", "gone.txt", "--errors", "{}"],
}


@pytest.fixture
def room(tmp_path, monkeypatch):
    """Work in a folder of its own, with a record and a text in it."""
    monkeypatch.chdir(tmp_path)
    keep_readings(Path("news.db"), [HARBOUR, poison("x")])
    return Path("news.db")


def fill(argument: str, words: str) -> str:
    names = {"STATEMENT": HARBOUR.attributions[0].id, "ARTICLE": HARBOUR.article.id, "READINGS": "bare.jsonl"}
    return names.get(argument, argument.replace("{}", words))


@pytest.mark.parametrize("name", TAKING)
def test_a_hostile_argument_is_words_and_nothing_else(name, room):
    for n, words in enumerate(ARGUMENTS.values()):
        write_readings(Path("bare.jsonl"), [make_reading(f"Report number {n}.")])
        command = [fill(argument, words) for argument in TAKING[name]]
        at = 1 + (command[1:2] == ["db"])
        options = [*command[:at], "--db", str(room), *command[at:]]
        result = run(*options)
        assert result.exit_code in (0, 1, 2, 3)
        assert find_unsafe(result.stdout_bytes + result.stderr_bytes) == set()
        assert result.exit_code in (0, 3) or result.stderr, "a failure says what it is"
    assert find_wrong(room) == []
    for command in ASKED:
        assert find_unsafe(run(*command, "--db", str(room)).stdout_bytes) == set()


@pytest.mark.parametrize(
    ("command", "option"),
    [
        ("search", "--after"),
        ("people", "--after"),
        ("log", "--after"),
        ("search", "--limit"),
        ("people", "--limit"),
        ("log", "--limit"),
    ],
)
def test_a_number_too_large_is_a_line(command, option, room):
    result = run(command, option, "9" * 30, "--db", str(room))
    assert result.exit_code in (0, 1, 2)


def test_every_command_of_the_record_takes_hostile_arguments_here():
    tested = {command[0] for command in TAKING.values()} | {"db"}
    assert isinstance(main, click.Group)
    assert {"search", "people", "who", "show", "log", "correct", "confirm", "reject", "merge", "split", "undo",
            "export", "add"} <= tested & set(main.commands) | {"db"}  # fmt: skip


@pytest.mark.parametrize("text", ["word" * 250_000, "Ada Lund said: " + "a" * 1_000_000 + "."], ids=["all", "inside"])
def test_a_word_of_a_million_letters_is_kept_found_and_shown(text, tmp_path):
    reading = make_reading(text, said=(Said(text[-500_000:], None, None, None), Said(text[:9], None, None, None)))
    db = keep_readings(tmp_path / "long.db", [reading])
    with Record(db, writing=False) as record:
        assert next(record.readings()) == reading
        assert len(record.search("a*")) >= 0
        assert len(list(record.statements())) == 2
    assert run("search", "--db", str(db)).exit_code == 0
    assert run("show", reading.attributions[0].id, "--db", str(db)).exit_code == 0
    assert find_wrong(db) == []


def test_ten_thousand_names_in_one_article_are_kept(tmp_path):
    names = [f"N{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)} Lund{n % 50}x" for n in range(10_000)]
    text = "; ".join(f"{name}" for name in names) + "."
    reading = make_reading(text, who=[Who(name) for name in names], said=(Said(names[0], names[1], names[1], None),))
    db = keep_readings(tmp_path / "crowd.db", [reading])
    with Record(db, writing=False) as record:
        assert len(next(record.readings()).entities) == 10_000
        assert len(list(record.people("Lund7x"))) > 0
    assert find_wrong(db) == []


PIECES = st.one_of(st.sampled_from(list(WORDS.values())), st.sampled_from([text[:200] for text in HOSTILE.values()]),
                   st.text(st.characters(exclude_categories=["Cs"]), max_size=12))  # fmt: skip


@settings(max_examples=25)
@given(words=PIECES, more=PIECES, sought=PIECES)
def test_any_field_is_kept_asked_for_shown_and_exported(words, more, sought):
    with TemporaryDirectory() as folder:
        db = str(keep_readings(Path(folder) / "any.db", [HARBOUR, poison(words), poison(more)]))
        ids = list_ids(Path(db))
        commands = [*ASKED, ["search", "--", sought], ["people", "--", sought], ["who", "--", sought]]
        commands += [["show", own] for own in (ids[0], ids[-1])] + [["export", "-f", form] for form in FORMATS]
        for command in commands:
            at = 2 if command[0] == "db" else 1
            result = run(*command[:at], "--db", db, *command[at:])
            if command[0] != "export":
                assert find_unsafe(result.stdout_bytes + result.stderr_bytes) == set()
        assert find_wrong(Path(db)) == []
