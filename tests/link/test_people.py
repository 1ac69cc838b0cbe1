"""The same people and bodies over many reports: what joins them, what keeps them apart, and how fast. All invented."""

import time
from dataclasses import replace
from hashlib import sha256
from itertools import permutations

import pytest

from sayso.data import (
    Article,
    Attribution,
    Entity,
    KnownEntity,
    Mention,
    Passage,
    Provenance,
    Reading,
    Role,
    Source,
)
from sayso.link.people import SAME, Directory, link_people


def person(name: str, *roles: Role, aliases: tuple[str, ...] = (), country: str | None = None) -> Entity:
    return Entity(name, name, "person", aliases=aliases, roles=roles, country=country)


def body(name: str, *aliases: str, country: str | None = None, kind: str = "organisation") -> Entity:
    return Entity(name, name, kind, aliases=aliases, country=country)


def report(*entities: Entity, day: str | None = "2031-05-04", publisher: str | None = None, text: str = "") -> Reading:
    """Make the reading of a report; an entity's id is its name, and its words are marked where the text has them."""
    digest = sha256(f"{day} {publisher} {text} {entities}".encode()).hexdigest()
    article = Article(f"t{digest[:12]}", text, digest, publisher=publisher, published=day)
    marked = tuple(replace(entity, mentions=mark(entity, text)) for entity in entities)
    return Reading(article, Provenance("", ""), entities=marked)


def mark(entity: Entity, text: str) -> tuple[Mention, ...]:
    form = "nominal" if entity.kind == "unnamed" or entity.name.split()[-1].islower() else "name"
    places = [(text.find(words), words) for words in (entity.name, *entity.aliases) if words in text]
    return tuple(Mention(start, start + len(words), words, form) for start, words in places)


def let_speak(reading: Reading, entity: Entity) -> Reading:
    """Make an entity the source of an attribution."""
    said = Attribution("a1", "indirect", "say", False, Source((), entity.id), None, Passage(()))
    return replace(reading, attributions=(said,))


def together(*readings: Reading) -> list[set[str]]:
    """Give what was joined, by the names in the reports."""
    return [{entity for _, entity in known.members} for known in link_people(readings).known if len(known.members) > 1]


def verdict(left: Reading, right: Reading) -> str | None:
    """Give the likeliest judgement of two reports with one entity each."""
    judgements = link_people([left, right]).judgements
    return judgements[0].verdict if judgements else None


AFFAIR = (body("Ossen Harbour Pilots"), person("Brona Keld"), person("Tavi Ruhn"), body("Mirra Shipping"))
"""Names that two reports share where they are about one affair."""
SPEAKER = Role("spokesman", of="Mirra Shipping")


def test_one_full_name_in_two_reports_is_one_person():
    assert together(report(person("Brona Keld")), report(person("Brona Keld"), day="2031-06-01")) == [{"Brona Keld"}]


def test_a_surname_alone_is_never_joined_even_in_one_affair():
    found = link_people([report(person("Enno Vasht"), *AFFAIR), report(person("Vasht"), *AFFAIR, publisher="The Quay")])
    assert not any({"Enno Vasht", "Vasht"} <= {entity for _, entity in known.members} for known in found.known)
    assert [judgement.verdict for judgement in found.judgements if judgement.left[1] == "Vasht"] == ["unsure"]


def test_a_surname_with_the_same_role_in_the_same_body_is_joined():
    first = report(person("Enno Vasht", SPEAKER), body("Mirra Shipping"))
    assert {"Enno Vasht", "Vasht"} in together(
        first, report(person("Vasht", SPEAKER), body("Mirra Shipping"), text=".")
    )


def test_a_short_form_with_a_title_is_joined_in_reports_of_one_affair_only():
    full, short = person("Lida Orsk", Role("health minister")), person("Minister Orsk", Role("minister"))
    assert {"Lida Orsk", "Minister Orsk"} in together(report(full, *AFFAIR), report(short, *AFFAIR))
    assert {"Lida Orsk", "Minister Orsk"} not in together(report(full), report(short))


def test_a_short_form_that_may_be_either_of_two_is_joined_to_neither():
    role = Role("minister")
    two = report(person("Lida Orsk", role), person("Fenn Orsk", role), *AFFAIR)
    assert not any("Orsk" in names for names in together(two, report(person("Orsk", role), *AFFAIR)))


def test_a_title_of_courtesy_is_no_role():
    assert verdict(report(person("Mr Vasht")), report(person("Mr Vasht"), text=".")) != "same"


@pytest.mark.parametrize("day", ["2031-05-04", "2031-05-05", None])
def test_two_of_one_surname_in_one_report_are_two(day):
    first = report(person("Petar Vosk", SPEAKER), person("Irena Vosk", Role("nurse")), *AFFAIR)
    second = report(person("Irena Vosk", Role("nurse")), person("Petar Vosk", SPEAKER), *AFFAIR, day=day, text=".")
    assert {"Petar Vosk"} in together(first, second)
    assert {"Irena Vosk"} in together(first, second)


