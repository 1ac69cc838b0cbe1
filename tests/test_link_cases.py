"""Who is meant by each source, what they are and for whom they speak, each as a short invented report.

The weights read, so a report is one that a careful reader could not misread. How often the weights are right on
real reports is measured elsewhere (docs/evaluation.md).
"""

import pytest

from sayso.collect import make_article
from sayso.data import Entity, Reading
from sayso.pipeline import read_articles
from sayso.settings import Settings

pytestmark = pytest.mark.weights


@pytest.fixture
def read(model):
    def read_text(text: str) -> Reading:
        (reading,) = read_articles([make_article(text)], model, settings=Settings())
        return reading

    return read_text


def name(reading: Reading, entity: str | None) -> str | None:
    return {e.id: e.name for e in reading.entities}.get(entity or "", entity)


def speakers(reading: Reading, *, manner: str | None = None) -> list[str | None]:
    """Name who is meant by each source, in order; of one manner where it is given."""
    wanted = [a for a in reading.attributions if manner in (None, a.manner)]
    return [name(reading, a.source.entity) if a.source else None for a in wanted]


def find(reading: Reading, wanted: str) -> Entity:
    (entity,) = [entity for entity in reading.entities if entity.name == wanted]
    return entity


def roles(reading: Reading, wanted: str) -> list[tuple[str, str | None]]:
    return [(role.title, name(reading, role.of)) for role in find(reading, wanted).roles]


def spoken_for(reading: Reading, wanted: str) -> list[str | None]:
    return [name(reading, body) for body in find(reading, wanted).speaks_for]


SPEAKERS = {
    "she": (
        "Ada Lund, the mayor of Tarn, visited the quay on Monday. She said the bridge would open in May.",
        ["Ada Lund"],
    ),
    "he": ("Police arrested Ivo Brandt on Friday. He denied stealing the boat.", ["Ivo Brandt"]),
    "it": ("Their union said the owners had broken a promise. It said the strike would go on.", ["Their union"] * 2),
    "surnames": (
        "Sela Dorn met Ivo Brandt in Tarn. Dorn said the talks went well. Brandt said they did not.",
        ["Sela Dorn", "Ivo Brandt"],
    ),
    "a full name after a surname": (
        "“It is finished,” Brandt said. Ivo Brandt, 52, has led the yard for nine years.",
        ["Ivo Brandt"],
    ),
    "Mr and Mrs": (
        "Marek Sool and his wife, Ana Sool, run the inn. Mr Sool said trade was slow. Mrs Sool said it would pick up.",
        ["Marek Sool", "Ana Sool"],
    ),
    "two of one surname": (
        "The dispute began when Ada Lund fired her brother, Piet Lund, from the ferry office. Ada Lund said the books "
        "had been forged. Piet Lund said his sister was lying. “She never read them,” he said.",
        ["Ada Lund", "Piet Lund", "Piet Lund"],
    ),
    "the ministry": (
        "The port of Orde will close in June, the foreign ministry said on Tuesday. The ministry said the ships would "
        "be sent north.",
        ["the foreign ministry"] * 2,
    ),
    "the union": (
        "The Teachers' Union of Velland (TUV) called off the strike. The union said its members were tired.",
        ["Teachers' Union of Velland"] * 2,
    ),
    "the prime minister": (
        "“I will not resign,” Prime Minister Jon Rask told the Orde Herald. The prime minister said he had done "
        "nothing wrong.",
        ["Jon Rask"] * 2,
    ),
    "letters": (
        "The Ministry of Tides (MoT) said the wall was sound. The MoT said it had tested the wall twice.",
        ["Ministry of Tides"] * 2,
    ),
    "an age": (
        "Amina Haddad was on the bus when it was hit. “I heard a noise,” the 19-year-old said.",
        ["Amina Haddad"],
    ),
    "kin": (
        "The girl will live. Her father said he thanked the doctors. “I thank God too,” he said.",
        ["Her father"] * 2,
    ),
}


@pytest.mark.parametrize(("text", "meant"), SPEAKERS.values(), ids=SPEAKERS)
def test_a_source_is_the_one_who_is_meant(read, text, meant):
    reading = read(text)
    told = zip(reading.attributions, speakers(reading), strict=True)
    assert [speaker for attribution, speaker in told if not attribution.nested_in] == meant


