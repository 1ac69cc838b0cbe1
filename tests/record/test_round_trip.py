"""A reading comes out of the record as it went in; added twice it is there once; people are joined as in memory."""

from dataclasses import replace
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.data import (
    Account,
    Addressee,
    Attribution,
    Backing,
    Basis,
    Block,
    BlockKind,
    Bound,
    Candidate,
    Entity,
    Event,
    EventDate,
    EventPlace,
    EventStatus,
    EventType,
    Judgement,
    KnownEntity,
    Mention,
    Passage,
    Precision,
    Provenance,
    Reading,
    Role,
    Size,
    Source,
    Standing,
)
from sayso.errors import InputError
from sayso.ids import make_id
from sayso.keeping import Record
from sayso.link.people import Directory
from sayso.record.verify import verify
from sayso.text import make_span
from tests.record.made import (
    HARBOUR,
    INTERVIEW,
    LATER,
    NEWER,
    OUTLET,
    RAID,
    READINGS,
    Said,
    Who,
    count_rows,
    list_tables,
    make_article,
    make_reading,
)

PIECES = [
    "Ada Lund",
    "the dam",
    "said",
    " ",
    "\n\n",
    "🌊",
    "👩\u200d🚒",
    "e\u0301",
    "שָׁלוֹם",
    "\u202e",
    "السد",
    "\ufeff",
    "\r",
    '"',
    "'",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).map(
    "".join
)
WORDS = st.none() | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
NAMES = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=2).map(tuple)
SHARES = st.integers(0, 10_000).map(lambda share: share / 10_000)
KINDS = st.sampled_from(["person", "organisation", "government", "place", "unnamed"])
FORMS = st.sampled_from(["name", "nominal", "pronoun"])


@pytest.fixture
def record(tmp_path):
    with Record(tmp_path / "made.sayso") as record:
        yield record


def load(record: Record, reading: Reading) -> Reading:
    row = record.connection.execute("SELECT article_id FROM article WHERE id = ?", (reading.article.id,)).fetchone()
    return record.load_reading(row[0])


@st.composite
def draw_places(draw, text: str, least: int = 0):
    """Draw different stretches of a text, in reading order."""
    ends = st.integers(0, len(text) - 1).flatmap(lambda at: st.tuples(st.just(at), st.integers(at + 1, len(text))))
    places = draw(st.lists(ends, min_size=least, max_size=3, unique=True))
    return sorted(places, key=lambda place: (place[0], -place[1]))


@st.composite
def draw_spans(draw, text: str, least: int = 0):
    return tuple(make_span(text, *place) for place in draw(draw_places(text, least)))


@st.composite
def draw_entities(draw, article):
    """Draw entities, each called by one of its mentions, or by one that begins where others do."""
    text, made = article.text, {}
    for _ in range(draw(st.integers(0, 3))):
        places = draw(draw_places(text, 1))
        mentions = tuple(Mention(s, e, text[s:e], draw(FORMS)) for s, e in places)
        name = make_id("e", article.sha256, [draw(st.sampled_from(places))] * draw(st.integers(1, 3)))
        made[name] = Entity(
            name, draw(TEXTS), draw(KINDS), draw(NAMES), draw(WORDS), draw(WORDS), mentions=mentions
        )  # fmt: skip
    return tuple(draw(draw_ties(entity, text, tuple(made))) for entity in made.values())


@st.composite
def draw_ties(draw, entity, text: str, names):
    some, spans = st.sampled_from(names), draw_spans(text)
    roles = st.builds(Role, TEXTS, st.none() | some, st.none() | st.booleans(), spans)
    spoken_for = draw(st.lists(some, max_size=2, unique=True))
    told = draw(st.lists(st.sampled_from(spoken_for), unique=True)) if spoken_for else []
    return replace(
        entity,
        roles=tuple(draw(st.lists(roles, max_size=2))),
        backed_by=tuple(draw(st.lists(st.builds(Backing, some, spans), max_size=2))),
        speaks_for=tuple(spoken_for),
        speaks_for_spans={name: draw(spans) for name in told},
    )


@st.composite
def draw_attribution(draw, article, names):
    text = article.text
    some = st.sampled_from(names or ["writer"])
    few = 2 if names else 0
    whom = st.sampled_from([None, "writer", *names])
    candidates = st.lists(st.builds(Candidate, some, SHARES), max_size=few).map(tuple)
    content = draw(draw_spans(text))
    cue = draw(st.none() | draw_spans(text).map(Passage))
    source = draw(st.none() | st.builds(Source, draw_spans(text), whom, st.booleans(), candidates))
    parts = (content, cue.spans if cue else (), source.spans if source else ())
    places = [(span.start, span.end) for part in parts for span in part]
    return Attribution(
        make_id("a", article.sha256, places),
        draw(st.sampled_from(["direct", "indirect", "mixed"])), draw(st.sampled_from(["say", "deny", "warn"])),
        draw(st.booleans()), source, cue, Passage(content),
        draw(st.none() | st.builds(Addressee, draw_spans(text), st.sampled_from([None, *names]))),
        None, ("writer", *draw(st.lists(some, max_size=few))), draw(SHARES),
    )  # fmt: skip