def test_two_that_one_report_keeps_apart_are_never_joined_by_a_third():
    twins = report(person("Adar Bell", Role("farmer")), person("A. Bell", aliases=("Adar Bell",)))
    others = [report(person("Adar Bell"), day=f"2031-05-{day:02}") for day in range(1, 9)]
    for readings in ([twins, *others], [*others, twins], [*others[:4], twins, *others[4:]]):
        for known in link_people(readings).known:
            articles = [article for article, _ in known.members]
            assert len(articles) == len(set(articles))


def test_given_names_that_clash_make_two_people_of_one_role():
    left, right = person("Dario Lenz", SPEAKER), person("Mathis Lenz", SPEAKER)
    assert together(report(left, body("Mirra Shipping")), report(right, body("Mirra Shipping"))) == [{"Mirra Shipping"}]


def test_two_who_hold_one_office_are_two():
    office = Role("president", of="Orvania")
    first, second = (
        report(person(name, office), body("Orvania", kind="country"), *AFFAIR) for name in ("Ib Sarn", "Ro Telk")
    )
    assert not any(names & {"Ib Sarn", "Ro Telk"} for names in together(first, second))


def test_a_man_and_a_woman_of_one_surname_are_two():
    role = Role("director", of="Mirra Shipping")
    left, right = report(person("Mr Olt", role), *AFFAIR), report(person("Mrs Olt", role), *AFFAIR)
    assert not any("Mr Olt" in names for names in together(left, right))


@pytest.mark.parametrize(
    ("left", "right"),
    [("Theodor Lasc", "Teodor Lask"), ("Qasem Dolati", "Kassim Dolati"), ("Selena Tamasz", "Selina Tamas")],
)
def test_two_spellings_are_joined_for_a_further_reason_only(left, right):
    assert together(report(person(left)), report(person(right))) == []
    roles = (SPEAKER, body("Mirra Shipping"))
    assert {left, right} in together(
        report(person(left, roles[0]), roles[1]), report(person(right, roles[0]), roles[1])
    )


@pytest.mark.parametrize(("left", "right"), [("Ivan Petrov", "Ivan Petrova"), ("Mario Lind", "Maria Lind")])
def test_an_end_that_tells_a_woman_from_a_man_makes_two_people(left, right):
    first = report(person(left, SPEAKER), *AFFAIR)
    assert {left, right} not in together(first, report(person(right, SPEAKER), *AFFAIR))


def test_a_person_and_a_body_of_one_name_are_two_and_the_judgement_says_so():
    found = link_people([report(person("Anton Reve", SPEAKER)), report(replace(body("Anton Reve"), sector="BUS"))])
    assert [judgement.verdict for judgement in found.judgements] == ["different"]
    assert "a person" in found.judgements[0].reason


def test_a_kind_that_no_word_shows_is_left_for_a_person_to_judge():
    found = link_people([report(person("Anton Reve")), report(body("Anton Reve"))])
    assert [judgement.verdict for judgement in found.judgements] == ["unsure"]


def test_whether_somebody_is_another_of_the_name_too_is_asked_a_few_times_and_not_with_every_report():
    two = report(person("Anton Reve", SPEAKER), replace(person("Anton Reve"), id="other"), body("Mirra Shipping"))
    later = [report(person("Anton Reve", SPEAKER), day=f"2031-06-{day:02}") for day in range(1, 9)]
    found = link_people([two, *later])
    assert max(len(known.members) for known in found.known) == 9
    assert 1 <= [judgement.verdict for judgement in found.judgements].count("unsure") <= 2


def test_two_countries_speak_against_one_full_name():
    assert (
        verdict(report(person("Ivo Hartmann", country="AUT")), report(person("Ivo Hartmann", country="CHL"))) != "same"
    )


def test_a_former_role_is_no_clash():
    was = person("Brona Keld", Role("mayor", current=False))
    assert verdict(report(person("Brona Keld", Role("senator"))), report(was)) == "same"


def test_the_initials_of_a_body_are_joined_to_its_long_form_where_both_were_given_once():
    introduced = report(body("Federation of Reed Cutters", "FRC"))
    assert {"Federation of Reed Cutters", "FRC"} in together(introduced, report(body("FRC")))


