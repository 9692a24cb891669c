"""Sums of a few items that come to an amount: found, counted, bounded."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from cashkit.measures.exact_sums import MOST_ITEMS, sums_to

POWERS = [2**i for i in range(12)]  # every choice of them has a sum of its own


def test_one_item_alone_is_no_sum():
    assert sums_to([100, 7], 100) == []


def test_six_items_are_a_sum_and_seven_are_not():
    assert sums_to(POWERS, sum(POWERS[:6])) == [(0, 1, 2, 3, 4, 5)]
    assert sums_to(POWERS, sum(POWERS[:7])) == []


def test_only_the_first_twenty_items_are_tried():
    cents = [10**6 + i for i in range(MOST_ITEMS - 1)] + [3, 4]
    assert sums_to(cents, 10**6 + 3) == [(0, 19)]
    assert sums_to(cents, 7) == []


def test_a_credit_note_is_deducted():
    assert sums_to([10_000, 4_000, -2_500], 7_500) == [(0, 2)]


def test_no_items_give_no_sum():
    assert sums_to([], 100) == []


@settings(max_examples=60)
@given(st.lists(st.integers(-3, 9).filter(bool), max_size=9), st.integers(1, 30))
def test_the_choices_are_those_of_trying_all(cents, wanted):
    rows = range(len(cents))
    every = {one for n in range(2, 7) for one in combinations(rows, n) if sum(cents[i] for i in one) == wanted}
    found = sums_to(cents, wanted)
    assert set(found) <= every
    assert len(found) == min(len(every), 2)