@st.composite
def draw_attributions(draw, article, names):
    """Draw attributions in any order, some of them nested in others."""
    drawn = {a.id: a for a in draw(st.lists(draw_attribution(article, names), max_size=4))}
    placed = list(drawn.values())
    for n in range(1, len(placed)):
        outer = draw(st.none() | st.sampled_from(placed[:n]))
        placed[n] = replace(placed[n], nested_in=outer.id if outer else None)
    return tuple(draw(st.permutations(placed)))


@st.composite
def draw_word(draw, names):
    """Draw on whose word something is; nobody's is empty."""
    chain = st.lists(st.sampled_from(names), max_size=2).map(tuple) if names else st.just(())
    return draw(st.just(()) | chain.map(lambda some: ("writer", *some)))


@st.composite
def draw_told(draw, text: str, names, said):
    """Draw whose word something is, in which statement, and where."""
    return draw(draw_word(names)), draw(st.none() | st.sampled_from(said)) if said else None, draw(draw_spans(text))


@st.composite
def draw_account(draw, text: str, names, said):
    field = draw(st.sampled_from(["actor", "recipient", "date", "place", "size"] if names else ["date", "size"]))
    value = draw(st.sampled_from(names)) if field in ("actor", "recipient") else draw(TEXTS)
    return Account(field, value, *draw(draw_told(text, names, said)))


@st.composite
def draw_event(draw, article, names, said):
    text, few = article.text, st.lists(st.sampled_from(names), max_size=2).map(tuple) if names else st.just(())
    places = draw(draw_places(text, 1))
    mentions = tuple(make_span(text, *place) for place in places)
    spans, number = draw_spans(text), st.floats(allow_nan=False, allow_infinity=False)
    standings = st.sampled_from(get_args(Standing))
    status = st.builds(EventStatus, standings).flatmap(
        lambda one: draw_told(text, names, said).map(lambda told: EventStatus(one.status, *told))
    )
    dates = st.builds(
        EventDate, st.sampled_from([None, "", "2020", "2020-02-03", "199", "soon"]),
        st.none() | st.sampled_from(get_args(Precision)), st.just("") | TEXTS, spans, st.sampled_from(get_args(Basis)),
    )  # fmt: skip
    sizes = st.builds(Size, number, st.sampled_from(get_args(Bound)), spans, WORDS)
    return Event(
        make_id("v", article.sha256, [draw(st.sampled_from(places))]),
        draw(st.sampled_from(get_args(EventType))),
        draw(st.just(Passage(mentions)) | draw_spans(text, 1).map(Passage)),
        draw(NAMES), draw(few), draw(few), draw(st.none() | dates),
        draw(st.none() | st.builds(EventPlace, TEXTS, st.none() | st.integers(0, 10**8), spans, WORDS, WORDS,
                                   st.none() | number, st.none() | number)),
        draw(st.dictionaries(TEXTS, sizes, max_size=2)),
        draw(standings), draw(draw_word(names)), tuple(draw(st.lists(status, max_size=2))), draw(st.booleans()),
        confidence=draw(SHARES), mentions=mentions,
        accounts=tuple(draw(st.lists(draw_account(text, names, said), max_size=2))),
    )  # fmt: skip


@st.composite
def draw_events(draw, article, names, said):
    """Draw events, some of them answers to others."""
    drawn = {event.id: event for event in draw(st.lists(draw_event(article, names, said), max_size=3))}
    for own in drawn:
        others = [other for other in drawn if other != own]
        answers = draw(st.lists(st.sampled_from(others), max_size=2, unique=True)) if others else []
        drawn[own] = replace(drawn[own], answers=tuple(answers))
    return tuple(drawn.values())


@st.composite
def draw_blocks(draw, text: str):
    """Draw blocks of any kind and language, empty ones too."""
    kinds, ends = st.sampled_from(get_args(BlockKind)), st.integers(0, len(text))
    places = draw(st.lists(st.tuples(ends, ends).map(sorted), max_size=3))
    return tuple(Block(draw(kinds), start, end, draw(st.just("en") | WORDS)) for start, end in places)