def test_the_initials_alone_wait_for_a_person_unless_the_affair_is_one():
    long, short = body("Federation of Reed Cutters"), body("FRC")
    assert verdict(report(long), report(short)) != "same"
    assert {"Federation of Reed Cutters", "FRC"} in together(report(long, *AFFAIR), report(short, *AFFAIR))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("the Keshtani foreign ministry", "Keshtan's foreign ministry"),
        ("the Keshtani foreign ministry", "the foreign ministry of Keshtan"),
        ("The Orvanian health ministry", "the Orvanian Health Ministry"),
        ("Iraq’s oil ministry", "the Iraqi oil ministry"),
        ("the Iraqi Defense Ministry", "the defence ministry of Iraq"),
    ],
)
def test_bodies_described_alike_with_a_country_are_one(left, right):
    assert together(report(body(left, kind="government")), report(body(right, kind="government"), day="2031-09-01"))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("the Keshtani army", "the Keshtani general staff"),
        ("the Keshtani general staff", "the Keshtani defence ministry"),
        ("the Keshtani health ministry", "the Orvanian health ministry"),
        ("the health ministry", "the health ministry"),
        ("the company", "the company"),
        ("officials", "officials"),
        ("residents", "residents"),
    ],
)
def test_bodies_described_otherwise_or_as_anybody_s_are_not_joined(left, right):
    kind = "group" if left == "residents" else "organisation"
    assert together(report(body(left, kind=kind)), report(body(right, kind=kind), text=".")) == []


@pytest.mark.parametrize("words", ["the company", "officials", "residents", "the spokesman"])
def test_what_is_bare_is_not_joined_in_one_affair_either(words):
    kind = "group" if words in ("officials", "residents") else "organisation"
    joined = together(report(body(words, kind=kind), *AFFAIR), report(body(words, kind=kind), *AFFAIR, text="."))
    assert {words} not in joined
    assert len(joined) == len(AFFAIR)


def test_a_body_that_every_country_has_is_joined_in_reports_of_one_affair():
    left, right = body("the water agency"), body("the water agency")
    assert {"the water agency"} in together(report(left, *AFFAIR), report(right, *AFFAIR, text="."))


def test_two_armies_that_are_both_called_the_army_are_two():
    left, right = body("the Orvanian army", "the army"), body("the Keshtani army", "the army")
    assert len(together(report(left, *AFFAIR), report(right, *AFFAIR))) == len(AFFAIR)


def test_two_bodies_with_one_leader_whose_descriptions_agree_are_one():
    leads = [Role("leader", of=name) for name in ("the marsh rescue brigade", "the rescue brigade")]
    readings = [report(person("Enid Carrow", role), body(str(role.of)), person("Tavi Ruhn")) for role in leads]
    assert {"the marsh rescue brigade", "the rescue brigade"} in together(*readings)


@pytest.mark.parametrize(("day", "one"), [("2031-05-20", True), ("2036-05-20", False)])
def test_an_office_that_one_person_holds_is_that_person_for_a_while(day, one):
    named = report(person("Salim Oray", Role("prime minister", of="Iraq")), body("Iraq", kind="country"))
    described = report(person("the Iraqi prime minister"), day=day)
    assert ({"Salim Oray", "the Iraqi prime minister"} in together(named, described)) is one


def test_an_unnamed_source_is_joined_only_where_its_words_are_reprinted():
    source = Entity("a man", "a man", "unnamed")
    words = "She rang the pilots at ten to one and a man who would not give his name told her it was the tide."
    other = "She had supper with a man from the customs house and his three quiet daughters by the quay."
    original = let_speak(report(source, *AFFAIR, text=words), source)
    reprint = let_speak(report(source, *AFFAIR, text=f"{words} Nobody came.", publisher="The Quay"), source)
    retold = let_speak(report(source, *AFFAIR, text=other, publisher="The Quay"), source)
    assert {"a man"} in together(original, reprint)
    assert {"a man"} not in together(original, retold)
    assert {"a man"} not in together(report(source, text=words), report(source, text=words + " Nobody came."))


def test_somebody_without_a_name_who_says_nothing_is_not_known_again_by_a_reprint():
    source = Entity("a man", "a man", "unnamed")
    words = "She rang the pilots at ten to one and a man who would not give his name told her it was the tide."
    reports = [report(source, *AFFAIR, text=words), report(source, *AFFAIR, text=words, publisher="The Quay")]
    assert {"a man"} not in together(*reports)
    assert {"a man"} in together(*(let_speak(reading, source) for reading in reports))


def test_every_judgement_names_both_sides_its_score_and_its_reason():
    readings = [
        report(person("Brona Keld", SPEAKER), *AFFAIR[2:]),
        report(person("Brona Keld", SPEAKER), *AFFAIR[2:], text="."),
    ]
    found = link_people(readings)
    for judgement in found.judgements:
        assert judgement.left[0] == readings[1].article.id
        assert judgement.right[0] == readings[0].article.id
        assert judgement.score >= SAME
    keld = next(judgement for judgement in found.judgements if judgement.left[1] == "Brona Keld")
    assert keld.reason.startswith("the same full name, and both spokesman of Mirra Shipping")


