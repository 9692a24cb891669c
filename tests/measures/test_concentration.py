"""Concentration: shares of the largest, the index, and how few make most of it."""

import numpy as np
import pytest

from cashkit.measures.concentration import concentration


def test_equal_customers_have_an_index_of_one_over_their_number():
    found = concentration(np.full(100, 7))
    assert found.index == pytest.approx(0.01)
    assert (found.shares[1], found.shares[5], found.shares[20], found.most) == (0.01, 0.05, 0.20, 80)


def test_a_single_customer_is_everything():
    found = concentration(np.array([12_345]))
    assert (found.shares, found.index, found.most) == ({1: 1, 5: 1, 10: 1, 20: 1}, 1, 1)


def test_eighty_per_cent_to_the_cent_is_enough():
    assert concentration(np.array([80, 20])).most == 1
    assert concentration(np.array([79, 21])).most == 2


def test_a_customer_credited_more_than_it_bought_counts_for_nothing():
    assert concentration(np.array([50, 50, -100])).shares[1] == 0.5


def test_counter_sales_are_in_the_whole_and_are_no_customer():
    found = concentration(np.array([40, 30]), whole=100)
    assert (found.shares[1], found.shares[5], found.most) == (0.4, 0.7, None)
    assert found.index == pytest.approx(0.25)


@pytest.mark.parametrize("cents", [[], [0, 0], [-5]])
def test_nothing_sold_is_not_computable(cents):
    assert concentration(np.array(cents, np.int64)) is None