@st.composite
def draw_reading(draw):
    """Draw a valid reading of an odd text."""
    text = draw(TEXTS)
    article = make_article(
        text, blocks=draw(draw_blocks(text)), path=draw(WORDS), publisher=draw(WORDS), series=draw(WORDS),
        title=draw(WORDS), byline=draw(NAMES),
        published=draw(st.sampled_from([None, "2020", "2020-02", "2020-02-03", "2020-02-03T14:05:00+01:00", "soon"])),
        language=draw(WORDS),
    )  # fmt: skip
    entities = draw(draw_entities(article))
    attributions = draw(draw_attributions(article, [entity.id for entity in entities]))
    events = draw(draw_events(article, [entity.id for entity in entities], [one.id for one in attributions]))
    made = Provenance(draw(TEXTS), draw(TEXTS))
    return Reading(article, made, attributions, entities, events, sayso_version=draw(TEXTS))


@pytest.mark.parametrize("name", READINGS)
def test_a_reading_comes_out_as_it_went_in(record, name):
    assert record.add(READINGS[name]) == "new"
    assert load(record, READINGS[name]) == READINGS[name]


@given(draw_reading())
@settings(max_examples=80)
def test_a_reading_of_an_odd_text_comes_out_as_it_went_in_of_a_sound_record(reading):
    with TemporaryDirectory() as folder, Record(Path(folder) / "odd.sayso") as record:
        record.add(reading)
        assert load(record, reading) == reading
        assert list(verify(record.connection)) == []


def test_what_stands_around_words_comes_out_with_them(record):
    record.add(HARBOUR)
    span = load(record, HARBOUR).attributions[0].content.spans[1]
    assert span.prefix + span.exact == "day that the dam, she insisted, is safe for a hundred years"
    assert span.suffix == ".\n\nHer deputy Jory Pell told the"


def test_readings_come_out_in_the_order_in_which_they_went_in(record):
    for reading in READINGS.values():
        record.add(reading)
    assert list(record.readings()) == list(READINGS.values())


def test_a_reading_that_is_added_twice_changes_nothing(record):
    for reading in READINGS.values():
        record.add(reading)
    before = count_rows(record.connection, list_tables(record.connection))
    assert [record.add(reading) for reading in READINGS.values()] == ["known"] * len(READINGS)
    assert count_rows(record.connection, list_tables(record.connection)) == before
    assert list(record.readings()) == list(READINGS.values())


def test_a_record_that_was_closed_holds_what_was_added(tmp_path):
    with Record(tmp_path / "made.sayso") as record:
        record.add(HARBOUR)
    with Record(tmp_path / "made.sayso", writing=False) as record:
        assert list(record.readings()) == [HARBOUR]


def test_a_newer_version_takes_the_place_of_the_older_one(record):
    record.add(LATER)
    assert record.add(NEWER) == "version"
    assert list(record.readings()) == [NEWER]
    assert load(record, LATER) == LATER


def spoil(reading: Reading, **fields) -> Reading:
    """Change the first attribution of a reading."""
    return replace(reading, attributions=(replace(reading.attributions[0], **fields), *reading.attributions[1:]))


def spoil_event(**fields) -> Reading:
    """Change the first event of a reading."""
    return replace(RAID, events=(replace(RAID.events[0], **fields), *RAID.events[1:]))


@pytest.mark.parametrize(
    "reading",
    [
        replace(HARBOUR, article=replace(HARBOUR.article, text=HARBOUR.article.text + ".")),
        replace(HARBOUR, article=replace(HARBOUR.article, id="t0")),
        replace(HARBOUR, article=INTERVIEW.article),
        spoil(HARBOUR, id="a0"),
        spoil(HARBOUR, content=Passage((make_span(HARBOUR.article.text, 0, 3),))),
        spoil(HARBOUR, nested_in="a0"),
        spoil(HARBOUR, source=Source((), "e0")),
        replace(HARBOUR, entities=HARBOUR.entities[1:]),
        replace(HARBOUR, attributions=HARBOUR.attributions * 2),
        spoil_event(id="v0"),
        spoil_event(mentions=()),
        spoil_event(trigger=Passage((make_span(HARBOUR.article.text, 0, 3),))),
        spoil_event(actor=("e0",)),
        spoil_event(on_whose_word=("writer", "e0")),
        spoil_event(on_whose_word=(RAID.entities[0].id,)),
        spoil_event(statuses=(EventStatus("claimed", attribution="a0"),)),
        spoil_event(accounts=(Account("recipient", "Ada Lund"),)),
        spoil_event(answers=(RAID.events[0].id,)),
        spoil_event(answers=("v0",)),
        spoil_event(confidence=1.5),
        spoil_event(size={"dead": Size(float("nan"))}),
        spoil_event(place=EventPlace("Tarn \ud800")),
        replace(RAID, events=RAID.events * 2),
    ],
)
def test_what_is_no_reading_of_its_own_text_is_refused_and_leaves_nothing(record, reading):
    before = count_rows(record.connection, list_tables(record.connection))
    with pytest.raises(InputError, match="read the article again"):
        record.add(reading)
    assert count_rows(record.connection, list_tables(record.connection)) == before


