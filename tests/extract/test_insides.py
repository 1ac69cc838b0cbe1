"""What the heads say of a text and its drafts in; the drafts inside their contents out. The heads are scripted."""

import pytest

from sayso.extract import Draft, draft_attributions, draft_insides
from tests.extract.made import draft, show
from tests.model.made import hear, make_heads, read_marks


def insides(marked, *drafts, offset=0):
    """Draft what is inside the contents of a marked text, its own or those given."""
    heard, heads = hear(marked), make_heads()
    return draft_insides(heard, heads, drafts or draft_attributions(heard, heads, offset=offset), offset=offset)


def words(marked):
    """Show what is inside the contents of a marked text."""
    return show(read_marks(marked)[0], insides(marked))


@pytest.mark.parametrize(
    ("marked", "inside"),
    [
        ("{s1:Orde} {q1:said} {c1:that {s2:Lisle} {q2:told} him {c2:it was so}}.", ("Lisle", "told", "it was so")),
        ("{c1:“{s2:Lisle} {q2:said}: {c2:‘It was so.’}”} {s1:Orde} {q1:said}.", ("Lisle", "said", "‘It was so.’")),
        ("{c1:“{c2:So}, {q2:said} {s2:Lisle}.”} {s1:Orde} {q1:said}.", ("Lisle", "said", "So")),
    ],
)
def test_an_attribution_inside_a_content_is_read_with_its_parts(marked, inside):
    assert words(marked) == [inside]


def test_it_is_inner_and_stands_at_its_place_in_the_article():
    marked = "{s1:Orde} {q1:said} {c1:{s2:Lisle} {q2:told} him {c2:so}}."
    found = insides(marked, offset=10)
    assert found == [Draft(((20, 25),), ((26, 30),), ((35, 37),), inner=True, score=found[0].score)]


def test_the_parts_of_one_content_never_join_those_of_another():
    marked = "{c1:{s3:Lisle} {q3:told} him}, {s1:Orde} {q1:said}, {c2:{c3:it was so}}."
    assert words(marked) == []


@pytest.mark.parametrize("inside", ["{c2:it was so}", "{q2:told} him {c2:it was so}", "{s2:Lisle} {c2:it was so}"])
def test_inside_a_content_nothing_is_taken_for_an_attribution_that_does_not_say_by_whom_and_how(inside):
    assert words(f"{{s1:Orde}} {{q1:said}} {{c1:that {inside}}}.") == []


def test_outside_contents_and_quotations_nothing_is_read():
    marked = "{s1:Orde} {q1:said} {c1:that {s2:Lisle} {q2:told} him {c2:so}}."
    assert insides(marked, draft(read_marks(marked)[0], "said", cue="Orde")) == []


def test_a_quotation_that_nobody_claims_is_read_for_what_the_structure_may_tell_of_it():
    marked = "{c1:“{s2:Lisle} {q2:told} him {c2:so}.”}"
    assert show(read_marks(marked)[0], insides(marked, Draft((), (), ()))) == [("Lisle", "told", "so")]


def test_an_attribution_inside_does_not_run_over_a_line():
    marked = "{s1:Orde} {q1:said}: {c1:“{s2:Lisle} {q2:told} him\n\n{c2:it was so}.”}"
    assert words(marked) == []