def test_without_a_judgement_nothing_is_joined():
    found = link_people([report(*AFFAIR), report(*AFFAIR, text="."), report(person("Vasht"), *AFFAIR)])
    joined = {(judgement.left, judgement.right) for judgement in found.judgements if judgement.verdict == "same"}
    for known in found.known:
        assert all((member, known.members[0]) in joined for member in known.members[1:])


def test_every_entity_belongs_to_one_known_entity_that_can_be_found():
    readings = [report(*AFFAIR), report(*AFFAIR, text="."), report(Entity("officials", "officials", "unnamed"))]
    found = link_people(readings)
    for reading in readings:
        for entity in reading.entities:
            known = found.find(reading.article.id, entity.id)
            assert known is not None
            assert sum((reading.article.id, entity.id) in other.members for other in found.known) == 1


def test_what_full_names_join_does_not_depend_on_the_order():
    readings = [
        report(*AFFAIR, person("Enno Vasht", SPEAKER)),
        report(*AFFAIR[:3], person("Irena Vosk"), day="2031-05-05"),
        report(*AFFAIR[1:], person("Petar Vosk"), day="2031-05-06"),
        report(person("Enno Vasht"), person("Petar Vosk"), day="2031-07-01"),
    ]
    results = {
        frozenset(frozenset(known.members) for known in link_people(order).known) for order in permutations(readings)
    }
    assert len(results) == 1


def test_the_same_readings_give_the_same_ids_and_judgements():
    readings = [report(*AFFAIR), report(*AFFAIR, text="."), report(person("Keld"), day="2031-05-09")]
    assert link_people(readings) == link_people(readings)


def test_an_article_that_is_added_again_changes_nothing():
    directory = Directory()
    directory.add(report(*AFFAIR))
    known = directory.known
    assert directory.add(report(*AFFAIR)) == ()
    assert directory.known == known


def test_a_directory_made_of_known_entities_goes_on_where_it_was():
    readings = [
        report(*AFFAIR, person("Enno Vasht", SPEAKER)),
        report(*AFFAIR, text="."),
        report(person("Vasht", SPEAKER), *AFFAIR),
    ]
    at_once, begun = Directory(), Directory()
    judgements = [at_once.add(reading) for reading in readings]
    begun.add(readings[0])
    begun.add(readings[1])
    resumed = Directory(begun.known)
    assert resumed.add(readings[2]) == judgements[2]
    assert resumed.known == at_once.known


def test_a_known_entity_takes_the_fuller_name_and_keeps_its_id():
    first = report(person("Vasht", SPEAKER), body("Mirra Shipping"))
    second = report(person("Enno Vasht", SPEAKER), body("Mirra Shipping"), text=".")
    known = link_people([first, second]).find(first.article.id, "Vasht")
    assert known is not None
    assert known.id == link_people([first]).known[0].id
    assert (known.name, known.aliases) == ("Enno Vasht", ("Vasht",))


def invent(number: int, surname: str = "") -> KnownEntity:
    """Invent a known person; of one number always the same."""
    parts = ["ba", "do", "ke", "li", "mu", "ra", "so", "ti", "vu", "ze"]
    given = "".join(parts[int(digit)] for digit in f"{number:05}").capitalize()
    family = surname or "".join(parts[int(digit)] for digit in f"{number * 7919 % 100_000:05}").capitalize()
    return KnownEntity(f"k{number}", f"{given} {family}", "person", members=((f"t{number}", "e1"),), first="2031-05-01")


def seconds_to_add(directory: Directory, reading: Reading) -> float:
    begin = time.perf_counter()
    directory.add(reading)
    return time.perf_counter() - begin


def test_ten_thousand_known_entities_do_not_make_a_new_article_slow():
    directory = Directory(invent(number) for number in range(10_000))
    here = report(*(person(invent(number).name) for number in range(0, 9_000, 300)))
    assert seconds_to_add(directory, here) < 0.5
    assert len(directory.known) == 10_000


def test_five_thousand_people_of_one_surname_stay_fast():
    directory = Directory(invent(number, "Vasht") for number in range(5_000))
    here = report(*(person(f"{given} Vasht") for given in ("Orm", "Ulla", "Pell", "Zanni")), person("Vasht", SPEAKER))
    assert seconds_to_add(directory, here) < 0.2
    assert len(directory.known) == 5_005


def test_the_one_of_five_thousand_with_the_same_full_name_is_found():
    directory = Directory(invent(number, "Vasht") for number in range(5_000))
    (judgement,) = [
        found for found in directory.add(report(person(invent(17, "Vasht").name))) if found.verdict == "same"
    ]
    assert judgement.right == ("t17", "e1")