def tell(n: int, person: str, *, body: str, title: str = "chair", also: str | None = None) -> Reading:
    """Make a reading that tells of a person's role in a body."""
    others = f" {also} was there." if also else ""
    who = [Who(person, roles=((title, body, None, title),)), Who(body, "organisation")]
    who += [Who(also)] if also else []
    text = f"{person}, {title} of {body}, spoke of report number {n}.{others}"
    said = Said(f"report number {n}", person, person, "spoke of")
    return make_reading(text, who=who, said=[said], publisher=f"Paper {n % 3}", published=f"2021-04-{n + 1:02}")


ALIKE = (
    tell(0, "Ada Lund", body="Harbour Board"),
    tell(1, "Lund", body="Harbour Board", also="Jory Pell"),
    tell(2, "Ada Lund", body="Fleet Union", title="pilot"),
    tell(3, "Edda Lund", body="Harbour Board", title="treasurer", also="Ada Lund"),
    tell(4, "Jory Pell", body="Tarn Harbour Board", title="deputy", also="Lund"),
)


def order_judgements(judgements, readings) -> list[Judgement]:
    """Order judgements as a record has them: by the article and the place there of the left entity."""
    entities = [(reading.article.id, entity.id) for reading in readings for entity in reading.entities]
    places = {name: n for n, name in reversed(list(enumerate(entities)))}
    return sorted(judgements, key=lambda judgement: places[judgement.left])


def show_known(known: KnownEntity, members) -> tuple[KnownEntity, tuple[tuple[str, str], ...]]:
    """Show a known entity without the ids that only one of the two gives it."""
    return replace(known, id="", members=()), tuple(members)


def link_in_record(record: Record) -> tuple[list, list]:
    """Give all known entities and judgements of a record, members by the ids of article and entity."""
    connection = record.connection
    articles = dict(connection.execute("SELECT article_id, id FROM article"))
    rows = [row for (row,) in connection.execute("SELECT entity_id FROM entity ORDER BY 1")]
    names = {row: (articles[article], own) for row, (article, own) in zip(rows, record.locate(rows), strict=True)}
    ids = [name for (name,) in connection.execute("SELECT id FROM people ORDER BY rowid")]
    known = [show_known(k, (names[int(own)] for _, own in k.members)) for k in record.fetch_known(ids).values()]
    judgements = connection.execute(
        "SELECT left_id, right_id, verdict, score / 10000.0, words FROM judgement JOIN reason USING (reason_id) "
        "ORDER BY judgement_id"
    )
    return known, [(names[left], names[right], *rest) for left, right, *rest in judgements]


def link_in_memory(readings) -> tuple[list, list]:
    directory = Directory()
    judgements = [judgement for reading in readings for judgement in directory.add(reading)]
    judgements = [judgement for judgement in judgements if judgement.verdict != "different"]  # which nobody asks for
    known = [show_known(known, known.members) for known in directory.known]
    ordered = order_judgements(judgements, readings)
    return known, [(j.left, j.right, j.verdict, j.score, j.reason) for j in ordered]


@pytest.mark.parametrize("order", list(permutations(range(5)))[::8], ids=str)
def test_people_are_joined_in_the_record_as_they_are_in_memory(record, order):
    readings = [ALIKE[n] for n in order]
    for reading in readings:
        record.add(reading)
    assert link_in_record(record) == link_in_memory(readings)


def test_people_of_many_reports_are_joined_in_the_record_as_they_are_in_memory(record):
    readings = (*READINGS.values(), NEWER, *ALIKE, OUTLET)
    for reading in readings:
        record.add(reading)
    assert link_in_record(record) == link_in_memory(readings)


def test_somebody_of_more_articles_than_are_fetched_is_joined_as_in_memory(record):
    readings = [tell(n % 28, f"Ada{'h' * (n // 28)} Lund", body="Harbour Board", also="Jory Pell") for n in range(84)]
    for reading in readings:
        record.add(reading)
    (known, judgements), (wanted, judged) = link_in_record(record), link_in_memory(readings)
    assert judgements == judged
    assert [one for one, _ in known] == [one for one, _ in wanted]