def test_a_quotation_that_runs_over_paragraphs_is_one_speakers(read):
    reading = read(
        "Ada Lund, the mayor of Tarn, spoke on Tuesday.\n\n“We looked at every bolt,” she said. “We looked at every "
        "weld.\n\n“We found nothing that would keep a child awake.\n\n“So the bridge will open on Monday.”"
    )
    assert set(speakers(reading)) == {"Ada Lund"}


def test_a_spokeswoman_speaks_for_her_body(read):
    reading = read("Marta Keel, a spokeswoman for the harbour board, said the pier was safe. “It holds,” Keel said.")
    assert roles(reading, "Marta Keel") == [("spokeswoman", "the harbour board")]
    assert spoken_for(reading, "Marta Keel") == ["the harbour board"]


@pytest.mark.parametrize(
    ("text", "who", "body"),
    [
        ("Piet Haas, a lawyer for Ivo Brandt, said his client would appeal.", "Piet Haas", "Ivo Brandt"),
        ("Ada Lund's lawyer, Piet Haas, said she was innocent.", "Piet Haas", "Ada Lund"),
        ("Jon Rask resigned. His spokeswoman, Marta Keel, said he was tired.", "Marta Keel", "Jon Rask"),
        ("Lene Tok, chief executive of Tarn Ferries, said the boats were late.", "Lene Tok", "Tarn Ferries"),
        ("The police said a man was held. A police spokeswoman, Rita Holm, said he was 40.", "Rita Holm", "The police"),
    ],
    ids=["lawyer for", "whose lawyer", "his spokeswoman", "chief executive", "police spokeswoman"],
)
def test_who_speaks_for_another_is_known(read, text, who, body):
    assert spoken_for(read(text), who) == [body]


def test_a_critic_speaks_for_nobody(read):
    assert spoken_for(read("Critics of the mayor said the plan was a waste of money."), "Critics of the mayor") == []


def test_who_has_left_an_office_speaks_no_longer_for_it(read):
    reading = read("Jon Rask, the former president of Velland, said the vote had been stolen.")
    (role,) = find(reading, "Jon Rask").roles
    assert (role.title, role.current) == ("former president", False)
    assert spoken_for(reading, "Jon Rask") == []


def test_the_minister_of_a_country_speaks_for_it(read):
    reading = read("“We will not bow,” the Norwegian foreign minister, Kari Holm, said.")
    assert (spoken_for(reading, "Kari Holm"), find(reading, "Kari Holm").country) == (["Norway"], "NOR")


def test_a_militia_knows_who_backs_it(read):
    reading = read("The Keshtan-backed militia fled on Sunday. A spokesman for the militia said nobody was hurt.")
    (militia,) = [entity for entity in reading.entities if entity.backed_by]
    assert [name(reading, backing.entity) for backing in militia.backed_by] == ["Keshtan"]


def test_a_joint_source_is_both(read):
    reading = read("Ada Lund and Ivo Brandt said that the ferry would sail again. They said the fares would not go up.")
    assert speakers(reading) == ["Ada Lund and Ivo Brandt"] * 2
    assert {"Ada Lund", "Ivo Brandt"} <= {name(reading, c.entity) for c in reading.attributions[0].source.candidates}


def test_unnamed_sources_of_two_kinds_stay_apart(read):
    reading = read("A nurse at the hospital said four people had died. A soldier at the gate said he saw nobody.")
    assert speakers(reading) == ["A nurse at the hospital", "A soldier at the gate"]
    assert {find(reading, speaker).kind for speaker in speakers(reading)} == {"unnamed"}


def test_what_was_said_to_another_is_on_the_word_of_both(read):
    reading = read("Sela Dorn said that Jon Rask had told her that the bank was empty.")
    inner = reading.attributions[1]
    assert [name(reading, link) for link in inner.on_whose_word] == ["writer", "Sela Dorn", "Jon Rask"]
    assert name(reading, inner.addressee.entity) == "Sela Dorn"


def test_a_passive_accusation_is_nobodys(read):
    assert speakers(read("Mr Rask has been accused of taking bribes. He was told to leave his office.")) == [None, None]


def test_a_question_is_the_writers(read):
    reading = read("Asked whether the bridge was safe, Ada Lund, the mayor of Tarn, said she crossed it every day.")
    assert speakers(reading) == ["writer", "Ada Lund"]


