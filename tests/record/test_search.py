"""A search finds what a reader would who goes through every statement, each once, the latest first."""

import re
import unicodedata
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.data import Query, Statement
from sayso.errors import SettingError, UnknownIdError
from sayso.keeping import Record
from sayso.record.load import Loader
from sayso.record.search import find_numbers, list_words, quote_words
from sayso.record.write import number_of_day
from tests.record.made import HARBOUR, LATER, NEWER, READINGS, Said, Who, make_reading

DAYS = (None, "2020", "2021-03", "2021-03-04", "2021-03-05T09:00:00+01:00")
WARNS = {"act": "warn", "manner": "direct"}
PUBLISHERS = ("The Tarn Courier", "Radio Ness", None)


def make_report(n: int, day: str | None, publisher: str | None):
    """Make a report in which three say something, and the writer one thing more."""
    text = (
        f"Ada Lund, who speaks for the Harbour Board, said that old gates of Tarn hold in week {n}. “Gates are never "
        f"safe,” warned Jory Pell of the Fleet Union. Édda Lund denied that the Harbour Board knew, in week {n}. "
        "The café is shut."
    )
    return make_reading(
        text,
        who=(
            Who("Ada Lund", speaks_for={"the Harbour Board": "speaks for"}),
            Who("the Harbour Board", "organisation", ("the Harbour Board/2",)),
            Who("Tarn", "place"),
            Who("Jory Pell", speaks_for={"the Fleet Union": None}),
            Who("the Fleet Union", "organisation"),
            Who("Édda Lund"),
        ),
        said=(
            Said(f"old gates of Tarn hold in week {n}", "Ada Lund", "Ada Lund"),
            Said("Gates are never safe", "Jory Pell", "Jory Pell", "warned", fields=WARNS),
            Said(f"the Harbour Board knew…in week {n}/2", "Édda Lund", "Édda Lund", "denied", fields={"act": "deny"}),
            Said("The café is shut", "writer", "", None, fields={"manner": "mixed"}),
        ),
        published=day, publisher=publisher, url=f"https://tarn.example/{n}",
    )  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    """Give a record of reports from all days by all publishers; on some, and on what some say, a person decided."""
    path: Path = tmp_path_factory.mktemp("record") / "made.sayso"
    with Record(path) as record:
        for n, (day, publisher) in enumerate(product(DAYS, PUBLISHERS)):
            record.add(make_report(n, day, publisher))
        for reading in (*READINGS.values(), NEWER):
            record.add(reading)
        for decision, rest in (("rejected", 3), ("confirmed", 5), ("corrected", 7)):
            rows = "SELECT statement_id FROM (SELECT statement_id, row_number() OVER () AS n FROM statement)"
            record.connection.execute(
                f"UPDATE statement SET decision = '{decision}' WHERE statement_id IN ({rows} WHERE n % 8 = {rest})"
            )
        record.connection.execute("UPDATE article SET decision = 'rejected' WHERE article_id IN (2, 7)")
        record.connection.execute("UPDATE article SET decision = 'confirmed' WHERE article_id = 3")
    return path


@pytest.fixture
def record(path):
    with Record(path, writing=False) as record:
        yield record


def list_all(record: Record) -> list[Statement]:
    """List every statement, the latest first."""
    return list(Loader(record.connection).load_range(0, 10**17))[::-1]


