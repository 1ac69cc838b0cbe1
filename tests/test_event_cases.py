"""What happens, each as one invented passage that a careful reader could not misread; and pages where nothing does.

The weights read. How often they are right on real reports is measured elsewhere (docs/evaluation.md).
"""

import pytest

from sayso.collect import make_article
from sayso.collect.metadata import Metadata
from sayso.data import Event, Reading
from sayso.pipeline import read_articles
from sayso.settings import Settings

pytestmark = pytest.mark.weights


@pytest.fixture
def read(model):
    if "event_argument_bias" not in model.heads:
        pytest.skip("NO HEADS FOR EVENTS in the weights that ship: run `make train`")

    def read_text(text: str, published: str | None = "2031-05-07") -> Reading:
        article = make_article(text, given=Metadata(published=published))
        (reading,) = read_articles([article], model, settings=Settings())
        return reading

    return read_text


def find(reading: Reading, word: str) -> Event:
    """Find the event that some word reports."""
    found = [e for e in reading.events if word in {e.trigger.text, *(span.exact for span in e.mentions)}]
    assert len(found) == 1, [(e.trigger.text, e.event_type) for e in reading.events]
    return found[0]


def names(reading: Reading, ids: tuple[str, ...]) -> list[str]:
    known = {entity.id: entity.name for entity in reading.entities}
    return [known.get(one, one) for one in ids]


def test_an_attack_has_its_type_doer_whom_it_befell_place_and_day(read):
    reading = read("Orvanian troops shelled the town of Tarn on Monday, killing four farmers.")
    event = find(reading, "shelled")
    assert (event.event_type, event.status) == ("ASSAULT", "asserted")
    assert names(reading, event.actor) == ["Orvanian troops"]
    assert event.place
    assert event.place.name.endswith("Tarn")
    assert event.date
    assert event.date.value == "2031-05-05"
    assert event.size["dead"].value == 4


def test_an_accusation_and_its_denial_are_one_event_and_two_words(read):
    text = "Velland accused Orvania of shelling a ferry on Monday. Orvania denied it."
    event = find(read(text), "shelling")
    assert event.status == "denied"
    assert {status.status for status in event.statuses} == {"claimed", "denied"}


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("Nobody was arrested on Monday, police said.", "arrested", "negated"),
        ("The miners will strike on Friday, the union said.", "strike", "planned"),
        ("The league called on Orvania to withdraw its troops.", "withdraw", "requested"),
        ("Orvania threatened to bomb the port of Tarn.", "bomb", "threatened"),
        ("The talks planned for Friday were called off.", "talks", "negated"),
    ],
)
def test_what_has_not_happened_is_not_asserted(read, text, word, status):
    assert find(read(text), word).status == status


def test_without_a_day_of_publication_a_day_of_the_week_stays_a_phrase(read):
    event = find(read("Gunmen attacked a police station on Tuesday.", published=None), "attacked")
    assert event.date
    assert (event.date.value, event.date.basis) == (None, "unresolved")
    assert event.date.phrase
    assert event.date.phrase.endswith("Tuesday")


RECIPE = """Lamb with barley

Kill the heat when the onions turn gold. Beat two eggs, whip the cream and crush the garlic with the flat of a knife.

Strike off the excess flour.

Attack the joint from the bone side and separate the fillets;

the fat will protest a little in the pan.

Leave it to rest. Serve with the barley, which has been sitting quietly, and let your guests fight over the crust."""
MATCH = """Rovers shoot down Wanderers

Rovers attacked from the whistle and were two up by the quarter hour, Dane Imrie firing in from twenty yards.

Wanderers defended in numbers, survived two penalty appeals and hit back through a captain who had threatened all night.

It was a massacre in the second half.

The visitors' keeper was left for dead by a volley, and a late strike killed the tie.

Their coach will meet the board next week. He is said to be fighting for his job."""
GARDEN = """What to do in the garden this week

Slugs are on the march. Bombard them with grit, drown them in beer, or lift them off by hand after dark.

Hard frosts can kill young beans, so hold fire until the middle of the month.

Cut back the fuchsias, arrest the decline of the box with a feed of seaweed, and divide the irises.

The war on bindweed is never won. Dig out every piece, and do not surrender."""
MARKETS = """Shares crash through the floor

Bank shares were hammered again, and the mark took a beating against the crown.

Oil, which had been under siege for a week, staged a late rally.

A price war between the two grocers claimed its first victim when Holt's cut its dividend.

Analysts attacked the plan as timid.

Gold held its fire. The chancellor's budget was shot full of holes, one dealer said."""
OBITUARY = """Tilda Marr, who taught the valley to sing

She was born over a bakery in Hale, the youngest of five, and learned her scales from a blind organist.

She married twice, outlived both husbands and was never beaten at cribbage.

For forty years she led the choir of the railwaymen, who feared her and brought her plums.

Her method was to strike the piano with a ruler. It killed the piano, a pupil said, and made the tenors."""
QUIET = {"a recipe": RECIPE, "a match": MATCH, "a garden": GARDEN, "markets": MARKETS, "an obituary": OBITUARY}
MOST = {"a match": 3}
"""False events that a page may give at most; of the others one. Fewer is better: lower these when the weights do."""


@pytest.mark.parametrize("kind", QUIET)
def test_a_page_on_which_nothing_happens_gives_hardly_an_event(read, kind):
    given = [(event.trigger.text, event.event_type) for event in read(QUIET[kind]).events]
    assert len(given) <= MOST.get(kind, 1), given


def test_a_chronology_gives_history_with_its_years_and_marks_it_so(read):
    text = (
        "1958: the Tarn bridge is opened.\n\n1984: an explosion at the dye works kills three workers.\n\n"
        "2009: rebels attack the police station; nine people are killed."
    )
    events = read(text).events
    assert {event.date.value[:4] for event in events if event.date and event.date.value} <= {"1958", "1984", "2009"}
    assert any(event.historical for event in events)
