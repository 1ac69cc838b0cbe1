"""Items in -> the same items, some of them taken before they are asked for."""

import pytest

from sayso.errors import NotFoundError
from sayso.model import Ahead


def watched(items, taken):
    for item in items:
        taken.append(item)
        yield item


def test_items_come_in_their_order():
    assert list(Ahead(range(9), 3)) == list(range(9))


@pytest.mark.parametrize(("count", "first", "second"), [(1, [0], [0, 1]), (3, [0, 1, 2], [0, 1, 2, 3])])
def test_so_many_are_taken_before_one_is_asked_for(count, first, second):
    taken: list[int] = []
    ahead = Ahead(watched(range(9), taken), count)
    assert taken == first
    next(iter(ahead))
    assert taken == second


def test_of_nothing_nothing_is_taken():
    assert list(Ahead([], 3)) == []


def test_a_fault_is_raised_behind_the_items_before_it():
    def faulty():
        yield from range(3)
        raise NotFoundError("gone.txt", "no such file")

    given: list[int] = []
    with pytest.raises(NotFoundError):
        given.extend(Ahead(faulty(), 2))
    assert given == [0, 1, 2]
