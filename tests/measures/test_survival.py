"""Kaplan-Meier against the definition, in exact fractions."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashkit.measures.survival import bands, equal_items, greenwood, median_day, restricted_mean, unpaid_share

spells = st.lists(st.tuples(st.integers(0, 120), st.booleans(), st.integers(1, 10**6)), min_size=1, max_size=40)


def by_definition(rows, weighted):
    """Return day -> share unpaid, one item after the other, in fractions."""
    share, out = Fraction(1), {}
    for day in sorted({day for day, _, _ in rows}):
        weight = [(d, paid, cents if weighted else 1) for d, paid, cents in rows if d >= day]
        gone = sum(w for d, paid, w in weight if d == day and paid)
        share *= 1 - Fraction(gone, sum(w for _, _, w in weight))
        out[day] = share
    return out


def area(curve):
    """Return the area below the steps of a curve, from day 0 to its last day."""
    total, height, since = Fraction(0), Fraction(1), 0
    for day, share in curve.items():
        total, height, since = total + height * (day - since), share, day
    return total


def columns(rows, weighted):
    days, paid, cents = (np.array(column, np.int64) for column in zip(*rows, strict=True))
    return days, paid, cents if weighted else np.ones(len(days), np.int64)


@given(rows=spells, weighted=st.booleans())
def test_the_curve_is_that_of_the_definition(rows, weighted):
    curve = by_definition(rows, weighted)
    share = unpaid_share(*columns(rows, weighted))[2]
    assert share.tolist() == pytest.approx([float(value) for value in curve.values()], abs=1e-12)


@given(rows=spells)
def test_median_and_restricted_mean_are_those_of_the_definition(rows):
    curve = by_definition(rows, weighted=False)
    days = np.array(list(curve), np.int64)
    share = unpaid_share(*columns(rows, weighted=False))[2]
    assert median_day(days, share) == next((day for day, value in curve.items() if value <= Fraction(1, 2)), None)
    assert restricted_mean(days, share) == pytest.approx(float(area(curve)))


@given(rows=spells)
def test_without_open_items_the_restricted_mean_is_the_plain_mean(rows):
    paid = [(day, True, cents) for day, _, cents in rows]
    days, ended, ones = columns(paid, weighted=False)
    share = unpaid_share(days, ended, ones)[2]
    assert restricted_mean(np.unique(days), share) == pytest.approx(days.mean())


def test_an_item_still_open_on_a_day_counts_among_those_followed_that_day():
    at_risk, paid, share = unpaid_share(np.array([10, 10]), np.array([1, 0]), np.array([1, 1]))
    assert (at_risk.tolist(), paid.tolist(), share.tolist()) == ([2], [1], [0.5])


def test_items_paid_in_advance_bring_the_mean_below_nought():
    days = np.array([-4, -2], np.int64)
    share = unpaid_share(days, np.array([1, 1]), np.array([1, 1]))[2]
    assert restricted_mean(days, share) == -3.0


def test_the_band_of_items_of_one_amount_is_that_by_count():
    days, paid = np.array([10, 20, 30, 40, 50]), np.array([1, 1, 0, 1, 0])
    at_risk, gone, _ = unpaid_share(days, paid, np.full(5, 7_000))
    items = equal_items(days, np.full(5, 7_000))
    assert items.tolist() == pytest.approx([5, 4, 3, 2, 1])
    count = unpaid_share(days, paid, np.ones(5, np.int64))
    assert greenwood(at_risk, gone, items) == pytest.approx(greenwood(count[0], count[1], count[0]))


def test_one_large_item_says_no_more_than_one_item():
    days, weights = np.array([10, 10, 10]), np.array([1_000_000, 1, 1])
    assert equal_items(days, weights)[0] == pytest.approx(1.0, abs=1e-5)


@given(rows=spells, weighted=st.booleans())
def test_the_curve_lies_within_its_band_and_the_band_between_nought_and_one(rows, weighted):
    days, paid, weights = columns(rows, weighted)
    at_risk, gone, share = unpaid_share(days, paid, weights)
    low, high = bands(share, greenwood(at_risk, gone, equal_items(days, weights)))
    assert (low >= 0).all()
    assert (high <= 1).all()
    assert (low <= share + 1e-12).all()
    assert (share <= high + 1e-12).all()


def test_when_all_is_paid_nothing_is_unsure():
    at_risk, gone, share = unpaid_share(np.array([10, 20]), np.array([1, 1]), np.array([1, 1]))
    low, high = bands(share, greenwood(at_risk, gone, at_risk))
    assert (low[1], high[1]) == (0.0, 0.0)
    assert low[0] < share[0] < high[0]