def test_the_labels_of_an_interview_name_who_answers(read):
    reading = read(
        "Orla Venn has played the cello for forty years. Ida Marsh met her in her kitchen.\n\nIDA MARSH: When did you "
        "begin to play?\n\nORLA VENN: When I was four. My aunt had a cello.\n\nIDA MARSH: Do you still have it?\n\n"
        "ORLA VENN: It hangs in my kitchen."
    )
    assert speakers(reading, manner="direct") == ["Orla Venn", "Orla Venn"]


def test_the_bare_labels_of_an_interview_are_the_one_it_is_about(read):
    reading = read(
        "Orla Venn has played the cello for forty years. She spoke at home.\n\nQ: When did you begin to play?\n\n"
        "A: When I was four. My aunt had a cello.\n\nQ: Do you still have it?\n\nA: It hangs in my kitchen."
    )
    assert speakers(reading, manner="direct") == ["Orla Venn", "Orla Venn"]


def test_an_interview_without_labels_invents_no_speaker(read):
    reading = read(
        "What is it like to live on a river?\n\nIt is cold in winter, and I like it.\n\nDo you fish?\n\nEvery day. "
        "My father taught me."
    )
    assert speakers(reading) == []


def test_a_pull_quote_is_the_one_on_its_byline(read):
    reading = read(
        "Harbour Watch\n\nThe winter the ferries stopped\n\nThe river froze for the first time in forty years.\n\n"
        "The ice gave no sound at all. We heard it only when it broke.\n\nby Orla Venn, ferry pilot, Tarn line\n\n"
        "Nobody was hurt. The ferries will run again in spring, when the ice has gone from the upper river."
    )
    assert speakers(reading) == ["Orla Venn"]


@pytest.mark.parametrize(
    "text",
    [
        "The rain fell for nine days. The river rose and the fields went under.",
        "Ada Lund. " * 2000,
        "Мэр сказала, что мост безопасен. 市长说大桥是安全的。",
        "قالت العمدة إن الجسر آمن. " * 20,
        "Those on board were "
        + ", ".join(f"{a} {b}" for a in ("Ada", "Ivo", "Una") for b in ("Lund", "Tok", "Venn"))
        + ".",
        "\n".join(f"Ada-{n} Lund-{n}" for n in range(300)),
    ],
    ids=["no people", "one name", "other scripts", "from right to left", "a list of names", "lines of names"],
)
def test_where_nobody_speaks_no_speaker_is_invented(read, text):
    assert speakers(read(text)) == []


def test_one_name_two_thousand_times_is_one_entity(read):
    assert [entity.name for entity in read("Ada Lund. " * 2000).entities] == ["Ada Lund"]


def test_capitals_alone_hide_no_speaker(read):
    reading = read("ADA LUND SAID THE BRIDGE WAS SAFE. IVO BRANDT SAID IT WAS NOT.")
    assert speakers(reading) == ["ADA LUND", "IVO BRANDT"]


def test_small_letters_alone_break_nothing(read):
    reading = read("ada lund said the bridge was safe. ivo brandt said it was not.")
    assert {speaker for speaker in speakers(reading) if speaker} <= {"ada lund", "ivo brandt"}


@pytest.mark.parametrize(
    "text",
    [
        "he said she said they said it said " * 40,
        "“I “you “we " * 60,
        "the son of " * 100 + "the mayor said so.",
        "Ada's " * 200 + "son said so.",
        "Iran-backed " * 200 + "militias said so.",
    ],
)
def test_hostile_words_name_only_what_is_there(read, text):
    reading = read(text)
    ids = {entity.id for entity in reading.entities} | {"writer", None}
    assert {a.source.entity for a in reading.attributions if a.source} <= ids
    assert all(reading.article.text[m.start : m.end] == m.exact for e in reading.entities for m in e.mentions)


def test_two_with_a_description_before_each_name_stay_apart(read):
    reading = read(
        "The mayor of Tarn, Ada Lund, said the bridge was safe. The town's engineer, Ivo Brandt, said it was not."
    )
    assert speakers(reading) == ["Ada Lund", "Ivo Brandt"]


def test_another_is_not_the_one_before_it(read):
    reading = read("A fisherman said he saw the light at nine. Another fisherman said there was no light at all.")
    assert speakers(reading) == ["A fisherman", "Another fisherman"]