def fold(text: str) -> list[str]:
    """Give the words of a text without accents and capitals."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", bare.lower())


class Reader:
    """One who reads every statement to find what satisfies a query."""

    def __init__(self, record: Record) -> None:
        connection = record.connection
        self.statements = list_all(record)
        self.names = {
            k: fold(f"{n} {a or ''}") for k, n, a in connection.execute("SELECT id, name, aliases FROM people")
        }
        self.replaced = {a for (a,) in connection.execute("SELECT id FROM article WHERE replaced_by IS NOT NULL")}
        self.rejected = {a for (a,) in connection.execute("SELECT id FROM articles WHERE status = 'rejected'")}
        publishers = connection.execute("SELECT publisher FROM articles WHERE publisher IS NOT NULL")
        self.publishers = {publisher.lower() for (publisher,) in publishers}
        self.mentions: dict[str, list[tuple[str, int, int]]] = {}
        for known, article, start, end in connection.execute("SELECT id, article, start, end FROM mentions"):
            self.mentions.setdefault(article, []).append((known, start, end))

    def find(self, query: Query) -> list[int]:
        return [one.number for one in self.statements if self.holds(one, query)]

    def holds(self, one: Statement, query: Query) -> bool:
        told, publisher = one.attribution, one.publication.publisher
        return all((
            query.words is None or self.has_words(fold(told.content.text), query.words),
            query.speaker is None or (one.speaker is not None and self.is_called(one.speaker.id, query.speaker)),
            query.speaks_for is None or any(self.is_called(b.id, query.speaks_for) for b in one.speaks_for),
            query.publisher is None or self.is_published_by((publisher or "").lower(), query.publisher.lower()),
            not query.act or told.act in query.act,
            not query.manner or told.manner in query.manner,
            query.since is None or one.number >= number_of_day(query.since),
            query.until is None or str(one.number // 10**7).rjust(8, "0") <= query.until.replace("-", "").ljust(8, "9"),
            query.about is None or self.is_about(one, query.about),
            one.status in query.status if query.status else self.is_not_rejected(one),
            query.article is None or one.publication.article.startswith(query.article),
            query.replaced or one.publication.article not in self.replaced,
        ))  # fmt: skip

    def has_words(self, said: list[str], words: str) -> bool:
        line = f" {' '.join(said)} "
        pieces = [(m[1], m[2] or m[3]) for m in re.finditer(r'(-?)(?:"([^"]*)"|(\S+))', words)]
        return all((f" {' '.join(fold(p))}{'' if p.endswith('*') else ' '}" in line) != bool(no) for no, p in pieces)

    def is_published_by(self, publisher: str, name: str) -> bool:
        return publisher == name if name in self.publishers else name in publisher

    def is_not_rejected(self, one: Statement) -> bool:
        return one.status != "rejected" and one.publication.article not in self.rejected

    def is_called(self, known: str, name: str) -> bool:
        return known == name or (known in self.names and set(fold(name)) <= set(self.names[known]))

    def is_about(self, one: Statement, name: str) -> bool:
        return any(
            span.start <= start and end <= span.end and self.is_called(known, name)
            for known, start, end in self.mentions.get(one.publication.article, [])
            for span in one.attribution.content.spans
        )


FILTERS: dict[str, list[Any]] = {
    "words": ["gates", '"gates of tarn"', "gat*", "gates -old", 'hold -"never safe"', "cafe", "GATES WEEK", "missing"],
    "speaker": ["Lund", "Ada Lund", "Edda", "k1", "Nobody", "lund ada"],
    "speaks_for": ["Harbour", "fleet union", "k2", "Lund"],
    "publisher": ["radio ness", "The Tarn Courier", "Ness", "the", "Nowhere"],
    "act": [("deny",), ("say", "warn")],
    "manner": [("direct",), ("mixed", "indirect")],
    "since": ["2020", "2021-03", "2021-03-05"],
    "until": ["2020", "2021-03", "2021-03-04"],
    "about": ["Tarn", "Harbour Board", "k2", "Lund"],
    "status": [("rejected",), ("machine", "confirmed"), ("corrected",)],
    "article": [HARBOUR.article.id, LATER.article.id, HARBOUR.article.id[:4]],
    "replaced": [True],
}
PAIRS = [*((name,) for name in FILTERS), *combinations(FILTERS, 2)]


WAYS = {
    "by the words": {"FEW": 0},
    "by who and where, each looked at": {"WORTH": 0, "AT_ONCE": 3},
    "by the words among those of who and where": {"LOOKED_AT": -1},
    "as it is": {},
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("names", PAIRS, ids="-".join)
def test_what_is_found_is_what_a_reader_finds(record, monkeypatch, names, way):
    for name, value in WAYS[way].items():
        monkeypatch.setattr(f"sayso.record.search.{name}", value)
    reader, wrong = Reader(record), []
    for values in product(*(FILTERS[name] for name in names)):
        query = Query(**dict(zip(names, values, strict=True)))
        if find_numbers(record.connection, query, limit=10_000) != reader.find(query):
            wrong.append(values)
    assert wrong == []


def test_the_filters_of_the_tests_find_something_and_not_all(record):
    reader = Reader(record)
    for name, values in FILTERS.items():
        found = {len(reader.find(Query(**{name: value}))) for value in values}
        assert any(0 < count < len(reader.statements) for count in found), name


def test_without_a_filter_all_are_found_but_the_rejected_and_those_of_replaced_articles(record):
    reader = Reader(record)
    found = find_numbers(record.connection, Query(), limit=10_000)
    assert found == reader.find(Query())
    assert len(found) < len(reader.statements)


@pytest.mark.parametrize("words", [None, "gates"])
@pytest.mark.parametrize(
    ("field", "name"),
    [("speaker", "k999"), ("speaker", "k0"), ("speaks_for", "k999"), ("about", "k999"), ("article", "t0"),
     ("article", "t000000000000"), ("article", HARBOUR.article.id + "0"), ("article", "Ada")],
)  # fmt: skip
def test_an_id_that_is_nobodys_is_refused(record, field, name, words):
    with pytest.raises(UnknownIdError, match=f"^{name}: there is nothing of this id in the record$"):
        find_numbers(record.connection, Query(words, **{field: name}), limit=1)


@pytest.fixture
def few(tmp_path):
    """Give a record of a few statements, to be added to."""
    with Record(tmp_path / "few.sayso") as record:
        yield record


def add_words(record: Record, *words: str, day: str | None = None) -> None:
    """Add statements of these words, one article each."""
    for said in words:
        text = f"Ada Lund said: {said}"
        record.add(make_reading(text, who=[Who("Ada Lund")], said=[Said(said, "Ada Lund", "Ada Lund")], published=day))


def find_words(record: Record, words: str) -> list[str]:
    numbers = find_numbers(record.connection, Query(words), limit=100)
    return [s.attribution.content.text for s in Loader(record.connection).load(numbers)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("cafe", "A Café opened"),
        ("CAFÉ", "a cafe\u0301 opened"),
        ("Zoe", "Zoë’s boat"),
        ("strasse", "strasse"),
        ("السد", "إن السد آمن"),
        ("שלום", "אמר שלום"),
        ("two-thirds", "two-thirds of Tarn"),
        ("thirds two", "two-thirds of Tarn"),
        ('"of tarn"', "two-thirds of Tarn"),
        ('"of ta"*', "two-thirds of Tarn"),
        ("ta*", "two-thirds of Tarn"),
        ("fleet", "the fleet_union"),
        ("1,000", "1,000 boats"),
        ("NOT", "do not go"),
        ("and OR not", "not now and not then, or never"),
        ("near(boat)", "near boat"),
        ("words:boat", "words “boat”"),
        ('"words: boat"', "words boat"),
        ("^boat", "a boat"),
        ("boat'", "a boat"),
        ("{boat}", "a boat"),
        ("boat + shore", "a shore, a boat"),
        ("bo\0at", "bo at"),
        ('boat "', "a boat"),
        ("boat -", "a boat"),
        ("boat *", "a boat"),
    ],
)
def test_words_are_found_however_they_are_written(few, words, said):
    add_words(few, said, "Nothing of that kind")
    assert find_words(few, words) == [said]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("boat", "boats"),
        ('"shore boat"', "boat, shore"),
        ("boat shore", "a boat"),
        ("boat -shore", "a boat, a shore"),
        ('boat -"the shore"', "a boat, the shore"),
        ("boat -sh*", "a boat, a shore"),
        ("boat OR shore", "a boat"),
        ("NEAR(boat shore)", "boat shore"),
        ("ta*rn", "Tarn"),
        ("tarn", "Ta rn"),
        ('boat" NOT "shore', "a boat"),
    ],
)
def test_words_that_are_not_there_are_not_found(few, words, said):
    add_words(few, said)
    assert find_words(few, words) == []


@pytest.mark.parametrize("field", ["words", "speaker", "speaks_for", "about"])
@pytest.mark.parametrize(
    "nothing", ["", " ", '"', '""', "*", "-", "_", "🌊", "…!?", "-gates", '-"the gates"', "'; --", "\0"]
)
def test_what_has_no_word_in_it_is_refused_in_one_line(record, field, nothing):
    with pytest.raises(SettingError, match=r"^.*: there is no word in this to search for$"):
        find_numbers(record.connection, Query(**{field: nothing}), limit=1)


@pytest.mark.parametrize("field", ["words", "speaker", "speaks_for", "about"])
@pytest.mark.parametrize(
    "many", ["x" * 10_000, "gates " * 2_000, "gates " + "-b " * 3_000, '"' + "gates " * 2_000 + '"', "a*" * 5_000]
)
def test_a_query_of_ten_thousand_characters_is_answered(record, field, many):
    found = find_numbers(record.connection, Query(**{field: many}), limit=1_000)
    assert isinstance(found, list)


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\"'*-^:(){}+ \0"), max_size=30))
def test_no_query_is_an_error_of_the_index(words):
    try:
        quoted = quote_words(words)
    except SettingError:
        return
    bare = re.sub(r'"(?:[^"\0]|"")*"', "w", quoted)
    assert re.fullmatch(r"w\*?(?: AND w\*?)*(?: NOT w\*?)*", bare)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_words_to_be_marked_are_found_in_any_query(words):
    assert all(piece in words for piece in list_words(words))


# Pages


def page_through(record: Record, query: Query, limit: int, between=lambda: None) -> list[int]:
    """Turn pages to the last one, and do something between them."""
    found: list[int] = []
    before = None
    while page := find_numbers(record.connection, query, limit=limit, before=before):
        found += page
        before = page[-1]
        between()
    return found


@pytest.mark.parametrize("limit", [1, 7, 50])
@pytest.mark.parametrize(
    "query", [Query(), Query("gates"), Query(speaker="Lund"), Query("week", since="2021")], ids=str
)
def test_pages_give_each_statement_once_in_one_order(record, query, limit):
    wanted = find_numbers(record.connection, query, limit=10_000)
    assert page_through(record, query, limit) == wanted
    assert wanted == sorted(set(wanted), reverse=True)


@pytest.mark.parametrize(
    "query", [Query(), Query("boat"), Query(speaker="Lund"), Query("boat", speaker="Ada")], ids=str
)
def test_pages_give_each_statement_once_while_others_are_added(few, query):
    for n in range(12):
        add_words(few, f"boat number {n}", day=DAYS[n % 5])
    there = find_numbers(few.connection, query, limit=100)
    added = iter(range(100, 200))
    found = page_through(few, query, 3, lambda: add_words(few, f"boat number {(n := next(added))}", day=DAYS[n % 5]))
    assert found == sorted(set(found), reverse=True)
    assert set(there) <= set(found)


def test_a_later_day_comes_first_and_of_one_day_what_was_added_last(few):
    for day in ("2021-03-04", "2020", None, "2021-03", "2021-03-05", "2021-03-04"):
        add_words(few, f"boat of {day}, added {few.connection.total_changes}", day=day)
    days = [words.split(",")[0].removeprefix("boat of ") for words in find_words(few, "boat")]
    assert days == ["2021-03-05", "2021-03-04", "2021-03-04", "2021-03", "2020", "None"]
    (later, earlier) = [n for n in find_numbers(few.connection, Query("boat"), limit=9) if n // 10**7 == 20210304]
    assert later == earlier + 1


def test_what_was_rejected_or_replaced_is_found_where_it_is_asked_for(few):
    few.add(LATER)
    few.add(NEWER)
    few.connection.execute("UPDATE statement SET decision = 'rejected' WHERE act = 'doubt'")
    assert len(find_numbers(few.connection, Query(), limit=9)) == 1
    assert len(find_numbers(few.connection, Query(replaced=True), limit=9)) == 3
    assert len(find_numbers(few.connection, Query(status=("rejected",), replaced=True), limit=9)) == 1
    assert find_numbers(few.connection, Query(status=("rejected",)), limit=9) == []


def test_a_statement_is_found_by_the_publisher_of_a_reprint(few):
    few.add(HARBOUR)
    reprint = "INSERT INTO reprint (article_id, publisher, added) VALUES (1, 'Holm Herald', '')"
    few.connection.execute(reprint)
    wanted = find_numbers(few.connection, Query(), limit=99)
    assert find_numbers(few.connection, Query(publisher="HOLM herald"), limit=99) == wanted
    assert find_numbers(few.connection, Query(publisher="The Tarn Courier"), limit=99) == wanted
