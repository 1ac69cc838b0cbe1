"""What the forms of a word have in common is its stem."""

import pytest

from sayso.link.stems import find_stem

FAMILIES = [
    "kill killed killing killings kills", "shoot shot shooting shootings", "strike struck striking strikes",
    "die dies died dying death deaths", "withdraw withdrew withdrawn withdrawal", "resign resigned resigns resignation",
    "explode exploded explosion", "deport deported deportation deportations", "expel expelled", "raid raids raided",
    "protest protested protests protesters", "stop stopped stopping", "agree agreed agreement agreements",
    "arrest arrested arrests arresting", "accuse accused accusation accusations", "invade invaded invading",
    "announce announced announcement", "detain detained detention", "meet met meeting meetings", "bury buried buries",
    "collapse collapsed collapses", "march marched marches marching", "elect elected election", "deny denied denies",
    "bomb bombed bombing bombs", "attack attacked attacks attackers", "visit visited visits", "shell shelled shelling",
    "explode explosions", "collide collisions", "invade invasions",
    "seize seizures", "refuse refusals", "evacuate evacuated evacuating evacuation", "retaliate retaliated retaliation",
    "demonstrate demonstrated demonstration demonstrations",
    "control controls controlled controlling", "cancel cancels cancelled canceled cancelling cancellation",
    "expel expels expelled expelling expulsion", "compel compelled compelling", "propel propelled", "rebel rebelled",
    "patrol patrols patrolled patrolling", "admit admits admitted admitting", "enroll enrol enrolled enrolment",
    "call called calling calls", "fall fell falling falls", "roll rolled rolling", "sell selling sells",
    "spell spelled spelling", "toll tolled", "bully bullied bullies", "fulfill fulfilled",
]  # fmt: skip


@pytest.mark.parametrize("family", FAMILIES)
def test_the_forms_of_a_word_have_one_stem(family):
    assert len({find_stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kill", "wound"), ("shot", "shut"), ("strike", "strip"), ("raid", "rain"), ("vote", "void"), ("met", "mend"),
        ("shelled", "shelved"), ("polled", "pole"), ("bullied", "bull"), ("called", "cal"),
    ],
)  # fmt: skip
def test_other_words_have_other_stems(one, other):
    assert find_stem(one) != find_stem(other)


@pytest.mark.parametrize("word", ["Killed", "KILLED"])
def test_capitals_make_no_difference(word):
    assert find_stem(word) == find_stem("killed")


@pytest.mark.parametrize("word", ["", "s", "red", "wed", "sing", "bus"])
def test_what_is_short_is_its_own_stem(word):
    assert find_stem(word) == word
